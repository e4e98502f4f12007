// SPDX-License-Identifier: BSL-1.0
/// The one door to Howard Hinnant's date library: calendar dates in and out of text.
#pragma once

#include <ratable/core/error.hpp>

#include <date/date.h>

#include <string>
#include <string_view>

namespace ratable {

/// A day as a count, cheap to compare and to step through; a `date::year_month_day` converts to it.
using date::sys_days;
/// A day as it is written.
using date::year_month_day;

/// The same day, refused when it does not exist: date's own conversion turns 2025-02-30 into 2025-03-02 without a word.
/// Errors: invalid_terms for a day that no calendar has, or a year outside 1900–2999.
[[nodiscard]] constexpr sys_days checked_day(const year_month_day& day);

/// `2025-11-03`, and nothing else. Errors: parse_error; invalid_terms as `checked_day`.
[[nodiscard]] year_month_day parse_date(std::string_view text);

/// `2025-11-03`.
void        append(std::string& out, const year_month_day& day);
std::string to_string(const year_month_day& day);
std::string to_string(sys_days day);

/// `45 days`, `1 month`: spans as contracts write them.
std::string to_string(date::days span);
std::string to_string(date::months span);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline void append_padded(std::string& out, unsigned value, int width)
{
    std::string digits = std::to_string(value);
    while (static_cast<int>(digits.size()) < width) digits.insert(digits.begin(), '0');
    out += digits;
}

[[noreturn]] inline void refuse_day(const year_month_day& day)
{
    throw invalid_terms({"date", "must be a day of the calendar between 1900-01-01 and 2999-12-31", to_string(day), "write a day that exists"});
}

} // namespace detail

constexpr sys_days checked_day(const year_month_day& day)
{
    if (!day.ok() || day.year() < date::year{1900} || day.year() > date::year{2999}) detail::refuse_day(day);
    return sys_days{day};
}

inline year_month_day parse_date(std::string_view text)
{
    bool well_formed = text.size() == 10 && text[4] == '-' && text[7] == '-';
    int  part[3]     = {};
    for (std::size_t i = 0, field = 0; well_formed && i < 10; ++i) {
        if (i == 4 || i == 7) {
            ++field;
        } else {
            well_formed = text[i] >= '0' && text[i] <= '9';
            part[field] = part[field] * 10 + (text[i] - '0');
        }
    }
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    if (!well_formed) throw parse_error({"", 1, 1}, {"date", "must be written YYYY-MM-DD", shown, "write 2025-11-03"});
    const year_month_day day{date::year{part[0]}, date::month{static_cast<unsigned>(part[1])}, date::day{static_cast<unsigned>(part[2])}};
    static_cast<void>(checked_day(day));
    return day;
}

inline void append(std::string& out, const year_month_day& day)
{
    const int year = static_cast<int>(day.year());
    if (year < 0) out += '-';
    detail::append_padded(out, static_cast<unsigned>(year < 0 ? -year : year), 4);
    out += '-';
    detail::append_padded(out, static_cast<unsigned>(day.month()), 2);
    out += '-';
    detail::append_padded(out, static_cast<unsigned>(day.day()), 2);
}

inline std::string to_string(const year_month_day& day)
{
    std::string out;
    append(out, day);
    return out;
}

inline std::string to_string(sys_days day) { return to_string(year_month_day{day}); }

inline std::string to_string(date::days span) { return std::to_string(span.count()) + (span.count() == 1 ? " day" : " days"); }
inline std::string to_string(date::months span) { return std::to_string(span.count()) + (span.count() == 1 ? " month" : " months"); }

} // namespace ratable
