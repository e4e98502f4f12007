// SPDX-License-Identifier: BSL-1.0
/// Exact decimals: an integer count of 10^-Scale, the scale in the type.
#pragma once

#include <ratable/core/digits.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/core/representation.hpp>
#include <ratable/core/rounding.hpp>

#include <charconv>
#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace ratable {

/// `units` × 10^-Scale, exactly.
///
/// Shape:   `+ −` widen to the larger scale; `×` adds scales, in the product's wider Rep; `÷` gives an exact `fraction`.
///          Rep is std::int64_t, int128, or with core/wide.hpp an integer of Boost.Multiprecision.
/// Rounds:  never; `round<Scale>(x, rounding::…)` does, in words.
/// Errors:  overflow, always checked (in a constant expression it does not compile).
///
///     decimal<2>::parse("12.5") + 0.125_d == 12.625_d
template <int Scale, representation Rep = std::int64_t>
struct decimal
{
    static_assert(Scale >= 0 && Scale <= rep_traits<Rep>::largest_scale, "a decimal has 0 to 38 digits after the point, and more in a Rep of core/wide.hpp");
    static constexpr int scale = Scale;

    Rep units = 0; ///< count of 10^-Scale; public so that a decimal can be a template argument

    constexpr decimal() = default;
    template <class I> requires (whole_number<I> || std::same_as<I, Rep>)
    constexpr explicit decimal(const I& whole);
    template <std::floating_point F> decimal(F) = delete; // binary floats are not exact: write decimal<2>::parse("0.10") or 0.10_d

    /// Widens: more digits or a wider Rep lose nothing.
    template <int S, class R> requires (S <= Scale && holds_every<Rep, R>)
    constexpr decimal(const decimal<S, R>& x); // NOLINT: exact
    /// Narrows the Rep only, checked.
    template <int S, class R> requires (S <= Scale && !holds_every<Rep, R>)
    constexpr explicit decimal(const decimal<S, R>& x);
    template <int S, class R> requires (S > Scale)
    decimal(const decimal<S, R>&) = delete; // digits would be lost: write round<Scale>(x, rounding::half_up), naming the mode

    /// Errors: overflow when the count does not fit Rep.
    template <class I> requires (whole_number<I> || std::same_as<I, Rep>)
    [[nodiscard]] static constexpr decimal from_units(const I& units);
    template <std::floating_point F> static decimal from_units(F) = delete; // binary floats are not exact: write decimal<2>::parse("0.10") or 0.10_d

    /// Reads `-12`, `+0.125`, `38_000_000.00`: no exponent, no commas; `_` between digits only.
    /// Errors: parse_error with the column; inexact when a non-zero digit does not fit Scale; overflow.
    [[nodiscard]] static constexpr decimal parse(std::string_view text);

    constexpr decimal& operator+=(const decimal& b) { return *this = *this + b; }
    constexpr decimal& operator-=(const decimal& b) { return *this = *this - b; }
    friend constexpr decimal operator-(const decimal& a) { return from_units(rep_traits<Rep>::sub(Rep{0}, a.units)); }
};

