// SPDX-License-Identifier: BSL-1.0
/// Power pass-through: energy and demand at the utility's prices, with what caps them.
#pragma once

#include <ratable/terms/escalator.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>

#include <optional>

namespace ratable {

/// Power that the customer pays for at cost.
///
/// Rules:   kWh = critical kW × load factor × billed PUE × hours, unrounded unless `kwh_digits` says so; billed PUE = clamp(actual, floor,
///          cap); billed tariff = min(actual, cap). Energy and demand are rows of their own; demand is prorated by days in a stub.
/// Units:   capacity must be critical IT load.
template <currency C>
struct power_pass_through
{
    using clause = void;

    required<stated<ratio>>           load_factor;       ///< of the critical load in force
    stated<ratio>                     pue         = {};  ///< where no reading says the actual one
    std::optional<ratio>              pue_floor   = {};
    std::optional<ratio>              pue_cap     = {};
    stated<unit_price<C>>             tariff      = {};  ///< per kWh or MWh, where no reading says the actual one
    std::optional<unit_price<C>>      tariff_cap  = {};
    stated<unit_price<C>>             demand      = {};  ///< per kW of metered peak, a month; left out: no demand charge
    std::optional<price_digits>       kwh_digits  = {};  ///< to which metered kWh are rounded, and how
    rounding                          rounds = rounding::half_up;
};

} // namespace ratable
