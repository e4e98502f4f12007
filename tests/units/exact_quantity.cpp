// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/exact_quantity.hpp>
#include <ratable/core/wide.hpp>
#include <ratable/units/compute.hpp>
#include <ratable/units/power.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

namespace {

static_assert(exact_number<int> && exact_number<fraction> && exact_number<decimal<2>> && exact_number<decimal<9, int128>> && !exact_number<double> &&
              !exact_number<bool> && !exact_number<char> && !exact_number<decimal<2, unbounded>>);
static_assert(exact_part<fraction> && exact_part<decimal<2>> && !exact_part<int>);

template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
template <class A, class B> concept orders     = requires(A a, B b) { a < b; };
template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept divides    = requires(A a, B b) { a / b; };
using it    = exact_quantity<watt<critical_it>>;
using built = exact_quantity<watt<gross>>;
static_assert(adds<it, it> && adds<it, power<critical_it>> && adds<power<critical_it>, it> && !adds<it, built> && !adds<it, power<gross>> && !adds<power<gross>, it> &&
              !adds<it, energy<critical_it>> && !adds<it, power<>>);
static_assert(equates<it, power<critical_it>> && !equates<it, built> && orders<power<critical_it>, it> && !orders<it, power<gross>>);
static_assert(multiplies<it, int> && multiplies<fraction, it> && multiplies<it, decimal<2>> && multiplies<it, hours> && multiplies<hours, it> &&
              multiplies<it, exact_quantity<hour>> && !multiplies<it, built> && !multiplies<it, power<critical_it>> && !multiplies<exact_quantity<hour>, hours> && !multiplies<it, double> && !multiplies<float, it> && !multiplies<it, bool> &&
              !multiplies<it, it>);
static_assert(multiplies<power<gross>, fraction> && multiplies<decimal<2>, power<gross>> && !multiplies<power<gross>, double> && !multiplies<double, power<gross>> &&
              !multiplies<power<gross>, bool> && !multiplies<char, power<gross>> && divides<power<gross>, int> && !divides<power<gross>, double> && !divides<it, double>);
static_assert(std::same_as<decltype(3 * (1 * MW)), power<>> && std::same_as<decltype(1 * MW * 0.5_d), exact_quantity<watt<any_basis>>> &&
              std::same_as<decltype(1 * MW / 3), exact_quantity<watt<any_basis>>>);
static_assert(std::is_convertible_v<power<gross>, built> && std::is_convertible_v<built, exact_quantity<watt<any_basis>>> && !std::is_convertible_v<built, power<gross>> &&
              !std::is_constructible_v<built, exact_quantity<watt<any_basis>>> && !std::is_constructible_v<it, built> && !std::is_constructible_v<it, double>);
template <class T> concept rounds_without_a_mode = requires(T x) { round(x); };
static_assert(!rounds_without_a_mode<it>);

constexpr bool test_arithmetic()
{
    const auto third = exact_quantity(100 * MW_it) / 3;
    return third * 3 == 100 * MW_it && third + third + third == 100 * MW_it && third - third == 0 * MW_it && -third * -3 == 100 * MW_it && third < 34 * MW_it &&
           33 * MW_it < third && third / (50 * MW_it) == fraction(2, 3) && 100 * MW_it * fraction(1, 3) == third && fraction(1, 3) * (100 * MW_it) == third &&
           100 * MW_it * 1.25_d == 125 * MW_it && 100 * MW_it / 1.25_d == 80 * MW_it && 2.5_d * (2 * MW_it) == 5 * MW_it && 3 * third == 100 * MW_it &&
           third / fraction(1, 3) == 100 * MW_it && third != 33 * MW_it;
}

constexpr bool test_round()
{
    const auto third = exact_quantity(100 * MW_it) / 3;
    return round(third, rounding::down) == 33'333'333 * W_it && round(third, rounding::up) == 33'333'334 * W_it && round(third, MW_it, rounding::down) == 33 * MW_it &&
           round(third, kW_it, rounding::ceiling) == 33'334 * kW_it && round(-third, MW_it, rounding::floor) == -34 * MW_it;
}

constexpr bool test_run_time_units()
{
    const exact_quantity<watt<any_basis>> x = exact_quantity(1 * MW_gross) / 3;
    return x.in.on.basis == power_basis::gross && (x * 2).in.on.basis == power_basis::gross && x != exact_quantity<watt<any_basis>>(exact_quantity(1 * MW_it) / 3) &&
           round(x * 3, rounding::down).in.on.basis == power_basis::gross;
}

static_assert(test_arithmetic() && test_round() && test_run_time_units());

} // namespace

