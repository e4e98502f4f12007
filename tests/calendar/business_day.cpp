// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/business_day.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <map>
#include <vector>

using namespace date::literals;
using ratable::add_business_days, ratable::adjust, ratable::business_calendar, ratable::business_days_between, ratable::invalid_terms;
using ratable::next_business_day, ratable::no_holidays, ratable::parse_business_day_convention, ratable::parse_error, ratable::previous_business_day;
using ratable::saturday_and_sunday, ratable::sys_days, ratable::weekdays, ratable::weekends, ratable::year_month_day;
using convention = ratable::business_day_convention;
using date::days;

namespace {

constexpr convention every_convention[] = {convention::unadjusted,         convention::following,
                                           convention::modified_following, convention::preceding,
                                           convention::modified_preceding, convention::half_month_modified_following,
                                           convention::nearest};

constexpr bool test_names()
{
    for (const convention c : every_convention) {
        if (name_of(c).empty() || parse_business_day_convention(name_of(c)) != c) return false;
    }
    return name_of(convention::half_month_modified_following) == "half_month_modified_following";
}

static_assert(test_names());

year_month_day adjusted(const year_month_day& day, convention c, const business_calendar& calendar) { return adjust(sys_days{day}, c, calendar); }

business_calendar abilene() { return business_calendar("Abilene", saturday_and_sunday, {2027_y / dec / 24, 2027_y / mar / 2, 2027_y / dec / 24}); }

/// A calendar that is closed often enough for every branch: some days of the week, some single days, some runs of them.
business_calendar random_calendar(tests::random& r)
{
    weekdays weekend = r.coin() ? saturday_and_sunday : weekdays{};
    if (r.coin()) weekend = weekend | weekdays{date::weekday{static_cast<unsigned>(r.between(0, 6))}};
    std::vector<sys_days> closed;
    for (std::int64_t n = r.between(0, 30); n > 0; --n) {
        const sys_days from = sys_days{2027_y / jan / 1} + days{r.between(-10, 130)};
        for (std::int64_t k = r.between(0, 8); k >= 0; --k) closed.push_back(from + days{k});
    }
    return business_calendar("random", weekend, closed);
}

} // namespace

TEST_CASE("names of conventions are the same at compile time and at run time")
{
    CHECK(test_names());
    CHECK_REFUSED(parse_error,
                  "1:1: business-day convention: must be one that is known; got \"Following\"; write unadjusted, following, modified_following, preceding, "
                  "modified_preceding, half_month_modified_following or nearest",
                  parse_business_day_convention("Following"));
    CHECK_THROWN(parse_error, parse_business_day_convention(""));
}

TEST_CASE("a holiday of more than 366 days ends the search, and the error names the calendar")
{
    const business_calendar closed("closed", weekdays{}, [](const year_month_day& day, date::weekday) { return day.year() > 2026_y; }, 2000_y / jan / 1);
    CHECK_REFUSED(invalid_terms, "calendar 'closed': must have a business day within 366 days; got none from 2027-06-30",
                  adjust(sys_days{2027_y / jun / 30}, convention::following, closed));
    CHECK(adjusted(2028_y / jan / 1, convention::preceding, closed) == 2026_y / dec / 31); // 366 days before
    CHECK_THROWN(invalid_terms, adjust(sys_days{2028_y / jan / 2}, convention::preceding, closed));
    CHECK_THROWN(invalid_terms, next_business_day(sys_days{2026_y / dec / 31}, closed));
    CHECK(adjusted(2027_y / jun / 30, convention::unadjusted, closed) == 2027_y / jun / 30);
}

