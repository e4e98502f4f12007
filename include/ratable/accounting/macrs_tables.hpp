// SPDX-License-Identifier: BSL-1.0
/// The percentages of MACRS: as the IRS prints them, and the formula that they follow but for a few entries.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/core/fraction.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// Property by its recovery period in years (general depreciation system). Computers are five-year property.
enum class macrs_property : int { three_year = 3, five_year = 5, seven_year = 7, ten_year = 10, fifteen_year = 15, twenty_year = 20, nonresidential = 39 };

/// From when in its first year property counts.
enum class macrs_convention {
    half_year,   ///< the middle of the year
    mid_quarter, ///< the middle of the quarter
    mid_month,   ///< the middle of the month: nonresidential real property, and nothing else
};
[[nodiscard]] constexpr std::string_view name_of(macrs_convention c);

/// How far the printed figures were checked.
enum class macrs_standing {
    seen,       ///< in a reprint of the table
    recalled,   ///< not confirmed, in whole or in part
    calculated, ///< by the formula: the printed table was not seen
};

/// What a year recovers, in per cent of the basis, as the tables print it.
///
/// Shape:   one percentage a tax year, the first and the last for parts of one: six for five-year property.
/// Units:   per cent; tables of 15 years and below print two digits, the others three.
/// Errors:  invalid_terms for a month outside 1 to 12, and for a convention that the property does not have.
/// Source:  IRS Publication 946, appendix A, tables and A-7a, after reprints: `macrs_standing_of` says how far each was checked.
///
///     macrs_table(macrs_property::five_year, macrs_convention::half_year, 1)   // 20, 32, 19.2, 11.52, 11.52, 5.76
[[nodiscard]] inline std::vector<decimal<3>> macrs_table(macrs_property property, macrs_convention convention, unsigned month_of_tax_year);
[[nodiscard]] inline macrs_standing macrs_standing_of(macrs_property property, macrs_convention convention, unsigned month_of_tax_year);

/// The same by the formula, exactly: the larger of 200 % (15 and 20 years: 150 %, real property: 0 %) declining balance and straight-line over the rest of the life.
/// Source:  after 26 U.S.C. 168(b), (d).
[[nodiscard]] inline std::vector<fraction> macrs_formula(macrs_property property, macrs_convention convention, unsigned month_of_tax_year);

/// The formula as the tables round it: each percentage is rounded half up to its digits, the rounded balance is carried, the last year is what is left of 100.
/// Source:  after Rev. Proc. 87-57, section 8.
[[nodiscard]] inline std::vector<decimal<3>> macrs_formula_rounded(macrs_property property, macrs_convention convention, unsigned month_of_tax_year);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(macrs_convention c)
{
    return c == macrs_convention::half_year ? "half_year" : c == macrs_convention::mid_quarter ? "mid_quarter" : "mid_month";
}

