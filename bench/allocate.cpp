// SPDX-License-Identifier: BSL-1.0
// Schedules of exact cents against the loops in double that people write instead: 84 rows a schedule, written to memory.
// Variants take turns. The best double is the fastest of the loops on std::rint; the loop that rounds by adding 1.5·2^52 stands
// beside it, out of the race: it is wrong past 2^51, under another rounding mode, and with -ffast-math.
#include "support.hpp"

#include <ratable/calendar/schedule.hpp>
#include <ratable/core/allocate.hpp>
#include <ratable/units/money.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

namespace {

using ratable::rounding;

constexpr std::size_t contracts = 100'000;
constexpr std::size_t months    = 84;

using weights = std::vector<std::int64_t>;
using dollars = ratable::money<ratable::iso4217::USD>;

struct work
{
    weights                   by;
    ratable::allocation_key   key;
    std::vector<std::int64_t> totals;
    std::vector<double>       shares;  // C_k / D, from k = 0
    std::vector<double>       parts;  // the weights as people hold them
    double                    sum = 0;
    std::vector<std::int64_t> rows        = std::vector<std::int64_t>(contracts * months);
    std::vector<double>       double_rows = std::vector<double>(contracts * months);
    std::vector<dollars>      money_rows  = std::vector<dollars>(contracts * months);

    work(ratable::allocation_key k, std::int64_t most) : key(std::move(k)), sum(static_cast<double>(key.sum()))
    {
        bench::numbers draw;
        for (std::size_t i = 0; i < contracts; ++i) totals.push_back(draw.below(most) * (i % 8 == 0 ? -1 : 1));
        double so_far = 0;
        shares.push_back(0);
        for (std::size_t k_ = 0; k_ < key.size(); ++k_) {
            by.push_back(key.weight(k_));
            parts.push_back(static_cast<double>(by.back()));
            shares.push_back((so_far += parts.back()) / sum);
        }
    }
};

ratable::allocation_key days()
{
    using namespace date::literals;
    weights w;
    for (const auto& p : ratable::make_schedule(ratable::period(2025_y / nov / 3, 2032_y / nov / 3), ratable::monthly)) w.push_back(p.days());
    return ratable::allocation_key(w);
}

ratable::allocation_key weights_to(std::int64_t sum)
{
    bench::numbers draw;
    weights        w;
    for (std::size_t k = 0; k < months; ++k) w.push_back(1 + draw.below(sum / static_cast<std::int64_t>(months)) * 2);
    return ratable::allocation_key(w);
}

// Not inlined: each loop is compiled on its own, as in a program that calls it for one contract at a time.
[[gnu::noinline]] void rint_carried(double* __restrict out, double total, const double* share, std::size_t n)
{
    double before = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const double running = std::rint(total * share[k + 1]);
        out[k]               = running - before;
        before               = running;
    }
}

[[gnu::noinline]] void rint_direct(double* __restrict out, double total, const double* share, std::size_t n)
{
    for (std::size_t k = 0; k < n; ++k) out[k] = std::rint(total * share[k + 1]) - std::rint(total * share[k]);
}

[[gnu::noinline]] void magic(double* __restrict out, double total, const double* share, std::size_t n)
{
    constexpr double shift = 0x1.8p52;
    for (std::size_t k = 0; k < n; ++k) out[k] = (total * share[k + 1] + shift) - (total * share[k] + shift);
}

[[gnu::noinline]] void naive(double* __restrict out, double total, const double* weight, double sum, std::size_t n)
{
    for (std::size_t k = 0; k < n; ++k) out[k] = std::round(total / 100 * weight[k] / sum * 100) / 100;
}

[[gnu::noinline]] void stores(std::int64_t* __restrict out, std::int64_t total, std::size_t n)
{
    for (std::size_t k = 0; k < n; ++k) out[k] = total;
}

[[gnu::noinline]] void by_key(std::span<std::int64_t> out, std::int64_t total, const ratable::allocation_key& key, rounding mode)
{
    ratable::allocate_into(out, total, key, mode);
}

template <class M>
[[gnu::noinline]] void money_by_key(std::span<M> out, M total, const ratable::allocation_key& key)
{
    ratable::allocate_into(out, total, key);
}

[[gnu::noinline]] void by_weights(std::span<std::int64_t> out, std::int64_t total, std::span<const std::int64_t> w)
{
    ratable::allocate_into(out, total, w);
}

