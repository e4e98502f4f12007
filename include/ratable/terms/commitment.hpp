// SPDX-License-Identifier: BSL-1.0
/// Commitments: take-or-pay minimums with make-up and true-up, and committed spend.
#pragma once

#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>
#include <ratable/units/compute.hpp>

#include <optional>
#include <vector>

namespace ratable {

/// A metered quantity of whatever is priced: GPU-hours, kWh. Eight digits after the point, exact.
using metered = decimal<8>;

/// From a contract month on, counted from 1, the minimum is another share.
struct minimum_step
{
    int   from_month = 1;
    ratio share{};
};

/// What made-up hours cost.
enum class make_up_price {
    free,       ///< nothing: they were paid for as shortfall
    difference, ///< today's price less what the vintage was paid at, if that is more than nothing
};

/// The bank of paid-for shortfall, by vintage: first in, first out.
struct make_up
{
    required<int>           usable_months;  ///< from the next month through the n-th after the shortfall
    required<make_up_price> price;
    stated<metered>         cap         = {}; ///< the most that the bank holds; over it the newest vintage loses the excess at once
    int                     tail_months = 0;  ///< after the term's end; without a tail what is left then lapses
};

/// The annual comparison of what was paid for with a share of what was contracted.
struct annual_true_up
{
    required<stated<ratio>> share;
    required<bool>          can_be_made_up; ///< whether true-up hours enter the bank
};

/// A minimum that is paid whether it is used or not.
///
/// Rules:   minimum = share × (contracted − excused); shortfall = max(0, minimum − used); what is used above the minimum makes up first.
struct take_or_pay
{
    required<stated<ratio>>              share;              ///< of the contracted hours
    std::vector<minimum_step>            ramp       = {};    ///< other shares from later months on
    stated<gpus<any_accelerator>>        contracted = {};    ///< left out: what the tranches hold
    std::optional<ratable::make_up>      make_up    = {};
    std::optional<annual_true_up>        true_up    = {};
};

/// What becomes of a commitment that was not drawn.
enum class undrawn {
    billed,     ///< on the contract year's last invoice
    rolls_over, ///< to the next year's commitment
    lapses,     ///< nothing is billed
};

/// Spend that is committed for each contract year; usage draws it down at agreed prices.
template <currency C>
struct committed_spend
{
    using clause = void;

    required<stated<money<C>>> a_year;
    required<undrawn>          at_anniversary;
    required<undrawn>          at_end; ///< of the term: billed or lapses
};

[[nodiscard]] constexpr std::string_view name_of(make_up_price p) { return p == make_up_price::free ? "free" : "difference"; }
[[nodiscard]] constexpr std::string_view name_of(undrawn u) { return u == undrawn::billed ? "billed" : u == undrawn::rolls_over ? "rolls_over" : "lapses"; }

} // namespace ratable
