// SPDX-License-Identifier: BSL-1.0
// The present value of 84 monthly payments at 8 %, correctly rounded to the cent, against QuantLib where it is installed, against a loop in double (a power a flow),
// and against 50 decimal digits. Each turn values the same flows at many rates, so that nothing can be kept from one to the next.
#include "support.hpp"

#include <ratable/valuation/discount_curve.hpp>
#include <ratable/valuation/present_value.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>

#if defined(RATABLE_BENCH_QUANTLIB)
#include "peers/quantlib_value.hpp"
#endif

#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using namespace ratable;
using namespace date::literals;
using dollars = flow<iso4217::USD>;
using decimal_float = boost::multiprecision::cpp_dec_float_50;

constexpr int values = 100; // a turn

const sys_days on = 2025_y / nov / 3;

std::vector<dollars> payments()
{
    std::vector<dollars> flows;
    for (int month = 1; month <= 84; ++month) flows.emplace_back(sys_days{date::year_month{date::year{2025}, date::month{11}} / 3 + date::months{month}}, usd("452380952.38"));
    return flows;
}

interest_rate rate(int i, any_day_count count)
{
    return {.per_year = rate_of_interest::from_units(80'000'000'000 + i * std::int64_t{7'000'000}), .compounds = compounding::annual, .day_count = count};
}

/// What most write: cents as double, a power a flow.
double plain_loop(const std::vector<int>& days, const std::vector<double>& amounts, double r)
{
    double sum = 0;
    for (std::size_t i = 0; i < days.size(); ++i) sum += amounts[i] * std::pow(1 + r, -days[i] / 365.0);
    return std::round(sum * 100) / 100;
}

decimal_float fifty_digits(const std::vector<int>& days, const decimal_float& amount, const decimal_float& r)
{
    decimal_float sum = 0;
    for (const int n : days) sum += amount / pow(decimal_float(1 + r), decimal_float(n) / 365);
    return sum;
}

} // namespace

int main()
{
    bench::print_build();
    const std::vector<dollars> flows = payments();
    std::vector<int>           days, since_1970;
    std::vector<double>        amounts;
    for (const dollars& f : flows) {
        days.push_back(static_cast<int>((f.on - on).count()));
        since_1970.push_back(static_cast<int>(f.on.time_since_epoch().count()));
        amounts.push_back(static_cast<double>(f.amount.amount.units) / 100);
    }
    const auto valued = [&](any_day_count count) {
        return [&flows, count] {
            for (int i = 0; i < values; ++i) {
                const auto value = present_value(flows, rate(i, count), on, rounding::half_even);
                bench::keep(&value);
            }
        };
    };
    bench::race race("present value of 84 flows, ns a value", values, "x QuantLib");
    race.add("ratable, correctly rounded, act/365f", valued(act_365_fixed{}));
    race.add("ratable, correctly rounded, 30/360", valued(thirty_360_isda{}));
    race.add("ratable, correctly rounded, act/act isda", valued(act_act_isda{}));
    race.add("ratable, the certified way alone (1 in 100)", [&] {
        auto timed = detail::timed(flows, act_365_fixed{}, on);
        const auto value = detail::certified_sum_of(timed.rows, detail::growth_at(rate(0, act_365_fixed{}), timed.a_quantum), 0, rounding::half_even);
        bench::keep(&value);
    });
    race.add("ratable, approximate_present_value", [&] {
        for (int i = 0; i < values; ++i) {
            const double value = approximate_present_value(flows, rate(i, act_365_fixed{}), on);
            bench::keep(&value);
        }
    });
    race.add("double, a power a flow", [&] {
        for (int i = 0; i < values; ++i) {
            const double value = plain_loop(days, amounts, 0.08 + i * 7e-6);
            bench::keep(&value);
        }
    });
    race.add("cpp_dec_float_50, a power a flow (1 in 100)", [&] {
        const decimal_float value = fifty_digits(days, decimal_float("452380952.38"), decimal_float("0.08"));
        bench::keep(&value);
    });
#if defined(RATABLE_BENCH_QUANTLIB)
    const bench::quantlib_value quantlib(since_1970, amounts, 0.08);
    const auto                  repeated = [](auto value) {
        return [value] {
            for (int i = 0; i < values; ++i) {
                const double found = value();
                bench::keep(&found);
            }
        };
    };
    race.add("QuantLib, CashFlows::npv at a rate", repeated([&] { return quantlib.at_rate(); }), true);
    race.add("QuantLib, CashFlows::npv on a flat curve", repeated([&] { return quantlib.on_curve(); }));
#endif
    race.run(31);
    std::printf("rows of (1 in 100) are to be multiplied by 100\n");

    const auto value = present_value(flows, rate(0, act_365_fixed{}), on, rounding::half_even);
    std::printf("ratable %s, loop in double %.2f, 50 digits %s\n", to_string(value).c_str(), plain_loop(days, amounts, 0.08),
                fifty_digits(days, decimal_float("452380952.38"), decimal_float("0.08")).str(20).c_str());
#if defined(RATABLE_BENCH_QUANTLIB)
    std::printf("QuantLib %.2f\n", quantlib.at_rate());
    const char* ours = "ratable, correctly rounded, act/365f";
    std::printf("QuantLib takes %.1f x the time (least turns: %.1f x)\n", race.ratio("QuantLib, CashFlows::npv at a rate", ours), race.least("QuantLib, CashFlows::npv at a rate") / race.least(ours));
#endif
    int wrong = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto right = present_value(flows, rate(i, act_365_fixed{}), on, rounding::half_even).amount.units;
        wrong += std::llround(plain_loop(days, amounts, 0.08 + i * 7e-6) * 100) != right;
    }
    std::printf("%d of 10000 values of the loop in double are another cent\n", wrong);

    std::vector<dollars> many; // 10^6 over 300,000 days
    for (int k = 0; k < 1'000'000; ++k) many.emplace_back(on + date::days{(k * 7'919LL) % 300'000}, usd(100));
    bench::race long_race("present value of 10^6 flows, ns a flow", many.size());
    long_race.add("ratable, correctly rounded", [&] {
        const auto found = present_value(many, rate(0, act_365_fixed{}), on, rounding::half_even);
        bench::keep(&found);
    });
    long_race.add("double, a power a flow", [&] {
        double sum = 0;
        for (const dollars& f : many) sum += static_cast<double>(f.amount.amount.units) * std::pow(1.08, -static_cast<double>((f.on - on).count()) / 365.0);
        bench::keep(&sum);
    }, true);
    long_race.run(5);
}
