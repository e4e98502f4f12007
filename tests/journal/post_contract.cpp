// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/post_contract.hpp>
#include <ratable/journal/trial_balance.hpp>

#include <ratable/accounting/financing_component.hpp>
#include <ratable/charges/charges.hpp>

#include "../support/any_contract.hpp"
#include "../support/books.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::lines;

namespace {

contract<USD> deal(const char* id)
{
    contract<USD> c = sample::aws();
    c.id            = id;
    c.customer      = "OpenAI";
    c.provider      = "AWS";
    return c;
}

charge<USD> row(charge_kind kind, const period& service, year_month_day invoiced, year_month_day due, money<USD> amount, int tranche = -1)
{
    return {.kind = kind, .clause = {kind == charge_kind::prepayment_credit ? "prepayment" : "pricing"}, .tranche = tranche, .service = service, .invoiced = sys_days{invoiced}, .due = sys_days{due}, .amount = amount};
}

const period february(2026_y / feb / 1, 2026_y / mar / 1), march(2026_y / mar / 1, 2026_y / apr / 1);

/// 60 prepaid in January for service in February and March at 100 a month, credited by 30 each; invoiced in arrears, net 30 and a bit.
std::vector<charge<USD>> prepaid_rows()
{
    return {row(charge_kind::prepayment, {2026_y / feb / 1, 2026_y / apr / 1}, 2026_y / jan / 15, 2026_y / jan / 15, usd(60)),
            row(charge_kind::fee, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(100)), row(charge_kind::prepayment_credit, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(-30)),
            row(charge_kind::fee, march, 2026_y / mar / 31, 2026_y / apr / 30, usd(100)), row(charge_kind::prepayment_credit, march, 2026_y / mar / 31, 2026_y / apr / 30, usd(-30))};
}

journal<USD> books_of(std::vector<entry<USD>> entries)
{
    journal<USD> books;
    books.post(std::move(entries));
    return books;
}

money<USD> cash_on(const journal<USD>& books, sys_days day) { return balance_of(books, account(account_type::asset, "Cash"), day); }

} // namespace

TEST_CASE("a customer's books of a prepayment that is credited")
{
    const auto rows    = prepaid_rows();
    const auto entries = contract_entries(deal("C1"), rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced});
    CHECK(lines(entries) ==
          "C1-I2026-01-15 | Assets:Prepaid:C1 60.00 Liabilities:Payables -60.00\n"
          "C1-P2026-01-15 | Liabilities:Payables 60.00 Assets:Cash -60.00\n"
          "C1-I2026-02-28 | Assets:Prepaid:C1 70.00 Liabilities:Payables -70.00\n"
          "C1-A2026-02-28 | Expenses:Compute:C1 100.00 Assets:Prepaid:C1 -100.00\n"
          "C1-P2026-03-30 | Liabilities:Payables 70.00 Assets:Cash -70.00\n"
          "C1-I2026-03-31 | Assets:Prepaid:C1 70.00 Liabilities:Payables -70.00\n"
          "C1-A2026-03-31 | Expenses:Compute:C1 100.00 Assets:Prepaid:C1 -100.00\n"
          "C1-P2026-04-30 | Liabilities:Payables 70.00 Assets:Cash -70.00\n");
    CHECK(entries[2].payee == "AWS");
    CHECK(entries[2].narration == "Invoice: fee, prepayment_credit");
    CHECK(entries[3].narration == "Expense of 2026-02-01 .. 2026-03-01");
    CHECK(entries[4].narration == "Payment");
    CHECK(entries[4].tags == std::vector<std::pair<std::string, std::string>>{{"contract", "C1"}});
}

TEST_CASE("the provider's books are the customer's with debits and credits exchanged")
{
    const auto rows    = prepaid_rows();
    const auto entries = contract_entries(deal("C1"), rows, revenue_of(rows, progress::as_delivered, acting_as::principal, monthly), {.of = side::provider, .enters = entered::when_invoiced});
    CHECK(lines(std::vector(entries.begin(), entries.begin() + 5)) ==
          "C1-I2026-01-15 | Liabilities:Contract liability:C1 -60.00 Assets:Receivables 60.00\n"
          "C1-P2026-01-15 | Assets:Receivables -60.00 Assets:Cash 60.00\n"
          "C1-I2026-02-28 | Liabilities:Contract liability:C1 -70.00 Assets:Receivables 70.00\n"
          "C1-A2026-02-28 | Income:Compute:C1 -100.00 Liabilities:Contract liability:C1 100.00\n"
          "C1-P2026-03-30 | Assets:Receivables -70.00 Assets:Cash 70.00\n");
    CHECK(entries[0].payee == "OpenAI");
    CHECK(entries[3].narration == "Revenue of 2026-02-01 .. 2026-03-01");
    CHECK(entries[4].narration == "Receipt");
}

