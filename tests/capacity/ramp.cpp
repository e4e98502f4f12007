// SPDX-License-Identifier: BSL-1.0
#include <ratable/capacity/ramp.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr unit_symbol<watt<any_basis>> watt_symbol{1};

const period three_years(2026_y / jan / 1, 2029_y / jan / 1);

const tranches three_of_250{{.in_service = 2026_y / jan / 1, .capacity = 250 * MW},
                            {.in_service = 2027_y / jan / 1, .capacity = 250 * MW},
                            {.in_service = 2028_y / jan / 1, .capacity = 250 * MW}};

/// Random tranches inside a term; dates close together, so that they meet, overlap and leave gaps.
tranches any_tranches(tests::random& draw, const period& term)
{
    tranches list;
    for (std::int64_t n = draw.between(0, 6); n > 0; --n) {
        const auto days  = term.days();
        const auto start = draw.between(0, days - 1);
        tranche    t{.in_service = year_month_day(term.start() + date::days{static_cast<int>(start)}), .capacity = draw.between(1, 4) * MW};
        if (draw.coin()) t.end = year_month_day(term.start() + date::days{static_cast<int>(draw.between(start + 1, days))});
        list.push_back(t);
    }
    return list;
}

} // namespace

TEST_CASE("three tranches of 250 MW ramp to 250, 500 and 750 MW")
{
    const ramp r = make_ramp(three_of_250, three_years);
    CHECK(r == ramp{{period(2026_y / jan / 1, 2027_y / jan / 1), 250 * MW},
                    {period(2027_y / jan / 1, 2028_y / jan / 1), 500 * MW},
                    {period(2028_y / jan / 1, 2029_y / jan / 1), 750 * MW}});
    CHECK(peak(r) == 750 * MW);
}

TEST_CASE("the order in which tranches are listed does not matter")
{
    CHECK(make_ramp({three_of_250[2], three_of_250[0], three_of_250[1]}, three_years) == make_ramp(three_of_250, three_years));
}

TEST_CASE("a ramp covers the term: zero before the first tranche and after the last")
{
    const ramp r = make_ramp({{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .end = 2028_y / apr / 1}}, three_years);
    CHECK(r == ramp{{period(2026_y / jan / 1, 2026_y / apr / 1), 0 * MW},
                    {period(2026_y / apr / 1, 2028_y / apr / 1), 250 * MW},
                    {period(2028_y / apr / 1, 2029_y / jan / 1), 0 * MW}});
    CHECK(make_ramp({}, three_years) == ramp{{three_years, 0 * MW}});
    CHECK(peak(make_ramp({}, three_years)) == 0 * MW);
}

TEST_CASE("a tranche is in force on its first day and not on its end date")
{
    const tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .end = 2028_y / apr / 1};
    const ramp    r = make_ramp({t}, three_years);
    CHECK(capacity_at(r, 2026_y / mar / 31) == 0 * MW);
    CHECK(capacity_at(r, 2026_y / apr / 1) == 250 * MW);
    CHECK(capacity_at(r, 2028_y / mar / 31) == 250 * MW);
    CHECK(capacity_at(r, 2028_y / apr / 1) == 0 * MW);
    CHECK(in_force(t, three_years) == period(2026_y / apr / 1, 2028_y / apr / 1));
}

TEST_CASE("outside the ramp nothing is in force")
{
    const ramp r = make_ramp({{.in_service = 2026_y / jan / 1, .capacity = 250 * MW_it}}, three_years);
    CHECK(capacity_at(r, 2025_y / dec / 31) == power<any_basis>(0 * MW_it));
    CHECK(capacity_at(r, 2028_y / dec / 31) == power<any_basis>(250 * MW_it));
    CHECK(capacity_at(r, 2029_y / jan / 1) == power<any_basis>(0 * MW_it));
    CHECK(capacity_at({}, 2026_y / jan / 1) == 0 * MW);
    CHECK(peak({}) == 0 * MW);
}

TEST_CASE("a tranche without an end runs to the term's")
{
    CHECK(in_force({.in_service = 2026_y / apr / 1, .capacity = 1 * MW}, three_years) == period(2026_y / apr / 1, 2029_y / jan / 1));
}

