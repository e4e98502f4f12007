// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/make_up_bank.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

using bank = make_up_bank<USD>;

const money<USD, 6> two = usd(2), three = usd(3);

bank_month month(date::year_month m, std::int64_t opening, std::int64_t expired, std::int64_t made_up, std::int64_t added, std::int64_t lost, std::int64_t closing)
{
    return {m, metered(opening), metered(expired), metered(made_up), metered(added), metered(lost), metered(closing)};
}

} // namespace

TEST_CASE("the oldest hours are made up first, each vintage at the price that it was paid at")
{
    bank b(12);
    b.begin(2026_y / jan);
    b.add(metered(100), two);
    b.begin(2026_y / feb);
    b.add(metered(50), three);
    b.begin(2026_y / mar);
    CHECK(b.available() == metered(150));
    CHECK(b.make_up(metered(120)) == metered(120)); // 100 of January, 20 of February
    CHECK(b.withdrawals() == std::vector<withdrawal<USD>>{{2026_y / mar, withdrawn_as::made_up, {2026_y / jan, metered(100), two}},
                                                          {2026_y / mar, withdrawn_as::made_up, {2026_y / feb, metered(20), three}}});
    CHECK(b.month() == month(2026_y / mar, 150, 0, 120, 0, 0, 30));
    REQUIRE(b.vintages().size() == 1);
    CHECK(b.vintages()[0] == vintage<USD>{2026_y / feb, metered(30), three});
    CHECK(b.make_up(metered(100)) == metered(30)); // no more than there is
    CHECK(b.available() == metered(0));
}

TEST_CASE("a shortfall is usable from the next month through the n-th, and expires before that month's use")
{
    bank b(2);
    b.begin(2026_y / jan);
    b.add(metered(10), two);
    CHECK(b.available() == metered(0)); // not in its own month
    CHECK(b.make_up(metered(10)) == metered(0));
    b.begin(2026_y / mar); // the second month: still there
    CHECK(b.available() == metered(10));
    CHECK(b.make_up(metered(4)) == metered(4));
    b.begin(2026_y / apr); // the third: gone before it could be used
    CHECK(b.available() == metered(0));
    CHECK(b.make_up(metered(6)) == metered(0));
    CHECK(b.month() == month(2026_y / apr, 6, 6, 0, 0, 0, 0));
    CHECK(b.withdrawals().back() == withdrawal<USD>{2026_y / apr, withdrawn_as::expired, {2026_y / jan, metered(6), two}});
}

TEST_CASE("over the cap the newest vintage loses the excess at once")
{
    bank b(12, metered(100));
    b.begin(2026_y / jan);
    b.add(metered(80), two);
    b.begin(2026_y / feb);
    b.add(metered(50), three); // 130: 30 of February's are lost
    CHECK(b.month() == month(2026_y / feb, 80, 0, 0, 50, 30, 100));
    CHECK(b.withdrawals() == std::vector<withdrawal<USD>>{{2026_y / feb, withdrawn_as::lost, {2026_y / feb, metered(30), three}}});
    b.begin(2026_y / mar);
    b.add(metered(7), three); // the bank is full: all of it is lost
    CHECK(b.month() == month(2026_y / mar, 100, 0, 0, 7, 7, 100));
    REQUIRE(b.vintages().size() == 2);
    CHECK(b.vintages()[0].quantity == metered(80));
    CHECK(b.vintages()[1].quantity == metered(20));
}

TEST_CASE("what is made up leaves room under the cap in the same month")
{
    bank b(12, metered(100));
    b.begin(2026_y / jan);
    b.add(metered(100), two);
    b.begin(2026_y / feb);
    b.make_up(metered(30));
    b.add(metered(30), two);
    CHECK(b.month() == month(2026_y / feb, 100, 0, 30, 30, 0, 100));
}

TEST_CASE("a bank that lapses keeps nothing, whatever its age")
{
    bank b(12);
    b.begin(2026_y / jan);
    b.add(metered(5), two);
    b.begin(2026_y / feb);
    b.add(metered(6), two);
    b.lapse(2026_y / mar);
    CHECK(b.month() == month(2026_y / mar, 11, 11, 0, 0, 0, 0));
    CHECK(b.vintages().empty());
    CHECK(b.available() == metered(0));
    b.begin(2026_y / apr);
    CHECK(b.month() == month(2026_y / apr, 0, 0, 0, 0, 0, 0));
}

TEST_CASE("a bank refuses what cannot be")
{
    CHECK_REFUSED(invalid_terms, "make-up: must be usable for a month or more; got 0; write usable_months, or leave make_up out", bank(0));
    CHECK_REFUSED(invalid_terms, "make-up: must have a cap that is not negative; got -1.00000000; leave the cap out where there is none", bank(1, metered(-1)));
    bank b(1);
    b.begin(2026_y / feb);
    CHECK_REFUSED(invalid_terms, "make-up: must begin months in order; got 2026-02; begin each month once", b.begin(2026_y / feb));
    CHECK_THROWN(invalid_terms, b.lapse(2026_y / jan));
    CHECK_THROWN(invalid_terms, b.add(metered(-1), two));
    CHECK_THROWN(invalid_terms, b.make_up(metered(-1)));
}

TEST_CASE("in any history the bank is never negative, never above its cap, first in first out, and every hour is accounted for")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int n = 0; n < 2'000; ++n) {
        const int                    usable = static_cast<int>(draw.between(1, 6));
        const std::optional<metered> cap    = draw.coin() ? std::optional(metered(draw.between(0, 60))) : std::nullopt;
        bank                         b(usable, cap);
        date::year_month             m = 2026_y / jan;
        metered                      added{}, closing{};
        for (int k = 0; k < 24; ++k) {
            m += date::months{static_cast<int>(draw.between(1, 2))};
            draw.between(0, 40) == 0 ? b.lapse(m) : b.begin(m);
            CHECK(b.month().opening == closing);
            for (const auto& v : b.vintages()) CHECK((m - v.month).count() <= usable);
            const metered there = b.available(), wanted = metered(draw.between(0, 40));
            CHECK(b.make_up(wanted) == min(wanted, there));
            for (std::int64_t more = draw.between(0, 2); more > 0; --more) b.add(metered(draw.between(0, 40)), two);
            const bank_month& now = b.month();
            CHECK(now.closing == now.opening - now.expired - now.made_up + now.added - now.lost);
            CHECK(sign(now.closing) >= 0);
            CHECK((!cap || now.closing <= *cap));
            metered held{};
            for (const auto& v : b.vintages()) held += v.quantity;
            CHECK(held == now.closing);
            added += now.added;
            closing = now.closing;
        }
        metered          gone{};
        date::year_month oldest = 2000_y / jan;
        for (const auto& w : b.withdrawals()) {
            gone += w.of.quantity;
            CHECK(sign(w.of.quantity) > 0);
            if (w.as == withdrawn_as::lost) CHECK(w.of.month == w.month);
            else CHECK(w.of.month < w.month);
            if (w.as == withdrawn_as::lost) continue;
            CHECK(oldest <= w.of.month); // what is made up or expires is never younger than what stays
            oldest = w.of.month;
        }
        CHECK(added == gone + closing);
    }
}
