// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/charge_amounts.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cfenv>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

namespace {

using price4 = money<USD, 4>;
using metered = gpu_hours<gb300>;
using gpu_price = rate<price4, gpu_hour_unit<gb300>>;

constexpr auto most  = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

constexpr price4 ten_thousandths(std::int64_t n) { return price4(decimal<4>::from_units(n)); }

constexpr std::int64_t one(std::int64_t price, std::int64_t count, rounding mode)
{
    std::array<money<USD>, 1>    amounts{};
    const std::array<metered, 1> counts{metered(count)};
    multiply_into(std::span<money<USD>>(amounts), ten_thousandths(price) / gpu_h<gb300>, std::span<const metered>(counts), mode);
    return amounts[0].amount.units;
}

constexpr bool test_modes() // 0.0050 and 0.0150 of a cent's hundredth: ties; 0.0149: none
{
    return one(50, 1, rounding::half_up) == 1 && one(50, 1, rounding::half_even) == 0 && one(50, 1, rounding::half_down) == 0 && one(150, 1, rounding::half_even) == 2 &&
           one(150, 1, rounding::half_down) == 1 && one(-50, 1, rounding::half_up) == -1 && one(50, -3, rounding::half_even) == -2 && one(1, 1, rounding::up) == 1 &&
           one(-1, 1, rounding::up) == -1 && one(99, 1, rounding::down) == 0 && one(1, 1, rounding::ceiling) == 1 && one(-99, 1, rounding::ceiling) == 0 &&
           one(99, 1, rounding::floor) == 0 && one(-1, 1, rounding::floor) == -1 && one(1, 1, rounding::zero_five_up) == 1 && one(101, 1, rounding::zero_five_up) == 1 &&
           one(501, 1, rounding::zero_five_up) == 6 && one(500, 1, rounding::zero_five_up) == 5 && one(28'475, 1'000, rounding::half_up) == 284'750;
}

static_assert(test_modes());

/// What each row is, by the oracle: 0 where it does not fit.
struct expected_row
{
    std::int64_t units = 0;
    bool         fits  = false;
};

expected_row by_oracle(std::int64_t price, std::int64_t count, int scale, std::int64_t factor, rounding mode)
{
    const auto exact = tests::rounded(tests::cpp_rational(tests::big(price) * count * 100) / tests::cpp_rational(tests::ten_to(scale) * factor), mode);
    return {tests::fits<std::int64_t>(exact) ? static_cast<std::int64_t>(exact) : 0, tests::fits<std::int64_t>(exact)};
}

/// Prices and counts whose products are near a multiple, a half, or anything, at every size that is asked for.
struct rows_of
{
    std::vector<price4>     prices;
    std::vector<metered>    counts;
    std::vector<gpu_price>  rates;
    std::vector<money<USD>> amounts;

    void add(std::int64_t price, std::int64_t count)
    {
        prices.push_back(ten_thousandths(price));
        counts.emplace_back(count);
        rates.push_back(prices.back() / gpu_h<gb300>);
        amounts.emplace_back();
    }
};

void check(rows_of& rows, rounding mode)
{
    const auto compare = [&](const char* which) {
        for (std::size_t i = 0; i < rows.counts.size(); ++i) {
            const auto row = by_oracle(rows.prices[i].amount.units, rows.counts[i].count, 4, 1, mode);
            if (rows.amounts[i].amount.units == row.units) continue;
            INFO(which, ", row ", i, ": ", rows.prices[i].amount.units, " x ", rows.counts[i].count, ", mode ", static_cast<int>(mode));
            REQUIRE(rows.amounts[i].amount.units == row.units);
        }
        for (auto& amount : rows.amounts) amount = usd(-1);
    };
    multiply_into(std::span(rows.amounts), std::span<const price4>(rows.prices), gpu_h<gb300>, std::span<const metered>(rows.counts), mode);
    compare("prices");
    multiply_into(std::span(rows.amounts), std::span<const gpu_price>(rows.rates), std::span<const metered>(rows.counts), mode);
    compare("rates");
}

} // namespace

TEST_CASE("price times quantity is the same at compile time and at run time") { CHECK(test_modes()); }

