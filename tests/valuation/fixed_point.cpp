// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/fixed_point.hpp>

#include <ratable/valuation/certified.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::detail;

namespace {

static_assert(fixed_product(fixed_one_units, fixed_one_units) == fixed_one_units);
static_assert(fixed_product(fixed_one_units - 1, fixed_one_units / 2) == (fixed_one_units - 1) / 2);

constexpr bool test_annuity()
{
    constexpr timed_units rows[] = {{1, 1'100}, {2, 1'210}, {2, -1'210}, {3, 1'331}};
    const auto            factor = fixed_power(11, 10, 1, 1);
    if (!factor || fixed_sum(rows, *factor, 0, rounding::half_even) != 2'000) return false;
    if (fixed_sum(rows, *factor, 0, rounding::down)) return false; // 2000 itself: whether something is missing, fixed point does not know
    if (fixed_sum(rows, fixed_one, 1, rounding::floor) != 24'310) return false;
    return fixed_sum(rows, fixed_one, -3, rounding::half_even) == 2 && fixed_sum({}, *factor, 0, rounding::up) == 0;
}
static_assert(test_annuity());

enclosure as_enclosure(const fixed_share& x)
{
    const unbounded low(tests::big(static_cast<int128>(x.low >> 1)) * 2 + static_cast<unsigned>(x.low & 1));
    return {low, low + x.slack, 127};
}

/// Whether the two have a number in common: both say that they hold the same one.
bool agree(const fixed_share& x, const enclosure& truth)
{
    const enclosure e = as_enclosure(x);
    return !certainly_less(e, truth) && !certainly_less(truth, e);
}

/// Where fixed point may decline: n/d times the logarithm is 31 or more.
bool large(const exact_fraction& base, const exact_fraction& exponent) { return !certainly_less(log_of(base, 64) * exponent, enclosure::exactly(31, 64)); }

} // namespace

TEST_CASE("an annuity is the same constant at run time") { CHECK(test_annuity()); }

TEST_CASE("a product is the floor of the exact one")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 20'000; ++i) {
        const auto any = [&] { return r.bits() % 8 == 0 ? fixed_one_units - r.bits() % 2 : (uint128{r.bits()} << 63 | r.bits() >> 1) >> (r.bits() % 127); };
        const uint128 x = any(), y = any();
        const auto    big = [](uint128 v) { return tests::cpp_int((tests::cpp_int(static_cast<std::uint64_t>(v >> 64)) << 64) + static_cast<std::uint64_t>(v)); };
        REQUIRE(big(fixed_product(x, y)) == tests::cpp_int(big(x) * big(y)) >> 127);
    }
}

TEST_CASE("powers and exponentials hold the number that certified enclosures hold, and are no wider than they must be")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 4'000; ++i) {
        const auto q = static_cast<std::uint64_t>(r.between(1, std::int64_t{1} << r.between(1, 49)));
        const auto p = q + (r.bits() >> (64 - static_cast<unsigned>(r.between(1, 61))));
        const auto n = static_cast<std::uint64_t>(r.between(0, 1'460)), d = static_cast<std::uint64_t>(r.between(1, 133'590));
        INFO("(", p, "/", q, ")^-(", n, "/", d, ")");
        const auto share = fixed_power(p, q, n, d);
        const exact_fraction base{unbounded(p), unbounded(q)}, exponent{unbounded(n), unbounded(d)};
        if (!share) {
            REQUIRE((p >= std::uint64_t{1} << 62 || large(base, exponent)));
            continue;
        }
        REQUIRE(share->low <= fixed_one_units);
        REQUIRE(share->slack < std::uint64_t{1} << 23);
        REQUIRE(agree(*share, power_of(base, -exponent, 160)));
    }
}

