// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/option.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<option<USD>> && !std::is_default_constructible_v<early_termination<USD>>);
static_assert(name_of(option_kind::renewal) == "renewal" && name_of(option_kind::extension) == "extension" && name_of(option_kind::expansion) == "expansion");

TEST_CASE("an option has a kind, and is not exercised until a day says so")
{
    const option<USD> o{.name = "Hall C", .kind = option_kind::expansion, .capacity = 15 * MW_it};
    CHECK(o.kind == option_kind::expansion);
    CHECK_FALSE(o.exercised_on.has_value());
    CHECK_FALSE(o.notice_by.is_known());
    CHECK(o.capacity.value() == power<any_basis>(15 * MW_it));
}

TEST_CASE("an early termination has fees by year, and runs until it is used")
{
    const early_termination<USD> e{.fee_by_year = std::vector{usd(10), usd(5)}, .less_unearned_prepayment = true};
    CHECK(e.fee_by_year[1] == usd(5));
    CHECK(e.less_unearned_prepayment);
    CHECK(e.notice == date::days{0});
    CHECK_FALSE(e.terminated_on.has_value());
    CHECK_FALSE(e.minimums.has_value());
    CHECK_FALSE(e.settled.is_known());
}

TEST_CASE("a share of the remaining minimums says how it is discounted, all of it")
{
    const remaining_minimums m{.share = ratio(0.8_d), .rate = ratio(0.065_d), .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
    CHECK(m.share.value() == ratio(0.8_d));
    CHECK(m.rounds == rounding::half_up);
    static_assert(!std::is_default_constructible_v<remaining_minimums>);
}
