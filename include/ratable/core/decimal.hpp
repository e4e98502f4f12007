// SPDX-License-Identifier: BSL-1.0
/// Exact decimals: an integer count of 10^-Scale, the scale in the type.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/core/integer.hpp>
#include <ratable/core/rounding.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace ratable {

/// `units` × 10^-Scale, exactly.
///
/// Shape:   `+ −` widen to the larger scale; `×` adds scales, in the product's wider Rep; `÷` gives an exact `fraction`.
/// Rounds:  never; `round<Scale>(x, rounding::…)` does, in words.
/// Errors:  overflow, always checked (in a constant expression it does not compile).
///
///     decimal<2>::parse("12.5") + 0.125_d == 12.625_d
template <int Scale, native_integer Rep = std::int64_t>
struct decimal
{
    static_assert(Scale >= 0 && Scale <= 38, "a decimal has 0 to 38 digits after the point");
    static constexpr int scale = Scale;

    Rep units = 0; ///< count of 10^-Scale; public so that a decimal can be a template argument

    constexpr decimal() = default;
    template <whole_number I> constexpr explicit decimal(I whole);
    template <std::floating_point F> decimal(F) = delete; // binary floats are not exact: write decimal<2>::parse("0.10") or 0.10_d

    /// Widens: more digits or a wider Rep lose nothing.
    template <int S, native_integer R> requires (S <= Scale && sizeof(R) <= sizeof(Rep))
    constexpr decimal(const decimal<S, R>& x); // NOLINT: exact
    /// Narrows the Rep only, checked.
    template <int S, native_integer R> requires (S <= Scale && sizeof(R) > sizeof(Rep))
    constexpr explicit decimal(const decimal<S, R>& x);
    template <int S, native_integer R> requires (S > Scale)
    decimal(const decimal<S, R>&) = delete; // digits would be lost: write round<Scale>(x, rounding::half_up), naming the mode

