// SPDX-License-Identifier: BSL-1.0
/// The contract: one aggregate that reads like the term sheet, and the one walk over its terms.
#pragma once

#include <ratable/terms/availability.hpp>
#include <ratable/terms/billing.hpp>
#include <ratable/terms/option.hpp>
#include <ratable/terms/pass_through.hpp>
#include <ratable/terms/prepayment.hpp>
#include <ratable/terms/pricing.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/terms/remedy.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/term.hpp>
#include <ratable/terms/tranche.hpp>
#include <ratable/units/fx.hpp>
#include <ratable/units/money.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// The consideration as reported in another currency: a cross-check, never booked.
template <currency C, currency Other>
struct fx_view
{
    required<stated<money<Other>>>      amount;
    required<stated<fx_rate<C, Other>>> rate; ///< units of the contract's currency for one of the view's
};

/// A view in any currency, by its number of minor digits.
template <currency C>
using any_fx_view = std::variant<fx_view<C, any_currency<0>>, fx_view<C, any_currency<2>>, fx_view<C, any_currency<3>>, fx_view<C, any_currency<4>>>;

/// What was agreed. What follows from it (capacity, schedules, metrics) is derived by functions and has types of its own.
///
/// Shape:   an aggregate; required terms must be written in the braces, optional ones may be left out.
///          `committed` and `up_to` stay apart from the headline: they are never inferred from it.
/// Units:   one currency, `C`; `currency` is written only for a run-time one.
/// Errors:  none here; `validate` (validate.hpp) lists all problems, derivations throw the first they meet.
template <ratable::currency C>
struct contract
{
    using currency_type = C;

    std::string                               id   = {}; ///< short name in outputs
    required<std::string>                     name;
    C                                         currency = {};
    std::string                               customer = {};
    std::string                               provider = {};
    std::optional<year_month_day>             signed_on = {};
    std::optional<year_month_day>             known_on  = {}; ///< the day it became public
    int                                       version   = 1;
    std::optional<year_month_day>             effective_on = {}; ///< of an amendment: the day from which its terms hold
    required<stated<ratable::term>>           term;
    required<stated<ratable::tranches>>       tranches;
    required<stated<money<C>>>                consideration;  ///< the headline, and what schedules spread
    stated<money<C>>                          committed = {}; ///< what the customer cannot cancel
    stated<money<C>>                          up_to     = {}; ///< with all options exercised
    stated<ratable::pricing<C>>               pricing   = {};
    stated<ratable::billing>                  billing   = {};
    stated<committed_spend<C>>                spend     = {}; ///< committed for each contract year
    stated<ratable::prepayment>               prepayment    = {};
    stated<delay_damages>                     delay         = {};
    stated<ratable::service_level>            service_level = {};
    stated<power_pass_through<C>>             power         = {};
    stated<ratable::availability>             availability  = {};
    stated<ratable::options<C>>               options       = {};
    stated<early_termination<C>>              termination   = {};
    std::vector<any_fx_view<C>>               views     = {};
};

/// Where a term stands in its contract: `tranches[1].in_service`. Indices count from 0, as in the C++ that wrote them.
struct term_path
{
    std::string_view list;       ///< `term`, `consideration`, `tranches`, `views`
    int              index = -1; ///< in a list
    std::string_view field = {};

    friend bool operator==(const term_path&, const term_path&) = default;
};
std::string to_string(const term_path& path);

/// Calls `visit(term_path, stated<T>&, const statement* around)` for every term, in the order of the term sheet; `around` is
/// the statement that a bare value inherits, or null. Works on const and mutable contracts: loaders write through it.
/// After a list itself, its members follow, as many as it has by then.
template <class Contract, class Visitor>
void each_term(Contract& c, Visitor&& visit);

/// Who states a term: itself, or else the list around it; nobody gives null.
template <class T>
[[nodiscard]] const statement* statement_of(const stated<T>& s, const statement* around) { return s.own_statement() ? &*s.own_statement() : around; }

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::string to_string(const term_path& path)
{
    std::string text(path.list);
    if (path.index >= 0) text += std::string("[") + std::to_string(path.index) + "]";
    if (!path.field.empty()) (text += '.') += path.field;
    return text;
}