TEST_CASE("exact quantities are the same at compile time and at run time")
{
    CHECK(test_arithmetic());
    CHECK(test_round());
    CHECK(test_run_time_units());
}

TEST_CASE("exact quantities of unlike run-time units do not mix")
{
    const exact_quantity<watt<any_basis>> a = exact_quantity(1 * MW_gross) / 3, b = exact_quantity(1 * MW_it) / 3;
    CHECK_THROWN(unlike_units, a + b);
    CHECK_THROWN(unlike_units, a - b);
    CHECK_THROWN(unlike_units, a / b);
    CHECK_THROWN(unlike_units, a < b);
    CHECK_FALSE(a == b);
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got W gross and W; convert one with a stated factor first", round(a, MW, rounding::down));
    CHECK_THROWN(invalid_terms, a / 0);
    CHECK_THROWN(overflow, round(exact_quantity<hour>(fraction(highest_of<int128>)), rounding::down));
}

TEST_CASE("products of exact quantities are by the table of products")
{
    static_assert(std::same_as<decltype(100 * MW_it / 3 * (24 * hrs)), exact_quantity<watt_hour<critical_it>>>);
    constexpr auto third = 100 * MW_it / 3;
    static_assert(third * (24 * hrs) == 800 * MWh_it && 24 * hrs * third == 800 * MWh_it && third * (24 * hrs / 5) == 160 * MWh_it);
    CHECK(third * (24 * hrs) == 800 * MWh_it);
    CHECK(exact_quantity<watt<any_basis>>(third) * (1 * hrs) == exact_quantity<watt_hour<any_basis>>(100 * MWh_it / 3)); // the basis goes along
    CHECK(exact_quantity(1 * gpu<gb300>) / 2 * (3 * hrs) == 3 * gpu_h<gb300> / 2);
    CHECK_THROWN(overflow, exact_quantity<hour>(fraction(highest_of<int128>)) * (2 * MW));
}

TEST_CASE("an exact quantity prints its exact value")
{
    CHECK(to_string(exact_quantity(250 * MW)) == "250 MW");
    CHECK(to_string(exact_quantity(2'499 * gpu_h<gb300>) / 2) == "1,249.5 gb300-hours");
    CHECK(to_string(exact_quantity(100 * MW_it) / 3) == "100/3 MW critical_it");
    CHECK(to_string(exact_quantity(1 * W_it) / 4) == "0.25 W critical_it");
    CHECK(to_string(exact_quantity(20 * MW_month) / 3) == "20/3 MW-months");
    CHECK(to_string(exact_quantity(-20 * MW_month) / 3) == "-20/3 MW-months");
    CHECK(to_string(exact_quantity(5 * MW_month) / 5) == "1 MW-month");
    CHECK(to_string(exact_quantity<hour>(fraction(1, 1'000'000'007))) == "1/1000000007 h");
    CHECK(to_string(exact_quantity<hour>()) == "0 h");
    using exact_months = exact_quantity<watt_month_quantum<any_basis>>;
    CHECK(to_string(exact_months(fraction(1, 3))) == "1/1132740 W-months");
    CHECK(to_string(exact_months(fraction(1, int128{1} << 120))) == "1/1329227995784915872903807060280344576 W-month/377580");
    CHECK(to_string(exact_months(fraction(detail::quanta_in_a_month, (int128{1} << 120) + 1))) == "1/1329227995784915872903807060280344577 W-months");
}

TEST_CASE("exact quantities are those of rational arithmetic, and round once")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const std::int64_t a = r.any_int64(), b = r.any_int64() / 1'000, n = r.between(-1'000'000, 1'000'000), d = r.between(1, 1'000'000);
        INFO("a ", a, ", b ", b, ", n/d ", n, "/", d);
        const auto x     = quantity<hour>(a) * fraction(n, d) + quantity<hour>(b) / d;
        const auto exact = tests::ratio(int128{a} * n + b, d);
        REQUIRE(tests::ratio(x.count.numerator(), x.count.denominator()) == exact);
        REQUIRE((x < quantity<hour>(b)) == (exact < tests::cpp_rational(b)));
        for (const rounding mode : tests::every_mode) {
            const auto rounded = tests::rounded(exact, mode);
            if (tests::fits<std::int64_t>(rounded)) REQUIRE(tests::big(round(x, mode).count) == rounded);
            else CHECK_THROWN(overflow, round(x, mode));
        }
    }
}
