// SPDX-License-Identifier: BSL-1.0
/// Random terms and contracts for schedules, and what must hold of every schedule of amounts.
#pragma once

#include "random.hpp"

#include <ratable/accounting/amortization.hpp>
#include <ratable/terms/contract.hpp>

#include <string>
#include <vector>

namespace tests {

inline constexpr ratable::frequency    every_frequency[] = {ratable::monthly, ratable::quarterly, ratable::annual};
inline constexpr ratable::period_basis every_basis[]     = {ratable::contract_periods, ratable::calendar_periods};

/// Starts anywhere from 2020 to 2035, on the 29th to 31st more often than others; a day to 20 years long.
inline ratable::term any_term(random& draw)
{
    using date::days, date::months;
    const auto first = ratable::sys_days{date::year{2020} / 1 / 1} + days{static_cast<int>(draw.between(0, 5500))};
    auto       start = ratable::year_month_day(first);
    if (draw.between(0, 3) == 0) start = start.year() / start.month() / date::last;
    ratable::term t{.start      = start,
                    .length     = months{static_cast<int>(draw.between(1, 240))},
                    .month_rule = draw.coin() ? ratable::month_rule::clamp : ratable::month_rule::end_of_month};
    if (draw.coin()) t.length = ratable::until(ratable::year_month_day(ratable::sys_days{start} + days{static_cast<int>(draw.between(1, 7300))}));
    return t;
}

/// The amounts of `rows` in minor units.
template <class C>
std::vector<std::int64_t> amounts(const ratable::amortization_schedule<C>& rows)
{
    std::vector<std::int64_t> units;
    for (const auto& row : rows) units.push_back(row.charge.amount.units);
    return units;
}

/// What the tie-out means, in words of its own: contiguous rows over `whole`, each balance what is left, nothing left at the end.
template <class C>
std::string untidy(const ratable::amortization_schedule<C>& rows, const ratable::money<C>& total, const ratable::period& whole)
{
    if (rows.empty()) return "no rows";
    if (rows.front().period.start() != whole.start() || rows.back().period.end() != whole.end()) return "does not cover the term";
    ratable::int128 left = total.amount.units;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0 && rows[i - 1].period.end() != rows[i].period.start()) return "a gap";
        if (!(rows[i].charge.unit == total.unit) || !(rows[i].closing.unit == total.unit)) return "another currency";
        left -= rows[i].charge.amount.units;
        if (left != rows[i].closing.amount.units) return "a wrong balance in row " + std::to_string(i);
        if (total.amount.units >= 0 ? left < 0 || rows[i].charge.amount.units < 0 : left > 0 || rows[i].charge.amount.units > 0) return "a wrong sign in row " + std::to_string(i);
    }
    if (rows.back().closing.amount.units != 0) return "something is left";
    return ties_out(rows, total) && ratable::total(rows) == total ? "" : "ties_out or total disagree";
}

} // namespace tests
