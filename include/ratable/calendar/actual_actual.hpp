// SPDX-License-Identifier: BSL-1.0
/// Day counts over the year as it is: 365 days or 366, by rules that differ on whose year, or over the coupon period as it is.
#pragma once

#include <ratable/calendar/day_count.hpp>
#include <ratable/calendar/month_rule.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ratable {

namespace detail {
/// What these share: they count the days as they are.
template <class Convention>
struct actual_days
{
    [[nodiscard]] static constexpr std::int64_t days(const year_month_day& start, const year_month_day& end) { return (sys_days{end} - sys_days{start}).count(); }
    friend constexpr bool operator==(const actual_days&, const actual_days&) = default;
};
} // namespace detail

/// Days in leap years over 366, the others over 365.
/// Source:  2006 ISDA Definitions 4.16(b).
struct act_act_isda : detail::actual_days<act_act_isda>
{
    static constexpr std::string_view       name = "act/act isda";
    [[nodiscard]] static constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end);
};

/// Whole years back from the end, then what is left at the start over 366 if a 29 February is in it, else over 365.
///
/// Source:  Fédération Bancaire Française, Master Agreement, as OpenGamma Strata reads it: a year before 29 February is 28 February.
/// Departs: QuantLib takes a year before 28 February 2009 for 29 February 2008.
struct act_act_afb : detail::actual_days<act_act_afb>
{
    static constexpr std::string_view       name = "act/act afb";
    [[nodiscard]] static constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end);
};

/// Whole years on from the start, then what is left over the days of the year that it lies in, which begins on an anniversary.
/// Source:  OpenGamma Strata, Act/Act Year. From 29 February a year on is 28 February, and a year on from there, too, 28 February.
struct act_act_year : detail::actual_days<act_act_year>
{
    static constexpr std::string_view       name = "act/act year";
    [[nodiscard]] static constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end);
};

/// Over 366 if a 29 February lies after the start and not after the end, else over 365.
struct act_365_actual : detail::actual_days<act_365_actual>
{
    static constexpr std::string_view       name = "act/365 actual";
    [[nodiscard]] static constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end);
};

/// Over 366 or 365, by the coupon period that the span lies in: where coupons are annual, whether a 29 February lies after the span's start and
/// not after the period's end; else whether the period ends in a leap year. Nothing from a day to itself.
/// Source:  ICMA rule 251.1(i); ISDA's Act/365L; OpenGamma Strata.
struct act_365_l
{
    year_month_day period_end;
    bool           annual; ///< coupons once a year

    [[nodiscard]] static constexpr std::int64_t days(const year_month_day& start, const year_month_day& end) { return (sys_days{end} - sys_days{start}).count(); }
    [[nodiscard]] constexpr fraction            year_fraction(const year_month_day& start, const year_month_day& end) const;
    friend constexpr bool                       operator==(const act_365_l&, const act_365_l&) = default;
};

/// Each coupon period is `every` months, whatever its days; a part of it counts by days. The periods run from `coupon_date` in both
/// directions, beyond the first and the last coupon too, so that a long or short stub is measured in them.
///
/// Errors:  invalid_terms if `every` is no whole number of months from 1 to 1200, or a coupon leaves 1900–2999 by more than that.
/// Source:  ICMA rule 251.1(iii); ISDA, EMU and market conventions, 1998, with its examples.
/// Departs: every coupon is counted from `coupon_date`; Strata steps from each to the next, so that under `clamp` the 31st ends on the 28th.
///
///     act_act_icma{.coupon_date = 2003_y/jul/15, .every = date::months{6}, .rule = month_rule::clamp}
struct act_act_icma
{
    year_month_day coupon_date; ///< any day on which a coupon falls: of a stub, its regular end
    date::months   every;       ///< between coupons
    month_rule     rule;        ///< for coupons on the 29th to the 31st; `reject` is as `clamp`

