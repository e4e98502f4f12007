// SPDX-License-Identifier: BSL-1.0
/// The rows of a meter: what was counted × a price, rounded once.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/charge.hpp>

#include <vector>

namespace ratable {

/// What all rows of a metered clause share.
struct metered_clause
{
    term_path   path;
    priced_unit unit = priced_unit::gpu_hour;
    rounding    mode = rounding::half_up;
};

/// Appends the rows of a metered clause to a list, which must outlive this.
template <currency C>
class metered_rows
{
public:
    metered_rows(std::vector<charge<C>>& rows, const metered_clause& clause);

    /// A row of a billing period; it may be written to until the next one is added.
    /// Rounds: quantity × price, once, to the minor unit. Errors: overflow.
    charge<C>& add(charge_kind kind, const billing_period& p, const metered& quantity, const money<C, 6>& price);

private:
    std::vector<charge<C>>* rows_;
    charge<C>               like_; ///< a row is copied from here: to build one and move it in costs eight times as much
};

/// The days from the beginning of one billing period to the end of another: what an annual row is for.
[[nodiscard]] constexpr period days_through(const billing_period& first, const billing_period& last) { return {first.days.start(), last.days.end()}; }

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
metered_rows<C>::metered_rows(std::vector<charge<C>>& rows, const metered_clause& clause)
    : rows_(&rows), like_{.clause   = clause.path,
                          .service  = period(sys_days{}, sys_days{date::days{1}}),
                          .invoiced = {},
                          .due      = {},
                          .quantity = {0, power_of_ten<std::int64_t>(metered::scale), clause.unit},
                          .mode     = clause.mode}
{
}

template <currency C>
charge<C>& metered_rows<C>::add(charge_kind kind, const billing_period& p, const metered& quantity, const money<C, 6>& price)
{
    rows_->push_back(like_);
    charge<C>& row     = rows_->back();
    row.kind           = kind;
    row.service        = p.days;
    row.invoiced       = p.invoiced;
    row.due            = p.due;
    row.quantity.count = quantity.units;
    row.price          = price;
    row.amount         = amount_of(row.quantity, price, row.mode);
    return row;
}

} // namespace ratable
