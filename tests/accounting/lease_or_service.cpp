// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/lease_or_service.hpp>

#include "../support/any_contract.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const interest_rate ten_percent{.per_year = 0.1_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};

/// One payment in arrears a year, due at once.
contract<USD> two_years()
{
    return {.name          = "two years",
            .term          = disclosed(ratable::term{.start = 2021_y / jan / 1, .length = date::years{2}}, "order form"),
            .tranches      = disclosed({{.name = "one", .in_service = 2021_y / jan / 1, .capacity = 1 * MW_it}}, "order form"),
            .consideration = disclosed(usd(200), "order form"),
            .pricing       = disclosed(pricing<USD>{fixed_fee<USD>{.amount = usd(100), .every = fee_every::year}}, "order form"),
            .billing       = disclosed(billing{.every = frequency::annual, .periods = calendar_periods, .payment = payment_terms{.net = date::days{0}, .convention = business_day_convention::unadjusted}}, "order form")};
}

template <currency C, class Member>
money<C> sum_of(const std::vector<lease_or_service_row<C>>& rows, Member member)
{
    money<C> sum = rows.front().*member - rows.front().*member;
    for (const auto& row : rows) sum += row.*member;
    return sum;
}

/// Whether a lease is worth less than nothing: refunds after an early end, credits above the fees.
bool pays_back(const tranche_lease<USD>& t)
{
    double worth = 0; // what is paid by commencement counts at face
    for (const auto& paid : t.payments) worth += approximate_present_value(std::vector{paid}, ten_percent, std::min(paid.on, t.service.start()));
    return worth < -0.005;
}

} // namespace

TEST_CASE("two years at 100 in arrears: a service costs 100 a year, so does an operating lease, a finance lease more at first")
{
    const auto rows = lease_or_service(two_years(), ten_percent, frequency::annual);
    REQUIRE(rows.size() == 2);
    // 100/1.1^(364/365) + 100/1.1^(729/365) = 90.9328 + 82.6662 = 173.5990; half of it is 86.80
    CHECK(rows[0] == lease_or_service_row<USD>{period(2021_y / jan / 1, 2022_y / jan / 1), usd(100), usd(100), usd("86.80"), usd("17.33"), usd(0), usd("90.93"), usd("90.93"), usd("86.80")});
    CHECK(rows[1] == lease_or_service_row<USD>{period(2022_y / jan / 1, 2023_y / jan / 1), usd(100), usd(100), usd("86.80"), usd("9.07"), usd(0), usd(0), usd(0), usd(0)});
}

TEST_CASE("of a deal with two tranches each is a lease of its own, and periods hold them all")
{
    auto deal = sample::full();
    deal.pricing = disclosed(pricing<USD>{consideration_fee{.by = billed_by::capacity}}, "assumed");
    deal.billing = disclosed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "assumed");
    for (const auto every : {monthly, quarterly, frequency::annual}) {
        const auto          rows   = lease_or_service(deal, ten_percent, every);
        CHECK(rows.front().period.start() == sys_days{2026_y / apr / 1});
        CHECK(rows.back().period.end() == sys_days{2030_y / apr / 1});
        CHECK(sum_of(rows, &lease_or_service_row<USD>::service) == usd(9'700'000'000));
        CHECK(sum_of(rows, &lease_or_service_row<USD>::operating) == usd(9'700'000'000));
        CHECK(rows.back().liability == usd(0));
    }
    const auto years = lease_or_service(deal, ten_percent, frequency::annual);
    CHECK(years[0].operating == years[0].service); // level, as the price is
    CHECK(years[0].amortization + years[0].interest > years[0].service);
}

TEST_CASE("random contracts: all three cost what is charged, and nothing is left")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    accounted = 0;
    for (int n = 0; n < 120; ++n) {
        CAPTURE(n);
        const auto          deal = source.next();
        const readings<USD> read{.indices = source.any_indices()};
        const auto          leases = lease_payments_of(deal, fixed_charges_of(deal, read));
        const bool          ended  = leases.empty() && expense_of(charges_of(deal, read), progress::as_delivered, frequency::annual).empty(); // before it began
        if (ended || std::any_of(leases.begin(), leases.end(), pays_back)) {
            CHECK_THROWN(invalid_terms, lease_or_service(deal, ten_percent, frequency::annual, read));
            continue;
        }
        ++accounted;
        const auto          rows   = lease_or_service(deal, ten_percent, source.draw().coin() ? quarterly : frequency::annual, read);
        const auto          paid   = total(charges_of(deal, read));
        using row                  = lease_or_service_row<USD>;
        CHECK(sum_of(rows, &row::service) == paid);
        CHECK(sum_of(rows, &row::operating) == sum_of(rows, &row::amortization) + sum_of(rows, &row::interest));
        CHECK(sum_of(rows, &row::operating) + sum_of(rows, &row::variable) == paid);
        CHECK(rows.back().liability == usd(0));
        CHECK(rows.back().finance_right_of_use == usd(0));
        CHECK(rows.back().operating_right_of_use == usd(0));
    }
    CHECK(accounted > 90);
}
