// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/allocate.hpp>
#include <ratable/core/decimal.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

using namespace ratable;
using tests::big, tests::cpp_int, tests::cpp_rational;

namespace {

using integers = std::vector<std::int64_t>;

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

template <std::size_t N>
constexpr bool splits(std::int64_t total, std::array<std::int64_t, N> weights, std::array<std::int64_t, N> expected,
                      rounding mode = rounding::half_up)
{
    std::array<std::int64_t, N> parts{};
    allocate_into(parts, total, weights, mode);
    return parts == expected;
}

constexpr bool test_thirds()
{
    return splits<3>(10'000, {1, 1, 1}, {3333, 3334, 3333}) && splits<3>(-10'000, {1, 1, 1}, {-3333, -3334, -3333}) &&
           splits<3>(1, {1, 1, 1}, {0, 1, 0}) && splits<3>(-1, {1, 1, 1}, {0, -1, 0}) && splits<3>(0, {1, 1, 1}, {0, 0, 0}) &&
           splits<1>(-7, {3}, {-7});
}

constexpr bool test_zero_weights()
{
    return splits<5>(100, {0, 1, 0, 2, 0}, {0, 33, 0, 67, 0}) && splits<3>(least, {0, 0, 1}, {0, 0, least});
}

/// The published counterexample: by half_even a part can be a whole unit from its share of 1/2.
constexpr bool test_ties()
{
    return splits<4>(3, {1, 2, 2, 1}, {0, 2, 0, 1}, rounding::half_even) && splits<4>(3, {1, 2, 2, 1}, {1, 1, 1, 0}, rounding::half_up) &&
           splits<4>(3, {1, 2, 2, 1}, {0, 1, 1, 1}, rounding::half_down) && splits<4>(-3, {1, 2, 2, 1}, {-1, -1, -1, 0}, rounding::half_up) &&
           splits<2>(1, {1, 1}, {1, 0}, rounding::half_up) && splits<2>(1, {1, 1}, {0, 1}, rounding::half_even) &&
           splits<2>(-1, {1, 1}, {-1, 0}, rounding::floor) && splits<2>(-1, {1, 1}, {0, -1}, rounding::ceiling);
}

/// The quarter of 2027 by days: 31, 28, 31 of 90.
constexpr bool test_days()
{
    return splits<3>(10'000, {31, 28, 31}, {3444, 3112, 3444});
}

static_assert(test_thirds() && test_zero_weights() && test_ties() && test_days());

/// The same three by a key of each kernel: D below 2^15, and beyond it with totals below and above 2^50.
constexpr bool test_keys()
{
    const std::int64_t   big = std::int64_t{5} << 54, tenth = std::int64_t{1} << 54;
    const allocation_key days{31, 28, 31}, wide{31'000'000, 28'000'000, 31'000'000};
    return allocate(10'000, days)[1] == 3112 && allocate(-10'000, days)[0] == -3444 && allocate(10'000, wide)[1] == 3112 &&
           allocate(big, allocation_key{1'000'000, 3'000'000, 1'000'000}) == std::vector{tenth, 3 * tenth, tenth} &&
           allocate(3, allocation_key{1, 2, 2, 1}, rounding::half_even)[1] == 2 && allocate(3, allocation_key{100'000, 200'000, 200'000, 100'000}, rounding::half_even)[1] == 2;
}

/// Rows of other types than a bare count, and weights of both signs.
constexpr bool test_shapes()
{
    using cents = decimal<2>;
    return allocate(10'000, std::array<std::int64_t, 3>{1, 1, 1}) == std::array<std::int64_t, 3>{3333, 3334, 3333} &&
           allocate(cents(100), std::array<std::int64_t, 3>{1, 1, 1})[1] == cents::from_units(3334) &&
           allocate(cents(100), {1, 1, 1})[2] == cents::from_units(3333) && allocate(cents(100), allocation_key{1, 1, 1})[1] == cents::from_units(3334) &&
           allocate(100, std::array<std::int64_t, 2>{3, -1}) == std::array<std::int64_t, 2>{150, -50} &&
           allocate(100, std::array<std::int64_t, 2>{1, -3}) == std::array<std::int64_t, 2>{-50, 150} &&
           allocate(100, allocation_key{3, -1})[1] == -50 && allocate(int128{10'000}, std::vector<int128>{1, 1, 1})[1] == 3334;
}

static_assert(test_keys() && test_shapes());

/// R(total·C_k / D) − R(total·C_{k−1} / D), in unbounded arithmetic.
integers by_definition(std::int64_t total, const integers& weights, rounding mode)
{
    const cpp_int sum = std::accumulate(weights.begin(), weights.end(), cpp_int(0));
    cpp_int       so_far = 0, posted = 0;
    integers      parts;
    for (const std::int64_t weight : weights) {
        so_far += weight;
        const cpp_int running = tests::rounded(cpp_rational(cpp_int(total) * so_far) / cpp_rational(sum), mode);
        parts.push_back(static_cast<std::int64_t>(cpp_int(running - posted)));
        posted = running;
    }
    return parts;
}

integers random_weights(tests::random& r)
{
    integers   weights(static_cast<std::size_t>(r.between(1, 40)));
    const auto size = static_cast<int>(r.between(1, 57)); // 40 weights of 57 bits sum to less than 2^63
    for (auto& weight : weights) weight = r.bits() % 5 == 0 ? 0 : r.between(0, (std::int64_t{1} << size) - 1);
    weights[static_cast<std::size_t>(r.between(0, static_cast<std::int64_t>(weights.size()) - 1))] = r.between(1, std::int64_t{1} << size);
    return weights;
}

} // namespace

TEST_CASE("allocation is the same at compile time and at run time")
{
    CHECK(test_thirds());
    CHECK(test_zero_weights());
    CHECK(test_ties());
    CHECK(test_days());
    CHECK(test_keys());
    CHECK(test_shapes());
}

TEST_CASE("the example of the comment compiles as it is written")
{
    CHECK(allocate(10'000, {1, 1, 1}) == integers{3333, 3334, 3333});
    CHECK(allocate(10'000, allocation_key{31, 28, 31}) == integers{3444, 3112, 3444});
    CHECK(allocate(int128{10'000}, std::vector<int128>{1, 1, 1}) == std::vector<int128>{3333, 3334, 3333});
}

TEST_CASE("91 cents over January to June 2028 by days, by half_even, as published: a row one cent from its share")
{
    const integers days{31, 29, 31, 30, 31, 30};
    CHECK(allocate(91, days, rounding::half_even) == by_definition(91, days, rounding::half_even));
    CHECK(allocate(91, days) == by_definition(91, days, rounding::half_up));
}

TEST_CASE("a split is the definition, part by part, in all eight modes")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 600; ++i) {
        const integers     weights = random_weights(r);
        const std::int64_t total   = r.coin() ? r.any_int64() : r.between(-1'000, 1'000);
        for (const rounding mode : tests::every_mode) {
            INFO("case ", i, ", total ", total, ", weights ", weights.size(), ", mode ", static_cast<int>(mode));
            const integers expected = by_definition(total, weights, mode);
            REQUIRE(allocate(total, weights, mode) == expected);
            REQUIRE(allocate(total, allocation_key(weights), mode) == expected);
        }
    }
}

TEST_CASE("a split by weights of both signs is the definition too, and refuses what leaves 64 bits")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        integers weights(static_cast<std::size_t>(r.between(1, 20)));
        for (auto& weight : weights) weight = r.between(-1'000, 1'000);
        if (std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) == 0) weights[0] += 1;
        const std::int64_t total = r.between(-100'000'000'000'000, 100'000'000'000'000); // × 20'000 fits
        for (const rounding mode : tests::every_mode) {
            const integers expected = by_definition(total, weights, mode);
            REQUIRE(allocate(total, weights, mode) == expected);
            REQUIRE(allocate(total, allocation_key(weights), mode) == expected);
        }
    }
    const integers leveraged{3, -2}, far_apart{2, -3};
    CHECK_THROWN(overflow, allocate(most, leveraged));
    CHECK_THROWN(overflow, allocate(most, allocation_key(leveraged)));
    CHECK_THROWN(overflow, allocate(least, far_apart));
    CHECK(allocate(least, integers{least}) == integers{least});
    CHECK(allocate(most, integers{-1}) == integers{most});
}

TEST_CASE("10,000 weights split as the definition says, by every kernel")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (const std::int64_t size : {std::int64_t{1}, std::int64_t{1'000'000}, std::int64_t{1} << 49}) {
        integers weights(10'000);
        for (auto& weight : weights) weight = r.between(0, size);
        const allocation_key key(weights);
        for (const std::int64_t total : {std::int64_t{3'800'000'000'000}, -(std::int64_t{1} << 50)}) {
            const integers expected = by_definition(total, weights, rounding::half_even);
            CHECK(allocate(total, key, rounding::half_even) == expected);
            CHECK(allocate(total, weights, rounding::half_even) == expected);
        }
    }
}

TEST_CASE("a split into storage that holds the total, or the weights, reads them first")
{
    std::vector<decimal<2>> parts(3, decimal<2>(100));
    allocate_into(parts, parts[1], allocation_key{1, 1, 1});
    CHECK(parts[2] == decimal<2>::from_units(3333));
    integers weights{1, 1, 1};
    allocate_into(weights, 10'000, weights);
    CHECK(weights == integers{3333, 3334, 3333});
}

TEST_CASE("in 128 bits a split is the definition, and overflow is refused where a product is too large")
{
    const int128              total = int128{most} * 1'000;
    const std::vector<int128> thirds{1, 1, 1}, huge{int128{1} << 100, 1}, zero{1, -1}, none;
    const std::vector<int128> parts = allocate(total, thirds);
    CHECK(static_cast<bool>(parts[0] + parts[1] + parts[2] == total));
    CHECK(static_cast<bool>(parts[0] == total / 3));
    CHECK_THROWN(overflow, allocate(total, huge));
    CHECK_THROWN(invalid_terms, allocate(total, zero));
    CHECK_THROWN(invalid_terms, allocate(total, none));
}

TEST_CASE("a split sums to its total, whatever the weights")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 3'000; ++i) {
        const integers     weights = random_weights(r);
        const std::int64_t total   = r.any_int64();
        for (const rounding mode : tests::every_mode) {
            int128 sum = 0;
            for (const std::int64_t part : allocate(total, weights, mode)) sum += part;
            INFO("case ", i, ", total ", total, ", mode ", static_cast<int>(mode));
            REQUIRE(static_cast<bool>(sum == total));
        }
    }
}

TEST_CASE("by half_up a part is less than one unit from its exact share, has the total's sign, and a weight of zero gets zero")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'000; ++i) {
        const integers     weights = random_weights(r);
        const std::int64_t total   = r.any_int64();
        const integers     parts   = allocate(total, weights);
        const cpp_int      sum     = std::accumulate(weights.begin(), weights.end(), cpp_int(0));
        for (std::size_t k = 0; k < parts.size(); ++k) {
            INFO("case ", i, ", total ", total, ", part ", k);
            REQUIRE(abs(cpp_rational(parts[k]) - cpp_rational(cpp_int(total) * weights[k], sum)) < 1);
            REQUIRE((total < 0 ? parts[k] <= 0 : parts[k] >= 0));
            if (weights[k] == 0) REQUIRE(parts[k] == 0);
        }
    }
}

TEST_CASE("the ends of 64 bits split exactly, and so do totals and weights on both sides of every switch between kernels")
{
    const std::int64_t wide = std::int64_t{1} << 50, once = std::int64_t{1} << 48;
    for (const std::int64_t total : {most, most - 1, least, least + 1, wide, wide - 1, -wide, 1 - wide, once, once - 1, -once, 1 - once}) {
        for (const integers& weights : {integers{1, 1}, integers{1, most - 1}, integers{most - 1, 1}, integers{most}, integers{1, 1, most - 2},
                                        integers{(std::int64_t{1} << 31) - 2, 1}, integers{(std::int64_t{1} << 31) - 1, 1},
                                        integers{1, (std::int64_t{1} << 31) - 1}, integers{most / 2, 1, most / 2}, integers{0, (1 << 15) - 2, 1, 0}, integers{16383, 1, 16384},
                                        integers{16384, 1, 16384}, integers{1, wide - 2, 0}, integers{1, wide}, integers{wide / 2, wide / 2},
                                        integers{(std::int64_t{1} << 53) + 1, 1}, integers{std::int64_t{1} << 62, 1, (std::int64_t{1} << 62) - 2}}) {
            for (const rounding mode : tests::every_mode) {
                INFO("total ", total, ", first weight ", weights[0], ", mode ", static_cast<int>(mode));
                const integers expected = by_definition(total, weights, mode);
                REQUIRE(allocate(total, weights, mode) == expected);
                REQUIRE(allocate(total, allocation_key(weights), mode) == expected);
            }
        }
    }
}

TEST_CASE("equal weights, and weights times a constant, split alike")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 500; ++i) {
        integers           weights(static_cast<std::size_t>(r.between(1, 84)));
        for (auto& weight : weights) weight = r.between(1, 31);
        integers scaled = weights;
        for (auto& weight : scaled) weight *= 1'000'000'000'000; // 64-bit products become 128-bit ones
        const std::int64_t total = r.any_int64();
        for (const rounding mode : tests::every_mode) REQUIRE(allocate(total, weights, mode) == allocate(total, scaled, mode));
    }
}

TEST_CASE("weights that cannot split anything are refused")
{
    const integers none, cancel{1, -1}, zero{0, 0}, one{1}, too_many{most, 1}, too_far{most, 1, -1};
    CHECK_REFUSED(invalid_terms, "allocation: needs at least one weight; there is nothing to allocate to", allocate(1, none));
    CHECK_REFUSED(invalid_terms, "allocation: weights must not sum to zero; allocate by weights of one sign, or in two steps", allocate(1, cancel));
    CHECK_REFUSED(invalid_terms, "allocation: at least one weight must be positive; there is nothing to allocate by", allocate(1, zero));
    CHECK_THROWN(invalid_terms, allocate(0, zero));
    CHECK_THROWN(overflow, allocate(1, too_many));
    CHECK_THROWN(overflow, allocate(1, too_far));
    integers parts(2);
    CHECK_REFUSED(invalid_terms, "allocation: needs as many parts as weights; make both spans the same size", allocate_into(parts, 1, one));
    CHECK_REFUSED(invalid_terms, "allocation: needs as many parts as weights; make both spans the same size", allocate_into(parts, 1, allocation_key(one)));
}

TEST_CASE("a 128-bit total is split in 128 bits, also by weights in braces")
{
    CHECK(allocate(int128{1} << 70, {1, 1}) == std::vector<int128>{int128{1} << 69, int128{1} << 69});
    static_assert(std::is_same_v<decltype(allocate(int128{1}, {1, 1})), std::vector<int128>>);
}
