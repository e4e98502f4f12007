// SPDX-License-Identifier: BSL-1.0
/// Sums of amounts × powers, and their signs decided in integers: what rates of return are certified with.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/core/wide.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ratable::detail {

/// Amounts that are paid `at[i]` steps after the first, of which a year has `steps`: ascending, none zero, each moment once, the first 0.
struct dated_amounts
{
    std::vector<std::int64_t> at      = {};
    std::vector<int128>       amounts = {};
    std::int64_t              steps   = 1;

    [[nodiscard]] std::size_t  size() const { return at.size(); }
    [[nodiscard]] std::int64_t span() const { return at.empty() ? 0 : at.back(); }
};

/// A rate as its growth factor in 10^-15: 1.1 is 1'100'000'000'000'000.
using growth_count = unbounded;
inline constexpr std::int64_t growth_unit = 1'000'000'000'000'000;

/// The sign of the present value at a growth factor; at 0, that of its limit. 0 only where the sum is exactly zero.
[[nodiscard]] int sign_at(const dated_amounts& flows, const growth_count& factor);

// -- bodies -----------------------------------------------------------------------------------------------------------

/// Positive numbers mantissa × 2^exponent of 128 bits. Everything is cut, never rounded up: a product or a sum of k operations is at most, and at
/// least (1 - k·2^-126) times, the exact one.
struct native_floats
{
    struct number
    {
        uint128      mantissa = 0; ///< the top bit is set, unless it is zero
        std::int64_t exponent = 0;
    };
    static constexpr int bits = 128;

    static constexpr int size_of(uint128 m)
    {
        const auto high = static_cast<std::uint64_t>(m >> 64);
        return high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(static_cast<std::uint64_t>(m));
    }
    static number of(uint128 m, std::int64_t exponent = 0)
    {
        if (m == 0) return {};
        const int shift = 128 - size_of(m);
        return {m << shift, exponent - shift};
    }
    static bool   holds(const unbounded& m) { return m == 0 || boost::multiprecision::msb(m) < 126; }
    static number of(const unbounded& m) { return of(static_cast<uint128>(rep_traits<unbounded>::to_native(m))); }
    static bool   is_zero(const number& a) { return a.mantissa == 0; }
    /// The place of the top bit.
    static std::int64_t top(const number& a) { return a.exponent + 127; }
    static double       leading(const number& a) { return static_cast<double>(static_cast<std::uint64_t>(a.mantissa >> 64)) * 0x1p-63; }

    static number product(const number& a, const number& b)
    {
        if (a.mantissa == 0 || b.mantissa == 0) return {};
        const auto    a1 = static_cast<std::uint64_t>(a.mantissa >> 64), a0 = static_cast<std::uint64_t>(a.mantissa);
        const auto    b1 = static_cast<std::uint64_t>(b.mantissa >> 64), b0 = static_cast<std::uint64_t>(b.mantissa);
        const uint128 cross1 = uint128{a1} * b0, cross2 = uint128{a0} * b1;
        const uint128 middle = (uint128{a0} * b0 >> 64) + static_cast<std::uint64_t>(cross1) + static_cast<std::uint64_t>(cross2);
        const uint128 high   = uint128{a1} * b1 + (cross1 >> 64) + (cross2 >> 64) + (middle >> 64);
        const int     short_ = static_cast<int>(high >> 127) ^ 1;
        return {high << short_, a.exponent + b.exponent + 128 - short_};
    }
    static number sum(const number& a, const number& b)
    {
        if (a.mantissa == 0) return b;
        if (b.mantissa == 0) return a;
        const number&      large = a.exponent >= b.exponent ? a : b;
        const number&      small = a.exponent >= b.exponent ? b : a;
        const std::int64_t shift = large.exponent - small.exponent;
        if (shift >= 128) return large;
        const uint128 added = (large.mantissa >> 1) + (small.mantissa >> shift >> 1);
        return (added >> 127) != 0 ? number{added, large.exponent + 1} : number{added << 1, large.exponent};
    }
    /// |a - b|, and whether a < b.
    static std::pair<number, bool> difference(const number& a, const number& b)
    {
        const bool    less  = a.mantissa == 0 ? b.mantissa != 0 : b.mantissa != 0 && (a.exponent != b.exponent ? a.exponent < b.exponent : a.mantissa < b.mantissa);
        const number& large = less ? b : a;
        const number& small = less ? a : b;
        if (small.mantissa == 0 || large.exponent - small.exponent >= 128) return {large, less};
        return {of(large.mantissa - (small.mantissa >> (large.exponent - small.exponent)), large.exponent), less};
    }
};

