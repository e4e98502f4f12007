// SPDX-License-Identifier: BSL-1.0
/// The loops that write parts: exact, with no division in a row, the same bytes on every machine.
///
/// With C_k the sum of the first k weights and D the sum of all, a running total is ⌊(x·C_k + B) / D⌋. The bias B says how it
/// rounds: D/2 half_up, (D−1)/2 half_down, D−1 up, 0 down, in whole numbers. Part k is running total k minus running total k−1; the
/// last C is D, so the last running total is ⌊x + B/D⌋ = x, and parts sum to the total whatever the mode.
///
/// Three ways to the quotient, none of which needs the row before:
/// - days, D < 2^15: one multiplication by the share C_k/D in 31 binary places;
/// - wide, |total| < 2^50: an estimate in double, put right by its exact remainder;
/// - general, everything else without negative weights: an estimate in 64 binary places, put right in the same way.
#pragma once

#include <ratable/core/allocation_key.hpp>
#include <ratable/core/instruction_set.hpp>
#include <ratable/core/part.hpp>
#include <ratable/core/rounding.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace ratable::detail {

inline constexpr std::uint64_t wide_limit     = std::uint64_t{1} << 50; ///< the wide kernel's |total| is below
inline constexpr std::uint64_t estimate_limit = std::uint64_t{1} << 48; ///< without a key |total| or the sum of weights is below

/// A mode as the bias of a floor. half_even is half_up, minus one where a tie left an odd running total.
enum class bias { down, half_down, half_up, up };

struct floored_mode
{
    ratable::detail::bias bias = bias::down;
    bool                  even = false;

    friend constexpr bool operator==(const floored_mode&, const floored_mode&) = default;
};

/// Of a magnitude, whose sign is put back afterwards. zero_five_up is no bias: it has no kernel.
[[nodiscard]] constexpr floored_mode mode_of_magnitude(rounding mode, bool negative);
/// Of the number itself: away from zero is up for a positive and down for a negative one.
[[nodiscard]] constexpr floored_mode mode_of_number(rounding mode, bool negative);
/// B.
[[nodiscard]] constexpr std::uint64_t bias_of(bias b, std::uint64_t d);

inline namespace RATABLE_INSTRUCTION_SET {

/// ⌊n / d⌋ from an estimate e that is right or one too low: the remainder n − e·d is exact in 64 bits though n and e·d wrap around.
/// `Even`: n holds d/2 of bias, `even` is 1 if d is even, and the quotient that counts is `offset` + ⌊n / d⌋.
///
/// Shape:   0 < d < 2^63; ⌊n / d⌋ − 1 ≤ e ≤ ⌊n / d⌋, so the remainder is in [0, 2d) and its comparison with d one sign bit.
/// Rounds:  never: any estimate within that bound gives the same result, so one in double may, in every floating-point environment.
template <bool Even = false>
[[nodiscard]] constexpr std::uint64_t settled_quotient(std::uint64_t n, std::uint64_t d, std::uint64_t e, std::uint64_t offset = 0, std::uint64_t even = 0);

/// Every part of `total`, by the key's weights, which are not negative; `mode` is not zero_five_up.
template <allocatable P>
constexpr void write_parts(std::span<P> parts, P total, const allocation_tables& key, rounding mode);

/// The same from plain weights without a key, for |total| or `sum` < 2^48: the quotient is estimated weight by weight.
template <allocatable P>
constexpr void write_parts_once(std::span<P> parts, P total, std::span<const std::int64_t> weights, std::int64_t sum, rounding mode);

} // namespace RATABLE_INSTRUCTION_SET

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr floored_mode mode_of_magnitude(rounding mode, bool negative)
{
    switch (mode) {
    case rounding::half_even: return {bias::half_up, true};
    case rounding::half_up: return {bias::half_up};
    case rounding::half_down: return {bias::half_down};
    case rounding::up: return {bias::up};
    case rounding::down: return {bias::down};
    case rounding::ceiling: return {negative ? bias::down : bias::up};
    case rounding::floor: return {negative ? bias::up : bias::down};
    case rounding::zero_five_up: break;
    }
    return {};
}

