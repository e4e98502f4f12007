// SPDX-License-Identifier: BSL-1.0
/// Rules of the clauses around prices: billing, spend, prepayment, remedies, power, availability, options, termination. Called by validate.hpp.
#pragma once

#include <ratable/terms/problem_list.hpp>
#include <ratable/terms/validate_pricing.hpp>
#include <ratable/terms/validate_tranches.hpp>

#include <optional>
#include <string>
#include <variant>

namespace ratable::detail {

inline void check_billing(problem_list& problems, const billing& b)
{
    const payment_terms& p = b.payment;
    if (p.net.count() < 0) problems.add({"billing", -1, "payment.net"}, "must not be negative", to_string(p.net), "count days from the invoice");
    if (p.convention != business_day_convention::unadjusted && p.calendar == no_holidays()) {
        problems.add({"billing", -1, "payment.calendar"}, "must know business days for the convention " + std::string(name_of(p.convention)), p.calendar.name(),
                     "name a calendar, at least weekends, or write unadjusted");
    }
    if (!b.holdback) return;
    check_positive_share(problems, {"billing", -1, "holdback.share"}, b.holdback->share);
    if (b.holdback->released_after.count() < 0) {
        problems.add({"billing", -1, "holdback.released_after"}, "must not be negative", to_string(b.holdback->released_after), "count months from the first in-service date");
    }
}

template <class C>
void check_spend(problem_list& problems, const committed_spend<C>& s, const C& currency)
{
    check_amount(problems, {"spend", -1, "a_year"}, s.a_year, currency);
    if (s.at_end == undrawn::rolls_over) {
        problems.add({"spend", -1, "at_end"}, "must not roll over, for there is no year to roll into", "rolls_over", "write billed or lapses");
    }
}

/// A credit window counts months of a tranche: it begins in every tranche's service, and does not outlast the term.
inline void check_prepayment(problem_list& problems, const prepayment& p, const stated<tranches>& list, const stated<term>& t)
{
    const term_path from{"prepayment", -1, "from_month"}, through{"prepayment", -1, "through_month"};
    const auto      is_month = [](date::months m) { return m.count() >= 1; };
    check_positive_share(problems, {"prepayment", -1, "share"}, p.share);
    check_days(problems, {"prepayment", -1, "lead"}, p.lead);
    check_bounds(problems, from, p.from_month, is_month, "must be counted from 1", "write 1 for the first month");
    check_bounds(problems, through, p.through_month, is_month, "must be counted from 1", "write the last month with a credit");
    if (p.from_month.is_known() && p.through_month.is_known() && !problems.has(through) && p.through_month.value() < p.from_month.value()) {
        problems.add(through, "must not be before from_month, " + to_string(p.from_month), to_string(p.through_month), "let the window end after it begins");
    }
    const int in_term = most_months(problems, t);
    if (in_term == 0) return;
    if (p.through_month.is_known() && !problems.has(through) && p.through_month.value().count() > in_term + 1) { // a stub at each end adds one
        problems.add(through, "must lie within the term, of " + std::to_string(in_term) + " months", to_string(p.through_month), "write an earlier month");
    }
    if (p.from_month.is_known() && !problems.has(from) && p.from_month.value().count() > in_term + 1) {
        problems.add(from, "must lie within the term, of " + std::to_string(in_term) + " months", to_string(p.from_month), "write an earlier month");
    }
    if (!p.from_month.is_known() || problems.has(from) || !list.is_known()) return;
    const sys_days term_end = days_of(t.high() ? *t.high() : t.value()).end();
    for (int i = 0; const tranche& one : list.value()) {
        if (one.in_service.is_known() && !problems.has({"tranches", i, "in_service"}) && !problems.has({"tranches", i, "end"})) {
            const year_month_day first = one.in_service.value();
            const sys_days       last  = one.end.is_known() ? sys_days{one.end.value()} : term_end;
            const sys_days       opens = sys_days{moved_by_months(first, p.from_month.value() - date::months{1}, month_rule::clamp)};
            if (last <= opens) {
                problems.add(from, "must lie within the service of tranches[" + std::to_string(i) + "], which ends " + to_string(last), to_string(p.from_month), "write an earlier month");
                return;
            }
        }
        ++i;
    }
}

inline void check_delay(problem_list& problems, const delay_damages& d, const stated<tranches>& list)
{
    const term_path long_stop{"delay", -1, "long_stop"}, ends{"delay", -1, "ends"}, share{"delay", -1, "share"};
    check_days(problems, {"delay", -1, "grace"}, d.grace);
    check_bounds(problems, share, d.share, is_not_negative, "must not be negative", remedy_of_share);
    check_positive_share(problems, {"delay", -1, "cap"}, d.cap);
    check_steps(problems, {"delay", -1, "steps"}, d.steps, [](const delay_step& step) { return step.from_day; });
    check_bounds(problems, long_stop, d.long_stop, [](date::days days) { return days.count() > 0; }, "must be positive", "count days from the planned in-service date");
    const bool stated_long_stop = d.long_stop.is_known() || !d.long_stop.unknown_because().empty();
    if (!stated_long_stop && d.ends) problems.add(long_stop, "must be stated where something ends", "not stated", "write the days, or leave ends out");
    if (!stated_long_stop || d.ends) return;
    problems.add(ends, "must say what a delay past the long-stop ends", "not stated", "write tranche or order");
    if (!list.is_known() || !d.long_stop.is_known()) return;
    for (int i = 0; const tranche& t : list.value()) {
        const term_path slip{"tranches", i, "slip"};
        if (t.slip.is_known() && d.long_stop.value() < t.slip.value()) {
            problems.add(slip, "is past the long-stop of " + to_string(d.long_stop.value()) + ", and nothing says what that ends", to_string(t.slip), "write delay.ends");
        }
        ++i;
    }
}

inline void check_service_level(problem_list& problems, const service_level& s)
{
    const term_path                         steps{"service_level", -1, "steps"};
    const std::vector<service_credit_step>& list = s.steps;
    if (list.empty()) problems.add(steps, "must not be an empty list", "no step", "write from which availability on there is a credit");
    for (std::size_t k = 0; k < list.size() && !problems.has(steps); ++k) {
        if (!is_positive_share(list[k].below) || !is_positive_share(list[k].share)) {
            problems.add(steps, k, "must have availabilities and shares above 0 and at most 1", to_string(list[k].below) + ": " + to_string(list[k].share), remedy_of_share);
        } else if (k > 0 && !(list[k].below < list[k - 1].below && list[k - 1].share <= list[k].share)) {
            problems.add(steps, k, "must go from the highest availability to the lowest, with growing shares", to_string(list[k].below) + " after " + to_string(list[k - 1].below), "put them in order");
        }
    }
    check_positive_share(problems, {"service_level", -1, "cap"}, s.cap);
}

template <class C>
void check_pass_through(problem_list& problems, const power_pass_through<C>& p, const stated<tranches>& list, const C& currency)
{
    const term_path floor{"power", -1, "pue_floor"}, cap{"power", -1, "pue_cap"}, tariff{"power", -1, "tariff"}, tariff_cap{"power", -1, "tariff_cap"};
    const auto      is_pue    = [](const ratio& r) { return ratio(1) <= r; };
    const auto      by_energy = [](priced_unit u) { return u == priced_unit::kwh || u == priced_unit::mwh; };
    check_positive_share(problems, {"power", -1, "load_factor"}, p.load_factor);
    check_bounds(problems, {"power", -1, "pue"}, p.pue, is_pue, "must be at least 1, for gross includes critical IT", "write such as 1.25");
    if (p.pue_floor && !is_pue(*p.pue_floor)) problems.add(floor, "must be at least 1, for gross includes critical IT", to_string(*p.pue_floor), "write such as 1.1");
    if (p.pue_cap && !is_pue(*p.pue_cap)) problems.add(cap, "must be at least 1, for gross includes critical IT", to_string(*p.pue_cap), "write such as 1.4");
    else if (p.pue_floor && p.pue_cap && *p.pue_cap < *p.pue_floor) problems.add(cap, "must not be below the floor " + to_string(*p.pue_floor), to_string(*p.pue_cap), "let the cap be the larger");
    check_price(problems, tariff, p.tariff, currency, by_energy, "kWh or MWh");
    if (p.tariff_cap) check_price(problems, tariff_cap, stated<unit_price<C>>(*p.tariff_cap), currency, by_energy, "kWh or MWh");
    if (p.tariff_cap && p.tariff.is_known() && !problems.has(tariff) && !problems.has(tariff_cap) && p.tariff_cap->per != p.tariff.value().per) {
        problems.add(tariff_cap, "must be per the unit of the tariff, " + std::string(name_of(p.tariff.value().per)), to_string(*p.tariff_cap), "state both per one unit");
    }
    check_price(problems, {"power", -1, "demand"}, p.demand, currency, [](priced_unit u) { return u == priced_unit::kw; }, "kW of metered peak");
    if (p.kwh_digits) check_digits(problems, {"power", -1, "kwh_digits.digits"}, p.kwh_digits->digits, metered::scale);
    for (int i = 0; list.is_known() && i < static_cast<int>(list.value().size()); ++i) {
        const tranche& t = list.value()[static_cast<std::size_t>(i)];
        if (!t.capacity.is_known()) continue;
        const power_basis basis = t.capacity.value().in.on.basis;
        if (basis == power_basis::critical_it || basis == power_basis::unstated) continue;
        problems.add({"power"}, "multiplies critical IT by PUE, but tranches[" + std::to_string(i) + "] is on another basis", std::string(name_of(basis)), "state capacity as critical_it");
        return;
    }
}

inline void check_availability(problem_list& problems, const availability& a, const stated<tranches>& list, const stated<term>& t)
{
    const term_path path{"availability", -1, "maintenance"};
    check_positive_share(problems, {"availability", -1, "expected"}, a.expected);
    const bool dated = t.is_known() && !problems.has({"term"});
    for (const planned_maintenance& m : a.maintenance) {
        if (m.out.count <= 0) return problems.add(path, "must take out some power", to_string(m.out), "write how much is out");
        if (!dated) continue;
        const period term = days_of(t.high() ? *t.high() : t.value());
        if (m.days.start() < term.start() || term.end() < m.days.end()) return problems.add(path, "must lie within the term " + to_string(term), to_string(m.days), "move it");
        if (!list.is_known()) continue;
        int128 installed = 0; // of what may be in service on some of these days
        for (int i = 0; const tranche& one : list.value()) {
            if (one.capacity.is_known() && !(one.capacity.value().in == m.out.in)) {
                return problems.add(path, "must be on the tranches' MW basis, " + one.capacity.value().in.name(), to_string(m.out), "state both on one basis");
            }
            const auto days = possible_days(problems, one, i, term);
            if (one.capacity.is_known() && days && intersection(*days, m.days)) installed += (one.capacity.high() ? *one.capacity.high() : one.capacity.value()).count;
            ++i;
        }
        if (installed < m.out.count) return problems.add(path, "must not exceed the capacity in service on " + to_string(m.days), to_string(m.out), "write what is out of that capacity");
    }
}

template <class C>
void check_option(problem_list& problems, const option<C>& o, int i, const C& currency)
{
    const auto at     = [i](std::string_view field) { return term_path{"options", i, field}; };
    const auto needed = [&](std::string_view field, const auto& s, bool here) {
        if (here && !is_said(s)) problems.add(at(field), "must be stated for this kind, " + std::string(name_of(o.kind)), "not stated", "write it, or say unknown and why");
        if (here && o.exercised_on && !s.is_known() && is_said(s)) problems.add(at(field), "must be known, for the option is exercised", "unknown", "state it");
        if (!here && is_said(s)) problems.add(at(field), "must not stand in this kind, " + std::string(name_of(o.kind)), to_string(s), "leave it out");
    };
    const bool renewal = o.kind == option_kind::renewal, expansion = o.kind == option_kind::expansion;
    needed("length", o.length, !expansion);
    needed("capacity", o.capacity, expansion);
    needed("in_service", o.in_service, expansion);
    if (!expansion) needed("price", o.price, renewal); // an expansion may be priced as the rest
    const auto a_month = [](date::months m) { return m.count() >= 1; };
    check_bounds(problems, at("length"), o.length, a_month, "must be a month at least", "write how much longer it runs");
    if (!problems.has(at("capacity"))) check_power(problems, at("capacity"), o.capacity);
    const auto exists = [](const year_month_day& day) { return day.ok(); };
    check_bounds(problems, at("notice_by"), o.notice_by, exists, "must be a day of the calendar", "write a day that exists");
    if (!problems.has(at("in_service"))) check_bounds(problems, at("in_service"), o.in_service, exists, "must be a day of the calendar", "write a day that exists");
    if (!problems.has(at("price"))) check_price(problems, at("price"), o.price, currency, [](priced_unit) { return true; }, "");
    const std::optional<year_month_day>& last = o.notice_by.high();
    if (o.exercised_on && !o.exercised_on->ok()) problems.add(at("exercised_on"), "must be a day of the calendar", to_string(*o.exercised_on), "write a day that exists");
    else if (o.exercised_on && last && *last < *o.exercised_on) {
        problems.add(at("exercised_on"), "must not be after the notice day " + to_string(*last), to_string(*o.exercised_on), "leave it out, for the option lapsed");
    }
}

/// Prepayments and credits are shares of fees: where no clause bills such fees they would come to nothing, without a word.
template <class C>
void check_shared_fees(problem_list& problems, const contract<C>& c)
{
    if (!c.pricing.is_known() || c.pricing.value().empty()) return;
    bool of_tranches = false, as_a_whole = false;
    for (const pricing_clause<C>& clause : c.pricing.value()) {
        const auto* spread = std::get_if<consideration_fee>(&clause);
        of_tranches        = of_tranches || std::holds_alternative<capacity_fee<C>>(clause) || (spread != nullptr && spread->by == billed_by::capacity);
        as_a_whole         = as_a_whole || spread != nullptr;
    }
    const bool any = of_tranches || as_a_whole;
    if (!any && c.prepayment.is_known()) problems.add({"prepayment"}, "is a share of capacity fees or of a consideration, and nothing bills one", "fixed or usage fees alone", "price the capacity, write a fixed fee that is due once, or leave it out");
    if (!any && c.service_level.is_known()) problems.add({"service_level"}, "credits a share of capacity fees or of a consideration, and nothing bills one", "fixed or usage fees alone", "price the capacity, or leave it out");
    if (of_tranches || !c.delay.is_known() || (as_a_whole && !c.tranches.is_known())) return; // nobody knows what may be late
    const stated<ratio>& share = c.delay.value().share;
    if (share.is_known() && share.value() == ratio(0) && is_said(c.delay.value().long_stop)) return; // a long-stop alone
    problems.add({"delay"}, "credits a share of the late tranche's fees, and nothing bills tranches", as_a_whole ? "a consideration by months or days" : "fixed or usage fees alone",
                 "price the capacity, bill the consideration by capacity, or leave it out");
}

template <class C>
void check_termination(problem_list& problems, const early_termination<C>& e, const stated<term>& t, const C& currency)
{
    const term_path fees{"termination", -1, "fee_by_year"}, on{"termination", -1, "terminated_on"}, mitigation{"termination", -1, "mitigation"}, settled{"termination", -1, "settled"};
    if (e.fee_by_year.empty() && !e.minimums) problems.add(fees, "must not be an empty list", "no fee", "write one for each contract year; the last holds for all later ones");
    for (const money<C>& fee : e.fee_by_year) {
        if (problems.has(fees)) break;
        if (!(fee.unit == currency)) problems.add(fees, "must be in the contract's currency " + std::string(currency.code()), to_string(fee), "convert it");
        else if (sign(fee.amount) < 0) problems.add(fees, "must not be negative", to_string(fee), "write 0 for none");
    }
    check_amount(problems, mitigation, e.mitigation, currency);
    if (e.minimums) {
        check_positive_share(problems, {"termination", -1, "minimums.share"}, e.minimums->share);
        check_bounds(problems, {"termination", -1, "minimums.rate"}, e.minimums->rate, is_not_negative, "must not be negative", "write such as \"0.065\", or \"0\"");
    }
    check_amount(problems, settled, e.settled, currency);
    if (e.settled.is_known() && !e.terminated_on) problems.add(settled, "says what leaving came to, on a day that must be stated", to_string(e.settled.value()), "write terminated_on, or leave it out");
    if (e.notice.count() < 0) problems.add({"termination", -1, "notice"}, "must not be negative", to_string(e.notice), "count days before the termination");
    if (!e.terminated_on || !t.is_known() || problems.has({"term"})) return;
    const period term = days_of(t.high() ? *t.high() : t.value());
    if (!e.terminated_on->ok()) problems.add(on, "must be a day of the calendar", to_string(*e.terminated_on), "write a day that exists");
    else if (!term.contains(sys_days{*e.terminated_on})) problems.add(on, "must be a day of the term " + to_string(term), to_string(*e.terminated_on), "leave it out when the term runs its length");
}

template <currency C>
void check_clauses(problem_list& problems, const contract<C>& c)
{
    const C currency = c.consideration.is_known() ? c.consideration.value().unit : c.currency;
    if (c.billing.is_known()) check_billing(problems, c.billing.value());
    if (c.spend.is_known()) check_spend(problems, c.spend.value(), currency);
    if (c.prepayment.is_known()) check_prepayment(problems, c.prepayment.value(), c.tranches, c.term);
    if (c.delay.is_known()) check_delay(problems, c.delay.value(), c.tranches);
    if (c.service_level.is_known()) check_service_level(problems, c.service_level.value());
    if (c.power.is_known()) check_pass_through(problems, c.power.value(), c.tranches, currency);
    if (c.availability.is_known()) check_availability(problems, c.availability.value(), c.tranches, c.term);
    for (int i = 0; c.options.is_known() && i < static_cast<int>(c.options.value().size()); ++i) {
        check_option(problems, c.options.value()[static_cast<std::size_t>(i)], i, currency);
    }
    check_shared_fees(problems, c);
    if (c.termination.is_known()) check_termination(problems, c.termination.value(), c.term, currency);
}

} // namespace ratable::detail
