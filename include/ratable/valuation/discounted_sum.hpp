// SPDX-License-Identifier: BSL-1.0
/// Sums of amounts times powers of one growth factor, correctly rounded: what present values, annuities and their like come down to.
///
/// Three ways, each taken where the one before does not decide: 128-bit fixed point; enclosures of rising precision; and where the sum may lie on a
/// boundary of the rounding, the question whether it does, answered in integers. Whichever answers, the answer is the same.
#pragma once

#include <ratable/valuation/certified.hpp>
#include <ratable/valuation/fixed_point.hpp>
#include <ratable/valuation/perfect_power.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratable::detail {

/// How one unit of money grows over a quantum of time.
struct growth
{
    enum class law {
        power,       ///< base^(t·a_quantum)
        exponential, ///< e^(base·t·a_quantum)
        simple,      ///< 1 + base·t·a_quantum; back in time its reciprocal
    };

    growth::law kind;
    fraction    base;      ///< of `power` above zero
    fraction    a_quantum; ///< periods, or years, of one quantum; above zero
};

/// Σ units·growth(-when)·10^shift, rounded by `mode`. Rows may stand in any order and are sorted.
///
/// Errors:  invalid_terms where simple growth comes to nothing; overflow; inexact as round_certified.
[[nodiscard]] inline std::int64_t discounted_sum(std::vector<timed_units>& rows, const growth& g, int shift, rounding mode);

/// Σ units·w^when as an integer, if it is one. Shape: 0 < w < 1; rows by `when`, falling, each `when` once.
///
/// With w = s/t in lowest terms and E the highest power, E > 0: for the sum to be an integer, t^(E − E') must divide the amount at E, where E' is the next
/// power or 0. If it does, that amount moves down to E', as one that is not larger; else the sum is none. What is below 0 moves up likewise, with s.
[[nodiscard]] inline std::optional<unbounded> whole_sum(const std::vector<std::pair<unbounded, unbounded>>& rows, const exact_fraction& w);

// -- bodies -----------------------------------------------------------------------------------------------------------

[[noreturn]] inline void refuse_present_value()
{
    throw overflow({"present value", "must fit 64 bits of its smallest digit", "", "value the flows nearer to their days, in fewer digits, or in parts"});
}

/// n·(by/from)^gap; nothing unless from^gap divides n. Bits tell soon that it does not.
inline std::optional<unbounded> moved(const unbounded& n, const unbounded& from, const unbounded& by, const unbounded& gap)
{
    if (n == 0) return n;
    if (gap * (bit_length(from) - 1) >= bit_length(n)) return std::nullopt; // |n| < from^gap
    const auto      times   = static_cast<unsigned>(gap);
    const unbounded divisor = boost::multiprecision::pow(from, times);
    if (n % divisor != 0) return std::nullopt;
    return unbounded(n / divisor * boost::multiprecision::pow(by, times));
}

inline std::optional<unbounded> whole_sum(const std::vector<std::pair<unbounded, unbounded>>& rows, const exact_fraction& w)
{
    unbounded at_zero = 0, carried = 0, when = 0;
    auto      row = rows.begin();
    for (; row != rows.end() && row->first > 0; ++row) {
        const auto down = moved(carried, w.denominator(), w.numerator(), when - row->first);
        if (!down) return std::nullopt;
        carried = *down + row->second;
        when    = row->first;
    }
    const auto from_above = moved(carried, w.denominator(), w.numerator(), when);
    if (!from_above) return std::nullopt;
    carried = 0, when = 0;
    for (auto low = rows.rbegin(); low != std::make_reverse_iterator(row); ++low) {
        const auto up = moved(carried, w.numerator(), w.denominator(), low->first - when);
        if (!up) return std::nullopt;
        carried = *up + low->second;
        when    = low->first;
    }
    const auto from_below = moved(carried, w.numerator(), w.denominator(), -when);
    if (!from_below) return std::nullopt;
    return unbounded(*from_above + *from_below);
}

/// As timed_units, in 128 bits.
struct wide_units
{
    std::int64_t when  = 0;
    int128       units = 0;
};

/// The sum of rows, each day once, by enclosures and by its exact value.
class certified_sum
{
public:
    template <class Row> requires (std::same_as<Row, timed_units> || std::same_as<Row, wide_units>)
    certified_sum(const std::vector<Row>& sorted, const growth& g) : growth_(g)
    {
        for (const Row& row : sorted) {
            if (rows_.empty() || rows_.back().when != row.when) rows_.push_back({row.when, 0});
            rows_.back().units += row.units;
        }
        std::erase_if(rows_, [](const total& row) { return row.units == 0; });
        for (const total& row : rows_) size_ += magnitude(row.units);
        guard_ = 40 + bit_length(rep_traits<unbounded>::from(static_cast<int128>(size_)));
    }

