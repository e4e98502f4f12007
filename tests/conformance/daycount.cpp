// SPDX-License-Identifier: BSL-1.0
/// conformance_daycount: day counts as other libraries state them.
///
/// The header tells whose table it is.
/// - Strata, `convention,start,end,days` and `convention[,context],start,end,num,den[,decimal18]`: numerator and denominator exactly; the decimal
///   was printed from a binary float, so that it may be one off in its last digit, and no more.
/// - QuantLib, `start,end,expected_printed`: the file's name says act366 or act36525; every digit printed, rounded half up.
/// - QuantLib, `convention,start,end,ref_start,ref_end,expected_printed,tolerance`: within the tolerance that the row states.
/// - pyxirr, `start,end,days_30U360,…`: days, each column a case.
///
/// A count that no months of thirty days can give is no vector: it is skipped by name.
#include <ratable/calendar/any_day_count.hpp>

#include "csv.hpp"
#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>

using namespace conformance;
using ratable::fraction, ratable::year_month_day;

namespace {

/// What a convention says of two dates. Both may throw.
struct asked
{
    std::function<std::int64_t(const year_month_day&, const year_month_day&)> days;
    std::function<fraction(const year_month_day&, const year_month_day&)>     years;
};

template <ratable::day_count C>
asked ask(const C& convention)
{
    return {[=](const auto& start, const auto& end) { return counted_days(start, end, convention); },
            [=](const auto& start, const auto& end) { return year_fraction(start, end, convention); }};
}

number number_in(const csv& table, const csv_row& row, const std::string& column)
{
    const auto found = read_number(table.cell(row, column));
    if (!found) throw malformed(row.where, column + " is no number: " + table.cell(row, column));
    return *found;
}

ratable::int128 whole_in(const csv& table, const csv_row& row, const std::string& column)
{
    const number found = number_in(table, row, column);
    if (found.exponent != 0 || abs(found.coefficient) > 1'000'000'000'000) {
        throw malformed(row.where, column + " must be a whole number: " + table.cell(row, column));
    }
    return static_cast<std::int64_t>(found.coefficient);
}

year_month_day day_of(const place& where, const std::string& text)
{
    try {
        return ratable::parse_date(text);
    } catch (const ratable::error& e) {
        throw malformed(where, e.what());
    }
}

/// `a=1;b=2`; a part without `=` is a key.
std::map<std::string, std::string> context_of(const csv_row& row, const std::string& text)
{
    std::map<std::string, std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end  = std::min(text.find(';', at), text.size());
        const std::string part = text.substr(at, end - at);
        const std::size_t is   = std::min(part.find('='), part.size());
        if (!found.emplace(part.substr(0, is), is < part.size() ? part.substr(is + 1) : "").second) throw malformed(row.where, "twice in its context: " + part);
        at = end + 1;
    }
    return found;
}

/// `P3M`, `P1Y`.
date::months months_of(const csv_row& row, const std::string& text)
{
    const auto digits = read_number(text.size() > 2 ? text.substr(1, text.size() - 2) : "");
    if (!digits || digits->exponent != 0 || digits->coefficient < 1 || digits->coefficient > 1200 || text[0] != 'P' ||
        (text.back() != 'M' && text.back() != 'Y')) {
        throw malformed(row.where, "no frequency in months: " + text);
    }
    return date::months{static_cast<int>(digits->coefficient) * (text.back() == 'Y' ? 12 : 1)};
}

