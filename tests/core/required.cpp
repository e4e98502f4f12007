// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/required.hpp>

#include <doctest/doctest.h>

#include <ratable/calendar/date.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/units/money.hpp>

#include <string>
#include <type_traits>

using namespace ratable;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<required<std::string>>);
static_assert(!std::is_default_constructible_v<required<stated<money<iso4217::USD>>>>);
static_assert(std::is_convertible_v<const char*, required<std::string>>);
static_assert(std::is_convertible_v<required<std::string>, std::string>);
static_assert(std::is_convertible_v<money<iso4217::USD>, required<stated<money<iso4217::USD>>>>);
static_assert(std::is_convertible_v<unknown, required<stated<money<iso4217::USD>>>>);
static_assert(!std::is_convertible_v<int, required<stated<money<iso4217::USD>>>>);

namespace {

struct row
{
    required<std::string>    name;
    required<year_month_day> on;
    int                      count = 1;
};

constexpr bool test_required_day()
{
    const required<year_month_day> day = 2025_y / nov / 3;
    return day == 2025_y / nov / 3 && sys_days{day} == sys_days{2025_y / nov / 3};
}
static_assert(test_required_day());

} // namespace

static_assert(!std::is_default_constructible_v<row>, "an aggregate is as strict as its members");

TEST_CASE("a required member is its type in every other way")
{
    row r{.name = "Horizon 1", .on = 2025_y / nov / 3};
    CHECK(r.name == "Horizon 1");
    CHECK(r.name.size() == 9);
    CHECK(r.count == 1);
    CHECK(test_required_day());
    r.name = "Horizon 2";
    r.on   = 2025_y / nov / 4;
    CHECK(r.name + "!" == "Horizon 2!");
    CHECK(r.on == 2025_y / nov / 4);
    const std::string copy = r.name;
    CHECK(copy == "Horizon 2");
}

TEST_CASE("a required term may be stated, bare or unknown")
{
    const required<stated<money<iso4217::USD>>> exact = disclosed(usd(5), "8-K"), bare = usd(6), missing = unknown("never announced");
    CHECK(exact.value() == usd(5));
    CHECK(exact.own_statement()->source == "8-K");
    CHECK(bare.value() == usd(6));
    CHECK(missing.unknown_because() == "never announced");
}
