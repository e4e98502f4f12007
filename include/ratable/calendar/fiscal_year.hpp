// SPDX-License-Identifier: BSL-1.0
/// Fiscal years: of calendar months, or of 52 and 53 weeks; their quarters and months, and terms cut at their boundaries.
#pragma once

#include <ratable/calendar/period.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// Which calendar year a fiscal year is named by: that of its last month, or that of its first. Both are the same for a year to December.
enum class fiscal_year_named_by { end, start };

/// Twelve calendar months.
///
///     fiscal_months{.last_month = date::June, .named_by = fiscal_year_named_by::end}   // fiscal 2027 begins on 2026-07-01
struct fiscal_months
{
    date::month          last_month;
    fiscal_year_named_by named_by;
};

/// On which of its weekdays a year of whole weeks ends.
enum class fiscal_year_end {
    last_in_month,        ///< the last one in the month
    nearest_to_month_end, ///< the one nearest to the month's last day: up to three days into the next month
};

/// How many weeks the three months of a quarter have.
enum class week_pattern { four_four_five, four_five_four, five_four_four };

/// 52 weeks, or 53 where the year's end asks for it. A year is named by its month-end, wherever the weekday then falls.
///
///     fiscal_weeks{.last_month = date::January, .ends_on = date::Saturday, .year_end = fiscal_year_end::nearest_to_month_end,
///                  .pattern = week_pattern::four_five_four, .long_month = 12, .named_by = fiscal_year_named_by::start}   // the 4-5-4 of retail
struct fiscal_weeks
{
    date::month          last_month;
    date::weekday        ends_on;
    fiscal_year_end      year_end;
    week_pattern         pattern;
    int                  long_month; ///< which month, 1 to 12, has one week more in a year of 53
    fiscal_year_named_by named_by;
};

/// What has fiscal years: `boundary(year, k)` is the first day of month k of the fiscal year so named, k = 0 … 12, 12 being the next year's first.
template <class F>
concept fiscal_calendar = requires(const F& fiscal, int year, int k) {
    { fiscal_boundary(fiscal, year, k) } -> std::same_as<sys_days>;
};

/// The first day of month `k` (0 … 12) of a fiscal year.
/// Errors:  invalid_terms for a month, weekday or long month that there is not, and for a year outside 1899–3001.
[[nodiscard]] constexpr sys_days fiscal_boundary(const fiscal_months& fiscal, int year, int k);
[[nodiscard]] constexpr sys_days fiscal_boundary(const fiscal_weeks& fiscal, int year, int k);

/// A fiscal year, its quarters and its months (periods, where it is made of weeks).
/// Errors:  invalid_terms as `fiscal_boundary`, and for a year outside 1901–2998.
template <fiscal_calendar F> [[nodiscard]] constexpr period                 fiscal_year(const F& fiscal, int year);
template <fiscal_calendar F> [[nodiscard]] constexpr std::array<period, 4>  fiscal_quarters(const F& fiscal, int year);
template <fiscal_calendar F> [[nodiscard]] constexpr std::array<period, 12> fiscal_months_of(const F& fiscal, int year);

/// The fiscal year, by its name, that a day is in. Errors: as `fiscal_boundary`.
template <fiscal_calendar F> [[nodiscard]] constexpr int fiscal_year_of(const F& fiscal, sys_days day);

/// What a term is cut into.
enum class fiscal_unit : int { month = 1, quarter = 3, year = 12 };

/// Cuts `whole` at the boundaries of fiscal months, quarters or years, with short periods at both ends where it does not begin or end on one.
///
/// Shape:   contiguous periods that cover `whole` exactly.
/// Errors:  invalid_terms as `fiscal_boundary`.
template <fiscal_calendar F>
[[nodiscard]] std::vector<period> make_fiscal_schedule(const period& whole, fiscal_unit every, const F& fiscal);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_fiscal(const char* what, const std::string& rule, const std::string& value) { throw invalid_terms({what, rule, value, ""}); }

constexpr void require_fiscal_month(date::month last_month)
{
    if (!last_month.ok()) refuse_fiscal("fiscal year", "must end in a month from 1 to 12", std::to_string(static_cast<unsigned>(last_month)));
}

/// The calendar year in which the fiscal year of that name has its month-end.
constexpr date::year year_of_end(int named, date::month last_month, fiscal_year_named_by by)
{
    if (named < 1899 || named > 3001) refuse_fiscal("fiscal year", "must be from 1899 to 3001", std::to_string(named));
    return date::year{by == fiscal_year_named_by::start && last_month != date::December ? named + 1 : named};
}

