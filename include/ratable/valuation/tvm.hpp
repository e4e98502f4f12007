// SPDX-License-Identifier: BSL-1.0
/// The time value of money over whole periods, exactly: fv, pv, pmt, ipmt, ppmt, cumipmt, cumprinc, npv. tvm_solve.hpp has nper and rate.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/core/wide.hpp>
#include <ratable/units/money.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// When in its period a payment falls due: at its end (an ordinary annuity, Excel's type 0) or at its beginning (an annuity due, type 1).
enum class payment_timing { end, begin };

/// The functions that spreadsheets call so, by the same equation and signs, with nothing left out and nothing binary.
///
/// Shape:   pv·(1 + rate)^nper + pmt·(1 + rate·w)·((1 + rate)^nper − 1)/rate + fv = 0, with w = 0 at the end and 1 at the beginning of
///          periods; pv + pmt·nper + fv = 0 at a rate of 0. Arguments stand in Excel's order, all of them written.
/// Units:   `rate` is per period, as a share: 8 % a year by months is fraction(8, 1200). Money that comes in is positive, money that goes out
///          negative, as in Excel: who borrows usd(15'000) has a positive pv and pays a negative pmt.
/// Rounds:  fractions never; money once, by `mode`, at its own scale.
/// Errors:  invalid_terms for a rate of −100 % or less, an nper that is negative, past 1'000'000 or so large that (1 + rate)^nper has more than
///          2^20 bits (a fraction: 2^18 in all), a `per` outside 1 … nper; unlike_units when run-time currencies differ; overflow.
/// Source:  OpenFormula 1.2, 6.12 (FV, PV, PMT, IPMT, PPMT, CUMIPMT, CUMPRINC, NPV).
///
///     tvm::pmt(fraction(8, 1200), 60, usd(15'000), usd(0), payment_timing::end, rounding::half_up)   // USD -304.15
namespace tvm {

using exact = basic_fraction<unbounded>;

inline constexpr std::int64_t most_periods       = 1'000'000;
inline constexpr std::int64_t most_bits          = std::int64_t{1} << 20; ///< of (1 + rate)^nper: 1,000 years of months at a rate of 12 digits
inline constexpr std::int64_t most_fraction_bits = std::int64_t{1} << 18; ///< of a fraction that is returned: a tenth of a second to reduce it

/// What pv and the payments have become after the last period: a debt that is left is negative.
[[nodiscard]] inline exact fv(const exact& rate, std::int64_t nper, const exact& pmt, const exact& pv, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> fv(const exact& rate, std::int64_t nper, const money<C, S>& pmt, const money<C, S>& pv, payment_timing timing, rounding mode);

/// What the payments and fv are worth before the first period.
[[nodiscard]] inline exact pv(const exact& rate, std::int64_t nper, const exact& pmt, const exact& fv, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> pv(const exact& rate, std::int64_t nper, const money<C, S>& pmt, const money<C, S>& fv, payment_timing timing, rounding mode);

/// The level payment. Errors: invalid_terms without periods.
[[nodiscard]] inline exact pmt(const exact& rate, std::int64_t nper, const exact& pv, const exact& fv, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> pmt(const exact& rate, std::int64_t nper, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing, rounding mode);

/// The interest in the payment of period `per`, the first one 1, and what of it repays principal. The exact payment is carried on, not a rounded
/// one: annuity.hpp has the schedule that is paid. A payment at the beginning of the first period holds no interest.
[[nodiscard]] inline exact ipmt(const exact& rate, std::int64_t per, std::int64_t nper, const exact& pv, const exact& fv, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> ipmt(const exact& rate, std::int64_t per, std::int64_t nper, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing,
                               rounding mode);
[[nodiscard]] inline exact ppmt(const exact& rate, std::int64_t per, std::int64_t nper, const exact& pv, const exact& fv, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> ppmt(const exact& rate, std::int64_t per, std::int64_t nper, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing,
                               rounding mode);

/// Interest and principal of the payments `first` … `last`, both included, of a loan that ends at 0.
[[nodiscard]] inline exact cumipmt(const exact& rate, std::int64_t nper, const exact& pv, std::int64_t first, std::int64_t last, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> cumipmt(const exact& rate, std::int64_t nper, const money<C, S>& pv, std::int64_t first, std::int64_t last, payment_timing timing,
                                  rounding mode);
[[nodiscard]] inline exact cumprinc(const exact& rate, std::int64_t nper, const exact& pv, std::int64_t first, std::int64_t last, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> cumprinc(const exact& rate, std::int64_t nper, const money<C, S>& pv, std::int64_t first, std::int64_t last, payment_timing timing,
                                   rounding mode);

/// The present value of one flow a period: the first at the end of the first period, as Excel's NPV, or at its beginning, as most others'.
[[nodiscard]] inline exact npv(const exact& rate, std::span<const exact> flows, payment_timing timing);
template <currency C, int S>
[[nodiscard]] money<C, S> npv(const exact& rate, std::span<const money<C, S>> flows, payment_timing timing, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// n / d as it was calculated: its greatest common divisor is asked for once, by who wants a fraction, or never, by who wants cents.
struct quotient
{
    unbounded n = 0;
    unbounded d = 1;
};

inline quotient of(const exact& x) { return {x.numerator(), x.denominator()}; }
inline quotient operator+(const quotient& a, const quotient& b) { return {a.n * b.d + b.n * a.d, a.d * b.d}; }
inline quotient operator-(const quotient& a, const quotient& b) { return {a.n * b.d - b.n * a.d, a.d * b.d}; }
inline quotient operator*(const quotient& a, const quotient& b) { return {a.n * b.n, a.d * b.d}; }

inline std::int64_t bits_of(const unbounded& x) { return x == 0 ? 0 : static_cast<std::int64_t>(boost::multiprecision::msb(unbounded(boost::multiprecision::abs(x)))) + 1; }

inline exact reduced(const quotient& x)
{
    if (bits_of(x.n) + bits_of(x.d) <= most_fraction_bits) return exact(x.n, x.d);
    throw invalid_terms({"nper", std::string("must leave an exact fraction at most ") + std::to_string(most_fraction_bits) + " bits",
                         std::to_string(bits_of(x.n) + bits_of(x.d)) + " bits", "ask for money, naming a mode, or count fewer periods"});
}

inline void check_rate(const exact& rate)
{
    if (rate > exact(-1)) return;
    throw invalid_terms({"rate", "must be above -100 %", to_string(rate), "write the rate of one period as a share: fraction(8, 1200) for 8 % a year by months"});
}

inline void check_periods(std::int64_t nper, std::int64_t least)
{
    if (nper >= least && nper <= most_periods) return;
    throw invalid_terms({"nper", std::string("must be a number of periods from ") + std::to_string(least) + " to " + std::to_string(most_periods), std::to_string(nper), ""});
}

inline void check_period(std::int64_t per, std::int64_t nper, const char* subject)
{
    if (per >= 1 && per <= nper) return;
    throw invalid_terms({subject, std::string("must be a period from 1 to ") + std::to_string(nper), std::to_string(per), "periods count from 1"});
}

inline unbounded to_the(const unbounded& x, std::int64_t n) { return boost::multiprecision::pow(x, static_cast<unsigned>(n)); }

/// (1 + rate)^n as base^n / rate.denominator^n. Errors: invalid_terms beyond most_bits.
inline quotient growth(const exact& rate, std::int64_t n)
{
    const unbounded base = rate.numerator() + rate.denominator();
    const auto      bits = bits_of(base > rate.denominator() ? base : rate.denominator());
    if (n > 0 && bits > most_bits / n) {
        throw invalid_terms({"nper", std::string("must leave (1 + rate)^nper at most ") + std::to_string(most_bits) + " bits",
                             std::to_string(n) + " periods of " + std::to_string(bits) + " bits", "write a rate of fewer digits, or count longer periods"});
    }
    return {to_the(base, n), to_the(rate.denominator(), n)};
}

/// The equation over a common denominator: pv·of_pv + pmt·of_pmt + fv·of_fv = 0.
struct weights
{
    unbounded of_pv;
    unbounded of_pmt;
    unbounded of_fv;
};

inline weights weigh(const exact& rate, std::int64_t nper, payment_timing timing)
{
    if (rate.numerator() == 0) return {1, unbounded(nper), 1};
    const quotient  grown = growth(rate, nper);
    const unbounded due   = timing == payment_timing::begin ? unbounded(rate.denominator() + rate.numerator()) : rate.denominator();
    return {grown.n * rate.numerator(), (grown.n - grown.d) * due, grown.d * rate.numerator()};
}

/// −(x·x_weight + y·y_weight) / by.
inline quotient solved(const quotient& x, const unbounded& x_weight, const quotient& y, const unbounded& y_weight, const unbounded& by)
{
    return {-(x.n * x_weight * y.d + y.n * y_weight * x.d), x.d * y.d * by};
}

inline quotient fv(const exact& rate, std::int64_t nper, const quotient& pmt, const quotient& pv, payment_timing timing)
{
    check_rate(rate);
    check_periods(nper, 0);
    const weights w = weigh(rate, nper, timing);
    return solved(pv, w.of_pv, pmt, w.of_pmt, w.of_fv);
}

inline quotient pv(const exact& rate, std::int64_t nper, const quotient& pmt, const quotient& fv, payment_timing timing)
{
    check_rate(rate);
    check_periods(nper, 0);
    const weights w = weigh(rate, nper, timing);
    return solved(fv, w.of_fv, pmt, w.of_pmt, w.of_pv);
}

inline quotient pmt(const exact& rate, std::int64_t nper, const quotient& pv, const quotient& fv, payment_timing timing)
{
    check_rate(rate);
    check_periods(nper, 1);
    const weights w = weigh(rate, nper, timing);
    return solved(pv, w.of_pv, fv, w.of_fv, w.of_pmt);
}

/// 1 / (1 + rate): what a payment at the beginning of its period holds of interest or principal, against one at its end.
inline quotient discount(const exact& rate, payment_timing timing)
{
    return timing == payment_timing::begin ? quotient{rate.denominator(), rate.denominator() + rate.numerator()} : quotient{1, 1};
}

inline quotient ipmt(const exact& rate, std::int64_t per, std::int64_t nper, const quotient& pv, const quotient& paid, payment_timing timing)
{
    check_period(per, nper, "per");
    if (per == 1 && timing == payment_timing::begin) return {};
    return fv(rate, per - 1, paid, pv, timing) * of(rate) * discount(rate, timing);
}

inline quotient cumprinc(const exact& rate, std::int64_t nper, const quotient& pv, const quotient& paid, std::int64_t first, std::int64_t last,
                         payment_timing timing)
{
    check_period(first, nper, "first");
    check_period(last, nper, "last");
    if (last < first) throw invalid_terms({"last", "must not precede first", std::to_string(last), ""});
    if (timing == payment_timing::begin && first == 1) { // the first payment is principal, all of it
        return last == 1 ? paid : paid + cumprinc(rate, nper, pv, paid, 2, last, timing);
    }
    return (fv(rate, first - 1, paid, pv, timing) - fv(rate, last, paid, pv, timing)) * discount(rate, timing);
}

inline quotient cumipmt(const exact& rate, std::int64_t nper, const quotient& pv, const quotient& paid, std::int64_t first, std::int64_t last,
                        payment_timing timing)
{
    const quotient principal = cumprinc(rate, nper, pv, paid, first, last, timing);
    return paid * quotient{unbounded(last - first + 1), 1} - principal;
}

/// Flows over a common denominator.
inline quotient npv(const exact& rate, std::span<const unbounded> flows, const unbounded& common, payment_timing timing)
{
    check_rate(rate);
    if (flows.empty()) throw invalid_terms({"flows", "must have one at least", "none", "no flows have no value to ask for"});
    const auto periods = static_cast<std::int64_t>(flows.size());
    check_periods(periods, 1);
    const quotient  grown = growth(rate, periods); // refuses what is too large, before the loop
    const unbounded base  = rate.numerator() + rate.denominator();
    unbounded       value = 0, power = 1;
    for (const unbounded& flow : flows) { // Horner's rule, with both powers kept whole
        value = value * base + flow * power;
        power *= rate.denominator();
    }
    if (timing == payment_timing::begin) return {value, grown.n / base * common};
    return {value * rate.denominator(), grown.n * common};
}

template <class C, int S>
quotient of(const money<C, S>& x)
{
    return {unbounded(x.amount.units), power_of_ten<unbounded>(S)};
}

template <class C, int S>
money<C, S> posted(const quotient& x, const C& in, rounding mode)
{
    const unbounded units = round_quotient<unbounded>(x.n * power_of_ten<unbounded>(S), x.d, mode);
    return money<C, S>(decimal<S>::from_units(checked_cast<std::int64_t>(units)), in);
}

} // namespace detail

inline exact fv(const exact& rate, std::int64_t nper, const exact& pmt, const exact& pv, payment_timing timing)
{
    return detail::reduced(detail::fv(rate, nper, detail::of(pmt), detail::of(pv), timing));
}

inline exact pv(const exact& rate, std::int64_t nper, const exact& pmt, const exact& fv, payment_timing timing)
{
    return detail::reduced(detail::pv(rate, nper, detail::of(pmt), detail::of(fv), timing));
}

inline exact pmt(const exact& rate, std::int64_t nper, const exact& pv, const exact& fv, payment_timing timing)
{
    return detail::reduced(detail::pmt(rate, nper, detail::of(pv), detail::of(fv), timing));
}

inline exact ipmt(const exact& rate, std::int64_t per, std::int64_t nper, const exact& pv, const exact& fv, payment_timing timing)
{
    return detail::reduced(detail::ipmt(rate, per, nper, detail::of(pv), detail::pmt(rate, nper, detail::of(pv), detail::of(fv), timing), timing));
}

inline exact ppmt(const exact& rate, std::int64_t per, std::int64_t nper, const exact& pv, const exact& fv, payment_timing timing)
{
    const auto paid = detail::pmt(rate, nper, detail::of(pv), detail::of(fv), timing);
    return detail::reduced(paid - detail::ipmt(rate, per, nper, detail::of(pv), paid, timing));
}

inline exact cumipmt(const exact& rate, std::int64_t nper, const exact& pv, std::int64_t first, std::int64_t last, payment_timing timing)
{
    return detail::reduced(detail::cumipmt(rate, nper, detail::of(pv), detail::pmt(rate, nper, detail::of(pv), {}, timing), first, last, timing));
}

inline exact cumprinc(const exact& rate, std::int64_t nper, const exact& pv, std::int64_t first, std::int64_t last, payment_timing timing)
{
    return detail::reduced(detail::cumprinc(rate, nper, detail::of(pv), detail::pmt(rate, nper, detail::of(pv), {}, timing), first, last, timing));
}

inline exact npv(const exact& rate, std::span<const exact> flows, payment_timing timing)
{
    unbounded common = 1;
    for (const exact& flow : flows) {
        common = common / boost::multiprecision::gcd(common, flow.denominator()) * flow.denominator();
        if (detail::bits_of(common) <= most_fraction_bits) continue;
        throw invalid_terms({"flows", std::string("must have a common denominator of at most ") + std::to_string(most_fraction_bits) + " bits", "", "write flows as decimals"});
    }
    std::vector<unbounded> whole;
    for (const exact& flow : flows) whole.emplace_back(flow.numerator() * (common / flow.denominator()));
    return detail::reduced(detail::npv(rate, whole, common, timing));
}

template <currency C, int S>
money<C, S> fv(const exact& rate, std::int64_t nper, const money<C, S>& pmt, const money<C, S>& pv, payment_timing timing, rounding mode)
{
    const C in = ratable::detail::same_currency(pmt.unit, pv.unit);
    return detail::posted<C, S>(detail::fv(rate, nper, detail::of(pmt), detail::of(pv), timing), in, mode);
}

template <currency C, int S>
money<C, S> pv(const exact& rate, std::int64_t nper, const money<C, S>& pmt, const money<C, S>& fv, payment_timing timing, rounding mode)
{
    const C in = ratable::detail::same_currency(pmt.unit, fv.unit);
    return detail::posted<C, S>(detail::pv(rate, nper, detail::of(pmt), detail::of(fv), timing), in, mode);
}

template <currency C, int S>
money<C, S> pmt(const exact& rate, std::int64_t nper, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing, rounding mode)
{
    const C in = ratable::detail::same_currency(pv.unit, fv.unit);
    return detail::posted<C, S>(detail::pmt(rate, nper, detail::of(pv), detail::of(fv), timing), in, mode);
}

template <currency C, int S>
money<C, S> ipmt(const exact& rate, std::int64_t per, std::int64_t nper, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing, rounding mode)
{
    const C    in   = ratable::detail::same_currency(pv.unit, fv.unit);
    const auto paid = detail::pmt(rate, nper, detail::of(pv), detail::of(fv), timing);
    return detail::posted<C, S>(detail::ipmt(rate, per, nper, detail::of(pv), paid, timing), in, mode);
}

template <currency C, int S>
money<C, S> ppmt(const exact& rate, std::int64_t per, std::int64_t nper, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing, rounding mode)
{
    const C    in   = ratable::detail::same_currency(pv.unit, fv.unit);
    const auto paid = detail::pmt(rate, nper, detail::of(pv), detail::of(fv), timing);
    return detail::posted<C, S>(paid - detail::ipmt(rate, per, nper, detail::of(pv), paid, timing), in, mode);
}

template <currency C, int S>
money<C, S> cumipmt(const exact& rate, std::int64_t nper, const money<C, S>& pv, std::int64_t first, std::int64_t last, payment_timing timing, rounding mode)
{
    const auto paid = detail::pmt(rate, nper, detail::of(pv), {}, timing);
    return detail::posted<C, S>(detail::cumipmt(rate, nper, detail::of(pv), paid, first, last, timing), pv.unit, mode);
}

template <currency C, int S>
money<C, S> cumprinc(const exact& rate, std::int64_t nper, const money<C, S>& pv, std::int64_t first, std::int64_t last, payment_timing timing, rounding mode)
{
    const auto paid = detail::pmt(rate, nper, detail::of(pv), {}, timing);
    return detail::posted<C, S>(detail::cumprinc(rate, nper, detail::of(pv), paid, first, last, timing), pv.unit, mode);
}

template <currency C, int S>
money<C, S> npv(const exact& rate, std::span<const money<C, S>> flows, payment_timing timing, rounding mode)
{
    std::vector<unbounded> units;
    for (const auto& flow : flows) {
        static_cast<void>(ratable::detail::same_currency(flows.front().unit, flow.unit));
        units.emplace_back(flow.amount.units);
    }
    const auto value = detail::npv(rate, units, power_of_ten<unbounded>(S), timing); // refuses no flows
    return detail::posted<C, S>(value, flows.front().unit, mode);
}

} // namespace tvm
} // namespace ratable
