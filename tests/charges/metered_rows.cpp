// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/metered_rows.hpp>

#include "../support/billed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

TEST_CASE("a metered row is quantity × price, rounded once, and says of what clause and period")
{
    const auto               periods = tests::billed(tests::months_from(2026_y / jan / 1, 12));
    std::vector<charge<USD>> rows;
    metered_rows<USD>        energy(rows, {{"pricing", 1}, priced_unit::kwh, rounding::half_even});
    energy.add(charge_kind::usage, periods[0], metered(2), usd(1));
    energy.add(charge_kind::overage, periods[1], metered(3), usd(0.125_d)).tranche = 4;
    CHECK(tests::shown(rows) == std::vector<std::string>{"usage 2.00000000 x 1.000000 = 2.00", "overage 3.00000000 x 0.125000 = 0.38"}); // 0.375
    const charge<USD>& row = rows[1];
    CHECK(row.clause == term_path{"pricing", 1});
    CHECK(row.tranche == 4);
    CHECK(rows[0].tranche == -1);
    CHECK(row.service == period(2026_y / feb / 1, 2026_y / mar / 1));
    CHECK(row.invoiced == sys_days{2026_y / feb / 28});
    CHECK(row.due == sys_days{2026_y / mar / 30});
    CHECK(row.quantity == charged_quantity{300'000'000, 100'000'000, priced_unit::kwh});
    CHECK(row.price == usd(0.125_d));
    CHECK(row.mode == rounding::half_even);
    CHECK(row.rounds == rounded_on::row);
}

TEST_CASE("a row is rounded by its clause's mode")
{
    // 1234.56789012 h × 2.85 = 3518.518486842
    const auto amount = [](rounding mode) {
        std::vector<charge<USD>> rows;
        return metered_rows<USD>(rows, {{"pricing", 0}, priced_unit::gpu_hour, mode}).add(charge_kind::usage, tests::billed(tests::months_from(2026_y / jan / 1, 1))[0], metered(1234.56789012_d), usd(2.85_d)).amount;
    };
    CHECK(amount(rounding::half_up) == usd(3518.52_d));
    CHECK(amount(rounding::down) == usd(3518.51_d));
}

TEST_CASE("an annual row is for the days of its periods")
{
    const auto periods = tests::billed(tests::months_from(2025_y / nov / 3, 12), monthly, calendar_periods);
    CHECK(days_through(periods[0], periods[2]) == period(2025_y / nov / 3, 2026_y / feb / 1));
}
