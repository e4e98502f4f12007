// SPDX-License-Identifier: BSL-1.0
/// All charges of a contract: what is invoiced, for what, when, and when it is paid.
#pragma once

#include <ratable/capacity/capacity_time.hpp>
#include <ratable/charges/committed_spend.hpp>
#include <ratable/charges/credits.hpp>
#include <ratable/charges/delay.hpp>
#include <ratable/charges/fees.hpp>
#include <ratable/charges/holdback.hpp>
#include <ratable/charges/pass_through.hpp>
#include <ratable/charges/termination.hpp>
#include <ratable/charges/usage.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// The charges of a contract, from its terms and what was read.
///
/// Shape:   rows by invoice date; on one invoice as the contract lists its clauses, then what is credited: delay, service level, prepayment.
/// Rounds:  each row as it says: rated rows once, spread amounts on their running total.
/// Errors:  invalid_terms when a term that is needed is unknown, as each clause's header says, and for readings of no clause; overflow.
///
///     for (const auto& row : charges_of(deal)) …
///     total(charges_of(deal, {.usage = metered_hours}))
template <currency C>
[[nodiscard]] std::vector<charge<C>> charges_of(const contract<C>& c, const readings<C>& read = {});
/// The same into a vector of the caller's, whose room is used again.
template <currency C>
void charges_into(std::vector<charge<C>>& rows, const contract<C>& c, const readings<C>& read = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A ramp's steps within some days.
inline ramp steps_within(const ramp& steps, const period& days)
{
    ramp cut;
    for (const capacity_step& step : steps) {
        if (const auto part = intersection(step.period, days)) cut.push_back({*part, step.capacity});
    }
    return cut;
}

/// Puts rows in order of their invoices, those of one day as they stand. There are few days, and rows are large: days are counted, and each row moves
/// once, along the cycles of the permutation.
template <currency C>
void sort_by_invoice(std::vector<charge<C>>& rows)
{
    if (rows.empty()) return;
    sys_days first = rows.front().invoiced, last = first;
    for (const charge<C>& row : rows) {
        first = std::min(first, row.invoiced);
        last  = std::max(last, row.invoiced);
    }
    const auto day_of = [first](const charge<C>& row) { return static_cast<std::size_t>((row.invoiced - first).count()); };
    std::vector<std::size_t> before(static_cast<std::size_t>((last - first).count()) + 2, 0); // rows of earlier days
    for (const charge<C>& row : rows) ++before[day_of(row) + 1];
    for (std::size_t day = 1; day < before.size(); ++day) before[day] += before[day - 1];
    std::vector<std::size_t> from(rows.size()); // of each place, where its row stands
    for (std::size_t i = 0; i < rows.size(); ++i) from[before[day_of(rows[i])]++] = i;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (from[i] == i) continue;
        const charge<C> moved = rows[i];
        std::size_t     at    = i;
        for (; from[at] != i; at = std::exchange(from[at], at)) rows[at] = rows[from[at]];
        rows[at] = moved;
        from[at] = at;
    }
}

/// Billing periods, cut to some days.
inline std::vector<billing_period> periods_within(std::span<const billing_period> calendar, const period& days)
{
    std::vector<billing_period> cut;
    cut.reserve(calendar.size());
    for (const billing_period& bill : calendar) {
        const auto part = intersection(bill.days, days);
        if (!part) continue;
        cut.push_back(bill);
        cut.back().days = *part;
    }
    return cut;
}

