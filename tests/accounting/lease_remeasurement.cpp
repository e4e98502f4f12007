// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/lease_remeasurement.hpp>

#include "../support/leases.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::a_period, tests::level;
using CU = tests::whole_units;

namespace {

constexpr bool test_rates()
{
    using enum lease_change;
    using as = lease_classification;
    for (const as asc : {as::asc_842_operating, as::asc_842_finance}) {
        if (rate_after(asc, index) != lease_rate::none || rate_after(asc, floating_rate) != lease_rate::none || rate_after(asc, residual_guarantee) != lease_rate::unchanged) return false;
        if (rate_after(asc, term) != lease_rate::revised || rate_after(asc, modification) != lease_rate::revised) return false;
    }
    return rate_after(as::ifrs_16, index) == lease_rate::unchanged && rate_after(as::ifrs_16, floating_rate) == lease_rate::revised &&
           rate_after(as::ifrs_16, residual_guarantee) == lease_rate::unchanged && rate_after(as::ifrs_16, term) == lease_rate::revised &&
           rate_after(as::ifrs_16, modification) == lease_rate::revised;
}
static_assert(test_rates());
static_assert(name_of(lease_change::index) == "index" && name_of(lease_change::floating_rate) == "floating_rate" && name_of(lease_change::residual_guarantee) == "residual_guarantee");
static_assert(name_of(lease_change::term) == "term" && name_of(lease_change::modification) == "modification");

/// The rest of a lease after some years, with other payments at another rate.
template <currency C>
lease<C> revised_to(const lease<C>& rest, std::vector<money<C>> amounts, std::string_view rate)
{
    auto       r     = rest;
    const auto first = year_month_day{rest.periods.front().start()};
    r.periods        = make_schedule(period(first, first + date::years{static_cast<int>(amounts.size())}), frequency::annual);
    a_period(r).amounts       = std::move(amounts);
    a_period(r).rate_a_period = rate_of_interest::parse(rate);
    return r;
}

std::vector<money<CU>> units(std::size_t n, std::int64_t amount) { return level<CU>(n, amount); }
money<CU>              cu(std::int64_t n) { return of<CU>(n); }

} // namespace

TEST_CASE("which rate a change is measured at")
{
    CHECK(test_rates());
}

