// SPDX-License-Identifier: BSL-1.0
/// Roll conventions: on which days of a month or a week the periods of a schedule begin and end.
#pragma once

#include <ratable/calendar/frequency.hpp>
#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/calendar/month_rule.hpp>

#include <span>
#include <string>
#include <string_view>

namespace ratable {

/// The days on which dates fall. A value from a closed set, which its text names.
///
/// Source:  FpML, RollConventionEnum; OpenGamma Strata, RollConventions.
/// Departs: imm_cad and imm_aud look up no holidays of London, Montreal, Toronto or Sydney; Strata says that none of its holidays matters there.
///          After an auction on a Tuesday, t_bill goes on with the next Monday: Strata leaves that one out. Its holidays are the federal ones.
class roll_convention
{
public:
    constexpr roll_convention() = default; ///< none

    static const roll_convention none;         ///< any day
    static const roll_convention end_of_month; ///< the last day of the month
    static const roll_convention imm;          ///< the third Wednesday
    static const roll_convention imm_cad;      ///< the Monday before the third Wednesday
    static const roll_convention imm_aud;      ///< the Thursday before the second Friday
    static const roll_convention imm_nzd;      ///< the first Wednesday from the 9th on
    static const roll_convention sfe;          ///< the second Friday
    static const roll_convention t_bill;       ///< auctions of US Treasury bills: Mondays, and the Tuesday after a Monday that is a holiday

    /// That day of the month, or the last of a month that does not have it; 31 is end_of_month. Errors: invalid_terms if not 1 to 31.
    [[nodiscard]] static constexpr roll_convention day_of_month(unsigned day);
    [[nodiscard]] static constexpr roll_convention day_of_week(date::weekday day) { return {0, day.c_encoding()}; }

    /// The day of the month that it counts to, 31 for end_of_month; 0 when it goes by weekdays, or is none.
    [[nodiscard]] constexpr unsigned month_day() const { return weekday_ == no_weekday ? from_ : 0; }
    /// Whether it names one day in each month; whether it names one in each week.
    [[nodiscard]] constexpr bool is_monthly() const { return from_ > 0; }
    [[nodiscard]] constexpr bool is_weekly() const { return from_ == 0 && weekday_ != no_weekday; }

    /// Of a monthly convention: its day of a month, which is counted as `detail::month_number` does.
    [[nodiscard]] constexpr sys_days in_month(int month) const;
    /// The same for many months, `step` apart: nothing but arithmetic on each, so that the loop runs wide.
    constexpr void                   in_months(std::span<sys_days> out, int first, int step) const;
    /// Of a weekly convention: its first day from `day` on.
    [[nodiscard]] constexpr sys_days from(sys_days day) const;
    /// Of a weekly convention: its last day up to `day`.
    [[nodiscard]] constexpr sys_days up_to(sys_days day) const { return past_holiday(on_weekday(day - date::days{6})); }
    /// The day that periods are counted from when they begin on `day`: a t_bill's Tuesday stands for the Monday before.
    [[nodiscard]] constexpr sys_days counted_from(sys_days day) const { return is_moved(day) ? day - date::days{1} : day; }

    friend constexpr bool operator==(const roll_convention&, const roll_convention&) = default;

private:
    static constexpr unsigned no_weekday = 8;
    constexpr roll_convention(unsigned from, unsigned weekday, bool past_holidays = false) : from_(from), weekday_(weekday), past_holidays_(past_holidays) {}
    [[noreturn]] static void refuse(unsigned day);
    [[nodiscard]] constexpr sys_days day_in(int month) const { return detail::first_of_month(month) + date::days{static_cast<int>(from_) - 1}; }
    [[nodiscard]] constexpr sys_days capped_in(int month) const;
    [[nodiscard]] constexpr sys_days on_weekday(sys_days day) const;
    [[nodiscard]] constexpr sys_days past_holiday(sys_days day) const { return past_holidays_ && is_holiday(day) ? day + date::days{1} : day; }
    /// Whether `day` is where a holiday has moved the day before it to.
    [[nodiscard]] constexpr bool     is_moved(sys_days day) const;
    [[nodiscard]] static constexpr bool is_holiday(sys_days day) { return detail::is_us_federal_holiday(year_month_day{day}, date::weekday(day)); }

