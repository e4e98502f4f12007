// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/date_schedule.hpp>

#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/calendar/schedule.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

using namespace ratable;
using namespace date::literals;
using date::days, date::months, date::weeks, date::years;
using by   = roll_convention;
using stub = stub_convention;

namespace {

std::string listed(const std::vector<sys_days>& dates)
{
    std::string out;
    for (const sys_days day : dates) (out += out.empty() ? "" : " ") += to_string(day);
    return out;
}

/// January to mid-September of 2014, by months.
schedule_terms from_to(year_month_day start, year_month_day end, std::optional<stub> where = {})
{
    return {.start = start, .end = end, .every = monthly, .stub = where};
}

std::string dates(const schedule_terms& terms) { return listed(unadjusted_dates(terms)); }

bool contiguous(const std::vector<schedule_period>& rows)
{
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i - 1].unadjusted.end() != rows[i].unadjusted.start() || rows[i - 1].adjusted.end() != rows[i].adjusted.start()) return false;
    }
    return !rows.empty();
}

constexpr stub every_implied_stub[] = {stub::short_initial, stub::long_initial, stub::smart_initial, stub::short_final, stub::long_final, stub::smart_final};

/// Terms with a stub at one end, which every calendar and convention can make.
schedule_terms any_terms(tests::random& r)
{
    constexpr by   rolls[]       = {by::none, by::end_of_month, by::day_of_month(30)};
    constexpr auto conventions   = detail::every_business_day_convention;
    const sys_days start         = sys_days{2000_y / jan / 1} + days{r.between(0, 20'000)};
    const sys_days end           = start + days{r.between(1, 4'000)};
    schedule_terms terms{.start = start, .end = end, .every = months{static_cast<int>(r.between(1, 13))}, .stub = every_implied_stub[r.between(0, 5)]};
    if (r.between(0, 4) == 0) terms.every = weeks{static_cast<int>(r.between(2, 20))};
    if (r.between(0, 9) == 0) terms.every = days{static_cast<int>(r.between(12, 200))};
    if (terms.every.months() > 0) {
        terms.roll = rolls[r.between(0, 1)];
        if (r.between(0, 3) == 0) { // a roll that the date to count from must fall on
            terms.roll                        = r.coin() ? by::imm : rolls[2];
            const bool backward               = detail::is_initial(*terms.stub);
            (backward ? terms.end : terms.start) = year_month_day{roll(backward ? end : start, terms.roll)};
            if (!(sys_days{terms.start} < sys_days{terms.end})) terms.end = year_month_day{roll(sys_days{terms.start} + days{100}, terms.roll)};
        }
    }
    terms.convention = conventions[r.between(0, 6)];
    terms.calendar   = r.coin() ? weekends() : us_federal();
    return terms;
}

} // namespace

TEST_CASE("the examples of the documentation")
{
    const auto rows = make_schedule({.start = 2014_y / jun / 4, .end = 2014_y / sep / 17, .every = monthly, .stub = stub::short_initial});
    REQUIRE(rows.size() == 4);
    CHECK(rows[0] == schedule_period{period(2014_y / jun / 4, 2014_y / jun / 17), period(2014_y / jun / 4, 2014_y / jun / 17), true});
    CHECK(rows[1] == schedule_period{period(2014_y / jun / 17, 2014_y / jul / 17), period(2014_y / jun / 17, 2014_y / jul / 17), false});
    CHECK(rows[3].unadjusted == period(2014_y / aug / 17, 2014_y / sep / 17));
    CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.is_stub; }) == 1);
    // OpenGamma Strata, PeriodicSchedule: thirteen months and a half, long at the beginning, at the ends of months.
    CHECK(dates({.start = 2014_y / feb / 12, .end = 2015_y / mar / 31, .every = quarterly, .roll = by::end_of_month, .stub = stub::long_initial}) ==
          "2014-02-12 2014-06-30 2014-09-30 2014-12-31 2015-03-31");
    CHECK(dates({.start = 2026_y / jan / 12, .end = 2028_y / jan / 31, .every = months{3}, .stub = stub::long_initial}).substr(0, 21) == "2026-01-12 2026-04-30");
}

