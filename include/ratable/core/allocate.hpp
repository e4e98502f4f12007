// SPDX-License-Identifier: BSL-1.0
/// Splitting a total so that the parts sum to it exactly: the operation that everything else comes back to.
#pragma once

#include <ratable/core/allocation_kernels.hpp>
#include <ratable/core/allocation_key.hpp>
#include <ratable/core/instruction_set.hpp>
#include <ratable/core/integer.hpp>
#include <ratable/core/part.hpp>
#include <ratable/core/rounding.hpp>

#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <vector>

namespace ratable {

/// What is split in 64-bit counts but is not a bare one: decimals, money.
template <class P>
concept allocatable_amount = allocatable<P> && !std::same_as<P, std::int64_t>;

/// A Rep other than `int64_t`: totals and weights are both of it.
template <class Rep>
concept other_rep = representation<Rep> && !std::same_as<Rep, std::int64_t>;

namespace detail {
/// What would become a 64-bit count by losing something.
template <class T>
concept lossy_count = std::floating_point<T> || std::same_as<T, int128> ||
                      (std::integral<T> && (!whole_number<T> || (std::unsigned_integral<T> && sizeof(T) == sizeof(std::int64_t))));
} // namespace detail

inline namespace RATABLE_INSTRUCTION_SET {

/// Splits `total` in proportion to the weights, rounding the running total: part k = R(total·C_k / D) − R(total·C_{k−1} / D),
/// with C_k the sum of the first k weights and D the sum of all.
///
/// Shape:   n weights → n parts, same order; a weight of zero gets zero. With a key no row divides.
/// Units:   `total` is a count (cents, units in the last place), a decimal or money; weights are any counts, of either sign.
/// Rounds:  the running total, by `mode`; by half_up each part is less than one unit from its exact share.
/// Errors:  invalid_terms if there are no weights, they sum to zero, or `parts` has another size;
///          overflow if a sum of the first k weights is outside 64 bits, or a part is, which takes weights of both signs.
///
///     allocate(10'000, {1, 1, 1})                   // 3333, 3334, 3333
///     allocate(10'000, allocation_key{31, 28, 31})  // 3444, 3112, 3444
constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, const allocation_key& key, rounding mode = rounding::half_up);
constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights,
                             rounding mode = rounding::half_up);
template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, const allocation_key& key, rounding mode = rounding::half_up);
template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, std::span<const std::int64_t> weights,
                             rounding mode = rounding::half_up);

/// The same, into a vector; weights in an array give an array.
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, const allocation_key& key, rounding mode = rounding::half_up);
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights,
                                                           rounding mode = rounding::half_up);
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::initializer_list<std::int64_t> weights,
                                                           rounding mode = rounding::half_up);
template <std::size_t N>
[[nodiscard]] constexpr std::array<std::int64_t, N> allocate(std::int64_t total, const std::array<std::int64_t, N>& weights,
                                                             rounding mode = rounding::half_up);
template <allocatable_amount P>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, const allocation_key& key, rounding mode = rounding::half_up);
template <allocatable_amount P>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, std::span<const std::int64_t> weights, rounding mode = rounding::half_up);
template <allocatable_amount P>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, std::initializer_list<std::int64_t> weights, rounding mode = rounding::half_up);
template <allocatable_amount P, std::size_t N>
[[nodiscard]] constexpr std::array<P, N> allocate(const P& total, const std::array<std::int64_t, N>& weights, rounding mode = rounding::half_up);

/// The same in another Rep, where 64 bits are too few. Errors: also overflow if total · weights does not fit the Rep's `wide`.
///
///     allocate(int128{10'000}, std::vector<int128>{1, 1, 1})   // 3333, 3334, 3333
template <other_rep Rep>
constexpr void allocate_into(std::type_identity_t<std::span<Rep>> parts, const Rep& total, std::type_identity_t<std::span<const Rep>> weights,
                             rounding mode = rounding::half_up);
template <other_rep Rep>
[[nodiscard]] constexpr std::vector<Rep> allocate(const Rep& total, std::type_identity_t<std::span<const Rep>> weights, rounding mode = rounding::half_up);
template <other_rep Rep>
[[nodiscard]] constexpr std::vector<Rep> allocate(const Rep& total, std::initializer_list<std::type_identity_t<Rep>> weights, rounding mode = rounding::half_up);

