// SPDX-License-Identifier: BSL-1.0
/// Options exercised: the contract that follows from one, made of the contract that had it.
#pragma once

#include <ratable/capacity/ramp.hpp>
#include <ratable/charges/clause_days.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <concepts>
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
///          each of the others.
///          A renewal prolongs as an extension does. Its price replaces, from the term's old end on, that of every capacity fee per MW-month or
///          kW-month, or per GPU-hour; of every usage fee of its very unit where no capacity fee has it. Each of them holds until the old end, and
///          a copy from there on, at the renewal's price: escalators count from that day, a minimum keeps the share that it has come to, its bank
///          begins empty. All else runs on, as in an extension: fixed fees, spend, power, usage of other units. What is billed for days before the
///          old end does not change; a billing period that it cuts is invoiced at its own end.
///          What was announced as the consideration is now unknown, and what was committed a floor.
/// Errors:  invalid_terms after `notice_by`, for an option that was exercised or does not exist, when a term that it needs is unknown, and when
///          a price cannot be kept apart for want of tranche names. For a renewal whose price no clause matches, or leaves a capacity fee
///          without a price, or would stand twice for one tranche or meter; of clauses that one price cannot renew: a consideration
///          billed as a whole, tiers, and a make-up bank whose tail reaches into the renewed term.
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
        if (t.end.is_known() && checked_day(t.end.value()) < before) continue;
        if (!t.valued_until) t.valued_until = year_month_day(before);
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

inline bool is_power_month(priced_unit u) { return u == priced_unit::mw_month || u == priced_unit::kw_month; }

/// Whether a renewal's price can stand in place of a clause's: capacity by power or by GPU-hours, usage in the unit that its meter counts.
template <currency C>
bool replaces(const unit_price<C>& by, const unit_price<C>& price, bool metered)
{
    const any_accelerator any{};
    const bool            same_kind = by.accelerator == price.accelerator || by.accelerator == any;
    if (metered) return by.per == price.per && same_kind;
    const bool one_unit  = by.per == price.per || (is_power_month(by.per) && is_power_month(price.per));
    const bool one_basis = by.basis == price.basis || by.basis == power_basis::unstated || price.basis == power_basis::unstated;
    return one_unit && one_basis && (same_kind || price.accelerator == any);
}

/// The minimum of a further term: the share that it has come to, and no steps.
inline void settle_ramp(take_or_pay& m, const term& t)
{
    const boundaries month_ends(checked_day(t.start), frequency::monthly, period_basis::contract, t.month_rule);
    for (const minimum_step& step : m.ramp) {
        if (month_ends[step.from_month - 1] < days_of(t).end()) m.share = step.share;
    }
    m.ramp.clear();
}

/// Clauses that hold until the old end, and their copies from there on.
template <currency C>
class renewal
{
public:
    renewal(contract<C>& c, const exercised<C>& by) : c_(c), by_(by), before_(c.term.value()), end_(year_month_day{days_of(before_).end()}), price_(by.needed(".price", by.option.price))
    {
        if (!c.pricing.is_known()) by.refuse(".price", "renews what is priced, which must be known", c.pricing.unknown_because(), "state the pricing, or assume it and say so");
    }

