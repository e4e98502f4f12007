// SPDX-License-Identifier: BSL-1.0
// What the accounting of schedules adds to the kernels below it: columns of charges and closings against allocate_into, and effective interest to the
// cent against the loop in double that people write instead. Variants take turns.
#include "support.hpp"

#include <ratable/accounting/amortize_into.hpp>
#include <ratable/accounting/effective_interest.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace date::literals;
using namespace ratable;

constexpr std::size_t contracts = 100'000;
constexpr std::size_t months    = 84;

using dollars = money<iso4217::USD>;

const std::vector<period>& seven_years()
{
    static const auto periods = make_schedule(period(2025_y / nov / 3, 2032_y / nov / 3), monthly);
    return periods;
}

struct work
{
    allocation_key            key;
    std::vector<std::int64_t> weights;
    std::vector<dollars>      totals;
    std::vector<double>       shares; // C_k / D, from k = 0
    std::vector<dollars>      charges         = std::vector<dollars>(contracts * months);
    std::vector<dollars>      closings        = std::vector<dollars>(contracts * months);
    std::vector<double>       double_charges  = std::vector<double>(contracts * months);
    std::vector<double>       double_closings = std::vector<double>(contracts * months);

    explicit work(allocation_key k) : key(std::move(k))
    {
        bench::numbers draw;
        for (std::size_t i = 0; i < contracts; ++i) totals.emplace_back(decimal<2>::from_units(draw.below(5'000'000'000'000)));
        double so_far = 0;
        shares.push_back(0);
        for (std::size_t i = 0; i < key.size(); ++i) {
            weights.push_back(key.weight(i));
            shares.push_back((so_far += static_cast<double>(key.weight(i))) / static_cast<double>(key.sum()));
        }
    }
};

// Not inlined: each is compiled on its own, as in a program that calls it for one contract at a time.
[[gnu::noinline]] void kernel(std::span<dollars> out, dollars total, const allocation_key& key) { allocate_into(out, total, key); }
[[gnu::noinline]] void api(std::span<dollars> out, dollars total, const allocation_key& key) { amortize_into(out, total, key); }
[[gnu::noinline]] void api(std::span<dollars> out, std::span<dollars> left, dollars total, const allocation_key& key) { amortize_into(out, left, total, key); }
[[gnu::noinline]] void double_columns(double* __restrict out, double* __restrict left, double total, const double* share, std::size_t n)
{
    double before = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const double running = std::rint(total * share[k + 1]);
        out[k]               = running - before;
        left[k]              = total - running;
        before               = running;
    }
}
[[gnu::noinline]] void double_charges(double* __restrict out, double total, const double* share, std::size_t n)
{
    double before = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const double running = std::rint(total * share[k + 1]);
        out[k]               = running - before;
        before               = running;
    }
}

void columns(const std::string& title, work& w)
{
    const std::size_t n    = bench::unknown(months);
    const auto        each = [&w](auto one) {
        for (std::size_t c = 0; c < contracts; ++c) one(c);
        for (const void* p : {static_cast<const void*>(w.charges.data()), static_cast<const void*>(w.closings.data()), static_cast<const void*>(w.double_charges.data())}) bench::keep(p);
    };
    const auto  charges  = [&](std::size_t c) { return std::span<dollars>(w.charges.data() + c * months, n); };
    const auto  closings = [&](std::size_t c) { return std::span<dollars>(w.closings.data() + c * months, n); };
    const auto  cents    = [&](std::size_t c) { return static_cast<double>(w.totals[c].amount.units); };
    bench::race race(title + ", 100,000 schedules x 84 rows", contracts * months);
    race.add("allocate_into", [&] { each([&](std::size_t c) { kernel(charges(c), w.totals[c], w.key); }); });
    race.add("amortize_into, charges", [&] { each([&](std::size_t c) { api(charges(c), w.totals[c], w.key); }); });
    race.add("amortize_into, charges and closings", [&] { each([&](std::size_t c) { api(charges(c), closings(c), w.totals[c], w.key); }); });
    race.add("double, charges", [&] { each([&](std::size_t c) { double_charges(w.double_charges.data() + c * months, cents(c), w.shares.data(), n); }); }, true);
    race.add("double, charges and closings",
             [&] { each([&](std::size_t c) { double_columns(w.double_charges.data() + c * months, w.double_closings.data() + c * months, cents(c), w.shares.data(), n); }); });
    race.add("amortize, rows", [&] {
        each([&](std::size_t c) { bench::keep(amortize(w.totals[c], seven_years(), w.weights).data()); });
    });
    race.run();
    std::printf("amortize_into: %.3f x allocate_into; with closings %.2f x double with closings\n", race.ratio("amortize_into, charges", "allocate_into"),
                race.ratio("amortize_into, charges and closings", "double, charges and closings"));
}

