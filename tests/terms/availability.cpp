// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/availability.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

TEST_CASE("availability left out is all of it, and no maintenance is planned")
{
    const availability a;
    CHECK_FALSE(a.expected.is_known());
    CHECK(a.maintenance.empty());
    static_assert(std::is_default_constructible_v<availability>);
}

TEST_CASE("planned maintenance takes out power on some days")
{
    const availability a{.expected = ratio(0.995_d), .maintenance = {{period(2028_y / mar / 1, 2028_y / mar / 3), 5 * MW_it}}};
    CHECK(a.maintenance[0].days.days() == 2);
    CHECK(a.maintenance[0].out == power<any_basis>(5 * MW_it));
}
