// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/contract_balance.hpp>
#include <ratable/charges/charges.hpp>

#include "../support/any_contract.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;

namespace {

const std::vector<period> quarter = make_schedule(period(2027_y / jan / 1, 2027_y / apr / 1), monthly);

charge<USD> row(charge_kind kind, int tranche, const period& service, const year_month_day& invoiced, const year_month_day& due, const money<USD>& amount, std::string_view clause = "pricing")
{
    return {.kind = kind, .clause = {clause}, .tranche = tranche, .service = service, .invoiced = sys_days{invoiced}, .due = sys_days{due}, .amount = amount};
}

/// Readings that a drawn deal needs: indices alone.
std::vector<charge<tests::dollars>> next_charges(tests::contract_source& source)
{
    const auto               c = source.next();
    readings<tests::dollars> read;
    read.indices = source.any_indices();
    return charges_of(c, read);
}

constexpr int many = 300;

int128 units(const money<tests::dollars>& m) { return m.amount.units; }

} // namespace

TEST_CASE("a charge is claimed when it is served and invoiced, or due, whichever is first")
{
    const period january = quarter[0];
    CHECK(claimed_on(row(charge_kind::fee, 0, january, 2027_y / jan / 31, 2027_y / mar / 2, usd(1))) == sys_days{2027_y / jan / 31});       // in arrears
    CHECK(claimed_on(row(charge_kind::fee, 0, january, 2027_y / jan / 1, 2027_y / mar / 2, usd(1))) == sys_days{2027_y / jan / 31});        // in advance, net 60
    CHECK(claimed_on(row(charge_kind::fee, 0, january, 2027_y / jan / 1, 2027_y / jan / 11, usd(1))) == sys_days{2027_y / jan / 11});       // in advance, net 10
    CHECK(claimed_on(row(charge_kind::prepayment, 0, january, 2026_y / nov / 1, 2026_y / nov / 1, usd(1))) == sys_days{2026_y / nov / 1});
    CHECK(claimed_on(row(charge_kind::refund, 0, period(2027_y / jan / 1, 2030_y / jan / 1), 2027_y / jan / 31, 2027_y / mar / 2, usd(-1))) == sys_days{2027_y / jan / 31});
    CHECK(claimed_on(row(charge_kind::fee, 0, january, 2027_y / jan / 31, 2027_y / jan / 29, usd(1))) == sys_days{2027_y / jan / 29});      // the business day before
}

TEST_CASE("a contract that cannot be cancelled: a right to be paid before delivery is a receivable and a contract liability when it is due")
{
    // After IFRS 15 Example 38, Case B (recalled, not checked): 1,000 are due on 31 January and delivered on 31 March. There the customer pays late, and a
    // receivable stands beside the liability until then; a charge is paid when it is due.
    const std::vector<charge<USD>> rows{row(charge_kind::fee, 0, period(2027_y / mar / 31, 2027_y / apr / 1), 2027_y / jan / 1, 2027_y / jan / 31, usd(1000))};
    const auto                     b = provider_balances(rows, progress::as_delivered, acting_as::principal, quarter);
    REQUIRE(b.size() == 3);
    CHECK(b[0].contract_liability == usd(1000));
    CHECK(b[0].received == usd(1000));
    CHECK(b[1].contract_liability == usd(1000));
    CHECK(b[2].contract_liability == usd(0));
    CHECK(b[2].revenue == usd(1000));
}

