// SPDX-License-Identifier: BSL-1.0
/// Levelised cost: what a unit costs over a deal's life, per MWh, per GPU-hour, per MW-month: the unit is in the type.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/units/quantity.hpp>
#include <ratable/units/rate.hpp>
#include <ratable/valuation/certified.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/perfect_power.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// A quantity that is delivered on a day. Errors: invalid_terms for a day that does not exist.
///
///     delivery{2027_y/jan/1, 250 * MWh}
template <unit U>
struct delivery
{
    constexpr delivery(sys_days delivered_on, const quantity<U>& delivered) : on(delivered_on), amount(delivered) {}
    constexpr delivery(const year_month_day& delivered_on, const quantity<U>& delivered) : on(checked_day(delivered_on)), amount(delivered) {}

    sys_days    on;
    quantity<U> amount;

    friend constexpr bool operator==(const delivery&, const delivery&) = default;
};

/// The present value of what is spent over the present value of what is delivered: the price that, paid for every unit on its day, repays the costs.
///
/// Shape:   costs and deliveries in any order, several on a day. All are discounted to the earliest day of both; where interest compounds by a day
///          count that adds up, any other day gives the same price. Costs are positive, what comes back (a residual value) is negative.
/// Units:   money per `per`, to `Digits` digits.
/// Rounds:  once, by `mode`, and correctly: the quotient of two sums is enclosed ever closer, and where it is rational it is known exactly.
/// Errors:  invalid_terms without costs or deliveries, for a present value of the deliveries that is not above zero, for a rate that takes all of
///          what bears it (−100 % or less) before the last day; unlike_units where a currency or a unit is known at run time only; overflow;
///          inexact where 2^17 bits do not tell the price from a boundary of `mode`, which takes simple interest on more than 4,096 days, or powers
///          of more than 2^17 bits, beside a tie.
/// Source:  NREL, Manual for the Economic Evaluation of Energy Efficiency and Renewable Energy Technologies (1995), 3.7.
///
///     levelized_cost<4>(costs, deliveries, MWh, rate, rounding::half_even)   // rate<money<USD, 4>, watt_hour<any_basis>>
template <int Digits, currency C, int S, unit U>
[[nodiscard]] rate<money<C, Digits>, U> levelized_cost(std::span<const flow<C, S>> costs, std::span<const delivery<U>> deliveries, const unit_symbol<U>& per,
                                                       const interest_rate& at, rounding mode);
template <int Digits, currency C, int S, unit U>
[[nodiscard]] rate<money<C, Digits>, U> levelized_cost(const std::vector<flow<C, S>>& costs, const std::vector<delivery<U>>& deliveries,
                                                       const unit_symbol<U>& per, const interest_rate& at, rounding mode)
{
    return levelized_cost<Digits>(std::span<const flow<C, S>>(costs), std::span<const delivery<U>>(deliveries), per, at, mode);
}

/// The same from one year: (fixed_charge_rate × capital + fixed cost of the year) ÷ quantity of the year + variable cost.
///
/// Shape:   the fixed charge rate is the share of the capital that a year has to earn.
/// Rounds:  never; money per `per` once, by `mode`.
/// Errors:  invalid_terms for a quantity that is not above zero; unlike_units; overflow.
/// Source:  W. Short, D. Packey, T. Holt, NREL/TP-462-5173; NREL ssc, cmod_lcoefcr.
[[nodiscard]] inline basic_fraction<unbounded> levelized_by_fixed_charge(const basic_fraction<unbounded>& fixed_charge_rate, const basic_fraction<unbounded>& capital,
                                                                         const basic_fraction<unbounded>& fixed, const basic_fraction<unbounded>& quantity,
                                                                         const basic_fraction<unbounded>& variable);
