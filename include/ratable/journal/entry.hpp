// SPDX-License-Identifier: BSL-1.0
/// Entries: what is posted on a day, debits and credits that sum to zero.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/journal/account.hpp>
#include <ratable/units/money.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// One line of an entry: a debit is above zero, a credit below.
template <currency C>
struct posting
{
    ratable::account account;
    money<C>         amount;

    friend bool operator==(const posting&, const posting&) = default;
};

/// What is posted on one day, for one reason.
template <currency C>
struct entry
{
    sys_days                                         date;
    std::string                                      id        = {}; ///< what the entry is called: `openai-aws-I2026-01-31`; no two of a journal are alike
    std::string                                      payee     = {}; ///< the other party
    std::string                                      narration = {};
    std::vector<posting<C>>                          postings  = {};
    std::vector<std::pair<std::string, std::string>> tags      = {}; ///< names and values for who reads it: `contract`, `tranche`, `clause`

    friend bool operator==(const entry&, const entry&) = default;
};

/// Σ debits − Σ credits, in 128 bits: zero in an entry that balances.
/// Errors: unlike_units when run-time currencies differ.
template <currency C>
[[nodiscard]] int128 imbalance_of(const entry<C>& e);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
int128 imbalance_of(const entry<C>& e)
{
    int128 sum = 0; // 64-bit postings: 2^64 of them before this overflows
    for (const posting<C>& p : e.postings) {
        static_cast<void>(detail::same_currency(e.postings.front().amount.unit, p.amount.unit));
        sum += p.amount.amount.units;
    }
    return sum;
}

namespace detail {

/// Adds a posting of something.
template <currency C>
void add_posting(std::vector<posting<C>>& to, const account& a, const money<C>& amount)
{
    if (sign(amount) != 0) to.push_back({a, amount});
}

/// What is posted of one subject: ids are its name, a letter and the day.
template <currency C>
struct entry_list
{
    std::string           name;
    std::string           payee;
    std::string           tag;
    std::vector<entry<C>> entries = {};

    /// Adds an entry, unless it is of nothing.
    void add(const char* letter, sys_days on, std::string narration, std::vector<posting<C>> postings)
    {
        if (postings.empty()) return;
        entries.push_back({.date = on, .id = name + "-" + letter + to_string(on), .payee = payee, .narration = std::move(narration), .postings = std::move(postings), .tags = {{tag, name}}});
    }

    /// Those of one day as they were added.
    std::vector<entry<C>> by_date()
    {
        std::stable_sort(entries.begin(), entries.end(), [](const entry<C>& a, const entry<C>& b) { return a.date < b.date; });
        return std::move(entries);
    }
};

} // namespace detail

} // namespace ratable
