// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/depreciation.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::months, date::years;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

/// A currency of six digits, to see what published figures print.
struct micro
{
    static constexpr int                            minor_digits = 6;
    [[nodiscard]] static constexpr std::string_view code() { return "MIC"; }
    friend constexpr bool                           operator==(const micro&, const micro&) = default;
};
money<micro> mic(std::string_view text) { return money<micro>(decimal<6>::parse(text)); }

std::vector<period> periods(int n, frequency every = annual)
{
    std::vector<period> found = make_schedule(period(2026_y / jan / 1, 2046_y / jan / 1), every);
    found.erase(found.begin() + n, found.end());
    return found;
}

constexpr declining_balance doubled(switching s, fraction factor = 2) { return {.factor = factor, .to_straight_line = s}; }

depreciable<USD> hardware(first_year_rule rule = first_year_rule::full_month, const money<USD>& residual = usd(0))
{
    return {.cost = usd(100'000), .residual = residual, .in_service = 2026_y / oct / 15, .useful_life = years{5}, .first_year = rule};
}

} // namespace

TEST_CASE("Excel's SLN: 30,000 less 7,500 over ten years is 2,250 a year")
{ // Microsoft, documentation of SLN; published to 0 digits, known
    for (const auto& row : depreciate(usd(30'000), usd(7'500), periods(10), straight_line)) CHECK(row.charge == usd(2'250));
    CHECK(ties_out(depreciate(usd(30'000), usd(7'500), periods(10), straight_line), usd(30'000), usd(7'500)));
}

TEST_CASE("Excel's SYD: 4,090.909091 in the first year and 409.090909 in the tenth")
{ // Microsoft, documentation of SYD; published to 6 digits, known: hence a currency of 6 digits
    const auto rows = depreciate(mic("30000"), mic("7500"), periods(10), sum_of_years_digits);
    CHECK(rows.front().charge == mic("4090.909091"));
    CHECK(rows.back().charge == mic("409.090909"));
    CHECK(rows.back().closing == mic("7500"));
    CHECK(depreciate(usd(30'000), usd(7'500), periods(10), sum_of_years_digits).front().charge == usd("4090.91"));
}

TEST_CASE("Excel's DDB: 2,400 to 300 over ten years, 120 months or 3,650 days")
{ // Microsoft, documentation of DDB; inputs seen, figures recalled; published to 2 digits, half up
    const auto never = doubled(switching::never);
    CHECK(depreciate(usd(2'400), usd(300), periods(3650, frequency::daily), never).front().charge == usd("1.32"));
    CHECK(depreciate(usd(2'400), usd(300), periods(120, monthly), never).front().charge == usd(40));
    const auto by_years = depreciate(usd(2'400), usd(300), periods(10), never);
    CHECK(by_years.front().charge == usd(480));
    CHECK(by_years.back().charge == usd("22.12")); // what is left above the salvage
    CHECK(by_years.back().closing == usd(300));
    CHECK(depreciate(usd(2'400), usd(300), periods(10), doubled(switching::never, fraction(3, 2)))[1].charge == usd(306));
}

TEST_CASE("a declining balance that never switches may leave something, and one that does leaves the residual")
{
    const auto kept = depreciate(usd(1'000), usd(0), periods(5), doubled(switching::never));
    CHECK(amounts(kept) == integers{400'00, 240'00, 144'00, 86'40, 51'84});
    CHECK(kept.back().closing == usd("77.76"));
    const auto switched = depreciate(usd(1'000), usd(0), periods(5), doubled(switching::when_larger));
    CHECK(amounts(switched) == integers{400'00, 240'00, 144'00, 108'00, 108'00});
    CHECK(ties_out(switched, usd(1'000)));
}

TEST_CASE("a half year at both ends makes of double declining balance what MACRS makes of five years")
{
    CHECK(amounts(depreciate(hardware(first_year_rule::half_year), doubled(switching::when_larger), fiscal_unit::year, calendar_years)) ==
          integers{20'000'00, 32'000'00, 19'200'00, 11'520'00, 11'520'00, 5'760'00});
}

TEST_CASE("a first year counts by its months or days, by every method")
{
    CHECK(amounts(depreciate(hardware(), straight_line, fiscal_unit::year, calendar_years)) == integers{5'000'00, 20'000'00, 20'000'00, 20'000'00, 20'000'00, 15'000'00});
    // A quarter of the digit 5, then three of 5 and one of 4, …: 100,000/15 × 1.25, 4.75, 3.75, 2.75, 1.75, 0.75
    CHECK(amounts(depreciate(hardware(), sum_of_years_digits, fiscal_unit::year, calendar_years)) == integers{8'333'33, 31'666'67, 25'000'00, 18'333'33, 11'666'67, 5'000'00});
    // 100,000 × 40 % × ¼ = 10,000, then 40 % of 90,000, …
    CHECK(amounts(depreciate(hardware(), doubled(switching::never), fiscal_unit::year, calendar_years)) == integers{10'000'00, 36'000'00, 21'600'00, 12'960'00, 7'776'00, 3'499'20});
    CHECK(amounts(depreciate(hardware(first_year_rule::by_days), straight_line, fiscal_unit::year, calendar_years)).front() == 4'273'97); // 78 of 365 days of 20,000
}

TEST_CASE("a residual stays in the last closing, whatever the method and the rows")
{
    for (const auto every : {fiscal_unit::month, fiscal_unit::quarter, fiscal_unit::year}) {
        const auto asset = hardware(first_year_rule::mid_month, usd("12345.67"));
        CHECK(ties_out(depreciate(asset, straight_line, every, calendar_years), usd(100'000), usd("12345.67")));
        CHECK(ties_out(depreciate(asset, sum_of_years_digits, every, calendar_years), usd(100'000), usd("12345.67")));
        CHECK(ties_out(depreciate(asset, doubled(switching::when_larger), every, calendar_years), usd(100'000), usd("12345.67")));
    }
    CHECK(ties_out(depreciate(hardware(first_year_rule::full_month, usd(100'000)), straight_line, fiscal_unit::year, calendar_years), usd(100'000), usd(100'000)));
}

TEST_CASE("units of production take what was used, and leave what was not")
{
    const auto rows = depreciate(usd(1'000), usd(100), periods(3), units_of_production{.used = integers{10, 0, 20}, .capacity = 90});
    CHECK(amounts(rows) == integers{100'00, 0, 200'00});
    CHECK(rows.back().closing == usd(700));
    CHECK(ties_out(depreciate(usd(1'000), usd(100), periods(2), units_of_production{.used = integers{1, 2}, .capacity = 3}), usd(1'000), usd(100)));
    CHECK_REFUSED(invalid_terms, "units of production: must stay within the capacity of 3; got 3; raise the capacity from the day that it is known to be larger",
                  depreciate(usd(10), usd(0), periods(2), units_of_production{.used = integers{1, 3}, .capacity = 3}));
    CHECK_THROWN(invalid_terms, depreciate(usd(10), usd(0), periods(2), units_of_production{.used = integers{1, -1}, .capacity = 3}));
    CHECK_THROWN(invalid_terms, depreciate(usd(10), usd(0), periods(2), units_of_production{.used = integers{1}, .capacity = 3}));
    CHECK_THROWN(invalid_terms, depreciate(usd(10), usd(0), periods(1), units_of_production{.used = integers{0}, .capacity = 0}));
    CHECK_REFUSED(invalid_terms, "units of production: needs a capacity above zero; got -5; write what the asset can give in its life",
                  depreciate(usd(10), usd(0), periods(1), units_of_production{.used = integers{0}, .capacity = -5}));
    CHECK_THROWN(invalid_terms, depreciate(usd(10), usd(0), {}, units_of_production{.used = {}, .capacity = 3}));
}

TEST_CASE("a residual above the cost or below zero, a life of zero, a factor of zero and years' digits of half a year are refused")
{
    CHECK_REFUSED(invalid_terms, "residual: must not be above the cost USD 10.00; got USD 10.01; write the share of the cost that is expected back",
                  depreciate(usd(10), usd("10.01"), periods(2), straight_line));
    CHECK_REFUSED(invalid_terms, "residual: must not be negative; got USD -0.01; write zero where nothing is expected", depreciate(usd(10), usd("-0.01"), periods(2), doubled(switching::never)));
    CHECK_THROWN(invalid_terms, depreciate(usd(10), usd(11), periods(2), units_of_production{.used = integers{1, 1}, .capacity = 3}));
    CHECK_REFUSED(invalid_terms, "factor: must be above zero; got 0; write 2 for double declining balance", depreciate(usd(10), usd(0), periods(2), doubled(switching::never, 0)));
    CHECK_THROWN(invalid_terms, depreciate(usd(10), usd(0), {}, straight_line));
    auto asset        = hardware();
    asset.useful_life = months{18};
    CHECK_REFUSED(invalid_terms, "useful life: must be whole years for sum of years' digits; got 18 months; write 12 months for each",
                  depreciate(asset, sum_of_years_digits, fiscal_unit::year, calendar_years));
    asset.useful_life = months{0};
    CHECK_THROWN(invalid_terms, depreciate(asset, straight_line, fiscal_unit::year, calendar_years));
    const money<any_currency<2>> dollars(decimal<2>(10), currency_of<2>("USD")), euros(decimal<2>(1), currency_of<2>("EUR"));
    CHECK_THROWN(unlike_units, depreciate(dollars, euros, periods(2), straight_line));
}

TEST_CASE("every asset ties out by every method that ends at the residual, and its months sum to its years")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 100; ++round) {
        const auto cost     = draw.between(0, std::int64_t{1} << draw.between(1, 60));
        const auto residual = draw.coin() ? 0 : draw.between(0, cost);
        const auto cents    = [](std::int64_t n) { return money<USD>(decimal<2>::from_units(n)); };
        const depreciable<USD> asset{.cost = cents(cost), .residual = cents(residual), .in_service = year_month_day(sys_days{2020_y / 1 / 1} + date::days{static_cast<int>(draw.between(0, 4000))}),
                                     .useful_life = years{static_cast<int>(draw.between(1, 40))}, .first_year = static_cast<first_year_rule>(draw.between(0, 4))};
        const fiscal_months books{.last_month = date::month{static_cast<unsigned>(draw.between(1, 12))}, .named_by = fiscal_year_named_by::end};
        const auto check = [&](const auto& method) {
            const auto by_year = depreciate(asset, method, fiscal_unit::year, books), by_month = depreciate(asset, method, fiscal_unit::month, books);
            REQUIRE(ties_out(by_year, asset.cost, asset.residual));
            REQUIRE(ties_out(by_month, asset.cost, asset.residual));
            std::size_t at = 0;
            for (const auto& row : by_year) {
                REQUIRE(row.charge.amount.units >= 0);
                std::int64_t sum = 0;
                for (; at < by_month.size() && by_month[at].period.end() <= row.period.end(); ++at) sum += by_month[at].charge.amount.units;
                REQUIRE(sum == row.charge.amount.units);
            }
            REQUIRE(at == by_month.size());
        };
        check(straight_line);
        check(sum_of_years_digits);
        check(doubled(switching::when_larger));
        check(doubled(switching::when_larger, fraction(3, 2)));
    }
}

TEST_CASE_TEMPLATE("currencies known at run time depreciate in their own minor unit", Currency, any_currency<0>, any_currency<2>, any_currency<3>, any_currency<4>)
{
    constexpr int digits = Currency::minor_digits;
    const auto    unit   = currency_of<digits>(digits == 0 ? "JPY" : digits == 2 ? "EUR" : digits == 3 ? "KWD" : "CLF");
    const auto    amount = [&](std::int64_t n) { return money<Currency>(decimal<digits>::from_units(n), unit); };
    CHECK(amounts(depreciate(amount(100), amount(10), periods(3), straight_line)) == integers{30, 30, 30});
    CHECK(amounts(depreciate(amount(100), amount(0), periods(3), doubled(switching::when_larger))) == integers{67, 22, 11});
    CHECK(depreciate(amount(100), amount(0), periods(3), sum_of_years_digits).back().closing == amount(0));
}
