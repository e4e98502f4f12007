// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/fees.hpp>

#include "../support/billed.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using iso4217::USD;

namespace {

const ratable::term  two_years{.start = 2025_y / nov / 3, .length = date::years{2}};
const readings<USD>  nothing_read;
const period         all_days = days_of(two_years);

std::vector<std::string> amounts(const std::vector<charge<USD>>& rows)
{
    std::vector<std::string> text;
    for (const auto& row : rows) text.push_back(to_string(row.amount.amount));
    return text;
}

/// The calendar of a term, and what fees need to know of it.
struct billed_term
{
    billed_term(const ratable::term& t, frequency every, period_basis periods) : of(t), basis(periods), calendar(tests::billed(t, every, periods)) {}

    [[nodiscard]] fee_terms<USD> terms() const { return {of, basis, calendar, nothing_read, {"pricing", 0}, 0}; }

    ratable::term               of;
    period_basis                basis;
    std::vector<billing_period> calendar;
};

escalator three_percent(price_start starts) { return {.starts = starts, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = 0.03_d}; }

} // namespace

TEST_CASE("a yearly fee is billed in twelfths per calendar month, a stub by its days over that month's days, on the running total of the price year")
{
    const billed_term        bills(two_years, monthly, calendar_periods);
    std::vector<charge<USD>> rows;
    append_fee(rows, fixed_fee<USD>{.amount = usd(1'000), .every = fee_every::year, .escalator = three_percent(price_start::on_anniversary)}, all_days, bills.terms());
    REQUIRE(rows.size() == 26);                       // 25 billing months, the one of the anniversary in two
    CHECK(rows[0].amount == usd("77.78"));            // 1000/12 × 28/30 = 77.777…
    CHECK(rows[1].amount == usd("83.33"));            // 161.11 − 77.78
    CHECK(rows[12].service == period(2026_y / nov / 1, 2026_y / nov / 3));
    CHECK(rows[12].amount == usd("5.56"));            // 1,000.00 − 994.44: the year comes to its fee
    CHECK(rows[13].service == period(2026_y / nov / 3, 2026_y / dec / 1));
    CHECK(rows[13].price == usd(1'030));
    CHECK(rows[13].amount == usd("80.11"));           // 1030/12 × 28/30, a running total of its own
    money<USD> first = usd(0), second = usd(0);
    for (std::size_t i = 0; i < rows.size(); ++i) (i < 13 ? first : second) += rows[i].amount;
    CHECK(first == usd(1'000));
    CHECK(second == usd(1'030));
}

TEST_CASE("from the first billing month on or after an anniversary, no month has two prices")
{
    const billed_term        bills(two_years, monthly, calendar_periods);
    std::vector<charge<USD>> rows;
    append_fee(rows, fixed_fee<USD>{.amount = usd(100), .every = fee_every::month, .escalator = three_percent(price_start::on_next_billing_month)}, all_days, bills.terms());
    REQUIRE(rows.size() == 25);
    CHECK(rows[12].price == usd(100)); // November 2026 begins in year 1
    CHECK(rows[13].price == usd(103));
    CHECK(rows[13].amount == usd(103));
}

TEST_CASE("a monthly fee between anniversaries is one month each, whatever the month's length")
{
    const billed_term        bills(two_years, monthly, contract_periods);
    std::vector<charge<USD>> rows;
    append_fee(rows, fixed_fee<USD>{.amount = usd(100), .every = fee_every::month}, all_days, bills.terms());
    REQUIRE(rows.size() == 24);
    for (const auto& row : rows) CHECK(row.amount == usd(100));
    rows.clear();
    const billed_term quarters(two_years, quarterly, contract_periods);
    append_fee(rows, fixed_fee<USD>{.amount = usd(100), .every = fee_every::year}, all_days, quarters.terms());
    CHECK(amounts(rows) == std::vector<std::string>{"25.00", "25.00", "25.00", "25.00", "25.00", "25.00", "25.00", "25.00"});
}

TEST_CASE("a fee that is due once is one row, on its day or on the first, within the term")
{
    const billed_term        bills(two_years, monthly, calendar_periods);
    std::vector<charge<USD>> rows;
    append_fee(rows, fixed_fee<USD>{.amount = usd(5), .every = fee_every::once}, all_days, bills.terms());
    append_fee(rows, fixed_fee<USD>{.amount = usd(7), .every = fee_every::once, .due_on = 2026_y / mar / 9}, all_days, bills.terms());
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].service.start() == sys_days{2025_y / nov / 3});
    CHECK(rows[1].invoiced == sys_days{2026_y / mar / 31});
    CHECK(rows[1].rounds == rounded_on::nothing);
    CHECK_REFUSED(invalid_terms, "fixed fee: must fall due within the term; got 2027-11-03; move it into the term",
                  append_fee(rows, fixed_fee<USD>{.amount = usd(7), .every = fee_every::once, .due_on = 2027_y / nov / 3}, all_days, bills.terms()));
}

TEST_CASE("an MW-month is prorated by days in force over the days of that calendar month")
{
    const billed_term        bills(two_years, monthly, calendar_periods);
    const tranche            t{.in_service = 2025_y / nov / 3, .capacity = 10 * MW_it};
    std::vector<charge<USD>> rows;
    append_fee(rows, capacity_fee<USD>{.price = usd(150'000) / MW_month_it, .escalator = three_percent(price_start::on_anniversary)}, t, steps_of(t, in_force(t, all_days)), bills.terms());
    REQUIRE(rows.size() == 26);
    CHECK(rows[0].quantity.exact() == fraction(280, 30));
    CHECK(rows[0].amount == usd(1'400'000));
    CHECK(rows[1].quantity.exact() == fraction(10));
    CHECK(rows[12].quantity.exact() == fraction(20, 30));
    CHECK(rows[12].amount == usd(100'000));
    CHECK(rows[13].price == usd(154'500));
    CHECK(rows[13].amount == usd(1'442'000));
    // The same by the kilowatt.
    std::vector<charge<USD>> by_kw;
    append_fee(by_kw, capacity_fee<USD>{.price = usd(150) / kW_month_it, .escalator = three_percent(price_start::on_anniversary)}, t, steps_of(t, in_force(t, all_days)), bills.terms());
    CHECK(amounts(by_kw) == amounts(rows));
}

TEST_CASE("a price per GPU-hour is for all accelerators that the capacity feeds, around the clock")
{
    const billed_term        bills(two_years, monthly, contract_periods);
    const tranche            t{.in_service = 2025_y / nov / 3, .capacity = 1820 * kW_it, .accelerator = gb300{}, .power_per_accelerator = 1820 * W_it};
    std::vector<charge<USD>> rows;
    append_fee(rows, capacity_fee<USD>{.price = usd(2.50_d) / gpu_h<gb300>}, t, steps_of(t, in_force(t, all_days)), bills.terms());
    CHECK(rows[0].quantity.exact() == fraction(1'000 * 24 * 30));
    CHECK(rows[0].amount == usd(1'800'000));
    CHECK_REFUSED(unlike_units, "capacity fee: must be priced for the tranche's accelerator; got 2.500000 USD/h100-hour; name the tranche's accelerator, or none in the price",
                  append_fee(rows, capacity_fee<USD>{.price = usd(2.50_d) / gpu_h<h100>}, t, steps_of(t, in_force(t, all_days)), bills.terms()));
    CHECK_REFUSED(unlike_units, "capacity fee: must be priced on the tranche's MW basis; got 1.000000 USD/MW-month gross; state both on one basis",
                  append_fee(rows, capacity_fee<USD>{.price = usd(1) / MW_month_gross}, t, steps_of(t, in_force(t, all_days)), bills.terms()));
    CHECK_REFUSED(invalid_terms, "capacity fee: must be per MW-month, kW-month or GPU-hour; got 1.000000 USD/kWh; meter the energy, and price it as usage",
                  append_fee(rows, capacity_fee<USD>{.price = usd(1) / kWh}, t, steps_of(t, in_force(t, all_days)), bills.terms()));
}

TEST_CASE("what a month costs at the start of service")
{
    const tranche t{.in_service = 2025_y / nov / 3, .capacity = 250 * MW_it, .accelerator = gb300{}, .power_per_accelerator = 1'000 * W_it};
    CHECK(monthly_fee(capacity_fee<USD>{.price = usd(150'000) / MW_month}, t, money<USD, 6>(usd(150'000))) == exact_amount<USD>(usd(37'500'000)));
    CHECK(monthly_fee(capacity_fee<USD>{.price = usd(150) / kW_month}, t, money<USD, 6>(usd(150))) == exact_amount<USD>(usd(37'500'000)));
    CHECK(monthly_fee(capacity_fee<USD>{.price = usd(2) / gpu_h<gb300>}, t, money<USD, 6>(usd(2))) == exact_amount<USD>(usd(250'000 * 2)) * fraction(24 * 365, 12));
}

TEST_CASE("an amount that is spread sums to itself, however the calendar is cut")
{
    tests::random draw;
    RATABLE_INFO_SEED;
    for (int i = 0; i < 300; ++i) {
        const auto           start = year_month_day{sys_days{2025_y / jan / 1} + date::days{static_cast<int>(draw.between(0, 800))}};
        const ratable::term  t{.start = start, .length = date::months{static_cast<int>(draw.between(1, 60))}};
        const frequency      every = draw.coin() ? monthly : draw.coin() ? quarterly : annual;
        const billed_term    bills(t, every, draw.coin() ? calendar_periods : contract_periods);
        const auto           days = days_of(t);
        const tranche        tr{.in_service = year_month_day{days.start() + date::days{static_cast<int>(draw.between(0, days.days() - 1))}}, .capacity = draw.between(1, 900) * MW};
        const auto           amount = money<USD>(decimal<2>::from_units(draw.between(0, 1'000'000'000'000)));
        std::vector<charge<USD>> by_capacity, by_months, by_days;
        append_spread(by_capacity, amount, steps_of(tr, in_force(tr, days)), rounding::half_up, bills.terms());
        append_spread(by_months, amount, billed_by::months, rounding::half_up, bills.terms());
        append_spread(by_days, amount, billed_by::days, rounding::half_up, bills.terms());
        REQUIRE(total(by_capacity) == amount);
        REQUIRE(total(by_months) == amount);
        REQUIRE(total(by_days) == amount);
    }
}

TEST_CASE("splitting a billing period changes no spread amount")
{
    const billed_term        months(two_years, monthly, calendar_periods);
    billed_term              split = months;
    const billing_period     whole = split.calendar[5];
    split.calendar[5].days         = period(whole.days.start(), whole.days.start() + date::days{11});
    split.calendar.insert(split.calendar.begin() + 6, whole);
    split.calendar[6].days = period(split.calendar[5].days.end(), whole.days.end());
    const tranche            t{.in_service = 2025_y / dec / 9, .capacity = 10 * MW_it};
    const auto               steps = steps_of(t, in_force(t, all_days));
    std::vector<charge<USD>> one, two;
    append_spread(one, usd("9876543.21"), steps, rounding::half_up, months.terms());
    append_spread(two, usd("9876543.21"), steps, rounding::half_up, split.terms());
    REQUIRE(two.size() == one.size() + 1);
    const auto at = static_cast<std::size_t>(4); // service starts in the second billing month
    CHECK(two[at].amount + two[at + 1].amount == one[at].amount);
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (i != at) CHECK(two[i + (i > at ? 1 : 0)].amount == one[i].amount);
    }
}
