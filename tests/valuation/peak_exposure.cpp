// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/peak_exposure.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using dollars = ratable::iso4217::USD;

namespace {

bool test_exposure()
{
    const flow<dollars> flows[] = {{2026_y / mar / 1, usd(-50)}, {2026_y / jan / 1, usd(-100)}, {2026_y / feb / 1, usd(30)}, {2026_y / apr / 1, usd(500)}};
    return peak_exposure(std::span<const flow<dollars>>(flows)) == exposure<dollars>{usd(120), 2026_y / mar / 1};
}

bool test_one_day()
{
    const flow<dollars> flows[] = {{2026_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(100)}, {2026_y / jan / 2, usd(-1)}};
    return peak_exposure(std::span<const flow<dollars>>(flows)) == exposure<dollars>{usd(1), 2026_y / jan / 2};
}

} // namespace

TEST_CASE("the peak is where the running sum is lowest, whatever the order of the flows")
{
    CHECK(test_exposure());
    CHECK(test_one_day());
}

TEST_CASE("who is never out of money is exposed to nothing, from the first day")
{
    const std::vector<flow<dollars>> flows{{2026_y / feb / 1, usd(-5)}, {2026_y / jan / 1, usd(5)}};
    CHECK(peak_exposure(flows) == exposure<dollars>{usd(0), 2026_y / jan / 1});
}

TEST_CASE("of two days that are as deep the first counts")
{
    const std::vector<flow<dollars>> flows{{2026_y / jan / 1, usd(-5)}, {2026_y / jan / 2, usd(5)}, {2026_y / jan / 3, usd(-5)}};
    CHECK(peak_exposure(flows).on == sys_days{2026_y / jan / 1});
}

TEST_CASE("no flows, mixed currencies and an exposure beyond the money are refused")
{
    CHECK_THROWN(invalid_terms, peak_exposure(std::vector<flow<dollars>>{}));
    const auto any = [](const char* code) { return money<any_currency<2>>(decimal<2>(1), currency_of<2>(code)); };
    CHECK_THROWN(unlike_units, peak_exposure(std::vector<flow<any_currency<2>>>{{2026_y / jan / 1, any("USD")}, {2026_y / jan / 2, any("EUR")}}));
    const money<dollars> most(decimal<2>::from_units(std::numeric_limits<std::int64_t>::max()));
    CHECK_THROWN(overflow, peak_exposure(std::vector<flow<dollars>>{{2026_y / jan / 1, -most}, {2026_y / jan / 2, -most}}));
    CHECK(peak_exposure(std::vector<flow<dollars>>{{2026_y / jan / 1, most}, {2026_y / jan / 2, most}, {2026_y / jan / 3, -most}, {2026_y / jan / 4, -most}, {2026_y / jan / 5, -most}}).amount == most);
}

TEST_CASE("the peak is that of the running sums, day by day")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 500; ++i) {
        std::vector<flow<dollars>>       flows;
        std::map<sys_days, std::int64_t> by_day;
        for (std::int64_t n = draw.between(1, 30); n > 0; --n) {
            const sys_days     on    = sys_days{2026_y / jan / 1} + date::days{draw.between(0, 20)};
            const std::int64_t units = draw.between(-1000, 1000);
            flows.push_back({on, money<dollars>(decimal<2>::from_units(units))});
            by_day[on] += units;
        }
        std::int64_t running = 0, lowest = 0;
        sys_days     at = by_day.begin()->first;
        for (const auto& [on, units] : by_day) {
            running += units;
            if (running < lowest) at = on;
            lowest = std::min(lowest, running);
        }
        const auto found = peak_exposure(flows);
        CHECK(found.amount.amount.units == -lowest);
        CHECK(found.on == at);
    }
}
