// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/by_capacity.hpp>

#include "../support/oracle.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::years;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

contract<USD> phased()
{
    return contract<USD>{
        .name          = "phased",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = years{3}}, "8-K"),
        .tranches      = assumed({{.in_service = 2026_y / jan / 1, .capacity = 250 * MW}, {.in_service = 2027_y / jan / 1, .capacity = 250 * MW}, {.in_service = 2028_y / jan / 1, .capacity = 250 * MW}},
                                 "250 MW a year"),
        .consideration = disclosed(usd(600), "8-K"),
    };
}

} // namespace

TEST_CASE("years of 250, 500 and 750 MW take one, two and three sixths")
{
    CHECK(amounts(amortize(phased(), by_capacity, annual)) == integers{100'00, 200'00, 300'00});
    const auto quarters = amortize(phased(), by_capacity, quarterly);
    REQUIRE(quarters.size() == 12);
    CHECK(quarters[0].charge == usd(25));
    CHECK(quarters[11].charge == usd(75));
    CHECK(quarters[3].closing == usd(500));
    CHECK(quarters[11].closing == usd(0));
    CHECK(ties_out(quarters, usd(600)));
}

TEST_CASE("a period before the first tranche takes nothing, and one after the last leaves nothing")
{
    auto c          = phased();
    c.tranches      = assumed({{.in_service = 2027_y / jan / 1, .capacity = 250 * MW, .end = 2028_y / jan / 1}}, "us");
    const auto rows = amortize(c, by_capacity, annual);
    CHECK(amounts(rows) == integers{0, 600'00, 0});
    CHECK(rows[0].closing == usd(600));
    CHECK(rows[1].closing == usd(0));
}

TEST_CASE("a tranche that starts within a month takes its days over that month's days, and none on its end date")
{
    auto c     = phased();
    c.term     = disclosed(ratable::term{.start = 2026_y / apr / 1, .length = date::months{3}}, "8-K");
    c.tranches = assumed({{.in_service = 2026_y / apr / 16, .capacity = 1 * MW, .end = 2026_y / jun / 1}}, "us");
    CHECK(amounts(amortize(c, by_capacity, monthly)) == integers{200'00, 400'00, 0});
}

// What announced deals imply, recomputed from their published totals (half up): the figures that go with them in the press are rounder.
TEST_CASE("announced deals by the month, the megawatt and the kilowatt-month")
{
    const auto a_month = [](const money<USD>& total, int months) {
        const auto rows = amortize(total, make_schedule(period(sys_days{2026_y / jan / 1}, sys_days{add_months(2026_y / jan / 1, date::months{months}, month_rule::clamp)}), monthly), straight_line);
        return rows.front().charge;
    };
    CHECK(a_month(usd(38'000'000'000), 84) == usd("452380952.38")); // OpenAI–AWS
    CHECK(a_month(usd(2'900'000'000), 60) == usd("48333333.33"));   // Nebius–Meta
    const auto per = [](const money<USD>& total, std::int64_t n) { return to_string(round<4>(to_fraction(total.amount) / fraction(n), rounding::half_up)); };
    CHECK(per(usd(9'700'000'000), 5 * 200) == "9700000.0000");       // Microsoft–IREN, a critical MW and year
    CHECK(per(usd(9'700'000'000), 60 * 200'000) == "808.3333");      // and kW-month
    CHECK(per(usd(9'700'000'000), 200 * 8760 * 5) == "1107.3059");   // and MWh at full load: 1107.31
    CHECK(per(usd(5'800'000'000), 200) == "29000000.0000");          // hardware, a MW
    CHECK(per(usd(8'700'000'000), 144 * 500'000) == "120.8333");     // Core Scientific–CoreWeave, a kW-month
    CHECK(per(usd(2'000'000'000), 144 * 120'000) == "115.7407");     // its third option
    CHECK(per(usd(2'000'000'000), 120 * 234'000) == "71.2251");      // triple net
    CHECK(per(usd(300'000'000'000), 60 * 4'500'000) == "1111.1111"); // Oracle–OpenAI, whose basis is not known
    CHECK(per(usd(20'000'000'000), 750) == "26666666.6667");         // OpenAI–Cerebras, a MW
}

TEST_CASE("constant capacity along the calendar is straight-line")
{
    auto c     = sample::aws();
    c.tranches = assumed({{.in_service = 2025_y / nov / 3, .capacity = 100 * MW}}, "us");
    for (const frequency every : tests::every_frequency) CHECK(amortize(c, by_capacity, every, calendar_periods) == amortize(c, straight_line, every, calendar_periods));
    CHECK(amortize(c, by_capacity, monthly, calendar_periods).size() == 85);
    CHECK(amortize(c, by_capacity, monthly).size() == 84);
}

TEST_CASE("a contract whose term, consideration or tranches are unknown, or on two MW bases, is refused")
{
    CHECK_REFUSED(invalid_terms, "contract 'OpenAI–AWS': tranches: must be known to derive this; got unknown: MW never announced; state it, or assume it and say so",
                  amortize(sample::aws(), by_capacity, monthly));
    auto c = phased();
    c.term = unknown("?");
    CHECK_THROWN(invalid_terms, amortize(c, by_capacity, monthly));
    c               = phased();
    c.consideration = unknown("?");
    CHECK_THROWN(invalid_terms, amortize(c, by_capacity, monthly));
    c                              = phased();
    c.tranches.value()[1].capacity = 250 * MW_it;
    CHECK_THROWN(unlike_units, amortize(c, by_capacity, monthly));
}

TEST_CASE("every total over every ramp ties out, and each row is less than one cent from its share of the MW-months")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 100; ++round) {
        auto       c     = phased();
        const auto t     = tests::any_term(draw);
        const auto whole = days_of(t);
        const auto sum   = money<USD>(decimal<2>::from_units(draw.any_int64()));
        tranches   list;
        for (std::int64_t n = draw.between(1, 5); n > 0; --n) {
            const auto start = draw.between(0, whole.days() - 1);
            list.push_back({.in_service = year_month_day(whole.start() + date::days{static_cast<int>(start)}), .capacity = power<any_basis>(draw.between(1, 5'000'000'000))});
        }
        c.term          = disclosed(t, "8-K");
        c.consideration = disclosed(sum, "8-K");
        c.tranches      = assumed(list, "us");
        const ramp r    = make_ramp(list, whole);
        for (const frequency every : tests::every_frequency) {
            for (const period_basis basis : tests::every_basis) {
                const auto rows = amortize(c, by_capacity, every, basis);
                REQUIRE(tests::untidy(rows, sum, whole) == "");
                for (const auto& row : rows) {
                    const auto share = tests::ratio(capacity_time(r, row.period).count, capacity_time(r).count) * tests::ratio(sum.amount.units, 1);
                    REQUIRE(abs(tests::ratio(row.charge.amount.units, 1) - share) < 1);
                }
            }
        }
    }
}

TEST_CASE_TEMPLATE("currencies known at run time amortise by capacity too", Currency, any_currency<0>, any_currency<2>, any_currency<3>, any_currency<4>)
{
    constexpr int digits = Currency::minor_digits;
    const auto    unit   = currency_of<digits>(digits == 0 ? "JPY" : digits == 2 ? "EUR" : digits == 3 ? "KWD" : "CLF");
    const contract<Currency> c{.name = "x", .currency = unit, .term = phased().term, .tranches = phased().tranches,
                               .consideration = disclosed(money<Currency>(decimal<digits>(600), unit), "8-K")};
    const auto rows = amortize(c, by_capacity, annual);
    CHECK(rows[0].charge == money<Currency>(decimal<digits>(100), unit));
    CHECK(rows[2].charge == money<Currency>(decimal<digits>(300), unit));
    CHECK(ties_out(rows, c.consideration.value()));
}
