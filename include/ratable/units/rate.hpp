// SPDX-License-Identifier: BSL-1.0
/// Rates: money per unit. $/GPU-hour, $/MW-month, $/kWh, $/kW-month.
#pragma once

#include <ratable/units/compute.hpp>
#include <ratable/units/exact_amount.hpp>
#include <ratable/units/exact_quantity.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>

#include <algorithm>
#include <compare>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace ratable {

/// A price per one of a unit's symbol: per GPU-hour, per kWh, per MW-month.
///
/// Shape:   `Price` is money, as a price list states it, or an exact_amount, as a division leaves it. 16 bytes where both units are types.
/// Units:   `price` for one `per`; rate × quantity of the same unit → exact_amount, money ÷ rate → exact_quantity.
/// Rounds:  never; the product is rational (a MW-month has 377580 parts), and becomes money by `round<2>(x, rounding::…)`.
/// Errors:  overflow; unlike_units where a currency, basis or accelerator is known at run time only (others do not compile).
///
///     const auto price = usd(2.8475_d) / gpu_h<gb300>;
///     round<2>(price * (1'000 * gpu_h<gb300>), rounding::half_up)   // USD 2,847.50
template <amount_of_money Price, unit U>
struct rate
{
    using currency_type = typename detail::currency_counted<Price>::type;

    Price          price{};
    unit_symbol<U> per{};

    constexpr rate() = default;
    constexpr rate(const Price& p, const unit_symbol<U>& symbol) : price(p), per(symbol) {}
    /// The same rate, said with less: more digits, an exact price, or an accelerator or basis that is known at run time only.
    template <class P, unit V>
        requires (!(std::same_as<Price, P> && std::same_as<U, V>) && std::convertible_to<P, Price> && std::convertible_to<quantity<V>, quantity<U>>)
    constexpr rate(const rate<P, V>& x) : price(x.price), per{x.per.factor, U(x.per.in)} {} // NOLINT: nothing is lost

    /// Reads `2.8475 USD/gb300-hour`, `2.8475 USD/GPU-hour` (no accelerator named), `0.085 USD/kWh`, `150 USD/kW-month critical_it`.
    /// Errors: parse_error with the column, also for another currency, accelerator or basis; inexact beyond the price's digits; overflow.
    [[nodiscard]] static constexpr rate parse(std::string_view text, currency_type expected)
        requires (written_unit<U> && !detail::is_exact_amount<Price>);
    [[nodiscard]] static constexpr rate parse(std::string_view text)
        requires (written_unit<U> && !detail::is_exact_amount<Price> && std::is_empty_v<currency_type>)
    {
        return parse(text, currency_type{});
    }
    static rate parse(std::string_view) requires (!std::is_empty_v<currency_type>) = delete; // a currency known at run time must be named: parse(text, currency_of<2>("USD"))

    /// The exact price of another symbol of the unit: `(usd(0.085_d) / kWh).expressed_per(MWh)` is USD 85 a MWh.
    [[nodiscard]] constexpr rate<exact_amount<currency_type>, U> expressed_per(const unit_symbol<U>& symbol) const;
};
template <class P, class U> rate(const P&, const unit_symbol<U>&) -> rate<P, U>;

/// `usd(2.8475_d) / gpu_h<gb300>`: a price.
template <amount_of_money A, class U>
[[nodiscard]] constexpr rate<A, U> operator/(const A& price, const unit_symbol<U>& symbol) { return {price, symbol}; }
/// The effective price: money ÷ quantity, exactly, per the symbol that the quantity is printed in; `expressed_per` says it of another.
/// Errors: invalid_terms for a quantity of nothing; overflow.
///
///     usd(85'000) / (1'500 * MWh)   // 170/3 USD/MWh
template <amount_of_money A, written_unit U, class R>
[[nodiscard]] constexpr auto operator/(const A& amount, const quantity<U, R>& x);
template <amount_of_money A, written_unit U>
[[nodiscard]] constexpr auto operator/(const A& amount, const exact_quantity<U>& x);