/// The same in as many bits as are asked for: at least (1 - k·2^(2-bits)) times the exact result of k operations.
struct long_floats
{
    struct number
    {
        unbounded    mantissa = 0; ///< of `bits` bits, unless it is zero
        std::int64_t exponent = 0;
    };
    int bits;

    [[nodiscard]] number of(const unbounded& m, std::int64_t exponent = 0) const
    {
        if (m == 0) return {};
        const auto shift = static_cast<std::int64_t>(boost::multiprecision::msb(m)) + 1 - bits;
        return {shift >= 0 ? unbounded(m >> static_cast<unsigned>(shift)) : unbounded(m << static_cast<unsigned>(-shift)), exponent + shift};
    }
    [[nodiscard]] number of(uint128 m, std::int64_t exponent = 0) const { return of(rep_traits<unbounded>::from(static_cast<int128>(m)), exponent); }
    static bool holds(const unbounded&) { return true; }
    static bool is_zero(const number& a) { return a.mantissa == 0; }
    [[nodiscard]] std::int64_t top(const number& a) const { return a.exponent + bits - 1; }
    [[nodiscard]] double       leading(const number& a) const
    {
        return static_cast<double>(static_cast<std::uint64_t>(a.mantissa >> static_cast<unsigned>(bits - 62))) * 0x1p-61;
    }
    [[nodiscard]] number product(const number& a, const number& b) const { return of(unbounded(a.mantissa * b.mantissa), a.exponent + b.exponent); }
    [[nodiscard]] number sum(const number& a, const number& b) const
    {
        if (a.mantissa == 0) return b;
        if (b.mantissa == 0) return a;
        const number&      large = a.exponent >= b.exponent ? a : b;
        const number&      small = a.exponent >= b.exponent ? b : a;
        const std::int64_t shift = large.exponent - small.exponent;
        if (shift >= bits) return large;
        return of(unbounded(large.mantissa + (small.mantissa >> static_cast<unsigned>(shift))), large.exponent);
    }
    [[nodiscard]] std::pair<number, bool> difference(const number& a, const number& b) const
    {
        const bool    less  = a.mantissa == 0 ? b.mantissa != 0 : b.mantissa != 0 && (a.exponent != b.exponent ? a.exponent < b.exponent : a.mantissa < b.mantissa);
        const number& large = less ? b : a;
        const number& small = less ? a : b;
        if (small.mantissa == 0 || large.exponent - small.exponent >= bits) return {large, less};
        return {of(unbounded(large.mantissa - (small.mantissa >> static_cast<unsigned>(large.exponent - small.exponent))), large.exponent), less};
    }
};

/// A positive double, exactly.
template <class Floats>
typename Floats::number from_double(const Floats& floats, double x)
{
    int          exponent = 0;
    const double m        = std::frexp(x, &exponent);
    return floats.of(static_cast<uint128>(static_cast<std::uint64_t>(m * 0x1p53)), exponent - 53);
}

/// e^x, about. Any x up to 10^15.
template <class Floats>
typename Floats::number about_exp(const Floats& floats, double x)
{
    const double twos  = std::nearbyint(x * 1.4426950408889634);
    auto         found = from_double(floats, std::exp(x - twos * 0.6931471805599453));
    found.exponent += static_cast<std::int64_t>(twos);
    return found;
}

/// a / b / n, in doubles or in all bits: as good as Newton's next step needs it.
inline native_floats::number about_share(const native_floats& floats, const native_floats::number& a, const native_floats::number& b, std::int64_t n)
{
    auto found = from_double(floats, floats.leading(a) / floats.leading(b) / static_cast<double>(n));
    found.exponent += floats.top(a) - floats.top(b);
    return found;
}
inline long_floats::number about_share(const long_floats& floats, const long_floats::number& a, const long_floats::number& b, std::int64_t n)
{
    return floats.of(unbounded(unbounded(a.mantissa << static_cast<unsigned>(floats.bits)) / (b.mantissa * n)), a.exponent - b.exponent - floats.bits);
}

