// SPDX-License-Identifier: BSL-1.0
/// Debt at amortised cost: issue costs in the effective rate, and what happens when rates or payments are estimated anew.
#pragma once

#include <ratable/accounting/effective_interest.hpp>
#include <ratable/valuation/irr.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ratable {

/// The rate of a period at which payments are worth what is carried: the effective interest rate, when what is carried is net of issue costs.
///
/// Rounds:  the root once, half_even, to twelve digits.
/// Errors:  invalid_terms when there is no such rate, or more than one; unlike_units.
/// Source:  after IFRS 9 appendix A (effective interest rate); ASC 835-30-35-2.
///
///     effective_rate(usd(1000), {usd(59), usd(59), usd(59), usd(59), usd(1309)}, payment_timing::end)   // 0.099953186689
template <currency C>
[[nodiscard]] rate_of_interest effective_rate(const money<C>& carried, std::type_identity_t<std::span<const money<C>>> payments, payment_timing timing);
/// The same of payments on days, by the year.
template <currency C>
[[nodiscard]] interest_rate effective_rate(const money<C>& carried, sys_days on, const std::vector<flow<C>>& payments, const any_day_count& day_count);

/// A debt as the contract counts it, as it is carried, and the issue costs between the two.
template <currency C>
struct debt_schedule
{
    rate_of_interest         rate;        ///< effective, a period
    amortization_schedule<C> principal;   ///< at the contract's rate
    amortization_schedule<C> carried;     ///< net of issue costs, at the effective rate
    amortization_schedule<C> issue_costs; ///< principal − carried, row by row: a contra-liability, charged to interest expense
};

/// A debt whose issue costs are amortised by the effective interest method.
///
/// Shape:   n periods → three schedules of n rows. Σ charges of issue costs = issue costs; each is carried interest − contract interest.
/// Rounds:  as effective_interest, by which principal and carried are made.
/// Errors:  as effective_interest and effective_rate; invalid_terms for issue costs of the principal or more.
/// Source:  after ASC 835-30-45-1A and 835-30-35-2; IFRS 9 5.1.1 and B5.4.1 ff.
template <currency C>
[[nodiscard]] debt_schedule<C> amortized_cost(const money<C>& principal, const money<C>& issue_costs, const std::vector<period>& periods,
                                              std::type_identity_t<std::span<const money<C>>> payments, rate_of_interest contract_rate, payment_timing timing,
                                              interest_carried carry);

/// What a new estimate makes of a schedule: its closed rows, and those of the rest.
template <currency C>
struct revised_schedule
{
    rate_of_interest         rate;     ///< of the rest
    money<C>                 catch_up; ///< what is carried more than before, to profit or loss now; zero for floating rates
    amortization_schedule<C> rows;
};

/// Payments move with a market rate: what is carried stays, and the rest bears a new effective rate.
///
/// Shape:   rows before the first day of `rest` stay as they are; the rest are made anew, one payment in each period.
/// Errors:  invalid_terms when no row begins or ends with the first day of `rest`; as effective_rate and effective_interest.
/// Source:  after IFRS 9 B5.4.5.
template <currency C>
[[nodiscard]] revised_schedule<C> revise_floating_rate(const amortization_schedule<C>& rows, const std::vector<period>& rest,
                                                       std::type_identity_t<std::span<const money<C>>> payments, payment_timing timing, interest_carried carry);

/// Payments are expected to differ for another reason: the rest is worth what it is at the original rate, and the difference is posted now. The first
/// revised row opens with what was carried; its charge is what the revision takes off, negative where it adds.
///
/// Source:  after IFRS 9 B5.4.6.
template <currency C>
[[nodiscard]] revised_schedule<C> revise_payments(const amortization_schedule<C>& rows, const std::vector<period>& rest,
                                                  std::type_identity_t<std::span<const money<C>>> payments, rate_of_interest original_rate, payment_timing timing, interest_carried carry);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
rate_of_interest effective_rate(const money<C>& carried, std::type_identity_t<std::span<const money<C>>> payments, payment_timing timing)
{
    std::vector<money<C>> flows{-carried};
    for (const auto& payment : payments) {
        static_cast<void>(detail::same_currency(carried.unit, payment.unit));
        if (timing == payment_timing::begin && &payment == &payments.front()) flows.front() += payment;
        else flows.push_back(payment);
    }
    return only_rate(irr(flows, rounding::half_even));
}

