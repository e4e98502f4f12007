// SPDX-License-Identifier: BSL-1.0
/// Present value at a flat rate, correctly rounded: the cent returned is the right one.
#pragma once

#include <ratable/valuation/discounted_sum.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

namespace detail {
template <class T>          inline constexpr bool is_flow             = false;
template <class C, int S>   inline constexpr bool is_flow<flow<C, S>> = true;
template <class Flows>
concept contiguous_flows = requires(const Flows& flows) { requires is_flow<typename decltype(std::span(flows))::value_type>; };
template <class Flows> using flow_of     = typename decltype(std::span(std::declval<const Flows&>()))::value_type;
template <class Flows> using amount_of   = decltype(flow_of<Flows>::amount);
template <class Flows> using currency_in = decltype(amount_of<Flows>::unit);
template <class Flows> std::span<const flow_of<Flows>> rows_of(const Flows& flows) { return flows; }
} // namespace detail

/// What the flows are worth on a day, at a flat rate: each is divided by what 1 grows to from that day to its own.
///
/// Shape:   flows in any order, several on a day; those before the day grow up to it. Without a day: that of the earliest.
/// Units:   money<C, …> → money<C>, or with `present_value<6>(…)` in six digits.
/// Rounds:  once, by `mode`, the exact real number: nothing is rounded on the way, and ties are ties.
/// Errors:  invalid_terms without flows, for a rate of -100 % or less a period, or simple interest that leaves nothing; unlike_units for run-time
///          currencies that differ; overflow when the value does not fit; inexact if 2^17 bits do not tell it from a boundary of `mode`, which
///          takes simple interest on more than 4,096 days, or an amount below 2^-100000 beside a tie.
/// Source:  (1 + r/m)^(-m·t), e^(-r·t), 1/(1 + r·t), t by the rate's day count from the day of valuation.
///
///     present_value(flows, {.per_year = rate_of_interest::parse("0.08"), .compounds = compounding::annual, .day_count = act_365_fixed{}},
///                   2026_y/jan/1, rounding::half_even)
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] auto present_value(const Flows& flows, const interest_rate& rate, sys_days on, rounding mode) -> money<detail::currency_in<Flows>>;
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] auto present_value(const Flows& flows, const interest_rate& rate, rounding mode) -> money<detail::currency_in<Flows>>;
template <int Scale, class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] auto present_value(const Flows& flows, const interest_rate& rate, sys_days on, rounding mode) -> money<detail::currency_in<Flows>, Scale>;
template <int Scale, class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] auto present_value(const Flows& flows, const interest_rate& rate, rounding mode) -> money<detail::currency_in<Flows>, Scale>;

/// The same of one amount a period: row 0 is paid now and is not discounted, row k is divided by (1 + rate_a_period)^k.
///
///     present_value(std::vector{usd(-100), usd(60), usd(60)}, rate_of_interest::parse("0.1"), rounding::half_even)   // USD 4.13
template <class Rows> requires detail::contiguous_money<Rows>
[[nodiscard]] auto present_value(const Rows& amounts, rate_of_interest rate_a_period, rounding mode);
template <int Scale, class Rows> requires detail::contiguous_money<Rows>
[[nodiscard]] auto present_value(const Rows& amounts, rate_of_interest rate_a_period, rounding mode);

/// The present value in whole units of the currency, in double: about twelve digits, for charts and searches.
/// It never feeds an amount that is booked: that is what `present_value` is for. Errors: as `present_value`; overflow beyond 10^300.
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] double approximate_present_value(const Flows& flows, const interest_rate& rate, sys_days on);

/// What 1 on `to` is worth on `from`; above 1 when `to` is the earlier, at a rate above zero.
/// Rounds: once, by `mode`. Errors: as `present_value`.
///
///     discount_factor<6>(rate, 2026_y/jan/1, 2027_y/jan/1, rounding::half_even)   // 0.925926 at 8 %
template <int Scale>
[[nodiscard]] decimal<Scale, int128> discount_factor(const interest_rate& rate, sys_days from, sys_days to, rounding mode);