/// base^n; n-1 operations at most count as errors, because each error in a factor is one in the product.
template <class Floats>
typename Floats::number power_in(const Floats& floats, const typename Floats::number& base, std::int64_t n)
{
    auto found = floats.of(uint128{1});
    bool first = true;
    for (int bit = 62; bit >= 0; --bit) {
        if (!first) found = floats.product(found, found);
        if ((n >> bit & 1) == 0) continue;
        found = first ? base : floats.product(found, base);
        first = false;
    }
    return found;
}

/// ln of a positive integer, about.
inline double about_log(const unbounded& m)
{
    const auto top = static_cast<std::int64_t>(boost::multiprecision::msb(m));
    if (top < 62) return std::log(static_cast<double>(static_cast<std::uint64_t>(m)));
    return std::log(static_cast<double>(static_cast<std::uint64_t>(unbounded(m >> static_cast<unsigned>(top - 61))))) + static_cast<double>(top - 61) * 0.6931471805599453;
}

/// The growth of one step: factor^(1/steps), within 16 units of its last place but one (2^(2-bits)). Nothing where Newton's steps do not settle.
template <class Floats>
std::optional<typename Floats::number> step_growth(const Floats& floats, const growth_count& factor, std::int64_t steps)
{
    const auto unit   = floats.of(static_cast<uint128>(growth_unit));
    const auto target = floats.of(factor);
    const auto goal   = static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(steps))) + 4 - floats.bits; // 2^goal <= 8 · steps · 2^(2-bits)
    auto       z      = about_exp(floats, (about_log(factor) - 34.538776394910684) / static_cast<double>(steps));
    for (int turn = 0; turn < 40; ++turn) {
        const auto reached     = floats.product(power_in(floats, z, steps), unit);
        const auto [off, over] = floats.difference(target, reached);
        if (floats.is_zero(off) || floats.top(off) < floats.top(target) + goal) return z;
        const auto step = floats.product(z, about_share(floats, off, target, steps)); // z ± z · (off / target) / steps
        z               = over ? floats.difference(z, step).first : floats.sum(z, step);
    }
    return std::nullopt;
}

/// What comes in and what goes out, each valued at the last flow's moment: Σ amount · z^(span - at).
template <class Floats>
struct two_sums
{
    typename Floats::number in = {}, out = {};
};

template <class Floats, class Amounts>
two_sums<Floats> sums_at(const Floats& floats, const std::vector<std::int64_t>& at, const Amounts& amounts, const typename Floats::number& z)
{
    struct known_power
    {
        std::int64_t            gap = 0;
        typename Floats::number value = {};
    };
    known_power             known[8]; // months have few lengths
    two_sums<Floats>        sums;
    typename Floats::number grown = floats.of(uint128{1});
    for (std::size_t i = at.size(); i-- > 0;) {
        const bool in   = amounts[i] > 0;
        auto&      sum  = in ? sums.in : sums.out;
        if constexpr (requires { amounts[i].backend(); }) sum = floats.sum(sum, floats.product(grown, floats.of(unbounded(boost::multiprecision::abs(amounts[i])))));
        else sum = floats.sum(sum, floats.product(grown, floats.of(magnitude(amounts[i]))));
        if (i == 0) break;
        const std::int64_t gap  = at[i] - at[i - 1];
        known_power&       slot = known[static_cast<std::size_t>(gap) % 8];
        if (slot.gap != gap) slot = {gap, power_in(floats, z, gap)};
        grown = floats.product(grown, slot.value);
    }
    return sums;
}

/// The larger of two sums, by the place of its top bit.
template <class Floats>
std::int64_t top_of(const Floats& floats, const two_sums<Floats>& sums)
{
    if (floats.is_zero(sums.in)) return floats.top(sums.out);
    return floats.is_zero(sums.out) ? floats.top(sums.in) : std::max(floats.top(sums.in), floats.top(sums.out));
}

/// The sign of in - out when it may be off by 2^margin of both together; 0 when that does not decide it.
template <class Floats>
int decided_sign(const Floats& floats, const two_sums<Floats>& sums, std::int64_t margin)
{
    const auto [off, negative] = floats.difference(sums.in, sums.out);
    if (floats.is_zero(off)) return 0;
    return floats.top(off) > top_of(floats, sums) + 2 + margin ? (negative ? -1 : 1) : 0; // both together are less than 2^(top + 2)
}

/// 2^margin for so many operations, with one bit to spare.
template <class Floats>
std::int64_t margin_of(const Floats& floats, std::int64_t operations)
{
    return static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(operations))) + 3 - floats.bits;
}

