// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/root_search.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

using namespace ratable;
using namespace ratable::detail;

namespace {

std::vector<root_zone<double>> zones_of(const std::vector<std::int64_t>& at, const std::vector<int128>& amounts)
{
    double_sum sum(at, amounts);
    return root_search<double_sum>(sum, sum.far(-1), sum.far(1)).run();
}

} // namespace

TEST_CASE("two roots stand in two zones")
{
    const auto found = zones_of({0, 1, 2}, {100, -230, 132});
    REQUIRE(found.size() == 2);
    CHECK((found[0].left < std::log(1.1) && std::log(1.1) < found[0].right));
    CHECK((found[1].left < std::log(1.2) && std::log(1.2) < found[1].right));
    CHECK((found[0].one && found[1].one));
    CHECK(found[0].right - found[0].left < 1e-10);
}

TEST_CASE("a double root stays open, and no root leaves no zone")
{
    const auto found = zones_of({0, 1, 2}, {100, -220, 121});
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].one);
    CHECK(found[0].sign_left == 1);
    CHECK(found[0].sign_right == 1);
    CHECK(zones_of({0, 1, 2}, {100, -200, 101}).empty());
}

TEST_CASE("what a sum in doubles may be wrong by is stated, at any x")
{
    double_sum sum({0, 365, 365'000}, {-1'000'000, 1'100'000, 1});
    for (const double x : {-20.0, -1.0, -0.001, 0.0, 0.0002, 1.0, 20.0}) {
        const auto v = sum.at(x);
        CHECK(std::isfinite(v.sum));
        CHECK(v.size > 0);
        CHECK(v.error < 1e-6 * v.size);
    }
    CHECK(sum.at(sum.far(1)).sign() == -1);
    CHECK(sum.at(sum.far(-1)).sign() == 1);
}
