// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/functional_currency.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/journal/post_contract.hpp>
#include <ratable/journal/trial_balance.hpp>

#include "../support/any_contract.hpp"
#include "../support/books.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

using in_dollars = remeasurement<USD, EUR>;

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid"), payables(account_type::liability, "Payables"), compute(account_type::expense, "Compute"),
    differences(account_type::expense, "Exchange differences");

fx_rate<USD, EUR> dollars_at(const char* text, year_month_day on) { return fx_rate<USD, EUR>::parse(std::string(text) + " USD/EUR", on); }

void add(journal<EUR>& books, year_month_day on, const char* id, const account& debit, const account& credit, std::int64_t euros)
{
    books.post({.date = sys_days{on}, .id = id, .postings = {{debit, eur(euros)}, {credit, eur(-euros)}}});
}

/// 60 prepaid; two months at 100 less 30 of it, paid a month later.
journal<EUR> prepaid_books()
{
    journal<EUR> books;
    add(books, 2026_y / jan / 15, "I1", prepaid, payables, 60);
    add(books, 2026_y / jan / 15, "P1", payables, cash, 60);
    add(books, 2026_y / feb / 28, "I2", prepaid, payables, 70);
    add(books, 2026_y / feb / 28, "A2", compute, prepaid, 100);
    add(books, 2026_y / mar / 30, "P2", payables, cash, 70);
    add(books, 2026_y / mar / 31, "I3", prepaid, payables, 70);
    add(books, 2026_y / mar / 31, "A3", compute, prepaid, 100);
    add(books, 2026_y / apr / 30, "P3", payables, cash, 70);
    return books;
}

in_dollars rules()
{
    return {.rates       = {dollars_at("1.30", 2026_y / apr / 30), dollars_at("1.10", 2026_y / jan / 15), dollars_at("1.20", 2026_y / feb / 28), dollars_at("1.25", 2026_y / mar / 30), dollars_at("1.22", 2026_y / mar / 15)},
            .nonmonetary = {prepaid},
            .closings    = {sys_days{2026_y / jan / 31}, sys_days{2026_y / feb / 28}, sys_days{2026_y / mar / 15}, sys_days{2026_y / mar / 31}}};
}

} // namespace

TEST_CASE("a prepayment keeps the rate of its day, payables follow it, and the difference is a gain or a loss")
{
    const journal<USD> books = in_functional_currency(prepaid_books(), rules());
    CHECK(tests::lines(books.entries()) ==
          "I1 | Assets:Prepaid 66.00 Liabilities:Payables -66.00\n"
          "P1 | Liabilities:Payables 66.00 Assets:Cash -66.00\n"
          "I2 | Assets:Prepaid 84.00 Liabilities:Payables -84.00\n"
          "A2 | Assets:Prepaid -115.38 Expenses:Compute 115.38\n" // 100 of 130 at 150
          "FX2026-03-15 | Liabilities:Payables -1.40 Expenses:Exchange differences 1.40\n"
          "P2 | Liabilities:Payables 87.50 Assets:Cash -87.50\n"
          "FX2026-03-30 | Liabilities:Payables -2.10 Expenses:Exchange differences 2.10\n"
          "I3 | Assets:Prepaid 87.50 Liabilities:Payables -87.50\n"
          "A3 | Assets:Prepaid -122.12 Expenses:Compute 122.12\n"
          "P3 | Liabilities:Payables 91.00 Assets:Cash -91.00\n"
          "FX2026-04-30 | Liabilities:Payables -3.50 Expenses:Exchange differences 3.50\n");
    CHECK(balance_of(books, compute) == usd("237.50"));      // 66 + 84 + 87.50, as it was paid for in advance or invoiced
    CHECK(balance_of(books, cash) == usd("-244.50"));        // what the euros cost on the days on which they were paid
    CHECK(balance_of(books, differences) == usd("7.00"));
}

