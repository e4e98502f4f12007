// SPDX-License-Identifier: BSL-1.0
// One phased deal, spread evenly and by capacity: the same total, to the cent, in different years.
#include <ratable/ratable.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::symbols;
using date::years;
using ratable::annual, ratable::assumed, ratable::calendar_periods, ratable::contract, ratable::usd;

int main()
{
    // [begin phased]
    const contract<USD> phased{
        .name          = "750 MW through 2028",
        .term          = assumed(ratable::term{.start = 2026_y/jan/1, .length = years{3}}, "for illustration"),
        .tranches      = assumed({{.in_service = 2026_y/apr/1, .capacity = 250 * MW_it},
                                  {.in_service = 2027_y/jan/1, .capacity = 250 * MW_it},
                                  {.in_service = 2028_y/jan/1, .capacity = 250 * MW_it}},
                                 "for illustration"),
        .consideration = assumed(usd(10'000'000'000), "for illustration"),
    };
    const auto evenly      = amortize(phased, ratable::straight_line, annual, calendar_periods);
    const auto by_capacity = amortize(phased, ratable::by_capacity, annual, calendar_periods);
    // [end phased]

    fmt::print("{:<26}{:>24}{:>24}\n", "year", "evenly", "by capacity");
    for (std::size_t i = 0; i < evenly.size(); ++i) {
        fmt::print("{:<26}{:>24}{:>24}\n", evenly[i].period, evenly[i].charge, by_capacity[i].charge);
    }
    fmt::print("{:<26}{:>24}{:>24}\n\n", "total", total(evenly), total(by_capacity));

    // [begin figures]
    const auto price = evaluate(ratable::metric_named<USD>("per_mw_month"), phased);
    fmt::print("{} a MW-month, {}\n", price, ties_out(by_capacity, phased.consideration.value()) ? "ties out" : "does not tie out");
    try {
        static_cast<void>(ratable::money<USD>::parse("10bn USD"));
    } catch (const ratable::error& e) { // also e.why().subject, .rule, .value, .remedy
        fmt::print("{}\n", e.what());
    }
    // [end figures]
}
