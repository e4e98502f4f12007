// SPDX-License-Identifier: BSL-1.0
/// Money: an exact decimal that knows its currency.
#pragma once

#include <ratable/core/allocate.hpp>
#include <ratable/core/decimal.hpp>
#include <ratable/core/part.hpp>
#include <ratable/units/currency.hpp>

#include <compare>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace ratable {

/// An amount in currency `C`, exact to `Scale` digits after the point.
///
/// Shape:   8 bytes for a currency known at compile time, 16 for `any_currency`; trivially copyable.
/// Units:   `amount.units` counts 10^-Scale, at the default Scale the currency's minor unit.
/// Rounds:  never; `round<Scale>(x, rounding::…)` does, in words.
/// Errors:  overflow; unlike_units when run-time currencies differ (others do not compile).
///
///     usd(100) + usd("0.05")          // USD 100.05
///     usd(2.8475_d) * 3               // money<USD, 4>
template <currency C, int Scale = C::minor_digits, representation Rep = std::int64_t>
struct money
{
    static constexpr int scale = Scale;

    decimal<Scale, Rep>     amount{};
    [[no_unique_address]] C unit{};

    constexpr money() = default;
    constexpr explicit money(decimal<Scale, Rep> a, C c = {}) : amount(a), unit(c) {}
    template <whole_number I> money(I, C = {}) = delete;        // a bare number is not money: write usd(100), or money<USD>::parse("100.00 USD")
    template <std::floating_point F> money(F, C = {}) = delete; // binary floats are not money: write usd("0.10") or usd(0.10_d)

    /// Widens: more digits or a wider Rep lose nothing.
    template <int S, class R> requires (S <= Scale && holds_every<Rep, R>)
    constexpr money(const money<C, S, R>& x) : amount(x.amount), unit(x.unit) {} // NOLINT: exact
    /// Narrows the Rep only, checked.
    template <int S, class R> requires (S <= Scale && !holds_every<Rep, R>)
    constexpr explicit money(const money<C, S, R>& x) : amount(x.amount), unit(x.unit) {}
    template <int S, class R> requires (S > Scale)
    money(const money<C, S, R>&) = delete; // digits would be lost: write round<2>(x, rounding::half_up), naming the mode

    /// Reads `38000000000.00 USD`. Errors: parse_error, also for another currency; inexact; overflow.
    [[nodiscard]] static constexpr money parse(std::string_view text, C expected);
    [[nodiscard]] static constexpr money parse(std::string_view text) requires std::is_empty_v<C> { return parse(text, C{}); }
    static money parse(std::string_view) requires (!std::is_empty_v<C>) = delete; // a currency known at run time must be named: parse(text, currency_of<2>("USD"))

    constexpr money& operator+=(const money& b) { return *this = *this + b; }
    constexpr money& operator-=(const money& b) { return *this = *this - b; }
    friend constexpr money operator-(const money& a) { return money(-a.amount, a.unit); }
};

template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator+(const money<C, A, R>& a, const money<C, B, S>& b) -> money<C, (A > B ? A : B), wider<R, S>>;
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator-(const money<C, A, R>& a, const money<C, B, S>& b) -> money<C, (A > B ? A : B), wider<R, S>>;
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr std::strong_ordering operator<=>(const money<C, A, R>& a, const money<C, B, S>& b);
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr bool operator==(const money<C, A, R>& a, const money<C, B, S>& b) { return a.unit == b.unit && a.amount == b.amount; }
template <class C, int A, class R, whole_number I>
[[nodiscard]] constexpr money<C, A, R> operator*(const money<C, A, R>& a, I n) { return money<C, A, R>(a.amount * n, a.unit); }
template <class C, int A, class R, whole_number I>
[[nodiscard]] constexpr money<C, A, R> operator*(I n, const money<C, A, R>& a) { return a * n; }
/// × a decimal adds scales, in 128 bits: exact until `round<2>(…)` names a mode.
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator*(const money<C, A, R>& a, const decimal<B, S>& b) { return money<C, A + B, typename rep_traits<wider<R, S>>::wide>(a.amount * b, a.unit); }
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator*(const decimal<B, S>& b, const money<C, A, R>& a) { return a * b; }
/// money ÷ money is a plain ratio.
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto operator/(const money<C, A, R>& a, const money<C, B, S>& b) -> decltype(a.amount / b.amount);

