// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/part.hpp>
#include <ratable/core/decimal.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace ratable;

namespace {

struct bytes // a type of a user's own
{
    std::int64_t count = 0;
};

} // namespace

template <>
struct ratable::part_traits<bytes>
{
    static constexpr std::int64_t units(const bytes& x) { return x.count; }
    static constexpr bytes        like(const bytes&, std::int64_t units) { return {units}; }
};

static_assert(allocatable<std::int64_t> && allocatable<decimal<2>> && allocatable<bytes>);
static_assert(!allocatable<int> && !allocatable<double> && !allocatable<std::string> && !allocatable<decimal<2, int128>>);

TEST_CASE("a part gives its count and is made again from another")
{
    CHECK(part_traits<std::int64_t>::like(5, 7) == 7);
    CHECK(part_traits<decimal<2>>::units(decimal<2>(1)) == 100);
    CHECK(part_traits<decimal<2>>::like(decimal<2>(1), 5) == decimal<2>::parse("0.05"));
    CHECK(part_traits<bytes>::like(bytes{1}, 2).count == 2);
}
