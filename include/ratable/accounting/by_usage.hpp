// SPDX-License-Identifier: BSL-1.0
/// Amortisation by usage: what is left is spread over the usage that is still expected, estimated anew each period.
#pragma once

#include <ratable/accounting/straight_line.hpp>
#include <ratable/charges/delay.hpp>
#include <ratable/charges/fees.hpp>
#include <ratable/charges/usage.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ratable {

/// Usage of a period, and how much more was expected after it when the period closed: counts of anything, one thing in all periods.
struct usage_estimate
{
    std::int64_t used           = 0;
    std::int64_t expected_after = 0;
};

/// Spreads `total` in proportion to usage. A new estimate moves what is left and later rows, never a row that is closed.
///
/// Shape:   n periods, n estimates → n rows. A row takes used / (used + expected after) of its opening; all of it when no more is expected. The last
///          closing is zero unless more is expected after it.
/// Rounds:  running totals from one new estimate to the next, half_up.
/// Errors:  invalid_terms if `periods` is empty or not contiguous, if there are not as many estimates, or a count is negative.
/// Source:  after ASC 250-10-45-17 and IAS 8.36: a change of estimate is prospective.
///
///     amortize(usd(100), three_months, {{10, 90}, {10, 30}, {30, 0}})   // 10.00, 22.50, 67.50
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, std::span<const usage_estimate> usage);

/// Method: by what a meter counted.
struct by_usage_method
{
    std::string_view meter    = {};       ///< empty: that of the only usage clause
    ratio            expected = ratio(1); ///< of what is contracted, on days that have no reading
};
inline constexpr by_usage_method by_usage{};

/// Spreads a contract's consideration over its service by the readings of a meter; on days without a reading the expected share of what is
/// contracted counts as usage. As each period closes, what is expected after it is that share of what is then still contracted.
///
/// Shape:   one row a period, as `straight_line`; nothing is left after the last.
/// Units:   what is contracted is what a minimum states, else what the tranches hold: accelerators × hours, or energy.
/// Rounds:  running totals, half_up; what is expected to the eighth digit, up.
/// Errors:  invalid_terms when term, consideration, pricing or what is contracted is unknown, without a usage clause or with several and no meter
///          named, for a reading outside of one period, and for usage above what is contracted without a price for overage. With one, that is
///          charged beside the consideration, and is no part of the usage that the consideration buys.
///
///     amortize(deal, by_usage, load_readings("meters.csv", deal), monthly, calendar_periods)
template <currency C>
[[nodiscard]] amortization_schedule<C> amortize(const contract<C>& c, by_usage_method by, const readings<C>& read, frequency every, period_basis basis = contract_periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
amortization_schedule<C> amortize(const money<C>& total, const std::vector<period>& periods, std::span<const usage_estimate> usage)
{
    detail::require_contiguous(periods);
    if (periods.empty() || usage.size() != periods.size()) {
        throw invalid_terms({"schedule", "must have periods, and an estimate of usage for each", std::to_string(periods.size()) + " and " + std::to_string(usage.size()), "give as many of both"});
    }
    const auto               amount = [&](std::int64_t units) { return money<C>(decltype(total.amount)::from_units(units), total.unit); };
    amortization_schedule<C> rows;
    rows.reserve(periods.size());
    std::int64_t balance = total.amount.units, spread = balance; // what was left when usage was last estimated anew
    std::int64_t expected = -1, so_far = 0;                      // from then on, and how much of it was used
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto [used, after] = usage[i];
        if (used < 0 || after < 0) throw invalid_terms({"usage", "must not be negative", std::to_string(used < 0 ? used : after), "correct the reading or the estimate"});
        const std::int64_t from_here = checked_add(used, after);
        if (from_here != expected - so_far) {
            spread   = balance;
            expected = from_here;
            so_far   = 0;
        }
        so_far += used;
        const std::int64_t closing = after == 0 ? 0 : spread - detail::running_total(spread, so_far, expected, rounding::half_up);
        rows.push_back({periods[i], amount(balance), amount(checked_sub(balance, closing)), amount(0), amount(0), amount(closing)});
        balance = closing;
    }
    return rows;
}

