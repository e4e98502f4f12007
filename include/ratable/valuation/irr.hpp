// SPDX-License-Identifier: BSL-1.0
/// Internal rates of return: every one that flows have, each with its bracket, or the reason why there is none.
#pragma once

#include <ratable/calendar/any_day_count.hpp>
#include <ratable/core/decimal.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/rate_roots.hpp>

#include <algorithm>
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
    std::optional<decimal<18>> residual;  ///< present value at `rate` over the present value of all sizes, rounded; nothing at -100 %. What 4,096 bits do not tell from a tie is taken as one
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

} // namespace ratable