// -- effective interest ------------------------------------------------------------------------------------------------

struct double_row
{
    period days;
    double opening, charge, interest, payment, closing;
};

/// Dollars, each row's interest rounded to the cent: what people write.
[[gnu::noinline]] std::vector<double_row> double_dollars(double opening, const std::vector<period>& days, const std::vector<double>& paid, double rate)
{
    std::vector<double_row> rows;
    rows.reserve(days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
        const double interest = std::round(opening * rate * 100) / 100;
        const double closing  = opening + interest - paid[i];
        rows.push_back({days[i], opening, 0, interest, paid[i], closing});
        opening = closing;
    }
    return rows;
}

/// Whole cents, by std::rint.
[[gnu::noinline]] std::vector<double_row> double_cents(double opening, const std::vector<period>& days, const std::vector<double>& paid, double rate)
{
    std::vector<double_row> rows;
    rows.reserve(days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
        const double interest = std::rint(opening * rate);
        const double closing  = opening + interest - paid[i];
        rows.push_back({days[i], opening, 0, interest, paid[i], closing});
        opening = closing;
    }
    return rows;
}

void effective()
{
    constexpr std::size_t      loans = 2'000;
    const rate_of_interest     rate  = rate_of_interest::parse("0.0075");
    std::vector<dollars>       openings;
    std::vector<std::vector<dollars>> paid;
    std::vector<std::vector<double>>  double_paid, double_cents_paid;
    bench::numbers             draw;
    for (std::size_t l = 0; l < loans; ++l) {
        paid.emplace_back();
        double_paid.emplace_back();
        double_cents_paid.emplace_back();
        for (std::size_t i = 0; i < months; ++i) {
            paid.back().emplace_back(decimal<2>::from_units(1'000'000 + draw.below(2'000'000'000)));
            double_cents_paid.back().push_back(static_cast<double>(paid.back().back().amount.units));
            double_paid.back().push_back(double_cents_paid.back().back() / 100);
        }
        std::vector<dollars> all(1);
        all.insert(all.end(), paid.back().begin(), paid.back().end());
        openings.push_back(present_value(all, rate, rounding::half_up));
    }
    const auto run = [&](auto one) {
        return [&, one] {
            for (std::size_t l = 0; l < loans; ++l) bench::keep(one(l).data());
        };
    };
    bench::race race("effective interest, 2,000 loans x 84 rows in vectors of rows", loans * months);
    race.add("rounded, to the cent", run([&](std::size_t l) { return effective_interest(openings[l], seven_years(), paid[l], rate, payment_timing::end, interest_carried::rounded); }));
    race.add("exact, certified present values", run([&](std::size_t l) { return effective_interest(openings[l], seven_years(), paid[l], rate, payment_timing::end, interest_carried::exact); }));
    race.add("double, cents, std::rint", run([&](std::size_t l) { return double_cents(static_cast<double>(openings[l].amount.units), seven_years(), double_cents_paid[l], 0.0075); }), true);
    race.add("double, dollars, std::round", run([&](std::size_t l) { return double_dollars(static_cast<double>(openings[l].amount.units) / 100, seven_years(), double_paid[l], 0.0075); }));
    race.run();
    std::size_t left = 0, off = 0;
    for (std::size_t l = 0; l < loans; ++l) {
        left += std::abs(double_dollars(static_cast<double>(openings[l].amount.units) / 100, seven_years(), double_paid[l], 0.0075).back().closing) >= 0.005;
        off += !ties_out(effective_interest(openings[l], seven_years(), paid[l], rate, payment_timing::end, interest_carried::rounded), openings[l]);
    }
    std::printf("rounded: %.2f x double dollars; loans that leave a cent or more: exact cents %zu, double dollars %zu, of %zu\n", race.ratio("rounded, to the cent", "double, dollars, std::round"), off, left,
                loans);
}

} // namespace

int main()
{
    bench::print_build();
    work by_days(key_of(seven_years(), daily));
    columns("by days", by_days);
    bench::numbers            draw;
    std::vector<std::int64_t> mw_months;
    for (std::size_t k = 0; k < months; ++k) mw_months.push_back(1 + draw.below((std::int64_t{1} << 50) / static_cast<std::int64_t>(months)) * 2);
    work capacity{allocation_key(std::span<const std::int64_t>(mw_months))};
    columns("by capacity, weights to 2^50", capacity);
    effective();
}
