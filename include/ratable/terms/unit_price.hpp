// SPDX-License-Identifier: BSL-1.0
/// Unit prices as contracts state them: here the unit, a type in arithmetic, becomes a value, so that clauses of all units stand in one list.
#pragma once

#include <ratable/units/compute.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>
#include <ratable/units/rate.hpp>

#include <compare>
#include <string>
#include <string_view>

namespace ratable {

/// A share, a rate of growth, a factor: six digits after the point, exact. 20 % is `0.2_d`.
using ratio = decimal<6>;

/// What is billed by the piece. `kw` is a kilowatt of metered peak.
enum class priced_unit { gpu_hour, mw_month, kw_month, mwh, kwh, kw };

namespace detail {
template <class U> inline constexpr bool is_gpu_hour                      = false;
template <class A> inline constexpr bool is_gpu_hour<gpu_hour_unit<A>>    = true;
template <class U> inline constexpr bool is_based_power                        = false;
template <class B> inline constexpr bool is_based_power<watt_month_quantum<B>> = true;
template <class B> inline constexpr bool is_based_power<watt_hour<B>>          = true;
} // namespace detail

/// `GPU-hour`, `MW-month`, …
[[nodiscard]] constexpr std::string_view name_of(priced_unit u);

/// A price per one of a unit, in six digits.
///
/// Shape:   made from a rate: `usd(2.85_d) / gpu_h<gb300>`, `usd(150'000) / MW_month`, `usd(0.085_d) / kWh`; `per_peak_kw` for demand.
/// Units:   an accelerator or MW basis that the rate names is kept as a value; `{}` and unstated mean any.
/// Errors:  inexact beyond six digits; invalid_terms for a symbol that is not priced, such as a GW-month.
template <currency C>
struct unit_price
{
    static constexpr int digits = 6;

    money<C, 6>      amount{};
    priced_unit      per = priced_unit::gpu_hour;
    any_accelerator  accelerator{};
    power_basis      basis = power_basis::unstated;

    constexpr unit_price() = default;
    constexpr unit_price(const money<C, 6>& price, priced_unit unit, const any_accelerator& a = {}, power_basis b = power_basis::unstated)
        : amount(price), per(unit), accelerator(a), basis(b) {}
    template <class P, class U> requires (std::same_as<typename rate<P, U>::currency_type, C> && (detail::is_gpu_hour<U> || detail::is_based_power<U>))
    constexpr unit_price(const rate<P, U>& r); // NOLINT: the same price

    /// Reads `2.85 USD/gb300-hour`, `150000 USD/MW-month critical_it`, `0.085 USD/kWh`, `12.50 USD/kW`.
    /// Errors: parse_error with the column; inexact beyond six digits; overflow.
    [[nodiscard]] static unit_price parse(std::string_view text, C currency);

