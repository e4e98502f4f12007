// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/committed_spend.hpp>

#include "../support/billed.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::billed, tests::months_from;

namespace {

using years = std::vector<spend_year<USD>>;

const term three_years = months_from(2026_y / jan / 1, 36);

committed_spend<USD> thousand(undrawn at_anniversary, undrawn at_end = undrawn::billed) { return {.a_year = stated<money<USD>>(usd(1000)), .at_anniversary = at_anniversary, .at_end = at_end}; }

charge<USD> row(charge_kind kind, const billing_period& p, const money<USD>& amount)
{
    return {.kind = kind, .clause = {"pricing", 0}, .service = p.days, .invoiced = p.invoiced, .due = p.due, .amount = amount};
}

/// Usage of these amounts in the years' fifth months.
std::vector<charge<USD>> drawn(const std::vector<billing_period>& periods, const std::vector<int>& amounts)
{
    std::vector<charge<USD>> rows;
    for (std::size_t y = 0; y < amounts.size(); ++y) rows.push_back(row(charge_kind::usage, periods[12 * y + 4], usd(amounts[y])));
    return rows;
}

spend_year<USD> year(int n, int rolled_in, int drawn, int billed, int rolled_over, int lapsed) { return {n, usd(1000), usd(rolled_in), usd(drawn), usd(billed), usd(rolled_over), usd(lapsed)}; }

} // namespace

TEST_CASE("what a year leaves of its commitment is billed on the year's last invoice")
{
    const auto periods = billed(three_years);
    auto       rows    = drawn(periods, {400, 1200, 999});
    const auto found   = append_undrawn_spend(rows, thousand(undrawn::billed), three_years, periods);
    CHECK(found == years{year(1, 0, 400, 600, 0, 0), year(2, 0, 1200, 0, 0, 0), year(3, 0, 999, 1, 0, 0)}); // 200 too much in year 2 helps nobody
    REQUIRE(rows.size() == 5);
    CHECK(rows[3].kind == charge_kind::undrawn_spend);
    CHECK(rows[3].clause == term_path{"spend"});
    CHECK(rows[3].service == period(2026_y / jan / 1, 2027_y / jan / 1));
    CHECK(rows[3].invoiced == sys_days{2026_y / dec / 31});
    CHECK(rows[3].due == sys_days{2027_y / jan / 30});
    CHECK(rows[3].amount == usd(600));
    CHECK(rows[3].rounds == rounded_on::nothing);
    CHECK(rows[4].invoiced == sys_days{2028_y / dec / 31});
}

TEST_CASE("what rolls over adds to the next year's commitment, year after year, and at the term's end is billed or lapses")
{
    const auto periods = billed(three_years);
    auto       rows    = drawn(periods, {400, 1300, 1100});
    // 600 roll over; 1,600 − 1,300 = 300 roll over; 1,300 − 1,100 = 200 are billed.
    CHECK(append_undrawn_spend(rows, thousand(undrawn::rolls_over), three_years, periods) == years{year(1, 0, 400, 0, 600, 0), year(2, 600, 1300, 0, 300, 0), year(3, 300, 1100, 200, 0, 0)});
    CHECK(total(rows, charge_kind::undrawn_spend) == usd(200));
    rows = drawn(periods, {400, 1300, 1100});
    CHECK(append_undrawn_spend(rows, thousand(undrawn::rolls_over, undrawn::lapses), three_years, periods).back() == year(3, 300, 1100, 0, 0, 200));
    CHECK(rows.size() == 3);
}

TEST_CASE("what lapses is not billed")
{
    const auto periods = billed(three_years);
    auto       rows    = drawn(periods, {400});
    CHECK(append_undrawn_spend(rows, thousand(undrawn::lapses), three_years, periods) == years{year(1, 0, 400, 0, 0, 600), year(2, 0, 0, 0, 0, 1000), year(3, 0, 0, 1000, 0, 0)});
    CHECK(total(rows, charge_kind::undrawn_spend) == usd(1000)); // the term's end is stated by itself
}

TEST_CASE("every row of a usage clause draws, and a rebate gives back; fees, energy and credits do not")
{
    const auto periods = billed(three_years);
    for (int k = 0; k <= static_cast<int>(charge_kind::holdback_release); ++k) {
        const auto               kind = static_cast<charge_kind>(k);
        std::vector<charge<USD>> rows{row(kind, periods[0], usd(kind == charge_kind::rebate ? -10 : 10))};
        const bool draws = kind == charge_kind::usage || kind == charge_kind::make_up || kind == charge_kind::shortfall || kind == charge_kind::overage || kind == charge_kind::true_up;
        CHECK(append_undrawn_spend(rows, thousand(undrawn::billed), three_years, periods)[0].drawn == usd(kind == charge_kind::rebate ? -10 : draws ? 10 : 0));
    }
}

TEST_CASE("a row draws in the contract year of its invoice, and clauses may follow one another in the list")
{
    const term t       = months_from(2025_y / nov / 3, 24);
    const auto periods = billed(t, monthly, calendar_periods);
    REQUIRE(periods[12].days == period(2026_y / nov / 1, 2026_y / dec / 1)); // begins in year 1
    std::vector<charge<USD>> rows;
    for (int clause = 0; clause < 2; ++clause) {
        for (const std::size_t k : {0U, 12U, 13U, 24U}) rows.push_back(row(charge_kind::usage, periods[k], usd(100)));
    }
    CHECK(append_undrawn_spend(rows, thousand(undrawn::billed), t, periods) == years{year(1, 0, 400, 600, 0, 0), year(2, 0, 400, 600, 0, 0)});
    CHECK(rows[8].invoiced == sys_days{2026_y / nov / 30});
    CHECK(rows[9].invoiced == sys_days{2027_y / nov / 2});
}

