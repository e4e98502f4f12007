// SPDX-License-Identifier: BSL-1.0
/// Real numbers between two binary ones, as close as asked: what powers, exponentials and logarithms are until somebody names a rounding.
/// Everything is done in integers without bounds, so no floating-point environment can make it wrong.
#pragma once

#include <ratable/core/fraction.hpp>
#include <ratable/core/wide.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace ratable {

/// Rationals without bounds.
using exact_fraction = basic_fraction<unbounded>;

/// A real number known to lie between two binary ones: low·2^-bits ≤ x ≤ high·2^-bits.
///
/// Shape:   + − × ÷, exp and log give an enclosure of every result that the operands allow, at the larger of their bits.
/// Rounds:  outward, always: what is enclosed never leaves.
/// Errors:  inexact for ÷ by, and log of, what may be zero; overflow for exp beyond 2^65536.
///
///     exp(log(enclosure::exactly(2, 200)))   // contains 2, to about 200 bits
class enclosure
{
public:
    enclosure() = default;
    /// Errors: invalid_terms if low > high, or bits is negative.
    enclosure(unbounded low, unbounded high, int bits);
    /// x itself if it is a whole number of 2^-bits, else the two that it lies between.
    [[nodiscard]] static enclosure exactly(const exact_fraction& x, int bits);

    [[nodiscard]] const unbounded& low() const { return low_; }
    [[nodiscard]] const unbounded& high() const { return high_; }
    [[nodiscard]] int              bits() const { return bits_; }
    /// The same number, at other bits.
    [[nodiscard]] enclosure at(int bits) const;
    [[nodiscard]] bool      contains(const exact_fraction& x) const;

    friend enclosure operator-(const enclosure& a) { return {-a.high_, -a.low_, a.bits_}; }
    friend enclosure operator+(const enclosure& a, const enclosure& b);
    friend enclosure operator-(const enclosure& a, const enclosure& b) { return a + -b; }
    friend enclosure operator*(const enclosure& a, const enclosure& b);
    friend enclosure operator/(const enclosure& a, const enclosure& b);
    /// Exact factors lose nothing before the one rounding outward.
    friend enclosure operator*(const enclosure& a, const exact_fraction& b);
    friend enclosure operator*(const exact_fraction& a, const enclosure& b) { return b * a; }
    enclosure&       operator+=(const enclosure& b) { return *this = *this + b; }

private:
    unbounded low_  = 0;
    unbounded high_ = 0;
    int       bits_ = 0;
};

[[nodiscard]] inline enclosure abs(const enclosure& x);
/// -1, 0 or 1; nothing when the enclosure does not tell.
[[nodiscard]] inline std::optional<int> sign(const enclosure& x);
/// Whether every number that a may be is less than every one that b may be.
[[nodiscard]] inline bool certainly_less(const enclosure& a, const enclosure& b);

[[nodiscard]] inline enclosure exp(const enclosure& x);
[[nodiscard]] inline enclosure log(const enclosure& x);
[[nodiscard]] inline enclosure log_of(const exact_fraction& x, int bits);
/// ln 2. The most bits that a thread has asked for are kept.
[[nodiscard]] inline enclosure ln_2(int bits);

/// base^exponent, to about `bits` binary places. Errors: invalid_terms for a base that is not positive; overflow beyond 2^65536.
///
///     power_of({108, 100}, {31, 365}, 128)   // 1.08^(31/365)
[[nodiscard]] inline enclosure power_of(const exact_fraction& base, const exact_fraction& exponent, int bits);

/// The integer that `mode` makes of x·10^scale, for an x that is known by enclosures only.
///
/// Shape:   at(bits) encloses x, ever closer as bits grow; exactly() is asked once, when the first enclosure straddles a boundary of `mode`, and
///          gives x as an std::optional<exact_fraction> if x is rational: nothing says that it is not.
/// Rounds:  once, by `mode`. Every mode is monotone, so an enclosure whose ends round to one integer decides.
/// Errors:  inexact when 2^17 bits do not decide: never if exactly() keeps its word, for a boundary is rational.
template <class At, class Exactly>
[[nodiscard]] unbounded round_certified(At&& at, Exactly&& exactly, int scale, rounding mode, int first_bits = 128);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr int largest_certified_bits = 1 << 17;
inline constexpr int largest_exponent       = 1 << 16; ///< exp is refused beyond 2^this

