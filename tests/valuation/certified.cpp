// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/certified.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <doctest/doctest.h>

#include <optional>

using namespace ratable;

namespace {

/// The oracle: other algorithms, other base. Ten thousand bits of exponent, 300 digits.
using oracle = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<300>, boost::multiprecision::et_off>;

oracle value(const unbounded& n, int bits) { return boost::multiprecision::ldexp(oracle(n), -bits); }
oracle value(const exact_fraction& x) { return oracle(x.numerator()) / oracle(x.denominator()); }

/// Contained, up to what the oracle itself may be wrong by.
bool holds(const enclosure& x, const oracle& truth)
{
    const oracle trust = boost::multiprecision::ldexp(oracle(boost::multiprecision::abs(truth)) + 1, -960);
    return value(x.low(), x.bits()) <= truth + trust && truth - trust <= value(x.high(), x.bits());
}
unbounded width(const enclosure& x) { return x.high() - x.low(); }

exact_fraction any_number(tests::random& r, int size)
{
    const std::int64_t d = r.between(1, std::int64_t{1} << r.between(0, size));
    return {r.between(-(std::int64_t{1} << r.between(0, size)), std::int64_t{1} << r.between(0, size)), d};
}

const auto nothing = [] { return std::optional<exact_fraction>(); };

} // namespace

TEST_CASE("a rational is enclosed by its neighbours, and by itself where it is one of them")
{
    const enclosure third = enclosure::exactly({-1, 3}, 4);
    CHECK(third.low() == -6);
    CHECK(third.high() == -5);
    CHECK(third.contains({-1, 3}));
    CHECK_FALSE(third.contains({-1, 4}));
    CHECK(width(enclosure::exactly({-5, 16}, 4)) == 0);
    CHECK(enclosure::exactly({-5, 16}, 4).at(3).low() == -3); // outward
    CHECK(enclosure::exactly({-5, 16}, 4).at(3).high() == -2);
    CHECK(enclosure::exactly({-5, 16}, 4).at(6).low() == -20);
    CHECK_REFUSED(invalid_terms, "enclosure: must have low ≤ high and bits that are not negative; got 2 and 1", enclosure(2, 1, 0));
}

TEST_CASE("sums, products and quotients enclose what rational arithmetic gives")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 3'000; ++i) {
        const exact_fraction x = any_number(r, 40), y = any_number(r, 40);
        const int          a_bits = static_cast<int>(r.between(0, 100)), b_bits = static_cast<int>(r.between(0, 100));
        const enclosure    a = enclosure::exactly(x, a_bits), b = enclosure::exactly(y, b_bits);
        INFO(to_string(x), " at ", a_bits, ", ", to_string(y), " at ", b_bits);
        REQUIRE((a + b).contains(x + y));
        REQUIRE((a - b).contains(x - y));
        REQUIRE((a * b).contains(x * y));
        REQUIRE((a * y).contains(x * y));
        REQUIRE((y * a).contains(x * y));
        REQUIRE(abs(a).contains(abs(x)));
        REQUIRE(width(a + b) <= 2 * (unbounded(1) << 100));
        if (sign(b).value_or(0) != 0) {
            REQUIRE((a / b).contains(x / y));
            REQUIRE(*sign(b) == sign(y));
        } else {
            REQUIRE_THROWS_AS(a / b, inexact);
        }
        if (certainly_less(a, b)) REQUIRE(x < y);
        if (y < x) REQUIRE_FALSE(certainly_less(a, b));
    }
    CHECK(certainly_less(enclosure::exactly({1, 3}, 8), enclosure::exactly({1, 2}, 20)));
    CHECK_FALSE(certainly_less(enclosure::exactly({1, 2}, 8), enclosure::exactly({1, 2}, 20)));
    CHECK(sign(enclosure::exactly(0, 8)) == 0);
    CHECK_FALSE(sign(enclosure(-1, 1, 8)));
    CHECK_FALSE(sign(enclosure(0, 1, 8)));
}

TEST_CASE("ln 2 is known to every bit asked, in whatever order")
{
    const oracle truth = boost::multiprecision::log(oracle(2));
    for (const int bits : {0, 1, 64, 300, 128, 900, 2}) {
        INFO(bits);
        CHECK(holds(ln_2(bits), truth));
        CHECK(width(ln_2(bits)) <= 2);
    }
}

TEST_CASE("exponentials and logarithms enclose the oracle's, closely")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'500; ++i) {
        const int          bits = static_cast<int>(r.between(16, 700));
        const exact_fraction x    = any_number(r, static_cast<int>(r.between(1, 30))) / exact_fraction(std::int64_t{1} << r.between(20, 40));
        INFO(to_string(x), " at ", bits);
        const enclosure at = enclosure::exactly(x, bits);
        const enclosure e  = exp(at);
        REQUIRE(holds(e, boost::multiprecision::exp(value(x))));
        // the width of x itself, times e^x, and a few places
        REQUIRE(width(e) <= 4 + ((unbounded(4) * (width(at) + 1)) << static_cast<unsigned>(std::max(0, static_cast<int>(value(x).convert_to<double>() * 1.45)))));
        if (x.numerator() <= 0) continue;
        REQUIRE(holds(log_of(x, bits), boost::multiprecision::log(value(x))));
        REQUIRE(width(log_of(x, bits)) <= 2);
        if (at.low() > 0) REQUIRE(holds(log(at), boost::multiprecision::log(value(x))));
    }
    CHECK(exp(enclosure::exactly(0, 64)).contains(1));
    CHECK(log(enclosure::exactly(1, 64)).contains(0));
    CHECK(width(log_of(1, 64)) <= 1);
}

