// SPDX-License-Identifier: BSL-1.0
/// Every growth factor at which dated amounts are worth nothing: told apart by `root_search`, placed between neighbouring decimals by certain signs.
#pragma once

#include <ratable/valuation/root_search_exact.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace ratable {

/// What is known of a root.
enum class root_kind {
    simple,    ///< exactly one, and the present value changes its sign there
    multiple,  ///< it is one of the slope, too: that is proved
    undecided, ///< roots so near to each other, or none, that the bracket is all that was found out
};

namespace detail {

/// Low <= root <= high, in 10^-15; equal when the root is that decimal, else neighbours (unless undecided). The root that they enclose is
/// never `low` or `high` then.
struct growth_root
{
    growth_count    low, high;
    root_kind kind = root_kind::simple;
};

/// What a search may cost: amounts × changes of sign. 10^8 take some ten seconds.
inline constexpr std::size_t most_work = 100'000'000;

/// Ascending. Nothing when it would cost more than `most_work`.
[[nodiscard]] std::optional<std::vector<growth_root>> roots_of(const dated_amounts& flows);

// -- bodies -----------------------------------------------------------------------------------------------------------

/// Where the logarithm of a step's growth stands in doubles, and by how much that may be wrong.
inline double log_step(const dated_amounts& flows, const growth_count& factor) { return (about_log(factor) - 34.538776394910684) / static_cast<double>(flows.steps); }
inline double blur(const dated_amounts& flows, double x) { return 0x1p-46 / static_cast<double>(flows.steps) + 0x1p-50 * std::abs(x); }

/// e^(x·steps) in 10^-15, about.
inline growth_count about_growth(const dated_amounts& flows, double x)
{
    const double whole = x * static_cast<double>(flows.steps);
    if (whole < 8) return growth_count(static_cast<std::int64_t>(std::exp(whole) * static_cast<double>(growth_unit)));
    const long_floats floats{64};
    const auto        found = floats.product(about_exp(floats, whole), floats.of(static_cast<uint128>(growth_unit)));
    return found.exponent < 0 ? growth_count(found.mantissa >> static_cast<unsigned>(-found.exponent)) : growth_count(found.mantissa << static_cast<unsigned>(found.exponent));
}

/// A factor, on which side of it the root is (-1: left of it, 0: there), and where Newton would look next.
struct glance
{
    int    side = 0;
    growth_count next = 0;
};

/// The neighbours of a root from a guess.
template <class Look>
growth_root between_neighbours(growth_count guess, Look&& look)
{
    growth_count low = -1, high = -1; // -1: none yet
    growth_count reach = 1;
    growth_count m     = guess;
    for (int turn = 0;; ++turn) {
        const glance seen = look(m);
        if (seen.side == 0) return {m, m, root_kind::simple};
        (seen.side > 0 ? low : high) = m;
        if (low >= 0 && high >= 0) { // when Newton takes long, every other turn halves what is left
            if (high - low == 1) return {low, high, root_kind::simple};
            m = turn > 8 && turn % 2 == 1 ? growth_count((low + high) >> 1) : std::min(std::max(seen.next, growth_count(low + 1)), growth_count(high - 1));
        } else { // Newton's look, then ever farther
            m = seen.side > 0 ? std::max(growth_count(m + reach), seen.next) : std::max(std::min(growth_count(m - reach), seen.next), growth_count(0));
            reach <<= 2;
        }
    }
}

/// Looks at a factor with floats that hold it; `slope` is the relative value's by the logarithm of a step's growth.
template <class Floats>
glance look_at(const Floats& floats, const dated_amounts& flows, const growth_count& m, double slope, int sign_left)
{
    const auto z = step_growth(floats, m, flows.steps);
    if (!z) return {0, m};
    const auto sums            = sums_at(floats, flows.at, flows.amounts, *z);
    const auto [off, negative] = floats.difference(sums.in, sums.out);
    const int  sign            = decided_sign(floats, sums, margin_of(floats, operations_at_rate(flows)));
    glance     found{sign == 0 ? 0 : sign == sign_left ? 1 : -1, m};
    if (slope == 0 || floats.is_zero(off)) return found;
    // m · (value / slope · steps), in doubles that carry what integers left over
    const auto   total = floats.sum(sums.in, sums.out);
    int          twos  = 0;
    const double part  = std::frexp(floats.leading(off) / floats.leading(total) / std::abs(slope) * static_cast<double>(flows.steps), &twos);
    const auto   shift = floats.top(off) - floats.top(total) + twos - 53;
    const growth_count whole = m * growth_count(static_cast<std::int64_t>(part * 0x1p53));
    const growth_count moved = shift >= 0 ? growth_count(0) : growth_count(whole >> static_cast<unsigned>(std::min<std::int64_t>(-shift, 1 << 30)));
    found.next         = negative != (slope > 0) ? growth_count(m - moved - 1) : growth_count(m + moved);
    return found;
}

/// A clean zone of the search in doubles.
inline growth_root place(const dated_amounts& flows, const root_zone<double>& zone, double_sum& sum)
{
    const double x     = zone.left + (zone.right - zone.left) / 2;
    const double slack = blur(flows, x);
    const auto   v     = sum.at(x);
    const double slope = v.size > 0 ? -v.moment / v.size : 0; // of sum / size
    const auto   look  = [&](const growth_count& m) -> glance {
        if (m == 0) return {1, m};
        const double at = log_step(flows, m);
        if (at < zone.left - slack) return {1, m};
        if (at > zone.right + slack) return {-1, m};
        const auto seen = native_floats::holds(m) ? look_at(native_floats{}, flows, m, slope, zone.sign_left) : glance{0, m};
        if (seen.side != 0) return seen;
        const int sign = sign_at(flows, m);
        return {sign == 0 ? 0 : sign == zone.sign_left ? 1 : -1, seen.next};
    };
    return between_neighbours(about_growth(flows, x), look);
}

/// The exact search, between two points of certain signs of which all that the doubles know is that something may be there.
class exact_place
{
public:
    exact_place(const dated_amounts& flows, double left, double right) : flows_(flows), left_(left), right_(right)
    {
        for (const int128 a : flows.amounts) amounts_.push_back(rep_traits<unbounded>::from(a));
    }

