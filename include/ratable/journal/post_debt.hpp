// SPDX-License-Identifier: BSL-1.0
/// A borrower's books of a debt at amortised cost: what is drawn, its interest, and its payments.
#pragma once

#include <ratable/journal/entry.hpp>
#include <ratable/journal/payment_days.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ratable {

/// What a debt's entries are posted to.
struct debt_accounts
{
    account debt;     ///< its carrying amount: issue costs and discounts are deducted from it (ASC 835-30-45-1A)
    account interest;
    account cash;
};

/// `Liabilities:Debt:NAME`, `Expenses:Interest:NAME`, `Assets:Cash`.
[[nodiscard]] debt_accounts debt_accounts_of(const std::string& name);

/// The entries of a debt, from its schedule by effective interest.
///
/// Shape:   by date: the opening is drawn on the first day (id …-D2026-01-31), net of issue costs; interest on the last day of each period (…-A);
///          payments (…-P), last on their day. The tag `debt` names it.
/// Errors:  as payments_of; invalid_terms for a schedule without rows.
/// Source:  after ASC 835-30-35-2, IFRS 9 5.4.1.
template <currency C>
[[nodiscard]] std::vector<entry<C>> debt_entries(const std::string& name, const amortization_schedule<C>& rows, const std::type_identity_t<payment_days<C>>& paid, const debt_accounts& accounts);
template <currency C>
[[nodiscard]] std::vector<entry<C>> debt_entries(const std::string& name, const amortization_schedule<C>& rows, const std::type_identity_t<payment_days<C>>& paid)
{
    return debt_entries(name, rows, paid, debt_accounts_of(account_name(name)));
}

// -- bodies -----------------------------------------------------------------------------------------------------------

inline debt_accounts debt_accounts_of(const std::string& name)
{
    using enum account_type;
    return {.debt = account(liability, "Debt:" + name), .interest = account(expense, "Interest:" + name), .cash = account(asset, "Cash")};
}

template <currency C>
std::vector<entry<C>> debt_entries(const std::string& name, const amortization_schedule<C>& rows, const std::type_identity_t<payment_days<C>>& paid, const debt_accounts& accounts)
{
    if (rows.empty()) throw invalid_terms({"debt '" + name + "'", "must have a schedule", "no rows", "make it with effective_interest"});
    detail::entry_list<C> list{name, "", "debt"};
    const auto            add = [&](const char* letter, sys_days on, std::string narration, const account& debit, const account& credit, const money<C>& amount) {
        if (sign(amount) != 0) list.add(letter, on, std::move(narration), {{debit, amount}, {credit, -amount}});
    };
    add("D", rows.front().period.start(), "Drawn, net of issue costs", accounts.cash, accounts.debt, rows.front().opening);
    for (const amortization_row<C>& row : rows) add("A", row.period.end() - date::days{1}, "Interest of " + to_string(row.period), accounts.interest, accounts.debt, row.interest);
    for (const auto& [day, amount] : detail::sums_by_day(payments_of(rows, paid))) add("P", day, "Payment", accounts.debt, accounts.cash, amount);
    return list.by_date();
}

} // namespace ratable
