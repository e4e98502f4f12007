// SPDX-License-Identifier: BSL-1.0
/// Rules of pricing: units that can be billed, tiers and ramps in order, minimums that can be met. Called by validate.hpp.
#pragma once

#include <ratable/terms/problem_list.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ratable::detail {

/// Days of the term's longest reading in whole months, the last of which may be short; 0 when the term is unknown or refused.
inline int most_months(const problem_list& problems, const stated<term>& t)
{
    if (!t.is_known() || problems.has({"term"})) return 0;
    const fraction months = months_of(t.high() ? *t.high() : t.value());
    return static_cast<int>(round_to_integer(months, rounding::up));
}

inline void check_digits(problem_list& problems, const term_path& path, int digits, int most)
{
    if (digits < 0 || digits > most) problems.add(path, "must be from 0 to " + std::to_string(most), std::to_string(digits), "write the digits after the point");
}

inline void check_escalator(problem_list& problems, int i, const std::optional<escalator>& e)
{
    if (!e) return;
    const auto at    = [i](std::string_view field) { return term_path{"pricing", i, field}; };
    const bool grows = e->growth.is_known() || !e->growth.unknown_because().empty();
    if (grows == e->index.has_value()) problems.add(at("escalator"), "must have either a growth or an index", grows ? "both" : "neither", "write growth = 3 % a year, or the index it follows");
    check_bounds(problems, at("escalator.growth"), e->growth, [](const ratio& g) { return ratio(-1) < g; }, "must be more than -1", "write 3 % a year as 0.03");
    check_digits(problems, at("escalator.rounds.digits"), e->rounds.digits, 6);
    if (!e->index) return;
    const index_link& index = *e->index;
    if (index.name.empty()) problems.add(at("escalator.index.name"), "must not be empty", "", "name the index as its readings do");
    if (index.lag_months < 0) problems.add(at("escalator.index.lag_months"), "must not be negative", std::to_string(index.lag_months), "count months back from the anniversary");
    if (index.floor && index.floor->units <= 0) problems.add(at("escalator.index.floor"), "must be positive, for it is a factor", to_string(*index.floor), "write 1 for no decrease");
    if (index.cap && index.cap->units <= 0) problems.add(at("escalator.index.cap"), "must be positive, for it is a factor", to_string(*index.cap), "write 1.05 for at most 5 % more");
    if (index.floor && index.cap && *index.cap < *index.floor) {
        problems.add(at("escalator.index.cap"), "must not be below the floor " + to_string(*index.floor), to_string(*index.cap), "let the cap be the larger");
    }
}

/// Shares that hold from later months or days on come in order, none of them from the first.
template <class Steps, class From>
void check_steps(problem_list& problems, const term_path& path, const Steps& steps, From&& from)
{
    int         before = 1;
    std::size_t k      = 0;
    for (const auto& step : steps) {
        if (from(step) <= before) {
            return problems.add(path, k, "must be in ascending order, each from a later one than the first", std::to_string(from(step)) + " after " + std::to_string(before), "put them in order");
        }
        if (step.share.units < 0) return problems.add(path, k, "must not have a negative share", to_string(step.share), "write 0 for none");
        before = from(step);
        ++k;
    }
}

inline void check_minimum(problem_list& problems, int i, const std::optional<take_or_pay>& m, int term_months)
{
    if (!m) return;
    const term_path ramp{"pricing", i, "minimum.ramp"}, usable{"pricing", i, "minimum.make_up.usable_months"}, tail{"pricing", i, "minimum.make_up.tail_months"};
    check_positive_share(problems, {"pricing", i, "minimum.share"}, m->share);
    check_bounds(problems, {"pricing", i, "minimum.contracted"}, m->contracted, [](const auto& n) { return n.count > 0; }, "must be positive", "write how many are contracted");
    check_steps(problems, ramp, m->ramp, [](const minimum_step& step) { return step.from_month; });
    for (std::size_t k = 0; const minimum_step& step : m->ramp) {
        if (!problems.has(ramp) && ratio(1) < step.share) problems.add(ramp, k, "must have shares of at most 1", to_string(step.share), remedy_of_share);
        ++k;
    }
    if (m->make_up) {
        check_bounds(problems, {"pricing", i, "minimum.make_up.cap"}, m->make_up->cap, [](const metered& cap) { return sign(cap) > 0; }, "must be positive", "leave make_up out when nothing can be made up");
        if (m->make_up->tail_months < 0) problems.add(tail, "must not be negative", std::to_string(m->make_up->tail_months), "count months after the term");
        if (m->make_up->usable_months < 1) {
            problems.add(usable, "must be a month at least, or nothing is ever made up", std::to_string(m->make_up->usable_months), "leave make_up out");
        } else if (term_months == 1 && m->make_up->tail_months == 0) {
            problems.add(usable, "must have a later month to be used in, and the term has one month", std::to_string(m->make_up->usable_months), "leave make_up out, or state a tail");
        }
    }
    if (m->true_up) check_positive_share(problems, {"pricing", i, "minimum.true_up.share"}, m->true_up->share);
}

