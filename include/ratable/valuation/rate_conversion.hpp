// SPDX-License-Identifier: BSL-1.0
/// Effective and nominal: one interest rate said with another compounding.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/valuation/certified.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/perfect_power.hpp>

#include <optional>
#include <string>

namespace ratable {

/// The rate a year that, compounding as `to`, makes of 1 in a year what `per_year` does compounding as `from`.
///
/// Shape:   (1 + r/n)^n = (1 + s/m)^m = e^c = 1 + a. A simple rate is as an annual one over the one year that it is compared for.
/// Rounds:  once, by `mode`, and correctly. Where the root is rational it is known exactly: 10.25 % effective is 10 % semi-annual, in every mode.
/// Errors:  invalid_terms for a rate that takes all of what bears it within a period, −100 % a year for annual, −1200 % for monthly; overflow.
///
///     converted_rate(fraction(10, 100), compounding::semiannual, compounding::annual, rounding::half_even)   // 0.102500000000
template <int Digits = rate_of_interest::scale, representation Rep = std::int64_t>
[[nodiscard]] decimal<Digits, Rep> converted_rate(const basic_fraction<unbounded>& per_year, compounding from, compounding to, rounding mode);

/// The same as terms of a deal, to the digits of a rate of interest; the day count stays. Errors: as above.
[[nodiscard]] inline interest_rate compounded(const interest_rate& rate, compounding to, rounding mode);

/// What a rate yields in a year, as a share, and the rate that yields it, compounding as `to`.
[[nodiscard]] inline rate_of_interest effective_rate(const interest_rate& rate, rounding mode);
[[nodiscard]] inline rate_of_interest nominal_rate(const rate_of_interest& effective, compounding to, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Periods a year that interest is added in; a simple rate is compared over one.
inline int periods_of(compounding c) { return c == compounding::simple ? 1 : times_a_year(c); }

inline void check_convertible(const basic_fraction<unbounded>& per_year, compounding from)
{
    if (from == compounding::continuous || per_year > basic_fraction<unbounded>(-periods_of(from))) return;
    throw invalid_terms({"rate", std::string("must be above ") + std::to_string(-100 * periods_of(from)) + " % a year, compounding " + std::string(name_of(from)),
                         to_string(per_year), "write 8 % a year as fraction(8, 100)"});
}

} // namespace detail

template <int Digits, representation Rep>
decimal<Digits, Rep> converted_rate(const basic_fraction<unbounded>& per_year, compounding from, compounding to, rounding mode)
{
    using number = basic_fraction<unbounded>;
    detail::check_convertible(per_year, from);
    const auto in_digits = [](const unbounded& units) { return decimal<Digits, Rep>::from_units(checked_cast<Rep>(units)); };
    const bool from_e = from == compounding::continuous, to_e = to == compounding::continuous;
    if (per_year == number(0) || (from_e && to_e) || (!from_e && !to_e && detail::periods_of(from) == detail::periods_of(to))) {
        return in_digits(round_to_scale(per_year, Digits, mode));
    }
    const number times = from_e ? number(1) : number(detail::periods_of(from)), into = to_e ? number(1) : number(detail::periods_of(to));
    const number base  = number(1) + per_year / times, exponent = times / into;
    const auto   at    = [&](int bits) {
        if (to_e) return log_of(base, bits) * times;
        const enclosure grown = from_e ? exp(enclosure::exactly(per_year / into, bits)) : power_of(base, exponent, bits);
        return (grown - enclosure::exactly(number(1), bits)) * into;
    };
    const auto exactly = [&]() -> std::optional<number> {
        if (from_e || to_e) return std::nullopt; // e^x and ln(1 + x) are irrational for a rational x ≠ 0 (Lindemann)
        const auto grown = rational_power(base, exponent);
        return grown ? std::optional((*grown - number(1)) * into) : std::nullopt;
    };
    return in_digits(round_certified(at, exactly, Digits, mode));
}

inline interest_rate compounded(const interest_rate& rate, compounding to, rounding mode)
{
    const basic_fraction<unbounded> per_year = to_fraction(rate.per_year);
    return {.per_year = converted_rate(per_year, rate.compounds, to, mode), .compounds = to, .day_count = rate.day_count};
}

inline rate_of_interest effective_rate(const interest_rate& rate, rounding mode)
{
    return compounded(rate, compounding::annual, mode).per_year;
}

inline rate_of_interest nominal_rate(const rate_of_interest& effective, compounding to, rounding mode)
{
    return converted_rate(to_fraction(effective), compounding::annual, to, mode);
}

} // namespace ratable
