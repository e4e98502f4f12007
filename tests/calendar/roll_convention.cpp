// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/roll_convention.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace date::literals;
using date::days, date::months;
using by = roll_convention;

namespace {

constexpr by monthly_rolls[] = {by::end_of_month, by::imm, by::imm_cad, by::imm_aud, by::imm_nzd, by::sfe, by::day_of_month(1), by::day_of_month(28), by::day_of_month(29), by::day_of_month(30)};

std::vector<by> every_roll()
{
    std::vector<by> all{by::none, by::t_bill};
    for (const by& c : monthly_rolls) all.push_back(c);
    for (unsigned d = 1; d <= 31; ++d) all.push_back(by::day_of_month(d));
    for (unsigned d = 0; d <= 6; ++d) all.push_back(by::day_of_week(date::weekday(d)));
    return all;
}

constexpr bool test_months()
{
    return roll(2014_y / aug / 1, by::end_of_month) == sys_days{2014_y / aug / 31} && roll(2016_y / feb / 1, by::end_of_month) == sys_days{2016_y / feb / 29} &&
           roll(2014_y / aug / 31, by::day_of_month(17)) == sys_days{2014_y / aug / 17} && roll(2015_y / feb / 1, by::day_of_month(30)) == sys_days{2015_y / feb / 28} &&
           by::day_of_month(31) == by::end_of_month && roll(2014_y / aug / 31, by::none) == sys_days{2014_y / aug / 31};
}

constexpr bool test_weekdays_of_months(int from, int to)
{
    for (int y = from; y <= to; ++y) {
        for (unsigned m = 1; m <= 12; ++m) {
            const date::year_month month = date::year{y} / date::month{m};
            const sys_days         any   = month / 9;
            const sys_days         third = month / date::Wednesday[3]; // as the date library counts
            if (roll(any, by::imm) != third || roll(any, by::imm_cad) != third - days{2}) return false;
            if (roll(any, by::sfe) != sys_days{month / date::Friday[2]} || roll(any, by::imm_aud) != sys_days{month / date::Friday[2]} - days{1}) return false;
            const sys_days ninth = month / 9;
            const sys_days nzd   = roll(any, by::imm_nzd);
            if (date::weekday(nzd) != date::Wednesday || nzd < ninth || nzd > ninth + days{6}) return false;
        }
    }
    return true;
}

constexpr bool test_weeks()
{
    const sys_days tuesday = 2026_y / mar / 17;
    return roll(tuesday, by::day_of_week(date::Tuesday)) == tuesday && roll(tuesday, by::day_of_week(date::Monday)) == tuesday + days{6} &&
           next_roll(tuesday, frequency::weekly, by::day_of_week(date::Tuesday)) == tuesday + days{7} &&
           next_roll(tuesday, days{10}, by::day_of_week(date::Tuesday)) == tuesday + days{14} &&
           previous_roll(tuesday, days{10}, by::day_of_week(date::Tuesday)) == tuesday - days{14} &&
           previous_roll(tuesday, frequency::weekly, by::day_of_week(date::Tuesday)) == tuesday - days{7};
}

constexpr bool test_doc_example()
{
    return next_roll(sys_days{2026_y / mar / 18}, frequency::quarterly, by::imm) == sys_days{2026_y / jun / 17};
}

// Labor Day is the first Monday of September.
constexpr bool test_auctions()
{
    const sys_days monday = 2018_y / aug / 27, tuesday = 2018_y / sep / 4, after = 2018_y / sep / 10;
    return roll(monday + days{1}, by::t_bill) == tuesday && rolls_on(tuesday, by::t_bill) && !rolls_on(tuesday - days{1}, by::t_bill) &&
           !rolls_on(after + days{1}, by::t_bill) && next_roll(monday, frequency::weekly, by::t_bill) == tuesday &&
           next_roll(tuesday, frequency::weekly, by::t_bill) == after && previous_roll(after, frequency::weekly, by::t_bill) == tuesday &&
           previous_roll(tuesday, frequency::weekly, by::t_bill) == monday && previous_roll(tuesday, frequency::daily, by::t_bill) == monday;
}

static_assert(test_months() && test_weekdays_of_months(2025, 2028) && test_weeks() && test_doc_example() && test_auctions());

} // namespace

