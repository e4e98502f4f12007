// SPDX-License-Identifier: BSL-1.0
// The kernels one by one, also where `allocate` would take another. tests/oracle/allocate.cpp runs them on ten million rows.
#include <ratable/core/allocation_kernels.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cfenv>
#include <cstdint>
#include <limits>
#include <vector>

using namespace ratable;
using tests::cpp_int, tests::cpp_rational;

namespace {

using integers = std::vector<std::int64_t>;
using detail::bias, detail::floored_mode;

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

constexpr bool test_settled()
{
    constexpr std::uint64_t d = static_cast<std::uint64_t>(most);
    return detail::settled_quotient(7, 2, 3) == 3 && detail::settled_quotient(7, 2, 2) == 3 && detail::settled_quotient(8, 2, 3) == 4 &&
           detail::settled_quotient(8, 2, 4) == 4 && detail::settled_quotient(d - 1, d, 0) == 0 && detail::settled_quotient(d, d, 0) == 1 &&
           detail::settled_quotient(2 * d - 1, d, 0) == 1 && detail::settled_quotient(d * 5 + 3, d, 4) == 5 && detail::settled_quotient(d * 5 + 3, d, 5) == 5;
}

/// 5/2 and 7/2 with their halves: 2 and 4; 8/3 has no tie.
constexpr bool test_settled_even()
{
    return detail::settled_quotient<true>(5 + 1, 2, 2, 0, 1) == 2 && detail::settled_quotient<true>(5 + 1, 2, 3, 0, 1) == 2 &&
           detail::settled_quotient<true>(7 + 1, 2, 3, 0, 1) == 4 && detail::settled_quotient<true>(5 + 1, 2, 3, 1, 1) == 4 &&
           detail::settled_quotient<true>(8 + 1, 3, 3, 0, 0) == 3;
}

constexpr bool test_modes()
{
    using detail::mode_of_magnitude, detail::mode_of_number;
    return mode_of_magnitude(rounding::ceiling, true) == floored_mode{bias::down} && mode_of_magnitude(rounding::floor, true) == floored_mode{bias::up} &&
           mode_of_number(rounding::half_up, true) == floored_mode{bias::half_down} && mode_of_number(rounding::half_down, true) == floored_mode{bias::half_up} &&
           mode_of_number(rounding::up, true) == floored_mode{bias::down} && mode_of_number(rounding::down, true) == floored_mode{bias::up} &&
           mode_of_number(rounding::floor, true) == floored_mode{bias::down} && mode_of_number(rounding::ceiling, true) == floored_mode{bias::up} &&
           mode_of_number(rounding::half_even, true) == floored_mode{bias::half_up, true} && mode_of_number(rounding::half_up, false) == floored_mode{bias::half_up};
}

constexpr bool test_splits()
{
    const detail::floored_split a(-7, 3), b(least, 3), c(least, 1), d(-6, 3);
    return a.whole == static_cast<std::uint64_t>(-3) && a.rest == 2 && b.rest == 1 && c.whole == static_cast<std::uint64_t>(least) && c.rest == 0 &&
           d.whole == static_cast<std::uint64_t>(-2) && d.rest == 0 && detail::signed_magnitude(least).size == std::uint64_t{1} << 63;
}

static_assert(test_settled() && test_settled_even() && test_modes() && test_splits());

integers by_definition(std::int64_t total, const allocation_key& key, rounding mode)
{
    cpp_int  posted = 0;
    integers parts;
    for (std::size_t k = 1; k <= key.size(); ++k) {
        const cpp_int running = tests::rounded(cpp_rational(cpp_int(total) * key.tables().running[k], cpp_int(key.sum())), mode);
        parts.push_back(static_cast<std::int64_t>(cpp_int(running - posted)));
        posted = running;
    }
    return parts;
}

template <template <bool> class Rows>
integers by_kernel(std::int64_t total, const allocation_key& key, floored_mode mode)
{
    integers parts(key.size());
    if (mode.even) detail::write_rows(parts.data(), parts.size(), total, Rows<true>(key.tables(), total, mode.bias));
    else detail::write_rows(parts.data(), parts.size(), total, Rows<false>(key.tables(), total, mode.bias));
    return parts;
}

constexpr rounding modes[] = {rounding::half_even, rounding::half_up, rounding::half_down, rounding::up, rounding::down, rounding::ceiling, rounding::floor};

} // namespace

TEST_CASE("quotients settle the same at compile time and at run time")
{
    CHECK(test_settled());
    CHECK(test_settled_even());
    CHECK(test_modes());
    CHECK(test_splits());
}

