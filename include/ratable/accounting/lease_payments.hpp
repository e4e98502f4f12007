// SPDX-License-Identifier: BSL-1.0
/// The lease payments in a contract: what each tranche must be paid, used or not. The rest is variable, and expensed as it is incurred.
#pragma once

#include <ratable/accounting/recognition.hpp>
#include <ratable/capacity/capacity_time.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/valuation/flow.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// One tranche as a lease of its own.
template <currency C>
struct tranche_lease
{
    int                  tranche = -1; ///< its index; −1 where tranches are unknown, and the contract is one lease over its term
    period               service;      ///< from its commencement to its end
    std::vector<flow<C>> payments;     ///< at most one a day, in order; refunds are negative
};

/// What would be charged if nothing more were used than what must be paid: fees, the minimums of take-or-pay, their true-ups, spend that is committed,
/// prepayments and what becomes of them, holdbacks, and the credits of a delay that is known. Power passed through is none of it, nor is what is
/// charged for a tranche that never enters service.
///
/// Shape:   as charges_of. Of the readings only index values count: as they stood in the month in which a tranche commences, and held at that level; for
///          what is of no tranche, in that of the first. A floor under an index, which must be paid whatever it does, still holds.
/// Errors:  as charges_of; invalid_terms for an index without a value by then.
/// Source:  after ASC 842-10-30-5(a) and (b), 842-10-55-31; IFRS 16.27, 28 and B42 (an index at commencement; a minimum is in-substance fixed).
template <currency C>
[[nodiscard]] std::vector<charge<C>> fixed_charges_of(const contract<C>& c, const readings<C>& read = {});

/// Index values known by a month, and from then on the last of each, for every month through another.
[[nodiscard]] std::vector<index_value> index_at_spot(const std::vector<index_value>& values, date::year_month month, date::year_month through);

/// The fixed charges as the payments of each tranche, on their cash dates.
///
/// Shape:   one lease for each tranche that enters service, in their order; Σ payments = Σ of the rows that are theirs.
/// Rules:   a charge of no tranche is parted by the MW-months in force on its service days; by those of the whole service where there are none.
///          Prepayments, credits, refunds, holdbacks and a fee for leaving follow what has been parted so, in proportion.
/// Rounds:  a charge that is parted, on its running total, half_up.
/// Errors:  as delivery_of; invalid_terms for a charge of a tranche that is no lease; unlike_units for MW-months of unlike bases, where
///          a charge is parted.
/// Departs: what falls due after the tranche's last day counts as paid on that day: from then on it is a payable at face.
///
///     lease_payments_of(deal, fixed_charges_of(deal))
template <currency C>
[[nodiscard]] std::vector<tranche_lease<C>> lease_payments_of(const contract<C>& c, const std::vector<charge<C>>& fixed);

