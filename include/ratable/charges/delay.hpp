// SPDX-License-Identifier: BSL-1.0
/// Delay: how each tranche is delivered, what a long-stop ends, and what late days earn.
#pragma once

#include <ratable/capacity/ramp.hpp>
#include <ratable/charges/billing_calendar.hpp>
#include <ratable/terms/contract.hpp>
#include <ratable/units/exact_amount.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// How one tranche is delivered.
struct delivery
{
    period                  planned;                        ///< without slip
    std::optional<period>   actual         = {};            ///< empty: it ended before it started
    std::optional<period>   uncut          = {};            ///< as delivered, had nothing ended it early; empty where it never started
    date::days              late           = date::days{0}; ///< to the start of service, or to the end of the tranche or order before that
    std::optional<sys_days> terminated_on  = {};            ///< first day that an early end takes away
    bool                    past_long_stop = false;         ///< it, or the order with it, ended for lateness

    friend constexpr bool operator==(const delivery&, const delivery&) = default;
};

/// The end of a whole order before its term.
struct early_end
{
    sys_days on;               ///< first day no longer in service
    bool     too_late = false; ///< by a long-stop, not by the customer

    friend constexpr bool operator==(const early_end&, const early_end&) = default;
};

/// When the order ends early: by a tranche past its long-stop whose delay ends the order, or by the customer; the first of these.
/// Errors: as delivery_of; invalid_terms for a termination outside the term, or on its first day.
template <currency C>
[[nodiscard]] std::optional<early_end> early_end_of(const contract<C>& c);

/// The delivery of every tranche, cut where a long-stop or an early termination by the customer ends it.
///
/// Shape:   n tranches → n deliveries; none when tranches are left out or unknown. An early start is no delay.
/// Rules:   a tranche that is not in service on its planned day + `long_stop` ends on that day, or the whole order does, as `ends` says;
///          whichever end comes first holds.
/// Errors:  as in_force; invalid_terms for a long-stop without `ends`, and for a late tranche under a delay clause that is unknown.
template <currency C>
[[nodiscard]] std::vector<delivery> delivery_of(const contract<C>& c);

/// The days that earn credits: from the day after grace to the day before `until`, if there are any.
[[nodiscard]] constexpr std::optional<period> chargeable_days(sys_days planned, sys_days until, date::days grace);

/// What so many chargeable days have earned.
///
/// Units:   a daily fee is the monthly fee × 12 / 365, also in leap years; `value` is what the cap is a share of.
/// Rounds:  the running total, by the clause; a cap to whole minor units that do not exceed it.
/// Errors:  invalid_terms for negative shares, and for steps that are out of order.
///
///     250 MW × USD 150,000 a MW-month × 12 / 365 × 10 days at 100 %   // USD 12,328,767.12
template <currency C>
[[nodiscard]] money<C> delay_credit(const delay_damages& terms, const exact_amount<C>& monthly_fee, const money<C>& value, std::int64_t days);

/// The same by billing period: each earns by its calendar days, and they sum to the credit of all.
template <currency C>
[[nodiscard]] std::vector<money<C>> delay_credits_by_period(const delay_damages& terms, const exact_amount<C>& monthly_fee, const money<C>& value,
                                                            const std::optional<period>& chargeable, std::span<const billing_period> periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A clause, or null when it was left out. One that is said to be unknown cannot be computed with.
template <class T>
const T* clause_of(const stated<T>& s, const char* name)
{
    if (s.is_known()) return &s.value();
    if (s.unknown_because().empty()) return nullptr;
    throw invalid_terms({name, "must be known for this", "unknown: " + s.unknown_because(), "state it, or leave it out if there is none"});
}

/// A share of money in whole minor units, not more than it.
template <currency C>
money<C> share_within(const money<C>& amount, const ratio& share)
{
    return round<C::minor_digits>(amount * share, rounding::floor);
}

inline void require_share(const char* name, const ratio& share)
{
    if (sign(share) < 0) throw invalid_terms({name, "must not be negative", to_string(share), "write 20 % as 0.2_d"});
}

/// Σ of the shares of chargeable days 1 to n, in millionths.
inline int128 shares_through(const delay_damages& terms, std::int64_t days)
{
    ratio        share = terms.share.value();
    std::int64_t from  = 1;
    int128       sum   = 0;
    require_share("delay.share", share);
    for (const delay_step& step : terms.steps) {
        require_share("delay.steps", step.share);
        if (step.from_day < from) throw invalid_terms({"delay.steps", "must be in order, from day 1 on", std::to_string(step.from_day), "sort them by from_day"});
        sum += int128{share.units} * (std::min<std::int64_t>(step.from_day, days + 1) - std::min(from, days + 1));
        from  = step.from_day;
        share = step.share;
    }
    return sum + int128{share.units} * (days + 1 - std::min(from, days + 1));
}

/// The day on which a tranche is past its long-stop, if it comes to that.
template <currency C>
std::optional<sys_days> long_stop_of(const contract<C>& c, const tranche& t)
{
    const sys_days planned = checked_day(t.in_service.value()), start = service_start(t);
    if (start <= planned) return std::nullopt; // whatever the clause is
    const delay_damages* terms = clause_of(c.delay, "delay");
    const date::days*    after = terms == nullptr ? nullptr : clause_of(terms->long_stop, "delay.long_stop");
    if (after == nullptr) return std::nullopt;
    if (!terms->ends) throw invalid_terms({"delay.ends", "must be stated with a long-stop", "not stated", "write termination_scope::tranche, or termination_scope::order"});
    if (start <= planned + *after) return std::nullopt;
    return planned + *after;
}

} // namespace detail