/// ⌊x·2^by⌋ and ⌈x·2^by⌉, on magnitudes: Boost 1.74 makes -(2^64 + 1) >> 1 positive.
inline unbounded scaled(const unbounded& x, int by, bool up)
{
    if (by >= 0) return x << static_cast<unsigned>(by);
    if (x == 0) return x;
    const auto      places = static_cast<unsigned>(-by);
    const bool      minus  = x < 0;
    const unbounded m      = minus ? unbounded(-x) : x;
    unbounded       whole  = m >> places;
    if (up != minus && boost::multiprecision::lsb(m) < places) whole += 1;
    return minus ? unbounded(-whole) : whole;
}
inline unbounded floor_scaled(const unbounded& x, int by) { return scaled(x, by, false); }
inline unbounded ceiling_scaled(const unbounded& x, int by) { return scaled(x, by, true); }
inline unbounded floor_quotient(const unbounded& n, const unbounded& d) { return floor_divide(n, d).quotient; }     // d > 0
inline unbounded ceiling_quotient(const unbounded& n, const unbounded& d) { return -floor_divide(unbounded(-n), d).quotient; }
inline unbounded two_to(int n) { return unbounded(1) << static_cast<unsigned>(n); }
/// Digits of |x| in binary; none of 0.
inline int bit_length(const unbounded& x) { return x == 0 ? 0 : static_cast<int>(boost::multiprecision::msb(unbounded(boost::multiprecision::abs(x)))) + 1; }

/// How far below a computed sum may lie: the sum ≤ what is meant ≤ the sum + slack.
struct lower_sum
{
    unbounded sum;
    unbounded slack;
};

/// atanh(z) for 0 ≤ z ≤ 1/5, where Z ≤ z·2^bits ≤ Z + 1, by z + z³/3 + z⁵/5 + …
/// Every step rounds down. z² is short by less than 2, so a power of z by less than 1 + 2/5 + 2/25 < 2, and a term by less than 2; what is
/// left when a power has come to 0 is less than 2·(1 + 1/25 + …)/3 < 4.
inline lower_sum atanh_series(const unbounded& z, int bits)
{
    const unbounded square = unbounded(z * z) >> static_cast<unsigned>(bits);
    unbounded       sum    = z, odd_power = z;
    int             terms  = 1;
    for (; odd_power != 0; ++terms) {
        odd_power = unbounded(odd_power * square) >> static_cast<unsigned>(bits);
        sum += odd_power / (2 * terms + 1);
    }
    return {sum, unbounded(2 * terms + 4)};
}

/// The same for z = 1/q, by divisions only.
inline lower_sum atanh_of_reciprocal(int q, int bits)
{
    unbounded sum = two_to(bits) / q, odd_power = sum;
    int       terms = 1;
    for (; odd_power != 0; ++terms) {
        odd_power /= q * q;
        sum += odd_power / (2 * terms + 1);
    }
    return {sum, unbounded(2 * terms + 4)};
}

/// ln(n/d), n and d positive: k·ln 2 + 2·atanh((y − 1)/(y + 1)) with y = n/d·2^-k in [2/3, 4/3].
inline enclosure log_of_quotient(unbounded n, unbounded d, int bits)
{
    int        k     = bit_length(n) - bit_length(d);
    const auto scale = [&](int by) { by >= 0 ? d <<= static_cast<unsigned>(by) : n <<= static_cast<unsigned>(-by); };
    scale(k); // between 1/2 and 2
    if (n * 3 > d * 4) scale(1), ++k;
    else if (n * 3 < d * 2) scale(-1), --k;

    const int       work = bits + 16 + bit_length(k) + bit_length(bits);
    const unbounded size = boost::multiprecision::abs(unbounded(n - d));
    const auto      half = atanh_series(unbounded(size << static_cast<unsigned>(work)) / unbounded(n + d), work);
    enclosure       sum({half.sum * 2, unbounded(half.sum + half.slack) * 2, work});
    if (n < d) sum = -sum;
    return (k == 0 ? sum : sum + ln_2(work) * exact_fraction(k)).at(bits);
}

