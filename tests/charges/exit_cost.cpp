// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/exit_cost.hpp>

#include "../support/any_contract.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;
using dollars = ratable::iso4217::USD;

namespace {

/// 10 MW for two years from 2026-01-01 at USD 100 per MW-month, USD 1,000 a calendar month, paid 30 days after the month.
contract<dollars> ten_megawatts()
{
    return contract<dollars>{
        .name          = "ten",
        .term          = assumed(ratable::term{.start = 2026_y / jan / 1, .length = months{24}}, "test"),
        .tranches      = assumed({{.in_service = 2026_y / jan / 1, .capacity = 10 * MW}}, "test"),
        .consideration = unknown("priced by the MW-month"),
        .pricing       = assumed(pricing<dollars>{capacity_fee<dollars>{.price = unit_price<dollars>(usd(100) / MW_month)}}, "test"),
        .billing       = assumed(ratable::billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted}}, "test"),
        .termination   = assumed(early_termination<dollars>{.fee_by_year = std::vector{usd(3'000), usd(2'000)}, .less_unearned_prepayment = true}, "test"),
    };
}

remaining_minimums discounted_at(const ratio& rate, const ratio& share)
{
    return {.share = share, .rate = rate, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
}

money<dollars> sum_of(const std::vector<flow<dollars>>& flows)
{
    money<dollars> sum = usd(0);
    for (const auto& f : flows) sum += f.amount;
    return sum;
}

} // namespace

TEST_CASE("the minimums that remain are the fees from the day on, at their cash dates")
{
    const auto rest = minimums_after(ten_megawatts(), 2027_y / nov / 1);
    CHECK(rest == std::vector<flow<dollars>>{{2027_y / dec / 30, usd(1'000)}, {2028_y / jan / 30, usd(1'000)}});
}

TEST_CASE("of a month that the day cuts, what the shorter contract does not charge")
{
    const auto rest = minimums_after(ten_megawatts(), 2027_y / dec / 11);
    CHECK(rest == std::vector<flow<dollars>>{{2028_y / jan / 30, usd("677.42")}}); // 1,000 − 1,000 × 10/31
}

TEST_CASE("a take-or-pay minimum remains whole: nothing is assumed to be used")
{
    auto c                            = ten_megawatts();
    c.tranches.value()[0].accelerator = any_accelerator("gb300");
    c.tranches.value()[0].power_per_accelerator = 2 * kW;
    c.pricing = assumed(pricing<dollars>{usage_fee<dollars>{.price = unit_price<dollars>(usd("2.00") / gpu_h<gb300>), .minimum = take_or_pay{.share = ratio(0.7_d)}}}, "test");
    // 5,000 accelerators × 24 hours × 31 days × 70 % × 2.00
    CHECK(sum_of(minimums_after(c, 2027_y / dec / 1)) == usd(5'208'000));
}

