// SPDX-License-Identifier: BSL-1.0
/// Exact parts of a unit: what a division of quantities is until somebody names a rounding.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/units/quantity.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

namespace ratable {

namespace detail {
template <class N>        inline constexpr bool is_decimal_of_a_fraction                = false;
template <int S, class R> inline constexpr bool is_decimal_of_a_fraction<decimal<S, R>> = holds_every<int128, R>;
} // namespace detail

/// What an exact value is multiplied and divided by: a fraction, a decimal of at most 128 bits, a whole number.
template <class N>
concept exact_number = whole_number<N> || std::same_as<N, fraction> || detail::is_decimal_of_a_fraction<N>;
/// Those that make a part of a whole: fractions and decimals.
template <class N>
concept exact_part = exact_number<N> && !whole_number<N>;

/// A rational number of `U`: what is left of 100 MW × 1.25 ÷ 3, or of a budget divided by a price.
///
/// Shape:   a fraction of base units (watts, not megawatts); `+ −` and `<=>` with its like and with `quantity`, `×` and `÷` by numbers.
/// Rounds:  never; `round(x, rounding::…)` does, in words.
/// Errors:  overflow; unlike_units where the unit is known at run time only; invalid_terms for a division by zero.
///
///     exact_quantity(100 * MW) / 3 * 3 == 100 * MW
template <unit U>
struct exact_quantity
{
    fraction                count{}; ///< of base units
    [[no_unique_address]] U in{};

    constexpr exact_quantity() = default;
    constexpr explicit exact_quantity(const fraction& n, U u = {}) : count(n), in(u) {}
    template <class R>
    constexpr exact_quantity(const quantity<U, R>& x) : count(x.count), in(x.in) {} // NOLINT: exact
    /// From a unit that states at compile time what this one carries at run time.
    template <unit V> requires (!std::same_as<U, V> && std::same_as<typename U::dimension, typename V::dimension> && std::constructible_from<U, V>)
    constexpr exact_quantity(const exact_quantity<V>& x) : count(x.count), in(x.in) {} // NOLINT: nothing is lost

