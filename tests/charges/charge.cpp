// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/charge.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;
using iso4217::USD;

namespace {

charge<USD> row(charge_kind kind, const money<USD>& amount)
{
    const period january(2026_y / jan / 1, 2026_y / feb / 1);
    charge<USD>  c{.kind = kind, .clause = {"pricing", 0}, .service = january, .invoiced = january.end(), .due = january.end()};
    c.amount = amount;
    return c;
}

constexpr bool test_amount_of()
{
    return amount_of<USD>({3, 1, priced_unit::gpu_hour}, usd(2.85_d), rounding::half_up) == usd(8.55_d) && //
           amount_of<USD>({1, 3, priced_unit::mw_month}, usd(100), rounding::half_up) == usd(33.33_d) &&
           amount_of<USD>({1, 3, priced_unit::mw_month}, usd(100), rounding::up) == usd(33.34_d) &&
           amount_of<USD>({1, 1, priced_unit::kwh}, usd(0.005_d), rounding::half_up) == usd(0.01_d) &&
           amount_of<USD>({1, 1, priced_unit::kwh}, usd(0.005_d), rounding::half_even) == usd(0) &&
           charged_quantity{28 * 377'580, 3 * 377'580, priced_unit::mw_month}.exact() == fraction(28, 3);
}
static_assert(test_amount_of());

} // namespace

TEST_CASE("an amount is price × quantity, rounded once") { CHECK(test_amount_of()); }

TEST_CASE("an amount is the rounded product of any price and quantity, also where 128 bits do not hold it unreduced")
{
    tests::random draw;
    RATABLE_INFO_SEED;
    for (int i = 0; i < 5'000; ++i) {
        const std::int64_t per   = draw.between(1, 1'000'000'000'000'000);
        const auto         count = int128{draw.between(0, 1'000'000'000'000)} * per / draw.between(1, 1'000) + draw.between(0, per);
        const auto         price = money<USD, 6>(decimal<6>::from_units(draw.between(0, 100'000)));
        const auto         mode  = static_cast<rounding>(draw.between(0, 7));
        const auto         exact = tests::ratio(count, per) * tests::ratio(price.amount.units, 10'000);
        REQUIRE(tests::cpp_int(amount_of<USD>({count, per, priced_unit::kwh}, price, mode).amount.units) == tests::rounded(exact, mode));
    }
    CHECK_THROWN(overflow, amount_of<USD>({int128{1} << 100, 1, priced_unit::kwh}, usd(1'000'000), rounding::half_up));
    CHECK(amount_of<USD>({int128{1} << 120, std::int64_t{1} << 62, priced_unit::kwh}, money<USD, 6>(decimal<6>::from_units(1'000)), rounding::half_up).amount.units == (std::int64_t{1} << 58) / 10);
}

TEST_CASE("rows total by themselves and by kind")
{
    const std::vector<charge<USD>> rows{row(charge_kind::fee, usd(100)), row(charge_kind::prepayment_credit, usd(-20)), row(charge_kind::fee, usd(50))};
    CHECK(total(rows) == usd(130));
    CHECK(total(rows, charge_kind::fee) == usd(150));
    CHECK(total(rows, charge_kind::energy) == usd(0));
    CHECK(total(std::vector<charge<USD>>{}) == usd(0));
}

TEST_CASE("every kind of charge has a name of its own")
{
    std::set<std::string> names;
    for (int k = 0; k <= static_cast<int>(charge_kind::holdback_release); ++k) CHECK(names.emplace(name_of(static_cast<charge_kind>(k))).second);
}
