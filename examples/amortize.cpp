// SPDX-License-Identifier: BSL-1.0
// A deal's consideration spread over its service: evenly, by the capacity in force, or by what was used and is still expected.
#include "deals.hpp"

#include <ratable/accounting/by_capacity.hpp>
#include <ratable/accounting/by_usage.hpp>
#include <ratable/io/amortization_rows.hpp>
#include <ratable/io/readings_file.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: amortize DEAL.toml --method METHOD [OPTION…]

Spreads what a deal costs over its service, to the cent: one row a period, and nothing left after the last.

  --method straight_line    evenly by months, a stub by its days over that month's days
           by_capacity      by the MW-months in force
           by_usage         by what a meter counted; what is left by what is still expected: all that is contracted
  --every month|quarter|year        how long a period is (month)
  --periods contract|calendar       between anniversaries, or along the calendar with stubs (contract)
  --usage FILE.csv                  what meters read, for by_usage (docs/readings-file.md)
  --format table|csv|json           how to print (table)
  --out FILE                        write FILE, whole or not at all, instead of printing
  --help                            this text

Examples:
  amortize examples/deals/microsoft-iren.toml --method by_capacity --every quarter --periods calendar
  amortize examples/readings/committed.toml --method by_usage --usage examples/readings/committed.csv --periods calendar

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::vector<std::string> deals;
    std::string              method;
    ratable::frequency       every = ratable::monthly;
    ratable::period_basis    basis = ratable::contract_periods;
    std::string              readings;
    std::string              format = "table";
    std::string              out;
    bool                     help = false;
};

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file()) {
            o.deals.push_back(in.text());
        } else if (in.is("--help") || in.is("-h")) {
            o.help = true;
        } else if (in.is("--method")) {
            o.method = in.word({"straight_line", "by_capacity", "by_usage"});
        } else if (in.is("--every")) {
            const std::string every = in.word({"month", "quarter", "year"});
            o.every                 = every == "month" ? ratable::monthly : every == "quarter" ? ratable::quarterly : ratable::annual;
        } else if (in.is("--periods")) {
            o.basis = in.word({"contract", "calendar"}) == "contract" ? ratable::contract_periods : ratable::calendar_periods;
        } else if (in.is("--usage")) {
            o.readings = in.value("a CSV file");
        } else if (in.is("--format")) {
            o.format = in.word({"table", "csv", "json"});
        } else if (in.is("--out")) {
            o.out = in.file();
        } else {
            in.refuse_option();
        }
    }
    if (o.help) return o;
    if (o.deals.size() != 1) refuse("amortize", "needs one deal file", o.deals.empty() ? "none" : std::to_string(o.deals.size()), "try --help");
    if (o.method.empty()) refuse("--method", "must be given", "no method", "write straight_line, by_capacity or by_usage");
    if ((o.method == "by_usage") == o.readings.empty()) {
        refuse("--usage", "must be given for by_usage, and for nothing else", o.readings.empty() ? "no file" : command_line::shown(o.readings), "write --method by_usage --usage FILE.csv");
    }
    return o;
}

template <class C>
ratable::amortization_schedule<C> rows_of(const ratable::contract<C>& deal, const options& o)
{
    if (o.method == "straight_line") return amortize(deal, ratable::straight_line, o.every, o.basis);
    if (o.method == "by_capacity") return amortize(deal, ratable::by_capacity, o.every, o.basis);
    return amortize(deal, ratable::by_usage, ratable::load_readings<C>(o.readings, deal), o.every, o.basis);
}

/// The least known of what the rows are made of.
template <class C>
std::optional<ratable::known> known_of(const ratable::contract<C>& deal, const std::string& method)
{
    std::optional<ratable::known> least;
    const auto                    add = [&](const auto& term) {
        if (const auto by = term.own_statement()) least = least ? std::max(*least, by->how) : by->how;
    };
    add(deal.term);
    add(deal.consideration);
    if (method != "straight_line") add(deal.tranches);
    if (method == "by_usage") add(deal.pricing);
    return least;
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const ratable::deal_file file = command_line::load_deal(o.deals.front());
    const std::string        text = std::visit(
        [&](const auto& deal) {
            const ratable::schedule_origin origin{.deal = deal.id, .name = ratable::displayed(deal.name), .version = deal.version, .sha256 = file.sha256, .schedule = o.method,
                                                  .known = known_of(deal, o.method)};
            const auto                     rows = rows_of(deal, o);
            if (o.format == "csv") return amortization_to_csv(rows, origin);
            return o.format == "json" ? amortization_to_json(rows, origin) : amortization_to_table(rows, origin);
        },
        file.contract);
    std::vector<std::string> read = o.deals;
    read.push_back(o.readings);
    command_line::print(text, o.out, read);
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
