// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/actuals.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/journal/post_contract.hpp>

#include "../support/any_contract.hpp"
#include "../support/books.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

contract_posting customer_books() { return {.of = side::customer, .enters = entered::when_claimed}; }

/// A month's fee each, invoiced on the last day and paid ten days later.
std::vector<entry<USD>> months_of(std::vector<money<USD>> fees)
{
    contract<USD> c = sample::aws();
    c.id            = "C1";
    std::vector<charge<USD>> rows;
    const auto               life = make_schedule(period(2026_y / jan / 1, 2027_y / jan / 1), monthly);
    for (std::size_t i = 0; i < fees.size(); ++i) {
        const sys_days ends = life[i].end() - date::days{1};
        rows.push_back({.kind = charge_kind::fee, .clause = {"pricing"}, .service = life[i], .invoiced = ends, .due = ends + date::days{10}, .amount = fees[i]});
    }
    return contract_entries(c, rows, expense_of(rows, progress::as_delivered, monthly), customer_books());
}

true_up through(year_month_day day, year_month_day settled)
{
    return {.contract = std::string("C1"), .accounts = accounts_of(side::customer, "C1"), .through = sys_days{day}, .settled_on = sys_days{settled}};
}

} // namespace

TEST_CASE("an accrual is reversed on the day that is named")
{
    const account       compute(account_type::expense, "Compute"), accrued(account_type::liability, "Accrued");
    const entry<USD>    march{.date = sys_days{2026_y / mar / 31}, .id = "march", .narration = "Compute of March", .postings = {{compute, usd(70)}, {accrued, usd(-70)}}, .tags = {{"contract", "C1"}}};
    const auto          both = accrual_entries(march, sys_days{2026_y / apr / 1});
    CHECK(both[0] == march);
    CHECK(both[1] == entry<USD>{.date = sys_days{2026_y / apr / 1}, .id = "march-R", .narration = "Reversal of march", .postings = {{compute, usd(-70)}, {accrued, usd(70)}}, .tags = {{"contract", "C1"}}});
    CHECK_REFUSED(invalid_terms, "accrual 'march': must be reversed after 2026-03-31; got 2026-03-31; reverse it on the first day of the next period", accrual_entries(march, sys_days{2026_y / mar / 31}));
}

TEST_CASE("what is learnt of a closed month is posted in the open one, and what was paid too little is settled")
{
    journal<USD> books;
    books.post(true_up_entries(books, months_of({usd(100), usd(100), usd(100)}), through(2026_y / feb / 28, 2026_y / mar / 15)));
    books.close_through(sys_days{2026_y / feb / 28});
    // January was 130, not 100: it was paid on February 10.
    const auto now = true_up_entries(books, months_of({usd(130), usd(100), usd(100)}), through(2026_y / mar / 31, 2026_y / apr / 15));
    CHECK(tests::lines(now) ==
          "C1-P2026-03-10 | Liabilities:Payables 100.00 Assets:Cash -100.00\n"
          "C1-I2026-03-31 | Assets:Prepaid:C1 100.00 Liabilities:Payables -100.00\n"
          "C1-A2026-03-31 | Expenses:Compute:C1 100.00 Assets:Prepaid:C1 -100.00\n"
          "C1-T2026-03-31 | Liabilities:Payables -30.00 Expenses:Compute:C1 30.00\n"
          "C1-S2026-04-15 | Assets:Cash -30.00 Liabilities:Payables 30.00\n");
    books.post(now);
    books.close_through(sys_days{2026_y / mar / 31});
    CHECK(tests::lines(true_up_entries(books, months_of({usd(130), usd(100), usd(100)}), through(2026_y / apr / 12, 2026_y / apr / 15))) == // the settlement is scheduled
          "C1-P2026-04-10 | Liabilities:Payables 100.00 Assets:Cash -100.00\n");
    CHECK(tests::lines(true_up_entries(books, months_of({usd(130), usd(100), usd(100)}), through(2026_y / apr / 30, 2026_y / apr / 30))) ==
          "C1-P2026-04-10 | Liabilities:Payables 100.00 Assets:Cash -100.00\n");
}

TEST_CASE("what was paid too much is due from the provider")
{
    journal<USD> books;
    books.post(true_up_entries(books, months_of({usd(100)}), through(2026_y / feb / 28, 2026_y / mar / 15)));
    books.close_through(sys_days{2026_y / feb / 28});
    CHECK(tests::lines(true_up_entries(books, months_of({usd(60)}), through(2026_y / mar / 31, 2026_y / apr / 15))) ==
          "C1-T2026-03-31 | Assets:Refunds due 40.00 Expenses:Compute:C1 -40.00\n"
          "C1-S2026-04-15 | Assets:Cash 40.00 Assets:Refunds due -40.00\n");
}

TEST_CASE("a settlement that is scheduled and no longer right is set off by the next")
{
    journal<USD> books;
    books.post(true_up_entries(books, months_of({usd(100)}), through(2026_y / feb / 28, 2026_y / mar / 15)));
    books.close_through(sys_days{2026_y / feb / 28});
    books.post(true_up_entries(books, months_of({usd(130)}), through(2026_y / mar / 31, 2026_y / apr / 15)));
    books.close_through(sys_days{2026_y / mar / 31});
    CHECK(tests::lines(true_up_entries(books, months_of({usd(90)}), through(2026_y / apr / 10, 2026_y / may / 1))) == // 30 will be paid on April 15
          "C1-T2026-04-10 | Assets:Refunds due 10.00 Liabilities:Payables 30.00 Expenses:Compute:C1 -40.00\n"
          "C1-S2026-05-01 | Assets:Cash 40.00 Assets:Refunds due -10.00 Liabilities:Payables -30.00\n");
}

