// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/macrs_tables.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using enum macrs_property;
using enum macrs_convention;

namespace {

constexpr macrs_property personal[] = {three_year, five_year, seven_year, ten_year, fifteen_year, twenty_year};

std::string text_of(const std::vector<decimal<3>>& percents)
{
    std::string text;
    for (const auto& p : percents) text += to_string(p) + " ";
    return text;
}

template <class N>
auto sum_of(const std::vector<N>& numbers)
{
    N sum{};
    for (const auto& n : numbers) sum += n;
    return sum;
}

/// Every table: `visit(property, convention, month)`, one month of each quarter, or each month.
template <class Visit>
void each_table(Visit&& visit)
{
    for (const auto property : personal) {
        visit(property, half_year, 1u);
        for (const unsigned month : {1u, 4u, 7u, 10u}) visit(property, mid_quarter, month);
    }
    for (unsigned month = 1; month <= 12; ++month) visit(nonresidential, mid_month, month);
}

} // namespace

TEST_CASE("five-year property by half a year is 20, 32, 19.2, 11.52, 11.52 and 5.76 per cent")
{ // Publication 946, table A-1
    CHECK(text_of(macrs_table(five_year, half_year, 6)) == "20.000 32.000 19.200 11.520 11.520 5.760 ");
    CHECK(text_of(macrs_table(five_year, mid_quarter, 12)) == "5.000 38.000 22.800 13.680 10.940 9.580 ");
    CHECK(macrs_table(five_year, mid_quarter, 10) == macrs_table(five_year, mid_quarter, 12));
    CHECK(macrs_table(five_year, mid_quarter, 9) != macrs_table(five_year, mid_quarter, 10));
}

TEST_CASE("every table sums to 100, but for one that is printed so")
{
    int tables = 0;
    each_table([&](macrs_property property, macrs_convention convention, unsigned month) {
        ++tables;
        CAPTURE(static_cast<int>(property));
        CAPTURE(month);
        const bool short_one = property == twenty_year && convention == mid_quarter && month == 1;
        CHECK(sum_of(macrs_table(property, convention, month)) == decimal<3>::parse(short_one ? "99.992" : "100"));
        CHECK(sum_of(macrs_formula(property, convention, month)) == fraction(100));
        CHECK(sum_of(macrs_formula_rounded(property, convention, month)) == decimal<3>(100));
    });
    CHECK(tables == 42);
}

TEST_CASE("the tables are the rounded formula, but for three printed entries and the months of real property")
{
    std::string differ;
    each_table([&](macrs_property property, macrs_convention convention, unsigned month) {
        const auto table = macrs_table(property, convention, month), formula = macrs_formula_rounded(property, convention, month);
        REQUIRE(table.size() == formula.size());
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table[i] == formula[i] || property == nonresidential) continue;
            differ += std::to_string(static_cast<int>(property)) + " years, month " + std::to_string(month) + ", year " + std::to_string(i + 1) + ": " + to_string(table[i]) + " for " + to_string(formula[i]) + "\n";
        }
    });
    CHECK(differ == "7 years, month 4, year 1: 17.850 for 17.860\n"
                    "7 years, month 4, year 8: 3.340 for 3.330\n"
                    "20 years, month 1, year 2: 7.000 for 7.008\n");
}

TEST_CASE("no entry is further from the exact formula than rounding and carrying explain, but for the three")
{
    each_table([&](macrs_property property, macrs_convention convention, unsigned month) {
        const auto table = macrs_table(property, convention, month);
        const auto exact = macrs_formula(property, convention, month);
        // Half a last digit, and a little for what was carried; the three entries of the test above and the first year of real property are known to be further off.
        const fraction bound = property == twenty_year && convention == mid_quarter && month == 1 ? fraction(8, 1000) : property == nonresidential ? fraction(4, 1000)
                             : property == twenty_year ? fraction(1, 1000) : property == seven_year && month == 4 ? fraction(14, 1000) : fraction(7, 1000);
        for (std::size_t i = 0; i < table.size(); ++i) {
            CAPTURE(static_cast<int>(property));
            CAPTURE(month);
            CAPTURE(i);
            CHECK(abs(to_fraction(table[i]) - exact[i]) <= bound);
        }
    });
}

TEST_CASE("the exact formula of seven-year property turns straight in its fifth year")
{
    const auto years = macrs_formula(seven_year, half_year, 1);
    CHECK(years[0] == fraction(100, 7));
    CHECK(years[4] == fraction(150'000, 16'807));
    CHECK(years[6] == years[4]);
    CHECK(years[7] == fraction(75'000, 16'807));
    CHECK(macrs_formula(five_year, mid_quarter, 1)[3] == fraction(936, 85));
}

TEST_CASE("real property takes 2.564 a year, and its first and last years mirror each other over the months")
{
    const auto january = macrs_table(nonresidential, mid_month, 1), december = macrs_table(nonresidential, mid_month, 12);
    REQUIRE(january.size() == 40);
    CHECK(to_string(january.front()) == "2.461");
    CHECK(to_string(january.back()) == "0.107");
    CHECK(january.front() == december.back());
    CHECK(macrs_formula(nonresidential, mid_month, 1).front() == fraction(100 * 23, 24 * 39)); // 2.457
    CHECK(to_string(macrs_formula_rounded(nonresidential, mid_month, 1).front()) == "2.457");
    CHECK(macrs_formula(nonresidential, mid_month, 7)[1] == fraction(100, 39));
}

TEST_CASE("how far a table was checked is said")
{
    CHECK(macrs_standing_of(five_year, half_year, 1) == macrs_standing::seen);
    CHECK(macrs_standing_of(ten_year, half_year, 1) == macrs_standing::recalled);
    CHECK(macrs_standing_of(twenty_year, mid_quarter, 12) == macrs_standing::calculated);
    CHECK(macrs_standing_of(nonresidential, mid_month, 3) == macrs_standing::recalled);
    each_table([](macrs_property property, macrs_convention convention, unsigned month) {
        if (macrs_standing_of(property, convention, month) == macrs_standing::calculated) {
            CHECK(macrs_table(property, convention, month) == macrs_formula_rounded(property, convention, month));
        }
    });
}

TEST_CASE("a convention that the property does not have, and a month that there is not, are refused")
{
    CHECK_REFUSED(invalid_terms, "MACRS: only nonresidential real property goes by mid_month; got mid_month; write macrs_convention::half_year or mid_quarter for other property",
                  macrs_table(five_year, mid_month, 1));
    CHECK_THROWN(invalid_terms, macrs_table(nonresidential, half_year, 1));
    CHECK_THROWN(invalid_terms, macrs_formula(nonresidential, mid_quarter, 1));
    CHECK_THROWN(invalid_terms, macrs_standing_of(nonresidential, half_year, 1));
    CHECK_THROWN(invalid_terms, macrs_table(five_year, half_year, 0));
    CHECK_THROWN(invalid_terms, macrs_formula_rounded(five_year, half_year, 13));
}
