// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/discount_curve.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;
using iso4217::USD;

namespace {

using real  = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<80>, boost::multiprecision::et_off>;
using value = decimal<15>;

curve_terms terms(curve_quotes quotes, curve_interpolation between, curve_extrapolation beyond, any_day_count count = act_365_fixed{})
{
    const bool factors = quotes == curve_quotes::factors;
    return {.valued_on = 2026_y / jan / 1,
            .quotes    = quotes,
            .nodes     = {{{2026_y / jul / 2, factors ? value(0.98_d) : value(0.041_d)}, {2027_y / jan / 1, factors ? value(0.95_d) : value(0.05_d)}, {2029_y / jan / 1, factors ? value(0.8_d) : value(0.07_d)}}},
            .day_count = count,
            .between   = between,
            .beyond    = beyond};
}

constexpr curve_quotes        every_quote[]    = {curve_quotes::factors, curve_quotes::annual_zero_rates, curve_quotes::continuous_zero_rates};
constexpr curve_interpolation every_between[]  = {curve_interpolation::linear_on_factors, curve_interpolation::log_linear_on_factors, curve_interpolation::linear_on_zero_rates};
constexpr curve_extrapolation every_extension[] = {curve_extrapolation::flat_forward, curve_extrapolation::flat_zero};

real exact(const exact_fraction& x) { return real(x.numerator()) / real(x.denominator()); }

/// The curve again, by logarithms of 80 digits: every quote becomes a continuous zero rate or a factor, whichever is asked.
real factor_of(const curve_terms& c, sys_days on)
{
    using boost::multiprecision::exp, boost::multiprecision::log;
    const sys_days start(static_cast<const year_month_day&>(c.valued_on));
    if (on == start) return 1;
    const auto time = [&](sys_days day) { return exact(year_fraction(start, day, static_cast<const any_day_count&>(c.day_count))); };
    std::vector<real> times{0}, factors{1}, zeros{0}, quoted{0};
    for (const auto& node : c.nodes) {
        const real t = time(node.on), q = real(node.value.units) / real(1'000'000'000'000'000);
        times.push_back(t);
        factors.push_back(c.quotes == curve_quotes::factors ? q : c.quotes == curve_quotes::annual_zero_rates ? real(exp(-t * log(1 + q))) : real(exp(-t * q)));
        zeros.push_back(-log(factors.back()) / t);
        quoted.push_back(q);
    }
    zeros[0]  = zeros[1];
    quoted[0] = quoted[1];
    const real  t    = time(on);
    std::size_t high = 1;
    while (high + 1 < times.size() && times[high] < t) ++high;
    const std::size_t low = high - 1;
    const real        w   = (t - times[low]) / (times[high] - times[low]);
    if (t > times[high]) {
        if (c.beyond == curve_extrapolation::flat_zero) return exp(-zeros[high] * t);
        return exp(log(factors[high]) + (log(factors[high]) - log(factors[low])) * (w - 1));
    }
    switch (static_cast<curve_interpolation>(c.between)) {
    case curve_interpolation::linear_on_factors: return factors[low] + (factors[high] - factors[low]) * w;
    case curve_interpolation::log_linear_on_factors: return exp(log(factors[low]) + (log(factors[high]) - log(factors[low])) * w);
    case curve_interpolation::linear_on_zero_rates: break;
    }
    if (c.quotes == curve_quotes::annual_zero_rates) return exp(-t * log(1 + quoted[low] + (quoted[high] - quoted[low]) * w));
    return exp(-t * (zeros[low] + (zeros[high] - zeros[low]) * w));
}

} // namespace

TEST_CASE("a curve of factors is read off at its nodes, whatever lies between")
{
    for (const auto between : every_between) {
        for (const auto beyond : every_extension) {
            const discount_curve c(terms(curve_quotes::factors, between, beyond));
            CHECK(discount_factor<15>(c, 2026_y / jan / 1, rounding::up) == value(1));
            CHECK(discount_factor<15>(c, 2026_y / jul / 2, rounding::up) == 0.98_d);
            CHECK(discount_factor<15>(c, 2027_y / jan / 1, rounding::down) == 0.95_d);
            CHECK(discount_factor<15>(c, 2029_y / jan / 1, rounding::ceiling) == 0.8_d);
        }
    }
}

TEST_CASE("between nodes the named interpolation holds")
{
    using enum curve_interpolation;
    const auto at = [](curve_interpolation between, sys_days on, curve_extrapolation beyond = curve_extrapolation::refuse) {
        return discount_factor<12>(discount_curve(terms(curve_quotes::factors, between, beyond)), on, rounding::half_even);
    };
    CHECK(at(linear_on_factors, 2028_y / jan / 1) == 0.875102599179_d);     // 0.95 - 0.15·365/731
    CHECK(at(log_linear_on_factors, 2028_y / jan / 1) == 0.871882267768_d); // 0.95^(366/731)·0.8^(365/731)
    CHECK(at(linear_on_zero_rates, 2026_y / apr / 2) == 0.989949493661_d);  // √0.98
    CHECK(at(log_linear_on_factors, 2026_y / apr / 2) == 0.989949493661_d);
    CHECK(at(linear_on_factors, 2026_y / apr / 2) == 0.99_d);
    CHECK(at(linear_on_factors, 2031_y / jan / 2, curve_extrapolation::flat_forward) == 0.673684210526_d); // another 731 days: 0.8·0.8/0.95
    CHECK(at(linear_on_factors, 2031_y / jan / 2, curve_extrapolation::flat_forward) == at(linear_on_zero_rates, 2031_y / jan / 2, curve_extrapolation::flat_forward));
    CHECK(at(linear_on_factors, 2032_y / jan / 1, curve_extrapolation::flat_zero) == 0.640130316069_d); // 0.8^(2191/1096)
}

TEST_CASE("every curve gives the oracle's factors and values, inside and beyond")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (const auto quotes : every_quote) {
        for (const auto between : every_between) {
            for (const auto beyond : every_extension) {
                for (const any_day_count& count : {any_day_count(act_365_fixed{}), any_day_count(act_act_isda{})}) {
                    const curve_terms    c = terms(quotes, between, beyond, count);
                    const discount_curve curve(c);
                    std::vector<flow<USD>> flows;
                    real                   sum = 0;
                    for (int i = 0; i < 12; ++i) {
                        const sys_days on = sys_days{2026_y / jan / 1} + date::days{r.between(0, 2'500)};
                        INFO(static_cast<int>(quotes), static_cast<int>(between), static_cast<int>(beyond), " ", to_string(on));
                        const real truth = factor_of(c, on);
                        REQUIRE(discount_factor<20>(curve, on, rounding::floor).units == static_cast<int128>(boost::multiprecision::cpp_int(boost::multiprecision::floor(real(truth * real("1e20") + real("1e-40"))))));
                        flows.emplace_back(on, money<USD>(decimal<2>::from_units(r.between(-1'000'000'000'000, 1'000'000'000'000))));
                        sum += truth * flows.back().amount.amount.units;
                    }
                    for (const rounding mode : {rounding::floor, rounding::ceiling}) {
                        const real whole = mode == rounding::floor ? boost::multiprecision::floor(sum) : boost::multiprecision::ceil(sum);
                        REQUIRE(present_value(flows, curve, mode).amount.units == static_cast<std::int64_t>(boost::multiprecision::cpp_int(whole)));
                    }
                }
            }
        }
    }
}

TEST_CASE("a curve flat at one rate values as the rate does")
{
    const interest_rate rate{.per_year = rate_of_interest::parse("0.08"), .compounds = compounding::annual, .day_count = act_365_fixed{}};
    const discount_curve curve({.valued_on = 2025_y / nov / 3,
                                .quotes    = curve_quotes::annual_zero_rates,
                                .nodes     = {{{2026_y / nov / 3, 0.08_d}, {2028_y / nov / 3, 0.08_d}}},
                                .day_count = act_365_fixed{},
                                .between   = curve_interpolation::linear_on_zero_rates,
                                .beyond    = curve_extrapolation::flat_zero});
    std::vector<flow<USD>> flows;
    for (int k = 84; k > 0; --k) flows.emplace_back(sys_days{date::year_month{date::year{2025}, date::month{11}} / 3 + date::months{k}}, usd(452'380'952.38_d));
    for (const rounding mode : tests::every_mode) CHECK(present_value(flows, curve, mode) == present_value(flows, rate, sys_days{2025_y / nov / 3}, mode));
    CHECK(present_value<6>(flows, curve, rounding::half_up) == present_value<6>(flows, rate, sys_days{2025_y / nov / 3}, rounding::half_up));
}

TEST_CASE("ties on a curve are ties")
{
    using enum curve_interpolation;
    const auto on = [](curve_interpolation between, curve_quotes quotes) { return discount_curve(terms(quotes, between, curve_extrapolation::refuse)); };
    const std::vector<flow<USD>> flows{{2027_y / jan / 1, usd(0.10_d)}, {2026_y / jan / 1, usd(1)}}; // 0.095 + 1
    for (const auto between : every_between) {
        CHECK(present_value(flows, on(between, curve_quotes::factors), rounding::half_even) == usd(1.10_d));
        CHECK(present_value(flows, on(between, curve_quotes::factors), rounding::half_down) == usd(1.09_d));
    }
    const discount_curve roots({.valued_on = 2026_y / jan / 1,
                                .quotes    = curve_quotes::factors,
                                .nodes     = {{{2028_y / jan / 1, 0.98_d}, {2030_y / jan / 1, 0.5_d}}},
                                .day_count = thirty_360_isda{},
                                .between   = log_linear_on_factors,
                                .beyond    = curve_extrapolation::refuse});
    // at 2029 √(0.98·0.5) = 0.7, though neither root is rational
    CHECK(present_value(std::vector<flow<USD>>{{2029_y / jan / 1, usd(0.50_d)}}, roots, rounding::up) == usd(0.35_d));
    CHECK(present_value<1>(std::vector<flow<USD>>{{2029_y / jan / 1, usd(0.50_d)}}, roots, rounding::half_even) == money<USD, 1>(decimal<1>::from_units(4)));
    CHECK(present_value<1>(std::vector<flow<USD>>{{2029_y / jan / 1, usd(0.50_d)}}, roots, rounding::half_down) == money<USD, 1>(decimal<1>::from_units(3)));
}

TEST_CASE("what a curve cannot value is refused, with the rule")
{
    using enum curve_interpolation;
    const discount_curve         curve(terms(curve_quotes::factors, linear_on_factors, curve_extrapolation::refuse));
    const std::vector<flow<USD>> none, past{{2025_y / dec / 31, usd(1)}}, late{{2029_y / jan / 1, usd(1)}, {2029_y / jan / 2, usd(1)}};
    CHECK_THROWN(invalid_terms, present_value(none, curve, rounding::half_even));
    CHECK_REFUSED(invalid_terms, "flow: must not lie before the curve's own day 2026-01-01; got 2025-12-31; a curve says nothing of the past: leave the flow out, or name a flat rate",
                  present_value(past, curve, rounding::half_even));
    CHECK_REFUSED(invalid_terms, "flow: must not lie after the curve's end 2029-01-01; got 2029-01-02; name an extrapolation, flat_forward or flat_zero, or a longer curve",
                  present_value(late, curve, rounding::half_even));
    CHECK(curve.ends_on() == sys_days{2029_y / jan / 1});

    const auto made = [](auto change) {
        curve_terms c = terms(curve_quotes::factors, linear_on_factors, curve_extrapolation::refuse);
        change(c);
        return discount_curve(c);
    };
    CHECK_REFUSED(invalid_terms, "curve.nodes: must have one at least; got none; a flat rate is an interest_rate", made([](auto& c) { c.nodes.clear(); }));
    CHECK_REFUSED(invalid_terms, "curve.nodes[0].on: must lie after the curve's own day; got 2026-01-01; name each day once, in order; on its own day a curve is 1",
                  made([](auto& c) { c.nodes[0].on = 2026_y / jan / 1; }));
    CHECK_REFUSED(invalid_terms, "curve.nodes[2].on: must lie after the node before; got 2027-01-01; name each day once, in order; on its own day a curve is 1",
                  made([](auto& c) { c.nodes[2].on = 2027_y / jan / 1; }));
    CHECK_REFUSED(invalid_terms, "curve.nodes[1].value: must be a factor above 0; got 0.000000000000000; a factor of 0.95 discounts by 5 %", made([](auto& c) { c.nodes[1].value = value(); }));
    CHECK_REFUSED(invalid_terms, "curve.nodes[1].value: must be a rate above -100 %, that is above -1; got -1.000000000000000; a share is written 0.08 for 8 %", made([](auto& c) {
                      c.quotes         = curve_quotes::annual_zero_rates;
                      c.nodes[1].value = value(-1);
                  }));
    CHECK_REFUSED(invalid_terms, "curve.nodes[1].on: must lie after the node before by the curve's day count too; got 2026-07-31; leave the node out, or name a day count that tells the days apart",
                  made([](auto& c) {
                      c.day_count   = thirty_360_isda{};
                      c.nodes[0].on = 2026_y / jul / 30;
                      c.nodes[1].on = 2026_y / jul / 31;
                      c.valued_on   = 2026_y / jan / 30;
                  }));
    CHECK_THROWN(invalid_terms, made([](auto& c) { c.nodes[2].on = 2026_y / feb / 31; }));
}
