// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/money.hpp>

#include <ratable/core/largest_remainder.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

namespace {

using any2 = money<any_currency<2>>;

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

constexpr money<USD> cents(std::int64_t n) { return money<USD>(decimal<2>::from_units(n)); }
constexpr any2       in(std::string_view code, std::int64_t n) { return any2(decimal<2>::from_units(n), currency_of<2>(code)); }

// -- what the types promise --

static_assert(sizeof(money<USD>) == 8 && sizeof(money<JPY>) == 8 && sizeof(money<USD, 4>) == 8 && sizeof(any2) == 16 && sizeof(money<any_currency<0>>) == 16);
static_assert(std::is_trivially_copyable_v<money<USD>> && std::is_trivially_copyable_v<any2> && std::is_trivially_copyable_v<money<USD, 4, int128>>);

template <money<USD> Price> struct priced { static constexpr auto value = Price; };
template <any2 Price> struct priced_at_run_time { static constexpr auto value = Price; };
static_assert(priced<usd("2.85")>::value == cents(285), "money is a template argument");
static_assert(priced_at_run_time<in("EUR", 285)>::value == in("EUR", 285));
static_assert(std::same_as<priced<usd(1)>, priced<usd("1.00")>>);

static_assert(!std::is_constructible_v<money<USD>, int> && !std::is_convertible_v<int, money<USD>> && !std::is_constructible_v<money<USD>, double>);
static_assert(!std::is_convertible_v<decimal<2>, money<USD>> && std::is_constructible_v<money<USD>, decimal<2>>);
static_assert(std::is_convertible_v<money<USD>, money<USD, 4>> && !std::is_constructible_v<money<USD>, money<USD, 4>>);
static_assert(!std::is_constructible_v<money<EUR>, money<USD>> && !std::is_constructible_v<money<EUR, 4>, money<USD>>);

template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept subtracts  = requires(A a, B b) { a - b; };
template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept divides    = requires(A a, B b) { a / b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
template <class A, class B> concept orders     = requires(A a, B b) { a < b; };
static_assert(adds<money<USD>, money<USD>> && !adds<money<USD>, money<EUR>> && !adds<money<USD>, any2> && !adds<money<USD>, int>);
static_assert(subtracts<money<USD>, money<USD, 4>> && !subtracts<money<USD>, money<EUR>>);
static_assert(equates<money<USD>, money<USD, 4>> && !equates<money<USD>, money<EUR>> && orders<money<USD>, money<USD>> && !orders<money<USD>, money<EUR>>);
static_assert(multiplies<money<USD>, int> && multiplies<unsigned long, money<USD>> && !multiplies<money<USD>, double> && !multiplies<double, money<USD>> &&
              !multiplies<money<USD>, bool> && !multiplies<money<USD>, char> && !multiplies<money<USD>, money<USD>>);
static_assert(divides<money<USD>, money<USD>> && !divides<money<USD>, int> && !divides<money<USD>, double> && !divides<money<USD>, money<EUR>>);

template <class T> concept parses_alone = requires { T::parse("1.00 USD"); };
static_assert(parses_alone<money<USD>> && !parses_alone<any2>, "XXX is no currency to expect");

template <class T> concept makes_dollars = requires(T x) { usd(x); };
static_assert(makes_dollars<int> && makes_dollars<std::uint64_t> && makes_dollars<const char*> && makes_dollars<decimal<4>>);
static_assert(!makes_dollars<double> && !makes_dollars<float> && !makes_dollars<long double> && !makes_dollars<bool> && !makes_dollars<char> &&
              !makes_dollars<std::nullptr_t>);

static_assert(std::same_as<decltype(usd(2.8475_d)), money<USD, 4>> && std::same_as<decltype(usd(2.8_d)), money<USD>>, "never fewer digits than the minor unit");
static_assert(std::same_as<decltype(usd(2.8475_d) * 3), money<USD, 4>> && std::same_as<decltype(usd(1) * 0.08_d), money<USD, 4, int128>>);
static_assert(std::same_as<decltype(usd(1) + usd(2.8475_d)), money<USD, 4>> && std::same_as<decltype(usd(1) / usd(3)), fraction>);
static_assert(std::same_as<decltype(round<2>(usd(1) * 0.08_d, rounding::half_up)), money<USD>>);
static_assert(std::same_as<decltype(jpy(1)), money<JPY, 0>> && std::same_as<decltype(kwd(1)), money<KWD, 3>>);

// -- the same at compile time and at run time --

constexpr bool test_doc_examples()
{
    return usd(100) + usd("0.05") == cents(10'005) && usd(2.8475_d) * 3 == usd("8.54") + usd(0.0025_d);
}

constexpr bool test_makers()
{
    return usd(38'000'000'000) == cents(3'800'000'000'000) && usd("0.1") == cents(10) && usd(-5) == cents(-500) && usd(0.10_d) == cents(10) &&
           jpy(15'025).amount.units == 15'025 && kwd("0.125").amount.units == 125 && eur(1).amount.units == 100 && gbp(1).unit.code() == "GBP" &&
           chf(1).unit.code() == "CHF" && cad(1).unit.code() == "CAD" && aud(1).unit.code() == "AUD" && cny(1).unit.code() == "CNY" &&
           krw(1).amount.units == 1 && sgd(1).unit.code() == "SGD" && aed(1).unit.code() == "AED" && sar(1).unit.code() == "SAR" &&
           jpy(1).unit.code() == "JPY" && krw(1).unit.code() == "KRW" && kwd(1).unit.code() == "KWD" && eur(1).unit.code() == "EUR" &&
           usd(1).unit.code() == "USD";
}

constexpr bool test_arithmetic()
{
    money<USD> x = usd(1);
    x += usd("0.25");
    x -= usd(3);
    return x == cents(-175) && -x == cents(175) && x * 2 == cents(-350) && 2u * x == cents(-350) && x < usd(0) && usd(0) > x && x <= x && x != usd(0) &&
           usd(1) / usd(3) == fraction(1, 3) && usd(10) / usd(2.5_d) == 4 && usd(100) * 0.0825_d == usd("8.25") && 0.0825_d * usd(100) == usd("8.25") &&
           usd(1) == usd(1.0000_d) && usd(1) < usd(1.0001_d) && money<USD>{} == usd(0);
}

constexpr bool test_round()
{
    return round<2>(usd(0.125_d), rounding::half_even) == cents(12) && round<2>(usd(0.125_d), rounding::half_up) == cents(13) &&
           round<2>(usd(-0.125_d), rounding::half_up) == cents(-13) && round<0>(usd("2.50"), rounding::half_even) == usd(2) &&
           round<2>(in("EUR", 125) * 0.1_d, rounding::half_up) == in("EUR", 13);
}

constexpr bool test_run_time_currencies()
{
    return in("EUR", 100) + in("EUR", 5) == in("EUR", 105) && in("EUR", 100) - in("EUR", 5) == in("EUR", 95) && in("EUR", 5) < in("EUR", 6) &&
           in("EUR", 1) / in("EUR", 2) == fraction(1, 2) && -in("EUR", 5) == in("EUR", -5) && in("EUR", 5) * 2 == in("EUR", 10) &&
           in("EUR", 5) != in("USD", 5) && (in("EUR", 5) * 2).unit.code() == "EUR" && any2{}.unit.code() == "XXX";
}

constexpr bool test_parse()
{
    return money<USD>::parse("38000000000.00 USD") == usd(38'000'000'000) && money<USD>::parse("-0.05 USD") == cents(-5) &&
           money<JPY>::parse("15_025 JPY") == jpy(15'025) && any2::parse("1.50 EUR", currency_of<2>("EUR")) == in("EUR", 150) &&
           money<USD, 4>::parse("2.8475 USD") == usd(2.8475_d);
}

static_assert(test_doc_examples() && test_makers() && test_arithmetic() && test_round() && test_run_time_currencies() && test_parse());

} // namespace

TEST_CASE("money is the same at compile time and at run time")
{
    CHECK(test_doc_examples());
    CHECK(test_makers());
    CHECK(test_arithmetic());
    CHECK(test_round());
    CHECK(test_run_time_currencies());
    CHECK(test_parse());
}

TEST_CASE("two run-time currencies do not mix, and are not equal")
{
    any2 x = in("EUR", 100);
    CHECK_REFUSED(unlike_units, "money: two currencies do not mix; got EUR and USD; convert one with a stated fx_rate first", x + in("USD", 1));
    CHECK_THROWN(unlike_units, x - in("USD", 1));
    CHECK_THROWN(unlike_units, x < in("USD", 1));
    CHECK_THROWN(unlike_units, x >= in("USD", 100));
    CHECK_THROWN(unlike_units, x / in("USD", 1));
    CHECK_THROWN(unlike_units, x += in("USD", 1));
    CHECK_THROWN(unlike_units, x -= in("USD", 1));
    CHECK(x == in("EUR", 100));
    CHECK_FALSE(in("EUR", 100) == in("USD", 100));
    CHECK_THROWN(unlike_units, x + any2{});
}

TEST_CASE("an amount outside its type is an overflow, at both ends")
{
    CHECK_THROWN(overflow, cents(most) + cents(1));
    CHECK_THROWN(overflow, cents(least) - cents(1));
    CHECK_THROWN(overflow, -cents(least));
    CHECK_THROWN(overflow, cents(most) * 2);
    CHECK_THROWN(overflow, cents(most) + usd(0.0001_d));
    CHECK_THROWN(overflow, usd(most));
    CHECK_THROWN(overflow, usd("92233720368547758.08"));
    CHECK_THROWN(overflow, round<2>(cents(most) * 1.1_d, rounding::half_up));
    CHECK(usd("92233720368547758.07") == cents(most));
    CHECK(round<2>(cents(most) * 1.0_d, rounding::down) == cents(most));
    CHECK_THROWN(invalid_terms, usd(1) / usd(0));
}

TEST_CASE("digits beyond the minor unit are inexact when they are read")
{
    CHECK_THROWN(inexact, usd("0.125"));
    CHECK_THROWN(inexact, jpy("0.5"));
    CHECK_THROWN(inexact, money<USD>::parse("0.125 USD"));
    CHECK(kwd("0.125").amount.units == 125);
    CHECK_THROWN(parse_error, usd("1,000"));
    CHECK_THROWN(parse_error, usd("$5"));
}

TEST_CASE("text that is not an amount, a space and the currency is refused")
{
    CHECK_REFUSED(parse_error, "1:1: money: must be an amount, a space and the currency USD; got \"5 EUR\"; write \"38000000000.00 USD\"", money<USD>::parse("5 EUR"));
    for (const char* text : {"", "5", "USD", "5USD", "USD 5", "5 usd", "5 USD ", "5  USD", " 5 USD", "5 USDX", " USD", "5,000 USD", "5e3 USD", "$5 USD"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, money<USD>::parse(text));
    }
    CHECK_REFUSED(parse_error, "1:2: number: is not a plain decimal number; got \"5,000\"; write digits, at most one point, no exponent: 38000000000.00",
                  money<USD>::parse("5,000 USD"));
    CHECK_THROWN(parse_error, any2::parse("5 USD", currency_of<2>("EUR")));
    CHECK_THROWN(overflow, money<USD>::parse("92233720368547758.08 USD"));
}

TEST_CASE("money prints its code and every digit, grouped by thousands")
{
    CHECK(to_string(usd(38'000'000'000)) == "USD 38,000,000,000.00");
    CHECK(to_string(usd(0)) == "USD 0.00");
    CHECK(to_string(cents(-5)) == "USD -0.05");
    CHECK(to_string(cents(-123'456'789)) == "USD -1,234,567.89");
    CHECK(to_string(usd(999)) == "USD 999.00");
    CHECK(to_string(usd(1'000)) == "USD 1,000.00");
    CHECK(to_string(cents(-99'999)) == "USD -999.99");
    CHECK(to_string(cents(least)) == "USD -92,233,720,368,547,758.08");
    CHECK(to_string(jpy(-15'025)) == "JPY -15,025");
    CHECK(to_string(kwd("1234.5")) == "KWD 1,234.500");
    CHECK(to_string(usd(2.8475_d)) == "USD 2.8475");
    CHECK(to_string(in("EUR", 123'456)) == "EUR 1,234.56");
    CHECK(to_string(money<any_currency<4>>(12.3456_d, currency_of<4>("CLF"))) == "CLF 12.3456");
    std::string text = "total ";
    append(text, usd(1));
    CHECK(text == "total USD 1.00");
}

TEST_CASE("money splits by weights and keeps its currency")
{
    const std::vector<std::int64_t> thirds{1, 1, 1}, negative{1, -1}, none;
    CHECK(allocate(usd(100), thirds) == std::vector{usd("33.33"), usd("33.34"), usd("33.33")});
    CHECK(allocate(usd(-100), thirds) == std::vector{usd("-33.33"), usd("-33.34"), usd("-33.33")});
    CHECK(allocate(usd(100), thirds, rounding::ceiling) == std::vector{usd("33.34"), usd("33.33"), usd("33.33")});
    CHECK(allocate(jpy(100), thirds) == std::vector{jpy(33), jpy(34), jpy(33)});
    CHECK(allocate(in("EUR", 100), thirds) == std::vector{in("EUR", 33), in("EUR", 34), in("EUR", 33)});
    CHECK_THROWN(invalid_terms, allocate(usd(1), negative));
    CHECK_THROWN(invalid_terms, allocate(usd(1), none));
}

TEST_CASE("the parts of money sum to it, whatever the weights")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const money<USD>          total = cents(r.any_int64());
        std::vector<std::int64_t> weights(static_cast<std::size_t>(r.between(1, 84)));
        for (auto& weight : weights) weight = r.between(0, 1'000);
        weights[0] += 1;
        money<USD> sum;
        for (const auto part : allocate(total, weights)) sum += part;
        INFO("total ", to_string(total), ", parts ", weights.size());
        REQUIRE(sum == total);
    }
}

TEST_CASE("what is summed can be taken away again, and order does not matter")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const money<USD> a = cents(r.any_int64() / 4), b = cents(r.any_int64() / 4), c = cents(r.any_int64() / 4);
        REQUIRE(a + b - b == a);
        REQUIRE(a + b + c == c + b + a);
        REQUIRE((a < b) == (a.amount.units < b.amount.units));
        REQUIRE(-(a - b) == b - a);
    }
}

namespace {

constexpr bool test_helpers_of_money()
{
    const money<USD> rows[] = {usd("0.10"), usd("0.20"), usd("-0.05")};
    return abs(usd(-5)) == usd(5) && sign(usd(-5)) == -1 && sign(usd(0)) == 0 && min(usd(1), usd(2)) == usd(1) && max(usd(1), usd(1.125_d)) == usd(1.125_d) &&
           sum(rows) == usd("0.25") && std::is_same_v<decltype(sum(rows)), money<USD, 2, int128>> && money<USD>(sum(rows)) == usd("0.25") &&
           std::numeric_limits<money<USD>>::max().amount.units == std::numeric_limits<std::int64_t>::max() &&
           std::numeric_limits<money<USD>>::epsilon() == usd("0.01") && !std::numeric_limits<money<any_currency<2>>>::is_specialized;
}
static_assert(test_helpers_of_money());

} // namespace

TEST_CASE("abs, sign, min, max, sum and limits of money are the same at compile time and at run time") { CHECK(test_helpers_of_money()); }

TEST_CASE("a sum of money cannot overflow, and knows its currency")
{
    const std::vector<money<USD>> largest(3, std::numeric_limits<money<USD>>::max());
    CHECK(sum(largest).amount.units == int128{std::numeric_limits<std::int64_t>::max()} * 3);
    CHECK_THROWN(overflow, money<USD>(sum(largest)));
    CHECK(sum(std::vector<money<USD>>{}) == usd(0));
    const auto EUR_ = currency_of<2>("EUR");
    using any       = money<any_currency<2>>;
    CHECK(sum(std::vector{any(1_d, EUR_), any(2_d, EUR_)}) == any(3_d, EUR_));
    CHECK_THROWN(unlike_units, sum(std::vector{any(1_d, EUR_), any(2_d, currency_of<2>("USD"))}));
    CHECK_REFUSED(invalid_terms, "sum: no rows have no currency; name the currency of zero where there may be no rows", sum(std::vector<any>{}));
}

TEST_CASE("hashes of money tell amounts and currencies apart")
{
    const std::hash<money<USD>> hash;
    CHECK(hash(usd(1)) == hash(usd("1.00")));
    CHECK(hash(usd(1)) != hash(usd(2)));
    CHECK(hash(usd(1)) != std::hash<money<EUR>>{}(eur(1)));
}

TEST_CASE("money counts in any Rep")
{
    const money<USD, 2, int128> large(decimal<2, int128>(int128{1} << 70));
    CHECK(to_string(large) == "USD 1,180,591,620,717,411,303,424.00");
    CHECK(large + usd(1) > large);
    CHECK_THROWN(overflow, money<USD>(large));
    CHECK((money<USD, 2, int128>::parse("1180591620717411303424.00 USD")) == large);
}

TEST_CASE("money is split into money, and money is what others are split by")
{
    const std::array<std::int64_t, 3> thirds{1, 1, 1};
    const std::array<money<USD>, 3>   rows = allocate(usd(100), thirds);
    CHECK((rows[0] == usd("33.33") && rows[1] == usd("33.34") && rows[2] == usd("33.33")));
    std::vector<money<USD>> own(2);
    allocate_into(own, usd("0.05"), allocation_key{3, 7});
    CHECK(own == std::vector{usd("0.02"), usd("0.03")});
    CHECK(allocate(usd("0.05"), {3, 7}, largest_remainder) == std::vector{usd("0.02"), usd("0.03")});
    CHECK(allocate(usd(-1), {1, 2}, rounding::floor) == std::vector{usd("-0.34"), usd("-0.66")});
    const std::vector<money<USD>> prices{usd(1), usd(3)};
    CHECK(allocate(usd(100), allocation_key(prices)) == std::vector{usd(25), usd(75)});
    const auto any = money<any_currency<2>>(1_d, currency_of<2>("EUR"));
    CHECK(allocate(any, {1, 1})[1].unit == any.unit);
    CHECK_THROWN(invalid_terms, allocate(usd(1), {0, 0}));
}

TEST_CASE("weights in two run-time currencies have no proportion")
{
    const auto one = money<any_currency<2>>(1_d, currency_of<2>("EUR")), other = money<any_currency<2>>(3_d, currency_of<2>("USD"));
    CHECK_THROWN(unlike_units, allocation_key(std::vector{one, other}));
    CHECK(allocate(usd(4), std::vector{one, one}) == std::vector{usd(2), usd(2)});
}
