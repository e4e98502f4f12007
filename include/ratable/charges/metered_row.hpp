// SPDX-License-Identifier: BSL-1.0
/// The row of a meter: what was counted × a price, rounded once.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/charge.hpp>

namespace ratable {

/// What all rows of a metered clause share.
struct metered_clause
{
    term_path   path;
    priced_unit unit = priced_unit::gpu_hour;
    rounding    mode = rounding::half_up;
};

/// A row of a billing period. Rounds: quantity × price, once, to the minor unit. Errors: overflow.
template <currency C>
[[nodiscard]] constexpr charge<C> metered_row(const metered_clause& clause, charge_kind kind, const billing_period& p, const metered& quantity, const money<C, 6>& price);

/// The days from the beginning of one billing period to the end of another: what an annual row is for.
[[nodiscard]] constexpr period days_through(const billing_period& first, const billing_period& last) { return {first.days.start(), last.days.end()}; }

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
constexpr charge<C> metered_row(const metered_clause& clause, charge_kind kind, const billing_period& p, const metered& quantity, const money<C, 6>& price)
{
    const charged_quantity counted{quantity.units, power_of_ten<std::int64_t>(metered::scale), clause.unit};
    return {kind, clause.path, -1, p.days, p.invoiced, p.due, counted, price, amount_of(counted, price, clause.mode), clause.mode, rounded_on::row};
}

} // namespace ratable
