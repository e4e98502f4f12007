// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/payment_days.hpp>
#include <ratable/calendar/schedule.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

/// 10 in January, nothing in February, 30 in March.
amortization_schedule<USD> rows()
{
    amortization_schedule<USD> schedule;
    for (const period& p : make_schedule({2026_y / jan / 1, 2026_y / apr / 1}, monthly)) schedule.push_back({p, usd(0), usd(0), usd(0), usd(0), usd(0)});
    schedule[0].payment = usd(10);
    schedule[2].payment = usd(30);
    return schedule;
}

using flows = std::vector<flow<USD>>;

} // namespace

TEST_CASE("payments stand on the first or the last day of their periods")
{
    CHECK(payments_of<USD>(rows(), payment_timing::end) == flows{{2026_y / jan / 31, usd(10)}, {2026_y / mar / 31, usd(30)}});
    CHECK(payments_of<USD>(rows(), payment_timing::begin) == flows{{2026_y / jan / 1, usd(10)}, {2026_y / mar / 1, usd(30)}});
}

TEST_CASE("payments on days are those of the rows")
{
    CHECK(payments_of<USD>(rows(), flows{{2026_y / mar / 15, usd(20)}, {2026_y / jan / 1, usd(10)}, {2026_y / feb / 1, usd(0)}, {2026_y / mar / 31, usd(10)}}) ==
          flows{{2026_y / jan / 1, usd(10)}, {2026_y / mar / 15, usd(20)}, {2026_y / mar / 31, usd(10)}});
    CHECK_REFUSED(invalid_terms, "payments: must be those of each row: USD 30.00 in 2026-03-01 .. 2026-04-01; got USD 20.00; give the payments that the schedule was made of",
                  payments_of<USD>(rows(), flows{{2026_y / jan / 1, usd(10)}, {2026_y / mar / 15, usd(20)}}));
    CHECK_REFUSED(invalid_terms, "payments: must be within the schedule; got 2026-04-01; give the payments that the schedule was made of",
                  payments_of<USD>(rows(), flows{{2026_y / jan / 1, usd(10)}, {2026_y / mar / 15, usd(30)}, {2026_y / apr / 1, usd(1)}}));
    CHECK_REFUSED(invalid_terms, "payments: must be within the schedule; got 2025-12-31; give the payments that the schedule was made of",
                  payments_of<USD>(rows(), flows{{2025_y / dec / 31, usd(10)}, {2026_y / mar / 15, usd(30)}}));
}
