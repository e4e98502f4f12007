// SPDX-License-Identifier: BSL-1.0
/// The rate that a prepayment implies: what the customer earns on what he pays early.
#pragma once

#include <ratable/valuation/irr.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace ratable {

/// The rate at which paying early costs as much as paying as one goes: that of prepaid less as-you-go flows.
///
/// Shape:   both from one side, and with one sign: what the customer pays is negative in both (or positive in both: the rates are the same). The
///          difference is then an outlay when the prepayment is made, and what it saves when bills would have fallen due.
///          It is 0 where no price is cut: as much is paid in total, only earlier. It is positive where the prepayment buys a lower price, negative where
///          paying early costs more in total.
/// Rounds:  each rate once, by `mode`, as `xirr`.
/// Errors:  as `xirr`. Equal flows are `nothing_left`: any rate would do. Several rates are listed, as where a prepayment is refunded late.
///
///     implied_rate(prepaid, as_you_go, rounding::half_even)
template <currency C, int Scale>
[[nodiscard]] rates_of_return implied_rate(std::span<const flow<C, Scale>> prepaid, std::span<const flow<C, Scale>> as_you_go, rounding mode,
                                           const rate_search& search = {});
template <currency C, int Scale>
[[nodiscard]] rates_of_return implied_rate(const std::vector<flow<C, Scale>>& prepaid, const std::vector<flow<C, Scale>>& as_you_go, rounding mode,
                                           const rate_search& search = {})
{
    return implied_rate(std::span<const flow<C, Scale>>(prepaid), std::span<const flow<C, Scale>>(as_you_go), mode, search);
}

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C, int Scale>
rates_of_return implied_rate(std::span<const flow<C, Scale>> prepaid, std::span<const flow<C, Scale>> as_you_go, rounding mode, const rate_search& search)
{
    std::vector<flow<C, Scale>> difference(prepaid.begin(), prepaid.end());
    difference.reserve(prepaid.size() + as_you_go.size());
    for (const auto& f : as_you_go) difference.emplace_back(f.on, -f.amount);
    return xirr(std::span<const flow<C, Scale>>(difference), mode, search);
}

} // namespace ratable
