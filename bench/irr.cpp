// SPDX-License-Identifier: BSL-1.0
// The rate of return of 84 dated flows: every root certified, one root from a guess, against QuantLib's yield where it is installed, a plain Newton in
// double, and the same in cpp_dec_float_50.
#include "support.hpp"

#include <ratable/units/iso4217.hpp>
#include <ratable/units/of.hpp>
#include <ratable/valuation/irr.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>

#if defined(RATABLE_BENCH_QUANTLIB)
#include "peers/quantlib_yield.hpp"
#endif

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace {

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;
using flows = std::vector<flow<iso4217::USD>>;

/// An outlay, 83 monthly receipts, the last one less `late`.
flows monthly(std::int64_t late)
{
    flows f;
    for (int i = 0; i < 84; ++i) f.emplace_back(sys_days{year_month_day{2025_y / nov / 3} + date::months{i}}, i == 0 ? usd(-10'000'000) : usd(195'000 + 100 * (i % 7) - (i == 83 ? late : 0)));
    return f;
}

template <class Real>
Real newton(const std::vector<Real>& years, const std::vector<Real>& amounts, Real rate, Real accuracy)
{
    using std::log, std::exp, std::abs;
    for (int turn = 0; turn < 100; ++turn) {
        const Real x     = log(1 + rate);
        Real       value = 0, slope = 0;
        for (std::size_t i = 0; i < years.size(); ++i) {
            const Real t = amounts[i] * exp(-years[i] * x);
            value += t;
            slope -= years[i] * t;
        }
        const Real step = value * (1 + rate) / slope;
        rate -= step;
        if (abs(step) < accuracy) break;
    }
    return rate;
}

void compare(const char* title, const flows& f, rate_of_interest guess)
{
    constexpr int passes = 5;
    using dec50          = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<50>>;
    std::vector<int>    days;
    std::vector<double> years, amounts;
    std::vector<dec50>  years50, amounts50;
    for (const auto& x : f) {
        days.push_back(static_cast<int>(x.on.time_since_epoch().count()));
        years.push_back((days.back() - days.front()) / 365.0);
        amounts.push_back(static_cast<double>(x.amount.amount.units) / 100);
        years50.push_back(dec50(days.back() - days.front()) / 365);
        amounts50.push_back(dec50(x.amount.amount.units) / 100);
    }
    const std::span<const flow<iso4217::USD>> all(f);
    const double                              start = static_cast<double>(guess.units) * 1e-12;
    const auto repeated = [](auto make) {
        return [make] {
            for (int pass = 0; pass < passes; ++pass) {
                const auto made = make();
                bench::keep(&made);
            }
        };
    };
    bench::race race(title, passes, "x QuantLib");
    race.add("every rate, certified", repeated([&] { return xirr(all, rounding::half_even); }));
    race.add("one rate from a guess, certified to 1e-10", repeated([&] { return xirr_near(all, guess, 0.0000000001_d); }));
    race.add("double, plain Newton", repeated([&] { return newton<double>(years, amounts, start, 1e-10); }));
    race.add("cpp_dec_float_50, Newton", repeated([&] { return newton<dec50>(years50, amounts50, dec50(start), dec50("1e-40")); }));
#if defined(RATABLE_BENCH_QUANTLIB)
    const bench::quantlib_yield quantlib(days, amounts);
    race.add("QuantLib, yield to 1e-10", repeated([&] { return quantlib.yield(start, 1e-10); }), true);
    race.run(51);
    std::printf("QuantLib takes %.0f x the time of every rate (least turns %.0f x), %.0f x of one from a guess (least turns %.0f x)\n", race.ratio("QuantLib, yield to 1e-10", "every rate, certified"),
                race.least("QuantLib, yield to 1e-10") / race.least("every rate, certified"), race.ratio("QuantLib, yield to 1e-10", "one rate from a guess, certified to 1e-10"),
                race.least("QuantLib, yield to 1e-10") / race.least("one rate from a guess, certified to 1e-10"));
    std::printf("QuantLib's yield %.15f\n", quantlib.yield(start, 1e-10));
#else
    race.run(51);
    std::printf("QuantLib was not found: no peer\n");
#endif
    for (const auto& r : xirr(all, rounding::half_even).roots) std::printf("rate %s in [%s, %s]\n", to_string(r.rate).c_str(), to_string(r.low).c_str(), to_string(r.high).c_str());
    const auto near = xirr_near(all, guess, 0.0000000001_d);
    std::printf("from the guess [%s, %s]; double %.15f\n", to_string(near.low).c_str(), to_string(near.high).c_str(), newton<double>(years, amounts, start, 1e-10));
}

} // namespace

int main()
{
    bench::print_build();
    compare("84 monthly flows, one change of sign", monthly(0), 0.1_d);
    compare("84 monthly flows, two rates", monthly(5'000'000), 0.02_d);

    flows f{{2025_y / nov / 3, usd(-10'000'000)}};
    for (int i = 1; i < 1'000'000; ++i) f.emplace_back(sys_days{2025_y / nov / 4} + date::days{static_cast<int>(std::int64_t{i} * 7919 % 10'950)}, usd(11));
    bench::race race("1,000,000 flows on 10,951 days", f.size());
    race.add("every rate, certified", [&] {
        const auto made = xirr(std::span<const flow<iso4217::USD>>(f), rounding::half_even);
        bench::keep(&made);
    });
    race.run(5);
}
