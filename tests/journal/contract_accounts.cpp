// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/contract_accounts.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;

TEST_CASE("what is an asset of the customer's is owed by the provider, and the other way round")
{
    const contract_accounts customer = accounts_of(side::customer, "C1"), provider = accounts_of(side::provider, "C1");
    const auto mirror = [](account_type t) {
        switch (t) {
        case account_type::asset: return account_type::liability;
        case account_type::liability: return account_type::asset;
        case account_type::income: return account_type::expense;
        case account_type::expense: return account_type::income;
        case account_type::equity: break;
        }
        return t;
    };
    for (const auto member : {&contract_accounts::settlement, &contract_accounts::refund, &contract_accounts::deferred, &contract_accounts::accrued, &contract_accounts::recognized, &contract_accounts::interest}) {
        CHECK((provider.*member).type() == mirror((customer.*member).type()));
    }
    CHECK(customer.cash == provider.cash);
    CHECK(to_string(customer.deferred) == "Assets:Prepaid:C1");
    CHECK(to_string(provider.deferred) == "Liabilities:Contract liability:C1");
}

TEST_CASE("a name may be a path, and must be one")
{
    CHECK(to_string(accounts_of(side::customer, "Deals:C1").accrued) == "Liabilities:Accrued:Deals:C1");
    CHECK_THROWN(invalid_terms, accounts_of(side::customer, ""));
}
