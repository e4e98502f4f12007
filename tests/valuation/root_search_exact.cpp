// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/root_search_exact.hpp>

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::detail;

TEST_CASE("roots 2^-100 apart are told apart in 512 bits")
{
    // (z - 1)² - 2^-202, between 1/2 and 2
    const unbounded large = unbounded(1) << 202;
    long_sum        sum({0, 1, 2}, {large, -2 * large, large - 1}, 512, 512);
    const auto      found = root_search<long_sum>(sum, unbounded(1) << 511, unbounded(1) << 513).run();
    REQUIRE(found.size() == 2);
    const unbounded one = unbounded(1) << 512, off = unbounded(1) << (512 - 101);
    CHECK((found[0].left <= one - off && one - off <= found[0].right));
    CHECK((found[1].left <= one + off && one + off <= found[1].right));
    CHECK(found[0].right < one);
    CHECK((found[0].one && found[1].one));
}

TEST_CASE("multiple roots are those of the greatest common divisor with the slope, each once")
{
    CHECK(multiple_roots_of({132, -230, 100}).size() == 1);
    CHECK(multiple_roots_of({121, -220, 100}).size() == 2);            // (10 z - 11)²
    const polynomial p = multiple_roots_of({-1, 3, -3, 1});            // (z - 1)³
    REQUIRE(p.size() == 2);
    CHECK(p[0] == -p[1]);
    CHECK(common_divisor({-1, 0, 1}, {2, 2}).size() == 2);             // z + 1
    CHECK(derivative({5, 4, 3}) == polynomial{4, 6});
}
