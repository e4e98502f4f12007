// SPDX-License-Identifier: BSL-1.0
/// Billing: how a term is cut into invoices, and when they are paid.
#pragma once

#include <ratable/calendar/business_day.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>

#include <optional>

namespace ratable {

/// When a billing period is invoiced.
enum class invoiced {
    in_arrears, ///< on its last day
    in_advance, ///< on its first day
};

/// Net so many calendar days after the invoice, moved to a business day as the convention says.
struct payment_terms
{
    required<date::days>               net;
    required<business_day_convention>  convention;
    business_calendar                  calendar = no_holidays(); ///< needed by every convention but `unadjusted`
};

/// A share of each invoice's fees that is kept back, and paid out later.
/// Rounds:  running totals, half_up.
struct holdback
{
    required<stated<ratio>>  share;
    required<date::months>   released_after; ///< after the first in-service date
};

/// How charges become invoices.
struct billing
{
    using clause = void;

    required<frequency>               every;
    required<period_basis>            periods; ///< between anniversaries, or along the calendar with stubs
    required<payment_terms>           payment;
    ratable::invoiced                 invoiced = ratable::invoiced::in_arrears;
    std::optional<ratable::holdback>  holdback = {};
};

[[nodiscard]] constexpr std::string_view name_of(invoiced i) { return i == invoiced::in_arrears ? "in_arrears" : "in_advance"; }

} // namespace ratable
