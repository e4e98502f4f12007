// SPDX-License-Identifier: BSL-1.0
/// Depreciation for the books: straight-line, sum of years' digits, declining balance, units of production.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/accounting/service_time.hpp>
#include <ratable/accounting/straight_line.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/core/required.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// An asset, or one component of it, as its depreciation needs it.
///
///     depreciable<USD>{.cost = usd(5'800'000'000), .residual = usd(0), .in_service = 2026_y/oct/1,
///                      .useful_life = date::months{60}, .first_year = first_year_rule::full_month}
template <currency C>
struct depreciable
{
    required<money<C>>        cost;
    required<money<C>>        residual;    ///< salvage: what it is expected to be worth at the end
    required<year_month_day>  in_service;
    required<date::months>    useful_life;
    required<first_year_rule> first_year;
};

/// Method: year n of L takes (L − n + 1) of L·(L + 1)/2 parts. The life must be whole years.
struct sum_of_years_digits_method {};
inline constexpr sum_of_years_digits_method sum_of_years_digits{};

/// When a declining balance goes over to straight-line over the rest of the life.
enum class switching {
    when_larger, ///< from the year on in which that takes more: nothing is left at the end but the residual (Excel's VDB)
    never,       ///< the balance goes on declining: something may be left (Excel's DDB)
};

/// Method: a year takes `factor` ÷ useful life in years of what is left; 2 is double, fraction(3, 2) is 150 %. Never below the residual.
///
///     declining_balance{.factor = 2, .to_straight_line = switching::when_larger}
struct declining_balance
{
    required<fraction>  factor;
    required<switching> to_straight_line;
};

template <class M>
concept depreciation_method = std::same_as<M, straight_line_method> || std::same_as<M, sum_of_years_digits_method> || std::same_as<M, declining_balance>;

/// Depreciates an asset along the books.
///
/// Shape:   one row a fiscal month, quarter or year; the first begins in service. `opening` of the first is the cost, `closing` of the last the residual.
/// Rounds:  running totals, half_up; a declining balance once a book year, half_up, on the posted balance, and within the year on running totals: so
///          the months of a year sum to the year.
/// Errors:  invalid_terms for a life below one month, a residual that is negative or above the cost, a factor that is not positive, or years' digits of
///          a life that is not whole years; unlike_units; overflow.
/// Source:  after ASC 360-10-35-4 and IAS 16.50, 16.62.
///
///     depreciate(hardware, straight_line, fiscal_unit::month, calendar_years)
template <currency C, depreciation_method M, fiscal_calendar F>
[[nodiscard]] amortization_schedule<C> depreciate(const depreciable<C>& asset, const M& method, fiscal_unit every, const F& books);

/// The same over a life of so many equal periods: years, months or days, as spreadsheets count them.
///
///     depreciate(usd(2400), usd(300), ten_years, declining_balance{.factor = 2, .to_straight_line = switching::never})   // DDB: 480.00, 384.00, …
template <currency C, depreciation_method M>
[[nodiscard]] amortization_schedule<C> depreciate(const money<C>& cost, const money<C>& residual, const std::vector<period>& equal_periods, const M& method);

/// Method: in proportion to use; `capacity` is what the asset can give in its life, in the same unit.
struct units_of_production
{
    std::span<const std::int64_t> used; ///< in each period
    required<std::int64_t>        capacity;
};

/// Depreciates by use.
///
/// Shape:   a row a period. What is not used up is left in the last closing.
/// Rounds:  running totals, half_up.
/// Errors:  invalid_terms for use that is negative or beyond the capacity, for not as many counts as periods, and for amounts as above.
template <currency C>
[[nodiscard]] amortization_schedule<C> depreciate(const money<C>& cost, const money<C>& residual, const std::vector<period>& periods, const units_of_production& use);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
money<C> depreciable_amount(const money<C>& cost, const money<C>& residual)
{
    const money<C> amount = cost - residual;
    if (sign(residual) < 0) throw invalid_terms({"residual", "must not be negative", to_string(residual), "write zero where nothing is expected"});
    if (sign(amount) < 0) throw invalid_terms({"residual", std::string("must not be above the cost ") + to_string(cost), to_string(residual), "write the share of the cost that is expected back"});
    return amount;
}

/// Rows that spread an amount stand on the residual.
template <currency C>
amortization_schedule<C> lifted(amortization_schedule<C> rows, const money<C>& residual)
{
    for (auto& row : rows) {
        row.opening += residual;
        row.closing += residual;
    }
    return rows;
}

/// Time × digit: what year of the life each moment lies in decides its weight.
inline std::vector<std::int64_t> digit_weights(const service_time& t)
{
    if (t.life % t.a_year != 0) {
        throw invalid_terms({"useful life", "must be whole years for sum of years' digits", to_string(date::months{static_cast<int>(t.life / (t.a_year / 12))}), "write 12 months for each"});
    }
    std::vector<std::int64_t> weights;
    weights.reserve(t.time.size());
    std::int64_t at = 0;
    for (const std::int64_t time : t.time) {
        std::int64_t weight = 0;
        for (const std::int64_t end = at + time; at < end;) {
            const std::int64_t year = at / t.a_year, upto = std::min(end, (year + 1) * t.a_year);
            weight += (upto - at) * (t.life / t.a_year - year);
            at = upto;
        }
        weights.push_back(weight);
    }
    return weights;
}