TEST_CASE("steps of equal capacity are one, also where one tranche relieves another")
{
    const ramp r = make_ramp({{.name = "old", .in_service = 2026_y / jan / 1, .capacity = 250 * MW, .end = 2027_y / jan / 1},
                              {.name = "new", .in_service = 2027_y / jan / 1, .capacity = 250 * MW}},
                             three_years);
    CHECK(r == ramp{{three_years, 250 * MW}});
    CHECK(peak(r) == 250 * MW);
}

TEST_CASE("the peak is the largest capacity ever in force, not the last and not the sum")
{
    const ramp r = make_ramp({{.in_service = 2026_y / jan / 1, .capacity = 100 * MW, .end = 2027_y / jan / 1},
                              {.in_service = 2026_y / jul / 1, .capacity = 100 * MW, .end = 2027_y / jan / 1},
                              {.in_service = 2028_y / jan / 1, .capacity = 50 * MW}},
                             three_years);
    CHECK(peak(r) == 200 * MW);
}

TEST_CASE("a ramp keeps its tranches' MW basis, and refuses to mix two")
{
    CHECK(make_ramp({{.in_service = 2026_y / apr / 1, .capacity = 1 * MW_gross}}, three_years).front().capacity == power<any_basis>(0 * MW_gross));
    CHECK_THROWN(unlike_units, make_ramp({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW_it}, {.in_service = 2027_y / jan / 1, .capacity = 1 * MW_gross}}, three_years));
    CHECK_THROWN(unlike_units, make_ramp({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW_it, .end = 2026_y / feb / 1}, {.in_service = 2027_y / jan / 1, .capacity = 1 * MW}},
                                         three_years));
}

TEST_CASE("a tranche outside the term, upside down or on a day that does not exist is refused")
{
    CHECK_REFUSED(invalid_terms, "tranche: must be in service within the term 2026-01-01 .. 2029-01-01; got 2025-12-31 .. 2029-01-01; move the tranche, or the term",
                  in_force({.in_service = 2025_y / dec / 31, .capacity = 1 * MW}, three_years));
    CHECK_THROWN(invalid_terms, in_force({.in_service = 2029_y / jan / 1, .capacity = 1 * MW}, three_years));
    CHECK_THROWN(invalid_terms, in_force({.in_service = 2026_y / apr / 1, .capacity = 1 * MW, .end = 2029_y / jan / 2}, three_years));
    CHECK_THROWN(invalid_terms, in_force({.in_service = 2026_y / apr / 1, .capacity = 1 * MW, .end = 2026_y / apr / 1}, three_years));
    CHECK_THROWN(invalid_terms, in_force({.in_service = 2026_y / feb / 30, .capacity = 1 * MW}, three_years));
    CHECK_THROWN(invalid_terms, in_force({.in_service = 2026_y / feb / 1, .capacity = 1 * MW, .end = 2026_y / feb / 30}, three_years));
    CHECK_THROWN(invalid_terms, in_force({.in_service = unknown("?"), .capacity = 1 * MW}, three_years));
    CHECK_THROWN(invalid_terms, make_ramp({{.in_service = 2029_y / jan / 1, .capacity = 1 * MW}}, three_years));
}

TEST_CASE("on every day a ramp is the sum of the tranches in force, in at most 2n + 1 contiguous steps, no two alike")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const period  term(2027_y / dec / 1, 2028_y / mar / 15);
    for (int round = 0; round < 200; ++round) {
        const tranches list = any_tranches(draw, term);
        const ramp     r    = make_ramp(list, term);
        REQUIRE(r.size() <= 2 * list.size() + 1);
        REQUIRE(r.front().period.start() == term.start());
        REQUIRE(r.back().period.end() == term.end());
        for (std::size_t i = 1; i < r.size(); ++i) {
            REQUIRE(r[i - 1].period.end() == r[i].period.start());
            REQUIRE(r[i - 1].capacity != r[i].capacity);
        }
        power<any_basis> highest;
        for (sys_days day = term.start(); day < term.end(); day += date::days{1}) {
            power<any_basis> sum;
            for (const tranche& t : list) {
                if (sys_days{t.in_service.value()} <= day && (!t.end.is_known() || day < sys_days{t.end.value()})) sum += t.capacity.value();
            }
            REQUIRE(capacity_at(r, day) == sum);
            highest = std::max(highest, sum);
        }
        REQUIRE(peak(r) == highest);
    }
}