TEST_CASE("what is received before it is invoiced is accrued, and the invoice takes that first")
{
    const std::vector rows{row(charge_kind::fee, {2026_y / feb / 1, 2026_y / apr / 1}, 2026_y / mar / 31, 2026_y / apr / 30, usd(118))}; // two months on one invoice
    const auto        entries = contract_entries(deal("C1"), rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced});
    CHECK(lines(entries) ==
          "C1-A2026-02-28 | Expenses:Compute:C1 56.00 Liabilities:Accrued:C1 -56.00\n"
          "C1-I2026-03-31 | Assets:Prepaid:C1 62.00 Liabilities:Accrued:C1 56.00 Liabilities:Payables -118.00\n"
          "C1-A2026-03-31 | Expenses:Compute:C1 62.00 Assets:Prepaid:C1 -62.00\n"
          "C1-P2026-04-30 | Liabilities:Payables 118.00 Assets:Cash -118.00\n");
}

TEST_CASE("billed in advance: the provider has nothing before it is due or performed")
{
    const std::vector rows{row(charge_kind::fee, march, 2026_y / mar / 1, 2026_y / mar / 16, usd(100)),  // due before it is performed
                           row(charge_kind::fee, march, 2026_y / mar / 1, 2026_y / apr / 15, usd(50))};  // performed before it is due
    const auto revenue = revenue_of(rows, progress::as_delivered, acting_as::principal, monthly);
    CHECK(lines(contract_entries(deal("C1"), rows, revenue, {.of = side::provider, .enters = entered::when_claimed})) ==
          "C1-I2026-03-16 | Liabilities:Contract liability:C1 -100.00 Assets:Receivables 100.00\n"
          "C1-P2026-03-16 | Assets:Receivables -100.00 Assets:Cash 100.00\n"
          "C1-I2026-03-31 | Liabilities:Contract liability:C1 -50.00 Assets:Receivables 50.00\n"
          "C1-A2026-03-31 | Income:Compute:C1 -150.00 Liabilities:Contract liability:C1 150.00\n"
          "C1-P2026-04-15 | Assets:Receivables -50.00 Assets:Cash 50.00\n");
    CHECK(lines(std::vector{contract_entries(deal("C1"), rows, revenue, {.of = side::provider, .enters = entered::when_invoiced}).front()}) ==
          "C1-I2026-03-01 | Liabilities:Contract liability:C1 -150.00 Assets:Receivables 150.00\n");
}

TEST_CASE("a due day before the invoice enters the charge with the payment")
{
    const std::vector rows{row(charge_kind::fee, march, 2026_y / mar / 31, 2026_y / mar / 27, usd(100))};
    for (const auto enters : {entered::when_invoiced, entered::when_claimed}) {
        CHECK(lines(contract_entries(deal("C1"), rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = enters})) ==
              "C1-I2026-03-27 | Assets:Prepaid:C1 100.00 Liabilities:Payables -100.00\n"
              "C1-P2026-03-27 | Liabilities:Payables 100.00 Assets:Cash -100.00\n"
              "C1-A2026-03-31 | Expenses:Compute:C1 100.00 Assets:Prepaid:C1 -100.00\n");
    }
}

TEST_CASE("a refund is due to the customer, and no negative payable")
{
    const std::vector rows{row(charge_kind::fee, february, 2026_y / feb / 28, 2026_y / mar / 10, usd(100)), row(charge_kind::service_credit, march, 2026_y / mar / 31, 2026_y / apr / 10, usd(-40))};
    const auto        entries = contract_entries(deal("C1"), rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced});
    CHECK(lines(std::vector{entries[3], entries[4], entries[5]}) ==
          "C1-I2026-03-31 | Liabilities:Accrued:C1 -40.00 Assets:Refunds due 40.00\n"
          "C1-A2026-03-31 | Expenses:Compute:C1 -40.00 Liabilities:Accrued:C1 40.00\n"
          "C1-P2026-04-10 | Assets:Refunds due -40.00 Assets:Cash 40.00\n");
    CHECK(entries[5].narration == "Receipt");
}