/// e^(n·2^-bits): 2^k·e^r with 0 ≤ r < ln 2, and e^r by squaring e^(r·2^-s) s times.
/// The series rounds every step down: a term e_i is short by at most e_(i−1)/2 + 2 ≤ 4, what is left once a term is 0 is at most 8, and an r that
/// may be d larger makes e^r at most 4d larger.
inline enclosure exp_of(const unbounded& n, int bits)
{
    const unbounded whole = floor_scaled(n, -bits);
    if (whole > largest_exponent) throw overflow({"exp", "must stay below 2^65536", "", "the power is larger than any amount; look at the rate and the dates"});
    if (whole < -(bits + 2)) return {0, 1, bits}; // less than 2^-bits

    const int size = std::max(0, static_cast<int>(whole) * 3 / 2 + 2); // binary digits before the point: 1/ln 2 < 3/2
    int       half = 1;
    while (half * half * 4 < bits + size) ++half;
    const int       work  = bits + size + half + 48;
    const enclosure ln    = ln_2(work);
    const unbounded x     = n << static_cast<unsigned>(work - bits);
    const auto      split = floor_divide(x, n < 0 ? ln.low() : ln.high()); // the remainder is r rounded down: k·ln 2 is rounded up
    const int       k     = static_cast<int>(split.quotient);
    const unbounded r     = split.remainder >> static_cast<unsigned>(half);
    const unbounded wider = ceiling_scaled(unbounded(ln.high() - ln.low()) * std::abs(k), -half) + 1; // how much larger r may be

    unbounded sum = two_to(work), term = sum;
    int       terms = 0;
    while (term != 0) {
        ++terms;
        term = (unbounded(term * r) >> static_cast<unsigned>(work)) / terms;
        sum += term;
    }
    unbounded low = sum, high = sum + (4 * terms + 8) + wider * 4;
    for (int i = 0; i < half; ++i) {
        low  = floor_scaled(low * low, -work);
        high = ceiling_scaled(high * high, -work);
    }
    return {floor_scaled(low, bits + k - work), ceiling_scaled(high, bits + k - work), bits};
}

[[noreturn]] inline void may_be_zero(const char* subject) { throw inexact({subject, "must be of a number known not to be zero", "", "carry more bits"}); }

} // namespace detail

inline enclosure::enclosure(unbounded low, unbounded high, int bits) : low_(std::move(low)), high_(std::move(high)), bits_(bits)
{
    if (low_ > high_ || bits < 0) throw invalid_terms({"enclosure", "must have low ≤ high and bits that are not negative", low_.str() + " and " + high_.str(), ""});
}

inline enclosure enclosure::exactly(const exact_fraction& x, int bits)
{
    const unbounded scaled = x.numerator() << static_cast<unsigned>(bits);
    return {detail::floor_quotient(scaled, x.denominator()), detail::ceiling_quotient(scaled, x.denominator()), bits};
}

inline enclosure enclosure::at(int bits) const { return {detail::floor_scaled(low_, bits - bits_), detail::ceiling_scaled(high_, bits - bits_), bits}; }

inline bool enclosure::contains(const exact_fraction& x) const
{
    const unbounded scaled = x.numerator() << static_cast<unsigned>(bits_);
    return low_ * x.denominator() <= scaled && scaled <= high_ * x.denominator();
}

inline enclosure operator+(const enclosure& a, const enclosure& b)
{
    if (a.bits_ == b.bits_) return {a.low_ + b.low_, a.high_ + b.high_, a.bits_};
    return a.bits_ < b.bits_ ? a.at(b.bits_) + b : a + b.at(a.bits_);
}

inline enclosure operator*(const enclosure& a, const enclosure& b)
{
    const int  bits    = std::max(a.bits_, b.bits_);
    const int  by      = bits - a.bits_ - b.bits_;
    const auto between = [&](const unbounded& low, const unbounded& high) { return enclosure(detail::floor_scaled(low, by), detail::ceiling_scaled(high, by), bits); };
    if (a.low_ >= 0 && b.low_ >= 0) return between(a.low_ * b.low_, a.high_ * b.high_);
    const auto ends = std::minmax({unbounded(a.low_ * b.low_), unbounded(a.low_ * b.high_), unbounded(a.high_ * b.low_), unbounded(a.high_ * b.high_)});
    return between(ends.first, ends.second);
}

inline enclosure operator/(const enclosure& a, const enclosure& b)
{
    if (b.high_ < 0) return -a / -b;
    if (b.low_ <= 0) detail::may_be_zero("division");
    const int       bits = std::max(a.bits_, b.bits_);
    const int       by   = bits + b.bits_ - a.bits_; // never negative
    const unbounded low  = a.low_ << static_cast<unsigned>(by), high = a.high_ << static_cast<unsigned>(by);
    return {detail::floor_quotient(low, low < 0 ? b.low_ : b.high_), detail::ceiling_quotient(high, high < 0 ? b.high_ : b.low_), bits};
}

