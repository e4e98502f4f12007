// SPDX-License-Identifier: BSL-1.0
/// A schedule of amounts as a table, as CSV (RFC 4180) and as JSON.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/comparison/table.hpp>
#include <ratable/io/csv.hpp>
#include <ratable/io/json.hpp>
#include <ratable/terms/provenance.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// What a schedule is of, in outputs.
struct schedule_origin
{
    std::string deal     = {};
    std::string name     = {};
    int         version  = 1;
    std::string sha256   = {}; ///< of the deal's file, where it has one
    std::string schedule = {}; ///< `by_capacity`, `lease liability`: which of the deal's schedules

    std::optional<ratable::known> known = {}; ///< the least known of the terms that it is made of
};

/// One line a row: deal, version, schedule, from, to, opening, charge, interest, payment, closing, currency, known, sha256 of the deal's file. `to`
/// is the first day no longer in the row.
template <currency C>
[[nodiscard]] std::string amortization_to_csv(const amortization_schedule<C>& rows, const schedule_origin& origin, bool header = true);

/// {"deal", "name", "version", "sha256", "schedule", "currency", "known", "rows": [{from … closing}], "charge", "interest", "payment", "ties_out"}:
/// the three before the last are totals; amounts are strings. A schedule ties out if each closing follows from its row and opens the next.
template <currency C>
[[nodiscard]] std::string amortization_to_json(const amortization_schedule<C>& rows, const schedule_origin& origin);

/// For readers: one line a row, and the totals. Of charge, interest and payment only the columns that hold anything are shown.
template <currency C>
[[nodiscard]] std::string amortization_to_table(const amortization_schedule<C>& rows, const schedule_origin& origin);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::array<std::string_view, 7> schedule_columns = {"from", "to", "opening", "charge", "interest", "payment", "closing"};

template <currency C>
std::string amount_text(const money<C>& x, bool grouped)
{
    std::string text;
    append_digits(text, x.amount.units, C::minor_digits, grouped);
    return text;
}

/// A row's fields, as schedule_columns names them.
template <currency C>
std::array<std::string, 7> fields_of(const amortization_row<C>& row, bool grouped)
{
    return {to_string(row.period.start()),      to_string(row.period.end()),        amount_text(row.opening, grouped), amount_text(row.charge, grouped),
            amount_text(row.interest, grouped), amount_text(row.payment, grouped), amount_text(row.closing, grouped)};
}

inline std::string_view known_text(const schedule_origin& origin) { return origin.known ? name_of(*origin.known) : std::string_view(); }

template <currency C>
std::string currency_of_rows(const amortization_schedule<C>& rows)
{
    return rows.empty() ? std::string() : std::string(rows.front().opening.unit.code());
}

} // namespace detail

template <currency C>
std::string amortization_to_csv(const amortization_schedule<C>& rows, const schedule_origin& origin, bool header)
{
    std::string out;
    if (header) {
        out = "deal,version,schedule";
        for (const std::string_view column : detail::schedule_columns) (out += ',') += column;
        out += ",currency,known,sha256\r\n";
    }
    const std::string code = detail::currency_of_rows(rows);
    for (const amortization_row<C>& row : rows) {
        append_csv(out, origin.deal);
        ((out += ',') += std::to_string(origin.version)) += ',';
        append_csv(out, origin.schedule);
        for (const std::string& field : detail::fields_of(row, false)) (out += ',') += field;
        (((out += ',') += code) += ',') += detail::known_text(origin);
        (out += ',') += origin.sha256;
        out += "\r\n";
    }
    return out;
}

template <currency C>
std::string amortization_to_json(const amortization_schedule<C>& rows, const schedule_origin& origin)
{
    std::string         out;
    detail::json_writer json(out);
    json.open('{');
    json.text("deal", origin.deal);
    json.text("name", origin.name);
    json.raw("version", std::to_string(origin.version));
    json.text("sha256", origin.sha256);
    json.text("schedule", origin.schedule);
    json.text("currency", detail::currency_of_rows(rows));
    json.text("known", detail::known_text(origin));
    json.key("rows");
    json.open('[');
    for (const amortization_row<C>& row : rows) {
        const auto fields = detail::fields_of(row, false);
        json.next();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            out += i == 0 ? "{" : ", ";
            append_json(out, detail::schedule_columns[i]);
            out += ": ";
            append_json(out, fields[i]);
        }
        out += '}';
    }
    json.close(']');
    json.text("charge", detail::amount_text(total(rows), false));
    json.text("interest", detail::amount_text(total_interest(rows), false));
    json.text("payment", detail::amount_text(total_payments(rows), false));
    json.raw("ties_out", rows.empty() || ties_out(rows, rows.front().opening, rows.back().closing) ? "true" : "false");
    json.close('}');
    out += '\n';
    return out;
}

template <currency C>
std::string amortization_to_table(const amortization_schedule<C>& rows, const schedule_origin& origin)
{
    std::string out = origin.name;
    if (!origin.schedule.empty()) (out += out.empty() ? "" : ", ") += origin.schedule;
    (out += ", version ") += std::to_string(origin.version);
    if (!origin.sha256.empty()) (out += ", sha256 ") += origin.sha256.substr(0, 12);
    if (origin.known) (out += ", ") += detail::known_text(origin);
    if (!rows.empty()) (out += ", amounts in ") += detail::currency_of_rows(rows);
    out += "\n\n";

    std::vector<std::array<std::string, 7>> lines(1);
    std::copy(detail::schedule_columns.begin(), detail::schedule_columns.end(), lines.front().begin());
    for (const amortization_row<C>& row : rows) lines.push_back(detail::fields_of(row, true));
    const std::array<money<C>, 3> totals = {total(rows), total_interest(rows), total_payments(rows)};
    lines.push_back({"total", "", "", detail::amount_text(totals[0], true), detail::amount_text(totals[1], true), detail::amount_text(totals[2], true), ""});

    for (std::size_t l = 0; l < lines.size(); ++l) {
        if (l + 1 == lines.size()) out += '\n';
        std::string text;
        for (std::size_t i = 0; i < lines[l].size(); ++i) {
            const auto holds = [&](const amortization_row<C>& row) { return sign(i == 3 ? row.charge : i == 4 ? row.interest : row.payment) != 0; };
            if (3 <= i && i < 6 && std::none_of(rows.begin(), rows.end(), holds)) continue;
            int width = 0;
            for (const auto& line : lines) width = std::max(width, detail::columns_of(line[i]));
            if (i > 0) text += "  ";
            if (i < 2) detail::append_left(text, lines[l][i], width);
            else detail::append_right(text, lines[l][i], width);
        }
        out.append(text, 0, text.find_last_not_of(' ') + 1);
        out += '\n';
    }
    return out;
}

} // namespace ratable
