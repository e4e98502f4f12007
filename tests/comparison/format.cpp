// SPDX-License-Identifier: BSL-1.0
#include <ratable/comparison/format.hpp>

#include "../support/sample.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace ratable;

TEST_CASE("fmt prints a comparison as its table")
{
    const comparison c = compare({sample::aws(), sample::iren()});
    CHECK(fmt::format("{}", c) == to_string(c));
}

TEST_CASE("fmt prints a figure as its cell")
{
    const figure f = summarize(sample::aws()).figures.front().value;
    CHECK(fmt::format("{}", f) == "USD 38,000,000,000.00");
    CHECK(fmt::format("[{:>24}]", f) == "[   USD 38,000,000,000.00]");
}
