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
#include <span>
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
/// prepayments and what becomes of them, holdbacks, and the credits of a delay that is known. Power passed through is none of it.
///
/// Shape:   as charges_of, of the readings only the index values: those of commencement, held at that level, for an index at spot.
/// Errors:  as charges_of.
/// Source:  after ASC 842-10-30-5(a) and 842-10-55-31; IFRS 16.27 and B42 (a minimum that must be paid is in-substance fixed).
template <currency C>
[[nodiscard]] std::vector<charge<C>> fixed_charges_of(const contract<C>& c, const readings<C>& spot = {});

/// The fixed charges as the payments of each tranche, on their cash dates.
///
/// Shape:   one lease for each tranche that enters service, in their order; Σ payments = Σ of the rows that are theirs.
/// Rules:   a charge of no tranche is parted by the MW-months in force on its service days, or where none are, by those of the whole service.
/// Rounds:  a charge that is parted, on its running total, half_up.
/// Errors:  as delivery_of; unlike_units for MW-months of unlike bases, where a charge is parted; invalid_terms when the term is unknown.
/// Departs: what falls due after the tranche's last day counts as paid on that day: from then on it is a payable at face.
///
///     lease_payments_of(deal, fixed_charges_of(deal))
template <currency C>
[[nodiscard]] std::vector<tranche_lease<C>> lease_payments_of(const contract<C>& c, const std::vector<charge<C>>& fixed);

/// What is charged above the fixed charges, and below them by service credits, on the days that it is for.
///
/// Shape:   one row for each of `periods`, which hold all service days.
/// Rounds:  as expense_of. Errors: as expense_of.
/// Source:  after ASC 842-20-25-5(b) and -6(b); IFRS 16.38(b).
///
///     variable_lease_cost(charges_of(deal, readings), fixed_charges_of(deal), periods)
template <currency C>
[[nodiscard]] amortization_schedule<C> variable_lease_cost(const std::vector<charge<C>>& charged, const std::vector<charge<C>>& fixed, const std::vector<period>& periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
std::vector<charge<C>> fixed_charges_of(const contract<C>& c, const readings<C>& spot)
{
    contract<C> least = c;
    least.power       = {};
    return charges_of(least, readings<C>{.indices = spot.indices});
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

    void add(const charge<C>& row)
    {
        if (leases_.empty()) return; // no tranche enters service
        if (leases_.size() == 1 && row.tranche < 0) return pay(leases_.front(), row.due, row.amount);
        if (row.tranche < 0) return part(row);
        const auto of = std::find_if(leases_.begin(), leases_.end(), [&row](const tranche_lease<C>& l) { return l.tranche == row.tranche; });
        if (of != leases_.end()) pay(*of, row.due, row.amount); // else it never entered service: its prepayment and refund are no lease's
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

    void part(const charge<C>& row)
    {
        auto weights = weights_by([&row](const ramp& r) { return capacity_time(r, row.service); });
        if (std::all_of(weights.begin(), weights.end(), [](std::int64_t w) { return w == 0; })) weights = weights_by([](const ramp& r) { return capacity_time(r); });
        const auto parts = allocate(row.amount, std::span<const std::int64_t>(weights), rounding::half_up);
        for (std::size_t i = 0; i < leases_.size(); ++i) {
            if (sign(parts[i]) != 0) pay(leases_[i], row.due, parts[i]);
        }
    }

    std::vector<tranche_lease<C>> leases_;
    std::vector<ramp>             ramps_;
};

} // namespace detail

template <currency C>
std::vector<tranche_lease<C>> lease_payments_of(const contract<C>& c, const std::vector<charge<C>>& fixed)
{
    detail::tranche_leases<C> leases(c);
    for (const charge<C>& row : fixed) leases.add(row);
    return leases.made();
}

template <currency C>
amortization_schedule<C> variable_lease_cost(const std::vector<charge<C>>& charged, const std::vector<charge<C>>& fixed, const std::vector<period>& periods)
{
    amortization_schedule<C>       cost  = expense_of(charged, progress::as_delivered, periods);
    const amortization_schedule<C> least = expense_of(fixed, progress::as_delivered, periods);
    for (std::size_t i = 0; i < cost.size(); ++i) cost[i].charge -= least[i].charge;
    if (cost.empty()) return cost;
    money<C> balance = total(cost);
    for (amortization_row<C>& row : cost) {
        row.opening = balance;
        row.closing = balance -= row.charge;
    }
    return cost;
}

} // namespace ratable
