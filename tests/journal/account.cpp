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

TEST_CASE("an account is within those above it, and not within one that its name begins with")
{
    const account prepaid(account_type::asset, "Prepaid"), deal(account_type::asset, "Prepaid:C1");
    CHECK(is_within(deal, prepaid));
    CHECK(is_within(prepaid, prepaid));
    CHECK_FALSE(is_within(prepaid, deal));
    CHECK_FALSE(is_within(account(account_type::asset, "Prepaid expenses"), prepaid));
    CHECK_FALSE(is_within(account(account_type::liability, "Prepaid:C1"), prepaid));
}

TEST_CASE("any text that says something is a name of an account")
{
    CHECK(account_name("AWS: phase 1") == "AWS- phase 1");
    CHECK(account_name("  two  spaces ") == "two spaces");
    CHECK(account_name("line\nend") == "line-end");
    CHECK(account_name("Microsoft–IREN") == "Microsoft–IREN");
    CHECK_REFUSED(invalid_terms, "account: must have a name; got ' '; name the contract, or whatever the account is of", account_name(" "));
    for (const char* text : {"a", ":", " : ", "x\ty", "Q; | \"'"}) {
        CAPTURE(text);
        CHECK(account(account_type::asset, account_name(text)).path() == account_name(text));
    }
}
