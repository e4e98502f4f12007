// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/lease_schedule.hpp>

#include "../support/leases.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::level;

namespace {

using cents = std::vector<std::int64_t>;

template <class Rows, class Row, class Amount>
cents column(const Rows& rows, Amount Row::*member)
{
    cents units;
    for (const auto& row : rows) units.push_back((row.*member).amount.units);
    return units;
}

/// Each rounded to whole dollars.
cents in_dollars(cents units)
{
    for (std::int64_t& n : units) n = round_quotient<std::int64_t>(n, 100, rounding::half_up);
    return units;
}

using row_of  = amortization_row<USD>;
using cost_of = lease_cost<USD>;

} // namespace

// A teaching example of accounting firms, recalled: 10,000, 12,000 and 14,000 at 4.235 %. Rounds to the unit; ours to the cent first.
TEST_CASE("an operating lease costs 12,000 a year, and its right of use takes what interest leaves")
{
    const auto s = lease_schedule_of(tests::three_rising_years(lease_classification::asc_842_operating));
    CHECK(in_dollars(column(costs_of(s), &cost_of::interest)) == cents{1'398, 1'033, 569});
    CHECK(in_dollars(column(s.liability, &row_of::closing)) == cents{24'398, 13'431, 0});
    CHECK(column(costs_of(s), &cost_of::total) == cents{12'000'00, 12'000'00, 12'000'00});
    CHECK(in_dollars(column(s.right_of_use, &row_of::charge)) == cents{10'602, 10'967, 11'431});
    CHECK(in_dollars(column(s.right_of_use, &row_of::closing)) == cents{22'398, 11'431, 0});
}

TEST_CASE("a finance lease costs 11,000 of amortisation a year and the same interest: more at first")
{
    const auto s = lease_schedule_of(tests::three_rising_years(lease_classification::asc_842_finance));
    CHECK(in_dollars(column(s.right_of_use, &row_of::charge)) == cents{11'000, 11'000, 11'000});
    CHECK(in_dollars(column(costs_of(s), &cost_of::total)) == cents{12'398, 12'033, 11'569});
    CHECK(total(s.right_of_use) + total_interest(s.liability) == usd(36'000));
}

// IFRS 16, Illustrative Example 13, as a worked copy of it shows it, to the cent; interest there is rounded by itself, so that a row may
// differ by a cent from the difference of its balances: ours is the difference.
TEST_CASE("IFRS 16, Example 13: the liability of each year, paid in advance")
{
    const auto l = tests::example_13();
    const auto s = lease_schedule_of(l);
    CHECK(column(s.liability, &row_of::opening) == cents{355'391'08, 373'160'64, 339'318'67, 303'784'60, 266'473'83, 227'297'53, 186'162'40, 142'970'52, 97'619'05, 50'000'00});
    CHECK(column(s.liability, &row_of::payment) == cents{0, 50'000'00, 50'000'00, 50'000'00, 50'000'00, 50'000'00, 50'000'00, 50'000'00, 50'000'00, 50'000'00});
    CHECK(column(s.liability, &row_of::interest) == cents{17'769'56, 16'158'03, 14'465'93, 12'689'23, 10'823'70, 8'864'87, 6'808'12, 4'648'53, 2'380'95, 0}); // printed: 55, 03, 93, 23, 69, 88, 12
    CHECK(s.right_of_use[0].opening == usd("420391.08"));
    CHECK(s.right_of_use[5].closing == usd("168156.43")); // published: 168,156
    CHECK(balance_after(s, 6) == lease_balance<USD>{usd("186162.40"), usd("168156.43")}); // published: 186,162
    CHECK(balance_after(s, 0) == lease_balance<USD>{usd("355391.08"), usd("420391.08")});
    CHECK_THROWN(invalid_terms, balance_after(s, 11));
}

TEST_CASE("the liability ends at what is expected to be owed of a residual guarantee")
{
    for (const payment_timing timing : {payment_timing::end, payment_timing::begin}) {
        auto l                = tests::leased(level(3, 1'000), timing, "0.1", lease_classification::ifrs_16);
        l.residual_guarantee  = usd(500);
        l.termination_penalty = usd(70);
        const auto s          = lease_schedule_of(l);
        CHECK(s.liability.back().closing == usd(500));
        CHECK(ties_out(s.liability, initial_measurement(l).liability, usd(500)));
        CHECK(total_payments(s.liability) == (timing == payment_timing::end ? usd(3'070) : usd(2'070)));
        CHECK(total(s.right_of_use) + total_interest(s.liability) == usd(3'570));
    }
}

TEST_CASE("with a purchase the right of use is amortised over the asset's life, and the liability ends with the lease")
{
    auto l       = tests::leased(level(2, 1'000), payment_timing::end, "0.1", lease_classification::asc_842_finance);
    l.purchase   = lease_purchase<USD>{.price = usd(100), .useful_life = make_schedule(period(2021_y / jan / 1, 2025_y / jan / 1), frequency::annual)};
    const auto s = lease_schedule_of(l);
    CHECK(s.liability.size() == 2);
    CHECK(s.liability[1].payment == usd(1'100));
    CHECK(s.right_of_use.size() == 4);
    const auto costs = costs_of(s);
    CHECK(costs.size() == 4);
    CHECK(costs[3] == lease_cost<USD>{period(2024_y / jan / 1, 2025_y / jan / 1), usd("454.54"), usd(0), usd("454.54")}); // of 1,818.18: 454.545, 909.09, 1,363.635, 1,818.18
    CHECK(s.right_of_use.back().closing == usd(0));
    CHECK_THROWN(invalid_terms, balance_after(s, 3)); // the lease is over
}

TEST_CASE("straight-line counts months: of calendar periods a stub by its days")
{
    auto l       = tests::leased(level(2, 0), payment_timing::end, "0", lease_classification::asc_842_operating);
    l.periods    = make_schedule(period(2021_y / jul / 1, 2023_y / jan / 1), frequency::annual, calendar_periods);
    l.basis      = calendar_periods;
    l.payments   = dated_payments<USD>{.flows = std::vector<flow<USD>>{{2022_y / dec / 31, usd(1'800)}}, .rate = {.per_year = 0.06_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}};
    const auto s = lease_schedule_of(l);
    CHECK(column(costs_of(s), &cost_of::total) == cents{600'00, 1'200'00});
    CHECK(s.right_of_use.back().closing == usd(0));
}

TEST_CASE("what is left of a lease from the 31st on counts the months of the lease: the right of use goes on in equal parts")
{
    for (const auto& [begins, ends] : {std::pair(2026_y / jan / 31, 2026_y / jul / 31), std::pair(2026_y / oct / 30, 2027_y / apr / 30), std::pair(2027_y / aug / 29, 2028_y / aug / 29)}) {
        const auto months = make_schedule(period(begins, ends), monthly);
        auto       l      = tests::leased(level(months.size(), 100), payment_timing::end, "0.01", lease_classification::ifrs_16);
        l.periods         = months;
        const auto whole = lease_schedule_of(l);
        for (std::size_t over = 1; over < whole.liability.size(); ++over) {
            const auto rest = lease_schedule_of(rest_of(l, over), balance_after(whole, over));
            const auto most = std::max_element(rest.right_of_use.begin(), rest.right_of_use.end(), [](const auto& a, const auto& b) { return a.charge < b.charge; });
            for (const auto& row : rest.right_of_use) CHECK(most->charge - row.charge <= usd("0.01"));
        }
    }
    // A lease that begins on the last of February and ends on such days too has months of its own.
    auto l    = tests::leased(level(2, 100), payment_timing::end, "0", lease_classification::ifrs_16);
    l.periods = make_schedule(period(2026_y / feb / 28, 2026_y / apr / 28), monthly);
    CHECK(column(lease_schedule_of(l).right_of_use, &row_of::charge) == cents{100'00, 100'00});
}

TEST_CASE("a lease that is prepaid in full has no liability")
{
    auto l       = tests::leased(level(2, 0), payment_timing::end, "0.1", lease_classification::asc_842_operating);
    l.prepaid    = usd(100);
    const auto s = lease_schedule_of(l);
    CHECK(total_payments(s.liability) == usd(0));
    CHECK(column(costs_of(s), &cost_of::total) == cents{50'00, 50'00});
}

TEST_CASE("what is paid very late at a high rate leaves an operating right of use below zero: rent accrued beyond it")
{
    std::vector<money<USD>> late(10, usd(0));
    late.back() = usd(1'000);
    const auto s = lease_schedule_of(tests::leased(late, payment_timing::end, "0.2", lease_classification::asc_842_operating));
    CHECK(s.right_of_use[8].closing == usd("-66.67")); // 1,000/1.2 − 9 × 100
    CHECK(s.right_of_use[9].closing == usd(0));
}

TEST_CASE("what is owed need not be what a lease's own payments are worth, and is refused then")
{
    const auto l = tests::three_rising_years(lease_classification::ifrs_16);
    CHECK(lease_schedule_of(l, {usd("33000.37"), usd(5)}).right_of_use.front().opening == usd(5));
    CHECK_THROWN(invalid_terms, lease_schedule_of(l, {usd(32'000), usd(5)}));
}

TEST_CASE("currencies of no, two and three digits, and those known at run time")
{
    const auto ends_at_nothing = [](const auto& l) {
        const auto s = lease_schedule_of(l);
        CHECK(sign(s.liability.back().closing) == 0);
        CHECK(sign(s.right_of_use.back().closing) == 0);
        CHECK(costs_of(s).front().total.unit == s.liability.front().payment.unit);
    };
    ends_at_nothing(tests::example_13<tests::whole_units>());
    ends_at_nothing(tests::example_13<iso4217::KWD>());
    const auto eur = currency_of<2>("EUR");
    ends_at_nothing(tests::leased<any_currency<2>>({of(eur, 100), of(eur, 100)}, payment_timing::begin, "0.1", lease_classification::asc_842_operating));
}

TEST_CASE("random leases: costs are what is paid, the liability ends where it must, the right of use at zero, and all classifications cost alike")
{
    RATABLE_INFO_SEED;
    tests::lease_source source;
    for (int n = 0; n < 400; ++n) {
        CAPTURE(n);
        auto             l    = source.next(lease_classification::asc_842_operating);
        const money<USD> zero = usd(0);
        money<USD>       paid = l.prepaid.value_or(zero) + l.initial_direct_costs.value_or(zero) - l.incentives.value_or(zero) + l.residual_guarantee.value_or(zero) + l.termination_penalty.value_or(zero);
        const auto       part = lease_part(l);
        detail::each_amount(part, [&paid](const money<USD>& amount) { paid += amount; });

        const auto m         = initial_measurement(l);
        const auto operating = lease_schedule_of(l);
        const auto costs     = costs_of(operating);
        const auto level     = amortize(paid, l.periods, month_weights(l.periods, l.basis));
        money<USD> total_cost = zero;
        for (std::size_t i = 0; i < costs.size(); ++i) {
            CHECK(costs[i].total == level[i].charge); // the same every month
            CHECK(costs[i].total == costs[i].amortization + costs[i].interest);
            total_cost += costs[i].total;
        }
        CHECK(total_cost == paid);
        CHECK(ties_out(operating.liability, m.liability, l.residual_guarantee.value_or(zero)));
        CHECK(ties_out(operating.right_of_use, m.right_of_use));
        for (const auto& row : operating.liability) CHECK(sign(row.closing) >= 0);

        l.classification   = lease_classification::ifrs_16;
        const auto ifrs    = lease_schedule_of(l);
        l.classification   = lease_classification::asc_842_finance;
        const auto finance = lease_schedule_of(l);
        CHECK(ifrs.liability == operating.liability);
        CHECK(ifrs.liability == finance.liability);
        CHECK(ifrs.right_of_use == finance.right_of_use);
        CHECK(ties_out(ifrs.right_of_use, m.right_of_use));
        for (const auto& row : ifrs.right_of_use) CHECK(sign(row.closing) >= 0);
        CHECK(total(ifrs.right_of_use) + total_interest(ifrs.liability) == paid);

        const auto k = static_cast<std::size_t>(source.draw().between(0, static_cast<std::int64_t>(l.periods.size()) - 1));
        if (k > 0) CHECK(lease_liability(rest_of(l, k)) == balance_after(ifrs, k).liability); // what is owed is what is still to be paid
    }
}
