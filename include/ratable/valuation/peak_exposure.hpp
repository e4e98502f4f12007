// SPDX-License-Identifier: BSL-1.0
/// Running sums of flows: the deepest that somebody is out of money, and since when.
#pragma once

#include <ratable/valuation/flow.hpp>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace ratable {

/// The most that had gone out and not yet come back.
template <currency C, int Scale = C::minor_digits>
struct exposure
{
    money<C, Scale> amount; ///< positive; zero when the running sum is never negative
    sys_days        on;     ///< the first day that it is this deep

    friend constexpr bool operator==(const exposure&, const exposure&) = default;
};

/// max(0, −the smallest running sum), and the first day of it. All flows of a day are one: what comes in and goes out on it does not wait.
///
/// Rounds:  never: sums are exact, in 128 bits.
/// Errors:  invalid_terms without flows; overflow when an exposure does not fit the money.
///
///     −100 on 1 January, +30 in February, −50 in March   // 120, on the day in March
template <currency C, int Scale>
[[nodiscard]] exposure<C, Scale> peak_exposure(std::span<const flow<C, Scale>> flows);
template <currency C, int Scale>
[[nodiscard]] exposure<C, Scale> peak_exposure(const std::vector<flow<C, Scale>>& flows) { return peak_exposure(std::span<const flow<C, Scale>>(flows)); }

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What goes in or out on a day, in minor units.
struct day_sum
{
    sys_days on;
    int128   units = 0;
};

/// Flows by day, in order of the days; a day whose flows cancel stays, as zero.
template <currency C, int Scale>
std::vector<day_sum> sums_by_day(std::span<const flow<C, Scale>> flows)
{
    std::vector<day_sum> sums;
    sums.reserve(flows.size());
    for (const auto& f : flows) {
        static_cast<void>(same_currency(f.amount.unit, flows.front().amount.unit));
        sums.push_back({f.on, f.amount.amount.units});
    }
    std::sort(sums.begin(), sums.end(), [](const day_sum& a, const day_sum& b) { return a.on < b.on; });
    std::size_t kept = 0;
    for (const day_sum& s : sums) {
        if (kept > 0 && sums[kept - 1].on == s.on) sums[kept - 1].units += s.units;
        else sums[kept++] = s;
    }
    sums.erase(sums.begin() + static_cast<std::ptrdiff_t>(kept), sums.end());
    return sums;
}

} // namespace detail

template <currency C, int Scale>
exposure<C, Scale> peak_exposure(std::span<const flow<C, Scale>> flows)
{
    sys_days on      = first_day(flows);
    int128   running = 0, lowest = 0;
    for (const detail::day_sum& day : detail::sums_by_day(flows)) {
        running += day.units;
        if (running >= lowest) continue;
        lowest = running;
        on     = day.on;
    }
    return {money<C, Scale>(decimal<Scale>::from_units(checked_cast<std::int64_t>(-lowest)), flows.front().amount.unit), on};
}

} // namespace ratable
