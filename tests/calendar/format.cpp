// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/format.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace date::literals;

TEST_CASE("fmt prints a period as its text")
{
    const ratable::period p(2025_y / nov / 3, 2032_y / nov / 3);
    CHECK(fmt::format("{}", p) == "2025-11-03 .. 2032-11-03");
    CHECK(fmt::format("[{:<26}]", p) == "[2025-11-03 .. 2032-11-03  ]");
}
