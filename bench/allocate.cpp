// SPDX-License-Identifier: BSL-1.0
// A day-weighted schedule of exact cents against the loops in double that people write instead.
// 100,000 contracts of 84 months each; rows are written to memory. Variants take turns; medians of the turns are compared.
#include <ratable/calendar/schedule.hpp>
#include <ratable/core/allocate.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

constexpr std::size_t contracts = 100'000;
constexpr std::size_t months    = 84;
constexpr int         turns     = 11;

using clock_type = std::chrono::steady_clock;

struct work
{
    std::vector<std::int64_t> totals;
    std::vector<std::int64_t> weights;
    std::vector<std::int64_t> rows;
    std::vector<double>       double_rows;
};

work make_work()
{
    using namespace date::literals;
    work w;
    for (const auto& p : ratable::make_schedule(ratable::period(2025_y / nov / 3, 2032_y / nov / 3), ratable::monthly)) w.weights.push_back(p.days());
    std::uint64_t state = 88'172'645'463'325'252U; // xorshift64, fixed seed
    for (std::size_t i = 0; i < contracts; ++i) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        w.totals.push_back(static_cast<std::int64_t>(state % 5'000'000'000'000U));
    }
    w.rows.resize(contracts * months);
    w.double_rows.resize(contracts * months);
    return w;
}

void exact(work& w)
{
    for (std::size_t c = 0; c < contracts; ++c) ratable::allocate_into({w.rows.data() + c * months, months}, w.totals[c], w.weights);
}

double total_days(const work& w)
{
    double days = 0;
    for (const std::int64_t weight : w.weights) days += static_cast<double>(weight);
    return days;
}

void double_per_row(work& w) // what people write: each row rounded on its own, so rows need not sum to the total
{
    const double days = total_days(w);
    for (std::size_t c = 0; c < contracts; ++c) {
        const double total = static_cast<double>(w.totals[c]) / 100;
        for (std::size_t k = 0; k < months; ++k) {
            w.double_rows[c * months + k] = std::round(total * static_cast<double>(w.weights[k]) / days * 100) / 100;
        }
    }
}

void double_cumulative(work& w) // the best loop in double: running totals in cents, rounded once each
{
    std::vector<double> share;
    double              so_far = 0;
    const double        days   = total_days(w);
    for (const std::int64_t weight : w.weights) share.push_back((so_far += static_cast<double>(weight)) / days);
    for (std::size_t c = 0; c < contracts; ++c) {
        const double total  = static_cast<double>(w.totals[c]);
        double       before = 0;
        for (std::size_t k = 0; k < months; ++k) {
            const double running          = std::rint(total * share[k]);
            w.double_rows[c * months + k] = running - before;
            before                        = running;
        }
    }
}

struct variant
{
    const char* name;
    void (*run)(work&);
    std::vector<double> ns_per_row = {};
};

} // namespace

int main()
{
    work    w         = make_work();
    variant variants[] = {{"exact cents, allocate_into", exact}, {"double, rounded per row", double_per_row}, {"double, cumulative", double_cumulative}};
    for (int turn = 0; turn < turns; ++turn) {
        for (variant& v : variants) {
            const auto start = clock_type::now();
            v.run(w);
            const std::chrono::duration<double, std::nano> spent = clock_type::now() - start;
            v.ns_per_row.push_back(spent.count() / static_cast<double>(contracts * months));
        }
    }
    std::size_t broken_exact = 0, broken_double = 0;
    exact(w);
    double_per_row(w);
    for (std::size_t c = 0; c < contracts; ++c) {
        std::int64_t sum = 0, double_sum = 0;
        for (std::size_t k = 0; k < months; ++k) {
            sum += w.rows[c * months + k];
            double_sum += std::llround(w.double_rows[c * months + k] * 100);
        }
        broken_exact += sum != w.totals[c];
        broken_double += double_sum != w.totals[c];
    }
    const auto median = [](std::vector<double> x) {
        std::nth_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2), x.end());
        return x[x.size() / 2];
    };
    const double best = median(variants[2].ns_per_row);
    for (const variant& v : variants) std::printf("%-28s %6.2f ns/row  %5.2f x the best double\n", v.name, median(v.ns_per_row), median(v.ns_per_row) / best);
    std::printf("contracts that do not sum to their total: exact %zu, double rounded per row %zu, of %zu\n", broken_exact, broken_double, contracts);
}
