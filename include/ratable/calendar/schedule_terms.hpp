// SPDX-License-Identifier: BSL-1.0
/// The terms of a date schedule: from when to when, how often, on which days, where an odd period stands, and when business days matter.
#pragma once

#include <ratable/calendar/business_day.hpp>
#include <ratable/calendar/frequency.hpp>
#include <ratable/calendar/roll_convention.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

namespace ratable {

/// Where the period stands that is no whole one, and whether it is joined to its neighbour. With an initial stub periods are counted back from
/// the end, with any other forward from the start. A term that whole periods fill has no stub, whatever is named here.
///
/// Source:  OpenGamma Strata, StubConvention.
enum class stub_convention {
    none,          ///< nowhere: whole periods fill the schedule, or it is shorter than one
    short_initial, ///< first, shorter than a period
    long_initial,  ///< first, a period longer for it
    smart_initial, ///< first: long when it would have less than 7 days, else short
    short_final,   ///< last, shorter than a period
    long_final,    ///< last, a period longer for it
    smart_final,   ///< last: long when it would have less than 7 days, else short
    both,          ///< first and last, between dates that are stated
};

/// `short_initial`, …: the enumerator as it is written.
[[nodiscard]] constexpr std::string_view name_of(stub_convention stub);
/// Errors: parse_error.
[[nodiscard]] constexpr stub_convention  parse_stub_convention(std::string_view text);

/// What becomes of two boundaries of a schedule that fall on the same business day.
enum class coinciding { refused, merged };

/// A schedule as agreed. Dates are unadjusted: what business days make of them is kept beside them.
///
/// Source:  OpenGamma Strata, PeriodicSchedule.
///
///     schedule_terms{.start = 2026_y/jan/12, .end = 2028_y/jan/31, .every = months{3}, .stub = stub_convention::long_initial}
struct schedule_terms
{
    year_month_day  start;
    year_month_day  end; ///< the boundary that closes the last period
    frequency       every;
    roll_convention roll = {}; ///< none: the day of the date that periods are counted from

    /// Not stated: no stub but the dates below; without them and with a roll on the day of the month of `end`, smart_initial; of `start`, smart_final.
    std::optional<stub_convention> stub = {};
    std::optional<year_month_day>  first_regular_start = {}; ///< where an initial stub ends
    std::optional<year_month_day>  last_regular_end    = {}; ///< where a final stub begins

    business_day_convention                convention       = business_day_convention::unadjusted;
    std::optional<business_day_convention> start_convention = {}; ///< for `start` alone
    std::optional<business_day_convention> end_convention   = {}; ///< for `end` alone
    business_calendar                      calendar         = no_holidays();
    ratable::coinciding                    coinciding       = ratable::coinciding::refused;
};

/// The convention that dates roll by: the one that is stated or, where that is none, the day of the month or of the week of the date that
/// periods are counted from. `end_of_month` holds where that date ends its month; else it is that date's day.
/// Errors: as `make_schedule`.
[[nodiscard]] roll_convention roll_of(const schedule_terms& terms);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr stub_convention every_stub_convention[] = {
    stub_convention::none,        stub_convention::short_initial, stub_convention::long_initial, stub_convention::smart_initial,
    stub_convention::short_final, stub_convention::long_final,    stub_convention::smart_final,  stub_convention::both,
};

[[noreturn]] inline void refuse_stub_convention(std::string_view text)
{
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"stub convention", "must be one that is known", shown,
                                   "write none, short_initial, long_initial, smart_initial, short_final, long_final, smart_final or both"});
}

constexpr bool is_initial(stub_convention stub)
{
    return stub == stub_convention::short_initial || stub == stub_convention::long_initial || stub == stub_convention::smart_initial;
}
constexpr bool is_final(stub_convention stub)
{
    return stub == stub_convention::short_final || stub == stub_convention::long_final || stub == stub_convention::smart_final;
}

/// Terms worked out: the dates as they were before business days moved them, and the roll.
struct schedule_plan
{
    sys_days        start, regular_start, regular_end, end;
    roll_convention roll = {};
};
schedule_plan plan_of(const schedule_terms& terms);

/// The day that `day` was before business days moved it to where it stands, if the roll says so; else `day`.
inline sys_days before_adjustment(sys_days day, const schedule_terms& terms, business_day_convention convention)
{
    if (convention == business_day_convention::unadjusted || rolls_on(day, terms.roll)) return day;
    const sys_days rolled = roll(day, terms.roll);
    return adjust(rolled, convention, terms.calendar) == day ? rolled : day;
}

/// The roll that a date implies, for periods that are counted from it.
inline roll_convention roll_from(const year_month_day& day, const frequency& every, bool prefer_end_of_month)
{
    if (every.months() > 0) {
        return prefer_end_of_month && is_last_of_month(day) ? roll_convention::end_of_month : roll_convention::day_of_month(static_cast<unsigned>(day.day()));
    }
    return every.is_weeks() ? roll_convention::day_of_week(date::weekday(sys_days{day})) : roll_convention::none;
}

inline roll_convention implied_roll(const schedule_plan& plan, const schedule_terms& terms)
{
    const stub_convention stub            = terms.stub.value_or(stub_convention::none);
    const bool            to_end_of_month = terms.roll == roll_convention::end_of_month;
    const year_month_day  first{plan.regular_start}, last{plan.regular_end};
    // Without a stub either end may be the one that a short month has cut.
    if (stub == stub_convention::none && terms.every.months() > 0 && first.day() != last.day() && month_number(first) != month_number(last) &&
        (is_last_of_month(first) || is_last_of_month(last))) {
        return to_end_of_month ? roll_convention::end_of_month : roll_convention::day_of_month(static_cast<unsigned>(std::max(first.day(), last.day())));
    }
    const roll_convention implied = roll_from(is_initial(stub) ? last : first, terms.every, to_end_of_month);
    return to_end_of_month && implied == roll_convention::none ? terms.roll : implied;
}

