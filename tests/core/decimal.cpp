// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/decimal.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using tests::big, tests::cpp_int, tests::cpp_rational;

namespace {

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

// -- what the types promise --

static_assert(whole_number<int> && whole_number<unsigned long long> && whole_number<signed char> && whole_number<std::int8_t>);
static_assert(whole_number<int128>, "the same under -std=c++20 and gnu++20");
static_assert(!whole_number<uint128>, "half of its values do not fit int128");
static_assert(!whole_number<bool> && !whole_number<char> && !whole_number<wchar_t> && !whole_number<char8_t> && !whole_number<char16_t> &&
              !whole_number<char32_t> && !whole_number<double>);

static_assert(sizeof(decimal<2>) == 8 && sizeof(decimal<2, int128>) == 16 && std::is_trivially_copyable_v<decimal<2>>);
static_assert(decimal<4>::scale == 4 && decimal<2>{}.units == 0);

static_assert(std::is_convertible_v<decimal<2>, decimal<4>> && std::is_convertible_v<decimal<2>, decimal<2, int128>>, "widening is exact");
static_assert(!std::is_constructible_v<decimal<2>, decimal<4>>, "digits are not lost without a mode");
static_assert(!std::is_constructible_v<decimal<2, int128>, decimal<4>>);
static_assert(std::is_constructible_v<decimal<2>, decimal<2, int128>> && !std::is_convertible_v<decimal<2, int128>, decimal<2>>);
static_assert(std::is_constructible_v<decimal<2>, int> && !std::is_convertible_v<int, decimal<2>>);
static_assert(!std::is_constructible_v<decimal<2>, double> && !std::is_constructible_v<decimal<2>, float>);
static_assert(!std::is_constructible_v<decimal<2>, bool> && !std::is_constructible_v<decimal<2>, char>);

template <class T> concept from_a_float = requires { T::from_units(0.5); };
static_assert(!from_a_float<decimal<2>>);

static_assert(std::same_as<decltype(1_d + 1.25_d), decimal<2>> && std::same_as<decltype(1.25_d - 1_d), decimal<2>>);
static_assert(std::same_as<decltype(1.5_d + decimal<1, int128>(1)), decimal<1, int128>>);
static_assert(std::same_as<decltype(1.5_d * 1.25_d), decimal<3, int128>>, "scales add, in the wider Rep");
static_assert(std::same_as<decltype(1.5_d * 3), decimal<1>> && std::same_as<decltype(3 * 1.5_d), decimal<1>>);
static_assert(std::same_as<decltype(1.5_d / 3_d), fraction>);
static_assert(std::same_as<decltype(round<2>(1.555_d, rounding::up)), decimal<2>>);
static_assert(std::same_as<decltype(round<2, int128>(1.555_d, rounding::up)), decimal<2, int128>>);

template <decimal<4> Price> struct priced { static constexpr auto value = Price; };
static_assert(priced<2.8475_d>::value.units == 28'475, "a decimal is a template argument");

// -- the same at compile time and at run time --

constexpr bool test_doc_example()
{
    return decimal<2>::parse("12.5") + 0.125_d == 12.625_d;
}

constexpr bool test_literals()
{
    return (0.1234_d).units == 1234 && decltype(0.1234_d)::scale == 4 && (38'000'000'000.00_d).units == 3'800'000'000'000 &&
           decltype(7_d)::scale == 0 && (1'0.2'5_d).units == 1025 && (0.10_d).units == 10 && decltype(0.10_d)::scale == 2 &&
           (9223372036854775807_d).units == most && std::same_as<decltype(9223372036854775807_d), decimal<0>> &&
           std::same_as<decltype(9223372036854775808_d), decimal<0, int128>>;
}

constexpr bool test_arithmetic()
{
    decimal<2> x = decimal<2>(7);
    x += 0.5_d;
    x -= 1.25_d;
    return x == 6.25_d && x.units == 625 && -x == decimal<2>::parse("-6.25") && 1.5_d * 1.5_d == 2.25_d && 0.05_d * 20 == 1_d && 20u * 0.05_d == 1_d &&
           1_d / 3_d == fraction(1, 3) && -1.5_d / 0.25_d == -6 && to_fraction(12.50_d) == fraction(25, 2) && decimal<2>(-7).units == -700;
}

constexpr bool test_comparison()
{
    constexpr auto a = decimal<0>::from_units(most);
    constexpr auto b = decimal<18>::from_units(most);
    constexpr auto c = decimal<38, int128>::from_units(highest_of<int128>);
    return 1.5_d == 1.500_d && 1.5_d != 1.501_d && 1.5_d < 1.501_d && 1.501_d > 1.5_d && -0.5_d < 0_d && 0_d > -0.5_d && -1_d < -0.99_d &&
           -1.01_d < -1_d && a > b && b < a && a > c && c < a && -a < -b && c > 1_d && c < 2_d && decimal<0>::from_units(least) < -a;
}

constexpr bool test_round()
{
    return round<2>(2.675_d, rounding::half_up) == 2.68_d && round<2>(2.665_d, rounding::half_even) == 2.66_d &&
           round<2>(-2.675_d, rounding::half_up) == -2.68_d && round<2>(-2.675_d, rounding::half_down) == -2.67_d &&
           round<0>(-0.5_d, rounding::floor) == -1_d && round<0>(0.5_d, rounding::ceiling) == 1_d && round<0>(0.4_d, rounding::up) == 1_d &&
           round<1>(0.19_d, rounding::down) == 0.1_d && round<1>(0.01_d, rounding::zero_five_up) == 0.1_d && round<4>(1.5_d, rounding::down) == 1.5_d &&
           round<2>(fraction(2, 3), rounding::half_up) == 0.67_d && round<2>(fraction(-2, 3), rounding::half_up) == -0.67_d &&
           round<2>(fraction(-1, 8), rounding::half_even) == -0.12_d && round<3>(fraction(-1, 8), rounding::floor) == -0.125_d &&
           round<2>(fraction(-1, 1000), rounding::floor) == -0.01_d && round<2>(fraction(1, 1000), rounding::floor) == 0_d;
}

constexpr bool test_parse()
{
    return decimal<2>::parse("-12").units == -1200 && decimal<3>::parse("+0.125").units == 125 &&
           decimal<2>::parse("38_000_000.00").units == 3'800'000'000 && decimal<0>::parse("9223372036854775807").units == most &&
           decimal<0>::parse("-9223372036854775808").units == least && decimal<2>::parse("-92233720368547758.08").units == least &&
           decimal<2>::parse("1.2300").units == 123 && decimal<0>::parse("007").units == 7 && decimal<2>::parse("-0").units == 0 &&
           decimal<2>::parse("-0.05").units == -5 && decimal<4>::parse("0.1_2_3_4").units == 1234;
}

constexpr bool test_widening()
{
    return decimal<4>(1.25_d).units == 12'500 && decimal<38, int128>(1_d).units == power_of_ten<int128>(38) &&
           decimal<30>(decimal<2>()).units == 0 && // zero widens, although 10^28 does not fit
           decimal<2>(decimal<2, int128>::from_units(least)).units == least;
}

constexpr bool test_fits_scale()
{
    return fits_scale(fraction(1, 4), 2) && !fits_scale(fraction(1, 8), 2) && fits_scale(fraction(1, 8), 3) && !fits_scale(fraction(1, 3), 38) &&
           fits_scale(fraction(7), 0) && !fits_scale(fraction(1, 2), 0) && fits_scale(fraction(-3, 100), 2) && !fits_scale(fraction(1, 25), 1) &&
           fits_scale(fraction(0), 0) && !fits_scale(fraction(1, 30), 5);
}

static_assert(test_doc_example() && test_literals() && test_arithmetic() && test_comparison() && test_round() && test_parse() && test_widening() &&
              test_fits_scale());

// -- against unbounded arithmetic --

template <int S, class R>
cpp_rational exact(const decimal<S, R>& x)
{
    return cpp_rational(big(x.units), tests::ten_to(S));
}

template <class Decimal>
Decimal any_decimal(tests::random& r)
{
    if constexpr (sizeof(Decimal) == 8) {
        return Decimal::from_units(r.any_int64());
    } else {
        return Decimal::from_units(r.coin() ? int128{r.any_int64()} : int128{r.any_int64()} * r.any_int64());
    }
}

/// The exact value, or overflow when the result's units do not fit; never another value. `Widened` holds the operands at
/// the result's scale: they may be what does not fit.
template <class Result, class F>
bool agrees(const cpp_rational& expected, bool operands_fit, F f)
{
    using rep          = decltype(Result::units);
    const cpp_rational units = expected * tests::ten_to(Result::scale);
    const bool         fit   = operands_fit && denominator(units) == 1 && tests::fits<rep>(numerator(units));
    try {
        const Result result = f();
        return fit && exact(result) == expected;
    } catch (const overflow&) {
        return !fit;
    }
}

template <class A, class B>
void check_pair(int cases)
{
    RATABLE_INFO_SEED;
    tests::random r;
    using sum     = decltype(A{} + B{});
    using product = decltype(A{} * B{});
    using rep     = decltype(sum::units);
    for (int i = 0; i < cases; ++i) {
        const A a = any_decimal<A>(r);
        const B b = r.bits() % 4 != 0 ? any_decimal<B>(r) : B::from_units(static_cast<decltype(B::units)>(a.units)); // same digits, another scale
        INFO("a = ", to_string(a), ", b = ", to_string(b));
        const cpp_rational x = exact(a), y = exact(b);
        const auto         widens = [](const cpp_rational& v) { return tests::fits<rep>(numerator(cpp_rational(v * tests::ten_to(sum::scale)))); };
        const bool         fit    = widens(x) && widens(y);
        REQUIRE(agrees<sum>(x + y, fit, [&] { return a + b; }));
        REQUIRE(agrees<sum>(x - y, fit, [&] { return a - b; }));
        REQUIRE(agrees<product>(x * y, true, [&] { return a * b; }));
        REQUIRE((a == b) == (x == y));
        REQUIRE((a < b) == (x < y));
        REQUIRE((a > b) == (x > y));
        REQUIRE((a <= b) == (x <= y));
        if (b.units != 0) {
            try {
                const fraction q = a / b;
                REQUIRE(tests::ratio(q.numerator(), q.denominator()) == x / y);
            } catch (const overflow&) {
                REQUIRE((sizeof(A) > 8 || sizeof(B) > 8 || A::scale > 18 || B::scale > 18));
            }
        }
    }
}

template <int To, class Decimal>
void check_rounding(int cases)
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < cases; ++i) {
        Decimal x = any_decimal<Decimal>(r);
        if (Decimal::scale > To && r.bits() % 4 == 0) { // a tie
            const int128 half = 5 * power_of_ten<int128>(Decimal::scale - To - 1); // up to 5e17: eighteen of them fit 64 bits
            x.units = static_cast<decltype(x.units)>((2 * r.between(-9, 8) + 1) * half);
        }
        for (const rounding mode : tests::every_mode) {
            INFO("x = ", to_string(x), ", mode ", static_cast<int>(mode));
            const cpp_int expected = tests::rounded(cpp_rational(exact(x) * tests::ten_to(To)), mode);
            try {
                const int128 units = round<To>(x, mode).units;
                REQUIRE(big(units) == expected);
            } catch (const overflow&) {
                REQUIRE(!tests::fits<std::int64_t>(expected));
            }
        }
    }
}

} // namespace

