// SPDX-License-Identifier: BSL-1.0
/// What one tranche is billed: the fee rows that credits, prepayments and delay are measured by.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/units/exact_amount.hpp>
#include <ratable/units/money.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ratable {

/// The posted fees of one tranche by billing period, as planned and as delivered. A consideration that is billed by months or days has no
/// tranches: it is one bill with tranche −1. Fixed fees and metered usage belong to none.
template <currency C>
struct tranche_bill
{
    int                   tranche = -1;
    std::string_view      name    = {};
    period                planned;           ///< days in force, without slip
    std::optional<period> actual  = {};      ///< as delivered; empty: it never started
    exact_amount<C>       monthly_fee  = {}; ///< as priced when service is planned to start
    std::vector<money<C>> planned_fees = {}; ///< one per billing period; their sum is the tranche's value
    std::optional<period> valued       = {}; ///< the planned days that they are of, where an extension added days of no value; left out: all
    std::vector<money<C>> fees         = {}; ///< one per billing period, as delivered
    std::vector<money<C>> uncut_fees   = {}; ///< as delivered, had nothing ended it early: one per billing period that no end cuts; empty: nothing did
};

/// The tranche's value: the sum of its planned fees.
template <currency C>
[[nodiscard]] constexpr money<C> value_of(const tranche_bill<C>& bill) { return money<C>(sum(bill.planned_fees)); }

} // namespace ratable