TEST_CASE("a slip moves the first day of service, and the end only where it follows")
{
    tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .end = 2028_y / apr / 1, .slip = date::days{30}};
    CHECK_REFUSED(invalid_terms, "tranche: must say what a later start does to its end; got 2026-05-01; write .end_on_slip = slipped_end::follows, or slipped_end::fixed", in_force(t, three_years));
    t.end_on_slip = slipped_end::fixed;
    CHECK(in_force(t, three_years) == period(2026_y / may / 1, 2028_y / apr / 1));
    t.end_on_slip = slipped_end::follows;
    CHECK(in_force(t, three_years) == period(2026_y / may / 1, 2028_y / may / 1));
    CHECK(planned_days(t, three_years) == period(2026_y / apr / 1, 2028_y / apr / 1));
}

TEST_CASE("an end that follows a slip may lie after the term, and service with it")
{
    const tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .end = 2029_y / jan / 1, .slip = date::days{31}, .end_on_slip = slipped_end::follows};
    CHECK(in_force(t, three_years).end() == sys_days{2029_y / feb / 1});
    CHECK(service_days({t}, three_years) == period(2026_y / jan / 1, 2029_y / feb / 1));
    CHECK(make_ramp({t}, three_years).back() == capacity_step{period(2026_y / may / 2, 2029_y / feb / 1), 250 * MW});
}

TEST_CASE("a tranche that lasts as long as the term loses the days of its slip")
{
    const tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .slip = date::days{30}};
    CHECK(in_force(t, three_years) == period(2026_y / may / 1, 2029_y / jan / 1));
}

TEST_CASE("service starts on the acceptance, else when it is ready, else as planned and slipped")
{
    tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .slip = date::days{30}};
    CHECK(service_start(t) == sys_days{2026_y / may / 1});
    t.ready_for_service = 2026_y / may / 10;
    CHECK(service_start(t) == sys_days{2026_y / may / 10});
    t.acceptance = 2026_y / may / 20;
    CHECK(service_start(t) == sys_days{2026_y / may / 20});
    t.acceptance = unknown("not yet");
    CHECK_REFUSED(invalid_terms, "term: must be known for this; got unknown: not yet; state it", service_start(t));
}

TEST_CASE("a slip of zero changes nothing, in any ramp")
{
    tests::random draw;
    for (int i = 0; i < 200; ++i) {
        const tranches planned = any_tranches(draw, three_years);
        tranches       slipped = planned;
        for (tranche& t : slipped) {
            t.slip        = date::days{0};
            t.end_on_slip = draw.coin() ? slipped_end::fixed : slipped_end::follows;
        }
        REQUIRE(make_ramp(slipped, three_years) == make_ramp(planned, three_years));
    }
}

TEST_CASE("a ramp-up grows by the same part each day, to whole watts as it says")
{
    tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW, .end = 2026_y / may / 1, .ramp_up = linear_ramp{.days = date::days{3}, .to_watts = rounding::down}};
    const period days = in_force(t, three_years);
    CHECK(steps_of(t, days) == ramp{{period(2026_y / apr / 1, 2026_y / apr / 2), 83'333'333 * watt_symbol},
                                     {period(2026_y / apr / 2, 2026_y / apr / 3), 166'666'666 * watt_symbol},
                                     {period(2026_y / apr / 3, 2026_y / may / 1), 250 * MW}});
    t.ramp_up = linear_ramp{.days = date::days{3}, .to_watts = rounding::up};
    CHECK(steps_of(t, days).front().capacity == 83'333'334 * watt_symbol);
    CHECK(capacity_at(make_ramp({t}, three_years), sys_days{2026_y / apr / 2}) == 166'666'667 * watt_symbol);
    CHECK(make_ramp({t}, three_years).back() == capacity_step{period(2026_y / may / 1, 2029_y / jan / 1), 0 * MW});
    t.ramp_up = linear_ramp{.days = date::days{0}, .to_watts = rounding::up};
    CHECK_REFUSED(invalid_terms, "tranche: must ramp up over at least one day; got 0 days; write such as date::days{90}", steps_of(t, days));
}

TEST_CASE("a ramp-up that outlasts its tranche stops with it")
{
    const tranche t{.in_service = 2026_y / apr / 1, .capacity = 90 * MW, .end = 2026_y / apr / 3, .ramp_up = linear_ramp{.days = date::days{9}, .to_watts = rounding::down}};
    const ramp    r = make_ramp({t}, three_years);
    CHECK(peak(r) == 20 * MW);
    CHECK(r.back().capacity == 0 * MW);
}
