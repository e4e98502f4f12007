// SPDX-License-Identifier: BSL-1.0
/// Exact amounts: what price × quantity is until somebody names a rounding.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/units/exact_quantity.hpp>
#include <ratable/units/money.hpp>

#include <compare>
#include <concepts>
#include <string>

namespace ratable {

/// A rational number that knows its currency. It becomes money only through `round<2>(x, rounding::half_up)`.
///
/// Shape:   `+ −` and `<=>` with its like and with `money`, `×` and `÷` by whole numbers, decimals and fractions.
/// Units:   whole currency units: dollars, not cents.
/// Rounds:  never; `round<Scale>(x, rounding::…)` does, in words.
/// Errors:  overflow; unlike_units when run-time currencies differ (others do not compile); invalid_terms for a division by zero.
///
///     usd(100) * fraction(1, 3)                                     // USD 100/3
///     round<2>(usd(100) * fraction(1, 3), rounding::half_up)        // USD 33.33
template <currency C>
struct exact_amount
{
    fraction                amount{};
    [[no_unique_address]] C unit{};

    constexpr exact_amount() = default;
    constexpr explicit exact_amount(const fraction& a, C c = {}) : amount(a), unit(c) {}
    template <whole_number I> exact_amount(I, C = {}) = delete;        // a bare number is not money: write usd(100)
    template <std::floating_point F> exact_amount(F, C = {}) = delete; // binary floats are not money: write usd("0.10") or usd(0.10_d)
    template <int S, class R>
    constexpr exact_amount(const money<C, S, R>& x) : amount(to_fraction(x.amount)), unit(x.unit) {} // NOLINT: exact

