// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/discounted_quotient.hpp>

#include "../support/random.hpp"

#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include <cstdint>
#include <vector>

using namespace ratable;
using detail::discounted_quotient, detail::discounted_sign, detail::growth, detail::timed_units;

namespace {

using real = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<120>, boost::multiprecision::et_off>;
using rows = std::vector<timed_units>;

const growth ten_percent{growth::law::power, fraction(11, 10), fraction(1, 365)};

real value_of(const rows& list, const growth& g)
{
    real sum = 0;
    for (const timed_units& row : list) {
        const real t = real(row.when) * real(static_cast<std::int64_t>(g.a_quantum.numerator())) / real(static_cast<std::int64_t>(g.a_quantum.denominator()));
        sum += real(row.units) * pow(real(static_cast<std::int64_t>(g.base.numerator())) / real(static_cast<std::int64_t>(g.base.denominator())), -t);
    }
    return sum;
}

} // namespace

TEST_CASE("the sign of a discounted sum is exact, and zero only where it is zero")
{
    CHECK(discounted_sign(rows{{0, -100}, {365, 110}}, ten_percent) == 0);
    CHECK(discounted_sign(rows{{0, -100}, {365, 111}}, ten_percent) == 1);
    CHECK(discounted_sign(rows{{0, -100}, {365, 109}}, ten_percent) == -1);
    CHECK(discounted_sign(rows{{0, -1'000'000'000'000'000'000}, {1, 1'000'000'000'000'000'000}}, ten_percent) == -1);
}

TEST_CASE("a quotient on a boundary is decided: proportional sums are their proportion, by every mode")
{
    for (const rounding mode : {rounding::up, rounding::down, rounding::floor, rounding::ceiling, rounding::half_even, rounding::half_up}) {
        CHECK(discounted_quotient({{31, 25}, {59, 50}}, {{31, 10}, {59, 20}}, ten_percent, 1, 1, mode) == 25);
    }
    CHECK(discounted_quotient({{31, 25}, {59, 50}}, {{31, 100}, {59, 200}}, ten_percent, 1, 1, rounding::half_even) == 2); // 0.25
    CHECK(discounted_quotient({{31, 35}, {59, 70}}, {{31, 100}, {59, 200}}, ten_percent, 1, 1, rounding::half_even) == 4); // 0.35
    CHECK(discounted_quotient({{31, 35}, {59, 70}}, {{31, 100}, {59, 200}}, ten_percent, 1, 1, rounding::half_down) == 3);
    CHECK(discounted_quotient({{31, 35}, {59, 71}}, {{31, 100}, {59, 200}}, ten_percent, 1, 1, rounding::half_down) == 4);
}

TEST_CASE("sums that are rational together are decided too: whole years at 10 %")
{
    // (110/1.1) ÷ (100 + 110/1.1) = 1/2
    CHECK(discounted_quotient({{365, 110}}, {{0, 100}, {365, 110}}, ten_percent, 1, 0, rounding::half_even) == 0);
    CHECK(discounted_quotient({{365, 110}}, {{0, 100}, {365, 110}}, ten_percent, 1, 0, rounding::half_up) == 1);
    CHECK(discounted_quotient({{365, -110}}, {{0, 100}, {365, 110}}, ten_percent, 3, 0, rounding::half_even) == -2); // −1.5
}

TEST_CASE("quotients agree with 120 digits")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 60; ++i) {
        const growth g{growth::law::power, fraction(draw.between(1, 300), 100), fraction(1, draw.coin() ? 365 : 12)};
        rows         above, below;
        for (std::int64_t n = draw.between(1, 6); n > 0; --n) above.push_back({draw.between(0, 900), draw.between(-1'000'000, 1'000'000)});
        for (std::int64_t n = draw.between(1, 6); n > 0; --n) below.push_back({draw.between(0, 900), draw.between(1, 1'000'000)});
        const std::int64_t found = discounted_quotient(above, below, g, 1, 3, rounding::floor);
        const real         exact = value_of(above, g) / value_of(below, g) * 1000;
        CHECK(real(found) <= exact);
        CHECK(exact < real(found) + 1);
    }
}