TEST_CASE("decimals are the same at compile time and at run time")
{
    CHECK(test_doc_example());
    CHECK(test_literals());
    CHECK(test_arithmetic());
    CHECK(test_comparison());
    CHECK(test_round());
    CHECK(test_parse());
    CHECK(test_widening());
    CHECK(test_fits_scale());
}

TEST_CASE("+ − × ÷ and comparisons are those of unbounded rationals, or overflow, at every mix of scales and widths")
{
    check_pair<decimal<2>, decimal<2>>(2'000);
    check_pair<decimal<2>, decimal<4>>(2'000);
    check_pair<decimal<10>, decimal<2>>(2'000);
    check_pair<decimal<0>, decimal<18>>(2'000);
    check_pair<decimal<19>, decimal<0>>(1'000);
    check_pair<decimal<2>, decimal<2, int128>>(1'000);
    check_pair<decimal<6, int128>, decimal<2>>(1'000);
    check_pair<decimal<18, int128>, decimal<20, int128>>(1'000);
    check_pair<decimal<0, int128>, decimal<38, int128>>(1'000);
}

TEST_CASE("round<Scale> of a decimal is the definition, in all eight modes, or overflow")
{
    check_rounding<2, decimal<3>>(500);
    check_rounding<2, decimal<10>>(500);
    check_rounding<0, decimal<2>>(500);
    check_rounding<0, decimal<18>>(500);
    check_rounding<4, decimal<2>>(500);
    check_rounding<2, decimal<8, int128>>(500);
    check_rounding<0, decimal<18, int128>>(500);
}

TEST_CASE("round<Scale> of a fraction is the definition, in all eight modes, or overflow when it does not fit")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'500; ++i) {
        int128 n = r.any_int64(), d = r.coin() ? r.between(1, 2'000) : r.any_nonzero();
        if (r.bits() % 4 == 0) n = n * r.any_int64() / 4, d = int128{r.any_nonzero()} * r.any_nonzero(); // ten remainders do not fit 128 bits
        if (d == lowest_of<int128> || n == lowest_of<int128>) continue;
        const fraction     x(n, d);
        const cpp_rational y = tests::ratio(n, d);
        for (const rounding mode : tests::every_mode) {
            INFO("x = ", to_string(x), ", mode ", static_cast<int>(mode));
            const auto check = [&](auto digits) {
                constexpr int scale    = decltype(digits)::value;
                const cpp_int expected = tests::rounded(cpp_rational(y * tests::ten_to(scale)), mode);
                try {
                    const int128 units = round<scale>(x, mode).units;
                    REQUIRE(big(units) == expected);
                } catch (const overflow&) {
                    REQUIRE(!tests::fits<std::int64_t>(expected));
                }
            };
            check(std::integral_constant<int, 0>{});
            check(std::integral_constant<int, 2>{});
            check(std::integral_constant<int, 10>{});
        }
    }
}

TEST_CASE("a fraction with a denominator of 126 bits rounds without overflow")
{
    const int128 d = highest_of<int128>;
    CHECK(round<2>(fraction(d / 3, d), rounding::half_up) == 0.33_d);
    CHECK(round<10>(fraction(d - 1, d), rounding::down) == 0.9999999999_d);
    CHECK(round<10>(fraction(1 - d, d), rounding::half_even) == -1_d);
    CHECK((round<38, int128>(fraction(d - 1, d), rounding::down) < decimal<0>(1)));
}

TEST_CASE("a result outside its type is an overflow, at both ends")
{
    const auto high = decimal<2>::from_units(most), low = decimal<2>::from_units(least);
    CHECK_THROWN(overflow, high + 0.01_d);
    CHECK_THROWN(overflow, low - 0.01_d);
    CHECK_THROWN(overflow, -low);
    CHECK(-high == decimal<2>::from_units(-most));
    CHECK_THROWN(overflow, high * 2);
    CHECK_THROWN(overflow, low * -1);
    CHECK_THROWN(overflow, high * std::numeric_limits<std::uint64_t>::max());
    CHECK(high * high == decimal<4, int128>::from_units(int128{most} * most));
    CHECK_THROWN(overflow, (high * high) * (low * low));
    CHECK_THROWN(overflow, decimal<2>(most));
    CHECK_THROWN(overflow, decimal<2>(std::numeric_limits<std::uint64_t>::max()));
    CHECK_THROWN(overflow, decimal<3>(high));
    CHECK_THROWN(overflow, high + 0.001_d);
    CHECK_THROWN(overflow, decimal<2>(decimal<2, int128>::from_units(int128{most} + 1)));
    CHECK_THROWN(overflow, round<2>(decimal<3, int128>::from_units(int128{most} * 10 + 5), rounding::half_up));
    CHECK(round<2>(decimal<3, int128>::from_units(int128{most} * 10 + 5), rounding::half_down) == high);
    CHECK_THROWN(overflow, round<3>(high, rounding::half_up));
    CHECK_THROWN(overflow, round<2>(fraction(most, 50), rounding::half_up));
    CHECK_THROWN(invalid_terms, 1_d / 0_d);
}

TEST_CASE("what is printed is read back, at every scale, to the ends of the range")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    same = [](auto x) { return decltype(x)::parse(to_string(x)).units == x.units; };
    for (int i = 0; i < 2'000; ++i) {
        const std::int64_t units = r.any_int64();
        INFO("units = ", units);
        REQUIRE(same(decimal<0>::from_units(units)));
        REQUIRE(same(decimal<2>::from_units(units)));
        REQUIRE(same(decimal<18>::from_units(units)));
        REQUIRE(same(decimal<24>::from_units(units)));
        REQUIRE(same(decimal<30, int128>::from_units(int128{units} * r.any_int64())));
    }
    CHECK(same(decimal<0, int128>::from_units(lowest_of<int128>)));
    CHECK(same(decimal<38, int128>::from_units(lowest_of<int128>)));
    CHECK(same(decimal<38, int128>::from_units(highest_of<int128>)));
}

TEST_CASE("text shows every digit of the scale, no grouping, no exponent")
{
    CHECK(to_string(decimal<2>::parse("-12.5")) == "-12.50");
    CHECK(to_string(decimal<0>(38'000'000'000)) == "38000000000");
    CHECK(to_string(decimal<2>()) == "0.00");
    CHECK(to_string(decimal<2>::from_units(-5)) == "-0.05");
    CHECK(to_string(decimal<4>::from_units(1)) == "0.0001");
    CHECK(to_string(decimal<2>::from_units(least)) == "-92233720368547758.08");
    CHECK(to_string(decimal<0, int128>::from_units(lowest_of<int128>)) == "-170141183460469231731687303715884105728");
    std::string text = "x = ";
    append(text, 0.1250_d);
    CHECK(text == "x = 0.1250");
}

TEST_CASE("a fraction's text is rounded once and grouped on request")
{
    CHECK(to_decimal_text(fraction(22, 7), 2, rounding::half_up) == "3.14");
    CHECK(to_decimal_text(fraction(8'641'975, 7'000), 2, rounding::half_up, true) == "1,234.57");
    CHECK(to_decimal_text(fraction(8'641'975, 7'000), 2, rounding::half_up) == "1234.57");
    CHECK(to_decimal_text(fraction(-1'000'000), 0, rounding::down, true) == "-1,000,000");
    CHECK(to_decimal_text(fraction(999), 0, rounding::down, true) == "999");
    CHECK(to_decimal_text(fraction(-999), 0, rounding::down, true) == "-999");
    CHECK(to_decimal_text(fraction(1, 3), 5, rounding::up) == "0.33334");
    CHECK(to_decimal_text(fraction(-1, 3), 0, rounding::floor) == "-1");
}

TEST_CASE("text that is no plain decimal is refused at its column")
{
    struct refused { const char* text; int column; };
    for (const auto& [text, column] : {refused{"1e3", 2}, {"1.5.2", 4}, {"--1", 2}, {"+-1", 2}, {"-", 1}, {"+", 1}, {".5", 1}, {"-.5", 2}, {"5.", 2},
                                       {"1,000", 2}, {" 1", 1}, {"1 ", 2}, {"1__0", 2}, {"_1", 1}, {"-_1", 2}, {"1_", 2}, {"1_.5", 2}, {"1._5", 2},
                                       {"1.5_", 4}, {"0x10", 2}, {"1.5f", 4}, {"nan", 1}, {"inf", 1}, {"12a4", 3}, {"1\n", 2}, {"٣", 1}}) {
        const std::string expected = "1:" + std::to_string(column) + ": number: is not a plain decimal number; got \"" + text +
                                     "\"; write digits, at most one point, no exponent: 38000000000.00";
        CHECK_REFUSED(parse_error, expected.c_str(), decimal<2>::parse(text));
    }
    CHECK_REFUSED(parse_error, "1:1: number: is empty; got \"\"; write digits, at most one point, no exponent: 38000000000.00", decimal<2>::parse(""));
    const std::string longest(64, '0'), longer(65, '0');
    CHECK(decimal<2>::parse(longest).units == 0);
    CHECK_REFUSED(parse_error,
                  ("1:65: number: is longer than 64 characters; got \"" + longest + "\"; write digits, at most one point, no exponent: 38000000000.00").c_str(),
                  decimal<2>::parse(longer));
    CHECK_THROWN(parse_error, decimal<2>::parse(std::string_view("1\0", 2)));
}

TEST_CASE("digits that do not fit the scale are inexact, those that do not fit the Rep an overflow")
{
    CHECK_REFUSED(inexact, "number: has digits beyond its 2 after the point, at column 5; got \"0.125\"; leave them out, or round where a term names it",
                  decimal<2>::parse("0.125"));
    CHECK_THROWN(inexact, decimal<0>::parse("-0.5"));
    CHECK_THROWN(inexact, decimal<2>::parse("1.00000001"));
    CHECK_THROWN(overflow, decimal<0>::parse("9223372036854775808"));
    CHECK_THROWN(overflow, decimal<0>::parse("-9223372036854775809"));
    CHECK_THROWN(overflow, decimal<2>::parse("92233720368547758.08"));
    CHECK_THROWN(overflow, decimal<0>::parse("170141183460469231731687303715884105728"));
    CHECK_THROWN(overflow, decimal<0, int128>::parse("170141183460469231731687303715884105728"));
    CHECK_THROWN(overflow, decimal<38, int128>::parse("2"));
}

TEST_CASE("a 128-bit whole number is a whole number")
{
    CHECK(decimal<2, int128>(int128{most} * 2).units == int128{most} * 200);
    CHECK(0.01_d * int128{100} == 1_d);
    CHECK_THROWN(overflow, 1_d * (int128{most} + 1));
}

// -- helpers that an integer has too

namespace {

constexpr bool test_abs_sign_min_max()
{
    return abs(-1.25_d) == 1.25_d && abs(1.25_d) == 1.25_d && sign(-0.01_d) == -1 && sign(0.00_d) == 0 && sign(7_d) == 1 && min(1.5_d, 1.25_d) == 1.25_d &&
           max(1.5_d, 1.25_d) == 1.5_d && std::is_same_v<decltype(min(1.5_d, 1.25_d)), decimal<2>> && min(1.5_d, 2.5_d) == 1.5_d && max(1.5_d, 2.5_d) == 2.5_d &&
           abs(fraction(-1, 3)) == fraction(1, 3) && sign(fraction(-1, 3)) == -1 && sign(fraction(0)) == 0;
}

constexpr bool test_limits()
{
    using limits = std::numeric_limits<decimal<2>>;
    return limits::is_specialized && limits::is_exact && limits::is_bounded && limits::is_signed && !limits::is_integer && std::numeric_limits<decimal<0>>::is_integer &&
           limits::digits10 == 18 && std::numeric_limits<decimal<2, int128>>::digits10 == 38 && limits::max().units == most && limits::lowest().units == least &&
           limits::min() == limits::lowest() && limits::epsilon() == 0.01_d;
}

constexpr bool test_instalments()
{
    decimal<2> rows[84];
    const decimal<2> total(38'000'000'000);
    decimal<2>       posted(0);
    for (int k = 0; k < 84; ++k) {
        const auto running = round<2>(to_fraction(total) * fraction(k + 1, 84), rounding::half_up);
        rows[k]            = running - posted;
        posted             = running;
    }
    return rows[0] == 452'380'952.38_d && sum(std::span(rows)) == total;
}

static_assert(test_abs_sign_min_max() && test_limits() && test_instalments());

template <int Scale>
constexpr std::errc read_error(std::string_view text)
{
    decimal<Scale> x;
    return from_chars(text.data(), text.data() + text.size(), x).ec;
}

static_assert(read_error<2>("12.50") == std::errc{} && read_error<2>("x") == std::errc::invalid_argument);

} // namespace

TEST_CASE("abs, sign, min, max, limits and the sum of 84 instalments are the same at compile time and at run time")
{
    CHECK(test_abs_sign_min_max());
    CHECK(test_limits());
    CHECK(test_instalments());
    CHECK_THROWN(overflow, abs(decimal<2>::from_units(least)));
}

TEST_CASE("min and max work where std's are in scope too")
{
    using std::max, std::min;
    CHECK(min(1.50_d, 1.25_d) == 1.25_d);
    CHECK(max(1.50_d, 1.25_d) == 1.50_d);
}

TEST_CASE("a sum of 64-bit rows runs in 128 bits and cannot overflow")
{
    const std::vector<decimal<2>> rows(3, decimal<2>::from_units(most));
    static_assert(std::is_same_v<decltype(sum(rows)), decimal<2, int128>>);
    CHECK(sum(rows).units == int128{most} * 3);
    CHECK_THROWN(overflow, decimal<2>(sum(rows)));
    CHECK(sum(std::vector<decimal<2>>{}) == 0_d);
    const decimal<2> pair[] = {0.10_d, -0.30_d};
    CHECK(sum(pair) == -0.20_d);
}

TEST_CASE("hashes of equal decimals are equal, of neighbours differ")
{
    const std::hash<decimal<2>> hash;
    CHECK(hash(1.5_d) == hash(1.50_d));
    CHECK(hash(1.50_d) != hash(1.51_d));
    CHECK(std::hash<fraction>{}(fraction(1, 3)) == std::hash<fraction>{}(fraction(2, 6)));
    CHECK(std::hash<fraction>{}(fraction(1, 3)) != std::hash<fraction>{}(fraction(3, 1)));
}

TEST_CASE("from_chars reads the number at the beginning and leaves the rest, or says why not without throwing")
{
    const std::string_view text = "-12.5 USD";
    decimal<2>             x    = 7_d;
    const auto             read = from_chars(text.data(), text.data() + text.size(), x);
    CHECK(read.ec == std::errc{});
    CHECK(read.ptr == text.data() + 5);
    CHECK(x == -12.50_d);
    for (const char* bad : {"", "-", "x", ".5"}) CHECK(read_error<2>(bad) == std::errc::invalid_argument);
    CHECK(read_error<2>("0.125") == std::errc::argument_out_of_domain);
    CHECK(read_error<2>("92233720368547758.08") == std::errc::result_out_of_range);
    CHECK(read_error<2>(std::string(65, '1')) == std::errc::result_out_of_range);
    const std::string_view fine = "0.125";
    CHECK(from_chars(fine.data(), fine.data() + fine.size(), x).ptr == fine.data() + 5);
    CHECK(x == -12.50_d); // unchanged by what failed
}

TEST_CASE("to_chars writes what from_chars reads back, and nothing into a buffer too short")
{
    RATABLE_INFO_SEED;
    tests::random r;
    char          buffer[48];
    for (int i = 0; i < 2'000; ++i) {
        const auto x       = decimal<7>::from_units(r.any_int64());
        const auto written = to_chars(buffer, buffer + sizeof buffer, x);
        REQUIRE(written.ec == std::errc{});
        decimal<7> back;
        const auto read = from_chars(buffer, written.ptr, back);
        REQUIRE((read.ec == std::errc{} && read.ptr == written.ptr && back == x));
    }
    char small[4] = {'a', 'b', 'c', 'd'};
    CHECK(to_chars(small, small + 4, 12.50_d).ec == std::errc::value_too_large);
    CHECK(std::string_view(small, 4) == "abcd");
    CHECK(to_chars(small, small + 4, 2.50_d).ptr == small + 4);
}

TEST_CASE("a count in another integer type is checked, not cut")
{
    CHECK(decimal<2>::from_units(5U) == 0.05_d);
    CHECK_THROWN(overflow, decimal<2>::from_units(int128{most} + 1));
    CHECK_THROWN(overflow, decimal<2>::from_units(std::numeric_limits<std::uint64_t>::max()));
}
