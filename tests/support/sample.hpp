// SPDX-License-Identifier: BSL-1.0
/// Contracts that several tests start from.
#pragma once

#include <ratable/terms/contract.hpp>

namespace sample {

/// Every term stated; two tranches that overlap for a year; nothing wrong with it.
inline ratable::contract<ratable::iso4217::USD> full()
{
    using namespace date::literals;
    using namespace ratable::symbols;
    using ratable::assumed, ratable::disclosed, ratable::reported, ratable::rounded_to, ratable::usd;
    using eur_view = ratable::fx_view<USD, ratable::any_currency<2>>;
    const auto EUR_ = ratable::currency_of<2>("EUR");
    return ratable::contract<USD>{
        .id        = "full",
        .name      = "Full",
        .customer  = "A",
        .provider  = "B",
        .signed_on = 2025_y / nov / 2,
        .known_on  = 2025_y / nov / 3,
        .term      = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{5}}, "8-K"),
        .tranches  = disclosed({{.name                  = "one",
                                 .in_service            = 2026_y / apr / 1,
                                 .capacity              = 100 * MW_it,
                                 .end                   = 2028_y / apr / 1,
                                 .accelerator           = ratable::gb300{},
                                 .power_per_accelerator = assumed(1820 * W_it, "131 kW per rack of 72")},
                                {.name                  = "two",
                                 .in_service            = reported(2027_y / apr / 1, "press"),
                                 .capacity              = 200 * MW_it,
                                 .end                   = 2030_y / apr / 1,
                                 .accelerator           = ratable::gb300{},
                                 .power_per_accelerator = assumed(1820 * W_it, "131 kW per rack of 72")}},
                               "8-K"),
        .consideration = disclosed(usd(9'700'000'000), "announcement"),
        .committed     = disclosed(usd(8'000'000'000), "8-K"),
        .up_to         = reported(usd(12'000'000'000), "press"),
        .views         = {eur_view{.amount = reported(rounded_to(ratable::money<ratable::any_currency<2>>(ratable::decimal<2>(100'000'000), EUR_),
                                                                 ratable::money<ratable::any_currency<2>>(ratable::decimal<2>(8'400'000'000), EUR_)),
                                                      "press"),
                                   .rate   = reported(ratable::fx_rate<USD, ratable::any_currency<2>>::parse("1.1550 USD/EUR", 2025_y / nov / 3, {}, EUR_), "ECB")}},
    };
}

/// 200 MW of critical IT for five years at $9.7bn: 12,000 MW-months.
inline ratable::contract<ratable::iso4217::USD> iren()
{
    using namespace date::literals;
    using namespace ratable::symbols;
    return ratable::contract<USD>{
        .name          = "Microsoft–IREN",
        .term          = ratable::assumed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{5}}, "five years, all at once"),
        .tranches      = ratable::disclosed({{.in_service = 2026_y / jan / 1, .capacity = 200 * MW_it}}, "8-K"),
        .consideration = ratable::disclosed(ratable::usd(9'700'000'000), "announcement"),
    };
}

/// Seven years from 2025-11-03 at $38bn, megawatts unknown.
inline ratable::contract<ratable::iso4217::USD> aws()
{
    using namespace date::literals;
    using namespace ratable::symbols;
    return ratable::contract<USD>{
        .name          = "OpenAI–AWS",
        .term          = ratable::disclosed(ratable::term{.start = 2025_y / nov / 3, .length = date::years{7}}, "announcement of 2025-11-03"),
        .tranches      = ratable::unknown("MW never announced"),
        .consideration = ratable::disclosed(ratable::usd(38'000'000'000), "announcement of 2025-11-03"),
    };
}

} // namespace sample
