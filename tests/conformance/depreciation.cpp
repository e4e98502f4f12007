// SPDX-License-Identifier: BSL-1.0
/// conformance_depreciation: percentages of MACRS, printed and by the formula.
///
/// The header tells whose table it is.
/// - `table,recovery_years,year,percent_table,percent_formula_exact_num,percent_formula_exact_den,formula_rounded_same_dp,differs,…`: a table is named in words, such
///   as `A-2 mid-quarter Q1`. The formula is an exact quotient; its rounding is half up, to the digits of the printed percentage.
/// - `convention,class_years,year,published_pct,algorithm_pct,exact_pct,match_B`: HY, Q1 … Q4, or MM1 … MM12. The algorithm rounds each year and carries it; the exact
///   percentage is printed to some digits.
/// A month may have a column of its own. A cell of the printed or calculated percentages may be empty.
#include <ratable/accounting/macrs_tables.hpp>
#include <ratable/core/wide.hpp>

#include "csv.hpp"
#include "number.hpp"
#include "report.hpp"

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace conformance;
using ratable::macrs_convention;
using ratable::macrs_property;

namespace {

using exact = ratable::basic_fraction<ratable::unbounded>;

constexpr std::int64_t most_places = 400;

struct not_offered
{
    std::string why;
};

/// Which percentages a row is of.
struct which
{
    macrs_property   property;
    macrs_convention convention;
    unsigned         month;
};

number number_in(const csv& table, const csv_row& row, const std::string& column)
{
    const auto found = read_number(table.cell(row, column));
    if (!found || found->exponent > most_places || found->exponent < -most_places) throw malformed(row.where, column + " is no number: " + table.cell(row, column));
    return *found;
}

exact value_of(const number& x) { return x.exponent < 0 ? exact(x.coefficient, ten_to(-x.exponent)) : exact(ratable::unbounded(x.coefficient * ten_to(x.exponent))); }

std::size_t year_in(const csv& table, const csv_row& row)
{
    const exact year = value_of(number_in(table, row, "year"));
    if (year.denominator() != 1 || year < exact(1) || year > exact(1000)) throw malformed(row.where, "year is no year: " + table.cell(row, "year"));
    return static_cast<std::size_t>(year.numerator());
}

macrs_property property_in(const csv& table, const csv_row& row, const std::string& column)
{
    const exact years = value_of(number_in(table, row, column));
    for (const int offered : {3, 5, 7, 10, 15, 20, 39}) {
        if (years == exact(offered)) return static_cast<macrs_property>(offered);
    }
    throw not_offered{"property of " + table.cell(row, column) + " years"};
}

/// The number that stands at `at`, such as the 3 of `q3`; nothing where there is none.
std::optional<unsigned> number_at(std::string_view text, std::size_t at)
{
    unsigned    n     = 0;
    std::size_t first = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && at < first + 3; ++at) n = n * 10 + static_cast<unsigned>(text[at] - '0');
    return at == first ? std::nullopt : std::optional(n);
}

/// `hy`, `q2`, `mq2`, `mm7`, or words: `half-year`, `mid-quarter q2`, `mid-quarter, second quarter`, `mid-month 7`, `mid-month month 7`.
std::optional<which> convention_in(const std::string& name, macrs_property property)
{
    const std::string text = lower(name);
    const auto        has  = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    if (text == "hy" || has("half-year") || has("half year")) return which{property, macrs_convention::half_year, 1};
    const auto quarter = [&](unsigned q) { return q >= 1 && q <= 4 ? std::optional(which{property, macrs_convention::mid_quarter, 3 * q - 2}) : std::nullopt; };
    if (has("mid-quarter") || has("mid quarter") || text.rfind('q', 0) == 0 || text.rfind("mq", 0) == 0) {
        constexpr std::string_view ordinals[] = {"first", "second", "third", "fourth"};
        for (unsigned q = 0; q < 4; ++q) {
            if (has(ordinals[q])) return quarter(q + 1);
        }
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            if (const auto q = number_at(text, i + 1); text[i] == 'q' && q) return quarter(*q);
        }
        return std::nullopt;
    }
    if (has("mid-month") || has("mid month") || text.rfind("mm", 0) == 0) {
        const std::size_t          from = text.rfind("mm", 0) == 0 ? 2 : text.rfind("month") + 5;
        const std::size_t          at   = text.find_first_of("0123456789", from);
        const std::optional<unsigned> m = at == std::string::npos ? std::nullopt : number_at(text, at);
        if (m && *m >= 1 && *m <= 12) return which{property, macrs_convention::mid_month, *m};
    }
    return std::nullopt;
}

/// Row by row; throws not_offered, malformed or what the library throws.
struct checker
{
    const csv&     table;
    const csv_row& row;
    report&        found;
    which          of;
    std::size_t    year;
    std::string    name;
    int            checked = 0;
    bool           failed  = false;

    bool is(const std::string& what, bool right, const std::string& computed, const std::string& expected)
    {
        ++checked;
        if (!right) found.failed(row.where, name + ": " + what, computed, expected);
        else found.count("percentages", what, "years");
        failed = failed || !right;
        return right;
    }
    [[nodiscard]] bool given(const std::string& column) const { return table.has(column) && !table.cell(row, column).empty(); }

