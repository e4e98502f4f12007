// SPDX-License-Identifier: BSL-1.0
/// Metrics: plain functions of a contract, each with the list of terms that it reads, evaluated over all that a term may be.
#pragma once

#include <ratable/accounting/straight_line.hpp>
#include <ratable/capacity/capacity_time.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/core/fraction.hpp>
#include <ratable/terms/contract.hpp>
#include <ratable/valuation/interest_rate.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// What a metric comes to for one deal.
struct figure
{
    std::optional<fraction>  base  = {}; ///< from the terms' base values; empty when a term that it needs is unknown
    std::optional<fraction>  low   = {}; ///< bounds over all that the terms may be; empty where there is none
    std::optional<fraction>  high  = {};
    std::string              unit  = {}; ///< `USD`, `months`, `MW`, `MW-months`, `USD/MW-month`, `USD/GPU-hour`
    std::string_view         alike = {}; ///< what must agree before two are compared: `MW basis`, `accelerator`
    std::string              of    = {}; ///< which one it is
    int                      digits = 0; ///< digits after the point to show it with
    std::optional<known>     how   = {}; ///< the least known of the terms read
    std::vector<std::string> needs = {}; ///< terms that are unknown, where it has no base
    bool                     sampled = false; ///< the bounds are the extremes of cases that were tried, and not proved to enclose all

    /// One number: every term that it reads is exact.
    [[nodiscard]] bool exact() const { return base && low == base && high == base; }
};

/// How a metric moves when one of its terms grows, the others kept.
enum class moves {
    up,
    down,
    saturates, ///< beyond the base value it stays; below, it may fall (a longer term adds no megawatt to the peak)
    either,    ///< nothing is proved: over ranges it is sampled
};

/// What a metric does without a term that it reads.
enum class if_unknown {
    no_figure,
    has_default, ///< left out, it has a default; said to be unknown, there is no figure
    unread,      ///< other terms say whether it is read at all: the function asks for what it needs
};

/// A term that a metric reads: `consideration`, or one field of every tranche.
struct reading
{
    std::string_view list;
    std::string_view field;
    ratable::moves   moves;
    ratable::if_unknown if_unknown = ratable::if_unknown::no_figure;
};

/// A day and a rate, for the metrics that speak of value.
struct valued_at
{
    interest_rate rate;
    sys_days      on;
};

/// How rows are cut, for the metrics that speak of rows, and how they are valued.
struct row_options
{
    frequency                every  = frequency::monthly;
    period_basis             basis  = period_basis::contract;
    std::optional<valued_at> valued = {}; ///< the metrics of valuation_metrics.hpp need it
};

/// A metric: its name in outputs, the plain function, and what it reads.
/// Adding a term to the function without listing it here is caught by the test that perturbs every term.
template <currency C>
struct metric
{
    std::string_view     name;   ///< in JSON and CSV
    std::string_view     label;  ///< in tables
    std::string_view     unit;   ///< `$` stands for the currency
    int                  digits; ///< after the point; −1: the currency's
    fraction (*value)(const contract<C>&, const row_options&);
    std::string (*of)(const contract<C>&) = nullptr;
    std::string_view     alike = {}; ///< what all parts of one deal, and deals that are compared, must share
    std::vector<reading> reads;
};

/// The metrics of the comparison, in the order of its table.
template <currency C>
[[nodiscard]] const std::vector<metric<C>>& metrics_of();

/// The metric of a name. Errors: invalid_terms for a name that `metrics_of` does not have.
///
///     evaluate(metric_named<USD>("mw_months"), deal)
template <currency C>
[[nodiscard]] const metric<C>& metric_named(std::string_view name);

