// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/perfect_power.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <utility>

using namespace ratable;
using number = basic_fraction<unbounded>;

namespace {

number power(const number& x, std::int64_t n)
{
    number product = 1;
    for (std::int64_t i = 0; i < (n < 0 ? -n : n); ++i) product *= x;
    return n < 0 ? number(1) / product : product;
}

} // namespace

TEST_CASE("whole roots are found, and none that is not whole")
{
    CHECK(whole_root(1'024, 10) == unbounded(2));
    CHECK(whole_root(1'023, 10) == std::nullopt);
    CHECK(whole_root(1, 7) == unbounded(1));
    CHECK(whole_root(7, 1) == unbounded(7));
    const unbounded large = boost::multiprecision::pow(unbounded(10), 60U) + 7;
    CHECK(whole_root(large * large * large, 3) == large);
    CHECK(whole_root(large * large * large - 1, 3) == std::nullopt);
}

TEST_CASE("a number is written as the highest power that it is")
{
    CHECK(perfect_power({441, 400}) == std::pair(number(21, 20), 2));
    CHECK(perfect_power({64, 729}) == std::pair(number(2, 3), 6));
    CHECK(perfect_power({1, 8}) == std::pair(number(1, 2), 3));
    CHECK(perfect_power({27, 25}) == std::pair(number(27, 25), 1));
}

TEST_CASE("rational powers are found from rational powers")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 200; ++i) {
        const number base(draw.between(1, 50), draw.between(1, 50));
        const auto   order = draw.between(1, 8), up = draw.between(-8, 8);
        REQUIRE(rational_power(power(base, order), number(up, order)) == power(base, up));
        const auto p = draw.between(1, 12), q = draw.between(1, 12);
        if (base == number(1)) continue;
        REQUIRE(exponent_of(power(base, q), power(base, p)) == number(p, q));
        REQUIRE(exponent_of(power(base, -q), power(base, p)) == number(-p, q));
        REQUIRE(exponent_of(power(base, q), power(base, -p)) == number(-p, q));
        REQUIRE(exponent_of(power(base, q), power(base, p) * number(53)) == std::nullopt); // 53 is no factor of base
    }
    CHECK(rational_power(2, {1, 2}) == std::nullopt);
    CHECK(rational_power({4, 9}, {-1, 2}) == number(3, 2));
    CHECK(rational_power(1, {1, 1'000'000}) == number(1));
    CHECK(rational_power({108, 100}, {31, 365}) == std::nullopt);
    CHECK(exponent_of({108, 100}, 2) == std::nullopt);
    CHECK(exponent_of({9, 4}, {8, 27}) == number(-3, 2));
    CHECK_THROWN(invalid_terms, rational_power(2, 2'000'000));
}

TEST_CASE("roots are whole or none, and cut down to whole numbers where they are asked so")
{
    CHECK(whole_root(unbounded(1) << 60, 5) == unbounded(1 << 12));
    CHECK_FALSE(whole_root((unbounded(1) << 60) - 1, 5));
    CHECK(ratable::detail::floor_root((unbounded(1) << 60) - 1, 5) == (1 << 12) - 1);
    CHECK(ratable::detail::floor_root(1, 7) == 1);
}
