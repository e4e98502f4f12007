// SPDX-License-Identifier: BSL-1.0
/// The maker of money in any currency: `of<SEK>("9.50")`, `of(currency_of<2>("SEK"), 5)`.
#pragma once

#include <ratable/units/money.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>

namespace ratable {

/// Money in a currency that is a type, by the rules of `usd`: whole numbers, text, decimals.
/// Errors: inexact for text with more digits than the minor unit; overflow; parse_error.
///
///     of<iso4217::SGD>("9.50")   // SGD 9.50
template <currency C, whole_number I>
[[nodiscard]] constexpr money<C> of(I n) { return money<C>(decimal<C::minor_digits>(n)); }
template <currency C>
[[nodiscard]] constexpr money<C> of(std::string_view text) { return money<C>(decimal<C::minor_digits>::parse(text)); }
template <currency C, int S, class R>
[[nodiscard]] constexpr auto of(const decimal<S, R>& x);
template <currency C, std::floating_point F>
void of(F) = delete; // binary floats are not money: write of<C>("0.10") or of<C>(0.10_d)
template <currency C, std::integral I> requires (!whole_number<I>)
void of(I) = delete; // a flag or a character is not money: write of<C>(1)
template <currency C>
void of(std::nullptr_t) = delete; // a null pointer is no text: write of<C>("0.10")

/// Money in a currency that is a value: one known at run time, or one of the types.
///
///     of(currency_of<2>("EUR"), "9.50")   // money<any_currency<2>>
template <currency C, whole_number I>
[[nodiscard]] constexpr money<C> of(const C& in, I n) { return money<C>(decimal<C::minor_digits>(n), in); }
template <currency C>
[[nodiscard]] constexpr money<C> of(const C& in, std::string_view text) { return money<C>(decimal<C::minor_digits>::parse(text), in); }
template <currency C, int S, class R>
[[nodiscard]] constexpr auto of(const C& in, const decimal<S, R>& x);
template <currency C, std::floating_point F>
void of(const C&, F) = delete; // binary floats are not money: write of(currency, "0.10") or of(currency, 0.10_d)
template <currency C, std::integral I> requires (!whole_number<I>)
void of(const C&, I) = delete; // a flag or a character is not money: write of(currency, 1)
template <currency C>
void of(const C&, std::nullptr_t) = delete; // a null pointer is no text: write of(currency, "0.10")

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C, int S, class R>
constexpr auto of(const C& in, const decimal<S, R>& x)
{
    constexpr int scale = S > C::minor_digits ? S : C::minor_digits;
    return money<C, scale, R>(decimal<scale, R>(x), in);
}

template <currency C, int S, class R>
constexpr auto of(const decimal<S, R>& x)
{
    return of(C{}, x);
}

} // namespace ratable
