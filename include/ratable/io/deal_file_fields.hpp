// SPDX-License-Identifier: BSL-1.0
/// What a clause's table holds beside stated values: choices, counts, flags, days, lists. Internal to deal_file.hpp.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/io/deal_file_reader.hpp>
#include <ratable/io/deal_file_stated.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable::detail {

/// A table of the file, and the path that messages name it by.
struct deal_table
{
    const toml::table* node;
    std::string        path;

    [[nodiscard]] std::string at(std::string_view key) const { return (path + ".").append(key); }
};

/// A word that a file may write, and what it means.
template <class E>
struct meaning
{
    std::string_view word;
    E                means;
};

/// Enumerators by their names.
template <class E, class... More>
[[nodiscard]] constexpr std::array<meaning<E>, 1 + sizeof...(More)> named(E first, More... more) { return {{{name_of(first), first}, {name_of(more), more}...}}; }

inline constexpr std::array<meaning<rounding>, 8> rounding_words = named(rounding::half_even, rounding::half_up, rounding::half_down, rounding::up, rounding::down,
                                                                         rounding::ceiling, rounding::floor, rounding::zero_five_up);
inline constexpr std::array<meaning<frequency>, 3> frequency_words = {{{"monthly", monthly}, {"quarterly", quarterly}, {"annual", annual}}};
inline constexpr std::array<meaning<period_basis>, 2> basis_words = {{{"contract", contract_periods}, {"calendar", calendar_periods}}};

/// Reads fields of tables. A key that is required and missing, or not as it must be, is a complaint, and the value a stand-in;
/// the place of every key that is asked for is kept.
class field_reader
{
public:
    field_reader(deal_reader& in, stated_reader& stated, std::map<std::string, toml::source_position>& places) : in_(in), stated_(stated), places_(places) {}

    /// One of the words.
    template <class E, std::size_t N>
    E choice(const deal_table& t, std::string_view key, const std::array<meaning<E>, N>& words)
    {
        return words[word_at(t, key, names_of(words), true).value_or(0)].means;
    }
    /// One of the words, or `otherwise` where the key is left out.
    template <class E, std::size_t N, class Otherwise>
    Otherwise choice(const deal_table& t, std::string_view key, const std::array<meaning<E>, N>& words, Otherwise otherwise)
    {
        const auto found = word_at(t, key, names_of(words), false);
        return found ? Otherwise(words[*found].means) : otherwise;
    }
    rounding rounds(const deal_table& t, std::string_view key = "rounds") { return choice(t, key, rounding_words, rounding::half_up); }

    /// A whole number from `low` to `high`; a TOML integer, for its unit stands in the key.
    int count(const deal_table& t, std::string_view key, int low, int high, std::optional<int> otherwise = {})
    {
        const toml::node* node = find(t, key, !otherwise, "write it, a whole number");
        if (node == nullptr) return otherwise.value_or(low);
        if (const auto* n = node->as_integer(); n != nullptr && low <= n->get() && n->get() <= high) return static_cast<int>(n->get());
        in_.complain(*node, t.at(key), std::string("must be a whole number from ") + std::to_string(low) + " to " + std::to_string(high), "write it without quotes");
        return low;
    }

    bool flag(const deal_table& t, std::string_view key, std::optional<bool> otherwise = {})
    {
        const toml::node* node = find(t, key, !otherwise, "write true or false");
        if (node == nullptr) return otherwise.value_or(false);
        if (const auto* b = node->as_boolean()) return b->get();
        in_.complain(*node, t.at(key), "must be true or false", "write one of the two, without quotes");
        return false;
    }

    std::optional<year_month_day> day(const deal_table& t, std::string_view key, bool needed = false)
    {
        return stated_.read_date(find(t, key, needed, "write a day, such as 2025-11-03"), t.at(key));
    }

    /// A name or the like; `otherwise` where it is left out.
    std::string text(const deal_table& t, std::string_view key, std::string otherwise)
    {
        const toml::node* node = find(t, key, false, "");
        return node == nullptr ? std::move(otherwise) : in_.text(*node, t.at(key));
    }

