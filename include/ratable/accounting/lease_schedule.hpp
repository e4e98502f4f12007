// SPDX-License-Identifier: BSL-1.0
/// The schedules of a lease: what becomes of its liability and of its right of use, and what each period costs.
#pragma once

#include <ratable/accounting/effective_interest.hpp>
#include <ratable/accounting/lease.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace ratable {

/// What a lease stands at on a day.
template <currency C>
struct lease_balance
{
    money<C> liability;
    money<C> right_of_use;

    friend constexpr bool operator==(const lease_balance&, const lease_balance&) = default;
};

/// One row a period in each. The right of use has more rows than the liability where a purchase is certain and the asset outlives the lease.
template <currency C>
struct lease_schedule
{
    lease_classification     classification;
    amortization_schedule<C> liability;    ///< interest and payments; it ends at zero, or at the residual guarantee that is expected to be owed
    amortization_schedule<C> right_of_use; ///< its charges are the amortisation; it ends at zero
};

/// What a period of a lease costs: one line under ASC 842 where it is operating, else the two of which `total` is the sum.
template <currency C>
struct lease_cost
{
    ratable::period period;
    money<C>        amortization;
    money<C>        interest;
    money<C>        total;

    friend constexpr bool operator==(const lease_cost&, const lease_cost&) = default;
};

/// The schedules of a lease from its commencement.
///
/// Shape:   n periods → n rows. Σ costs = Σ payments + prepaid + initial direct costs − incentives + what stays owed of a residual guarantee.
/// Rounds:  each closing of the liability is the present value of what is still to be paid, half_up; interest is the difference. Finance and
///          IFRS 16: the right of use in equal months, on running totals. Operating: so the cost, and amortisation = cost − interest.
/// Errors:  as initial_measurement; as effective_interest.
/// Source:  after ASC 842-20-25-5 and -6, 842-20-35-1 to -4, -7 and -8; IFRS 16.31, 32 and 36.
/// Departs: nothing keeps an operating right of use above zero where payments come late at a high rate: what is below is rent accrued beyond it.
///
///     for (const auto& cost : costs_of(lease_schedule_of(hall))) …
template <currency C>
[[nodiscard]] lease_schedule<C> lease_schedule_of(const lease<C>& l);
/// The same from balances, after a remeasurement: what is left of a lease, and what it stands at on the first day. Errors: invalid_terms as
/// effective_interest where the payments are not worth the liability.
template <currency C>
[[nodiscard]] lease_schedule<C> lease_schedule_of(const lease<C>& rest, const lease_balance<C>& opening);

/// One row a period, of both schedules.
template <currency C>
[[nodiscard]] std::vector<lease_cost<C>> costs_of(const lease_schedule<C>& s);

/// What it stands at after `rows` periods; after none, as it opens. Errors: invalid_terms past the last row.
template <currency C>
[[nodiscard]] lease_balance<C> balance_after(const lease_schedule<C>& s, std::size_t rows);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The liability's rows. Interest of an odd day at the end that holds what is owed then never shows.
template <currency C>
amortization_schedule<C> liability_rows(const lease<C>& l, const unpaid_payments<C>& left, const money<C>& opening)
{
    const money<C>           last = left.at_end + left.residual;
    amortization_schedule<C> rows;
    if (const auto* a_period = std::get_if<periodic_payments<C>>(&left.payments)) {
        std::vector<money<C>> amounts  = a_period->amounts;
        const bool            in_front = a_period->timing == payment_timing::begin; // then what is owed at the end begins a day of its own
        std::vector<period>   periods  = l.periods;
        if (in_front) {
            periods.emplace_back(periods.back().end(), periods.back().end() + date::days{1});
            amounts.push_back(last);
        } else {
            amounts.back() += last;
        }
        rows = effective_interest<C>(opening, periods, std::span<const money<C>>(amounts), a_period->rate_a_period, a_period->timing, interest_carried::exact);
        if (in_front) {
            rows.pop_back();
            rows.back().payment += last;
        }
    } else {
        const auto&          dated = std::get<dated_payments<C>>(left.payments);
        std::vector<flow<C>> flows = dated.flows;
        flows.emplace_back(l.periods.back().end() - date::days{1}, last);
        rows = effective_interest(opening, l.periods, flows, dated.rate, interest_carried::exact);
    }
    rows.back().payment -= left.residual;
    rows.back().closing = left.residual;
    return rows;
}

