// SPDX-License-Identifier: BSL-1.0
/// Depreciation for United States tax: MACRS by the tables, after a bonus at the rate of its acquisition date.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/accounting/macrs_tables.hpp>
#include <ratable/accounting/service_time.hpp>
#include <ratable/core/required.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ratable {

/// Property as its tax depreciation needs it.
///
///     macrs_asset<USD>{.basis = usd(5'800'000'000), .property = macrs_property::five_year, .convention = macrs_convention::half_year,
///                      .placed_in_service = 2026_y/oct/1, .bonus = bonus_rate(2025_y/nov/3, 2026_y/oct/1)}
template <currency C>
struct macrs_asset
{
    required<money<C>>         basis;
    required<macrs_property>   property;
    required<macrs_convention> convention;
    required<year_month_day>   placed_in_service;
    required<decimal<2>>       bonus; ///< the share that the first year takes before all else; zero: none, or elected out
};

/// The special allowance of property with a recovery period of up to 20 years: 100 % where it was acquired after 2025-01-19. Where it was acquired before, by the
/// year in which it was placed in service: 100 % to 2022, 80 % in 2023, 60 % in 2024, 40 % in 2025, 20 % in 2026, then none. Acquired means: by the date of the
/// binding contract.
///
/// Errors:  invalid_terms for property acquired before 2017-09-28, when other rates held, and for a day of service before the acquisition.
/// Departs: property with a long production period, which has a year more, is not distinguished: write its rate.
/// Source:  after 26 U.S.C. 168(k)(6), as amended by P.L. 115-97 § 13201 and P.L. 119-21 § 70301.
///
///     bonus_rate(2024_y/dec/1, 2025_y/jun/1)   // 0.40
[[nodiscard]] inline decimal<2> bonus_rate(const year_month_day& acquired, const year_month_day& placed_in_service);

/// What the bonus takes of the basis. Rounds: once, half_up. Errors: as macrs.
template <currency C>
[[nodiscard]] money<C> bonus_of(const macrs_asset<C>& asset);

/// Depreciation by tax years: the bonus first, then the table's percentages of the rest.
///
/// Shape:   a row a tax year; the first begins with the day of service and holds the bonus. The last takes what is left: all of the basis is recovered.
/// Rounds:  the bonus once; the rest on the running total of the percentages; half_up.
/// Errors:  invalid_terms for a basis that is not positive, a bonus outside 0 to 1, a bonus on real property, and as macrs_table; overflow.
/// Departs: tax years of twelve months. The table of twenty-year property in the first quarter sums to 99.992: the last year takes the rest.
/// Source:  after IRS Publication 946, appendix A; 26 U.S.C. 168.
///
///     macrs(hardware)   // 2026: 100 % of 5.8 billion
template <currency C>
[[nodiscard]] amortization_schedule<C> macrs(const macrs_asset<C>& asset, const fiscal_months& tax_years = calendar_years);

/// Which convention property other than real property goes by: mid_quarter where more than 40 % of the year's bases are placed in service in its last three months.
///
/// Errors:  invalid_terms without additions, with a basis below zero, or with additions of more than one tax year; unlike_units.
/// Source:  after 26 U.S.C. 168(d)(3); bases before the bonus, after Reg. 1.168(d)-1(b)(4).
template <currency C>
[[nodiscard]] macrs_convention convention_of(const std::vector<macrs_asset<C>>& additions, const fiscal_months& tax_years = calendar_years);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline decimal<2> bonus_rate(const year_month_day& acquired, const year_month_day& placed_in_service)
{
    using namespace date::literals;
    const sys_days from = checked_day(acquired), in_service = checked_day(placed_in_service);
    if (in_service < from) throw invalid_terms({"bonus", std::string("property must be placed in service from its acquisition on, ") + to_string(from), to_string(in_service), "give both days"});
    if (from < sys_days{2017_y / 9 / 28}) throw invalid_terms({"bonus", "is known for property acquired from 2017-09-28 on", to_string(from), "write the rate that held"});
    if (from > sys_days{2025_y / 1 / 19}) return decimal<2>(1);
    const int year = static_cast<int>(placed_in_service.year());
    return decimal<2>::from_units(year <= 2022 ? 100 : year >= 2027 ? 0 : 80 - 20 * (year - 2023));
}

