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

/// The days that a tranche is planned to be in force; it ends with the term unless it says otherwise.
/// Errors: invalid_terms if it has none within the term, a date does not exist, or its end is said to be unknown.
[[nodiscard]] period planned_days(const tranche& t, const period& term);

/// The first day of service: the acceptance, else the day that it was ready for service, else the plan and its slip.
[[nodiscard]] sys_days service_start(const tranche& t);

/// The days that it is in force: from its service start to its end, which moves with the start, or not, as `end_on_slip` says.
/// An end that follows may lie after the term's, by as many days.
/// Errors: as planned_days; invalid_terms where the start moved, an end is stated, and `end_on_slip` is not.
[[nodiscard]] period in_force(const tranche& t, const period& term);

/// The term, prolonged to the last day that any tranche is in force.
[[nodiscard]] period service_days(const tranches& list, const period& term);

/// A tranche by itself: one step, or one for each day of its ramp-up and one for what follows.
/// Rounds: each day's capacity of a ramp-up to a whole watt, as the ramp names it.
[[nodiscard]] ramp steps_of(const tranche& t, const period& days);

/// Steps from the first day of the term to the last of service, without gap; 0 MW before the first tranche.
///
/// Shape:   n tranches → at most 2n + 1 steps, and one more for each day of a ramp-up; contiguous; steps of equal capacity are one.
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

namespace detail {

/// Left out: as long as the term.
inline bool lasts(const tranche& t) { return !t.end.is_known() && t.end.unknown_because().empty(); }

inline period within_term(sys_days start, sys_days end, const period& term, sys_days last)
{
    if (start < term.start() || last < end || end <= start) {
        throw invalid_terms({"tranche", std::string("must be in service within the term ") + to_string(term), to_string(start) + " .. " + to_string(end), "move the tranche, or the term"});
    }
    return period(start, end);
}

} // namespace detail

inline period planned_days(const tranche& t, const period& term)
{
    return detail::within_term(checked_day(t.in_service.value()), detail::lasts(t) ? term.end() : checked_day(t.end.value()), term, term.end());
}

inline sys_days service_start(const tranche& t)
{
    if (detail::is_said(t.acceptance)) return checked_day(t.acceptance.value());
    if (detail::is_said(t.ready_for_service)) return checked_day(t.ready_for_service.value());
    const sys_days planned = checked_day(t.in_service.value());
    return detail::is_said(t.slip) ? planned + t.slip.value() : planned;
}

inline period in_force(const tranche& t, const period& term)
{
    const sys_days   start = service_start(t);
    const date::days moved = start - checked_day(t.in_service.value());
    if (moved == date::days{0}) return planned_days(t, term);
    if (detail::lasts(t)) return detail::within_term(start, term.end(), term, term.end());
    if (!t.end_on_slip) {
        throw invalid_terms({"tranche", "must say what a later start does to its end", to_string(start), "write .end_on_slip = slipped_end::follows, or slipped_end::fixed"});
    }
    const sys_days planned_end = checked_day(t.end.value());
    if (*t.end_on_slip == slipped_end::fixed) return detail::within_term(start, planned_end, term, term.end());
    return detail::within_term(start, planned_end + moved, term, std::max(term.end(), planned_end + moved));
}

inline period service_days(const tranches& list, const period& term)
{
    sys_days last = term.end();
    for (const tranche& t : list) last = std::max(last, in_force(t, term).end());
    return period(term.start(), last);
}

inline ramp steps_of(const tranche& t, const period& days)
{
    const power<any_basis>& full = t.capacity.value();
    ramp                    steps;
    sys_days                from = days.start();
    if (t.ramp_up) {
        const std::int64_t n = t.ramp_up->days.count();
        if (n < 1) throw invalid_terms({"tranche", "must ramp up over at least one day", to_string(t.ramp_up->days), "write such as date::days{90}"});
        for (std::int64_t i = 1; i < n && from < days.end(); ++i, from += date::days{1}) {
            const std::int64_t watts = checked_cast<std::int64_t>(round_quotient(int128{full.count} * i, int128{n}, t.ramp_up->to_watts));
            steps.push_back({period(from, from + date::days{1}), power<any_basis>(watts, full.in)});
        }
    }
    if (from < days.end()) steps.push_back({period(from, days.end()), full});
    return steps;
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
    sys_days last = term.end();
    for (const tranche& t : list) {
        const period     days = in_force(t, term);
        power<any_basis> before(0, t.capacity.value().in);
        for (const capacity_step& step : steps_of(t, days)) {
            add_change(step.period.start(), step.capacity - before);
            before = step.capacity;
        }
        add_change(days.end(), -before);
        last = std::max(last, days.end());
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
    step_until(last);
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