    template <class Percent>
    const Percent& of_year(const std::vector<Percent>& years) const
    {
        if (year > years.size()) throw ratable::invalid_terms({"year", "must be one of the table's " + std::to_string(years.size()), std::to_string(year), ""});
        return years[year - 1];
    }
    /// An amount of the library's to as many digits as the file prints.
    void equals(const std::string& what, const ratable::decimal<3>& computed, const std::string& column)
    {
        if (given(column)) is(what, exact(to_fraction(computed)) == value_of(number_in(table, row, column)), to_string(computed), table.cell(row, column));
    }
    void flagged(const std::string& what, bool computed, const std::string& column)
    {
        if (!given(column)) return;
        const std::string text = lower(table.cell(row, column));
        if (text != "0" && text != "1" && text != "true" && text != "false") throw malformed(row.where, column + " is no yes or no: " + table.cell(row, column));
        is(what, computed == (text == "1" || text == "true"), computed ? "yes" : "no", table.cell(row, column));
    }
};

exact rounded_to(const exact& x, std::int64_t places)
{
    return exact(round_quotient(ratable::unbounded(x.numerator() * ten_to(places)), x.denominator(), ratable::rounding::half_up), ten_to(places));
}

std::int64_t places_of(const number& x) { return x.exponent < 0 ? -x.exponent : 0; }

void check_irs(checker& c)
{
    const auto  printed = c.of_year(macrs_table(c.of.property, c.of.convention, c.of.month));
    const exact formula = c.of_year(macrs_formula(c.of.property, c.of.convention, c.of.month));
    c.equals("printed", printed, "percent_table");
    if (c.given("percent_formula_exact_num")) {
        const exact numerator = value_of(number_in(c.table, c.row, "percent_formula_exact_num")), denominator = value_of(number_in(c.table, c.row, "percent_formula_exact_den"));
        if (denominator == exact(0)) throw malformed(c.row.where, "percent_formula_exact_den is zero");
        c.is("formula", formula == numerator / denominator, to_string(formula), to_string(exact(numerator / denominator)));
    }
    if (!c.given("formula_rounded_same_dp") && !c.given("differs")) return;
    const number digits  = number_in(c.table, c.row, c.given("formula_rounded_same_dp") ? "formula_rounded_same_dp" : "percent_table");
    const exact  rounded = rounded_to(formula, places_of(digits));
    if (c.given("formula_rounded_same_dp")) c.is("formula, rounded", rounded == value_of(digits), to_string(rounded), c.table.cell(c.row, "formula_rounded_same_dp"));
    c.flagged("whether they differ", exact(to_fraction(printed)) != rounded, "differs");
}

void check_algorithm(checker& c)
{
    const auto printed = c.of_year(macrs_table(c.of.property, c.of.convention, c.of.month));
    const auto carried = c.of_year(macrs_formula_rounded(c.of.property, c.of.convention, c.of.month));
    c.equals("printed", printed, "published_pct");
    c.equals("formula, rounded and carried", carried, "algorithm_pct");
    if (c.given("exact_pct")) {
        const exact  formula = c.of_year(macrs_formula(c.of.property, c.of.convention, c.of.month));
        const number written = number_in(c.table, c.row, "exact_pct");
        // How it was rounded is not said: within half of the last digit.
        c.is("formula", abs(formula - value_of(written)) <= exact(1, 2 * ten_to(places_of(written))), to_string(formula), c.table.cell(c.row, "exact_pct"));
    }
    c.flagged("whether they match", printed == carried, "match_B");
}

void run_row(const csv& table, const csv_row& row, bool of_irs, report& found)
{
    const std::string& convention = table.cell(row, of_irs ? "table" : "convention");
    const std::string& years      = table.cell(row, of_irs ? "recovery_years" : "class_years");
    const std::string  name       = convention + ", " + years + " years, year " + table.cell(row, "year");
    try {
        const macrs_property property = property_in(table, row, of_irs ? "recovery_years" : "class_years");
        const auto           of       = convention_in(table.has("month") ? convention + " month " + table.cell(row, "month") : convention, property);
        if (!of) throw not_offered{"a table that is not offered: " + convention};
        if ((property == macrs_property::nonresidential) != (of->convention == macrs_convention::mid_month)) throw not_offered{"a convention that the property does not have: " + convention};
        checker c{table, row, found, *of, year_in(table, row), name};
        of_irs ? check_irs(c) : check_algorithm(c);
        if (c.checked == 0) found.skipped("a row without figures");
        else if (!c.failed) found.passed();
    } catch (const not_offered& e) {
        found.skipped(e.why);
    } catch (const malformed&) {
        throw;
    } catch (const std::exception& e) {
        found.failed(row.where, name, e.what(), "percentages");
    }
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    const csv table = read_csv(file, text);
    const bool of_irs = table.has("table");
    if (!of_irs && !table.has("convention")) throw malformed(table.where, "the header is none that is known here");
    for (const char* column : {of_irs ? "recovery_years" : "class_years", "year", of_irs ? "percent_table" : "published_pct"}) {
        if (!table.has(column)) throw malformed(table.where, std::string("no column ") + column);
    }
    for (const csv_row& row : table.rows) run_row(table, row, of_irs, found);
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_depreciation", ".csv", "percentages of MACRS (IRS Publication 946)", run_file}, argc, argv); }