template <int Digits, currency C, int S, unit U, class Variable>
[[nodiscard]] rate<money<C, Digits>, U> levelized_by_fixed_charge(const basic_fraction<unbounded>& fixed_charge_rate, const money<C, S>& capital,
                                                                  const money<C, S>& fixed, const quantity<U>& of_the_year, const rate<Variable, U>& variable,
                                                                  const unit_symbol<U>& per, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

using levelized_number = basic_fraction<unbounded>;

/// How a day is discounted: by base^x, by e^x or by x itself.
enum class discount_law { power, exponential, factor };

/// Cost and quantity of a day.
struct levelized_day
{
    levelized_number cost     = 0;
    levelized_number quantity = 0;
};

[[noreturn]] inline void refuse_levelized_quantity(std::string value)
{
    throw invalid_terms({"deliveries", "must have a present value above zero", std::move(value), "a price per unit needs units"});
}

/// Σ cost·discount over Σ quantity·discount.
class levelized_sums
{
public:
    explicit levelized_sums(discount_law law, levelized_number base = 1) : law_(law), base_(std::move(base)) {}

    void add(const levelized_number& x, const levelized_number& cost, const levelized_number& quantity)
    {
        levelized_day& day = days_[x];
        day.cost += cost;
        day.quantity += quantity;
    }
    /// Errors: invalid_terms for a quantity that is not above zero.
    [[nodiscard]] unbounded quotient(int digits, rounding mode) const
    {
        int  first = 128;
        bool asked = false;
        for (;; first *= 2) { // as many bits as tell the quantity from zero
            const auto known = sign(sums(first).quantity);
            if (known == 1) break;
            if (known) refuse_levelized_quantity(*known == 0 ? "0" : "less than that");
            if (!asked && quantity_cancels()) refuse_levelized_quantity("0");
            asked = true;
            if (first >= largest_certified_bits) throw inexact({"deliveries", "must have a present value that can be told from zero", "", "change a day or a quantity"});
        }
        const auto at = [&](int bits) {
            const both sum = sums(bits);
            return sum.cost / sum.quantity;
        };
        return round_certified(at, [&] { return exactly(); }, digits, mode, first);
    }

private:
    struct both
    {
        enclosure cost;
        enclosure quantity;
    };
    [[nodiscard]] both sums(int bits) const
    {
        both sum{enclosure::exactly(0, bits), enclosure::exactly(0, bits)};
        for (const auto& [x, day] : days_) {
            const enclosure plain    = law_ == discount_law::power ? enclosure{} : enclosure::exactly(x, bits);
            const enclosure discount = law_ == discount_law::power ? power_of(base_, x, bits) : law_ == discount_law::exponential ? exp(plain) : plain;
            sum.cost += discount * day.cost;
            sum.quantity += discount * day.quantity;
        }
        return sum;
    }
    /// One sum of all that a rational factor discounts, over a common denominator.
    [[nodiscard]] std::optional<std::vector<levelized_day>> of_factors() const
    {
        if (days_.size() > most_factors) return std::nullopt;
        const auto total = [&](auto part) {
            unbounded n = 0, d = 1;
            for (const auto& [factor, day] : days_) {
                const levelized_number value = factor * part(day);
                n = n * value.denominator() + value.numerator() * d;
                d *= value.denominator();
            }
            return levelized_number(n, d);
        };
        return std::vector<levelized_day>{{total([](const levelized_day& day) { return day.cost; }), total([](const levelized_day& day) { return day.quantity; })}};
    }
    /// Sums of what has a rational ratio: roots of a rational number that is no power itself are independent when the fractional parts of their
    /// exponents differ (Besicovitch), and so are powers of e (Lindemann). Nothing when the powers are too large to be written down.
    [[nodiscard]] std::optional<std::vector<levelized_day>> independent() const
    {
        if (law_ == discount_law::factor) return of_factors();
        std::vector<levelized_day> sums;
        if (law_ == discount_law::exponential) {
            for (const auto& [exponent, day] : days_) sums.push_back(day);
            return sums;
        }
        const auto [root, order] = as_power(base_);
        std::map<levelized_number, std::map<unbounded, levelized_day>> groups;
        for (const auto& [exponent, day] : days_) {
            const levelized_number scaled = exponent * levelized_number(order);
            const auto             split  = floor_divide(scaled.numerator(), scaled.denominator());
            groups[levelized_number(split.remainder, scaled.denominator())].emplace(split.quotient, day);
        }
        for (const auto& [part, group] : groups) {
            const unbounded reach = group.rbegin()->first - group.begin()->first;
            if (reach * bit_length(unbounded(root.numerator() * root.denominator())) > unbounded(1 << 17)) return std::nullopt;
            levelized_day sum; // times root^-first·denominator^reach, which both have in common
            unbounded     at = group.rbegin()->first, below = 1;
            for (auto day = group.rbegin(); day != group.rend(); ++day) { // Horner's rule from the largest power down, both powers kept whole
                const auto      gap   = static_cast<unsigned>(unbounded(at - day->first));
                const unbounded above = boost::multiprecision::pow(root.numerator(), gap);
                below *= boost::multiprecision::pow(root.denominator(), gap);
                at           = day->first;
                sum.cost     = sum.cost * above + day->second.cost * below;
                sum.quantity = sum.quantity * above + day->second.quantity * below;
            }
            sums.push_back(sum);
        }
        return sums;
    }
    [[nodiscard]] bool quantity_cancels() const
    {
        const auto sums = independent();
        return sums && std::all_of(sums->begin(), sums->end(), [](const auto& sum) { return sum.quantity == levelized_number(0); });
    }
    /// The quotient if it is rational: every independent sum has the same one then.
    [[nodiscard]] std::optional<levelized_number> exactly() const
    {
        const auto of = [](const auto& sums) -> std::optional<levelized_number> {
            std::optional<levelized_number> found;
            for (const levelized_day& sum : sums) {
                if (sum.quantity == levelized_number(0)) {
                    if (sum.cost != levelized_number(0)) return std::nullopt;
                    continue;
                }
                const levelized_number quotient = sum.cost / sum.quantity;
                if (found && *found != quotient) return std::nullopt;
                found = quotient;
            }
            return found;
        };
        std::vector<levelized_day> each; // one price on every day is the price
        for (const auto& [exponent, day] : days_) each.push_back(day);
        if (const auto price = of(each)) return price;
        const auto sums = independent();
        return sums ? of(*sums) : std::nullopt;
    }

    static constexpr std::size_t most_factors = 4'096;

    discount_law                              law_;
    levelized_number                          base_;
    std::map<levelized_number, levelized_day> days_ = {};
};

/// What 1 becomes in a period of a rate that compounds.
inline levelized_number levelized_growth(const interest_rate& at)
{
    const levelized_number per_year = to_fraction(at.per_year);
    const int              times    = times_a_year(at.compounds);
    const levelized_number base     = levelized_number(1) + per_year / levelized_number(times);
    if (base <= levelized_number(0)) throw invalid_terms({"rate", "must leave something of what bears it", to_string(at.per_year), "write a rate above -100 % a period"});
    return base;
}

} // namespace detail