/// |x|, and -1, 0 or 1. Errors: overflow for the lowest of a native Rep.
template <class C, int A, class R> [[nodiscard]] constexpr money<C, A, R> abs(const money<C, A, R>& x) { return money<C, A, R>(abs(x.amount), x.unit); }
template <class C, int A, class R> [[nodiscard]] constexpr int            sign(const money<C, A, R>& x) { return sign(x.amount); }

/// The smaller and the larger; of two scales, at the finer. Errors: unlike_units.
template <class C, int A, class R> [[nodiscard]] constexpr money<C, A, R> min(const money<C, A, R>& a, const money<C, A, R>& b) { return b < a ? b : a; }
template <class C, int A, class R> [[nodiscard]] constexpr money<C, A, R> max(const money<C, A, R>& a, const money<C, A, R>& b) { return a < b ? b : a; }
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto min(const money<C, A, R>& a, const money<C, B, S>& b) -> money<C, (A > B ? A : B), wider<R, S>>
{
    if (b < a) return b;
    return a;
}
template <class C, int A, class R, int B, class S>
[[nodiscard]] constexpr auto max(const money<C, A, R>& a, const money<C, B, S>& b) -> money<C, (A > B ? A : B), wider<R, S>>
{
    if (a < b) return b;
    return a;
}

namespace detail {
template <class T>                 inline constexpr bool is_money                 = false;
template <class C, int A, class R> inline constexpr bool is_money<money<C, A, R>> = true;
template <class Rows>
concept contiguous_money = requires(const Rows& rows) { requires is_money<typename decltype(std::span(rows))::value_type>; };
} // namespace detail

/// The sum of rows of one currency, in the wider Rep of a product: 64-bit rows run in 128 bits and cannot overflow.
/// Errors: unlike_units when run-time currencies differ. No rows are zero in a static currency, and invalid_terms in a run-time one.
///
///     money<USD>(sum(rows)) == total
template <class Rows> requires detail::contiguous_money<Rows>
[[nodiscard]] constexpr auto sum(const Rows& rows);

template <class C, int A, class R, class D, int B, class S> requires (!std::same_as<C, D>)
void operator+(const money<C, A, R>&, const money<D, B, S>&) = delete; // two currencies do not add: convert one with a stated fx_rate first
template <class C, int A, class R, class D, int B, class S> requires (!std::same_as<C, D>)
void operator-(const money<C, A, R>&, const money<D, B, S>&) = delete; // two currencies do not subtract: convert one with a stated fx_rate first
template <class C, int A, class R, class D, int B, class S> requires (!std::same_as<C, D>)
void operator<=>(const money<C, A, R>&, const money<D, B, S>&) = delete; // two currencies do not compare: convert one with a stated fx_rate first
template <class C, int A, class R, class D, int B, class S> requires (!std::same_as<C, D>)
void operator==(const money<C, A, R>&, const money<D, B, S>&) = delete; // two currencies do not compare: convert one with a stated fx_rate first
template <class C, int A, class R, class N> requires (whole_number<N> || std::floating_point<N>)
void operator/(const money<C, A, R>&, N) = delete; // a division may lose a cent: write allocate(x, weights) to split it, or round<2>(to_fraction(x.amount) / 3, rounding::half_up)
template <class C, int A, class R, std::floating_point F>
void operator*(const money<C, A, R>&, F) = delete; // binary floats are not exact: write usd(100) * 0.08_d

/// The amount at `Scale` digits, by a named mode.
template <int Scale, class C, int From, class R>
[[nodiscard]] constexpr money<C, Scale> round(const money<C, From, R>& x, rounding mode) { return money<C, Scale>(ratable::round<Scale>(x.amount, mode), x.unit); }

/// Money is split like the count it holds: `allocate(usd(100), {1, 1, 1})`, and its rows may be weights. See core/allocate.hpp.
template <class C, int Scale>
struct part_traits<money<C, Scale>>
{
    static constexpr std::int64_t    units(const money<C, Scale>& x) { return x.amount.units; }
    static constexpr money<C, Scale> like(const money<C, Scale>& total, std::int64_t n) { return money<C, Scale>(decimal<Scale>::from_units(n), total.unit); }
};

/// `USD 38,000,000,000.00`.
template <class C, int Scale, class R> void        append(std::string& out, const money<C, Scale, R>& x);
template <class C, int Scale, class R> std::string to_string(const money<C, Scale, R>& x);

