// SPDX-License-Identifier: BSL-1.0
/// How many periods a level stream takes, and its figures over parts of periods: irrational as a rule, so correctly rounded.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/valuation/certified.hpp>
#include <ratable/valuation/perfect_power.hpp>
#include <ratable/valuation/tvm.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ratable::tvm {

/// The number of periods that solves the equation of tvm.hpp: ln((pmt·due − fv·rate)/(pmt·due + pv·rate))/ln(1 + rate), due = 1 + rate·w.
///
/// Shape:   a whole number only by luck; negative when the equation held that long ago, as in Excel.
/// Rounds:  once, by `mode`, and correctly: whether the quotient of two logarithms is rational is decided in integers.
/// Errors:  invalid_terms for a rate of −100 % or less, and when no number of periods solves it, such as payments that are the interest or
///          less; unlike_units when run-time currencies differ; overflow.
///
///     tvm::nper<2>(fraction(1, 100), usd(-100), usd(5'000), usd(0), payment_timing::end, rounding::half_even)   // 69.66
template <int Digits = 12, representation Rep = std::int64_t>
[[nodiscard]] decimal<Digits, Rep> nper(const exact& rate, const exact& pmt, const exact& pv, const exact& fv, payment_timing timing, rounding mode);
template <int Digits = 12, representation Rep = std::int64_t, currency C, int S>
[[nodiscard]] decimal<Digits, Rep> nper(const exact& rate, const money<C, S>& pmt, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing,
                                        rounding mode);

/// fv, pv and pmt of tvm.hpp where nper is not a whole number, rounded once and correctly to `Digits` digits.
/// Errors: invalid_terms as there, for an nper that is negative or past 1'000'000; overflow, also where (1 + rate)^nper passes 2^65536.
template <int Digits, representation Rep = std::int64_t>
[[nodiscard]] decimal<Digits, Rep> fv(const exact& rate, const exact& nper, const exact& pmt, const exact& pv, payment_timing timing, rounding mode);
template <int Digits, representation Rep = std::int64_t>
[[nodiscard]] decimal<Digits, Rep> pv(const exact& rate, const exact& nper, const exact& pmt, const exact& fv, payment_timing timing, rounding mode);
template <int Digits, representation Rep = std::int64_t>
[[nodiscard]] decimal<Digits, Rep> pmt(const exact& rate, const exact& nper, const exact& pv, const exact& fv, payment_timing timing, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline void check_periods(const exact& nper)
{
    if (nper >= exact(0) && nper <= exact(most_periods)) return;
    throw invalid_terms({"nper", std::string("must be from 0 to ") + std::to_string(most_periods), to_string(nper), ""});
}

template <int Digits, representation Rep>
decimal<Digits, Rep> in_digits(const unbounded& units)
{
    return decimal<Digits, Rep>::from_units(checked_cast<Rep>(units));
}

/// base^exponent·slope + rest.
template <int Digits, representation Rep>
decimal<Digits, Rep> of_power(const exact& base, const exact& exponent, const exact& slope, const exact& rest, rounding mode)
{
    const auto at      = [&](int bits) { return power_of(base, exponent, bits) * slope + enclosure::exactly(rest, bits); };
    const auto exactly = [&]() -> std::optional<exact> {
        if (slope == exact(0)) return rest;
        const auto power = rational_power(base, exponent);
        return power ? std::optional(*power * slope + rest) : std::nullopt;
    };
    return in_digits<Digits, Rep>(round_certified(at, exactly, Digits, mode));
}

/// due/rate: the payments are worth pmt·perpetuity·(growth − 1) at the end.
inline exact perpetuity(const exact& rate, payment_timing timing)
{
    return (timing == payment_timing::begin ? exact(1) + rate : exact(1)) / rate;
}

} // namespace detail

