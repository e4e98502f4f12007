// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/schedule.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

using namespace ratable;
using namespace date::literals;

namespace {

const period aws(2025_y / nov / 3, 2032_y / nov / 3);

constexpr frequency    every_frequency[] = {monthly, quarterly, annual};
constexpr period_basis every_basis[]     = {contract_periods, calendar_periods};
constexpr month_rule   every_rule[]      = {month_rule::clamp, month_rule::end_of_month, month_rule::reject};

std::vector<std::string> starts(const std::vector<period>& periods)
{
    std::vector<std::string> text;
    for (const period& p : periods) text.push_back(to_string(p.start()));
    return text;
}

using texts = std::vector<std::string>;

bool contiguous(const period& whole, const std::vector<period>& periods)
{
    sys_days day = whole.start();
    for (const period& p : periods) {
        if (p.start() != day) return false;
        day = p.end();
    }
    return day == whole.end() && !periods.empty();
}

period random_term(tests::random& r, bool any_day)
{
    sys_days start = sys_days{2000_y / jan / 1} + date::days{r.between(0, 20'000)};
    const year_month_day ymd{start};
    if (!any_day && static_cast<unsigned>(ymd.day()) > 28) start = sys_days{ymd.year() / ymd.month() / 28};
    return period(start, start + date::days{r.between(1, 4'000)});
}

std::int64_t sum(const std::vector<std::int64_t>& weights) { return std::accumulate(weights.begin(), weights.end(), std::int64_t{0}); }

static_assert(month_quanta % 28 == 0 && month_quanta % 29 == 0 && month_quanta % 30 == 0 && month_quanta % 31 == 0);
static_assert(month_quanta == std::lcm(std::lcm(28, 29), std::lcm(30, 31)));

constexpr bool test_calendar_month_quanta()
{
    return calendar_month_quanta(period(2027_y / feb / 1, 2027_y / mar / 1)) == month_quanta &&
           calendar_month_quanta(period(2028_y / feb / 1, 2028_y / feb / 2)) == month_quanta / 29 &&
           calendar_month_quanta(period(2027_y / feb / 28, 2027_y / mar / 2)) == month_quanta / 28 + month_quanta / 31 &&
           calendar_month_quanta(period(2027_y / jan / 1, 2034_y / jan / 1)) == 84 * month_quanta &&
           calendar_month_quanta(period(2025_y / nov / 3, 2025_y / dec / 3)) == month_quanta / 30 * 28 + month_quanta / 31 * 2;
}

static_assert(test_calendar_month_quanta());

} // namespace

TEST_CASE("seven years from 2025-11-03 are 84 contract months and 85 calendar months")
{
    const auto contract = make_schedule(aws, monthly);
    CHECK(contract.size() == 84);
    CHECK(contract.front() == period(2025_y / nov / 3, 2025_y / dec / 3));
    CHECK(contract.back() == period(2032_y / oct / 3, 2032_y / nov / 3));
    for (const period& p : contract) CHECK(year_month_day{p.start()}.day() == date::day{3});

    const auto calendar = make_schedule(aws, monthly, calendar_periods);
    CHECK(calendar.size() == 85);
    CHECK(calendar.front() == period(2025_y / nov / 3, 2025_y / dec / 1));
    CHECK(calendar[1] == period(2025_y / dec / 1, 2026_y / jan / 1));
    CHECK(calendar.back() == period(2032_y / nov / 1, 2032_y / nov / 3));
}

TEST_CASE("seven years from 2025-11-03 are 28 quarters and 7 years, 29 and 8 along the calendar")
{
    CHECK(make_schedule(aws, quarterly).size() == 28);
    CHECK(make_schedule(aws, annual).size() == 7);
    CHECK(starts(make_schedule(period(2025_y / nov / 3, 2026_y / may / 3), quarterly)) == texts{"2025-11-03", "2026-02-03"});
    const auto quarters = make_schedule(aws, quarterly, calendar_periods);
    CHECK(quarters.size() == 29);
    CHECK(quarters.front().end() == sys_days{2026_y / jan / 1});
    CHECK(quarters.back().start() == sys_days{2032_y / oct / 1});
    const auto years = make_schedule(aws, annual, calendar_periods);
    CHECK(years.size() == 8);
    CHECK(years[3] == period(2028_y / jan / 1, 2029_y / jan / 1));
}

TEST_CASE("calendar quarters begin in January, April, July and October, from whatever month")
{
    for (unsigned month = 1; month <= 12; ++month) {
        const auto quarters = make_schedule(period(2027_y / date::month{month} / 15, 2029_y / jan / 1), quarterly, calendar_periods);
        const unsigned next = (month - 1) / 3 * 3 + 4;
        const auto expected = next > 12 ? 2028_y / jan / 1 : 2027_y / date::month{next} / 1;
        INFO("month ", month);
        CHECK(quarters.front().end() == sys_days{expected});
    }
}

TEST_CASE("what is left over at the end is a short last period")
{
    const auto periods = make_schedule(period(2025_y / nov / 3, 2026_y / jan / 10), monthly);
    CHECK(periods == std::vector<period>{period(2025_y / nov / 3, 2025_y / dec / 3), period(2025_y / dec / 3, 2026_y / jan / 3),
                                         period(2026_y / jan / 3, 2026_y / jan / 10)});
    CHECK(make_schedule(period(2025_y / nov / 3, 2025_y / nov / 4), annual) == std::vector<period>{period(2025_y / nov / 3, 2025_y / nov / 4)});
    CHECK(make_schedule(period(2025_y / nov / 3, 2025_y / nov / 4), annual, calendar_periods).size() == 1);
    CHECK(make_schedule(period(2025_y / dec / 31, 2026_y / jan / 2), monthly, calendar_periods).size() == 2);
}

TEST_CASE("clamped months do not drift to the 28th")
{
    const period half(2027_y / jan / 31, 2027_y / jul / 31);
    CHECK(starts(make_schedule(half, monthly)) == texts{"2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"});
    const period leap(2028_y / jan / 30, 2028_y / may / 30);
    CHECK(starts(make_schedule(leap, monthly)) == texts{"2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"});
    const period plain(2027_y / jan / 29, 2027_y / apr / 29);
    CHECK(starts(make_schedule(plain, monthly)) == texts{"2027-01-29", "2027-02-28", "2027-03-29"});
    const period years(2024_y / feb / 29, 2029_y / feb / 28);
    CHECK(starts(make_schedule(years, annual)) == texts{"2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"});
}

TEST_CASE("end_of_month keeps the last day of a month the last day")
{
    const period half(2027_y / feb / 28, 2027_y / aug / 31);
    CHECK(starts(make_schedule(half, monthly, contract_periods, month_rule::end_of_month)) ==
          texts{"2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31"});
    CHECK(starts(make_schedule(half, monthly)) ==
          texts{"2027-02-28", "2027-03-28", "2027-04-28", "2027-05-28", "2027-06-28", "2027-07-28", "2027-08-28"});
    const period leap(2028_y / feb / 28, 2028_y / may / 28); // the 28th is not the last of February 2028
    CHECK(starts(make_schedule(leap, monthly, contract_periods, month_rule::end_of_month)) == texts{"2028-02-28", "2028-03-28", "2028-04-28"});
}

TEST_CASE("reject refuses a boundary that its month does not have; calendar periods have none such")
{
    const period half(2027_y / jan / 31, 2027_y / jul / 31);
    CHECK_THROWN(invalid_terms, make_schedule(half, monthly, contract_periods, month_rule::reject));
    CHECK(make_schedule(half, monthly, calendar_periods, month_rule::reject).size() == 7);
    const period until_july(2027_y / jan / 31, 2027_y / jul / 30);
    CHECK_THROWN(invalid_terms, make_schedule(until_july, quarterly, contract_periods, month_rule::reject)); // April has no 31st
    CHECK(make_schedule(half, annual, contract_periods, month_rule::reject).size() == 1);
}

TEST_CASE("a schedule covers its term exactly, without gap or overlap, on every basis and rule")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        for (const month_rule rule : every_rule) {
            const period whole = random_term(r, rule != month_rule::reject);
            for (const frequency every : every_frequency) {
                for (const period_basis basis : every_basis) {
                    const auto periods = make_schedule(whole, every, basis, rule);
                    INFO(to_string(whole), ", every ", to_string(every), ", basis ", static_cast<int>(basis), ", rule ", static_cast<int>(rule));
                    REQUIRE(contiguous(whole, periods));
                    const std::int64_t most_days = every == monthly ? 31 : every == quarterly ? 92 : 366;
                    for (std::size_t k = 0; k < periods.size(); ++k) {
                        REQUIRE(periods[k].days() <= most_days);
                        const bool inner = k + 1 < periods.size() && (basis == contract_periods || k > 0);
                        if (inner) REQUIRE(periods[k].days() >= 28 * every.months());
                        if (basis == calendar_periods && k > 0) {
                            const year_month_day first{periods[k].start()};
                            REQUIRE(first.day() == date::day{1});
                            REQUIRE((static_cast<unsigned>(first.month()) - 1) % static_cast<unsigned>(every.months()) == 0);
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("each contract boundary is the start plus whole months, counted from the start")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 500; ++i) {
        for (const month_rule rule : {month_rule::clamp, month_rule::end_of_month}) {
            const period whole   = random_term(r, true);
            const auto   periods = make_schedule(whole, monthly, contract_periods, rule);
            INFO(to_string(whole), ", rule ", static_cast<int>(rule));
            for (std::size_t k = 0; k < periods.size(); ++k) {
                REQUIRE(periods[k].start() == sys_days{add_months(year_month_day{whole.start()}, date::months{static_cast<int>(k)}, rule)});
            }
        }
    }
}

TEST_CASE("any whole number of months, days and weeks, and the whole term at once")
{
    CHECK(starts(make_schedule(period(2025_y / nov / 30, 2026_y / jul / 30), date::months{2})) == texts{"2025-11-30", "2026-01-30", "2026-03-30", "2026-05-30"});
    CHECK(starts(make_schedule(period(2025_y / nov / 3, 2026_y / nov / 3), date::months{5})) == texts{"2025-11-03", "2026-04-03", "2026-09-03"});
    CHECK(make_schedule(aws, date::years{2}).size() == 4);
    CHECK(starts(make_schedule(period(2025_y / nov / 3, 2025_y / dec / 1), date::weeks{1})) == texts{"2025-11-03", "2025-11-10", "2025-11-17", "2025-11-24"});
    CHECK(starts(make_schedule(period(2025_y / nov / 3, 2025_y / dec / 1), date::days{10})) == texts{"2025-11-03", "2025-11-13", "2025-11-23"});
    CHECK(make_schedule(aws, frequency::once) == std::vector<period>{aws});
    CHECK(make_schedule(aws, frequency::once, calendar_periods) == std::vector<period>{aws});
    CHECK(make_schedule(period(2027_y / jan / 31, 2027_y / mar / 1), date::days{1}, contract_periods, month_rule::reject).size() == 29);
    const std::int64_t months = 84 * month_quanta;
    for (const frequency every : {frequency(date::months{5}), frequency(date::weeks{1}), frequency(date::days{10}), frequency::once}) {
        INFO(to_string(every));
        CHECK(contiguous(aws, make_schedule(aws, every)));
        CHECK(sum(month_weights(make_schedule(aws, every), contract_periods)) == months);
    }
}

TEST_CASE("calendar periods divide a year: anything else is refused")
{
    for (const int length : {1, 2, 3, 4, 6, 12}) {
        const auto periods = make_schedule(aws, date::months{length}, calendar_periods);
        INFO(length);
        REQUIRE(contiguous(aws, periods));
        for (std::size_t k = 1; k < periods.size(); ++k) {
            const year_month_day first{periods[k].start()};
            CHECK(first.day() == date::day{1});
            CHECK((static_cast<int>(static_cast<unsigned>(first.month())) - 1) % length == 0);
        }
    }
    CHECK_REFUSED(invalid_terms, "frequency: must divide a year for calendar periods; got P5M; write 1, 2, 3, 4, 6 or 12 months, or contract_periods",
                  make_schedule(aws, date::months{5}, calendar_periods));
    for (const frequency every : {frequency(date::years{2}), frequency(date::weeks{1}), frequency(date::days{30})}) {
        CHECK_THROWN(invalid_terms, make_schedule(aws, every, calendar_periods));
    }
}

TEST_CASE("a boundary past the last day of the calendar does not matter to a term that ends before")
{
    const sys_days last_day = 2999_y / dec / 31;
    for (const sys_days start : {sys_days{2999_y / dec / 1}, sys_days{2999_y / nov / 30}, sys_days{2998_y / feb / 28}, sys_days{1900_y / jan / 1}}) {
        const period whole(start, last_day);
        for (const period_basis basis : every_basis) {
            for (const month_rule rule : {month_rule::clamp, month_rule::end_of_month}) {
                for (const frequency every : {monthly, quarterly, annual}) {
                    const auto periods = make_schedule(whole, every, basis, rule);
                    REQUIRE(contiguous(whole, periods));
                    for (const std::int64_t weight : month_weights(periods, basis, rule)) REQUIRE(weight > 0);
                }
            }
        }
        CHECK(contiguous(whole, make_schedule(whole, date::years{1'100})));
        CHECK(contiguous(whole, make_schedule(whole, date::days{401'767})));
    }
    CHECK(make_schedule(period(2999_y / dec / 30, 2999_y / dec / 31), monthly, contract_periods, month_rule::reject).size() == 1);
}

TEST_CASE("months in 1/377580 are the same at compile time and at run time")
{
    CHECK(test_calendar_month_quanta());
}

TEST_CASE("a whole contract month weighs 377580, whatever its days, a whole quarter or year its months")
{
    for (const std::int64_t weight : month_weights(make_schedule(aws, monthly), contract_periods)) CHECK(weight == month_quanta);
    for (const std::int64_t weight : month_weights(make_schedule(aws, quarterly), contract_periods)) CHECK(weight == 3 * month_quanta);
    for (const std::int64_t weight : month_weights(make_schedule(aws, annual), contract_periods)) CHECK(weight == 12 * month_quanta);
    for (const month_rule rule : {month_rule::clamp, month_rule::end_of_month}) {
        for (const auto& start : {2027_y / jan / 29, 2027_y / jan / 30, 2027_y / jan / 31, 2027_y / feb / 28, 2028_y / feb / 29, 2027_y / apr / 30}) {
            const period whole(start, add_months(start, date::months{48}, rule));
            for (const std::int64_t weight : month_weights(make_schedule(whole, monthly, contract_periods, rule), contract_periods, rule)) {
                INFO("from ", to_string(start), ", rule ", static_cast<int>(rule));
                CHECK(weight == month_quanta);
            }
        }
    }
}

TEST_CASE("a contract stub weighs its days over those of the month that it is cut from")
{
    // 2026-01-03 to 2026-02-03 has 31 days
    CHECK(month_weights(make_schedule(period(2025_y / nov / 3, 2026_y / jan / 10), monthly), contract_periods) ==
          std::vector<std::int64_t>{month_quanta, month_quanta, month_quanta / 31 * 7});
    // 2026-02-03 to 2026-03-03 has 28, and it is the fourth month of the first year's stub
    CHECK(month_weights(make_schedule(period(2025_y / nov / 3, 2026_y / feb / 5), annual), contract_periods) ==
          std::vector<std::int64_t>{3 * month_quanta + month_quanta / 28 * 2});
}

TEST_CASE("calendar months at both ends weigh their days over the month's")
{
    CHECK(month_weights(make_schedule(period(2025_y / nov / 3, 2026_y / feb / 10), monthly, calendar_periods), calendar_periods) ==
          std::vector<std::int64_t>{month_quanta / 30 * 28, month_quanta, month_quanta, month_quanta / 28 * 9});
    CHECK(month_weights({}, calendar_periods).empty());
    CHECK(month_weights({}, contract_periods).empty());
}

TEST_CASE("calendar weights sum to the term's months, whatever the frequency; contract weights too")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        const period whole = random_term(r, true);
        INFO(to_string(whole));
        const std::int64_t months = sum(month_weights(make_schedule(whole, monthly), contract_periods));
        for (const frequency every : every_frequency) {
            REQUIRE(sum(month_weights(make_schedule(whole, every, calendar_periods), calendar_periods)) == calendar_month_quanta(whole));
            REQUIRE(sum(month_weights(make_schedule(whole, every), contract_periods)) == months);
        }
        for (const month_rule rule : {month_rule::clamp, month_rule::end_of_month}) {
            const auto periods = make_schedule(whole, monthly, contract_periods, rule);
            const auto weights = month_weights(periods, contract_periods, rule);
            REQUIRE(weights.size() == periods.size());
            for (std::size_t k = 0; k + 1 < weights.size(); ++k) REQUIRE(weights[k] == month_quanta);
            REQUIRE(weights.back() > 0);
            REQUIRE(weights.back() <= month_quanta);
        }
    }
}
