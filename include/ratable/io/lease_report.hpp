// SPDX-License-Identifier: BSL-1.0
/// One deal as a service, as operating leases and as finance leases: a table, CSV (RFC 4180) and JSON.
#pragma once

#include <ratable/accounting/lease_or_service.hpp>
#include <ratable/io/value_report.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// What lease_or_service makes of a deal, and of which.
template <currency C>
struct lease_report
{
    std::string                          id;
    std::string                          name;
    int                                  version = 1;
    std::string                          sha256  = {}; ///< of the deal's file, where it has one
    interest_rate                        rate;
    std::vector<lease_or_service_row<C>> rows;
};

/// Errors: invalid_terms, the first problem that `validate` finds; as lease_or_service.
template <currency C>
[[nodiscard]] lease_report<C> lease_report_of(const contract<C>& c, const interest_rate& rate, frequency every, const readings<C>& read = {});

/// For readers: a period a line and the totals. What is variable is in all three costs, and has a column where there is any.
/// Errors: invalid_terms without rows.
template <currency C>
[[nodiscard]] std::string lease_report_to_table(const lease_report<C>& r);
/// One line a period: deal, version, from, to (the first day no longer in it), service, operating, amortization, interest, variable, liability,
/// operating_right_of_use, finance_right_of_use, currency, sha256. What is variable is in `service`, and beside the others.
template <currency C>
[[nodiscard]] std::string lease_report_to_csv(const lease_report<C>& r);
/// {"deal", "name", "version", "sha256", "currency", "rate", "compounds", "day_count", "rows": [{"from", … "finance_right_of_use"}], "totals": {"service",
/// "operating", "amortization", "interest", "variable"}}; amounts are strings. Errors: invalid_terms without rows.
template <currency C>
[[nodiscard]] std::string lease_report_to_json(const lease_report<C>& r);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
using lease_column = std::pair<std::string_view, money<C> lease_or_service_row<C>::*>;

/// Five that are summed, and three that stand at the period's end.
template <currency C>
inline constexpr std::array<lease_column<C>, 8> lease_columns{{{"service", &lease_or_service_row<C>::service},
                                                               {"operating", &lease_or_service_row<C>::operating},
                                                               {"amortization", &lease_or_service_row<C>::amortization},
                                                               {"interest", &lease_or_service_row<C>::interest},
                                                               {"variable", &lease_or_service_row<C>::variable},
                                                               {"liability", &lease_or_service_row<C>::liability},
                                                               {"operating_right_of_use", &lease_or_service_row<C>::operating_right_of_use},
                                                               {"finance_right_of_use", &lease_or_service_row<C>::finance_right_of_use}}};
inline constexpr std::size_t lease_columns_summed = 5;

template <currency C>
lease_or_service_row<C> total_of(const std::vector<lease_or_service_row<C>>& rows)
{
    if (rows.empty()) throw invalid_terms({"lease report", "must have rows", "none", "make it with lease_report_of"});
    lease_or_service_row<C> sum = rows.front();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        for (std::size_t k = 0; k < lease_columns_summed; ++k) sum.*lease_columns<C>[k].second += rows[i].*lease_columns<C>[k].second;
    }
    return sum;
}

/// The cells of a line: three costs, interest, what is variable on request, and balances but for the totals.
template <currency C>
std::vector<std::string> lease_line(std::string from, std::string to, const lease_or_service_row<C>& r, bool variable, bool balances)
{
    std::vector<std::string> line{std::move(from), std::move(to)};
    const auto               add = [&line](const money<C>& amount) {
        line.emplace_back();
        append_digits(line.back(), amount.amount.units, C::minor_digits, true);
    };
    add(r.service);
    add(r.operating + r.variable);
    add(r.amortization + r.interest + r.variable);
    add(r.interest);
    if (variable) add(r.variable);
    if (!balances) return line;
    add(r.liability);
    add(r.operating_right_of_use);
    add(r.finance_right_of_use);
    return line;
}

} // namespace detail

