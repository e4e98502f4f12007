// SPDX-License-Identifier: BSL-1.0
// What must not compile on the units floor, and the words in which it is refused. Twins that compile come first.
#include <ratable/units/compute.hpp>
#include <ratable/units/fx.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr fx_rate<USD, EUR>     rate{.quote_per_base = 1.1550_d, .on = 2025_y / nov / 3};
[[maybe_unused]] constexpr auto dollars       = usd(1) + convert(eur(1), rate, rounding::half_up);
[[maybe_unused]] constexpr bool compared      = usd(1) < convert(eur(1), rate, rounding::half_up);
[[maybe_unused]] constexpr bool equal         = usd(1) == usd("1.00");
[[maybe_unused]] constexpr auto dime          = usd("0.10");
[[maybe_unused]] constexpr auto another_dime  = usd(0.10_d);
[[maybe_unused]] constexpr money<USD> five    = usd(5);
[[maybe_unused]] constexpr money<USD> rounded = round<2>(usd(0.125_d), rounding::half_up);
[[maybe_unused]] constexpr auto third         = round<2>(to_fraction(usd(1).amount) / 3, rounding::half_up);
[[maybe_unused]] constexpr auto half          = usd(1) * 0.5_d;
[[maybe_unused]] constexpr auto rack          = 2.5_d * MW;
[[maybe_unused]] constexpr auto a_day         = 1 * MWh + 1 * MW * (24 * hrs);
[[maybe_unused]] constexpr auto it_load       = 1 * MW_it + 2 * MW_it;
[[maybe_unused]] constexpr auto gpu_time      = 2 * gpu_h<h100> + 3 * gpu_h<h100>;
[[maybe_unused]] constexpr hours one_hour(1);

} // namespace

// case dollars_plus_euros: two currencies do not add: convert one with a stated fx_rate first
#ifdef CASE_dollars_plus_euros
constexpr auto x = usd(1) + eur(1);
#endif

// case dollars_minus_euros: two currencies do not subtract: convert one with a stated fx_rate first
#ifdef CASE_dollars_minus_euros
constexpr auto x = usd(1) - eur(1);
#endif

// case dollars_compared_with_euros: two currencies do not compare: convert one with a stated fx_rate first
#ifdef CASE_dollars_compared_with_euros
constexpr bool x = usd(1) < eur(1);
#endif

// case dollars_equal_euros: two currencies do not compare: convert one with a stated fx_rate first
#ifdef CASE_dollars_equal_euros
constexpr bool x = usd(1) == eur(1);
#endif

// case run_time_currency_plus_dollars: two currencies do not add: convert one with a stated fx_rate first
#ifdef CASE_run_time_currency_plus_dollars
auto f(money<any_currency<2>> a) { return a + usd(1); }
#endif

// case money_from_a_float: binary floats are not money: write usd[(]"0.10"[)] or usd[(]0.10_d[)]
#ifdef CASE_money_from_a_float
constexpr auto x = usd(0.1);
#endif

// case yen_from_a_float: binary floats are not money: write jpy[(]10[)]
#ifdef CASE_yen_from_a_float
constexpr auto x = jpy(10.0);
#endif

// case money_is_a_bare_number: a bare number is not money: write usd[(]100[)], or money<USD>::parse[(]"100.00 USD"[)]
#ifdef CASE_money_is_a_bare_number
constexpr money<USD> x = 5;
#endif

// case money_of_a_bare_number: a bare number is not money: write usd[(]100[)], or money<USD>::parse[(]"100.00 USD"[)]
#ifdef CASE_money_of_a_bare_number
constexpr money<USD> x(5);
#endif

// case money_is_a_float: binary floats are not money: write usd[(]"0.10"[)] or usd[(]0.10_d[)]
#ifdef CASE_money_is_a_float
constexpr money<USD> x = 0.1;
#endif

// case money_narrows_without_a_mode: digits would be lost: write round<2>[(]x, rounding::half_up[)], naming the mode
#ifdef CASE_money_narrows_without_a_mode
constexpr money<USD> x = usd(0.125_d);
#endif

// case money_loses_digits_in_a_sum: digits would be lost: write round<2>[(]x, rounding::half_up[)], naming the mode
#ifdef CASE_money_loses_digits_in_a_sum
void f(money<USD> x) { x += usd(0.125_d); }
#endif

