// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/commitment.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<take_or_pay> && !std::is_default_constructible_v<make_up> && !std::is_default_constructible_v<annual_true_up>);
static_assert(!std::is_default_constructible_v<committed_spend<USD>>);
static_assert(name_of(make_up_price::free) == "free" && name_of(make_up_price::difference) == "difference");
static_assert(name_of(undrawn::billed) == "billed" && name_of(undrawn::rolls_over) == "rolls_over" && name_of(undrawn::lapses) == "lapses");

TEST_CASE("a minimum is a share; make-up, true-up and what is contracted are left open")
{
    const take_or_pay m{.share = ratio(0.8_d)};
    CHECK(m.share.value() == ratio::parse("0.8"));
    CHECK(m.ramp.empty());
    CHECK_FALSE(m.contracted.is_known());
    CHECK_FALSE(m.make_up.has_value());
    CHECK_FALSE(m.true_up.has_value());
}

TEST_CASE("what is made up has months and a price; without a tail what is left at the end lapses")
{
    const make_up bank{.usable_months = 6, .price = make_up_price::free};
    CHECK(bank.usable_months == 6);
    CHECK(bank.tail_months == 0);
    CHECK_FALSE(bank.cap.is_known());
}
