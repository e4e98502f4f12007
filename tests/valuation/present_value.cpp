// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/present_value.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;

namespace {

interest_rate at(const char* per_year, compounding c = compounding::annual, any_day_count count = act_365_fixed{})
{
    return {.per_year = rate_of_interest::parse(per_year), .compounds = c, .day_count = count};
}

} // namespace

TEST_CASE("flows are worth what they are in the annuity's textbook")
{
    // Three payments of 1,000 at 10 %, whole years of 30/360: 909.0909… + 826.4462… + 751.3148… = 2486.8519…
    const std::vector<flow<USD>> flows{{2027_y / jan / 1, usd(1'000)}, {2028_y / jan / 1, usd(1'000)}, {2029_y / jan / 1, usd(1'000)}};
    const auto                   rate = at("0.1", compounding::annual, thirty_360_isda{});
    CHECK(present_value(flows, rate, 2026_y / jan / 1, rounding::half_even) == usd(2'486.85_d));
    CHECK(present_value<6>(flows, rate, 2026_y / jan / 1, rounding::half_even) == usd(2'486.851991_d));
    CHECK(present_value(flows, rate, 2026_y / jan / 1, rounding::up) == usd(2'486.86_d));
    CHECK(present_value(flows, rate, rounding::half_even) == usd(2'735.54_d)); // on the day of the first
    CHECK(present_value(flows, rate, 2029_y / jan / 1, rounding::half_even) == usd(3'310)); // 1210 + 1100 + 1000
    CHECK(present_value(std::vector{usd(0), usd(1'000), usd(1'000), usd(1'000)}, rate_of_interest::parse("0.1"), rounding::half_even) == usd(2'486.85_d));
    CHECK(present_value<4>(std::vector{usd(0), usd(1'000), usd(1'000), usd(1'000)}, rate_of_interest::parse("0.1"), rounding::half_even) == usd(2'486.8520_d));
}

TEST_CASE("every way of compounding and every day count gives the textbook's factor")
{
    const std::vector<flow<USD>> flows{{2027_y / jan / 1, usd(1'000'000)}};
    const auto value = [&](const interest_rate& rate) { return present_value(flows, rate, 2026_y / jan / 1, rounding::half_even); };
    CHECK(value(at("0.08")) == usd(925'925.93_d));                           // / 1.08
    CHECK(value(at("0.08", compounding::semiannual)) == usd(924'556.21_d));  // / 1.04²
    CHECK(value(at("0.08", compounding::quarterly)) == usd(923'845.43_d));   // / 1.02⁴
    CHECK(value(at("0.08", compounding::monthly)) == usd(923'361.45_d));     // / (1 + 0.08/12)^12
    CHECK(value(at("0.08", compounding::daily)) == usd(923'124.44_d));       // / (1 + 0.08/365)^365
    CHECK(value(at("0.08", compounding::continuous)) == usd(923'116.35_d));  // / e^0.08
    CHECK(value(at("0.08", compounding::simple)) == usd(925'925.93_d));
    CHECK(value(at("0.08", compounding::simple, act_360{})) == usd(924'974.31_d)); // / (1 + 0.08·365/360)
    CHECK(value(at("0.08", compounding::annual, act_act_isda{})) == usd(925'925.93_d));
    CHECK(value(at("0")) == usd(1'000'000));
    for (const char* name : {"1/1", "act/360", "act/364", "act/365f", "act/365.25", "act/366", "act/365 actual", "act/act isda", "act/act afb", "act/act year", "nl/360", "nl/365",
                             "30/360", "30/360 psa", "30u/360 eom", "30e/360", "30e+/360", "30e/365"}) {
        INFO(name);
        const auto          rate  = at("0.21", compounding::annual, parse_day_count(name));
        const exact_fraction  years = year_fraction(2026_y / jan / 31, 2028_y / mar / 1, parse_day_count(name));
        const enclosure     exact = power_of({121, 100}, -years, 128) * exact_fraction(100'000'000);
        CHECK(present_value(std::vector<flow<USD>>{{2028_y / mar / 1, usd(1'000'000)}}, rate, 2026_y / jan / 31, rounding::floor).amount.units == static_cast<std::int64_t>(unbounded(exact.low() >> 128)));
    }
}

TEST_CASE("flows stand in any order, several on a day, and before the day of valuation they grow")
{
    const auto                   rate = at("0.08", compounding::annual, thirty_360_isda{});
    const std::vector<flow<USD>> flows{{2028_y / jan / 1, usd(116.64_d)}, {2026_y / jan / 1, usd(100)}, {2027_y / jan / 1, usd(50)}, {2027_y / jan / 1, usd(58)}};
    CHECK(present_value(flows, rate, 2027_y / jan / 1, rounding::half_even) == usd(324));
    CHECK(present_value(flows, rate, rounding::half_even) == usd(300));
    const flow<USD> on_one_day[] = {{2026_y / jan / 1, usd(-10)}, {2026_y / jan / 1, usd(25)}};
    for (const auto mode : {rounding::half_even, rounding::up, rounding::down}) CHECK(present_value(on_one_day, rate, mode) == usd(15)); // exact: nothing to round
    CHECK(present_value(on_one_day, rate, 2025_y / jan / 1, rounding::half_even) == usd(13.89_d));
    const std::vector<flow<USD>> past{{2026_y / jan / 1, usd(100)}};
    CHECK(present_value(past, at("0.08", compounding::simple, thirty_360_isda{}), 2028_y / jan / 1, rounding::half_even) == usd(116));
}

TEST_CASE("values add up: split flows are worth as much as whole ones, to the cent, and parts to within their own rounding")
{
    const auto             rate = at("0.0725", compounding::monthly, act_act_isda{});
    std::vector<flow<USD>> whole, split;
    std::int64_t           parts = 0;
    for (int k = 0; k < 84; ++k) {
        const auto on = sys_days{date::year_month{date::year{2025}, date::month{11}} / 3 + date::months{k}};
        whole.emplace_back(on, usd(452'380'952.38_d));
        split.emplace_back(on, usd(400'000'000));
        split.emplace_back(on, usd(52'380'952.38_d));
        parts += present_value(std::vector{whole.back()}, rate, 2025_y / nov / 3, rounding::half_even).amount.units;
    }
    const auto value = present_value(whole, rate, rounding::half_even);
    CHECK(value == present_value(split, rate, rounding::half_even));
    CHECK(std::abs(parts - value.amount.units) <= 42);
}

TEST_CASE("rates from -99.99 % to 1,000,000 %, and a thousand years")
{
    const std::vector<flow<USD>> near{{2026_y / jan / 1, usd(1)}, {2027_y / jan / 1, usd(1)}}, far{{1900_y / jan / 1, usd(1)}, {2900_y / jan / 1, usd("90000000000000000.00")}};
    CHECK(present_value(near, at("-0.9999"), rounding::half_even) == usd(10'001));
    CHECK(present_value(near, at("10000"), rounding::up) == usd(1.01_d));
    CHECK(present_value(near, at("10000"), rounding::half_even) == usd(1));
    CHECK(present_value(near, at("9000000", compounding::continuous), rounding::half_even) == usd(1));
    CHECK(present_value(far, at("0.08", compounding::annual, thirty_360_isda{}), rounding::down) == usd(1));
    CHECK(present_value(far, at("0.01", compounding::annual, thirty_360_isda{}), rounding::half_even) == usd("4294066113887.08")); // 1 + 9·10^16/1.01^1000
    CHECK_REFUSED(overflow, "present value: must fit 64 bits of its smallest digit; value the flows nearer to their days, in fewer digits, or in parts", present_value(far, at("0.08"), 2900_y / jan / 1, rounding::half_even));
    CHECK_THROWN(overflow, present_value(far, at("-0.9999"), rounding::half_even));
    CHECK_THROWN(overflow, present_value(far, at("9000000", compounding::continuous), 2900_y / jan / 1, rounding::half_even));
}

TEST_CASE("a million flows")
{
    std::vector<flow<USD>> flows;
    for (int k = 0; k < 1'000'000; ++k) flows.emplace_back(sys_days{2000_y / jan / 1} + date::days{(k * 7'919LL) % 300'000}, usd(100));
    const auto rate  = at("0.05");
    const auto value = present_value(flows, rate, rounding::half_even);
    CHECK(value == present_value(flows, rate, sys_days{2000_y / jan / 1}, rounding::half_even));
    std::vector<flow<USD>> days; // as often as each day comes
    for (int day = 0; day < 300'000; ++day) days.emplace_back(sys_days{2000_y / jan / 1} + date::days{day}, usd(0));
    for (const auto& f : flows) days[static_cast<std::size_t>((f.on - sys_days{2000_y / jan / 1}).count())].amount += f.amount;
    CHECK(value == present_value(days, rate, rounding::half_even));
    CHECK(approximate_present_value(flows, rate, sys_days{2000_y / jan / 1}) == doctest::Approx(static_cast<double>(present_value<8>(flows, rate, rounding::half_even).amount.units) / 1e8).epsilon(1e-11));
}

TEST_CASE("the approximation is close, and no infinity")
{
    const std::vector<flow<USD>> flows{{2026_y / jan / 1, usd(-100)}, {2027_y / jan / 1, usd(60)}, {2028_y / jan / 1, usd(60)}};
    for (const auto way : {compounding::simple, compounding::annual, compounding::monthly, compounding::continuous}) {
        INFO(name_of(way));
        const auto exact = present_value<12>(flows, at("0.07", way), 2027_y / jan / 1, rounding::half_even);
        CHECK(approximate_present_value(flows, at("0.07", way), 2027_y / jan / 1) == doctest::Approx(static_cast<double>(exact.amount.units) / 1e12).epsilon(1e-12));
    }
    const std::vector<flow<USD>> far{{1900_y / jan / 1, usd(1)}};
    CHECK_REFUSED(overflow, "present value: must stay below 10^300 in double; value the flows nearer to their days", approximate_present_value(far, at("1"), 2999_y / jan / 1));
    CHECK_THROWN(invalid_terms, approximate_present_value(far, at("-0.5", compounding::simple), 1890_y / jan / 1));
    CHECK_THROWN(invalid_terms, approximate_present_value(far, at("-0.5", compounding::simple), 1902_y / jan / 1));
}

TEST_CASE("what has no value is refused, with the rule")
{
    const std::vector<flow<USD>> none, one{{2027_y / jan / 1, usd(1)}};
    CHECK_REFUSED(invalid_terms, "flows: must have one at least; got none; a deal without flows has no value to ask for", present_value(none, at("0.08"), rounding::half_even));
    CHECK_REFUSED(invalid_terms, "flows: must have one at least; got none; a deal without flows has no value to ask for", present_value(none, at("0.08"), 2026_y / jan / 1, rounding::half_even));
    CHECK_REFUSED(invalid_terms, "interest rate: must be above -100 % a period, that is above -1, compounding annual; got -1.000000000000; a share is written 0.08 for 8 %",
                  present_value(one, at("-1"), rounding::half_even));
    CHECK_REFUSED(invalid_terms, "interest rate: must be above -100 % a period, that is above -12, compounding monthly; got -12.500000000000; a share is written 0.08 for 8 %",
                  present_value(one, at("-12.5", compounding::monthly), rounding::half_even));
    CHECK_REFUSED(invalid_terms, "interest rate: must be above -100 % a period, that is above -1; got -1.000000000000; a share is written 0.08 for 8 %",
                  present_value(std::vector{usd(1)}, rate_of_interest::parse("-1"), rounding::half_even));
    CHECK_THROWN(invalid_terms, present_value(std::vector<money<USD>>{}, rate_of_interest::parse("0.1"), rounding::half_even));
    CHECK_THROWN(invalid_terms, present_value(one, at("-1", compounding::simple), 2026_y / jan / 1, rounding::half_even));
    CHECK_THROWN(invalid_terms, present_value(one, at("0.08"), sys_days{1800_y / jan / 1}, rounding::half_even));
    const auto dollars = currency_of<2>("USD"), euros = currency_of<2>("EUR");
    using any = money<any_currency<2>>;
    const std::vector<flow<any_currency<2>>> mixed{{2027_y / jan / 1, any(1.00_d, dollars)}, {2027_y / jan / 1, any(1.00_d, euros)}};
    CHECK_THROWN(unlike_units, present_value(mixed, at("0.08"), rounding::half_even));
    CHECK(present_value(std::vector{mixed[1]}, at("0.08"), rounding::half_even) == any(1.00_d, euros));
}

TEST_CASE("a discount factor is the number that it is, rational where it can be")
{
    const auto bond = at("0.21", compounding::annual, thirty_360_isda{});
    CHECK(exact_discount_factor(bond, 2026_y / jan / 1, 2026_y / jul / 1) == exact_fraction(10, 11));
    CHECK(exact_discount_factor(bond, 2026_y / jul / 1, 2026_y / jan / 1) == exact_fraction(11, 10));
    CHECK(exact_discount_factor(bond, 2026_y / jan / 1, 2028_y / jan / 1) == exact_fraction(10'000, 14'641));
    CHECK_FALSE(exact_discount_factor(bond, 2026_y / jan / 1, 2026_y / apr / 1));
    CHECK(exact_discount_factor(bond, 2026_y / jan / 1, 2026_y / jan / 1) == exact_fraction(1));
    CHECK_FALSE(exact_discount_factor(at("0.08", compounding::continuous), 2026_y / jan / 1, 2026_y / jan / 2));
    CHECK(exact_discount_factor(at("0.073", compounding::simple), 2026_y / jan / 1, 2026_y / jan / 11) == exact_fraction(500, 501));
    CHECK(exact_discount_factor(at("0", compounding::continuous), 2026_y / jan / 1, 2027_y / jan / 2) == exact_fraction(1));
    CHECK(discount_factor<6>(bond, 2026_y / jan / 1, 2026_y / jul / 1, rounding::half_even) == 0.909091_d);
    CHECK(discount_factor<15>(at("0.08", compounding::continuous), 2026_y / jan / 1, 2027_y / jan / 1, rounding::half_even) == 0.923116346386636_d);
    CHECK(discount_factor<1>(bond, 2026_y / jul / 1, 2026_y / jan / 1, rounding::up) == 1.1_d);
}
