// SPDX-License-Identifier: BSL-1.0
// Contracts that must not compile, and the advice that the compiler quotes. See cmake/checks/compile_fail.cmake.
#include <ratable/terms/contract.hpp>

using namespace date::literals;
using namespace ratable::literals;
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
// [begin clauses]
const ratable::prepayment prepaid_twin{.share         = 0.2_d,
                                       .lead          = date::days{90},
                                       .credited      = ratable::credit_method::level,
                                       .counted_in    = ratable::credit_months::service,
                                       .from_month    = date::months{25},
                                       .through_month = ratable::unknown("the end of the credits is not public"),
                                       .left_over     = ratable::residue::refunded};
// [end clauses]
const ratable::usage_fee<USD> usage_twin{.price = ratable::unknown("not public")};
const ratable::make_up        make_up_twin{.usable_months = 6, .price = ratable::make_up_price::free};
const ratable::payment_terms  payment_twin{.net = date::days{30}, .convention = ratable::business_day_convention::unadjusted};
const ratable::billing        billing_twin{.every = ratable::monthly, .periods = ratable::calendar_periods, .payment = payment_twin};

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

// case prepayment_without_a_window: this term is required: write it in the braces, or unknown[(]"why it is not public"[)]
// gcc: required[(][)] .with T = ratable::stated<std::chrono::duration<int.*this term is required: write it in the braces, or unknown
// clang: this term is required: write it in the braces, or unknown.*field 'through_month'
#ifdef CASE_prepayment_without_a_window
const ratable::prepayment p{.share      = 0.2_d,
                            .lead       = date::days{90},
                            .credited   = ratable::credit_method::level,
                            .counted_in = ratable::credit_months::service,
                            .from_month = date::months{25},
                            .left_over  = ratable::residue::refunded};
#endif

// case prepayment_without_a_method: this term is required: write it in the braces; what a contract leaves unsaid has no default
// gcc: required[(][)] .with T = ratable::credit_method.*this term is required: write it in the braces; what a contract leaves unsaid has no default
// clang: this term is required: write it in the braces; what a contract leaves unsaid has no default.*field 'credited'
#ifdef CASE_prepayment_without_a_method
const ratable::prepayment p{.share         = 0.2_d,
                            .lead          = date::days{90},
                            .counted_in    = ratable::credit_months::service,
                            .from_month    = date::months{25},
                            .through_month = date::months{36},
                            .left_over     = ratable::residue::refunded};
#endif

// case usage_without_a_price: this term is required
// gcc: required[(][)] .with T = ratable::stated<ratable::unit_price<ratable::iso4217::USD> >.*this term is required
// clang: this term is required.*field 'price'
#ifdef CASE_usage_without_a_price
const ratable::usage_fee<USD> fee{.meter = "hours"};
#endif

// case make_up_without_months: this term is required: write it in the braces; what a contract leaves unsaid has no default
#ifdef CASE_make_up_without_months
const ratable::make_up bank{.price = ratable::make_up_price::free};
#endif

// case billing_without_payment: this term is required
// gcc: required[(][)] .with T = ratable::payment_terms.*this term is required
// clang: this term is required.*field 'payment'
#ifdef CASE_billing_without_payment
const ratable::billing monthly_only{.every = ratable::monthly, .periods = ratable::calendar_periods};
#endif

// case share_as_a_float: this value is not of the term's kind
#ifdef CASE_share_as_a_float
const ratable::take_or_pay minimum{.share = 0.8};
#endif
