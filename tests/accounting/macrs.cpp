// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/macrs.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using enum macrs_property;
using enum macrs_convention;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

macrs_asset<USD> five(const money<USD>& basis, const year_month_day& day = 2026_y / oct / 1, macrs_convention convention = half_year, const decimal<2>& bonus = decimal<2>(0))
{
    return {.basis = basis, .property = five_year, .convention = convention, .placed_in_service = day, .bonus = bonus};
}

std::string bonus(const year_month_day& acquired, const year_month_day& placed) { return to_string(bonus_rate(acquired, placed)); }

} // namespace

TEST_CASE("a published example: 200,000 of seven-year property takes 28,580 and 48,980")
{ // Coursera, Federal Taxation (examples using the depreciation tables); published to 0 digits, known
    auto asset     = five(usd(200'000), 2026_y / feb / 1);
    asset.property = seven_year;
    const auto rows = macrs(asset);
    CHECK(rows[0].charge == usd(28'580));
    CHECK(rows[1].charge == usd(48'980));
    CHECK(rows.size() == 8);
}

TEST_CASE("a published example: 5,000 of five-year property takes 1,000 and 1,600")
{ // loopholelewy.com, depreciation, how to figure; published to 0 digits, known
    CHECK(amounts(macrs(five(usd(5'000)))) == integers{1'000'00, 1'600'00, 960'00, 576'00, 576'00, 288'00});
}

TEST_CASE("the first row begins in service, and tax years follow, whenever they end")
{
    const auto rows = macrs(five(usd(100)));
    CHECK(rows.front().period == period(2026_y / oct / 1, 2027_y / jan / 1));
    CHECK(rows.back().period == period(2031_y / jan / 1, 2032_y / jan / 1));
    CHECK(ties_out(rows, usd(100)));
    const fiscal_months june{.last_month = date::June, .named_by = fiscal_year_named_by::end};
    const auto          fiscal = macrs(five(usd(100), 2026_y / oct / 1, mid_quarter), june); // its second quarter
    CHECK(fiscal.front().period == period(2026_y / oct / 1, 2027_y / jul / 1));
    CHECK(fiscal.front().charge == usd(25));
    CHECK(macrs(five(usd(100), 2026_y / oct / 1, mid_quarter)).front().charge == usd(5));
}

TEST_CASE("the bonus comes first, and the table takes the rest")
{
    const auto asset = five(usd(1'000), 2026_y / oct / 1, half_year, decimal<2>::parse("0.40"));
    CHECK(bonus_of(asset) == usd(400));
    CHECK(amounts(macrs(asset)) == integers{520'00, 192'00, 115'20, 69'12, 69'12, 34'56});
    CHECK(macrs(asset).front().opening == usd(1'000));
    CHECK(ties_out(macrs(asset), usd(1'000)));
    const auto all = macrs(five(usd(1'000), 2026_y / oct / 1, half_year, decimal<2>(1)));
    CHECK(amounts(all) == integers{1'000'00, 0, 0, 0, 0, 0});
}

TEST_CASE("the rate of the bonus is that of the day of acquisition, and before 2025-01-20 of the year of service")
{
    CHECK(bonus(2025_y / jan / 20, 2025_y / jan / 20) == "1.00");
    CHECK(bonus(2025_y / jan / 19, 2025_y / jan / 20) == "0.40");
    CHECK(bonus(2025_y / jan / 19, 2026_y / jan / 1) == "0.20");
    CHECK(bonus(2025_y / jan / 19, 2027_y / jan / 1) == "0.00");
    CHECK(bonus(2024_y / mar / 1, 2024_y / dec / 31) == "0.60");
    CHECK(bonus(2022_y / mar / 1, 2023_y / jan / 1) == "0.80");
    CHECK(bonus(2022_y / mar / 1, 2022_y / dec / 31) == "1.00");
    CHECK(bonus(2017_y / sep / 28, 2017_y / sep / 28) == "1.00");
    CHECK(bonus(2026_y / mar / 1, 2030_y / jan / 1) == "1.00");
    CHECK_REFUSED(invalid_terms, "bonus: is known for property acquired from 2017-09-28 on; got 2017-09-27; write the rate that held", bonus_rate(2017_y / sep / 27, 2018_y / jan / 1));
    CHECK_THROWN(invalid_terms, bonus_rate(2026_y / jan / 2, 2026_y / jan / 1));
}

TEST_CASE("real property is spread over forty tax years, without a bonus")
{
    macrs_asset<USD> hall = five(usd(39'000'000), 2026_y / jul / 15, mid_month);
    hall.property         = nonresidential;
    const auto rows       = macrs(hall);
    CHECK(rows.size() == 40);
    CHECK(rows[0].charge == usd(459'030)); // 1.177 %
    CHECK(rows[1].charge == usd(999'960));
    CHECK(ties_out(rows, usd(39'000'000)));
    hall.bonus = decimal<2>(1);
    CHECK_REFUSED(invalid_terms, "bonus: is for property of up to 20 years; got 1.00; write zero for real property", macrs(hall));
}

TEST_CASE("the last year of the one table that sums to 99.992 takes the rest")
{
    auto asset     = five(usd(100'000), 2026_y / jan / 1, mid_quarter);
    asset.property = twenty_year;
    CHECK(macrs(asset)[1].charge == usd(7'000));
    CHECK(macrs(asset).back().charge == usd(565)); // 0.557 % is printed
    CHECK(ties_out(macrs(asset), usd(100'000)));
}

TEST_CASE("more than 40 per cent in the last quarter makes it mid-quarter, and 40 per cent does not")
{
    const std::vector<macrs_asset<USD>> at_forty{five(usd(60), 2026_y / sep / 30), five(usd(40), 2026_y / oct / 1)};
    CHECK(convention_of(at_forty) == half_year);
    const std::vector<macrs_asset<USD>> above{five(usd(60), 2026_y / sep / 30), five(usd("40.01"), 2026_y / oct / 1)};
    CHECK(convention_of(above) == mid_quarter);
    CHECK_THROWN(invalid_terms, convention_of(above, {.last_month = date::September, .named_by = fiscal_year_named_by::end}));
}

TEST_CASE("a year's additions that are none, or of two tax years, are refused")
{
    CHECK_THROWN(invalid_terms, convention_of(std::vector<macrs_asset<USD>>{}));
    const std::vector<macrs_asset<USD>> two_years{five(usd(60), 2026_y / sep / 30), five(usd(40), 2027_y / oct / 1)};
    CHECK_REFUSED(invalid_terms, "MACRS: needs additions of one tax year, that of 2026-09-30; got 2027-10-01; ask for each year apart", convention_of(two_years));
    CHECK_THROWN(invalid_terms, convention_of(std::vector<macrs_asset<USD>>{five(usd(-1))}));
}

TEST_CASE("a basis of zero, a bonus outside 0 to 1 and a convention that does not fit are refused")
{
    CHECK_THROWN(invalid_terms, macrs(five(usd(0))));
    CHECK_REFUSED(invalid_terms, "bonus: must be a share from 0 to 1; got 1.01; write 1 for 100 %", macrs(five(usd(1), 2026_y / oct / 1, half_year, decimal<2>::parse("1.01"))));
    CHECK_THROWN(invalid_terms, bonus_of(five(usd(1), 2026_y / oct / 1, half_year, decimal<2>::parse("-0.01"))));
    CHECK_THROWN(invalid_terms, macrs(five(usd(1), 2026_y / oct / 1, mid_month)));
}

TEST_CASE("every basis is recovered exactly, by every table and bonus")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 300; ++round) {
        const auto basis = money<USD>(decimal<2>::from_units(draw.between(1, std::int64_t{1} << draw.between(1, 60))));
        for (const auto property : {three_year, five_year, seven_year, ten_year, fifteen_year, twenty_year}) {
            auto asset     = five(basis, year_month_day(sys_days{2020_y / 1 / 1} + date::days{static_cast<int>(draw.between(0, 4000))}), draw.coin() ? half_year : mid_quarter, decimal<2>::from_units(draw.between(0, 100)));
            asset.property = property;
            REQUIRE(ties_out(macrs(asset), basis));
        }
    }
}

TEST_CASE_TEMPLATE("currencies known at run time depreciate for tax too", Currency, any_currency<0>, any_currency<2>, any_currency<3>)
{
    constexpr int digits = Currency::minor_digits;
    const auto    unit   = currency_of<digits>(digits == 0 ? "JPY" : digits == 2 ? "USD" : "KWD");
    const auto    amount = [&](std::int64_t n) { return money<Currency>(decimal<digits>::from_units(n), unit); };
    const macrs_asset<Currency> asset{.basis = amount(1'000), .property = five_year, .convention = half_year, .placed_in_service = 2026_y / jan / 1, .bonus = decimal<2>::parse("0.20")};
    CHECK(amounts(macrs(asset)) == integers{360, 256, 154, 92, 92, 46});
    CHECK(ties_out(macrs(asset), amount(1'000)));
}
