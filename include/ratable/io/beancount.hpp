// SPDX-License-Identifier: BSL-1.0
/// Journals as beancount reads and checks them.
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

/// The entries as a file for beancount, dated in order.
///
/// Shape:   commodities and accounts, opened on the first day; then the entries, with id and tags as metadata and `^` links to their `contract`; and on
///          the morning after, the balances that are asserted, to the cent (`~ 0`) and with all that stands below the account.
/// Units:   amounts in full, thousands by commas; the currency's code in capitals.
/// Rules:   the names of an account are letters, digits and `-`, led by a capital or a digit: other characters of ASCII, and dashes, become `-`, those beyond it
///          their code point (`U65E5`). Payees and narrations as in `to_plain_text_accounting`.
/// Errors:  as `to_plain_text_accounting`; beancount's commodities have 2 to 24 characters.
///
///     bean-check books.beancount
template <currency C>
[[nodiscard]] std::string to_beancount(const std::vector<entry<C>>& entries, asserted_balances asserted = asserted_balances::amortization);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Capitals, digits and ' . _ - between a capital and a capital or digit.
inline std::string beancount_commodity(std::string_view code)
{
    std::string out;
    for (const char c : code) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == ' ' ? '-' : c;
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto within  = [&](char c) { return capital(c) || is_digit(c) || std::string_view("'._-").find(c) != std::string_view::npos; };
    if (out.size() < 2 || out.size() > 24 || !capital(out.front()) || !(capital(out.back()) || is_digit(out.back())) || !std::all_of(out.begin(), out.end(), within)) {
        throw invalid_terms({"currency", "must have a code of 2 to 24 letters, digits, ' . _ - for beancount, led by a letter", displayed(code.substr(0, 64)), "rename it"});
    }
    return out;
}

/// One name of an account.
inline std::string beancount_name(std::string_view name)
{
    const std::string words = journal_words(name); // well-formed UTF-8
    std::string       out;
    for (std::size_t i = 0; i < words.size();) {
        const std::size_t from  = i;
        const char32_t    point = next_code_point(words, i);
        const char        c     = words[from];
        if (point < 0x80) {
            out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ? c : '-';
        } else if (point >= 0x2010 && point <= 0x2015) {
            out += '-';
        } else {
            out += 'U';
            for (int shift = point > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[(point >> shift) & 15U];
        }
    }
    if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out.empty() || out.front() == '-' ? "X" + out : out;
}

inline std::string beancount_account(const account& a)
{
    std::string      out(name_of(a.type()));
    std::string_view path = a.path();
    for (bool more = true; more;) {
        const std::size_t end = std::min(path.find(':'), path.size());
        (out += ':') += beancount_name(path.substr(0, end));
        more = end < path.size();
        path.remove_prefix(more ? end + 1 : end);
    }
    return out;
}

/// Words between quotes.
inline std::string beancount_text(std::string_view text)
{
    std::string out = "\"";
    for (const char c : journal_words(text)) { // which holds no quotes
        if (c == '\\') out += '\\';
        out += c;
    }
    return out += '"';
}

/// ` ^C1` for a value of letters, digits and -_/. once the rest has become `-`; nothing for none.
inline std::string beancount_link(std::string_view value)
{
    std::string out;
    for (const char c : journal_words(value)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || std::string_view("-_/.").find(c) != std::string_view::npos;
        out += kept ? c : '-';
    }
    return out.empty() ? out : " ^" + out;
}

/// What accounts hold: by name and commodity, so that what stands below an account follows it.
using balances_by_name = std::map<std::pair<std::string, std::string>, int128>;

/// An account's balance, with those below it.
inline int128 balance_below(const balances_by_name& balances, const std::string& name, const std::string& commodity)
{
    int128 sum = 0;
    for (auto at = balances.lower_bound({name, std::string()}); at != balances.end() && at->first.first.starts_with(name); ++at) {
        const std::string& found = at->first.first;
        if (at->first.second == commodity && (found.size() == name.size() || found[name.size()] == ':')) sum += at->second;
    }
    return sum;
}

template <currency C>
void append_beancount_entry(std::string& out, const entry<C>& e, const account_names& names)
{
    std::string links;
    for (const auto& tag : e.tags) links += tag.first == "contract" ? beancount_link(tag.second) : "";
    out += "\n" + to_string(e.date) + " * " + beancount_text(journal_words(e.payee).empty() ? "Unnamed" : e.payee) + " " + beancount_text(e.narration) + links + "\n";
    out += "  id: " + beancount_text(e.id) + "\n";
    std::map<std::string, std::string> values; // a key stands once
    for (const auto& tag : e.tags) {
        std::string& value = values[journal_tag(tag.first)];
        value += value.empty() ? tag.second : ", " + tag.second;
    }
    for (const auto& [key, value] : values) out += "  " + key + ": " + beancount_text(value) + "\n";
    for (const posting<C>& p : e.postings) {
        out += "  " + names.of(p.account) + "  " + journal_amount(p.amount.amount.units, C::minor_digits) + " " + beancount_commodity(p.amount.unit.code()) + "\n";
    }
}

} // namespace detail

template <currency C>
std::string to_beancount(const std::vector<entry<C>>& entries, asserted_balances asserted)
{
    const auto                                   order = detail::entries_by_day(entries);
    detail::account_names                        names;
    std::set<std::string>                        commodities;
    std::map<std::string, std::set<std::string>> held; // what is posted to each account
    for (const entry<C>* e : order) {
        for (const posting<C>& p : e->postings) {
            const std::string& name = names.has(p.account) ? names.of(p.account) : names.give(p.account, detail::beancount_account(p.account));
            held[name].insert(detail::beancount_commodity(p.amount.unit.code()));
            commodities.insert(detail::beancount_commodity(p.amount.unit.code()));
        }
    }
    std::string       out;
    const std::string first = order.empty() ? std::string() : to_string(order.front()->date);
    for (const std::string& name : commodities) out += first + " commodity " + name + "\n";
    for (const auto& [name, in] : held) {
        out += first + " open " + name + "  ";
        for (const std::string& commodity : in) out += commodity == *in.begin() ? commodity : "," + commodity;
        out += '\n';
    }
    detail::balances_by_name                       balances;
    std::set<std::pair<std::string, std::string>> today;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const entry<C>& e = *order[i];
        detail::append_beancount_entry(out, e, names);
        for (const posting<C>& p : e.postings) {
            const std::pair<std::string, std::string> of(names.of(p.account), detail::beancount_commodity(p.amount.unit.code()));
            balances[of] += p.amount.amount.units; // 64-bit postings: 2^64 of them before this overflows
            if (detail::is_asserted(e, p, asserted)) today.insert(of);
        }
        if (i + 1 < order.size() && order[i + 1]->date == e.date) continue;
        if (!today.empty()) out += '\n';
        for (const auto& [name, commodity] : today) { // beancount looks at the start of a day
            out += to_string(e.date + date::days{1}) + " balance " + name + "  " + detail::journal_amount(detail::balance_below(balances, name, commodity), C::minor_digits) + " ~ 0 " +
                   commodity + "\n";
        }
        today.clear();
    }
    return out;
}

} // namespace ratable
