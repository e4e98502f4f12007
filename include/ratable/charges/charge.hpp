// SPDX-License-Identifier: BSL-1.0
/// Charges: dated rows, each of which says which clause, period, quantity, price and rounding made it.
#pragma once

#include <ratable/terms/contract.hpp>
#include <ratable/terms/unit_price.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ratable {

/// What a row is for. Credits and refunds are negative amounts: what the customer owes less.
enum class charge_kind {
    fee,
    usage,
    make_up,           ///< hours that an earlier shortfall paid for
    shortfall,         ///< of a minimum
    overage,           ///< above what was contracted
    true_up,           ///< of a contract year, or of the earlier months of it when a tier changes the price of all units
    undrawn_spend,     ///< committed and not drawn
    rebate,
    energy,
    demand,
    termination_fee,
    delay_credit,
    service_credit,
    prepayment,        ///< due before delivery
    prepayment_credit, ///< of it, against a fee
    refund,            ///< of a prepayment, or of credits that no fee is left for
    holdback,
    holdback_release,
};
[[nodiscard]] constexpr std::string_view name_of(charge_kind k);

/// A quantity as an auditor recomputes it: `count` ÷ `per` of the unit, not reduced. A row of a fixed amount has none.
struct charged_quantity
{
    int128                    count = 0;
    std::int64_t              per   = 1;
    std::optional<priced_unit> unit = {};

    [[nodiscard]] constexpr fraction exact() const { return {count, int128{per}}; }
    friend constexpr bool operator==(const charged_quantity&, const charged_quantity&) = default;
};

/// How a row's amount was rounded.
enum class rounded_on {
    row,           ///< price × quantity, once
    running_total, ///< a part of a fixed amount, on the running total
    nothing,       ///< a sum or difference of posted amounts
};

/// One line of an invoice.
template <currency C>
struct charge
{
    charge_kind      kind = charge_kind::fee;
    term_path        clause;              ///< `pricing[1]`, `prepayment`
    int              tranche = -1;        ///< its index, where the row is one tranche's
    ratable::period  service;             ///< what it is for
    sys_days         invoiced;
    sys_days         due;                 ///< the cash date
    charged_quantity quantity = {};
    money<C, 6>      price    = {};       ///< per one of the quantity's unit
    money<C>         amount   = {};
    rounding         mode     = rounding::half_up;
    rounded_on       rounds   = rounded_on::row;
};

/// Σ amounts, in 128 bits. No rows total zero.
template <currency C>
[[nodiscard]] constexpr money<C> total(const std::vector<charge<C>>& rows);
/// Σ amounts of one kind.
template <currency C>
[[nodiscard]] constexpr money<C> total(const std::vector<charge<C>>& rows, charge_kind kind);

/// Price × quantity, rounded once to the minor unit. Errors: overflow.
template <currency C>
[[nodiscard]] constexpr money<C> amount_of(const charged_quantity& quantity, const money<C, 6>& price, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(charge_kind k)
{
    switch (k) {
    case charge_kind::fee: return "fee";
    case charge_kind::usage: return "usage";
    case charge_kind::make_up: return "make_up";
    case charge_kind::shortfall: return "shortfall";
    case charge_kind::overage: return "overage";
    case charge_kind::true_up: return "true_up";
    case charge_kind::undrawn_spend: return "undrawn_spend";
    case charge_kind::rebate: return "rebate";
    case charge_kind::energy: return "energy";
    case charge_kind::demand: return "demand";
    case charge_kind::termination_fee: return "termination_fee";
    case charge_kind::delay_credit: return "delay_credit";
    case charge_kind::service_credit: return "service_credit";
    case charge_kind::prepayment: return "prepayment";
    case charge_kind::prepayment_credit: return "prepayment_credit";
    case charge_kind::refund: return "refund";
    case charge_kind::holdback: return "holdback";
    case charge_kind::holdback_release: break;
    }
    return "holdback_release";
}

namespace detail {

template <currency C, class Wanted>
constexpr money<C> total_where(const std::vector<charge<C>>& rows, Wanted&& wanted)
{
    int128 sum = 0; // 64-bit rows: 2^64 of them before this overflows
    for (const charge<C>& row : rows) sum += wanted(row) ? row.amount.amount.units : 0;
    return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(sum)), rows.empty() ? C{} : rows.front().amount.unit);
}

} // namespace detail

template <currency C>
constexpr money<C> total(const std::vector<charge<C>>& rows)
{
    return detail::total_where(rows, [](const charge<C>&) { return true; });
}

template <currency C>
constexpr money<C> total(const std::vector<charge<C>>& rows, charge_kind kind)
{
    return detail::total_where(rows, [kind](const charge<C>& row) { return row.kind == kind; });
}

template <currency C>
constexpr money<C> amount_of(const charged_quantity& quantity, const money<C, 6>& price, rounding mode)
{
    constexpr std::int64_t to_minor = power_of_ten<std::int64_t>(6 - C::minor_digits);
    int128                 product  = 0;
    std::int64_t           units    = 0;
    if (!__builtin_mul_overflow(quantity.count, int128{price.amount.units}, &product)) {
        units = checked_cast<std::int64_t>(round_quotient(product, int128{quantity.per} * to_minor, mode));
    } else {
        units = checked_cast<std::int64_t>(round_to_integer(quantity.exact() * fraction(price.amount.units, to_minor), mode));
    }
    return money<C>(decimal<C::minor_digits>::from_units(units), price.unit);
}

} // namespace ratable
