// SPDX-License-Identifier: BSL-1.0
/// What must hold of books on every day on which something was posted.
#pragma once

#include <ratable/journal/trial_balance.hpp>

#include <map>
#include <string>

namespace tests {

/// What is wrong on some day: a trial balance that is not zero, or an account of the balance sheet other than cash on the wrong side of zero.
template <class C>
std::string untidy(const ratable::journal<C>& books)
{
    std::map<ratable::account, ratable::int128> held;
    const auto                                  entries = ratable::by_date(books);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        for (const auto& p : entries[i]->postings) held[p.account] += p.amount.amount.units;
        if (i + 1 < entries.size() && entries[i + 1]->date == entries[i]->date) continue;
        ratable::int128 sum = 0;
        for (const auto& [account, units] : held) {
            sum += units;
            const bool asset = account.type() == ratable::account_type::asset, liability = account.type() == ratable::account_type::liability;
            if ((asset && units < 0 && account.path() != "Cash") || (liability && units > 0)) return to_string(account) + " on " + ratable::to_string(entries[i]->date);
        }
        if (sum != 0) return "a trial balance that is not zero on " + ratable::to_string(entries[i]->date);
        if (ratable::imbalance_of(trial_balance_of(books, entries[i]->date)) != 0) return "imbalance_of disagrees";
    }
    return "";
}

/// Entries as lines: `2026-01-31 C1-A2026-01-31 Expenses:Compute:C1 100.00 Assets:Prepaid:C1 -100.00`.
template <class C>
std::string lines(const std::vector<ratable::entry<C>>& entries)
{
    std::string text;
    for (const auto& e : entries) {
        text += e.id + " |";
        for (const auto& p : e.postings) (text += " " + to_string(p.account) + " ") += to_string(p.amount.amount);
        text += "\n";
    }
    return text;
}

} // namespace tests
