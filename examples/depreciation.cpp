// SPDX-License-Identifier: BSL-1.0
// What $5.8 billion of hardware, in service in October 2026, costs each year: for the books by four methods, and for tax.
#include <ratable/accounting/depreciation.hpp>
#include <ratable/accounting/depreciation_change.hpp>
#include <ratable/accounting/macrs.hpp>

#include <cstdio>
#include <string>
#include <vector>

using namespace date::literals;
using namespace ratable::symbols;
using date::months;
using ratable::calendar_years, ratable::fiscal_unit, ratable::usd;

namespace {

using schedule = ratable::amortization_schedule<USD>;

void print(const char* title, const schedule& rows)
{
    std::printf("%-42s", title);
    for (const auto& row : rows) std::printf(" %8s", ratable::to_decimal_text(to_fraction(row.charge.amount) / ratable::fraction(1'000'000), 1, ratable::rounding::half_up, true).c_str());
    std::printf("\n");
}

} // namespace

int main()
{
    // [begin books]
    const ratable::depreciable<USD> hardware{.cost        = usd(5'800'000'000),
                                             .residual    = usd(290'000'000),
                                             .in_service  = 2026_y / oct / 1,
                                             .useful_life = months{60},
                                             .first_year  = ratable::first_year_rule::full_month};
    const auto evenly    = depreciate(hardware, ratable::straight_line, fiscal_unit::year, calendar_years);
    const auto by_digits = depreciate(hardware, ratable::sum_of_years_digits, fiscal_unit::year, calendar_years);
    const auto declining = depreciate(hardware, ratable::declining_balance{.factor = 2, .to_straight_line = ratable::switching::when_larger}, fiscal_unit::year, calendar_years);
    // [end books]

    // [begin change]
    const ratable::change_of_estimate<USD> shorter{.from = 2028_y / jan / 1, .remaining_life = months{33}, .residual = usd(0), .first_year = ratable::first_year_rule::full_month};
    const auto revised = revise(evenly, shorter, ratable::straight_line, fiscal_unit::year, calendar_years);
    // [end change]

    // [begin tax]
    ratable::macrs_asset<USD> property{.basis             = usd(5'800'000'000),
                                       .property          = ratable::macrs_property::five_year,
                                       .convention        = ratable::macrs_convention::mid_quarter,
                                       .placed_in_service = 2026_y / oct / 1,
                                       .bonus             = ratable::decimal<2>(0)};
    const auto without_bonus = macrs(property);
    property.bonus           = ratable::bonus_rate(2025_y / jan / 10, 2026_y / oct / 1); // ordered before 2025-01-20
    const auto ordered_early = macrs(property);
    property.bonus           = ratable::bonus_rate(2025_y / nov / 3, 2026_y / oct / 1);
    const auto ordered_later = macrs(property);
    // [end tax]

    std::printf("%-42s", "USD million");
    for (int year = 2026; year <= 2031; ++year) std::printf(" %8d", year);
    std::printf("\n");
    print("straight-line", evenly);
    print("sum of years' digits", by_digits);
    print("double declining, then straight-line", declining);
    print("straight-line, to 2030-09 from 2028 on", revised);
    print("MACRS, five years, fourth quarter", without_bonus);
    print("  after a bonus, ordered by 2025-01-19", ordered_early);
    print("  after a bonus, ordered later", ordered_later);
    for (const schedule& rows : {evenly, by_digits, declining}) {
        if (!ties_out(rows, hardware.cost, hardware.residual)) return 1;
    }
    for (const schedule& rows : {revised, without_bonus, ordered_early, ordered_later}) {
        if (!ties_out(rows, hardware.cost)) return 1;
    }
}
