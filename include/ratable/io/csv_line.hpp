// SPDX-License-Identifier: BSL-1.0
/// One line of CSV (RFC 4180) as fields, each with the column in which it begins.
#pragma once

#include <ratable/core/error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// One field of a line, without its quotes, and the column in which it begins.
struct csv_field
{
    std::string text;
    int         column = 1;
};

/// The fields of a line without its end: one more than there are commas outside quotes. A quoted field holds no line end.
/// Errors: parse_error with the column, for quotes that are not a field's own.
///
///     csv_fields("usage,\"hall \"\"A\"\", row 1\",3")   // usage | hall "A", row 1 | 3
[[nodiscard]] std::vector<csv_field> csv_fields(std::string_view line);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::vector<csv_field> csv_fields(std::string_view line)
{
    std::vector<csv_field> fields;
    int                    column = 1;
    const auto             refuse = [&](const char* rule) { throw parse_error({"", 1, column}, {"line", rule, "", "double a quote inside a quoted field"}); };
    for (std::size_t i = 0;; ++i, ++column) { // past the comma
        csv_field field{"", column};
        if (i < line.size() && line[i] == '"') {
            for (++i;; ++i) {
                if (i == line.size()) refuse("must close its quotes");
                if (line[i] == '"' && (i + 1 == line.size() || line[i + 1] != '"')) break;
                if (line[i] == '"') ++i;
                field.text += line[i];
            }
            if (++i < line.size() && line[i] != ',') refuse("must have a comma after a quoted field");
        } else {
            const std::size_t end = std::min(line.find(',', i), line.size());
            field.text            = line.substr(i, end - i);
            if (field.text.find('"') != std::string::npos) refuse("must have quotes around a whole field");
            i = end;
        }
        fields.push_back(std::move(field));
        if (i == line.size()) return fields;
        column = static_cast<int>(std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(i), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; })) + 1;
    }
}

} // namespace ratable
