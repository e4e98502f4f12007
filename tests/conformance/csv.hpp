// SPDX-License-Identifier: BSL-1.0
/// Vectors in CSV: a header, then rows of as many cells.
#pragma once

#include "report.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance {

struct csv_row
{
    place                    where;
    std::vector<std::string> cells;
};

struct csv
{
    place                    where  = {}; ///< of the header
    std::vector<std::string> header = {};
    std::vector<csv_row>     rows   = {};

    [[nodiscard]] bool has(std::string_view column) const { return std::find(header.begin(), header.end(), column) != header.end(); }
    /// Throws malformed if there is no such column.
    [[nodiscard]] const std::string& cell(const csv_row& row, std::string_view column) const;
};

/// Cells without the blanks around them; `"a, ""b"""` is quoted; empty lines do not count. Throws malformed.
csv read_csv(const std::string& file, std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline std::vector<std::string> cells_of(std::string_view line, const place& where)
{
    std::vector<std::string> cells;
    for (std::size_t i = 0;; ++i) {
        const std::size_t from = std::min(line.find_first_not_of(" \t", i), line.size());
        if (line.substr(from, 1) == "\"") {
            std::string cell;
            for (i = from + 1;; ++i) {
                if (i == line.size()) throw malformed(where, "a quote is not closed");
                if (line[i] == '"' && line.substr(i + 1, 1) != "\"") break;
                if (line[i] == '"') ++i;
                cell += line[i];
            }
            i = std::min(line.find(',', i), line.size());
            cells.push_back(std::move(cell));
        } else {
            const std::size_t end = std::min(line.find(',', i), line.size());
            cells.emplace_back(trimmed(line.substr(i, end - i)));
            i = end;
        }
        if (i == line.size()) return cells;
    }
}

} // namespace detail

inline const std::string& csv::cell(const csv_row& row, std::string_view column) const
{
    const auto found = std::find(header.begin(), header.end(), column);
    if (found == header.end()) throw malformed(where, std::string("no column ") + std::string(column));
    return row.cells[static_cast<std::size_t>(found - header.begin())];
}

inline csv read_csv(const std::string& file, std::string_view text)
{
    csv   found{{file, 0}};
    place where{file, 0};
    for (const std::string_view line : lines_of(text)) {
        ++where.line;
        if (trimmed(line).empty()) continue;
        auto cells = detail::cells_of(line, where);
        if (found.header.empty()) {
            found.where  = where;
            found.header = std::move(cells);
        } else if (cells.size() != found.header.size()) {
            throw malformed(where, std::to_string(cells.size()) + " cells under a header of " + std::to_string(found.header.size()));
        } else {
            found.rows.push_back({where, std::move(cells)});
        }
    }
    return found;
}

} // namespace conformance
