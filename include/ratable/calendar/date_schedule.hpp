// SPDX-License-Identifier: BSL-1.0
/// Schedules of dates with stubs, roll conventions and business days. Unadjusted and adjusted dates stand side by side.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/calendar/schedule_terms.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace ratable {

/// A row: the period as counted, and between the business days that its boundaries move to.
struct schedule_period
{
    period unadjusted;
    period adjusted;
    bool   is_stub = false; ///< the first or the last, and no whole period

    friend bool operator==(const schedule_period&, const schedule_period&) = default;
};

/// Cuts a term into periods.
///
/// Shape:   contiguous rows from start to end, unadjusted and adjusted.
/// Errors:  invalid_terms for dates that do not exist or are not in order, a stub that contradicts the stated dates, whole periods that do not
///          fill a schedule without stubs, a date to count from on which the roll does not fall, and boundaries on one business day, unless merged.
/// Source:  OpenGamma Strata, PeriodicSchedule.createSchedule.
/// Departs: a stated regular date is never merged away, nor does a regular part that is shorter than a period count as a stub to refuse.
///
///     make_schedule({.start = 2014_y/jun/4, .end = 2014_y/sep/17, .every = monthly, .stub = stub_convention::short_initial})
///     // 4 to 17 June, then months from the 17th
[[nodiscard]] std::vector<schedule_period> make_schedule(const schedule_terms& terms);

/// The boundaries alone: one more than periods.
[[nodiscard]] std::vector<sys_days> unadjusted_dates(const schedule_terms& terms);
[[nodiscard]] std::vector<sys_days> adjusted_dates(const schedule_terms& terms);

/// The same in the caller's storage, from its beginning. `most_dates(terms)` days are enough room.
///
/// Shape:   returns how many were written; the rest of `out` may have been written over.
/// Errors:  as `make_schedule`, and invalid_terms if `out` is too short.
std::size_t unadjusted_dates_into(std::span<sys_days> out, const schedule_terms& terms);
std::size_t adjusted_dates_into(std::span<sys_days> out, const schedule_terms& terms);

/// At least as many as the schedule has dates. Errors: invalid_terms for dates that do not exist.
[[nodiscard]] std::size_t most_dates(const schedule_terms& terms);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Dates between two others, ascending, and whether the last step fell on the other one.
struct dates_between
{
    std::size_t count = 0;
    bool        whole = false;
};

[[noreturn]] inline void refuse_room(std::size_t room)
{
    throw invalid_terms({"schedule", "must fit into the storage that is given", std::to_string(room) + " dates", "give most_dates(terms)"});
}

/// Counted in months: every date by itself, so that the loops run wide. `from` is the date that is counted from, backward when `to` is before it.
inline dates_between monthly_between(std::span<sys_days> out, sys_days from, sys_days to, int step, roll_convention by)
{
    const int  from_month = month_number(year_month_day{from});
    const int  to_month   = month_number(year_month_day{to});
    const int  apart      = from_month < to_month ? to_month - from_month : from_month - to_month;
    const bool forward    = from < to;
    int        count      = apart / step;
    bool       whole      = false;
    if (count > 0 && apart % step == 0) { // the last one lies in the month of `to`
        const sys_days last = by.in_month(to_month);
        whole               = last == to;
        if (forward ? !(last < to) : !(to < last)) --count;
    }
    if (out.size() < static_cast<std::size_t>(count)) refuse_room(out.size());
    const int first = forward ? from_month + step : from_month - count * step;
    by.in_months(out.first(static_cast<std::size_t>(count)), first, step);
    return {static_cast<std::size_t>(count), whole};
}

/// Counted in any other way: each date from the one before.
inline dates_between stepped_between(std::span<sys_days> out, sys_days from, sys_days to, const frequency& every, const roll_convention& by)
{
    const bool    forward = from < to;
    dates_between found;
    sys_days      day = from;
    for (;;) {
        day = forward ? next_roll(day, every, by) : previous_roll(day, every, by);
        if (forward ? !(day < to) : !(to < day)) break;
        if (found.count == out.size()) refuse_room(out.size());
        out[found.count++] = day;
    }
    if (!forward) std::reverse(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(found.count));
    found.whole = day == to;
    return found;
}

