// SPDX-License-Identifier: BSL-1.0
/// The one door to QuantLib: our flows as its leg, our rate as its rate, and its curves under our flows. Optional: no other header includes this one, and
/// whoever does links QuantLib. Nothing here reads or sets QuantLib's evaluation date.
#pragma once

#include <ratable/valuation/discount_curve.hpp>

#include <ql/cashflows/simplecashflow.hpp>
#include <ql/interestrate.hpp>
#include <ql/termstructures/yieldtermstructure.hpp>
#include <ql/time/date.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual364.hpp>
#include <ql/time/daycounters/actual36525.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/actual366.hpp>
#include <ql/time/daycounters/actualactual.hpp>
#include <ql/time/daycounters/thirty360.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// The same day. Errors: invalid_terms outside 1901–2199, the years that QuantLib has; for its null date; for a day that does not exist.
[[nodiscard]] inline QuantLib::Date to_quantlib(sys_days day);
[[nodiscard]] inline QuantLib::Date to_quantlib(const year_month_day& day) { return to_quantlib(checked_day(day)); }
[[nodiscard]] inline sys_days       from_quantlib(const QuantLib::Date& day);

/// The same convention: `act/360`, `act/364`, `act/365f`, `act/365.25`, `act/366`, `nl/365`, `act/act isda`, `30/360`, `30e/360`.
/// Errors:  invalid_terms for the others: QuantLib lacks them, has one of that name which counts otherwise (1.29: act/act afb, 30u/360, 30/360 psa,
///          30e+/360), or uses it otherwise (1/1, on which its flat curve is not 1 on its own day).
/// Departs: back in time QuantLib's 30/360 is not minus the span forward, as ratable's is.
[[nodiscard]] inline QuantLib::DayCounter to_quantlib(const any_day_count& count);

/// The same rate, as the double next to it. QuantLib has every `compounding`. Errors: as its day count.
[[nodiscard]] inline QuantLib::InterestRate to_quantlib(const interest_rate& rate);

/// The flows as simple cash flows, in the order of their days, which QuantLib relies on. Amounts are doubles, in whole units of the currency, which QuantLib
/// does not learn: above 2^53 minor units digits are lost. A leg never feeds an amount that is booked.
///
/// Errors:  invalid_terms without flows; unlike_units for run-time currencies that differ; as the days.
/// Departs: CashFlows::npv at an InterestRate compounds from each flow to the next: with simple interest, and with months of thirty days, that is not
///          ratable's present value, which counts from the day of valuation. On a FlatForward of that rate it is.
///
///     QuantLib::CashFlows::npv(leg_of(flows), curve, true, to_quantlib(day), to_quantlib(day))
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] QuantLib::Leg leg_of(const Flows& flows);

/// What the flows are worth on the curve's reference date, by its own factors, in double: as CashFlows::npv on that date, the flows of the day included.
/// It never feeds an amount that is booked: that is what `discount_curve_of` is for.
/// Errors:  as `leg_of`; invalid_terms for a flow before the reference date, or after the curve's end where it does not extrapolate, and for a factor
///          that is not above 0; what QuantLib throws itself.
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] double approximate_present_value(const Flows& flows, const QuantLib::YieldTermStructure& curve);

/// The curve's factors on the days of the flows, as ratable's curve: `present_value` on it is the cent that these factors make.
///
/// Shape:   a node on each day that has a flow. It is for those days; between them it is log-linear on act/365f, beyond them it refuses.
/// Rounds:  each factor once, by `mode`, the double that QuantLib gives, to 15 digits after the point.
/// Errors:  as `approximate_present_value`; invalid_terms where no flow lies after the reference date, for factors of 9,000 and more, and for such as round to 0.
///
///     present_value(flows, discount_curve_of(*handle, flows, rounding::half_even), rounding::half_even)
template <class Flows> requires detail::contiguous_flows<Flows>
[[nodiscard]] discount_curve discount_curve_of(const QuantLib::YieldTermStructure& curve, const Flows& flows, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr int quantlib_epoch = 25'569; // QuantLib's serial number of 1970-01-01

[[noreturn]] inline void refuse_quantlib_day(std::string found)
{
    throw invalid_terms({"date", "must lie in the years that QuantLib has, 1901 to 2199", std::move(found), "value the flow with ratable's own curve"});
}

/// The curve's factor on a day, checked.
inline double quantlib_factor(const QuantLib::YieldTermStructure& curve, sys_days on)
{
    const QuantLib::Date day = to_quantlib(on);
    if (day < curve.referenceDate()) {
        throw invalid_terms({"flow", std::string("must not lie before the curve's reference date ") + to_string(from_quantlib(curve.referenceDate())), to_string(on), "a curve says nothing of the past: leave the flow out"});
    }
    if (day > curve.maxDate() && !curve.allowsExtrapolation()) {
        throw invalid_terms({"flow", std::string("must not lie after the curve's end ") + to_string(from_quantlib(curve.maxDate())), to_string(on), "take a longer curve, or enable its extrapolation"});
    }
    const double factor = curve.discount(day);
    if (!std::isfinite(factor) || factor <= 0) {
        throw invalid_terms({std::string("curve's factor on ") + to_string(on), "must be a number above 0", std::to_string(factor), "look at the quotes that the curve is made of"});
    }
    return factor;
}

/// The double is a count of a power of two: exactly that. For factors below 9,000, which 15 digits of 64 bits hold.
inline decimal<15> rounded_factor(double factor, sys_days on, rounding mode)
{
    if (factor >= 9'000) {
        throw invalid_terms({std::string("curve's factor on ") + to_string(on), "must be below 9000", std::to_string(factor), "look at the quotes that the curve is made of"});
    }
    int            exponent = 0;
    const auto     count    = static_cast<std::int64_t>(std::ldexp(std::frexp(factor, &exponent), 53));
    const int      shift    = exponent - 53; // below 0: a factor of 2^53 is refused
    const exact_fraction exactly(unbounded(count), unbounded(unbounded(1) << -shift));
    return round<15>(exactly, mode);
}

template <class Amount>
double in_double(const Amount& x)
{
    return static_cast<double>(x.amount.units) / static_cast<double>(power_of_ten<int128>(Amount::scale));
}

} // namespace detail