TEST_CASE("a Saturday and a Sunday move as each convention says")
{
    // 2026-05-30 is a Saturday at the end of its month, 2026-11-01 a Sunday at the start, 2026-08-15 a Saturday in the middle
    const std::map<convention, std::vector<year_month_day>> expected = {
        {convention::unadjusted, {2026_y / may / 30, 2026_y / nov / 1, 2026_y / aug / 15, 2026_y / aug / 16}},
        {convention::following, {2026_y / jun / 1, 2026_y / nov / 2, 2026_y / aug / 17, 2026_y / aug / 17}},
        {convention::modified_following, {2026_y / may / 29, 2026_y / nov / 2, 2026_y / aug / 17, 2026_y / aug / 17}},
        {convention::preceding, {2026_y / may / 29, 2026_y / oct / 30, 2026_y / aug / 14, 2026_y / aug / 14}},
        {convention::modified_preceding, {2026_y / may / 29, 2026_y / nov / 2, 2026_y / aug / 14, 2026_y / aug / 14}},
        {convention::half_month_modified_following, {2026_y / may / 29, 2026_y / nov / 2, 2026_y / aug / 14, 2026_y / aug / 17}},
        {convention::nearest, {2026_y / may / 29, 2026_y / nov / 2, 2026_y / aug / 14, 2026_y / aug / 17}},
    };
    for (const convention c : every_convention) {
        INFO(name_of(c));
        const std::vector<year_month_day> moved = {adjusted(2026_y / may / 30, c, weekends()), adjusted(2026_y / nov / 1, c, weekends()),
                                                   adjusted(2026_y / aug / 15, c, weekends()), adjusted(2026_y / aug / 16, c, weekends())};
        CHECK(moved == expected.at(c));
    }
    CHECK(adjusted(2026_y / may / 31, convention::modified_following, weekends()) == 2026_y / may / 29);
}

TEST_CASE("nearest goes forward from a Monday's holiday and back from any other day's")
{
    const business_calendar calendar("spring", saturday_and_sunday, {2026_y / may / 25, 2026_y / may / 27, 2026_y / may / 29});
    CHECK(adjusted(2026_y / may / 25, convention::nearest, calendar) == 2026_y / may / 26);
    CHECK(adjusted(2026_y / may / 24, convention::nearest, calendar) == 2026_y / may / 26);
    CHECK(adjusted(2026_y / may / 27, convention::nearest, calendar) == 2026_y / may / 26);
    CHECK(adjusted(2026_y / may / 29, convention::nearest, calendar) == 2026_y / may / 28);
    CHECK(adjusted(2026_y / may / 30, convention::nearest, calendar) == 2026_y / may / 28);
}

TEST_CASE("a search does not leave the days that the calendar knows")
{
    const business_calendar to_the_end("to the end", weekdays{}, {2999_y / dec / 31});
    CHECK_THROWN(invalid_terms, adjust(sys_days{2999_y / dec / 31}, convention::following, to_the_end));
    CHECK(adjusted(2999_y / dec / 31, convention::modified_preceding, to_the_end) == 2999_y / dec / 30);
    CHECK_THROWN(invalid_terms, previous_business_day(sys_days{1900_y / jan / 1}, weekends()));
    CHECK_THROWN(invalid_terms, adjust(sys_days{3000_y / jan / 1}, convention::preceding, weekends()));
}

TEST_CASE("a modified convention that finds no business day in the month takes the other direction's, whatever its month")
{
    const business_calendar february("February", weekdays{}, [](const year_month_day& day, date::weekday) { return day.month() == feb; }, 1900_y / jan / 1);
    CHECK(adjusted(2027_y / feb / 10, convention::modified_following, february) == 2027_y / jan / 31);
    CHECK(adjusted(2027_y / feb / 10, convention::modified_preceding, february) == 2027_y / mar / 1);
    // twelve months on it is February again, and another one
    const business_calendar year("year", weekdays{}, [](const year_month_day& day, date::weekday) { return day.year() == 2027_y &&
    day != 2027_y / feb / 1; }, 1900_y / jan / 1);
    CHECK(adjusted(2027_y / feb / 2, convention::modified_preceding, year) == 2027_y / feb / 1);
    CHECK(adjusted(2027_y / mar / 2, convention::modified_following, year) == 2027_y / feb / 1);
}

