// SPDX-License-Identifier: BSL-1.0
// Valuations that must not compile, and the advice that the compiler quotes. See cmake/checks/compile_fail.cmake.
#include <ratable/valuation/present_value.hpp>

#include <vector>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using ratable::usd;

// The twin of every case: this compiles.
// [begin rate]
const ratable::interest_rate rate_twin{.per_year  = 0.08_d,
                                       .compounds = ratable::compounding::annual,
                                       .day_count = ratable::any_day_count(ratable::act_365_fixed{})};
// [end rate]
const std::vector<ratable::flow<USD>> flows{{2026_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(110)}};
const auto                            worth = present_value(flows, rate_twin, ratable::rounding::half_even);

// case rate_without_compounding: this term is required: write it in the braces, or unknown[(]"why it is not public"[)]
// gcc: required[(][)] .with T = ratable::compounding.*this term is required: write it in the braces
// clang: required<(ratable::)?compounding>.*this term is required: write it in the braces
#ifdef CASE_rate_without_compounding
const ratable::interest_rate r{.per_year = 0.08_d, .day_count = ratable::any_day_count(ratable::act_365_fixed{})};
#endif

// case value_without_rounding: a value is rounded by name: write present_value[(]flows, rate, rounding::half_even[)]
#ifdef CASE_value_without_rounding
const auto unnamed = present_value(flows, rate_twin);
#endif
