// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/amortize_into.hpp>

#include "../support/oracle.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

constexpr bool test_columns()
{
    std::array<money<USD>, 3> charges{}, closings{};
    amortize_into(charges, closings, usd(100), allocation_key{31, 28, 31});
    return charges == std::array{usd("34.44"), usd("31.12"), usd("34.44")} && closings == std::array{usd("65.56"), usd("34.44"), usd(0)};
}
static_assert(test_columns());

const std::vector<period> quarter = make_schedule(period(2027_y / jan / 1, 2027_y / apr / 1), monthly);

template <class M>
std::vector<M> column(const amortization_schedule<decltype(M::unit)>& rows, M amortization_row<decltype(M::unit)>::*which)
{
    std::vector<M> found;
    for (const auto& row : rows) found.push_back(row.*which);
    return found;
}

} // namespace

TEST_CASE("columns of a key by days are a total's charges, and what each leaves")
{
    CHECK(test_columns());
    std::vector<money<USD>> charges(3), closings(3);
    amortize_into(charges, closings, usd(100), key_of(quarter, daily));
    CHECK(charges == std::vector{usd("34.44"), usd("31.12"), usd("34.44")});
    CHECK(closings == std::vector{usd("65.56"), usd("34.44"), usd(0)});
    amortize_into(charges, usd(100), key_of(quarter, straight_line));
    CHECK(charges == std::vector{usd("33.33"), usd("33.34"), usd("33.33")});
    CHECK(closings.front() == usd("65.56"));
    const ramp steps = make_ramp({{.in_service = 2027_y / feb / 1, .capacity = 100 * MW}, {.in_service = 2027_y / mar / 1, .capacity = 100 * MW}}, period(2027_y / jan / 1, 2027_y / apr / 1));
    amortize_into(charges, closings, usd(-9), key_of(quarter, steps, by_capacity));
    CHECK(charges == std::vector{usd(0), usd(-3), usd(-6)});
    CHECK(closings == std::vector{usd(-9), usd(-6), usd(0)});
}

TEST_CASE("columns of another size, negative weights, and periods that do not follow each other are refused")
{
    std::vector<money<USD>> three(3), four(4);
    const auto              key = key_of(quarter, daily);
    CHECK_THROWN(invalid_terms, (amortize_into(four, usd(1), key), 0));
    CHECK_THROWN(invalid_terms, (amortize_into(three, four, usd(1), key), 0));
    CHECK_THROWN(invalid_terms, (amortize_into(four, three, usd(1), key), 0));
    CHECK_REFUSED(invalid_terms, "allocation: weights must not be negative; give each period a weight of zero or more", (amortize_into(three, usd(1), allocation_key{1, -1, 2}), 0));
    CHECK_THROWN(invalid_terms, key_of({quarter[0], quarter[2]}, daily));
    CHECK_THROWN(invalid_terms, key_of({}, straight_line));
    CHECK_THROWN(invalid_terms, key_of(quarter, ramp{}, by_capacity));
}

TEST_CASE_TEMPLATE("columns are the rows of amortize, for any total and mode, in currencies known when compiling and when running", Currency, USD, any_currency<0>, any_currency<3>)
{
    RATABLE_INFO_SEED;
    tests::random draw;
    Currency      unit{};
    if constexpr (!std::is_empty_v<Currency>) unit = currency_of<Currency::minor_digits>(Currency::minor_digits == 0 ? "JPY" : "KWD");
    for (int round = 0; round < 100; ++round) {
        const auto              t       = tests::any_term(draw);
        const auto              periods = make_schedule(days_of(t), monthly, calendar_periods);
        const money<Currency>   sum(decimal<Currency::minor_digits>::from_units(draw.any_int64()), unit);
        std::vector<std::int64_t> weights;
        for (std::size_t i = 0; i < periods.size(); ++i) weights.push_back(draw.between(0, std::int64_t{1} << 50));
        weights.front() += 1;
        const std::vector<std::pair<allocation_key, std::vector<std::int64_t>>> methods{{key_of(periods, daily), detail::day_weights(periods)},
                                                                                        {key_of(periods, straight_line), std::vector<std::int64_t>(periods.size(), 1)},
                                                                                        {allocation_key(std::span<const std::int64_t>(weights)), weights}};
        for (const auto& [key, by] : methods) {
            for (const rounding mode : tests::every_mode) {
                std::vector<money<Currency>> charges(periods.size(), sum), closings(periods.size(), sum);
                amortize_into(charges, closings, sum, key, mode);
                const auto rows = amortize(sum, periods, by, mode);
                REQUIRE(charges == column(rows, &amortization_row<Currency>::charge));
                REQUIRE(closings == column(rows, &amortization_row<Currency>::closing));
            }
        }
    }
}
