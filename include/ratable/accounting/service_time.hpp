// SPDX-License-Identifier: BSL-1.0
/// How much of its useful life an asset spends in each period of the books.
#pragma once

#include <ratable/calendar/fiscal_year.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ratable {

/// How much of its first book year an asset is depreciated for. The life that is left when it ends comes last.
enum class first_year_rule {
    full_year,  ///< all of it, whenever in the year service begins
    half_year,  ///< half of it, likewise
    full_month, ///< the month in which service begins counts whole
    mid_month,  ///< that month counts half
    by_days,    ///< the days in service over the days of the year
};
[[nodiscard]] constexpr std::string_view name_of(first_year_rule rule);

/// Book years of calendar months, January to December.
inline constexpr fiscal_months calendar_years{.last_month = date::December, .named_by = fiscal_year_named_by::end};

/// The periods of a life, and how much of it each takes, in parts of a year.
struct service_time
{
    std::vector<ratable::period> periods;
    std::vector<std::int64_t>    time;   ///< of each; all together the life
    std::vector<std::size_t>     year;   ///< the book year that each is in, counted from 0
    std::int64_t                 a_year; ///< how many parts a year has
    std::int64_t                 life;   ///< how many parts the life has
};

/// A useful life along the books.
///
/// Shape:   one period a fiscal month, quarter or year, contiguous. The first begins in service; the last ends with the month in which the life does.
///          What a first year counts is spread over its months in service evenly, `by_days` by their days.
/// Errors:  invalid_terms for a life below one month or above 1,200; as fiscal_boundary.
///
///     service_time_of(2026_y/oct/1, date::months{60}, first_year_rule::half_year, fiscal_unit::year, calendar_years)   // ½, 1, 1, 1, 1, ½ years
template <fiscal_calendar F>
[[nodiscard]] service_time service_time_of(const year_month_day& in_service, date::months life, first_year_rule rule, fiscal_unit every, const F& books);

/// A life of so many equal periods. Errors: invalid_terms if there are none, or they do not follow each other.
[[nodiscard]] inline service_time service_time_of(const std::vector<period>& equal_periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(first_year_rule rule)
{
    switch (rule) {
    case first_year_rule::full_year: return "full_year";
    case first_year_rule::half_year: return "half_year";
    case first_year_rule::full_month: return "full_month";
    case first_year_rule::mid_month: return "mid_month";
    case first_year_rule::by_days: break;
    }
    return "by_days";
}

namespace detail {

inline constexpr std::int64_t parts_by_months = 24 * 27'720;     ///< a half of any number of months up to 12, split over so many, is whole
inline constexpr std::int64_t parts_by_days   = 1'288'609'140;   ///< lcm(364, 365, 366, 371): days of calendar years, and of years of weeks

/// What a month of a full year takes, and what one of the first year does: `months` of them are in service, of which this is the first or not.
constexpr std::int64_t month_share(first_year_rule rule, bool of_first_year, std::int64_t months, bool begins)
{
    constexpr std::int64_t month = parts_by_months / 12;
    if (!of_first_year) return month;
    switch (rule) {
    case first_year_rule::full_year: return parts_by_months / months;
    case first_year_rule::half_year: return parts_by_months / 2 / months;
    case first_year_rule::mid_month: return begins ? month / 2 : month;
    case first_year_rule::full_month:
    case first_year_rule::by_days: break;
    }
    return month;
}

} // namespace detail

template <fiscal_calendar F>
service_time service_time_of(const year_month_day& in_service, date::months life, first_year_rule rule, fiscal_unit every, const F& books)
{
    if (life < date::months{1} || life > date::months{1200}) {
        throw invalid_terms({"useful life", "must be from one month to 1,200", to_string(life), "write such as date::months{60}"});
    }
    const sys_days     begins  = checked_day(in_service);
    const bool         by_days = rule == first_year_rule::by_days;
    const std::int64_t a_year  = by_days ? detail::parts_by_days : detail::parts_by_months;
    service_time       found{.periods = {}, .time = {}, .year = {}, .a_year = a_year, .life = a_year / 12 * life.count()};
    std::int64_t       left = found.life;
    std::size_t        nth  = 0;
    for (int year = fiscal_year_of(books, begins); left > 0; ++year, ++nth) {
        const auto         months   = fiscal_months_of(books, year);
        const std::int64_t all_days = (months.back().end() - months.front().start()).count();
        std::size_t        first    = 0;
        while (nth == 0 && months[first].end() <= begins) ++first;
        for (std::size_t k = first; k < 12 && left > 0; ++k) {
            const bool         holds_begin = nth == 0 && k == first;
            const sys_days     start       = holds_begin ? begins : months[k].start();
            const std::int64_t share       = by_days ? (months[k].end() - start).count() * (a_year / all_days)
                                                     : detail::month_share(rule, nth == 0, static_cast<std::int64_t>(12 - first), holds_begin);
            const std::int64_t taken       = std::min(share, left);
            left -= taken;
            if (holds_begin || k % static_cast<std::size_t>(every) == 0) {
                found.periods.emplace_back(start, months[k].end());
                found.time.push_back(taken);
                found.year.push_back(nth);
            } else {
                found.periods.back() = period(found.periods.back().start(), months[k].end());
                found.time.back() += taken;
            }
        }
    }
    return found;
}

inline service_time service_time_of(const std::vector<period>& equal_periods)
{
    if (equal_periods.empty()) throw invalid_terms({"useful life", "must have periods", "none", "make them with make_schedule"});
    service_time found{.periods = equal_periods, .time = std::vector<std::int64_t>(equal_periods.size(), 1), .year = {}, .a_year = 1,
                       .life = static_cast<std::int64_t>(equal_periods.size())};
    for (std::size_t i = 0; i < equal_periods.size(); ++i) found.year.push_back(i);
    return found;
}

} // namespace ratable