    [[nodiscard]] enclosure at(int bits) const
    {
        enclosure sum = enclosure::exactly(0, bits);
        if (growth_.kind == growth::law::simple) {
            for (const total& row : rows_) sum += enclosure::exactly(simple_share(row.when) * whole(row.units), bits + guard_);
            return sum.at(bits);
        }
        const int                         work = bits + guard_ + growing();
        std::map<std::int64_t, enclosure> known;
        const auto                        share = [&](std::int64_t when) -> const enclosure& {
            const auto [at, is_new] = known.try_emplace(when);
            if (is_new) at->second = discount(when, work);
            return at->second;
        };
        enclosure                   factor;
        std::optional<std::int64_t> before;
        for (const total& row : rows_) {
            if (!before) factor = share(row.when);
            else factor = factor * share(row.when - *before);
            before = row.when;
            sum += factor * whole(row.units);
        }
        return sum.at(bits);
    }

    /// Twice the sum in units of 10^-shift, if that is an integer: only then can it lie on a boundary.
    [[nodiscard]] std::optional<exact_fraction> twice(const unbounded& tens) const
    {
        const unbounded doubled = tens * 2;
        if (constant()) {
            unbounded sum = 0;
            for (const total& row : rows_) sum += rep_traits<unbounded>::from(row.units);
            return exact_fraction(sum * doubled);
        }
        switch (growth_.kind) {
        case growth::law::power: return of_powers(doubled);
        case growth::law::exponential: { // powers of e to distinct rationals are independent (Lindemann)
            if (std::any_of(rows_.begin(), rows_.end(), [](const total& row) { return row.when != 0; })) return std::nullopt;
            return rows_.empty() ? exact_fraction(0) : exact_fraction(rep_traits<unbounded>::from(rows_.front().units) * doubled);
        }
        case growth::law::simple: break;
        }
        constexpr std::size_t most = 4'096; // summands of a fraction whose denominator is as large as all of theirs together
        if (rows_.size() > most) return std::nullopt;
        return rational(0, rows_.size()) * exact_fraction(doubled);
    }

    /// The sum, if it is rational and of few digits. Shape: one row.
    [[nodiscard]] std::optional<exact_fraction> rational_value() const
    {
        const total& row = rows_.front();
        if (constant() || row.when == 0) return whole(row.units);
        if (growth_.kind == growth::law::simple) return simple_share(row.when) * whole(row.units);
        if (growth_.kind == growth::law::exponential) return std::nullopt;
        const auto [root, j]        = perfect_power(growth_.base);
        const exact_fraction exponent = time(row.when) * exact_fraction(-j);
        const unbounded    size     = boost::multiprecision::abs(exponent.numerator());
        if (exponent.denominator() != 1 || size * bit_length(std::max(root.numerator(), root.denominator())) > largest_exponent) return std::nullopt;
        const auto   times = static_cast<unsigned>(size);
        exact_fraction power(boost::multiprecision::pow(root.numerator(), times), boost::multiprecision::pow(root.denominator(), times));
        return (exponent.numerator() < 0 ? exact_fraction(1) / power : power) * whole(row.units);
    }

private:
    struct total
    {
        std::int64_t when;
        int128       units;
    };

    static exact_fraction whole(int128 n) { return {rep_traits<unbounded>::from(n)}; }
    [[nodiscard]] exact_fraction time(std::int64_t when) const { return exact_fraction(growth_.a_quantum) * exact_fraction(when); }
    [[nodiscard]] bool constant() const { return growth_.base == fraction(growth_.kind == growth::law::power ? 1 : 0); }

    [[nodiscard]] enclosure discount(std::int64_t when, int bits) const
    {
        if (growth_.kind == growth::law::power) return power_of(growth_.base, -time(when), bits);
        const exact_fraction exponent = exact_fraction(growth_.base) * -time(when);
        const int          growing  = exponent.numerator() > 0 ? static_cast<int>(std::min(unbounded(largest_exponent), floor_quotient(exponent.numerator(), exponent.denominator()))) * 3 / 2 + 2 : 0;
        return exp(enclosure::exactly(exponent, bits + growing + 8)).at(bits);
    }
    [[nodiscard]] exact_fraction simple_share(std::int64_t when) const
    {
        const exact_fraction grown = exact_fraction(1) + exact_fraction(growth_.base) * abs(time(when));
        if (grown.numerator() <= 0) throw invalid_terms({"simple interest", "must leave something: 1 + rate × years must be above zero", to_string(grown), "name a rate that compounds, or dates that are nearer"});
        return when >= 0 ? exact_fraction(1) / grown : grown;
    }
    /// Binary digits before the point of the largest factor that is met on the way.
    [[nodiscard]] int growing() const
    {
        if (rows_.empty()) return 0;
        const auto size = [&](std::int64_t when) {
            const enclosure share = discount(when, 8);
            return bit_length(share.high() >> 8);
        };
        return std::max({0, size(rows_.front().when), size(rows_.back().when), size(rows_.back().when - rows_.front().when)});
    }

