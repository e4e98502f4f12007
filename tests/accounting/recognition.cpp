// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/recognition.hpp>
#include <ratable/charges/charges.hpp>

#include "../support/any_contract.hpp"
#include "../support/oracle.hpp"
#include "../support/refused.hpp"
#include "../support/schedules.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;
using tests::amounts;

namespace {

using integers = std::vector<std::int64_t>;

constexpr progress every_progress[] = {progress::as_delivered, progress::evenly_by_months, progress::evenly_by_days};

template <currency C>
charge<C> row(charge_kind kind, int tranche, const period& service, const money<C>& amount, std::string_view clause = "pricing")
{
    return {.kind = kind, .clause = {clause}, .tranche = tranche, .service = service, .invoiced = service.end() - days{1}, .due = service.end() + days{29}, .amount = amount};
}

/// Three months of one tranche at 300, 300 and 600.
std::vector<charge<USD>> three_fees()
{
    return {row(charge_kind::fee, 0, period(2027_y / jan / 1, 2027_y / feb / 1), usd(300)), row(charge_kind::fee, 0, period(2027_y / feb / 1, 2027_y / mar / 1), usd(300)),
            row(charge_kind::fee, 0, period(2027_y / mar / 1, 2027_y / apr / 1), usd(600))};
}

/// What every drawn deal is read with.
struct drawn_charges
{
    tests::dollar_contract      c;
    std::vector<charge<tests::dollars>> rows;
};

drawn_charges next_deal(tests::contract_source& source)
{
    drawn_charges drawn{source.next(), {}};
    readings<tests::dollars> read;
    read.indices = source.any_indices();
    drawn.rows   = charges_of(drawn.c, read);
    return drawn;
}

constexpr int many = 300;

} // namespace

