// SPDX-License-Identifier: BSL-1.0
/// What leaving early costs, on any day: the fee of the year or what the remaining minimums are worth, less mitigation and unearned prepayment.
/// Of the charges, only this header needs Boost: it finds present values.
#pragma once

#include <ratable/charges/charges.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/present_value.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ratable {

/// What leaving on a day comes to, and from what.
template <currency C>
struct exit_cost
{
    sys_days on;             ///< the first day no longer in service
    money<C> fee_of_year;    ///< zero where the terms have none
    money<C> minimums;       ///< Σ of the minimums that remain, undiscounted
    money<C> minimums_value; ///< the agreed share of their present value; zero where the terms count no minimums
    money<C> mitigation;
    money<C> unearned;       ///< prepayment that no fee has earned
    money<C> cost;           ///< max(fee_of_year, minimums_value) − mitigation − unearned, as far as the terms say so; never below zero

    friend bool operator==(const exit_cost&, const exit_cost&) = default;
};

/// What would still be charged for service from `day` on if nothing more than the minimum were used: fees, shortfalls, true-ups and spend that is
/// not drawn, by their cash dates. Power, remedies and prepayments are no minimums.
///
/// Shape:   a flow a row, in order of invoices. Of a row that `day` cuts, what the contract that ends on it would not charge.
/// Errors:  as charges_of; invalid_terms for a day that is not within the term, after its first.
template <currency C>
[[nodiscard]] std::vector<flow<C>> minimums_after(const contract<C>& c, const year_month_day& day, const readings<C>& read = {});

/// What leaving on `day` costs.
///
/// Rounds:  the share of the present value once, by the clause. What was due before the day counts at its face.
/// Errors:  as minimums_after; invalid_terms when early termination was not agreed, or has happened.
///
///     exit_cost_on(deal, 2028_y/jul/1).cost
template <currency C>
[[nodiscard]] exit_cost<C> exit_cost_on(const contract<C>& c, const year_month_day& day, const readings<C>& read = {});

/// The same at the start of every billing period but the first.
template <currency C>
[[nodiscard]] std::vector<exit_cost<C>> exit_costs_of(const contract<C>& c, const readings<C>& read = {});

/// The contract that was left on `day`: where minimums count, it states what the fee came to, as the clause is stated.
/// Errors: as exit_cost_on.
template <currency C>
[[nodiscard]] contract<C> terminate(const contract<C>& c, const year_month_day& day, const readings<C>& read = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

constexpr bool is_minimum(charge_kind k) { return k == charge_kind::fee || k == charge_kind::shortfall || k == charge_kind::true_up || k == charge_kind::undrawn_spend; }

template <currency C>
money<C> zero_of(const contract<C>& c) { return money<C>(decimal<C::minor_digits>{}, c.consideration.is_known() ? c.consideration.value().unit : c.currency); }

/// The contract that is left on `day` for a fee that all unearned prepayment is taken from.
template <currency C>
contract<C> left_for(const contract<C>& c, const year_month_day& day, const money<C>& fee)
{
    contract<C> left = c;
    left.termination = c.termination.at({.fee_by_year = std::vector{fee}, .less_unearned_prepayment = true, .terminated_on = day});
    return left;
}

/// What a fee would be paid from: of one as large as all prepayments, what is not charged. What a tranche that ended before lost is not in it.
template <currency C>
money<C> unearned_on(const contract<C>& c, const year_month_day& day, const readings<C>& read)
{
    const money<C> nothing = zero_of(c);
    if (clause_of(c.prepayment, "prepayment") == nullptr) return nothing;
    contract<C> least                  = c;
    least.power                        = {};
    least.prepayment.value().left_over = residue::lapses;
    readings<C> before{.indices = read.indices};
    for (const downtime_reading& r : read.downtime) {
        if (r.days.start() < sys_days{day}) before.downtime.push_back(r);
    }
    const auto     for_nothing = charges_of(left_for(least, day, nothing), before);
    const money<C> fee         = nothing + total(for_nothing, charge_kind::prepayment);
    return nothing + total(for_nothing) + fee - total(charges_of(left_for(least, day, fee), before));
}

/// Σ of the rows that are for the same as `row`: what of it was charged before the contract ended.
template <currency C>
money<C> charged_of(const charge<C>& row, const std::vector<charge<C>>& ended)
{
    money<C> sum = row.amount - row.amount;
    for (const charge<C>& other : ended) {
        if (other.kind == row.kind && other.clause == row.clause && other.tranche == row.tranche && other.service.start() == row.service.start()) sum += other.amount;
    }
    return sum;
}

template <currency C>
const early_termination<C>& agreed_termination(const contract<C>& c)
{
    const early_termination<C>* terms = clause_of(c.termination, "termination");
    if (terms == nullptr) throw invalid_terms({"termination", "must be agreed", "no clause", "state what leaving early costs"});
    if (terms->terminated_on) throw invalid_terms({"termination.terminated_on", "must be left out to ask what leaving costs", to_string(*terms->terminated_on), "ask of the contract that runs"});
    return *terms;
}

/// The agreed share of what the minimums are worth: each is taken by its share, exactly, so that one rounding is left.
template <currency C>
money<C> share_of_value(const remaining_minimums& terms, const std::vector<flow<C>>& minimums, sys_days on, const money<C>& nothing)
{
    constexpr int scale = C::minor_digits + ratio::scale;
    if (minimums.empty()) return nothing;
    const interest_rate rate{.per_year = rate_of_interest(terms.rate.value()), .compounds = terms.compounds, .day_count = terms.day_count};
    std::vector<flow<C, scale>> owed;
    owed.reserve(minimums.size());
    for (const flow<C>& minimum : minimums) {
        const auto units = checked_cast<std::int64_t>(int128{minimum.amount.amount.units} * terms.share.value().units);
        owed.emplace_back(std::max(minimum.on, on), money<C, scale>(decimal<scale>::from_units(units), minimum.amount.unit));
    }
    return present_value(owed, rate, on, terms.rounds);
}

} // namespace detail

