// SPDX-License-Identifier: BSL-1.0
// Power at cost: what does the collar on PUE and the cap on the tariff save in a hot, expensive summer?
#include <ratable/ratable.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using date::days, date::months;
using ratable::charge_kind, ratable::contract, ratable::disclosed, ratable::metered, ratable::period, ratable::usd;

int main()
{
    // [begin contract]
    contract<USD> deal{
        .name          = "40 MW with power at cost",
        .term          = disclosed(ratable::term{.start = 2026_y/jun/1, .length = months{3}}, "order form"),
        .tranches      = disclosed({{.name = "hall A", .in_service = 2026_y/jun/1, .capacity = 40 * MW_it}}, "order form"),
        .consideration = ratable::unknown("by the meter"),
        .pricing       = disclosed(ratable::pricing<USD>{ratable::capacity_fee<USD>{.price = usd(120) / kW_month_it}}, "order form"),
        .billing       = disclosed(ratable::billing{.every   = ratable::monthly,
                                                    .periods = ratable::calendar_periods,
                                                    .payment = ratable::payment_terms{.net = days{30}, .convention = ratable::business_day_convention::following,
                                                                                           .calendar = ratable::us_federal()}},
                                   "order form"),
        .power         = disclosed(ratable::power_pass_through<USD>{.load_factor = 0.88_d,
                                                                    .pue         = 1.20_d,
                                                                    .pue_cap     = 1.25_d,
                                                                    .tariff      = usd(0.062_d) / kWh,
                                                                    .tariff_cap  = usd(0.080_d) / kWh,
                                                                    .demand      = per_peak_kw(usd(9.5_d))},
                                   "order form"),
    };
    // [end contract]

    // [begin readings]
    const ratable::readings<USD> summer{.power = {
        {.days = period(2026_y/jun/1, 2026_y/jul/1), .pue = 1.22_d, .tariff = usd(0.058_d), .peak_kw = metered(46'100)},
        {.days = period(2026_y/jul/1, 2026_y/aug/1), .pue = 1.31_d, .tariff = usd(0.097_d), .peak_kw = metered(49'750)},
        {.days = period(2026_y/aug/1, 2026_y/sep/1), .pue = 1.28_d, .tariff = usd(0.091_d), .peak_kw = metered(48'900)}}};
    const auto billed = charges_of(deal, summer);
    // [end readings]

    fmt::print("{:<12}{:<12}{:<9}{:>18}{:>12}{:>20}\n", "invoiced", "due", "charge", "quantity", "price", "amount");
    for (const auto& row : billed) {
        fmt::print("{:<12}{:<12}{:<9}{:>13} {:<8}{:>8}{:>20}\n", ratable::to_string(row.invoiced), ratable::to_string(row.due), name_of(row.kind), row.quantity.exact(), name_of(*row.quantity.unit),
                   ratable::round<3>(row.price.amount, ratable::rounding::half_even), row.amount);
    }

    auto uncapped = deal;
    uncapped.power.value().pue_cap.reset();
    uncapped.power.value().tariff_cap.reset();
    const auto at_cost = charges_of(uncapped, summer);
    fmt::print("\nenergy at cost {}, billed {}: the caps save {}\n", total(at_cost, charge_kind::energy), total(billed, charge_kind::energy),
               total(at_cost, charge_kind::energy) - total(billed, charge_kind::energy));
}
