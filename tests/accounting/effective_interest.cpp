// SPDX-License-Identifier: BSL-1.0
#include <ratable/accounting/effective_interest.hpp>

#include <ratable/calendar/schedule.hpp>
#include <ratable/valuation/irr.hpp>

#include "../support/oracle.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::years;
using tests::cpp_int, tests::cpp_rational;

namespace {

using payments = std::vector<money<USD>>;
using flows    = std::vector<flow<USD>>;
using column   = std::vector<std::string>;

constexpr auto end = payment_timing::end, begin = payment_timing::begin;
constexpr auto rounded = interest_carried::rounded, exact = interest_carried::exact;

rate_of_interest share(const char* text) { return rate_of_interest::parse(text); }

std::vector<period> yearly(int n) { return make_schedule(period(2026_y / jan / 1, date::year{2026 + n} / jan / 1), annual, contract_periods); }
std::vector<period> months(int n)
{
    return make_schedule(period(sys_days{2026_y / jan / 1}, sys_days{add_months(2026_y / jan / 1, date::months{n}, month_rule::clamp)}), monthly, contract_periods);
}

template <class C>
column cents(const amortization_schedule<C>& rows, money<C> amortization_row<C>::*which)
{
    column found;
    for (const auto& row : rows) found.push_back(to_string((row.*which).amount));
    return found;
}

using row = amortization_row<USD>;

} // namespace

// solutioninn.com 8482613, after a McGraw-Hill 2020 exercise; figures seen, to the cent. A 6 % bond of 1,000 over 4 years, priced to yield 5 %.
TEST_CASE("a bond at a premium: the interest of each year as published, and a closing of 1,000 only where the balance is carried unrounded")
{
    const payments paid{usd(60), usd(60), usd(60), usd(1060)};
    const auto     price = present_value(payments{usd(0), usd(60), usd(60), usd(60), usd(1060)}, share("0.05"), rounding::half_up);
    CHECK(price == usd("1035.46"));
    const auto rows = effective_interest(price, yearly(4), paid, share("0.05"), end, exact);
    CHECK(cents(rows, &row::interest) == column{"51.77", "51.36", "50.93", "50.48"});
    CHECK(cents(rows, &row::closing) == column{"1027.23", "1018.59", "1009.52", "0.00"}); // the last one before the principal: 1,000.00
    CHECK(ties_out(rows, price));
    const auto posted = effective_interest(price, yearly(4), paid, share("0.05"), end, rounded);
    CHECK(cents(posted, &row::interest) == column{"51.77", "51.36", "50.93", "50.48"});
    CHECK(ties_out(posted, price));
}

// IFRS 9 IG B.26 (formerly IAS 39 IG B.26), as recalled; recomputed to within 1. Whole units are displayed, and interest is what makes rows foot.
TEST_CASE("a debt bought at a discount: IG B.26 within the unit that it displays")
{
    const payments paid{usd(59), usd(59), usd(59), usd(59), usd(1309)};
    const auto     rate = only_rate(irr(payments{usd(-1000), usd(59), usd(59), usd(59), usd(59), usd(1309)}, rounding::half_even));
    CHECK(to_string(round<8>(rate, rounding::half_up)) == "0.09995319");
    const auto rows = effective_interest(usd(1000), yearly(5), paid, rate, end, exact);
    CHECK(cents(rows, &row::interest) == column{"99.95", "104.05", "108.55", "113.50", "118.95"}); // published: 100, 104, 109, 113, 119
    CHECK(cents(rows, &row::closing) == column{"1040.95", "1086.00", "1135.55", "1190.05", "0.00"}); // 1,041, 1,086, 1,136, 1,190
    CHECK(ties_out(rows, usd(1000)));
    CHECK(effective_interest(usd(1000), yearly(5), paid, rate, end, rounded)[4].interest == usd("118.95"));
}

