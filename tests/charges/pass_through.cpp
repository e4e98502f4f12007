// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/pass_through.hpp>

#include "../support/billed.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using iso4217::USD;

namespace {

const ratable::term one_quarter{.start = 2026_y / jan / 1, .length = date::months{3}};
const auto          calendar = tests::billed(one_quarter, monthly, calendar_periods);
const tranche       hall{.in_service = 2026_y / jan / 1, .capacity = 10 * MW_it};
const ramp          steps = make_ramp(tranches{hall}, days_of(one_quarter));
const period        january(2026_y / jan / 1, 2026_y / feb / 1), february(2026_y / feb / 1, 2026_y / mar / 1);

power_pass_through<USD> clause()
{
    return {.load_factor = 0.85_d, .pue = 1.3_d, .pue_floor = 1.1_d, .pue_cap = 1.25_d, .tariff = usd(0.085_d) / kWh, .tariff_cap = usd(0.09_d) / kWh, .demand = per_peak_kw(usd(12))};
}

std::vector<charge<USD>> rows_of(const power_pass_through<USD>& c, const readings<USD>& read, const ramp& in_force = steps)
{
    std::vector<charge<USD>> rows;
    append_power(rows, c, in_force, fee_terms<USD>{one_quarter, calendar_periods, calendar, read, {"power"}});
    return rows;
}

} // namespace

TEST_CASE("energy is critical kW × load factor × billed PUE × hours, at the billed tariff")
{
    const auto rows = rows_of(clause(), {});
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].kind == charge_kind::energy);
    CHECK(rows[0].quantity.exact() == fraction(7'905'000)); // 10,000 kW × 0.85 × 1.25 × 744 h: the PUE of 1.3 is capped
    CHECK(rows[0].amount == usd(671'925));
    CHECK(rows[1].quantity.exact() == fraction(7'140'000));
}

TEST_CASE("a reading's PUE and tariff are billed within the collar, and the cap")
{
    readings<USD> read{.power = {{.days = january, .pue = 1.05_d, .tariff = money<USD, 6>(usd(0.12_d))}, {.days = february, .pue = 1.2_d, .tariff = money<USD, 6>(usd(0.07_d))}}};
    const auto    rows = rows_of(clause(), read);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].quantity.exact() == fraction(10'000 * 744) * fraction(85 * 11, 1'000)); // the floor, 1.1
    CHECK(rows[0].price == usd(0.09_d));                                                  // the cap
    CHECK(rows[1].quantity.exact() == fraction(10'000 * 672) * fraction(85 * 12, 1'000));
    CHECK(rows[1].price == usd(0.07_d));
    CHECK(rows[2].price == usd(0.085_d)); // March was not read
    CHECK(billed_pue(clause(), 1.3_d) == 1.25_d);
    CHECK(billed_pue(clause(), 1.1_d) == 1.1_d);
}

TEST_CASE("a reading of part of a month leaves the rest to the clause")
{
    readings<USD> read{.power = {{.days = period(2026_y / jan / 11, 2026_y / jan / 21), .tariff = money<USD, 6>(usd(0.05_d))}}};
    const auto    rows = rows_of(clause(), read);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].service == period(2026_y / jan / 1, 2026_y / jan / 11));
    CHECK(rows[1].price == usd(0.05_d));
    CHECK(rows[2].service == period(2026_y / jan / 21, 2026_y / feb / 1));
    CHECK(rows[0].quantity.exact() + rows[1].quantity.exact() + rows[2].quantity.exact() == fraction(7'905'000));
}

TEST_CASE("demand is the metered peak by the month, a stub by its days, in a row of its own")
{
    readings<USD> read{.power = {{.days = january, .peak_kw = metered(11'000)}, {.days = period(2026_y / feb / 1, 2026_y / feb / 15), .peak_kw = metered(11'000)}}};
    const auto    rows = rows_of(clause(), read);
    REQUIRE(rows.size() == 6);
    CHECK(rows[1].kind == charge_kind::demand);
    CHECK(rows[1].quantity.exact() == fraction(11'000));
    CHECK(rows[1].amount == usd(132'000));
    CHECK(rows[3].amount == usd(66'000)); // 14 of 28 days
}

TEST_CASE("metered energy takes the place of computed energy, rounded only where the clause says so")
{
    auto          c = clause();
    readings<USD> read{.power = {{.days = january, .kwh = 7'000'000.5_d}}};
    CHECK(rows_of(c, read)[0].quantity.exact() == fraction(14'000'001, 2));
    c.kwh_digits = price_digits{.digits = 0, .mode = rounding::half_even};
    CHECK(rows_of(c, read)[0].quantity.exact() == fraction(7'000'000));
}

TEST_CASE("a tariff per MWh is the same price")
{
    auto c       = clause();
    c.tariff     = usd(85) / MWh;
    c.tariff_cap = usd(90) / MWh;
    CHECK(rows_of(c, {})[0].quantity.exact() == fraction(7'905));
    CHECK(rows_of(c, {})[0].amount == usd(671'925));
    c.tariff_cap = usd(0.08_d) / kWh;
    CHECK(rows_of(c, {})[0].amount == usd(632'400));
}

TEST_CASE("power that cannot be charged is refused")
{
    auto c = clause();
    c.pue  = {};
    CHECK_REFUSED(invalid_terms, "power.pue: must be read or stated; got neither; add a reading, or state it", rows_of(c, {}));
    CHECK_REFUSED(unlike_units, "power: must be charged on critical IT load; got W gross; state the tranches as such as \"200 MW critical_it\"",
                  rows_of(clause(), {}, make_ramp(tranches{{.in_service = 2026_y / jan / 1, .capacity = 10 * MW_gross}}, days_of(one_quarter))));
    CHECK_REFUSED(invalid_terms, "reading of power for 2026-01-01 .. 2026-03-01: must lie within one billing period; got 2026-01-01 .. 2026-02-01; split it where the period ends",
                  rows_of(clause(), {.power = {{.days = period(2026_y / jan / 1, 2026_y / mar / 1)}}}));
    CHECK_REFUSED(invalid_terms, "reading of power for 2026-01-01 .. 2026-02-01: must follow the one before, within the term; got 2026-01-01 .. 2026-02-01; put readings in order, each day once",
                  rows_of(clause(), {.power = {{.days = january}, {.days = january}}}));
    CHECK_REFUSED(invalid_terms, "reading of power for 2026-01-01 .. 2026-02-01: must not be negative; got -1.00000000; correct it", rows_of(clause(), {.power = {{.days = january, .kwh = metered(-1)}}}));
    CHECK_REFUSED(invalid_terms, "reading of power for 2026-04-01 .. 2026-05-01: must lie within the term; got 2026-04-01 .. 2026-05-01; leave it out, or prolong the term",
                  rows_of(clause(), {.power = {{.days = period(2026_y / apr / 1, 2026_y / may / 1)}}}));
}
