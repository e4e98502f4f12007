// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/holdback.hpp>

#include <ratable/charges/charges.hpp>

#include "../support/billed.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using iso4217::USD;

namespace {

using lines = std::vector<std::string>;

const payment_terms               net_ten{.net = date::days{10}, .convention = business_day_convention::following, .calendar = weekends()};
const std::vector<billing_period> months = tests::billed(tests::months_from(2026_y / jan / 31, 4), monthly, calendar_periods);

charge<USD> charged(charge_kind kind, std::size_t month, const money<USD>& amount)
{
    charge<USD> row{.kind = kind, .clause = {"pricing", 0}, .service = months[month].days, .invoiced = months[month].invoiced, .due = months[month].due};
    row.amount = amount;
    return row;
}

holdback keeps(const ratio& share, int released_after) { return {.share = share, .released_after = date::months{released_after}}; }

/// `holdback 2026-02-28 2026-03-30 -1.00`, of the rows that were appended.
lines held(std::vector<charge<USD>> rows, const holdback& h, sys_days first)
{
    const std::size_t before = rows.size();
    append_holdback(rows, h, net_ten, std::span<const billing_period>(months), first);
    lines text;
    for (std::size_t i = before; i < rows.size(); ++i) {
        text.push_back(std::string(name_of(rows[i].kind)) + " " + to_string(rows[i].invoiced) + " " + to_string(rows[i].due) + " " + to_string(rows[i].amount.amount));
        CHECK(rows[i].clause == term_path{"billing", -1, "holdback"});
        CHECK(rows[i].tranche == -1);
        CHECK(rows[i].rounds == (rows[i].kind == charge_kind::holdback ? rounded_on::running_total : rounded_on::nothing));
    }
    return text;
}

constexpr bool says_what_is_for_delivery()
{
    for (int k = 0; k <= static_cast<int>(charge_kind::holdback_release); ++k) {
        const auto kind     = static_cast<charge_kind>(k);
        const bool expected = kind == charge_kind::fee || kind == charge_kind::usage || kind == charge_kind::make_up || kind == charge_kind::shortfall || kind == charge_kind::overage || kind == charge_kind::true_up;
        if (is_for_delivery(kind) != expected) return false;
    }
    return true;
}
static_assert(says_what_is_for_delivery());

} // namespace

TEST_CASE("fees, usage, minimums and overage are for delivery; energy, credits and prepayments are not") { CHECK(says_what_is_for_delivery()); }

TEST_CASE("a share of each invoice is kept on the running total, and released in one sum on the day that it falls due")
{
    // 10 % of 0.05, 0.10 and 0.15: half a cent is kept with the first, none with the second.
    const std::vector<charge<USD>> rows{charged(charge_kind::fee, 1, usd("0.05")), charged(charge_kind::fee, 2, usd("0.05")), charged(charge_kind::fee, 3, usd("0.05"))};
    CHECK(held(rows, keeps(0.1_d, 3), months[1].days.start()) == lines{"holdback 2026-02-28 2026-03-30 -0.01", "holdback 2026-04-30 2026-05-30 -0.01", "holdback_release 2026-05-01 2026-05-11 0.02"});
}

TEST_CASE("the release is so many months after service starts, on the last day of a month that is too short, and what is invoiced on it is not kept")
{
    const std::vector<charge<USD>> rows{charged(charge_kind::fee, 0, usd(1)), charged(charge_kind::fee, 1, usd(10))};
    CHECK(held(rows, keeps(0.5_d, 1), months[0].days.start()) == lines{"holdback 2026-01-31 2026-03-02 -0.50", "holdback_release 2026-02-28 2026-03-10 0.50"}); // 31 January and a month
    CHECK(held(rows, keeps(0.5_d, 2), months[0].days.start()) == lines{"holdback 2026-01-31 2026-03-02 -0.50", "holdback 2026-02-28 2026-03-30 -5.00", "holdback_release 2026-03-31 2026-04-10 5.50"});
}

TEST_CASE("all that one invoice charges for delivery is one row; what is not for delivery is not kept back")
{
    const std::vector<charge<USD>> rows{charged(charge_kind::fee, 1, usd(100)),    charged(charge_kind::fee, 2, usd(100)),   charged(charge_kind::usage, 1, usd(10)), charged(charge_kind::energy, 1, usd(1'000)),
                                        charged(charge_kind::rebate, 1, -usd(50)), charged(charge_kind::demand, 2, usd(30)), charged(charge_kind::prepayment, 1, usd(70)), charged(charge_kind::true_up, 2, usd(1))};
    CHECK(held(rows, keeps(0.1_d, 12), months[0].days.start()) == lines{"holdback 2026-02-28 2026-03-30 -11.00", "holdback 2026-03-31 2026-04-30 -10.10", "holdback_release 2027-01-31 2027-02-10 21.10"});
}

TEST_CASE("nothing kept is nothing released")
{
    CHECK(held({}, keeps(0.1_d, 12), months[0].days.start()).empty());
    CHECK(held({charged(charge_kind::fee, 1, usd(100))}, keeps(ratio(0), 12), months[0].days.start()).empty());
    CHECK(held({charged(charge_kind::fee, 3, usd(100))}, keeps(0.1_d, 2), months[0].days.start()).empty()); // invoiced after the release
}

TEST_CASE("an invoice after the billing calendar, of a tail in which hours are made up, has its holdback too")
{
    auto late     = charged(charge_kind::usage, 3, usd(10));
    late.service  = period(2026_y / jun / 1, 2026_y / jul / 1);
    late.invoiced = sys_days{2026_y / jun / 30};
    late.due      = sys_days{2026_y / jul / 30};
    CHECK(held({late, charged(charge_kind::fee, 1, usd(20))}, keeps(0.1_d, 12), months[0].days.start()) ==
          lines{"holdback 2026-02-28 2026-03-30 -2.00", "holdback 2026-06-30 2026-07-30 -1.00", "holdback_release 2027-01-31 2027-02-10 3.00"});
}

TEST_CASE("what one invoice charges must fit in 64 bits")
{
    const money<USD> most(decimal<2>::from_units(std::numeric_limits<std::int64_t>::max()));
    CHECK_THROWN(overflow, held({charged(charge_kind::fee, 1, most), charged(charge_kind::fee, 1, usd("0.01"))}, keeps(0.1_d, 12), months[0].days.start()));
    CHECK(held({charged(charge_kind::fee, 1, most)}, keeps(ratio(1), 12), months[0].days.start()).size() == 2);
}
