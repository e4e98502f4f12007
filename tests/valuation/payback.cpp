// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/payback.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using dollars = ratable::iso4217::USD;
using flows   = std::vector<flow<dollars>>;

namespace {

interest_rate annual_rate(const char* r) { return {.per_year = rate_of_interest::parse(r), .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}; }

} // namespace

TEST_CASE("what went out is back on the day from which the running sum stays at zero or above")
{
    CHECK(payback_of(flows{{2026_y / jan / 1, usd(-100)}, {2026_y / mar / 1, usd(60)}, {2026_y / jun / 1, usd(60)}}) == payback{payback::kind::on_a_day, 2026_y / jun / 1});
    CHECK(payback_of(flows{{2026_y / mar / 1, usd(100)}, {2026_y / jan / 1, usd(-100)}}) == payback{payback::kind::on_a_day, 2026_y / mar / 1}); // zero is enough
}

TEST_CASE("a sum that turns twice counts from the last time")
{
    CHECK(payback_of(flows{{2026_y / jan / 1, usd(-10)}, {2026_y / feb / 1, usd(20)}, {2026_y / mar / 1, usd(-15)}, {2026_y / apr / 1, usd(6)}}).on == sys_days{2026_y / apr / 1});
}

TEST_CASE("never out of money, and never back, are answers")
{
    CHECK(payback_of(flows{{2026_y / jan / 1, usd(10)}, {2026_y / feb / 1, usd(-10)}}) == payback{payback::kind::never_negative, {}});
    CHECK(payback_of(flows{{2026_y / jan / 1, usd(-10)}, {2026_y / feb / 1, usd(9)}}) == payback{payback::kind::never, {}});
    CHECK(name_of(payback::kind::never) == "never");
    CHECK(name_of(payback::kind::never_negative) == "never negative");
    CHECK_THROWN(invalid_terms, payback_of(flows{}));
    CHECK_THROWN(invalid_terms, discounted_payback_of(flows{}, annual_rate("0.1")));
}

TEST_CASE("discounted, it takes longer, and a sum that is zero to the last digit is zero")
{
    const flows project{{2026_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(60)}, {2028_y / jan / 1, usd(54)}, {2028_y / dec / 31, usd(20)}};
    CHECK(payback_of(project).on == sys_days{2028_y / jan / 1});
    CHECK(discounted_payback_of(project, annual_rate("0.1")).on == sys_days{2028_y / dec / 31});
    const flows even{{2026_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(55)}, {2028_y / jan / 1, usd("60.50")}}; // 50 + 50 at 10 %
    CHECK(discounted_payback_of(even, annual_rate("0.1")) == payback{payback::kind::on_a_day, 2028_y / jan / 1});
    CHECK(discounted_payback_of(even, annual_rate("0.100000000001")) == payback{payback::kind::never, {}});
    CHECK(discounted_payback_of(even, annual_rate("0.099999999999")).on == sys_days{2028_y / jan / 1});
}

TEST_CASE("at a rate of zero the discounted payback is the plain one")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    int           turned = 0;
    for (int i = 0; i < 300; ++i) {
        flows list;
        for (std::int64_t n = draw.between(1, 12); n > 0; --n) list.push_back({sys_days{2026_y / jan / 1} + date::days{draw.between(0, 40)}, money<dollars>(decimal<2>::from_units(draw.between(-3, 3)))});
        CHECK(discounted_payback_of(list, annual_rate("0")) == payback_of(list));
        turned += payback_of(list).is == payback::kind::on_a_day;
    }
    CHECK(turned > 50);
}
