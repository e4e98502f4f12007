// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/tiers.hpp>

#include "../support/billed.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::billed, tests::months_from, tests::shown;

namespace {

using strings = std::vector<std::string>;
using steps   = std::vector<tier<USD>>;

constexpr money<USD, 6> price(decimal<6> p) { return money<USD, 6>(p); }

constexpr std::array<tier<USD>, 3> list{{{metered(100), price(3.0_d)}, {metered(250), price(2.5_d)}, {{}, price(2.0_d)}}};
const steps                        three(list.begin(), list.end());

const metered_clause clause{{"pricing", 0}, priced_unit::gpu_hour, rounding::half_up};

// A quantity of 160 after 80: 20 to the first bound, 140 of the second step.
constexpr bool parts_are_cut_at_bounds()
{
    metered part[3]{};
    each_part(list, metered(80), metered(160), [&](int step, const metered& q) { part[step] += q; });
    return part[0] == metered(20) && part[1] == metered(140) && part[2] == metered(0);
}
static_assert(parts_are_cut_at_bounds());
static_assert(step_of(list, metered(100)) == 0 && step_of(list, metered(100.00000001_d)) == 1 && step_of(list, metered(250)) == 1 && step_of(list, metered(251)) == 2);
static_assert(step_of(list, metered(0)) == 0);

std::vector<metered> whole(const std::vector<int>& counts)
{
    std::vector<metered> result;
    for (const int n : counts) result.emplace_back(n);
    return result;
}

std::vector<charge<USD>> rows_of(const tiers<USD>& t, const std::vector<int>& counts, const term& agreed, const std::vector<steps>& lists, period_basis basis = contract_periods)
{
    auto used = whole(counts);
    const auto periods = billed(agreed, monthly, basis);
    used.resize(periods.size());
    std::vector<charge<USD>> rows;
    append_tiers<USD>(rows, clause, t, lists, periods, used, agreed);
    return rows;
}
std::vector<charge<USD>> rows_of(const tiers<USD>& t, const std::vector<int>& counts, int months = 12)
{
    return rows_of(t, counts, months_from(2026_y / jan / 1, months), {three, three});
}

} // namespace

TEST_CASE("a bound belongs to the lower tier, and parts are cut there")
{
    CHECK(parts_are_cut_at_bounds());
    CHECK(step_of(three, metered(100)) == 0);
    CHECK(step_of(three, metered(100.00000001_d)) == 1);
}

TEST_CASE("marginal tiers over a billing period: each part at its own price, one row a tier, every period from zero")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::billing_period};
    CHECK(shown(rows_of(t, {100, 260, 0, 101})) == strings{
        "usage 100.00000000 x 3.000000 = 300.00",                                                                                     // the bound: all in the first
        "usage 100.00000000 x 3.000000 = 300.00", "usage 150.00000000 x 2.500000 = 375.00", "usage 10.00000000 x 2.000000 = 20.00",   // 260 = 100 + 150 + 10
        "usage 100.00000000 x 3.000000 = 300.00", "usage 1.00000000 x 2.500000 = 2.50"});                                             // and no row for zero
}

TEST_CASE("marginal tiers over a contract year go on where the year stands, and begin anew with the next year")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::contract_year};
    const auto       rows = rows_of(t, {80, 160, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50}, 24);
    CHECK(shown(rows) == strings{
        "usage 80.00000000 x 3.000000 = 240.00",
        "usage 20.00000000 x 3.000000 = 60.00", "usage 140.00000000 x 2.500000 = 350.00", // 80 + 160 = 240
        "usage 10.00000000 x 2.500000 = 25.00", "usage 30.00000000 x 2.000000 = 60.00",   // 240 + 40 = 280
        "usage 50.00000000 x 3.000000 = 150.00"});                                        // year 2
    CHECK(rows.back().service == period(2027_y / jan / 1, 2027_y / feb / 1));
}

TEST_CASE("all-units tiers over a billing period bill the whole at the price of the tier that it falls in")
{
    const tiers<USD> t{.steps = three, .method = tier_method::all_units, .counted_over = tier_period::billing_period};
    CHECK(shown(rows_of(t, {100, 101, 250, 251})) == strings{"usage 100.00000000 x 3.000000 = 300.00", "usage 101.00000000 x 2.500000 = 252.50",
                                                             "usage 250.00000000 x 2.500000 = 625.00", "usage 251.00000000 x 2.000000 = 502.00"});
}

