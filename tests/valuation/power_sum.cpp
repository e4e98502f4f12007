// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/power_sum.hpp>

#include "../support/random.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace ratable;
using namespace ratable::detail;

namespace {

using real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<150>, boost::multiprecision::et_off>;

real value(const exact_fraction& x) { return real(x.numerator()) / real(x.denominator()); }

std::optional<exact_fraction> rational(const std::vector<power_term>& terms)
{
    power_sum sum;
    for (const auto& term : terms) sum.add(term);
    return sum.rational();
}

} // namespace

TEST_CASE("integers come apart into coprime ones, none a perfect power")
{
    CHECK(coprime_integers({}).empty());
    CHECK(coprime_integers({1, 64}) == std::vector<unbounded>{2});
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 500; ++i) {
        std::vector<unbounded> numbers;
        for (auto n = r.between(1, 6); n > 0; --n) numbers.push_back(r.between(1, r.coin() ? 100 : 1'000'000'000));
        const auto basis = coprime_integers(numbers);
        for (std::size_t a = 0; a < basis.size(); ++a) {
            REQUIRE(basis[a] > 1);
            REQUIRE(perfect_power(basis[a]).second == 1);
            for (std::size_t b = 0; b < a; ++b) REQUIRE(boost::multiprecision::gcd(basis[a], basis[b]) == 1);
        }
        for (unbounded n : numbers) {
            for (const unbounded& b : basis) {
                while (n % b == 0) n /= b;
            }
            REQUIRE(n == 1);
        }
    }
}

TEST_CASE("sums are rational when what is irrational in them comes to nothing")
{
    const exact_fraction half(1, 2);
    CHECK(rational({}) == exact_fraction(0));
    CHECK(rational({{.coefficient = {3, 7}}}) == exact_fraction(3, 7));
    CHECK(rational({{.powers = {{{4, 9}, half}}}}) == exact_fraction(2, 3));
    CHECK(rational({{.powers = {{{4, 9}, -half}}}}) == exact_fraction(3, 2));
    CHECK_FALSE(rational({{.powers = {{2, half}}}}));
    CHECK(rational({{.powers = {{2, half}, {8, half}}}}) == exact_fraction(4)); // √2·√8
    CHECK(rational({{.powers = {{6, half}, {{2, 3}, half}}}}) == exact_fraction(2)); // √6·√(2/3)
    CHECK(rational({{.coefficient = 3, .powers = {{2, half}}}, {.coefficient = -1, .powers = {{18, half}}}}) == exact_fraction(0)); // 3√2 - √18
    CHECK_FALSE(rational({{.coefficient = 3, .powers = {{2, half}}}, {.coefficient = -2, .powers = {{18, half}}}}));
    CHECK_FALSE(rational({{.powers = {{2, half}}}, {.powers = {{3, half}}}}));
    CHECK_FALSE(rational({{.exponential = half}}));
    CHECK(rational({{.coefficient = 2, .exponential = half}, {.coefficient = 5}, {.coefficient = -2, .exponential = half}}) == exact_fraction(5));
    CHECK_FALSE(rational({{.powers = {{2, half}}, .exponential = 1}, {.coefficient = -1, .exponential = 1}}));
    CHECK(rational({{.powers = {{18, half}}, .exponential = 1}, {.coefficient = -3, .powers = {{2, half}}, .exponential = 1}}) == exact_fraction(0));
    CHECK_FALSE(rational({{.powers = {{2, 1'000'000}}}})); // rational, but too long to write down
    CHECK_FALSE(rational(std::vector<power_term>(4'097)));
}

TEST_CASE("enclosures hold the oracle's sum")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    some = [&](std::int64_t least, std::int64_t most) { return exact_fraction(r.between(least, most), r.between(1, 1'000)); };
    for (int i = 0; i < 300; ++i) {
        power_sum sum;
        real      truth = 0;
        for (auto n = r.between(0, 5); n > 0; --n) {
            power_term term{.coefficient = some(-10'000, 10'000), .exponential = some(-3'000, 3'000)};
            real       x = value(term.exponential);
            for (auto k = r.between(0, 3); k > 0; --k) {
                term.powers.emplace_back(some(1, 3'000), some(-2'000, 2'000));
                x += boost::multiprecision::log(value(term.powers.back().first)) * value(term.powers.back().second);
            }
            truth += value(term.coefficient) * boost::multiprecision::exp(x);
            sum.add(std::move(term));
        }
        const enclosure found = sum.at(200);
        const real      trust = abs(truth) * real("1e-130") + real("1e-130");
        REQUIRE(boost::multiprecision::ldexp(real(found.low()), -200) <= truth + trust);
        REQUIRE(boost::multiprecision::ldexp(real(found.high()), -200) >= truth - trust);
        REQUIRE(boost::multiprecision::ldexp(real(found.high() - found.low()), -200) <= (1 + abs(truth)) * real("1e-50"));
    }
}
