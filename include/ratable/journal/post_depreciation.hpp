// SPDX-License-Identifier: BSL-1.0
/// The books of an asset that is depreciated.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/journal/entry.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// What an asset's entries are posted to.
struct depreciation_accounts
{
    account cost;
    account accumulated; ///< an asset's account with a credit balance
    account depreciation;
    account cash;        ///< or what it was bought with
};

/// `Assets:Equipment:NAME`, `Assets:Accumulated depreciation:NAME`, `Expenses:Depreciation:NAME`, `Assets:Cash`.
[[nodiscard]] depreciation_accounts depreciation_accounts_of(const std::string& name);

/// The entries of an asset, from its schedule.
///
/// Shape:   by date: with `bought_on` the cost, which is what the first row opens with (id …-B2026-01-31); each period's charge on its last day (…-A). The
///          tag `asset` names it.
/// Errors:  invalid_terms for a schedule without rows.
/// Source:  after ASC 360-10-35-4, IAS 16.48.
template <currency C>
[[nodiscard]] std::vector<entry<C>> depreciation_entries(const std::string& name, const amortization_schedule<C>& rows, const std::optional<year_month_day>& bought_on, const depreciation_accounts& accounts);
template <currency C>
[[nodiscard]] std::vector<entry<C>> depreciation_entries(const std::string& name, const amortization_schedule<C>& rows, const std::optional<year_month_day>& bought_on = {})
{
    return depreciation_entries(name, rows, bought_on, depreciation_accounts_of(account_name(name)));
}

// -- bodies -----------------------------------------------------------------------------------------------------------

inline depreciation_accounts depreciation_accounts_of(const std::string& name)
{
    using enum account_type;
    return {.cost = account(asset, "Equipment:" + name), .accumulated = account(asset, "Accumulated depreciation:" + name), .depreciation = account(expense, "Depreciation:" + name),
            .cash = account(asset, "Cash")};
}

template <currency C>
std::vector<entry<C>> depreciation_entries(const std::string& name, const amortization_schedule<C>& rows, const std::optional<year_month_day>& bought_on, const depreciation_accounts& accounts)
{
    if (rows.empty()) throw invalid_terms({"asset '" + name + "'", "must have a schedule", "no rows", "make it with depreciate"});
    detail::entry_list<C> list{name, "", "asset"};
    const auto            add = [&](const char* letter, sys_days on, std::string narration, const account& debit, const account& credit, const money<C>& amount) {
        if (sign(amount) != 0) list.add(letter, on, std::move(narration), {{debit, amount}, {credit, -amount}});
    };
    if (bought_on) add("B", checked_day(*bought_on), "Bought", accounts.cost, accounts.cash, rows.front().opening);
    for (const amortization_row<C>& row : rows) add("A", row.period.end() - date::days{1}, "Depreciation of " + to_string(row.period), accounts.depreciation, accounts.accumulated, row.charge);
    return list.by_date();
}

} // namespace ratable
