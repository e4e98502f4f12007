// SPDX-License-Identifier: BSL-1.0
/// What is recognised of charges: the customer's expense and the provider's revenue, by calendar period.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/charges/charge.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// How far a promise is kept: what fees are recognised by. What was metered is always recognised on its own days.
enum class progress {
    as_delivered,     ///< each fee over the days that it is for
    evenly_by_months, ///< a tranche stands ready: all its fees over its service, each month alike, a stub by its days over that month's days
    evenly_by_days,   ///< the same, each day alike
};
[[nodiscard]] constexpr std::string_view name_of(progress p);

/// As what a provider passes power on. The provider's judgement, never inferred: does it control the power before the customer uses it?
enum class acting_as {
    principal, ///< what is charged for power is revenue
    agent,     ///< it is the utility's: only what is kept of it would be revenue, and of power at cost nothing is kept
};
[[nodiscard]] constexpr std::string_view name_of(acting_as a);

/// The customer's expense: what charges cost, when it is received.
///
/// Shape:   one row a calendar period, from the first day of service to the last, with stubs at both ends; or one for each of `periods`, which
///          must hold all of those days. `charge` is the expense of the period, `opening` and `closing` what is still to come. Σ = Σ of all charges.
/// Rules:   a charge belongs to its service days. Delay credits are a lower price: they are spread over their tranche's fees in proportion to them.
///          Service credits lower their own period. Prepayments, what is credited or refunded of them, and holdbacks are no expense; of a prepayment
///          that lapses the rest is, on the last day of its tranche. A credit that no fee was left for counts on the day on which that is known.
///          Evenly, fees of no tranche are spread over the days of all fees.
/// Rounds:  half_up, on the running total of each charge, or of each tranche's fees; so finer periods sum to coarser ones.
/// Errors:  invalid_terms for periods that are not contiguous or leave days out; overflow.
/// Source:  after ASC 606-10-25-31 (progress), 606-10-55-184 ff. and 606-10-32-40 (a series' variable amounts belong to their own days).
///
///     expense_of(charges_of(deal), progress::as_delivered, monthly)
template <currency C>
[[nodiscard]] amortization_schedule<C> expense_of(const std::vector<charge<C>>& rows, progress by, frequency every);
template <currency C>
[[nodiscard]] amortization_schedule<C> expense_of(const std::vector<charge<C>>& rows, progress by, const std::vector<period>& periods);

/// The provider's revenue: the same, without energy and demand where it is the utility's agent.
/// Source:  after ASC 606-10-55-36 to 55-40 (principal or agent).
///
///     revenue_of(charges_of(deal), progress::evenly_by_months, acting_as::agent, monthly)
template <currency C>
[[nodiscard]] amortization_schedule<C> revenue_of(const std::vector<charge<C>>& rows, progress by, acting_as for_power, frequency every);
template <currency C>
[[nodiscard]] amortization_schedule<C> revenue_of(const std::vector<charge<C>>& rows, progress by, acting_as for_power, const std::vector<period>& periods);
template <currency C>
void revenue_of(const std::vector<charge<C>>&, progress, frequency) = delete; // who controls the power is your judgement: write acting_as::principal or acting_as::agent after the progress
template <currency C>
void revenue_of(const std::vector<charge<C>>&, acting_as, frequency) = delete; // what fees are recognised by has no default: write progress::as_delivered, evenly_by_months or evenly_by_days before the role
template <currency C>
void revenue_of(const std::vector<charge<C>>&, progress, const std::vector<period>&) = delete; // who controls the power is your judgement: write acting_as::principal or acting_as::agent after the progress

/// What is recognised of one tranche, by its index; of −1 what is of no tranche.
template <currency C>
struct tranche_schedule
{
    int                      tranche = -1;
    amortization_schedule<C> rows    = {};

    friend bool operator==(const tranche_schedule&, const tranche_schedule&) = default;
};

/// The expense of each tranche by itself: they sum to `expense_of`, row by row. In the order in which charges first name them.
template <currency C>
[[nodiscard]] std::vector<tranche_schedule<C>> expense_by_tranche(const std::vector<charge<C>>& rows, progress by, const std::vector<period>& periods);

