// SPDX-License-Identifier: BSL-1.0
/// Actuals against what was posted: accruals that are reversed, and true-ups of periods that are closed.
#pragma once

#include <ratable/core/required.hpp>
#include <ratable/journal/contract_accounts.hpp>
#include <ratable/journal/trial_balance.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// The entry that undoes another, its id with `-R` behind it.
template <currency C>
[[nodiscard]] entry<C> reversal_of(const entry<C>& e, sys_days on);

/// An entry of what is known of a period before its invoice comes, and its reversal, so that the invoice is posted as any other.
/// Errors:  invalid_terms for a reversal that is not after the accrual.
template <currency C>
[[nodiscard]] std::vector<entry<C>> accrual_entries(const entry<C>& accrued, sys_days reversed_on);

/// How a contract's books catch up with what is known.
struct true_up
{
    required<std::string>       contract;   ///< as its entries are tagged
    required<contract_accounts> accounts;   ///< of its side
    required<sys_days>          through;    ///< the last day of the open period: on it a true-up is posted
    required<sys_days>          settled_on; ///< when what was paid too little or too much is settled
};

/// What is to be posted of a contract for an open period, whatever was posted of it before.
///
/// Shape:   the known entries of the open period that were not posted, then a true-up (id …-T2026-03-31) of what the others are out by, then its
///          settlement (…-S2026-04-15); each only where it is of something.
/// Rules:   `known` are all of the contract's entries as they would be had everything been known from its first day. Once the result is posted, its
///          accounts hold on `through` what `known` says, but for cash: what was paid was paid, and the difference is owed until it is settled.
///          Nothing is dated in a closed period. Before `through`, within the open period, they still hold what was thought. Entries that were posted
///          ahead, of days after `through`, stay for the true-up of their own period.
/// Errors:  invalid_terms for a `through` that is closed, or a settlement before it; unlike_units; overflow.
/// Source:  after ASC 250-10-45-17 and IAS 8.36 (a change in estimate belongs to the period of the change).
///
///     books.post(true_up_entries(books, contract_entries(deal, charges_of(deal, metered), …), {.contract = "C1", .accounts = …, .through = …, .settled_on = …}));
///     books.close_through(…);
template <currency C>
[[nodiscard]] std::vector<entry<C>> true_up_entries(const journal<C>& books, const std::vector<entry<C>>& known, const true_up& by);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
entry<C> reversal_of(const entry<C>& e, sys_days on)
{
    entry<C> undone  = e;
    undone.date      = on;
    undone.id        = e.id + "-R";
    undone.narration = "Reversal of " + e.id;
    for (posting<C>& p : undone.postings) p.amount = -p.amount;
    return undone;
}

template <currency C>
std::vector<entry<C>> accrual_entries(const entry<C>& accrued, sys_days reversed_on)
{
    if (reversed_on <= accrued.date) {
        throw invalid_terms({"accrual '" + accrued.id + "'", "must be reversed after " + to_string(accrued.date), to_string(reversed_on), "reverse it on the first day of the next period"});
    }
    return {accrued, reversal_of(accrued, reversed_on)};
}

namespace detail {

/// What a contract's entries come to, by account.
template <currency C>
class account_sums
{
public:
    explicit account_sums(const C& unit) : zero_({}, unit) {}

    void add(const entry<C>& e, bool negated = false)
    {
        for (const posting<C>& p : e.postings) of(p.account) += negated ? -p.amount : p.amount;
    }
    money<C>& of(const account& a) { return sums_.try_emplace(a, zero_).first->second; }
    [[nodiscard]] const std::map<account, money<C>>& all() const { return sums_; }

    /// Puts what two accounts hold together into the one whose side of zero it is on.
    void settle(const contract_accounts& in)
    {
        const money<C> both      = of(in.settlement) + of(in.refund);
        const bool     as_refund = (sign(both) > 0) == (in.refund.type() == account_type::asset);
        of(in.settlement)        = as_refund ? zero_ : both;
        of(in.refund)            = as_refund ? both : zero_;
    }

private:
    money<C>                    zero_;
    std::map<account, money<C>> sums_;
};

/// The postings that lead from one state to another.
template <currency C>
std::vector<posting<C>> postings_between(account_sums<C> from, account_sums<C> to)
{
    std::vector<posting<C>> postings;
    for (const auto& [a, held] : from.all()) to.of(a) -= held;
    for (const auto& [a, moved] : to.all()) add_posting(postings, a, moved);
    return postings;
}

} // namespace detail

template <currency C>
std::vector<entry<C>> true_up_entries(const journal<C>& books, const std::vector<entry<C>>& known, const true_up& by)
{
    const sys_days through(by.through), settled_on(by.settled_on);
    const std::string subject = "true-up of '" + by.contract + "'";
    if (books.closed_through() && through <= *books.closed_through()) {
        throw invalid_terms({subject, "must be of a day after " + to_string(*books.closed_through()) + ", which is closed", to_string(through), "name the last day of an open period"});
    }
    if (settled_on < through) throw invalid_terms({subject, "must be settled on " + to_string(through) + " or later", to_string(settled_on), "name the day on which it is paid"});
    const contract_accounts& in = by.accounts;
    detail::account_sums<C>  held(books.unit()), target(books.unit()), scheduled(books.unit()); // on `through`, and the settlements after it
    const std::pair<std::string, std::string> tag("contract", by.contract);
    const std::string                         settlements = std::string(by.contract) + "-S";
    for (const entry<C>& e : books.entries()) {
        if (std::find(e.tags.begin(), e.tags.end(), tag) == e.tags.end()) continue;
        if (e.date <= through) held.add(e);
        else if (e.id.starts_with(settlements)) scheduled.add(e); // what else is posted ahead is caught up with in its own period
    }
    detail::entry_list<C> list{by.contract, known.empty() ? "" : known.front().payee, "contract"};
    for (const entry<C>& e : known) {
        if (e.date > through) continue;
        target.add(e);
        if ((books.closed_through() && e.date <= *books.closed_through()) || books.find(e.id) != nullptr) continue;
        held.add(e);
        list.entries.push_back(e);
    }
    const money<C> unpaid = target.of(in.cash) - held.of(in.cash); // of what was paid until now, had all been known
    target.of(in.cash) -= unpaid;
    target.of(in.settlement) += unpaid;
    target.settle(in);
    list.add("T", through, "True-up of closed periods", detail::postings_between(held, target));
    detail::account_sums<C> paid = target;
    const money<C>          due  = unpaid - scheduled.of(in.cash);
    paid.of(in.cash) += due;
    paid.of(in.settlement) -= due;
    paid.settle(in);
    list.add("S", settled_on, "Settlement of a true-up", detail::postings_between(target, paid));
    return std::move(list.entries);
}

} // namespace ratable