    friend constexpr exact_quantity operator-(const exact_quantity& a) { return exact_quantity(-a.count, a.in); }
    friend constexpr exact_quantity operator+(const exact_quantity& a, const exact_quantity& b)
    {
        return exact_quantity(a.count + b.count, detail::same_unit(a.in, b.in));
    }
    friend constexpr exact_quantity operator-(const exact_quantity& a, const exact_quantity& b)
    {
        return exact_quantity(a.count - b.count, detail::same_unit(a.in, b.in));
    }
    /// A ratio within one unit is a plain number.
    friend constexpr fraction operator/(const exact_quantity& a, const exact_quantity& b)
    {
        static_cast<void>(detail::same_unit(a.in, b.in));
        return a.count / b.count;
    }
    /// As for `quantity`: two units known at run time have no order, but are not equal.
    friend constexpr std::strong_ordering operator<=>(const exact_quantity& a, const exact_quantity& b)
    {
        static_cast<void>(detail::same_unit(a.in, b.in));
        return a.count <=> b.count;
    }
    friend constexpr bool operator==(const exact_quantity& a, const exact_quantity& b) { return a.in == b.in && a.count == b.count; }
};
template <class U, class R> exact_quantity(const quantity<U, R>&) -> exact_quantity<U>;

template <class U, exact_number N> [[nodiscard]] constexpr exact_quantity<U> operator*(const exact_quantity<U>& a, const N& n);
template <class U, exact_number N> [[nodiscard]] constexpr exact_quantity<U> operator*(const N& n, const exact_quantity<U>& a) { return a * n; }
template <class U, exact_number N> [[nodiscard]] constexpr exact_quantity<U> operator/(const exact_quantity<U>& a, const N& n);
/// A part of a quantity: `100 * MW * 1.25_d`, `24 * hrs / 7`. Whole multiples stay a `quantity`.
template <class U, class R, exact_part N> [[nodiscard]] constexpr exact_quantity<U> operator*(const quantity<U, R>& a, const N& n) { return exact_quantity<U>(a) * n; }
template <class U, class R, exact_part N> [[nodiscard]] constexpr exact_quantity<U> operator*(const N& n, const quantity<U, R>& a) { return exact_quantity<U>(a) * n; }
template <class U, class R, exact_number N> [[nodiscard]] constexpr exact_quantity<U> operator/(const quantity<U, R>& a, const N& n) { return exact_quantity<U>(a) / n; }
/// By the table `product`, as for quantities: 100/3 MW × 24 h.
template <class U, class V> requires requires { typename product<U, V>::type; }
[[nodiscard]] constexpr exact_quantity<typename product<U, V>::type> operator*(const exact_quantity<U>& a, const exact_quantity<V>& b);
template <class U, class V, class R> requires requires { typename product<U, V>::type; }
[[nodiscard]] constexpr exact_quantity<typename product<U, V>::type> operator*(const exact_quantity<U>& a, const quantity<V, R>& b) { return a * exact_quantity<V>(b); }
template <class U, class V, class R> requires requires { typename product<U, V>::type; }
[[nodiscard]] constexpr exact_quantity<typename product<U, V>::type> operator*(const quantity<U, R>& a, const exact_quantity<V>& b) { return exact_quantity<U>(a) * b; }

namespace detail {
template <class T> struct unit_counted { using type = void; };
template <class U, class R> struct unit_counted<quantity<U, R>> { using type = U; };
template <class U> struct unit_counted<exact_quantity<U>> { using type = U; };
template <class T> inline constexpr bool is_exact_quantity = false;
template <class U> inline constexpr bool is_exact_quantity<exact_quantity<U>> = true;
/// An exact quantity of one unit beside a quantity, exact or not, of another.
template <class A, class B>
concept exactly_of_two_units = (is_exact_quantity<A> || is_exact_quantity<B>) && unit<typename unit_counted<A>::type> && unit<typename unit_counted<B>::type> &&
                               !std::same_as<typename unit_counted<A>::type, typename unit_counted<B>::type>;
} // namespace detail

template <class A, class B> requires detail::exactly_of_two_units<A, B>
void operator+(const A&, const B&) = delete; // different units do not add: convert one first, with a stated PUE or density
template <class A, class B> requires detail::exactly_of_two_units<A, B>
void operator-(const A&, const B&) = delete; // different units do not subtract: convert one first, with a stated PUE or density
template <class A, class B> requires detail::exactly_of_two_units<A, B>
void operator<=>(const A&, const B&) = delete; // different units do not compare: convert one first, with a stated PUE or density
template <class A, class B> requires detail::exactly_of_two_units<A, B>
void operator==(const A&, const B&) = delete; // different units do not compare: convert one first, with a stated PUE or density
template <class U, std::floating_point F>
void operator*(const exact_quantity<U>&, F) = delete; // binary floats are not exact: write x * 1.25_d, or x * fraction(5, 4)
template <class U, std::floating_point F>
void operator*(F, const exact_quantity<U>&) = delete; // binary floats are not exact: write x * 1.25_d, or x * fraction(5, 4)
template <class U, std::floating_point F>
void operator/(const exact_quantity<U>&, F) = delete; // binary floats are not exact: write x / 1.25_d, or x / fraction(5, 4)

/// A whole number of base units, or of a symbol's: `round(x, MW, rounding::down)`.
///
/// Rounds:  once, by `mode`.
/// Errors:  overflow; unlike_units when the symbol's unit is another.
template <class U> [[nodiscard]] constexpr quantity<U> round(const exact_quantity<U>& x, rounding mode);
template <class U> [[nodiscard]] constexpr quantity<U> round(const exact_quantity<U>& x, const unit_symbol<U>& symbol, rounding mode);
template <class U> void round(const exact_quantity<U>&) = delete; // no rounding happens without its name: write round(x, rounding::down), or another mode

/// As `quantity` where it is a whole number of the first symbol; else in the largest that it reaches: `1.2495 MW` where digits end,
/// `20/3 MW-months` where they do not. Always the exact value.
template <written_unit U> void        append(std::string& out, const exact_quantity<U>& x);
template <written_unit U> std::string to_string(const exact_quantity<U>& x);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

constexpr fraction as_fraction(const fraction& n) { return n; }
template <whole_number I> constexpr fraction as_fraction(I n) { return fraction(n); }
template <int S, class R> constexpr fraction as_fraction(const decimal<S, R>& n) { return to_fraction(n); }

/// Digits as far as they go, at least `least` of them after the point; `10/3` where they do not end within 18 or would be too many.
inline void append_exact(std::string& out, const fraction& x, int least, bool grouped)
{
    constexpr int most = 18;
    if (!fits_scale(x, most) || magnitude(x.numerator() / x.denominator()) >= magnitude(power_of_ten<int128>(38 - most - 1))) {
        out += to_string(x);
        return;
    }
    int scale = least;
    while (!fits_scale(x, scale)) ++scale;
    append_digits(out, round_to_scale(x, scale, rounding::down), scale, grouped);
}

/// That of a whole number of the first symbol, as for a quantity; else the largest that `count` reaches: 20/3 MW-months, not 20000000/3
/// W-months. A part too small to be told in the first is told in the smallest.
template <written_unit U>
constexpr symbol_line symbol_to_show(const fraction& count)
{
    symbol_line shown = U::symbols[0];
    if (count.denominator() == 1 && count.numerator() % shown.factor == 0) return largest_symbol<U>(count.numerator());
    for (const symbol_line& line : U::symbols) {
        if (line.factor > shown.factor && magnitude(count.numerator() / count.denominator()) >= static_cast<uint128>(line.factor)) shown = line;
    }
    int128       denominator = 0;
    const auto   common      = static_cast<std::int64_t>(greatest_common_divisor<uint128>(magnitude(count.numerator()), static_cast<uint128>(shown.factor)));
    if (__builtin_mul_overflow(count.denominator(), int128{shown.factor / common}, &denominator)) {
        for (const symbol_line& line : U::symbols) {
            if (line.factor < shown.factor) shown = line;
        }
    }
    return shown;
}

} // namespace detail

