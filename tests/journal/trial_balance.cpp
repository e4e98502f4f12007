// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/trial_balance.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid"), deal(account_type::asset, "Prepaid:C1"), payables(account_type::liability, "Payables"),
    compute(account_type::expense, "Compute");

/// Invoiced on January 15 and paid in February; half of it is used up in January.
journal<USD> sample_books()
{
    journal<USD> books;
    books.post({.date = sys_days{2026_y / jan / 15}, .id = "invoice", .postings = {{deal, usd(100)}, {payables, usd(-100)}}});
    books.post({.date = sys_days{2026_y / feb / 14}, .id = "payment", .postings = {{payables, usd(100)}, {cash, usd(-100)}}});
    books.post({.date = sys_days{2026_y / jan / 31}, .id = "used", .postings = {{compute, usd(50)}, {deal, usd(-50)}}}); // posted after what is dated later
    return books;
}

} // namespace

TEST_CASE("a trial balance lists what every account holds at the end of a day")
{
    const journal<USD> books = sample_books();
    CHECK(trial_balance_of(books, sys_days{2026_y / jan / 14}).empty());
    CHECK(trial_balance_of(books, sys_days{2026_y / jan / 15}) == trial_balance<USD>{{deal, usd(100)}, {payables, usd(-100)}});
    CHECK(trial_balance_of(books, sys_days{2026_y / jan / 31}) == trial_balance<USD>{{deal, usd(50)}, {payables, usd(-100)}, {compute, usd(50)}});
    CHECK(trial_balance_of(books) == trial_balance<USD>{{cash, usd(-100)}, {deal, usd(50)}, {payables, usd(0)}, {compute, usd(50)}});
    CHECK(imbalance_of(trial_balance_of(books)) == 0);
    CHECK(imbalance_of(trial_balance<USD>{{cash, usd(-100)}, {deal, usd("100.01")}}) == 1);
}

TEST_CASE("an account's balance includes those below it")
{
    const journal<USD> books = sample_books();
    CHECK(balance_of(books, prepaid, sys_days{2026_y / jan / 30}) == usd(100));
    CHECK(balance_of(books, prepaid) == usd(50));
    CHECK(balance_of(books, account(account_type::asset, "Never")) == usd(0));
}

TEST_CASE("an account outside 64 bits is refused, and may be out of them on the way")
{
    const auto   most = money<USD>(decimal<2>::from_units(std::numeric_limits<std::int64_t>::max()));
    journal<USD> books;
    books.post({.date = sys_days{2026_y / jan / 1}, .id = "1", .postings = {{cash, most}, {payables, -most}}});
    books.post({.date = sys_days{2026_y / jan / 2}, .id = "2", .postings = {{cash, usd(1)}, {payables, usd(-1)}}});
    CHECK_THROWN(overflow, trial_balance_of(books));
    CHECK_THROWN(overflow, balance_of(books, cash));
    books.post({.date = sys_days{2026_y / jan / 3}, .id = "3", .postings = {{payables, usd(1)}, {cash, usd(-1)}}});
    CHECK(balance_of(books, cash) == most);
}

TEST_CASE("random entries in any order: every day's trial balance is zero, and what a sum over the entries says")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int books_drawn = 0; books_drawn < 50; ++books_drawn) {
        journal<KWD>   books;
        const sys_days first{2026_y / jan / 1};
        for (std::int64_t n = draw.between(1, 60); n > 0; --n) {
            entry<KWD>   e{.date = first + date::days{draw.between(0, 90)}, .id = std::to_string(n)};
            std::int64_t rest = 0;
            for (std::int64_t k = draw.between(1, 4); k > 0; --k) {
                const std::int64_t units = draw.between(-1'000'000'000'000'000, 1'000'000'000'000'000);
                e.postings.push_back({account(static_cast<account_type>(draw.between(0, 4)), std::string(1, static_cast<char>('A' + draw.between(0, 3)))), money<KWD>(decimal<3>::from_units(units))});
                rest -= units;
            }
            e.postings.push_back({account(account_type::asset, "Cash"), money<KWD>(decimal<3>::from_units(rest))});
            books.post(std::move(e));
        }
        for (sys_days day = first; day <= first + date::days{90}; day += date::days{7}) {
            std::map<account, std::int64_t> expected;
            for (const auto& e : books.entries()) {
                if (e.date > day) continue;
                for (const auto& p : e.postings) expected[p.account] += p.amount.amount.units;
            }
            const auto rows = trial_balance_of(books, day);
            CHECK(imbalance_of(rows) == 0);
            REQUIRE(rows.size() == expected.size());
            std::size_t i = 0;
            for (const auto& [of, units] : expected) {
                CHECK(rows[i].account == of);
                CHECK(rows[i].balance.amount.units == units);
                CHECK(balance_of(books, of, day) == rows[i].balance);
                ++i;
            }
        }
    }
}
