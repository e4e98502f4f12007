// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/tranche.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<tranche>, "the day in service and the capacity must be written");

TEST_CASE("a tranche needs a day in service and a capacity, and leaves the rest open")
{
    const tranche t{.in_service = 2026_y / apr / 1, .capacity = 250 * MW};
    CHECK(t.name.empty());
    CHECK(t.in_service.value() == 2026_y / apr / 1);
    CHECK(t.capacity.value() == 250 * MW);
    CHECK(t.capacity.value().in.on.basis == power_basis::unstated);
    CHECK(!t.end.is_known());
    CHECK(!t.accelerator.is_known());
    CHECK(!t.power_per_accelerator.is_known());
}

TEST_CASE("a tranche takes a capacity on any MW basis, stated or bare, and an accelerator by its type")
{
    const tranche t{.in_service = assumed(2026_y / apr / 1, "a hall a quarter"), .capacity = disclosed(at_least(50 * MW_it), "8-K"), .accelerator = gb300{}};
    CHECK(t.in_service.own_statement()->how == known::assumed);
    CHECK(t.capacity.value().in.on.basis == power_basis::critical_it);
    CHECK(t.capacity.shape() == shape::at_least);
    CHECK(t.accelerator.value() == any_accelerator("gb300"));
}

TEST_CASE("a list in braces is one statement around its tranches")
{
    const stated<tranches> by_us    = assumed({{.in_service = 2026_y / apr / 1, .capacity = 250 * MW}, {.in_service = 2027_y / jan / 1, .capacity = 250 * MW}}, "250 MW a year");
    const stated<tranches> by_them  = disclosed({{.in_service = 2026_y / apr / 1, .capacity = 250 * MW}}, "8-K");
    const stated<tranches> by_press = reported({{.in_service = 2026_y / apr / 1, .capacity = 250 * MW}}, "press");
    CHECK(by_us.value().size() == 2);
    CHECK(by_us.own_statement() == statement{known::assumed, "250 MW a year"});
    CHECK(by_them.own_statement() == statement{known::disclosed, "8-K"});
    CHECK(by_press.own_statement() == statement{known::reported, "press"});
    CHECK(!by_us.value()[0].capacity.own_statement());
    CHECK(by_us.value()[1].in_service.value() == 2027_y / jan / 1);
}
