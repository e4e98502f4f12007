// SPDX-License-Identifier: BSL-1.0
/// Trial balances: what every account of a journal holds, at any date; together they hold nothing.
#pragma once

#include <ratable/journal/journal.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace ratable {

/// What an account holds: debits less credits.
template <currency C>
struct account_balance
{
    ratable::account account;
    money<C>         balance;

    friend bool operator==(const account_balance&, const account_balance&) = default;
};

template <currency C>
using trial_balance = std::vector<account_balance<C>>;

/// What every account holds at the end of a day, or after all entries.
///
/// Shape:   one row for each account that was posted to by then, sorted: assets first, then liabilities, equity, income, expenses; rows of zero too.
/// Errors:  overflow when an account is outside 64 bits.
template <currency C>
[[nodiscard]] trial_balance<C> trial_balance_of(const journal<C>& books);
template <currency C>
[[nodiscard]] trial_balance<C> trial_balance_of(const journal<C>& books, sys_days day);

/// Σ of all rows, in 128 bits: zero for every journal on every day.
template <currency C>
[[nodiscard]] int128 imbalance_of(const trial_balance<C>& rows);

/// What an account and those below it hold: debits less credits, at the end of a day or after all entries. Zero for one that was never posted to.
/// Errors:  overflow.
template <currency C>
[[nodiscard]] money<C> balance_of(const journal<C>& books, const account& of);
template <currency C>
[[nodiscard]] money<C> balance_of(const journal<C>& books, const account& of, sys_days day);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
money<C> money_in(const journal<C>& books, int128 units)
{
    return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(units)), books.unit());
}

template <currency C, class Wanted>
trial_balance<C> trial_balance_where(const journal<C>& books, Wanted&& wanted)
{
    std::vector<std::optional<int128>> held(books.accounts().size());
    for (const journal_line& line : books.lines()) {
        if (wanted(line)) held[line.account] = held[line.account].value_or(0) + line.units; // 64-bit postings: 2^64 of them before this overflows
    }
    trial_balance<C> rows;
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i]) rows.push_back({books.accounts()[i], money_in(books, *held[i])});
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.account < b.account; });
    return rows;
}

template <currency C, class Wanted>
money<C> balance_where(const journal<C>& books, const account& of, Wanted&& wanted)
{
    std::vector<char> counted;
    for (const account& a : books.accounts()) counted.push_back(is_within(a, of));
    int128 sum = 0;
    for (const journal_line& line : books.lines()) sum += counted[line.account] != 0 && wanted(line) ? line.units : 0;
    return money_in(books, sum);
}

} // namespace detail

template <currency C>
trial_balance<C> trial_balance_of(const journal<C>& books)
{
    return detail::trial_balance_where(books, [](const journal_line&) { return true; });
}

template <currency C>
trial_balance<C> trial_balance_of(const journal<C>& books, sys_days day)
{
    return detail::trial_balance_where(books, [day](const journal_line& line) { return line.date <= day; });
}

template <currency C>
int128 imbalance_of(const trial_balance<C>& rows)
{
    int128 sum = 0;
    for (const account_balance<C>& row : rows) sum += row.balance.amount.units;
    return sum;
}

template <currency C>
money<C> balance_of(const journal<C>& books, const account& of)
{
    return detail::balance_where(books, of, [](const journal_line&) { return true; });
}

template <currency C>
money<C> balance_of(const journal<C>& books, const account& of, sys_days day)
{
    return detail::balance_where(books, of, [day](const journal_line& line) { return line.date <= day; });
}

} // namespace ratable
