// SPDX-License-Identifier: BSL-1.0
/// Price × quantity for many rows at once: exact, range-checked, as fast as the hardware multiplies.
#pragma once

#include <ratable/core/integer.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/quantity.hpp>
#include <ratable/units/rate.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

// Kernels stand in a namespace named after the instructions that they are compiled for: two translation units built with
// different options must not share a body.
#ifndef RATABLE_INSTRUCTION_SET
#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define RATABLE_INSTRUCTION_SET avx512
#elif defined(__AVX2__)
#define RATABLE_INSTRUCTION_SET avx2
#else
#define RATABLE_INSTRUCTION_SET baseline
#endif
#endif

namespace ratable {

/// amounts[i] = price × quantities[i], each rounded once to the currency's minor unit: the same as `round` of the exact product.
///
/// Shape:   n quantities → n amounts, same order; prices are one rate, n rates, or n prices per one symbol.
/// Units:   each price per its quantity's unit.
/// Rounds:  each row, by `mode`; there is no default.
/// Errors:  invalid_terms if the spans differ in size; overflow if an amount does not fit: rows before it are then written, the others are
///          not all; unlike_units where a currency, basis or accelerator is known at run time only.
///
///     multiply_into(amounts, usd(2.8475_d) / gpu_h<gb300>, metered, rounding::half_up);
template <class C, int S, class U>
constexpr void multiply_into(std::span<money<C>> amounts, const rate<money<C, S>, U>& price, std::span<const quantity<U>> quantities, rounding mode);
template <class C, int S, class U>
constexpr void multiply_into(std::span<money<C>> amounts, std::span<const rate<money<C, S>, U>> prices, std::span<const quantity<U>> quantities, rounding mode);
template <class C, int S, class U>
constexpr void multiply_into(std::span<money<C>> amounts, std::span<const money<C, S>> prices, const unit_symbol<U>& per,
                             std::span<const quantity<U>> quantities, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
inline namespace RATABLE_INSTRUCTION_SET {

[[noreturn]] inline void refuse_sizes()
{
    throw invalid_terms({"price times quantity", "needs as many amounts as quantities, and as many prices", "", "make the spans the same size"});
}

/// amount = product × n / d in minor units, in lowest terms.
struct minor_units_of
{
    int128 n = 1;
    int128 d = 1;
};

/// From prices of `scale` digits per `factor` base units to amounts of `minor` digits.
constexpr minor_units_of scale_of_product(int scale, int minor, std::int64_t factor)
{
    if (factor <= 0) division_by_zero();
    const fraction f = fraction(power_of_ten<int128>(minor), power_of_ten<int128>(scale)) / fraction(factor);
    return {f.numerator(), f.denominator()};
}

/// One row in 128 bits. A product past 2^127 goes through a fraction, which reduces before it multiplies.
constexpr std::int64_t one_amount(std::int64_t price, std::int64_t count, const minor_units_of& by, rounding mode)
{
    const int128 product = int128{price} * count;
    int128       scaled  = 0;
    if (!__builtin_mul_overflow(product, by.n, &scaled)) return checked_cast<std::int64_t>(round_quotient(scaled, by.d, mode));
    return checked_cast<std::int64_t>(round_to_integer(fraction(price) * fraction(count) * fraction(by.n, by.d), mode));
}

/// How far a row's quotient moves away from zero: by one, from which remainder on. Ties to even are a case of their own.
struct thresholds
{
    std::int64_t positive = 0;
    std::int64_t negative = 0;
};

constexpr thresholds thresholds_of(rounding mode, std::int64_t d)
{
    switch (mode) {
    case rounding::half_up: return {d - d / 2, d - d / 2};
    case rounding::half_down: return {d / 2 + 1, d / 2 + 1};
    case rounding::up: return {1, 1};
    case rounding::ceiling: return {1, d};
    case rounding::floor: return {d, 1};
    case rounding::down:
    case rounding::half_even:
    case rounding::zero_five_up: break;
    }
    return {d, d};
}

/// Rows at a time: prices, counts and amounts of one block stay in the first-level cache between the check of the range and the kernel.
inline constexpr std::size_t rows_at_a_time = 512;

/// How many bits the largest magnitude of a block has, at most: of `x ^ (x >> 63)`, which is |x| or |x| − 1, all bits together.
template <class Get>
constexpr int bits_of(const Get& get, std::size_t begin, std::size_t end)
{
    std::uint64_t seen = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::int64_t x = get(i);
        seen |= static_cast<std::uint64_t>(x ^ (x >> 63));
    }
    return std::bit_width(seen + 1); // + 1: −2^k has the magnitude 2^k
}

/// Rows whose product is below 2^63 and whose quotient is below 2^49, 2 ≤ d < 2^62. The magnitude m is divided by an estimate in double:
/// m, 1/d and their product are each within 2^-52 of themselves under every rounding mode of the hardware, so the estimate is
/// less than one off, its truncation is the quotient or next to it, and the remainder, which wraps around to its true value, says which.
/// One product and no sum in double: there is nothing that -ffast-math could reorder.
template <bool ToEven, bool FiveUp, class Price, class Count, class Write>
constexpr void narrow_amounts(const Price& price, const Count& count, const Write& write, std::size_t begin, std::size_t end, std::int64_t d, thresholds moves)
{
    const double reciprocal = 1.0 / static_cast<double>(d);
    for (std::size_t i = begin; i < end; ++i) {
        const std::int64_t product  = static_cast<std::int64_t>(static_cast<std::uint64_t>(price(i)) * static_cast<std::uint64_t>(count(i)));
        const std::int64_t sign     = product >> 63; // 0 or −1
        const std::int64_t m        = (product ^ sign) - sign;
        std::int64_t       quotient = static_cast<std::int64_t>(static_cast<double>(m) * reciprocal);
        std::int64_t       rest     = m - quotient * d;
        const std::int64_t below    = rest >> 63; // −1 where the estimate is one too large
        quotient += below;
        rest += d & below;
        const std::int64_t above = (d - 1 - rest) >> 63; // −1 where it is one too small
        quotient -= above;
        rest -= d & above;
        if constexpr (ToEven) {
            quotient -= (d - 2 * rest - (quotient & 1)) >> 63; // 2r − d + (q & 1) > 0
        } else if constexpr (FiveUp) {
            quotient += rest != 0 && quotient % 5 == 0 ? 1 : 0;
        } else {
            const std::int64_t from = moves.positive ^ ((moves.positive ^ moves.negative) & sign);
            quotient -= (from - 1 - rest) >> 63; // rest ≥ from
        }
        write(i, (quotient ^ sign) - sign);
    }
}

template <class Price, class Count, class Write>
constexpr void amounts_into(const Price& price, const Count& count, const Write& write, std::size_t rows, const minor_units_of& by, rounding mode)
{
    for (std::size_t begin = 0; begin < rows; begin += rows_at_a_time) {
        const std::size_t end  = rows - begin < rows_at_a_time ? rows : begin + rows_at_a_time;
        const int         bits = by.n == 1 && by.d < (int128{1} << 61) ? bits_of(price, begin, end) + bits_of(count, begin, end) : 64;
        const int         log2 = std::bit_width(static_cast<std::uint64_t>(by.d)) - 1;
        if (bits > 62 || (by.d > 1 && bits - log2 > 49)) {
            for (std::size_t i = begin; i < end; ++i) write(i, one_amount(price(i), count(i), by, mode));
        } else if (by.d == 1) {
            for (std::size_t i = begin; i < end; ++i) write(i, price(i) * count(i));
        } else {
            const auto       d     = static_cast<std::int64_t>(by.d);
            const thresholds moves = thresholds_of(mode, d);
            if (mode == rounding::half_even) narrow_amounts<true, false>(price, count, write, begin, end, d, moves);
            else if (mode == rounding::zero_five_up) narrow_amounts<false, true>(price, count, write, begin, end, d, moves);
            else narrow_amounts<false, false>(price, count, write, begin, end, d, moves);
        }
    }
}

} // namespace RATABLE_INSTRUCTION_SET
} // namespace detail

