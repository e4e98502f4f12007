// SPDX-License-Identifier: BSL-1.0
/// Half-open periods: the first day is in, the last boundary is out, so that periods meet without gap or overlap.
#pragma once

#include <ratable/calendar/date.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ratable {

/// The days from `start` up to, not including, `end`; at least one.
/// Errors: invalid_terms for days that do not exist, and when `end` is not after `start`.
///
///     period(2025_y/nov/3, 2025_y/dec/3)   // 30 days
class period
{
public:
    constexpr period(const year_month_day& start, const year_month_day& end) : period(checked_day(start), checked_day(end)) {}
    constexpr period(sys_days start, sys_days end);

    [[nodiscard]] constexpr sys_days     start() const { return start_; }
    [[nodiscard]] constexpr sys_days     end() const { return end_; }
    [[nodiscard]] constexpr std::int64_t days() const { return (end_ - start_).count(); }
    [[nodiscard]] constexpr bool         contains(sys_days day) const { return start_ <= day && day < end_; }

    friend constexpr bool operator==(const period&, const period&) = default;

private:
    sys_days start_;
    sys_days end_;
};

/// The days that two periods share, if any.
[[nodiscard]] constexpr std::optional<period> intersection(const period& a, const period& b);

/// `2025-11-03 .. 2025-12-03`, the end excluded.
std::string to_string(const period& p);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
[[noreturn]] inline void refuse_period(sys_days start, sys_days end)
{
    throw invalid_terms({"period", std::string("must end after its start ") + to_string(start), to_string(end), "give the first day that is no longer in it"});
}
} // namespace detail

constexpr period::period(sys_days start, sys_days end) : start_(start), end_(end)
{
    if (!(start < end)) detail::refuse_period(start, end);
}

constexpr std::optional<period> intersection(const period& a, const period& b)
{
    const sys_days start = a.start() > b.start() ? a.start() : b.start();
    const sys_days end   = a.end() < b.end() ? a.end() : b.end();
    if (start < end) return period(start, end);
    return std::nullopt;
}

inline std::string to_string(const period& p) { return to_string(p.start()) + " .. " + to_string(p.end()); }

} // namespace ratable
