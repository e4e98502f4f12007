// SPDX-License-Identifier: BSL-1.0
/// conformance_schedule: date schedules, roll conventions and business-day conventions, as OpenGamma Strata states them.
///
/// A file is one of three.
/// - JSON, `{"cases": [{"id", "start", "end", "frequency", "stub", "roll", "business_day", "first_regular_start", "last_regular_end",
///   "start_business_day", "unadjusted", "adjusted", "resulting_roll"}, …]}`: a schedule; null is not stated.
/// - CSV, `op,convention,input,frequency,expected`: a date rolled (`adjust`), or the `next` or `previous` one.
/// - CSV, `convention,input,expected`: a date moved onto a business day, Saturdays and Sundays being none.
#include <ratable/calendar/date_schedule.hpp>
#include <ratable/calendar/holiday_calendars.hpp>

#include "../support/json.hpp"
#include "csv.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace conformance;
using ratable::sys_days, ratable::year_month_day;
using tests::json_value;

namespace {

/// What the library does not have, or what is not known here: the case is skipped.
struct not_offered
{
    std::string reason;
};

// -- names as the vectors write them ----------------------------------------------------------------------------------

/// `ModifiedFollowing`, `MODIFIED_FOLLOWING` → `modifiedfollowing`.
std::string plain(std::string_view name)
{
    std::string out = lower(name);
    out.erase(std::remove(out.begin(), out.end(), '_'), out.end());
    return out;
}

ratable::business_day_convention convention_named(std::string_view name)
{
    using enum ratable::business_day_convention;
    constexpr std::pair<std::string_view, ratable::business_day_convention> known[] = {
        {"noadjust", unadjusted},
        {"following", following},
        {"modifiedfollowing", modified_following},
        {"preceding", preceding},
        {"modifiedpreceding", modified_preceding},
        {"modifiedfollowingbimonthly", half_month_modified_following},
        {"nearest", nearest},
    };
    for (const auto& [as_written, convention] : known) {
        if (plain(name) == as_written) return convention;
    }
    throw not_offered{std::string("another business-day convention: ") + std::string(name)};
}

ratable::roll_convention roll_named(std::string_view name)
{
    const std::string word = plain(name);
    if (word == "none") return ratable::roll_convention::none;
    std::string text(name);
    if (word.substr(0, 3) == "day") {
        text = "Day" + word.substr(3);
        if (text.size() > 3) text[3] = static_cast<char>(text[3] >= 'a' && text[3] <= 'z' ? text[3] - 'a' + 'A' : text[3]);
    }
    try {
        return ratable::parse_roll_convention(text);
    } catch (const ratable::parse_error&) {
        throw not_offered{std::string("another roll convention: ") + std::string(name)};
    }
}

/// `P3M`, `TERM`, `ofYears(2)`, `ofDays(2)`.
ratable::frequency frequency_named(std::string_view name)
{
    constexpr std::pair<std::string_view, char> makers[] = {{"ofYears(", 'Y'}, {"ofMonths(", 'M'}, {"ofWeeks(", 'W'}, {"ofDays(", 'D'}};
    std::string                                 text(name);
    if (plain(name) == "term") text = "once";
    for (const auto& [maker, unit] : makers) {
        if (name.substr(0, maker.size()) == maker && name.back() == ')') {
            (((text = "P") += name.substr(maker.size())).back() = unit);
        }
    }
    try {
        return ratable::parse_frequency(text);
    } catch (const ratable::parse_error&) {
        throw not_offered{std::string("another frequency: ") + std::string(name)};
    }
}

/// Japan's national holidays of 2017 to 2020 that are no Saturday or Sunday, and the banks' days around the new year.
/// Source: Cabinet Office of Japan, national holidays of each year; Order for Enforcement of the Banking Act, article 5.
const ratable::business_calendar& japan()
{
    using namespace date::literals;
    static const ratable::business_calendar made(
        "JPTO", ratable::saturday_and_sunday,
        {2017_y / 1 / 2,   2017_y / 1 / 3,   2017_y / 1 / 9,   2017_y / 3 / 20,  2017_y / 5 / 3,   2017_y / 5 / 4,   2017_y / 5 / 5,
         2017_y / 7 / 17,  2017_y / 8 / 11,  2017_y / 9 / 18,  2017_y / 10 / 9,  2017_y / 11 / 3,  2017_y / 11 / 23, 2018_y / 1 / 1,
         2018_y / 1 / 2,   2018_y / 1 / 3,   2018_y / 1 / 8,   2018_y / 2 / 12,  2018_y / 3 / 21,  2018_y / 4 / 30,  2018_y / 5 / 3,
         2018_y / 5 / 4,   2018_y / 7 / 16,  2018_y / 9 / 17,  2018_y / 9 / 24,  2018_y / 10 / 8,  2018_y / 11 / 23, 2018_y / 12 / 24,
         2018_y / 12 / 31, 2019_y / 1 / 1,   2019_y / 1 / 2,   2019_y / 1 / 3,   2019_y / 1 / 14,  2019_y / 2 / 11,  2019_y / 3 / 21,
         2019_y / 4 / 29,  2019_y / 4 / 30,  2019_y / 5 / 1,   2019_y / 5 / 2,   2019_y / 5 / 3,   2019_y / 5 / 6,   2019_y / 7 / 15,
         2019_y / 8 / 12,  2019_y / 9 / 16,  2019_y / 9 / 23,  2019_y / 10 / 14, 2019_y / 10 / 22, 2019_y / 11 / 4,  2019_y / 12 / 31,
         2020_y / 1 / 1,   2020_y / 1 / 2,   2020_y / 1 / 3,   2020_y / 1 / 13,  2020_y / 2 / 11,  2020_y / 2 / 24,  2020_y / 3 / 20,
         2020_y / 4 / 29,  2020_y / 5 / 4,   2020_y / 5 / 5,   2020_y / 5 / 6,   2020_y / 7 / 23,  2020_y / 7 / 24,  2020_y / 8 / 10,
         2020_y / 9 / 21,  2020_y / 9 / 22,  2020_y / 11 / 3,  2020_y / 11 / 23, 2020_y / 12 / 31});
    return made;
}

/// `ModifiedFollowing/SatSun`, or a convention by itself: then any calendar is the same.
std::pair<ratable::business_day_convention, ratable::business_calendar> adjustment_named(std::string_view text, const year_month_day& start, const year_month_day& end)
{
    using namespace date::literals;
    const std::size_t slash      = std::min(text.find('/'), text.size());
    const auto        convention = convention_named(text.substr(0, slash));
    const std::string calendar   = lower(text.substr(std::min(slash + 1, text.size())));
    if (convention == ratable::business_day_convention::unadjusted || calendar == "noholidays") return {convention, ratable::no_holidays()};
    if (calendar == "satsun") return {convention, ratable::weekends()};
    if (calendar == "euta") return {convention, ratable::target()};
    if (calendar == "gblo") return {convention, ratable::england_and_wales()};
    if (calendar != "jpto") throw not_offered{std::string("another calendar: ") + calendar};
    if (start.year() < 2017_y || end.year() > 2020_y) throw not_offered{"JPTO outside 2017 to 2020"};
    return {convention, japan()};
}

// -- schedules --------------------------------------------------------------------------------------------------------

using days = std::vector<sys_days>;

std::string listed(const days& dates)
{
    std::string out;
    for (const sys_days day : dates) (out += out.empty() ? "" : " ") += ratable::to_string(day);
    return out;
}

year_month_day day_in(std::string_view text, const char* name, const place& where)
{
    try {
        return ratable::parse_date(text);
    } catch (const ratable::error&) {
        throw malformed(where, std::string(name) + " is no date: " + std::string(text));
    }
}

const json_value& member(const json_value& object, const char* name, const place& where)
{
    if (object.is != json_value::kind::object || !object.has(name)) throw malformed(where, std::string("a case without ") + name);
    return object[name];
}

/// The text of a member, or nothing for null.
std::optional<std::string> text_in(const json_value& one, const char* name, const place& where)
{
    const json_value& value = member(one, name, where);
    if (value.is == json_value::kind::null) return std::nullopt;
    if (value.is != json_value::kind::text) throw malformed(where, std::string(name) + " is no text");
    return value.written;
}

std::string needed_text(const json_value& one, const char* name, const place& where)
{
    const auto text = text_in(one, name, where);
    if (!text) throw malformed(where, std::string(name) + " is null");
    return *text;
}

std::optional<year_month_day> date_in(const json_value& one, const char* name, const place& where)
{
    const auto text = text_in(one, name, where);
    return text ? std::optional(day_in(*text, name, where)) : std::nullopt;
}

days dates_in(const json_value& one, const char* name, const place& where)
{
    const json_value& list = member(one, name, where);
    if (list.is != json_value::kind::list) throw malformed(where, std::string(name) + " is no list");
    days found;
    for (const json_value& item : list.items) found.push_back(sys_days{day_in(item.written, name, where)});
    return found;
}

ratable::schedule_terms terms_of(const json_value& one, const place& where)
{
    ratable::schedule_terms terms{.start = day_in(needed_text(one, "start", where), "start", where),
                                  .end   = day_in(needed_text(one, "end", where), "end", where),
                                  .every = frequency_named(needed_text(one, "frequency", where))};
    if (const auto roll = text_in(one, "roll", where)) terms.roll = roll_named(*roll);
    if (const auto stub = text_in(one, "stub", where)) {
        try {
            terms.stub = ratable::parse_stub_convention(lower(*stub));
        } catch (const ratable::parse_error&) {
            throw not_offered{std::string("another stub convention: ") + *stub};
        }
    }
    terms.first_regular_start            = date_in(one, "first_regular_start", where);
    terms.last_regular_end               = date_in(one, "last_regular_end", where);
    std::tie(terms.convention, terms.calendar) = adjustment_named(needed_text(one, "business_day", where), terms.start, terms.end);
    if (const auto start = text_in(one, "start_business_day", where)) {
        const auto [convention, calendar] = adjustment_named(*start, terms.start, terms.end);
        if (convention != ratable::business_day_convention::unadjusted && !(calendar == terms.calendar)) throw not_offered{"two calendars"};
        terms.start_convention = convention;
    }
    return terms;
}

/// Boundaries of rows that meet.
days boundaries(const std::vector<ratable::schedule_period>& rows, ratable::period ratable::schedule_period::*side)
{
    days found{(rows.front().*side).start()};
    for (const auto& row : rows) {
        if ((row.*side).start() != found.back()) throw std::runtime_error("rows do not meet");
        found.push_back((row.*side).end());
    }
    return found;
}

void run_schedule(report& found, const json_value& one, const place& where)
{
    const std::string id         = needed_text(one, "id", where);
    const days        unadjusted = dates_in(one, "unadjusted", where);
    const days        adjusted   = dates_in(one, "adjusted", where);
    const std::string rolled     = needed_text(one, "resulting_roll", where);
    try {
        const auto terms   = terms_of(one, where);
        const auto rows    = make_schedule(terms);
        bool       failed  = false;
        const auto compare = [&](const char* shape, const std::string& computed, const std::string& expected) {
            found.count("schedules, by shape", shape, "cases");
            if (computed == expected || failed) return;
            failed = true;
            found.failed(where, id + ", " + shape, computed, expected);
        };
        compare("rows, unadjusted", listed(boundaries(rows, &ratable::schedule_period::unadjusted)), listed(unadjusted));
        compare("rows, adjusted", listed(boundaries(rows, &ratable::schedule_period::adjusted)), listed(adjusted));
        compare("dates, unadjusted", listed(unadjusted_dates(terms)), listed(unadjusted));
        compare("dates, adjusted", listed(adjusted_dates(terms)), listed(adjusted));
        compare("roll", to_string(roll_of(terms)), to_string(roll_named(rolled)));
        if (!failed) found.passed();
    } catch (const not_offered& n) {
        found.skipped(n.reason);
    } catch (const malformed&) {
        throw;
    } catch (const std::exception& e) { // nothing else may be thrown
        found.failed(where, id, e.what(), listed(unadjusted));
    }
}

void run_schedules(const std::string& file, const std::string& text, report& found)
{
    json_value document;
    try {
        document = tests::read_json(text);
    } catch (const std::exception& e) {
        throw malformed({file}, e.what());
    }
    if (document.is != json_value::kind::object || !document.has("cases") || document["cases"].is != json_value::kind::list) {
        throw malformed({file}, "no list of cases");
    }
    for (const json_value& one : document["cases"].items) {
        run_schedule(found, one, {file, 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(one.at), '\n'))});
    }
}

