// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/onerous.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const interest_rate ten_per_cent{.per_year = rate_of_interest::parse("0.1"), .compounds = compounding::annual, .day_count = act_365_fixed{}};

} // namespace

TEST_CASE("a contract is onerous by the lower of what fulfilling it loses and what leaving it costs")
{
    CHECK(test_onerous<USD>(usd(120), usd(100), {}) == onerous_test<USD>{usd(20), {}, usd(20), least_cost::fulfilling});
    // [begin onerous]
    CHECK(test_onerous<USD>(usd(120), usd(100), usd(15)) == onerous_test<USD>{usd(20), usd(15), usd(15), least_cost::exiting});
    // [end onerous]
    CHECK(test_onerous<USD>(usd(120), usd(100), usd(20)).by == least_cost::fulfilling);
    CHECK(test_onerous<USD>(usd(120), usd(100), usd(35)).provision == usd(20));
    CHECK(test_onerous<USD>(usd(120), usd(100), usd(0)) == onerous_test<USD>{usd(20), usd(0), usd(0), least_cost::exiting}); // one leaves
    const auto pays = test_onerous<USD>(usd(100), usd(130), usd(15));
    CHECK(pays == onerous_test<USD>{usd(-30), usd(15), usd(0), least_cost::fulfilling});
    CHECK(!pays.is_onerous());
    CHECK(test_onerous<USD>(usd(120), usd(100), {}).is_onerous());
}

TEST_CASE("flows are tested at what they are worth on the day of the test")
{
    const std::vector<flow<USD>> costs{{2027_y / jan / 1, usd(110)}, {2028_y / jan / 1, usd(121)}}, benefits{{2027_y / jan / 1, usd(165)}};
    const auto                   test = test_onerous<USD>(costs, benefits, {}, ten_per_cent, sys_days{2026_y / jan / 1});
    CHECK(test.loss == usd(50)); // 100 + 100 − 150
    CHECK(test.provision == usd(50));
    CHECK(test_onerous<USD>(costs, {}, usd(70), ten_per_cent, sys_days{2026_y / jan / 1}).provision == usd(70));
}

TEST_CASE("what cannot be tested is refused")
{
    CHECK_REFUSED(invalid_terms, "onerous contract: must be tested with amounts that are not below zero; got USD -1.00; write costs and benefits both as positive", test_onerous<USD>(usd(-1), usd(1), {}));
    CHECK_THROWN(invalid_terms, test_onerous<USD>(usd(1), usd(-1), {}));
    CHECK_THROWN(invalid_terms, test_onerous<USD>(usd(1), usd(1), usd(-1)));
    CHECK_THROWN(invalid_terms, test_onerous<USD>(std::vector<flow<USD>>{}, std::vector<flow<USD>>{}, {}, ten_per_cent, sys_days{2026_y / jan / 1}));
}
