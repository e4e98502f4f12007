// SPDX-License-Identifier: BSL-1.0
/// Take-or-pay: what of each period's hours is usage, made up, shortfall or overage, and what a contract year must be trued up by.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/make_up_bank.hpp>
#include <ratable/terms/commitment.hpp>
#include <ratable/terms/term.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// The hours of one billing period: used = usage + made_up + overage.
struct settled_period
{
    metered    minimum{};
    metered    usage{};     ///< at the period's price
    metered    made_up{};   ///< paid for by an earlier shortfall
    metered    shortfall{}; ///< paid for, not used
    metered    overage{};   ///< above what was contracted
    metered    true_up{};   ///< of the contract year that closes with this period, or with the term
    bank_month bank{};      ///< of the month in which the period begins, so far; all zero without make-up

    friend constexpr bool operator==(const settled_period&, const settled_period&) = default;
};

/// All periods, and what the bank did.
template <currency C>
struct take_or_pay_hours
{
    std::vector<settled_period> periods     = {};
    std::vector<withdrawal<C>>  withdrawals = {}; ///< made up, expired or lost, by vintage and price
    std::vector<vintage<C>>     left        = {}; ///< after the last period: it lapses
};

/// Exactly share × whole. Errors: inexact when that needs more than eight digits; overflow.
///
///     share_of(0.8_d, metered(744))   // 595.2
[[nodiscard]] constexpr metered share_of(const ratio& share, const metered& whole);

/// The share of the contracted hours that is the minimum from a contract month on. Errors: invalid_terms when the steps of the ramp do not rise, or
/// for a share outside 0 to 1.
[[nodiscard]] ratio minimum_share(const take_or_pay& clause, int contract_month);

/// The hours of whole accelerators in the days of a period that lie before `term_end`: 24 a day.
[[nodiscard]] constexpr metered contracted_hours(std::int64_t accelerators, const period& days, sys_days term_end);

/// Settles a minimum over billing periods.
///
/// Shape:   n periods, and as many of contracted, excused and used hours → n settled periods. `price_by_year` is what vintages are paid at.
/// Rules:   minimum = share × (contracted − excused), the share by the contract month in which a period begins.
///          Only usage above the minimum and within the contracted hours makes up; what is above the contracted hours is overage, and stays out of
///          all else. In a tail, after the term's end, nothing need be contracted for what makes up.
///          A vintage's month is the calendar month in which its billing period begins: of quarterly periods, n months are n/3 periods.
///          A vintage lapses by its age, or at the end of the term and its tail, whichever comes first.
///          true-up = max(0, share × Σ(contracted − excused) − paid), paid = usage + shortfall, of the periods that begin in a contract year; in its
///          last period, and for the last year in the term's last, so that its hours too can be made up in a tail.
/// Units:   hours, or whatever is metered; minimum and true-up must be exact at eight digits, which six of a share and two of hours always are.
/// Errors:  invalid_terms for hours below zero, more excused than contracted, or lists of other lengths; as minimum_share; inexact; overflow.
template <currency C>
[[nodiscard]] take_or_pay_hours<C> settle(const take_or_pay& clause, const term& t, std::span<const billing_period> periods, std::span<const metered> contracted,
                                          std::span<const metered> excused, std::span<const metered> used, std::span<const money<C, 6>> price_by_year);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_minimum(const std::string& subject, const char* rule, const std::string& value, const char* remedy)
{
    throw invalid_terms({subject, rule, value, remedy});
}

inline void check_share(const char* subject, const ratio& share)
{
    if (sign(share) < 0 || share > ratio(1)) refuse_minimum(subject, "must be a share from 0 to 1", to_string(share), "write 80 % as 0.8_d");
}

/// A term that may be left out, but not be unknown.
template <class T>
std::optional<T> if_stated(const stated<T>& s)
{
    if (!s.is_known() && s.unknown_because().empty()) return std::nullopt;
    return s.value();
}

/// A contract year's hours, while it runs.
struct year_hours
{
    metered due{};
    metered paid{};
};

inline date::year_month month_of(const billing_period& p)
{
    const year_month_day day{p.days.start()};
    return day.year() / day.month();
}

inline void check_hours(const billing_period& p, const metered& contracted, const metered& excused, const metered& used)
{
    if (sign(contracted) < 0 || sign(excused) < 0 || sign(used) < 0) {
        refuse_minimum(std::string("hours of ") + to_string(p.days), "must not be negative", to_string(min(contracted, min(excused, used))), "correct the reading");
    }
    if (contracted < excused) {
        refuse_minimum(std::string("excused hours of ") + to_string(p.days), "must not be more than the contracted hours", to_string(excused) + " of " + to_string(contracted), "excuse what was contracted, at most");
    }
}

/// What a minimum is settled with, period after period.
template <currency C>
class settlement
{
public:
    settlement(const take_or_pay& clause, const term& t) : clause_(&clause), ends_(days_of(t).end()), lapses_(ends_)
    {
        if (clause.true_up) {
            year_share_ = clause.true_up->share.value();
            check_share("minimum.true_up", year_share_);
        }
        if (!clause.make_up) return;
        bank_.emplace(clause.make_up->usable_months, if_stated(clause.make_up->cap));
        if (clause.make_up->tail_months < 0) refuse_bank("must have a tail that is not negative", std::to_string(clause.make_up->tail_months), "leave it out where there is none");
        lapses_ = sys_days{add_months(year_month_day{ends_}, date::months{clause.make_up->tail_months}, month_rule::clamp)};
    }

