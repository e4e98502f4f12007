// SPDX-License-Identifier: BSL-1.0
/// What a deal is worth, as a table, as CSV (RFC 4180) and as JSON.
#pragma once

#include <ratable/comparison/table.hpp>
#include <ratable/comparison/valuation_metrics.hpp>
#include <ratable/io/csv.hpp>
#include <ratable/io/json.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// A deal's figures of value, and on request what leaving costs on every day that a billing period begins.
template <currency C>
struct value_report
{
    deal_summary              deal; ///< its figures are those of valuation_metrics_of
    valued_at                 at;
    std::vector<exit_cost<C>> exits = {};
};

/// Errors: invalid_terms, the first problem that `validate` finds; with exits as exit_costs_of.
template <currency C>
[[nodiscard]] value_report<C> value_report_of(const contract<C>& c, const valued_at& at, bool with_exits = false);

/// For readers: a figure a line, as the comparison shows them, the exits, and the statements that figures rest on.
template <currency C>
[[nodiscard]] std::string value_to_table(const value_report<C>& r, int width = table_options{}.width);
/// The columns of metrics_to_csv; of a report with exits instead: deal, version, on, fee_of_year, minimums, minimums_value, mitigation, unearned, cost,
/// currency, sha256.
template <currency C>
[[nodiscard]] std::string value_to_csv(const value_report<C>& r);
/// {"deal", "name", "version", "sha256", "currency", "valued_on", "rate", "compounds", "day_count", "metrics": {NAME: as in to_json of a comparison},
/// "exits": [{"on", "fee_of_year", "minimums", "minimums_value", "mitigation", "unearned", "cost"}]}; numbers are strings.
template <currency C>
[[nodiscard]] std::string value_to_json(const value_report<C>& r);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Names and values of an exit's columns.
template <currency C>
std::vector<std::pair<std::string_view, std::string>> columns_of(const exit_cost<C>& e)
{
    return {{"on", to_string(e.on)}, {"fee_of_year", to_string(e.fee_of_year.amount)}, {"minimums", to_string(e.minimums.amount)}, {"minimums_value", to_string(e.minimums_value.amount)},
            {"mitigation", to_string(e.mitigation.amount)}, {"unearned", to_string(e.unearned.amount)}, {"cost", to_string(e.cost.amount)}};
}

inline void append_exit_table(std::string& out, const std::vector<std::vector<std::string>>& lines)
{
    std::vector<int> widths(lines.front().size(), 0);
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], columns_of(std::string_view(line[i])));
    }
    for (const auto& line : lines) {
        out += "  ";
        append_left(out, line[0], widths[0]);
        for (std::size_t i = 1; i < line.size(); ++i) {
            out += "  ";
            append_right(out, line[i], widths[i]);
        }
        out += '\n';
    }
}

/// `8 %`.
inline std::string percent_text(const rate_of_interest& rate)
{
    std::string text = to_decimal_text(to_fraction(rate) * fraction(100), 10, rounding::half_even);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text + " %";
}

} // namespace detail

template <currency C>
value_report<C> value_report_of(const contract<C>& c, const valued_at& at, bool with_exits)
{
    value_report<C> r{.deal = summarize(c), .at = at};
    r.deal.figures.clear();
    for (const metric<C>& m : valuation_metrics_of<C>()) r.deal.figures.push_back({m.name, m.label, evaluate(m, c, row_options{.valued = at})});
    if (with_exits) r.exits = exit_costs_of(c);
    return r;
}

template <currency C>
std::string value_to_table(const value_report<C>& r, int width)
{
    const deal_summary& deal = r.deal;
    std::string         out  = deal.name + ", version " + std::to_string(deal.version) + (deal.origin ? ", sha256 " + deal.origin->sha256.substr(0, 12) : "") + "\n";
    (out += "Valued on ") += to_string(r.at.on);
    (out += " at ") += detail::percent_text(r.at.rate.per_year);
    ((out += ", ") += name_of(r.at.rate.compounds)) += ", ";
    (out += r.at.rate.day_count.name()) += "; what the customer pays is positive\n\n";
    int label = 0;
    for (const named_figure& f : deal.figures) label = std::max(label, detail::columns_of(f.label));
    for (const named_figure& f : deal.figures) {
        out += "  ";
        detail::append_left(out, f.label, label + 2);
        (out += to_string(f.value)) += '\n';
    }
    if (!r.exits.empty()) {
        std::vector<std::vector<std::string>> lines{{"leaving on", "fee of the year", "minimums", "their value", "mitigation", "unearned", "cost"}};
        for (const exit_cost<C>& e : r.exits) {
            std::vector<std::string> line{to_string(e.on)};
            for (const money<C>* m : {&e.fee_of_year, &e.minimums, &e.minimums_value, &e.mitigation, &e.unearned, &e.cost}) {
                line.emplace_back();
                detail::append_digits(line.back(), m->amount.units, C::minor_digits, true);
            }
            lines.push_back(std::move(line));
        }
        out += "\nCost to exit, " + deal.currency + "\n";
        detail::append_exit_table(out, lines);
    }
    const std::vector<deal_summary> one{deal};
    detail::append_statements(out, one, known::assumed, "† Assumed", width);
    detail::append_statements(out, one, known::reported, "* Reported", width);
    return out;
}

template <currency C>
std::string value_to_csv(const value_report<C>& r)
{
    comparison one{.deals = {r.deal}, .cannot = {}};
    if (r.exits.empty()) return metrics_to_csv(one);
    const std::string sha256 = r.deal.origin ? r.deal.origin->sha256 : "";
    std::string       out    = "deal,version";
    for (const auto& [name, value] : detail::columns_of(r.exits.front())) (out += ',') += name;
    out += ",currency,sha256\r\n";
    for (const exit_cost<C>& e : r.exits) {
        append_csv(out, r.deal.id);
        (out += ',') += std::to_string(r.deal.version);
        for (const auto& [name, value] : detail::columns_of(e)) (out += ',') += value;
        ((((out += ',') += r.deal.currency) += ',') += sha256) += "\r\n";
    }
    return out;
}

template <currency C>
std::string value_to_json(const value_report<C>& r)
{
    std::string         out;
    detail::json_writer json(out);
    json.open('{');
    json.text("deal", r.deal.id);
    json.text("name", r.deal.name);
    json.raw("version", std::to_string(r.deal.version));
    json.text("sha256", r.deal.origin ? r.deal.origin->sha256 : "");
    json.text("currency", r.deal.currency);
    json.text("valued_on", to_string(r.at.on));
    json.text("rate", to_string(static_cast<const rate_of_interest&>(r.at.rate.per_year)));
    json.text("compounds", name_of(r.at.rate.compounds));
    json.text("day_count", r.at.rate.day_count.name());
    json.key("metrics");
    json.open('{');
    for (const named_figure& f : r.deal.figures) {
        json.key(f.name);
        detail::append_json(json, f.value);
    }
    json.close('}');
    json.key("exits");
    json.open('[');
    for (const exit_cost<C>& e : r.exits) {
        json.next();
        json.open('{');
        for (const auto& [name, value] : detail::columns_of(e)) json.text(name, value);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    out += '\n';
    return out;
}

} // namespace ratable
