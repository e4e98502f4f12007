// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/credits.hpp>

#include "../support/bills.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <ratable/charges/charges.hpp>
#include <ratable/charges/exercise.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;

namespace {

prepayment prepaid(credit_method method, int from, int through, residue rest = residue::refunded)
{
    return {.share         = 0.2_d,
            .lead          = days{30},
            .credited      = method,
            .counted_in    = credit_months::billing,
            .from_month    = months{from},
            .through_month = months{through},
            .left_over     = rest};
}

// 10 MW at USD 1,000 a MW-month for 2027: USD 10,000 a month, USD 120,000 in all, of which 20 % are USD 24,000, due 30 days before.
contract<USD> ten_megawatts()
{
    return contract<USD>{
        .name          = "ten",
        .term          = assumed(ratable::term{.start = 2027_y / jan / 1, .length = date::years{1}}, "test"),
        .tranches      = assumed({{.name = "a", .in_service = 2027_y / jan / 1, .capacity = 10 * MW}}, "test"),
        .consideration = unknown("priced by the MW-month"),
        .pricing       = assumed(pricing<USD>{capacity_fee<USD>{.price = usd(1'000) / MW_month}}, "test"),
        .billing       = assumed(ratable::billing{.every   = monthly,
                                                  .periods = calendar_periods,
                                                  .payment = payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted}}, "test"),
        .prepayment    = assumed(prepaid(credit_method::level, 3, 6), "test"),
        .delay         = assumed(delay_damages{.grace = days{10}, .share = 1.0_d}, "test"),
        .service_level = assumed(service_level{.steps = std::vector<service_credit_step>{{0.99_d, 0.5_d}}}, "test"),
    };
}

/// `prepayment 0 2026-12-02 24000.00`: kind, tranche, invoice date, amount.
std::vector<std::string> shown(const std::vector<charge<USD>>& rows)
{
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        std::string line(name_of(row.kind));
        line += ' ' + std::to_string(row.tranche);
        line += ' ' + to_string(row.invoiced);
        line += ' ' + to_string(row.amount.amount);
        lines.push_back(line);
    }
    return lines;
}
using lines = std::vector<std::string>;

readings<USD> down_in(const period& month) { return {.downtime = {{.tranche = "a", .days = month, .down = metered(24)}}}; }
const period february(2027_y / feb / 1, 2027_y / mar / 1);
const period december(2027_y / dec / 1, 2028_y / jan / 1);

early_termination<USD> leaving(const year_month_day& on, bool less) { return {.fee_by_year = std::vector{usd(20'000)}, .less_unearned_prepayment = less, .terminated_on = on}; }

} // namespace

TEST_CASE("a prepayment is paid before delivery and credited in equal parts over its window")
{
    const auto b = tests::bill(ten_megawatts());
    CHECK(shown(b.rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-03-31 -6000.00", "prepayment_credit 0 2027-04-30 -6000.00",
                                 "prepayment_credit 0 2027-05-31 -6000.00", "prepayment_credit 0 2027-06-30 -6000.00"});
    CHECK(b.rows[0].due == sys_days{2026_y / dec / 2}); // on that day, whatever the payment terms
    CHECK(b.rows[0].service == period(2027_y / jan / 1, 2028_y / jan / 1));
    CHECK(b.rows[0].rounds == rounded_on::row);
    CHECK(to_string(b.rows[0].clause) == "prepayment");
    CHECK(b.rows[1].due == sys_days{2027_y / apr / 30});
    CHECK(b.rows[1].service == period(2027_y / mar / 1, 2027_y / apr / 1));
    CHECK(b.rows[1].rounds == rounded_on::running_total);
}

TEST_CASE("the window moves with a slip; the prepayment and its due day do not")
{
    auto c                       = ten_megawatts();
    c.delay                      = {};
    c.tranches.value()[0].slip   = days{31}; // to 1 February
    const auto rows              = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-04-30 -6000.00", "prepayment_credit 0 2027-05-31 -6000.00",
                               "prepayment_credit 0 2027-06-30 -6000.00", "prepayment_credit 0 2027-07-31 -6000.00"});
}

TEST_CASE("delay credits apply from the first invoice; what it does not take is carried")
{
    auto c                     = ten_megawatts();
    c.prepayment               = {};
    c.tranches.value()[0].slip = days{20};
    // 11 to 20 January: 10,000 × 12 / 365 × 10 = 3,287.671…; 21 to 31 January are billed 11/31 × 10,000 = 3,548.39.
    auto rows = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"delay_credit 0 2027-01-31 -3287.67"});
    CHECK(rows[0].service == period(2027_y / jan / 21, 2027_y / feb / 1));
    CHECK(rows[0].rounds == rounded_on::running_total);
    CHECK(to_string(rows[0].clause) == "delay");
    c.tranches.value()[0].slip = days{25};
    // 15 days: 4,931.506…; 26 to 31 January are billed 6/31 × 10,000 = 1,935.48.
    rows = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"delay_credit 0 2027-01-31 -1935.48", "delay_credit 0 2027-02-28 -2996.03"});
    CHECK(rows[0].rounds == rounded_on::nothing);
    CHECK(rows[1].rounds == rounded_on::nothing);
    c.delay.value().cap = ratio(0.02_d); // of 120,000
    CHECK(shown(tests::bill(c).rows) == lines{"delay_credit 0 2027-01-31 -1935.48", "delay_credit 0 2027-02-28 -464.52"});
}

