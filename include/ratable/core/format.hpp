// SPDX-License-Identifier: BSL-1.0
/// fmt for the numbers of core. Include <fmt/format.h> where you format.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/core/fraction.hpp>

#include <fmt/core.h>

namespace ratable {

/// Formats a type through its own `to_string`, with the width, fill and alignment of text: `{:>24}`.
template <class T>
struct text_formatter : fmt::formatter<fmt::string_view>
{
    template <class Context>
    auto format(const T& x, Context& context) const { return fmt::formatter<fmt::string_view>::format(to_string(x), context); }
};

} // namespace ratable

template <int Scale, class Rep>
struct fmt::formatter<ratable::decimal<Scale, Rep>> : ratable::text_formatter<ratable::decimal<Scale, Rep>> {};
template <>
struct fmt::formatter<ratable::fraction> : ratable::text_formatter<ratable::fraction> {};
