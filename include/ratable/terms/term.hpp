// SPDX-License-Identifier: BSL-1.0
/// The term of a contract: from when, for how long.
#pragma once

#include <ratable/calendar/schedule.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/core/required.hpp>

#include <optional>
#include <string>

namespace ratable {

/// How long a term runs: whole months (years are months), or until a day that is no longer in it.
class term_length
{
public:
    constexpr term_length(date::months m) : months_(m) {}                 // NOLINT: `.length = years{7}` reads as
    constexpr term_length(date::years y) : months_(y) {}                  // NOLINT: the term sheet does
    constexpr explicit term_length(const year_month_day& end) : end_(end) {}

    /// Whole months; zero when the end is what was agreed.
    [[nodiscard]] constexpr date::months months() const { return months_; }
    /// The first day after the term, when that is what was agreed.
    [[nodiscard]] constexpr const std::optional<year_month_day>& end() const { return end_; }

private:
    date::months                  months_{0};
    std::optional<year_month_day> end_;
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
    if (t.length.end()) return period(start, *t.length.end());
    return period(checked_day(start), sys_days{add_months(start, t.length.months(), t.month_rule)});
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
