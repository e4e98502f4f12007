// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/representation.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

using namespace ratable;
using tests::big, tests::cpp_int;

namespace {

using traits64  = rep_traits<std::int64_t>;
using traits128 = rep_traits<int128>;

constexpr auto most64  = highest_of<std::int64_t>;
constexpr auto least64 = lowest_of<std::int64_t>;

static_assert(representation<std::int64_t> && representation<int128>);
static_assert(!representation<int> && !representation<std::uint64_t> && !representation<double>);
static_assert(std::is_same_v<wider<std::int64_t, int128>, int128> && std::is_same_v<wider<int128, std::int64_t>, int128>);
static_assert(std::is_same_v<wider<std::int64_t, std::int64_t>, std::int64_t>);
static_assert(holds_every<int128, std::int64_t> && holds_every<std::int64_t, std::int64_t> && !holds_every<std::int64_t, int128>);
static_assert(std::is_same_v<traits64::wide, int128> && std::is_same_v<traits128::wide, int128>, "128 bits never become 256 silently");

constexpr bool test_powers_of_ten()
{
    std::int64_t p = 1;
    for (int n = 0; n < 18; ++n, p *= 10) {
        if (power_of_ten<std::int64_t>(n) != p || power_of_ten<int128>(n) != p) return false;
    }
    return power_of_ten<int128>(38) == int128{1'000'000'000'000'000'000} * 1'000'000'000'000'000'000 * 100;
}

constexpr bool test_greatest_common_divisor()
{
    return greatest_common_divisor(0, 0) == 0 && greatest_common_divisor(0, 6) == 6 && greatest_common_divisor(6, 0) == 6 &&
           greatest_common_divisor(12, 18) == 6 && greatest_common_divisor(18, 12) == 6 && greatest_common_divisor(17, 5) == 1 &&
           greatest_common_divisor(magnitude(lowest_of<int128>), uint128{48}) == 16;
}

constexpr bool test_magnitudes()
{
    return traits64::magnitude(least64) == std::uint64_t{1} << 63 && traits64::magnitude(-7) == 7 && traits64::magnitude(most64) == (std::uint64_t{1} << 63) - 1 &&
           traits64::from_magnitude(std::uint64_t{1} << 63, true) == least64 && !traits64::fits(std::uint64_t{1} << 63, false) &&
           traits64::fits(std::uint64_t{1} << 63, true) && !traits64::fits((std::uint64_t{1} << 63) + 1, true) &&
           traits128::from_magnitude(uint128{1} << 127, true) == lowest_of<int128> && !traits128::fits(uint128{1} << 127, false);
}

constexpr bool test_digits_appended()
{
    std::uint64_t m = 0;
    for (int i = 0; i < 19; ++i) {
        if (!traits64::append_digit(m, 9)) return false;
    }
    if (traits64::append_digit(m, 0) || m != 9'999'999'999'999'999'999U) return false;
    std::uint64_t most = 1'844'674'407'370'955'161U;
    if (traits64::append_digit(most, 6) || !traits64::append_digit(most, 5)) return false;
    return most == std::numeric_limits<std::uint64_t>::max();
}

static_assert(test_powers_of_ten() && test_greatest_common_divisor() && test_magnitudes() && test_digits_appended());

} // namespace

TEST_CASE("a Rep's pieces are the same at compile time and at run time")
{
    CHECK(test_powers_of_ten());
    CHECK(test_greatest_common_divisor());
    CHECK(test_magnitudes());
    CHECK(test_digits_appended());
}

TEST_CASE("a value that does not fit its Rep is an overflow")
{
    CHECK_THROWN(overflow, power_of_ten<std::int64_t>(19));
    CHECK_THROWN(overflow, power_of_ten<int128>(39));
    CHECK_THROWN(overflow, traits64::from_magnitude(std::uint64_t{1} << 63, false));
    CHECK_THROWN(overflow, traits128::from_magnitude((uint128{1} << 127) + 1, true));
    CHECK_THROWN(overflow, traits64::add(most64, 1));
    CHECK_THROWN(overflow, traits64::sub(least64, 1));
    CHECK_THROWN(overflow, traits128::mul(lowest_of<int128>, -1));
}

TEST_CASE("magnitudes, common divisors and text are those of unbounded integers")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 4'000; ++i) {
        const int128 a = (int128{r.any_int64()} * (int128{1} << 63) + r.any_int64()) >> (r.bits() % 128);
        const int128 b = (int128{r.any_int64()} * (int128{1} << 63) + r.any_int64()) >> (r.bits() % 128);
        INFO("a = ", tests::text(a), ", b = ", tests::text(b));
        const cpp_int A = abs(big(a)), B = abs(big(b));
        REQUIRE(traits128::from_magnitude(traits128::magnitude(a), a < 0) == a);
        REQUIRE(big(static_cast<int128>(greatest_common_divisor(magnitude(a) >> 1, magnitude(b) >> 1))) == gcd(cpp_int(A >> 1), cpp_int(B >> 1)));
        std::string text;
        traits128::append_text(text, traits128::magnitude(a));
        REQUIRE(text == A.str());
    }
}

TEST_CASE("hashes tell neighbours apart")
{
    CHECK(traits64::hash(1) != traits64::hash(2));
    CHECK(traits64::hash(-1) != traits64::hash(1));
    CHECK(traits128::hash(int128{1} << 64) != traits128::hash(1));
    CHECK(traits128::hash(5) == traits128::hash(5));
}
