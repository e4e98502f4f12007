// SPDX-License-Identifier: BSL-1.0
/// What a deal is worth, as metrics: over all that its terms may be, and with the terms that each figure rests on.
#pragma once

#include <ratable/capacity/capacity_time.hpp>
#include <ratable/charges/cash_flows.hpp>
#include <ratable/charges/exit_cost.hpp>
#include <ratable/comparison/metric.hpp>
#include <ratable/valuation/duration.hpp>
#include <ratable/valuation/levelized.hpp>
#include <ratable/valuation/present_value.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// The metrics of value, in the order of a table: `still_due`, `present_value`, `duration`, `levelized_mw_month`, `levelized_gpu_hour`, `exit_cost`.
///
/// Units:   what the customer pays is positive. Charges count from the day of valuation on, by their cash dates; capacity from that day on, dated on
///          the last day of each calendar month.
/// Rounds:  half_even, once: money to its minor unit, a price per MW-month to two digits, per GPU-hour to six, years to four.
/// Errors:  invalid_terms for options without a rate and a day: `row_options{.valued = valued_at{rate, day}}`.
///
///     for (const auto& m : valuation_metrics_of<USD>()) evaluate(m, deal, {.valued = valued_at{rate, day}});
template <currency C>
[[nodiscard]] const std::vector<metric<C>>& valuation_metrics_of();

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline const valued_at& required_value(const row_options& rows)
{
    if (!rows.valued) throw invalid_terms({"valuation", "must be at a rate, on a day", "neither", "write row_options{.valued = valued_at{rate, day}}"});
    return *rows.valued;
}

/// What is charged from the day on.
template <currency C>
std::vector<flow<C>> dues_of(const contract<C>& c, const valued_at& at)
{
    auto flows = cash_flows(charges_of(c), side::provider);
    std::erase_if(flows, [&at](const flow<C>& f) { return f.on < at.on; });
    return flows;
}

/// `f(part, last day)` for each calendar month of the contract from the day on.
template <currency C, class F>
void each_month_from(const contract<C>& c, sys_days day, F&& f)
{
    const period term = days_of(needed(c, "term", c.term));
    sys_days     from = std::max(day, term.start());
    while (from < term.end()) {
        const sys_days next = std::min(term.end(), sys_days(year_month_day(from).year() / year_month_day(from).month() / 1 + date::months{1}));
        f(period(from, next), next - date::days{1});
        from = next;
    }
}

template <currency C>
fraction levelized_mw_month_of(const contract<C>& c, const valued_at& at)
{
    using month = watt_month_quantum<any_basis>;
    const ramp                         steps = ramp_of(c);
    unit_symbol<month>                 per   = symbols::MW_month;
    std::vector<dated_quantity<month>> made;
    each_month_from(c, at.on, [&](const period& part, sys_days last) {
        made.emplace_back(last, capacity_time(steps, part));
        per.in = made.back().amount.in;
    });
    return to_fraction(levelized_cost<2>(dues_of(c, at), made, per, at.rate, rounding::half_even).price.amount);
}

template <currency C>
fraction levelized_gpu_hour_of(const contract<C>& c, const valued_at& at)
{
    using hour = gpu_hour_unit<any_accelerator>;
    const period                               term = days_of(needed(c, "term", c.term));
    const any_accelerator                      kind = gpu_hours_of_one(c).accelerator;
    std::vector<std::pair<sys_days, fraction>> hours;
    std::int64_t                               parts = 1; // of an hour, so that every month counts a whole number
    each_month_from(c, at.on, [&](const period& part, sys_days last) {
        for (const accelerator_hours& made : gpu_hours_of(c.tranches.value(), term, part)) {
            hours.emplace_back(last, made.hours);
            parts = std::lcm(parts, checked_cast<std::int64_t>(made.hours.denominator()));
        }
    });
    std::vector<dated_quantity<hour>> made;
    for (const auto& [last, count] : hours) made.emplace_back(last, quantity<hour>(checked_cast<std::int64_t>(count.numerator() * (parts / count.denominator())), hour(kind)));
    return to_fraction(levelized_cost<6>(dues_of(c, at), made, unit_symbol<hour>{parts, hour(kind)}, at.rate, rounding::half_even).price.amount);
}

/// `first`, and all that the charges read: of a term that is in both, what stands first holds.
inline std::vector<reading> charge_readings_after(std::vector<reading> first)
{
    const std::vector<reading> all = charge_readings();
    first.insert(first.end(), all.begin(), all.end());
    return first;
}

} // namespace detail

template <currency C>
const std::vector<metric<C>>& valuation_metrics_of()
{
    using K = const contract<C>&;
    using O = const row_options&;
    static const std::vector<metric<C>> all = {
        {.name = "still_due", .label = "still due", .unit = "$", .digits = -1,
         .value =
             [](K c, O rows) {
                 fraction sum = 0;
                 for (const flow<C>& f : detail::dues_of(c, detail::required_value(rows))) sum += to_fraction(f.amount.amount);
                 return sum;
             },
         .reads = detail::charge_readings()},
        {.name = "present_value", .label = "present value", .unit = "$", .digits = -1,
         .value =
             [](K c, O rows) {
                 const valued_at& at = detail::required_value(rows);
                 return to_fraction(present_value(detail::dues_of(c, at), at.rate, at.on, rounding::half_even).amount);
             },
         .reads = detail::charge_readings()},
        {.name = "duration", .label = "duration, years", .unit = "years", .digits = 4,
         .value =
             [](K c, O rows) {
                 const valued_at& at = detail::required_value(rows);
                 return to_fraction(macaulay_duration<4>(detail::dues_of(c, at), at.rate, at.on, rounding::half_even));
             },
         .reads = detail::charge_readings()},
        {.name = "levelized_mw_month", .label = "levelised per MW-month", .unit = "$/MW-month", .digits = 2,
         .value = [](K c, O rows) { return detail::levelized_mw_month_of(c, detail::required_value(rows)); },
         .of = detail::basis_of<C>, .alike = "MW basis",
         .reads = detail::charge_readings_after({{"tranches", "", moves::either}})},
        {.name = "levelized_gpu_hour", .label = "levelised per GPU-hour", .unit = "$/GPU-hour", .digits = 6,
         .value = [](K c, O rows) { return detail::levelized_gpu_hour_of(c, detail::required_value(rows)); },
         .of = detail::accelerator_of<C>, .alike = "accelerator",
         .reads = detail::charge_readings_after({{"tranches", "", moves::either}, {"tranches", "accelerator", moves::either}, {"tranches", "power_per_accelerator", moves::either}})},
        {.name = "exit_cost", .label = "cost to exit", .unit = "$", .digits = -1,
         .value = [](K c, O rows) { return to_fraction(exit_cost_on(c, year_month_day(detail::required_value(rows).on)).cost.amount); },
         .reads = detail::charge_readings_after({{"termination", "", moves::either}, {"termination", "minimums.share", moves::either, if_unknown::unread}, {"termination", "minimums.rate", moves::either, if_unknown::unread}})},
    };
    return all;
}

} // namespace ratable
