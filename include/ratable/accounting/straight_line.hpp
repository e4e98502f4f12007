// SPDX-License-Identifier: BSL-1.0
/// Straight-line amortisation: evenly, by periods, by months or by days.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/terms/contract.hpp>

#include <vector>

namespace ratable {

/// Method: the same for every period; on a contract, the same for every month, a stub by its days over that month's days.
struct straight_line_method {};
inline constexpr straight_line_method straight_line{};

/// Method: the same for every day.
struct daily_method {};
inline constexpr daily_method daily{};

/// Splits `total` over `periods` in equal parts that sum to it exactly; `daily` splits by days.
///
/// Shape:   n periods → n rows, same order, contiguous.
/// Units:   money<C> → money<C>, at C's minor unit.
/// Rounds:  running totals, half_up; a row is less than one minor unit from its exact share.
/// Errors:  invalid_terms if `periods` is empty or not contiguous.
/// Source:  after ASC 842-20-25-6 (operating lease cost, straight-line).
///
///     amortize(usd(100), three_months, straight_line)   // 33.33, 33.34, 33.33
///     amortize(usd(100), jan_to_mar_2027, daily)        // 34.44, 31.12, 34.44
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, straight_line_method);
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, daily_method);

/// Spreads a contract's consideration over its term.
///
/// Shape:   one row a month, quarter or year: between anniversaries, or along the calendar with stubs at both ends.
/// Rounds:  running totals, half_up.
/// Errors:  invalid_terms when the term or the consideration is unknown.
/// Source:  twelfths per full month, a stub by its days over that month's days; `daily`: by days.
///
///     amortize(aws, straight_line, monthly)                     // 84 rows
///     amortize(aws, straight_line, monthly, calendar_periods)   // 85 rows, the same total
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const contract<C>& c, straight_line_method, frequency every, period_basis basis = contract_periods);
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const contract<C>& c, daily_method, frequency every, period_basis basis = contract_periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline std::vector<std::int64_t> day_weights(const std::vector<period>& periods)
{
    std::vector<std::int64_t> weights;
    weights.reserve(periods.size());
    for (const period& p : periods) weights.push_back(p.days());
    return weights;
}

} // namespace detail

template <currency C>
amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, straight_line_method)
{
    return amortize(total, periods, std::vector<std::int64_t>(periods.size(), 1));
}

template <currency C>
amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, daily_method)
{
    return amortize(total, periods, detail::day_weights(periods));
}

template <currency C>
amortization_schedule<C> amortize(const contract<C>& c, straight_line_method, frequency every, period_basis basis)
{
    const term& t       = detail::needed(c, "term", c.term);
    const auto  periods = make_schedule(days_of(t), every, basis, t.month_rule);
    return amortize(detail::needed(c, "consideration", c.consideration), periods, month_weights(periods, basis, t.month_rule));
}

template <currency C>
amortization_schedule<C> amortize(const contract<C>& c, daily_method, frequency every, period_basis basis)
{
    const term& t = detail::needed(c, "term", c.term);
    return amortize(detail::needed(c, "consideration", c.consideration), make_schedule(days_of(t), every, basis, t.month_rule), daily);
}

} // namespace ratable
