// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/lease_terms.hpp>

#include "../support/leases.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::a_period, tests::level;

namespace {

constexpr bool test_judgement()
{
    const lease_judgement all{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true};
    const lease_judgement pooled{.identified_asset = false, .substantially_all_benefits = true, .directs_use = true};
    const lease_judgement shared{.identified_asset = true, .substantially_all_benefits = false, .directs_use = true};
    const lease_judgement run_for_us{.identified_asset = true, .substantially_all_benefits = true, .directs_use = false};
    return is_lease(all) && !is_lease(pooled) && !is_lease(shared) && !is_lease(run_for_us);
}
static_assert(test_judgement());

constexpr bool test_names()
{
    return name_of(lease_classification::asc_842_operating) == "asc_842_operating" && name_of(lease_classification::asc_842_finance) == "asc_842_finance" &&
           name_of(lease_classification::ifrs_16) == "ifrs_16";
}
static_assert(test_names());

std::vector<money<USD>> amounts_of(const lease_payments<USD>& p) { return std::get<periodic_payments<USD>>(p).amounts; }

} // namespace

TEST_CASE("a lease takes all three: an identified asset, its benefits, and the direction of its use")
{
    CHECK(test_judgement());
    CHECK(test_names());
}

TEST_CASE("what is a service is not measured as a lease")
{
    auto l      = tests::example_13();
    l.judgement = lease_judgement{.identified_asset = false, .substantially_all_benefits = true, .directs_use = true};
    CHECK_REFUSED(invalid_terms, "lease.judgement: must be that it is a lease; got a service; recognise what is delivered as it is delivered: see recognition.hpp", require_valid(l));
}

TEST_CASE("a lease that cannot be measured is refused")
{
    CHECK_NOTHROW(require_valid(tests::example_13()));
    const auto refuses = [](auto&& change) {
        auto l = tests::example_13();
        change(l);
        CHECK_THROWN(invalid_terms, require_valid(l));
    };
    refuses([](auto& l) { l.periods.clear(); });
    refuses([](auto& l) { l.periods.pop_back(); });
    refuses([](auto& l) { l.periods.erase(l.periods.begin() + 3); });
    refuses([](auto& l) { a_period(l).amounts[2] = usd(-1); });
    refuses([](auto& l) { l.prepaid = usd(-1); });
    refuses([](auto& l) { l.initial_direct_costs = usd(-1); });
    refuses([](auto& l) { l.incentives = usd(-1); });
    refuses([](auto& l) { l.residual_guarantee = usd(-1); });
    refuses([](auto& l) { l.termination_penalty = usd(-1); });
    refuses([](auto& l) { l.purchase = lease_purchase<USD>{.price = usd(-1), .useful_life = l.periods}; });
    refuses([](auto& l) { l.purchase = lease_purchase<USD>{.price = usd(1), .useful_life = std::vector<period>{l.periods[0]}}; });
    refuses([](auto& l) {
        l.classification = lease_classification::asc_842_operating;
        l.purchase       = lease_purchase<USD>{.price = usd(1), .useful_life = l.periods};
    });
    auto dated     = tests::example_13();
    dated.payments = dated_payments<USD>{.flows = std::vector<flow<USD>>{{2031_y / jan / 1, usd(1)}}, .rate = {.per_year = 0.05_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}};
    CHECK_REFUSED(invalid_terms, "lease.payments.flows: must not be after the lease's last day; got 2031-01-01; date it on the last day: from then on it is a payable", require_valid(dated));
}

TEST_CASE("lease and service part each payment by their stand-alone prices, and sum to it")
{
    auto l       = tests::leased(level(3, 100), payment_timing::end, "0.05", lease_classification::asc_842_operating);
    l.components = separate_components<USD>{.lease_price = usd(2), .service_price = usd(1)};
    CHECK(amounts_of(lease_part(l)) == std::vector{usd("66.67"), usd("66.66"), usd("66.67")}); // 66.67, 133.33, 200.00
    CHECK(amounts_of(service_part(l)) == std::vector{usd("33.33"), usd("33.34"), usd("33.33")});
    l.components = combined_components{};
    CHECK(amounts_of(lease_part(l)) == level(3, 100));
    CHECK(amounts_of(service_part(l)) == level(3, 0));
    l.components = separate_components<USD>{.lease_price = usd(0), .service_price = usd(0)};
    CHECK_THROWN(invalid_terms, lease_part(l));
    l.components = separate_components<USD>{.lease_price = usd(-1), .service_price = usd(2)};
    CHECK_THROWN(invalid_terms, service_part(l));
}

TEST_CASE("what is left of a lease has no prepayments and no costs of its commencement")
{
    auto l       = tests::example_13();
    l.prepaid    = usd(1);
    l.components = separate_components<USD>{.lease_price = usd(1), .service_price = usd(2)};
    auto rest    = rest_of(l, 8);
    CHECK(rest.periods == std::vector{l.periods[8], l.periods[9]});
    CHECK(a_period(rest).amounts == std::vector{usd("16666.67"), usd("16666.67")}); // of 133,333.33, 150,000.00, 166,666.67
    CHECK(std::holds_alternative<combined_components>(rest.components));
    CHECK(!rest.prepaid);
    CHECK(!rest.initial_direct_costs);
    CHECK(!rest.incentives);
    CHECK_THROWN(invalid_terms, rest_of(l, 10));
}

TEST_CASE("of payments on days those from the day on are left")
{
    auto l     = tests::example_13();
    l.payments = dated_payments<USD>{.flows = std::vector<flow<USD>>{{2022_y / dec / 31, usd(1)}, {2023_y / jan / 1, usd(2)}}, .rate = {.per_year = 0.05_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})}};
    const auto rest = rest_of(l, 2);
    CHECK(std::get<dated_payments<USD>>(rest.payments).flows == std::vector<flow<USD>>{{2023_y / jan / 1, usd(2)}});
}
