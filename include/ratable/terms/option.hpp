// SPDX-License-Identifier: BSL-1.0
/// Options, and the way out: what may be added, prolonged or ended. In no committed figure until it is exercised.
#pragma once

#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>
#include <ratable/valuation/interest_rate.hpp>

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

/// A share of what the remaining minimums are worth on the day of leaving: of all that would still be charged if nothing more than the
/// minimum were used. Rounds: once, the share of their present value.
struct remaining_minimums
{
    required<stated<ratio>> share;
    required<stated<ratio>> rate;     ///< per year, that discounts them from their cash dates
    required<compounding>   compounds;
    required<any_day_count> day_count;
    rounding                rounds = rounding::half_up;
};

/// Early termination by the customer, for a fee.
///
/// Rules:   fee = the amount of the contract year that the termination falls in, or what the remaining minimums come to if that is more; less
///          mitigation, less unearned prepayment where the terms say so; never below zero. `terminate` (charges/exit_cost.hpp) makes the contract
///          that somebody left: where minimums count, it states what the fee came to.
template <currency C>
struct early_termination
{
    using clause = void;

    required<std::vector<money<C>>>            fee_by_year; ///< contract year 1, 2, …; the last holds for all later years; empty: by minimums alone
    required<bool>                             less_unearned_prepayment;
    std::optional<ratable::remaining_minimums> minimums      = {};
    stated<money<C>>                           mitigation    = {};
    date::days                                 notice        = date::days{0};
    std::optional<year_month_day>              terminated_on = {}; ///< first day no longer in service; left out: it runs
    stated<money<C>>                           settled       = {}; ///< what the fee came to, before mitigation and prepayment; left out: by its year
};

[[nodiscard]] constexpr std::string_view name_of(option_kind k) { return k == option_kind::renewal ? "renewal" : k == option_kind::extension ? "extension" : "expansion"; }

} // namespace ratable
