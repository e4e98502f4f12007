// SPDX-License-Identifier: BSL-1.0
/// Exact rational numbers: what a division is until somebody names a rounding.
#pragma once

#include <ratable/core/representation.hpp>
#include <ratable/core/rounding.hpp>

#include <compare>
#include <concepts>
#include <string>
#include <string_view>

namespace ratable {

/// An exact quotient in lowest terms, denominator positive.
///
/// Shape:   numerator and denominator in `Rep`; `fraction` has 128 bits. + − × ÷ reduce before they multiply.
/// Rounds:  never; `round_to_integer` and `round<Scale>` (decimal.hpp) round once, by a named mode.
/// Errors:  invalid_terms for a zero denominator; overflow when a reduced result, or a product on the way to it, does not fit.
///
///     fraction(1, 3) + fraction(1, 6) == fraction(1, 2)
template <representation Rep>
class basic_fraction
{
public:
    constexpr basic_fraction() = default;
    template <class N, class D = int> requires (whole_number<N> || std::same_as<N, Rep>) && (whole_number<D> || std::same_as<D, Rep>)
    constexpr basic_fraction(N numerator, D denominator = 1) { set(in_rep(numerator), in_rep(denominator)); } // NOLINT: an integer is a fraction, exactly
    template <std::floating_point F> basic_fraction(F, int128 = 1) = delete; // binary floats are not exact: write fraction(1, 10) for a tenth
    template <whole_number N, std::floating_point F> basic_fraction(N, F) = delete;     // binary floats are not exact: write fraction(1, 10) for a tenth
    /// In a wider Rep.
    template <representation R> requires (!std::same_as<R, Rep> && holds_every<Rep, R>)
    constexpr basic_fraction(const basic_fraction<R>& x) // NOLINT: exact
        : numerator_(checked_cast<Rep>(x.numerator())), denominator_(checked_cast<Rep>(x.denominator())) {}
    /// In a narrower one, checked.
    template <representation R> requires (!holds_every<Rep, R>)
    constexpr explicit basic_fraction(const basic_fraction<R>& x)
        : numerator_(checked_cast<Rep>(x.numerator())), denominator_(checked_cast<Rep>(x.denominator())) {}

    [[nodiscard]] constexpr const Rep& numerator() const { return numerator_; }
    [[nodiscard]] constexpr const Rep& denominator() const { return denominator_; }

    friend constexpr bool operator==(const basic_fraction& a, const basic_fraction& b) { return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_; }
    friend constexpr basic_fraction operator-(const basic_fraction& a) { return {rep_traits<Rep>::sub(Rep{0}, a.numerator_), a.denominator_}; }
    friend constexpr basic_fraction operator+(const basic_fraction& a, const basic_fraction& b) { return sum(a, b); }
    friend constexpr basic_fraction operator-(const basic_fraction& a, const basic_fraction& b) { return sum(a, -b); }
    friend constexpr basic_fraction operator*(const basic_fraction& a, const basic_fraction& b) { return product(a, b.numerator_, b.denominator_); }
    friend constexpr basic_fraction operator/(const basic_fraction& a, const basic_fraction& b)
    {
        if (b.numerator_ == 0) detail::division_by_zero();
        return product(a, b.denominator_, b.numerator_);
    }
    constexpr basic_fraction& operator+=(const basic_fraction& b) { return *this = *this + b; }
    constexpr basic_fraction& operator-=(const basic_fraction& b) { return *this = *this - b; }
    constexpr basic_fraction& operator*=(const basic_fraction& b) { return *this = *this * b; }
    constexpr basic_fraction& operator/=(const basic_fraction& b) { return *this = *this / b; }
    /// Compares by continued fractions: exact at any size, nothing is multiplied.
    friend constexpr std::strong_ordering operator<=>(const basic_fraction& a, const basic_fraction& b) { return order(a, b); }

private:
    template <class N> static constexpr Rep in_rep(const N& n);
    constexpr void                          set(const Rep& numerator, const Rep& denominator);
    static constexpr basic_fraction         sum(const basic_fraction& a, const basic_fraction& b);
    static constexpr basic_fraction         product(const basic_fraction& a, const Rep& numerator, const Rep& denominator);
    static constexpr std::strong_ordering   order(const basic_fraction& a, const basic_fraction& b);

