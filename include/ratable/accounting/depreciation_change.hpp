// SPDX-License-Identifier: BSL-1.0
/// What happens to a depreciation schedule later: what is left on a day, a change of estimate, and components side by side.
#pragma once

#include <ratable/accounting/depreciation.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

namespace ratable {

/// What is left before `day`, which begins or ends a row. Proceeds less this is the gain or loss of a disposal; this less a lower recoverable amount is
/// an impairment, and `depreciate` goes on from there.
/// Errors: invalid_terms for a day within a row, or outside the schedule.
template <currency C>
[[nodiscard]] money<C> carrying_amount(const amortization_schedule<C>& rows, const year_month_day& day);

/// A new view of an asset's life or residual, from the first day of a row on.
template <currency C>
struct change_of_estimate
{
    required<year_month_day>  from;
    required<date::months>    remaining_life; ///< counted from that day
    required<money<C>>        residual;
    required<first_year_rule> first_year;     ///< of the life that remains
};

/// Carries a change of estimate forward: rows before it stay as they were posted, and what is left is depreciated over the life that remains.
///
/// Shape:   the rows before the change, then those of the rest; contiguous.
/// Errors:  as carrying_amount and depreciate.
/// Source:  after ASC 250-10-45-17 and IAS 8.36: a change of estimate is prospective.
///
///     revise(rows, {.from = 2029_y/jan/1, .remaining_life = date::months{36}, .residual = usd(0), .first_year = first_year_rule::full_month}, straight_line,
///            fiscal_unit::month, calendar_years)
template <currency C, depreciation_method M, fiscal_calendar F>
[[nodiscard]] amortization_schedule<C> revise(const amortization_schedule<C>& rows, const change_of_estimate<C>& change, const M& method, fiscal_unit every, const F& books);

/// The schedules of an asset's components as one: a refresh in mid-life is a component of its own.
///
/// Shape:   a row for each day on which rows end, contiguous. A component that begins after the first is a payment below zero in its first row: it adds to the balance.
/// Errors:  invalid_terms without components, or where a row of one component ends within a row of another; unlike_units; overflow.
template <currency C>
[[nodiscard]] amortization_schedule<C> combined(const std::vector<amortization_schedule<C>>& components);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
money<C> carrying_amount(const amortization_schedule<C>& rows, const year_month_day& day)
{
    const sys_days at = checked_day(day);
    for (const auto& row : rows) {
        if (row.period.start() == at) return row.opening;
        if (row.period.end() == at) return row.closing;
    }
    throw invalid_terms({"carrying amount", "must be asked for on a day that begins or ends a row", to_string(at),
                         rows.empty() ? std::string("the schedule has no rows") : std::string("write such as ") + to_string(rows.front().period.end())});
}

template <currency C, depreciation_method M, fiscal_calendar F>
amortization_schedule<C> revise(const amortization_schedule<C>& rows, const change_of_estimate<C>& change, const M& method, fiscal_unit every, const F& books)
{
    const year_month_day& day  = change.from;
    const sys_days        from = checked_day(day);
    const money<C>        left = carrying_amount(rows, day);
    amortization_schedule<C> revised;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(revised), [from](const auto& row) { return row.period.end() <= from; });
    const depreciable<C> rest{.cost = left, .residual = change.residual, .in_service = day, .useful_life = change.remaining_life, .first_year = change.first_year};
    const auto           added = depreciate(rest, method, every, books);
    revised.insert(revised.end(), added.begin(), added.end());
    return revised;
}

template <currency C>
amortization_schedule<C> combined(const std::vector<amortization_schedule<C>>& components)
{
    std::vector<sys_days> ends;
    std::vector<std::size_t> next(components.size(), 0);
    sys_days begins = sys_days::max();
    for (const auto& rows : components) {
        for (const auto& row : rows) ends.push_back(row.period.end());
        if (!rows.empty()) begins = std::min(begins, rows.front().period.start());
    }
    if (ends.empty()) throw invalid_terms({"components", "must have rows", "none", "give at least one schedule"});
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());

    const auto* with_rows = &*std::find_if(components.begin(), components.end(), [](const auto& rows) { return !rows.empty(); });
    const money<C> none(decltype(with_rows->front().opening.amount){}, with_rows->front().opening.unit);
    amortization_schedule<C> all;
    money<C> balance = none;
    for (const auto& rows : components) {
        if (!rows.empty() && rows.front().period.start() == begins) balance += rows.front().opening;
    }
    sys_days start = begins;
    for (const sys_days end : ends) {
        amortization_row<C> sum{period(start, end), balance, none, none, none, none};
        for (std::size_t i = 0; i < components.size(); ++i) {
            if (next[i] == components[i].size() || components[i][next[i]].period.start() >= end) continue;
            const auto& row = components[i][next[i]];
            if (row.period.end() != end) {
                throw invalid_terms({"components", std::string("must have rows that end together, on ") + to_string(end), to_string(row.period), "make them all by months"});
            }
            if (next[i] == 0 && row.period.start() != begins) sum.payment -= row.opening;
            sum.charge += row.charge;
            sum.interest += row.interest;
            sum.payment += row.payment;
            ++next[i];
        }
        sum.closing = sum.opening - sum.charge + sum.interest - sum.payment;
        balance     = sum.closing;
        start       = end;
        all.push_back(sum);
    }
    return all;
}

} // namespace ratable
