// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/thirty_360.hpp>

#include "../support/random.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>

using namespace date::literals;
using ratable::counted_days, ratable::fraction, ratable::sys_days, ratable::thirty_360_isda, ratable::thirty_360_psa, ratable::thirty_e_360;
using ratable::thirty_e_360_isda, ratable::thirty_e_365, ratable::thirty_e_plus_360, ratable::thirty_u_360, ratable::thirty_u_360_eom;
using ratable::year_fraction;
using ratable::year_month_day;

namespace {

static_assert(ratable::day_count<thirty_360_isda> && ratable::day_count<thirty_u_360> && ratable::day_count<thirty_e_360_isda> &&
              ratable::day_count<thirty_e_365>);

constexpr thirty_e_360_isda no_maturity{.maturity = std::nullopt};

/// Days between a start and an end by each convention, in the order of the header.
struct row
{
    year_month_day start, end;
    std::int64_t   isda, psa, u_eom, e, e_isda, e_plus, e_365;
};

// Worked by hand from the definitions.
constexpr row rows[] = {
    {2027_y / jan / 15, 2027_y / jul / 15, 180, 180, 180, 180, 180, 180, 180},
    {2027_y / jan / 31, 2027_y / jul / 31, 180, 180, 180, 180, 180, 181, 180},
    {2027_y / jan / 30, 2027_y / jul / 31, 180, 180, 180, 180, 180, 181, 180},
    {2027_y / jan / 29, 2027_y / jul / 31, 182, 182, 182, 181, 181, 182, 181},
    {2027_y / jan / 31, 2027_y / feb / 28, 28, 28, 28, 28, 30, 28, 30},
    {2027_y / feb / 28, 2027_y / mar / 31, 33, 30, 30, 32, 30, 33, 30},
    {2027_y / feb / 28, 2028_y / feb / 29, 361, 359, 360, 361, 360, 361, 360},
    {2028_y / feb / 28, 2028_y / mar / 28, 30, 30, 30, 30, 30, 30, 30},
    {2028_y / feb / 29, 2029_y / feb / 28, 359, 358, 360, 359, 360, 359, 360},
    {2027_y / dec / 31, 2028_y / jan / 31, 30, 30, 30, 30, 30, 31, 30},
    {2027_y / apr / 30, 2027_y / may / 31, 30, 30, 30, 30, 30, 31, 30},
};

constexpr bool test_rows()
{
    for (const row& r : rows) {
        if (counted_days(r.start, r.end, thirty_360_isda{}) != r.isda || counted_days(r.start, r.end, thirty_360_psa{}) != r.psa ||
            counted_days(r.start, r.end, thirty_u_360_eom{}) != r.u_eom || counted_days(r.start, r.end, thirty_e_360{}) != r.e ||
            counted_days(r.start, r.end, no_maturity) != r.e_isda || counted_days(r.start, r.end, thirty_e_plus_360{}) != r.e_plus ||
            counted_days(r.start, r.end, thirty_e_365{}) != r.e_365) {
            return false;
        }
    }
    return true;
}

constexpr bool test_context()
{
    constexpr year_month_day start = 2027_y / aug / 31, end = 2028_y / feb / 29;
    return counted_days(start, end, no_maturity) == 180 && counted_days(start, end, thirty_e_360_isda{.maturity = end}) == 179 &&
           counted_days(start, end, thirty_e_360_isda{.maturity = 2029_y / feb / 28}) == 180 &&
           counted_days(2028_y / jan / 15, 2028_y / mar / 31, thirty_e_360_isda{.maturity = 2028_y / mar / 31}) == 75 && // only February's end is kept
           counted_days(2028_y / feb / 29, 2028_y / mar / 31, thirty_u_360{.end_of_month = true}) == 30 &&
           counted_days(2028_y / feb / 29, 2028_y / mar / 31, thirty_u_360{.end_of_month = false}) == 32 &&
           counted_days(end, start, thirty_e_360_isda{.maturity = end}) == -179;
}

constexpr bool test_fractions()
{
    constexpr year_month_day start = 2027_y / jan / 31, end = 2027_y / jul / 31;
    return year_fraction(start, end, thirty_360_isda{}) == fraction(1, 2) && year_fraction(start, end, thirty_e_365{}) == fraction(36, 73) &&
           year_fraction(start, end, no_maturity) == fraction(1, 2) &&
           year_fraction(start, end, thirty_u_360{.end_of_month = true}) == fraction(1, 2) &&
           year_fraction(end, start, thirty_e_plus_360{}) == fraction(-181, 360);
}

static_assert(test_rows() && test_context() && test_fractions());

/// From one day to the next in a month of thirty: 30E counts the 30th and the 31st once, and February's end as if the month went on.
std::int64_t counted_day_by_day(sys_days start, sys_days end)
{
    std::int64_t counted = 0;
    for (sys_days day = start; day < end; day += date::days{1}) {
        const year_month_day today{day}, tomorrow{day + date::days{1}};
        if (tomorrow.day() == date::day{31}) continue;
        const bool     next_month = tomorrow.day() == date::day{1};
        const unsigned d          = static_cast<unsigned>(today.day());
        counted += next_month ? 31 - static_cast<int>(d < 30 ? d : 30U) : 1;
    }
    return counted;
}

} // namespace

TEST_CASE("thirty-day months are the same at compile time and at run time")
{
    CHECK(test_rows());
    CHECK(test_context());
    CHECK(test_fractions());
}

TEST_CASE("30E/360 is thirty days a month, day by day; whole months are whole twelfths by every convention")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 1'000; ++i) {
        const sys_days start = sys_days{1950_y / jan / 1} + date::days{r.between(0, 100'000)};
        const sys_days end   = start + date::days{r.between(0, 2'000)};
        INFO(ratable::to_string(start), " to ", ratable::to_string(end));
        REQUIRE(counted_days(start, end, thirty_e_360{}) == counted_day_by_day(start, end));

        const year_month_day first{date::year{static_cast<int>(r.between(1950, 2900))}, date::month{static_cast<unsigned>(r.between(1, 12))},
                                   date::day{static_cast<unsigned>(r.between(1, 27))}};
        const auto           count = static_cast<int>(r.between(0, 500));
        const year_month_day after = first + date::months{count};
        const fraction       twelfths(count, 12);
        REQUIRE(year_fraction(first, after, thirty_360_isda{}) == twelfths);
        REQUIRE(year_fraction(first, after, thirty_360_psa{}) == twelfths);
        REQUIRE(year_fraction(first, after, thirty_u_360_eom{}) == twelfths);
        REQUIRE(year_fraction(first, after, thirty_e_360{}) == twelfths);
        REQUIRE(year_fraction(first, after, no_maturity) == twelfths);
        REQUIRE(year_fraction(first, after, thirty_e_plus_360{}) == twelfths);
        REQUIRE(counted_days(first, after, thirty_e_365{}) == 30 * count);
    }
}

TEST_CASE("from month end to month end, the conventions that move February's end count thirty days a month")
{
    for (int year = 2027; year <= 2032; ++year) {
        for (unsigned from = 1; from <= 12; ++from) {
            for (int count = 0; count <= 30; ++count) {
                const auto           month = date::year{year} / date::month{from};
                const year_month_day start = month / date::last;
                const year_month_day end   = (month + date::months{count}) / date::last;
                INFO(ratable::to_string(start), " to ", ratable::to_string(end));
                REQUIRE(counted_days(start, end, no_maturity) == 30 * count);
                REQUIRE(counted_days(start, end, thirty_e_365{}) == 30 * count);
            }
        }
    }
}
