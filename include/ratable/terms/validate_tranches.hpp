// SPDX-License-Identifier: BSL-1.0
/// Rules of tranches: in service within the term, once, and what a slip or an acceptance does. Called by validate.hpp.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/terms/problem_list.hpp>

#include <optional>
#include <string>

namespace ratable::detail {

/// Every bound of a stated date must lie within [first, last].
inline void check_date(problem_list& problems, const term_path& path, const stated<year_month_day>& s, sys_days first, sys_days last)
{
    each_bound(s, [&](const year_month_day& day) {
        if (problems.has(path)) return;
        if (!day.ok()) problems.add(path, "must be a day of the calendar", to_string(day), "write a day that exists");
        else if (sys_days{day} < first) problems.add(path, std::string("must not precede ") + to_string(first), to_string(day), "write a later day");
        else if (last < sys_days{day}) problems.add(path, std::string("must not be after ") + to_string(last), to_string(day), "write an earlier day, or a longer term");
    });
}

/// One tranche by itself.
inline void check_tranche(problem_list& problems, const tranche& t, int i, const period& term)
{
    const term_path in_service{"tranches", i, "in_service"}, capacity{"tranches", i, "capacity"}, end{"tranches", i, "end"}, each{"tranches", i, "power_per_accelerator"};
    if (!t.in_service.is_known()) problems.add(in_service, "must be known", "unknown", "assume a date and say so, or make tranches unknown");
    if (!t.capacity.is_known()) problems.add(capacity, "must be known", "unknown", "assume a capacity and say so, or make tranches unknown");
    check_power(problems, capacity, t.capacity);
    check_power(problems, each, t.power_per_accelerator);
    each_bound(t.power_per_accelerator, [&](const power<any_basis>& bound) {
        if (problems.has(each) || !t.capacity.is_known() || bound.in == t.capacity.value().in) return;
        problems.add(each, "must be on the capacity's MW basis, " + t.capacity.value().in.name(), bound.in.name(), "state both on one basis");
    });
    if (t.accelerator.is_known() && t.accelerator.shape() != shape::exact) {
        problems.add({"tranches", i, "accelerator"}, "must be one accelerator", to_string(t.accelerator), "name it, or say unknown and why");
    }
    check_date(problems, in_service, t.in_service, term.start(), term.end() - date::days{1});
    if (!t.in_service.is_known() || problems.has(in_service)) return;
    const auto latest = t.in_service.high() ? *t.in_service.high() : t.in_service.value();
    check_date(problems, end, t.end, sys_days{latest} + date::days{1}, term.end());
}

/// What a slip, a declaration of readiness or an acceptance says of a tranche: when service starts, and what becomes of its end.
inline void check_start(problem_list& problems, const tranche& t, int i, const period& term)
{
    const term_path slip{"tranches", i, "slip"}, ready{"tranches", i, "ready_for_service"}, acceptance{"tranches", i, "acceptance"}, ramp_up{"tranches", i, "ramp_up"};
    check_days(problems, slip, t.slip);
    check_date(problems, ready, t.ready_for_service, term.start(), term.end() - date::days{1});
    check_date(problems, acceptance, t.acceptance, term.start(), term.end() - date::days{1});
    if (t.ramp_up && t.ramp_up->days.count() <= 0) problems.add(ramp_up, "must take a day at least", to_string(t.ramp_up->days), "leave it out when all of it is there on the first day");
    if (t.ready_for_service.low() && t.acceptance.high() && *t.acceptance.high() < *t.ready_for_service.low()) {
        problems.add(acceptance, "must not precede ready_for_service " + to_string(*t.ready_for_service.low()), to_string(*t.acceptance.high()), "correct one of the two");
    }
    const bool moved = t.slip.is_known() || t.ready_for_service.is_known() || t.acceptance.is_known();
    if (moved && t.end.is_known() && !t.end_on_slip) {
        problems.add({"tranches", i, "end_on_slip"}, "must say what a slip does to the stated end " + to_string(t.end.value()), "not stated", "write follows or fixed");
    }
    if (!moved || !t.in_service.is_known() || problems.has({"tranches", i, "in_service"}) || problems.has(slip) || problems.has(ready) || problems.has(acceptance)) return;
    const stated<year_month_day>& actual = t.acceptance.is_known() ? t.acceptance : t.ready_for_service;
    const sys_days planned  = sys_days{t.in_service.value()};
    const bool     exact    = t.slip.shape() == shape::exact && t.in_service.shape() == shape::exact && actual.shape() == shape::exact;
    if (exact && planned + t.slip.value() != sys_days{actual.value()}) {
        problems.add(slip, "must agree with the day on which service starts, " + to_string(actual.value()), to_string(t.slip), "leave the slip out, or correct it");
        return;
    }
    const sys_days starts = actual.is_known() ? sys_days{actual.value()} : planned + t.slip.value();
    const bool     fixed  = t.end.is_known() && t.end_on_slip == slipped_end::fixed;
    const sys_days ends   = fixed ? sys_days{t.end.value()} : term.end();
    const bool     follows = t.end.is_known() && t.end_on_slip == slipped_end::follows;
    if (!follows && ends <= starts) {
        problems.add(actual.is_known() ? (t.acceptance.is_known() ? acceptance : ready) : slip, "must leave a day in service before " + to_string(ends), to_string(starts),
                     "write an earlier start, or let the end follow");
    }
}

/// All days that tranche i may be in service, or nothing when its dates are refused.
inline std::optional<period> possible_days(const problem_list& problems, const tranche& t, int i, const period& term)
{
    if (!t.in_service.is_known() || problems.has({"tranches", i, "in_service"}) || problems.has({"tranches", i, "end"})) return std::nullopt;
    const auto earliest = t.in_service.low() ? *t.in_service.low() : t.in_service.value();
    const auto ends     = !t.end.is_known() ? year_month_day{term.end()} : t.end.high() ? *t.end.high() : t.end.value();
    return period(sys_days{earliest}, sys_days{ends});
}

/// Whether two tranches of one name are in service at once.
inline bool overlap(const problem_list& problems, const tranches& list, int a, int b, const period& term)
{
    const tranche& one   = list[static_cast<std::size_t>(a)];
    const tranche& other = list[static_cast<std::size_t>(b)];
    if (one.name.empty() || one.name != other.name) return false;
    const auto days = possible_days(problems, one, a, term), others = possible_days(problems, other, b, term);
    return days && others && intersection(*days, *others);
}

/// Dates must fit `term`; the sum of all capacities must not exceed `most` watts.
inline void check_tranches(problem_list& problems, const tranches& list, const period& term, std::int64_t most)
{
    if (list.empty()) problems.add({"tranches"}, "must not be an empty list", "no tranche", "list the tranches, or say unknown and why");
    int128 sum = 0;
    for (int i = 0; const tranche& t : list) {
        const term_path capacity{"tranches", i, "capacity"};
        check_tranche(problems, t, i, term);
        check_start(problems, t, i, term);
        for (int other = 0; other < i; ++other) {
            if (!overlap(problems, list, i, other, term)) continue;
            problems.add(capacity, std::string("overlaps tranches[") + std::to_string(other) + "] of the same name, so it would count twice", "\"" + t.name + "\"",
                         "end the earlier one first, or give them two names");
            break;
        }
        if (t.capacity.is_known() && !problems.has(capacity)) {
            const int128 before = sum;
            sum += (t.capacity.high() ? *t.capacity.high() : t.capacity.value()).count;
            if (before <= most && sum > most) {
                problems.add(capacity, "and the tranches before it must stay below 24 million MW-months over the term", to_string(t.capacity.value()), "write less capacity, or a shorter term");
            }
        }
        ++i;
    }
}

} // namespace ratable::detail
