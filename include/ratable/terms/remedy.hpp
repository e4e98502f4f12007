// SPDX-License-Identifier: BSL-1.0
/// Remedies: what the provider owes for delivering late, or not well.
#pragma once

#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ratable {

/// From a chargeable day on, counted from 1, another share of the daily fee.
struct delay_step
{
    int   from_day = 1;
    ratio share{};
};

/// What a delay past the long-stop ends.
enum class termination_scope { tranche, order };

/// Credits for a late tranche, and its end when it is too late.
///
/// Rules:   chargeable days run from the day after grace to the day before actual service; each earns a share of the daily fee, which is the
///          monthly fee × 12 / 365; capped at a share of the tranche's value. Past `long_stop` days the tranche, or the order, ends, and its
///          unearned prepayment is refunded.
struct delay_damages
{
    using clause = void;

    required<stated<date::days>>     grace;
    required<stated<ratio>>          share;            ///< of the daily fee, from the first chargeable day
    std::vector<delay_step>          steps     = {};   ///< other shares from later days on
    stated<ratio>                    cap       = {};   ///< of the tranche's value; left out: no cap
    stated<date::days>               long_stop = {};   ///< after the planned in-service date; left out: none
    std::optional<termination_scope> ends      = {};   ///< needed with a long-stop
    rounding                         rounds = rounding::half_up;
};

/// Below an availability, a share of the month's fee.
struct service_credit_step
{
    ratio below{};
    ratio share{};
};

/// Credits for downtime.
///
/// Rules:   availability = 1 − (downtime − excused) / (total − excluded), in hours of the billing period; the lowest step that it is below
///          applies; capped at a share of the fee.
struct service_level
{
    using clause = void;

    required<std::vector<service_credit_step>> steps;
    stated<ratio>                              cap = {}; ///< of the month's fee; left out: all of it
    rounding                                   rounds = rounding::half_up;
};

[[nodiscard]] constexpr std::string_view name_of(termination_scope s) { return s == termination_scope::tranche ? "tranche" : "order"; }

} // namespace ratable
