// SPDX-License-Identifier: BSL-1.0
/// Exchange rates that say what they are: which currency for which, on which day.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/units/exact_amount.hpp>
#include <ratable/units/money.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace ratable {

/// The price of one unit of `Base` in `Quote`: `{1.1550, …}` dollars per euro is `fx_rate<USD, EUR>`, which a market writes EUR/USD 1.1550
/// and this library, as it writes $/kWh, 1.1550 USD/EUR.
///
/// Units:   Quote per Base, at most ten digits after the point.
/// Errors:  invalid_terms where it is used, when it is not positive or its two currencies are one: a rate is a plain value until then.
template <currency Quote, currency Base>
struct fx_rate
{
    decimal<10>                 quote_per_base{};
    year_month_day              on{}; ///< the day whose rate it is
    [[no_unique_address]] Quote quote{};
    [[no_unique_address]] Base  base{};

    /// Reads `1.1550 USD/EUR`. Errors: parse_error, inexact; invalid_terms if it is not positive, or of one currency.
    [[nodiscard]] static fx_rate parse(std::string_view text, const year_month_day& on, Quote quote, Base base);
    [[nodiscard]] static fx_rate parse(std::string_view text, const year_month_day& on) requires (std::is_empty_v<Quote> && std::is_empty_v<Base>)
    {
        return parse(text, on, Quote{}, Base{});
    }
    static fx_rate parse(std::string_view, const year_month_day&) requires (!std::is_empty_v<Quote> || !std::is_empty_v<Base>) = delete; // a currency known at run time must be named: parse(text, on, USD{}, currency_of<2>("EUR"))
};

/// `1.155 USD/EUR`: trailing zeros are left out.
template <currency Quote, currency Base>
std::string to_string(const fx_rate<Quote, Base>& rate);

/// The amount in the rate's other currency, at that currency's minor unit.
///
/// Rounds:  once, by `mode`; there is no default.
/// Errors:  invalid_terms for a rate that is not positive, or of one currency; unlike_units when a run-time currency is not the rate's; overflow.
///
///     convert(usd(38'000'000'000), rate, rounding::half_up)   // EUR 32,900,432,900.43 at 1.1550 USD/EUR
template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
[[nodiscard]] constexpr money<Base> convert(const money<Quote>& x, const fx_rate<Quote, Base>& rate, rounding mode);
template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
[[nodiscard]] constexpr money<Quote> convert(const money<Base>& x, const fx_rate<Quote, Base>& rate, rounding mode);
/// Both currencies known at run time: from whichever of the two `x` is in, to the other.
template <int Digits>
[[nodiscard]] constexpr money<any_currency<Digits>> convert(const money<any_currency<Digits>>& x,
                                                            const fx_rate<any_currency<Digits>, any_currency<Digits>>& rate, rounding mode);

/// An exchange rate as a calculation leaves it, exact: the inverse of one, or the cross of two.
///
/// Shape:   as fx_rate, with a fraction.
/// Rounds:  never; `round<N>(x, rounding::…)` makes it a stated fx_rate.
template <currency Quote, currency Base>
struct exact_fx_rate
{
    fraction                    quote_per_base{};
    year_month_day              on{}; ///< the day whose rate it is
    [[no_unique_address]] Quote quote{};
    [[no_unique_address]] Base  base{};

    constexpr exact_fx_rate() = default;
    constexpr exact_fx_rate(const fraction& x, const year_month_day& day, Quote q = {}, Base b = {}) : quote_per_base(x), on(day), quote(q), base(b) {}
    constexpr exact_fx_rate(const fx_rate<Quote, Base>& x) : exact_fx_rate(to_fraction(x.quote_per_base), x.on, x.quote, x.base) {} // NOLINT: exact
};
template <class Quote, class Base> exact_fx_rate(const fx_rate<Quote, Base>&) -> exact_fx_rate<Quote, Base>;

/// A stated rate or a calculated one.
template <class R>
concept exchange_rate = requires(const R& r) { exact_fx_rate(r).quote_per_base; };

/// The same rate seen from the other side: USD per EUR becomes EUR per USD. Errors: invalid_terms for a rate that is not positive, or of one currency.
template <exchange_rate R>
[[nodiscard]] constexpr auto inverse(const R& rate);

/// A per B × B per C = A per C: from dollars per euro and euros per pound, dollars per pound.
///
/// Shape:   the first rate's base is the second's quote; where it is not, one of them wants `inverse`.
/// Rounds:  never.
/// Errors:  invalid_terms for rates of two days, for one that is not positive, and for a cross of a currency with itself, such as that of
///          a rate and its own inverse; unlike_units when run-time currencies do not meet (others do not compile); overflow.
///
///     cross(usd_per_eur, eur_per_gbp)            // exact_fx_rate<USD, GBP>
///     cross(usd_per_eur, inverse(gbp_per_eur))   // the same, when both are quoted against the euro
template <exchange_rate R, exchange_rate S> requires (std::same_as<decltype(R::base), decltype(S::quote)>)
[[nodiscard]] constexpr auto cross(const R& a_per_b, const S& b_per_c);
template <exchange_rate R, exchange_rate S> requires (!std::same_as<decltype(R::base), decltype(S::quote)>)
void cross(const R&, const S&) = delete; // the first rate's base must be the second's quote, as in USD/EUR and EUR/GBP: turn one round with inverse(rate)

