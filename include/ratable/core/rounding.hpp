// SPDX-License-Identifier: BSL-1.0
/// The named ways to give up digits. Nothing else in ratable rounds.
#pragma once

#include <ratable/core/representation.hpp>

#include <string_view>

namespace ratable {

/// What happens to digits that do not fit, as the General Decimal Arithmetic specification names it.
/// Source: M. Cowlishaw, General Decimal Arithmetic, "Rounding algorithms".
enum class rounding {
    half_even,      ///< nearest; a tie to the even digit
    half_up,        ///< nearest; a tie away from zero, as invoices do
    half_down,      ///< nearest; a tie toward zero
    up,             ///< away from zero
    down,           ///< toward zero
    ceiling,        ///< toward +infinity
    floor,          ///< toward -infinity
    zero_five_up,   ///< down, unless that leaves a last digit of 0 or 5: then up (the specification's 05up)
};

/// `half_up`, …: the enumerator as it is written, in outputs and in deal files.
[[nodiscard]] constexpr std::string_view name_of(rounding mode);

/// The integer that `mode` makes of the exact n / d.
///
/// Rounds:  by `mode`, once.
/// Errors:  invalid_terms if d is 0; overflow if the quotient does not fit (lowest / -1).
///
///     round_quotient(7, 2, rounding::half_up)    // 4
///     round_quotient(-7, 2, rounding::half_even) // -4
template <representation I>
[[nodiscard]] constexpr I round_quotient(const I& n, const I& d, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(rounding mode)
{
    switch (mode) {
    case rounding::half_even: return "half_even";
    case rounding::half_up: return "half_up";
    case rounding::half_down: return "half_down";
    case rounding::up: return "up";
    case rounding::down: return "down";
    case rounding::ceiling: return "ceiling";
    case rounding::floor: return "floor";
    case rounding::zero_five_up: break;
    }
    return "zero_five_up";
}

namespace detail {

/// Whether a truncated quotient of magnitude `q` with remainder `r` (0 < r < d) moves one away from zero.
/// Ties compare r with d - r, so that nothing is doubled and nothing overflows.
template <class Magnitude>
constexpr bool moves_away(const Magnitude& q, const Magnitude& r, const Magnitude& d, bool negative, rounding mode)
{
    switch (mode) {
    case rounding::half_even: return r > d - r || (r == d - r && q % 2 == 1);
    case rounding::half_up: return r >= d - r;
    case rounding::half_down: return r > d - r;
    case rounding::up: return true;
    case rounding::down: return false;
    case rounding::ceiling: return !negative;
    case rounding::floor: return negative;
    case rounding::zero_five_up: return q % 5 == 0;
    }
    return false;
}

} // namespace detail

template <representation I>
constexpr I round_quotient(const I& n, const I& d, rounding mode)
{
    using traits = rep_traits<I>;
    if (d == 0) detail::division_by_zero();
    if constexpr (native_integer<I>) {
        if (n == lowest_of<I> && d == -1) detail::overflow_in_narrowing();
    }
    const I quotient  = n / d;
    const I remainder = n % d;
    if (remainder == 0) return quotient;
    const bool negative = (n < 0) != (d < 0);
    if (!detail::moves_away(traits::magnitude(quotient), traits::magnitude(remainder), traits::magnitude(d), negative, mode)) return quotient;
    return negative ? traits::sub(quotient, I{1}) : traits::add(quotient, I{1});
}

} // namespace ratable