TEST_CASE("all-units tiers over a contract year: a change of tier reprices the year's earlier periods in the same invoice")
{
    const tiers<USD> t{.steps = three, .method = tier_method::all_units, .counted_over = tier_period::contract_year};
    const auto       rows = rows_of(t, {60, 40, 30, 200});
    CHECK(shown(rows) == strings{
        "usage 60.00000000 x 3.000000 = 180.00",
        "usage 40.00000000 x 3.000000 = 120.00",                                                // 100 is still the first tier
        "usage 30.00000000 x 2.500000 = 75.00", "true_up 100.00000000 x -0.500000 = -50.00",    // 130: the 100 before at 2.50 − 3.00
        "usage 200.00000000 x 2.000000 = 400.00", "true_up 130.00000000 x -0.500000 = -65.00"}); // 330: the 130 before at 2.00 − 2.50
    CHECK(total(rows) == usd(660)); // 330 × 2.00
    CHECK(rows[3].service == period(2026_y / jan / 1, 2026_y / mar / 1));
    CHECK(rows[3].invoiced == rows[2].invoiced);
    CHECK(rows[5].service == period(2026_y / jan / 1, 2026_y / apr / 1));
}

TEST_CASE("a first period that falls in a later tier reprices nothing, and a year ends its tier")
{
    const tiers<USD> t{.steps = three, .method = tier_method::all_units, .counted_over = tier_period::contract_year};
    CHECK(shown(rows_of(t, {0, 300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10}, 24)) == strings{"usage 300.00000000 x 2.000000 = 600.00", "usage 10.00000000 x 3.000000 = 30.00"});
}

TEST_CASE("a rebate is a share of the year's posted rows, on the year's last invoice, when the year reaches its threshold")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::billing_period, .rebate = rebate{.from = metered(400), .share = 0.015_d}};
    // 260 → 300 + 375 + 20 = 695; 140 → 300 + 100 = 400; 1.5 % of 1,095 = 16.425 → 16.43 (the year has 400: the threshold itself)
    const auto rows = rows_of(t, {260, 140});
    CHECK(shown(rows.back()) == "rebate = -16.43");
    CHECK(rows.back().service == period(2026_y / jan / 1, 2027_y / jan / 1));
    CHECK(rows.back().invoiced == sys_days{2026_y / dec / 31});
    CHECK(rows.back().rounds == rounded_on::row);
    CHECK(rows_of(t, {260, 139}).back().kind == charge_kind::usage);                      // 399 does not reach it
    CHECK(rows_of(t, {260, 140}, 11).back().kind == charge_kind::usage);                  // nor does a year of eleven months
    CHECK(total(rows_of(t, {260, 140, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 260, 140}, 18), charge_kind::rebate) == usd(-16.43_d)); // 18 months: none for the last six
}

TEST_CASE("calendar billing does not make the last contract year a short one")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::billing_period, .rebate = rebate{.from = metered(10), .share = 0.1_d}};
    const auto       rows = rows_of(t, {10}, months_from(2025_y / nov / 3, 12), {three}, calendar_periods);
    CHECK(shown(rows) == strings{"usage 10.00000000 x 3.000000 = 30.00", "rebate = -3.00"});
    CHECK(rows.back().invoiced == sys_days{2026_y / nov / 2});
}

TEST_CASE("a year that an early end cuts short has no rebate")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::billing_period, .rebate = rebate{.from = metered(10), .share = 0.1_d}};
    const term       agreed  = months_from(2026_y / jan / 1, 24);
    auto             periods = billed(agreed);
    periods.erase(periods.begin() + 11, periods.end());
    std::vector<charge<USD>> rows;
    append_tiers<USD>(rows, clause, t, std::vector<steps>{three}, periods, std::vector<metered>(11, metered(10)), agreed);
    CHECK(rows.size() == 11);
}

TEST_CASE("bounds are not prorated in a stub")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::billing_period};
    const auto       rows = rows_of(t, {100}, months_from(2025_y / nov / 28, 12), {three}, calendar_periods); // three days of November
    CHECK(shown(rows) == strings{"usage 100.00000000 x 3.000000 = 300.00"});
}

