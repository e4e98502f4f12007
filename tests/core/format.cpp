// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/format.hpp>

#include <doctest/doctest.h>
#include <fmt/compile.h>
#include <fmt/format.h>

#include <string>

using namespace ratable;
using namespace ratable::literals;

namespace {

std::string refusal(std::string_view spec, const decimal<2>& x = 1.50_d)
{
    try {
        return fmt::format(fmt::runtime(spec), x);
    } catch (const fmt::format_error& e) {
        return e.what();
    }
}

} // namespace

TEST_CASE("fmt prints decimals and fractions as their text")
{
    CHECK(fmt::format("{}", -12.50_d) == "-12.50");
    CHECK(fmt::format("{}", decimal<0, int128>(7)) == "7");
    CHECK(fmt::format("{}", fraction(1, 3)) == to_string(fraction(1, 3)));
    CHECK(fmt::format(FMT_COMPILE("{:>8,}"), 1234.5_d) == " 1,234.5");
}

TEST_CASE("numbers stand right, unless told otherwise, with any fill")
{
    CHECK(fmt::format("[{:8}]", 1.5_d) == "[     1.5]");
    CHECK(fmt::format("[{:>8}]", 1.5_d) == "[     1.5]");
    CHECK(fmt::format("[{:*<8}]", 1.5_d) == "[1.5*****]");
    CHECK(fmt::format("[{:^8}]", 1.5_d) == "[  1.5   ]");
    CHECK(fmt::format("[{:·>6}]", 1.5_d) == "[···1.5]");
    CHECK(fmt::format("[{:>{}}]", 1.5_d, 5) == "[  1.5]");
    CHECK(fmt::format("[{:1}]", 1.5_d) == "[1.5]");
}

TEST_CASE("signs, parentheses and grouping are named in the format")
{
    CHECK(fmt::format("{:+} {:+} {: }", 1.5_d, -1.5_d, 1.5_d) == "+1.5 -1.5  1.5");
    CHECK(fmt::format("{:(,} {:(,}", -1234567.5_d, 1234567.5_d) == "(1,234,567.5) 1,234,567.5");
    CHECK(fmt::format("{:,}", decimal<2>::from_units(lowest_of<std::int64_t>)) == "-92,233,720,368,547,758.08");
    CHECK(fmt::format("{:_>+12,}", 1234.5_d) == "____+1,234.5");
    CHECK(fmt::format("{:,}", 999.5_d) == "999.5");
}

TEST_CASE("a format that would round, or print something else, is refused with advice")
{
    CHECK(refusal("{:.3}") == "a precision would round without a name: write round<2>(x, rounding::half_up)");
    CHECK(refusal("{:8.3f}") == "a precision would round without a name: write round<2>(x, rounding::half_up)");
    CHECK(refusal("{:08}") == "zeros would be taken for digits of the amount: fill with another character");
    CHECK(refusal("{:d}") == "a number's format is [[fill]align][sign][width][,][style]");
    CHECK(refusal("{:99999}") == "a width is below 10000");
    CHECK(refusal("{:{x}}") == "a width is digits or {}");
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:>{}}"), 1.5_d, -1)), fmt::format_error);
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:>{}}"), 1.5_d, "x")), fmt::format_error);
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:d}"), fraction(1, 3))), fmt::format_error);
}