/// The dates between the regular start and the regular end, after a stub that no date states is long or short.
inline std::size_t regular_dates_into(std::span<sys_days> out, const schedule_plan& plan, const schedule_terms& terms)
{
    stub_convention stub     = implied_stub(plan, terms);
    const bool      backward = is_initial(stub);
    const sys_days  from     = backward ? plan.regular_end : plan.regular_start;
    const sys_days  to       = backward ? plan.regular_start : plan.regular_end;
    if (!rolls_on(from, plan.roll)) {
        throw invalid_terms({"roll", std::string("must fall on ") + to_string(from) + ", which periods are counted from", to_string(plan.roll),
                             "count from the other end, or state a regular date"});
    }
    if (from == to) return 0;
    const dates_between found = terms.every.months() > 0 && plan.roll.is_monthly() ? monthly_between(out, from, to, terms.every.months(), plan.roll)
                                                                                    : stepped_between(out, from, to, terms.every, plan.roll);
    if (found.whole || found.count == 0) return found.count;

    if (stub == stub_convention::none) {
        // From the end of a month, an end on the same day of a longer one is let pass.
        const year_month_day first{from}, last{to};
        const bool           by_ends_of_months = plan.roll == roll_convention::end_of_month && terms.every.months() > 0;
        if (!by_ends_of_months || plan.end != plan.regular_end || !is_last_of_month(first) || first.day() != last.day()) {
            throw invalid_terms({"schedule", std::string("must be filled by whole periods of ") + to_string(terms.every) + " where no stub is agreed",
                                 to_string(plan.regular_start) + " to " + to_string(plan.regular_end), "name a stub, as stub_convention::short_final"});
        }
        stub = stub_convention::smart_final;
    }
    const bool     smart = stub == stub_convention::smart_initial || stub == stub_convention::smart_final;
    const sys_days near  = backward ? out[0] : out[found.count - 1];
    const auto     days  = backward ? near - to : to - near;
    if (!(stub == stub_convention::long_initial || stub == stub_convention::long_final || (smart && days < date::days{7}))) return found.count;
    if (backward) std::copy(out.begin() + 1, out.begin() + static_cast<std::ptrdiff_t>(found.count), out.begin());
    return found.count - 1;
}

/// All unadjusted dates of a plan.
inline std::size_t dates_of_plan(std::span<sys_days> out, const schedule_plan& plan, const schedule_terms& terms)
{
    std::size_t count = 0;
    const auto  add   = [&](sys_days day) {
        if (count == out.size()) refuse_room(out.size());
        out[count++] = day;
    };
    add(plan.start);
    const bool is_one_stub = plan.regular_start == plan.end || plan.regular_end == plan.start;
    if (terms.every == frequency::once) {
        if (!is_one_stub && (plan.regular_start != plan.start || plan.regular_end != plan.end)) {
            throw invalid_terms({"frequency", "must be a length where a regular date is stated", "once", "leave first_regular_start and last_regular_end out"});
        }
    } else if (!is_one_stub) {
        if (plan.regular_start != plan.start) add(plan.regular_start);
        count += regular_dates_into(out.subspan(count), plan, terms);
        if (plan.regular_end != plan.regular_start && plan.regular_end != plan.end) add(plan.regular_end);
    }
    add(plan.end);
    return count;
}

/// Whether business days have a say at all.
inline bool moves_dates(const schedule_terms& terms)
{
    constexpr auto stays = business_day_convention::unadjusted;
    return terms.convention != stays || terms.start_convention.value_or(stays) != stays || terms.end_convention.value_or(stays) != stays;
}