    /// With base = c^j, c no power itself, a summand is a power of c; those with one fractional part of the exponent are a rational times c to that part.
    /// Such powers are independent over the rationals (Besicovitch), so the sum is rational only if all groups but the whole one come to nothing.
    [[nodiscard]] std::optional<exact_fraction> of_powers(const unbounded& doubled) const
    {
        auto [w, j]      = perfect_power(growth_.base);
        exact_fraction per = exact_fraction(growth_.a_quantum) * exact_fraction(j);
        if (w > exact_fraction(1)) w = exact_fraction(1) / w; // units·w^exponent
        else per = -per;
        std::map<unbounded, std::vector<std::pair<unbounded, unbounded>>> groups; // by the fractional part, over one denominator
        for (const total& row : rows_) {
            const auto [floor, rest] = floor_divide(unbounded(per.numerator() * row.when), per.denominator());
            groups[rest].emplace_back(floor, rep_traits<unbounded>::from(row.units) * doubled);
        }
        unbounded value = 0;
        for (auto& [part, summands] : groups) {
            std::sort(summands.begin(), summands.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
            if (part != 0) {
                const unbounded lowest = summands.back().first; // whether it is zero does not change with the day that it is seen from
                for (auto& [exponent, units] : summands) exponent -= lowest;
            }
            const auto sum = whole_sum(summands, w);
            if (!sum || (part != 0 && *sum != 0)) return std::nullopt;
            value += *sum;
        }
        return exact_fraction(value);
    }

    [[nodiscard]] exact_fraction rational(std::size_t from, std::size_t to) const
    {
        if (from == to) return {0};
        if (to - from == 1) return simple_share(rows_[from].when) * whole(rows_[from].units);
        return rational(from, from + (to - from) / 2) + rational(from + (to - from) / 2, to);
    }

    growth             growth_;
    std::vector<total> rows_;
    uint128            size_  = 0;
    int                guard_ = 0;
};

/// What a quantum discounts by, in fixed point; nothing where that does not fit.
inline std::optional<fixed_share> fixed_factor(const growth& g)
{
    const auto fits = [](int128 x) { return x >= 0 && x < int128{1} << 62; };
    const fraction &b = g.base, &t = g.a_quantum;
    if (g.kind == growth::law::simple || !fits(b.numerator()) || !fits(b.denominator()) || !fits(t.numerator()) || !fits(t.denominator())) return std::nullopt;
    const auto unsigned_of = [](int128 x) { return static_cast<std::uint64_t>(x); };
    if (g.kind == growth::law::power) return fixed_power(unsigned_of(b.numerator()), unsigned_of(b.denominator()), unsigned_of(t.numerator()), unsigned_of(t.denominator()));
    return fixed_exponential(uint128{unsigned_of(b.numerator())} * unsigned_of(t.numerator()), uint128{unsigned_of(b.denominator())} * unsigned_of(t.denominator()));
}

/// The way that fixed point falls back to. Shape: rows by `when`.
inline std::int64_t certified_sum_of(const std::vector<timed_units>& rows, const growth& g, int shift, rounding mode)
{
    const certified_sum sum(rows, g);
    const unbounded     tens = power_of_ten<unbounded>(std::max(shift, 0)), over = power_of_ten<unbounded>(std::max(-shift, 0));
    const auto          at      = [&](int bits) { return sum.at(bits) * exact_fraction(tens, over); };
    const auto          exactly = [&]() -> std::optional<exact_fraction> {
        const auto twice = sum.twice(tens);
        if (!twice) return std::nullopt;
        return *twice / exact_fraction(over * 2);
    };
    const unbounded units = round_certified(at, exactly, 0, mode);
    if (units < lowest_of<std::int64_t> || units > highest_of<std::int64_t>) refuse_present_value();
    return static_cast<std::int64_t>(units);
}

inline std::int64_t discounted_sum(std::vector<timed_units>& rows, const growth& g, int shift, rounding mode)
{
    const auto earlier = [](const timed_units& a, const timed_units& b) { return a.when < b.when; };
    if (!std::is_sorted(rows.begin(), rows.end(), earlier)) std::sort(rows.begin(), rows.end(), earlier);
    if (const auto factor = fixed_factor(g)) {
        if (const auto units = fixed_sum(rows, *factor, shift, mode)) return *units;
    }
    return certified_sum_of(rows, g, shift, mode);
}

} // namespace ratable::detail
