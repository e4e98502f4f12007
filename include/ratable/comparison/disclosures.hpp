// SPDX-License-Identifier: BSL-1.0
/// What a contract means for the notes of a filing: purchase obligations, remaining performance obligations, leases not yet commenced.
#pragma once

#include <ratable/accounting/commitments.hpp>
#include <ratable/accounting/lease_payments.hpp>
#include <ratable/accounting/remaining_performance.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/comparison/compare.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// What is asked for.
struct disclosure_request
{
    year_month_day   as_of;                      ///< the day of the balance sheet
    fiscal_months    fiscal;                     ///< the customer's fiscal years
    std::vector<int> rpo_months = {12, 24};      ///< where the provider's bands end
    rpo_exemptions   elected    = {.one_year_or_less = false, .as_invoiced = false};
    bool             is_lease   = false;         ///< the caller's judgement: what has not commenced is shown instead of purchase obligations
};

/// A line of a table: what falls into a band, what one tranche comes to, or the total.
struct disclosure_line
{
    std::string           label;
    std::optional<period> days  = {};
    figure                value = {};
};

struct disclosure_table
{
    std::string                  name;  ///< in JSON and CSV: `purchase_obligations`, `fixed_payments`, `remaining_performance`, `leases_not_commenced`
    std::string                  title;
    std::vector<std::string>     notes = {};
    std::vector<disclosure_line> lines = {};
};

struct disclosure_report
{
    deal_summary                  deal;
    year_month_day                as_of;
    date::month                   fiscal_year_end;
    std::vector<disclosure_table> tables = {};
};

/// The tables of one contract.
///
/// Rules:   a table that needs an unknown term says which, and why it is not known; nothing is put in its place. Where what cannot be cancelled is unknown,
///          `fixed_payments` says what would be, were none of it cancellable. Terms that are ranges make figures ranges, sampled as in `evaluate`.
/// Errors:  invalid_terms, the first problem that `validate` finds; as fiscal_bands and month_bands.
template <currency C>
[[nodiscard]] disclosure_report disclosures_of(const contract<C>& c, const disclosure_request& asked);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
fraction fraction_of(const money<C>& m) { return to_fraction(m.amount); }

/// Figures of several amounts at once, each over all that the terms may be: as `evaluate` of all charges, but for the value.
template <currency C, class Amounts>
std::vector<figure> figures_over_ranges(const contract<C>& c, const metric<C>& charges, Amounts&& amounts_of)
{
    const figure all = evaluate(charges, c);
    if (!all.base) return {all};
    const std::vector<money<C>> base = amounts_of(c);
    std::vector<figure>         figures(base.size(), all);
    for (std::size_t i = 0; i < base.size(); ++i) {
        figures[i].base = fraction_of(base[i]);
        if (all.low || all.high) figures[i].low = figures[i].high = figures[i].base;
    }
    if (!to_be_sampled(charges, c)) return figures;
    each_corner(charges, c, [&](const contract<C>& at) {
        const std::vector<money<C>> there = amounts_of(at);
        for (std::size_t k = 0; k < figures.size(); ++k) {
            figures[k].low  = std::min(*figures[k].low, fraction_of(there[k]));
            figures[k].high = std::max(*figures[k].high, fraction_of(there[k]));
        }
    });
    return figures;
}

/// Everything that charges read, and on request what cannot be cancelled.
template <currency C>
metric<C> charges_metric(bool with_committed)
{
    metric<C> m = metric_named<C>("invoiced");
    if (with_committed) m.reads.push_back({"committed", "", moves::either});
    return m;
}

/// Why the terms that a figure needs are unknown.
inline void explain_needs(disclosure_table& table, const figure& f, const deal_summary& deal)
{
    for (const unknown_term& term : deal.unknowns) {
        const std::string path = to_string(term.path);
        const bool        needed = std::any_of(f.needs.begin(), f.needs.end(), [&](const std::string& n) { return n == path || n == term.path.list || (!term.path.field.empty() && n == term.path.field); });
        if (needed) table.notes.push_back(path + " is not known: " + term.reason);
    }
}

/// A line for each band, and the total; or one line that says what it needs.
inline void append_lines(disclosure_table& table, const disclosure_bands& bands, const std::vector<figure>& figures, const deal_summary& deal)
{
    if (figures.size() == 1) {
        table.lines.push_back({"total", {}, figures.front()});
        return explain_needs(table, figures.front(), deal);
    }
    for (std::size_t i = 0; i < bands.size(); ++i) table.lines.push_back({bands[i].label, bands[i].days, figures[i]});
    if (figures.size() == bands.size() + 2) table.lines.push_back({"without a date", {}, figures[bands.size()]});
    table.lines.push_back({"total", {}, figures.back()});
}

template <currency C>
std::vector<money<C>> with_total(std::vector<money<C>> amounts, const money<C>& total)
{
    amounts.push_back(total);
    return amounts;
}

inline std::string whose(std::string_view what, const std::string& party) { return party.empty() ? std::string(what) : std::string(what) + " of " + party; }

/// What is left to say where a table has no figures.
template <currency C>
void append_headline(disclosure_table& table, const contract<C>& c)
{
    if (!table.lines.back().value.base && c.consideration.is_known()) {
        table.notes.push_back("The consideration in all: " + to_string(static_cast<const stated<money<C>>&>(c.consideration)) + ".");
    }
}

