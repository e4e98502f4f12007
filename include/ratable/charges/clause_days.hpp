// SPDX-License-Identifier: BSL-1.0
/// Clauses that hold from a day on, or until one: their days, their billing periods, and the contract years that they count.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/readings.hpp>
#include <ratable/terms/term.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// The days of `within` on which a clause holds: from its `from` to before its `until`; nothing when it holds on none of them.
/// Errors: invalid_terms for a day that does not exist, or an `until` that is not after `from`.
template <class Clause>
[[nodiscard]] std::optional<period> days_held(const Clause& clause, const period& within);

/// The term as a clause counts it: contract months and years, anniversaries and what an index is compared with count from its `from`, and what
/// closes or lapses with the term does so on its `until`. Without either it is the contract's.
template <class Clause>
[[nodiscard]] term term_of(const Clause& clause, const term& t);

/// The billing periods of a clause: those of the contract, cut to the days on which it holds, their months and years as it counts them.
template <class Clause>
[[nodiscard]] std::vector<billing_period> clause_calendar(const Clause& clause, std::span<const billing_period> calendar, const term& t);

/// Σ of a clause's readings for each of its billing periods, as sum_by_period; what its meter read on other days is not its own.
/// Errors: as sum_by_period; invalid_terms for a reading across the day on which the clause begins or ceases to hold.
template <class Reading, class Clause>
[[nodiscard]] std::vector<metered> sum_of_clause(const std::vector<Reading>& rows, const Clause& clause, std::span<const billing_period> periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Whether a clause says from or until when it holds.
template <class Clause>
bool is_dated(const Clause& clause) { return clause.from || clause.until; }

} // namespace detail

template <class Clause>
std::optional<period> days_held(const Clause& clause, const period& within)
{
    if (!detail::is_dated(clause)) return within;
    const sys_days from = clause.from ? checked_day(*clause.from) : within.start(), until = clause.until ? checked_day(*clause.until) : within.end();
    if (clause.from && clause.until && until <= from) {
        throw invalid_terms({std::string("clause '") + clause.name + "'", "must hold on a day", to_string(from) + " to before " + to_string(until), "let until follow from"});
    }
    const sys_days first = std::max(from, within.start()), last = std::min(until, within.end());
    return first < last ? std::optional(period(first, last)) : std::nullopt;
}

template <class Clause>
term term_of(const Clause& clause, const term& t)
{
    if (!detail::is_dated(clause)) return t;
    return {.start = clause.from ? *clause.from : t.start, .length = until(clause.until ? *clause.until : year_month_day{days_of(t).end()}), .month_rule = t.month_rule};
}

template <class Clause>
std::vector<billing_period> clause_calendar(const Clause& clause, std::span<const billing_period> calendar, const term& t)
{
    const detail::boundaries    month_ends(checked_day(clause.from ? *clause.from : t.start), frequency::monthly, period_basis::contract, t.month_rule);
    std::vector<billing_period> own;
    int                         month = 1; // in which the period begins
    for (const billing_period& p : calendar) {
        const auto held = days_held(clause, p.days);
        if (!held) continue;
        own.push_back(p);
        own.back().days = *held;
        if (clause.from) {
            while (month_ends[month] <= held->start()) ++month;
            own.back().contract_month = month;
            own.back().contract_year  = (month - 1) / 12 + 1;
        }
        if (own.size() > 1) own[own.size() - 2].closes_year = own[own.size() - 2].contract_year != own.back().contract_year;
    }
    if (!own.empty()) own.back().closes_year = true;
    return own;
}

template <class Reading, class Clause>
std::vector<metered> sum_of_clause(const std::vector<Reading>& rows, const Clause& clause, std::span<const billing_period> periods)
{
    if (!detail::is_dated(clause)) return sum_by_period(rows, clause.meter, periods);
    std::vector<Reading> own;
    for (const Reading& row : rows) {
        const auto held = row.meter == clause.meter ? days_held(clause, row.days) : std::nullopt;
        if (!held) continue;
        if (*held != row.days) {
            const sys_days day = row.days.start() < held->start() ? held->start() : held->end();
            detail::refuse_reading(row.meter, row.days, "must lie on one side of the day on which its clause begins or ceases to hold", to_string(day), "split it on that day");
        }
        own.push_back(row);
    }
    return sum_by_period(own, clause.meter, periods);
}

} // namespace ratable