namespace detail {

template <currency C>
void require_macrs_asset(const macrs_asset<C>& asset)
{
    const money<C>&   basis = asset.basis;
    const decimal<2>& bonus = asset.bonus;
    if (sign(basis) <= 0) throw invalid_terms({"MACRS", "needs a basis above zero", to_string(basis), "write what the property cost"});
    if (bonus < decimal<2>(0) || bonus > decimal<2>(1)) throw invalid_terms({"bonus", "must be a share from 0 to 1", to_string(bonus), "write 1 for 100 %"});
    if (asset.property == macrs_property::nonresidential && sign(bonus) != 0) {
        throw invalid_terms({"bonus", "is for property of up to 20 years", to_string(bonus), "write zero for real property"});
    }
}

/// Which month of its tax year a day is in, from 1.
inline unsigned month_of_tax_year(const year_month_day& day, const fiscal_months& tax_years)
{
    require_fiscal_month(tax_years.last_month);
    return (static_cast<unsigned>(day.month()) + 11 - static_cast<unsigned>(tax_years.last_month)) % 12 + 1;
}

} // namespace detail

template <currency C>
money<C> bonus_of(const macrs_asset<C>& asset)
{
    detail::require_macrs_asset(asset);
    const money<C>&   basis = asset.basis;
    const decimal<2>& bonus = asset.bonus;
    return round<C::minor_digits>(basis * bonus, rounding::half_up);
}

template <currency C>
amortization_schedule<C> macrs(const macrs_asset<C>& asset, const fiscal_months& tax_years)
{
    const money<C>        first_of_all = bonus_of(asset);
    const money<C>&       basis        = asset.basis;
    const year_month_day& day          = asset.placed_in_service;
    const sys_days        in_service   = checked_day(day);
    const auto            percents     = macrs_table(asset.property, asset.convention, detail::month_of_tax_year(day, tax_years));

    std::vector<period>       years;
    std::vector<std::int64_t> weights;
    std::int64_t              left = 100'000;
    const int                 first = fiscal_year_of(tax_years, in_service);
    for (std::size_t i = 0; i < percents.size(); ++i) {
        const period year = fiscal_year(tax_years, first + static_cast<int>(i));
        years.push_back(i == 0 ? period(in_service, year.end()) : year);
        weights.push_back(i + 1 == percents.size() ? left : percents[i].units);
        left -= percents[i].units;
    }
    auto rows = amortize(basis - first_of_all, years, weights);
    rows.front().opening += first_of_all;
    rows.front().charge += first_of_all;
    return rows;
}

template <currency C>
macrs_convention convention_of(const std::vector<macrs_asset<C>>& additions, const fiscal_months& tax_years)
{
    if (additions.empty()) throw invalid_terms({"MACRS", "needs the year's additions", "none", "give all property of the year"});
    const year_month_day& some = additions.front().placed_in_service;
    const int             year = fiscal_year_of(tax_years, checked_day(some));
    int128                all = 0, last_quarter = 0;
    for (const macrs_asset<C>& asset : additions) {
        const year_month_day& day   = asset.placed_in_service;
        const money<C>&       basis = asset.basis;
        static_cast<void>(detail::same_currency(basis.unit, static_cast<const money<C>&>(additions.front().basis).unit));
        if (sign(basis) < 0) throw invalid_terms({"MACRS", "needs a basis of zero or more", to_string(basis), "write what the property cost"});
        if (fiscal_year_of(tax_years, checked_day(day)) != year) {
            throw invalid_terms({"MACRS", std::string("needs additions of one tax year, that of ") + to_string(some), to_string(day), "ask for each year apart"});
        }
        if (asset.property == macrs_property::nonresidential) continue; // has mid_month, and does not count
        all += basis.amount.units;
        if (detail::month_of_tax_year(day, tax_years) > 9) last_quarter += basis.amount.units;
    }
    return last_quarter * 5 > all * 2 ? macrs_convention::mid_quarter : macrs_convention::half_year;
}

} // namespace ratable