TEST_CASE("a day without a rate, and what is not money below zero, are refused")
{
    auto late  = rules();
    late.rates = {dollars_at("1.20", 2026_y / feb / 28)};
    CHECK_REFUSED(invalid_terms, "exchange rates: must have one on 2026-01-15 or before it; got none; state the rate of each day on which something is posted", in_functional_currency(prepaid_books(), late));
    journal<EUR> below;
    add(below, 2026_y / jan / 15, "1", prepaid, cash, 60);
    add(below, 2026_y / jan / 16, "2", compute, prepaid, 61);
    CHECK_REFUSED(invalid_terms, "entry '2': must not take Assets:Prepaid below zero; got EUR -61.00 of EUR 60.00; leave it out of what is not money, or correct the entry",
                  in_functional_currency(below, rules()));
    auto wrong        = rules();
    wrong.rates[1].quote_per_base = {};
    CHECK_THROWN(invalid_terms, in_functional_currency(prepaid_books(), wrong));
}

TEST_CASE("what is not money and becomes money is exchanged: the difference is no expense of the contract's")
{
    journal<EUR> books;
    add(books, 2026_y / jan / 15, "paid", prepaid, cash, 60);
    add(books, 2026_y / feb / 28, "refund", account(account_type::asset, "Refunds due"), prepaid, 60);
    CHECK(tests::lines(in_functional_currency(books, rules()).entries()) ==
          "paid | Assets:Prepaid 66.00 Assets:Cash -66.00\n"
          "refund | Assets:Refunds due 72.00 Assets:Prepaid -66.00 Expenses:Exchange differences -6.00\n"
          "FX2026-03-15 | Assets:Refunds due 1.20 Expenses:Exchange differences -1.20\n"
          "FX2026-03-31 | Assets:Refunds due 1.80 Expenses:Exchange differences -1.80\n");
}

TEST_CASE("several expenses of one entry share what it leaves, to the cent")
{
    journal<EUR>  books;
    const account power(account_type::expense, "Power");
    books.post({.date = sys_days{2026_y / jan / 15}, .id = "paid", .postings = {{prepaid, eur("0.10")}, {cash, eur("-0.10")}}});
    books.post({.date = sys_days{2026_y / feb / 28}, .id = "used", .postings = {{compute, eur("0.05")}, {power, eur("0.05")}, {prepaid, eur("-0.10")}}});
    books.post({.date = sys_days{2026_y / mar / 15}, .id = "moved", .postings = {{compute, eur("1.00")}, {power, eur("-1.00")}}});
    CHECK(tests::lines(in_functional_currency(books, rules()).entries()) ==
          "paid | Assets:Prepaid 0.11 Assets:Cash -0.11\n"
          "used | Assets:Prepaid -0.11 Expenses:Compute 0.06 Expenses:Power 0.05\n" // 0.055 to the even cent, and the rest
          "moved | Expenses:Compute 1.22 Expenses:Power -1.22\n");
}

TEST_CASE("an expense and an income of one entry: the smaller is at the day's rate, the other takes what is left")
{
    const account interest(account_type::expense, "Interest");
    journal<EUR>  books;
    add(books, 2026_y / jan / 15, "I1", prepaid, payables, 100);
    books.post({.date = sys_days{2026_y / mar / 30}, .id = "A", .postings = {{compute, eur(1000)}, {interest, eur(-999)}, {prepaid, eur(-100)}, {payables, eur(99)}}});
    books.post({.date = sys_days{2026_y / mar / 30}, .id = "N", .postings = {{compute, eur(7)}, {interest, eur(-7)}}});
    const auto entries = in_functional_currency(books, rules()).entries();
    CHECK(tests::lines(std::vector{*(entries.end() - 3), *(entries.end() - 2)}) ==
          "A | Assets:Prepaid -110.00 Liabilities:Payables 123.75 Expenses:Compute 1235.00 Expenses:Interest -1248.75\n" // 999 at 1.25
          "N | Expenses:Compute 8.75 Expenses:Interest -8.75\n");
}

