// SPDX-License-Identifier: BSL-1.0
/// A journal: entries that balance, posted once and never changed.
#pragma once

#include <ratable/journal/entry.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ratable {

/// A posting as a journal counts it.
struct journal_line
{
    sys_days      date;
    std::uint32_t account; ///< its place among the journal's accounts
    std::int64_t  units;   ///< in minor units, a debit above zero
};

/// The books of one currency.
///
/// Rules:   entries are added at the end and stay as they are; what was wrong is corrected by another entry. After `close_through(day)` nothing
///          more is posted on that day or before it.
/// Shape:   a value: a copy goes its own way.
///
///     journal<USD> books;
///     books.post({.date = sys_days{2026_y/jan/31}, .id = "rent-1", .postings = {{expense, usd(100)}, {cash, -usd(100)}}});
template <currency C>
class journal
{
public:
    journal() requires std::is_empty_v<C> = default;
    explicit journal(C unit) : unit_(unit) {}

    /// Adds an entry.
    /// Errors:  invalid_terms for an entry without an id or with one that was posted, for fewer than two postings, and for a closed day;
    ///          unbalanced_entry; unlike_units for another currency. The journal is then as it was.
    void post(entry<C> e);
    /// Adds all of them, or none.
    void post(std::vector<entry<C>> entries);

    /// Freezes a day and all before it. Errors: invalid_terms for a day before the last that was closed: what is closed stays closed.
    void                                  close_through(sys_days day);
    [[nodiscard]] std::optional<sys_days> closed_through() const { return closed_; }

    [[nodiscard]] const C& unit() const { return unit_; }
    /// In the order in which they were posted.
    [[nodiscard]] const std::vector<entry<C>>& entries() const { return entries_; }
    /// The entry of an id, or null. It stands there until the next is posted.
    [[nodiscard]] const entry<C>* find(const std::string& id) const;

    /// Every account that was posted to, in the order of its first posting, and every posting with its account's place in that list.
    [[nodiscard]] const std::vector<account>&   accounts() const { return accounts_; }
    [[nodiscard]] std::span<const journal_line> lines() const { return lines_; }

private:
    struct hash_of_account
    {
        std::size_t operator()(const account& a) const { return std::hash<std::string>()(a.path()) * 5 + static_cast<std::size_t>(a.type()); }
    };

    void          require_postable(const entry<C>& e) const;
    std::uint32_t place_of(const account& a);
    void          unwind(std::size_t entries);

    [[no_unique_address]] C                                     unit_{};
    std::vector<entry<C>>                                       entries_;
    std::unordered_map<std::string, std::size_t>                by_id_;
    std::vector<account>                                        accounts_;
    std::unordered_map<account, std::uint32_t, hash_of_account> places_;
    std::vector<journal_line>                                   lines_;
    std::optional<sys_days>                                     closed_;
};

/// The entries by date, those of one day as they were posted: what a file lists. They stand until the next is posted.
template <currency C>
[[nodiscard]] std::vector<const entry<C>*> by_date(const journal<C>& books);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
[[noreturn]] void refuse_unbalanced(const entry<C>& e)
{
    money<C, C::minor_digits, int128> debits({}, e.postings.front().amount.unit), credits = debits;
    for (const posting<C>& p : e.postings) (sign(p.amount) > 0 ? debits.amount.units : credits.amount.units) += p.amount.amount.units;
    credits.amount.units = -credits.amount.units;
    throw unbalanced_entry({"entry '" + e.id + "' of " + to_string(e.date), "must have debits equal to its credits", "debits " + to_string(debits) + ", credits " + to_string(credits),
                            "correct the postings by " + to_string(debits - credits)});
}

} // namespace detail

template <currency C>
void journal<C>::require_postable(const entry<C>& e) const
{
    const auto refuse = [&e](const char* rule, const std::string& value, const char* remedy) {
        throw invalid_terms({"entry '" + e.id + "' of " + to_string(e.date), rule, value, remedy});
    };
    if (e.id.empty()) refuse("must have an id", "none", "give each entry an id of its own");
    if (by_id_.contains(e.id)) refuse("must have an id that no other entry of the journal has", "one that was posted on " + to_string(entries_[by_id_.at(e.id)].date), "post an entry once; correct it with another");
    if (e.postings.size() < 2) refuse("must have two postings or more", std::to_string(e.postings.size()), "write what is debited and what is credited");
    if (closed_ && e.date <= *closed_) refuse("must be dated after the last closed day", to_string(*closed_), "post what is learnt later in an open period, as a true-up");
    for (const posting<C>& p : e.postings) static_cast<void>(detail::same_currency(unit_, p.amount.unit));
    if (imbalance_of(e) != 0) detail::refuse_unbalanced(e);
}

template <currency C>
std::uint32_t journal<C>::place_of(const account& a)
{
    const auto [found, is_new] = places_.try_emplace(a, static_cast<std::uint32_t>(accounts_.size()));
    if (is_new) accounts_.push_back(a);
    return found->second;
}

template <currency C>
void journal<C>::unwind(std::size_t entries)
{
    while (entries_.size() > entries) {
        by_id_.erase(entries_.back().id);
        lines_.resize(lines_.size() - entries_.back().postings.size(), journal_line{});
        entries_.pop_back();
    }
    std::uint32_t used = 0; // accounts are numbered by their first posting
    for (const journal_line& line : lines_) used = line.account < used ? used : line.account + 1;
    for (; accounts_.size() > used; accounts_.pop_back()) places_.erase(accounts_.back());
}

template <currency C>
void journal<C>::post(entry<C> e)
{
    require_postable(e);
    for (const posting<C>& p : e.postings) lines_.push_back({e.date, place_of(p.account), p.amount.amount.units});
    by_id_.emplace(e.id, entries_.size());
    entries_.push_back(std::move(e));
}

template <currency C>
void journal<C>::post(std::vector<entry<C>> entries)
{
    const std::size_t before = entries_.size();
    try {
        for (entry<C>& e : entries) post(std::move(e));
    } catch (...) {
        unwind(before);
        throw;
    }
}

template <currency C>
void journal<C>::close_through(sys_days day)
{
    if (closed_ && day < *closed_) {
        throw invalid_terms({"journal", "must stay closed through " + to_string(*closed_), to_string(day), "close a later day; correct what is closed with an entry in an open period"});
    }
    closed_ = day;
}

template <currency C>
const entry<C>* journal<C>::find(const std::string& id) const
{
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &entries_[found->second];
}

template <currency C>
std::vector<const entry<C>*> by_date(const journal<C>& books)
{
    std::vector<const entry<C>*> sorted;
    sorted.reserve(books.entries().size());
    for (const entry<C>& e : books.entries()) sorted.push_back(&e);
    std::stable_sort(sorted.begin(), sorted.end(), [](const entry<C>* a, const entry<C>* b) { return a->date < b->date; });
    return sorted;
}

} // namespace ratable
