// SPDX-License-Identifier: BSL-1.0
// What bean-check says of such files: tests/journal_tools.
#include <ratable/io/beancount.hpp>

#include "../support/odd_journal.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid"), of_deal(account_type::asset, "Prepaid:openai-aws"), used(account_type::expense, "Compute:C1:Used");

entry<USD> moved(int day, const account& to, const account& from, const char* amount)
{
    return {.date = sys_days{2026_y / jan / day}, .id = "1", .payee = "P", .postings = {{to, usd(amount)}, {from, -usd(amount)}}};
}

} // namespace

TEST_CASE("a file opens all that it posts to, and asserts what is left on the morning after")
{
    const std::vector<entry<USD>> entries{
        {.date = sys_days{2025_y / jan / 31}, .id = "C1-A001", .payee = "Example \"Cloud\"", .narration = "Amortization 1/3", .postings = {{used, usd("3333.34")}, {of_deal, usd("-3333.34")}},
         .tags = {{"contract", "C1"}, {"tranche", "hall 1"}, {"tranche", "hall 2"}}},
        {.date = sys_days{2025_y / jan / 1}, .id = "C1-P1", .postings = {{of_deal, usd("10000.00")}, {cash, usd("-10000.00")}}}};
    CHECK(to_beancount(entries) == "2025-01-01 commodity USD\n"
                                   "2025-01-01 open Assets:Cash  USD\n"
                                   "2025-01-01 open Assets:Prepaid:Openai-aws  USD\n"
                                   "2025-01-01 open Expenses:Compute:C1:Used  USD\n"
                                   "\n"
                                   "2025-01-01 * \"Unnamed\" \"\"\n"
                                   "  id: \"C1-P1\"\n"
                                   "  Assets:Prepaid:Openai-aws  10,000.00 USD\n"
                                   "  Assets:Cash  -10,000.00 USD\n"
                                   "\n"
                                   "2025-01-31 * \"Example 'Cloud'\" \"Amortization 1/3\" ^C1\n"
                                   "  id: \"C1-A001\"\n"
                                   "  contract: \"C1\"\n"
                                   "  tranche: \"hall 1, hall 2\"\n"
                                   "  Expenses:Compute:C1:Used  3,333.34 USD\n"
                                   "  Assets:Prepaid:Openai-aws  -3,333.34 USD\n"
                                   "\n"
                                   "2025-02-01 balance Assets:Prepaid:Openai-aws  6,666.66 ~ 0 USD\n");
}

TEST_CASE("the balance of a day is asserted once, with what stands below the account")
{
    const std::vector<entry<USD>> entries{moved(1, of_deal, cash, "100.00"), moved(1, prepaid, cash, "7.00"), moved(5, used, prepaid, "1.00"), moved(5, used, prepaid, "2.00")};
    const std::string             text = to_beancount(entries);
    CHECK(text.find("balance") == text.rfind("balance"));
    CHECK(text.find("2026-01-06 balance Assets:Prepaid  104.00 ~ 0 USD\n") != std::string::npos);
    const std::string every = to_beancount(entries, asserted_balances::every_posting);
    CHECK(every.find("2026-01-02 balance Assets:Prepaid  107.00 ~ 0 USD\n") != std::string::npos);
    CHECK(every.find("2026-01-02 balance Assets:Prepaid:Openai-aws  100.00 ~ 0 USD\n") != std::string::npos);
    CHECK(to_beancount(entries, asserted_balances::none).find("balance") == std::string::npos);
}

TEST_CASE("an account of a like name is not below another")
{
    const account like(account_type::asset, "Prepaids"), sorts_between(account_type::asset, "Prepaid-x");
    const std::string text = to_beancount(std::vector{moved(1, like, cash, "5.00"), moved(1, sorts_between, cash, "6.00"), moved(1, of_deal, cash, "7.00"), moved(2, used, prepaid, "1.00")});
    CHECK(text.find("2026-01-03 balance Assets:Prepaid  6.00 ~ 0 USD\n") != std::string::npos);
}

TEST_CASE("the names of accounts are what beancount takes")
{
    const auto name = [](const char* path) { return detail::beancount_account(account(account_type::asset, path)); };
    CHECK(name("Prepaid:openai-aws") == "Assets:Prepaid:Openai-aws");
    CHECK(name("OpenAI–AWS") == "Assets:OpenAI-AWS");
    CHECK(name("hall 1:2nd_floor") == "Assets:Hall-1:2nd-floor");
    CHECK(name("日本") == "Assets:U65E5U672C");
    CHECK(name("\xf0\x9f\x92\xb0") == "Assets:U01F4B0");
    CHECK(name("(x)") == "Assets:X-x-");
    CHECK(name("é") == "Assets:U00E9");
}

TEST_CASE("commodities are capitals, and what cannot be is refused")
{
    CHECK(detail::beancount_commodity("USD") == "USD");
    CHECK(detail::beancount_commodity("GPU-hour") == "GPU-HOUR");
    CHECK(detail::beancount_commodity("gb300 hour") == "GB300-HOUR");
    const char* said = "currency: must have a code of 2 to 24 letters, digits, ' . _ - for beancount, led by a letter; got 1X; rename it";
    CHECK_REFUSED(invalid_terms, said, detail::beancount_commodity("1X"));
    for (const char* code : {"", "X", "A-", "Ä", "A B;", "ABCDEFGHIJKLMNOPQRSTUVWXY"}) CHECK_THROWN(invalid_terms, detail::beancount_commodity(code));
    CHECK(detail::beancount_commodity("ABCDEFGHIJKLMNOPQRSTUVWX").size() == 24);
}

TEST_CASE("accounts that would be called alike are refused, and a file of no entries is empty")
{
    CHECK(to_beancount(std::vector<entry<USD>>{}).empty());
    CHECK_THROWN(invalid_terms, to_beancount(std::vector{moved(1, account(account_type::asset, "a b"), account(account_type::asset, "a_b"), "1.00")}));
}

TEST_CASE("text between quotes closes them once")
{
    CHECK(detail::beancount_text("a \"b\" \\") == "\"a 'b' \\\\\"");
    CHECK(detail::beancount_link("C 1/é") == " ^C-1/--");
    CHECK(detail::beancount_link(" ").empty());
}

TEST_CASE("property: odd names leave every line what it is")
{
    RATABLE_INFO_SEED;
    const std::string text  = to_beancount(tests::odd_journal(300));
    std::size_t       heads = 0, postings = 0;
    for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
        end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        const std::string line = text.substr(at, end - at);
        REQUIRE(displayable(line));
        if (line.find(" * \"") == 10) ++heads;
        if (line.starts_with("  Assets:") || line.starts_with("  Expenses:")) ++postings;
    }
    CHECK(heads == 300);
    CHECK(postings == 600);
}
