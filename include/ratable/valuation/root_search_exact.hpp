// SPDX-License-Identifier: BSL-1.0
/// The same search where binary floats cannot tell: in as many bits as it takes, and multiple roots by greatest common divisors.
#pragma once

#include <ratable/valuation/rate_sums.hpp>
#include <ratable/valuation/root_search.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ratable::detail {

/// Σ a·z^(span - n) with whole coefficients, at points z = point · 2^-point_bits: an evaluator for `root_search`.
class long_sum
{
public:
    using point = unbounded;

    long_sum(std::vector<std::int64_t> at, std::vector<unbounded> amounts, int bits, int point_bits);

    [[nodiscard]] std::size_t changes() const { return cuts_.size(); }
    void                      descend() { change(cuts_[level_++], false); }
    void                      ascend() { change(cuts_[--level_], true); }

    [[nodiscard]] int                  sign_on(const point& left, const point& right) const;
    [[nodiscard]] point                left_of(const point& x, int step, const point& least) const { return std::max(least, point(x - (point(1) << static_cast<unsigned>(step)))); }
    [[nodiscard]] point                right_of(const point& x, int step, const point& most) const { return std::min(most, point(x + (point(1) << static_cast<unsigned>(step)))); }
    [[nodiscard]] root_zone<unbounded> narrow(const point& left, const point& right, int sign_left) const;

    [[nodiscard]] const long_floats& floats() const { return floats_; }
    [[nodiscard]] auto               number_at(const point& x) const { return floats_.of(x, -point_bits_); }

private:
    void change(std::int64_t twice_cut, bool back);

    std::vector<std::int64_t> at_, cuts_; ///< cuts are doubled
    std::vector<unbounded>    amounts_, moments_;
    long_floats               floats_;
    int                       point_bits_;
    std::size_t               level_ = 0;
};

/// Polynomials with whole coefficients, the constant first; the last one is not zero, and that of zero is empty.
using polynomial = std::vector<unbounded>;

[[nodiscard]] polynomial derivative(const polynomial& p);
/// Without common factors of the coefficients.
[[nodiscard]] polynomial common_divisor(polynomial a, polynomial b);
/// The polynomial that has each multiple root of p once, and no other root; of degree 0 when p has none.
[[nodiscard]] polynomial multiple_roots_of(const polynomial& p);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline long_sum::long_sum(std::vector<std::int64_t> at, std::vector<unbounded> amounts, int bits, int point_bits)
    : at_(std::move(at)), amounts_(std::move(amounts)), moments_(amounts_.size()), floats_{bits}, point_bits_(point_bits)
{
    for (std::size_t i = 1; i < at_.size(); ++i) {
        if ((amounts_[i] > 0) != (amounts_[i - 1] > 0)) cuts_.push_back(at_[i] + at_[i - 1]);
    }
    for (std::size_t i = 0; i < at_.size(); ++i) moments_[i] = amounts_[i] * at_[i];
}

inline void long_sum::change(std::int64_t twice_cut, bool back)
{
    for (std::size_t i = 0; i < at_.size(); ++i) {
        if (back) amounts_[i] /= twice_cut - 2 * at_[i];
        else amounts_[i] *= twice_cut - 2 * at_[i];
        moments_[i] = amounts_[i] * at_[i];
    }
}

inline int long_sum::sign_on(const point& left, const point& right) const
{
    using boost::multiprecision::msb;
    const point  middle = (left + right) >> 1;
    const auto   span   = at_.back();
    std::int64_t margin = margin_of(floats_, 2 * span + 2 * static_cast<std::int64_t>(at_.size()) + 64);
    if (left != right) { // as in double: 1.2 · span · width, relative to z
        const auto width = static_cast<std::int64_t>(msb(unbounded(right - left))) + 1 + static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(span))) -
                           static_cast<std::int64_t>(msb(left));
        if (width > -3) return 0;
        margin = std::max(margin, width + 1) + 1;
    }
    return decided_sign(floats_, sums_at(floats_, at_, amounts_, number_at(middle)), margin);
}