TEST_CASE("each contract year has its own price list")
{
    steps dearer = three;
    for (auto& s : dearer) s.price = s.price + usd(1);
    const tiers<USD> t{.steps = three, .method = tier_method::all_units, .counted_over = tier_period::contract_year};
    CHECK(shown(rows_of(t, {10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10}, months_from(2026_y / jan / 1, 24), {three, dearer})) ==
          strings{"usage 10.00000000 x 3.000000 = 30.00", "usage 10.00000000 x 4.000000 = 40.00"});
}

TEST_CASE("price lists that do not rise, and lists that are missing, are refused")
{
    const tiers<USD> t{.steps = three, .method = tier_method::marginal, .counted_over = tier_period::billing_period};
    const auto       with = [&](const steps& s) { return rows_of(t, {1}, months_from(2026_y / jan / 1, 12), {s}); };
    CHECK_REFUSED(invalid_terms, "tiers: must have a step; got none; write one without an upper bound", with({}));
    CHECK_REFUSED(invalid_terms, "tiers: must rise; got 100.00000000; put the steps in order of their bounds", with({{metered(100), usd(1)}, {metered(100), usd(1)}, {{}, usd(1)}}));
    CHECK_REFUSED(invalid_terms, "tiers: must rise; got 0.00000000; put the steps in order of their bounds", with({{metered(0), usd(1)}, {{}, usd(1)}}));
    CHECK_REFUSED(invalid_terms, "tiers: must have an upper bound on every step but the last; got a step without; write up_to", with({{{}, usd(1)}, {{}, usd(1)}}));
    CHECK_REFUSED(invalid_terms, "tiers: must have no upper bound on the last step; got 5.00000000; leave up_to out", with({{metered(5), usd(1)}}));
    CHECK_REFUSED(invalid_terms, "tiers: must have prices for every contract year; got none for year 2; give one price list a year", rows_of(t, {1}, months_from(2026_y / jan / 1, 24), {three}));
    tiers<USD> greedy = t;
    greedy.rebate     = rebate{.from = metered(1), .share = 1.5_d};
    CHECK_REFUSED(invalid_terms, "rebate: must be a share from 0 to 1; got 1.500000; write 5 % as 0.05_d", rows_of(greedy, {1}));
    std::vector<charge<USD>> rows;
    CHECK_THROWN(invalid_terms, append_tiers<USD>(rows, clause, t, std::vector<steps>{three}, billed(months_from(2026_y / jan / 1, 12)), whole({1}), months_from(2026_y / jan / 1, 12)));
}

TEST_CASE("on random lists marginal parts sum to the quantity, and all-units over a year costs the year at its last tier")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const term    agreed = months_from(2026_y / jan / 1, 12);
    const auto    periods = billed(agreed);
    for (int n = 0; n < 500; ++n) {
        steps        s;
        std::int64_t bound = 0;
        for (std::int64_t k = draw.between(0, 4); k > 0; --k) s.push_back({metered(bound += draw.between(1, 60)), money<USD, 6>(decimal<6>::from_units(draw.between(0, 40) * 10'000))});
        s.push_back({{}, money<USD, 6>(decimal<6>::from_units(draw.between(0, 40) * 10'000))});
        std::vector<metered> used;
        metered              year{};
        for (std::size_t k = 0; k < periods.size(); ++k) year += used.emplace_back(draw.coin() ? 0 : draw.between(0, 60));
        for (const tier_period over : {tier_period::billing_period, tier_period::contract_year}) {
            std::vector<charge<USD>> marginal, whole_units;
            append_tiers<USD>(marginal, clause, {.steps = s, .method = tier_method::marginal, .counted_over = over}, std::vector<steps>{s}, periods, used, agreed);
            append_tiers<USD>(whole_units, clause, {.steps = s, .method = tier_method::all_units, .counted_over = over}, std::vector<steps>{s}, periods, used, agreed);
            for (std::size_t k = 0; k < periods.size(); ++k) {
                int128 sum = 0;
                for (const auto& row : marginal) sum += row.service == periods[k].days ? row.quantity.count : 0;
                CHECK(sum == used[k].units);
            }
            if (over == tier_period::contract_year) { // prices in cents, whole hours: nothing is rounded
                CHECK(total(whole_units).amount.units * int128{10'000} * 100'000'000 == int128{s[static_cast<std::size_t>(step_of(s, year))].price.amount.units} * year.units);
            }
        }
    }
}