TEST_CASE("taxes stand outside the consideration")
{
    const std::vector          rows{row(charge_kind::fee, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(1000))};
    const auto                 recognized = expense_of(rows, progress::as_delivered, monthly);
    const std::vector<invoice_tax> taxes{{"VAT", 0.19_d, tax_kind::recoverable}, {"City tax", 0.01_d, tax_kind::unrecoverable}, {"WHT", 0.15_d, tax_kind::withheld}};
    CHECK(lines(contract_entries(deal("C1"), rows, recognized, {.of = side::customer, .enters = entered::when_invoiced, .taxes = taxes})) ==
          "C1-I2026-02-28 | Assets:Prepaid:C1 1000.00 Assets:Recoverable tax:VAT 190.00 Expenses:Tax:City tax 10.00 Liabilities:Payables -1200.00\n"
          "C1-A2026-02-28 | Expenses:Compute:C1 1000.00 Assets:Prepaid:C1 -1000.00\n"
          "C1-P2026-03-30 | Liabilities:Payables 1200.00 Liabilities:Tax withheld:WHT -150.00 Assets:Cash -1050.00\n");
    CHECK(lines(contract_entries(deal("C1"), rows, recognized, {.of = side::provider, .enters = entered::when_invoiced, .taxes = taxes})) ==
          "C1-I2026-02-28 | Liabilities:Contract liability:C1 -1000.00 Liabilities:Tax collected:VAT -190.00 Liabilities:Tax collected:City tax -10.00 Assets:Receivables 1200.00\n"
          "C1-A2026-02-28 | Income:Compute:C1 -1000.00 Liabilities:Contract liability:C1 1000.00\n"
          "C1-P2026-03-30 | Assets:Receivables -1200.00 Assets:Tax withheld:WHT 150.00 Assets:Cash 1050.00\n");
}

TEST_CASE("a tax below zero, and one that withholds more than is paid, are refused")
{
    const auto entries_with = [](const invoice_tax& tax) { return contract_entries(deal("C1"), {}, amortization_schedule<USD>{}, {.of = side::customer, .enters = entered::when_invoiced, .taxes = {tax}}); };
    CHECK_REFUSED(invalid_terms, "tax 'VAT': must have a rate from 0, and of at most 1 where it is withheld; got -0.010000; write 19 % as 0.19_d", entries_with({"VAT", -0.01_d, tax_kind::recoverable}));
    CHECK_THROWN(invalid_terms, entries_with({"WHT", 1.5_d, tax_kind::withheld}));
    CHECK(entries_with({"Luxury", 1.5_d, tax_kind::unrecoverable}).empty());
}

TEST_CASE("power that a provider passes on as an agent is no revenue, and owed to the utility")
{
    const std::vector rows{row(charge_kind::fee, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(100)), row(charge_kind::energy, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(40))};
    const auto        entries = contract_entries(deal("C1"), rows, revenue_of(rows, progress::as_delivered, acting_as::agent, monthly),
                                                 {.of = side::provider, .enters = entered::when_claimed, .for_power = acting_as::agent});
    CHECK(lines(entries) ==
          "C1-I2026-02-28 | Liabilities:Contract liability:C1 -100.00 Liabilities:Passed through:C1 -40.00 Assets:Receivables 140.00\n"
          "C1-A2026-02-28 | Income:Compute:C1 -100.00 Liabilities:Contract liability:C1 100.00\n"
          "C1-P2026-03-30 | Assets:Receivables -140.00 Assets:Cash 140.00\n");
    CHECK_REFUSED(invalid_terms, "contract posting: for_power: must say who controls the power that is charged; got nothing; write acting_as::principal or acting_as::agent",
                  contract_entries(deal("C1"), rows, revenue_of(rows, progress::as_delivered, acting_as::principal, monthly), {.of = side::provider, .enters = entered::when_claimed}));
}