inline root_zone<unbounded> long_sum::narrow(const point& left, const point& right, int sign_left) const
{
    using boost::multiprecision::msb;
    point      low = left, high = right, x = (left + right) >> 1, step = 1;
    const auto margin = margin_of(floats_, 2 * at_.back() + 2 * static_cast<std::int64_t>(at_.size()) + 64);
    for (point last = high - low; high - low > 1;) { // each turn halves Newton's step at least, or what is left
        const auto z    = number_at(x);
        const auto sums = sums_at(floats_, at_, amounts_, z);
        const int  sign = decided_sign(floats_, sums, margin);
        if (sign == sign_left) low = x;
        else if (sign != 0) high = x;
        // d ln z = (in - out) / (their moments' difference)
        const auto [off, negative]   = floats_.difference(sums.in, sums.out);
        const auto moments           = sums_at(floats_, at_, moments_, z);
        const auto [slope, downward] = floats_.difference(moments.in, moments.out);
        step                         = high - low;
        if (!floats_.is_zero(slope)) { // what the sums may be wrong by, as a distance
            const std::int64_t place = static_cast<std::int64_t>(msb(x)) + margin + top_of(floats_, sums) + 4 - floats_.top(slope);
            step                     = place < 0 ? point(1) : std::min(step, point(point(1) << static_cast<unsigned>(std::min<std::int64_t>(place, msb(high) + 1))));
        }
        if (sign == 0) break;
        point next = low;
        if (!floats_.is_zero(slope) && floats_.top(off) < floats_.top(slope)) {
            const unbounded quotient = (off.mantissa << static_cast<unsigned>(floats_.bits)) / slope.mantissa;
            const auto      shift    = off.exponent - slope.exponent - floats_.bits;
            const unbounded moved    = unbounded(x * quotient) >> static_cast<unsigned>(-shift);
            if (moved <= step) break;
            if (moved << 1 <= last) next = negative != downward ? x - moved : x + moved;
            last = moved;
        }
        if (next <= low || next >= high) {
            next = (low + high) >> 1;
            last = high - low;
        }
        x = next;
    }
    root_zone<unbounded> zone{low, high, sign_left, -sign_left, true};
    for (point l = x - step, more = step; l > low; more <<= 2, l -= more) {
        if (sign_on(l, l) == sign_left) {
            zone.left = l;
            break;
        }
    }
    for (point r = x + step, more = step; r < high; more <<= 2, r += more) {
        if (sign_on(r, r) == -sign_left) {
            zone.right = r;
            break;
        }
    }
    return zone;
}

inline polynomial derivative(const polynomial& p)
{
    polynomial found;
    for (std::size_t i = 1; i < p.size(); ++i) found.push_back(p[i] * i);
    return found;
}

/// Divided by what all coefficients have in common.
inline void make_primitive(polynomial& p)
{
    while (!p.empty() && p.back() == 0) p.pop_back();
    unbounded common = 0;
    for (const unbounded& c : p) common = boost::multiprecision::gcd(common, c);
    if (common > 1) {
        for (unbounded& c : p) c /= common;
    }
}

inline polynomial common_divisor(polynomial a, polynomial b)
{
    make_primitive(a);
    make_primitive(b);
    if (a.size() < b.size()) std::swap(a, b);
    while (!b.empty()) { // a, b = b, the primitive part of a's pseudo-remainder
        while (a.size() >= b.size()) {
            const unbounded common = boost::multiprecision::gcd(a.back(), b.back());
            const unbounded by_a = b.back() / common, by_b = a.back() / common;
            const auto      shift = a.size() - b.size();
            for (std::size_t i = 0; i < a.size(); ++i) {
                a[i] *= by_a;
                if (i >= shift) a[i] -= by_b * b[i - shift];
            }
            make_primitive(a);
        }
        std::swap(a, b);
    }
    return a;
}

/// p / q where q divides it but for a number.
inline polynomial quotient_of(polynomial p, const polynomial& q)
{
    polynomial found(p.size() - q.size() + 1);
    while (p.size() >= q.size()) {
        const unbounded common = boost::multiprecision::gcd(p.back(), q.back());
        const unbounded by_p = q.back() / common, by_q = p.back() / common;
        const auto      shift = p.size() - q.size();
        for (unbounded& c : found) c *= by_p;
        found[shift] = by_q;
        for (std::size_t i = 0; i < p.size(); ++i) {
            p[i] *= by_p;
            if (i >= shift) p[i] -= by_q * q[i - shift];
        }
        while (!p.empty() && p.back() == 0) p.pop_back();
    }
    make_primitive(found);
    return found;
}

inline polynomial multiple_roots_of(const polynomial& p)
{
    polynomial shared = common_divisor(p, derivative(p));
    return shared.size() <= 1 ? polynomial{1} : quotient_of(shared, common_divisor(shared, derivative(shared)));
}

} // namespace ratable::detail
