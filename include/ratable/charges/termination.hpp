// SPDX-License-Identifier: BSL-1.0
/// Early termination: the fee by its year, and the rows when somebody left. What it would cost to leave is in `exit_cost.hpp`.
#pragma once

#include <ratable/charges/charge.hpp>
#include <ratable/charges/delay.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// The fee of the contract year that `day`, the first day no longer in service, falls in; an anniversary belongs to the year that it begins.
/// Errors: invalid_terms for an empty list of fees, and for a day that is not within the term, after its first.
template <currency C>
[[nodiscard]] money<C> termination_fee_on(const early_termination<C>& terms, const term& t, sys_days day);

/// When an invoice is written and paid.
struct invoice_days
{
    sys_days invoiced;
    sys_days due;

    friend constexpr bool operator==(const invoice_days&, const invoice_days&) = default;
};

/// The invoice that closes what ended before `day`: in arrears that of the last billing period that began before it; in advance the one that
/// would follow that period, when what happened in it is known.
[[nodiscard]] invoice_days last_invoice(std::span<const billing_period> periods, sys_days day, const stated<billing>& terms);

/// A tranche's credit that no fee is left for.
template <currency C>
struct tranche_rest
{
    int      tranche = -1;
    money<C> left    = {};
};

/// The rows of an early termination, if the contract was terminated, and no long-stop had ended it by then.
///
/// Shape:   what was settled, or the fee of the year, less mitigation, invoiced with the last day in service; and unearned prepayments against it, in the order given, where the
///          terms say so. `unearned` is reduced by as much.
template <currency C>
void append_termination(std::vector<charge<C>>& rows, const contract<C>& c, std::span<const billing_period> periods, std::span<tranche_rest<C>> unearned);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What a fee is after mitigation, never below zero.
template <currency C>
money<C> mitigated(const early_termination<C>& terms, const money<C>& fee)
{
    const money<C>* mitigation = clause_of(terms.mitigation, "termination.mitigation");
    return mitigation == nullptr ? fee : max(fee - *mitigation, fee - fee);
}

/// What was settled, or the fee of the year where no minimums count.
template <currency C>
money<C> settled_fee(const early_termination<C>& terms, const term& t, sys_days day)
{
    if (const money<C>* settled = clause_of(terms.settled, "termination.settled")) return *settled;
    if (!terms.minimums) return termination_fee_on(terms, t, day);
    throw invalid_terms({"termination.settled", "must say what the fee came to, for it rests on the minimums that remain", "not stated",
                         "state it, or make the contract by terminate() of charges/exit_cost.hpp"});
}

} // namespace detail

inline invoice_days last_invoice(std::span<const billing_period> periods, sys_days day, const stated<billing>& terms)
{
    if (periods.empty()) return {day, day};
    auto last = std::find_if(periods.begin(), periods.end(), [day](const billing_period& p) { return day <= p.days.start(); });
    if (last != periods.begin()) --last;
    if (!terms.is_known() || terms.value().invoiced == invoiced::in_arrears) return {last->invoiced, last->due};
    return {last->days.end(), due_date(terms.value().payment, last->days.end())};
}

template <currency C>
money<C> termination_fee_on(const early_termination<C>& terms, const term& t, sys_days day)
{
    const period days = days_of(t);
    if (day <= days.start() || days.end() <= day) {
        throw invalid_terms({"termination", std::string("must fall within the term ") + to_string(days) + ", after its first day", to_string(day), "choose a day of the term"});
    }
    if (terms.fee_by_year.empty()) throw invalid_terms({"termination.fee_by_year", "must have the fee of contract year 1", "no fee", "list the fees by contract year"});
    const detail::boundaries month_ends(checked_day(t.start), frequency::monthly, period_basis::contract, t.month_rule);
    std::size_t              year = 1; // the one that `day` falls in
    while (year < terms.fee_by_year.size() && month_ends[static_cast<int>(12 * year)] <= day) ++year;
    return terms.fee_by_year[year - 1];
}

template <currency C>
void append_termination(std::vector<charge<C>>& rows, const contract<C>& c, std::span<const billing_period> periods, std::span<tranche_rest<C>> unearned)
{
    const auto end = early_end_of(c);
    if (!end || end->too_late) return;
    const auto&        terms = c.termination.value();
    money<C>           fee   = detail::mitigated(terms, detail::settled_fee(terms, c.term.value(), end->on));
    const invoice_days on    = last_invoice(periods, end->on, c.billing);
    const period       last(end->on - date::days{1}, end->on);
    const auto         append = [&](charge_kind kind, const term_path& clause, int tranche, const money<C>& amount) {
        rows.push_back({.kind = kind, .clause = clause, .tranche = tranche, .service = last, .invoiced = on.invoiced, .due = on.due, .amount = amount, .rounds = rounded_on::nothing});
    };
    if (sign(fee) <= 0) return;
    append(charge_kind::termination_fee, {"termination"}, -1, fee);
    if (!terms.less_unearned_prepayment) return;
    for (tranche_rest<C>& rest : unearned) {
        const money<C> credit = min(fee, rest.left);
        if (sign(credit) <= 0) continue;
        append(charge_kind::prepayment_credit, {"prepayment"}, rest.tranche, -credit);
        rest.left -= credit;
        fee -= credit;
    }
}

} // namespace ratable