/// What of `opening` a book year takes that lasts `time` of the `left` that is left of the life.
inline std::int64_t declined(std::int64_t opening, std::int64_t floor, std::int64_t time, std::int64_t left, const service_time& t, const declining_balance& method)
{
    const fraction& factor    = method.factor;
    const auto      declining = checked_cast<std::int64_t>(round_to_integer(fraction(opening) * factor * fraction(time, t.life), rounding::half_up));
    if (method.to_straight_line == switching::never) return std::min(declining, opening - floor);
    const auto      evenly    = checked_cast<std::int64_t>(round_to_integer(fraction(opening - floor) * fraction(time, left), rounding::half_up));
    return std::min(std::max(declining, evenly), opening - floor);
}

template <currency C>
amortization_schedule<C> depreciated(const money<C>& cost, const money<C>& residual, const service_time& t, const straight_line_method&)
{
    return lifted(amortize(depreciable_amount(cost, residual), t.periods, t.time), residual);
}

template <currency C>
amortization_schedule<C> depreciated(const money<C>& cost, const money<C>& residual, const service_time& t, const sum_of_years_digits_method&)
{
    return lifted(amortize(depreciable_amount(cost, residual), t.periods, digit_weights(t)), residual);
}

/// Book year by book year: `charge_of(opening, time, left)` is what one takes, which its rows share by their time.
template <currency C, class Charge>
amortization_schedule<C> depreciated_by_years(const money<C>& cost, const service_time& t, Charge&& charge_of)
{
    require_contiguous(t.periods);
    const auto               amount = [&](std::int64_t units) { return money<C>(decltype(cost.amount)::from_units(units), cost.unit); };
    amortization_schedule<C> rows;
    rows.reserve(t.periods.size());
    std::int64_t balance = cost.amount.units, left = t.life;
    for (std::size_t i = 0; i < t.periods.size();) {
        std::size_t  end  = i;
        std::int64_t time = 0;
        for (; end < t.periods.size() && t.year[end] == t.year[i]; ++end) time += t.time[end];
        const std::int64_t        charge = charge_of(balance, time, left);
        std::vector<std::int64_t> parts(end - i, 0);
        allocate_into(parts, charge, std::span<const std::int64_t>(t.time).subspan(i, end - i));
        for (std::size_t k = 0; k < parts.size(); ++k) {
            rows.push_back({t.periods[i + k], amount(balance), amount(parts[k]), amount(0), amount(0), amount(balance - parts[k])});
            balance -= parts[k];
        }
        left -= time;
        i = end;
    }
    return rows;
}

template <currency C>
amortization_schedule<C> depreciated(const money<C>& cost, const money<C>& residual, const service_time& t, const declining_balance& method)
{
    static_cast<void>(depreciable_amount(cost, residual));
    const fraction& factor = method.factor;
    if (sign(factor) <= 0) throw invalid_terms({"factor", "must be above zero", to_string(factor), "write 2 for double declining balance"});
    return depreciated_by_years(cost, t, [&](std::int64_t opening, std::int64_t time, std::int64_t left) { return declined(opening, residual.amount.units, time, left, t, method); });
}

} // namespace detail

template <currency C, depreciation_method M, fiscal_calendar F>
amortization_schedule<C> depreciate(const depreciable<C>& asset, const M& method, fiscal_unit every, const F& books)
{
    return detail::depreciated<C>(asset.cost, asset.residual, service_time_of(asset.in_service, asset.useful_life, asset.first_year, every, books), method);
}

template <currency C, depreciation_method M>
amortization_schedule<C> depreciate(const money<C>& cost, const money<C>& residual, const std::vector<period>& equal_periods, const M& method)
{
    return detail::depreciated<C>(cost, residual, service_time_of(equal_periods), method);
}

template <currency C>
amortization_schedule<C> depreciate(const money<C>& cost, const money<C>& residual, const std::vector<period>& periods, const units_of_production& use)
{
    const money<C> total = detail::depreciable_amount(cost, residual);
    detail::require_contiguous(periods);
    if (periods.empty() || use.used.size() != periods.size()) {
        throw invalid_terms({"units of production", "needs as many counts as periods, and at least one", std::to_string(use.used.size()) + " counts for " + std::to_string(periods.size()) + " periods",
                             "count the use of every period"});
    }
    if (use.capacity <= 0) throw invalid_terms({"units of production", "needs a capacity above zero", std::to_string(use.capacity), "write what the asset can give in its life"});
    std::vector<std::int64_t> weights(use.used.begin(), use.used.end());
    std::int64_t              left = use.capacity;
    for (const std::int64_t used : weights) {
        if (used < 0) throw invalid_terms({"units of production", "must not be negative", std::to_string(used), "count use from zero up"});
        if (used > left) throw invalid_terms({"units of production", std::string("must stay within the capacity of ") + std::to_string(use.capacity), std::to_string(used), "raise the capacity from the day that it is known to be larger"});
        left -= used;
    }
    weights.push_back(left); // what is not used up
    std::vector<std::int64_t> parts(weights.size(), 0);
    allocate_into(parts, total.amount.units, weights);
    const auto               amount = [&](std::int64_t units) { return money<C>(decltype(cost.amount)::from_units(units), cost.unit); };
    amortization_schedule<C> rows;
    std::int64_t             balance = cost.amount.units;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        rows.push_back({periods[i], amount(balance), amount(parts[i]), amount(0), amount(0), amount(balance - parts[i])});
        balance -= parts[i];
    }
    return rows;
}

} // namespace ratable
