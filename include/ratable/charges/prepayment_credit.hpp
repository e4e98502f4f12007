// SPDX-License-Identifier: BSL-1.0
/// Prepayments: how much is paid, when, and over which months it comes back.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/charge.hpp>
#include <ratable/core/allocate.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ratable {

/// What is prepaid of a tranche of this value: round(share × value).
template <currency C>
[[nodiscard]] money<C> prepayment_of(const prepayment& terms, const money<C>& value);

/// When it falls due: `lead` calendar days before the planned in-service date, on whatever day that is.
[[nodiscard]] sys_days prepayment_due(const prepayment& terms, sys_days planned);

/// How many months of the credit window fall into each billing period.
///
/// Rules:   billing months: the billing period in which service starts begins with month 1, each period has as many as `every` says.
///          Service months: month m begins m − 1 months after service starts, and counts in the billing period in which it begins.
/// Shape:   one count a billing period; none after service has ended, so that a tranche cut short has fewer than the window.
/// Errors:  invalid_terms for a window that does not start with month 1 or later, or ends before it starts, and for billing months where bills
///          are weekly or by another number of days.
[[nodiscard]] std::vector<std::int64_t> window_months(const prepayment& terms, const period& service, std::span<const billing_period> periods,
                                                      frequency every, month_rule rule);

/// What falls to be credited with each billing period, before any fee limits it.
///
/// Rules:   level: equal parts for each of the window's months, also for those that a tranche cut short no longer has; pro_rata: by the
///          fees of the window, each as often as months of it begin in its period; first_dollar: all of it with the first month.
/// Rounds:  the running total, by the clause.
///
///     level, USD 100 over months 2 to 4   // 0, 33.33, 33.34, 33.33
template <currency C>
[[nodiscard]] std::vector<money<C>> scheduled_credits(const prepayment& terms, const money<C>& paid, std::span<const std::int64_t> months,
                                                      std::span<const money<C>> fees);

/// Paid and not yet credited or refunded, on invoices before `day`, of one tranche or of all.
template <currency C>
[[nodiscard]] money<C> unearned_prepayment(const std::vector<charge<C>>& rows, sys_days day, std::optional<int> tranche = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

struct credit_window { std::int64_t first; std::int64_t last; };

inline credit_window window_of(const prepayment& terms)
{
    const credit_window w{terms.from_month.value().count(), terms.through_month.value().count()};
    if (w.first < 1) throw invalid_terms({"prepayment.from_month", "must be 1 or later", std::to_string(w.first), "the tranche's first month is 1"});
    if (w.last < w.first) {
        throw invalid_terms({"prepayment.through_month", "must not precede from_month " + std::to_string(w.first), std::to_string(w.last), "write the last month of the window"});
    }
    return w;
}

/// total × n / d, in 64 bits where the product fits: they divide several times as fast.
constexpr std::int64_t part_of(std::int64_t total, std::int64_t n, std::int64_t d, rounding mode)
{
    std::int64_t product = 0;
    if (!__builtin_mul_overflow(total, n, &product)) return round_quotient(product, d, mode);
    return checked_cast<std::int64_t>(round_quotient(int128{total} * n, int128{d}, mode));
}

} // namespace detail

template <currency C>
money<C> prepayment_of(const prepayment& terms, const money<C>& value)
{
    const ratio& share = terms.share.value();
    if (sign(share) < 0) throw invalid_terms({"prepayment.share", "must not be negative", to_string(share), "write 20 % as 0.2_d"});
    return round<C::minor_digits>(value * share, terms.rounds);
}

inline sys_days prepayment_due(const prepayment& terms, sys_days planned) { return planned - terms.lead.value(); }

inline std::vector<std::int64_t> window_months(const prepayment& terms, const period& service, std::span<const billing_period> periods, frequency every, month_rule rule)
{
    const auto [first, last] = detail::window_of(terms);
    if (terms.counted_in == credit_months::billing && every.months() == 0) {
        throw invalid_terms({"prepayment.counted_in", "must be service months where billing periods are not months", to_string(every), "write credit_months::service"});
    }
    const detail::boundaries  month_ends(service.start(), frequency::monthly, period_basis::contract, rule);
    std::vector<std::int64_t> months(periods.size(), 0);
    std::int64_t              month = 1; // the next to begin
    for (std::size_t i = 0; i < periods.size() && month <= last; ++i) {
        const period& days = periods[i].days;
        if (days.end() <= service.start() || service.end() <= days.start()) continue;
        const std::int64_t from = month;
        if (terms.counted_in == credit_months::billing) {
            month += every.months();
        } else {
            const sys_days until = std::min(days.end(), service.end());
            while (month <= last && month_ends[static_cast<int>(month) - 1] < until) ++month;
        }
        months[i] = std::max<std::int64_t>(std::min(month - 1, last) - std::max(from, first) + 1, 0);
    }
    return months;
}

template <currency C>
std::vector<money<C>> scheduled_credits(const prepayment& terms, const money<C>& paid, std::span<const std::int64_t> months, std::span<const money<C>> fees)
{
    const auto [first, last] = detail::window_of(terms);
    const auto            credit = [&paid](std::int64_t units) { return part_traits<money<C>>::like(paid, units); };
    std::vector<money<C>> result(months.size(), credit(0));
    if (terms.credited == credit_method::level) {
        std::int64_t so_far = 0, before = 0;
        for (std::size_t i = 0; i < months.size(); ++i) {
            if (months[i] == 0) continue;
            so_far += months[i];
            const auto after = detail::part_of(paid.amount.units, so_far, last - first + 1, terms.rounds);
            result[i]        = credit(checked_sub(after, before));
            before           = after;
        }
    } else if (terms.credited == credit_method::first_dollar) {
        const auto begins = std::find_if(months.begin(), months.end(), [](std::int64_t n) { return n > 0; });
        if (begins != months.end()) result[static_cast<std::size_t>(begins - months.begin())] = paid;
    } else {
        std::vector<std::int64_t> weights(months.size(), 0);
        bool                      any = false;
        for (std::size_t i = 0; i < months.size() && i < fees.size(); ++i) {
            weights[i] = checked_mul(months[i], fees[i].amount.units);
            any        = any || weights[i] > 0;
        }
        if (any) allocate_into<money<C>>(std::span(result), paid, std::span<const std::int64_t>(weights), terms.rounds);
    }
    return result;
}

template <currency C>
money<C> unearned_prepayment(const std::vector<charge<C>>& rows, sys_days day, std::optional<int> tranche)
{
    int128 left = 0;
    C      unit = rows.empty() ? C{} : rows.front().amount.unit;
    for (const charge<C>& row : rows) {
        const bool of_prepayment = row.kind == charge_kind::prepayment || row.kind == charge_kind::prepayment_credit ||
                                   (row.kind == charge_kind::refund && row.clause.list == "prepayment");
        if (of_prepayment && row.invoiced < day && (!tranche || row.tranche == *tranche)) left += row.amount.amount.units;
    }
    return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(left)), unit);
}

} // namespace ratable
