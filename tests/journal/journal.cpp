// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/journal.hpp>
#include <ratable/journal/trial_balance.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <type_traits>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid:C1"), compute(account_type::expense, "Compute:C1");

entry<USD> paid(const char* id, year_month_day on, money<USD> amount) { return {.date = sys_days{on}, .id = id, .postings = {{prepaid, amount}, {cash, -amount}}}; }

std::vector<std::string> ids(const std::vector<const entry<USD>*>& entries)
{
    std::vector<std::string> names;
    for (const auto* e : entries) names.push_back(e->id);
    return names;
}

// What was posted cannot be reached to be changed.
static_assert(std::is_same_v<decltype(std::declval<journal<USD>&>().entries()), const std::vector<entry<USD>>&>);
static_assert(std::is_same_v<decltype(std::declval<journal<USD>&>().find("")), const entry<USD>*>);
static_assert(!std::is_default_constructible_v<journal<any_currency<2>>>); // a currency known at run time must be named

} // namespace

TEST_CASE("a journal keeps what is posted, in its order, and finds it by its id")
{
    journal<USD> books;
    books.post(paid("b", 2026_y / feb / 1, usd(20)));
    books.post(paid("a", 2026_y / jan / 1, usd(10)));
    REQUIRE(books.entries().size() == 2);
    CHECK(books.entries()[0].id == "b");
    REQUIRE(books.find("a") != nullptr);
    CHECK(*books.find("a") == paid("a", 2026_y / jan / 1, usd(10)));
    CHECK(books.find("c") == nullptr);
    CHECK(books.accounts() == std::vector{prepaid, cash});
    CHECK(books.lines().size() == 4);
    CHECK(books.lines()[3].account == 1);
    CHECK(books.lines()[3].units == -1000);
}

TEST_CASE("a file lists entries by date, and those of a day as they were posted")
{
    journal<USD> books;
    for (const char* id : {"c", "a", "b"}) books.post(paid(id, 2026_y / feb / 1, usd(1)));
    books.post(paid("first", 2026_y / jan / 1, usd(1)));
    CHECK(ids(by_date(books)) == std::vector<std::string>{"first", "c", "a", "b"});
}

TEST_CASE("what does not balance is refused, to the cent")
{
    journal<USD> books;
    entry<USD>   off = paid("off", 2026_y / jan / 31, usd(100));
    off.postings[0].amount += usd("0.01");
    CHECK_REFUSED(unbalanced_entry,
                  "entry 'off' of 2026-01-31: must have debits equal to its credits; got debits USD 100.01, credits USD 100.00; correct the postings by USD 0.01",
                  books.post(off));
    CHECK(books.entries().empty());
    CHECK(books.lines().empty());
}

TEST_CASE("an entry needs an id of its own and two postings")
{
    journal<USD> books;
    books.post(paid("one", 2026_y / jan / 31, usd(1)));
    CHECK_REFUSED(invalid_terms, "entry 'one' of 2026-02-28: must have an id that no other entry of the journal has; got one that was posted on 2026-01-31; post an entry once; correct it with another",
                  books.post(paid("one", 2026_y / feb / 28, usd(1))));
    CHECK_REFUSED(invalid_terms, "entry '' of 2026-01-31: must have an id; got none; give each entry an id of its own", books.post(paid("", 2026_y / jan / 31, usd(1))));
    CHECK_REFUSED(invalid_terms, "entry 'two' of 2026-01-31: must have two postings or more; got 0; write what is debited and what is credited",
                  books.post(entry<USD>{.date = sys_days{2026_y / jan / 31}, .id = "two"}));
    CHECK(books.entries().size() == 1);
}

TEST_CASE("a closed period is frozen, and stays so")
{
    journal<USD> books;
    books.post(paid("jan", 2026_y / jan / 31, usd(1)));
    books.close_through(sys_days{2026_y / jan / 31});
    CHECK(books.closed_through() == sys_days{2026_y / jan / 31});
    CHECK_REFUSED(invalid_terms, "entry 'late' of 2026-01-31: must be dated after the last closed day; got 2026-01-31; post what is learnt later in an open period, as a true-up",
                  books.post(paid("late", 2026_y / jan / 31, usd(1))));
    books.post(paid("feb", 2026_y / feb / 1, usd(1)));
    CHECK_REFUSED(invalid_terms, "journal: must stay closed through 2026-01-31; got 2026-01-30; close a later day; correct what is closed with an entry in an open period",
                  books.close_through(sys_days{2026_y / jan / 30}));
    books.close_through(sys_days{2026_y / jan / 31});
    CHECK(books.entries().size() == 2);
}

TEST_CASE("several entries are posted all or none")
{
    journal<USD> books;
    books.post(paid("jan", 2026_y / jan / 31, usd(1)));
    std::vector<entry<USD>> several{paid("feb", 2026_y / feb / 28, usd(1)),
                                    {.date = sys_days{2026_y / feb / 28}, .id = "used", .postings = {{compute, usd(1)}, {prepaid, usd(-1)}}},
                                    paid("jan", 2026_y / mar / 31, usd(1))};
    CHECK_THROWN(invalid_terms, books.post(several));
    CHECK(books.entries().size() == 1);
    CHECK(books.lines().size() == 2);
    CHECK(books.accounts() == std::vector{prepaid, cash});
    CHECK(books.find("feb") == nullptr);
    several.pop_back();
    books.post(several); // nothing of the first attempt is in the way
    CHECK(books.entries().size() == 3);
    CHECK(books.accounts() == std::vector{prepaid, cash, compute});
}

TEST_CASE("a journal is of one currency")
{
    const auto                 in = [](const char* code, int n) { return money<any_currency<2>>(decimal<2>(n), currency_of<2>(code)); };
    journal<any_currency<2>>   books(currency_of<2>("EUR"));
    const entry<any_currency<2>> dollars{.date = sys_days{2026_y / jan / 31}, .id = "1", .postings = {{cash, in("USD", 1)}, {prepaid, in("USD", -1)}}};
    CHECK_THROWN(unlike_units, books.post(dollars));
    books.post({.date = sys_days{2026_y / jan / 31}, .id = "1", .postings = {{cash, in("EUR", 1)}, {prepaid, in("EUR", -1)}}});
    CHECK(trial_balance_of(books).front().balance == in("EUR", 1));
}

TEST_CASE("ten thousand entries take milliseconds, and a balance looks at no text")
{
    using clock = std::chrono::steady_clock;
    std::vector<entry<USD>> many;
    for (int i = 0; i < 10'000; ++i) many.push_back(paid(("entry-" + std::to_string(i)).c_str(), 2026_y / jan / 1, usd(1)));
    const auto   start = clock::now();
    journal<USD> books;
    books.post(std::move(many));
    const auto posted = clock::now();
    CHECK(balance_of(books, cash) == usd(-10'000));
    CHECK(posted - start < std::chrono::seconds(1)); // quadratic work would take longer, under sanitizers too
}