TEST_CASE("large exponentials keep their last place, and those that are next to nothing are above it")
{
    for (const int x : {50, 700, 9'000, -50, -700}) {
        INFO(x);
        const enclosure e = exp(enclosure::exactly(x, 80));
        if (x < 600) CHECK(holds(e, boost::multiprecision::exp(oracle(x))));
        else CHECK(abs(oracle(value(e.low(), 80) / boost::multiprecision::exp(oracle(x)) - 1)) < oracle("1e-280"));
        CHECK(width(e) <= 2);
    }
    const enclosure tiny = exp(enclosure::exactly(-1'000'000'000, 64));
    CHECK(tiny.low() == 0);
    CHECK(tiny.high() == 1);
    CHECK_REFUSED(overflow, "exp: must stay below 2^65536; the power is larger than any amount; look at the rate and the dates", exp(enclosure::exactly(1'000'000'000, 64)));
    CHECK_THROWN(overflow, power_of(1'000'000, 10'000'000, 64));
    CHECK_THROWN(inexact, log(enclosure(0, 1, 8)));
    CHECK_REFUSED(invalid_terms, "log: must be of a number above zero; got -1/2", log_of({-1, 2}, 8));
}

TEST_CASE("powers enclose the oracle's")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'500; ++i) {
        const int          bits = static_cast<int>(r.between(32, 500));
        const exact_fraction base(r.between(1, 3'000), r.between(1, 1'000)), exponent(r.between(-20'000, 20'000), r.between(100, 1'000));
        INFO(to_string(base), " to the ", to_string(exponent), " at ", bits);
        const enclosure p     = power_of(base, exponent, bits);
        const oracle    truth = boost::multiprecision::exp(boost::multiprecision::log(value(base)) * value(exponent));
        if (truth > boost::multiprecision::ldexp(oracle(1), 900 - bits)) continue; // beyond the oracle's digits
        REQUIRE(holds(p, truth));
        REQUIRE(width(p) <= 3);
    }
    CHECK(power_of({121, 100}, {1, 2}, 200).contains({11, 10}));
    CHECK(power_of({1, 2}, 30, 200).contains({1, 1 << 30}));
    CHECK(width(power_of(7, 0, 200)) == 0);
    CHECK(width(power_of(1, {3, 7}, 200)) == 0);
    CHECK_REFUSED(invalid_terms, "power: must have a base above zero; got -1/2", power_of({-1, 2}, 2, 64));
}

TEST_CASE("a rounding is decided by an enclosure whose ends round alike, in every mode")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const exact_fraction x     = any_number(r, 40);
        const int          scale = static_cast<int>(r.between(0, 6));
        for (const rounding mode : tests::every_mode) {
            const auto exactly = [&] { return std::optional<exact_fraction>(x); };
            REQUIRE(round_certified([&](int bits) { return enclosure::exactly(x, bits); }, exactly, scale, mode, 8) == round_to_scale(x, scale, mode));
        }
    }
}

TEST_CASE("a near-tie raises the precision; a tie is asked for, once; what nobody decides is an error")
{
    // √2 to 300 places and half a place more: the irrational lies 10^-302 beside the tie at most
    const auto root   = [](int bits) { return power_of(2, {1, 2}, bits); };
    const auto digits = round_certified(root, nothing, 300, rounding::down);
    CHECK(digits * digits < 2 * boost::multiprecision::pow(unbounded(10), 600));
    CHECK((digits + 1) * (digits + 1) > 2 * boost::multiprecision::pow(unbounded(10), 600));
    const exact_fraction near(digits, boost::multiprecision::pow(unbounded(10), 300));
    int                deepest = 0;
    const auto         beside  = [&](int bits) {
        deepest = bits;
        return root(bits) - enclosure::exactly(near, bits) + enclosure::exactly({1, 2}, bits);
    };
    CHECK(round_certified(beside, nothing, 0, rounding::half_down) == 1); // above the tie by less than 10^-300
    CHECK(deepest >= 1'000);

    int        asked = 0;
    const auto tie   = [](int bits) { return power_of({121, 100}, {1, 2}, bits) * exact_fraction(5, 11); }; // 1/2
    const auto half  = [&] { return ++asked, std::optional<exact_fraction>({1, 2}); };
    CHECK(round_certified(tie, half, 0, rounding::half_even) == 0);
    CHECK(round_certified(tie, half, 0, rounding::half_up) == 1);
    CHECK(round_certified(tie, half, 0, rounding::half_down) == 0);
    CHECK(asked == 3);
    CHECK_THROWN(inexact, round_certified([](int bits) { return enclosure(-1, 1, bits); }, nothing, 0, rounding::floor));
}
