// SPDX-License-Identifier: BSL-1.0
/// Amortisation by columns: one key for many totals, written into the caller's storage.
#pragma once

#include <ratable/accounting/by_capacity.hpp>
#include <ratable/core/allocation_key.hpp>
#include <ratable/core/instruction_set.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace ratable {

/// What a method spreads by over some periods, prepared once: one for each period, its days, or its MW-months.
/// Errors: invalid_terms if `periods` is empty or not contiguous, or by capacity if none of it is in force; unlike_units as capacity_time.
[[nodiscard]] allocation_key key_of(const std::vector<period>& periods, straight_line_method);
[[nodiscard]] allocation_key key_of(const std::vector<period>& periods, daily_method);
[[nodiscard]] allocation_key key_of(const std::vector<period>& periods, const ramp& in_force, by_capacity_method);

inline namespace RATABLE_INSTRUCTION_SET {

/// The charges of `amortize`, and what each leaves, as columns.
///
/// Shape:   a key of n weights → n charges and n closings, in its order. Nothing is allocated.
/// Units:   money<C> → money<C>, at C's minor unit.
/// Rounds:  running totals, half_up unless another mode is named: the same amounts as `amortize`.
/// Errors:  invalid_terms if a column has another size, or a weight of the key is negative.
///
///     const allocation_key days = key_of(months, daily);
///     for (const auto& deal : deals) amortize_into(charges, closings, deal.total, days);
template <currency C>
constexpr void amortize_into(std::type_identity_t<std::span<money<C>>> charges, const money<C>& total, const allocation_key& key, rounding mode = rounding::half_up);
template <currency C>
constexpr void amortize_into(std::type_identity_t<std::span<money<C>>> charges, std::type_identity_t<std::span<money<C>>> closings, const money<C>& total, const allocation_key& key,
                             rounding mode = rounding::half_up);

} // namespace RATABLE_INSTRUCTION_SET

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline allocation_key key_by(const std::vector<period>& periods, const std::vector<std::int64_t>& weights)
{
    require_contiguous(periods);
    return allocation_key(std::span<const std::int64_t>(weights));
}

/// A key that holds a negative weight has no tables.
constexpr void require_not_negative(const allocation_key& key)
{
    if (!key.tables().day_shares.empty() || !key.tables().shares.empty()) return;
    refuse_weights("weights must not be negative", "give each period a weight of zero or more");
}

} // namespace detail

inline allocation_key key_of(const std::vector<period>& periods, straight_line_method)
{
    return detail::key_by(periods, std::vector<std::int64_t>(periods.size(), 1));
}

inline allocation_key key_of(const std::vector<period>& periods, daily_method) { return detail::key_by(periods, detail::day_weights(periods)); }

inline allocation_key key_of(const std::vector<period>& periods, const ramp& in_force, by_capacity_method)
{
    std::vector<std::int64_t> weights;
    weights.reserve(periods.size());
    for (const period& p : periods) weights.push_back(capacity_time(in_force, p).count);
    return detail::key_by(periods, weights);
}

inline namespace RATABLE_INSTRUCTION_SET {

template <currency C>
constexpr void amortize_into(std::type_identity_t<std::span<money<C>>> charges, const money<C>& total, const allocation_key& key, rounding mode)
{
    detail::require_not_negative(key);
    allocate_into(charges, total, key, mode);
}

template <currency C>
constexpr void amortize_into(std::type_identity_t<std::span<money<C>>> charges, std::type_identity_t<std::span<money<C>>> closings, const money<C>& total, const allocation_key& key,
                             rounding mode)
{
    detail::require_as_many(closings.size(), key.size());
    amortize_into(charges, total, key, mode);
    std::int64_t left = total.amount.units; // from the total to zero, so it cannot overflow
    for (std::size_t k = 0; k < charges.size(); ++k) {
        left -= charges[k].amount.units;
        closings[k] = money<C>(decltype(total.amount)::from_units(left), total.unit);
    }
}

} // namespace RATABLE_INSTRUCTION_SET

} // namespace ratable