/// Strata's names. Nothing for one that is not known here.
std::optional<asked> strata_convention(const csv_row& row, const std::string& name, const std::string& context, const year_month_day& start,
                                       const year_month_day& end)
{
    const auto given = context_of(row, context);
    const auto value = [&](const std::string& key) -> const std::string& {
        const auto found = given.find(key);
        if (found == given.end()) throw malformed(row.where, "no " + key + " in its context");
        return found->second;
    };
    const auto date_in = [&](const std::string& key) { return day_of(row.where, value(key)); };
    const auto flag    = [&](const std::string& key) {
        if (value(key) != "true" && value(key) != "false") throw malformed(row.where, key + " must be true or false: " + value(key));
        return value(key) == "true";
    };
    if (name == "ONE_ONE") return ask(ratable::one_one{});
    if (name == "ACT_360") return ask(ratable::act_360{});
    if (name == "ACT_364") return ask(ratable::act_364{});
    if (name == "ACT_365F") return ask(ratable::act_365_fixed{});
    if (name == "ACT_365_25") return ask(ratable::act_365_25{});
    if (name == "ACT_365_ACTUAL") return ask(ratable::act_365_actual{});
    if (name == "ACT_365L") return ask(ratable::act_365_l{.period_end = date_in("period_end"), .annual = months_of(row, value("frequency")) == date::months{12}});
    if (name == "ACT_ACT_ISDA") return ask(ratable::act_act_isda{});
    if (name == "ACT_ACT_AFB") return ask(ratable::act_act_afb{});
    if (name == "ACT_ACT_YEAR") return ask(ratable::act_act_year{});
    if (name == "ACT_ACT_ICMA") {
        // Coupons run on from the start of the schedule's last period, and back from the end of every other one.
        const bool last = date_in("period_end") == date_in("schedule_end");
        return ask(ratable::act_act_icma{.coupon_date = last ? start : date_in("period_end"),
                                         .every       = months_of(row, value("frequency")),
                                         .rule        = flag("eom") ? ratable::month_rule::end_of_month : ratable::month_rule::clamp});
    }
    if (name == "NL_360") return ask(ratable::nl_360{});
    if (name == "NL_365") return ask(ratable::nl_365{});
    if (name == "THIRTY_360_ISDA") return ask(ratable::thirty_360_isda{});
    if (name == "THIRTY_360_PSA") return ask(ratable::thirty_360_psa{});
    if (name == "THIRTY_U_360") return ask(ratable::thirty_u_360{.end_of_month = flag("schedule_eom")});
    if (name == "THIRTY_U_360_EOM") return ask(ratable::thirty_u_360_eom{});
    if (name == "THIRTY_E_360_ISDA") {
        return ask(ratable::thirty_e_360_isda{.maturity = flag("end_is_maturity") ? std::optional(end) : std::nullopt});
    }
    if (name == "THIRTY_E_360") return ask(ratable::thirty_e_360{});
    if (name == "THIRTY_EPLUS_360") return ask(ratable::thirty_e_plus_360{});
    if (name == "THIRTY_E_365") return ask(ratable::thirty_e_365{});
    return std::nullopt;
}

bool needs_context(const std::string& name)
{
    return name == "ACT_365L" || name == "ACT_ACT_ICMA" || name == "THIRTY_U_360" || name == "THIRTY_E_360_ISDA";
}

/// What Strata's `days` counts, which knows no context, where the convention needs one.
std::optional<asked> strata_days(const std::string& name)
{
    if (name == "ACT_365L" || name == "ACT_ACT_ICMA") return ask(ratable::act_360{}); // the days as they are
    if (name == "THIRTY_U_360") return ask(ratable::thirty_u_360{.end_of_month = false});
    if (name == "THIRTY_E_360_ISDA") return ask(ratable::thirty_e_360_isda{.maturity = std::nullopt});
    return std::nullopt;
}

std::string name_of_case(const std::string& convention, const csv& table, const csv_row& row)
{
    std::string name = convention + " " + table.cell(row, "start") + " " + table.cell(row, "end");
    return table.has("context") ? (name += " ") += table.cell(row, "context") : name;
}

/// x, in units of the last digit that `printed` has, less what is printed.
fraction units_off(const fraction& x, const number& printed)
{
    const whole ten = ten_to(-printed.exponent);
    return x * fraction(static_cast<std::int64_t>(ten)) - fraction(static_cast<std::int64_t>(printed.coefficient));
}

number decimal_in(const csv& table, const csv_row& row, const std::string& column)
{
    const number found = number_in(table, row, column);
    if (found.exponent > 0 || found.exponent < -18 || found.digits > 18) {
        throw malformed(row.where, column + " must be a decimal of at most 18 digits: " + table.cell(row, column));
    }
    return found;
}

