// SPDX-License-Identifier: BSL-1.0
/// Fees: fixed amounts, capacity in force, and a consideration billed over its term.
#pragma once

#include <ratable/capacity/ramp.hpp>
#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/charge.hpp>
#include <ratable/charges/clause_days.hpp>
#include <ratable/charges/price_path.hpp>
#include <ratable/charges/tranche_bill.hpp>
#include <ratable/core/allocate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// What fees are billed over: the billing calendar, and the contract's term.
template <currency C>
struct fee_terms
{
    const ratable::term&            term;
    ratable::period_basis           basis; ///< of the calendar
    std::span<const billing_period> calendar;
    const readings<C>&              read;  ///< for prices that follow an index
    ratable::term_path              clause;
    int                             tranche = -1;
};

/// A fixed fee's rows over those of `days` on which it holds.
///
/// Shape:   one row a billing period, two where the price changes within it; one row in all for a fee that is due once.
/// Rounds:  running totals within the price year: a full month weighs a month, a stub its days over that month's days.
template <currency C>
void append_fee(std::vector<charge<C>>& rows, const fixed_fee<C>& fee, const period& days, const fee_terms<C>& in);

/// A capacity fee's rows for one tranche that is in force as `steps` say, on the days on which the fee holds.
///
/// Shape:   one row a billing period, two where the price changes within it.
/// Units:   MW-months or kW-months in calendar months; GPU-hours of what `power_per_accelerator` makes of the watts, exactly.
/// Errors:  unlike_units when the price names another accelerator or MW basis than the tranche.
template <currency C>
void append_fee(std::vector<charge<C>>& rows, const capacity_fee<C>& fee, const ratable::tranche& t, const ramp& steps, const fee_terms<C>& in);

/// An amount spread over what `steps` deliver in each billing period.
/// Rounds:  running totals. Errors: invalid_terms when nothing is delivered.
template <currency C>
void append_spread(std::vector<charge<C>>& rows, const money<C>& amount, const ramp& steps, rounding mode, const fee_terms<C>& in);

/// An amount spread over the months, or the days, of the billing periods.
template <currency C>
void append_spread(std::vector<charge<C>>& rows, const money<C>& amount, billed_by by, rounding mode, const fee_terms<C>& in);

/// What a month of a tranche costs when its service starts: price × capacity; of a price per GPU-hour, 365/12 days of it.
template <currency C>
[[nodiscard]] exact_amount<C> monthly_fee(const capacity_fee<C>& fee, const ratable::tranche& t, const money<C, 6>& price);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The contract years of a clause's price: the contract's, or counted from the day from which the clause holds.
class price_years
{
public:
    template <class Clause, currency C>
    price_years(const Clause& clause, const fee_terms<C>& in)
        : starts_(clause.escalator ? price_start(clause.escalator->starts) : price_start::on_next_billing_month), from_(clause.from ? std::optional(checked_day(*clause.from)) : std::nullopt),
          month_ends_(from_ ? *from_ : checked_day(in.term.start), frequency::monthly, period_basis::contract, in.term.month_rule)
    {
    }

    [[nodiscard]] bool     on_anniversary() const { return starts_ == price_start::on_anniversary; }
    [[nodiscard]] sys_days end_of(int year) const { return month_ends_[12 * year]; }
    /// The year in which a billing period begins, or the clause within it.
    [[nodiscard]] int year_of(const billing_period& bill) const
    {
        if (!from_) return bill.contract_year;
        int year = 1;
        while (end_of(year) <= bill.days.start()) ++year;
        return year;
    }

private:
    price_start             starts_;
    std::optional<sys_days> from_;
    boundaries              month_ends_;
};

/// `f(days, contract_year, billing_period)` for each part of `days` within a billing period at one price.
template <class F>
void each_priced_part(const period& days, const price_years& years, std::span<const billing_period> calendar, F&& f)
{
    int      known = 0; // the contract year whose end is `year_end`
    sys_days year_end{};
    for (const billing_period& bill : calendar) {
        if (bill.days.end() <= days.start()) continue;
        if (days.end() <= bill.days.start()) break;
        sys_days       from  = std::max(bill.days.start(), days.start());
        const sys_days until = std::min(bill.days.end(), days.end());
        int            year  = years.year_of(bill);
        for (; years.on_anniversary(); ++year) {
            if (year != known) year_end = years.end_of(year);
            known = year;
            if (until <= year_end) break;
            if (from < year_end) f(period(from, year_end), year, bill);
            from = std::max(from, year_end);
        }
        f(period(from, until), year, bill);
    }
}

/// Contract months that a part of a billing period covers, in 1/377580 months.
inline std::int64_t contract_month_quanta(const period& part, const billing_period& bill, const term& t)
{
    const boundaries month_ends(checked_day(t.start), frequency::monthly, period_basis::contract, t.month_rule);
    std::int64_t     quanta = 0;
    sys_days         begins = bill.days.start();
    for (int month = bill.contract_month; begins < part.end(); ++month) {
        const sys_days ends = month_ends[month];
        if (const auto days = intersection(part, period(begins, ends))) quanta += days->days() * (month_quanta / (ends - begins).count());
        begins = ends;
    }
    return quanta;
}

