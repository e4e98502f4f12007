// SPDX-License-Identifier: BSL-1.0
/// The real roots of a sum of exponentials, told apart: the search behind rates of return.
#pragma once

#include <ratable/core/integer.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

namespace ratable::detail {

/// Where roots are: outside of all zones of a search the sum has no root, and its signs left and right of each are certain.
template <class Point>
struct root_zone
{
    Point left{}, right{};
    int   sign_left = 0, sign_right = 0;
    bool  one = false; ///< exactly one root, a simple one; else nothing is known but the signs beside it
};

/// All roots between two points, both with a certain sign, of a sum Σ a·e^(-n·x) that an evaluator knows.
///
/// With a moment τ in a change of sign of the amounts, (e^(τx)·f)' = e^(τx)·Σ a·(τ - n)·e^(-n·x): the same exponents, and one change of sign less. After as many
/// steps as there are changes no root is left. On the way back the roots of each sum separate those of the one before, which is monotone between
/// them but for e^(τx): one look at each end tells whether there is a root, and it is simple. Where a sign stays open, the place becomes a zone of its own.
template <class Evaluator>
class root_search
{
public:
    using point = typename Evaluator::point;
    using zone  = root_zone<point>;

    root_search(Evaluator& sum, point from, point to) : sum_(sum), from_(std::move(from)), to_(std::move(to)) {}

    [[nodiscard]] std::vector<zone> run()
    {
        const std::size_t levels = sum_.changes();
        for (std::size_t level = 0; level < levels; ++level) sum_.descend();
        std::vector<zone> zones;
        for (std::size_t level = 0; level < levels; ++level) {
            sum_.ascend();
            zones = roots_between(marks(zones));
        }
        return zones;
    }

private:
    /// The ends and the zones of the level below, as far as they must be widened for certain signs on both sides.
    std::vector<zone> marks(const std::vector<zone>& below)
    {
        std::vector<zone> found;
        const auto        add = [&](const point& left, const point& right) {
            zone mark{left, right, 0, 0, false};
            if (const int sign = sum_.sign_on(left, right)) {
                mark.sign_left = mark.sign_right = sign;
                mark.one                         = true; // of one sign, here
            } else {
                const point& least = found.empty() ? from_ : found.back().right;
                for (int step = 0; mark.left > least && mark.sign_left == 0; ++step) {
                    mark.left      = sum_.left_of(left, step, least);
                    mark.sign_left = sum_.sign_on(mark.left, mark.left);
                }
                for (int step = 0; mark.right < to_ && mark.sign_right == 0; ++step) {
                    mark.right      = sum_.right_of(right, step, to_);
                    mark.sign_right = sum_.sign_on(mark.right, mark.right);
                }
            }
            while (!found.empty() && found.back().right >= mark.left) { // it has run into the one before
                mark.one       = mark.one && found.back().one && mark.sign_left == found.back().sign_right;
                mark.left      = std::min(mark.left, found.back().left);
                mark.sign_left = found.back().sign_left;
                if (mark.right < found.back().right) {
                    mark.right      = found.back().right;
                    mark.sign_right = found.back().sign_right;
                }
                found.pop_back();
            }
            found.push_back(std::move(mark));
        };
        add(from_, from_);
        for (const zone& z : below) {
            if (found.back().right < z.right) add(std::max(z.left, found.back().right), z.right);
        }
        if (found.back().right < to_) add(to_, to_);
        return found;
    }

    std::vector<zone> roots_between(const std::vector<zone>& marks)
    {
        std::vector<zone> zones;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            if (!marks[i].one) zones.push_back(marks[i]);
            if (i + 1 == marks.size()) break;
            const zone& next = marks[i + 1];
            if (marks[i].sign_right * next.sign_left < 0) zones.push_back(sum_.narrow(marks[i].right, next.left, marks[i].sign_right));
        }
        return zones;
    }

    Evaluator& sum_;
    point      from_, to_;
};

// -- the evaluator in double precision --------------------------------------------------------------------------------

/// Σ a·e^(-n·x) in binary floats with a bound on what they get wrong: 2^-53 for each operation in any order, contracted or not. Amounts keep an
/// exponent of their own, so that nothing overflows or vanishes at any x.
class double_sum
{
public:
    using point = double;

    double_sum(const std::vector<std::int64_t>& at, const std::vector<int128>& amounts);

    [[nodiscard]] std::size_t changes() const { return cuts_.size(); }
    void                      descend() { change(cuts_[level_++], false); }
    void                      ascend() { change(cuts_[--level_], true); }