    unsigned from_          = 0;          ///< a day of the month or, before a weekday, the first that it may be
    unsigned weekday_       = no_weekday; ///< as date::weekday::c_encoding
    bool     past_holidays_ = false;
};

inline constexpr roll_convention roll_convention::none{};
inline constexpr roll_convention roll_convention::end_of_month{31, no_weekday};
inline constexpr roll_convention roll_convention::imm{15, date::Wednesday.c_encoding()};
inline constexpr roll_convention roll_convention::imm_cad{13, date::Monday.c_encoding()};
inline constexpr roll_convention roll_convention::imm_aud{7, date::Thursday.c_encoding()};
inline constexpr roll_convention roll_convention::imm_nzd{9, date::Wednesday.c_encoding()};
inline constexpr roll_convention roll_convention::sfe{8, date::Friday.c_encoding()};
inline constexpr roll_convention roll_convention::t_bill{0, date::Monday.c_encoding(), true};

/// `day` moved to where `by` puts it: within its month, or for a day of the week to that day or the next one.
[[nodiscard]] constexpr sys_days roll(sys_days day, const roll_convention& by);
/// Whether it stands there already.
[[nodiscard]] constexpr bool rolls_on(sys_days day, const roll_convention& by) { return roll(day, by) == day; }

/// The date one period later or earlier, where `by` puts it; always after, or before, `day`.
///
/// Errors:  invalid_terms for `frequency::once`.
///
///     next_roll(sys_days{2026_y/mar/18}, frequency::quarterly, roll_convention::imm)   // 2026-06-17
[[nodiscard]] constexpr sys_days next_roll(sys_days day, const frequency& every, const roll_convention& by);
[[nodiscard]] constexpr sys_days previous_roll(sys_days day, const frequency& every, const roll_convention& by);

/// `none`, `EOM`, `IMM`, `IMMCAD`, `IMMAUD`, `IMMNZD`, `SFE`, `TBILL`, `Day17`, `DayWed`.
std::string to_string(const roll_convention& by);

/// What `to_string` prints. Errors: parse_error.
[[nodiscard]] roll_convention parse_roll_convention(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_endless_frequency()
{
    throw invalid_terms({"frequency", "must be a length to step by", "once", "write date::months{1}"});
}

[[noreturn]] inline void refuse_roll_convention(std::string_view text)
{
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"roll convention", "must be one that is known", shown,
                                   "write none, EOM, IMM, IMMCAD, IMMAUD, IMMNZD, SFE, TBILL, Day1 to Day30, or DayMon to DaySun"});
}

/// `day` and `periods` times `every`; a day that the month does not have is its last.
constexpr sys_days moved_by(sys_days day, const frequency& every, int periods)
{
    if (every == frequency::once) refuse_endless_frequency();
    if (every.days() > 0) return day + date::days{every.days() * periods};
    return sys_days{moved_by_months(year_month_day{day}, date::months{every.months() * periods}, month_rule::clamp)};
}

struct named_roll
{
    const char*     name;
    roll_convention convention;
};
inline constexpr named_roll named_rolls[] = {
    {"none", roll_convention::none},      {"EOM", roll_convention::end_of_month}, {"IMM", roll_convention::imm}, {"IMMCAD", roll_convention::imm_cad},
    {"IMMAUD", roll_convention::imm_aud}, {"IMMNZD", roll_convention::imm_nzd},   {"SFE", roll_convention::sfe}, {"TBILL", roll_convention::t_bill},
};
inline constexpr const char* weekday_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

} // namespace detail

