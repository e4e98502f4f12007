// SPDX-License-Identifier: BSL-1.0
/// Day counts: how much of a year lies between two dates, exactly. Here the concept and the conventions that count days over a fixed year;
/// `actual_actual.hpp` and `thirty_360.hpp` have the others, `any_day_count.hpp` the one that a file names.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/core/fraction.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>

namespace ratable {

/// A convention: a type with the days and the year fraction between two dates of the calendar, the second not before the first. One that
/// needs to know more than the dates has it as members: `act_365_l{.period_end = 2027_y/jul/1, .annual = false}`.
template <class C>
concept day_count = requires(const C& convention, const year_month_day& day) {
    { convention.days(day, day) } -> std::same_as<std::int64_t>;
    { convention.year_fraction(day, day) } -> std::same_as<fraction>;
};

/// The part of a year from `start` to `end`. Spans back in time are negative: minus what lies from `end` to `start`.
///
/// Rounds:  never.
/// Errors:  invalid_terms for days that do not exist.
///
///     year_fraction(2026_y/jan/31, 2026_y/jul/31, act_360{})          // 181/360
///     year_fraction(2026_y/jan/31, 2026_y/jul/31, thirty_e_360{})     // 1/2
template <day_count C>
[[nodiscard]] constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end, const C& convention);
template <day_count C>
[[nodiscard]] constexpr fraction year_fraction(const period& p, const C& convention);

/// The days that the convention counts from `start` to `end`; negative back in time. Errors: as `year_fraction`.
template <day_count C>
[[nodiscard]] constexpr std::int64_t counted_days(const year_month_day& start, const year_month_day& end, const C& convention);
template <day_count C>
[[nodiscard]] constexpr std::int64_t counted_days(const period& p, const C& convention);

namespace detail {

/// 29 Februaries from 1900 up to and including `day`.
constexpr std::int64_t leap_days_until(const year_month_day& day);

/// Days as they are, or without the 29 Februaries after the first and up to the last, over a year of N / D days.
template <bool CountsLeapDays, int N, int D = 1>
struct days_over_fixed_year
{
    [[nodiscard]] static constexpr std::int64_t days(const year_month_day& start, const year_month_day& end)
    {
        const std::int64_t actual = (sys_days{end} - sys_days{start}).count();
        return CountsLeapDays ? actual : actual - (leap_days_until(end) - leap_days_until(start));
    }
    [[nodiscard]] static constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end) { return fraction(days(start, end) * D, N); }

    friend constexpr bool operator==(const days_over_fixed_year&, const days_over_fixed_year&) = default;
};

} // namespace detail

/// Always one year and one day, whatever the dates: for fees per period.
struct one_one
{
    static constexpr std::string_view           name = "1/1";
    [[nodiscard]] static constexpr std::int64_t days(const year_month_day&, const year_month_day&) { return 1; }
    [[nodiscard]] static constexpr fraction     year_fraction(const year_month_day&, const year_month_day&) { return 1; }
    friend constexpr bool                       operator==(const one_one&, const one_one&) = default;
};

struct act_360       : detail::days_over_fixed_year<true, 360>     { static constexpr std::string_view name = "act/360"; };
struct act_364       : detail::days_over_fixed_year<true, 364>     { static constexpr std::string_view name = "act/364"; };
struct act_365_fixed : detail::days_over_fixed_year<true, 365>     { static constexpr std::string_view name = "act/365f"; };
struct act_365_25    : detail::days_over_fixed_year<true, 1461, 4> { static constexpr std::string_view name = "act/365.25"; };
struct act_366       : detail::days_over_fixed_year<true, 366>     { static constexpr std::string_view name = "act/366"; };
/// No leap: 29 February does not count.
struct nl_360        : detail::days_over_fixed_year<false, 360>    { static constexpr std::string_view name = "nl/360"; };
struct nl_365        : detail::days_over_fixed_year<false, 365>    { static constexpr std::string_view name = "nl/365"; };

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

constexpr std::int64_t leap_days_until(const year_month_day& day)
{
    const auto before = [](int year) { return year / 4 - year / 100 + year / 400; }; // up to the end of `year`
    const int  year   = static_cast<int>(day.year());
    return before(year - 1) - before(1899) + (day.year().is_leap() && day >= day.year() / 2 / 29 ? 1 : 0);
}

} // namespace detail

template <day_count C>
constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end, const C& convention)
{
    return checked_day(start) <= checked_day(end) ? convention.year_fraction(start, end) : -convention.year_fraction(end, start);
}

template <day_count C>
constexpr fraction year_fraction(const period& p, const C& convention) { return year_fraction(p.start(), p.end(), convention); }

template <day_count C>
constexpr std::int64_t counted_days(const year_month_day& start, const year_month_day& end, const C& convention)
{
    return checked_day(start) <= checked_day(end) ? convention.days(start, end) : -convention.days(end, start);
}

template <day_count C>
constexpr std::int64_t counted_days(const period& p, const C& convention) { return counted_days(p.start(), p.end(), convention); }

} // namespace ratable
