// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/post_debt.hpp>
#include <ratable/accounting/effective_interest.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/journal/journal.hpp>

#include "../support/books.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

TEST_CASE("a note's books: drawn net, interest to its carrying amount, paid down to nothing")
{
    const std::vector<money<USD>> payments{usd(60), usd(60), usd(60), usd(1060)};
    const auto rows = effective_interest(usd("1035.46"), make_schedule(period(2026_y / jan / 1, 2030_y / jan / 1), annual), payments, rate_of_interest(0.05_d), payment_timing::end, interest_carried::exact);
    const auto entries = debt_entries("notes", rows, payment_timing::end);
    CHECK(tests::lines(std::vector(entries.begin(), entries.begin() + 3)) ==
          "notes-D2026-01-01 | Assets:Cash 1035.46 Liabilities:Debt:notes -1035.46\n"
          "notes-A2026-12-31 | Expenses:Interest:notes 51.77 Liabilities:Debt:notes -51.77\n"
          "notes-P2026-12-31 | Liabilities:Debt:notes 60.00 Assets:Cash -60.00\n");
    journal<USD> books;
    books.post(entries);
    CHECK(tests::untidy(books) == "");
    CHECK(balance_of(books, account(account_type::liability, "Debt")) == usd(0));
    CHECK(balance_of(books, account(account_type::expense, "Interest")) == usd("204.54")); // 1,240 paid for 1,035.46
    for (const auto& row : rows) CHECK(balance_of(books, account(account_type::liability, "Debt"), row.period.end() - date::days{1}) == -row.closing);
}

TEST_CASE("payments on days of their own")
{
    const std::vector<flow<USD>> paid{{2026_y / mar / 16, usd(500)}, {2026_y / sep / 15, usd(520)}};
    amortization_schedule<USD>   rows{{period(2026_y / jan / 1, 2027_y / jan / 1), usd(1000), usd(0), usd(20), usd(1020), usd(0)}};
    CHECK(tests::lines(debt_entries("loan", rows, paid)) ==
          "loan-D2026-01-01 | Assets:Cash 1000.00 Liabilities:Debt:loan -1000.00\n"
          "loan-P2026-03-16 | Liabilities:Debt:loan 500.00 Assets:Cash -500.00\n"
          "loan-P2026-09-15 | Liabilities:Debt:loan 520.00 Assets:Cash -520.00\n"
          "loan-A2026-12-31 | Expenses:Interest:loan 20.00 Liabilities:Debt:loan -20.00\n");
    CHECK_REFUSED(invalid_terms, "debt 'loan': must have a schedule; got no rows; make it with effective_interest", debt_entries<USD>("loan", {}, payment_timing::end));
}
