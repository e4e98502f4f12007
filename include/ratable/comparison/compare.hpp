// SPDX-License-Identifier: BSL-1.0
/// Comparing deals: each summed up by the same metrics, and a list of what cannot be compared and why.
#pragma once

#include <ratable/accounting/straight_line.hpp>
#include <ratable/comparison/metric.hpp>
#include <ratable/terms/contract.hpp>
#include <ratable/terms/validate.hpp>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// One metric's figure for one deal.
struct named_figure
{
    std::string_view name;  ///< `mw_months`
    std::string_view label; ///< `MW-months`
    figure           value;
};

/// A row of a deal's schedule, in minor units of its currency.
struct schedule_line
{
    ratable::period period;
    std::int64_t    amount;
    std::int64_t    balance;
};

/// Terms that share a statement: `tranches[0–3].capacity = 50 MW; …`.
struct stated_terms
{
    std::string terms;
    statement   by;
};

/// A term that is unknown, and why.
struct unknown_term
{
    term_path   path;
    std::string reason;
};

/// The file that a deal was read from.
struct deal_origin
{
    std::string file;
    std::string sha256;
};

/// A deal, summed up: everything in it is derived from one contract, and no longer depends on its currency's type.
struct deal_summary
{
    std::string                id;
    std::string                name;
    std::string                currency;
    int                        minor_digits = 2;
    int                        version      = 1;
    std::string                customer     = {};
    std::string                provider     = {};
    std::optional<deal_origin> origin       = {};
    std::vector<named_figure>  figures      = {};
    std::vector<schedule_line> schedule     = {}; ///< straight-line, of base values; empty when a term that it needs is unknown
    std::string                spreads      = {}; ///< what the schedule spreads, in words: `at least USD 10,000,000,000.00`
    bool                       spreads_base = false; ///< whether that is a base value, so that the rows are not exact statements
    std::optional<known>       schedule_how = {}; ///< the least known of consideration and term
    std::optional<bool>        ties_out     = {}; ///< Σ schedule = consideration; nothing where there is no schedule
    std::vector<stated_terms>  statements   = {};
    std::vector<unknown_term>  unknowns     = {}; ///< terms that are said to be unknown
    std::vector<std::string>   views        = {}; ///< the headline in other currencies, checked
};

/// Why metrics cannot be compared: for one deal, or across deals when `deal` is empty.
struct incomparable
{
    std::string              deal;
    std::vector<std::string> metrics; ///< names
    std::string              why;
};

struct comparison
{
    std::vector<deal_summary>     deals;
    std::vector<incomparable>     cannot;
    std::optional<year_month_day> as_of   = {}; ///< the day whose knowledge it shows, when one was asked for
    std::vector<std::string>      not_yet = {}; ///< deals that were not public on that day
};

/// The figure of a name, or null.
[[nodiscard]] const named_figure* find_figure(const deal_summary& deal, std::string_view name);

/// Sums a contract up.
/// Errors: invalid_terms, the first problem that `validate` finds.
template <currency C>
[[nodiscard]] deal_summary summarize(const contract<C>& c, const row_options& rows = {});

/// Whether every schedule that there is sums to its consideration.
[[nodiscard]] bool all_tie_out(const comparison& c);

/// Puts deals side by side, in the order given.
[[nodiscard]] comparison compare(std::vector<deal_summary> deals);

