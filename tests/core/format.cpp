// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/format.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace ratable;
using namespace ratable::literals;

TEST_CASE("fmt prints decimals and fractions as their text")
{
    CHECK(fmt::format("{}", -12.50_d) == "-12.50");
    CHECK(fmt::format("{}", decimal<0, int128>(7)) == "7");
    CHECK(fmt::format("{}", fraction(1, 3)) == to_string(fraction(1, 3)));
}

TEST_CASE("Width, fill and alignment are those of text")
{
    CHECK(fmt::format("[{:>8}]", 1.5_d) == "[     1.5]");
    CHECK(fmt::format("[{:*<8}]", 1.5_d) == "[1.5*****]");
    CHECK(fmt::format("[{:^7}]", 1.5_d) == "[  1.5  ]");
    CHECK(fmt::format("[{:>{}}]", 1.5_d, 5) == "[  1.5]");
}

TEST_CASE("A format of numbers is refused, instead of printing something else")
{
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:.3f}"), 1.5_d)), fmt::format_error);
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:d}"), fraction(1, 3))), fmt::format_error);
}
