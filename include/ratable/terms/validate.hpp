// SPDX-License-Identifier: BSL-1.0
/// All that is wrong with a contract, at once, each with its path.
#pragma once

#include <ratable/terms/contract.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// A problem and the term that has it. `path.list` is empty when it is the contract itself.
struct term_problem
{
    term_path        path;
    ratable::problem why;
};

/// Every rule that the terms break; empty for a contract that derivations accept.
///
/// Rules:   each known term has a statement with a source; a range is assumed and in order; dates exist; the term ends after
///          it starts; amounts and capacities are positive; committed ≤ consideration ≤ up_to; a tranche is in service
///          within the term, at every date that its range allows; two tranches of one name do not overlap; power per
///          accelerator is on the capacity's MW basis; MW-months over the term stay below 24 million, the most that 64 bits
///          hold exactly; a view agrees with the consideration within their rounding.
/// Errors:  none; what is wrong is the result.
template <currency C>
[[nodiscard]] std::vector<term_problem> validate(const contract<C>& c);

/// Throws the first problem as invalid_terms, its subject led by the contract's name.
template <currency C>
void require_valid(const contract<C>& c);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

class problem_list
{
public:
    void add(const term_path& path, std::string rule, std::string value, std::string remedy)
    {
        found_.push_back({path, {to_string(path), std::move(rule), std::move(value), std::move(remedy)}});
    }
    [[nodiscard]] bool has(const term_path& path) const
    {
        for (const term_problem& p : found_) {
            if (p.path == path) return true;
        }
        return false;
    }
    [[nodiscard]] std::vector<term_problem> take() { return std::move(found_); }

private:
    std::vector<term_problem> found_;
};

/// `f(bound)` for each of low, base and high that is known, the base first.
template <class T, class F>
void each_bound(const stated<T>& s, F&& f)
{
    if (!s.is_known()) return;
    f(s.value());
    if (s.shape() == shape::exact) return;
    if (s.low()) f(*s.low());
    if (s.high()) f(*s.high());
}

template <class T>
void check_statement(problem_list& problems, const term_path& path, const stated<T>& s, const statement* around)
{
    if (!s.is_known()) return;
    const statement* by = statement_of(s, around);
    if (by == nullptr) {
        problems.add(path, "must say how it is known", "no statement", "write disclosed(…), reported(…) or assumed(…) with a source");
    } else if (by->source.empty()) {
        problems.add(path, "must have a source", "no source", "say where it comes from, or why it is assumed");
    } else if (s.shape() == shape::range && by->how != known::assumed) {
        problems.add(path, "is a range, and a range is an assumption", std::string("known = \"") + std::string(name_of(by->how)) + "\"", "write known = \"assumed\"");
    }
    if constexpr (requires { *s.low() < *s.high(); }) {
        try {
            const bool bounded = s.low() && s.high();
            if ((s.shape() == shape::range && !bounded) || (bounded && !(*s.low() <= s.value() && s.value() <= *s.high()))) {
                problems.add(path, "must have low ≤ base ≤ high", "another order", "put them in order");
            }
        } catch (const unlike_units& e) { // one known at run time only
            problems.add(path, "must be a range of one unit", e.why().value, "state low, base and high alike");
        }
    }
}

template <currency C>
void check_amounts(problem_list& problems, const contract<C>& c)
{
    const money<C> zero(decimal<C::minor_digits>{}, c.consideration.is_known() ? c.consideration.value().unit : c.currency);
    const auto     positive = [&](const term_path& path, const stated<money<C>>& amount) {
        bool accepted = true;
        each_bound(amount, [&](const money<C>& bound) {
            const bool alike = bound.unit == zero.unit;
            if (alike && bound > zero) return;
            accepted = false;
            if (problems.has(path)) return;
            if (alike) problems.add(path, "must be positive", to_string(bound), "write the amount that is due");
            else problems.add(path, std::string("must be in the contract's currency ") + std::string(zero.unit.code()), to_string(bound), "convert it, or write it as a view");
        });
        return accepted;
    };
    const auto ordered = [&](const term_path& path, const stated<money<C>>& less, const stated<money<C>>& more, const char* rule, const char* remedy) {
        if (less.low() && more.high() && *less.low() > *more.high()) problems.add(path, rule, to_string(*less.low()), remedy);
    };
    const bool headline = positive({"consideration"}, c.consideration), committed = positive({"committed"}, c.committed), up_to = positive({"up_to"}, c.up_to);
    if (headline && committed) ordered({"committed"}, c.committed, c.consideration, "must not exceed the consideration", "commit less, or state the consideration that it is part of");
    if (headline && up_to) ordered({"up_to"}, c.consideration, c.up_to, "must not be less than the consideration", "include the consideration in it");
    if (!c.consideration.is_known() && committed && up_to) ordered({"committed"}, c.committed, c.up_to, "must not exceed up_to", "commit less");
}

