// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/tvm.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

using namespace ratable;
using iso4217::USD;
using tvm::exact;

namespace {

constexpr payment_timing end = payment_timing::end, begin = payment_timing::begin;
constexpr payment_timing both[] = {end, begin};
constexpr rounding       mode = rounding::half_even;

std::string text(const exact& x, int digits = 10) { return to_decimal_text(x, digits, mode); }

/// A case to draw from: rates of both signs, of few digits and of many.
struct level
{
    exact        rate;
    std::int64_t nper;
    exact        pmt, pv, fv;
};

level drawn(tests::random& draw)
{
    const auto amount = [&] { return exact(draw.between(-1'000'000, 1'000'000), 100); };
    const std::int64_t d = draw.coin() ? draw.between(1, 1'200) : draw.between(1, 1'000'000);
    return {exact(draw.between(draw.coin() ? 0 : 1 - d, d), d), draw.between(1, 40), amount(), amount(), amount()};
}

/// What is left, one period at a time: the equation as who keeps the account would know it.
exact walked(const exact& rate, std::int64_t nper, const exact& pmt, const exact& pv, payment_timing timing)
{
    exact balance = pv;
    for (std::int64_t i = 0; i < nper; ++i) {
        if (timing == begin) balance += pmt;
        balance = balance + balance * rate;
        if (timing == end) balance += pmt;
    }
    return -balance;
}

} // namespace

TEST_CASE("figures that spreadsheets' makers print come out, and go on")
{
    // Microsoft's documentation of CUMIPMT, CUMPRINC, PMT and NPV.
    CHECK(text(tvm::cumipmt(fraction(9, 1200), 360, 125'000, 13, 24, end), 8) == "-11135.23213075");
    CHECK(tvm::cumipmt(fraction(9, 1200), 360, 125'000, 1, 1, end) == exact(-1875, 2));
    CHECK(text(tvm::cumprinc(fraction(9, 1200), 360, 125'000, 13, 24, end), 7) == "-934.1071234");
    CHECK(text(tvm::cumprinc(fraction(9, 1200), 360, 125'000, 1, 1, end), 8) == "-68.27827118");
    CHECK(tvm::pmt(fraction(8, 1200), 10, usd(10'000), usd(0), end, mode) == usd("-1037.03"));
    CHECK(tvm::pmt(fraction(8, 1200), 10, usd(10'000), usd(0), begin, mode) == usd("-1030.16"));
    const std::vector<exact> flows{-10'000, 3'000, 4'200, 6'800};
    CHECK(text(tvm::npv(fraction(1, 10), flows, end)) == "1188.4434123352");
    // numpy-financial's tests.
    CHECK(text(tvm::fv(fraction(75, 1000), 20, -2'000, 0, end), 24) == "86609.362673043000405367316245");
    CHECK(text(tvm::pv(fraction(7, 100), 20, 12'000, 0, end), 24) == "-127128.170946193932729522200457");
    CHECK(text(tvm::ppmt(fraction(1, 120), 1, 60, 55'000, 0, begin), 6) == "-1158.929712");
    CHECK(tvm::ipmt(fraction(1, 120), 1, 24, 2'000, 0, end) == exact(-50, 3));
    CHECK(tvm::ipmt(fraction(1, 120), 1, 24, 2'000, 0, begin) == exact(0));
}

TEST_CASE("without interest, time has no value")
{
    CHECK(tvm::fv(0, 5, 100, 0, begin) == exact(-500));
    CHECK(tvm::pv(0, 120, -100, to_fraction(decimal<2>::parse("15692.93")), end) == to_fraction(decimal<2>::parse("-3692.93")));
    CHECK(tvm::pmt(0, 12, 2'000, 0, end) == exact(-500, 3));
    CHECK(tvm::ppmt(0, 2, 10, -50'000, 0, end) == exact(5'000));
    CHECK(tvm::fv(fraction(1, 10), 0, 100, 7, end) == exact(-7));
}

TEST_CASE("fv is what an account comes to that is kept period by period, and pv and pmt solve for the others")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 300; ++i) {
        const level x = drawn(draw);
        for (const payment_timing timing : both) {
            const exact fv = tvm::fv(x.rate, x.nper, x.pmt, x.pv, timing);
            REQUIRE(fv == walked(x.rate, x.nper, x.pmt, x.pv, timing));
            REQUIRE(tvm::pv(x.rate, x.nper, x.pmt, fv, timing) == x.pv);
            REQUIRE(tvm::pmt(x.rate, x.nper, x.pv, fv, timing) == x.pmt);
        }
    }
}

TEST_CASE("interest and principal make up each payment, and principal makes up what was lent")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 60; ++i) {
        const level x = drawn(draw);
        for (const payment_timing timing : both) {
            const exact pmt = tvm::pmt(x.rate, x.nper, x.pv, x.fv, timing);
            exact       principal = 0, interest = 0, balance = x.pv;
            for (std::int64_t per = 1; per <= x.nper; ++per) {
                const exact of_interest  = tvm::ipmt(x.rate, per, x.nper, x.pv, x.fv, timing);
                const exact of_principal = tvm::ppmt(x.rate, per, x.nper, x.pv, x.fv, timing);
                REQUIRE(of_interest + of_principal == pmt);
                if (timing == end) REQUIRE(of_interest == -balance * x.rate);
                balance += of_principal;
                interest += of_interest;
                principal += of_principal;
            }
            REQUIRE(principal == -x.pv - (timing == end ? x.fv : x.fv / (exact(1) + x.rate)));
            REQUIRE(interest + principal == pmt * exact(x.nper));
        }
    }
}

TEST_CASE("cumulative interest and principal are the sums of each period's")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 60; ++i) {
        const level        x     = drawn(draw);
        const std::int64_t first = draw.between(1, x.nper), last = draw.between(first, x.nper);
        for (const payment_timing timing : both) {
            exact interest = 0, principal = 0;
            for (std::int64_t per = first; per <= last; ++per) {
                interest += tvm::ipmt(x.rate, per, x.nper, x.pv, 0, timing);
                principal += tvm::ppmt(x.rate, per, x.nper, x.pv, 0, timing);
            }
            REQUIRE(tvm::cumipmt(x.rate, x.nper, x.pv, first, last, timing) == interest);
            REQUIRE(tvm::cumprinc(x.rate, x.nper, x.pv, first, last, timing) == principal);
        }
    }
}

TEST_CASE("money is the exact figure, rounded once by the mode that is named")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const auto    cents = [](const exact& x) { return usd(decimal<2>::from_units(static_cast<std::int64_t>(unbounded(x.numerator() * 100 / x.denominator())))); };
    for (int i = 0; i < 100; ++i) {
        const level        x   = drawn(draw);
        const std::int64_t per = draw.between(1, x.nper);
        const auto         pv  = cents(x.pv), fv = cents(x.fv), pmt = cents(x.pmt);
        for (const payment_timing timing : both) {
            for (const rounding m : tests::every_mode) {
                const auto is = [m](const auto& paid, const exact& figure) { return unbounded(paid.amount.units) == round_to_scale(figure, 2, m); };
                const exact future = tvm::fv(x.rate, x.nper, x.pmt, x.pv, timing);
                if (abs(future) < exact(1'000'000'000'000)) REQUIRE(is(tvm::fv(x.rate, x.nper, pmt, pv, timing, m), future));
                const exact present = tvm::pv(x.rate, x.nper, x.pmt, x.fv, timing);
                if (abs(present) < exact(1'000'000'000'000)) REQUIRE(is(tvm::pv(x.rate, x.nper, pmt, fv, timing, m), present));
                const exact level = tvm::pmt(x.rate, x.nper, x.pv, x.fv, timing);
                if (abs(level) > exact(1'000'000'000)) continue;
                REQUIRE(is(tvm::pmt(x.rate, x.nper, pv, fv, timing, m), level));
                REQUIRE(is(tvm::ipmt(x.rate, per, x.nper, pv, fv, timing, m), tvm::ipmt(x.rate, per, x.nper, x.pv, x.fv, timing)));
                REQUIRE(is(tvm::ppmt(x.rate, per, x.nper, pv, fv, timing, m), tvm::ppmt(x.rate, per, x.nper, x.pv, x.fv, timing)));
                REQUIRE(is(tvm::cumipmt(x.rate, x.nper, pv, 1, per, timing, m), tvm::cumipmt(x.rate, x.nper, x.pv, 1, per, timing)));
                REQUIRE(is(tvm::cumprinc(x.rate, x.nper, pv, 1, per, timing, m), tvm::cumprinc(x.rate, x.nper, x.pv, 1, per, timing)));
            }
        }
    }
}

TEST_CASE("npv discounts each flow by its place, and level flows to their pv")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 60; ++i) {
        const level             x = drawn(draw);
        std::vector<exact>      flows;
        std::vector<money<USD>> cents;
        exact                   sum = 0, power = 1;
        for (std::int64_t n = 0; n < x.nper; ++n) {
            const auto units = draw.between(-10'000'000, 10'000'000);
            cents.push_back(usd(decimal<2>::from_units(units)));
            flows.emplace_back(units, 100);
            sum += flows.back() / power;
            power *= exact(1) + x.rate;
        }
        REQUIRE(tvm::npv(x.rate, flows, begin) == sum);
        REQUIRE(tvm::npv(x.rate, flows, end) == sum / (exact(1) + x.rate));
        if (abs(sum) < exact(1'000'000'000'000)) REQUIRE(unbounded(tvm::npv(x.rate, std::span<const money<USD>>(cents), begin, mode).amount.units) == round_to_scale(sum, 2, mode));
        for (const payment_timing timing : both) {
            REQUIRE(tvm::npv(x.rate, std::vector<exact>(static_cast<std::size_t>(x.nper), x.pmt), timing) == -tvm::pv(x.rate, x.nper, x.pmt, 0, timing));
        }
    }
}

TEST_CASE("a thousand years of months at a rate of twelve digits are one figure like any other")
{
    const auto rate = to_fraction(decimal<12>::parse("0.006666666667"));
    CHECK(tvm::pmt(rate, 12'000, usd(15'000), usd(0), end, mode) == usd("-100.00"));
    CHECK(tvm::pv(rate, 12'000, usd("-100.00"), usd(0), end, mode) == usd("15000.00"));
}

TEST_CASE("what has no answer is refused by its name")
{
    CHECK_REFUSED(invalid_terms, "rate: must be above -100 %; got -1; write the rate of one period as a share: fraction(8, 1200) for 8 % a year by months",
                  tvm::fv(-1, 10, 100, 0, end));
    CHECK_THROWN(invalid_terms, tvm::pv(fraction(-3, 2), 10, 100, 0, end));
    CHECK_REFUSED(invalid_terms, "nper: must be a number of periods from 1 to 1000000; got 0", tvm::pmt(fraction(1, 100), 0, 100, 0, end));
    CHECK_REFUSED(invalid_terms, "nper: must be a number of periods from 0 to 1000000; got -1", tvm::fv(fraction(1, 100), -1, 100, 0, end));
    CHECK_THROWN(invalid_terms, tvm::fv(0, 1'000'001, 100, 0, end));
    CHECK(tvm::fv(0, 1'000'000, 100, 0, end) == exact(-100'000'000));
    CHECK_REFUSED(invalid_terms, "nper: must leave (1 + rate)^nper at most 1048576 bits; got 1000000 periods of 7 bits; write a rate of fewer digits, or count longer periods",
                  tvm::pmt(fraction(1, 100), 1'000'000, usd(1), usd(0), end, mode));
    CHECK_REFUSED(invalid_terms, "nper: must leave an exact fraction at most 262144 bits; got 532665 bits; ask for money, naming a mode, or count fewer periods",
                  tvm::pmt(fraction(1, 100), 40'000, 1, 0, end));
    CHECK_REFUSED(invalid_terms, "per: must be a period from 1 to 10; got 0; periods count from 1", tvm::ipmt(fraction(1, 100), 0, 10, 100, 0, end));
    CHECK_THROWN(invalid_terms, tvm::ppmt(fraction(1, 100), 11, 10, 100, 0, begin));
    CHECK_REFUSED(invalid_terms, "last: must not precede first; got 3", tvm::cumipmt(fraction(1, 100), 10, 100, 4, 3, end));
    CHECK_THROWN(invalid_terms, tvm::cumprinc(fraction(1, 100), 10, 100, 0, 3, end));
    CHECK_REFUSED(invalid_terms, "flows: must have one at least; got none; no flows have no value to ask for", tvm::npv(0, std::vector<exact>{}, end));
    CHECK_THROWN(overflow, tvm::fv(1, 100, usd(0), usd(1), end, mode));
    const auto euro = money<any_currency<2>>(decimal<2>(1), currency_of<2>("EUR")), dollar = money<any_currency<2>>(decimal<2>(1), currency_of<2>("USD"));
    CHECK_THROWN(unlike_units, tvm::pmt(fraction(1, 100), 10, euro, dollar, end, mode));
}