    /// Settles the next period, into `s`.
    void next(settled_period& s, const billing_period& p, const metered& contracted, const metered& excused, const metered& used, const money<C, 6>& price)
    {
        check_hours(p, contracted, excused, used);
        const bool same_month = bank_ && bank_->month().month == month_of(p); // of a month cut by the term's end, or billed by weeks
        if (bank_ && !same_month) p.days.start() < lapses_ ? bank_->begin(month_of(p)) : bank_->lapse(month_of(p));
        const metered counted = contracted - excused, banked = bank_ ? bank_->available() : metered{};
        s.minimum             = share_of(minimum_share(*clause_, p.contract_month), counted);
        const metered room    = ends_ < p.days.end() ? max(contracted, s.minimum + banked) : contracted;
        const metered within  = min(used, room);
        s.overage             = used - within;
        if (bank_ && s.minimum < within) s.made_up = bank_->make_up(within - s.minimum);
        s.usage = within - s.made_up;
        if (within < s.minimum) s.shortfall = s.minimum - within;
        if (bank_) bank_->add(s.shortfall, price);
        year_.due += counted;
        year_.paid += s.usage + s.shortfall;
        const bool closes_term = p.days.start() < ends_ && ends_ <= p.days.end();
        if (p.closes_year || closes_term) close_year(s, price);
        if (bank_) s.bank = bank_->month();
    }

    [[nodiscard]] const std::optional<make_up_bank<C>>& bank() const { return bank_; }

private:
    void close_year(settled_period& s, const money<C, 6>& price)
    {
        if (clause_->true_up) {
            s.true_up = max(metered{}, share_of(year_share_, year_.due) - year_.paid);
            if (bank_ && clause_->true_up->can_be_made_up) bank_->add(s.true_up, price);
        }
        year_ = {};
    }

    const take_or_pay*             clause_;
    sys_days                       ends_;
    sys_days                       lapses_;
    ratio                          year_share_{};
    year_hours                     year_{};
    std::optional<make_up_bank<C>> bank_;
};

} // namespace detail

constexpr metered share_of(const ratio& share, const metered& whole)
{
    constexpr std::int64_t one   = power_of_ten<std::int64_t>(ratio::scale);
    const int128           exact = int128{share.units} * whole.units;
    if (exact % one != 0) {
        throw inexact({"minimum", "must be exact at eight digits", to_string(share) + " of " + to_string(whole), "state hours in two digits, or a share in fewer"});
    }
    return metered::from_units(checked_cast<std::int64_t>(exact / one));
}

inline ratio minimum_share(const take_or_pay& clause, int contract_month)
{
    ratio share = clause.share.value();
    detail::check_share("minimum.share", share);
    for (int from = 0; const minimum_step& step : clause.ramp) {
        if (step.from_month <= from) {
            detail::refuse_minimum("minimum.ramp", "must have steps from later and later contract months, counted from 1", std::string("month ") + std::to_string(step.from_month), "put them in order");
        }
        detail::check_share("minimum.ramp", step.share);
        from = step.from_month;
        if (step.from_month <= contract_month) share = step.share;
    }
    return share;
}

constexpr metered contracted_hours(std::int64_t accelerators, const period& days, sys_days term_end)
{
    const sys_days     end = std::min(days.end(), term_end);
    const std::int64_t n   = end <= days.start() ? 0 : (end - days.start()).count();
    return metered(checked_mul(accelerators, 24 * n));
}

template <currency C>
take_or_pay_hours<C> settle(const take_or_pay& clause, const term& t, std::span<const billing_period> periods, std::span<const metered> contracted,
                            std::span<const metered> excused, std::span<const metered> used, std::span<const money<C, 6>> price_by_year)
{
    if (contracted.size() != periods.size() || excused.size() != periods.size() || used.size() != periods.size()) {
        detail::refuse_minimum("minimum", "must have contracted, excused and used hours for every billing period", std::to_string(periods.size()) + " periods", "give as many of each");
    }
    detail::settlement<C> run(clause, t);
    take_or_pay_hours<C>  result;
    result.periods.resize(periods.size());
    for (std::size_t k = 0; k < periods.size(); ++k) {
        const int year = periods[k].contract_year;
        if (year < 1 || static_cast<std::size_t>(year) > price_by_year.size()) {
            detail::refuse_minimum("minimum", "must have a price for every contract year", std::string("none for year ") + std::to_string(year), "give one price a year");
        }
        run.next(result.periods[k], periods[k], contracted[k], excused[k], used[k], price_by_year[static_cast<std::size_t>(year) - 1]);
    }
    if (run.bank()) {
        result.withdrawals = run.bank()->withdrawals();
        result.left.assign(run.bank()->vintages().begin(), run.bank()->vintages().end());
    }
    return result;
}

} // namespace ratable
