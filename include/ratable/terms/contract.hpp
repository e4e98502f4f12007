// SPDX-License-Identifier: BSL-1.0
/// The contract: one aggregate that reads like the term sheet, and the one walk over its terms.
#pragma once

#include <ratable/terms/provenance.hpp>
#include <ratable/terms/required.hpp>
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
    required<stated<ratable::term>>           term;
    required<stated<ratable::tranches>>       tranches;
    required<stated<money<C>>>                consideration;  ///< the headline, and what schedules spread
    stated<money<C>>                          committed = {}; ///< what the customer cannot cancel
    stated<money<C>>                          up_to     = {}; ///< with all options exercised
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
            ++i;
        }
    }
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
