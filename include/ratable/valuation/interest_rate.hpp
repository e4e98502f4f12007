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

/// How often interest is added to what bears it. A class, for its names are those of frequencies too.
class compounding
{
public:
    static const compounding simple;     ///< never: 1 + r·t
    static const compounding annual;     ///< (1 + r)^t
    static const compounding semiannual; ///< (1 + r/2)^(2t)
    static const compounding quarterly;  ///< (1 + r/4)^(4t)
    static const compounding monthly;    ///< (1 + r/12)^(12t)
    static const compounding daily;      ///< (1 + r/365)^(365t)
    static const compounding continuous; ///< e^(r·t)

    [[nodiscard]] friend constexpr std::string_view name_of(const compounding& c) { return c.name_; }
    [[nodiscard]] friend constexpr int              times_a_year(const compounding& c) { return c.times_; } ///< 0 for simple and for continuous

    friend constexpr bool operator==(const compounding& a, const compounding& b) { return a.name_ == b.name_; }

private:
    constexpr compounding(std::string_view name, int times) : name_(name), times_(times) {}

    std::string_view name_;
    int              times_;
};

inline constexpr compounding compounding::simple{"simple", 0};
inline constexpr compounding compounding::annual{"annual", 1};
inline constexpr compounding compounding::semiannual{"semiannual", 2};
inline constexpr compounding compounding::quarterly{"quarterly", 4};
inline constexpr compounding compounding::monthly{"monthly", 12};
inline constexpr compounding compounding::daily{"daily", 365};
inline constexpr compounding compounding::continuous{"continuous", 0};

/// A flat rate. Nothing of it has a default: 8 % says little until it is known how it compounds and what a year is.
///
///     interest_rate{.per_year = decimal<12>("0.08"), .compounds = compounding::annual, .day_count = act_365_fixed{}}
struct interest_rate
{
    required<rate_of_interest> per_year;
    required<compounding>      compounds;
    required<any_day_count>    day_count;
};

/// Reads `annual`, `continuous`, … Errors: parse_error, with all of them.
[[nodiscard]] compounding parse_compounding(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline compounding parse_compounding(std::string_view text)
{
    std::string names;
    for (const compounding& c : {compounding::simple, compounding::annual, compounding::semiannual, compounding::quarterly, compounding::monthly, compounding::daily, compounding::continuous}) {
        if (text == name_of(c)) return c;
        (names += names.empty() ? "" : ", ") += name_of(c);
    }
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"compounding", "must be one that is known", shown, std::string("write one of ") + names});
}

} // namespace ratable
