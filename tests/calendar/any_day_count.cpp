// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/any_day_count.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace date::literals;
using ratable::any_day_count, ratable::counted_days, ratable::fraction, ratable::parse_day_count, ratable::parse_error, ratable::year_fraction;

namespace {

static_assert(ratable::day_count<any_day_count>);
static_assert(std::convertible_to<ratable::thirty_e_360, any_day_count> && !std::convertible_to<ratable::thirty_u_360, any_day_count>);

constexpr bool test_same_as_static()
{
    constexpr any_day_count bond = ratable::thirty_360_isda{};
    return year_fraction(2027_y / jan / 31, 2027_y / jul / 31, bond) == fraction(1, 2) &&
           counted_days(2027_y / jan / 31, 2027_y / jul / 31, bond) == 180 &&
           bond.name() == "30/360" && bond == any_day_count(ratable::thirty_360_isda{}) && bond != any_day_count(ratable::thirty_e_360{});
}
static_assert(test_same_as_static());

} // namespace

TEST_CASE("a day count known at run time counts as the one that it names")
{
    CHECK(test_same_as_static());
    for (const char* name : {"1/1", "act/360", "act/364", "act/365f", "act/365.25", "act/366", "act/365 actual", "act/act isda", "act/act afb",
                             "act/act year", "nl/360", "nl/365", "30/360", "30/360 psa", "30u/360 eom", "30e/360", "30e+/360", "30e/365"}) {
        INFO(name);
        CHECK(parse_day_count(name).name() == name);
    }
    CHECK(parse_day_count("act/360") == any_day_count(ratable::act_360{}));
    CHECK(year_fraction(2026_y / jan / 31, 2026_y / jul / 31, parse_day_count("act/365.25")) == fraction(724, 1461));
    CHECK(year_fraction(2026_y / jul / 31, 2026_y / jan / 31, parse_day_count("nl/365")) == fraction(-181, 365));
}

TEST_CASE("a day count that has one year for all dates names it")
{
    int fixed = 0;
    for (const char* name : {"1/1", "act/360", "act/364", "act/365f", "act/365.25", "act/366", "act/365 actual", "act/act isda", "act/act afb",
                             "act/act year", "nl/360", "nl/365", "30/360", "30/360 psa", "30u/360 eom", "30e/360", "30e+/360", "30e/365"}) {
        INFO(name);
        const auto count = parse_day_count(name);
        const auto year  = count.counts_over();
        if (!year) continue;
        ++fixed;
        const auto from = 2027_y / jan / 31, to = 2028_y / mar / 31;
        CHECK(year_fraction(from, to, count) == fraction(counted_days(from, to, count)) / year->days);
        CHECK(year->actual == (counted_days(from, to, count) == 425));
    }
    CHECK(fixed == 13);
    CHECK(any_day_count(ratable::act_365_25{}).counts_over()->days == fraction(1461, 4));
    CHECK_FALSE(any_day_count(ratable::act_act_isda{}).counts_over());
}

TEST_CASE("an unknown day count is refused with the names of all")
{
    CHECK_REFUSED(parse_error,
                  "1:1: day count: must be one that is known; got \"Act/360\"; "
                  "write one of 1/1, act/360, act/364, act/365f, act/365.25, act/366, act/365 actual, act/act isda, "
                  "act/act afb, act/act year, nl/360, nl/365, 30/360, 30/360 psa, 30u/360 eom, 30e/360, 30e+/360, 30e/365",
                  parse_day_count("Act/360"));
    CHECK_THROWN(parse_error, parse_day_count(""));
    CHECK_THROWN(parse_error, parse_day_count("30/360 "));
}
