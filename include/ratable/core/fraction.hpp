// SPDX-License-Identifier: BSL-1.0
/// Exact rational numbers: what a division is until somebody names a rounding.
#pragma once

#include <ratable/core/integer.hpp>
#include <ratable/core/rounding.hpp>

#include <compare>
#include <string>

namespace ratable {

/// An exact quotient in lowest terms, denominator positive.
///
/// Shape:   128-bit numerator and denominator; + − × ÷ reduce before they multiply.
/// Rounds:  never; `round_to_integer` and `round<Scale>` (decimal.hpp) round once, by a named mode.
/// Errors:  invalid_terms for a zero denominator; overflow when a reduced result, or a product on the way to it, does not fit.
///
///     fraction(1, 3) + fraction(1, 6) == fraction(1, 2)
class fraction
{
public:
    constexpr fraction() = default;
    template <whole_number N, whole_number D = int>
    constexpr fraction(N numerator, D denominator = 1) { set(static_cast<int128>(numerator), static_cast<int128>(denominator)); } // NOLINT: an integer is a fraction, exactly
    template <std::floating_point F> fraction(F, int128 = 1) = delete; // binary floats are not exact: write fraction(1, 10) for a tenth
    template <whole_number N, std::floating_point F> fraction(N, F) = delete;     // binary floats are not exact: write fraction(1, 10) for a tenth

    [[nodiscard]] constexpr int128 numerator() const { return numerator_; }
    [[nodiscard]] constexpr int128 denominator() const { return denominator_; }

    friend constexpr bool     operator==(const fraction&, const fraction&) = default;
    friend constexpr fraction operator-(const fraction& a) { return {checked_sub<int128>(0, a.numerator_), a.denominator_}; }
    friend constexpr fraction operator+(const fraction& a, const fraction& b);
    friend constexpr fraction operator-(const fraction& a, const fraction& b) { return a + -b; }
    friend constexpr fraction operator*(const fraction& a, const fraction& b);
    friend constexpr fraction operator/(const fraction& a, const fraction& b);
    /// Compares by continued fractions: exact at any size, nothing is multiplied.
    friend constexpr std::strong_ordering operator<=>(const fraction& a, const fraction& b);

private:
    constexpr void set(int128 numerator, int128 denominator);

    int128 numerator_   = 0;
    int128 denominator_ = 1;
};

/// The integer that `mode` makes of x.
[[nodiscard]] constexpr int128 round_to_integer(const fraction& x, rounding mode);

/// `7/2`, or `3` for a whole number.
std::string to_string(const fraction& x);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr void fraction::set(int128 numerator, int128 denominator)
{
    if (denominator == 0) detail::division_by_zero();
    const uint128 divisor = greatest_common_divisor(magnitude(numerator), magnitude(denominator));
    const uint128 n       = magnitude(numerator) / divisor;
    const uint128 d       = magnitude(denominator) / divisor;
    if (d > magnitude(highest_of<int128>) || n > magnitude(highest_of<int128>)) detail::overflow_in_narrowing();
    const bool negative = (numerator < 0) != (denominator < 0);
    numerator_          = negative ? -static_cast<int128>(n) : static_cast<int128>(n);
    denominator_        = static_cast<int128>(d);
}

constexpr fraction operator+(const fraction& a, const fraction& b)
{
    const int128 common = static_cast<int128>(greatest_common_divisor(magnitude(a.denominator_), magnitude(b.denominator_)));
    const int128 a_part = a.denominator_ / common;
    return {checked_add(checked_mul<int128>(a.numerator_, b.denominator_ / common), checked_mul<int128>(b.numerator_, a_part)),
            checked_mul<int128>(a_part, b.denominator_)};
}

constexpr fraction operator*(const fraction& a, const fraction& b)
{
    const fraction crossed_a(a.numerator_, b.denominator_);
    const fraction crossed_b(b.numerator_, a.denominator_);
    return {checked_mul<int128>(crossed_a.numerator_, crossed_b.numerator_),
            checked_mul<int128>(crossed_a.denominator_, crossed_b.denominator_)};
}

constexpr fraction operator/(const fraction& a, const fraction& b)
{
    if (b.numerator_ == 0) detail::division_by_zero();
    return a * fraction(b.denominator_, b.numerator_);
}

namespace detail {

struct floored
{
    int128 quotient;
    int128 remainder; ///< in [0, divisor)
};

constexpr floored floor_divide(int128 n, int128 d) // d > 0
{
    const int128 q = n / d;
    const int128 r = n % d;
    return r < 0 ? floored{q - 1, r + d} : floored{q, r};
}

} // namespace detail

constexpr std::strong_ordering operator<=>(const fraction& a, const fraction& b)
{
    int128 an = a.numerator_, ad = a.denominator_, bn = b.numerator_, bd = b.denominator_;
    for (bool flipped = false;; flipped = !flipped) {
        const auto qa = detail::floor_divide(an, ad);
        const auto qb = detail::floor_divide(bn, bd);
        auto order = qa.quotient <=> qb.quotient;
        if (order == 0 && (qa.remainder == 0 || qb.remainder == 0)) {
            order = qa.remainder <=> qb.remainder; // one is whole here: the other, if not, is larger
            return flipped ? 0 <=> order : order;
        }
        if (order != 0) return flipped ? 0 <=> order : order;
        an = ad, ad = qa.remainder; // compare the reciprocals of what is left, the other way round
        bn = bd, bd = qb.remainder;
    }
}

constexpr int128 round_to_integer(const fraction& x, rounding mode) { return round_quotient(x.numerator(), x.denominator(), mode); }

namespace detail {

inline void append_integer(std::string& out, int128 x)
{
    char    digits[40];
    int     n = 0;
    uint128 m = magnitude(x);
    do {
        digits[n++] = static_cast<char>('0' + static_cast<int>(m % 10));
        m /= 10;
    } while (m != 0);
    if (x < 0) out += '-';
    while (n > 0) out += digits[--n];
}

} // namespace detail

inline std::string to_string(const fraction& x)
{
    std::string out;
    detail::append_integer(out, x.numerator());
    if (x.denominator() != 1) {
        out += '/';
        detail::append_integer(out, x.denominator());
    }
    return out;
}

} // namespace ratable
