// SPDX-License-Identifier: BSL-1.0
/// Quantities: an exact count of one unit, the unit in the type. The table of products is the whole dimension scheme.
#pragma once

#include <ratable/core/decimal.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace ratable {

/// A unit: what it measures (`dimension`, one type per kind of thing), its name, and whatever tells apart what must not mix.
/// Two units of one dimension that are different types (IT and gross watts, two accelerators) do not mix either.
template <class U>
concept unit = std::equality_comparable<U> && requires(const U& u) {
    typename U::dimension;
    { u.name() } -> std::convertible_to<std::string>;
};

/// A count of `U`.
///
/// Shape:   `+ −` within one unit; `×` by whole numbers, and by units in the table `product`.
/// Rounds:  never.
/// Errors:  overflow; unlike_units where the unit is known at run time only.
template <unit U, representation Rep = std::int64_t>
struct quantity
{
    Rep                     count = 0;
    [[no_unique_address]] U in{};

    constexpr quantity() = default;
    constexpr explicit quantity(Rep n, U u = {}) : count(n), in(u) {}
    template <std::floating_point F> quantity(F, U = {}) = delete; // binary floats are not exact: write 2.5_d * MW
    template <std::integral I> requires (!whole_number<I>)
    quantity(I, U = {}) = delete; // a flag or a character is not a count: write a number, such as 1 * MW
    /// From a unit that states at compile time what this one carries at run time: power<critical_it> to power<any_basis>.
    template <unit V> requires (!std::same_as<U, V> && std::same_as<typename U::dimension, typename V::dimension> && std::constructible_from<U, V>)
    constexpr quantity(const quantity<V, Rep>& x) : count(x.count), in(x.in) {} // NOLINT: nothing is lost

    friend constexpr quantity operator-(const quantity& a) { return quantity(rep_traits<Rep>::sub(Rep{0}, a.count), a.in); }
    constexpr quantity&       operator+=(const quantity& b) { return *this = *this + b; }
    constexpr quantity&       operator-=(const quantity& b) { return *this = *this - b; }
};

/// Specialise for two units whose product is a third: `template <> struct product<watt<B>, hour> { using type = watt_hour<B>; };`
/// with `static constexpr type of(watt<B>, hour)`.
template <unit A, unit B>
struct product;

template <class U, class R> [[nodiscard]] constexpr quantity<U, R> operator+(const quantity<U, R>& a, const quantity<U, R>& b);
template <class U, class R> [[nodiscard]] constexpr quantity<U, R> operator-(const quantity<U, R>& a, const quantity<U, R>& b);
template <class U, class R> [[nodiscard]] constexpr std::strong_ordering operator<=>(const quantity<U, R>& a, const quantity<U, R>& b);
template <class U, class R> [[nodiscard]] constexpr bool operator==(const quantity<U, R>& a, const quantity<U, R>& b) { return a.in == b.in && a.count == b.count; }
template <class U, class R, whole_number I> [[nodiscard]] constexpr quantity<U, R> operator*(const quantity<U, R>& a, I n);
template <class U, class R, whole_number I> [[nodiscard]] constexpr quantity<U, R> operator*(I n, const quantity<U, R>& a) { return a * n; }
template <class U, class V, class R> requires requires { typename product<U, V>::type; }
[[nodiscard]] constexpr quantity<typename product<U, V>::type, R> operator*(const quantity<U, R>& a, const quantity<V, R>& b);
/// A ratio within one unit is a plain number.
template <class U, class R> [[nodiscard]] constexpr fraction operator/(const quantity<U, R>& a, const quantity<U, R>& b);

template <class U, class V>
concept another_basis = !std::same_as<U, V> && std::same_as<typename U::dimension, typename V::dimension>;
template <class U, class V>
concept another_dimension = !std::same_as<typename U::dimension, typename V::dimension>;

