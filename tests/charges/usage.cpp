// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/usage.hpp>

#include "../support/billed.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::billed, tests::months_from, tests::shown;

namespace {

using strings = std::vector<std::string>;

const term year_2026 = months_from(2026_y / jan / 1, 12);

usage_fee<USD> plain(decimal<6> price = 2.5_d)
{
    return {.price = stated<unit_price<USD>>(unit_price<USD>(money<USD, 6>(price), priced_unit::gpu_hour))};
}
unit_price<USD> per_hour(decimal<6> price) { return {money<USD, 6>(price), priced_unit::gpu_hour}; }

/// Ten accelerators of which 80 % are paid for.
usage_fee<USD> minimum_of_ten(make_up_price made_up = make_up_price::free)
{
    usage_fee<USD> clause = plain();
    clause.minimum        = take_or_pay{.share      = stated<ratio>(0.8_d),
                                        .contracted = stated<gpus<any_accelerator>>(gpus<any_accelerator>(10)),
                                        .make_up    = make_up{.usable_months = 12, .price = made_up}};
    return clause;
}
escalator five_percent(price_start starts = price_start::on_next_billing_month)
{
    return {.starts = starts, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = 0.05_d};
}

/// One reading a period, for the whole of it; zeros are left out.
std::vector<usage_reading> read(const std::vector<billing_period>& periods, const std::vector<metered>& quantities)
{
    std::vector<usage_reading> rows;
    for (std::size_t k = 0; k < quantities.size(); ++k) {
        if (sign(quantities[k]) > 0) rows.push_back({.days = periods[k].days, .quantity = quantities[k]});
    }
    return rows;
}

std::vector<charge<USD>> rows_of(const usage_fee<USD>& clause, const std::vector<metered>& used, const term& t = year_2026, const std::vector<billing_period>& periods = billed(year_2026),
                                 const std::vector<excused_reading>& excused = {})
{
    std::vector<charge<USD>> rows;
    append_usage<USD>(rows, clause, 1, t, periods, {}, readings<USD>{.usage = read(periods, used), .excused = excused});
    return rows;
}

} // namespace

TEST_CASE("without a minimum a clause bills usage × price, and nothing where nothing was used")
{
    const auto rows = rows_of(plain(), {metered(100), metered(0), metered(0.5_d)});
    CHECK(shown(rows) == strings{"usage 100.00000000 x 2.500000 = 250.00", "usage 0.50000000 x 2.500000 = 1.25"});
    CHECK(rows[0].clause == term_path{"pricing", 1});
    CHECK(rows[1].service == period(2026_y / mar / 1, 2026_y / apr / 1));
    CHECK(rows_of(plain(), {}).empty());
}

TEST_CASE("only the clause's own meter is read, and in its unit")
{
    usage_fee<USD> power{.name = "power", .meter = "hall 1", .price = stated<unit_price<USD>>(unit_price<USD>(usd(0.085_d) / kWh))};
    const auto     periods = billed(year_2026);
    readings<USD>  both{.usage = {{.meter = "hall 1", .days = periods[0].days, .quantity = metered(1000)}, {.days = periods[0].days, .quantity = metered(7)}}};
    std::vector<charge<USD>> rows;
    append_usage<USD>(rows, power, 0, year_2026, periods, {}, both);
    append_usage<USD>(rows, plain(), 1, year_2026, periods, {}, both);
    CHECK(shown(rows) == strings{"usage 1000.00000000 x 0.085000 = 85.00", "usage 7.00000000 x 2.500000 = 17.50"});
    CHECK(rows[0].quantity.unit == priced_unit::kwh);
    CHECK(rows[1].quantity.unit == priced_unit::gpu_hour);
}

TEST_CASE("take-or-pay: usage less what is made up, and the shortfall, both at the period's price")
{
    // January: 7,440 h contracted, 5,952 the minimum; 5,000 used: 952 short.
    // February: 6,720 − 720 excused = 6,000, minimum 4,800; 5,300 used: 500 made up, 4,800 paid.
    // March: minimum 5,952; nothing used.
    const auto                         periods = billed(year_2026);
    const std::vector<excused_reading> excused{{.days = period(2026_y / feb / 3, 2026_y / feb / 6), .quantity = metered(720)}};
    const auto                         rows = rows_of(minimum_of_ten(), {metered(5000), metered(5300)}, year_2026, periods, excused);
    REQUIRE(rows.size() == 14);
    CHECK(shown(rows, 0, 5) == strings{
        "usage 5000.00000000 x 2.500000 = 12500.00", "shortfall 952.00000000 x 2.500000 = 2380.00",
        "usage 4800.00000000 x 2.500000 = 12000.00", "make_up 500.00000000 x 0.000000 = 0.00",
        "shortfall 5952.00000000 x 2.500000 = 14880.00"});
}

