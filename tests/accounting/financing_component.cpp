// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/financing_component.hpp>
#include <ratable/accounting/effective_interest.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/valuation/irr.hpp>
#include <ratable/valuation/tvm_rate.hpp>

#include "../support/any_contract.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;
using tvm::exact;

namespace {

interest_rate yearly(const char* share) { return {.per_year = rate_of_interest::parse(share), .compounds = compounding::annual, .day_count = act_365_fixed{}}; }

charge<USD> row(charge_kind kind, const period& service, const year_month_day& on, const money<USD>& amount, std::string_view clause = "prepayment")
{
    return {.kind = kind, .clause = {clause}, .tranche = 0, .service = service, .invoiced = sys_days{on}, .due = sys_days{on}, .amount = amount};
}

/// 4,000 paid on 2026-01-01 for what is delivered on the last day of 2027.
std::vector<charge<USD>> advance()
{
    const period day(2027_y / dec / 31, 2028_y / jan / 1);
    return {row(charge_kind::prepayment, day, 2026_y / jan / 1, usd(4000)), row(charge_kind::fee, day, 2027_y / dec / 31, usd(4000), "pricing"),
            row(charge_kind::prepayment_credit, day, 2027_y / dec / 31, usd(-4000))};
}

int128 units(const money<tests::dollars>& m) { return m.amount.units; }

} // namespace

TEST_CASE("IFRS 15 Example 29: 4,000 in advance at 6 % are 4,494 of revenue after two years")
{
    // IFRS 15 Illustrative Examples, Example 29 (ASC 606-10-55, Example 30); recalled from the text, recomputed. Published in whole units; here to the cent.
    const auto years    = life_of(advance(), annual);
    const auto schedule = financing_of(advance(), yearly("0.06"), years);
    REQUIRE(schedule.size() == 2);
    CHECK(ties_out(schedule, usd(0)));
    CHECK(schedule[0].payment == usd(-4000));
    CHECK(schedule[0].interest == usd(240));
    CHECK(schedule[0].closing == usd(4240));
    CHECK(schedule[1].interest == usd("254.40"));
    CHECK(total_interest(schedule) == usd("494.40")); // 494
    const auto revenue = revenue_of(advance(), acting_as::principal, yearly("0.06"), years);
    CHECK(revenue[0].charge == usd(0));
    CHECK(revenue[1].charge == usd("4494.40")); // 4,494
    CHECK(ties_out(revenue, usd("4494.40")));
    const auto balances = provider_balances(advance(), acting_as::principal, yearly("0.06"), years);
    CHECK(balances[0].contract_liability == usd(4240));
    CHECK(balances[1].contract_liability == usd(0));
    CHECK(balances[1].interest == usd("254.40"));
    // The rate implicit in 4,000 now or 5,000 after two years: published as 11.8 %.
    CHECK(to_string(only_rate(irr(std::vector{usd(-4000), usd(0), usd(5000)}, rounding::half_even))) == "0.118033988750");
}

