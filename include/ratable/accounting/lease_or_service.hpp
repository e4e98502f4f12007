// SPDX-License-Identifier: BSL-1.0
/// One deal three ways: as a service, as operating leases, and as finance leases or under IFRS 16.
#pragma once

#include <ratable/accounting/lease_payments.hpp>
#include <ratable/accounting/lease_schedule.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// One period of a deal. What is variable costs the same in all three: total cost is service; operating + variable; amortization + interest + variable.
template <currency C>
struct lease_or_service_row
{
    ratable::period period;
    money<C>        service;                ///< all of it, as it is delivered
    money<C>        operating;              ///< the leases' level costs
    money<C>        amortization;           ///< of the leases, as finance or under IFRS 16
    money<C>        interest;
    money<C>        variable;               ///< beside the leases: above the fixed payments
    money<C>        liability;              ///< at the period's end, of the tranches in service, the same under all of them
    money<C>        operating_right_of_use;
    money<C>        finance_right_of_use;

    friend constexpr bool operator==(const lease_or_service_row&, const lease_or_service_row&) = default;
};

/// A deal by calendar periods, from its first day of service to its last; each tranche is a lease from its own commencement, lease and service
/// components combined. Which of the three it is stays the reader's judgement: nothing here infers it.
///
/// Shape:   Σ service = Σ operating + Σ variable = Σ amortization + Σ interest + Σ variable = Σ charges.
/// Rounds:  as expense_of and lease_schedule_of.
/// Errors:  as charges_of, lease_payments_of and lease_schedule_of; invalid_terms where nothing is in service, or a tranche is refunded more than it pays.
///
///     lease_or_service(deal, {.per_year = 0.08_d, .compounds = compounding::annual, .day_count = act_365_fixed{}}, frequency::annual)
template <currency C>
[[nodiscard]] std::vector<lease_or_service_row<C>> lease_or_service(const contract<C>& c, const interest_rate& rate, frequency every, const readings<C>& read = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// From the first day that a lease or a charge is for to the last.
template <currency C>
std::vector<period> periods_of(const std::vector<charge<C>>& charged, const std::vector<charge<C>>& fixed, const std::vector<tranche_lease<C>>& leases, frequency every)
{
    std::optional<period> all;
    const auto            widen = [&all](const period& p) { all = all ? period(std::min(all->start(), p.start()), std::max(all->end(), p.end())) : p; };
    for (const tranche_lease<C>& l : leases) widen(l.service);
    for (const auto* rows : {&charged, &fixed}) {
        for (const auto& row : expense_of(*rows, progress::as_delivered, every)) widen(row.period);
    }
    if (!all) throw invalid_terms({"contract", "must have a day of service", "none", "state its tranches, or a term and what is charged"});
    return make_schedule(*all, every, calendar_periods);
}

template <currency C>
lease<C> as_lease(const tranche_lease<C>& t, const interest_rate& rate, frequency every, lease_classification as)
{
    return {.name           = t.tranche < 0 ? std::string("contract") : "tranches[" + std::to_string(t.tranche) + "]",
            .judgement      = lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true}, // the caller asks what if
            .classification = as,
            .components     = combined_components{},
            .periods        = make_schedule(t.service, every, calendar_periods),
            .payments       = dated_payments<C>{.flows = t.payments, .rate = rate},
            .basis          = calendar_periods};
}

/// Adds what each row of a schedule says to the row of the deal that ends last within it, or with it.
template <currency C>
void add_lease(std::vector<lease_or_service_row<C>>& rows, const lease_schedule<C>& s)
{
    const bool operating = s.classification == lease_classification::asc_842_operating;
    const auto costs     = costs_of(s);
    auto       row       = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.period.contains(costs.front().period.start()); });
    for (std::size_t i = 0; i < costs.size(); ++i, ++row) { // both stand on the calendar
        if (operating) {
            row->operating += costs[i].total;
            row->operating_right_of_use += s.right_of_use[i].closing;
            row->liability += s.liability[i].closing;
        } else {
            row->amortization += costs[i].amortization;
            row->interest += costs[i].interest;
            row->finance_right_of_use += s.right_of_use[i].closing;
        }
    }
}

} // namespace detail

template <currency C>
std::vector<lease_or_service_row<C>> lease_or_service(const contract<C>& c, const interest_rate& rate, frequency every, const readings<C>& read)
{
    const auto                           charged = charges_of(c, read);
    const auto                           fixed   = fixed_charges_of(c, read);
    const auto                           leases  = lease_payments_of(c, fixed);
    const auto                           periods = detail::periods_of(charged, fixed, leases, every);
    const auto                           service = expense_of(charged, progress::as_delivered, periods);
    std::vector<lease_or_service_row<C>> rows;
    rows.reserve(periods.size());
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const money<C> zero = service[i].charge - service[i].charge;
        rows.push_back({periods[i], service[i].charge, zero, zero, zero, zero, zero, zero, zero});
    }
    const auto variable = variable_lease_cost(charged, fixed, periods);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].variable = variable[i].charge;
    for (const tranche_lease<C>& t : leases) {
        if (t.payments.empty()) continue;
        for (const lease_classification as : {lease_classification::asc_842_operating, lease_classification::ifrs_16}) {
            detail::add_lease(rows, lease_schedule_of(detail::as_lease(t, rate, every, as)));
        }
    }
    return rows;
}

} // namespace ratable