/// The years that some days have prices of.
inline int priced_years(const period& days, const price_years& years, std::span<const billing_period> calendar)
{
    int last = 1;
    each_priced_part(days, years, calendar, [&last](const period&, int year, const billing_period&) { last = year; });
    return last;
}

/// Σ watts × what `weigh` makes of the days, of steps within some days: they are in order, `k` moves along.
template <class Weigh>
int128 delivered_in(const ramp& steps, const period& days, std::size_t& k, Weigh&& weigh)
{
    int128 sum = 0;
    while (k < steps.size() && steps[k].period.end() <= days.start()) ++k;
    for (std::size_t i = k; i < steps.size() && steps[i].period.start() < days.end(); ++i) {
        const auto part = intersection(steps[i].period, days);
        if (part) sum += int128{steps[i].capacity.count} * weigh(*part);
    }
    return sum;
}
/// Watt-months, in 1/377580.
inline int128 watt_quanta_in(const ramp& steps, const period& days, std::size_t& k) { return delivered_in(steps, days, k, [](const period& p) { return calendar_month_quanta(p); }); }
inline int128 watt_days_in(const ramp& steps, const period& days, std::size_t& k) { return delivered_in(steps, days, k, [](const period& p) { return p.days(); }); }

/// What the rows of a clause share. A row is copied from it, and then written to where it stands: to build one and move it in costs several times as much.
template <currency C>
charge<C> row_like(const fee_terms<C>& in, charge_kind kind, rounding mode, rounded_on rounds)
{
    return {.kind = kind, .clause = in.clause, .tranche = in.tranche, .service = period(sys_days{}, sys_days{date::days{1}}), .invoiced = {}, .due = {}, .mode = mode, .rounds = rounds};
}

template <currency C>
charge<C>& add_row(std::vector<charge<C>>& rows, const charge<C>& like, const period& service, const billing_period& bill)
{
    rows.push_back(like);
    charge<C>& row = rows.back();
    row.service    = service;
    row.invoiced   = bill.invoiced;
    row.due        = bill.due;
    return row;
}

/// A capacity price must be for what the tranche delivers.
template <currency C>
void require_like_units(const unit_price<C>& price, const ratable::tranche& t)
{
    if (price.per == priced_unit::gpu_hour) {
        const any_accelerator of = t.accelerator.is_known() ? t.accelerator.value() : any_accelerator{};
        if (price.accelerator.model().empty() || price.accelerator == of) return;
        throw unlike_units({"capacity fee", "must be priced for the tranche's accelerator", to_string(price), "name the tranche's accelerator, or none in the price"});
    }
    if (price.per != priced_unit::mw_month && price.per != priced_unit::kw_month) {
        throw invalid_terms({"capacity fee", "must be per MW-month, kW-month or GPU-hour", to_string(price), "meter the energy, and price it as usage"});
    }
    const power_basis on = t.capacity.value().in.on.basis;
    if (price.basis == power_basis::unstated || price.basis == on) return;
    throw unlike_units({"capacity fee", "must be priced on the tranche's MW basis", to_string(price), "state both on one basis"});
}

template <currency C>
charged_quantity quantity_of(const unit_price<C>& price, const ratable::tranche& t, const ramp& steps, const period& days, std::size_t& k)
{
    switch (price.per) {
    case priced_unit::mw_month: return {watt_quanta_in(steps, days, k), month_quanta * 1'000'000, price.per};
    case priced_unit::kw_month: return {watt_quanta_in(steps, days, k), month_quanta * 1'000, price.per};
    default: return {watt_days_in(steps, days, k) * 24, t.power_per_accelerator.value().count, priced_unit::gpu_hour};
    }
}

} // namespace detail

