// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/largest_remainder.hpp>
#include <ratable/core/decimal.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

using namespace ratable;
using tests::cpp_int, tests::cpp_rational;

namespace {

using integers = std::vector<std::int64_t>;

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

template <std::size_t N>
constexpr bool splits(std::int64_t total, std::array<std::int64_t, N> weights, std::array<std::int64_t, N> expected)
{
    return allocate(total, weights, largest_remainder) == expected;
}

constexpr bool test_examples()
{
    return splits<3>(100, {1, 1, 1}, {34, 33, 33}) && splits<3>(-100, {1, 1, 1}, {-33, -33, -34}) && splits<3>(0, {1, 2, 3}, {0, 0, 0}) &&
           splits<5>(10, {0, 1, 0, 2, 0}, {0, 3, 0, 7, 0}) && splits<2>(least, {0, 1}, {0, least}) && splits<1>(-7, {3}, {-7});
}

/// Twenty-one seats by a census: the quotas 7.21, 6.61, 5.11, 2.07 of 100 thousand, and the unit left goes to .61.
constexpr bool test_apportionment()
{
    return splits<4>(21, {721, 661, 511, 207}, {7, 7, 5, 2});
}

constexpr bool test_shapes()
{
    return allocate(decimal<2>(1), {1, 1, 1}, largest_remainder)[0] == decimal<2>::from_units(34) &&
           allocate(100, allocation_key{1, 1, 1}, largest_remainder)[0] == 34 && allocate(100, {3, -1}, largest_remainder)[1] == -50;
}

static_assert(test_examples() && test_apportionment() && test_shapes());

/// Floors, then units one by one to whoever has the largest fraction and none yet: slow, and the definition.
integers by_definition(std::int64_t total, const integers& weights)
{
    const cpp_int             sum = std::accumulate(weights.begin(), weights.end(), cpp_int(0));
    std::vector<cpp_rational> fractions;
    integers                  parts;
    cpp_int                   left = total;
    for (const std::int64_t weight : weights) {
        const cpp_rational share = cpp_rational(cpp_int(total) * weight) / cpp_rational(sum);
        const cpp_int      floor = tests::rounded(share, rounding::floor);
        fractions.push_back(share - cpp_rational(floor));
        parts.push_back(static_cast<std::int64_t>(floor));
        left -= floor;
    }
    for (; left > 0; --left) {
        const auto largest = std::max_element(fractions.begin(), fractions.end()); // the first of equals
        parts[static_cast<std::size_t>(largest - fractions.begin())] += 1;
        *largest = -1;
    }
    return parts;
}

} // namespace

TEST_CASE("the largest remainders are the same at compile time and at run time")
{
    CHECK(test_examples());
    CHECK(test_apportionment());
    CHECK(test_shapes());
}

TEST_CASE("a split by largest remainder is its definition, for weights of one sign and of both, by key and without")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'000; ++i) {
        const bool   mixed = i % 4 == 0;
        const auto   size  = std::int64_t{1} << (mixed ? r.between(1, 20) : r.between(1, 57));
        integers     weights(static_cast<std::size_t>(r.between(1, 40)));
        for (auto& weight : weights) weight = r.between(mixed ? -size : 0, size);
        if (std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) == 0) weights[0] += 1;
        const std::int64_t total    = mixed || r.coin() ? r.between(-1'000'000, 1'000'000) : r.any_int64();
        const integers     expected = by_definition(total, weights);
        INFO("case ", i, ", total ", total, ", weights ", weights.size());
        REQUIRE(allocate(total, weights, largest_remainder) == expected);
        REQUIRE(allocate(total, allocation_key(weights), largest_remainder) == expected);
        REQUIRE(std::accumulate(expected.begin(), expected.end(), cpp_int(0)) == total);
    }
}

TEST_CASE("what cannot be split by running totals cannot be split by largest remainder")
{
    const integers none, zero{0}, cancel{1, -1}, leveraged{3, -2}, one{1};
    CHECK_THROWN(invalid_terms, allocate(1, none, largest_remainder));
    CHECK_THROWN(invalid_terms, allocate(1, zero, largest_remainder));
    CHECK_THROWN(invalid_terms, allocate(1, cancel, largest_remainder));
    CHECK_THROWN(overflow, allocate(most, leveraged, largest_remainder));
    integers parts(2);
    CHECK_THROWN(invalid_terms, allocate_into(parts, 1, one, largest_remainder));
    CHECK_THROWN(invalid_terms, allocate_into(parts, 1, allocation_key(one), largest_remainder));
}
