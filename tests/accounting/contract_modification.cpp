// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/contract_modification.hpp>
#include <ratable/accounting/straight_line.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

std::vector<period> years(const year_month_day& from, const year_month_day& to) { return make_schedule(period(from, to), annual); }

constexpr bool facts_lead_to_one_accounting()
{
    const auto of = [](bool distinct, bool at_price, bool remaining) { return modification_of({.adds_distinct = distinct, .at_standalone_price = at_price, .remaining_is_distinct = remaining}); };
    return of(true, true, true) == modification::separate && of(true, true, false) == modification::separate && of(true, false, true) == modification::prospective &&
           of(false, true, true) == modification::prospective && of(true, false, false) == modification::cumulative_catch_up && of(false, false, false) == modification::cumulative_catch_up;
}
static_assert(facts_lead_to_one_accounting());

} // namespace

TEST_CASE("the facts of a modification lead to one accounting") { CHECK(facts_lead_to_one_accounting()); }

TEST_CASE("IFRS 15 Example 7: three years at 100,000; from the third on, four years at 70,000")
{
    // IFRS 15 Illustrative Examples, Example 7 (recalled, recomputed), in whole units: after two of three years the third costs 80,000, and three more 200,000 in
    // all: 280,000 over the four that remain. The services are distinct (a series), and the price is not that of selling them alone.
    // [begin prospective]
    const auto was = amortize(usd(300'000), years(2027_y / jan / 1, 2030_y / jan / 1), straight_line);
    const auto now = modify_prospectively(was, sys_days{2029_y / jan / 1}, usd(180'000), years(2029_y / jan / 1, 2033_y / jan / 1), integers{1, 1, 1, 1});
    CHECK(amounts(now) == integers{100'000'00, 100'000'00, 70'000'00, 70'000'00, 70'000'00, 70'000'00});
    // [end prospective]
    CHECK(ties_out(now, usd(480'000)));
    CHECK(now[2].opening == usd(280'000));
    CHECK(modification_of({.adds_distinct = true, .at_standalone_price = false, .remaining_is_distinct = true}) == modification::prospective);
}

TEST_CASE("IFRS 15 Example 5: 30 more products, at their own price or at a blended one")
{
    // IFRS 15 Illustrative Examples, Example 5 (recalled, recomputed): 120 at 100, of which 60 are delivered.
    // Case A: 30 more at 95, which is what they sell for: a contract of its own, of 2,850.
    CHECK(modification_of({.adds_distinct = true, .at_standalone_price = true, .remaining_is_distinct = true}) == modification::separate);
    CHECK(usd(95) * 30 == usd(2850));
    // Case B: 30 more at 80, which is not: 60 at 100 and 30 at 80 are 93.33 each, published to the cent. The credit of 15 on each of the 60 delivered (900) is for
    // their faults, and reduces revenue when it is granted.
    const auto blended = blended_price(usd(6'000), usd(80) * 30, 60, 30);
    CHECK(blended == usd(280) * fraction(1, 3));
    CHECK(round<2>(blended, rounding::half_up) == usd("93.33"));
    CHECK(usd(15) * 60 == usd(900));
}

TEST_CASE("a discount that is granted late: 3,580 of revenue, of which 280 are of the year before")
{
    // KPMG, Revenue: IFRS 15 handbook (2019); seen in a reprint. In whole units, nothing to round: at 35 % of 5,200, then at 90 % of 6,000.
    CHECK(caught_up(usd(5'200), decimal<6>(0), usd(5'200), 0.35_d).of_this_period == usd(1'820));
    // [begin catch_up]
    CHECK(caught_up(usd(5'200), 0.35_d, usd(6'000), 0.90_d) == catch_up<USD>{usd(5'400), usd(3'580), usd(280)});
    // [end catch_up]
    CHECK(caught_up(usd("0.10"), 0.25_d, usd("0.11"), 0.5_d) == catch_up<USD>{usd("0.06"), usd("0.03"), usd(0)}); // half_up: 0.025 is 0.03, 0.055 is 0.06
}

TEST_CASE("prospectively, what was posted stays, and all ties out to the new total")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const auto    months = make_schedule(period(2027_y / jan / 15, 2029_y / jan / 15), monthly);
    for (int i = 0; i < 500; ++i) {
        const auto total  = money<USD>(decimal<2>::from_units(draw.between(0, 1'000'000'000)));
        const auto change = money<USD>(decimal<2>::from_units(draw.between(-1'000'000'000, 1'000'000'000)));
        const auto was    = amortize(total, months, daily);
        const auto k      = static_cast<std::size_t>(draw.between(0, 24));
        const auto on     = k == 24 ? months.back().end() : months[k].start();
        const auto rest   = make_schedule(period(on, on + date::days{draw.between(1, 900)}), monthly);
        const auto now    = modify_prospectively(was, on, change, rest, std::vector<std::int64_t>(rest.size(), 1));
        REQUIRE(ties_out(now, total + change));
        for (std::size_t j = 0; j < k; ++j) REQUIRE(now[j].charge == was[j].charge);
        REQUIRE(now.size() == k + rest.size());
    }
}

TEST_CASE("modifications that cannot be are refused")
{
    const auto was = amortize(usd(300'000), years(2027_y / jan / 1, 2030_y / jan / 1), straight_line);
    CHECK_REFUSED(invalid_terms, "modification: must be on the first day of a period; got 2028-07-01; cut the schedule there, or post it with the next period",
                  modify_prospectively(was, sys_days{2028_y / jul / 1}, usd(0), years(2028_y / jul / 1, 2030_y / jul / 1), integers{1, 1}));
    CHECK_THROWN(invalid_terms, modify_prospectively(was, sys_days{2029_y / jan / 1}, usd(0), years(2029_y / feb / 1, 2030_y / feb / 1), integers{1}));
    CHECK_THROWN(invalid_terms, modify_prospectively(was, sys_days{2029_y / jan / 1}, usd(0), {}, integers{}));
    CHECK_THROWN(invalid_terms, modify_prospectively(amortization_schedule<USD>{}, sys_days{2029_y / jan / 1}, usd(0), years(2029_y / jan / 1, 2030_y / jan / 1), integers{1}));
    CHECK_THROWN(invalid_terms, blended_price(usd(1), usd(1), 0, 0));
    CHECK_THROWN(invalid_terms, blended_price(usd(1), usd(1), -1, 2));
    CHECK_REFUSED(invalid_terms, "progress: must be a share from 0 to 1; got 1.100000; write 35 % as 0.35_d", caught_up(usd(1), 0.5_d, usd(1), 1.1_d));
}