/// By weights in a container of other integers, decimals, money or quantities: as by a key of them.
///
///     allocate(usd(100), std::vector{1, 2, 1})   // 25.00, 50.00, 25.00
template <whole_number I, detail::counted_weights Weights> requires (!detail::lossy_count<I>)
[[nodiscard]] constexpr std::vector<std::int64_t> allocate(I total, const Weights& weights, rounding mode = rounding::half_up);
template <allocatable_amount P, detail::counted_weights Weights>
[[nodiscard]] constexpr std::vector<P> allocate(const P& total, const Weights& weights, rounding mode = rounding::half_up);

template <detail::lossy_count T, class Weights, class... How> requires (!std::convertible_to<const Weights&, std::span<const T>>)
void allocate(const T&, const Weights&, How...) = delete; // the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights
template <detail::lossy_count T, class... How> requires (!other_rep<T>)
void allocate(const T&, std::initializer_list<std::int64_t>, How...) = delete; // the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights
template <class Parts, detail::lossy_count T, class Weights, class... How> requires (!std::convertible_to<const Weights&, std::span<const T>>)
void allocate_into(Parts&&, const T&, const Weights&, How...) = delete; // the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights

} // namespace RATABLE_INSTRUCTION_SET

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

constexpr void require_as_many(std::size_t parts, std::size_t weights)
{
    if (parts != weights) refuse_weights("needs as many parts as weights", "make both spans the same size");
}

/// R(total·C_k / D), by a division: for the modes and the Reps that no kernel serves.
template <class Rep>
constexpr Rep running_total(const Rep& total, const Rep& so_far, const Rep& sum, rounding mode)
{
    using wide = typename rep_traits<Rep>::wide;
    return checked_cast<Rep>(round_quotient<wide>(rep_traits<wide>::mul(wide{total}, wide{so_far}), wide{sum}, mode));
}

template <allocatable P, class Weight>
constexpr void divide_parts(std::span<P> parts, P total, Weight weight, std::int64_t sum, rounding mode)
{
    std::int64_t so_far = 0, before = 0;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        so_far += weight(k);
        const std::int64_t after = running_total(part_traits<P>::units(total), so_far, sum, mode);
        parts[k]                 = part_traits<P>::like(total, checked_sub(after, before));
        before                   = after;
    }
}

/// The tie-out, in builds that assert: the last running total is R(total·D / D), so the parts telescope to the total.
template <allocatable P>
constexpr bool sums_to(std::span<const P> parts, const P& total)
{
    int128 left = part_traits<P>::units(total);
    for (const P& part : parts) left -= part_traits<P>::units(part);
    return left == 0;
}

inline namespace RATABLE_INSTRUCTION_SET {

template <allocatable P>
constexpr void allocate_by_key(std::span<P> parts, P total, const allocation_key& key, rounding mode)
{
    require_as_many(parts.size(), key.size());
    const allocation_tables& tables = key.tables();
    const bool               mixed  = tables.day_shares.empty() && tables.shares.empty();
    if (mixed || mode == rounding::zero_five_up) {
        divide_parts(parts, total, [&key](std::size_t k) { return key.weight(k); }, key.sum(), mode);
    } else {
        write_parts(parts, total, tables, mode);
    }
    assert(sums_to<P>(parts, total));
}

template <allocatable P>
constexpr void allocate_by_weights(std::span<P> parts, P total, std::span<const std::int64_t> weights, rounding mode)
{
    const weight_summary found = summarize_weights(weights);
    require_as_many(parts.size(), weights.size());
    if (found.any_negative || mode == rounding::zero_five_up) {
        divide_parts(parts, total, [weights](std::size_t k) { return weights[k]; }, found.sum, mode);
    } else if (static_cast<std::uint64_t>(found.sum) < estimate_limit || signed_magnitude(part_traits<P>::units(total)).size < estimate_limit) {
        write_parts_once(parts, total, weights, found.sum, mode);
    } else {
        write_parts(parts, total, allocation_key(weights).tables(), mode);
    }
    assert(sums_to<P>(parts, total));
}

} // namespace RATABLE_INSTRUCTION_SET

} // namespace detail

inline namespace RATABLE_INSTRUCTION_SET {

constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, const allocation_key& key, rounding mode)
{
    detail::allocate_by_key(parts, total, key, mode);
}

constexpr void allocate_into(std::span<std::int64_t> parts, std::int64_t total, std::span<const std::int64_t> weights, rounding mode)
{
    detail::allocate_by_weights(parts, total, weights, mode);
}

template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, const allocation_key& key, rounding mode)
{
    detail::allocate_by_key(parts, total, key, mode);
}