// -- tables -----------------------------------------------------------------------------------------------------------

/// One row of a table: what `compute` makes of its date.
template <class Compute>
void run_row(report& found, const csv& table, const csv_row& row, const std::string& name, Compute compute)
{
    const sys_days input{day_in(table.cell(row, "input"), "input", row.where)};
    const sys_days expected{day_in(table.cell(row, "expected"), "expected", row.where)};
    try {
        const sys_days computed = compute(input);
        if (computed == expected) found.passed();
        else found.failed(row.where, name, ratable::to_string(computed), ratable::to_string(expected));
    } catch (const not_offered& n) {
        found.skipped(n.reason);
    } catch (const std::exception& e) { // nothing else may be thrown
        found.failed(row.where, name, e.what(), ratable::to_string(expected));
    }
}

void run_rolls(const csv& table, report& found)
{
    for (const csv_row& row : table.rows) {
        const std::string &op = table.cell(row, "op"), &name = table.cell(row, "convention");
        if (op != "adjust" && op != "next" && op != "previous") throw malformed(row.where, "no such op: " + op);
        run_row(found, table, row, op + " " + name, [&](sys_days input) {
            const auto by = roll_named(name);
            if (op == "adjust") return roll(input, by);
            const auto every = frequency_named(table.cell(row, "frequency"));
            return op == "next" ? next_roll(input, every, by) : previous_roll(input, every, by);
        });
    }
}

void run_business_days(const csv& table, report& found)
{
    for (const csv_row& row : table.rows) {
        const std::string& name = table.cell(row, "convention");
        run_row(found, table, row, name, [&](sys_days input) { return adjust(input, convention_named(name), ratable::weekends()); });
    }
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    if (trimmed(text).front() == '{') return run_schedules(file, text, found);
    const csv table = read_csv(file, text);
    using columns   = std::vector<std::string>;
    if (table.header == columns{"op", "convention", "input", "frequency", "expected"}) run_rolls(table, found);
    else if (table.header == columns{"convention", "input", "expected"}) run_business_days(table, found);
    else throw malformed(table.where, "the header is none that is known here");
}

} // namespace

int main(int argc, char** argv)
{
    return run_program({"conformance_schedule", ".csv .json", "date schedules, roll conventions and business-day conventions (Strata)", run_file}, argc, argv);
}
