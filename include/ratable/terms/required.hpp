// SPDX-License-Identifier: BSL-1.0
/// A member of an aggregate that must be written: forgetting it does not compile.
#pragma once

#include <concepts>
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

} // namespace ratable