TEST_CASE("unadjusted and adjusted dates are both kept")
{
    schedule_terms terms = from_to(2014_y / jun / 17, 2014_y / sep / 17);
    terms.convention     = business_day_convention::modified_following;
    terms.calendar       = weekends();
    const auto rows      = make_schedule(terms);
    CHECK(rows[1].unadjusted == period(2014_y / jul / 17, 2014_y / aug / 17)); // a Sunday
    CHECK(rows[1].adjusted == period(2014_y / jul / 17, 2014_y / aug / 18));
    CHECK(rows[2].adjusted == period(2014_y / aug / 18, 2014_y / sep / 17));
    CHECK(listed(adjusted_dates(terms)) == "2014-06-17 2014-07-17 2014-08-18 2014-09-17");
    CHECK(dates(terms) == "2014-06-17 2014-07-17 2014-08-17 2014-09-17");

    // The start and the end may have conventions of their own. 2014-08-16 is a Saturday.
    terms = {.start = 2014_y / aug / 16, .end = 2014_y / nov / 16, .every = monthly, .convention = business_day_convention::following, .calendar = weekends()};
    CHECK(listed(adjusted_dates(terms)) == "2014-08-18 2014-09-16 2014-10-16 2014-11-17");
    terms.start_convention = business_day_convention::preceding;
    terms.end_convention   = business_day_convention::unadjusted;
    CHECK(listed(adjusted_dates(terms)) == "2014-08-15 2014-09-16 2014-10-16 2014-11-16");
    terms.convention = business_day_convention::unadjusted; // the start's still holds
    CHECK(listed(adjusted_dates(terms)) == "2014-08-15 2014-09-16 2014-10-16 2014-11-16");
}

TEST_CASE("a stub is long or short, at the end that its name says")
{
    const auto made = [](stub where) { return dates(from_to(2014_y / jun / 4, 2014_y / sep / 17, where)); };
    CHECK(made(stub::short_initial) == "2014-06-04 2014-06-17 2014-07-17 2014-08-17 2014-09-17");
    CHECK(made(stub::long_initial) == "2014-06-04 2014-07-17 2014-08-17 2014-09-17");
    CHECK(made(stub::short_final) == "2014-06-04 2014-07-04 2014-08-04 2014-09-04 2014-09-17");
    CHECK(made(stub::long_final) == "2014-06-04 2014-07-04 2014-08-04 2014-09-17");
    CHECK(made(stub::smart_initial) == made(stub::short_initial));
    CHECK(made(stub::smart_final) == made(stub::short_final));
    for (const stub where : every_implied_stub) { // no stub where none is left over, and a term below one period is one
        CHECK(dates(from_to(2014_y / jun / 17, 2014_y / aug / 17, where)) == "2014-06-17 2014-07-17 2014-08-17");
        CHECK(dates(from_to(2014_y / jun / 17, 2014_y / jun / 20, where)) == "2014-06-17 2014-06-20");
    }
}

TEST_CASE("a smart stub of less than seven days is long")
{
    const auto initial = [](unsigned day) { return unadjusted_dates(from_to(2014_y / jun / date::day{day}, 2014_y / sep / 17, stub::smart_initial)).size(); };
    CHECK(initial(10) == 5); // seven days
    CHECK(initial(11) == 4);
    CHECK(initial(16) == 4);
    CHECK(initial(17) == 4);
    const auto final = [](unsigned day) { return unadjusted_dates(from_to(2014_y / jun / 4, 2014_y / sep / date::day{day}, stub::smart_final)).size(); };
    CHECK(final(4) == 4);
    CHECK(final(5) == 4);
    CHECK(final(10) == 4);
    CHECK(final(11) == 5); // seven days
    // One period is never joined to nothing.
    CHECK(dates(from_to(2014_y / jun / 17, 2014_y / jun / 20, stub::smart_final)) == "2014-06-17 2014-06-20");
}