TEST_CASE("interest on a significant financing adds to what is deferred")
{
    const std::vector           rows{row(charge_kind::fee, february, 2026_y / jan / 31, 2026_y / jan / 31, usd(100))};
    amortization_schedule<USD>  revenue = revenue_of(rows, progress::as_delivered, acting_as::principal, monthly);
    revenue[0].charge   = usd(101);
    const amortization_schedule<USD> financing{{february, usd(100), usd(101), usd(1), usd(0), usd(0)}};
    const auto entries  = contract_entries(deal("C1"), rows, revenue, financing, {.of = side::provider, .enters = entered::when_claimed});
    CHECK(lines(std::vector{entries[2]}) == "C1-A2026-02-28 | Income:Compute:C1 -101.00 Expenses:Interest:C1 1.00 Liabilities:Contract liability:C1 100.00\n");
    CHECK(balance_of(books_of(entries), account(account_type::liability, "Contract liability")) == usd(0));
}

TEST_CASE("tranches apart: one is prepaid while the other is accrued")
{
    contract<USD> c = sample::full();
    const std::vector rows{row(charge_kind::fee, march, 2026_y / feb / 28, 2026_y / mar / 30, usd(100), 0), row(charge_kind::fee, february, 2026_y / mar / 31, 2026_y / mar / 31, usd(40), 1)};
    const auto        apart   = expense_by_tranche(rows, progress::as_delivered, life_of(rows, monthly));
    const contract_posting by{.of = side::customer, .enters = entered::when_invoiced};
    const auto        books   = books_of(contract_entries(c, rows, apart, by));
    const auto        on      = [&](account_type type, const char* path) { return balance_of(books, account(type, path), sys_days{2026_y / feb / 28}); };
    CHECK(on(account_type::asset, "Prepaid:full:one") == usd(100));
    CHECK(on(account_type::liability, "Accrued:full:two") == usd(-40));
    CHECK(on(account_type::liability, "Payables") == usd(-100));
    CHECK(balance_of(books_of(contract_entries(c, rows, expense_of(rows, progress::as_delivered, monthly), by)), account(account_type::asset, "Prepaid:full"), sys_days{2026_y / feb / 28}) == usd(60));
    CHECK_REFUSED(invalid_terms, "books of 'full': must have what is recognised of each charge; got a fee of tranche 1; give a schedule for each tranche, or one for all",
                  contract_entries(c, rows, std::vector{apart[0]}, by));
    CHECK_REFUSED(invalid_terms, "books of 'full': must be of the contract's tranches; got tranche 2; give the contract that the charges were made of",
                  contract_entries(c, rows, std::vector{apart[0], tranche_schedule<USD>{2, {}}}, by));
}

TEST_CASE("a contract without an id is booked by its name")
{
    const std::vector rows{row(charge_kind::fee, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(100))};
    contract<USD>     c = deal("");
    c.name              = required<std::string>(std::string("AWS: phase 1"));
    const auto entries  = contract_entries(c, rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced});
    CHECK(entries[0].id == "AWS- phase 1-I2026-02-28");
    CHECK(entries[0].postings[0].account.path() == "Prepaid:AWS- phase 1");
    CHECK(entries[0].payee == "AWS");
    c.provider = "";
    CHECK(contract_entries(c, rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced})[0].payee == "AWS: phase 1");
}

TEST_CASE("accounts of the user's own take the place of ours")
{
    const std::vector rows{row(charge_kind::fee, february, 2026_y / feb / 28, 2026_y / mar / 30, usd(100))};
    auto              own = accounts_of(side::customer, "C1");
    own.cash              = account(account_type::asset, "Bank:Main");
    const auto entries    = contract_entries(deal("C1"), rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced, .accounts = own});
    CHECK(entries.back().postings.back().account == account(account_type::asset, "Bank:Main"));
}

TEST_CASE("yen without minor units, dinars with three, and a currency known at run time")
{
    const auto books = [](auto unit, std::int64_t units) {
        using C = decltype(unit);
        const money<C>               amount(decimal<C::minor_digits>::from_units(units), unit);
        const contract<C>            c{.id = "C1", .name = "C", .currency = unit, .term = disclosed(term{.start = 2026_y / feb / 1, .length = date::years{1}}, ""), .tranches = unknown(""), .consideration = disclosed(amount, "")};
        const std::vector<charge<C>> rows{{.kind = charge_kind::fee, .clause = {"pricing"}, .service = {2026_y / feb / 1, 2026_y / may / 1}, .invoiced = sys_days{2026_y / feb / 1}, .due = sys_days{2026_y / mar / 3}, .price = money<C, 6>({}, unit), .amount = amount}};
        journal<C>                   j(unit);
        j.post(contract_entries(c, rows, expense_of(rows, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced}));
        CHECK(tests::untidy(j) == "");
        CHECK(balance_of(j, account(account_type::expense, "Compute")) == amount);
        return balance_of(j, account(account_type::expense, "Compute"), sys_days{2026_y / feb / 28}).amount.units;
    };
    CHECK(books(JPY{}, 1001) == 315); // 28 of 89 days
    CHECK(books(KWD{}, 1001) == 315);
    CHECK(books(currency_of<2>("EUR"), 1001) == 315);
}

