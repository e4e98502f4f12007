// SPDX-License-Identifier: BSL-1.0
/// The term of a contract: from when, for how long.
#pragma once

#include <ratable/calendar/schedule.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/terms/required.hpp>

#include <string>
#include <variant>

namespace ratable {

/// How long a term runs: whole months (years are months), or until a day that is no longer in it.
class term_length
{
public:
    constexpr term_length(date::months m) : length_(m) {}                 // NOLINT: `.length = years{7}` reads as
    constexpr term_length(date::years y) : length_(date::months{y}) {}    // NOLINT: the term sheet does
    constexpr explicit term_length(const year_month_day& end) : length_(end) {}

    [[nodiscard]] constexpr const std::variant<date::months, year_month_day>& alternative() const { return length_; }

private:
    std::variant<date::months, year_month_day> length_;
};

/// `.length = until(2029_y/jan/1)`: the first day after the term.
[[nodiscard]] constexpr term_length until(const year_month_day& end) { return term_length(end); }

/// The term as agreed. `ratable::term{.start = 2025_y/nov/3, .length = years{7}}`.
struct term
{
    required<year_month_day> start;
    required<term_length>    length;
    ratable::month_rule      month_rule = ratable::month_rule::clamp; ///< for anniversaries on the 29th to 31st
};

/// The days of the term. Errors: invalid_terms if a date does not exist, or the end is not after the start.
[[nodiscard]] constexpr period days_of(const term& t);

/// Contract months, exactly: 84, or 35 + 18/31 when the last one is not whole.
[[nodiscard]] fraction months_of(const term& t);

/// `2025-11-03 to before 2032-11-03`.
std::string to_string(const term& t);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr period days_of(const term& t)
{
    const year_month_day& start = t.start;
    if (const auto* months = std::get_if<date::months>(&t.length.alternative())) {
        return period(checked_day(start), sys_days{add_months(start, *months, t.month_rule)});
    }
    return period(start, std::get<year_month_day>(t.length.alternative()));
}

inline fraction months_of(const term& t)
{
    const period whole  = days_of(t);
    std::int64_t quanta = 0;
    for (const std::int64_t weight : month_weights({whole}, period_basis::contract, t.month_rule)) quanta += weight;
    return fraction(quanta, month_quanta);
}

inline std::string to_string(const term& t)
{
    const period days = days_of(t);
    return to_string(days.start()) + " to before " + to_string(days.end());
}

} // namespace ratable