namespace detail {

/// The value of a term that a derivation cannot do without; the error names the contract and the term.
template <currency C, class T>
const T& needed(const contract<C>& c, const char* term, const stated<T>& s)
{
    if (s.is_known()) return s.value();
    throw invalid_terms({"contract '" + c.name + "': " + term, "must be known to derive this",
                         s.unknown_because().empty() ? "not stated" : "unknown: " + s.unknown_because(), "state it, or assume it and say so"});
}

template <class Pricing, class Visitor>
void each_term_of(const char* list, int i, Pricing& clause, const statement* around, Visitor&& visit)
{
    const auto escalated = [&](auto& escalator) {
        if (escalator) visit(term_path{list, i, "escalator.growth"}, escalator->growth, around);
    };
    if constexpr (requires { clause.price; }) visit(term_path{list, i, "price"}, clause.price, around);
    if constexpr (requires { clause.amount; }) visit(term_path{list, i, "amount"}, clause.amount, around);
    if constexpr (requires { clause.escalator; }) escalated(clause.escalator);
    if constexpr (requires { clause.minimum; }) {
        visit(term_path{list, i, "overage"}, clause.overage, around);
        if (!clause.minimum) return;
        visit(term_path{list, i, "minimum.share"}, clause.minimum->share, around);
        visit(term_path{list, i, "minimum.contracted"}, clause.minimum->contracted, around);
        if (clause.minimum->make_up) visit(term_path{list, i, "minimum.make_up.cap"}, clause.minimum->make_up->cap, around);
        if (clause.minimum->true_up) visit(term_path{list, i, "minimum.true_up.share"}, clause.minimum->true_up->share, around);
    }
}

template <class Contract, class Visitor>
void each_priced_term(Contract& c, Visitor&& visit)
{
    const statement* nobody = nullptr;
    visit(term_path{"pricing"}, c.pricing, nobody);
    if (!c.pricing.is_known()) return;
    const statement* around = statement_of(c.pricing, nobody);
    int              i      = 0;
    for (auto& clause : c.pricing.value()) {
        std::visit([&](auto& kind) { detail::each_term_of("pricing", i, kind, around, visit); }, clause);
        ++i;
    }
}

/// Visits a clause, and then what `inside` says of it, if it is known.
template <class Clause, class Visitor, class Inside>
void each_term_in(const char* list, Clause& clause, Visitor&& visit, Inside&& inside)
{
    const statement* nobody = nullptr;
    visit(term_path{list}, clause, nobody);
    if (!clause.is_known()) return;
    const statement* around = statement_of(clause, nobody);
    inside(clause.value(), [&](std::string_view field, auto& term) { visit(term_path{list, -1, field}, term, around); });
}

template <class Contract, class Visitor>
void each_clause_term(Contract& c, Visitor&& visit)
{
    each_term_in("billing", c.billing, visit, [](auto& b, auto&& at) {
        if (b.holdback) at("holdback.share", b.holdback->share);
    });
    each_term_in("spend", c.spend, visit, [](auto& s, auto&& at) { at("a_year", s.a_year); });
    each_term_in("prepayment", c.prepayment, visit, [](auto& p, auto&& at) {
        at("share", p.share);
        at("lead", p.lead);
        at("from_month", p.from_month);
        at("through_month", p.through_month);
    });
    each_term_in("delay", c.delay, visit, [](auto& d, auto&& at) {
        at("grace", d.grace);
        at("share", d.share);
        at("cap", d.cap);
        at("long_stop", d.long_stop);
    });
    each_term_in("service_level", c.service_level, visit, [](auto& s, auto&& at) { at("cap", s.cap); });
    each_term_in("power", c.power, visit, [](auto& p, auto&& at) {
        at("load_factor", p.load_factor);
        at("pue", p.pue);
        at("tariff", p.tariff);
        at("demand", p.demand);
    });
    each_term_in("availability", c.availability, visit, [](auto& a, auto&& at) { at("expected", a.expected); });
    each_term_in("termination", c.termination, visit, [](auto& t, auto&& at) {
        if (t.minimums) {
            at("minimums.share", t.minimums->share);
            at("minimums.rate", t.minimums->rate);
        }
        at("mitigation", t.mitigation);
        at("settled", t.settled);
    });
    const statement* nobody = nullptr;
    visit(term_path{"options"}, c.options, nobody);
    if (!c.options.is_known()) return;
    const statement* around = statement_of(c.options, nobody);
    int              i      = 0;
    for (auto& o : c.options.value()) {
        visit(term_path{"options", i, "notice_by"}, o.notice_by, around);
        visit(term_path{"options", i, "length"}, o.length, around);
        visit(term_path{"options", i, "capacity"}, o.capacity, around);
        visit(term_path{"options", i, "in_service"}, o.in_service, around);
        visit(term_path{"options", i, "price"}, o.price, around);
        ++i;
    }
}

} // namespace detail

template <class Contract, class Visitor>
void each_term(Contract& c, Visitor&& visit)
{
    const statement* nobody = nullptr;
    visit(term_path{"term"}, c.term, nobody);
    visit(term_path{"consideration"}, c.consideration, nobody);
    visit(term_path{"committed"}, c.committed, nobody);
    visit(term_path{"up_to"}, c.up_to, nobody);
    visit(term_path{"tranches"}, c.tranches, nobody);
    if (c.tranches.is_known()) {
        const statement* around = statement_of(c.tranches, nobody);
        int              i      = 0;
        for (auto& t : c.tranches.value()) {
            visit(term_path{"tranches", i, "in_service"}, t.in_service, around);
            visit(term_path{"tranches", i, "capacity"}, t.capacity, around);
            visit(term_path{"tranches", i, "end"}, t.end, around);
            visit(term_path{"tranches", i, "accelerator"}, t.accelerator, around);
            visit(term_path{"tranches", i, "power_per_accelerator"}, t.power_per_accelerator, around);
            visit(term_path{"tranches", i, "slip"}, t.slip, around);
            visit(term_path{"tranches", i, "ready_for_service"}, t.ready_for_service, around);
            visit(term_path{"tranches", i, "acceptance"}, t.acceptance, around);
            ++i;
        }
    }
    detail::each_priced_term(c, visit);
    detail::each_clause_term(c, visit);
    int i = 0;
    for (auto& view : c.views) {
        std::visit(
            [&](auto& v) {
                visit(term_path{"views", i, "amount"}, v.amount, nobody);
                visit(term_path{"views", i, "rate"}, v.rate, nobody);
            },
            view);
        ++i;
    }
}

} // namespace ratable
