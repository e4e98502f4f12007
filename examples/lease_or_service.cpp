// SPDX-License-Identifier: BSL-1.0
// One deal three ways: what each period costs as a service, as an operating lease, and as a finance lease or under IFRS 16.
#include "deals.hpp"

#include <ratable/io/lease_report.hpp>
#include <ratable/io/readings_file.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: lease_or_service DEAL.toml… --rate RATE [OPTION…]

Accounts for a deal three ways, as its customer: as a service, as operating leases (ASC 842), and as finance leases (ASC 842,
IFRS 16). Each tranche is a lease from its own commencement; a minimum that must be paid is a lease payment, and what is used
above it is variable. Which of the three it is stays a judgement.
More files are later versions of the same deal: the latest one counts.

  --rate RATE               a year, compounding annually over act/365f, such as 8% or 0.08
  --usage FILE.csv          what meters read (docs/readings-file.md)
  --as-of DATE              the latest version that was known on that day
  --every year|quarter|month   one line for each (year)
  --format table|csv|json   how to print (table)
  --out FILE                write FILE, whole or not at all, instead of printing
  --help                    this text

Examples:
  lease_or_service examples/deals/microsoft-iren.toml --rate 8%
  lease_or_service examples/readings/metered.toml --rate 6.5% --usage examples/readings/metered.csv --every month --format csv

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::vector<std::string>                 deals;
    std::string                              readings;
    std::optional<ratable::rate_of_interest> rate;
    ratable::year_month_day                  as_of  = date::year{9999} / 12 / 31;
    std::string                              every  = "year";
    std::string                              format = "table";
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
        else if (in.is("--usage")) o.readings = in.value("a CSV file");
        else if (in.is("--as-of")) o.as_of = in.date();
        else if (in.is("--every")) o.every = in.word({"year", "quarter", "month"});
        else if (in.is("--format")) o.format = in.word({"table", "csv", "json"});
        else if (in.is("--out")) o.out = in.file();
        else in.refuse_option();
    }
    if (o.help) return o;
    if (o.deals.empty()) refuse("lease_or_service", "needs a deal file", "none", "try --help");
    if (!o.rate) refuse("--rate", "must be given", "no rate", "write such as --rate 8%");
    if (*o.rate <= ratable::rate_of_interest(-1)) refuse("--rate", "must be above -100 %", ratable::to_string(*o.rate), "write such as --rate 8%");
    return o;
}

template <class C>
std::string report_text(const ratable::contract<C>& deal, const std::string& sha256, const options& o)
{
    const ratable::interest_rate rate{.per_year = *o.rate, .compounds = ratable::compounding::annual, .day_count = ratable::any_day_count(ratable::act_365_fixed{})};
    const auto                   every = o.every == "year" ? ratable::frequency::annual : o.every == "quarter" ? ratable::quarterly : ratable::monthly;
    const auto                   read  = o.readings.empty() ? ratable::readings<C>{} : ratable::load_readings<C>(o.readings, deal);
    auto                         r     = lease_report_of(deal, rate, every, read);
    r.sha256                           = sha256;
    return o.format == "csv" ? lease_report_to_csv(r) : o.format == "json" ? lease_report_to_json(r) : lease_report_to_table(r);
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const auto                versions = command_line::load_versions(o.deals);
    const ratable::deal_file& file     = command_line::known_version(versions, o.as_of, "lease_or_service");
    const std::string         text     = std::visit([&](const auto& deal) { return report_text(deal, file.sha256, o); }, file.contract);
    std::vector<std::string>  read     = o.deals;
    read.push_back(o.readings);
    command_line::print(text, o.out, read);
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