/// What a quantity costs.
template <class P, class U, class R> [[nodiscard]] constexpr auto operator*(const rate<P, U>& r, const quantity<U, R>& x);
template <class P, class U, class R> [[nodiscard]] constexpr auto operator*(const quantity<U, R>& x, const rate<P, U>& r) { return r * x; }
template <class P, class U> [[nodiscard]] constexpr auto operator*(const rate<P, U>& r, const exact_quantity<U>& x);
template <class P, class U> [[nodiscard]] constexpr auto operator*(const exact_quantity<U>& x, const rate<P, U>& r) { return r * x; }
/// What an amount buys.
template <amount_of_money A, class P, class U> requires (std::same_as<typename detail::currency_counted<A>::type, typename rate<P, U>::currency_type>)
[[nodiscard]] constexpr exact_quantity<U> operator/(const A& amount, const rate<P, U>& r);

/// A rate scaled, as an escalator does, and sums of rates: exact, per the first one's symbol.
template <class P, class U, exact_number N> [[nodiscard]] constexpr auto operator*(const rate<P, U>& r, const N& n);
template <class P, class U, exact_number N> [[nodiscard]] constexpr auto operator*(const N& n, const rate<P, U>& r) { return r * n; }
template <class P, class U, exact_number N> [[nodiscard]] constexpr auto operator/(const rate<P, U>& r, const N& n);
template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
[[nodiscard]] constexpr auto operator+(const rate<P, U>& a, const rate<Q, U>& b);
template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
[[nodiscard]] constexpr auto operator-(const rate<P, U>& a, const rate<Q, U>& b);

/// By what one base unit costs: USD 0.085 a kWh is USD 85 a MWh. As for money, unlike run-time units are unequal, and have no order.
template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
[[nodiscard]] constexpr std::strong_ordering operator<=>(const rate<P, U>& a, const rate<Q, U>& b);
template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
[[nodiscard]] constexpr bool operator==(const rate<P, U>& a, const rate<Q, U>& b);

template <class P, class Q, class U, class V>
concept unlike_rates = !std::same_as<U, V> || !std::same_as<typename rate<P, U>::currency_type, typename rate<Q, V>::currency_type>;

template <class P, class U, class V, class R> requires (!std::same_as<U, V>)
void operator*(const rate<P, U>&, const quantity<V, R>&) = delete; // the price is per another unit: it multiplies its own unit, accelerator and MW basis only; convert the quantity first, with a stated PUE or density
template <class P, class U, class V, class R> requires (!std::same_as<U, V>)
void operator*(const quantity<V, R>&, const rate<P, U>&) = delete; // the price is per another unit: it multiplies its own unit, accelerator and MW basis only; convert the quantity first, with a stated PUE or density
template <class P, class U, class V> requires (!std::same_as<U, V>)
void operator*(const rate<P, U>&, const exact_quantity<V>&) = delete; // the price is per another unit: it multiplies its own unit, accelerator and MW basis only; convert the quantity first, with a stated PUE or density
template <class P, class U, class V> requires (!std::same_as<U, V>)
void operator*(const exact_quantity<V>&, const rate<P, U>&) = delete; // the price is per another unit: it multiplies its own unit, accelerator and MW basis only; convert the quantity first, with a stated PUE or density
template <amount_of_money A, class P, class U> requires (!std::same_as<typename detail::currency_counted<A>::type, typename rate<P, U>::currency_type>)
void operator/(const A&, const rate<P, U>&) = delete; // the price is in another currency: convert one with a stated fx_rate first
template <class P, class Q, class U, class V> requires unlike_rates<P, Q, U, V>
void operator+(const rate<P, U>&, const rate<Q, V>&) = delete; // prices per different units or in two currencies do not add: multiply each by its quantity, and convert with a stated fx_rate
template <class P, class Q, class U, class V> requires unlike_rates<P, Q, U, V>
void operator-(const rate<P, U>&, const rate<Q, V>&) = delete; // prices per different units or in two currencies do not subtract: multiply each by its quantity, and convert with a stated fx_rate
template <class P, class Q, class U, class V> requires unlike_rates<P, Q, U, V>
void operator<=>(const rate<P, U>&, const rate<Q, V>&) = delete; // prices per different units or in two currencies do not compare: bring both to one unit and one currency first
template <class P, class Q, class U, class V> requires unlike_rates<P, Q, U, V>
void operator==(const rate<P, U>&, const rate<Q, V>&) = delete; // prices per different units or in two currencies do not compare: bring both to one unit and one currency first
template <class P, class U, std::floating_point F>
void operator*(const rate<P, U>&, F) = delete; // binary floats are not exact: write price * 1.03_d, or price * fraction(103, 100)
template <class P, class U, std::floating_point F>
void operator*(F, const rate<P, U>&) = delete; // binary floats are not exact: write price * 1.03_d, or price * fraction(103, 100)
template <class P, class U, std::floating_point F>
void operator/(const rate<P, U>&, F) = delete; // binary floats are not exact: write price / 1.03_d, or price / fraction(103, 100)