TEST_CASE("stated dates make stubs, and the convention must not contradict them")
{
    schedule_terms terms      = from_to(2014_y / jun / 4, 2014_y / sep / 17);
    terms.first_regular_start = 2014_y / jul / 11;
    terms.last_regular_end    = 2014_y / aug / 11;
    for (const auto where : {std::optional<stub>{}, std::optional(stub::both), std::optional(stub::smart_initial), std::optional(stub::smart_final)}) {
        terms.stub      = where;
        const auto rows = make_schedule(terms);
        CHECK(dates(terms) == "2014-06-04 2014-07-11 2014-08-11 2014-09-17");
        CHECK((rows[0].is_stub && !rows[1].is_stub && rows[2].is_stub));
    }
    const auto refused = [&](stub where, const char* message) {
        terms.stub = where;
        CHECK_REFUSED(invalid_terms, message, make_schedule(terms));
    };
    const char* const against_first = "must not contradict first_regular_start, which makes an initial stub";
    const char* const against_last  = "must not contradict last_regular_end, which makes a final stub";
    const auto        said          = [](const char* rule, const char* value) { return std::string("stub: ") + rule + "; got " + value + "; leave one of the two out"; };
    refused(stub::none, said(against_first, "none").c_str());
    refused(stub::short_final, said(against_first, "short_final").c_str());
    refused(stub::long_final, said(against_first, "long_final").c_str());
    refused(stub::short_initial, said(against_last, "short_initial").c_str());
    refused(stub::long_initial, said(against_last, "long_initial").c_str());
    terms.first_regular_start.reset();
    refused(stub::none, said(against_last, "none").c_str());
    const char* const needs_dates = "stub: must have its dates stated; got both; write .first_regular_start and .last_regular_end";
    refused(stub::both, needs_dates);
    terms.first_regular_start = terms.start; // which is no stub
    refused(stub::both, needs_dates);
    terms.last_regular_end.reset();
    refused(stub::both, needs_dates);
    terms.stub = stub::none;
    terms.end  = 2014_y / sep / 4;
    CHECK(dates(terms) == "2014-06-04 2014-07-04 2014-08-04 2014-09-04");
}

TEST_CASE("between stated dates a stub that is named stands at the other end, and no stated date is merged away")
{
    schedule_terms terms   = from_to(2014_y / jun / 4, 2014_y / sep / 4, stub::smart_initial);
    terms.last_regular_end = 2014_y / aug / 17;
    CHECK(dates(terms) == "2014-06-04 2014-06-17 2014-07-17 2014-08-17 2014-09-04");
    terms.last_regular_end = 2014_y / jun / 8;
    CHECK(dates(terms) == "2014-06-04 2014-06-08 2014-09-04");
    terms                     = from_to(2014_y / jun / 4, 2014_y / sep / 4, stub::smart_final);
    terms.first_regular_start = 2014_y / jun / 17;
    CHECK(dates(terms) == "2014-06-04 2014-06-17 2014-07-17 2014-08-17 2014-09-04");
    terms.first_regular_start = 2014_y / sep / 1;
    CHECK(dates(terms) == "2014-06-04 2014-09-01 2014-09-04");
}

TEST_CASE("a roll on the day of one of the ends places a stub that is not stated, and makes it smart")
{
    const auto made = [](unsigned start, unsigned end, by roll) {
        schedule_terms terms = from_to(2014_y / jun / date::day{start}, 2014_y / sep / date::day{end});
        terms.roll           = roll;
        return dates(terms);
    };
    CHECK(made(4, 17, by::day_of_month(17)) == "2014-06-04 2014-06-17 2014-07-17 2014-08-17 2014-09-17");
    CHECK(made(14, 17, by::day_of_month(17)) == "2014-06-14 2014-07-17 2014-08-17 2014-09-17");
    CHECK(made(4, 17, by::day_of_month(4)) == "2014-06-04 2014-07-04 2014-08-04 2014-09-04 2014-09-17");
    CHECK(made(4, 7, by::day_of_month(4)) == "2014-06-04 2014-07-04 2014-08-04 2014-09-07");
    CHECK(made(17, 17, by::day_of_month(17)) == "2014-06-17 2014-07-17 2014-08-17 2014-09-17");
    schedule_terms terms   = from_to(2014_y / jun / 14, 2014_y / sep / 17); // with a stated date nothing is guessed
    terms.roll             = by::day_of_month(17);
    terms.last_regular_end = 2014_y / aug / 17;
    CHECK_THROWN(invalid_terms, make_schedule(terms));
}

TEST_CASE("a schedule may be nothing but a stub")
{
    schedule_terms terms      = from_to(2014_y / jun / 4, 2014_y / sep / 17, stub::short_initial);
    terms.first_regular_start = terms.end;
    CHECK(dates(terms) == "2014-06-04 2014-09-17");
    CHECK(make_schedule(terms)[0].is_stub);
    terms.first_regular_start.reset();
    terms.stub             = stub::long_final;
    terms.last_regular_end = terms.start;
    CHECK(dates(terms) == "2014-06-04 2014-09-17");
    terms.every = frequency::once;
    CHECK(dates(terms) == "2014-06-04 2014-09-17");
}

