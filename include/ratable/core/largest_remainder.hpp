// SPDX-License-Identifier: BSL-1.0
/// The largest-remainder method: every share rounded down, the units left over given to the largest fractions.
#pragma once

#include <ratable/core/allocate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace ratable {

/// Names the method: `allocate(total, weights, largest_remainder)`.
struct largest_remainder_t
{
    explicit largest_remainder_t() = default;
};
inline constexpr largest_remainder_t largest_remainder{};

/// Splits `total` in proportion to the weights: each part is its exact share's floor, or one more for the shares with the largest
/// fractions, the earlier of two equal ones first.
///
/// Shape:   n weights → n parts, same order; every part is less than one unit from its exact share.
/// Units:   as of `allocate`.
/// Rounds:  each share toward −infinity, then up for as many as there are units left.
/// Errors:  as of `allocate`; overflow also if a share is outside 64 bits, which takes weights of both signs.
/// Departs: from `allocate`, whose running totals never stray: here they may, by as many units as there are parts.
/// Source:  A. Hamilton's method of apportionment, 1791.
///
///     allocate(100, {1, 1, 1}, largest_remainder)   // 34, 33, 33
constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, const allocation_key& key, largest_remainder_t);
constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights, largest_remainder_t);
template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, const allocation_key& key, largest_remainder_t);
template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, std::span<const std::int64_t> weights, largest_remainder_t);

[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, const allocation_key& key, largest_remainder_t);
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights, largest_remainder_t);
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::initializer_list<std::int64_t> weights, largest_remainder_t);
template <std::size_t N>
[[nodiscard]] constexpr std::array<std::int64_t, N> allocate(std::int64_t total, const std::array<std::int64_t, N>& weights, largest_remainder_t);
template <allocatable_amount P>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, const allocation_key& key, largest_remainder_t);
template <allocatable_amount P>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, std::span<const std::int64_t> weights, largest_remainder_t);
template <allocatable_amount P>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, std::initializer_list<std::int64_t> weights, largest_remainder_t);
template <allocatable_amount P, std::size_t N>
[[nodiscard]] constexpr std::array<P, N> allocate(const P& total, const std::array<std::int64_t, N>& weights, largest_remainder_t);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What the floor of a share leaves, in 1/|D|, and whose it is.
struct share_rest
{
    uint128     rest = 0;
    std::size_t part = 0;
};

template <allocatable P, class Weight>
constexpr void allocate_largest_remainder(std::span<P> parts, P total, Weight weight, std::int64_t sum)
{
    const int128            units = part_traits<P>::units(total);
    const int128            d     = sum;
    std::vector<share_rest> rests(parts.size(), share_rest{});
    int128                  left = units;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const int128 product = units * weight(k); // of two 64-bit numbers: at most 2^126
        const int128 share   = round_quotient(product, d, rounding::floor);
        const int128 rest    = product - share * d; // of the sign of d
        rests[k]             = {magnitude(rest), k};
        parts[k]             = part_traits<P>::like(total, checked_cast<std::int64_t>(share));
        left -= share;
    }
    // Σ shares = total, and each is floored by less than one: 0 ≤ left < n.
    const auto last = rests.begin() + static_cast<std::ptrdiff_t>(left);
    std::nth_element(rests.begin(), last, rests.end(), [](const share_rest& a, const share_rest& b) { return a.rest != b.rest ? a.rest > b.rest : a.part < b.part; });
    for (auto it = rests.begin(); it != last; ++it) {
        P& part = parts[it->part];
        part    = part_traits<P>::like(total, checked_add(part_traits<P>::units(part), std::int64_t{1}));
    }
    assert(sums_to<P>(parts, total));
}

template <allocatable P>
constexpr void largest_remainder_by_key(std::span<P> parts, const P& total, const allocation_key& key)
{
    require_as_many(parts.size(), key.size());
    allocate_largest_remainder(parts, total, [&key](std::size_t k) { return key.weight(k); }, key.sum());
}

template <allocatable P>
constexpr void largest_remainder_by_weights(std::span<P> parts, const P& total, std::span<const std::int64_t> weights)
{
    const weight_summary found = summarize_weights(weights);
    require_as_many(parts.size(), weights.size());
    allocate_largest_remainder(parts, total, [weights](std::size_t k) { return weights[k]; }, found.sum);
}

} // namespace detail

constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, const allocation_key& key, largest_remainder_t)
{
    detail::largest_remainder_by_key(parts, total, key);
}

constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights, largest_remainder_t)
{
    detail::largest_remainder_by_weights(parts, total, weights);
}

template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, const allocation_key& key, largest_remainder_t)
{
    detail::largest_remainder_by_key<P>(parts, total, key);
}

template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, std::span<const std::int64_t> weights, largest_remainder_t)
{
    detail::largest_remainder_by_weights<P>(parts, total, weights);
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, const allocation_key& key, largest_remainder_t)
{
    std::vector<std::int64_t> parts(key.size(), 0);
    allocate_into(parts, total, key, largest_remainder);
    return parts;
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights, largest_remainder_t)
{
    std::vector<std::int64_t> parts(weights.size(), 0);
    allocate_into(parts, total, weights, largest_remainder);
    return parts;
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::initializer_list<std::int64_t> weights, largest_remainder_t)
{
    return allocate(total, std::span<const std::int64_t>(weights.begin(), weights.size()), largest_remainder);
}

template <std::size_t N>
constexpr std::array<std::int64_t, N> allocate(std::int64_t total, const std::array<std::int64_t, N>& weights, largest_remainder_t)
{
    std::array<std::int64_t, N> parts{};
    allocate_into(parts, total, std::span<const std::int64_t>(weights), largest_remainder);
    return parts;
}

template <allocatable_amount P>
constexpr std::vector<P> allocate(const P& total, const allocation_key& key, largest_remainder_t)
{
    std::vector<P> parts(key.size(), total);
    detail::largest_remainder_by_key<P>(parts, total, key);
    return parts;
}

template <allocatable_amount P>
constexpr std::vector<P> allocate(const P& total, std::span<const std::int64_t> weights, largest_remainder_t)
{
    std::vector<P> parts(weights.size(), total);
    detail::largest_remainder_by_weights<P>(parts, total, weights);
    return parts;
}

template <allocatable_amount P>
constexpr std::vector<P> allocate(const P& total, std::initializer_list<std::int64_t> weights, largest_remainder_t)
{
    return allocate(total, std::span<const std::int64_t>(weights.begin(), weights.size()), largest_remainder);
}

template <allocatable_amount P, std::size_t N>
constexpr std::array<P, N> allocate(const P& total, const std::array<std::int64_t, N>& weights, largest_remainder_t)
{
    std::array<P, N> parts{};
    detail::largest_remainder_by_weights<P>(parts, total, weights);
    return parts;
}

} // namespace ratable