    [[nodiscard]] static constexpr decimal from_units(Rep units);
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
[[nodiscard]] constexpr fraction operator/(const decimal<A, R>& a, const decimal<B, S>& b);
template <int A, class R, int B, class S>
[[nodiscard]] constexpr std::strong_ordering operator<=>(const decimal<A, R>& a, const decimal<B, S>& b);
template <int A, class R, int B, class S>
[[nodiscard]] constexpr bool operator==(const decimal<A, R>& a, const decimal<B, S>& b) { return (a <=> b) == 0; }

/// The exact value as a fraction.
template <int A, class R>
[[nodiscard]] constexpr fraction to_fraction(const decimal<A, R>& a) { return {int128{a.units}, power_of_ten<int128>(A)}; }

/// The decimal of `Scale` digits that `mode` makes of x, in 64 bits unless another Rep is named.
/// Errors: overflow when it does not fit.
///
///     round<2>(usd_per_hour * hours, rounding::half_up)
template <int Scale, native_integer Rep = std::int64_t, int From, class R>
[[nodiscard]] constexpr decimal<Scale, Rep> round(const decimal<From, R>& x, rounding mode);
template <int Scale, native_integer Rep = std::int64_t>
[[nodiscard]] constexpr decimal<Scale, Rep> round(const fraction& x, rounding mode);
template <int Scale, class T>
void round(const T&) = delete; // no rounding happens without its name: write round<2>(x, rounding::half_up), or another mode

/// A fraction as decimal text of `scale` digits: `3.14`, grouped `1,234.57`.
/// Rounds: once, by `mode`.
[[nodiscard]] std::string to_decimal_text(const fraction& x, int scale, rounding mode, bool grouped = false);

/// Whether x is a whole number of 10^-scale, so that no rounding happens.
[[nodiscard]] constexpr bool fits_scale(const fraction& x, int scale);

/// `-12.50`: every digit of the scale, no grouping, no exponent.
template <int Scale, class Rep> void        append(std::string& out, const decimal<Scale, Rep>& x);
template <int Scale, class Rep> std::string to_string(const decimal<Scale, Rep>& x);

namespace literals {
/// `0.1234_d` is decimal<4>; the scale is the number of digits written. Exponents and hexadecimal do not compile.
template <char... Digits>
[[nodiscard]] consteval auto operator""_d();
} // namespace literals

// -- bodies -----------------------------------------------------------------------------------------------------------

template <int Scale, native_integer Rep>
template <whole_number I>
constexpr decimal<Scale, Rep>::decimal(I whole)
    : units(rep_traits<Rep>::mul(checked_cast<Rep>(static_cast<int128>(whole)), power_of_ten<Rep>(Scale)))
{
}

template <int Scale, native_integer Rep>
template <int S, native_integer R> requires (S <= Scale && sizeof(R) <= sizeof(Rep))
constexpr decimal<Scale, Rep>::decimal(const decimal<S, R>& x)
{
    // An if, not a product with 1: a difference of scales whose power of ten does not fit Rep still holds zero.
    units = S == Scale || x.units == 0 ? Rep{x.units} : rep_traits<Rep>::mul(Rep{x.units}, power_of_ten<Rep>(Scale - S));
}

template <int Scale, native_integer Rep>
template <int S, native_integer R> requires (S <= Scale && sizeof(R) > sizeof(Rep))
constexpr decimal<Scale, Rep>::decimal(const decimal<S, R>& x) : decimal(decimal<S, Rep>::from_units(checked_cast<Rep>(x.units)))
{
}

template <int Scale, native_integer Rep>
constexpr decimal<Scale, Rep> decimal<Scale, Rep>::from_units(Rep units)
{
    decimal x;
    x.units = units;
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
    return decimal<A + B, wide>::from_units(rep_traits<wide>::mul(wide{a.units}, wide{b.units}));
}

template <int A, class R, whole_number I>
constexpr decimal<A, R> operator*(const decimal<A, R>& a, I n)
{
    return decimal<A, R>::from_units(rep_traits<R>::mul(a.units, checked_cast<R>(static_cast<int128>(n))));
}

template <int A, class R, int B, class S>
constexpr fraction operator/(const decimal<A, R>& a, const decimal<B, S>& b)
{
    return to_fraction(a) / to_fraction(b);
}

template <int A, class R, int B, class S>
constexpr std::strong_ordering operator<=>(const decimal<A, R>& a, const decimal<B, S>& b)
{
    if constexpr (A > B) {
        return 0 <=> (b <=> a);
    } else { // divide the finer one: its quotient and remainder decide, and nothing can overflow
        constexpr int128 step      = power_of_ten<int128>(B - A);
        const int128     quotient  = int128{b.units} / step;
        const int128     remainder = int128{b.units} % step;
        const auto       order     = int128{a.units} <=> quotient;
        return order != 0 ? order : int128{0} <=> remainder;
    }
}

template <int Scale, native_integer Rep, int From, class R>
constexpr decimal<Scale, Rep> round(const decimal<From, R>& x, rounding mode)
{
    if constexpr (Scale >= From) {
        return decimal<Scale, Rep>(decimal<Scale, wider<R, Rep>>(x));
    } else {
        return decimal<Scale, Rep>::from_units(checked_cast<Rep>(round_quotient<int128>(x.units, power_of_ten<int128>(From - Scale), mode)));
    }
}

namespace detail {

struct long_division
{
    int     digit;
    uint128 remainder;
};

/// The next digit of remainder / d, for remainder < d < 2^127: by doubling where 10 * remainder does not fit.
constexpr long_division next_digit(uint128 remainder, uint128 d)
{
    if (remainder <= ~uint128{0} / 10) return {static_cast<int>(10 * remainder / d), 10 * remainder % d};
    long_division next{0, 0};
    const auto    add = [&next, d](uint128 x) {
        next.remainder += x;
        if (next.remainder >= d) next.remainder -= d, ++next.digit;
    };
    for (const bool bit : {true, false, true, false}) { // ten
        next.digit *= 2;
        add(next.remainder);
        if (bit) add(remainder);
    }
    return next;
}

/// x in units of 10^-scale, rounded once. Digit by digit, so that only the remainder is ever multiplied.
constexpr int128 scaled_units(const fraction& x, int scale, rounding mode)
{
    const bool    negative  = x.numerator() < 0;
    const uint128 d         = magnitude(x.denominator());
    int128        quotient  = x.numerator() / x.denominator();
    uint128       remainder = magnitude(x.numerator()) % d;
    for (int i = 0; i < scale; ++i) {
        const long_division next = next_digit(remainder, d);
        quotient  = checked_add<int128>(checked_mul<int128>(quotient, 10), negative ? -next.digit : next.digit);
        remainder = next.remainder;
    }
    if (remainder != 0 && moves_away(magnitude(quotient), remainder, d, negative, mode)) {
        quotient = checked_add<int128>(quotient, negative ? -1 : 1);
    }
    return quotient;
}

} // namespace detail

template <int Scale, native_integer Rep>
constexpr decimal<Scale, Rep> round(const fraction& x, rounding mode)
{
    return decimal<Scale, Rep>::from_units(checked_cast<Rep>(detail::scaled_units(x, Scale, mode)));
}

namespace detail {

inline constexpr std::size_t longest_number = 64;

/// Digits of a number in text: sign, all digits as one integer, and how many of them stand after the point.
struct scanned
{
    int128 units = 0;
    int    scale = 0;
};

[[noreturn]] inline void refuse_number(std::string_view text, std::size_t at, const char* rule, const char* remedy)
{
    throw parse_error({"", 1, static_cast<int>(at) + 1}, {"number", rule, std::string("\"") + std::string(text.substr(0, longest_number)) + "\"", remedy});
}

[[noreturn]] inline void refuse_digits(std::string_view text, int scale)
{
    throw inexact({"number", std::string("has digits beyond its ") + std::to_string(scale) + " after the point", std::string("\"") + std::string(text) + "\"",
                   "leave them out, or round where a term names it"});
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr scanned scan_number(std::string_view text)
{
    constexpr const char* remedy = "write digits, at most one point, no exponent: 38000000000.00";
    if (text.empty()) refuse_number(text, 0, "is empty", remedy);
    if (text.size() > longest_number) refuse_number(text, longest_number, "is longer than 64 characters", remedy);
    scanned     found;
    std::size_t i        = 0;
    const bool  negative = text[0] == '-';
    if (text[0] == '-' || text[0] == '+') ++i;
    bool point = false;
    for (const std::size_t first = i; i < text.size(); ++i) {
        const char c = text[i];
        const bool between_digits = i > first && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (c == '_' && between_digits) continue;
        if (c == '.' && !point && between_digits) {
            point = true;
            continue;
        }
        if (!is_digit(c)) refuse_number(text, i, "is not a plain decimal number", remedy);
        found.units = checked_add<int128>(checked_mul<int128>(found.units, 10), negative ? '0' - c : c - '0');
        found.scale += point ? 1 : 0;
    }
    if (!is_digit(text.back())) refuse_number(text, text.size() - 1, "is not a plain decimal number", remedy);
    return found;
}

} // namespace detail

template <int Scale, native_integer Rep>
constexpr decimal<Scale, Rep> decimal<Scale, Rep>::parse(std::string_view text)
{
    auto found = detail::scan_number(text);
    for (; found.scale > Scale; --found.scale, found.units /= 10) {
        if (found.units % 10 != 0) detail::refuse_digits(text, Scale);
    }
    for (; found.scale < Scale; ++found.scale) found.units = checked_mul<int128>(found.units, 10);
    return from_units(checked_cast<Rep>(found.units));
}

namespace detail {

inline void append_digits(std::string& out, int128 units, int scale, bool grouped)
{
    std::string digits;
    append_integer(digits, units < 0 ? int128{0} : units);
    if (units < 0) {
        digits.clear();
        append_integer(digits, units);
        digits.erase(0, 1);
        out += '-';
    }
    const auto fraction_digits = static_cast<std::size_t>(scale);
    if (digits.size() <= fraction_digits) digits.insert(0, fraction_digits + 1 - digits.size(), '0');
    const std::size_t whole = digits.size() - fraction_digits;
    for (std::size_t i = 0; i < whole; ++i) {
        if (grouped && i > 0 && (whole - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    if (scale > 0) {
        out += '.';
        out.append(digits, whole);
    }
}

} // namespace detail

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

inline std::string to_decimal_text(const fraction& x, int scale, rounding mode, bool grouped)
{
    std::string out;
    detail::append_digits(out, detail::scaled_units(x, scale, mode), scale, grouped);
    return out;
}

constexpr bool fits_scale(const fraction& x, int scale)
{
    int128 denominator = x.denominator();
    for (int twos = 0; twos < scale && denominator % 2 == 0; ++twos) denominator /= 2;
    for (int fives = 0; fives < scale && denominator % 5 == 0; ++fives) denominator /= 5;
    return denominator == 1;
}

namespace literals {

template <char... Digits>
consteval auto operator""_d()
{
    constexpr char text[] = {Digits...};
    constexpr auto plain  = [] { // C++ separates digits with ', text with _
        struct { char text[sizeof...(Digits)]; } p{};
        for (std::size_t i = 0; i < sizeof...(Digits); ++i) p.text[i] = text[i] == '\'' ? '_' : text[i];
        return p;
    }();
    constexpr auto found = detail::scan_number({plain.text, sizeof...(Digits)});
    if constexpr (found.units <= int128{highest_of<std::int64_t>}) {
        return decimal<found.scale>::from_units(static_cast<std::int64_t>(found.units));
    } else {
        return decimal<found.scale, int128>::from_units(found.units);
    }
}

} // namespace literals

} // namespace ratable