TEST_CASE("logarithms hold the number that certified enclosures hold")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const auto      q     = i < 62 ? std::uint64_t{1} : static_cast<std::uint64_t>(r.between(1, std::int64_t{1} << r.between(1, 49)));
        const auto      p     = i < 62 ? q << i : q + (r.bits() >> (64 - static_cast<unsigned>(r.between(1, 61))));
        const fixed_log found = fixed_log_of(p, q);
        const unbounded low(tests::big(static_cast<int128>(found.low)));
        INFO("ln(", p, "/", q, ")");
        REQUIRE(found.slack < 100);
        const enclosure held(low, low + found.slack, 121), truth = log_of({unbounded(p), unbounded(q)}, 160);
        REQUIRE_FALSE(certainly_less(held, truth));
        REQUIRE_FALSE(certainly_less(truth, held));
    }
}

TEST_CASE("exponentials hold the number that certified enclosures hold")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const auto n = static_cast<std::uint64_t>(r.between(0, std::int64_t{1} << r.between(1, 62))), d = static_cast<std::uint64_t>(r.between(1, std::int64_t{1} << r.between(1, 62)));
        const auto share = fixed_exponential(n, d);
        INFO("e^-(", n, "/", d, ")");
        REQUIRE(share.has_value() == (n / d < 32));
        if (!share) continue;
        REQUIRE(share->slack < std::uint64_t{1} << 23);
        REQUIRE(agree(*share, exp(enclosure::exactly({-unbounded(n), unbounded(d)}, 160))));
    }
}

TEST_CASE("whole powers, kept or calculated again, hold the exact ones")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    factor = fixed_power(108, 100, 1, 365);
    REQUIRE(factor);
    fixed_powers powers(*factor);
    for (int i = 0; i < 3'000; ++i) {
        const auto n = static_cast<std::uint64_t>(r.between(0, r.coin() ? 100 : 400'000));
        INFO(n);
        REQUIRE(agree(powers.of(n), power_of({108, 100}, {-static_cast<std::int64_t>(n), 365}, 200)));
    }
}

TEST_CASE("a sum that fixed point decides is the one that enclosures decide; what it declines it says")
{
    RATABLE_INFO_SEED;
    tests::random r;
    const auto    factor  = fixed_power(21, 20, 1, 12);
    int           decided = 0;
    REQUIRE(factor);
    for (int i = 0; i < 1'500; ++i) {
        std::vector<timed_units> rows;
        std::int64_t             when = 0;
        for (auto n = r.between(1, 9); n > 0; --n) rows.push_back({when += r.between(0, 40), r.between(-1'000'000'000'000, 1'000'000'000'000)});
        const auto mode  = tests::every_mode[r.bits() % 8];
        const int  shift = static_cast<int>(r.between(-3, 3));
        const auto found = fixed_sum(rows, *factor, shift, mode);
        if (!found) continue;
        ++decided;
        const auto at = [&](int bits) {
            enclosure sum;
            for (const auto& row : rows) sum += power_of({21, 20}, {-row.when, 12}, bits) * exact_fraction(row.units);
            return shift < 0 ? sum * exact_fraction(1, power_of_ten<unbounded>(-shift)) : sum * exact_fraction(power_of_ten<unbounded>(shift));
        };
        REQUIRE(round_certified(at, [] { return std::optional<exact_fraction>(); }, 0, mode) == *found);
    }
    CHECK(decided > 1'490);
    const std::int64_t most = highest_of<std::int64_t>, least = lowest_of<std::int64_t>;
    CHECK_FALSE(fixed_sum(std::vector<timed_units>{{0, most}}, *factor, 0, rounding::up));
    CHECK_FALSE(fixed_sum(std::vector<timed_units>{{0, least}}, *factor, 0, rounding::up));
    CHECK_FALSE(fixed_sum(std::vector<timed_units>{{0, most / 2}, {0, most / 2}}, *factor, 0, rounding::up));
    CHECK_FALSE(fixed_sum(std::vector<timed_units>{{0, most / 4}}, *factor, 5, rounding::up));
    CHECK_FALSE(fixed_sum(std::vector<timed_units>{{2, 1}, {1, 1}}, *factor, 0, rounding::up));
    CHECK_FALSE(fixed_sum(std::vector<timed_units>{{-1, 1}}, *factor, 0, rounding::up));
    CHECK_FALSE(fixed_power(9, 10, 1, 365)); // grows
    CHECK_FALSE(fixed_power(1, 0, 1, 365));
}