    friend constexpr exact_amount operator-(const exact_amount& a) { return exact_amount(-a.amount, a.unit); }
    friend constexpr exact_amount operator+(const exact_amount& a, const exact_amount& b)
    {
        return exact_amount(a.amount + b.amount, detail::same_currency(a.unit, b.unit));
    }
    friend constexpr exact_amount operator-(const exact_amount& a, const exact_amount& b)
    {
        return exact_amount(a.amount - b.amount, detail::same_currency(a.unit, b.unit));
    }
    /// A ratio within one currency is a plain number.
    friend constexpr fraction operator/(const exact_amount& a, const exact_amount& b)
    {
        static_cast<void>(detail::same_currency(a.unit, b.unit));
        return a.amount / b.amount;
    }
    /// As for `money`: two currencies known at run time have no order, but are not equal.
    friend constexpr std::strong_ordering operator<=>(const exact_amount& a, const exact_amount& b)
    {
        static_cast<void>(detail::same_currency(a.unit, b.unit));
        return a.amount <=> b.amount;
    }
    friend constexpr bool operator==(const exact_amount& a, const exact_amount& b) { return a.unit == b.unit && a.amount == b.amount; }
    constexpr exact_amount& operator+=(const exact_amount& b) { return *this = *this + b; }
    constexpr exact_amount& operator-=(const exact_amount& b) { return *this = *this - b; }
};
template <class C, int S, class R> exact_amount(const money<C, S, R>&) -> exact_amount<C>;

template <class C, exact_number N> [[nodiscard]] constexpr exact_amount<C> operator*(const exact_amount<C>& a, const N& n);
template <class C, exact_number N> [[nodiscard]] constexpr exact_amount<C> operator*(const N& n, const exact_amount<C>& a) { return a * n; }
template <class C, exact_number N> [[nodiscard]] constexpr exact_amount<C> operator/(const exact_amount<C>& a, const N& n);
/// A share of money: `usd(100) * fraction(1, 3)`, `usd(100) / 1.08_d`.
template <class C, int S, class R, std::same_as<fraction> N> [[nodiscard]] constexpr exact_amount<C> operator*(const money<C, S, R>& a, const N& n) { return exact_amount<C>(a) * n; }
template <class C, int S, class R, std::same_as<fraction> N> [[nodiscard]] constexpr exact_amount<C> operator*(const N& n, const money<C, S, R>& a) { return exact_amount<C>(a) * n; }
template <class C, int S, class R, exact_part N> [[nodiscard]] constexpr exact_amount<C> operator/(const money<C, S, R>& a, const N& n) { return exact_amount<C>(a) / n; }

namespace detail {
template <class T> struct currency_counted { using type = void; };
template <class C, int S, class R> struct currency_counted<money<C, S, R>> { using type = C; };
template <class C> struct currency_counted<exact_amount<C>> { using type = C; };
template <class T> inline constexpr bool is_exact_amount = false;
template <class C> inline constexpr bool is_exact_amount<exact_amount<C>> = true;
/// An exact amount in one currency beside an amount, exact or not, in another.
template <class A, class B>
concept exactly_in_two_currencies = (is_exact_amount<A> || is_exact_amount<B>) && currency<typename currency_counted<A>::type> &&
                                    currency<typename currency_counted<B>::type> &&
                                    !std::same_as<typename currency_counted<A>::type, typename currency_counted<B>::type>;
} // namespace detail

/// Money at any scale, or an exact amount.
template <class A>
concept amount_of_money = currency<typename detail::currency_counted<A>::type>;

template <class A, class B> requires detail::exactly_in_two_currencies<A, B>
void operator+(const A&, const B&) = delete; // two currencies do not add: convert one with a stated fx_rate first
template <class A, class B> requires detail::exactly_in_two_currencies<A, B>
void operator-(const A&, const B&) = delete; // two currencies do not subtract: convert one with a stated fx_rate first
template <class A, class B> requires detail::exactly_in_two_currencies<A, B>
void operator/(const A&, const B&) = delete; // two currencies have no ratio: convert one with a stated fx_rate first
template <class A, class B> requires detail::exactly_in_two_currencies<A, B>
void operator<=>(const A&, const B&) = delete; // two currencies do not compare: convert one with a stated fx_rate first
template <class A, class B> requires detail::exactly_in_two_currencies<A, B>
void operator==(const A&, const B&) = delete; // two currencies do not compare: convert one with a stated fx_rate first
template <class C, std::floating_point F>
void operator*(const exact_amount<C>&, F) = delete; // binary floats are not exact: write x * 0.08_d, or x * fraction(2, 25)
template <class C, std::floating_point F>
void operator*(F, const exact_amount<C>&) = delete; // binary floats are not exact: write x * 0.08_d, or x * fraction(2, 25)
template <class C, std::floating_point F>
void operator/(const exact_amount<C>&, F) = delete; // binary floats are not exact: write x / 1.08_d, or x / fraction(27, 25)

/// Money of `Scale` digits, by a named mode: `round<2>(x, rounding::half_up)`.
/// Rounds: once. Errors: overflow.
template <int Scale, class C>
[[nodiscard]] constexpr money<C, Scale> round(const exact_amount<C>& x, rounding mode);

/// `USD 8.5425` where digits end, at least the minor unit's; `USD 100/3` where they do not. Always the exact value.
template <class C> void        append(std::string& out, const exact_amount<C>& x);
template <class C> std::string to_string(const exact_amount<C>& x);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <class C, exact_number N>
constexpr exact_amount<C> operator*(const exact_amount<C>& a, const N& n)
{
    return exact_amount<C>(a.amount * detail::as_fraction(n), a.unit);
}

template <class C, exact_number N>
constexpr exact_amount<C> operator/(const exact_amount<C>& a, const N& n)
{
    return exact_amount<C>(a.amount / detail::as_fraction(n), a.unit);
}

template <int Scale, class C>
constexpr money<C, Scale> round(const exact_amount<C>& x, rounding mode)
{
    return money<C, Scale>(ratable::round<Scale>(x.amount, mode), x.unit);
}

template <class C>
void append(std::string& out, const exact_amount<C>& x)
{
    out += x.unit.code();
    out += ' ';
    detail::append_exact(out, x.amount, C::minor_digits, true);
}

template <class C>
std::string to_string(const exact_amount<C>& x)
{
    std::string out;
    append(out, x);
    return out;
}

} // namespace ratable
