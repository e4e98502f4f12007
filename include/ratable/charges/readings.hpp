// SPDX-License-Identifier: BSL-1.0
/// Readings: what meters, logs and publishers said. They come from rows, in memory or in a file (io/readings_file.hpp), never from terms.
#pragma once

#include <ratable/calendar/period.hpp>
#include <ratable/terms/commitment.hpp>
#include <ratable/units/money.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// What a meter counted: GPU-hours of a `usage_fee`'s meter.
struct usage_reading
{
    std::string     meter = "usage";
    ratable::period days;
    metered         quantity{};
};

/// Hours of a meter that count for no minimum: force majeure, outages of the provider.
struct excused_reading
{
    std::string     meter = "usage";
    ratable::period days;
    metered         quantity{}; ///< GPU-hours, as the meter counts
};

/// Hours in which a tranche was down; of these excused; and hours that do not count at all.
struct downtime_reading
{
    std::string     tranche = {}; ///< by name; empty: all tranches
    ratable::period days;
    metered         down{};
    metered         excused{};
    metered         excluded{};
};

/// What the power meter and the utility's bill said. What is left out is taken from the clause.
template <currency C>
struct power_reading
{
    ratable::period            days;
    std::optional<ratio>       pue     = {};
    std::optional<money<C, 6>> tariff  = {}; ///< per kWh
    std::optional<metered>     peak_kw = {}; ///< on the utility's side
    std::optional<metered>     kwh     = {}; ///< metered, in place of load factor × PUE × hours
};

/// A published index, of a month.
struct index_value
{
    std::string      index;
    date::year_month month;
    ratio            value{};
};

/// All of them, each list in order of its days.
///
/// Rules:   a reading lies within one billing period, and within the term; readings of one meter do not overlap; none is negative.
template <currency C>
struct readings
{
    std::vector<usage_reading>    usage    = {};
    std::vector<excused_reading>  excused  = {};
    std::vector<downtime_reading> downtime = {};
    std::vector<power_reading<C>> power    = {};
    std::vector<index_value>      indices  = {};
};

/// Σ of one meter's readings for each billing period.
///
/// Shape:   n periods → n sums, zero where nothing was read.
/// Errors:  invalid_terms for a reading outside the periods, across two of them, negative, out of order or overlapping the one before.
template <class Reading, class Periods>
[[nodiscard]] std::vector<metered> sum_by_period(const std::vector<Reading>& rows, std::string_view meter, const Periods& periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_reading(std::string_view meter, const period& days, const char* rule, const std::string& value, const char* remedy)
{
    throw invalid_terms({std::string("reading of ") + std::string(meter) + " for " + to_string(days), rule, value, remedy});
}

} // namespace detail

template <class Reading, class Periods>
std::vector<metered> sum_by_period(const std::vector<Reading>& rows, std::string_view meter, const Periods& periods)
{
    std::vector<metered> sums(periods.size());
    std::size_t          k    = 0;
    const period*        last = nullptr;
    for (const Reading& row : rows) {
        if (row.meter != meter) continue;
        if (sign(row.quantity) < 0) detail::refuse_reading(meter, row.days, "must not be negative", to_string(row.quantity), "correct it, or net it with the reading that it corrects");
        if (last != nullptr && row.days.start() < last->end()) {
            detail::refuse_reading(meter, row.days, "must follow the one before, without overlap", to_string(*last), "put readings in order, each day once");
        }
        last = &row.days;
        while (k < periods.size() && periods[k].days.end() <= row.days.start()) ++k;
        if (k == periods.size() || row.days.start() < periods[k].days.start()) {
            detail::refuse_reading(meter, row.days, "must lie within the term", to_string(row.days), "leave it out, or prolong the term");
        }
        if (periods[k].days.end() < row.days.end()) {
            detail::refuse_reading(meter, row.days, "must lie within one billing period", to_string(periods[k].days), "split it where the period ends");
        }
        sums[k] += row.quantity;
    }
    return sums;
}

} // namespace ratable
