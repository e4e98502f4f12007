// SPDX-License-Identifier: BSL-1.0
/// What the provider gives its customer, in warrants, shares or cash: less revenue for the one, less cost for the other.
#pragma once

#include <ratable/accounting/amortization.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ratable {

/// Spreads `total` over the periods of another schedule, in proportion to its charges.
///
/// Shape:   as `like`. Rounds: running totals, half_up. Errors: invalid_terms when the charges of `like` sum to zero.
///
///     amortize_like(usd(50), revenue)
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize_like(const money<C>& total, const amortization_schedule<C>& like);

/// What a customer is given reduces revenue as revenue is recognised; what was recognised before it was promised is caught up then. The other side's
/// cost is reduced in the same way: give its expense.
///
/// Shape:   as `revenue`; `charge` is what the period's revenue is reduced by.
/// Units:   `fair_value` is measured by the caller: of shares and warrants when they were granted, less what a distinct good or service in return is worth.
/// Rounds:  running totals, half_up.
/// Errors:  invalid_terms for a value below zero or above the revenue that it reduces, and a promise after the last period; unlike_units; overflow.
/// Source:  after ASC 606-10-32-25 to 32-27 (consideration payable to a customer), 705-20-25-1 (received from a vendor).
///
///     net_of(revenue, consideration_payable(usd(40'000'000), revenue, sys_days{2026_y/jan/14}))
template <currency C>
[[nodiscard]] amortization_schedule<C> consideration_payable(const money<C>& fair_value, const amortization_schedule<C>& revenue, sys_days promised_on);

/// One schedule less another of the same periods, column by column. Errors: invalid_terms for other periods; overflow.
template <currency C>
[[nodiscard]] amortization_schedule<C> net_of(const amortization_schedule<C>& rows, const amortization_schedule<C>& less);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Rows that spread `charges`, from their sum down to zero.
template <currency C>
amortization_schedule<C> spread_as(const std::vector<money<C>>& charges, const amortization_schedule<C>& like, const money<C>& total)
{
    amortization_schedule<C> rows;
    money<C>                 left = total;
    const money<C>           zero = total - total;
    for (std::size_t i = 0; i < like.size(); ++i) {
        rows.push_back({like[i].period, left, charges[i], zero, zero, left - charges[i]});
        left -= charges[i];
    }
    return rows;
}

} // namespace detail

template <currency C>
amortization_schedule<C> amortize_like(const money<C>& total, const amortization_schedule<C>& like)
{
    std::vector<std::int64_t> weights;
    for (const amortization_row<C>& row : like) weights.push_back(row.charge.amount.units);
    return detail::spread_as(allocate(total, std::span<const std::int64_t>(weights)), like, total);
}

template <currency C>
amortization_schedule<C> consideration_payable(const money<C>& fair_value, const amortization_schedule<C>& revenue, sys_days promised_on)
{
    const auto refuse = [](const char* rule, const std::string& value, const char* remedy) { throw invalid_terms({"consideration payable", rule, value, remedy}); };
    if (sign(fair_value) < 0) refuse("must not be below zero", to_string(fair_value), "write what the customer is given");
    if (revenue.empty() || revenue.back().period.end() <= promised_on) refuse("must be promised before revenue ends", to_string(promised_on), "give the schedule that it reduces");
    if (total(revenue) < fair_value) refuse("must not exceed the revenue that it reduces", to_string(fair_value), "the rest is not a price: account for it as what it is");
    std::vector<money<C>> charges;
    money<C>              waiting = fair_value - fair_value;
    for (const amortization_row<C>& row : amortize_like(fair_value, revenue)) {
        waiting += row.charge;
        charges.push_back(row.period.end() <= promised_on ? fair_value - fair_value : waiting);
        waiting -= charges.back();
    }
    return detail::spread_as(charges, revenue, fair_value);
}

template <currency C>
amortization_schedule<C> net_of(const amortization_schedule<C>& rows, const amortization_schedule<C>& less)
{
    if (rows.size() != less.size()) throw invalid_terms({"schedule", "must have the periods of the one that it reduces", std::to_string(less.size()) + " rows", "make both over the same periods"});
    amortization_schedule<C> result = rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!(rows[i].period == less[i].period)) throw invalid_terms({"schedule", "must have the periods of the one that it reduces", to_string(less[i].period), "make both over the same periods"});
        for (const auto column : {&amortization_row<C>::opening, &amortization_row<C>::charge, &amortization_row<C>::interest, &amortization_row<C>::payment, &amortization_row<C>::closing}) {
            result[i].*column -= less[i].*column;
        }
    }
    return result;
}

} // namespace ratable
