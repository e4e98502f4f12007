// SPDX-License-Identifier: BSL-1.0
/// The conventions that move a date onto a business day, and counting in business days.
#pragma once

#include <ratable/calendar/business_calendar.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ratable {

/// What becomes of a date that is no business day.
///
/// Source:  OpenGamma Strata, BusinessDayConventions.
/// Departs: nearest is Strata's, by the day of the week; QuantLib's counts days both ways.
enum class business_day_convention {
    unadjusted,                    ///< it stays
    following,                     ///< the next business day
    modified_following,            ///< the next, unless that is in another month: then the one before
    preceding,                     ///< the business day before
    modified_preceding,            ///< the one before, unless that is in another month: then the next
    half_month_modified_following, ///< as modified_following, and never from the 15th or before to after it
    nearest,                       ///< from a Sunday or Monday the next, from another day the one before
};

/// `modified_following`, …: the enumerator as it is written.
[[nodiscard]] constexpr std::string_view        name_of(business_day_convention convention);
/// Errors: parse_error.
[[nodiscard]] constexpr business_day_convention parse_business_day_convention(std::string_view text);

/// `day`, moved onto a business day. Errors: invalid_terms, naming the calendar, when there is none within 366 days.
///
///     adjust(2026_y/may/31, business_day_convention::modified_following, weekends())   // a Sunday: 2026-05-29
[[nodiscard]] sys_days adjust(sys_days day, business_day_convention convention, const business_calendar& calendar);

/// The first business day after `day`, the last before it. Errors: as `adjust`.
[[nodiscard]] sys_days next_business_day(sys_days day, const business_calendar& calendar);
[[nodiscard]] sys_days previous_business_day(sys_days day, const business_calendar& calendar);

/// The n-th business day after `day`, for a negative `n` before it; `day` itself for 0, whatever day it is. Errors: as `adjust`.
[[nodiscard]] sys_days add_business_days(sys_days day, std::int64_t n, const business_calendar& calendar);

/// Business days from `start` up to, not including, `end`; negative when `end` is before `start`.
[[nodiscard]] std::int64_t business_days_between(sys_days start, sys_days end, const business_calendar& calendar);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_convention(std::string_view text)
{
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"business-day convention", "must be one that is known", shown, "write unadjusted, following, modified_following, preceding, "
                                   "modified_preceding, half_month_modified_following or nearest"});
}

inline constexpr business_day_convention every_business_day_convention[] = {
    business_day_convention::unadjusted, business_day_convention::following,          business_day_convention::modified_following,
    business_day_convention::preceding,  business_day_convention::modified_preceding, business_day_convention::half_month_modified_following,
    business_day_convention::nearest,
};

/// How many days of its month, or of the half of it that ends with the 15th, lie before a day and after it.
struct days_around
{
    date::days before;
    date::days after;
};

constexpr days_around days_around_in_month(sys_days day)
{
    const year_month_day ymd{day};
    return {ymd.day() - date::day{1}, (ymd.year() / ymd.month() / date::last).day() - ymd.day()};
}

constexpr days_around days_around_in_half(sys_days day)
{
    const days_around month = days_around_in_month(day);
    const date::days  first_half{15};
    return month.before < first_half ? days_around{month.before, first_half - month.before - date::days{1}} : days_around{month.before - first_half, month.after};
}

} // namespace detail

constexpr std::string_view name_of(business_day_convention convention)
{
    switch (convention) {
    case business_day_convention::unadjusted: return "unadjusted";
    case business_day_convention::following: return "following";
    case business_day_convention::modified_following: return "modified_following";
    case business_day_convention::preceding: return "preceding";
    case business_day_convention::modified_preceding: return "modified_preceding";
    case business_day_convention::half_month_modified_following: return "half_month_modified_following";
    case business_day_convention::nearest: return "nearest";
    }
    return "";
}

constexpr business_day_convention parse_business_day_convention(std::string_view text)
{
    for (const business_day_convention convention : detail::every_business_day_convention) {
        if (text == name_of(convention)) return convention;
    }
    detail::refuse_convention(text);
}

inline sys_days adjust(sys_days day, business_day_convention convention, const business_calendar& calendar)
{
    const auto after_at_most = [&](auto days_after) {
        const sys_days found = calendar.on_or_after(day);
        return found == day || found - day <= days_after(day) ? found : calendar.on_or_before(day);
    };
    switch (convention) {
    case business_day_convention::unadjusted: break;
    case business_day_convention::following: return calendar.on_or_after(day);
    case business_day_convention::modified_following: return after_at_most([](sys_days d) { return detail::days_around_in_month(d).after; });
    case business_day_convention::preceding: return calendar.on_or_before(day);
    case business_day_convention::modified_preceding: {
        const sys_days found = calendar.on_or_before(day);
        return found == day || day - found <= detail::days_around_in_month(day).before ? found : calendar.on_or_after(day);
    }
    case business_day_convention::half_month_modified_following: return after_at_most([](sys_days d) { return detail::days_around_in_half(d).after; });
    case business_day_convention::nearest: {
        const date::weekday on(day);
        return on == date::Sunday || on == date::Monday ? calendar.on_or_after(day) : calendar.on_or_before(day);
    }
    }
    return day;
}

inline sys_days next_business_day(sys_days day, const business_calendar& calendar) { return calendar.on_or_after(day + date::days{1}); }
inline sys_days previous_business_day(sys_days day, const business_calendar& calendar) { return calendar.on_or_before(day - date::days{1}); }

inline sys_days add_business_days(sys_days day, std::int64_t n, const business_calendar& calendar)
{
    for (; n > 0; --n) day = next_business_day(day, calendar);
    for (; n < 0; ++n) day = previous_business_day(day, calendar);
    return day;
}

inline std::int64_t business_days_between(sys_days start, sys_days end, const business_calendar& calendar)
{
    if (end < start) return -business_days_between(end, start, calendar);
    std::int64_t n = 0;
    for (sys_days day = start; day < end; day += date::days{1}) n += calendar.is_business_day(day) ? 1 : 0;
    return n;
}

} // namespace ratable
