// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/delay.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days;

namespace {

// 250 MW at USD 150,000 a MW-month: USD 37,500,000 a month; × 12 / 365 is 450,000,000 / 365 = USD 1,232,876.712328… a day.
const exact_amount<USD> monthly_price(usd(37'500'000));
const money<USD>        value = usd(450'000'000);

delay_damages full_fee(int grace = 10) { return {.grace = days{grace}, .share = 1.0_d}; }

/// Three tranches of 250 MW: in service on 1 January, 1 April and 1 July 2027.
contract<USD> three()
{
    return contract<USD>{
        .name          = "three",
        .term          = assumed(ratable::term{.start = 2027_y / jan / 1, .length = date::years{2}}, "test"),
        .tranches      = assumed({{.name = "a", .in_service = 2027_y / jan / 1, .capacity = 250 * MW},
                                  {.name = "b", .in_service = 2027_y / apr / 1, .capacity = 250 * MW, .end = 2028_y / apr / 1, .end_on_slip = slipped_end::follows},
                                  {.name = "c", .in_service = 2027_y / jul / 1, .capacity = 250 * MW}}, "test"),
        .consideration = unknown("priced by the MW-month"),
        .delay         = assumed(full_fee(), "test"),
    };
}

early_termination<USD> leaving(const year_month_day& on) { return {.fee_by_year = std::vector{usd(1)}, .less_unearned_prepayment = false, .terminated_on = on}; }

constexpr bool test_chargeable_days()
{
    const sys_days planned = 2027_y / jan / 1;
    // Grace is 1 to 10 January: the day after it is the 11th, the day before service the 20th.
    return *chargeable_days(planned, 2027_y / jan / 21, days{10}) == period(2027_y / jan / 11, 2027_y / jan / 21) &&
           *chargeable_days(planned, 2027_y / jan / 12, days{10}) == period(2027_y / jan / 11, 2027_y / jan / 12) &&
           !chargeable_days(planned, 2027_y / jan / 11, days{10}) && !chargeable_days(planned, 2026_y / dec / 1, days{10}) &&
           chargeable_days(planned, 2027_y / jan / 2, days{0})->days() == 1;
}

} // namespace

TEST_CASE("chargeable days run from the day after grace to the day before service")
{
    static_assert(test_chargeable_days());
    CHECK(test_chargeable_days());
}

TEST_CASE("ten chargeable days of 250 MW at USD 150,000 a MW-month")
{
    CHECK(delay_credit(full_fee(), monthly_price, value, 10) == usd("12328767.12")); // 4,500,000,000 / 365
    CHECK(delay_credit(full_fee(), monthly_price, value, 1) == usd("1232876.71"));
    CHECK(delay_credit(full_fee(), monthly_price, value, 3) == usd("3698630.14")); // 3,698,630.1369…: the running total, not 3 × 1,232,876.71
    CHECK(delay_credit(full_fee(), monthly_price, value, 0) == usd(0));
    CHECK(delay_credit(full_fee(), monthly_price, value, 365) == usd(450'000'000)); // 365 days are twelve months, also in a leap year
}

TEST_CASE("steps count chargeable days, from their day on")
{
    auto terms  = full_fee();
    terms.share = ratio(0.5_d);
    terms.steps = {{8, 1.0_d}, {10, 2.0_d}};
    CHECK(delay_credit(terms, monthly_price, value, 7) == usd("4315068.49"));   // 3.5 days: 1,575,000,000 / 365
    CHECK(delay_credit(terms, monthly_price, value, 9) == usd("6780821.92"));   // 5.5 days: 2,475,000,000 / 365
    CHECK(delay_credit(terms, monthly_price, value, 10) == usd("9246575.34"));  // 7.5 days: 3,375,000,000 / 365
    CHECK(delay_credit(terms, monthly_price, value, 11) == usd("11712328.77")); // 9.5 days: 4,275,000,000 / 365
    terms.steps = {{1, 1.0_d}};
    CHECK(delay_credit(terms, monthly_price, value, 10) == usd("12328767.12"));
}

