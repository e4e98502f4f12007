// SPDX-License-Identifier: BSL-1.0
// The wide door, and the program that every user should be able to write.
#include <ratable/ratable.hpp>

#ifdef TOML_LIB_MAJOR
#error "<ratable/ratable.hpp> brings in toml++, which is an optional dependency"
#endif

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

TEST_CASE("The wide door compares deals, and prints them as text, JSON and CSV")
{
    using namespace date::literals;
    using namespace ratable::symbols;
    using ratable::assumed, ratable::at_least, ratable::contract, ratable::disclosed, ratable::reported, ratable::unknown, ratable::usd;
    using date::years;
    const contract<USD> cerebras{
        .name          = "OpenAI–Cerebras",
        .term          = reported(ratable::term{.start = 2026_y / jan / 14, .length = years{3}}, "announcement: at least to 2028"),
        .tranches      = assumed({{.in_service = 2026_y / apr / 1, .capacity = 250 * MW}, {.in_service = 2027_y / jan / 1, .capacity = 250 * MW}}, "dates within the year assumed"),
        .consideration = reported(at_least(usd(10'000'000'000)), "press: more than $10bn"),
    };
    const contract<USD> aws{
        .name          = "OpenAI–AWS",
        .term          = disclosed(ratable::term{.start = 2025_y / nov / 3, .length = years{7}}, "announcement of 2025-11-03"),
        .tranches      = unknown("MW never announced"),
        .consideration = disclosed(usd(38'000'000'000), "announcement of 2025-11-03"),
    };
    const auto schedule = amortize(aws, ratable::straight_line, ratable::monthly);
    CHECK(fmt::format("{} rows, total {}", schedule.size(), total(schedule)) == "84 rows, total USD 38,000,000,000.00");
    CHECK(total(schedule) == aws.consideration.value());
    const ratable::comparison both = ratable::compare({aws, cerebras});
    CHECK(fmt::format("{}", both).find("needs tranches (MW never announced)") != std::string::npos);
    CHECK(ratable::to_json(both).starts_with("{"));
    CHECK(ratable::metrics_to_csv(both).starts_with("deal,"));
}
