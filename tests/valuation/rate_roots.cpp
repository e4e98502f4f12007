// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/rate_roots.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>

using namespace ratable;
using namespace ratable::detail;

TEST_CASE("growth stands between neighbouring decimals, or at one")
{
    const auto found = roots_of({.at = {0, 2}, .amounts = {-1, 2}, .steps = 1});
    REQUIRE(found->size() == 1);
    CHECK(found->at(0).low == growth_count(1'414'213'562'373'095)); // 1.41421356237309504…
    CHECK(found->at(0).high == growth_count(1'414'213'562'373'096));
    const auto three = roots_of({.at = {0, 1}, .amounts = {-1, 3}, .steps = 1});
    CHECK(three->at(0).low == three->at(0).high);
}

TEST_CASE("growth that no native integer holds is placed as exactly")
{
    const auto found = roots_of({.at = {0, 2}, .amounts = {-2, 3}, .steps = 3650});
    REQUIRE(found->size() == 1); // 1.5^1825
    CHECK(found->at(0).high - found->at(0).low == 1);
    const unbounded top = boost::multiprecision::pow(unbounded(3), 1825) * growth_unit, bottom = boost::multiprecision::pow(unbounded(2), 1825);
    CHECK(found->at(0).low == top / bottom);
}

TEST_CASE("what would cost too much is not looked for")
{
    dated_amounts flows;
    for (std::int64_t i = 0; i < 10'002; ++i) {
        flows.at.push_back(i);
        flows.amounts.push_back(i % 2 == 0 ? 1 : -1);
    }
    CHECK_FALSE(roots_of(flows).has_value());
}