TEST_CASE("invoiced in arrears, a fee is a receivable until it is paid; a part that is not invoiced yet, a contract asset")
{
    // Example 39 of IFRS 15 in its order of events: first delivered and not invoiced, then invoiced, then paid.
    const std::vector<charge<USD>> rows{row(charge_kind::fee, 0, period(2027_y / jan / 1, 2027_y / mar / 1), 2027_y / feb / 28, 2027_y / mar / 30, usd(590))};
    const auto                     b = provider_balances(rows, progress::as_delivered, acting_as::principal, quarter);
    CHECK(b[0].contract_asset == usd(310));
    CHECK(b[0].receivable == usd(0));
    CHECK(b[1].contract_asset == usd(0));
    CHECK(b[1].receivable == usd(590));
    CHECK(b[2] == provider_balance<USD>{quarter[2], usd(0), usd(0), usd(590), usd(0), usd(0), usd(0), usd(0)});
    const auto c = customer_balances(rows, progress::as_delivered, quarter);
    CHECK(c[0] == customer_balance<USD>{quarter[0], usd(310), usd(0), usd(0), usd(0), usd(0), usd(310)});
    CHECK(c[1] == customer_balance<USD>{quarter[1], usd(280), usd(0), usd(590), usd(0), usd(0), usd(0)});
    CHECK(c[2] == customer_balance<USD>{quarter[2], usd(0), usd(590), usd(0), usd(0), usd(0), usd(0)});
}

TEST_CASE("the customer sets nothing off between tranches; the provider shows one net figure a contract")
{
    const std::vector<charge<USD>> rows{row(charge_kind::prepayment, 0, quarter[2], 2027_y / jan / 10, 2027_y / jan / 10, usd(200), "prepayment"),
                                        row(charge_kind::fee, 1, period(2027_y / jan / 1, 2027_y / mar / 1), 2027_y / feb / 28, 2027_y / feb / 28, usd(590)),
                                        row(charge_kind::fee, 0, quarter[2], 2027_y / mar / 31, 2027_y / mar / 31, usd(200)),
                                        row(charge_kind::prepayment_credit, 0, quarter[2], 2027_y / mar / 31, 2027_y / mar / 31, usd(-200), "prepayment")};
    const auto                     c = customer_balances(rows, progress::as_delivered, quarter);
    CHECK(c[0].prepaid == usd(200));
    CHECK(c[0].accrued == usd(310));
    CHECK(customer_balances(rows, progress::as_delivered, quarter, 0)[0].accrued == usd(0));
    CHECK(customer_balances(rows, progress::as_delivered, quarter, 0)[0].prepaid == usd(200));
    CHECK(customer_balances(rows, progress::as_delivered, quarter, 1)[0].accrued == usd(310));
    const auto p = provider_balances(rows, progress::as_delivered, acting_as::principal, quarter);
    CHECK(p[0].contract_liability == usd(0));
    CHECK(p[0].contract_asset == usd(110));
    CHECK(p[2].contract_asset == usd(0));
}

TEST_CASE("a holdback changes no revenue: it is a contract asset until it is released")
{
    const std::vector<charge<USD>> rows{row(charge_kind::fee, 0, quarter[0], 2027_y / jan / 31, 2027_y / jan / 31, usd(100)),
                                        row(charge_kind::holdback, -1, quarter[0], 2027_y / jan / 31, 2027_y / jan / 31, usd(-5), "billing"),
                                        row(charge_kind::holdback_release, -1, period(2027_y / jan / 1, 2027_y / mar / 15), 2027_y / mar / 15, 2027_y / mar / 15, usd(5), "billing")};
    const auto                     b = provider_balances(rows, progress::as_delivered, acting_as::principal, quarter);
    CHECK(b[0].revenue == usd(100));
    CHECK(b[0].contract_asset == usd(5));
    CHECK(b[1].contract_asset == usd(5));
    CHECK(b[2].contract_asset == usd(0));
    CHECK(b[2].received == usd(5));
}

TEST_CASE("what an agent passes on is in no column of its own")
{
    const std::vector<charge<USD>> rows{row(charge_kind::fee, 0, quarter[0], 2027_y / jan / 31, 2027_y / feb / 28, usd(100)),
                                        row(charge_kind::energy, -1, quarter[0], 2027_y / jan / 31, 2027_y / feb / 28, usd(40), "power")};
    CHECK(provider_balances(rows, progress::as_delivered, acting_as::principal, quarter)[0].receivable == usd(140));
    const auto agent = provider_balances(rows, progress::as_delivered, acting_as::agent, quarter);
    CHECK(agent[0].receivable == usd(100));
    CHECK(agent[0].contract_liability == usd(0));
    CHECK(agent[1].received == usd(100));
}

