// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/price_path.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;

namespace {

const ratable::term seven_years{.start = 2025_y / nov / 3, .length = date::years{7}};

escalator by_growth(const ratio& g, int digits, rounding mode)
{
    return {.starts = price_start::on_anniversary, .rounds = price_digits{.digits = digits, .mode = mode}, .growth = g};
}

escalator by_index(index_base base, std::optional<ratio> floor = {}, std::optional<ratio> cap = {}, int digits = 2)
{
    return {.starts = price_start::on_anniversary, .rounds = price_digits{.digits = digits, .mode = rounding::half_up},
            .index = index_link{.name = "CPI-U", .compared_with = base, .lag_months = 3, .floor = floor, .cap = cap}};
}

/// November's price reads August's index.
const std::vector<index_value> cpi{{"CPI-U", 2025_y / aug, ratio(300)}, {"CPI-U", 2026_y / aug, ratio(315)}, {"CPI-U", 2027_y / aug, ratio(318)}, {"CPI-U", 2028_y / aug, ratio(310)}};

std::vector<std::string> shown(const std::vector<money<iso4217::USD, 6>>& prices)
{
    std::vector<std::string> text;
    for (const auto& p : prices) text.push_back(to_string(ratable::round<2>(p.amount, rounding::half_even)));
    return text;
}

constexpr bool test_compounded()
{
    return compounded(decimal<6>(100), 0.03_d, 2, 2, rounding::half_up) == 106.09_d && //
           compounded(decimal<6>(100), 0.03_d, 0, 2, rounding::half_up) == decimal<6>(100) &&
           compounded(decimal<6>(100), 0.03_d, 3, 2, rounding::half_up) == 109.27_d && // 109.2727
           compounded(decimal<6>(100), 0.03_d, 3, 2, rounding::up) == 109.28_d &&
           compounded(1.5_d, 0.5_d, 1, 1, rounding::half_up) == 2.3_d &&               // 2.25, a tie
           compounded(1.5_d, 0.5_d, 1, 1, rounding::half_even) == 2.2_d &&
           compounded(-1.5_d, 0.5_d, 1, 1, rounding::half_up) == -2.3_d &&
           compounded(decimal<6>(100), -0.1_d, 2, 6, rounding::half_up) == decimal<6>(81);
}
static_assert(test_compounded());

} // namespace

TEST_CASE("a growth compounds from the base and is rounded once a year") { CHECK(test_compounded()); }

TEST_CASE("each year starts from the base, not from last year's rounded price")
{
    // 1.00 at 1.5 %: 1.015 → 1.02, 1.030225 → 1.03, 1.045678… → 1.05; chained it would be 1.02, 1.04, 1.06.
    CHECK(shown(prices_by_year(money<iso4217::USD, 6>(usd(1)), by_growth(0.015_d, 2, rounding::half_up), seven_years, 4, {})) ==
          std::vector<std::string>{"1.00", "1.02", "1.03", "1.05"});
}

TEST_CASE("a compounded price is the correctly rounded value of the exact power")
{
    tests::random draw;
    RATABLE_INFO_SEED;
    for (int i = 0; i < 2'000; ++i) {
        const auto     base   = decimal<6>::from_units(draw.between(1, 1'000'000'000'000));
        const auto     growth = ratio::from_units(draw.between(-200'000, 500'000));
        const int      years  = static_cast<int>(draw.between(0, 25));
        const int      digits = static_cast<int>(draw.between(0, 6));
        const auto     mode   = static_cast<rounding>(draw.between(0, 7));
        tests::cpp_rational exact(base.units);
        for (int k = 0; k < years; ++k) exact = exact * tests::cpp_rational(1'000'000 + growth.units) / tests::cpp_rational(1'000'000);
        const std::int64_t step = power_of_ten<std::int64_t>(6 - digits);
        CAPTURE(base.units);
        CAPTURE(growth.units);
        CAPTURE(years);
        REQUIRE(tests::cpp_int(compounded(base, growth, years, digits, mode).units) == tests::rounded(exact / step, mode) * step);
    }
}

TEST_CASE("a chained index follows last year's price, between its floor and its cap")
{
    const auto base = money<iso4217::USD, 6>(usd(100));
    CHECK(shown(prices_by_year(base, by_index(index_base::last_year), seven_years, 4, cpi)) == std::vector<std::string>{"100.00", "105.00", "106.00", "103.33"});
    // What the cap of 3 % cut is not caught up: 103, then × 318/315 = 103.98, then not below 1.
    CHECK(shown(prices_by_year(base, by_index(index_base::last_year, 1.00_d, 1.03_d), seven_years, 4, cpi)) == std::vector<std::string>{"100.00", "103.00", "103.98", "103.98"});
}

TEST_CASE("an index compared with the signing is cumulative")
{
    const auto base = money<iso4217::USD, 6>(usd(100));
    CHECK(shown(prices_by_year(base, by_index(index_base::signing, std::nullopt, 1.04_d), seven_years, 4, cpi)) == std::vector<std::string>{"100.00", "104.00", "104.00", "103.33"});
}

TEST_CASE("a missing index value is asked for by name and month")
{
    const auto base = money<iso4217::USD, 6>(usd(100));
    CHECK_REFUSED(invalid_terms, "index 'CPI-U': must have a value for the month that the price reads; got 2029-08; add it to the readings, or a forecast of it",
                  prices_by_year(base, by_index(index_base::last_year), seven_years, 7, cpi));
}

TEST_CASE("an escalator has either a growth or an index")
{
    const auto base = money<iso4217::USD, 6>(usd(100));
    escalator  both = by_index(index_base::signing);
    both.growth     = 0.03_d;
    CHECK_REFUSED(invalid_terms, "escalator: must have either a growth or an index; got both; write .growth = 0.03_d, or .index = index_link{…}",
                  prices_by_year(base, both, seven_years, 2, cpi));
    both.growth = {};
    both.index.reset();
    CHECK_REFUSED(invalid_terms, "escalator: must have either a growth or an index; got neither; write .growth = 0.03_d, or .index = index_link{…}",
                  prices_by_year(base, both, seven_years, 2, cpi));
}

TEST_CASE("what cannot be a price is refused")
{
    CHECK_THROWN(invalid_terms, compounded(decimal<6>(100), -1.0_d, 1, 2, rounding::half_up));
    CHECK_THROWN(invalid_terms, compounded(decimal<6>(100), 0.03_d, 1, 7, rounding::half_up));
    CHECK_THROWN(overflow, compounded(decimal<6>(1'000'000), 9.0_d, 30, 2, rounding::half_up));
}