TEST_CASE("once is one period, without stubs or rolls")
{
    schedule_terms terms = from_to(2014_y / jun / 4, 2014_y / sep / 17, stub::none);
    terms.every          = frequency::once;
    CHECK(dates(terms) == "2014-06-04 2014-09-17");
    CHECK_FALSE(make_schedule(terms)[0].is_stub);
    terms.stub.reset();
    terms.roll                = by::imm;
    terms.first_regular_start = 2014_y / jul / 1;
    CHECK_REFUSED(invalid_terms, "frequency: must be a length where a regular date is stated; got once; leave first_regular_start and last_regular_end out", make_schedule(terms));
}

TEST_CASE("whole periods must fill a schedule that agrees no stub, and begin where the roll falls")
{
    CHECK_REFUSED(invalid_terms,
                  "schedule: must be filled by whole periods of P1M where no stub is agreed; got 2014-06-04 to 2014-09-17; name a stub, as stub_convention::short_final",
                  make_schedule(from_to(2014_y / jun / 4, 2014_y / sep / 17)));
    CHECK_THROWN(invalid_terms, make_schedule(from_to(2014_y / jun / 4, 2014_y / sep / 17, stub::none)));
    schedule_terms terms = from_to(2014_y / jun / 4, 2014_y / sep / 17, stub::short_final);
    terms.roll           = by::day_of_month(17);
    CHECK_REFUSED(invalid_terms, "roll: must fall on 2014-06-04, which periods are counted from; got Day17; count from the other end, or state a regular date", make_schedule(terms));
    terms.stub = stub::short_initial;
    CHECK(unadjusted_dates(terms).size() == 5);
    // An end that has the day of a start which ends its month means the end of the month before it.
    CHECK(dates({.start = 2018_y / apr / 30, .end = 2018_y / oct / 30, .every = months{2}, .roll = by::end_of_month, .stub = stub::none}) ==
          "2018-04-30 2018-06-30 2018-08-31 2018-10-30");
    for (const by roll : {by::end_of_month, by::day_of_month(30)}) {
        CHECK_THROWN(invalid_terms, make_schedule({.start = 2018_y / apr / 30, .end = 2018_y / oct / 29, .every = months{2}, .roll = roll, .stub = stub::none}));
    }
    CHECK_THROWN(invalid_terms, make_schedule({.start = 2018_y / apr / 30, .end = 2018_y / oct / 30, .every = date::days{60}, .roll = by::end_of_month, .stub = stub::none}));
    CHECK_THROWN(invalid_terms, make_schedule({.start = 2018_y / apr / 30, .end = 2018_y / nov / 15, .every = months{2}, .roll = by::end_of_month, .last_regular_end = 2018_y / oct / 30}));
}

TEST_CASE("days, weeks and rolls that are not the month's")
{
    CHECK(dates({.start = 2026_y / jan / 1, .end = 2026_y / jan / 31, .every = days{10}}) == "2026-01-01 2026-01-11 2026-01-21 2026-01-31");
    CHECK(dates({.start = 2026_y / jan / 1, .end = 2026_y / feb / 1, .every = weeks{2}, .stub = stub::short_initial}) == "2026-01-01 2026-01-04 2026-01-18 2026-02-01");
    CHECK(dates({.start = 2026_y / jan / 1, .end = 2026_y / feb / 1, .every = weeks{2}, .stub = stub::short_final}) == "2026-01-01 2026-01-15 2026-01-29 2026-02-01");
    CHECK(dates({.start = 2026_y / mar / 18, .end = 2027_y / mar / 17, .every = quarterly, .roll = by::imm}) == "2026-03-18 2026-06-17 2026-09-16 2026-12-16 2027-03-17");
    CHECK(dates({.start = 2018_y / aug / 20, .end = 2018_y / sep / 17, .every = frequency::weekly, .roll = by::t_bill}) ==
          "2018-08-20 2018-08-27 2018-09-04 2018-09-10 2018-09-17"); // Labor Day
    CHECK(dates({.start = 2026_y / jan / 5, .end = 2026_y / apr / 13, .every = monthly, .roll = by::day_of_week(date::Monday)}) == "2026-01-05 2026-02-09 2026-03-09 2026-04-13");
}

