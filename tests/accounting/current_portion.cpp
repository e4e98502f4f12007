// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/current_portion.hpp>

#include <ratable/accounting/straight_line.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const auto prepaid = amortize(usd(300), make_schedule(period(2026_y / jul / 1, 2029_y / jan / 1), monthly), straight_line);

} // namespace

TEST_CASE("of a prepaid amount, what the next twelve months take is current")
{
    CHECK(current_portion(prepaid, 2026_y / dec / 31) == current_split<USD>{usd(120), usd(120), usd(240)});
    CHECK(current_portion(prepaid, 2028_y / jun / 30) == current_split<USD>{usd(60), usd(0), usd(60)});
    CHECK(current_portion(prepaid, 2026_y / dec / 31, date::months{3}) == current_split<USD>{usd(30), usd(210), usd(240)});
}

TEST_CASE("before its first row a balance is what it opens with, and after its last what is left")
{
    CHECK(balance_on(prepaid, 2026_y / jan / 1) == usd(300));
    CHECK(current_portion(prepaid, 2026_y / mar / 31) == current_split<USD>{usd(90), usd(210), usd(300)});
    CHECK(current_portion(prepaid, 2029_y / jan / 31) == current_split<USD>{usd(0), usd(0), usd(0)});
}

TEST_CASE("within a row a balance goes by its days")
{
    CHECK(balance_on(prepaid, 2026_y / jul / 31) == usd(290));
    CHECK(balance_on(prepaid, 2026_y / jul / 1) == usd("299.68")); // one of 31 days of 10
    CHECK(balance_on(prepaid, 2026_y / jun / 30) == usd(300));
}

TEST_CASE("of a debt, what is repaid beyond interest is current; one that grows has none")
{
    const period year_1(2026_y / jan / 1, 2027_y / jan / 1), year_2(2027_y / jan / 1, 2028_y / jan / 1), year_3(2028_y / jan / 1, 2029_y / jan / 1);
    const amortization_schedule<USD> debt{{year_1, usd(100), usd(0), usd(10), usd(0), usd(110)}, {year_2, usd(110), usd(0), usd(11), usd(61), usd(60)}, {year_3, usd(60), usd(0), usd(6), usd(66), usd(0)}};
    CHECK(current_portion(debt, 2025_y / dec / 31) == current_split<USD>{usd(0), usd(100), usd(100)});
    CHECK(current_portion(debt, 2026_y / dec / 31) == current_split<USD>{usd(50), usd(60), usd(110)});
    CHECK(current_portion(debt, 2027_y / dec / 31) == current_split<USD>{usd(60), usd(0), usd(60)});
}

TEST_CASE("a balance below zero splits alike")
{
    auto owed = prepaid;
    for (auto& row : owed) row.opening = -row.opening, row.charge = -row.charge, row.closing = -row.closing;
    CHECK(current_portion(owed, 2026_y / dec / 31) == current_split<USD>{usd(-120), usd(-120), usd(-240)});
}

TEST_CASE("no rows, and no months, are refused")
{
    CHECK_REFUSED(invalid_terms, "balance: needs a schedule; got no rows; give the schedule of the asset or the debt", balance_on(amortization_schedule<USD>{}, 2026_y / dec / 31));
    CHECK_THROWN(invalid_terms, current_portion(prepaid, 2026_y / dec / 31, date::months{0}));
}
