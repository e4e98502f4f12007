// SPDX-License-Identifier: BSL-1.0
/// Plain date schedules: a term cut into periods between anniversaries or along the calendar, and how much of a month each is.
/// A schedule of *amounts* is accounting's; stubs, roll conventions and business days are in <ratable/calendar/date_schedule.hpp>.
#pragma once

#include <ratable/calendar/frequency.hpp>
#include <ratable/calendar/month_rule.hpp>
#include <ratable/calendar/period.hpp>
#include <ratable/calendar/roll_convention.hpp>

#include <cstdint>
#include <vector>

namespace ratable {

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
/// Errors:  invalid_terms by `month_rule::reject`; for calendar periods that are not 1, 2, 3, 4, 6 or 12 months, or `once`.
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

[[noreturn]] inline void refuse_calendar_periods(const frequency& every)
{
    throw invalid_terms({"frequency", "must divide a year for calendar periods", to_string(every), "write 1, 2, 3, 4, 6 or 12 months, or contract_periods"});
}

/// The boundaries of a schedule that starts on `first`, which is the one of k = 0. A day that its month does not have is moved to the month's last.
class boundaries
{
public:
    constexpr boundaries(sys_days first, const frequency& every, period_basis basis, month_rule rule);

    [[nodiscard]] constexpr sys_days operator[](int k) const
    {
        if (k == 0) return first_;
        return months_ > 0 ? by_.in_month(month_ + k * months_) : first_ + date::days{k * days_};
    }

private:
    sys_days        first_;
    int             months_; ///< between two; 0 when they are `days_` apart
    int             days_;
    int             month_;
    roll_convention by_;
};

constexpr boundaries::boundaries(sys_days first, const frequency& every, period_basis basis, month_rule rule)
    : first_(first), months_(every.months()), days_(every.days()), month_(0)
{
    const year_month_day day{first};
    month_ = month_number(day);
    if (basis == period_basis::calendar) {
        if (months_ == 0 || 12 % months_ != 0) refuse_calendar_periods(every);
        month_ -= month_ % months_;
        by_ = roll_convention::day_of_month(1);
    } else {
        const bool at_end = rule == month_rule::end_of_month && is_last_of_month(day);
        by_ = at_end ? roll_convention::end_of_month : roll_convention::day_of_month(static_cast<unsigned>(day.day()));
    }
}

constexpr std::int64_t days_in_month(const year_month_day& day)
{
    return static_cast<unsigned>((day.year() / day.month() / date::last).day());
}

} // namespace detail

inline std::vector<period> make_schedule(const period& whole, frequency every, period_basis basis, month_rule rule)
{
    if (every == frequency::once) return {whole};
    const detail::boundaries boundary(whole.start(), every, basis, rule);
    const bool               may_reject = rule == month_rule::reject && basis == period_basis::contract && every.months() > 0;
    std::vector<period>      periods;
    periods.reserve(static_cast<std::size_t>(whole.days() / (every.days() > 0 ? every.days() : 28 * every.months()) + 2));
    sys_days start = whole.start();
    for (int k = 1; start < whole.end(); ++k) {
        sys_days end = boundary[k];
        if (whole.end() < end) end = whole.end();
        else if (may_reject) static_cast<void>(add_months(year_month_day{whole.start()}, date::months{k * every.months()}, rule));
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
        const std::int64_t   length = detail::days_in_month(ymd);
        const sys_days       next   = day + date::days{static_cast<int>(length) + 1 - static_cast<int>(static_cast<unsigned>(ymd.day()))};
        const sys_days       until  = next < p.end() ? next : p.end();
        quanta += (until - day).count() * (month_quanta / length);
        day = until;
    }
    return quanta;
}

inline std::vector<std::int64_t> month_weights(const std::vector<period>& periods, period_basis basis, month_rule rule)
{
    std::vector<std::int64_t> weights;
    weights.reserve(periods.size());
    if (periods.empty()) return weights;
    const detail::boundaries boundary(periods.front().start(), frequency::monthly, basis, rule);
    int                      month = 0; // the contract month that `from` lies in
    for (const period& p : periods) {
        if (basis == period_basis::calendar) {
            weights.push_back(calendar_month_quanta(p));
            continue;
        }
        std::int64_t quanta = 0;
        for (sys_days from = p.start(); from < p.end();) {
            const sys_days begins = boundary[month];
            const sys_days ends   = boundary[month + 1];
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