TEST_CASE("random deals: books tidy on every day, both sides' cash mirrors, and all that is recognised is paid")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    tried = 0;
    for (int i = 0; i < 60; ++i) {
        auto c = source.next();
        readings<tests::dollars> read;
        read.indices    = source.any_indices();
        const auto rows = charges_of(c, read);
        if (rows.empty()) continue;
        ++tried;
        const progress by     = source.one_of({progress::as_delivered, progress::evenly_by_months, progress::evenly_by_days});
        const auto     enters = source.one_of({entered::when_invoiced, entered::when_claimed});
        const auto     power  = source.one_of({acting_as::principal, acting_as::agent});
        const auto     sold   = revenue_of(rows, by, power, monthly), bought = expense_of(rows, by, source.one_of({monthly, quarterly}));
        const auto customer = books_of(contract_entries(c, rows, bought, {.of = side::customer, .enters = enters}));
        const auto provider = books_of(contract_entries(c, rows, sold, {.of = side::provider, .enters = source.one_of({entered::when_invoiced, entered::when_claimed}), .for_power = power}));
        const auto life     = life_of(rows, monthly);
        const auto tranches = books_of(contract_entries(c, rows, expense_by_tranche(rows, by, life), {.of = side::customer, .enters = enters}));
        CHECK(tests::untidy(customer) == "");
        CHECK(tests::untidy(provider) == "");
        CHECK(tests::untidy(tranches) == "");

        money<USD> paid = usd(0); // an oracle that knows no journal
        std::map<sys_days, money<USD>> cash;
        for (const auto& r : rows) cash[r.due] += r.amount;
        for (const auto& [day, amount] : cash) {
            paid += amount;
            CHECK(cash_on(customer, day) == -paid);
            CHECK(cash_on(tranches, day) == -paid);
            CHECK(cash_on(provider, day) == paid);
        }
        CHECK(balance_of(customer, account(account_type::expense, "Compute")) == paid);
        CHECK(balance_of(tranches, account(account_type::expense, "Compute")) == paid);
        const auto revenue = balance_of(provider, account(account_type::income, "Compute")), passed = balance_of(provider, account(account_type::liability, "Passed through"));
        CHECK(revenue + passed == -paid);
        CHECK((power == acting_as::agent || passed == usd(0)));
        for (const auto& books : {customer, provider, tranches}) { // nothing is left open when all is paid and received
            for (const auto& b : trial_balance_of(books)) {
                const bool stays = b.account.path() == "Cash" || b.account.path().starts_with("Passed") || b.account.type() >= account_type::income;
                CHECK_MESSAGE((stays || b.balance == usd(0)), to_string(b.account));
            }
        }
    }
    CHECK(tried > 40);
}