template <int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator+(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<(A > B ? A : B), wider<R, S>>;
template <int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator-(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<(A > B ? A : B), wider<R, S>>;
template <int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator*(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<A + B, typename rep_traits<wider<R, S>>::wide>;
template <int A, class R, whole_number I>
[[nodiscard]] constexpr decimal<A, R> operator*(const decimal<A, R>& a, I n);
template <int A, class R, whole_number I>
[[nodiscard]] constexpr decimal<A, R> operator*(I n, const decimal<A, R>& a) { return a * n; }
template <int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator/(const decimal<A, R>& a, const decimal<B, S>& b) -> basic_fraction<wider<int128, wider<R, S>>>;
template <int A, class R, int B, class S>
[[nodiscard]] constexpr std::strong_ordering operator<=>(const decimal<A, R>& a, const decimal<B, S>& b);
template <int A, class R, int B, class S>
[[nodiscard]] constexpr bool operator==(const decimal<A, R>& a, const decimal<B, S>& b) { return (a <=> b) == 0; }

namespace detail {
template <class T>        inline constexpr bool is_decimal                = false;
template <int A, class R> inline constexpr bool is_decimal<decimal<A, R>> = true;
template <class Rows>
concept contiguous_decimals = requires(const Rows& rows) { requires is_decimal<typename decltype(std::span(rows))::value_type>; };
} // namespace detail

/// The exact value as a fraction.
template <int A, class R>
[[nodiscard]] constexpr auto to_fraction(const decimal<A, R>& a) -> basic_fraction<wider<int128, R>>;

/// |x|, and -1, 0 or 1. Errors: overflow for the lowest of a native Rep.
template <int A, class R> [[nodiscard]] constexpr decimal<A, R> abs(const decimal<A, R>& x) { return x.units < 0 ? -x : x; }
template <int A, class R> [[nodiscard]] constexpr int           sign(const decimal<A, R>& x) { return x.units < 0 ? -1 : x.units > 0 ? 1 : 0; }

/// The smaller and the larger; of two scales, at the finer.
template <int A, class R> [[nodiscard]] constexpr decimal<A, R> min(const decimal<A, R>& a, const decimal<A, R>& b) { return b < a ? b : a; }
template <int A, class R> [[nodiscard]] constexpr decimal<A, R> max(const decimal<A, R>& a, const decimal<A, R>& b) { return a < b ? b : a; }
template <int A, class R, int B, class S>
[[nodiscard]] constexpr auto min(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<(A > B ? A : B), wider<R, S>>
{
    if (b < a) return b;
    return a;
}
template <int A, class R, int B, class S>
[[nodiscard]] constexpr auto max(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<(A > B ? A : B), wider<R, S>>
{
    if (a < b) return b;
    return a;
}

/// The sum of any number of rows, in the wider Rep of a product: 64-bit rows run in 128 bits and cannot overflow.
///
///     sum(std::vector{0.10_d, 0.20_d})   // decimal<2, int128>; decimal<2>(…) narrows it, checked
template <class Rows> requires detail::contiguous_decimals<Rows>
[[nodiscard]] constexpr auto sum(const Rows& rows);

/// The decimal of `Scale` digits that `mode` makes of x, in 64 bits unless another Rep is named.
/// Errors: overflow when it does not fit.
///
///     round<2>(usd_per_hour * hours, rounding::half_up)
template <int Scale, representation Rep = std::int64_t, int From, class R>
[[nodiscard]] constexpr decimal<Scale, Rep> round(const decimal<From, R>& x, rounding mode);
template <int Scale, representation Rep = std::int64_t, class R>
[[nodiscard]] constexpr decimal<Scale, Rep> round(const basic_fraction<R>& x, rounding mode);
template <int Scale, class T>
void round(const T&) = delete; // no rounding happens without its name: write round<2>(x, rounding::half_up), or another mode

/// A fraction as decimal text of `scale` digits: `3.14`, grouped `1,234.57`.
/// Rounds: once, by `mode`.
template <class Rep>
[[nodiscard]] std::string to_decimal_text(const basic_fraction<Rep>& x, int scale, rounding mode, bool grouped = false);

/// `-12.50`: every digit of the scale, no grouping, no exponent. parse reads it back to the same value.
template <int Scale, class Rep> void        append(std::string& out, const decimal<Scale, Rep>& x);
template <int Scale, class Rep> std::string to_string(const decimal<Scale, Rep>& x);

/// As std::from_chars and std::to_chars: nothing is thrown, and for a native Rep no memory is asked for.
///
/// Shape:   reads the longest number at the beginning, in parse's grammar, and leaves `x` alone unless all is well.
/// Errors:  std::errc::invalid_argument when there is none; result_out_of_range when it does not fit; argument_out_of_domain when
///          it has a non-zero digit beyond Scale; value_too_large when the buffer is too short.
template <int Scale, class Rep>
constexpr std::from_chars_result from_chars(const char* first, const char* last, decimal<Scale, Rep>& x);
template <int Scale, class Rep>
std::to_chars_result to_chars(char* first, char* last, const decimal<Scale, Rep>& x);

namespace literals {
/// `0.1234_d` is decimal<4>; the scale is the number of digits written. Exponents and hexadecimal do not compile.
template <char... Digits>
[[nodiscard]] constexpr auto operator""_d();
} // namespace literals

// -- bodies -----------------------------------------------------------------------------------------------------------

template <int Scale, representation Rep>
template <class I> requires (whole_number<I> || std::same_as<I, Rep>)
constexpr decimal<Scale, Rep>::decimal(const I& whole) : units(rep_traits<Rep>::mul(from_units(whole).units, power_of_ten<Rep>(Scale)))
{
}

template <int Scale, representation Rep>
template <int S, class R> requires (S <= Scale && holds_every<Rep, R>)
constexpr decimal<Scale, Rep>::decimal(const decimal<S, R>& x) : units(checked_cast<Rep>(x.units))
{
    // An if, not a product with 1: a difference of scales whose power of ten does not fit Rep still holds zero.
    if (S != Scale && units != 0) units = rep_traits<Rep>::mul(units, power_of_ten<Rep>(Scale - S));
}

template <int Scale, representation Rep>
template <int S, class R> requires (S <= Scale && !holds_every<Rep, R>)
constexpr decimal<Scale, Rep>::decimal(const decimal<S, R>& x) : decimal(decimal<S, Rep>::from_units(checked_cast<Rep>(x.units)))
{
}

template <int Scale, representation Rep>
template <class I> requires (whole_number<I> || std::same_as<I, Rep>)
constexpr decimal<Scale, Rep> decimal<Scale, Rep>::from_units(const I& units)
{
    decimal x;
    if constexpr (std::same_as<I, Rep>) x.units = units;
    else x.units = checked_cast<Rep>(static_cast<int128>(units));
    return x;
}

template <int A, class R, int B, class S>
constexpr auto operator+(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<(A > B ? A : B), wider<R, S>>
{
    using result = decimal<(A > B ? A : B), wider<R, S>>;
    return result::from_units(rep_traits<wider<R, S>>::add(result(a).units, result(b).units));
}

template <int A, class R, int B, class S>
constexpr auto operator-(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<(A > B ? A : B), wider<R, S>>
{
    using result = decimal<(A > B ? A : B), wider<R, S>>;
    return result::from_units(rep_traits<wider<R, S>>::sub(result(a).units, result(b).units));
}

template <int A, class R, int B, class S>
constexpr auto operator*(const decimal<A, R>& a, const decimal<B, S>& b) -> decimal<A + B, typename rep_traits<wider<R, S>>::wide>
{
    using wide = typename rep_traits<wider<R, S>>::wide;
    return decimal<A + B, wide>::from_units(rep_traits<wide>::mul(checked_cast<wide>(a.units), checked_cast<wide>(b.units)));
}

template <int A, class R, whole_number I>
constexpr decimal<A, R> operator*(const decimal<A, R>& a, I n)
{
    return decimal<A, R>::from_units(rep_traits<R>::mul(a.units, checked_cast<R>(static_cast<int128>(n))));
}

template <int A, class R, int B, class S>
constexpr auto operator/(const decimal<A, R>& a, const decimal<B, S>& b) -> basic_fraction<wider<int128, wider<R, S>>>
{
    using exact = basic_fraction<wider<int128, wider<R, S>>>;
    return exact(to_fraction(a)) / exact(to_fraction(b));
}

template <int A, class R>
constexpr auto to_fraction(const decimal<A, R>& a) -> basic_fraction<wider<int128, R>>
{
    using rep = wider<int128, R>;
    return {checked_cast<rep>(a.units), power_of_ten<rep>(A)};
}

template <int A, class R, int B, class S>
constexpr std::strong_ordering operator<=>(const decimal<A, R>& a, const decimal<B, S>& b)
{
    if constexpr (A == B && std::same_as<R, S>) {
        return detail::order_of(a.units, b.units);
    } else if constexpr (A > B) {
        return 0 <=> (b <=> a);
    } else { // divide the finer one: its quotient and remainder decide, and nothing can overflow
        using rep = wider<int128, wider<R, S>>;
        const rep  step      = power_of_ten<rep>(B - A);
        const rep  fine      = checked_cast<rep>(b.units);
        const rep  quotient  = fine / step;
        const rep  remainder = fine % step;
        const auto order     = detail::order_of(checked_cast<rep>(a.units), quotient);
        return order != 0 ? order : detail::order_of(rep{0}, remainder);
    }
}

template <class Rows> requires detail::contiguous_decimals<Rows>
constexpr auto sum(const Rows& rows)
{
    using row  = typename decltype(std::span(rows))::value_type;
    using rep  = decltype(row::units);
    using wide = typename rep_traits<rep>::wide;
    wide total = 0;
    for (const row& x : rows) {
        if constexpr (std::same_as<rep, std::int64_t>) total += x.units; // it would take 2^64 rows to overflow
        else total = rep_traits<wide>::add(total, checked_cast<wide>(x.units));
    }
    return decimal<row::scale, wide>::from_units(total);
}

template <int Scale, representation Rep, int From, class R>
constexpr decimal<Scale, Rep> round(const decimal<From, R>& x, rounding mode)
{
    if constexpr (Scale >= From) {
        return decimal<Scale, Rep>(decimal<Scale, wider<R, Rep>>(x));
    } else if constexpr (std::same_as<R, std::int64_t> && From - Scale <= 18) {
        constexpr std::int64_t step = power_of_ten<std::int64_t>(From - Scale);
        return decimal<Scale, Rep>::from_units(checked_cast<Rep>(round_quotient<std::int64_t>(x.units, step, mode)));
    } else {
        using rep = wider<int128, R>;
        return decimal<Scale, Rep>::from_units(checked_cast<Rep>(round_quotient<rep>(checked_cast<rep>(x.units), power_of_ten<rep>(From - Scale), mode)));
    }
}

template <int Scale, representation Rep, class R>
constexpr decimal<Scale, Rep> round(const basic_fraction<R>& x, rounding mode)
{
    return decimal<Scale, Rep>::from_units(checked_cast<Rep>(round_to_scale(basic_fraction<wider<R, Rep>>(x), Scale, mode)));
}

template <int Scale, representation Rep>
constexpr decimal<Scale, Rep> decimal<Scale, Rep>::parse(std::string_view text)
{
    const auto found = detail::read_digits<Rep>(text, Scale);
    return from_units(rep_traits<Rep>::from_magnitude(found.size, found.negative));
}

template <int Scale, class Rep>
void append(std::string& out, const decimal<Scale, Rep>& x)
{
    detail::append_digits(out, x.units, Scale, false);
}

template <int Scale, class Rep>
std::string to_string(const decimal<Scale, Rep>& x)
{
    std::string out;
    append(out, x);
    return out;
}

template <class Rep>
std::string to_decimal_text(const basic_fraction<Rep>& x, int scale, rounding mode, bool grouped)
{
    std::string out;
    detail::append_digits(out, round_to_scale(x, scale, mode), scale, grouped);
    return out;
}

template <int Scale, class Rep>
constexpr std::from_chars_result from_chars(const char* first, const char* last, decimal<Scale, Rep>& x)
{
    using detail::digits_fault;
    const auto  found = detail::scan_digits<Rep>({first, static_cast<std::size_t>(last - first)}, Scale);
    const char* end   = first + found.end;
    switch (found.fault) {
    case digits_fault::none: break;
    case digits_fault::empty:
    case digits_fault::not_a_number: return {first, std::errc::invalid_argument};
    case digits_fault::too_many_digits: return {end, std::errc::argument_out_of_domain};
    case digits_fault::too_long:
    case digits_fault::out_of_range: return {end, std::errc::result_out_of_range};
    }
    x.units = rep_traits<Rep>::from_magnitude(found.size, found.negative);
    return {end, std::errc{}};
}

template <int Scale, class Rep>
std::to_chars_result to_chars(char* first, char* last, const decimal<Scale, Rep>& x)
{
    const auto write = [first, last](std::string_view text) -> std::to_chars_result {
        if (text.size() > static_cast<std::size_t>(last - first)) return {last, std::errc::value_too_large};
        text.copy(first, text.size());
        return {first + text.size(), std::errc{}};
    };
    if constexpr (native_integer<Rep>) {
        char        text[48]; // from its end: at most 39 digits, a sign, a point
        char* const end = text + sizeof text;
        char*       at  = end;
        auto        m   = rep_traits<Rep>::magnitude(x.units);
        for (int digits = 0; digits <= Scale || m != 0; ++digits, m /= 10) {
            if (digits == Scale && Scale > 0) *--at = '.';
            *--at = static_cast<char>('0' + static_cast<int>(m % 10));
        }
        if (x.units < 0) *--at = '-';
        return write({at, static_cast<std::size_t>(end - at)});
    } else {
        return write(to_string(x));
    }
}

namespace literals {

template <char... Digits>
constexpr auto operator""_d() // not consteval: clang 14 forgets to evaluate that inside templates
{
    constexpr char text[] = {Digits...};
    constexpr auto plain  = [] { // C++ separates digits with ', text with _
        struct { char text[sizeof...(Digits)]; } p{};
        for (std::size_t i = 0; i < sizeof...(Digits); ++i) p.text[i] = text[i] == '\'' ? '_' : text[i];
        return p;
    }();
    constexpr auto found = detail::read_digits<int128>({plain.text, sizeof...(Digits)}, detail::as_written);
    if constexpr (found.size <= rep_traits<std::int64_t>::magnitude(highest_of<std::int64_t>)) {
        return decimal<found.scale>::from_units(static_cast<std::int64_t>(found.size));
    } else {
        return decimal<found.scale, int128>::from_units(static_cast<int128>(found.size));
    }
}

} // namespace literals

} // namespace ratable

/// As an integer's: whether it is bounded, and by what, is the Rep's. epsilon() is one unit in the last place.
template <int Scale, class Rep>
struct std::numeric_limits<ratable::decimal<Scale, Rep>>
{
    using value_type = ratable::decimal<Scale, Rep>;
    using traits     = ratable::rep_traits<Rep>;

    static constexpr bool is_specialized = true, is_signed = true, is_exact = true, is_integer = Scale == 0;
    static constexpr bool is_bounded = traits::bits != std::numeric_limits<int>::max(), is_modulo = false, is_iec559 = false;
    static constexpr bool has_infinity = false, has_quiet_NaN = false, has_signaling_NaN = false, traps = false, tinyness_before = false;
    static constexpr int  radix = 10, digits10 = is_bounded ? static_cast<int>(traits::bits * 643L / 2136) : 0, digits = digits10, max_digits10 = 0;
    static constexpr int  min_exponent = 0, min_exponent10 = 0, max_exponent = 0, max_exponent10 = 0;
    static constexpr auto round_style = std::round_toward_zero;

    static constexpr value_type lowest() requires is_bounded { return value_type::from_units(traits::lowest()); }
    static constexpr value_type min() requires is_bounded { return lowest(); }
    static constexpr value_type max() requires is_bounded { return value_type::from_units(traits::highest()); }
    static constexpr value_type epsilon() { return value_type::from_units(Rep{1}); }
};

/// Equal decimals of one type have one hash; of two types they need not.
template <int Scale, class Rep>
struct std::hash<ratable::decimal<Scale, Rep>>
{
    std::size_t operator()(const ratable::decimal<Scale, Rep>& x) const { return ratable::rep_traits<Rep>::hash(x.units); }
};
template <class Rep>
struct std::hash<ratable::basic_fraction<Rep>>
{
    std::size_t operator()(const ratable::basic_fraction<Rep>& x) const
    {
        return ratable::detail::mix(ratable::rep_traits<Rep>::hash(x.numerator()), ratable::rep_traits<Rep>::hash(x.denominator()));
    }
};
