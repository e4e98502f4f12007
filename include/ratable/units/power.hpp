// SPDX-License-Identifier: BSL-1.0
/// Power and energy, with the MW basis in the type: critical IT is not gross is not campus.
#pragma once

#include <ratable/units/quantity.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ratable {

/// Where the megawatts are measured. Gross = critical IT × PUE; campus is what the utility connects.
enum class power_basis { unstated, critical_it, gross, campus };

/// `critical_it`, `gross`, `campus`; nothing for unstated.
[[nodiscard]] constexpr std::string_view name_of(power_basis basis);

struct critical_it { static constexpr power_basis basis = power_basis::critical_it; friend constexpr bool operator==(const critical_it&, const critical_it&) = default; };
struct gross       { static constexpr power_basis basis = power_basis::gross;       friend constexpr bool operator==(const gross&, const gross&) = default; };
struct campus      { static constexpr power_basis basis = power_basis::campus;      friend constexpr bool operator==(const campus&, const campus&) = default; };

/// A basis known at run time, as a deal file states it or leaves it unstated.
struct any_basis
{
    power_basis basis = power_basis::unstated;

    constexpr any_basis() = default;
    constexpr explicit any_basis(power_basis b) : basis(b) {}
    template <class Static> requires requires { Static::basis; } && (!std::same_as<Static, any_basis>)
    constexpr any_basis(Static) : basis(Static::basis) {} // NOLINT: says less in the type, loses nothing
    friend constexpr bool operator==(const any_basis&, const any_basis&) = default;
};

namespace detail {
/// What the units of one family share: a family tag, a basis, a name that says both.
template <class Dimension, class Basis>
struct based_unit
{
    using dimension = Dimension;
    [[no_unique_address]] Basis on{};

    constexpr based_unit() = default;
    constexpr explicit based_unit(Basis b) : on(b) {}
    [[nodiscard]] std::string name() const
    {
        std::string text(Dimension::symbol);
        if (on.basis != power_basis::unstated) text += std::string(" ") + std::string(name_of(on.basis));
        return text;
    }
    friend constexpr bool operator==(const based_unit&, const based_unit&) = default;

