// SPDX-License-Identifier: BSL-1.0
/// fmt for periods. Include <fmt/format.h> where you format.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/core/format.hpp>

template <>
struct fmt::formatter<ratable::period> : ratable::text_formatter<ratable::period> {};
