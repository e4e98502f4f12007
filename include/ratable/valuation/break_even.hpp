// SPDX-License-Identifier: BSL-1.0
/// Break-even utilisation: how much of a commitment must be used before it is cheaper than buying on demand.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/units/money.hpp>

#include <optional>

namespace ratable {

/// The utilisation from which on a committed price is cheaper than an on-demand one: minimum × committed ÷ on-demand, exactly.
///
/// Shape:   none where the committed price is not lower: the commitment then never pays. Of a share of 1, all is paid for, used or not.
/// Units:   both prices per the same unit; the minimum and the result are shares of what is contracted.
/// Errors:  invalid_terms for a price that is not positive, and for a minimum outside 0 … 1; unlike_units for two currencies.
///
///     break_even_utilisation(usd("2.10"), fraction(4, 5), usd("2.80"))   // 3/5
template <currency C, int Scale>
[[nodiscard]] constexpr std::optional<fraction> break_even_utilisation(const money<C, Scale>& committed, const fraction& minimum, const money<C, Scale>& on_demand);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C, int Scale>
constexpr std::optional<fraction> break_even_utilisation(const money<C, Scale>& committed, const fraction& minimum, const money<C, Scale>& on_demand)
{
    static_cast<void>(detail::same_currency(committed.unit, on_demand.unit));
    for (const money<C, Scale>* price : {&committed, &on_demand}) {
        if (sign(price->amount) <= 0) throw invalid_terms({"price", "must be positive", to_string(*price), "compare what is paid for"});
    }
    if (minimum < 0 || fraction(1) < minimum) throw invalid_terms({"minimum", "must be a share from 0 to 1", to_string(minimum), "write fraction(4, 5) for 80 %"});
    if (on_demand <= committed) return std::nullopt;
    return minimum * fraction(committed.amount.units, on_demand.amount.units);
}

} // namespace ratable