template <class U, exact_number N>
constexpr exact_quantity<U> operator*(const exact_quantity<U>& a, const N& n)
{
    return exact_quantity<U>(a.count * detail::as_fraction(n), a.in);
}

template <class U, exact_number N>
constexpr exact_quantity<U> operator/(const exact_quantity<U>& a, const N& n)
{
    return exact_quantity<U>(a.count / detail::as_fraction(n), a.in);
}

template <class U, class V> requires requires { typename product<U, V>::type; }
constexpr exact_quantity<typename product<U, V>::type> operator*(const exact_quantity<U>& a, const exact_quantity<V>& b)
{
    return exact_quantity<typename product<U, V>::type>(a.count * b.count, product<U, V>::of(a.in, b.in));
}

template <class U>
constexpr quantity<U> round(const exact_quantity<U>& x, rounding mode)
{
    return quantity<U>(round_to_integer(x.count, mode), x.in);
}

template <class U>
constexpr quantity<U> round(const exact_quantity<U>& x, const unit_symbol<U>& symbol, rounding mode)
{
    static_cast<void>(detail::same_unit(x.in, symbol.in));
    return round_to_integer(x.count / fraction(symbol.factor), mode) * symbol;
}

template <written_unit U>
void append(std::string& out, const exact_quantity<U>& x)
{
    const symbol_line shown = detail::symbol_to_show<U>(x.count);
    const fraction    n     = x.count / fraction(shown.factor);
    detail::append_exact(out, n, 0, true);
    out += ' ';
    detail::append_symbol(out, x.in, shown, n != fraction(1));
}

template <written_unit U>
std::string to_string(const exact_quantity<U>& x)
{
    std::string out;
    append(out, x);
    return out;
}

} // namespace ratable