/// The same, from contracts in one currency.
///
///     fmt::print("{}\n", compare({aws, cerebras}));
template <currency C>
[[nodiscard]] comparison compare(std::initializer_list<contract<C>> deals, const row_options& rows = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ")
{
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

template <currency C>
void add_schedule(deal_summary& deal, const contract<C>& c, const row_options& rows)
{
    if (!c.term.is_known() || !c.consideration.is_known()) return;
    const auto schedule = amortize(c, straight_line, rows.every, rows.basis);
    deal.schedule.reserve(schedule.size());
    for (const auto& row : schedule) deal.schedule.push_back({row.period, row.charge.amount.units, row.closing.amount.units});
    deal.ties_out     = ties_out(schedule, c.consideration.value());
    deal.spreads      = to_string(c.consideration);
    deal.spreads_base = c.consideration.shape() != shape::exact || c.term.shape() != shape::exact;
    for (const auto& by : {c.consideration.own_statement(), c.term.own_statement()}) {
        if (by) deal.schedule_how = deal.schedule_how ? std::max(*deal.schedule_how, by->how) : by->how;
    }
}

/// Terms of one field that have one value: `tranches[0–3].capacity = 50 MW`.
struct term_group
{
    term_path   first;
    int         last; ///< index of the last in an unbroken row of them
    std::string value;
};

inline std::string text_of(const term_group& g)
{
    std::string text = to_string(g.first);
    if (g.last > g.first.index) text.insert(text.find(']'), std::string("–") + std::to_string(g.last));
    return g.value.empty() ? text : text + " = " + g.value;
}

/// A clause's value stands in its own terms; a list of them says how many.
template <class T>
std::string text_of_value(const stated<T>& s)
{
    if constexpr (requires { s.value().size(); }) return std::to_string(s.value().size()) + (s.value().size() == 1 ? " entry" : " entries");
    else if constexpr (has_terms_inside<T>) return {};
    else return to_string(s);
}

template <currency C>
void add_statements(deal_summary& deal, const contract<C>& c)
{
    std::vector<std::pair<statement, std::vector<term_group>>> found;
    each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement* around) {
        if constexpr (!std::same_as<T, tranches>) { // each tranche's terms are listed
            const statement* by = statement_of(s, around);
            if (!s.is_known() || by == nullptr) return;
            auto same = std::find_if(found.begin(), found.end(), [by](const auto& entry) { return entry.first == *by; });
            if (same == found.end()) same = found.insert(found.end(), {*by, {}});
            const std::string value = text_of_value(s);
            for (term_group& g : same->second) {
                if (g.first.list == path.list && g.first.field == path.field && g.last + 1 == path.index && g.value == value) {
                    g.last = path.index;
                    return;
                }
            }
            same->second.push_back({path, path.index, value});
        }
    });
    for (const auto& [by, groups] : found) {
        std::string terms;
        for (const term_group& g : groups) (terms += terms.empty() ? "" : "; ") += text_of(g);
        deal.statements.push_back({terms, by});
    }
}

template <currency C>
void add_unknowns(deal_summary& deal, const contract<C>& c)
{
    each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement*) {
        if (!s.unknown_because().empty()) deal.unknowns.push_back({path, s.unknown_because()});
    });
}

/// `assumed†`, `reported*`, `disclosed`.
inline std::string marked(const std::optional<statement>& by)
{
    if (!by) return "not stated";
    return std::string(name_of(by->how)) + (by->how == known::assumed ? "†" : by->how == known::reported ? "*" : "");
}

template <currency C>
void add_views(deal_summary& deal, const contract<C>& c)
{
    for (const auto& any : c.views) {
        std::visit(
            [&](const auto& view) {
                if (!view.amount.is_known() || !view.rate.is_known() || !c.consideration.is_known()) return;
                const auto& rate = view.rate.value();
                deal.views.push_back(to_string(c.consideration) + " at " + to_string(view.rate) + " for " + to_string(rate.on) + " (" + marked(view.rate.own_statement()) + ") is " +
                                     to_string(convert(c.consideration.value(), rate, rounding::half_up)) + "; agrees with " + to_string(view.amount) + " (" +
                                     marked(view.amount.own_statement()) + ")");
            },
            any);
    }
}

/// `needs tranches (never announced)`, or just the reason when the metric is the term.
inline std::string why_needed(const deal_summary& deal, const named_figure& f)
{
    std::string why;
    for (const std::string& need : f.value.needs) {
        std::vector<std::string> reasons;
        for (const unknown_term& u : deal.unknowns) {
            const bool same = (u.path.field.empty() ? u.path.list : u.path.field) == need && u.path.list != "options"; // which no metric reads
            if (same && std::find(reasons.begin(), reasons.end(), u.reason) == reasons.end()) reasons.push_back(u.reason);
        }
        const std::string reason = joined(reasons, "; ");
        if (need == f.name) return reason.empty() ? "not stated" : reason;
        why += (why.empty() ? "needs " : ", and ") + need + (reason.empty() ? "" : " (" + reason + ")");
    }
    return why;
}

/// Whether a deal is asked for a figure: one that says nothing of prices is not asked what it invoices.
inline bool is_asked(const deal_summary& deal, const named_figure& f)
{
    const auto& needs = f.value.needs;
    if (f.name != "invoiced" || std::find(needs.begin(), needs.end(), "pricing") == needs.end()) return true;
    return std::any_of(deal.unknowns.begin(), deal.unknowns.end(), [](const unknown_term& u) { return u.path.list == "pricing"; });
}

