// SPDX-License-Identifier: BSL-1.0
/// Billing periods and rows, short to write and to compare.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/charge.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace tests {

inline ratable::term months_from(const ratable::year_month_day& start, int months) { return {.start = start, .length = date::months{months}}; }

inline std::vector<ratable::billing_period> billed(const ratable::term& t, ratable::frequency every = ratable::monthly, ratable::period_basis basis = ratable::contract_periods, int tail_months = 0)
{
    const ratable::billing how{.every = every, .periods = basis, .payment = ratable::payment_terms{.net = date::days{30}, .convention = ratable::business_day_convention::unadjusted}};
    const ratable::period  days = ratable::days_of(t);
    const auto             end  = ratable::add_months(ratable::year_month_day{days.end()}, date::months{tail_months}, ratable::month_rule::clamp);
    return ratable::billing_calendar(how, t, ratable::period(days.start(), ratable::sys_days{end}));
}

/// `usage 744.00000000 x 2.500000 = 1860.00`.
template <class C>
std::string shown(const ratable::charge<C>& row)
{
    std::string text(name_of(row.kind));
    if (row.quantity.unit) {
        text += ' ';
        text += to_string(ratable::metered::from_units(static_cast<std::int64_t>(row.quantity.count)));
        text += " x ";
        text += to_string(row.price.amount);
    }
    text += " = ";
    return text += to_string(row.amount.amount);
}

template <class C>
std::vector<std::string> shown(const std::vector<ratable::charge<C>>& rows)
{
    std::vector<std::string> lines;
    for (const auto& row : rows) lines.push_back(shown(row));
    return lines;
}

/// Rows first … last − 1.
template <class C>
std::vector<std::string> shown(const std::vector<ratable::charge<C>>& rows, std::size_t first, std::size_t last)
{
    const auto lines = shown(rows);
    return {lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(last)};
}

} // namespace tests
