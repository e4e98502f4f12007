// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/readings.hpp>

#include "../support/billed.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;

namespace {

const std::vector<billing_period> months = tests::billed(tests::months_from(2026_y / jan / 1, 3));

usage_reading read(const year_month_day& from, const year_month_day& to, const metered& quantity, const char* meter = "usage") { return {.meter = meter, .days = period(from, to), .quantity = quantity}; }

std::vector<metered> sums(const std::vector<usage_reading>& rows) { return sum_by_period(rows, "usage", months); }

} // namespace

TEST_CASE("readings are summed by billing period, and what was not read is zero")
{
    CHECK(sums({}) == std::vector<metered>(3));
    CHECK(sums({read(2026_y / jan / 1, 2026_y / feb / 1, metered(5)), read(2026_y / mar / 1, 2026_y / mar / 2, metered::from_units(1)), read(2026_y / mar / 31, 2026_y / apr / 1, metered(7))}) ==
          std::vector<metered>{metered(5), metered(0), metered::from_units(700'000'001)});
}

TEST_CASE("another meter's readings are not summed, and not held against this one's order")
{
    CHECK(sums({read(2026_y / feb / 1, 2026_y / feb / 2, metered(9), "energy"), read(2026_y / jan / 1, 2026_y / jan / 2, metered(5)), read(2025_y / jan / 1, 2025_y / jan / 2, metered(9), "energy"),
                read(2026_y / jan / 2, 2026_y / jan / 3, metered(6))}) == std::vector<metered>{metered(11), metered(0), metered(0)});
}

TEST_CASE("excused hours are summed as used ones are")
{
    const std::vector<excused_reading> rows{{.days = period(2026_y / feb / 3, 2026_y / feb / 4), .quantity = metered(24)}};
    CHECK(sum_by_period(rows, "usage", months) == std::vector<metered>{metered(0), metered(24), metered(0)});
}

TEST_CASE("a reading that is negative, late, doubled, outside the term or across two bills is refused by its days")
{
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-01-01 .. 2026-01-02: must not be negative; got -1.00000000; correct it, or net it with the reading that it corrects",
                  sums({read(2026_y / jan / 1, 2026_y / jan / 2, -metered(1))}));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-01-04 .. 2026-01-06: must follow the one before, without overlap; got 2026-01-01 .. 2026-01-05; put readings in order, each day once",
                  sums({read(2026_y / jan / 1, 2026_y / jan / 5, metered(1)), read(2026_y / jan / 4, 2026_y / jan / 6, metered(1))}));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2025-12-31 .. 2026-01-01: must lie within the term; got 2025-12-31 .. 2026-01-01; leave it out, or prolong the term",
                  sums({read(2025_y / dec / 31, 2026_y / jan / 1, metered(1))}));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-04-01 .. 2026-04-02: must lie within the term; got 2026-04-01 .. 2026-04-02; leave it out, or prolong the term",
                  sums({read(2026_y / apr / 1, 2026_y / apr / 2, metered(1))}));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-01-31 .. 2026-02-02: must lie within one billing period; got 2026-01-01 .. 2026-02-01; split it where the period ends",
                  sums({read(2026_y / jan / 31, 2026_y / feb / 2, metered(1))}));
    CHECK_NOTHROW(static_cast<void>(sums({read(2026_y / jan / 1, 2026_y / jan / 5, metered(1)), read(2026_y / jan / 5, 2026_y / jan / 6, metered(1))})));
}

TEST_CASE("however a period is cut into readings, its sum is the same; a sum beyond 64 bits is refused")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 200; ++i) {
        std::vector<usage_reading> rows;
        std::vector<metered>       expected(3);
        for (sys_days day{2026_y / jan / 1}; day < sys_days{2026_y / apr / 1};) {
            const std::size_t k    = static_cast<std::size_t>(static_cast<unsigned>(year_month_day{day}.month()) - 1);
            const sys_days    to   = std::min(months[k].days.end(), day + date::days{draw.between(1, 20)});
            const metered     some = metered::from_units(draw.between(0, 1'000'000'000'000));
            rows.push_back({.days = period(day, to), .quantity = some});
            expected[k] += some;
            day = to;
        }
        CHECK(sums(rows) == expected);
    }
    const metered most = metered::from_units(highest_of<std::int64_t>);
    CHECK_THROWN(overflow, sums({read(2026_y / jan / 1, 2026_y / jan / 2, most), read(2026_y / jan / 2, 2026_y / jan / 3, metered::from_units(1))}));
}
