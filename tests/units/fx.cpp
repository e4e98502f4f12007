// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/fx.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr fx_rate<USD, EUR> dollars_per_euro{.quote_per_base = 1.1550_d, .on = 2025_y / nov / 3};
constexpr fx_rate<JPY, USD> yen_per_dollar{.quote_per_base = 154.25_d, .on = 2025_y / nov / 3};

using any2 = money<any_currency<2>>;
constexpr any2 in(std::string_view code, std::int64_t n) { return any2(decimal<2>::from_units(n), currency_of<2>(code)); }

constexpr bool test_both_directions()
{
    return convert(usd(38'000'000'000), dollars_per_euro, rounding::half_up) == eur("32900432900.43") &&
           convert(eur("32900432900.43"), dollars_per_euro, rounding::half_up) == usd(38'000'000'000) &&
           convert(eur(100), dollars_per_euro, rounding::half_up) == usd("115.50") &&
           convert(usd(-38'000'000'000), dollars_per_euro, rounding::half_up) == eur("-32900432900.43");
}

constexpr bool test_yen()
{
    return convert(usd(100), yen_per_dollar, rounding::half_up) == jpy(15'425) && convert(usd("0.01"), yen_per_dollar, rounding::half_up) == jpy(2) &&
           convert(usd("0.01"), yen_per_dollar, rounding::down) == jpy(1) && convert(jpy(15'425), yen_per_dollar, rounding::half_up) == usd(100) &&
           convert(jpy(1), yen_per_dollar, rounding::half_up) == usd("0.01") && convert(jpy(1), yen_per_dollar, rounding::down) == usd(0) &&
           convert(jpy(-1), yen_per_dollar, rounding::floor) == usd("-0.01");
}

constexpr bool test_modes()
{
    constexpr fx_rate<USD, EUR> half{.quote_per_base = 0.5_d, .on = 2025_y / nov / 3};
    return convert(eur("0.01"), half, rounding::half_up) == usd("0.01") && convert(eur("0.01"), half, rounding::half_even) == usd(0) &&
           convert(eur("-0.01"), half, rounding::ceiling) == usd(0) && convert(usd("0.01"), half, rounding::down) == eur("0.02");
}

constexpr bool test_run_time_currencies()
{
    constexpr fx_rate<any_currency<2>, any_currency<2>> rate{
        .quote_per_base = 1.1550_d, .on = 2025_y / nov / 3, .quote = currency_of<2>("USD"), .base = currency_of<2>("EUR")};
    constexpr fx_rate<any_currency<0>, any_currency<2>> yen{
        .quote_per_base = 154.25_d, .on = 2025_y / nov / 3, .quote = currency_of<0>("JPY"), .base = currency_of<2>("USD")};
    return convert(in("USD", 3'800'000'000'000), rate, rounding::half_up) == in("EUR", 3'290'043'290'043) &&
           convert(in("EUR", 10'000), rate, rounding::half_up) == in("USD", 11'550) &&
           convert(in("USD", 10'000), yen, rounding::half_up) == money<any_currency<0>>(decimal<0>(15'425), currency_of<0>("JPY")) &&
           convert(money<any_currency<0>>(decimal<0>(15'425), currency_of<0>("JPY")), yen, rounding::half_up) == in("USD", 10'000);
}

static_assert(test_both_directions() && test_yen() && test_modes() && test_run_time_currencies());

template <class T> concept parses_alone = requires { T::parse("1.00 USD/EUR", year_month_day{}); };
static_assert(parses_alone<fx_rate<USD, EUR>> && !parses_alone<fx_rate<any_currency<2>, EUR>> && !parses_alone<fx_rate<USD, any_currency<2>>>);

template <class Money, class Rate> concept converts = requires(Money x, Rate rate) { convert(x, rate, rounding::half_up); };
template <class Money, class Rate> concept converts_without_a_mode = requires(Money x, Rate rate) { convert(x, rate); };
static_assert(converts<money<USD>, fx_rate<USD, EUR>> && converts<money<EUR>, fx_rate<USD, EUR>> && !converts<money<JPY>, fx_rate<USD, EUR>>);
static_assert(!converts_without_a_mode<money<USD>, fx_rate<USD, EUR>> && !converts<money<USD>, fx_rate<USD, USD>>);

} // namespace

namespace {

constexpr fx_rate<GBP, EUR> pounds_per_euro{.quote_per_base = 0.88_d, .on = 2025_y / nov / 3};
constexpr fx_rate<EUR, GBP> euros_per_pound{.quote_per_base = 1.25_d, .on = 2025_y / nov / 3};

constexpr bool test_cross()
{
    const auto through = cross(dollars_per_euro, euros_per_pound);
    const auto against = cross(dollars_per_euro, inverse(pounds_per_euro));
    const auto yen     = cross(yen_per_dollar, through);
    return through.quote_per_base == fraction(231, 160) && through.on == dollars_per_euro.on && against.quote_per_base == fraction(21, 16) &&
           yen.quote_per_base == fraction(15'425, 100) * fraction(231, 160) && inverse(inverse(through)).quote_per_base == through.quote_per_base &&
           inverse(dollars_per_euro).quote_per_base == fraction(200, 231) &&
           convert(gbp(100), against, rounding::half_up) == usd("131.25") && convert(usd("131.25"), against, rounding::half_up) == gbp(100) &&
           convert(usd(100), inverse(dollars_per_euro), rounding::half_up) == convert(usd(100), dollars_per_euro, rounding::half_up) &&
           round<4>(against, rounding::half_up).quote_per_base == 1.3125_d && round<2>(against, rounding::half_up).quote_per_base == 1.31_d &&
           round<2>(against, rounding::up).quote_per_base == 1.32_d && round<10>(inverse(dollars_per_euro), rounding::down).quote_per_base == 0.8658008658_d;
}

constexpr bool test_exact_conversion()
{
    const auto third = usd(100) * fraction(1, 3);
    return convert(third, dollars_per_euro) == eur(100) * fraction(200, 693) && convert(convert(third, dollars_per_euro), dollars_per_euro) == third &&
           convert(exact_amount(in("USD", 100)), exact_fx_rate<any_currency<2>, any_currency<2>>(fraction(2), 2025_y / nov / 3, currency_of<2>("USD"), currency_of<2>("EUR"))) == in("EUR", 50);
}

static_assert(test_cross() && test_exact_conversion());

template <class A, class B> concept crosses = requires(A a, B b) { cross(a, b); };
static_assert(crosses<fx_rate<USD, EUR>, fx_rate<EUR, GBP>> && crosses<exact_fx_rate<USD, EUR>, fx_rate<EUR, GBP>> && !crosses<fx_rate<USD, EUR>, fx_rate<GBP, EUR>> &&
              !crosses<fx_rate<USD, EUR>, fx_rate<USD, GBP>>);
static_assert(converts<money<USD>, exact_fx_rate<USD, EUR>> && converts<money<EUR>, exact_fx_rate<USD, EUR>> && !converts<money<JPY>, exact_fx_rate<USD, EUR>> &&
              !converts_without_a_mode<money<USD>, exact_fx_rate<USD, EUR>>);
template <class R> concept rounds_to_eleven = requires(R r) { round<11>(r, rounding::down); };
template <class R> concept rounds_without_a_mode = requires(R r) { round<4>(r); };
static_assert(!rounds_to_eleven<exact_fx_rate<USD, EUR>> && !rounds_without_a_mode<exact_fx_rate<USD, EUR>>);

} // namespace

TEST_CASE("cross and inverse rates are exact, and say their value")
{
    CHECK(test_cross());
    CHECK(test_exact_conversion());
    CHECK(to_string(inverse(dollars_per_euro)) == "200/231 EUR/USD");
    CHECK(to_string(cross(dollars_per_euro, inverse(pounds_per_euro))) == "1.3125 USD/GBP");
    CHECK(to_string(round<4>(inverse(dollars_per_euro), rounding::half_up)) == "0.8658 EUR/USD");
}

TEST_CASE("a cross of two days, of currencies that do not meet, or of nothing is refused")
{
    constexpr fx_rate<EUR, GBP> next_day{.quote_per_base = 1.25_d, .on = 2025_y / nov / 4};
    CHECK_REFUSED(invalid_terms, "exchange rate: two rates of one cross must be of one day; got 2025-11-03 and 2025-11-04; take both rates of the same day",
                  cross(dollars_per_euro, next_day));
    using any_rate = fx_rate<any_currency<2>, any_currency<2>>;
    const any_rate euro{.quote_per_base = 1.155_d, .on = 2025_y / nov / 3, .quote = currency_of<2>("USD"), .base = currency_of<2>("EUR")};
    const any_rate pound{.quote_per_base = 0.88_d, .on = 2025_y / nov / 3, .quote = currency_of<2>("GBP"), .base = currency_of<2>("EUR")};
    CHECK_THROWN(unlike_units, cross(euro, pound));
    const auto dollars_per_pound = cross(euro, inverse(pound));
    CHECK(dollars_per_pound.quote_per_base == fraction(21, 16));
    CHECK(convert(in("GBP", 10'000), dollars_per_pound, rounding::half_up) == in("USD", 13'125));
    CHECK(convert(in("USD", 13'125), dollars_per_pound, rounding::half_up) == in("GBP", 10'000));
    CHECK_THROWN(unlike_units, convert(in("EUR", 1), dollars_per_pound, rounding::half_up));
    CHECK_THROWN(invalid_terms, inverse(fx_rate<USD, EUR>{}));
    CHECK_REFUSED(invalid_terms, "exchange rate: must be positive when it is rounded; got 0; round to more digits, or invert it first",
                  round<2>(exact_fx_rate<USD, JPY>(fraction(1, 1'000), 2025_y / nov / 3), rounding::half_up));
}

TEST_CASE("a conversion through a cross is rounded once")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'000; ++i) {
        const std::int64_t      units = r.any_int64() / 1'000'000'000, a = r.between(1, 100'000'000'000), b = r.between(1, 100'000'000'000);
        const fx_rate<USD, EUR> first{.quote_per_base = decimal<10>::from_units(a), .on = 2025_y / nov / 3};
        const fx_rate<EUR, GBP> second{.quote_per_base = decimal<10>::from_units(b), .on = 2025_y / nov / 3};
        const auto              exact = tests::ratio(a, 10'000'000'000) * tests::ratio(b, 10'000'000'000);
        for (const rounding mode : tests::every_mode) {
            INFO("units ", units, ", rates ", a, " ", b, ", mode ", static_cast<int>(mode));
            const auto expected = tests::rounded(tests::cpp_rational(units * exact), mode);
            if (!tests::fits<std::int64_t>(expected)) continue;
            REQUIRE(tests::big(convert(money<GBP>(decimal<2>::from_units(units)), cross(first, second), mode).amount.units) == expected);
        }
    }
}

TEST_CASE("conversion is the same at compile time and at run time")
{
    CHECK(test_both_directions());
    CHECK(test_yen());
    CHECK(test_modes());
    CHECK(test_run_time_currencies());
}

TEST_CASE("a rate converts only its own two currencies")
{
    const fx_rate<any_currency<2>, any_currency<2>> rate{
        .quote_per_base = 1.1550_d, .on = 2025_y / nov / 3, .quote = currency_of<2>("USD"), .base = currency_of<2>("EUR")};
    CHECK_REFUSED(unlike_units, "money: two currencies do not mix; got GBP and EUR; convert one with a stated fx_rate first",
                  convert(in("GBP", 1), rate, rounding::half_up));
    const fx_rate<any_currency<2>, EUR> to_euro{.quote_per_base = 1.1550_d, .on = 2025_y / nov / 3, .quote = currency_of<2>("USD"), .base = {}};
    CHECK(convert(in("USD", 11'550), to_euro, rounding::half_up) == eur(100));
    CHECK(convert(eur(100), to_euro, rounding::half_up) == in("USD", 11'550));
    CHECK_THROWN(unlike_units, convert(in("GBP", 1), to_euro, rounding::half_up));
    const fx_rate<USD, any_currency<2>> from_euro{.quote_per_base = 1.1550_d, .on = 2025_y / nov / 3, .quote = {}, .base = currency_of<2>("EUR")};
    CHECK_THROWN(unlike_units, convert(in("GBP", 1), from_euro, rounding::half_up));
}

TEST_CASE("a conversion is rounded once, from the exact quotient or product")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'000; ++i) {
        const std::int64_t      units = r.any_int64() / 1'000'000, rate_units = r.between(1, 1'000'000'000'000);
        const fx_rate<USD, EUR> rate{.quote_per_base = decimal<10>::from_units(rate_units), .on = 2025_y / nov / 3};
        const auto              quote_per_base = tests::ratio(rate_units, 10'000'000'000);
        for (const rounding mode : tests::every_mode) {
            INFO("units ", units, ", rate ", to_string(rate), ", mode ", static_cast<int>(mode));
            const auto to_base = tests::rounded(tests::cpp_rational(units) / quote_per_base, mode);
            try {
                REQUIRE(tests::big(convert(money<USD>(decimal<2>::from_units(units)), rate, mode).amount.units) == to_base);
            } catch (const overflow&) {
                REQUIRE(!tests::fits<std::int64_t>(to_base));
            }
            const auto to_quote = tests::rounded(tests::cpp_rational(units) * quote_per_base, mode);
            try {
                REQUIRE(tests::big(convert(money<EUR>(decimal<2>::from_units(units)), rate, mode).amount.units) == to_quote);
            } catch (const overflow&) {
                REQUIRE(!tests::fits<std::int64_t>(to_quote));
            }
        }
    }
}

TEST_CASE("a rate is read with its pair, and printed without trailing zeros")
{
    const auto rate = fx_rate<USD, EUR>::parse("1.1550 USD/EUR", 2025_y / nov / 3);
    CHECK(rate.quote_per_base == 1.155_d);
    CHECK(rate.on == 2025_y / nov / 3);
    CHECK(to_string(rate) == "1.155 USD/EUR");
    CHECK(to_string(fx_rate<JPY, USD>::parse("150 JPY/USD", 2025_y / nov / 3)) == "150 JPY/USD");
    CHECK(to_string(fx_rate<USD, JPY>::parse("0.0064829822 USD/JPY", 2025_y / nov / 3)) == "0.0064829822 USD/JPY");
    const auto at_run_time = fx_rate<any_currency<2>, any_currency<2>>::parse("1.1550 USD/EUR", 2025_y / nov / 3, currency_of<2>("USD"), currency_of<2>("EUR"));
    CHECK(to_string(at_run_time) == "1.155 USD/EUR");
}

TEST_CASE("text that is no rate of the pair is refused")
{
    const auto on    = 2025_y / nov / 3;
    const auto parse = [on](const char* text) { return fx_rate<USD, EUR>::parse(text, on); };
    CHECK_REFUSED(parse_error, "1:1: exchange rate: must be a number, a space and USD/EUR; got \"1.1550 EUR/USD\"; write \"1.1550 USD/EUR\"", parse("1.1550 EUR/USD"));
    for (const char* text : {"", "1.1550", "USD/EUR", "1.1550USD/EUR", "1,1550 USD/EUR", "1.1550 USD/EUR ", "1.1550 usd/eur", "1.1550 USD/ EUR", " USD/EUR"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, parse(text));
    }
    CHECK_THROWN(inexact, parse("1.12345678901 USD/EUR"));
    CHECK_REFUSED(invalid_terms, "exchange rate: must be positive; got 0 USD/EUR", parse("0 USD/EUR"));
    CHECK_THROWN(invalid_terms, parse("-1.1550 USD/EUR"));
}

TEST_CASE("a rate that is forgotten, negative or of one currency does nothing, wherever it is used")
{
    const auto             on = 2025_y / nov / 3;
    const fx_rate<EUR, GBP> good{.quote_per_base = 1.25_d, .on = on};
    for (const fx_rate<USD, EUR>& rate : {fx_rate<USD, EUR>{}, fx_rate<USD, EUR>{.quote_per_base = decimal<10>(-2), .on = on}}) {
        INFO("rate ", to_string(rate));
        const exact_fx_rate exact(rate);
        CHECK_THROWN(invalid_terms, convert(usd(1), rate, rounding::half_up));
        CHECK_THROWN(invalid_terms, convert(eur(1), rate, rounding::half_up));
        CHECK_THROWN(invalid_terms, convert(usd(1), exact, rounding::half_up));
        CHECK_THROWN(invalid_terms, convert(eur(1), exact, rounding::half_up));
        CHECK_THROWN(invalid_terms, convert(exact_amount(eur(1)), rate));
        CHECK_THROWN(invalid_terms, inverse(rate));
        CHECK_THROWN(invalid_terms, inverse(exact));
        CHECK_THROWN(invalid_terms, cross(rate, fx_rate<EUR, GBP>{.quote_per_base = 1.25_d, .on = rate.on}));
        CHECK_THROWN(invalid_terms, cross(fx_rate<GBP, USD>{.quote_per_base = 1.25_d, .on = rate.on}, rate));
        CHECK_REFUSED(invalid_terms, (std::string("exchange rate: must be positive; got ") + to_string(rate)).c_str(), round<4>(exact, rounding::up));
    }
    using any_rate    = fx_rate<any_currency<2>, any_currency<2>>;
    const auto dollar = currency_of<2>("USD");
    CHECK_THROWN(invalid_terms, any_rate::parse("1.1550 USD/USD", on, dollar, dollar));
    const any_rate one{.quote_per_base = 1.155_d, .on = on, .quote = dollar, .base = dollar};
    CHECK_THROWN(invalid_terms, convert(in("USD", 1), one, rounding::half_up));
    CHECK_THROWN(invalid_terms, inverse(one));
    const any_rate euro{.quote_per_base = 1.155_d, .on = on, .quote = dollar, .base = currency_of<2>("EUR")};
    CHECK_THROWN(invalid_terms, cross(one, euro)); // whose product would be a rate
    CHECK_THROWN(invalid_terms, cross(inverse(euro), one));
    const fx_rate<USD, any_currency<2>> half_known{.quote_per_base = 1.155_d, .on = on, .quote = {}, .base = dollar};
    CHECK_THROWN(invalid_terms, convert(usd(1), half_known, rounding::half_up));
    CHECK_REFUSED(invalid_terms, "exchange rate: must be between two currencies; got 1 USD/USD; name the other one",
                  cross(dollars_per_euro, inverse(dollars_per_euro)));
    CHECK(cross(dollars_per_euro, good).quote_per_base == fraction(231, 160));
}