    /// The sign all over [left, right]; 0 when it is not certain.
    [[nodiscard]] int sign_on(double left, double right);
    [[nodiscard]] double left_of(double x, int step, double least) const { return std::max(least, x - std::ldexp(resolution(x), step)); }
    [[nodiscard]] double right_of(double x, int step, double most) const { return std::min(most, x + std::ldexp(resolution(x), step)); }
    /// The one root between points of different certain signs.
    [[nodiscard]] root_zone<double> narrow(double left, double right, int sign_left);
    /// The same from a guess, as long as Newton's steps stay between the points.
    [[nodiscard]] root_zone<double> narrow(double left, double right, int sign_left, double guess);
    /// A point with no root at it or beyond, to the right (+1) or to the left (-1).
    [[nodiscard]] double far(int side) const;

    struct value
    {
        double sum = 0, size = 0;           ///< Σ t and Σ |t|
        double moment = 0, moment_size = 0; ///< Σ n·t and Σ n·|t|
        double error = 0;                   ///< of sum
        [[nodiscard]] int sign() const { return sum > error ? 1 : sum < -error ? -1 : 0; }
        /// By how much ln(in / out) falls as x grows, which is nearly straight, and how far Newton goes on it; 0 where only one of them is left.
        [[nodiscard]] double slope() const;
        [[nodiscard]] double newton() const;
    };
    /// All of them times one power of two.
    [[nodiscard]] value at(double x);

    /// How near to x a root can stand and still be told from it, at best.
    [[nodiscard]] double resolution(double x) const { return 0x1p-52 * (std::abs(x) + 1.0 / span_); }

private:
    void change(double cut, bool back);

    static constexpr std::size_t lanes = 8;

    std::size_t         size_ = 0; ///< of the sums; the arrays are filled up to whole lanes with zeros
    std::vector<double> n_, mantissa_, twos_; ///< amount = mantissa · 2^twos
    std::vector<double> part_, power_;        ///< of the value that is being calculated
    std::vector<double> cuts_;
    std::size_t         level_ = 0;
    double              span_  = 1;
    double              steps_ = 0; ///< roundings in each amount
};

// -- bodies -----------------------------------------------------------------------------------------------------------

inline double_sum::double_sum(const std::vector<std::int64_t>& at, const std::vector<int128>& amounts) : size_(at.size())
{
    const std::size_t room = (size_ + lanes - 1) / lanes * lanes;
    n_.assign(room, 0);
    mantissa_.assign(room, 0);
    twos_.assign(room, -1e9);
    part_.resize(room);
    power_.resize(room);
    for (std::size_t i = 0; i < size_; ++i) {
        int        exponent = 0;
        const auto small    = static_cast<std::int64_t>(amounts[i]);
        const auto whole    = small == amounts[i] ? static_cast<double>(small) : static_cast<double>(amounts[i]); // the second one is a call
        n_[i]               = static_cast<double>(at[i]);
        mantissa_[i]        = std::frexp(whole, &exponent);
        twos_[i]            = exponent;
        if (i > 0 && (amounts[i] > 0) != (amounts[i - 1] > 0)) cuts_.push_back((n_[i - 1] + n_[i]) / 2);
    }
    span_ = std::max(1.0, size_ > 0 ? n_[size_ - 1] : 1.0);
    // From the middle outwards: the factors of neighbouring cuts balance each other.
    const auto middle = span_ / 2;
    std::sort(cuts_.begin(), cuts_.end(), [&](double a, double b) { return std::abs(a - middle) < std::abs(b - middle) || (std::abs(a - middle) == std::abs(b - middle) && a < b); });
}

inline void double_sum::change(double cut, bool back)
{
    for (std::size_t i = 0; i < size_; ++i) {
        const double factor = cut - n_[i]; // exact: half a whole number
        double       m      = back ? mantissa_[i] / factor : mantissa_[i] * factor;
        int          exponent;
        mantissa_[i] = std::frexp(m, &exponent);
        twos_[i] += exponent;
    }
    steps_ += 1;
}

inline double double_sum::value::slope() const
{
    const double in = size + sum, out = size - sum;
    return in > 0 && out > 0 ? (moment_size - moment) / out - (moment_size + moment) / in : 0;
}

inline double double_sum::value::newton() const
{
    const double by = slope();
    if (by == 0) return 0;
    return -(std::abs(sum) < 0.01 * size ? 2 * sum / size : std::log((size + sum) / (size - sum))) / by;
}

