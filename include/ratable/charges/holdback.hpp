// SPDX-License-Identifier: BSL-1.0
/// Holdbacks: a share of each invoice's charges that is kept back, and released later in one sum.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/charge.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ratable {

/// Holdback rows against the charges of `rows`, and the row that releases them.
///
/// Shape:   one row for each invoice before the release with charges on it; one release, on its own day, when anything was held.
/// Units:   the share applies to all that is charged for delivery: fees, usage, minimums and overage; not to energy, credits or prepayments.
/// Rounds:  running totals, half_up.
/// Errors:  overflow.
template <currency C>
void append_holdback(std::vector<charge<C>>& rows, const holdback& h, const payment_terms& payment, std::span<const billing_period> calendar, sys_days first_in_service);

/// Whether a row charges for delivery: what holdbacks and rates of credit apply to.
[[nodiscard]] constexpr bool is_for_delivery(charge_kind k) { return k <= charge_kind::true_up; }

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What one invoice charges for delivery.
struct held_invoice
{
    period       service;
    sys_days     invoiced;
    sys_days     due;
    std::int64_t charged = 0;
};

/// The first invoice on a day or after it; rows come nearly in order, so it looks from where it last was.
inline std::size_t invoice_of(const std::vector<held_invoice>& invoices, sys_days invoiced, std::size_t hint)
{
    if (hint >= invoices.size() || invoiced < invoices[hint].invoiced) hint = 0;
    while (hint < invoices.size() && invoices[hint].invoiced < invoiced) ++hint;
    return hint;
}

} // namespace detail

template <currency C>
void append_holdback(std::vector<charge<C>>& rows, const holdback& h, const payment_terms& payment, std::span<const billing_period> calendar, sys_days first_in_service)
{
    const sys_days                    release = sys_days{add_months(year_month_day{first_in_service}, h.released_after, month_rule::clamp)};
    std::vector<detail::held_invoice> invoices;
    std::size_t                       k = 0;
    invoices.reserve(calendar.size());
    for (const billing_period& p : calendar) invoices.push_back({p.days, p.invoiced, p.due});
    for (const charge<C>& row : rows) {
        if (!is_for_delivery(row.kind) || release <= row.invoiced) continue;
        k = detail::invoice_of(invoices, row.invoiced, k);
        if (k == invoices.size() || invoices[k].invoiced != row.invoiced) { // of a tail in which hours are made up
            invoices.insert(invoices.begin() + static_cast<std::ptrdiff_t>(k), {row.service, row.invoiced, row.due});
        }
        invoices[k].charged = checked_add(invoices[k].charged, row.amount.amount.units);
    }
    const auto   unit = rows.empty() ? C{} : rows.front().amount.unit;
    const auto   make = [&](charge_kind kind, const period& service, sys_days invoiced, sys_days due, std::int64_t units) {
        charge<C> row{.kind = kind, .clause = {"billing", -1, "holdback"}, .service = service, .invoiced = invoiced, .due = due};
        row.amount = money<C>(decimal<C::minor_digits>::from_units(units), unit);
        row.rounds = kind == charge_kind::holdback ? rounded_on::running_total : rounded_on::nothing;
        rows.push_back(row);
    };
    int128       sum  = 0;
    std::int64_t held = 0;
    for (const detail::held_invoice& i : invoices) {
        if (i.invoiced >= release) break;
        sum += i.charged;
        const auto until = checked_cast<std::int64_t>(round_quotient(checked_mul(sum, int128{h.share.value().units}), int128{power_of_ten<std::int64_t>(ratio::scale)}, rounding::half_up));
        if (until != held) make(charge_kind::holdback, i.service, i.invoiced, i.due, held - until);
        held = until;
    }
    if (held != 0) make(charge_kind::holdback_release, period(first_in_service, release), release, due_date(payment, release), held);
}

} // namespace ratable
