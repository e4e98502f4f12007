// SPDX-License-Identifier: BSL-1.0
// Exact numbers by themselves: decimals, rounding, splitting, money. The program behind docs/exact-numbers.md.
#include <ratable/core/wide.hpp>
#include <ratable/ratable.hpp>

#include <fmt/format.h>

#include <array>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

// [begin instalments]
constexpr bool instalments_tie_out()
{
    std::array<std::int64_t, 84> months{};
    months.fill(1);
    const auto rows = allocate(usd(38'000'000'000), months); // an array of weights gives an array of rows
    return rows[0] == usd("452380952.38") && sum(rows) == usd(38'000'000'000);
}
static_assert(instalments_tie_out()); // checked by the compiler
// [end instalments]

int main()
{
    // [begin decimals]
    const auto       price  = 2.8475_d;                       // decimal<4>: the scale is the digits written
    const auto       hours  = decimal<0>(1'000'000);          // a whole number
    const decimal<2> stated = decimal<2>::parse("12.5");      // text is read exactly, or refused
    fmt::print("{} {} {}\n", price * hours, stated + 0.125_d, price < stated);
    // [end decimals]

    // [begin rounding]
    struct named { const char* name; rounding mode; };
    constexpr named modes[] = {{"half_even", rounding::half_even}, {"half_up", rounding::half_up}, {"half_down", rounding::half_down},
                               {"up", rounding::up},               {"down", rounding::down},       {"ceiling", rounding::ceiling},
                               {"floor", rounding::floor},         {"zero_five_up", rounding::zero_five_up}};
    fmt::print("{:<14}{:>6}{:>6}{:>6}{:>6}{:>6}\n", "", "2.4", "2.5", "3.5", "-2.5", "5.1");
    for (const auto& [name, mode] : modes) {
        fmt::print("{:<14}", name);
        for (const auto x : {2.4_d, 2.5_d, 3.5_d, -2.5_d, 5.1_d}) fmt::print("{:6}", round<0>(x, mode));
        fmt::print("\n");
    }
    // [end rounding]

    // [begin quotients]
    const fraction third = 1.00_d / 3.0_d; // not a decimal: nobody has said how to round
    fmt::print("{} {} {}\n", third, round<4>(third, rounding::half_up), third * 3 == 1);
    // [end quotients]

    // [begin splitting]
    const allocation_key quarter{31, 28, 31}; // days: checked and prepared once
    for (const auto& row : allocate(usd(100), quarter)) fmt::print("{} ", row);
    fmt::print("\n");
    for (const auto& row : allocate(usd(100), {1, 1, 1}, rounding::floor)) fmt::print("{} ", row);
    fmt::print("\n");
    for (const auto& row : allocate(usd("0.05"), {3, 7}, largest_remainder)) fmt::print("{} ", row);
    fmt::print("\n");
    // [end splitting]

    // [begin money]
    const auto invoice = usd(2.8475_d) * 12'345;                     // money<USD, 4>: still exact
    const auto posted  = round<2>(invoice, rounding::half_up);       // the cent is decided here, by name
    const auto rate    = fx_rate<USD, EUR>::parse("1.1550 USD/EUR", 2025_y / nov / 3);
    fmt::print("{} {} {}\n", invoice, posted, convert(posted, rate, rounding::half_up));
    // [end money]

    // [begin formats]
    fmt::print("[{:>18}] [{:t}] [{:(n}] [{:p}] [{:+,}]\n", posted, posted, -posted, posted, 1234567.5_d);
    // [end formats]

    // [begin wide]
    using wide = decimal<30, unbounded>; // any number of digits; unbounded and Boost's 128 and 256 bits are in core/wide.hpp
    fmt::print("{}\n", round<20, unbounded>(wide::parse("0.123456789012345678901234567890"), rounding::half_even));
    // [end wide]

    // [begin refusals]
    for (const char* text : {"0.125", "1e3", "12.3.4", "92233720368547758.08"}) {
        try {
            fmt::print("{}\n", decimal<2>::parse(text));
        } catch (const error& e) {
            fmt::print("{}\n", e.what());
        }
    }
    // [end refusals]
}
