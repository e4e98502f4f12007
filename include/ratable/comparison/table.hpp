// SPDX-License-Identifier: BSL-1.0
/// A comparison as text for a terminal: what cannot be compared, the table, the statements behind it, the tie-outs.
#pragma once

#include <ratable/comparison/compare.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// How a comparison is laid out.
struct table_options
{
    int  width     = 120;   ///< columns; deals that do not fit stand in a further block
    bool schedules = false; ///< every row of every schedule, below the rest
};

/// A figure as a table shows it: `USD 38,000,000,000.00`, `low … high`, `≥ low`, `≤ high`, `needs tranches`; followed by †
/// when it rests on an assumption, by * when it is reported by others than the parties.
/// Rounds: half_up, to the figure's digits; low down and high up.
[[nodiscard]] std::string to_string(const figure& f);

/// The whole comparison, each line ended.
void append(std::string& out, const comparison& c, const table_options& options = {});
[[nodiscard]] std::string to_string(const comparison& c, const table_options& options = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Columns that UTF-8 text takes, one a code point: what names in Latin, Greek or Cyrillic take.
inline int columns_of(std::string_view text)
{
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

inline void append_right(std::string& out, std::string_view text, int width)
{
    out.append(static_cast<std::size_t>(std::max(0, width - columns_of(text))), ' ');
    out += text;
}

inline void append_left(std::string& out, std::string_view text, int width)
{
    out += text;
    out.append(static_cast<std::size_t>(std::max(0, width - columns_of(text))), ' ');
}

/// Words in lines of at most `width` columns, the first indented by `first`, the others by `rest`.
inline void append_wrapped(std::string& out, std::string_view text, int first, int rest, int width)
{
    int column = first;
    out.append(static_cast<std::size_t>(first), ' ');
    for (bool begins = true; !text.empty();) {
        const std::size_t      space = std::min(text.find(' '), text.size());
        const std::string_view word  = text.substr(0, space);
        text.remove_prefix(std::min(space + 1, text.size()));
        const int needs = columns_of(word);
        if (!begins && column + 1 + needs > width) {
            out += '\n';
            out.append(static_cast<std::size_t>(rest), ' ');
            column = rest;
            begins = true;
        }
        if (!begins) out += ' ';
        column += needs + (begins ? 0 : 1);
        out += word;
        begins = false;
    }
    out += '\n';
}

/// `USD/MW-month` and `USD` lead with their currency; `months` and `MW` are said by the row's label.
inline std::string currency_prefix(const figure& f)
{
    const bool money = f.unit.size() == 3 || (f.unit.size() > 3 && f.unit[3] == '/');
    return money ? f.unit.substr(0, 3) + " " : std::string();
}

/// A cell in lines that need not stand on one: low above high.
inline std::vector<std::string> cell_of(const figure& f)
{
    if (!f.base) {
        std::vector<std::string> lines;
        for (const std::string& need : f.needs) {
            if (!lines.empty()) lines.back() += ',';
            lines.push_back((lines.empty() ? "needs " : "") + need);
        }
        return lines;
    }
    const auto number = [&f](const fraction& x, rounding mode = rounding::half_up) { return to_decimal_text(x, f.digits, mode, true); };
    const auto low    = [&] { return number(*f.low, rounding::floor); }; // bounds outward, so that they still enclose
    const auto high   = [&] { return number(*f.high, rounding::ceiling); };
    const auto prefix = currency_prefix(f);
    const auto mark   = std::string(f.how == known::assumed ? "†" : f.how == known::reported ? "*" : "");
    if (f.exact()) return {prefix + number(*f.base) + mark};
    if (f.low && f.high) return {(f.sampled ? "~ " : "") + prefix + low(), "… " + high() + mark};
    if (f.low) return {"≥ " + prefix + low() + mark};
    if (f.high) return {"≤ " + prefix + high() + mark};
    return {prefix + number(*f.base) + mark, "base case, no bound"};
}

using cell = std::vector<std::string>;

inline int width_of(const cell& lines)
{
    int widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, columns_of(line));
    return widest;
}

/// The line that a cell shows at a height, with room for a mark, so that digits stand below digits.
inline std::string line_of(const cell& lines, std::size_t height)
{
    if (height >= lines.size()) return "";
    const bool marked = lines[height].ends_with("†") || lines[height].ends_with("*");
    return lines[height] + (marked ? "" : " ");
}

/// Deals [first, last) as columns beside the labels.
inline void append_block(std::string& out, const std::vector<std::string>& labels, const std::vector<std::vector<cell>>& columns,
                         const std::vector<int>& widths, int label_width, std::size_t first, std::size_t last)
{
    for (std::size_t row = 0; row < labels.size(); ++row) {
        std::size_t height = 1;
        for (std::size_t deal = first; deal < last; ++deal) height = std::max(height, columns[deal][row].size());
        for (std::size_t h = 0; h < height; ++h) {
            std::string line;
            append_left(line, h == 0 ? labels[row] : "", label_width);
            for (std::size_t deal = first; deal < last; ++deal) append_right(line, line_of(columns[deal][row], h), widths[deal]);
            out += line.erase(line.find_last_not_of(' ') + 1) + '\n';
        }
    }
}

inline void append_metrics(std::string& out, const std::vector<deal_summary>& deals, int width)
{
    std::vector<std::string>       labels = {""};
    std::vector<std::vector<cell>> columns;
    std::vector<int>               widths;
    std::vector<std::string_view>  kinds; // what must agree: a row each, below the figures
    std::vector<std::string_view>  names; // of the figures that any deal is asked for
    for (const named_figure& f : deals.front().figures) {
        const auto asked = [&f](const deal_summary& deal) {
            const named_figure* same = find_figure(deal, f.name);
            return same != nullptr && is_asked(deal, *same);
        };
        if (std::none_of(deals.begin(), deals.end(), asked)) continue;
        names.push_back(f.name);
        labels.emplace_back(f.label);
        if (!f.value.alike.empty() && std::find(kinds.begin(), kinds.end(), f.value.alike) == kinds.end()) kinds.push_back(f.value.alike);
    }
    labels.insert(labels.end(), kinds.begin(), kinds.end());
    int label_width = 0;
    for (const std::string& label : labels) label_width = std::max(label_width, columns_of(label));
    for (const deal_summary& deal : deals) {
        std::vector<cell> column = {{deal.version == 1 ? deal.name : deal.name + " v" + std::to_string(deal.version)}};
        for (const std::string_view name : names) {
            const named_figure* f = find_figure(deal, name);
            column.push_back(f == nullptr ? cell{""} : cell_of(f->value));
        }
        for (const std::string_view kind : kinds) {
            const auto f = std::find_if(deal.figures.begin(), deal.figures.end(), [kind](const named_figure& n) { return n.value.alike == kind; });
            column.push_back({f == deal.figures.end() ? "" : f->value.of});
        }
        int widest = 0;
        for (const cell& c : column) widest = std::max(widest, width_of(c));
        widths.push_back(widest + 3);
        columns.push_back(std::move(column));
    }
    for (std::size_t first = 0; first < deals.size();) {
        std::size_t last = first;
        for (int used = label_width; last < deals.size() && (last == first || used + widths[last] <= width); ++last) used += widths[last];
        if (first > 0) out += '\n';
        append_block(out, labels, columns, widths, label_width, first, last);
        first = last;
    }
}

inline std::string amount_text(const deal_summary& deal, std::int64_t units)
{
    std::string text = deal.currency + " ";
    append_digits(text, units, deal.minor_digits, true);
    return text;
}

inline std::string tie_out_text(const deal_summary& deal)
{
    if (!deal.ties_out) return deal.name + ": no schedule";
    std::int64_t sum = 0;
    for (const schedule_line& row : deal.schedule) sum += row.amount;
    return deal.name + ": " + std::to_string(deal.schedule.size()) + " rows sum to " + amount_text(deal, sum) +
           (deal.spreads_base ? ", the base case of " + deal.spreads : "") + ": " + (*deal.ties_out ? "ties out" : "DOES NOT TIE OUT");
}

inline void append_statements(std::string& out, const std::vector<deal_summary>& deals, known how, std::string_view title, int width)
{
    bool titled = false;
    for (const deal_summary& deal : deals) {
        bool named = false;
        for (const stated_terms& s : deal.statements) {
            if (s.by.how != how) continue;
            if (!titled) (out += '\n') += title, out += '\n';
            if (!named) append_wrapped(out, deal.name, 2, 4, width);
            titled = named = true;
            append_wrapped(out, s.terms, 4, 6, width);
            append_wrapped(out, "source: " + s.by.source, 6, 8, width);
        }
    }
}

inline void append_cannot(std::string& out, const comparison& c, int width)
{
    if (c.cannot.empty()) return;
    out += "Cannot be compared\n";
    std::string deal;
    for (const incomparable& entry : c.cannot) {
        if (!entry.deal.empty() && entry.deal != deal) append_wrapped(out, entry.deal, 2, 4, width);
        deal             = entry.deal;
        const int indent = deal.empty() ? 2 : 4;
        std::vector<std::string> labels;
        for (const std::string& name : entry.metrics) {
            const named_figure* f = find_figure(c.deals.front(), name);
            labels.push_back(f == nullptr ? name : std::string(f->label));
        }
        append_wrapped(out, joined(labels) + ": " + entry.why, indent, indent + 2, width);
    }
    out += '\n';
}

inline void append_schedule(std::string& out, const deal_summary& deal, int width)
{
    if (deal.schedule.empty()) return;
    int widest = 0;
    for (const schedule_line& row : deal.schedule) {
        widest = std::max({widest, columns_of(amount_text(deal, row.amount)), columns_of(amount_text(deal, row.balance))});
    }
    const std::string mark = deal.schedule_how == known::assumed ? "†" : deal.schedule_how == known::reported ? "*" : "";
    out += '\n';
    append_wrapped(out, "Straight-line schedule of " + deal.name + (deal.spreads_base ? ", the base case" : "") + mark + " (from, to but excluding, amount, balance)", 0, 2, width);
    for (const schedule_line& row : deal.schedule) {
        out += std::string("  ") + to_string(row.period.start()) + "  " + to_string(row.period.end());
        append_right(out, amount_text(deal, row.amount), widest + 2);
        append_right(out, amount_text(deal, row.balance), widest + 2);
        out += '\n';
    }
}

} // namespace detail

