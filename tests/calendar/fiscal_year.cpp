// SPDX-License-Identifier: BSL-1.0
#include <ratable/calendar/fiscal_year.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace date::literals;
using ratable::fiscal_months, ratable::fiscal_months_of, ratable::fiscal_quarters, ratable::fiscal_unit, ratable::fiscal_weeks, ratable::fiscal_year;
using ratable::fiscal_year_end, ratable::fiscal_year_of, ratable::invalid_terms, ratable::make_fiscal_schedule, ratable::period, ratable::sys_days;
using ratable::week_pattern;
using named_by = ratable::fiscal_year_named_by;

namespace {

static_assert(ratable::fiscal_calendar<fiscal_months> && ratable::fiscal_calendar<fiscal_weeks> && !ratable::fiscal_calendar<int>);

constexpr fiscal_months to_june{.last_month = date::June, .named_by = named_by::end};
constexpr fiscal_months calendar_years{.last_month = date::December, .named_by = named_by::start};

/// The National Retail Federation's 4-5-4 calendar; Target Corporation's years are the same.
constexpr fiscal_weeks retail{.last_month = date::January,
                              .ends_on    = date::Saturday,
                              .year_end   = fiscal_year_end::nearest_to_month_end,
                              .pattern    = week_pattern::four_five_four,
                              .long_month = 12,
                              .named_by   = named_by::start};
constexpr fiscal_weeks nvidia{.last_month = date::January,
                              .ends_on    = date::Sunday,
                              .year_end   = fiscal_year_end::last_in_month,
                              .pattern    = week_pattern::four_four_five,
                              .long_month = 12,
                              .named_by   = named_by::end};
constexpr fiscal_weeks apple{.last_month = date::September,
                             .ends_on    = date::Saturday,
                             .year_end   = fiscal_year_end::last_in_month,
                             .pattern    = week_pattern::five_four_four,
                             .long_month = 3,
                             .named_by   = named_by::end};

/// From the first day to the last, as reports state years.
constexpr period through(const ratable::year_month_day& first, const ratable::year_month_day& last_day)
{
    return {sys_days{first}, sys_days{last_day} + date::days{1}};
}

constexpr bool test_months()
{
    return fiscal_year(to_june, 2027) == period(2026_y / jul / 1, 2027_y / jul / 1) &&
           fiscal_quarters(to_june, 2027)[3] == period(2027_y / apr / 1, 2027_y / jul / 1) &&
           fiscal_months_of(to_june, 2027)[7] == period(2027_y / feb / 1, 2027_y / mar / 1) &&
           fiscal_year_of(to_june, sys_days{2026_y / jul / 1}) == 2027 &&
           fiscal_year_of(to_june, sys_days{2026_y / jun / 30}) == 2026 &&
           fiscal_year(fiscal_months{.last_month = date::June, .named_by = named_by::start}, 2026) == fiscal_year(to_june, 2027) &&
           fiscal_year(calendar_years, 2027) == period(2027_y / jan / 1, 2028_y / jan / 1) &&
           fiscal_year_of(calendar_years, sys_days{2027_y / dec / 31}) == 2027;
}

/// Years and quarters as 10-K and 10-Q filings state them.
constexpr bool test_filings()
{
    // Target Corporation, 10-K for fiscal 2023 (sec.gov, 0000027419-24-000032) and 2022: 371 days, and 364 in each of the three years before
    const bool target_years = fiscal_year(retail, 2023) == through(2023_y / jan / 29, 2024_y / feb / 3) &&
                              fiscal_year(retail, 2022) == through(2022_y / jan / 30, 2023_y / jan / 28) &&
                              fiscal_year(retail, 2021) == through(2021_y / jan / 31, 2022_y / jan / 29) &&
                              fiscal_year(retail, 2020) == through(2020_y / feb / 2, 2021_y / jan / 30);
    // NVIDIA, 10-K for fiscal 2024 (sec.gov, 0001045810-24-000029) and 2023 (0001045810-23-000017), 10-Q for its third quarter (0001045810-23-000227)
    const bool nvidia_years = fiscal_year(nvidia, 2024) == through(2023_y / jan / 30, 2024_y / jan / 28) &&
                              fiscal_year(nvidia, 2023) == through(2022_y / jan / 31, 2023_y / jan / 29) &&
                              fiscal_year(nvidia, 2022) == through(2021_y / feb / 1, 2022_y / jan / 30) &&
                              fiscal_year(nvidia, 2021) == through(2020_y / jan / 27, 2021_y / jan / 31);
    const auto quarters     = fiscal_quarters(nvidia, 2024);
    const bool nvidia_quarters = quarters[0] == through(2023_y / jan / 30, 2023_y / apr / 30) &&
                                 quarters[1] == through(2023_y / may / 1, 2023_y / jul / 30) &&
                                 quarters[2] == through(2023_y / jul / 31, 2023_y / oct / 29) &&
                                 quarters[3] == through(2023_y / oct / 30, 2024_y / jan / 28);
    // Apple, 10-Q for the quarter ended 2022-12-31 (sec.gov, 0000320193-23-000006), of fourteen weeks; 10-K for fiscal 2023, ended 2023-09-30
    const bool apple_2023 = fiscal_quarters(apple, 2023)[0] == through(2022_y / sep / 25, 2022_y / dec / 31) &&
                            fiscal_year(apple, 2023) == through(2022_y / sep / 25, 2023_y / sep / 30) &&
                            fiscal_year(apple, 2024).end() == sys_days{2024_y / sep / 29};
    return target_years && nvidia_years && nvidia_quarters && apple_2023;
}

constexpr bool test_weeks()
{
    const auto         months = fiscal_months_of(retail, 2023);
    constexpr int      weeks[] = {4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5}; // the 53rd is the last
    for (std::size_t k = 0; k < 12; ++k) {
        if (months[k].days() != 7 * weeks[k]) return false;
    }
    const auto long_quarter = fiscal_months_of(apple, 2023);
    return long_quarter[0].days() == 35 && long_quarter[1].days() == 28 && long_quarter[2].days() == 35 && long_quarter[3].days() == 35 &&
           long_quarter[11].days() == 28 &&
           fiscal_months_of(nvidia, 2024)[2].days() == 35 && fiscal_months_of(nvidia, 2024)[0].days() == 28;
}

static_assert(test_months() && test_filings() && test_weeks());

std::vector<fiscal_weeks> every_kind_of_weeks()
{
    std::vector<fiscal_weeks> all;
    for (unsigned month = 1; month <= 12; ++month) {
        for (unsigned on = 0; on < 7; ++on) {
            for (const auto end : {fiscal_year_end::last_in_month, fiscal_year_end::nearest_to_month_end}) {
                const auto pattern = month % 3 == 0 ? week_pattern::four_four_five : month % 3 == 1 ? week_pattern::four_five_four : week_pattern::five_four_four;
                const auto named = on % 2 == 0 ? named_by::end : named_by::start;
                all.push_back({date::month{month}, date::weekday{on}, end, pattern, static_cast<int>(on + month) % 12 + 1, named});
            }
        }
    }
    return all;
}

} // namespace

