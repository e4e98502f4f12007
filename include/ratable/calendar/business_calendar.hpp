// SPDX-License-Identifier: BSL-1.0
/// Which days are business days: weekends, lists of holidays, holidays by rule, and calendars joined.
#pragma once

#include <ratable/calendar/date.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// A set of days of the week.
class weekdays
{
public:
    constexpr weekdays() = default;
    constexpr weekdays(std::initializer_list<date::weekday> days) { for (const date::weekday d : days) bits_ |= 1U << d.c_encoding(); }

    [[nodiscard]] constexpr bool contains(date::weekday d) const { return (bits_ >> d.c_encoding() & 1U) != 0; }
    [[nodiscard]] constexpr bool is_every_day() const { return bits_ == 0x7f; }

    friend constexpr bool     operator==(const weekdays&, const weekdays&) = default;
    friend constexpr weekdays operator|(weekdays a, weekdays b) { a.bits_ |= b.bits_; return a; }

private:
    unsigned bits_ = 0;
};

inline constexpr weekdays saturday_and_sunday{date::Saturday, date::Sunday};
inline constexpr weekdays friday_and_saturday{date::Friday, date::Saturday};

/// Says whether a day, which falls on a day of the week that is no weekend, is a holiday.
template <class F>
concept holiday_rule = requires(const F& rule, const year_month_day& day, date::weekday on) { { rule(day, on) } -> std::same_as<bool>; };

/// A name, and which days of 1900–2999 are business days. A value whose copies share one table of bits (50 KB), made once.
///
/// Errors:  invalid_terms for a weekend of seven days, for a holiday that does not exist, and when asked for a day that it does not know.
///
///     business_calendar site("Abilene", saturday_and_sunday, {2027_y/mar/2, 2027_y/dec/24});
class business_calendar
{
public:
    /// A weekend and a list of holidays, in any order. A year that the list does not name has none.
    business_calendar(std::string name, weekdays weekend, const std::vector<sys_days>& holidays = {});
    business_calendar(std::string name, weekdays weekend, std::initializer_list<year_month_day> holidays);
    /// A weekend and holidays by rule, which is asked once for each day, from `first_known` on.
    template <holiday_rule F>
    business_calendar(std::string name, weekdays weekend, const F& rule, const year_month_day& first_known);

    // A move copies: there is no calendar without a table.
    business_calendar(const business_calendar&)            = default;
    business_calendar& operator=(const business_calendar&) = default;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] weekdays           weekend() const { return weekend_; }
    [[nodiscard]] sys_days           first_known() const { return first_known_; }
    [[nodiscard]] bool               is_business_day(sys_days day) const;
    /// `day` if it is a business day, else the first after it, or the last before it. Errors: invalid_terms if that is more than 366 days away.
    [[nodiscard]] sys_days on_or_after(sys_days day) const;
    [[nodiscard]] sys_days on_or_before(sys_days day) const;

    /// The same name and the same days.
    friend bool operator==(const business_calendar& a, const business_calendar& b);
    /// A day is a business day when it is one in both. Its name is `a + b`.
    friend business_calendar joined(const business_calendar& a, const business_calendar& b);

private:
    static constexpr sys_days    first_of_all{date::year{1900} / 1 / 1};
    static constexpr sys_days    last_of_all{date::year{2999} / 12 / 31};
    static constexpr int         longest_holiday = 366;
    static constexpr std::size_t table_days      = static_cast<std::size_t>((last_of_all - first_of_all).count()) + 1;
    using table = std::array<std::uint64_t, (table_days + 63) / 64>; ///< a bit for each day: it is a business day

    [[nodiscard]] static std::size_t     index_of(sys_days day) { return static_cast<std::size_t>((day - first_of_all).count()); }
    static void                          close(table& days, sys_days day) { days[index_of(day) / 64] &= ~(std::uint64_t{1} << index_of(day) % 64); }
    /// A table in which all but the weekend is open.
    [[nodiscard]] std::shared_ptr<table> open_weekdays() const;
    void                                 require_some_day() const;
    void                                 require_known(sys_days day) const;
    [[noreturn]] void                    refuse_long_holiday(sys_days day) const;

    std::string                  name_;
    weekdays                     weekend_;
    sys_days                     first_known_ = first_of_all;
    std::shared_ptr<const table> days_;
};

[[nodiscard]] business_calendar joined(const business_calendar& a, const business_calendar& b);

/// Every day is a business day.
[[nodiscard]] business_calendar no_holidays();
/// Every day but Saturdays and Sundays; for other weekends give a calendar a name: `business_calendar("Riyadh", friday_and_saturday)`.
[[nodiscard]] business_calendar weekends();

// -- bodies -----------------------------------------------------------------------------------------------------------

inline void business_calendar::require_known(sys_days day) const
{
    if (first_known_ <= day && day <= last_of_all) return;
    throw invalid_terms({std::string("calendar '") + name_ + "'",
                         std::string("knows the days from ") + to_string(first_known_) + " to " + to_string(last_of_all), to_string(day), ""});
}

inline void business_calendar::refuse_long_holiday(sys_days day) const
{
    throw invalid_terms({std::string("calendar '") + name_ + "'", "must have a business day within 366 days", std::string("none from ") + to_string(day), ""});
}

