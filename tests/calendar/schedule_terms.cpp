// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/schedule_terms.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>

using namespace ratable;
using namespace date::literals;
using date::months, date::weeks;
using by = roll_convention;

namespace {

constexpr bool test_names()
{
    for (const stub_convention stub : detail::every_stub_convention) {
        if (parse_stub_convention(name_of(stub)) != stub) return false;
    }
    return name_of(stub_convention::smart_final) == "smart_final" && parse_stub_convention("both") == stub_convention::both;
}

static_assert(test_names());
static_assert(std::is_aggregate_v<schedule_terms>);

/// Quarters of 2014, on the terms that a test changes.
schedule_terms quarters() { return {.start = 2014_y / jan / 15, .end = 2014_y / dec / 31, .every = quarterly}; }

template <class Change>
by roll_after(Change change)
{
    schedule_terms terms = quarters();
    change(terms);
    return roll_of(terms);
}

} // namespace

TEST_CASE("stub conventions read back as they print")
{
    CHECK(test_names());
    CHECK_REFUSED(parse_error,
                  "1:1: stub convention: must be one that is known; got \"short\"; write none, short_initial, long_initial, smart_initial, short_final, long_final, "
                  "smart_final or both",
                  parse_stub_convention("short"));
}

TEST_CASE("without a roll, the date that periods are counted from gives it")
{
    CHECK(roll_after([](auto& t) { t.stub = stub_convention::short_initial; }) == by::end_of_month); // a 31st
    CHECK(roll_after([](auto& t) { t.stub = stub_convention::short_final; }) == by::day_of_month(15));
    CHECK(roll_after([](auto& t) { t.stub = stub_convention::short_initial, t.end = 2014_y / nov / 30; }) == by::day_of_month(30));
    CHECK(roll_after([](auto& t) { t.last_regular_end = 2014_y / oct / 20; }) == by::day_of_month(15));
    CHECK(roll_after([](auto& t) { t.first_regular_start = 2014_y / mar / 20, t.end = 2014_y / dec / 20; }) == by::day_of_month(20));
    CHECK(roll_after([](auto& t) { t.stub = stub_convention::short_final, t.every = weeks{2}; }) == by::day_of_week(date::Wednesday)); // 2014-01-15
    CHECK(roll_after([](auto& t) { t.stub = stub_convention::short_initial, t.every = weeks{2}; }) == by::day_of_week(date::Wednesday)); // 2014-12-31
    CHECK(roll_after([](auto& t) { t.every = date::days{10}; }) == by::none);
    CHECK(roll_after([](auto& t) { t.every = frequency::once; }) == by::none);
    CHECK(roll_after([](auto& t) { t.roll = by::imm; }) == by::imm);
}

TEST_CASE("without stubs, the longer of two days that a short month has made different")
{
    const auto between = [](year_month_day start, year_month_day end, by roll) {
        return roll_of({.start = start, .end = end, .every = quarterly, .roll = roll});
    };
    CHECK(between(2013_y / nov / 30, 2014_y / feb / 28, by::none) == by::day_of_month(30));
    CHECK(between(2014_y / feb / 28, 2014_y / aug / 30, by::none) == by::day_of_month(30));
    CHECK(between(2014_y / feb / 28, 2014_y / aug / 31, by::none) == by::end_of_month);
    CHECK(between(2014_y / feb / 28, 2014_y / aug / 29, by::end_of_month) == by::end_of_month);
    CHECK(between(2014_y / feb / 28, 2014_y / aug / 28, by::none) == by::day_of_month(28));
    CHECK(between(2014_y / may / 30, 2014_y / aug / 31, by::none) == by::end_of_month);
    CHECK(between(2014_y / jun / 10, 2014_y / jun / 30, by::none) == by::day_of_month(10)); // no month lies between them
    CHECK(between(2014_y / feb / 27, 2014_y / aug / 29, by::none) == by::day_of_month(27));
}

TEST_CASE("end_of_month is that only where the date that periods are counted from ends its month")
{
    const auto from = [](year_month_day start) { return roll_of({.start = start, .end = 2014_y / oct / 30, .every = monthly, .roll = by::end_of_month, .stub = stub_convention::short_final}); };
    CHECK(from(2014_y / jun / 30) == by::end_of_month);
    CHECK(from(2014_y / jul / 30) == by::day_of_month(30));
    CHECK(roll_of({.start = 2014_y / jun / 30, .end = 2014_y / jul / 2, .every = date::days{1}, .roll = by::end_of_month}) == by::end_of_month);
}

