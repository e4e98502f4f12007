// SPDX-License-Identifier: BSL-1.0
/// Discount factors in 128-bit fixed point, with a count of what they may be short by. No Boost, no floating point.
///
/// This is the fast way to a correctly rounded present value: it decides the cent unless that lies within some 2^-50 of a boundary, and declines
/// what does not fit it (factors above 1, sums near 64 bits). Whoever calls it takes the exact way then: what it decides is the same integer.
#pragma once

#include <ratable/core/rounding.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ratable::detail {

/// An amount, in its minor unit, so many quanta of time from the day of valuation.
struct timed_units
{
    std::int64_t when  = 0;
    std::int64_t units = 0;
};

/// A number x in [0, 1], from below: low·2^-127 ≤ x ≤ (low + slack)·2^-127, low ≤ 2^127.
struct fixed_share
{
    uint128       low   = 0;
    std::uint64_t slack = 0;
};

inline constexpr uint128     fixed_one_units   = uint128{1} << 127;
inline constexpr fixed_share fixed_one         = {fixed_one_units, 0};
inline constexpr std::uint64_t most_fixed_slack = std::uint64_t{1} << 60;

/// ⌊x·y·2^-127⌋ for x, y ≤ 2^127.
[[nodiscard]] constexpr uint128 fixed_product(uint128 x, uint128 y);
/// (x + e)(y + f) ≤ xy + e + f + ef·2^-127 with x, y ≤ 1, and the floor takes less than one: slack e + f + 2.
[[nodiscard]] constexpr fixed_share operator*(const fixed_share& a, const fixed_share& b);

/// (p/q)^-(n/d): what one quantum of time discounts by. Shape: 0 < q ≤ p < 2^62, 0 ≤ n, 0 < d; nothing where ln(p/q)·n/d is 32 or more.
[[nodiscard]] constexpr std::optional<fixed_share> fixed_power(std::uint64_t p, std::uint64_t q, std::uint64_t n, std::uint64_t d);
/// e^-(n/d), likewise.
[[nodiscard]] constexpr std::optional<fixed_share> fixed_exponential(uint128 n, uint128 d);

/// The powers of one factor, each calculated once while its slot is not needed for another.
class fixed_powers
{
public:
    constexpr explicit fixed_powers(const fixed_share& factor) : squares_{factor} {}
    [[nodiscard]] constexpr fixed_share of(std::uint64_t n);

private:
    struct known { std::uint64_t n = 0; fixed_share power = fixed_one; };

    std::array<fixed_share, 64> squares_{}; ///< factor^(2^i)
    std::size_t                 squared_ = 1;
    std::array<known, 64>       known_{};
};

/// Σ units·factor^when·10^shift, rounded by `mode`. Shape: rows by `when`, none negative.
/// Errors: nothing (std::nullopt) when the sum is too large for it, or may lie on either side of a boundary.
[[nodiscard]] constexpr std::optional<std::int64_t> fixed_sum(std::span<const timed_units> rows, const fixed_share& factor, int shift, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr uint128 fixed_product(uint128 x, uint128 y)
{
    const auto    low_word  = [](uint128 v) { return static_cast<std::uint64_t>(v); };
    const auto    high_word = [](uint128 v) { return static_cast<std::uint64_t>(v >> 64); };
    const uint128 lows      = uint128{low_word(x)} * low_word(y);
    const uint128 cross_a   = uint128{high_word(x)} * low_word(y);
    const uint128 cross_b   = uint128{low_word(x)} * high_word(y);
    const uint128 middle    = uint128{high_word(lows)} + low_word(cross_a) + low_word(cross_b);
    const uint128 highs     = uint128{high_word(x)} * high_word(y) + high_word(cross_a) + high_word(cross_b) + high_word(middle);
    return highs << 1 | low_word(middle) >> 63;
}

constexpr fixed_share operator*(const fixed_share& a, const fixed_share& b)
{
    const std::uint64_t slack = a.slack + b.slack + 2;
    return {fixed_product(a.low, b.low), slack < most_fixed_slack ? slack : most_fixed_slack}; // what is as far as that decides nothing
}

/// low·2^-121 ≤ x ≤ (low + slack)·2^-121, x < 64: logarithms.
struct fixed_log
{
    uint128       low   = 0;
    std::uint64_t slack = 0;
};

/// ln(p/q) for 0 < q ≤ p < 2^62: k·ln 2 ± 2·atanh z, |z| ≤ 1/5, as in certified.hpp, where the slack of the series is proved.
constexpr fixed_log fixed_log_of(std::uint64_t p, std::uint64_t q)
{
    constexpr uint128 ln_2 = uint128{0x162e42fefa39ef3} << 64 | 0x5793c7673007e5ed; // rounded down
    int               k    = 0;
    for (; q < p - p / 3; ++k) q *= 2;                     // p/q ≤ 3/2, or p ≤ 2
    if (q < p && (p - q) * 3 > q) q *= 2, ++k;             // ≤ 4/3
    const bool          above = p >= q;
    const std::uint64_t n = above ? p - q : q - p, d = p + q; // both below 2^64: q ≤ 3/2·p
    const uint128       first = (uint128{n} << 64) / d, rest = (uint128{n} << 64) % d;
    const uint128       z      = (first << 63) + (rest << 63) / d;
    const uint128       square = fixed_product(z, z);

    uint128  sum = z, odd_power = z;
    unsigned terms = 1;
    for (; odd_power != 0; ++terms) {
        odd_power = fixed_product(odd_power, square);
        sum += odd_power / (2 * terms + 1);
    }
    const uint128       twice = sum >> 5; // doubled, and from 127 places to 121
    const std::uint64_t wider = (2 * terms + 4) / 32 + 2;
    const uint128       whole = ln_2 * static_cast<unsigned>(k);
    if (above) return {whole + twice, static_cast<std::uint64_t>(k) + wider};
    return {whole - twice - wider, static_cast<std::uint64_t>(k) + wider}; // p < q only after a doubling: k ≥ 1
}

/// e^-x by 1 − y + y²/2 − …, y = x·2^-s ≤ 1/8, squared s times. A term is short by less than 4, what is left when one has come to 0 is less than 4
/// too, and an x that is d larger takes less than d away.
constexpr fixed_share fixed_exp_minus(const fixed_log& x)
{
    if (x.low == 0 && x.slack == 0) return fixed_one;
    int halvings = 0;
    while (x.low >> halvings >= uint128{1} << 118) ++halvings;
    const uint128       y     = halvings >= 6 ? x.low >> (halvings - 6) : x.low << (6 - halvings);
    const std::uint64_t wider = (x.slack << 6 >> halvings) + 2;

    uint128  sum = fixed_one_units, term = fixed_one_units;
    unsigned terms = 0;
    while (term != 0) {
        ++terms;
        term = fixed_product(term, y) / terms;
        sum  = terms % 2 == 1 ? sum - term : sum + term;
    }
    const std::uint64_t off   = 4 * (terms + 1);
    fixed_share         power = {sum - off - wider, 2 * off + wider};
    for (int i = 0; i < halvings; ++i) power = power * power;
    return power;
}

constexpr std::optional<fixed_share> fixed_power(std::uint64_t p, std::uint64_t q, std::uint64_t n, std::uint64_t d)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 31;
    if (q == 0 || p < q || p >= std::uint64_t{1} << 62 || n >= most || d >= most) return std::nullopt;
    if (p == q || n == 0) return fixed_one;
    const fixed_log log = fixed_log_of(p, q);
    const uint128   whole = log.low / d, rest = log.low % d;
    if (whole >= (uint128{1} << 126) / n) return std::nullopt;
    const fixed_log x = {whole * n + rest * n / d, log.slack * n / d + 2};
    if (x.low >= uint128{1} << 126) return std::nullopt;
    return fixed_exp_minus(x);
}

