// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/billing.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<billing> && !std::is_default_constructible_v<payment_terms> && !std::is_default_constructible_v<holdback>);
static_assert(name_of(invoiced::in_arrears) == "in_arrears" && name_of(invoiced::in_advance) == "in_advance");

TEST_CASE("billing is in arrears unless it says otherwise, and keeps nothing back")
{
    const billing b{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}};
    CHECK(b.invoiced == invoiced::in_arrears);
    CHECK(b.every == monthly);
    CHECK(b.payment.net == date::days{30});
    CHECK(b.payment.calendar == no_holidays());
    CHECK_FALSE(b.holdback.has_value());
}