    [[nodiscard]] static constexpr std::int64_t days(const year_month_day& start, const year_month_day& end) { return (sys_days{end} - sys_days{start}).count(); }
    [[nodiscard]] constexpr fraction            year_fraction(const year_month_day& start, const year_month_day& end) const;
    friend constexpr bool                       operator==(const act_act_icma&, const act_act_icma&) = default;
};

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

constexpr std::int64_t days_in_year(date::year year) { return year.is_leap() ? 366 : 365; }

/// 29 February becomes 28 February where there is none.
constexpr year_month_day add_years(const year_month_day& day, int count) { return moved_by_months(day, date::months{12 * count}, month_rule::clamp); }

/// Whether a 29 February lies after `start` and not after `end`.
constexpr bool leaps_between(const year_month_day& start, const year_month_day& end) { return leap_days_until(start) < leap_days_until(end); }

[[noreturn]] inline void refuse_coupon_months(date::months every)
{
    throw invalid_terms({"act/act icma", "must have 1 to 1200 months between coupons", std::to_string(every.count()), ""});
}

} // namespace detail

constexpr fraction act_act_isda::year_fraction(const year_month_day& start, const year_month_day& end)
{
    const auto until_new_year = [](const year_month_day& day) { return (sys_days{(day.year() + date::years{1}) / 1 / 1} - sys_days{day}).count(); };
    // from each date to the end of its year, and whole years between those ends
    const fraction left_at_start(until_new_year(start), detail::days_in_year(start.year()));
    const fraction left_at_end(until_new_year(end), detail::days_in_year(end.year()));
    return left_at_start - left_at_end + (end.year() - start.year()).count();
}

constexpr fraction act_act_afb::year_fraction(const year_month_day& start, const year_month_day& end)
{
    int years = (end.year() - start.year()).count();
    if (detail::add_years(end, -years) < start) --years;
    const year_month_day rest_end = detail::add_years(end, -years);
    const bool           leaps    = detail::leaps_between(year_month_day{sys_days{start} - date::days{1}}, year_month_day{sys_days{rest_end} - date::days{1}});
    return years + fraction(days(start, rest_end), leaps ? 366 : 365);
}

constexpr fraction act_act_year::year_fraction(const year_month_day& start, const year_month_day& end)
{
    const auto a_year_after = [&](int years) { return detail::add_years(detail::add_years(start, years), 1); };
    int        years        = (end.year() - start.year()).count();
    while (years > 0 && a_year_after(years - 1) >= end) --years;
    const year_month_day from = detail::add_years(start, years);
    return years + fraction(days(from, end), days(from, a_year_after(years)));
}

constexpr fraction act_365_actual::year_fraction(const year_month_day& start, const year_month_day& end)
{
    return fraction(days(start, end), detail::leaps_between(start, end) ? 366 : 365);
}

constexpr fraction act_365_l::year_fraction(const year_month_day& start, const year_month_day& end) const
{
    const bool leaps = annual ? detail::leaps_between(start, period_end) : period_end.year().is_leap();
    return fraction(days(start, end), leaps ? 366 : 365);
}

constexpr fraction act_act_icma::year_fraction(const year_month_day& start, const year_month_day& end) const
{
    static_cast<void>(checked_day(coupon_date));
    if (every < date::months{1} || every > date::months{1200}) detail::refuse_coupon_months(every);
    const auto coupon = [&](int k) { return sys_days{detail::moved_by_months(coupon_date, k * every, rule)}; };
    int        k      = (start.year() / start.month() - coupon_date.year() / coupon_date.month()) / every;
    while (coupon(k) > sys_days{start}) --k;
    while (coupon(k + 1) <= sys_days{start}) ++k;

    const fraction period(every.count(), 12);
    fraction       sum;
    for (sys_days from = coupon(k); from < sys_days{end}; ++k, from = coupon(k)) {
        const sys_days next    = coupon(k + 1);
        const sys_days counted = from < sys_days{start} ? sys_days{start} : from;
        const sys_days until   = sys_days{end} < next ? sys_days{end} : next;
        sum += period * fraction((until - counted).count(), (next - from).count());
    }
    return sum;
}

} // namespace ratable