/// As for fx_rate, through an exact rate: rounded once.
template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
[[nodiscard]] constexpr money<Base> convert(const money<Quote>& x, const exact_fx_rate<Quote, Base>& rate, rounding mode);
template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
[[nodiscard]] constexpr money<Quote> convert(const money<Base>& x, const exact_fx_rate<Quote, Base>& rate, rounding mode);
template <int Digits>
[[nodiscard]] constexpr money<any_currency<Digits>> convert(const money<any_currency<Digits>>& x,
                                                            const exact_fx_rate<any_currency<Digits>, any_currency<Digits>>& rate, rounding mode);
/// An exact amount stays exact, so that price × quantity × rate is rounded once, where it is posted.
template <class C, exchange_rate R>
[[nodiscard]] constexpr auto convert(const exact_amount<C>& x, const R& rate);

template <class C, int S, class Rep, exchange_rate R>
void convert(const money<C, S, Rep>&, const R&) = delete; // no rounding happens without its name: write convert(x, rate, rounding::half_up), or convert(exact_amount(x), rate)
template <class C, int S, class Rep, exchange_rate R> requires (!std::same_as<C, decltype(R::quote)> && !std::same_as<C, decltype(R::base)>)
void convert(const money<C, S, Rep>&, const R&, rounding) = delete; // the rate is between two other currencies: convert with a rate of this one
template <class C, int S, class Rep, exchange_rate R>
    requires (!std::same_as<money<C, S, Rep>, money<C>> && (std::same_as<C, decltype(R::quote)> || std::same_as<C, decltype(R::base)>))
void convert(const money<C, S, Rep>&, const R&, rounding) = delete; // more digits than the minor unit convert exactly: write round<2>(convert(exact_amount(x), rate), rounding::half_up)

/// A stated rate of `Scale` digits, at most ten, by a named mode.
/// Rounds: once. Errors: invalid_terms when nothing is left of it; overflow.
template <int Scale, class Quote, class Base> requires (Scale <= 10)
[[nodiscard]] constexpr fx_rate<Quote, Base> round(const exact_fx_rate<Quote, Base>& rate, rounding mode);

/// `0.3 USD/GBP`, `200/231 EUR/USD`: always the exact value.
template <currency Quote, currency Base>
std::string to_string(const exact_fx_rate<Quote, Base>& rate);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <class R>
[[noreturn]] void refuse_exchange_rate(const R& rate)
{
    if (sign(rate.quote_per_base) <= 0) throw invalid_terms({"exchange rate", "must be positive", to_string(rate), ""});
    throw invalid_terms({"exchange rate", "must be between two currencies", to_string(rate), "name the other one"});
}

/// A rate that converts: stated or calculated.
template <class R>
constexpr const R& require_rate(const R& rate)
{
    if (sign(rate.quote_per_base) <= 0 || std::string_view(rate.quote.code()) == std::string_view(rate.base.code())) refuse_exchange_rate(rate);
    return rate;
}

} // namespace detail

template <currency Quote, currency Base>
fx_rate<Quote, Base> fx_rate<Quote, Base>::parse(std::string_view text, const year_month_day& on, Quote quote, Base base)
{
    const std::string pair  = std::string(quote.code()) + "/" + std::string(base.code());
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || text.substr(space + 1) != pair) {
        throw parse_error({"", 1, 1}, {"exchange rate", "must be a number, a space and " + pair,
                                       std::string("\"") + std::string(text.substr(0, detail::longest_number)) + "\"", "write \"1.1550 " + pair + "\""});
    }
    return detail::require_rate(fx_rate{decimal<10>::parse(text.substr(0, space)), on, quote, base});
}

template <currency Quote, currency Base>
std::string to_string(const fx_rate<Quote, Base>& rate)
{
    std::string text = to_string(rate.quote_per_base);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text + " " + std::string(rate.quote.code()) + "/" + std::string(rate.base.code());
}

template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
constexpr money<Base> convert(const money<Quote>& x, const fx_rate<Quote, Base>& rate, rounding mode)
{
    static_cast<void>(detail::same_currency(x.unit, rate.quote));
    return money<Base>(round<Base::minor_digits>(x.amount / detail::require_rate(rate).quote_per_base, mode), rate.base);
}

template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
constexpr money<Quote> convert(const money<Base>& x, const fx_rate<Quote, Base>& rate, rounding mode)
{
    static_cast<void>(detail::same_currency(x.unit, rate.base));
    return money<Quote>(round<Quote::minor_digits>(x.amount * detail::require_rate(rate).quote_per_base, mode), rate.quote);
}

