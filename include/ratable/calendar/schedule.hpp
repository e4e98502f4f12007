// SPDX-License-Identifier: BSL-1.0
/// Date schedules: a term cut into months, quarters or years, between anniversaries or along the calendar.
/// A schedule of *amounts* is accounting's; here are only its periods.
#pragma once

#include <ratable/calendar/month_rule.hpp>
#include <ratable/calendar/period.hpp>

#include <cstdint>
#include <vector>

namespace ratable {

/// How long a period is, in months.
enum class frequency : int { monthly = 1, quarterly = 3, annual = 12 };
inline constexpr frequency monthly   = frequency::monthly;
inline constexpr frequency quarterly = frequency::quarterly;
inline constexpr frequency annual    = frequency::annual;

/// Where a period begins.
enum class period_basis {
    contract, ///< between anniversaries of the first day; what is left over at the end is a short last period
    calendar, ///< on the first of a calendar month, quarter or year, with short periods at both ends
};
inline constexpr period_basis contract_periods = period_basis::contract;
inline constexpr period_basis calendar_periods = period_basis::calendar;

/// Cuts `whole` into contiguous periods that cover it exactly.
///
/// Shape:   84 contract months, and 85 calendar months, for seven years from 2025-11-03.
/// Errors:  invalid_terms by `month_rule::reject`.
[[nodiscard]] std::vector<period> make_schedule(const period& whole, frequency every, period_basis basis = contract_periods,
                                                month_rule rule = month_rule::clamp);

/// A month, in equal parts that days of every month are whole numbers of: lcm(28, 29, 30, 31).
inline constexpr std::int64_t month_quanta = 377'580;

/// How much of a month each period is, in 1/377580 months: a day of a month with n days weighs 377580/n. The months are
/// those of the basis: from one anniversary to the next, or the calendar's.
///
/// Shape:   `periods` as `make_schedule` made them from `whole` → one weight each; a full month weighs 377580.
/// Source:  "twelfths per full month, a stub by its days over that month's days".
[[nodiscard]] std::vector<std::int64_t> month_weights(const std::vector<period>& periods, period_basis basis,
                                                      month_rule rule = month_rule::clamp);

/// Calendar months that a period covers, in 1/377580 months.
[[nodiscard]] constexpr std::int64_t calendar_month_quanta(const period& p);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The k-th boundary of a schedule that starts on `first`, k = 0 being `first` itself. A day that its month does not have is
/// moved to the month's last.
constexpr sys_days boundary(const year_month_day& first, int k, frequency every, period_basis basis, month_rule rule)
{
    const int step = static_cast<int>(every);
    if (k == 0) return sys_days{first};
    if (basis == period_basis::calendar) {
        const auto month    = static_cast<unsigned>(first.month());
        const auto in_block = (month - 1) / static_cast<unsigned>(step) * static_cast<unsigned>(step) + 1;
        return sys_days{first.year() / date::month{in_block} / 1 + date::months{k * step}};
    }
    return sys_days{moved_by_months(first, date::months{k * step}, rule)};
}

constexpr std::int64_t days_in_month(const year_month_day& day)
{
    return static_cast<unsigned>((day.year() / day.month() / date::last).day());
}

} // namespace detail

inline std::vector<period> make_schedule(const period& whole, frequency every, period_basis basis, month_rule rule)
{
    const year_month_day first{whole.start()};
    std::vector<period>  periods;
    periods.reserve(static_cast<std::size_t>(whole.days() / (28 * static_cast<int>(every)) + 2));
    sys_days start = whole.start();
    for (int k = 1; start < whole.end(); ++k) {
        sys_days end = detail::boundary(first, k, every, basis, rule);
        if (whole.end() < end) end = whole.end();
        else if (basis == period_basis::contract) static_cast<void>(add_months(first, date::months{k * static_cast<int>(every)}, rule)); // may reject
        periods.emplace_back(start, end);
        start = end;
    }
    return periods;
}

constexpr std::int64_t calendar_month_quanta(const period& p)
{
    std::int64_t quanta = 0;
    for (sys_days day = p.start(); day < p.end();) {
        const year_month_day ymd{day};
        const sys_days       next{ymd.year() / ymd.month() / 1 + date::months{1}};
        const sys_days       until = next < p.end() ? next : p.end();
        quanta += (until - day).count() * (month_quanta / detail::days_in_month(ymd));
        day = until;
    }
    return quanta;
}

inline std::vector<std::int64_t> month_weights(const std::vector<period>& periods, period_basis basis, month_rule rule)
{
    std::vector<std::int64_t> weights;
    weights.reserve(periods.size());
    if (periods.empty()) return weights;
    const year_month_day first{periods.front().start()};
    int                  month = 0; // the contract month that `from` lies in
    for (const period& p : periods) {
        if (basis == period_basis::calendar) {
            weights.push_back(calendar_month_quanta(p));
            continue;
        }
        std::int64_t quanta = 0;
        for (sys_days from = p.start(); from < p.end();) {
            const sys_days begins = detail::boundary(first, month, frequency::monthly, basis, rule);
            const sys_days ends   = detail::boundary(first, month + 1, frequency::monthly, basis, rule);
            const sys_days until  = ends < p.end() ? ends : p.end();
            quanta += (until - from).count() * (month_quanta / (ends - begins).count());
            if (until == ends) ++month;
            from = until;
        }
        weights.push_back(quanta);
    }
    return weights;
}

} // namespace ratable
