// SPDX-License-Identifier: BSL-1.0
/// On which days the payments of a schedule's rows are made.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/tvm.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace ratable {

/// The first or the last day of each row's period; or the payments on their days, of which each row has those of its period.
template <currency C>
using payment_days = std::variant<payment_timing, std::vector<flow<C>>>;

/// The payments of a schedule, dated.
///
/// Shape:   by date; none of nothing.
/// Errors:  invalid_terms for payments on days that are not what the rows say, or outside of them; overflow.
template <currency C>
[[nodiscard]] std::vector<flow<C>> payments_of(const amortization_schedule<C>& rows, const payment_days<C>& paid);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
std::vector<flow<C>> payments_of(const amortization_schedule<C>& rows, const payment_days<C>& paid)
{
    std::vector<flow<C>> result;
    if (const auto* timing = std::get_if<payment_timing>(&paid)) {
        for (const amortization_row<C>& row : rows) {
            if (sign(row.payment) != 0) result.emplace_back(*timing == payment_timing::begin ? row.period.start() : row.period.end() - date::days{1}, row.payment);
        }
        return result;
    }
    const auto refuse = [](const std::string& rule, const std::string& value) { throw invalid_terms({"payments", rule, value, "give the payments that the schedule was made of"}); };
    result            = std::get<std::vector<flow<C>>>(paid);
    std::erase_if(result, [](const flow<C>& x) { return sign(x.amount) == 0; });
    std::stable_sort(result.begin(), result.end(), [](const flow<C>& a, const flow<C>& b) { return a.on < b.on; });
    auto next = result.begin();
    for (const amortization_row<C>& row : rows) {
        money<C> sum({}, row.payment.unit);
        for (; next != result.end() && next->on < row.period.end(); ++next) {
            if (next->on < row.period.start()) refuse("must be within the schedule", to_string(next->on));
            sum += next->amount;
        }
        if (sum != row.payment) refuse("must be those of each row: " + to_string(row.payment) + " in " + to_string(row.period), to_string(sum));
    }
    if (next != result.end()) refuse("must be within the schedule", to_string(next->on));
    return result;
}

namespace detail {

/// The payments of each day in one sum, so that no two entries of a schedule are called alike.
template <currency C>
std::map<sys_days, money<C>> sums_by_day(const std::vector<flow<C>>& payments)
{
    std::map<sys_days, money<C>> days;
    for (const flow<C>& x : payments) {
        const auto [of, is_new] = days.try_emplace(x.on, x.amount);
        if (!is_new) of->second += x.amount;
    }
    return days;
}

} // namespace detail

} // namespace ratable
