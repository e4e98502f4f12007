// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/quantlib.hpp>

#include <ratable/units/of.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <ql/cashflows/cashflows.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/yield/discountcurve.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/termstructures/yield/zerocurve.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;

namespace {

using leg_flows = std::vector<flow<USD>>;

constexpr const char* shared_counts[] = {"act/360", "act/364", "act/365f", "act/365.25", "act/366", "nl/365", "act/act isda", "30/360", "30e/360"};
constexpr const char* other_counts[]  = {"1/1", "act/365 actual", "act/act afb", "act/act year", "nl/360", "30/360 psa", "30u/360 eom", "30e+/360", "30e/365"};
constexpr compounding every_compounding[] = {compounding::simple,  compounding::annual, compounding::semiannual, compounding::quarterly,
                                             compounding::monthly, compounding::daily,  compounding::continuous};

/// 1 to 84 amounts of USD 1m to 1bn, of either sign where `mixed`, on days up to fifteen years after `on`, unsorted; of several, one may lie on the day itself.
leg_flows any_flows(tests::random& random, sys_days on, bool mixed)
{
    leg_flows flows;
    for (auto n = random.between(1, 84); n > 0; --n) {
        const auto cents = random.between(100'000'000, 100'000'000'000);
        const auto days  = date::days(static_cast<int>(n == 2 ? random.between(0, 1) : random.between(1, 5'479)));
        flows.emplace_back(on + days, usd(decimal<2>::from_units(mixed && random.coin() ? -cents : cents)));
    }
    return flows;
}

sys_days any_day(tests::random& random) { return sys_days(2000_y / jan / 1) + date::days(static_cast<int>(random.between(0, 14'600))); }

leg_flows without_signs(leg_flows flows)
{
    for (auto& row : flows) row.amount = money<USD>(abs(row.amount.amount));
    return flows;
}

template <int Scale>
double real(const money<USD, Scale>& x) { return static_cast<double>(x.amount.units) / std::pow(10.0, Scale); }

double npv(const leg_flows& flows, const QuantLib::YieldTermStructure& curve)
{
    return QuantLib::CashFlows::npv(leg_of(flows), curve, true, curve.referenceDate(), curve.referenceDate());
}

double npv(const leg_flows& flows, const QuantLib::InterestRate& rate, sys_days on)
{
    return QuantLib::CashFlows::npv(leg_of(flows), rate, true, to_quantlib(on), to_quantlib(on));
}

/// Equal to a share of what the flows would be worth without their signs: where those cancel, the digits of a double do too.
bool agree(double a, double b, double gross, double share = 1e-9) { return std::abs(a - b) <= share * gross; }

/// Nodes a few months apart for sixteen years.
struct quoted_curve
{
    curve_terms                   ours;
    std::vector<QuantLib::Date>   dates;
    std::vector<QuantLib::Real>   values;
};

quoted_curve any_curve(tests::random& random, sys_days on, curve_quotes quotes, curve_interpolation between)
{
    const bool              factors = quotes == curve_quotes::factors;
    std::int64_t            value   = factors ? 1'000'000'000'000'000 : 0; // of 10^-15
    std::vector<curve_node> nodes;
    quoted_curve            curve{.ours = {.valued_on = year_month_day(on), .quotes = quotes, .nodes = nodes, .day_count = act_365_fixed{}, .between = between, .beyond = curve_extrapolation::refuse},
                                  .dates = {to_quantlib(on)}, .values = {1.0}};
    for (auto day = on; day < on + date::days(5'900);) {
        day += date::days(static_cast<int>(random.between(20, 400)));
        value = factors ? value / 1'000 * random.between(930, 1'003) : random.between(-10'000'000'000'000, 150'000'000'000'000);
        nodes.push_back({year_month_day(day), decimal<15>::from_units(value)});
        curve.dates.push_back(to_quantlib(day));
        curve.values.push_back(static_cast<double>(value) / 1e15);
    }
    if (!factors) curve.values[0] = curve.values[1];
    curve.ours.nodes = nodes;
    return curve;
}

} // namespace

TEST_CASE("every day that QuantLib has is the same day there")
{
    CHECK(to_quantlib(1970_y / jan / 1) == QuantLib::Date(1, QuantLib::January, 1970));
    for (sys_days day = 1901_y / jan / 1; day <= sys_days(2199_y / dec / 31); day += date::days(1)) {
        const year_month_day   ours(day);
        const QuantLib::Date theirs = to_quantlib(day);
        const bool           same   = theirs.year() == static_cast<int>(ours.year()) && static_cast<unsigned>(theirs.month()) == static_cast<unsigned>(ours.month()) &&
                          static_cast<unsigned>(theirs.dayOfMonth()) == static_cast<unsigned>(ours.day()) && from_quantlib(theirs) == day;
        if (!same) FAIL_CHECK(to_string(day));
    }
    CHECK_REFUSED(invalid_terms, "date: must lie in the years that QuantLib has, 1901 to 2199; got 1900-12-31; value the flow with ratable's own curve", to_quantlib(1900_y / dec / 31));
    CHECK_REFUSED(invalid_terms, "date: must lie in the years that QuantLib has, 1901 to 2199; got 2200-01-01; value the flow with ratable's own curve", to_quantlib(2200_y / jan / 1));
    CHECK_REFUSED(invalid_terms, "date: must lie in the years that QuantLib has, 1901 to 2199; got the null date; value the flow with ratable's own curve", from_quantlib(QuantLib::Date()));
    CHECK_THROWN(invalid_terms, to_quantlib(2025_y / feb / 30));
}

TEST_CASE("the day counts that both have count alike, and the others are refused")
{
    RATABLE_INFO_SEED;
    tests::random random;
    for (const char* name : shared_counts) {
        INFO(name);
        const auto ours   = parse_day_count(name);
        const auto theirs = to_quantlib(ours);
        for (int i = 0; i < 3'000; ++i) {
            const auto anywhere = [&] {
                const year_month_day day(sys_days(1901_y / jan / 1) + date::days(static_cast<int>(random.between(0, 105'000))));
                return random.coin() ? day : year_month_day(day.year() / (random.coin() ? day.month() : date::February) / date::last);
            };
            auto from = anywhere(), to = anywhere();
            if (to < from) std::swap(from, to);
            const fraction years = year_fraction(from, to, ours);
            const double   exact = static_cast<double>(years.numerator()) / static_cast<double>(years.denominator());
            if (!agree(exact, theirs.yearFraction(to_quantlib(from), to_quantlib(to)), 1 + exact, 1e-13)) FAIL_CHECK(to_string(from), " to ", to_string(to));
        }
    }
    for (const char* name : other_counts) {
        INFO(name);
        CHECK_THROWN(invalid_terms, to_quantlib(parse_day_count(name)));
    }
    CHECK_REFUSED(invalid_terms,
                  "day count: must be one that QuantLib has and counts alike; got 30e+/360; write one of act/360, act/364, act/365f, act/365.25, act/366, nl/365, act/act isda, 30/360, 30e/360",
                  to_quantlib(interest_rate{.per_year = rate_of_interest::parse("0.08"), .compounds = compounding::annual, .day_count = thirty_e_plus_360{}}));
}

TEST_CASE("flows become a leg, in the order of their days")
{
    const leg_flows     flows{{2027_y / jan / 1, usd(60.25_d)}, {2026_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(0)}};
    const QuantLib::Leg leg = leg_of(flows);
    REQUIRE(leg.size() == 3);
    CHECK(leg[0]->amount() == -100);
    CHECK(leg[1]->amount() == 60.25);
    CHECK(leg[2]->amount() == 0);
    CHECK(leg[0]->date() == QuantLib::Date(1, QuantLib::January, 2026));
    CHECK(leg[1]->date() == QuantLib::Date(1, QuantLib::January, 2027));
    CHECK(leg[2]->date() == leg[1]->date());
    const flow<iso4217::JPY> yen[] = {{2026_y / jan / 1, of<iso4217::JPY>(1'500)}};
    CHECK(leg_of(yen)[0]->amount() == 1'500);
    CHECK_THROWN(invalid_terms, leg_of(leg_flows{}));
}

TEST_CASE("at a flat rate, both libraries find the same present value")
{
    RATABLE_INFO_SEED;
    tests::random random;
    int           at_the_rate = 0;
    for (int i = 0; i < 300; ++i) {
        const auto on    = any_day(random);
        const auto flows = any_flows(random, on, i % 2 == 0);
        const interest_rate ours{.per_year  = rate_of_interest::from_units(random.between(-5'000'000'000, 250'000'000'000)),
                                 .compounds = every_compounding[random.between(0, 6)],
                                 .day_count = parse_day_count(shared_counts[random.between(0, 8)])};
        CAPTURE(i);
        const double value  = real(present_value<6>(flows, ours, on, rounding::half_even));
        const auto   theirs = to_quantlib(ours);
        const QuantLib::FlatForward flat(to_quantlib(on), theirs.rate(), theirs.dayCounter(), theirs.compounding(), theirs.frequency());
        const double                gross = npv(without_signs(flows), flat);
        CHECK(agree(npv(flows, flat), value, gross));
        CHECK(agree(approximate_present_value(flows, flat), value, gross));
        // At an InterestRate, QuantLib compounds from each flow to the next: the same where years add up.
        const auto count = static_cast<const any_day_count&>(ours.day_count);
        if (static_cast<const compounding&>(ours.compounds) == compounding::simple || count == thirty_360_isda{} || count == thirty_e_360{}) continue;
        CHECK(agree(npv(flows, theirs, on), value, gross));
        ++at_the_rate;
    }
    CHECK(at_the_rate > 100);
}

TEST_CASE("on a curve of the same quotes, both libraries find the same present value, and on the other's factors too")
{
    RATABLE_INFO_SEED;
    tests::random random;
    const auto    check = [&](const leg_flows& flows, const quoted_curve& quoted, const QuantLib::YieldTermStructure& theirs) {
        const double value = npv(flows, theirs), gross = npv(without_signs(flows), theirs);
        CHECK(agree(value, real(present_value<6>(flows, discount_curve(quoted.ours), rounding::half_even)), gross));
        CHECK(agree(value, approximate_present_value(flows, theirs), gross, 1e-13));
        const auto on_their_factors = discount_curve_of(theirs, flows, rounding::half_even);
        CHECK(on_their_factors.valued_on() == sys_days(static_cast<const year_month_day&>(quoted.ours.valued_on)));
        CHECK(agree(value, real(present_value<6>(flows, on_their_factors, rounding::half_even)), gross));
    };
    for (int i = 0; i < 60; ++i) {
        CAPTURE(i);
        const auto on    = any_day(random);
        const auto flows = any_flows(random, on, i % 2 == 0);
        const auto logs  = any_curve(random, on, curve_quotes::factors, curve_interpolation::log_linear_on_factors);
        check(flows, logs, QuantLib::DiscountCurve(logs.dates, logs.values, QuantLib::Actual365Fixed()));
        const auto lines = any_curve(random, on, curve_quotes::factors, curve_interpolation::linear_on_factors);
        check(flows, lines, QuantLib::InterpolatedDiscountCurve<QuantLib::Linear>(lines.dates, lines.values, QuantLib::Actual365Fixed()));
        const auto zeros = any_curve(random, on, curve_quotes::continuous_zero_rates, curve_interpolation::linear_on_zero_rates);
        check(flows, zeros, QuantLib::ZeroCurve(zeros.dates, zeros.values, QuantLib::Actual365Fixed()));
    }
}

TEST_CASE("a factor is rounded by the mode that was named")
{
    const QuantLib::DiscountCurve curve({to_quantlib(2026_y / jan / 1), to_quantlib(2027_y / jan / 1)}, {1.0, 0.1}, QuantLib::Actual365Fixed());
    const leg_flows               flows{{2027_y / jan / 1, usd(1)}, {2026_y / jan / 1, usd(5)}, {2027_y / jan / 1, usd(2)}};
    const auto node = [&](rounding mode) {
        const auto made = discount_curve_of(curve, flows, mode);
        REQUIRE(made.terms().nodes.size() == 1);
        CHECK(made.terms().nodes[0].on == 2027_y / jan / 1);
        return made.terms().nodes[0].value;
    };
    CHECK(node(rounding::half_even) == 0.1_d);
    CHECK(node(rounding::down) == 0.1_d); // the double of 0.1 lies above it, by 5.6e-18
    CHECK(node(rounding::up) == 0.100000000000001_d);
    CHECK(present_value(flows, discount_curve_of(curve, flows, rounding::half_even), rounding::half_even) == usd(5.30_d));
}

TEST_CASE("a curve that does not reach a flow, or has no factor for it, is refused")
{
    const auto            start = to_quantlib(2026_y / jan / 1);
    QuantLib::DiscountCurve curve({start, to_quantlib(2027_y / jan / 1)}, {1.0, 0.95}, QuantLib::Actual365Fixed());
    const leg_flows       early{{2025_y / dec / 31, usd(1)}}, late{{2027_y / jan / 2, usd(1)}}, same_day{{2026_y / jan / 1, usd(1)}};
    CHECK_REFUSED(invalid_terms, "flow: must not lie before the curve's reference date 2026-01-01; got 2025-12-31; a curve says nothing of the past: leave the flow out", approximate_present_value(early, curve));
    CHECK_REFUSED(invalid_terms, "flow: must not lie after the curve's end 2027-01-01; got 2027-01-02; take a longer curve, or enable its extrapolation", approximate_present_value(late, curve));
    CHECK_THROWN(invalid_terms, discount_curve_of(curve, early, rounding::half_even));
    CHECK_THROWN(invalid_terms, discount_curve_of(curve, late, rounding::half_even));
    CHECK_THROWN(invalid_terms, discount_curve_of(curve, leg_flows{}, rounding::half_even));
    CHECK_THROWN(invalid_terms, discount_curve_of(curve, same_day, rounding::half_even));
    CHECK(approximate_present_value(same_day, curve) == 1);
    curve.enableExtrapolation();
    CHECK(approximate_present_value(late, curve) == npv(late, curve));
    const leg_flows             in_ten_years{{2036_y / jan / 1, usd(1)}};
    const QuantLib::FlatForward vast(start, 1'000.0, QuantLib::Actual365Fixed()), tiny(start, 4.0, QuantLib::Actual365Fixed()), grown(start, -1.0, QuantLib::Actual365Fixed()),
        none(start, std::numeric_limits<double>::quiet_NaN(), QuantLib::Actual365Fixed());
    CHECK_REFUSED(invalid_terms, "curve's factor on 2036-01-01: must be a number above 0; got 0.000000; look at the quotes that the curve is made of", approximate_present_value(in_ten_years, vast));
    CHECK_THROWN(invalid_terms, approximate_present_value(in_ten_years, none));
    CHECK_THROWN(invalid_terms, discount_curve_of(tiny, in_ten_years, rounding::half_even));  // e^-40
    CHECK_THROWN(invalid_terms, discount_curve_of(grown, in_ten_years, rounding::half_even)); // e^10
}

TEST_CASE("QuantLib's evaluation date stays as it is")
{
    auto&           global = QuantLib::Settings::instance().evaluationDate();
    const leg_flows flows{{2027_y / jan / 1, usd(100)}};
    for (const QuantLib::Date& set : {QuantLib::Date(), QuantLib::Date(3, QuantLib::November, 2030)}) {
        global = set;
        const QuantLib::FlatForward curve(to_quantlib(2026_y / jan / 1), 0.08, QuantLib::Actual365Fixed());
        CHECK(leg_of(flows).size() == 1);
        CHECK(agree(approximate_present_value(flows, curve), 100 * std::exp(-0.08), 100, 1e-13)); // also where the flow lies before that date
        CHECK(present_value(flows, discount_curve_of(curve, flows, rounding::half_even), rounding::half_even) == usd(92.31_d));
        CHECK(global.value() == set);
    }
    global = QuantLib::Date();
}
