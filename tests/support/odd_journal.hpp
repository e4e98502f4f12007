// SPDX-License-Identifier: BSL-1.0
/// Journals whose names hold all that a tool may give a meaning to.
#pragma once

#include <ratable/journal/entry.hpp>
#include <ratable/units/currency.hpp>

#include "random.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

inline const std::vector<std::string>& odd_names()
{
    static const std::vector<std::string> names{
        "", " ", ";", "|", "\"", "a;b|c\"d\"", "  two  spaces  ", "tab\there", "line\nend\r\n", "2026-01-31", "1234", "=", "= 5 USD", "* not cleared", "! pending", "(code) payee",
        "[2026-01-31]", "[2026-13-45]", "[=x]", "[9]", "Kürzel GmbH & Co. KG", "株式会社データ", "OpenAI–AWS", "a\u00a0\u00a0b", "\u3000", "\u202egnp.exe", "\xff\xfe bytes", "\x1b[31mred", "a::b", ":a:b:", "date: 1",
        "note:: 1/0", "P 2026/01/01 EUR 1", "~ monthly", "; comment", "@ 5 EUR", "{5 EUR}", "$1,000.00", "100%", "\\n", "back\\slash\\", "'", "#tag", "^link", "include x", "account", "<b>", "%", "comment",
        "end", "tag: value, date: never", "h", "m", "Assets", "\xf0\x9f\x92\xb0", std::string(3, '\0'), std::string(20'000, 'x'), std::string(3'000, ';')};
    return names;
}

/// Any bytes at all, now and then one of the odd names within.
inline std::string odd_text(random& draw)
{
    const auto& names = odd_names();
    if (draw.between(0, 3) == 0) return names[static_cast<std::size_t>(draw.between(0, static_cast<std::int64_t>(names.size()) - 1))];
    static constexpr std::string_view signs = ";|\"'()[]{}<>:=*!@#$%^&~`,.-_+/\\ \t\n\r0123456789aZ";
    std::string                       text;
    for (std::int64_t n = draw.between(0, 30); n > 0; --n) {
        text += draw.between(0, 5) == 0 ? static_cast<char>(draw.between(0, 255)) : signs[static_cast<std::size_t>(draw.between(0, static_cast<std::int64_t>(signs.size()) - 1))];
    }
    return text;
}

/// Names that an account takes, and that no two accounts have alike once they are cleaned.
inline std::string odd_account(random& draw, int number)
{
    std::string name = odd_text(draw).substr(0, 60);
    for (char& c : name) c = static_cast<unsigned char>(c) < 0x20 || c == '\x7f' || c == ' ' ? '-' : c;
    return "Deal:" + name + (name.empty() || name.back() == ':' ? "x" : "") + "x:n" + std::to_string(number);
}

/// `count` entries with odd ids, payees, narrations, tags and accounts, each of them on one of a few days, in no order.
inline std::vector<ratable::entry<ratable::iso4217::USD>> odd_journal(int count)
{
    using namespace ratable;
    random                             draw;
    std::vector<entry<iso4217::USD>>   entries;
    const auto                         usd = [](std::int64_t cents) { return money<iso4217::USD>(decimal<2>::from_units(cents)); };
    for (int n = 0; n < count; ++n) {
        const auto account_of = [&](account_type type) {
            for (;;) {
                try {
                    return account(type, odd_account(draw, n));
                } catch (const invalid_terms&) { // a name that no account takes: draw again
                }
            }
        };
        entry<iso4217::USD> e{.date = sys_days{date::days{20'454 + draw.between(0, 40)}}, .id = "x" + odd_text(draw), .payee = odd_text(draw), .narration = odd_text(draw)};
        if (n < static_cast<int>(odd_names().size())) e.payee = e.narration = odd_names()[static_cast<std::size_t>(n)];
        const std::int64_t cents = draw.between(-1'000'000'000'000, 1'000'000'000'000);
        e.postings               = {{account_of(account_type::expense), usd(cents)}, {account_of(account_type::asset), usd(-cents)}};
        for (std::int64_t tags = draw.between(0, 3); tags > 0; --tags) {
            static constexpr const char* tags_of_tools[] = {"contract", "UUID", "Payee", "Value", "date", "date2", "filename", "lineno", "id", "narration"};
            e.tags.emplace_back(draw.coin() ? tags_of_tools[draw.between(0, 9)] : odd_text(draw), draw.coin() ? "1" : odd_text(draw));
        }
        entries.push_back(std::move(e));
    }
    return entries;
}

} // namespace tests
