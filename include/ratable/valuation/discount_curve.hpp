// SPDX-License-Identifier: BSL-1.0
/// Discount curves: dated factors or zero rates, a named way between them and beyond them, and present value on them, correctly rounded.
#pragma once

#include <ratable/valuation/power_sum.hpp>
#include <ratable/valuation/present_value.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ratable {

/// What the numbers of a curve are.
enum class curve_quotes {
    factors,               ///< what 1 on the day is worth on the curve's own day
    annual_zero_rates,     ///< (1 + z)^-t
    continuous_zero_rates, ///< e^(-z·t)
};

/// What lies between two nodes, on the curve's time. The curve's own day is a node, with factor 1 and the zero rate of the first.
enum class curve_interpolation {
    linear_on_factors,
    log_linear_on_factors, ///< the forward rate is flat in between
    linear_on_zero_rates,  ///< of factors: on the continuous rates that they are
};

/// What lies beyond the last node.
enum class curve_extrapolation {
    refuse,
    flat_forward, ///< the forward rate of the last period goes on
    flat_zero,    ///< the last zero rate holds
};

/// A number of the curve, and its day.
struct curve_node
{
    year_month_day on;
    decimal<15>    value;
};

/// What a curve is made of. Nothing of it has a default.
struct curve_terms
{
    required<year_month_day>      valued_on; ///< on which every factor is 1
    required<curve_quotes>        quotes;
    required<std::vector<curve_node>> nodes;
    required<any_day_count>       day_count; ///< the curve's time
    required<curve_interpolation> between;
    required<curve_extrapolation> beyond;
};

/// A curve that has been checked.
///
/// Errors:  invalid_terms without nodes, for nodes that are not each later than the one before (by the day count too), for one on the curve's own day or
///          before, for factors that are not above 0 and annual rates that are not above -100 %.
///
///     discount_curve({.valued_on = 2026_y/jan/1, .quotes = curve_quotes::factors, .nodes = {{{2027_y/jan/1, decimal<15>::parse("0.95")}}},
///                     .day_count = act_365_fixed{}, .between = curve_interpolation::log_linear_on_factors, .beyond = curve_extrapolation::refuse})
class discount_curve
{
public:
    explicit discount_curve(curve_terms terms);

    [[nodiscard]] sys_days           valued_on() const { return sys_days(static_cast<const year_month_day&>(terms_.valued_on)); }
    [[nodiscard]] sys_days           ends_on() const { return sys_days(terms_.nodes.back().on); }
    [[nodiscard]] const curve_terms& terms() const { return terms_; }

    /// What 1 on the day is worth, as a sum of powers: for ratable's own headers. Errors: invalid_terms before the curve's day, or beyond its end.
    [[nodiscard]] std::vector<detail::power_term> factor_terms(sys_days on) const;

private:
    using index = std::ptrdiff_t; ///< of a node; -1 is the curve's own day

    [[nodiscard]] exact_fraction time(sys_days on) const;
    [[nodiscard]] exact_fraction time_of(index node) const { return node < 0 ? exact_fraction(0) : times_[static_cast<std::size_t>(node)]; }
    [[nodiscard]] exact_fraction value_of(index node) const { return to_fraction(terms_.nodes[static_cast<std::size_t>(node)].value); }
    /// The term times the node's factor to the exponent; the factor at zero rate z and time t.
    void                     multiply(detail::power_term& term, index node, const exact_fraction& exponent) const;
    [[nodiscard]] detail::power_term at_zero_rate(const exact_fraction& z, const exact_fraction& t) const;

    curve_terms               terms_;
    std::vector<exact_fraction> times_;
};