#define RATABLE_MAKER(NAME, CODE)                                                                                       \
    [[nodiscard]] constexpr money<iso4217::CODE> NAME(whole_number auto n)                                              \
    {                                                                                                                   \
        return money<iso4217::CODE>(decimal<iso4217::CODE::minor_digits>(n));                                           \
    }                                                                                                                   \
    [[nodiscard]] constexpr money<iso4217::CODE> NAME(std::string_view text)                                            \
    {                                                                                                                   \
        return money<iso4217::CODE>(decimal<iso4217::CODE::minor_digits>::parse(text));                                 \
    }                                                                                                                   \
    template <int S, class R>                                                                                           \
    [[nodiscard]] constexpr auto NAME(const decimal<S, R>& x)                                                           \
    {                                                                                                                   \
        constexpr int scale = S > iso4217::CODE::minor_digits ? S : iso4217::CODE::minor_digits;                        \
        return money<iso4217::CODE, scale, R>(decimal<scale, R>(x));                                                    \
    }
RATABLE_MAKER(usd, USD)
RATABLE_MAKER(eur, EUR)
RATABLE_MAKER(gbp, GBP)
RATABLE_MAKER(jpy, JPY)
RATABLE_MAKER(chf, CHF)
RATABLE_MAKER(cad, CAD)
RATABLE_MAKER(aud, AUD)
RATABLE_MAKER(cny, CNY)
RATABLE_MAKER(krw, KRW)
RATABLE_MAKER(sgd, SGD)
RATABLE_MAKER(aed, AED)
RATABLE_MAKER(sar, SAR)
RATABLE_MAKER(kwd, KWD)
#undef RATABLE_MAKER
// Outside the macro, so that the compiler quotes the advice with the line.
template <std::floating_point F> void usd(F) = delete; // binary floats are not money: write usd("0.10") or usd(0.10_d)
template <std::floating_point F> void eur(F) = delete; // binary floats are not money: write eur("0.10") or eur(0.10_d)
template <std::floating_point F> void gbp(F) = delete; // binary floats are not money: write gbp("0.10") or gbp(0.10_d)
template <std::floating_point F> void jpy(F) = delete; // binary floats are not money: write jpy(10)
template <std::floating_point F> void chf(F) = delete; // binary floats are not money: write chf("0.10") or chf(0.10_d)
template <std::floating_point F> void cad(F) = delete; // binary floats are not money: write cad("0.10") or cad(0.10_d)
template <std::floating_point F> void aud(F) = delete; // binary floats are not money: write aud("0.10") or aud(0.10_d)
template <std::floating_point F> void cny(F) = delete; // binary floats are not money: write cny("0.10") or cny(0.10_d)
template <std::floating_point F> void krw(F) = delete; // binary floats are not money: write krw(10)
template <std::floating_point F> void sgd(F) = delete; // binary floats are not money: write sgd("0.10") or sgd(0.10_d)
template <std::floating_point F> void aed(F) = delete; // binary floats are not money: write aed("0.10") or aed(0.10_d)
template <std::floating_point F> void sar(F) = delete; // binary floats are not money: write sar("0.10") or sar(0.10_d)
template <std::floating_point F> void kwd(F) = delete; // binary floats are not money: write kwd("0.100") or kwd(0.100_d)

// A null pointer would be taken for text.
void usd(std::nullptr_t) = delete; // a null pointer is no text: write usd("0.10")
void eur(std::nullptr_t) = delete; // a null pointer is no text: write eur("0.10")
void gbp(std::nullptr_t) = delete; // a null pointer is no text: write gbp("0.10")
void jpy(std::nullptr_t) = delete; // a null pointer is no text: write jpy(10)
void chf(std::nullptr_t) = delete; // a null pointer is no text: write chf("0.10")
void cad(std::nullptr_t) = delete; // a null pointer is no text: write cad("0.10")
void aud(std::nullptr_t) = delete; // a null pointer is no text: write aud("0.10")
void cny(std::nullptr_t) = delete; // a null pointer is no text: write cny("0.10")
void krw(std::nullptr_t) = delete; // a null pointer is no text: write krw(10)
void sgd(std::nullptr_t) = delete; // a null pointer is no text: write sgd("0.10")
void aed(std::nullptr_t) = delete; // a null pointer is no text: write aed("0.10")
void sar(std::nullptr_t) = delete; // a null pointer is no text: write sar("0.10")
void kwd(std::nullptr_t) = delete; // a null pointer is no text: write kwd("0.100")

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_currencies(std::string_view a, std::string_view b)
{
    throw unlike_units({"money", "two currencies do not mix", std::string(a) + " and " + std::string(b), "convert one with a stated fx_rate first"});
}

template <currency C>
constexpr C same_currency(const C& a, const C& b)
{
    if (!(a == b)) refuse_currencies(a.code(), b.code());
    return a;
}

