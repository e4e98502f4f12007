// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/chart_of_accounts.hpp>
#include <ratable/journal/trial_balance.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

account asset(const char* path) { return account(account_type::asset, path); }
account expense(const char* path) { return account(account_type::expense, path); }

const std::vector<std::pair<account, account>> list{{asset("Cash"), asset("1000 Bank")}, {asset("Prepaid"), asset("1400 Prepayments")}, {asset("Prepaid:C2"), asset("1500 Other")}};

} // namespace

TEST_CASE("a listed account becomes what stands beside it, and the nearest above decides for the others")
{
    const chart_of_accounts chart(list, unlisted_accounts::kept, accounts_below::kept);
    CHECK(chart(asset("Cash")) == asset("1000 Bank"));
    CHECK(chart(asset("Prepaid:C1:Hall A")) == asset("1400 Prepayments:C1:Hall A"));
    CHECK(chart(asset("Prepaid:C2")) == asset("1500 Other"));
    CHECK(chart(asset("Prepaid:C2:Hall B")) == asset("1500 Other:Hall B"));
    CHECK(chart(asset("Prepaid expenses")) == asset("Prepaid expenses"));
    CHECK(chart(expense("Prepaid")) == expense("Prepaid"));
}

TEST_CASE("accounts below may be merged, and those that are not listed refused")
{
    const chart_of_accounts chart(list, unlisted_accounts::refused, accounts_below::merged);
    CHECK(chart(asset("Prepaid:C1:Hall A")) == asset("1400 Prepayments"));
    CHECK(chart(asset("Prepaid:C2:Hall B")) == asset("1500 Other"));
    CHECK_REFUSED(invalid_terms, "chart of accounts: must list every account that is posted to; got Expenses:Compute:C1; list it, or keep accounts that are not listed", chart(expense("Compute:C1")));
}

TEST_CASE("a chart that contradicts itself, or moves an account to the other statement, is refused")
{
    CHECK_REFUSED(invalid_terms, "chart of accounts: must list an account once; got Assets:Cash; decide which of its lines holds",
                  chart_of_accounts({{asset("Cash"), asset("1000")}, {asset("Cash"), asset("1001")}}, unlisted_accounts::kept, accounts_below::kept));
    CHECK_REFUSED(invalid_terms,
                  "chart of accounts: must keep an account in its statement; got Assets:Prepaid as Expenses:Prepaid; map what is earned or spent to income or expenses, and the rest to the balance sheet",
                  chart_of_accounts({{asset("Prepaid"), expense("Prepaid")}}, unlisted_accounts::kept, accounts_below::kept));
    CHECK(chart_of_accounts({{asset("Prepaid"), account(account_type::liability, "Net")}}, unlisted_accounts::kept, accounts_below::kept)(asset("Prepaid")) == account(account_type::liability, "Net"));
}

TEST_CASE("a whole journal in the user's accounts says the same, and is closed as it was")
{
    journal<USD> books;
    books.post({.date = sys_days{2026_y / jan / 31}, .id = "1", .payee = "AWS", .postings = {{asset("Prepaid:C1"), usd(70)}, {asset("Prepaid:C2"), usd(30)}, {asset("Cash"), usd(-100)}}});
    books.post({.date = sys_days{2026_y / feb / 28}, .id = "2", .postings = {{expense("Compute"), usd(10)}, {asset("Prepaid:C1"), usd(-10)}}});
    books.close_through(sys_days{2026_y / jan / 31});
    const journal<USD> yours = chart_of_accounts(list, unlisted_accounts::kept, accounts_below::merged)(books);
    CHECK(trial_balance_of(yours) == trial_balance<USD>{{asset("1000 Bank"), usd(-100)}, {asset("1400 Prepayments"), usd(60)}, {asset("1500 Other"), usd(30)}, {expense("Compute"), usd(10)}});
    CHECK(yours.closed_through() == books.closed_through());
    CHECK(yours.entries()[0].payee == "AWS");
    CHECK_THROWN(invalid_terms, chart_of_accounts(list, unlisted_accounts::refused, accounts_below::merged)(books));
}
