// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/commitments.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr fiscal_months calendar{.last_month = date::December, .named_by = fiscal_year_named_by::end};

charge<USD> row(charge_kind kind, const period& service, const year_month_day& due, const money<USD>& amount)
{
    return {.kind = kind, .clause = {"pricing", 0}, .service = service, .invoiced = sys_days{due} - date::days{30}, .due = due, .amount = amount};
}

/// A year's fee, due on its last day.
charge<USD> year(int y, const money<USD>& amount)
{
    return row(charge_kind::fee, period(date::year{y} / jan / 1, date::year{y + 1} / jan / 1), date::year{y} / dec / 31, amount);
}

std::string text_of(const purchase_obligations<USD>& p)
{
    std::string text;
    for (const auto& amount : p.amounts) text += to_string(amount.amount) + " ";
    return text + "= " + to_string(p.total.amount);
}

} // namespace

TEST_CASE("a published table: five years and later, 145,000 in all, of which 45,000 are interest")
{ // FAS 47, appendix C (now ASC 440-10-55): recalled, not verified; in thousands, no rounding
    std::vector<charge<USD>> rows{year(2002, usd(10'000)), year(2003, usd(10'000)), year(2004, usd(9'000)), year(2005, usd(8'000)), year(2006, usd(8'000)), year(2007, usd(60'000)), year(2009, usd(40'000))};
    const auto found = purchase_obligations_of(rows, 2001_y / dec / 31, fiscal_bands(2001_y / dec / 31, calendar));
    CHECK(text_of(found) == "10000.00 10000.00 9000.00 8000.00 8000.00 100000.00 = 145000.00");
    CHECK(found.beyond_a_year);
    CHECK(found.total - usd(45'000) == usd(100'000));
}

TEST_CASE("what was served is a payable and what was due is paid: neither is an obligation")
{
    const std::vector<charge<USD>> rows{row(charge_kind::fee, period(2026_y / jun / 1, 2026_y / jul / 1), 2026_y / jul / 30, usd(30)), row(charge_kind::fee, period(2026_y / jul / 1, 2026_y / aug / 1), 2026_y / aug / 30, usd(31)),
                                        row(charge_kind::fee, period(2026_y / aug / 1, 2026_y / sep / 1), 2026_y / jun / 1, usd(7))}; // in advance
    CHECK(text_of(purchase_obligations_of(rows, 2026_y / jun / 30, fiscal_bands(2026_y / jun / 30, calendar, 1))) == "31.00 0.00 0.00 = 31.00");
    CHECK(text_of(purchase_obligations_of(rows, 2026_y / jun / 10, fiscal_bands(2026_y / jun / 10, calendar, 1))) == "51.00 0.00 0.00 = 51.00"); // 20 of 30 days
    CHECK(text_of(purchase_obligations_of(rows, 2026_y / sep / 1, fiscal_bands(2026_y / sep / 1, calendar, 1))) == "0.00 0.00 0.00 = 0.00");
}

TEST_CASE("a prepayment is owed until it is due, and what is credited of it lowers later years")
{
    std::vector<charge<USD>> rows{row(charge_kind::prepayment, period(2026_y / jan / 1, 2028_y / jan / 1), 2025_y / dec / 1, usd(20)), year(2026, usd(50)), year(2027, usd(50))};
    auto credit = year(2027, usd(-20));
    credit.kind = charge_kind::prepayment_credit;
    rows.push_back(credit);
    CHECK(text_of(purchase_obligations_of(rows, 2025_y / nov / 30, fiscal_bands(2025_y / nov / 30, calendar, 2))) == "20.00 50.00 30.00 0.00 = 100.00");
    CHECK(text_of(purchase_obligations_of(rows, 2025_y / dec / 31, fiscal_bands(2025_y / dec / 31, calendar, 2))) == "50.00 30.00 0.00 = 80.00");
}

TEST_CASE("where only a refund is still to come, nothing is committed beyond the charges")
{
    const period y2026(2026_y / jan / 1, 2027_y / jan / 1);
    const std::vector<charge<USD>> rows{row(charge_kind::prepayment, y2026, 2026_y / jan / 1, usd(100)), year(2026, usd(60)),
                                        row(charge_kind::prepayment_credit, y2026, 2026_y / dec / 31, usd(-60)), row(charge_kind::refund, y2026, 2027_y / feb / 1, usd(-40))};
    const auto bands = fiscal_bands(2026_y / dec / 31, calendar);
    for (const auto& p : {purchase_obligations_of(rows, 2026_y / dec / 31, bands), purchase_obligations_of(rows, usd(60), 2026_y / dec / 31, bands)}) {
        CHECK(p.undated == usd(0));
        CHECK(p.amounts.front() == usd(-40));
        CHECK(p.total == usd(-40));
    }
    CHECK(purchase_obligations_of(rows, usd(65), 2026_y / dec / 31, bands).undated == usd(5));
}

TEST_CASE("use, power, service credits, rebates and holdbacks are not fixed")
{
    for (const auto kind : {charge_kind::usage, charge_kind::make_up, charge_kind::overage, charge_kind::rebate, charge_kind::energy, charge_kind::demand, charge_kind::termination_fee, charge_kind::service_credit,
                            charge_kind::holdback, charge_kind::holdback_release}) {
        CHECK(!is_fixed(kind));
        CHECK(fixed_payments_after<USD>({row(kind, period(2027_y / jan / 1, 2028_y / jan / 1), 2027_y / dec / 31, usd(1))}, 2026_y / jan / 1).empty());
    }
    for (const auto kind : {charge_kind::fee, charge_kind::shortfall, charge_kind::true_up, charge_kind::undrawn_spend, charge_kind::delay_credit, charge_kind::prepayment, charge_kind::prepayment_credit, charge_kind::refund}) {
        CHECK(is_fixed(kind));
    }
}

TEST_CASE("what can be cancelled is out: the earliest charges count towards the commitment first")
{
    const std::vector<charge<USD>> rows{year(2028, usd(50)), year(2026, usd(50)), year(2027, usd(50))};
    const auto at = [&](const money<USD>& committed, const year_month_day& day) { return purchase_obligations_of(rows, committed, day, fiscal_bands(day, calendar, 2)); };
    CHECK(text_of(at(usd(120), 2025_y / dec / 31)) == "50.00 50.00 20.00 = 120.00");
    CHECK(text_of(at(usd(120), 2026_y / dec / 31)) == "50.00 20.00 0.00 = 70.00");
    CHECK(text_of(at(usd(40), 2026_y / dec / 31)) == "0.00 0.00 0.00 = 0.00");
    CHECK(text_of(at(usd(0), 2025_y / dec / 31)) == "0.00 0.00 0.00 = 0.00");
    const auto more = at(usd(160), 2025_y / dec / 31);
    CHECK(text_of(more) == "50.00 50.00 50.00 = 160.00");
    CHECK(more.undated == usd(10));
    CHECK_REFUSED(invalid_terms, "committed: must not be negative; got USD -1.00; write what the customer cannot cancel", at(usd(-1), 2025_y / dec / 31));
}

TEST_CASE("a contract that has a year or less to run says so")
{
    const std::vector<charge<USD>> rows{year(2026, usd(50)), year(2027, usd(50))};
    CHECK(purchase_obligations_of(rows, 2026_y / dec / 30, fiscal_bands(2026_y / dec / 30, calendar)).beyond_a_year);
    CHECK(!purchase_obligations_of(rows, 2026_y / dec / 31, fiscal_bands(2026_y / dec / 31, calendar)).beyond_a_year);
    CHECK(!purchase_obligations_of(std::vector<charge<USD>>{}, 2026_y / dec / 31, fiscal_bands(2026_y / dec / 31, calendar)).beyond_a_year);
}

TEST_CASE("of every contract, before it begins all that is fixed is owed, and in the end nothing")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 60; ++round) {
        std::vector<charge<USD>> rows;
        money<USD>               fixed = usd(0);
        for (int i = 0; i < 20; ++i) {
            const auto start = sys_days{2026_y / 1 / 1} + date::days{static_cast<int>(draw.between(0, 2000))};
            rows.push_back(row(static_cast<charge_kind>(draw.between(0, 17)), period(start, start + date::days{static_cast<int>(draw.between(1, 100))}), year_month_day(start + date::days{static_cast<int>(draw.between(100, 200))}),
                               money<USD>(decimal<2>::from_units(draw.between(0, 1'000'000)))));
            if (is_fixed(rows.back().kind)) fixed += rows.back().amount;
        }
        REQUIRE(purchase_obligations_of(rows, 2025_y / dec / 31, fiscal_bands(2025_y / dec / 31, calendar)).total == fixed);
        REQUIRE(purchase_obligations_of(rows, 2040_y / dec / 31, fiscal_bands(2040_y / dec / 31, calendar)).total == usd(0));
        // What is cut by a commitment is cut from the end.
        const auto half = purchase_obligations_of(rows, money<USD>(decimal<2>::from_units(fixed.amount.units / 2)), 2025_y / dec / 31, fiscal_bands(2025_y / dec / 31, calendar));
        REQUIRE(half.total.amount.units == fixed.amount.units / 2);
    }
}

TEST_CASE("a currency known at run time keeps its code, also where there is nothing")
{
    const auto yen = currency_of<0>("JPY");
    const auto none = purchase_obligations_of(std::vector<charge<any_currency<0>>>{}, 2026_y / dec / 31, fiscal_bands(2026_y / dec / 31, calendar, 1), yen);
    CHECK(to_string(none.total) == "JPY 0");
    CHECK(to_string(none.amounts.front()) == "JPY 0");
}
