// SPDX-License-Identifier: BSL-1.0
/// Onerous contracts: whether keeping the contract costs more than it brings, and what is provided for then.
#pragma once

#include <ratable/valuation/present_value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// The cheaper way out of a contract that loses money.
enum class least_cost { fulfilling, exiting };

/// The test, with its figures: `provision` is zero unless the contract is onerous.
template <currency C>
struct onerous_test
{
    money<C>                loss;      ///< of fulfilling it: costs less benefits, below zero where it pays
    std::optional<money<C>> to_exit;   ///< what leaving costs; empty where one cannot leave
    money<C>                provision; ///< the least net cost of leaving the contract
    least_cost              by = least_cost::fulfilling;

    [[nodiscard]] constexpr bool is_onerous() const { return sign(provision) > 0; }
    friend constexpr bool        operator==(const onerous_test&, const onerous_test&) = default;
};

/// Tests a contract from amounts, as of the day of the test.
///
/// Units:   costs that relate directly to the contract, benefits that are still expected, and what leaving costs; none below zero.
/// Errors:  invalid_terms for an amount below zero; unlike_units; overflow.
/// Source:  after IAS 37.66 to 37.68A (the unavoidable costs are the lower of fulfilling and of failing to). US GAAP has no such rule for services.
///
///     test_onerous(usd(120), usd(100), {usd(15)})   // 15, by exiting
template <currency C>
[[nodiscard]] onerous_test<C> test_onerous(const money<C>& cost_to_fulfil, const money<C>& benefits, const std::optional<money<C>>& cost_to_exit);

/// The same from what is still to be paid and received, both as positive flows, at a rate before tax. Rounds: each value once, half_up.
/// Source: after IAS 37.45 to 37.47 (present value, where it is material).
template <currency C>
[[nodiscard]] onerous_test<C> test_onerous(const std::vector<flow<C>>& costs, const std::vector<flow<C>>& benefits, const std::optional<money<C>>& cost_to_exit,
                                           const interest_rate& rate, sys_days on);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
onerous_test<C> test_onerous(const money<C>& cost_to_fulfil, const money<C>& benefits, const std::optional<money<C>>& cost_to_exit)
{
    const money<C> zero   = cost_to_fulfil - cost_to_fulfil;
    const auto     refuse = [](const money<C>& amount) { throw invalid_terms({"onerous contract", "must be tested with amounts that are not below zero", to_string(amount), "write costs and benefits both as positive"}); };
    if (sign(cost_to_fulfil) < 0) refuse(cost_to_fulfil);
    if (sign(benefits) < 0) refuse(benefits);
    if (cost_to_exit && sign(*cost_to_exit) < 0) refuse(*cost_to_exit);
    const money<C> loss = cost_to_fulfil - benefits;
    const bool     exit = cost_to_exit && *cost_to_exit < loss;
    return {loss, cost_to_exit, max(zero, exit ? *cost_to_exit : loss), exit ? least_cost::exiting : least_cost::fulfilling};
}

template <currency C>
onerous_test<C> test_onerous(const std::vector<flow<C>>& costs, const std::vector<flow<C>>& benefits, const std::optional<money<C>>& cost_to_exit, const interest_rate& rate, sys_days on)
{
    if (costs.empty()) throw invalid_terms({"onerous contract", "must have a cost at least", "none", "a contract that costs nothing is not onerous"});
    const money<C> zero = costs.front().amount - costs.front().amount;
    return test_onerous(present_value(costs, rate, on, rounding::half_up), benefits.empty() ? zero : present_value(benefits, rate, on, rounding::half_up), cost_to_exit);
}

} // namespace ratable
