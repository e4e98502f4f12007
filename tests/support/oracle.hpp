// SPDX-License-Identifier: BSL-1.0
/// The oracle: rational arithmetic without bounds, and rounding defined on it in words of its own.
#pragma once

#include <ratable/core/integer.hpp>
#include <ratable/core/rounding.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <string>

namespace tests {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

inline constexpr ratable::rounding every_mode[] = {
    ratable::rounding::half_even, ratable::rounding::half_up, ratable::rounding::half_down, ratable::rounding::up,
    ratable::rounding::down,      ratable::rounding::ceiling, ratable::rounding::floor,     ratable::rounding::zero_five_up,
};

inline cpp_int big(ratable::int128 x)
{
    const ratable::uint128 size = x < 0 ? ratable::uint128{0} - static_cast<ratable::uint128>(x) : static_cast<ratable::uint128>(x);
    cpp_int                value(static_cast<std::uint64_t>(size >> 64));
    value <<= 64;
    value += static_cast<std::uint64_t>(size);
    return x < 0 ? cpp_int(-value) : value;
}

inline std::string text(ratable::int128 x) { return big(x).str(); }

inline cpp_rational ratio(ratable::int128 n, ratable::int128 d)
{
    const cpp_int sign = d < 0 ? -1 : 1; // Boost 1.74 refuses a negative denominator
    return cpp_rational(cpp_int(sign * big(n)), cpp_int(sign * big(d)));
}

inline cpp_int ten_to(int n) { return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(n)); }

/// Whether x is a value of `I`.
template <class I>
bool fits(const cpp_int& x)
{
    return x >= big(ratable::lowest_of<I>) && x <= big(ratable::highest_of<I>);
}

/// The whole numbers next to x, and from them what each mode's name says.
inline cpp_int rounded(const cpp_rational& x, ratable::rounding mode)
{
    using ratable::rounding;
    const cpp_int n = numerator(x), d = denominator(x); // d > 0
    cpp_int       below = n / d;
    if (cpp_rational(below) > x) below -= 1;
    if (cpp_rational(below) == x) return below;
    const cpp_int above   = below + 1;
    const cpp_int toward  = x > 0 ? below : above; // zero
    const cpp_int away    = x > 0 ? above : below;
    const auto    nearest = [&](const cpp_int& tie) {
        const cpp_rational down = x - cpp_rational(below), up = cpp_rational(above) - x;
        return down < up ? below : up < down ? above : tie;
    };
    switch (mode) {
    case rounding::half_even: return nearest(below % 2 == 0 ? below : above);
    case rounding::half_up: return nearest(away);
    case rounding::half_down: return nearest(toward);
    case rounding::up: return away;
    case rounding::down: return toward;
    case rounding::ceiling: return above;
    case rounding::floor: return below;
    case rounding::zero_five_up: {
        const char last = toward.str().back();
        return last == '0' || last == '5' ? away : toward;
    }
    }
    return 0;
}

/// Whether `r` is what `mode` makes of n / d: every mode as the inequality that defines it. |n|, |r·d| < 2^127.
inline bool is_rounded(ratable::int128 r, ratable::int128 n, ratable::int128 d, ratable::rounding mode, bool& tie)
{
    using ratable::int128, ratable::rounding;
    if (d < 0) n = -n, d = -d;
    const int128 off  = n - r * d; // what r is short of n / d, in 1/d
    const int128 size = off < 0 ? -off : off;
    const bool   away = off != 0 && (off < 0) == (n > 0); // |r| > |n / d|
    tie               = 2 * size == d;
    switch (mode) {
    case rounding::half_even: return 2 * size < d || (tie && r % 2 == 0);
    case rounding::half_up: return 2 * size < d || (tie && away);
    case rounding::half_down: return 2 * size < d || (tie && !away);
    case rounding::up: return size < d && (off == 0 || away);
    case rounding::down: return size < d && !away;
    case rounding::ceiling: return off <= 0 && off > -d;
    case rounding::floor: return off >= 0 && off < d;
    case rounding::zero_five_up: break;
    }
    if (off == 0) return true;
    if (size >= d) return false;
    const int128 toward = away ? r - (n > 0 ? 1 : -1) : r;
    return away == (toward % 5 == 0);
}

} // namespace tests
