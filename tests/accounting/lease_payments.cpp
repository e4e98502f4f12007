// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/lease_payments.hpp>

#include "../support/any_contract.hpp"
#include "../support/metered_contract.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

money<USD> paid(const tranche_lease<USD>& t)
{
    money<USD> sum = usd(0);
    for (const auto& payment : t.payments) sum += payment.amount;
    return sum;
}

billing monthly_in_arrears()
{
    return {.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}};
}

/// Two halls: 1 MW over 2026, and 3 MW over its second half.
contract<USD> two_halls(pricing<USD> prices)
{
    return {.name          = "two halls",
            .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{1}}, "order form"),
            .tranches      = disclosed({{.name = "one", .in_service = 2026_y / jan / 1, .capacity = 1 * MW_it}, {.name = "two", .in_service = 2026_y / jul / 1, .capacity = 3 * MW_it}}, "order form"),
            .consideration = disclosed(usd(1'200), "order form"),
            .pricing       = disclosed(std::move(prices), "order form"),
            .billing       = disclosed(monthly_in_arrears(), "order form")};
}

} // namespace

TEST_CASE("a minimum that must be paid is fixed; what is used above it is variable")
{
    const auto deal  = tests::metered_contract(); // one MW of it at a minimum of 80 %
    auto       terms = deal;
    auto       usage = std::get<usage_fee<USD>>(deal.pricing.value().front());
    usage.minimum    = take_or_pay{.share = ratio::parse("0.8"), .contracted = gpus<any_accelerator>(10)};
    usage.overage    = unit_price<USD>(usd("3.00"), priced_unit::gpu_hour);
    terms.pricing    = disclosed(pricing<USD>{usage}, "order form");

    const auto fixed = fixed_charges_of(terms);
    CHECK(total(fixed) == usd(175'200)); // 10 × 8,760 h × 80 % × 2.50
    const auto leases = lease_payments_of(terms, fixed);
    REQUIRE(leases.size() == 1);
    CHECK(leases[0].tranche == 0);
    CHECK(leases[0].service == period(2026_y / jan / 1, 2027_y / jan / 1));
    CHECK(leases[0].payments.front() == flow<USD>{2026_y / mar / 2, usd(14'880)}); // January: 7,440 h × 80 % × 2.50, invoiced on the 31st, net 30
    CHECK(paid(leases[0]) == usd(175'200));

    readings<USD> read;
    read.usage = {{.days = period(2026_y / jan / 1, 2026_y / feb / 1), .quantity = metered(5'952)},  // the minimum
                  {.days = period(2026_y / feb / 1, 2026_y / mar / 1), .quantity = metered(100)},    // below: it is paid all the same
                  {.days = period(2026_y / mar / 1, 2026_y / apr / 1), .quantity = metered(6'952)},  // 1,000 above
                  {.days = period(2026_y / apr / 1, 2026_y / may / 1), .quantity = metered(7'210)}}; // 1,440 above, and 10 of overage
    const auto variable = variable_lease_cost(charges_of(terms, read), fixed, make_schedule(period(2026_y / jan / 1, 2027_y / jan / 1), monthly));
    CHECK(variable[0].charge == usd(0));
    CHECK(variable[1].charge == usd(0));
    CHECK(variable[2].charge == usd(2'500));
    CHECK(variable[3].charge == usd(3'630));
    CHECK(total(variable) == usd(6'130));
    CHECK(ties_out(variable, usd(6'130)));
}

TEST_CASE("each tranche is a lease of its own fees, from its own commencement")
{
    const auto deal   = two_halls({capacity_fee<USD>{.price = unit_price<USD>(usd(100), priced_unit::mw_month)}});
    const auto leases = lease_payments_of(deal, fixed_charges_of(deal));
    REQUIRE(leases.size() == 2);
    CHECK(leases[0].service.start() == sys_days{2026_y / jan / 1});
    CHECK(leases[1].service.start() == sys_days{2026_y / jul / 1});
    CHECK(paid(leases[0]) == usd(1'200));
    CHECK(paid(leases[1]) == usd(1'800));
    CHECK(leases[1].payments.front() == flow<USD>{2026_y / aug / 30, usd(300)});
}

TEST_CASE("a charge of no tranche is parted by the MW-months in force on its days")
{
    const auto deal   = two_halls({fixed_fee<USD>{.amount = usd(100), .every = fee_every::month}});
    const auto leases = lease_payments_of(deal, fixed_charges_of(deal));
    REQUIRE(leases.size() == 2);
    CHECK(paid(leases[0]) == usd(750)); // all of it for six months, then a quarter
    CHECK(paid(leases[1]) == usd(450));
    auto unlike = deal;
    unlike.tranches.value()[1].capacity = disclosed(power<any_basis>(3 * MW_gross), "order form");
    CHECK_THROWN(unlike_units, lease_payments_of(unlike, fixed_charges_of(unlike)));
}

TEST_CASE("a prepayment of no tranche follows what it is paid for, as its credits do")
{
    auto deal       = two_halls({consideration_fee{.by = billed_by::months}});
    deal.prepayment = disclosed(prepayment{.share = ratio::parse("0.5"), .lead = date::days{30}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = date::months{10}, .through_month = date::months{12}, .left_over = residue::refunded}, "order form");
    const auto leases = lease_payments_of(deal, fixed_charges_of(deal));
    CHECK(paid(leases[0]) == usd(750)); // what it is without a prepayment
    CHECK(paid(leases[1]) == usd(450));
    CHECK(leases[0].payments.front() == flow<USD>{2025_y / dec / 2, usd(375)}); // 750 of 1,200, of 600
}

TEST_CASE("what falls due after a lease's last day is paid on it, and a day has one payment")
{
    auto       deal     = two_halls({fixed_fee<USD>{.amount = usd(100), .every = fee_every::month}});
    const auto after_30 = lease_payments_of(deal, fixed_charges_of(deal));
    deal.billing        = disclosed([] {
        auto b    = monthly_in_arrears();
        b.payment = payment_terms{.net = date::days{31}, .convention = business_day_convention::unadjusted};
        return b;
    }(), "order form");
    const auto after_31 = lease_payments_of(deal, fixed_charges_of(deal));
    CHECK(after_30[0].payments.size() == 12);
    CHECK(after_30[0].payments.back() == flow<USD>{2026_y / dec / 31, usd(25)}); // December's, which falls due on 2027-01-30
    CHECK(after_31[0].payments.size() == 11);
    CHECK(after_31[0].payments.back() == flow<USD>{2026_y / dec / 31, usd(50)}); // and November's
    for (const auto& lease : after_31) {
        for (std::size_t i = 1; i < lease.payments.size(); ++i) CHECK(lease.payments[i - 1].on < lease.payments[i].on);
    }
}

TEST_CASE("an index stands as it did when each tranche commenced; what it moves afterwards is variable")
{
    capacity_fee<USD> fee{.price = unit_price<USD>(usd(100), priced_unit::mw_month)};
    fee.escalator = escalator{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .index = index_link{.name = "CPI", .compared_with = index_base::last_year, .lag_months = 0}};
    auto deal     = two_halls({fee});
    deal.term     = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{3}}, "order form");
    deal.tranches.value()[1].in_service = disclosed(2027_y / jul / 1, "order form");
    const readings<USD> read{.indices = {{"CPI", 2026_y / jan, ratio(100)}, {"CPI", 2027_y / jan, ratio(110)}, {"CPI", 2028_y / jan, ratio(132)}}};
    const auto          leases   = lease_payments_of(deal, fixed_charges_of(deal, read));
    CHECK(paid(leases[0]) == usd(3'600));            // 36 months at 100
    CHECK(paid(leases[1]) == usd(3 * 18 * 110));     // from July 2027 on at what the index was then
    const auto variable = variable_lease_cost(charges_of(deal, read), fixed_charges_of(deal, read), make_schedule(period(2026_y / jan / 1, 2029_y / jan / 1), frequency::annual));
    CHECK(variable[0].charge == usd(0));
    CHECK(variable[1].charge == usd(12 * 10));       // of the first, 110
    CHECK(variable[2].charge == usd(12 * 32 + 3 * 12 * 22)); // 132 of both
    CHECK_THROWN(invalid_terms, fixed_charges_of(deal)); // no value

    auto floored = fee;
    floored.escalator->index->floor = ratio::parse("1.02"); // whatever the index does: it is paid
    deal.pricing = disclosed(pricing<USD>{floored}, "order form");
    CHECK(paid(lease_payments_of(deal, fixed_charges_of(deal, read))[0]) == usd("3672.48")); // 12 × (100 + 102 + 104.04)
}

TEST_CASE("an index at spot is the last that is known, for every later month")
{
    const std::vector<index_value> values{{"A", 2026_y / jan, ratio(1)}, {"B", 2026_y / feb, ratio(5)}, {"A", 2026_y / mar, ratio(3)}, {"A", 2026_y / feb, ratio(2)}};
    const auto held = index_at_spot(values, 2026_y / feb, 2026_y / apr);
    REQUIRE(held.size() == 7);
    CHECK(std::count_if(held.begin(), held.end(), [](const index_value& v) { return v.index == "A" && v.value == ratio(2); }) == 3); // February, March, April
    CHECK(std::count_if(held.begin(), held.end(), [](const index_value& v) { return v.index == "B" && v.value == ratio(5); }) == 3);
    CHECK(std::count_if(held.begin(), held.end(), [](const index_value& v) { return v.value == ratio(3); }) == 0);
    CHECK(index_at_spot(values, 2025_y / dec, 2026_y / apr).empty());
}

TEST_CASE("where tranches are unknown the contract is one lease over its term")
{
    auto aws    = sample::aws();
    aws.pricing = disclosed(pricing<USD>{consideration_fee{.by = billed_by::months}}, "assumed");
    aws.billing = disclosed(monthly_in_arrears(), "assumed");
    const auto leases = lease_payments_of(aws, fixed_charges_of(aws));
    REQUIRE(leases.size() == 1);
    CHECK(leases[0].tranche == -1);
    CHECK(leases[0].service == period(2025_y / nov / 3, 2032_y / nov / 3));
    CHECK(paid(leases[0]) == usd(38'000'000'000));
}

TEST_CASE("what is charged for a tranche that never enters service is no lease payment")
{
    auto deal = two_halls({capacity_fee<USD>{.price = unit_price<USD>(usd(100), priced_unit::mw_month)}});
    const auto all = fixed_charges_of(deal);
    deal.tranches.value()[1].slip = disclosed(date::days{100}, "notice");
    deal.delay = disclosed(delay_damages{.grace = date::days{0}, .share = ratio::parse("1"), .long_stop = date::days{30}, .ends = termination_scope::tranche}, "order form");
    const auto fixed = fixed_charges_of(deal);
    CHECK(lease_payments_of(deal, fixed).size() == 1);
    CHECK(total(fixed) == usd(1'200));
    CHECK(total(charges_of(deal)) < usd(1'200)); // the late days earned credits
    CHECK_THROWN(invalid_terms, lease_payments_of(deal, all));
    deal.tranches = disclosed(tranches{deal.tranches.value()[1]}, "order form");
    CHECK(fixed_charges_of(deal).empty());
    CHECK(lease_payments_of(deal, fixed_charges_of(deal)).empty());
    const auto charged = charges_of(deal);
    CHECK(total(variable_lease_cost(charged, fixed_charges_of(deal), make_schedule(period(2026_y / jan / 1, 2027_y / jan / 1), monthly))) == total(charged));
}

TEST_CASE("power passed through and service credits are variable")
{
    auto deal  = two_halls({capacity_fee<USD>{.price = unit_price<USD>(usd(100), priced_unit::mw_month)}});
    deal.power = disclosed(power_pass_through<USD>{.load_factor = ratio::parse("0.5"), .pue = ratio::parse("1.2"), .tariff = unit_price<USD>(usd("0.06"), priced_unit::kwh)}, "order form");
    const auto all      = charges_of(deal);
    const auto fixed    = fixed_charges_of(deal);
    const auto variable = variable_lease_cost(all, fixed, make_schedule(period(2026_y / jan / 1, 2027_y / jan / 1), monthly));
    CHECK(total(fixed) == usd(3'000));
    CHECK(total(variable) == total(all, charge_kind::energy));
    CHECK(total(variable) > usd(0));
}

TEST_CASE("random contracts: what is fixed is paid by the leases, to the cent")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    checked = 0;
    for (int n = 0; n < 300; ++n) {
        CAPTURE(n);
        const auto deal   = source.next();
        const auto fixed  = fixed_charges_of(deal, {.indices = source.any_indices()});
        const auto leases = lease_payments_of(deal, fixed);
        money<USD> sum = usd(0);
        for (const auto& t : leases) {
            sum += paid(t);
            CHECK((t.payments.empty() || t.payments.back().on < t.service.end()));
        }
        CHECK(sum == total(fixed));
        checked += !leases.empty();
    }
    CHECK(checked > 200);
}