TEST_CASE("IFRS 15 Example 28: the price of a sale on credit is 848,357, by the unrounded payment")
{
    // IFRS 15 Illustrative Examples, Example 28, Case B; inputs seen in a reprint, 848,357 recalled. 1,000,000 in 60 payments at 5 % a year is 18,871 a month; at
    // 12 % those are worth 848,357, published to the unit: by the rounded payment it would be 848,347.
    const exact payment = -tvm::pmt(exact(5) / exact(1200), 60, exact(1'000'000), exact(0), payment_timing::end);
    CHECK(round_to_integer(payment, rounding::half_up) == 18'871);
    const exact price = -tvm::pv(exact(1) / exact(100), 60, payment, exact(0), payment_timing::end);
    CHECK(round_to_integer(price, rounding::half_up) == 848'357);
    CHECK(tvm::pv(fraction(1, 100), 60, usd(-18'871), usd(0), payment_timing::end, rounding::half_up) == usd("848346.53"));
    // Revenue of that much now, and the rest is interest of five years.
    const auto receivable = effective_interest(usd("848346.53"), make_schedule(period(2027_y / jan / 1, 2032_y / jan / 1), monthly), std::vector(60, usd(18'871)),
                                               rate_of_interest::parse("0.01"), payment_timing::end, interest_carried::exact);
    CHECK(receivable.back().closing == usd(0));
    CHECK(total_interest(receivable) == usd("283913.47"));
}

TEST_CASE("a sale at 2,000,000 in 24 payments of 92,000 earns 208,000, at 9.7 % a year")
{
    // KPMG, Revenue: IFRS 15 handbook (2019), Example 16; seen in a reprint. Per cent to one digit.
    const auto rates = tvm::rate<12>(24, usd(92'000), usd(-2'000'000), usd(0), payment_timing::end, rounding::half_up);
    REQUIRE(rates.size() == 1);
    CHECK(to_string(round<1>(rates[0] * 1200, rounding::half_up)) == "9.7");
    const auto rows = effective_interest(usd(2'000'000), make_schedule(period(2027_y / jan / 1, 2029_y / jan / 1), monthly), std::vector(24, usd(92'000)), rate_of_interest(rates[0]),
                                         payment_timing::end, interest_carried::rounded);
    CHECK(total_interest(rows) == usd(208'000));
    CHECK(rows.back().closing == usd(0));
}

TEST_CASE("each credit has grown from the day of the prepayment to the end of its service")
{
    // 1,000 on 2026-01-01, credited in two halves for 2026 and 2027: 500 × 1.1 and 500 × 1.21.
    const period first(2026_y / jan / 1, 2027_y / jan / 1), second(2027_y / jan / 1, 2028_y / jan / 1);
    std::vector<charge<USD>> rows{row(charge_kind::prepayment, first, 2026_y / jan / 1, usd(1000)), row(charge_kind::fee, first, 2026_y / dec / 31, usd(700), "pricing"),
                                  row(charge_kind::prepayment_credit, first, 2026_y / dec / 31, usd(-500)), row(charge_kind::fee, second, 2027_y / dec / 31, usd(700), "pricing")};
    const std::vector<period> years{first, second};
    SUBCASE("credited in full")
    {
        rows.push_back(row(charge_kind::prepayment_credit, second, 2027_y / dec / 31, usd(-500)));
        const auto financing = financing_of(rows, yearly("0.1"), years);
        CHECK(financing[0] == amortization_row<USD>{first, usd(0), usd(550), usd(100), usd(-1000), usd(550)});
        CHECK(financing[1] == amortization_row<USD>{second, usd(550), usd(605), usd(55), usd(0), usd(0)});
        const auto revenue = revenue_of(rows, acting_as::principal, yearly("0.1"), years);
        CHECK(revenue[0].charge == usd(750));
        CHECK(revenue[1].charge == usd(805));
    }
    SUBCASE("half of the rest is refunded, half of it lapses: what both have borne is revenue")
    {
        rows.push_back(row(charge_kind::refund, second, 2027_y / dec / 31, usd(-250)));
        const auto financing = financing_of(rows, yearly("0.1"), years);
        CHECK(financing[1] == amortization_row<USD>{second, usd(550), usd("355.00"), usd(55), usd(250), usd(0)}); // 52.50 + 302.50
        CHECK(revenue_of(rows, acting_as::principal, yearly("0.1"), years)[1].charge == usd("1055.00"));            // 700 + 250 + 105
    }
}

TEST_CASE("interest runs from the day of the prepayment on: one day of it, where that is the last of a year")
{
    auto rows = advance();
    rows[0].invoiced = rows[0].due = sys_days{2025_y / dec / 31};
    const auto schedule = financing_of(rows, yearly("0.1"), life_of(rows, annual));
    REQUIRE(schedule.size() == 3);
    CHECK(schedule[0].interest == usd("1.04")); // 4,000 × (1.1^(1/365) − 1) = 1.0446
}

TEST_CASE("what is credited before the prepayment is due lends nothing: no interest either way")
{
    const period february(2026_y / feb / 1, 2026_y / mar / 1), march(2026_y / mar / 1, 2026_y / apr / 1);
    const std::vector<charge<USD>> rows{row(charge_kind::prepayment, february, 2026_y / mar / 15, usd(60)), row(charge_kind::fee, february, 2026_y / feb / 28, usd(100), "pricing"),
                                        row(charge_kind::prepayment_credit, february, 2026_y / feb / 28, usd(-60)), row(charge_kind::fee, march, 2026_y / mar / 31, usd(100), "pricing")};
    const auto schedule = financing_of(rows, yearly("0.06"), life_of(rows, monthly));
    REQUIRE(schedule.size() == 2);
    CHECK(ties_out(schedule, usd(0)));
    for (const auto& r : schedule) CHECK(r.interest == usd(0));
    CHECK(schedule[0].closing == usd(-60)); // delivered, and to be received
    CHECK(provider_balances(rows, acting_as::principal, yearly("0.06"), life_of(rows, monthly)) == provider_balances(rows, progress::as_delivered, acting_as::principal, life_of(rows, monthly)));
}

TEST_CASE("what cannot be financed is refused")
{
    auto rows = advance();
    CHECK_REFUSED(invalid_terms, "financing: must be over periods that hold all days of service and of cash; got 2028-01-01; make them with life_of",
                  financing_of(rows, yearly("0.06"), std::vector{period(2026_y / jan / 1, 2027_y / jan / 1)}));
    CHECK_THROWN(invalid_terms, financing_of(rows, yearly("-1"), life_of(rows, annual)));
    rows.push_back(rows[0]);
    CHECK_REFUSED(invalid_terms, "financing: must be of one prepayment a tranche; got USD 4,000.00 is another; value the parts of a prepayment each by itself",
                  financing_of(rows, yearly("0.06"), life_of(rows, annual)));
    rows.erase(rows.begin());
    rows.pop_back();
    CHECK_REFUSED(invalid_terms, "financing: must have the prepayment of each credit; got USD -4,000.00; give all charges of the contract", financing_of(rows, yearly("0.06"), life_of(rows, annual)));
}

TEST_CASE("random deals: revenue less interest is cash, to the cent; the liability stays within what was prepaid and has grown to, and ends with nothing")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    financed = 0;
    for (int i = 0; i < 300; ++i) {
        const auto               c = source.next();
        readings<tests::dollars> read;
        read.indices    = source.any_indices();
        const auto rows = charges_of(c, read);
        if (total(rows, charge_kind::prepayment) == usd(0)) continue;
        const auto life      = life_of(rows, source.one_in(2) ? monthly : quarterly);
        const auto rate      = yearly(source.one_in(3) ? "0.15" : "0.0725");
        const auto financing = financing_of(rows, rate, life);
        REQUIRE(ties_out(financing, usd(0)));
        const auto most = present_value(std::vector{flow<tests::dollars>(life.front().start(), total(rows, charge_kind::prepayment))}, rate, life.back().end(), rounding::up);
        for (const auto& r : financing) {
            REQUIRE((r.closing >= usd(0) && r.closing <= most));
            REQUIRE((r.interest >= -tests::cents(3) && r.charge >= usd(0)));
        }
        for (const acting_as role : {acting_as::principal, acting_as::agent}) {
            const auto balances = provider_balances(rows, role, rate, life);
            int128     revenue = 0, interest = 0, cash = 0;
            for (const auto& b : balances) {
                revenue += units(b.revenue), interest += units(b.interest), cash += units(b.received);
                REQUIRE(revenue - interest - cash == units(b.receivable) - units(b.refund_liability) + units(b.contract_asset) - units(b.contract_liability));
            }
            const auto own = role == acting_as::principal ? rows : without_power(rows);
            REQUIRE(cash == units(total(own)));
            REQUIRE(revenue - interest == cash);
            REQUIRE(interest == units(total_interest(financing)));
            REQUIRE(ties_out(revenue_of(rows, role, rate, life), money<tests::dollars>(decimal<2>::from_units(static_cast<std::int64_t>(revenue)))));
            REQUIRE(units(balances.back().contract_liability) + units(balances.back().contract_asset) == 0);
        }
        ++financed;
    }
    CHECK(financed > 30);
}

TEST_CASE("in yen that are known at run time, each closing is a whole one")
{
    const auto jpy = currency_of<0>("JPY");
    const auto yen = [&jpy](std::int64_t n) { return money<any_currency<0>>(decimal<0>(n), jpy); };
    const period first(2026_y / jan / 1, 2027_y / jan / 1), second(2027_y / jan / 1, 2028_y / jan / 1);
    const auto   on = [](charge_kind kind, const period& service, sys_days day, const auto& amount, std::string_view clause) {
        return charge<any_currency<0>>{.kind = kind, .clause = {clause}, .tranche = 0, .service = service, .invoiced = day, .due = day, .amount = amount};
    };
    const std::vector<charge<any_currency<0>>> rows{on(charge_kind::prepayment, second, first.start(), yen(1000), "prepayment"), on(charge_kind::fee, second, second.end() - days{1}, yen(1000), "pricing"),
                                                    on(charge_kind::prepayment_credit, second, second.end() - days{1}, yen(-1000), "prepayment")};
    const auto balances = provider_balances(rows, acting_as::principal, yearly("0.0725"), {first, second});
    CHECK(balances[0].contract_liability == yen(1073)); // 1072.5
    CHECK(balances[1].revenue == yen(1150));            // 1150.26
    CHECK(balances[1].interest == yen(77));
    CHECK(balances[1].contract_liability == yen(0));
    CHECK(customer_balances(rows, progress::as_delivered, {first, second})[0].prepaid == yen(1000));
}

TEST_CASE("at a rate of nothing, financing changes nothing")
{
    const auto c = advance();
    CHECK(revenue_of(c, acting_as::principal, yearly("0"), life_of(c, monthly)) == revenue_of(c, progress::as_delivered, acting_as::principal, life_of(c, monthly)));
}
