// SPDX-License-Identifier: BSL-1.0
/// Stated values in a deal file: a bare value, or an inline table with one shape. Internal to deal_file.hpp.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/io/deal_file_reader.hpp>
#include <ratable/terms/provenance.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ratable::detail {

/// What a bare value inherits from the table around it.
struct inherited_statement
{
    std::optional<known> how;
    std::string          source;
};

/// How a kind of value is read from text, and what to write when that fails.
template <class T>
struct text_form
{
    std::function<T(const std::string&)> parse;
    std::string                          remedy;
};

/// Reads stated values; complaints go to the document's reader.
class stated_reader
{
public:
    explicit stated_reader(deal_reader& in) : in_(in) {}

    std::optional<year_month_day> read_date(const toml::node* node, const std::string& subject)
    {
        if (node == nullptr) return std::nullopt;
        const auto* value = node->as_date();
        if (value == nullptr) {
            in_.complain(*node, subject, "must be a date", "write it without quotes and without a time: 2025-11-03");
            return std::nullopt;
        }
        const toml::date     d = value->get();
        const year_month_day day{date::year{static_cast<int>(d.year)}, date::month{d.month}, date::day{d.day}};
        try {
            static_cast<void>(checked_day(day));
        } catch (const invalid_terms& e) {
            in_.complain(*node, subject, e.why().rule, e.why().remedy);
            return std::nullopt;
        }
        return day;
    }

    /// `known` and `source` of a table.
    inherited_statement read_statement(const toml::table& table, const std::string& subject)
    {
        inherited_statement by;
        if (const toml::node* node = in_.find(table, "known")) {
            const std::string word = in_.text(*node, subject + ".known");
            for (const known k : {known::disclosed, known::reported, known::assumed}) {
                if (word == name_of(k)) by.how = k;
            }
            if (!word.empty() && !by.how) in_.complain(*node, subject + ".known", "must be disclosed, reported or assumed", "write one of the three");
        }
        by.source = in_.text(table, "source", subject + ".source");
        return by;
    }

    /// The statement of a value, or a complaint that it lacks a part.
    std::optional<statement> complete(const inherited_statement& by, const toml::node& node, const std::string& subject)
    {
        if (!by.how) {
            in_.complain(node.source().begin, {subject, "must say how it is known", "", "write known = \"disclosed\", \"reported\" or \"assumed\", here or in its table"});
        } else if (by.source.empty()) {
            in_.complain(node.source().begin, {subject, "must have a source", "", "write source = \"…\", here or in its table"});
        } else {
            return statement{*by.how, by.source};
        }
        return std::nullopt;
    }

    /// The value at a node, by its form; a date has none, it is native in TOML.
    template <class T>
    std::optional<T> read_value(const toml::node& node, const std::string& subject, const text_form<T>& form)
    {
        if constexpr (std::same_as<T, year_month_day>) {
            return read_date(&node, subject);
        } else {
            if (!node.is_string()) {
                in_.complain(node, subject, node.is_floating_point() ? "must not be a binary float, which is not exact" : "must be text with its unit", form.remedy);
                return std::nullopt;
            }
            const std::string text = in_.text(node, subject);
            if (text.empty()) return std::nullopt;
            try {
                return form.parse(text);
            } catch (const overflow&) {
                in_.complain(node, subject, "must fit 64 bits of its smallest unit", "write a smaller amount");
            } catch (const error& e) {
                in_.complain(node, subject, e.why().rule, e.why().remedy);
            }
            return std::nullopt;
        }
    }

    /// The stated value at a node: bare, or a table with a shape.
    template <class T>
    void read(const toml::node& node, const std::string& subject, const inherited_statement& around, const text_form<T>& form, stated<T>& s)
    {
        if (const auto* table = node.as_table()) {
            read_shape(*table, subject, around, form, s);
        } else if (const auto value = read_value(node, subject, form)) {
            if (const auto by = complete(around, node, subject)) s = stated<T>(shaped<T>{shape::exact, {}, *value, {}}, by);
        }
    }

    /// A table that says nothing but why it is unknown.
    unknown read_unknown(const toml::table& table, const std::string& subject)
    {
        for (const auto& [key, node] : table) {
            if (key.str() != "unknown") in_.complain(key.source().begin, {subject, "is unknown, so it has no other key", deal_reader::shown(std::string(key.str())), "leave one of the two out"});
        }
        in_.accept_all(table);
        return unknown(in_.text(*table.get("unknown"), subject + ".unknown"));
    }

private:
    template <class T>
    void read_shape(const toml::table& table, const std::string& subject, const inherited_statement& around, const text_form<T>& form, stated<T>& s)
    {
        const toml::node* value  = in_.find(table, "value");
        const toml::node* floor  = in_.find(table, "at_least");
        const toml::node* most   = in_.find(table, "up_to");
        const toml::node* base   = in_.find(table, "base");
        const toml::node* low    = in_.find(table, "low");
        const toml::node* high   = in_.find(table, "high");
        const toml::node* step   = in_.find(table, "rounded_to");
        const toml::node* why    = in_.find(table, "unknown");
        const bool        range  = base != nullptr || low != nullptr || high != nullptr;
        const int         shapes = (value != nullptr) + (floor != nullptr) + (most != nullptr) + range + (why != nullptr);
        auto              own    = read_statement(table, subject);
        if (shapes != 1 || (step != nullptr && value == nullptr) || (range && (base == nullptr || low == nullptr || high == nullptr))) {
            in_.complain(table.source().begin, {subject, "must have one shape", shapes == 0 ? "none" : shapes > 1 ? "several" : "a part of one",
                                                "write value [with rounded_to], at_least, up_to, low with base and high, or unknown"});
            return;
        }
        if (why != nullptr) {
            s = unknown(in_.text(*why, subject + ".unknown"));
            return;
        }
        if (!own.how) own.how = around.how;
        if (own.source.empty()) own.source = around.source;
        const auto by   = complete(own, table, subject);
        const auto read = [&](const toml::node* node) { return node == nullptr ? std::optional<T>() : read_value(*node, subject, form); };
        const auto v = read(value), f = read(floor), m = read(most), b = read(base), l = read(low), h = read(high);
        if (!by) return;
        if (v && step == nullptr) s = stated<T>(shaped<T>{shape::exact, {}, *v, {}}, by);
        if (v && step != nullptr) read_rounded(*step, subject + ".rounded_to", form, *v, *by, s);
        if (f) s = stated<T>(at_least(*f), by);
        if (m) s = stated<T>(up_to(*m), by);
        if (l && b && h) s = stated<T>(ratable::range(*l, *b, *h), by);
    }

    template <class T>
    void read_rounded(const toml::node& node, const std::string& subject, const text_form<T>& form, const T& value, const statement& by, stated<T>& s)
    {
        if constexpr (requires { half_of(value); value - value; } && !requires { value.count(); }) { // spans and days have no halves
            const auto step = read_value(node, subject, form);
            if (!step) return;
            try {
                s = stated<T>(rounded_to(*step, value), by);
            } catch (const error& e) {
                in_.complain(node, subject, e.why().rule, e.why().remedy);
            }
        } else {
            in_.complain(node, subject, "is for money and power", "write low, base and high");
        }
    }

    deal_reader& in_;
};

} // namespace ratable::detail
