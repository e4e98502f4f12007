// SPDX-License-Identifier: BSL-1.0
/// What a total may be made of: 64-bit counts, and anything that holds one.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace ratable {

/// How a `P` is taken apart into a 64-bit count and made again. Specialise it for a type of your own:
///
///     template <class C> struct part_traits<money<C>>
///     {
///         static constexpr std::int64_t units(const money<C>& x);                           // the count
///         static constexpr money<C>     like(const money<C>& total, std::int64_t units);    // the same unit, another count
///     };
template <class P>
struct part_traits;

/// What can be split, and what costs can be split by.
template <class P>
concept allocatable = requires(const P& x, std::int64_t units) {
    { part_traits<P>::units(x) } -> std::same_as<std::int64_t>;
    { part_traits<P>::like(x, units) } -> std::same_as<P>;
};

template <>
struct part_traits<std::int64_t>
{
    static constexpr std::int64_t units(std::int64_t x) { return x; }
    static constexpr std::int64_t like(std::int64_t, std::int64_t units) { return units; }
};

/// A decimal, and what else counts in `units` and is made by `from_units`.
template <class P> requires requires(const P& x, std::int64_t units) {
    requires std::same_as<std::remove_cvref_t<decltype(x.units)>, std::int64_t>;
    { P::from_units(units) } -> std::same_as<P>;
}
struct part_traits<P>
{
    static constexpr std::int64_t units(const P& x) { return x.units; }
    static constexpr P            like(const P&, std::int64_t units) { return P::from_units(units); }
};

} // namespace ratable
