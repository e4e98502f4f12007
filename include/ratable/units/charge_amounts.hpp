// SPDX-License-Identifier: BSL-1.0
/// Price × quantity for many rows at once: exact, range-checked, as fast as the hardware multiplies.
#pragma once

#include <ratable/core/instruction_set.hpp>
#include <ratable/core/integer.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/quantity.hpp>
#include <ratable/units/rate.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

namespace ratable {

inline namespace RATABLE_INSTRUCTION_SET {

/// amounts[i] = price × quantities[i], each rounded once to the currency's minor unit: the same as `round` of the exact product.
///
/// Shape:   n quantities → n amounts, same order; prices are one rate, n rates, or n prices per one symbol.
/// Units:   each price per its quantity's unit; an amount takes its price's currency, whatever it held.
/// Rounds:  each row, by `mode`; there is no default.
/// Errors:  invalid_terms if the spans differ in size, or a price is per nothing or less; overflow if an amount does not fit, or the scale of
///          the product (the price's digits × its symbol's factor) does not; unlike_units where a basis or accelerator, known at run time
///          only, is another. Some of the amounts may be written by then.
///
///     multiply_into(amounts, usd(2.8475_d) / gpu_h<gb300>, metered, rounding::half_up);
template <class C, int S, class U>
constexpr void multiply_into(std::type_identity_t<std::span<money<C>>> amounts, const rate<money<C, S>, U>& price,
                             std::type_identity_t<std::span<const quantity<U>>> quantities, rounding mode);
template <class C, int S, class U>
constexpr void multiply_into(std::type_identity_t<std::span<money<C>>> amounts, std::span<const rate<money<C, S>, U>> prices,
                             std::type_identity_t<std::span<const quantity<U>>> quantities, rounding mode);
template <class C, int S, class U>
constexpr void multiply_into(std::type_identity_t<std::span<money<C>>> amounts, std::span<const money<C, S>> prices, const unit_symbol<U>& per,
                             std::type_identity_t<std::span<const quantity<U>>> quantities, rounding mode);

template <class C, class Prices, class U>
void multiply_into(std::span<money<C>>, const Prices&, std::span<const quantity<U>>) = delete; // no rounding happens without its name: add rounding::half_up, or another mode
template <class C, int S, class U>
void multiply_into(std::span<money<C>>, std::span<const money<C, S>>, const unit_symbol<U>&, std::span<const quantity<U>>) = delete; // no rounding happens without its name: add rounding::half_up, or another mode

} // namespace RATABLE_INSTRUCTION_SET

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
inline namespace RATABLE_INSTRUCTION_SET {

[[noreturn]] inline void refuse_sizes()
{
    throw invalid_terms({"price times quantity", "needs as many amounts as quantities, and as many prices", "", "make the spans the same size"});
}

[[noreturn]] inline void refuse_factor(std::int64_t factor)
{
    throw invalid_terms({"price times quantity", "a price per nothing, or per less, has no meaning", std::to_string(factor), "write a price per one of a unit, such as usd(0.085_d) / kWh"});
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
    if (factor <= 0) refuse_factor(factor);
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

/// What is added to a magnitude so that the quotient's floor is the rounded one: d − 1 rounds all remainders up, 0 none.
/// half_even adds what half_up does, and takes one back at a tie.
struct added
{
    std::int64_t positive = 0;
    std::int64_t negative = 0;
};

constexpr added added_by(rounding mode, std::int64_t d)
{
    switch (mode) {
    case rounding::half_even:
    case rounding::half_up: return {d / 2, d / 2};
    case rounding::half_down: return {(d - 1) / 2, (d - 1) / 2};
    case rounding::up: return {d - 1, d - 1};
    case rounding::ceiling: return {d - 1, 0};
    case rounding::floor: return {0, d - 1};
    case rounding::down:
    case rounding::zero_five_up: break;
    }
    return {0, 0};
}

/// Rows at a time: prices, counts and amounts of one block stay in the first-level cache between the check of the range and the kernel.
inline constexpr std::size_t rows_at_a_time = 256;

/// How many bits the largest magnitude of a block has, at most: of `x ^ (x >> 63)`, which is |x| or |x| − 1, all bits together.
template <class Get>
constexpr int bits_of(Get get, std::size_t begin, std::size_t end)
{
    std::uint64_t seen = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::int64_t x = get(i);
        seen |= static_cast<std::uint64_t>(x ^ (x >> 63));
    }
    return static_cast<int>(std::bit_width(seen + 1)); // + 1: −2^k has the magnitude 2^k
}

/// Rows whose product is below 2^62 and whose quotient is below 2^49; 2 ≤ d < 2^61. The magnitude m is divided by an estimate in double:
/// m, 1/d and their product are each within 2^-52 of themselves under every rounding mode of the hardware. 1/d is lowered by four such
/// parts, so the estimate is never too large and less than one too small; truncated it is the quotient or one below, and the remainder,
/// which wraps around to its true value, says which. In double there are products only: nothing that -ffast-math could reorder.
template <bool ToEven, bool FiveUp, class Price, class Count, class Write>
constexpr void narrow_amounts(Price price, Count count, Write write, std::size_t begin, std::size_t end, std::int64_t d, added first)
{
    const double        lowered = (1.0 - 0x1p-50) / static_cast<double>(d);
    const std::uint64_t ties    = ToEven && d % 2 == 0 ? 1 : 0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::int64_t product  = static_cast<std::int64_t>(static_cast<std::uint64_t>(price(i)) * static_cast<std::uint64_t>(count(i)));
        const std::int64_t sign     = product >> 63; // 0 or −1
        const std::int64_t m        = (product ^ sign) - sign + (first.positive ^ ((first.positive ^ first.negative) & sign));
        std::int64_t       quotient = static_cast<std::int64_t>(static_cast<double>(m) * lowered);
        std::int64_t       rest     = m - quotient * d;
        const std::int64_t below    = (d - 1 - rest) >> 63; // −1 where the estimate is one too small
        quotient -= below;
        if constexpr (ToEven) {
            rest -= d & below;
            quotient -= static_cast<std::int64_t>(static_cast<std::uint64_t>((rest - 1) >> 63) & ties & static_cast<std::uint64_t>(quotient)); // rest is 0 at a tie
        }
        if constexpr (FiveUp) {
            rest -= d & below;
            quotient += rest != 0 && quotient % 5 == 0 ? 1 : 0;
        }
        write(i, (quotient ^ sign) - sign);
    }
}

template <class Price, class Count, class Write>
constexpr void amounts_into(Price price, Count count, Write write, std::size_t rows, const minor_units_of& by, rounding mode)
{
    for (std::size_t begin = 0; begin < rows; begin += rows_at_a_time) {
        const std::size_t end  = rows - begin < rows_at_a_time ? rows : begin + rows_at_a_time;
        const int         bits = by.n == 1 && by.d < (int128{1} << 61) ? bits_of(price, begin, end) + bits_of(count, begin, end) : 64;
        const int         log2 = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(by.d))) - 1;
        if (bits > 62 || (by.d > 1 && bits - log2 > 49)) {
            for (std::size_t i = begin; i < end; ++i) write(i, one_amount(price(i), count(i), by, mode));
        } else if (by.d == 1) {
            for (std::size_t i = begin; i < end; ++i) write(i, price(i) * count(i));
        } else {
            const auto  d     = static_cast<std::int64_t>(by.d);
            const added first = added_by(mode, d);
            if (mode == rounding::half_even) narrow_amounts<true, false>(price, count, write, begin, end, d, first);
            else if (mode == rounding::zero_five_up) narrow_amounts<false, true>(price, count, write, begin, end, d, first);
            else narrow_amounts<false, false>(price, count, write, begin, end, d, first);
        }
    }
}

} // namespace RATABLE_INSTRUCTION_SET
} // namespace detail

