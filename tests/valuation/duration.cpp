// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/duration.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using dollars = ratable::iso4217::USD;
using flows   = std::vector<flow<dollars>>;

namespace {

interest_rate rate_of(const char* r, const compounding& compounds) { return {.per_year = rate_of_interest::parse(r), .compounds = compounds, .day_count = any_day_count(thirty_e_360{})}; }

/// Two years of 5 % coupons on 100, paid once a year.
const flows bond{{2027_y / jan / 1, usd(5)}, {2028_y / jan / 1, usd(105)}};
const sys_days today{2026_y / jan / 1};

} // namespace

TEST_CASE("one payment is as far away as its day, exactly, by any mode and at any rate")
{
    for (const rounding mode : {rounding::up, rounding::down, rounding::half_even}) {
        CHECK(macaulay_duration<4>(flows{{2028_y / jul / 1, usd(7)}}, rate_of("0.0731", compounding::monthly), today, mode) == decimal<4>::parse("2.5"));
    }
}

TEST_CASE("a bond at par: the mean of its years by their present values")
{
    // At 5 %: 5/1.05 = 4.76190…, 105/1.1025 = 95.23809…: (4.76190 + 2 × 95.23809) / 100 = 1.952380…
    CHECK(macaulay_duration<6>(bond, rate_of("0.05", compounding::annual), today, rounding::half_even) == decimal<6>::parse("1.952381"));
    CHECK(macaulay_duration<6>(bond, rate_of("0.05", compounding::annual), today, rounding::down) == decimal<6>::parse("1.952380"));
    CHECK(modified_duration<6>(bond, rate_of("0.05", compounding::annual), today, rounding::half_even) == decimal<6>::parse("1.859410")); // ÷ 1.05
}

TEST_CASE("payments have the duration of receipts, and continuous compounding modifies nothing")
{
    flows paid;
    for (const auto& f : bond) paid.push_back({f.on, -f.amount});
    CHECK(macaulay_duration<6>(paid, rate_of("0.05", compounding::annual), today, rounding::half_even) == decimal<6>::parse("1.952381"));
    const auto continuous = rate_of("0.05", compounding::continuous);
    CHECK(macaulay_duration<8>(bond, continuous, today, rounding::half_even) == modified_duration<8>(bond, continuous, today, rounding::half_even));
}

TEST_CASE("modified duration is the slope of the present value")
{
    // V(4.9 %) − V(5.1 %) over 0.002 × V(5 %), in double: the third derivative leaves about 10^-5.
    const auto value = [](const char* r) { return approximate_present_value(bond, rate_of(r, compounding::semiannual), today); };
    const double slope = (value("0.049") - value("0.051")) / (0.002 * value("0.05"));
    const double found = static_cast<double>(modified_duration<9>(bond, rate_of("0.05", compounding::semiannual), today, rounding::half_even).units) / 1e9;
    CHECK(found == doctest::Approx(slope).epsilon(1e-5));
}

TEST_CASE("flows that are worth nothing together, none at all, and simple interest are refused")
{
    CHECK_THROWN(invalid_terms, macaulay_duration<4>(flows{}, rate_of("0.05", compounding::annual), today, rounding::half_even));
    CHECK_REFUSED(invalid_terms, "flows: must be worth something together; got a present value of 0; a duration is a mean by present values",
                  macaulay_duration<4>(flows{{2027_y / jan / 1, usd(-100)}, {2028_y / jan / 1, usd(105)}}, rate_of("0.05", compounding::annual), today, rounding::half_even));
    CHECK_THROWN(invalid_terms, modified_duration<4>(bond, rate_of("0.05", compounding::simple), today, rounding::half_even));
}
