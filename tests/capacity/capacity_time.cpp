// SPDX-License-Identifier: BSL-1.0
#include <ratable/capacity/capacity_time.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const period three_years(2026_y / jan / 1, 2029_y / jan / 1);

ramp constant(const power<any_basis>& capacity, const period& term)
{
    return make_ramp({{.in_service = year_month_day(term.start()), .capacity = capacity}}, term);
}

constexpr bool test_megawatt_months()
{
    return megawatt_months(watt_months(month_quanta * 250'000'000)) == fraction(250) && megawatt_months(watt_months(1)) == fraction(1, int128{377'580} * 1'000'000) &&
           megawatt_months(watt_months{}) == fraction(0);
}
static_assert(test_megawatt_months());

} // namespace

TEST_CASE("a full calendar month of 250 MW is 250 MW-months, whatever its length")
{
    CHECK(test_megawatt_months());
    const ramp r = constant(250 * MW, three_years);
    for (const period& month : make_schedule(three_years, monthly)) CHECK(megawatt_months(capacity_time(r, month)) == fraction(250));
    CHECK(megawatt_months(capacity_time(r)) == fraction(36 * 250));
}

TEST_CASE("a stub counts by its days over that month's days")
{
    const ramp r = constant(250 * MW, three_years);
    CHECK(megawatt_months(capacity_time(r, period(2026_y / jan / 1, 2026_y / jan / 2))) == fraction(250, 31));
    CHECK(megawatt_months(capacity_time(r, period(2027_y / feb / 15, 2027_y / mar / 1))) == fraction(125));
    CHECK(megawatt_months(capacity_time(r, period(2028_y / feb / 15, 2028_y / mar / 1))) == fraction(250 * 15, 29));
    CHECK(megawatt_months(capacity_time(r, period(2026_y / jan / 31, 2026_y / feb / 2))) == fraction(250, 31) + fraction(250, 28));
}

TEST_CASE("a ramp that begins within a month delivers that month's share")
{
    const ramp r = make_ramp({{.in_service = 2026_y / apr / 16, .capacity = 100 * MW}}, three_years);
    CHECK(megawatt_months(capacity_time(r, period(2026_y / apr / 1, 2026_y / may / 1))) == fraction(50));
    CHECK(megawatt_months(capacity_time(r, period(2026_y / jan / 1, 2026_y / apr / 16))) == fraction(0));
}

TEST_CASE("what lies outside the ramp counts nothing")
{
    const ramp r = constant(250 * MW_it, three_years);
    CHECK(capacity_time(r, period(2025_y / jan / 1, 2026_y / jan / 1)).count == 0);
    CHECK(megawatt_months(capacity_time(r, period(2025_y / dec / 1, 2026_y / feb / 1))) == fraction(250));
    CHECK(capacity_time(r, period(2025_y / dec / 1, 2026_y / feb / 1)).in.on.basis == power_basis::critical_it);
    CHECK(capacity_time(ramp{}).count == 0);
    CHECK(capacity_time(ramp{}, three_years).count == 0);
}

TEST_CASE("64 bits hold 30 GW over 20 years, and four times as much is an overflow, not another number")
{
    const period twenty_years(2026_y / jan / 1, 2046_y / jan / 1);
    CHECK(megawatt_months(capacity_time(constant(30 * GW, twenty_years))) == fraction(30'000 * 240));
    CHECK_THROWN(overflow, capacity_time(constant(120 * GW, twenty_years)));
    // One product that fits, and a sum that does not.
    const ramp two_steps = make_ramp({{.in_service = 2026_y / jan / 1, .capacity = 90 * GW}, {.in_service = 2036_y / jan / 1, .capacity = 90 * GW}}, twenty_years);
    CHECK_THROWN(overflow, capacity_time(two_steps));
}

TEST_CASE("splitting a period changes no sum")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 500; ++round) {
        tranches list;
        for (std::int64_t n = draw.between(1, 4); n > 0; --n) {
            const auto start = draw.between(0, three_years.days() - 1);
            list.push_back({.in_service = year_month_day(three_years.start() + date::days{static_cast<int>(start)}),
                            .capacity   = power<any_basis>(draw.between(1, 1'000'000'000)),
                            .end        = year_month_day(three_years.start() + date::days{static_cast<int>(draw.between(start + 1, three_years.days()))})});
        }
        const ramp r = make_ramp(list, three_years);
        const auto a = draw.between(0, three_years.days() - 2), b = draw.between(a + 2, three_years.days());
        const auto day   = [](std::int64_t n) { return three_years.start() + date::days{static_cast<int>(n)}; };
        const auto split = draw.between(a + 1, b - 1);
        REQUIRE(capacity_time(r, period(day(a), day(split))) + capacity_time(r, period(day(split), day(b))) == capacity_time(r, period(day(a), day(b))));
        // And the whole is the sum of its tranches, each alone.
        watt_months sum;
        for (const tranche& t : list) sum += capacity_time(make_ramp({t}, three_years));
        REQUIRE(sum == capacity_time(r));
    }
}

TEST_CASE("GPU-hours are accelerators times 24 hours a day, exactly")
{
    const period day(2026_y / jan / 1, 2026_y / jan / 2), leap_february(2028_y / feb / 1, 2028_y / mar / 1);
    const auto   hours = [](const period& term, const power<any_basis>& each) {
        return gpu_hours_of({{.in_service = year_month_day(term.start()), .capacity = 200 * MW_it, .accelerator = gb300{}, .power_per_accelerator = each}}, term);
    };
    REQUIRE(hours(day, 2 * kW_it).size() == 1);
    CHECK(hours(day, 2 * kW_it)[0].hours == fraction(100'000 * 24));
    CHECK(hours(day, 2 * kW_it)[0].accelerator == any_accelerator(gb300{}));
    CHECK(hours(leap_february, 2 * kW_it)[0].hours == fraction(100'000 * 24 * 29));
    CHECK(hours(day, 1820 * W_it)[0].hours == fraction(int128{200'000'000} * 24, 1820)); // a part of an accelerator counts
}

TEST_CASE("GPU-hours count the days in force of each tranche")
{
    const auto found = gpu_hours_of({{.in_service = 2026_y / jan / 11, .capacity = 1 * MW, .end = 2026_y / jan / 21, .accelerator = gb300{}, .power_per_accelerator = 1 * kW}}, three_years);
    CHECK(found.at(0).hours == fraction(1000 * 24 * 10));
}

TEST_CASE("hours of unlike accelerators are never added; those of one are, in order of appearance")
{
    const auto of = [](any_accelerator kind) {
        return tranche{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .end = 2026_y / jan / 2, .accelerator = kind, .power_per_accelerator = 1 * kW};
    };
    const auto found = gpu_hours_of({of(gb300{}), of(cs3{}), of(gb300{})}, three_years);
    REQUIRE(found.size() == 2);
    CHECK(to_string(found[0].accelerator) == "gb300");
    CHECK(found[0].hours == fraction(48'000));
    CHECK(to_string(found[1].accelerator) == "cs3");
    CHECK(found[1].hours == fraction(24'000));
    CHECK(gpu_hours_of({}, three_years).empty());
}

TEST_CASE("GPU-hours need the accelerator, the power of one, and that on the capacity's MW basis")
{
    CHECK_THROWN(invalid_terms, gpu_hours_of({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .power_per_accelerator = 1 * kW}}, three_years));
    CHECK_THROWN(invalid_terms, gpu_hours_of({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .accelerator = gb300{}}}, three_years));
    CHECK_THROWN(unlike_units, gpu_hours_of({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW_it, .accelerator = gb300{}, .power_per_accelerator = 1 * kW_gross}}, three_years));
}

TEST_CASE("energy is watts times 24 hours a day, on the ramp's basis")
{
    const ramp r = make_ramp({{.in_service = 2026_y / mar / 11, .capacity = 2 * MW_it, .end = 2026_y / jun / 1}, {.in_service = 2026_y / apr / 1, .capacity = 1 * MW_it, .end = 2026_y / may / 16}}, three_years);
    CHECK(energy_of(r, period(2026_y / mar / 1, 2026_y / apr / 1)) == energy<any_basis>(2 * 21 * 24 * MWh_it));
    CHECK(energy_of(r, period(2026_y / apr / 1, 2026_y / may / 1)) == energy<any_basis>(3 * 30 * 24 * MWh_it));
    CHECK(energy_of(r, period(2026_y / may / 15, 2026_y / may / 17)) == energy<any_basis>(5 * 24 * MWh_it));
    CHECK(to_string(energy_of(constant(250 * MW, three_years), period(2026_y / jan / 1, 2026_y / feb / 1))) == "186 GWh");
    CHECK(energy_of(constant(250 * MW, three_years)) == energy<any_basis>(250 * 1'096 * 24 * MWh));
    CHECK(energy_of(r, period(2025_y / jan / 1, 2026_y / mar / 11)).count == 0); // before service, and before the term
    CHECK(energy_of(r, period(2029_y / jan / 1, 2030_y / jan / 1)).count == 0);
    CHECK(energy_of(r, period(2029_y / jan / 1, 2030_y / jan / 1)).in.on.basis == power_basis::critical_it);
    CHECK(energy_of(ramp{}) == energy<any_basis>{});
    CHECK_THROWN(overflow, energy_of(constant(500'000 * GW, three_years)));
}

TEST_CASE("GPU-hours within a period are those of the days in it; an accelerator that delivers nothing in it is left out")
{
    const tranches list{{.in_service = 2026_y / jan / 11, .capacity = 1 * MW, .end = 2026_y / mar / 1, .accelerator = gb300{}, .power_per_accelerator = 1 * kW, .slip = date::days{2}, .end_on_slip = slipped_end::follows},
                        {.in_service = 2026_y / feb / 1, .capacity = 3 * MW, .accelerator = cs3{}, .power_per_accelerator = 23 * kW},
                        {.in_service = 2027_y / jan / 1, .capacity = 1 * MW}};
    const auto january = gpu_hours_of(list, three_years, period(2026_y / jan / 1, 2026_y / feb / 1));
    REQUIRE(january.size() == 1);
    CHECK(january[0].accelerator == any_accelerator(gb300{}));
    CHECK(january[0].hours == fraction(1'000 * 24 * 19));
    const auto march = gpu_hours_of(list, three_years, period(2026_y / feb / 28, 2026_y / apr / 1));
    REQUIRE(march.size() == 2);
    CHECK(march[0].hours == fraction(1'000 * 24 * 3)); // to 2 March, for its end follows the slip
    CHECK(march[1].hours == fraction(int128{3'000} * 24 * 32, 23));
    CHECK(gpu_hours_of(list, three_years, period(2025_y / jan / 1, 2026_y / jan / 13)).empty());
    CHECK(gpu_hours_of(list, three_years, period(2029_y / jan / 1, 2030_y / jan / 1)).empty());
    CHECK_THROWN(invalid_terms, gpu_hours_of(list, three_years, period(2027_y / jan / 1, 2027_y / jan / 2))); // the third is not known
}

TEST_CASE("what a partition delivers sums to the whole, in energy and in GPU-hours")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 300; ++round) {
        tranches list;
        for (std::int64_t n = draw.between(1, 4); n > 0; --n) {
            const auto start = draw.between(0, three_years.days() - 2);
            tranche    t{.in_service            = year_month_day(three_years.start() + date::days{start}),
                         .capacity              = power<any_basis>(draw.between(1, 1'000'000'000)),
                         .end                   = year_month_day(three_years.start() + date::days{draw.between(start + 1, three_years.days())}),
                         .accelerator           = draw.coin() ? any_accelerator(gb300{}) : any_accelerator(cs3{}),
                         .power_per_accelerator = power<any_basis>(draw.between(1, 30'000))};
            if (draw.coin()) t.slip = date::days{draw.between(0, 60)}, t.end_on_slip = slipped_end::follows;
            if (draw.coin()) t.ramp_up = linear_ramp{.days = date::days{draw.between(1, 90)}, .to_watts = rounding::half_even};
            list.push_back(t);
        }
        const period          service = service_days(list, three_years);
        const ramp            r       = make_ramp(list, three_years);
        energy<any_basis>     sum;
        std::vector<fraction> hours(2, fraction(0));
        const auto            add = [&](std::vector<fraction>& to, const std::vector<accelerator_hours>& found) {
            for (const accelerator_hours& h : found) to[h.accelerator == any_accelerator(gb300{}) ? 0 : 1] = to[h.accelerator == any_accelerator(gb300{}) ? 0 : 1] + h.hours;
        };
        for (sys_days from = service.start(); from < service.end();) {
            const sys_days to = std::min(service.end(), from + date::days{draw.between(1, 400)});
            sum += energy_of(r, period(from, to));
            add(hours, gpu_hours_of(list, three_years, period(from, to)));
            from = to;
        }
        std::vector<fraction> whole(2, fraction(0));
        add(whole, gpu_hours_of(list, three_years));
        REQUIRE(sum == energy_of(r));
        REQUIRE(hours == whole);
    }
}
