// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/levelized.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;
using iso4217::USD;

namespace {

using number     = basic_fraction<unbounded>;
using on_meter   = watt_hour<any_basis>;
using costs      = std::vector<flow<USD>>;
using deliveries = std::vector<dated_quantity<on_meter>>;

constexpr rounding mode = rounding::half_even;

interest_rate at(const char* per_year, compounding kind = compounding::annual)
{
    return {.per_year = rate_of_interest::parse(per_year), .compounds = kind, .day_count = act_365_fixed{}};
}

constexpr compounding kinds[] = {compounding::simple, compounding::annual, compounding::semiannual, compounding::quarterly, compounding::monthly, compounding::daily, compounding::continuous};

/// 84 months of growing deliveries against one outlay.
struct plant
{
    costs      spent{{2026_y/jan/1, usd(1'008'400)}};
    deliveries made{};

    plant()
    {
        for (int m = 0; m < 84; ++m) made.emplace_back(year_month_day(2026_y/jan/15) + date::months{m}, (200 + m) * MWh);
    }
};

} // namespace

TEST_CASE("what was spent at first is spread over what is delivered later, at what it costs to wait")
{
    // Recomputed in binary doubles: 65.29356979960714, 63.40013311420948, 65.96783264647328, 65.96588132442874, 65.90875024300735.
    const plant p;
    CHECK(to_string(levelized_cost<10>(p.spent, p.made, MWh, at("0.08"), mode)) == "65.2935697996 USD/MWh");
    CHECK(to_string(levelized_cost<10>(p.spent, p.made, MWh, at("0.08", compounding::simple), mode)) == "63.4001331142 USD/MWh");
    CHECK(to_string(levelized_cost<10>(p.spent, p.made, MWh, at("0.08", compounding::continuous), mode)) == "65.9678326465 USD/MWh");
    CHECK(to_string(levelized_cost<10>(p.spent, p.made, MWh, at("0.08", compounding::daily), mode)) == "65.9658813244 USD/MWh");
    CHECK(to_string(levelized_cost<10>(p.spent, p.made, MWh, at("0.08", compounding::monthly), mode)) == "65.9087502430 USD/MWh");
    CHECK(to_string(levelized_cost<6>(p.spent, p.made, kWh, at("0.08"), rounding::ceiling)) == "0.065294 USD/kWh");
    static_assert(std::is_same_v<decltype(levelized_cost<4>(p.spent, p.made, MWh, at("0.08"), mode)), rate<money<USD, 4>, on_meter>>);
}

TEST_CASE("the unit is in the type: GPU-hours, MW-months")
{
    const costs spent{{2026_y/jan/1, usd(300)}};
    const std::vector<dated_quantity<gpu_hour_unit<gb300>>> hours{{2027_y/jan/1, 100 * gpu_h<gb300>}};
    CHECK(levelized_cost<4>(spent, hours, gpu_h<gb300>, at("0.1"), mode) == usd("3.30") / gpu_h<gb300>);
    const std::vector<dated_quantity<watt_month_quantum<critical_it>>> months{{2026_y/jan/1, 2 * MW_month_it}, {2027_y/jan/1, 1 * MW_month_it}};
    CHECK(levelized_cost<2>(spent, months, MW_month_it, at("0"), mode) == usd(100) / MW_month_it);
}

