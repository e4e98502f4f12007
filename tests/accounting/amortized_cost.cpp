// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/amortized_cost.hpp>

#include <ratable/calendar/schedule.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;

namespace {

using payments = std::vector<money<USD>>;
using row      = amortization_row<USD>;
using column   = std::vector<std::string>;

constexpr auto end = payment_timing::end, begin = payment_timing::begin;
constexpr auto rounded = interest_carried::rounded, exact = interest_carried::exact;

rate_of_interest share(const char* text) { return rate_of_interest::parse(text); }

std::vector<period> yearly(int n) { return make_schedule(period(2026_y / jan / 1, date::year{2026 + n} / jan / 1), annual); }
std::vector<period> months(int n)
{
    return make_schedule(period(sys_days{2026_y / jan / 1}, sys_days{add_months(2026_y / jan / 1, date::months{n}, month_rule::clamp)}), monthly);
}
template <class T>
std::vector<T> from(std::vector<T> all, int n) { return {all.begin() + n, all.end()}; }

column cents(const amortization_schedule<USD>& rows, money<USD> row::*which)
{
    column found;
    for (const auto& r : rows) found.push_back(to_string((r.*which).amount));
    return found;
}

} // namespace

// IFRS 9 IG B.26, as recalled; recomputed to within 1.5: at the start of the third year half of 1,250 is expected to be repaid at its end.
// Published: carried 1,086 becomes 1,138, and 52 goes to profit or loss. Exactly it is 1,086.00, 1,138.81 and 52.81.
TEST_CASE("payments estimated anew at the original rate: IG B.26's catch-up")
{
    const payments before{usd(59), usd(59), usd(59), usd(59), usd(1309)};
    const auto     rate = effective_rate(usd(1000), before, end);
    CHECK(rate == share("0.099953186689"));
    const auto rows    = effective_interest(usd(1000), yearly(5), before, rate, end, exact);
    const auto revised = revise_payments(rows, from(yearly(5), 2), payments{usd(684), usd(30), usd(655)}, rate, end, exact);
    CHECK(revised.catch_up == usd("52.81"));
    CHECK(cents(revised.rows, &row::opening) == column{"1000.00", "1040.95", "1086.00", "568.64", "595.48"});
    CHECK(cents(revised.rows, &row::charge) == column{"0.00", "0.00", "-52.81", "0.00", "0.00"});
    CHECK(revised.rows[2].interest == usd("113.83"));
    CHECK(ties_out(revised.rows, usd(1000)));
    CHECK(std::equal(rows.begin(), rows.begin() + 2, revised.rows.begin()));
}

TEST_CASE("a floating rate that moves changes later interest, and nothing that is carried")
{
    payments   six(4, usd(60));
    six.back()       = usd(1060);
    const auto rows  = effective_interest(usd(1000), yearly(4), six, share("0.06"), end, rounded);
    const auto later = revise_floating_rate(rows, from(yearly(4), 1), payments{usd(80), usd(80), usd(1080)}, end, rounded);
    CHECK(later.rate == share("0.08"));
    CHECK(later.catch_up == usd(0));
    CHECK(cents(later.rows, &row::interest) == column{"60.00", "80.00", "80.00", "80.00"});
    CHECK(ties_out(later.rows, usd(1000)));
}

TEST_CASE("issue costs are what principal and carried amount differ by, and are charged to nothing")
{
    payments paid(4, usd(60));
    paid.back()     = usd(1060);
    const auto debt = amortized_cost(usd(1000), usd(30), yearly(4), paid, share("0.06"), end, exact);
    CHECK(debt.rate == effective_rate(usd(970), paid, end));
    CHECK(debt.rate > share("0.06"));
    CHECK(debt.issue_costs.front().opening == usd(30));
    CHECK(total(debt.issue_costs) == usd(30));
    CHECK(ties_out(debt.issue_costs, usd(30)));
    CHECK(total_interest(debt.carried) == total_interest(debt.principal) + usd(30));
    for (const auto& r : debt.issue_costs) CHECK(sign(r.charge) > 0);
    CHECK(ties_out(amortized_cost(usd(1000), usd(-10), yearly(4), paid, share("0.06"), end, rounded).issue_costs, usd(-10))); // a premium
    CHECK_REFUSED(invalid_terms, "issue costs: must be less than the principal, USD 1,000.00; got USD 1,000.00; expense what buys no financing",
                  amortized_cost(usd(1000), usd(1000), yearly(4), paid, share("0.06"), end, exact));
}

