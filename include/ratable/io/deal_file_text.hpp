// SPDX-License-Identifier: BSL-1.0
/// What a deal file's terms are written as, beyond money and power: shares, spans, ordinals. Internal to deal_file.hpp.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/core/digits.hpp>
#include <ratable/terms/unit_price.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ratable::detail {

inline constexpr int longest_span_in_months = 1'200;
inline constexpr int longest_span_in_days   = 36'600;

/// `20 %`, `0.2`: exact, to six digits after the point. Errors: parse_error; inexact; overflow.
[[nodiscard]] ratio parse_ratio(std::string_view text);

/// `30 days`, `1 day`. Errors: parse_error.
[[nodiscard]] date::days parse_days(std::string_view text);

/// `24 months`, `2 years`, `1 month`, up to 100 years. Errors: parse_error.
[[nodiscard]] date::months parse_months(std::string_view text);

/// `month 25`: which one, counted from 1; `word` is `month` or `day`. Errors: parse_error.
[[nodiscard]] int parse_ordinal(std::string_view word, std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

/// Digits alone, at most `most`; -1 for anything else.
constexpr int whole_number_in(std::string_view digits, int most)
{
    int n = digits.empty() ? -1 : 0;
    for (const char c : digits) {
        if (!is_digit(c) || n < 0) return -1;
        n = n * 10 + (c - '0');
        if (n > most) return -1;
    }
    return n;
}

[[noreturn]] inline void refuse_span(const char* rule, std::string_view text, const char* remedy)
{
    throw parse_error({"", 1, 1}, {"span", rule, std::string(text.substr(0, 64)), remedy});
}

inline ratio parse_ratio(std::string_view text)
{
    if (!text.ends_with(" %")) return ratio::parse(text);
    return ratio::from_units(decimal<4>::parse(text.substr(0, text.size() - 2)).units); // a hundredth has two digits more
}

inline date::days parse_days(std::string_view text)
{
    const std::size_t      space = text.find(' ');
    const std::string_view unit  = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    const int              n     = unit == "days" || unit == "day" ? whole_number_in(text.substr(0, space), longest_span_in_days) : -1;
    if (n < 0) refuse_span("must be whole days, at most 36,600", text, "write \"30 days\"");
    return date::days{n};
}

inline date::months parse_months(std::string_view text)
{
    const std::size_t      space  = text.find(' ');
    const std::string_view unit   = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    const int              factor = unit == "years" || unit == "year" ? 12 : unit == "months" || unit == "month" ? 1 : 0;
    const int              n      = factor == 0 ? -1 : whole_number_in(text.substr(0, space), longest_span_in_months / factor);
    if (n < 0) refuse_span("must be whole months or years, at most 100 years", text, "write \"24 months\" or \"2 years\"");
    return date::months{n * factor};
}

inline int parse_ordinal(std::string_view word, std::string_view text)
{
    const bool named = text.starts_with(word) && text.substr(word.size()).starts_with(" ");
    const int  n     = named ? whole_number_in(text.substr(word.size() + 1), longest_span_in_days) : -1;
    if (n < 1) {
        const std::string shown(word);
        throw parse_error({"", 1, 1}, {"ordinal", "must be the word " + shown + " and a whole number from 1", std::string(text.substr(0, 64)), "write \"" + shown + " 25\""});
    }
    return n;
}

} // namespace ratable::detail
