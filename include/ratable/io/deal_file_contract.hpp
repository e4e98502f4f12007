// SPDX-License-Identifier: BSL-1.0
/// A contract out of a deal file's tables: which key holds which term. Internal to deal_file.hpp.
#pragma once

#include <ratable/io/deal_file_clauses.hpp>
#include <ratable/io/deal_file_fields.hpp>
#include <ratable/io/deal_file_prices.hpp>
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
    for (const char* key : {"format", "id", "version", "name", "currency", "customer", "provider", "signed", "known_on", "term", "consideration", "tranches", "pricing", "billing",
                            "spend", "prepayment", "delay", "service_level", "power", "availability", "options", "termination", "views"}) {
        in.find(root, key);
    }
}

/// Fills a contract from a document by the one walk over its terms. `Digits` is the currency's.
template <int Digits>
class contract_reader
{
    using C = any_currency<Digits>;
    struct source_table
    {
        deal_table          table;
        inherited_statement by;
    };

public:
    contract_reader(deal_reader& in, const toml::table& root, C currency)
        : in_(in), stated_(in), root_(root), currency_(currency), fields_(in, stated_, places_), prices_(in, fields_, currency)
    {
    }
    contract_reader(const contract_reader&)            = delete; // its readers hold on to it
    contract_reader& operator=(const contract_reader&) = delete;

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
        if (const toml::table* table = read_table("consideration")) tables_["consideration"] = {{table, "consideration"}, stated_.read_statement(*table, "consideration")};
        read_tranche_list(c);
        read_pricing(c);
        read_clauses(c);
        read_option_list(c);
        read_view_list(c);
        each_term(c, [this]<class S>(const term_path& path, S& s, const statement*) { this->read_one(path, s); });
        return c;
    }

    /// Where a term stands in the file, or else the innermost table around it, for problems found after reading.
    [[nodiscard]] toml::source_position position_of(const term_path& path) const
    {
        for (std::string text = to_string(path); !text.empty(); text.erase(text.find_last_of(".[") == std::string::npos ? 0 : text.find_last_of(".["))) {
            if (const auto found = places_.find(text); found != places_.end()) return found->second;
        }
        return {1, 1};
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

    // -- lists: made as long as the file has them, then filled by the walk --

    void read_tranche_list(contract<C>& c)
    {
        const toml::node* node = in_.need(root_, "tranches", "tranches", "write [[tranches]], or [tranches] with unknown = \"why\"");
        if (node == nullptr) return;
        ratable::tranches list;
        for (const deal_table& t : tables_of_list(*node, "tranches", deal_file_limits::tranches, c.tranches)) {
            list.push_back({.name        = fields_.text(t, "name", ""),
                            .in_service  = unknown(""),
                            .capacity    = unknown(""),
                            .end_on_slip = fields_.choice(t, "end_on_slip", named(slipped_end::follows, slipped_end::fixed), std::optional<slipped_end>()),
                            .ramp_up     = read_ramp_up(fields_, t)});
            tables_[t.path] = {t, stated_.read_statement(*t.node, t.path)};
        }
        if (node->is_array()) c.tranches = std::move(list);
    }

    void read_pricing(contract<C>& c)
    {
        const toml::node* node = in_.find(root_, "pricing");
        if (node == nullptr) return;
        ratable::pricing<C>    list;
        std::vector<statement> by;
        for (const deal_table& t : tables_of_list(*node, "pricing", deal_file_limits::pricing, c.pricing)) {
            auto clause = prices_.clause(t);
            if (!clause) clause = consideration_fee{.by = billed_by::capacity}; // complained of, and keeps the places of the others
            else by.push_back(read_clause_statement(t));
            list.push_back(std::move(*clause));
        }
        if (!by.empty()) c.pricing = stated<ratable::pricing<C>>(shaped<ratable::pricing<C>>{shape::exact, {}, std::move(list), {}}, of_all(by));
    }

    void read_option_list(contract<C>& c)
    {
        const toml::node* node = in_.find(root_, "options");
        if (node == nullptr) return;
        ratable::options<C>    list;
        std::vector<statement> by;
        for (const deal_table& t : tables_of_list(*node, "options", deal_file_limits::options, c.options)) {
            list.push_back(prices_.option(t));
            by.push_back(read_clause_statement(t));
        }
        if (!by.empty()) c.options = stated<ratable::options<C>>(shaped<ratable::options<C>>{shape::exact, {}, std::move(list), {}}, of_all(by));
    }

    void read_clauses(contract<C>& c)
    {
        read_clause("billing", c.billing, [this](const deal_table& t) { return read_billing(fields_, t); });
        read_clause("spend", c.spend, [this](const deal_table& t) { return prices_.spend(t); });
        read_clause("prepayment", c.prepayment, [this](const deal_table& t) { return read_prepayment(fields_, t); });
        read_clause("delay", c.delay, [this](const deal_table& t) { return read_delay(fields_, t); });
        read_clause("service_level", c.service_level, [this](const deal_table& t) { return read_service_level(fields_, t); });
        read_clause("power", c.power, [this](const deal_table& t) { return prices_.power(t); });
        read_clause("availability", c.availability, [this](const deal_table& t) { return read_availability(in_, fields_, t); });
        read_clause("termination", c.termination, [this](const deal_table& t) { return prices_.termination(t); });
    }

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

    void read_view_list(contract<C>& c)
    {
        const toml::node* node = in_.find(root_, "views");
        if (node == nullptr) return;
        for (const deal_table& t : tables_of(*node, "views", deal_file_limits::views)) {
            tables_[t.path] = {t, stated_.read_statement(*t.node, t.path)};
            view_dates_.push_back(fields_.day(t, "date", true));
            view_currencies_.push_back(read_view_currency(*t.node, t.path));
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

    // -- the walk --

    /// A term that must be written has a type that says so.
    template <class S>
    void read_one(const term_path& path, S& s)
    {
        using T = typename S::value_type;
        if constexpr (!std::same_as<T, term> && !has_terms_inside<T>) { // those are read as a whole, before the walk
            const bool  amount = path.list == "consideration" || path.list == "committed" || path.list == "up_to";
            const auto  found  = tables_.find(amount ? "consideration" : to_string({path.list, path.index}));
            if (found == tables_.end()) return; // its table was refused
            if (path.list == "views" && view_currencies_[static_cast<std::size_t>(path.index)].empty()) return in_.accept_all(*found->second.table.node);
            const toml::table* table = found->second.table.node;
            std::string_view   key   = path.list == "consideration" ? "headline" : amount ? path.list : path.field;
            for (std::size_t dot = key.find('.'); table != nullptr && dot != std::string_view::npos; dot = key.find('.')) {
                const toml::node* inner = table->get(key.substr(0, dot)); // asked for when the clause was made
                table                   = inner == nullptr ? nullptr : inner->as_table();
                key.remove_prefix(dot + 1);
            }
            if (table != nullptr) read_at(*table, key, !std::same_as<S, stated<T>>, path, found->second.by, s);
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
            return as_power;
        } else if constexpr (std::same_as<T, any_accelerator>) {
            return as_accelerator;
        } else if constexpr (std::same_as<T, ratio>) {
            return as_ratio;
        } else if constexpr (std::same_as<T, date::days>) {
            return as_days;
        } else if constexpr (std::same_as<T, date::months>) {
            return path.list == "prepayment" ? as_month_number : as_months;
        } else if constexpr (std::same_as<T, metered>) {
            return as_metered;
        } else if constexpr (std::same_as<T, gpus<any_accelerator>>) {
            return as_accelerators;
        } else if constexpr (std::same_as<T, unit_price<C>>) {
            return as_unit_price(currency_, path.list != "power" ? "gb300-hour" : path.field == "demand" ? "kW" : "kWh");
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
    std::vector<std::optional<year_month_day>>   view_dates_;
    std::vector<std::string>                     view_currencies_;
    std::map<std::string, source_table>          tables_; ///< those with stated values, by path
    std::map<std::string, toml::source_position> places_;
    field_reader                                 fields_;
    price_reader<C>                              prices_;
};

} // namespace detail

} // namespace ratable
