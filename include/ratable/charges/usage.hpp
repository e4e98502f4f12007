// SPDX-License-Identifier: BSL-1.0
/// Usage clauses as charge rows: plain or tiered prices, minimums with make-up and true-up, overage.
#pragma once

#include <ratable/charges/clause_days.hpp>
#include <ratable/charges/price_path.hpp>
#include <ratable/charges/readings.hpp>
#include <ratable/charges/take_or_pay.hpp>
#include <ratable/charges/tiers.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// Appends the rows of a usage clause, in order of their billing periods, and returns the hours behind them: empty without a minimum.
///
/// Shape:   a row for what is not zero: usage, make_up by vintage, shortfall, overage, and on a contract year's last invoice within the term its
///          true_up. Made-up hours are priced 0, or at today's price less what their vintage was paid at.
///          Of a clause that holds from a day on, or until one, `periods` and `t` are its own: clause_calendar and term_of make them.
/// Units:   `index` is the clause's in `pricing`. Prices are per GPU-hour, kWh or MWh, and readings are counted in that. `contracted` is one quantity
///          a billing period, in the same unit; it is read for a minimum only, and not where the minimum states its accelerators.
/// Rules:   a period has the price of the contract year in which it begins. The escalator moves the price, every tier and the overage price.
/// Rounds:  each row, once, by the clause's mode.
/// Errors:  invalid_terms for a price per another unit, an anniversary inside a billing period whose price changes on that day, a minimum beside
///          tiers, usage above the contracted hours without an overage price, and as sum_of_clause, prices_by_year, append_tiers and settle;
///          unlike_units for hours of another accelerator; inexact as settle; overflow.
template <currency C>
take_or_pay_hours<C> append_usage(std::vector<charge<C>>& rows, const usage_fee<C>& clause, int index, const term& t, std::span<const billing_period> periods,
                                  std::span<const metered> contracted, const readings<C>& read);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_usage(const std::string& name, const char* rule, const std::string& value, const char* remedy)
{
    throw invalid_terms({"usage clause '" + name + "'", rule, value, remedy});
}

template <currency C>
void check_usage_price(const usage_fee<C>& clause)
{
    const unit_price<C>& price = clause.price.value();
    if (price.per != priced_unit::gpu_hour && price.per != priced_unit::kwh && price.per != priced_unit::mwh) {
        refuse_usage(clause.name, "must be priced per GPU-hour, kWh or MWh", std::string(name_of(price.per)), "write a capacity_fee for what is in force, used or not");
    }
    if (clause.minimum && clause.tiers) refuse_usage(clause.name, "must have either tiers or a minimum", "both", "write the minimum at one price");
    const auto overage = if_stated(clause.overage);
    if (!overage) return;
    if (!clause.minimum) refuse_usage(clause.name, "must have a minimum for an overage price: it says what is contracted", "none", "write the minimum, or a tier");
    if (overage->per != price.per || !(overage->accelerator == price.accelerator)) {
        throw unlike_units({"usage clause '" + clause.name + "'", std::string("must have its overage price per ") + std::string(name_of(price.per)) + ", as its price", to_string(*overage), "state both per one unit"});
    }
}

/// A reading cannot be split at an anniversary inside its period.
template <currency C>
void check_price_changes(const usage_fee<C>& clause, const term& t, std::span<const billing_period> periods)
{
    if (!clause.escalator || clause.escalator->starts != price_start::on_anniversary) return;
    const sys_days term_end = days_of(t).end();
    for (const billing_period& p : periods) {
        const sys_days anniversary{moved_by_months(t.start, date::months{12 * p.contract_year}, t.month_rule)};
        if (!p.closes_year || anniversary >= p.days.end() || anniversary >= term_end) continue;
        refuse_usage(clause.name, "must not change its price inside a billing period, whose reading cannot be split", to_string(p.days) + " by " + to_string(anniversary),
                     "write price_start::on_next_billing_month, or bill between anniversaries");
    }
}

template <currency C>
void append_tiered_usage(std::vector<charge<C>>& rows, const metered_clause& row, const usage_fee<C>& clause, const term& t, std::span<const billing_period> periods,
                         std::span<const metered> used, const readings<C>& read)
{
    const int                         years = periods.back().contract_year;
    std::vector<std::vector<tier<C>>> lists(static_cast<std::size_t>(years), clause.tiers->steps);
    for (std::size_t step = 0; step < clause.tiers->steps.size(); ++step) {
        const auto prices = prices_by_year(clause.tiers->steps[step].price, clause.escalator, t, years, read.indices);
        for (std::size_t year = 0; year < prices.size(); ++year) lists[year][step].price = prices[year];
    }
    append_tiers<C>(rows, row, *clause.tiers, lists, periods, used, t);
}

