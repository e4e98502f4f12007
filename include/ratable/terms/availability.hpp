// SPDX-License-Identifier: BSL-1.0
/// Availability: what of the capacity in force is there to be used.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/terms/unit_price.hpp>
#include <ratable/units/power.hpp>

#include <vector>

namespace ratable {

/// Days on which some capacity is out of service by plan.
struct planned_maintenance
{
    ratable::period  days;
    power<any_basis> out;
};

/// The expected share of time that capacity is up, and what is out by plan. Fees do not read it; effective prices do.
struct availability
{
    using clause = void;

    stated<ratio>                    expected    = {}; ///< left out: all of it
    std::vector<planned_maintenance> maintenance = {};
};

} // namespace ratable