/// The rows of one contract while they are made.
template <currency C>
class charge_maker
{
public:
    charge_maker(std::vector<charge<C>>& rows, const contract<C>& c, const readings<C>& read)
        : rows_(rows), c_(c), read_(read), term_(needed(c, "term", c.term)), billing_(needed(c, "billing", c.billing)), deliveries_(delivery_of(c)), end_(first_day_after(early_end_of(c))),
          service_(service_of(c, deliveries_))
    {
        calendar_ = billing_calendar(billing_, term_, end_ ? period(service_.start(), *end_) : service_);
        billed_   = calendar_.size();
        if (billing_.invoiced == invoiced::in_advance) metered_ = metered_calendar(billing_, calendar_);
        if (!end_) return;
        whole_ = billing_calendar(billing_, term_, service_); // what would have been
        for (const billing_period& later : whole_) {
            if (const auto rest = intersection(later.days, period(*end_, service_.end()))) {
                calendar_.push_back(later);
                calendar_.back().days = *rest;
            }
        }
    }

    void make()
    {
        check_meters(read_.usage);
        check_meters(read_.excused);
        int index = 0;
        for (const auto& clause : needed(c_, "pricing", c_.pricing)) {
            std::visit([&](const auto& kind) { this->add(kind, fee_terms_of(index)); }, clause);
            ++index;
        }
        if (const auto* spend = clause_of(c_.spend, "spend")) append_undrawn_spend(rows_, *spend, term_, metered());
        if (const auto* power = clause_of(c_.power, "power")) {
            append_power(rows_, *power, steps_within(delivered_ramp(), billed_days()), fee_terms<C>{term_, billing_.periods, metered(), read_, {"power"}});
        }
        append_credits(rows_, c_, std::span<const billing_period>(calendar_), std::span<const tranche_bill<C>>(bills_), read_);
        if (billing_.holdback) append_holdback(rows_, *billing_.holdback, billing_.payment, billed(), first_in_service());
        sort_by_invoice(rows_);
    }

private:
    static std::optional<sys_days> first_day_after(const std::optional<early_end>& end) { return end ? std::optional(end->on) : std::nullopt; }

    /// The term, prolonged by the tranches that are delivered and that outlast it.
    static period service_of(const contract<C>& c, const std::vector<delivery>& deliveries)
    {
        const period term = days_of(c.term.value());
        sys_days     last = term.end();
        for (std::size_t j = 0; j < deliveries.size(); ++j) {
            if (deliveries[j].actual) last = std::max(last, in_force(c.tranches.value()[j], term).end());
        }
        return period(term.start(), last);
    }

    [[nodiscard]] std::span<const billing_period> billed() const { return std::span<const billing_period>(calendar_).first(billed_); }
    [[nodiscard]] std::span<const billing_period> metered() const { return metered_.empty() ? billed() : std::span<const billing_period>(metered_); }
    [[nodiscard]] period                          billed_days() const { return period(service_.start(), end_ ? *end_ : service_.end()); }
    [[nodiscard]] const tranches&                 tranches_of() const { return needed(c_, "tranches", c_.tranches); }
    [[nodiscard]] fee_terms<C>                    fee_terms_of(int index) const { return {term_, billing_.periods, billed(), read_, {"pricing", index}}; }

    [[nodiscard]] ramp delivered_ramp() const
    {
        const auto is_delivered = [](const delivery& d) { return d.actual.has_value(); };
        if (std::all_of(deliveries_.begin(), deliveries_.end(), is_delivered)) return make_ramp(tranches_of(), days_of(term_));
        tranches list;
        for (std::size_t j = 0; j < deliveries_.size(); ++j) {
            if (is_delivered(deliveries_[j])) list.push_back(tranches_of()[j]);
        }
        return list.empty() ? ramp{} : make_ramp(list, days_of(term_));
    }

    /// The days that a tranche is in force if nothing ends it early; none when it never starts.
    [[nodiscard]] std::optional<period> uncut_days(std::size_t j) const
    {
        if (!deliveries_[j].actual) return std::nullopt;
        return in_force(tranches_of()[j], days_of(term_));
    }

    [[nodiscard]] sys_days first_in_service() const
    {
        sys_days first = service_.end();
        for (const delivery& d : deliveries_) first = d.actual ? std::min(first, d.actual->start()) : first;
        return deliveries_.empty() ? service_.start() : first;
    }

