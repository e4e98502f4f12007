// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/lease.hpp>

#include "../support/leases.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::level;

// IFRS 16, Illustrative Example 13, part 1: inputs, 355,391 and 420,391 as a worked copy of it shows them (its own text was not at hand).
// Rounds to the currency unit, which dollars do here by hand and a currency without minor units by itself.
TEST_CASE("IFRS 16, Example 13: the first of ten payments in advance is prepaid, the others are the liability")
{
    const auto m = initial_measurement(tests::example_13());
    CHECK(m.liability == usd("355391.08"));
    CHECK(m.prepaid == usd(50'000));
    CHECK(m.right_of_use == usd("420391.08"));
    const auto whole = initial_measurement(tests::example_13<tests::whole_units>());
    CHECK(whole.liability == of<tests::whole_units>(355'391));
    CHECK(whole.right_of_use == of<tests::whole_units>(420'391));
    CHECK(whole.right_of_use == whole.liability + whole.prepaid + whole.initial_direct_costs - whole.incentives);
}

// ASC 842, 10,000, 12,000 and 14,000 at 4.235 %: a teaching example of accounting firms, recalled; 33,000 to the unit (33,000.3708).
TEST_CASE("10,000, 12,000 and 14,000 in arrears at 4.235 % are worth 33,000")
{
    CHECK(initial_measurement(tests::three_rising_years(lease_classification::asc_842_operating)).liability == usd("33000.37"));
    const auto whole = tests::leased<tests::whole_units>({of<tests::whole_units>(10'000), of<tests::whole_units>(12'000), of<tests::whole_units>(14'000)}, payment_timing::end, "0.04235", lease_classification::asc_842_finance);
    CHECK(initial_measurement(whole).liability == of<tests::whole_units>(33'000));
}

// IFRS 16, Illustrative Example 18, inputs as a reprint shows them; 736,009 recomputed.
TEST_CASE("ten payments of 100,000 in arrears at 6 % are worth 736,008.71")
{
    CHECK(initial_measurement(tests::ten_years_of_100_000()).right_of_use == usd("736008.71"));
}

TEST_CASE("a residual guarantee, a penalty and a purchase are paid when the lease ends")
{
    auto       l     = tests::leased(level(2, 100), payment_timing::end, "0.1", lease_classification::asc_842_finance);
    const auto worth = [&l] { return initial_measurement(l).liability; };
    CHECK(worth() == usd("173.55")); // 100/1.1 + 100/1.21 = 173.5537
    l.residual_guarantee = usd(121);
    CHECK(worth() == usd("273.55"));
    l.termination_penalty = usd(121);
    CHECK(worth() == usd("373.55"));
    l.purchase = lease_purchase<USD>{.price = usd(121), .useful_life = l.periods};
    CHECK(worth() == usd("473.55"));
    tests::a_period(l).timing = payment_timing::begin; // 100 is prepaid; 100/1.1 + 363/1.21
    CHECK(worth() == usd("390.91"));
    CHECK(initial_measurement(l).prepaid == usd(100));
}

TEST_CASE("payments on days: what is paid on or before commencement is prepaid at face, the rest is discounted by days")
{
    auto l     = tests::leased(level(1, 0), payment_timing::end, "0", lease_classification::ifrs_16); // 2021
    l.payments = dated_payments<USD>{.flows = std::vector<flow<USD>>{{2020_y / nov / 1, usd(30)}, {2021_y / jan / 1, usd(20)}, {2021_y / dec / 31, usd(100)}},
                                     .rate  = {.per_year = 0.1_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}};
    l.prepaid  = usd(5);
    const auto m = initial_measurement(l);
    CHECK(m.prepaid == usd(55));
    CHECK(m.liability == usd("90.93")); // 100 / 1.1^(364/365) = 90.9328
    CHECK(m.right_of_use == usd("145.93"));
    CHECK_THROWN(invalid_terms, lease_liability(l)); // a remeasurement has nothing behind it
    std::get<dated_payments<USD>>(l.payments).flows.erase(std::get<dated_payments<USD>>(l.payments).flows.begin());
    CHECK(lease_liability(l) == usd("110.93"));
}

TEST_CASE("only the lease's part of payments is measured")
{
    auto l       = tests::leased(level(2, 150), payment_timing::end, "0.1", lease_classification::asc_842_operating);
    l.components = separate_components<USD>{.lease_price = usd(20), .service_price = usd(10)};
    CHECK(initial_measurement(l).liability == usd("173.55"));
}

TEST_CASE("incentives above all that is paid are refused")
{
    auto l       = tests::leased(level(2, 100), payment_timing::end, "0.1", lease_classification::ifrs_16);
    l.incentives = usd(174);
    CHECK_REFUSED(invalid_terms, "lease.right_of_use: must not be below zero; got USD -0.45; recognise incentives and refunds above all that is paid by themselves", initial_measurement(l));
}

TEST_CASE("a rate of -100 % is refused")
{
    CHECK_THROWN(invalid_terms, initial_measurement(tests::leased(level(2, 100), payment_timing::end, "-1", lease_classification::ifrs_16)));
    CHECK(initial_measurement(tests::leased(level(2, 100), payment_timing::end, "-0.5", lease_classification::ifrs_16)).liability == usd(600));
}

TEST_CASE("currencies known at run time")
{
    const auto eur = currency_of<2>("EUR");
    using C        = any_currency<2>;
    auto l         = tests::leased<C>({of(eur, 100), of(eur, 100)}, payment_timing::end, "0.1", lease_classification::ifrs_16);
    CHECK(initial_measurement(l).right_of_use == of(eur, "173.55"));
    l.initial_direct_costs = of(currency_of<2>("USD"), 1);
    CHECK_THROWN(unlike_units, initial_measurement(l));
    l.payments = dated_payments<C>{.flows = std::vector<flow<C>>{}, .rate = {.per_year = 0.1_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}};
    CHECK_THROWN(invalid_terms, initial_measurement(l)); // nothing says in what
}
