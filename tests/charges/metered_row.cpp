// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/metered_row.hpp>

#include "../support/billed.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

// 1234.56789012 h × 2.850000 = 3518.518486842 → 3518.52; down 3518.51
constexpr money<USD> row_amount(rounding mode)
{
    const billing_period p{period(2026_y / jan / 1, 2026_y / feb / 1), sys_days{2026_y / jan / 31}, sys_days{2026_y / mar / 2}};
    return metered_row({{"pricing", 1}, priced_unit::gpu_hour, mode}, charge_kind::usage, p, metered(1234.56789012_d), money<USD, 6>(decimal<6>(2.85_d))).amount;
}
static_assert(row_amount(rounding::half_up) == usd(3518.52_d));
static_assert(row_amount(rounding::down) == usd(3518.51_d));

} // namespace

TEST_CASE("a metered row is quantity × price, rounded once, and says of what clause and period")
{
    CHECK(row_amount(rounding::half_up) == usd(3518.52_d));
    CHECK(row_amount(rounding::down) == usd(3518.51_d));
    const auto p   = tests::billed(tests::months_from(2026_y / jan / 1, 12))[1];
    const auto row = metered_row<USD>({{"pricing", 1}, priced_unit::kwh, rounding::half_even}, charge_kind::overage, p, metered(3), usd(0.125_d));
    CHECK(tests::shown(row) == "overage 3.00000000 x 0.125000 = 0.38");
    CHECK(row.clause == term_path{"pricing", 1});
    CHECK(row.tranche == -1);
    CHECK(row.service == period(2026_y / feb / 1, 2026_y / mar / 1));
    CHECK(row.invoiced == sys_days{2026_y / feb / 28});
    CHECK(row.due == sys_days{2026_y / mar / 30});
    CHECK(row.quantity == charged_quantity{300'000'000, 100'000'000, priced_unit::kwh});
    CHECK(row.mode == rounding::half_even);
    CHECK(row.rounds == rounded_on::row);
}

TEST_CASE("an annual row is for the days of its periods")
{
    const auto periods = tests::billed(tests::months_from(2025_y / nov / 3, 12), monthly, calendar_periods);
    CHECK(days_through(periods[0], periods[2]) == period(2025_y / nov / 3, 2026_y / feb / 1));
}