// case money_divided_by_a_number: a division may lose a cent: write allocate[(]x, weights[)] to split it
#ifdef CASE_money_divided_by_a_number
constexpr auto x = usd(1) / 3;
#endif

// case money_times_a_float: binary floats are not exact: write usd[(]100[)] [*] 0.08_d
#ifdef CASE_money_times_a_float
constexpr auto x = usd(1) * 0.5;
#endif

// case float_times_money: binary floats are not exact: write usd[(]100[)] [*] 0.08_d
#ifdef CASE_float_times_money
constexpr auto x = 0.5 * usd(1);
#endif

// case money_divided_by_a_float: a division may lose a cent: write allocate[(]x, weights[)] to split it
#ifdef CASE_money_divided_by_a_float
constexpr auto x = usd(1) / 0.5;
#endif

// case overflow_of_constant_money: overflow_in_multiplication
#ifdef CASE_overflow_of_constant_money
constexpr auto x = usd(92'233'720'368'547'758) * 2;
#endif

// case conversion_without_a_mode: no matching function
#ifdef CASE_conversion_without_a_mode
constexpr auto x = convert(usd(1), rate);
#endif

// case power_plus_energy: different units do not add: MW is capacity, MWh and MW-months are capacity over time
#ifdef CASE_power_plus_energy
constexpr auto x = 1 * MW + 1 * MWh;
#endif

// case energy_minus_power: different units do not subtract: MW is capacity, MWh and MW-months are capacity over time
#ifdef CASE_energy_minus_power
constexpr auto x = 1 * MWh - 1 * MW;
#endif

// case critical_it_plus_gross: critical IT, gross and campus MW, or two accelerators, do not add: convert with a stated PUE or normaliser first
#ifdef CASE_critical_it_plus_gross
constexpr auto x = 1 * MW_it + 1 * MW_gross;
#endif

// case gross_minus_critical_it: critical IT, gross and campus MW, or two accelerators, do not subtract: convert with a stated PUE or normaliser first
#ifdef CASE_gross_minus_critical_it
constexpr auto x = 1 * MW_gross - 1 * MW_it;
#endif

// case critical_it_compared_with_gross: different units do not compare: convert one first
#ifdef CASE_critical_it_compared_with_gross
constexpr bool x = 1 * MW_it < 1 * MW_gross;
#endif

// case critical_it_equals_gross: different units do not compare: convert one first
#ifdef CASE_critical_it_equals_gross
constexpr bool x = 1 * MW_it == 1 * MW_gross;
#endif

// case hours_of_two_accelerators: critical IT, gross and campus MW, or two accelerators, do not add: convert with a stated PUE or normaliser first
#ifdef CASE_hours_of_two_accelerators
constexpr auto x = 1 * gpu_h<h100> + 1 * gpu_h<gb300>;
#endif

// case two_accelerators: critical IT, gross and campus MW, or two accelerators, do not add: convert with a stated PUE or normaliser first
#ifdef CASE_two_accelerators
constexpr auto x = 1 * gpu<h100> + 1 * gpu<gb300>;
#endif

// case power_from_a_float: binary floats are not exact: write 2.5_d [*] MW
#ifdef CASE_power_from_a_float
constexpr auto x = 2.5 * MW;
#endif

// case quantity_of_a_float: binary floats are not exact: write 2.5_d [*] MW
#ifdef CASE_quantity_of_a_float
constexpr hours x(2.5);
#endif

// case quantity_of_a_bool: a flag or a character is not a count: write a number, such as 1 [*] MW
#ifdef CASE_quantity_of_a_bool
constexpr hours x(true);
#endif

// case bool_times_a_unit: a flag or a character is not a count: write a number, such as 1 [*] MW
#ifdef CASE_bool_times_a_unit
constexpr auto x = true * MW;
#endif

// case character_times_a_unit: a flag or a character is not a count: write a number, such as 1 [*] MW
#ifdef CASE_character_times_a_unit
constexpr auto x = '5' * MW;
#endif

// case bool_makes_money: no matching function
#ifdef CASE_bool_makes_money
constexpr auto x = usd(true);
#endif

// case power_times_power: no match for|invalid operands
#ifdef CASE_power_times_power
constexpr auto x = (1 * MW) * (1 * MW);
#endif

// case stated_basis_from_a_run_time_one: no matching|no viable|conversion
#ifdef CASE_stated_basis_from_a_run_time_one
constexpr power<critical_it> x = 1 * MW;
#endif
