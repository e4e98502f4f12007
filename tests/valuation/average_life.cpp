// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/average_life.hpp>

#include <ratable/calendar/thirty_360.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using dollars = ratable::iso4217::USD;

namespace {

constexpr bool test_average()
{
    const flow<dollars> halves[] = {{2027_y / jan / 1, usd(50)}, {2029_y / jan / 1, usd(50)}};
    const auto          life     = weighted_average_life(std::span<const flow<dollars>>(halves), 2026_y / jan / 1, thirty_e_360{});
    return life == fraction(2) && weighted_average_life(std::span<const flow<dollars>>(halves), 2026_y / jan / 1, act_365_fixed{}) == fraction(365 + 1096, 730);
}
static_assert(test_average());

} // namespace

TEST_CASE("each repayment counts by its years, and the average is exact") { CHECK(test_average()); }

TEST_CASE("a bullet lives to its day, and repayments may be written as what goes out")
{
    CHECK(weighted_average_life(std::vector<flow<dollars>>{{2031_y / jul / 1, usd(-7)}}, 2026_y / jan / 1, thirty_e_360{}) == fraction(11, 2));
}

TEST_CASE("nothing repaid, both signs, and no repayments are refused")
{
    const auto life = [](const std::vector<flow<dollars>>& flows) { return weighted_average_life(flows, 2026_y / jan / 1, act_365_fixed{}); };
    CHECK_THROWN(invalid_terms, life({}));
    CHECK_REFUSED(invalid_terms, "repayments: must repay something; got zero; leave them out", life({{2027_y / jan / 1, usd(0)}}));
    CHECK_REFUSED(invalid_terms, "repayments: must all be of one sign; got USD -1.00; leave interest and drawdowns out", life({{2027_y / jan / 1, usd(2)}, {2027_y / jan / 1, usd(-1)}}));
}
