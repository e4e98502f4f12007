// SPDX-License-Identifier: BSL-1.0
// The door of value: nothing else is included before the test framework, so all that is used here comes through it.
#include <ratable/valuation.hpp>

#ifdef FMT_VERSION
#error "<ratable/valuation.hpp> brings in fmt"
#endif
#ifdef TOML_LIB_MAJOR
#error "<ratable/valuation.hpp> brings in toml++"
#endif

#include <doctest/doctest.h>

#include <span>
#include <vector>

TEST_CASE("The door of value has present values and rates of return")
{
    using namespace date::literals;
    using namespace ratable::symbols;
    using ratable::usd;
    const std::vector<ratable::flow<USD>> flows{{2026_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(110)}};
    const ratable::interest_rate          rate{.per_year = ratable::rate_of_interest::parse("0.1"), .compounds = ratable::compounding::annual, .day_count = ratable::any_day_count(ratable::act_365_fixed{})};
    CHECK(ratable::present_value(flows, rate, ratable::rounding::half_even) == usd(0));
    const auto found = ratable::xirr(std::span<const ratable::flow<USD>>(flows), ratable::rounding::half_even);
    CHECK(ratable::only_rate(found) == rate.per_year);
}
