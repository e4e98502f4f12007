// SPDX-License-Identifier: BSL-1.0
// A hall as an operating lease and under IFRS 16; what an index and an extension make of it; the lease payments in a take-or-pay contract.
#include <ratable/accounting/lease_payments.hpp>
#include <ratable/accounting/lease_remeasurement.hpp>

#include <cstdio>
#include <string>
#include <vector>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace ratable;

namespace {

void show(const char* what, const money<USD>& amount) { std::printf("%-34s %s\n", what, to_string(amount).c_str()); }

} // namespace

int main()
{
    // [begin lease]
    lease<USD> hall{
        .name           = "Hall",
        .judgement      = lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true},
        .classification = lease_classification::asc_842_operating,
        .components     = combined_components{},
        .periods        = make_schedule(period(2026_y / jan / 1, 2036_y / jan / 1), frequency::annual),
        .payments       = periodic_payments<USD>{.amounts = std::vector(10, usd(50'000)), .timing = payment_timing::begin, .rate_a_period = 0.05_d},
        .initial_direct_costs = usd(20'000),
        .incentives           = usd(5'000),
    };
    const auto measured = initial_measurement(hall);
    show("liability", measured.liability);
    show("right of use", measured.right_of_use);
    // [end lease]

    // [begin schedules]
    const auto operating = costs_of(lease_schedule_of(hall));
    hall.classification  = lease_classification::ifrs_16;
    const auto schedule  = lease_schedule_of(hall);
    const auto costs     = costs_of(schedule);
    show("first year, operating", operating.front().total);
    show("first year, IFRS 16", costs.front().total);
    show("last year, operating", operating.back().total);
    show("last year, IFRS 16", costs.back().total);
    // [end schedules]

    // [begin index]
    const auto rest    = rest_of(hall, 2); // eight years are left
    auto       indexed = rest;
    indexed.payments   = periodic_payments<USD>{.amounts = std::vector(8, usd(54'000)), .timing = payment_timing::begin, .rate_a_period = 0.05_d};
    const auto moved   = remeasure(rest, balance_after(schedule, 2), indexed, lease_change::index);
    show("an index moves the liability to", moved.after.liability);
    const auto onwards = lease_schedule_of(indexed, moved.after);
    show("third year, IFRS 16", costs_of(onwards).front().total);
    // [end index]

    // [begin shorter]
    auto three_years     = rest_of(hall, 5); // of five
    three_years.periods  = make_schedule(period(2031_y / jan / 1, 2034_y / jan / 1), frequency::annual);
    three_years.payments = periodic_payments<USD>{.amounts = std::vector(3, usd(50'000)), .timing = payment_timing::begin, .rate_a_period = 0.05_d};
    const auto shorter   = reduce_scope(rest_of(hall, 5), balance_after(schedule, 5), three_years, fraction(3, 5));
    show("two years less, a gain of", shorter.gain);
    // [end shorter]

    // [begin take_or_pay]
    usage_fee<USD> compute{.price = unit_price<USD>(usd("2.50"), priced_unit::gpu_hour)};
    compute.minimum = take_or_pay{.share = 0.8_d, .contracted = gpus<any_accelerator>(1'000)};
    const contract<USD> racks{
        .name          = "Racks",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{1}}, "order form"),
        .tranches      = disclosed({{.in_service = 2026_y / jan / 1, .capacity = 2 * MW_it}}, "order form"),
        .consideration = unknown("by the meter"),
        .pricing       = disclosed(pricing<USD>{compute}, "order form"),
        .billing       = disclosed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "order form"),
    };
    const auto          fixed = fixed_charges_of(racks); // the minimum: in-substance fixed
    const readings<USD> read{.usage = {{.days = period(2026_y / jan / 1, 2026_y / feb / 1), .quantity = metered(700'000)}}};
    const auto          above = variable_lease_cost(charges_of(racks, read), fixed, make_schedule(period(2026_y / jan / 1, 2027_y / jan / 1), monthly));
    show("lease payments", total(fixed));
    show("of the first tranche, first", lease_payments_of(racks, fixed).front().payments.front().amount);
    show("above the minimum in January", above.front().charge);
    // [end take_or_pay]
}
