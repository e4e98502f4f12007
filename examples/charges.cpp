// SPDX-License-Identifier: BSL-1.0
// All charge rows of a deal: for what, by which clause, invoiced when, paid when, and from which quantity and price.
#include <ratable/io/charge_rows.hpp>
#include <ratable/io/deal_file.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/io/readings_file.hpp>
#include <ratable/io/whole_file.hpp>
#include <ratable/charges/versions.hpp>

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

/// A wrong command line; `what()` is the one line to print.
[[noreturn]] void refuse(std::string subject, std::string rule, std::string value, std::string remedy)
{
    throw ratable::invalid_terms({std::move(subject), std::move(rule), std::move(value), std::move(remedy)});
}

std::string shown(std::string_view argument) { return "\"" + ratable::displayed(argument.substr(0, 64)) + "\""; }

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const auto         value    = [&](const char* expected) -> const std::string& {
            if (i + 1 == arguments.size()) refuse(argument, std::string("must be followed by ") + expected, "nothing", "try --help");
            return arguments[++i];
        };
        if (argument == "--help" || argument == "-h") {
            o.help = true;
        } else if (argument == "--usage") {
            o.readings = value("a CSV file");
        } else if (argument == "--format") {
            o.format = value("table, csv or json");
            if (o.format != "table" && o.format != "json" && o.format != "csv") refuse(argument, "must be table, csv or json", shown(o.format), "write one of the three");
        } else if (argument == "--as-of") {
            const std::string& day = value("a date");
            try {
                o.as_of = ratable::parse_date(day);
            } catch (const ratable::error& e) {
                refuse(argument, e.why().rule, shown(day), e.why().remedy);
            }
        } else if (argument == "--out") {
            o.out = value("a file");
        } else if (argument.starts_with('-')) {
            refuse(shown(argument), "is no option", "", "try --help");
        } else {
            o.deals.push_back(argument);
        }
    }
    if (o.deals.empty() && !o.help) refuse("charges", "needs a deal file", "none", "try --help");
    return o;
}

/// The deals of all files as versions in one currency's digits.
template <class C>
std::vector<ratable::contract<C>> versions_of(const std::vector<ratable::deal_file>& files)
{
    std::vector<ratable::contract<C>> versions;
    for (const ratable::deal_file& file : files) {
        const auto* deal = std::get_if<ratable::contract<C>>(&file.contract);
        if (deal == nullptr) refuse(file.path, "must be a version of the same deal", "another currency", "run it once for each deal");
        versions.push_back(*deal);
    }
    return versions;
}

template <class C>
std::string charges_text(const ratable::contract<C>&, const std::vector<ratable::deal_file>& files, const options& o)
{
    const auto  versions = versions_of<C>(files);
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

void run(const options& o)
{
    std::string text(usage);
    if (!o.help) {
        std::vector<ratable::deal_file> files;
        for (const std::string& path : o.deals) files.push_back(ratable::load_deal(path));
        text = std::visit([&](const auto& deal) { return charges_text(deal, files, o); }, files.front().contract);
    }
    if (!o.out.empty() && !o.help) {
        ratable::write_whole_file(o.out, text);
    } else if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        refuse("standard output", "must be writable", "a write error", "check the disk or the pipe");
    }
}

} // namespace

int main(int argc, char** argv)
{
    try {
        run(parse_command_line({argv + 1, argv + argc}));
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 2;
    }
}
