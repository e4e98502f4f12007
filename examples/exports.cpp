// SPDX-License-Identifier: BSL-1.0
// A prepayment and its release over a quarter, as files that ledger, hledger and beancount read and check.
#include <ratable/accounting/straight_line.hpp>
#include <ratable/io/beancount.hpp>
#include <ratable/io/plain_text_accounting.hpp>

#include <cstdio>
#include <string>
#include <vector>

using namespace ratable::symbols;
using namespace date::literals;
using ratable::account, ratable::account_type, ratable::entry, ratable::usd;

int main()
{
    // [begin entries]
    const account prepaid(account_type::asset, "Prepaid:openai-aws"), cash(account_type::asset, "Cash"), compute(account_type::expense, "Compute:openai-aws");
    const auto    total = usd(10'000);

    std::vector<entry<USD>> entries{{.date = ratable::sys_days{2026_y / jan / 1}, .id = "openai-aws-P1", .payee = "Example Cloud", .narration = "Prepayment of the quarter",
                                     .postings = {{prepaid, total}, {cash, -total}}, .tags = {{"contract", "openai-aws"}}}};
    for (const auto& row : amortize(total, ratable::make_schedule({2026_y / jan / 1, 2026_y / apr / 1}, ratable::monthly), ratable::straight_line)) {
        entries.push_back({.date = row.period.end() - date::days{1}, .id = "openai-aws-A" + std::to_string(entries.size()), .payee = "Example Cloud", .narration = "Release",
                           .postings = {{compute, row.charge}, {prepaid, -row.charge}}, .tags = {{"contract", "openai-aws"}}});
    }
    const std::string books     = ratable::to_plain_text_accounting(entries); // ledger and hledger
    const std::string beancount = ratable::to_beancount(entries);
    // [end entries]
    std::printf("%s\n%s", books.c_str(), beancount.c_str());
    return 0;
}
