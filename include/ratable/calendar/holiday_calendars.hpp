// SPDX-License-Identifier: BSL-1.0
/// Calendars whose holidays follow rules: US federal, TARGET, England and Wales. What a law or a proclamation changes later is not in them.
#pragma once

#include <ratable/calendar/business_calendar.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ratable {

/// Legal public holidays of the United States, as observed: Saturday's on Friday, Sunday's on Monday. From 1971.
///
/// Source:  5 U.S.C. 6103(a), Executive Order 11582; Pub. L. 90-363 (Mondays, from 1971), 94-97 (Veterans Day in November again, from 1978),
///          98-144 (Martin Luther King, Jr., from 1986), 117-17 (Juneteenth, from 2021: observed on Friday the 18th).
/// Departs: without Inauguration Day, which is the capital's alone, and days on which a president closed the offices. The Federal Reserve's
///          banks do not move a Saturday's holiday to Friday, and first closed for Juneteenth in 2022.
[[nodiscard]] business_calendar us_federal();

/// Closing days of TARGET, the euro's settlement system. From 1999.
///
/// Source:  European Central Bank, press releases of 1998-09-03 and 1999-03-31 (for 1999), 1999-07-15 (2000), 2000-05-25 (2001), 2000-12-14 (from 2002).
[[nodiscard]] business_calendar target();

/// Bank and common-law holidays in England and Wales, with their substitutes. From 1978.
///
/// Source:  Banking and Financial Dealings Act 1971, schedule 1, and proclamations under its section 1.
[[nodiscard]] business_calendar england_and_wales();

/// A calendar, or several joined: `us_federal`, `target + england_and_wales`, `weekends`, `no_holidays`. Errors: parse_error.
[[nodiscard]] business_calendar parse_business_calendar(std::string_view text);

/// The Western churches' Easter.
///
/// Source:  the anonymous Gregorian algorithm: Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8.
[[nodiscard]] constexpr sys_days easter_sunday(date::year year);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr sys_days easter_sunday(date::year year)
{
    const int y         = static_cast<int>(year);
    const int golden    = y % 19; // the year's place in the moon's cycle
    const int century   = y / 100;
    const int moon_late = (century - (century + 8) / 25 + 1) / 3;
    const int epact     = (19 * golden + century - century / 4 - moon_late + 15) % 30;
    const int to_sunday = (32 + 2 * (century % 4) + 2 * (y % 100 / 4) - epact - y % 100 % 4) % 7;
    const int earlier   = (golden + 11 * epact + 22 * to_sunday) / 451 * 7;
    return sys_days{year / 3 / 22} + date::days{epact + to_sunday - earlier};
}