TEST_CASE("fiscal years are the same at compile time and at run time, and as companies' filings state them")
{
    CHECK(test_months());
    CHECK(test_filings());
    CHECK(test_weeks());
}

TEST_CASE("years of weeks have 52 or 53, follow each other, and end where they say")
{
    for (const fiscal_weeks& weeks : every_kind_of_weeks()) {
        for (int year = 1990; year < 2060; ++year) {
            const period whole = fiscal_year(weeks, year);
            INFO("month ", static_cast<unsigned>(weeks.last_month), ", weekday ", weeks.ends_on.c_encoding(), ", ", ratable::to_string(whole));
            REQUIRE((whole.days() == 52 * 7 || whole.days() == 53 * 7));
            REQUIRE(fiscal_year(weeks, year + 1).start() == whole.end());
            const sys_days last_day = whole.end() - date::days{1};
            REQUIRE(date::weekday(last_day) == weeks.ends_on);
            const int      ends      = weeks.named_by == named_by::start && weeks.last_month != date::December ? year + 1 : year;
            const sys_days month_end = sys_days{date::year{ends} / weeks.last_month / date::last};
            if (weeks.year_end == fiscal_year_end::nearest_to_month_end) REQUIRE(abs(last_day - month_end) <= date::days{3});
            else REQUIRE((month_end - date::days{7} < last_day && last_day <= month_end));
        }
    }
}