template <currency C>
std::vector<flow<C>> minimums_after(const contract<C>& c, const year_month_day& day, const readings<C>& read)
{
    contract<C> least         = c;
    least.termination         = {};
    least.power               = {};
    least.prepayment          = {};
    const sys_days    from    = checked_day(day);
    const readings<C> indices = {.indices = read.indices};
    const auto        ended   = charges_of(detail::left_for(least, day, detail::zero_of(c)), indices);
    std::vector<flow<C>> rest;
    for (const charge<C>& row : charges_of(least, indices)) {
        if (!detail::is_minimum(row.kind) || row.service.end() <= from) continue;
        const money<C> amount = row.service.start() < from ? row.amount - detail::charged_of(row, ended) : row.amount;
        if (sign(amount) != 0) rest.push_back({row.due, amount});
    }
    return rest;
}

template <currency C>
exit_cost<C> exit_cost_on(const contract<C>& c, const year_month_day& day, const readings<C>& read)
{
    const early_termination<C>& terms = detail::agreed_termination(c);
    const sys_days              on    = checked_day(day);
    const money<C>              zero  = detail::zero_of(c);
    const auto                  rest  = minimums_after(c, day, read);
    exit_cost<C> leaving{.on = on, .fee_of_year = zero, .minimums = zero, .minimums_value = zero, .mitigation = zero, .unearned = detail::unearned_on(c, day, read), .cost = zero};
    for (const flow<C>& minimum : rest) leaving.minimums += minimum.amount;
    if (!terms.fee_by_year.empty()) leaving.fee_of_year = termination_fee_on(terms, c.term.value(), on);
    if (terms.minimums) leaving.minimums_value = detail::share_of_value(*terms.minimums, rest, on, zero);
    if (const money<C>* mitigation = detail::clause_of(terms.mitigation, "termination.mitigation")) leaving.mitigation = *mitigation;
    leaving.cost = detail::mitigated(terms, max(leaving.fee_of_year, leaving.minimums_value));
    if (terms.less_unearned_prepayment) leaving.cost -= min(leaving.cost, leaving.unearned);
    return leaving;
}

template <currency C>
std::vector<exit_cost<C>> exit_costs_of(const contract<C>& c, const readings<C>& read)
{
    const term&               term    = detail::needed(c, "term", c.term);
    const period              days    = days_of(term);
    bool                      first   = true;
    std::vector<exit_cost<C>> costs;
    for (const billing_period& bill : billing_calendar(detail::needed(c, "billing", c.billing), term, days)) {
        if (!std::exchange(first, false)) costs.push_back(exit_cost_on(c, bill.days.start(), read));
    }
    return costs;
}

template <currency C>
contract<C> terminate(const contract<C>& c, const year_month_day& day, const readings<C>& read)
{
    const exit_cost<C>    leaving = exit_cost_on(c, day, read);
    contract<C>           left    = c;
    early_termination<C>& terms   = left.termination.value();
    terms.terminated_on           = day;
    if (terms.minimums) terms.settled = max(leaving.fee_of_year, leaving.minimums_value);
    return left;
}

} // namespace ratable