namespace detail {

struct macrs_entry
{
    macrs_property      property;
    int                 quarter; ///< 0: half-year
    macrs_standing      standing;
    int                 years;
    std::array<int, 21> thousandths; ///< of a per cent
};

inline constexpr std::array macrs_entries = [] {
    using enum macrs_property;
    using enum macrs_standing;
    return std::array{
        // Table A-1, half-year.
        macrs_entry{three_year, 0, recalled, 4, {33330, 44450, 14810, 7410}},
        macrs_entry{five_year, 0, seen, 6, {20000, 32000, 19200, 11520, 11520, 5760}},
        macrs_entry{seven_year, 0, seen, 8, {14290, 24490, 17490, 12490, 8930, 8920, 8930, 4460}},
        macrs_entry{ten_year, 0, recalled, 11, {10000, 18000, 14400, 11520, 9220, 7370, 6550, 6550, 6560, 6550, 3280}},
        macrs_entry{fifteen_year, 0, seen, 16, {5000, 9500, 8550, 7700, 6930, 6230, 5900, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 2950}},
        macrs_entry{twenty_year, 0, recalled, 21, {3750, 7219, 6677, 6177, 5713, 5285, 4888, 4522, 4462, 4461, 4462, 4461, 4462, 4461, 4462, 4461, 4462, 4461, 4462, 4461, 2231}},
        // Table A-2, first quarter.
        macrs_entry{three_year, 1, seen, 4, {58330, 27780, 12350, 1540}},
        macrs_entry{five_year, 1, seen, 6, {35000, 26000, 15600, 11010, 11010, 1380}},
        macrs_entry{seven_year, 1, seen, 8, {25000, 21430, 15310, 10930, 8750, 8740, 8750, 1090}},
        macrs_entry{ten_year, 1, seen, 11, {17500, 16500, 13200, 10560, 8450, 6760, 6550, 6550, 6560, 6550, 820}},
        macrs_entry{fifteen_year, 1, seen, 16, {8750, 9130, 8210, 7390, 6650, 5990, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 740}},
        // The second year is printed as 7.000, where the formula has 7.008: this table sums to 99.992.
        macrs_entry{twenty_year, 1, seen, 21, {6563, 7000, 6482, 5996, 5546, 5130, 4746, 4459, 4459, 4459, 4459, 4460, 4459, 4460, 4459, 4460, 4459, 4460, 4459, 4460, 557}},
        // Table A-3, second quarter. Of five and seven years, what follows the fifth was not seen.
        macrs_entry{three_year, 2, seen, 4, {41670, 38890, 14140, 5300}},
        macrs_entry{five_year, 2, recalled, 6, {25000, 30000, 18000, 11370, 11370, 4260}},
        macrs_entry{seven_year, 2, recalled, 8, {17850, 23470, 16760, 11970, 8870, 8870, 8870, 3340}},
        macrs_entry{ten_year, 2, calculated, 11, {12500, 17500, 14000, 11200, 8960, 7170, 6550, 6550, 6560, 6550, 2460}},
        macrs_entry{fifteen_year, 2, calculated, 16, {6250, 9380, 8440, 7590, 6830, 6150, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 2210}},
        macrs_entry{twenty_year, 2, calculated, 21, {4688, 7148, 6612, 6116, 5658, 5233, 4841, 4478, 4463, 4463, 4463, 4463, 4463, 4463, 4462, 4463, 4462, 4463, 4462, 4463, 1673}},
        // Table A-4, third quarter.
        macrs_entry{three_year, 3, seen, 4, {25000, 50000, 16670, 8330}},
        macrs_entry{five_year, 3, seen, 6, {15000, 34000, 20400, 12240, 11300, 7060}},
        macrs_entry{seven_year, 3, seen, 8, {10710, 25510, 18220, 13020, 9300, 8850, 8860, 5530}}, // the reprint has 5.83, which would sum to 100.30
        macrs_entry{ten_year, 3, seen, 11, {7500, 18500, 14800, 11840, 9470, 7580, 6550, 6550, 6560, 6550, 4100}},
        macrs_entry{fifteen_year, 3, seen, 16, {3750, 9630, 8660, 7800, 7020, 6310, 5900, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 3690}},
        macrs_entry{twenty_year, 3, seen, 21, {2813, 7289, 6742, 6237, 5769, 5336, 4936, 4566, 4460, 4460, 4460, 4460, 4461, 4460, 4461, 4460, 4461, 4460, 4461, 4460, 2788}},
        // Table A-5, fourth quarter.
        macrs_entry{three_year, 4, seen, 4, {8330, 61110, 20370, 10190}},
        macrs_entry{five_year, 4, seen, 6, {5000, 38000, 22800, 13680, 10940, 9580}},
        macrs_entry{seven_year, 4, seen, 8, {3570, 27550, 19680, 14060, 10040, 8730, 8730, 7640}},
        macrs_entry{ten_year, 4, calculated, 11, {2500, 19500, 15600, 12480, 9980, 7990, 6550, 6550, 6560, 6550, 5740}},
        macrs_entry{fifteen_year, 4, recalled, 16, {1250, 9880, 8890, 8000, 7200, 6480, 5900, 5900, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5170}},
        macrs_entry{twenty_year, 4, calculated, 21, {938, 7430, 6872, 6357, 5880, 5439, 5031, 4654, 4458, 4458, 4458, 4458, 4458, 4458, 4458, 4458, 4458, 4459, 4458, 4459, 3901}},
    };
}();

// Table A-7a, 39 years, by the month: recalled. Years 2 to 39 are 2.564; the first year is built up from December's 0.107 by 0.214 a month, and so is above the
// formula by up to 0.004; the fortieth mirrors it.
inline constexpr std::array<int, 12> macrs_first_year_by_month = {2461, 2247, 2033, 1819, 1605, 1391, 1177, 963, 749, 535, 321, 107};

inline void require_macrs(macrs_property property, macrs_convention convention, unsigned month)
{
    if (month < 1 || month > 12) throw invalid_terms({"MACRS", "needs a month of the tax year from 1 to 12", std::to_string(month), "count the months from its first"});
    if ((property == macrs_property::nonresidential) != (convention == macrs_convention::mid_month)) {
        throw invalid_terms({"MACRS", property == macrs_property::nonresidential ? "real property goes by mid_month" : "only nonresidential real property goes by mid_month",
                             std::string(name_of(convention)), "write macrs_convention::half_year or mid_quarter for other property"});
    }
}

inline const macrs_entry& macrs_entry_of(macrs_property property, macrs_convention convention, unsigned month)
{
    const int quarter = convention == macrs_convention::mid_quarter ? static_cast<int>(month + 2) / 3 : 0;
    return *std::find_if(macrs_entries.begin(), macrs_entries.end(), [&](const macrs_entry& e) { return e.property == property && e.quarter == quarter; });
}

/// How much of the first year property counts for.
inline fraction macrs_first_year(macrs_convention convention, unsigned month)
{
    const int m = static_cast<int>(month);
    if (convention == macrs_convention::half_year) return {1, 2};
    return convention == macrs_convention::mid_quarter ? fraction(9 - 2 * ((m + 2) / 3), 8) : fraction(25 - 2 * m, 24);
}

/// The formula, where `keep` says what becomes of a year's percentage before the balance is carried.
template <class Keep>
std::vector<fraction> macrs_years(macrs_property property, macrs_convention convention, unsigned month, Keep&& keep)
{
    require_macrs(property, convention, month);
    const int             life   = static_cast<int>(property);
    const fraction        factor = life <= 10 ? fraction(2) : life <= 20 ? fraction(3, 2) : fraction(0);
    fraction              left   = 100, to_come = life, time = macrs_first_year(convention, month);
    std::vector<fraction> years;
    while (time < to_come) {
        years.push_back(keep(std::max(left * factor * time / fraction(life), left * time / to_come)));
        left -= years.back();
        to_come -= time;
        time = 1;
    }
    years.push_back(left);
    return years;
}

} // namespace detail

