// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/flow.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr bool test_flows()
{
    const flow<USD> flows[] = {{2026_y / mar / 1, usd(30)}, {2026_y / jan / 31, usd(-100)}, {sys_days{2026_y / feb / 1}, usd(75)}};
    if (first_day(std::span<const flow<USD>>(flows)) != sys_days{2026_y / jan / 31}) return false;
    return flows[2] == flow<USD>{2026_y / feb / 1, usd(75)} && flows[2].amount == usd(75);
}
static_assert(test_flows());

} // namespace

TEST_CASE("flows are valued on the day of the earliest one, in whatever order they stand") { CHECK(test_flows()); }

TEST_CASE("a flow on a day that does not exist is refused")
{
    CHECK_REFUSED(invalid_terms, "date: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 2026-02-31; write a day that exists", (flow<USD>{2026_y / feb / 31, usd(1)}));
}

TEST_CASE("no flows have no first day")
{
    const std::vector<flow<USD>> none;
    CHECK_REFUSED(invalid_terms, "flows: must have one at least; got none; a deal without flows has no value to ask for", first_day(std::span<const flow<USD>>(none)));
}
