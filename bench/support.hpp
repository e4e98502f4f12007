// SPDX-License-Identifier: BSL-1.0
/// What every benchmark shares: variants take turns, medians are compared, and the compiler is named.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

// What the build passes on its command line; `-DRATABLE_BENCH_FLAGS="\"-O2\""` in a build by hand.
#ifndef RATABLE_BENCH_FLAGS
#define RATABLE_BENCH_FLAGS "(flags not given: define RATABLE_BENCH_FLAGS)"
#endif

namespace bench {

/// xorshift64 with a fixed seed: the same work on every machine.
class numbers
{
public:
    std::uint64_t bits()
    {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return state_;
    }
    std::int64_t below(std::int64_t limit) { return static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(limit)); }

private:
    std::uint64_t state_ = 88'172'645'463'325'252U;
};

/// Keeps the compiler from proving that what `p` points to is never read.
inline void keep(const void* p) { asm volatile("" : : "r"(p) : "memory"); }

/// The same number, which the compiler no longer knows.
inline std::size_t unknown(std::size_t n)
{
    asm volatile("" : "+r"(n));
    return n;
}

inline double median(std::vector<double> x)
{
    std::nth_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2), x.end());
    return x[x.size() / 2];
}

/// Variants of one piece of work. `peer` marks those that compete to be the best in double, or whatever `to_peer` calls them.
class race
{
public:
    race(std::string title, std::size_t rows, std::string to_peer = "x best double")
        : title_(std::move(title)), to_peer_(std::move(to_peer)), rows_(static_cast<double>(rows))
    {
    }

    void add(std::string name, std::function<void()> run, bool peer = false) { variants_.push_back({std::move(name), std::move(run), peer, {}}); }

    /// Runs every variant once a turn and prints the table: medians, and the median over the turns of each ratio to that turn's best peer.
    void run(int turns = 15)
    {
        std::vector<double> best(static_cast<std::size_t>(turns), 1e300);
        for (const variant& v : variants_) v.run(); // once unmeasured
        for (std::size_t turn = 0; turn < best.size(); ++turn) {
            for (variant& v : variants_) {
                const auto start = std::chrono::steady_clock::now();
                v.run();
                const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
                v.ns.push_back(spent.count() / rows_);
                if (v.peer) best[turn] = std::min(best[turn], v.ns.back());
            }
        }
        std::printf("\n%s\n%-46s %10s %10s %14s\n", title_.c_str(), "variant", "ns/row", "least", to_peer_.c_str());
        for (const variant& v : variants_) {
            std::vector<double> ratios;
            for (std::size_t turn = 0; turn < best.size(); ++turn) ratios.push_back(v.ns[turn] / best[turn]);
            std::printf("%-46s %10.3f %10.3f %14.2f\n", v.name.c_str(), median(v.ns), *std::min_element(v.ns.begin(), v.ns.end()), median(ratios));
        }
    }

    /// The median over the turns of `name`'s time to `other`'s.
    [[nodiscard]] double ratio(const std::string& name, const std::string& other) const
    {
        const variant &      a = find(name), &b = find(other);
        std::vector<double> ratios;
        for (std::size_t turn = 0; turn < a.ns.size(); ++turn) ratios.push_back(a.ns[turn] / b.ns[turn]);
        return median(ratios);
    }

    /// The least of `name`'s turns, which others on the machine have disturbed least.
    [[nodiscard]] double least(const std::string& name) const { return *std::min_element(find(name).ns.begin(), find(name).ns.end()); }

private:
    struct variant
    {
        std::string           name;
        std::function<void()> run;
        bool                  peer;
        std::vector<double>   ns;
    };

    [[nodiscard]] const variant& find(const std::string& name) const
    {
        return *std::find_if(variants_.begin(), variants_.end(), [&name](const variant& v) { return v.name == name; });
    }

    std::string          title_;
    std::string          to_peer_;
    double               rows_;
    std::vector<variant> variants_;
};

inline void print_build()
{
#if defined(__clang__)
    std::printf("clang++ %s", __clang_version__);
#else
    std::printf("g++ %s", __VERSION__);
#endif
    std::printf(", %s\n", RATABLE_BENCH_FLAGS);
}

} // namespace bench