    /// Replaces the prices. The term is prolonged afterwards.
    void replace()
    {
        auto&      clauses  = c_.pricing.value();
        const bool capacity = std::any_of(clauses.begin(), clauses.end(), [this](const auto& clause) { return this->template matches<capacity_fee<C>>(clause); });
        const auto listed   = clauses.size();
        for (std::size_t i = 0; i < listed; ++i) {
            if (std::holds_alternative<consideration_fee>(clauses[i])) refuse("bills the consideration, which is of the term before", "consideration", "write the renewed contract as one of its own");
            if (const auto* fee = running<capacity_fee<C>>(clauses[i])) {
                if (!matches<capacity_fee<C>>(clauses[i])) refuse("leaves a capacity fee without a price", "'" + fee->name + "', " + to_string(fee->price), "state the renewal's price per the unit of the capacity fees");
                for (std::size_t k = 0; k < i; ++k) {
                    const auto* other = running<capacity_fee<C>>(clauses[k]);
                    if (other != nullptr && (other->tranche.empty() || fee->tranche.empty() || other->tranche == fee->tranche)) twice("tranche", other->name, fee->name);
                }
            } else if (!capacity && matches<usage_fee<C>>(clauses[i])) {
                for (std::size_t k = 0; k < i; ++k) {
                    if (matches<usage_fee<C>>(clauses[k]) && std::get<usage_fee<C>>(clauses[k]).meter == std::get<usage_fee<C>>(clauses[i]).meter) {
                        twice("meter", std::get<usage_fee<C>>(clauses[k]).name, std::get<usage_fee<C>>(clauses[i]).name);
                    }
                }
            }
        }
        for (std::size_t i = 0; i < listed; ++i) {
            if (matches<capacity_fee<C>>(clauses[i])) split<capacity_fee<C>>(i).renews = true;
            else if (!capacity && matches<usage_fee<C>>(clauses[i])) renew_usage(i, split<usage_fee<C>>(i));
        }
        if (clauses.size() == listed) refuse("must be per the unit of a capacity or usage fee that holds at the end of the term", to_string(price_), "state it as these fees are, or write the renewed contract as one of its own");
    }

private:
    [[noreturn]] void refuse(const char* rule, const std::string& value, const char* remedy) const { by_.refuse(".price", rule, value, remedy); }
    [[noreturn]] void twice(const char* of, const std::string& a, const std::string& b) const
    {
        refuse("must not stand twice for one tranche or meter", std::string("one ") + of + " in '" + a + "' and '" + b + "'", "write the renewed contract as one of its own");
    }

    /// The clause, if it is of this kind and holds on the term's last day.
    template <class Fee>
    [[nodiscard]] const Fee* running(const pricing_clause<C>& clause) const
    {
        const auto* fee = std::get_if<Fee>(&clause);
        return fee != nullptr && (!fee->until || sys_days{end_} <= checked_day(*fee->until)) ? fee : nullptr;
    }
    template <class Fee>
    [[nodiscard]] bool matches(const pricing_clause<C>& clause) const
    {
        const Fee* fee = running<Fee>(clause);
        return fee != nullptr && fee->price.is_known() && replaces(price_, fee->price.value(), std::same_as<Fee, usage_fee<C>>);
    }

    /// Ends a clause, and appends the one that follows it.
    template <class Fee>
    Fee& split(std::size_t i)
    {
        auto& clauses = c_.pricing.value();
        Fee   next    = std::get<Fee>(clauses[i]);
        std::get<Fee>(clauses[i]).until = end_;
        const any_accelerator of = next.price.value().accelerator;
        next.price = with_bounds(with_statement(by_.option.price, by_.around), [&of](unit_price<C> p) {
            if (p.accelerator == any_accelerator{}) p.accelerator = of;
            return p;
        });
        next.from  = end_;
        next.until.reset();
        return std::get<Fee>(clauses.emplace_back(std::move(next)));
    }

    void renew_usage(std::size_t i, usage_fee<C>& next)
    {
        const term counted = term_of(std::get<usage_fee<C>>(c_.pricing.value()[i]), before_);
        if (next.tiers) refuse("is one price, and cannot renew a price in tiers", "'" + next.name + "'", "write the renewed contract as one of its own");
        if (!next.minimum) return;
        if (next.minimum->make_up && next.minimum->make_up->tail_months > 0) {
            refuse("cannot renew a minimum whose tail reaches into the renewed term", "'" + next.name + "'", "write the renewed contract as one of its own");
        }
        settle_ramp(*next.minimum, counted);
    }

    contract<C>&        c_;
    const exercised<C>& by_;
    term                before_;
    year_month_day      end_;
    unit_price<C>       price_;
};

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
    contract<C> after = c;
    if (own.kind == option_kind::renewal) detail::renewal<C>(after, by).replace();
    if (own.kind == option_kind::expansion) detail::expand(after, by);
    else detail::extend(after, by);
    detail::outgrow(after, own.name);
    after.options.value()[option].exercised_on = on;
    return after;
}

} // namespace ratable
