// SPDX-License-Identifier: BSL-1.0
#include <ratable/comparison/valuation_metrics.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;

namespace {

/// 10 MW of GB300 at 2 kW for two years from 2026-01-01, USD 1,000 a calendar month, paid 30 days after the month.
contract<USD> ten_megawatts()
{
    return contract<USD>{
        .name          = "ten",
        .term          = assumed(ratable::term{.start = 2026_y / jan / 1, .length = months{24}}, "test"),
        .tranches      = assumed({{.in_service = 2026_y / jan / 1, .capacity = 10 * MW_it, .accelerator = any_accelerator("gb300"), .power_per_accelerator = 2 * kW_it}}, "test"),
        .consideration = unknown("priced by the MW-month"),
        .pricing       = assumed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(usd(100) / MW_month)}}, "test"),
        .billing       = assumed(ratable::billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted}}, "test"),
        .termination   = assumed(early_termination<USD>{.fee_by_year = std::vector{usd(3'000), usd(2'000)}, .less_unearned_prepayment = true}, "test"),
    };
}

row_options at(const char* rate, const year_month_day& day)
{
    return {.valued = valued_at{{.per_year = rate_of_interest::parse(rate), .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}, sys_days{day}}};
}

const metric<USD>& named(std::string_view name)
{
    const auto& all = valuation_metrics_of<USD>();
    return *std::find_if(all.begin(), all.end(), [name](const auto& m) { return m.name == name; });
}

} // namespace

TEST_CASE("at a rate of zero, value is what is still due, and a levelised price is the price")
{
    const auto c = ten_megawatts();
    // The row of December 2025 would have been due in January; that of January 2026 is due on 2 March.
    CHECK(evaluate(named("still_due"), c, at("0", 2026_y / jan / 1)).base == fraction(24'000));
    CHECK(evaluate(named("present_value"), c, at("0", 2026_y / jan / 1)).base == fraction(24'000));
    CHECK(evaluate(named("levelized_mw_month"), c, at("0", 2026_y / jan / 1)).base == fraction(100));
    // 5,000 GPUs × 24 × 730 hours
    CHECK(evaluate(named("levelized_gpu_hour"), c, at("0", 2026_y / jan / 1)).base == round_to_scale(fraction(24'000, 5'000 * 24 * 730), 6, rounding::half_even) / fraction(1'000'000));
    CHECK(evaluate(named("levelized_gpu_hour"), c, at("0", 2026_y / jan / 1)).of == "gb300");
}

TEST_CASE("only cash dates on the day or later count")
{
    const auto c = ten_megawatts();
    CHECK(evaluate(named("still_due"), c, at("0", 2026_y / mar / 2)).base == fraction(24'000));
    CHECK(evaluate(named("still_due"), c, at("0", 2026_y / mar / 3)).base == fraction(23'000));
}

TEST_CASE("discounting lowers the value, and dates the price of a unit")
{
    const auto c  = ten_megawatts();
    const auto on = at("0.1", 2027_y / nov / 1); // due: October's, on 30 November; November's, on 30 December; December's, on 30 January
    // 1,000 × (1.1^(-29/365) + 1.1^(-59/365) + 1.1^(-90/365)) = 992.456… + 984.711… + 976.772…
    CHECK(evaluate(named("present_value"), c, on).base == fraction(295'394, 100));
    CHECK(evaluate(named("duration"), c, on).base == fraction(1'621, 10'000));
    // MW-months: 10 on 30 November, 10 on 31 December: 2,953.94 ÷ (9.924… + 9.844…)
    CHECK(evaluate(named("levelized_mw_month"), c, on).base == fraction(14'942, 100));
}

TEST_CASE("the cost to exit is that of the clause, and without one there is no figure")
{
    auto c = ten_megawatts();
    CHECK(evaluate(named("exit_cost"), c, at("0.1", 2027_y / feb / 1)).base == fraction(2'000));
    CHECK(evaluate(named("exit_cost"), c, at("0.1", 2026_y / jan / 1)).needs == std::vector<std::string>{"termination (must fall within the term 2026-01-01 .. 2028-01-01, after its first day)"});
    c.termination = {};
    CHECK(evaluate(named("exit_cost"), c, at("0.1", 2027_y / feb / 1)).needs == std::vector<std::string>{"termination"});
}

TEST_CASE("terms that are ranges give ranges, and unknown ones are named")
{
    auto c = ten_megawatts();
    std::get<capacity_fee<USD>>(c.pricing.value()[0]).price = range(unit_price<USD>(usd(90) / MW_month), unit_price<USD>(usd(100) / MW_month), unit_price<USD>(usd(120) / MW_month));
    const figure f = evaluate(named("present_value"), c, at("0", 2026_y / jan / 1));
    CHECK(f.sampled);
    CHECK(f.low == fraction(21'600));
    CHECK(f.base == fraction(24'000));
    CHECK(f.high == fraction(28'800));
    CHECK(f.how == known::assumed);
    c.tranches.value()[0].power_per_accelerator = unknown("not public");
    CHECK(evaluate(named("levelized_gpu_hour"), c, at("0", 2026_y / jan / 1)).needs == std::vector<std::string>{"power_per_accelerator"});
    c.pricing = unknown("not public");
    CHECK(evaluate(named("present_value"), c, at("0", 2026_y / jan / 1)).needs == std::vector<std::string>{"pricing"});
}

TEST_CASE("no metric of value has a figure without a rate and a day")
{
    for (const metric<USD>& m : valuation_metrics_of<USD>()) {
        CHECK(evaluate(m, ten_megawatts(), {}).needs == std::vector<std::string>{"valuation (must be at a rate, on a day)"});
    }
}

TEST_CASE("the share and the rate of remaining minimums move the cost to exit, and nothing else of value")
{
    auto c                         = ten_megawatts();
    c.termination.value().minimums = remaining_minimums{.share = 0.5_d, .rate = 0.05_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
    const auto moved               = [&](auto&& change) {
        std::string names;
        auto        other = c;
        change(*other.termination.value().minimums);
        for (const metric<USD>& m : valuation_metrics_of<USD>()) {
            if (evaluate(m, c, at("0.1", 2026_y / jul / 1)).base != evaluate(m, other, at("0.1", 2026_y / jul / 1)).base) names += std::string(m.name) + " ";
        }
        return names;
    };
    CHECK(moved([](remaining_minimums& m) { m.share = 0.6_d; }) == "exit_cost ");
    CHECK(moved([](remaining_minimums& m) { m.rate = 0.06_d; }) == "exit_cost ");
    const auto lists = [](std::string_view field) {
        const auto& reads = named("exit_cost").reads;
        return std::any_of(reads.begin(), reads.end(), [field](const reading& r) { return r.list == "termination" && r.field == field; });
    };
    CHECK(lists("minimums.share"));
    CHECK(lists("minimums.rate"));
}