TEST_CASE("two boundaries on one business day are refused, or merged, and the rows still cover the term")
{
    schedule_terms terms{.start = 2014_y / jun / 5, .end = 2014_y / jun / 10, .every = frequency::daily, .convention = business_day_convention::following, .calendar = weekends()};
    const char* const refusal = "schedule: must have boundaries on different business days, in order, by calendar 'weekends'; got 2014-06-09 and 2014-06-09; take longer "
                                "periods, or write .coinciding = coinciding::merged";
    CHECK_REFUSED(invalid_terms, refusal, make_schedule(terms));
    CHECK_REFUSED(invalid_terms, refusal, adjusted_dates(terms));
    CHECK(unadjusted_dates(terms).size() == 6);
    terms.coinciding = coinciding::merged;
    const auto rows  = make_schedule(terms);
    CHECK(listed(adjusted_dates(terms)) == "2014-06-05 2014-06-06 2014-06-09 2014-06-10");
    REQUIRE(rows.size() == 3);
    CHECK(rows[1] == schedule_period{period(2014_y / jun / 6, 2014_y / jun / 9), period(2014_y / jun / 6, 2014_y / jun / 9), false});
    terms.start = 2014_y / jun / 7; // Saturday, Sunday and Monday are one start
    CHECK(make_schedule(terms) == std::vector<schedule_period>{{period(2014_y / jun / 7, 2014_y / jun / 10), period(2014_y / jun / 9, 2014_y / jun / 10), true}});
    terms.end = 2014_y / jun / 9;
    CHECK_REFUSED(invalid_terms, "schedule: must have a business day between its start and its end; got 2014-06-09", make_schedule(terms));
    // Conventions that cross cannot be merged.
    terms                  = {.start = 2014_y / jun / 7, .end = 2014_y / jun / 10, .every = frequency::daily, .convention = business_day_convention::preceding, .calendar = weekends(), .coinciding = coinciding::merged};
    terms.start_convention = business_day_convention::following;
    CHECK_THROWN(invalid_terms, make_schedule(terms));
    CHECK_THROWN(invalid_terms, adjusted_dates(terms));
}

TEST_CASE("the caller's storage is enough at most_dates, and refused when it is too short")
{
    const schedule_terms terms = from_to(2014_y / jun / 4, 2014_y / sep / 17, stub::short_initial);
    std::array<sys_days, 9> room{};
    REQUIRE(most_dates(terms) <= room.size());
    CHECK(unadjusted_dates_into(room, terms) == 5);
    CHECK(room[4] == sys_days{2014_y / sep / 17});
    CHECK(adjusted_dates_into(std::span(room).first(5), terms) == 5);
    for (const std::size_t size : {0U, 1U, 2U, 3U, 4U}) {
        INFO(size);
        CHECK_THROWN(invalid_terms, unadjusted_dates_into(std::span(room).first(size), terms));
        schedule_terms daily_terms = terms;
        daily_terms.every          = frequency::daily;
        CHECK_THROWN(invalid_terms, unadjusted_dates_into(std::span(room).first(size), daily_terms));
    }
    CHECK_REFUSED(invalid_terms, "schedule: must fit into the storage that is given; got 0 dates; give most_dates(terms)", adjusted_dates_into({}, terms));
}