template <class C, int S, class U>
constexpr void multiply_into(std::span<money<C>> amounts, const rate<money<C, S>, U>& price, std::span<const quantity<U>> quantities, rounding mode)
{
    if (amounts.size() != quantities.size()) detail::refuse_sizes();
    if constexpr (!std::is_empty_v<U>) {
        for (const quantity<U>& x : quantities) static_cast<void>(detail::same_unit(price.per.in, x.in));
    }
    const std::int64_t units = price.price.amount.units;
    const C            in    = price.price.unit;
    detail::amounts_into([units](std::size_t) { return units; }, [q = quantities.data()](std::size_t i) { return q[i].count; },
                         [out = amounts.data(), in](std::size_t i, std::int64_t n) { out[i] = money<C>(decimal<C::minor_digits>::from_units(n), in); },
                         amounts.size(), detail::scale_of_product(S, C::minor_digits, price.per.factor), mode);
}

template <class C, int S, class U>
constexpr void multiply_into(std::span<money<C>> amounts, std::span<const rate<money<C, S>, U>> prices, std::span<const quantity<U>> quantities, rounding mode)
{
    if (amounts.size() != quantities.size() || prices.size() != quantities.size()) detail::refuse_sizes();
    if (prices.empty()) return;
    std::int64_t other_factors = 0;
    for (const auto& p : prices) other_factors |= p.per.factor ^ prices[0].per.factor;
    if constexpr (!std::is_empty_v<U>) {
        for (std::size_t i = 0; i < prices.size(); ++i) static_cast<void>(detail::same_unit(prices[i].per.in, quantities[i].in));
    }
    const auto price = [p = prices.data()](std::size_t i) { return p[i].price.amount.units; };
    const auto count = [q = quantities.data()](std::size_t i) { return q[i].count; };
    const auto write = [out = amounts.data(), p = prices.data()](std::size_t i, std::int64_t n) {
        out[i] = money<C>(decimal<C::minor_digits>::from_units(n), p[i].price.unit);
    };
    if (other_factors == 0) {
        detail::amounts_into(price, count, write, amounts.size(), detail::scale_of_product(S, C::minor_digits, prices[0].per.factor), mode);
        return;
    }
    for (std::size_t i = 0; i < prices.size(); ++i) { // per kWh here, per MWh there
        write(i, detail::one_amount(price(i), count(i), detail::scale_of_product(S, C::minor_digits, prices[i].per.factor), mode));
    }
}

template <class C, int S, class U>
constexpr void multiply_into(std::span<money<C>> amounts, std::span<const money<C, S>> prices, const unit_symbol<U>& per,
                             std::span<const quantity<U>> quantities, rounding mode)
{
    if (amounts.size() != quantities.size() || prices.size() != quantities.size()) detail::refuse_sizes();
    if constexpr (!std::is_empty_v<U>) {
        for (const quantity<U>& x : quantities) static_cast<void>(detail::same_unit(per.in, x.in));
    }
    detail::amounts_into([p = prices.data()](std::size_t i) { return p[i].amount.units; }, [q = quantities.data()](std::size_t i) { return q[i].count; },
                         [out = amounts.data(), p = prices.data()](std::size_t i, std::int64_t n) {
                             out[i] = money<C>(decimal<C::minor_digits>::from_units(n), p[i].unit);
                         },
                         amounts.size(), detail::scale_of_product(S, C::minor_digits, per.factor), mode);
}

} // namespace ratable
