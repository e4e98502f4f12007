// SPDX-License-Identifier: BSL-1.0
/// Reads .decTest files.
/// Source: M. Cowlishaw, General Decimal Arithmetic Testcases 2.44, "Testcase file format".
#pragma once

#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance::dectest {

/// What the directives have set where a case stands.
struct settings
{
    std::int64_t precision = 9;
    std::string  rounding  = "half_up";
    bool         extended  = true;
};

/// `id operation operand… -> result condition…`; the operation and the conditions in lower case.
struct test
{
    place                    where      = {};
    settings                 context    = {};
    std::string              id         = {};
    std::string              operation  = {};
    std::vector<std::string> operands   = {};
    std::string              result     = {};
    std::vector<std::string> conditions = {};

    [[nodiscard]] bool has(std::string_view condition) const { return std::find(conditions.begin(), conditions.end(), condition) != conditions.end(); }
};

/// What a reader calls: with each case, and with the name in a `dectest:` directive that no file beside it has.
struct uses
{
    std::function<void(const test&)>        test_found;
    std::function<void(const std::string&)> file_missing;
};

/// Every case of the file and of those that its `dectest:` directives name, in order. A file in `seen` is left out: it was read before.
/// Throws malformed.
void for_each_test(const std::string& file, const std::string& text, std::set<std::string>& seen, const uses& use);

enum class kind {
    finite,
    infinite,
    nan,
    null,      ///< `#`
    encoded,   ///< `#` and hexadecimal digits, or a number with another format's size before it that this format cannot hold
    undefined, ///< `?`
    no_number,
};

struct operand
{
    kind   is    = kind::no_number;
    number value = {};
};

/// One operand or result. `64#1.5` is 1.5 as decimal64 holds it: the same number while its digits fit there.
operand read_operand(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

struct token
{
    std::string text;
    bool        quoted = false;

    [[nodiscard]] bool is_arrow() const { return !quoted && text == "->"; }
};

inline std::vector<token> tokens_of(std::string_view line, const place& where)
{
    const auto is_space = [](char c) { return c == ' ' || (c >= '\0' && c < ' ') || c == '\x1a'; };
    std::vector<token> tokens;
    for (std::size_t i = 0; i < line.size();) {
        if (is_space(line[i])) {
            ++i;
        } else if (line.substr(i, 2) == "--") {
            break;
        } else if (line.substr(i, 2) == "->") {
            tokens.push_back({"->"});
            i += 2;
        } else if (line[i] == '\'' || line[i] == '"') {
            const char quote = line[i++];
            token      found{"", true};
            for (;; ++i) {
                if (i == line.size()) throw malformed(where, "a quote is not closed");
                if (line[i] == quote && line.substr(i + 1, 1) != std::string_view(&quote, 1)) break;
                if (line[i] == quote) ++i; // doubled: one of them is meant
                found.text += line[i];
            }
            ++i;
            tokens.push_back(std::move(found));
        } else {
            const std::size_t from = i;
            while (i < line.size() && !is_space(line[i]) && line.substr(i, 2) != "->") ++i;
            tokens.push_back({std::string(line.substr(from, i - from))});
        }
    }
    return tokens;
}

inline std::int64_t whole_setting(const std::string& value, std::int64_t least, std::int64_t most, const place& where)
{
    const auto found = read_number(value);
    if (!found || found->exponent != 0 || found->coefficient < least || found->coefficient > most) throw malformed(where, "no value for this directive: " + value);
    return static_cast<std::int64_t>(found->coefficient);
}

/// The file that a `dectest:` directive names: beside the one that it stands in, with or without its extension. Empty if there is none.
inline std::string included(const std::string& file, const std::string& name)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path  beside = fs::path(file).parent_path() / name;
    for (const char* extension : {"", ".decTest", ".dectest"}) {
        fs::path with = beside;
        with += extension;
        if (fs::is_regular_file(with, error)) return with.string();
    }
    return "";
}

class reader
{
public:
    reader(std::set<std::string>& seen, const uses& use) : seen_(seen), use_(use) {}

