// SPDX-License-Identifier: BSL-1.0
/// Costs of obtaining and of fulfilling a contract: an asset that is amortised as the service is transferred.
#pragma once

#include <ratable/accounting/consideration_payable.hpp>
#include <ratable/calendar/month_rule.hpp>

#include <vector>

namespace ratable {

/// What is done with the cost of obtaining a contract whose asset would last a year at most.
enum class short_lived_cost {
    capitalized,
    expensed, ///< when it is incurred: the practical expedient
};

/// Amortises a cost of a contract in proportion to the revenue that it serves: of the contract, and of renewals that the caller expects and the cost serves too.
///
/// Shape:   as `revenue`; a cost that is expensed is all in the first row.
/// Rounds:  running totals, half_up.
/// Errors:  invalid_terms for a cost below zero, and revenue that sums to zero.
/// Source:  after ASC 340-40-25-4 (expedient), 340-40-35-1 (amortised consistently with the transfer); IFRS 15.94, 15.99.
///
///     contract_cost(usd(3'000'000), revenue, short_lived_cost::expensed)
template <currency C>
[[nodiscard]] amortization_schedule<C> contract_cost(const money<C>& cost, const amortization_schedule<C>& revenue, short_lived_cost how);

/// The loss on an asset of contract costs: what it carries above what is still to be received less the costs still to be incurred; zero where
/// it is covered, and no more than the asset.
/// Errors: invalid_terms for amounts below zero. Source: after ASC 340-40-35-3; IFRS 15.101.
template <currency C>
[[nodiscard]] money<C> contract_cost_impairment(const money<C>& carrying, const money<C>& still_to_receive, const money<C>& still_to_incur);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
amortization_schedule<C> contract_cost(const money<C>& cost, const amortization_schedule<C>& revenue, short_lived_cost how)
{
    if (sign(cost) < 0) throw invalid_terms({"contract cost", "must not be below zero", to_string(cost), "write what was incurred"});
    auto rows = amortize_like(cost, revenue);
    if (how == short_lived_cost::capitalized) return rows;
    const year_month_day a_year_on = add_months(year_month_day{rows.front().period.start()}, date::months{12}, month_rule::clamp);
    if (sys_days{a_year_on} < rows.back().period.end()) return rows;
    std::vector<money<C>> charges(rows.size(), cost - cost);
    charges.front() = cost;
    return detail::spread_as(charges, revenue, cost);
}

template <currency C>
money<C> contract_cost_impairment(const money<C>& carrying, const money<C>& still_to_receive, const money<C>& still_to_incur)
{
    for (const money<C>& amount : {carrying, still_to_receive, still_to_incur}) {
        if (sign(amount) < 0) throw invalid_terms({"contract cost", "must not be below zero", to_string(amount), "write each amount as it is"});
    }
    const money<C> zero = carrying - carrying;
    return max(zero, carrying - max(zero, still_to_receive - still_to_incur));
}

} // namespace ratable