inline QuantLib::Date to_quantlib(sys_days day)
{
    const auto serial = day.time_since_epoch().count() + detail::quantlib_epoch;
    if (serial < QuantLib::Date::minDate().serialNumber() || serial > QuantLib::Date::maxDate().serialNumber()) detail::refuse_quantlib_day(to_string(day));
    return QuantLib::Date(QuantLib::Date::serial_type{serial});
}

inline sys_days from_quantlib(const QuantLib::Date& day)
{
    if (day == QuantLib::Date()) detail::refuse_quantlib_day("the null date");
    return sys_days(date::days(static_cast<int>(day.serialNumber()) - detail::quantlib_epoch));
}

inline QuantLib::DayCounter to_quantlib(const any_day_count& count)
{
    if (count == act_360{}) return QuantLib::Actual360();
    if (count == act_364{}) return QuantLib::Actual364();
    if (count == act_365_fixed{}) return QuantLib::Actual365Fixed();
    if (count == act_365_25{}) return QuantLib::Actual36525();
    if (count == act_366{}) return QuantLib::Actual366();
    if (count == nl_365{}) return QuantLib::Actual365Fixed(QuantLib::Actual365Fixed::NoLeap);
    if (count == act_act_isda{}) return QuantLib::ActualActual(QuantLib::ActualActual::ISDA);
    if (count == thirty_360_isda{}) return QuantLib::Thirty360(QuantLib::Thirty360::BondBasis);
    if (count == thirty_e_360{}) return QuantLib::Thirty360(QuantLib::Thirty360::European);
    throw invalid_terms({"day count", "must be one that QuantLib has and counts alike", std::string(count.name()),
                         "write one of act/360, act/364, act/365f, act/365.25, act/366, nl/365, act/act isda, 30/360, 30e/360"});
}

inline QuantLib::InterestRate to_quantlib(const interest_rate& rate)
{
    const compounding&         compounds = rate.compounds;
    const auto                 law       = compounds == compounding::simple ? QuantLib::Simple : compounds == compounding::continuous ? QuantLib::Continuous : QuantLib::Compounded;
    const int                  times     = times_a_year(compounds);
    const auto                 frequency = times == 0 ? QuantLib::NoFrequency : static_cast<QuantLib::Frequency>(times); // its values are the times a year
    const rate_of_interest&    per_year  = rate.per_year;
    const double               share     = static_cast<double>(per_year.units) / static_cast<double>(power_of_ten<std::int64_t>(rate_of_interest::scale));
    return {share, to_quantlib(static_cast<const any_day_count&>(rate.day_count)), law, frequency};
}

template <class Flows> requires detail::contiguous_flows<Flows>
QuantLib::Leg leg_of(const Flows& flows)
{
    detail::check_flows(flows);
    QuantLib::Leg leg;
    for (const auto& row : detail::rows_of(flows)) leg.push_back(QuantLib::ext::make_shared<QuantLib::SimpleCashFlow>(detail::in_double(row.amount), to_quantlib(row.on)));
    std::stable_sort(leg.begin(), leg.end(), [](const auto& a, const auto& b) { return a->date() < b->date(); });
    return leg;
}

template <class Flows> requires detail::contiguous_flows<Flows>
double approximate_present_value(const Flows& flows, const QuantLib::YieldTermStructure& curve)
{
    detail::check_flows(flows);
    double sum = 0;
    for (const auto& row : detail::rows_of(flows)) sum += detail::in_double(row.amount) * detail::quantlib_factor(curve, row.on);
    return sum;
}

template <class Flows> requires detail::contiguous_flows<Flows>
discount_curve discount_curve_of(const QuantLib::YieldTermStructure& curve, const Flows& flows, rounding mode)
{
    detail::check_flows(flows);
    const sys_days        valued_on = from_quantlib(curve.referenceDate());
    std::vector<sys_days> days;
    for (const auto& row : detail::rows_of(flows)) days.push_back(row.on);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::vector<curve_node> nodes;
    for (const sys_days on : days) {
        const double factor = detail::quantlib_factor(curve, on);
        if (on != valued_on) nodes.push_back({year_month_day(on), detail::rounded_factor(factor, on, mode)});
    }
    return discount_curve({.valued_on = year_month_day(valued_on),
                           .quotes    = curve_quotes::factors,
                           .nodes     = std::move(nodes),
                           .day_count = act_365_fixed{},
                           .between   = curve_interpolation::log_linear_on_factors,
                           .beyond    = curve_extrapolation::refuse});
}

} // namespace ratable
