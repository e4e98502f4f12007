// SPDX-License-Identifier: BSL-1.0
/// Charge rows as a table, as CSV (RFC 4180) and as JSON: every row with what an auditor recomputes it from.
#pragma once

#include <ratable/charges/charge.hpp>
#include <ratable/comparison/table.hpp>
#include <ratable/io/csv.hpp>
#include <ratable/io/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// Which deal the rows are of, in outputs.
struct charges_origin
{
    std::string deal;
    std::string name;
    int         version = 1;
    std::string sha256 = {}; ///< of the deal's file, where it has one
};

/// One line a row: deal, version, invoiced, due, kind, clause, tranche, from, to, quantity, unit, price, amount, currency, rounding, rounded_on,
/// sha256 of the deal's file. `to` is the first day no longer in service; a quantity that no decimal holds is a fraction, such as 28/3.
template <currency C>
[[nodiscard]] std::string charges_to_csv(const std::vector<charge<C>>& rows, const contract<C>& c, const charges_origin& origin, bool header = true);

/// {"deal", "name", "version", "sha256", "currency", "charges": [{the columns of the CSV}], "total"}; numbers are strings.
template <currency C>
[[nodiscard]] std::string charges_to_json(const std::vector<charge<C>>& rows, const contract<C>& c, const charges_origin& origin);

/// For readers: one line a row, and the totals by kind. Quantities are cut to what fits; CSV and JSON have all of them.
/// Rounds:  shown quantities, half_up, to four digits.
template <currency C>
[[nodiscard]] std::string charges_to_table(const std::vector<charge<C>>& rows, const contract<C>& c, const charges_origin& origin);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline std::string_view name_of(rounded_on what)
{
    return what == rounded_on::row ? "row" : what == rounded_on::running_total ? "running_total" : "nothing";
}

/// All its digits, without zeros at the end, or a fraction where no decimal of 18 digits holds it.
inline std::string exact_text(const fraction& x)
{
    if (!fits_scale(x, 18)) return to_string(x);
    int scale = 0;
    while (!fits_scale(x, scale)) ++scale;
    return to_decimal_text(x, scale, rounding::half_even);
}

/// A row's fields, in the order of the CSV's columns from `invoiced` on.
template <currency C>
std::vector<std::string> fields_of(const charge<C>& row, const contract<C>& c)
{
    const bool        rated   = row.quantity.unit.has_value();
    const std::string tranche = row.tranche < 0 ? "" : c.tranches.value()[static_cast<std::size_t>(row.tranche)].name;
    return {to_string(row.invoiced), to_string(row.due), std::string(ratable::name_of(row.kind)), to_string(row.clause), row.tranche < 0 || !tranche.empty() ? tranche : std::to_string(row.tranche),
            to_string(row.service.start()), to_string(row.service.end()), rated ? exact_text(row.quantity.exact()) : "", rated ? std::string(ratable::name_of(*row.quantity.unit)) : "",
            sign(row.price.amount) == 0 ? "" : exact_text(to_fraction(row.price.amount)), to_decimal_text(to_fraction(row.amount.amount), C::minor_digits, rounding::half_even),
            std::string(row.amount.unit.code()), row.rounds == rounded_on::nothing ? "" : std::string(ratable::name_of(row.mode)), std::string(name_of(row.rounds))};
}

inline constexpr std::string_view charge_columns[] = {"invoiced", "due", "kind", "clause", "tranche", "from", "to", "quantity", "unit", "price", "amount", "currency", "rounding", "rounded_on"};

} // namespace detail

template <currency C>
std::string charges_to_csv(const std::vector<charge<C>>& rows, const contract<C>& c, const charges_origin& origin, bool header)
{
    std::string out;
    if (header) {
        out = "deal,version";
        for (const std::string_view column : detail::charge_columns) (out += ',') += column;
        out += ",sha256\r\n";
    }
    for (const charge<C>& row : rows) {
        append_csv(out, origin.deal);
        (out += ',') += std::to_string(origin.version);
        for (const std::string& field : detail::fields_of(row, c)) {
            out += ',';
            append_csv(out, field);
        }
        (out += ',') += origin.sha256;
        out += "\r\n";
    }
    return out;
}

template <currency C>
std::string charges_to_json(const std::vector<charge<C>>& rows, const contract<C>& c, const charges_origin& origin)
{
    std::string         out;
    detail::json_writer json(out);
    json.open('{');
    json.text("deal", origin.deal);
    json.text("name", origin.name);
    json.raw("version", std::to_string(origin.version));
    json.text("sha256", origin.sha256);
    json.key("charges");
    json.open('[');
    for (const charge<C>& row : rows) {
        const auto fields = detail::fields_of(row, c);
        json.next();
        out += '{';
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (i != 0) out += ", ";
            append_json(out, detail::charge_columns[i]);
            out += ": ";
            append_json(out, fields[i]);
        }
        out += '}';
    }
    json.close(']');
    json.text("total", to_string(total(rows)));
    json.close('}');
    out += '\n';
    return out;
}

template <currency C>
std::string charges_to_table(const std::vector<charge<C>>& rows, const contract<C>& c, const charges_origin& origin)
{
    constexpr charge_kind last = charge_kind::holdback_release;
    std::string           out  = origin.name + ", version " + std::to_string(origin.version) + (origin.sha256.empty() ? "" : ", sha256 " + origin.sha256.substr(0, 12)) + "\n\n";
    std::vector<std::vector<std::string>> lines;
    lines.push_back({"invoiced", "due", "charge", "clause", "tranche", "from", "to", "quantity", "", "price", "amount"});
    for (const charge<C>& row : rows) {
        auto f = detail::fields_of(row, c);
        if (row.quantity.unit && !fits_scale(row.quantity.exact(), 4)) f[7] = to_decimal_text(row.quantity.exact(), 4, rounding::half_up);
        f[10].clear();
        detail::append_digits(f[10], row.amount.amount.units, C::minor_digits, true);
        f.resize(11);
        lines.push_back(std::move(f));
    }
    std::vector<int> widths(lines.front().size(), 0);
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], detail::columns_of(line[i]));
    }
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (widths[i] == 0) continue;
            if (!text.empty()) text += "  ";
            const bool number = i == 7 || i >= 9;
            if (number) detail::append_right(text, line[i], widths[i]);
            else detail::append_left(text, line[i], widths[i]);
        }
        out.append(text, 0, text.find_last_not_of(' ') + 1);
        out += '\n';
    }
    out += '\n';
    for (int kind = 0; kind <= static_cast<int>(last); ++kind) {
        const auto is = [kind](const charge<C>& row) { return static_cast<int>(row.kind) == kind; };
        if (std::none_of(rows.begin(), rows.end(), is)) continue;
        std::string text(ratable::name_of(static_cast<charge_kind>(kind)));
        text.resize(20, ' ');
        detail::append_right(text, to_string(total(rows, static_cast<charge_kind>(kind))), 28);
        (out += text) += '\n';
    }
    std::string text = "total";
    text.resize(20, ' ');
    detail::append_right(text, to_string(total(rows)), 28);
    return (out += text) += '\n';
}

} // namespace ratable
