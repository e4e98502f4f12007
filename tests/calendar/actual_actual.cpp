// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/actual_actual.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace date::literals;
using date::months;
using ratable::act_365_actual, ratable::act_365_l, ratable::act_act_afb, ratable::act_act_icma, ratable::act_act_isda, ratable::act_act_year;
using ratable::counted_days;
using ratable::fraction, ratable::invalid_terms, ratable::month_rule, ratable::sys_days, ratable::year_fraction, ratable::year_month_day;

namespace {

static_assert(ratable::day_count<act_act_isda> && ratable::day_count<act_act_icma> && ratable::day_count<act_365_l>);

/// ISDA, EMU and market conventions: recent developments, 1998: the worked examples of the three rules.
constexpr bool test_isda_examples()
{
    constexpr act_act_icma semi_annual{.coupon_date = 2004_y / may / 1, .every = months{6}, .rule = month_rule::clamp};
    constexpr act_act_icma annual{.coupon_date = 1999_y / jul / 1, .every = months{12}, .rule = month_rule::clamp};
    constexpr act_act_icma long_first{.coupon_date = 2003_y / jul / 15, .every = months{6}, .rule = month_rule::clamp};
    constexpr act_act_icma short_last{.coupon_date = 2000_y / jan / 30, .every = months{6}, .rule = month_rule::clamp};
    constexpr act_act_icma long_last{.coupon_date = 1999_y / nov / 30, .every = months{3}, .rule = month_rule::end_of_month};
    return year_fraction(2003_y / nov / 1, 2004_y / may / 1, act_act_isda{}) == fraction(61, 365) + fraction(121, 366) &&
           year_fraction(2003_y / nov / 1, 2004_y / may / 1, semi_annual) == fraction(1, 2) &&
           year_fraction(2003_y / nov / 1, 2004_y / may / 1, act_act_afb{}) == fraction(182, 366) &&
           year_fraction(1999_y / feb / 1, 1999_y / jul / 1, act_act_isda{}) == fraction(150, 365) &&
           year_fraction(1999_y / feb / 1, 1999_y / jul / 1, annual) == fraction(150, 365) &&
           year_fraction(1999_y / jul / 1, 2000_y / jul / 1, act_act_isda{}) == fraction(184, 365) + fraction(182, 366) &&
           year_fraction(1999_y / jul / 1, 2000_y / jul / 1, annual) == fraction(1) &&
           year_fraction(1999_y / jul / 1, 2000_y / jul / 1, act_act_afb{}) == fraction(1) &&
           year_fraction(2002_y / aug / 15, 2003_y / jul / 15, long_first) == fraction(1, 2) + fraction(153, 2 * 184) &&
           year_fraction(2002_y / aug / 15, 2003_y / jul / 15, act_act_afb{}) == fraction(334, 365) &&
           year_fraction(2000_y / jan / 30, 2000_y / jun / 30, short_last) == fraction(152, 2 * 182) &&
           year_fraction(2000_y / jan / 30, 2000_y / jun / 30, act_act_afb{}) == fraction(152, 366) &&
           year_fraction(1999_y / nov / 30, 2000_y / apr / 30, long_last) == fraction(1, 4) + fraction(61, 4 * 92) &&
           year_fraction(1999_y / nov / 30, 2000_y / apr / 30, act_act_afb{}) == fraction(152, 366);
}

constexpr bool test_years_at_february()
{
    return year_fraction(2003_y / feb / 28, 2008_y / feb / 29, act_act_afb{}) == fraction(5) &&
           year_fraction(2004_y / feb / 29, 2005_y / feb / 28, act_act_afb{}) == fraction(365, 366) &&
           year_fraction(2004_y / feb / 28, 2008_y / feb / 27, act_act_afb{}) == 3 + fraction(365, 366) &&
           year_fraction(2004_y / mar / 1, 2008_y / feb / 29, act_act_afb{}) == 3 + fraction(364, 365) && // back to 2005-02-28
           year_fraction(2011_y / feb / 28, 2011_y / mar / 2, act_act_year{}) == fraction(2, 365) &&
           year_fraction(2011_y / mar / 1, 2011_y / mar / 2, act_act_year{}) == fraction(1, 366) &&
           year_fraction(2012_y / feb / 29, 2016_y / mar / 2, act_act_year{}) == 4 + fraction(2, 365) &&
           year_fraction(2012_y / feb / 29, 2013_y / feb / 28, act_act_year{}) == fraction(1) &&
           year_fraction(2012_y / feb / 29, 2016_y / feb / 28, act_act_year{}) == fraction(4) &&
           year_fraction(2012_y / feb / 29, 2016_y / feb / 29, act_act_year{}) == fraction(4) &&
           year_fraction(2027_y / feb / 28, 2028_y / feb / 28, act_365_actual{}) == fraction(1) &&
           year_fraction(2027_y / feb / 28, 2028_y / feb / 29, act_365_actual{}) == fraction(1) &&
           year_fraction(2028_y / feb / 29, 2028_y / mar / 1, act_365_actual{}) == fraction(1, 365);
}

constexpr bool test_365_l()
{
    constexpr year_month_day start = 2027_y / dec / 28, end = 2028_y / feb / 28;
    return year_fraction(start, end, act_365_l{.period_end = 2028_y / feb / 28, .annual = true}) == fraction(62, 365) &&
           year_fraction(start, end, act_365_l{.period_end = 2028_y / feb / 29, .annual = true}) == fraction(62, 366) &&
           year_fraction(start, end, act_365_l{.period_end = 2028_y / feb / 28, .annual = false}) == fraction(62, 366) &&
           year_fraction(2027_y / jan / 28, 2027_y / feb / 28, act_365_l{.period_end = 2027_y / jul / 28, .annual = false}) == fraction(31, 365) &&
           year_fraction(start, start, act_365_l{.period_end = 2028_y / feb / 28, .annual = false}) == fraction(0);
}

static_assert(test_isda_examples() && test_years_at_february() && test_365_l());

} // namespace

