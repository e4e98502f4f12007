// SPDX-License-Identifier: BSL-1.0
/// Payback: the day from which on a running sum of flows stays at zero or above.
#pragma once

#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/peak_exposure.hpp>
#include <ratable/valuation/present_value.hpp>

#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ratable {

/// Whether and when what went out has come back.
struct payback
{
    enum class kind {
        on_a_day,       ///< from this day on the running sum is not negative again
        never_negative, ///< nothing was ever out
        never,          ///< the last running sum is negative
    };
    payback::kind           is = kind::never;
    std::optional<sys_days> on = {}; ///< of `on_a_day`

    friend constexpr bool operator==(const payback&, const payback&) = default;
};
[[nodiscard]] constexpr std::string_view name_of(payback::kind k)
{
    return k == payback::kind::on_a_day ? "on a day" : k == payback::kind::never_negative ? "never negative" : "never";
}

/// When the running sum of the flows has turned for good. All flows of a day are one.
/// Rounds: never. Errors: invalid_terms without flows; unlike_units.
///
///     −100 in January, +60 in March, +60 in June   // in June
template <currency C, int Scale>
[[nodiscard]] payback payback_of(std::span<const flow<C, Scale>> flows);
template <currency C, int Scale>
[[nodiscard]] payback payback_of(const std::vector<flow<C, Scale>>& flows) { return payback_of(std::span<const flow<C, Scale>>(flows)); }

/// The same of discounted flows. On which day they are valued makes no difference where interest compounds: that of the earliest flow is taken.
///
/// Rounds:  never: a running sum that may be zero is decided exactly. Most are told by doubles, which leave a millionth of what was summed open.
/// Errors:  as payback_of and present_value.
template <currency C, int Scale>
[[nodiscard]] payback discounted_payback_of(std::span<const flow<C, Scale>> flows, const interest_rate& rate);
template <currency C, int Scale>
[[nodiscard]] payback discounted_payback_of(const std::vector<flow<C, Scale>>& flows, const interest_rate& rate)
{
    return discounted_payback_of(std::span<const flow<C, Scale>>(flows), rate);
}

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// `is_negative(k)`: whether the sum up to and with day k is. Asked from the last day back, until one is.
template <class IsNegative>
payback turned(const std::vector<day_sum>& days, IsNegative&& is_negative)
{
    for (std::size_t k = days.size(); k > 0; --k) {
        if (!is_negative(k - 1)) continue;
        if (k == days.size()) return {payback::kind::never, {}};
        return {payback::kind::on_a_day, days[k].on};
    }
    return {payback::kind::never_negative, {}};
}

} // namespace detail

template <currency C, int Scale>
payback payback_of(std::span<const flow<C, Scale>> flows)
{
    static_cast<void>(first_day(flows)); // there is one
    const auto          days = detail::sums_by_day(flows);
    std::vector<int128> running;
    int128              sum = 0;
    for (const detail::day_sum& day : days) running.push_back(sum += day.units);
    return detail::turned(days, [&](std::size_t k) { return running[k] < 0; });
}

template <currency C, int Scale>
payback discounted_payback_of(std::span<const flow<C, Scale>> flows, const interest_rate& rate)
{
    const sys_days                 start = first_day(flows);
    const auto                     days  = detail::sums_by_day(flows);
    std::vector<flow<C, Scale>>    by_day;
    std::vector<double>            running, summed;
    double                         sum = 0, size = 0;
    by_day.reserve(days.size());
    for (const detail::day_sum& day : days) {
        by_day.emplace_back(day.on, money<C, Scale>(decimal<Scale>::from_units(checked_cast<std::int64_t>(day.units)), flows.front().amount.unit));
        const double value = approximate_present_value(std::span<const flow<C, Scale>>(&by_day.back(), 1), rate, start);
        running.push_back(sum += value);
        summed.push_back(size += std::abs(value));
    }
    return detail::turned(days, [&](std::size_t k) {
        if (std::abs(running[k]) > 1e-6 * summed[k]) return running[k] < 0;
        const auto exact = present_value<Scale>(std::span<const flow<C, Scale>>(by_day.data(), k + 1), rate, start, rounding::up); // away from zero, and so its sign
        return sign(exact.amount) < 0;
    });
}

} // namespace ratable