/// The calendar periods that hold all days of service, and those on which charges are invoiced and paid: what balances are shown at the end of.
/// Errors: invalid_terms without charges.
template <currency C>
[[nodiscard]] std::vector<period> life_of(const std::vector<charge<C>>& rows, frequency every);

/// Charges without those for power: what an agent charges on its own account.
template <currency C>
[[nodiscard]] std::vector<charge<C>> without_power(std::vector<charge<C>> rows);

[[nodiscard]] constexpr bool is_power(charge_kind k) { return k == charge_kind::energy || k == charge_kind::demand; }
/// Whether a row is of a prepayment: paid, credited, refunded.
template <currency C>
[[nodiscard]] constexpr bool is_of_prepayment(const charge<C>& row);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(progress p) { return p == progress::as_delivered ? "as_delivered" : p == progress::evenly_by_months ? "evenly_by_months" : "evenly_by_days"; }
constexpr std::string_view name_of(acting_as a) { return a == acting_as::principal ? "principal" : "agent"; }

template <currency C>
constexpr bool is_of_prepayment(const charge<C>& row)
{
    return row.kind == charge_kind::prepayment || row.kind == charge_kind::prepayment_credit || (row.kind == charge_kind::refund && row.clause.list == "prepayment");
}

namespace detail {

/// An amount that is recognised over some days, in minor units.
struct recognized_part
{
    period       days;
    std::int64_t units    = 0;
    int          tranche  = -1;
    bool         by_month = false; ///< or by day
    bool         lapsed   = false; ///< of a prepayment
};

/// What is summed of a tranche.
struct recognized_tranche
{
    int      tranche;
    int128   fees = 0, delay = 0, prepaid = 0;
    bool     has_fees = false;
    sys_days first{}, last{}; ///< of its fees' days; `last` is no longer one of them
    sys_days delay_known = sys_days::min(), prepaid_known = sys_days::min(); ///< no day before the first that is known
};

/// The day on which a credit that no fee is left for is known.
template <currency C>
sys_days day_of_refund(const charge<C>& row) { return std::min(row.invoiced, row.service.end() - date::days{1}); }

inline period one_day(sys_days day) { return {day, day + date::days{1}}; }

template <currency C>
class recognizing
{
public:
    recognizing(const std::vector<charge<C>>& rows, progress by) : rows_(rows), by_(by) {}

    std::vector<recognized_part> parts()
    {
        for (const charge<C>& row : rows_) add(row);
        add_fees();
        for (const recognized_tranche& t : tranches_) add_rest(t);
        return std::move(parts_);
    }

private:
    recognized_tranche& of(int tranche)
    {
        for (recognized_tranche& t : tranches_) {
            if (t.tranche == tranche) return t;
        }
        return tranches_.emplace_back(recognized_tranche{.tranche = tranche});
    }

    void add_part(int tranche, const period& days, int128 units, bool by_month = false)
    {
        parts_.push_back({.days = days, .units = checked_cast<std::int64_t>(units), .tranche = tranche, .by_month = by_month});
        end_ = any_ ? std::max(end_, days.end()) : days.end();
        any_ = true;
    }

    void add(const charge<C>& row)
    {
        const std::int64_t units = row.amount.amount.units;
        if (row.kind == charge_kind::holdback || row.kind == charge_kind::holdback_release) return;
        recognized_tranche& t = of(row.tranche);
        if (is_of_prepayment(row)) {
            t.prepaid += units;
            t.prepaid_known = std::max(t.prepaid_known, row.invoiced);
        } else if (row.kind == charge_kind::delay_credit || (row.kind == charge_kind::refund && row.clause.list == "delay")) {
            t.delay += units;
            t.delay_known = std::max(t.delay_known, day_of_refund(row));
        } else if (row.kind == charge_kind::refund) {
            add_part(row.tranche, one_day(day_of_refund(row)), units);
        } else if (row.kind == charge_kind::fee) {
            t.fees += units;
            t.first    = t.has_fees ? std::min(t.first, row.service.start()) : row.service.start();
            t.last     = t.has_fees ? std::max(t.last, row.service.end()) : row.service.end();
            t.has_fees = true;
        } else {
            add_part(row.tranche, row.service, units);
        }
    }

