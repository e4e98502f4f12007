// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/tvm_nper.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using tvm::exact;

namespace {

constexpr payment_timing end = payment_timing::end, begin = payment_timing::begin;
constexpr payment_timing both[] = {end, begin};
constexpr rounding       mode = rounding::half_even;

} // namespace

TEST_CASE("numbers of periods that others print come out")
{
    // numpy-financial's tests.
    CHECK(tvm::nper(fraction(75, 1000), usd(-2'000), usd(0), usd(100'000), end, mode) == decimal<12>::parse("21.544944197323"));
    CHECK(tvm::nper<8>(fraction(75, 1000), usd(-2'000), usd(0), usd(100'000), begin, mode) == decimal<8>::parse("20.76156441"));
    CHECK(tvm::nper<8>(fraction(1, 10), usd(0), usd(-500), usd(1'500), end, mode) == decimal<8>::parse("11.52670461"));
    CHECK(tvm::nper<0>(0, usd(-2'000), usd(0), usd(100'000), end, mode) == decimal<0>(50));
}

TEST_CASE("a payment over n periods takes n periods, exactly, in every mode")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 60; ++i) {
        const exact        rate(draw.between(1, 300) * (draw.coin() ? 1 : -1), 1'000), pv(draw.between(1, 1'000'000), 100);
        const std::int64_t nper = draw.between(1, 50);
        for (const payment_timing timing : both) {
            const exact pmt = tvm::pmt(rate, nper, pv, 0, timing);
            for (const rounding m : tests::every_mode) REQUIRE(tvm::nper(rate, pmt, pv, 0, timing, m) == decimal<12>(nper));
            const exact fv = tvm::fv(rate, nper, pmt * exact(2), pv, timing);
            REQUIRE(tvm::nper(rate, pmt * exact(2), pv, fv, timing, rounding::up) == decimal<12>(nper));
        }
    }
}

TEST_CASE("a tie is known to be one: one and a half periods")
{
    const exact grown(1331, 1000); // 1.21^(3/2)
    CHECK(tvm::nper<0>(fraction(21, 100), 0, -1, grown, end, rounding::half_even) == decimal<0>(2));
    CHECK(tvm::nper<0>(fraction(21, 100), 0, -1, grown, end, rounding::half_down) == decimal<0>(1));
    CHECK(tvm::nper<0>(fraction(21, 100), 0, -1, grown + exact(unbounded(1), power_of_ten<unbounded>(60)), end, rounding::half_down) == decimal<0>(2));
    CHECK(tvm::nper<1>(fraction(21, 100), 0, -grown, 1, end, rounding::up) == decimal<1>::parse("-1.5"));
    CHECK(tvm::nper<3>(fraction(-19, 100), 0, -1, exact(9, 10), end, rounding::down) == decimal<3>::parse("0.5")); // 0.81^(1/2)
}

TEST_CASE("periods that are parts of one continue those that are whole")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 40; ++i) {
        const exact        rate(draw.between(-900, 2'000), 1'000), a(draw.between(-100'000, 100'000), 100), b(draw.between(-100'000, 100'000), 100);
        const std::int64_t nper = draw.between(1, 30);
        for (const payment_timing timing : both) {
            for (const rounding m : tests::every_mode) {
                REQUIRE(tvm::fv<20, unbounded>(rate, exact(nper), a, b, timing, m).units == round_to_scale(tvm::fv(rate, nper, a, b, timing), 20, m));
                REQUIRE(tvm::pv<20, unbounded>(rate, exact(nper), a, b, timing, m).units == round_to_scale(tvm::pv(rate, nper, a, b, timing), 20, m));
                REQUIRE(tvm::pmt<20, unbounded>(rate, exact(nper), a, b, timing, m).units == round_to_scale(tvm::pmt(rate, nper, a, b, timing), 20, m));
            }
        }
        // Half periods at a rate that is a square are whole ones at its root.
        const exact square = (exact(1) + rate) * (exact(1) + rate) - exact(1);
        REQUIRE(tvm::fv<20, unbounded>(square, exact(nper, 2), 0, b, end, mode).units == round_to_scale(tvm::fv(rate, nper, 0, b, end), 20, mode));
    }
    CHECK(tvm::fv<6>(fraction(21, 100), fraction(3, 2), 0, -1, end, rounding::ceiling) == decimal<6>::parse("1.331"));
    CHECK(tvm::fv<12>(fraction(8, 100), fraction(1, 3), 0, -1, end, mode) == decimal<12>::parse("1.025985568006")); // cube root of 1.08
}

TEST_CASE("payments that are no more than the interest never repay")
{
    CHECK_REFUSED(invalid_terms, "nper: must exist; got payments of -100 on 10000 at a rate of 1/100; the payments must be more than the interest, and of the sign that brings pv to fv",
                  tvm::nper(fraction(1, 100), usd(-100), usd(10'000), usd(0), end, mode));
    CHECK_THROWN(invalid_terms, tvm::nper(fraction(1, 100), usd(-99), usd(10'000), usd(0), end, mode));
    CHECK_THROWN(invalid_terms, tvm::nper(fraction(1, 100), usd(0), usd(10'000), usd(0), end, mode));
    CHECK_THROWN(invalid_terms, tvm::nper(0, usd(0), usd(10'000), usd(0), end, mode));
    CHECK_THROWN(invalid_terms, tvm::nper(-1, usd(-99), usd(10'000), usd(0), end, mode));
    CHECK(tvm::nper(fraction(1, 100), usd(7), usd(10'000), usd(-10'000), end, mode) == decimal<12>()); // at once
}

TEST_CASE("periods below zero or without bounds are refused")
{
    CHECK_REFUSED(invalid_terms, "nper: must be from 0 to 1000000; got -1/2", tvm::fv<2>(fraction(1, 100), fraction(-1, 2), 0, 1, end, mode));
    CHECK_THROWN(invalid_terms, tvm::pv<2>(fraction(1, 100), 1'000'001, 0, 1, end, mode));
    CHECK_THROWN(invalid_terms, tvm::pmt<2>(fraction(1, 100), 0, 0, 1, end, mode));
    CHECK_THROWN(invalid_terms, tvm::pmt<2>(-2, 1, 0, 1, end, mode));
    CHECK_THROWN(overflow, tvm::fv<2>(1, 1'000'000, 0, 1, end, mode));
    CHECK(tvm::pmt<2>(fraction(1, 100), 1'000'000, 100, 0, end, rounding::half_up) == decimal<2>(-1));
}