// IFRS 16, Illustrative Example 13, part 2 (reassessment of an extension): recalled, recomputed. Rounds: differences of figures that are rounded to the
// currency unit, which a currency without minor units gives by itself.
TEST_CASE("IFRS 16, Example 13: an extension becomes reasonably certain after six years, at the revised rate of 6 %")
{
    const auto office  = tests::example_13<CU>();
    const auto s       = lease_schedule_of(office);
    const auto rest    = rest_of(office, 6);
    auto       amounts = units(4, 50'000);
    for (int i = 0; i < 5; ++i) amounts.push_back(cu(55'000));
    const auto m = remeasure(rest, balance_after(s, 6), revised_to(rest, amounts, "0.06"), lease_change::term);
    CHECK(m.before == lease_balance<CU>{cu(186'162), cu(168'156)});
    CHECK(m.after.liability == cu(378'174));
    CHECK(m.after.liability - m.before.liability == cu(192'012));
    CHECK(m.after.right_of_use == cu(360'168));
    CHECK(m.gain == cu(0));
    const auto onwards = lease_schedule_of(revised_to(rest, amounts, "0.06"), m.after);
    CHECK(onwards.liability.size() == 9);
    CHECK(onwards.right_of_use.front().charge == cu(40'019)); // 360,168 over nine years: 40,018.67
    CHECK(ties_out(onwards.liability, m.after.liability));
    CHECK(ties_out(onwards.right_of_use, m.after.right_of_use));
}

// IFRS 16, Illustrative Example 14A (consumer prices of 125 and 135): recalled, recomputed. The increase of 27,145 is also the difference of rounded figures.
TEST_CASE("IFRS 16, Example 14A: payments that follow an index are measured again at the unchanged rate")
{
    const auto office = tests::leased<CU>(units(10, 50'000), payment_timing::begin, "0.05", lease_classification::ifrs_16);
    const auto s      = lease_schedule_of(office);
    const auto rest   = rest_of(office, 2);
    const auto paid   = cu(50'000 * 135 / 125);
    CHECK(paid == cu(54'000));
    const auto m = remeasure(rest, balance_after(s, 2), revised_to(rest, std::vector(8, paid), "0.05"), lease_change::index);
    CHECK(m.before.liability == cu(339'319));
    CHECK(m.after.liability == cu(366'464));
    CHECK(m.after.right_of_use - m.before.right_of_use == cu(27'145));
    CHECK_REFUSED(invalid_terms,
                  "lease.payments: must keep the lease's rate for this change; got 0.060000000000 a period after 0.050000000000 a period; write the rate of the last measurement",
                  remeasure(rest, balance_after(s, 2), revised_to(rest, std::vector(8, paid), "0.06"), lease_change::index));
}

TEST_CASE("under ASC 842 a moved index is expensed, and something else measures the lease again")
{
    const auto office     = tests::leased(level(10, 50'000), payment_timing::begin, "0.05", lease_classification::asc_842_operating);
    const auto s          = lease_schedule_of(office);
    const auto rest       = rest_of(office, 2);
    const auto indexed    = revised_to(rest, level(8, 54'000), "0.05");
    CHECK_REFUSED(invalid_terms, "lease.payments: must not be measured again under ASC 842 for what only an index or a floating rate moved; got index; expense the difference as it is incurred",
                  remeasure(rest, balance_after(s, 2), indexed, lease_change::index));
    CHECK_THROWN(invalid_terms, remeasure(rest, balance_after(s, 2), indexed, lease_change::floating_rate));
    const auto m       = remeasure(rest, balance_after(s, 2), indexed, lease_change::modification);
    const auto onwards = lease_schedule_of(indexed, m.after);
    CHECK(ties_out(onwards.right_of_use, m.after.right_of_use));
    const auto costs = costs_of(onwards);
    CHECK(costs.front().total == costs.back().total);
}

// IFRS 16, Illustrative Example 16: recalled, "published outputs not certain to the last CU"; recomputed.
TEST_CASE("IFRS 16, Example 16: four years more, at the revised rate of 7 %")
{
    const auto office = tests::ten_years_of_100_000<CU>();
    const auto s      = lease_schedule_of(office);
    const auto rest   = rest_of(office, 6);
    const auto m      = remeasure(rest, balance_after(s, 6), revised_to(rest, units(8, 100'000), "0.07"), lease_change::modification);
    CHECK(m.before.liability == cu(346'511));
    CHECK(m.after.liability == cu(597'130));
    CHECK(m.after.liability - m.before.liability == cu(250'619));
    CHECK(m.after.right_of_use - m.before.right_of_use == cu(250'619));
}

// IFRS 16, Illustrative Example 18: inputs as a reprint shows them, outputs recalled. Rounds to the unit, within 1 for the right of use, 1.5 for
// the differences: the printed ones are of rounded figures, ours of cents.
TEST_CASE("IFRS 16, Example 18: space for 50,000 more, and three years instead of five")
{
    const auto office = tests::ten_years_of_100_000();
    const auto s      = lease_schedule_of(office);
    const auto rest   = rest_of(office, 5);
    CHECK(balance_after(s, 5) == lease_balance<USD>{usd("421236.38"), usd("368004.35")}); // published: 421,236 and 368,004

    const auto shorter = reduce_scope(rest, balance_after(s, 5), revised_to(rest, level(3, 100'000), "0.06"), fraction(3, 5));
    CHECK(shorter.after.right_of_use == usd("220802.61")); // published: 220,802
    CHECK(shorter.after.liability == usd("267301.19"));    // published: 267,301
    CHECK(shorter.gain == usd("6733.45"));                 // published: 6,733; unrounded 6,733.4426, ours 153,935.19 − 147,201.74

    const auto kept = revised_to(rest, level(3, 100'000), "0.06");
    const auto at_7 = remeasure(kept, shorter.after, revised_to(rest, level(3, 100'000), "0.07"), lease_change::modification);
    CHECK(at_7.after.liability == usd("262431.60")); // published: 262,432
    CHECK(at_7.after.right_of_use - at_7.before.right_of_use == usd("-4869.59")); // published: −4,870

    const auto added = tests::leased(level(3, 50'000), payment_timing::end, "0.07", lease_classification::ifrs_16); // a lease of its own
    CHECK(initial_measurement(added).right_of_use == usd("131215.80")); // published: 131,216
}

// IFRS 16, Illustrative Example 19: recalled, recomputed. The published −31,717 is the difference of rounded figures (unrounded −31,717.62), which is what a currency
// without minor units gives; in cents it is −31,717.62.
TEST_CASE("IFRS 16, Example 19: only the price changes, and the right of use takes the difference")
{
    const auto in_units = [] {
        const auto office = tests::ten_years_of_100_000<CU>();
        const auto rest   = rest_of(office, 5);
        return remeasure(rest, balance_after(lease_schedule_of(office), 5), revised_to(rest, units(5, 95'000), "0.07"), lease_change::modification);
    }();
    CHECK(in_units.before.liability == cu(421'236));
    CHECK(in_units.after.liability == cu(389'519));
    CHECK(in_units.after.right_of_use - in_units.before.right_of_use == cu(-31'717));
    const auto office = tests::ten_years_of_100_000();
    const auto rest   = rest_of(office, 5);
    const auto m      = remeasure(rest, balance_after(lease_schedule_of(office), 5), revised_to(rest, level(5, 95'000), "0.07"), lease_change::modification);
    CHECK(m.after.right_of_use - m.before.right_of_use == usd("-31717.62"));
}

TEST_CASE("a right of use ends at zero: what would go below is a gain")
{
    const auto office = tests::ten_years_of_100_000();
    const auto rest   = rest_of(office, 5);
    const auto m      = remeasure(rest, {usd("421236.38"), usd(30'000)}, revised_to(rest, level(5, 95'000), "0.07"), lease_change::modification);
    CHECK(m.after.right_of_use == usd(0));
    CHECK(m.gain == usd("1717.62"));
    CHECK(m.before.liability - m.after.liability == m.before.right_of_use - m.after.right_of_use + m.gain);
}

TEST_CASE("a residual guarantee is measured at the unchanged rate; new direct costs add to the right of use")
{
    auto office               = tests::ten_years_of_100_000();
    office.residual_guarantee = usd(10'000);
    const auto s              = lease_schedule_of(office);
    auto       rest           = rest_of(office, 8);
    const auto before         = balance_after(s, 8);
    auto       more           = rest;
    more.residual_guarantee   = usd(21'236);
    const auto m              = remeasure(rest, before, more, lease_change::residual_guarantee);
    CHECK(m.after.liability - before.liability == usd(10'000)); // 11,236 = 10,000 × 1.06²
    more.initial_direct_costs = usd(100);
    more.prepaid              = usd(30);
    more.incentives           = usd(7);
    CHECK(remeasure(rest, before, more, lease_change::residual_guarantee).after.right_of_use == m.after.right_of_use + usd(123));
}

TEST_CASE("payments on days are measured again from the day on, at a rate of the same or another kind")
{
    const interest_rate six{.per_year = 0.06_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
    auto                l = tests::leased(level(2, 0), payment_timing::end, "0", lease_classification::ifrs_16);
    l.payments            = dated_payments<USD>{.flows = std::vector<flow<USD>>{{2021_y / dec / 31, usd(100)}, {2022_y / jan / 1, usd(50)}, {2022_y / dec / 31, usd(100)}}, .rate = six};
    const auto before     = balance_after(lease_schedule_of(l), 1);
    const auto rest       = rest_of(l, 1);
    CHECK(before.liability == lease_liability(rest));
    CHECK(remeasure(rest, before, rest, lease_change::index).after == before);
    auto other = rest;
    std::get<dated_payments<USD>>(other.payments).rate.compounds = compounding::monthly;
    CHECK_THROWN(invalid_terms, remeasure(rest, before, other, lease_change::index));
    CHECK(remeasure(rest, before, other, lease_change::modification).after.liability < before.liability);
    auto later    = rest;
    later.periods = make_schedule(period(2022_y / feb / 1, 2023_y / jan / 1), frequency::annual);
    CHECK_THROWN(invalid_terms, remeasure(rest, before, later, lease_change::modification));
}

TEST_CASE("a part that is given up: shares from 0 to 1, at the lease's rate, worth no more than before")
{
    const auto office = tests::ten_years_of_100_000();
    const auto rest   = rest_of(office, 5);
    const auto before = balance_after(lease_schedule_of(office), 5);
    CHECK(reduce_scope(rest, before, rest, fraction(1)).gain == usd(0));
    CHECK_THROWN(invalid_terms, reduce_scope(rest, before, rest, fraction(6, 5)));
    CHECK_THROWN(invalid_terms, reduce_scope(rest, before, rest, fraction(-1, 5)));
    CHECK_THROWN(invalid_terms, reduce_scope(rest, before, revised_to(rest, level(3, 100'000), "0.07"), fraction(3, 5)));
    CHECK_THROWN(invalid_terms, reduce_scope(rest, before, revised_to(rest, level(5, 100'001), "0.06"), fraction(3, 5)));
}

TEST_CASE("random leases: every remeasurement balances")
{
    RATABLE_INFO_SEED;
    tests::lease_source source;
    for (int n = 0; n < 200; ++n) {
        CAPTURE(n);
        const auto l = source.next(lease_classification::ifrs_16);
        if (l.periods.size() < 2) continue;
        const auto k      = static_cast<std::size_t>(source.draw().between(1, static_cast<std::int64_t>(l.periods.size()) - 1));
        const auto before = balance_after(lease_schedule_of(l), k);
        const auto rest   = rest_of(l, k);
        CHECK(remeasure(rest, before, rest, lease_change::index) == lease_remeasurement<USD>{before, before, usd(0)}); // nothing changed
        auto revised = rest;
        detail::each_amount(revised.payments, [&](money<USD>& amount) { amount = money<USD>(decimal<2>::from_units(amount.amount.units * source.draw().between(0, 15) / 10)); });
        const auto m = remeasure(rest, before, revised, lease_change::modification);
        CHECK(m.after.right_of_use - before.right_of_use - m.gain == m.after.liability - before.liability);
        CHECK(sign(m.after.right_of_use) >= 0);
        CHECK((sign(m.gain) == 0 || sign(m.after.right_of_use) == 0));
        const auto onwards = lease_schedule_of(revised, m.after);
        CHECK(ties_out(onwards.liability, m.after.liability, l.residual_guarantee.value_or(usd(0))));
        CHECK(ties_out(onwards.right_of_use, m.after.right_of_use));
    }
}
