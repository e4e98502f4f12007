// SPDX-License-Identifier: BSL-1.0
// The main job: deal files in, a comparison out, to the cent, each figure marked with how it is known.
#include "deals.hpp"

#include <ratable/ratable.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: scripts/compare [FILE…] [OPTION…]

Compares compute deals to the cent. FILE is a deal file; without one, all of examples/deals.

  --format table|json|csv               how to print (table)
  --schedule monthly|quarterly|annual   periods of the straight-line schedule (monthly); the table and the CSV then list its rows
  --calendar                            periods along the calendar, with stubs, instead of between anniversaries
  --as-of DATE                          only deals that were public on that day, in their latest version then
  --out FILE                            write FILE, whole or not at all, instead of printing
  --help                                this text

Examples:
  scripts/compare
  scripts/compare examples/deals/openai-aws.toml --schedule annual
  scripts/compare --format json --calendar --out deals.json

Exit status: 0 when every schedule ties out, 1 when one does not, 2 for bad input.
)";

struct options
{
    std::vector<std::string>               files;
    std::string                            format = "table";
    ratable::row_options                   rows;
    bool                                   list_rows = false;
    std::optional<ratable::year_month_day> as_of;
    std::string                            out;
    bool                                   help = false;
};

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file()) {
            o.files.push_back(in.text());
        } else if (in.is("--help") || in.is("-h")) {
            o.help = true;
        } else if (in.is("--format")) {
            o.format = in.word({"table", "json", "csv"});
        } else if (in.is("--schedule")) {
            const std::string word = in.word({"monthly", "quarterly", "annual"});
            o.list_rows            = true;
            o.rows.every           = word == "monthly" ? ratable::monthly : word == "quarterly" ? ratable::quarterly : ratable::annual;
        } else if (in.is("--calendar")) {
            o.rows.basis = ratable::calendar_periods;
        } else if (in.is("--as-of")) {
            o.as_of = in.date();
        } else if (in.is("--out")) {
            o.out = in.file();
        } else {
            in.refuse_option();
        }
    }
    return o;
}

/// The deal files of a folder, by name.
std::vector<std::string> deals_in(const std::filesystem::path& folder)
{
    std::vector<std::string> files;
    std::error_code          failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path().lexically_normal().string());
    }
    if (files.empty()) refuse(folder.string(), "must be a folder with deal files", "none", "name deal files on the command line");
    std::sort(files.begin(), files.end());
    return files;
}

/// All deals that were public on the day asked for, the latest version of each, or invalid_terms with the complaints about
/// every file.
ratable::comparison read_deals(const options& o)
{
    std::vector<ratable::deal_summary> known;
    std::vector<std::string>           not_yet;
    std::string                        complaints;
    for (const std::string& path : o.files) {
        try {
            const ratable::deal_file file = command_line::load_deal(path);
            std::visit(
                [&](const auto& deal) {
                    if (o.as_of && deal.known_on && *o.as_of < *deal.known_on) {
                        not_yet.push_back(deal.name + " (public on " + ratable::to_string(*deal.known_on) + ")");
                        return;
                    }
                    known.push_back(ratable::summarize(deal, o.rows));
                    known.back().origin = ratable::deal_origin{ratable::displayed(file.path), file.sha256};
                },
                file.contract);
        } catch (const ratable::invalid_deal_file& e) {
            complaints += e.what();
            complaints += '\n';
        }
    }
    for (const ratable::deal_summary& deal : known) {
        const auto same = [&deal](const auto& other) { return other.id == deal.id && other.version == deal.version; };
        const auto last = std::find_if(known.rbegin(), known.rend(), same);
        if (&*last == &deal) continue;
        complaints += last->origin->file + ":1:1: id: must be given once in each version; got \"" + deal.id + "\", as in " + deal.origin->file + "; write another id or version\n";
        break;
    }
    if (!complaints.empty()) {
        complaints.pop_back();
        refuse(complaints, "", "", "");
    }
    if (o.as_of) { // of one deal, what was known last
        const std::vector<ratable::deal_summary> all = known;
        std::erase_if(known, [&all](const auto& deal) {
            return std::any_of(all.begin(), all.end(), [&deal](const auto& other) { return other.id == deal.id && other.version > deal.version; });
        });
    }
    ratable::comparison c = ratable::compare(std::move(known));
    c.as_of               = o.as_of;
    c.not_yet             = std::move(not_yet);
    return c;
}

int terminal_width()
{
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return ratable::table_options{}.width;
}

std::string render(const ratable::comparison& c, const options& o)
{
    if (o.format == "json") return ratable::to_json(c);
    if (o.format == "csv") return o.list_rows ? ratable::schedules_to_csv(c) : ratable::metrics_to_csv(c);
    return to_string(c, {.width = o.out.empty() ? terminal_width() : ratable::table_options{}.width, .schedules = o.list_rows});
}

int run(const std::vector<std::string>& arguments)
{
    options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    if (o.files.empty()) {
        const char* folder = std::getenv("RATABLE_DEALS"); // set by scripts/compare
        o.files            = deals_in(folder != nullptr ? folder : "examples/deals");
    }
    const ratable::comparison c = read_deals(o);
    command_line::print(render(c, o), o.out, o.files);
    return all_tie_out(c) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
