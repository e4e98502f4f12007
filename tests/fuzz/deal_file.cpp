// SPDX-License-Identifier: BSL-1.0
// Any text is a deal that sums up, ties out and prints, or lines of complaint that a terminal can show. Never anything else.
#include "must.hpp"

#include "../support/json.hpp"

#include <ratable/comparison/table.hpp>
#include <ratable/io/csv.hpp>
#include <ratable/io/deal_file.hpp>
#include <ratable/io/json.hpp>

#include <string>
#include <variant>

namespace {

void must_be_shown(const ratable::invalid_deal_file& e)
{
    must(!e.problems().empty() && e.problems().size() <= ratable::detail::most_problems, "at least one complaint, and not too many");
    for (const ratable::parse_error& p : e.problems()) {
        must(p.where().line >= 1 && p.where().column >= 1, "a complaint has a place");
        must(!p.why().subject.empty() && !p.why().rule.empty(), "a subject and a rule");
        must(ratable::displayable(p.what()), "one line without control characters");
        must(tests::is_utf8(p.what()), "in UTF-8");
        must(std::string_view(p.what()).size() < 6'000, "of bounded length");
    }
}

template <class Contract>
void must_sum_up(const Contract& deal)
{
    for (const auto& rows : {ratable::row_options{}, ratable::row_options{ratable::annual, ratable::calendar_periods}}) {
        try {
            const auto c = ratable::compare({ratable::summarize(deal, rows), ratable::summarize(deal, rows)});
            for (const auto& summary : c.deals) must(summary.ties_out.value_or(true) && summary.ties_out.has_value() == !summary.schedule.empty(), "every schedule ties out");
            must(tests::is_utf8(to_string(c, {.width = 80, .schedules = true})), "the table is UTF-8");
            const auto document = tests::read_json(ratable::to_json(c));
            must(document["deals"].items.size() == 2, "the JSON has every deal");
            must(!ratable::metrics_to_csv(c).empty() && !ratable::schedules_to_csv(c).empty(), "the CSV has its header");
        } catch (const ratable::overflow&) { // figures beyond 128 bits are refused by name
        }
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        const ratable::any_contract any = ratable::parse_deal(text_of(data, size), "deals/fuzz.toml");
        std::visit([](const auto& deal) {
            must(ratable::validate(deal).empty(), "what loads is valid");
            must_sum_up(deal);
        }, any);
    } catch (const ratable::invalid_deal_file& e) {
        must_be_shown(e);
    }
    return 0;
}
