// SPDX-License-Identifier: BSL-1.0
/// Committed spend: what usage draws of each contract year's commitment, and what becomes of the rest.
#pragma once

#include <ratable/charges/metered_rows.hpp>
#include <ratable/terms/commitment.hpp>
#include <ratable/terms/term.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// A contract year of a commitment: max(0, committed + rolled_in − drawn) = billed + rolled_over + lapsed, of which two are zero.
template <currency C>
struct spend_year
{
    int      year = 1;
    money<C> committed{};   ///< of this year: in a short last year its share
    money<C> rolled_in{};   ///< from the year before
    money<C> drawn{};       ///< also what is more than the commitment
    money<C> billed{};
    money<C> rolled_over{};
    money<C> lapsed{};

    friend constexpr bool operator==(const spend_year&, const spend_year&) = default;
};

/// The commitment of a contract year, counted from 1: all of it, or in a short last year its share by months.
///
/// Rounds:  half_up, once.
/// Source:  twelfths per contract month, a stub by its days over that month's days.
template <currency C>
[[nodiscard]] money<C> commitment_of(const money<C>& a_year, const term& t, int year);

/// Appends what a contract year's usage leaves of its commitment, where it is billed: one row on the year's last invoice.
///
/// Shape:   `rows` must hold the usage clauses' rows by then → one spend_year a contract year of the term.
/// Rules:   usage, make_up, shortfall, overage and true_up rows draw, and a rebate gives back; fees and energy do not. A row belongs to the contract
///          year of the period with which it is invoiced. What is drawn beyond a commitment is no credit in the next year.
///          After the term nothing is committed; the last year closes with the last period that begins within the term. Periods that stop before the
///          term does, as after an early end, shorten it: the year in which they stop is the last one, and commits its share.
/// Rounds:  nothing but a short year's commitment.
/// Errors:  invalid_terms for a commitment below zero, or one that rolls over at the term's end; overflow.
template <currency C>
std::vector<spend_year<C>> append_undrawn_spend(std::vector<charge<C>>& rows, const committed_spend<C>& clause, const term& t, std::span<const billing_period> periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

constexpr bool draws_spend(charge_kind k)
{
    return k == charge_kind::usage || k == charge_kind::make_up || k == charge_kind::shortfall || k == charge_kind::overage || k == charge_kind::true_up || k == charge_kind::rebate;
}

/// The periods that begin in a contract year, within the term.
struct year_of_periods
{
    const billing_period* first = nullptr;
    const billing_period* last  = nullptr;
};

/// A short last year in which no period begins closes with the last period of all.
inline std::vector<year_of_periods> years_of(std::span<const billing_period> periods, const term& t)
{
    const sys_days               term_end = days_of(t).end();
    std::vector<year_of_periods> years;
    for (const billing_period& p : periods) {
        if (p.days.start() >= term_end) break;
        if (static_cast<std::size_t>(p.contract_year) > years.size()) years.resize(static_cast<std::size_t>(p.contract_year));
        year_of_periods& year = years[static_cast<std::size_t>(p.contract_year) - 1];
        if (year.first == nullptr) year.first = &p;
        year.last = &p;
    }
    while (!years.empty() && sys_days{moved_by_months(t.start, date::months{12 * static_cast<int>(years.size())}, t.month_rule)} < term_end) {
        years.push_back({years.back().last, years.back().last});
    }
    return years;
}

/// The term, or what of it the periods cover.
inline term shortened(const term& t, std::span<const billing_period> periods)
{
    if (periods.empty() || days_of(t).end() <= periods.back().days.end()) return t;
    return {.start = t.start, .length = until(year_month_day{periods.back().days.end()}), .month_rule = t.month_rule};
}

/// Σ of the rows that draw, by contract year, in minor units.
template <currency C>
std::vector<int128> drawn_by_year(const std::vector<charge<C>>& rows, const std::vector<year_of_periods>& years)
{
    std::vector<int128> drawn(years.size());
    std::size_t         k = 0;
    for (const charge<C>& row : rows) {
        if (!draws_spend(row.kind)) continue;
        if (k == years.size() || (k > 0 && row.invoiced <= years[k - 1].last->invoiced)) k = 0; // the rows of the next clause
        while (k < years.size() && years[k].last->invoiced < row.invoiced) ++k;
        if (k < years.size()) drawn[k] += row.amount.amount.units;
    }
    return drawn;
}

} // namespace detail

template <currency C>
money<C> commitment_of(const money<C>& a_year, const term& t, int year)
{
    const fraction months = (t.length.end() ? months_of(t) : fraction(t.length.months().count())) - fraction(12 * (year - 1));
    if (months >= fraction(12)) return a_year;
    if (sign(months) <= 0) return money<C>(decimal<C::minor_digits>{}, a_year.unit);
    return money<C>(round<C::minor_digits>(to_fraction(a_year.amount) * months / fraction(12), rounding::half_up), a_year.unit);
}

template <currency C>
std::vector<spend_year<C>> append_undrawn_spend(std::vector<charge<C>>& rows, const committed_spend<C>& clause, const term& t, std::span<const billing_period> periods)
{
    const money<C>& a_year = clause.a_year.value();
    if (sign(a_year) < 0) throw invalid_terms({"spend", "must not be negative", to_string(a_year), "write what is committed a year"});
    if (clause.at_end == undrawn::rolls_over) throw invalid_terms({"spend", "must be billed or lapse at the term's end", "rolls_over", "write undrawn::billed or undrawn::lapses"});
    const term                 lived = detail::shortened(t, periods);
    const auto                 years = detail::years_of(periods, lived);
    const auto                 drawn = detail::drawn_by_year(rows, years);
    const money<C>             zero(decimal<C::minor_digits>{}, a_year.unit);
    std::vector<spend_year<C>> result;
    result.reserve(years.size());
    money<C> rolled = zero;
    for (std::size_t k = 0; k < years.size(); ++k) {
        const int      number = static_cast<int>(k) + 1;
        spend_year<C>  year{number, commitment_of(a_year, lived, number), rolled, money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(drawn[k])), a_year.unit), zero, zero, zero};
        const money<C> left = max(zero, year.committed + year.rolled_in - year.drawn);
        const undrawn  then = k + 1 == years.size() ? clause.at_end : clause.at_anniversary;
        (then == undrawn::billed ? year.billed : then == undrawn::rolls_over ? year.rolled_over : year.lapsed) = left;
        rolled = year.rolled_over;
        if (sign(year.billed) > 0) {
            const billing_period& last = *years[k].last;
            rows.push_back({charge_kind::undrawn_spend, {"spend"}, -1, days_through(*years[k].first, last), last.invoiced, last.due, {}, money<C, 6>(decimal<6>{}, a_year.unit),
                            year.billed, rounding::half_up, rounded_on::nothing});
        }
        result.push_back(year);
    }
    return result;
}

} // namespace ratable