std::size_t broken(const work& w, const std::vector<std::int64_t>& rows)
{
    std::size_t found = 0;
    for (std::size_t c = 0; c < contracts; ++c) {
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < months; ++k) sum += rows[c * months + k];
        found += sum != w.totals[c];
    }
    return found;
}

/// Rows of money, once units/money.hpp says what its parts are.
template <class M>
void add_money(bench::race& race, work& w, std::size_t stride, std::size_t n)
{
    if constexpr (ratable::allocatable<M>) {
        race.add("exact, key, rows of money<USD>", [&w, stride, n] {
            for (std::size_t c = 0; c < contracts; ++c) {
                money_by_key<M>({w.money_rows.data() + c * stride, n}, M(ratable::decimal<2>::from_units(w.totals[c])), w.key);
            }
            bench::keep(w.money_rows.data());
        });
    }
}

/// `stride` 0 writes every schedule to the same 84 rows, which stay in cache.
void compare(const std::string& title, work& w, std::size_t stride)
{
    const std::size_t n    = bench::unknown(months); // or g++ makes a copy of each loop for 84 rows
    const auto        each = [&w](auto one) {
        for (std::size_t c = 0; c < contracts; ++c) one(c);
        bench::keep(w.rows.data());
        bench::keep(w.double_rows.data());
    };
    const auto exact = [&](rounding mode) {
        return [&, mode] { each([&](std::size_t c) { by_key({w.rows.data() + c * stride, n}, w.totals[c], w.key, mode); }); };
    };
    bench::race race(title, contracts * months);
    race.add("exact, key, half_up", exact(rounding::half_up));
    race.add("exact, key, half_even", exact(rounding::half_even));
    add_money<dollars>(race, w, stride, n);
    race.add("exact, plain weights", [&] { each([&](std::size_t c) { by_weights({w.rows.data() + c * stride, n}, w.totals[c], w.by); }); });
    race.add("double, std::rint, carried", [&] { each([&](std::size_t c) { rint_carried(w.double_rows.data() + c * stride, static_cast<double>(w.totals[c]), w.shares.data(), n); }); }, true);
    race.add("double, std::rint, direct", [&] { each([&](std::size_t c) { rint_direct(w.double_rows.data() + c * stride, static_cast<double>(w.totals[c]), w.shares.data(), n); }); }, true);
    race.add("double, adding 1.5*2^52", [&] { each([&](std::size_t c) { magic(w.double_rows.data() + c * stride, static_cast<double>(w.totals[c]), w.shares.data(), n); }); });
    race.add("double, each row rounded (naive)", [&] { each([&](std::size_t c) { naive(w.double_rows.data() + c * stride, static_cast<double>(w.totals[c]), w.parts.data(), w.sum, n); }); });
    race.add("stores alone", [&] { each([&](std::size_t c) { stores(w.rows.data() + c * stride, w.totals[c], n); }); });
    race.run();
    std::printf("half_up: %.2f x naive, %.2f x stores alone\n", race.ratio("exact, key, half_up", "double, each row rounded (naive)"),
                race.ratio("exact, key, half_up", "stores alone"));
    if (stride == 0) return;
    exact(rounding::half_up)();
    std::size_t naive_broken = 0;
    for (std::size_t c = 0; c < contracts; ++c) {
        std::int64_t sum = 0;
        naive(w.double_rows.data(), static_cast<double>(w.totals[c]), w.parts.data(), w.sum, n);
        for (std::size_t k = 0; k < months; ++k) sum += std::llround(w.double_rows[k] * 100);
        naive_broken += sum != w.totals[c];
    }
    std::printf("schedules that do not sum to their total: exact %zu, naive double %zu, of %zu\n", broken(w, w.rows), naive_broken, contracts);
}

} // namespace

int main()
{
    bench::print_build();
    constexpr std::int64_t cents = 5'000'000'000'000;
    work                   by_days(days(), cents);
    compare("weights are days, 100,000 schedules x 84 rows", by_days, months);
    compare("weights are days, one schedule of 84 rows in cache", by_days, 0);
    work by_capacity(weights_to(std::int64_t{1} << 50), cents);
    compare("weights to 2^50, 100,000 x 84", by_capacity, months);
    work beyond(weights_to(std::int64_t{1} << 60), cents);
    compare("weights to 2^60, 100,000 x 84", beyond, months);
    work far(weights_to(std::int64_t{1} << 60), std::int64_t{1} << 62);
    compare("weights to 2^60 and totals to 2^62, 100,000 x 84", far, months);
}
