// SPDX-License-Identifier: BSL-1.0
// All charge rows of a deal: for what, by which clause, invoiced when, paid when, and from which quantity and price.
#include <ratable/io/charge_rows.hpp>
#include <ratable/io/deal_file.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/io/readings_file.hpp>
#include <ratable/io/whole_file.hpp>
#include <ratable/charges/charges.hpp>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view usage = R"(usage: charges DEAL.toml [OPTION…]

Prints every charge of a deal, to the cent, with its service period, its invoice date and its cash date.

  --usage FILE.csv          what meters read (docs/readings-file.md)
  --format table|csv|json   how to print (table)
  --out FILE                write FILE, whole or not at all, instead of printing
  --help                    this text

Examples:
  charges examples/deals/microsoft-iren.toml
  charges examples/metered.toml --usage examples/metered.csv --format csv

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::string deal;
    std::string readings;
    std::string format = "table";
    std::string out;
    bool        help = false;
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
        } else if (argument == "--out") {
            o.out = value("a file");
        } else if (argument.starts_with('-')) {
            refuse(shown(argument), "is no option", "", "try --help");
        } else if (!o.deal.empty()) {
            refuse("charges", "takes one deal file", shown(argument), "run it once for each deal");
        } else {
            o.deal = argument;
        }
    }
    if (o.deal.empty() && !o.help) refuse("charges", "needs a deal file", "none", "try --help");
    return o;
}

template <class C>
std::string charges_text(const ratable::contract<C>& deal, const ratable::deal_file& file, const options& o)
{
    const auto read = o.readings.empty() ? ratable::readings<C>{} : ratable::load_readings<C>(o.readings, deal);
    const auto rows = ratable::charges_of(deal, read);
    const ratable::charges_origin origin{.deal = deal.id, .name = deal.name, .version = deal.version, .sha256 = file.sha256};
    if (o.format == "csv") return charges_to_csv(rows, deal, origin);
    if (o.format == "json") return charges_to_json(rows, deal, origin);
    return charges_to_table(rows, deal, origin);
}

void run(const options& o)
{
    std::string text(usage);
    if (!o.help) {
        const ratable::deal_file file = ratable::load_deal(o.deal);
        text = std::visit([&](const auto& deal) { return charges_text(deal, file, o); }, file.contract);
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
