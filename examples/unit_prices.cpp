// SPDX-License-Identifier: BSL-1.0
// Three unit prices, one invoice, and what $9.7bn is per GPU-hour.
#include <ratable/ratable.hpp>
#include <ratable/units/conversion.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using ratable::period, ratable::usd;

int main()
{
    constexpr auto half_up = ratable::rounding::half_up;
    constexpr auto down    = ratable::rounding::down;

    // [begin invoice]
    const auto compute  = usd(2.8475_d) / gpu_h<gb300>;
    const auto capacity = usd(150) / kW_month_it;
    const auto tariff   = usd(0.0853_d) / kWh_gross;

    const period november(2025_y/nov/1, 2025_y/dec/1);
    const period from_the_11th(2025_y/nov/11, 2025_y/dec/1);

    const auto gpu_hours = 5'184 * gpu<gb300> * november;   // 72 racks of 72, the whole month
    const auto mw_months = 10 * MW_month_it * 20 / 30;      // 10 MW on 20 of 30 days
    const auto energy    = to_gross(10 * MW_it * from_the_11th, ratable::pue(1.25_d));

    // price × quantity is exact: each line is rounded once, here, and in words
    const auto line_1 = round<2>(compute * gpu_hours, half_up);
    const auto line_2 = round<2>(capacity * mw_months, half_up);
    const auto line_3 = round<2>(tariff * energy, half_up);
    // [end invoice]

    fmt::print("{:<34}{:>26}{:>20}\n", compute, gpu_hours, line_1);
    fmt::print("{:<34}{:>26}{:>20}\n", capacity, mw_months, line_2);
    fmt::print("{:<34}{:>26}{:>20}\n", tariff, energy, line_3);
    fmt::print("{:<60}{:>20}\n\n", "total", line_1 + line_2 + line_3);

    // [begin effective]
    const auto each   = 1'820 * W_it / gpu<gb300>;
    const auto gpus   = round(200 * MW_it / each, down);   // a data hall counts whole ones
    const auto hours  = gpus * period(2026_y/may/1, 2031_y/may/1);
    const auto price  = usd(9'700'000'000) / hours;        // an exact fraction of a dollar
    const auto per_mw = usd(9'700'000'000) / (200 * 60 * MW_month_it);
    // [end effective]

    fmt::print("200 MW feeds {}: {} in five years\n", gpus, hours);
    fmt::print("$9.7bn over them is {}, or {}\n", round<4>(price, half_up), round<2>(per_mw.expressed_per(MW_month_it), half_up));
    fmt::print("$1m buys {} at {}\n", round(usd(1'000'000) / compute, down), compute);
}
