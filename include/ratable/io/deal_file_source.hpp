// SPDX-License-Identifier: BSL-1.0
/// A deal file's document: its tables, their statements and places, and what does not depend on the currency. Internal to deal_file.hpp.
#pragma once

#include <ratable/io/deal_file_clauses.hpp>
#include <ratable/io/deal_file_fields.hpp>
#include <ratable/io/deal_file_reader.hpp>
#include <ratable/io/deal_file_stated.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable::detail {

/// A term's name in the file: amounts stand in [consideration], everything else under its own path.
inline std::string deal_file_key(const term_path& path)
{
    if (path.list == "consideration") return "consideration.headline";
    if (path.list == "committed" || path.list == "up_to") return "consideration." + std::string(path.list);
    return to_string(path);
}

/// The keys of the document itself, asked for together, so that one that is misspelt is seen even when reading stops early.
inline void accept_root_keys(deal_reader& in, const toml::table& root)
{
    for (const char* key : {"format", "id", "version", "name", "currency", "customer", "provider", "signed", "known_on", "effective", "term", "consideration", "tranches", "pricing", "billing",
                            "spend", "prepayment", "delay", "service_level", "power", "availability", "options", "termination", "views"}) {
        in.find(root, key);
    }
}

/// One document being read into a contract.
class deal_source
{
public:
    deal_source(deal_reader& in, const toml::table& root) : in_(in), stated_(in), root_(root), fields_(in, stated_, places_) {}
    deal_source(const deal_source&)            = delete; // its readers hold on to it
    deal_source& operator=(const deal_source&) = delete;

    /// Where a term stands in the file, or else the innermost table around it, for problems found after reading.
    [[nodiscard]] toml::source_position position_of(const term_path& path, int entry_of_list = -1) const
    {
        std::string text = to_string(path);
        if (entry_of_list >= 0) text += "[" + std::to_string(entry_of_list) + "]";
        for (; !text.empty(); text.erase(text.find_last_of(".[") == std::string::npos ? 0 : text.find_last_of(".["))) {
            if (const auto found = places_.find(text); found != places_.end()) return found->second;
        }
        return {1, 1};
    }

protected:
    /// A table with stated values inside, and what they inherit.
    struct source_table
    {
        deal_table          table;
        inherited_statement by;
    };

    /// What is written, or else the file's name made to look like one.
    std::string read_id(const std::string& stem)
    {
        constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
        const toml::node*          node    = in_.find(root_, "id");
        if (node == nullptr) {
            std::string id;
            for (const char c : stem) {
                const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                id += allowed.find(lower) == std::string_view::npos ? '-' : lower;
            }
            id.erase(0, id.find_first_not_of('-'));
            return id.empty() ? "deal" : id;
        }
        const std::string id = in_.text(*node, "id");
        if (!id.empty() && (id.find_first_not_of(allowed) != std::string::npos || id.starts_with('-'))) {
            in_.complain(*node, "id", "must be of a–z, 0–9, _ and -, and not begin with -", "write such as \"openai-aws\"");
        }
        return id;
    }

    int read_version()
    {
        const toml::node* node = in_.find(root_, "version");
        if (node == nullptr) return 1;
        const auto* value = node->as_integer();
        if (value != nullptr && value->get() >= 1 && value->get() <= 1'000'000) return static_cast<int>(value->get());
        in_.complain(*node, "version", "must be a whole number from 1", "write version = 1");
        return 1;
    }

    const toml::table* read_table(const std::string& key)
    {
        const toml::node* node = in_.need(root_, key, key, "write a table [" + key + "]");
        if (node == nullptr) return nullptr;
        if (!node->is_table()) in_.complain(*node, key, "must be a table", "write [" + key + "]");
        return node->as_table();
    }

    // -- the term: one statement over its dates --

    void read_term(stated<term>& result)
    {
        const toml::table* table = read_table("term");
        if (table == nullptr) return;
        places_["term"] = table->source().begin;
        if (table->contains("unknown")) {
            result = stated_.read_unknown(*table, "term");
            return;
        }
        const auto start  = stated_.read_date(in_.need(*table, "start", "term.start", "write the first day, or unknown = \"why\""), "term.start");
        const auto length = read_length(*table);
        const auto rule   = read_word(*table, "month_rule", {"clamp", "end_of_month", "reject"});
        const auto shape  = read_word(*table, "shape", {"exact", "at_least", "up_to"});
        const auto by     = stated_.complete(stated_.read_statement(*table, "term"), *table, "term");
        if (!start || !length || !by) return;
        const ratable::term t{.start = *start, .length = *length, .month_rule = static_cast<month_rule>(rule)};
        if (!length_in_bounds(*table, t)) return;
        if (shape == 1) result = stated<term>(at_least(t), by);
        else if (shape == 2) result = stated<term>(up_to(t), by);
        else result = stated<term>(shaped<term>{shape::exact, {}, t, {}}, by);
    }