    /// Delay credits over the fees of their tranche, in proportion to them; one number a fee.
    std::vector<std::int64_t> delay_by_fee(const recognized_tranche& t) const
    {
        std::vector<std::int64_t> weights;
        for (const charge<C>& row : rows_) {
            if (row.kind == charge_kind::fee && row.tranche == t.tranche) weights.push_back(row.amount.amount.units);
        }
        if (t.delay == 0 || t.fees == 0) return std::vector<std::int64_t>(weights.size(), 0);
        return allocate(checked_cast<std::int64_t>(t.delay), std::span<const std::int64_t>(weights));
    }

    void add_fees()
    {
        bool     any = false;
        sys_days first{}, last{};
        for (const recognized_tranche& t : tranches_) {
            if (!t.has_fees) continue;
            first = any ? std::min(first, t.first) : t.first;
            last  = any ? std::max(last, t.last) : t.last;
            any   = true;
        }
        for (const recognized_tranche& t : tranches_) {
            if (!t.has_fees) continue;
            if (by_ != progress::as_delivered) {
                add_part(t.tranche, t.tranche < 0 ? period(first, last) : period(t.first, t.last), t.fees + (t.fees == 0 ? 0 : t.delay), by_ == progress::evenly_by_months);
                continue;
            }
            const auto  credits = delay_by_fee(t);
            std::size_t i       = 0;
            for (const charge<C>& row : rows_) {
                if (row.kind == charge_kind::fee && row.tranche == t.tranche) add_part(t.tranche, row.service, int128{row.amount.amount.units} + credits[i++]);
            }
        }
    }

    /// What has no fees to belong to: credits, and a prepayment that lapsed.
    void add_rest(const recognized_tranche& t)
    {
        if (t.fees == 0 && t.delay != 0) add_part(t.tranche, one_day(t.delay_known), t.delay);
        if (t.prepaid == 0) return;
        add_part(t.tranche, one_day(t.has_fees ? t.last - date::days{1} : any_ ? end_ - date::days{1} : t.prepaid_known), t.prepaid);
        parts_.back().lapsed = true;
    }

    const std::vector<charge<C>>&   rows_;
    progress                        by_;
    std::vector<recognized_tranche> tranches_;
    std::vector<recognized_part>    parts_;
    bool                            any_ = false;
    sys_days                        end_{}; ///< of all parts
};

/// Adds a part to the periods that it falls in, on its running total.
inline void recognize_into(std::vector<int128>& units, const recognized_part& part, const std::vector<period>& periods)
{
    const auto weight = [&part](const period& days) { return part.by_month ? calendar_month_quanta(days) : days.days(); };
    const int128 whole = weight(part.days);
    int128       so_far = 0, posted = 0;
    auto         p = std::upper_bound(periods.begin(), periods.end(), part.days.start(), [](sys_days day, const period& x) { return day < x.end(); });
    for (; p != periods.end() && p->start() < part.days.end(); ++p) {
        so_far += weight(*intersection(*p, part.days));
        const int128 until = round_quotient(checked_mul(int128{part.units}, so_far), whole, rounding::half_up);
        units[static_cast<std::size_t>(p - periods.begin())] += until - posted;
        posted = until;
    }
}

inline void require_inside(const std::vector<recognized_part>& parts, const std::vector<period>& periods)
{
    for (const recognized_part& part : parts) {
        if (!periods.empty() && periods.front().start() <= part.days.start() && part.days.end() <= periods.back().end()) continue;
        throw invalid_terms({"recognition", "must be over periods that hold all days of service", to_string(part.days), "make the schedule longer, or give a frequency"});
    }
}

template <currency C>
amortization_schedule<C> recognized_in(const std::vector<recognized_part>& parts, const std::vector<period>& periods, const C& unit)
{
    require_contiguous(periods);
    require_inside(parts, periods);
    std::vector<int128> units(periods.size(), 0);
    int128              left = 0;
    for (const recognized_part& part : parts) {
        recognize_into(units, part, periods);
        left += part.units;
    }
    const auto               amount = [&unit](int128 n) { return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(n)), unit); };
    amortization_schedule<C> schedule;
    schedule.reserve(periods.size());
    for (std::size_t i = 0; i < periods.size(); ++i) {
        schedule.push_back({periods[i], amount(left), amount(units[i]), amount(0), amount(0), amount(left - units[i])});
        left -= units[i];
    }
    return schedule;
}

