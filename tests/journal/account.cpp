// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/account.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;

TEST_CASE("an account is written by its type and its path")
{
    CHECK(to_string(account(account_type::asset, "Prepaid:openai-aws")) == "Assets:Prepaid:openai-aws");
    CHECK(to_string(account(account_type::liability, "Payables")) == "Liabilities:Payables");
    CHECK(to_string(account(account_type::equity, "Opening balances")) == "Equity:Opening balances");
    CHECK(to_string(account(account_type::income, "Compute")) == "Income:Compute");
    CHECK(to_string(account(account_type::expense, "Compute")) == "Expenses:Compute");
}

TEST_CASE("accounts stand in the order of a balance sheet and an income statement")
{
    CHECK(account(account_type::asset, "Z") < account(account_type::liability, "A"));
    CHECK(account(account_type::income, "A") < account(account_type::expense, "A"));
    CHECK(account(account_type::asset, "A") < account(account_type::asset, "B"));
    CHECK(account(account_type::asset, "A") != account(account_type::expense, "A"));
}

TEST_CASE("a name that is empty, spaced out or unprintable is refused")
{
    CHECK_REFUSED(invalid_terms, "account: must be names with a colon between them; got 'Prepaid:'; write such as Prepaid:openai-aws", account(account_type::asset, "Prepaid:"));
    for (const char* path : {"", ":", ":Prepaid", "Prepaid::C1", " Prepaid", "Prepaid ", "Pre  paid", "Pre\tpaid", "Pre\npaid", "Prepaid\x7f"}) {
        CAPTURE(path);
        CHECK_THROWN(invalid_terms, account(account_type::asset, path));
    }
}
