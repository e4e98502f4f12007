// SPDX-License-Identifier: BSL-1.0
/// ratable's decimals behind scales that are known only when a file is read: tables of scales, for each Rep.
///
/// Fixed point is homogeneous: 12 + 3.4 has the digits of 12E+6 + 3.4E+6, 12.34 rounded to 1E-1 those of 1234 rounded to 1E+1. Only
/// the difference of two exponents counts, so both may be moved until one scale is 0. A table then needs each difference once; the
/// small scales, which contracts use, are there as they stand.
#pragma once

#include "number.hpp"

#include <ratable/core/decimal.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/core/wide.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

namespace conformance {

inline constexpr int largest_scale = 38;

/// Whether the tables have this pair of scales.
constexpr bool is_offered(std::int64_t a, std::int64_t b)
{
    constexpr int small    = 6;
    const auto    is_scale = [](std::int64_t x) { return x >= 0 && x <= largest_scale; };
    return is_scale(a) && is_scale(b) && (a == 0 || b == 0 || (a <= small && b <= small));
}

template <class Rep> const char* name_of_rep();
template <class Rep> bool        fits(const whole& x);
template <class Rep> Rep         in_rep(const whole& x); ///< x must fit
template <class Rep> whole       out_of_rep(const Rep& x);

enum class operation { add, subtract, multiply, compare };

/// What the library made of two decimals: its units, and the scale that its type has.
struct computed
{
    whole units;
    int   scale = 0;
};

/// `a + b`, `a - b`, `a * b`, or a <=> b as -1, 0, 1; nothing where the library says `overflow`.
template <class Rep>
std::optional<computed> calculate(operation op, const whole& a, int a_scale, const whole& b, int b_scale);

/// Whether `calculate` has to give a result: the operands fit, and so do both at the larger scale, and the result.
template <class Rep>
bool must_fit(operation op, const whole& a, int a_scale, const whole& b, int b_scale);

/// `round<to, To>(decimal<from, From>, mode)`: the units; nothing where the library says `overflow`.
template <class From, class To>
std::optional<whole> rounded(const whole& units, int from, int to, ratable::rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <> inline const char* name_of_rep<std::int64_t>() { return "int64"; }
template <> inline const char* name_of_rep<ratable::int128>() { return "int128"; }
template <> inline const char* name_of_rep<ratable::unbounded>() { return "unbounded"; }

template <class Rep>
bool fits(const whole& x)
{
    if constexpr (ratable::native_integer<Rep>) {
        return x >= out_of_rep(ratable::lowest_of<Rep>) && x <= out_of_rep(ratable::highest_of<Rep>);
    } else {
        return true;
    }
}

template <class Rep>
Rep in_rep(const whole& x)
{
    if constexpr (ratable::native_integer<Rep>) { // by halves: what Boost converts to 128 bits depends on its version and on gnu++20
        const whole             size  = abs(x);
        const auto              high  = static_cast<std::uint64_t>(size >> 64);
        const auto              low   = static_cast<std::uint64_t>(size & whole(~std::uint64_t{0}));
        const ratable::uint128  joint = (ratable::uint128{high} << 64) | low;
        const ratable::int128   value = static_cast<ratable::int128>(x < 0 ? ratable::uint128{0} - joint : joint);
        return static_cast<Rep>(value);
    } else {
        return Rep(x);
    }
}

template <class Rep>
whole out_of_rep(const Rep& x)
{
    if constexpr (ratable::native_integer<Rep>) {
        const auto joint = ratable::magnitude(x);
        whole      size  = (whole(static_cast<std::uint64_t>(joint >> 64)) << 64) + whole(static_cast<std::uint64_t>(joint & ~std::uint64_t{0}));
        return x < 0 ? whole(-size) : size;
    } else {
        return whole(x);
    }
}

namespace detail {

template <class Rep, int A, int B>
computed calculate_at(operation op, const Rep& a_units, const Rep& b_units)
{
    const auto a      = ratable::decimal<A, Rep>::from_units(a_units);
    const auto b      = ratable::decimal<B, Rep>::from_units(b_units);
    const auto result = [](const auto& x) { return computed{out_of_rep(x.units), x.scale}; };
    switch (op) {
    case operation::add: return result(a + b);
    case operation::subtract: return result(a - b);
    case operation::multiply:
        if constexpr (A + B <= largest_scale) return result(a * b);
        break;
    case operation::compare: {
        const auto order = a <=> b;
        return {whole(order < 0 ? -1 : order > 0 ? 1 : 0), 0};
    }
    }
    throw std::logic_error("no decimal has that scale");
}

template <class Rep>
using calculation = computed (*)(operation, const Rep&, const Rep&);

template <class Rep, int A, int B>
constexpr calculation<Rep> calculation_of()
{
    if constexpr (is_offered(A, B)) return &calculate_at<Rep, A, B>;
    else return nullptr;
}

template <class Rep, int A, int... B>
constexpr std::array<calculation<Rep>, sizeof...(B)> calculations_of(std::integer_sequence<int, B...>) { return {calculation_of<Rep, A, B>()...}; }

template <class Rep, int... A>
constexpr auto calculations(std::integer_sequence<int, A...> scales) { return std::array{calculations_of<Rep, A>(scales)...}; }

template <class From, class To, int A, int B>
whole round_at(const From& units, ratable::rounding mode)
{
    return out_of_rep(ratable::round<B, To>(ratable::decimal<A, From>::from_units(units), mode).units);
}

template <class From>
using rounding_of = whole (*)(const From&, ratable::rounding);

template <class From, class To, int A, int B>
constexpr rounding_of<From> rounding_at()
{
    if constexpr (is_offered(A, B)) return &round_at<From, To, A, B>;
    else return nullptr;
}

template <class From, class To, int A, int... B>
constexpr std::array<rounding_of<From>, sizeof...(B)> roundings_of(std::integer_sequence<int, B...>) { return {rounding_at<From, To, A, B>()...}; }

template <class From, class To, int... A>
constexpr auto roundings(std::integer_sequence<int, A...> scales) { return std::array{roundings_of<From, To, A>(scales)...}; }

using every_scale = std::make_integer_sequence<int, largest_scale + 1>;

} // namespace detail

template <class Rep>
std::optional<computed> calculate(operation op, const whole& a, int a_scale, const whole& b, int b_scale)
{
    static constexpr auto table = detail::calculations<Rep>(detail::every_scale{});
    try {
        return table.at(static_cast<std::size_t>(a_scale)).at(static_cast<std::size_t>(b_scale))(op, in_rep<Rep>(a), in_rep<Rep>(b));
    } catch (const ratable::overflow&) {
        return std::nullopt;
    }
}

template <class Rep>
bool must_fit(operation op, const whole& a, int a_scale, const whole& b, int b_scale)
{
    if (op == operation::compare) return true;
    if (op == operation::multiply) return fits<typename ratable::rep_traits<Rep>::wide>(a * b);
    const int   scale  = std::max(a_scale, b_scale);
    const whole a_wide = a * ten_to(scale - a_scale);
    const whole b_wide = b * ten_to(scale - b_scale);
    return fits<Rep>(a_wide) && fits<Rep>(b_wide) && fits<Rep>(op == operation::add ? whole(a_wide + b_wide) : whole(a_wide - b_wide));
}

template <class From, class To>
std::optional<whole> rounded(const whole& units, int from, int to, ratable::rounding mode)
{
    static constexpr auto table = detail::roundings<From, To>(detail::every_scale{});
    try {
        return table.at(static_cast<std::size_t>(from)).at(static_cast<std::size_t>(to))(in_rep<From>(units), mode);
    } catch (const ratable::overflow&) {
        return std::nullopt;
    }
}

} // namespace conformance
