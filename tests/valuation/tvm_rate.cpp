// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/tvm_rate.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

using namespace ratable;
using tvm::exact;

namespace {

constexpr payment_timing end = payment_timing::end, begin = payment_timing::begin;
constexpr payment_timing both[] = {end, begin};
constexpr rounding       mode = rounding::half_even;

using rates = std::vector<decimal<12>>;

rates of(std::initializer_list<const char*> texts)
{
    rates found;
    for (const char* text : texts) found.push_back(decimal<12>::parse(text));
    return found;
}

/// What the equation misses zero by.
exact missed(const exact& rate, std::int64_t nper, const exact& pmt, const exact& pv, const exact& fv, payment_timing timing)
{
    return tvm::fv(rate, nper, pmt, pv, timing) - fv;
}

} // namespace

TEST_CASE("rates that others print come out, in digits that are all right")
{
    // numpy-financial's tests; the digits beyond those that it checks were recomputed with 50.
    CHECK(tvm::rate(10, usd(0), usd(-3'500), usd(10'000), end, mode) == of({"0.110690853711"}));
    CHECK(tvm::rate(2, usd(0), usd("-593.06"), usd("214.07"), end, mode) == of({"-0.399201848333"}));
    CHECK(to_string(tvm::rate<29, unbounded>(10, 0, -3'500, 10'000, end, mode).at(0)) == "0.11069085371075280625382590063");
}

TEST_CASE("no rate is an answer")
{
    CHECK(tvm::rate(2, usd(0), usd("-13.65"), usd("-329.67"), end, mode).empty()); // numpy-financial
    CHECK(tvm::rate(12, usd(400), usd(10'000), usd(5'000), begin, mode).empty());  // numpy-financial
    CHECK(tvm::rate(12, usd(400), usd(10'000), usd(5'000), end, mode).empty());    // numpy-financial
    CHECK(tvm::rate(2, usd(-220), usd(100), usd(342), end, mode).empty());         // 100x² − 220x + 122: above zero throughout
    CHECK(tvm::rate(5, usd(0), usd(0), usd(7), end, mode).empty());
    CHECK(tvm::rate(2, usd(1), usd(0), usd(-1), end, mode).empty());               // x: zero at −100 % alone
}

TEST_CASE("a stream that ends in nothing but payments has the rates of the shorter one that it is")
{
    CHECK(tvm::rate(3, usd(-60), usd(100), usd(60), end, mode) == of({"0.130662386292"}));  // 100x² − 60x − 60
    CHECK(tvm::rate(3, usd(-40), usd(100), usd(0), begin, mode) == of({"0.215250437022"})); // 60x² − 40x − 40: payments in advance
    CHECK(tvm::rate(3, usd(-40), usd(40), usd(60), begin, mode) == of({"-0.177124344468"})); // 60 − 40x − 40x²: all that is lent is paid back at once
    CHECK(tvm::rate(2, usd(5), usd(-5), usd(0), begin, mode).empty());
}

