// SPDX-License-Identifier: BSL-1.0
// Every kernel of allocate in every mode against what the mode says, on random, tied and extreme cases, under every floating-point rounding.
//
//     oracle_allocate [rows, default 10000000]      RATABLE_SEED=n in the environment draws other cases
//
// Each running total is checked by an inequality in exact 128-bit integers that only one number satisfies; the first ten million, and every
// 128th after them, also against rationals without bounds. Prints how many rows each kernel had; ends with 1 at the first that is wrong, and says which.
#include "../support/oracle.hpp"
#include "../support/random.hpp"

#include <ratable/core/allocate.hpp>
#include <ratable/core/largest_remainder.hpp>

#include <algorithm>
#include <cfenv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

using namespace ratable;

namespace {

using integers = std::vector<std::int64_t>;

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

enum kernel { days, wide, general, once, divided, rep128, by_key, by_weights, remainders, kernels };
constexpr const char* kernel_names[kernels] = {"days", "wide", "general", "once", "divided", "rep128", "by_key", "by_weights", "largest_remainder"};
constexpr const char* mode_names[]          = {"half_even", "half_up", "half_down", "up", "down", "ceiling", "floor", "05up"};

std::uint64_t rows_seen[kernels][8];
std::uint64_t ties_seen[kernels][8];
std::uint64_t rational_seen = 0;

constexpr std::size_t index_of(rounding mode) { return static_cast<std::size_t>(mode); }

[[noreturn]] void differ(kernel which, std::size_t mode, std::int64_t total, const integers& weights, std::size_t row, int128 found)
{
    std::printf("WRONG: kernel %s, mode %s, total %lld, row %zu of %zu, running total %s, RATABLE_SEED=%llu\nweights:", kernel_names[which], mode_names[mode],
                static_cast<long long>(total), row, weights.size(), tests::text(found).c_str(), static_cast<unsigned long long>(tests::seed()));
    for (const std::int64_t w : weights) std::printf(" %lld", static_cast<long long>(w));
    std::printf("\n");
    std::exit(1);
}

template <class Part>
void check(kernel which, rounding mode, std::int64_t total, const integers& weights, const std::vector<Part>& parts)
{
    const std::size_t m   = index_of(mode);
    int128            sum = 0, so_far = 0, running = 0;
    for (const std::int64_t w : weights) sum += w;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        so_far += weights[k];
        running += parts[k];
        bool tie = false;
        if (!tests::is_rounded(running, total * so_far, sum, mode, tie)) differ(which, m, total, weights, k, running);
        ties_seen[which][m] += tie;
        if (++rows_seen[which][m] % 128 == 0 || rational_seen < 10'000'000) {
            ++rational_seen;
            if (tests::rounded(tests::ratio(total * so_far, sum), mode) != tests::big(running)) differ(which, m, total, weights, k, running);
        }
    }
    if (running != total) differ(which, m, total, weights, weights.size(), running);
}

void check_remainders(std::int64_t total, const integers& weights, const integers& parts)
{
    int128 sum = 0, left = total;
    for (const std::int64_t w : weights) sum += w;
    const int128 d = sum < 0 ? -sum : sum;
    struct share { int128 rest; bool one_more; };
    std::vector<share> shares;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const int128 exact = sum < 0 ? -(int128{total} * weights[k]) : int128{total} * weights[k];
        const int128 off   = exact - parts[k] * d; // in [0, d): the floor; in [−d, 0): one more
        if (off >= d || off < -d) differ(remainders, 0, total, weights, k, parts[k]);
        shares.push_back({off < 0 ? off + d : off, off < 0});
        left -= parts[k];
    }
    if (left != 0) differ(remainders, 0, total, weights, weights.size(), left);
    // Who has one more has the larger fraction, or an equal one and comes first: over all pairs, by the least of the ones and the most of the others.
    const share* worst = nullptr;
    for (const share& s : shares) {
        if (s.one_more && (worst == nullptr || s.rest <= worst->rest)) worst = &s; // the last of the least
    }
    if (worst != nullptr) {
        for (const share& s : shares) {
            if (!s.one_more && (s.rest > worst->rest || (s.rest == worst->rest && &s < worst))) differ(remainders, 0, total, weights, static_cast<std::size_t>(&s - shares.data()), 0);
        }
    }
    rows_seen[remainders][0] += weights.size();
}

