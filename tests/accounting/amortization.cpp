// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/amortization.hpp>

#include "../support/oracle.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;
using any_usd  = any_currency<2>;

const period jan_26(2026_y / jan / 1, 2026_y / feb / 1), feb_26(2026_y / feb / 1, 2026_y / mar / 1), mar_26(2026_y / mar / 1, 2026_y / apr / 1);

static_assert(sizeof(amortization_row<USD>) == sizeof(period) + 40, "a row is its period and five amounts");

constexpr bool test_row()
{
    const amortization_row<USD> a{period(2026_y / jan / 1, 2026_y / feb / 1), usd(3), usd(1), usd(0), usd(0), usd(2)};
    amortization_row<USD>       b = a;
    const bool                  same = a == b;
    b.closing += usd("0.01");
    return same && a != b;
}
static_assert(test_row());

amortization_schedule<USD> spread(const money<USD>& total, const integers& weights, rounding mode = rounding::half_up)
{
    std::vector<period> months;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        months.emplace_back(sys_days{add_months(2026_y / jan / 1, date::months{static_cast<int>(i)}, month_rule::clamp)},
                            sys_days{add_months(2026_y / jan / 1, date::months{static_cast<int>(i) + 1}, month_rule::clamp)});
    }
    return amortize(total, months, weights, mode);
}

} // namespace

TEST_CASE("a total is spread in proportion to its weights, and each row says what is left")
{
    const auto rows = amortize(usd(100), {jan_26, feb_26, mar_26}, integers{1, 2, 1});
    CHECK(rows == amortization_schedule<USD>{{jan_26, usd(100), usd(25), usd(0), usd(0), usd(75)},
                                                  {feb_26, usd(75), usd(50), usd(0), usd(0), usd(25)},
                                                  {mar_26, usd(25), usd(25), usd(0), usd(0), usd(0)}});
    CHECK(total(rows) == usd(100));
    CHECK(ties_out(rows, usd(100)));
    CHECK(test_row());
}

TEST_CASE("a weight of zero takes nothing, also in the first and last row")
{
    CHECK(amounts(spread(usd(1), {0, 1, 0, 2, 0})) == integers{0, 33, 0, 67, 0});
    CHECK(spread(usd(1), {0, 1, 0})[0].closing == usd(1));
    CHECK(spread(usd(1), {0, 1, 0})[1].closing == usd(0));
}

TEST_CASE("rows round the running total, half up unless another mode is named")
{
    CHECK(amounts(spread(usd("0.05"), {1, 1})) == integers{3, 2});
    CHECK(amounts(spread(usd("-0.05"), {1, 1})) == integers{-3, -2});
    CHECK(amounts(spread(usd("0.05"), {1, 1}, rounding::half_even)) == integers{2, 3});
    CHECK(amounts(spread(usd("0.05"), {1, 1}, rounding::down)) == integers{2, 3});
    CHECK(amounts(spread(usd("0.10"), {1, 1, 1}, rounding::up)) == integers{4, 3, 3});
    CHECK(amounts(spread(usd("0.10"), {1, 1, 1}, rounding::half_up)) == integers{3, 4, 3});
}

TEST_CASE("periods that do not follow each other, no periods, and wrong weights are refused")
{
    CHECK_REFUSED(invalid_terms,
                  "schedule: periods must follow each other without gap or overlap; got 2026-01-01 .. 2026-02-01 then 2026-03-01 .. 2026-04-01; make them with make_schedule",
                  amortize(usd(100), {jan_26, mar_26}, integers{1, 1}));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {feb_26, jan_26}, integers{1, 1}));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {jan_26, jan_26}, integers{1, 1}));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {}, integers{}));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {jan_26, feb_26}, integers{1}));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {jan_26}, integers{1, 1}));
    CHECK_REFUSED(invalid_terms, "schedule: weights must not be negative; got -1; give each period a weight of zero or more",
                  amortize(usd(100), {jan_26, feb_26}, integers{2, -1}));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {jan_26, feb_26}, integers{0, 0}));
}

TEST_CASE("an empty schedule totals zero")
{
    CHECK(total(amortization_schedule<USD>{}) == usd(0));
    CHECK(ties_out(amortization_schedule<USD>{}, usd(0)));
    CHECK(!ties_out(amortization_schedule<USD>{}, usd("0.01")));
}

TEST_CASE("a total is summed in 128 bits, and refused when it does not fit 64")
{
    constexpr auto most  = std::numeric_limits<std::int64_t>::max();
    const auto     cents = [](std::int64_t n) { return money<USD>(decimal<2>::from_units(n)); };
    const auto     row   = [&](std::int64_t n) { return amortization_row<USD>{jan_26, cents(0), cents(n), cents(0), cents(0), cents(0)}; };
    CHECK(total(amortization_schedule<USD>{row(most), row(most), row(-most)}) == cents(most));
    CHECK_THROWN(overflow, total(amortization_schedule<USD>{row(most), row(1)}));
}