TEST_CASE("a month without usage costs exactly price × minimum")
{
    const auto rows = rows_of(minimum_of_ten(), {});
    REQUIRE(rows.size() == 12);
    for (const auto& row : rows) {
        CHECK(row.kind == charge_kind::shortfall);
        CHECK(row.amount == money<USD>(decimal<2>(row.service.days() * 24 * 10 * 2))); // 0.8 × 2.50 = 2
    }
}

TEST_CASE("the price escalates by contract year, and made-up hours cost the difference to what their vintage was paid at")
{
    usage_fee<USD> clause = minimum_of_ten(make_up_price::difference);
    clause.escalator      = five_percent(); // 2.50, then 2.625 → 2.63
    const term t          = months_from(2026_y / jan / 1, 24);
    const auto periods    = billed(t);
    std::vector<metered> used;
    for (const auto& p : periods) used.emplace_back(p.days.days() * 192); // the minimum: 0.8 × 24 × 10
    used[11] = used[11] - metered(100);
    used[12] = used[12] + metered(150);
    const auto rows = rows_of(clause, used, t, periods);
    CHECK(shown(rows, 11, 15) == strings{
        "usage 5852.00000000 x 2.500000 = 14630.00", "shortfall 100.00000000 x 2.500000 = 250.00",
        "usage 6002.00000000 x 2.630000 = 15785.26", "make_up 100.00000000 x 0.130000 = 13.00"});
    clause.escalator->growth = -0.05_d; // a price that falls: the difference is never paid back
    CHECK(shown(rows_of(clause, used, t, periods)[14]) == "make_up 100.00000000 x 0.000000 = 0.00");
}

TEST_CASE("made-up hours have a row for each vintage")
{
    const auto rows = rows_of(minimum_of_ten(), {metered(5900), metered(5300), metered(6100)}); // 52 and 76 short, 148 above
    CHECK(shown(rows, 4, 7) == strings{"usage 5972.00000000 x 2.500000 = 14930.00", "make_up 52.00000000 x 0.000000 = 0.00", "make_up 76.00000000 x 0.000000 = 0.00"});
}

TEST_CASE("hours that expire, or that a cap cuts, have no row")
{
    usage_fee<USD> clause                  = minimum_of_ten();
    clause.minimum->make_up->cap           = metered(1000);
    clause.minimum->make_up->usable_months = 1;
    // January: 5,952 short, 4,952 lost. February: 5,376 used, the minimum. March: January's 1,000 are gone; 6,000 used.
    const auto rows = rows_of(clause, {metered(0), metered(5376), metered(6000)});
    CHECK(shown(rows, 0, 3) == strings{"shortfall 5952.00000000 x 2.500000 = 14880.00", "usage 5376.00000000 x 2.500000 = 13440.00", "usage 6000.00000000 x 2.500000 = 15000.00"});
}

TEST_CASE("usage above the contracted hours has the overage price, which escalates too, or is refused")
{
    usage_fee<USD> clause = minimum_of_ten();
    CHECK_REFUSED(invalid_terms,
                  "usage clause 'usage': must have an overage price for usage above the contracted hours; got 60.00000000 more in 2026-01-01 .. 2026-02-01; state the overage price, or correct the reading",
                  rows_of(clause, {metered(7500)}));
    CHECK(rows_of(clause, {metered(7440)}).front().kind == charge_kind::usage); // all that was contracted
    clause.overage   = per_hour(3.1_d);
    clause.escalator = five_percent();
    const auto first = rows_of(clause, {metered(7500)});
    CHECK(shown(first, 0, 2) == strings{"usage 7440.00000000 x 2.500000 = 18600.00", "overage 60.00000000 x 3.100000 = 186.00"});
    const term           t       = months_from(2026_y / jan / 1, 24);
    std::vector<metered> used(24);
    used[12] = metered(7500);
    for (const auto& row : rows_of(clause, used, t, billed(t))) {
        if (row.kind == charge_kind::overage) CHECK(shown(row) == "overage 60.00000000 x 3.260000 = 195.60"); // 3.255 → 3.26
    }
}

