// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/roll_forward.hpp>
#include <ratable/calendar/schedule.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid"), deal(account_type::asset, "Prepaid:C1"), owed(account_type::liability, "Contract liability");

const std::vector<period> quarters = make_schedule({2026_y / jan / 1, 2026_y / jul / 1}, quarterly, calendar_periods);

void add(journal<USD>& books, year_month_day on, const account& debit, const account& credit, money<USD> amount)
{
    books.post({.date = sys_days{on}, .id = std::to_string(books.entries().size()), .postings = {{debit, amount}, {credit, -amount}}});
}

} // namespace

TEST_CASE("an account rolls forward: opening, additions, released, closing")
{
    journal<USD> books;
    add(books, 2025_y / dec / 31, prepaid, cash, usd(10));
    add(books, 2026_y / jan / 1, deal, cash, usd(100)); // below the account, on the first day
    add(books, 2026_y / mar / 31, cash, deal, usd(30)); // on the last
    add(books, 2026_y / apr / 1, cash, deal, usd(20));
    add(books, 2026_y / jul / 1, prepaid, cash, usd(7)); // after the last period
    CHECK(roll_forward(books, prepaid, quarters) == std::vector<roll_forward_row<USD>>{{quarters[0], usd(10), usd(100), usd(30), usd(80)}, {quarters[1], usd(80), usd(0), usd(20), usd(60)}});
    CHECK(roll_forward(books, prepaid, {}).empty());
}

TEST_CASE("a liability is added to by credits")
{
    journal<USD> books;
    add(books, 2026_y / feb / 1, cash, owed, usd(100));
    add(books, 2026_y / may / 1, owed, cash, usd(40));
    CHECK(roll_forward(books, owed, quarters) == std::vector<roll_forward_row<USD>>{{quarters[0], usd(0), usd(100), usd(0), usd(100)}, {quarters[1], usd(100), usd(0), usd(40), usd(60)}});
}

TEST_CASE("periods with a gap are refused")
{
    CHECK_THROWN(invalid_terms, roll_forward(journal<USD>(), prepaid, {{2026_y / jan / 1, 2026_y / feb / 1}, {2026_y / mar / 1, 2026_y / apr / 1}}));
}

TEST_CASE("random books: every row's balances are those of its days")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    journal<USD>  books;
    for (int i = 0; i < 400; ++i) {
        const year_month_day on{sys_days{2025_y / nov / 1} + date::days{draw.between(0, 300)}};
        add(books, on, draw.coin() ? deal : owed, draw.coin() ? cash : owed, usd(draw.between(-1000, 1000)));
    }
    for (const account& of : {cash, prepaid, owed}) {
        const int sign = of.type() == account_type::asset ? 1 : -1;
        for (const auto& row : roll_forward(books, of, make_schedule({2026_y / jan / 1, 2026_y / aug / 15}, monthly, calendar_periods))) {
            CHECK(row.opening == balance_of(books, of, row.period.start() - date::days{1}) * sign);
            CHECK(row.closing == balance_of(books, of, row.period.end() - date::days{1}) * sign);
            CHECK(row.opening + row.additions - row.released == row.closing);
            CHECK(row.additions >= usd(0));
            CHECK(row.released >= usd(0));
        }
    }
}