TEST_CASE("leaving costs the fee of its year, less mitigation, and never less than nothing")
{
    auto c = ten_megawatts();
    CHECK(exit_cost_on(c, 2026_y / jun / 1) == exit_cost<dollars>{.on = 2026_y / jun / 1, .fee_of_year = usd(3'000), .minimums = usd(19'000), .minimums_value = usd(0), .mitigation = usd(0),
                                                                  .unearned = usd(0), .cost = usd(3'000)});
    CHECK(exit_cost_on(c, 2027_y / jan / 1).cost == usd(2'000));
    c.termination.value().mitigation = usd(500);
    CHECK(exit_cost_on(c, 2027_y / jan / 1).cost == usd(1'500));
    c.termination.value().mitigation = usd(5'000);
    CHECK(exit_cost_on(c, 2027_y / jan / 1).cost == usd(0));
}

TEST_CASE("where minimums count, the larger of the fee and their share is due")
{
    auto c                         = ten_megawatts();
    c.termination.value().minimums = discounted_at(ratio(0), ratio(0.4_d));
    CHECK(exit_cost_on(c, 2027_y / jan / 1).minimums_value == usd(4'800)); // 40 % of twelve months
    CHECK(exit_cost_on(c, 2027_y / jan / 1).cost == usd(4'800));
    CHECK(exit_cost_on(c, 2027_y / dec / 1).minimums_value == usd(400));
    CHECK(exit_cost_on(c, 2027_y / dec / 1).cost == usd(2'000));
    c.termination.value().fee_by_year = std::vector<money<dollars>>{};
    CHECK(exit_cost_on(c, 2027_y / dec / 1).cost == usd(400));
}

TEST_CASE("their value is discounted from the cash dates, and rounded once")
{
    auto c                         = ten_megawatts();
    c.termination.value().minimums = discounted_at(ratio(0.1_d), ratio(1));
    // 1,000 / 1.1^(59/365) + 1,000 / 1.1^(90/365) = 984.71131… + 976.77250…
    CHECK(exit_cost_on(c, 2027_y / nov / 1).minimums_value == usd("1961.48"));
    // A third of a cent more or less is decided by the mode: 0.333333 × 1,961.483… = 653.827…
    c.termination.value().minimums = discounted_at(ratio(0.1_d), ratio(decimal<6>::parse("0.333333")));
    CHECK(exit_cost_on(c, 2027_y / nov / 1).minimums_value == usd("653.83"));
    c.termination.value().minimums->rounds = rounding::down;
    CHECK(exit_cost_on(c, 2027_y / nov / 1).minimums_value == usd("653.82"));
}

TEST_CASE("what was due before the day counts at its face")
{
    auto c                         = ten_megawatts();
    c.billing.value().invoiced     = invoiced::in_advance;
    c.billing.value().payment.net  = days{0};
    c.termination.value().minimums = discounted_at(ratio(0.1_d), ratio(1));
    CHECK(minimums_after(c, 2027_y / dec / 11) == std::vector<flow<dollars>>{{2027_y / dec / 1, usd("677.42")}});
    CHECK(exit_cost_on(c, 2027_y / dec / 11).minimums_value == usd("677.42"));
}

TEST_CASE("unearned prepayment lowers the cost where the terms say so")
{
    auto c       = ten_megawatts();
    c.prepayment = assumed(prepayment{.share = ratio(0.2_d), .lead = days{30}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = months{13},
                                      .through_month = months{24}, .left_over = residue::lapses}, "test");
    CHECK(exit_cost_on(c, 2026_y / jun / 1).unearned == usd(4'800));
    CHECK(exit_cost_on(c, 2026_y / jun / 1).cost == usd(0));
    CHECK(exit_cost_on(c, 2027_y / jul / 1).unearned == usd(2'400)); // six of twelve credits were given
    c.termination.value().less_unearned_prepayment = false;
    CHECK(exit_cost_on(c, 2027_y / jul / 1).cost == usd(2'000));
}

TEST_CASE("a tranche that ended before has no prepayment left to take")
{
    auto c = ten_megawatts();
    c.tranches.value()[0].end = 2027_y / apr / 1;
    c.prepayment = assumed(prepayment{.share = ratio(0.2_d), .lead = days{30}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = months{13},
                                      .through_month = months{24}, .left_over = residue::lapses}, "test");
    CHECK(exit_cost_on(c, 2027_y / mar / 1).unearned == usd("2500.00")); // 3,000 paid, two of twelve credits given
    CHECK(exit_cost_on(c, 2027_y / jul / 1).unearned == usd(0));
}

TEST_CASE("the cost to exit at every billing period's start")
{
    const auto costs = exit_costs_of(ten_megawatts());
    REQUIRE(costs.size() == 23);
    CHECK(costs.front().on == sys_days{2026_y / feb / 1});
    CHECK(costs.back() == exit_cost_on(ten_megawatts(), 2027_y / dec / 1));
}

TEST_CASE("a contract that was left charges what its exit cost said, and states it")
{
    auto c                         = ten_megawatts();
    c.termination.value().minimums = discounted_at(ratio(0.1_d), ratio(0.8_d));
    const auto left                = terminate(c, 2026_y / jul / 1);
    CHECK(left.termination.value().terminated_on == 2026_y / jul / 1);
    CHECK(total(charges_of(left), charge_kind::termination_fee) == exit_cost_on(c, 2026_y / jul / 1).cost);
    CHECK(left.termination.value().settled.value() == exit_cost_on(c, 2026_y / jul / 1).minimums_value);
    CHECK_FALSE(terminate(ten_megawatts(), 2026_y / jul / 1).termination.value().settled.is_known()); // by the fee of the year
    CHECK_REFUSED(invalid_terms, "termination.terminated_on: must be left out to ask what leaving costs; got 2026-07-01; ask of the contract that runs", exit_cost_on(left, 2026_y / aug / 1));
}

TEST_CASE("a contract without the clause, and days outside its term, have no exit cost")
{
    auto c = ten_megawatts();
    CHECK_THROWN(invalid_terms, exit_cost_on(c, 2026_y / jan / 1));
    CHECK_THROWN(invalid_terms, exit_cost_on(c, 2028_y / jan / 1));
    c.termination.value().mitigation = unknown("not public");
    CHECK_THROWN(invalid_terms, exit_cost_on(c, 2026_y / jun / 1));
    c.termination = {};
    CHECK_REFUSED(invalid_terms, "termination: must be agreed; got no clause; state what leaving early costs", exit_cost_on(c, 2026_y / jun / 1));
    CHECK(sum_of(minimums_after(c, 2026_y / jul / 1)) == usd(18'000)); // what is owed anyway
    c.termination = unknown("not public");
    CHECK_THROWN(invalid_terms, exit_cost_on(c, 2026_y / jun / 1));
}

TEST_CASE("on random contracts, leaving costs what its charges say: those for nothing, and the exit cost")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    left_early = 0;
    for (int i = 0; i < 200; ++i) {
        auto c                      = source.next();
        c.termination               = tests::drawn(early_termination<dollars>{.fee_by_year = std::vector{tests::cents(source.draw().between(0, 900'000'000'00))}, .less_unearned_prepayment = source.draw().coin()});
        if (source.one_in(2)) c.termination.value().mitigation = tests::cents(source.draw().between(1, 90'000'000'00));
        if (source.one_in(2)) c.termination.value().minimums = discounted_at(tests::millionths(source.draw().between(0, 300'000)), tests::millionths(source.draw().between(1, 1'000'000)));
        if (c.prepayment.is_known()) c.prepayment.value().left_over = residue::lapses; // so that only the exit takes it
        const readings<dollars> read{.indices = source.any_indices()};
        const period            term = days_of(c.term.value());
        const year_month_day    day{term.start() + days{source.draw().between(1, term.days() - 1)}};
        INFO("contract ", i, " left on ", to_string(day));
        if (const auto end = early_end_of(terminate(c, day, read)); end && end->too_late) continue; // a long-stop ended it first
        ++left_early;
        const auto for_nothing = charges_of(ratable::detail::left_for(c, day, usd(0)), read);
        CHECK(total(charges_of(terminate(c, day, read), read)) - total(for_nothing) == exit_cost_on(c, day, read).cost);
        CHECK(sign(exit_cost_on(c, day, read).cost) >= 0);
    }
    CHECK(left_early > 100);
}