template <int Digits>
constexpr money<any_currency<Digits>> convert(const money<any_currency<Digits>>& x,
                                              const fx_rate<any_currency<Digits>, any_currency<Digits>>& rate, rounding mode)
{
    using result = money<any_currency<Digits>>;
    if (x.unit == rate.quote) return result(round<Digits>(x.amount / detail::require_rate(rate).quote_per_base, mode), rate.base);
    static_cast<void>(detail::same_currency(x.unit, rate.base));
    return result(round<Digits>(x.amount * detail::require_rate(rate).quote_per_base, mode), rate.quote);
}

template <exchange_rate R>
constexpr auto inverse(const R& rate)
{
    const auto x = exact_fx_rate(detail::require_rate(rate));
    return exact_fx_rate<decltype(R::base), decltype(R::quote)>(fraction(1) / x.quote_per_base, x.on, x.base, x.quote);
}

namespace detail {

[[noreturn]] inline void refuse_days(const year_month_day& a, const year_month_day& b)
{
    throw invalid_terms({"exchange rate", "two rates of one cross must be of one day", to_string(a) + " and " + to_string(b), "take both rates of the same day"});
}

[[noreturn]] inline void refuse_rounded_away()
{
    throw invalid_terms({"exchange rate", "must be positive when it is rounded", "0", "round to more digits, or invert it first"});
}

} // namespace detail

template <exchange_rate R, exchange_rate S> requires (std::same_as<decltype(R::base), decltype(S::quote)>)
constexpr auto cross(const R& a_per_b, const S& b_per_c)
{
    const auto ab = exact_fx_rate(detail::require_rate(a_per_b));
    const auto bc = exact_fx_rate(detail::require_rate(b_per_c));
    static_cast<void>(detail::same_currency(ab.base, bc.quote));
    if (ab.on != bc.on) detail::refuse_days(ab.on, bc.on);
    return detail::require_rate(exact_fx_rate<decltype(R::quote), decltype(S::base)>(ab.quote_per_base * bc.quote_per_base, ab.on, ab.quote, bc.base));
}

template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
constexpr money<Base> convert(const money<Quote>& x, const exact_fx_rate<Quote, Base>& rate, rounding mode)
{
    return round<Base::minor_digits>(convert(exact_amount<Quote>(x), rate), mode);
}

template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
constexpr money<Quote> convert(const money<Base>& x, const exact_fx_rate<Quote, Base>& rate, rounding mode)
{
    return round<Quote::minor_digits>(convert(exact_amount<Base>(x), rate), mode);
}

template <int Digits>
constexpr money<any_currency<Digits>> convert(const money<any_currency<Digits>>& x,
                                              const exact_fx_rate<any_currency<Digits>, any_currency<Digits>>& rate, rounding mode)
{
    return round<Digits>(convert(exact_amount<any_currency<Digits>>(x), rate), mode);
}

template <class C, exchange_rate R>
constexpr auto convert(const exact_amount<C>& x, const R& r)
{
    const auto rate = exact_fx_rate(detail::require_rate(r));
    using quote     = decltype(R::quote);
    using base      = decltype(R::base);
    static_assert(std::same_as<C, quote> || std::same_as<C, base>, "the rate is between two other currencies: convert with a rate of this one");
    if constexpr (std::same_as<quote, base>) { // both known at run time
        if (x.unit == rate.quote) return exact_amount<base>(x.amount / rate.quote_per_base, rate.base);
        static_cast<void>(detail::same_currency(x.unit, rate.base));
        return exact_amount<base>(x.amount * rate.quote_per_base, rate.quote);
    } else if constexpr (std::same_as<C, quote>) {
        static_cast<void>(detail::same_currency(x.unit, rate.quote));
        return exact_amount<base>(x.amount / rate.quote_per_base, rate.base);
    } else {
        static_cast<void>(detail::same_currency(x.unit, rate.base));
        return exact_amount<quote>(x.amount * rate.quote_per_base, rate.quote);
    }
}

template <int Scale, class Quote, class Base> requires (Scale <= 10)
constexpr fx_rate<Quote, Base> round(const exact_fx_rate<Quote, Base>& rate, rounding mode)
{
    const auto rounded = decimal<10>(ratable::round<Scale>(detail::require_rate(rate).quote_per_base, mode));
    if (rounded.units <= 0) detail::refuse_rounded_away();
    return {rounded, rate.on, rate.quote, rate.base};
}

template <currency Quote, currency Base>
std::string to_string(const exact_fx_rate<Quote, Base>& rate)
{
    std::string text;
    detail::append_exact(text, rate.quote_per_base, 0, false);
    return text + " " + std::string(rate.quote.code()) + "/" + std::string(rate.base.code());
}

} // namespace ratable
