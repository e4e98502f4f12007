// SPDX-License-Identifier: BSL-1.0
/// Remeasurement: what a lease becomes when an index, its term, its scope or its price changes.
#pragma once

#include <ratable/accounting/lease_schedule.hpp>
#include <ratable/core/fraction.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ratable {

/// What changed.
enum class lease_change {
    index,              ///< payments follow an index, and it moved
    floating_rate,      ///< payments follow a floating interest rate, and it moved
    residual_guarantee, ///< what is expected to be owed of it
    term,               ///< an extension, an end or a purchase became reasonably certain, or is no longer
    modification,       ///< of price, scope or term, that is not a lease of its own
};
[[nodiscard]] constexpr std::string_view name_of(lease_change c);

/// At which rate a lease is measured again.
enum class lease_rate {
    unchanged, ///< that of its last measurement
    revised,   ///< that of the day
    none,      ///< it is not: what changed is expensed as it is incurred, until something else measures the lease again
};

/// Source: after IFRS 16.40 and 41 (term), 42(a) (residual guarantee), 42(b) and 43 (index, floating rate), 45 (modification); ASC 842-10-35-4 and
///         -5, 842-20-35-4 and -5, 842-10-25-11 to -13. Under ASC 842 a term that the rate reflected from the start keeps its rate: then measure at that rate.
[[nodiscard]] constexpr lease_rate rate_after(lease_classification c, lease_change change);

/// What a lease stood at, what it stands at, and what went to profit or loss.
template <currency C>
struct lease_remeasurement
{
    lease_balance<C> before;
    lease_balance<C> after;
    money<C>         gain; ///< a loss is negative

    friend constexpr bool operator==(const lease_remeasurement&, const lease_remeasurement&) = default;
};

/// Measures a lease again: the liability becomes what the revised payments are worth, and the right of use takes the difference.
///
/// Shape:   `rest` is what was left of the lease (rest_of), `before` what it stood at (balance_after), `revised` what is left of it now, from the
///          same day. What `revised` adds of prepayments, direct costs and incentives adds to the right of use. A right of use ends at zero: what
///          would go below is a gain.
/// Rounds:  the liability once, half_up; the rest are differences of rounded figures.
/// Errors:  invalid_terms where the change is not measured, where the rate must be unchanged and is not, or days differ; as lease_liability.
/// Source:  after IFRS 16.39 to 46; ASC 842-20-35-4 and -5, 842-10-25-11 to -13.
///
///     auto revised = rest_of(office, 2);
///     std::get<periodic_payments<USD>>(revised.payments).amounts = std::vector(8, usd(54'000));
///     remeasure(rest_of(office, 2), balance_after(schedule, 2), revised, lease_change::index)   // IFRS 16, Example 14A: + 27,145
template <currency C>
[[nodiscard]] lease_remeasurement<C> remeasure(const lease<C>& rest, const lease_balance<C>& before, const lease<C>& revised, lease_change change);
template <currency C>
void remeasure(const lease<C>&, const lease_balance<C>&, const lease<C>&) = delete; // what changed decides the rate: write remeasure(rest, before, revised, lease_change::modification)

/// Gives up a part of what is leased, in space or in time, before anything is measured at a revised rate.
///
/// Shape:   `kept` is what is left of the old payments for the part that is kept; `share` is what is kept of the right of use. What the liability loses
///          beyond what the right of use loses is a gain.
/// Rounds:  the right of use once, half_up. Errors: invalid_terms for a share outside 0 to 1, a rate that changed, or payments worth more than before.
/// Source:  after IFRS 16.45(a), Illustrative Examples 17 and 18; ASC 842-10-25-13.
///
///     reduce_scope(rest, before, three_years_of_five, fraction(3, 5))   // IFRS 16, Example 18: a gain of 6,733
template <currency C>
[[nodiscard]] lease_remeasurement<C> reduce_scope(const lease<C>& rest, const lease_balance<C>& before, const lease<C>& kept, const fraction& share);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(lease_change c)
{
    switch (c) {
    case lease_change::index: return "index";
    case lease_change::floating_rate: return "floating_rate";
    case lease_change::residual_guarantee: return "residual_guarantee";
    case lease_change::term: return "term";
    case lease_change::modification: break;
    }
    return "modification";
}

