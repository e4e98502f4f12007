// SPDX-License-Identifier: BSL-1.0
/// Internal rates of return: every one that flows have, each with its bracket, or the reason why there is none.
#pragma once

#include <ratable/calendar/any_day_count.hpp>
#include <ratable/core/decimal.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/rate_roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// A rate at which flows are worth nothing. Rates have no upper bound, and neither have these decimals: `rate_of_interest(r.rate)` narrows one, checked.
struct rate_root
{
    decimal<12, unbounded>     rate;      ///< the root, rounded
    decimal<15, unbounded>     low, high; ///< low <= root <= high: neighbours; equal when the root is that decimal; farther apart only if undecided
    root_kind                  kind;
    std::optional<decimal<18>> residual;  ///< present value at `rate` over the present value of all sizes, rounded; nothing at -100 %
};

/// Why there is no rate.
enum class no_rate {
    found,            ///< there is one at least
    no_flows,         ///< none was given
    nothing_left,     ///< all amounts are zero, or cancel each other on their days: any rate would do
    one_moment,       ///< all is paid at one moment: no rate would do
    no_sign_change,   ///< all amounts that are left have one sign
    no_root,          ///< they change their sign, but are worth something at every rate
    outside,          ///< every root lies outside of the interval
    too_many_changes, ///< amounts × changes of sign passed 10^8, and nothing was looked for
};
[[nodiscard]] constexpr std::string_view name_of(no_rate reason);

/// Where to look, and how time is counted. Both ends belong to it; without an end it goes down to -100 %, or up without a limit: what is searched then
/// ends where the first or the last amount outweighs all others together.
struct rate_search
{
    any_day_count                   day_count = act_365_fixed{};
    std::optional<rate_of_interest> from      = {};
    std::optional<rate_of_interest> to        = {};
};

/// An answer in every case.
struct rates_of_return
{
    std::vector<rate_root> roots        = {}; ///< ascending; a multiple root stands once
    no_rate                why_none     = no_rate::found;
    std::size_t            sign_changes = 0;  ///< of the amounts by day: the roots, multiple ones counted as often as they are, are at most as many
    rate_search            searched     = {};
};

/// Every rate at which dated flows are worth nothing: Σ amount × (1 + rate)^(-years from the first flow) = 0, rate > -100 %.
///
/// Shape:   flows in any order, several on a day; years are the day count's. Amounts of a day are added up first.
/// Rounds:  each rate and residual once, by `mode`, correctly: what is returned does not depend on the machine.
/// Errors:  invalid_terms for an interval that begins below -100 % or ends before it begins. No rate is an answer, not an error.
/// Source:  Microsoft Excel, XIRR (act/365f; one of the roots, from a guess).
///
///     xirr(deal, rounding::half_even).roots[0].rate   // 0.200000000000
template <currency C, int Scale>
[[nodiscard]] rates_of_return xirr(std::span<const flow<C, Scale>> flows, rounding mode, const rate_search& search = {});
template <currency C, int Scale>
[[nodiscard]] rates_of_return xirr(const std::vector<flow<C, Scale>>& flows, rounding mode, const rate_search& search = {})
{
    return xirr(std::span<const flow<C, Scale>>(flows), mode, search);
}

/// The same with one amount a period, the first one at once; rates are per period.
///
///     irr(std::vector{usd(100), usd(-230), usd(132)}, rounding::half_even)   // 0.10 and 0.20
template <class Amounts>
[[nodiscard]] rates_of_return irr(const Amounts& amounts, rounding mode, const rate_search& search = {});

/// The only rate, where there is one and no doubt about it. Errors: invalid_terms, which says what there is instead; overflow past 9'223'372.
[[nodiscard]] rate_of_interest only_rate(const rates_of_return& found);

/// One root, next to a guess.
struct near_rate
{
    rate_of_interest low = {}, high = {}; ///< low <= root <= high: neighbouring multiples of the tolerance, or equal
    no_rate          why_none = no_rate::found;
};

/// The rate that Newton's method reaches from a guess: fast, and blind to other rates that there may be.
///
/// Shape:   the bracket is certain: the present value changes its sign in it.
/// Errors:  invalid_terms for a guess at or below -100 %, or a tolerance that is not positive; overflow past 9'223'372.
///
///     xirr_near(flows, 0.1_d, 0.000000001_d)
template <currency C, int Scale>
[[nodiscard]] near_rate xirr_near(std::span<const flow<C, Scale>> flows, rate_of_interest guess, rate_of_interest tolerance,
                                  const any_day_count& convention = act_365_fixed{});

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(no_rate reason)
{
    constexpr std::string_view names[] = {"found",          "no flows", "nothing left", "one moment",
                                          "no sign change", "no root",  "outside",      "too many changes of sign"};
    return names[static_cast<int>(reason)];
}

