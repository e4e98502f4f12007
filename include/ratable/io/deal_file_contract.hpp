// SPDX-License-Identifier: BSL-1.0
/// A contract out of a deal file's tables: which key holds which term. Internal to deal_file.hpp.
#pragma once

#include <ratable/io/deal_file_clauses.hpp>
#include <ratable/io/deal_file_prices.hpp>
#include <ratable/io/deal_file_source.hpp>
#include <ratable/terms/contract.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable::detail {

/// Fills a contract from a document by the one walk over its terms. `Digits` is the currency's.
template <int Digits>
class contract_reader : public deal_source
{
    using C = any_currency<Digits>;

public:
    contract_reader(deal_reader& in, const toml::table& root, C currency) : deal_source(in, root), currency_(currency), prices_(in, fields_, currency) {}

    contract<C> read(const std::string& stem)
    {
        contract<C> c{.name = std::string(), .currency = currency_, .term = unknown(""), .tranches = unknown(""), .consideration = unknown("")};
        if (const toml::node* node = in_.need(root_, "name", "name", "write name = \"…\"")) c.name = in_.text(*node, "name");
        c.id        = read_id(stem);
        c.customer  = in_.text(root_, "customer", "customer");
        c.provider  = in_.text(root_, "provider", "provider");
        c.signed_on = stated_.read_date(in_.find(root_, "signed"), "signed");
        c.known_on  = stated_.read_date(in_.need(root_, "known_on", "known_on", "write the day it became public, such as 2025-11-03"), "known_on");
        c.effective_on = stated_.read_date(in_.find(root_, "effective"), "effective");
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

private:
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

    C                                          currency_;
    price_reader<C>                            prices_;
    std::vector<std::optional<year_month_day>> view_dates_;
    std::vector<std::string>                   view_currencies_;
};

} // namespace ratable::detail