TEST_CASE("rolls are the same at compile time and at run time")
{
    CHECK(test_months());
    CHECK(test_weekdays_of_months(1900, 2999));
    CHECK(test_weeks());
    CHECK(test_doc_example());
    CHECK(test_auctions());
}

TEST_CASE("a day of the month that does not exist is refused")
{
    CHECK_REFUSED(invalid_terms, "roll convention: must be a day of the month from 1 to 31; got 0", by::day_of_month(0));
    CHECK_THROWN(invalid_terms, by::day_of_month(32));
    CHECK(by::day_of_month(31).month_day() == 31);
    CHECK(by::imm.month_day() == 0);
    CHECK(by::none.month_day() == 0);
}

TEST_CASE("no step is possible with once")
{
    CHECK_REFUSED(invalid_terms, "frequency: must be a length to step by; got once; write date::months{1}", next_roll(2026_y / mar / 18, frequency::once, by::imm));
    CHECK_THROWN(invalid_terms, previous_roll(2026_y / mar / 18, frequency::once, by::imm));
}

TEST_CASE("each convention prints, reads back the same, and no two print alike")
{
    const auto all = every_roll();
    for (const by& c : all) {
        INFO(to_string(c));
        CHECK(parse_roll_convention(to_string(c)) == c);
        for (const by& other : all) CHECK((to_string(c) == to_string(other)) == (c == other));
    }
    CHECK(to_string(by{}) == "none");
    CHECK(to_string(by::end_of_month) == "EOM");
    CHECK(to_string(by::imm_nzd) == "IMMNZD");
    CHECK(to_string(by::t_bill) == "TBILL");
    CHECK(to_string(by::day_of_month(9)) == "Day9");
    CHECK(to_string(by::day_of_week(date::Sunday)) == "DaySun");
    for (const std::string text : {"", "Day", "Day0", "Day31", "Day01", "Day32", "day17", "DayMonday", "IMMX", "eom", "Day17 "}) {
        INFO(text);
        CHECK_THROWN(parse_error, parse_roll_convention(text));
    }
}

TEST_CASE("months in a loop are each rolled as by itself")
{
    for (const by& c : monthly_rolls) {
        for (const int step : {1, 3, 7, 12, 24}) {
            std::vector<sys_days> found(150);
            c.in_months(found, 1999 * 12 + 10, step);
            INFO(to_string(c), ", step ", step);
            for (int k = 0; k < 150; ++k) {
                const year_month_day first = 1999_y / nov / 1;
                REQUIRE(found[static_cast<std::size_t>(k)] == roll(sys_days{first + months{k * step}}, c));
            }
        }
    }
}

TEST_CASE("next is always later, previous always earlier, and both stand where the convention says")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    all = every_roll();
    for (int i = 0; i < 20'000; ++i) {
        const sys_days  day = sys_days{1950_y / jan / 1} + days{r.between(0, 200'000)};
        const by        c   = all[static_cast<std::size_t>(r.between(0, static_cast<std::int64_t>(all.size()) - 1))];
        const frequency every = r.coin() ? frequency(months{static_cast<int>(r.between(1, 30))}) : frequency(days{static_cast<int>(r.between(1, 100))});
        INFO(to_string(day), " by ", to_string(c), " every ", to_string(every));
        const sys_days next = next_roll(day, every, c), previous = previous_roll(day, every, c);
        REQUIRE(next > day);
        REQUIRE(previous < day);
        REQUIRE(rolls_on(next, c));
        REQUIRE(rolls_on(previous, c));
        REQUIRE(rolls_on(roll(day, c), c));
        // From where it stands, a step of months leads back: nothing drifts.
        if (rolls_on(day, c) && every.months() > 0 && c.is_monthly()) {
            REQUIRE(previous_roll(next, every, c) == day);
            REQUIRE(next_roll(previous, every, c) == day);
        }
        if (rolls_on(day, c) && every.is_weeks() && c.is_weekly()) {
            REQUIRE(previous_roll(next, every, c) == day);
            REQUIRE(next_roll(previous, every, c) == day);
        }
    }
}