/// Runs a case: it passes when `differs` says nothing, fails when it says what was computed, or when anything is thrown.
void run_case(report& found, const csv_row& row, const std::string& convention, const std::string& name, const std::string& expected,
              const std::function<std::optional<std::string>()>& differs)
{
    try {
        if (const auto computed = differs()) return found.failed(row.where, name, *computed, expected);
        found.count("cases, by convention", convention, "passed");
        found.passed();
    } catch (const malformed&) {
        throw;
    } catch (const std::exception& e) {
        found.failed(row.where, name, e.what(), expected);
    }
}

void run_days(report& found, const csv_row& row, const std::string& convention, const std::string& name, const asked& of, const year_month_day& start,
              const year_month_day& end, ratable::int128 expected)
{
    run_case(found, row, convention, name, to_string(fraction(expected)), [&]() -> std::optional<std::string> {
        const fraction computed = of.days(start, end);
        return computed == fraction(expected) ? std::nullopt : std::optional(to_string(computed));
    });
}

/// Whether a count in months of thirty days is further than three days from 30 × months + days: a date moves by two days at most, and one of
/// the two by one if the other does by two.
bool refutes_itself(const std::string& convention, const year_month_day& start, const year_month_day& end, ratable::int128 counted)
{
    if (convention.rfind("THIRTY_", 0) != 0) return false;
    const int months = (end.year() / end.month() - start.year() / start.month()).count();
    const int days   = static_cast<int>(static_cast<unsigned>(end.day())) - static_cast<int>(static_cast<unsigned>(start.day()));
    return abs(fraction(counted) - fraction(30 * months + days)) > fraction(3);
}

void run_strata(const csv& table, report& found)
{
    for (const csv_row& row : table.rows) {
        const std::string&   convention = table.cell(row, "convention");
        const std::string    name       = name_of_case(convention, table, row);
        const year_month_day start      = day_of(row.where, table.cell(row, "start"));
        const year_month_day end        = day_of(row.where, table.cell(row, "end"));
        const bool without_context = needs_context(convention) && !table.has("context");
        if (without_context && !table.has("days")) {
            found.skipped(convention + " without its context");
            continue;
        }
        const auto of = without_context ? strata_days(convention)
                                        : strata_convention(row, convention, table.has("context") ? table.cell(row, "context") : "", start, end);
        if (!of) {
            found.skipped(std::string("no convention ") + convention);
            continue;
        }
        if (table.has("days")) {
            if (refutes_itself(convention, start, end, whole_in(table, row, "days"))) {
                found.skipped(std::string("the vector breaks its own rule: ") + name + " is not " + table.cell(row, "days") + " days");
                continue;
            }
            run_days(found, row, convention, name, *of, start, end, whole_in(table, row, "days"));
            continue;
        }
        const fraction expected(whole_in(table, row, "num"), whole_in(table, row, "den"));
        run_case(found, row, convention, name, to_string(expected), [&]() -> std::optional<std::string> {
            const fraction computed = of->years(start, end);
            if (computed != expected) return to_string(computed);
            if (table.has("decimal18") && abs(units_off(computed, decimal_in(table, row, "decimal18"))) > fraction(1)) {
                return to_string(computed) + ", which is not " + table.cell(row, "decimal18");
            }
            return std::nullopt;
        });
    }
}

void run_printed(const std::string& file, const csv& table, report& found)
{
    const std::string stem  = file.substr(file.find_last_of('/') + 1);
    const bool        is366 = stem.find("act366") != std::string::npos;
    if (!is366 && stem.find("act36525") == std::string::npos) throw malformed({file}, "its name must say act366 or act36525");
    const asked       of         = is366 ? ask(ratable::act_366{}) : ask(ratable::act_365_25{});
    const std::string convention = is366 ? "ACT_366" : "ACT_365_25";
    for (const csv_row& row : table.rows) {
        const number expected = decimal_in(table, row, "expected_printed");
        run_case(found, row, convention, name_of_case(convention, table, row), table.cell(row, "expected_printed"), [&]() -> std::optional<std::string> {
            const fraction computed = of.years(day_of(row.where, table.cell(row, "start")), day_of(row.where, table.cell(row, "end")));
            const auto     units    = round_to_scale(computed, static_cast<int>(-expected.exponent), ratable::rounding::half_up);
            if (fraction(units) == fraction(static_cast<std::int64_t>(expected.coefficient))) return std::nullopt;
            return to_string(computed);
        });
    }
}

