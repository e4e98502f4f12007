// SPDX-License-Identifier: BSL-1.0
// Any text is a day of the calendar that prints as it was written, or one of our errors; any two days make schedules that
// cover what lies between them. Input: a day, a line end, another day; the last byte picks a rule and a count of months.
#include "must.hpp"

#include <ratable/calendar/schedule.hpp>

#include <vector>

namespace {

using ratable::year_month_day, ratable::sys_days;

void cover(const ratable::period& whole, ratable::frequency every, ratable::period_basis basis, ratable::month_rule rule)
{
    std::vector<ratable::period> rows;
    try {
        rows = ratable::make_schedule(whole, every, basis, rule);
    } catch (const ratable::invalid_terms&) {
        must(rule == ratable::month_rule::reject || whole.end() > sys_days{date::year{2999} / 1 / 1}, "only a missing day or the last year is refused");
        return;
    }
    must(!rows.empty() && rows.front().start() == whole.start() && rows.back().end() == whole.end(), "a schedule covers its period");
    for (std::size_t i = 1; i < rows.size(); ++i) must(rows[i - 1].end() == rows[i].start(), "without gap or overlap");
    if (rule == ratable::month_rule::reject) return;
    for (const std::int64_t weight : ratable::month_weights(rows, basis, rule)) must(weight > 0, "every row has some of a month");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = text_of(data, size);
    const auto             line = text.find('\n');
    const unsigned         last = size == 0 ? 0U : data[size - 1];
    const auto             rule = static_cast<ratable::month_rule>(last % 3);
    try {
        const year_month_day day = ratable::parse_date(text.substr(0, line));
        must(day.ok(), "it exists");
        must(ratable::to_string(day) == text.substr(0, line), "it prints as it was written");
        try {
            const year_month_day moved = ratable::add_months(day, date::months{static_cast<int>(last) * 53 - 6'000}, rule);
            must(moved.ok() && moved.day() <= date::day{31}, "months later is a day, too");
        } catch (const ratable::invalid_terms&) {
        }
        if (line == std::string_view::npos) return 0;
        const year_month_day end = ratable::parse_date(text.substr(line + 1, 10));
        if (!(sys_days{day} < sys_days{end})) return 0;
        const ratable::period whole(day, end);
        for (const auto every : {ratable::monthly, ratable::quarterly, ratable::annual}) {
            for (const auto basis : {ratable::contract_periods, ratable::calendar_periods}) cover(whole, every, basis, rule);
        }
    } catch (const ratable::error& e) {
        must(*e.what() != '\0', "an error has words");
    }
    return 0;
}
