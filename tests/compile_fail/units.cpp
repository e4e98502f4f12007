// SPDX-License-Identifier: BSL-1.0
// What must not compile on the units floor, and the words in which it is refused. Twins that compile come first.
#include <ratable/units/charge_amounts.hpp>
#include <ratable/units/compute.hpp>
#include <ratable/units/conversion.hpp>
#include <ratable/units/exact_amount.hpp>
#include <ratable/units/exact_quantity.hpp>
#include <ratable/units/fx.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/of.hpp>
#include <ratable/units/power.hpp>
#include <ratable/units/rate.hpp>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr fx_rate<USD, EUR>     usd_per_eur{.quote_per_base = 1.1550_d, .on = 2025_y / nov / 3};
[[maybe_unused]] constexpr auto dollars       = usd(1) + convert(eur(1), usd_per_eur, rounding::half_up);
[[maybe_unused]] constexpr auto smaller       = min(usd(1), convert(eur(1), usd_per_eur, rounding::half_up));
[[maybe_unused]] constexpr bool compared      = usd(1) < convert(eur(1), usd_per_eur, rounding::half_up);
[[maybe_unused]] constexpr auto converted     = round<2>(convert(exact_amount(usd(0.125_d)), usd_per_eur), rounding::half_up);
[[maybe_unused]] constexpr bool owed          = sign(usd(1)) > 0;
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
constexpr auto                  price         = usd(2.8475_d) / gpu_h<gb300>;
constexpr auto                  tariff        = usd(0.085_d) / kWh_gross;
constexpr auto                  each          = 1'820 * W_it / gpu<gb300>;
[[maybe_unused]] constexpr auto invoice       = round<2>(price * (3 * gpu_h<gb300>), rounding::half_up);
[[maybe_unused]] constexpr auto bought        = round(usd(100) / price, rounding::down);
[[maybe_unused]] constexpr auto escalated     = round<4>(price * 1.03_d, rounding::half_up);
[[maybe_unused]] constexpr bool dearer        = price > usd(2) / gpu_h<gb300>;
[[maybe_unused]] constexpr bool same_price    = price == usd(2.8475_d) / gpu_h<gb300>;
[[maybe_unused]] constexpr auto both_prices   = price + price - price;
[[maybe_unused]] constexpr auto shares        = usd(100) * fraction(1, 3) + usd(1) - usd(2);
[[maybe_unused]] constexpr bool less          = usd(100) * fraction(1, 3) < usd(34);
[[maybe_unused]] constexpr auto ratio         = usd(100) * fraction(1, 3) / usd(34) / 2;
[[maybe_unused]] constexpr auto parts         = 100 * MW_it * 1.25_d / 3 + 1 * MW_it;
[[maybe_unused]] constexpr auto gross_load    = to_gross(1 * MW_it, pue(1.25_d), rounding::half_up);
[[maybe_unused]] constexpr auto it_again      = to_critical_it(1 * MW_gross, pue(1.25_d));
[[maybe_unused]] constexpr auto rack_load     = each * (72 * gpu<gb300>);
[[maybe_unused]] constexpr auto fed           = round(1 * MW_it / each, rounding::down);
[[maybe_unused]] constexpr auto any_money     = of<SGD>("0.10") + of<SGD>(1) + of(SGD{}, 0.10_d);
[[maybe_unused]] constexpr auto crossed       = round<4>(cross(inverse(usd_per_eur), fx_rate<USD, GBP>{.quote_per_base = 1.3_d, .on = usd_per_eur.on}), rounding::half_up);

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

// case money_from_a_float: binary floats, flags and characters are not money: write usd[(]"0.10"[)] or usd[(]0.10_d[)]
#ifdef CASE_money_from_a_float
constexpr auto x = usd(0.1);
#endif

// case yen_from_a_float: binary floats, flags and characters are not money: write jpy[(]10[)]
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

// case money_plus_a_number: a bare number is not money: write usd[(]100[)]
#ifdef CASE_money_plus_a_number
constexpr auto x = usd(1) + 1;
#endif