    friend constexpr bool operator==(const unit_price&, const unit_price&) = default;
    /// Errors: unlike_units for prices per different units.
    friend constexpr std::strong_ordering operator<=>(const unit_price& a, const unit_price& b) { return a.compare(b); }

private:
    constexpr std::strong_ordering compare(const unit_price& b) const;
};

/// A demand charge: so much for each kilowatt of metered peak, a month.
template <class C, int S>
[[nodiscard]] constexpr unit_price<C> per_peak_kw(const money<C, S>& price) { return {money<C, 6>(price), priced_unit::kw}; }

/// `USD 2.850000/gb300-hour`.
template <currency C>
std::string to_string(const unit_price<C>& p);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(priced_unit u)
{
    switch (u) {
    case priced_unit::gpu_hour: return "GPU-hour";
    case priced_unit::mw_month: return "MW-month";
    case priced_unit::kw_month: return "kW-month";
    case priced_unit::mwh: return "MWh";
    case priced_unit::kwh: return "kWh";
    case priced_unit::kw: break;
    }
    return "kW";
}

namespace detail {

[[noreturn]] inline void refuse_priced_symbol()
{
    throw invalid_terms({"unit price", "must be per GPU-hour, MW-month, kW-month, MWh or kWh", "another symbol", "write such as usd(150'000) / MW_month"});
}

/// What a symbol of a factor is called among the units that are priced.
template <class U>
constexpr priced_unit priced_as(const unit_symbol<U>& symbol)
{
    if constexpr (is_gpu_hour<U>) {
        if (symbol.factor == 1) return priced_unit::gpu_hour;
    } else if constexpr (std::same_as<typename U::dimension, energy_dimension>) {
        if (symbol.factor == 1'000) return priced_unit::kwh;
        if (symbol.factor == 1'000'000) return priced_unit::mwh;
    } else {
        if (symbol.factor == quanta_in_a_month * 1'000) return priced_unit::kw_month;
        if (symbol.factor == quanta_in_a_month * 1'000'000) return priced_unit::mw_month;
    }
    refuse_priced_symbol();
}

/// The same price with a unit that is a type: what prints and reads it.
template <class U, class C>
constexpr rate<money<C, 6>, U> typed_rate(const unit_price<C>& p, std::int64_t factor)
{
    if constexpr (is_gpu_hour<U>) return {p.amount, {factor, U(p.accelerator)}};
    else return {p.amount, {factor, U(any_basis(p.basis))}};
}

} // namespace detail

template <currency C>
template <class P, class U> requires (std::same_as<typename rate<P, U>::currency_type, C> && (detail::is_gpu_hour<U> || detail::is_based_power<U>))
constexpr unit_price<C>::unit_price(const rate<P, U>& r) : per(detail::priced_as(r.per))
{
    if constexpr (detail::is_exact_amount<P>) {
        if (!fits_scale(r.price.amount, 6)) throw inexact({"unit price", "must have at most six digits after the point", "more", "round it, and name the mode"});
        amount = round<6>(r.price, rounding::half_even); // exact, as just seen
    } else {
        amount = r.price;
    }
    if constexpr (detail::is_gpu_hour<U>) accelerator = any_accelerator(r.per.in.kind);
    else basis = r.per.in.on.basis;
}

template <currency C>
constexpr std::strong_ordering unit_price<C>::compare(const unit_price& b) const
{
    if (per != b.per || !(accelerator == b.accelerator) || basis != b.basis) {
        throw unlike_units({"unit price", "prices per different units have no order", to_string(*this) + " and " + to_string(b), "state both per one unit"});
    }
    return amount <=> b.amount;
}

template <currency C>
unit_price<C> unit_price<C>::parse(std::string_view text, C currency)
{
    const std::size_t      slash = text.find('/');
    const std::string_view unit  = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    if (unit == "kW") { // of peak: a price of kWh, as far as its digits go
        return {rate<money<C, 6>, watt_hour<any_basis>>::parse(std::string(text) + "h", currency).price, priced_unit::kw};
    }
    if (unit.find("-month") != std::string_view::npos) return rate<money<C, 6>, watt_month_quantum<any_basis>>::parse(text, currency);
    if (unit.find("Wh") != std::string_view::npos) return rate<money<C, 6>, watt_hour<any_basis>>::parse(text, currency);
    return rate<money<C, 6>, gpu_hour_unit<any_accelerator>>::parse(text, currency);
}

template <currency C>
std::string to_string(const unit_price<C>& p)
{
    using namespace detail;
    switch (p.per) {
    case priced_unit::gpu_hour: return to_string(typed_rate<gpu_hour_unit<any_accelerator>>(p, 1));
    case priced_unit::mw_month: return to_string(typed_rate<watt_month_quantum<any_basis>>(p, quanta_in_a_month * 1'000'000));
    case priced_unit::kw_month: return to_string(typed_rate<watt_month_quantum<any_basis>>(p, quanta_in_a_month * 1'000));
    case priced_unit::mwh: return to_string(typed_rate<watt_hour<any_basis>>(p, 1'000'000));
    case priced_unit::kwh: return to_string(typed_rate<watt_hour<any_basis>>(p, 1'000));
    case priced_unit::kw: break;
    }
    std::string text = to_string(p.amount.amount);
    ((text += ' ') += p.amount.unit.code()) += "/kW";
    return text;
}

} // namespace ratable
