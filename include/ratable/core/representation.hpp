// SPDX-License-Identifier: BSL-1.0
/// What decimals and fractions count in: native 64 and 128 bits here, Boost.Multiprecision's integers in core/wide.hpp.
#pragma once

#include <ratable/core/integer.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

namespace ratable {

/// How to calculate in `Rep`. Specialise it to count in an integer of your own; detail::native_rep shows all that it takes.
template <class Rep>
struct rep_traits;

/// An integer that a decimal can count in.
template <class T>
concept representation = requires(const T& a, const T& b) {
    typename rep_traits<T>::wide;      // the type of a product, in which it is exact or checked
    typename rep_traits<T>::magnitude_type;
    { rep_traits<T>::bits } -> std::convertible_to<int>;
    { rep_traits<T>::add(a, b) } -> std::same_as<T>; // these three: exact, or `overflow`
    { rep_traits<T>::sub(a, b) } -> std::same_as<T>;
    { rep_traits<T>::mul(a, b) } -> std::same_as<T>;
};

/// The wider of two Reps; mixed arithmetic happens in it.
template <representation A, representation B>
using wider = std::conditional_t<(rep_traits<A>::bits >= rep_traits<B>::bits), A, B>;

/// Whether every value of `From` is one of `To`.
template <class To, class From>
concept holds_every = representation<To> && representation<From> && rep_traits<From>::bits <= rep_traits<To>::bits;

/// The same value in another Rep, or `overflow`.
template <representation To, representation From> requires (!native_integer<To> || !native_integer<From>)
[[nodiscard]] constexpr To checked_cast(const From& x);

/// 10^n in `Rep`; `overflow` when it does not fit.
template <representation Rep> [[nodiscard]] constexpr Rep power_of_ten(int n);

/// Greatest common divisor of two magnitudes; that of 0 and 0 is 0.
template <class Magnitude> [[nodiscard]] constexpr Magnitude greatest_common_divisor(Magnitude a, std::type_identity_t<Magnitude> b);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// One more word of a hash.
constexpr std::size_t mix(std::size_t hash, std::uint64_t word)
{
    const std::uint64_t x = (hash * 0xbf58476d1ce4e5b9U + word + 1) * 0x9e3779b97f4a7c15U;
    return static_cast<std::size_t>(x ^ (x >> 32));
}

template <native_integer Rep, class Unsigned>
struct native_rep
{
    using wide           = int128;   ///< 128 × 128 stays native and is checked: never silently 256
    using magnitude_type = Unsigned; ///< holds |x| of every x

    static constexpr int         bits          = sizeof(Rep) * 8 - 1; ///< every |x| <= 2^bits - 1 is a value
    static constexpr int         largest_scale = 38;                  ///< digits that may stand after a decimal's point
    static constexpr std::size_t longest_text  = 64;                  ///< characters of a number, before it is refused unread

    static constexpr Rep add(Rep a, Rep b) { return checked_add(a, b); }
    static constexpr Rep sub(Rep a, Rep b) { return checked_sub(a, b); }
    static constexpr Rep mul(Rep a, Rep b) { return checked_mul(a, b); }

    static constexpr Rep lowest() { return lowest_of<Rep>; }
    static constexpr Rep highest() { return highest_of<Rep>; }

    static constexpr Unsigned magnitude(Rep x) { return static_cast<Unsigned>(x < 0 ? Unsigned{0} - static_cast<Unsigned>(x) : static_cast<Unsigned>(x)); }
    /// Whether m, or -m, is a value.
    static constexpr bool fits(Unsigned m, bool negative) { return m <= static_cast<Unsigned>(highest()) + (negative ? 1U : 0U); }
    static constexpr Rep  from_magnitude(Unsigned m, bool negative)
    {
        if (!fits(m, negative)) overflow_in_narrowing();
        return static_cast<Rep>(negative ? Unsigned{0} - m : m);
    }
    /// m becomes 10 m + digit, and true; or m is left alone.
    static constexpr bool append_digit(Unsigned& m, int digit)
    {
        if (m > (static_cast<Unsigned>(-1) - static_cast<Unsigned>(digit)) / 10) return false;
        m = m * 10 + static_cast<Unsigned>(digit);
        return true;
    }
    static void append_text(std::string& out, Unsigned m)
    {
        char digits[40];
        int  n = 0;
        do {
            digits[n++] = static_cast<char>('0' + static_cast<int>(m % 10));
            m /= 10;
        } while (m != 0);
        while (n > 0) out += digits[--n];
    }
    static std::size_t hash(Rep x)
    {
        const auto bits_of = static_cast<uint128>(x);
        return mix(mix(0, static_cast<std::uint64_t>(bits_of)), static_cast<std::uint64_t>(bits_of >> 64));
    }
};

} // namespace detail

template <>
struct rep_traits<std::int64_t> : detail::native_rep<std::int64_t, std::uint64_t> {};
template <>
struct rep_traits<int128> : detail::native_rep<int128, uint128> {};

template <representation To, representation From> requires (!native_integer<To> || !native_integer<From>)
constexpr To checked_cast(const From& x)
{
    if constexpr (std::same_as<To, From>) {
        return x;
    } else if constexpr (native_integer<To>) {
        return checked_cast<To>(rep_traits<From>::to_native(x));
    } else {
        return rep_traits<To>::from(x);
    }
}

template <representation Rep>
constexpr Rep power_of_ten(int n)
{
    Rep p{1};
    for (int i = 0; i < n; ++i) p = rep_traits<Rep>::mul(p, Rep{10});
    return p;
}

template <class Magnitude>
constexpr Magnitude greatest_common_divisor(Magnitude a, std::type_identity_t<Magnitude> b)
{
    while (b != 0) {
        Magnitude r = a % b;
        a           = b;
        b           = r;
    }
    return a;
}

} // namespace ratable