/// Months of each period. What is left of a lease that began on one of the last days of a month may begin on an earlier one, where its month has no such
/// day: its months are still those of the lease, from the latest day on which a period ends.
inline std::vector<std::int64_t> weights_of_rest(const std::vector<period>& periods, period_basis basis)
{
    const year_month_day begins{periods.front().start()};
    date::day            latest = begins.day();
    for (const period& p : periods) latest = std::max(latest, year_month_day(p.end()).day());
    if (basis != period_basis::contract || begins != begins.year() / begins.month() / date::last || latest == begins.day()) return month_weights(periods, basis);
    date::year_month before = begins.year() / begins.month() - date::months{1};
    while (latest > year_month_day(before / date::last).day()) before -= date::months{1};
    std::vector<period> from_that_day{period(before / latest, begins)};
    from_that_day.insert(from_that_day.end(), periods.begin(), periods.end());
    std::vector<std::int64_t> weights = month_weights(from_that_day, basis);
    weights.erase(weights.begin());
    return weights;
}

template <currency C>
lease_schedule<C> schedules(const lease<C>& l, const unpaid_payments<C>& left, const lease_balance<C>& opening)
{
    lease_schedule<C> s{l.classification, liability_rows(l, left, opening.liability), {}};
    const auto        straight = [&](const money<C>& total, const std::vector<period>& periods) { return amortize(total, periods, weights_of_rest(periods, l.basis)); };
    if (l.classification != lease_classification::asc_842_operating) {
        s.right_of_use = straight(opening.right_of_use, l.purchase ? l.purchase->useful_life : l.periods);
        return s;
    }
    s.right_of_use   = straight(opening.right_of_use + total_interest(s.liability), l.periods); // of which the charge is the cost
    money<C> balance = opening.right_of_use;
    for (std::size_t i = 0; i < s.right_of_use.size(); ++i) {
        amortization_row<C>& row = s.right_of_use[i];
        row.opening              = balance;
        row.charge -= s.liability[i].interest;
        row.closing = balance = row.opening - row.charge;
    }
    return s;
}

} // namespace detail

template <currency C>
lease_schedule<C> lease_schedule_of(const lease<C>& l)
{
    const lease_measurement<C> m = initial_measurement(l);
    return detail::schedules(l, detail::unpaid(l, true), {m.liability, m.right_of_use});
}

template <currency C>
lease_schedule<C> lease_schedule_of(const lease<C>& rest, const lease_balance<C>& opening)
{
    return detail::schedules(rest, detail::unpaid(rest, false), opening);
}

template <currency C>
std::vector<lease_cost<C>> costs_of(const lease_schedule<C>& s)
{
    std::vector<lease_cost<C>> costs;
    costs.reserve(s.right_of_use.size());
    for (std::size_t i = 0; i < s.right_of_use.size(); ++i) {
        const amortization_row<C>& used     = s.right_of_use[i];
        const money<C>             interest = i < s.liability.size() ? s.liability[i].interest : used.charge - used.charge;
        costs.push_back({used.period, used.charge, interest, used.charge + interest});
    }
    return costs;
}

template <currency C>
lease_balance<C> balance_after(const lease_schedule<C>& s, std::size_t rows)
{
    const auto at = [rows](const amortization_schedule<C>& list) { return rows == 0 ? list.front().opening : list[rows - 1].closing; };
    if (s.liability.empty() || rows > s.liability.size()) {
        throw invalid_terms({"lease", "must have as many rows", std::to_string(rows) + " of " + std::to_string(s.liability.size()), "ask for a balance within the lease"});
    }
    return {at(s.liability), at(s.right_of_use)};
}

} // namespace ratable
