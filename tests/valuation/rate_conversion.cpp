// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/rate_conversion.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace ratable;

namespace {

using number = basic_fraction<unbounded>;

constexpr rounding    mode   = rounding::half_even;
constexpr compounding kinds[] = {compounding::simple, compounding::annual, compounding::semiannual, compounding::quarterly, compounding::monthly, compounding::daily, compounding::continuous};

rate_of_interest rate(const char* text) { return rate_of_interest::parse(text); }

number power(const number& x, int n)
{
    number product = 1;
    for (int i = 0; i < n; ++i) product *= x;
    return product;
}

} // namespace

TEST_CASE("nominal and effective rates that textbooks print come out")
{
    CHECK(converted_rate(fraction(10, 100), compounding::semiannual, compounding::annual, mode) == rate("0.1025"));
    CHECK(converted_rate(fraction(12, 100), compounding::monthly, compounding::annual, mode) == rate("0.126825030132"));
    CHECK(nominal_rate(rate("0.08"), compounding::monthly, mode) == rate("0.077208361320"));
    CHECK(nominal_rate(rate("0.08"), compounding::continuous, mode) == rate("0.076961041136")); // ln 1.08
    CHECK(converted_rate(fraction(8, 100), compounding::continuous, compounding::annual, mode) == rate("0.083287067675"));
    CHECK(converted_rate(fraction(8, 100), compounding::continuous, compounding::simple, mode) == rate("0.083287067675"));
    CHECK(converted_rate<6>(fraction(525, 10'000), compounding::quarterly, compounding::annual, mode) == decimal<6>::parse("0.053543")); // EFFECT(0.0525, 4) = 0.0535427, Microsoft
    CHECK(converted_rate<6>(fraction(53'543, 1'000'000), compounding::annual, compounding::quarterly, mode) == decimal<6>::parse("0.0525")); // NOMINAL(0.053543, 4) = 0.05250032
}

TEST_CASE("where the root is rational the rate is exact, in every mode")
{
    for (const rounding m : tests::every_mode) {
        CHECK(converted_rate(fraction(1025, 10'000), compounding::annual, compounding::semiannual, m) == rate("0.1"));
        for (const compounding from : kinds) {
            CHECK(converted_rate(0, from, compounding::monthly, m) == rate("0"));
            CHECK(converted_rate(fraction(7, 100), from, from, m) == rate("0.07"));
        }
        for (std::int64_t i = -30; i < 60; ++i) { // a period's percent: there and back
            const number of_a_quarter(i, 100), of_a_year = power(number(1) + of_a_quarter, 4) - number(1);
            REQUIRE(converted_rate(of_a_year, compounding::annual, compounding::quarterly, m) == round<12>(of_a_quarter * number(4), mode));
            REQUIRE(converted_rate(of_a_quarter * number(4), compounding::quarterly, compounding::simple, m) == round<12>(of_a_year, m));
        }
    }
}

TEST_CASE("a rate that is irrational lies between the two that its modes give, and its powers on both sides of what it yields")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 200; ++i) {
        const number effective(draw.between(-900'000, 3'000'000), 1'000'000);
        const auto   low = converted_rate(effective, compounding::annual, compounding::monthly, rounding::floor), high = converted_rate(effective, compounding::annual, compounding::monthly, rounding::ceiling);
        const auto   yields = [](const rate_of_interest& x) { return power(number(1) + number(to_fraction(x)) / number(12), 12) - number(1); };
        REQUIRE(high.units - low.units <= 1);
        REQUIRE(yields(low) <= effective);
        REQUIRE(yields(high) >= effective);
        const auto nearest = converted_rate(effective, compounding::annual, compounding::monthly, mode);
        REQUIRE((nearest == low || nearest == high));
    }
}

TEST_CASE("there and back is the same rate, to the digits that it was carried in")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 50; ++i) {
        const number start(draw.between(-500'000, 2'000'000), 1'000'000);
        for (const compounding from : kinds) {
            for (const compounding to : kinds) {
                const auto there = converted_rate<40, unbounded>(start, from, to, mode);
                REQUIRE(converted_rate<30, unbounded>(number(to_fraction(there)), to, from, mode).units == round_to_scale(start, 30, mode));
            }
        }
    }
}

TEST_CASE("a rate keeps its day count when it is said with another compounding")
{
    const interest_rate monthly{.per_year = rate("0.08"), .compounds = compounding::monthly, .day_count = act_360{}};
    const interest_rate annual = compounded(monthly, compounding::annual, mode);
    CHECK(annual.per_year == rate("0.082999506808"));
    CHECK(annual.compounds == compounding::annual);
    CHECK(annual.day_count.name() == "act/360");
    CHECK(effective_rate(monthly, mode) == rate("0.082999506808"));
}

TEST_CASE("a rate that takes all of what bears it is refused")
{
    CHECK_REFUSED(invalid_terms, "rate: must be above -100 % a year, compounding annual; got -1; write 8 % a year as fraction(8, 100)",
                  converted_rate(-1, compounding::annual, compounding::monthly, mode));
    CHECK_REFUSED(invalid_terms, "rate: must be above -1200 % a year, compounding monthly; got -12; write 8 % a year as fraction(8, 100)",
                  converted_rate(-12, compounding::monthly, compounding::annual, mode));
    CHECK_THROWN(invalid_terms, converted_rate(fraction(-3, 2), compounding::simple, compounding::continuous, mode));
    CHECK_THROWN(invalid_terms, nominal_rate(rate("-1"), compounding::continuous, mode));
    CHECK(converted_rate(-2, compounding::continuous, compounding::annual, mode) == rate("-0.864664716763"));
    CHECK_THROWN(overflow, converted_rate(1'000'000, compounding::continuous, compounding::annual, mode));
    CHECK_THROWN(overflow, converted_rate(300, compounding::monthly, compounding::annual, mode));
}
