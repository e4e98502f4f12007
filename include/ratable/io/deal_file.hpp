// SPDX-License-Identifier: BSL-1.0
/// Deal files: one contract as TOML, every value with its source. The format is described in docs/deal-file.md.
/// Needs toml++ (target ratable::deal_file), and takes long to compile: in a program of many files, one should include it, the others
/// <ratable/io/any_contract.hpp>, which has the types.
#pragma once

#include <ratable/io/any_contract.hpp>
#include <ratable/io/content_hash.hpp>
#include <ratable/io/deal_file_contract.hpp>
#include <ratable/io/deal_file_reader.hpp>
#include <ratable/io/whole_file.hpp>
#include <ratable/terms/contract.hpp>
#include <ratable/terms/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// Reads and validates a deal from text; `name` stands in messages, and its stem is the default id.
/// Errors: invalid_deal_file, with file:line:column, subject, rule, value and remedy of every problem.
[[nodiscard]] any_contract parse_deal(std::string_view text, const std::string& name);

/// Reads and validates a deal file. Errors: as parse_deal; for a file that cannot be read the place is 1:1.
[[nodiscard]] deal_file load_deal(const std::filesystem::path& path);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <int Digits>
any_contract read_contract(deal_reader& in, const toml::table& root, std::string_view code, const std::string& stem)
{
    contract_reader<Digits> reader(in, root, currency_of<Digits>(code));
    auto                    c = reader.read(stem);
    in.finish(root);
    if (in.problems().empty()) { // what could not be read would only be complained of twice
        for (const term_problem& p : validate(c)) {
            in.complain(reader.position_of(p.path, p.entry), {p.entry < 0 ? deal_file_key(p.path) : deal_file_key(p.path) + "[" + std::to_string(p.entry) + "]", p.why.rule, p.why.value, p.why.remedy});
        }
    }
    return c;
}

inline any_contract read_document(deal_reader& in, const toml::table& root, const std::string& stem)
{
    accept_root_keys(in, root);
    const toml::node* format = in.need(root, "format", "format", "write format = 1");
    if (format != nullptr && (!format->is_integer() || format->as_integer()->get() != 1)) {
        in.complain(*format, "format", "must be a version that is known", "write format = 1");
    }
    const toml::node* currency = format == nullptr ? nullptr : in.need(root, "currency", "currency", "write currency = \"USD\"");
    const std::string code     = currency == nullptr ? "" : in.text(*currency, "currency");
    const auto        digits   = iso4217_minor_digits(code);
    if (!code.empty() && !digits) in.complain(*currency, "currency", "must be a current ISO 4217 code", "write such as \"USD\"");
    if (!digits || !in.problems().empty()) in.finish(root); // nothing below can be read without these two
    if (!in.problems().empty()) throw invalid_deal_file(in.problems());
    if (*digits == 0) return read_contract<0>(in, root, code, stem);
    if (*digits == 3) return read_contract<3>(in, root, code, stem);
    if (*digits == 4) return read_contract<4>(in, root, code, stem);
    return read_contract<2>(in, root, code, stem);
}

/// The first line whose keys nest more deeply than any deal needs, or 0: toml++ and its tables recurse for each dot of a key, so
/// that a long one would exhaust the stack. Counts dots outside quotes.
inline int line_nested_too_deeply(std::string_view text)
{
    int  line = 1, dots = 0;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            ++line;
            dots = quote = 0;
        } else if (quote != 0) {
            if (c == '\\' && quote == '"') ++i;
            else if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '#') { // a comment may be all dots
            i = std::min(text.find('\n', i), text.size()) - 1;
        } else if (c == '.' && ++dots > 100) {
            return line;
        }
    }
    return 0;
}

/// Whether toml++ gives up on a text without saying where.
inline bool asserts(std::string_view text)
{
    try {
        static_cast<void>(toml::parse(text));
    } catch (const toml::parse_error&) {
    } catch (const toml_assertion&) {
        return true;
    }
    return false;
}

/// The line on which toml++ gives up: it reads in order, so halving finds it.
inline toml::source_position asserted_at(std::string_view text)
{
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n') ends.push_back(at + 1);
    }
    const auto line = std::partition_point(ends.begin(), ends.end(), [text](std::size_t end) { return !asserts(text.substr(0, end)); }) - ends.begin();
    return {static_cast<toml::source_index>(line + 1), 1};
}

} // namespace detail

inline any_contract parse_deal(std::string_view text, const std::string& name)
{
    detail::deal_reader in(text, name);
    if (text.size() > deal_file_limits::bytes) {
        in.complain({1, 1}, {"file", "must not be too large", std::string("more than ") + std::to_string(deal_file_limits::bytes) + " bytes", "split it"});
        throw invalid_deal_file(in.problems());
    }
    if (const int line = detail::line_nested_too_deeply(text)) {
        in.complain({static_cast<toml::source_index>(line), 1}, {"TOML", "keys must not nest more than 100 deep", "", "write tables of a depth that this format has"});
        throw invalid_deal_file(in.problems());
    }
    try {
        const toml::table root   = toml::parse(text, name);
        any_contract      result = detail::read_document(in, root, std::filesystem::path(name).stem().string());
        if (!in.problems().empty()) throw invalid_deal_file(in.problems());
        return result;
    } catch (const detail::toml_assertion&) {
        in.complain(detail::asserted_at(text), {"TOML", "is malformed on this line", "", "correct the syntax"});
        throw invalid_deal_file(in.problems());
    } catch (const toml::parse_error& e) {
        in.complain(e.source().begin, {"TOML", detail::deal_reader::shown(std::string(e.description()), 200), "", "correct the syntax"});
        throw invalid_deal_file(in.problems());
    }
}

inline deal_file load_deal(const std::filesystem::path& path)
{
    try {
        const std::string text = read_whole_file(path, deal_file_limits::bytes);
        return {path.string(), sha256_hex(text), parse_deal(text, path.string())};
    } catch (const parse_error& e) {
        throw invalid_deal_file({e});
    }
}

} // namespace ratable