TEST_CASE("payments on days have their effective rate by the year")
{
    const std::vector<flow<USD>> paid{{2001_y / dec / 31, usd(50)}, {2002_y / dec / 31, usd(1050)}};
    const auto                   rate = effective_rate(usd(1000), sys_days{2001_y / may / 1}, paid, act_365_fixed{});
    CHECK(present_value(paid, rate, sys_days{2001_y / may / 1}, rounding::half_up) == usd(1000));
    CHECK_THROWN(invalid_terms, effective_rate(usd(1000), sys_days{2002_y / may / 1}, paid, act_365_fixed{}));
}

// 12 CFR 1026 Appendix J (c)(1)(i), (2)(i), (3)(i), as recalled, each confirmed by recomputation: the annual percentage rate is twelve times the
// month's, to two digits, half up. The other examples have an odd first period at simple interest, which is no effective rate.
TEST_CASE("annual percentage rates of Regulation Z: 24 monthly payments of 230 on 5,000, and with an irregular first or last one")
{
    const auto annual_rate = [](const payments& paid) { return to_string(round<2>(effective_rate(usd(5000), paid, end) * 1200, rounding::half_up)); };
    payments   regular(24, usd(230)), at_first = regular, at_last = regular;
    at_first.front() = usd(250);
    at_last.back()   = usd(280);
    CHECK(annual_rate(regular) == "9.69");
    CHECK(annual_rate(at_first) == "10.08");
    CHECK(annual_rate(at_last) == "10.50");
}

// Microsoft, XNPV, seen: 2086.647602031535 at 9 %, of doubles; exactly 2086.647602031537.
TEST_CASE("Excel's XNPV example, to six digits")
{
    const std::vector<flow<USD>> flows{{2008_y / jan / 1, usd(-10'000)}, {2008_y / mar / 1, usd(2'750)}, {2008_y / oct / 30, usd(4'250)}, {2009_y / feb / 15, usd(3'250)}, {2009_y / apr / 1, usd(2'750)}};
    const interest_rate          nine{.per_year = share("0.09"), .compounds = compounding::annual, .day_count = act_365_fixed{}};
    CHECK(present_value<6>(flows, nine, rounding::half_up) == usd(2086.647602_d));
}

TEST_CASE("a rest that begins inside a row or after a gap, and payments without one rate, are refused")
{
    payments   paid(4, usd(60));
    paid.back()     = usd(1060);
    const auto rows = effective_interest(usd(1000), yearly(4), paid, share("0.06"), end, rounded);
    CHECK_REFUSED(invalid_terms, "rest: must begin where a row of the schedule does; got 2026-07-01 .. 2027-07-01; estimate anew from the first day of a period",
                  revise_floating_rate(rows, {period(2026_y / jul / 1, 2027_y / jul / 1)}, {{usd(1060)}}, end, rounded));
    CHECK_THROWN(invalid_terms, revise_floating_rate(rows, {period(2031_y / jan / 1, 2032_y / jan / 1)}, {{usd(1060)}}, end, rounded));
    CHECK_THROWN(invalid_terms, revise_floating_rate(rows, {}, {}, end, rounded));
    CHECK_THROWN(invalid_terms, revise_payments(rows, {period(2025_y / jan / 1, 2026_y / jan / 1)}, {{usd(1060)}}, share("0.06"), end, rounded));
    CHECK_THROWN(invalid_terms, effective_rate(usd(1000), {{usd(-60), usd(-60)}}, end));
    CHECK_THROWN(invalid_terms, effective_rate(usd(0), {{usd(100)}}, begin));
}

TEST_CASE("revised schedules tie out, keep what is closed, and differ by their catch-up")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 60; ++round) {
        const int  n      = static_cast<int>(draw.between(2, 40));
        const int  kept   = static_cast<int>(draw.between(0, n - 1));
        const auto timing = draw.coin() ? end : begin;
        const auto carry  = draw.coin() ? rounded : exact;
        const auto rate   = rate_of_interest::from_units(draw.between(1'000'000'000, 30'000'000'000));
        payments   paid, other;
        for (int i = 0; i < n; ++i) paid.push_back(money<USD>(decimal<2>::from_units(draw.between(1'000, 9'000'000'000))));
        for (int i = kept; i < n; ++i) other.push_back(money<USD>(decimal<2>::from_units(draw.between(1'000, 9'000'000'000))));
        payments all = paid;
        if (timing == end) all.insert(all.begin(), usd(0));
        const auto opening = present_value(all, rate, rounding::half_up);
        const auto rows    = effective_interest(opening, months(n), paid, rate, timing, carry);
        const auto revised = revise_payments(rows, from(months(n), kept), other, rate, timing, carry);
        REQUIRE(ties_out(revised.rows, opening));
        REQUIRE(revised.rows.size() == rows.size());
        REQUIRE(std::equal(rows.begin(), rows.begin() + kept, revised.rows.begin()));
        REQUIRE(total_payments(revised.rows) - total_interest(revised.rows) == opening + revised.catch_up);
    }
}