inline enclosure operator*(const enclosure& a, const exact_fraction& b)
{
    if (b.numerator() < 0) return -a * -b;
    return {detail::floor_quotient(a.low_ * b.numerator(), b.denominator()), detail::ceiling_quotient(a.high_ * b.numerator(), b.denominator()), a.bits_};
}

inline enclosure abs(const enclosure& x)
{
    if (x.low() >= 0) return x;
    if (x.high() <= 0) return -x;
    return {0, std::max(unbounded(-x.low()), x.high()), x.bits()};
}

inline std::optional<int> sign(const enclosure& x)
{
    if (x.low() > 0) return 1;
    if (x.high() < 0) return -1;
    if (x.low() == x.high()) return 0;
    return std::nullopt;
}

inline bool certainly_less(const enclosure& a, const enclosure& b)
{
    const int bits = std::max(a.bits(), b.bits());
    return detail::floor_scaled(a.high(), bits - a.bits()) < detail::floor_scaled(b.low(), bits - b.bits());
}

inline enclosure exp(const enclosure& x)
{
    const enclosure of_low = detail::exp_of(x.low(), x.bits());
    if (x.low() == x.high()) return of_low;
    return {of_low.low(), detail::exp_of(x.high(), x.bits()).high(), x.bits()};
}

inline enclosure log(const enclosure& x)
{
    if (x.low() <= 0) detail::may_be_zero("log");
    const unbounded one    = detail::two_to(x.bits());
    const enclosure of_low = detail::log_of_quotient(x.low(), one, x.bits());
    if (x.low() == x.high()) return of_low;
    return {of_low.low(), detail::log_of_quotient(x.high(), one, x.bits()).high(), x.bits()};
}

inline enclosure log_of(const exact_fraction& x, int bits)
{
    if (x.numerator() <= 0) throw invalid_terms({"log", "must be of a number above zero", to_string(x), ""});
    return detail::log_of_quotient(x.numerator(), x.denominator(), bits);
}

inline enclosure ln_2(int bits)
{
    thread_local enclosure known;
    if (known.bits() < bits || known.low() == 0) {
        // 18·atanh(1/26) − 2·atanh(1/4801) + 8·atanh(1/8749)
        const int  work = bits + 32 + detail::bit_length(bits);
        const auto a = detail::atanh_of_reciprocal(26, work), b = detail::atanh_of_reciprocal(4'801, work), c = detail::atanh_of_reciprocal(8'749, work);
        const unbounded low  = a.sum * 18 - unbounded(b.sum + b.slack) * 2 + c.sum * 8;
        const unbounded high = unbounded(a.sum + a.slack) * 18 - b.sum * 2 + unbounded(c.sum + c.slack) * 8;
        known                = {low, high, work};
    }
    return known.at(bits);
}

inline enclosure power_of(const exact_fraction& base, const exact_fraction& exponent, int bits)
{
    if (base.numerator() <= 0) throw invalid_terms({"power", "must have a base above zero", to_string(base), ""});
    if (exponent.numerator() == 0 || base == exact_fraction(1)) return enclosure::exactly(1, bits);
    const int       larger = std::max(0, detail::bit_length(exponent.numerator()) - detail::bit_length(exponent.denominator()) + 1);
    const enclosure size   = (log_of(base, 16 + larger) * exponent).at(0);
    if (size.low() > detail::largest_exponent) static_cast<void>(exp(size)); // refuses
    const int growth = size.high() > 0 ? static_cast<int>(size.high()) * 3 / 2 + 2 : 0;
    const int work   = bits + growth + 8;
    return exp((log_of(base, work + larger) * exponent).at(work)).at(bits);
}

template <class At, class Exactly>
unbounded round_certified(At&& at, Exactly&& exactly, int scale, rounding mode, int first_bits)
{
    const unbounded tens = power_of_ten<unbounded>(scale);
    bool            asked = false;
    for (int bits = first_bits; bits <= detail::largest_certified_bits; bits *= 2) {
        const enclosure x    = at(bits);
        const unbounded unit = detail::two_to(x.bits());
        const unbounded low  = round_quotient(unbounded(x.low() * tens), unit, mode);
        if (low == round_quotient(unbounded(x.high() * tens), unit, mode)) return low;
        if (asked) continue;
        asked = true;
        if (const std::optional<exact_fraction> value = exactly()) return round_quotient(unbounded(value->numerator() * tens), value->denominator(), mode);
    }
    throw inexact({"rounding", "must be decided within 131072 bits", "", "a number this close to a boundary of the mode cannot be told from it: name other digits or another mode"});
}

} // namespace ratable
