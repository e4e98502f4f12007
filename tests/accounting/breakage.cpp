// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/breakage.hpp>
#include <ratable/calendar/schedule.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

const std::vector<period> five_months = make_schedule(period(2027_y / jan / 1, 2027_y / jun / 1), monthly);
// [begin rights]
const paid_rights<USD>    hundred{sys_days{2027_y / jan / 31}, usd(1000), metered(100)};

const std::vector<gone_rights> used_and_lapsed{{sys_days{2027_y / feb / 28}, metered(40)}, {sys_days{2027_y / mar / 31}, metered(30)}, {sys_days{2027_y / may / 1}, metered(30), true}};
// [end rights]

} // namespace

TEST_CASE("without breakage that is expected, rights are revenue as they are used, and the rest when it lapses")
{
    const auto rows = release_of(hundred, used_and_lapsed, five_months, breakage_when_lapsed{});
    CHECK(amounts(rows) == integers{0, 400'00, 300'00, 0, 300'00});
    CHECK(rows[0].payment == usd(-1000));
    CHECK(rows[3].closing == usd(300));
    CHECK(ties_out(rows, usd(0)));
}

TEST_CASE("in proportion: where 80 of 100 are expected to be used, each right used releases a 80th")
{
    // [begin proportional]
    const auto rows = release_of(hundred, used_and_lapsed, five_months, breakage_proportional{.expected_use = 0.8_d});
    CHECK(amounts(rows) == integers{0, 500'00, 375'00, 0, 125'00}); // the estimate was too high: what is left, when it lapses
    // [end proportional]
    CHECK(ties_out(rows, usd(0)));
    CHECK(amounts(release_of(hundred, used_and_lapsed, five_months, breakage_proportional{.expected_use = 0.7_d})) == integers{0, 571'43, 428'57, 0, 0});
    CHECK(amounts(release_of(hundred, used_and_lapsed, five_months, breakage_proportional{.expected_use = 0.5_d})) == integers{0, 800'00, 200'00, 0, 0}); // never more than was paid
}

TEST_CASE("a make-up bank, vintage by vintage")
{
    make_up_bank<USD> bank(2, metered(90));
    bank.begin(2027_y / jan);
    bank.add(metered(50), usd(2.5_d));
    bank.begin(2027_y / feb);
    bank.add(metered(60), usd(3));      // 20 of them over the cap: lost at once
    bank.begin(2027_y / mar);
    CHECK(bank.make_up(metered(70)) == metered(70)); // 50 of January and 20 of February
    bank.begin(2027_y / apr);
    bank.begin(2027_y / may);           // the last 20 of February expire
    const auto rows = release_of<USD>(std::span(bank.withdrawals()), bank.vintages(), five_months, breakage_when_lapsed{});
    CHECK(amounts(rows) == integers{0, 60'00, 125'00 + 60'00, 0, 60'00});
    CHECK(rows[0].closing == usd(125));
    CHECK(rows[1].payment == usd(-180));
    CHECK(ties_out(rows, usd(0)));
    SUBCASE("what is still in the bank is still owed")
    {
        bank.add(metered(10), usd(4));
        const auto owed = release_of<USD>(std::span(bank.withdrawals()), bank.vintages(), five_months, breakage_when_lapsed{});
        CHECK(owed.back().closing == usd(40));
        CHECK(ties_out(owed, usd(0), usd(40)));
    }
}

TEST_CASE("vintages of one month at one price are one, such as those of two banks")
{
    const auto jan_hours = [](int hours) { return vintage<USD>{2027_y / jan, metered(hours), usd(2)}; };
    const std::vector<vintage<USD>>    left{jan_hours(10), jan_hours(5)};
    const std::vector<withdrawal<USD>> used{{.month = 2027_y / feb, .of = jan_hours(3)}};
    const auto                         rows = release_of<USD>(std::span(used), std::span(left), five_months, breakage_when_lapsed{});
    CHECK(amounts(rows) == integers{0, 6'00, 0, 0, 0});
    CHECK(rows.back().closing == usd(30));
    CHECK(ties_out(rows, usd(0), usd(30)));
}

TEST_CASE("random rights: what was paid is released, no more, and the liability is never below zero")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int i = 0; i < 2'000; ++i) {
        const paid_rights<USD> rights{five_months[0].start(), money<USD>(decimal<2>::from_units(draw.between(0, 1'000'000'00))), metered::from_units(draw.between(1, 1'000'000'000))};
        std::vector<gone_rights> gone;
        metered                  left = rights.quantity;
        for (int day = 0; day < 150; day += static_cast<int>(draw.between(1, 40))) {
            gone.push_back({five_months[0].start() + date::days{day}, metered::from_units(draw.between(0, left.units)), draw.between(0, 3) == 0});
            left -= gone.back().quantity;
        }
        gone.push_back({five_months.back().end() - date::days{1}, left, draw.coin()});
        const breakage how = draw.coin() ? breakage(breakage_when_lapsed{}) : breakage(breakage_proportional{.expected_use = ratio::from_units(draw.between(1, 1'000'000))});
        const auto     rows = release_of(rights, gone, five_months, how);
        REQUIRE(ties_out(rows, usd(0)));
        REQUIRE(total(rows) == rights.paid);
        for (const auto& r : rows) REQUIRE((r.closing >= usd(0) && r.closing <= rights.paid && r.charge >= usd(0)));
    }
}

TEST_CASE("rights that cannot be are refused")
{
    const auto refuse = [](const paid_rights<USD>& rights, const std::vector<gone_rights>& gone, const breakage& how) { return release_of(rights, gone, five_months, how); };
    CHECK_REFUSED(invalid_terms, "breakage: must not go more than there were; got 101.00000000; price what was used above them",
                  refuse(hundred, {{sys_days{2027_y / mar / 1}, metered(101)}}, breakage_when_lapsed{}));
    CHECK_REFUSED(invalid_terms, "breakage: must expect a use above 0 and of at most 1; got 0.000000; write 80 % as 0.8_d; where none is expected, write breakage_when_lapsed",
                  refuse(hundred, {}, breakage_proportional{.expected_use = ratio(0)}));
    CHECK_THROWN(invalid_terms, refuse(hundred, {}, breakage_proportional{.expected_use = 1.1_d}));
    CHECK_THROWN(invalid_terms, refuse({hundred.paid_on, usd(1), metered{}}, {}, breakage_when_lapsed{}));
    CHECK_REFUSED(invalid_terms, "breakage: must not be paid for with less than nothing; got USD -1.00; write what was paid for the rights",
                  refuse({hundred.paid_on, usd(-1), metered(1)}, {}, breakage_when_lapsed{}));
    CHECK_THROWN(invalid_terms, refuse(hundred, {{sys_days{2027_y / jan / 30}, metered(1)}}, breakage_when_lapsed{}));
    CHECK_THROWN(invalid_terms, refuse(hundred, {{sys_days{2027_y / jun / 1}, metered(1)}}, breakage_when_lapsed{}));
    CHECK_THROWN(invalid_terms, refuse(hundred, {{sys_days{2027_y / mar / 1}, metered(-1)}}, breakage_when_lapsed{}));
    CHECK_THROWN(invalid_terms, refuse({sys_days{2026_y / dec / 31}, usd(1), metered(1)}, {}, breakage_when_lapsed{}));
}