/// `days` in place; `unadjusted` beside them loses the dates that are merged. Returns how many are left.
inline std::size_t adjust_dates(std::span<sys_days> days, std::span<sys_days> unadjusted, const schedule_terms& terms)
{
    if (!moves_dates(terms)) return days.size();
    const std::size_t last = days.size() - 1;
    days[0]                = adjust(sys_days{terms.start}, terms.start_convention.value_or(terms.convention), terms.calendar);
    for (std::size_t i = 1; i < last; ++i) days[i] = adjust(days[i], terms.convention, terms.calendar);
    days[last] = adjust(sys_days{terms.end}, terms.end_convention.value_or(terms.convention), terms.calendar);

    std::size_t kept = 0;
    for (std::size_t i = 1; i <= last; ++i) {
        const bool meet = days[kept] == days[i];
        if (days[i] < days[kept] || (meet && terms.coinciding == coinciding::refused)) {
            throw invalid_terms({"schedule",
                                 std::string("must have boundaries on different business days, in order, by calendar '") + terms.calendar.name() + "'",
                                 to_string(days[kept]) + " and " + to_string(days[i]), "take longer periods, or write .coinciding = coinciding::merged"});
        }
        if (!meet) ++kept;
        days[kept] = days[i];
        if (kept > 0 && !unadjusted.empty()) unadjusted[kept] = unadjusted[i]; // the start is kept, so that the rows still cover the term
    }
    if (kept == 0) {
        throw invalid_terms({"schedule", "must have a business day between its start and its end", to_string(days[0]), ""});
    }
    return kept + 1;
}

/// Whether a row is one whole period, counted from either end.
inline bool is_whole(const period& p, const frequency& every, const roll_convention& by)
{
    if (every == frequency::once) return true;
    return rolls_on(p.start(), by) && rolls_on(p.end(), by) && (next_roll(p.start(), every, by) == p.end() || previous_roll(p.end(), every, by) == p.start());
}

} // namespace detail

inline std::size_t most_dates(const schedule_terms& terms)
{
    const auto days = (detail::stated_day(terms.end, "end") - detail::stated_day(terms.start, "start")).count();
    // Days of a month that dates roll to lie at least 28 days apart.
    const int least = terms.every.months() > 0 ? 28 * terms.every.months() : terms.every.days() > 0 ? std::min(terms.every.days(), 28) : 401'768;
    return static_cast<std::size_t>(std::max(days, 0) / least) + 4;
}

inline std::size_t unadjusted_dates_into(std::span<sys_days> out, const schedule_terms& terms)
{
    return detail::dates_of_plan(out, detail::plan_of(terms), terms);
}

inline std::size_t adjusted_dates_into(std::span<sys_days> out, const schedule_terms& terms)
{
    return detail::adjust_dates(out.first(unadjusted_dates_into(out, terms)), {}, terms);
}

inline std::vector<sys_days> unadjusted_dates(const schedule_terms& terms)
{
    std::vector<sys_days> days(most_dates(terms));
    days.resize(unadjusted_dates_into(days, terms));
    return days;
}

inline std::vector<sys_days> adjusted_dates(const schedule_terms& terms)
{
    std::vector<sys_days> days(most_dates(terms));
    days.resize(adjusted_dates_into(days, terms));
    return days;
}

inline std::vector<schedule_period> make_schedule(const schedule_terms& terms)
{
    const detail::schedule_plan plan = detail::plan_of(terms);
    std::vector<sys_days>       unadjusted(most_dates(terms));
    unadjusted.resize(detail::dates_of_plan(unadjusted, plan, terms));
    std::vector<sys_days> adjusted = unadjusted;
    const std::size_t     count    = detail::adjust_dates(adjusted, unadjusted, terms);

    std::vector<schedule_period> rows;
    rows.reserve(count - 1);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        const period counted(unadjusted[i], unadjusted[i + 1]);
        const bool   is_end = i == 0 || i + 2 == count;
        rows.push_back({counted, period(adjusted[i], adjusted[i + 1]), is_end && !detail::is_whole(counted, terms.every, plan.roll)});
    }
    return rows;
}

} // namespace ratable
