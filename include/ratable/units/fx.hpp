// SPDX-License-Identifier: BSL-1.0
/// Exchange rates that say what they are: which currency for which, on which day.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/units/money.hpp>

#include <string>
#include <string_view>

namespace ratable {

/// The price of one unit of `Base` in `Quote`: `{1.1550, …}` dollars per euro is `fx_rate<USD, EUR>`.
///
/// Units:   Quote per Base, at most ten digits after the point.
template <currency Quote, currency Base>
struct fx_rate
{
    decimal<10>                 quote_per_base{};
    year_month_day              on{}; ///< the day whose rate it is
    [[no_unique_address]] Quote quote{};
    [[no_unique_address]] Base  base{};

    /// Reads `1.1550 USD/EUR`. Errors: parse_error, inexact; invalid_terms if it is not positive.
    [[nodiscard]] static fx_rate parse(std::string_view text, const year_month_day& on, Quote quote = {}, Base base = {});
};

/// `1.155 USD/EUR`: trailing zeros are left out.
template <currency Quote, currency Base>
std::string to_string(const fx_rate<Quote, Base>& rate);

/// The amount in the rate's other currency, at that currency's minor unit.
///
/// Rounds:  once, by `mode`; there is no default.
/// Errors:  unlike_units when a run-time currency is not the rate's; overflow.
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

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency Quote, currency Base>
fx_rate<Quote, Base> fx_rate<Quote, Base>::parse(std::string_view text, const year_month_day& on, Quote quote, Base base)
{
    const std::string pair  = std::string(quote.code()) + "/" + std::string(base.code());
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || text.substr(space + 1) != pair) {
        throw parse_error({"", 1, 1}, {"exchange rate", "must be a number, a space and " + pair,
                                       std::string("\"") + std::string(text.substr(0, detail::longest_number)) + "\"", "write \"1.1550 " + pair + "\""});
    }
    const auto number = decimal<10>::parse(text.substr(0, space));
    if (number.units <= 0) throw invalid_terms({"exchange rate", "must be positive", std::string(text), ""});
    return {number, on, quote, base};
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
    return money<Base>(round<Base::minor_digits>(x.amount / rate.quote_per_base, mode), rate.base);
}

template <class Quote, class Base> requires (!std::same_as<Quote, Base>)
constexpr money<Quote> convert(const money<Base>& x, const fx_rate<Quote, Base>& rate, rounding mode)
{
    static_cast<void>(detail::same_currency(x.unit, rate.base));
    return money<Quote>(round<Quote::minor_digits>(x.amount * rate.quote_per_base, mode), rate.quote);
}

template <int Digits>
constexpr money<any_currency<Digits>> convert(const money<any_currency<Digits>>& x,
                                              const fx_rate<any_currency<Digits>, any_currency<Digits>>& rate, rounding mode)
{
    using result = money<any_currency<Digits>>;
    if (x.unit == rate.quote) return result(round<Digits>(x.amount / rate.quote_per_base, mode), rate.base);
    static_cast<void>(detail::same_currency(x.unit, rate.base));
    return result(round<Digits>(x.amount * rate.quote_per_base, mode), rate.quote);
}

} // namespace ratable
