// SPDX-License-Identifier: BSL-1.0
// What a deal is worth on a day: what is still due and its present value, how far away it is, what a unit costs, and what leaving would cost.
#include "deals.hpp"

#include <ratable/io/value_report.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: value DEAL.toml… --rate RATE --as-of DATE [OPTION…]

Values a deal on a day: what is still due, its present value to the cent, its duration, the levelised price of a MW-month and of
a GPU-hour, and what leaving on that day would cost. Terms that are ranges give ranges.
More files are later versions of the same deal: the latest that was known on the day is valued.

  --rate RATE               a year, such as 8% or 0.08
  --as-of DATE              the day of valuation: charges count from it on
  --compounding HOW         simple, annual, semiannual, quarterly, monthly, daily or continuous (annual)
  --day-count CONVENTION    such as act/365f, act/360, 30e/360 (act/365f)
  --exits                   what leaving costs at the start of every billing period
  --format table|csv|json   how to print (table)
  --out FILE                write FILE, whole or not at all, instead of printing
  --help                    this text

Examples:
  value examples/deals/microsoft-iren.toml --rate 8% --as-of 2026-03-01
  value examples/deals/openai-aws.toml --rate 6.5% --compounding continuous --as-of 2026-01-01 --format json

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::vector<std::string>                 deals;
    std::optional<ratable::rate_of_interest> rate;
    std::optional<ratable::year_month_day>   as_of;
    ratable::compounding                     compounds = ratable::compounding::annual;
    ratable::any_day_count                   day_count = ratable::act_365_fixed{};
    bool                                     exits     = false;
    std::string                              format    = "table";
    std::string                              out;
    bool                                     help = false;
};

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file()) o.deals.push_back(in.text());
        else if (in.is("--help") || in.is("-h")) o.help = true;
        else if (in.is("--rate")) o.rate = in.parsed("a rate, such as 8%", command_line::parse_rate);
        else if (in.is("--as-of")) o.as_of = in.date();
        else if (in.is("--compounding")) o.compounds = in.parsed("a way of compounding", ratable::parse_compounding);
        else if (in.is("--day-count")) o.day_count = in.parsed("a day count", ratable::parse_day_count);
        else if (in.is("--exits")) o.exits = true;
        else if (in.is("--format")) o.format = in.word({"table", "csv", "json"});
        else if (in.is("--out")) o.out = in.file();
        else in.refuse_option();
    }
    if (o.help) return o;
    if (o.deals.empty()) refuse("value", "needs a deal file", "none", "try --help");
    if (!o.rate) refuse("--rate", "must be given", "no rate", "write such as --rate 8%");
    if (*o.rate <= ratable::rate_of_interest(-1)) refuse("--rate", "must be above -100 %", ratable::to_string(*o.rate), "write such as --rate 8%");
    if (!o.as_of) refuse("--as-of", "must be given", "no day", "write such as --as-of 2026-03-01");
    return o;
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const auto                versions = command_line::load_versions(o.deals);
    const ratable::deal_file& file     = command_line::known_version(versions, *o.as_of, "value");
    const ratable::valued_at  at{.rate = {.per_year = *o.rate, .compounds = o.compounds, .day_count = o.day_count}, .on = ratable::sys_days{*o.as_of}};
    const std::string         text     = std::visit(
        [&](const auto& deal) {
            auto report        = value_report_of(deal, at, o.exits);
            report.deal.origin = ratable::deal_origin{ratable::displayed(file.path), file.sha256};
            return o.format == "csv" ? value_to_csv(report) : o.format == "json" ? value_to_json(report) : value_to_table(report);
        },
        file.contract);
    command_line::print(text, o.out, o.deals);
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