template <currency C>
void append_fee(std::vector<charge<C>>& rows, const fixed_fee<C>& fee, const period& days, const fee_terms<C>& in)
{
    const money<C>& amount = fee.amount.value();
    if (fee.every == fee_every::once) {
        const sys_days day = fee.due_on ? checked_day(*fee.due_on) : days.start();
        for (const billing_period& bill : in.calendar) {
            if (!bill.days.contains(day)) continue;
            detail::add_row(rows, detail::row_like(in, charge_kind::fee, rounding::half_up, rounded_on::nothing), period(day, day + date::days{1}), bill).amount = amount;
            return;
        }
        throw invalid_terms({"fixed fee", "must fall due within the term", to_string(day), "move it into the term"});
    }
    const auto held = days_held(fee, days);
    if (!held) return;
    const detail::price_years years(fee, in);
    const auto        prices = prices_by_year(money<C, 6>(amount), fee.escalator, term_of(fee, in.term), detail::priced_years(*held, years, in.calendar), in.read.indices);
    const int128      per    = int128{month_quanta} * (fee.every == fee_every::year ? 12 : 1) * power_of_ten<std::int64_t>(6 - C::minor_digits);
    const auto        like   = detail::row_like(in, charge_kind::fee, fee.rounds, rounded_on::running_total);
    int               year   = 0;
    int128            quanta = 0; // since the price year began
    std::int64_t      posted = 0;
    detail::each_priced_part(*held, years, in.calendar, [&](const period& part, int of_year, const billing_period& bill) {
        if (of_year != year) quanta = posted = 0;
        year = of_year;
        quanta += in.basis == period_basis::calendar ? calendar_month_quanta(part) : detail::contract_month_quanta(part, bill, in.term);
        const auto& price = prices[static_cast<std::size_t>(year) - 1];
        const auto  until = checked_cast<std::int64_t>(round_quotient(checked_mul(int128{price.amount.units}, quanta), per, fee.rounds));
        charge<C>&  row   = detail::add_row(rows, like, part, bill);
        row.price         = price;
        row.amount        = money<C>(decimal<C::minor_digits>::from_units(checked_sub(until, posted)), amount.unit);
        posted            = until;
    });
}

template <currency C>
void append_fee(std::vector<charge<C>>& rows, const capacity_fee<C>& fee, const ratable::tranche& t, const ramp& steps, const fee_terms<C>& in)
{
    if (steps.empty()) return;
    unit_price<C> price = fee.price.value();
    detail::require_like_units(price, t);
    const auto held = days_held(fee, period(steps.front().period.start(), steps.back().period.end()));
    if (!held) return;
    const detail::price_years years(fee, in);
    const auto        prices = prices_by_year(price.amount, fee.escalator, term_of(fee, in.term), detail::priced_years(*held, years, in.calendar), in.read.indices);
    const auto        like = detail::row_like(in, charge_kind::fee, fee.rounds, rounded_on::row);
    std::size_t       k    = 0;
    detail::each_priced_part(*held, years, in.calendar, [&](const period& part, int year, const billing_period& bill) {
        charge<C>& row = detail::add_row(rows, like, part, bill);
        row.quantity = detail::quantity_of(price, t, steps, part, k);
        row.price    = prices[static_cast<std::size_t>(year) - 1];
        row.amount   = amount_of(row.quantity, row.price, fee.rounds);
    });
}

template <currency C>
void append_spread(std::vector<charge<C>>& rows, const money<C>& amount, const ramp& steps, rounding mode, const fee_terms<C>& in)
{
    std::vector<std::int64_t> weights(in.calendar.size(), 0), parts(in.calendar.size(), 0);
    std::size_t               k = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = checked_cast<std::int64_t>(detail::watt_quanta_in(steps, in.calendar[i].days, k));
    allocate_into(std::span(parts), amount.amount.units, std::span<const std::int64_t>(weights), mode);
    const auto   like = detail::row_like(in, charge_kind::fee, mode, rounded_on::running_total);
    const period days(steps.front().period.start(), steps.back().period.end());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = intersection(in.calendar[i].days, days);
        if (!part) continue;
        charge<C>& row = detail::add_row(rows, like, *part, in.calendar[i]);
        row.quantity = {weights[i], month_quanta * 1'000'000, priced_unit::mw_month};
        row.amount   = money<C>(decimal<C::minor_digits>::from_units(parts[i]), amount.unit);
    }
}

template <currency C>
void append_spread(std::vector<charge<C>>& rows, const money<C>& amount, billed_by by, rounding mode, const fee_terms<C>& in)
{
    std::vector<period> periods;
    periods.reserve(in.calendar.size());
    for (const billing_period& bill : in.calendar) periods.push_back(bill.days);
    std::vector<std::int64_t> weights;
    if (by == billed_by::months) {
        weights = month_weights(periods, in.basis, in.term.month_rule);
    } else {
        for (const period& p : periods) weights.push_back(p.days());
    }
    std::vector<std::int64_t> parts(weights.size(), 0);
    allocate_into(std::span(parts), amount.amount.units, std::span<const std::int64_t>(weights), mode);
    const auto like = detail::row_like(in, charge_kind::fee, mode, rounded_on::running_total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        detail::add_row(rows, like, periods[i], in.calendar[i]).amount = money<C>(decimal<C::minor_digits>::from_units(parts[i]), amount.unit);
    }
}

template <currency C>
exact_amount<C> monthly_fee(const capacity_fee<C>& fee, const ratable::tranche& t, const money<C, 6>& price)
{
    const unit_price<C>& as = fee.price.value();
    const int128         w  = t.capacity.value().count;
    if (as.per == priced_unit::gpu_hour) return price * (fraction(w, int128{t.power_per_accelerator.value().count}) * fraction(24 * 365, 12));
    return price * fraction(w, as.per == priced_unit::mw_month ? int128{1'000'000} : int128{1'000});
}

} // namespace ratable
