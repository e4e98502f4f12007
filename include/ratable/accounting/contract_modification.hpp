// SPDX-License-Identifier: BSL-1.0
/// Contract modifications: a contract of its own, a new price for what remains, or a catch-up of what was recognised.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/core/required.hpp>
#include <ratable/units/exact_amount.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// How a modification is accounted for.
enum class modification {
    separate,           ///< what is added is a contract of its own; the old one goes on as it was
    prospective,        ///< as if the old contract ended and a new one began: what is not yet recognised, and the change, over what remains
    cumulative_catch_up ///< as if it had always been so: what earlier periods would have had is recognised now
};
[[nodiscard]] constexpr std::string_view name_of(modification m);

/// What the caller judges of a modification. Nothing has a default.
struct modification_facts
{
    required<bool> adds_distinct;        ///< it adds goods or services that are distinct
    required<bool> at_standalone_price;  ///< for what they sell at alone, with adjustments for this contract
    required<bool> remaining_is_distinct;///< what remains to be delivered is distinct from what was
};

/// The accounting that the facts lead to.
/// Source: after ASC 606-10-25-12 and 25-13; IFRS 15.20 and 15.21. A mixture (25-13(c)) is split by the caller.
[[nodiscard]] constexpr modification modification_of(const modification_facts& facts);

/// Prospectively: rows through `on` stay; what they left, with `change`, is spread over `remaining` by weights.
///
/// Shape:   the rows whose periods end by `on`, then one a remaining period. What is still to come counts the change in every row, so that all tie out;
///          the charges of the first rows stay as they were posted.
/// Rounds:  running totals, half_up.
/// Errors:  invalid_terms where `on` is not the end of a row's period or the first day, and remaining periods that do not begin on it; as amortize.
///
///     modify_prospectively(three_years_of(100'000), 2029-01-01, usd(180'000), four_years, {1, 1, 1, 1})   // 100,000, 100,000, then 4 × 70,000
template <currency C>
[[nodiscard]] amortization_schedule<C> modify_prospectively(const amortization_schedule<C>& rows, sys_days on, const money<C>& change, const std::vector<period>& remaining,
                                                            std::span<const std::int64_t> weights);

/// The price of one of what remains: what is not yet recognised, and what is added, over both quantities. An exact number: round it by name.
///
///     blended_price(usd(6'000), usd(2'400), 60, 30)   // USD 280/3
template <currency C>
[[nodiscard]] exact_amount<C> blended_price(const money<C>& unrecognized, const money<C>& added, std::int64_t remaining, std::int64_t added_quantity);

/// What a period recognises by a measure of progress, when the price has changed.
template <currency C>
struct catch_up
{
    money<C> cumulative;         ///< through this period
    money<C> of_this_period;     ///< all that is recognised now
    money<C> of_earlier_periods; ///< the part of it that earlier progress would have earned

    friend constexpr bool operator==(const catch_up&, const catch_up&) = default;
};

/// As if it had always been so: progress × price, less what was recognised.
///
/// Units:   progress is a share from 0 to 1 of all that was promised, before and now.
/// Rounds:  each product once, half_up.
/// Errors:  invalid_terms for progress outside of 0 to 1.
///
///     caught_up(usd(5'200), 0.35_d, usd(6'000), 0.90_d)   // 3,580 now, of which 280 are of earlier periods
template <currency C>
[[nodiscard]] catch_up<C> caught_up(const money<C>& price_before, const decimal<6>& progress_before, const money<C>& price_now, const decimal<6>& progress_now);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(modification m) { return m == modification::separate ? "separate" : m == modification::prospective ? "prospective" : "cumulative_catch_up"; }

constexpr modification modification_of(const modification_facts& facts)
{
    if (facts.adds_distinct && facts.at_standalone_price) return modification::separate;
    return facts.remaining_is_distinct ? modification::prospective : modification::cumulative_catch_up;
}

template <currency C>
amortization_schedule<C> modify_prospectively(const amortization_schedule<C>& rows, sys_days on, const money<C>& change, const std::vector<period>& remaining,
                                              std::span<const std::int64_t> weights)
{
    const auto refuse = [](const char* rule, const std::string& value, const char* remedy) { throw invalid_terms({"modification", rule, value, remedy}); };
    if (rows.empty()) refuse("must be of a schedule with rows", "none", "amortize the new contract");
    std::size_t kept = 0;
    while (kept < rows.size() && rows[kept].period.end() <= on) ++kept;
    const sys_days until = kept == 0 ? rows.front().period.start() : rows[kept - 1].period.end();
    if (until != on) refuse("must be on the first day of a period", to_string(on), "cut the schedule there, or post it with the next period");
    if (remaining.empty() || remaining.front().start() != on) refuse("must leave periods that begin on its day", remaining.empty() ? "none" : to_string(remaining.front()), "make them with make_schedule");
    amortization_schedule<C> result(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept));
    const money<C>           left = kept == rows.size() ? rows.back().closing : rows[kept].opening;
    for (amortization_row<C>& row : result) row.opening += change, row.closing += change;
    for (const amortization_row<C>& row : amortize(left + change, remaining, weights)) result.push_back(row);
    return result;
}

template <currency C>
exact_amount<C> blended_price(const money<C>& unrecognized, const money<C>& added, std::int64_t remaining, std::int64_t added_quantity)
{
    const std::int64_t quantity = checked_add(remaining, added_quantity);
    if (remaining < 0 || added_quantity < 0 || quantity == 0) throw invalid_terms({"modification", "must leave something to deliver", std::to_string(quantity), "catch up instead"});
    return exact_amount<C>(unrecognized + added) / quantity;
}

template <currency C>
catch_up<C> caught_up(const money<C>& price_before, const decimal<6>& progress_before, const money<C>& price_now, const decimal<6>& progress_now)
{
    for (const decimal<6>& share : {progress_before, progress_now}) {
        if (share < decimal<6>(0) || decimal<6>(1) < share) throw invalid_terms({"progress", "must be a share from 0 to 1", to_string(share), "write 35 % as 0.35_d"});
    }
    const auto     earned     = [](const money<C>& price, const decimal<6>& share) { return money<C>(round<C::minor_digits>(price * share, rounding::half_up)); };
    const money<C> before     = earned(price_before, progress_before);
    const money<C> cumulative = earned(price_now, progress_now);
    return {cumulative, cumulative - before, earned(price_now, progress_before) - before};
}

} // namespace ratable
