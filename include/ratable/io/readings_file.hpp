// SPDX-License-Identifier: BSL-1.0
/// Readings files: what meters, logs and publishers said, as CSV. The format is described in docs/readings-file.md.
#pragma once

#include <ratable/io/readings_file_reader.hpp>
#include <ratable/io/whole_file.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// All that is wrong with a readings file; `what()` is one line a problem, in the order of the file.
class invalid_readings_file : public error
{
public:
    explicit invalid_readings_file(std::vector<parse_error> problems);
    [[nodiscard]] const std::vector<parse_error>& problems() const { return problems_; }

private:
    std::vector<parse_error> problems_;
};

/// Reads the readings of a contract from text; `name` stands in messages.
///
/// Shape:   each list in order of its days; hours of downtime, and figures of power, of the same days are one reading.
/// Units:   each row says its unit, which must be the contract's: a usage clause's for its meter, the contract's currency for a tariff.
/// Errors:  invalid_readings_file, with file:line:column, subject, rule, value and remedy of every problem; invalid_terms for a contract whose
///          term is unknown.
template <currency C>
[[nodiscard]] readings<C> parse_readings(std::string_view text, const std::string& name, const contract<C>& c);

/// Reads a readings file. Errors: as parse_readings; for a file that cannot be read the place is 1:1.
template <currency C>
[[nodiscard]] readings<C> load_readings(const std::filesystem::path& path, const contract<C>& c);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline invalid_readings_file::invalid_readings_file(std::vector<parse_error> problems)
    : error({},
            [&problems] {
                std::string text;
                for (const parse_error& p : problems) (text += text.empty() ? "" : "\n") += p.what();
                return text;
            }()),
      problems_(std::move(problems))
{
}

template <currency C>
readings<C> parse_readings(std::string_view text, const std::string& name, const contract<C>& c)
{
    detail::readings_reader<C> in(name, c);
    readings<C>                found = in.read(text);
    if (!in.problems().empty()) throw invalid_readings_file(in.problems());
    return found;
}

template <currency C>
readings<C> load_readings(const std::filesystem::path& path, const contract<C>& c)
{
    std::string text;
    try {
        text = read_whole_file(path, readings_file_limits::bytes);
    } catch (const parse_error& e) {
        throw invalid_readings_file({e});
    }
    return parse_readings(text, path.string(), c);
}

} // namespace ratable
