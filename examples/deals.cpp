// SPDX-License-Identifier: BSL-1.0
#include "deals.hpp"

#include <ratable/io/deal_file.hpp>

namespace command_line {

namespace {

/// What all versions of a deal have in common.
struct identity
{
    std::string id;
    std::string currency;

    explicit identity(const ratable::deal_file& file)
        : id(std::visit([](const auto& c) { return c.id; }, file.contract)), currency(std::visit([](const auto& c) { return std::string(c.currency.code()); }, file.contract))
    {
    }
};

} // namespace

ratable::deal_file load_deal(const std::string& path) { return ratable::load_deal(path); }

std::vector<ratable::deal_file> load_versions(const std::vector<std::string>& paths)
{
    std::vector<ratable::deal_file> versions;
    for (const std::string& path : paths) {
        versions.push_back(load_deal(path));
        const identity first(versions.front()), last(versions.back());
        if (first.id != last.id) refuse(ratable::displayed(path), "must be a version of the same deal, " + shown(first.id), shown(last.id), "run it once for each deal");
        if (first.currency != last.currency) refuse(ratable::displayed(path), "must be a version of the same deal, in " + first.currency, last.currency, "run it once for each deal");
    }
    return versions;
}

const ratable::deal_file& known_version(const std::vector<ratable::deal_file>& versions, const ratable::year_month_day& day, const std::string& subject)
{
    const ratable::deal_file* latest = nullptr;
    int                       last   = 0;
    for (const ratable::deal_file& file : versions) {
        std::visit(
            [&](const auto& deal) {
                if ((deal.known_on && day < *deal.known_on) || deal.version <= last) return;
                last   = deal.version;
                latest = &file;
            },
            file.contract);
    }
    if (latest == nullptr) refuse(subject, "needs a version that was known on " + ratable::to_string(day), "none", "ask for a later day");
    return *latest;
}

ratable::rate_of_interest parse_rate(std::string_view text)
{
    if (!text.ends_with('%')) {
        const auto share = ratable::rate_of_interest::parse(text);
        if (share < ratable::rate_of_interest(1)) return share;
        refuse("rate", "must be below 1 where it is no percentage", std::string(text), "write such as 8% or 0.08");
    }
    text.remove_suffix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const auto percent = ratable::decimal<10>::parse(text);
    return ratable::rate_of_interest::from_units(percent.units);
}

} // namespace command_line
