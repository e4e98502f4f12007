// SPDX-License-Identifier: BSL-1.0
/// Power pass-through: energy and demand charges, from readings where there are any, else from the clause.
#pragma once

#include <ratable/charges/fees.hpp>

#include <optional>
#include <vector>

namespace ratable {

/// Energy and demand rows of a billing calendar, for capacity in force as `steps` say.
///
/// Shape:   an energy row for each reading and each part of a billing period between them; a demand row where a peak was read.
/// Units:   kWh = critical watts × hours × load factor × billed PUE, unrounded unless the clause names digits; kW-months of the peak, a
///          stub by its days over that month's days.
/// Rounds:  each row, once.
/// Errors:  invalid_terms when neither a reading nor the clause says PUE or tariff, for readings out of order, outside the calendar or
///          across two periods, and for a negative one; unlike_units when the capacity is not critical IT load.
template <currency C>
void append_power(std::vector<charge<C>>& rows, const power_pass_through<C>& clause, const ramp& steps, const fee_terms<C>& in);

/// The PUE that is billed: the actual one within the collar.
template <currency C>
[[nodiscard]] constexpr ratio billed_pue(const power_pass_through<C>& clause, const ratio& actual);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
constexpr ratio billed_pue(const power_pass_through<C>& clause, const ratio& actual)
{
    if (clause.pue_floor && actual < *clause.pue_floor) return *clause.pue_floor;
    if (clause.pue_cap && actual > *clause.pue_cap) return *clause.pue_cap;
    return actual;
}

namespace detail {

/// What the clause says where no reading does.
template <class T>
const T& unread(const stated<T>& s, const char* name)
{
    if (s.is_known()) return s.value();
    throw invalid_terms({name, "must be read or stated", s.unknown_because().empty() ? "neither" : "unknown: " + s.unknown_because(), "add a reading, or state it"});
}

template <class T>
void require_not_negative(const char* what, const period& days, const std::optional<T>& value)
{
    if (value && sign(*value) < 0) refuse_reading(what, days, "must not be negative", to_string(*value), "correct it");
}

/// A price of energy for one kWh; a price per MWh has up to nine digits then, so that the kWh are counted in MWh instead.
template <currency C>
unit_price<C> billed_tariff(const power_pass_through<C>& clause, const power_reading<C>* read)
{
    const unit_price<C> actual = read != nullptr && read->tariff ? unit_price<C>(*read->tariff, priced_unit::kwh) : unread(clause.tariff, "power.tariff");
    if (actual.per != priced_unit::kwh && actual.per != priced_unit::mwh) {
        throw invalid_terms({"power", "must have a tariff per kWh or MWh", to_string(actual), "write such as usd(0.085_d) / kWh"});
    }
    if (!clause.tariff_cap) return actual;
    // Compare per MWh.
    const auto a = actual.amount * (actual.per == priced_unit::kwh ? 1'000 : 1), b = clause.tariff_cap->amount * (clause.tariff_cap->per == priced_unit::kwh ? 1'000 : 1);
    return a <= b ? actual : *clause.tariff_cap;
}

template <currency C>
charged_quantity energy(const power_pass_through<C>& clause, const power_reading<C>* read, const ramp& steps, const period& days, std::size_t k, priced_unit per)
{
    charged_quantity q{0, 1, per};
    if (read != nullptr && read->kwh) {
        q = {read->kwh->units, power_of_ten<std::int64_t>(metered::scale), per};
    } else {
        const ratio pue = billed_pue(clause, read != nullptr && read->pue ? *read->pue : unread(clause.pue, "power.pue"));
        q = {checked_mul(checked_mul(watt_days_in(steps, days, k) * 24, int128{clause.load_factor.value().units}), int128{pue.units}),
             power_of_ten<std::int64_t>(3 + 2 * ratio::scale), per};
    }
    if (clause.kwh_digits) {
        const std::int64_t scale = power_of_ten<std::int64_t>(clause.kwh_digits->digits);
        q = {round_to_integer(q.exact() * fraction(scale), clause.kwh_digits->mode), scale, per};
    }
    if (per == priced_unit::mwh) q.per = checked_mul(q.per, std::int64_t{1'000});
    return q;
}

} // namespace detail

template <currency C>
void append_power(std::vector<charge<C>>& rows, const power_pass_through<C>& clause, const ramp& steps, const fee_terms<C>& in)
{
    if (steps.empty()) return;
    if (steps.front().capacity.in.on.basis != power_basis::critical_it) {
        throw unlike_units({"power", "must be charged on critical IT load", steps.front().capacity.in.name(), "state the tranches as such as \"200 MW critical_it\""});
    }
    const auto like_energy = detail::row_like(in, charge_kind::energy, clause.rounds, rounded_on::row);
    const auto like_demand = detail::row_like(in, charge_kind::demand, clause.rounds, rounded_on::row);
    const auto energy_row  = [&](const period& service, const billing_period& bill, std::size_t k, const power_reading<C>* read) {
        const unit_price<C> tariff = detail::billed_tariff(clause, read);
        const auto          kwh    = detail::energy(clause, read, steps, service, k, tariff.per);
        if (kwh.count == 0) return;
        charge<C>& row = detail::add_row(rows, like_energy, service, bill);
        row.quantity   = kwh;
        row.price      = tariff.amount;
        row.amount     = amount_of(kwh, row.price, row.mode);
    };
    const auto demand_row  = [&](const period& service, const billing_period& bill, const metered& peak) {
        charge<C>& row = detail::add_row(rows, like_demand, service, bill);
        row.quantity   = {int128{peak.units} * calendar_month_quanta(service), checked_mul(power_of_ten<std::int64_t>(metered::scale), month_quanta), priced_unit::kw};
        row.price      = clause.demand.value().amount;
        row.amount     = amount_of(row.quantity, row.price, row.mode);
    };
    std::size_t k = 0, next = 0;
    for (const billing_period& bill : in.calendar) {
        while (k < steps.size() && steps[k].period.end() <= bill.days.start()) ++k;
        sys_days from = bill.days.start();
        for (; next < in.read.power.size() && in.read.power[next].days.start() < bill.days.end(); ++next) {
            const power_reading<C>& read = in.read.power[next];
            if (read.days.start() < from) detail::refuse_reading("power", read.days, "must follow the one before, within the term", to_string(read.days), "put readings in order, each day once");
            if (bill.days.end() < read.days.end()) detail::refuse_reading("power", read.days, "must lie within one billing period", to_string(bill.days), "split it where the period ends");
            detail::require_not_negative("power", read.days, read.pue);
            detail::require_not_negative("power", read.days, read.peak_kw);
            detail::require_not_negative("power", read.days, read.kwh);
            if (from < read.days.start()) energy_row(period(from, read.days.start()), bill, k, nullptr);
            energy_row(read.days, bill, k, &read);
            if (read.peak_kw && clause.demand.is_known()) demand_row(read.days, bill, *read.peak_kw);
            from = read.days.end();
        }
        if (from < bill.days.end()) energy_row(period(from, bill.days.end()), bill, k, nullptr);
    }
    if (next < in.read.power.size()) detail::refuse_reading("power", in.read.power[next].days, "must lie within the term", to_string(in.read.power[next].days), "leave it out, or prolong the term");
}

} // namespace ratable