void run_actual_actual(const csv& table, report& found)
{
    for (const csv_row& row : table.rows) {
        const std::string&   convention = table.cell(row, "convention");
        std::optional<asked> of;
        if (convention == "ISDA") of = ask(ratable::act_act_isda{});
        if (convention == "AFB") of = ask(ratable::act_act_afb{});
        if (convention == "ISMA") {
            if (table.cell(row, "ref_start").empty() || table.cell(row, "ref_end").empty()) {
                found.skipped("ISMA without a reference period");
                continue;
            }
            const year_month_day from   = day_of(row.where, table.cell(row, "ref_start"));
            const year_month_day until  = day_of(row.where, table.cell(row, "ref_end"));
            const date::months   months = until.year() / until.month() - from.year() / from.month();
            if (from.day() != until.day()) {
                found.skipped("ISMA with a reference period of no whole months");
                continue;
            }
            of = ask(ratable::act_act_icma{.coupon_date = until, .every = months, .rule = ratable::month_rule::clamp});
        }
        if (!of) {
            found.skipped(std::string("no convention ") + convention);
            continue;
        }
        const number expected  = decimal_in(table, row, "expected_printed");
        const number tolerance = decimal_in(table, row, "tolerance");
        run_case(found, row, convention, name_of_case(convention, table, row), table.cell(row, "expected_printed"), [&]() -> std::optional<std::string> {
            const fraction computed = of->years(day_of(row.where, table.cell(row, "start")), day_of(row.where, table.cell(row, "end")));
            const fraction off      = abs(units_off(computed, expected)) / fraction(static_cast<std::int64_t>(ten_to(-expected.exponent)));
            const fraction allowed(static_cast<std::int64_t>(tolerance.coefficient), static_cast<std::int64_t>(ten_to(-tolerance.exponent)));
            return off <= allowed ? std::nullopt : std::optional(to_string(computed));
        });
    }
}

void run_pyxirr(const csv& table, report& found)
{
    const std::pair<const char*, asked> columns[] = {{"days_30U360", ask(ratable::thirty_u_360_eom{})},
                                                     {"days_30E360", ask(ratable::thirty_e_360{})},
                                                     {"days_30E360_ISDA", ask(ratable::thirty_e_360_isda{.maturity = std::nullopt})},
                                                     {"days_actual", ask(ratable::act_360{})}};
    for (const csv_row& row : table.rows) {
        for (const auto& [column, of] : columns) {
            if (!table.has(column)) continue;
            const year_month_day start = day_of(row.where, table.cell(row, "start"));
            const year_month_day end   = day_of(row.where, table.cell(row, "end"));
            run_days(found, row, column, name_of_case(column, table, row), of, start, end, whole_in(table, row, column));
        }
    }
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    const csv  table = read_csv(file, text);
    const auto only  = [&](std::initializer_list<const char*> known) {
        for (const std::string& column : table.header) {
            if (std::find(known.begin(), known.end(), column) == known.end()) throw malformed(table.where, "no such column: " + column);
        }
    };
    if (table.has("convention") && table.has("tolerance")) {
        only({"convention", "start", "end", "ref_start", "ref_end", "expected_printed", "tolerance"});
        run_actual_actual(table, found);
    } else if (table.has("convention") && (table.has("days") || table.has("num"))) {
        only({"convention", "context", "start", "end", "days", "num", "den", "decimal18"});
        run_strata(table, found);
    } else if (table.has("expected_printed")) {
        only({"start", "end", "expected_printed"});
        run_printed(file, table, found);
    } else if (table.has("days_actual") || table.has("days_30U360")) {
        only({"start", "end", "days_30U360", "days_30E360", "days_30E360_ISDA", "days_actual"});
        run_pyxirr(table, found);
    } else {
        throw malformed(table.where, "the header is none that is known here");
    }
}

} // namespace

int main(int argc, char** argv)
{
    return run_program({"conformance_daycount", ".csv", "tables of day counts (Strata, QuantLib, pyxirr)", run_file}, argc, argv);
}