// case a_number_minus_money: a bare number is not money: write usd[(]100[)]
#ifdef CASE_a_number_minus_money
constexpr auto x = 1 - usd(1);
#endif

// case money_compared_with_a_number: a bare number is not money: write usd[(]100[)], or sign[(]x[)] > 0
#ifdef CASE_money_compared_with_a_number
constexpr bool x = usd(1) > 0;
#endif

// case a_number_equals_money: a bare number is not money: write usd[(]100[)], or sign[(]x[)] == 0
#ifdef CASE_a_number_equals_money
constexpr bool x = 0 == usd(1);
#endif

// case dollars_become_euros: the amount is in another currency: write convert[(]x, rate, rounding::half_up[)] with a stated fx_rate
#ifdef CASE_dollars_become_euros
constexpr money<EUR> x = usd(1);
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

// case smaller_of_dollars_and_euros: two currencies do not compare: convert one with a stated fx_rate first
#ifdef CASE_smaller_of_dollars_and_euros
constexpr auto x = min(usd(1), eur(1));
#endif

// case larger_of_dollars_and_euros: two currencies do not compare: convert one with a stated fx_rate first
#ifdef CASE_larger_of_dollars_and_euros
constexpr auto x = max(usd(1), eur(1));
#endif

// case conversion_in_a_third_currency: the rate is between two other currencies: convert with a rate of this one
#ifdef CASE_conversion_in_a_third_currency
constexpr auto x = convert(gbp(1), usd_per_eur, rounding::half_up);
#endif

// case conversion_of_a_fine_scale: more digits than the minor unit convert exactly: write round<2>[(]convert[(]exact_amount[(]x[)], rate[)], rounding::half_up[)]
#ifdef CASE_conversion_of_a_fine_scale
constexpr auto x = convert(usd(0.125_d), usd_per_eur, rounding::half_up);
#endif

// case conversion_without_a_mode: no rounding happens without its name: write convert[(]x, rate, rounding::half_up[)], or convert[(]exact_amount[(]x[)], rate[)]
#ifdef CASE_conversion_without_a_mode
constexpr auto x = convert(usd(1), usd_per_eur);
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

// case bool_makes_money: binary floats, flags and characters are not money: write usd[(]"0.10"[)] or usd[(]0.10_d[)]
#ifdef CASE_bool_makes_money
constexpr auto x = usd(true);
#endif

// case character_makes_money: binary floats, flags and characters are not money: write usd[(]"0.10"[)] or usd[(]0.10_d[)]
#ifdef CASE_character_makes_money
constexpr auto x = usd('5');
#endif

// case power_times_power: these units have no product: power times hours is energy, GPUs times hours are GPU-hours
#ifdef CASE_power_times_power
constexpr auto x = (1 * MW) * (1 * MW);
#endif

// case stated_basis_from_a_run_time_one: another unit, accelerator or MW basis, or one that is not stated: write 250 [*] MW_it, or convert with a stated PUE or density
#ifdef CASE_stated_basis_from_a_run_time_one
constexpr power<critical_it> x = 1 * MW;
#endif

// case power_of_an_energy: another unit, accelerator or MW basis, or one that is not stated: write 250 [*] MW_it, or convert with a stated PUE or density
#ifdef CASE_power_of_an_energy
constexpr power<any_basis> x = 1 * MWh;
#endif

// case dollars_of_a_price_in_euros: the price is in another currency: convert one with a stated fx_rate first
#ifdef CASE_dollars_of_a_price_in_euros
constexpr auto x = eur(1) / price;
#endif

// case price_of_another_accelerator: the price is per another unit: it multiplies its own unit, accelerator and MW basis only
#ifdef CASE_price_of_another_accelerator
constexpr auto x = price * (1 * gpu_h<h100>);
#endif

// case price_of_another_accelerator_behind: the price is per another unit: it multiplies its own unit, accelerator and MW basis only
#ifdef CASE_price_of_another_accelerator_behind
constexpr auto x = 1 * gpu_h<h100> * price;
#endif

