// SPDX-License-Identifier: BSL-1.0
/// Charges as dated cash: what valuation sees of a deal.
#pragma once

#include <ratable/charges/charge.hpp>
#include <ratable/valuation/flow.hpp>

#include <string_view>
#include <vector>

namespace ratable {

/// Whose money it is.
enum class side { customer, provider };
[[nodiscard]] constexpr std::string_view name_of(side s) { return s == side::customer ? "customer" : "provider"; }

/// Cash of charges, on their cash dates.
///
/// Shape:   n rows → n flows, same order: the customer's are negative where the customer pays, the provider's mirror them.
/// Errors:  overflow.
///
///     present_value(cash_flows(charges_of(deal), side::customer), rate, rounding::half_even)
template <currency C>
[[nodiscard]] std::vector<flow<C>> cash_flows(const std::vector<charge<C>>& rows, side of);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
std::vector<flow<C>> cash_flows(const std::vector<charge<C>>& rows, side of)
{
    std::vector<flow<C>> flows;
    flows.reserve(rows.size());
    for (const charge<C>& row : rows) flows.emplace_back(row.due, of == side::customer ? -row.amount : row.amount);
    return flows;
}

} // namespace ratable