    void read(const std::string& file, const std::string& text)
    {
        std::error_code error;
        if (!seen_.insert(std::filesystem::weakly_canonical(file, error).string()).second) return;
        settings context;
        place    where{file};
        for (const std::string_view line : lines_of(text)) {
            ++where.line;
            const auto tokens = tokens_of(line, where);
            if (tokens.empty()) continue;
            const auto arrow = std::find_if(tokens.begin(), tokens.end(), [](const token& t) { return t.is_arrow(); });
            if (arrow == tokens.end()) {
                direct(tokens, context, where);
            } else {
                use_.test_found(test_of(tokens, static_cast<std::size_t>(arrow - tokens.begin()), context, where));
            }
        }
    }

private:
    void direct(const std::vector<token>& tokens, settings& context, const place& where)
    {
        std::string all;
        for (const token& t : tokens) all += (all.empty() ? "" : " ") + t.text;
        const std::size_t colon = all.find(':');
        if (colon == std::string::npos) throw malformed(where, "neither a directive nor a case: " + all);
        const std::string keyword = lower(trimmed(std::string_view(all).substr(0, colon)));
        const std::string value(trimmed(std::string_view(all).substr(colon + 1)));
        constexpr std::int64_t most = 999'999'999'999;
        if (value.empty()) throw malformed(where, "a directive without a value: " + all);
        if (keyword == "precision") context.precision = whole_setting(value, 1, most, where);
        else if (keyword == "rounding") context.rounding = lower(value);
        else if (keyword == "extended") context.extended = whole_setting(value, 0, 1, where) == 1;
        else if (keyword == "clamp") whole_setting(value, 0, 1, where);
        else if (keyword == "maxexponent" || keyword == "minexponent") whole_setting(value, -most, most, where);
        else if (keyword == "dectest") {
            const std::string file = included(where.file, value);
            if (file.empty()) use_.file_missing(value);
            else read(file, read_file(file));
        } else if (keyword != "version") throw malformed(where, "no such directive: " + all);
    }

    static test test_of(const std::vector<token>& tokens, std::size_t arrow, const settings& context, const place& where)
    {
        if (arrow < 2) throw malformed(where, "a case without an id and an operation");
        if (arrow + 1 == tokens.size()) throw malformed(where, "a case without a result");
        test found{where, context, tokens[0].text, lower(tokens[1].text)};
        for (std::size_t i = 2; i < arrow; ++i) found.operands.push_back(tokens[i].text);
        found.result = tokens[arrow + 1].text;
        for (std::size_t i = arrow + 2; i < tokens.size(); ++i) {
            if (tokens[i].is_arrow()) throw malformed(where, "a case with two results");
            found.conditions.push_back(lower(tokens[i].text));
        }
        return found;
    }

    std::set<std::string>& seen_;
    const uses&            use_;
};

} // namespace detail

inline void for_each_test(const std::string& file, const std::string& text, std::set<std::string>& seen, const uses& use)
{
    detail::reader(seen, use).read(file, text);
}

inline operand read_operand(std::string_view text)
{
    if (text == "?") return {kind::undefined};
    if (text == "#") return {kind::null};
    if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
        struct format
        {
            const char*  bits;
            std::int64_t digits, lowest, highest; ///< of coefficient, and exponents
        };
        constexpr format formats[] = {{"32", 7, -101, 90}, {"64", 16, -398, 369}, {"128", 34, -6176, 6111}};
        for (const format& f : formats) {
            if (text.substr(0, hash) != f.bits) continue;
            operand found = read_operand(text.substr(hash + 1));
            if (found.is != kind::finite) return found;
            // A format holds an exponent above its highest by writing zeros after the coefficient.
            const std::int64_t zeros = std::clamp<std::int64_t>(found.value.exponent - f.highest, 0, f.digits);
            found.value.coefficient *= ten_to(zeros);
            found.value.exponent -= zeros;
            found.value.digits += zeros;
            const bool holds = found.value.exponent >= f.lowest && found.value.exponent <= f.highest && found.value.digits <= f.digits;
            return holds ? found : operand{kind::encoded};
        }
        return {kind::encoded};
    }
    if (const auto value = read_number(text)) return {kind::finite, *value};
    std::string word = lower(text);
    if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.erase(0, 1);
    if (word == "inf" || word == "infinity") return {kind::infinite};
    if (!word.empty() && word[0] == 's') word.erase(0, 1);
    if (word.compare(0, 3, "nan") == 0 && word.find_first_not_of("0123456789", 3) == std::string::npos) return {kind::nan};
    return {};
}

} // namespace conformance::dectest
