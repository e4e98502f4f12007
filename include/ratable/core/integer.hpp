// SPDX-License-Identifier: BSL-1.0
/// Checked integers: the only place that names the compiler's 128-bit type.
#pragma once

#include <ratable/core/error.hpp>

#include <concepts>
#include <cstdint>
#include <limits>

namespace ratable {

#if !defined(__SIZEOF_INT128__)
#error "ratable needs a compiler with a native 128-bit integer, such as g++ or clang on a 64-bit target"
#endif
__extension__ typedef __int128 int128;           ///< native signed 128-bit; `std::integral` only in gnu++20, so never ask that
__extension__ typedef unsigned __int128 uint128; ///< native unsigned 128-bit

namespace detail {
// Not constexpr on purpose: reaching one in a constant expression is the compile error, and its name the message.
[[noreturn]] void overflow_in_addition();
[[noreturn]] void overflow_in_subtraction();
[[noreturn]] void overflow_in_multiplication();
[[noreturn]] void overflow_in_narrowing();
[[noreturn]] void division_by_zero();
} // namespace detail

/// `int64_t` or `int128`: what the compiler calculates in hardware, and what a decimal counts in.
template <class T>
concept native_integer = std::same_as<T, std::int64_t> || std::same_as<T, int128>;

/// Integers that are numbers: not bool, not characters.
template <class T>
concept whole_number = (std::same_as<T, int128> || (std::integral<T> && sizeof(T) <= sizeof(std::int64_t))) && // not uint128, in gnu++20
                       !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                       !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <native_integer I>
inline constexpr I lowest_of = std::same_as<I, int128> ? static_cast<I>(int128{1} << 126) * -2
                                                       : static_cast<I>(std::numeric_limits<std::int64_t>::min());
template <native_integer I>
inline constexpr I highest_of = -1 - lowest_of<I>;

/// Sum, difference, product: the exact one, or `overflow`.
template <native_integer I> [[nodiscard]] constexpr I checked_add(I a, I b);
template <native_integer I> [[nodiscard]] constexpr I checked_sub(I a, I b);
template <native_integer I> [[nodiscard]] constexpr I checked_mul(I a, I b);

/// The same value in the other type, or `overflow`.
template <native_integer To, native_integer From> [[nodiscard]] constexpr To checked_cast(From x);

/// |x|, also for the lowest value, whose magnitude no signed type of its width holds.
[[nodiscard]] constexpr uint128 magnitude(int128 x);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
inline void overflow_in_addition() { throw overflow({"addition", "the sum must fit its type", "", "use a wider Rep"}); }
inline void overflow_in_subtraction() { throw overflow({"subtraction", "the difference must fit its type", "", "use a wider Rep"}); }
inline void overflow_in_multiplication() { throw overflow({"multiplication", "the product must fit its type", "", "use a wider Rep"}); }
inline void overflow_in_narrowing() { throw overflow({"conversion", "the value must fit the narrower type", "", "keep the wider Rep"}); }
inline void division_by_zero() { throw invalid_terms({"division", "the divisor must not be zero", "0", ""}); }
} // namespace detail

template <native_integer I>
constexpr I checked_add(I a, I b)
{
    I sum{};
    if (__builtin_add_overflow(a, b, &sum)) detail::overflow_in_addition();
    return sum;
}

template <native_integer I>
constexpr I checked_sub(I a, I b)
{
    I difference{};
    if (__builtin_sub_overflow(a, b, &difference)) detail::overflow_in_subtraction();
    return difference;
}

template <native_integer I>
constexpr I checked_mul(I a, I b)
{
    I product{};
    if (__builtin_mul_overflow(a, b, &product)) detail::overflow_in_multiplication();
    return product;
}

template <native_integer To, native_integer From>
constexpr To checked_cast(From x)
{
    if constexpr (sizeof(To) < sizeof(From)) {
        if (x < From{lowest_of<To>} || x > From{highest_of<To>}) detail::overflow_in_narrowing();
    }
    return static_cast<To>(x);
}

constexpr uint128 magnitude(int128 x) { return x < 0 ? uint128{0} - static_cast<uint128>(x) : static_cast<uint128>(x); }

} // namespace ratable
