// SPDX-License-Identifier: BSL-1.0
/// Interest rates: a flat one, with how it compounds and how it counts days.
#pragma once

#include <ratable/calendar/any_day_count.hpp>
#include <ratable/core/decimal.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/core/required.hpp>

#include <string>
#include <string_view>

namespace ratable {

/// A rate as a share: 0.08 is 8 %.
using rate_of_interest = decimal<12>;

/// How often interest is added to what bears it.
enum class compounding {
    simple,     ///< never: 1 + r·t
    annual,     ///< (1 + r)^t
    semiannual, ///< (1 + r/2)^(2t)
    quarterly,  ///< (1 + r/4)^(4t)
    monthly,    ///< (1 + r/12)^(12t)
    daily,      ///< (1 + r/365)^(365t)
    continuous, ///< e^(r·t)
};

/// A flat rate. Nothing of it has a default: 8 % says little until it is known how it compounds and what a year is.
///
///     interest_rate{.per_year = decimal<12>("0.08"), .compounds = compounding::annual, .day_count = act_365_fixed{}}
struct interest_rate
{
    required<rate_of_interest> per_year;
    required<compounding>      compounds;
    required<any_day_count>    day_count;
};

[[nodiscard]] constexpr std::string_view name_of(compounding c);
/// How often a year; 0 for simple and for continuous.
[[nodiscard]] constexpr int times_a_year(compounding c);
/// Reads `annual`, `continuous`, … Errors: parse_error, with all of them.
[[nodiscard]] compounding parse_compounding(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

struct named_compounding
{
    compounding      kind;
    std::string_view name;
    int              times;
};

inline constexpr named_compounding compoundings[] = {
    {compounding::simple, "simple", 0},       {compounding::annual, "annual", 1}, {compounding::semiannual, "semiannual", 2},
    {compounding::quarterly, "quarterly", 4}, {compounding::monthly, "monthly", 12}, {compounding::daily, "daily", 365},
    {compounding::continuous, "continuous", 0},
};

} // namespace detail

constexpr std::string_view name_of(compounding c) { return detail::compoundings[static_cast<int>(c)].name; }
constexpr int              times_a_year(compounding c) { return detail::compoundings[static_cast<int>(c)].times; }

inline compounding parse_compounding(std::string_view text)
{
    std::string names;
    for (const auto& c : detail::compoundings) {
        if (text == c.name) return c.kind;
        (names += names.empty() ? "" : ", ") += c.name;
    }
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"compounding", "must be one that is known", shown, std::string("write one of ") + names});
}

} // namespace ratable
