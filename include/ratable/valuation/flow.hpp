// SPDX-License-Identifier: BSL-1.0
/// Dated flows: what valuation sees of a deal.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/units/money.hpp>

#include <algorithm>
#include <span>

namespace ratable {

/// An amount that is paid on a day: positive when it comes in, negative when it goes out. Flows may stand in any order, several on a day.
/// Errors: invalid_terms for a day that does not exist.
///
///     flow<USD>{2026_y/jan/1, usd(-100)}
template <currency C, int Scale = C::minor_digits>
struct flow
{
    constexpr flow(sys_days paid_on, const money<C, Scale>& paid) : on(paid_on), amount(paid) {}
    constexpr flow(const year_month_day& paid_on, const money<C, Scale>& paid) : on(checked_day(paid_on)), amount(paid) {}

    sys_days        on;
    money<C, Scale> amount;

    friend constexpr bool operator==(const flow&, const flow&) = default;
};

/// The day of the earliest flow: what flows are valued on unless another day is given. Errors: invalid_terms without flows.
template <currency C, int Scale>
[[nodiscard]] constexpr sys_days first_day(std::span<const flow<C, Scale>> flows);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C, int Scale>
constexpr sys_days first_day(std::span<const flow<C, Scale>> flows)
{
    if (flows.empty()) throw invalid_terms({"flows", "must have one at least", "none", "a deal without flows has no value to ask for"});
    return std::min_element(flows.begin(), flows.end(), [](const auto& a, const auto& b) { return a.on < b.on; })->on;
}

} // namespace ratable
