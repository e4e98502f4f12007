// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/break_even.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;

namespace {

constexpr bool test_break_even()
{
    return break_even_utilisation(usd("2.10"), fraction(4, 5), usd("2.80")) == fraction(3, 5) && break_even_utilisation(usd("2.10"), fraction(1), usd("2.80")) == fraction(3, 4) &&
           break_even_utilisation(usd("2.80"), fraction(1), usd("2.80")) == std::nullopt && break_even_utilisation(usd(3), fraction(1, 2), usd("2.80")) == std::nullopt;
}
static_assert(test_break_even());

} // namespace

TEST_CASE("a commitment pays from the share on that its minimum costs on demand; at no lower price it never does") { CHECK(test_break_even()); }

TEST_CASE("at the break-even, committed and on demand cost the same")
{
    const auto u = break_even_utilisation(usd("2.13"), fraction(7, 9), usd("2.99"));
    REQUIRE(u);
    CHECK(*u * fraction(299) == fraction(7, 9) * fraction(213));
}

TEST_CASE("prices that are not positive, and minimums that are no share, are refused")
{
    CHECK_REFUSED(invalid_terms, "price: must be positive; got USD 0.00; compare what is paid for", break_even_utilisation(usd("0.00"), fraction(1), usd(1)));
    CHECK_REFUSED(invalid_terms, "minimum: must be a share from 0 to 1; got 6/5; write fraction(4, 5) for 80 %", break_even_utilisation(usd(1), fraction(6, 5), usd(2)));
    CHECK_THROWN(invalid_terms, break_even_utilisation(usd(1), fraction(-1, 5), usd(2)));
}
