// SPDX-License-Identifier: BSL-1.0
/// The price of each contract year, by a fixed growth or an index.
#pragma once

#include <ratable/charges/readings.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/terms/escalator.hpp>
#include <ratable/terms/term.hpp>

#include <string>
#include <vector>

namespace ratable {

/// The prices of contract years 1 to `years`; without an escalator the base each year.
///
/// Rounds:  each year's price to the escalator's digits, by its mode: from the base for a growth, from the year before for a chained index.
///          The exact value decides: 100 × 1.03^29 is not computed from a rounded power.
/// Errors:  invalid_terms for an escalator with neither growth nor index, or with both, and for an index value that `indices` does not
///          have; overflow.
///
///     prices_by_year(usd(100), 3 % to cents, term, 3, {})   // 100, 103, 106.09
template <currency C>
[[nodiscard]] std::vector<money<C, 6>> prices_by_year(const money<C, 6>& base, const std::optional<escalator>& e, const term& t, int years,
                                                      const std::vector<index_value>& indices);

/// base × (1 + growth)^periods, rounded once to `digits` after the point: the correctly rounded value of the exact power.
/// Errors:  invalid_terms for a growth of −100 % or less, or digits outside 0 to 6; overflow, also when 2^-64 of a unit cannot decide.
[[nodiscard]] constexpr decimal<6> compounded(const decimal<6>& base, const ratio& growth, int periods, int digits, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A magnitude between two numbers of 64 binary digits after the point, one digit apart for each inexact step.
struct enclosed
{
    uint128 low  = 0;
    uint128 high = 0;

    /// × m / 10^6, the lower end rounded down and the upper end up.
    constexpr void scale(std::uint64_t m)
    {
        low  = scaled(low, m, false);
        high = scaled(high, m, true);
    }

private:
    static constexpr uint128 scaled(uint128 x, std::uint64_t m, bool up)
    {
        constexpr std::uint64_t million = 1'000'000;
        const uint128           above   = (x >> 64U) * m;
        const uint128           below   = (x & ~std::uint64_t{0}) * m + ((above % million) << 64U);
        const uint128           whole   = above / million + (below / million >> 64U);
        if (whole >> 62U != 0) overflow_in_multiplication();
        const uint128 part = below / million & ~std::uint64_t{0};
        return (whole << 64U) + part + (up && below % million != 0 ? 1U : 0U);
    }
};

[[noreturn]] inline void refuse_digits(int digits)
{
    throw invalid_terms({"price", "must be rounded to 0 to 6 digits", std::to_string(digits), "write such as 2"});
}

constexpr std::int64_t step_of(int digits)
{
    if (digits < 0 || digits > 6) refuse_digits(digits);
    return power_of_ten<std::int64_t>(6 - digits);
}

} // namespace detail

constexpr decimal<6> compounded(const decimal<6>& base, const ratio& growth, int periods, int digits, rounding mode)
{
    constexpr std::int64_t million = 1'000'000, most = 1'000'000'000;
    if (growth.units <= -million || growth.units > most) {
        throw invalid_terms({"growth", "must be above -100 % and at most 1000-fold", to_string(growth), "write 3 % as 0.03_d"});
    }
    const int128     step = int128{detail::step_of(digits)} << 64U;
    const bool       negative = base.units < 0;
    const uint128    units    = magnitude(base.units);
    if (units >> 62U != 0) detail::overflow_in_multiplication();
    detail::enclosed value{units << 64U, units << 64U};
    for (int i = 0; i < periods; ++i) value.scale(static_cast<std::uint64_t>(million + growth.units));
    const auto rounded = [&](uint128 x) { return round_quotient(negative ? -static_cast<int128>(x) : static_cast<int128>(x), step, mode); };
    const int128 low = rounded(value.low), high = rounded(value.high);
    if (low != high) throw overflow({"price", "cannot be decided in 128 bits", to_string(base), "write the years' prices as terms of their own"});
    return decimal<6>::from_units(checked_cast<std::int64_t>(low * detail::step_of(digits)));
}

namespace detail {

/// The value of an index, `lag` months before a month. Lists are short, and read once a year of a contract.
inline const ratio& value_of(const index_link& link, const date::year_month& month, const std::vector<index_value>& indices)
{
    const date::year_month wanted = month - date::months{link.lag_months};
    for (const index_value& v : indices) {
        if (v.month == wanted && v.index == link.name) {
            if (sign(v.value) <= 0) throw invalid_terms({"index '" + link.name + "'", "must be positive", to_string(v.value), "correct the reading"});
            return v.value;
        }
    }
    throw invalid_terms({"index '" + link.name + "'", "must have a value for the month that the price reads", to_string(sys_days{wanted / 1}).substr(0, 7), "add it to the readings, or a forecast of it"});
}

/// price × clamp(now / then, floor, cap), rounded once.
inline decimal<6> indexed(const decimal<6>& price, const ratio& now, const ratio& then, const index_link& link, const price_digits& rounds)
{
    int128 n = now.units, d = then.units;
    const auto at = [&](const ratio& bound) { n = bound.units; d = power_of_ten<std::int64_t>(ratio::scale); };
    const auto beyond = [&](const ratio& bound) { return int128{now.units} * power_of_ten<std::int64_t>(ratio::scale) <=> int128{bound.units} * then.units; };
    if (link.floor && beyond(*link.floor) < 0) at(*link.floor);
    else if (link.cap && beyond(*link.cap) > 0) at(*link.cap);
    const std::int64_t step = step_of(rounds.digits);
    return decimal<6>::from_units(checked_cast<std::int64_t>(checked_mul(round_quotient(checked_mul(int128{price.units}, n), checked_mul(d, int128{step}), rounds.mode), int128{step})));
}

} // namespace detail

template <currency C>
std::vector<money<C, 6>> prices_by_year(const money<C, 6>& base, const std::optional<escalator>& e, const term& t, int years, const std::vector<index_value>& indices)
{
    std::vector<money<C, 6>> prices(static_cast<std::size_t>(years), base);
    if (!e) return prices;
    const bool grows = e->growth.is_known();
    if (grows == e->index.has_value()) {
        throw invalid_terms({"escalator", "must have either a growth or an index", grows ? "both" : "neither", "write .growth = 0.03_d, or .index = index_link{…}"});
    }
    const price_digits&    rounds = e->rounds;
    const year_month_day&  start  = t.start;
    const date::year_month first  = start.year() / start.month();
    for (int n = 1; n < years; ++n) {
        auto& price = prices[static_cast<std::size_t>(n)].amount;
        if (grows) {
            price = compounded(base.amount, e->growth.value(), n, rounds.digits, rounds.mode);
            continue;
        }
        const bool             chained = e->index->compared_with == index_base::last_year;
        const date::year_month now     = first + date::years{n};
        const ratio            then    = detail::value_of(*e->index, chained ? now - date::years{1} : first, indices);
        price = detail::indexed(chained ? prices[static_cast<std::size_t>(n) - 1].amount : base.amount, detail::value_of(*e->index, now, indices), then, *e->index, rounds);
    }
    return prices;
}

} // namespace ratable
