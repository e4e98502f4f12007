// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/format.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

TEST_CASE("fmt prints money of every kind as its text")
{
    CHECK(fmt::format("{}", usd(38'000'000'000)) == "USD 38,000,000,000.00");
    CHECK(fmt::format("{}", usd(2.8475_d)) == "USD 2.8475");
    CHECK(fmt::format("{}", money<any_currency<3>>(1.5_d, currency_of<3>("KWD"))) == "KWD 1.500");
    CHECK(fmt::format("[{:>10}]", jpy(-100)) == "[  JPY -100]");
}

TEST_CASE("fmt prints power and rates of exchange as their text")
{
    CHECK(fmt::format("{}", 250 * MW) == "250 MW");
    CHECK(fmt::format("{:>20}", 1667 * W_it) == " 1,667 W critical_it");
    CHECK(fmt::format("{}", fx_rate<USD, EUR>::parse("1.1550 USD/EUR", 2025_y / nov / 3)) == "1.155 USD/EUR");
}

TEST_CASE("money has a style: code first, code last, number alone, or plain for reading back")
{
    const auto x = usd(-1'234'567) - usd("0.50");
    CHECK(fmt::format("{:c}|{:t}|{:n}|{:p}", x, x, x, x) == "USD -1,234,567.50|-1,234,567.50 USD|-1,234,567.50|-1234567.50 USD");
    CHECK(fmt::format("{:(c}|{:(t}|{:+n}", x, x, usd(5)) == "USD (1,234,567.50)|(1,234,567.50) USD|+5.00");
    CHECK(money<USD>::parse(fmt::format("{:p}", x)) == x);
    CHECK(fmt::format("[{:<12n}]", jpy(1500)) == "[1,500       ]");
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:x}"), x)), fmt::format_error);
    CHECK_THROWS_AS(static_cast<void>(fmt::format(fmt::runtime("{:.2}"), x)), fmt::format_error);
}

TEST_CASE("fmt prints quantities, prices and exact values as their text")
{
    CHECK(fmt::format("{}", 12'500 * kWh_gross) == "12,500 kWh gross");
    CHECK(fmt::format("[{:>16}]", 24 * gpu_h<gb300>) == "[  24 gb300-hours]");
    CHECK(fmt::format("{}", 24 * hrs) == "24 h");
    CHECK(fmt::format("{}", exact_quantity(20 * MW_month) / 3) == "20/3 MW-months");
    CHECK(fmt::format("{}", usd(2.8475_d) / gpu_h<gb300>) == "2.8475 USD/gb300-hour");
    CHECK(fmt::format("{:<20}|", usd(85) / (1 * MWh)) == "85.00 USD/MWh       |");
    CHECK(fmt::format("{}", usd(100) * fraction(1, 3)) == "USD 100/3");
    CHECK(fmt::format("{}", inverse(fx_rate<USD, EUR>::parse("1.25 USD/EUR", 2025_y / nov / 3))) == "0.8 EUR/USD");
}