inline std::vector<decimal<3>> macrs_table(macrs_property property, macrs_convention convention, unsigned month_of_tax_year)
{
    detail::require_macrs(property, convention, month_of_tax_year);
    std::vector<decimal<3>> years;
    if (property == macrs_property::nonresidential) {
        const std::size_t month = month_of_tax_year - 1;
        years.assign(40, decimal<3>::from_units(2564));
        years.front() = decimal<3>::from_units(detail::macrs_first_year_by_month[month]);
        years.back()  = decimal<3>::from_units(detail::macrs_first_year_by_month[11 - month]);
        return years;
    }
    const detail::macrs_entry& entry = detail::macrs_entry_of(property, convention, month_of_tax_year);
    for (const int units : std::span(entry.thousandths).first(static_cast<std::size_t>(entry.years))) years.push_back(decimal<3>::from_units(units));
    return years;
}

inline macrs_standing macrs_standing_of(macrs_property property, macrs_convention convention, unsigned month_of_tax_year)
{
    detail::require_macrs(property, convention, month_of_tax_year);
    if (property == macrs_property::nonresidential) return macrs_standing::recalled;
    return detail::macrs_entry_of(property, convention, month_of_tax_year).standing;
}

inline std::vector<fraction> macrs_formula(macrs_property property, macrs_convention convention, unsigned month_of_tax_year)
{
    return detail::macrs_years(property, convention, month_of_tax_year, [](const fraction& percent) { return percent; });
}

inline std::vector<decimal<3>> macrs_formula_rounded(macrs_property property, macrs_convention convention, unsigned month_of_tax_year)
{
    const int  digits = static_cast<int>(property) < 20 ? 2 : 3;
    const auto years  = detail::macrs_years(property, convention, month_of_tax_year,
                                            [digits](const fraction& percent) { return fraction(round_to_scale(percent, digits, rounding::half_up), digits == 2 ? 100 : 1000); });
    std::vector<decimal<3>> rounded;
    for (const fraction& percent : years) rounded.push_back(round<3>(percent, rounding::half_up)); // exact
    return rounded;
}

} // namespace ratable