TEST_CASE("a forecast that was posted ahead stays: only what closed periods were out by is settled")
{
    journal<USD> books;
    books.post(months_of({usd(100), usd(100), usd(100), usd(100)})); // all of it, through May 10
    books.close_through(sys_days{2026_y / feb / 28});
    // January was 130, and so will April be.
    const auto known = months_of({usd(130), usd(100), usd(100), usd(130)});
    const auto now   = true_up_entries(books, known, through(2026_y / mar / 31, 2026_y / apr / 15));
    CHECK(tests::lines(now) == "C1-T2026-03-31 | Liabilities:Payables -30.00 Expenses:Compute:C1 30.00\n"
                               "C1-S2026-04-15 | Assets:Cash -30.00 Liabilities:Payables 30.00\n");
    books.post(now);
    books.post(true_up_entries(books, known, through(2026_y / may / 31, 2026_y / jun / 15)));
    CHECK(balance_of(books, account(account_type::asset, "Cash")) == usd(-460));
    CHECK(balance_of(books, account(account_type::liability, "Payables")) == usd(0));
    CHECK(balance_of(books, account(account_type::expense, "Compute:C1")) == usd(460));
}

TEST_CASE("a true-up of a closed day, or one that is settled before it, is refused")
{
    journal<USD> books;
    books.close_through(sys_days{2026_y / mar / 31});
    CHECK_REFUSED(invalid_terms, "true-up of 'C1': must be of a day after 2026-03-31, which is closed; got 2026-03-31; name the last day of an open period",
                  true_up_entries(books, months_of({usd(1)}), through(2026_y / mar / 31, 2026_y / apr / 15)));
    CHECK_REFUSED(invalid_terms, "true-up of 'C1': must be settled on 2026-04-30 or later; got 2026-04-15; name the day on which it is paid",
                  true_up_entries(books, months_of({usd(1)}), through(2026_y / apr / 30, 2026_y / apr / 15)));
}

TEST_CASE("random deals that turn out otherwise: closed periods stay, and each close says what is known")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    changed = 0;
    for (int i = 0; i < 15; ++i) {
        auto c = source.next();
        readings<tests::dollars> first, second;
        first.indices  = source.any_indices();
        second.indices = source.any_indices(); // prices follow them
        auto later     = c;
        if (source.draw().coin()) later.consideration = tests::drawn(tests::cents(source.draw().between(1, 90'000'000'000'00)));
        const auto expected = charges_of(c, first), actual = charges_of(later, second);
        if (expected.empty() || actual.empty()) continue;
        const side of         = source.draw().coin() ? side::customer : side::provider;
        const auto entries_of = [&](const std::vector<charge<USD>>& rows) { return contract_entries(c, rows, expense_of(rows, progress::as_delivered, monthly), {.of = of, .enters = entered::when_claimed, .for_power = acting_as::principal}); };
        const auto before = entries_of(expected), after = entries_of(actual);
        const auto accounts = accounts_of(of, name_in_books(c));
        changed += total(expected) == total(actual) ? 0 : 1;
        journal<USD> books;
        if (source.draw().coin()) books.post(before); // a forecast, all of it ahead
        auto both = expected;
        both.insert(both.end(), actual.begin(), actual.end());
        std::vector<period> quarters = make_schedule(period(life_of(both, quarterly).front().start(), life_of(both, quarterly).back().end() + date::days{100}), quarterly, calendar_periods);
        for (std::size_t q = 0; q < quarters.size(); ++q) {
            const auto& known   = q < quarters.size() / 2 ? before : after;
            const auto  closing = quarters[q].end() - date::days{1};
            const auto  frozen  = books.entries();
            books.post(true_up_entries(books, known, {.contract = name_in_books(c), .accounts = accounts, .through = closing, .settled_on = closing + date::days{20}}));
            books.close_through(closing);
            CHECK(std::equal(frozen.begin(), frozen.end(), books.entries().begin()));
            journal<USD> ideal;
            ideal.post(known);
            money<USD> owed = usd(0);
            for (const auto& row : trial_balance_of(ideal, closing)) {
                const bool settles = row.account == accounts.cash || row.account == accounts.settlement || row.account == accounts.refund;
                if (settles) owed += row.balance;
                else CHECK(balance_of(books, row.account, closing) == row.balance);
            }
            CHECK(imbalance_of(trial_balance_of(books, closing)) == 0);
            for (const account& a : {accounts.settlement, accounts.refund}) CHECK((a.type() == account_type::asset ? balance_of(books, a, closing) : -balance_of(books, a, closing)) >= usd(0));
            CHECK(balance_of(books, accounts.cash, closing) + balance_of(books, accounts.settlement, closing) + balance_of(books, accounts.refund, closing) == owed);
        }
        const money<USD> paid = total(actual) * (of == side::customer ? -1 : 1); // in the end what was due is paid, and no more
        CHECK(balance_of(books, accounts.cash) == paid);
        CHECK(balance_of(books, accounts.settlement) == usd(0));
        CHECK(balance_of(books, accounts.refund) == usd(0));
        CHECK(balance_of(books, accounts.recognized) == -paid);
    }
    CHECK(changed > 3);
}
