// SPDX-License-Identifier: BSL-1.0
/// All that is wrong with a contract, at once, each with its path.
#pragma once

#include <ratable/terms/contract.hpp>
#include <ratable/terms/problem_list.hpp>
#include <ratable/terms/validate_clauses.hpp>
#include <ratable/terms/validate_pricing.hpp>
#include <ratable/terms/validate_tranches.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// Every rule that the terms break; empty for a contract that derivations accept.
///
/// Rules:   each known term has a statement with a source; a range is assumed and in order; dates exist; the term ends after
///          it starts; amounts and capacities are positive; committed ≤ consideration ≤ up_to; a tranche is in service
///          within the term, at every date that its range allows; two tranches of one name do not overlap; power per
///          accelerator is on the capacity's MW basis; MW-months over the term stay below 24 million, the most that 64 bits
///          hold exactly; a view agrees with the consideration within their rounding. Clauses: prices are per units that can be
///          billed, shares are shares, steps and tiers are in order, windows lie within service, and what one clause needs of
///          another is there (validate_pricing.hpp, validate_clauses.hpp).
/// Errors:  none; what is wrong is the result.
template <currency C>
[[nodiscard]] std::vector<term_problem> validate(const contract<C>& c);

/// Throws the first problem as invalid_terms, its subject led by the contract's name.
template <currency C>
void require_valid(const contract<C>& c);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

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
    day_exists({"effective_on"}, c.effective_on);
    each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement* around) {
        if constexpr (!detail::has_terms_inside<T>) detail::check_statement(problems, path, s, around);
        else if (s.is_known() && path.list != "tranches") detail::check_source(problems, path, statement_of(s, around)); // its choices rest on one
    });
    detail::check_amounts(problems, c);
    if (c.term.is_known()) {
        detail::check_term(problems, c);
    } else if (c.tranches.is_known()) { // within all of the calendar that ratable knows
        using namespace date::literals;
        detail::check_tranches(problems, c.tranches.value(), period(1900_y / 1 / 1, 2999_y / 12 / 31), highest_of<std::int64_t>);
    }
    detail::check_pricing(problems, c);
    detail::check_clauses(problems, c);
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