[[noreturn]] inline void refuse_money(std::string_view text, std::string_view code)
{
    throw parse_error({"", 1, 1}, {"money", std::string("must be an amount, a space and the currency ") + std::string(code),
                                   quoted(text), std::string("write \"38000000000.00 ") + std::string(code) + "\""});
}

} // namespace detail

template <currency C, int Scale, representation Rep>
constexpr money<C, Scale, Rep> money<C, Scale, Rep>::parse(std::string_view text, C expected)
{
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || text.substr(space + 1) != expected.code()) detail::refuse_money(text, expected.code());
    return money(decimal<Scale, Rep>::parse(text.substr(0, space)), expected);
}

template <class C, int A, class R, int B, class S>
constexpr auto operator+(const money<C, A, R>& a, const money<C, B, S>& b) -> money<C, (A > B ? A : B), wider<R, S>>
{
    return money<C, (A > B ? A : B), wider<R, S>>(a.amount + b.amount, detail::same_currency(a.unit, b.unit));
}

template <class C, int A, class R, int B, class S>
constexpr auto operator-(const money<C, A, R>& a, const money<C, B, S>& b) -> money<C, (A > B ? A : B), wider<R, S>>
{
    return money<C, (A > B ? A : B), wider<R, S>>(a.amount - b.amount, detail::same_currency(a.unit, b.unit));
}

template <class C, int A, class R, int B, class S>
constexpr std::strong_ordering operator<=>(const money<C, A, R>& a, const money<C, B, S>& b)
{
    static_cast<void>(detail::same_currency(a.unit, b.unit));
    return a.amount <=> b.amount;
}

template <class C, int A, class R, int B, class S>
constexpr auto operator/(const money<C, A, R>& a, const money<C, B, S>& b) -> decltype(a.amount / b.amount)
{
    static_cast<void>(detail::same_currency(a.unit, b.unit));
    return a.amount / b.amount;
}

template <class Rows> requires detail::contiguous_money<Rows>
constexpr auto sum(const Rows& rows)
{
    using row    = typename decltype(std::span(rows))::value_type;
    using rep    = decltype(row::amount.units);
    using unit   = decltype(row::unit);
    using wide   = typename rep_traits<rep>::wide;
    using result = money<unit, row::scale, wide>;
    const std::span all(rows);
    if constexpr (!std::is_empty_v<unit>) {
        if (all.empty()) throw invalid_terms({"sum", "no rows have no currency", "", "name the currency of zero where there may be no rows"});
    }
    const unit in   = all.empty() ? unit{} : all.front().unit;
    wide       total = 0;
    for (const row& x : all) {
        if constexpr (!std::is_empty_v<unit>) static_cast<void>(detail::same_currency(in, x.unit));
        if constexpr (std::same_as<rep, std::int64_t>) total += x.amount.units; // it would take 2^64 rows to overflow
        else total = rep_traits<wide>::add(total, checked_cast<wide>(x.amount.units));
    }
    return result(decimal<row::scale, wide>::from_units(total), in);
}

template <class C, int Scale, class R>
void append(std::string& out, const money<C, Scale, R>& x)
{
    out += x.unit.code();
    out += ' ';
    detail::append_digits(out, x.amount.units, Scale, true);
}

template <class C, int Scale, class R>
std::string to_string(const money<C, Scale, R>& x)
{
    std::string out;
    append(out, x);
    return out;
}

} // namespace ratable

/// As the amount's: see decimal.
template <class C, int Scale, class Rep>
struct std::hash<ratable::money<C, Scale, Rep>>
{
    std::size_t operator()(const ratable::money<C, Scale, Rep>& x) const
    {
        std::size_t mixed = ratable::rep_traits<Rep>::hash(x.amount.units);
        for (const char c : std::string_view(x.unit.code())) mixed = ratable::detail::mix(mixed, static_cast<unsigned char>(c));
        return mixed;
    }
};
template <class C, int Scale, class Rep> requires std::is_empty_v<C>
struct std::numeric_limits<ratable::money<C, Scale, Rep>> : std::numeric_limits<ratable::decimal<Scale, Rep>>
{
    using amount = std::numeric_limits<ratable::decimal<Scale, Rep>>;
    using value_type = ratable::money<C, Scale, Rep>;

    static constexpr value_type lowest() requires amount::is_bounded { return value_type(amount::lowest()); }
    static constexpr value_type min() requires amount::is_bounded { return lowest(); }
    static constexpr value_type max() requires amount::is_bounded { return value_type(amount::max()); }
    static constexpr value_type epsilon() { return value_type(amount::epsilon()); }
};