    /// A value that is written as text; `refused` stands in for one that was complained of.
    template <class T>
    T value(const deal_table& t, std::string_view key, const text_form<T>& form, T refused = T{})
    {
        const toml::node* node = find(t, key, true, form.remedy);
        return node == nullptr ? refused : stated_.read_value(*node, t.at(key), form).value_or(refused);
    }
    template <class T>
    std::optional<T> value_if(const deal_table& t, std::string_view key, const text_form<T>& form)
    {
        const toml::node* node = find(t, key, false, "");
        return node == nullptr ? std::nullopt : stated_.read_value(*node, t.at(key), form);
    }
    template <class T>
    std::vector<T> values(const deal_table& t, std::string_view key, std::size_t most, const text_form<T>& form, bool needed = true)
    {
        std::vector<T>    found;
        const toml::node* node = find(t, key, needed, "write a list in [ ]");
        const auto*       list = node == nullptr ? nullptr : list_at(*node, t.at(key), most);
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
            if (auto one = stated_.read_value((*list)[i], entry(t, key, i), form)) found.push_back(std::move(*one));
        }
        return found;
    }

    /// A table inside, or nothing.
    std::optional<deal_table> inner(const deal_table& t, std::string_view key, bool needed = false)
    {
        const toml::node* node = find(t, key, needed, "write a table");
        if (node == nullptr) return std::nullopt;
        if (const auto* table = node->as_table()) return deal_table{table, t.at(key)};
        in_.complain(*node, t.at(key), "must be a table", "write { … }");
        return std::nullopt;
    }
    /// The tables of a list inside.
    std::vector<deal_table> rows(const deal_table& t, std::string_view key, std::size_t most, bool needed)
    {
        std::vector<deal_table> found;
        const toml::node*       node = find(t, key, needed, "write a list of tables, [{ … }, { … }]");
        const auto*             list = node == nullptr ? nullptr : list_at(*node, t.at(key), most);
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
            const auto* table = (*list)[i].as_table();
            if (table == nullptr) in_.complain((*list)[i], entry(t, key, i), "must be a table", "write { … }");
            else found.push_back({table, entry(t, key, i)});
            places_[entry(t, key, i)] = (*list)[i].source().begin;
        }
        return found;
    }

private:
    template <class E, std::size_t N>
    static std::vector<std::string_view> names_of(const std::array<meaning<E>, N>& words)
    {
        std::vector<std::string_view> names;
        for (const auto& w : words) names.push_back(w.word);
        return names;
    }
    static std::string entry(const deal_table& t, std::string_view key, std::size_t i) { return t.at(key) + "[" + std::to_string(i) + "]"; }

    const toml::node* find(const deal_table& t, std::string_view key, bool needed, const std::string& remedy)
    {
        const toml::node* node = needed ? in_.need(*t.node, key, t.at(key), remedy) : in_.find(*t.node, key);
        if (node != nullptr) places_[t.at(key)] = node->source().begin;
        return node;
    }

    std::optional<std::size_t> word_at(const deal_table& t, std::string_view key, const std::vector<std::string_view>& words, bool needed)
    {
        std::string all;
        for (std::size_t i = 0; i < words.size(); ++i) (all += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") += words[i];
        const toml::node* node = find(t, key, needed, "write " + all);
        if (node == nullptr) return std::nullopt;
        const std::string word = in_.text(*node, t.at(key));
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (word == words[i]) return i;
        }
        if (!word.empty()) in_.complain(*node, t.at(key), "must be " + all, "write one of them");
        return std::nullopt;
    }

    const toml::array* list_at(const toml::node& node, const std::string& subject, std::size_t most)
    {
        const auto* list = node.as_array();
        if (list == nullptr) {
            in_.complain(node, subject, "must be a list", "write it in [ ]");
        } else if (list->size() > most) {
            in_.complain(node.source().begin, {subject, std::string("must not have more than ") + std::to_string(most) + " entries", std::to_string(list->size()), "merge some"});
            for (const toml::node& one : *list) {
                if (const auto* table = one.as_table()) in_.accept_all(*table);
            }
            return nullptr;
        }
        return list;
    }

    deal_reader&                                  in_;
    stated_reader&                                stated_;
    std::map<std::string, toml::source_position>& places_;
};

} // namespace ratable::detail
