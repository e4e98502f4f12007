// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/remedy.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<delay_damages> && !std::is_default_constructible_v<service_level>);
static_assert(name_of(termination_scope::tranche) == "tranche" && name_of(termination_scope::order) == "order");

TEST_CASE("delay damages have grace and a share; steps, cap and long-stop are left open")
{
    const delay_damages d{.grace = date::days{30}, .share = ratio(0.5_d)};
    CHECK(d.steps.empty());
    CHECK_FALSE(d.cap.is_known());
    CHECK_FALSE(d.long_stop.is_known());
    CHECK_FALSE(d.ends.has_value());
}

TEST_CASE("a service level has steps, and without a cap credits take all of the fee at most")
{
    const service_level s{.steps = std::vector<service_credit_step>{{ratio(0.999_d), ratio(0.05_d)}}};
    CHECK(s.steps.size() == 1);
    CHECK(s.steps[0].below == ratio::parse("0.999"));
    CHECK_FALSE(s.cap.is_known());
}