template <currency C>
void append_obligations(disclosure_report& r, const contract<C>& c, const disclosure_request& asked)
{
    const auto       bands     = fiscal_bands(asked.as_of, asked.fiscal);
    const figure     committed = evaluate(metric_named<C>("committed"), c);
    disclosure_table table{.name = "purchase_obligations", .title = whose("Purchase obligations", c.customer) + ", by fiscal year"};
    bool             beyond_a_year = true;
    const auto       amounts_of    = [&](bool all) {
        return [&, all](const contract<C>& at) {
            const auto rows  = charges_of(at);
            const auto found = all ? purchase_obligations_of(rows, asked.as_of, bands, c.currency) : purchase_obligations_of(rows, at.committed.value(), asked.as_of, bands);
            beyond_a_year    = beyond_a_year && found.beyond_a_year;
            auto amounts     = found.amounts;
            if (!all) amounts.push_back(found.undated);
            return with_total(std::move(amounts), found.total);
        };
    };
    if (committed.base) {
        const auto figures = figures_over_ranges(c, charges_metric<C>(true), amounts_of(false));
        append_lines(table, bands, figures, r.deal);
        if (figures.size() > 1) table.notes.emplace_back("What cannot be cancelled is met by the earliest charges.");
    } else {
        append_lines(table, bands, {committed}, r.deal);
    }
    if (!committed.base) {
        r.tables.push_back(std::exchange(table, {.name = "fixed_payments", .title = "Fixed payments by fiscal year, were none of them cancellable"}));
        append_lines(table, bands, figures_over_ranges(c, charges_metric<C>(false), amounts_of(true)), r.deal);
    }
    append_headline(table, c);
    if (!beyond_a_year) table.notes.emplace_back("No more than a year is left to run, at least in some case: ASC 440-10-50-2 asks for longer ones.");
    r.tables.push_back(std::move(table));
}

template <currency C>
void append_performance(disclosure_report& r, const contract<C>& c, const disclosure_request& asked)
{
    const auto       bands = month_bands(asked.as_of, asked.rpo_months);
    std::string      left_out;
    disclosure_table table{.name = "remaining_performance", .title = whose("Remaining performance obligations", c.provider)};
    const auto       figures = figures_over_ranges(c, charges_metric<C>(false), [&](const contract<C>& at) {
        const auto found = remaining_performance_of(charges_of(at), bands, asked.elected, c.currency);
        if (!found.left_out.empty()) left_out = found.left_out;
        return with_total(found.amounts, found.total);
    });
    append_lines(table, bands, figures, r.deal);
    append_headline(table, c);
    if (!left_out.empty()) table.notes.push_back("Left out, by the exemption that was elected: " + left_out + ".");
    r.tables.push_back(std::move(table));
}

template <currency C>
void append_leases(disclosure_report& r, const contract<C>& c, const disclosure_request& asked)
{
    disclosure_table table{.name = "leases_not_commenced", .title = whose("Leases", c.customer) + " that have not yet commenced: undiscounted fixed payments"};
    metric<C>        charges = charges_metric<C>(false);
    if (!c.tranches.is_known()) { // what has commenced cannot be said without them
        figure f = evaluate(charges, c);
        f.base = f.low = f.high = std::nullopt;
        f.needs = {"tranches"};
        append_lines(table, {}, {f}, r.deal);
        r.tables.push_back(std::move(table));
        return;
    }
    const sys_days   from = first_day_to_come(asked.as_of);
    std::vector<int> waiting; // tranches, by their indices
    const figure     all = evaluate(charges, c);
    if (all.base) {
        for (const tranche_lease<C>& lease : lease_payments_of(c, fixed_charges_of(c))) {
            if (lease.service.start() >= from) waiting.push_back(lease.tranche);
        }
    }
    const auto figures = figures_over_ranges(c, charges, [&](const contract<C>& at) {
        const money<C>        none(decimal<C::minor_digits>{}, c.currency);
        std::vector<money<C>> amounts(waiting.size() + 1, none);
        for (const tranche_lease<C>& lease : lease_payments_of(at, fixed_charges_of(at))) {
            const auto place = std::find(waiting.begin(), waiting.end(), lease.tranche);
            if (place == waiting.end()) continue;
            for (const flow<C>& payment : lease.payments) {
                if (payment.on < from) continue;
                amounts[static_cast<std::size_t>(place - waiting.begin())] += payment.amount;
                amounts.back() += payment.amount;
            }
        }
        return amounts;
    });
    if (!all.base) {
        append_lines(table, {}, figures, r.deal);
    } else {
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            const tranche& t = c.tranches.value()[static_cast<std::size_t>(waiting[i])];
            table.lines.push_back({(t.name.empty() ? "tranche " + std::to_string(waiting[i]) : t.name) + ", " + to_string(static_cast<const stated<power<any_basis>>&>(t.capacity)) + ", from " +
                                       to_string(static_cast<const stated<year_month_day>&>(t.in_service)),
                                   {}, figures[i]});
        }
        table.lines.push_back({"total", {}, figures.back()});
        if (waiting.empty()) table.notes.emplace_back("Every tranche has commenced.");
    }
    table.notes.emplace_back("That it is a lease is the caller's judgement.");
    r.tables.push_back(std::move(table));
}

} // namespace detail

template <currency C>
disclosure_report disclosures_of(const contract<C>& c, const disclosure_request& asked)
{
    disclosure_report r{.deal = summarize(c), .as_of = asked.as_of, .fiscal_year_end = asked.fiscal.last_month};
    if (asked.is_lease) detail::append_leases(r, c, asked);
    else detail::append_obligations(r, c, asked);
    detail::append_performance(r, c, asked);
    if (!c.options.is_known() || c.options.value().empty()) return r;
    std::string names;
    for (const option<C>& o : c.options.value()) {
        if (!o.exercised_on) (names += names.empty() ? "" : ", ") += o.name;
    }
    if (!names.empty()) r.tables.back().notes.push_back("In no figure, for they are options: " + names + ".");
    return r;
}

} // namespace ratable
