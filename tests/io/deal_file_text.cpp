// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/deal_file_text.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::detail;

TEST_CASE("A share is a per cent or a plain number, the same to the last digit")
{
    CHECK(parse_ratio("20 %") == ratio::parse("0.2"));
    CHECK(parse_ratio("0.2") == ratio::parse("0.2"));
    CHECK(parse_ratio("100 %") == ratio(1));
    CHECK(parse_ratio("99.9999 %").units == 999'999);
    CHECK(parse_ratio("-2.5 %").units == -25'000);
    CHECK(parse_ratio("0.000001").units == 1);
    CHECK(parse_ratio("0.0001 %").units == 1);
}

TEST_CASE("A share of more than six digits, or in another form, is refused")
{
    CHECK_THROWN(inexact, parse_ratio("0.0000001"));
    CHECK_THROWN(inexact, parse_ratio("0.00001 %"));
    for (const char* text : {"20%", "20  %", "%", " %", "20 percent", "1/5", "2e-1", "", "20 % "}) {
        INFO(std::string(text));
        CHECK_THROWN(parse_error, parse_ratio(text));
    }
    CHECK_THROWN(overflow, parse_ratio("9999999999999999999 %"));
}

TEST_CASE("Days are whole days")
{
    CHECK(parse_days("30 days") == date::days{30});
    CHECK(parse_days("1 day") == date::days{1});
    CHECK(parse_days("0 days") == date::days{0});
    CHECK(parse_days("36600 days") == date::days{36'600});
    for (const char* text : {"30", "days", " days", "-1 days", "+1 days", "1.5 days", "36601 days", "4294967296 days", "30 Days", "30  days", "1 month", ""}) {
        INFO(std::string(text));
        CHECK_THROWN(parse_error, parse_days(text));
    }
}

TEST_CASE("Months are whole months or years, up to a hundred years")
{
    CHECK(parse_months("24 months") == date::months{24});
    CHECK(parse_months("1 month") == date::months{1});
    CHECK(parse_months("2 years") == date::months{24});
    CHECK(parse_months("100 years") == date::months{1'200});
    CHECK(parse_months("1200 months") == date::months{1'200});
    for (const char* text : {"24", "months", "101 years", "1201 months", "2.5 years", "-1 months", "4294967297 months", "2 weeks", "month 24", ""}) {
        INFO(std::string(text));
        CHECK_THROWN(parse_error, parse_months(text));
    }
}

TEST_CASE("An ordinal names what it counts, from 1")
{
    CHECK(parse_ordinal("month", "month 25") == 25);
    CHECK(parse_ordinal("day", "day 1") == 1);
    for (const char* text : {"month 0", "month -1", "month", "month ", "25", "25 months", "months 25", "day 25", "Month 25", "month  25", "month 25 ", "month 99999999999"}) {
        INFO(std::string(text));
        CHECK_THROWN(parse_error, parse_ordinal("month", text));
    }
    CHECK_REFUSED(parse_error, "1:1: ordinal: must be the word month and a whole number from 1; got 25 months; write \"month 25\"", parse_ordinal("month", "25 months"));
}
