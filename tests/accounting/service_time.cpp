// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/service_time.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <ratable/core/fraction.hpp>

#include <numeric>
#include <string>
#include <vector>

using namespace ratable;
using namespace date::literals;
using date::months, date::years;

namespace {

/// The time of each period, as fractions of a year.
std::string years_in(const service_time& t)
{
    std::string text;
    for (const auto time : t.time) text += to_string(fraction(time, t.a_year)) + " ";
    return text;
}

service_time by_years(first_year_rule rule, const year_month_day& day = 2026_y / oct / 15, months life = years{3})
{
    return service_time_of(day, life, rule, fiscal_unit::year, calendar_years);
}

} // namespace

TEST_CASE("each rule counts the first book year in its way, and what is left of the life comes last")
{
    CHECK(years_in(by_years(first_year_rule::full_year)) == "1 1 1 ");
    CHECK(years_in(by_years(first_year_rule::half_year)) == "1/2 1 1 1/2 ");
    CHECK(years_in(by_years(first_year_rule::full_month)) == "1/4 1 1 3/4 ");
    CHECK(years_in(by_years(first_year_rule::mid_month)) == "5/24 1 1 19/24 ");
    CHECK(years_in(by_years(first_year_rule::by_days)) == "78/365 1 1 287/365 ");
    CHECK(years_in(by_years(first_year_rule::by_days, 2028_y / feb / 1)) == "335/366 1 1 31/366 ");
    CHECK(years_in(by_years(first_year_rule::half_year, 2026_y / jan / 1, months{6})) == "1/2 ");
}

TEST_CASE("the first period begins in service, and the last ends with the month in which the life does")
{
    const auto t = by_years(first_year_rule::half_year);
    CHECK(t.periods.front() == period(2026_y / oct / 15, 2027_y / jan / 1));
    CHECK(t.periods[1] == period(2027_y / jan / 1, 2028_y / jan / 1));
    CHECK(t.periods.back() == period(2029_y / jan / 1, 2029_y / jul / 1));
    CHECK(t.year == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(by_years(first_year_rule::by_days).periods.back().end() == sys_days{2029_y / nov / 1}); // the life ends on 15 October
}

TEST_CASE("what a first year counts is spread over its months in service")
{
    const auto of = [](first_year_rule rule) { return years_in(service_time_of(2026_y / nov / 10, months{2}, rule, fiscal_unit::month, calendar_years)); };
    CHECK(of(first_year_rule::half_year) == "1/6 ");
    CHECK(of(first_year_rule::full_month) == "1/12 1/12 ");
    CHECK(of(first_year_rule::mid_month) == "1/24 1/12 1/24 ");
    CHECK(of(first_year_rule::by_days) == "21/365 31/365 53/2190 ");
}

TEST_CASE("quarters and years of books that end in June, and of 52 and 53 weeks")
{
    const fiscal_months june{.last_month = date::June, .named_by = fiscal_year_named_by::end};
    const auto          t = service_time_of(2026_y / oct / 15, years{1}, first_year_rule::full_month, fiscal_unit::quarter, june);
    CHECK(years_in(t) == "1/4 1/4 1/4 1/4 ");
    CHECK(t.periods.front() == period(2026_y / oct / 15, 2027_y / jan / 1));
    CHECK(t.year == std::vector<std::size_t>{0, 0, 0, 1});
    const fiscal_weeks weeks{.last_month = date::January, .ends_on = date::Sunday, .year_end = fiscal_year_end::last_in_month, .pattern = week_pattern::four_four_five,
                             .long_month = 12, .named_by = fiscal_year_named_by::end};
    const auto         w = service_time_of(2027_y / jan / 15, years{2}, first_year_rule::by_days, fiscal_unit::year, weeks);
    CHECK(years_in(w) == "17/371 1 354/371 ");
}

TEST_CASE("a life without a month, or of more than a century, is refused")
{
    CHECK_REFUSED(invalid_terms, "useful life: must be from one month to 1,200; got 0 months; write such as date::months{60}", by_years(first_year_rule::half_year, 2026_y / 1 / 1, months{0}));
    CHECK_THROWN(invalid_terms, by_years(first_year_rule::half_year, 2026_y / 1 / 1, months{-12}));
    CHECK_THROWN(invalid_terms, by_years(first_year_rule::half_year, 2026_y / 1 / 1, months{1201}));
    CHECK_THROWN(invalid_terms, by_years(first_year_rule::half_year, 2026_y / feb / 30));
    CHECK_THROWN(invalid_terms, service_time_of(std::vector<period>{}));
}

TEST_CASE("every life by every rule is spent exactly, in contiguous periods, and months and quarters sum to years")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 60; ++round) {
        const year_month_day day{sys_days{2020_y / 1 / 1} + date::days{static_cast<int>(draw.between(0, 5000))}};
        const months         life{static_cast<int>(draw.between(1, 600))};
        const fiscal_months  books{.last_month = date::month{static_cast<unsigned>(draw.between(1, 12))}, .named_by = fiscal_year_named_by::end};
        for (const auto rule : {first_year_rule::full_year, first_year_rule::half_year, first_year_rule::full_month, first_year_rule::mid_month, first_year_rule::by_days}) {
            std::vector<std::int64_t> of_years;
            for (const auto every : {fiscal_unit::year, fiscal_unit::quarter, fiscal_unit::month}) {
                const auto t = service_time_of(day, life, rule, every, books);
                REQUIRE(std::accumulate(t.time.begin(), t.time.end(), std::int64_t{0}) == t.life);
                REQUIRE(fraction(t.life, t.a_year) == fraction(life.count(), 12));
                REQUIRE(t.periods.front().start() == sys_days{day});
                std::vector<std::int64_t> sums(t.year.back() + 1, 0);
                for (std::size_t i = 0; i < t.periods.size(); ++i) {
                    REQUIRE(t.time[i] > 0);
                    REQUIRE((i == 0 || t.periods[i - 1].end() == t.periods[i].start()));
                    sums[t.year[i]] += t.time[i];
                }
                if (every == fiscal_unit::year) of_years = sums;
                REQUIRE(sums == of_years);
            }
        }
    }
}