/// Evaluates a metric at the terms' base values and at the two corners that its directions point to, so that low and high
/// enclose it at every point of the terms' ranges. A side on which a term has no bound has none. Where a term that may move it
/// both ways is a range, and all ranges have both ends, the figure is `sampled`: low and high are its extremes over the corners of the
/// ranges, 256 of them where there are more. A metric without an exact value in 128 bits, or of parts that do not add, or that lacks a
/// term which only some clauses read, has no figure and says in `needs` what would help.
template <currency C>
[[nodiscard]] figure evaluate(const metric<C>& m, const contract<C>& c, const row_options& rows = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
std::string currency_code(const contract<C>& c) { return std::string(c.consideration.is_known() ? c.consideration.value().unit.code() : c.currency.code()); }

template <currency C>
ramp ramp_of(const contract<C>& c) { return make_ramp(needed(c, "tranches", c.tranches), days_of(needed(c, "term", c.term))); }

template <currency C>
fraction mw_months_of(const contract<C>& c) { return megawatt_months(capacity_time(ramp_of(c))); }

template <currency C>
accelerator_hours gpu_hours_of_one(const contract<C>& c)
{
    const auto found = gpu_hours_of(needed(c, "tranches", c.tranches), days_of(needed(c, "term", c.term)));
    if (found.size() != 1) throw unlike_units({"accelerator", "hours of two accelerators do not add", "", "compare them one by one"});
    return found.front();
}

/// The one thing that every tranche says, or "unstated" where they do not agree or do not say.
template <currency C, class Say>
std::string said_by_all(const contract<C>& c, Say&& say)
{
    if (!c.tranches.is_known() || c.tranches.value().empty()) return "unstated";
    const std::string first = say(c.tranches.value().front());
    for (const tranche& t : c.tranches.value()) {
        if (say(t) != first) return "unstated";
    }
    return first.empty() ? "unstated" : first;
}

template <currency C>
std::string basis_of(const contract<C>& c)
{
    return said_by_all(c, [](const tranche& t) { return t.capacity.is_known() ? std::string(name_of(t.capacity.value().in.on.basis)) : std::string(); });
}

template <currency C>
std::string accelerator_of(const contract<C>& c)
{
    return said_by_all(c, [](const tranche& t) { return t.accelerator.is_known() ? to_string(t.accelerator.value()) : std::string(); });
}

inline bool reads(const std::vector<reading>& list, const term_path& path, reading& found)
{
    for (const reading& r : list) {
        if (r.list == path.list && r.field == path.field) {
            found = r;
            return true;
        }
    }
    return false;
}

inline std::string spelled(std::string_view text, std::string_view currency_code)
{
    std::string out;
    for (const char c : text) {
        if (c == '$') out += currency_code;
        else out += c;
    }
    return out;
}

/// The contract with every term that `m` reads moved to the end of its range that makes the metric smallest, or largest;
/// nothing when there is no such end.
template <currency C>
std::optional<contract<C>> corner(const metric<C>& m, contract<C> c, bool smallest)
{
    bool bounded = true;
    each_term(c, [&]<class S>(const term_path& path, S& s, const statement*) {
        reading r;
        if (!s.is_known() || s.shape() == shape::exact || !reads(m.reads, path, r)) return;
        if (r.moves == moves::saturates && !smallest) return;
        const auto& end = (r.moves == moves::down) == smallest ? s.high() : s.low();
        if (r.moves == moves::either || !end) {
            bounded = false;
        } else {
            static_cast<stated<typename S::value_type>&>(s) = s.at(*end);
        }
    });
    if (!bounded) return std::nullopt;
    return c;
}

/// Visits the terms that a metric reads and that may be more than one value: `f(stated)`.
template <currency C, class Contract, class F>
void each_open_reading(const metric<C>& m, Contract& c, F&& f)
{
    each_term(c, [&]<class S>(const term_path& path, S& s, const statement*) {
        reading r;
        if (s.is_known() && s.shape() != shape::exact && reads(m.reads, path, r)) f(s, r);
    });
}

/// Whether a term that may move it both ways is open, and every open term has both ends.
template <currency C>
bool to_be_sampled(const metric<C>& m, const contract<C>& c)
{
    bool both_ways = false, bounded = true;
    each_open_reading(m, c, [&](const auto& s, const reading& r) {
        both_ways = both_ways || r.moves == moves::either;
        bounded   = bounded && s.low() && s.high();
    });
    return both_ways && bounded;
}

/// Visits the corners of the ranges of what a metric reads: all of up to 8 terms, 256 of more, the same ones each time.
template <currency C, class F>
void each_corner(const metric<C>& m, const contract<C>& c, F&& f)
{
    int open = 0;
    each_open_reading(m, c, [&](const auto&, const reading&) { ++open; });
    const std::uint64_t cases = open < 8 ? std::uint64_t{1} << open : 256;
    std::uint64_t       drawn = 20251103; // of more than 8 terms, corners by a fixed sequence
    for (std::uint64_t i = 0; i < cases; ++i) {
        drawn              = drawn * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        std::uint64_t ends = open <= 8 ? i : drawn >> 16U;
        contract<C>   at   = c;
        each_open_reading(m, at, [&]<class S>(S& s, const reading&) {
            static_cast<stated<typename S::value_type>&>(s) = s.at((ends & 1U) != 0 ? *s.high() : *s.low());
            ends >>= 1U;
        });
        f(at);
    }
}

/// Low and high as the extremes over the base and the corners.
template <currency C>
void sample(const metric<C>& m, const contract<C>& c, const row_options& rows, figure& f)
{
    f.low = f.high = f.base;
    f.sampled      = true;
    each_corner(m, c, [&](const contract<C>& at) {
        const fraction x = m.value(at, rows);
        f.low            = std::min(*f.low, x);
        f.high           = std::max(*f.high, x);
    });
}

/// Everything that the sum of all charges may read when no meter was: no demand then.
inline std::vector<reading> charge_readings()
{
    std::vector<reading> all = {{"term", "", moves::either}, {"pricing", "", moves::either}, {"billing", "", moves::either}, {"consideration", "", moves::up, if_unknown::unread},
                                {"tranches", "", moves::either, if_unknown::unread}};
    for (const std::string_view field : {"in_service", "capacity", "end", "accelerator", "power_per_accelerator", "slip", "ready_for_service", "acceptance"}) {
        all.push_back({"tranches", field, moves::either, if_unknown::unread});
    }
    for (const std::string_view field : {"price", "amount", "escalator.growth", "overage", "minimum.share", "minimum.contracted", "minimum.make_up.cap", "minimum.true_up.share"}) {
        all.push_back({"pricing", field, moves::either, if_unknown::unread});
    }
    all.push_back({"billing", "holdback.share", moves::either, if_unknown::unread});
    for (const auto& [list, fields] : {std::pair<std::string_view, std::vector<std::string_view>>{"spend", {"", "a_year"}},
                                       {"prepayment", {"", "share", "lead", "from_month", "through_month"}},
                                       {"delay", {"", "grace", "share", "cap", "long_stop"}},
                                       {"power", {"", "load_factor", "pue", "tariff"}},
                                       {"termination", {"", "mitigation", "settled"}}}) {
        for (const std::string_view field : fields) all.push_back({list, field, moves::either, if_unknown::unread});
    }
    return all;
}

} // namespace detail