constexpr lease_rate rate_after(lease_classification c, lease_change change)
{
    switch (change) {
    case lease_change::index: return c == lease_classification::ifrs_16 ? lease_rate::unchanged : lease_rate::none;
    case lease_change::floating_rate: return c == lease_classification::ifrs_16 ? lease_rate::revised : lease_rate::none;
    case lease_change::residual_guarantee: return lease_rate::unchanged;
    case lease_change::term:
    case lease_change::modification: break;
    }
    return lease_rate::revised;
}

namespace detail {

/// The rate, as text that tells two apart.
template <currency C>
std::string rate_text(const lease<C>& l)
{
    if (const auto* a_period = std::get_if<periodic_payments<C>>(&l.payments)) return to_string(static_cast<const rate_of_interest&>(a_period->rate_a_period)) + " a period";
    const interest_rate& rate = std::get<dated_payments<C>>(l.payments).rate;
    std::string          text = to_string(static_cast<const rate_of_interest&>(rate.per_year));
    (text += ' ') += name_of(rate.compounds);
    (text += ' ') += rate.day_count.name();
    return text;
}

template <currency C>
void require_one_rate(const lease<C>& rest, const lease<C>& revised)
{
    if (rate_text(rest) == rate_text(revised)) return;
    refuse_lease(revised.name, ".payments", "must keep the lease's rate for this change", rate_text(revised) + " after " + rate_text(rest), "write the rate of the last measurement");
}

template <currency C>
void require_one_day(const lease<C>& rest, const lease<C>& revised)
{
    require_valid(rest);
    require_valid(revised);
    if (rest.periods.front().start() == revised.periods.front().start()) return;
    refuse_lease(revised.name, ".periods", "must begin on the day of the remeasurement", to_string(revised.periods.front().start()), "begin where rest_of does");
}

} // namespace detail

template <currency C>
lease_remeasurement<C> remeasure(const lease<C>& rest, const lease_balance<C>& before, const lease<C>& revised, lease_change change)
{
    detail::require_one_day(rest, revised);
    const lease_rate rate = rate_after(revised.classification, change);
    if (rate == lease_rate::none) {
        detail::refuse_lease(revised.name, ".payments", "must not be measured again under ASC 842 for what only an index or a floating rate moved", std::string(name_of(change)),
                             "expense the difference as it is incurred");
    }
    if (rate == lease_rate::unchanged) detail::require_one_rate(rest, revised);
    const money<C>         zero = before.liability - before.liability;
    lease_remeasurement<C> m{before, {lease_liability(revised), before.right_of_use}, zero};
    m.after.right_of_use += m.after.liability - before.liability + revised.prepaid.value_or(zero) + revised.initial_direct_costs.value_or(zero) - revised.incentives.value_or(zero);
    if (sign(m.after.right_of_use) < 0) m.gain = -std::exchange(m.after.right_of_use, zero);
    return m;
}

template <currency C>
lease_remeasurement<C> reduce_scope(const lease<C>& rest, const lease_balance<C>& before, const lease<C>& kept, const fraction& share)
{
    detail::require_one_day(rest, kept);
    detail::require_one_rate(rest, kept);
    if (share < fraction(0) || share > fraction(1)) detail::refuse_lease(kept.name, ".scope", "must be kept by a share from 0 to 1", to_string(share), "write three fifths as fraction(3, 5)");
    const money<C> liability = lease_liability(kept);
    if (before.liability < liability) detail::refuse_lease(kept.name, ".payments", "must not be worth more than before", to_string(liability) + " after " + to_string(before.liability), "write what is left of the old payments");
    const auto             units = checked_cast<std::int64_t>(round_to_integer(fraction(before.right_of_use.amount.units) * share, rounding::half_up));
    lease_remeasurement<C> m{before, {liability, money<C>(decimal<C::minor_digits>::from_units(units), before.right_of_use.unit)}, before.liability};
    m.gain = (before.liability - m.after.liability) - (before.right_of_use - m.after.right_of_use);
    return m;
}

} // namespace ratable