    static constexpr auto& symbols = Dimension::symbols;
    [[nodiscard]] static constexpr std::string_view before_symbol() { return ""; }
    [[nodiscard]] constexpr std::string_view        after_symbol() const { return name_of(on.basis); }
    [[nodiscard]] static std::string subject() { return std::string(Dimension::subject); }
    [[nodiscard]] static std::string expected()
    {
        std::string text = std::string("a unit (") + joined_symbols(symbols) + ") and";
        if constexpr (std::same_as<Basis, any_basis>) return text += ", if known, a basis (critical_it, gross, campus)";
        else return (text += " the basis ") += name_of(Basis::basis);
    }
    [[nodiscard]] static std::string example()
    {
        std::string text = std::string("\"") + std::string(Dimension::example_on_a_basis);
        if constexpr (std::same_as<Basis, any_basis>) return std::string("\"") + std::string(Dimension::example) + "\" or " + text + "critical_it\"";
        else return (text += name_of(Basis::basis)) += '"';
    }
};
/// `Basis` as text names it; nothing for a word that does not: an unstated basis is an empty word.
template <class Basis>
constexpr std::optional<Basis> basis_named(std::string_view word)
{
    if constexpr (std::same_as<Basis, any_basis>) {
        for (const power_basis b : {power_basis::unstated, power_basis::critical_it, power_basis::gross, power_basis::campus}) {
            if (word == name_of(b)) return Basis(b);
        }
    } else {
        if (word == name_of(Basis::basis)) return Basis{};
    }
    return std::nullopt;
}

/// Days of a month of 28, 29, 30 or 31 days are whole numbers of 1/377580 of it.
inline constexpr std::int64_t quanta_in_a_month = 377'580;

struct power_dimension
{
    static constexpr std::string_view symbol = "W", subject = "power", example = "250 MW", example_on_a_basis = "200 MW ";
    static constexpr symbol_line      symbols[] = {{"W", 1}, {"kW", 1'000}, {"MW", 1'000'000}, {"GW", 1'000'000'000}};
};
struct energy_dimension
{
    static constexpr std::string_view symbol = "Wh", subject = "energy", example = "250 MWh", example_on_a_basis = "12.5 MWh ";
    static constexpr symbol_line      symbols[] = {{"Wh", 1}, {"kWh", 1'000}, {"MWh", 1'000'000}, {"GWh", 1'000'000'000}, {"TWh", 1'000'000'000'000}};
};
struct power_time_dimension
{
    static constexpr std::string_view symbol = "W-month/377580", subject = "capacity over time", example = "5 MW-months", example_on_a_basis = "5 MW-months ";
    static constexpr symbol_line      symbols[] = {{"W-month", quanta_in_a_month, true}, {"kW-month", quanta_in_a_month * 1'000, true},
                                                   {"MW-month", quanta_in_a_month * 1'000'000, true}, {"GW-month", quanta_in_a_month * 1'000'000'000, true},
                                                   {"W-month/377580", 1}};
};
} // namespace detail

#define RATABLE_BASED_UNIT(NAME, DIMENSION)                                                                             \
    template <class Basis>                                                                                              \
    struct NAME : detail::based_unit<detail::DIMENSION, Basis>                                                          \
    {                                                                                                                   \
        using detail::based_unit<detail::DIMENSION, Basis>::based_unit;                                                 \
        template <class B> requires (std::same_as<Basis, any_basis> && !std::same_as<B, any_basis>)                     \
        constexpr NAME(const NAME<B>& x) : detail::based_unit<detail::DIMENSION, Basis>(any_basis(x.on)) {}             \
        friend constexpr bool operator==(const NAME&, const NAME&) = default;                                           \
        [[nodiscard]] static constexpr std::optional<NAME> from_text(std::string_view before, std::string_view after)   \
        {                                                                                                               \
            const auto on = detail::basis_named<Basis>(after);                                                          \
            return before.empty() && on ? std::optional<NAME>(NAME(*on)) : std::nullopt;                                \
        }                                                                                                               \
    }
RATABLE_BASED_UNIT(watt, power_dimension);
RATABLE_BASED_UNIT(watt_hour, energy_dimension);
/// Average watts over a calendar month, in 1/377580 of it, so that whole days of every month are whole numbers.
RATABLE_BASED_UNIT(watt_month_quantum, power_time_dimension);
#undef RATABLE_BASED_UNIT

struct hour
{
    struct dimension {};
    [[nodiscard]] static std::string name() { return "h"; }
    friend constexpr bool operator==(const hour&, const hour&) = default;

