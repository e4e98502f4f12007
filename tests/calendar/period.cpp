// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/period.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <type_traits>

using namespace date::literals;
using ratable::intersection, ratable::invalid_terms, ratable::period, ratable::sys_days, ratable::to_string;

namespace {

constexpr period november(2025_y / nov / 3, 2025_y / dec / 3);

constexpr bool test_half_open()
{
    return november.days() == 30 && november.contains(2025_y / nov / 3) && november.contains(2025_y / dec / 2) && !november.contains(2025_y / dec / 3) &&
           !november.contains(2025_y / nov / 2) && november.start() == sys_days{2025_y / nov / 3} && november.end() == sys_days{2025_y / dec / 3} &&
           period(2024_y / feb / 28, 2024_y / mar / 1).days() == 2 && period(2025_y / nov / 3, 2032_y / nov / 3).days() == 2557;
}

constexpr bool test_intersection()
{
    const period december(2025_y / dec / 1, 2026_y / jan / 1), after(2025_y / dec / 3, 2025_y / dec / 4), inside(2025_y / nov / 10, 2025_y / nov / 11);
    return intersection(november, december) == period(2025_y / dec / 1, 2025_y / dec / 3) && intersection(december, november) == intersection(november, december) &&
           intersection(november, after) == std::nullopt && intersection(after, november) == std::nullopt && intersection(november, inside) == inside &&
           intersection(november, november) == november;
}

static_assert(test_half_open() && test_intersection());
static_assert(std::is_trivially_copyable_v<period> && !std::is_default_constructible_v<period>);

} // namespace

TEST_CASE("a period has its first day and not its last boundary, at compile time and at run time")
{
    CHECK(test_half_open());
    CHECK(test_intersection());
}

TEST_CASE("a period without days, or between days that do not exist, is refused")
{
    CHECK_REFUSED(invalid_terms, "period: must end after its start 2025-11-03; got 2025-11-03; give the first day that is no longer in it",
                  period(2025_y / nov / 3, 2025_y / nov / 3));
    CHECK_REFUSED(invalid_terms, "period: must end after its start 2025-11-03; got 2025-11-02; give the first day that is no longer in it",
                  period(sys_days{2025_y / nov / 3}, sys_days{2025_y / nov / 2}));
    CHECK_THROWN(invalid_terms, period(2025_y / feb / 30, 2025_y / mar / 3));
    CHECK_THROWN(invalid_terms, period(2025_y / feb / 3, 2025_y / feb / 30));
}

TEST_CASE("an intersection is the days that both contain")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    any = [&r] {
        const sys_days start = sys_days{2025_y / jan / 1} + date::days{r.between(0, 30)};
        return period(start, start + date::days{r.between(1, 30)});
    };
    for (int i = 0; i < 2'000; ++i) {
        const period a = any(), b = any();
        const auto   both = intersection(a, b);
        INFO(to_string(a), " and ", to_string(b));
        int common = 0, found = 0;
        for (sys_days day = 2025_y / jan / 1; day < sys_days{2025_y / mar / 15}; day += date::days{1}) {
            common += a.contains(day) && b.contains(day);
            found += both && both->contains(day) && a.contains(day) && b.contains(day);
        }
        REQUIRE(common == found);
        REQUIRE((both ? both->days() : 0) == common);
    }
}

TEST_CASE("a period prints both boundaries")
{
    CHECK(to_string(november) == "2025-11-03 .. 2025-12-03");
}