/// 16 for the step's growth and 1 for the product, as often as a power holds it; and every sum and coefficient.
inline std::int64_t operations_at_rate(const dated_amounts& flows) { return 20 * flows.span() + 2 * static_cast<std::int64_t>(flows.size()) + 64; }

template <class Floats>
int sign_in(const Floats& floats, const dated_amounts& flows, const growth_count& factor)
{
    if (!floats.holds(factor)) return 0;
    const auto z = step_growth(floats, factor, flows.steps);
    return z ? decided_sign(floats, sums_at(floats, flows.at, flows.amounts, *z), margin_of(floats, operations_at_rate(flows))) : 0;
}

/// The n-th root of m, cut to a whole number. Positive m and n.
inline unbounded floor_root(const unbounded& m, std::int64_t n)
{
    if (n == 1) return m;
    const auto size = static_cast<std::int64_t>(boost::multiprecision::msb(m)) + 1;
    if (size <= n) return 1;
    unbounded low = 1, high = unbounded(1) << static_cast<unsigned>(size / n + 1); // low^n <= m < high^n
    while (high - low > 1) {
        const unbounded middle = (low + high) >> 1;
        (boost::multiprecision::pow(middle, static_cast<unsigned>(n)) <= m ? low : high) = middle;
    }
    return low;
}

/// The whole n-th root of a positive m, when it has one.
inline std::optional<unbounded> whole_root(const unbounded& m, std::int64_t n)
{
    const unbounded root = floor_root(m, n);
    if (root == 1) return m == 1 ? std::optional(m) : std::nullopt; // and no power of what may be large
    return boost::multiprecision::pow(root, static_cast<unsigned>(n)) == m ? std::optional(root) : std::nullopt;
}

/// Whether the sum is exactly zero at a factor. Powers of a rational number that is no perfect power, with different fractional exponents below 1,
/// are linearly independent over the rationals, so that each class of exponents must vanish on its own.
inline bool is_zero_at(const dated_amounts& flows, const growth_count& factor)
{
    if (factor == 0) return false;
    const basic_fraction<unbounded> base(factor, unbounded(growth_unit));
    unbounded                       n = base.numerator(), d = base.denominator();
    std::int64_t                    steps = n == d ? 1 : flows.steps; // one is every power of itself
    std::int64_t                    rest  = steps;
    for (std::int64_t prime = 2; rest > 1; ++prime) {
        if (prime * prime > rest) prime = rest;
        for (bool is_power = true; rest % prime == 0; rest /= prime) {
            const auto rn = is_power ? whole_root(n, prime) : std::nullopt, rd = is_power ? whole_root(d, prime) : std::nullopt;
            is_power      = rn && rd;
            if (!is_power) continue;
            n = *rn;
            d = *rd;
            steps /= prime;
        }
    }
    // By class of exponents, Horner in n/d from the first: value · d^power stays whole.
    std::vector<std::size_t> order(flows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto ra = flows.at[a] % steps, rb = flows.at[b] % steps;
        return ra != rb ? ra < rb : a < b;
    });
    for (std::size_t i = 0; i < order.size();) {
        const std::int64_t residue = flows.at[order[i]] % steps;
        unbounded          value = 0, scale = 1;
        std::int64_t       last = flows.at[order[i]];
        for (; i < order.size() && flows.at[order[i]] % steps == residue; ++i) {
            const auto jump = static_cast<unsigned>((flows.at[order[i]] - last) / steps);
            last            = flows.at[order[i]];
            value *= boost::multiprecision::pow(n, jump);
            scale *= boost::multiprecision::pow(d, jump);
            value += scale * rep_traits<unbounded>::from(flows.amounts[order[i]]);
        }
        if (value != 0) return false;
    }
    return true;
}

inline int sign_at(const dated_amounts& flows, const growth_count& factor)
{
    if (factor == 0) return flows.amounts.back() > 0 ? 1 : -1;
    if (const int sign = sign_in(native_floats{}, flows, factor)) return sign;
    for (int bits = 192;; bits *= 2) { // ends: what is not zero is decided in finitely many bits
        if (const int sign = sign_in(long_floats{bits}, flows, factor)) return sign;
        if (bits == 192 && is_zero_at(flows, factor)) return 0;
    }
}

} // namespace ratable::detail