template <class C>
void check_tiers(problem_list& problems, int i, const std::optional<tiers<C>>& t)
{
    if (!t) return;
    const term_path steps{"pricing", i, "tiers.steps"}, from{"pricing", i, "tiers.rebate.from"}, share{"pricing", i, "tiers.rebate.share"};
    const std::vector<tier<C>>& list = t->steps;
    metered                     last{};
    if (list.empty()) problems.add(steps, "must not be an empty list", "no tier", "write a price without a bound");
    else if (list.back().up_to) problems.add(steps, list.size() - 1, "must end with a tier without a bound", "up to " + to_string(*list.back().up_to), "leave up_to out of the last one");
    for (std::size_t k = 0; k < list.size() && !problems.has(steps); ++k) {
        if (sign(list[k].price.amount) < 0) problems.add(steps, k, "must not have a negative price", to_string(list[k].price), "write 0 for none");
        else if (!list[k].up_to && k + 1 < list.size()) problems.add(steps, k, "must have a bound in every tier but the last", "tier " + std::to_string(k + 1) + " without one", "write up_to");
        else if (list[k].up_to && *list[k].up_to <= last) problems.add(steps, k, "must have ascending, positive bounds", to_string(*list[k].up_to) + " after " + to_string(last), "put them in order");
        if (list[k].up_to) last = *list[k].up_to;
    }
    if (!t->rebate) return;
    if (sign(t->rebate->from) <= 0) problems.add(from, "must be positive", to_string(t->rebate->from), "write the quantity that earns it");
    if (!is_positive_share(t->rebate->share)) problems.add(share, rule_of_positive_share, to_string(t->rebate->share), remedy_of_share);
}

/// What the rules of prices look at beside the price.
template <class C>
struct priced_contract
{
    C                 currency;
    const tranches*   capacity; ///< null when unknown
    int               months;   ///< of the term; 0 when unknown
    std::optional<period> term; ///< its longest reading, if it is known
};

/// A clause that holds on a part of the term: on days that exist, in order, and within it.
template <class Clause>
void check_dates(problem_list& problems, int i, const Clause& clause, const std::optional<period>& term)
{
    const term_path from{"pricing", i, "from"}, until{"pricing", i, "until"};
    const auto      exists = [&](const term_path& path, const std::optional<year_month_day>& day) {
        if (day && !day->ok()) problems.add(path, "must be a day of the calendar", to_string(*day), "write a day that exists");
        return day && day->ok();
    };
    const bool begins = exists(from, clause.from), ends = exists(until, clause.until);
    if (begins && ends && sys_days{*clause.until} <= sys_days{*clause.from}) problems.add(until, "must be after from, " + to_string(*clause.from), to_string(*clause.until), "write the first day on which it no longer holds");
    if (begins && term && !term->contains(sys_days{*clause.from})) problems.add(from, "must be a day of the term " + to_string(*term), to_string(*clause.from), "leave it out when it holds from the start");
    if (ends && term && !problems.has(until) && (sys_days{*clause.until} <= term->start() || term->end() < sys_days{*clause.until})) {
        problems.add(until, "must be a day of the term " + to_string(*term) + ", after its first", to_string(*clause.until), "leave it out when it holds to the end");
    }
}

/// A price is not negative, in the contract's currency and per one of the units that its clause bills.
template <class C, class Billed>
void check_price(problem_list& problems, const term_path& path, const stated<unit_price<C>>& s, const C& currency, Billed&& billed, const char* units)
{
    each_bound(s, [&](const unit_price<C>& p) {
        if (problems.has(path)) return;
        if (!(p.amount.unit == currency)) problems.add(path, "must be in the contract's currency " + std::string(currency.code()), to_string(p), "convert it");
        else if (sign(p.amount.amount) < 0) problems.add(path, "must not be negative", to_string(p), "write 0 for none");
        else if (!billed(p.per)) problems.add(path, std::string("must be per ") + units, to_string(p), "state it per one of these");
    });
}

