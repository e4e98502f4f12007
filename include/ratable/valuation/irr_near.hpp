// SPDX-License-Identifier: BSL-1.0
/// One internal rate of return from a guess: fast, certified, and blind to others.
#pragma once

#include <ratable/valuation/irr.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ratable {

/// One root, next to a guess.
struct near_rate
{
    rate_of_interest low = {}, high = {}; ///< low <= root <= high: neighbouring multiples of the tolerance, or equal
    no_rate          why_none = no_rate::found;
};

/// The rate that Newton's method reaches from a guess: fast, and blind to other rates that there may be.
///
/// Shape:   the present value changes its sign in the bracket, as far as log1p and expm1 are right to 2^-46. Which of several rates it is, and whether an
///          exact decimal is met, may depend on the machine: `xirr` does not.
/// Errors:  invalid_terms for a guess at or below -100 %, or a tolerance that is not positive; overflow past 9'223'372.
///
///     xirr_near(flows, 0.1_d, 0.000000001_d)
template <currency C, int Scale>
[[nodiscard]] near_rate xirr_near(std::span<const flow<C, Scale>> flows, rate_of_interest guess, rate_of_interest tolerance,
                                  const any_day_count& convention = act_365_fixed{});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Newton's steps from a start, and the multiples of the tolerance beside the point where they end, if the signs there differ.
inline std::optional<near_rate> met_by_newton(double_sum& sum, const dated_amounts& flows, double start, rate_of_interest tolerance)
{
    const auto steps = static_cast<double>(flows.steps);
    const auto grid  = static_cast<double>(tolerance.units) * 1e-12;
    const auto sign_of = [&](std::int64_t multiple) {
        const double rate = static_cast<double>(multiple) * grid;
        if (rate <= -1) return 0;
        const double at = std::log1p(rate) / steps, slop = blur(flows, at) / 4;
        return sum.sign_on(at - slop, at + slop);
    };
    double x = start;
    for (int turn = 0, tries = 0; turn < 12 && tries < 3; ++turn) {
        const double step = sum.at(x).newton();
        x += step;
        if (!(std::abs(x * steps) < 16)) return std::nullopt;        // rates that 64 bits hold
        if (step * step * steps * steps > grid) continue;            // the next step would be about its square
        ++tries;
        const auto low = static_cast<std::int64_t>(std::floor(std::expm1(x * steps) / grid));
        if (sign_of(low) * sign_of(low + 1) >= 0) continue;
        return near_rate{rate_of_interest::from_units(checked_mul(low, tolerance.units)), rate_of_interest::from_units(checked_mul(low + 1, tolerance.units)), no_rate::found};
    }
    return std::nullopt;
}

inline near_rate one_rate(const dated_amounts& flows, std::size_t given, rate_of_interest guess, rate_of_interest tolerance)
{
    if (guess.units <= -1'000'000'000'000) throw invalid_terms({"guess", "must be above -100 %", to_string(guess), "write 0.1_d when nothing is known"});
    if (tolerance.units <= 0) throw invalid_terms({"tolerance", "must be positive", to_string(tolerance), "write 0.000000001_d, say"});
    near_rate found{.why_none = nothing_to_find(flows, given)};
    if (found.why_none != no_rate::found) return found;
    double_sum   sum(flows.at, flows.amounts);
    const auto   steps = static_cast<double>(flows.steps);
    const double from = sum.far(-1), to = sum.far(1);
    const double start = std::clamp(std::log1p(static_cast<double>(guess.units) * 1e-12) / steps, from, to);
    if (const auto met = met_by_newton(sum, flows, start, tolerance)) return *met;
    // One side of the guess has a root when the sign there differs from that at the end.
    const int  sign_left = flows.amounts.back() > 0 ? 1 : -1, sign_right = flows.amounts.front() > 0 ? 1 : -1;
    const auto at_guess = sum.at(start).sign();
    if (sign_left == sign_right && (at_guess == 0 || at_guess == sign_left)) { // no change of sign in sight: look at all of them
        const auto all = roots_of(flows);
        if (!all) return {.why_none = no_rate::too_many_changes};
        if (all->empty()) return {.why_none = no_rate::no_root};
        const growth_count factor  = unbounded(guess.units) * 1000 + growth_unit;
        const auto   nearest = std::min_element(all->begin(), all->end(), [&](const growth_root& a, const growth_root& b) {
            return boost::multiprecision::abs(unbounded(a.low - factor)) < boost::multiprecision::abs(unbounded(b.low - factor));
        });
        const unbounded grid = unbounded(tolerance.units) * 1000;
        const auto      snap = [&](const growth_count& g, rounding mode) {
            return rate_of_interest::from_units(checked_cast<std::int64_t>(unbounded(round_quotient<unbounded>(unbounded(g - growth_unit), grid, mode) * tolerance.units)));
        };
        return {snap(nearest->low, rounding::floor), snap(nearest->high, rounding::ceiling), no_rate::found};
    }
    const bool left_of_guess = at_guess != 0 && at_guess != sign_left;
    const auto zone          = sign_left != sign_right ? sum.narrow(from, to, sign_left, start)
                               : left_of_guess         ? sum.narrow(from, start, sign_left, from + (start - from) / 2)
                                                       : sum.narrow(start, to, at_guess, start + (to - start) / 2);
    // -1: the root is below the rate.
    const auto side = [&](std::int64_t rate) {
        if (rate <= -1'000'000'000'000) return 1;
        const double x    = std::log1p(static_cast<double>(rate) * 1e-12) / steps;
        const double slop = blur(flows, x) / 4;
        if (x < zone.left - slop) return 1;
        if (x > zone.right + slop) return -1;
        int sign = sum.sign_on(x - slop, x + slop);
        if (sign == 0) sign = sign_at(flows, unbounded(rate) * 1000 + growth_unit);
        return sign == 0 ? 0 : sign == zone.sign_left ? 1 : -1;
    };
    const double guessed = std::expm1((zone.left + (zone.right - zone.left) / 2) * steps) * 1e12;
    if (!(guessed < 9e18)) throw overflow({"rate", "must fit a rate of interest", "more than 9'000'000", "use xirr, whose rates have no bound"});
    const std::int64_t grid = tolerance.units;
    std::int64_t       low  = static_cast<std::int64_t>(std::floor(guessed / static_cast<double>(grid)));
    std::int64_t       step = 1;
    int                where = side(checked_mul(low, grid));
    std::int64_t       high = low;
    if (where == 0) return {rate_of_interest::from_units(low * grid), rate_of_interest::from_units(low * grid), no_rate::found};
    for (const int began = where; where == began; step *= 2) { // from the guess outward
        (where > 0 ? low : high) = where > 0 ? high : low;
        (began > 0 ? high : low) += began * step;
        where = side(checked_mul(began > 0 ? high : low, grid));
    }
    while (where != 0 && high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        where                     = side(checked_mul(middle, grid));
        if (where == 0) low = high = middle;
        else (where > 0 ? low : high) = middle;
    }
    if (where == 0 && low != high) { // met on the way outward
        if (side(checked_mul(low, grid)) == 0) high = low;
        else low = high;
    }
    return {rate_of_interest::from_units(checked_mul(low, grid)), rate_of_interest::from_units(checked_mul(high, grid)), no_rate::found};
}

} // namespace detail

template <currency C, int Scale>
near_rate xirr_near(std::span<const flow<C, Scale>> flows, rate_of_interest guess, rate_of_interest tolerance, const any_day_count& convention)
{
    return detail::one_rate(detail::by_moment(flows, convention), flows.size(), guess, tolerance);
}

} // namespace ratable
