// SPDX-License-Identifier: BSL-1.0
/// Splitting a total so that the parts sum to it exactly: the operation that everything else comes back to.
#pragma once

#include <ratable/core/integer.hpp>
#include <ratable/core/rounding.hpp>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace ratable {

/// Splits `total` in proportion to `weights`, rounding the running total: part k = R(total·C_k / D) − R(total·C_{k−1} / D),
/// with C_k the sum of the first k weights and D the sum of all.
///
/// Shape:   n weights → n parts, same order; a weight of zero gets zero.
/// Units:   `total` is a count (cents, units in the last place); weights are any counts (days, MW-months, GPU-hours).
/// Rounds:  the running total, by `mode`; by half_up each part is less than one unit from its exact share.
/// Errors:  invalid_terms if there are no weights, one is negative, all are zero, or `parts` has another size;
///          overflow if the weights sum past 2^63 − 1.
///
///     allocate(10'000, {1, 1, 1})   // 3333, 3334, 3333
constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights,
                             rounding mode = rounding::half_up);

/// The same, into a vector.
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights,
                                                           rounding mode = rounding::half_up);
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::initializer_list<std::int64_t> weights,
                                                           rounding mode = rounding::half_up);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_weights(const char* rule, const char* remedy) { throw invalid_terms({"allocation", rule, "", remedy}); }

constexpr std::int64_t sum_of_weights(std::span<const std::int64_t> weights)
{
    std::int64_t sum = 0;
    for (const std::int64_t weight : weights) {
        if (weight < 0) refuse_weights("weights must not be negative", "give each part a weight of zero or more");
        sum = checked_add(sum, weight);
    }
    if (sum == 0) refuse_weights("at least one weight must be positive", "there is nothing to allocate by");
    return sum;
}

/// One pass, once the sum of weights is known. total = whole·sum + rest, so that part of each running total needs no
/// division; the other is (rest·C_k)/sum, in `Wide`: 64 bits while sum < 2^31, 128 bits beyond.
template <class Wide, class Unsigned>
constexpr void allocate_cumulative(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights,
                                   std::int64_t sum, rounding mode)
{
    const std::int64_t whole    = total / sum;
    const Wide         rest     = total % sum;
    const bool         negative = total < 0;
    std::int64_t       weight_so_far = 0;
    std::int64_t       posted        = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        weight_so_far += weights[k];
        const Wide   scaled    = rest * Wide{weight_so_far};
        const Wide   remainder = scaled % Wide{sum};
        std::int64_t running   = whole * weight_so_far + static_cast<std::int64_t>(scaled / Wide{sum});
        if (remainder != 0) {
            const auto size = static_cast<Unsigned>(negative ? -remainder : remainder);
            const auto seen = static_cast<Unsigned>(negative ? Unsigned{0} - static_cast<Unsigned>(running) : static_cast<Unsigned>(running));
            if (moves_away<Unsigned>(seen, size, static_cast<Unsigned>(sum), negative, mode)) running += negative ? -1 : 1;
        }
        parts[k] = running - posted;
        posted   = running;
    }
}

} // namespace detail

constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights, rounding mode)
{
    if (weights.empty()) detail::refuse_weights("needs at least one weight", "there is nothing to allocate to");
    if (parts.size() != weights.size()) detail::refuse_weights("needs as many parts as weights", "make both spans the same size");
    const std::int64_t sum = detail::sum_of_weights(weights);
    if (sum < (std::int64_t{1} << 31)) {
        detail::allocate_cumulative<std::int64_t, std::uint64_t>(parts, total, weights, sum, mode);
    } else {
        detail::allocate_cumulative<int128, uint128>(parts, total, weights, sum, mode);
    }
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights, rounding mode)
{
    std::vector<std::int64_t> parts(weights.size());
    allocate_into(parts, total, weights, mode);
    return parts;
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::initializer_list<std::int64_t> weights, rounding mode)
{
    return allocate(total, std::span<const std::int64_t>(weights.begin(), weights.size()), mode);
}

} // namespace ratable