TEST_CASE("the annual true-up is for the contract year, on its last invoice, at its price")
{
    usage_fee<USD> clause    = minimum_of_ten();
    clause.minimum->make_up  = {};
    clause.minimum->true_up  = annual_true_up{.share = stated<ratio>(0.9_d), .can_be_made_up = false};
    const auto           periods = billed(year_2026);
    std::vector<metered> used;
    for (const auto& p : periods) used.emplace_back(p.days.days() * 204); // 85 %
    const auto rows = rows_of(clause, used);
    REQUIRE(rows.size() == 13);
    CHECK(shown(rows[12]) == "true_up 4380.00000000 x 2.500000 = 10950.00"); // 5 % of 87,600
    CHECK(rows[12].service == period(2026_y / jan / 1, 2027_y / jan / 1));
    CHECK(rows[12].invoiced == sys_days{2026_y / dec / 31});
}

TEST_CASE("contracted hours are the caller's where the minimum states no accelerators")
{
    usage_fee<USD> clause      = minimum_of_ten();
    clause.minimum->contracted = {};
    const auto               periods = billed(year_2026);
    std::vector<metered>     contracted(12, metered(100));
    std::vector<charge<USD>> rows;
    const auto               hours = append_usage<USD>(rows, clause, 0, year_2026, periods, contracted, {});
    CHECK(shown(rows.front()) == "shortfall 80.00000000 x 2.500000 = 200.00");
    CHECK(hours.periods.size() == 12);
    CHECK_REFUSED(invalid_terms, "usage clause 'usage': must have contracted hours for every billing period; got 0; state minimum.contracted, or tranches with their accelerators",
                  append_usage<USD>(rows, clause, 0, year_2026, periods, {}, {}));
    clause.minimum->contracted = unknown("redacted");
    CHECK_THROWN(invalid_terms, append_usage<USD>(rows, clause, 0, year_2026, periods, contracted, {}));
}

TEST_CASE("tiers stand in for the price, and each of them escalates")
{
    usage_fee<USD> clause = plain(99.0_d); // not read
    clause.tiers          = tiers<USD>{.steps = std::vector<tier<USD>>{{metered(100), usd(3)}, {{}, usd(2)}}, .method = tier_method::marginal, .counted_over = tier_period::billing_period};
    clause.escalator      = five_percent();
    const term           t = months_from(2026_y / jan / 1, 24);
    std::vector<metered> used(24);
    used[0] = used[12] = metered(150);
    CHECK(shown(rows_of(clause, used, t, billed(t))) == strings{"usage 100.00000000 x 3.000000 = 300.00", "usage 50.00000000 x 2.000000 = 100.00",
                                                                "usage 100.00000000 x 3.150000 = 315.00", "usage 50.00000000 x 2.100000 = 105.00"});
}

TEST_CASE("a price that changes inside a billing period is refused, and not where the period begins")
{
    const term     t      = months_from(2025_y / nov / 3, 24);
    usage_fee<USD> clause = plain();
    clause.escalator      = five_percent(price_start::on_anniversary);
    const auto calendar = billed(t, monthly, calendar_periods), between = billed(t);
    CHECK_REFUSED(invalid_terms,
                  "usage clause 'usage': must not change its price inside a billing period, whose reading cannot be split; got 2026-11-01 .. 2026-12-01 by 2026-11-03; "
                  "write price_start::on_next_billing_month, or bill between anniversaries",
                  rows_of(clause, {}, t, calendar));
    std::vector<metered> used(14, metered(10));
    CHECK(shown(rows_of(clause, used, t, between)[12]) == "usage 10.00000000 x 2.630000 = 26.30");
    clause.escalator = five_percent();
    const auto rows  = rows_of(clause, used, t, calendar);
    CHECK(rows[12].service.start() == sys_days{2026_y / nov / 1});
    CHECK(rows[12].price == usd(2.5_d)); // it begins in year 1
    CHECK(rows[13].price == usd(2.63_d));
}

