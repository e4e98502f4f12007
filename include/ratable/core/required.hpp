// SPDX-License-Identifier: BSL-1.0
/// A member of an aggregate that must be written: forgetting it does not compile.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

namespace ratable {

/// A `T` that cannot be left out of the braces. It is a `T` in every other way.
template <class T>
struct required : T
{
    using T::T;
    required() = delete; // this term is required: write it in the braces, or unknown("why it is not public") for a stated term
    constexpr required(T value) : T(std::move(value)) {} // NOLINT: stands in for T
};

/// A choice, a count or a flag that cannot be left out; it reads as the plain value.
template <class T> requires (!std::is_class_v<T>)
struct required<T>
{
    required() = delete; // this term is required: write it in the braces; what a contract leaves unsaid has no default
    constexpr required(T written) : value(written) {} // NOLINT: stands in for T
    constexpr operator T() const { return value; }    // NOLINT: is read as one

    T value;
};

} // namespace ratable
