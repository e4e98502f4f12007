// SPDX-License-Identifier: BSL-1.0
/// Schedules of amounts: a total spread over periods, to the cent.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/core/allocate.hpp>
#include <ratable/units/money.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace ratable {

/// What happens to a balance in one period: closing = opening − charge + interest − payment, and the next row opens with it.
/// An asset or a total that is spread has charges; what is owed has interest and payments.
template <currency C>
struct amortization_row
{
    ratable::period period;
    money<C>        opening;
    money<C>        charge;   ///< expense or revenue of the period
    money<C>        interest; ///< that the balance bears
    money<C>        payment;
    money<C>        closing;  ///< in the last row exactly zero, or the residual

    friend constexpr bool operator==(const amortization_row&, const amortization_row&) = default;
};

template <currency C>
using amortization_schedule = std::vector<amortization_row<C>>;

/// Spreads `total` over `periods` in proportion to `weights`.
///
/// Shape:   n periods → n rows, same order.
/// Units:   money<C> → money<C>, at C's minor unit; weights are counts of anything.
/// Rounds:  running totals, half_up unless another mode is named; by half_up a row is less than one minor unit from its exact share.
/// Errors:  invalid_terms if `periods` is empty or not contiguous, if there are not as many weights, or they are negative or all zero.
///
///     amortize(usd(100), {jan, feb, mar}, weights)
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, std::span<const std::int64_t> weights,
                                                rounding mode = rounding::half_up);

/// Σ charges, Σ interest and Σ payments, each summed in 128 bits. An empty schedule totals zero.
/// Errors: overflow when the sum is outside 64 bits; unlike_units.
template <currency C>
[[nodiscard]] constexpr money<C> total(const amortization_schedule<C>& rows);
template <currency C>
[[nodiscard]] constexpr money<C> total_interest(const amortization_schedule<C>& rows);
template <currency C>
[[nodiscard]] constexpr money<C> total_payments(const amortization_schedule<C>& rows);

/// Whether the first row opens with `opening`, each closing follows from its row and opens the next, and the last is `closing`: zero unless a
/// residual is given.
template <currency C>
[[nodiscard]] constexpr bool ties_out(const amortization_schedule<C>& rows, const money<C>& opening);
template <currency C>
[[nodiscard]] constexpr bool ties_out(const amortization_schedule<C>& rows, const money<C>& opening, const money<C>& closing);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline void require_contiguous(const std::vector<period>& periods)
{
    for (std::size_t i = 1; i < periods.size(); ++i) {
        if (periods[i - 1].end() != periods[i].start()) {
            throw invalid_terms({"schedule", "periods must follow each other without gap or overlap",
                                 to_string(periods[i - 1]) + " then " + to_string(periods[i]), "make them with make_schedule"});
        }
    }
}

} // namespace detail

template <currency C>
amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, std::span<const std::int64_t> weights, rounding mode)
{
    detail::require_contiguous(periods);
    for (const std::int64_t weight : weights) {
        if (weight < 0) throw invalid_terms({"schedule", "weights must not be negative", std::to_string(weight), "give each period a weight of zero or more"});
    }
    std::vector<std::int64_t> parts(periods.size(), 0);
    allocate_into({parts.data(), parts.size()}, total.amount.units, weights, mode);
    amortization_schedule<C> rows;
    rows.reserve(periods.size());
    const auto   amount  = [&](std::int64_t units) { return money<C>(decltype(total.amount)::from_units(units), total.unit); };
    std::int64_t balance = total.amount.units;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::int64_t opening = balance;
        balance -= parts[i]; // between zero and the total, so it cannot overflow
        rows.push_back({periods[i], amount(opening), amount(parts[i]), amount(0), amount(0), amount(balance)});
    }
    return rows;
}

namespace detail {

template <currency C>
constexpr money<C> sum_of(const amortization_schedule<C>& rows, money<C> amortization_row<C>::*column)
{
    int128 sum = 0; // 64-bit rows: 2^64 of them before this overflows
    for (const auto& row : rows) {
        static_cast<void>(same_currency((rows.front().*column).unit, (row.*column).unit));
        sum += (row.*column).amount.units;
    }
    return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(sum)), rows.empty() ? C{} : (rows.front().*column).unit);
}

} // namespace detail

template <currency C>
constexpr money<C> total(const amortization_schedule<C>& rows) { return detail::sum_of(rows, &amortization_row<C>::charge); }
template <currency C>
constexpr money<C> total_interest(const amortization_schedule<C>& rows) { return detail::sum_of(rows, &amortization_row<C>::interest); }
template <currency C>
constexpr money<C> total_payments(const amortization_schedule<C>& rows) { return detail::sum_of(rows, &amortization_row<C>::payment); }

template <currency C>
constexpr bool ties_out(const amortization_schedule<C>& rows, const money<C>& opening, const money<C>& closing)
{
    if (!(opening.unit == closing.unit)) return false;
    money<C> balance = opening;
    for (const auto& row : rows) {
        for (const auto column : {&amortization_row<C>::charge, &amortization_row<C>::interest, &amortization_row<C>::payment, &amortization_row<C>::closing}) {
            if (!((row.*column).unit == opening.unit)) return false;
        }
        if (row.opening != balance) return false;
        const int128 after = int128{row.opening.amount.units} - row.charge.amount.units + row.interest.amount.units - row.payment.amount.units;
        if (after != row.closing.amount.units) return false;
        balance = row.closing;
    }
    return balance == closing;
}

template <currency C>
constexpr bool ties_out(const amortization_schedule<C>& rows, const money<C>& opening)
{
    return ties_out(rows, opening, money<C>(decltype(opening.amount){}, opening.unit));
}

} // namespace ratable