namespace detail {

/// What a usage clause may count on some days: the accelerators that its minimum states, or what the tranches hold.
template <currency C>
class contracted_usage
{
public:
    contracted_usage(const contract<C>& c, const usage_fee<C>& fee) : end_(days_of(c.term.value()).end())
    {
        const unit_price<C>& price = fee.price.value();
        if (const auto stated = fee.minimum ? if_stated(fee.minimum->contracted) : std::nullopt) {
            accelerators_ = stated->count;
            return;
        }
        const auto deliveries = delivery_of(c);
        const auto& list      = needed(c, "tranches", c.tranches);
        for (std::size_t j = 0; j < list.size(); ++j) {
            if (!deliveries[j].actual) continue;
            if (price.per == priced_unit::gpu_hour) require_like_units(price, list[j]);
            tranche_held held{.steps = {}, .per = price.per == priced_unit::gpu_hour ? list[j].power_per_accelerator.value().count : price.per == priced_unit::mwh ? 1'000'000 : 1'000};
            for (const capacity_step& step : steps_of(list[j], in_force(list[j], days_of(c.term.value())))) {
                if (const auto part = intersection(step.period, *deliveries[j].actual)) held.steps.push_back({*part, step.capacity});
            }
            held_.push_back(std::move(held));
        }
    }

    /// In 10^-8 units, rounded up.
    [[nodiscard]] int128 on(const period& days) const
    {
        constexpr int128 one = power_of_ten<std::int64_t>(metered::scale);
        if (accelerators_) return contracted_hours(*accelerators_, days, end_).units;
        int128 sum = 0;
        for (const tranche_held& tranche : held_) {
            std::size_t k = 0;
            sum = checked_add(sum, round_quotient<int128>(checked_mul(watt_days_in(tranche.steps, days, k) * 24, one), tranche.per, rounding::ceiling));
        }
        return sum;
    }

private:
    struct tranche_held
    {
        ramp         steps;
        std::int64_t per; ///< watts
    };

    sys_days                    end_;
    std::optional<std::int64_t> accelerators_;
    std::vector<tranche_held>   held_;
};

template <currency C>
const usage_fee<C>& clause_of_meter(const contract<C>& c, std::string_view meter)
{
    const usage_fee<C>* found = nullptr;
    for (const auto& clause : needed(c, "pricing", c.pricing)) {
        const auto* fee = std::get_if<usage_fee<C>>(&clause);
        if (fee == nullptr || (!meter.empty() && fee->meter != meter)) continue;
        if (found != nullptr) throw invalid_terms({"contract '" + c.name + "'", "must have one usage clause to be spread by usage", "'" + found->name + "' and '" + fee->name + "'", "name the meter of one"});
        found = fee;
    }
    if (found == nullptr) {
        throw invalid_terms({"contract '" + c.name + "'", "must have a usage clause to be spread by usage", meter.empty() ? "none" : "none with meter '" + std::string(meter) + "'",
                             "spread it straight-line or by capacity"});
    }
    return *found;
}

/// The reading's quantity, no more than is contracted on its days.
template <currency C>
int128 usage_within(const usage_fee<C>& fee, const usage_reading& reading, const contracted_usage<C>& contracted)
{
    const int128 most = contracted.on(reading.days);
    if (sign(reading.quantity) < 0) refuse_reading(reading.meter, reading.days, "must not be negative", to_string(reading.quantity), "correct it, or net it with the reading that it corrects");
    if (reading.quantity.units <= most) return reading.quantity.units;
    if (if_stated(fee.overage)) return most;
    refuse_reading(reading.meter, reading.days, "must not exceed what is contracted where no overage is priced", to_string(reading.quantity) + " of " + to_string(decimal<8, int128>::from_units(most)),
                   "state the overage price, or correct the reading");
}

} // namespace detail

template <currency C>
amortization_schedule<C> amortize(const contract<C>& c, by_usage_method by, const readings<C>& read, frequency every, period_basis basis)
{
    const term&         t     = detail::needed(c, "term", c.term);
    const money<C>&     total = detail::needed(c, "consideration", c.consideration);
    const usage_fee<C>& fee   = detail::clause_of_meter(c, by.meter);
    if (sign(by.expected) < 0 || by.expected > ratio(1)) throw invalid_terms({"expected usage", "must be a share from 0 to 1", to_string(by.expected), "write 80 % as 0.8_d"});
    const detail::contracted_usage<C> contracted(c, fee);
    const auto expected_on = [&](const period& days) { return round_quotient<int128>(checked_mul(contracted.on(days), int128{by.expected.units}), power_of_ten<std::int64_t>(ratio::scale), rounding::ceiling); };

    const period whole   = c.tranches.is_known() ? service_days(c.tranches.value(), days_of(t)) : days_of(t);
    const auto   periods = make_schedule(whole, every, basis, t.month_rule);
    std::vector<usage_estimate> usage(periods.size());
    std::vector<int128>         expected; // on all days of a period
    for (const period& p : periods) expected.push_back(expected_on(p));
    auto reading = read.usage.begin();
    for (std::size_t i = 0; i < periods.size(); ++i) {
        int128   used  = 0;
        sys_days until = periods[i].start(); // read, or expected, so far
        for (; reading != read.usage.end() && (reading->meter != fee.meter || reading->days.start() < periods[i].end()); ++reading) {
            if (reading->meter != fee.meter) continue;
            if (reading->days.start() < until || periods[i].end() < reading->days.end()) {
                detail::refuse_reading(reading->meter, reading->days, "must lie within one period of the schedule, after the reading before it", to_string(periods[i]), "split it where the period ends, or choose longer periods");
            }
            if (until < reading->days.start()) used += expected_on(period(until, reading->days.start()));
            used += detail::usage_within(fee, *reading, contracted);
            until = reading->days.end();
        }
        if (until < periods[i].end()) used += expected_on(period(until, periods[i].end()));
        usage[i].used = checked_cast<std::int64_t>(used);
    }
    for (; reading != read.usage.end(); ++reading) {
        if (reading->meter == fee.meter) detail::refuse_reading(reading->meter, reading->days, "must lie within the term", to_string(reading->days), "leave it out, or prolong the term");
    }
    int128 after = 0;
    for (std::size_t i = periods.size(); i-- > 0;) {
        usage[i].expected_after = checked_cast<std::int64_t>(after);
        after += expected[i];
    }
    return amortize(total, periods, std::span<const usage_estimate>(usage));
}

} // namespace ratable
