// SPDX-License-Identifier: BSL-1.0
// What the notes of a filing say of a deal: the customer's purchase obligations by fiscal year, the provider's remaining performance obligations by bands of time.
#include "deals.hpp"

#include <ratable/io/disclosure_text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: disclosures DEAL.toml… --as-of DATE [OPTION…]

What a deal adds to the notes of a filing on the day of a balance sheet: the customer's purchase obligations by fiscal year (the rest
of this one, five more, thereafter), and the provider's remaining performance obligations by bands of months.
A table that needs a term that is not known says which. Terms that are ranges give ranges.
More files are later versions of the same deal: the latest that was known on the day counts.

  --as-of DATE               the day of the balance sheet
  --fiscal-year-ends MONTH   the customer's: 1 to 12, or a name such as June (December)
  --bands MONTHS             where the provider's bands end, such as 12,24,60 (12,24)
  --lease                    it is a lease, by your judgement: what has not commenced, instead of purchase obligations
  --exempt-one-year          leave out what was expected to last a year or less, as the provider elects
  --exempt-as-invoiced       leave it out: its revenue is what may be invoiced
  --format table|csv|json    how to print (table)
  --out FILE                 write FILE, whole or not at all, instead of printing
  --help                     this text

Examples:
  disclosures examples/deals/microsoft-iren.toml --as-of 2026-06-30 --fiscal-year-ends June
  disclosures examples/deals/openai-aws.toml --as-of 2025-12-31 --bands 24,48 --format csv

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::vector<std::string>               deals;
    std::optional<ratable::year_month_day> as_of;
    date::month                            year_ends = date::December;
    std::vector<int>                       bands     = {12, 24};
    bool                                   lease = false, one_year = false, as_invoiced = false;
    std::string                            format = "table";
    std::string                            out;
    bool                                   help = false;
};

/// A whole number of at most four digits.
int parse_count(std::string_view text)
{
    int n = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || n > 999) refuse("", "must be whole numbers", command_line::shown(text), "write such as 12");
        n = n * 10 + (c - '0');
    }
    if (text.empty()) refuse("", "must be whole numbers", "\"\"", "write such as 12");
    return n;
}

/// `6`, `June` or `june`.
date::month parse_month(std::string_view text)
{
    constexpr std::string_view names[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
    std::string                lower(text);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (unsigned m = 1; m <= 12; ++m) {
        if (lower == names[m - 1] || lower == std::to_string(m)) return date::month{m};
    }
    refuse("", "must be a month", command_line::shown(text), "write such as June, or 6");
}

/// `12,24,60`.
std::vector<int> parse_bands(std::string_view text)
{
    std::vector<int> months;
    for (;;) {
        const std::size_t comma = text.find(',');
        months.push_back(parse_count(text.substr(0, comma)));
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    static_cast<void>(ratable::month_bands(date::year{2026} / 1 / 1, months)); // refuses
    return months;
}

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file()) o.deals.push_back(in.text());
        else if (in.is("--help") || in.is("-h")) o.help = true;
        else if (in.is("--as-of")) o.as_of = in.date();
        else if (in.is("--fiscal-year-ends")) o.year_ends = in.parsed("a month", parse_month);
        else if (in.is("--bands")) o.bands = in.parsed("months, such as 12,24", parse_bands);
        else if (in.is("--lease")) o.lease = true;
        else if (in.is("--exempt-one-year")) o.one_year = true;
        else if (in.is("--exempt-as-invoiced")) o.as_invoiced = true;
        else if (in.is("--format")) o.format = in.word({"table", "csv", "json"});
        else if (in.is("--out")) o.out = in.file();
        else in.refuse_option();
    }
    if (o.help) return o;
    if (o.deals.empty()) refuse("disclosures", "needs a deal file", "none", "try --help");
    if (!o.as_of) refuse("--as-of", "must be given", "no day", "write such as --as-of 2026-06-30");
    return o;
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const auto                        versions = command_line::load_versions(o.deals);
    const ratable::deal_file&         file     = command_line::known_version(versions, *o.as_of, "disclosures");
    const ratable::disclosure_request asked{.as_of      = *o.as_of,
                                            .fiscal     = {.last_month = o.year_ends, .named_by = ratable::fiscal_year_named_by::end},
                                            .rpo_months = o.bands,
                                            .elected    = {.one_year_or_less = o.one_year, .as_invoiced = o.as_invoiced},
                                            .is_lease   = o.lease};
    auto report = std::visit([&](const auto& deal) { return disclosures_of(deal, asked); }, file.contract);
    report.deal.origin = ratable::deal_origin{ratable::displayed(file.path), file.sha256};
    command_line::print(o.format == "csv" ? disclosures_to_csv(report) : o.format == "json" ? disclosures_to_json(report) : disclosures_to_table(report), o.out, o.deals);
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