TEST_CASE("two rates of one day are refused unless they are one")
{
    auto by = rules();
    by.rates.push_back(dollars_at("1.20", 2026_y / feb / 28));
    CHECK(in_functional_currency(prepaid_books(), by).entries() == in_functional_currency(prepaid_books(), rules()).entries());
    by.rates.push_back(dollars_at("1.21", 2026_y / feb / 28));
    CHECK_REFUSED(invalid_terms, "exchange rates: must be one a day; got 1.2 USD/EUR and 1.21 USD/EUR on 2026-02-28; decide which of them holds", in_functional_currency(prepaid_books(), by));
}

TEST_CASE("currencies known at run time, and yen books of a dollar deal")
{
    const auto         EUR_ = currency_of<2>("EUR"), USD_ = currency_of<2>("USD");
    using any = any_currency<2>;
    journal<any> foreign(EUR_);
    foreign.post({.date = sys_days{2026_y / jan / 15}, .id = "1", .postings = {{prepaid, money<any>(decimal<2>(60), EUR_)}, {payables, money<any>(decimal<2>(-60), EUR_)}}});
    const remeasurement<any, any> by{.rates = {fx_rate<any, any>::parse("1.10 USD/EUR", 2026_y / jan / 15, USD_, EUR_)}, .nonmonetary = {prepaid}, .closings = {}};
    CHECK(balance_of(in_functional_currency(foreign, by, USD_), prepaid) == money<any>(decimal<2>(66), USD_));
    journal<USD> dollars;
    dollars.post({.date = sys_days{2026_y / jan / 15}, .id = "1", .postings = {{prepaid, usd("60.01")}, {payables, usd("-60.01")}}});
    const remeasurement<JPY, USD> yen{.rates = {fx_rate<JPY, USD>::parse("155.5 JPY/USD", 2026_y / jan / 15)}, .nonmonetary = {prepaid}, .closings = {}};
    CHECK(balance_of(in_functional_currency(dollars, yen), prepaid) == jpy(9332)); // 9331.555
}

TEST_CASE("random deals at random rates: money is worth its day's rate at each closing, and what was paid was expensed or lost on the exchange")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    for (int i = 0; i < 15; ++i) {
        auto c = source.next();
        readings<tests::dollars> read;
        read.indices    = source.any_indices();
        const auto rows = charges_of(c, read);
        if (rows.empty()) continue;
        const side of   = source.draw().coin() ? side::customer : side::provider;
        const auto life = life_of(rows, monthly);
        journal<USD> books;
        books.post(contract_entries(c, rows, expense_of(rows, progress::as_delivered, life), {.of = of, .enters = entered::when_claimed, .for_power = acting_as::principal}));
        const contract_accounts in = accounts_of(of, name_in_books(c));
        remeasurement<EUR, USD> by{.rates = {}, .nonmonetary = {in.deferred}, .closings = {}};
        for (const period& p : life) {
            for (sys_days day = p.start(); day < p.end(); day += date::days{source.draw().between(1, 9)}) by.rates.push_back({decimal<10>::from_units(source.draw().between(7'000'000'000, 12'000'000'000)), year_month_day{day}});
            by.closings.push_back(p.end() - date::days{1});
        }
        const auto rate_on = [&](sys_days day) {
            const fx_rate<EUR, USD>* found = nullptr;
            for (const auto& r : by.rates) found = sys_days{r.on} <= day ? &r : found;
            return *found;
        };
        const journal<EUR> euros = in_functional_currency(books, by);
        for (const sys_days day : by.closings) {
            CHECK(imbalance_of(trial_balance_of(euros, day)) == 0);
            for (const account& money_account : {in.settlement, in.refund, in.accrued}) {
                CHECK(balance_of(euros, money_account, day) == convert(balance_of(books, money_account, day), rate_on(day), rounding::half_even));
            }
            if (balance_of(books, in.deferred, day) == usd(0)) CHECK(balance_of(euros, in.deferred, day) == eur(0));
        }
        money<EUR> paid = eur(0);
        for (const auto& e : books.entries()) {
            for (const auto& p : e.postings) paid += p.account == in.cash ? convert(p.amount, rate_on(e.date), rounding::half_even) : eur(0);
        }
        CHECK(balance_of(euros, in.cash) == paid);
        CHECK(balance_of(euros, in.recognized) + balance_of(euros, differences) == -paid);
    }
}
