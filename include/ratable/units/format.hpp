// SPDX-License-Identifier: BSL-1.0
/// fmt for money, power and rates of exchange. Include <fmt/format.h> where you format.
#pragma once

#include <ratable/core/format.hpp>
#include <ratable/units/fx.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>

template <class C, int Scale, class Rep>
struct fmt::formatter<ratable::money<C, Scale, Rep>> : ratable::text_formatter<ratable::money<C, Scale, Rep>> {};
template <class Quote, class Base>
struct fmt::formatter<ratable::fx_rate<Quote, Base>> : ratable::text_formatter<ratable::fx_rate<Quote, Base>> {};
template <class Basis>
struct fmt::formatter<ratable::power<Basis>> : ratable::text_formatter<ratable::power<Basis>> {};
