// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/escalator.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<escalator> && !std::is_default_constructible_v<index_link> && !std::is_default_constructible_v<price_digits>);
static_assert(name_of(price_start::on_anniversary) == "on_anniversary" && name_of(price_start::on_next_billing_month) == "on_next_billing_month");
static_assert(name_of(index_base::last_year) == "last_year" && name_of(index_base::signing) == "signing");

TEST_CASE("an escalator says when a price starts and how it is rounded; growth and index are left open")
{
    const escalator e{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 4, .mode = rounding::half_up}};
    CHECK_FALSE(e.growth.is_known());
    CHECK_FALSE(e.index.has_value());
    CHECK(e.rounds.digits == 4);
}

TEST_CASE("an index has no floor and no cap unless they are written")
{
    const index_link i{.name = "CPI-U", .compared_with = index_base::signing, .lag_months = 3};
    CHECK_FALSE(i.floor.has_value());
    CHECK_FALSE(i.cap.has_value());
    CHECK(i.lag_months == 3);
    CHECK(i.compared_with == index_base::signing);
}
