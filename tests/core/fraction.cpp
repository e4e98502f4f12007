// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/fraction.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <type_traits>

using namespace ratable;
using tests::big, tests::cpp_int, tests::cpp_rational;

namespace {

constexpr int128 most  = highest_of<int128>;
constexpr int128 least = lowest_of<int128>;

constexpr bool test_lowest_terms()
{
    const fraction x(6, -8), zero(0, -5), whole(-12, 4);
    return x.numerator() == -3 && x.denominator() == 4 && zero.numerator() == 0 && zero.denominator() == 1 && whole.numerator() == -3 &&
           whole.denominator() == 1 && fraction().numerator() == 0 && fraction().denominator() == 1 && fraction(-3, -9) == fraction(1, 3) &&
           fraction(least, 2).numerator() == least / 2 && fraction(least, least) == 1 && fraction(2, least).denominator() == int128{1} << 126;
}

constexpr bool test_arithmetic()
{
    return fraction(1, 3) + fraction(1, 6) == fraction(1, 2) && fraction(1, 3) - fraction(1, 2) == fraction(-1, 6) &&
           fraction(2, 3) * fraction(-3, 4) == fraction(-1, 2) && fraction(2, 3) / fraction(-4, 9) == fraction(-3, 2) &&
           -fraction(1, 3) == fraction(1, -3) && fraction(1, 3) * 3 == 1 && 1 - fraction(1, 3) == fraction(2, 3);
}

constexpr bool test_order()
{
    return fraction(1, 3) < fraction(1, 2) && fraction(-1, 2) < fraction(-1, 3) && fraction(-1, 2) < fraction(1, 3) && fraction(7, 7) == fraction(1) &&
           fraction(3, 7) <= fraction(6, 14) && fraction(3, 7) >= fraction(6, 14) && fraction(355, 113) > fraction(22, 7) - fraction(1, 700) &&
           fraction(-7, 2) < -3 && fraction(-7, 2) > -4 &&
           // Neighbours whose cross products would need 254 bits.
           fraction(most - 1, most) > fraction(most - 2, most - 1) && fraction(most, most - 1) < fraction(most - 1, most - 2) &&
           fraction(-most, most - 1) > fraction(-(most - 1), most - 2);
}

constexpr bool test_reduces_before_it_multiplies()
{
    return fraction(most, 3) * fraction(3, most) == 1 && fraction(most, 7) / fraction(most, 14) == 2 &&
           fraction(1, most) + fraction(-1, most) == 0 && fraction(1, most) / fraction(1, most) == 1 &&
           fraction(most / 2, most) - fraction(most / 2, most) == 0;
}

constexpr bool test_rounding()
{
    return round_to_integer(fraction(7, 2), rounding::half_up) == 4 && round_to_integer(fraction(-7, 2), rounding::half_even) == -4 &&
           round_to_integer(fraction(-7, 2), rounding::ceiling) == -3 && round_to_integer(fraction(-7, 2), rounding::floor) == -4;
}

static_assert(test_lowest_terms() && test_arithmetic() && test_order() && test_reduces_before_it_multiplies() && test_rounding());
static_assert(std::is_convertible_v<int, fraction> && std::is_trivially_copyable_v<fraction>);
static_assert(!std::is_constructible_v<fraction, double> && !std::is_constructible_v<fraction, float> &&
              !std::is_constructible_v<fraction, double, int> && !std::is_constructible_v<fraction, int, double>);

cpp_rational exact(const fraction& x) { return tests::ratio(x.numerator(), x.denominator()); }

bool in_lowest_terms(const fraction& x)
{
    return x.denominator() > 0 && gcd(cpp_int(abs(big(x.numerator()))), big(x.denominator())) == 1;
}

/// Exact where it fits 128 bits; never a wrong value.
template <class F>
bool agrees(const cpp_rational& expected, F f)
{
    try {
        const fraction x = f();
        return exact(x) == expected && in_lowest_terms(x);
    } catch (const overflow&) {
        return abs(numerator(expected)) >= cpp_int(1) << 62 || denominator(expected) >= cpp_int(1) << 62;
    }
}

} // namespace