template <template <bool> class Rows>
void run_kernel(kernel which, const allocation_key& key, std::int64_t total, const integers& weights, rounding mode, bool of_number)
{
    integers                   parts(weights.size());
    const detail::floored_mode how = of_number ? detail::mode_of_number(mode, total < 0) : detail::mode_of_magnitude(mode, total < 0);
    if (how.even) detail::write_rows(parts.data(), parts.size(), total, Rows<true>(key.tables(), total, how.bias));
    else detail::write_rows(parts.data(), parts.size(), total, Rows<false>(key.tables(), total, how.bias));
    check(which, mode, total, weights, parts);
}

std::uint64_t size_of(std::int64_t x) { return detail::signed_magnitude(x).size; }

/// All that can split `total` by `weights`, each kernel called by name wherever its bounds allow.
void run(tests::random& draw, std::int64_t total, const integers& weights)
{
    static constexpr int environments[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    std::fesetround(environments[draw.bits() % 4]);
    const allocation_key key(weights);
    const bool           mixed = std::any_of(weights.begin(), weights.end(), [](std::int64_t w) { return w < 0; });
    const rounding       mode  = tests::every_mode[draw.bits() % 8];
    if (mode != rounding::zero_five_up && !mixed) {
        if (key.sum() < detail::day_limit) {
            run_kernel<detail::day_rows>(days, key, total, weights, mode, true);
        } else {
            if (size_of(total) < detail::wide_limit) run_kernel<detail::wide_rows>(wide, key, total, weights, mode, false);
            run_kernel<detail::general_rows>(general, key, total, weights, mode, true);
        }
        if (size_of(total) < detail::estimate_limit || size_of(key.sum()) < detail::estimate_limit) {
            integers parts(weights.size());
            detail::write_parts_once(std::span<std::int64_t>(parts), total, weights, key.sum(), mode);
            check(once, mode, total, weights, parts);
        }
    }
    check(by_key, mode, total, weights, allocate(total, key, mode));
    if (draw.bits() % 4 == 0) check(by_weights, mode, total, weights, allocate(total, weights, mode));
    if (mixed || mode == rounding::zero_five_up || draw.bits() % 16 == 0) {
        integers parts(weights.size());
        detail::divide_parts(std::span<std::int64_t>(parts), total, [&](std::size_t k) { return weights[k]; }, key.sum(), mode);
        check(divided, mode, total, weights, parts);
    }
    if (draw.bits() % 16 == 0) check(rep128, mode, total, weights, allocate(int128{total}, std::vector<int128>(weights.begin(), weights.end()), mode));
    if (draw.bits() % 16 == 0) check_remainders(total, weights, allocate(total, key, largest_remainder));
    std::fesetround(FE_TONEAREST);
}

/// n weights that sum to `sum` ≥ 1: some zero, some large; zeroes at either end now and then.
integers weights_of_sum(tests::random& draw, std::size_t n, std::int64_t sum)
{
    integers cuts{0, sum};
    for (std::size_t k = 1; k < n; ++k) {
        switch (draw.bits() % 8) {
        case 0: cuts.push_back(0); break;
        case 1: cuts.push_back(sum); break;
        case 2: cuts.push_back(std::min<std::int64_t>(sum, static_cast<std::int64_t>(draw.bits() % 8))); break;
        case 3: cuts.push_back(cuts[static_cast<std::size_t>(draw.bits()) % cuts.size()]); break;
        default: cuts.push_back(draw.between(0, sum));
        }
    }
    std::sort(cuts.begin(), cuts.end());
    integers weights;
    for (std::size_t k = 0; k < n; ++k) weights.push_back(cuts[k + 1] - cuts[k]);
    return weights;
}

std::int64_t any_sum(tests::random& draw)
{
    static constexpr std::int64_t edges[] = {1, 2, 3, 365, 366, detail::day_limit - 2, detail::day_limit - 1, detail::day_limit, detail::day_limit + 1, std::int64_t{1} << 31,
                                             std::int64_t{1} << 32, (std::int64_t{1} << 49) - 1, (std::int64_t{1} << 50) - 1, std::int64_t{1} << 50, (std::int64_t{1} << 50) + 1,
                                             std::int64_t{1} << 53, (std::int64_t{1} << 53) + 1, std::int64_t{1} << 62, (std::int64_t{1} << 62) + 1, most - 1, most};
    switch (draw.bits() % 4) {
    case 0: return edges[draw.bits() % std::size(edges)];
    case 1: return draw.between(1, detail::day_limit + 64);
    default: return std::max<std::int64_t>(1, static_cast<std::int64_t>(draw.bits() >> 1 >> (draw.bits() % 63)));
    }
}

std::int64_t any_total(tests::random& draw)
{
    static constexpr std::int64_t edges[] = {0, 1, static_cast<std::int64_t>(detail::estimate_limit), static_cast<std::int64_t>(detail::wide_limit), std::int64_t{1} << 32, most};
    switch (draw.bits() % 4) {
    case 0: {
        const std::int64_t at = edges[draw.bits() % std::size(edges)];
        const std::int64_t x  = at - draw.between(0, std::min<std::int64_t>(at, 2));
        return draw.coin() ? x : -x;
    }
    case 1: return draw.between(-(std::int64_t{1} << 50) + 1, (std::int64_t{1} << 50) - 1);
    default: return draw.any_int64();
    }
}

/// An odd number times x, or as much of it as fits 64 bits.
std::int64_t odd_multiple(tests::random& draw, std::int64_t x)
{
    const std::int64_t limit = most / x;
    std::int64_t       m     = draw.between(0, limit >> (draw.bits() % 63)) | 1;
    if (m > limit) m = 1;
    return draw.coin() ? m * x : -m * x;
}

/// A total and weights with a tie in about every second row: D is even, and the total an odd multiple of D/2; scaled, so that D is as
/// large as it may be while the total stays small. One in four misses the tie by one.
void tied(tests::random& draw, std::size_t n)
{
    const std::int64_t half    = std::max<std::int64_t>(1, any_sum(draw) / 2);
    integers           weights = weights_of_sum(draw, n, 2 * half);
    const std::int64_t room    = std::max<std::int64_t>(1, most / (2 * half) >> (draw.bits() % 62));
    const std::int64_t scale   = draw.coin() ? 1 : draw.between(1, room);
    for (std::int64_t& w : weights) w *= scale;
    std::int64_t total = odd_multiple(draw, half);
    if (draw.bits() % 4 == 0 && total > least + 1 && total < most) total += draw.coin() ? 1 : -1;
    run(draw, total, weights);
}

/// Weights of both signs, small enough that every running total fits.
void mixed(tests::random& draw, std::size_t n)
{
    integers     weights;
    std::int64_t sum = 0, highest = 0;
    for (std::size_t k = 0; k < n; ++k) {
        weights.push_back(draw.between(-1'000'000, 1'000'000) >> (draw.bits() % 20));
        sum += weights.back();
        highest = std::max(highest, sum < 0 ? -sum : sum);
    }
    if (sum == 0) weights.front() += 1, highest += 1;
    const std::int64_t limit = most / (highest + 1) / 2; // parts fit: |total · C / D| ≤ limit · highest
    run(draw, draw.between(-limit, limit), weights);
}

} // namespace

