// SPDX-License-Identifier: BSL-1.0
/// Service credits: downtime by billing period, the availability that it leaves, and the share of the fee that this costs.
#pragma once

#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/readings.hpp>
#include <ratable/terms/remedy.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// Hours of one tranche in one billing period.
struct downtime
{
    metered down{};
    metered excused{};  ///< of these
    metered excluded{}; ///< hours that do not count at all

    friend constexpr bool operator==(const downtime&, const downtime&) = default;
};

/// Σ of a tranche's readings, and of those of all tranches, for each billing period.
///
/// Shape:   n periods → n sums, zero where nothing was read. What was read of all tranches before or after this one's service is not its own.
/// Errors:  invalid_terms for a reading that is negative, out of order or overlapping the one before, across two billing periods or the
///          start or end of service, or of more hours than its days have; for more excused than down.
[[nodiscard]] std::vector<downtime> sum_downtime(const std::vector<downtime_reading>& rows, std::string_view tranche, const period& service,
                                                 std::span<const billing_period> periods);

/// 1 − (down − excused) / (total − excluded), exactly.
/// Errors:  invalid_terms when more hours were down than counted. No hour that counts is 1.
[[nodiscard]] constexpr fraction measured_availability(const downtime& d, std::int64_t total_hours);

/// The credit for a billing period in which the tranche was in force for `total_hours`.
///
/// Rules:   the lowest step that the availability is below; exactly at a bound is not below it.
/// Rounds:  share × fee, once, by the clause; the cap to whole minor units that do not exceed it.
/// Errors:  as measured_availability; invalid_terms for a negative share.
///
///     99 % of 720 hours, 10 % below 99.5 %, fee USD 1,000   // USD 100.00
template <currency C>
[[nodiscard]] money<C> service_credit(const service_level& terms, const money<C>& fee, const downtime& d, std::int64_t total_hours);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What must hold of one reading by itself.
inline void check_downtime(const downtime_reading& row)
{
    const auto refuse = [&row](const char* rule, const metered& value, const char* remedy) { refuse_reading("downtime", row.days, rule, to_string(value), remedy); };
    for (const metered* read : {&row.down, &row.excused, &row.excluded}) {
        if (sign(*read) < 0) refuse("must not be negative", *read, "correct it");
    }
    if (row.down < row.excused) refuse("must not excuse more hours than were down", row.excused, "correct it");
    const metered most(24 * row.days.days());
    if (most < row.down) refuse("must not be more hours than its days have", row.down, "correct it");
    if (most < row.excluded) refuse("must not exclude more hours than its days have", row.excluded, "correct it");
}

/// The two parts of an availability, in units of `metered`.
struct counted_hours
{
    std::int64_t missing = 0;
    std::int64_t counted = 0;

    /// Whether 1 − missing / counted is below a bound. Nothing missing is 1.
    [[nodiscard]] constexpr bool below(const ratio& bound) const
    {
        constexpr std::int64_t one = power_of_ten<std::int64_t>(ratio::scale);
        return missing != 0 && int128{counted - missing} * one < int128{bound.units} * counted;
    }
};

constexpr counted_hours counted_in(const downtime& d, std::int64_t total_hours)
{
    const metered missing = d.down - d.excused, counted = metered(total_hours) - d.excluded;
    if (sign(missing) < 0 || counted < missing) {
        throw invalid_terms({"availability", std::string("must not miss more hours than count, ") + to_string(counted), to_string(missing), "correct the downtime, or what it excludes"});
    }
    return {missing.units, counted.units};
}

} // namespace detail

inline std::vector<downtime> sum_downtime(const std::vector<downtime_reading>& rows, std::string_view tranche, const period& service,
                                          std::span<const billing_period> periods)
{
    std::vector<downtime> sums(periods.size());
    std::size_t           k    = 0;
    const period*         last = nullptr;
    for (const downtime_reading& row : rows) {
        if (!row.tranche.empty() && row.tranche != tranche) continue;
        const auto refuse = [&row](const char* rule, const std::string& value, const char* remedy) { detail::refuse_reading("downtime", row.days, rule, value, remedy); };
        detail::check_downtime(row);
        if (last != nullptr && row.days.start() < last->end()) refuse("must follow the one before, without overlap", to_string(*last), "put readings in order, each day once");
        last = &row.days;
        const auto in_service = intersection(row.days, service);
        if (!in_service && row.tranche.empty()) continue;
        if (!in_service || *in_service != row.days) refuse("must lie within the tranche's service", to_string(service), "split it where service starts or ends");
        while (k < periods.size() && periods[k].days.end() <= row.days.start()) ++k;
        if (k == periods.size() || row.days.start() < periods[k].days.start()) refuse("must lie within the term", to_string(row.days), "leave it out, or prolong the term");
        if (periods[k].days.end() < row.days.end()) refuse("must lie within one billing period", to_string(periods[k].days), "split it where the period ends");
        sums[k].down += row.down;
        sums[k].excused += row.excused;
        sums[k].excluded += row.excluded;
    }
    return sums;
}

constexpr fraction measured_availability(const downtime& d, std::int64_t total_hours)
{
    const auto h = detail::counted_in(d, total_hours);
    return h.missing == 0 ? fraction(1) : fraction(1) - fraction(h.missing, h.counted);
}

template <currency C>
money<C> service_credit(const service_level& terms, const money<C>& fee, const downtime& d, std::int64_t total_hours)
{
    const money<C> nothing(decimal<C::minor_digits>{}, fee.unit);
    if (d == downtime{}) return nothing;
    const auto                 h      = detail::counted_in(d, total_hours);
    const service_credit_step* lowest = nullptr;
    for (const service_credit_step& step : terms.steps) {
        if (sign(step.share) < 0) throw invalid_terms({"service_level.steps", "must not have a negative share", to_string(step.share), "write 10 % as 0.1_d"});
        if (h.below(step.below) && (lowest == nullptr || step.below < lowest->below)) lowest = &step;
    }
    if (lowest == nullptr) return nothing;
    const money<C> credit = round<C::minor_digits>(fee * lowest->share, terms.rounds);
    if (!terms.cap.is_known() && terms.cap.unknown_because().empty()) return min(credit, fee);
    return min(credit, min(fee, round<C::minor_digits>(fee * terms.cap.value(), rounding::floor)));
}

} // namespace ratable