TEST_CASE("on an invoice delay comes first, then service, then the prepayment; each takes what is left")
{
    auto c                     = ten_megawatts();
    c.tranches.value()[0].slip = days{25};
    c.prepayment               = assumed(prepaid(credit_method::level, 2, 5), "test");
    // February: 24 of 672 hours are 96.43 %: half of 10,000. Left for the prepayment: 10,000 − 2,996.03 − 5,000 = 2,003.97 of 6,000; March takes the rest.
    const auto rows = tests::bill(c, down_in(february)).rows;
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "delay_credit 0 2027-01-31 -1935.48", "delay_credit 0 2027-02-28 -2996.03",
                               "service_credit 0 2027-02-28 -5000.00", "prepayment_credit 0 2027-02-28 -2003.97", "prepayment_credit 0 2027-03-31 -9996.03",
                               "prepayment_credit 0 2027-04-30 -6000.00", "prepayment_credit 0 2027-05-31 -6000.00"});
    CHECK(rows[3].rounds == rounded_on::row);
    CHECK(to_string(rows[3].clause) == "service_level");
    CHECK(rows[4].rounds == rounded_on::nothing);
    CHECK(rows[5].rounds == rounded_on::nothing); // 6,000 and 3,996.03
    CHECK(rows[6].rounds == rounded_on::running_total);
}

TEST_CASE("first-dollar credits take each fee from the first month of the window on")
{
    auto c       = ten_megawatts();
    c.prepayment = assumed(prepaid(credit_method::first_dollar, 3, 6), "test");
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-03-31 -10000.00", "prepayment_credit 0 2027-04-30 -10000.00",
                                              "prepayment_credit 0 2027-05-31 -4000.00"});
}

TEST_CASE("what is left after the last fee is refunded on the last invoice, or lapses")
{
    auto c       = ten_megawatts();
    c.prepayment = assumed(prepaid(credit_method::level, 11, 14), "test"); // 13 and 14 are not there
    auto rows    = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-11-30 -6000.00", "prepayment_credit 0 2027-12-31 -6000.00", "refund 0 2027-12-31 -12000.00"});
    CHECK(rows[3].due == sys_days{2028_y / jan / 30});
    CHECK(rows[3].rounds == rounded_on::nothing);
    c.prepayment = assumed(prepaid(credit_method::level, 11, 14, residue::lapses), "test");
    rows         = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-11-30 -6000.00", "prepayment_credit 0 2027-12-31 -6000.00"});
}

