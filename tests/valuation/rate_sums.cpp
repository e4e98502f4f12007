// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/rate_sums.hpp>

#include "../support/random.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace ratable;
using namespace ratable::detail;

namespace {

growth_count thousandths(std::int64_t n) { return growth_count(n) * 1'000'000'000'000; }

/// What a number is, cut to whole units of 2^-200.
template <class Number>
unbounded in_units(const Number& a)
{
    unbounded m = 0;
    if constexpr (requires { a.mantissa.backend(); }) m = a.mantissa;
    else m = (unbounded(static_cast<std::uint64_t>(a.mantissa >> 64)) << 64) | unbounded(static_cast<std::uint64_t>(a.mantissa));
    const auto shift = a.exponent + 200;
    return shift >= 0 ? unbounded(m << static_cast<unsigned>(shift)) : unbounded(m >> static_cast<unsigned>(-shift));
}

} // namespace

TEST_CASE("a sum of powers has its sign at any growth, and 0 only where it is zero")
{
    const dated_amounts flows{.at = {0, 1, 2}, .amounts = {100, -230, 132}, .steps = 1};
    CHECK(sign_at(flows, thousandths(1050)) == 1);
    CHECK(sign_at(flows, thousandths(1100)) == 0);
    CHECK(sign_at(flows, thousandths(1100) - 1) == 1);
    CHECK(sign_at(flows, thousandths(1100) + 1) == -1);
    CHECK(sign_at(flows, thousandths(1200)) == 0);
    CHECK(sign_at(flows, growth_count(0)) == 1);
}

TEST_CASE("a sum that is smaller than any native float shows is not zero")
{
    // (1 - 1.1 v)² + 10^-36 v² at v = 1/1.1
    const int128        large = int128{1'000'000'000'000'000'000} * 1'000'000'000'000'000'000;
    const dated_amounts flows{.at = {0, 365, 730}, .amounts = {large, -large / 10 * 22, large / 100 * 121 + 1}, .steps = 365};
    CHECK(sign_in(native_floats{}, flows, thousandths(1100)) == 0);
    CHECK(sign_at(flows, thousandths(1100)) == 1);
}

TEST_CASE("fractional exponents cancel only within their class, unless the growth is a perfect power")
{
    const dated_amounts fifth{.at = {0, 73}, .amounts = {-11, 10}, .steps = 365};
    CHECK(is_zero_at(dated_amounts{.at = {0, 73}, .amounts = {-10, 11}, .steps = 365}, growth_count(1'610'510'000'000'000)));
    CHECK_FALSE(is_zero_at(fifth, growth_count(1'610'510'000'000'000)));
    CHECK_FALSE(is_zero_at(dated_amounts{.at = {0, 73}, .amounts = {-10, 11}, .steps = 365}, growth_count(1'610'510'000'000'001)));
    CHECK(is_zero_at(dated_amounts{.at = {0, 1}, .amounts = {-1, 1}, .steps = 365}, growth_count(growth_unit)));
    CHECK(is_zero_at(dated_amounts{.at = {0, 1, 365, 366}, .amounts = {-10, 30, 11, -33}, .steps = 365}, thousandths(1100)));
    CHECK(is_zero_at(dated_amounts{.at = {0, 1}, .amounts = {-1, 2}, .steps = 487}, boost::multiprecision::pow(growth_count(2), 487) * growth_unit));
}

TEST_CASE("a whole root is cut, and a perfect power has one")
{
    CHECK(floor_root(26, 3) == 2);
    CHECK(floor_root(27, 3) == 3);
    CHECK(floor_root(1, 7) == 1);
    CHECK(floor_root(255, 9) == 1);
    CHECK(whole_root(boost::multiprecision::pow(unbounded(11), 40), 8) == boost::multiprecision::pow(unbounded(11), 5));
    CHECK(whole_root(boost::multiprecision::pow(unbounded(11), 40) + 1, 8) == std::nullopt);
    CHECK(whole_root(1, 5) == unbounded(1));
}

TEST_CASE("native floats are never above the exact result, and below it by a unit of their last place but one at most")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const native_floats native;
    const long_floats   exact{400};
    for (int turn = 0; turn < 20'000; ++turn) {
        const auto number = [&] { return (uint128{draw.bits()} << 64 | draw.bits()) >> draw.between(0, 127); };
        const uint128 x = number(), y = number();
        const auto wide = [](uint128 m) { return (unbounded(static_cast<std::uint64_t>(m >> 64)) << 64) | unbounded(static_cast<std::uint64_t>(m)); };
        if (x == 0 || y == 0) continue;
        const auto holds = [&](const native_floats::number& got, const unbounded& result) {
            const unbounded units = result << 200, found = in_units(got);
            return found <= units && units - found <= units >> 126;
        };
        CHECK(holds(native.product(native.of(x), native.of(y)), wide(x) * wide(y)));
        CHECK(holds(native.sum(native.of(x), native.of(y)), wide(x) + wide(y)));
        CHECK(in_units(exact.product(exact.of(wide(x)), exact.of(wide(y)))) == (wide(x) * wide(y)) << 200);
        const auto [off, less] = native.difference(native.of(x), native.of(y));
        CHECK(less == (x < y));
        CHECK(boost::multiprecision::abs(unbounded(in_units(off) - (boost::multiprecision::abs(unbounded(wide(x) - wide(y))) << 200))) <= unbounded(wide(std::max(x, y)) << 200) >> 126);
    }
}
