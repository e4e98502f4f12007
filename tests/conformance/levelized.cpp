// SPDX-License-Identifier: BSL-1.0
/// conformance_levelized: levelised costs as NREL's ssc states them.
///
/// A file is CSV, `case,capital_cost,fixed_operating_cost,variable_operating_cost,fixed_charge_rate,annual_energy,lcoe_fcr`. Figures were printed
/// from binary doubles with 17 digits; they are read as the decimals that they are, and what is exact of them lies within 1e-12 of what is
/// printed, relatively, for it was calculated in doubles.
#include <ratable/core/wide.hpp>
#include <ratable/valuation/levelized.hpp>

#include "csv.hpp"
#include "number.hpp"
#include "report.hpp"

#include <exception>
#include <string>

using namespace conformance;

namespace {

using exact = ratable::basic_fraction<ratable::unbounded>;

constexpr std::int64_t most_places = 400; ///< a double has no more

exact number_in(const csv& table, const csv_row& row, const std::string& column)
{
    const auto found = read_number(table.cell(row, column));
    if (!found || found->exponent > most_places || found->exponent < -most_places) throw malformed(row.where, column + " is no number: " + table.cell(row, column));
    return found->exponent < 0 ? exact(found->coefficient, ten_to(-found->exponent)) : exact(ratable::unbounded(found->coefficient * ten_to(found->exponent)));
}

void run_row(const csv& table, const csv_row& row, report& found)
{
    const exact capital = number_in(table, row, "capital_cost"), fixed = number_in(table, row, "fixed_operating_cost");
    const exact variable = number_in(table, row, "variable_operating_cost"), charge = number_in(table, row, "fixed_charge_rate");
    const exact energy = number_in(table, row, "annual_energy"), expected = number_in(table, row, "lcoe_fcr");
    const auto& name   = table.cell(row, "case");
    try {
        const exact price = ratable::levelized_by_fixed_charge(charge, capital, fixed, energy, variable);
        if (abs(price - expected) > abs(expected) * exact(1, 1'000'000'000'000)) {
            return found.failed(row.where, name, to_decimal_text(price, 20, ratable::rounding::half_even), table.cell(row, "lcoe_fcr"));
        }
        found.passed();
    } catch (const std::exception& e) {
        found.failed(row.where, name, e.what(), table.cell(row, "lcoe_fcr"));
    }
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    const csv table = read_csv(file, text);
    for (const char* column : {"case", "capital_cost", "fixed_operating_cost", "variable_operating_cost", "fixed_charge_rate", "annual_energy", "lcoe_fcr"}) {
        if (!table.has(column)) throw malformed(table.where, std::string("no column ") + column);
    }
    for (const csv_row& row : table.rows) run_row(table, row, found);
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_levelized", ".csv", "levelised costs by fixed charge rate (NREL ssc)", run_file}, argc, argv); }
