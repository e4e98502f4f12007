// SPDX-License-Identifier: BSL-1.0
// Price × quantity → cents, exactly, against the loops in double that people write instead.
// 1,000,000 rows that come from memory, and 2,000 that stay in the cache. Variants take turns; medians of the turns are compared.
#include <ratable/units/charge_amounts.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

using namespace ratable;

constexpr int turns = 31;

using clock_type = std::chrono::steady_clock;
using unit_price = rate<money<iso4217::USD, 4>, gpu_hour_unit<gb300>>;

struct work
{
    std::vector<unit_price>              rates;
    std::vector<money<iso4217::USD, 4>>  prices;
    std::vector<gpu_hours<gb300>>        hours;
    std::vector<money<iso4217::USD>>     amounts;
    std::vector<double>                  double_prices; // dollars
    std::vector<double>                  double_cents;  // ten-thousandths × 1/100, as the best loop wants them
    std::vector<double>                  double_hours;
    std::vector<double>                  double_amounts;
};

work make_work(std::size_t rows)
{
    work          w;
    std::uint64_t state = 88'172'645'463'325'252U; // xorshift64, fixed seed
    const auto    next  = [&state](std::uint64_t below) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        return static_cast<std::int64_t>(state % below);
    };
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t price = 10'000 + next(90'000), hours = next(100'000'000); // $1 to $10, up to 10^8 hours
        w.prices.emplace_back(decimal<4>::from_units(price));
        w.rates.push_back(w.prices.back() / symbols::gpu_h<gb300>);
        w.hours.emplace_back(hours);
        w.double_prices.push_back(static_cast<double>(price) / 10'000);
        w.double_cents.push_back(static_cast<double>(price) / 100);
        w.double_hours.push_back(static_cast<double>(hours));
    }
    w.amounts.resize(rows);
    w.double_amounts.resize(rows);
    return w;
}

void prices_per_symbol(work& w)
{
    multiply_into(std::span(w.amounts), std::span<const money<iso4217::USD, 4>>(w.prices), symbols::gpu_h<gb300>, std::span<const gpu_hours<gb300>>(w.hours), rounding::half_up);
}
void prices_to_even(work& w)
{
    multiply_into(std::span(w.amounts), std::span<const money<iso4217::USD, 4>>(w.prices), symbols::gpu_h<gb300>, std::span<const gpu_hours<gb300>>(w.hours), rounding::half_even);
}
void rates_per_row(work& w)
{
    multiply_into(std::span(w.amounts), std::span<const unit_price>(w.rates), std::span<const gpu_hours<gb300>>(w.hours), rounding::half_up);
}
void one_rate(work& w) { multiply_into(std::span(w.amounts), w.rates[0], std::span<const gpu_hours<gb300>>(w.hours), rounding::half_up); }

void one_by_one(work& w) // the scalar way: an exact amount, then rounded
{
    for (std::size_t i = 0; i < w.hours.size(); ++i) w.amounts[i] = round<2>(w.rates[i] * w.hours[i], rounding::half_up);
}

void double_rint(work& w) // the best loop in double: cents, rounded to even, vectorised
{
    for (std::size_t i = 0; i < w.hours.size(); ++i) w.double_amounts[i] = std::rint(w.double_cents[i] * w.double_hours[i]);
}

void double_naive(work& w) // what people write
{
    for (std::size_t i = 0; i < w.hours.size(); ++i) w.double_amounts[i] = std::round(w.double_prices[i] * w.double_hours[i] * 100) / 100;
}

struct variant
{
    const char* name;
    void (*run)(work&);
    std::vector<double> ns_per_row = {};
};

void compare(std::size_t rows)
{
    work      w          = make_work(rows);
    const int passes     = static_cast<int>(1'000'000 / rows);
    variant   variants[] = {{"double, rint(p * q)", double_rint},      {"double, round(p * q * 100) / 100", double_naive},
                            {"exact, prices per symbol", prices_per_symbol}, {"exact, the same, half_even", prices_to_even},
                            {"exact, one rate per row", rates_per_row}, {"exact, one rate", one_rate},
                            {"exact, one by one", one_by_one}};
    for (int turn = 0; turn < turns; ++turn) {
        for (variant& v : variants) {
            if (v.run == one_by_one && turn % 10 != 0) continue;
            const auto start = clock_type::now();
            for (int pass = 0; pass < passes; ++pass) v.run(w);
            const std::chrono::duration<double, std::nano> spent = clock_type::now() - start;
            v.ns_per_row.push_back(spent.count() / static_cast<double>(rows) / passes);
        }
    }
    const auto median = [](std::vector<double> x) {
        std::nth_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2), x.end());
        return x[x.size() / 2];
    };
    std::printf("%zu rows\n", rows);
    const double best = median(variants[0].ns_per_row), naive = median(variants[1].ns_per_row);
    for (const variant& v : variants) {
        const double ns = median(v.ns_per_row);
        std::printf("  %-34s %7.3f ns/row  %6.2f x the best double  %5.2f x naive double\n", v.name, ns, ns / best, ns / naive);
    }
    one_by_one(w);
    const auto expected = w.amounts;
    prices_per_symbol(w);
    std::size_t wrong = 0, wrong_double = 0;
    double_rint(w);
    for (std::size_t i = 0; i < rows; ++i) {
        wrong += !(w.amounts[i] == expected[i]);
        wrong_double += std::llround(w.double_amounts[i]) != expected[i].amount.units;
    }
    std::printf("  rows that are not the exact product, rounded half up: exact %zu, double %zu\n", wrong, wrong_double);
}

} // namespace

int main()
{
    compare(2'000);
    compare(1'000'000);
}