/// Every bound of a stated power must be positive.
inline void check_power(problem_list& problems, const term_path& path, const stated<power<any_basis>>& s)
{
    each_bound(s, [&](const power<any_basis>& bound) {
        if (!problems.has(path) && bound.count <= 0) problems.add(path, "must be positive", to_string(bound), "write the power that is delivered");
    });
}

/// Every bound of a stated date must lie within [first, last].
inline void check_date(problem_list& problems, const term_path& path, const stated<year_month_day>& s, sys_days first, sys_days last)
{
    each_bound(s, [&](const year_month_day& day) {
        if (problems.has(path)) return;
        if (!day.ok()) problems.add(path, "must be a day of the calendar", to_string(day), "write a day that exists");
        else if (sys_days{day} < first) problems.add(path, std::string("must not precede ") + to_string(first), to_string(day), "write a later day");
        else if (last < sys_days{day}) problems.add(path, std::string("must not be after ") + to_string(last), to_string(day), "write an earlier day, or a longer term");
    });
}

/// One tranche by itself.
inline void check_tranche(problem_list& problems, const tranche& t, int i, const period& term)
{
    const term_path in_service{"tranches", i, "in_service"}, capacity{"tranches", i, "capacity"}, end{"tranches", i, "end"}, each{"tranches", i, "power_per_accelerator"};
    if (!t.in_service.is_known()) problems.add(in_service, "must be known", "unknown", "assume a date and say so, or make tranches unknown");
    if (!t.capacity.is_known()) problems.add(capacity, "must be known", "unknown", "assume a capacity and say so, or make tranches unknown");
    check_power(problems, capacity, t.capacity);
    check_power(problems, each, t.power_per_accelerator);
    each_bound(t.power_per_accelerator, [&](const power<any_basis>& bound) {
        if (problems.has(each) || !t.capacity.is_known() || bound.in == t.capacity.value().in) return;
        problems.add(each, "must be on the capacity's MW basis, " + t.capacity.value().in.name(), bound.in.name(), "state both on one basis");
    });
    if (t.accelerator.is_known() && t.accelerator.shape() != shape::exact) {
        problems.add({"tranches", i, "accelerator"}, "must be one accelerator", to_string(t.accelerator), "name it, or say unknown and why");
    }
    check_date(problems, in_service, t.in_service, term.start(), term.end() - date::days{1});
    if (!t.in_service.is_known() || problems.has(in_service)) return;
    const auto latest = t.in_service.high() ? *t.in_service.high() : t.in_service.value();
    check_date(problems, end, t.end, sys_days{latest} + date::days{1}, term.end());
}

/// All days that tranche i may be in service, or nothing when its dates are refused.
inline std::optional<period> possible_days(const problem_list& problems, const tranche& t, int i, const period& term)
{
    if (!t.in_service.is_known() || problems.has({"tranches", i, "in_service"}) || problems.has({"tranches", i, "end"})) return std::nullopt;
    const auto earliest = t.in_service.low() ? *t.in_service.low() : t.in_service.value();
    const auto ends     = !t.end.is_known() ? year_month_day{term.end()} : t.end.high() ? *t.end.high() : t.end.value();
    return period(sys_days{earliest}, sys_days{ends});
}

/// Whether two tranches of one name are in service at once.
inline bool overlap(const problem_list& problems, const tranches& list, int a, int b, const period& term)
{
    const tranche& one   = list[static_cast<std::size_t>(a)];
    const tranche& other = list[static_cast<std::size_t>(b)];
    if (one.name.empty() || one.name != other.name) return false;
    const auto days = possible_days(problems, one, a, term), others = possible_days(problems, other, b, term);
    return days && others && intersection(*days, *others);
}

/// Dates must fit `term`; the sum of all capacities must not exceed `most` watts.
inline void check_tranches(problem_list& problems, const tranches& list, const period& term, std::int64_t most)
{
    if (list.empty()) problems.add({"tranches"}, "must not be an empty list", "no tranche", "list the tranches, or say unknown and why");
    int128 sum = 0;
    for (int i = 0; const tranche& t : list) {
        const term_path capacity{"tranches", i, "capacity"};
        check_tranche(problems, t, i, term);
        for (int other = 0; other < i; ++other) {
            if (!overlap(problems, list, i, other, term)) continue;
            problems.add(capacity, std::string("overlaps tranches[") + std::to_string(other) + "] of the same name, so it would count twice", "\"" + t.name + "\"",
                         "end the earlier one first, or give them two names");
            break;
        }
        if (t.capacity.is_known() && !problems.has(capacity)) {
            const int128 before = sum;
            sum += (t.capacity.high() ? *t.capacity.high() : t.capacity.value()).count;
            if (before <= most && sum > most) {
                problems.add(capacity, "and the tranches before it must stay below 24 million MW-months over the term", to_string(t.capacity.value()), "write less capacity, or a shorter term");
            }
        }
        ++i;
    }
}