/// The same as the rational number that it is; nothing where it is none, or has more than 2^16 binary digits.
[[nodiscard]] inline std::optional<exact_fraction> exact_discount_factor(const interest_rate& rate, sys_days from, sys_days to);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The growth of a quantum that is `a_quantum` years long.
inline growth growth_at(const interest_rate& rate, const fraction& a_quantum)
{
    const fraction r = to_fraction(rate.per_year);
    const int      m = times_a_year(rate.compounds);
    if (m == 0) return {rate.compounds == compounding::continuous ? growth::law::exponential : growth::law::simple, r, a_quantum};
    const fraction base = fraction(1) + r / fraction(m);
    if (base.numerator() <= 0) {
        throw invalid_terms({"interest rate", std::string("must be above -100 % a period, that is above -") + std::to_string(m) + (m == 1 ? ", compounding " : ", compounding ") + std::string(name_of(rate.compounds)),
                             to_string(static_cast<const rate_of_interest&>(rate.per_year)), "a share is written 0.08 for 8 %"});
    }
    return {growth::law::power, base, a_quantum * fraction(m)};
}

inline growth growth_a_period(rate_of_interest rate)
{
    const fraction base = fraction(1) + to_fraction(rate);
    if (base.numerator() <= 0) throw invalid_terms({"interest rate", "must be above -100 % a period, that is above -1", to_string(rate), "a share is written 0.08 for 8 %"});
    return {growth::law::power, base, 1};
}

/// Rows in quanta of time from `on`, and how many years a quantum is.
struct timed_rows
{
    std::vector<timed_units> rows;
    fraction                 a_quantum = 1;
};

template <class Flows>
void check_flows(const Flows& flows)
{
    const auto rows = rows_of(flows);
    if (rows.empty()) static_cast<void>(first_day(rows)); // refuses
    for (const auto& row : rows) static_cast<void>(same_currency(rows.front().amount.unit, row.amount.unit));
}

template <class Flows>
timed_rows timed(const Flows& flows, const any_day_count& count, sys_days on)
{
    const auto               rows = rows_of(flows);
    const year_month_day     start(on);
    std::vector<timed_units> timed;
    timed.reserve(rows.size());
    static_cast<void>(checked_day(start));
    if (const auto year = count.counts_over()) {
        for (const auto& row : rows) timed.push_back({year->actual ? (row.on - on).count() : counted_days(start, year_month_day(row.on), count), row.amount.amount.units});
        return {std::move(timed), fraction(1) / year->days};
    }
    std::int64_t          a_year = 1; // quanta: of the conventions' denominators, the least common multiple is 365 × 366
    std::vector<fraction> times;
    for (const auto& row : rows) {
        times.push_back(year_fraction(start, year_month_day(row.on), count));
        a_year = std::lcm(a_year, static_cast<std::int64_t>(times.back().denominator()));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        timed.push_back({static_cast<std::int64_t>(times[i].numerator() * (a_year / times[i].denominator())), rows[i].amount.amount.units});
    }
    return {std::move(timed), fraction(1, a_year)};
}

} // namespace detail

template <int Scale, class Flows> requires detail::contiguous_flows<Flows>
auto present_value(const Flows& flows, const interest_rate& rate, sys_days on, rounding mode) -> money<detail::currency_in<Flows>, Scale>
{
    detail::check_flows(flows);
    auto       timed  = detail::timed(flows, rate.day_count, on);
    const auto growth = detail::growth_at(rate, timed.a_quantum);
    const auto units  = detail::discounted_sum(timed.rows, growth, Scale - detail::amount_of<Flows>::scale, mode);
    return money<detail::currency_in<Flows>, Scale>(decimal<Scale>::from_units(units), detail::rows_of(flows).front().amount.unit);
}

template <int Scale, class Flows> requires detail::contiguous_flows<Flows>
auto present_value(const Flows& flows, const interest_rate& rate, rounding mode) -> money<detail::currency_in<Flows>, Scale>
{
    return present_value<Scale>(flows, rate, first_day(detail::rows_of(flows)), mode);
}

template <class Flows> requires detail::contiguous_flows<Flows>
auto present_value(const Flows& flows, const interest_rate& rate, sys_days on, rounding mode) -> money<detail::currency_in<Flows>>
{
    return present_value<detail::currency_in<Flows>::minor_digits>(flows, rate, on, mode);
}

template <class Flows> requires detail::contiguous_flows<Flows>
auto present_value(const Flows& flows, const interest_rate& rate, rounding mode) -> money<detail::currency_in<Flows>>
{
    return present_value<detail::currency_in<Flows>::minor_digits>(flows, rate, first_day(detail::rows_of(flows)), mode);
}

