// SPDX-License-Identifier: BSL-1.0
/// A day count that a file names: one of those that need nothing but the two dates.
#pragma once

#include <ratable/calendar/actual_actual.hpp>
#include <ratable/calendar/thirty_360.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ratable {

/// `act/360`, `30/360`, … known at run time. Makes the fractions that the convention itself makes.
class any_day_count
{
public:
    using conventions = std::variant<one_one, act_360, act_364, act_365_fixed, act_365_25, act_366, act_365_actual, act_act_isda, act_act_afb,
                                     act_act_year, nl_360, nl_365, thirty_360_isda, thirty_360_psa, thirty_u_360_eom, thirty_e_360,
                                     thirty_e_plus_360, thirty_e_365>;

    template <class C> requires (std::constructible_from<conventions, C> && !std::same_as<C, any_day_count>)
    constexpr any_day_count(C convention) : convention_(convention) {} // NOLINT: says less in the type, loses nothing

    [[nodiscard]] constexpr std::string_view name() const;
    [[nodiscard]] constexpr std::int64_t     days(const year_month_day& start, const year_month_day& end) const;
    [[nodiscard]] constexpr fraction         year_fraction(const year_month_day& start, const year_month_day& end) const;

    /// The year that days are counted over, where it is the same for all dates.
    struct fixed_year
    {
        fraction days;   ///< year_fraction is days() over this
        bool     actual; ///< days() are those of the calendar
    };
    [[nodiscard]] constexpr std::optional<fixed_year> counts_over() const;

    friend constexpr bool operator==(const any_day_count&, const any_day_count&) = default;

private:
    conventions convention_;
};

/// Reads `act/360`, and the other names that `any_day_count` has. Errors: parse_error, with all of them.
[[nodiscard]] any_day_count parse_day_count(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view any_day_count::name() const
{
    return std::visit([](const auto& c) { return c.name; }, convention_);
}

constexpr std::int64_t any_day_count::days(const year_month_day& start, const year_month_day& end) const
{
    return std::visit([&](const auto& c) { return c.days(start, end); }, convention_);
}

constexpr fraction any_day_count::year_fraction(const year_month_day& start, const year_month_day& end) const
{
    return std::visit([&](const auto& c) { return c.year_fraction(start, end); }, convention_);
}

namespace detail {

// By pointer, so that a convention finds its base before `const void*`.
template <bool CountsLeapDays, int N, int D>
constexpr std::optional<any_day_count::fixed_year> year_counted_over(const days_over_fixed_year<CountsLeapDays, N, D>*)
{
    return any_day_count::fixed_year{fraction(N, D), CountsLeapDays};
}
template <class Convention, int Year>
constexpr std::optional<any_day_count::fixed_year> year_counted_over(const thirty_day_months<Convention, Year>*)
{
    return any_day_count::fixed_year{fraction(Year), false};
}
constexpr std::optional<any_day_count::fixed_year> year_counted_over(const void*) { return std::nullopt; }

} // namespace detail

constexpr std::optional<any_day_count::fixed_year> any_day_count::counts_over() const
{
    return std::visit([](const auto& c) { return detail::year_counted_over(&c); }, convention_);
}

inline any_day_count parse_day_count(std::string_view text)
{
    any_day_count found    = one_one{};
    std::string   names;
    const auto    is_named = [&]<class C>(const C& c) {
        (names += names.empty() ? "" : ", ") += c.name;
        if (text == c.name) found = c;
        return text == c.name;
    };
    const bool known = [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (is_named(std::variant_alternative_t<I, any_day_count::conventions>{}) || ...);
    }(std::make_index_sequence<std::variant_size_v<any_day_count::conventions>>{});
    if (known) return found;
    std::string shown(1, '"');
    (shown += text.substr(0, 32)) += '"';
    throw parse_error({"", 1, 1}, {"day count", "must be one that is known", shown, std::string("write one of ") + names});
}

} // namespace ratable