/// A price of `Scale` digits per the same symbol, by a named mode.
/// Rounds: once. Errors: overflow.
template <int Scale, class P, class U>
[[nodiscard]] constexpr auto round(const rate<P, U>& r, rounding mode);

/// `2.8475 USD/gb300-hour`: every digit of the price, not grouped, so that it parses back; exact prices as far as digits go, or `10/3 USD/kWh`.
template <class P, written_unit U> void        append(std::string& out, const rate<P, U>& r);
template <class P, written_unit U> std::string to_string(const rate<P, U>& r);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <class P, class U>
constexpr auto exact_price(const rate<P, U>& r) { return exact_amount<typename rate<P, U>::currency_type>(r.price); }

/// The price of one base unit.
template <class P, class U>
constexpr auto price_of_one(const rate<P, U>& r) { return exact_price(r) / r.per.factor; }

/// Prices per one symbol compare as they stand: a division by its factor could overflow.
template <class P, class Q, class U>
constexpr bool per_the_same(const rate<P, U>& a, const rate<Q, U>& b) { return a.per.factor == b.per.factor && a.per.factor > 0; }

template <class A>
using exact_of = exact_amount<typename currency_counted<A>::type>;

[[noreturn]] inline void refuse_rate(std::string_view text, std::size_t at, std::string rule, std::string remedy)
{
    throw parse_error({"", 1, static_cast<int>(at) + 1},
                      {"rate", std::move(rule), std::string("\"") + std::string(text.substr(0, longest_number)) + "\"", std::move(remedy)});
}

} // namespace detail

template <amount_of_money Price, unit U>
constexpr rate<Price, U> rate<Price, U>::parse(std::string_view text, currency_type expected)
    requires (written_unit<U> && !detail::is_exact_amount<Price>)
{
    const std::size_t space  = text.find(' ');
    const std::size_t slash  = text.find('/', space == std::string_view::npos ? 0 : space);
    const auto        remedy = [&expected] {
        unit_symbol<U> shown{};
        std::string    written = std::string("write \"2.85 ") + std::string(expected.code()) + "/";
        detail::append_symbol(written, shown.in, U::symbols[0], false);
        return written + "\"";
    };
    if (space == std::string_view::npos || slash == std::string_view::npos || text.substr(space + 1, slash - space - 1) != expected.code()) {
        detail::refuse_rate(text, space == std::string_view::npos ? 0 : space + 1,
                            std::string("must be a price, a space, the currency ") + std::string(expected.code()) + ", a slash and a unit", remedy());
    }
    const auto found = detail::symbol_named<U>(text.substr(slash + 1));
    if (!found) {
        detail::refuse_rate(text, slash + 1, std::string("must be per ") + U::expected(), remedy());
    }
    return {Price(decltype(price.amount)::parse(text.substr(0, space)), expected), {found->factor, found->in}};
}

template <amount_of_money Price, unit U>
constexpr auto rate<Price, U>::expressed_per(const unit_symbol<U>& symbol) const -> rate<exact_amount<currency_type>, U>
{
    static_cast<void>(detail::same_unit(per.in, symbol.in));
    return {exact_amount<currency_type>(price) * fraction(symbol.factor, per.factor), symbol};
}

template <amount_of_money A, written_unit U, class R>
constexpr auto operator/(const A& amount, const quantity<U, R>& x)
{
    return amount / exact_quantity<U>(x);
}

