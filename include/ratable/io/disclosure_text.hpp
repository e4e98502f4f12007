// SPDX-License-Identifier: BSL-1.0
/// Disclosures as a table, as CSV (RFC 4180) and as JSON.
#pragma once

#include <ratable/comparison/disclosures.hpp>
#include <ratable/comparison/table.hpp>
#include <ratable/io/csv.hpp>
#include <ratable/io/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// For readers: the tables, and the statements that figures rest on.
[[nodiscard]] inline std::string disclosures_to_table(const disclosure_report& r, int width = table_options{}.width);
/// A line a line: deal, version, as_of, table, line, from, to, value, low, base, high, bounds, needs, unit, known, sha256. `to` is the first day no longer in the band.
[[nodiscard]] inline std::string disclosures_to_csv(const disclosure_report& r);
/// {"deal", "name", "version", "sha256", "currency", "as_of", "fiscal_year_ends", "tables": [{"table", "title", "notes": [], "lines": [{"line", "from", "to", "figure": as in to_json of a comparison}]}]};
/// numbers are strings.
[[nodiscard]] inline std::string disclosures_to_json(const disclosure_report& r);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::string disclosures_to_table(const disclosure_report& r, int width)
{
    static constexpr std::string_view months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    const deal_summary&               deal     = r.deal;
    std::string out = deal.name + ", version " + std::to_string(deal.version) + (deal.origin ? ", sha256 " + deal.origin->sha256.substr(0, 12) : "") + "\n";
    (out += "As of ") += to_string(r.as_of);
    ((out += "; fiscal years end in ") += months[static_cast<unsigned>(r.fiscal_year_end) - 1]) += '\n';
    bool sampled = false;
    for (const disclosure_table& table : r.tables) {
        ((out += '\n') += table.title) += '\n';
        int label = 0, value = 0;
        for (const disclosure_line& line : table.lines) {
            label = std::max(label, detail::columns_of(line.label));
            value = std::max(value, detail::columns_of(to_string(line.value)));
        }
        for (const disclosure_line& line : table.lines) {
            out += "  ";
            detail::append_left(out, line.label, label + 2);
            detail::append_right(out, to_string(line.value), value);
            out += '\n';
            sampled = sampled || line.value.sampled;
        }
        for (const std::string& note : table.notes) detail::append_wrapped(out, note, 2, 4, width);
    }
    if (sampled) out += "\n~ Terms are ranges: the extremes of the cases that were tried, each line by itself; so lines need not sum to the total.\n";
    const std::vector<deal_summary> one{deal};
    detail::append_statements(out, one, known::assumed, "† Assumed", width);
    detail::append_statements(out, one, known::reported, "* Reported", width);
    return out;
}

inline std::string disclosures_to_csv(const disclosure_report& r)
{
    std::string out;
    detail::append_csv_line(out, {"deal", "version", "as_of", "table", "line", "from", "to", "value", "low", "base", "high", "bounds", "needs", "unit", "known", "sha256"});
    for (const disclosure_table& table : r.tables) {
        for (const disclosure_line& line : table.lines) {
            const figure& f      = line.value;
            const bool    open   = !f.exact();
            const auto    number = [&f](bool shown, const std::optional<fraction>& x, rounding mode) { return shown && x ? detail::machine_number(*x, f.digits, mode) : std::string(); };
            detail::append_csv_line(out, {r.deal.id, std::to_string(r.deal.version), to_string(r.as_of), table.name, line.label, line.days ? to_string(line.days->start()) : "",
                                          line.days && line.days->end() < detail::last_boundary ? to_string(line.days->end()) : "", number(!open, f.base, rounding::half_up), number(open, f.low, rounding::floor),
                                          number(open, f.base, rounding::half_up), number(open, f.high, rounding::ceiling), !open || !(f.low || f.high) ? "" : f.sampled ? "sampled" : "enclosed",
                                          f.base ? "" : detail::joined(f.needs), f.unit, f.base && f.how ? name_of(*f.how) : "unknown", r.deal.origin ? r.deal.origin->sha256 : ""});
        }
    }
    return out;
}

inline std::string disclosures_to_json(const disclosure_report& r)
{
    std::string         out;
    detail::json_writer json(out);
    json.open('{');
    json.text("deal", r.deal.id);
    json.text("name", r.deal.name);
    json.raw("version", std::to_string(r.deal.version));
    json.text("sha256", r.deal.origin ? r.deal.origin->sha256 : "");
    json.text("currency", r.deal.currency);
    json.text("as_of", to_string(r.as_of));
    json.raw("fiscal_year_ends", std::to_string(static_cast<unsigned>(r.fiscal_year_end)));
    json.key("tables");
    json.open('[');
    for (const disclosure_table& table : r.tables) {
        json.next();
        json.open('{');
        json.text("table", table.name);
        json.text("title", table.title);
        json.key("notes");
        json.open('[');
        for (const std::string& note : table.notes) {
            json.next();
            append_json(out, note);
        }
        json.close(']');
        json.key("lines");
        json.open('[');
        for (const disclosure_line& line : table.lines) {
            json.next();
            json.open('{');
            json.text("line", line.label);
            if (line.days) {
                json.text("from", to_string(line.days->start()));
                if (line.days->end() < detail::last_boundary) json.text("to", to_string(line.days->end()));
            }
            json.key("figure");
            detail::append_json(json, line.value);
            json.close('}');
        }
        json.close(']');
        json.close('}');
    }
    json.close(']');
    json.close('}');
    out += '\n';
    return out;
}

} // namespace ratable
