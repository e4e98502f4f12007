// SPDX-License-Identifier: BSL-1.0
/// Current and non-current: what of a balance goes within the next twelve months.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/accounting/disclosure_bands.hpp>

#include <algorithm>
#include <string>

namespace ratable {

/// A balance, split.
template <currency C>
struct current_split
{
    money<C> current;
    money<C> non_current;
    money<C> total; ///< what the balance sheet shows

    friend constexpr bool operator==(const current_split&, const current_split&) = default;
};

/// What a schedule's balance is at the end of `as_of`. A row that holds the day counts by its days, half_up; before the first row it is its opening.
/// Errors: invalid_terms for an empty schedule.
template <currency C>
[[nodiscard]] money<C> balance_on(const amortization_schedule<C>& rows, const year_month_day& as_of);

/// Splits the balance: current is by how much it is lower `within` months later. A balance that grows meanwhile has no current part.
///
/// Rules:   for a prepaid amount, what is expensed in that time; for a debt or a lease liability, what is repaid of it beyond its interest.
/// Errors:  as balance_on; invalid_terms for fewer months than one.
/// Source:  after ASC 210-10-45 and IAS 1.66, 1.69.
///
///     current_portion(prepaid, 2026_y/dec/31)
template <currency C>
[[nodiscard]] current_split<C> current_portion(const amortization_schedule<C>& rows, const year_month_day& as_of, date::months within = date::months{12});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
money<C> what_is_left_before(const amortization_schedule<C>& rows, sys_days day)
{
    if (rows.empty()) throw invalid_terms({"balance", "needs a schedule", "no rows", "give the schedule of the asset or the debt"});
    money<C> balance = rows.front().opening;
    for (const auto& row : rows) {
        if (day <= row.period.start()) break;
        balance = row.opening - part_before(row.opening - row.closing, row.period, day);
    }
    return balance;
}

} // namespace detail

template <currency C>
money<C> balance_on(const amortization_schedule<C>& rows, const year_month_day& as_of)
{
    return detail::what_is_left_before(rows, detail::first_day_to_come(as_of));
}

template <currency C>
current_split<C> current_portion(const amortization_schedule<C>& rows, const year_month_day& as_of, date::months within)
{
    if (within < date::months{1}) throw invalid_terms({"current portion", "must look one month ahead at least", to_string(within), "write date::months{12}"});
    const sys_days from  = detail::first_day_to_come(as_of);
    const money<C> total = detail::what_is_left_before(rows, from);
    const money<C> later = detail::what_is_left_before(rows, sys_days{add_months(year_month_day(from), within, month_rule::clamp)});
    const money<C> current = sign(total) < 0 ? min(total - total, total - later) : max(total - total, total - later);
    return {.current = current, .non_current = total - current, .total = total};
}

} // namespace ratable