constexpr std::optional<fixed_share> fixed_exponential(uint128 n, uint128 d)
{
    if (d == 0 || d >= uint128{1} << 63 || n / d >= 32) return std::nullopt;
    if (n == 0) return fixed_one;
    uint128 low = n / d, rest = n % d;
    for (int places = 121; places > 0;) { // so many as the remainder leaves room for
        const int step = places < 61 ? places : 61;
        low            = (low << step) + (rest << step) / d;
        rest           = (rest << step) % d;
        places -= step;
    }
    return fixed_exp_minus({low, 1});
}

constexpr fixed_share fixed_powers::of(std::uint64_t n)
{
    if (n == 0) return fixed_one;
    known& slot = known_[n % known_.size()];
    if (slot.n == n) return slot.power;
    fixed_share power = fixed_one;
    bool        first = true;
    for (std::size_t i = 0; n >> i != 0; ++i) {
        for (; squared_ <= i; ++squared_) squares_[squared_] = squares_[squared_ - 1] * squares_[squared_ - 1];
        if ((n >> i) % 2 == 0) continue;
        power = first ? squares_[i] : power * squares_[i];
        first = false;
    }
    slot = {n, power};
    return power;
}

constexpr std::optional<std::int64_t> fixed_sum(std::span<const timed_units> rows, const fixed_share& factor, int shift, rounding mode)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 62; // of Σ|units|: the sum stays below 2^125, in 2^-63 of a unit
    const bool              certain = factor.low == fixed_one_units && factor.slack == 0;
    fixed_powers            powers(factor);
    fixed_share             share = fixed_one;
    std::int64_t            when  = 0;
    std::uint64_t           size  = 0;
    int128                  sum   = 0;
    for (const timed_units& row : rows) {
        if (row.when < when) return std::nullopt;
        if (row.when != when && !certain) {
            const fixed_share over = powers.of(static_cast<std::uint64_t>(row.when - when));
            share                  = when == 0 ? over : share * over;
        }
        when                      = row.when;
        const std::uint64_t units = rep_traits<std::int64_t>::magnitude(row.units);
        if (units >= most || (size += units) >= most) return std::nullopt;
        if (share.low == fixed_one_units) {
            sum += int128{row.units} << 63;
        } else { // 63 places by one product; the 63 below by another, rounded down: less than 2 away
            const auto high = static_cast<std::int64_t>(share.low >> 64), low = static_cast<std::int64_t>(static_cast<std::uint64_t>(share.low) >> 1);
            sum += int128{row.units} * high + ((int128{row.units} * low) >> 63);
        }
    }
    if (share.slack >= most_fixed_slack) return std::nullopt;
    // The last share has the most slack of all.
    const int128 off = share.slack == 0 && share.low == fixed_one_units ? int128{0} : static_cast<int128>((uint128{size} * share.slack) >> 64) + 1 + 2 * static_cast<int128>(rows.size());
    int128 low = sum - off, high = sum + off, unit = int128{1} << 63;
    if (shift < -18 || shift > 18) return std::nullopt;
    const int128 tens = power_of_ten<int128>(shift < 0 ? -shift : shift);
    if (shift < 0) unit *= tens;
    if (shift > 0 && (__builtin_mul_overflow(low, tens, &low) || __builtin_mul_overflow(high, tens, &high))) return std::nullopt;
    const int128 rounded = round_quotient(low, unit, mode);
    if (rounded != round_quotient(high, unit, mode) || rounded < lowest_of<std::int64_t> || rounded > highest_of<std::int64_t>) return std::nullopt;
    return static_cast<std::int64_t>(rounded);
}

} // namespace ratable::detail
