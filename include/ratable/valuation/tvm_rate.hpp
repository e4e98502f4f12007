// SPDX-License-Identifier: BSL-1.0
/// The rate of a level stream: none, one or two of them, each correctly rounded.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/valuation/tvm.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace ratable::tvm {

/// Every rate above −100 % a period that solves the equation of tvm.hpp.
///
/// Shape:   ascending: none, one or two, and there are never more. A rate at which the value only touches zero is listed once. Two that differ
///          by less than the last digit are listed both, with the same digits.
/// Units:   decimal<Digits>, per period, as a share.
/// Rounds:  each rate once, by `mode`: proved by the exact sign of the equation on both sides, so that no guess and no tolerance is needed.
/// Errors:  invalid_terms without periods, past 1'000'000 or beyond 2^20 bits of a power, and when pmt, pv and fv solve it at any rate;
///          unlike_units when run-time currencies differ; overflow when a rate does not fit.
/// Departs: Excel's RATE and its like return one rate, by a guess, and an error where their iteration fails.
///
///     tvm::rate(10, usd(0), usd(-3'500), usd(10'000), payment_timing::end, rounding::half_even)   // {0.110690853711}
template <int Digits = 12, representation Rep = std::int64_t>
[[nodiscard]] std::vector<decimal<Digits, Rep>> rate(std::int64_t nper, const exact& pmt, const exact& pv, const exact& fv, payment_timing timing, rounding mode);
template <int Digits = 12, representation Rep = std::int64_t, currency C, int S>
[[nodiscard]] std::vector<decimal<Digits, Rep>> rate(std::int64_t nper, const money<C, S>& pmt, const money<C, S>& pv, const money<C, S>& fv,
                                                     payment_timing timing, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The equation in x = 1 + rate: first·x^degree + each·(x^(degree − 1) + … + x) + last = 0, in whole numbers, first ≠ 0 ≠ last, degree ≥ 1.
/// By Descartes' rule of signs at most two of its roots are positive, and as many or two less as the signs of first, each, last change.
struct level_polynomial
{
    unbounded    first;
    unbounded    each;
    unbounded    last;
    std::int64_t degree;

    /// n·d^…·(x − 1) times the polynomial is a sum of four powers: its sign at x = n/d > 0 is that of a whole number.
    [[nodiscard]] int sign_at(const exact& x) const
    {
        const unbounded& n = x.numerator();
        const unbounded& d = x.denominator();
        if (n == d) return sign_of(unbounded(first + each * (degree - 1) + last));
        const quotient  power = powers(x);
        const unbounded value = first * power.n * (n - d) + each * (power.n * d - power.d * n) + last * power.d * (n - d);
        return n > d ? sign_of(value) : -sign_of(value);
    }
    /// The sign of its slope.
    [[nodiscard]] int slope_at(const exact& x) const
    {
        const unbounded& n = x.numerator();
        const unbounded& d = x.denominator();
        if (n == d) return sign_of(unbounded(first * degree * 2 + each * (degree - 1) * degree));
        // With s = x + … + x^(k−1) = (x^k − x)/(x − 1): s' = ((k·x^(k−1) − 1)(x − 1) − (x^k − x))/(x − 1)², here times x·(x − 1)².
        const quotient  power = powers(x);
        const unbounded gap   = n - d;
        const unbounded sum   = (power.n * degree * d - power.d * n) * gap - (power.n * d - power.d * n) * n; // over d^(k+2)
        return sign_of(unbounded(first * power.n * degree * gap * gap + each * sum));
    }
    /// Whether it stays above zero between low and high, where first and last are above and each is below: what rises, at low, is more than
    /// what falls, at high.
    [[nodiscard]] bool stays_above(const exact& low, const exact& high) const
    {
        const quotient at_low = powers(low), at_high = powers(high);
        const quotient risen{first * at_low.n + last * at_low.d, at_low.d};
        const unbounded gap = high.numerator() - high.denominator();
        quotient       fallen{unbounded(-each * (degree - 1)), 1};
        if (gap != 0) fallen = {-each * (at_high.n * high.denominator() - at_high.d * high.numerator()), at_high.d * gap};
        if (fallen.d < 0) fallen = {-fallen.n, -fallen.d};
        return risen.n * fallen.d > fallen.n * risen.d;
    }
    [[nodiscard]] level_polynomial negated() const { return {-first, -each, -last, degree}; }
    [[nodiscard]] static int       sign_of(const unbounded& x) { return x < 0 ? -1 : x > 0 ? 1 : 0; }

private:
    [[nodiscard]] quotient powers(const exact& x) const { return growth(x - exact(1), degree); }
};

/// A stretch with one root in it, or a root that is known.
struct root_between
{
    exact low;
    exact high; ///< at the root itself when low == high
};

/// Where the polynomial must be of one sign: beyond 1 + the largest ratio of a coefficient to the first one.
inline exact beyond_roots(const level_polynomial& p)
{
    using boost::multiprecision::abs;
    const unbounded largest = std::max(unbounded(abs(p.each)), unbounded(abs(p.last)));
    return exact(unbounded(largest / abs(p.first) + 2));
}

/// The rate at which value and slope are both zero, if there is one. It must be rational: were it not, its conjugate would be a double root too,
/// and the four terms of (x − 1)·p leave room for no other positive and for at most one negative root (Descartes, by the parity of the exponents).
/// With A·x^(k+1) + B·x^k + C·x + D = 0 and its slope 0, eliminating the powers leaves A(kC·x² + (k+1)D·x) + B((k−1)C·x + kD) = 0.
inline std::optional<exact> double_root(const level_polynomial& p)
{
    const std::int64_t k = p.degree;
    const unbounded    A = p.first, B = p.each - p.first, C = p.last - p.each, D = -p.last;
    const unbounded    a = A * C * k, b = A * D * (k + 1) + B * C * (k - 1), c = B * D * k;
    const unbounded    discriminant = b * b - 4 * a * c;
    if (a == 0 || discriminant < 0) return std::nullopt;
    const unbounded root = boost::multiprecision::sqrt(discriminant);
    if (root * root != discriminant) return std::nullopt;
    for (const unbounded& n : {unbounded(-b - root), unbounded(-b + root)}) {
        const exact x(n, unbounded(2 * a));
        if (x > exact(0) && p.sign_at(x) == 0 && p.slope_at(x) == 0) return x;
    }
    return std::nullopt;
}

/// The roots of a polynomial that is above zero at 0 and far out: around its lowest point there are two, one that counts twice, or none.
inline std::vector<root_between> roots_around_the_lowest(const level_polynomial& p)
{
    const exact far = beyond_roots(p);
    exact       low(0), high = far;
    bool        asked = false;
    for (exact middle(1);; middle = (low + high) / exact(2)) {
        const int value = p.sign_at(middle);
        if (value < 0) return {{exact(0), middle}, {middle, far}};
        const int slope = p.slope_at(middle);
        if (value == 0 && slope == 0) return {{middle, middle}};
        if (value == 0) { // the other root lies where it falls; it is apart from this one by a step that halves until it is found
            exact step = slope < 0 ? far - middle : middle;
            do step = step / exact(2);
            while (p.sign_at(slope < 0 ? middle + step : middle - step) >= 0);
            if (slope < 0) return {{middle, middle}, {middle + step, far}};
            return {{exact(0), middle - step}, {middle, middle}};
        }
        (slope < 0 ? low : high) = middle;
        if (slope == 0 || p.stays_above(low, high)) return {};
        if (!asked && high - low < exact(1, 1'000'000)) {
            asked = true;
            if (const auto x = double_root(p)) return {{*x, *x}};
        }
    }
}

inline std::vector<root_between> roots(const level_polynomial& p)
{
    const bool changes_once = (p.first < 0) != (p.last < 0);
    if (changes_once) return {{exact(0), beyond_roots(p)}};
    if (p.each == 0 || (p.each < 0) == (p.first < 0)) return {};
    return roots_around_the_lowest(p.first < 0 ? p.negated() : p);
}

/// The integer that `mode` makes of (root − 1)·10^digits.
inline unbounded rounded_root(const level_polynomial& p, const root_between& at, int digits, rounding mode)
{
    const unbounded tens = power_of_ten<unbounded>(digits);
    if (at.low == at.high) return round_to_scale(at.low - exact(1), digits, mode);
    const int  right  = p.sign_at(at.high);
    const auto beside = [&](const exact& x) { return x <= at.low ? -1 : x >= at.high ? 1 : p.sign_at(x) * right; }; // of the root: -1 left, 1 right
    const auto below  = [&](const exact& x) { return round_quotient<unbounded>(unbounded((x.numerator() - x.denominator()) * tens), x.denominator(), rounding::floor); };
    unbounded  floor  = below(at.low), ceiling = below(at.high) + 1;
    while (ceiling - floor > 1) {
        const unbounded middle = ratable::detail::floor_divide(unbounded(floor + ceiling), unbounded(2)).quotient;
        const int       side   = beside(exact(unbounded(tens + middle), tens));
        if (side == 0) return middle;
        (side < 0 ? floor : ceiling) = middle;
    }
    const int side = beside(exact(unbounded((tens + floor) * 2 + 1), unbounded(tens * 2))); // of the tie
    return round_quotient<unbounded>(unbounded(floor * 4 + 2 - side), unbounded(4), mode);  // any number on the root's side of it rounds as the root does
}

/// Nothing when it has one term, which no growth brings to zero. A first or last coefficient of zero leaves a polynomial of a lower degree.
inline std::optional<level_polynomial> in_growth(std::int64_t nper, const exact& pmt, const exact& pv, const exact& fv, payment_timing timing)
{
    using boost::multiprecision::lcm;
    check_periods(nper, 1);
    const unbounded  common = lcm(lcm(pmt.denominator(), pv.denominator()), fv.denominator());
    const auto       whole  = [&](const exact& x) { return unbounded(x.numerator() * (common / x.denominator())); };
    const bool       begin  = timing == payment_timing::begin;
    level_polynomial p{whole(begin ? pv + pmt : pv), nper > 1 ? whole(pmt) : unbounded(0), whole(begin ? fv : pmt + fv), nper};
    if (p.first == 0 && p.each == 0 && p.last == 0) {
        throw invalid_terms({"rate", "must be told by the payments", "pmt, pv and fv that cancel at any rate", "give flows that differ in time"});
    }
    if (p.each == 0) return p.first == 0 || p.last == 0 ? std::nullopt : std::optional(p);
    if (p.first == 0) p.first = p.each, p.degree -= 1;
    if (p.last == 0) p.last = p.each, p.degree -= 1;
    if (p.degree == 0) return std::nullopt;
    if (p.degree == 1) p.each = 0; // nothing stands between
    return p;
}

} // namespace detail

template <int Digits, representation Rep>
std::vector<decimal<Digits, Rep>> rate(std::int64_t nper, const exact& pmt, const exact& pv, const exact& fv, payment_timing timing, rounding mode)
{
    std::vector<decimal<Digits, Rep>> found;
    if (const auto p = detail::in_growth(nper, pmt, pv, fv, timing)) {
        for (const auto& at : detail::roots(*p)) found.push_back(decimal<Digits, Rep>::from_units(checked_cast<Rep>(detail::rounded_root(*p, at, Digits, mode))));
    }
    return found;
}

template <int Digits, representation Rep, currency C, int S>
std::vector<decimal<Digits, Rep>> rate(std::int64_t nper, const money<C, S>& pmt, const money<C, S>& pv, const money<C, S>& fv, payment_timing timing,
                                       rounding mode)
{
    static_cast<void>(ratable::detail::same_currency(ratable::detail::same_currency(pmt.unit, pv.unit), fv.unit));
    return rate<Digits, Rep>(nper, exact(to_fraction(pmt.amount)), exact(to_fraction(pv.amount)), exact(to_fraction(fv.amount)), timing, mode);
}

} // namespace ratable::tvm
