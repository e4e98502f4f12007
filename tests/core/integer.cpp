// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/integer.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

using namespace ratable;
using tests::big, tests::cpp_int, tests::fits;

namespace {

constexpr auto most64   = std::numeric_limits<std::int64_t>::max();
constexpr auto least64  = std::numeric_limits<std::int64_t>::min();
constexpr auto most128  = highest_of<int128>;
constexpr auto least128 = lowest_of<int128>;

struct not_a_rep {};

static_assert(native_integer<std::int64_t> && native_integer<int128>);
static_assert(!native_integer<not_a_rep> && !native_integer<double> && !native_integer<std::int32_t>);
static_assert(native_integer<std::int64_t> && native_integer<int128>);
static_assert(!native_integer<std::uint64_t> && !native_integer<int> && !native_integer<bool>);
static_assert(lowest_of<std::int64_t> == least64 && highest_of<std::int64_t> == most64);
static_assert(static_cast<uint128>(least128) == uint128{1} << 127 && least128 < 0);
static_assert(static_cast<uint128>(most128) == (uint128{1} << 127) - 1);

constexpr bool test_sums_at_the_ends()
{
    return checked_add(most64 - 1, std::int64_t{1}) == most64 && checked_sub(least64 + 1, std::int64_t{1}) == least64 &&
           checked_add(most128 - 1, int128{1}) == most128 && checked_sub(least128 + 1, int128{1}) == least128 &&
           checked_mul(least64 / 2, std::int64_t{2}) == least64 && checked_mul(least128 / 2, int128{2}) == least128;
}

constexpr bool test_casts()
{
    return checked_cast<std::int64_t>(int128{least64}) == least64 && checked_cast<std::int64_t>(int128{most64}) == most64 &&
           checked_cast<int128>(least64) == least64 && checked_cast<int128>(least128) == least128;
}

constexpr bool test_magnitude()
{
    return magnitude(0) == 0 && magnitude(7) == 7 && magnitude(-7) == 7 && magnitude(least128) == uint128{1} << 127 &&
           magnitude(most128) == (uint128{1} << 127) - 1;
}

static_assert(test_sums_at_the_ends() && test_casts() && test_magnitude());

/// Runs a checked operation: its value, or that it refused.
template <class F>
bool agrees(const cpp_int& exact, bool in_range, F f)
{
    try {
        const int128 value = f();
        return in_range && big(value) == exact;
    } catch (const overflow&) {
        return !in_range;
    }
}

} // namespace

TEST_CASE("integers are the same at compile time and at run time")
{
    CHECK(test_sums_at_the_ends());
    CHECK(test_casts());
    CHECK(test_magnitude());
}

TEST_CASE("a result outside its type is an overflow that says which operation and what to write")
{
    CHECK_REFUSED(overflow, "addition: the sum must fit its type; use a wider Rep", checked_add(most64, std::int64_t{1}));
    CHECK_REFUSED(overflow, "subtraction: the difference must fit its type; use a wider Rep", checked_sub(least64, std::int64_t{1}));
    CHECK_REFUSED(overflow, "multiplication: the product must fit its type; use a wider Rep", checked_mul(least64, std::int64_t{-1}));
    CHECK_REFUSED(overflow, "conversion: the value must fit the narrower type; keep the wider Rep", checked_cast<std::int64_t>(int128{most64} + 1));
    CHECK_THROWN(overflow, checked_cast<std::int64_t>(int128{least64} - 1));
    CHECK_THROWN(overflow, checked_add(most128, int128{1}));
    CHECK_THROWN(overflow, checked_sub(least128, int128{1}));
    CHECK_THROWN(overflow, checked_mul(least128, int128{-1}));
}

TEST_CASE("sums, differences and products of 64 bits are exact or refused, as without bounds")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 6'000; ++i) {
        const std::int64_t a = r.any_int64(), b = r.any_int64();
        INFO("a = ", a, ", b = ", b);
        const cpp_int A = a, B = b;
        REQUIRE(agrees(A + B, fits<std::int64_t>(A + B), [&] { return checked_add<std::int64_t>(a, b); }));
        REQUIRE(agrees(A - B, fits<std::int64_t>(A - B), [&] { return checked_sub<std::int64_t>(a, b); }));
        REQUIRE(agrees(A * B, fits<std::int64_t>(A * B), [&] { return checked_mul<std::int64_t>(a, b); }));
        REQUIRE(agrees(A * B, true, [&] { return checked_mul<int128>(a, b); }));
    }
}

TEST_CASE("sums, differences and products of 128 bits are exact or refused, as without bounds")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    any = [&r] {
        switch (r.bits() % 8) {
        case 0: return least128 + r.between(0, 3);
        case 1: return most128 - r.between(0, 3);
        case 2: return int128{r.any_int64()};
        default: return (int128{r.any_int64()} * (int128{1} << 63) + r.any_int64()) >> (r.bits() % 128);
        }
    };
    for (int i = 0; i < 6'000; ++i) {
        const int128 a = any(), b = any();
        INFO("a = ", tests::text(a), ", b = ", tests::text(b));
        const cpp_int A = big(a), B = big(b);
        REQUIRE(agrees(A + B, fits<int128>(A + B), [&] { return checked_add<int128>(a, b); }));
        REQUIRE(agrees(A - B, fits<int128>(A - B), [&] { return checked_sub<int128>(a, b); }));
        REQUIRE(agrees(A * B, fits<int128>(A * B), [&] { return checked_mul<int128>(a, b); }));
        REQUIRE(agrees(A, fits<std::int64_t>(A), [&] { return int128{checked_cast<std::int64_t>(a)}; }));
    }
}
