// SPDX-License-Identifier: BSL-1.0
/// A contract out of a deal file's tables: which key holds which term. Internal to deal_file.hpp.
#pragma once

#include <ratable/io/deal_file_reader.hpp>
#include <ratable/io/deal_file_stated.hpp>
#include <ratable/terms/contract.hpp>

#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// Bounds on what a stranger's file may ask for.
struct deal_file_limits
{
    static constexpr std::size_t bytes    = 1 << 20;
    static constexpr std::size_t tranches = 1'000;
    static constexpr std::size_t views    = 16;
    static constexpr int         months   = 1'200; ///< of a term
};

namespace detail {

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
    for (const char* key : {"format", "id", "version", "name", "currency", "customer", "provider", "signed", "known_on", "term", "consideration", "tranches", "views"}) {
        in.find(root, key);
    }
}

/// Fills a contract from a document by the one walk over its terms. `Digits` is the currency's.
template <int Digits>
class contract_reader
{
    using C = any_currency<Digits>;

public:
    contract_reader(deal_reader& in, const toml::table& root, C currency) : in_(in), stated_(in), root_(root), currency_(currency) {}

    contract<C> read(const std::string& stem)
    {
        contract<C> c{.name = std::string(), .currency = currency_, .term = unknown(""), .tranches = unknown(""), .consideration = unknown("")};
        if (const toml::node* node = in_.need(root_, "name", "name", "write name = \"…\"")) c.name = in_.text(*node, "name");
        c.id        = read_id(stem);
        c.customer  = in_.text(root_, "customer", "customer");
        c.provider  = in_.text(root_, "provider", "provider");
        c.signed_on = stated_.read_date(in_.find(root_, "signed"), "signed");
        c.known_on  = stated_.read_date(in_.need(root_, "known_on", "known_on", "write the day it became public, such as 2025-11-03"), "known_on");
        c.version   = read_version();
        read_term(c.term);
        consideration_ = read_table("consideration");
        if (consideration_ != nullptr) consideration_statement_ = stated_.read_statement(*consideration_, "consideration");
        read_tranche_list(c);
        read_view_list(c);
        each_term(c, [this]<class S>(const term_path& path, S& s, const statement*) { this->read_one(path, s); });
        return c;
    }

    /// Where a term stands in the file, for problems found after reading.
    [[nodiscard]] toml::source_position position_of(const term_path& path) const
    {
        const auto found = places_.find(to_string(path));
        return found == places_.end() ? toml::source_position{1, 1} : found->second;
    }

private:
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
        const std::string text  = in_.text(*length, "term.length");
        const std::size_t space = text.find(' ');
        const std::string unit  = space == std::string::npos ? "" : text.substr(space + 1);
        int               n     = 0;
        for (const char c : text.substr(0, space)) n = is_digit(c) && n <= deal_file_limits::months ? n * 10 + (c - '0') : deal_file_limits::months + 1;
        if (unit == "years" || unit == "year") n *= 12;
        else if (unit != "months" && unit != "month") n = 0;
        if (n >= 1 && n <= deal_file_limits::months) return term_length(date::months{n});
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

    // -- lists: made as long as the file has them, then filled by the walk --

    void read_tranche_list(contract<C>& c)
    {
        const toml::node* node = in_.need(root_, "tranches", "tranches", "write [[tranches]], or [tranches] with unknown = \"why\"");
        if (node == nullptr) return;
        places_["tranches"] = node->source().begin;
        if (const auto* table = node->as_table()) {
            if (table->contains("unknown")) {
                c.tranches = stated_.read_unknown(*table, "tranches");
            } else {
                in_.accept_all(*table);
                in_.complain(*node, "tranches", "must be an array of tables, or have the single key unknown", "write [[tranches]], or unknown = \"why\"");
            }
            return;
        }
        tranche_tables_ = tables_of(*node, "tranches", deal_file_limits::tranches);
        ratable::tranches list;
        for (std::size_t i = 0; i < tranche_tables_.size(); ++i) {
            const std::string subject = std::string("tranches[") + std::to_string(i) + "]";
            list.push_back({.name = in_.text(*tranche_tables_[i], "name", subject + ".name"), .in_service = unknown(""), .capacity = unknown("")});
            tranche_statements_.push_back(stated_.read_statement(*tranche_tables_[i], subject));
        }
        c.tranches = std::move(list);
    }

    void read_view_list(contract<C>& c)
    {
        const toml::node* node = in_.find(root_, "views");
        if (node == nullptr) return;
        view_tables_ = tables_of(*node, "views", deal_file_limits::views);
        for (std::size_t i = 0; i < view_tables_.size(); ++i) {
            const toml::table& table   = *view_tables_[i];
            const std::string  subject = std::string("views[") + std::to_string(i) + "]";
            view_statements_.push_back(stated_.read_statement(table, subject));
            view_dates_.push_back(stated_.read_date(in_.need(table, "date", subject + ".date", "write the day of the rate"), subject + ".date"));
            view_currencies_.push_back(read_view_currency(table, subject));
            c.views.push_back(empty_view(iso4217_minor_digits(view_currencies_.back()).value_or(2)));
        }
    }