TEST_CASE("delay and service credits that no fee is left for are refunded")
{
    auto c                     = ten_megawatts();
    c.prepayment               = assumed(prepaid(credit_method::level, 1, 1, residue::lapses), "test");
    c.tranches.value()[0].slip = days{345}; // 12 December: 335 days earn 110,136.986…; 20/31 × 10,000 = 6,451.61 is billed
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2026-12-02 24000.00", "delay_credit 0 2027-12-31 -6451.61", "refund 0 2027-12-31 -103685.38"});
    const auto rows = tests::bill(c, down_in(period(2027_y / dec / 20, 2028_y / jan / 1))).rows; // 24 of 480 hours: half of 6,451.61
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "delay_credit 0 2027-12-31 -6451.61", "refund 0 2027-12-31 -103685.38", "refund 0 2027-12-31 -3225.81"});
    CHECK(to_string(rows[2].clause) == "delay");
    CHECK(to_string(rows[3].clause) == "service_level");
}

TEST_CASE("a tranche past its long-stop has its prepayment back, and what its delay earned, whatever lapses otherwise")
{
    auto c                     = ten_megawatts();
    c.prepayment               = assumed(prepaid(credit_method::level, 3, 6, residue::lapses), "test");
    c.delay.value().long_stop  = days{90};
    c.delay.value().ends       = termination_scope::tranche;
    c.tranches.value()[0].slip = days{91};
    // It ends on 1 April. 80 chargeable days: 10,000 × 12 / 365 × 80 = 26,301.369…
    const auto rows = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "refund 0 2027-03-31 -26301.37", "refund 0 2027-03-31 -24000.00"});
    CHECK(to_string(rows[1].clause) == "delay");
    CHECK(to_string(rows[2].clause) == "prepayment");
    CHECK(rows[2].service == period(2027_y / jan / 1, 2028_y / jan / 1));
}

TEST_CASE("an order past its long-stop refunds what is unearned of every tranche, and what was not yet due is not paid")
{
    auto c     = ten_megawatts();
    c.tranches = assumed({{.name = "a", .in_service = 2027_y / jan / 1, .capacity = 10 * MW},
                          {.name = "b", .in_service = 2027_y / feb / 1, .capacity = 10 * MW, .slip = days{70}},
                          {.name = "c", .in_service = 2027_y / may / 3, .capacity = 10 * MW},
                          {.name = "d", .in_service = 2027_y / may / 2, .capacity = 10 * MW}}, "test");
    c.delay.value().long_stop = days{60};
    c.delay.value().ends      = termination_scope::order; // on 2 April
    // a: 10,000 a month, 24,000 paid, one credit of 6,000 in March, one of 645.16 … the April fee, 1/31, is 333.33: 1/30 × 10,000. Left 17,666.67.
    // b: 11 months, 22,000 paid on 2 January, 50 chargeable days: 10,000 × 12 / 365 × 50 = 16,438.356…
    // c: due 3 April, a day after the end: not paid. d: due 2 April, on the end: not paid.
    const auto rows = tests::bill(c).rows;
    CHECK(shown(rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-03-31 -6000.00", "prepayment_credit 0 2027-04-30 -333.33",
                               "refund 0 2027-04-30 -17666.67", "prepayment 1 2027-01-02 22000.00", "refund 1 2027-04-30 -16438.36", "refund 1 2027-04-30 -22000.00"});
}

TEST_CASE("an early termination takes unearned prepayment against its fee; the rest is refunded or lapses")
{
    auto c        = ten_megawatts();
    c.termination = assumed(leaving(2027_y / may / 1, true), "test");
    // Credited: 6,000 in March and April; 12,000 are unearned. The fee is 20,000.
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-03-31 -6000.00", "prepayment_credit 0 2027-04-30 -6000.00",
                                              "termination_fee -1 2027-04-30 20000.00", "prepayment_credit 0 2027-04-30 -12000.00"});
    CHECK(unearned_prepayment(tests::bill(ten_megawatts()).rows, 2027_y / may / 1) == usd(12'000));
    c.termination = assumed(leaving(2027_y / may / 1, false), "test");
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-03-31 -6000.00", "prepayment_credit 0 2027-04-30 -6000.00",
                                              "termination_fee -1 2027-04-30 20000.00", "refund 0 2027-04-30 -12000.00"});
    c.termination.value().fee_by_year = std::vector{usd(5'000)};
    c.termination.value().less_unearned_prepayment = true;
    CHECK(shown(tests::bill(c).rows).back() == "refund 0 2027-04-30 -7000.00");
    c.prepayment.value().left_over = residue::lapses;
    CHECK(shown(tests::bill(c).rows).back() == "prepayment_credit 0 2027-04-30 -5000.00");
}

TEST_CASE("a tranche that had ended before the customer left is settled on its own last invoice")
{
    auto c        = ten_megawatts();
    c.tranches    = assumed({{.name = "a", .in_service = 2027_y / jan / 1, .capacity = 10 * MW, .end = 2027_y / mar / 1}}, "test");
    c.prepayment  = assumed(prepaid(credit_method::level, 1, 3), "test");
    c.termination = assumed(leaving(2027_y / may / 1, true), "test");
    // 20,000 in two months; 4,000 prepaid, a third of it a month, and no third month.
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2026-12-02 4000.00", "prepayment_credit 0 2027-01-31 -1333.33", "prepayment_credit 0 2027-02-28 -1333.34",
                                              "refund 0 2027-02-28 -1333.33", "termination_fee -1 2027-04-30 20000.00"});
}

