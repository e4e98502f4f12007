// SPDX-License-Identifier: BSL-1.0
// A deal with two internal rates of return, and what to do about it.
//
// The provider is prepaid USD 100m, buys hardware for USD 230m a year later, and is paid USD 132m the year after. Which rate does it earn?
#include <ratable/units/format.hpp>
#include <ratable/valuation.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace date::literals;
using namespace ratable::symbols;
using ratable::compounding, ratable::flow, ratable::interest_rate, ratable::rate_of_interest, ratable::rounding, ratable::usd;

int main()
{
    // [begin deal]
    const std::vector<flow<USD>> deal{{2026_y / jan / 1, usd(100'000'000)},  // prepayment
                                      {2027_y / jan / 1, usd(-230'000'000)}, // hardware
                                      {2028_y / jan / 1, usd(132'000'000)}}; // fees, net of what was prepaid
    // [end deal]
    for (const auto& f : deal) fmt::print("{}  {:>22}\n", ratable::to_string(f.on), to_string(f.amount));

    // [begin rates]
    const auto found = xirr(deal, rounding::half_even);
    // [end rates]
    fmt::print("\nRates of return: {}\n", found.roots.size());
    for (const auto& root : found.roots) fmt::print("  {}, between {} and {}\n", to_string(root.rate), to_string(root.low), to_string(root.high));
    fmt::print("Amounts change their sign {} times, so there may be as many rates. A tool that returns one of them has chosen for you.\n", found.sign_changes);

    fmt::print("\nPresent value on {}, by the rate that you would invest at:\n", ratable::to_string(deal.front().on));
    for (const char* r : {"0.05", "0.10", "0.15", "0.20", "0.25"}) {
        const interest_rate rate{.per_year = rate_of_interest::parse(r), .compounds = compounding::annual, .day_count = ratable::any_day_count(ratable::act_365_fixed{})};
        fmt::print("  {}  {:>18}\n", r, to_string(present_value(deal, rate, rounding::half_even)));
    }
    fmt::print("It gains below 10 % and above 20 %, and loses between: at first it is a loan that you take, then one that you give.\n");

    const std::vector<ratable::money<USD>> by_year{deal[0].amount, deal[1].amount, deal[2].amount};
    const auto modified = mirr(by_year, {.finance = rate_of_interest::parse("0.08"), .reinvestment = rate_of_interest::parse("0.05")}, rounding::half_even);
    fmt::print("\nOne rate, if you name two: financed at 8 % and reinvested at 5 %, the modified rate of return is {}.\n", to_string(modified.rate.value()));
    const auto peak = ratable::peak_exposure(deal);
    fmt::print("At most {} are out, from {}; they are back {}.\n", to_string(peak.amount), ratable::to_string(peak.on),
               ratable::payback_of(deal).on ? "on " + ratable::to_string(*ratable::payback_of(deal).on) : std::string(name_of(ratable::payback_of(deal).is)));

    fmt::print("\nSo decide by present value at your own cost of capital; use a rate of return only where there is one:\n");
    try {
        static_cast<void>(only_rate(found));
    } catch (const ratable::invalid_terms& e) {
        fmt::print("  {}\n", e.what());
    }
}
