// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/holiday_calendars.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace date::literals;
using ratable::business_calendar, ratable::easter_sunday, ratable::england_and_wales, ratable::invalid_terms, ratable::joined, ratable::no_holidays;
using ratable::parse_business_calendar, ratable::parse_error, ratable::sys_days, ratable::target, ratable::us_federal, ratable::weekends;
using ratable::year_month_day;
using date::days;

namespace {

/// Every weekday of a year on which a calendar is closed.
std::vector<year_month_day> closed_in(int year, const business_calendar& calendar)
{
    std::vector<year_month_day> closed;
    for (sys_days day{date::year{year} / jan / 1}; day < sys_days{date::year{year + 1} / jan / 1}; day += days{1}) {
        if (!calendar.is_business_day(day) && !ratable::saturday_and_sunday.contains(date::weekday(day))) closed.emplace_back(day);
    }
    return closed;
}

std::vector<year_month_day> days_of(int year, const std::vector<date::month_day>& dates)
{
    std::vector<year_month_day> all;
    for (const date::month_day& d : dates) all.emplace_back(date::year{year}, d.month(), d.day());
    return all;
}

/// The day of the week's n-th day of a month, from a calendar of that month; the last for n = 5.
sys_days nth(int year, date::month month, date::weekday on, int n)
{
    sys_days           found{};
    const date::days   length = sys_days{date::year{year} / month / date::last} - sys_days{date::year{year} / month / 1} + days{1};
    for (int d = 0, seen = 0; d < length.count() && seen < n; ++d) {
        const sys_days day = sys_days{date::year{year} / month / 1} + days{d};
        if (date::weekday(day) == on) ++seen, found = day;
    }
    return found;
}

/// A date moved off the weekend: `saturday` days from a Saturday, `sunday` from a Sunday.
sys_days moved(const year_month_day& day, int saturday, int sunday)
{
    const date::weekday on{sys_days{day}};
    return sys_days{day} + days{on == date::Saturday ? saturday : on == date::Sunday ? sunday : 0};
}

/// Easter as the church's tables have it: the first Sunday after the fourteenth day of the moon that falls on or after 21 March.
/// Source: the Gregorian calendar's epacts, as in C. Clavius, Explicatio: epact, solar and lunar equations; then day by day.
sys_days easter_by_epact(int year)
{
    const int century = year / 100 + 1;
    const int solar   = 3 * century / 4 - 12;
    const int lunar   = (8 * century + 5) / 25 - 5;
    const int golden  = year % 19 + 1;
    int       epact   = ((11 * golden + 20 + lunar - solar) % 30 + 30) % 30;
    if (epact == 24 || (epact == 25 && golden > 11)) ++epact;
    int full_moon = 44 - epact; // of March
    if (full_moon < 21) full_moon += 30;
    sys_days day = sys_days{date::year{year} / mar / 1} + days{full_moon - 1};
    do day += days{1};
    while (date::weekday(day) != date::Sunday);
    return day;
}

constexpr bool test_easter()
{
    return easter_sunday(2027_y) == sys_days{2027_y / mar / 28} && easter_sunday(2000_y) == sys_days{2000_y / apr / 23} &&
           easter_sunday(1943_y) == sys_days{1943_y / apr / 25} && easter_sunday(2038_y) == sys_days{2038_y / apr / 25} && // the latest
           easter_sunday(2285_y) == sys_days{2285_y / mar / 22};                                                           // the earliest
}
static_assert(test_easter());

} // namespace

TEST_CASE("Easter is the same at compile time, at run time and by the church's tables, from 1900 to 2999")
{
    CHECK(test_easter());
    for (int year = 1900; year <= 2999; ++year) {
        INFO(year);
        REQUIRE(easter_sunday(date::year{year}) == easter_by_epact(year));
    }
}

TEST_CASE("federal holidays are those that the Office of Personnel Management lists")
{
    // opm.gov, Federal Holidays, by year
    CHECK(closed_in(2021, us_federal()) ==
          days_of(2021, {jan / 1, jan / 18, feb / 15, may / 31, jun / 18, jul / 5, sep / 6, oct / 11, nov / 11, nov / 25, dec / 24, dec / 31}));
    CHECK(closed_in(2026, us_federal()) ==
          days_of(2026, {jan / 1, jan / 19, feb / 16, may / 25, jun / 19, jul / 3, sep / 7, oct / 12, nov / 11, nov / 26, dec / 25}));
    CHECK(closed_in(2020, us_federal()) == days_of(2020, {jan / 1, jan / 20, feb / 17, may / 25, jul / 3, sep / 7, oct / 12, nov / 11, nov / 26, dec / 25}));
    CHECK(closed_in(2022, us_federal()) == days_of(2022, {jan / 17, feb / 21, may / 30, jun / 20, jul / 4, sep / 5, oct / 10, nov / 11, nov / 24, dec / 26}));
}

