// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/rate.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

namespace {

using gpu_price     = rate<money<USD, 4>, gpu_hour_unit<gb300>>;
using any_gpu_price = rate<money<USD, 4>, gpu_hour_unit<any_accelerator>>;
using tariff        = rate<money<USD, 3>, watt_hour<any_basis>>;
using any_tariff    = rate<money<any_currency<2>, 3>, watt_hour<any_basis>>;

static_assert(sizeof(gpu_price) == 16 && std::is_trivially_copyable_v<gpu_price> && std::is_trivially_copyable_v<any_tariff>);
static_assert(std::same_as<decltype(usd(2.8475_d) / gpu_h<gb300>), gpu_price> && std::same_as<decltype(usd(150) / kW_month_it), rate<money<USD>, watt_month_quantum<critical_it>>>);
static_assert(std::same_as<decltype(gpu_price() * (1 * gpu_h<gb300>)), exact_amount<USD>> && std::same_as<decltype(usd(1) / gpu_price()), exact_quantity<gpu_hour_unit<gb300>>> &&
              std::same_as<decltype(usd(1) / (1 * MWh)), rate<exact_amount<USD>, watt_hour<any_basis>>> &&
              std::same_as<decltype(round<4>(usd(1) / (1 * MWh), rounding::half_up)), rate<money<USD, 4>, watt_hour<any_basis>>>);
template <gpu_price Price> struct priced { static constexpr auto value = Price; };
static_assert(priced<usd(2.8475_d) / gpu_h<gb300>>::value.price == usd(2.8475_d), "a rate is a template argument");

template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept divides    = requires(A a, B b) { a / b; };
template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
template <class A, class B> concept orders     = requires(A a, B b) { a < b; };
static_assert(multiplies<gpu_price, gpu_hours<gb300>> && multiplies<gpu_hours<gb300>, gpu_price> && multiplies<gpu_price, exact_quantity<gpu_hour_unit<gb300>>> &&
              !multiplies<gpu_price, gpu_hours<h100>> && !multiplies<gpu_hours<h100>, gpu_price> && !multiplies<gpu_price, gpus<gb300>> && !multiplies<gpu_price, hours> &&
              !multiplies<gpu_price, gpu_hours<any_accelerator>> && !multiplies<any_gpu_price, gpu_hours<gb300>> && !multiplies<gpu_price, exact_quantity<gpu_hour_unit<h100>>> &&
              !multiplies<gpu_price, gpu_price> && !multiplies<gpu_price, money<USD>>);
static_assert(multiplies<gpu_price, int> && multiplies<decimal<2>, gpu_price> && multiplies<gpu_price, fraction> && !multiplies<gpu_price, double> && !multiplies<float, gpu_price> &&
              !multiplies<gpu_price, bool> && divides<gpu_price, int> && !divides<gpu_price, double>);
static_assert(!multiplies<rate<money<USD>, watt_month_quantum<critical_it>>, power_time<gross>> && !multiplies<tariff, energy<gross>> && !multiplies<tariff, power<>>);
static_assert(divides<money<USD>, gpu_price> && divides<exact_amount<USD>, gpu_price> && !divides<money<EUR>, gpu_price> && !divides<exact_amount<EUR>, gpu_price> &&
              divides<money<USD>, gpu_hours<gb300>> && !divides<fraction, gpu_price> && !divides<int, unit_symbol<hour>>);
static_assert(adds<gpu_price, gpu_price> && !adds<gpu_price, any_gpu_price> && !adds<gpu_price, rate<money<EUR, 4>, gpu_hour_unit<gb300>>> && !adds<gpu_price, tariff>);
static_assert(equates<gpu_price, rate<money<USD>, gpu_hour_unit<gb300>>> && !equates<gpu_price, rate<money<USD>, gpu_hour_unit<h100>>> && orders<gpu_price, gpu_price> &&
              !orders<gpu_price, rate<money<EUR>, gpu_hour_unit<gb300>>>);
static_assert(std::is_convertible_v<gpu_price, any_gpu_price> && !std::is_constructible_v<gpu_price, any_gpu_price> &&
              std::is_convertible_v<gpu_price, rate<exact_amount<USD>, gpu_hour_unit<gb300>>> && std::is_convertible_v<gpu_price, rate<money<USD, 6>, gpu_hour_unit<gb300>>> &&
              !std::is_constructible_v<rate<money<USD>, gpu_hour_unit<gb300>>, gpu_price>, "less said, nothing lost");
template <class T> concept rounds_without_a_mode = requires(T x) { round<2>(x); };
static_assert(!rounds_without_a_mode<gpu_price>);
template <class T> concept parses = requires { T::parse(""); };
static_assert(parses<gpu_price> && !parses<rate<exact_amount<USD>, hour>> && !parses<any_tariff>);

constexpr bool test_products()
{
    constexpr gpu_price price = usd(2.8475_d) / gpu_h<gb300>;
    return price * (1'000 * gpu_h<gb300>) == usd("2847.50") && 3 * gpu_h<gb300> * price == usd(8.5425_d) && round<2>(price * (3 * gpu_h<gb300>), rounding::half_even) == usd("8.54") &&
           usd(150) / kW_month * (10 * MW_month) == usd(1'500'000) && usd(0.085_d) / kWh * (1 * MWh) == usd(85) && usd(0.085_d) / kWh * (energy<>(1)) == usd(1) * fraction(17, 200'000) &&
           usd(150) / kW_month * (power_time<>(1)) == usd(150) * fraction(1, 377'580'000) && price * (exact_quantity(1 * gpu_h<gb300>) / 3) == usd(2.8475_d) * fraction(1, 3) &&
           exact_quantity(1 * gpu_h<gb300>) / 3 * price == usd(2.8475_d) * fraction(1, 3);
}

constexpr bool test_effective_prices()
{
    const auto effective = usd(9'700'000'000) / (12'000 * MW_month_it);
    return effective.per.factor == MW_month_it.factor * 1'000 && (usd(85'000) / (1'500 * MWh)).per.factor == MWh.factor &&
           (usd(85'000) / (1'500 * MWh)).price == usd(170) * fraction(1, 3) && (usd(1) / (exact_quantity(20 * MW_month) / 3)).per.factor == MW_month.factor &&
           effective.expressed_per(MW_month_it).price == usd(9'700'000) * fraction(1, 12) &&
           round<2>(effective.expressed_per(MW_month_it), rounding::half_up) == usd("808333.33") / MW_month_it && effective * (12'000 * MW_month_it) == usd(9'700'000'000) &&
           usd(100) / (40 * gpu_h<h100>) == usd(2.5_d) / gpu_h<h100> && usd(100) * fraction(1, 3) / (40 * gpu_h<h100>) * 3 == usd(2.5_d) / gpu_h<h100> &&
           usd(1) / (exact_quantity(1 * gpu_h<h100>) / 2) == usd(2) / gpu_h<h100>;
}

constexpr bool test_what_money_buys()
{
    constexpr gpu_price price = usd(2.8475_d) / gpu_h<gb300>;
    return usd(5.695_d) / price == 2 * gpu_h<gb300> && round(usd(1'000) / price, rounding::down) == 351 * gpu_h<gb300> && usd(85) / (usd(0.085_d) / kWh) == 1 * MWh &&
           usd(1) * fraction(1, 2) / (usd(1) / MWh) == 500 * kWh;
}

constexpr bool test_order_and_scaling()
{
    constexpr auto price = usd(2.8475_d) / gpu_h<gb300>;
    return usd(0.085_d) / kWh == usd(85) / MWh && usd(0.085_d) / kWh < usd(85.01_d) / MWh && usd(86) / MWh > usd(0.085_d) / kWh && price != usd(2.85_d) / gpu_h<gb300> &&
           price * 1.03_d == usd(2.932925_d) / gpu_h<gb300> && round<4>(price * 1.03_d, rounding::half_up) == usd(2.9329_d) / gpu_h<gb300> && 2 * price == usd(5.695_d) / gpu_h<gb300> &&
           price / 2 * 2 == price && price + usd(0.0025_d) / gpu_h<gb300> == usd(2.85_d) / gpu_h<gb300> && usd(85) / MWh - usd(0.005_d) / kWh == usd(0.08_d) / kWh &&
           (usd(85) / MWh + usd(0.005_d) / kWh).per.factor == MWh.factor && fraction(1, 3) * price * 3 == price;
}

constexpr bool test_run_time_units()
{
    const any_gpu_price price = usd(2.8475_d) / gpu_h<gb300>;
    const gpu_hours<any_accelerator> metered = 1'000 * gpu_h<gb300>;
    return price.per.in.kind == any_accelerator(gb300{}) && price * metered == usd("2847.50") && (usd(1) / price).in.kind == any_accelerator(gb300{}) &&
           price != any_gpu_price(usd(2.8475_d) / gpu_h<h100>);
}

static_assert(test_products() && test_effective_prices() && test_what_money_buys() && test_order_and_scaling() && test_run_time_units());

std::string shown(const char* text) { return to_string(any_gpu_price::parse(text)); }

} // namespace

TEST_CASE("rates are the same at compile time and at run time")
{
    CHECK(test_products());
    CHECK(test_effective_prices());
    CHECK(test_what_money_buys());
    CHECK(test_order_and_scaling());
    CHECK(test_run_time_units());
}

TEST_CASE("rates whose currency, accelerator or basis is known at run time mix only with their own")
{
    const any_gpu_price price = usd(2.8475_d) / gpu_h<gb300>;
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got gb300-hours and h100-hours; convert one with a stated factor first",
                  price * gpu_hours<any_accelerator>(1, {h100{}}));
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got gb300-hours and GPU-hours; convert one with a stated factor first", price * gpu_hours<any_accelerator>(1));
    CHECK_THROWN(unlike_units, price < any_gpu_price(usd(2.8475_d) / gpu_h<h100>));
    CHECK_THROWN(unlike_units, price + any_gpu_price(usd(2.8475_d) / gpu_h<h100>));
    const any_tariff euro(money<any_currency<2>, 3>(0.085_d, currency_of<2>("EUR")), kWh);
    CHECK_THROWN(unlike_units, euro * energy<>(1 * MWh_gross));
    CHECK_THROWN(unlike_units, money<any_currency<2>>(1.00_d, currency_of<2>("USD")) / euro);
    CHECK((euro * (2 * kWh)) == money<any_currency<2>, 3>(0.17_d, currency_of<2>("EUR")));
    CHECK_THROWN(unlike_units, euro.expressed_per({1'000'000, watt_hour<any_basis>(any_basis(gross{}))}));
}

TEST_CASE("a price per nothing, and a division by a price of nothing, are refused")
{
    CHECK_THROWN(invalid_terms, usd(1) / (0 * MWh));
    CHECK_THROWN(invalid_terms, usd(1) / (usd(0) / kWh));
    CHECK_THROWN(overflow, round<2>(usd(92'233'720'368'547'758) / gpu_h<gb300> * (2 * gpu_h<gb300>), rounding::down));
}

TEST_CASE("a rate prints every digit of its price, its currency and its unit")
{
    CHECK(to_string(usd(2.8475_d) / gpu_h<gb300>) == "2.8475 USD/gb300-hour");
    CHECK(to_string(usd(0.085_d) / kWh) == "0.085 USD/kWh");
    CHECK(to_string(usd(150) / kW_month_it) == "150.00 USD/kW-month critical_it");
    CHECK(to_string(usd("579710.14") / MW_month) == "579710.14 USD/MW-month");
    CHECK(to_string(usd(-5) / MWh_gross) == "-5.00 USD/MWh gross");
    CHECK(to_string(jpy(400) / gpu_h<h100>) == "400 JPY/h100-hour");
    CHECK(to_string(usd(3) / hrs) == "3.00 USD/h");
    CHECK(to_string(usd(30'000) / gpu<gb300>) == "30000.00 USD/gb300");
    CHECK(to_string(usd(24) / unit_symbol<hour>{24}) == "1.00 USD/h");
    CHECK(to_string(usd(1) / (3 * MWh)) == "1/3 USD/MWh");
    CHECK(to_string(usd(85'000) / (1'000 * MWh)) == "85000.00 USD/GWh");
    CHECK(to_string((usd(1) / (3 * MWh)).expressed_per({1})) == "1/3000000 USD/Wh");
    CHECK(to_string((usd(1) / (3 * MWh)).expressed_per(MWh)) == "1/3 USD/MWh");
    CHECK(to_string((usd(1) / (8 * MWh)).expressed_per(MWh)) == "0.125 USD/MWh");
    CHECK(to_string(any_gpu_price(usd(2.8475_d), {})) == "2.8475 USD/GPU-hour");
}

TEST_CASE("prices per one symbol compare whatever their size, and print with eighteen digits at most")
{
    const exact_amount<USD> least(fraction(1, (int128{1} << 120) + 1)), next(fraction(1, int128{1} << 120));
    CHECK(least / MW_month < next / MW_month);
    CHECK(next / MW_month > least / MW_month);
    CHECK(least / MW_month == least / MW_month);
    CHECK(least / MW_month != next / MW_month);
    CHECK_THROWN(overflow, least / MW_month < next / kW_month);
    const unit_symbol<watt_month_quantum<any_basis>> backwards{-1};
    CHECK(usd(2) / backwards < usd(1) / backwards); // by what one base unit costs, as for any other symbol
    const unit_symbol<watt_month_quantum<any_basis>> five{5}; // in no table: printed per W-month, of which it has 75,516
    CHECK(to_string(money<USD, 20, int128>(decimal<20, int128>(100'000'000'000'000)) / five) == "7551600000000000000.000000000000000000 USD/W-month");
}

TEST_CASE("a rate is read with its currency, and its unit's accelerator and basis")
{
    CHECK(gpu_price::parse("2.8475 USD/gb300-hour") == usd(2.8475_d) / gpu_h<gb300>);
    CHECK(any_gpu_price::parse("2.8475 USD/gb300-hour") == any_gpu_price(usd(2.8475_d) / gpu_h<gb300>));
    CHECK(any_gpu_price::parse("2.8475 USD/GPU-hour").per.in.kind == any_accelerator{});
    CHECK(any_gpu_price::parse("2 USD/own_chip_7-hour").per.in.kind == any_accelerator("own_chip_7"));
    CHECK(shown("2.85 USD/gb300-hours") == "2.8500 USD/gb300-hour");
    CHECK(tariff::parse("0.085 USD/kWh") == usd(0.085_d) / kWh);
    CHECK(tariff::parse("85 USD/MWh") == usd(0.085_d) / kWh);
    CHECK(rate<money<USD>, watt_month_quantum<any_basis>>::parse("150 USD/kW-month critical_it").per.in.on.basis == power_basis::critical_it);
    CHECK(rate<money<USD>, watt_month_quantum<critical_it>>::parse("150 USD/kW-month critical_it") == usd(150) / kW_month_it);
    CHECK(rate<money<USD>, watt_month_quantum<any_basis>>::parse("579710.14 USD/MW-month") == usd("579710.14") / MW_month);
    CHECK(any_tariff::parse("0.085 EUR/kWh", currency_of<2>("EUR")).price.unit.code() == "EUR");
    CHECK(rate<money<USD>, hour>::parse("-3 USD/h") == usd(-3) / hrs);
}

TEST_CASE("text that is no rate of the currency and unit is refused, with the column")
{
    CHECK_REFUSED(parse_error, "1:8: rate: must be a price, a space, the currency USD, a slash and a unit; got \"2.8475 EUR/gb300-hour\"; write \"2.85 USD/gb300-hour\"",
                  gpu_price::parse("2.8475 EUR/gb300-hour"));
    CHECK_REFUSED(parse_error, "1:12: rate: must be per a unit (gb300-hours); got \"2.8475 USD/h100-hour\"; write \"2.85 USD/gb300-hour\"", gpu_price::parse("2.8475 USD/h100-hour"));
    CHECK_REFUSED(parse_error, "1:11: rate: must be per a unit (Wh, kWh, MWh, GWh, TWh) and, if known, a basis (critical_it, gross, campus); got \"0.085 USD/kW\"; write \"2.85 USD/Wh\"",
                  tariff::parse("0.085 USD/kW"));
    CHECK_REFUSED(inexact, "number: has digits beyond its 4 after the point, at column 7; got \"2.84755\"; leave them out, or round where a term names it", gpu_price::parse("2.84755 USD/gb300-hour"));
    for (const char* text : {"", "2.85", "USD/gb300-hour", "2.85USD/gb300-hour", "2.85 USD", "2.85 USD/", "2.85 USD gb300-hour", "2.85 USD/GPU-hour", "2.85 usd/gb300-hour",
                             "2.85 USD/gb300-hour ", "2.85  USD/gb300-hour", " 2.85 USD/gb300-hour", "2.85 USD/gb300", "2.85 USD/-hour", "2.85 USD/gb300-hourss", "2,850 USD/gb300-hour",
                             "1e3 USD/gb300-hour", "2.85 USD/gb300-hour gross", "2.85 /gb300-hour", "2/85 USD/gb300-hour", "2.85 USD/gb300-hour/USD"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, gpu_price::parse(text));
    }
    for (const char* text : {"1 USD/abcdefghijklmno9-hour", "1 USD/GB300-hour", "1 USD/gb 300-hour", "1 USD/GPU-hours gross"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, any_gpu_price::parse(text));
    }
    CHECK_THROWN(parse_error, gpu_price::parse(std::string(1'000, '1') + " USD/gb300-hour"));
    CHECK_THROWN(overflow, gpu_price::parse("922337203685478 USD/gb300-hour") * 1);
    CHECK_THROWN(overflow, gpu_price::parse("922337203685477.5808 USD/gb300-hour"));
}

TEST_CASE("rates parse back equal, and products are those of rational arithmetic")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        constexpr unit_symbol<watt_month_quantum<any_basis>> symbols_of[] = {kW_month, MW_month, {detail::quanta_in_a_month}, {detail::quanta_in_a_month * 1'000'000'000}};
        const std::int64_t units = r.any_int64(), count = r.any_int64();
        auto               per   = symbols_of[r.bits() % 4];
        per.in                   = watt_month_quantum<any_basis>(any_basis(static_cast<power_basis>(r.bits() % 4)));
        const auto price         = money<USD, 4>(decimal<4>::from_units(units)) / per;
        INFO(to_string(price), " x ", count);
        REQUIRE(decltype(price)::parse(to_string(price)) == price);
        const auto product = price * power_time<>(count, per.in);
        REQUIRE(tests::ratio(product.amount.numerator(), product.amount.denominator()) == tests::ratio(units, 10'000) * tests::ratio(count, per.factor));
        if (count == 0) continue;
        const auto cents     = money<USD>(decimal<2>::from_units(r.any_int64()));
        const auto effective = cents / power_time<>(count, per.in);
        REQUIRE(effective * power_time<>(count, per.in) == cents);
        if (units != 0) {
            const auto bought = cents / price;
            REQUIRE(tests::ratio(bought.count.numerator(), bought.count.denominator()) == tests::ratio(cents.amount.units, 100) / tests::ratio(units, 10'000) * per.factor);
        }
    }
}