template <class U, class V, class R> requires another_dimension<U, V>
void operator+(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not add: MW is capacity, MWh and MW-months are capacity over time
template <class U, class V, class R> requires another_dimension<U, V>
void operator-(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not subtract: MW is capacity, MWh and MW-months are capacity over time
template <class U, class V, class R> requires another_basis<U, V>
void operator+(const quantity<U, R>&, const quantity<V, R>&) = delete; // critical IT, gross and campus MW, or two accelerators, do not add: convert with a stated PUE or normaliser first
template <class U, class V, class R> requires another_basis<U, V>
void operator-(const quantity<U, R>&, const quantity<V, R>&) = delete; // critical IT, gross and campus MW, or two accelerators, do not subtract: convert with a stated PUE or normaliser first
template <class U, class V, class R> requires (!std::same_as<U, V>)
void operator<=>(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not compare: convert one first
template <class U, class V, class R> requires (!std::same_as<U, V>)
void operator==(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not compare: convert one first

/// A unit's symbol, to be multiplied: `250 * MW`, `2.5_d * kW`.
template <unit U>
struct unit_symbol
{
    std::int64_t factor = 1; ///< base units in one of the symbol's
    U            in{};
};

template <class U, whole_number I> [[nodiscard]] constexpr quantity<U> operator*(I n, const unit_symbol<U>& symbol);
/// Errors: inexact when the product is no whole number of base units.
template <class U, int S, class R> [[nodiscard]] constexpr quantity<U> operator*(const decimal<S, R>& n, const unit_symbol<U>& symbol);
template <class U, std::floating_point F>
void operator*(F, const unit_symbol<U>&) = delete; // binary floats are not exact: write 2.5_d * MW
template <class U, std::integral I> requires (!whole_number<I>)
void operator*(I, const unit_symbol<U>&) = delete; // a flag or a character is not a count: write a number, such as 1 * MW

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <unit U>
[[noreturn]] void refuse_units(const U& a, const U& b)
{
    throw unlike_units({"quantity", "two units do not mix", std::string(a.name()) + " and " + std::string(b.name()), "convert one with a stated factor first"});
}

[[noreturn]] inline void refuse_fraction_of_unit()
{
    throw inexact({"quantity", "must be a whole number of its base unit", "", "write fewer digits"});
}

template <unit U>
constexpr U same_unit(const U& a, const U& b)
{
    if (!(a == b)) refuse_units(a, b);
    return a;
}

} // namespace detail

template <class U, class R>
constexpr quantity<U, R> operator+(const quantity<U, R>& a, const quantity<U, R>& b)
{
    return quantity<U, R>(rep_traits<R>::add(a.count, b.count), detail::same_unit(a.in, b.in));
}

template <class U, class R>
constexpr quantity<U, R> operator-(const quantity<U, R>& a, const quantity<U, R>& b)
{
    return quantity<U, R>(rep_traits<R>::sub(a.count, b.count), detail::same_unit(a.in, b.in));
}

template <class U, class R>
constexpr std::strong_ordering operator<=>(const quantity<U, R>& a, const quantity<U, R>& b)
{
    static_cast<void>(detail::same_unit(a.in, b.in));
    return a.count <=> b.count;
}

template <class U, class R, whole_number I>
constexpr quantity<U, R> operator*(const quantity<U, R>& a, I n)
{
    return quantity<U, R>(rep_traits<R>::mul(a.count, checked_cast<R>(static_cast<int128>(n))), a.in);
}

template <class U, class V, class R> requires requires { typename product<U, V>::type; }
constexpr quantity<typename product<U, V>::type, R> operator*(const quantity<U, R>& a, const quantity<V, R>& b)
{
    return quantity<typename product<U, V>::type, R>(rep_traits<R>::mul(a.count, b.count), product<U, V>::of(a.in, b.in));
}

template <class U, class R>
constexpr fraction operator/(const quantity<U, R>& a, const quantity<U, R>& b)
{
    static_cast<void>(detail::same_unit(a.in, b.in));
    return fraction(a.count, b.count);
}

template <class U, whole_number I>
constexpr quantity<U> operator*(I n, const unit_symbol<U>& symbol)
{
    return quantity<U>(checked_mul(checked_cast<std::int64_t>(static_cast<int128>(n)), symbol.factor), symbol.in);
}

template <class U, int S, class R>
constexpr quantity<U> operator*(const decimal<S, R>& n, const unit_symbol<U>& symbol)
{
    const int128 scaled = checked_mul<int128>(n.units, symbol.factor);
    const int128 step   = power_of_ten<int128>(S);
    if (scaled % step != 0) detail::refuse_fraction_of_unit();
    return quantity<U>(checked_cast<std::int64_t>(scaled / step), symbol.in);
}

} // namespace ratable
