// SPDX-License-Identifier: BSL-1.0
/// Boost.Multiprecision's integers as a Rep: 128 bits anywhere, 256 bits, or no bound at all. Only valuation includes it: it costs every file that does.
#pragma once

#include <ratable/core/representation.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

namespace ratable {

/// Any integer, exactly. Expression templates are off, so that `auto` holds a value.
///
///     round<2, unbounded>(decimal<40, unbounded>::parse(text), rounding::half_even)
using unbounded = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;

namespace detail {

template <class T>
inline constexpr bool is_boost_integer = false;
template <class T>
struct checked_boost_integer;

// `auto`: the bits are unsigned in older Boost, std::size_t in newer.
template <auto Min, auto Max, boost::multiprecision::cpp_int_check_type Check, class Allocator, boost::multiprecision::expression_template_option Templates>
inline constexpr bool is_boost_integer<boost::multiprecision::number<
    boost::multiprecision::cpp_int_backend<Min, Max, boost::multiprecision::signed_magnitude, Check, Allocator>, Templates>> = true;

template <auto Min, auto Max, boost::multiprecision::cpp_int_check_type Check, class Allocator, boost::multiprecision::expression_template_option Templates>
struct checked_boost_integer<boost::multiprecision::number<
    boost::multiprecision::cpp_int_backend<Min, Max, boost::multiprecision::signed_magnitude, Check, Allocator>, Templates>>
{
    using backend = boost::multiprecision::cpp_int_backend<Min, Max, boost::multiprecision::signed_magnitude,
                                                           Max == 0 ? Check : boost::multiprecision::checked, Allocator>;
    using type    = boost::multiprecision::number<backend, boost::multiprecision::et_off>;
};

} // namespace detail

/// A signed integer of Boost.Multiprecision: checked_int128_t, int256_t, cpp_int, unbounded, …
template <class T>
concept boost_integer = detail::is_boost_integer<T>;

/// Overflow is checked for int128_t and int256_t too: they are calculated as their checked twins.
template <boost_integer Rep>
struct rep_traits<Rep>
{
    using wide           = Rep;
    using magnitude_type = Rep;
    using checked        = typename detail::checked_boost_integer<Rep>::type;
    using limits         = std::numeric_limits<Rep>;

    static constexpr int         bits          = limits::is_bounded ? limits::digits : std::numeric_limits<int>::max();
    static constexpr int         largest_scale = !limits::is_bounded ? 1000 : bits >= 256 ? 76 : 38;
    static constexpr std::size_t longest_text  = limits::is_bounded ? bits / 3 + 43 : 4096; // all digits, and room for a sign, a point and `_`

    static constexpr Rep add(const Rep& a, const Rep& b) { return calculated<detail::overflow_in_addition>([&] { return checked(checked(a) + checked(b)); }); }
    static constexpr Rep sub(const Rep& a, const Rep& b) { return calculated<detail::overflow_in_subtraction>([&] { return checked(checked(a) - checked(b)); }); }
    static constexpr Rep mul(const Rep& a, const Rep& b) { return calculated<detail::overflow_in_multiplication>([&] { return checked(checked(a) * checked(b)); }); }

    static constexpr Rep lowest() requires limits::is_bounded { return -highest(); }
    static constexpr Rep highest() requires limits::is_bounded { return (limits::max)(); }

    static constexpr Rep  magnitude(const Rep& x) { return x < 0 ? Rep(-x) : x; }
    static constexpr bool fits(const Rep&, bool) { return true; }
    static constexpr Rep  from_magnitude(const Rep& m, bool negative) { return negative ? Rep(-m) : m; }
    static constexpr bool append_digit(Rep& m, int digit)
    {
        if constexpr (limits::is_bounded) {
            if (m > Rep((highest() - digit) / 10)) return false;
        }
        m *= 10;
        m += digit;
        return true;
    }
    static void        append_text(std::string& out, const Rep& m) { out += m.str(); }
    static std::size_t hash(const Rep& x)
    {
        std::size_t hash = x < 0 ? 1 : 0;
        for (Rep m = magnitude(x); m != 0; m >>= 64) hash = detail::mix(hash, low_word(m));
        return hash;
    }

    template <class From>
    static constexpr Rep from(const From& x)
    {
        if constexpr (native_integer<From>) {
            const uint128 m = ratable::magnitude(x);
            Rep           value(static_cast<std::uint64_t>(m >> 64));
            value <<= 64;
            value |= Rep(static_cast<std::uint64_t>(m));
            return x < 0 ? Rep(-value) : value;
        } else {
            if (rep_traits<From>::bits > bits && boost::multiprecision::abs(x) > From((std::numeric_limits<Rep>::max)())) detail::overflow_in_narrowing();
            return static_cast<Rep>(x);
        }
    }
    static constexpr int128 to_native(const Rep& x)
    {
        const Rep m    = magnitude(x);
        const Rep high = m >> 64;
        if (Rep(high >> 64) != 0) detail::overflow_in_narrowing();
        return rep_traits<int128>::from_magnitude(uint128{low_word(high)} << 64 | low_word(m), x < 0);
    }

private:
    static constexpr std::uint64_t low_word(const Rep& m) { return static_cast<std::uint64_t>(Rep(m & Rep((std::numeric_limits<std::uint64_t>::max)()))); }

    template <auto Overflow, class Calculation>
    static constexpr Rep calculated(Calculation calculation)
    {
        try {
            return Rep(calculation());
        } catch (const std::overflow_error&) { // Boost's, from either of two places
        } catch (const std::range_error&) {
        }
        Overflow();
        return Rep(0);
    }
};

} // namespace ratable
