// SPDX-License-Identifier: BSL-1.0
// A deal's journal, the customer's or the provider's, for ledger, hledger or beancount.
#include "deals.hpp"

#include <ratable/charges/charges.hpp>
#include <ratable/io/beancount.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/io/plain_text_accounting.hpp>
#include <ratable/io/readings_file.hpp>
#include <ratable/journal/journal.hpp>
#include <ratable/journal/post_contract.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using command_line::refuse;

namespace {

constexpr std::string_view usage = R"(usage: journal DEAL.toml --side SIDE --dialect DIALECT [OPTION…]

Prints a deal's journal: invoices, payments, and what is recognised each month. The provider's mirrors the customer's; the customer's
keeps what is prepaid of one tranche apart from another's.

  --side customer|provider            whose books
  --dialect ledger|hledger|beancount  for which tool; one file serves ledger and hledger
  --usage FILE.csv                    what meters read (docs/readings-file.md)
  --progress as_delivered|evenly_by_months|evenly_by_days
                                      what fees are recognised by (as_delivered)
  --power principal|agent             as what the provider charges for power (principal)
  --through DATE                      no entries after that day
  --out FILE                          write FILE, whole or not at all, instead of printing
  --help                              this text

Examples:
  journal examples/deals/microsoft-iren.toml --side customer --dialect ledger
  journal examples/readings/metered.toml --usage examples/readings/metered.csv --side provider --dialect beancount --out books.beancount

Exit status: 0, or 2 for bad input.
)";

struct options
{
    std::vector<std::string>               deals;
    std::string                            side;
    std::string                            dialect;
    std::string                            readings;
    std::string                            progress = "as_delivered";
    std::string                            power    = "principal";
    std::optional<ratable::year_month_day> through;
    std::string                            out;
    bool                                   help = false;
};

options parse_command_line(const std::vector<std::string>& arguments)
{
    options o;
    for (command_line::reader in(arguments); in.next();) {
        if (in.is_file()) o.deals.push_back(in.text());
        else if (in.is("--help") || in.is("-h")) o.help = true;
        else if (in.is("--side")) o.side = in.word({"customer", "provider"});
        else if (in.is("--dialect")) o.dialect = in.word({"ledger", "hledger", "beancount"});
        else if (in.is("--usage")) o.readings = in.value("a CSV file");
        else if (in.is("--progress")) o.progress = in.word({"as_delivered", "evenly_by_months", "evenly_by_days"});
        else if (in.is("--power")) o.power = in.word({"principal", "agent"});
        else if (in.is("--through")) o.through = in.date();
        else if (in.is("--out")) o.out = in.file();
        else in.refuse_option();
    }
    if (o.help) return o;
    if (o.deals.size() != 1) refuse("journal", "needs one deal file", std::to_string(o.deals.size()), "try --help");
    if (o.side.empty()) refuse("--side", "must say whose books", "none", "write customer or provider");
    if (o.dialect.empty()) refuse("--dialect", "must say for which tool", "none", "write ledger, hledger or beancount");
    return o;
}

ratable::progress progress_of(const std::string& word)
{
    for (const auto p : {ratable::progress::evenly_by_months, ratable::progress::evenly_by_days}) {
        if (name_of(p) == word) return p;
    }
    return ratable::progress::as_delivered;
}

// [begin entries]
template <class C>
ratable::journal<C> books_of(const ratable::contract<C>& deal, const ratable::readings<C>& read, ratable::side of, ratable::progress by, ratable::acting_as for_power)
{
    const auto charges = charges_of(deal, read);
    const auto life    = life_of(charges, ratable::monthly);
    const ratable::contract_posting rules{.of = of, .enters = ratable::entered::when_claimed, .for_power = for_power};
    ratable::journal<C>             books(deal.currency);
    if (of == ratable::side::customer) books.post(contract_entries(deal, charges, expense_by_tranche(charges, by, life), rules));
    else books.post(contract_entries(deal, charges, revenue_of(charges, by, for_power, life), rules));
    return books;
}
// [end entries]

// A name in one line that ledger reads, which is of at most 4,095 bytes.
std::string heading(std::string name)
{
    std::size_t end = 500;
    if (name.size() <= end) return name;
    while ((static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end; // within a character
    return name.substr(0, end) + "…";
}

template <class C>
std::string journal_text(const ratable::contract<C>& deal, const ratable::deal_file& file, const options& o)
{
    const auto read  = o.readings.empty() ? ratable::readings<C>{} : ratable::load_readings<C>(o.readings, deal);
    const auto books = books_of(deal, read, o.side == "customer" ? ratable::side::customer : ratable::side::provider, progress_of(o.progress),
                                o.power == "agent" ? ratable::acting_as::agent : ratable::acting_as::principal);
    std::vector<ratable::entry<C>> entries = books.entries();
    if (o.through) std::erase_if(entries, [last = ratable::sys_days{*o.through}](const auto& e) { return last < e.date; });
    if (entries.empty()) refuse("journal", "must have an entry through " + ratable::to_string(*o.through), "none", "ask for a later day");
    std::string text = "; " + heading(ratable::displayed(deal.name)) + ", version " + std::to_string(deal.version) + ", sha256 " + file.sha256.substr(0, 12) + "\n";
    return text += o.dialect == "beancount" ? to_beancount(entries) : to_plain_text_accounting(entries);
}

int run(const std::vector<std::string>& arguments)
{
    const options o = parse_command_line(arguments);
    if (o.help) {
        command_line::print(usage);
        return 0;
    }
    const auto file = command_line::load_deal(o.deals.front());
    command_line::print(std::visit([&](const auto& deal) { return journal_text(deal, file, o); }, file.contract), o.out, {o.deals.front(), o.readings});
    return 0;
}

} // namespace

int main(int argc, char** argv) { return command_line::main(argc, argv, run); }