/// The term, and the tranches within it: dates must fit the shortest term that is possible, MW-months the longest in 64 bits.
template <currency C>
void check_term(problem_list& problems, const contract<C>& c)
{
    try {
        const period base     = days_of(c.term.value());
        period       shortest = base, longest = base;
        each_bound(c.term, [&](const term& t) {
            const period days = days_of(t);
            if (days.start() != base.start() && !problems.has({"term"})) {
                problems.add({"term"}, "must start on one day, whatever its length", to_string(days.start()) + " and " + to_string(base.start()), "let only the length vary");
            }
            shortest = days.end() < shortest.end() ? days : shortest;
            longest  = longest.end() < days.end() ? days : longest;
            static_cast<void>(make_schedule(days, monthly, contract_periods, t.month_rule)); // every anniversary must exist
        });
        if (c.term.shape() == shape::range && (base.end() < days_of(*c.term.low()).end() || days_of(*c.term.high()).end() < base.end())) {
            problems.add({"term"}, "must have low ≤ base ≤ high", "another order", "put them in order");
        }
        if (c.tranches.is_known() && !problems.has({"term"})) {
            check_tranches(problems, c.tranches.value(), shortest, highest_of<std::int64_t> / calendar_month_quanta(longest));
        }
    } catch (const invalid_terms& e) {
        problems.add({"term"}, e.why().rule, e.why().value, e.why().remedy);
    }
}

/// A view's bounds times its rate's, against the consideration's: they must overlap.
template <currency C>
void check_views(problem_list& problems, const contract<C>& c)
{
    for (int i = 0; const auto& any : c.views) {
        const term_path path{"views", i, "amount"};
        std::visit(
            [&](const auto& view) {
                if (!view.amount.is_known() || !view.rate.is_known() || !c.consideration.is_known()) return;
                if (!(view.amount.value().unit == view.rate.value().base) || !(c.consideration.value().unit == view.rate.value().quote)) {
                    problems.add({"views", i, "rate"}, "must be in the consideration's currency for one of the view's", to_string(view.rate.value()), "state the rate between these two");
                    return;
                }
                // An amount that is not said to be rounded is still rounded to its minor unit.
                const fraction half    = view.amount.shape() == shape::exact ? fraction(1, 2 * power_of_ten<int128>(decltype(view.amount.value().amount)::scale)) : fraction(0);
                const auto     product = [](const auto& amount, const fraction& more, const auto& rate) {
                    return amount && rate ? std::optional<fraction>((to_fraction(amount->amount) + more) * to_fraction(rate->quote_per_base)) : std::nullopt;
                };
                const auto  low     = product(view.amount.low(), -half, view.rate.low());
                const auto  high    = product(view.amount.high(), half, view.rate.high());
                const auto& floor   = c.consideration.low();
                const auto& ceiling = c.consideration.high();
                // What was rounded stands for less than its upper bound.
                const bool below = high && floor && (*high < to_fraction(floor->amount) || (*high == to_fraction(floor->amount) && view.amount.shape() == shape::rounded_to));
                const bool above = low && ceiling && (*low > to_fraction(ceiling->amount) || (*low == to_fraction(ceiling->amount) && c.consideration.shape() == shape::rounded_to));
                if (below || above) {
                    problems.add(path, std::string("must agree with the consideration ") + to_string(c.consideration.value()) + " at its rate", to_string(view.amount.value()),
                                 "correct the amount or the rate, or say what they were rounded to");
                }
            },
            any);
        ++i;
    }
}

} // namespace detail

template <currency C>
std::vector<term_problem> validate(const contract<C>& c)
{
    detail::problem_list problems;
    if (c.name.empty()) problems.add({"name"}, "must not be empty", "", "name the contract");
    const auto day_exists = [&](const term_path& path, const std::optional<year_month_day>& day) {
        if (day && !day->ok()) problems.add(path, "must be a day of the calendar", to_string(*day), "write a day that exists");
    };
    day_exists({"signed_on"}, c.signed_on);
    day_exists({"known_on"}, c.known_on);
    each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement* around) {
        if constexpr (!detail::has_terms_inside<T>) detail::check_statement(problems, path, s, around);
    });
    detail::check_amounts(problems, c);
    if (c.term.is_known()) {
        detail::check_term(problems, c);
    } else if (c.tranches.is_known()) { // within all of the calendar that ratable knows
        using namespace date::literals;
        detail::check_tranches(problems, c.tranches.value(), period(1900_y / 1 / 1, 2999_y / 12 / 31), highest_of<std::int64_t>);
    }
    detail::check_views(problems, c);
    return problems.take();
}

template <currency C>
void require_valid(const contract<C>& c)
{
    const auto problems = validate(c);
    if (problems.empty()) return;
    problem first = problems.front().why;
    first.subject = "contract '" + c.name + "': " + first.subject;
    throw invalid_terms(first);
}

} // namespace ratable
