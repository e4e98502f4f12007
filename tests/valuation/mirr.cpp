// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/mirr.hpp>

#include <ratable/units/iso4217.hpp>
#include <ratable/units/of.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;

TEST_CASE("a modified rate whose root is a decimal is that decimal")
{
    CHECK(mirr(std::vector{usd(-100), usd(0), usd(121)}, {.finance = 0.08_d, .reinvestment = 0.05_d}, rounding::half_even).rate == 0.1_d);
    CHECK(mirr(std::vector{usd(-100), usd(0), usd(0), usd("72.90")}, {.finance = 0.08_d, .reinvestment = 0.05_d}, rounding::half_even).rate == -0.1_d);
    // outlays are discounted, income is compounded: 55 · 1.1 + 60.5 = 121, 50 + 55 / 1.1 = 100
    CHECK(mirr(std::vector{usd(-50), usd(-55), usd(121)}, {.finance = 0.1_d, .reinvestment = 0.5_d}, rounding::half_even).rate == 0.1_d);
    CHECK(mirr(std::vector{usd(-100), usd(55), usd("60.50")}, {.finance = 0.3_d, .reinvestment = 0.1_d}, rounding::half_even).rate == 0.1_d);
}

TEST_CASE("a modified rate is rounded as its mode says")
{
    const std::vector doubled{usd(-100), usd(0), usd(200)}; // the square root of 2: 1.41421356237309504…
    const mirr_rates  rates{.finance = 0.08_d, .reinvestment = 0.05_d};
    CHECK(to_string(*mirr(doubled, rates, rounding::half_even).rate) == "0.414213562373");
    CHECK(to_string(*mirr(doubled, rates, rounding::ceiling).rate) == "0.414213562374");
    CHECK(to_string(*mirr(std::vector{usd(-200), usd(0), usd(100)}, rates, rounding::floor).rate) == "-0.292893218814"); // 1 - 0.70710678118654752…
}

TEST_CASE("the modified rate of Excel's example")
{
    // MIRR({-120000, 39000, 30000, 21000, 37000, 46000}, 10%, 12%) = 12.61 %, the first three years -4.80 %, at 14 % 13.48 %
    const std::vector amounts{usd(-120'000), usd(39'000), usd(30'000), usd(21'000), usd(37'000), usd(46'000)};
    CHECK(round<4>(*mirr(amounts, {.finance = 0.1_d, .reinvestment = 0.12_d}, rounding::half_even).rate, rounding::half_up) == 0.1261_d);
    CHECK(round<4>(*mirr(amounts, {.finance = 0.1_d, .reinvestment = 0.14_d}, rounding::half_even).rate, rounding::half_up) == 0.1348_d);
    const std::vector first(amounts.begin(), amounts.begin() + 4);
    CHECK(round<4>(*mirr(first, {.finance = 0.1_d, .reinvestment = 0.12_d}, rounding::half_even).rate, rounding::half_up) == -0.0480_d);
}

TEST_CASE("there is no modified rate of nothing, of one amount, or of one sign, and it is said why")
{
    const mirr_rates rates{.finance = 0.08_d, .reinvestment = 0.05_d};
    CHECK(mirr(std::vector<money<iso4217::USD>>{}, rates, rounding::half_even).why_none == no_rate::no_flows);
    CHECK(mirr(std::vector{usd(0), usd(0)}, rates, rounding::half_even).why_none == no_rate::nothing_left);
    CHECK(mirr(std::vector{usd(5)}, rates, rounding::half_even).why_none == no_rate::one_moment);
    CHECK(mirr(std::vector{usd(5), usd(6)}, rates, rounding::half_even).why_none == no_rate::no_sign_change);
    CHECK(mirr(std::vector{usd(-5), usd(-6)}, rates, rounding::half_even).why_none == no_rate::no_sign_change);
    CHECK_REFUSED(invalid_terms, "rate: must be above -100 %; got -1.000000000000; write 0.08_d for 8 %",
                  mirr(std::vector{usd(-5), usd(6)}, {.finance = decimal<12>(-1), .reinvestment = 0.05_d}, rounding::half_even));
}

TEST_CASE("a modified rate, floored, is the last one that does not outgrow what comes in")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    using exact = basic_fraction<unbounded>;
    for (int turn = 0; turn < 300; ++turn) {
        std::vector<money<iso4217::USD>> amounts;
        for (auto n = draw.between(2, 12); n > 0; --n) amounts.push_back(usd(decimal<2>::from_units(draw.between(-1'000'000, 1'000'000))));
        const mirr_rates rates{.finance = decimal<12>::from_units(draw.between(-500'000'000'000, 900'000'000'000)), .reinvestment = decimal<12>::from_units(draw.between(-500'000'000'000, 900'000'000'000))};
        const auto found = mirr(amounts, rates, rounding::floor);
        if (!found.rate) continue;
        const auto grown = [](const rate_of_interest& r, std::size_t times) {
            exact power(1);
            for (std::size_t i = 0; i < times; ++i) power *= exact(1) + exact(to_fraction(r));
            return power;
        };
        const std::size_t n = amounts.size() - 1;
        exact             in(0), out(0);
        for (std::size_t i = 0; i <= n; ++i) {
            const exact amount(to_fraction(amounts[i].amount));
            if (amounts[i].amount.units > 0) in += amount * grown(rates.reinvestment, n - i);
            else out -= amount / grown(rates.finance, i);
        }
        CHECK(out * grown(rate_of_interest(*found.rate), n) <= in);
        CHECK(in < out * grown(rate_of_interest::from_units(rate_of_interest(*found.rate).units + 1), n));
    }
}