    /// What an extension added to a tranche that was in service before it counts for no value.
    static std::optional<period> valued_days(const tranche& t, const period& planned)
    {
        if (!t.valued_until) return std::nullopt;
        const sys_days until = checked_day(*t.valued_until);
        return planned.start() < until && until < planned.end() ? std::optional(period(planned.start(), until)) : std::nullopt;
    }

    /// A reading must be of a meter that a clause prices on those days.
    template <class Reading>
    void check_meters(const std::vector<Reading>& rows) const
    {
        for (const Reading& row : rows) {
            const auto prices = [&row](const pricing_clause<C>& clause) {
                const auto* usage = std::get_if<usage_fee<C>>(&clause);
                return usage != nullptr && usage->meter == row.meter && days_held(*usage, row.days);
            };
            const auto& clauses = needed(c_, "pricing", c_.pricing);
            if (std::any_of(clauses.begin(), clauses.end(), prices)) continue;
            refuse_reading(row.meter, row.days, "must be of a meter that a usage clause prices on these days", "none", "name the clause's meter, or correct the days");
        }
    }

    /// The bill of a tranche, made when its first fee is.
    tranche_bill<C>& bill_of(int tranche)
    {
        for (tranche_bill<C>& bill : bills_) {
            if (bill.tranche == tranche) return bill;
        }
        const money<C>        zero(decimal<C::minor_digits>{}, c_.currency);
        std::vector<money<C>> none(calendar_.size(), zero);
        tranche_bill<C>       bill{.tranche = tranche, .planned = days_of(term_), .actual = intersection(billed_days(), days_of(term_)), .monthly_fee = exact_amount<C>(zero), .planned_fees = none, .fees = none};
        if (tranche >= 0) {
            const delivery& d = deliveries_[static_cast<std::size_t>(tranche)];
            bill.name         = tranches_of()[static_cast<std::size_t>(tranche)].name;
            bill.planned      = d.planned;
            bill.valued       = valued_days(tranches_of()[static_cast<std::size_t>(tranche)], d.planned);
            bill.actual       = d.actual;
        }
        if (end_ && (tranche < 0 || deliveries_[static_cast<std::size_t>(tranche)].terminated_on)) bill.uncut_fees.assign(whole_.size(), zero);
        return bills_.emplace_back(std::move(bill));
    }

    /// Σ of `rows` from `first` on, by billing period.
    static void sum_into(std::vector<money<C>>& fees, const std::vector<charge<C>>& rows, std::size_t first, const std::vector<billing_period>& calendar)
    {
        std::size_t k = 0;
        for (std::size_t i = first; i < rows.size(); ++i) {
            while (calendar[k].days.end() <= rows[i].service.start()) ++k;
            fees[k] += rows[i].amount;
        }
    }

    /// Rows that `make(rows, days, calendar)` makes: as delivered, less what an early end takes away; as planned, and as delivered if nothing
    /// had ended it, when no end was known. Returns the price when service is planned to start, if there is one. `valued`: they are part of the
    /// tranche's value.
    template <class Make>
    std::optional<money<C, 6>> bill(tranche_bill<C>& to, const std::optional<period>& delivered, const std::optional<sys_days>& end, Make&& make, bool valued = true)
    {
        const std::size_t first = rows_.size();
        if (delivered) make(rows_, *delivered, std::span<const billing_period>(calendar_));
        const auto without_end = [&](const std::optional<period>& service) -> const std::vector<charge<C>>& {
            scratch_.clear();
            scratch_.reserve(2 * calendar_.size()); // rows are large: to grow step by step copies each again
            if (service) make(scratch_, *service, std::span<const billing_period>(end_ ? whole_ : calendar_));
            return scratch_;
        };
        if (!to.uncut_fees.empty()) sum_into(to.uncut_fees, without_end(delivered), 0, whole_);
        const period                  valued_of  = to.valued.value_or(to.planned);
        const bool                    as_planned = delivered == valued_of && !end_;
        const std::size_t             begins     = as_planned ? first : 0;
        const std::vector<charge<C>>& planned    = as_planned ? rows_ : without_end(valued_of);
        std::optional<money<C, 6>>    price;
        if (begins < planned.size() && planned[begins].service.start() == to.planned.start()) price = planned[begins].price;
        if (valued) sum_into(to.planned_fees, planned, begins, calendar_);
        if (end) rows_.erase(std::remove_if(rows_.begin() + static_cast<std::ptrdiff_t>(first), rows_.end(), [&](const charge<C>& row) { return *end <= row.service.start(); }), rows_.end());
        sum_into(to.fees, rows_, first, calendar_);
        return price;
    }