template <currency C>
C currency_of_rows(const std::vector<charge<C>>& rows)
{
    for (const charge<C>& row : rows) static_cast<void>(same_currency(row.amount.unit, rows.front().amount.unit));
    return rows.empty() ? C{} : rows.front().amount.unit;
}

} // namespace detail

template <currency C>
amortization_schedule<C> expense_of(const std::vector<charge<C>>& rows, progress by, const std::vector<period>& periods)
{
    return detail::recognized_in<C>(detail::recognizing<C>(rows, by).parts(), periods, detail::currency_of_rows(rows));
}

template <currency C>
amortization_schedule<C> expense_of(const std::vector<charge<C>>& rows, progress by, frequency every)
{
    const auto parts = detail::recognizing<C>(rows, by).parts();
    if (parts.empty()) return {};
    sys_days first = parts.front().days.start(), last = parts.front().days.end();
    for (const detail::recognized_part& part : parts) {
        first = std::min(first, part.days.start());
        last  = std::max(last, part.days.end());
    }
    return detail::recognized_in<C>(parts, make_schedule(period(first, last), every, calendar_periods), detail::currency_of_rows(rows));
}

template <currency C>
amortization_schedule<C> revenue_of(const std::vector<charge<C>>& rows, progress by, acting_as for_power, frequency every)
{
    return for_power == acting_as::principal ? expense_of(rows, by, every) : expense_of(without_power(rows), by, every);
}

template <currency C>
amortization_schedule<C> revenue_of(const std::vector<charge<C>>& rows, progress by, acting_as for_power, const std::vector<period>& periods)
{
    return for_power == acting_as::principal ? expense_of(rows, by, periods) : expense_of(without_power(rows), by, periods);
}

template <currency C>
std::vector<tranche_schedule<C>> expense_by_tranche(const std::vector<charge<C>>& rows, progress by, const std::vector<period>& periods)
{
    const C                                            unit = detail::currency_of_rows(rows);
    std::vector<int>                                   order;
    std::vector<std::vector<detail::recognized_part>>  parts;
    const auto                                         place_of = [&](int tranche) {
        const auto found = std::find(order.begin(), order.end(), tranche);
        if (found != order.end()) return static_cast<std::size_t>(found - order.begin());
        order.push_back(tranche);
        parts.emplace_back();
        return order.size() - 1;
    };
    for (const charge<C>& row : rows) static_cast<void>(place_of(row.tranche));
    for (const detail::recognized_part& part : detail::recognizing<C>(rows, by).parts()) parts[place_of(part.tranche)].push_back(part);
    std::vector<tranche_schedule<C>> result;
    for (std::size_t i = 0; i < order.size(); ++i) result.push_back({order[i], detail::recognized_in<C>(parts[i], periods, unit)});
    return result;
}

template <currency C>
std::vector<period> life_of(const std::vector<charge<C>>& rows, frequency every)
{
    if (rows.empty()) throw invalid_terms({"recognition", "must have a charge at least", "none", "make them with charges_of"});
    sys_days first = rows.front().due, last = first;
    for (const charge<C>& row : rows) {
        first = std::min({first, row.service.start(), row.invoiced, row.due});
        last  = std::max({last, row.service.end() - date::days{1}, row.invoiced, row.due});
    }
    return make_schedule(period(first, last + date::days{1}), every, calendar_periods);
}

template <currency C>
std::vector<charge<C>> without_power(std::vector<charge<C>> rows)
{
    rows.erase(std::remove_if(rows.begin(), rows.end(), [](const charge<C>& row) { return is_power(row.kind); }), rows.end());
    return rows;
}

} // namespace ratable