TEST_CASE("periods that leave out a day of cash are refused")
{
    const std::vector<charge<USD>> rows{row(charge_kind::fee, 0, quarter[2], 2027_y / mar / 31, 2027_y / apr / 30, usd(100))};
    CHECK_REFUSED(invalid_terms, "balances: must be over periods that hold all days of service and of cash; got 2027-04-30; make them with life_of",
                  provider_balances(rows, progress::as_delivered, acting_as::principal, quarter));
    CHECK_THROWN(invalid_terms, customer_balances(rows, progress::as_delivered, quarter));
}

TEST_CASE("random deals: balances say where the cash is, none is below zero, and at the end nothing is left")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    for (int i = 0; i < many; ++i) {
        const auto rows = next_charges(source);
        if (rows.empty()) continue;
        const auto life = life_of(rows, monthly);
        int128     charged = 0, credited = 0;
        for (const auto& r : rows) (r.amount.amount.units > 0 ? charged : credited) += abs(r.amount).amount.units;
        for (const progress by : {progress::as_delivered, progress::evenly_by_months, progress::evenly_by_days}) {
            int128     net = 0;
            const auto theirs = provider_balances(rows, by, acting_as::principal, life);
            for (const auto& b : theirs) {
                net += units(b.revenue) - units(b.interest) - units(b.received);
                REQUIRE(net == units(b.receivable) - units(b.refund_liability) + units(b.contract_asset) - units(b.contract_liability));
                for (const auto& m : {b.receivable, b.contract_asset, b.contract_liability}) REQUIRE((units(m) >= 0 && units(m) <= charged));
                REQUIRE((units(b.refund_liability) >= 0 && units(b.refund_liability) <= credited));
                REQUIRE((units(b.contract_asset) == 0 || units(b.contract_liability) == 0));
            }
            REQUIRE(net == 0);
            REQUIRE(units(theirs.back().contract_asset) + units(theirs.back().contract_liability) + units(theirs.back().receivable) + units(theirs.back().refund_liability) == 0);
            const auto ours = customer_balances(rows, by, life);
            for (std::size_t k = 0; k < life.size(); ++k) { // the mirror
                REQUIRE(ours[k].expense == theirs[k].revenue);
                REQUIRE(ours[k].paid == theirs[k].received);
                REQUIRE(ours[k].payable == theirs[k].receivable);
                REQUIRE(ours[k].refund_due == theirs[k].refund_liability);
                REQUIRE(units(ours[k].prepaid) - units(ours[k].accrued) == units(theirs[k].contract_liability) - units(theirs[k].contract_asset));
                REQUIRE((units(ours[k].prepaid) >= units(theirs[k].contract_liability) && units(ours[k].accrued) >= units(theirs[k].contract_asset)));
            }
        }
    }
}

TEST_CASE("where months are billed in arrears and nothing is late, what a tranche has prepaid is what was paid and not credited")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    compared = 0;
    for (int i = 0; i < 4 * many; ++i) {
        auto c = source.next();
        if (!c.prepayment.is_known() || c.termination.is_known()) continue;
        c.delay = {};
        auto& b = c.billing.value();
        b.every = monthly, b.periods = calendar_periods, b.invoiced = invoiced::in_arrears, b.holdback = {};
        c.pricing = tests::drawn(pricing<tests::dollars>{consideration_fee{.by = billed_by::capacity}});
        const auto rows = charges_of(c);
        const auto life = life_of(rows, monthly);
        for (int j = 0; j < static_cast<int>(c.tranches.value().size()); ++j) {
            const auto ours = customer_balances(rows, progress::as_delivered, life, j);
            sys_days   done = life.front().start();
            for (const auto& r : rows) done = r.kind == charge_kind::fee && r.tranche == j ? std::max(done, r.service.end()) : done;
            for (std::size_t k = 0; k < life.size(); ++k) {
                const auto unearned = unearned_prepayment(rows, life[k].end(), j);
                if (done <= life[k].end()) break; // what is left then is refunded, or lapses
                REQUIRE(ours[k].prepaid == unearned);
                REQUIRE(ours[k].accrued == usd(0));
                ++compared;
            }
        }
    }
    CHECK(compared > 1000);
}