TEST_CASE("two rates are two, and one that the value only touches is one")
{
    CHECK(tvm::rate(2, usd(-230), usd(100), usd(362), end, mode) == of({"0.1", "0.2"})); // 100x² − 230x + 132
    CHECK(tvm::rate(2, usd(-220), usd(100), usd(341), end, mode) == of({"0.1"}));        // 100(x − 1.1)²
    CHECK(tvm::rate(2, usd(-200), usd(100), usd(300), end, mode) == of({"0"}));          // 100(x − 1)²
    CHECK(tvm::rate(2, usd(-210), usd(100), usd(320), end, mode) == of({"0", "0.1"}));   // 100x² − 210x + 110
    CHECK(tvm::rate(2, usd(-190), usd(100), usd(280), end, mode) == of({"-0.1", "0"}));
    CHECK(tvm::rate(2, usd(210), usd(-100), usd(-320), end, mode) == of({"0", "0.1"}));
    CHECK(tvm::rate(2, usd(-230), usd(330), usd(132), begin, mode) == of({"0.1", "0.2"}));
    // 10^8·(x − 1.00001)(x − 1.00002): 0.001 % apart
    CHECK(tvm::rate(2, exact(-200'003'000), 100'000'000, exact(200'003'000) + exact(1'000'030'000, 10) + exact(2, 100), end, mode) == of({"0.00001", "0.00002"}));
    // Two that share their digits: (x − 1.1)(x − 1.1 − 10^-20).
    const exact near = exact(11, 10) + exact(unbounded(1), power_of_ten<unbounded>(20));
    CHECK(tvm::rate(2, -exact(11, 10) - near, 1, exact(11, 10) * near + exact(11, 10) + near, end, mode) == of({"0.1", "0.1"}));
}

TEST_CASE("a double rate over many periods is found: the payment is at its limit")
{
    // p(x) = pv·x³ + pmt(x² + x) + (pmt + fv) with p(2) = p'(2) = 0: pv = 5, pmt = −12, fv = 44.
    CHECK(tvm::rate(3, usd(-12), usd(5), usd(44), end, mode) == of({"1"}));
    CHECK(tvm::rate(3, usd(-12), usd(5), usd("44.01"), end, mode).empty());
    CHECK(tvm::rate(3, usd(-12), usd(5), usd("43.99"), end, mode).size() == 2);
    // The same at x = 4/3, which halving never meets: pv = 11, pmt = −16, fv = 1072/27.
    CHECK(tvm::rate(3, exact(-16), 11, exact(1072, 27), end, mode) == of({"0.333333333333"}));
    CHECK(tvm::rate(3, exact(-16), 11, exact(1072, 27) + exact(1, 1'000'000'000'000'000'000), end, mode).empty());
    CHECK(tvm::rate(3, exact(-16), 11, exact(1072, 27) - exact(1, 1'000'000'000'000'000'000), end, mode) == of({"0.333333333144", "0.333333333522"}));
}

TEST_CASE("a rate that makes a figure is found from the figure, exactly and in every mode")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 200; ++i) {
        const exact        rate(draw.between(-9'000, 20'000), 10'000);
        const std::int64_t nper = draw.between(1, 30);
        const exact        pmt(draw.between(-100'000, 100'000), 100), pv(draw.between(-10'000'000, 10'000'000), 100);
        for (const payment_timing timing : both) {
            if (pv == exact(0) && pmt == exact(0)) continue;
            if (nper == 1 && (timing == begin ? pv + pmt : pv) == exact(0)) continue; // any rate
            const exact fv = tvm::fv(rate, nper, pmt, pv, timing);
            for (const rounding m : tests::every_mode) {
                const rates found = tvm::rate(nper, pmt, pv, fv, timing, m);
                REQUIRE(std::count(found.begin(), found.end(), decimal<12>(round<12>(rate, mode))) == 1);
                REQUIRE(found.size() <= 2);
            }
        }
    }
}

TEST_CASE("the equation changes its sign within the last digit of each rate, and nowhere else")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    int           counted[3] = {};
    for (int i = 0; i < 300; ++i) {
        const std::int64_t nper = draw.between(1, 24);
        const exact        pmt(draw.between(-2'000, 2'000)), pv(draw.between(-20'000, 20'000)), fv(draw.between(-20'000, 20'000));
        if (pv == exact(0) || pmt == exact(0) || fv == exact(0)) continue;
        for (const payment_timing timing : both) {
            const auto found = tvm::rate<6>(nper, pmt, pv, fv, timing, rounding::floor);
            REQUIRE(found.size() <= 2);
            counted[found.size()] += 1;
            for (const auto& rate : found) {
                const exact low = to_fraction(rate), high = low + exact(1, 1'000'000);
                if (low == exact(-1)) continue;
                const int below = sign(missed(low, nper, pmt, pv, fv, timing)), above = sign(missed(high, nper, pmt, pv, fv, timing));
                if (found.size() == 1 || found[1].units - found[0].units > 1) REQUIRE(below * above <= 0);
            }
            int  changes = 0, last = 0; // between points that are no rates, over most of the line
            for (std::int64_t at = -995; at <= 5'000; at += 20) {
                const int now = sign(missed(exact(at, 1'000), nper, pmt, pv, fv, timing));
                if (now != 0 && last != 0 && now != last) ++changes;
                if (now != 0) last = now;
            }
            REQUIRE(changes <= static_cast<int>(found.size()));
        }
    }
    CHECK(counted[0] > 0);
    CHECK(counted[1] > 0);
    CHECK(counted[2] > 0);
}

TEST_CASE("rates near −100 % and far above 10,000 % have their digits too")
{
    CHECK(tvm::rate(1, usd(0), usd(-1'000'000), usd("0.01"), end, mode) == of({"-0.99999999"}));
    CHECK(tvm::rate(1, usd(0), usd("-0.01"), usd(1'000), end, mode) == of({"99999"}));
    CHECK(tvm::rate(360, usd(-1'000), usd(1'000), usd(0), end, mode) == of({"1"})); // less 2^-360
    CHECK(tvm::rate(360, usd(-1'000), usd(1'000), usd(0), end, rounding::floor) == of({"0.999999999999"}));
    CHECK_THROWN(overflow, tvm::rate<18>(1, usd(0), usd("-0.01"), usd(1'000), end, mode));
}

TEST_CASE("a rate that nothing tells is refused")
{
    CHECK_REFUSED(invalid_terms, "rate: must be told by the payments; got pmt, pv and fv that cancel at any rate; give flows that differ in time",
                  tvm::rate(10, usd(0), usd(0), usd(0), end, mode));
    CHECK_THROWN(invalid_terms, tvm::rate(1, usd(5), usd(0), usd(-5), end, mode));
    CHECK_THROWN(invalid_terms, tvm::rate(0, usd(5), usd(1), usd(-5), end, mode));
    CHECK_THROWN(invalid_terms, tvm::rate(1'000'000, usd(5), usd(-100), usd(0), end, mode));
}