// https://ifrscommunity.com/knowledge-base/amortised-cost-and-effective-interest-rate/, seen: 910 on 1 May 20X1, 50 on each 31 December, 1,050 on the last; years as 2001 ff.
TEST_CASE("a bond with payments on days: the XIRR and the interest of each year as published")
{
    const flows paid{{2001_y / dec / 31, usd(50)}, {2002_y / dec / 31, usd(50)}, {2003_y / dec / 31, usd(50)}, {2004_y / dec / 31, usd(50)}, {2005_y / dec / 31, usd(1050)}};
    flows       all = paid;
    all.emplace_back(2001_y / may / 1, usd(-910));
    const interest_rate rate{.per_year = only_rate(xirr(all, rounding::half_even)), .compounds = compounding::annual, .day_count = act_365_fixed{}};
    CHECK(to_string(round<3>(static_cast<const rate_of_interest&>(rate.per_year), rounding::half_up)) == "0.078");
    // A payment on the first day of a period stands in it: years here begin with one, and closings are before it.
    const std::vector<period> years_from_payment{{2001_y / may / 1, 2001_y / dec / 31},  {2001_y / dec / 31, 2002_y / dec / 31}, {2002_y / dec / 31, 2003_y / dec / 31},
                                                 {2003_y / dec / 31, 2004_y / dec / 31}, {2004_y / dec / 31, 2005_y / dec / 31}, {2005_y / dec / 31, 2006_y / jan / 1}};
    for (const auto carry : {rounded, exact}) {
        const auto rows = effective_interest(usd(910), years_from_payment, paid, rate, carry);
        CHECK(cents(rows, &row::interest) == column{"46.83", "70.69", "72.30", "74.25", "75.93", "0.00"}); // 47, 71, 72, 74, 76
        CHECK(cents(rows, &row::closing) == column{"956.83", "977.52", "999.82", "1024.07", "1050.00", "0.00"}); // 907, 928, 950, 974 when the 50 are paid
        CHECK(ties_out(rows, usd(910)));
    }
    // By calendar years the payment of 31 December stands in its year, and what is left of it bears that day's interest.
    const std::vector<period> calendar{{2001_y / may / 1, 2002_y / jan / 1},  {2002_y / jan / 1, 2003_y / jan / 1}, {2003_y / jan / 1, 2004_y / jan / 1},
                                       {2004_y / jan / 1, 2005_y / jan / 1}, {2005_y / jan / 1, 2006_y / jan / 1}};
    const auto rows = effective_interest(usd(910), calendar, paid, rate, exact);
    CHECK(cents(rows, &row::payment) == column{"50.00", "50.00", "50.00", "50.00", "1050.00"});
    CHECK(cents(rows, &row::closing) == column{"907.01", "927.71", "950.01", "974.27", "0.00"});
    CHECK(ties_out(rows, usd(910)));
}