TEST_CASE("where every day has one price, that is the price: exactly, in every mode and however interest compounds")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 20; ++i) {
        const auto cents = draw.between(1, 10'000);
        costs      spent;
        deliveries made;
        for (int day = 0; day < 12; ++day) {
            const auto on = sys_days(2026_y/jan/1) + date::days{draw.between(0, 4'000)};
            const auto n  = draw.between(1, 1'000);
            spent.emplace_back(on, usd(decimal<2>::from_units(cents * n)));
            made.emplace_back(on, n * MWh);
        }
        for (const compounding kind : kinds) {
            for (const rounding m : tests::every_mode) REQUIRE(levelized_cost<2>(spent, made, MWh, at("0.0825", kind), m) == usd(decimal<2>::from_units(cents)) / MWh);
        }
    }
}

TEST_CASE("a price that is rational by whole years, or by roots that are, is known exactly")
{
    // 121 now against 1 MWh after two years of 365 days at 10 %: 146.41.
    const costs spent{{2025_y/jan/1, usd(121)}};
    for (const rounding m : tests::every_mode) {
        CHECK(levelized_cost<2>(spent, deliveries{{2027_y/jan/1, 1 * MWh}}, MWh, at("0.1"), m) == usd("146.41") / MWh);
        // 219 days are 3/5 of a year, and 1.61051 is 1.1^5: 1.61051^(3/5) is 1.331.
        CHECK(levelized_cost<3>(costs{{2025_y/jan/1, usd(1)}}, deliveries{{sys_days(2025_y/jan/1) + date::days{219}, 1 * MWh}}, MWh, at("0.61051"), m) ==
              usd(1.331_d) / MWh);
        // Two roots, 31 and 59 days on, with one ratio each: 7.
        const sys_days first = 2025_y/feb/1, second = 2025_y/mar/1;
        CHECK(levelized_cost<2>(costs{{first, usd(7)}, {second, usd(21)}}, deliveries{{first, 1 * MWh}, {second, 3 * MWh}}, MWh, at("0.08"), m) == usd(7) / MWh);
        // 14 in a year are 7 now at 100 %: together 14 for 2 MWh.
        CHECK(levelized_cost<2>(costs{{2025_y/jan/1, usd(7)}, {2026_y/jan/1, usd(14)}}, deliveries{{2025_y/jan/1, 2 * MWh}}, MWh, at("1"), m) == usd(7) / MWh);
    }
}

TEST_CASE("days of two prices have one between them, known exactly where it is rational")
{
    // 7 + 21/2 over 2 + 1/2.
    for (const rounding m : tests::every_mode) {
        CHECK(levelized_cost<2>(costs{{2025_y/jan/1, usd(7)}, {2026_y/jan/1, usd(21)}}, deliveries{{2025_y/jan/1, 2 * MWh}, {2026_y/jan/1, 1 * MWh}}, MWh, at("1"), m) == usd(7) / MWh);
    }
}

TEST_CASE("modes give neighbours, and more digits stay between them")
{
    const plant p;
    for (const compounding kind : kinds) {
        const auto low  = levelized_cost<4>(p.spent, p.made, MWh, at("0.08", kind), rounding::floor);
        const auto high = levelized_cost<4>(p.spent, p.made, MWh, at("0.08", kind), rounding::ceiling);
        const auto fine = levelized_cost<12>(p.spent, p.made, MWh, at("0.08", kind), mode);
        CHECK(high.price.amount.units - low.price.amount.units == 1);
        CHECK(low < fine);
        CHECK(fine < high);
    }
}

TEST_CASE("the order of costs and deliveries does not matter, nor does their day in common")
{
    plant      p;
    const auto price = levelized_cost<12>(p.spent, p.made, MWh, at("0.08"), mode);
    std::reverse(p.made.begin(), p.made.end());
    CHECK(levelized_cost<12>(p.spent, p.made, MWh, at("0.08"), mode) == price);
    for (auto& x : p.made) x.on += date::days{1'000};
    for (auto& x : p.spent) x.on += date::days{1'000};
    CHECK(levelized_cost<12>(p.spent, p.made, MWh, at("0.08"), mode) == price);
}

TEST_CASE("a residual value that comes back lowers the price, below zero if it must")
{
    CHECK(levelized_cost<2>(costs{{2025_y/jan/1, usd(100)}, {2026_y/jan/1, usd(-55)}}, deliveries{{2025_y/jan/1, 10 * MWh}}, MWh, at("0.1"), mode) == usd(5) / MWh);
    CHECK(levelized_cost<2>(costs{{2025_y/jan/1, usd(-100)}}, deliveries{{2025_y/jan/1, 10 * MWh}}, MWh, at("0.1"), mode) == usd(-10) / MWh);
}

TEST_CASE("a fixed charge rate levelises one year")
{
    // NREL ssc, PVWatts LCOE calculator: 0.046276240055466697 in binary doubles.
    const auto parse = [](const char* digits) { return number(to_fraction(decimal<30, unbounded>::parse(digits))); };
    const auto price = levelized_by_fixed_charge(parse("0.081602577429142953"), 52'000'000, 650'000, parse("105741823.8917052"), 0);
    CHECK(to_decimal_text(price, 15, mode) == "0.046276240055467");
    CHECK(levelized_by_fixed_charge<4>(fraction(98, 1000), usd(374'660'500), usd(5'531'900), 241'044 * MWh, usd(0.004_d) / kWh, MWh, mode) == usd(179.2735_d) / MWh);
    CHECK(levelized_by_fixed_charge<2>(fraction(1, 10), usd(1'000), usd(50), 10 * MWh, usd(5) / MWh, MWh, mode) == usd(20) / MWh);
}

TEST_CASE("without units there is no price per unit")
{
    const costs spent{{2025_y/jan/1, usd(100)}};
    CHECK_REFUSED(invalid_terms, "deliveries: must have a present value above zero; got none; a price per unit needs units", levelized_cost<2>(spent, deliveries{}, MWh, at("0.1"), mode));
    CHECK_REFUSED(invalid_terms, "deliveries: must have a present value above zero; got 0; a price per unit needs units",
                  levelized_cost<2>(spent, deliveries{{2025_y/jan/1, 0 * MWh}}, MWh, at("0.1"), mode));
    CHECK_THROWN(invalid_terms, levelized_cost<2>(spent, deliveries{{2025_y/jan/1, -1 * MWh}}, MWh, at("0.1"), mode));
    // 10 now less 11 in a year at 10 %: nothing, exactly.
    CHECK_THROWN(invalid_terms, levelized_cost<2>(spent, deliveries{{2025_y/jan/1, 10 * MWh}, {2026_y/jan/1, -11 * MWh}}, MWh, at("0.1"), mode));
    CHECK_THROWN(invalid_terms, levelized_by_fixed_charge(1, 1, 1, 0, 1));
    CHECK_REFUSED(invalid_terms, "costs: must have one at least; got none; a price per unit needs costs", levelized_cost<2>(costs{}, deliveries{{2025_y/jan/1, 1 * MWh}}, MWh, at("0.1"), mode));
}

TEST_CASE("a rate that takes all of what bears it has no present value")
{
    const costs      spent{{2025_y/jan/1, usd(100)}};
    const deliveries made{{2027_y/jan/1, 1 * MWh}};
    CHECK_REFUSED(invalid_terms, "interest rate: must be above -100 % a period, that is above -1, compounding annual; got -1.000000000000; a share is written 0.08 for 8 %", levelized_cost<2>(spent, made, MWh, at("-1"), mode));
    CHECK_THROWN(invalid_terms, levelized_cost<2>(spent, made, MWh, at("-0.5", compounding::simple), mode));
    CHECK_THROWN(invalid_terms, levelized_cost<2>(spent, made, MWh, at("-12", compounding::monthly), mode));
    CHECK(levelized_cost<2>(spent, made, MWh, at("-0.5"), mode) == usd(25) / MWh);
}

TEST_CASE("deliveries of two units or costs in two currencies, known at run time, do not mix")
{
    const std::vector<flow<any_currency<2>>> mixed{{2025_y/jan/1, money<any_currency<2>>(decimal<2>(1), currency_of<2>("EUR"))},
                                                   {2025_y/jan/1, money<any_currency<2>>(decimal<2>(1), currency_of<2>("USD"))}};
    CHECK_THROWN(unlike_units, levelized_cost<2>(mixed, deliveries{{2025_y/jan/1, 1 * MWh}}, MWh, at("0.1"), mode));
    CHECK_THROWN(unlike_units, levelized_cost<2>(costs{{2025_y/jan/1, usd(1)}}, deliveries{{2025_y/jan/1, 1 * MWh_gross}}, MWh, at("0.1"), mode));
}
