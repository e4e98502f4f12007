// SPDX-License-Identifier: BSL-1.0
/// Sums of rational numbers times powers and exponentials: what a value on a curve is. As close as asked, and exact where the sum is rational.
#pragma once

#include <ratable/valuation/certified.hpp>
#include <ratable/valuation/perfect_power.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ratable::detail {

/// coefficient · Π base^exponent · e^exponential, every base above zero.
struct power_term
{
    exact_fraction                                       coefficient = 1;
    std::vector<std::pair<exact_fraction, exact_fraction>> powers      = {};
    exact_fraction                                       exponential = 0;
};

/// The sum of such terms.
class power_sum
{
public:
    void add(power_term term) { terms_.push_back(std::move(term)); }

    /// Shape: about `bits` binary places, fewer where a term is large: round_certified asks for more then.
    [[nodiscard]] enclosure at(int bits) const;
    /// The sum, if it is rational; nothing if it is not, or if it takes more than 4,096 terms or powers of more than 2^16 binary digits to tell.
    ///
    /// All bases are products of powers of pairwise coprime integers, none a perfect power. Products of their powers with different fractional parts have
    /// irrational ratios, so they are independent over the rationals (Besicovitch), and powers of e are so over those (Lindemann, Weierstrass): the
    /// sum is rational only if the coefficients of all that is irrational come to nothing, kind by kind.
    [[nodiscard]] std::optional<exact_fraction> rational() const;

private:
    [[nodiscard]] std::vector<unbounded> coprime_basis() const;

    std::vector<power_term> terms_;
};

/// Pairwise coprime integers above 1, none a perfect power, whose powers every one of `numbers` (above 0) is a product of.
[[nodiscard]] inline std::vector<unbounded> coprime_integers(std::vector<unbounded> numbers);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::vector<unbounded> coprime_integers(std::vector<unbounded> numbers)
{
    std::vector<unbounded> basis;
    while (!numbers.empty()) { // n and b become g, n/g and b/g: the product of all falls
        const unbounded n = numbers.back();
        numbers.pop_back();
        if (n == 1) continue;
        const auto common = std::find_if(basis.begin(), basis.end(), [&](const unbounded& b) { return boost::multiprecision::gcd(n, b) != 1; });
        if (common == basis.end()) {
            basis.push_back(n);
        } else if (*common != n) {
            const unbounded b = *common, g = boost::multiprecision::gcd(n, b);
            basis.erase(common);
            numbers.insert(numbers.end(), {g, unbounded(n / g), unbounded(b / g)});
        }
    }
    for (unbounded& b : basis) b = perfect_power(b).first.numerator();
    return basis;
}

inline std::vector<unbounded> power_sum::coprime_basis() const
{
    std::vector<unbounded> numbers;
    for (const power_term& term : terms_) {
        for (const auto& [base, exponent] : term.powers) numbers.insert(numbers.end(), {base.numerator(), base.denominator()});
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return coprime_integers(std::move(numbers));
}

inline enclosure power_sum::at(int bits) const
{
    unbounded size = 0;
    for (const power_term& term : terms_) size += ceiling_quotient(abs(term.coefficient).numerator(), term.coefficient.denominator());
    const int work = bits + 72 + bit_length(size); // beyond what is asked: logarithms times exponents, and the sum
    std::map<exact_fraction, enclosure> logs;
    enclosure                         sum = enclosure::exactly(0, bits);
    for (const power_term& term : terms_) {
        enclosure x = enclosure::exactly(term.exponential, work);
        for (const auto& [base, exponent] : term.powers) {
            const auto [log, is_new] = logs.try_emplace(base);
            if (is_new) log->second = log_of(base, work);
            x += log->second * exponent;
        }
        sum += exp(x) * term.coefficient;
    }
    return sum.at(bits);
}

inline std::optional<exact_fraction> power_sum::rational() const
{
    constexpr std::size_t most = 4'096;
    if (terms_.size() > most) return std::nullopt;
    const auto times_in = [](unbounded n, const unbounded& b) {
        int times = 0;
        for (; n % b == 0; n /= b) ++times;
        return times;
    };
    const std::vector<unbounded> basis = coprime_basis();
    std::map<std::pair<exact_fraction, std::vector<exact_fraction>>, exact_fraction> kinds; // e^x · Π b^f, 0 ≤ f < 1, and what it is multiplied with
    for (const power_term& term : terms_) {
        exact_fraction              coefficient = term.coefficient;
        std::vector<exact_fraction> fractional;
        for (const unbounded& b : basis) {
            exact_fraction exponent = 0;
            for (const auto& [base, power] : term.powers) exponent += power * exact_fraction(times_in(base.numerator(), b) - times_in(base.denominator(), b));
            const unbounded whole = floor_quotient(exponent.numerator(), exponent.denominator()), size = boost::multiprecision::abs(whole);
            if (size * bit_length(b) > largest_exponent) return std::nullopt;
            const exact_fraction power = boost::multiprecision::pow(b, static_cast<unsigned>(size));
            coefficient              = whole < 0 ? coefficient / power : coefficient * power;
            fractional.push_back(exponent - exact_fraction(whole));
        }
        exact_fraction& sum = kinds[{term.exponential, std::move(fractional)}];
        sum += coefficient;
        if (bit_length(sum.denominator()) > 16 * largest_exponent) return std::nullopt;
    }
    exact_fraction value = 0;
    for (const auto& [kind, sum] : kinds) {
        const bool rational = kind.first.numerator() == 0 && std::all_of(kind.second.begin(), kind.second.end(), [](const exact_fraction& f) { return f.numerator() == 0; });
        if (rational) value += sum;
        else if (sum.numerator() != 0) return std::nullopt;
    }
    return value;
}

} // namespace ratable::detail