// case price_times_a_count: the price is per another unit: it multiplies its own unit, accelerator and MW basis only
#ifdef CASE_price_times_a_count
constexpr auto x = price * (1 * gpu<gb300>);
#endif

// case price_on_another_basis: the price is per another unit: it multiplies its own unit, accelerator and MW basis only
#ifdef CASE_price_on_another_basis
constexpr auto x = tariff * (1 * MWh_it);
#endif

// case price_times_an_exact_part_of_another: the price is per another unit: it multiplies its own unit, accelerator and MW basis only
#ifdef CASE_price_times_an_exact_part_of_another
constexpr auto x = tariff * (1 * MWh_it * 0.5_d);
#endif

// case price_times_a_float: binary floats are not exact: write price [*] 1.03_d
#ifdef CASE_price_times_a_float
constexpr auto x = price * 1.03;
#endif

// case float_times_a_price: binary floats are not exact: write price [*] 1.03_d
#ifdef CASE_float_times_a_price
constexpr auto x = 1.03 * price;
#endif

// case price_divided_by_a_float: binary floats are not exact: write price / 1.03_d
#ifdef CASE_price_divided_by_a_float
constexpr auto x = price / 1.03;
#endif

// case prices_per_two_units_add: prices per different units or in two currencies do not add
#ifdef CASE_prices_per_two_units_add
constexpr auto x = price + tariff;
#endif

// case prices_per_two_units_subtract: prices per different units or in two currencies do not subtract
#ifdef CASE_prices_per_two_units_subtract
constexpr auto x = price - tariff;
#endif

// case prices_in_two_currencies_compare: prices per different units or in two currencies do not compare
#ifdef CASE_prices_in_two_currencies_compare
constexpr bool x = price < eur(1) / gpu_h<gb300>;
#endif

// case prices_of_two_accelerators_equal: prices per different units or in two currencies do not compare
#ifdef CASE_prices_of_two_accelerators_equal
constexpr bool x = price == usd(1) / gpu_h<h100>;
#endif

// case a_product_is_not_money: a product or a quotient is exact: write round<2>[(]x, rounding::half_up[)], naming the mode
#ifdef CASE_a_product_is_not_money
constexpr money<USD> x = price * (3 * gpu_h<gb300>);
#endif

// case a_product_rounds_without_a_mode: no rounding happens without its name: write round<2>
#ifdef CASE_a_product_rounds_without_a_mode
constexpr auto x = round<2>(price * (3 * gpu_h<gb300>));
#endif

// case a_price_rounds_without_a_mode: no rounding happens without its name: write round<2>
#ifdef CASE_a_price_rounds_without_a_mode
constexpr auto x = round<2>(price * 1.03_d);
#endif

// case a_quantity_rounds_without_a_mode: no rounding happens without its name: write round[(]x, rounding::down[)]
#ifdef CASE_a_quantity_rounds_without_a_mode
constexpr auto x = round(usd(100) / price);
#endif

// case a_row_has_no_mode: no rounding happens without its name: add rounding::half_up, or another mode
#ifdef CASE_a_row_has_no_mode
void f(std::span<money<USD>> out, std::span<const gpu_hours<gb300>> hours) { multiply_into(out, price, hours); }
#endif

// case a_row_of_a_price_list_has_no_mode: no rounding happens without its name: add rounding::half_up, or another mode
#ifdef CASE_a_row_of_a_price_list_has_no_mode
void f(std::span<money<USD>> out, std::span<const money<USD, 4>> prices, std::span<const gpu_hours<gb300>> hours) { multiply_into(out, prices, gpu_h<gb300>, hours); }
#endif

// case exact_dollars_plus_euros: two currencies do not add: convert one with a stated fx_rate first
#ifdef CASE_exact_dollars_plus_euros
constexpr auto x = usd(1) * fraction(1, 3) + eur(1);
#endif