    void add(const fixed_fee<C>& fee, const fee_terms<C>& in)
    {
        const bool on_a_day = fee.every == fee_every::once && fee.due_on;
        if (on_a_day && end_ && *end_ <= checked_day(*fee.due_on) && service_.contains(checked_day(*fee.due_on))) return; // ended before it fell due
        append_fee(rows_, fee, billed_days(), in);
    }

    void add(const capacity_fee<C>& fee, fee_terms<C> in)
    {
        bool found = false;
        for (std::size_t j = 0; j < tranches_of().size(); ++j) {
            const tranche& t = tranches_of()[j];
            if (!fee.tranche.empty() && fee.tranche != t.name) continue;
            found               = true;
            in.tranche          = static_cast<int>(j);
            tranche_bill<C>& to = bill_of(in.tranche);
            const bool valued = !fee.renews || !fee.from || checked_day(*fee.from) <= to.planned.start();
            const auto price = bill(to, uncut_days(j), deliveries_[j].terminated_on, [&](std::vector<charge<C>>& rows, const period& service, std::span<const billing_period> calendar) {
                in.calendar = calendar;
                append_fee(rows, fee, t, steps_of(t, service), in);
            }, valued);
            if (price) to.monthly_fee += monthly_fee(fee, t, *price);
        }
        if (!found) throw invalid_terms({to_string(in.clause) + ".tranche", "must name a tranche of the contract", "'" + fee.tranche + "'", "name one, or leave it out for all"});
    }

    void add(const consideration_fee& fee, fee_terms<C> in)
    {
        const money<C>& total = needed(c_, "consideration", c_.consideration);
        if (fee.by != billed_by::capacity) {
            tranche_bill<C>& to = bill_of(-1);
            to.monthly_fee += total / months_of(term_);
            bill(to, to.planned, end_, [&](std::vector<charge<C>>& rows, const period& service, std::span<const billing_period> calendar) {
                const auto periods = periods_within(calendar, service);
                in.calendar        = periods;
                append_spread(rows, total, fee.by, fee.rounds, in);
            });
            return;
        }
        std::vector<std::int64_t> weights;
        for (std::size_t j = 0; j < tranches_of().size(); ++j) weights.push_back(capacity_time(steps_of(tranches_of()[j], deliveries_[j].planned)).count);
        const auto values = allocate(total, std::span<const std::int64_t>(weights), fee.rounds);
        for (std::size_t j = 0; j < values.size(); ++j) {
            const tranche& t    = tranches_of()[j];
            in.tranche          = static_cast<int>(j);
            tranche_bill<C>& to = bill_of(in.tranche);
            to.monthly_fee += values[j] / fraction(calendar_month_quanta(to.planned), month_quanta);
            bill(to, uncut_days(j), deliveries_[j].terminated_on, [&](std::vector<charge<C>>& rows, const period& service, std::span<const billing_period> calendar) {
                in.calendar = calendar;
                append_spread(rows, values[j], steps_of(t, service), fee.rounds, in);
            });
        }
    }

