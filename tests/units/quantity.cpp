// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/quantity.hpp>

#include <ratable/core/allocate.hpp>
#include <ratable/core/wide.hpp>
#include <ratable/units/power.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;

namespace lengths {

/// A scheme of its own: lengths, areas, and a length whose unit is known at run time.
struct metre
{
    struct dimension {};
    static std::string name() { return "m"; }
    friend constexpr bool operator==(const metre&, const metre&) = default;
};
struct square_metre
{
    struct dimension {};
    static std::string name() { return "m2"; }
    friend constexpr bool operator==(const square_metre&, const square_metre&) = default;
};
struct nautical_metre
{
    using dimension = metre::dimension;
    static std::string name() { return "nautical m"; }
    friend constexpr bool operator==(const nautical_metre&, const nautical_metre&) = default;
};
struct any_metre
{
    using dimension = metre::dimension;
    bool nautical   = false;
    constexpr any_metre() = default;
    constexpr explicit any_metre(bool n) : nautical(n) {}
    constexpr any_metre(metre) {}
    constexpr any_metre(nautical_metre) : nautical(true) {}
    std::string           name() const { return nautical ? "nautical m" : "m"; }
    friend constexpr bool operator==(const any_metre&, const any_metre&) = default;
};
struct nameless
{
    struct dimension {};
    friend constexpr bool operator==(const nameless&, const nameless&) = default;
};

} // namespace lengths

template <>
struct ratable::product<lengths::metre, lengths::metre>
{
    using type = lengths::square_metre;
    static constexpr type of(lengths::metre, lengths::metre) { return {}; }
};

