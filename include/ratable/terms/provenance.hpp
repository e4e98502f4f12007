// SPDX-License-Identifier: BSL-1.0
/// How a term is known, and how exactly: every agreed value is a `stated<T>`.
#pragma once

#include <ratable/calendar/date.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ratable {

/// Who says so. The order is from best known to least.
enum class known {
    disclosed, ///< a party to the deal: announcement, filing, order form
    reported,  ///< somebody else
    assumed,   ///< us; the source gives the reasoning
};

[[nodiscard]] constexpr std::string_view name_of(known k);

/// What stands behind a value: who says so, and where. A list's statement holds for every bare value in it.
struct statement
{
    known       how = known::assumed;
    std::string source;

    friend bool operator==(const statement&, const statement&) = default;
};

/// How exactly a value is known.
enum class shape {
    unknown,    ///< not public
    exact,      ///< as stated
    rounded_to, ///< within half a step: an announced $9.7bn is [9.65, 9.75)
    at_least,   ///< a floor; nothing forces an upper bound on it
    up_to,      ///< a ceiling
    range,      ///< anywhere from low to high; always an assumption
};

/// A value with its shape, before anybody has said who states it. Bounds that are not known are empty.
template <class T>
struct shaped
{
    ratable::shape   shape = ratable::shape::exact;
    std::optional<T> low   = {};
    std::optional<T> base  = {}; ///< what derivations read
    std::optional<T> high  = {};
};

namespace detail {
/// A list of terms, or a clause: stated as a whole, with terms of its own inside.
template <class T>
concept has_terms_inside = requires { typename T::iterator; } || requires { typename T::clause; };

/// Whether a `U` is a shape or a statement of something that is a `T`.
template <class U, class T>
inline constexpr bool states = requires(const U& u) { u.shape_and_bounds(); requires std::convertible_to<typename U::value_type, T>; };
template <class U, class T>
inline constexpr bool states<shaped<U>, T> = std::convertible_to<U, T>;
} // namespace detail

/// Not public; the text says why.
struct unknown
{
    explicit unknown(std::string_view why) : reason(why) {}
    std::string reason;
};

/// A term of a contract: its value or shape, who states it, and the source.
///
/// Shape:   implicitly made from a bare value (exact, stated by the list around it), from `disclosed`, `reported` and
///          `assumed`, or from `unknown`; without any of these it is unknown because nobody stated it.
/// Errors:  `value()` throws invalid_terms when the term is unknown.
///
///     disclosed(usd(38'000'000'000), "announcement of 2025-11-03")
///     reported(at_least(usd(10'000'000'000)), "press: more than $10bn")
///     assumed(range(1667 * W_it, 1820 * W_it, 1972 * W_it), "120 to 142 kW per rack of 72")
///     unknown("MW never announced")
template <class T>
class stated
{
public:
    using value_type = T;

    stated() = default;
    stated(unknown u) : unknown_because_(std::move(u.reason)) {} // NOLINT: reads as the statement that it is
    template <class U> requires (std::convertible_to<U, T> && !std::same_as<std::remove_cvref_t<U>, stated> && !std::same_as<std::remove_cvref_t<U>, unknown>)
    stated(U&& bare) : stated(shaped<T>{shape::exact, {}, T(std::forward<U>(bare)), {}}, std::nullopt) {} // NOLINT: a bare value inherits its statement
    template <class U> requires std::convertible_to<U, T>
    stated(shaped<U> s) : stated(std::move(s), std::nullopt) {} // NOLINT: as a bare value
    template <class U> requires (std::convertible_to<U, T> && !std::same_as<U, T>)
    stated(const stated<U>& other) : stated(other.shape_and_bounds(), other.own_statement()) { unknown_because_ = other.unknown_because(); } // NOLINT: widens the value only
    template <class U> requires (!std::convertible_to<U, T> && !detail::states<std::remove_cvref_t<U>, T> && !std::same_as<std::remove_cvref_t<U>, unknown>)
    stated(U&&) = delete; // this value is not of the term's kind: write usd(100) for money, in the contract's currency; 250 * MW for power; 2026_y/jan/1 for a day
    template <class U>
    stated(shaped<U> s, std::optional<statement> by);

    [[nodiscard]] bool           is_known() const { return value_.base.has_value(); }
    [[nodiscard]] ratable::shape shape() const { return is_known() ? value_.shape : ratable::shape::unknown; }
    [[nodiscard]] const T&       value() const;
    /// Members of a list or a clause can be changed in place; any other term is stated anew, with its shape.
    [[nodiscard]] T& value() requires detail::has_terms_inside<T> { return const_cast<T&>(std::as_const(*this).value()); }
    /// The bounds of what the value may be; empty where there is none. Both are the value itself when it is exact.
    [[nodiscard]] const std::optional<T>& low() const { return value_.shape == shape::exact ? value_.base : value_.low; }
    [[nodiscard]] const std::optional<T>& high() const { return value_.shape == shape::exact ? value_.base : value_.high; }
    /// Why it is unknown; empty when it is known, or when nobody stated it.
    [[nodiscard]] const std::string&              unknown_because() const { return unknown_because_; }
    [[nodiscard]] const std::optional<statement>& own_statement() const { return by_; }
    [[nodiscard]] const shaped<T>&                shape_and_bounds() const { return value_; }

    /// The same statement of another, exact value: what a corner of a range is evaluated with.
    [[nodiscard]] stated at(T exact_value) const { return stated(shaped<T>{shape::exact, {}, std::move(exact_value), {}}, by_); }

private:
    using shape_type = ratable::shape;
    shaped<T>                value_{shape_type::unknown, {}, {}, {}};
    std::optional<statement> by_;
    std::string              unknown_because_;
};