TEST_CASE("every row is the exact product, rounded once, at every size and by every mode")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (const int bits : {8, 20, 40, 52, 55, 56, 57, 58, 61, 62, 63, 64, 69}) { // of the product: 56 is where the quotient passes 2^49, 62 where 64 bits end
        rows_of rows;
        int     price_bits = 0; // of a whole block: its largest price and largest count choose the path
        for (int i = 0; i < 1'400; ++i) { // five blocks and a part of one
            if (i % 256 == 0) price_bits = static_cast<int>(r.between(bits > 62 ? bits - 62 : 0, bits < 62 ? bits : 62));
            const std::int64_t price      = r.between(-(std::int64_t{1} << price_bits), std::int64_t{1} << price_bits);
            std::int64_t       count      = r.between(-(std::int64_t{1} << (bits - price_bits)), std::int64_t{1} << (bits - price_bits));
            if (r.bits() % 4 == 0) count -= count % 100; // whole cents
            if (r.bits() % 4 == 0) count -= count % 100 - 50; // ties, where the price is odd
            rows.add(price, count);
        }
        for (const rounding mode : tests::every_mode) check(rows, mode);
    }
}

TEST_CASE("the ends of the range, and one row beyond the fast path among those within it")
{
    rows_of rows;
    for (const std::int64_t price : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{99}, std::int64_t{100}, most, least, most - 1, least + 1, std::int64_t{1} << 31, -(std::int64_t{1} << 31)}) {
        for (const std::int64_t count : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{49}, std::int64_t{50}, std::int64_t{51}, std::int64_t{99}, std::int64_t{-100}}) {
            if (by_oracle(price, count, 4, 1, rounding::up).fits) rows.add(price, count);
        }
    }
    rows.add(least, 100);
    rows.add(100, least);
    rows.add(most, 100);
    for (const rounding mode : tests::every_mode) check(rows, mode);
    CHECK(one(least, 100, rounding::half_up) == least);
    CHECK_THROWN(overflow, one(least, -100, rounding::half_up));
    CHECK_THROWN(overflow, one(most, most, rounding::down));
    CHECK_THROWN(overflow, one(least, 101, rounding::down));
}

