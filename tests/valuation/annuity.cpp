// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/annuity.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace ratable;
using iso4217::USD;

namespace {

constexpr payment_timing end = payment_timing::end, begin = payment_timing::begin;
constexpr payment_timing both[] = {end, begin};
using rows_of_usd = std::vector<annuity_row<USD>>;

/// Each row ties, the next opens with what it left, and the last leaves nothing.
bool ties(const rows_of_usd& rows, const money<USD>& principal)
{
    money<USD> owed = principal, repaid{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (row.period != static_cast<std::int64_t>(i) + 1 || row.opening != owed || row.payment != row.interest + row.principal) return false;
        if (row.closing != row.opening - row.principal) return false;
        owed = row.closing;
        repaid += row.principal;
    }
    return owed == usd(0) && repaid == principal;
}

} // namespace

TEST_CASE("a loan is repaid by level payments, and the last one clears it")
{
    const auto rows = annuity(usd(15'000), fraction(8, 1200), 60, end, rounding::half_up);
    CHECK(rows.size() == 60);
    CHECK(rows.front() == annuity_row<USD>{1, usd(15'000), usd(100), usd("204.15"), usd("304.15"), usd("14795.85")});
    CHECK(rows[58] == annuity_row<USD>{59, usd("601.97"), usd("4.01"), usd("300.14"), usd("304.15"), usd("301.83")});
    CHECK(rows.back() == annuity_row<USD>{60, usd("301.83"), usd("2.01"), usd("301.83"), usd("303.84"), usd(0)});
    CHECK(ties(rows, usd(15'000)));
}

TEST_CASE("payments at the beginning hold the interest of the period before, the first one none")
{
    const auto rows = annuity(usd(15'000), fraction(8, 1200), 60, begin, rounding::half_up);
    CHECK(rows.front() == annuity_row<USD>{1, usd(15'000), usd(0), usd("302.13"), usd("302.13"), usd("14697.87")});
    CHECK(rows[1] == annuity_row<USD>{2, usd("14697.87"), usd("97.99"), usd("204.14"), usd("302.13"), usd("14493.73")});
    CHECK(ties(rows, usd(15'000)));
}

TEST_CASE("every schedule ties, whatever its terms")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    int           paid = 0;
    for (int i = 0; i < 400; ++i) {
        const auto         principal = usd(decimal<2>::from_units(draw.between(1, 1'000'000'000)));
        const fraction     rate(draw.between(-100, 2'000), 10'000);
        const std::int64_t periods = draw.between(1, 120);
        for (const payment_timing timing : both) {
            for (const rounding mode : {rounding::half_even, rounding::half_up, rounding::up, rounding::down}) {
                try {
                    const auto rows = annuity(principal, rate, periods, timing, mode);
                    REQUIRE(static_cast<std::int64_t>(rows.size()) == periods);
                    REQUIRE(ties(rows, principal));
                    for (std::size_t k = 0; k + 1 < rows.size(); ++k) REQUIRE(rows[k].payment <= rows.front().payment);
                    ++paid;
                    const auto stated = repaid_by(rows.front().payment, principal, rate, timing, mode);
                    REQUIRE(ties(stated, principal));
                    for (std::size_t k = 0; k + 1 < std::min(rows.size(), stated.size()); ++k) REQUIRE(stated[k] == rows[k]);
                } catch (const invalid_terms&) { // a payment that rounds to the interest
                    const std::int64_t first = timing == begin && periods > 1 ? 2 : 1; // that holds interest
                    REQUIRE(tvm::ppmt(rate, first, periods, -principal, usd(0), timing, rounding::floor) <= usd("0.01"));
                }
            }
        }
    }
    CHECK(paid > 2'000);
}

TEST_CASE("a payment rounded up clears the loan early, and the rows that are left are of nothing")
{
    const auto rows = annuity(usd("0.03"), 0, 10, end, rounding::up);
    CHECK(rows.size() == 10);
    CHECK(ties(rows, usd("0.03")));
    CHECK(rows[2] == annuity_row<USD>{3, usd("0.01"), usd(0), usd("0.01"), usd("0.01"), usd(0)});
    CHECK(rows[3] == annuity_row<USD>{4, usd(0), usd(0), usd(0), usd(0), usd(0)});
}

TEST_CASE("a stated payment runs until nothing is owed")
{
    const auto rows = repaid_by(usd(300), usd(15'000), fraction(8, 1200), begin, rounding::half_up);
    CHECK(rows.size() == 61);
    CHECK(rows.back().payment == usd("157.67"));
    CHECK(ties(rows, usd(15'000)));
}

TEST_CASE("a loan that its payments never repay is refused")
{
    CHECK_REFUSED(invalid_terms, "payment: must be more than the interest, or it never repays; got USD 100.00 on interest of USD 100.00; write fewer periods, a lower rate or a larger payment",
                  repaid_by(usd(100), usd(15'000), fraction(8, 1200), end, rounding::half_up));
    CHECK_THROWN(invalid_terms, annuity(usd(100), fraction(1, 10), 1'000, end, rounding::half_up)); // 10.00 a period, all of it interest
    CHECK_THROWN(invalid_terms, annuity(usd("0.03"), 0, 10, end, rounding::half_up));               // 0.00
    CHECK_THROWN(invalid_terms, repaid_by(usd(-5), usd(100), 0, end, rounding::half_up));
    CHECK_THROWN(invalid_terms, repaid_by(usd("0.01"), usd(100'000), 0, end, rounding::half_up)); // ten million rows
}

TEST_CASE("a loan of nothing, without periods or at −100 % is refused")
{
    CHECK_REFUSED(invalid_terms, "principal: must be above zero; got USD 0.00; a loan is written as the amount that was lent",
                  annuity(usd(0), fraction(1, 100), 10, end, rounding::half_up));
    CHECK_THROWN(invalid_terms, annuity(usd(-100), fraction(1, 100), 10, end, rounding::half_up));
    CHECK_THROWN(invalid_terms, annuity(usd(100), fraction(1, 100), 0, end, rounding::half_up));
    CHECK_THROWN(invalid_terms, annuity(usd(100), -1, 10, end, rounding::half_up));
    CHECK_THROWN(invalid_terms, repaid_by(usd(10), usd(100), -1, end, rounding::half_up));
}