template <amount_of_money A, written_unit U>
constexpr auto operator/(const A& amount, const exact_quantity<U>& x)
{
    const unit_symbol<U> shown{detail::symbol_to_show<U>(x.count).factor, x.in};
    return rate<detail::exact_of<A>, U>(detail::exact_of<A>(amount) / (x.count / fraction(shown.factor)), shown);
}

template <class P, class U, class R>
constexpr auto operator*(const rate<P, U>& r, const quantity<U, R>& x)
{
    return r * exact_quantity<U>(x);
}

template <class P, class U>
constexpr auto operator*(const rate<P, U>& r, const exact_quantity<U>& x)
{
    static_cast<void>(detail::same_unit(r.per.in, x.in));
    return detail::exact_price(r) * (x.count / fraction(r.per.factor));
}

template <amount_of_money A, class P, class U> requires (std::same_as<typename detail::currency_counted<A>::type, typename rate<P, U>::currency_type>)
constexpr exact_quantity<U> operator/(const A& amount, const rate<P, U>& r)
{
    return exact_quantity<U>(detail::exact_of<A>(amount) / detail::exact_price(r) * fraction(r.per.factor), r.per.in);
}

template <class P, class U, exact_number N>
constexpr auto operator*(const rate<P, U>& r, const N& n)
{
    return rate<detail::exact_of<P>, U>(detail::exact_price(r) * n, r.per);
}

template <class P, class U, exact_number N>
constexpr auto operator/(const rate<P, U>& r, const N& n)
{
    return rate<detail::exact_of<P>, U>(detail::exact_price(r) / n, r.per);
}

template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
constexpr auto operator+(const rate<P, U>& a, const rate<Q, U>& b)
{
    return rate<detail::exact_of<P>, U>(detail::exact_price(a) + b.expressed_per(a.per).price, a.per);
}

template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
constexpr auto operator-(const rate<P, U>& a, const rate<Q, U>& b)
{
    return rate<detail::exact_of<P>, U>(detail::exact_price(a) - b.expressed_per(a.per).price, a.per);
}

template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
constexpr std::strong_ordering operator<=>(const rate<P, U>& a, const rate<Q, U>& b)
{
    static_cast<void>(detail::same_unit(a.per.in, b.per.in));
    if (detail::per_the_same(a, b)) return detail::exact_price(a) <=> detail::exact_price(b);
    return detail::price_of_one(a) <=> detail::price_of_one(b);
}

template <class P, class Q, class U> requires (std::same_as<typename rate<P, U>::currency_type, typename rate<Q, U>::currency_type>)
constexpr bool operator==(const rate<P, U>& a, const rate<Q, U>& b)
{
    if (!(a.per.in == b.per.in)) return false;
    if (detail::per_the_same(a, b)) return detail::exact_price(a) == detail::exact_price(b);
    return detail::price_of_one(a) == detail::price_of_one(b);
}

template <int Scale, class P, class U>
constexpr auto round(const rate<P, U>& r, rounding mode)
{
    return rate(ratable::round<Scale>(detail::exact_price(r), mode), r.per);
}

template <class P, written_unit U>
void append(std::string& out, const rate<P, U>& r)
{
    symbol_line shown = U::symbols[0];
    for (const symbol_line& line : U::symbols) {
        if (line.factor == r.per.factor) shown = line;
    }
    if constexpr (detail::is_exact_amount<P>) {
        detail::append_exact(out, r.expressed_per({shown.factor, r.per.in}).price.amount, rate<P, U>::currency_type::minor_digits, false);
    } else if (shown.factor == r.per.factor) {
        append(out, r.price.amount);
    } else { // a symbol that is not in the table: the same price, per one that is
        detail::append_exact(out, r.expressed_per({shown.factor, r.per.in}).price.amount, std::min(P::scale, 18), false); // as many as append_exact shows
    }
    out += ' ';
    out += r.price.unit.code();
    out += '/';
    detail::append_symbol(out, r.per.in, shown, false);
}

template <class P, written_unit U>
std::string to_string(const rate<P, U>& r)
{
    std::string out;
    append(out, r);
    return out;
}

} // namespace ratable