TEST_CASE("random deals: what is claimed enters the books so that they hold what customer_balances and provider_balances say")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    for (int i = 0; i < 40; ++i) {
        auto c = source.next();
        readings<tests::dollars> read;
        read.indices    = source.any_indices();
        const auto rows = charges_of(c, read);
        if (rows.empty()) continue;
        const progress by   = source.one_of({progress::as_delivered, progress::evenly_by_months, progress::evenly_by_days});
        const auto     life = life_of(rows, monthly);
        const auto customer = books_of(contract_entries(c, rows, expense_by_tranche(rows, by, life), {.of = side::customer, .enters = entered::when_claimed}));
        const auto provider = books_of(contract_entries(c, rows, revenue_of(rows, by, acting_as::principal, life), {.of = side::provider, .enters = entered::when_claimed, .for_power = acting_as::principal}));
        const auto on       = [](const journal<USD>& books, account_type type, const char* path, const period& p) { return balance_of(books, account(type, path), p.end() - date::days{1}); };
        for (const auto& row : customer_balances(rows, by, life)) {
            CHECK(on(customer, account_type::liability, "Payables", row.period) == -row.payable);
            CHECK(on(customer, account_type::asset, "Refunds due", row.period) == row.refund_due);
            CHECK(on(customer, account_type::asset, "Prepaid", row.period) == row.prepaid);
            CHECK(on(customer, account_type::liability, "Accrued", row.period) == -row.accrued);
        }
        for (const auto& row : provider_balances(rows, by, acting_as::principal, life)) {
            CHECK(on(provider, account_type::asset, "Receivables", row.period) == row.receivable);
            CHECK(on(provider, account_type::liability, "Refunds", row.period) == -row.refund_liability);
            CHECK(on(provider, account_type::asset, "Contract asset", row.period) == row.contract_asset);
            CHECK(on(provider, account_type::liability, "Contract liability", row.period) == -row.contract_liability);
        }
    }
}

TEST_CASE("random deals with a significant financing: revenue less interest is cash, and the books hold what the balances say")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    financed = 0;
    for (int i = 0; i < 60 && financed < 12; ++i) {
        auto c = source.next();
        readings<tests::dollars> read;
        read.indices    = source.any_indices();
        const auto rows = charges_of(c, read);
        if (total(rows, charge_kind::prepayment) == usd(0)) continue;
        ++financed;
        const interest_rate rate{.per_year = rate_of_interest(0.06_d), .compounds = compounding::annual, .day_count = act_365_fixed{}};
        const auto          life    = life_of(rows, monthly);
        const auto          revenue = revenue_of(rows, acting_as::principal, rate, life), financing = financing_of(rows, rate, life);
        const auto books = books_of(contract_entries(c, rows, revenue, financing, {.of = side::provider, .enters = entered::when_claimed, .for_power = acting_as::principal}));
        CHECK(tests::untidy(books) == "");
        CHECK(balance_of(books, account(account_type::income, "Compute")) == -total(revenue));
        CHECK(balance_of(books, account(account_type::expense, "Interest")) == total_interest(financing));
        CHECK(total(revenue) - total_interest(financing) == total(rows));
        CHECK(balance_of(books, account(account_type::asset, "Cash")) == total(rows));
        for (const auto& row : provider_balances(rows, acting_as::principal, rate, life)) {
            CHECK(balance_of(books, account(account_type::liability, "Contract liability"), row.period.end() - date::days{1}) == -row.contract_liability);
            CHECK(balance_of(books, account(account_type::asset, "Contract asset"), row.period.end() - date::days{1}) == row.contract_asset);
        }
    }
    CHECK(financed == 12);
}

TEST_CASE("with one schedule and one rule, the provider's postings are the customer's, negated, one for one")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    for (int i = 0; i < 20; ++i) {
        auto c = source.next();
        readings<tests::dollars> read;
        read.indices          = source.any_indices();
        const auto rows       = charges_of(c, read);
        const auto recognized = expense_of(rows, progress::as_delivered, monthly);
        const auto customer   = contract_entries(c, rows, recognized, {.of = side::customer, .enters = entered::when_invoiced});
        const auto provider   = contract_entries(c, rows, recognized, {.of = side::provider, .enters = entered::when_invoiced, .for_power = acting_as::principal});
        const auto mine = accounts_of(side::customer, name_in_books(c)), theirs = accounts_of(side::provider, name_in_books(c));
        REQUIRE(customer.size() == provider.size());
        for (std::size_t k = 0; k < customer.size(); ++k) {
            REQUIRE(customer[k].postings.size() == provider[k].postings.size());
            CHECK(customer[k].id == provider[k].id);
            CHECK(customer[k].date == provider[k].date);
            for (std::size_t p = 0; p < customer[k].postings.size(); ++p) {
                CHECK(customer[k].postings[p].amount == -provider[k].postings[p].amount);
                for (const auto member : {&contract_accounts::cash, &contract_accounts::settlement, &contract_accounts::refund, &contract_accounts::deferred, &contract_accounts::accrued, &contract_accounts::recognized}) {
                    CHECK((customer[k].postings[p].account == mine.*member) == (provider[k].postings[p].account == theirs.*member));
                }
            }
        }
    }
}
