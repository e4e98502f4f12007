// SPDX-License-Identifier: BSL-1.0
// What the tools say of such files: tests/journal_tools.
#include <ratable/io/plain_text_accounting.hpp>

#include "../support/odd_journal.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid:C1"), used(account_type::expense, "Compute:C1:Used");

struct gpu_hours
{
    static constexpr int minor_digits = 1;
    static std::string_view code() { return "GPU-hour"; }
    friend bool operator==(const gpu_hours&, const gpu_hours&) = default;
};
template <char Letter>
struct one_letter
{
    static constexpr int minor_digits = 2;
    static std::string_view code() { static constexpr char text[1] = {Letter}; return {text, 1}; }
    friend bool operator==(const one_letter&, const one_letter&) = default;
};

template <class C>
std::vector<entry<C>> one_entry()
{
    const auto amount = [](std::int64_t units) { return money<C>(decimal<C::minor_digits>::from_units(units)); };
    return {{.date = sys_days{2026_y / jan / 31}, .id = "1", .payee = "P", .postings = {{used, amount(12'345)}, {prepaid, amount(-12'345)}}}};
}

} // namespace

TEST_CASE("a file declares all that it uses, and asserts what is left of a prepayment")
{
    const std::vector<entry<USD>> entries{
        {.date = sys_days{2025_y / jan / 31}, .id = "C1-A001", .payee = "Example Cloud", .narration = "Amortization 1/3",
         .postings = {{used, usd("19000000000.01")}, {prepaid, usd("-19000000000.01")}}, .tags = {{"contract", "C1"}}},
        {.date = sys_days{2025_y / jan / 1}, .id = "C1-P1", .payee = "Example | Cloud; \"EMEA\"\n", .postings = {{prepaid, usd("38000000000.00")}, {cash, usd("-38000000000.00")}}}};
    CHECK(to_plain_text_accounting(entries) == "commodity USD\n"
                                               "    format 1,000.00 USD\n"
                                               "payee Example / Cloud, 'EMEA'\n"
                                               "payee Example Cloud\n"
                                               "tag contract\n"
                                               "tag narration\n"
                                               "account Assets:Cash\n"
                                               "account Assets:Prepaid:C1\n"
                                               "account Expenses:Compute:C1:Used\n"
                                               "\n"
                                               "2025-01-01 * (C1-P1) Example / Cloud, 'EMEA'\n"
                                               "    Assets:Prepaid:C1          38,000,000,000.00 USD\n"
                                               "    Assets:Cash               -38,000,000,000.00 USD\n"
                                               "\n"
                                               "2025-01-31 * (C1-A001) Example Cloud\n"
                                               "    ; narration: Amortization 1/3\n"
                                               "    ; contract: C1\n"
                                               "    Expenses:Compute:C1:Used   19,000,000,000.01 USD\n"
                                               "    Assets:Prepaid:C1         -19,000,000,000.01 USD = 18,999,999,999.99 USD\n");
}

TEST_CASE("what is asserted is an argument")
{
    const auto count = [](const std::string& text) {
        int n = 0;
        for (std::size_t at = text.find(" = "); at != std::string::npos; at = text.find(" = ", at + 1)) ++n;
        return n;
    };
    CHECK(count(to_plain_text_accounting(one_entry<USD>())) == 1);
    CHECK(count(to_plain_text_accounting(one_entry<USD>(), asserted_balances::every_posting)) == 2);
    CHECK(count(to_plain_text_accounting(one_entry<USD>(), asserted_balances::none)) == 0);
}

TEST_CASE("commodities are quoted where they must be, and hledger is told the point also where there are no cents")
{
    CHECK(to_plain_text_accounting(one_entry<gpu_hours>()).starts_with("commodity \"GPU-hour\"\n    format 1,000.0 \"GPU-hour\"\n"));
    CHECK(to_plain_text_accounting(one_entry<gpu_hours>()).find("  1,234.5 \"GPU-hour\"\n") != std::string::npos);
    CHECK(to_plain_text_accounting(one_entry<JPY>()).starts_with("commodity JPY\n    format 1,000.0 JPY\n"));
    CHECK(to_plain_text_accounting(one_entry<JPY>()).find("  12,345 JPY\n") != std::string::npos);
    CHECK(to_plain_text_accounting(one_entry<KWD>()).starts_with("commodity KWD\n    format 1,000.000 KWD\n"));
}

