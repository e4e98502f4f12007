// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/fixed_declining_balance.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

std::vector<period> calendar(int n) { return make_schedule(period(2026_y / jan / 1, date::year{2026 + n} / jan / 1), annual); }

} // namespace

TEST_CASE("Excel's DB: 1,000,000 to 100,000 over six years from the sixth month on, at a rate rounded to three digits")
{ // Microsoft, documentation of DB, all seven years known; published to 2 digits, half up
    CHECK(fixed_declining_rate(usd(1'000'000), usd(100'000), 6) == decimal<3>::parse("0.319"));
    const auto rows = fixed_declining_balance(usd(1'000'000), usd(100'000), 6, 7, calendar(7));
    CHECK(amounts(rows) == integers{186'083'33, 259'639'42, 176'814'44, 120'410'64, 81'999'64, 55'841'76, 15'845'10});
    CHECK(ties_out(rows, usd(1'000'000), usd("103365.67"))); // the rate does not lead to the residual
}

TEST_CASE("a first year of twelve months has no year after the last")
{
    const auto rows = fixed_declining_balance(usd(1'000), usd(125), 3, 12, calendar(3)); // the root of 1/8 is 1/2
    CHECK(fixed_declining_rate(usd(1'000), usd(125), 3) == decimal<3>::parse("0.500"));
    CHECK(amounts(rows) == integers{500'00, 250'00, 125'00});
    CHECK(rows.back().closing == usd(125));
}

TEST_CASE("the rate is rounded half up, exactly at the tie and a unit beside it")
{
    // 1 − residual ÷ cost over one year: 0.3185 is a tie
    CHECK(fixed_declining_rate(usd(10'000), usd(6'815), 1) == decimal<3>::parse("0.319"));
    CHECK(fixed_declining_rate(usd(10'000), usd("6815.01"), 1) == decimal<3>::parse("0.318"));
    CHECK(fixed_declining_rate(usd(10'000), usd("6814.99"), 1) == decimal<3>::parse("0.319"));
    CHECK(fixed_declining_rate(usd(10), usd(10), 5) == decimal<3>(0));
    CHECK(fixed_declining_rate(usd(10), usd(0), 5) == decimal<3>(1));
    CHECK(fixed_declining_rate(usd(1'000'000'000'000), usd("0.01"), 1'000) == decimal<3>::parse("0.032")); // 1 − 10^(−14/1000) = 0.0317…
}

TEST_CASE("the rate is the nearest one, by what its neighbours' halves make of the cost")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 200; ++round) {
        const auto cost = draw.between(1, std::int64_t{1} << 50), residual = draw.between(0, cost);
        const int  years = static_cast<int>(draw.between(1, 60));
        const auto cents = [](std::int64_t n) { return money<USD>(decimal<2>::from_units(n)); };
        const auto k     = fixed_declining_rate(cents(cost), cents(residual), years).units;
        // 1 − (2k+1)/2000 < (residual/cost)^(1/years) ≤ 1 − (2k−1)/2000
        unbounded below = cost, above = cost, scale = 1;
        for (int i = 0; i < years; ++i) below *= 2000 - (2 * k + 1), above *= 2000 - (2 * k - 1), scale *= 2000;
        REQUIRE(above >= scale * residual);
        REQUIRE((k == 1000 || below < scale * residual));
    }
}

TEST_CASE("no cost, a residual above it, and months or periods that cannot be are refused")
{
    CHECK_THROWN(invalid_terms, fixed_declining_rate(usd(0), usd(0), 5));
    CHECK_THROWN(invalid_terms, fixed_declining_rate(usd(10), usd(11), 5));
    CHECK_THROWN(invalid_terms, fixed_declining_rate(usd(10), usd(1), 0));
    CHECK_THROWN(invalid_terms, fixed_declining_rate(usd(10), usd(1), 1001));
    CHECK_THROWN(invalid_terms, fixed_declining_balance(usd(10), usd(1), 3, 0, calendar(4)));
    CHECK_THROWN(invalid_terms, fixed_declining_balance(usd(10), usd(1), 3, 13, calendar(3)));
    CHECK_REFUSED(invalid_terms, "schedule: must have 4 periods; got 3; make them with make_schedule", fixed_declining_balance(usd(10), usd(1), 3, 7, calendar(3)));
}