template <int Scale, class Rows> requires detail::contiguous_money<Rows>
auto present_value(const Rows& amounts, rate_of_interest rate_a_period, rounding mode)
{
    const std::span rows(amounts);
    using amount = typename decltype(rows)::value_type;
    if (rows.empty()) throw invalid_terms({"amounts", "must have one at least", "none", "nothing has no value to ask for"});
    std::vector<detail::timed_units> timed;
    timed.reserve(rows.size());
    for (const auto& row : rows) {
        static_cast<void>(detail::same_currency(rows.front().unit, row.unit));
        timed.push_back({static_cast<std::int64_t>(timed.size()), checked_cast<std::int64_t>(row.amount.units)});
    }
    const auto units = detail::discounted_sum(timed, detail::growth_a_period(rate_a_period), Scale - amount::scale, mode);
    return money<decltype(amount::unit), Scale>(decimal<Scale>::from_units(units), rows.front().unit);
}

template <class Rows> requires detail::contiguous_money<Rows>
auto present_value(const Rows& amounts, rate_of_interest rate_a_period, rounding mode)
{
    using amount = typename decltype(std::span(amounts))::value_type;
    return present_value<decltype(amount::unit)::minor_digits>(amounts, rate_a_period, mode);
}

template <class Flows> requires detail::contiguous_flows<Flows>
double approximate_present_value(const Flows& flows, const interest_rate& rate, sys_days on)
{
    detail::check_flows(flows);
    const auto   timed  = detail::timed(flows, rate.day_count, on);
    const auto   growth = detail::growth_at(rate, timed.a_quantum);
    const auto   real   = [](const fraction& x) { return static_cast<double>(x.numerator()) / static_cast<double>(x.denominator()); };
    const double base = real(growth.base), a_quantum = real(growth.a_quantum);
    const bool   simple = growth.kind == detail::growth::law::simple;
    const double log    = (growth.kind == detail::growth::law::power ? std::log1p(real(growth.base - fraction(1))) : base) * a_quantum;
    double       sum    = 0;
    for (const auto& row : timed.rows) {
        const double time = static_cast<double>(row.when) * (simple ? base * a_quantum : log);
        if (simple && 1 + std::abs(static_cast<double>(row.when)) * base * a_quantum <= 0) {
            throw invalid_terms({"simple interest", "must leave something: 1 + rate × years must be above zero", "", "name a rate that compounds, or dates that are nearer"});
        }
        if (!simple && time < -640) throw overflow({"present value", "must stay below 10^300 in double", "", "value the flows nearer to their days"});
        const double share = !simple ? std::exp(-time) : row.when >= 0 ? 1 / (1 + time) : 1 - time;
        sum += static_cast<double>(row.units) * share;
    }
    return sum / static_cast<double>(power_of_ten<int128>(detail::amount_of<Flows>::scale));
}

namespace detail {

/// How many quanta, and the growth of one.
inline std::pair<std::int64_t, growth> growth_between(const interest_rate& rate, sys_days from, sys_days to)
{
    const fraction years = year_fraction(year_month_day(from), year_month_day(to), rate.day_count); // checks both days
    return {static_cast<std::int64_t>(years.numerator()), growth_at(rate, fraction(1, years.denominator()))};
}

} // namespace detail

template <int Scale>
decimal<Scale, int128> discount_factor(const interest_rate& rate, sys_days from, sys_days to, rounding mode)
{
    const auto [when, growth] = detail::growth_between(rate, from, to);
    const detail::certified_sum one(std::vector<detail::timed_units>{{when, 1}}, growth);
    const auto                  exactly = [&]() -> std::optional<exact_fraction> {
        const auto twice = one.twice(power_of_ten<unbounded>(Scale));
        if (!twice) return std::nullopt;
        return *twice / exact_fraction(power_of_ten<unbounded>(Scale) * 2);
    };
    return decimal<Scale, int128>::from_units(checked_cast<int128>(round_certified([&](int bits) { return one.at(bits); }, exactly, Scale, mode)));
}

inline std::optional<exact_fraction> exact_discount_factor(const interest_rate& rate, sys_days from, sys_days to)
{
    const auto [when, growth] = detail::growth_between(rate, from, to);
    return detail::certified_sum(std::vector<detail::timed_units>{{when, 1}}, growth).rational_value();
}

} // namespace ratable
