// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/interest_rate.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;

namespace {

constexpr bool test_names()
{
    return name_of(compounding::simple) == "simple" && name_of(compounding::continuous) == "continuous" && times_a_year(compounding::semiannual) == 2 &&
           times_a_year(compounding::daily) == 365 && times_a_year(compounding::continuous) == 0;
}
static_assert(test_names());

} // namespace

TEST_CASE("every way of compounding is read as it is written")
{
    CHECK(test_names());
    for (const auto kind : {compounding::simple, compounding::annual, compounding::semiannual, compounding::quarterly, compounding::monthly, compounding::daily, compounding::continuous}) {
        CHECK(parse_compounding(name_of(kind)) == kind);
    }
}

TEST_CASE("compounding that nobody knows is refused with the ways that are known")
{
    CHECK_REFUSED(parse_error, "1:1: compounding: must be one that is known; got \"yearly\"; write one of simple, annual, semiannual, quarterly, monthly, daily, continuous",
                  parse_compounding("yearly"));
}

TEST_CASE("a rate says how it compounds and counts days")
{
    const interest_rate r{.per_year = rate_of_interest::parse("0.08"), .compounds = compounding::annual, .day_count = act_365_fixed{}};
    CHECK(r.per_year == decimal<2>::parse("0.08"));
    CHECK(r.compounds == compounding::annual);
    CHECK(r.day_count.name() == "act/365f");
}