TEST_CASE("adjusting does what its convention says, over random calendars")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const business_calendar calendar = random_calendar(r);
        const sys_days          day      = sys_days{2027_y / jan / 1} + days{r.between(0, 120)};
        sys_days ahead = day, before = day; // one step at a time
        while (!calendar.is_business_day(ahead)) ahead += days{1};
        while (!calendar.is_business_day(before)) before -= days{1};
        const auto month = [](sys_days d) { return year_month_day{d}.year() / year_month_day{d}.month(); };
        const auto late  = [](sys_days d) { return year_month_day{d}.day() > date::day{15}; };
        INFO(ratable::to_string(day), " in ", calendar.name(), " ", i);
        REQUIRE(adjust(day, convention::unadjusted, calendar) == day);
        REQUIRE(adjust(day, convention::following, calendar) == ahead);
        REQUIRE(adjust(day, convention::preceding, calendar) == before);
        REQUIRE(adjust(day, convention::modified_following, calendar) == (month(ahead) == month(day) ? ahead : before));
        REQUIRE(adjust(day, convention::modified_preceding, calendar) == (month(before) == month(day) ? before : ahead));
        REQUIRE(adjust(day, convention::half_month_modified_following, calendar) == (month(ahead) == month(day) &&
        late(ahead) == late(day) ? ahead : before));
        const auto on = date::weekday(day);
        REQUIRE(adjust(day, convention::nearest, calendar) == (on == date::Sunday || on == date::Monday ? ahead : before));
        for (const convention c : every_convention) {
            const sys_days once = adjust(day, c, calendar);
            REQUIRE(adjust(once, c, calendar) == once);
        }
    }
}

TEST_CASE("business days are counted and stepped through, forward and back")
{
    const business_calendar calendar = abilene(); // closed on Tuesday 2027-03-02
    const auto on = [](const year_month_day& day) { return sys_days{day}; };
    CHECK(next_business_day(on(2027_y / mar / 1), calendar) == on(2027_y / mar / 3));
    CHECK(previous_business_day(on(2027_y / mar / 3), calendar) == on(2027_y / mar / 1));
    CHECK(next_business_day(on(2027_y / mar / 5), calendar) == on(2027_y / mar / 8));
    CHECK(previous_business_day(on(2027_y / mar / 8), calendar) == on(2027_y / mar / 5));
    CHECK(add_business_days(on(2027_y / feb / 26), 2, calendar) == on(2027_y / mar / 3));
    CHECK(add_business_days(on(2027_y / mar / 3), -2, calendar) == on(2027_y / feb / 26));
    CHECK(add_business_days(on(2027_y / mar / 6), 0, calendar) == on(2027_y / mar / 6)); // a Saturday stays
    CHECK(add_business_days(on(2027_y / mar / 6), 1, calendar) == on(2027_y / mar / 8));
    CHECK(add_business_days(on(2027_y / mar / 6), -1, calendar) == on(2027_y / mar / 5));
    CHECK(business_days_between(on(2027_y / feb / 26), on(2027_y / mar / 3), calendar) == 2);
    CHECK(business_days_between(on(2027_y / mar / 3), on(2027_y / feb / 26), calendar) == -2);
    CHECK(business_days_between(on(2027_y / mar / 6), on(2027_y / mar / 8), calendar) == 0);
    CHECK(business_days_between(on(2027_y / mar / 8), on(2027_y / mar / 8), calendar) == 0);
    CHECK_THROWN(invalid_terms, add_business_days(on(2999_y / dec / 1), 1'000'000'000'000, calendar));
}

TEST_CASE("stepping by business days and counting them undo each other, over random calendars")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'000; ++i) {
        const business_calendar calendar = random_calendar(r);
        const sys_days          start    = adjust(sys_days{2027_y / jan / 1} + days{r.between(0, 60)}, convention::following, calendar);
        const std::int64_t      n        = r.between(-40, 40);
        const sys_days          end      = add_business_days(start, n, calendar);
        INFO(ratable::to_string(start), " and ", n, " business days: ", ratable::to_string(end));
        REQUIRE(business_days_between(start, end, calendar) == n);
        REQUIRE(add_business_days(end, -n, calendar) == start);
    }
}
