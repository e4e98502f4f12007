// SPDX-License-Identifier: BSL-1.0
/// The leases of published examples, by years from 2021, and leases drawn at random.
#pragma once

#include "random.hpp"

#include <ratable/accounting/lease_terms.hpp>
#include <ratable/units/of.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace tests {

using whole_units = ratable::iso4217::JPY; ///< without minor units: all figures are rounded to the currency unit, as the examples print them
using dollars     = ratable::iso4217::USD;

/// What the examples say of a lease: that it is one, and what it is.
template <ratable::currency C = dollars>
ratable::lease<C> leased(std::vector<ratable::money<C>> amounts, ratable::payment_timing timing, std::string_view rate, ratable::lease_classification as)
{
    using namespace date::literals;
    const int years = static_cast<int>(amounts.size());
    return {.judgement      = ratable::lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true},
            .classification = as,
            .components     = ratable::combined_components{},
            .periods        = ratable::make_schedule(ratable::period(2021_y / jan / 1, date::year{2021 + years} / jan / 1), ratable::frequency::annual),
            .payments       = ratable::periodic_payments<C>{.amounts = std::move(amounts), .timing = timing, .rate_a_period = ratable::rate_of_interest::parse(rate)}};
}

template <ratable::currency C>
ratable::periodic_payments<C>& a_period(ratable::lease<C>& l) { return std::get<ratable::periodic_payments<C>>(l.payments); }

/// So many equal payments.
template <ratable::currency C = dollars>
std::vector<ratable::money<C>> level(std::size_t n, std::int64_t amount) { return std::vector<ratable::money<C>>(n, ratable::of<C>(amount)); }

/// IFRS 16, Illustrative Example 13: ten years at 50,000 in advance and 5 %, direct costs of 20,000, 5,000 reimbursed.
template <ratable::currency C = dollars>
ratable::lease<C> example_13()
{
    auto l                 = leased<C>(level<C>(10, 50'000), ratable::payment_timing::begin, "0.05", ratable::lease_classification::ifrs_16);
    l.initial_direct_costs = ratable::of<C>(20'000);
    l.incentives           = ratable::of<C>(5'000);
    return l;
}

/// Examples 16, 18 and 19: ten years at 100,000 in arrears and 6 %.
template <ratable::currency C = dollars>
ratable::lease<C> ten_years_of_100_000() { return leased<C>(level<C>(10, 100'000), ratable::payment_timing::end, "0.06", ratable::lease_classification::ifrs_16); }

/// 10,000, 12,000 and 14,000 in arrears at 4.235 %.
inline ratable::lease<dollars> three_rising_years(ratable::lease_classification as)
{
    return leased({ratable::usd(10'000), ratable::usd(12'000), ratable::usd(14'000)}, ratable::payment_timing::end, "0.04235", as);
}

/// Leases of all that a lease may have, by months, quarters or years, paid a period or on days.
class lease_source
{
public:
    random& draw() { return draw_; }

    ratable::lease<dollars> next(ratable::lease_classification as)
    {
        using namespace date::literals;
        const ratable::sys_days start = ratable::sys_days{2021_y / jan / 1} + date::days{draw_.between(0, 2'000)};
        const ratable::period   days(start, start + date::days{draw_.between(30, 4'000)});
        const auto              every = draw_.coin() ? ratable::frequency::monthly : draw_.coin() ? ratable::frequency::quarterly : ratable::frequency::annual;
        const auto              basis = draw_.coin() ? ratable::calendar_periods : ratable::contract_periods;
        ratable::lease<dollars> l{.judgement      = ratable::lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true},
                                  .classification = as,
                                  .components     = ratable::combined_components{},
                                  .periods        = ratable::make_schedule(days, every, basis),
                                  .payments       = any_payments(days, ratable::make_schedule(days, every, basis).size()),
                                  .basis          = basis};
        if (draw_.coin()) l.components = ratable::separate_components<dollars>{.lease_price = cents(draw_.between(1, 10'000'00)), .service_price = cents(draw_.between(0, 5'000'00))};
        if (draw_.coin()) l.prepaid = cents(draw_.between(0, 50'000'00));
        if (draw_.coin()) l.initial_direct_costs = cents(draw_.between(0, 50'000'00));
        if (draw_.coin()) l.residual_guarantee = cents(draw_.between(0, 90'000'00));
        if (draw_.coin()) l.termination_penalty = cents(draw_.between(0, 90'000'00));
        if (l.prepaid && draw_.coin()) l.incentives = cents(draw_.between(0, l.prepaid->amount.units));
        return l;
    }

private:
    static ratable::money<dollars> cents(std::int64_t n) { return ratable::money<dollars>(ratable::decimal<2>::from_units(n)); }

    ratable::lease_payments<dollars> any_payments(const ratable::period& days, std::size_t rows)
    {
        if (draw_.coin()) {
            std::vector<ratable::money<dollars>> amounts;
            for (std::size_t i = 0; i < rows; ++i) amounts.push_back(cents(draw_.between(0, 100'000'00)));
            return ratable::periodic_payments<dollars>{.amounts = amounts, .timing = draw_.coin() ? ratable::payment_timing::end : ratable::payment_timing::begin, .rate_a_period = ratable::rate_of_interest::from_units(draw_.between(0, 30'000'000'000))};
        }
        std::vector<ratable::flow<dollars>> flows;
        for (std::int64_t n = draw_.between(1, 60); n > 0; --n) flows.emplace_back(days.start() + date::days{draw_.between(-60, days.days() - 1)}, cents(draw_.between(0, 100'000'00)));
        return ratable::dated_payments<dollars>{.flows = flows, .rate = {.per_year = ratable::rate_of_interest::from_units(draw_.between(0, 150'000'000'000)), .compounds = draw_.coin() ? ratable::compounding::annual : ratable::compounding::monthly, .day_count = ratable::any_day_count(ratable::act_365_fixed{})}};
    }

    random draw_;
};

} // namespace tests
