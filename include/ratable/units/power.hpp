// SPDX-License-Identifier: BSL-1.0
/// Power and energy, with the MW basis in the type: critical IT is not gross is not campus.
#pragma once

#include <ratable/units/quantity.hpp>

#include <cstdint>
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
};
struct power_dimension      { static constexpr std::string_view symbol = "W"; };
struct energy_dimension     { static constexpr std::string_view symbol = "Wh"; };
struct power_time_dimension { static constexpr std::string_view symbol = "W-month/377580"; };
} // namespace detail

#define RATABLE_BASED_UNIT(NAME, DIMENSION)                                                                             \
    template <class Basis>                                                                                              \
    struct NAME : detail::based_unit<detail::DIMENSION, Basis>                                                          \
    {                                                                                                                   \
        using detail::based_unit<detail::DIMENSION, Basis>::based_unit;                                                 \
        template <class B> requires (std::same_as<Basis, any_basis> && !std::same_as<B, any_basis>)                     \
        constexpr NAME(const NAME<B>& x) : detail::based_unit<detail::DIMENSION, Basis>(any_basis(x.on)) {}             \
        friend constexpr bool operator==(const NAME&, const NAME&) = default;                                           \
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

/// Reads `250 MW`, `200 MW critical_it`, `1667 W gross`. Errors: parse_error; inexact below one watt; overflow.
[[nodiscard]] power<any_basis> parse_power(std::string_view text);

/// The same watts with the basis in the type. Errors: unlike_units when the basis is another or not stated.
template <class Basis>
[[nodiscard]] constexpr power<Basis> power_on(const power<any_basis>& x);

/// `250 MW`, `1,667 W critical_it`: the largest unit that needs no digits after the point.
template <class Basis> void        append(std::string& out, const power<Basis>& x);
template <class Basis> std::string to_string(const power<Basis>& x);

namespace symbols {
inline constexpr unit_symbol<watt<any_basis>> kW{1'000};
inline constexpr unit_symbol<watt<any_basis>> MW{1'000'000};
inline constexpr unit_symbol<watt<any_basis>> GW{1'000'000'000};
inline constexpr unit_symbol<watt<critical_it>> W_it{};
inline constexpr unit_symbol<watt<critical_it>> kW_it{1'000};
inline constexpr unit_symbol<watt<critical_it>> MW_it{1'000'000};
inline constexpr unit_symbol<watt<gross>> W_gross{};
inline constexpr unit_symbol<watt<gross>> kW_gross{1'000};
inline constexpr unit_symbol<watt<gross>> MW_gross{1'000'000};
inline constexpr unit_symbol<watt<campus>> MW_campus{1'000'000};
inline constexpr unit_symbol<watt_hour<any_basis>> kWh{1'000};
inline constexpr unit_symbol<watt_hour<any_basis>> MWh{1'000'000};
inline constexpr unit_symbol<watt_hour<critical_it>> MWh_it{1'000'000};
inline constexpr unit_symbol<watt_hour<gross>> MWh_gross{1'000'000};
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

inline power<any_basis> parse_power(std::string_view text)
{
    const auto refuse = [text] {
        throw parse_error({"", 1, 1}, {"power", "must be a number, a unit (W, kW, MW, GW) and, if known, a basis (critical_it, gross, campus)",
                                       std::string("\"") + std::string(text.substr(0, detail::longest_number)) + "\"", "write \"250 MW\" or \"200 MW critical_it\""});
    };
    const std::size_t first = text.find(' ');
    if (first == std::string_view::npos) refuse();
    std::string_view  unit   = text.substr(first + 1);
    power_basis       basis  = power_basis::unstated;
    const std::size_t second = unit.find(' ');
    if (second != std::string_view::npos) {
        const std::string_view word = unit.substr(second + 1);
        for (const power_basis b : {power_basis::critical_it, power_basis::gross, power_basis::campus}) {
            if (word == name_of(b)) basis = b;
        }
        if (basis == power_basis::unstated) refuse();
        unit = unit.substr(0, second);
    }
    std::int64_t factor = 0;
    if (unit == "W") factor = 1;
    if (unit == "kW") factor = 1'000;
    if (unit == "MW") factor = 1'000'000;
    if (unit == "GW") factor = 1'000'000'000;
    if (factor == 0) refuse();
    return decimal<9, int128>::parse(text.substr(0, first)) * unit_symbol<watt<any_basis>>{factor, watt<any_basis>(any_basis(basis))};
}

template <class Basis>
constexpr power<Basis> power_on(const power<any_basis>& x)
{
    if (x.in.on.basis != Basis::basis) detail::refuse_units(x.in, watt<any_basis>(any_basis(Basis::basis)));
    return power<Basis>(x.count);
}

template <class Basis>
void append(std::string& out, const power<Basis>& x)
{
    struct prefix { std::int64_t factor; const char* symbol; };
    prefix shown{1, "W"};
    for (const prefix p : {prefix{1'000, "kW"}, prefix{1'000'000, "MW"}, prefix{1'000'000'000, "GW"}}) {
        // 750 MW, not 0.75 GW; 1,250 MW, not 1.25 GW; but 2 GW
        if (x.count % p.factor == 0 && x.count != 0) shown = p;
    }
    detail::append_digits(out, x.count / shown.factor, 0, true);
    out += ' ';
    out += shown.symbol;
    if (x.in.on.basis != power_basis::unstated) {
        out += ' ';
        out += name_of(x.in.on.basis);
    }
}

template <class Basis>
std::string to_string(const power<Basis>& x)
{
    std::string out;
    append(out, x);
    return out;
}

} // namespace ratable
