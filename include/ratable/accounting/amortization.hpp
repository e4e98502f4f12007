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

/// What one period takes of a total, and what is left of it after.
template <currency C>
struct amortization_row
{
    ratable::period period;
    money<C>        amount;
    money<C>        balance; ///< not yet amortised at the period's end; exactly zero in the last row

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

/// Σ amounts, summed in 128 bits. An empty schedule totals zero.
template <currency C>
[[nodiscard]] constexpr money<C> total(const amortization_schedule<C>& rows);

/// Whether the rows sum to `expected`, each balance follows from the one before, and the last is zero.
template <currency C>
[[nodiscard]] constexpr bool ties_out(const amortization_schedule<C>& rows, const money<C>& expected);

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
    std::int64_t balance = total.amount.units;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        balance -= parts[i]; // between zero and the total, so it cannot overflow
        rows.push_back({periods[i], money<C>(decltype(total.amount)::from_units(parts[i]), total.unit), money<C>(decltype(total.amount)::from_units(balance), total.unit)});
    }
    return rows;
}

template <currency C>
constexpr money<C> total(const amortization_schedule<C>& rows)
{
    int128 sum = 0; // 64-bit rows: 2^64 of them before this overflows
    for (const auto& row : rows) sum += row.amount.amount.units;
    return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(sum)), rows.empty() ? C{} : rows.front().amount.unit);
}

template <currency C>
constexpr bool ties_out(const amortization_schedule<C>& rows, const money<C>& expected)
{
    int128 left = expected.amount.units;
    for (const auto& row : rows) {
        if (!(row.amount.unit == expected.unit)) return false;
        left -= row.amount.amount.units;
        if (left != row.balance.amount.units) return false;
    }
    return left == 0;
}

} // namespace ratable