TEST_CASE("Veterans Day was a Monday in October from 1971 to 1977, King's birthday begins in 1986, Juneteenth in 2021")
{
    const auto closed = [](const year_month_day& day) { return !us_federal().is_business_day(sys_days{day}); };
    CHECK(closed(1971_y / oct / 25));
    CHECK(closed(1977_y / oct / 24));
    CHECK_FALSE(closed(1977_y / nov / 11));
    CHECK_FALSE(closed(1978_y / oct / 23));
    CHECK(closed(1978_y / nov / 10)); // the 11th was a Saturday
    CHECK_FALSE(closed(1985_y / jan / 21));
    CHECK(closed(1986_y / jan / 20));
    CHECK_FALSE(closed(2020_y / jun / 19));
    CHECK(closed(2021_y / jun / 18));
    CHECK_REFUSED(invalid_terms, "calendar 'us_federal': knows the days from 1971-01-01 to 2999-12-31; got 1970-12-31",
                  us_federal().is_business_day(sys_days{1970_y / dec / 31}));
}

TEST_CASE("federal holidays of every year are its dates, moved off the weekend")
{
    std::set<sys_days> expected;
    for (int year = 1971; year <= 2999; ++year) {
        const date::year y{year};
        for (const auto& fixed : {y / jan / 1, y / jul / 4, y / dec / 25}) expected.insert(moved(fixed, -1, 1));
        if (year >= 2021) expected.insert(moved(y / jun / 19, -1, 1));
        if (year >= 1986) expected.insert(nth(year, jan, date::Monday, 3));
        expected.insert(nth(year, feb, date::Monday, 3));
        expected.insert(nth(year, may, date::Monday, 5));
        expected.insert(nth(year, sep, date::Monday, 1));
        expected.insert(nth(year, oct, date::Monday, 2));
        expected.insert(year < 1978 ? nth(year, oct, date::Monday, 4) : moved(y / nov / 11, -1, 1));
        expected.insert(nth(year, nov, date::Thursday, 4));
    }
    // 3000-01-01 is a Wednesday: nothing moves into 2999 from beyond
    const business_calendar calendar = us_federal();
    for (sys_days day{1971_y / jan / 1}; day <= sys_days{2999_y / dec / 31}; day += days{1}) {
        INFO(ratable::to_string(day));
        REQUIRE(calendar.is_business_day(day) == (!ratable::saturday_and_sunday.contains(date::weekday(day)) && expected.count(day) == 0));
    }
}

TEST_CASE("TARGET was open on all but two days in 1999, and closed on the last day of 1999 and 2001")
{
    CHECK(closed_in(1999, target()) == days_of(1999, {jan / 1, dec / 31})); // Christmas was a Saturday
    CHECK(closed_in(2000, target()) == days_of(2000, {apr / 21, apr / 24, may / 1, dec / 25, dec / 26}));
    CHECK(closed_in(2001, target()) == days_of(2001, {jan / 1, apr / 13, apr / 16, may / 1, dec / 25, dec / 26, dec / 31}));
    CHECK(closed_in(2002, target()) == days_of(2002, {jan / 1, mar / 29, apr / 1, may / 1, dec / 25, dec / 26}));
    CHECK(closed_in(2027, target()) == days_of(2027, {jan / 1, mar / 26, mar / 29})); // the others fall on weekends
    CHECK_THROWN(invalid_terms, target().is_business_day(sys_days{1998_y / dec / 31}));
}

TEST_CASE("TARGET's days of every year from 2002 on are its six dates")
{
    const business_calendar calendar = target();
    for (int year = 2002; year <= 2999; ++year) {
        const date::year         y{year};
        const std::set<sys_days> expected = {sys_days{y / jan / 1}, easter_by_epact(year) - days{2}, easter_by_epact(year) + days{1},
                                             sys_days{y / may / 1}, sys_days{y / dec / 25},          sys_days{y / dec / 26}};
        for (sys_days day{y / jan / 1}; day <= sys_days{y / dec / 31}; day += days{1}) {
            INFO(ratable::to_string(day));
            REQUIRE(calendar.is_business_day(day) == (!ratable::saturday_and_sunday.contains(date::weekday(day)) && expected.count(day) == 0));
        }
    }
}

