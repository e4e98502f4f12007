// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/deal_file_source.hpp>

#include <ratable/io/deal_file.hpp>

#include "../support/deal_text.hpp"
#include "../support/scratch.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;

namespace {

/// Where the loader says that a valid-looking file breaks a rule: `line:column: path`.
std::string refused_at(std::string_view from, std::string_view to)
{
    try {
        static_cast<void>(parse_deal(tests::edited(tests::bytes_of("examples/deal_file/clauses.toml"), {{from, to}}), "x"));
        return "";
    } catch (const invalid_deal_file& e) {
        const parse_error& p = e.problems().front();
        return std::to_string(p.where().line) + ":" + std::to_string(p.where().column) + ": " + p.why().subject;
    }
}

/// The line of the file of all clauses on which a text first stands.
int line_of(std::string_view what)
{
    const std::string text = tests::bytes_of("examples/deal_file/clauses.toml");
    int               line = 1;
    for (const char c : std::string_view(text).substr(0, text.find(what))) line += c == '\n' ? 1 : 0;
    return line;
}

} // namespace

TEST_CASE("What is found after reading is placed at its key, in clauses too")
{
    const auto at = [](std::string_view key, int column, const char* path) { return std::to_string(line_of(key)) + ":" + std::to_string(column) + ": " + path; };
    CHECK(refused_at("cap       = \"10 %\"", "cap       = \"-10 %\"") == at("cap       = \"10 %\"", 13, "delay.cap"));
    CHECK(refused_at("\"105 %\"", "\"99 %\"") == at("\"105 %\"", 92, "pricing[2].escalator.index.cap"));
    CHECK(refused_at("usable_months = 6", "usable_months = 0") == at("usable_months = 6", 32, "pricing[3].minimum.make_up.usable_months"));
    CHECK(refused_at("tranche = \"Hall B\"", "until   = 2035-01-01") == at("tranche = \"Hall B\"", 11, "pricing[2].until"));
    CHECK(refused_at("tranche = \"Hall B\"", "renews  = true") == at("tranche = \"Hall B\"", 11, "pricing[2].renews"));
    CHECK(refused_at("{ up_to = \"250000.5\", price", "{ up_to = \"100000\", price") == at("{ up_to = \"250000.5\", price", 5, "pricing[4].tiers.steps[1]"));
    CHECK(refused_at("{ from_day = \"day 61\"", "{ from_day = \"day 31\"") == at("{ from_day = \"day 61\"", 55, "delay.steps[1]"));
    CHECK(refused_at("share = \"0.9\"", "share = \"1.9\"") == at("share = \"0.9\"", 60, "pricing[3].minimum.ramp[1]"));
}

TEST_CASE("A list whose entries have statements of their own rests on the least known, and names every source once")
{
    const auto deal = std::get<contract<any_currency<2>>>(load_deal("examples/deal_file/clauses.toml").contract);
    CHECK(deal.pricing.own_statement() == statement{known::assumed, "billed as capacity enters service; order form, annex 1; order form, annex 2"});
    CHECK(deal.options.own_statement() == statement{known::disclosed, "order form, section 6"});
}
