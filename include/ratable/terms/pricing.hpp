// SPDX-License-Identifier: BSL-1.0
/// Pricing: the clauses that say what is charged. A closed list of kinds, in the order of the contract.
#pragma once

#include <ratable/terms/commitment.hpp>
#include <ratable/terms/escalator.hpp>
#include <ratable/units/money.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ratable {

/// What a consideration is billed in proportion to.
enum class billed_by {
    capacity, ///< MW-months in force
    months,   ///< contract months, a stub by its days over that month's days
    days,
};

// Fixed, capacity and usage clauses may hold on a part of the term: from their first day, `from`, to the first day on which they no longer do,
// `until`; left out, from the start of service and to its end. A clause with a `from` counts its contract months and years from that day: its price
// is that of its first year, and its escalator moves it on the anniversaries of that day. Clauses that hold on the same days add up.

/// The contract's consideration, billed over its term: all of it, whatever the prices behind it are. It has no days of its own: a headline says
/// nothing of a part of the term.
/// Rounds:  running totals, by `rounds`; over tranches first, then over each tranche's periods.
struct consideration_fee
{
    std::string         name = "fee";
    required<billed_by> by;
    rounding            rounds = rounding::half_up;
};

/// How often a fixed fee falls due.
enum class fee_every { once, month, year };

/// A fixed amount: once on a day, or for each month or contract year, billed in parts of that.
/// Rounds:  running totals within the price year: twelfths of a yearly fee per full month, a stub by its days over that month's days.
template <currency C>
struct fixed_fee
{
    std::string                      name = "fixed fee";
    required<stated<money<C>>>       amount;
    required<fee_every>              every;
    std::optional<year_month_day>    due_on    = {}; ///< of a fee that is due once; left out: the first day of the term
    std::optional<ratable::escalator> escalator = {};
    rounding                         rounds = rounding::half_up;
    std::optional<year_month_day>    from   = {}; ///< of a fee for each month or year
    std::optional<year_month_day>    until  = {};
};

/// A price for capacity in force, used or not: per MW-month, kW-month, or per GPU-hour of the accelerators that it feeds.
/// Rounds:  each row, once: rate × quantity, by `rounds`.
template <currency C>
struct capacity_fee
{
    std::string                       name = "capacity";
    required<stated<unit_price<C>>>   price;
    std::string                       tranche   = {}; ///< by name; left out: all tranches
    std::optional<ratable::escalator> escalator = {};
    rounding                          rounds = rounding::half_up;
    std::optional<year_month_day>     from   = {};
    std::optional<year_month_day>     until  = {};
    bool                              renews = false; ///< from a renewal on: no part of the value of a tranche that was in service before, so that no prepayment or cap grows
};

/// A step of a price list: up to and with this quantity, this price. The last tier has no upper bound.
template <currency C>
struct tier
{
    std::optional<metered> up_to{};
    money<C, 6>            price{};
};

/// How tiers are read.
enum class tier_method {
    marginal,  ///< each part of the quantity at its own tier's price
    all_units, ///< all of it at the price of the tier that the whole falls in
};

/// Over what the quantity is counted that finds its tier.
enum class tier_period { billing_period, contract_year };

/// A share of a contract year's tiered charges, credited on its last invoice when the year's quantity reaches a threshold.
struct rebate
{
    required<metered> from;
    required<ratio>   share;
};

/// A tiered price. Bounds belong to the lower tier and are not prorated in a stub.
template <currency C>
struct tiers
{
    required<std::vector<tier<C>>> steps;
    required<tier_method>          method;
    required<tier_period>          counted_over;
    std::optional<ratable::rebate> rebate = {};
};

/// A price for what a meter counted, with what may stand around it: tiers, a minimum, a price for more than was contracted.
/// Rounds:  each row, once: rate × quantity, by `rounds`.
template <currency C>
struct usage_fee
{
    std::string                       name = "usage";
    std::string                       meter = "usage";   ///< whose readings it prices
    required<stated<unit_price<C>>>   price;             ///< with tiers: the unit; its amount is not read
    std::optional<ratable::tiers<C>>  tiers     = {};
    std::optional<ratable::escalator> escalator = {};
    std::optional<take_or_pay>        minimum   = {};
    stated<unit_price<C>>             overage   = {};    ///< above the contracted hours; left out: that is refused
    rounding                          rounds = rounding::half_up;
    std::optional<year_month_day>     from   = {};
    std::optional<year_month_day>     until  = {};       ///< a make-up bank then lapses; it has no tail
};

template <currency C>
using pricing_clause = std::variant<consideration_fee, fixed_fee<C>, capacity_fee<C>, usage_fee<C>>;

/// All that is charged for what is delivered.
template <currency C>
using pricing = std::vector<pricing_clause<C>>;

[[nodiscard]] constexpr std::string_view name_of(billed_by b) { return b == billed_by::capacity ? "capacity" : b == billed_by::months ? "months" : "days"; }
[[nodiscard]] constexpr std::string_view name_of(fee_every e) { return e == fee_every::once ? "once" : e == fee_every::month ? "month" : "year"; }
[[nodiscard]] constexpr std::string_view name_of(tier_method m) { return m == tier_method::marginal ? "marginal" : "all_units"; }
[[nodiscard]] constexpr std::string_view name_of(tier_period p) { return p == tier_period::billing_period ? "billing_period" : "contract_year"; }

} // namespace ratable
