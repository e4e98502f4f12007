// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/month_rule.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace date::literals;
using date::months;
using ratable::add_months, ratable::invalid_terms, ratable::month_rule, ratable::to_string, ratable::year_month_day;

namespace {

constexpr bool test_doc_examples()
{
    return add_months(2027_y / jan / 31, months{1}, month_rule::clamp) == 2027_y / feb / 28 &&
           add_months(2027_y / feb / 28, months{1}, month_rule::clamp) == 2027_y / mar / 28 &&
           add_months(2027_y / feb / 28, months{1}, month_rule::end_of_month) == 2027_y / mar / 31;
}

constexpr bool test_leap_years()
{
    return add_months(2024_y / feb / 29, months{12}, month_rule::clamp) == 2025_y / feb / 28 &&
           add_months(2024_y / feb / 29, months{48}, month_rule::clamp) == 2028_y / feb / 29 &&
           add_months(2023_y / feb / 28, months{12}, month_rule::clamp) == 2024_y / feb / 28 &&
           add_months(2023_y / feb / 28, months{12}, month_rule::end_of_month) == 2024_y / feb / 29 &&
           add_months(2024_y / feb / 28, months{12}, month_rule::end_of_month) == 2025_y / feb / 28 && // no last day: 2024 is a leap year
           add_months(2024_y / jan / 30, months{1}, month_rule::end_of_month) == 2024_y / feb / 29 &&
           add_months(2100_y / jan / 29, months{1}, month_rule::clamp) == 2100_y / feb / 28;
}

constexpr bool test_back_and_far()
{
    return add_months(2027_y / mar / 31, months{-1}, month_rule::clamp) == 2027_y / feb / 28 &&
           add_months(2027_y / jan / 15, months{-1}, month_rule::reject) == 2026_y / dec / 15 &&
           add_months(2027_y / jan / 31, months{0}, month_rule::reject) == 2027_y / jan / 31 &&
           add_months(1900_y / jan / 31, months{13'199}, month_rule::clamp) == 2999_y / dec / 31 &&
           add_months(2999_y / dec / 31, months{-13'199}, month_rule::clamp) == 1900_y / jan / 31;
}

static_assert(test_doc_examples() && test_leap_years() && test_back_and_far());

} // namespace

TEST_CASE("adding months is the same at compile time and at run time")
{
    CHECK(test_doc_examples());
    CHECK(test_leap_years());
    CHECK(test_back_and_far());
}

TEST_CASE("months are numbered from the year 0, and every month's first day is the date library's")
{
    static_assert(ratable::detail::month_number(0_y / jan / 31) == 0 && ratable::detail::month_number(1900_y / mar / 1) == 1900 * 12 + 2);
    for (int month = 12; month < 4'200 * 12; ++month) {
        const year_month_day first = date::year{month / 12} / date::month{static_cast<unsigned>(month % 12) + 1} / 1;
        REQUIRE(ratable::detail::month_number(first) == month);
        REQUIRE(ratable::detail::first_of_month(month) == date::sys_days{first});
    }
}

TEST_CASE("reject refuses the day that a month does not have, and says what else there is")
{
    CHECK_REFUSED(invalid_terms, "date: plus 1 months must be a day of the calendar; got 2027-01-31; name month_rule::clamp or month_rule::end_of_month",
                  add_months(2027_y / jan / 31, months{1}, month_rule::reject));
    CHECK(add_months(2027_y / jan / 31, months{2}, month_rule::reject) == 2027_y / mar / 31);
    CHECK(add_months(2027_y / feb / 28, months{1}, month_rule::reject) == 2027_y / mar / 28);
}

TEST_CASE("a start that is no day, and a result outside 1900–2999, are refused under every rule")
{
    for (const auto rule : {month_rule::clamp, month_rule::end_of_month, month_rule::reject}) {
        CHECK_THROWN(invalid_terms, add_months(2025_y / feb / 30, months{1}, rule));
        CHECK_THROWN(invalid_terms, add_months(2999_y / dec / 1, months{1}, rule));
        CHECK_THROWN(invalid_terms, add_months(1900_y / jan / 1, months{-1}, rule));
        // 65536 years on, a 16-bit year is where it was.
        for (const int far : {13'200, 65'536 * 12, -65'536 * 12, 2'147'483'647, -2'147'483'647}) {
            CHECK_THROWN(invalid_terms, add_months(2027_y / jan / 15, months{far}, rule));
        }
    }
    CHECK_REFUSED(invalid_terms, "date: plus 786432 months must lie between 1900-01-01 and 2999-12-31; got 2027-01-15",
                  add_months(2027_y / jan / 15, months{786'432}, month_rule::clamp));
}

TEST_CASE("the month is always the one counted to, and the day the start's unless the month has no such day")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 20'000; ++i) {
        const year_month_day start{date::sys_days{1950_y / jan / 1} + date::days{r.between(0, 200'000)}};
        const auto           count = static_cast<int>(r.between(-600, 600));
        const auto           clamped = add_months(start, months{count}, month_rule::clamp);
        const auto           kept    = add_months(start, months{count}, month_rule::end_of_month);
        INFO(to_string(start), " plus ", count, " months: ", to_string(clamped), " or ", to_string(kept));
        const auto target = start.year() / start.month() + months{count};
        REQUIRE(clamped.year() / clamped.month() == target);
        REQUIRE(kept.year() / kept.month() == target);
        const date::day last_day = (target / date::last).day();
        const bool      ended = start.day() == (start.year() / start.month() / date::last).day();
        REQUIRE(clamped.day() == (start.day() < last_day ? start.day() : last_day));
        REQUIRE(kept.day() == (ended ? last_day : clamped.day()));
    }
}
