// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/straight_line.hpp>

#include "../support/oracle.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::months, date::years;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

const std::vector<period> jan_to_mar_2027 = make_schedule(period(2027_y / jan / 1, 2027_y / apr / 1), monthly);

/// A contract of nothing but a term and an amount.
template <currency C>
contract<C> paying(const money<C>& total, const ratable::term& t)
{
    return contract<C>{.name = "x", .currency = total.unit, .term = disclosed(t, "8-K"), .tranches = unknown("?"), .consideration = disclosed(total, "8-K")};
}

} // namespace

TEST_CASE("100 over three months is 33.33, 33.34 and 33.33")
{
    const auto rows = amortize(usd(100), jan_to_mar_2027, straight_line);
    CHECK(amounts(rows) == integers{33'33, 33'34, 33'33});
    CHECK(rows[0].closing == usd("66.67"));
    CHECK(rows[1].closing == usd("33.33"));
    CHECK(rows[2].closing == usd(0));
}

TEST_CASE("100 over the days of January to March 2027 is 34.44, 31.12 and 34.44")
{
    CHECK(amounts(amortize(usd(100), jan_to_mar_2027, daily)) == integers{34'44, 31'12, 34'44});
}

TEST_CASE("periods alone are equal parts by straight_line, whatever their length")
{
    const std::vector<period> uneven{period(2026_y / jan / 1, 2026_y / jan / 2), period(2026_y / jan / 2, 2027_y / jan / 2)};
    CHECK(amounts(amortize(usd(100), uneven, straight_line)) == integers{50'00, 50'00});
    CHECK(amounts(amortize(usd(366), uneven, daily)) == integers{1'00, 365'00});
    CHECK_THROWN(invalid_terms, amortize(usd(100), std::vector<period>{}, straight_line));
    CHECK_THROWN(invalid_terms, amortize(usd(100), std::vector<period>{}, daily));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {uneven[1], uneven[0]}, straight_line));
    CHECK_THROWN(invalid_terms, amortize(usd(100), {uneven[1], uneven[0]}, daily));
}

TEST_CASE("OpenAI–AWS over its 84 contract months")
{
    const auto rows = amortize(sample::aws(), straight_line, monthly);
    REQUIRE(rows.size() == 84);
    CHECK(rows.front().period == period(2025_y / nov / 3, 2025_y / dec / 3));
    CHECK(rows.front().charge == usd("452380952.38"));
    CHECK(rows.front().closing == usd("37547619047.62"));
    CHECK(rows.back().period == period(2032_y / oct / 3, 2032_y / nov / 3));
    CHECK(rows.back().closing == usd(0));
    CHECK(total(rows) == usd(38'000'000'000));
}

TEST_CASE("OpenAI–AWS over 85 calendar months, with stubs at both ends and the same total")
{
    const auto rows = amortize(sample::aws(), straight_line, monthly, calendar_periods);
    REQUIRE(rows.size() == 85);
    CHECK(rows.front().period == period(2025_y / nov / 3, 2025_y / dec / 1));
    CHECK(rows.front().charge == usd("422222222.22")); // 28 of 30 days of a month of 38bn / 84
    CHECK(rows[1].period == period(2025_y / dec / 1, 2026_y / jan / 1));
    CHECK(rows[1].charge == usd("452380952.38"));
    CHECK(rows.back().period == period(2032_y / nov / 1, 2032_y / nov / 3));
    CHECK(rows.back().charge == usd("30158730.16")); // 2 of 30 days
    CHECK(total(rows) == usd(38'000'000'000));
}

TEST_CASE("quarters and years take three and twelve months each")
{
    CHECK(amortize(sample::aws(), straight_line, quarterly).size() == 28);
    CHECK(amortize(sample::aws(), straight_line, annual).size() == 7);
    CHECK(amortize(sample::aws(), straight_line, quarterly, calendar_periods).size() == 29);
    CHECK(amortize(sample::aws(), straight_line, annual, calendar_periods).size() == 8);
    const auto years_of = amortize(paying(usd(1200), {.start = 2026_y / jan / 1, .length = months{30}}), straight_line, annual);
    CHECK(amounts(years_of) == integers{480'00, 480'00, 240'00});
}

TEST_CASE("a short last month of a contract takes its days over that month's days")
{
    // 35 months and 18/31 of one: 1103/31 months for 1,103 dollars is 31 dollars a month
    const auto rows = amortize(paying(usd(1103), {.start = 2026_y / jan / 14, .length = until(2029_y / jan / 1)}), straight_line, monthly);
    REQUIRE(rows.size() == 36);
    CHECK(rows.front().charge == usd(31));
    CHECK(rows[1].charge == usd(31)); // though February is shorter
    CHECK(rows.back().charge == usd(18));
}

TEST_CASE("daily counts days: February takes less, and a leap year takes more")
{
    const auto rows = amortize(paying(usd(1461), {.start = 2025_y / jan / 1, .length = years{4}}), daily, annual);
    CHECK(amounts(rows) == integers{365'00, 365'00, 365'00, 366'00});
    const auto by_month = amortize(paying(usd(365), {.start = 2027_y / jan / 1, .length = years{1}}), daily, monthly, calendar_periods);
    CHECK(by_month[0].charge == usd(31));
    CHECK(by_month[1].charge == usd(28));
    const auto stubs = amortize(paying(usd(365), {.start = 2027_y / jan / 11, .length = years{1}}), daily, monthly, calendar_periods);
    REQUIRE(stubs.size() == 13);
    CHECK(stubs.front().charge == usd(21));
    CHECK(stubs.back().charge == usd(10));
    CHECK(amortize(paying(usd(365), {.start = 2027_y / jan / 11, .length = years{1}}), daily, monthly).front().charge == usd(31));
}

TEST_CASE("the month rule of the term decides where its rows end")
{
    const auto ends = [](month_rule rule) {
        std::string text;
        for (const auto& row : amortize(paying(usd(3), {.start = 2027_y / feb / 28, .length = months{3}, .month_rule = rule}), straight_line, monthly)) {
            CHECK(row.charge == usd(1));
            text += to_string(row.period.end()) + " ";
        }
        return text;
    };
    CHECK(ends(month_rule::clamp) == "2027-03-28 2027-04-28 2027-05-28 ");
    CHECK(ends(month_rule::end_of_month) == "2027-03-31 2027-04-30 2027-05-31 ");
    CHECK_THROWN(invalid_terms, amortize(paying(usd(3), {.start = 2027_y / jan / 31, .length = months{3}, .month_rule = month_rule::reject}), straight_line, monthly));
    CHECK_THROWN(invalid_terms, amortize(paying(usd(3), {.start = 2027_y / jan / 31, .length = months{2}, .month_rule = month_rule::reject}), daily, monthly));
}

TEST_CASE("a contract whose term or consideration is unknown is refused by its name")
{
    auto c          = sample::aws();
    c.consideration = unknown("not public");
    CHECK_REFUSED(invalid_terms, "contract 'OpenAI–AWS': consideration: must be known to derive this; got unknown: not public; state it, or assume it and say so",
                  amortize(c, straight_line, monthly));
    CHECK_THROWN(invalid_terms, amortize(c, daily, monthly));
    c      = sample::aws();
    c.term = stated<ratable::term>();
    CHECK_REFUSED(invalid_terms, "contract 'OpenAI–AWS': term: must be known to derive this; got not stated; state it, or assume it and say so",
                  amortize(c, straight_line, monthly));
    CHECK_THROWN(invalid_terms, amortize(c, daily, monthly));
}

TEST_CASE("schedules read the base of an amount that is not exact")
{
    auto c          = sample::aws();
    c.consideration = disclosed(at_least(usd(84)), "8-K");
    CHECK(amortize(c, straight_line, monthly)[0].charge == usd(1));
    c.consideration = assumed(range(usd(42), usd(84), usd(840)), "us");
    CHECK(amortize(c, straight_line, monthly)[0].charge == usd(1));
}

TEST_CASE("every total over every term ties out, by both methods, every frequency and both bases")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 150; ++round) {
        const auto t     = tests::any_term(draw);
        const auto whole = days_of(t);
        INFO(to_string(whole));
        const auto sum = money<USD>(decimal<2>::from_units(draw.any_int64()));
        const auto c   = paying(sum, t);
        for (const frequency every : tests::every_frequency) {
            for (const period_basis basis : tests::every_basis) {
                REQUIRE(tests::untidy(amortize(c, straight_line, every, basis), sum, whole) == "");
                REQUIRE(tests::untidy(amortize(c, daily, every, basis), sum, whole) == "");
            }
        }
    }
}

TEST_CASE("each full contract month takes the same, to less than one cent")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 100; ++round) {
        const auto n    = draw.between(1, 240);
        const auto sum  = draw.any_int64();
        auto       t    = tests::any_term(draw);
        t.length        = months{static_cast<int>(n)};
        const auto rows = amortize(paying(money<USD>(decimal<2>::from_units(sum)), t), straight_line, monthly);
        REQUIRE(rows.size() == static_cast<std::size_t>(n));
        for (const auto& row : rows) REQUIRE(abs(tests::ratio(row.charge.amount.units, 1) - tests::ratio(sum, n)) < 1);
    }
}

TEST_CASE_TEMPLATE("currencies known at run time amortise in their own minor unit", Currency, any_currency<0>, any_currency<2>, any_currency<3>, any_currency<4>)
{
    constexpr int digits = Currency::minor_digits;
    const auto    code   = digits == 0 ? "JPY" : digits == 2 ? "EUR" : digits == 3 ? "KWD" : "CLF";
    const auto    unit   = currency_of<digits>(code);
    const auto    c      = paying(money<Currency>(decimal<digits>(100), unit), {.start = 2027_y / jan / 1, .length = months{3}});
    const auto    rows   = amortize(c, straight_line, monthly);
    const auto    third  = 100 * power_of_ten<std::int64_t>(digits) / 3;
    CHECK(amounts(rows) == integers{third, third + 1, third});
    CHECK(total(rows) == c.consideration.value());
    CHECK(ties_out(rows, c.consideration.value()));
    CHECK(rows[1].charge.unit.code() == code);
    CHECK(total(amortize(c, daily, monthly)) == c.consideration.value());
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 50; ++round) {
        const auto            t = tests::any_term(draw);
        const money<Currency> sum(decimal<digits>::from_units(draw.any_int64()), unit);
        REQUIRE(tests::untidy(amortize(paying(sum, t), straight_line, quarterly, calendar_periods), sum, days_of(t)) == "");
    }
}