template <currency C>
std::optional<early_end> early_end_of(const contract<C>& c)
{
    std::optional<early_end> end;
    if (c.termination.is_known() && c.termination.value().terminated_on) {
        const sys_days day  = checked_day(*c.termination.value().terminated_on);
        const period   days = days_of(c.term.value());
        if (day <= days.start() || days.end() <= day) {
            throw invalid_terms({"termination.terminated_on", std::string("must be a day within the term ") + to_string(days) + ", after its first", to_string(day), "leave it out if the contract runs its term"});
        }
        end = early_end{day};
    }
    if (!c.tranches.is_known()) return end;
    for (const tranche& t : c.tranches.value()) {
        const auto stop = detail::long_stop_of(c, t);
        if (stop && *c.delay.value().ends == termination_scope::order && (!end || *stop <= end->on)) end = early_end{*stop, true};
    }
    return end;
}

template <currency C>
std::vector<delivery> delivery_of(const contract<C>& c)
{
    std::vector<delivery> result;
    if (!c.tranches.is_known()) return result;
    const period term  = days_of(c.term.value());
    const auto   order = early_end_of(c);
    result.reserve(c.tranches.value().size());
    for (const tranche& t : c.tranches.value()) {
        delivery&      d     = result.emplace_back(delivery{.planned = planned_days(t, term)});
        const sys_days start = service_start(t);
        auto           end   = order;
        if (const auto stop = detail::long_stop_of(c, t); stop && (!end || *stop <= end->on)) end = early_end{*stop, true};
        d.late = std::max((end ? std::min(start, end->on) : start) - d.planned.start(), date::days{0});
        if (!end || start < end->on) {
            d.actual = d.uncut = in_force(t, term);
            if (!end || d.actual->end() <= end->on) continue; // it runs its time
            d.actual = period(start, end->on);
        }
        d.terminated_on  = end->on;
        d.past_long_stop = end->too_late;
    }
    return result;
}

constexpr std::optional<period> chargeable_days(sys_days planned, sys_days until, date::days grace)
{
    const sys_days first = planned + grace;
    if (until <= first) return std::nullopt;
    return period(first, until);
}

template <currency C>
money<C> delay_credit(const delay_damages& terms, const exact_amount<C>& monthly_fee, const money<C>& value, std::int64_t days)
{
    const fraction shares(detail::shares_through(terms, days) * 12, int128{365} * power_of_ten<std::int64_t>(ratio::scale));
    const money<C> earned = round<C::minor_digits>(monthly_fee * shares, terms.rounds);
    const ratio*   cap    = detail::clause_of(terms.cap, "delay.cap");
    if (cap == nullptr) return earned;
    detail::require_share("delay.cap", *cap);
    return min(earned, detail::share_within(value, *cap));
}

template <currency C>
std::vector<money<C>> delay_credits_by_period(const delay_damages& terms, const exact_amount<C>& monthly_fee, const money<C>& value,
                                              const std::optional<period>& chargeable, std::span<const billing_period> periods)
{
    const money<C>        nothing(decimal<C::minor_digits>{}, monthly_fee.unit);
    std::vector<money<C>> result(periods.size(), nothing);
    money<C>              before = nothing;
    for (std::size_t i = 0; chargeable && i < periods.size(); ++i) {
        const sys_days until = std::min(periods[i].days.end(), chargeable->end());
        if (until <= chargeable->start()) continue;
        const money<C> earned = delay_credit(terms, monthly_fee, value, (until - chargeable->start()).count());
        result[i]             = earned - before;
        before                = earned;
    }
    return result;
}

} // namespace ratable
