// SPDX-License-Identifier: BSL-1.0
/// Business days: calendars that know them, and the conventions that move a date onto one.
#pragma once

#include <ratable/calendar/date.hpp>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// A set of days of the week.
class weekdays
{
public:
    constexpr weekdays() = default;
    constexpr weekdays(std::initializer_list<date::weekday> days) { for (const date::weekday d : days) bits_ |= 1U << d.c_encoding(); }

    [[nodiscard]] constexpr bool contains(date::weekday d) const { return (bits_ >> d.c_encoding() & 1U) != 0; }
    [[nodiscard]] constexpr bool is_every_day() const { return bits_ == 0x7f; }

    friend constexpr bool     operator==(const weekdays&, const weekdays&) = default;
    friend constexpr weekdays operator|(weekdays a, weekdays b) { a.bits_ |= b.bits_; return a; }

private:
    unsigned bits_ = 0;
};

inline constexpr weekdays saturday_and_sunday{date::Saturday, date::Sunday};
inline constexpr weekdays friday_and_saturday{date::Friday, date::Saturday};

/// A holiday by rule: whether `day`, which falls on `on` and on no weekend, is one.
using holiday_rule = bool (*)(const year_month_day& day, date::weekday on);

/// Which days are business days. A value: copies and compares; equal when made of the same parts.
///
/// Errors:  invalid_terms for a weekend of seven days, and when asked for a day before the first that it knows, or outside 1900–2999.
///
///     business_calendar site("Abilene", saturday_and_sunday, {2027_y/mar/2, 2027_y/dec/24});
class business_calendar
{
public:
    /// A weekend and a list of holidays, in any order. A year that the list does not name has none.
    business_calendar(std::string name, weekdays weekend, std::initializer_list<year_month_day> holidays);
    business_calendar(std::string name, weekdays weekend, std::vector<sys_days> holidays = {});
    /// A weekend and holidays by rule, which hold from `first_known` on.
    business_calendar(std::string name, weekdays weekend, holiday_rule rule, const year_month_day& first_known);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] weekdays           weekend() const { return weekend_; }
    [[nodiscard]] sys_days           first_known() const { return first_known_; }
    [[nodiscard]] bool               is_business_day(sys_days day) const;

    friend bool operator==(const business_calendar&, const business_calendar&) = default;
    /// A day is a business day when it is one in both. Its name is `a + b`.
    friend business_calendar joined(const business_calendar& a, const business_calendar& b);

private:
    void require_some_day() const;

    std::string               name_;
    weekdays                  weekend_;
    std::vector<holiday_rule> rules_;
    std::vector<sys_days>     holidays_; ///< ascending
    sys_days                  first_known_ = sys_days{date::year{1900} / 1 / 1};
};

business_calendar joined(const business_calendar& a, const business_calendar& b);

/// Every day is a business day.
[[nodiscard]] business_calendar no_holidays();
/// Every day but Saturdays and Sundays; for other weekends give a calendar a name: `business_calendar("Riyadh", friday_and_saturday)`.
[[nodiscard]] business_calendar weekends();

/// What becomes of a date that is no business day.
///
/// Source:  OpenGamma Strata, BusinessDayConventions.
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

inline constexpr sys_days last_day_of_all{date::year{2999} / 12 / 31};

inline std::string calendar_subject(const std::string& name) { return std::string("calendar '") + name + "'"; }

[[noreturn]] inline void refuse_calendar_day(const business_calendar& calendar, sys_days day)
{
    throw invalid_terms({calendar_subject(calendar.name()),
                         std::string("knows the days from ") + to_string(calendar.first_known()) + " to " + to_string(last_day_of_all), to_string(day), ""});
}
[[noreturn]] inline void refuse_long_holiday(const business_calendar& calendar, sys_days day)
{
    throw invalid_terms({calendar_subject(calendar.name()), "must have a business day within 366 days", std::string("none from ") + to_string(day), ""});
}
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

/// `day` if it is a business day, else the first that comes in steps of `step`.
inline sys_days first_business_day(sys_days day, date::days step, const business_calendar& calendar)
{
    sys_days found = day;
    for (int steps = 0; !calendar.is_business_day(found); ++steps) {
        if (steps == 366) refuse_long_holiday(calendar, day);
        found += step;
    }
    return found;
}

