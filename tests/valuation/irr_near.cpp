// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/irr_near.hpp>

#include <ratable/units/iso4217.hpp>
#include <ratable/units/of.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;
using ratable::iso4217::USD;
using flows = std::vector<flow<USD>>;

TEST_CASE("from a guess, the bracket holds the one root, as neighbouring multiples of the tolerance")
{
    const flows f{{2025_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(50)}, {2027_y / jan / 1, usd(70)}};
    const auto  all = xirr(std::span<const flow<USD>>(f), rounding::half_even);
    REQUIRE(all.roots.size() == 1);
    for (const rate_of_interest guess : {rate_of_interest(0.1_d), rate_of_interest(-0.9_d), decimal<12>(1000)}) {
        const auto near = xirr_near(std::span<const flow<USD>>(f), guess, 0.000000001_d);
        CHECK(near.why_none == no_rate::found);
        CHECK(near.high - near.low == 0.000000001_d);
        CHECK(near.low <= all.roots[0].low);
        CHECK(all.roots[0].high <= near.high);
    }
    const flows exactly{{2025_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(110)}};
    const auto  ten = xirr_near(std::span<const flow<USD>>(exactly), 0.3_d, 0.000001_d);
    CHECK(ten.low == 0.1_d);
    CHECK(ten.high == 0.1_d);
}

TEST_CASE("from a guess between two roots one of them is found; where there is none it is said")
{
    const flows two{{2025_y / jan / 1, usd(100)}, {2026_y / jan / 1, usd(-230)}, {2027_y / jan / 1, usd(132)}};
    const auto  below = xirr_near(std::span<const flow<USD>>(two), 0.12_d, 0.0001_d), above = xirr_near(std::span<const flow<USD>>(two), 0.5_d, 0.0001_d);
    CHECK((below.low == 0.1_d || below.low == 0.2_d));
    CHECK(above.low == 0.2_d);
    CHECK(above.high == 0.2_d);
    const flows none{{2025_y / jan / 1, usd(100)}, {2026_y / jan / 1, usd(-200)}, {2027_y / jan / 1, usd(101)}};
    CHECK(xirr_near(std::span<const flow<USD>>(none), 0.1_d, 0.0001_d).why_none == no_rate::no_root);
    CHECK(xirr_near(std::span<const flow<USD>>(), 0.1_d, 0.0001_d).why_none == no_rate::no_flows);
    CHECK_THROWN(invalid_terms, xirr_near(std::span<const flow<USD>>(two), decimal<12>(-1), 0.0001_d));
    CHECK_THROWN(invalid_terms, xirr_near(std::span<const flow<USD>>(two), 0.1_d, decimal<12>(0)));
}
