// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/journal_text.hpp>

#include "../support/odd_journal.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using detail::journal_tag;
using detail::journal_words;

TEST_CASE("words lose what a tool gives a meaning to, and nothing else")
{
    CHECK(journal_words("Example Cloud") == "Example Cloud");
    CHECK(journal_words("a;b|c \"d\"") == "a,b/c 'd'");
    CHECK(journal_words("  two \t spaces\r\n") == "two spaces");
    CHECK(journal_words("a\u00a0\u3000b\u2028c") == "a b c");
    CHECK(journal_words("OpenAI–AWS 株式会社") == "OpenAI–AWS 株式会社");
    CHECK(journal_words("\xff\xfe!") == "?\?!");
    CHECK(journal_words("\u202ea") == "a");
    CHECK(journal_words("").empty());
    CHECK(journal_words(" \n\t ").empty());
}

TEST_CASE("long words are cut between two characters")
{
    CHECK(journal_words(std::string(20'000, 'x')).size() == 499);
    std::string long_text;
    for (int n = 0; n < 1'000; ++n) long_text += "é";
    CHECK(journal_words(long_text).size() == 498);
    CHECK(displayable(journal_words(long_text)));
}

TEST_CASE("property: words are one line of well-formed UTF-8, and cleaning them again changes nothing")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int n = 0; n < 20'000; ++n) {
        const std::string words = journal_words(tests::odd_text(draw));
        REQUIRE(displayable(words));
        REQUIRE(words.find_first_of(";|\"\n\r\t") == std::string::npos);
        REQUIRE(words.find("  ") == std::string::npos);
        REQUIRE((words.empty() || (words.front() != ' ' && words.back() != ' ')));
        REQUIRE(journal_words(words) == words);
        REQUIRE(words.size() < 500);
    }
}

TEST_CASE("a tag's name is letters, digits, - and _, and none that a tool has a use for")
{
    CHECK(journal_tag("contract") == "contract");
    CHECK(journal_tag("ContractId") == "contractId");
    CHECK(journal_tag("a b:c") == "a-b-c");
    CHECK(journal_tag("1") == "x-1");
    CHECK(journal_tag("") == "x-");
    CHECK(journal_tag("a") == "x-a");
    CHECK(journal_tag("UUID") == "x-uUID");
    CHECK(journal_tag("payee") == "x-payee");
    CHECK(journal_tag("é") == "x---");
}

TEST_CASE("amounts are written in full")
{
    CHECK(detail::journal_amount(1'900'000'000'001, 2) == "19,000,000,000.01");
    CHECK(detail::journal_amount(-5, 2) == "-0.05");
    CHECK(detail::journal_amount(1'234'567, 0) == "1,234,567");
    CHECK(detail::journal_amount(0, 3) == "0.000");
}

TEST_CASE("entries stand by their days, those of one day as they were")
{
    const account cash(account_type::asset, "Cash"), rent(account_type::expense, "Rent");
    const auto    on = [&](int d, const char* id) { return entry<USD>{.date = sys_days{2026_y / jan / d}, .id = id, .postings = {{rent, usd(5)}, {cash, usd(-5)}}}; };
    const std::vector<entry<USD>> entries{on(3, "a"), on(1, "b"), on(3, "c"), on(2, "d"), on(1, "e")};
    std::string                   order;
    for (const auto* e : detail::entries_by_day(entries)) order += e->id;
    CHECK(order == "bedac");
}

TEST_CASE("an entry without id or postings, and one that does not balance, is refused")
{
    const account cash(account_type::asset, "Cash"), rent(account_type::expense, "Rent");
    std::vector<entry<USD>> entries{{.date = sys_days{2026_y / jan / 1}, .postings = {{rent, usd(5)}, {cash, usd(-5)}}}};
    CHECK_REFUSED(invalid_terms, "entry of 2026-01-01: must have an id; got none; give it one", detail::entries_by_day(entries));
    entries.front().id = "x";
    CHECK(detail::entries_by_day(entries).size() == 1);
    entries.front().postings[0].amount += usd("0.01");
    CHECK_REFUSED(unbalanced_entry, "entry 'x': debits must equal credits; got a difference of 0.01; correct its postings", detail::entries_by_day(entries));
    entries.front().postings.clear();
    CHECK_REFUSED(invalid_terms, "entry of 2026-01-01: must have two postings or more; got x; say what is debited and what is credited", detail::entries_by_day(entries));
}

TEST_CASE("the balances that are asserted are those of what is amortised")
{
    const account    cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid"), owed(account_type::liability, "Owed"), used(account_type::expense, "Used"),
        earned(account_type::income, "Earned");
    const entry<USD> paid{.date = sys_days{2026_y / jan / 1}, .id = "1", .postings = {{prepaid, usd(5)}, {cash, usd(-5)}}};
    const entry<USD> amortised{.date = sys_days{2026_y / jan / 1}, .id = "2", .postings = {{used, usd(5)}, {prepaid, usd(-5)}}};
    const entry<USD> recognised{.date = sys_days{2026_y / jan / 1}, .id = "3", .postings = {{owed, usd(5)}, {earned, usd(-5)}}};
    const auto       asserted = [](const entry<USD>& e, std::size_t line, asserted_balances which) { return detail::is_asserted(e, e.postings[line], which); };
    CHECK_FALSE(asserted(paid, 0, asserted_balances::amortization));
    CHECK_FALSE(asserted(amortised, 0, asserted_balances::amortization));
    CHECK(asserted(amortised, 1, asserted_balances::amortization));
    CHECK(asserted(recognised, 0, asserted_balances::amortization));
    CHECK_FALSE(asserted(recognised, 1, asserted_balances::amortization));
    CHECK(asserted(paid, 1, asserted_balances::every_posting));
    CHECK_FALSE(asserted(amortised, 1, asserted_balances::none));
}

TEST_CASE("two accounts are never called alike, and none is longer than a line")
{
    detail::account_names names;
    const account         a(account_type::asset, "a;b"), b(account_type::asset, "a,b");
    CHECK(names.give(a, "Assets:a,b") == "Assets:a,b");
    CHECK(names.give(a, "Assets:a,b") == "Assets:a,b");
    CHECK_REFUSED(invalid_terms, "accounts 'Assets:a;b' and 'Assets:a,b': must not be called alike in a journal's file; got Assets:a,b; rename one of them", names.give(b, "Assets:a,b"));
    CHECK_THROWN(invalid_terms, names.give(b, std::string(1'001, 'x')));
    CHECK(names.has(a));
    CHECK_FALSE(names.has(b));
}