TEST_CASE("the cap is a share of the tranche's value, in whole cents that do not exceed it")
{
    auto terms = full_fee();
    terms.cap  = ratio(0.02_d);
    CHECK(delay_credit(terms, monthly_price, value, 7) == usd("8630136.99"));
    CHECK(delay_credit(terms, monthly_price, value, 8) == usd(9'000'000)); // 9,863,013.70 without it
    CHECK(delay_credit(terms, monthly_price, value, 300) == usd(9'000'000));
    terms.cap = ratio(0.1_d);
    CHECK(delay_credit(terms, monthly_price, usd("100.05"), 10) == usd("10.00")); // 10.005
    terms.cap = unknown("not public");
    CHECK_REFUSED(invalid_terms, "delay.cap: must be known for this; got unknown: not public; state it, or leave it out if there is none", delay_credit(terms, monthly_price, value, 1));
}

TEST_CASE("the mode that the clause names rounds the running total")
{
    auto terms   = full_fee();
    terms.rounds = rounding::up;
    CHECK(delay_credit(terms, monthly_price, value, 10) == usd("12328767.13"));
}

TEST_CASE("billing periods earn by calendar day and sum to the credit")
{
    const auto late = chargeable_days(2027_y / jan / 15, 2027_y / feb / 11, days{10}); // 25 January to 10 February
    const std::vector<billing_period> periods{{period(2026_y / dec / 1, 2027_y / jan / 1), {}, {}},
                                              {period(2027_y / jan / 1, 2027_y / feb / 1), {}, {}},
                                              {period(2027_y / feb / 1, 2027_y / mar / 1), {}, {}},
                                              {period(2027_y / mar / 1, 2027_y / apr / 1), {}, {}}};
    const auto by_month = delay_credits_by_period(full_fee(), monthly_price, value, late, periods);
    CHECK(by_month == std::vector{usd(0), usd("8630136.99"), usd("12328767.12"), usd(0)}); // 7 days; 17 are 20,958,904.11
    CHECK(delay_credits_by_period(full_fee(), monthly_price, value, {}, periods) == std::vector<money<USD>>(4));
}

TEST_CASE("shares below zero and steps out of order are refused")
{
    auto terms  = full_fee();
    terms.steps = {{8, 1.0_d}, {7, 2.0_d}};
    CHECK_REFUSED(invalid_terms, "delay.steps: must be in order, from day 1 on; got 7; sort them by from_day", delay_credit(terms, monthly_price, value, 1));
    terms.steps = {{0, 1.0_d}};
    CHECK_THROWN(invalid_terms, delay_credit(terms, monthly_price, value, 1));
    terms.steps = {{8, ratio(-1)}};
    CHECK_THROWN(invalid_terms, delay_credit(terms, monthly_price, value, 1));
    terms       = full_fee();
    terms.share = ratio(-1);
    CHECK_REFUSED(invalid_terms, "delay.share: must not be negative; got -1.000000; write 20 % as 0.2_d", delay_credit(terms, monthly_price, value, 1));
    terms.share = ratio(1);
    terms.cap   = ratio(-1);
    CHECK_THROWN(invalid_terms, delay_credit(terms, monthly_price, value, 1));
}

TEST_CASE("service starts on acceptance, else when it is ready, else after the slip; an early start is no delay")
{
    auto  c                   = three();
    auto& list                = c.tranches.value();
    list[0].slip              = days{20};
    list[1].slip              = days{20};
    list[1].ready_for_service = 2027_y / apr / 11;
    list[2].slip              = days{20};
    list[2].ready_for_service = 2027_y / jul / 11;
    list[2].acceptance        = 2027_y / jun / 21;
    const auto d              = delivery_of(c);
    CHECK(d[0] == delivery{.planned = period(2027_y / jan / 1, 2029_y / jan / 1), .actual = period(2027_y / jan / 21, 2029_y / jan / 1), .uncut = period(2027_y / jan / 21, 2029_y / jan / 1), .late = days{20}});
    CHECK(d[1] == delivery{.planned = period(2027_y / apr / 1, 2028_y / apr / 1), .actual = period(2027_y / apr / 11, 2028_y / apr / 11), .uncut = period(2027_y / apr / 11, 2028_y / apr / 11), .late = days{10}});
    CHECK(d[2] == delivery{.planned = period(2027_y / jul / 1, 2029_y / jan / 1), .actual = period(2027_y / jun / 21, 2029_y / jan / 1), .uncut = period(2027_y / jun / 21, 2029_y / jan / 1)});
    list[1].end_on_slip = slipped_end::fixed;
    CHECK(*delivery_of(c)[1].actual == period(2027_y / apr / 11, 2028_y / apr / 1));
}

