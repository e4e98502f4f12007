// SPDX-License-Identifier: BSL-1.0
/// A lessee's books of a lease: its commencement, its cost and its payments.
#pragma once

#include <ratable/accounting/lease_schedule.hpp>
#include <ratable/journal/entry.hpp>
#include <ratable/journal/payment_days.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ratable {

/// What a lease's entries are posted to.
struct lease_accounts
{
    account right_of_use;
    account liability;
    account initial;      ///< what the right of use exceeds the liability by: prepaid, direct costs less incentives
    account cost;         ///< an operating lease's one line
    account amortization; ///< a finance lease's two
    account interest;
    account cash;
};

/// `Assets:Right of use:NAME`, `Liabilities:Lease:NAME`, `Expenses:Lease:NAME`, `Expenses:Amortization:NAME`, `Expenses:Interest:NAME`; `Assets:Cash`, also for what is initial.
[[nodiscard]] lease_accounts lease_accounts_of(const std::string& name);

/// The entries of a lease.
///
/// Shape:   by date: the commencement on its first day (id …-L2026-01-31), then costs on the last day of each period (…-A), and payments (…-P); on
///          one day payments come last. No entry is of nothing. The tag `lease` names it.
/// Rules:   operating: one cost, amortisation and interest together; finance and IFRS 16: the two apart. What the residual guarantee leaves owed
///          stays in the liability.
/// Errors:  as payments_of; invalid_terms for a schedule without rows.
/// Source:  after ASC 842-20-25-5, 25-6, 842-20-45-4; IFRS 16.49.
template <currency C>
[[nodiscard]] std::vector<entry<C>> lease_entries(const std::string& name, const lease_schedule<C>& s, const std::type_identity_t<payment_days<C>>& paid, const lease_accounts& accounts);
template <currency C>
[[nodiscard]] std::vector<entry<C>> lease_entries(const std::string& name, const lease_schedule<C>& s, const std::type_identity_t<payment_days<C>>& paid)
{
    return lease_entries(name, s, paid, lease_accounts_of(account_name(name)));
}

// -- bodies -----------------------------------------------------------------------------------------------------------

inline lease_accounts lease_accounts_of(const std::string& name)
{
    using enum account_type;
    return {.right_of_use = account(asset, "Right of use:" + name), .liability = account(liability, "Lease:" + name), .initial = account(asset, "Cash"),
            .cost = account(expense, "Lease:" + name), .amortization = account(expense, "Amortization:" + name), .interest = account(expense, "Interest:" + name), .cash = account(asset, "Cash")};
}

template <currency C>
std::vector<entry<C>> lease_entries(const std::string& name, const lease_schedule<C>& s, const std::type_identity_t<payment_days<C>>& paid, const lease_accounts& accounts)
{
    if (s.liability.empty() || s.right_of_use.empty()) throw invalid_terms({"lease '" + name + "'", "must have a schedule", "no rows", "make it with lease_schedule_of"});
    detail::entry_list<C>   list{name, "", "lease"};
    std::vector<posting<C>> postings;
    const money<C>          owed = s.liability.front().opening, used = s.right_of_use.front().opening;
    detail::add_posting(postings, accounts.right_of_use, used);
    detail::add_posting(postings, accounts.liability, -owed);
    detail::add_posting(postings, accounts.initial, owed - used);
    list.add("L", s.liability.front().period.start(), "Commencement", std::exchange(postings, {}));
    const bool operating = s.classification == lease_classification::asc_842_operating;
    for (std::size_t i = 0; i < std::max(s.liability.size(), s.right_of_use.size()); ++i) {
        const money<C> zero({}, owed.unit);
        const money<C> interest = i < s.liability.size() ? s.liability[i].interest : zero, amortization = i < s.right_of_use.size() ? s.right_of_use[i].charge : zero;
        const period&  days = i < s.liability.size() ? s.liability[i].period : s.right_of_use[i].period;
        if (operating) detail::add_posting(postings, accounts.cost, interest + amortization);
        else detail::add_posting(postings, accounts.amortization, amortization);
        if (!operating) detail::add_posting(postings, accounts.interest, interest);
        detail::add_posting(postings, accounts.right_of_use, -amortization);
        detail::add_posting(postings, accounts.liability, -interest);
        list.add("A", days.end() - date::days{1}, "Lease cost of " + to_string(days), std::exchange(postings, {}));
    }
    for (const auto& [day, amount] : detail::sums_by_day(payments_of(s.liability, paid))) {
        if (sign(amount) != 0) list.add("P", day, "Lease payment", {{accounts.liability, amount}, {accounts.cash, -amount}});
    }
    return list.by_date();
}

} // namespace ratable