TEST_CASE("a date that business days have moved is counted as the day of its roll")
{
    // 2014-08-17 is a Sunday, and modified_following makes the 18th of it.
    schedule_terms terms{.start            = 2014_y / aug / 18,
                         .end              = 2014_y / oct / 17,
                         .every            = monthly,
                         .roll             = by::day_of_month(17),
                         .convention       = business_day_convention::modified_following,
                         .start_convention = business_day_convention::unadjusted,
                         .calendar         = weekends()};
    const auto plan = [&] { return detail::plan_of(terms); };
    CHECK(plan().start == sys_days{2014_y / aug / 17});
    terms.start_convention.reset(); // then the start is meant as it stands
    CHECK(plan().start == sys_days{2014_y / aug / 18});
    terms.start_convention = business_day_convention::unadjusted;
    terms.calendar         = no_holidays(); // then nothing has moved it
    CHECK(plan().start == sys_days{2014_y / aug / 18});
    terms.calendar = weekends();
    terms.start    = 2014_y / aug / 19; // and no business day moves to the 19th
    CHECK(plan().start == sys_days{2014_y / aug / 19});

    terms.start               = 2014_y / apr / 17;
    terms.end                 = 2014_y / aug / 18;
    terms.first_regular_start = 2014_y / may / 19;
    terms.last_regular_end    = 2014_y / aug / 18;
    CHECK(plan().regular_start == sys_days{2014_y / may / 17});
    CHECK(plan().regular_end == sys_days{2014_y / aug / 17});
    CHECK(plan().end == sys_days{2014_y / aug / 17});
    terms.end_convention = business_day_convention::preceding; // which would have made the 15th of the 17th
    CHECK(plan().end == sys_days{2014_y / aug / 18});

    // For the end of a month no convention of its own is needed: 2014-05-31 is a Saturday.
    CHECK(detail::plan_of({.start = 2014_y / may / 30, .end = 2014_y / nov / 30, .every = quarterly, .roll = by::end_of_month,
                           .convention = business_day_convention::modified_following, .calendar = weekends()})
              .start == sys_days{2014_y / may / 31});
}

TEST_CASE("dates that do not exist, or are not in order, are refused by their name")
{
    const auto refused = [](const char* message, auto change) {
        schedule_terms terms = quarters();
        change(terms);
        CHECK_REFUSED(invalid_terms, message, roll_of(terms));
    };
    refused("start: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 2014-02-30; write a day that exists", [](auto& t) { t.start = 2014_y / feb / 30; });
    refused("start: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 0000-00-00; write a day that exists", [](auto& t) { t.start = year_month_day{}; });
    refused("end: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 3000-01-01; write a day that exists", [](auto& t) { t.end = 3000_y / jan / 1; });
    refused("end: must come after the start 2014-01-15; got 2014-01-15", [](auto& t) { t.end = t.start; });
    refused("first_regular_start: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 2014-04-31; write a day that exists",
            [](auto& t) { t.first_regular_start = 2014_y / apr / 31; });
    refused("first_regular_start: must not come before the start; got 2014-01-14", [](auto& t) { t.first_regular_start = 2014_y / jan / 14; });
    refused("first_regular_start: must not come after the end; got 2015-01-01", [](auto& t) { t.first_regular_start = 2015_y / jan / 1; });
    refused("last_regular_end: must not come before the start; got 2014-01-14", [](auto& t) { t.last_regular_end = 2014_y / jan / 14; });
    refused("last_regular_end: must not come after the end; got 2015-01-01", [](auto& t) { t.last_regular_end = 2015_y / jan / 1; });
    refused("last_regular_end: must not come before first_regular_start; got 2014-03-01",
            [](auto& t) { t.first_regular_start = 2014_y / apr / 1, t.last_regular_end = 2014_y / mar / 1; });
    refused("schedule: must have its dates in order when they roll by Day17; got 2014-08-17, 2014-08-17, 2014-08-17, 2014-08-17", [](auto& t) {
        t = {.start = 2014_y / aug / 17, .end = 2014_y / aug / 18, .every = monthly, .roll = by::day_of_month(17), .convention = business_day_convention::following, .calendar = weekends()};
    });
}
