// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/entry.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const account cash(account_type::asset, "Cash"), prepaid(account_type::asset, "Prepaid");

} // namespace

TEST_CASE("an entry balances when its debits are its credits")
{
    entry<USD> paid{.date = sys_days{2026_y / jan / 31}, .id = "1", .postings = {{prepaid, usd(100)}, {cash, usd(-100)}}};
    CHECK(imbalance_of(paid) == 0);
    paid.postings[0].amount += usd("0.01");
    CHECK(imbalance_of(paid) == 1);
    CHECK(imbalance_of(entry<USD>{.date = sys_days{2026_y / jan / 31}}) == 0);
}

TEST_CASE("what entries are out by does not overflow")
{
    const auto most = money<USD>(decimal<2>::from_units(std::numeric_limits<std::int64_t>::max()));
    CHECK(imbalance_of(entry<USD>{.date = sys_days{2026_y / jan / 31}, .postings = {{cash, most}, {prepaid, most}, {cash, -most}}}) == most.amount.units);
}

TEST_CASE("two run-time currencies in one entry are refused")
{
    const auto in = [](const char* code) { return money<any_currency<2>>(decimal<2>(1), currency_of<2>(code)); };
    CHECK_THROWN(unlike_units, imbalance_of(entry<any_currency<2>>{.date = sys_days{2026_y / jan / 31}, .postings = {{cash, in("USD")}, {prepaid, in("EUR")}}}));
}