    void add(const usage_fee<C>& fee, const fee_terms<C>& in)
    {
        std::vector<billing_period>     prolonged; // by the tail in which hours may still be made up
        std::span<const billing_period> periods = metered();
        if (fee.minimum && fee.minimum->make_up && fee.minimum->make_up->tail_months > 0 && !end_) {
            const year_month_day last{service_.end()};
            const sys_days       until{add_months(last, date::months{fee.minimum->make_up->tail_months}, term_.month_rule)};
            prolonged.assign(periods.begin(), periods.end());
            for (const billing_period& later : metered_calendar(billing_, billing_calendar(billing_, term_, period(service_.start(), until)))) {
                if (const auto rest = intersection(later.days, period(service_.end(), until))) {
                    prolonged.push_back(later);
                    prolonged.back().days = *rest;
                }
            }
            periods = prolonged;
        }
        std::vector<billing_period> own; // of a clause that holds on some days of the term
        if (is_dated(fee)) {
            own     = clause_calendar(fee, periods, term_);
            periods = own;
        }
        std::vector<ratable::metered> contracted;
        if (fee.minimum && !is_said(fee.minimum->contracted)) contracted = contracted_hours_of(fee, periods);
        append_usage(rows_, fee, in.clause.index, term_of(fee, term_), periods, std::span<const ratable::metered>(contracted), read_);
    }

    /// What the tranches hold for a meter: accelerators × hours, or energy.
    [[nodiscard]] std::vector<ratable::metered> contracted_hours_of(const usage_fee<C>& fee, std::span<const billing_period> periods) const
    {
        const unit_price<C>& price = fee.price.value();
        std::vector<ratable::metered> hours(periods.size());
        for (std::size_t j = 0; j < tranches_of().size(); ++j) {
            const tranche& t = tranches_of()[j];
            if (!deliveries_[j].actual) continue;
            if (price.per == priced_unit::gpu_hour) require_like_units(price, t);
            const std::int64_t per   = price.per == priced_unit::gpu_hour ? t.power_per_accelerator.value().count : price.per == priced_unit::mwh ? 1'000'000 : 1'000;
            const ramp         steps = steps_within(steps_of(t, in_force(t, days_of(term_))), *deliveries_[j].actual);
            std::size_t        k     = 0;
            for (std::size_t i = 0; i < periods.size(); ++i) {
                const int128 units = checked_mul(watt_days_in(steps, periods[i].days, k) * 24, int128{power_of_ten<std::int64_t>(ratable::metered::scale)});
                if (units % per != 0) {
                    throw inexact({"usage clause '" + fee.name + "'", "must come to contracted hours of at most eight digits", to_string(t.capacity) + " at " + to_string(t.power_per_accelerator), "state minimum.contracted"});
                }
                hours[i] += ratable::metered::from_units(checked_cast<std::int64_t>(units / per));
            }
        }
        return hours;
    }

    std::vector<charge<C>>&         rows_;
    std::vector<charge<C>>          scratch_;
    const contract<C>&              c_;
    const readings<C>&              read_;
    const term&                     term_;
    const billing&                  billing_;
    std::vector<delivery>           deliveries_;
    std::optional<sys_days>         end_;
    period                          service_;
    std::vector<billing_period>     calendar_; ///< cut in two where the order ends early
    std::vector<billing_period>     metered_;  ///< in advance: the same periods, invoiced when they are over
    std::vector<billing_period>     whole_;    ///< uncut, where it does
    std::size_t                     billed_ = 0;
    std::vector<tranche_bill<C>>    bills_;
};

} // namespace detail

template <currency C>
void charges_into(std::vector<charge<C>>& rows, const contract<C>& c, const readings<C>& read)
{
    rows.clear();
    detail::charge_maker<C>(rows, c, read).make();
}

template <currency C>
std::vector<charge<C>> charges_of(const contract<C>& c, const readings<C>& read)
{
    std::vector<charge<C>> rows;
    charges_into(rows, c, read);
    return rows;
}

} // namespace ratable
