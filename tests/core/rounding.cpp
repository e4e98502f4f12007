// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/rounding.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

using namespace ratable;

namespace {

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

struct row
{
    std::int64_t tenths;
    std::int64_t half_even, half_up, half_down, up, down, ceiling, floor, zero_five_up;
};

/// The specification's words, worked out by hand.
constexpr row table[] = {
    // tenths  even  h_up h_down  up  down  ceil floor 05up
    {55, 6, 6, 5, 6, 5, 6, 5, 6},         {25, 2, 3, 2, 3, 2, 3, 2, 2},         {16, 2, 2, 2, 2, 1, 2, 1, 1},
    {11, 1, 1, 1, 2, 1, 2, 1, 1},         {10, 1, 1, 1, 1, 1, 1, 1, 1},         {5, 0, 1, 0, 1, 0, 1, 0, 1},
    {1, 0, 0, 0, 1, 0, 1, 0, 1},          {0, 0, 0, 0, 0, 0, 0, 0, 0},          {-1, 0, 0, 0, -1, 0, 0, -1, -1},
    {-5, 0, -1, 0, -1, 0, 0, -1, -1},     {-10, -1, -1, -1, -1, -1, -1, -1, -1}, {-11, -1, -1, -1, -2, -1, -1, -2, -1},
    {-16, -2, -2, -2, -2, -1, -1, -2, -1}, {-25, -2, -3, -2, -3, -2, -2, -3, -2}, {-55, -6, -6, -5, -6, -5, -5, -6, -6},
    {101, 10, 10, 10, 11, 10, 11, 10, 11}, {99, 10, 10, 10, 10, 9, 10, 9, 9},     {151, 15, 15, 15, 16, 15, 16, 15, 16},
};

template <class I>
constexpr bool test_table()
{
    for (const row& r : table) {
        for (const int sign : {1, -1}) { // -25 / -10 is 2.5 too
            const auto is = [&](rounding mode, std::int64_t expected) {
                return round_quotient<I>(I{r.tenths * sign}, I{10 * sign}, mode) == expected;
            };
            if (!is(rounding::half_even, r.half_even) || !is(rounding::half_up, r.half_up) || !is(rounding::half_down, r.half_down) ||
                !is(rounding::up, r.up) || !is(rounding::down, r.down) || !is(rounding::ceiling, r.ceiling) || !is(rounding::floor, r.floor) ||
                !is(rounding::zero_five_up, r.zero_five_up)) {
                return false;
            }
        }
    }
    return true;
}

constexpr bool test_doc_examples()
{
    return round_quotient<std::int64_t>(7, 2, rounding::half_up) == 4 && round_quotient<std::int64_t>(-7, 2, rounding::half_even) == -4;
}

/// A doubled remainder would overflow here.
constexpr bool test_ends_of_the_range()
{
    return round_quotient(most, std::int64_t{2}, rounding::half_up) == most / 2 + 1 && round_quotient(least, least, rounding::up) == 1 &&
           round_quotient(most, least, rounding::half_up) == -1 && round_quotient(most, least, rounding::down) == 0 &&
           round_quotient(most - 1, most, rounding::half_even) == 1 && round_quotient(least, most, rounding::half_even) == -1 &&
           round_quotient(least, most, rounding::up) == -2 && round_quotient(least / 2, least, rounding::half_even) == 0 &&
           round_quotient(least / 2, least, rounding::half_up) == 1 && round_quotient(least, std::int64_t{1}, rounding::up) == least &&
           round_quotient(lowest_of<int128>, int128{3}, rounding::floor) == lowest_of<int128> / 3 - 1 &&
           round_quotient(highest_of<int128>, lowest_of<int128>, rounding::half_up) == -1;
}

static_assert(test_table<std::int64_t>() && test_table<int128>() && test_doc_examples() && test_ends_of_the_range());

} // namespace

TEST_CASE("each mode rounds as the General Decimal Arithmetic specification names it")
{
    CHECK(test_table<std::int64_t>());
    CHECK(test_table<int128>());
    CHECK(test_doc_examples());
    CHECK(test_ends_of_the_range());
}

TEST_CASE("a zero divisor is refused, and so is the one quotient that does not fit")
{
    for (const rounding mode : tests::every_mode) {
        CHECK_REFUSED(invalid_terms, "division: the divisor must not be zero; got 0", round_quotient<std::int64_t>(1, 0, mode));
        CHECK_THROWN(invalid_terms, round_quotient<int128>(0, 0, mode));
        CHECK_THROWN(overflow, round_quotient(least, std::int64_t{-1}, mode));
        CHECK_THROWN(overflow, round_quotient(lowest_of<int128>, int128{-1}, mode));
    }
}

TEST_CASE("round_quotient is the definition, in all eight modes, to the ends of 64 bits")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 4'000; ++i) {
        const bool         tie = r.bits() % 4 == 0; // ties are rare by themselves
        const std::int64_t d   = tie ? 2 * r.between(1, 1'000'000'000) : r.any_nonzero();
        const std::int64_t n   = tie ? d / 2 * (2 * r.between(-1'000'000'000, 1'000'000'000) + 1) : r.any_int64();
        if (n == least && d == -1) continue;
        for (const rounding mode : tests::every_mode) {
            INFO("n = ", n, ", d = ", d, ", mode ", static_cast<int>(mode));
            REQUIRE(tests::cpp_int(round_quotient(n, d, mode)) == tests::rounded(tests::ratio(n, d), mode));
        }
    }
}

TEST_CASE("round_quotient is the definition, in all eight modes, in 128 bits")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const bool   tie  = r.bits() % 4 == 0;
        const int128 half = int128{r.any_nonzero()} * r.between(1, std::int64_t{1} << 56); // 120 bits: seven are left
        const int128 d    = tie ? 2 * half : int128{r.any_nonzero()} * r.any_nonzero();
        const int128 n    = tie ? half * (2 * r.between(-50, 50) + 1) : int128{r.any_int64()} * r.any_int64();
        for (const rounding mode : tests::every_mode) {
            INFO("n = ", tests::text(n), ", d = ", tests::text(d), ", mode ", static_cast<int>(mode));
            REQUIRE(tests::big(round_quotient(n, d, mode)) == tests::rounded(tests::ratio(n, d), mode));
        }
    }
}

TEST_CASE("a mode is named as its enumerator is written")
{
    static_assert(name_of(rounding::half_even) == "half_even" && name_of(rounding::half_up) == "half_up" && name_of(rounding::half_down) == "half_down");
    static_assert(name_of(rounding::up) == "up" && name_of(rounding::down) == "down" && name_of(rounding::ceiling) == "ceiling" && name_of(rounding::floor) == "floor");
    CHECK(name_of(rounding::zero_five_up) == "zero_five_up");
}
