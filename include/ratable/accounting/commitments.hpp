// SPDX-License-Identifier: BSL-1.0
/// Purchase obligations: what a customer is bound to pay for service that is still to come, as its filing shows it.
#pragma once

#include <ratable/accounting/disclosure_bands.hpp>
#include <ratable/charges/charge.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// Whether a charge is fixed or determinable: fees, minimums that fall short, true-ups, spend that is not drawn; prepayments and what is credited and refunded of them,
/// and credits for delay. Use, power, rebates and service credits depend on what happens; holdbacks only move what is owed in time.
[[nodiscard]] constexpr bool is_fixed(charge_kind k);

/// What is still to be paid of fixed charges for service after `as_of`, by its cash dates.
///
/// Shape:   a flow a row that has service to come, in order of rows. A row that has begun counts by its days that are left; what was due before is paid, or a payable.
/// Rounds:  a row that has begun, half_up.
///
///     fixed_payments_after(charges_of(deal), 2026_y/jun/30)
template <currency C>
[[nodiscard]] std::vector<flow<C>> fixed_payments_after(const std::vector<charge<C>>& rows, const year_month_day& as_of);

/// What a customer discloses of one contract.
template <currency C>
struct purchase_obligations
{
    disclosure_bands      bands;
    std::vector<money<C>> amounts;           ///< of each band
    money<C>              undated;           ///< committed beyond what the charges bring: without a date
    money<C>              total;             ///< of all of them
    bool                  beyond_a_year = false; ///< something is due for service later than a year after `as_of`: what has no more than a year to run need not be shown
};

/// The part of those payments that cannot be cancelled, by bands.
///
/// Rules:   `committed` is what the customer cannot cancel over the whole life of the contract; the earliest charges count towards it first. What was served
///          or paid before is no longer an obligation, or a payable. Options are in no charge until they are exercised, and so in no band.
/// Errors:  invalid_terms for a commitment below zero; unlike_units; overflow.
/// Source:  after ASC 440-10-50-2 and 440-10-50-4; "thereafter" by practice.
///
///     purchase_obligations_of(charges_of(deal), deal.committed.value(), 2026_y/jun/30, fiscal_bands(2026_y/jun/30, calendar_years))
template <currency C>
[[nodiscard]] purchase_obligations<C> purchase_obligations_of(const std::vector<charge<C>>& rows, const money<C>& committed, const year_month_day& as_of,
                                                              const disclosure_bands& bands);
/// The same where nothing can be cancelled: all fixed charges are committed.
template <currency C>
[[nodiscard]] purchase_obligations<C> purchase_obligations_of(const std::vector<charge<C>>& rows, const year_month_day& as_of, const disclosure_bands& bands, C unit = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr bool is_fixed(charge_kind k)
{
    switch (k) {
    case charge_kind::fee:
    case charge_kind::shortfall:
    case charge_kind::true_up:
    case charge_kind::undrawn_spend:
    case charge_kind::delay_credit:
    case charge_kind::prepayment:
    case charge_kind::prepayment_credit:
    case charge_kind::refund: return true;
    default: return false;
    }
}

namespace detail {

/// Cash that moves once, whatever days it is for.
constexpr bool is_paid_at_once(charge_kind k) { return k == charge_kind::prepayment || k == charge_kind::refund; }

/// What of a fixed row is still to be paid for service to come.
template <currency C>
money<C> still_to_pay(const charge<C>& row, sys_days from)
{
    if (row.due < from) return row.amount - row.amount;
    return is_paid_at_once(row.kind) ? row.amount : row.amount - part_before(row.amount, row.service, from);
}

} // namespace detail

template <currency C>
std::vector<flow<C>> fixed_payments_after(const std::vector<charge<C>>& rows, const year_month_day& as_of)
{
    const sys_days       from = detail::first_day_to_come(as_of);
    std::vector<flow<C>> flows;
    for (const charge<C>& row : rows) {
        if (!is_fixed(row.kind)) continue;
        const money<C> left = detail::still_to_pay(row, from);
        if (sign(left) != 0) flows.emplace_back(row.due, left);
    }
    return flows;
}

namespace detail {

/// The flows in order of their days, cut where their running sum passes `most`.
template <currency C>
std::vector<flow<C>> earliest_up_to(std::vector<flow<C>> flows, const money<C>& most)
{
    std::stable_sort(flows.begin(), flows.end(), [](const flow<C>& a, const flow<C>& b) { return a.on < b.on; });
    money<C> sum = most - most, counted = sum;
    for (flow<C>& f : flows) {
        sum += f.amount;
        const money<C> now = min(sum, most);
        f.amount           = now - counted;
        counted            = now;
    }
    return flows;
}

template <currency C>
bool served_after(const std::vector<charge<C>>& rows, sys_days day)
{
    return std::any_of(rows.begin(), rows.end(), [day](const charge<C>& row) { return is_fixed(row.kind) && !is_paid_at_once(row.kind) && row.service.end() > day; });
}

} // namespace detail

template <currency C>
purchase_obligations<C> purchase_obligations_of(const std::vector<charge<C>>& rows, const money<C>& committed, const year_month_day& as_of, const disclosure_bands& bands)
{
    const money<C> none = committed - committed;
    if (committed < none) throw invalid_terms({"committed", "must not be negative", to_string(committed), "write what the customer cannot cancel"});
    money<C> all = none, to_come = none;
    for (const charge<C>& row : rows) all += is_fixed(row.kind) ? row.amount : none;
    const auto flows = fixed_payments_after(rows, as_of);
    for (const flow<C>& f : flows) to_come += f.amount;
    const money<C> left = max(none, committed - (all - to_come));
    purchase_obligations<C> found{.bands = bands, .amounts = by_bands(detail::earliest_up_to(flows, left), bands, committed.unit), .undated = none, .total = none};
    for (const money<C>& amount : found.amounts) found.total += amount;
    found.undated = max(none, committed - all);
    found.total += found.undated;
    const sys_days a_year_on = sys_days{add_months(year_month_day(detail::first_day_to_come(as_of)), date::months{12}, month_rule::clamp)};
    found.beyond_a_year      = detail::served_after(rows, a_year_on);
    return found;
}

template <currency C>
purchase_obligations<C> purchase_obligations_of(const std::vector<charge<C>>& rows, const year_month_day& as_of, const disclosure_bands& bands, C unit)
{
    money<C> all(decimal<C::minor_digits>{}, rows.empty() ? unit : rows.front().amount.unit);
    for (const charge<C>& row : rows) all += is_fixed(row.kind) ? row.amount : all - all;
    return purchase_obligations_of(rows, all, as_of, bands);
}

} // namespace ratable