int main(int argc, char** argv)
{
    const std::uint64_t wanted = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
    std::printf("RATABLE_SEED=%llu\n", static_cast<unsigned long long>(tests::seed()));
    tests::random draw;
    const auto    done = [] {
        std::uint64_t sum = 0;
        for (const auto& of_kernel : rows_seen) {
            for (const std::uint64_t n : of_kernel) sum += n;
        }
        return sum;
    };
    for (std::uint64_t i = 0; i % 64 != 0 || done() < wanted; ++i) {
        const std::size_t n = i % 97 == 0 ? 1'000 : static_cast<std::size_t>(draw.between(1, i % 2 == 0 ? 20 : 150));
        switch (i % 8) {
        case 0: mixed(draw, n); break;
        case 1: case 2: case 3: tied(draw, n); break;
        default: {
            const std::int64_t total = any_total(draw), sum = any_sum(draw); // one after the other, for the same cases from every compiler
            run(draw, total, weights_of_sum(draw, n, sum));
        }
        }
    }
    std::printf("%-18s", "rows (ties)");
    for (const char* name : mode_names) std::printf("%20s", name);
    std::printf("\n");
    for (std::size_t k = 0; k < kernels; ++k) {
        std::printf("%-18s", kernel_names[k]);
        for (std::size_t m = 0; m < 8; ++m) {
            std::printf("%20s", (std::to_string(rows_seen[k][m]) + " (" + std::to_string(ties_seen[k][m]) + ")").c_str());
        }
        std::printf("\n");
    }
    std::printf("%llu rows, %llu of them against rationals too: none differs\n", static_cast<unsigned long long>(done()), static_cast<unsigned long long>(rational_seen));
}