/// What is charged above the fixed charges, and below them by service credits, on the days that it is for: usage above a minimum, power, what an index
/// has moved since commencement.
///
/// Shape:   one row for each of `periods`, which hold all service days.
/// Rounds:  as expense_of. Errors: as expense_of.
/// Source:  after ASC 842-20-25-5(b) and -6(b); IFRS 16.38(b), which measures the lease again where an index moves (lease_remeasurement.hpp).
///
///     variable_lease_cost(charges_of(deal, readings), fixed_charges_of(deal), periods)
template <currency C>
[[nodiscard]] amortization_schedule<C> variable_lease_cost(const std::vector<charge<C>>& charged, const std::vector<charge<C>>& fixed, const std::vector<period>& periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::vector<index_value> index_at_spot(const std::vector<index_value>& values, date::year_month month, date::year_month through)
{
    std::vector<index_value> held;
    std::vector<index_value> last; // of each index
    for (const index_value& v : values) {
        if (v.month > month) continue;
        held.push_back(v);
        const auto of = std::find_if(last.begin(), last.end(), [&v](const index_value& l) { return l.index == v.index; });
        if (of == last.end()) last.push_back(v);
        else if (of->month < v.month) *of = v;
    }
    for (index_value v : last) {
        for (v.month = month + date::months{1}; v.month <= through; v.month += date::months{1}) held.push_back(v);
    }
    return held;
}

namespace detail {

inline date::year_month month_on(sys_days day)
{
    const year_month_day ymd{day};
    return ymd.year() / ymd.month();
}

/// The month in which a charge's tranche commences; that of the first for charges of no tranche, or the contract's.
class commencements
{
public:
    commencements(const std::vector<delivery>& deliveries, const period& term) : deliveries_(deliveries), first_(month_on(term.start())), last_(month_on(term.end()))
    {
        bool any = false;
        for (const delivery& d : deliveries) {
            if (!d.actual) continue;
            first_ = any ? std::min(first_, month_on(d.actual->start())) : month_on(d.actual->start());
            last_  = std::max(last_, month_on(d.actual->end()));
            any    = true;
        }
        some_ = any || deliveries.empty();
    }

    /// None where the tranche never enters service, or no tranche does.
    [[nodiscard]] std::optional<date::year_month> of(int tranche) const
    {
        if (!some_) return std::nullopt;
        if (tranche < 0) return first_;
        const delivery& d = deliveries_[static_cast<std::size_t>(tranche)];
        return d.actual ? std::optional(month_on(d.actual->start())) : std::nullopt;
    }

    /// All of them, each once.
    [[nodiscard]] std::vector<date::year_month> all() const
    {
        std::vector<date::year_month> months{first_};
        for (const delivery& d : deliveries_) {
            if (d.actual) months.push_back(month_on(d.actual->start()));
        }
        std::sort(months.begin(), months.end());
        months.erase(std::unique(months.begin(), months.end()), months.end());
        return months;
    }

    /// Two years after the last service: no price is read later.
    [[nodiscard]] date::year_month through() const { return last_ + date::years{2}; }

private:
    const std::vector<delivery>& deliveries_;
    date::year_month             first_;
    date::year_month             last_;
    bool                         some_ = false;
};

} // namespace detail

template <currency C>
std::vector<charge<C>> fixed_charges_of(const contract<C>& c, const readings<C>& read)
{
    contract<C> least = c;
    least.power       = {};
    const std::vector<delivery> deliveries = delivery_of(c);
    const detail::commencements begin(deliveries, days_of(detail::needed(c, "term", c.term)));
    std::vector<charge<C>>      fixed;
    for (const date::year_month month : begin.all()) {
        auto rows = charges_of(least, readings<C>{.indices = index_at_spot(read.indices, month, begin.through())});
        std::erase_if(rows, [&](const charge<C>& row) { return begin.of(row.tranche) != month; });
        fixed.insert(fixed.end(), rows.begin(), rows.end());
    }
    detail::sort_by_invoice(fixed);
    return fixed;
}

namespace detail {

/// The leases while charges are put to them.
template <currency C>
class tranche_leases
{
public:
    explicit tranche_leases(const contract<C>& c)
    {
        const std::vector<delivery> deliveries = delivery_of(c);
        for (std::size_t j = 0; j < deliveries.size(); ++j) {
            if (!deliveries[j].actual) continue;
            leases_.push_back({static_cast<int>(j), *deliveries[j].actual, {}});
            ramps_.push_back(steps_of(c.tranches.value()[j], *deliveries[j].actual));
        }
        if (!deliveries.empty()) return;
        const period term = days_of(needed(c, "term", c.term));
        const auto   end  = early_end_of(c);
        leases_.push_back({-1, period(term.start(), end ? end->on : term.end()), {}});
    }

    void add(const std::vector<charge<C>>& rows)
    {
        parted_.assign(leases_.size(), 0);
        for (const bool for_service : {true, false}) {
            for (const charge<C>& row : rows) {
                if (is_for_service(row.kind) == for_service) add(row);
            }
        }
    }

    std::vector<tranche_lease<C>> made()
    {
        for (tranche_lease<C>& l : leases_) {
            std::stable_sort(l.payments.begin(), l.payments.end(), [](const flow<C>& a, const flow<C>& b) { return a.on < b.on; });
            std::vector<flow<C>> days;
            for (const flow<C>& paid : l.payments) {
                if (!days.empty() && days.back().on == paid.on) days.back().amount += paid.amount;
                else days.push_back(paid);
            }
            l.payments = std::move(days);
        }
        return std::move(leases_);
    }

private:
    void add(const charge<C>& row)
    {
        if (leases_.size() == 1 && row.tranche < 0) return pay(leases_.front(), row.due, row.amount);
        if (row.tranche < 0 && !leases_.empty()) return part(row);
        const auto of = std::find_if(leases_.begin(), leases_.end(), [&row](const tranche_lease<C>& l) { return l.tranche == row.tranche; });
        if (of == leases_.end()) {
            throw invalid_terms({"lease payments", "must be of a tranche that enters service", std::string("tranches[") + std::to_string(row.tranche) + "]", "give the charges that fixed_charges_of made of the same contract"});
        }
        pay(*of, row.due, row.amount);
    }

    static void pay(tranche_lease<C>& l, sys_days due, const money<C>& amount) { l.payments.emplace_back(std::min(due, l.service.end() - date::days{1}), amount); }

    /// MW-months of each tranche. Errors: unlike_units.
    template <class Held>
    [[nodiscard]] std::vector<std::int64_t> weights_by(Held&& held) const
    {
        std::vector<std::int64_t> weights;
        watt_months               all = held(ramps_.front());
        for (const ramp& r : ramps_) {
            const watt_months one = held(r);
            all += one; // of another basis, it throws
            weights.push_back(one.count);
        }
        return weights;
    }

    /// The others move cash between periods: they follow what they are paid for, so that they come to nothing where it does.
    static bool is_for_service(charge_kind k)
    {
        return k == charge_kind::fee || k == charge_kind::usage || k == charge_kind::make_up || k == charge_kind::shortfall || k == charge_kind::overage || k == charge_kind::true_up ||
               k == charge_kind::undrawn_spend || k == charge_kind::rebate;
    }

    void part(const charge<C>& row)
    {
        auto weights = weights_by([&row](const ramp& r) { return capacity_time(r, row.service); });
        const auto none = [](const std::vector<std::int64_t>& list) { return std::all_of(list.begin(), list.end(), [](std::int64_t w) { return w <= 0; }); };
        if (!is_for_service(row.kind) && !none(parted_)) weights = parted_;
        else if (none(weights)) weights = weights_by([](const ramp& r) { return capacity_time(r); });
        const auto parts = allocate(row.amount, std::span<const std::int64_t>(weights), rounding::half_up);
        for (std::size_t i = 0; i < leases_.size(); ++i) {
            if (sign(parts[i]) != 0) pay(leases_[i], row.due, parts[i]);
            if (is_for_service(row.kind)) parted_[i] = checked_add(parted_[i], parts[i].amount.units);
        }
    }

    std::vector<tranche_lease<C>> leases_;
    std::vector<ramp>             ramps_;
    std::vector<std::int64_t>     parted_; ///< of each, what was charged for service
};

} // namespace detail

template <currency C>
std::vector<tranche_lease<C>> lease_payments_of(const contract<C>& c, const std::vector<charge<C>>& fixed)
{
    detail::tranche_leases<C> leases(c);
    leases.add(fixed);
    return leases.made();
}

template <currency C>
amortization_schedule<C> variable_lease_cost(const std::vector<charge<C>>& charged, const std::vector<charge<C>>& fixed, const std::vector<period>& periods)
{
    amortization_schedule<C>       cost  = expense_of(charged, progress::as_delivered, periods);
    if (fixed.empty()) return cost;
    const amortization_schedule<C> least = expense_of(fixed, progress::as_delivered, periods);
    for (std::size_t i = 0; i < cost.size(); ++i) cost[i].charge -= least[i].charge;
    money<C> balance = total(cost);
    for (amortization_row<C>& row : cost) {
        row.opening = balance;
        row.closing = balance -= row.charge;
    }
    return cost;
}

} // namespace ratable
