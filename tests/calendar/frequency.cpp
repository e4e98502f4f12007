// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/frequency.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>

using date::days, date::months, date::weeks, date::years;
using ratable::frequency, ratable::invalid_terms, ratable::parse_error, ratable::parse_frequency, ratable::to_string;

namespace {

struct terms // as a term sheet is written
{
    frequency every = frequency::monthly;
};

constexpr bool test_lengths()
{
    return terms{}.every == ratable::monthly && terms{.every = months{3}}.every == ratable::quarterly && terms{.every = years{1}}.every == ratable::annual &&
           frequency(years{2}).months() == 24 && frequency(years{2}).days() == 0 && frequency(weeks{2}).days() == 14 && frequency(weeks{2}).months() == 0 &&
           frequency(days{14}) == frequency(weeks{2}) && frequency::semi_annual.months() == 6 && frequency::weekly.days() == 7 && frequency::daily.days() == 1;
}

constexpr bool test_weeks()
{
    return frequency(days{14}).is_weeks() && !frequency(days{10}).is_weeks() && !frequency::monthly.is_weeks() && !frequency::once.is_weeks();
}

constexpr bool test_once()
{
    return frequency::once.months() == 0 && frequency::once.days() == 0 && frequency::once == frequency::once && !(frequency::once == frequency::daily);
}

static_assert(test_lengths() && test_weeks() && test_once());
// A length says its unit: a bare number is none, and months are no days.
static_assert(!std::is_convertible_v<int, frequency> && std::is_convertible_v<months, frequency> && !std::is_default_constructible_v<frequency>);
static_assert(!(frequency(months{1}) == frequency(days{30})));

} // namespace

TEST_CASE("a frequency is whole months, days or weeks, or once, at compile time and at run time")
{
    CHECK(test_lengths());
    CHECK(test_weeks());
    CHECK(test_once());
}

TEST_CASE("a frequency below one, or longer than the calendar, is refused")
{
    CHECK_REFUSED(invalid_terms, "frequency: must be at least one and at most 1,100 years; got 0 months; write frequency::once for a single period", frequency(months{0}));
    CHECK_REFUSED(invalid_terms, "frequency: must be at least one and at most 1,100 years; got -7 days; write frequency::once for a single period", frequency(weeks{-1}));
    CHECK_THROWN(invalid_terms, frequency(days{0}));
    CHECK_THROWN(invalid_terms, frequency(years{1'101}));
    CHECK_THROWN(invalid_terms, frequency(days{401'768}));
    CHECK_THROWN(invalid_terms, frequency(years{357'913'942})); // × 12 is 8 in 32 bits
    CHECK_THROWN(invalid_terms, frequency(weeks{613'566'757})); // × 7 is 3 in 32 bits
    CHECK(frequency(years{1'100}).months() == 13'200);
    CHECK(frequency(days{401'767}).days() == 401'767);
}

TEST_CASE("a frequency prints as a duration, which reads back the same")
{
    for (const frequency every : {frequency::daily, frequency::weekly, frequency::monthly, frequency::quarterly, frequency::semi_annual, frequency::annual,
                                  frequency::once, frequency(days{10}), frequency(weeks{52}), frequency(months{13'200}), frequency(days{401'767})}) {
        INFO(to_string(every));
        CHECK(parse_frequency(to_string(every)) == every);
    }
    CHECK(to_string(frequency::monthly) == "P1M");
    CHECK(to_string(frequency::annual) == "P12M");
    CHECK(to_string(frequency(days{14})) == "P2W");
    CHECK(to_string(frequency(days{10})) == "P10D");
    CHECK(to_string(frequency::once) == "once");
    CHECK(parse_frequency("P2Y") == frequency(months{24}));
}

TEST_CASE("text that is no frequency is refused, and says what is")
{
    for (const std::string text : {"", "P", "PM", "1M", "P1", "P1X", "P-1M", "P1.5M", "p1m", "P1M ", " P1M", "P1M1D", "Once", "P99999999999M", "P\xc3\xa9M"}) {
        INFO(text);
        CHECK_THROWN(parse_error, parse_frequency(text));
    }
    CHECK_REFUSED(parse_error, "1:1: frequency: must be written as a duration; got \"monthly\"; write P1M, P3M, P1Y, P2W, P10D or once", parse_frequency("monthly"));
    CHECK_THROWN(invalid_terms, parse_frequency("P0M"));
    CHECK_THROWN(invalid_terms, parse_frequency("P999999Y"));
}