namespace detail {

/// Ascending moments, each once, none zero, from 0; steps and moments without a common factor.
inline dated_amounts merged(std::vector<std::pair<std::int64_t, int128>> dated, std::int64_t steps)
{
    const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(dated.begin(), dated.end(), earlier)) std::sort(dated.begin(), dated.end(), earlier);
    dated_amounts found;
    found.at.reserve(dated.size());
    found.amounts.reserve(dated.size());
    for (const auto& [at, amount] : dated) {
        if (!found.at.empty() && found.at.back() != at && found.amounts.back() == 0) {
            found.at.pop_back();
            found.amounts.pop_back();
        }
        if (!found.at.empty() && found.at.back() == at) {
            found.amounts.back() = checked_add(found.amounts.back(), amount);
        } else {
            found.at.push_back(at);
            found.amounts.push_back(amount);
        }
    }
    if (!found.at.empty() && found.amounts.back() == 0) {
        found.at.pop_back();
        found.amounts.pop_back();
    }
    if (found.at.empty()) return found;
    std::int64_t common = steps;
    for (std::int64_t& at : found.at) {
        if (&at != &found.at.front()) at -= found.at.front();
        if (common != 1 && &at != &found.at.front()) common = std::gcd(common, at);
    }
    found.at.front() = 0;
    if (common > 1) {
        for (std::int64_t& at : found.at) at /= common;
    }
    found.steps = steps / common;
    return found;
}

template <class Flow>
dated_amounts by_moment(std::span<const Flow> flows, const any_day_count& convention)
{
    std::vector<std::pair<std::int64_t, int128>> dated;
    dated.reserve(flows.size());
    if (convention == any_day_count(act_365_fixed{})) {
        for (const Flow& f : flows) dated.emplace_back(f.on.time_since_epoch().count(), int128{f.amount.amount.units});
        return merged(std::move(dated), 365);
    }
    if (flows.empty()) return {};
    const sys_days        first = first_day(flows);
    std::vector<fraction> years;
    years.reserve(flows.size());
    int128 steps = 1;
    for (const Flow& f : flows) {
        years.push_back(convention.year_fraction(year_month_day{first}, year_month_day{f.on}));
        const int128 d = years.back().denominator();
        steps          = checked_mul(steps, d / static_cast<int128>(greatest_common_divisor(magnitude(steps), magnitude(d))));
    }
    for (std::size_t i = 0; i < flows.size(); ++i) {
        dated.emplace_back(checked_cast<std::int64_t>(checked_mul(years[i].numerator(), steps / years[i].denominator())), int128{flows[i].amount.amount.units});
    }
    return merged(std::move(dated), checked_cast<std::int64_t>(steps));
}

/// Why there is none before anything is looked for; `found` when there may be one.
inline no_rate nothing_to_find(const dated_amounts& flows, std::size_t given)
{
    if (given == 0) return no_rate::no_flows;
    if (flows.size() == 0) return no_rate::nothing_left;
    if (flows.size() == 1) return no_rate::one_moment;
    for (const int128 a : flows.amounts) {
        if ((a > 0) != (flows.amounts.front() > 0)) return no_rate::found;
    }
    return no_rate::no_sign_change;
}

/// (in - out) / (in + out) at a rate, in 10^-18; nothing when these floats do not decide it. `surely` takes what they say.
template <class Floats>
std::optional<std::int64_t> relative_value(const Floats& floats, const dated_amounts& flows, const growth_count& factor, rounding mode, bool surely)
{
    if (!floats.holds(factor)) return std::nullopt;
    const auto z = step_growth(floats, factor, flows.steps);
    if (!z) return std::nullopt;
    const auto sums            = sums_at(floats, flows.at, flows.amounts, *z);
    const auto [off, negative] = floats.difference(sums.in, sums.out);
    const auto total           = floats.sum(sums.in, sums.out);
    const auto margin          = margin_of(floats, operations_at_rate(flows));
    const auto places          = static_cast<unsigned>(-margin);
    const auto integer         = [](const auto& m) { // of a float's mantissa
        if constexpr (requires { m.backend(); }) return unbounded(m);
        else return unbounded((unbounded(static_cast<std::uint64_t>(m >> 64)) << 64) | unbounded(static_cast<std::uint64_t>(m)));
    };
    const auto      shift = off.exponent - total.exponent + static_cast<std::int64_t>(places);
    const unbounded raw   = shift >= 0 ? unbounded(integer(off.mantissa) << static_cast<unsigned>(shift)) : unbounded(integer(off.mantissa) >> static_cast<unsigned>(-shift));
    const unbounded value = (negative ? unbounded(-raw) : raw) / integer(total.mantissa); // in 2^-places, off by 4 at most
    const auto      at    = [&](int by) {
        const unbounded scaled = (value + by) * power_of_ten<unbounded>(18);
        return round_quotient<unbounded>(scaled, unbounded(1) << places, mode);
    };
    if (!surely && at(-8) != at(8)) return std::nullopt;
    return static_cast<std::int64_t>(at(0));
}

