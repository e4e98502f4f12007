// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/implied_rate.hpp>

#include <ratable/units/iso4217.hpp>
#include <ratable/units/of.hpp>

#include <doctest/doctest.h>

#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;
using ratable::iso4217::USD;

namespace {

using flows = std::vector<flow<USD>>;

rates_of_return implied(const flows& prepaid, const flows& as_you_go)
{
    return implied_rate(std::span<const flow<USD>>(prepaid), std::span<const flow<USD>>(as_you_go), rounding::half_even);
}

} // namespace

TEST_CASE("a prepayment that saves 10 % a year implies 10 %, from either side")
{
    const flows prepaid{{2025_y / jan / 1, usd(-100)}};
    const flows as_you_go{{2026_y / jan / 1, usd(-110)}};
    CHECK(only_rate(implied(prepaid, as_you_go)) == 0.1_d);
    CHECK(only_rate(implied({{2025_y / jan / 1, usd(100)}}, {{2026_y / jan / 1, usd(110)}})) == 0.1_d);
}

TEST_CASE("where no price is cut a prepayment implies 0, and below it a rate below")
{
    const flows as_you_go{{2025_y / jan / 1, usd(-100)}, {2025_y / jul / 1, usd(-100)}, {2026_y / jan / 1, usd(-100)}};
    const auto  same = implied({{2025_y / jan / 1, usd(-300)}}, as_you_go);
    CHECK(only_rate(same) == decimal<12>(0));
    CHECK(same.roots[0].low == same.roots[0].high);
    CHECK(only_rate(implied({{2025_y / jan / 1, usd(-301)}}, as_you_go)) < decimal<12>(0));
    CHECK(only_rate(implied({{2025_y / jan / 1, usd(-299)}}, as_you_go)) > decimal<12>(0));
}

TEST_CASE("equal flows imply any rate, and a dearer prepayment without savings none")
{
    const flows one{{2025_y / jan / 1, usd(-100)}};
    CHECK(implied(one, one).why_none == no_rate::nothing_left);
    CHECK(implied({{2025_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(-5)}}, {}).why_none == no_rate::no_sign_change);
}

TEST_CASE("a prepayment that is charged again at the end implies two rates")
{
    // 100, then 230 saved, then 132 charged
    const flows prepaid{{2025_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(-132)}};
    const flows as_you_go{{2026_y / jan / 1, usd(-230)}};
    const auto  found = implied(prepaid, as_you_go);
    REQUIRE(found.roots.size() == 2);
    CHECK(found.roots[0].rate == 0.1_d);
    CHECK(found.roots[1].rate == 0.2_d);
}
