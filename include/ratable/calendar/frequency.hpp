// SPDX-License-Identifier: BSL-1.0
/// How long the periods of a schedule are: whole months, whole days or weeks, or the whole term.
#pragma once

#include <ratable/calendar/date.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace ratable {

/// The length of a regular period. Months and days do not mix: a month is no number of days.
///
/// Errors:  invalid_terms for a length below one, or beyond 1,100 years.
///
///     make_schedule(whole, date::months{2})   // a frequency by itself
class frequency
{
public:
    frequency() = delete; // how often is required: write .every = date::months{3}
    template <class N>
        requires std::is_arithmetic_v<N>
    frequency(N) = delete; // a length says its unit: write date::months{3}, date::weeks{2} or date::days{10}

    constexpr frequency(date::months length) : frequency(kind::months, length.count()) {}                   // NOLINT: `.every = months{2}` reads as
    constexpr frequency(date::years length) : frequency(kind::months, std::int64_t{length.count()} * 12) {} // NOLINT: the term sheet does
    constexpr frequency(date::weeks length) : frequency(kind::days, std::int64_t{length.count()} * 7) {}    // NOLINT
    constexpr frequency(date::days length) : frequency(kind::days, length.count()) {}                       // NOLINT

    static const frequency daily;
    static const frequency weekly;
    static const frequency monthly;
    static const frequency quarterly;
    static const frequency semi_annual;
    static const frequency annual;
    static const frequency once; ///< one period, from the start to the end

    /// Whole months; 0 when it is counted in days, or `once`.
    [[nodiscard]] constexpr int months() const { return counts_ == kind::months ? length_ : 0; }
    /// Whole days; 0 when it is counted in months, or `once`.
    [[nodiscard]] constexpr int  days() const { return counts_ == kind::days ? length_ : 0; }
    [[nodiscard]] constexpr bool is_weeks() const { return counts_ == kind::days && length_ % 7 == 0; }

    friend constexpr bool operator==(const frequency&, const frequency&) = default;

private:
    enum class kind { months, days, term };
    constexpr explicit frequency(kind counts) : counts_(counts), length_(0) {}
    constexpr frequency(kind counts, std::int64_t length) : counts_(counts), length_(static_cast<int>(length))
    {
        // 1,100 years lie between the ends of the calendar.
        if (length < 1 || length > (counts == kind::months ? 13'200 : 401'767)) refuse(length, counts);
    }
    [[noreturn]] static void refuse(std::int64_t length, kind counts);

    kind counts_;
    int  length_;
};

inline constexpr frequency frequency::daily{date::days{1}};
inline constexpr frequency frequency::weekly{date::weeks{1}};
inline constexpr frequency frequency::monthly{date::months{1}};
inline constexpr frequency frequency::quarterly{date::months{3}};
inline constexpr frequency frequency::semi_annual{date::months{6}};
inline constexpr frequency frequency::annual{date::months{12}};
inline constexpr frequency frequency::once{frequency::kind::term};

inline constexpr frequency monthly   = frequency::monthly;
inline constexpr frequency quarterly = frequency::quarterly;
inline constexpr frequency annual    = frequency::annual;

/// `P3M`, `P2W`, `P10D` as ISO 8601 writes durations, or `once`.
std::string to_string(const frequency& every);

/// What `to_string` prints; years (`P2Y`) are months. Errors: parse_error; invalid_terms as the constructors.
[[nodiscard]] frequency parse_frequency(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
[[noreturn]] inline void refuse_frequency(std::string_view text)
{
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"frequency", "must be written as a duration", shown, "write P1M, P3M, P1Y, P2W, P10D or once"});
}
} // namespace detail

inline void frequency::refuse(std::int64_t length, kind counts)
{
    throw invalid_terms({"frequency", "must be at least one and at most 1,100 years", std::to_string(length) + (counts == kind::months ? " months" : " days"),
                         "write frequency::once for a single period"});
}

inline std::string to_string(const frequency& every)
{
    if (every == frequency::once) return "once";
    std::string text(1, 'P');
    if (every.months() > 0) (text += std::to_string(every.months())) += 'M';
    else if (every.is_weeks()) (text += std::to_string(every.days() / 7)) += 'W';
    else (text += std::to_string(every.days())) += 'D';
    return text;
}

inline frequency parse_frequency(std::string_view text)
{
    if (text == "once") return frequency::once;
    if (text.size() < 3 || text.size() > 8 || text.front() != 'P') detail::refuse_frequency(text);
    int count = 0;
    for (const char c : text.substr(1, text.size() - 2)) {
        if (c < '0' || c > '9') detail::refuse_frequency(text);
        count = count * 10 + (c - '0');
    }
    switch (text.back()) {
    case 'Y': return date::years{count};
    case 'M': return date::months{count};
    case 'W': return date::weeks{count};
    case 'D': return date::days{count};
    default: detail::refuse_frequency(text);
    }
}

} // namespace ratable
