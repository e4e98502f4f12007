// SPDX-License-Identifier: BSL-1.0
/// The modified rate of return: one rate for any amounts, from a rate that what goes out is financed at and one that what comes in is reinvested at.
#pragma once

#include <ratable/valuation/irr.hpp>

#include <cstddef>
#include <optional>
#include <span>

namespace ratable {

/// What finances and what reinvests, per period. Neither has a default.
struct mirr_rates
{
    required<rate_of_interest> finance;
    required<rate_of_interest> reinvestment;
};

/// A rate, or why there is none: `no_flows`, `nothing_left`, `one_moment` and `no_sign_change` as for `irr`.
struct modified_rate
{
    std::optional<decimal<12, unbounded>> rate     = {};
    no_rate                               why_none = no_rate::found;
};

/// (future value of what comes in ÷ present value of what goes out)^(1/n) - 1 over the n periods between the first amount and the last one that
/// is given; zeros at the end count as periods.
///
/// Rounds:  once, by `mode`, correctly: the quotient is an exact fraction, and its n-th root is cut in whole numbers.
/// Errors:  invalid_terms for a rate at or below -100 %.
/// Source:  Microsoft Excel, MIRR.
///
///     mirr(std::vector{usd(-100), usd(0), usd(121)}, {.finance = 0.08_d, .reinvestment = 0.05_d}, rounding::half_even).rate   // 0.10
template <class Amounts>
[[nodiscard]] modified_rate mirr(const Amounts& amounts, const mirr_rates& rates, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <class Amounts>
modified_rate mirr(const Amounts& amounts, const mirr_rates& rates, rounding mode)
{
    constexpr std::int64_t unit = 1'000'000'000'000;
    for (const rate_of_interest& r : {rate_of_interest(rates.finance), rate_of_interest(rates.reinvestment)}) {
        if (r.units <= -unit) throw invalid_terms({"rate", "must be above -100 %", to_string(r), "write 0.08_d for 8 %"});
    }
    const auto        rows    = std::span(amounts);
    const std::size_t periods = rows.empty() ? 0 : rows.size() - 1;
    const unbounded   reinvested = unbounded(rates.reinvestment.units) + unit, financed = unbounded(rates.finance.units) + unit;
    // in · unit^-periods, and out · financed^-periods after out has been brought to whole numbers: Horner, from the first amount on
    unbounded in = 0, out = 0, units = 1;
    bool      any_in = false, any_out = false;
    for (const auto& row : rows) {
        const unbounded amount = rep_traits<unbounded>::from(row.amount.units);
        if (&row != &rows.front()) {
            in *= reinvested;
            out *= financed;
            units *= unit;
        }
        any_in  = any_in || amount > 0;
        any_out = any_out || amount < 0;
        (amount > 0 ? in : out) += boost::multiprecision::abs(amount) * units;
    }
    if (rows.empty()) return {.why_none = no_rate::no_flows};
    if (!any_in && !any_out) return {.why_none = no_rate::nothing_left};
    if (periods == 0) return {.why_none = no_rate::one_moment};
    if (!any_in || !any_out) return {.why_none = no_rate::no_sign_change};
    // quotient = (in / unit^n) / (out / financed^n)
    const auto      n        = static_cast<unsigned>(periods);
    const unbounded top      = in * boost::multiprecision::pow(financed, n) * boost::multiprecision::pow(unbounded(detail::growth_unit), n);
    const unbounded bottom   = out * units;
    const unbounded quotient = top / bottom;
    const unbounded low      = quotient == 0 ? unbounded(0) : detail::floor_root(quotient, static_cast<std::int64_t>(periods));
    const bool      exact    = unbounded(boost::multiprecision::pow(low, n) * bottom) == top;
    const unbounded twice    = 2 * low + (exact ? 0 : 1) - 2 * unbounded(detail::growth_unit); // between two neighbours no boundary lies
    return {.rate = decimal<12, unbounded>::from_units(round_quotient<unbounded>(twice, unbounded(2000), mode))};
}

} // namespace ratable