TEST_CASE("a fee is expense of the days that it is for")
{
    const auto rows = expense_of(three_fees(), progress::as_delivered, monthly);
    CHECK(amounts(rows) == integers{300'00, 300'00, 600'00});
    CHECK(ties_out(rows, usd(1200)));
    CHECK(rows[0].opening == usd(1200));
    CHECK(rows[2].period == period(2027_y / mar / 1, 2027_y / apr / 1));
}

TEST_CASE("a promise to stand ready is recognised evenly, by months or by days")
{
    CHECK(amounts(expense_of(three_fees(), progress::evenly_by_months, monthly)) == integers{400'00, 400'00, 400'00});
    CHECK(amounts(expense_of(three_fees(), progress::evenly_by_days, monthly)) == integers{413'33, 373'34, 413'33}); // 1200 × 31, 28, 31 ÷ 90
}

TEST_CASE("a quarter's fee is recognised month by month by its days, and a year holds what its months sum to")
{
    const std::vector<charge<USD>> rows{row(charge_kind::fee, 0, period(2026_y / nov / 15, 2027_y / feb / 15), usd("920.00"))}; // 92 days
    const auto                     months_ = expense_of(rows, progress::as_delivered, monthly);
    CHECK(amounts(months_) == integers{160'00, 310'00, 310'00, 140'00});
    CHECK(months_.front().period == period(2026_y / nov / 15, 2026_y / dec / 1));
    CHECK(amounts(expense_of(rows, progress::as_delivered, annual)) == integers{470'00, 450'00});
}

TEST_CASE("delay credits lower the tranche's price: they are spread over its fees in proportion to them, and over no other's")
{
    auto rows = three_fees();
    rows.push_back(row(charge_kind::delay_credit, 0, period(2027_y / jan / 1, 2027_y / feb / 1), usd(-120), "delay"));
    rows.push_back(row(charge_kind::fee, 1, period(2027_y / mar / 1, 2027_y / apr / 1), usd(50)));
    CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{270'00, 270'00, 590'00});
    CHECK(amounts(expense_of(rows, progress::evenly_by_months, monthly)) == integers{360'00, 360'00, 410'00});
    SUBCASE("what no invoice was left for, too")
    {
        rows.push_back(row(charge_kind::refund, 0, period(2027_y / jan / 1, 2027_y / apr / 1), usd(-40), "delay"));
        CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{260'00, 260'00, 570'00});
    }
    SUBCASE("of a tranche that never had a fee they count when they are known")
    {
        auto never     = row(charge_kind::refund, 2, period(2027_y / feb / 1, 2030_y / feb / 1), usd(-70), "delay");
        never.invoiced = sys_days{2027_y / mar / 31};
        rows.push_back(never);
        CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{270'00, 270'00, 520'00});
    }
}

TEST_CASE("service credits lower their own period; one that no fee was left for, the last day of service")
{
    auto rows = three_fees();
    rows.push_back(row(charge_kind::service_credit, 0, period(2027_y / feb / 1, 2027_y / mar / 1), usd(-30), "service_level"));
    rows.push_back(row(charge_kind::refund, 0, period(2027_y / jan / 1, 2027_y / apr / 1), usd(-5), "service_level"));
    for (const progress by : {progress::as_delivered, progress::evenly_by_months}) {
        const auto schedule = amounts(expense_of(rows, by, monthly));
        const auto fees     = amounts(expense_of(three_fees(), by, monthly));
        CHECK(schedule == integers{fees[0], fees[1] - 30'00, fees[2] - 5'00});
    }
    rows.back().invoiced = sys_days{2027_y / apr / 1}; // in advance: on the invoice after the last
    CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{300'00, 270'00, 595'00});
}

TEST_CASE("prepayments, what is credited or refunded of them, and holdbacks are no expense")
{
    auto rows = three_fees();
    rows.push_back(row(charge_kind::prepayment, 0, period(2027_y / jan / 1, 2027_y / apr / 1), usd(240), "prepayment"));
    rows.push_back(row(charge_kind::prepayment_credit, 0, period(2027_y / mar / 1, 2027_y / apr / 1), usd(-200), "prepayment"));
    rows.push_back(row(charge_kind::holdback, -1, period(2027_y / jan / 1, 2027_y / feb / 1), usd(-15), "billing"));
    rows.push_back(row(charge_kind::holdback_release, -1, period(2027_y / jan / 1, 2028_y / jan / 1), usd(15), "billing"));
    SUBCASE("refunded")
    {
        rows.push_back(row(charge_kind::refund, 0, period(2027_y / jan / 1, 2027_y / apr / 1), usd(-40), "prepayment"));
        CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{300'00, 300'00, 600'00});
    }
    SUBCASE("what lapses of a prepayment was paid for nothing: expense of the tranche's last day")
    {
        CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{300'00, 300'00, 640'00});
        CHECK(total(expense_of(rows, progress::as_delivered, monthly)) == total(rows));
    }
}

TEST_CASE("what has no fee to belong to is known when its last row is, also before 1970")
{
    for (const auto& only : {row(charge_kind::prepayment, 0, period(1960_y / jan / 1, 1960_y / feb / 1), usd(10), "prepayment"), row(charge_kind::delay_credit, 0, period(1960_y / jan / 1, 1960_y / feb / 1), usd(-10), "delay")}) {
        const auto rows = expense_of(std::vector{only}, progress::as_delivered, monthly);
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].period == period(1960_y / jan / 31, 1960_y / feb / 1));
        CHECK(rows[0].charge == only.amount);
    }
}

TEST_CASE("what was metered belongs to its own days, however fees are recognised")
{
    auto rows = three_fees();
    rows.push_back(row(charge_kind::usage, -1, period(2027_y / feb / 1, 2027_y / mar / 1), usd(77)));
    CHECK(amounts(expense_of(rows, progress::evenly_by_months, monthly)) == integers{400'00, 477'00, 400'00});
}

TEST_CASE("power passed through is revenue of a principal, and not of an agent")
{
    auto rows = three_fees();
    rows.push_back(row(charge_kind::energy, -1, period(2027_y / feb / 1, 2027_y / mar / 1), usd(90), "power"));
    rows.push_back(row(charge_kind::demand, -1, period(2027_y / feb / 1, 2027_y / mar / 1), usd(10), "power"));
    CHECK(amounts(revenue_of(rows, progress::as_delivered, acting_as::principal, monthly)) == integers{300'00, 400'00, 600'00});
    CHECK(amounts(revenue_of(rows, progress::as_delivered, acting_as::agent, monthly)) == integers{300'00, 300'00, 600'00});
    CHECK(amounts(expense_of(rows, progress::as_delivered, monthly)) == integers{300'00, 400'00, 600'00});
}

TEST_CASE("periods may be given: fiscal ones, or longer than service; they must hold all of it")
{
    const std::vector<period> quarters{period(2026_y / oct / 1, 2027_y / jan / 1), period(2027_y / jan / 1, 2027_y / apr / 1)};
    CHECK(amounts(expense_of(three_fees(), progress::as_delivered, quarters)) == integers{0, 1200'00});
    CHECK_REFUSED(invalid_terms, "recognition: must be over periods that hold all days of service; got 2027-01-01 .. 2027-02-01; make the schedule longer, or give a frequency",
                  expense_of(three_fees(), progress::as_delivered, std::vector{period(2027_y / jan / 15, 2028_y / jan / 1)}));
    CHECK_THROWN(invalid_terms, expense_of(three_fees(), progress::as_delivered, std::vector<period>{}));
    CHECK_THROWN(invalid_terms, expense_of(three_fees(), progress::as_delivered, std::vector{quarters[1], quarters[0]}));
    CHECK(expense_of(std::vector<charge<USD>>{}, progress::as_delivered, monthly).empty());
    CHECK_THROWN(invalid_terms, expense_of(three_fees(), progress::as_delivered, frequency(months{5})));
}

TEST_CASE("each tranche by itself, over the life of the deal: from the first cash to the last")
{
    auto rows = three_fees();
    rows.push_back(row(charge_kind::fee, -1, period(2027_y / feb / 10, 2027_y / feb / 11), usd(90)));
    rows.push_back(row(charge_kind::prepayment, 0, period(2027_y / jan / 1, 2027_y / apr / 1), usd(240), "prepayment"));
    rows.back().invoiced = rows.back().due = sys_days{2026_y / nov / 20};
    const auto life = life_of(rows, monthly);
    CHECK(life.front() == period(2026_y / nov / 20, 2026_y / dec / 1));
    CHECK(life.back() == period(2027_y / apr / 1, 2027_y / may / 1)); // the last fee is paid on April 30
    rows.push_back(row(charge_kind::prepayment_credit, 0, period(2027_y / mar / 1, 2027_y / apr / 1), usd(-240), "prepayment"));
    const auto by_tranche = expense_by_tranche(rows, progress::evenly_by_months, life);
    REQUIRE(by_tranche.size() == 2);
    CHECK(by_tranche[0].tranche == 0);
    CHECK(amounts(by_tranche[0].rows) == integers{0, 0, 400'00, 400'00, 400'00, 0});
    CHECK(by_tranche[1].tranche == -1);
    CHECK(amounts(by_tranche[1].rows) == integers{0, 0, 30'00, 30'00, 30'00, 0}); // a fee of no tranche, over the days of all fees
    CHECK_THROWN(invalid_terms, life_of(std::vector<charge<USD>>{}, monthly));
}

TEST_CASE("a currency known at run time, without minor digits, or with three")
{
    const auto           jpy = currency_of<0>("JPY");
    using yen                = money<any_currency<0>>;
    const period         service(2027_y / jan / 1, 2027_y / apr / 1);
    const auto           rows = std::vector{row(charge_kind::fee, 0, service, yen(decimal<0>(100), jpy))};
    const auto           got  = expense_of(rows, progress::evenly_by_months, monthly);
    CHECK(amounts(got) == integers{33, 34, 33});
    CHECK(got[1].closing == yen(decimal<0>(33), jpy));
    const auto kwd = currency_of<3>("KWD");
    CHECK(amounts(expense_of(std::vector{row(charge_kind::fee, 0, service, money<any_currency<3>>(decimal<3>(100), kwd))}, progress::evenly_by_months, monthly)) == integers{33333, 33334, 33333});
    auto mixed = rows;
    mixed.push_back(row(charge_kind::fee, 0, service, yen(decimal<0>(100), currency_of<0>("KRW"))));
    CHECK_THROWN(unlike_units, expense_of(mixed, progress::as_delivered, monthly));
}

TEST_CASE("over its life a deal's expense is what it is charged, to the cent, and years hold what their months do")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    for (int i = 0; i < many; ++i) {
        const auto deal = next_deal(source);
        if (deal.rows.empty()) continue;
        for (const progress by : every_progress) {
            const auto months_ = expense_of(deal.rows, by, monthly);
            REQUIRE(total(months_) == total(deal.rows));
            REQUIRE(ties_out(months_, total(deal.rows)));
            std::map<int, std::int64_t> by_year, as_years;
            for (const auto& r : months_) by_year[int{year_month_day{r.period.start()}.year()}] += r.charge.amount.units;
            for (const auto& r : expense_of(deal.rows, by, annual)) as_years[int{year_month_day{r.period.start()}.year()}] += r.charge.amount.units;
            REQUIRE(by_year == as_years);
            const auto          life = life_of(deal.rows, monthly);
            std::vector<std::int64_t> sums(life.size(), 0);
            for (const auto& t : expense_by_tranche(deal.rows, by, life)) {
                for (std::size_t k = 0; k < life.size(); ++k) sums[k] += t.rows[k].charge.amount.units;
            }
            REQUIRE(sums == amounts(expense_of(deal.rows, by, life)));
            tests::cpp_int agent = 0;
            for (const auto& r : revenue_of(deal.rows, by, acting_as::agent, monthly)) agent += r.charge.amount.units;
            const auto power = total(deal.rows, charge_kind::energy) + total(deal.rows, charge_kind::demand);
            REQUIRE(agent == total(deal.rows).amount.units - power.amount.units);
        }
    }
}

TEST_CASE("as delivered each period is within a unit a charge of what its days earn, counted in fractions without bounds")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    compared = 0;
    for (int i = 0; i < many; ++i) {
        const auto deal = next_deal(source);
        if (deal.rows.empty() || total(deal.rows, charge_kind::prepayment) != usd(0)) continue;
        const auto got = expense_of(deal.rows, progress::as_delivered, monthly);
        std::map<int, tests::cpp_int> fees, delay;
        bool                          refunds = false;
        for (const auto& r : deal.rows) {
            refunds = refunds || r.kind == charge_kind::refund;
            if (r.kind == charge_kind::fee) fees[r.tranche] += r.amount.amount.units;
            if (r.kind == charge_kind::delay_credit) delay[r.tranche] += r.amount.amount.units;
        }
        if (refunds) continue;
        for (const auto& month : got) {
            tests::cpp_rational exact = 0;
            int                 rows  = 0;
            for (const auto& r : deal.rows) {
                const bool nothing = r.kind == charge_kind::delay_credit || r.kind == charge_kind::holdback || r.kind == charge_kind::holdback_release;
                const auto both    = intersection(r.service, month.period);
                if (nothing || !both) continue;
                tests::cpp_rational net = r.amount.amount.units;
                if (r.kind == charge_kind::fee && fees[r.tranche] != 0) net *= 1 + tests::cpp_rational(delay[r.tranche]) / tests::cpp_rational(fees[r.tranche]);
                exact += net * both->days() / r.service.days();
                ++rows;
            }
            const tests::cpp_rational off = exact - month.charge.amount.units;
            REQUIRE((off < 0 ? tests::cpp_rational(-off) : off) <= 2 * rows); // a credit's share is rounded before its days are
            ++compared;
        }
    }
    CHECK(compared > 1000);
}