/// The last day of a year of weeks that has its month-end in `year`.
constexpr sys_days last_day_of_weeks(const fiscal_weeks& fiscal, date::year year)
{
    const sys_days month_end{year / fiscal.last_month / date::last};
    const sys_days latest = fiscal.year_end == fiscal_year_end::last_in_month ? month_end : month_end + date::days{3};
    return latest - (date::weekday(latest) - fiscal.ends_on);
}

/// Weeks in the first `k` months of a year of 52.
constexpr int weeks_until(week_pattern pattern, int k)
{
    const int before_third  = pattern == week_pattern::four_four_five ? 8 : 9;
    const int before_second = pattern == week_pattern::five_four_four ? 5 : 4;
    return k / 3 * 13 + (k % 3 == 0 ? 0 : k % 3 == 1 ? before_second : before_third);
}

} // namespace detail

constexpr sys_days fiscal_boundary(const fiscal_months& fiscal, int year, int k)
{
    detail::require_fiscal_month(fiscal.last_month);
    const date::year ends = detail::year_of_end(year, fiscal.last_month, fiscal.named_by);
    return sys_days{(ends / fiscal.last_month + date::months{k - 11}) / 1};
}

constexpr sys_days fiscal_boundary(const fiscal_weeks& fiscal, int year, int k)
{
    detail::require_fiscal_month(fiscal.last_month);
    if (!fiscal.ends_on.ok()) detail::refuse_fiscal("fiscal year", "must end on a day of the week", std::to_string(fiscal.ends_on.c_encoding()));
    if (fiscal.long_month < 1 || fiscal.long_month > 12) {
        detail::refuse_fiscal("fiscal year", "must have its 53rd week in a month from 1 to 12", std::to_string(fiscal.long_month));
    }
    const date::year ends  = detail::year_of_end(year, fiscal.last_month, fiscal.named_by);
    const sys_days   first = detail::last_day_of_weeks(fiscal, ends - date::years{1}) + date::days{1};
    const bool       longer = (detail::last_day_of_weeks(fiscal, ends) + date::days{1} - first).count() > 52 * 7;
    return first + date::weeks{detail::weeks_until(fiscal.pattern, k) + (longer && k >= fiscal.long_month ? 1 : 0)};
}

template <fiscal_calendar F>
constexpr period fiscal_year(const F& fiscal, int year)
{
    if (year < 1901 || year > 2998) detail::refuse_fiscal("fiscal year", "must be from 1901 to 2998", std::to_string(year));
    return {fiscal_boundary(fiscal, year, 0), fiscal_boundary(fiscal, year, 12)};
}

namespace detail {

template <std::size_t N, class F, std::size_t... I>
constexpr std::array<period, N> parts_of_fiscal_year(const F& fiscal, int year, std::index_sequence<I...>)
{
    static_cast<void>(fiscal_year(fiscal, year)); // refuses
    constexpr int months = 12 / static_cast<int>(N);
    return {period(fiscal_boundary(fiscal, year, static_cast<int>(I) * months), fiscal_boundary(fiscal, year, (static_cast<int>(I) + 1) * months))...};
}

} // namespace detail

template <fiscal_calendar F>
constexpr std::array<period, 4> fiscal_quarters(const F& fiscal, int year)
{
    return detail::parts_of_fiscal_year<4>(fiscal, year, std::make_index_sequence<4>{});
}

template <fiscal_calendar F>
constexpr std::array<period, 12> fiscal_months_of(const F& fiscal, int year)
{
    return detail::parts_of_fiscal_year<12>(fiscal, year, std::make_index_sequence<12>{});
}

template <fiscal_calendar F>
constexpr int fiscal_year_of(const F& fiscal, sys_days day)
{
    int year = static_cast<int>(year_month_day{day}.year()) + 1; // none begins later
    while (fiscal_boundary(fiscal, year, 0) > day) --year;
    return year;
}

template <fiscal_calendar F>
std::vector<period> make_fiscal_schedule(const period& whole, fiscal_unit every, const F& fiscal)
{
    std::vector<period> periods;
    sys_days            start = whole.start();
    const int           step  = static_cast<int>(every);
    for (int year = fiscal_year_of(fiscal, start), k = step; start < whole.end(); k += step) {
        const sys_days boundary = fiscal_boundary(fiscal, year, k);
        if (start < boundary) {
            periods.emplace_back(start, boundary < whole.end() ? boundary : whole.end());
            start = boundary;
        }
        if (k == 12) ++year, k = 0;
    }
    return periods;
}

} // namespace ratable
