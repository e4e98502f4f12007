// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/cash_flows.hpp>

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

charge<USD> row(const year_month_day& due, const money<USD>& amount)
{
    return {.clause = {"pricing", 0}, .service = period(2026_y / jan / 1, 2026_y / feb / 1), .invoiced = sys_days{2026_y / jan / 31}, .due = sys_days{due}, .amount = amount};
}

} // namespace

TEST_CASE("cash moves on the cash date, out of the customer's account and into the provider's")
{
    const std::vector<charge<USD>> rows{row(2026_y / mar / 2, usd(100)), row(2026_y / feb / 1, usd("-0.01"))};
    CHECK(cash_flows(rows, side::customer) == std::vector<flow<USD>>{{2026_y / mar / 2, usd(-100)}, {2026_y / feb / 1, usd("0.01")}});
    CHECK(cash_flows(rows, side::provider) == std::vector<flow<USD>>{{2026_y / mar / 2, usd(100)}, {2026_y / feb / 1, usd("-0.01")}});
    CHECK(cash_flows(std::vector<charge<USD>>{}, side::customer).empty());
    static_assert(name_of(side::customer) == "customer" && name_of(side::provider) == "provider");
}

TEST_CASE("what one side pays the other receives: flows sum to the charges")
{
    std::vector<charge<USD>> rows;
    money<USD>               paid = usd(0), received = usd(0);
    for (int month = 1; month <= 12; ++month) rows.push_back(row(2026_y / month / 1, usd(month)));
    for (const auto& f : cash_flows(rows, side::customer)) paid += f.amount;
    for (const auto& f : cash_flows(rows, side::provider)) received += f.amount;
    CHECK(paid == -total(rows));
    CHECK(received == total(rows));
}
