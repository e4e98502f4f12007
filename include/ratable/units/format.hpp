// SPDX-License-Identifier: BSL-1.0
/// fmt for money, quantities and rates, exact or stated. Include <fmt/format.h> where you format.
#pragma once

#include <ratable/core/format.hpp>
#include <ratable/units/exact_amount.hpp>
#include <ratable/units/exact_quantity.hpp>
#include <ratable/units/fx.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>
#include <ratable/units/rate.hpp>

namespace ratable {

/// Money in one of four styles: `c` (the default) `USD 1,234.50`; `t` `1,234.50 USD`; `n` `1,234.50`; `p` `1234.50 USD`, which
/// money::parse reads back.
///
///     fmt::format("{:>20}|{:(n}|{:p}", usd(-5), usd(-5), usd(-5))   // "            USD -5.00|(5.00)|-5.00 USD"
template <class C, int Scale, class Rep>
void append_number(std::string& out, const money<C, Scale, Rep>& x, const number_spec& spec)
{
    const char  style  = spec.style == 0 ? 'c' : spec.style;
    number_spec digits = spec;
    digits.grouped     = style != 'p';
    if (style == 'c') out.append(x.unit.code()) += ' ';
    append_number(out, x.amount, digits);
    if (style == 't' || style == 'p') (out += ' ').append(x.unit.code());
}

} // namespace ratable

template <class C, int Scale, class Rep>
struct fmt::formatter<ratable::money<C, Scale, Rep>> : ratable::number_formatter<ratable::money<C, Scale, Rep>, 'c', 't', 'n', 'p'> {};
template <class C>
struct fmt::formatter<ratable::exact_amount<C>> : ratable::text_formatter<ratable::exact_amount<C>> {};
template <class Quote, class Base>
struct fmt::formatter<ratable::fx_rate<Quote, Base>> : ratable::text_formatter<ratable::fx_rate<Quote, Base>> {};
template <class Quote, class Base>
struct fmt::formatter<ratable::exact_fx_rate<Quote, Base>> : ratable::text_formatter<ratable::exact_fx_rate<Quote, Base>> {};
/// For units that state their table of symbols.
template <ratable::written_unit U, class Rep>
struct fmt::formatter<ratable::quantity<U, Rep>> : ratable::text_formatter<ratable::quantity<U, Rep>> {};
template <ratable::written_unit U>
struct fmt::formatter<ratable::exact_quantity<U>> : ratable::text_formatter<ratable::exact_quantity<U>> {};
template <class Price, ratable::written_unit U>
struct fmt::formatter<ratable::rate<Price, U>> : ratable::text_formatter<ratable::rate<Price, U>> {};
