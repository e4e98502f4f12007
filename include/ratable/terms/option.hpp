// SPDX-License-Identifier: BSL-1.0
/// Options, and the way out: what may be added, prolonged or ended. In no committed figure until it is exercised.
#pragma once

#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// What an option does when it is exercised.
enum class option_kind {
    renewal,   ///< a further term at a price of its own, from the old end on
    extension, ///< a longer term at the prices that hold
    expansion, ///< more capacity, from a day on
};

/// A right of the customer's. `exercise` (charges) makes the contract that follows from it.
template <currency C>
struct option
{
    std::string                   name;
    required<option_kind>         kind;
    stated<year_month_day>        notice_by    = {}; ///< the last day to exercise it
    stated<date::months>          length       = {}; ///< of a renewal or extension
    stated<power<any_basis>>      capacity     = {}; ///< of an expansion
    stated<year_month_day>        in_service   = {}; ///< of an expansion
    stated<unit_price<C>>         price        = {}; ///< of a renewal, or of an expansion that is not priced as the rest
    std::optional<year_month_day> exercised_on = {};
};
template <currency C>
using options = std::vector<option<C>>;

/// Early termination by the customer, for a fee.
///
/// Rules:   fee = the amount of the contract year that the termination falls in, less unearned prepayment where the terms say so, less
///          mitigation; never below zero. The form by present value of remaining minimums is not part of it yet.
template <currency C>
struct early_termination
{
    using clause = void;

    required<std::vector<money<C>>> fee_by_year;            ///< contract year 1, 2, …; the last holds for all later years
    required<bool>                  less_unearned_prepayment;
    stated<money<C>>                mitigation    = {};
    date::days                      notice        = date::days{0};
    std::optional<year_month_day>   terminated_on = {};     ///< first day no longer in service; left out: it runs
};

[[nodiscard]] constexpr std::string_view name_of(option_kind k) { return k == option_kind::renewal ? "renewal" : k == option_kind::extension ? "extension" : "expansion"; }

} // namespace ratable
