// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/exact_amount.hpp>

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

using any2 = money<any_currency<2>>;
constexpr any2 in(std::string_view code, std::int64_t n) { return any2(decimal<2>::from_units(n), currency_of<2>(code)); }

using dollars = exact_amount<USD>;
using euros   = exact_amount<EUR>;
template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept subtracts  = requires(A a, B b) { a - b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
template <class A, class B> concept orders     = requires(A a, B b) { a < b; };
template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept divides    = requires(A a, B b) { a / b; };
static_assert(adds<dollars, dollars> && adds<dollars, money<USD>> && adds<money<USD, 4>, dollars> && !adds<dollars, euros> && !adds<dollars, money<EUR>> &&
              !adds<money<EUR>, dollars> && !adds<dollars, any2> && !adds<dollars, int> && !adds<dollars, fraction>);
static_assert(subtracts<dollars, money<USD>> && !subtracts<dollars, euros> && equates<dollars, money<USD>> && equates<money<USD>, dollars> && !equates<dollars, euros> &&
              !equates<dollars, money<EUR>> && orders<dollars, money<USD>> && !orders<money<EUR>, dollars>);
static_assert(multiplies<dollars, int> && multiplies<dollars, fraction> && multiplies<decimal<2>, dollars> && !multiplies<dollars, double> && !multiplies<double, dollars> &&
              !multiplies<dollars, bool> && !multiplies<dollars, dollars>);
static_assert(multiplies<money<USD>, fraction> && multiplies<fraction, money<USD>> && !multiplies<money<USD>, double> && !multiplies<money<USD>, bool> &&
              divides<money<USD>, fraction> && divides<money<USD>, decimal<2>> && !divides<money<USD>, int> && divides<dollars, int> && divides<dollars, money<USD>> &&
              !divides<dollars, money<EUR>> && !divides<dollars, double>);
static_assert(std::is_convertible_v<money<USD>, dollars> && !std::is_convertible_v<dollars, money<USD>> && !std::is_constructible_v<money<USD>, dollars> &&
              !std::is_constructible_v<dollars, int> && !std::is_constructible_v<dollars, double> && !std::is_convertible_v<fraction, dollars> &&
              std::is_constructible_v<dollars, fraction> && !std::is_constructible_v<dollars, euros>);
static_assert(std::same_as<decltype(usd(1) * 3), money<USD>> && std::same_as<decltype(usd(1) * 0.5_d), money<USD, 3, int128>> &&
              std::same_as<decltype(round<2>(dollars(), rounding::down)), money<USD>> && std::same_as<decltype(round<4>(dollars(), rounding::down)), money<USD, 4>>);
template <class T> concept rounds_without_a_mode = requires(T x) { round<2>(x); };
static_assert(!rounds_without_a_mode<dollars>);
static_assert(amount_of_money<money<USD, 4>> && amount_of_money<dollars> && !amount_of_money<fraction> && !amount_of_money<int>);

constexpr bool test_arithmetic()
{
    auto x = usd(100) * fraction(1, 3);
    const bool same = x * 3 == usd(100) && x + x + x == usd(100) && usd(100) - x == x * 2 && -x < usd(0) && usd(33) < x && x < usd("33.34") && x / usd(100) == fraction(1, 3) &&
                      x / x == fraction(1) && x / 0.5_d == x * 2 && 2 * x == x + x && x * 0.3_d == usd(10) && fraction(1, 3) * usd(100) == x && usd(100) / fraction(3) == x &&
                      usd(100) / 3.0_d == x && exact_amount(usd(100)) / 3 == x && x != usd("33.33");
    x += usd(1);
    x -= usd("0.50");
    return same && x == usd("0.5") + exact_amount(usd(100)) / 3;
}

constexpr bool test_round()
{
    const auto x = usd(100) * fraction(1, 3);
    return round<2>(x, rounding::half_up) == usd("33.33") && round<2>(x, rounding::up) == usd("33.34") && round<4>(x, rounding::half_up) == usd(33.3333_d) &&
           round<0>(x, rounding::ceiling) == usd(34) && round<2>(-x, rounding::floor) == usd("-33.34") &&
           round<2>(exact_amount(in("EUR", 100)) / 3, rounding::down) == in("EUR", 33);
}

static_assert(test_arithmetic() && test_round());

} // namespace

TEST_CASE("exact amounts are the same at compile time and at run time")
{
    CHECK(test_arithmetic());
    CHECK(test_round());
}

TEST_CASE("exact amounts in unlike run-time currencies do not mix")
{
    const auto a = exact_amount(in("EUR", 100)) / 3, b = exact_amount(in("USD", 100)) / 3;
    CHECK_REFUSED(unlike_units, "money: two currencies do not mix; got EUR and USD; convert one with a stated fx_rate first", a + b);
    CHECK_THROWN(unlike_units, a - in("USD", 1));
    CHECK_THROWN(unlike_units, a / b);
    CHECK_THROWN(unlike_units, a < b);
    CHECK_FALSE(a == b);
    CHECK_FALSE(in("USD", 0) == a - a);
    CHECK_THROWN(invalid_terms, a / 0);
    CHECK_THROWN(overflow, round<2>(exact_amount<USD>(fraction(highest_of<std::int64_t>)), rounding::down));
}

TEST_CASE("an exact amount prints its exact value")
{
    CHECK(to_string(exact_amount(usd(1'234))) == "USD 1,234.00");
    CHECK(to_string(usd(100) * fraction(1, 3)) == "USD 100/3");
    CHECK(to_string(usd(2.8475_d) * fraction(1, 2)) == "USD 1.42375");
    CHECK(to_string(exact_amount(usd(-1)) / 8) == "USD -0.125");
    CHECK(to_string(exact_amount(jpy(5)) / 2) == "JPY 2.5");
    CHECK(to_string(exact_amount<USD>(fraction(highest_of<int128>))) == "USD 170141183460469231731687303715884105727");
    CHECK(to_string(exact_amount<USD>(fraction(1, int128{1} << 70))) == "USD 1/1180591620717411303424");
}

TEST_CASE("exact amounts are those of rational arithmetic, and round once")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const std::int64_t cents = r.any_int64(), other = r.any_int64(), n = r.between(-1'000'000, 1'000'000), d = r.between(1, 1'000'000);
        INFO("cents ", cents, ", other ", other, ", n/d ", n, "/", d);
        const auto x     = money<USD>(decimal<2>::from_units(cents)) * fraction(n, d) - money<USD>(decimal<2>::from_units(other));
        const auto exact = tests::ratio(int128{cents} * n, int128{100} * d) - tests::ratio(other, 100);
        REQUIRE(tests::ratio(x.amount.numerator(), x.amount.denominator()) == exact);
        for (const rounding mode : tests::every_mode) {
            const auto rounded = tests::rounded(tests::cpp_rational(exact * 100), mode);
            if (tests::fits<std::int64_t>(rounded)) REQUIRE(tests::big(round<2>(x, mode).amount.units) == rounded);
            else CHECK_THROWN(overflow, round<2>(x, mode));
        }
    }
}