template <currency C>
const std::vector<metric<C>>& metrics_of()
{
    using K = const contract<C>&;
    using O = const row_options&;
    static const std::vector<metric<C>> all = {
        {.name = "headline", .label = "headline", .unit = "$", .digits = -1,
         .value = [](K c, O) { return to_fraction(c.consideration.value().amount); },
         .reads = {{"consideration", "", moves::up}}},
        {.name = "committed", .label = "committed", .unit = "$", .digits = -1,
         .value = [](K c, O) { return to_fraction(c.committed.value().amount); },
         .reads = {{"committed", "", moves::up}}},
        {.name = "up_to", .label = "up to", .unit = "$", .digits = -1,
         .value = [](K c, O) { return to_fraction(c.up_to.value().amount); },
         .reads = {{"up_to", "", moves::up}}},
        {.name = "term", .label = "term, months", .unit = "months", .digits = 2,
         .value = [](K c, O) { return months_of(c.term.value()); },
         .reads = {{"term", "", moves::up}}},
        {.name = "peak_mw", .label = "peak MW", .unit = "MW", .digits = 2,
         .value = [](K c, O) { return fraction(peak(detail::ramp_of(c)).count, 1'000'000); },
         .of = detail::basis_of<C>, .alike = "MW basis",
         .reads = {{"term", "", moves::saturates}, {"tranches", "", moves::either}, {"tranches", "in_service", moves::down},
                   {"tranches", "capacity", moves::up}, {"tranches", "end", moves::up, if_unknown::has_default},
                   {"tranches", "slip", moves::either, if_unknown::has_default}, {"tranches", "ready_for_service", moves::either, if_unknown::has_default}, {"tranches", "acceptance", moves::either, if_unknown::has_default}}},
        {.name = "mw_months", .label = "MW-months", .unit = "MW-months", .digits = 2,
         .value = [](K c, O) { return detail::mw_months_of(c); },
         .of = detail::basis_of<C>, .alike = "MW basis",
         .reads = {{"term", "", moves::up}, {"tranches", "", moves::either}, {"tranches", "in_service", moves::down},
                   {"tranches", "capacity", moves::up}, {"tranches", "end", moves::up, if_unknown::has_default},
                   {"tranches", "slip", moves::either, if_unknown::has_default}, {"tranches", "ready_for_service", moves::either, if_unknown::has_default}, {"tranches", "acceptance", moves::either, if_unknown::has_default}}},
        {.name = "per_mw_month", .label = "per MW-month", .unit = "$/MW-month", .digits = 2,
         .value = [](K c, O) { return to_fraction(c.consideration.value().amount) / detail::mw_months_of(c); },
         .of = detail::basis_of<C>, .alike = "MW basis",
         .reads = {{"term", "", moves::down}, {"consideration", "", moves::up}, {"tranches", "", moves::either},
                   {"tranches", "in_service", moves::up}, {"tranches", "capacity", moves::down}, {"tranches", "end", moves::down, if_unknown::has_default},
                   {"tranches", "slip", moves::either, if_unknown::has_default}, {"tranches", "ready_for_service", moves::either, if_unknown::has_default}, {"tranches", "acceptance", moves::either, if_unknown::has_default}}},
        {.name = "per_gpu_hour", .label = "per GPU-hour", .unit = "$/GPU-hour", .digits = 4,
         .value = [](K c, O) { return to_fraction(c.consideration.value().amount) / detail::gpu_hours_of_one(c).hours; },
         .of = detail::accelerator_of<C>, .alike = "accelerator",
         .reads = {{"term", "", moves::down}, {"consideration", "", moves::up}, {"tranches", "", moves::either},
                   {"tranches", "in_service", moves::up}, {"tranches", "capacity", moves::down}, {"tranches", "end", moves::down, if_unknown::has_default},
                   {"tranches", "slip", moves::either, if_unknown::has_default}, {"tranches", "ready_for_service", moves::either, if_unknown::has_default}, {"tranches", "acceptance", moves::either, if_unknown::has_default},
                   {"tranches", "accelerator", moves::either}, {"tranches", "power_per_accelerator", moves::up}}},
        {.name = "invoiced", .label = "invoiced", .unit = "$", .digits = -1,
         .value = [](K c, O) { return to_fraction(total(charges_of(c)).amount); },
         .reads = detail::charge_readings()},
        {.name = "first_amortization", .label = "first row", .unit = "$", .digits = -1,
         .value = [](K c, O rows) { return to_fraction(amortize(c, straight_line, rows.every, rows.basis).front().charge.amount); },
         .reads = {{"term", "", moves::either}, {"consideration", "", moves::up}}},
        {.name = "last_amortization", .label = "last row", .unit = "$", .digits = -1,
         .value = [](K c, O rows) { return to_fraction(amortize(c, straight_line, rows.every, rows.basis).back().charge.amount); },
         .reads = {{"term", "", moves::either}, {"consideration", "", moves::up}}},
    };
    return all;
}