    /// Which of three words stands at a key; the first when there is none.
    std::size_t read_word(const toml::table& table, const char* key, const std::vector<std::string>& words)
    {
        const toml::node* node = in_.find(table, key);
        if (node == nullptr) return 0;
        const std::string subject = std::string("term.") + std::string(key);
        const std::string word    = in_.text(*node, subject);
        const auto        found   = std::find(words.begin(), words.end(), word);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        if (!word.empty()) in_.complain(*node, subject, "must be " + words[0] + ", " + words[1] + " or " + words[2], "write one of the three");
        return 0;
    }

    std::optional<term_length> read_length(const toml::table& table)
    {
        const toml::node* length = in_.find(table, "length");
        const toml::node* end    = in_.find(table, "end");
        if ((length == nullptr) == (end == nullptr)) {
            in_.complain(table.source().begin, {"term", "must have either length or end", length == nullptr ? "neither" : "both", "write length = \"7 years\", or end = the first day after it"});
            return std::nullopt;
        }
        if (end != nullptr) {
            const auto day = stated_.read_date(end, "term.end");
            return day ? std::optional(until(*day)) : std::nullopt;
        }
        const std::string text = in_.text(*length, "term.length");
        try {
            if (const date::months n = parse_months(text); n.count() > 0) return term_length(n);
        } catch (const parse_error&) {
        }
        if (!text.empty()) in_.complain(*length, "term.length", "must be whole months or years, at most 100 years", "write \"7 years\" or \"84 months\"");
        return std::nullopt;
    }

    bool length_in_bounds(const toml::table& table, const term& t)
    {
        const toml::node& node = *(table.contains("end") ? table.get("end") : table.get("length"));
        try {
            if (days_of(t).days() <= deal_file_limits::months / 12 * 366) return true;
            in_.complain(node, "term", "must not run longer than 100 years", "write a shorter term");
        } catch (const error& e) {
            in_.complain(node.source().begin, {"term", e.why().rule, e.why().value, e.why().remedy});
        }
        return false;
    }

    // -- clauses and lists --

    template <class T, class Make>
    void read_clause(const char* key, stated<T>& s, Make&& make)
    {
        const toml::node* node = in_.find(root_, key);
        if (node == nullptr) return;
        places_[key] = node->source().begin;
        const auto* table = node->as_table();
        if (table == nullptr) {
            in_.complain(*node, key, "must be a table", std::string("write [") + key + "]");
        } else if (table->contains("unknown")) {
            s = stated_.read_unknown(*table, key);
        } else {
            const deal_table t{table, key};
            s = stated<T>(shaped<T>{shape::exact, {}, make(t), {}}, read_clause_statement(t));
        }
    }

    /// The statement of a clause, which its choices rest on, and its values inherit; a stand-in after a complaint.
    statement read_clause_statement(const deal_table& t)
    {
        const auto by   = stated_.complete(stated_.read_statement(*t.node, t.path), *t.node, t.path).value_or(statement{known::assumed, "not stated"});
        tables_[t.path] = {t, {by.how, by.source}};
        return by;
    }

    /// What a list rests on when each entry has a statement of its own: the least known of them, and every source once.
    static statement of_all(const std::vector<statement>& each)
    {
        statement                all = each.front();
        std::vector<std::string> sources{all.source};
        for (const statement& by : each) {
            all.how = std::max(all.how, by.how);
            if (std::find(sources.begin(), sources.end(), by.source) != sources.end()) continue;
            sources.push_back(by.source);
            (all.source += "; ") += by.source;
        }
        return all;
    }

    /// The tables of a list that may be unknown as a whole.
    template <class T>
    std::vector<deal_table> tables_of_list(const toml::node& node, const std::string& key, std::size_t limit, stated<T>& s)
    {
        places_[key] = node.source().begin;
        const auto* table = node.as_table();
        if (table == nullptr) return tables_of(node, key, limit);
        if (table->contains("unknown")) {
            s = stated_.read_unknown(*table, key);
        } else {
            in_.accept_all(*table);
            in_.complain(node, key, "must be an array of tables, or have the single key unknown", std::string("write [[") + key + "]], or unknown = \"why\"");
        }
        return {};
    }

    std::vector<deal_table> tables_of(const toml::node& node, const std::string& subject, std::size_t limit)
    {
        std::vector<deal_table> tables;
        const auto*             list = node.as_array();
        if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
            in_.complain(node, subject, "must be an array of tables", "write [[" + subject + "]]");
        } else if (list->size() > limit) {
            in_.complain(node.source().begin, {subject, std::string("must not have more than ") + std::to_string(limit) + " entries", std::to_string(list->size()), "merge some"});
        } else {
            for (const toml::node& entry : *list) {
                tables.push_back({entry.as_table(), subject + "[" + std::to_string(tables.size()) + "]"});
                places_[tables.back().path] = entry.source().begin;
            }
        }
        return tables;
    }

    deal_reader&                                 in_;
    stated_reader                                stated_;
    const toml::table&                           root_;
    std::map<std::string, source_table>          tables_; ///< those with stated values, by path
    std::map<std::string, toml::source_position> places_;
    field_reader                                 fields_;
};

} // namespace ratable::detail