/// What the flows are worth on the curve's day.
///
/// Shape:   flows in any order, none before the curve's day.
/// Rounds:  once, by `mode`, the exact real number.
/// Errors:  as present_value at a flat rate; invalid_terms for a flow before the curve's day, or after its end where no extrapolation is named; inexact
///          where 2^17 bits do not tell a value from a boundary that it cannot be shown to lie on (more than 4,096 irrational terms).
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] auto present_value(const Flows& flows, const discount_curve& curve, rounding mode) -> money<detail::currency_in<Flows>>;
template <int Scale, class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] auto present_value(const Flows& flows, const discount_curve& curve, rounding mode) -> money<detail::currency_in<Flows>, Scale>;

/// What 1 on the day is worth on the curve's own. Rounds: once, by `mode`. Errors: as present_value.
template <int Scale>
[[nodiscard]] decimal<Scale, int128> discount_factor(const discount_curve& curve, sys_days on, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_node(std::size_t node, const char* what, const char* rule, std::string value, const char* remedy)
{
    throw invalid_terms({std::string("curve.nodes[") + std::to_string(node) + "]." + what, rule, std::move(value), remedy});
}

} // namespace detail

inline discount_curve::discount_curve(curve_terms terms) : terms_(std::move(terms))
{
    static_cast<void>(checked_day(terms_.valued_on));
    const std::vector<curve_node>& nodes = terms_.nodes;
    if (nodes.empty()) throw invalid_terms({"curve.nodes", "must have one at least", "none", "a flat rate is an interest_rate"});
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const sys_days on = checked_day(nodes[i].on);
        if (on <= (i == 0 ? valued_on() : sys_days(nodes[i - 1].on))) {
            detail::refuse_node(i, "on", i == 0 ? "must lie after the curve's own day" : "must lie after the node before", to_string(on), "name each day once, in order; on its own day a curve is 1");
        }
        if (terms_.quotes == curve_quotes::factors && nodes[i].value.units <= 0) {
            detail::refuse_node(i, "value", "must be a factor above 0", to_string(nodes[i].value), "a factor of 0.95 discounts by 5 %");
        }
        if (terms_.quotes == curve_quotes::annual_zero_rates && nodes[i].value <= decimal<15>(-1)) {
            detail::refuse_node(i, "value", "must be a rate above -100 %, that is above -1", to_string(nodes[i].value), "a share is written 0.08 for 8 %");
        }
        times_.push_back(time(on));
        if (times_.back() <= time_of(static_cast<index>(i) - 1)) {
            detail::refuse_node(i, "on", "must lie after the node before by the curve's day count too", to_string(on), "leave the node out, or name a day count that tells the days apart");
        }
    }
}

inline exact_fraction discount_curve::time(sys_days on) const { return year_fraction(terms_.valued_on, year_month_day(on), static_cast<const any_day_count&>(terms_.day_count)); }

inline detail::power_term discount_curve::at_zero_rate(const exact_fraction& z, const exact_fraction& t) const
{
    if (terms_.quotes == curve_quotes::continuous_zero_rates) return {.exponential = -z * t};
    return {.powers = {{exact_fraction(1) + z, -t}}};
}

inline void discount_curve::multiply(detail::power_term& term, index node, const exact_fraction& exponent) const
{
    if (node < 0 || exponent.numerator() == 0) return;
    switch (terms_.quotes) {
    case curve_quotes::factors: term.powers.emplace_back(value_of(node), exponent); break;
    case curve_quotes::annual_zero_rates: term.powers.emplace_back(exact_fraction(1) + value_of(node), -time_of(node) * exponent); break;
    case curve_quotes::continuous_zero_rates: term.exponential -= value_of(node) * time_of(node) * exponent; break;
    }
}