namespace detail {

/// Whether a day of March or April is Good Friday or Easter Monday.
constexpr bool is_easter_holiday(const year_month_day& day, date::weekday on)
{
    if (on == date::Friday) return sys_days{day} + date::days{2} == easter_sunday(day.year());
    if (on == date::Monday) return sys_days{day} - date::days{1} == easter_sunday(day.year());
    return false;
}

constexpr bool is_us_federal_holiday(const year_month_day& day, date::weekday on)
{
    const int      y        = static_cast<int>(day.year());
    const unsigned d        = static_cast<unsigned>(day.day());
    const auto     nth      = [&](date::weekday wanted, unsigned n) { return on == wanted && (d + 6) / 7 == n; };
    const auto     observed = [&](unsigned n) { return d == n || (d == n + 1 && on == date::Monday) || (d + 1 == n && on == date::Friday); };
    switch (static_cast<unsigned>(day.month())) {
    case 1: return observed(1) || (y >= 1986 && nth(date::Monday, 3));                   // New Year; Martin Luther King, Jr.
    case 2: return nth(date::Monday, 3);                                                 // Washington
    case 5: return on == date::Monday && d > 24;                                         // Memorial
    case 6: return y >= 2021 && observed(19);                                            // Juneteenth
    case 7: return observed(4);                                                          // Independence
    case 9: return nth(date::Monday, 1);                                                 // Labor
    case 10: return nth(date::Monday, 2) || (y < 1978 && nth(date::Monday, 4));          // Columbus; Veterans
    case 11: return (y >= 1978 && observed(11)) || nth(date::Thursday, 4);               // Veterans; Thanksgiving
    case 12: return observed(25) || (d == 31 && on == date::Friday);                     // Christmas; New Year on a Saturday
    default: return false;
    }
}

constexpr bool is_target_holiday(const year_month_day& day, date::weekday on)
{
    const int      y = static_cast<int>(day.year());
    const unsigned d = static_cast<unsigned>(day.day());
    switch (static_cast<unsigned>(day.month())) {
    case 1: return d == 1;
    case 3:
    case 4: return y >= 2000 && is_easter_holiday(day, on);
    case 5: return y >= 2000 && d == 1;
    case 12: return d == 25 || (y >= 2000 && d == 26) || (d == 31 && (y == 1999 || y == 2001)); // the last days of two changes: of the century, of the coins
    default: return false;
    }
}

/// Days that were proclaimed once. A year that stands here with a day in June had its late May holiday there.
inline constexpr year_month_day proclaimed_in_england_and_wales[] = {
    date::year{1981} / 7 / 29,                            // the Prince of Wales's wedding
    date::year{1995} / 5 / 8,  date::year{2020} / 5 / 8,  // Victory in Europe: early May's, moved
    date::year{1999} / 12 / 31,                           // the millennium
    date::year{2002} / 6 / 3,  date::year{2002} / 6 / 4,  // Golden Jubilee
    date::year{2011} / 4 / 29,                            // Prince William's wedding
    date::year{2012} / 6 / 4,  date::year{2012} / 6 / 5,  // Diamond Jubilee
    date::year{2022} / 6 / 2,  date::year{2022} / 6 / 3,  // Platinum Jubilee
    date::year{2022} / 9 / 19,                            // the Queen's funeral
    date::year{2023} / 5 / 8,                             // the King's coronation
};

constexpr bool is_holiday_in_england_and_wales(const year_month_day& day, date::weekday on)
{
    const int      y      = static_cast<int>(day.year());
    const unsigned d      = static_cast<unsigned>(day.day());
    const bool     monday = on == date::Monday;
    const auto     proclaimed = [&] {
        for (const year_month_day& one : proclaimed_in_england_and_wales) {
            if (one == day) return true;
        }
        return false;
    };
    switch (static_cast<unsigned>(day.month())) {
    case 1: return d == 1 || (monday && d <= 3);
    case 3:
    case 4: return is_easter_holiday(day, on) || proclaimed();
    case 5: return (monday && d <= 7 && y != 1995 && y != 2020) || (monday && d > 24 && y != 2002 && y != 2012 && y != 2022) || proclaimed();
    case 8: return monday && d > 24;
    case 12: return d == 25 || d == 26 || ((d == 27 || d == 28) && (monday || on == date::Tuesday)) || proclaimed();
    case 6:
    case 7:
    case 9: return proclaimed();
    default: return false;
    }
}

inline std::optional<business_calendar> calendar_named(std::string_view name)
{
    for (business_calendar (*make)() : {no_holidays, weekends, us_federal, target, england_and_wales}) {
        business_calendar made = make();
        if (made.name() == name) return made;
    }
    return std::nullopt;
}

[[noreturn]] inline void refuse_calendar_name(std::string_view name, std::size_t at)
{
    std::string shown(1, '"');
    (shown += name.substr(0, 32)) += '"';
    throw parse_error({"", 1, static_cast<int>(at) + 1}, {"business calendar", "must be one that is known", shown,
                                                          "write no_holidays, weekends, us_federal, target, england_and_wales, or several with + between"});
}

} // namespace detail

inline business_calendar us_federal()
{
    static const business_calendar made("us_federal", saturday_and_sunday, detail::is_us_federal_holiday, date::year{1971} / 1 / 1);
    return made;
}

inline business_calendar target()
{
    static const business_calendar made("target", saturday_and_sunday, detail::is_target_holiday, date::year{1999} / 1 / 1);
    return made;
}

inline business_calendar england_and_wales()
{
    static const business_calendar made("england_and_wales", saturday_and_sunday, detail::is_holiday_in_england_and_wales, date::year{1978} / 1 / 1);
    return made;
}

inline business_calendar parse_business_calendar(std::string_view text)
{
    std::optional<business_calendar> all;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('+', at), text.size());
        while (at < end && text[at] == ' ') ++at;
        std::size_t past = end;
        while (past > at && text[past - 1] == ' ') --past;
        const std::string_view name = text.substr(at, past - at);
        const auto             one  = detail::calendar_named(name);
        if (!one) detail::refuse_calendar_name(name, at);
        all = all ? joined(*all, *one) : *one;
        at  = end + 1;
    }
    return *all;
}

} // namespace ratable
