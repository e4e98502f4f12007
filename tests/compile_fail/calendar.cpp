// SPDX-License-Identifier: BSL-1.0
// What must not compile on the calendar floor: constants that are no dates. Twins that compile come first.
#include <ratable/calendar/any_day_count.hpp>
#include <ratable/calendar/date_schedule.hpp>
#include <ratable/calendar/schedule.hpp>

using namespace ratable;
using namespace date::literals;

namespace {

[[maybe_unused]] constexpr auto leap_day = checked_day(2024_y / feb / 29);
[[maybe_unused]] constexpr period november(2025_y / nov / 3, 2025_y / dec / 3);
[[maybe_unused]] constexpr auto clamped = add_months(2027_y / jan / 31, date::months{1}, month_rule::clamp);
[[maybe_unused]] constexpr frequency quarter_year = date::months{3};
[[maybe_unused]] constexpr auto seventeenth = roll_convention::day_of_month(17);
[[maybe_unused]] const schedule_terms quarters{.start = 2026_y / jan / 15, .end = 2027_y / jan / 15, .every = date::months{3}};
[[maybe_unused]] constexpr fraction half = year_fraction(2026_y / jan / 31, 2026_y / jul / 31, thirty_360_isda{});
[[maybe_unused]] constexpr any_day_count agreed = thirty_u_360_eom{};

} // namespace

// case constant_day_that_does_not_exist: refuse_day
#ifdef CASE_constant_day_that_does_not_exist
constexpr auto x = checked_day(2025_y / feb / 29);
#endif

// case constant_period_without_days: refuse_period
#ifdef CASE_constant_period_without_days
constexpr period x(2025_y / nov / 3, 2025_y / nov / 3);
#endif

// case constant_month_without_the_day: refuse_missing_day
#ifdef CASE_constant_month_without_the_day
constexpr auto x = add_months(2027_y / jan / 31, date::months{1}, month_rule::reject);
#endif

// case months_without_a_rule: add_months
#ifdef CASE_months_without_a_rule
constexpr auto x = add_months(2027_y / jan / 31, date::months{1});
#endif

// case frequency_from_a_bare_number: a length says its unit: write date::months[{]3[}], date::weeks[{]2[}] or date::days[{]10[}]
#ifdef CASE_frequency_from_a_bare_number
frequency x = 3;
#endif

// case constant_frequency_of_no_length: frequency::refuse
#ifdef CASE_constant_frequency_of_no_length
constexpr frequency x = date::months{0};
#endif

// case constant_roll_to_no_day: roll_convention::refuse
#ifdef CASE_constant_roll_to_no_day
constexpr auto x = roll_convention::day_of_month(32);
#endif

// case schedule_without_a_frequency: how often is required: write .every = date::months[{]3[}]
#ifdef CASE_schedule_without_a_frequency
const schedule_terms x{.start = 2026_y / jan / 15, .end = 2027_y / jan / 15};
#endif

// case year_fraction_over_a_number: day_count
#ifdef CASE_year_fraction_over_a_number
constexpr auto x = year_fraction(2026_y / jan / 31, 2026_y / jul / 31, 360);
#endif

// case any_day_count_that_needs_context: any_day_count
#ifdef CASE_any_day_count_that_needs_context
constexpr any_day_count x = thirty_u_360{.end_of_month = true};
#endif
