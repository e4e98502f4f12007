// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/power.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

namespace {

static_assert(sizeof(power<critical_it>) == 8 && sizeof(power<>) == 16 && std::is_trivially_copyable_v<power<>>);
static_assert(std::same_as<power<>, power<any_basis>>);

template <power<critical_it> Load> struct sized { static constexpr auto value = Load; };
static_assert(sized<200 * MW_it>::value.count == 200'000'000);

template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
static_assert(adds<power<gross>, power<gross>> && !adds<power<critical_it>, power<gross>> && !adds<power<gross>, power<campus>> && !adds<power<>, power<gross>>);
static_assert(!adds<power<>, energy<>> && !adds<power<gross>, quantity<watt_month_quantum<gross>>> && !equates<power<gross>, power<campus>>);
static_assert(multiplies<power<gross>, hours> && multiplies<hours, power<gross>> && !multiplies<power<gross>, power<gross>> && !multiplies<hours, hours> &&
              !multiplies<double, decltype(MW)> && !multiplies<float, decltype(MW)>);
static_assert(std::is_convertible_v<power<critical_it>, power<>> && !std::is_constructible_v<power<critical_it>, power<>> &&
              !std::is_constructible_v<power<critical_it>, power<gross>> && std::is_convertible_v<energy<gross>, energy<>>);
static_assert(std::same_as<decltype(5 * MW_it * (2 * hrs)), energy<critical_it>> && std::same_as<decltype(2 * hrs * (5 * MW)), energy<>>);

constexpr bool test_symbols()
{
    return (1 * kW).count == 1'000 && (250 * MW).count == 250'000'000 && (1 * GW).count == 1'000'000'000 && 2.5_d * MW == 2'500 * kW &&
           (250 * MW).in.on.basis == power_basis::unstated && (1 * W_it).count == 1 && (1 * kW_it).count == 1'000 && 200 * MW_it == 200'000 * kW_it &&
           (1 * W_gross).count == 1 && (1 * kW_gross).count == 1'000 && (1 * MW_gross).count == 1'000'000 && (1 * MW_campus).count == 1'000'000 &&
           (1 * MWh).count == 1'000'000 && (1 * kWh).count == 1'000 && (1 * MWh_it).count == 1'000'000 && (1 * MWh_gross).count == 1'000'000 &&
           (24 * hrs).count == 24;
}

constexpr bool test_products()
{
    const power<> stated = 100 * MW_gross;
    return 100 * MW_it * (24 * hrs) == 2'400 * MWh_it && 24 * hrs * (100 * MW_gross) == 2'400 * MWh_gross && 100 * MW * (24 * hrs) == 2'400 * MWh &&
           (stated * (1 * hrs)).in.on.basis == power_basis::gross && (1 * hrs * stated).in.on.basis == power_basis::gross;
}

constexpr bool test_bases()
{
    const power<> it = 200 * MW_it, unstated = 200 * MW;
    return it.in.on.basis == power_basis::critical_it && power_on<critical_it>(it) == 200 * MW_it && it != unstated &&
           power_on<gross>(power<>(100 * MW_gross)) == 100 * MW_gross && power_on<campus>(power<>(100 * MW_campus)) == 100 * MW_campus &&
           any_basis(gross{}) == any_basis(power_basis::gross) && any_basis{} != any_basis(campus{});
}

constexpr bool test_names()
{
    return name_of(power_basis::critical_it) == "critical_it" && name_of(power_basis::gross) == "gross" && name_of(power_basis::campus) == "campus" &&
           name_of(power_basis::unstated).empty();
}

static_assert(test_symbols() && test_products() && test_bases() && test_names());

} // namespace

TEST_CASE("power is the same at compile time and at run time")
{
    CHECK(test_symbols());
    CHECK(test_products());
    CHECK(test_bases());
    CHECK(test_names());
}

TEST_CASE("a basis that is another, or not stated, cannot be put into the type")
{
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got W gross and W critical_it; convert one with a stated factor first",
                  power_on<critical_it>(power<>(100 * MW_gross)));
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got W and W critical_it; convert one with a stated factor first", power_on<critical_it>(100 * MW));
    CHECK_THROWN(unlike_units, power_on<gross>(power<>(100 * MW_campus)));
    CHECK_THROWN(unlike_units, power_on<campus>(100 * MW));
}

TEST_CASE("bases known at run time do not mix")
{
    const power<> it = 200 * MW_it, gross_load = 260 * MW_gross, unstated = 100 * MW;
    CHECK_THROWN(unlike_units, it + gross_load);
    CHECK_THROWN(unlike_units, it - unstated);
    CHECK_THROWN(unlike_units, it < gross_load);
    CHECK_FALSE(it == power<>(200 * MW_gross));
    CHECK((it + it).count == 400'000'000);
    CHECK((unstated + unstated) == 200 * MW);
}