TEST_CASE("England and Wales: substitutes, moved days and days proclaimed once")
{
    const auto calendar = england_and_wales();
    // gov.uk, UK bank holidays
    CHECK(closed_in(2022, calendar) ==
          days_of(2022, {jan / 3, apr / 15, apr / 18, may / 2, jun / 2, jun / 3, aug / 29, sep / 19, dec / 26, dec / 27}));
    CHECK(closed_in(2021, calendar) == days_of(2021, {jan / 1, apr / 2, apr / 5, may / 3, may / 31, aug / 30, dec / 27, dec / 28}));
    CHECK(closed_in(2020, calendar) == days_of(2020, {jan / 1, apr / 10, apr / 13, may / 8, may / 25, aug / 31, dec / 25, dec / 28}));
    CHECK(closed_in(2023, calendar) == days_of(2023, {jan / 2, apr / 7, apr / 10, may / 1, may / 8, may / 29, aug / 28, dec / 25, dec / 26}));
    CHECK(closed_in(2011, calendar) == days_of(2011, {jan / 3, apr / 22, apr / 25, apr / 29, may / 2, may / 30, aug / 29, dec / 26, dec / 27}));
    CHECK(closed_in(2012, calendar) == days_of(2012, {jan / 2, apr / 6, apr / 9, may / 7, jun / 4, jun / 5, aug / 27, dec / 25, dec / 26}));
    CHECK(closed_in(2002, calendar) == days_of(2002, {jan / 1, mar / 29, apr / 1, may / 6, jun / 3, jun / 4, aug / 26, dec / 25, dec / 26}));
    CHECK(closed_in(1999, calendar) == days_of(1999, {jan / 1, apr / 2, apr / 5, may / 3, may / 31, aug / 30, dec / 27, dec / 28, dec / 31}));
    CHECK(closed_in(1995, calendar) == days_of(1995, {jan / 2, apr / 14, apr / 17, may / 8, may / 29, aug / 28, dec / 25, dec / 26}));
    CHECK(closed_in(1981, calendar) == days_of(1981, {jan / 1, apr / 17, apr / 20, may / 4, may / 25, jul / 29, aug / 31, dec / 25, dec / 28}));
    CHECK_THROWN(invalid_terms, calendar.is_business_day(sys_days{1977_y / dec / 31}));
}

TEST_CASE("England and Wales have eight days off in every year without a proclamation, each at its place")
{
    const business_calendar calendar = england_and_wales();
    for (int year = 1978; year <= 2999; ++year) {
        bool proclaimed = false;
        for (const year_month_day& one : ratable::detail::proclaimed_in_england_and_wales) proclaimed = proclaimed || one.year() == date::year{year};
        if (proclaimed) continue;
        const date::year   y{year};
        std::set<sys_days> expected = {moved(y / jan / 1, 2, 1), moved(y / dec / 25, 2, 2), moved(y / dec / 26, 2, 2)};
        for (const sys_days day : {easter_by_epact(year) - days{2}, easter_by_epact(year) + days{1}}) expected.insert(day);
        for (const sys_days day : {nth(year, may, date::Monday, 1), nth(year, may, date::Monday, 5), nth(year, aug, date::Monday, 5)}) expected.insert(day);
        const std::vector<year_month_day> closed = closed_in(year, calendar);
        INFO(year);
        REQUIRE(std::set<sys_days>(closed.begin(), closed.end()) == expected);
        REQUIRE(closed.size() == 8);
    }
}

TEST_CASE("calendars are named in text, alone or joined")
{
    for (const auto& calendar : {no_holidays(), weekends(), us_federal(), target(), england_and_wales(), joined(us_federal(), target()),
                                 joined(joined(target(), england_and_wales()), us_federal())}) {
        CHECK(parse_business_calendar(calendar.name()) == calendar);
    }
    CHECK(parse_business_calendar("target+us_federal").name() == "target + us_federal");
    const business_calendar both = joined(us_federal(), target());
    CHECK_FALSE(both.is_business_day(sys_days{2026_y / jul / 3}));
    CHECK_FALSE(both.is_business_day(sys_days{2026_y / apr / 6}));
    CHECK(both.first_known() == sys_days{1999_y / jan / 1});
    CHECK_REFUSED(parse_error,
                  "1:10: business calendar: must be one that is known; got \"nyse\"; write no_holidays, weekends, us_federal, target, england_and_wales, or "
                  "several with + between",
                  parse_business_calendar("target + nyse"));
    for (const char* text : {"", "+", "target +", "+ target", "target + + us_federal", "Target", "us federal"}) {
        INFO(text);
        CHECK_THROWN(parse_error, parse_business_calendar(text));
    }
}
