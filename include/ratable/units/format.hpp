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

template <class C, int Scale, class Rep>
struct fmt::formatter<ratable::money<C, Scale, Rep>> : ratable::text_formatter<ratable::money<C, Scale, Rep>> {};
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