// case exact_dollars_minus_euros: two currencies do not subtract: convert one with a stated fx_rate first
#ifdef CASE_exact_dollars_minus_euros
constexpr auto x = eur(1) - usd(1) * fraction(1, 3);
#endif

// case exact_dollars_by_euros: two currencies have no ratio: convert one with a stated fx_rate first
#ifdef CASE_exact_dollars_by_euros
constexpr auto x = usd(1) * fraction(1, 3) / eur(1);
#endif

// case exact_dollars_compared_with_euros: two currencies do not compare: convert one with a stated fx_rate first
#ifdef CASE_exact_dollars_compared_with_euros
constexpr bool x = usd(1) * fraction(1, 3) < eur(1);
#endif

// case exact_dollars_equal_euros: two currencies do not compare: convert one with a stated fx_rate first
#ifdef CASE_exact_dollars_equal_euros
constexpr bool x = usd(1) * fraction(1, 3) == eur(1) * fraction(1, 3);
#endif

// case exact_dollars_times_a_float: binary floats are not exact: write x [*] 0.08_d
#ifdef CASE_exact_dollars_times_a_float
constexpr auto x = usd(1) * fraction(1, 3) * 0.08;
#endif

// case float_times_exact_dollars: binary floats are not exact: write x [*] 0.08_d
#ifdef CASE_float_times_exact_dollars
constexpr auto x = 0.08 * (usd(1) * fraction(1, 3));
#endif

// case exact_dollars_divided_by_a_float: binary floats are not exact: write x / 1.08_d
#ifdef CASE_exact_dollars_divided_by_a_float
constexpr auto x = usd(1) * fraction(1, 3) / 1.08;
#endif

// case exact_dollars_of_a_number: a bare number is not money: write usd[(]100[)]
#ifdef CASE_exact_dollars_of_a_number
constexpr exact_amount<USD> x(5);
#endif

// case exact_dollars_of_a_float: binary floats are not money: write usd[(]"0.10"[)]
#ifdef CASE_exact_dollars_of_a_float
constexpr exact_amount<USD> x(0.1);
#endif

// case exact_it_plus_gross: different units do not add: convert one first, with a stated PUE or density
#ifdef CASE_exact_it_plus_gross
constexpr auto x = 1 * MW_it * 0.5_d + 1 * MW_gross;
#endif

// case exact_gross_minus_it: different units do not subtract: convert one first, with a stated PUE or density
#ifdef CASE_exact_gross_minus_it
constexpr auto x = 1 * MW_gross - 1 * MW_it * 0.5_d;
#endif

// case exact_it_compared_with_gross: different units do not compare: convert one first, with a stated PUE or density
#ifdef CASE_exact_it_compared_with_gross
constexpr bool x = 1 * MW_it * 0.5_d < 1 * MW_gross;
#endif

// case exact_it_equals_gross: different units do not compare: convert one first, with a stated PUE or density
#ifdef CASE_exact_it_equals_gross
constexpr bool x = 1 * MW_it * 0.5_d == 1 * MW_gross * 0.5_d;
#endif

// case quantity_times_a_float: binary floats are not exact: write 100 [*] MW [*] 1.25_d
#ifdef CASE_quantity_times_a_float
constexpr auto x = 100 * MW * 1.25;
#endif

// case float_times_a_quantity: binary floats are not exact: write 1.25_d [*] [(]100 [*] MW[)]
#ifdef CASE_float_times_a_quantity
constexpr auto x = 1.25 * (100 * MW);
#endif

// case quantity_divided_by_a_float: binary floats are not exact: divide by a whole number, a decimal or a fraction
#ifdef CASE_quantity_divided_by_a_float
constexpr auto x = 100 * MW / 1.25;
#endif

// case quantity_times_a_bool: a flag or a character is not a number: write x [?] y : z for a choice
#ifdef CASE_quantity_times_a_bool
constexpr auto x = 100 * MW * true;
#endif

// case bool_times_a_quantity: a flag or a character is not a number: write x [?] y : z for a choice
#ifdef CASE_bool_times_a_quantity
constexpr auto x = true * (100 * MW);
#endif

