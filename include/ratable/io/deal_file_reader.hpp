// SPDX-License-Identifier: BSL-1.0
/// Reading TOML with a place for every complaint: the reader remembers which keys were asked for, so that whatever is left is
/// an unknown key. Internal to deal_file.hpp.
#pragma once

#include <ratable/core/error.hpp>
#include <ratable/io/displayable.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable::detail {
/// toml++ asserts on some malformed files, such as `[=` (marzer/tomlplusplus#301), where it should refuse them. Here an assertion
/// throws, in optimised builds too, where toml++ would take it for granted; for that the parser is compiled here, although
/// Debian's package would have it linked.
struct toml_assertion {};
[[noreturn]] inline void fail_toml_assertion() { throw toml_assertion{}; }
} // namespace ratable::detail

#pragma push_macro("NDEBUG")
#undef NDEBUG
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#ifndef TOML_ASSERT
#define TOML_ASSERT(EXPR) ((EXPR) ? static_cast<void>(0) : ::ratable::detail::fail_toml_assertion())
#endif
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace ratable::detail {

inline constexpr std::size_t longest_text  = 4096;
inline constexpr std::size_t most_problems = 100;

/// Edits (insert, delete, replace, swap neighbours) that turn one word into another.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

/// One document being read. Complaints are collected; reading goes on, so that one run shows them all.
class deal_reader
{
public:
    deal_reader(std::string_view text, const std::string& file) : text_(text), file_(displayed(file)) {}

    [[nodiscard]] const std::vector<parse_error>& problems() const { return problems_; }

    void complain(const toml::source_position& at, problem p)
    {
        if (problems_.size() == most_problems) return;
        problems_.emplace_back(parse_error::location{file_, std::max(1, static_cast<int>(at.line)), std::max(1, static_cast<int>(at.column))}, std::move(p));
    }
    void complain(const toml::node& node, const std::string& subject, std::string rule, std::string remedy)
    {
        if (problems_.size() == most_problems) return; // looking up the line is not free
        complain(node.source().begin, {subject, std::move(rule), as_written(node), std::move(remedy)});
    }

    /// The node at a key, or null; either way the key is one that this table may have.
    const toml::node* find(const toml::table& table, std::string_view key)
    {
        auto& keys = asked_[&table];
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.emplace_back(key);
        return table.get(key);
    }
    /// The same, a complaint when it is missing and `finish` finds no misspelling of it.
    const toml::node* need(const toml::table& table, std::string_view key, const std::string& subject, const std::string& remedy)
    {
        const toml::node* node = find(table, key);
        if (node == nullptr) missing_.push_back({&table, std::string(key), {subject, "is required", "", remedy}});
        return node;
    }
    /// Accepts every key of a table that has been complained of already.
    void accept_all(const toml::table& table) { accepted_.insert(&table); }

    /// Text at a key: non-empty, printable, not too long. Empty when there is none, or after a complaint.
    std::string text(const toml::table& table, std::string_view key, const std::string& subject)
    {
        const toml::node* node = find(table, key);
        return node == nullptr ? std::string() : text(*node, subject);
    }
    std::string text(const toml::node& node, const std::string& subject)
    {
        const auto* value = node.as_string();
        if (value == nullptr) {
            complain(node, subject, "must be text", "write it in quotes");
        } else if (value->get().empty()) {
            complain(node, subject, "must not be empty", "write it, or leave the key out");
        } else if (value->get().size() > longest_text) {
            complain(node.source().begin, {subject, "must not be longer than 4,096 bytes", std::to_string(value->get().size()) + " bytes", "shorten it"});
        } else if (!displayable(value->get())) {
            complain(node.source().begin, {subject, "must not hold control characters", "text with some", "leave them out"});
        } else {
            return value->get();
        }
        return {};
    }

    /// Complains of every key in the document that nobody asked for, with the nearest one that could have stood there, and of
    /// the keys that are missing.
    void finish(const toml::table& root)
    {
        refuse_unknown_keys(root, "");
        for (missing_key& m : missing_) complain(m.table->source().begin, std::move(m.why));
        missing_.clear();
    }

    /// The value as the file has it, on one line and not too long.
    [[nodiscard]] std::string as_written(const toml::node& node) const
    {
        if (node.is_table()) return "a table";
        if (node.is_array()) return "an array";
        const auto  region = node.source();
        std::size_t from   = 0;
        for (toml::source_index line = 1; line < region.begin.line && from != std::string_view::npos; ++line) {
            from = text_.find('\n', from);
            if (from != std::string_view::npos) ++from;
        }
        if (from == std::string_view::npos) return "";
        const std::string_view line  = text_.substr(from, text_.find('\n', from) - from);
        const std::string_view value = after_columns(line, region.begin.column - 1);
        const bool             ends  = region.end.line == region.begin.line;
        return shown(ends ? std::string(value.substr(0, value.size() - after_columns(value, region.end.column - region.begin.column).size())) : std::string(value));
    }

    /// At most `most` bytes, cut between characters, and nothing that could not be printed.
    [[nodiscard]] static std::string shown(std::string text, std::size_t most = 60)
    {
        if (!displayable(text)) return "text that cannot be shown";
        if (text.size() <= most) return text;
        std::size_t cut = most - 3;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
        return text.substr(0, cut) + "…";
    }

private:
    struct missing_key
    {
        const toml::table* table;
        std::string        key;
        problem            why;
    };

    void refuse_unknown_keys(const toml::table& table, const std::string& subject)
    {
        if (accepted_.contains(&table)) return;
        const auto& known = asked_[&table];
        for (const auto& [key, node] : table) {
            const std::string name = key.str().empty() ? "\"\"" : std::string(key.str());
            const std::string path = subject.empty() ? name : subject + "." + name;
            if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
                if (!known.empty()) refuse_key(table, known, key, path); // else its own table was refused as a whole
            } else if (const auto* inner = node.as_table()) {
                refuse_unknown_keys(*inner, path);
            } else if (const auto* list = node.as_array()) {
                for (std::size_t i = 0; i < list->size(); ++i) {
                    if (const auto* entry = (*list)[i].as_table()) refuse_unknown_keys(*entry, path + "[" + std::to_string(i) + "]");
                }
            }
        }
    }
    void refuse_key(const toml::table& table, const std::vector<std::string>& known, const toml::key& key, const std::string& path)
    {
        if (problems_.size() == most_problems) return; // nor is finding what was meant
        const std::string meant = nearest(known, key.str());
        std::string       all;
        for (const std::string& k : known) all += (all.empty() ? "" : ", ") + k;
        complain(key.source().begin, {shown(path), "is no key of the format", "", meant.empty() ? "the keys here are: " + all : "did you mean " + meant + "?"});
        std::erase_if(missing_, [&](const missing_key& m) { return m.table == &table && m.key == meant; });
    }

    static std::string_view after_columns(std::string_view line, toml::source_index columns) // columns count code points
    {
        std::size_t i = 0;
        for (; i < line.size() && columns > 0; --columns) {
            ++i;
            while (i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U) ++i;
        }
        return line.substr(i);
    }
    /// The known key that a misspelt one stands for; empty when none is near.
    static std::string nearest(const std::vector<std::string>& known, std::string_view key)
    {
        if (key.empty() || key.size() > 40) return "";
        const auto closest = std::min_element(known.begin(), known.end(), [key](const auto& a, const auto& b) { return edit_distance(a, key) < edit_distance(b, key); });
        return edit_distance(*closest, key) <= std::max<std::size_t>(2, key.size() / 2) ? *closest : "";
    }

    std::string_view                                       text_;
    std::string                                            file_;
    std::vector<parse_error>                               problems_;
    std::map<const toml::table*, std::vector<std::string>> asked_;
    std::set<const toml::table*>                           accepted_;
    std::vector<missing_key>                               missing_;
};

} // namespace ratable::detail
