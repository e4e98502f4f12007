// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/by_usage.hpp>

#include "../support/metered_contract.hpp"
#include "../support/oracle.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;
using tests::amounts;

namespace {

using integers  = std::vector<std::int64_t>;
using estimates = std::vector<usage_estimate>;

std::vector<period> months(int n)
{
    return make_schedule(period(sys_days{2026_y / jan / 1}, sys_days{add_months(2026_y / jan / 1, date::months{n}, month_rule::clamp)}), monthly);
}

/// Ten accelerators, 219,000 for a year of 8,760 hours: USD 2.50 an accelerator-hour.
contract<USD> ten()
{
    auto c = tests::metered_contract();
    std::get<usage_fee<USD>>(c.pricing.value()[0]).minimum->contracted = disclosed(gpus<any_accelerator>(10, {}), "order form");
    return c;
}

usage_reading reading(year_month_day from, year_month_day until, std::int64_t hours) { return {.days = period(from, until), .quantity = metered(hours)}; }

} // namespace

TEST_CASE("what is left is spread over what is still expected, and closed rows stay")
{
    const auto rows = amortize(usd(100), months(3), estimates{{10, 90}, {10, 30}, {30, 0}});
    CHECK(amounts(rows) == integers{10'00, 22'50, 67'50});
    CHECK(rows[1].closing == usd("67.50"));
    CHECK(ties_out(rows, usd(100)));
    CHECK(amounts(amortize(usd(100), months(3), estimates{{10, 90}, {10, 80}, {80, 0}})) == integers{10'00, 10'00, 80'00});
    CHECK(amounts(amortize(usd(100), months(3), estimates{{0, 90}, {10, 80}, {0, 0}})) == integers{0, 11'11, 88'89}); // what nobody used is left for the last row
    CHECK(amounts(amortize(usd(100), months(3), estimates{{10, 10}, {10, 0}, {10, 0}})) == integers{50'00, 50'00, 0});
    CHECK(ties_out(amortize(usd(100), months(2), estimates{{10, 90}, {10, 80}}), usd(100), usd(80)));
}

TEST_CASE("while an estimate holds, rows round its running total")
{
    CHECK(amounts(amortize(usd("0.10"), months(3), estimates{{1, 2}, {1, 1}, {1, 0}})) == amounts(amortize(usd("0.10"), months(3), integers{1, 1, 1})));
    CHECK(amounts(amortize(usd("-0.05"), months(2), estimates{{1, 1}, {1, 0}})) == integers{-3, -2});
}

TEST_CASE("a contract's consideration follows its meter; days without a reading count as contracted")
{
    const auto none = amortize(ten(), by_usage, {}, monthly);
    REQUIRE(none.size() == 12);
    CHECK(none[0].charge == usd(18'600)); // 31 × 240 hours at 2.50
    CHECK(none[1].charge == usd(16'800));
    CHECK(ties_out(none, usd(219'000)));

    // January at half: 3,720 of 3,720 + 80,160 hours. What is left then bears 2.50 × 83,880 / …: each later hour a little more.
    const auto half = amortize(ten(), by_usage, {.usage = {reading(2026_y / jan / 1, 2026_y / feb / 1, 3'720)}}, monthly);
    CHECK(half[0].charge == usd("9712.45"));  // 219,000 × 3,720 / 83,880 = 9,712.446…
    CHECK(half[1].charge == usd("17545.06")); // 209,287.55 × 6,720 / 80,160 = 17,545.063…
    CHECK(ties_out(half, usd(219'000)));

    // A reading of the first half of January: the other half is expected.
    CHECK(amortize(ten(), by_usage, {.usage = {reading(2026_y / jan / 1, 2026_y / jan / 16, 3'600)}}, monthly) == none);
    CHECK(amortize(ten(), by_usage, {.usage = {reading(2026_y / jan / 16, 2026_y / feb / 1, 16 * 240)}}, monthly) == none);
    CHECK(amounts(amortize(ten(), by_usage_method{.expected = 0.5_d}, {}, monthly)) == amounts(none));
    const auto quarters = amortize(ten(), by_usage_method{.expected = 0.5_d}, {.usage = {reading(2026_y / jan / 1, 2026_y / feb / 1, 7'440)}}, quarterly, calendar_periods);
    CHECK(quarters[0].charge == usd("66916.67")); // 7,440 and half of 14,160; half of 66,000 are still expected: 219,000 × 14,520 / 47,520
}

TEST_CASE("usage above what is contracted is refused, and with a price for overage charged beside the consideration")
{
    auto                c = ten();
    const readings<USD> over{.usage = {reading(2026_y / jan / 1, 2026_y / feb / 1, 7'441)}};
    CHECK_REFUSED(invalid_terms,
                  "reading of usage for 2026-01-01 .. 2026-02-01: must not exceed what is contracted where no overage is priced; got 7441.00000000 of 7440.00000000; "
                  "state the overage price, or correct the reading",
                  amortize(c, by_usage, over, monthly));
    std::get<usage_fee<USD>>(c.pricing.value()[0]).overage = disclosed(unit_price<USD>(usd(3), priced_unit::gpu_hour), "order form");
    CHECK(amortize(c, by_usage, over, monthly) == amortize(c, by_usage, {}, monthly));
}

TEST_CASE("tranches say what is contracted where no minimum does, in accelerators or in energy")
{
    auto  c   = ten();
    auto& fee = std::get<usage_fee<USD>>(c.pricing.value()[0]);
    fee.minimum.reset();
    c.tranches = disclosed({{.in_service = 2026_y / jul / 1, .capacity = 1 * MW_it, .power_per_accelerator = 100'000 * W_it}}, "order form");
    const auto rows = amortize(c, by_usage, {}, quarterly);
    CHECK(amounts(rows) == integers{0, 0, 109'500'00, 109'500'00});
    fee.price = disclosed(unit_price<USD>(usd(3), priced_unit::mwh), "order form");
    CHECK(amortize(c, by_usage, {}, quarterly) == rows);
    CHECK(amortize(c, by_usage, {.usage = {reading(2026_y / jul / 1, 2026_y / aug / 1, 744)}}, quarterly) == rows);
    CHECK_THROWN(invalid_terms, amortize(c, by_usage, {.usage = {reading(2026_y / jul / 1, 2026_y / aug / 1, 745)}}, quarterly));
    CHECK_THROWN(invalid_terms, amortize(c, by_usage, {.usage = {reading(2026_y / jun / 1, 2026_y / jun / 2, 1)}}, quarterly)); // nothing is in force
}

TEST_CASE("estimates below zero, readings across periods or outside of the term, and contracts without a meter are refused")
{
    CHECK_THROWN(invalid_terms, amortize(usd(1), months(2), estimates{{-1, 2}, {1, 0}}));
    CHECK_THROWN(invalid_terms, amortize(usd(1), months(2), estimates{{1, -2}, {1, 0}}));
    CHECK_REFUSED(invalid_terms, "schedule: must have periods, and an estimate of usage for each; got 2 and 1; give as many of both", amortize(usd(1), months(2), estimates{{1, 2}}));
    CHECK_THROWN(invalid_terms, amortize(usd(1), {}, estimates{}));
    const auto refused = [](usage_reading r) { return amortize(ten(), by_usage, {.usage = {r}}, monthly); };
    CHECK_REFUSED(invalid_terms,
                  "reading of usage for 2026-01-20 .. 2026-02-02: must lie within one period of the schedule, after the reading before it; got 2026-01-01 .. 2026-02-01; "
                  "split it where the period ends, or choose longer periods",
                  refused(reading(2026_y / jan / 20, 2026_y / feb / 2, 1)));
    CHECK_THROWN(invalid_terms, refused(reading(2025_y / dec / 20, 2025_y / dec / 21, 1)));
    CHECK_THROWN(invalid_terms, refused(reading(2027_y / jan / 1, 2027_y / jan / 2, 1)));
    CHECK_THROWN(invalid_terms, refused(reading(2026_y / jan / 1, 2026_y / jan / 2, -1)));
    CHECK_THROWN(invalid_terms, amortize(ten(), by_usage_method{.meter = "other"}, {}, monthly));
    CHECK_THROWN(invalid_terms, amortize(ten(), by_usage_method{.expected = 1.1_d}, {}, monthly));
    auto c = ten();
    c.pricing.value().push_back(c.pricing.value()[0]);
    CHECK_THROWN(invalid_terms, amortize(c, by_usage, {}, monthly));
    c.pricing.value().clear();
    CHECK_THROWN(invalid_terms, amortize(c, by_usage, {}, monthly));
    c               = ten();
    c.consideration = unknown("?");
    CHECK_THROWN(invalid_terms, amortize(c, by_usage, {}, monthly));
}

TEST_CASE("every total over every usage ties out, and is what the oracle spreads")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 300; ++round) {
        const auto n = static_cast<std::size_t>(draw.between(1, 60));
        estimates  usage(n);
        std::int64_t after = draw.between(0, 1) == 0 ? draw.between(0, 50) : draw.between(0, std::int64_t{1} << 60);
        for (auto& u : usage) {
            u.used = draw.between(0, after / 4 + 1);
            if (draw.between(0, 2) == 0) after = draw.between(0, std::int64_t{1} << 60); // another estimate
            else after = std::max<std::int64_t>(0, after - u.used);
            u.expected_after = after;
        }
        usage.back().expected_after = 0;
        const auto sum  = money<USD>(decimal<2>::from_units(draw.any_int64()));
        const auto rows = amortize(sum, months(static_cast<int>(n)), usage);
        REQUIRE(tests::untidy(rows, sum, period(rows.front().period.start(), rows.back().period.end())) == "");
        for (std::size_t i = 0; i < n; ++i) {
            if (usage[i].expected_after == 0) continue;
            const auto share = tests::ratio(rows[i].opening.amount.units, 1) * tests::ratio(usage[i].used, int128{usage[i].used} + usage[i].expected_after);
            const tests::cpp_rational error = tests::ratio(rows[i].charge.amount.units, 1) - share;
            REQUIRE(abs(error) < 1);
        }
    }
}
