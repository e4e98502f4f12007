// SPDX-License-Identifier: BSL-1.0
/// Adding months to a date, with the rule for the days that shorter months do not have.
#pragma once

#include <ratable/calendar/date.hpp>

namespace ratable {

/// What becomes of 31 January plus one month.
enum class month_rule {
    clamp,        ///< the last day that the month has: 28 February; 28 February plus a month is 28 March
    end_of_month, ///< as clamp, and the last day of a month stays the last day: 28 February 2027 plus a month is 31 March
    reject,       ///< invalid_terms
};

/// `start` plus `count` months. Always counts from the original date, so that schedules do not drift to the 28th.
///
/// Errors:  invalid_terms if `start` is no day of the calendar, if the result leaves 1900–2999, or by `month_rule::reject`.
///
///     add_months(2027_y/jan/31, date::months{1}, month_rule::clamp)   // 2027-02-28
[[nodiscard]] constexpr year_month_day add_months(const year_month_day& start, date::months count, month_rule rule);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
[[noreturn]] inline void refuse_missing_day(const year_month_day& start, date::months count)
{
    throw invalid_terms({"date", std::string("plus ") + std::to_string(count.count()) + " months must be a day of the calendar", to_string(start),
                         "name month_rule::clamp or month_rule::end_of_month"});
}
[[noreturn]] inline void refuse_distant_month(const year_month_day& start, date::months count)
{
    throw invalid_terms({"date", std::string("plus ") + std::to_string(count.count()) + " months must lie between 1900-01-01 and 2999-12-31", to_string(start), ""});
}

/// Months from January of the year 0, so that months are added as numbers are.
constexpr int month_number(const year_month_day& day) { return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1; }

/// The first day of that month, for the years 1 to 32767. Nothing but arithmetic, so that loops over months run wide: years begin in March, and
/// the days before their m-th month are (979·m + 18) / 32.
///
/// Source:  Neri, Schneider: Euclidean affine functions and their application to calendar algorithms (2023).
constexpr sys_days first_of_month(int month)
{
    const auto from_march = static_cast<unsigned>(month - 2);
    const auto year       = from_march / 12;
    const auto century    = year / 100;
    const auto days       = year * 1461 / 4 - century + century / 4 + (979 * (from_march % 12) + 18) / 32;
    return sys_days{date::days{static_cast<int>(days) - 719'468}};
}

constexpr bool is_last_of_month(const year_month_day& day) { return day == year_month_day{day.year() / day.month() / date::last}; }

/// `start` plus `count` months, a day that the month does not have moved to its last, whatever year that is.
constexpr year_month_day moved_by_months(const year_month_day& start, date::months count, month_rule rule)
{
    const year_month_day moved = start + count;
    const year_month_day last  = moved.year() / moved.month() / date::last;
    return !moved.ok() || (rule == month_rule::end_of_month && is_last_of_month(start)) ? last : moved;
}

} // namespace detail

constexpr year_month_day add_months(const year_month_day& start, date::months count, month_rule rule)
{
    static_cast<void>(checked_day(start));
    // 1100 years lie between the ends; much further and date's 16-bit year comes round to a plausible one.
    if (count < date::months{-13'200} || count > date::months{13'200}) detail::refuse_distant_month(start, count);
    if (rule == month_rule::reject && !(start + count).ok()) detail::refuse_missing_day(start, count);
    const year_month_day result = detail::moved_by_months(start, count, rule);
    static_cast<void>(checked_day(result));
    return result;
}

} // namespace ratable