    /// `known_sign`: that on the left of the one simple root that there is between the points, when so much is known; else 0.
    [[nodiscard]] std::vector<growth_root> run(int known_sign)
    {
        known_sign_ = known_sign;
        // Growth beyond 2^64 takes as many bits more.
        const double             size = std::max(0.0, right_ * static_cast<double>(flows_.steps) * 1.4426950408889634);
        std::vector<growth_root> found;
        for (int bits = 256 + static_cast<int>(size);; bits *= 2) {
            found.clear();
            if (in(bits, bits >= most_bits + static_cast<int>(size), found)) return found;
        }
    }

private:
    static constexpr int         most_bits   = 4096;
    static constexpr std::int64_t most_degree = 400;

    bool in(int bits, bool last, std::vector<growth_root>& found)
    {
        const int   point_bits = bits + std::max(0, static_cast<int>(std::ceil(-left_ * 1.4426950408889634)) + 2);
        const auto  point_of   = [&](double x) {
            const long_floats floats{bits};
            const auto        z     = about_exp(floats, x);
            const auto        shift = z.exponent + point_bits;
            return shift >= 0 ? unbounded(z.mantissa << static_cast<unsigned>(shift)) : unbounded(z.mantissa >> static_cast<unsigned>(-shift));
        };
        long_sum   sum(flows_.at, amounts_, bits, point_bits);
        const auto from = point_of(left_), to = point_of(right_);
        const auto zones = known_sign_ != 0 ? std::vector{sum.narrow(from, to, known_sign_)} : root_search<long_sum>(sum, from, to).run();
        for (const auto& zone : zones) {
            auto root = enclosed(sum, zone);
            if (!zone.one) root.kind = is_multiple(root, zone, point_bits) ? root_kind::multiple : root_kind::undecided;
            if (root.low != root.high && root.high - root.low != 1) {
                if (zone.one && root.high - root.low < 16) root = neighbours(root, zone);
                else if (zone.one || !last) return false;
            }
            if (root.kind == root_kind::undecided && !last) return false;
            found.push_back(std::move(root));
        }
        return true;
    }

    /// Decimals around a zone; one decimal, where the sum is exactly zero at one of them.
    growth_root enclosed(const long_sum& sum, const root_zone<unbounded>& zone) const
    {
        const auto& floats = sum.floats();
        const auto  margin = margin_of(floats, 2 * flows_.steps + 8); // relative, of a power cut short
        const auto  scaled = [&](const unbounded& point) { return floats.product(power_in(floats, sum.number_at(point), flows_.steps), floats.of(static_cast<uint128>(growth_unit))); };
        const auto  whole  = [](const unbounded& m, std::int64_t shift) { return shift >= 0 ? unbounded(m << static_cast<unsigned>(shift)) : unbounded(m >> static_cast<unsigned>(-shift)); };
        const auto  low    = scaled(zone.left);
        auto        high   = scaled(zone.right);
        high.mantissa += (high.mantissa >> static_cast<unsigned>(-margin)) + 1;
        growth_root found{whole(low.mantissa, low.exponent), growth_count(whole(high.mantissa, high.exponent) + 1), root_kind::simple};
        if (found.high - found.low <= 4) {
            for (growth_count m = found.low + 1; m < found.high; ++m) { // those in the zone; the ends are outside
                if (is_zero_at(flows_, m)) return {m, m, root_kind::simple};
            }
        }
        return found;
    }