template <currency C>
const metric<C>& metric_named(std::string_view name)
{
    for (const metric<C>& m : metrics_of<C>()) {
        if (m.name == name) return m;
    }
    throw invalid_terms({"metric", "must be one that metrics_of lists", std::string(name), "write such as mw_months"});
}

template <currency C>
figure evaluate(const metric<C>& m, const contract<C>& c, const row_options& rows)
{
    figure f;
    f.unit   = detail::spelled(m.unit, detail::currency_code(c));
    f.digits = m.digits < 0 ? C::minor_digits : m.digits;
    f.alike  = m.alike;
    if (m.of != nullptr) f.of = m.of(c);
    each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement* around) {
        reading r;
        if (!detail::reads(m.reads, path, r)) return;
        if (!s.is_known()) {
            const std::string term(path.field.empty() ? path.list : path.field);
            const bool needed = r.if_unknown == if_unknown::no_figure || (r.if_unknown == if_unknown::has_default && !s.unknown_because().empty());
            if (needed && std::find(f.needs.begin(), f.needs.end(), term) == f.needs.end()) f.needs.push_back(term);
        } else if (const statement* by = statement_of(s, around)) {
            f.how = f.how ? std::max(*f.how, by->how) : by->how;
        }
    });
    if (!f.needs.empty()) return f;
    try {
        f.base = m.value(c, rows);
        if (detail::to_be_sampled(m, c)) {
            detail::sample(m, c, rows, f);
            return f;
        }
        if (const auto at = detail::corner(m, c, true)) f.low = m.value(*at, rows);
        if (const auto at = detail::corner(m, c, false)) f.high = m.value(*at, rows);
        return f;
    } catch (const overflow&) {
        f.needs = {"rounder terms (no exact value in 128 bits)"};
    } catch (const unlike_units&) {
        f.needs = {m.alike.empty() ? std::string("terms in like units") : std::string("one ") + std::string(m.alike)};
    } catch (const error& e) { // of a term that only some clauses read: one that is said to be unknown, if there is one
        const bool of_unknown = e.why().rule.find("known") != std::string::npos;
        each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement*) {
            reading r;
            if (of_unknown && !s.unknown_because().empty() && detail::reads(m.reads, path, r)) f.needs.push_back(to_string(path));
        });
        if (f.needs.empty()) f.needs = {e.why().subject + " (" + e.why().rule + ")"};
    }
    f.base = f.low = f.high = std::nullopt;
    return f;
}

} // namespace ratable