constexpr roll_convention roll_convention::day_of_month(unsigned day)
{
    if (day < 1 || day > 31) refuse(day);
    return {day, no_weekday};
}

inline void roll_convention::refuse(unsigned day)
{
    throw invalid_terms({"roll convention", "must be a day of the month from 1 to 31", std::to_string(day), ""});
}

constexpr sys_days roll_convention::from(sys_days day) const { return is_moved(day) ? day : past_holiday(on_weekday(day)); }

constexpr bool roll_convention::is_moved(sys_days day) const
{
    const sys_days before = day - date::days{1};
    return past_holidays_ && on_weekday(before) == before && is_holiday(before);
}

constexpr sys_days roll_convention::on_weekday(sys_days day) const
{
    // Counted from a Sunday long ago, so that nothing is negative.
    const auto on = static_cast<unsigned>(day.time_since_epoch().count() + 7 * 100'000 + 4) % 7;
    return day + date::days{static_cast<int>((weekday_ + 7 - on) % 7)};
}

constexpr sys_days roll_convention::capped_in(int month) const
{
    const sys_days day  = day_in(month);
    const sys_days last = detail::first_of_month(month + 1) - date::days{1};
    return day < last ? day : last;
}

constexpr sys_days roll_convention::in_month(int month) const
{
    if (weekday_ != no_weekday) return on_weekday(day_in(month));
    return from_ > 28 ? capped_in(month) : day_in(month);
}

constexpr void roll_convention::in_months(std::span<sys_days> out, int first, int step) const
{
    const roll_convention by    = *this; // what is written to cannot be a part of it
    const auto            count = static_cast<int>(out.size());
    sys_days* const       days  = out.data();
    if (by.weekday_ != no_weekday) {
        for (int k = 0; k < count; ++k) days[k] = by.on_weekday(by.day_in(first + k * step));
    } else if (by.from_ > 28) {
        for (int k = 0; k < count; ++k) days[k] = by.capped_in(first + k * step);
    } else {
        for (int k = 0; k < count; ++k) days[k] = by.day_in(first + k * step);
    }
}

constexpr sys_days roll(sys_days day, const roll_convention& by)
{
    if (by.is_monthly()) return by.in_month(detail::month_number(year_month_day{day}));
    return by.is_weekly() ? by.from(day) : day;
}

constexpr sys_days next_roll(sys_days day, const frequency& every, const roll_convention& by)
{
    const sys_days next = roll(detail::moved_by(by.counted_from(day), every, 1), by);
    return next > day ? next : roll(detail::moved_by(day, frequency::monthly, 1), by);
}

constexpr sys_days previous_roll(sys_days day, const frequency& every, const roll_convention& by)
{
    const sys_days moved = detail::moved_by(by.counted_from(day), every, -1);
    if (by.is_weekly()) return by.up_to(moved);
    const sys_days previous = roll(moved, by);
    return previous < day ? previous : roll(detail::moved_by(day, frequency::monthly, -1), by);
}

inline std::string to_string(const roll_convention& by)
{
    for (const auto& [name, convention] : detail::named_rolls) {
        if (by == convention) return name;
    }
    std::string text("Day");
    return by.is_weekly() ? text += detail::weekday_names[date::weekday(by.from(sys_days{})).c_encoding()] : text += std::to_string(by.month_day());
}

inline roll_convention parse_roll_convention(std::string_view text)
{
    for (const auto& [name, convention] : detail::named_rolls) {
        if (text == name) return convention;
    }
    for (unsigned day = 1; day <= 30; ++day) {
        if (text == to_string(roll_convention::day_of_month(day))) return roll_convention::day_of_month(day);
    }
    for (unsigned day = 0; day <= 6; ++day) {
        if (text == to_string(roll_convention::day_of_week(date::weekday(day)))) return roll_convention::day_of_week(date::weekday(day));
    }
    detail::refuse_roll_convention(text);
}

} // namespace ratable
