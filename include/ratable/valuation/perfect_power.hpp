// SPDX-License-Identifier: BSL-1.0
/// Which powers of rational numbers are rational: what decides a rounding where enclosures never can.
#pragma once

#include <ratable/valuation/certified.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace ratable {

/// The n-th root of m > 0, if it is whole. n ≥ 1.
[[nodiscard]] inline std::optional<unbounded> whole_root(const unbounded& m, unsigned n);

/// The largest m for which x is an m-th power, and its root: 441/400 is (21/20)^2. x > 0 and not 1.
[[nodiscard]] inline std::pair<exact_fraction, int> perfect_power(const exact_fraction& x);

/// x^y if it is rational, for x > 0. Errors: invalid_terms when it would have more than 2^20 bits.
///
///     rational_power({441, 400}, {3, 2})   // 9261/8000
[[nodiscard]] inline std::optional<exact_fraction> rational_power(const exact_fraction& x, const exact_fraction& y);

/// y with base^y = x, if it is rational. base, x > 0 and not 1.
///
///     exponent_of({121, 100}, {1331, 1000})   // 3/2
[[nodiscard]] inline std::optional<exact_fraction> exponent_of(exact_fraction base, exact_fraction x);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
inline constexpr int most_power_bits = 1 << 20;

/// ⌊x^(1/n)⌋ for x > 0.
inline unbounded floor_root(const unbounded& x, unsigned n)
{
    unbounded low = 1, high = unbounded(1) << static_cast<unsigned>(bit_length(x) / static_cast<int>(n) + 1); // low^n ≤ x < high^n
    while (high - low > 1) {
        const unbounded middle = (low + high) / 2;
        (boost::multiprecision::pow(middle, n) <= x ? low : high) = middle;
    }
    return low;
}
} // namespace detail

inline std::optional<unbounded> whole_root(const unbounded& m, unsigned n)
{
    const unbounded root = detail::floor_root(m, n);
    return boost::multiprecision::pow(root, n) == m ? std::optional(root) : std::nullopt;
}

inline std::pair<exact_fraction, int> perfect_power(const exact_fraction& x)
{
    const int longest = std::max(detail::bit_length(x.numerator()), detail::bit_length(x.denominator()));
    for (int m = longest; m > 1; --m) {
        const auto above = whole_root(x.numerator(), static_cast<unsigned>(m)), below = whole_root(x.denominator(), static_cast<unsigned>(m));
        if (above && below) return {exact_fraction(*above, *below), m};
    }
    return {x, 1};
}

inline std::optional<exact_fraction> rational_power(const exact_fraction& x, const exact_fraction& y)
{
    const int longest = std::max(detail::bit_length(x.numerator()), detail::bit_length(x.denominator()));
    if (longest == 1) return x; // 1
    if (y.denominator() > longest) return std::nullopt; // a root of so high an order lies between 1 and 2
    const auto order = static_cast<unsigned>(y.denominator());
    const auto above = whole_root(x.numerator(), order), below = whole_root(x.denominator(), order);
    if (!above || !below) return std::nullopt;
    const unbounded size = boost::multiprecision::abs(y.numerator());
    if (size * std::max(detail::bit_length(*above), detail::bit_length(*below)) > detail::most_power_bits) {
        throw invalid_terms({"power", "must have at most 2^20 bits", to_string(x) + " to the " + to_string(y), "write a smaller exponent"});
    }
    const auto      times = static_cast<unsigned>(size);
    const unbounded n = boost::multiprecision::pow(*above, times), d = boost::multiprecision::pow(*below, times);
    return y.numerator() < 0 ? exact_fraction(d, n) : exact_fraction(n, d);
}

/// Euclid's algorithm on the exponents. Powers c^i and c^j of a common c > 1 leave c^(i − j), and the product of its numerator and denominator is
/// that of c^i over that of c^j; where it is not, there is no common base. It halves at least with each step, so there are no more steps than bits.
inline std::optional<exact_fraction> exponent_of(exact_fraction base, exact_fraction x)
{
    using number = exact_fraction;
    struct counted // base^of_base · x^of_x
    {
        number    value;
        unbounded of_base;
        unbounded of_x;
    };
    const number one     = 1;
    const bool   flipped = (base < one) != (x < one);
    if (base < one) base = one / base;
    if (x < one) x = one / x;
    const auto product = [](const number& y) { return unbounded(y.numerator() * y.denominator()); };
    counted    a{base, 1, 0}, b{x, 0, 1};
    while (a.value != b.value) {
        if (a.value < b.value) std::swap(a, b);
        const number left = a.value / b.value;
        if (product(left) * product(b.value) != product(a.value)) return std::nullopt;
        a = {left, a.of_base - b.of_base, a.of_x - b.of_x};
    }
    const number y(unbounded(b.of_base - a.of_base), unbounded(a.of_x - b.of_x)); // base^i·x^j = base^k·x^l
    return flipped ? -y : y;
}

} // namespace ratable
