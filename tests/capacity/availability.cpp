// SPDX-License-Identifier: BSL-1.0
#include <ratable/capacity/availability.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;

namespace {

const period year(2026_y / jan / 1, 2027_y / jan / 1);
const ramp   steps = make_ramp(tranches{{.in_service = 2026_y / jan / 1, .capacity = 250 * MW}}, year);
const period january(2026_y / jan / 1, 2026_y / feb / 1);
const fraction mw_month(month_quanta * int128{1'000'000});

} // namespace

TEST_CASE("without an expectation and maintenance all capacity in force is available")
{
    CHECK(available_capacity_time(steps, availability{}, january).count / mw_month == fraction(250));
}

TEST_CASE("an expected availability of 99 % leaves 247.5 of 250 MW-months")
{
    CHECK(available_capacity_time(steps, availability{.expected = 0.99_d}, january).count / mw_month == fraction(495, 2));
}

TEST_CASE("planned maintenance takes its megawatts out for its days")
{
    // 100 MW out for 10 of January's 31 days and 5 of February's 28.
    const availability a{.maintenance = {{period(2026_y / jan / 22, 2026_y / feb / 6), 100 * MW}}};
    CHECK(available_capacity_time(steps, a, january).count / mw_month == fraction(250) - fraction(100 * 10, 31));
    CHECK(available_capacity_time(steps, a, period(2026_y / feb / 1, 2026_y / mar / 1)).count / mw_month == fraction(250) - fraction(100 * 5, 28));
    CHECK(less_maintenance(steps, a).size() == 3);
    CHECK(peak(less_maintenance(steps, a)) == 250 * MW);
}

TEST_CASE("two outages at once add up, to no more than is in force")
{
    const period week(2026_y / mar / 1, 2026_y / mar / 8);
    CHECK(capacity_at(less_maintenance(steps, {.maintenance = {{week, 100 * MW}, {week, 150 * MW}}}), sys_days{2026_y / mar / 2}) == 0 * MW);
    CHECK_REFUSED(invalid_terms, "maintenance: must not take out more than the 150 MW in force; got 151 MW; take out less, or move it",
                  less_maintenance(steps, {.maintenance = {{week, 100 * MW}, {week, 151 * MW}}}));
}

TEST_CASE("an availability that is said to be unknown is no figure")
{
    CHECK_THROWN(invalid_terms, available_capacity_time(steps, availability{.expected = unknown("not public")}, january));
}
