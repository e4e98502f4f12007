// SPDX-License-Identifier: BSL-1.0
/// Options exercised: the contract that follows from one, made of the contract that had it.
#pragma once

#include <ratable/capacity/ramp.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// The contract after its option was exercised on a day. The one that is given stays as it is, and an option that nobody exercises changes
/// no figure.
///
/// Shape:   an extension prolongs the term, and with it every tranche that ends with the term. An expansion adds a tranche of the option's name,
///          stated as the option is; a price of its own becomes a capacity fee of its own, and fees for all tranches become fees for
///          each of the others. What was announced as the consideration is now unknown, and what was committed a floor.
/// Errors:  invalid_terms after `notice_by`, for an option that was exercised or does not exist, when a term that it needs is unknown, when
///          a price cannot be kept apart for want of tranche names, and for a renewal: no clause can say a price from a day on.
///
///     const auto longer = exercise(deal, 0, 2030_y/jun/1);
template <currency C>
[[nodiscard]] contract<C> exercise(const contract<C>& c, std::size_t option, const year_month_day& on);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Every bound of a term moved by `f`; the statement stays.
template <class T, class F>
stated<T> with_bounds(const stated<T>& s, F&& f)
{
    shaped<T> moved = s.shape_and_bounds();
    for (std::optional<T>* bound : {&moved.low, &moved.base, &moved.high}) {
        if (*bound) bound->emplace(f(T(**bound)));
    }
    return stated<T>(std::move(moved), s.own_statement());
}

/// The same term, with the statement that it inherits written on it, so that it can stand in another list.
template <class T>
stated<T> with_statement(const stated<T>& s, const statement* around)
{
    if (!s.is_known() || s.own_statement() || around == nullptr) return s;
    return stated<T>(s.shape_and_bounds(), *around);
}

/// What is said about one option of a contract.
template <currency C>
struct exercised
{
    const ratable::option<C>& option;
    std::string               path;
    const statement*          around;

    [[noreturn]] void refuse(const char* field, const char* rule, const std::string& value, const char* remedy) const { throw invalid_terms({path + field, rule, value, remedy}); }

    template <class T>
    const T& needed(const char* field, const stated<T>& s) const
    {
        if (!s.is_known()) refuse(field, "must be known to exercise it", s.unknown_because().empty() ? "not stated" : "unknown: " + s.unknown_because(), "state it, or assume it and say so");
        return s.value();
    }
};

inline term prolonged(const term& t, date::months by)
{
    term longer = t;
    if (t.length.end()) longer.length = until(add_months(*t.length.end(), by, t.month_rule));
    else longer.length = t.length.months() + by;
    return longer;
}

/// The term and the tranches that end with it.
template <currency C>
void extend(contract<C>& c, const exercised<C>& by)
{
    const date::months more = by.needed(".length", by.option.length);
    if (more < date::months{1}) by.refuse(".length", "must be at least a month", to_string(more), "write such as date::months{12}");
    const sys_days   before = days_of(c.term.value()).end();
    c.term                  = with_bounds(c.term, [more](const term& t) { return prolonged(t, more); });
    const date::days longer = days_of(c.term.value()).end() - before;
    if (!c.tranches.is_known()) return;
    for (tranche& t : c.tranches.value()) {
        if (!t.end.is_known() || checked_day(t.end.value()) != before) continue;
        t.end = with_bounds(t.end, [longer](const year_month_day& day) { return year_month_day{checked_day(day) + longer}; });
    }
}

/// Fees for all tranches become fees for each by its name.
template <currency C>
void price_apart(pricing<C>& clauses, const ratable::tranches& list, const exercised<C>& by)
{
    pricing<C> apart;
    for (pricing_clause<C>& clause : clauses) {
        auto* fee = std::get_if<capacity_fee<C>>(&clause);
        if (fee == nullptr || !fee->tranche.empty()) {
            apart.push_back(std::move(clause));
            continue;
        }
        for (auto t = list.begin(); t != list.end(); ++t) {
            if (t->name.empty()) by.refuse(".price", "holds for the added tranche alone, so every other must have a name", "a tranche without", "name the tranches");
            if (std::any_of(list.begin(), t, [t](const tranche& before) { return before.name == t->name; })) continue;
            fee->tranche = t->name;
            apart.push_back(clause);
        }
    }
    clauses = std::move(apart);
}

/// The option's capacity as a tranche, and its price if it has one.
template <currency C>
void expand(contract<C>& c, const exercised<C>& by)
{
    const option<C>& o = by.option;
    static_cast<void>(by.needed(".capacity", o.capacity));
    static_cast<void>(by.needed(".in_service", o.in_service));
    if (!c.tranches.is_known()) by.refuse("", "adds to the tranches, which must be known", c.tranches.unknown_because(), "assume them and say so");
    auto& list = c.tranches.value();
    if (o.price.is_known() && c.pricing.is_known()) {
        const auto alike = [&o](const tranche& t) { return t.name == o.name; };
        if (o.name.empty() || std::any_of(list.begin(), list.end(), alike)) by.refuse(".name", "must be a name of its own, to price the tranche by", "\"" + o.name + "\"", "name the option as no tranche is named");
        price_apart(c.pricing.value(), list, by);
        c.pricing.value().push_back(capacity_fee<C>{.name = o.name, .price = with_statement(o.price, by.around), .tranche = o.name});
    }
    list.push_back({.name = o.name, .in_service = with_statement(o.in_service, by.around), .capacity = with_statement(o.capacity, by.around)});
}

/// What was announced of the contract before says less of the one that follows.
template <currency C>
void outgrow(contract<C>& c, const std::string& name)
{
    if (c.consideration.is_known()) {
        c.currency      = c.consideration.value().unit;
        c.consideration = unknown("what was announced is of the contract before option '" + name + "' was exercised");
        c.views.clear();
    }
    if (!c.committed.is_known()) return;
    const auto floor = c.committed.low();
    if (floor) c.committed = stated<money<C>>(at_least(*floor), c.committed.own_statement());
    else c.committed = unknown("option '" + name + "' was exercised");
}

} // namespace detail

template <currency C>
contract<C> exercise(const contract<C>& c, std::size_t option, const year_month_day& on)
{
    const sys_days day = checked_day(on);
    if (!c.options.is_known() || c.options.value().size() <= option) {
        throw invalid_terms({"options", "must have the option that is exercised", std::string("option ") + std::to_string(option), "count from 0"});
    }
    const auto&                own = c.options.value()[option];
    const detail::exercised<C> by{own, to_string(term_path{"options", static_cast<int>(option)}), statement_of(c.options, nullptr)};
    if (own.exercised_on) by.refuse("", "must not have been exercised", to_string(*own.exercised_on), "it can be exercised once");
    if (own.notice_by.is_known() || !own.notice_by.unknown_because().empty()) {
        const sys_days last = checked_day(by.needed(".notice_by", own.notice_by));
        if (last < day) by.refuse(".notice_by", "is the last day to exercise it", to_string(on), "it can no longer be exercised");
    }
    if (own.kind == option_kind::renewal) {
        by.refuse(".kind", "must be an extension or an expansion: no pricing clause says a price from a day on", "renewal", "write the renewed contract as one of its own");
    }
    contract<C> after = c;
    if (own.kind == option_kind::extension) detail::extend(after, by);
    else detail::expand(after, by);
    detail::outgrow(after, own.name);
    after.options.value()[option].exercised_on = on;
    return after;
}

} // namespace ratable
