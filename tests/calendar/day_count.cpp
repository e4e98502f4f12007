// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/day_count.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace date::literals;
using ratable::act_360, ratable::act_364, ratable::act_365_25, ratable::act_365_fixed, ratable::act_366, ratable::counted_days, ratable::fraction;
using ratable::invalid_terms, ratable::nl_360, ratable::nl_365, ratable::one_one, ratable::sys_days, ratable::year_fraction, ratable::year_month_day;

namespace {

struct only_days
{
    static constexpr std::int64_t days(const year_month_day&, const year_month_day&) { return 0; }
};
static_assert(ratable::day_count<act_360> && ratable::day_count<one_one> && ratable::day_count<nl_365>);
static_assert(!ratable::day_count<only_days> && !ratable::day_count<int>);

constexpr bool test_fixed_years()
{
    constexpr year_month_day start = 2026_y / jan / 31, end = 2026_y / jul / 31; // 181 days
    return year_fraction(start, end, act_360{}) == fraction(181, 360) && year_fraction(start, end, act_364{}) == fraction(181, 364) &&
           year_fraction(start, end, act_365_fixed{}) == fraction(181, 365) && year_fraction(start, end, act_366{}) == fraction(181, 366) &&
           year_fraction(start, end, act_365_25{}) == fraction(724, 1461) && counted_days(start, end, act_365_25{}) == 181 &&
           year_fraction(start, end, one_one{}) == fraction(1) && counted_days(start, end, one_one{}) == 1;
}

constexpr bool test_no_leap()
{
    return counted_days(2028_y / feb / 28, 2028_y / mar / 1, nl_365{}) == 1 && counted_days(2028_y / feb / 28, 2028_y / feb / 29, nl_365{}) == 0 &&
           counted_days(2028_y / feb / 29, 2028_y / mar / 1, nl_365{}) == 1 && counted_days(2027_y / jan / 1, 2029_y / jan / 1, nl_360{}) == 730 &&
           year_fraction(2027_y / jan / 1, 2029_y / jan / 1, nl_365{}) == fraction(2) &&
           year_fraction(2028_y / jan / 1, 2029_y / jan / 1, nl_360{}) == fraction(73, 72) &&
           counted_days(1900_y / jan / 1, 1901_y / jan / 1, nl_365{}) == 365 && counted_days(2100_y / jan / 1, 2101_y / jan / 1, nl_365{}) == 365;
}

constexpr bool test_back_in_time()
{
    return year_fraction(2026_y / jul / 31, 2026_y / jan / 31, act_360{}) == fraction(-181, 360) &&
           counted_days(2026_y / jul / 31, 2026_y / jan / 31, act_360{}) == -181 &&
           year_fraction(2026_y / jul / 31, 2026_y / jul / 31, act_360{}) == fraction(0) &&
           counted_days(2028_y / mar / 1, 2028_y / feb / 28, nl_365{}) == -1 &&
           year_fraction(2026_y / jul / 31, 2026_y / jan / 31, one_one{}) == fraction(-1);
}

static_assert(test_fixed_years() && test_no_leap() && test_back_in_time());

} // namespace

TEST_CASE("day counts over fixed years are the same at compile time and at run time")
{
    CHECK(test_fixed_years());
    CHECK(test_no_leap());
    CHECK(test_back_in_time());
}

TEST_CASE("a period is counted from its start to its end")
{
    const ratable::period half(2026_y / jan / 31, 2026_y / jul / 31);
    CHECK(year_fraction(half, act_360{}) == fraction(181, 360));
    CHECK(counted_days(half, act_360{}) == 181);
}

TEST_CASE("days that do not exist are refused")
{
    CHECK_THROWN(invalid_terms, year_fraction(2026_y / feb / 29, 2026_y / jul / 31, act_360{}));
    CHECK_THROWN(invalid_terms, year_fraction(2026_y / jan / 31, 2026_y / jun / 31, act_360{}));
    CHECK_THROWN(invalid_terms, counted_days(2026_y / jan / 31, 3000_y / jan / 1, one_one{}));
    CHECK_THROWN(invalid_terms, counted_days(1899_y / dec / 31, 2026_y / jan / 31, one_one{}));
}

TEST_CASE("without leap days every day counts but 29 February, and parts add up")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 500; ++i) {
        const sys_days start = sys_days{1900_y / jan / 1} + date::days{r.between(0, 390'000)};
        const sys_days end   = start + date::days{r.between(0, 2'000)};
        const sys_days part  = start + date::days{r.between(0, (end - start).count())};
        std::int64_t   counted = 0;
        for (sys_days day = start + date::days{1}; day <= end; day += date::days{1}) { // the day that a step reaches
            const year_month_day reached{day};
            if (reached.month() != feb || reached.day() != date::day{29}) ++counted;
        }
        INFO(ratable::to_string(start), " to ", ratable::to_string(end));
        REQUIRE(counted_days(start, end, nl_365{}) == counted);
        REQUIRE(year_fraction(start, part, nl_365{}) + year_fraction(part, end, nl_365{}) == year_fraction(start, end, nl_365{}));
        REQUIRE(year_fraction(start, part, act_365_25{}) + year_fraction(part, end, act_365_25{}) == year_fraction(start, end, act_365_25{}));
        REQUIRE(year_fraction(end, start, nl_360{}) == -year_fraction(start, end, nl_360{}));
    }
}