inline decimal<18> residual_at(const dated_amounts& flows, const growth_count& factor, rounding mode)
{
    if (const auto found = relative_value(native_floats{}, flows, factor, mode, false)) return decimal<18>::from_units(*found);
    if (is_zero_at(flows, factor)) return {};
    for (int bits = 192;; bits *= 2) { // a tie would be one in every precision: 4096 bits that show one are believed
        if (const auto found = relative_value(long_floats{bits}, flows, factor, mode, bits >= 4096)) return decimal<18>::from_units(*found);
    }
}

inline rate_root described(const dated_amounts& flows, const growth_root& root, rounding mode)
{
    // What lies between two neighbours rounds as their middle does: no boundary lies between them.
    const unbounded twice = root.low + root.high - 2 * unbounded(growth_unit);
    rate_root       found{decimal<12, unbounded>::from_units(round_quotient<unbounded>(twice, unbounded(2000), mode)),
                    decimal<15, unbounded>::from_units(unbounded(root.low - growth_unit)), decimal<15, unbounded>::from_units(unbounded(root.high - growth_unit)), root.kind, {}};
    const growth_count    at = found.rate.units * 1000 + growth_unit;
    if (at == root.low && root.low == root.high) found.residual = decimal<18>{};
    else if (at != 0) found.residual = residual_at(flows, at, mode);
    return found;
}

inline rates_of_return every_rate(const dated_amounts& flows, std::size_t given, rounding mode, const rate_search& search)
{
    if (search.from && search.from->units < -1'000'000'000'000) {
        throw invalid_terms({"rate search", "must not begin below -100 %", to_string(*search.from), "leave `from` out to begin there"});
    }
    if (search.from && search.to && *search.to < *search.from) {
        throw invalid_terms({"rate search", "must not end before it begins", to_string(*search.to), "write the lower rate as `from`"});
    }
    rates_of_return found{.searched = search};
    for (std::size_t i = 1; i < flows.size(); ++i) found.sign_changes += (flows.amounts[i] > 0) != (flows.amounts[i - 1] > 0);
    found.why_none = nothing_to_find(flows, given);
    if (found.why_none != no_rate::found) return found;
    const auto roots = roots_of(flows);
    if (!roots) {
        found.why_none = no_rate::too_many_changes;
        return found;
    }
    const auto factor = [](const rate_of_interest& r) { return growth_count(unbounded(r.units) * 1000 + growth_unit); };
    for (const growth_root& root : *roots) {
        if (search.from && root.high <= factor(*search.from) && root.low != factor(*search.from)) continue;
        if (search.to && root.low >= factor(*search.to) && root.high != factor(*search.to)) continue;
        found.roots.push_back(described(flows, root, mode));
    }
    if (found.roots.empty()) found.why_none = roots->empty() ? no_rate::no_root : no_rate::outside;
    return found;
}

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
rates_of_return xirr(std::span<const flow<C, Scale>> flows, rounding mode, const rate_search& search)
{
    return detail::every_rate(detail::by_moment(flows, search.day_count), flows.size(), mode, search);
}

template <class Amounts>
rates_of_return irr(const Amounts& amounts, rounding mode, const rate_search& search)
{
    std::vector<std::pair<std::int64_t, int128>> dated;
    for (const auto& a : std::span(amounts)) dated.emplace_back(static_cast<std::int64_t>(dated.size()), checked_cast<int128>(a.amount.units));
    const std::size_t given = dated.size();
    return detail::every_rate(detail::merged(std::move(dated), 1), given, mode, search);
}

inline rate_of_interest only_rate(const rates_of_return& found)
{
    if (found.roots.empty()) throw invalid_terms({"rate of return", "must exist", std::string(name_of(found.why_none)), "look at `why_none`"});
    if (found.roots.size() > 1) throw invalid_terms({"rate of return", "must be the only one", std::to_string(found.roots.size()), "choose one of `roots`"});
    if (found.roots[0].kind == root_kind::undecided) throw invalid_terms({"rate of return", "must be certain", "undecided", "look at its bracket"});
    return rate_of_interest(found.roots[0].rate);
}

template <currency C, int Scale>
near_rate xirr_near(std::span<const flow<C, Scale>> flows, rate_of_interest guess, rate_of_interest tolerance, const any_day_count& convention)
{
    return detail::one_rate(detail::by_moment(flows, convention), flows.size(), guess, tolerance);
}

} // namespace ratable
