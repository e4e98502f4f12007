// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/depreciation_change.hpp>

#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::months, date::years;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

depreciable<USD> asset(const money<USD>& cost, const year_month_day& day, months life)
{
    return {.cost = cost, .residual = usd(0), .in_service = day, .useful_life = life, .first_year = first_year_rule::full_month};
}

amortization_schedule<USD> of(const depreciable<USD>& a, fiscal_unit every = fiscal_unit::year) { return depreciate(a, straight_line, every, calendar_years); }

} // namespace

TEST_CASE("a life that becomes shorter changes only what is to come")
{
    const auto planned = of(asset(usd(600), 2026_y / jan / 1, years{6}));
    const auto revised = revise(planned, change_of_estimate<USD>{.from = 2028_y / jan / 1, .remaining_life = years{2}, .residual = usd(20), .first_year = first_year_rule::full_month}, straight_line,
                                fiscal_unit::year, calendar_years);
    CHECK(amounts(revised) == integers{100'00, 100'00, 190'00, 190'00});
    CHECK(ties_out(revised, usd(600), usd(20)));
    CHECK(std::vector(planned.begin(), planned.begin() + 2) == std::vector(revised.begin(), revised.begin() + 2));
}

TEST_CASE("what is left is known where a row begins or ends, and nowhere else")
{
    const auto rows = of(asset(usd(600), 2026_y / apr / 1, years{6}));
    CHECK(carrying_amount(rows, 2026_y / apr / 1) == usd(600));
    CHECK(carrying_amount(rows, 2027_y / jan / 1) == usd(525));
    CHECK(carrying_amount(rows, 2032_y / apr / 1) == usd(0));
    CHECK_REFUSED(invalid_terms, "carrying amount: must be asked for on a day that begins or ends a row; got 2027-01-02; write such as 2027-01-01", carrying_amount(rows, 2027_y / jan / 2));
    CHECK_THROWN(invalid_terms, carrying_amount(rows, 2033_y / jan / 1));
    CHECK_THROWN(invalid_terms, carrying_amount(amortization_schedule<USD>{}, 2033_y / jan / 1));
    CHECK_THROWN(invalid_terms, revise(rows, change_of_estimate<USD>{.from = 2027_y / feb / 1, .remaining_life = years{2}, .residual = usd(0), .first_year = first_year_rule::full_month},
                                       straight_line, fiscal_unit::year, calendar_years));
}

TEST_CASE("a refresh in mid-life is a component of its own, added when it begins")
{
    const auto building = of(asset(usd(120), 2026_y / jan / 1, years{1}), fiscal_unit::quarter);
    const auto refresh  = of(asset(usd(60), 2026_y / aug / 10, months{10}), fiscal_unit::quarter);
    const auto both     = combined<USD>({refresh, building});
    CHECK(amounts(both) == integers{30'00, 30'00, 42'00, 48'00, 18'00, 12'00});
    CHECK(both[2].payment == usd(-60));
    CHECK(both[2].closing == usd(78)); // 60 − 30 + 60 − 12
    CHECK(ties_out(both, usd(120)));
    CHECK(total(both) == usd(180));
    CHECK(combined<USD>({building}) == building);
    CHECK(combined<USD>({{}, building}) == building);
}

TEST_CASE("components side by side from the first day open together, and one that begins later finds the balance that is left")
{
    const auto a = of(asset(usd(120), 2026_y / jan / 1, years{1})), b = of(asset(usd(24), 2026_y / jan / 1, years{2})), c = of(asset(usd(12), 2029_y / jan / 1, years{1}));
    const auto all = combined<USD>({a, b, c});
    CHECK(all.front().opening == usd(144));
    CHECK(amounts(all) == integers{132'00, 12'00, 12'00});
    CHECK(all.back().period == period(2028_y / jan / 1, 2030_y / jan / 1)); // the gap is part of it
    CHECK(ties_out(all, usd(144)));
}

TEST_CASE("components whose rows cut each other, and none at all, are refused")
{
    const auto years_of = of(asset(usd(120), 2026_y / jan / 1, years{1})), quarters = of(asset(usd(120), 2026_y / jan / 1, years{1}), fiscal_unit::quarter);
    CHECK_REFUSED(invalid_terms, "components: must have rows that end together, on 2026-04-01; got 2026-01-01 .. 2027-01-01; make them all by months", combined<USD>({quarters, years_of}));
    CHECK_THROWN(invalid_terms, combined<USD>({}));
    CHECK_THROWN(invalid_terms, combined<USD>({{}, {}}));
}
