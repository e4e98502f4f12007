// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/date.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace date::literals;
using ratable::checked_day, ratable::invalid_terms, ratable::parse_date, ratable::parse_error, ratable::sys_days, ratable::to_string;

namespace {

constexpr bool test_days_that_exist()
{
    return checked_day(2024_y / feb / 29) + date::days{1} == sys_days{2024_y / mar / 1} && checked_day(2000_y / feb / 29) == sys_days{2000_y / feb / 29} &&
           checked_day(1900_y / jan / 1) < checked_day(2999_y / dec / 31) && checked_day(1970_y / jan / 1).time_since_epoch().count() == 0;
}

static_assert(test_days_that_exist());

} // namespace

TEST_CASE("a day that exists is that day, at compile time and at run time")
{
    CHECK(test_days_that_exist());
}

TEST_CASE("a day that no calendar has is refused, not moved into the next month")
{
    CHECK_REFUSED(invalid_terms, "date: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 2025-02-30; write a day that exists",
                  checked_day(2025_y / feb / 30));
    for (const auto& day : {2025_y / feb / 29, 1900_y / feb / 29, 2100_y / feb / 29, 2025_y / apr / 31, 2025_y / jan / 0, 2025_y / jan / 32,
                            2025_y / date::month{0} / 1, 2025_y / date::month{13} / 1, 1899_y / dec / 31, 3000_y / jan / 1, date::year{-5} / jan / 1}) {
        INFO("day ", to_string(day));
        CHECK_THROWN(invalid_terms, checked_day(day));
    }
}

TEST_CASE("every day of four centuries is read as it is printed")
{
    int days = 0;
    for (sys_days day = checked_day(1900_y / jan / 1); day < checked_day(2300_y / jan / 1); day += date::days{1}, ++days) {
        const auto text = to_string(day);
        if (text.size() != 10 || sys_days{parse_date(text)} != day) FAIL(text);
    }
    CHECK(days == 146'097);
}

TEST_CASE("text that is not YYYY-MM-DD is refused")
{
    CHECK_REFUSED(parse_error, "1:1: date: must be written YYYY-MM-DD; got \"03.11.2025\"; write 2025-11-03", parse_date("03.11.2025"));
    for (const char* text : {"", "2025", "2025-11-3", "2025-1-03", "25-11-03", "2025/11/03", "20251103", " 2025-11-03", "2025-11-03 ", "2025-11-03T00:00",
                             "-025-11-03", "+025-11-03", "2025-11-0a", "2025-nov-03", "2025-11--3", "2025--1-03", "2025-11-03-", "2O25-11-03", "2025 11 03"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, parse_date(text));
    }
    CHECK_THROWN(parse_error, parse_date(std::string_view("2025-11-0\0", 10)));
}

TEST_CASE("text that is well formed but no day is refused for what it is")
{
    CHECK_REFUSED(invalid_terms, "date: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 2025-02-30; write a day that exists",
                  parse_date("2025-02-30"));
    for (const char* text : {"2025-00-01", "2025-13-01", "2025-11-00", "2025-11-31", "2025-99-99", "2023-02-29", "1899-12-31", "3000-01-01", "0000-01-01"}) {
        INFO("text ", text);
        CHECK_THROWN(invalid_terms, parse_date(text));
    }
    CHECK(parse_date("2024-02-29") == 2024_y / feb / 29);
    CHECK(parse_date("1900-01-01") == 1900_y / jan / 1);
    CHECK(parse_date("2999-12-31") == 2999_y / dec / 31);
}

TEST_CASE("a date prints as YYYY-MM-DD, also when it is no day")
{
    CHECK(to_string(2025_y / nov / 3) == "2025-11-03");
    CHECK(to_string(sys_days{2025_y / nov / 3}) == "2025-11-03");
    CHECK(to_string(date::year{7} / jan / 31) == "0007-01-31");
    CHECK(to_string(date::year{-5} / jan / 31) == "-0005-01-31");
    std::string text = "from ";
    ratable::append(text, 2026_y / jan / 14);
    CHECK(text == "from 2026-01-14");
}
