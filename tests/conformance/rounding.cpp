// SPDX-License-Identifier: BSL-1.0
/// conformance_rounding: rounding as other libraries state it, through `round<Scale>(decimal, mode)`, in each Rep that holds the number.
///
/// The header tells whose table it is.
/// - Strata, `decimal_places,fraction,input,expected`: half up to the nearest 1/fraction of the last place (empty, 0 or 1: to the place).
/// - QuantLib, `x,places` and a column for each of its types. It works on |x| and knows no direction: Up is away from zero, Down is toward
///   zero, Closest is half up; Floor is Closest for x >= 0 and Down below, Ceiling is Down for x >= 0 and Closest below.
///   Source: QuantLib, ql/math/rounding.cpp, Rounding::operator().
#include <ratable/core/rounding.hpp>
#include <ratable/core/wide.hpp>

#include "csv.hpp"
#include "fixed_point.hpp"
#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <optional>
#include <string>

using namespace conformance;
using ratable::rounding;

namespace {

constexpr std::int64_t farthest_apart = 1'000; ///< digits between a number's last one and the place that it is rounded to

number number_in(const csv& table, const csv_row& row, const std::string& column)
{
    const auto found = read_number(table.cell(row, column));
    if (!found) throw malformed(row.where, column + " is no number: " + table.cell(row, column));
    return *found;
}

std::int64_t whole_in(const csv& table, const csv_row& row, const std::string& column, std::int64_t least, std::int64_t most)
{
    const number found = number_in(table, row, column);
    if (found.exponent != 0 || found.coefficient < least || found.coefficient > most) {
        throw malformed(row.where, column + " must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ": " + table.cell(row, column));
    }
    return static_cast<std::int64_t>(found.coefficient);
}

/// x × factor, rounded to 10^-places, in units of 10^-places. Nothing where this Rep holds no decimal with scales so far apart, or not x.
/// Scales that are not in the table are moved, both by the same power of ten.
template <class Rep>
std::optional<whole> rounded_units(const number& x, const whole& factor, std::int64_t places, rounding mode)
{
    const whole        units = x.coefficient * factor;
    const std::int64_t drop  = -x.exponent - places;
    std::int64_t       from  = -x.exponent;
    if (!fits<Rep>(units)) return std::nullopt;
    if (!is_offered(from, places)) from = drop > 0 ? drop : 0;
    if (is_offered(from, from - drop)) {
        auto result = rounded<Rep, Rep>(units, static_cast<int>(from), static_cast<int>(from - drop), mode);
        if (!result && drop >= 0) throw ratable::overflow({"rounding", "must fit: it only takes digits away", "", ""});
        return result;
    }
    if constexpr (!ratable::native_integer<Rep>) {
        if (drop > 0) return out_of_rep(ratable::round_quotient<Rep>(in_rep<Rep>(units), in_rep<Rep>(ten_to(drop)), mode));
        return rounded<Rep, Rep>(units * ten_to(-drop - largest_scale), 0, largest_scale, mode);
    }
    return std::nullopt;
}

/// The units at 10^-places that `expected` × factor states; nothing if it has more digits than that.
std::optional<whole> expected_units(const number& expected, const whole& factor, std::int64_t places)
{
    const whole        units = expected.coefficient * factor;
    const std::int64_t more  = places + expected.exponent;
    if (more >= 0) return whole(units * ten_to(more));
    const whole divisor = ten_to(-more);
    return units % divisor == 0 ? std::optional<whole>(units / divisor) : std::nullopt;
}

template <class Rep>
bool differs(report& found, const csv_row& row, const std::string& name, const number& x, const whole& factor, std::int64_t places, rounding mode,
             const number& expected, bool& ran)
{
    const auto result = rounded_units<Rep>(x, factor, places, mode);
    if (!result) return false;
    ran = true;
    if (result == expected_units(expected, factor, places)) {
        found.count("roundings, by mode", vector_name_of(mode), name_of_rep<Rep>());
        return false;
    }
    found.failed(row.where, name + " (" + name_of_rep<Rep>() + ")", written(*result, -places) + (factor == 1 ? "" : " / " + factor.str()),
                 written(expected.coefficient, expected.exponent));
    return true;
}

/// One cell that states a result.
void run_case(report& found, const csv_row& row, const std::string& name, const number& x, const whole& factor, std::int64_t places, rounding mode,
              const number& expected)
{
    for (const std::int64_t exponent : {-x.exponent - places, places + expected.exponent}) {
        if (exponent > farthest_apart || exponent < -farthest_apart) return found.skipped("exponents more than " + std::to_string(farthest_apart) + " apart");
    }
    try {
        bool ran = false;
        if (differs<std::int64_t>(found, row, name, x, factor, places, mode, expected, ran) ||
            differs<ratable::int128>(found, row, name, x, factor, places, mode, expected, ran) ||
            differs<ratable::unbounded>(found, row, name, x, factor, places, mode, expected, ran)) {
            return;
        }
        if (!ran) return found.failed(row.where, name, "nothing: it ran in no Rep", written(expected.coefficient, expected.exponent));
        found.passed();
    } catch (const std::exception& e) { // nothing may be thrown here
        found.failed(row.where, name, e.what(), written(expected.coefficient, expected.exponent));
    }
}

void run_strata(const csv& table, report& found)
{
    for (const csv_row& row : table.rows) {
        const std::int64_t places   = whole_in(table, row, "decimal_places", -farthest_apart, farthest_apart);
        const std::int64_t fraction = table.cell(row, "fraction").empty() ? 0 : whole_in(table, row, "fraction", 0, 1'000'000'000);
        run_case(found, row, "half up", number_in(table, row, "input"), fraction < 2 ? 1 : fraction, places, rounding::half_up,
                 number_in(table, row, "expected"));
    }
}

void run_quantlib(const csv& table, report& found)
{
    struct type
    {
        const char* name;
        rounding    positive, negative;
    };
    constexpr type types[] = {{"closest", rounding::half_up, rounding::half_up}, {"up", rounding::up, rounding::up},
                              {"down", rounding::down, rounding::down},          {"floor", rounding::half_up, rounding::down},
                              {"ceiling", rounding::down, rounding::half_up}};
    for (const csv_row& row : table.rows) {
        const number       x      = number_in(table, row, "x");
        const std::int64_t places = whole_in(table, row, "places", -farthest_apart, farthest_apart);
        for (const type& t : types) {
            if (!table.has(t.name)) continue;
            const bool negative = x.coefficient < 0;
            run_case(found, row, t.name, x, 1, places, negative ? t.negative : t.positive, number_in(table, row, t.name));
        }
    }
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    csv table = read_csv(file, text);
    for (std::string& column : table.header) column = lower(column);
    const auto only = [&](std::initializer_list<const char*> known) {
        for (const std::string& column : table.header) {
            if (std::find(known.begin(), known.end(), column) == known.end()) throw malformed(table.where, "no such column: " + column);
        }
    };
    if (table.has("decimal_places") && table.has("input")) {
        only({"decimal_places", "fraction", "input", "expected"});
        run_strata(table, found);
    } else if (table.has("x") && table.has("places")) {
        only({"x", "places", "closest", "up", "down", "floor", "ceiling"});
        run_quantlib(table, found);
    } else {
        throw malformed(table.where, "the header is none that is known here");
    }
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_rounding", ".csv", "tables of roundings (Strata, QuantLib)", run_file}, argc, argv); }