inline namespace RATABLE_INSTRUCTION_SET {

template <class C, int S, class U>
constexpr void multiply_into(std::type_identity_t<std::span<money<C>>> amounts, const rate<money<C, S>, U>& price,
                             std::type_identity_t<std::span<const quantity<U>>> quantities, rounding mode)
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
constexpr void multiply_into(std::type_identity_t<std::span<money<C>>> amounts, std::span<const rate<money<C, S>, U>> prices,
                             std::type_identity_t<std::span<const quantity<U>>> quantities, rounding mode)
{
    if (amounts.size() != quantities.size() || prices.size() != quantities.size()) detail::refuse_sizes();
    if (prices.empty()) return;
    std::int64_t           units[detail::rows_at_a_time] = {}; // prices side by side, as the kernel wants them
    std::int64_t           factor = prices[0].per.factor;
    detail::minor_units_of by     = detail::scale_of_product(S, C::minor_digits, factor);
    for (std::size_t begin = 0; begin < prices.size(); begin += detail::rows_at_a_time) {
        const auto   block = prices.subspan(begin, prices.size() - begin < detail::rows_at_a_time ? prices.size() - begin : detail::rows_at_a_time);
        const auto   count = [q = quantities.data() + begin](std::size_t i) { return q[i].count; };
        const auto   write = [out = amounts.data() + begin, p = block.data()](std::size_t i, std::int64_t n) {
            out[i] = money<C>(decimal<C::minor_digits>::from_units(n), p[i].price.unit);
        };
        const auto   scale = [&](std::int64_t f) { if (f != factor) by = detail::scale_of_product(S, C::minor_digits, factor = f); };
        std::int64_t others = 0; // bits in which a factor differs from the first
        for (std::size_t i = 0; i < block.size(); ++i) {
            units[i] = block[i].price.amount.units;
            others |= block[i].per.factor ^ block[0].per.factor;
            if constexpr (!std::is_empty_v<U>) static_cast<void>(detail::same_unit(block[i].per.in, quantities[begin + i].in));
        }
        if (others == 0) {
            scale(block[0].per.factor);
            detail::amounts_into([p = static_cast<const std::int64_t*>(units)](std::size_t i) { return p[i]; }, count, write, block.size(), by, mode);
            continue;
        }
        for (std::size_t i = 0; i < block.size(); ++i) { // per kWh here, per MWh there
            scale(block[i].per.factor);
            write(i, detail::one_amount(units[i], count(i), by, mode));
        }
    }
}

template <class C, int S, class U>
constexpr void multiply_into(std::type_identity_t<std::span<money<C>>> amounts, std::span<const money<C, S>> prices, const unit_symbol<U>& per,
                             std::type_identity_t<std::span<const quantity<U>>> quantities, rounding mode)
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

} // namespace RATABLE_INSTRUCTION_SET

} // namespace ratable
