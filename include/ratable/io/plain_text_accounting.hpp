// SPDX-License-Identifier: BSL-1.0
/// Journals as plain text that ledger and hledger both read, and both check.
#pragma once

#include <ratable/io/journal_text.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// The entries as one file for ledger and hledger, dated in order.
///
/// Shape:   declarations of all commodities, payees, tags and accounts, then the entries: id, payee, narration and tags, postings, and
///          balances behind those that are asserted.
/// Units:   amounts in full, thousands by commas; the currency's code is the commodity, in quotes where it is not letters alone.
/// Rules:   names lose what the tools give a meaning to (`;`, `|`, `"`, line ends); a payee of nothing else is `Unnamed`.
/// Errors:  unbalanced_entry; invalid_terms for an entry without id or postings, for accounts that would be called alike, and for a currency whose code
///          the tools would not read as one; unlike_units.
///
///     ledger --strict --pedantic -f books.journal balance
///     hledger -f books.journal check -s accounts commodities payees ordereddates
template <currency C>
[[nodiscard]] std::string to_plain_text_accounting(const std::vector<entry<C>>& entries, asserted_balances asserted = asserted_balances::amortization);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A currency as a commodity: ledger and hledger want quotes around all but letters, and ledger counts h, m and s in hours.
inline std::string quoted_commodity(std::string_view code)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto plain  = [&](char c) { return letter(c) || is_digit(c) || c == ' ' || c == '-' || c == '_' || c == '.'; };
    if (code.empty() || code == "h" || code == "m" || code == "s" || !std::all_of(code.begin(), code.end(), plain)) {
        throw invalid_terms({"currency", "must have a code of letters, digits, spaces, - _ . for a journal's file, and not h, m or s", displayed(code.substr(0, 64)), "rename it"});
    }
    return std::all_of(code.begin(), code.end(), letter) ? std::string(code) : "\"" + std::string(code) + "\"";
}

inline std::string plain_text_account(const account& a)
{
    std::string      out(name_of(a.type()));
    std::string_view path = a.path();
    for (bool more = true; more;) {
        const std::size_t end  = std::min(path.find(':'), path.size());
        const std::string name = journal_words(path.substr(0, end));
        out += ':';
        out += name.empty() ? "-" : name;
        more = end < path.size();
        path.remove_prefix(more ? end + 1 : end);
    }
    return out;
}

inline std::string payee_words(std::string_view payee)
{
    std::string words = journal_words(payee);
    return words.empty() ? "Unnamed" : words;
}

/// An entry's id between parentheses.
inline std::string entry_code(std::string_view id)
{
    std::string words = journal_words(id);
    for (char& c : words) c = c == '(' || c == ')' ? '-' : c;
    return words.empty() ? "-" : words;
}

template <currency C>
std::string plain_text_declarations(const std::vector<const entry<C>*>& order, const account_names& names)
{
    std::set<std::string> commodities, payees, tags;
    for (const entry<C>* e : order) {
        commodities.insert(quoted_commodity(e->postings.front().amount.unit.code()));
        payees.insert(payee_words(e->payee));
        if (!journal_words(e->narration).empty()) tags.insert("narration");
        for (const auto& tag : e->tags) tags.insert(journal_tag(tag.first));
    }
    std::string out;
    for (const std::string& name : commodities) {
        out += "commodity " + name + "\n    format 1,000."; // hledger needs the point, also where there is no minor unit
        out.append(static_cast<std::size_t>(std::max(C::minor_digits, 1)), '0');
        (out += ' ') += name;
        out += '\n';
    }
    for (const std::string& payee : payees) out += "payee " + payee + "\n";
    for (const std::string& tag : tags) out += "tag " + tag + "\n";
    for (const auto& name : names.all()) out += "account " + name.second + "\n";
    return out;
}

} // namespace detail

template <currency C>
std::string to_plain_text_accounting(const std::vector<entry<C>>& entries, asserted_balances asserted)
{
    const auto            order = detail::entries_by_day(entries);
    detail::account_names names;
    std::size_t           account_width = 0, amount_width = 0;
    for (const entry<C>* e : order) {
        for (const posting<C>& p : e->postings) {
            const std::string& name = names.has(p.account) ? names.of(p.account) : names.give(p.account, detail::plain_text_account(p.account));
            account_width           = std::max(account_width, std::min<std::size_t>(name.size(), 60));
            amount_width            = std::max(amount_width, detail::journal_amount(p.amount.amount.units, C::minor_digits).size());
        }
    }
    std::string                                               out = detail::plain_text_declarations(order, names);
    std::map<std::pair<std::string_view, std::string>, int128> balances; // of an account in a commodity
    for (const entry<C>* e : order) {
        out += "\n" + to_string(e->date) + " * (" + detail::entry_code(e->id) + ") " + detail::payee_words(e->payee) + "\n";
        const auto note = [&out](const std::string& name, const std::string& words) { out += words.empty() ? "" : "    ; " + name + ": " + words + "\n"; };
        note("narration", detail::journal_words(e->narration));
        for (const auto& tag : e->tags) note(detail::journal_tag(tag.first), detail::journal_words(tag.second));
        for (const posting<C>& p : e->postings) {
            const std::string& name      = names.of(p.account);
            const std::string  commodity = detail::quoted_commodity(p.amount.unit.code());
            int128&            balance   = balances[{name, commodity}];
            balance += p.amount.amount.units; // 64-bit postings: 2^64 of them before this overflows
            const std::string amount = detail::journal_amount(p.amount.amount.units, C::minor_digits);
            out += "    " + name;
            out.append(account_width - std::min(account_width, name.size()) + 2 + amount_width - amount.size(), ' ');
            out += amount + " " + commodity;
            if (detail::is_asserted(*e, p, asserted)) out += " = " + detail::journal_amount(balance, C::minor_digits) + " " + commodity;
            out += '\n';
        }
    }
    return out;
}

} // namespace ratable
