// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/pass_through.hpp>

#include <doctest/doctest.h>

#include <type_traits>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<power_pass_through<USD>>, "the load factor must be written");

TEST_CASE("power at cost needs a load factor; PUE and tariff may come from readings")
{
    const power_pass_through<USD> p{.load_factor = ratio(0.85_d), .tariff = unit_price<USD>(usd(0.0625_d) / kWh), .demand = per_peak_kw(usd(12.50_d))};
    CHECK_FALSE(p.pue.is_known());
    CHECK_FALSE(p.tariff_cap.has_value());
    CHECK_FALSE(p.kwh_digits.has_value());
    CHECK(p.tariff.value().per == priced_unit::kwh);
    CHECK(p.demand.value().per == priced_unit::kw);
}
