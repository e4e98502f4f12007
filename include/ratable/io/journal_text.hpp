// SPDX-License-Identifier: BSL-1.0
/// What all writers of journals share: words that no tool misreads, entries in the order of their days, and which balances a file asserts.
#pragma once

#include <ratable/core/digits.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/journal/entry.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// Which balances a written journal asserts, so that the tools that read it find a changed cent.
enum class asserted_balances {
    amortization, ///< of the assets and liabilities in every entry that recognises income or expense: accounts such as cash, which other files post to, stay free
    every_posting,
    none,
};

namespace detail {

/// Words for a payee, a narration or an account's name: one line, single spaces, well-formed UTF-8, at most 500 bytes, and none of the characters
/// that a tool gives a meaning: `;` becomes `,`, `|` becomes `/`, `"` becomes `'`. Empty when nothing is left.
[[nodiscard]] std::string journal_words(std::string_view text);

/// The name of a tag: letters, digits, `-` and `_`, led by a small letter; `x-` before it where a tool gives the name a meaning of its own.
[[nodiscard]] std::string journal_tag(std::string_view name);

/// The amount in full, thousands by commas: `19,000,000,000.01`.
[[nodiscard]] std::string journal_amount(const int128& units, int digits);

/// The entries by their days, those of one day as they stand.
/// Errors: invalid_terms for an entry without id or postings; unbalanced_entry; unlike_units.
template <currency C>
[[nodiscard]] std::vector<const entry<C>*> entries_by_day(const std::vector<entry<C>>& entries);

/// Whether a file asserts the balance of what this line posts to.
template <currency C>
[[nodiscard]] bool is_asserted(const entry<C>& e, const posting<C>& line, asserted_balances asserted);

/// What accounts are called in a file; two are never called alike.
class account_names
{
public:
    /// Takes the name of an account. Errors: invalid_terms when another account has it, or it is too long for a line.
    const std::string& give(const account& a, std::string name);
    [[nodiscard]] bool has(const account& a) const { return names_.count(a) != 0; }
    [[nodiscard]] const std::string&                of(const account& a) const { return names_.at(a); }
    [[nodiscard]] const std::map<account, std::string>& all() const { return names_; }

private:
    std::map<account, std::string> names_;
    std::map<std::string, account> taken_;
};

} // namespace detail

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What Unicode calls a space: two of them, or one at an end, would part words from what follows.
constexpr bool is_space(char32_t point)
{
    return point <= 0x20 || (point >= 0x7F && point <= 0xA0) || point == 0x1680 || (point >= 0x2000 && point <= 0x200F) || (point >= 0x2028 && point <= 0x202F) ||
           point == 0x205F || point == 0x061C || (point >= 0x2066 && point <= 0x2069) || point == 0x3000 || point == 0xFEFF;
}

/// One byte of a character, or what stands for it.
constexpr char harmless(char c)
{
    switch (c) {
    case ';': return ',';
    case '|': return '/';
    case '"': return '\'';
    default: return c;
    }
}

inline std::string journal_words(std::string_view text)
{
    constexpr std::size_t most = 500; // ledger reads lines of at most 4,095 bytes
    std::string           out;
    bool                  space = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t from  = i;
        const char32_t    point = next_code_point(text, i);
        if (is_space(point)) {
            space = !out.empty();
            continue;
        }
        const std::string_view bytes = point > 0x10FFFF ? std::string_view("?") : text.substr(from, i - from);
        if (out.size() + bytes.size() + 1 > most) break;
        if (space) out += ' ';
        space = false;
        for (const char c : bytes) out += harmless(c);
    }
    return out;
}

inline std::string journal_tag(std::string_view name)
{
    std::string out, small;
    for (const char c : name.substr(0, 100)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        out += letter || is_digit(c) || c == '-' || c == '_' ? c : '-';
        small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (!out.empty() && out.front() >= 'A' && out.front() <= 'Z') out.front() = small.front();
    const bool leads = !out.empty() && out.front() >= 'a' && out.front() <= 'z';
    bool       taken = false; // ledger's, hledger's and beancount's own, and what we write ourselves
    for (const std::string_view own : {"uuid", "payee", "value", "filename", "lineno", "id", "narration"}) taken = taken || small == own;
    return leads && !taken && out.size() > 1 ? out : "x-" + out;
}

inline std::string journal_amount(const int128& units, int digits)
{
    std::string out;
    append_digits(out, units, digits, true);
    return out;
}

template <currency C>
std::vector<const entry<C>*> entries_by_day(const std::vector<entry<C>>& entries)
{
    std::vector<const entry<C>*> order;
    order.reserve(entries.size());
    for (const entry<C>& e : entries) {
        const auto refuse = [&e](const char* rule, const char* remedy) { throw invalid_terms({"entry of " + to_string(e.date), rule, e.id.empty() ? "none" : e.id, remedy}); };
        if (e.id.empty()) refuse("must have an id", "give it one");
        if (e.postings.size() < 2) refuse("must have two postings or more", "say what is debited and what is credited");
        if (const int128 out_by = imbalance_of(e); out_by != 0) {
            throw unbalanced_entry({"entry '" + e.id + "'", "debits must equal credits", "a difference of " + journal_amount(out_by, C::minor_digits), "correct its postings"});
        }
        order.push_back(&e);
    }
    std::stable_sort(order.begin(), order.end(), [](const entry<C>* a, const entry<C>* b) { return a->date < b->date; });
    return order;
}

constexpr bool is_balance_sheet(account_type t) { return t == account_type::asset || t == account_type::liability; }

template <currency C>
bool is_asserted(const entry<C>& e, const posting<C>& line, asserted_balances asserted)
{
    if (asserted != asserted_balances::amortization) return asserted == asserted_balances::every_posting;
    const auto recognises = [](const posting<C>& p) { return p.account.type() == account_type::income || p.account.type() == account_type::expense; };
    return is_balance_sheet(line.account.type()) && std::any_of(e.postings.begin(), e.postings.end(), recognises);
}

inline const std::string& account_names::give(const account& a, std::string name)
{
    if (name.size() > 1'000) throw invalid_terms({"account", "must have a name of at most 1000 bytes in a journal's file", displayed(name.substr(0, 64)) + "...", "shorten it"});
    const auto [place, fresh] = taken_.emplace(name, a);
    if (!fresh && !(place->second == a)) {
        throw invalid_terms({"accounts '" + to_string(place->second) + "' and '" + to_string(a) + "'", "must not be called alike in a journal's file", name, "rename one of them"});
    }
    return names_.insert_or_assign(a, std::move(name)).first->second;
}

} // namespace detail

} // namespace ratable