constexpr floored_mode mode_of_number(rounding mode, bool negative)
{
    const floored_mode m = mode_of_magnitude(mode, negative);
    if (!negative || m.even) return m;
    switch (m.bias) {
    case bias::down: return {bias::up};
    case bias::half_down: return {bias::half_up};
    case bias::half_up: return {bias::half_down};
    case bias::up: return {bias::down};
    }
    return m;
}

constexpr std::uint64_t bias_of(bias b, std::uint64_t d)
{
    switch (b) {
    case bias::down: return 0;
    case bias::half_down: return (d - 1) / 2;
    case bias::half_up: return d / 2;
    case bias::up: return d - 1;
    }
    return 0;
}

/// |total| without overflow at the lowest, and what puts the sign back: (x ^ sign) - sign.
struct signed_magnitude
{
    std::uint64_t size = 0;
    std::uint64_t sign = 0; ///< 0, or all ones

    constexpr explicit signed_magnitude(std::int64_t x) : sign(x < 0 ? ~std::uint64_t{0} : 0) { size = (static_cast<std::uint64_t>(x) ^ sign) - sign; }
};

/// x = whole·d + rest with 0 ≤ rest < d; `whole` wraps around as its sign wants.
struct floored_split
{
    std::uint64_t whole = 0;
    std::uint64_t rest  = 0;

    constexpr floored_split(std::int64_t x, std::int64_t d)
    {
        const std::int64_t remainder = x % d;
        const auto         borrow    = static_cast<std::uint64_t>(remainder < 0);
        whole = static_cast<std::uint64_t>(x / d) - borrow;
        rest  = static_cast<std::uint64_t>(remainder) + borrow * static_cast<std::uint64_t>(d);
    }
};

