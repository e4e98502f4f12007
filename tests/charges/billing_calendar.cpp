// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/billing_calendar.hpp>

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace date::literals;
using date::days;

namespace {

const ratable::term seven_years{.start = 2025_y / nov / 3, .length = date::years{7}};

billing billed(frequency every, period_basis periods, invoiced when = invoiced::in_arrears)
{
    return {.every = every, .periods = periods, .payment = payment_terms{.net = days{30}, .convention = business_day_convention::following, .calendar = weekends()}, .invoiced = when};
}

} // namespace

TEST_CASE("seven years from 2025-11-03 are 85 calendar months and 84 contract months")
{
    const auto calendar = billing_calendar(billed(monthly, calendar_periods), seven_years, days_of(seven_years));
    CHECK(calendar.size() == 85);
    CHECK(calendar.front().days == period(2025_y / nov / 3, 2025_y / dec / 1));
    CHECK(calendar.back().days == period(2032_y / nov / 1, 2032_y / nov / 3));
    CHECK(billing_calendar(billed(monthly, contract_periods), seven_years, days_of(seven_years)).size() == 84);
}

TEST_CASE("an invoice in arrears is of the last day of its period, in advance of the first; cash follows after net days, on a business day")
{
    const auto arrears = billing_calendar(billed(monthly, calendar_periods), seven_years, days_of(seven_years));
    CHECK(arrears[0].invoiced == sys_days{2025_y / nov / 30});
    CHECK(arrears[0].due == sys_days{2025_y / dec / 30});
    CHECK(arrears[2].invoiced == sys_days{2026_y / jan / 31});
    CHECK(arrears[2].due == sys_days{2026_y / mar / 2});
    CHECK(arrears[4].invoiced == sys_days{2026_y / mar / 31});
    CHECK(arrears[4].due == sys_days{2026_y / apr / 30});
    CHECK(arrears[5].due == sys_days{2026_y / jun / 1}); // 30 May 2026 is a Saturday
    const auto advance = billing_calendar(billed(monthly, calendar_periods, invoiced::in_advance), seven_years, days_of(seven_years));
    CHECK(advance[0].invoiced == sys_days{2025_y / nov / 3});
    CHECK(advance[1].invoiced == sys_days{2025_y / dec / 1});
    CHECK(due_date(payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted}, sys_days{2026_y / apr / 30}) == sys_days{2026_y / may / 30});
}

TEST_CASE("a period belongs to the contract month and year in which it begins, and the last of a year closes it")
{
    const auto calendar = billing_calendar(billed(monthly, calendar_periods), seven_years, days_of(seven_years));
    CHECK(calendar[0].contract_month == 1);
    CHECK(calendar[1].contract_month == 1); // 1 December lies in the month from 3 November
    CHECK(calendar[2].contract_month == 2);
    CHECK(calendar[12].days.start() == sys_days{2026_y / nov / 1});
    CHECK(calendar[12].contract_year == 1);
    CHECK(calendar[12].closes_year);
    CHECK(calendar[13].contract_year == 2);
    CHECK(!calendar[13].closes_year);
    int closing = 0;
    for (const billing_period& p : calendar) closing += p.closes_year;
    CHECK(closing == 7);
    for (const frequency every : {monthly, quarterly, annual}) {
        const auto contract = billing_calendar(billed(every, contract_periods), seven_years, days_of(seven_years));
        for (std::size_t i = 0; i < contract.size(); ++i) {
            CHECK(contract[i].contract_month == static_cast<int>(i) * every.months() + 1);
            CHECK(contract[i].closes_year == ((contract[i].contract_month - 1 + every.months()) % 12 == 0));
        }
    }
}

TEST_CASE("service may outlast the term, and is billed to its end")
{
    const auto calendar = billing_calendar(billed(monthly, calendar_periods), seven_years, period(2025_y / nov / 3, 2033_y / jan / 1));
    CHECK(calendar.back().days.end() == sys_days{2033_y / jan / 1});
    CHECK(calendar.back().contract_year == 8);
}

TEST_CASE("what is metered comes with the next invoice when billed in advance")
{
    const billing advance  = billed(monthly, calendar_periods, invoiced::in_advance);
    const auto    calendar = billing_calendar(advance, seven_years, days_of(seven_years));
    const auto    metered  = metered_calendar(advance, calendar);
    REQUIRE(metered.size() == calendar.size());
    for (std::size_t i = 0; i + 1 < calendar.size(); ++i) {
        CHECK(metered[i].days == calendar[i].days);
        CHECK(metered[i].invoiced == calendar[i + 1].invoiced);
        CHECK(metered[i].due == calendar[i + 1].due);
    }
    CHECK(metered.back().invoiced == sys_days{2032_y / nov / 3});
    const billing arrears = billed(monthly, calendar_periods);
    CHECK(metered_calendar(arrears, billing_calendar(arrears, seven_years, days_of(seven_years))) == billing_calendar(arrears, seven_years, days_of(seven_years)));
}