/// The contracted hours that a minimum states itself, or else those of the caller.
template <currency C>
std::vector<metered> contracted_by_period(const usage_fee<C>& clause, const term& t, std::span<const billing_period> periods, std::span<const metered> of_tranches)
{
    const auto stated = if_stated(clause.minimum->contracted);
    if (!stated) {
        if (of_tranches.size() != periods.size()) {
            refuse_usage(clause.name, "must have contracted hours for every billing period", std::to_string(of_tranches.size()), "state minimum.contracted, or tranches with their accelerators");
        }
        return {of_tranches.begin(), of_tranches.end()};
    }
    const unit_price<C>& price = clause.price.value();
    if (price.per != priced_unit::gpu_hour) {
        refuse_usage(clause.name, "must be priced per GPU-hour for a minimum of accelerators", std::string(name_of(price.per)), "leave minimum.contracted out, and give contracted energy");
    }
    const any_accelerator any{}, kind = stated->in.kind;
    if (!(kind == any) && !(price.accelerator == any) && !(kind == price.accelerator)) {
        throw unlike_units({"usage clause '" + clause.name + "'", "must count its minimum in the accelerators of its price", to_string(*stated), "state both for one accelerator"});
    }
    const sys_days       term_end = days_of(t).end();
    std::vector<metered> result;
    result.reserve(periods.size());
    for (const billing_period& p : periods) result.push_back(contracted_hours(stated->count, p.days, term_end));
    return result;
}

/// The rows of settled hours.
template <currency C>
void append_settled(metered_rows<C>& rows, const usage_fee<C>& clause, std::span<const billing_period> periods,
                    const take_or_pay_hours<C>& settled, const std::vector<money<C, 6>>& prices, const std::vector<money<C, 6>>& overage)
{
    const bool  free  = !clause.minimum->make_up || clause.minimum->make_up->price == make_up_price::free;
    const auto  add   = [&](charge_kind kind, const billing_period& p, const metered& quantity, const money<C, 6>& price) {
        if (sign(quantity) > 0) rows.add(kind, p, quantity, price);
    };
    std::size_t first = 0, next = 0; // of the contract year; of the withdrawals
    for (std::size_t k = 0; k < periods.size(); ++k) {
        const billing_period& p     = periods[k];
        const settled_period& s     = settled.periods[k];
        const auto            year  = static_cast<std::size_t>(p.contract_year) - 1;
        const money<C, 6>     none  = money<C, 6>(decimal<6>{}, prices[year].unit);
        if (sign(s.overage) > 0 && overage.empty()) {
            refuse_usage(clause.name, "must have an overage price for usage above the contracted hours", to_string(s.overage) + " more in " + to_string(p.days), "state the overage price, or correct the reading");
        }
        add(charge_kind::usage, p, s.usage, prices[year]);
        for (; next < settled.withdrawals.size() && settled.withdrawals[next].month <= s.bank.month; ++next) {
            const withdrawal<C>& w = settled.withdrawals[next];
            if (w.as == withdrawn_as::made_up) add(charge_kind::make_up, p, w.of.quantity, free ? none : max(none, prices[year] - w.of.paid_at));
        }
        add(charge_kind::shortfall, p, s.shortfall, prices[year]);
        if (!overage.empty()) add(charge_kind::overage, p, s.overage, overage[year]);
        if (sign(s.true_up) > 0) rows.add(charge_kind::true_up, p, s.true_up, prices[year]).service = days_through(periods[first], p);
        if (p.closes_year) first = k + 1;
    }
}

} // namespace detail

template <currency C>
take_or_pay_hours<C> append_usage(std::vector<charge<C>>& rows, const usage_fee<C>& clause, int index, const term& t, std::span<const billing_period> periods,
                                  std::span<const metered> contracted, const readings<C>& read)
{
    detail::check_usage_price(clause);
    if (periods.empty()) return {};
    detail::check_price_changes(clause, t, periods);
    const unit_price<C>&       price = clause.price.value();
    const metered_clause       row{{"pricing", index}, price.per, clause.rounds};
    const std::vector<metered> used  = sum_of_clause(read.usage, clause, periods);
    const int                  years = periods.back().contract_year;
    if (clause.tiers) {
        detail::append_tiered_usage<C>(rows, row, clause, t, periods, used, read);
        return {};
    }
    const auto      prices = prices_by_year(price.amount, clause.escalator, t, years, read.indices);
    metered_rows<C> priced(rows, row);
    if (!clause.minimum) {
        for (std::size_t k = 0; k < periods.size(); ++k) {
            if (sign(used[k]) > 0) priced.add(charge_kind::usage, periods[k], used[k], prices[static_cast<std::size_t>(periods[k].contract_year) - 1]);
        }
        return {};
    }
    const auto above   = detail::if_stated(clause.overage);
    const auto overage = above ? prices_by_year(above->amount, clause.escalator, t, years, read.indices) : std::vector<money<C, 6>>();
    auto       settled = settle<C>(*clause.minimum, t, periods, detail::contracted_by_period(clause, t, periods, contracted), sum_of_clause(read.excused, clause, periods), used, prices);
    detail::append_settled(priced, clause, periods, settled, prices, overage);
    return settled;
}

} // namespace ratable