template <int Digits, currency C, int S, unit U>
rate<money<C, Digits>, U> levelized_cost(std::span<const flow<C, S>> costs, std::span<const delivery<U>> deliveries, const unit_symbol<U>& per, const interest_rate& at,
                                         rounding mode)
{
    using number = detail::levelized_number;
    if (costs.empty()) throw invalid_terms({"costs", "must have one at least", "none", ""});
    if (deliveries.empty()) detail::refuse_levelized_quantity("none");
    sys_days start = first_day(costs);
    for (const auto& d : deliveries) start = std::min(start, d.on);

    const compounding kind     = at.compounds;
    const number      per_year = to_fraction(at.per_year);
    const bool        factors  = kind == compounding::simple || per_year == number(0);
    const bool        powers   = !factors && kind != compounding::continuous;
    detail::levelized_sums sums(factors ? detail::discount_law::factor : powers ? detail::discount_law::power : detail::discount_law::exponential,
                                powers ? detail::levelized_growth(at) : number(1));
    const auto discount = [&](sys_days on) {
        const number years = at.day_count.year_fraction(year_month_day(start), year_month_day(on));
        if (!factors) return -years * (powers ? number(times_a_year(kind)) : per_year);
        const number grown = number(1) + per_year * years;
        if (grown <= number(0)) throw invalid_terms({"rate", "must leave something of what bears it", to_string(at.per_year), "write a larger rate"});
        return number(1) / grown;
    };
    const C                                   in = costs.front().amount.unit;
    std::map<sys_days, detail::levelized_day> days;
    for (const auto& cost : costs) {
        static_cast<void>(detail::same_currency(in, cost.amount.unit));
        days[cost.on].cost += to_fraction(cost.amount.amount);
    }
    for (const auto& delivered : deliveries) {
        static_cast<void>(detail::same_unit(per.in, delivered.amount.in));
        days[delivered.on].quantity += number(delivered.amount.count);
    }
    for (const auto& [on, day] : days) sums.add(discount(on), day.cost, day.quantity / number(per.factor));
    const unbounded units = sums.quotient(Digits, mode);
    return {money<C, Digits>(decimal<Digits>::from_units(checked_cast<std::int64_t>(units)), in), per};
}

inline basic_fraction<unbounded> levelized_by_fixed_charge(const basic_fraction<unbounded>& fixed_charge_rate, const basic_fraction<unbounded>& capital,
                                                           const basic_fraction<unbounded>& fixed, const basic_fraction<unbounded>& quantity,
                                                           const basic_fraction<unbounded>& variable)
{
    if (quantity <= detail::levelized_number(0)) detail::refuse_levelized_quantity(to_string(quantity));
    return (fixed_charge_rate * capital + fixed) / quantity + variable;
}

template <int Digits, currency C, int S, unit U, class Variable>
rate<money<C, Digits>, U> levelized_by_fixed_charge(const basic_fraction<unbounded>& fixed_charge_rate, const money<C, S>& capital, const money<C, S>& fixed,
                                                    const quantity<U>& of_the_year, const rate<Variable, U>& variable, const unit_symbol<U>& per, rounding mode)
{
    using number = detail::levelized_number;
    const C in   = detail::same_currency(detail::same_currency(capital.unit, fixed.unit), variable.price.unit);
    static_cast<void>(detail::same_unit(detail::same_unit(per.in, of_the_year.in), variable.per.in));
    const number price = levelized_by_fixed_charge(fixed_charge_rate, to_fraction(capital.amount), to_fraction(fixed.amount), number(of_the_year.count) / number(per.factor),
                                                   number(detail::exact_price(variable).amount) * number(per.factor) / number(variable.per.factor));
    return {money<C, Digits>(decimal<Digits>::from_units(checked_cast<std::int64_t>(round_to_scale(price, Digits, mode))), in), per};
}

} // namespace ratable