/// The metrics that a deal has no figure for, those with one reason together.
inline void add_needs(std::vector<incomparable>& cannot, const deal_summary& deal)
{
    const auto first = static_cast<std::ptrdiff_t>(cannot.size());
    for (const named_figure& f : deal.figures) {
        if (f.value.needs.empty() || !is_asked(deal, f)) continue;
        const std::string why  = why_needed(deal, f);
        auto              same = std::find_if(cannot.begin() + first, cannot.end(), [&](const incomparable& entry) { return entry.why == why; });
        if (same == cannot.end()) same = cannot.insert(cannot.end(), {deal.name, {}, why});
        same->metrics.emplace_back(f.name);
    }
}

/// What must agree across deals and does not, for one metric: currencies, MW bases, accelerators.
inline std::vector<std::string> unlike(const std::vector<deal_summary>& deals, std::string_view name)
{
    std::vector<std::string> currencies, kinds, each_kind;
    bool                     differ = false, money = false;
    std::string              alike;
    for (const deal_summary& deal : deals) {
        const named_figure* f = find_figure(deal, name);
        if (f == nullptr || !f->value.base) continue;
        money = money || f->value.unit.starts_with(deal.currency);
        if (std::find(currencies.begin(), currencies.end(), deal.currency) == currencies.end()) currencies.push_back(deal.currency);
        if (f->value.of.empty()) continue;
        if (!kinds.empty() && (kinds.front() != f->value.of || f->value.of == "unstated")) differ = true;
        alike = f->value.alike;
        kinds.push_back(f->value.of);
        each_kind.push_back(deal.name + " " + f->value.of);
    }
    std::vector<std::string> why;
    if (money && currencies.size() > 1) why.push_back(std::string("currencies differ: ") + joined(currencies));
    if (differ) why.push_back(alike + " differs, or is not stated: " + joined(each_kind));
    return why;
}

/// Metrics that cannot be compared across deals, those with one reason together.
inline void add_unlike(std::vector<incomparable>& cannot, const std::vector<deal_summary>& deals)
{
    if (deals.empty()) return;
    for (const named_figure& f : deals.front().figures) {
        for (const std::string& why : unlike(deals, f.name)) {
            auto same = std::find_if(cannot.begin(), cannot.end(), [&](const incomparable& entry) { return entry.why == why; });
            if (same == cannot.end()) same = cannot.insert(cannot.end(), {"", {}, why});
            same->metrics.emplace_back(f.name);
        }
    }
}

} // namespace detail

template <currency C>
deal_summary summarize(const contract<C>& c, const row_options& rows)
{
    require_valid(c);
    deal_summary deal;
    deal.id           = c.id.empty() ? std::string(c.name) : c.id;
    deal.name         = c.name;
    deal.currency     = detail::currency_code(c);
    deal.minor_digits = C::minor_digits;
    deal.customer     = c.customer;
    deal.provider     = c.provider;
    deal.version      = c.version;
    for (const metric<C>& m : metrics_of<C>()) deal.figures.push_back({m.name, m.label, evaluate(m, c, rows)});
    detail::add_schedule(deal, c, rows);
    detail::add_statements(deal, c);
    detail::add_unknowns(deal, c);
    detail::add_views(deal, c);
    return deal;
}

inline const named_figure* find_figure(const deal_summary& deal, std::string_view name)
{
    const auto found = std::find_if(deal.figures.begin(), deal.figures.end(), [name](const named_figure& f) { return f.name == name; });
    return found == deal.figures.end() ? nullptr : &*found;
}

inline bool all_tie_out(const comparison& c)
{
    return std::all_of(c.deals.begin(), c.deals.end(), [](const deal_summary& deal) { return deal.ties_out.value_or(true); });
}

inline comparison compare(std::vector<deal_summary> deals)
{
    comparison result;
    detail::add_unlike(result.cannot, deals);
    for (const deal_summary& deal : deals) detail::add_needs(result.cannot, deal);
    result.deals = std::move(deals);
    return result;
}

template <currency C>
comparison compare(std::initializer_list<contract<C>> deals, const row_options& rows)
{
    std::vector<deal_summary> summaries;
    summaries.reserve(deals.size());
    for (const contract<C>& c : deals) summaries.push_back(summarize(c, rows));
    return compare(std::move(summaries));
}

} // namespace ratable