TEST_CASE("a slip of zero is no slip")
{
    auto       c      = three();
    const auto before = delivery_of(c);
    for (auto& t : c.tranches.value()) t.slip = days{0};
    CHECK(delivery_of(c) == before);
    for (const auto& d : before) CHECK(d == delivery{.planned = d.planned, .actual = d.planned, .uncut = d.planned});
}

TEST_CASE("past its long-stop a tranche ends, so many days after its planned one")
{
    auto c                     = three();
    c.delay.value().long_stop  = days{90};
    c.delay.value().ends       = termination_scope::tranche;
    c.tranches.value()[1].slip = days{90}; // the last start that is not past it
    CHECK_FALSE(delivery_of(c)[1].terminated_on);
    c.tranches.value()[1].slip = days{91};
    const auto d               = delivery_of(c);
    CHECK(d[1] == delivery{.planned = period(2027_y / apr / 1, 2028_y / apr / 1), .late = days{90}, .terminated_on = 2027_y / jun / 30, .past_long_stop = true});
    CHECK(d[0].actual == d[0].planned);
    CHECK(d[2].actual == d[2].planned);
    CHECK_FALSE(early_end_of(c));
    c.tranches.value()[1].slip = days{2000}; // beyond the term: it ends before that matters
    CHECK(delivery_of(c)[1] == d[1]);
}

TEST_CASE("past its long-stop a tranche ends the order, where that is the scope")
{
    auto c                     = three();
    c.delay.value().long_stop  = days{90};
    c.delay.value().ends       = termination_scope::order;
    c.tranches.value()[1].slip = days{91};
    CHECK(early_end_of(c) == early_end{2027_y / jun / 30, true});
    const auto d = delivery_of(c);
    CHECK(d[0] == delivery{.planned        = period(2027_y / jan / 1, 2029_y / jan / 1),
                           .actual         = period(2027_y / jan / 1, 2027_y / jun / 30),
                           .uncut          = period(2027_y / jan / 1, 2029_y / jan / 1),
                           .terminated_on  = 2027_y / jun / 30,
                           .past_long_stop = true});
    CHECK(d[1] == delivery{.planned = period(2027_y / apr / 1, 2028_y / apr / 1), .late = days{90}, .terminated_on = 2027_y / jun / 30, .past_long_stop = true});
    CHECK(d[2] == delivery{.planned = period(2027_y / jul / 1, 2029_y / jan / 1), .terminated_on = 2027_y / jun / 30, .past_long_stop = true});
    c.tranches.value()[0].slip = days{120}; // an earlier long-stop
    CHECK(early_end_of(c) == early_end{2027_y / apr / 1, true});
}

TEST_CASE("an early termination cuts what is in service; what has not started never starts; the first end holds")
{
    auto c        = three();
    c.termination = assumed(leaving(2028_y / may / 1), "test");
    CHECK(early_end_of(c) == early_end{2028_y / may / 1, false});
    auto d = delivery_of(c);
    CHECK(*d[0].actual == period(2027_y / jan / 1, 2028_y / may / 1));
    CHECK(d[0].terminated_on == sys_days{2028_y / may / 1});
    CHECK_FALSE(d[0].past_long_stop);
    CHECK(d[1] == delivery{.planned = period(2027_y / apr / 1, 2028_y / apr / 1), .actual = period(2027_y / apr / 1, 2028_y / apr / 1), .uncut = period(2027_y / apr / 1, 2028_y / apr / 1)}); // had ended by then
    c.termination = assumed(leaving(2027_y / jun / 1), "test");
    d             = delivery_of(c);
    CHECK_FALSE(d[2].actual);
    CHECK(d[2].late == days{0});
    CHECK(d[2].terminated_on == sys_days{2027_y / jun / 1});

    c.delay.value().long_stop  = days{30};
    c.delay.value().ends       = termination_scope::order;
    c.tranches.value()[1].slip = days{40};
    CHECK(early_end_of(c) == early_end{2027_y / may / 1, true});
    c.termination = assumed(leaving(2027_y / apr / 15), "test");
    CHECK(early_end_of(c) == early_end{2027_y / apr / 15, false});
    CHECK(delivery_of(c)[1].late == days{14}); // and not 30, nor 40
    c.delay.value().ends = termination_scope::tranche;
    CHECK(delivery_of(c)[1].terminated_on == sys_days{2027_y / apr / 15});
    CHECK_FALSE(delivery_of(c)[1].past_long_stop);
}