TEST_CASE("actual years are the same at compile time and at run time, and as ISDA's examples have them")
{
    CHECK(test_isda_examples());
    CHECK(test_years_at_february());
    CHECK(test_365_l());
    CHECK(counted_days(2003_y / nov / 1, 2004_y / may / 1, act_act_isda{}) == 182);
    CHECK(counted_days(2004_y / may / 1, 2003_y / nov / 1, act_act_afb{}) == -182);
}

TEST_CASE("act/act ISDA is each day over the days of its year")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        const sys_days start = sys_days{1900_y / jan / 1} + date::days{r.between(0, 390'000)};
        const sys_days end   = start + date::days{r.between(0, 2'000)};
        int            leap = 0, plain = 0;
        for (sys_days day = start; day < end; day += date::days{1}) ++(year_month_day{day}.year().is_leap() ? leap : plain);
        INFO(ratable::to_string(start), " to ", ratable::to_string(end));
        REQUIRE(year_fraction(start, end, act_act_isda{}) == fraction(leap, 366) + fraction(plain, 365));
        REQUIRE(year_fraction(end, start, act_act_isda{}) == -(fraction(leap, 366) + fraction(plain, 365)));
    }
}

TEST_CASE("AFB and Year count whole years from one end, and less than a year at the other")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto years_on = [](const year_month_day& day, int count) { return add_months(day, months{12 * count}, month_rule::clamp); };
    for (int i = 0; i < 2'000; ++i) {
        const year_month_day start{sys_days{1950_y / jan / 1} + date::days{r.between(0, 40'000)}};
        const year_month_day end{sys_days{start} + date::days{r.between(0, 5'000)}};
        INFO(ratable::to_string(start), " to ", ratable::to_string(end));

        int back = 0;
        while (years_on(end, -back - 1) >= start) ++back; // one by one from the end
        const year_month_day rest_end = years_on(end, -back);
        bool                 leaps    = false;
        for (sys_days day{start}; day < sys_days{rest_end}; day += date::days{1}) leaps = leaps || year_month_day{day} == year_month_day{day}.year() / feb / 29;
        REQUIRE(year_fraction(start, end, act_act_afb{}) == back + fraction((sys_days{rest_end} - sys_days{start}).count(), leaps ? 366 : 365));

        int on = 0;
        while (years_on(years_on(start, on), 1) < end) ++on;
        const year_month_day from = years_on(start, on);
        REQUIRE(year_fraction(start, end, act_act_year{}) ==
                on + fraction((sys_days{end} - sys_days{from}).count(), (sys_days{years_on(from, 1)} - sys_days{from}).count()));

        bool reached = false;
        for (sys_days day = sys_days{start} + date::days{1}; day <= sys_days{end}; day += date::days{1}) {
            reached = reached || year_month_day{day} == year_month_day{day}.year() / feb / 29;
        }
        REQUIRE(year_fraction(start, end, act_365_actual{}) == fraction((sys_days{end} - sys_days{start}).count(), reached ? 366 : 365));
    }
}

TEST_CASE("ICMA: each day counts its part of the coupon period that it lies in; the coupon named does not matter")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 200; ++i) {
        const year_month_day coupon{sys_days{1990_y / jan / 1} + date::days{r.between(0, 20'000)}};
        const months         every{static_cast<int>(r.between(1, 13))};
        const month_rule     rule = r.coin() ? month_rule::clamp : month_rule::end_of_month;
        const act_act_icma   convention{.coupon_date = coupon, .every = every, .rule = rule};
        const sys_days       start = sys_days{coupon} + date::days{r.between(-3'000, 3'000)};
        const sys_days       end   = start + date::days{r.between(0, 1'500)};
        fraction             expected;
        const int            most = 160 / static_cast<int>(every.count()) + 2; // 4500 days are less than 160 months
        for (int k = -most; k < most; ++k) {
            const sys_days from{add_months(coupon, k * every, rule)};
            const sys_days until{add_months(coupon, (k + 1) * every, rule)};
            const sys_days low  = from < start ? start : from;
            const sys_days high = until < end ? until : end;
            if (low < high) expected += fraction(every.count() * (high - low).count(), 12 * (until - from).count());
        }
        INFO(ratable::to_string(start), " to ", ratable::to_string(end), ", a coupon on ", ratable::to_string(coupon), " every ", every.count());
        REQUIRE(year_fraction(start, end, convention) == expected);
        const year_month_day other = add_months(coupon, 7 * every, rule);
        if (coupon.day() <= date::day{28} && (rule == month_rule::clamp || coupon.day() < date::day{28})) {
            REQUIRE(year_fraction(start, end, act_act_icma{.coupon_date = other, .every = every, .rule = rule}) == expected);
        }
    }
    const act_act_icma long_ago{.coupon_date = 1900_y / jan / 31, .every = months{3}, .rule = month_rule::clamp};
    CHECK(year_fraction(1900_y / jan / 1, 2999_y / dec / 31, long_ago) == 1099 + fraction(3, 4) + fraction(30, 4 * 92) + fraction(61, 4 * 92));
}

TEST_CASE("ICMA refuses coupons that are no months apart")
{
    const auto every = [](int n) { return act_act_icma{.coupon_date = 2027_y / jan / 15, .every = months{n}, .rule = month_rule::clamp}; };
    CHECK_REFUSED(invalid_terms, "act/act icma: must have 1 to 1200 months between coupons; got 0", year_fraction(2027_y / jan / 1, 2027_y / feb / 1, every(0)));
    CHECK_THROWN(invalid_terms, year_fraction(2027_y / jan / 1, 2027_y / feb / 1, every(-6)));
    CHECK_THROWN(invalid_terms, year_fraction(2027_y / jan / 1, 2027_y / feb / 1, every(1201)));
    CHECK(year_fraction(2027_y / jan / 15, 2127_y / jan / 15, every(1200)) == fraction(100));
    const act_act_icma no_day{.coupon_date = 2027_y / feb / 30, .every = months{6}, .rule = month_rule::clamp};
    CHECK_THROWN(invalid_terms, year_fraction(2027_y / jan / 1, 2027_y / feb / 1, no_day));
}
