// SPDX-License-Identifier: BSL-1.0
// Revenue that must not compile, and the advice that the compiler quotes. See cmake/checks/compile_fail.cmake.
#include <ratable/accounting/breakage.hpp>
#include <ratable/accounting/contract_balance.hpp>
#include <ratable/accounting/contract_modification.hpp>

#include <vector>

using namespace ratable::symbols;
using ratable::acting_as, ratable::breakage_proportional, ratable::charge, ratable::modification_facts, ratable::monthly, ratable::progress, ratable::ratio;

// The twin of every case: this compiles.
const std::vector<charge<USD>> charges;
const auto revenue  = revenue_of(charges, progress::as_delivered, acting_as::principal, monthly);
const auto expense  = expense_of(charges, progress::as_delivered, monthly);
const auto balances = provider_balances(charges, progress::as_delivered, acting_as::agent, std::vector<ratable::period>{});
const breakage_proportional expected{.expected_use = ratio(1)};
const modification_facts facts{.adds_distinct = true, .at_standalone_price = false, .remaining_is_distinct = true};

// case revenue_without_role: who controls the power is your judgement: write acting_as::principal or acting_as::agent after the progress
#ifdef CASE_revenue_without_role
const auto r = revenue_of(charges, progress::as_delivered, monthly);
#endif

// case revenue_in_periods_without_role: who controls the power is your judgement: write acting_as::principal or acting_as::agent after the progress
#ifdef CASE_revenue_in_periods_without_role
const auto r = revenue_of(charges, progress::as_delivered, std::vector<ratable::period>{});
#endif

// case balances_without_role: who controls the power is your judgement: write acting_as::principal or acting_as::agent after the progress
#ifdef CASE_balances_without_role
const auto r = provider_balances(charges, progress::as_delivered, std::vector<ratable::period>{});
#endif

// case revenue_without_progress: what fees are recognised by has no default: write progress::as_delivered, evenly_by_months or evenly_by_days before the role
#ifdef CASE_revenue_without_progress
const auto r = revenue_of(charges, acting_as::principal, monthly);
#endif

// case breakage_without_estimate: this term is required: write it in the braces
#ifdef CASE_breakage_without_estimate
const breakage_proportional b{};
#endif

// case modification_without_facts: this term is required: write it in the braces; what a contract leaves unsaid has no default
#ifdef CASE_modification_without_facts
const modification_facts f{.adds_distinct = true, .at_standalone_price = true};
#endif