TEST_CASE("rows of unlike run-time currencies have no total")
{
    const auto money_of = [](std::string_view code, std::int64_t units) { return money<any_usd>(decimal<2>::from_units(units), currency_of<2>(code)); };
    amortization_schedule<any_usd> rows;
    for (const std::string_view code : {"USD", "EUR"}) {
        rows.push_back({jan_26, money_of(code, 100), money_of(code, 100), money_of(code, 0), money_of(code, 0), money_of(code, 0)});
    }
    CHECK_THROWN(unlike_units, total(rows));
    rows.pop_back();
    CHECK(total(rows) == money_of("USD", 100));
}

TEST_CASE("ties_out sees one cent changed in any amount of any row")
{
    const auto good = spread(usd(100), integers(12, 1));
    REQUIRE(ties_out(good, usd(100)));
    CHECK(!ties_out(good, usd("100.01")));
    CHECK(!ties_out(good, usd("99.99")));
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const auto& cent : {usd("0.01"), usd("-0.01")}) {
            using row = amortization_row<USD>;
            for (const auto column : {&row::opening, &row::charge, &row::interest, &row::payment, &row::closing}) {
                auto bad = good;
                bad[i].*column += cent;
                CHECK(!ties_out(bad, usd(100)));
            }
        }
    }
}

TEST_CASE("a balance that bears interest and is paid down ties out to what is left of it")
{
    const amortization_schedule<USD> loan{{jan_26, usd(100), usd(0), usd(1), usd(51), usd(50)}, {feb_26, usd(50), usd(0), usd("0.50"), usd("40.50"), usd(10)}};
    CHECK(ties_out(loan, usd(100), usd(10)));
    CHECK(!ties_out(loan, usd(100)));
    CHECK(!ties_out(loan, usd(10), usd(10)));
    CHECK(total_interest(loan) == usd("1.50"));
    CHECK(total_payments(loan) == usd("91.50"));
    CHECK(total(loan) == usd(0));
    CHECK(ties_out(amortization_schedule<USD>{}, usd(10), usd(10)));
}

TEST_CASE("ties_out sees two amounts that are wrong by the same cent, a row that is missing, and a last balance that is not zero")
{
    auto bad = spread(usd(100), integers(12, 1));
    bad[3].charge += usd("0.01");
    bad[4].charge -= usd("0.01");
    CHECK(!ties_out(bad, usd(100)));
    bad = spread(usd(100), integers(12, 1));
    bad.pop_back();
    CHECK(total(bad) != usd(100));
    CHECK(!ties_out(bad, usd(100)));
    bad = spread(usd(100), integers(12, 1));
    CHECK(!ties_out(bad, usd(101)));
}

TEST_CASE("rows of a run-time currency keep it, and do not tie out to another")
{
    const money<any_usd> euros(decimal<2>(100), currency_of<2>("EUR")), dollars(decimal<2>(100), currency_of<2>("USD"));
    const auto           rows = amortize(euros, {jan_26, feb_26}, integers{1, 1});
    CHECK(to_string(total(rows)) == "EUR 100.00");
    CHECK(to_string(rows[0].closing) == "EUR 50.00");
    CHECK(ties_out(rows, euros));
    CHECK(!ties_out(rows, dollars));
    auto mixed           = rows;
    mixed[1].charge.unit = currency_of<2>("USD");
    CHECK(!ties_out(mixed, euros));
}

TEST_CASE("every total, by every weights and in every mode, ties out; by half_up a row is less than one unit from its exact share")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 500; ++round) {
        integers   weights;
        const auto largest = draw.coin() ? std::int64_t{31} : std::int64_t{1} << 50;
        for (std::int64_t n = draw.between(1, 60); n > 0; --n) weights.push_back(draw.between(0, largest));
        weights[static_cast<std::size_t>(draw.between(0, static_cast<std::int64_t>(weights.size()) - 1))] += 1;
        const auto     units = draw.any_int64();
        const auto     sum   = money<USD>(decimal<2>::from_units(units));
        std::int64_t   all   = 0;
        for (const auto w : weights) all += w;
        for (const rounding mode : tests::every_mode) {
            const auto rows = spread(sum, weights, mode);
            REQUIRE(rows.size() == weights.size());
            REQUIRE(tests::untidy(rows, sum, period(rows.front().period.start(), rows.back().period.end())) == "");
        }
        const auto rows = spread(sum, weights);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const tests::cpp_rational error = tests::ratio(rows[i].charge.amount.units, 1) - tests::ratio(int128{units} * weights[i], all);
            REQUIRE(abs(error) < 1);
        }
    }
}
