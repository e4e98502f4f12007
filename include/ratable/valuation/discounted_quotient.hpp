// SPDX-License-Identifier: BSL-1.0
/// Quotients of two discounted sums, correctly rounded: what levelised costs and durations come down to.
#pragma once

#include <ratable/valuation/discounted_sum.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ratable::detail {

/// The sign of Σ units·growth(-when), exactly. Shape: rows by `when`. Errors: inexact as round_certified.
[[nodiscard]] inline int discounted_sign(const std::vector<timed_units>& rows, const growth& g);

/// Σ above·growth(-when) ÷ Σ below·growth(-when) × factor, in units of 10^-digits, rounded by `mode`.
///
/// Shape:   rows in any order, `below` not worth zero.
/// Errors:  overflow when a boundary of the rounding is asked for that 128 bits cannot tell; inexact as round_certified.
[[nodiscard]] inline std::int64_t discounted_quotient(std::vector<timed_units> above, std::vector<timed_units> below, const growth& g, const exact_fraction& factor,
                                                      int digits, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline void sort_by_time(std::vector<timed_units>& rows)
{
    std::sort(rows.begin(), rows.end(), [](const timed_units& a, const timed_units& b) { return a.when < b.when; });
}

inline int discounted_sign(const std::vector<timed_units>& rows, const growth& g)
{
    const certified_sum sum(rows, g);
    bool                asked = false;
    for (int bits = 128;; bits *= 2) {
        if (const auto known = sign(sum.at(bits))) return *known;
        if (!std::exchange(asked, true)) {
            const auto twice = sum.twice(1);
            if (twice && *twice == exact_fraction(0)) return 0;
        }
        if (bits >= largest_certified_bits) throw inexact({"present value", "must be one that can be told from zero", "", "change a day or an amount"});
    }
}

inline std::int64_t discounted_quotient(std::vector<timed_units> above, std::vector<timed_units> below, const growth& g, const exact_fraction& factor, int digits, rounding mode)
{
    sort_by_time(above);
    sort_by_time(below);
    const certified_sum numerator(above, g), denominator(below, g);
    int                 first = 128; // as many bits as tell the denominator from zero
    while (!sign(denominator.at(first))) first *= 2;
    const auto at = [&](int bits) { return numerator.at(bits) / denominator.at(bits) * factor; };

    // The quotient is a boundary p/q only if Σ (above·q·factor − below·p)·growth(-when) is zero, and that is a sum that can be asked.
    const auto exactly = [&]() -> std::optional<exact_fraction> {
        const exact_fraction    half(unbounded(1), power_of_ten<unbounded>(digits) * 2);
        const enclosure         near  = at(first + 128);
        const exact_fraction    middle(near.low() + near.high(), two_to(near.bits() + 1));
        const exact_fraction    bound = exact_fraction(round_to_integer(middle / half, rounding::half_even)) * half;
        const exact_fraction    ratio = bound / factor; // above − ratio·below
        const auto              q     = checked_cast<int128>(ratio.denominator()), p = checked_cast<int128>(ratio.numerator());
        std::vector<wide_units> rest;
        for (const timed_units& row : above) rest.push_back({row.when, checked_mul(int128{row.units}, q)});
        for (const timed_units& row : below) rest.push_back({row.when, -checked_mul(int128{row.units}, p)});
        std::sort(rest.begin(), rest.end(), [](const wide_units& a, const wide_units& b) { return a.when < b.when; });
        const auto twice = certified_sum(rest, g).twice(1);
        return twice && *twice == exact_fraction(0) ? std::optional(bound) : std::nullopt;
    };
    return checked_cast<std::int64_t>(round_certified(at, exactly, digits, mode, first));
}

} // namespace ratable::detail