template <class C>
void check_amount(problem_list& problems, const term_path& path, const stated<money<C>>& s, const C& currency)
{
    each_bound(s, [&](const money<C>& m) {
        if (problems.has(path)) return;
        if (!(m.unit == currency)) problems.add(path, "must be in the contract's currency " + std::string(currency.code()), to_string(m), "convert it");
        else if (sign(m.amount) <= 0) problems.add(path, "must be positive", to_string(m), "write the amount that is due, or leave the clause out");
    });
}

/// Capacity that is priced must be of the price's kind: by GPU-hours, accelerators that megawatts feed; by power, its basis.
inline void check_priced_tranche(problem_list& problems, const term_path& path, const tranche& t, int j, priced_unit per, const any_accelerator& accelerator, power_basis basis)
{
    const std::string name = "tranches[" + std::to_string(j) + "]";
    if (per != priced_unit::gpu_hour) {
        if (basis != power_basis::unstated && t.capacity.is_known() && t.capacity.value().in.on.basis != basis) {
            problems.add(path, "must be on the MW basis of " + name + ", " + t.capacity.value().in.name(), std::string(name_of(basis)), "state both on one basis");
        }
    } else if (!t.power_per_accelerator.is_known()) {
        problems.add(path, "per GPU-hour needs the power_per_accelerator of " + name, "unknown", "state or assume it, or price megawatts");
    } else if (!accelerator.model().empty() && t.accelerator.is_known() && !(t.accelerator.value() == accelerator)) {
        problems.add(path, "must be for the accelerator of " + name + ", " + to_string(t.accelerator.value()), to_string(accelerator), "name one accelerator in both");
    }
}

inline void check_clause(problem_list& problems, int i, const consideration_fee& fee, const tranches* capacity, bool consideration_known, int& of_this_kind)
{
    const term_path path{"pricing", i};
    if (++of_this_kind > 1) problems.add(path, "must not bill the consideration a second time", fee.name, "keep one clause of this kind");
    if (!consideration_known) problems.add(path, "bills the consideration, which must be known", "unknown", "state the consideration, or price what is delivered");
    if (fee.by == billed_by::capacity && capacity == nullptr) {
        problems.add({"pricing", i, "by"}, "by capacity needs tranches", "unknown", "bill by months or days, or assume tranches");
    }
}

template <class C>
void check_clause(problem_list& problems, int i, const fixed_fee<C>& fee, const priced_contract<C>& c)
{
    check_amount(problems, {"pricing", i, "amount"}, fee.amount, c.currency);
    check_escalator(problems, i, fee.escalator);
    const bool once = fee.every == fee_every::once;
    if (once && fee.escalator) problems.add({"pricing", i, "escalator"}, "must not stand with a fee that is due once", "an escalator", "leave it out");
    if (!once && fee.due_on) problems.add({"pricing", i, "due_on"}, "must stand with a fee that is due once", to_string(*fee.due_on), "leave it out, or write every = once");
    check_dates(problems, i, fee, c.term);
    for (const auto& [field, day] : {std::pair("from", fee.from), std::pair("until", fee.until)}) {
        const term_path path{"pricing", i, field};
        if (once && day && !problems.has(path)) problems.add(path, "must not stand with a fee that is due once", to_string(*day), "write due_on");
    }
    if (fee.due_on && !fee.due_on->ok()) problems.add({"pricing", i, "due_on"}, "must be a day of the calendar", to_string(*fee.due_on), "write a day that exists");
}

template <class C>
void check_clause(problem_list& problems, int i, const capacity_fee<C>& fee, const priced_contract<C>& c)
{
    const term_path price{"pricing", i, "price"}, named{"pricing", i, "tranche"};
    const auto      billed = [](priced_unit u) { return u == priced_unit::mw_month || u == priced_unit::kw_month || u == priced_unit::gpu_hour; };
    check_price(problems, price, fee.price, c.currency, billed, "MW-month, kW-month or GPU-hour, for capacity");
    check_escalator(problems, i, fee.escalator);
    check_dates(problems, i, fee, c.term);
    if (fee.renews && !fee.from) problems.add({"pricing", i, "renews"}, "must stand with the day from which the fee holds", "no from", "write from, or leave renews out");
    bool found = fee.tranche.empty();
    for (int j = 0; c.capacity != nullptr && j < static_cast<int>(c.capacity->size()); ++j) {
        const tranche& t = (*c.capacity)[static_cast<std::size_t>(j)];
        if (!fee.tranche.empty() && t.name != fee.tranche) continue;
        found = true;
        if (fee.price.is_known() && !problems.has(price)) {
            check_priced_tranche(problems, price, t, j, fee.price.value().per, fee.price.value().accelerator, fee.price.value().basis);
        }
    }
    if (!found) problems.add(named, "must be the name of a tranche", "\"" + fee.tranche + "\"", "write a name that a tranche has, or leave it out for all");
}

