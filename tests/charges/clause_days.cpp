// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/clause_days.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace ratable;
using namespace date::literals;

namespace {

/// What these functions read of a clause.
struct dated
{
    std::string                   name  = "dated";
    std::string                   meter = "usage";
    std::optional<year_month_day> from  = {};
    std::optional<year_month_day> until = {};
};

const term    two_years{.start = 2026_y / jan / 16, .length = date::years{2}};
const billing by_month{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{10}, .convention = business_day_convention::unadjusted}};
const auto    calendar = billing_calendar(by_month, two_years, days_of(two_years));

} // namespace

TEST_CASE("a clause holds from its first day to before its last; without either, always")
{
    const period march(2026_y / mar / 1, 2026_y / apr / 1);
    CHECK(days_held(dated{}, march) == march);
    CHECK(days_held(dated{.from = 2026_y / mar / 11}, march) == period(2026_y / mar / 11, 2026_y / apr / 1));
    CHECK(days_held(dated{.until = 2026_y / mar / 11}, march) == period(2026_y / mar / 1, 2026_y / mar / 11));
    CHECK(days_held(dated{.from = 2026_y / mar / 31, .until = 2026_y / apr / 11}, march) == period(2026_y / mar / 31, 2026_y / apr / 1));
    CHECK(days_held(dated{.from = 2026_y / jan / 1, .until = 2027_y / jan / 1}, march) == march);
    CHECK_FALSE(days_held(dated{.from = 2026_y / apr / 1}, march));
    CHECK_FALSE(days_held(dated{.until = 2026_y / mar / 1}, march));
    CHECK_REFUSED(invalid_terms, "clause 'dated': must hold on a day; got 2026-03-11 to before 2026-03-11; let until follow from", days_held(dated{.from = 2026_y / mar / 11, .until = 2026_y / mar / 11}, march));
    CHECK_THROWN(invalid_terms, days_held(dated{.from = 2026_y / feb / 30}, march));
}

TEST_CASE("a clause's term starts and ends with it")
{
    const auto days = [](const dated& clause) { return days_of(term_of(clause, two_years)); };
    CHECK(days({}) == days_of(two_years));
    CHECK(days({.from = 2026_y / mar / 11}) == period(2026_y / mar / 11, 2028_y / jan / 16));
    CHECK(days({.until = 2026_y / mar / 11}) == period(2026_y / jan / 16, 2026_y / mar / 11));
    const term ends{.start = 2026_y / jan / 31, .length = date::years{1}, .month_rule = month_rule::end_of_month};
    CHECK(term_of(dated{.from = 2026_y / feb / 28}, ends).month_rule == month_rule::end_of_month);
}

TEST_CASE("a clause's billing periods are cut to its days, and their months and years count from its own first")
{
    CHECK(clause_calendar(dated{}, calendar, two_years) == calendar);
    const auto own = clause_calendar(dated{.from = 2026_y / feb / 11, .until = 2027_y / apr / 6}, calendar, two_years);
    REQUIRE(own.size() == 15);
    CHECK(own[0].days == period(2026_y / feb / 11, 2026_y / mar / 1));
    CHECK(own[0].invoiced == calendar[1].invoiced);
    CHECK(own[0].due == calendar[1].due);
    CHECK((own[0].contract_month == 1 && own[1].contract_month == 1 && own[2].contract_month == 2)); // 1 March is in its first month
    CHECK((own[12].contract_month == 12 && own[12].contract_year == 1 && own[12].closes_year));      // 1 February 2027
    CHECK((own[13].contract_month == 13 && own[13].contract_year == 2 && !own[13].closes_year));
    CHECK(own[14].days == period(2027_y / apr / 1, 2027_y / apr / 6));
    CHECK(own[14].closes_year);
    for (std::size_t k = 0; k < 12; ++k) CHECK_FALSE(own[k].closes_year);

    const auto whole_months = clause_calendar(dated{.from = 2026_y / mar / 1}, calendar, two_years);
    CHECK((whole_months[0].contract_month == 1 && whole_months[1].contract_month == 2)); // 1 April begins its second
    CHECK((whole_months[11].contract_year == 1 && whole_months[11].closes_year && whole_months[12].contract_year == 2));

    const auto ended = clause_calendar(dated{.until = 2026_y / apr / 1}, calendar, two_years);
    REQUIRE(ended.size() == 3);
    CHECK((ended[2].contract_month == calendar[2].contract_month && ended[2].closes_year));
    CHECK(clause_calendar(dated{.from = 2028_y / jan / 16}, calendar, two_years).empty());
}

TEST_CASE("a clause has the readings of its meter on its own days")
{
    const dated clause{.from = 2026_y / feb / 11, .until = 2026_y / apr / 1};
    const auto  own = clause_calendar(clause, calendar, two_years);
    const auto  of  = [](const char* meter, const year_month_day& from, const year_month_day& to, int n) { return usage_reading{.meter = meter, .days = period(from, to), .quantity = metered(n)}; };
    const std::vector<usage_reading> rows{of("usage", 2026_y / jan / 16, 2026_y / feb / 11, 1), of("other", 2026_y / feb / 1, 2026_y / mar / 1, 10), of("usage", 2026_y / feb / 11, 2026_y / feb / 12, 100),
                                          of("usage", 2026_y / feb / 12, 2026_y / mar / 1, 1'000), of("usage", 2026_y / apr / 1, 2026_y / may / 1, 10'000)};
    CHECK(sum_of_clause(rows, clause, own) == std::vector<metered>{metered(1'100), metered(0)});
    CHECK(sum_of_clause(rows, dated{.meter = "other"}, calendar) == sum_by_period(rows, "other", calendar));
    const auto across = [&](const year_month_day& from, const year_month_day& to) { return sum_of_clause(std::vector<usage_reading>{of("usage", from, to, 1)}, clause, own); };
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-02-10 .. 2026-02-12: must lie on one side of the day on which its clause begins or ceases to hold; got 2026-02-11; split it on that day",
                  across(2026_y / feb / 10, 2026_y / feb / 12));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-03-31 .. 2026-04-02: must lie on one side of the day on which its clause begins or ceases to hold; got 2026-04-01; split it on that day",
                  across(2026_y / mar / 31, 2026_y / apr / 2));
    CHECK_THROWN(invalid_terms, across(2026_y / feb / 20, 2026_y / mar / 2)); // across two of its periods
}