TEST_CASE("units are named with their basis")
{
    CHECK(watt<gross>{}.name() == "W gross");
    CHECK(watt<any_basis>{}.name() == "W");
    CHECK(watt_hour<critical_it>{}.name() == "Wh critical_it");
    CHECK(watt_month_quantum<campus>{}.name() == "W-month/377580 campus");
    CHECK(hour::name() == "h");
}

TEST_CASE("power is read with its unit and, if known, its basis")
{
    CHECK(parse_power("250 MW") == 250 * MW);
    CHECK(parse_power("200 MW critical_it") == power<>(200 * MW_it));
    CHECK(parse_power("1667 W gross") == power<>(1'667 * W_gross));
    CHECK(parse_power("1.5 GW campus") == power<>(1'500 * MW_campus));
    CHECK(parse_power("2.5 kW").count == 2'500);
    CHECK(parse_power("1_200 MW") == 1'200 * MW);
    CHECK(parse_power("0 W") == 0 * MW);
    CHECK(parse_power("-5 MW") == -5 * MW);
    CHECK(parse_power("1.123456789 GW").count == 1'123'456'789);
    CHECK(parse_power("9223372036854775807 W").count == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("text that is no power is refused")
{
    CHECK_REFUSED(parse_error,
                  "1:1: power: must be a number, a unit (W, kW, MW, GW) and, if known, a basis (critical_it, gross, campus); got \"250 mw\"; "
                  "write \"250 MW\" or \"200 MW critical_it\"",
                  parse_power("250 mw"));
    for (const char* text : {"", "250", "250MW", "MW", " MW", "250 MWh", "250 TW", "250 MW it", "250 MW unstated", "250 MW ", "250  MW", " 250 MW", "250 MW gross ",
                             "250 MW critical_it gross", "1,000 MW", "1e3 MW", "x MW", "250 MW Gross"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, parse_power(text));
    }
    CHECK_THROWN(inexact, parse_power("0.5 W"));
    CHECK_THROWN(inexact, parse_power("0.0000001 MW"));
    CHECK_THROWN(inexact, parse_power("0.0000000001 GW"));
    CHECK_THROWN(overflow, parse_power("9223372036854775808 W"));
    CHECK_THROWN(overflow, parse_power("9223372037 GW"));
}

TEST_CASE("power prints in the largest unit that needs no digits after the point")
{
    CHECK(to_string(250 * MW) == "250 MW");
    CHECK(to_string(750 * MW) == "750 MW");
    CHECK(to_string(1'250 * MW) == "1,250 MW");
    CHECK(to_string(2'000 * MW) == "2 GW");
    CHECK(to_string(1'667 * W_it) == "1,667 W critical_it");
    CHECK(to_string(2'500 * kW_gross) == "2,500 kW gross");
    CHECK(to_string(power<>(200 * MW_campus)) == "200 MW campus");
    CHECK(to_string(0 * MW) == "0 W");
    CHECK(to_string(-1'250 * MW_it) == "-1,250 MW critical_it");
    CHECK(to_string(power<>(std::numeric_limits<std::int64_t>::min())) == "-9,223,372,036,854,775,808 W");
    std::string text = "capacity ";
    append(text, 250 * MW_gross);
    CHECK(text == "capacity 250 MW gross");
}

TEST_CASE("what is printed below a thousand of its unit is read back, basis and all")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        constexpr std::int64_t factors[] = {1, 1'000, 1'000'000, 1'000'000'000};
        const std::int64_t     count     = r.between(-999, 999) * factors[r.bits() % 4];
        const auto             basis     = static_cast<power_basis>(r.bits() % 4);
        const power<>          x(count, watt<any_basis>(any_basis(basis)));
        INFO(to_string(x));
        REQUIRE(parse_power(to_string(x)) == x);
    }
}

TEST_CASE("energy, hours and capacity over time are read and printed as power is")
{
    CHECK(parse_quantity<watt_hour<any_basis>>("12.5 MWh gross") == energy<>(12'500 * kWh_gross));
    CHECK(parse_quantity<watt_hour<gross>>("12.5 MWh gross") == 12'500 * kWh_gross);
    CHECK(parse_quantity<watt_hour<any_basis>>("1 TWh").count == 1'000'000'000'000);
    CHECK(parse_quantity<hour>("24 h") == 24 * hrs);
    CHECK(parse_quantity<watt_month_quantum<any_basis>>("5 MW-months") == 5 * MW_month);
    CHECK(parse_quantity<watt_month_quantum<any_basis>>("1 MW-month critical_it") == power_time<>(1 * MW_month_it));
    CHECK(parse_quantity<watt_month_quantum<campus>>("2.5 MW-months campus") == 2.5_d * MW_month_campus);
    CHECK(parse_quantity<watt_month_quantum<any_basis>>("1001 W-month/377580").count == 1'001);
    CHECK(to_string(12'500 * kWh_gross) == "12,500 kWh gross");
    CHECK(to_string(72'000 * MWh) == "72 GWh");
    CHECK(to_string(24 * hrs) == "24 h");
    CHECK(to_string(5 * MW_month) == "5 MW-months");
    CHECK(to_string(1 * MW_month_it) == "1 MW-month critical_it");
    CHECK(to_string(-1 * MW_month_it) == "-1 MW-months critical_it");
    CHECK(to_string(1'500 * kW_month_gross) == "1,500 kW-months gross");
    CHECK(to_string(power_time<>(1'001)) == "1,001 W-month/377580");
    CHECK(to_string(power_time<>(0)) == "0 W-months");
    CHECK(to_string(1'250 * MW, grouping::none) == "1250 MW");
    CHECK(to_string(quantity<hour, int128>(int128{1} << 100), grouping::none) == "1267650600228229401496703205376 h");
}

TEST_CASE("a unit whose basis is in the type reads no other")
{
    CHECK(parse_quantity<watt<critical_it>>("200 MW critical_it") == 200 * MW_it);
    CHECK_REFUSED(parse_error, "1:1: power: must be a number, a unit (W, kW, MW, GW) and the basis critical_it; got \"200 MW\"; write \"200 MW critical_it\"",
                  parse_quantity<watt<critical_it>>("200 MW"));
    CHECK_THROWN(parse_error, parse_quantity<watt<critical_it>>("200 MW gross"));
    CHECK_REFUSED(parse_error, "1:1: hours: must be a number, a unit (h); got \"24 hours\"; write \"24 h\"", parse_quantity<hour>("24 hours"));
    CHECK_THROWN(parse_error, parse_quantity<watt_month_quantum<any_basis>>("5 MW-monthss"));
    CHECK_THROWN(parse_error, parse_quantity<watt_month_quantum<any_basis>>("5 MW"));
    CHECK_THROWN(parse_error, parse_quantity<watt_month_quantum<any_basis>>("5 s"));
    CHECK_THROWN(parse_error, parse_quantity<watt<any_basis>>("5 MWs"));
    CHECK_THROWN(parse_error, parse_quantity<watt_hour<any_basis>>("5 xMWh"));
    CHECK_REFUSED(parse_error, "1:2: number: is not a plain decimal number; got \"1,000\"; write digits, at most one point, no exponent: 38000000000.00", parse_power("1,000 MW"));
    CHECK_THROWN(parse_error, parse_power(std::string(1'000, '1') + " MW"));
    CHECK_THROWN(parse_error, parse_power("5 " + std::string(1'000, 'M') + "W"));
    CHECK_THROWN(inexact, parse_quantity<watt_month_quantum<any_basis>>("0.5 W-month/377580"));
    CHECK_THROWN(overflow, parse_quantity<watt_month_quantum<any_basis>>("24428 GW-months"));
}

TEST_CASE("what is printed without grouping is read back equal, at any count")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        constexpr std::int64_t factors[] = {1, 1'000, 1'000'000, detail::quanta_in_a_month, detail::quanta_in_a_month * 1'000'000};
        const std::int64_t     factor = factors[r.bits() % 5], count = r.any_int64() / factor * factor;
        const any_basis        basis(static_cast<power_basis>(r.bits() % 4));
        INFO(count);
        const auto check = [&](const auto& x) { REQUIRE(parse_quantity<std::remove_cvref_t<decltype(x.in)>>(to_string(x, grouping::none)) == x); };
        check(power<>(count, watt<any_basis>(basis)));
        check(energy<>(count, watt_hour<any_basis>(basis)));
        check(power_time<>(count, watt_month_quantum<any_basis>(basis)));
        check(power<campus>(count));
        check(hours(count));
    }
}

TEST_CASE("gigawatts, gigawatt-hours and gigawatt-months have symbols on the bases that deals are signed on")
{
    static_assert(1 * GW_it == 1'000 * MW_it && 1 * GW_gross == 1'000 * MW_gross && 1 * GWh == 1'000 * MWh && 1 * GWh_it == 1'000 * MWh_it &&
                  1 * GWh_gross == 1'000 * MWh_gross && 1 * GW_month == 1'000 * MW_month);
    CHECK(to_string(2 * GW_it) == "2 GW critical_it");
    CHECK(to_string(2 * GW_month) == "2 GW-months");
}
