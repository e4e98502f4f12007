// SPDX-License-Identifier: BSL-1.0
// 750 MW in three phases through 2028: what is in force when, and what does a late second phase cost?
#include <ratable/ratable.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using date::days;
using ratable::annual, ratable::calendar_periods, ratable::period, ratable::quarterly, ratable::rounding;

int main()
{
    // [begin phases]
    const period term(2026_y/jan/1, 2029_y/jan/1);

    ratable::tranches phases{{.name = "phase 1", .in_service = 2026_y/apr/1, .capacity = 250 * MW_it},
                             {.name = "phase 2", .in_service = 2027_y/jan/1, .capacity = 250 * MW_it},
                             {.name = "phase 3", .in_service = 2028_y/jan/1, .capacity = 250 * MW_it}};

    const auto planned = make_ramp(phases, term);

    phases[1].slip    = days{75};                                                            // 1 January 2027 becomes 17 March
    phases[2].ramp_up = ratable::linear_ramp{.days = days{90}, .to_watts = rounding::down};  // a ninetieth a day

    const auto late = make_ramp(phases, term);
    // [end phases]

    fmt::print("in force on      planned          late\n");
    for (const auto day : {2026_y/jan/1, 2026_y/apr/1, 2027_y/jan/1, 2027_y/mar/17, 2028_y/jan/1, 2028_y/feb/14, 2028_y/mar/30}) {
        fmt::print("{:<12}{:>12}{:>14}\n", day, mw(capacity_at(planned, date::sys_days{day})), mw(capacity_at(late, date::sys_days{day})));
    }
}
