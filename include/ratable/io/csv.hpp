// SPDX-License-Identifier: BSL-1.0
/// Comparisons and schedules as CSV (RFC 4180), amounts as plain decimals.
#pragma once

#include <ratable/comparison/compare.hpp>
#include <ratable/io/json.hpp>

#include <string>
#include <string_view>

namespace ratable {

/// One field: quoted when it holds a comma, a quote or a line end. A text that a spreadsheet would take for a formula
/// (it begins with =, +, - or @ and is no number) is led by an apostrophe.
void append_csv(std::string& out, std::string_view text);

/// One line a deal and metric: deal, version, metric, value, low, base, high, bounds (enclosed or sampled), needs, unit, of, known, sha256 of the
/// deal's file.
/// Numbers as in `to_json`.
[[nodiscard]] std::string metrics_to_csv(const comparison& c);

/// One line a row of every schedule: deal, version, currency, from, to, amount, balance, known, sha256 of the deal's file. `to` is
/// the first day no longer in the row.
[[nodiscard]] std::string schedules_to_csv(const comparison& c);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline void append_csv(std::string& out, std::string_view text)
{
    const bool number  = text.find_first_not_of("+-.0123456789") == std::string_view::npos;
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos && !number;
    const bool quoted  = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) out += '"';
    if (formula) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

namespace detail {

inline void append_csv_line(std::string& out, std::initializer_list<std::string_view> fields)
{
    for (bool first = true; const std::string_view field : fields) {
        if (!first) out += ',';
        append_csv(out, field);
        first = false;
    }
    out += "\r\n";
}

} // namespace detail

inline std::string metrics_to_csv(const comparison& c)
{
    std::string out;
    detail::append_csv_line(out, {"deal", "version", "metric", "value", "low", "base", "high", "bounds", "needs", "unit", "of", "known", "sha256"});
    for (const deal_summary& deal : c.deals) {
        for (const named_figure& named : deal.figures) {
            const figure& f      = named.value;
            const auto    number = [&f](bool shown, const std::optional<fraction>& x, rounding mode) { return shown && x ? detail::machine_number(*x, f.digits, mode) : std::string(); };
            detail::append_csv_line(out, {deal.id, std::to_string(deal.version), named.name, number(f.exact(), f.base, rounding::half_up), number(!f.exact(), f.low, rounding::floor),
                                          number(!f.exact(), f.base, rounding::half_up), number(!f.exact(), f.high, rounding::ceiling), f.exact() || !(f.low || f.high) ? "" : f.sampled ? "sampled" : "enclosed",
                                          f.base ? "" : detail::joined(f.needs), f.unit, f.of, f.base && f.how ? name_of(*f.how) : "unknown", deal.origin ? deal.origin->sha256 : ""});
        }
    }
    return out;
}

inline std::string schedules_to_csv(const comparison& c)
{
    std::string out;
    detail::append_csv_line(out, {"deal", "version", "currency", "from", "to", "amount", "balance", "known", "sha256"});
    for (const deal_summary& deal : c.deals) {
        for (const schedule_line& row : deal.schedule) {
            std::string amount, balance;
            detail::append_digits(amount, row.amount, deal.minor_digits, false);
            detail::append_digits(balance, row.balance, deal.minor_digits, false);
            detail::append_csv_line(out, {deal.id, std::to_string(deal.version), deal.currency, to_string(row.period.start()), to_string(row.period.end()), amount, balance,
                                          deal.schedule_how ? name_of(*deal.schedule_how) : "unknown", deal.origin ? deal.origin->sha256 : ""});
        }
    }
    return out;
}

} // namespace ratable