TEST_CASE("quarters and months cover their year; the 53rd week is in the long month")
{
    for (const fiscal_weeks& weeks : every_kind_of_weeks()) {
        for (int year = 2020; year < 2035; ++year) {
            const period whole  = fiscal_year(weeks, year);
            const auto   months = fiscal_months_of(weeks, year);
            sys_days     at     = whole.start();
            for (std::size_t k = 0; k < 12; ++k) {
                REQUIRE(months[k].start() == at);
                at = months[k].end();
                const std::size_t fifth = weeks.pattern == week_pattern::five_four_four ? 0 : weeks.pattern == week_pattern::four_five_four ? 1 : 2;
                const int         regular = k % 3 == fifth ? 5 : 4;
                REQUIRE(months[k].days() == 7 * (regular + (whole.days() > 364 && static_cast<int>(k) + 1 == weeks.long_month ? 1 : 0)));
            }
            REQUIRE(at == whole.end());
            const auto quarters = fiscal_quarters(weeks, year);
            for (std::size_t q = 0; q < 4; ++q) REQUIRE(quarters[q] == period(months[3 * q].start(), months[3 * q + 2].end()));
        }
    }
}

TEST_CASE("a day is in the fiscal year that covers it, first and last days too")
{
    for (const fiscal_weeks& weeks : every_kind_of_weeks()) {
        for (int year = 1995; year < 2050; ++year) {
            const period whole = fiscal_year(weeks, year);
            REQUIRE(fiscal_year_of(weeks, whole.start()) == year);
            REQUIRE(fiscal_year_of(weeks, whole.end() - date::days{1}) == year);
        }
    }
    for (unsigned month = 1; month <= 12; ++month) {
        for (const named_by by : {named_by::end, named_by::start}) {
            const fiscal_months months{date::month{month}, by};
            for (int year = 1995; year < 2050; ++year) {
                const period whole = fiscal_year(months, year);
                REQUIRE(fiscal_year_of(months, whole.start()) == year);
                REQUIRE(fiscal_year_of(months, whole.end() - date::days{1}) == year);
                REQUIRE(fiscal_year(months, year + 1).start() == whole.end());
            }
        }
    }
}

TEST_CASE("a term is cut at fiscal boundaries, with stubs at both ends")
{
    const period aws(2025_y / nov / 3, 2032_y / nov / 3);
    const auto   years = make_fiscal_schedule(aws, fiscal_unit::year, to_june);
    CHECK(years.size() == 8);
    CHECK(years.front() == period(2025_y / nov / 3, 2026_y / jul / 1));
    CHECK(years[1] == fiscal_year(to_june, 2027));
    CHECK(years.back() == period(2032_y / jul / 1, 2032_y / nov / 3));
    CHECK(make_fiscal_schedule(aws, fiscal_unit::quarter, to_june).size() == 29);
    CHECK(make_fiscal_schedule(aws, fiscal_unit::month, to_june).size() == 85);
    CHECK(make_fiscal_schedule(fiscal_year(nvidia, 2024), fiscal_unit::year, nvidia) == std::vector<period>{fiscal_year(nvidia, 2024)});
    CHECK(make_fiscal_schedule(period(2024_y / jan / 28, 2024_y / jan / 30), fiscal_unit::month, nvidia) ==
          std::vector<period>{period(2024_y / jan / 28, 2024_y / jan / 29), period(2024_y / jan / 29, 2024_y / jan / 30)});
    CHECK(make_fiscal_schedule(period(1900_y / jan / 1, 2999_y / dec / 31), fiscal_unit::year, to_june).size() == 1101); // 1099 years and two halves
}

