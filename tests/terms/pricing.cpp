// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/pricing.hpp>

#include <ratable/units/currency.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<consideration_fee> && !std::is_default_constructible_v<fixed_fee<USD>> && !std::is_default_constructible_v<capacity_fee<USD>>);
static_assert(!std::is_default_constructible_v<usage_fee<USD>> && !std::is_default_constructible_v<tiers<USD>> && !std::is_default_constructible_v<rebate>);
static_assert(name_of(billed_by::capacity) == "capacity" && name_of(billed_by::months) == "months" && name_of(billed_by::days) == "days");
static_assert(name_of(fee_every::once) == "once" && name_of(fee_every::month) == "month" && name_of(fee_every::year) == "year");
static_assert(name_of(tier_method::marginal) == "marginal" && name_of(tier_method::all_units) == "all_units");
static_assert(name_of(tier_period::billing_period) == "billing_period" && name_of(tier_period::contract_year) == "contract_year");

TEST_CASE("a list of pricing clauses is one statement around clauses of any kind")
{
    const stated<pricing<USD>> list = disclosed(pricing<USD>{consideration_fee{.by = billed_by::capacity}, fixed_fee<USD>{.amount = usd(5), .every = fee_every::once},
                                                             capacity_fee<USD>{.price = unit_price<USD>(usd(150'000) / MW_month)}, usage_fee<USD>{.price = unit_price<USD>(usd(2.85_d) / gpu_h<gb300>)}},
                                                "annex");
    REQUIRE(list.value().size() == 4);
    CHECK(std::holds_alternative<consideration_fee>(list.value()[0]));
    CHECK_FALSE(std::get<fixed_fee<USD>>(list.value()[1]).amount.own_statement().has_value());
    CHECK(list.own_statement() == statement{known::disclosed, "annex"});
}

TEST_CASE("invoices round half up unless the terms name another mode, and clauses have names")
{
    const usage_fee<USD> usage{.price = unknown("not public")};
    CHECK(usage.rounds == rounding::half_up);
    CHECK(usage.name == "usage");
    CHECK(usage.meter == "usage");
    CHECK_FALSE(usage.overage.is_known());
    CHECK(capacity_fee<USD>{.price = unknown("?")}.tranche.empty());
    CHECK(consideration_fee{.by = billed_by::days}.name == "fee");
}
