// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/consideration_payable.hpp>
#include <ratable/accounting/straight_line.hpp>

#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

const std::vector<period> quarter = make_schedule(period(2027_y / jan / 1, 2027_y / apr / 1), monthly);

/// 100, 200, 300.
amortization_schedule<USD> rising() { return amortize(usd(600), quarter, integers{1, 2, 3}); }

} // namespace

TEST_CASE("warrants that were promised at the start reduce revenue in proportion to it")
{
    const auto less = consideration_payable(usd(60), rising(), sys_days{2026_y / dec / 1});
    CHECK(amounts(less) == integers{10'00, 20'00, 30'00});
    CHECK(ties_out(less, usd(60)));
    const auto net = net_of(rising(), less);
    CHECK(amounts(net) == integers{90'00, 180'00, 270'00});
    CHECK(ties_out(net, usd(540)));
    CHECK(amounts(consideration_payable(usd("0.05"), rising(), sys_days{2027_y / jan / 1})) == integers{1, 2, 2}); // running totals: 0.83, 2.5, 5
}

TEST_CASE("what is promised later catches up with the revenue that was recognised before")
{
    // [begin warrants]
    CHECK(amounts(consideration_payable(usd(60), rising(), sys_days{2027_y / feb / 10})) == integers{0, 30'00, 30'00});
    // [end warrants]
    CHECK(amounts(consideration_payable(usd(60), rising(), sys_days{2027_y / mar / 1})) == integers{0, 0, 60'00});
    CHECK(ties_out(consideration_payable(usd(60), rising(), sys_days{2027_y / mar / 1}), usd(60)));
}

TEST_CASE("a schedule may follow one with rows below zero: running totals still sum to the total")
{
    amortization_schedule<USD> like = rising();
    like[1].charge                  = usd(-50);
    const auto rows                 = amortize_like(usd(35), like); // 100, −50, 300
    CHECK(amounts(rows) == integers{10'00, -5'00, 30'00});
    CHECK(ties_out(rows, usd(35)));
}

TEST_CASE("what is no reduction of a price is refused")
{
    CHECK_REFUSED(invalid_terms, "consideration payable: must not exceed the revenue that it reduces; got USD 600.01; the rest is not a price: account for it as what it is",
                  consideration_payable(usd("600.01"), rising(), sys_days{2027_y / jan / 1}));
    CHECK_THROWN(invalid_terms, consideration_payable(usd(-1), rising(), sys_days{2027_y / jan / 1}));
    CHECK_REFUSED(invalid_terms, "consideration payable: must be promised before revenue ends; got 2027-04-01; give the schedule that it reduces",
                  consideration_payable(usd(1), rising(), sys_days{2027_y / apr / 1}));
    CHECK_REFUSED(invalid_terms, "consideration payable: must be promised before revenue ends; got 2027-01-01; give the schedule that it reduces",
                  consideration_payable(usd(1), amortization_schedule<USD>{}, sys_days{2027_y / jan / 1}));
    CHECK_THROWN(invalid_terms, amortize_like(usd(1), amortize(usd(0), quarter, straight_line)));
    CHECK_THROWN(invalid_terms, net_of(rising(), amortize(usd(1), {quarter[0]}, straight_line)));
    CHECK_THROWN(invalid_terms, net_of(rising(), amortize(usd(1), make_schedule(period(2027_y / feb / 1, 2027_y / may / 1), monthly), straight_line)));
}
