// SPDX-License-Identifier: BSL-1.0
// Contracts that must not compile, and the advice that the compiler quotes. See cmake/checks/compile_fail.cmake.
#include <ratable/terms/contract.hpp>

using namespace date::literals;
using namespace ratable::symbols;
using ratable::assumed, ratable::contract, ratable::disclosed, ratable::eur, ratable::tranche, ratable::unknown, ratable::usd;
using date::years;

// The twin of every case: this compiles.
// [begin contract]
const contract<USD> twin{
    .name          = "OpenAI–AWS",
    .term          = disclosed(ratable::term{.start = 2025_y / nov / 3, .length = years{7}}, "announcement"),
    .tranches      = assumed({{.in_service = 2026_y / jan / 1, .capacity = 250 * MW}}, "a guess"),
    .consideration = disclosed(usd(38'000'000'000), "announcement"),
};
// [end contract]
const contract<USD> bare_twin{.name = "x", .term = unknown("?"), .tranches = unknown("?"), .consideration = usd(38'000'000'000)};
const tranche       tranche_twin{.in_service = 2026_y / jan / 1, .capacity = 250 * MW};
const ratable::term term_twin{.start = 2025_y / nov / 3, .length = years{7}};

// case contract_without_consideration: this term is required: write it in the braces, or unknown[(]"why it is not public"[)]
// gcc: required[(][)] .with T = ratable::stated<ratable::money<ratable::iso4217::USD> >.*this term is required: write it in the braces, or unknown[(]"why it is not public"[)]
// clang: required<stated<money<ratable::iso4217::USD>>>.*this term is required: write it in the braces, or unknown[(]"why it is not public"[)].*omitted initializer
#ifdef CASE_contract_without_consideration
const contract<USD> c{.name = "x", .term = unknown("?"), .tranches = unknown("?")};
#endif

// case contract_without_term: this term is required
// gcc: required[(][)] .with T = ratable::stated<ratable::term>.*this term is required: write it in the braces
// clang: required<stated<ratable::term>>.*this term is required: write it in the braces.*field 'term'
#ifdef CASE_contract_without_term
const contract<USD> c{.name = "x", .tranches = unknown("?"), .consideration = usd(1)};
#endif

// case contract_without_tranches: this term is required
// gcc: required[(][)] .with T = ratable::stated<std::vector<ratable::tranche> >.*this term is required: write it in the braces
// clang: required<stated<ratable::tranches>>.*this term is required: write it in the braces.*field 'tranches'
#ifdef CASE_contract_without_tranches
const contract<USD> c{.name = "x", .term = unknown("?"), .consideration = usd(1)};
#endif

// case contract_without_name: this term is required
// gcc: required[(][)] .with T = std::__cxx11::basic_string<char>.*this term is required: write it in the braces
// clang: this term is required: write it in the braces.*field 'name'
#ifdef CASE_contract_without_name
const contract<USD> c{.term = unknown("?"), .tranches = unknown("?"), .consideration = usd(1)};
#endif

// case term_without_length: this term is required: write it in the braces
// gcc: required[(][)] .with T = ratable::term_length.*this term is required: write it in the braces
// clang: required<ratable::term_length>.*this term is required: write it in the braces.*field 'length'
#ifdef CASE_term_without_length
const ratable::term t{.start = 2025_y / nov / 3};
#endif

// case term_without_start: this term is required: write it in the braces
#ifdef CASE_term_without_start
const ratable::term t{.length = years{7}};
#endif

// case bare_integer_as_consideration: this value is not of the term's kind: write usd[(]100[)] for money
#ifdef CASE_bare_integer_as_consideration
const contract<USD> c{.name = "x", .term = unknown("?"), .tranches = unknown("?"), .consideration = 38'000'000'000};
#endif

// case stated_integer_as_consideration: this value is not of the term's kind: write usd[(]100[)] for money
#ifdef CASE_stated_integer_as_consideration
const contract<USD> c{.name = "x", .term = unknown("?"), .tranches = unknown("?"), .consideration = disclosed(38'000'000'000, "announcement")};
#endif

// case another_currency_as_consideration: this value is not of the term's kind: write usd[(]100[)] for money, in the contract's currency
#ifdef CASE_another_currency_as_consideration
const contract<USD> c{.name = "x", .term = unknown("?"), .tranches = unknown("?"), .consideration = disclosed(eur(1), "announcement")};
#endif

// case capacity_in_mwh: this value is not of the term's kind: .*250 [*] MW for power
#ifdef CASE_capacity_in_mwh
const tranche t{.in_service = 2026_y / jan / 1, .capacity = 250 * MWh};
#endif

// case capacity_as_a_bare_integer: this value is not of the term's kind: .*250 [*] MW for power
#ifdef CASE_capacity_as_a_bare_integer
const tranche t{.in_service = 2026_y / jan / 1, .capacity = 250};
#endif

// case tranche_without_capacity: this term is required: write it in the braces
#ifdef CASE_tranche_without_capacity
const tranche t{.in_service = 2026_y / jan / 1};
#endif

// case statement_without_a_source: a statement has a source: write reported[(]x, "trade press, 2025-11-03"[)]
#ifdef CASE_statement_without_a_source
const auto unsourced = ratable::reported(ratable::usd(100));
#endif
