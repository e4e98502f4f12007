// SPDX-License-Identifier: BSL-1.0
/// The billing calendar: the periods of a term that are invoiced, with their three dates and their contract month and year.
#pragma once

#include <ratable/calendar/business_day.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/terms/billing.hpp>
#include <ratable/terms/term.hpp>

#include <vector>

namespace ratable {

/// One billing period. It belongs to the contract month and year in which it begins, counted from 1.
struct billing_period
{
    ratable::period days;
    sys_days        invoiced;
    sys_days        due;
    int             contract_month = 1;
    int             contract_year  = 1;
    bool            closes_year    = false; ///< no later period begins in its contract year

    friend constexpr bool operator==(const billing_period&, const billing_period&) = default;
};

/// Cuts `service`, which begins with the term and may outlast it, into billing periods.
///
/// Shape:   85 calendar months for seven years from 2025-11-03, the first of 28 days; 84 contract months.
/// Source:  invoice on the last day of the period, or on its first day in advance; cash after `net` calendar days, on a business day by the
///          convention.
/// Errors:  as make_schedule, and as adjust.
[[nodiscard]] std::vector<billing_period> billing_calendar(const billing& b, const term& t, const period& service);

/// The calendar on which what is metered is billed: the same in arrears; in advance nobody has read the meter yet, so that a period's readings come
/// with the next invoice, on the day after its last.
[[nodiscard]] std::vector<billing_period> metered_calendar(const billing& b, std::vector<billing_period> calendar);

/// The day on which an invoice of `day` is paid.
[[nodiscard]] sys_days due_date(const payment_terms& p, sys_days invoiced);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::vector<billing_period> metered_calendar(const billing& b, std::vector<billing_period> calendar)
{
    if (b.invoiced == invoiced::in_arrears) return calendar;
    for (billing_period& p : calendar) {
        p.invoiced = p.days.end();
        p.due      = due_date(b.payment, p.invoiced);
    }
    return calendar;
}

inline sys_days due_date(const payment_terms& p, sys_days invoiced) { return adjust(invoiced + p.net, p.convention, p.calendar); }

inline std::vector<billing_period> billing_calendar(const billing& b, const term& t, const period& service)
{
    const std::vector<period>   periods = make_schedule(service, b.every, b.periods, t.month_rule);
    const detail::boundaries    month_ends(service.start(), frequency::monthly, period_basis::contract, t.month_rule);
    std::vector<billing_period> result;
    result.reserve(periods.size());
    int month = 1; // of the contract, in which the period begins
    for (const period& p : periods) {
        while (month_ends[month] <= p.start()) ++month;
        const sys_days on = b.invoiced == invoiced::in_arrears ? p.end() - date::days{1} : p.start();
        if (!result.empty()) result.back().closes_year = result.back().contract_year != (month - 1) / 12 + 1;
        result.push_back({p, on, due_date(b.payment, on), month, (month - 1) / 12 + 1, false});
    }
    if (!result.empty()) result.back().closes_year = true;
    return result;
}

} // namespace ratable
