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

template <class Money, class Rate> concept converts = requires(Money x, Rate rate) { convert(x, rate, rounding::half_up); };
template <class Money, class Rate> concept converts_without_a_mode = requires(Money x, Rate rate) { convert(x, rate); };
static_assert(converts<money<USD>, fx_rate<USD, EUR>> && converts<money<EUR>, fx_rate<USD, EUR>> && !converts<money<JPY>, fx_rate<USD, EUR>>);
static_assert(!converts_without_a_mode<money<USD>, fx_rate<USD, EUR>> && !converts<money<USD>, fx_rate<USD, USD>>);

} // namespace

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
    CHECK_THROWN(invalid_terms, convert(usd(1), fx_rate<USD, EUR>{}, rounding::half_up));
}