inline std::vector<detail::power_term> discount_curve::factor_terms(sys_days on) const
{
    if (on < valued_on()) throw invalid_terms({"flow", std::string("must not lie before the curve's own day ") + to_string(valued_on()), to_string(on), "a curve says nothing of the past: leave the flow out, or name a flat rate"});
    if (on == valued_on()) return {{}};
    const auto  found  = std::lower_bound(terms_.nodes.begin(), terms_.nodes.end(), on, [](const curve_node& node, sys_days day) { return sys_days(node.on) < day; });
    const bool  beyond = found == terms_.nodes.end();
    const index high   = (found - terms_.nodes.begin()) - (beyond ? 1 : 0), low = high - 1;
    if (beyond && terms_.beyond == curve_extrapolation::refuse) {
        throw invalid_terms({"flow", std::string("must not lie after the curve's end ") + to_string(ends_on()), to_string(on), "name an extrapolation, flat_forward or flat_zero, or a longer curve"});
    }
    const exact_fraction t = time(on), one = 1;
    const exact_fraction w = (t - time_of(low)) / (time_of(high) - time_of(low)); // above 1 beyond the end
    detail::power_term term;
    const bool         log_linear = beyond ? terms_.beyond == curve_extrapolation::flat_forward : terms_.between == curve_interpolation::log_linear_on_factors;
    if (log_linear) {
        multiply(term, low, one - w);
        multiply(term, high, w);
        return {term};
    }
    if (!beyond && terms_.between == curve_interpolation::linear_on_factors) {
        detail::power_term from{.coefficient = one - w}, to{.coefficient = w};
        multiply(from, low, one);
        multiply(to, high, one);
        return {from, to};
    }
    const exact_fraction share = beyond ? one : low < 0 ? one : w; // of the zero rate at `high`
    if (terms_.quotes != curve_quotes::factors) {
        return {at_zero_rate(low < 0 || share == one ? value_of(high) : value_of(low) * (one - share) + value_of(high) * share, t)};
    }
    if (share != one) multiply(term, low, t * (one - share) / time_of(low));
    multiply(term, high, t * share / time_of(high));
    return {term};
}

namespace detail {

/// Σ of the terms, as an integer of 10^-scale.
inline unbounded rounded_power_sum(const power_sum& sum, int scale, rounding mode)
{
    return round_certified([&](int bits) { return sum.at(bits); }, [&] { return sum.rational(); }, scale, mode);
}

} // namespace detail

template <int Scale, class Flows> requires detail::contiguous_flows<Flows>
auto present_value(const Flows& flows, const discount_curve& curve, rounding mode) -> money<detail::currency_in<Flows>, Scale>
{
    detail::check_flows(flows);
    std::map<sys_days, int128> by_day;
    for (const auto& row : detail::rows_of(flows)) by_day[row.on] += row.amount.amount.units;
    const exact_fraction unit(unbounded(1), power_of_ten<unbounded>(detail::amount_of<Flows>::scale));
    detail::power_sum  sum;
    for (const auto& [on, units] : by_day) {
        for (detail::power_term& term : curve.factor_terms(on)) {
            term.coefficient *= unit * exact_fraction(rep_traits<unbounded>::from(units));
            if (term.coefficient.numerator() != 0) sum.add(std::move(term));
        }
    }
    const unbounded units = detail::rounded_power_sum(sum, Scale, mode);
    if (units < lowest_of<std::int64_t> || units > highest_of<std::int64_t>) detail::refuse_present_value();
    return money<detail::currency_in<Flows>, Scale>(decimal<Scale>::from_units(static_cast<std::int64_t>(units)), detail::rows_of(flows).front().amount.unit);
}

template <class Flows> requires detail::contiguous_flows<Flows>
auto present_value(const Flows& flows, const discount_curve& curve, rounding mode) -> money<detail::currency_in<Flows>>
{
    return present_value<detail::currency_in<Flows>::minor_digits>(flows, curve, mode);
}

template <int Scale>
decimal<Scale, int128> discount_factor(const discount_curve& curve, sys_days on, rounding mode)
{
    detail::power_sum sum;
    for (detail::power_term& term : curve.factor_terms(on)) sum.add(std::move(term));
    return decimal<Scale, int128>::from_units(checked_cast<int128>(detail::rounded_power_sum(sum, Scale, mode)));
}

} // namespace ratable
