// SPDX-License-Identifier: BSL-1.0
/// Remaining performance obligations: the transaction price that a provider has still to earn, by bands of time.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/accounting/disclosure_bands.hpp>
#include <ratable/charges/charge.hpp>
#include <ratable/core/required.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace ratable {

/// The exemptions that a provider elects. They are its judgement, and so have no default.
struct rpo_exemptions
{
    required<bool> one_year_or_less; ///< leave out contracts that were expected to last a year or less
    required<bool> as_invoiced;      ///< leave out this contract: its revenue is what it has a right to invoice
};

/// What a provider discloses of one contract. Backlog is another figure, and a company's own.
template <currency C>
struct remaining_performance
{
    disclosure_bands      bands;
    std::vector<money<C>> amounts; ///< of each band
    money<C>              total;
    std::string           left_out = {}; ///< by which exemption all of it is; empty where none is used
};

/// Whether a charge is of the price that is fixed at inception: fees, minimums, true-ups and spend that is not drawn, less credits for delay. What depends on use is variable
/// and belongs to its own days; prepayments are cash, and no price.
[[nodiscard]] constexpr bool is_of_price(charge_kind k);

/// The price of service from the first band on, each charge by its own days.
///
/// Rules:   options are in no charge until they are exercised. Variable amounts are out: of use, wholly for service that is not yet delivered; of anything that is constrained, give no charge.
/// Rounds:  each row on its running total, half_up.
/// Errors:  unlike_units; overflow.
/// Source:  after ASC 606-10-50-13 to 50-15 and IFRS 15.120 to 122.
///
///     remaining_performance_of(charges_of(deal), month_bands(2026_y/dec/31, {12, 24}), {.one_year_or_less = true, .as_invoiced = false})
template <currency C>
[[nodiscard]] remaining_performance<C> remaining_performance_of(const std::vector<charge<C>>& rows, const disclosure_bands& bands, const rpo_exemptions& elected, C unit = {});
/// The same of revenue as it is recognised, period by period: `charge` is the revenue of each.
template <currency C>
[[nodiscard]] remaining_performance<C> remaining_performance_of(const amortization_schedule<C>& revenue, const disclosure_bands& bands, const rpo_exemptions& elected, C unit = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr bool is_of_price(charge_kind k)
{
    return k == charge_kind::fee || k == charge_kind::shortfall || k == charge_kind::true_up || k == charge_kind::undrawn_spend || k == charge_kind::delay_credit;
}

namespace detail {

template <currency C>
remaining_performance<C> performance_to_come(const std::vector<amount_over<C>>& prices, const disclosure_bands& bands, const rpo_exemptions& elected, const C& unit)
{
    remaining_performance<C> found{.bands = bands, .amounts = by_bands(prices, bands, unit), .total = money<C>(decimal<C::minor_digits>{}, prices.empty() ? unit : prices.front().amount.unit)};
    const money<C> none = found.total;
    if (elected.as_invoiced) {
        found.left_out = "revenue is what may be invoiced (606-10-50-14(b))";
    } else if (elected.one_year_or_less && !prices.empty()) {
        sys_days first = prices.front().days.start(), last = prices.front().days.end();
        for (const amount_over<C>& price : prices) {
            first = std::min(first, price.days.start());
            last  = std::max(last, price.days.end());
        }
        if (last <= sys_days{add_months(year_month_day(first), date::months{12}, month_rule::clamp)}) found.left_out = "expected to last one year or less (606-10-50-14(a))";
    }
    for (money<C>& amount : found.amounts) {
        if (!found.left_out.empty()) amount = none;
        found.total += amount;
    }
    return found;
}

} // namespace detail

template <currency C>
remaining_performance<C> remaining_performance_of(const std::vector<charge<C>>& rows, const disclosure_bands& bands, const rpo_exemptions& elected, C unit)
{
    std::vector<amount_over<C>> prices;
    for (const charge<C>& row : rows) {
        if (is_of_price(row.kind)) prices.push_back({row.service, row.amount});
    }
    return detail::performance_to_come(prices, bands, elected, rows.empty() ? unit : rows.front().amount.unit);
}

template <currency C>
remaining_performance<C> remaining_performance_of(const amortization_schedule<C>& revenue, const disclosure_bands& bands, const rpo_exemptions& elected, C unit)
{
    std::vector<amount_over<C>> prices;
    for (const auto& row : revenue) prices.push_back({row.period, row.charge});
    return detail::performance_to_come(prices, bands, elected, unit);
}

} // namespace ratable
