// SPDX-License-Identifier: BSL-1.0
// What must not compile on the calendar floor: constants that are no dates. Twins that compile come first.
#include <ratable/calendar/schedule.hpp>

using namespace ratable;
using namespace date::literals;

namespace {

[[maybe_unused]] constexpr auto leap_day = checked_day(2024_y / feb / 29);
[[maybe_unused]] constexpr period november(2025_y / nov / 3, 2025_y / dec / 3);
[[maybe_unused]] constexpr auto clamped = add_months(2027_y / jan / 31, date::months{1}, month_rule::clamp);

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