// AccountingCoach, seen: 96,149 by factors of three digits. What the bond is worth is 96,139.13, so 96,149 is refused as an opening.
TEST_CASE("a price by rounded factors is not what the payments are worth")
{
    payments paid(10, usd(4500));
    paid.back() = usd(104'500);
    payments all = paid;
    all.insert(all.begin(), usd(0));
    CHECK(present_value(all, share("0.05"), rounding::half_up) == usd("96139.13"));
    CHECK(ties_out(effective_interest(usd("96139.13"), months(10), paid, share("0.05"), end, rounded), usd("96139.13")));
    CHECK_REFUSED(invalid_terms,
                  "payments: must repay the opening: at 0.050000000000 they are worth between USD 96,139.04 and USD 96,139.22; got USD 96,149.00; "
                  "write the rate that the payments yield on the opening, or the opening that they are worth",
                  effective_interest(usd(96'149), months(10), paid, share("0.05"), end, rounded));
}

TEST_CASE("payments at the beginning bear no interest in their period, and after the last one nothing is left")
{
    const payments paid{usd(100), usd(100), usd(100), usd(0)};
    for (const auto carry : {rounded, exact}) {
        const auto rows = effective_interest(usd("282.87"), yearly(4), paid, share("0.06183"), begin, carry);
        CHECK(cents(rows, &row::opening) == column{"282.87", "194.18", "100.00", "0.00"});
        CHECK(cents(rows, &row::interest) == column{"11.31", "5.82", "0.00", "0.00"});
        CHECK(ties_out(rows, usd("282.87")));
    }
}

TEST_CASE("at a rate of zero there is no interest; below zero it is negative; above 100 % it is more than the balance")
{
    const payments two{usd(50), usd(50)};
    CHECK(cents(effective_interest(usd(100), yearly(2), two, share("0"), end, rounded), &row::interest) == column{"0.00", "0.00"});
    CHECK(cents(effective_interest(usd("101.51"), yearly(2), two, share("-0.01"), end, rounded), &row::interest) == column{"-1.02", "-0.49"});
    CHECK(cents(effective_interest(usd(28), yearly(2), two, share("1.5"), end, rounded), &row::interest) == column{"42.00", "30.00"});
    CHECK(cents(effective_interest(usd("22"), yearly(2), {{usd(50), usd("12.50")}}, share("1.5"), end, rounded), &row::closing) == column{"5.00", "0.00"});
    CHECK(effective_interest(usd(0), yearly(2), {{usd(0), usd(0)}}, share("0.05"), end, exact)[1].closing == usd(0));
}

TEST_CASE("what does not repay, rates of -100 %, payments outside of the periods and the like are refused")
{
    const payments two{usd(50), usd(50)};
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), yearly(2), two, share("0.05"), end, rounded));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), yearly(2), two, share("0.05"), end, exact));
    CHECK_REFUSED(invalid_terms, "payments: must repay the opening; got none for USD 100.00; write what is paid", effective_interest(usd(100), yearly(2), {{usd(0), usd(0)}}, share("0.05"), end, exact));
    CHECK_REFUSED(invalid_terms, "payments: must be as many as the periods, 2; got 1; write zero where none is made", effective_interest(usd(100), yearly(2), {{usd(100)}}, share("0.05"), end, exact));
    CHECK_REFUSED(invalid_terms, "interest rate: must be above -100 % a period, that is above -1; got -1.000000000000; a share is written 0.08 for 8 %",
                  effective_interest(usd(100), yearly(2), two, share("-1"), end, rounded));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), {yearly(2)[1], yearly(2)[0]}, two, share("0"), end, rounded));
    // Interest above the payments for ever, whose balance would leave 64 bits.
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), months(84), payments(84, usd(50)), share("0.9"), end, rounded));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), months(84), payments(84, usd(50)), share("2"), end, rounded)); // interest alone leaves them
    CHECK_REFUSED(invalid_terms, "interest rate: must be above -100 % a period, that is above -1, compounding annual; got -1.500000000000; a share is written 0.08 for 8 %",
                  effective_interest(usd(100), yearly(2), flows{{2026_y / jul / 1, usd(100)}}, {.per_year = share("-1.5"), .compounds = compounding::annual, .day_count = act_365_fixed{}}, rounded));

    const interest_rate rate{.per_year = share("0.05"), .compounds = compounding::annual, .day_count = act_365_fixed{}};
    const flows         late{{2028_y / jan / 1, usd(100)}};
    CHECK_REFUSED(invalid_terms, "payments: must lie within the periods, 2026-01-01 .. 2028-01-01; got 2028-01-01; add the period that contains the payment",
                  effective_interest(usd(100), yearly(2), late, rate, rounded));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), yearly(2), flows{{2025_y / dec / 31, usd(100)}}, rate, rounded));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), yearly(2), flows{{2026_y / dec / 31, usd(100)}}, rate, rounded));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), yearly(2), flows{{2026_y / dec / 31, usd(100)}}, rate, exact));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), yearly(2), flows{}, rate, exact));
    CHECK_THROWN(invalid_terms, effective_interest(usd(100), {}, late, rate, exact));
    const interest_rate simple{.per_year = share("0.05"), .compounds = compounding::simple, .day_count = act_360{}};
    CHECK_REFUSED(invalid_terms, "interest rate: must compound to be carried exactly; got simple; carry it rounded, or name how often interest is added to what bears it",
                  effective_interest(usd(100), yearly(2), flows{{2026_y / jan / 1, usd(100)}}, simple, exact));
    CHECK_REFUSED(invalid_terms,
                  "payments: must repay the opening: at 0.050000000000, simple, the last leaves USD 5.06; got USD 100.00; "
                  "write the rate that the payments yield on the opening, or the opening that they are worth",
                  effective_interest(usd(100), yearly(2), flows{{2026_y / dec / 31, usd(100)}}, simple, rounded));
}