inline double_sum::value double_sum::at(double x)
{
    // mantissa·2^twos·e^(-n·x) = part·2^power with part about 1
    const std::size_t room = n_.size();
    double            top[lanes];
    std::fill_n(top, lanes, -1e300);
    for (std::size_t i = 0; i < room; i += lanes) {
        for (std::size_t l = 0; l < lanes; ++l) {
            const double y     = n_[i + l] * -x;
            const double twos  = std::floor(y * 1.4426950408889634 + 0.5);
            const double r     = (y - twos * 0x1.62e42fefa38p-1) - twos * 0x1.ef35793c7673p-45; // ln 2 in two parts, the first one short
            double       e     = 1.0 / 6227020800;
            e                  = e * r + 1.0 / 479001600;
            e                  = e * r + 1.0 / 39916800;
            e                  = e * r + 1.0 / 3628800;
            e                  = e * r + 1.0 / 362880;
            e                  = e * r + 1.0 / 40320;
            e                  = e * r + 1.0 / 5040;
            e                  = e * r + 1.0 / 720;
            e                  = e * r + 1.0 / 120;
            e                  = e * r + 1.0 / 24;
            e                  = e * r + 1.0 / 6;
            e                  = e * r + 0.5;
            e                  = e * r + 1.0;
            e                  = e * r + 1.0;
            part_[i + l]       = e * mantissa_[i + l];
            power_[i + l]      = twos_[i + l] + twos;
            top[l]             = power_[i + l] > top[l] ? power_[i + l] : top[l];
        }
    }
    const double most = *std::max_element(top, top + lanes);
    double       sum[lanes] = {}, size[lanes] = {}, moment[lanes] = {}, moment_size[lanes] = {};
    for (std::size_t i = 0; i < room; i += lanes) {
        for (std::size_t l = 0; l < lanes; ++l) {
            const double down = power_[i + l] - most;
            const double scale = std::bit_cast<double>(static_cast<std::int64_t>((down < -1000 ? -1000 : down) + 1023) << 52);
            const double t     = part_[i + l] * scale;
            const double m     = t * n_[i + l];
            sum[l] += t;
            size[l] += std::abs(t);
            moment[l] += m;
            moment_size[l] += std::abs(m);
        }
    }
    value found;
    for (std::size_t l = 0; l < lanes; ++l) {
        found.sum += sum[l];
        found.size += size[l];
        found.moment += moment[l];
        found.moment_size += moment_size[l];
    }
    // Each part: 40 for the exponential and its product, those of the amount; 4·|n·x| for the rounding of n·x and what is taken off it; n additions.
    const double count = static_cast<double>(size_) + 40 + 2 * steps_;
    found.error        = 0x1p-53 * 1.01 * (count * found.size + 4 * std::abs(x) * found.moment_size);
    return found;
}

inline int double_sum::sign_on(double left, double right)
{
    if (left == right) return at(left).sign();
    const double middle = left + (right - left) / 2;
    const value  v      = at(middle);
    const double width  = (right - left) * span_;
    if (width > 0.125) return 0;
    // e^(cx)·f, c in the span: its slope is at most span · Σ|t| · e^(span·|x - middle|) <= 1.2 · span · Σ|t|
    const double margin = v.error * 1.2 + width * v.size * 1.2;
    return v.sum > margin ? 1 : v.sum < -margin ? -1 : 0;
}

inline double double_sum::far(int side) const
{
    // The first amount, or the last, outweighs all others together once its neighbour has fallen 2^(k+1) times below it.
    const std::size_t end  = side > 0 ? 0 : size_ - 1;
    const std::size_t next = side > 0 ? 1 : size_ - 2;
    double            most = -1e300;
    for (std::size_t i = 0; i < size_; ++i) {
        if (i != end) most = std::max(most, twos_[i] + 1);
    }
    const double k = most - twos_[end] + static_cast<double>(std::bit_width(size_)) + 2;
    return side * 0.75 * std::max(k, 4.0) / std::abs(n_[next] - n_[end]);
}

inline root_zone<double> double_sum::narrow(double left, double right, int sign_left)
{
    return narrow(left, right, sign_left, left < 0 && right > 0 ? 0.0 : left + (right - left) / 2);
}

inline root_zone<double> double_sum::narrow(double left, double right, int sign_left, double guess)
{
    double x = guess, low = left, high = right;
    value  v{};
    double near = 0;
    for (int turn = 0, slow = 0; turn < 200; ++turn) {
        v              = at(x);
        const int sign = v.sign();
        if (sign == sign_left) low = x;
        else if (sign != 0) high = x;
        const double slope = v.slope();
        const double size  = v.size > 0 ? v.size : 1;
        near               = std::abs(slope) > 0 ? 4 * v.error / (size * std::abs(slope)) + 2 * resolution(x) : 0;
        double next        = slope != 0 ? x + v.newton() : left;
        if (sign == 0 || (slope != 0 && std::abs(next - x) < near)) break;
        const bool inside = next > low && next < high;
        slow              = inside ? slow + 1 : 0;
        if (!inside || slow > 12) {
            next = low + (high - low) / 2;
            slow = 0;
        }
        if (next <= low || next >= high) break;
        x = next;
    }
    root_zone<double> zone{low, high, sign_left, -sign_left, true};
    double            step = std::max(near, 2 * resolution(x));
    for (double l = x - step; l > low; l -= step, step *= 4) {
        if (at(l).sign() == sign_left) {
            zone.left = l;
            break;
        }
    }
    step = std::max(near, 2 * resolution(x));
    for (double r = x + step; r < high; r += step, step *= 4) {
        if (at(r).sign() == -sign_left) {
            zone.right = r;
            break;
        }
    }
    return zone;
}

} // namespace ratable::detail