inline std::string to_string(const figure& f) { return detail::joined(detail::cell_of(f), " "); }

inline void append(std::string& out, const comparison& c, const table_options& options)
{
    const int width = std::max(40, options.width);
    if (c.as_of) {
        out += std::string("As of ") + to_string(*c.as_of) + "\n";
        for (const std::string& deal : c.not_yet) out += "  not yet known: " + deal + "\n";
        out += '\n';
    }
    if (c.deals.empty()) {
        out += "No deal to compare.\n";
        return;
    }
    detail::append_cannot(out, c, width);
    detail::append_metrics(out, c.deals, width);
    out += '\n';
    detail::append_wrapped(out, "† rests on an assumption; * reported by others than the parties. Amounts are exact; other figures are rounded half up, bounds outward.", 0, 2, width);
    const bool sampled = std::any_of(c.deals.begin(), c.deals.end(), [](const deal_summary& deal) {
        return std::any_of(deal.figures.begin(), deal.figures.end(), [](const named_figure& named) { return named.value.sampled; });
    });
    if (sampled) detail::append_wrapped(out, "~ sampled: the extremes of the cases that were tried; a term that may move the figure both ways is a range.", 0, 2, width);
    detail::append_statements(out, c.deals, known::assumed, "Assumptions †", width);
    detail::append_statements(out, c.deals, known::reported, "Reported *", width);
    detail::append_statements(out, c.deals, known::disclosed, "Disclosed", width);
    bool titled = false;
    for (const deal_summary& deal : c.deals) {
        for (const std::string& view : deal.views) {
            if (!titled) out += "\nIn other currencies\n";
            titled = true;
            detail::append_wrapped(out, deal.name + ": " + view, 2, 4, width);
        }
    }
    out += "\nTie-out\n";
    for (const deal_summary& deal : c.deals) detail::append_wrapped(out, detail::tie_out_text(deal), 2, 4, width);
    if (options.schedules) {
        for (const deal_summary& deal : c.deals) detail::append_schedule(out, deal, width);
    }
    titled = false;
    for (const deal_summary& deal : c.deals) {
        if (!deal.origin) continue;
        if (!titled) out += "\nDeal files\n";
        titled = true;
        detail::append_wrapped(out, deal.origin->file + ", version " + std::to_string(deal.version) + ", sha256 " + deal.origin->sha256, 2, 4, width);
    }
}

inline std::string to_string(const comparison& c, const table_options& options)
{
    std::string out;
    append(out, c, options);
    return out;
}

} // namespace ratable
