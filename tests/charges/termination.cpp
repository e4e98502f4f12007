// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/termination.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days;

namespace {

/// Five years from 2026-01-31; leaving costs 300 in year 1, 200 in year 2, 100 later, less 40 of mitigation.
contract<USD> five_years()
{
    return contract<USD>{
        .name          = "five",
        .term          = assumed(ratable::term{.start = 2026_y / jan / 31, .length = date::years{5}}, "test"),
        .tranches      = assumed({{.in_service = 2026_y / jan / 31, .capacity = 250 * MW}, {.in_service = 2026_y / jan / 31, .capacity = 250 * MW}}, "test"),
        .consideration = unknown("priced by the MW-month"),
        .billing       = assumed(ratable::billing{.every   = monthly,
                                                  .periods = calendar_periods,
                                                  .payment = payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted}}, "test"),
        .termination   = assumed(early_termination<USD>{.fee_by_year = std::vector{usd(300), usd(200), usd(100)}, .less_unearned_prepayment = true, .mitigation = usd(40)}, "test"),
    };
}

std::vector<billing_period> calendar_of(const contract<USD>& c) { return billing_calendar(c.billing.value(), c.term.value(), days_of(c.term.value())); }

std::vector<charge<USD>> rows_of(const contract<USD>& c, std::vector<tranche_rest<USD>>& unearned)
{
    std::vector<charge<USD>> rows;
    const auto               calendar = calendar_of(c);
    append_termination(rows, c, std::span(calendar), std::span(unearned));
    return rows;
}

} // namespace

TEST_CASE("the fee is that of the contract year in which the first day out of service falls; the last holds on")
{
    const auto  c     = five_years();
    const auto& terms = c.termination.value();
    const auto  on    = [&](const year_month_day& day) { return termination_fee_on(terms, c.term.value(), day); };
    CHECK(on(2026_y / feb / 1) == usd(300));
    CHECK(on(2027_y / jan / 30) == usd(300));
    CHECK(on(2027_y / jan / 31) == usd(200)); // the anniversary belongs to the year that it begins
    CHECK(on(2028_y / jan / 30) == usd(200));
    CHECK(on(2028_y / jan / 31) == usd(100));
    CHECK(on(2031_y / jan / 30) == usd(100));
}

TEST_CASE("a day outside the term, and no fee, are refused")
{
    const auto c  = five_years();
    const auto on = [&](const early_termination<USD>& terms, const year_month_day& day) { return termination_fee_on(terms, c.term.value(), day); };
    CHECK_REFUSED(invalid_terms, "termination: must fall within the term 2026-01-31 .. 2031-01-31, after its first day; got 2026-01-31; choose a day of the term", on(c.termination.value(), 2026_y / jan / 31));
    CHECK_THROWN(invalid_terms, on(c.termination.value(), 2031_y / jan / 31));
    const early_termination<USD> none{.fee_by_year = std::vector<money<USD>>{}, .less_unearned_prepayment = true};
    CHECK_REFUSED(invalid_terms, "termination.fee_by_year: must have the fee of contract year 1; got no fee; list the fees by contract year", on(none, 2026_y / jun / 1));
}

TEST_CASE("what was settled stands in for the fee of the year; where minimums count it must be stated")
{
    auto c                              = five_years();
    auto& terms                         = c.termination.value();
    terms.terminated_on                 = 2026_y / jun / 1;
    terms.settled                       = usd(500);
    std::vector<tranche_rest<USD>> none = {};
    CHECK(total(rows_of(c, none)) == usd(460)); // − 40 of mitigation
    terms.minimums = remaining_minimums{.share = ratio(1), .rate = ratio(0), .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
    CHECK(total(rows_of(c, none)) == usd(460));
    terms.settled = {};
    CHECK_REFUSED(invalid_terms,
                  "termination.settled: must say what the fee came to, for it rests on the minimums that remain; got not stated; state it, or make the contract by terminate() of charges/exit_cost.hpp",
                  rows_of(c, none));
    terms.settled = unknown("not public");
    CHECK_THROWN(invalid_terms, rows_of(c, none));
}

TEST_CASE("a contract that runs its term has no row of it")
{
    std::vector<tranche_rest<USD>> unearned{{0, usd(10)}};
    CHECK(rows_of(five_years(), unearned).empty());
    CHECK(unearned.front().left == usd(10));
}

TEST_CASE("the fee stands on the invoice of the last day in service, and unearned prepayments against it in order")
{
    auto c                                 = five_years();
    c.termination.value().terminated_on    = 2026_y / jun / 1;
    std::vector<tranche_rest<USD>> unearned = {{0, usd(200)}, {1, usd(100)}};
    auto                           rows     = rows_of(c, unearned);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].kind == charge_kind::termination_fee);
    CHECK(to_string(rows[0].clause) == "termination");
    CHECK(rows[0].amount == usd(260)); // 300 − 40
    CHECK(rows[0].service == period(2026_y / may / 31, 2026_y / jun / 1));
    CHECK(rows[0].invoiced == sys_days{2026_y / may / 31});
    CHECK(rows[0].due == sys_days{2026_y / jun / 30});
    CHECK(rows[1].kind == charge_kind::prepayment_credit);
    CHECK(rows[1].tranche == 0);
    CHECK(rows[1].amount == usd(-200));
    CHECK(rows[2].tranche == 1);
    CHECK(rows[2].amount == usd(-60));
    CHECK(unearned[0].left == usd(0));
    CHECK(unearned[1].left == usd(40));
    CHECK(total(rows) == usd(0));

    c.termination.value().less_unearned_prepayment = false;
    unearned                                       = {{0, usd(200)}};
    rows                                           = rows_of(c, unearned);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].amount == usd(260));
    CHECK(unearned[0].left == usd(200));
    c.termination.value().mitigation = usd(300);
    CHECK(rows_of(c, unearned).empty());
}

TEST_CASE("an order that a long-stop ended first costs nothing to leave")
{
    auto c                              = five_years();
    c.termination.value().terminated_on = 2026_y / jun / 1;
    c.delay = assumed(delay_damages{.grace = days{0}, .share = 1.0_d, .long_stop = days{60}, .ends = termination_scope::order}, "test");
    c.tranches.value()[0].slip          = days{90};
    std::vector<tranche_rest<USD>> unearned;
    CHECK(rows_of(c, unearned).empty());
}

TEST_CASE("the last invoice: in arrears of the period that held the last day, in advance the one after it")
{
    auto       c        = five_years();
    const auto calendar = calendar_of(c);
    const auto closing  = [&](const year_month_day& day) { return last_invoice(calendar, day, c.billing); };
    CHECK(closing(2026_y / jun / 1) == invoice_days{2026_y / may / 31, 2026_y / jun / 30});
    CHECK(closing(2026_y / jun / 2) == invoice_days{2026_y / jun / 30, 2026_y / jul / 30});
    CHECK(closing(2040_y / jan / 1) == invoice_days{2031_y / jan / 30, 2031_y / mar / 1});
    CHECK(closing(2020_y / jan / 1) == invoice_days{2026_y / jan / 31, 2026_y / mar / 2});
    c.billing.value().invoiced = invoiced::in_advance;
    CHECK(closing(2026_y / jun / 1) == invoice_days{2026_y / jun / 1, 2026_y / jul / 1});
    CHECK(closing(2026_y / jun / 2) == invoice_days{2026_y / jul / 1, 2026_y / jul / 31});
    CHECK(last_invoice({}, 2026_y / jun / 2, c.billing) == invoice_days{2026_y / jun / 2, 2026_y / jun / 2});
}
