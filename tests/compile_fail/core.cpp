// SPDX-License-Identifier: BSL-1.0
// What must not compile on the core floor, and the words in which it is refused. Twins that compile come first.
#include <ratable/core/allocate.hpp>
#include <ratable/core/decimal.hpp>
#include <ratable/core/format.hpp>

#include <fmt/format.h>

#include <limits>
#include <vector>
#include <string>

using namespace ratable;
using namespace ratable::literals;

namespace {

[[maybe_unused]] constexpr auto tenth            = 0.10_d;
[[maybe_unused]] constexpr auto thousand         = 1000_d;
[[maybe_unused]] const decimal<2> parsed         = decimal<2>::parse("0.10");
[[maybe_unused]] constexpr decimal<2> widened    = 0.1_d;
[[maybe_unused]] constexpr decimal<2> narrowed   = round<2>(0.125_d, rounding::half_up);
[[maybe_unused]] constexpr decimal<2> from_cents = decimal<2>::from_units(10);
[[maybe_unused]] constexpr fraction a_tenth      = fraction(1, 10);
[[maybe_unused]] constexpr auto quotient         = 0.10_d / 3_d;
constexpr auto                  most             = std::numeric_limits<std::int64_t>::max();
[[maybe_unused]] constexpr auto sum              = checked_add<std::int64_t>(most, 0);
[[maybe_unused]] const auto rows                  = allocate(100, {1, 1});
[[maybe_unused]] const auto wide_rows         = allocate(int128{100}, {1, 1});
[[maybe_unused]] constexpr auto product          = 9'000'000'000'000'000'000_d * 1;
[[maybe_unused]] constexpr auto wide_sum         = decimal<2, int128>::from_units(most) + 0.01_d;
[[maybe_unused]] constexpr auto wide_product     = decimal<0, int128>(9'000'000'000'000'000'000_d) * 2;
[[maybe_unused]] constexpr decimal<38> smallest  = decimal<38>::from_units(1);
[[maybe_unused]] const std::string shown         = fmt::format("{:>10}", round<2>(0.125_d, rounding::half_up));

} // namespace

// case decimal_from_a_double: binary floats are not exact: write decimal<2>::parse[(]"0.10"[)] or 0.10_d
#ifdef CASE_decimal_from_a_double
const decimal<2> x(0.1);
#endif

// case decimal_becomes_a_double: binary floats are not exact: write decimal<2>::parse[(]"0.10"[)] or 0.10_d
#ifdef CASE_decimal_becomes_a_double
const decimal<2> x = 0.1f;
#endif

// case decimal_units_from_a_double: binary floats are not exact: write decimal<2>::parse[(]"0.10"[)] or 0.10_d
#ifdef CASE_decimal_units_from_a_double
const auto x = decimal<2>::from_units(0.1);
#endif

// case decimal_narrows_without_a_mode: digits would be lost: write round<Scale>[(]x, rounding::half_up[)], naming the mode
#ifdef CASE_decimal_narrows_without_a_mode
constexpr decimal<2> x = 0.125_d;
#endif

// case decimal_loses_digits_in_a_sum: digits would be lost: write round<Scale>[(]x, rounding::half_up[)], naming the mode
#ifdef CASE_decimal_loses_digits_in_a_sum
void f(decimal<2> x) { x += 0.125_d; }
#endif

// case fraction_from_a_double: binary floats are not exact: write fraction[(]1, 10[)] for a tenth
#ifdef CASE_fraction_from_a_double
const fraction x(0.1);
#endif

// case fraction_with_a_double_below: binary floats are not exact: write fraction[(]1, 10[)] for a tenth
#ifdef CASE_fraction_with_a_double_below
const fraction x(3, 2.5);
#endif

// case exponent_literal: is not a plain decimal number
#ifdef CASE_exponent_literal
constexpr auto x = 1e3_d;
#endif

// case hexadecimal_literal: is not a plain decimal number
#ifdef CASE_hexadecimal_literal
constexpr auto x = 0x10_d;
#endif

// case literal_without_a_digit_before_the_point: is not a plain decimal number
#ifdef CASE_literal_without_a_digit_before_the_point
constexpr auto x = .5_d;
#endif

// case overflow_of_a_constant_sum: overflow_in_addition
#ifdef CASE_overflow_of_a_constant_sum
constexpr auto x = decimal<2>::from_units(most) + 0.01_d;
#endif

// case overflow_of_a_constant_difference: overflow_in_subtraction
#ifdef CASE_overflow_of_a_constant_difference
constexpr auto x = -decimal<2>::from_units(std::numeric_limits<std::int64_t>::min());
#endif

// case overflow_of_a_constant_product: overflow_in_multiplication
#ifdef CASE_overflow_of_a_constant_product
constexpr auto x = 9'000'000'000'000'000'000_d * 2;
#endif

// case overflow_of_a_constant_cast: overflow_in_narrowing
#ifdef CASE_overflow_of_a_constant_cast
constexpr auto x = checked_cast<std::int64_t>(int128{most} + 1);
#endif

// case constant_division_by_zero: division_by_zero
#ifdef CASE_constant_division_by_zero
constexpr auto x = 1_d / 0_d;
#endif

// case constant_text_that_is_no_number: is not a plain decimal number
#ifdef CASE_constant_text_that_is_no_number
constexpr auto x = decimal<2>::parse("1,000");
#endif

// case constant_text_with_too_many_digits: refuse_digits
#ifdef CASE_constant_text_with_too_many_digits
constexpr auto x = decimal<2>::parse("0.125");
#endif

// case rounding_without_a_mode: no rounding happens without its name: write round<2>[(]x, rounding::half_up[)]
#ifdef CASE_rounding_without_a_mode
constexpr auto x = round<2>(0.125_d);
#endif

// case result_thrown_away: nodiscard|unused-result
#ifdef CASE_result_thrown_away
void f() { round<2>(0.125_d, rounding::half_up); }
#endif

// case decimal_of_too_many_digits: a decimal has 0 to 38 digits after the point, and more in a Rep of core/wide.hpp
#ifdef CASE_decimal_of_too_many_digits
decimal<39> x;
#endif

// case precision_in_a_format: a precision would round without a name: write round<2>[(]x, rounding::half_up[)]
#ifdef CASE_precision_in_a_format
const std::string x = fmt::format("{:.2}", 0.125_d);
#endif

// case zeros_in_a_format: zeros would be taken for digits of the amount: fill with another character
#ifdef CASE_zeros_in_a_format
const std::string x = fmt::format("{:010}", 0.125_d);
#endif

// case unknown_style_in_a_format: a number's format is .*style.
#ifdef CASE_unknown_style_in_a_format
const std::string x = fmt::format("{:f}", 0.125_d);
#endif

// case total_of_a_double: the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights
#ifdef CASE_total_of_a_double
const auto x = allocate(100.99, {1, 1});
#endif

// case total_of_128_bits_by_narrow_weights: the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights
#ifdef CASE_total_of_128_bits_by_narrow_weights
const auto x = allocate(int128{1} << 70, std::vector<std::int64_t>{1, 1});
#endif

// case total_of_a_double_by_a_key: the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights
#ifdef CASE_total_of_a_double_by_a_key
const auto x = allocate(100.99, allocation_key{1, 1});
#endif

// case total_of_a_double_into_rows: the total would lose digits: write a std::int64_t count, a decimal or money; an int128 takes int128 weights
#ifdef CASE_total_of_a_double_into_rows
void f(std::vector<std::int64_t>& rows) { allocate_into(rows, 100.99, allocation_key{1, 1}); }
#endif
