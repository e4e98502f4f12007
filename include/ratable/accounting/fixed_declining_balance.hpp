// SPDX-License-Identifier: BSL-1.0
/// Fixed declining balance, as spreadsheets' DB has it: a rate that leads from cost to residual, rounded to three digits.
#pragma once

#include <ratable/accounting/depreciation.hpp>
#include <ratable/core/wide.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ratable {

/// 1 − (residual ÷ cost)^(1 ÷ years), rounded to three digits. Nothing binary enters: the root is compared in whole numbers.
///
/// Rounds:  half_up, to 0.001.
/// Errors:  invalid_terms unless 0 ≤ residual ≤ cost, cost > 0 and there are 1 to 1,000 years.
/// Source:  OpenFormula 1.2, 6.12.14 (DB).
///
///     fixed_declining_rate(usd(1'000'000), usd(100'000), 6)   // 0.319
template <currency C>
[[nodiscard]] decimal<3> fixed_declining_rate(const money<C>& cost, const money<C>& residual, int years);

/// Depreciates as DB(cost; salvage; life; period; month) does: year 1 takes rate × cost × month/12, a year rate × balance, and where the first was
/// short, a year more takes rate × balance × (12 − month)/12.
///
/// Shape:   `years` years from the first to the last, one more if `first_year_months` is below 12; `periods` are theirs.
/// Rounds:  each year once, half_up.
/// Errors:  as fixed_declining_rate; invalid_terms for months outside 1 to 12, or for another number of periods.
/// Departs: spreadsheets carry the balance unrounded; here it is carried as posted, so that rows tie out. A rate of three digits seldom leads to the
///          residual: what is left is in the last closing.
template <currency C>
[[nodiscard]] amortization_schedule<C> fixed_declining_balance(const money<C>& cost, const money<C>& residual, int years, int first_year_months,
                                                               const std::vector<period>& periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
decimal<3> fixed_declining_rate(const money<C>& cost, const money<C>& residual, int years)
{
    static_cast<void>(detail::depreciable_amount(cost, residual));
    if (sign(cost) <= 0) throw invalid_terms({"cost", "must be above zero", to_string(cost), "write what the asset cost"});
    if (years < 1 || years > 1000) throw invalid_terms({"useful life", "must be from one year to 1,000", std::to_string(years), "write such as 6"});
    // Half-thousandths: the rate is k/1000 for the largest k with 1 − (2k − 1)/2000 ≥ the root, that is (2001 − 2k)^years · cost ≥ 2000^years · residual.
    const auto      power = static_cast<unsigned>(years);
    const unbounded right = boost::multiprecision::pow(unbounded(2000), power) * residual.amount.units;
    int             low = 0, high = 1001; // low holds, high does not
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (boost::multiprecision::pow(unbounded(2001 - 2 * middle), power) * cost.amount.units >= right && middle <= 1000 ? low : high) = middle;
    }
    return decimal<3>::from_units(low);
}

template <currency C>
amortization_schedule<C> fixed_declining_balance(const money<C>& cost, const money<C>& residual, int years, int first_year_months, const std::vector<period>& periods)
{
    const decimal<3> rate = fixed_declining_rate(cost, residual, years);
    if (first_year_months < 1 || first_year_months > 12) throw invalid_terms({"first year", "must have from one month to 12", std::to_string(first_year_months), "write 12 for a whole year"});
    const auto rows = static_cast<std::size_t>(years) + (first_year_months < 12 ? 1 : 0);
    if (periods.size() != rows) throw invalid_terms({"schedule", std::string("must have ") + std::to_string(rows) + " periods", std::to_string(periods.size()), "make them with make_schedule"});
    service_time t = service_time_of(periods);
    t.a_year       = 12;
    t.life         = 12 * static_cast<std::int64_t>(years);
    t.time.assign(rows, 12);
    t.time.front() = first_year_months;
    if (first_year_months < 12) t.time.back() = 12 - first_year_months;
    return detail::depreciated_by_years(cost, t, [&](std::int64_t opening, std::int64_t time, std::int64_t) {
        return checked_cast<std::int64_t>(round_to_integer(fraction(opening) * to_fraction(rate) * fraction(time, 12), rounding::half_up));
    });
}

} // namespace ratable