TEST_CASE("hours, months and prices of other digits have their own divisors")
{
    RATABLE_INFO_SEED;
    tests::random r;
    for (int i = 0; i < 300; ++i) {
        std::vector<energy<>>     used;
        std::vector<power_time<>> held;
        for (int k = 0; k < 40; ++k) used.emplace_back(r.any_int64() >> 20), held.emplace_back(r.any_int64() >> 2);
        std::vector<money<USD>>  amounts(used.size());
        const std::int64_t       units  = r.any_int64() >> 33;
        const rate               tariff = money<USD, 3>(decimal<3>::from_units(units)) / kWh;
        const rate               month  = money<USD>(decimal<2>::from_units(units)) / MW_month;
        const rate               whole  = money<USD, 0>(decimal<0>::from_units(units)) / MWh; // fewer digits than a cent
        for (const rounding mode : tests::every_mode) {
            INFO("units ", units, ", mode ", static_cast<int>(mode));
            multiply_into(std::span(amounts), tariff, std::span<const energy<>>(used), mode);
            for (std::size_t k = 0; k < used.size(); ++k) REQUIRE(amounts[k].amount.units == by_oracle(units, used[k].count, 3, 1'000, mode).units);
            multiply_into(std::span(amounts), month, std::span<const power_time<>>(held), mode);
            for (std::size_t k = 0; k < used.size(); ++k) {
                REQUIRE(amounts[k].amount.units == by_oracle(units, held[k].count, 2, MW_month.factor, mode).units);
                REQUIRE(amounts[k] == round<2>(month * held[k], mode));
            }
            multiply_into(std::span(amounts), whole, std::span<const energy<>>(used), mode);
            for (std::size_t k = 0; k < used.size(); ++k) REQUIRE(amounts[k].amount.units == by_oracle(units, used[k].count, 0, 1'000'000, mode).units);
        }
    }
}

TEST_CASE("cents times hours need no division, and rates of several symbols have one each")
{
    const std::vector<metered> hours{2 * gpu_h<gb300>, -3 * gpu_h<gb300>};
    std::vector<money<USD>>    amounts(2);
    multiply_into(std::span(amounts), usd("2.85") / gpu_h<gb300>, std::span<const metered>(hours), rounding::half_up);
    CHECK(amounts == std::vector{usd("5.70"), usd("-8.55")});
    using tariff = rate<money<USD, 3>, watt_hour<any_basis>>;
    const std::vector<tariff>   mixed{usd(0.085_d) / kWh, usd(85.005_d) / MWh};
    const std::vector<energy<>> used{2 * MWh, 3 * MWh};
    multiply_into(std::span(amounts), std::span<const tariff>(mixed), std::span<const energy<>>(used), rounding::half_up);
    CHECK(amounts == std::vector{usd(170), usd("255.02")});
    std::vector<tariff>     many(700, usd(0.085_d) / kWh); // the second block is mixed, the third per MWh
    std::vector<energy<>>   each(700, 2 * MWh);
    std::vector<money<USD>> each_amount(700);
    many[300] = usd(85) / MWh;
    for (std::size_t i = 512; i < many.size(); ++i) many[i] = usd(85) / MWh;
    multiply_into(std::span(each_amount), std::span<const tariff>(many), std::span<const energy<>>(each), rounding::half_up);
    CHECK(each_amount == std::vector<money<USD>>(700, usd(170)));
    many.assign(700, tariff(usd(85), {0}));
    CHECK_THROWN(invalid_terms, multiply_into(std::span(each_amount), std::span<const tariff>(many), std::span<const energy<>>(each), rounding::half_up));
    many.assign(700, usd(85) / MWh);
    many[699] = tariff(usd(85), {0});
    CHECK_THROWN(invalid_terms, multiply_into(std::span(each_amount), std::span<const tariff>(many), std::span<const energy<>>(each), rounding::half_up));
}

TEST_CASE("the hardware's rounding mode changes nothing")
{
    RATABLE_INFO_SEED;
    tests::random r;
    rows_of       rows;
    for (int i = 0; i < 4'000; ++i) {
        const std::int64_t cents = r.between(0, (std::int64_t{1} << 48)), price = r.between(1, 1'000);
        rows.add(price, (cents * 100 + r.between(-1, 1)) / price);
    }
    for (const int hardware : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO, FE_TONEAREST}) {
        std::fesetround(hardware);
        multiply_into(std::span(rows.amounts), std::span<const price4>(rows.prices), gpu_h<gb300>, std::span<const metered>(rows.counts), rounding::half_up);
        std::fesetround(FE_TONEAREST);
        for (std::size_t i = 0; i < rows.counts.size(); ++i) {
            REQUIRE(rows.amounts[i].amount.units == by_oracle(rows.prices[i].amount.units, rows.counts[i].count, 4, 1, rounding::half_up).units);
        }
    }
}

TEST_CASE("spans of different sizes, and unlike run-time units, are refused")
{
    std::vector<money<USD>>      amounts(2);
    const std::vector<metered>   one_row{1 * gpu_h<gb300>}, two_rows(2);
    const std::vector<gpu_price> rates(1);
    const std::vector<price4>    prices(1);
    CHECK_REFUSED(invalid_terms, "price times quantity: needs as many amounts as quantities, and as many prices; make the spans the same size",
                  multiply_into(std::span(amounts), usd(2.8475_d) / gpu_h<gb300>, std::span<const metered>(one_row), rounding::half_up));
    CHECK_THROWN(invalid_terms, multiply_into(std::span(amounts), std::span<const gpu_price>(rates), std::span<const metered>(two_rows), rounding::half_up));
    CHECK_THROWN(invalid_terms, multiply_into(std::span(amounts), std::span<const price4>(prices), gpu_h<gb300>, std::span<const metered>(two_rows), rounding::half_up));
    CHECK_THROWN(invalid_terms, multiply_into(std::span(amounts), gpu_price(usd(2.8475_d), {0}), std::span<const metered>(two_rows), rounding::half_up));
    multiply_into(std::span<money<USD>>(), std::span<const gpu_price>(), std::span<const metered>(), rounding::half_up);

    using any_hours = gpu_hours<any_accelerator>;
    using any_price = rate<price4, gpu_hour_unit<any_accelerator>>;
    const std::vector<any_hours> mixed{1 * gpu_h<gb300>, 1 * gpu_h<h100>};
    const any_price              price = usd(2.8475_d) / gpu_h<gb300>;
    const std::vector<any_price> two_prices{price, price};
    const std::vector<price4>    two{price.price, price.price};
    CHECK_THROWN(unlike_units, multiply_into(std::span(amounts), price, std::span<const any_hours>(mixed), rounding::half_up));
    CHECK_THROWN(unlike_units, multiply_into(std::span(amounts), std::span<const any_price>(two_prices), std::span<const any_hours>(mixed), rounding::half_up));
    CHECK_THROWN(unlike_units, multiply_into(std::span(amounts), std::span<const price4>(two), price.per, std::span<const any_hours>(mixed), rounding::half_up));
}

TEST_CASE("vectors and arrays are spans of amounts and quantities, as the header's example writes them")
{
    const std::vector<metered>      hours{1'000 * gpu_h<gb300>, 1 * gpu_h<gb300>};
    const std::vector<gpu_price>    rates(2, usd(2.8475_d) / gpu_h<gb300>);
    const std::vector<price4>       prices(2, usd(2.8475_d));
    const std::vector<money<USD>>   expected{usd("2847.50"), usd("2.85")};
    std::vector<money<USD>>         amounts(2);
    multiply_into(amounts, usd(2.8475_d) / gpu_h<gb300>, hours, rounding::half_up);
    CHECK(amounts == expected);
    std::array<money<USD>, 2> fixed{};
    multiply_into(fixed, std::span<const gpu_price>(rates), hours, rounding::half_up);
    CHECK(std::vector(fixed.begin(), fixed.end()) == expected);
    amounts.assign(2, {});
    multiply_into(amounts, std::span<const price4>(prices), gpu_h<gb300>, hours, rounding::half_up);
    CHECK(amounts == expected);
}

TEST_CASE("a price per nothing or per less is refused, and a scale that does not fit is an overflow")
{
    std::vector<money<USD>>    amounts(1);
    const std::vector<metered> hours(1);
    for (const std::int64_t factor : {std::int64_t{0}, std::int64_t{-3}}) {
        CHECK_REFUSED(invalid_terms, (std::string("price times quantity: a price per nothing, or per less, has no meaning; got ") + std::to_string(factor) +
                      "; write a price per one of a unit, such as usd(0.085_d) / kWh").c_str(), multiply_into(amounts, gpu_price(usd(2.8475_d), {factor}), hours, rounding::half_up));
    }
    CHECK_THROWN(overflow, multiply_into(amounts, rate(money<USD, 36>(), unit_symbol<gpu_hour_unit<gb300>>{std::int64_t{1'000'000'007} * 1'000'000'009}), hours, rounding::half_up));
}

TEST_CASE("a currency known at run time comes from the price")
{
    using euro_price = rate<money<any_currency<2>, 4>, gpu_hour_unit<gb300>>;
    const euro_price                      price(money<any_currency<2>, 4>(2.8475_d, currency_of<2>("EUR")), gpu_h<gb300>);
    const std::vector<euro_price>         prices{price, price};
    const std::vector<metered>            hours{1'000 * gpu_h<gb300>, 1 * gpu_h<gb300>};
    std::vector<money<any_currency<2>>>   amounts(2);
    const std::vector<money<any_currency<2>>> expected{money<any_currency<2>>(2847.50_d, currency_of<2>("EUR")), money<any_currency<2>>(2.85_d, currency_of<2>("EUR"))};
    multiply_into(std::span(amounts), price, std::span<const metered>(hours), rounding::half_up);
    CHECK(amounts == expected);
    amounts.assign(2, {});
    multiply_into(std::span(amounts), std::span<const euro_price>(prices), std::span<const metered>(hours), rounding::half_up);
    CHECK(amounts == expected);
}