    static constexpr symbol_line symbols[] = {{"h", 1}};
    [[nodiscard]] static constexpr std::string_view before_symbol() { return ""; }
    [[nodiscard]] static constexpr std::string_view after_symbol() { return ""; }
    [[nodiscard]] static constexpr std::optional<hour> from_text(std::string_view before, std::string_view after)
    {
        return before.empty() && after.empty() ? std::optional<hour>(hour{}) : std::nullopt;
    }
    [[nodiscard]] static std::string subject() { return "hours"; }
    [[nodiscard]] static std::string expected() { return "a unit (h)"; }
    [[nodiscard]] static std::string example() { return "\"24 h\""; }
};

template <class Basis>
struct product<watt<Basis>, hour>
{
    using type = watt_hour<Basis>;
    static constexpr type of(const watt<Basis>& w, const hour&) { return type(w.on); }
};
template <class Basis>
struct product<hour, watt<Basis>>
{
    using type = watt_hour<Basis>;
    static constexpr type of(const hour&, const watt<Basis>& w) { return type(w.on); }
};

/// Watts on a basis: `power<critical_it>`; `power<any_basis>` where only the deal file knows.
template <class Basis = any_basis> using power = quantity<watt<Basis>>;
/// Watt-hours on a basis.
template <class Basis = any_basis> using energy = quantity<watt_hour<Basis>>;
using hours = quantity<hour>;
/// Average watts over calendar months, on a basis.
template <class Basis = any_basis> using power_time = quantity<watt_month_quantum<Basis>>;

/// Reads `250 MW`, `200 MW critical_it`, `1667 W gross`. Errors: parse_error; inexact below one watt; overflow.
[[nodiscard]] power<any_basis> parse_power(std::string_view text);

/// The same watts with the basis in the type. Errors: unlike_units when the basis is another or not stated.
template <class Basis>
[[nodiscard]] constexpr power<Basis> power_on(const power<any_basis>& x);

namespace symbols {
inline constexpr unit_symbol<watt<any_basis>> kW{1'000};
inline constexpr unit_symbol<watt<any_basis>> MW{1'000'000};
inline constexpr unit_symbol<watt<any_basis>> GW{1'000'000'000};
inline constexpr unit_symbol<watt<critical_it>> W_it{};
inline constexpr unit_symbol<watt<critical_it>> kW_it{1'000};
inline constexpr unit_symbol<watt<critical_it>> MW_it{1'000'000};
inline constexpr unit_symbol<watt<critical_it>> GW_it{1'000'000'000};
inline constexpr unit_symbol<watt<gross>> W_gross{};
inline constexpr unit_symbol<watt<gross>> kW_gross{1'000};
inline constexpr unit_symbol<watt<gross>> MW_gross{1'000'000};
inline constexpr unit_symbol<watt<gross>> GW_gross{1'000'000'000};
inline constexpr unit_symbol<watt<campus>> MW_campus{1'000'000};
inline constexpr unit_symbol<watt_month_quantum<any_basis>> kW_month{detail::quanta_in_a_month * 1'000};
inline constexpr unit_symbol<watt_month_quantum<any_basis>> MW_month{detail::quanta_in_a_month * 1'000'000};
inline constexpr unit_symbol<watt_month_quantum<any_basis>> GW_month{detail::quanta_in_a_month * 1'000'000'000};
inline constexpr unit_symbol<watt_month_quantum<critical_it>> kW_month_it{detail::quanta_in_a_month * 1'000};
inline constexpr unit_symbol<watt_month_quantum<critical_it>> MW_month_it{detail::quanta_in_a_month * 1'000'000};
inline constexpr unit_symbol<watt_month_quantum<gross>> kW_month_gross{detail::quanta_in_a_month * 1'000};
inline constexpr unit_symbol<watt_month_quantum<gross>> MW_month_gross{detail::quanta_in_a_month * 1'000'000};
inline constexpr unit_symbol<watt_month_quantum<campus>> MW_month_campus{detail::quanta_in_a_month * 1'000'000};
inline constexpr unit_symbol<watt_hour<any_basis>> kWh{1'000};
inline constexpr unit_symbol<watt_hour<any_basis>> MWh{1'000'000};
inline constexpr unit_symbol<watt_hour<any_basis>> GWh{1'000'000'000};
inline constexpr unit_symbol<watt_hour<critical_it>> kWh_it{1'000};
inline constexpr unit_symbol<watt_hour<critical_it>> MWh_it{1'000'000};
inline constexpr unit_symbol<watt_hour<critical_it>> GWh_it{1'000'000'000};
inline constexpr unit_symbol<watt_hour<gross>> kWh_gross{1'000};
inline constexpr unit_symbol<watt_hour<gross>> MWh_gross{1'000'000};
inline constexpr unit_symbol<watt_hour<gross>> GWh_gross{1'000'000'000};
inline constexpr unit_symbol<hour> hrs{1};
} // namespace symbols

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(power_basis basis)
{
    switch (basis) {
    case power_basis::critical_it: return "critical_it";
    case power_basis::gross: return "gross";
    case power_basis::campus: return "campus";
    case power_basis::unstated: break;
    }
    return "";
}

inline power<any_basis> parse_power(std::string_view text) { return parse_quantity<watt<any_basis>>(text); }

template <class Basis>
constexpr power<Basis> power_on(const power<any_basis>& x)
{
    if (x.in.on.basis != Basis::basis) detail::refuse_units(x.in, watt<any_basis>(any_basis(Basis::basis)));
    return power<Basis>(x.count);
}

} // namespace ratable