/// Shapes. `low`, `base` and `high` of a range are checked by `validate`, not here.
template <class T> [[nodiscard]] shaped<T> at_least(T floor) { return {shape::at_least, floor, floor, {}}; }
template <class T> [[nodiscard]] shaped<T> up_to(T ceiling) { return {shape::up_to, {}, ceiling, ceiling}; }
template <class T> [[nodiscard]] shaped<T> range(T low, T base, T high) { return {shape::range, std::move(low), std::move(base), std::move(high)}; }
/// `step` is what the source rounded to. Errors: invalid_terms if it is not positive, or larger than the value; inexact if half of it is not a whole
/// number of units.
template <class T> [[nodiscard]] shaped<T> rounded_to(T step, T value);

/// Statements: who says so, and where.
template <class T> [[nodiscard]] stated<T> disclosed(T value, std::string_view source);
template <class T> [[nodiscard]] stated<T> reported(T value, std::string_view source);
template <class T> [[nodiscard]] stated<T> assumed(T value, std::string_view source);
template <class T> [[nodiscard]] stated<T> disclosed(shaped<T> value, std::string_view source);
template <class T> [[nodiscard]] stated<T> reported(shaped<T> value, std::string_view source);
template <class T> [[nodiscard]] stated<T> assumed(shaped<T> value, std::string_view source);
template <class T> void disclosed(T) = delete; // a statement has a source: write disclosed(x, "announcement of 2025-11-03")
template <class T> void reported(T) = delete;  // a statement has a source: write reported(x, "trade press, 2025-11-03")
template <class T> void assumed(T) = delete;   // a statement has a source: write assumed(x, "why you assume it")

/// The value as known, in words: `at least USD 10,000,000,000.00`, `1,667 W … 1,972 W, taken as 1,820 W`, `unknown: never announced`.
template <class T>
std::string to_string(const stated<T>& s);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(known k)
{
    switch (k) {
    case known::disclosed: return "disclosed";
    case known::reported: return "reported";
    case known::assumed: break;
    }
    return "assumed";
}

template <class T>
template <class U>
stated<T>::stated(shaped<U> s, std::optional<statement> by) : by_(std::move(by))
{
    value_.shape = s.shape;
    if (s.low) value_.low.emplace(std::move(*s.low));
    if (s.base) value_.base.emplace(std::move(*s.base));
    if (s.high) value_.high.emplace(std::move(*s.high));
}

template <class T>
const T& stated<T>::value() const
{
    if (!is_known()) {
        throw invalid_terms({"term", "must be known for this", unknown_because_.empty() ? "not stated" : "unknown: " + unknown_because_, "state it"});
    }
    return *value_.base;
}

namespace detail {

/// Whether a term was stated, be it as unknown.
template <class T>
bool is_said(const stated<T>& s) { return s.is_known() || !s.unknown_because().empty(); }

template <class T>
T half_of(const T& step)
{
    T half = step;
    auto& units = [&half]() -> auto& {
        if constexpr (requires { half.amount.units; }) return half.amount.units;
        else if constexpr (requires { half.units; }) return half.units;
        else return half.count;
    }();
    if (units <= 0) throw invalid_terms({"rounded_to", "must be positive", to_string(step), "write what the source rounded to"});
    if (units % 2 != 0) throw inexact({"rounded_to", "half a step must be a whole number of units", to_string(step), "write an even step"});
    units /= 2;
    return half;
}

} // namespace detail

template <class T>
shaped<T> rounded_to(T step, T value)
{
    const T half = detail::half_of(step);
    if (value < step) throw invalid_terms({"rounded_to", "must not be larger than the value " + to_string(value), to_string(step), "write rounded_to(step, value)"});
    return {shape::rounded_to, value - half, value, value + half};
}

template <class T> stated<T> disclosed(T value, std::string_view source) { return disclosed(shaped<T>{shape::exact, {}, std::move(value), {}}, source); }
template <class T> stated<T> reported(T value, std::string_view source) { return reported(shaped<T>{shape::exact, {}, std::move(value), {}}, source); }
template <class T> stated<T> assumed(T value, std::string_view source) { return assumed(shaped<T>{shape::exact, {}, std::move(value), {}}, source); }
template <class T> stated<T> disclosed(shaped<T> value, std::string_view source) { return {std::move(value), statement{known::disclosed, std::string(source)}}; }
template <class T> stated<T> reported(shaped<T> value, std::string_view source) { return {std::move(value), statement{known::reported, std::string(source)}}; }
template <class T> stated<T> assumed(shaped<T> value, std::string_view source) { return {std::move(value), statement{known::assumed, std::string(source)}}; }

template <class T>
std::string to_string(const stated<T>& s)
{
    switch (s.shape()) {
    case shape::unknown: return s.unknown_because().empty() ? "not stated" : "unknown: " + s.unknown_because();
    case shape::exact: return to_string(s.value());
    case shape::rounded_to: return to_string(s.value()) + ", rounded: from " + to_string(*s.low()) + " to below " + to_string(*s.high());
    case shape::at_least: return "at least " + to_string(s.value());
    case shape::up_to: return "up to " + to_string(s.value());
    case shape::range: return to_string(*s.low()) + " … " + to_string(*s.high()) + ", taken as " + to_string(s.value());
    }
    return {};
}

} // namespace ratable
