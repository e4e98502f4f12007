// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/wide.hpp>

#include <ratable/core/decimal.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using boost::multiprecision::checked_int128_t, boost::multiprecision::int128_t, boost::multiprecision::int256_t;
using tests::big, tests::cpp_int, tests::cpp_rational, tests::every_mode;

namespace {

static_assert(representation<checked_int128_t> && representation<int128_t> && representation<int256_t> && representation<cpp_int> && representation<unbounded>);
static_assert(!representation<boost::multiprecision::uint256_t>, "magnitudes without a sign are no Rep");
static_assert(std::is_same_v<wider<int128, checked_int128_t>, checked_int128_t> && std::is_same_v<wider<unbounded, int256_t>, unbounded>);
static_assert(std::is_same_v<decltype(decimal<2, int256_t>() + decimal<4>()), decimal<4, int256_t>>);
static_assert(std::is_same_v<decltype(decimal<2, int256_t>() * decimal<4>()), decimal<6, int256_t>>);
static_assert(std::numeric_limits<decimal<2, int256_t>>::is_bounded && !std::numeric_limits<decimal<2, unbounded>>::is_bounded);

// Products and sums are constant expressions on both compilers; quotients of 256 bits are not on g++ 12.
template <class Rep>
constexpr bool test_a_constant()
{
    using d = decimal<2, Rep>;
    return d(38) * 3 == d(114) && d(1) + d(2) == d(3) && d(1) - d(2) == -d(1) && d(1) < d(2) && (d(2) * d(3)).units == 60'000;
}
static_assert(test_a_constant<checked_int128_t>() && test_a_constant<int256_t>());
static_assert(round<1, checked_int128_t>(decimal<2, checked_int128_t>::from_units(125), rounding::half_even).units == 12);

/// The value of x in units of its last place.
template <int S, class R>
cpp_int units_of(const decimal<S, R>& x)
{
    if constexpr (native_integer<R>) return big(x.units);
    else return cpp_int(x.units);
}

template <class Rep>
void same_as_without_bounds()
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        const auto a = decimal<2, Rep>::from_units(Rep(r.any_int64())), b = decimal<2, Rep>::from_units(Rep(r.any_nonzero()));
        const auto c = decimal<5, Rep>::from_units(Rep(r.any_int64() >> 20));
        INFO(to_string(a), ", ", to_string(b), ", ", to_string(c));
        const cpp_int A = units_of(a), B = units_of(b), C = units_of(c);
        REQUIRE(units_of(a + b) == A + B);
        REQUIRE(units_of(a - c) == A * 1'000 - C);
        REQUIRE(units_of(a * c) == A * C);
        REQUIRE((a < c) == (A * 1'000 < C));
        REQUIRE((a == c) == (A * 1'000 == C));
        REQUIRE(decimal<5, Rep>::parse(to_string(c)) == c);
        for (const rounding mode : every_mode) {
            REQUIRE(units_of(round<3, Rep>(c, mode)) == tests::rounded(cpp_rational(C, 100), mode));
            const cpp_rational quotient = cpp_rational(A * 10) / cpp_rational(B);
            REQUIRE(units_of(round<1, Rep>(a / b, mode)) == tests::rounded(quotient, mode));
        }
    }
}

} // namespace

TEST_CASE("a constant in 128 and 256 bits of Boost is the same at run time")
{
    CHECK(test_a_constant<checked_int128_t>());
    CHECK(test_a_constant<int256_t>());
}

TEST_CASE_TEMPLATE("every Rep calculates, rounds, prints and parses as without bounds", Rep, checked_int128_t, int128_t, int256_t, cpp_int, unbounded)
{
    same_as_without_bounds<Rep>();
}

TEST_CASE_TEMPLATE("bounded Reps of Boost overflow with our error, also the unchecked ones", Rep, checked_int128_t, int128_t, int256_t)
{
    using d      = decimal<0, Rep>;
    const d most = std::numeric_limits<d>::max();
    CHECK(to_string(most) == std::numeric_limits<Rep>::max().str());
    CHECK_REFUSED(overflow, "addition: the sum must fit its type; use a wider Rep", most + d(1));
    CHECK_REFUSED(overflow, "subtraction: the difference must fit its type; use a wider Rep", -most - d(1));
    CHECK_REFUSED(overflow, "multiplication: the product must fit its type; use a wider Rep", most * d(2));
    CHECK(most - d(1) < most);
    CHECK(-(-most) == most);
    CHECK(d::parse(to_string(most)) == most);
    CHECK_THROWN(overflow, d::parse(to_string(most) + "0"));
    CHECK_THROWN(overflow, decimal<1, Rep>(most));
    CHECK_THROWN(overflow, decimal<0>(most));
    CHECK_THROWN(overflow, decimal<0, int128>(most));
}

TEST_CASE("values pass between Reps exactly, or are an overflow")
{
    const auto low = decimal<2, int128>::from_units(lowest_of<int128>);
    CHECK(decimal<2, int128>(decimal<2, unbounded>(low)).units == lowest_of<int128>);
    CHECK(decimal<2, int128>(decimal<2, int256_t>(low)).units == lowest_of<int128>);
    CHECK(decimal<2>(decimal<2, unbounded>(-12.50_d)) == -12.50_d);
    const decimal<2, unbounded> too_low = decimal<2, unbounded>(low) - 0.01_d;
    CHECK_THROWN(overflow, decimal<2, int128>(too_low));
    CHECK_THROWN(overflow, decimal<2, int256_t>(decimal<2, unbounded>::parse("1" + std::string(80, '0'))));
    CHECK_THROWN(overflow, decimal<2>(decimal<2, int256_t>::from_units(int256_t(1) << 64)));
    CHECK(to_string(decimal<2, int256_t>::from_units(int256_t(1) << 64)) == "184467440737095516.16");
}

TEST_CASE("a decimal without bounds has up to a thousand digits after its point, and reads four thousand characters")
{
    const std::string third = "0." + std::string(1'000, '3');
    CHECK(to_string(round<1'000, unbounded>(basic_fraction<unbounded>(1, 3), rounding::down)) == third);
    CHECK(to_string(decimal<1'000, unbounded>::parse(third)) == third);
    CHECK(decimal<0, unbounded>::parse("1" + std::string(4'000, '0')) > decimal<0, unbounded>(1));
    CHECK_THROWN(parse_error, decimal<0, unbounded>::parse(std::string(4'097, '9')));
    CHECK_THROWN(parse_error, decimal<0, int256_t>::parse(std::string(129, '0')));
    using boost::multiprecision::int512_t;
    const auto most = std::numeric_limits<decimal<0, int512_t>>::max();
    CHECK(decimal<0, int512_t>::parse(to_string(most)) == most);
    CHECK(round<37, unbounded>(fraction(1234), rounding::half_up) == decimal<0, unbounded>(1234)); // 41 digits: not calculated in 128 bits
}

TEST_CASE("fractions without bounds do not overflow where those of 128 bits do")
{
    using exact = basic_fraction<unbounded>;
    const fraction a(1, highest_of<int128>), b(1, highest_of<int128> - 1);
    CHECK_THROWN(overflow, a + b);
    const exact sum = exact(a) + exact(b);
    CHECK(sum.denominator() == cpp_int(big(highest_of<int128>) * (big(highest_of<int128>) - 1)));
    CHECK(fraction(sum - exact(b)) == a);
    CHECK(exact(a) < exact(b));
    CHECK_THROWN(overflow, fraction(sum));
    CHECK(to_string(exact(-1, 3)) == "-1/3");
}

TEST_CASE("wide decimals hash, sum and compare with narrow ones")
{
    std::unordered_set<decimal<2, unbounded>> seen{decimal<2, unbounded>(1), decimal<2, unbounded>(1), decimal<2, unbounded>(2)};
    CHECK(seen.size() == 2);
    CHECK(std::hash<decimal<0, unbounded>>{}(decimal<0, unbounded>::from_units(unbounded(1) << 64)) != std::hash<decimal<0, unbounded>>{}(decimal<0, unbounded>(1)));
    CHECK(sum(std::vector<decimal<2, unbounded>>{1.50_d, 2.50_d}) == 4_d);
    CHECK(min(decimal<2, unbounded>(1), 0.5_d) == 0.5_d);
    CHECK(abs(decimal<2, unbounded>(-1)) == 1_d);
    CHECK(sign(decimal<2, int256_t>(-1)) == -1);
}
