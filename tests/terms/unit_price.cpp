// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/unit_price.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

using usd_price = unit_price<USD>;

namespace {

constexpr bool test_made_from_rates()
{
    const usd_price hours = usd(2.85_d) / gpu_h<gb300>, months = usd(150'000) / MW_month_it, energy = usd(0.085_d) / kWh, any = usd(3) / gpu_h<any_accelerator>;
    return hours == usd_price(money<USD, 6>(usd(2.85_d)), priced_unit::gpu_hour, gb300{}) && months.per == priced_unit::mw_month && months.basis == power_basis::critical_it &&
           energy.per == priced_unit::kwh && energy.basis == power_basis::unstated && any.accelerator == any_accelerator{} && per_peak_kw(usd(12)).per == priced_unit::kw &&
           usd_price(usd(1) / kW_month).per == priced_unit::kw_month && usd_price(usd(1) / MWh).per == priced_unit::mwh;
}
static_assert(test_made_from_rates());

std::string read(std::string_view text) { return to_string(usd_price::parse(text, USD{})); }

} // namespace

static_assert(name_of(priced_unit::gpu_hour) == "GPU-hour" && name_of(priced_unit::mw_month) == "MW-month" && name_of(priced_unit::kw_month) == "kW-month");
static_assert(name_of(priced_unit::mwh) == "MWh" && name_of(priced_unit::kwh) == "kWh" && name_of(priced_unit::kw) == "kW");

TEST_CASE("a price is made from a rate, and keeps its accelerator or MW basis as a value")
{
    CHECK(test_made_from_rates());
}

TEST_CASE("a price prints in six digits, and reads what it printed")
{
    for (const char* text : {"2.850000 USD/gb300-hour", "3.000000 USD/GPU-hour", "150000.000000 USD/MW-month critical_it", "150.000000 USD/kW-month", "0.085000 USD/kWh",
                             "85.000000 USD/MWh gross", "12.500000 USD/kW"}) {
        CHECK(read(text) == text);
    }
    CHECK(read("2.85 USD/gb300-hour") == "2.850000 USD/gb300-hour");
    CHECK(read("12.5 USD/kW") == "12.500000 USD/kW");
}

TEST_CASE("text that is no price of a unit is refused")
{
    for (const char* text : {"", "2.85", "2.85 USD", "2.85 EUR/gb300-hour", "2.85 USD/", "2.85 USD/GW", "2.85 USD/kW gross", "USD/kWh", "2.85 USD/MW-week", "2,85 USD/kWh"}) {
        INFO(std::string(text));
        CHECK_THROWN(parse_error, read(text));
    }
    CHECK_THROWN(inexact, read("0.0000001 USD/kWh"));
    CHECK_THROWN(overflow, read("99999999999999 USD/kWh"));
    CHECK_THROWN(invalid_terms, read("1 USD/GW-month")); // read, and not priced
}

TEST_CASE("more than six digits, and symbols that are not priced, are refused")
{
    CHECK_REFUSED(invalid_terms, "unit price: must be per GPU-hour, MW-month, kW-month, MWh or kWh; got another symbol; write such as usd(150'000) / MW_month", usd_price(usd(1) / GW_month));
    CHECK_THROWN(inexact, usd_price(to_fraction(1_d) / to_fraction(3_d) * usd(1) / kWh));
}

TEST_CASE("prices per one unit have an order, others none")
{
    CHECK(usd_price(usd(2) / kWh) < usd_price(usd(3) / kWh));
    CHECK_THROWN(unlike_units, usd_price(usd(2) / kWh) < usd_price(usd(3) / MWh));
    CHECK_THROWN(unlike_units, usd_price(usd(2) / gpu_h<gb300>) < usd_price(usd(3) / gpu_h<h100>));
    CHECK_THROWN(unlike_units, usd_price(usd(2) / MW_month_it) < usd_price(usd(3) / MW_month));
    CHECK_FALSE(usd_price(usd(2) / kWh) == usd_price(usd(2) / MWh));
}
