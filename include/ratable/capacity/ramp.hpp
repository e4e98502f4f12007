// SPDX-License-Identifier: BSL-1.0
/// The ramp: tranches laid over each other, as a step function of megawatts in force.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/terms/tranche.hpp>

#include <iterator>
#include <string>
#include <vector>

namespace ratable {

/// Capacity in force over some days.
struct capacity_step
{
    ratable::period  period;
    power<any_basis> capacity;

    friend constexpr bool operator==(const capacity_step&, const capacity_step&) = default;
};
using ramp = std::vector<capacity_step>;

/// The days that a tranche is in force within a term; it ends with the term unless it says otherwise.
/// Errors: invalid_terms if it has none, a date does not exist, or its end is said to be unknown.
[[nodiscard]] period in_force(const tranche& t, const period& term);

/// Steps from the first day of the term to its last, without gap; 0 MW before the first tranche.
///
/// Shape:   n tranches → at most 2n + 1 steps, contiguous; steps of equal capacity are one.
/// Units:   watts on the tranches' basis.
/// Errors:  invalid_terms for a tranche outside the term; unlike_units when tranches state different MW bases.
///
///     make_ramp(three_tranches_of_250_MW, term)   // 250 MW, 500 MW, 750 MW
[[nodiscard]] ramp make_ramp(const tranches& list, const period& term);

/// Capacity in force on a day; zero outside the ramp.
[[nodiscard]] power<any_basis> capacity_at(const ramp& r, sys_days day);

/// The largest capacity ever in force.
[[nodiscard]] power<any_basis> peak(const ramp& r);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline period in_force(const tranche& t, const period& term)
{
    const sys_days start = checked_day(t.in_service.value());
    const bool     lasts = !t.end.is_known() && t.end.unknown_because().empty(); // left out: as long as the term
    const sys_days end   = lasts ? term.end() : checked_day(t.end.value());
    if (start < term.start() || term.end() < end || end <= start) {
        throw invalid_terms({"tranche", std::string("must be in service within the term ") + to_string(term), to_string(start) + " .. " + to_string(end), "move the tranche, or the term"});
    }
    return period(start, end);
}

inline ramp make_ramp(const tranches& list, const period& term)
{
    struct change { sys_days on; power<any_basis> by; };
    std::vector<change> changes; // by day; lists stand nearly in order, so that little moves, and no sort is instantiated
    const auto          add_change = [&changes](sys_days on, const power<any_basis>& by) {
        auto place = changes.end();
        while (place != changes.begin() && on < std::prev(place)->on) --place;
        changes.insert(place, {on, by});
    };
    for (const tranche& t : list) {
        const period days = in_force(t, term);
        add_change(days.start(), t.capacity.value());
        add_change(days.end(), -t.capacity.value());
    }

    ramp             steps;
    power<any_basis> capacity(0, list.empty() ? watt<any_basis>{} : list.front().capacity.value().in);
    sys_days         from = term.start();
    const auto       step_until = [&](sys_days to) {
        if (!(from < to)) return;
        if (!steps.empty() && steps.back().capacity == capacity) {
            steps.back().period = period(steps.back().period.start(), to);
        } else {
            steps.push_back({period(from, to), capacity});
        }
        from = to;
    };
    for (const change& c : changes) {
        step_until(c.on);
        capacity += c.by;
    }
    step_until(term.end());
    return steps;
}

inline power<any_basis> capacity_at(const ramp& r, sys_days day)
{
    for (const capacity_step& step : r) {
        if (step.period.contains(day)) return step.capacity;
    }
    return r.empty() ? power<any_basis>{} : power<any_basis>(0, r.front().capacity.in);
}

inline power<any_basis> peak(const ramp& r)
{
    power<any_basis> highest = r.empty() ? power<any_basis>{} : r.front().capacity;
    for (const capacity_step& step : r) {
        if (highest < step.capacity) highest = step.capacity;
    }
    return highest;
}

} // namespace ratable