inline namespace RATABLE_INSTRUCTION_SET {

/// Where lanes are wide, g++ vectorises rows that compute the running total before them again, or a block of running totals and then its
/// differences; clang++ those that carry it over. Elsewhere it is carried, four rows a turn.
enum class row_loop { direct, carried, unrolled, staged };

#if defined(__clang__)
inline constexpr row_loop wide_lanes = row_loop::carried;
#else
inline constexpr row_loop wide_lanes = row_loop::direct;
#endif
#if defined(__AVX2__)
inline constexpr row_loop day_loop = wide_lanes;
#else
inline constexpr row_loop day_loop = row_loop::unrolled;
#endif
#if defined(__AVX512DQ__) && defined(__AVX512VL__) // 64-bit products, and double to 64-bit integer
inline constexpr row_loop wide_loop    = wide_lanes;
inline constexpr row_loop general_loop = wide_lanes == row_loop::direct ? row_loop::staged : row_loop::carried;
#else
inline constexpr row_loop wide_loop    = row_loop::unrolled;
inline constexpr row_loop general_loop = row_loop::unrolled;
#endif

/// A tie costs as much again as the quotient: it is looked for once a row.
constexpr row_loop even_loop(row_loop l) { return l == row_loop::direct ? row_loop::staged : l; }

template <bool Even>
constexpr std::uint64_t settled_quotient(std::uint64_t n, std::uint64_t d, std::uint64_t e, std::uint64_t offset, std::uint64_t even)
{
    const std::uint64_t remainder = n - e * d;
    const std::uint64_t low       = (d - 1 - remainder) >> 63; // 1 where remainder ≥ d
    const std::uint64_t quotient  = offset + e + low;
    if constexpr (!Even) return quotient;
    // Nothing left: n is a tie plus its half. Said without `low`, from which clang++ would make a branch that no predictor learns.
    const auto nothing_left = static_cast<std::uint64_t>(remainder == 0) | static_cast<std::uint64_t>(remainder == d);
    return quotient - (nothing_left & even & quotient);
}

/// Running totals of a day-weighted split: whole·C_k + ⌊(rest·F_k + G) / 2^31⌋, with F_k = ⌈2^31·C_k / D⌉.
///
/// Why it is exact. rest·F_k = 2^31·x + ε, with x = rest·C_k / D a multiple of 1/D and 0 ≤ ε < D, as rest < D. All of this is counted
/// in 2^-31: since D < 2^15, one step 1/D of x is more than 2^16 > 2D, and half a step, which x + ½ may be from a whole number, more than 2^15 > D.
/// - down, G = 0: x is at least a step below the next whole number, and ε < D is less than that.
/// - up, G = 2^31 − D: a whole x stays, as ε − D < 0; any other is at least a step above its floor, more than D, and is carried.
/// - half_up, G = 2^30: x + ½ is whole or at least half a step below the next whole number, and ε < D is less than that.
/// - half_down, G = 2^30 − D: a whole x + ½ falls back, as ε − D < 0; any other is more than D above its floor, and stays.
/// - a tie, G = 2^30: x + ½ is whole and the low 31 bits are ε < D; without a tie they are more than D.
/// rest·F_k ≤ (2^15 − 2)·2^31, so nothing overflows.
template <bool Even>
struct day_rows
{
    std::uint64_t        whole;
    std::uint32_t        rest;
    std::uint64_t        d;
    std::uint64_t        g;
    const std::uint32_t* c;
    const std::uint32_t* shares;

    static constexpr row_loop loop = Even ? even_loop(day_loop) : day_loop;

    constexpr day_rows(const allocation_tables& key, std::int64_t total, bias b)
        : d(static_cast<std::uint64_t>(key.running.back())), g(0), c(key.day_running.data()), shares(key.day_shares.data())
    {
        const floored_split split(total, key.running.back());
        whole = split.whole;
        rest  = static_cast<std::uint32_t>(split.rest);
        if (b == bias::half_up) g = std::uint64_t{1} << 30;
        if (b == bias::half_down) g = (std::uint64_t{1} << 30) - d;
        if (b == bias::up) g = (std::uint64_t{1} << 31) - d;
    }

    constexpr std::uint64_t small(std::size_t k) const
    {
        const std::uint64_t scaled   = std::uint64_t{rest} * shares[k] + g;
        const std::uint64_t quotient = scaled >> 31;
        if constexpr (!Even) return quotient;
        const std::uint64_t tie = ((scaled & 0x7FFF'FFFF) - d) >> 63;
        return quotient - (tie & (quotient ^ (whole & c[k]))); // odd with whole·C_k
    }
    constexpr std::uint64_t running(std::size_t k) const { return whole * c[k] + small(k); }
    constexpr std::uint64_t row(std::size_t k) const { return whole * (c[k + 1] - c[k]) + (small(k + 1) - small(k)); }
    constexpr std::uint64_t difference(std::uint64_t after, std::uint64_t before) const { return after - before; }
};

/// Running totals ⌊(|total|·C_k + B) / D⌋ for |total| < 2^50 and D ≥ 2^15: estimated as |total|·φ_k + g in double, settled by the remainder.
///
/// Why the estimate is right or one too low. With y = (|total|·C_k + B) / D, it has to lie in (y − 1, y]; g is chosen so that it
/// lies near y − ½. φ_k is an exact double with 0 ≤ C_k/D − φ_k ≤ 2^-53, so |total|·φ_k is short by at most 2^-3. Product and sum are
/// below 2^50, where neighbours are 2^-3 apart: each is off by less than 2^-3 under any rounding, and fused into one operation by
/// less. g = −½, 0, 0, ½ is off B/D − ½ by at most 1/D ≤ 2^-15. Together less than 3/8 + 2^-15 < ½. The conversion truncates in every
/// environment; an estimate in (−1, 0) becomes 0, which is right as y ≥ 0. There is nothing here that -ffast-math could rearrange
/// but the product and the sum.
template <bool Even>
struct wide_rows
{
    std::uint64_t        size;
    std::uint64_t        sign;
    double               estimated_size;
    double               g;
    std::uint64_t        b;
    std::uint64_t        d;
    std::uint64_t        even;
    const std::int64_t*  c;
    const double*        estimates;

    static constexpr row_loop loop = Even ? even_loop(wide_loop) : wide_loop;

    constexpr wide_rows(const allocation_tables& key, std::int64_t total, bias lean)
        : size(signed_magnitude(total).size), sign(signed_magnitude(total).sign), estimated_size(static_cast<double>(static_cast<std::int64_t>(size))), g(0),
          b(bias_of(lean, static_cast<std::uint64_t>(key.running.back()))), d(static_cast<std::uint64_t>(key.running.back())), even(1 - d % 2),
          c(key.running.data()), estimates(key.estimates.data())
    {
        if (lean == bias::down) g = -0.5;
        if (lean == bias::up) g = 0.5;
    }

    constexpr std::uint64_t running(std::size_t k) const
    {
        const auto estimate = static_cast<std::int64_t>(estimated_size * estimates[k] + g);
        return settled_quotient<Even>(size * static_cast<std::uint64_t>(c[k]) + b, d, static_cast<std::uint64_t>(estimate), 0, even);
    }
    constexpr std::uint64_t row(std::size_t k) const { return difference(running(k + 1), running(k)); }
    constexpr std::uint64_t difference(std::uint64_t after, std::uint64_t before) const { return ((after - before) ^ sign) - sign; }
};

/// Running totals whole·C_k + ⌊(rest·C_k + B) / D⌋ for any D from 2^15 to 2^63 − 1, estimated as ⌊(rest·F_k + G) / 2^64⌋, settled by the remainder.
///
/// Why the estimate is right or one too low. F_k is short of 2^64·C_k/D by at most 1, so rest·F_k / 2^64 is short of rest·C_k / D by
/// less than ½, as rest < 2^63. G / 2^64 = 0, ¼, ¼, ¾ is short of B/D by at most ¼ and never above it, as D ≥ 2^15. Together
/// less than 1, and never too high.
template <bool Even>
struct general_rows
{
    std::uint64_t        whole;
    std::uint64_t        rest;
    std::uint64_t        g;
    std::uint64_t        b;
    std::uint64_t        d;
    std::uint64_t        even;
    const std::int64_t*  c;
    const std::uint64_t* shares;

    static constexpr row_loop loop = general_loop;

    constexpr general_rows(const allocation_tables& key, std::int64_t total, bias lean)
        : g(0), b(bias_of(lean, static_cast<std::uint64_t>(key.running.back()))), d(static_cast<std::uint64_t>(key.running.back())), even(1 - d % 2),
          c(key.running.data()), shares(key.shares.data())
    {
        const floored_split split(total, key.running.back());
        whole = split.whole;
        rest  = split.rest;
        if (lean == bias::half_up || lean == bias::half_down) g = std::uint64_t{1} << 62;
        if (lean == bias::up) g = std::uint64_t{3} << 62;
    }

    constexpr std::uint64_t estimate(std::size_t k) const { return static_cast<std::uint64_t>((static_cast<uint128>(rest) * shares[k] + g) >> 64); }
    constexpr std::uint64_t settled(std::size_t k, std::uint64_t e) const
    {
        const auto weights = static_cast<std::uint64_t>(c[k]);
        return settled_quotient<Even>(rest * weights + b, d, e, whole * weights, even);
    }
    constexpr std::uint64_t running(std::size_t k) const { return settled(k, estimate(k)); }
    constexpr std::uint64_t difference(std::uint64_t after, std::uint64_t before) const { return after - before; }
};

template <allocatable P, class Rows>
constexpr void write_rows(P* __restrict out, std::size_t n, const P total, const Rows rows)
{
    const auto part = [&total](std::uint64_t units) { return part_traits<P>::like(total, static_cast<std::int64_t>(units)); };
    if constexpr (Rows::loop == row_loop::direct) {
        for (std::size_t k = 0; k < n; ++k) out[k] = part(rows.row(k));
    } else if constexpr (Rows::loop == row_loop::staged) {
        constexpr std::size_t most = 96; // the months of eight years
        std::uint64_t         stage[most + 1]; // the running total before the block, then the block's
        stage[0] = 0;
        for (std::size_t first = 0; first < n; first += most) {
            const std::size_t size = n - first < most ? n - first : most;
            if constexpr (requires { rows.estimate(first); }) { // scalar first, then in lanes
                for (std::size_t k = 1; k <= size; ++k) stage[k] = rows.estimate(first + k);
                for (std::size_t k = 1; k <= size; ++k) stage[k] = rows.settled(first + k, stage[k]);
            } else {
                for (std::size_t k = 1; k <= size; ++k) stage[k] = rows.running(first + k);
            }
            for (std::size_t k = 0; k < size; ++k) out[first + k] = part(rows.difference(stage[k + 1], stage[k]));
            stage[0] = stage[size];
        }
    } else {
        std::uint64_t before = 0; // every kernel's running total of nothing
        std::size_t   k      = 0;
        for (; Rows::loop == row_loop::unrolled && k + 4 <= n; k += 4) {
            const std::uint64_t one = rows.running(k + 1), two = rows.running(k + 2), three = rows.running(k + 3), four = rows.running(k + 4);
            out[k]     = part(rows.difference(one, before));
            out[k + 1] = part(rows.difference(two, one));
            out[k + 2] = part(rows.difference(three, two));
            out[k + 3] = part(rows.difference(four, three));
            before     = four;
        }
#if defined(__clang__)
#pragma clang loop interleave_count(1) // or a schedule's last rows, up to fifteen, are left to a scalar loop
#endif
        for (; k < n; ++k) {
            const std::uint64_t after = rows.running(k + 1);
            out[k]                    = part(rows.difference(after, before));
            before                    = after;
        }
    }
}

template <allocatable P>
constexpr void write_parts(std::span<P> parts, P total, const allocation_tables& key, rounding mode)
{
    const std::int64_t units    = part_traits<P>::units(total);
    const floored_mode number   = mode_of_number(mode, units < 0);
    const floored_mode size     = mode_of_magnitude(mode, units < 0);
    const std::size_t  n        = parts.size();
    P* const           out      = parts.data();
    const bool         wide     = signed_magnitude(units).size < wide_limit;
    if (!key.day_shares.empty()) {
        if (number.even) write_rows(out, n, total, day_rows<true>(key, units, number.bias));
        else write_rows(out, n, total, day_rows<false>(key, units, number.bias));
    } else if (wide) {
        if (size.even) write_rows(out, n, total, wide_rows<true>(key, units, size.bias));
        else write_rows(out, n, total, wide_rows<false>(key, units, size.bias));
    } else {
        if (number.even) write_rows(out, n, total, general_rows<true>(key, units, number.bias));
        else write_rows(out, n, total, general_rows<false>(key, units, number.bias));
    }
}

/// The wide kernel's bound again, with C_k·(x / D) in double, x being |total| where that is below 2^48 and else its rest, below D: four
/// conversions and operations on the way to the product, each off by less than 2^-52 of it, and two more on the way to the sum, of
/// less than 2^48: at most 6/16. g = B/D − ½ is off by less than 2^-50.
template <bool Even, allocatable P>
constexpr void write_rows_once(P* out, const P total, std::span<const std::int64_t> weights, std::int64_t sum, bias lean)
{
    const signed_magnitude magnitude(part_traits<P>::units(total));
    const auto             d      = static_cast<std::uint64_t>(sum);
    const bool             small  = magnitude.size < estimate_limit;
    const std::uint64_t    whole  = small ? 0 : magnitude.size / d;
    const std::uint64_t    rest   = small ? magnitude.size : magnitude.size % d;
    const std::uint64_t    b      = bias_of(lean, d);
    const double           share  = static_cast<double>(static_cast<std::int64_t>(rest)) / static_cast<double>(sum);
    const double           g      = static_cast<double>(static_cast<std::int64_t>(b)) / static_cast<double>(sum) - 0.5;
    const std::uint64_t    even   = 1 - d % 2;
    std::int64_t           so_far = 0;
    std::uint64_t          before = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        so_far += weights[k];
        const auto c        = static_cast<std::uint64_t>(so_far);
        const auto estimate = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<double>(so_far) * share + g));
        const auto after    = settled_quotient<Even>(rest * c + b, d, estimate, whole * c, even);
        out[k]              = part_traits<P>::like(total, static_cast<std::int64_t>(((after - before) ^ magnitude.sign) - magnitude.sign));
        before              = after;
    }
}

template <allocatable P>
constexpr void write_parts_once(std::span<P> parts, P total, std::span<const std::int64_t> weights, std::int64_t sum, rounding mode)
{
    const floored_mode size = mode_of_magnitude(mode, part_traits<P>::units(total) < 0);
    if (size.even) write_rows_once<true>(parts.data(), total, weights, sum, size.bias);
    else write_rows_once<false>(parts.data(), total, weights, sum, size.bias);
}

} // namespace RATABLE_INSTRUCTION_SET

} // namespace ratable::detail
