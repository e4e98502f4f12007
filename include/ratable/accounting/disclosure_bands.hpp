// SPDX-License-Identifier: BSL-1.0
/// Bands of time, as tables in filings have them, and what falls into each.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/calendar/fiscal_year.hpp>
#include <ratable/calendar/month_rule.hpp>
#include <ratable/charges/charge.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/valuation/flow.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// A column of such a table, or a line.
struct disclosure_band
{
    std::string     label;
    ratable::period days;
};
using disclosure_bands = std::vector<disclosure_band>;

/// Bands by fiscal years: what is left of the one that holds `as_of`, the next `years`, and all later.
///
/// Shape:   the first begins on the day after `as_of`, the day of the balance sheet; where that begins a fiscal year, there is no rest of one.
/// Errors:  invalid_terms for fewer than one year or more than 100; as fiscal_boundary.
///
///     fiscal_bands(2026_y/jun/30, calendar_years)   // rest of 2026, 2027, …, 2031, thereafter
template <fiscal_calendar F>
[[nodiscard]] disclosure_bands fiscal_bands(const year_month_day& as_of, const F& fiscal, int years = 5);

/// Bands by months from the day after `as_of` on, up to each of `until`, and all later. Errors: invalid_terms unless they grow from 1.
///
///     month_bands(2026_y/jun/30, {12, 24})   // months 1 to 12, months 13 to 24, thereafter
[[nodiscard]] inline disclosure_bands month_bands(const year_month_day& as_of, const std::vector<int>& until);

/// An amount for some days.
template <currency C>
struct amount_over
{
    ratable::period days;
    money<C>        amount;
};

/// What falls into each band: by the day of each flow; what is earlier is left out.
/// Errors: unlike_units; overflow.
template <currency C>
[[nodiscard]] std::vector<money<C>> by_bands(const std::vector<flow<C>>& flows, const disclosure_bands& bands, C unit = {});
/// By days, each amount's on its running total, half_up; days before the first band are left out.
template <currency C>
[[nodiscard]] std::vector<money<C>> by_bands(const std::vector<amount_over<C>>& amounts, const disclosure_bands& bands, C unit = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline const sys_days last_boundary{date::year{3000} / 1 / 1};

/// The day after that of a balance sheet.
inline sys_days first_day_to_come(const year_month_day& as_of) { return checked_day(as_of) + date::days{1}; }

/// What of an amount over `days` belongs to those before `day`, half up.
template <currency C>
money<C> part_before(const money<C>& amount, const period& days, sys_days day)
{
    if (day <= days.start()) return amount - amount;
    if (day >= days.end()) return amount;
    const int128 part = checked_mul(int128{amount.amount.units}, int128{(day - days.start()).count()});
    return money<C>(decltype(amount.amount)::from_units(checked_cast<std::int64_t>(round_quotient(part, int128{days.days()}, rounding::half_up))), amount.unit);
}

} // namespace detail

template <fiscal_calendar F>
disclosure_bands fiscal_bands(const year_month_day& as_of, const F& fiscal, int years)
{
    if (years < 1 || years > 100) throw invalid_terms({"bands", "must be from one fiscal year to 100", std::to_string(years), "filings show the next five"});
    const sys_days   from = detail::first_day_to_come(as_of);
    int              year = fiscal_year_of(fiscal, from);
    disclosure_bands bands;
    if (fiscal_boundary(fiscal, year, 0) < from) {
        bands.push_back({std::string("rest of ") + std::to_string(year), {from, fiscal_boundary(fiscal, year, 12)}});
        ++year;
    }
    for (const int after = year + years; year < after; ++year) bands.push_back({std::to_string(year), fiscal_year(fiscal, year)});
    bands.push_back({"thereafter", {bands.back().days.end(), detail::last_boundary}});
    return bands;
}

inline disclosure_bands month_bands(const year_month_day& as_of, const std::vector<int>& until)
{
    const sys_days   from = detail::first_day_to_come(as_of);
    disclosure_bands bands;
    int              before = 0;
    sys_days         start  = from;
    for (const int months : until) {
        if (months <= before || months > 1200) {
            throw invalid_terms({"bands", std::string("must end after more months than the one before, ") + std::to_string(before) + ", and at most 1,200", std::to_string(months), "write such as 12, 24"});
        }
        const sys_days end{add_months(from, date::months{months}, month_rule::clamp)};
        bands.push_back({std::string("months ") + std::to_string(before + 1) + " to " + std::to_string(months), {start, end}});
        before = months;
        start  = end;
    }
    if (bands.empty()) throw invalid_terms({"bands", "must be at least one", "none", "write such as 12, 24"});
    bands.push_back({"thereafter", {start, detail::last_boundary}});
    return bands;
}

template <currency C>
std::vector<money<C>> by_bands(const std::vector<flow<C>>& flows, const disclosure_bands& bands, C unit)
{
    std::vector<money<C>> sums(bands.size(), money<C>(decimal<C::minor_digits>{}, flows.empty() ? unit : flows.front().amount.unit));
    for (const flow<C>& f : flows) {
        for (std::size_t i = 0; i < bands.size(); ++i) {
            if (bands[i].days.contains(f.on)) sums[i] += f.amount;
        }
    }
    return sums;
}

template <currency C>
std::vector<money<C>> by_bands(const std::vector<amount_over<C>>& amounts, const disclosure_bands& bands, C unit)
{
    std::vector<money<C>> sums(bands.size(), money<C>(decimal<C::minor_digits>{}, amounts.empty() ? unit : amounts.front().amount.unit));
    for (const amount_over<C>& a : amounts) {
        for (std::size_t i = 0; i < bands.size(); ++i) {
            sums[i] += detail::part_before(a.amount, a.days, bands[i].days.end()) - detail::part_before(a.amount, a.days, bands[i].days.start());
        }
    }
    return sums;
}

} // namespace ratable