TEST_CASE("the day kernel is exact for every sum of weights and every tie up to its limit")
{
    for (std::int64_t sum = 2; sum < detail::day_limit; sum += sum < 100 ? 1 : 1'009) {
        const allocation_key key{1, sum / 2 - 1, sum - sum / 2 - 1, 1};
        for (const std::int64_t total : {sum / 2, sum / 2 + 1, sum - 1, -(sum / 2), 3 * sum + sum / 2, -5 * sum - sum / 2}) {
            for (const rounding mode : modes) {
                INFO("sum ", sum, ", total ", total, ", mode ", static_cast<int>(mode));
                REQUIRE(by_kernel<detail::day_rows>(total, key, detail::mode_of_number(mode, total < 0)) == by_definition(total, key, mode));
            }
        }
    }
    const allocation_key last{1, 16'382, 1, 16'383}; // 2^15 − 1
    REQUIRE(last.sum() == detail::day_limit - 1);
    for (std::int64_t total = -detail::day_limit; total <= detail::day_limit; total += 97) {
        for (const rounding mode : modes) REQUIRE(by_kernel<detail::day_rows>(total, last, detail::mode_of_number(mode, total < 0)) == by_definition(total, last, mode));
    }
}

TEST_CASE("the wide kernel is exact to the end of its range, at every distance from a boundary, in each floating-point environment")
{
    RATABLE_INFO_SEED;
    tests::random      r;
    const std::int64_t end = static_cast<std::int64_t>(detail::wide_limit) - 1;
    for (const int environment : {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
        for (int i = 0; i < 200; ++i) {
            const std::int64_t   sum = i % 2 == 0 ? r.between(detail::day_limit, most) : 2 * r.between(detail::day_limit, std::int64_t{1} << (16 + i % 46));
            const std::int64_t   cut = r.between(0, sum);
            const allocation_key key{cut, 0, sum - cut - (sum - cut) / 2, (sum - cut) / 2};
            for (const std::int64_t total : {end, -end, end - r.between(0, 5), r.between(-end, end), std::int64_t{1}, std::min(end, sum / 2)}) {
                for (const rounding mode : modes) {
                    std::fesetround(environment);
                    const integers found = by_kernel<detail::wide_rows>(total, key, detail::mode_of_magnitude(mode, total < 0));
                    std::fesetround(FE_TONEAREST);
                    INFO("sum ", sum, ", cut ", cut, ", total ", total, ", mode ", static_cast<int>(mode), ", environment ", environment);
                    REQUIRE(found == by_definition(total, key, mode));
                }
            }
        }
    }
}

TEST_CASE("the general kernel is exact for sums to 2^63 - 1 and totals to the ends of 64 bits")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 400; ++i) {
        const std::int64_t   sum = i % 4 == 0 ? most - r.between(0, 3) : r.between(detail::day_limit, std::int64_t{1} << (16 + i % 47));
        const std::int64_t   cut = r.between(0, sum);
        const allocation_key key{cut, 0, sum - cut - (sum - cut) / 2, (sum - cut) / 2};
        for (const std::int64_t total : {most, least, least + 1, r.any_int64(), sum - 1, -(sum / 2), sum / 2}) {
            for (const rounding mode : modes) {
                INFO("sum ", sum, ", cut ", cut, ", total ", total, ", mode ", static_cast<int>(mode));
                REQUIRE(by_kernel<detail::general_rows>(total, key, detail::mode_of_number(mode, total < 0)) == by_definition(total, key, mode));
            }
        }
    }
}

TEST_CASE("without a key the estimate is as good where the total or the sum of weights is below 2^48")
{
    RATABLE_INFO_SEED;
    tests::random      r;
    const std::int64_t end = static_cast<std::int64_t>(detail::estimate_limit) - 1;
    for (int i = 0; i < 400; ++i) {
        const std::int64_t   sum = i % 4 == 0 ? most - r.between(0, 3) : r.between(1, std::int64_t{1} << (i % 63));
        const std::int64_t   cut = r.between(0, sum);
        const integers       weights{cut, 0, sum - cut - (sum - cut) / 2, (sum - cut) / 2};
        const allocation_key key(weights);
        for (const std::int64_t total : {end, -end, std::int64_t{0}, r.between(-end, end), std::min(end, sum / 2), most, least, r.any_int64()}) {
            if (sum > end && detail::signed_magnitude(total).size > static_cast<std::uint64_t>(end)) continue;
            for (const rounding mode : modes) {
                integers parts(weights.size());
                detail::write_parts_once(std::span<std::int64_t>(parts), total, weights, sum, mode);
                INFO("sum ", sum, ", cut ", cut, ", total ", total, ", mode ", static_cast<int>(mode));
                REQUIRE(parts == by_definition(total, key, mode));
            }
        }
    }
}
