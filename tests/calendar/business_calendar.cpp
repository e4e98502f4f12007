// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/business_calendar.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace date::literals;
using ratable::business_calendar, ratable::invalid_terms, ratable::joined, ratable::no_holidays, ratable::saturday_and_sunday, ratable::sys_days;
using ratable::weekdays;
using ratable::weekends, ratable::year_month_day;
using date::days;

namespace {

constexpr bool test_weekdays()
{
    return saturday_and_sunday.contains(date::Sunday) && !saturday_and_sunday.contains(date::Friday) && !saturday_and_sunday.is_every_day() &&
           (saturday_and_sunday | ratable::friday_and_saturday) == weekdays{date::Friday, date::Saturday, date::Sunday} &&
           !weekdays{}.contains(date::Sunday);
}
static_assert(test_weekdays());

business_calendar abilene() { return business_calendar("Abilene", saturday_and_sunday, {2027_y / dec / 24, 2027_y / mar / 2, 2027_y / dec / 24}); }

} // namespace

TEST_CASE("sets of weekdays are the same at compile time and at run time")
{
    CHECK(test_weekdays());
}

TEST_CASE("a calendar knows its weekend and its holidays, given in any order and more than once")
{
    const business_calendar calendar = abilene();
    CHECK(calendar.name() == "Abilene");
    CHECK_FALSE(calendar.is_business_day(sys_days{2027_y / mar / 2}));
    CHECK_FALSE(calendar.is_business_day(sys_days{2027_y / dec / 24}));
    CHECK_FALSE(calendar.is_business_day(sys_days{2027_y / mar / 6})); // a Saturday
    CHECK_FALSE(calendar.is_business_day(sys_days{2027_y / mar / 7}));
    CHECK(calendar.is_business_day(sys_days{2027_y / mar / 1}));
    CHECK(calendar.is_business_day(sys_days{2028_y / dec / 22}));
    CHECK(calendar.weekend() == saturday_and_sunday);
    CHECK(calendar == business_calendar("Abilene", saturday_and_sunday, {2027_y / mar / 2, 2027_y / dec / 24}));
    CHECK_FALSE(calendar == business_calendar("Abilene", saturday_and_sunday, {2027_y / mar / 2}));
    CHECK_FALSE(calendar == business_calendar("Abilene", weekdays{date::Sunday}, {2027_y / mar / 2, 2027_y / dec / 24}));
    CHECK_FALSE(calendar == business_calendar("Milam", saturday_and_sunday, {2027_y / mar / 2, 2027_y / dec / 24}));
    CHECK_THROWN(invalid_terms, business_calendar("Abilene", saturday_and_sunday, {2027_y / feb / 29}));
}

TEST_CASE("every day of 1900 to 2999 is a business day by its day of the week, where there are no holidays")
{
    const business_calendar riyadh("Riyadh", ratable::friday_and_saturday);
    for (sys_days day{1900_y / jan / 1}; day <= sys_days{2999_y / dec / 31}; day += days{1}) {
        const date::weekday on(day);
        REQUIRE(no_holidays().is_business_day(day));
        REQUIRE(weekends().is_business_day(day) == (on != date::Saturday && on != date::Sunday));
        REQUIRE(riyadh.is_business_day(day) == (on != date::Friday && on != date::Saturday));
    }
}

TEST_CASE("holidays by rule hold from their first day on; a calendar without a rule knows every day of 1900 to 2999")
{
    const business_calendar ides("Ides", weekdays{}, [](const year_month_day& day, date::weekday) { return day.day() == date::day{15}; }, 2000_y / jan / 1);
    CHECK_FALSE(ides.is_business_day(sys_days{2027_y / mar / 15}));
    CHECK(ides.is_business_day(sys_days{2027_y / mar / 14}));
    CHECK(ides.is_business_day(sys_days{2000_y / jan / 1}));
    CHECK_REFUSED(invalid_terms, "calendar 'Ides': knows the days from 2000-01-01 to 2999-12-31; got 1999-12-31",
                  ides.is_business_day(sys_days{1999_y / dec / 31}));
    CHECK(weekends().is_business_day(sys_days{1900_y / jan / 1}));
    CHECK(weekends().is_business_day(sys_days{2999_y / dec / 31}));
    CHECK_THROWN(invalid_terms, weekends().is_business_day(sys_days{1899_y / dec / 29}));
    CHECK_THROWN(invalid_terms, weekends().is_business_day(sys_days{3000_y / jan / 1}));
    CHECK_FALSE(business_calendar("ends", weekdays{}, {1900_y / jan / 1, 2999_y / dec / 31}).is_business_day(sys_days{2999_y / dec / 31}));
    CHECK_FALSE(business_calendar("ends", weekdays{}, {1900_y / jan / 1, 2999_y / dec / 31}).is_business_day(sys_days{1900_y / jan / 1}));
    CHECK_THROWN(invalid_terms, business_calendar("late", weekdays{}, std::vector<sys_days>{sys_days{3000_y / jan / 1}}));
}