    static any_fx_view<C> empty_view(int digits)
    {
        if (digits == 0) return fx_view<C, any_currency<0>>{.amount = unknown(""), .rate = unknown("")};
        if (digits == 3) return fx_view<C, any_currency<3>>{.amount = unknown(""), .rate = unknown("")};
        if (digits == 4) return fx_view<C, any_currency<4>>{.amount = unknown(""), .rate = unknown("")};
        return fx_view<C, any_currency<2>>{.amount = unknown(""), .rate = unknown("")};
    }

    /// The code at the end of a view's amount, whichever shape that has; empty after a complaint.
    std::string read_view_currency(const toml::table& view, const std::string& subject)
    {
        const toml::node* amount = in_.need(view, "amount", subject + ".amount", "write \"32900000000 EUR\"");
        if (amount == nullptr) return "";
        const toml::node* written = amount;
        if (const auto* table = amount->as_table()) {
            for (const char* shape : {"value", "at_least", "up_to", "base"}) {
                if (table->contains(shape)) written = table->get(shape);
            }
        }
        const auto*       text = written->as_string();
        const std::string code = text == nullptr || text->get().size() < 3 ? "" : text->get().substr(text->get().size() - 3);
        if (code == currency_.code()) {
            in_.complain(*written, subject + ".amount", "must be in another currency than the deal's", "leave the view out");
        } else if (!iso4217_minor_digits(code)) {
            in_.complain(*written, subject + ".amount", "must be money in a current ISO 4217 currency", "write \"32900000000 EUR\"");
        } else {
            return code;
        }
        return "";
    }

    std::vector<const toml::table*> tables_of(const toml::node& node, const std::string& subject, std::size_t limit)
    {
        std::vector<const toml::table*> tables;
        const auto*                     list = node.as_array();
        if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
            in_.complain(node, subject, "must be an array of tables", "write [[" + subject + "]]");
        } else if (list->size() > limit) {
            in_.complain(node.source().begin, {subject, std::string("must not have more than ") + std::to_string(limit) + " entries", std::to_string(list->size()), "merge some"});
        } else {
            for (const toml::node& entry : *list) tables.push_back(entry.as_table());
        }
        return tables;
    }

    // -- the walk --

    template <class T>
    void read_one(const term_path& path, stated<T>& s)
    {
        if constexpr (!std::same_as<T, term> && !std::same_as<T, tranches>) { // those are read as a whole, before the walk
            const auto index = static_cast<std::size_t>(path.index);
            if (path.list == "tranches") {
                const bool needed = path.field == "in_service" || path.field == "capacity";
                read_at(*tranche_tables_[index], path.field, needed, path, tranche_statements_[index], s);
            } else if (path.list == "views") {
                if (view_currencies_[index].empty()) in_.accept_all(*view_tables_[index]);
                else read_at(*view_tables_[index], path.field, true, path, view_statements_[index], s);
            } else if (consideration_ != nullptr) {
                const bool headline = path.list == "consideration";
                read_at(*consideration_, headline ? "headline" : path.list, headline, path, consideration_statement_, s);
            }
        }
    }

    template <class T>
    void read_at(const toml::table& table, std::string_view key, bool needed, const term_path& path, const inherited_statement& around, stated<T>& s)
    {
        const std::string subject = deal_file_key(path);
        const toml::node* node    = needed ? in_.need(table, key, subject, "write it, or { unknown = \"why\" }") : in_.find(table, key);
        places_[to_string(path)]  = (node != nullptr ? *node : static_cast<const toml::node&>(table)).source().begin;
        if (node != nullptr) stated_.read(*node, subject, around, form_of<T>(path), s);
    }

    template <class T>
    text_form<T> form_of(const term_path& path) const
    {
        const std::string deal(currency_.code());
        const std::string view = path.list == "views" ? view_currencies_[static_cast<std::size_t>(path.index)] : deal;
        if constexpr (std::same_as<T, year_month_day>) {
            return {};
        } else if constexpr (std::same_as<T, power<any_basis>>) {
            return {[](const std::string& text) { return parse_power(text); }, "write \"250 MW\" or \"200 MW critical_it\""};
        } else if constexpr (std::same_as<T, any_accelerator>) {
            return {[](const std::string& text) { return any_accelerator(text); }, "write \"gb300\""};
        } else if constexpr (requires(const T& rate) { rate.quote_per_base; }) {
            const auto on   = view_dates_[static_cast<std::size_t>(path.index)].value_or(year_month_day{});
            const auto base = currency_of<decltype(T{}.base)::minor_digits>(view);
            return {[on, base, quote = currency_](const std::string& text) { return T::parse(text, on, quote, base); }, "write \"1.1550 " + deal + "/" + view + "\""};
        } else {
            const auto unit = currency_of<decltype(T{}.unit)::minor_digits>(view);
            return {[unit](const std::string& text) { return T::parse(text, unit); }, "write \"38000000000.00 " + view + "\""};
        }
    }

    deal_reader&                                 in_;
    stated_reader                                stated_;
    const toml::table&                           root_;
    C                                            currency_;
    const toml::table*                           consideration_ = nullptr;
    inherited_statement                          consideration_statement_;
    std::vector<const toml::table*>              tranche_tables_;
    std::vector<inherited_statement>             tranche_statements_;
    std::vector<const toml::table*>              view_tables_;
    std::vector<inherited_statement>             view_statements_;
    std::vector<std::optional<year_month_day>>   view_dates_;
    std::vector<std::string>                     view_currencies_;
    std::map<std::string, toml::source_position> places_;
};

} // namespace detail

} // namespace ratable
