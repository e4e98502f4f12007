// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/conversion.hpp>

#include <ratable/calendar/schedule.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

static_assert(detail::quanta_in_a_month == month_quanta, "power.hpp does not include the calendar, and must agree with it");

template <class X> concept goes_to_gross        = requires(X x) { to_gross(x, pue(2)); };
template <class X> concept goes_to_gross_named  = requires(X x) { to_gross(x, pue(2), rounding::down); };
template <class X> concept goes_to_critical_it  = requires(X x) { to_critical_it(x, pue(2)); };
static_assert(goes_to_gross<power<critical_it>> && goes_to_gross<energy<critical_it>> && goes_to_gross<power_time<critical_it>> && goes_to_gross<power<>> &&
              !goes_to_gross<power<gross>> && !goes_to_gross<power<campus>> && !goes_to_gross<energy<gross>> && !goes_to_gross<hours> && !goes_to_gross_named<power<gross>>);
static_assert(goes_to_gross<exact_quantity<watt<critical_it>>> && goes_to_gross_named<exact_quantity<watt<any_basis>>> && !goes_to_gross<exact_quantity<watt<gross>>> &&
              !goes_to_gross_named<exact_quantity<watt<campus>>> && goes_to_critical_it<exact_quantity<watt<gross>>> && !goes_to_critical_it<exact_quantity<watt<critical_it>>> &&
              !goes_to_critical_it<exact_quantity<hour>>);
static_assert(goes_to_critical_it<power<gross>> && goes_to_critical_it<energy<gross>> && goes_to_critical_it<energy<>> && !goes_to_critical_it<power<critical_it>> &&
              !goes_to_critical_it<power<campus>> && !goes_to_critical_it<gpus<gb300>>);
static_assert(std::same_as<decltype(to_gross(100 * MW_it, pue(2))), exact_quantity<watt<gross>>> && std::same_as<decltype(to_gross(100 * MW_it, pue(2), rounding::down)), power<gross>> &&
              std::same_as<decltype(to_critical_it(1 * MWh_gross, pue(2), rounding::down)), energy<critical_it>>);
static_assert(!std::is_constructible_v<pue, double> && !std::is_convertible_v<int, pue> && !std::is_constructible_v<pue, bool>);

template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept divides    = requires(A a, B b) { a / b; };
using gb300_density = density<critical_it, gb300>;
static_assert(multiplies<gb300_density, gpus<gb300>> && multiplies<gpus<gb300>, gb300_density> && !multiplies<gb300_density, gpus<h100>> && !multiplies<gpus<h100>, gb300_density> &&
              !multiplies<gb300_density, int> && divides<power<critical_it>, gb300_density> && !divides<power<gross>, gb300_density> && !divides<power<>, gb300_density>);
static_assert(multiplies<power<>, period> && multiplies<period, gpus<gb300>> && !multiplies<energy<>, period> && !multiplies<hours, period>);

constexpr bool test_pue()
{
    constexpr pue by(1.25_d);
    return to_gross(100 * MW_it, by) == 125 * MW_gross && to_critical_it(125 * MW_gross, by) == 100 * MW_it && to_gross(100 * MWh_it, by) == 125 * MWh_gross &&
           to_gross(4 * MW_month_it, by) == 5 * MW_month_gross && to_gross(1 * MW_it, pue(fraction(4, 3)), rounding::half_up) == 1'333'333 * W_gross &&
           to_gross(1 * MW_it, pue(fraction(4, 3)), rounding::up) == 1'333'334 * W_gross && to_critical_it(100 * MW_gross, pue(3), rounding::down) == 33'333'333 * W_it &&
           to_gross(power<>(100 * MW_it), by) == power<>(125 * MW_gross) && to_critical_it(energy<>(125 * MWh_gross), by, rounding::down) == energy<>(100 * MWh_it) &&
           to_gross(power<>(100 * MW_it), by, rounding::down) == power<>(125 * MW_gross) && pue(1) < by && pue(1.250_d) == pue(fraction(5, 4)) && pue(1).ratio() == fraction(1);
}

constexpr bool test_density()
{
    constexpr auto each = 1'820 * W_it / gpu<gb300>;
    return each * (72 * gpu<gb300>) == 131'040 * W_it && 72 * gpu<gb300> * each == 131'040 * W_it && 100 * MW_it / each * 1'820 == 100'000'000 * gpu<gb300> &&
           round(100 * MW_it / each, rounding::down) == 54'945 * gpu<gb300> && round(100 * MW_it / each, rounding::up) == 54'946 * gpu<gb300> &&
           each.of_one() == 1'820 * W_it && each == density<critical_it, gb300>(1'820 * W_it) && each != 1'821 * W_it / gpu<gb300>;
}

constexpr bool test_parts()
{
    constexpr pue  by(1.25_d);
    constexpr auto third = 100 * MW_it / 3;
    return to_gross(third, by) == 125 * MW_gross / 3 && to_critical_it(to_gross(third, by), by) == third && to_gross(third, by, rounding::up) == 41'666'667 * W_gross &&
           to_critical_it(125 * MW_gross / 3, by, rounding::down) == 33'333'333 * W_it && third * period(2025_y / nov / 1, 2025_y / dec / 1) == 24'000 * MWh_it &&
           period(2025_y / nov / 1, 2025_y / dec / 1) * third == 24'000 * MWh_it &&
           to_gross(exact_quantity<watt<any_basis>>(third), by) == exact_quantity<watt<any_basis>>(125 * MW_gross / 3) &&
           to_critical_it(exact_quantity<watt<any_basis>>(125 * MW_gross / 3), by, rounding::down) == power<>(33'333'333 * W_it);
}

