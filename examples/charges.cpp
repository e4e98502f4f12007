// SPDX-License-Identifier: BSL-1.0
// All charge rows of a deal: for what, by which clause, invoiced when, paid when, and from which quantity and price.
#include "deals.hpp"

#include <ratable/charges/versions.hpp>
#include <ratable/io/charge_rows.hpp>
#include <ratable/io/readings_file.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: charges DEAL.toml… [OPTION…]

Prints every charge of a deal, to the cent, with its service period, its invoice date and its cash date.
More files are later versions of the same deal: invoices follow the one in effect on their date.

  --usage FILE.csv          what meters read (docs/readings-file.md)
  --as-of DATE              only versions that were known on that day
  --format table|csv|json   how to print (table)
  --out FILE                write FILE, whole or not at all, instead of printing
  --help                    this text

Examples:
  charges examples/deals/microsoft-iren.toml
  charges examples/deals/openai-aws.toml examples/deals/openai-aws-amended.toml --as-of 2026-01-01
  charges examples/readings/metered.toml --usage examples/readings/metered.csv --format csv

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::vector<std::string>               deals;
    std::string                            readings;
    std::optional<ratable::year_month_day> as_of;
    std::string                            format = "table";
    std::string                            out;
    bool                                   help = false;
};

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file()) o.deals.push_back(in.text());
        else if (in.is("--help") || in.is("-h")) o.help = true;
        else if (in.is("--usage")) o.readings = in.value("a CSV file");
        else if (in.is("--format")) o.format = in.word({"table", "csv", "json"});
        else if (in.is("--as-of")) o.as_of = in.date();
        else if (in.is("--out")) o.out = in.file();
        else in.refuse_option();
    }
    if (o.deals.empty() && !o.help) refuse("charges", "needs a deal file", "none", "try --help");
    return o;
}

template <class C>
std::string charges_text(const ratable::contract<C>&, const std::vector<ratable::deal_file>& files, const options& o)
{
    const auto  versions = command_line::contracts_of<C>(files);
    const auto  read     = o.readings.empty() ? ratable::readings<C>{} : ratable::load_readings<C>(o.readings, versions.back());
    std::string text;
    for (const auto& version : charges_through(versions, read, o.as_of)) {
        const auto&                   deal = versions[version.version];
        const ratable::charges_origin origin{.deal = deal.id, .name = deal.name, .version = deal.version, .sha256 = files[version.version].sha256};
        if (o.format == "csv") text += charges_to_csv(version.rows, deal, origin, text.empty());
        else if (o.format == "json") text += charges_to_json(version.rows, deal, origin);
        else (text += text.empty() ? "" : "\n") += charges_to_table(version.rows, deal, origin);
    }
    if (text.empty()) refuse("charges", "needs a version that was known on " + ratable::to_string(*o.as_of), "none", "ask for a later day");
    return text;
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const auto               files = command_line::load_versions(o.deals);
    const std::string        text  = std::visit([&](const auto& deal) { return charges_text(deal, files, o); }, files.front().contract);
    std::vector<std::string> read  = o.deals;
    read.push_back(o.readings);
    command_line::print(text, o.out, read);
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
