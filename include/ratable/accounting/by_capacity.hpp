// SPDX-License-Identifier: BSL-1.0
/// Amortisation by capacity: in proportion to the MW-months that each period delivers.
#pragma once

#include <ratable/accounting/straight_line.hpp>
#include <ratable/capacity/capacity_time.hpp>

namespace ratable {

/// Method: by MW-months in force.
struct by_capacity_method {};
inline constexpr by_capacity_method by_capacity{};

/// Spreads a contract's consideration over its service in proportion to exact MW-months.
///
/// Shape:   one row a period, as `straight_line`; a period before the first tranche gets zero.
/// Rounds:  running totals, half_up.
/// Errors:  invalid_terms when term, consideration or tranches are unknown; unlike_units when tranches differ in MW basis.
///
///     amortize(phased, by_capacity, quarterly)
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const contract<C>& c, by_capacity_method, frequency every, period_basis basis = contract_periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
amortization_schedule<C> amortize(const contract<C>& c, by_capacity_method, frequency every, period_basis basis)
{
    const term&               t       = detail::needed(c, "term", c.term);
    const period              whole   = days_of(t);
    const tranches&           list    = detail::needed(c, "tranches", c.tranches);
    const auto                periods = make_schedule(service_days(list, whole), every, basis, t.month_rule);
    const ramp                steps   = make_ramp(list, whole);
    std::vector<std::int64_t> weights;
    weights.reserve(periods.size());
    for (const period& p : periods) weights.push_back(capacity_time(steps, p).count);
    return amortize(detail::needed(c, "consideration", c.consideration), periods, weights);
}

} // namespace ratable
