// SPDX-License-Identifier: BSL-1.0
// 750 MW in three phases through 2028: what is in force when, and what does a late second phase cost?
#include <ratable/ratable.hpp>
#include <fmt/format.h>

#include <string>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using date::days;
using ratable::annual, ratable::calendar_periods, ratable::period, ratable::rounding;

namespace {

/// MW-months to two digits, for reading.
std::string shown(const ratable::watt_months& x) { return ratable::to_decimal_text(megawatt_months(x), 2, rounding::half_up, true); }

} // namespace

int main()
{
    // [begin phases]
    const period term(2026_y/jan/1, 2029_y/jan/1);

    ratable::tranches phases{{.name = "phase 1", .in_service = 2026_y/apr/1, .capacity = 250 * MW_it},
                             {.name = "phase 2", .in_service = 2027_y/jan/1, .capacity = 250 * MW_it},
                             {.name = "phase 3", .in_service = 2028_y/jan/1, .capacity = 250 * MW_it}};

    const auto planned = make_ramp(phases, term);

    phases[1].slip    = days{75};                                                            // from 1 January to 17 March 2027
    phases[2].ramp_up = ratable::linear_ramp{.days = days{100}, .to_watts = rounding::down}; // a hundredth more each day

    const auto late = make_ramp(phases, term);
    // [end phases]

    fmt::print("{:<14}{:>26}{:>26}\n", "in force on", "as planned", "late and ramped up");
    for (const auto day : {2026_y/jan/1, 2026_y/apr/1, 2027_y/jan/1, 2027_y/mar/17, 2028_y/jan/1, 2028_y/feb/19, 2028_y/apr/9}) {
        fmt::print("{:<14}{:>26}{:>26}\n", ratable::to_string(day), capacity_at(planned, date::sys_days{day}), capacity_at(late, date::sys_days{day}));
    }

    fmt::print("\n{:<26}{:>20}{:>20}{:>20}\n", "MW-months", "as planned", "late", "lost");
    for (const period& year : make_schedule(term, annual, calendar_periods)) {
        const auto was = capacity_time(planned, year), is = capacity_time(late, year);
        fmt::print("{:<26}{:>20}{:>20}{:>20}\n", year, shown(was), shown(is), shown(was - is));
    }
    fmt::print("{:<26}{:>20}{:>20}{:>20}\n", "in all", shown(capacity_time(planned)), shown(capacity_time(late)),
               shown(capacity_time(planned) - capacity_time(late)));

    // [begin available]
    const ratable::availability uptime{.expected    = 0.995_d,
                                       .maintenance = {{period(2028_y/oct/2, 2028_y/oct/9), 125 * MW_it}}};
    const period october(2028_y/oct/1, 2028_y/nov/1);
    const auto   usable = available_capacity_time(late, uptime, october);
    // [end available]
    fmt::print("\nusable in October 2028, with a week at half of the first phase: {}\n", usable);
}