    Rep numerator_   = 0;
    Rep denominator_ = 1;
};

using fraction = basic_fraction<int128>;

/// |x|, and -1, 0 or 1.
template <class Rep> [[nodiscard]] constexpr basic_fraction<Rep> abs(const basic_fraction<Rep>& x) { return x.numerator() < 0 ? -x : x; }
template <class Rep> [[nodiscard]] constexpr int                 sign(const basic_fraction<Rep>& x) { return x.numerator() < 0 ? -1 : x.numerator() > 0 ? 1 : 0; }

/// The integer that `mode` makes of x.
template <class Rep>
[[nodiscard]] constexpr Rep round_to_integer(const basic_fraction<Rep>& x, rounding mode) { return round_quotient(x.numerator(), x.denominator(), mode); }

/// x in units of 10^-scale, as an integer. Rounds: once, by `mode`. Errors: overflow.
///
///     round_to_scale(fraction(2, 3), 2, rounding::half_up)   // 67
template <class Rep>
[[nodiscard]] constexpr Rep round_to_scale(const basic_fraction<Rep>& x, int scale, rounding mode);

/// Whether x is a whole number of 10^-scale, so that no rounding happens.
template <class Rep>
[[nodiscard]] constexpr bool fits_scale(const basic_fraction<Rep>& x, int scale);

/// `7/2`, or `3` for a whole number.
template <class Rep> std::string to_string(const basic_fraction<Rep>& x);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <representation Rep>
template <class N>
constexpr Rep basic_fraction<Rep>::in_rep(const N& n)
{
    if constexpr (std::same_as<N, Rep>) return n;
    else return checked_cast<Rep>(static_cast<int128>(n));
}

template <representation Rep>
constexpr void basic_fraction<Rep>::set(const Rep& numerator, const Rep& denominator)
{
    using traits = rep_traits<Rep>;
    if (denominator == 0) detail::division_by_zero();
    const auto n       = traits::magnitude(numerator);
    const auto d       = traits::magnitude(denominator);
    const auto divisor = greatest_common_divisor(n, d);
    numerator_         = traits::from_magnitude(n / divisor, (numerator < 0) != (denominator < 0));
    denominator_       = traits::from_magnitude(d / divisor, false);
}

template <representation Rep>
constexpr basic_fraction<Rep> basic_fraction<Rep>::sum(const basic_fraction& a, const basic_fraction& b)
{
    using traits     = rep_traits<Rep>;
    const Rep common = traits::from_magnitude(greatest_common_divisor(traits::magnitude(a.denominator_), traits::magnitude(b.denominator_)), false);
    const Rep a_part = a.denominator_ / common;
    const Rep b_part = b.denominator_ / common;
    return {traits::add(traits::mul(a.numerator_, b_part), traits::mul(b.numerator_, a_part)), traits::mul(a_part, b.denominator_)};
}

template <representation Rep>
constexpr basic_fraction<Rep> basic_fraction<Rep>::product(const basic_fraction& a, const Rep& numerator, const Rep& denominator)
{
    using traits = rep_traits<Rep>;
    const basic_fraction crossed_a(a.numerator_, denominator);
    const basic_fraction crossed_b(numerator, a.denominator_);
    return {traits::mul(crossed_a.numerator_, crossed_b.numerator_), traits::mul(crossed_a.denominator_, crossed_b.denominator_)};
}

namespace detail {

template <class Rep>
struct floored
{
    Rep quotient;
    Rep remainder; ///< in [0, divisor)
};

template <class Rep>
constexpr floored<Rep> floor_divide(const Rep& n, const Rep& d) // d > 0
{
    Rep q = n / d;
    Rep r = n % d;
    if (r < 0) q -= 1, r += d;
    return {q, r};
}

/// <=> for Reps that have only < and ==.
template <class Rep>
constexpr std::strong_ordering order_of(const Rep& a, const Rep& b)
{
    return a < b ? std::strong_ordering::less : a == b ? std::strong_ordering::equal : std::strong_ordering::greater;
}

/// The next digit of remainder / d, for remainder < d: by doubling, so that nothing grows past d.
template <class Magnitude>
constexpr int next_digit(Magnitude& remainder, const Magnitude& d)
{
    const Magnitude once = remainder;
    int             digit = 0;
    remainder = 0;
    const auto add = [&](const Magnitude& x) {
        if (remainder >= d - x) {
            remainder -= d - x;
            ++digit;
        } else {
            remainder += x;
        }
    };
    for (const bool bit : {true, false, true, false}) { // ten
        digit *= 2;
        const Magnitude half = remainder;
        add(half);
        if (bit) add(once);
    }
    return digit;
}

} // namespace detail

template <representation Rep>
constexpr std::strong_ordering basic_fraction<Rep>::order(const basic_fraction& a, const basic_fraction& b)
{
    Rep an = a.numerator_, ad = a.denominator_, bn = b.numerator_, bd = b.denominator_;
    for (bool flipped = false;; flipped = !flipped) {
        const auto qa    = detail::floor_divide(an, ad);
        const auto qb    = detail::floor_divide(bn, bd);
        auto       order = detail::order_of(qa.quotient, qb.quotient);
        if (order == 0 && (qa.remainder == 0 || qb.remainder == 0)) {
            order = detail::order_of(qa.remainder, qb.remainder); // one is whole here: the other, if not, is larger
            return flipped ? 0 <=> order : order;
        }
        if (order != 0) return flipped ? 0 <=> order : order;
        an = ad, ad = qa.remainder; // compare the reciprocals of what is left, the other way round
        bn = bd, bd = qb.remainder;
    }
}

template <class Rep>
constexpr Rep round_to_scale(const basic_fraction<Rep>& x, int scale, rounding mode)
{
    using traits = rep_traits<Rep>;
    const bool negative  = x.numerator() < 0;
    const auto d         = traits::magnitude(x.denominator());
    Rep        quotient  = x.numerator() / x.denominator();
    auto       remainder = traits::magnitude(x.numerator());
    remainder %= d;
    for (int i = 0; i < scale; ++i) { // digit by digit, so that only the remainder is ever multiplied
        const int digit = detail::next_digit(remainder, d);
        quotient = traits::add(traits::mul(quotient, Rep{10}), Rep{negative ? -digit : digit});
    }
    if (remainder != 0 && detail::moves_away(traits::magnitude(quotient), remainder, d, negative, mode)) {
        quotient = traits::add(quotient, Rep{negative ? -1 : 1});
    }
    return quotient;
}

template <class Rep>
constexpr bool fits_scale(const basic_fraction<Rep>& x, int scale)
{
    Rep denominator = x.denominator();
    for (int twos = 0; twos < scale && denominator % 2 == 0; ++twos) denominator /= 2;
    for (int fives = 0; fives < scale && denominator % 5 == 0; ++fives) denominator /= 5;
    return denominator == 1;
}

template <class Rep>
std::string to_string(const basic_fraction<Rep>& x)
{
    using traits = rep_traits<Rep>;
    std::string out;
    if (x.numerator() < 0) out += '-';
    traits::append_text(out, traits::magnitude(x.numerator()));
    if (x.denominator() != 1) {
        out += '/';
        traits::append_text(out, traits::magnitude(x.denominator()));
    }
    return out;
}

} // namespace ratable
