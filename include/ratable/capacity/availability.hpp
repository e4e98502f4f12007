// SPDX-License-Identifier: BSL-1.0
/// Capacity that is there to be used: what is in force, less planned maintenance, times the expected availability.
#pragma once

#include <ratable/capacity/capacity_time.hpp>
#include <ratable/terms/availability.hpp>
#include <ratable/units/exact_quantity.hpp>

namespace ratable {

/// A ramp less what planned maintenance takes out.
///
/// Shape:   steps over the same days; contiguous.
/// Errors:  invalid_terms where more is out than is in force; unlike_units for another MW basis.
[[nodiscard]] ramp less_maintenance(const ramp& r, const availability& a);

/// What may be used within a period, in MW-months, exactly.
///
///     available_capacity_time(steps, availability{.expected = 0.99_d}, january)   // 247.5 MW-months of 250
[[nodiscard]] exact_quantity<watt_month_quantum<any_basis>> available_capacity_time(const ramp& r, const availability& a, const period& within);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline ramp less_maintenance(const ramp& r, const availability& a)
{
    ramp steps = r;
    for (const planned_maintenance& m : a.maintenance) {
        ramp cut;
        for (const capacity_step& step : steps) {
            const auto out = intersection(step.period, m.days);
            if (!out) {
                cut.push_back(step);
                continue;
            }
            if (step.capacity < m.out) {
                throw invalid_terms({"maintenance", std::string("must not take out more than the ") + to_string(step.capacity) + " in force", to_string(m.out), "take out less, or move it"});
            }
            if (step.period.start() < out->start()) cut.push_back({period(step.period.start(), out->start()), step.capacity});
            cut.push_back({*out, step.capacity - m.out});
            if (out->end() < step.period.end()) cut.push_back({period(out->end(), step.period.end()), step.capacity});
        }
        steps = std::move(cut);
    }
    return steps;
}

inline exact_quantity<watt_month_quantum<any_basis>> available_capacity_time(const ramp& r, const availability& a, const period& within)
{
    const fraction up = detail::is_said(a.expected) ? to_fraction(a.expected.value()) : fraction(1);
    return exact_quantity<watt_month_quantum<any_basis>>(capacity_time(less_maintenance(r, a), within)) * up;
}

} // namespace ratable