inline void business_calendar::require_some_day() const
{
    if (!weekend_.is_every_day()) return;
    throw invalid_terms({std::string("calendar '") + name_ + "'", "must leave a day of the week that is no weekend", "seven", ""});
}

inline auto business_calendar::open_weekdays() const -> std::shared_ptr<table>
{
    require_some_day();
    auto days = std::make_shared<table>();
    auto on   = date::weekday(first_of_all);
    for (std::size_t i = 0; i < 7 * 64; ++i, ++on) { // seven words hold whole weeks: the eighth is the first again
        if (!weekend_.contains(on)) (*days)[i / 64] |= std::uint64_t{1} << i % 64;
    }
    for (std::size_t i = 7; i < days->size(); ++i) (*days)[i] = (*days)[i - 7];
    static_assert(table_days % 64 != 0);
    days->back() &= (std::uint64_t{1} << table_days % 64) - 1;
    return days;
}

inline business_calendar::business_calendar(std::string name, weekdays weekend, const std::vector<sys_days>& holidays) : name_(std::move(name)), weekend_(weekend)
{
    const auto days = open_weekdays();
    for (const sys_days holiday : holidays) {
        require_known(holiday);
        close(*days, holiday);
    }
    days_ = days;
}

inline business_calendar::business_calendar(std::string name, weekdays weekend, std::initializer_list<year_month_day> holidays)
    : business_calendar(std::move(name), weekend, [&] {
          std::vector<sys_days> days;
          for (const year_month_day& day : holidays) days.push_back(checked_day(day));
          return days;
      }())
{
}

template <holiday_rule F>
business_calendar::business_calendar(std::string name, weekdays weekend, const F& rule, const year_month_day& first_known)
    : name_(std::move(name)), weekend_(weekend), first_known_(checked_day(first_known))
{
    const auto     days = open_weekdays();
    year_month_day day  = first_known_;
    date::weekday  on(first_known_);
    for (sys_days at = first_known_; at <= last_of_all; at += date::days{1}, ++on) {
        if (!weekend_.contains(on) && rule(day, on)) close(*days, at);
        const bool month_ends = day.day() == (day.year() / day.month() / date::last).day();
        day = month_ends ? (day.year() / day.month() + date::months{1}) / 1 : day.year() / day.month() / (day.day() + date::days{1});
    }
    days_ = days;
}

inline bool business_calendar::is_business_day(sys_days day) const
{
    require_known(day);
    return ((*days_)[index_of(day) / 64] >> index_of(day) % 64 & 1) != 0;
}

inline sys_days business_calendar::on_or_after(sys_days day) const
{
    require_known(day);
    const std::size_t   from  = index_of(day);
    const std::uint64_t first = (*days_)[from / 64] >> from % 64;
    if (first != 0) return day + date::days{std::countr_zero(first)};
    int distance = 64 - static_cast<int>(from % 64); // to the first day of the next word
    for (std::size_t i = from / 64 + 1; i < days_->size() && distance <= longest_holiday; ++i, distance += 64) {
        const std::uint64_t open  = (*days_)[i];
        const int           found = distance + std::countr_zero(open);
        if (open == 0) continue;
        if (found > longest_holiday) break;
        return day + date::days{found};
    }
    refuse_long_holiday(day);
}

inline sys_days business_calendar::on_or_before(sys_days day) const
{
    require_known(day);
    const std::size_t   from  = index_of(day);
    const std::uint64_t first = (*days_)[from / 64] << (63 - from % 64);
    const auto          known = [this](sys_days found) { return require_known(found), found; }; // a table is open before the first day known
    if (first != 0) return known(day - date::days{std::countl_zero(first)});
    int distance = static_cast<int>(from % 64) + 1; // to the last day of the word before
    for (std::size_t i = from / 64; i > 0 && distance <= longest_holiday; --i, distance += 64) {
        const std::uint64_t open  = (*days_)[i - 1];
        const int           found = distance + std::countl_zero(open);
        if (open == 0) continue;
        if (found > longest_holiday) break;
        return known(day - date::days{found});
    }
    refuse_long_holiday(day);
}

inline bool operator==(const business_calendar& a, const business_calendar& b)
{
    return a.name_ == b.name_ && a.weekend_ == b.weekend_ && a.first_known_ == b.first_known_ && (a.days_ == b.days_ || *a.days_ == *b.days_);
}

inline business_calendar joined(const business_calendar& a, const business_calendar& b)
{
    if (a == b) return a;
    business_calendar both = a;
    (both.name_ += " + ") += b.name_;
    both.weekend_     = a.weekend_ | b.weekend_;
    both.first_known_ = std::max(a.first_known_, b.first_known_);
    both.require_some_day();
    const auto made = std::make_shared<business_calendar::table>();
    for (std::size_t i = 0; i < made->size(); ++i) (*made)[i] = (*a.days_)[i] & (*b.days_)[i];
    both.days_ = made;
    return both;
}

inline business_calendar no_holidays()
{
    static const business_calendar made("no_holidays", {});
    return made;
}

inline business_calendar weekends()
{
    static const business_calendar made("weekends", saturday_and_sunday);
    return made;
}

} // namespace ratable
