// SPDX-License-Identifier: BSL-1.0
/// Weighted average life: how long, on average, a principal is outstanding.
#pragma once

#include <ratable/calendar/day_count.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/valuation/flow.hpp>

#include <span>
#include <string>
#include <vector>

namespace ratable {

/// Σ years × principal / Σ principal, years from `from` by the day count: exact.
///
/// Units:   years. `repayments` are amounts of principal, all of one sign.
/// Rounds:  never; `round` names a mode.
/// Errors:  invalid_terms without repayments, for both signs among them, and for none but zeros; overflow.
///
///     half after one year, half after three   // 2
template <currency C, int Scale, day_count Convention>
[[nodiscard]] constexpr fraction weighted_average_life(std::span<const flow<C, Scale>> repayments, const year_month_day& from, const Convention& convention);
template <currency C, int Scale, day_count Convention>
[[nodiscard]] constexpr fraction weighted_average_life(const std::vector<flow<C, Scale>>& repayments, const year_month_day& from, const Convention& convention)
{
    return weighted_average_life(std::span<const flow<C, Scale>>(repayments), from, convention);
}

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C, int Scale, day_count Convention>
constexpr fraction weighted_average_life(std::span<const flow<C, Scale>> repayments, const year_month_day& from, const Convention& convention)
{
    static_cast<void>(first_day(repayments)); // there is one
    fraction weighted = 0;
    int128   sum      = 0;
    for (const auto& f : repayments) {
        const std::int64_t units = f.amount.amount.units;
        static_cast<void>(detail::same_currency(f.amount.unit, repayments.front().amount.unit));
        if ((sum < 0 && units > 0) || (sum > 0 && units < 0)) {
            throw invalid_terms({"repayments", "must all be of one sign", to_string(f.amount), "leave interest and drawdowns out"});
        }
        sum += units;
        if (units != 0) weighted += ratable::year_fraction(from, year_month_day{f.on}, convention) * fraction(units);
    }
    if (sum == 0) throw invalid_terms({"repayments", "must repay something", "zero", "leave them out"});
    return weighted / fraction(sum);
}

} // namespace ratable