TEST_CASE("a week without a business day is refused when the calendar is made")
{
    const weekdays all{date::Sunday, date::Monday, date::Tuesday, date::Wednesday, date::Thursday, date::Friday, date::Saturday};
    CHECK_REFUSED(invalid_terms, "calendar 'never': must leave a day of the week that is no weekend; got seven", business_calendar("never", all));
    const business_calendar early("early", {date::Monday, date::Tuesday, date::Wednesday});
    const business_calendar late("late", {date::Thursday, date::Friday, date::Saturday, date::Sunday});
    CHECK_REFUSED(invalid_terms, "calendar 'early + late': must leave a day of the week that is no weekend; got seven", joined(early, late));
}

TEST_CASE("a day is a business day in joined calendars when it is one in both")
{
    const business_calendar riyadh("Riyadh", ratable::friday_and_saturday, {2027_y / mar / 9});
    const business_calendar both = joined(abilene(), riyadh);
    CHECK(both.name() == "Abilene + Riyadh");
    CHECK(joined(both, both) == both);
    CHECK(joined(abilene(), abilene()) == abilene());
    CHECK(joined(no_holidays(), weekends()).name() == "no_holidays + weekends");
    for (sys_days day{2027_y / jan / 1}; day < sys_days{2028_y / feb / 1}; day += days{1}) {
        CHECK(both.is_business_day(day) == (abilene().is_business_day(day) && riyadh.is_business_day(day)));
    }
    const auto ides   = [](const year_month_day& day, date::weekday) { return day.day() == date::day{15}; };
    const auto advent = [](const year_month_day& day, date::weekday) { return day.month() == dec; };
    const business_calendar by_ides("ides", {}, ides, 1950_y / jan / 1);
    const business_calendar by_advent("advent", {}, advent, 1960_y / jan / 1);
    const business_calendar by_rules = joined(joined(by_ides, by_advent), abilene());
    CHECK(by_rules.first_known() == sys_days{1960_y / jan / 1});
    for (const auto& day : {2027_y / apr / 15, 2027_y / dec / 8, 2027_y / mar / 2, 2027_y / mar / 6}) CHECK_FALSE(by_rules.is_business_day(sys_days{day}));
    CHECK(by_rules.is_business_day(sys_days{2027_y / mar / 3}));
}

TEST_CASE("the first business day on or after a day, and the last on or before it, however long the holiday")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        const sys_days          from   = sys_days{2027_y / jan / 1} + days{r.between(0, 5'000)};
        const std::int64_t      length = r.coin() ? r.between(1, 10) : r.between(300, 370);
        std::vector<sys_days>   closed;
        for (std::int64_t k = 0; k < length; ++k) closed.push_back(from + days{k});
        const business_calendar calendar("holiday", r.coin() ? saturday_and_sunday : weekdays{}, closed);
        const sys_days          day = from + days{r.between(-1, length)};
        sys_days ahead = day, before = day;
        while (!calendar.is_business_day(ahead)) ahead += days{1};
        while (!calendar.is_business_day(before)) before -= days{1};
        INFO(ratable::to_string(day), " in ", length, " days from ", ratable::to_string(from));
        if (ahead - day <= days{366}) REQUIRE(calendar.on_or_after(day) == ahead);
        else REQUIRE_THROWS_AS(static_cast<void>(calendar.on_or_after(day)), invalid_terms);
        if (day - before <= days{366}) REQUIRE(calendar.on_or_before(day) == before);
        else REQUIRE_THROWS_AS(static_cast<void>(calendar.on_or_before(day)), invalid_terms);
    }
}

TEST_CASE("no business day is found before the first day that the calendar knows, nor after the last")
{
    const business_calendar start("start", saturday_and_sunday, [](const year_month_day& day, date::weekday) { return day == 1999_y / jan / 1; },
                                  1999_y / jan / 1);
    CHECK_REFUSED(invalid_terms, "calendar 'start': knows the days from 1999-01-01 to 2999-12-31; got 1998-12-31",
                  start.on_or_before(sys_days{1999_y / jan / 3}));
    CHECK(start.on_or_after(sys_days{1999_y / jan / 1}) == sys_days{1999_y / jan / 4});
    const business_calendar end("end", weekdays{}, {2999_y / dec / 30, 2999_y / dec / 31});
    CHECK_REFUSED(invalid_terms, "calendar 'end': must have a business day within 366 days; got none from 2999-12-30",
                  end.on_or_after(sys_days{2999_y / dec / 30}));
    CHECK(end.on_or_before(sys_days{2999_y / dec / 31}) == sys_days{2999_y / dec / 29});
    const business_calendar first("first", weekdays{}, {1900_y / jan / 1, 1900_y / jan / 2});
    CHECK_THROWN(invalid_terms, first.on_or_before(sys_days{1900_y / jan / 2}));
}