TEST_CASE("a short last year commits its share by months")
{
    const money<USD> a_year = usd(1000);
    const term       t      = months_from(2026_y / jan / 1, 19);
    CHECK(commitment_of(a_year, t, 1) == usd(1000));
    CHECK(commitment_of(a_year, t, 2) == usd(583.33_d)); // seven twelfths
    CHECK(commitment_of(a_year, t, 3) == usd(0));
    const term until_half_june{.start = 2026_y / jan / 1, .length = until(2027_y / jun / 16)};
    CHECK(commitment_of(a_year, until_half_june, 2) == usd(458.33_d)); // 5 months and 15 of June's 30 days: 5.5 / 12
    const auto               periods = billed(t);
    std::vector<charge<USD>> rows;
    CHECK(append_undrawn_spend(rows, thousand(undrawn::billed), t, periods)[1].billed == usd(583.33_d));
    CHECK(rows[1].service == period(2027_y / jan / 1, 2027_y / aug / 1));
}

TEST_CASE("a short last year in which no period begins closes with the last period")
{
    const term t       = months_from(2026_y / jan / 15, 13);
    const auto periods = billed(t, quarterly, calendar_periods);
    REQUIRE(periods.back().days == period(2027_y / jan / 1, 2027_y / feb / 15)); // begins in year 1
    std::vector<charge<USD>> rows{row(charge_kind::usage, periods.back(), usd(100))};
    const auto               found = append_undrawn_spend(rows, thousand(undrawn::lapses), t, periods);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == year(1, 0, 100, 0, 0, 900));
    CHECK(found[1].billed == usd(83.33_d)); // a twelfth
    CHECK(rows.back().invoiced == sys_days{2027_y / feb / 14});
}

TEST_CASE("after the term nothing is committed and nothing draws")
{
    const term t       = months_from(2026_y / jan / 1, 6);
    const auto periods = billed(t, monthly, contract_periods, 9); // a tail into the second contract year
    REQUIRE(periods.size() == 15);
    std::vector<charge<USD>> rows{row(charge_kind::usage, periods[5], usd(100)), row(charge_kind::overage, periods[6], usd(70)), row(charge_kind::overage, periods[14], usd(70))};
    const auto found = append_undrawn_spend(rows, thousand(undrawn::rolls_over), t, periods);
    REQUIRE(found.size() == 1);
    CHECK(found[0].committed == usd(500));
    CHECK(found[0].drawn == usd(100));
    CHECK(rows.back().amount == usd(400));
    CHECK(rows.back().invoiced == sys_days{2026_y / jun / 30});
}

TEST_CASE("periods that stop before the term shorten it: the year of an early end commits its share, and later years nothing")
{
    auto periods = billed(three_years);
    periods.erase(periods.begin() + 15, periods.end()); // the end of March 2027
    std::vector<charge<USD>> rows;
    const auto               found = append_undrawn_spend(rows, thousand(undrawn::lapses), three_years, periods);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == year(1, 0, 0, 0, 0, 1000));
    CHECK(found[1].billed == usd(250)); // three twelfths, by the rule of the term's end
}

TEST_CASE("a commitment that cannot be is refused")
{
    const auto               periods = billed(three_years);
    std::vector<charge<USD>> rows;
    CHECK_REFUSED(invalid_terms, "spend: must be billed or lapse at the term's end; got rolls_over; write undrawn::billed or undrawn::lapses",
                  append_undrawn_spend(rows, thousand(undrawn::billed, undrawn::rolls_over), three_years, periods));
    const committed_spend<USD> negative{.a_year = stated<money<USD>>(usd(-1)), .at_anniversary = undrawn::billed, .at_end = undrawn::billed};
    CHECK_REFUSED(invalid_terms, "spend: must not be negative; got USD -1.00; write what is committed a year", append_undrawn_spend(rows, negative, three_years, periods));
}

TEST_CASE("on random years drawn, billed, rolled and lapsed add up to what was committed, or more was drawn")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int n = 0; n < 500; ++n) {
        const term               t       = months_from(2026_y / jan / 15, static_cast<int>(draw.between(1, 60)));
        const auto               periods = billed(t, draw.coin() ? monthly : quarterly, draw.coin() ? contract_periods : calendar_periods);
        std::vector<charge<USD>> rows;
        money<USD>               used = usd(0);
        for (const auto& p : periods) {
            rows.push_back(row(charge_kind::usage, p, money<USD>(decimal<2>::from_units(draw.between(0, 20'000)))));
            used += rows.back().amount;
        }
        const auto found = append_undrawn_spend(rows, thousand(static_cast<undrawn>(draw.between(0, 2)), draw.coin() ? undrawn::billed : undrawn::lapses), t, periods);
        money<USD> committed = usd(0), drawn = usd(0), rolled = usd(0);
        for (const auto& y : found) {
            CHECK(y.rolled_in == rolled);
            const money<USD> left = y.committed + y.rolled_in - y.drawn;
            CHECK(y.billed + y.rolled_over + y.lapsed == (sign(left) > 0 ? left : usd(0)));
            rolled = y.rolled_over;
            committed += y.committed;
            drawn += y.drawn;
        }
        CHECK(drawn == used);
        CHECK(sign(rolled) == 0);
        CHECK(committed == money<USD>(round<2>(fraction(1000) * fraction(t.length.months().count(), 12), rounding::half_up)));
    }
}