template <allocatable_amount P>
constexpr void allocate_into(std::type_identity_t<std::span<P>> parts, const P& total, std::span<const std::int64_t> weights, rounding mode)
{
    detail::allocate_by_weights(parts, total, weights, mode);
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, const allocation_key& key, rounding mode)
{
    std::vector<std::int64_t> parts(key.size(), 0);
    allocate_into({parts.data(), parts.size()}, total, key, mode); // made into a span by hand: the conversion's concepts cost every user
    return parts;
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights, rounding mode)
{
    std::vector<std::int64_t> parts(weights.size(), 0);
    allocate_into({parts.data(), parts.size()}, total, weights, mode);
    return parts;
}

constexpr std::vector<std::int64_t> allocate(std::int64_t total, std::initializer_list<std::int64_t> weights, rounding mode)
{
    return allocate(total, std::span<const std::int64_t>(weights.begin(), weights.size()), mode);
}

template <std::size_t N>
constexpr std::array<std::int64_t, N> allocate(std::int64_t total, const std::array<std::int64_t, N>& weights, rounding mode)
{
    std::array<std::int64_t, N> parts{};
    allocate_into(parts, total, std::span<const std::int64_t>(weights), mode);
    return parts;
}

template <allocatable_amount P>
constexpr std::vector<P> allocate(const P& total, const allocation_key& key, rounding mode)
{
    std::vector<P> parts(key.size(), total);
    detail::allocate_by_key<P>(parts, total, key, mode);
    return parts;
}

template <allocatable_amount P>
constexpr std::vector<P> allocate(const P& total, std::span<const std::int64_t> weights, rounding mode)
{
    std::vector<P> parts(weights.size(), total);
    detail::allocate_by_weights<P>(parts, total, weights, mode);
    return parts;
}

template <allocatable_amount P>
constexpr std::vector<P> allocate(const P& total, std::initializer_list<std::int64_t> weights, rounding mode)
{
    return allocate(total, std::span<const std::int64_t>(weights.begin(), weights.size()), mode);
}

template <allocatable_amount P, std::size_t N>
constexpr std::array<P, N> allocate(const P& total, const std::array<std::int64_t, N>& weights, rounding mode)
{
    std::array<P, N> parts{};
    detail::allocate_by_weights<P>(parts, total, weights, mode);
    return parts;
}

template <other_rep Rep>
constexpr void allocate_into(std::type_identity_t<std::span<Rep>> parts, const Rep& total, std::type_identity_t<std::span<const Rep>> weights, rounding mode)
{
    if (weights.empty()) detail::refuse_weights("needs at least one weight", "there is nothing to allocate to");
    detail::require_as_many(parts.size(), weights.size());
    Rep sum{0}, so_far{0}, before{0};
    for (const Rep& weight : weights) sum = rep_traits<Rep>::add(sum, weight);
    if (sum == Rep{0}) detail::refuse_weights("weights must not sum to zero", "allocate by weights of one sign, or in two steps");
    for (std::size_t k = 0; k < parts.size(); ++k) {
        so_far          = rep_traits<Rep>::add(so_far, weights[k]);
        const Rep after = detail::running_total(total, so_far, sum, mode);
        parts[k]        = rep_traits<Rep>::sub(after, before);
        before          = after;
    }
}

template <other_rep Rep>
constexpr std::vector<Rep> allocate(const Rep& total, std::type_identity_t<std::span<const Rep>> weights, rounding mode)
{
    std::vector<Rep> parts(weights.size(), Rep{0});
    allocate_into<Rep>(parts, total, weights, mode);
    return parts;
}

template <other_rep Rep>
constexpr std::vector<Rep> allocate(const Rep& total, std::initializer_list<std::type_identity_t<Rep>> weights, rounding mode)
{
    return allocate(total, std::span<const Rep>(weights.begin(), weights.size()), mode);
}

template <whole_number I, detail::counted_weights Weights> requires (!detail::lossy_count<I>)
constexpr std::vector<std::int64_t> allocate(I total, const Weights& weights, rounding mode)
{
    return allocate(std::int64_t{total}, allocation_key(weights), mode);
}

template <allocatable_amount P, detail::counted_weights Weights>
constexpr std::vector<P> allocate(const P& total, const Weights& weights, rounding mode)
{
    return allocate(total, allocation_key(weights), mode);
}

} // namespace RATABLE_INSTRUCTION_SET

} // namespace ratable
