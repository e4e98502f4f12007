// SPDX-License-Identifier: BSL-1.0
// The light door: nothing else is included before the test framework, so all that is used here comes through it.
#include <ratable/schedule.hpp>

#ifdef FMT_VERSION
#error "<ratable/schedule.hpp> brings in fmt"
#endif
#ifdef BOOST_VERSION
#error "<ratable/schedule.hpp> brings in Boost"
#endif
#ifdef TOML_LIB_MAJOR
#error "<ratable/schedule.hpp> brings in toml++"
#endif

#include <doctest/doctest.h>

TEST_CASE("The light door has terms, validation, and schedules evenly and by capacity")
{
    using namespace date::literals;
    using namespace ratable::symbols;
    const ratable::contract<USD> c{
        .name          = "A",
        .term          = ratable::disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{2}}, "s"),
        .tranches      = ratable::disclosed({{.in_service = 2027_y / jan / 1, .capacity = 1 * MW_it}}, "s"),
        .consideration = ratable::disclosed(ratable::usd(100), "s"),
    };
    CHECK(ratable::validate(c).empty());
    CHECK(ratable::amortize(c, ratable::straight_line, ratable::monthly).size() == 24);
    const auto by_capacity = ratable::amortize(c, ratable::by_capacity, ratable::annual, ratable::calendar_periods);
    CHECK(by_capacity.back().charge == ratable::usd(100));
    CHECK(ratable::ties_out(by_capacity, c.consideration.value()));
}