TEST_CASE("a loan at simple interest by days: actual days over 360, added to the balance at the end of each month")
{
    const interest_rate rate{.per_year = share("0.06"), .compounds = compounding::simple, .day_count = act_360{}};
    // 1,000.00 on 1 January; 500.00 on 16 January; the rest on 28 February.
    const flows paid{{2026_y / jan / 16, usd(500)}, {2026_y / feb / 28, usd("506.10")}};
    const auto  rows = effective_interest(usd(1000), months(2), paid, rate, rounded);
    CHECK(cents(rows, &row::interest) == column{"3.83", "2.27"}); // 1,000 for 15 days and 500 for 16; 503.83 for 27
    CHECK(ties_out(rows, usd(1000)));
}

TEST_CASE("schedules at simple interest are the ledger that the oracle keeps, and a payment that is ten units off for each row is refused")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 40; ++round) {
        const int           n = static_cast<int>(draw.between(1, 60));
        const auto          calendar = months(n);
        const interest_rate rate{.per_year = rate_of_interest::from_units(draw.between(0, 200'000'000'000)), .compounds = compounding::simple, .day_count = act_360{}};
        const auto          daily   = tests::ratio(static_cast<const rate_of_interest&>(rate.per_year).units, int128{360} * 1'000'000'000'000);
        const auto          opening = money<USD>(decimal<2>::from_units(draw.between(100'000, 9'000'000'000'000)));
        flows               paid;
        cpp_int             balance = tests::big(opening.amount.units);
        std::vector<cpp_int> closings;
        for (const period& month : calendar) {
            const bool is_last = month == calendar.back();
            cpp_rational grown = cpp_rational(balance) * (1 + daily * month.days());
            if (is_last || draw.coin()) {
                const auto on     = month.start() + date::days{static_cast<int>(draw.between(0, month.days() - 1))};
                const auto days   = (month.end() - on).count();
                const auto amount = is_last ? tests::rounded(grown / (1 + daily * days), rounding::half_up) : cpp_int(balance / draw.between(20, 60));
                paid.emplace_back(on, money<USD>(decimal<2>::from_units(static_cast<std::int64_t>(amount))));
                grown -= cpp_rational(amount) * (1 + daily * days);
            }
            balance = is_last ? cpp_int(0) : tests::rounded(grown, rounding::half_up);
            closings.push_back(balance);
        }
        const auto rows = effective_interest(opening, calendar, paid, rate, rounded);
        REQUIRE(ties_out(rows, opening));
        for (std::size_t i = 0; i < rows.size(); ++i) REQUIRE(tests::big(rows[i].closing.amount.units) == closings[i]);
        paid.back().amount += money<USD>(decimal<2>::from_units(100 * n + opening.amount.units / 1'000'000'000));
        CHECK_THROWN(invalid_terms, effective_interest(opening, calendar, paid, rate, rounded));
    }
}

TEST_CASE("mixed run-time currencies are refused, and yen and dinars have their own digits")
{
    using any_jpy = any_currency<0>;
    const auto yen = [](std::int64_t n) { return money<any_jpy>(decimal<0>(n), currency_of<0>("JPY")); };
    const auto rows = effective_interest(yen(186), yearly(2), {{yen(100), yen(100)}}, share("0.05"), end, rounded);
    CHECK(rows[0].interest == yen(9));
    CHECK(rows[1].interest == yen(5));
    CHECK(ties_out(rows, yen(186)));
    CHECK_THROWN(unlike_units, effective_interest(yen(186), yearly(2), {{yen(100), money<any_jpy>(decimal<0>(100), currency_of<0>("KRW"))}}, share("0.05"), end, rounded));
    const auto dinars = effective_interest(kwd("185.941"), yearly(2), {{kwd(100), kwd(100)}}, share("0.05"), end, exact);
    CHECK(dinars[0].interest == kwd("9.297"));
    CHECK(dinars[0].closing == kwd("95.238"));
}

TEST_CASE("interest by multiplication is the interest that the oracle rounds, at every rate and balance")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 20'000; ++round) {
        const auto units   = round % 4 == 0 ? draw.between(-999'999'999'999, 9'000'000'000'000) : draw.between(0, 999'999'999'999);
        const auto balance = draw.coin() ? draw.any_int64() : draw.between(-5'000, 5'000) * 500'000'000; // ties
        const auto exactly = tests::rounded(tests::ratio(balance, 1) * tests::ratio(units, 1'000'000'000'000), rounding::half_up);
        const detail::interest_of_period interest(rate_of_interest::from_units(units));
        if (tests::fits<std::int64_t>(exactly)) REQUIRE(tests::big(interest(balance)) == exactly);
        else CHECK_THROWN(overflow, interest(balance));
    }
}

TEST_CASE("the unrounded balance in fixed point decides nothing that lies on a boundary, and nothing wrongly beside one")
{
    detail::balance_before value(share("0.000000000001"));
    value.pay(5);
    value.discount();
    CHECK(value.rounded() == 5);
    detail::balance_before half(share("1"));
    half.pay(5);
    CHECK(half.rounded() == 5);
    half.discount();
    CHECK(half.rounded() == std::nullopt); // 2.5
    CHECK(half.is_near(3));
    CHECK(half.is_near(2));
    CHECK_FALSE(half.is_near(4));
    half.discount();
    CHECK(half.rounded() == 1); // 1.25
    half.pay(-11);
    half.discount();
    CHECK(half.rounded() == -5); // -4.875
    detail::balance_before large(share("0.01"));
    for (int i = 0; i < 4; ++i) large.pay(std::numeric_limits<std::int64_t>::max());
    CHECK(large.rounded() == std::nullopt); // no 64 bits
    // A tie at every row: the certified way rounds it.
    const auto rows = effective_interest(usd("0.03"), months(2), {{usd(0), usd("0.10")}}, share("1"), end, exact);
    CHECK(cents(rows, &row::closing) == column{"0.05", "0.00"});
    CHECK(cents(effective_interest(usd("0.05"), months(2), {{usd("0.04"), usd("0.11")}}, share("1"), end, exact), &row::closing) == column{"0.06", "0.00"}); // 5.5 cents
}

TEST_CASE("every schedule is the ledger, or the present values, that the oracle calculates")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 50; ++round) {
        const auto  n      = static_cast<std::size_t>(draw.between(1, 90));
        const auto  rate   = rate_of_interest::from_units(draw.coin() ? draw.between(-5'000'000'000, 30'000'000'000) : draw.between(0, 200'000'000) * 100);
        const auto  timing = draw.coin() ? end : begin;
        const auto  most   = std::int64_t{1'000} << draw.between(0, 40); // cents
        payments    paid;
        for (std::size_t i = 0; i < n; ++i) paid.push_back(money<USD>(decimal<2>::from_units(draw.between(0, 4) == 0 ? 0 : draw.between(-most / 1'000, most))));
        paid.back() = money<USD>(decimal<2>::from_units(most));
        const cpp_int        one   = tests::ten_to(12), grows = one + rate.units; // over one
        std::vector<cpp_int> worth(n + 1, 0);                                   // of the payments after so many periods, then
        cpp_int              sum = 0, over = 1;
        for (std::size_t i = n; i-- > 0;) {
            if (timing == end) sum = (sum + paid[i].amount.units * over) * one;
            else sum *= one;
            over *= grows;
            if (timing == begin) sum += paid[i].amount.units * over;
            worth[i] = tests::rounded(cpp_rational(sum, over), rounding::half_up);
        }
        const auto opening = money<USD>(decimal<2>::from_units(static_cast<std::int64_t>(worth[0])));

        const auto present = effective_interest(opening, months(static_cast<int>(n)), paid, rate, timing, exact);
        REQUIRE(ties_out(present, opening));
        for (std::size_t i = 0; i < n; ++i) REQUIRE(tests::big(present[i].closing.amount.units) == worth[i + 1]);

        const auto ledger = effective_interest(opening, months(static_cast<int>(n)), paid, rate, timing, rounded);
        REQUIRE(ties_out(ledger, opening));
        REQUIRE(ledger.size() == n);
        cpp_int balance = tests::big(opening.amount.units);
        for (std::size_t i = 0; i + 1 < n; ++i) {
            const cpp_int bears = timing == end ? balance : cpp_int(balance - paid[i].amount.units);
            const cpp_int earns = tests::rounded(cpp_rational(bears * rate.units, one), rounding::half_up);
            REQUIRE(tests::big(ledger[i].interest.amount.units) == earns);
            balance += earns - paid[i].amount.units;
        }
        REQUIRE(total_payments(ledger) - total_interest(ledger) == opening);
    }
}

TEST_CASE("schedules of payments on any days tie out, and are those of a hundred digits")
{
    using real = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<100>>;
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 12; ++round) {
        const auto          calendar = make_schedule(period(sys_days{2026_y / jan / 15}, sys_days{2026_y / jan / 15} + date::days{static_cast<int>(draw.between(40, 1500))}), monthly, calendar_periods);
        const sys_days      start = calendar.front().start(), stop = calendar.back().end();
        const interest_rate rate{.per_year = rate_of_interest::from_units(draw.between(-20'000'000'000, 150'000'000'000)), .compounds = compounding::annual, .day_count = act_365_fixed{}};
        flows               paid;
        for (std::int64_t k = draw.between(1, 30); k > 0; --k) {
            paid.emplace_back(start + date::days{static_cast<int>(draw.between(0, (stop - start).count() - 1))}, money<USD>(decimal<2>::from_units(draw.between(1, 5'000'000'000))));
        }
        const auto grown = [&](sys_days from, sys_days to) {
            const real base = 1 + real(static_cast<const rate_of_interest&>(rate.per_year).units) / real(1'000'000'000'000);
            return real(pow(base, real((to - from).count()) / 365));
        };
        const auto cent = [](const real& x) { return static_cast<std::int64_t>(floor(x + real(0.5))); }; // above zero
        const auto worth = [&](sys_days on) {
            real sum = 0;
            for (const auto& payment : paid) {
                if (payment.on >= on) sum += real(payment.amount.amount.units) / grown(on, payment.on);
            }
            return cent(sum);
        };
        const auto opening = money<USD>(decimal<2>::from_units(worth(start)));
        const auto present = effective_interest(opening, calendar, paid, rate, exact);
        const auto ledger  = effective_interest(opening, calendar, paid, rate, rounded);
        REQUIRE(ties_out(present, opening));
        REQUIRE(ties_out(ledger, opening));
        const auto last_paid = std::max_element(paid.begin(), paid.end(), [](const auto& a, const auto& b) { return a.on < b.on; })->on;
        for (std::size_t i = 0; i < calendar.size(); ++i) {
            std::int64_t within = 0;
            real         closing = real(ledger[i].opening.amount.units) * grown(calendar[i].start(), calendar[i].end());
            for (const auto& payment : paid) {
                if (!calendar[i].contains(payment.on)) continue;
                within += payment.amount.amount.units;
                closing -= real(payment.amount.amount.units) * grown(payment.on, calendar[i].end());
            }
            REQUIRE(present[i].payment.amount.units == within);
            REQUIRE(ledger[i].payment.amount.units == within);
            REQUIRE(present[i].closing.amount.units == worth(calendar[i].end()));
            REQUIRE(ledger[i].closing.amount.units == (calendar[i].end() > last_paid ? 0 : cent(closing)));
        }
    }
}