constexpr unit_symbol<gpu_unit<gb300>> nvl72{72};

constexpr bool test_density_of_a_rack()
{
    return (131'040 * W_it / nvl72).of_one() == 1'820 * W_it && 131'040 * W_it / nvl72 * (1 * nvl72) == 131'040 * W_it;
}

constexpr bool test_periods()
{
    constexpr period november(2025_y / nov / 1, 2025_y / dec / 1);
    return hours_of(november) == 720 * hrs && hours_of(period(2028_y / feb / 1, 2028_y / mar / 1)) == 696 * hrs && 100 * MW_it * november == 72'000 * MWh_it &&
           november * (100 * MW) == 72'000 * MWh && 8 * gpu<h100> * november == 5'760 * gpu_h<h100> && november * (8 * gpu<h100>) == 5'760 * gpu_h<h100>;
}

static_assert(test_pue() && test_parts() && test_density() && test_density_of_a_rack() && test_periods());

} // namespace

TEST_CASE("conversions are the same at compile time and at run time")
{
    CHECK(test_pue());
    CHECK(test_parts());
    CHECK(test_density());
    CHECK(test_density_of_a_rack());
    CHECK(test_periods());
}

TEST_CASE("a PUE below one, and a density of nothing, are refused")
{
    CHECK_REFUSED(invalid_terms, "PUE: must be at least 1: gross power includes the critical IT load; got 99/100; write gross divided by critical IT, such as 1.25_d", pue(0.99_d));
    CHECK_THROWN(invalid_terms, pue(0));
    CHECK_THROWN(invalid_terms, pue(fraction(-5, 4)));
    CHECK_REFUSED(invalid_terms, "density: the power of one accelerator must be positive; write 1'820 * W_it / gpu<gb300>", 0 * W_it / gpu<gb300>);
    CHECK_THROWN(invalid_terms, -1 * W_it / gpu<gb300>);
}

TEST_CASE("a part of a watt for one accelerator is refused")
{
    CHECK_REFUSED(inexact, "density: must be a whole number of watts for one accelerator; got 131,041 W critical_it for 72; write the power of one, such as 1'820 * W_it / gpu<gb300>",
                  131'041 * W_it / nvl72);
    CHECK_THROWN(inexact, 1 * W_it / (unit_symbol<gpu_unit<gb300>>{0}));
    CHECK_THROWN(inexact, -72 * W_it / (unit_symbol<gpu_unit<gb300>>{-72}));
}

TEST_CASE("a basis or an accelerator known at run time must be the one that is converted")
{
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got W gross and W critical_it; convert one with a stated factor first", to_gross(power<>(1 * MW_gross), pue(2)));
    CHECK_REFUSED(unlike_units, "quantity: must be on a stated basis, here critical_it; got W; state the basis, such as 100 * MW_it", to_gross(100 * MW, pue(2)));
    CHECK_REFUSED(unlike_units, "quantity: must be on a stated basis, here gross; got Wh; state the basis, such as 100 * MW_gross", to_critical_it(1 * MWh, pue(2)));
    CHECK_THROWN(unlike_units, to_gross(power<>(1 * MW_campus), pue(2), rounding::down));
    CHECK_THROWN(unlike_units, to_critical_it(power<>(1 * MW_it), pue(2)));
    CHECK_THROWN(unlike_units, to_critical_it(1 * MWh, pue(2), rounding::down));
    const density<any_basis, any_accelerator> each(power<>(1'820 * W_it), gpu_unit<any_accelerator>(gb300{}));
    CHECK(each * gpus<any_accelerator>(72 * gpu<gb300>) == power<>(131'040 * W_it));
    CHECK(round(power<>(100 * MW_it) / each, rounding::down) == gpus<any_accelerator>(54'945 * gpu<gb300>));
    CHECK_THROWN(unlike_units, each * gpus<any_accelerator>(72 * gpu<h100>));
    CHECK_THROWN(unlike_units, power<>(100 * MW_gross) / each);
}

TEST_CASE("what does not fit is an overflow")
{
    CHECK_THROWN(overflow, to_gross(power<critical_it>(highest_of<std::int64_t>), pue(2), rounding::down));
    CHECK_THROWN(overflow, (1'820 * W_it / gpu<gb300>) * gpus<gb300>(highest_of<std::int64_t>));
    CHECK_THROWN(overflow, power<>(highest_of<std::int64_t>) * period(2025_y / nov / 1, 2025_y / dec / 1));
}

TEST_CASE("gross and critical IT are those of rational arithmetic, and there and back is the same")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const std::int64_t watts = r.any_int64() / 16, d = r.between(1, 10'000), n = d + r.between(0, d);
        INFO("watts ", watts, ", PUE ", n, "/", d);
        const pue  by(fraction(n, d));
        const auto to = to_gross(power<critical_it>(watts), by);
        REQUIRE(tests::ratio(to.count.numerator(), to.count.denominator()) == tests::ratio(int128{watts} * n, d));
        const auto from = to_critical_it(power<gross>(watts), by);
        REQUIRE(tests::ratio(from.count.numerator(), from.count.denominator()) == tests::ratio(int128{watts} * d, n));
        REQUIRE(to.count / by.ratio() == fraction(watts));
        for (const rounding mode : tests::every_mode) {
            REQUIRE(tests::big(to_gross(power<critical_it>(watts), by, mode).count) == tests::rounded(tests::ratio(int128{watts} * n, d), mode));
            REQUIRE(tests::big(to_critical_it(power<gross>(watts), by, mode).count) == tests::rounded(tests::ratio(int128{watts} * d, n), mode));
        }
    }
}