TEST_CASE("what a late tranche needs must be known; a tranche in time asks for nothing")
{
    auto c  = three();
    c.delay = unknown("not public");
    CHECK(delivery_of(c)[0].actual == delivery_of(c)[0].planned);
    c.tranches.value()[0].slip = days{1};
    CHECK_REFUSED(invalid_terms, "delay: must be known for this; got unknown: not public; state it, or leave it out if there is none", delivery_of(c));
    c.delay = {};
    CHECK(delivery_of(c)[0].late == days{1});
    c.delay                   = assumed(full_fee(), "test");
    c.delay.value().long_stop = days{30};
    CHECK_REFUSED(invalid_terms, "delay.ends: must be stated with a long-stop; got not stated; write termination_scope::tranche, or termination_scope::order", delivery_of(c));
    c.delay.value().long_stop = unknown("not public");
    CHECK_THROWN(invalid_terms, delivery_of(c));
    c.tranches = unknown("MW never announced");
    CHECK(delivery_of(c).empty());
    c.termination = assumed(leaving(2029_y / jan / 1), "test");
    CHECK_REFUSED(invalid_terms,
                  "termination.terminated_on: must be a day within the term 2027-01-01 .. 2029-01-01, after its first; got 2029-01-01; leave it out if the contract runs its term",
                  early_end_of(c));
    c.termination = assumed(leaving(2027_y / jan / 1), "test");
    CHECK_THROWN(invalid_terms, early_end_of(c));
}

TEST_CASE("delay credits never decrease and never exceed the cap, and any cut of the days sums to them")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 300; ++round) {
        auto terms  = full_fee(static_cast<int>(draw.between(0, 40)));
        terms.share = ratio::from_units(draw.between(0, 2'000'000));
        int from    = 1;
        for (auto n = draw.between(0, 3); n > 0; --n) terms.steps.push_back({from += static_cast<int>(draw.between(0, 30)), ratio::from_units(draw.between(0, 2'000'000))});
        if (draw.coin()) terms.cap = ratio::from_units(draw.between(0, 300'000));
        const exact_amount<USD> fee(fraction(draw.between(1, 9'000'000'000), draw.between(1, 9'999)));
        const money<USD>        worth(decimal<2>::from_units(draw.between(0, 90'000'000'000)));
        const sys_days          planned = sys_days{2027_y / jan / 1} + days{static_cast<int>(draw.between(0, 700))};
        const auto              late    = static_cast<int>(draw.between(0, 200));
        const auto              earning = chargeable_days(planned, planned + days{late}, terms.grace.value());
        REQUIRE((earning ? earning->days() : 0) == std::max<std::int64_t>(late - terms.grace.value().count(), 0));
        money<USD> before;
        for (std::int64_t n = 0; n <= late; ++n) {
            const auto now = delay_credit(terms, fee, worth, n);
            REQUIRE(before <= now);
            if (terms.cap.is_known()) REQUIRE(exact_amount<USD>(now) <= exact_amount<USD>(worth) * terms.cap.value());
            before = now;
        }
        if (!earning) continue;
        std::vector<billing_period> periods;
        for (sys_days day = earning->start() - days{20}; day < earning->end() + days{20};) {
            const sys_days next = day + days{static_cast<int>(draw.between(1, 40))};
            periods.push_back({period(day, next), {}, {}});
            day = next;
        }
        const auto parts = delay_credits_by_period(terms, fee, worth, earning, periods);
        REQUIRE(money<USD>(sum(parts)) == delay_credit(terms, fee, worth, earning->days()));
        for (const auto& part : parts) REQUIRE(sign(part) >= 0);
    }
}