template <currency C>
lease_report<C> lease_report_of(const contract<C>& c, const interest_rate& rate, frequency every, const readings<C>& read)
{
    require_valid(c);
    return {.id = c.id, .name = c.name, .version = c.version, .rate = rate, .rows = lease_or_service(c, rate, every, read)};
}

template <currency C>
std::string lease_report_to_table(const lease_report<C>& r)
{
    bool variable = false;
    for (const auto& row : r.rows) variable = variable || sign(row.variable) != 0;
    std::vector<std::vector<std::string>> lines{{"from", "to before", "service", "operating lease", "finance lease", "of it interest"}};
    if (variable) lines.front().emplace_back("of each variable");
    for (const char* balance : {"liability", "right of use, operating", "right of use, finance"}) lines.front().emplace_back(balance);
    for (const auto& row : r.rows) lines.push_back(detail::lease_line(to_string(row.period.start()), to_string(row.period.end()), row, variable, true));
    lines.push_back(detail::lease_line("total", "", detail::total_of(r.rows), variable, false));
    std::vector<int> widths(lines.front().size(), 0);
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], detail::columns_of(std::string_view(line[i])));
    }
    std::string out = r.name + ", version " + std::to_string(r.version) + (r.sha256.empty() ? "" : ", sha256 " + r.sha256.substr(0, 12)) + "\n";
    (out += "Fixed payments at ") += detail::percent_text(r.rate.per_year);
    ((out += ", ") += name_of(r.rate.compounds)) += ", ";
    (out += r.rate.day_count.name()) += "; amounts in ";
    (out += r.rows.front().service.unit.code()) += "\nWhether it is a lease, and which, is a judgement: this is what each would be\n\n";
    for (const auto& line : lines) {
        std::string text = "  ";
        detail::append_left(text, line[0], widths[0] + 2);
        detail::append_left(text, line[1], widths[1]);
        for (std::size_t i = 2; i < line.size(); ++i) detail::append_right(text, line[i], widths[i] + 2);
        (out += text) += '\n';
    }
    return out;
}

template <currency C>
std::string lease_report_to_csv(const lease_report<C>& r)
{
    std::string out = "deal,version,from,to";
    for (const auto& [name, column] : detail::lease_columns<C>) (out += ',') += name;
    out += ",currency,sha256\r\n";
    for (const auto& row : r.rows) {
        append_csv(out, r.id);
        (out += ',') += std::to_string(r.version);
        (out += ',') += to_string(row.period.start());
        (out += ',') += to_string(row.period.end());
        for (const auto& [name, column] : detail::lease_columns<C>) (out += ',') += to_string((row.*column).amount);
        (out += ',') += row.service.unit.code();
        ((out += ',') += r.sha256) += "\r\n";
    }
    return out;
}

template <currency C>
std::string lease_report_to_json(const lease_report<C>& r)
{
    const auto          totals = detail::total_of(r.rows);
    std::string         out;
    detail::json_writer json(out);
    json.open('{');
    json.text("deal", r.id);
    json.text("name", r.name);
    json.raw("version", std::to_string(r.version));
    json.text("sha256", r.sha256);
    json.text("currency", totals.service.unit.code());
    json.text("rate", to_string(static_cast<const rate_of_interest&>(r.rate.per_year)));
    json.text("compounds", name_of(r.rate.compounds));
    json.text("day_count", r.rate.day_count.name());
    json.key("rows");
    json.open('[');
    for (const auto& row : r.rows) {
        json.next();
        json.open('{');
        json.text("from", to_string(row.period.start()));
        json.text("to", to_string(row.period.end()));
        for (const auto& [name, column] : detail::lease_columns<C>) json.text(name, to_string((row.*column).amount));
        json.close('}');
    }
    json.close(']');
    json.key("totals");
    json.open('{');
    for (std::size_t k = 0; k < detail::lease_columns_summed; ++k) json.text(detail::lease_columns<C>[k].first, to_string((totals.*detail::lease_columns<C>[k].second).amount));
    json.close('}');
    json.close('}');
    out += '\n';
    return out;
}

} // namespace ratable
