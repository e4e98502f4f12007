// SPDX-License-Identifier: BSL-1.0
/// What a lease is worth on its commencement: the liability, and the right to use what was leased.
#pragma once

#include <ratable/accounting/lease_terms.hpp>
#include <ratable/valuation/present_value.hpp>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// Right of use = liability + prepaid + initial direct costs − incentives.
template <currency C>
struct lease_measurement
{
    money<C> liability;            ///< what the unpaid payments are worth on commencement
    money<C> prepaid;              ///< on or before commencement, at face
    money<C> initial_direct_costs;
    money<C> incentives;           ///< received
    money<C> right_of_use;

    friend constexpr bool operator==(const lease_measurement&, const lease_measurement&) = default;
};

/// Measures a lease on the first day of its periods.
///
/// Shape:   unpaid are the lease component's payments after commencement and, when the lease ends, what is expected to be owed of a residual
///          guarantee, a penalty for ending it, and the price of a purchase, where these are reasonably certain.
/// Rounds:  the liability once, half_up, correctly.
/// Errors:  as require_valid; invalid_terms where incentives and refunds exceed all that is paid; as present_value.
/// Source:  after ASC 842-20-30-1, -5 and 842-10-30-5; IFRS 16.23, 24, 26 and 27.
///
///     initial_measurement(office).right_of_use   // of IFRS 16, Illustrative Example 13: 420,391
template <currency C>
[[nodiscard]] lease_measurement<C> initial_measurement(const lease<C>& l);

/// What all that is still to be paid is worth on the first day of the periods, of which a payment on that day is a part.
/// Rounds: once, half_up, correctly. Errors: as require_valid; invalid_terms for a payment before that day.
template <currency C>
[[nodiscard]] money<C> lease_liability(const lease<C>& l);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Payments that are still to be made, of the lease component.
template <currency C>
struct unpaid_payments
{
    lease_payments<C> payments;
    money<C>          residual; ///< expected of a guarantee: where the liability ends
    money<C>          at_end;   ///< paid beside the last payment
    money<C>          prepaid;  ///< zero where nothing was taken out
};

template <currency C>
money<C> zero_of(const lease<C>& l)
{
    std::optional<C>         unit;
    const lease_payments<C>& payments = l.payments;
    each_amount(payments, [&unit](const money<C>& amount) {
        if (!unit) unit = amount.unit;
    });
    if (!unit && l.prepaid) unit = l.prepaid->unit;
    if (unit) return money<C>(decimal<C::minor_digits>{}, *unit);
    if constexpr (std::is_empty_v<C>) return money<C>();
    refuse_lease(l.name, ".payments", "must be one at least", "none", "write what is paid, at least a prepayment");
}

/// All that is to be paid from the first day on. `prepaid` takes out what is paid on commencement, and before.
template <currency C>
unpaid_payments<C> unpaid(const lease<C>& l, bool on_commencement)
{
    require_valid(l);
    const money<C>     zero = zero_of(l);
    unpaid_payments<C> left{lease_part(l), l.residual_guarantee.value_or(zero), l.termination_penalty.value_or(zero), zero};
    if (l.purchase) left.at_end += l.purchase->price;
    const sys_days first = l.periods.front().start();
    if (auto* a_period = std::get_if<periodic_payments<C>>(&left.payments)) {
        if (on_commencement && a_period->timing == payment_timing::begin) left.prepaid = std::exchange(a_period->amounts.front(), zero);
        return left;
    }
    std::vector<flow<C>>& flows = std::get<dated_payments<C>>(left.payments).flows;
    for (const flow<C>& paid : flows) {
        if (!on_commencement && paid.on < first) refuse_lease(l.name, ".payments.flows", "must not be before the day of a remeasurement", to_string(paid.on), "leave out what was paid");
        if (on_commencement && paid.on <= first) left.prepaid += paid.amount;
    }
    if (on_commencement) std::erase_if(flows, [first](const flow<C>& paid) { return paid.on <= first; });
    return left;
}

template <currency C>
money<C> worth_of(const lease<C>& l, const unpaid_payments<C>& left)
{
    const money<C> last = left.residual + left.at_end;
    if (const auto* a_period = std::get_if<periodic_payments<C>>(&left.payments)) {
        std::vector<money<C>> rows;
        rows.reserve(a_period->amounts.size() + 1);
        if (a_period->timing == payment_timing::end) rows.push_back(last - last); // row 0 is paid now
        rows.insert(rows.end(), a_period->amounts.begin(), a_period->amounts.end());
        a_period->timing == payment_timing::end ? void(rows.back() += last) : rows.push_back(last);
        return present_value(rows, a_period->rate_a_period, rounding::half_up);
    }
    const auto&          dated = std::get<dated_payments<C>>(left.payments);
    std::vector<flow<C>> flows = dated.flows;
    flows.emplace_back(l.periods.back().end() - date::days{1}, last);
    return present_value(flows, dated.rate, l.periods.front().start(), rounding::half_up);
}

} // namespace detail

template <currency C>
lease_measurement<C> initial_measurement(const lease<C>& l)
{
    const auto           left = detail::unpaid(l, true);
    const money<C>       zero = left.at_end - left.at_end;
    lease_measurement<C> m{detail::worth_of(l, left), left.prepaid + l.prepaid.value_or(zero), l.initial_direct_costs.value_or(zero), l.incentives.value_or(zero), zero};
    m.right_of_use = m.liability + m.prepaid + m.initial_direct_costs - m.incentives;
    if (sign(m.right_of_use) < 0) detail::refuse_lease(l.name, ".right_of_use", "must not be below zero", to_string(m.right_of_use), "recognise incentives and refunds above all that is paid by themselves");
    return m;
}

template <currency C>
money<C> lease_liability(const lease<C>& l) { return detail::worth_of(l, detail::unpaid(l, false)); }

} // namespace ratable