TEST_CASE("clauses that say too little or too much are refused")
{
    const auto with = [](auto change) {
        usage_fee<USD> clause = minimum_of_ten();
        change(clause);
        return rows_of(clause, {});
    };
    CHECK_REFUSED(invalid_terms, "usage clause 'usage': must be priced per GPU-hour, kWh or MWh; got MW-month; write a capacity_fee for what is in force, used or not",
                  with([](auto& c) { c.price = stated<unit_price<USD>>(unit_price<USD>(usd(150'000) / MW_month)); }));
    CHECK_REFUSED(invalid_terms, "usage clause 'usage': must have either tiers or a minimum; got both; write the minimum at one price", with([](auto& c) {
                      c.tiers = tiers<USD>{.steps = std::vector<tier<USD>>{{{}, usd(1)}}, .method = tier_method::marginal, .counted_over = tier_period::billing_period};
                  }));
    CHECK_REFUSED(invalid_terms, "usage clause 'usage': must have a minimum for an overage price: it says what is contracted; got none; write the minimum, or a tier", with([](auto& c) {
                      c.minimum = {};
                      c.overage = per_hour(3.0_d);
                  }));
    CHECK_REFUSED(unlike_units, "usage clause 'usage': must have its overage price per GPU-hour, as its price; got 0.085000 USD/kWh; state both per one unit",
                  with([](auto& c) { c.overage = unit_price<USD>(usd(0.085_d) / kWh); }));
    CHECK_REFUSED(invalid_terms, "usage clause 'usage': must be priced per GPU-hour for a minimum of accelerators; got kWh; leave minimum.contracted out, and give contracted energy",
                  with([](auto& c) { c.price = stated<unit_price<USD>>(unit_price<USD>(usd(0.085_d) / kWh)); }));
    CHECK_REFUSED(unlike_units, "usage clause 'usage': must count its minimum in the accelerators of its price; got 10 h100; state both for one accelerator", with([](auto& c) {
                      c.price               = stated<unit_price<USD>>(unit_price<USD>(usd("2.50"), priced_unit::gpu_hour, gb300{}));
                      c.minimum->contracted = stated<gpus<any_accelerator>>(gpus<any_accelerator>(10, any_accelerator(h100{})));
                  }));
    CHECK_THROWN(invalid_terms, rows_of(usage_fee<USD>{.price = unknown("redacted")}, {}));
    std::vector<charge<USD>> rows;
    CHECK(append_usage<USD>(rows, minimum_of_ten(), 0, year_2026, {}, {}, {}).periods.empty()); // no periods, no rows
    CHECK(rows.empty());
}

TEST_CASE("on random usage rows cost what a reckoning by month says, and never less than the minimum")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const auto    periods = billed(year_2026);
    for (int n = 0; n < 500; ++n) {
        usage_fee<USD> clause  = minimum_of_ten();
        clause.minimum->share  = ratio::from_units(draw.between(0, 100) * 10'000);
        const std::int64_t cents = draw.between(1, 500), percent = clause.minimum->share.value().units / 10'000;
        clause.price = stated<unit_price<USD>>(unit_price<USD>(money<USD, 6>(decimal<2>::from_units(cents)), priced_unit::gpu_hour));
        std::vector<metered> used;
        for (const auto& p : periods) used.emplace_back(draw.between(0, 3) == 0 ? 0 : draw.between(0, p.days.days() * 240));
        const auto rows = rows_of(clause, used);
        // In hundredths of an hour: the bank has no cap and outlasts the term.
        std::int64_t bank = 0, expected = 0;
        for (std::size_t k = 0; k < periods.size(); ++k) {
            const std::int64_t minimum = periods[k].days.days() * 240 * percent, u = used[k].units / 1'000'000;
            const std::int64_t made = std::min(bank, std::max<std::int64_t>(0, u - minimum)), short_by = std::max<std::int64_t>(0, minimum - u);
            bank += short_by - made;
            const auto rounded = [&](std::int64_t hundredths) { return (hundredths * cents + 50) / 100; };
            const std::int64_t due = rounded(u - made) + rounded(short_by);
            expected += due;
            std::int64_t billed_now = 0;
            for (const auto& row : rows) billed_now += row.service == periods[k].days ? row.amount.amount.units : 0;
            CHECK(billed_now == due);
            CHECK(billed_now + 1 >= rounded(minimum)); // two rows, each rounded
        }
        CHECK(total(rows).amount.units == expected);
    }
}