TEST_CASE("a thousand years, and the last day of the calendar")
{
    const schedule_terms all{.start = 1900_y / jan / 1, .end = 2999_y / dec / 31, .every = monthly, .stub = stub::short_final};
    CHECK(unadjusted_dates(all).size() == 13'201);
    schedule_terms by_days = all;
    by_days.every          = frequency::daily;
    CHECK(unadjusted_dates(by_days).size() == 401'767);
    for (const stub where : every_implied_stub) {
        for (const frequency every : {frequency(years{1'100}), frequency(days{401'767}), frequency::annual}) {
            schedule_terms terms = all;
            terms.every          = every;
            terms.stub           = where;
            INFO(name_of(where), " ", to_string(every));
            const auto rows = make_schedule(terms);
            CHECK(contiguous(rows));
            CHECK(rows.front().unadjusted.start() == sys_days{1900_y / jan / 1});
            CHECK(rows.back().unadjusted.end() == sys_days{2999_y / dec / 31});
        }
    }
}

TEST_CASE("rows are contiguous, regular between their ends, and on business days, whatever the terms")
{
    RATABLE_INFO_SEED;
    tests::random r;
    int           made = 0;
    for (int i = 0; i < 6'000; ++i) {
        const schedule_terms terms = any_terms(r);
        INFO(to_string(terms.start), " to ", to_string(terms.end), " every ", to_string(terms.every), " ", name_of(*terms.stub), " by ", to_string(terms.roll), ", ",
             name_of(terms.convention), " in ", terms.calendar.name());
        std::vector<schedule_period> rows;
        try {
            rows = make_schedule(terms);
        } catch (const invalid_terms& e) { // a stub of a day or two may lie between two business days
            REQUIRE((e.why().rule.find("different business days") != std::string::npos || e.why().rule.find("dates in order") != std::string::npos));
            continue;
        }
        ++made;
        const by   rolls = roll_of(terms);
        const auto begins = rows.front().unadjusted.start(), ends = rows.back().unadjusted.end();
        REQUIRE(contiguous(rows));
        REQUIRE(rows.size() < most_dates(terms));
        // The ends are those of the terms, or what the terms' ends are moved to.
        REQUIRE((begins == sys_days{terms.start} || adjust(begins, terms.convention, terms.calendar) == sys_days{terms.start}));
        REQUIRE((ends == sys_days{terms.end} || adjust(ends, terms.convention, terms.calendar) == sys_days{terms.end}));
        const bool initial = detail::is_initial(*terms.stub);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const bool may_be_stub = initial ? k == 0 : k + 1 == rows.size();
            REQUIRE((may_be_stub || !rows[k].is_stub));
            if (!may_be_stub) REQUIRE((next_roll(rows[k].unadjusted.start(), terms.every, rolls) == rows[k].unadjusted.end()));
            if (k > 0) REQUIRE(rows[k].adjusted.start() == adjust(rows[k].unadjusted.start(), terms.convention, terms.calendar));
            if (terms.convention != business_day_convention::unadjusted) REQUIRE(terms.calendar.is_business_day(rows[k].adjusted.end()));
        }
        // Short is shorter than a period, long is longer, and smart decides at seven days.
        const schedule_period& odd = initial ? rows.front() : rows.back();
        if (odd.is_stub && rows.size() > 1) {
            const sys_days period_on = initial ? previous_roll(odd.unadjusted.end(), terms.every, rolls) : next_roll(odd.unadjusted.start(), terms.every, rolls);
            const bool     is_long   = initial ? odd.unadjusted.start() < period_on : period_on < odd.unadjusted.end();
            const bool     may_long  = *terms.stub != stub::short_initial && *terms.stub != stub::short_final;
            const bool     may_short = *terms.stub != stub::long_initial && *terms.stub != stub::long_final;
            REQUIRE((is_long ? may_long : may_short));
            const auto over = initial ? period_on - odd.unadjusted.start() : odd.unadjusted.end() - period_on;
            if (may_long && may_short) REQUIRE((is_long ? over < days{7} : odd.unadjusted.days() >= 7));
        }
        REQUIRE(listed(adjusted_dates(terms)).size() == (rows.size() + 1) * 11 - 1);
    }
    CHECK(made > 4'000);
}

TEST_CASE("any terms at all make rows or are refused, and there is always room for them")
{
    RATABLE_INFO_SEED;
    tests::random  r;
    const sys_days first_day = 1900_y / jan / 1, last_day = 2999_y / dec / 31;
    const auto     any_day   = [&] {
        switch (r.between(0, 9)) { // near the ends of the calendar, or where others are near
        case 0: return year_month_day{first_day + days{r.between(-2, 70)}};
        case 1: return year_month_day{last_day + days{r.between(-70, 2)}};
        default: return year_month_day{sys_days{2014_y / jan / 1} + days{r.between(0, 200)}};
        }
    };
    const auto any_roll = [&] {
        switch (r.between(0, 4)) {
        case 0: return by::day_of_month(static_cast<unsigned>(r.between(1, 31)));
        case 1: return by::day_of_week(date::weekday(static_cast<unsigned>(r.between(0, 6))));
        default: return detail::named_rolls[r.between(0, 7)].convention;
        }
    };
    const auto any_frequency = [&]() -> frequency {
        switch (r.between(0, 5)) {
        case 0: return frequency::once;
        case 1: return days{static_cast<int>(r.between(1, 40))};
        case 2: return weeks{static_cast<int>(r.between(1, 8))};
        case 3: return days{static_cast<int>(r.between(1, 401'767))};
        case 4: return months{static_cast<int>(r.between(1, 13'200))};
        default: return months{static_cast<int>(r.between(1, 12))};
        }
    };
    const auto perhaps = [&](auto value) { return r.coin() ? std::optional(value) : std::nullopt; };
    const business_calendar calendars[] = {no_holidays(), weekends(), us_federal()};
    int                     made        = 0;
    for (int i = 0; i < 30'000; ++i) {
        constexpr auto       conventions = detail::every_business_day_convention;
        const schedule_terms terms{.start               = any_day(),
                                   .end                 = any_day(),
                                   .every               = any_frequency(),
                                   .roll                = r.coin() ? by::none : any_roll(),
                                   .stub                = perhaps(detail::every_stub_convention[r.between(0, 7)]),
                                   .first_regular_start = r.between(0, 3) == 0 ? std::optional(any_day()) : std::nullopt,
                                   .last_regular_end    = r.between(0, 3) == 0 ? std::optional(any_day()) : std::nullopt,
                                   .convention          = conventions[r.between(0, 6)],
                                   .start_convention    = perhaps(conventions[r.between(0, 6)]),
                                   .end_convention      = perhaps(conventions[r.between(0, 6)]),
                                   .calendar            = calendars[r.between(0, 2)],
                                   .coinciding          = r.coin() ? coinciding::merged : coinciding::refused};
        if (terms.every.days() > 0 && terms.every.days() < 10 && terms.end.year() - terms.start.year() > years{200}) continue; // long, and nothing new
        INFO(to_string(terms.start), " to ", to_string(terms.end), " every ", to_string(terms.every), " by ", to_string(terms.roll), ", ", name_of(terms.convention));
        try {
            const auto rows = make_schedule(terms);
            ++made;
            REQUIRE(contiguous(rows));
            REQUIRE(rows.size() < most_dates(terms));
            REQUIRE(adjusted_dates(terms).size() == rows.size() + 1);
            for (std::size_t k = 1; k + 1 < rows.size(); ++k) REQUIRE(!rows[k].is_stub);
        } catch (const invalid_terms& e) {
            REQUIRE(e.why().rule.find("storage") == std::string::npos);
        }
    }
    CHECK(made > 3'000);
}

TEST_CASE("months in a loop are what single steps lead to")
{
    RATABLE_INFO_SEED;
    tests::random         r;
    constexpr by          rolls[] = {by::end_of_month, by::imm, by::imm_cad, by::imm_nzd, by::day_of_month(1), by::day_of_month(28), by::day_of_month(29), by::day_of_month(30)};
    std::vector<sys_days> fast(500), slow(500);
    for (int i = 0; i < 20'000; ++i) {
        const by       c     = rolls[r.between(0, 7)];
        const sys_days from  = roll(sys_days{1950_y / jan / 1} + days{r.between(0, 200'000)}, c);
        const int      step  = static_cast<int>(r.between(1, 30));
        sys_days       to    = from + days{r.between(-8'000, 8'000)};
        if (r.coin()) to = roll(to, c); // where whole periods may end
        if (to == from) continue;
        const auto a = detail::monthly_between(fast, from, to, step, c);
        const auto b = detail::stepped_between(slow, from, to, months{step}, c);
        INFO(to_string(from), " to ", to_string(to), " by ", to_string(c), " every ", step);
        REQUIRE(a.count == b.count);
        REQUIRE(a.whole == b.whole);
        REQUIRE(std::equal(fast.begin(), fast.begin() + static_cast<std::ptrdiff_t>(a.count), slow.begin()));
    }
}

TEST_CASE("the plain schedule between anniversaries is the one with a short final stub")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 3'000; ++i) {
        const sys_days start = sys_days{2000_y / jan / 1} + days{r.between(0, 20'000)};
        const period   whole(start, start + days{r.between(1, 4'000)});
        const bool     ends  = r.coin();
        const int      step  = static_cast<int>(r.between(1, 24));
        const auto     plain = make_schedule(whole, months{step}, contract_periods, ends ? month_rule::end_of_month : month_rule::clamp);
        const auto     rows  = make_schedule({.start = year_month_day{whole.start()}, .end = year_month_day{whole.end()}, .every = months{step},
                                              .roll = ends ? by::end_of_month : by::none, .stub = stub::short_final});
        INFO(to_string(whole), " every ", step);
        REQUIRE(plain.size() == rows.size());
        for (std::size_t k = 0; k < rows.size(); ++k) REQUIRE(plain[k] == rows[k].unadjusted);
    }
}
