// SPDX-License-Identifier: BSL-1.0
/// A comparison as JSON: amounts are decimal strings, because a JSON number is read as a binary float.
#pragma once

#include <ratable/comparison/compare.hpp>

#include <string>
#include <string_view>

namespace ratable {

/// Text as a JSON string, quotes included. Control characters are escaped; other bytes pass, so UTF-8 stays UTF-8.
void append_json(std::string& out, std::string_view text);

/// The comparison as one JSON document, indented, the last line ended.
///
/// Shape:   {"deals": [{"id", "name", …, "metrics": {NAME: …}, "schedule": [{"from", "to", "amount", "balance"}], "ties_out"}],
///          "cannot_compare": [{"deal", "metrics": [NAME], "why"}]}. A metric is {"value"}, {"low", "base", "high"} (null where
///          there is no bound; with "sampled": true where the bounds are not proved) or {"needs"}, with "unit" and "known". `to` is the first day no longer in the row.
/// Rounds:  amounts are exact; another figure that its digits cannot hold is given with four digits more, half_up, a bound
///          outward.
[[nodiscard]] std::string to_json(const comparison& c);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A figure's number as text, for machines: no grouping.
inline std::string machine_number(const fraction& x, int digits, rounding mode)
{
    return to_decimal_text(x, fits_scale(x, digits) ? digits : digits + 4, mode);
}

/// Writes keys and values in order, with commas and indentation; nothing more.
class json_writer
{
public:
    explicit json_writer(std::string& out) : out_(out) {}

    void open(char bracket)
    {
        out_ += bracket;
        depth_ += 1;
        first_ = true;
    }
    void close(char bracket)
    {
        depth_ -= 1;
        if (!first_) new_line();
        out_ += bracket;
        first_ = false;
    }
    void next()
    {
        if (!first_) out_ += ',';
        new_line();
        first_ = false;
    }
    void key(std::string_view name)
    {
        next();
        append_json(out_, name);
        out_ += ": ";
    }
    void text(std::string_view name, std::string_view value)
    {
        key(name);
        append_json(out_, value);
    }
    void raw(std::string_view name, std::string_view value)
    {
        key(name);
        out_ += value;
    }

private:
    void new_line()
    {
        out_ += '\n';
        out_.append(static_cast<std::size_t>(2 * depth_), ' ');
    }

    std::string& out_;
    int          depth_ = 0;
    bool         first_ = true;
};

inline void append_json_array(std::string& out, json_writer& json, std::string_view key, const std::vector<std::string>& texts)
{
    json.key(key);
    json.open('[');
    for (const std::string& text : texts) {
        json.next();
        ratable::append_json(out, text);
    }
    json.close(']');
}

inline void append_json(json_writer& json, const figure& f)
{
    const auto bound = [&](std::string_view name, const std::optional<fraction>& x, rounding mode) {
        if (x) json.text(name, machine_number(*x, f.digits, mode));
        else json.raw(name, "null");
    };
    json.open('{');
    if (!f.base) {
        json.text("needs", joined(f.needs));
    } else if (f.exact()) {
        json.text("value", machine_number(*f.base, f.digits, rounding::half_up));
    } else {
        bound("low", f.low, rounding::floor); // outward, so that the bounds still enclose
        bound("base", f.base, rounding::half_up);
        bound("high", f.high, rounding::ceiling);
    }
    if (f.sampled) json.raw("sampled", "true");
    json.text("unit", f.unit);
    json.text("known", f.base && f.how ? name_of(*f.how) : "unknown");
    if (!f.of.empty()) json.text("of", f.of);
    json.close('}');
}

inline void append_json(std::string& out, const schedule_line& row, int minor_digits)
{
    const auto amount = [minor_digits](std::int64_t units) {
        std::string text;
        append_digits(text, units, minor_digits, false);
        return text;
    };
    const auto member = [&out](std::string_view before, std::string_view value) {
        out += before;
        ratable::append_json(out, value);
    };
    member("{\"from\": ", to_string(row.period.start()));
    member(", \"to\": ", to_string(row.period.end()));
    member(", \"amount\": ", amount(row.amount));
    member(", \"balance\": ", amount(row.balance));
    out += '}';
}

inline void append_json(std::string& out, json_writer& json, const deal_summary& deal)
{
    json.open('{');
    json.text("id", deal.id);
    json.text("name", deal.name);
    json.text("currency", deal.currency);
    json.raw("version", std::to_string(deal.version));
    json.text("customer", deal.customer);
    json.text("provider", deal.provider);
    if (deal.origin) {
        json.text("file", deal.origin->file);
        json.text("sha256", deal.origin->sha256);
    }
    json.key("metrics");
    json.open('{');
    for (const named_figure& f : deal.figures) {
        json.key(f.name);
        append_json(json, f.value);
    }
    json.close('}');
    json.key("schedule");
    json.open('[');
    for (const schedule_line& row : deal.schedule) {
        json.next();
        append_json(out, row, deal.minor_digits);
    }
    json.close(']');
    json.text("schedule_spreads", deal.spreads);
    json.text("schedule_known", deal.schedule_how ? name_of(*deal.schedule_how) : "unknown");
    json.raw("ties_out", !deal.ties_out ? "null" : *deal.ties_out ? "true" : "false");
    json.key("statements");
    json.open('[');
    for (const stated_terms& s : deal.statements) {
        json.next();
        json.open('{');
        json.text("terms", s.terms);
        json.text("known", name_of(s.by.how));
        json.text("source", s.by.source);
        json.close('}');
    }
    json.close(']');
    json.key("unknown");
    json.open('{');
    for (const unknown_term& u : deal.unknowns) json.text(to_string(u.path), u.reason);
    json.close('}');
    append_json_array(out, json, "views", deal.views);
    json.close('}');
}

} // namespace detail

inline void append_json(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += "0123456789abcdef"[byte >> 4];
            out += "0123456789abcdef"[byte & 0xFU];
        } else {
            out += c;
        }
    }
    out += '"';
}

inline std::string to_json(const comparison& c)
{
    std::string         out;
    detail::json_writer json(out);
    json.open('{');
    json.key("deals");
    json.open('[');
    for (const deal_summary& deal : c.deals) {
        json.next();
        detail::append_json(out, json, deal);
    }
    json.close(']');
    json.key("cannot_compare");
    json.open('[');
    for (const incomparable& entry : c.cannot) {
        json.next();
        json.open('{');
        json.text("deal", entry.deal);
        detail::append_json_array(out, json, "metrics", entry.metrics);
        json.text("why", entry.why);
        json.close('}');
    }
    json.close(']');
    if (c.as_of) {
        json.text("as_of", to_string(*c.as_of));
        detail::append_json_array(out, json, "not_yet_known", c.not_yet);
    }
    json.close('}');
    out += '\n';
    return out;
}

} // namespace ratable
