// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/remaining_performance.hpp>

#include <ratable/accounting/straight_line.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr fiscal_months  calendar{.last_month = date::December, .named_by = fiscal_year_named_by::end};
constexpr rpo_exemptions none_elected{.one_year_or_less = false, .as_invoiced = false};

charge<USD> fee(const period& service, const money<USD>& amount, charge_kind kind = charge_kind::fee)
{
    return {.kind = kind, .clause = {"pricing", 0}, .service = service, .invoiced = service.end(), .due = service.end(), .amount = amount};
}

std::string text_of(const remaining_performance<USD>& p)
{
    std::string text;
    for (const auto& amount : p.amounts) text += to_string(amount.amount) + " ";
    return text + "= " + to_string(p.total.amount);
}

/// As filings print it: whole units, half up.
std::int64_t printed(const money<USD>& amount) { return round<0>(amount.amount, rounding::half_up).units; }

} // namespace

TEST_CASE("a published example: of three contracts 6,375 and 3,188, 9,563 in all")
{ // IFRS 15, example 42 (ASC 606-10-55-298 ff.): recalled from the published text, recomputed; rounding half up: 787.5 is 788 and 2,362.5 is 2,363
    const auto months = make_schedule(period(2027_y / jul / 1, 2029_y / jul / 1), monthly); // signed on 30 June 20X7, for 24 months
    const auto bands  = fiscal_bands(2027_y / dec / 31, calendar, 2);
    const auto a      = remaining_performance_of(amortize(usd(24 * 500), months, straight_line), bands, {.one_year_or_less = false, .as_invoiced = true});
    const auto b      = remaining_performance_of(amortize(usd(24 * 400), months, straight_line), bands, none_elected);
    const auto c      = remaining_performance_of(amortize(usd(24 * 100 + 750), months, straight_line), bands, none_elected); // fixed, and 750 of expected variable consideration
    CHECK(text_of(a) == "0.00 0.00 0.00 = 0.00");
    CHECK(a.left_out == "revenue is what may be invoiced (606-10-50-14(b))");
    CHECK(text_of(b) == "4800.00 2400.00 0.00 = 7200.00");
    CHECK(text_of(c) == "1575.00 787.50 0.00 = 2362.50");
    CHECK(printed(c.amounts[1]) == 788);
    CHECK(printed(c.total) == 2363);
    CHECK(printed(a.amounts[0] + b.amounts[0] + c.amounts[0]) == 6375);
    CHECK(printed(a.amounts[1] + b.amounts[1] + c.amounts[1]) == 3188);
    CHECK(printed(a.total + b.total + c.total) == 9563);
}

TEST_CASE("a price is earned over its own days, and what was earned is gone")
{
    const std::vector<charge<USD>> rows{fee(period(2026_y / dec / 1, 2027_y / jan / 1), usd(31)), fee(period(2027_y / dec / 17, 2028_y / jan / 16), usd(30)), fee(period(2027_y / jan / 1, 2027_y / feb / 1), usd(-1), charge_kind::delay_credit)};
    CHECK(text_of(remaining_performance_of(rows, month_bands(2026_y / dec / 31, {12, 24}), none_elected)) == "14.00 15.00 0.00 = 29.00");
    CHECK(text_of(remaining_performance_of(rows, month_bands(2026_y / dec / 21, {12}), none_elected)) == "14.00 25.00 = 39.00"); // ten days of December 2026 and five of 2027, less 1
}

TEST_CASE("cash, use and power are no price that is fixed at inception")
{
    for (const auto kind : {charge_kind::usage, charge_kind::make_up, charge_kind::overage, charge_kind::rebate, charge_kind::energy, charge_kind::demand, charge_kind::termination_fee, charge_kind::service_credit,
                            charge_kind::prepayment, charge_kind::prepayment_credit, charge_kind::refund, charge_kind::holdback, charge_kind::holdback_release}) {
        CHECK(!is_of_price(kind));
        CHECK(remaining_performance_of<USD>(std::vector<charge<USD>>{fee(period(2027_y / jan / 1, 2028_y / jan / 1), usd(1), kind)}, month_bands(2026_y / dec / 31, {12}), none_elected).total == usd(0));
    }
    for (const auto kind : {charge_kind::fee, charge_kind::shortfall, charge_kind::true_up, charge_kind::undrawn_spend, charge_kind::delay_credit}) CHECK(is_of_price(kind));
}

TEST_CASE("a contract of one year or less is left out where that is elected, and only then")
{
    const std::vector<charge<USD>> rows{fee(period(2027_y / jan / 1, 2027_y / jul / 1), usd(1)), fee(period(2027_y / jul / 1, 2028_y / jan / 1), usd(2))};
    const auto                     bands = month_bands(2026_y / dec / 31, {12});
    CHECK(remaining_performance_of(rows, bands, {.one_year_or_less = true, .as_invoiced = false}).left_out == "expected to last one year or less (606-10-50-14(a))");
    CHECK(remaining_performance_of(rows, bands, {.one_year_or_less = true, .as_invoiced = false}).total == usd(0));
    CHECK(remaining_performance_of(rows, bands, none_elected).total == usd(3));
    auto longer = rows;
    longer.push_back(fee(period(2028_y / jan / 1, 2028_y / jan / 2), usd(4)));
    CHECK(remaining_performance_of(longer, bands, {.one_year_or_less = true, .as_invoiced = false}).total == usd(7));
    CHECK(remaining_performance_of(longer, bands, {.one_year_or_less = true, .as_invoiced = false}).left_out.empty());
}

TEST_CASE("a currency known at run time keeps its code, also where there is nothing")
{
    const auto dinars = currency_of<3>("KWD");
    CHECK(to_string(remaining_performance_of(std::vector<charge<any_currency<3>>>{}, month_bands(2026_y / dec / 31, {12}), none_elected, dinars).total) == "KWD 0.000");
}