    /// The bracket of a simple root that stands on both sides of a decimal which is not it.
    growth_root neighbours(const growth_root& wide, const root_zone<unbounded>& zone) const
    {
        growth_count low = wide.low, high = wide.high;
        while (high - low > 1) {
            const growth_count middle = (low + high) >> 1;
            const int    sign   = middle == 0 ? zone.sign_left : sign_at(flows_, middle);
            if (sign == 0) return {middle, middle, root_kind::simple};
            (sign == zone.sign_left ? low : high) = middle;
        }
        return {low, high, root_kind::simple};
    }

    bool is_multiple(const growth_root& root, const root_zone<unbounded>& zone, int point_bits)
    {
        if (root.low == root.high) { // exactly a root: is it one of the slope?
            dated_amounts slope;
            slope.steps = flows_.steps;
            for (std::size_t i = 0; i < flows_.size(); ++i) {
                if (flows_.at[i] == 0) continue;
                if (magnitude(flows_.amounts[i]) > (uint128{1} << 126) / static_cast<std::uint64_t>(flows_.at[i])) return false; // not looked into
                slope.at.push_back(flows_.at[i]);
                slope.amounts.push_back(flows_.amounts[i] * flows_.at[i]);
            }
            return is_zero_at(slope, root.low);
        }
        std::int64_t common = 0;
        for (const std::int64_t n : flows_.at) common = greatest_common_divisor(common, n);
        if (flows_.span() / common > most_degree) return false;
        if (multiple_.empty()) { // in z^common, from the last amount on
            polynomial p(static_cast<std::size_t>(flows_.span() / common) + 1);
            for (std::size_t i = 0; i < flows_.size(); ++i) p[static_cast<std::size_t>((flows_.span() - flows_.at[i]) / common)] = amounts_[i];
            multiple_ = multiple_roots_of(p);
        }
        if (multiple_.size() == 1) return false;
        const auto sign = [&](const unbounded& point) { // Horner in point^common · 2^-(point_bits · common)
            const unbounded at    = boost::multiprecision::pow(point, static_cast<unsigned>(common));
            const auto      shift = static_cast<unsigned>(point_bits * common);
            unbounded       value = 0, scale = 1;
            for (std::size_t i = multiple_.size(); i-- > 0;) {
                value = value * at + multiple_[i] * scale;
                scale <<= shift;
            }
            return value.sign();
        };
        return sign(zone.left) * sign(zone.right) <= 0;
    }

    const dated_amounts&   flows_;
    double                 left_, right_;
    int                    known_sign_ = 0;
    std::vector<unbounded> amounts_;
    polynomial             multiple_;
};

inline std::optional<std::vector<growth_root>> roots_of(const dated_amounts& flows)
{
    std::vector<growth_root> found;
    if (flows.size() < 2) return found;
    double_sum sum(flows.at, flows.amounts);
    if (sum.changes() == 0) return found;
    if (sum.changes() * flows.size() > most_work) return std::nullopt;
    const double from = sum.far(-1), to = sum.far(1);
    const auto   zones = root_search<double_sum>(sum, from, to).run();
    for (std::size_t i = 0; i < zones.size();) {
        // Zones that lie too near to each other to put decimals between them are one.
        std::size_t end = i + 1;
        while (end < zones.size() && zones[end].left - zones[end - 1].right < 4 * blur(flows, zones[end].left)) ++end;
        const double left  = i == 0 ? from : zones[i - 1].right + (zones[i].left - zones[i - 1].right) / 2;
        const double right = end == zones.size() ? to : zones[end - 1].right + (zones[end].left - zones[end - 1].right) / 2;
        const auto&  zone  = zones[i];
        if (end == i + 1 && zone.one && zone.right * static_cast<double>(flows.steps) < 50) { // what 126 bits hold
            found.push_back(place(flows, zone, sum));
        } else {
            const bool known = end == i + 1 && zone.one;
            auto       more  = known ? exact_place(flows, zone.left - blur(flows, zone.left), zone.right + blur(flows, zone.right)).run(zone.sign_left)
                                     : exact_place(flows, left, right).run(0);
            std::move(more.begin(), more.end(), std::back_inserter(found));
        }
        i = end;
    }
    return found;
}

} // namespace detail
} // namespace ratable
