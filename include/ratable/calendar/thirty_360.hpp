// SPDX-License-Identifier: BSL-1.0
/// Day counts that take every month for thirty days. They differ in what becomes of the 31st and of February's end.
#pragma once

#include <ratable/calendar/day_count.hpp>
#include <ratable/calendar/month_rule.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace ratable {

namespace detail {

/// Where a date stands once its convention has moved it. The month may be the 13th: only differences are taken.
struct thirty_day_date
{
    int month = 0; ///< from the year 0
    int day   = 0;
};

constexpr thirty_day_date in_thirty_day_months(const year_month_day& day)
{
    return {static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())), static_cast<int>(static_cast<unsigned>(day.day()))};
}
constexpr bool ends_february(const year_month_day& day) { return day.month() == date::February && is_last_of_month(day); }

/// What the conventions share: 30 days a month, over a year of `Year` days. `Convention::move` moves both dates.
template <class Convention, int Year = 360>
struct thirty_day_months
{
    [[nodiscard]] constexpr std::int64_t days(const year_month_day& start, const year_month_day& end) const
    {
        thirty_day_date a = in_thirty_day_months(start);
        thirty_day_date b = in_thirty_day_months(end);
        static_cast<const Convention&>(*this).move(start, a, end, b);
        return std::int64_t{30} * (b.month - a.month) + (b.day - a.day);
    }
    [[nodiscard]] constexpr fraction year_fraction(const year_month_day& start, const year_month_day& end) const { return fraction(days(start, end), Year); }

    friend constexpr bool operator==(const thirty_day_months&, const thirty_day_months&) = default;
};

} // namespace detail

/// 30/360, the bond basis: a 31st becomes the 30th, the end's only if the start is then a 30th.
/// Source:  2006 ISDA Definitions 4.16(f).
struct thirty_360_isda : detail::thirty_day_months<thirty_360_isda>
{
    static constexpr std::string_view name = "30/360";
    static constexpr void move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b);
};

/// 30/360 PSA: a start at its month's end, be it February's, becomes the 30th; then the end's 31st too.
/// Source:  Public Securities Association, as OpenGamma Strata's DayCounts has it.
struct thirty_360_psa : detail::thirty_day_months<thirty_360_psa>
{
    static constexpr std::string_view name = "30/360 psa";
    static constexpr void move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b);
};

/// 30U/360 under the end-of-month rule, for schedules that roll at month ends: a start at February's end becomes the 30th, and so does an end
/// at February's end; then as `thirty_360_isda`. A schedule that does not roll at month ends takes `thirty_360_isda` itself.
///
/// Source:  SIFMA, Standard Securities Calculation Methods; OpenGamma Strata's 30U/360 EOM, pyxirr's 30U/360.
/// Departs: QuantLib 1.29 looks at the end's 31st before it moves the start from February's end, and leaves it there.
struct thirty_u_360_eom : detail::thirty_day_months<thirty_u_360_eom>
{
    static constexpr std::string_view name = "30u/360 eom";
    static constexpr void move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b);
};

/// 30U/360 for a schedule of either kind.
struct thirty_u_360
{
    bool end_of_month; ///< whether the schedule rolls at month ends

    [[nodiscard]] constexpr std::int64_t days(const year_month_day& start, const year_month_day& end) const;
    [[nodiscard]] constexpr fraction     year_fraction(const year_month_day& start, const year_month_day& end) const { return fraction(days(start, end), 360); }
    friend constexpr bool                operator==(const thirty_u_360&, const thirty_u_360&) = default;
};

/// 30E/360, the Eurobond basis: every 31st becomes the 30th.
/// Source:  2006 ISDA Definitions 4.16(g).
struct thirty_e_360 : detail::thirty_day_months<thirty_e_360>
{
    static constexpr std::string_view name = "30e/360";
    static constexpr void move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b);
};

/// 30E/360 ISDA: every end of a month becomes the 30th, but February's not if it is the maturity.
/// Source:  2006 ISDA Definitions 4.16(h).
struct thirty_e_360_isda
{
    std::optional<year_month_day> maturity; ///< the last day of the whole schedule; none if no period asked for ends there

    [[nodiscard]] constexpr std::int64_t days(const year_month_day& start, const year_month_day& end) const;
    [[nodiscard]] constexpr fraction     year_fraction(const year_month_day& start, const year_month_day& end) const { return fraction(days(start, end), 360); }
    friend constexpr bool                operator==(const thirty_e_360_isda&, const thirty_e_360_isda&) = default;
};

/// 30E+/360: the start's 31st becomes the 30th, the end's the next month's first.
struct thirty_e_plus_360 : detail::thirty_day_months<thirty_e_plus_360>
{
    static constexpr std::string_view name = "30e+/360";
    static constexpr void move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b);
};

/// 30E/365: every end of a month becomes the 30th, February's too, over 365.
/// Departs: libraries differ on February; this is OpenGamma Strata's.
struct thirty_e_365 : detail::thirty_day_months<thirty_e_365, 365>
{
    static constexpr std::string_view name = "30e/365";
    static constexpr void move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b);
};

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr void thirty_360_isda::move(const year_month_day&, detail::thirty_day_date& a, const year_month_day&, detail::thirty_day_date& b)
{
    if (a.day == 31) a.day = 30;
    if (b.day == 31 && a.day == 30) b.day = 30;
}

constexpr void thirty_360_psa::move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day&, detail::thirty_day_date& b)
{
    if (detail::is_last_of_month(start)) a.day = 30;
    if (b.day == 31 && a.day == 30) b.day = 30;
}

constexpr void thirty_u_360_eom::move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b)
{
    if (detail::ends_february(start)) {
        a.day = 30;
        if (detail::ends_february(end)) b.day = 30;
    }
    thirty_360_isda::move(start, a, end, b);
}

constexpr std::int64_t thirty_u_360::days(const year_month_day& start, const year_month_day& end) const
{
    return end_of_month ? thirty_u_360_eom{}.days(start, end) : thirty_360_isda{}.days(start, end);
}

constexpr void thirty_e_360::move(const year_month_day&, detail::thirty_day_date& a, const year_month_day&, detail::thirty_day_date& b)
{
    if (a.day == 31) a.day = 30;
    if (b.day == 31) b.day = 30;
}

constexpr std::int64_t thirty_e_360_isda::days(const year_month_day& start, const year_month_day& end) const
{
    const detail::thirty_day_date a = detail::in_thirty_day_months(start);
    const detail::thirty_day_date b = detail::in_thirty_day_months(end);
    const int from = detail::is_last_of_month(start) ? 30 : a.day;
    const int to   = detail::is_last_of_month(end) && !(detail::ends_february(end) && maturity == end) ? 30 : b.day;
    return std::int64_t{30} * (b.month - a.month) + (to - from);
}

constexpr void thirty_e_plus_360::move(const year_month_day&, detail::thirty_day_date& a, const year_month_day&, detail::thirty_day_date& b)
{
    if (a.day == 31) a.day = 30;
    if (b.day == 31) ++b.month, b.day = 1;
}

constexpr void thirty_e_365::move(const year_month_day& start, detail::thirty_day_date& a, const year_month_day& end, detail::thirty_day_date& b)
{
    if (detail::is_last_of_month(start)) a.day = 30;
    if (detail::is_last_of_month(end)) b.day = 30;
}

} // namespace ratable
