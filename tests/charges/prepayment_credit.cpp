// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/prepayment_credit.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;

namespace {

prepayment fifth(credit_method method, credit_months counted, int from, int through)
{
    return {.share         = 0.2_d,
            .lead          = days{30},
            .credited      = method,
            .counted_in    = counted,
            .from_month    = months{from},
            .through_month = months{through},
            .left_over     = residue::refunded};
}

std::vector<billing_period> calendar(const period& whole, frequency every, period_basis basis)
{
    const billing terms{.every = every, .periods = basis, .payment = payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted}};
    return billing_calendar(terms, ratable::term{.start = year_month_day{whole.start()}, .length = until(year_month_day{whole.end()})}, whole);
}

using counts = std::vector<std::int64_t>;

counts window(const prepayment& terms, const period& service, const std::vector<billing_period>& periods, frequency every = monthly)
{
    return window_months(terms, service, periods, every, month_rule::clamp);
}

template <class... Amounts>
std::vector<money<USD>> dollars(Amounts... amounts) { return {usd(amounts)...}; }

} // namespace

TEST_CASE("a prepayment is a share of the planned value, rounded once, and due so many days before the plan")
{
    const auto terms = fifth(credit_method::level, credit_months::billing, 1, 12);
    CHECK(prepayment_of(terms, usd(9'700'000'000)) == usd(1'940'000'000));
    CHECK(prepayment_of(terms, usd("0.12")) == usd("0.02")); // 0.024
    CHECK(prepayment_of(terms, usd("0.13")) == usd("0.03")); // 0.026
    auto even   = terms;
    even.share  = ratio(0.5_d);
    even.rounds = rounding::half_even;
    CHECK(prepayment_of(even, usd("0.05")) == usd("0.02")); // 0.025
    CHECK(prepayment_due(terms, 2026_y / mar / 1) == sys_days{2026_y / jan / 30});
    CHECK(prepayment_due(terms, 2026_y / jul / 1) == sys_days{2026_y / jun / 1});
    CHECK(prepayment_due(terms, 2027_y / mar / 2) == sys_days{2027_y / jan / 31}); // a Sunday
}

TEST_CASE("billing months count from the billing period in which service starts")
{
    const auto periods = calendar(period(2026_y / jan / 1, 2027_y / jan / 1), monthly, calendar_periods);
    const auto terms   = fifth(credit_method::level, credit_months::billing, 2, 4);
    CHECK(window(terms, period(2026_y / jan / 1, 2027_y / jan / 1), periods) == counts{0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(window(terms, period(2026_y / mar / 31, 2027_y / jan / 1), periods) == counts{0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0}); // a day of March is its month 1
    CHECK(window(terms, period(2026_y / oct / 1, 2027_y / jan / 1), periods) == counts{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1}); // a month is lost
    CHECK(window(terms, period(2026_y / jan / 1, 2026_y / mar / 1), periods) == counts{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}); // cut short
}

TEST_CASE("service months count in the billing period in which they begin")
{
    const auto periods = calendar(period(2026_y / jan / 1, 2027_y / jan / 1), monthly, calendar_periods);
    const auto terms   = fifth(credit_method::level, credit_months::service, 2, 4);
    // From 31 March: month 2 begins on 30 April, 3 on 31 May, 4 on 30 June.
    CHECK(window(terms, period(2026_y / mar / 31, 2027_y / jan / 1), periods) == counts{0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0});
    // Contract months from the 29th: [29 January, 28 February) begins no service month from the 28th but the first; [28 February, 29 March) begins two.
    const auto from_29 = calendar(period(2027_y / jan / 29, 2027_y / jul / 29), monthly, contract_periods);
    CHECK(window(fifth(credit_method::level, credit_months::service, 1, 4), period(2027_y / jan / 30, 2027_y / jul / 29), from_29) == counts{1, 1, 1, 1, 0, 0});
    CHECK(window(fifth(credit_method::level, credit_months::service, 1, 4), period(2027_y / feb / 28, 2027_y / jul / 29), from_29) == counts{0, 2, 1, 1, 0, 0});
    // A month that would begin after service has ended does not count.
    CHECK(window(terms, period(2026_y / mar / 10, 2026_y / may / 10), periods) == counts{0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("a quarterly billing period has three months of the window, or as many as fall into it")
{
    const auto periods = calendar(period(2026_y / jan / 1, 2027_y / jan / 1), quarterly, contract_periods);
    CHECK(window(fifth(credit_method::level, credit_months::billing, 3, 7), period(2026_y / jan / 1, 2027_y / jan / 1), periods, quarterly) == counts{1, 3, 1, 0});
    CHECK(window(fifth(credit_method::level, credit_months::service, 3, 7), period(2026_y / feb / 15, 2027_y / jan / 1), periods, quarterly) == counts{0, 3, 2, 0}); // 15 April to 15 August
}

TEST_CASE("level credits are equal parts for each month of the window, also for months that are not there")
{
    const auto terms = fifth(credit_method::level, credit_months::billing, 2, 4);
    const auto fees  = dollars(500, 500, 500, 500, 500);
    CHECK(scheduled_credits(terms, usd(100), counts{0, 1, 1, 1, 0}, std::span(fees)) == dollars("0", "33.33", "33.34", "33.33", "0"));
    CHECK(scheduled_credits(terms, usd(100), counts{0, 1, 1, 0, 0}, std::span(fees)) == dollars("0", "33.33", "33.34", "0", "0"));
    CHECK(scheduled_credits(terms, usd(100), counts{0, 0, 2, 1, 0}, std::span(fees)) == dollars("0", "0", "66.67", "33.33", "0"));
}

TEST_CASE("pro-rata credits follow the fees of the window, and nothing else")
{
    const auto terms = fifth(credit_method::pro_rata, credit_months::billing, 2, 4);
    const auto fees  = dollars(900, 100, 200, 300, 900);
    CHECK(scheduled_credits(terms, usd(100), counts{0, 1, 1, 1, 0}, std::span(fees)) == dollars("0", "16.67", "33.33", "50.00", "0")); // 100/6 = 16.666…, 50, 100
    CHECK(scheduled_credits(terms, usd(100), counts{0, 2, 1, 0, 0}, std::span(fees)) == dollars("0", "50.00", "50.00", "0", "0"));
    const auto free = dollars(900, 0, 0, 0, 900);
    CHECK(scheduled_credits(terms, usd(100), counts{0, 1, 1, 1, 0}, std::span(free)) == dollars(0, 0, 0, 0, 0)); // no fee to follow: all of it is left over
}

TEST_CASE("first-dollar credits are there at once from the first month")
{
    const auto terms = fifth(credit_method::first_dollar, credit_months::billing, 2, 4);
    const auto fees  = dollars(500, 500, 500, 500, 500);
    CHECK(scheduled_credits(terms, usd(100), counts{0, 1, 1, 1, 0}, std::span(fees)) == dollars(0, 100, 0, 0, 0));
    CHECK(scheduled_credits(terms, usd(100), counts{0, 0, 0, 0, 0}, std::span(fees)) == dollars(0, 0, 0, 0, 0));
}

TEST_CASE("a window must start with month 1 or later and must not end before it starts; shares are not negative")
{
    const auto periods = calendar(period(2026_y / jan / 1, 2027_y / jan / 1), monthly, calendar_periods);
    const auto all     = periods.front().days;
    CHECK_REFUSED(invalid_terms, "prepayment.from_month: must be 1 or later; got 0; the tranche's first month is 1",
                  window(fifth(credit_method::level, credit_months::billing, 0, 4), all, periods));
    CHECK_REFUSED(invalid_terms, "prepayment.through_month: must not precede from_month 5; got 4; write the last month of the window",
                  window(fifth(credit_method::level, credit_months::billing, 5, 4), all, periods));
    CHECK_REFUSED(invalid_terms, "prepayment.counted_in: must be service months where billing periods are not months; got P1W; write credit_months::service",
                  window(fifth(credit_method::level, credit_months::billing, 1, 4), all, periods, frequency::weekly));
    CHECK(window(fifth(credit_method::level, credit_months::service, 2, 3), period(2026_y / jan / 1, 2027_y / jan / 1), periods, frequency::weekly) == counts{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    auto terms  = fifth(credit_method::level, credit_months::billing, 1, 4);
    terms.share = ratio(-1);
    CHECK_REFUSED(invalid_terms, "prepayment.share: must not be negative; got -1.000000; write 20 % as 0.2_d", prepayment_of(terms, usd(1)));
    terms.share = unknown("not public");
    CHECK_THROWN(invalid_terms, prepayment_of(terms, usd(1)));
}

TEST_CASE("what is unearned on a day was paid, and not credited or refunded on an invoice before it")
{
    const period              any(2026_y / jan / 1, 2026_y / feb / 1);
    std::vector<charge<USD>> rows;
    const auto add = [&](charge_kind kind, const char* clause, int tranche, const year_month_day& on, const money<USD>& amount) {
        rows.push_back({.kind = kind, .clause = {clause}, .tranche = tranche, .service = any, .invoiced = on, .due = on, .amount = amount});
    };
    add(charge_kind::prepayment, "prepayment", 0, 2026_y / jan / 1, usd(100));
    add(charge_kind::prepayment, "prepayment", 1, 2026_y / feb / 1, usd(50));
    add(charge_kind::fee, "pricing", 0, 2026_y / feb / 28, usd(500));
    add(charge_kind::prepayment_credit, "prepayment", 0, 2026_y / feb / 28, usd(-30));
    add(charge_kind::refund, "delay", 0, 2026_y / feb / 28, usd(-7));
    add(charge_kind::refund, "prepayment", 1, 2026_y / mar / 31, usd(-50));
    CHECK(unearned_prepayment(rows, 2026_y / jan / 1) == usd(0));
    CHECK(unearned_prepayment(rows, 2026_y / jan / 2) == usd(100));
    CHECK(unearned_prepayment(rows, 2026_y / feb / 28) == usd(150));
    CHECK(unearned_prepayment(rows, 2026_y / mar / 1) == usd(120));
    CHECK(unearned_prepayment(rows, 2026_y / mar / 1, 0) == usd(70));
    CHECK(unearned_prepayment(rows, 2026_y / mar / 1, 1) == usd(50));
    CHECK(unearned_prepayment(rows, 2026_y / apr / 1) == usd(70));
}

TEST_CASE("every window has each of its months once, in order, as far as service lasts")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 400; ++round) {
        const sys_days  start = sys_days{2026_y / jan / 1} + days{static_cast<int>(draw.between(0, 800))};
        const period    whole(start, start + days{static_cast<int>(draw.between(400, 1500))});
        const frequency every = draw.coin() ? monthly : quarterly;
        const auto      periods = calendar(whole, every, draw.coin() ? calendar_periods : contract_periods);
        const sys_days  begins  = whole.start() + days{static_cast<int>(draw.between(0, 200))};
        const period    service(begins, begins + days{static_cast<int>(draw.between(1, 200))});
        const int       from = static_cast<int>(draw.between(1, 8)), through = from + static_cast<int>(draw.between(0, 12));
        for (const auto counted : {credit_months::billing, credit_months::service}) {
            const auto terms  = fifth(credit_method::level, counted, from, through);
            const auto found  = window(terms, service, periods, every);
            // By another way: number every month of service, and see where it falls.
            counts wanted(periods.size(), 0);
            if (counted == credit_months::service) {
                for (int m = 1; m <= through; ++m) {
                    const sys_days day{add_months(year_month_day{service.start()}, months{m - 1}, month_rule::clamp)};
                    for (std::size_t i = 0; i < periods.size(); ++i) wanted[i] += m >= from && service.contains(day) && periods[i].days.contains(day) ? 1 : 0;
                }
            } else {
                int m = 0;
                for (std::size_t i = 0; i < periods.size(); ++i) {
                    if (!intersection(periods[i].days, service)) continue;
                    for (int k = 0; k < every.months(); ++k) wanted[i] += ++m >= from && m <= through ? 1 : 0;
                }
            }
            REQUIRE(found == wanted);
        }
    }
}

TEST_CASE("what is scheduled never exceeds what was paid, in any order of months; first-dollar is never behind level")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 500; ++round) {
        const auto        n = static_cast<std::size_t>(draw.between(1, 60));
        const money<USD>  paid(decimal<2>::from_units(draw.between(0, 200'000'000'000)));
        const auto        from = draw.between(1, 30), through = from + draw.between(0, 30);
        counts            in_window(n, 0);
        std::vector<money<USD>> fees(n);
        for (std::size_t i = 0; i < n; ++i) {
            in_window[i] = static_cast<std::int64_t>(i) + 1 >= from && static_cast<std::int64_t>(i) + 1 <= through ? 1 : 0;
            fees[i]      = money<USD>(decimal<2>::from_units(draw.between(0, 3) == 0 ? 0 : draw.between(1, 5'000'000'000)));
        }
        const bool whole = std::accumulate(in_window.begin(), in_window.end(), std::int64_t{0}) == through - from + 1;
        std::vector<money<USD>> running[3];
        const auto              methods = {credit_method::level, credit_method::pro_rata, credit_method::first_dollar};
        for (const auto method : methods) {
            auto& run = running[static_cast<int>(method)];
            run.push_back(usd(0));
            for (const auto& credit : scheduled_credits(fifth(method, credit_months::billing, static_cast<int>(from), static_cast<int>(through)), paid, in_window, std::span(std::as_const(fees)))) {
                REQUIRE(sign(credit) >= 0);
                run.push_back(run.back() + credit);
            }
            REQUIRE(run.back() <= paid);
        }
        if (whole) REQUIRE(running[0].back() == paid);
        if (sign(running[1].back()) > 0) REQUIRE(running[1].back() == paid);
        for (std::size_t i = 0; i <= n; ++i) REQUIRE(running[0][i] <= running[2][i]);
    }
}
