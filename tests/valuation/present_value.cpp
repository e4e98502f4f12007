// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/present_value.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;

namespace {

interest_rate at(const char* per_year, compounding c = compounding::annual, any_day_count count = act_365_fixed{})
{
    return {.per_year = rate_of_interest::parse(per_year), .compounds = c, .day_count = count};
}

} // namespace

TEST_CASE("flows are worth what they are in the annuity's textbook")
{
    // Three payments of 1,000 at 10 %, whole years of 30/360: 909.0909… + 826.4462… + 751.3148… = 2486.8519…
    const std::vector<flow<USD>> flows{{2027_y / jan / 1, usd(1'000)}, {2028_y / jan / 1, usd(1'000)}, {2029_y / jan / 1, usd(1'000)}};
    const auto                   rate = at("0.1", compounding::annual, thirty_360_isda{});
    CHECK(present_value(flows, rate, 2026_y / jan / 1, rounding::half_even) == usd(2'486.85_d));
    CHECK(present_value<6>(flows, rate, 2026_y / jan / 1, rounding::half_even) == usd(2'486.851991_d));
    CHECK(present_value(flows, rate, 2026_y / jan / 1, rounding::up) == usd(2'486.86_d));
    CHECK(present_value(flows, rate, rounding::half_even) == usd(2'735.54_d)); // on the day of the first
    CHECK(present_value(flows, rate, 2029_y / jan / 1, rounding::half_even) == usd(3'310)); // 1210 + 1100 + 1000
    CHECK(present_value(std::vector{usd(0), usd(1'000), usd(1'000), usd(1'000)}, rate_of_interest::parse("0.1"), rounding::half_even) == usd(2'486.85_d));
    CHECK(present_value<4>(std::vector{usd(0), usd(1'000), usd(1'000), usd(1'000)}, rate_of_interest::parse("0.1"), rounding::half_even) == usd(2'486.8520_d));
}
