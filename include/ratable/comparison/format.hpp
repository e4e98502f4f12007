// SPDX-License-Identifier: BSL-1.0
/// fmt for comparisons. Include <fmt/format.h> where you format.
#pragma once

#include <ratable/comparison/table.hpp>
#include <ratable/core/format.hpp>

template <>
struct fmt::formatter<ratable::comparison> : ratable::text_formatter<ratable::comparison> {};
template <>
struct fmt::formatter<ratable::figure> : ratable::text_formatter<ratable::figure> {};
