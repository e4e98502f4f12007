// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/discounted_sum.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <map>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::detail;

namespace {

using summands = std::vector<std::pair<unbounded, unbounded>>;
using tests::cpp_int, tests::cpp_rational;

const growth ten_percent{growth::law::power, fraction(11, 10), 1};
const growth half_years{growth::law::power, fraction(121, 100), fraction(1, 2)};
const growth quarters{growth::law::power, fraction(121, 100), fraction(1, 4)};

std::int64_t sum_of(std::vector<timed_units> rows, const growth& g, rounding mode, int shift = 0) { return discounted_sum(rows, g, shift, mode); }

} // namespace

TEST_CASE("a perfect power is taken apart to its last root")
{
    CHECK(perfect_power({121, 100}) == std::pair(exact_fraction(11, 10), 2));
    CHECK(perfect_power({1, 64}) == std::pair(exact_fraction(1, 2), 6));
    CHECK(perfect_power({64, 729}) == std::pair(exact_fraction(2, 3), 6));
    CHECK(perfect_power({8, 9}) == std::pair(exact_fraction(8, 9), 1));
    CHECK(perfect_power({108, 100}) == std::pair(exact_fraction(27, 25), 1));
    CHECK(perfect_power(unbounded(1) << 62) == std::pair(exact_fraction(2), 62));
}

TEST_CASE("a sum of powers is whole exactly when rational arithmetic says so")
{
    RATABLE_INFO_SEED;
    tests::random r;
    int           whole = 0;
    for (int i = 0; i < 4'000; ++i) {
        const auto t = r.between(2, 6), s = r.between(1, t - 1);
        if (greatest_common_divisor<std::uint64_t>(static_cast<std::uint64_t>(s), static_cast<std::uint64_t>(t)) != 1) continue;
        std::map<std::int64_t, cpp_int, std::greater<>> by_power;
        for (auto n = r.between(1, 4); n > 0; --n) {
            const auto power = r.between(-4, 4);
            cpp_int    units = r.between(-20, 20);
            if (r.coin()) units *= boost::multiprecision::pow(cpp_int(power > 0 ? t : s), static_cast<unsigned>(std::abs(power)));
            by_power[power] += units;
        }
        cpp_rational sum = 0;
        summands     rows;
        for (const auto& [power, units] : by_power) {
            rows.emplace_back(power, unbounded(units));
            cpp_rational w(power < 0 ? t : s, power < 0 ? s : t), share = 1;
            for (auto k = std::abs(power); k > 0; --k) share *= w;
            sum += share * units;
        }
        INFO(sum.str(), " with ", s, "/", t);
        const auto found = whole_sum(rows, {s, t});
        REQUIRE(found.has_value() == (denominator(sum) == 1));
        if (found) REQUIRE(*found == unbounded(numerator(sum)));
        whole += found.has_value();
    }
    CHECK(whole > 500);
}

TEST_CASE("ties are ties, whichever way the terms are rational")
{
    struct ruled { rounding mode; std::int64_t value; };
    for (const ruled& rule : {ruled{rounding::half_even, 2}, {rounding::half_up, 3}, {rounding::half_down, 2}, {rounding::floor, 2}, {rounding::ceiling, 3}}) {
        const rounding mode     = rule.mode;
        const auto     expected = rule.value;
        INFO(name_of(mode));
        CHECK(sum_of({{1, 22}, {2, 605}, {0, -495}}, ten_percent, mode, -1) == expected); // 20 + 500 - 495 = 25 tenths
        CHECK(sum_of({{1, 11}, {3, 1'331}, {0, -985}}, half_years, mode, -1) == expected);                   // 10 + 1000 - 985
        CHECK(sum_of({{1, -10}, {3, 11}, {0, 25}}, quarters, mode, -1) == expected); // 11·1.1^-1.5 = 10·1.1^-0.5
        CHECK(sum_of({{0, 25}}, {growth::law::exponential, fraction(8, 100), fraction(1, 365)}, mode, -1) == expected);
        CHECK(sum_of({{7, 5}, {-7, 20}}, {growth::law::exponential, fraction(0), fraction(1, 365)}, mode, -1) == expected);
        CHECK(sum_of({{1, 11}, {-1, 10}, {0, 4}}, {growth::law::simple, fraction(1, 10), 1}, mode, -1) == expected); // 10 + 11 + 4
        CHECK(sum_of({{-1, 10}, {-2, 100}, {0, -107}}, {growth::law::power, fraction(11, 10), 1}, mode, -1) == expected); // 11 + 121 - 107
        CHECK(sum_of({{-1, 11}, {0, 15}}, {growth::law::power, fraction(10, 11), 1}, mode, -1) == expected);              // shrinks: 10 + 15
    }
}

TEST_CASE("what lies beside a tie by less than any double tells is rounded by where it lies")
{
    // half a unit, and one part in 2^1000 more, a thousand years away at 100 %
    const growth doubling{growth::law::power, 2, 1};
    CHECK(sum_of({{0, 25}, {1'000, 1}}, doubling, rounding::half_down, -1) == 3);
    CHECK(sum_of({{0, 25}, {1'000, -1}}, doubling, rounding::half_up, -1) == 2);
    CHECK(sum_of({{0, 30}, {1'000, -1}}, doubling, rounding::floor, -1) == 2);
    // at 10^6 % a thousand years away: 10001^-1000
    CHECK(sum_of({{0, 25}, {1'000, 1}}, {growth::law::power, 10'001, 1}, rounding::half_down, -1) == 3);
    // beyond all precision: said, not guessed
    CHECK_THROWN(inexact, sum_of({{0, 25}, {1'000'000, 1}}, doubling, rounding::half_down, -1));
}

TEST_CASE("growth that no amount survives is an overflow, and what fits after all is calculated")
{
    const growth shrinking{growth::law::power, fraction(1, 10'000), 1}; // -99.99 % a year
    CHECK_REFUSED(overflow, "present value: must fit 64 bits of its smallest digit; value the flows nearer to their days, in fewer digits, or in parts", sum_of({{6, 1}}, shrinking, rounding::floor));
    CHECK(sum_of({{4, 7}}, shrinking, rounding::floor) == 70'000'000'000'000'000);
    CHECK_THROWN(overflow, sum_of({{1'000, 1}}, shrinking, rounding::floor));
    CHECK(sum_of({{1'000, 1}, {999, -10'000}}, shrinking, rounding::floor) == 0);
    CHECK_THROWN(overflow, sum_of({{-100'000'000, 1}}, ten_percent, rounding::floor));
    CHECK(sum_of({{100'000'000, 1}}, ten_percent, rounding::half_even) == 0);
    CHECK_REFUSED(invalid_terms, "simple interest: must leave something: 1 + rate × years must be above zero; got 0; name a rate that compounds, or dates that are nearer",
                  sum_of({{2, 1}}, {growth::law::simple, fraction(-1, 2), 1}, rounding::floor));
}

TEST_CASE("fixed point and enclosures decide alike")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 400; ++i) {
        std::vector<timed_units> rows;
        for (auto n = r.between(1, 6); n > 0; --n) rows.push_back({r.between(0, 4'000), r.between(-1'000'000'000, 1'000'000'000)});
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.when < b.when; });
        const growth g{r.coin() ? growth::law::power : growth::law::exponential, fraction(r.between(1'001, 2'000), r.between(800, 1'000)), fraction(1, r.between(200, 400))};
        const auto   mode = tests::every_mode[r.bits() % 8];
        REQUIRE(discounted_sum(rows, g, 0, mode) == certified_sum_of(rows, g, 0, mode));
    }
}
