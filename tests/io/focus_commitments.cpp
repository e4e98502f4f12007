// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/focus_commitments.hpp>

#include "../support/metered_contract.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

template <class C>
std::string written(const contract<C>& c)
{
    return focus_commitments_to_csv(focus_commitments(c), {.account = focus_account(c), .name = c.name, .provider = "P", .tranches = focus_tranches(c)});
}

} // namespace

TEST_CASE("the columns are those of FOCUS 1.3, by their alphabet")
{
    CHECK(std::size(focus_commitment_columns) == 13);
    CHECK(std::is_sorted(std::begin(focus_commitment_columns), std::end(focus_commitment_columns)));
}

TEST_CASE("a minimum is hours over its days and what they cost, committed spend a row a year, a prepayment its tranche's")
{
    auto c     = tests::metered_contract();
    c.id       = "ten";
    c.term     = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::months{18}}, "order form");
    c.committed = disclosed(usd(100'000), "order form");
    auto usage = std::get<usage_fee<USD>>(c.pricing.value()[0]);
    usage.minimum->contracted = disclosed(gpus<any_accelerator>(10 * gpu<gb300>), "order form");
    c.pricing    = disclosed(pricing<USD>{usage, capacity_fee<USD>{.price = unit_price<USD>(usd(1'000), priced_unit::mw_month)}}, "order form");
    c.spend      = disclosed(committed_spend<USD>{.a_year = disclosed(usd(60'000), "order form"), .at_anniversary = undrawn::billed, .at_end = undrawn::billed}, "order form");
    c.prepayment = disclosed(prepayment{.share = ratio::parse("0.5"), .lead = date::days{10}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = date::months{1},
                                        .through_month = date::months{18}, .left_over = residue::refunded}, "order form");
    const std::string term = "ten,2027-07-01T00:00:00Z,2026-01-01T00:00:00Z\r\n"; // minimum: 80 % of 10 x 24 x 546 hours
    CHECK(written(c) == "BillingCurrency,ContractCommitmentCategory,ContractCommitmentCost,ContractCommitmentDescription,ContractCommitmentId,ContractCommitmentPeriodEnd,ContractCommitmentPeriodStart,"
                        "ContractCommitmentQuantity,ContractCommitmentType,ContractCommitmentUnit,ContractId,ContractPeriodEnd,ContractPeriodStart\r\n"
                        "USD,Spend,100000.00,what the customer cannot cancel,ten/committed,2027-07-01T00:00:00Z,2026-01-01T00:00:00Z,,Committed consideration,," + term +
                        "USD,Usage,262080.00,\"usage: paid for, used or not\",ten/pricing[0].minimum,2027-07-01T00:00:00Z,2026-01-01T00:00:00Z,104832,Take-or-pay minimum,GPU-Hours," + term +
                        "USD,Spend,60000.00,contract year 1,ten/spend/year-1,2027-01-01T00:00:00Z,2026-01-01T00:00:00Z,,Committed spend,," + term +
                        "USD,Spend,30000.00,contract year 2,ten/spend/year-2,2027-07-01T00:00:00Z,2027-01-01T00:00:00Z,,Committed spend,," + term +
                        "USD,Spend,9000.00,prepayment of hall 1,ten/prepayment/hall 1,2027-07-01T00:00:00Z,2026-01-01T00:00:00Z,,Prepayment,," + term);
}

TEST_CASE("a contract that commits nobody has a header")
{
    auto c    = tests::metered_contract();
    c.pricing = disclosed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(usd(1'000), priced_unit::mw_month)}}, "order form");
    CHECK(focus_commitments(c).empty());
    const std::string text = written(c);
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}