TEST_CASE("the pieces of a term cover it without gap, and each lies in one fiscal unit")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    kinds = every_kind_of_weeks();
    for (int i = 0; i < 500; ++i) {
        const fiscal_weeks& weeks = kinds[static_cast<std::size_t>(r.between(0, static_cast<std::int64_t>(kinds.size()) - 1))];
        const sys_days      start = sys_days{2000_y / jan / 1} + date::days{r.between(0, 20'000)};
        const period        whole(start, start + date::days{r.between(1, 4'000)});
        for (const fiscal_unit every : {fiscal_unit::month, fiscal_unit::quarter, fiscal_unit::year}) {
            const auto pieces = make_fiscal_schedule(whole, every, weeks);
            INFO(ratable::to_string(whole), " every ", static_cast<int>(every));
            REQUIRE(pieces.front().start() == whole.start());
            REQUIRE(pieces.back().end() == whole.end());
            for (std::size_t k = 0; k < pieces.size(); ++k) {
                if (k > 0) REQUIRE(pieces[k].start() == pieces[k - 1].end());
                const int year   = fiscal_year_of(weeks, pieces[k].start());
                const int last_k = 12;
                bool      within = false;
                for (int unit = 0; unit < last_k; unit += static_cast<int>(every)) {
                    const period p(fiscal_boundary(weeks, year, unit), fiscal_boundary(weeks, year, unit + static_cast<int>(every)));
                    const bool   inner = k > 0 && k + 1 < pieces.size();
                    within = within || (inner ? p == pieces[k] : p.start() <= pieces[k].start() && pieces[k].end() <= p.end());
                }
                REQUIRE(within);
            }
        }
    }
}

TEST_CASE("fiscal years that there are not are refused")
{
    CHECK_REFUSED(invalid_terms, "fiscal year: must be from 1901 to 2998; got 1900", fiscal_year(to_june, 1900));
    CHECK_REFUSED(invalid_terms, "fiscal year: must be from 1899 to 3001; got 3002", fiscal_boundary(nvidia, 3002, 0));
    CHECK_THROWN(invalid_terms, fiscal_boundary(to_june, 65'536 + 2027, 0)); // date's 16-bit year would be 2027 again
    CHECK_THROWN(invalid_terms, fiscal_year_of(to_june, sys_days{3500_y / jan / 1}));
    CHECK(fiscal_year_of(to_june, sys_days{1900_y / jan / 1}) == 1900);
    CHECK(fiscal_year_of(to_june, sys_days{2999_y / dec / 31}) == 3000);
    CHECK_THROWN(invalid_terms, fiscal_quarters(to_june, 2999));
    CHECK_THROWN(invalid_terms, fiscal_months_of(nvidia, -1));
    const fiscal_months thirteenth{.last_month = date::month{13}, .named_by = named_by::end};
    CHECK_REFUSED(invalid_terms, "fiscal year: must end in a month from 1 to 12; got 13", fiscal_year(thirteenth, 2027));
    fiscal_weeks weeks = nvidia;
    weeks.long_month   = 0;
    CHECK_REFUSED(invalid_terms, "fiscal year: must have its 53rd week in a month from 1 to 12; got 0", fiscal_year(weeks, 2027));
    weeks.long_month = 13;
    CHECK_THROWN(invalid_terms, fiscal_year(weeks, 2027));
    weeks         = nvidia;
    weeks.ends_on = date::weekday{9};
    CHECK_REFUSED(invalid_terms, "fiscal year: must end on a day of the week; got 9", fiscal_year(weeks, 2027));
    weeks            = nvidia;
    weeks.last_month = date::month{0};
    CHECK_THROWN(invalid_terms, fiscal_year_of(weeks, sys_days{2027_y / jan / 1}));
}
