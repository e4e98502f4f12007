// SPDX-License-Identifier: BSL-1.0
/// Conversions through what is stated: PUE, power per accelerator, days of the calendar. None happens by itself.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/units/compute.hpp>
#include <ratable/units/exact_quantity.hpp>
#include <ratable/units/power.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

namespace ratable {

/// Power usage effectiveness: gross ÷ critical IT, at least 1.
///
/// Rounds:  never; kept as a fraction.
/// Errors:  invalid_terms below 1.
///
///     pue(1.25_d)
class pue
{
public:
    template <exact_number N>
    constexpr explicit pue(const N& ratio) : ratio_(detail::as_fraction(ratio)) { check(); }
    template <std::floating_point F> pue(F) = delete; // binary floats are not exact: write pue(1.25_d)

    [[nodiscard]] constexpr const fraction& ratio() const { return ratio_; }
    friend constexpr bool operator==(const pue&, const pue&) = default;
    friend constexpr std::strong_ordering operator<=>(const pue& a, const pue& b) { return a.ratio_ <=> b.ratio_; }

private:
    constexpr void check() const;

    fraction ratio_;
};

/// Gross = critical IT × PUE, of power, energy or MW-months: exact, or a whole number of base units by a named mode.
///
/// Units:   on critical_it → the same unit on gross; a basis known at run time must be critical_it.
/// Errors:  unlike_units for another basis, or an unstated one; overflow.
///
///     to_gross(100 * MW_it, pue(1.25_d))                              // exactly 125 MW gross
///     to_gross(1 * MW_it, pue(fraction(4, 3)), rounding::half_up)     // 1,333,333 W gross
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<gross>> to_gross(const quantity<U<critical_it>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<gross>> to_gross(const quantity<U<critical_it>>& x, const pue& by, rounding mode);
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<any_basis>> to_gross(const quantity<U<any_basis>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<any_basis>> to_gross(const quantity<U<any_basis>>& x, const pue& by, rounding mode);

/// Critical IT = gross ÷ PUE, likewise.
///
///     to_critical_it(125 * MW_gross, pue(1.25_d), rounding::down)     // 100 MW critical_it
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<critical_it>> to_critical_it(const quantity<U<gross>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<critical_it>> to_critical_it(const quantity<U<gross>>& x, const pue& by, rounding mode);
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<any_basis>> to_critical_it(const quantity<U<any_basis>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<any_basis>> to_critical_it(const quantity<U<any_basis>>& x, const pue& by, rounding mode);

/// Parts of a unit, likewise: `to_gross(100 * MW_it / 3, pue(1.25_d))`.
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<gross>> to_gross(const exact_quantity<U<critical_it>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<any_basis>> to_gross(const exact_quantity<U<any_basis>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<gross>> to_gross(const exact_quantity<U<critical_it>>& x, const pue& by, rounding mode) { return round(to_gross(x, by), mode); }
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<any_basis>> to_gross(const exact_quantity<U<any_basis>>& x, const pue& by, rounding mode) { return round(to_gross(x, by), mode); }
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<critical_it>> to_critical_it(const exact_quantity<U<gross>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr exact_quantity<U<any_basis>> to_critical_it(const exact_quantity<U<any_basis>>& x, const pue& by);
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<critical_it>> to_critical_it(const exact_quantity<U<gross>>& x, const pue& by, rounding mode) { return round(to_critical_it(x, by), mode); }
template <template <class> class U>
[[nodiscard]] constexpr quantity<U<any_basis>> to_critical_it(const exact_quantity<U<any_basis>>& x, const pue& by, rounding mode) { return round(to_critical_it(x, by), mode); }

template <template <class> class U, class B> requires (std::same_as<B, gross> || std::same_as<B, campus>)
void to_gross(const quantity<U<B>>&, const pue&, auto...) = delete; // PUE takes critical IT to gross: this is on gross or campus already
template <template <class> class U, class B> requires (std::same_as<B, gross> || std::same_as<B, campus>)
void to_gross(const exact_quantity<U<B>>&, const pue&, auto...) = delete; // PUE takes critical IT to gross: this is on gross or campus already
template <template <class> class U, class B> requires (std::same_as<B, critical_it> || std::same_as<B, campus>)
void to_critical_it(const quantity<U<B>>&, const pue&, auto...) = delete; // PUE takes gross to critical IT: this is on critical IT already, or on campus, which a site states
template <template <class> class U, class B> requires (std::same_as<B, critical_it> || std::same_as<B, campus>)
void to_critical_it(const exact_quantity<U<B>>&, const pue&, auto...) = delete; // PUE takes gross to critical IT: this is on critical IT already, or on campus, which a site states

/// Power of one accelerator, on a basis: what ties megawatts to a count.
///
/// Rounds:  never: `density × count` is exact, `power ÷ density` an exact_quantity of accelerators.
/// Errors:  invalid_terms when it is not positive.
///
///     const auto each = 1'820 * W_it / gpu<gb300>;
///     round(100 * MW_it / each, rounding::down)   // 54945 gb300: what the power feeds
///     each * (72 * gpu<gb300>)                    // 131,040 W critical_it
template <class Basis, class Accelerator>
class density
{
public:
    constexpr explicit density(const power<Basis>& of_one, gpu_unit<Accelerator> kind = {}) : of_one_(of_one), in_(kind) { check(); }

    [[nodiscard]] constexpr const power<Basis>&          of_one() const { return of_one_; }
    [[nodiscard]] constexpr const gpu_unit<Accelerator>& in() const { return in_; }
    friend constexpr bool operator==(const density&, const density&) = default;

private:
    constexpr void check() const;

    power<Basis>                                of_one_;
    [[no_unique_address]] gpu_unit<Accelerator> in_;
};

/// Of a symbol that stands for several accelerators, each has its part. Errors: inexact when that is no whole number of watts.
template <class B, class A>
[[nodiscard]] constexpr density<B, A> operator/(const power<B>& x, const unit_symbol<gpu_unit<A>>& symbol);
/// The power of a count. Errors: overflow; unlike_units for another accelerator known at run time.
template <class B, class A>
[[nodiscard]] constexpr power<B> operator*(const density<B, A>& each, const gpus<A>& count);
template <class B, class A>
[[nodiscard]] constexpr power<B> operator*(const gpus<A>& count, const density<B, A>& each) { return each * count; }
/// The accelerators that a power feeds, exactly; a data hall counts them by `round(x, rounding::down)`.
template <class B, class A>
[[nodiscard]] constexpr exact_quantity<gpu_unit<A>> operator/(const power<B>& x, const density<B, A>& each);

template <class B, class A, class D> requires (!std::same_as<A, D>)
void operator*(const density<B, A>&, const gpus<D>&) = delete; // the power is of one accelerator, the count of another: state the density of the one that is counted
template <class B, class A, class D> requires (!std::same_as<A, D>)
void operator*(const gpus<D>&, const density<B, A>&) = delete; // the power is of one accelerator, the count of another: state the density of the one that is counted
template <class B, class E, class A> requires (!std::same_as<B, E>)
void operator/(const power<E>&, const density<B, A>&) = delete; // the power is on another MW basis than the density: convert one with to_gross or to_critical_it and a stated pue

/// The hours of a period: 24 × its days, in UTC, where every day has 24. Rounds: never.
[[nodiscard]] constexpr hours hours_of(const period& p) { return hours(24 * p.days()); }
/// What is in force through a period: MW → MWh, GPU → GPU-hours.
template <class U> requires requires { typename product<U, hour>::type; }
[[nodiscard]] constexpr auto operator*(const quantity<U>& x, const period& p) { return x * hours_of(p); }
template <class U> requires requires { typename product<U, hour>::type; }
[[nodiscard]] constexpr auto operator*(const period& p, const quantity<U>& x) { return x * hours_of(p); }
template <class U> requires requires { typename product<U, hour>::type; }
[[nodiscard]] constexpr auto operator*(const exact_quantity<U>& x, const period& p) { return x * hours_of(p); }
template <class U> requires requires { typename product<U, hour>::type; }
[[nodiscard]] constexpr auto operator*(const period& p, const exact_quantity<U>& x) { return x * hours_of(p); }

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_pue(const fraction& x)
{
    throw invalid_terms({"PUE", "must be at least 1: gross power includes the critical IT load", to_string(x), "write gross divided by critical IT, such as 1.25_d"});
}

[[noreturn]] inline void refuse_density() { throw invalid_terms({"density", "the power of one accelerator must be positive", "", "write 1'820 * W_it / gpu<gb300>"}); }

template <class B>
[[noreturn]] void refuse_part_of_a_watt(const power<B>& x, std::int64_t accelerators)
{
    throw inexact({"density", "must be a whole number of watts for one accelerator", to_string(x) + " for " + std::to_string(accelerators),
                   "write the power of one, such as 1'820 * W_it / gpu<gb300>"});
}

[[noreturn]] inline void refuse_unstated(const std::string& unit, power_basis from)
{
    throw unlike_units({"quantity", std::string("must be on a stated basis, here ") + std::string(name_of(from)), unit,
                        std::string("state the basis, such as 100 * ") + (from == power_basis::gross ? "MW_gross" : "MW_it")});
}

/// x × by, from one basis to another, each as a value.
template <class U>
constexpr exact_quantity<U> on_basis(const exact_quantity<U>& x, power_basis from, power_basis to, const fraction& by)
{
    if (x.in == U(any_basis())) refuse_unstated(x.in.name(), from);
    static_cast<void>(same_unit(x.in, U(any_basis(from))));
    return exact_quantity<U>(x.count * by, U(any_basis(to)));
}

} // namespace detail

constexpr void pue::check() const
{
    if (ratio_ < fraction(1)) detail::refuse_pue(ratio_);
}

template <class Basis, class Accelerator>
constexpr void density<Basis, Accelerator>::check() const
{
    if (of_one_.count <= 0) detail::refuse_density();
}

template <template <class> class U>
constexpr exact_quantity<U<gross>> to_gross(const quantity<U<critical_it>>& x, const pue& by)
{
    return to_gross(exact_quantity(x), by);
}

template <template <class> class U>
constexpr exact_quantity<U<gross>> to_gross(const exact_quantity<U<critical_it>>& x, const pue& by)
{
    return exact_quantity<U<gross>>(x.count * by.ratio());
}

template <template <class> class U>
constexpr exact_quantity<U<any_basis>> to_gross(const exact_quantity<U<any_basis>>& x, const pue& by)
{
    return detail::on_basis(x, power_basis::critical_it, power_basis::gross, by.ratio());
}

template <template <class> class U>
constexpr quantity<U<gross>> to_gross(const quantity<U<critical_it>>& x, const pue& by, rounding mode)
{
    return round(to_gross(x, by), mode);
}

template <template <class> class U>
constexpr exact_quantity<U<any_basis>> to_gross(const quantity<U<any_basis>>& x, const pue& by)
{
    return to_gross(exact_quantity(x), by);
}

template <template <class> class U>
constexpr quantity<U<any_basis>> to_gross(const quantity<U<any_basis>>& x, const pue& by, rounding mode)
{
    return round(to_gross(x, by), mode);
}

template <template <class> class U>
constexpr exact_quantity<U<critical_it>> to_critical_it(const quantity<U<gross>>& x, const pue& by)
{
    return to_critical_it(exact_quantity(x), by);
}

template <template <class> class U>
constexpr exact_quantity<U<critical_it>> to_critical_it(const exact_quantity<U<gross>>& x, const pue& by)
{
    return exact_quantity<U<critical_it>>(x.count / by.ratio());
}

template <template <class> class U>
constexpr exact_quantity<U<any_basis>> to_critical_it(const exact_quantity<U<any_basis>>& x, const pue& by)
{
    return detail::on_basis(x, power_basis::gross, power_basis::critical_it, fraction(1) / by.ratio());
}

template <template <class> class U>
constexpr quantity<U<critical_it>> to_critical_it(const quantity<U<gross>>& x, const pue& by, rounding mode)
{
    return round(to_critical_it(x, by), mode);
}

template <template <class> class U>
constexpr exact_quantity<U<any_basis>> to_critical_it(const quantity<U<any_basis>>& x, const pue& by)
{
    return to_critical_it(exact_quantity(x), by);
}

template <template <class> class U>
constexpr quantity<U<any_basis>> to_critical_it(const quantity<U<any_basis>>& x, const pue& by, rounding mode)
{
    return round(to_critical_it(x, by), mode);
}

template <class B, class A>
constexpr density<B, A> operator/(const power<B>& x, const unit_symbol<gpu_unit<A>>& symbol)
{
    if (symbol.factor <= 0 || x.count % symbol.factor != 0) detail::refuse_part_of_a_watt(x, symbol.factor);
    return density<B, A>(power<B>(x.count / symbol.factor, x.in), symbol.in);
}

template <class B, class A>
constexpr power<B> operator*(const density<B, A>& each, const gpus<A>& count)
{
    static_cast<void>(detail::same_unit(each.in(), count.in));
    return each.of_one() * count.count;
}

template <class B, class A>
constexpr exact_quantity<gpu_unit<A>> operator/(const power<B>& x, const density<B, A>& each)
{
    return exact_quantity<gpu_unit<A>>(x / each.of_one(), each.in());
}

} // namespace ratable