namespace {

using namespace lengths;

using metres     = quantity<metre>;
using nautical   = quantity<nautical_metre>;
using any_metres = quantity<any_metre>;

constexpr unit_symbol<metre> m{1}, km{1'000};
constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

static_assert(unit<metre> && unit<any_metre> && !unit<nameless> && !unit<int>);
static_assert(sizeof(metres) == 8 && sizeof(quantity<metre, int128>) == 16 && sizeof(any_metres) == 16 && std::is_trivially_copyable_v<any_metres>);

template <metres Length> struct fixed { static constexpr auto value = Length; };
static_assert(fixed<2 * km>::value.count == 2'000, "a quantity is a template argument");

template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept subtracts  = requires(A a, B b) { a - b; };
template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
template <class A, class B> concept orders     = requires(A a, B b) { a < b; };
static_assert(adds<metres, metres> && !adds<metres, nautical> && !adds<metres, any_metres> && !adds<metres, quantity<square_metre>> && !adds<metres, int>);
static_assert(subtracts<metres, metres> && !subtracts<metres, nautical> && !subtracts<metres, quantity<square_metre>>);
static_assert(equates<metres, metres> && !equates<metres, nautical> && orders<metres, metres> && !orders<metres, quantity<square_metre>>);
static_assert(!multiplies<metres, double> && !multiplies<float, metres> && !multiplies<bool, metres>);
template <class A> concept prints = requires(A a) { to_string(a); };
static_assert(!prints<metres> && !written_unit<metre>, "a unit without a table of symbols is not written");
static_assert(std::is_constructible_v<metres, int128> && std::is_constructible_v<metres, std::uint64_t> && std::is_constructible_v<metres, short>);
static_assert(multiplies<metres, metres> && !multiplies<metres, nautical> && multiplies<metres, int> && multiplies<unsigned, metres>);
static_assert(!multiplies<metres, bool> && !multiplies<metres, char> && !multiplies<bool, unit_symbol<metre>> && !multiplies<char, unit_symbol<metre>> &&
              !multiplies<double, unit_symbol<metre>> && !multiplies<float, unit_symbol<metre>>);
static_assert(std::is_convertible_v<metres, any_metres> && !std::is_constructible_v<metres, any_metres> && !std::is_constructible_v<metres, nautical>);
static_assert(std::is_constructible_v<metres, std::int64_t> && !std::is_convertible_v<std::int64_t, metres> && !std::is_constructible_v<metres, double>);
static_assert(!std::is_constructible_v<metres, bool> && !std::is_constructible_v<metres, char>, "a flag or a letter is no count");

constexpr bool test_arithmetic()
{
    metres x = 3 * m;
    x += 2 * km;
    x -= 1 * m;
    return x == 2'002 * m && -x == -2'002 * m && x * 2 == 4'004 * m && 2u * x == 4'004 * m && x > 2 * km && x <= x && x != 2 * km &&
           x / (1 * km) == fraction(1001, 500) && metres{} == 0 * m && metres(5).count == 5;
}

constexpr bool test_products()
{
    return (3 * m) * (2 * km) == quantity<square_metre>(6'000);
}

constexpr bool test_symbols()
{
    return 2.5_d * km == 2'500 * m && -0.001_d * km == -1 * m && 2.50000_d * km == 2'500 * m && 0_d * km == 0 * m;
}

constexpr bool test_run_time_unit()
{
    const any_metres a = 3 * m, b = 3 * unit_symbol<nautical_metre>{1};
    return a.count == 3 && !a.in.nautical && b.in.nautical && a != b && a == any_metres(3 * m) && (a + a).count == 6 && (b * 2).in.nautical &&
           (-b).in.nautical && (b - b).in.nautical;
}

static_assert(test_arithmetic() && test_products() && test_symbols() && test_run_time_unit());

} // namespace

TEST_CASE("quantities are the same at compile time and at run time")
{
    CHECK(test_arithmetic());
    CHECK(test_products());
    CHECK(test_symbols());
    CHECK(test_run_time_unit());
}

TEST_CASE("units known at run time do not mix, and are not equal")
{
    any_metres a(3, any_metre(false)), b(3, any_metre(true));
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got m and nautical m; convert one with a stated factor first", a + b);
    CHECK_THROWN(unlike_units, a - b);
    CHECK_THROWN(unlike_units, a < b);
    CHECK_THROWN(unlike_units, a / b);
    CHECK_THROWN(unlike_units, a += b);
    CHECK_THROWN(unlike_units, a -= b);
    CHECK_FALSE(a == b);
}

TEST_CASE("a count outside its type is an overflow")
{
    CHECK_THROWN(overflow, metres(std::uint64_t{1} << 63));
    CHECK_THROWN(overflow, metres(int128{most} + 1));
    CHECK(metres((std::uint64_t{1} << 63) - 1).count == most);
    CHECK(quantity<metre, int128>(int128{most} + 1).count == int128{most} + 1);
    CHECK_THROWN(overflow, metres(most) + 1 * m);
    CHECK_THROWN(overflow, metres(least) - 1 * m);
    CHECK_THROWN(overflow, -metres(least));
    CHECK_THROWN(overflow, metres(most) * 2);
    CHECK_THROWN(overflow, metres(most) * (2 * m));
    CHECK_THROWN(overflow, most * km);
    CHECK_THROWN(overflow, std::numeric_limits<std::uint64_t>::max() * m);
    CHECK_THROWN(overflow, decimal<0>(most) * km);
    CHECK(metres(most) + metres(least) == -1 * m);
    CHECK_THROWN(invalid_terms, metres(1) / metres(0));
}

TEST_CASE("digits below the base unit are inexact")
{
    CHECK_REFUSED(inexact, "quantity: must be a whole number of its base unit; got 0.0005 times 1000 m; write fewer digits", 0.0005_d * km);
    CHECK_REFUSED(inexact, "quantity: must be a whole number of its base unit; got -0.5 m; write fewer digits", -0.50_d * m);
    CHECK_REFUSED(inexact, "quantity: must be a whole number of its base unit; got 0.5 W; write fewer digits", parse_power("0.5 W"));
    CHECK(0.5_d * km == 500 * m);
}

TEST_CASE("sums, ratios and products are those of the counts")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 2'000; ++i) {
        const std::int64_t a = r.any_int64() / 4, b = r.any_nonzero() / 4 + 1, n = r.between(-4, 4);
        INFO("a = ", a, ", b = ", b);
        REQUIRE((metres(a) + metres(b)).count == a + b);
        REQUIRE((metres(a) - metres(b)).count == a - b);
        REQUIRE((metres(a) < metres(b)) == (a < b));
        REQUIRE((metres(a) == metres(b)) == (a == b));
        if (b != 0) REQUIRE(metres(a) / metres(b) == fraction(a, b));
        REQUIRE((metres(a / 4) * n).count == a / 4 * n);
    }
}

TEST_CASE("quantities are split, and are what others are split by")
{
    const auto parts = allocate(100 * MW, {1, 1, 1});
    CHECK(parts.size() == 3);
    CHECK(parts[0] + parts[1] + parts[2] == 100 * MW);
    const std::vector<power<any_basis>> halls{30 * MW, 70 * MW};
    CHECK(allocate(1'000, allocation_key(halls)) == std::vector<std::int64_t>{300, 700});
}

TEST_CASE("quantities count in any Rep")
{
    const quantity<hour, unbounded> large(unbounded(1) << 70);
    CHECK((large + large).count == unbounded(1) << 71);
    CHECK((large * 2).count == unbounded(1) << 71);
    CHECK(-large < large);
}

namespace {

constexpr bool test_sum()
{
    const metres rows[] = {1 * m, 2 * km, -3 * m};
    return sum(rows) == quantity<metre, int128>(1'998) && std::is_same_v<decltype(sum(rows)), quantity<metre, int128>> && metres(sum(rows).count) == 1'998 * m;
}
static_assert(test_sum());
template <class T> concept sums = requires(T rows) { sum(rows); };
static_assert(sums<std::vector<metres>> && !sums<std::vector<int>> && !sums<metres>);

} // namespace

TEST_CASE("a sum of quantities cannot overflow, and knows its unit")
{
    CHECK(test_sum());
    const std::vector<metres> largest(3, metres(highest_of<std::int64_t>));
    CHECK(sum(largest).count == int128{highest_of<std::int64_t>} * 3);
    CHECK_THROWN(overflow, metres(sum(largest).count));
    CHECK(sum(std::vector<metres>{}).count == 0);
    CHECK(to_string(sum(std::vector{100 * MW_it, 150 * MW_it})) == "250 MW critical_it");
    using any = power<any_basis>;
    CHECK(sum(std::vector{any(1 * MW_it), any(2 * MW_it)}) == quantity<watt<any_basis>, int128>(3'000'000, watt<any_basis>(any_basis(critical_it{}))));
    CHECK_THROWN(unlike_units, sum(std::vector{any(1 * MW_it), any(2 * MW_gross)}));
    CHECK_REFUSED(invalid_terms, "sum: no rows have no unit; name the unit of zero where there may be no rows", sum(std::vector<any>{}));
    CHECK(sum(std::vector{quantity<hour, unbounded>(unbounded(1) << 70), quantity<hour, unbounded>(1)}).count == (unbounded(1) << 70) + 1);
}