[[noreturn]] inline void refuse_stub(const schedule_terms& terms, const char* rule, const char* remedy)
{
    throw invalid_terms({"stub", rule, std::string(terms.stub ? name_of(*terms.stub) : "none stated"), remedy});
}

/// The stub between the regular dates, after what the stated dates settle.
inline stub_convention implied_stub(const schedule_plan& plan, const schedule_terms& terms)
{
    const bool initial = plan.start != plan.regular_start;
    const bool final   = plan.end != plan.regular_end;
    if (!terms.stub) {
        const unsigned day = initial || final ? 0 : terms.roll.month_day();
        if (day == static_cast<unsigned>(year_month_day{plan.end}.day())) return stub_convention::smart_initial;
        if (day == static_cast<unsigned>(year_month_day{plan.start}.day())) return stub_convention::smart_final;
        return stub_convention::none;
    }
    const stub_convention stub = *terms.stub;
    const bool            smart = stub == stub_convention::smart_initial || stub == stub_convention::smart_final;
    if (stub == stub_convention::both && !(initial && final)) {
        refuse_stub(terms, "must have its dates stated", "write .first_regular_start and .last_regular_end");
    }
    if (initial && !smart && (stub == stub_convention::none || is_final(stub))) {
        refuse_stub(terms, "must not contradict first_regular_start, which makes an initial stub", "leave one of the two out");
    }
    if (final && !smart && (stub == stub_convention::none || is_initial(stub))) {
        refuse_stub(terms, "must not contradict last_regular_end, which makes a final stub", "leave one of the two out");
    }
    return (initial && is_initial(stub)) || (final && is_final(stub)) || stub == stub_convention::both ? stub_convention::none : stub;
}

inline sys_days stated_day(const year_month_day& day, const char* name)
{
    if (!day.ok() || day.year() < date::year{1900} || day.year() > date::year{2999}) {
        throw invalid_terms({name, "must be a day of the calendar between 1900-01-01 and 2999-12-31", to_string(day), "write a day that exists"});
    }
    return sys_days{day};
}

inline void require_order(sys_days earlier, sys_days later, const char* name, const char* rule, sys_days found)
{
    if (later < earlier) throw invalid_terms({name, rule, to_string(found), ""});
}

inline schedule_plan plan_of(const schedule_terms& terms)
{
    const sys_days start = stated_day(terms.start, "start");
    const sys_days end   = stated_day(terms.end, "end");
    const sys_days first = terms.first_regular_start ? stated_day(*terms.first_regular_start, "first_regular_start") : start;
    const sys_days last  = terms.last_regular_end ? stated_day(*terms.last_regular_end, "last_regular_end") : end;
    if (!(start < end)) throw invalid_terms({"end", std::string("must come after the start ") + to_string(start), to_string(end), ""});
    require_order(start, first, "first_regular_start", "must not come before the start", first);
    require_order(first, end, "first_regular_start", "must not come after the end", first);
    require_order(start, last, "last_regular_end", "must not come before the start", last);
    require_order(first, last, "last_regular_end", "must not come before first_regular_start", last);
    require_order(last, end, "last_regular_end", "must not come after the end", last);

    schedule_plan plan{start, first, last, end};
    // Business days have moved a start that they are not to move again. The end of a month is taken for that without its being said.
    const bool adjusted_start = terms.start_convention == business_day_convention::unadjusted || terms.roll == roll_convention::end_of_month;
    if (adjusted_start) plan.start = before_adjustment(start, terms, terms.convention);
    plan.end           = before_adjustment(end, terms, terms.end_convention.value_or(terms.convention));
    plan.regular_start = terms.first_regular_start ? before_adjustment(first, terms, terms.convention) : plan.start;
    plan.regular_end   = terms.last_regular_end ? before_adjustment(last, terms, terms.convention) : plan.end;
    if (!(plan.start < plan.end) || plan.regular_start < plan.start || plan.regular_end < plan.regular_start || plan.end < plan.regular_end) {
        throw invalid_terms({"schedule", std::string("must have its dates in order when they roll by ") + to_string(terms.roll),
                             to_string(plan.start) + ", " + to_string(plan.regular_start) + ", " + to_string(plan.regular_end) + ", " + to_string(plan.end), ""});
    }
    const bool implied = terms.roll == roll_convention::none || terms.roll == roll_convention::end_of_month;
    plan.roll          = implied ? implied_roll(plan, terms) : terms.roll;
    return plan;
}

} // namespace detail

constexpr std::string_view name_of(stub_convention stub)
{
    switch (stub) {
    case stub_convention::none: return "none";
    case stub_convention::short_initial: return "short_initial";
    case stub_convention::long_initial: return "long_initial";
    case stub_convention::smart_initial: return "smart_initial";
    case stub_convention::short_final: return "short_final";
    case stub_convention::long_final: return "long_final";
    case stub_convention::smart_final: return "smart_final";
    case stub_convention::both: return "both";
    }
    return "";
}

constexpr stub_convention parse_stub_convention(std::string_view text)
{
    for (const stub_convention stub : detail::every_stub_convention) {
        if (text == name_of(stub)) return stub;
    }
    detail::refuse_stub_convention(text);
}

inline roll_convention roll_of(const schedule_terms& terms) { return detail::plan_of(terms).roll; }

} // namespace ratable