TEST_CASE("an early end changes no invoice before it, however credits are spread and wherever it cuts a month")
{
    for (const auto method : {credit_method::level, credit_method::pro_rata, credit_method::first_dollar}) {
        for (const auto& day : {2027_y / may / 1, 2027_y / may / 2, 2027_y / apr / 30}) {
            CAPTURE(name_of(method));
            CAPTURE(to_string(day));
            auto c       = ten_megawatts();
            c.prepayment = assumed(prepaid(method, 2, 12), "test");
            auto before  = shown(charges_of(c));
            CHECK(money<USD>(total(charges_of(c))) == usd(120'000)); // a prepayment that is credited costs nothing
            c.termination = assumed(leaving(day, true), "test");
            auto after    = shown(charges_of(c));
            // The prepayment, three fees, and the credits of February and March.
            for (auto* rows : {&before, &after}) {
                REQUIRE(rows->size() >= 6);
                rows->resize(6);
            }
            for (std::size_t i = 0; i < 6; ++i) CHECK(before[i] == after[i]);
            const auto all = charges_of(c);
            CHECK(total(all, charge_kind::prepayment) + total(all, charge_kind::prepayment_credit) == usd(0));
        }
    }
}

TEST_CASE("in advance a month's service credit belongs on the next invoice, and after the last it is refunded")
{
    auto c                     = ten_megawatts();
    c.prepayment               = {};
    c.billing.value().invoiced = invoiced::in_advance;
    CHECK(shown(tests::bill(c, down_in(february)).rows) == lines{"service_credit 0 2027-03-01 -5000.00"});
    const auto rows = tests::bill(c, down_in(december)).rows;
    CHECK(shown(rows) == lines{"refund 0 2028-01-01 -5000.00"});
    CHECK(rows[0].due == sys_days{2028_y / jan / 31});
    c.billing.value().invoiced = invoiced::in_arrears;
    CHECK(shown(tests::bill(c, down_in(december)).rows) == lines{"service_credit 0 2027-12-31 -5000.00"});
}

TEST_CASE("nothing is credited before it is paid")
{
    auto c     = ten_megawatts();
    c.tranches = assumed({{.name = "a", .in_service = 2027_y / may / 1, .capacity = 10 * MW, .end = 2027_y / nov / 1, .end_on_slip = slipped_end::fixed, .acceptance = 2027_y / jan / 1}}, "test");
    c.prepayment = assumed(prepaid(credit_method::level, 1, 6), "test");
    // Planned for six months: 60,000, of which 12,000 fall due on 1 April. In service since January: months 1 to 3 wait for it.
    CHECK(tests::bill(c).rows[1].rounds == rounded_on::nothing); // four months' credits
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2027-04-01 12000.00", "prepayment_credit 0 2027-04-30 -8000.00", "prepayment_credit 0 2027-05-31 -2000.00", "prepayment_credit 0 2027-06-30 -2000.00"});
    c.prepayment.value().lead = days{1}; // due 30 April: the invoice of that very day may credit it
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2027-04-30 12000.00", "prepayment_credit 0 2027-04-30 -8000.00", "prepayment_credit 0 2027-05-31 -2000.00", "prepayment_credit 0 2027-06-30 -2000.00"});
    c.prepayment.value().lead = days{0}; // due 1 May: it may not
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2027-05-01 12000.00", "prepayment_credit 0 2027-05-31 -10000.00", "prepayment_credit 0 2027-06-30 -2000.00"});
}

TEST_CASE("what a long-stop gives back is no unearned prepayment when the customer leaves later")
{
    auto c     = ten_megawatts();
    c.tranches = assumed({{.name = "a", .in_service = 2027_y / jan / 1, .capacity = 10 * MW}, {.name = "b", .in_service = 2027_y / feb / 1, .capacity = 10 * MW, .slip = days{70}}}, "test");
    c.delay.value().long_stop = days{60}; // b ends on 2 April
    c.delay.value().ends      = termination_scope::tranche;
    c.prepayment              = assumed(prepaid(credit_method::level, 3, 6, residue::lapses), "test");
    c.termination             = assumed(leaving(2027_y / jul / 1, true), "test");
    // a: 24,000 are credited by June. b: 22,000 are refunded, though what is left over lapses otherwise, and the fee takes nothing of them.
    CHECK(shown(tests::bill(c).rows) == lines{"prepayment 0 2026-12-02 24000.00", "prepayment_credit 0 2027-03-31 -6000.00", "prepayment_credit 0 2027-04-30 -6000.00", "prepayment_credit 0 2027-05-31 -6000.00",
                                              "prepayment_credit 0 2027-06-30 -6000.00", "prepayment 1 2027-01-02 22000.00", "refund 1 2027-04-30 -16438.36", "refund 1 2027-04-30 -22000.00", "termination_fee -1 2027-06-30 20000.00"});
}

TEST_CASE("a consideration that is billed as a whole is prepaid as a whole")
{
    auto       c       = ten_megawatts();
    const auto periods = billing_calendar(c.billing.value(), c.term.value(), days_of(c.term.value()));
    const std::vector<money<USD>> fees(12, usd(10'000));
    const std::vector<tranche_bill<USD>> whole{{.planned = days_of(c.term.value()), .actual = days_of(c.term.value()), .planned_fees = fees, .fees = fees}};
    std::vector<charge<USD>> rows;
    append_credits(rows, c, std::span(periods), std::span(whole), {});
    CHECK(shown(rows) == lines{"prepayment -1 2026-12-02 24000.00", "prepayment_credit -1 2027-03-31 -6000.00", "prepayment_credit -1 2027-04-30 -6000.00",
                               "prepayment_credit -1 2027-05-31 -6000.00", "prepayment_credit -1 2027-06-30 -6000.00"});
}

TEST_CASE("an option that nobody exercised changes no row, nor does a slip of zero")
{
    auto       c      = ten_megawatts();
    const auto before = shown(tests::bill(c, down_in(february)).rows);
    c.options         = assumed(options<USD>{{.name = "longer", .kind = option_kind::extension, .notice_by = 2027_y / jun / 30, .length = months{12}},
                                             {.name = "more", .kind = option_kind::expansion, .capacity = 90 * MW, .in_service = 2027_y / mar / 1}}, "test");
    c.termination     = assumed(early_termination<USD>{.fee_by_year = std::vector{usd(20'000)}, .less_unearned_prepayment = true}, "test");
    CHECK(shown(tests::bill(c, down_in(february)).rows) == before);
    c.tranches.value()[0].slip = days{0};
    CHECK(shown(tests::bill(c, down_in(february)).rows) == before);
    const auto more = exercise(c, 1, 2027_y / feb / 1);
    CHECK(shown(tests::bill(more, down_in(february)).rows) != before);
}

TEST_CASE("bills that do not fit, readings of nobody and clauses that are unknown are refused")
{
    const auto append = [](const contract<USD>& c, const std::vector<tranche_bill<USD>>& bills, const readings<USD>& read = {}) {
        std::vector<charge<USD>> rows;
        const auto               periods = billing_calendar(c.billing.value(), c.term.value(), days_of(c.term.value()));
        append_credits(rows, c, std::span(periods), std::span(bills), read);
        return rows;
    };
    auto c     = ten_megawatts();
    auto bills = tests::bill(c).bills;
    CHECK_FALSE(append(c, bills).empty());
    auto wrong = bills;
    wrong[0].fees.pop_back();
    CHECK_REFUSED(invalid_terms, "tranche bill: must have a fee for each billing period; got 11; write zero where there is none", append(c, wrong));
    wrong            = bills;
    wrong[0].fees[0] = usd(-1);
    CHECK_REFUSED(invalid_terms, "tranche bill: must not have a negative fee; got USD -1.00; credit it by a clause", append(c, wrong));
    wrong            = bills;
    wrong[0].tranche = 1;
    CHECK_REFUSED(invalid_terms, "tranche bill: must be of a tranche of the contract; got 1; bill what the contract has", append(c, wrong));
    CHECK_REFUSED(invalid_terms, "downtime reading: must name a tranche that is billed; got \"z\"; write its name as the contract does, or none for all tranches",
                  append(c, bills, {.downtime = {{.tranche = "z", .days = february}}}));
    c.service_level = unknown("not public");
    CHECK_FALSE(append(c, bills).empty()); // nothing was down
    CHECK_REFUSED(invalid_terms, "service_level: must be known for this; got unknown: not public; state it, or leave it out if there is none", append(c, bills, down_in(february)));
    c.prepayment = unknown("not public");
    CHECK_REFUSED(invalid_terms, "prepayment: must be known for this; got unknown: not public; state it, or leave it out if there is none", append(c, bills));
}

namespace {

/// One to three tranches with any clause, any delay and any end.
contract<USD> any_contract(tests::random& draw)
{
    const auto int_between = [&draw](int low, int high) { return static_cast<int>(draw.between(low, high)); };
    auto c     = ten_megawatts();
    const int length = int_between(6, 40);
    c.term     = assumed(ratable::term{.start = year_month_day{sys_days{2026_y / jan / 1} + days{int_between(0, 700)}}, .length = months{length}}, "any");
    const period whole = days_of(c.term.value());
    tranches     list;
    for (int n = int_between(1, 3); n > 0; --n) {
        const auto start = int_between(0, 100);
        tranche    t{.name = std::string(1, static_cast<char>('a' + n)), .in_service = year_month_day{whole.start() + days{start}}, .capacity = int_between(1, 999) * MW};
        if (draw.coin()) {
            t.end         = year_month_day{whole.start() + days{int_between(start + 60, static_cast<int>(whole.days()))}};
            t.end_on_slip = draw.coin() ? slipped_end::follows : slipped_end::fixed;
        }
        if (draw.coin()) t.slip = days{int_between(0, 55)};
        list.push_back(t);
    }
    c.tranches = assumed(list, "any");
    c.pricing  = assumed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(money<USD, 6>(decimal<6>::from_units(draw.between(1, 200'000'000'000))), priced_unit::mw_month)}}, "any");
    auto& b    = c.billing.value();
    b.every    = draw.between(0, 3) == 0 ? quarterly : monthly;
    b.periods  = draw.coin() ? calendar_periods : contract_periods;
    b.invoiced = draw.coin() ? invoiced::in_advance : invoiced::in_arrears;
    auto& p    = c.prepayment.value();
    p.share         = ratio::from_units(draw.between(0, 1'000'000));
    p.lead          = days{int_between(0, 90)};
    p.credited      = std::vector{credit_method::level, credit_method::pro_rata, credit_method::first_dollar}[static_cast<std::size_t>(draw.between(0, 2))];
    p.counted_in    = draw.coin() ? credit_months::billing : credit_months::service;
    const int from  = int_between(1, 12);
    p.from_month    = months{from};
    p.through_month = months{from + int_between(0, 24)};
    p.left_over     = draw.coin() ? residue::refunded : residue::lapses;
    auto& d         = c.delay.value();
    d.grace         = days{int_between(0, 30)};
    d.share         = ratio::from_units(draw.between(0, 3'000'000));
    if (draw.coin()) d.cap = ratio::from_units(draw.between(0, 100'000));
    if (draw.coin()) {
        d.long_stop = days{int_between(1, 60)};
        d.ends      = draw.coin() ? termination_scope::tranche : termination_scope::order;
    }
    if (draw.between(0, 2) == 0) {
        c.termination = assumed(early_termination<USD>{.fee_by_year              = std::vector{money<USD>(decimal<2>::from_units(draw.between(0, 9'000'000'000)))},
                                                       .less_unearned_prepayment = draw.coin(),
                                                       .terminated_on            = year_month_day{whole.start() + days{int_between(1, static_cast<int>(whole.days()) - 1)}}}, "any");
    }
    return c;
}

/// A day of downtime now and then, of all tranches while each of them is in service.
readings<USD> any_downtime(tests::random& draw, const contract<USD>& c)
{
    const auto     deliveries = delivery_of(c);
    readings<USD>  read;
    sys_days       until = days_of(c.term.value()).end();
    for (const auto& d : deliveries) until = d.actual ? std::max(until, d.actual->end()) : until;
    for (sys_days day = days_of(c.term.value()).start(); day < until; day += days{static_cast<int>(draw.between(1, 60))}) {
        read.downtime.push_back({.days = period(day, day + days{1}), .down = metered(draw.between(0, 24))});
    }
    return read;
}

std::string seen(const contract<USD>& c)
{
    std::string text;
    each_term(c, [&text]<class T>(const term_path& path, const stated<T>& s, const statement*) {
        if constexpr (!detail::has_terms_inside<T> && requires { to_string(s.value()); }) {
            if (s.is_known()) text += to_string(path) + "=" + to_string(s.value()) + " ";
        }
    });
    return text;
}

} // namespace

TEST_CASE("of any contract: no credit exceeds its fee, none is credited before it is paid, and prepayments come out even")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    int           lapsed_somewhere = 0, refunded_somewhere = 0, terminated = 0, stopped = 0, delayed = 0, served = 0;
    for (int round = 0; round < 1'500; ++round) {
        const auto c    = any_contract(draw);
        const auto read = any_downtime(draw, c);
        const auto b    = tests::bill(c, read);
        INFO(round, ' ', seen(c));
        std::map<std::pair<int, sys_days>, std::int64_t> left; // of each invoice's fee
        for (const auto& bill : b.bills) {
            for (std::size_t i = 0; i < b.periods.size(); ++i) left[{bill.tranche, b.periods[i].invoiced}] += bill.fees[i].amount.units;
        }
        std::vector<std::int64_t> prepayments(b.bills.size(), 0), back(b.bills.size(), 0);
        std::int64_t              fee_of_leaving = 0;
        for (const auto& row : b.rows) {
            const std::int64_t units = row.amount.amount.units;
            const auto         of    = static_cast<std::size_t>(row.tranche);
            REQUIRE(units != 0);
            switch (row.kind) {
            case charge_kind::prepayment:
                REQUIRE(units > 0);
                prepayments[of] += units;
                break;
            case charge_kind::termination_fee:
                fee_of_leaving += units;
                ++terminated;
                break;
            case charge_kind::refund:
                REQUIRE(units < 0);
                if (row.clause.list == "prepayment") back[of] -= units;
                ++refunded_somewhere;
                break;
            default: {
                REQUIRE(units < 0);
                if (row.kind == charge_kind::prepayment_credit) back[of] -= units;
                if (row.kind == charge_kind::delay_credit) ++delayed;
                if (row.kind == charge_kind::service_credit) ++served;
                const bool against_leaving = fee_of_leaving != 0; // its rows come after all others
                if (against_leaving) fee_of_leaving += units;
                else left[{row.tranche, row.invoiced}] += units;
            }
            }
        }
        REQUIRE(fee_of_leaving >= 0);
        for (const auto& [invoice, rest] : left) REQUIRE(rest >= 0);
        const bool refunds = c.prepayment.value().left_over == residue::refunded;
        for (std::size_t i = 0; i < b.bills.size(); ++i) {
            const bool too_late = delivery_of(c)[i].past_long_stop;
            stopped += too_late ? 1 : 0;
            REQUIRE(back[i] <= prepayments[i]);
            if (refunds || too_late) REQUIRE(back[i] == prepayments[i]);
            lapsed_somewhere += back[i] < prepayments[i] ? 1 : 0;
            for (const auto& period : b.periods) REQUIRE(sign(unearned_prepayment(b.rows, period.invoiced + days{1}, static_cast<int>(i))) >= 0);
        }
    }
    // The cases that this is about were drawn.
    CHECK(lapsed_somewhere > 20);
    CHECK(refunded_somewhere > 20);
    CHECK(terminated > 20);
    CHECK(stopped > 20);
    CHECK(delayed > 20);
    CHECK(served > 20);
}

TEST_CASE("of any contract: delay and service credits are all given, as credits or as refunds")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 500; ++round) {
        const auto c    = any_contract(draw);
        const auto read = any_downtime(draw, c);
        const auto b    = tests::bill(c, read);
        INFO(round, ' ', seen(c));
        const auto deliveries = delivery_of(c);
        for (const auto& bill : b.bills) {
            const delivery& d       = deliveries[static_cast<std::size_t>(bill.tranche)];
            std::int64_t    delay   = 0, service = 0, given_delay = 0, given_service = 0;
            const auto&     clause  = c.delay.value();
            const auto      earning = chargeable_days(d.planned.start(), d.planned.start() + d.late, clause.grace.value());
            for (const auto& part : delay_credits_by_period(clause, bill.monthly_fee, value_of(bill), earning, b.periods)) delay += part.amount.units;
            if (d.actual) {
                const auto sums = sum_downtime(read.downtime, bill.name, *d.actual, b.periods);
                for (std::size_t i = 0; i < sums.size(); ++i) {
                    const auto in = intersection(b.periods[i].days, *d.actual);
                    if (in) service += service_credit(c.service_level.value(), bill.fees[i], sums[i], 24 * in->days()).amount.units;
                }
            }
            for (const auto& row : b.rows) {
                if (row.tranche != bill.tranche) continue;
                if (row.clause.list == "delay") given_delay -= row.amount.amount.units;
                if (row.clause.list == "service_level") given_service -= row.amount.amount.units;
            }
            REQUIRE(given_delay == delay);
            REQUIRE(given_service == service);
        }
    }
}

TEST_CASE("of any contract: first-dollar credits are never behind level ones")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 500; ++round) {
        auto       c    = any_contract(draw);
        const auto read = any_downtime(draw, c);
        INFO(round, ' ', seen(c));
        c.prepayment.value().credited = credit_method::level;
        const auto level              = tests::bill(c, read);
        c.prepayment.value().credited = credit_method::first_dollar;
        const auto first              = tests::bill(c, read);
        const auto credited = [](const tests::billed& b, sys_days until) {
            std::int64_t sum = 0;
            for (const auto& row : b.rows) sum -= row.kind == charge_kind::prepayment_credit && row.invoiced <= until ? row.amount.amount.units : 0;
            return sum;
        };
        const auto leaving = early_end_of(c);
        for (const auto& p : level.periods) {
            if (leaving && leaving->on <= p.days.end()) break; // what is left is taken then
            REQUIRE(credited(level, p.invoiced) <= credited(first, p.invoiced));
        }
    }
}

TEST_CASE("of any contract: an early termination changes nothing on the invoices of periods before it")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    int           compared = 0;
    for (int round = 0; round < 1'500; ++round) {
        auto c = any_contract(draw);
        if (!c.termination.is_known()) continue;
        const sys_days end  = early_end_of(c)->on;
        const auto     read = any_downtime(draw, c);
        INFO(round, ' ', seen(c));
        const auto kept = [end](const tests::billed& b) {
            const auto cut  = std::find_if(b.periods.begin(), b.periods.end(), [end](const billing_period& p) { return p.days.contains(end - days{1}); });
            lines      result;
            const auto all = shown(b.rows);
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (b.rows[i].kind != charge_kind::prepayment && b.rows[i].invoiced < cut->days.start()) result.push_back(all[i]);
            }
            return result;
        };
        const auto early = kept(tests::bill(c, read));
        c.termination    = {};
        const auto full = kept(tests::bill(c, read));
        REQUIRE(early.size() == full.size());
        for (std::size_t i = 0; i < early.size(); ++i) REQUIRE(early[i] == full[i]);
        compared += static_cast<int>(early.size());
    }
    CHECK(compared > 200);
}
