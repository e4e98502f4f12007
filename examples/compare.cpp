// SPDX-License-Identifier: BSL-1.0
// The main job: deal files in, a comparison out, to the cent, each figure marked with how it is known.
#include <ratable/io/deal_file.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/ratable.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

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

/// A wrong command line; `what()` is the one line to print.
[[noreturn]] void refuse(std::string subject, std::string rule, std::string value, std::string remedy)
{
    throw ratable::invalid_terms({std::move(subject), std::move(rule), std::move(value), std::move(remedy)});
}

/// What a terminal can show of an argument.
std::string shown(std::string_view argument) { return "\"" + ratable::displayed(argument.substr(0, 64)) + "\""; }

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    bool    only_files = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string argument = arguments[i], inline_value;
        if (only_files || argument == "-" || !argument.starts_with('-')) {
            o.files.push_back(argument);
            continue;
        }
        const std::size_t equals = argument.find('=');
        const bool        has_inline = equals != std::string::npos;
        if (has_inline) inline_value = argument.substr(equals + 1), argument.resize(equals);
        const auto value = [&](const char* expected) -> std::string {
            if (has_inline) return inline_value;
            if (i + 1 == arguments.size()) refuse(argument, std::string("must be followed by ") + expected, "nothing", "try --help");
            return arguments[++i];
        };
        if (argument == "--") {
            only_files = true;
        } else if (argument == "--help" || argument == "-h") {
            o.help = true;
        } else if (argument == "--format") {
            o.format = value("table, json or csv");
            if (o.format != "table" && o.format != "json" && o.format != "csv") refuse(argument, "must be table, json or csv", shown(o.format), "write one of the three");
        } else if (argument == "--schedule") {
            const std::string word = value("monthly, quarterly or annual");
            o.list_rows            = true;
            if (word == "monthly") o.rows.every = ratable::monthly;
            else if (word == "quarterly") o.rows.every = ratable::quarterly;
            else if (word == "annual") o.rows.every = ratable::annual;
            else refuse(argument, "must be monthly, quarterly or annual", shown(word), "write one of the three");
        } else if (argument == "--calendar") {
            o.rows.basis = ratable::calendar_periods;
        } else if (argument == "--as-of") {
            const std::string day = value("a date");
            try {
                o.as_of = ratable::parse_date(day);
            } catch (const ratable::error& e) {
                refuse(argument, e.why().rule, shown(day), e.why().remedy);
            }
        } else if (argument == "--out") {
            o.out = value("a file");
            if (o.out.empty()) refuse(argument, "must be followed by a file", "\"\"", "name the file to write");
        } else {
            refuse(shown(argument), "is no option", "", "try --help");
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
            const ratable::deal_file file = ratable::load_deal(path);
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

/// Whether writing `out` would replace one of the files that are read.
bool is_input(const options& o)
{
    std::error_code failed;
    return std::any_of(o.files.begin(), o.files.end(), [&](const std::string& file) { return std::filesystem::equivalent(file, o.out, failed); });
}

/// To standard output, whole: a full disk is an error.
void print(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        refuse("standard output", "must be writable", "a write error", "check the disk or the pipe");
    }
}

int run(options o)
{
    if (o.help) {
        print(usage);
        return 0;
    }
    if (o.files.empty()) {
        const char* folder = std::getenv("RATABLE_DEALS"); // set by scripts/compare
        o.files            = deals_in(folder != nullptr ? folder : "examples/deals");
    }
    if (!o.out.empty() && is_input(o)) refuse("--out", "must not be one of the deal files", shown(o.out), "name another file");
    const ratable::comparison c    = read_deals(o);
    const std::string         text = render(c, o);
    if (!o.out.empty()) {
        ratable::write_whole_file(o.out, text);
    } else {
        print(text);
    }
    return all_tie_out(c) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(parse_command_line({argv + 1, argv + argc}));
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 2;
    }
}