template <int Digits, representation Rep>
decimal<Digits, Rep> nper(const exact& rate, const exact& pmt, const exact& pv, const exact& fv, payment_timing timing, rounding mode)
{
    detail::check_rate(rate);
    const auto refuse = [&] {
        throw invalid_terms({"nper", "must exist", std::string("payments of ") + to_string(pmt) + " on " + to_string(pv) + " at a rate of " + to_string(rate),
                             "the payments must be more than the interest, and of the sign that brings pv to fv"});
    };
    if (rate == exact(0)) {
        if (pmt == exact(0)) refuse();
        return detail::in_digits<Digits, Rep>(round_to_scale(-(pv + fv) / pmt, Digits, mode));
    }
    const exact level = pmt * (timing == payment_timing::begin ? exact(1) + rate : exact(1));
    const exact above = level - fv * rate, below = level + pv * rate;
    if (sign(above) * sign(below) != 1) refuse();
    const exact ratio = above / below, base = exact(1) + rate;
    if (ratio == exact(1)) return decimal<Digits, Rep>{};
    const int  more = static_cast<int>(detail::bits_of(rate.denominator())) * 2 + 8; // ln(1 + rate) may be that small
    const auto at   = [&](int bits) { return log_of(ratio, bits + more) / log_of(base, bits + more); };
    return detail::in_digits<Digits, Rep>(round_certified(at, [&] { return exponent_of(base, ratio); }, Digits, mode));
}

template <int Digits, representation Rep, currency C, int S>
decimal<Digits, Rep> nper(const exact& rate, const money<C, S>& pmt, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing, rounding mode)
{
    static_cast<void>(ratable::detail::same_currency(ratable::detail::same_currency(pmt.unit, pv.unit), fv.unit));
    return nper<Digits, Rep>(rate, exact(to_fraction(pmt.amount)), exact(to_fraction(pv.amount)), exact(to_fraction(fv.amount)), timing, mode);
}

template <int Digits, representation Rep>
decimal<Digits, Rep> fv(const exact& rate, const exact& nper, const exact& pmt, const exact& pv, payment_timing timing, rounding mode)
{
    detail::check_rate(rate);
    detail::check_periods(nper);
    if (rate == exact(0)) return detail::in_digits<Digits, Rep>(round_to_scale(-(pv + pmt * nper), Digits, mode));
    const exact forever = pmt * detail::perpetuity(rate, timing);
    return detail::of_power<Digits, Rep>(exact(1) + rate, nper, -(pv + forever), forever, mode);
}

template <int Digits, representation Rep>
decimal<Digits, Rep> pv(const exact& rate, const exact& nper, const exact& pmt, const exact& fv, payment_timing timing, rounding mode)
{
    detail::check_rate(rate);
    detail::check_periods(nper);
    if (rate == exact(0)) return detail::in_digits<Digits, Rep>(round_to_scale(-(fv + pmt * nper), Digits, mode));
    const exact forever = pmt * detail::perpetuity(rate, timing);
    return detail::of_power<Digits, Rep>(exact(1) + rate, -nper, forever - fv, -forever, mode);
}

template <int Digits, representation Rep>
decimal<Digits, Rep> pmt(const exact& rate, const exact& nper, const exact& pv, const exact& fv, payment_timing timing, rounding mode)
{
    detail::check_rate(rate);
    detail::check_periods(nper);
    if (nper == exact(0)) throw invalid_terms({"nper", "must be above 0 for a payment", "0", ""});
    if (rate == exact(0)) return detail::in_digits<Digits, Rep>(round_to_scale(-(pv + fv) / nper, Digits, mode));
    const exact base = exact(1) + rate, by = exact(-1) / detail::perpetuity(rate, timing); // (pv + (pv + fv)/(growth − 1))·by
    const int   more = static_cast<int>(detail::bits_of(rate.denominator()) + detail::bits_of(nper.denominator())) * 2 + 8; // growth − 1 may be that small
    const auto  at   = [&](int bits) {
        const enclosure grown = power_of(base, nper, bits + more) - enclosure::exactly(1, bits + more);
        return (enclosure::exactly(pv + fv, bits + more) / grown + enclosure::exactly(pv, bits + more)) * by;
    };
    const auto exactly = [&]() -> std::optional<exact> {
        if (pv + fv == exact(0)) return pv * by;
        const auto power = rational_power(base, nper);
        return power ? std::optional((pv + (pv + fv) / (*power - exact(1))) * by) : std::nullopt;
    };
    return detail::in_digits<Digits, Rep>(round_certified(at, exactly, Digits, mode));
}

} // namespace ratable::tvm
