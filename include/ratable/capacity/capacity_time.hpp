// SPDX-License-Identifier: BSL-1.0
/// Capacity over time, exactly: MW-months, energy and GPU-hours.
#pragma once

#include <ratable/calendar/schedule.hpp>
#include <ratable/capacity/ramp.hpp>
#include <ratable/core/fraction.hpp>

#include <vector>

namespace ratable {

/// Average watts over calendar months, in 1/377580 of a watt-month, where every whole day is a whole number.
using watt_months = quantity<watt_month_quantum<any_basis>>;

/// What a ramp delivers within a period.
///
/// Units:   an MW-month is an average megawatt over one calendar month, whatever its length; a stub counts by its days
///          over that month's days.
/// Rounds:  never: 64-bit integers hold 30 GW over 20 years.
/// Errors:  overflow.
///
///     capacity_time(make_ramp({{.in_service = 2026_y/jan/1, .capacity = 250 * MW}}, term), january)   // 250 MW-months
[[nodiscard]] watt_months capacity_time(const ramp& r, const period& within);

/// Over the whole ramp.
[[nodiscard]] watt_months capacity_time(const ramp& r);

/// The exact number of MW-months.
[[nodiscard]] constexpr fraction megawatt_months(const watt_months& x) { return {x.count, int128{month_quanta} * 1'000'000}; }

/// The energy of a ramp within a period, at the capacity in force: watts × 24 hours a day, UTC. What is metered, load factor and PUE are a clause's.
///
/// Units:   watt-hours on the ramp's basis; nothing outside the ramp.
/// Rounds:  never. Errors: overflow.
///
///     energy_of(make_ramp({{.in_service = 2026_y/jan/1, .capacity = 250 * MW}}, term), january)   // 186 GWh
[[nodiscard]] energy<any_basis> energy_of(const ramp& r, const period& within);

/// Over the whole ramp.
[[nodiscard]] energy<any_basis> energy_of(const ramp& r);

/// GPU-hours of one accelerator.
struct accelerator_hours
{
    any_accelerator accelerator;
    fraction        hours; ///< capacity ÷ power per accelerator × 24 hours a day, UTC; exact, so a part of an accelerator counts
};

/// GPU-hours that tranches deliver within a term, by accelerator, in order of appearance: hours of unlike accelerators are never added.
/// Errors: invalid_terms when a tranche does not say its accelerator or the power of one; unlike_units when that power is on
///         another MW basis than the capacity.
[[nodiscard]] std::vector<accelerator_hours> gpu_hours_of(const tranches& list, const period& term);

/// The same within a period: an accelerator that delivers nothing in it is left out, and what delivers nothing need not be known.
/// The periods of a partition of all service sum to the whole.
///
///     gpu_hours_of(list, term, january)
[[nodiscard]] std::vector<accelerator_hours> gpu_hours_of(const tranches& list, const period& term, const period& within);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline watt_months capacity_time(const ramp& r, const period& within)
{
    watt_months sum(0, r.empty() ? watt_month_quantum<any_basis>{} : watt_month_quantum<any_basis>(r.front().capacity.in.on));
    for (const capacity_step& step : r) {
        if (const auto days = intersection(step.period, within)) {
            sum += watt_months(checked_mul(step.capacity.count, calendar_month_quanta(*days)), sum.in);
        }
    }
    return sum;
}

inline watt_months capacity_time(const ramp& r)
{
    return r.empty() ? watt_months{} : capacity_time(r, period(r.front().period.start(), r.back().period.end()));
}

inline energy<any_basis> energy_of(const ramp& r, const period& within)
{
    energy<any_basis> sum(0, r.empty() ? watt_hour<any_basis>{} : watt_hour<any_basis>(r.front().capacity.in.on));
    for (const capacity_step& step : r) {
        if (const auto days = intersection(step.period, within)) sum += energy<any_basis>(checked_mul(step.capacity.count, 24 * days->days()), sum.in);
    }
    return sum;
}

inline energy<any_basis> energy_of(const ramp& r)
{
    return r.empty() ? energy<any_basis>{} : energy_of(r, period(r.front().period.start(), r.back().period.end()));
}

inline std::vector<accelerator_hours> gpu_hours_of(const tranches& list, const period& term)
{
    return gpu_hours_of(list, term, service_days(list, term));
}

inline std::vector<accelerator_hours> gpu_hours_of(const tranches& list, const period& term, const period& within)
{
    std::vector<accelerator_hours> found;
    for (const tranche& t : list) {
        int128 watt_days = 0;
        for (const capacity_step& step : steps_of(t, in_force(t, term))) {
            if (const auto days = intersection(step.period, within)) watt_days += int128{step.capacity.count} * days->days();
        }
        if (watt_days == 0) continue;
        static_cast<void>(detail::same_unit(t.capacity.value().in, t.power_per_accelerator.value().in));
        const fraction        delivered = fraction(watt_days * 24, int128{t.power_per_accelerator.value().count});
        const any_accelerator kind      = t.accelerator.value();
        accelerator_hours*    same      = nullptr;
        for (accelerator_hours& f : found) {
            if (f.accelerator == kind) same = &f;
        }
        if (same == nullptr) found.push_back({kind, delivered});
        else same->hours = same->hours + delivered;
    }
    return found;
}

} // namespace ratable
