// SPDX-License-Identifier: BSL-1.0
// A deal's bills as FOCUS files: what is billed and what it costs, period by period, and what is committed.
#include "deals.hpp"

#include <ratable/io/focus.hpp>
#include <ratable/io/readings_file.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: focus DEAL.toml --out DIR [OPTION…]

Writes a deal's charges as FOCUS 1.2 Cost and Usage, and its commitments as the Contract Commitment
dataset of FOCUS 1.3: DIR/cost_and_usage.csv and DIR/contract_commitment.csv, both or neither.

  --out DIR            the folder, made if it is not there
  --usage FILE.csv     what meters read (docs/readings-file.md)
  --provider NAME      who issues the invoices, where the deal file does not say
  --help               this text

Examples:
  focus examples/deals/microsoft-iren.toml --out bills
  focus examples/readings/metered.toml --usage examples/readings/metered.csv --provider "Example Cloud" --out bills

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::string deal;
    std::string readings;
    std::string provider;
    std::string out;
    bool        help = false;
};

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file() && o.deal.empty()) o.deal = in.text();
        else if (in.is_file()) refuse("focus", "takes one deal", command_line::shown(in.text()), "run it once for each");
        else if (in.is("--help") || in.is("-h")) o.help = true;
        else if (in.is("--usage")) o.readings = in.value("a CSV file");
        else if (in.is("--provider")) o.provider = in.value("a name");
        else if (in.is("--out")) o.out = in.value("a folder");
        else in.refuse_option();
    }
    if (o.help) return o;
    if (o.deal.empty()) refuse("focus", "needs a deal file", "none", "try --help");
    if (o.out.empty()) refuse("focus", "needs a folder to write to", "none", "write --out DIR");
    return o;
}

template <class C>
std::string write(ratable::contract<C> deal, const std::string& sha256, const options& o)
{
    if (!o.provider.empty()) {
        if (!ratable::displayable(o.provider)) refuse("--provider", "must be text without control characters", command_line::shown(o.provider), "write the name");
        deal.provider = o.provider;
    }
    const auto read  = o.readings.empty() ? ratable::readings<C>{} : ratable::load_readings<C>(o.readings, deal);
    const auto files = ratable::focus_files(deal, read, sha256);
    for (const auto& file : files) {
        for (const std::string& given : {o.deal, o.readings}) {
            std::error_code failed;
            if (!std::filesystem::equivalent(given, std::filesystem::path(o.out) / file.name, failed)) continue;
            refuse("--out", "must not hold the files that are read", command_line::shown(given), "name another folder");
        }
    }
    ratable::write_whole_files(o.out, files);
    std::string text;
    for (const auto& file : files) text += file.name + ": " + std::to_string(std::count(file.text.begin(), file.text.end(), '\n') - 1) + " rows\n";
    return text;
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const ratable::deal_file file = command_line::load_deal(o.deal);
    command_line::print(std::visit([&](const auto& deal) { return write(deal, file.sha256, o); }, file.contract));
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
