// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/tranche_bill.hpp>

#include <doctest/doctest.h>

#include <limits>

using namespace ratable;
using namespace ratable::literals;
using iso4217::USD;

TEST_CASE("a tranche's value is the sum of its fees as planned, whatever was delivered")
{
    tranche_bill<USD> bill{.planned = period(sys_days{}, sys_days{date::days{90}})};
    bill.planned_fees = {usd("0.01"), usd("100.00"), usd("-0.02")};
    bill.fees         = {usd(7), usd(7), usd(7)};
    bill.uncut_fees   = {usd(9), usd(9), usd(9)};
    CHECK(value_of(bill) == usd("99.99"));
    CHECK(bill.tranche == -1);
    CHECK_FALSE(bill.actual);
}

TEST_CASE("a value that cents in 64 bits cannot hold is refused")
{
    const money<USD>  most(decimal<2>::from_units(std::numeric_limits<std::int64_t>::max()));
    tranche_bill<USD> bill{.planned = period(sys_days{}, sys_days{date::days{90}}), .planned_fees = {most, usd("0.01")}};
    CHECK_THROWS_AS(static_cast<void>(value_of(bill)), overflow);
    bill.planned_fees[1] = usd("-0.01");
    CHECK(value_of(bill) == most - usd("0.01"));
}
