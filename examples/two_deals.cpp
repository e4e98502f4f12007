// SPDX-License-Identifier: BSL-1.0
// Two deals as their term sheets read, one schedule that ties out, one comparison.
// [begin program]
#include <ratable/ratable.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::symbols;
using date::years;
using ratable::assumed, ratable::at_least, ratable::compare, ratable::contract, ratable::disclosed, ratable::reported,
    ratable::unknown, ratable::until, ratable::usd;

int main()
{
    const contract<USD> aws{
        .name          = "OpenAI–AWS",
        .term          = disclosed(ratable::term{.start = 2025_y/nov/3, .length = years{7}}, "announcement of 2025-11-03"),
        .tranches      = unknown("MW never announced"),
        .consideration = disclosed(usd(38'000'000'000), "announcement of 2025-11-03"),
    };
    const contract<USD> cerebras{
        .name          = "OpenAI–Cerebras",
        .term          = assumed(at_least(ratable::term{.start = 2026_y/jan/14, .length = until(2029_y/jan/1)}),
                                 "announced through 2028; its start is assumed"),
        .tranches      = assumed({{.in_service = 2026_y/jul/1, .capacity = ratable::up_to(250 * MW)},
                                  {.in_service = 2027_y/jul/1, .capacity = ratable::up_to(250 * MW)},
                                  {.in_service = 2028_y/jul/1, .capacity = ratable::up_to(250 * MW)}},
                                 "up to 750 MW, split evenly; dates within the years assumed"),
        .consideration = reported(at_least(usd(10'000'000'000)), "press: more than $10bn"),
    };

    const auto schedule = amortize(aws, ratable::straight_line, ratable::monthly); // anniversary months
    fmt::print("{} rows, total {}\n\n", schedule.size(), total(schedule));
    if (total(schedule) != aws.consideration.value()) return 1; // exact, not approximately

    fmt::print("{}", compare({aws, cerebras}));
}
// [end program]
