// SPDX-License-Identifier: BSL-1.0
/// A contract of capacity fees, billed tranche by tranche, with the credits that follow.
#pragma once

#include <ratable/charges/credits.hpp>
#include <ratable/charges/fees.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace tests {

using USD_ = ratable::iso4217::USD;

struct billed
{
    std::vector<ratable::billing_period>     periods;
    std::vector<ratable::tranche_bill<USD_>> bills;
    std::vector<ratable::charge<USD_>>       rows; ///< of append_credits alone
};

/// Fees by billing period of one tranche over some days.
inline std::vector<ratable::money<USD_>> fees_over(const ratable::contract<USD_>& c, const ratable::tranche& t, const std::optional<ratable::period>& days,
                                                   const std::vector<ratable::billing_period>& periods)
{
    std::vector<ratable::money<USD_>> fees(periods.size());
    if (!days) return fees;
    const ratable::readings<USD_>          none;
    std::vector<ratable::charge<USD_>>     rows;
    const ratable::fee_terms<USD_>         in{c.term.value(), c.billing.value().periods, periods, none, {"pricing", 0}};
    append_fee(rows, std::get<ratable::capacity_fee<USD_>>(c.pricing.value().front()), t, steps_of(t, *days), in);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (periods[i].days.contains(row.service.start())) fees[i] += row.amount;
        }
    }
    return fees;
}

inline billed bill(const ratable::contract<USD_>& c, const ratable::readings<USD_>& read = {})
{
    using namespace ratable;
    billed         result;
    const period   term       = days_of(c.term.value());
    const auto     deliveries = delivery_of(c);
    sys_days       last       = term.end();
    for (const delivery& d : deliveries) last = d.actual ? std::max(last, d.actual->end()) : last;
    result.periods = billing_calendar(c.billing.value(), c.term.value(), period(term.start(), last));
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
        const tranche&          t = c.tranches.value()[i];
        const capacity_fee<USD_> fee = std::get<capacity_fee<USD_>>(c.pricing.value().front());
        const delivery&         d = deliveries[i];
        result.bills.push_back({.tranche      = static_cast<int>(i),
                                .name         = t.name,
                                .planned      = d.planned,
                                .actual       = d.actual,
                                .monthly_fee  = monthly_fee(fee, t, fee.price.value().amount),
                                .planned_fees = fees_over(c, t, d.planned, result.periods),
                                .fees         = fees_over(c, t, d.actual, result.periods)});
        if (d.actual && d.terminated_on) result.bills.back().uncut_fees = fees_over(c, t, in_force(t, term), result.periods);
    }
    append_credits(result.rows, c, std::span<const billing_period>(result.periods), std::span<const tranche_bill<USD_>>(result.bills), read);
    return result;
}

} // namespace tests