TEST_CASE("a currency that ledger takes for hours or minutes is refused, and one that no tool reads")
{
    const char* said = "currency: must have a code of letters, digits, spaces, - _ . for a journal's file, and not h, m or s; got h; rename it";
    CHECK_REFUSED(invalid_terms, said, to_plain_text_accounting(one_entry<one_letter<'h'>>()));
    CHECK_THROWN(invalid_terms, to_plain_text_accounting(one_entry<one_letter<'m'>>()));
    CHECK_THROWN(invalid_terms, to_plain_text_accounting(one_entry<one_letter<'"'>>()));
    CHECK(to_plain_text_accounting(one_entry<one_letter<'x'>>()).starts_with("commodity x\n"));
}

TEST_CASE("balances are those of each currency, and do not overflow")
{
    const auto most = money<USD>(decimal<2>::from_units(std::numeric_limits<std::int64_t>::max()));
    const entry<USD> e{.date = sys_days{2026_y / jan / 1}, .id = "1", .payee = "P", .postings = {{prepaid, most}, {prepaid, most}, {cash, -most}, {cash, -most}}};
    CHECK(to_plain_text_accounting(std::vector{e}, asserted_balances::every_posting).find(" = 184,467,440,737,095,516.14 USD") != std::string::npos);
    const auto in = [](const char* code) { return money<any_currency<2>>(decimal<2>(100), currency_of<2>(code)); };
    std::vector<entry<any_currency<2>>> both;
    for (const char* code : {"USD", "EUR", "USD"}) both.push_back({.date = sys_days{2026_y / jan / 1}, .id = "1", .payee = "P", .postings = {{used, in(code)}, {prepaid, -in(code)}}});
    const std::string text = to_plain_text_accounting(both);
    CHECK(text.find("-100.00 USD = -200.00 USD") != std::string::npos);
    CHECK(text.find("-100.00 EUR = -100.00 EUR") != std::string::npos);
}

TEST_CASE("names that are left with nothing have one all the same")
{
    auto entries             = one_entry<USD>();
    entries.front().id       = "()";
    entries.front().payee    = "\n";
    entries.front().postings[0].account = account(account_type::expense, "\u3000:a");
    const std::string text = to_plain_text_accounting(entries);
    CHECK(text.find("2026-01-31 * (--) Unnamed\n") != std::string::npos);
    CHECK(text.find("Expenses:-:a") != std::string::npos);
}

TEST_CASE("a file of no entries is empty, and accounts that would be called alike are refused")
{
    CHECK(to_plain_text_accounting(std::vector<entry<USD>>{}).empty());
    auto entries = one_entry<USD>();
    entries.front().postings[0].account = account(account_type::asset, "a;b");
    entries.front().postings[1].account = account(account_type::asset, "a,b");
    CHECK_THROWN(invalid_terms, to_plain_text_accounting(entries));
}

TEST_CASE("property: odd names never begin a line, nor part an amount from its account")
{
    RATABLE_INFO_SEED;
    const auto        entries = tests::odd_journal(300);
    const std::string text    = to_plain_text_accounting(entries);
    std::size_t       heads = 0, postings = 0;
    for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
        end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        const std::string line = text.substr(at, end - at);
        REQUIRE(line.size() < 4'095);
        REQUIRE(displayable(line));
        if (line.starts_with("20") && line.find(" * (") == 10) ++heads;
        if (line.starts_with("    Assets:") || line.starts_with("    Expenses:")) ++postings;
    }
    CHECK(heads == 300);
    CHECK(postings == 600);
}
