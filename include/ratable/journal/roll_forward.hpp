// SPDX-License-Identifier: BSL-1.0
/// Roll-forwards: how an account came from one balance to the next.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/journal/trial_balance.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ratable {

/// closing = opening + additions − released. Assets and expenses count what is debited, the others what is credited.
template <currency C>
struct roll_forward_row
{
    ratable::period period;
    money<C>        opening;
    money<C>        additions;
    money<C>        released;
    money<C>        closing;

    friend constexpr bool operator==(const roll_forward_row&, const roll_forward_row&) = default;
};

/// An account, with those below it, from period to period.
///
/// Shape:   one row a period; a row opens with what the one before it closed with. Postings of one entry are not netted.
/// Errors:  invalid_terms when `periods` are not contiguous; overflow.
///
///     roll_forward(books, account(account_type::asset, "Prepaid"), make_schedule(fiscal_year(fiscal, 2027), quarterly))
template <currency C>
[[nodiscard]] std::vector<roll_forward_row<C>> roll_forward(const journal<C>& books, const account& of, const std::vector<period>& periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
std::vector<roll_forward_row<C>> roll_forward(const journal<C>& books, const account& of, const std::vector<period>& periods)
{
    detail::require_contiguous(periods);
    if (periods.empty()) return {};
    struct moved { int128 added = 0, released = 0; };
    std::vector<char>  counted;
    std::vector<moved> sums(periods.size());
    const bool         by_debits = of.type() == account_type::asset || of.type() == account_type::expense;
    int128             before    = 0;
    for (const account& a : books.accounts()) counted.push_back(is_within(a, of));
    for (const journal_line& line : books.lines()) {
        if (counted[line.account] == 0 || periods.back().end() <= line.date) continue;
        const int128 units = by_debits ? int128{line.units} : -int128{line.units};
        const auto   p     = std::upper_bound(periods.begin(), periods.end(), line.date, [](sys_days day, const period& x) { return day < x.end(); });
        if (line.date < p->start()) before += units;
        else (units > 0 ? sums[static_cast<std::size_t>(p - periods.begin())].added : sums[static_cast<std::size_t>(p - periods.begin())].released) += units > 0 ? units : -units;
    }
    std::vector<roll_forward_row<C>> rows;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto closing = before + sums[i].added - sums[i].released;
        rows.push_back({periods[i], detail::money_in(books, before), detail::money_in(books, sums[i].added), detail::money_in(books, sums[i].released), detail::money_in(books, closing)});
        before = closing;
    }
    return rows;
}

} // namespace ratable
