// SPDX-License-Identifier: BSL-1.0
/// Duration: how far away, on average, the present value of flows is, and how it moves with the rate.
#pragma once

#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/discounted_quotient.hpp>
#include <ratable/valuation/present_value.hpp>

#include <span>
#include <utility>
#include <vector>

namespace ratable {

/// Macaulay's duration: Σ years × present value / Σ present value.
///
/// Units:   years from `on`, by the rate's day count, to `Digits` digits.
/// Rounds:  once, by `mode`, and correctly.
/// Errors:  invalid_terms without flows, for flows that are worth nothing together, for a rate of −100 % or less a period; overflow.
/// Source:  F. R. Macaulay, Some Theoretical Problems Suggested by the Movements of Interest Rates, 1938.
///
///     macaulay_duration<4>(flows, rate, 2026_y/jan/1, rounding::half_even)
template <int Digits, currency C, int Scale>
[[nodiscard]] decimal<Digits> macaulay_duration(std::span<const flow<C, Scale>> flows, const interest_rate& rate, sys_days on, rounding mode);
template <int Digits, currency C, int Scale>
[[nodiscard]] decimal<Digits> macaulay_duration(const std::vector<flow<C, Scale>>& flows, const interest_rate& rate, sys_days on, rounding mode)
{
    return macaulay_duration<Digits>(std::span<const flow<C, Scale>>(flows), rate, on, mode);
}

/// The share of its value that flows lose for each 1 that the rate grows by: Macaulay's duration ÷ (1 + rate/m), with continuous compounding itself.
/// Units, rounds and errors: as macaulay_duration; invalid_terms for simple interest, which has none.
template <int Digits, currency C, int Scale>
[[nodiscard]] decimal<Digits> modified_duration(std::span<const flow<C, Scale>> flows, const interest_rate& rate, sys_days on, rounding mode);
template <int Digits, currency C, int Scale>
[[nodiscard]] decimal<Digits> modified_duration(const std::vector<flow<C, Scale>>& flows, const interest_rate& rate, sys_days on, rounding mode)
{
    return modified_duration<Digits>(std::span<const flow<C, Scale>>(flows), rate, on, mode);
}

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Σ when·units ÷ Σ units, both discounted, in years × `per`.
template <int Digits, currency C, int Scale>
decimal<Digits> mean_years(std::span<const flow<C, Scale>> flows, const interest_rate& rate, sys_days on, const exact_fraction& per, rounding mode)
{
    check_flows(flows);
    timed_rows   below  = timed(flows, rate.day_count, on);
    const growth growth = growth_at(rate, below.a_quantum);
    sort_by_time(below.rows);
    if (discounted_sign(below.rows, growth) == 0) {
        throw invalid_terms({"flows", "must be worth something together", "a present value of 0", "a duration is a mean by present values"});
    }
    std::vector<timed_units> above = below.rows;
    for (timed_units& row : above) row.units = checked_mul(row.units, row.when);
    return decimal<Digits>::from_units(discounted_quotient(std::move(above), std::move(below.rows), growth, per * exact_fraction(below.a_quantum), Digits, mode));
}

} // namespace detail

template <int Digits, currency C, int Scale>
decimal<Digits> macaulay_duration(std::span<const flow<C, Scale>> flows, const interest_rate& rate, sys_days on, rounding mode)
{
    return detail::mean_years<Digits>(flows, rate, on, 1, mode);
}

template <int Digits, currency C, int Scale>
decimal<Digits> modified_duration(std::span<const flow<C, Scale>> flows, const interest_rate& rate, sys_days on, rounding mode)
{
    const int times = times_a_year(rate.compounds);
    if (rate.compounds == compounding::simple) {
        throw invalid_terms({"modified duration", "must be of interest that compounds", "simple interest", "name how often it compounds, or compounding::continuous"});
    }
    if (times == 0) return detail::mean_years<Digits>(flows, rate, on, 1, mode);
    const exact_fraction growth = exact_fraction(fraction(1) + to_fraction(static_cast<const rate_of_interest&>(rate.per_year)) / fraction(times));
    if (growth <= exact_fraction(0)) static_cast<void>(detail::growth_at(rate, 1)); // refuses it
    return detail::mean_years<Digits>(flows, rate, on, exact_fraction(1) / growth, mode);
}

} // namespace ratable