/// The half of its month that a day is in: a number that no other half shares.
constexpr int half_month_of(sys_days day)
{
    const year_month_day ymd{day};
    return (static_cast<int>(ymd.year()) * 12 + static_cast<int>(static_cast<unsigned>(ymd.month()))) * 2 + (ymd.day() > date::day{15} ? 1 : 0);
}

} // namespace detail

inline business_calendar::business_calendar(std::string name, weekdays weekend, std::vector<sys_days> holidays)
    : name_(std::move(name)), weekend_(weekend), holidays_(std::move(holidays))
{
    require_some_day();
    std::sort(holidays_.begin(), holidays_.end());
    holidays_.erase(std::unique(holidays_.begin(), holidays_.end()), holidays_.end());
}

inline business_calendar::business_calendar(std::string name, weekdays weekend, std::initializer_list<year_month_day> holidays)
    : business_calendar(std::move(name), weekend, [&] {
          std::vector<sys_days> days;
          for (const year_month_day& day : holidays) days.push_back(checked_day(day));
          return days;
      }())
{
}

inline business_calendar::business_calendar(std::string name, weekdays weekend, holiday_rule rule, const year_month_day& first_known)
    : name_(std::move(name)), weekend_(weekend), rules_{rule}, first_known_(checked_day(first_known))
{
    require_some_day();
}

inline void business_calendar::require_some_day() const
{
    if (weekend_.is_every_day()) throw invalid_terms({detail::calendar_subject(name_), "must leave a day of the week that is no weekend", "seven", ""});
}

inline bool business_calendar::is_business_day(sys_days day) const
{
    if (day < first_known_ || day > detail::last_day_of_all) detail::refuse_calendar_day(*this, day);
    const date::weekday on(day);
    if (weekend_.contains(on)) return false;
    if (!rules_.empty()) {
        const year_month_day ymd{day};
        for (const holiday_rule is_holiday : rules_) {
            if (is_holiday(ymd, on)) return false;
        }
    }
    return !std::binary_search(holidays_.begin(), holidays_.end(), day);
}

inline business_calendar joined(const business_calendar& a, const business_calendar& b)
{
    if (a == b) return a;
    business_calendar both = a;
    (both.name_ += " + ") += b.name_;
    both.weekend_ = a.weekend_ | b.weekend_;
    for (const holiday_rule rule : b.rules_) {
        if (std::find(a.rules_.begin(), a.rules_.end(), rule) == a.rules_.end()) both.rules_.push_back(rule);
    }
    both.holidays_.clear();
    std::set_union(a.holidays_.begin(), a.holidays_.end(), b.holidays_.begin(), b.holidays_.end(), std::back_inserter(both.holidays_));
    both.first_known_ = std::max(a.first_known_, b.first_known_);
    both.require_some_day();
    return both;
}

inline business_calendar no_holidays() { return business_calendar("no_holidays", {}); }
inline business_calendar weekends() { return business_calendar("weekends", saturday_and_sunday); }

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
    constexpr date::days forward{1};
    constexpr date::days back{-1};
    if (convention == business_day_convention::unadjusted || calendar.is_business_day(day)) return day;

    const auto moved_unless = [&](date::days step, auto crosses) {
        const sys_days moved = detail::first_business_day(day, step, calendar);
        return crosses(moved) ? detail::first_business_day(day, -step, calendar) : moved;
    };
    const auto never         = [](sys_days) { return false; };
    const auto another_month = [&](sys_days moved) { return detail::half_month_of(moved) / 2 != detail::half_month_of(day) / 2; };
    const auto another_half  = [&](sys_days moved) { return detail::half_month_of(moved) != detail::half_month_of(day); };
    switch (convention) {
    case business_day_convention::unadjusted: break;
    case business_day_convention::following: return moved_unless(forward, never);
    case business_day_convention::modified_following: return moved_unless(forward, another_month);
    case business_day_convention::preceding: return moved_unless(back, never);
    case business_day_convention::modified_preceding: return moved_unless(back, another_month);
    case business_day_convention::half_month_modified_following: return moved_unless(forward, another_half);
    case business_day_convention::nearest: {
        const date::weekday on(day);
        return moved_unless(on == date::Sunday || on == date::Monday ? forward : back, never);
    }
    }
    return day;
}

inline sys_days next_business_day(sys_days day, const business_calendar& calendar)
{
    return detail::first_business_day(day + date::days{1}, date::days{1}, calendar);
}

inline sys_days previous_business_day(sys_days day, const business_calendar& calendar)
{
    return detail::first_business_day(day - date::days{1}, date::days{-1}, calendar);
}

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