// case exact_quantity_times_a_float: binary floats are not exact: write x [*] 1.25_d
#ifdef CASE_exact_quantity_times_a_float
constexpr auto x = 1 * MW * 0.5_d * 1.25;
#endif

// case float_times_an_exact_quantity: binary floats are not exact: write x [*] 1.25_d
#ifdef CASE_float_times_an_exact_quantity
constexpr auto x = 1.25 * (1 * MW * 0.5_d);
#endif

// case exact_quantity_divided_by_a_float: binary floats are not exact: write x / 1.25_d
#ifdef CASE_exact_quantity_divided_by_a_float
constexpr auto x = 1 * MW * 0.5_d / 1.25;
#endif

// case a_wider_count_that_does_not_fit: overflow_in_narrowing
#ifdef CASE_a_wider_count_that_does_not_fit
constexpr hours x(18'446'744'073'709'551'615u);
#endif

// case pue_of_a_float: binary floats are not exact: write pue[(]1.25_d[)]
#ifdef CASE_pue_of_a_float
constexpr pue x(1.25);
#endif

// case pue_below_one: refuse_pue
#ifdef CASE_pue_below_one
constexpr pue x(0.99_d);
#endif

// case gross_to_gross: PUE takes critical IT to gross: this is on gross or campus already
#ifdef CASE_gross_to_gross
constexpr auto x = to_gross(1 * MW_gross, pue(1.25_d));
#endif

// case critical_it_to_critical_it: PUE takes gross to critical IT: this is on critical IT already, or on campus
#ifdef CASE_critical_it_to_critical_it
constexpr auto x = to_critical_it(1 * MW_it, pue(1.25_d), rounding::down);
#endif

// case density_of_another_accelerator: the power is of one accelerator, the count of another
#ifdef CASE_density_of_another_accelerator
constexpr auto x = each * (72 * gpu<h100>);
#endif

// case density_of_another_accelerator_behind: the power is of one accelerator, the count of another
#ifdef CASE_density_of_another_accelerator_behind
constexpr auto x = 72 * gpu<h100> * each;
#endif

// case density_on_another_basis: the power is on another MW basis than the density
#ifdef CASE_density_on_another_basis
constexpr auto x = 1 * MW_gross / each;
#endif

// case of_a_float: binary floats are not money: write of<C>[(]"0.10"[)] or of<C>[(]0.10_d[)]
#ifdef CASE_of_a_float
constexpr auto x = of<SGD>(0.1);
#endif

// case of_a_bool: a flag or a character is not money: write of<C>[(]1[)]
#ifdef CASE_of_a_bool
constexpr auto x = of<SGD>(true);
#endif

// case of_a_currency_and_a_float: binary floats are not money: write of[(]currency, "0.10"[)] or of[(]currency, 0.10_d[)]
#ifdef CASE_of_a_currency_and_a_float
constexpr auto x = of(SGD{}, 0.1);
#endif

// case of_a_currency_and_a_bool: a flag or a character is not money: write of[(]currency, 1[)]
#ifdef CASE_of_a_currency_and_a_bool
constexpr auto x = of(SGD{}, true);
#endif

// case cross_of_rates_that_do_not_meet: the first rate's base must be the second's quote, as in USD/EUR and EUR/GBP: turn one round with inverse[(]rate[)]
#ifdef CASE_cross_of_rates_that_do_not_meet
constexpr auto x = cross(usd_per_eur, usd_per_eur);
#endif

// case exact_conversion_in_a_third_currency: the rate is between two other currencies: convert with a rate of this one
#ifdef CASE_exact_conversion_in_a_third_currency
constexpr auto x = convert(exact_amount(gbp(1)), usd_per_eur);
#endif

// case null_pointer_makes_money: binary floats, flags and characters are not money: write usd[(]"0.10"[)] or usd[(]0.10_d[)]
#ifdef CASE_null_pointer_makes_money
const auto x = usd(nullptr);
#endif