TEST_CASE("fractions are the same at compile time and at run time")
{
    CHECK(test_lowest_terms());
    CHECK(test_arithmetic());
    CHECK(test_order());
    CHECK(test_reduces_before_it_multiplies());
    CHECK(test_rounding());
}

TEST_CASE("a zero denominator is refused")
{
    CHECK_REFUSED(invalid_terms, "division: the divisor must not be zero; got 0", fraction(1, 0));
    CHECK_THROWN(invalid_terms, fraction(0, 0));
    CHECK_THROWN(invalid_terms, fraction(1, 2) / fraction(0));
    CHECK_THROWN(invalid_terms, fraction(0) / fraction(0));
}

TEST_CASE("a reduced result that does not fit is an overflow")
{
    CHECK_THROWN(overflow, -fraction(least));
    CHECK_THROWN(overflow, fraction(1, least));
    CHECK_THROWN(overflow, fraction(most) + 1);
    CHECK_THROWN(overflow, fraction(-most) - 2);
    CHECK_THROWN(overflow, fraction(most) * 2);
    CHECK_THROWN(overflow, fraction(1, most) * fraction(1, 2));
    CHECK_THROWN(overflow, fraction(1, most) + fraction(1, most - 1));
    CHECK_THROWN(overflow, fraction(most) / fraction(1, 2));
}

TEST_CASE("+ − × ÷ and <=> of 64-bit fractions are those of unbounded rationals")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 4'000; ++i) {
        const std::int64_t an = r.any_int64(), ad = r.any_nonzero(), bn = r.any_int64(), bd = r.any_nonzero();
        INFO("a = ", an, "/", ad, ", b = ", bn, "/", bd);
        const fraction     a(an, ad), b(bn, bd);
        const cpp_rational A = tests::ratio(an, ad), B = tests::ratio(bn, bd);
        REQUIRE(exact(a) == A);
        REQUIRE(in_lowest_terms(a));
        REQUIRE(agrees(A + B, [&] { return a + b; }));
        REQUIRE(agrees(A - B, [&] { return a - b; }));
        REQUIRE(agrees(A * B, [&] { return a * b; }));
        if (bn != 0) REQUIRE(agrees(A / B, [&] { return a / b; }));
        REQUIRE((a < b) == (A < B));
        REQUIRE((a == b) == (A == B));
        REQUIRE((a > b) == (A > B));
        REQUIRE(exact(-a) == -A);
    }
}

TEST_CASE("a fraction and its neighbour compare right, however long their continued fractions")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 5'000; ++i) {
        // p/q and (p·k + u)/(q·k + v): close, and with many equal quotients
        const int128 p = r.any_int64(), q = r.between(1, std::int64_t{1} << 62), k = r.between(1, std::int64_t{1} << 60);
        const int128 u = r.between(-2, 2), v = r.between(0, 2);
        const fraction     a(p, q), b(p * k + u, q * k + v);
        const cpp_rational A = tests::ratio(p, q), B = tests::ratio(p * k + u, q * k + v);
        INFO("a = ", to_string(a), ", b = ", to_string(b));
        REQUIRE((a < b) == (A < B));
        REQUIRE((b < a) == (B < A));
        REQUIRE((a == b) == (A == B));
    }
}

TEST_CASE("round_to_integer is the definition, in all eight modes")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 3'000; ++i) {
        const std::int64_t n = r.any_int64(), d = r.coin() ? r.between(1, 20) : r.any_nonzero();
        for (const rounding mode : tests::every_mode) {
            INFO("n = ", n, ", d = ", d, ", mode ", static_cast<int>(mode));
            REQUIRE(big(round_to_integer(fraction(n, d), mode)) == tests::rounded(tests::ratio(n, d), mode));
        }
    }
}

TEST_CASE("a fraction prints as n/d, a whole number without a slash")
{
    CHECK(to_string(fraction(7, 2)) == "7/2");
    CHECK(to_string(fraction(-7, 2)) == "-7/2");
    CHECK(to_string(fraction(3)) == "3");
    CHECK(to_string(fraction(0, 9)) == "0");
    CHECK(to_string(fraction(-most, most - 1)) ==
          "-170141183460469231731687303715884105727/170141183460469231731687303715884105726");
}
