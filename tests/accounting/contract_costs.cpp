// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/contract_costs.hpp>
#include <ratable/accounting/straight_line.hpp>

#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

amortization_schedule<USD> revenue(const year_month_day& until) { return amortize(usd(1'000), make_schedule(period(2027_y / jan / 1, until), quarterly), straight_line); }

} // namespace

TEST_CASE("a commission is amortised as the service is transferred")
{
    auto rising      = revenue(2027_y / oct / 1);
    rising[0].charge = usd(100), rising[1].charge = usd(300), rising[2].charge = usd(600);
    const auto rows = contract_cost(usd(50), rising, short_lived_cost::capitalized);
    CHECK(amounts(rows) == integers{5'00, 15'00, 30'00});
    CHECK(ties_out(rows, usd(50)));
}

TEST_CASE("one of a year at most may be expensed when it is incurred; a longer one may not")
{
    CHECK(amounts(contract_cost(usd(40), revenue(2028_y / jan / 1), short_lived_cost::expensed)) == integers{40'00, 0, 0, 0});
    CHECK(amounts(contract_cost(usd(40), revenue(2028_y / jan / 1), short_lived_cost::capitalized)) == integers{10'00, 10'00, 10'00, 10'00});
    CHECK(amounts(contract_cost(usd(40), revenue(2028_y / jan / 2), short_lived_cost::expensed)) == integers{8'00, 8'00, 8'00, 8'00, 8'00});
    CHECK(ties_out(contract_cost(usd(40), revenue(2028_y / jan / 1), short_lived_cost::expensed), usd(40)));
    CHECK_REFUSED(invalid_terms, "contract cost: must not be below zero; got USD -1.00; write what was incurred", contract_cost(usd(-1), revenue(2028_y / jan / 1), short_lived_cost::expensed));
}

TEST_CASE("an asset above what the contract still brings is impaired by the difference")
{
    // [begin impairment]
    CHECK(contract_cost_impairment(usd(100), usd(500), usd(430)) == usd(30));
    // [end impairment]
    CHECK(contract_cost_impairment(usd(100), usd(500), usd(400)) == usd(0));
    CHECK(contract_cost_impairment(usd(100), usd(500), usd(100)) == usd(0));
    CHECK(contract_cost_impairment(usd(100), usd(10), usd(30)) == usd(100)); // all of it; what is lost beyond that is an onerous contract's
    CHECK_THROWN(invalid_terms, contract_cost_impairment(usd(-1), usd(1), usd(1)));
}
