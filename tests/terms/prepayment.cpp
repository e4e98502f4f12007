// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/prepayment.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<prepayment>, "every point that decides a date or a cent must be written");
static_assert(name_of(credit_method::level) == "level" && name_of(credit_method::pro_rata) == "pro_rata" && name_of(credit_method::first_dollar) == "first_dollar");
static_assert(name_of(credit_months::billing) == "billing" && name_of(credit_months::service) == "service");
static_assert(name_of(residue::refunded) == "refunded" && name_of(residue::lapses) == "lapses");

TEST_CASE("a prepayment reads as its clause")
{
    const prepayment p{.share         = ratio(0.2_d),
                       .lead          = date::days{90},
                       .credited      = credit_method::level,
                       .counted_in    = credit_months::service,
                       .from_month    = date::months{25},
                       .through_month = assumed(range(date::months{36}, date::months{60}, date::months{60}), "not public"),
                       .left_over     = residue::refunded};
    CHECK(p.lead.value() == date::days{90});
    CHECK(p.through_month.low() == date::months{36});
    CHECK(p.credited == credit_method::level);
    CHECK(p.rounds == rounding::half_up);
}
