// SPDX-License-Identifier: BSL-1.0
// Accounting that must not compile, and the advice that the compiler quotes. See cmake/checks/compile_fail.cmake.
#include <ratable/accounting/lease_remeasurement.hpp>

#include <vector>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using ratable::combined_components, ratable::lease, ratable::lease_classification, ratable::lease_judgement, ratable::make_schedule, ratable::payment_timing, ratable::period,
    ratable::periodic_payments, ratable::usd;

// The twin of every case: this compiles.
// [begin lease]
const lease<USD> hall{
    .judgement      = lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true},
    .classification = lease_classification::asc_842_operating,
    .components     = combined_components{},
    .periods        = make_schedule(period(2026_y / jan / 1, 2029_y / jan / 1), ratable::frequency::annual),
    .payments       = periodic_payments<USD>{.amounts = std::vector{usd(10'000), usd(12'000), usd(14'000)}, .timing = payment_timing::end, .rate_a_period = 0.04235_d},
};
// [end lease]
const auto rest = rest_of(hall, 1);
// [begin remeasure]
const auto dearer = remeasure(rest, balance_after(lease_schedule_of(hall), 1), rest, ratable::lease_change::modification);
// [end remeasure]

// case lease_without_judgement: lease or service is your judgement: write .judgement = lease_judgement[{].identified_asset = …, .substantially_all_benefits = …, .directs_use = …[}]
#ifdef CASE_lease_without_judgement
const lease<USD> l{.classification = hall.classification, .components = hall.components, .periods = hall.periods, .payments = hall.payments};
#endif

// case judgement_in_part: this term is required: write it in the braces; what a contract leaves unsaid has no default
#ifdef CASE_judgement_in_part
const lease_judgement j{.identified_asset = true, .substantially_all_benefits = true};
#endif

// case lease_without_classification: a classification is your judgement: write .classification = lease_classification::asc_842_operating, asc_842_finance or ifrs_16
#ifdef CASE_lease_without_classification
const lease<USD> l{.judgement = hall.judgement, .components = hall.components, .periods = hall.periods, .payments = hall.payments};
#endif

// case lease_without_components: whether services are parted from the lease is your judgement: write .components = combined_components[{][}] or separate_components<C>[{]…[}]
#ifdef CASE_lease_without_components
const lease<USD> l{.judgement = hall.judgement, .classification = hall.classification, .periods = hall.periods, .payments = hall.payments};
#endif

// case lease_without_payments: this term is required: write it in the braces, or unknown[(]"why it is not public"[)]
#ifdef CASE_lease_without_payments
const lease<USD> l{.judgement = hall.judgement, .classification = hall.classification, .components = hall.components, .periods = hall.periods};
#endif

// case payments_without_timing: this term is required: write it in the braces; what a contract leaves unsaid has no default
#ifdef CASE_payments_without_timing
const periodic_payments<USD> p{.amounts = std::vector{usd(1)}, .rate_a_period = 0.05_d};
#endif

// case remeasurement_without_change: what changed decides the rate: write remeasure[(]rest, before, revised, lease_change::modification[)]
#ifdef CASE_remeasurement_without_change
const auto unnamed = remeasure(rest, balance_after(lease_schedule_of(hall), 1), rest);
#endif
