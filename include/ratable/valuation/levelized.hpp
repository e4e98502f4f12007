// SPDX-License-Identifier: BSL-1.0
/// Levelised cost: what a unit costs over a deal's life, per MWh, per GPU-hour, per MW-month: the unit is in the type.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/units/quantity.hpp>
#include <ratable/units/rate.hpp>
#include <ratable/valuation/discounted_quotient.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/present_value.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// A quantity that is delivered on a day. Errors: invalid_terms for a day that does not exist.
///
///     dated_quantity{2027_y/jan/1, 250 * MWh}
template <unit U>
struct dated_quantity
{
    constexpr dated_quantity(sys_days delivered_on, const quantity<U>& delivered) : on(delivered_on), amount(delivered) {}
    constexpr dated_quantity(const year_month_day& delivered_on, const quantity<U>& delivered) : on(checked_day(delivered_on)), amount(delivered) {}

    sys_days    on;
    quantity<U> amount;

    friend constexpr bool operator==(const dated_quantity&, const dated_quantity&) = default;
};

/// The present value of what is spent over the present value of what is delivered: the price that, paid for every unit on its day, repays the costs.
///
/// Shape:   costs and deliveries in any order, several on a day. All are discounted to the earliest day of both; where interest compounds by a day
///          count that adds up, any other day gives the same price. Costs are positive, what comes back (a residual value) is negative.
/// Units:   money per `per`, to `Digits` digits.
/// Rounds:  once, by `mode`, and correctly: the quotient of two sums is enclosed ever closer, and where it is rational it is known exactly.
/// Errors:  invalid_terms without costs or deliveries, for a present value of the deliveries that is not above zero, for a rate that takes all of
///          what bears it (−100 % or less) before the last day; unlike_units where a currency or a unit is known at run time only; overflow.
/// Source:  NREL, Manual for the Economic Evaluation of Energy Efficiency and Renewable Energy Technologies (1995), 3.7.
///
///     levelized_cost<4>(costs, deliveries, MWh, rate, rounding::half_even)   // rate<money<USD, 4>, watt_hour<any_basis>>
template <int Digits, currency C, int S, unit U>
[[nodiscard]] rate<money<C, Digits>, U> levelized_cost(std::span<const flow<C, S>> costs, std::span<const dated_quantity<U>> deliveries, const unit_symbol<U>& per,
                                                       const interest_rate& at, rounding mode);
template <int Digits, currency C, int S, unit U>
[[nodiscard]] rate<money<C, Digits>, U> levelized_cost(const std::vector<flow<C, S>>& costs, const std::vector<dated_quantity<U>>& deliveries,
                                                       const unit_symbol<U>& per, const interest_rate& at, rounding mode)
{
    return levelized_cost<Digits>(std::span<const flow<C, S>>(costs), std::span<const dated_quantity<U>>(deliveries), per, at, mode);
}

/// The same from one year: (fixed_charge_rate × capital + fixed cost of the year) ÷ quantity of the year + variable cost.
///
/// Shape:   the fixed charge rate is the share of the capital that a year has to earn.
/// Rounds:  never; money per `per` once, by `mode`.
/// Errors:  invalid_terms for a quantity that is not above zero; unlike_units; overflow.
/// Source:  W. Short, D. Packey, T. Holt, NREL/TP-462-5173; NREL ssc, cmod_lcoefcr.
[[nodiscard]] inline exact_fraction levelized_by_fixed_charge(const exact_fraction& fixed_charge_rate, const exact_fraction& capital,
                                                                         const exact_fraction& fixed, const exact_fraction& quantity,
                                                                         const exact_fraction& variable);
template <int Digits, currency C, int S, unit U, class Variable>
[[nodiscard]] rate<money<C, Digits>, U> levelized_by_fixed_charge(const exact_fraction& fixed_charge_rate, const money<C, S>& capital,
                                                                  const money<C, S>& fixed, const quantity<U>& of_the_year, const rate<Variable, U>& variable,
                                                                  const unit_symbol<U>& per, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_levelized_quantity(std::string value)
{
    throw invalid_terms({"deliveries", "must have a present value above zero", std::move(value), "a price per unit needs units"});
}

} // namespace detail

template <int Digits, currency C, int S, unit U>
rate<money<C, Digits>, U> levelized_cost(std::span<const flow<C, S>> costs, std::span<const dated_quantity<U>> deliveries, const unit_symbol<U>& per, const interest_rate& at,
                                         rounding mode)
{
    if (costs.empty()) throw invalid_terms({"costs", "must have one at least", "none", "a price per unit needs costs"});
    if (deliveries.empty()) detail::refuse_levelized_quantity("none");
    sys_days start = first_day(costs);
    for (const auto& d : deliveries) start = std::min(start, d.on);
    std::vector<flow<C, S>> all(costs.begin(), costs.end()); // and, on their days, what is delivered: as counts
    for (const auto& d : deliveries) {
        static_cast<void>(detail::same_unit(per.in, d.amount.in));
        all.emplace_back(d.on, money<C, S>(decimal<S>::from_units(d.amount.count), costs.front().amount.unit));
    }
    detail::check_flows(all);
    const auto                             timed  = detail::timed(all, at.day_count, start);
    const detail::growth                   growth = detail::growth_at(at, timed.a_quantum);
    const auto                             split  = timed.rows.begin() + static_cast<std::ptrdiff_t>(costs.size());
    std::vector<detail::timed_units>       below(split, timed.rows.end());
    detail::sort_by_time(below);
    if (const int worth = detail::discounted_sign(below, growth); worth <= 0) detail::refuse_levelized_quantity(worth == 0 ? "0" : "less");
    const exact_fraction factor(unbounded(per.factor), power_of_ten<unbounded>(S));
    const auto units = detail::discounted_quotient({timed.rows.begin(), split}, std::move(below), growth, factor, Digits, mode);
    return {money<C, Digits>(decimal<Digits>::from_units(units), costs.front().amount.unit), per};
}

inline exact_fraction levelized_by_fixed_charge(const exact_fraction& fixed_charge_rate, const exact_fraction& capital,
                                                           const exact_fraction& fixed, const exact_fraction& quantity,
                                                           const exact_fraction& variable)
{
    if (quantity <= exact_fraction(0)) detail::refuse_levelized_quantity(to_string(quantity));
    return (fixed_charge_rate * capital + fixed) / quantity + variable;
}

template <int Digits, currency C, int S, unit U, class Variable>
rate<money<C, Digits>, U> levelized_by_fixed_charge(const exact_fraction& fixed_charge_rate, const money<C, S>& capital, const money<C, S>& fixed,
                                                    const quantity<U>& of_the_year, const rate<Variable, U>& variable, const unit_symbol<U>& per, rounding mode)
{
    using number = exact_fraction;
    const C in   = detail::same_currency(detail::same_currency(capital.unit, fixed.unit), variable.price.unit);
    static_cast<void>(detail::same_unit(detail::same_unit(per.in, of_the_year.in), variable.per.in));
    const number price = levelized_by_fixed_charge(fixed_charge_rate, to_fraction(capital.amount), to_fraction(fixed.amount), number(of_the_year.count) / number(per.factor),
                                                   number(detail::exact_price(variable).amount) * number(per.factor) / number(variable.per.factor));
    return {money<C, Digits>(decimal<Digits>::from_units(checked_cast<std::int64_t>(round_to_scale(price, Digits, mode))), in), per};
}

} // namespace ratable
