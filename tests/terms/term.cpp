// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/term.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>

using namespace ratable;
using namespace date::literals;
using date::months, date::years;

namespace {

constexpr term seven_years{.start = 2025_y / nov / 3, .length = years{7}};

constexpr bool test_days()
{
    return days_of(seven_years) == period(2025_y / nov / 3, 2032_y / nov / 3) &&
           days_of({.start = 2025_y / nov / 3, .length = months{84}}) == days_of(seven_years) &&
           days_of({.start = 2025_y / nov / 3, .length = until(2032_y / nov / 3)}) == days_of(seven_years) &&
           days_of({.start = 2026_y / jan / 31, .length = months{1}}) == period(2026_y / jan / 31, 2026_y / feb / 28);
}
static_assert(test_days());
static_assert(std::is_convertible_v<years, term_length> && std::is_convertible_v<months, term_length>);
static_assert(!std::is_convertible_v<int, term_length>, "a bare number is no length");
static_assert(!std::is_convertible_v<year_month_day, term_length>, "a day is a length by the word until only");
static_assert(!std::is_default_constructible_v<term_length>);

} // namespace

TEST_CASE("seven years, 84 months and until the day seven years later are one term")
{
    CHECK(test_days());
    CHECK(to_string(seven_years) == "2025-11-03 to before 2032-11-03");
    CHECK(months_of(seven_years) == fraction(84));
    CHECK(months_of({.start = 2025_y / nov / 3, .length = months{84}}) == fraction(84));
    CHECK(months_of({.start = 2025_y / nov / 3, .length = until(2032_y / nov / 3)}) == fraction(84));
}

TEST_CASE("years are kept as months, and an end as a day")
{
    CHECK(seven_years.length.months() == months{84});
    CHECK_FALSE(seven_years.length.end().has_value());
    CHECK(until(2029_y / jan / 1).end() == 2029_y / jan / 1);
}

TEST_CASE("the last month of a term that is not whole months counts by its days")
{
    CHECK(months_of({.start = 2026_y / jan / 14, .length = until(2029_y / jan / 1)}) == fraction(35) + fraction(18, 31));
    CHECK(months_of({.start = 2026_y / jan / 1, .length = until(2026_y / jan / 2)}) == fraction(1, 31));
    CHECK(months_of({.start = 2027_y / feb / 1, .length = until(2027_y / feb / 15)}) == fraction(1, 2));
    CHECK(months_of({.start = 2028_y / feb / 1, .length = until(2028_y / feb / 15)}) == fraction(14, 29));
}

TEST_CASE("the month rule decides where a term from the 31st ends")
{
    CHECK(to_string(term{.start = 2027_y / jan / 31, .length = months{1}}) == "2027-01-31 to before 2027-02-28");
    CHECK(to_string(term{.start = 2027_y / feb / 28, .length = months{1}, .month_rule = month_rule::end_of_month}) == "2027-02-28 to before 2027-03-31");
    CHECK_THROWN(invalid_terms, days_of({.start = 2027_y / jan / 31, .length = months{1}, .month_rule = month_rule::reject}));
    CHECK(months_of({.start = 2027_y / jan / 31, .length = months{13}}) == fraction(13));
}

TEST_CASE("a term that ends before it starts, or on a day that does not exist, is refused")
{
    CHECK_THROWN(invalid_terms, days_of({.start = 2026_y / jan / 1, .length = until(2026_y / jan / 1)}));
    CHECK_THROWN(invalid_terms, days_of({.start = 2026_y / jan / 1, .length = until(2025_y / dec / 31)}));
    CHECK_THROWN(invalid_terms, days_of({.start = 2026_y / jan / 1, .length = months{0}}));
    CHECK_THROWN(invalid_terms, days_of({.start = 2026_y / jan / 1, .length = years{-1}}));
    CHECK_THROWN(invalid_terms, days_of({.start = 2025_y / feb / 30, .length = years{1}}));
    CHECK_THROWN(invalid_terms, days_of({.start = 2025_y / feb / 1, .length = until(2026_y / feb / 30)}));
    CHECK_THROWN(invalid_terms, months_of({.start = 2025_y / feb / 30, .length = years{1}}));
}