template <currency C>
interest_rate effective_rate(const money<C>& carried, sys_days on, const std::vector<flow<C>>& payments, const any_day_count& day_count)
{
    std::vector<flow<C>> flows{{on, -carried}};
    for (const flow<C>& payment : payments) {
        static_cast<void>(detail::same_currency(carried.unit, payment.amount.unit));
        if (payment.on < on) {
            throw invalid_terms({"payments", std::string("must not precede what is carried on ") + to_string(on), to_string(payment.on), "leave out what is paid already"});
        }
        flows.push_back(payment);
    }
    return {.per_year = only_rate(xirr(flows, rounding::half_even, {.day_count = day_count})), .compounds = compounding::annual, .day_count = day_count};
}

template <currency C>
debt_schedule<C> amortized_cost(const money<C>& principal, const money<C>& issue_costs, const std::vector<period>& periods,
                                std::type_identity_t<std::span<const money<C>>> payments, rate_of_interest contract_rate, payment_timing timing, interest_carried carry)
{
    const money<C> net = principal - issue_costs;
    if (sign(net) <= 0) {
        throw invalid_terms({"issue costs", std::string("must be less than the principal, ") + to_string(principal), to_string(issue_costs), "expense what buys no financing"});
    }
    auto             owed = effective_interest(principal, periods, payments, contract_rate, timing, carry);
    debt_schedule<C> debt{effective_rate(net, payments, timing), std::move(owed), {}, {}};
    debt.carried     = effective_interest(net, periods, payments, debt.rate, timing, carry);
    const auto  none = detail::like(principal, 0);
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto &p = debt.principal[i], &c = debt.carried[i];
        debt.issue_costs.push_back({periods[i], p.opening - c.opening, c.interest - p.interest, none, none, p.closing - c.closing});
    }
    return debt;
}

namespace detail {

/// How many rows end by the first day of the rest.
template <currency C>
std::size_t rows_kept(const amortization_schedule<C>& rows, const std::vector<period>& rest)
{
    if (rest.empty()) throw invalid_terms({"rest", "must have a period", "none", "give the periods that are estimated anew"});
    const auto first = std::find_if(rows.begin(), rows.end(), [&](const amortization_row<C>& row) { return rest.front().start() <= row.period.start(); });
    const bool meets = first == rows.end() ? !rows.empty() && rows.back().period.end() == rest.front().start() : first->period.start() == rest.front().start();
    if (meets) return static_cast<std::size_t>(first - rows.begin());
    throw invalid_terms({"rest", "must begin where a row of the schedule does", to_string(rest.front()), "estimate anew from the first day of a period"});
}

template <currency C>
void append_rest(revised_schedule<C>& revised, const amortization_schedule<C>& rows, std::size_t kept, amortization_schedule<C> rest)
{
    rest.front().opening = rest.front().opening - revised.catch_up;
    rest.front().charge  = -revised.catch_up;
    revised.rows.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept));
    revised.rows.insert(revised.rows.end(), rest.begin(), rest.end());
}

template <currency C>
const money<C>& carried_at(const amortization_schedule<C>& rows, std::size_t kept) { return kept < rows.size() ? rows[kept].opening : rows.back().closing; }

} // namespace detail

template <currency C>
revised_schedule<C> revise_floating_rate(const amortization_schedule<C>& rows, const std::vector<period>& rest,
                                         std::type_identity_t<std::span<const money<C>>> payments, payment_timing timing, interest_carried carry)
{
    const std::size_t   kept    = detail::rows_kept(rows, rest);
    const money<C>&     carried = detail::carried_at(rows, kept);
    revised_schedule<C> revised{effective_rate(carried, payments, timing), detail::like(carried, 0), {}};
    detail::append_rest(revised, rows, kept, effective_interest(carried, rest, payments, revised.rate, timing, carry));
    return revised;
}

template <currency C>
revised_schedule<C> revise_payments(const amortization_schedule<C>& rows, const std::vector<period>& rest,
                                    std::type_identity_t<std::span<const money<C>>> payments, rate_of_interest original_rate, payment_timing timing, interest_carried carry)
{
    const std::size_t     kept = detail::rows_kept(rows, rest);
    const money<C>&       carried = detail::carried_at(rows, kept);
    std::vector<money<C>> all(payments.begin(), payments.end());
    if (timing == payment_timing::end) all.insert(all.begin(), detail::like(carried, 0));
    const money<C>      worth = present_value(all, original_rate, rounding::half_up);
    revised_schedule<C> revised{original_rate, worth - carried, {}};
    detail::append_rest(revised, rows, kept, effective_interest(worth, rest, payments, original_rate, timing, carry));
    return revised;
}

} // namespace ratable