template <class C>
void check_clause(problem_list& problems, int i, const usage_fee<C>& fee, const priced_contract<C>& c)
{
    const term_path price{"pricing", i, "price"}, overage{"pricing", i, "overage"}, contracted{"pricing", i, "minimum.contracted"};
    const auto      billed = [](priced_unit u) { return u == priced_unit::gpu_hour || u == priced_unit::mwh || u == priced_unit::kwh; };
    check_price(problems, price, fee.price, c.currency, billed, "GPU-hour, MWh or kWh, for usage");
    check_price(problems, overage, fee.overage, c.currency, billed, "GPU-hour, MWh or kWh, for usage");
    check_tiers(problems, i, fee.tiers);
    check_escalator(problems, i, fee.escalator);
    check_minimum(problems, i, fee.minimum, c.months);
    check_dates(problems, i, fee, c.term);
    if (fee.until && fee.minimum && fee.minimum->make_up && fee.minimum->make_up->tail_months > 0) {
        problems.add({"pricing", i, "until"}, "must not stand with a tail, for hours after it are another clause's", to_string(*fee.until), "leave tail_months out");
    }
    if (!fee.price.is_known() || problems.has(price)) return;
    const unit_price<C>& p = fee.price.value();
    if (fee.overage.is_known() && !problems.has(overage)) {
        const unit_price<C>& o = fee.overage.value();
        if (o.per != p.per || !(o.accelerator == p.accelerator)) problems.add(overage, "must be per the unit of the price, " + to_string(p), to_string(o), "state both per one unit");
    }
    if (!fee.minimum) return;
    if (p.per != priced_unit::gpu_hour) problems.add({"pricing", i, "minimum"}, "counts accelerators' hours, so the price must be per GPU-hour", to_string(p), "leave the minimum out");
    else if (fee.minimum->contracted.is_known() && !p.accelerator.model().empty() && !fee.minimum->contracted.value().in.kind.model().empty() &&
             !(fee.minimum->contracted.value().in.kind == p.accelerator)) {
        problems.add(contracted, "must be of the accelerator that is priced, " + to_string(p.accelerator), to_string(fee.minimum->contracted.value()), "name one accelerator in both");
    } else if (!fee.minimum->contracted.is_known() && c.capacity == nullptr) {
        problems.add(contracted, "must be known where tranches are unknown", "unknown", "state how many accelerators are contracted");
    }
}

template <currency C>
void check_pricing(problem_list& problems, const contract<C>& c)
{
    if (!c.pricing.is_known()) return;
    if (c.pricing.value().empty()) problems.add({"pricing"}, "must not be an empty list", "no clause", "list what is charged, or say unknown and why");
    if (!c.billing.is_known() && c.billing.unknown_because().empty()) {
        problems.add({"billing"}, "must be stated where there is pricing", "not stated", "say how often it is invoiced and when it is paid, or unknown and why");
    }
    const priced_contract<C> priced{c.consideration.is_known() ? c.consideration.value().unit : c.currency, c.tranches.is_known() ? &c.tranches.value() : nullptr,
                                    most_months(problems, c.term),
                                    c.term.is_known() && !problems.has({"term"}) ? std::optional(days_of(c.term.high() ? *c.term.high() : c.term.value())) : std::nullopt};
    int considerations = 0;
    for (int i = 0; const pricing_clause<C>& any : c.pricing.value()) {
        std::visit(
            [&]<class Clause>(const Clause& clause) {
                if constexpr (std::same_as<Clause, consideration_fee>) check_clause(problems, i, clause, priced.capacity, c.consideration.is_known(), considerations);
                else check_clause(problems, i, clause, priced);
            },
            any);
        ++i;
    }
}

} // namespace ratable::detail
