// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/disclosure_bands.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr fiscal_months calendar{.last_month = date::December, .named_by = fiscal_year_named_by::end};
constexpr fiscal_months june{.last_month = date::June, .named_by = fiscal_year_named_by::end};

std::string text_of(const disclosure_bands& bands)
{
    std::string text;
    for (const auto& band : bands) text += band.label + " from " + to_string(band.days.start()) + "; ";
    return text;
}

std::string text_of(const std::vector<money<USD>>& amounts)
{
    std::string text;
    for (const auto& amount : amounts) text += to_string(amount.amount) + " ";
    return text;
}

} // namespace

TEST_CASE("within a fiscal year its rest comes first, then five years and what is later")
{
    CHECK(text_of(fiscal_bands(2026_y / sep / 30, calendar)) == "rest of 2026 from 2026-10-01; 2027 from 2027-01-01; 2028 from 2028-01-01; 2029 from 2029-01-01; 2030 from 2030-01-01; "
                                                                "2031 from 2031-01-01; thereafter from 2032-01-01; ");
    CHECK(text_of(fiscal_bands(2026_y / sep / 30, june, 1)) == "rest of 2027 from 2026-10-01; 2028 from 2027-07-01; thereafter from 2028-07-01; ");
}

TEST_CASE("at the end of a fiscal year there is no rest of one")
{
    CHECK(text_of(fiscal_bands(2026_y / dec / 31, calendar, 2)) == "2027 from 2027-01-01; 2028 from 2028-01-01; thereafter from 2029-01-01; ");
    CHECK(text_of(fiscal_bands(2026_y / jun / 30, june, 1)) == "2027 from 2026-07-01; thereafter from 2027-07-01; ");
}

TEST_CASE("months count from the day after the balance sheet")
{
    CHECK(text_of(month_bands(2026_y / jun / 30, {12, 24})) == "months 1 to 12 from 2026-07-01; months 13 to 24 from 2027-07-01; thereafter from 2028-07-01; ");
    CHECK_REFUSED(invalid_terms, "bands: must end after more months than the one before, 12, and at most 1,200; got 12; write such as 12, 24", month_bands(2026_y / jun / 30, {12, 12}));
    CHECK_THROWN(invalid_terms, month_bands(2026_y / jun / 30, {0}));
    CHECK_THROWN(invalid_terms, month_bands(2026_y / jun / 30, {}));
    CHECK_THROWN(invalid_terms, month_bands(2026_y / jun / 30, {1201}));
    CHECK_THROWN(invalid_terms, fiscal_bands(2026_y / jun / 30, calendar, 0));
    CHECK_THROWN(invalid_terms, fiscal_bands(2026_y / jun / 31, calendar));
}

TEST_CASE("flows fall into bands by their day, and what is past is left out")
{
    const auto bands = fiscal_bands(2026_y / jun / 30, calendar, 1);
    const std::vector<flow<USD>> flows{{2026_y / jun / 30, usd(1)}, {2026_y / jul / 1, usd(2)}, {2026_y / dec / 31, usd(4)}, {2027_y / jan / 1, usd(8)}, {2030_y / jan / 1, usd(16)}};
    CHECK(text_of(by_bands(flows, bands)) == "6.00 8.00 16.00 ");
    CHECK(text_of(by_bands(std::vector<flow<USD>>{}, bands)) == "0.00 0.00 0.00 ");
}

TEST_CASE("amounts over days fall into bands by their days, on a running total")
{
    const auto bands = fiscal_bands(2026_y / dec / 30, calendar, 1);
    const std::vector<amount_over<USD>> amounts{{period(2026_y / dec / 29, 2027_y / jan / 4), usd(1)}}; // two days are past, one is the rest of the year, three are the next
    CHECK(text_of(by_bands(amounts, bands)) == "0.17 0.50 0.00 ");
    const std::vector<amount_over<USD>> whole{{period(2027_y / jan / 1, 2028_y / jan / 1), usd(365)}, {period(2028_y / jan / 1, 2029_y / jan / 1), usd("0.01")}};
    CHECK(text_of(by_bands(whole, bands)) == "0.00 365.00 0.01 ");
}

TEST_CASE("every amount is in some band, to the cent")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 300; ++round) {
        const year_month_day as_of{sys_days{2026_y / 1 / 1} + date::days{static_cast<int>(draw.between(0, 1000))}};
        const auto           bands = draw.coin() ? fiscal_bands(as_of, june, static_cast<int>(draw.between(1, 8))) : month_bands(as_of, {static_cast<int>(draw.between(1, 20)), 30});
        std::vector<amount_over<USD>> amounts;
        money<USD>                    to_come = usd(0);
        for (int i = 0; i < 10; ++i) {
            const auto start = sys_days{as_of} + date::days{static_cast<int>(draw.between(1, 4000))};
            amounts.push_back({period(start, start + date::days{static_cast<int>(draw.between(1, 800))}), money<USD>(decimal<2>::from_units(draw.between(-1'000'000, 1'000'000)))});
            to_come += amounts.back().amount;
        }
        money<USD> sum = usd(0);
        for (const auto& amount : by_bands(amounts, bands)) sum += amount;
        REQUIRE(sum == to_come);
    }
}
