// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/take_or_pay.hpp>

#include "../support/billed.hpp"
#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::billed, tests::months_from;

namespace {

using counts = std::vector<int>;

const term year_2026 = months_from(2026_y / jan / 1, 12);

/// Hours of a period, whole: minimum, usage, made_up, shortfall, overage, true_up.
struct whole_period
{
    std::int64_t minimum, usage, made_up, shortfall, overage = 0, true_up = 0;
    friend bool operator==(const whole_period&, const whole_period&) = default;
};
whole_period hours_of(const settled_period& s)
{
    const auto whole = [](const metered& q) { return q.units % 100'000'000 == 0 ? q.units / 100'000'000 : -1; };
    return {whole(s.minimum), whole(s.usage), whole(s.made_up), whole(s.shortfall), whole(s.overage), whole(s.true_up)};
}
std::ostream& operator<<(std::ostream& out, const whole_period& w)
{
    return out << w.minimum << ' ' << w.usage << ' ' << w.made_up << ' ' << w.shortfall << ' ' << w.overage << ' ' << w.true_up;
}

std::vector<metered> whole(const counts& list, std::size_t n)
{
    std::vector<metered> result;
    for (const int x : list) result.emplace_back(x);
    result.resize(n);
    return result;
}

/// 1000 hours contracted in each period that begins within the term; 2 USD in the first year, 3 in the second, ….
take_or_pay_hours<USD> settled(const take_or_pay& clause, const counts& used, const counts& excused = {}, const term& t = year_2026, const std::vector<billing_period>& periods = billed(year_2026))
{
    std::vector<metered>     contracted;
    std::vector<money<USD, 6>> prices;
    for (const billing_period& p : periods) contracted.emplace_back(p.days.start() < days_of(t).end() ? 1000 : 0);
    for (int y = 1; y <= periods.back().contract_year; ++y) prices.push_back(usd(1) + usd(y));
    return settle<USD>(clause, t, periods, contracted, whole(excused, periods.size()), whole(used, periods.size()), prices);
}

take_or_pay eighty(int usable_months = 12) { return {.share = stated<ratio>(0.8_d), .make_up = make_up{.usable_months = usable_months, .price = make_up_price::free}}; }

static_assert(share_of(0.8_d, metered(744)) == metered(595.2_d));
static_assert(share_of(0.333333_d, metered(0.25_d)) == metered(0.08333325_d));
static_assert(contracted_hours(10, period(2026_y / jan / 1, 2026_y / feb / 1), sys_days{2027_y / jan / 1}) == metered(7440));
static_assert(contracted_hours(10, period(2026_y / jan / 1, 2026_y / feb / 1), sys_days{2026_y / jan / 3}) == metered(480));
static_assert(contracted_hours(10, period(2026_y / jan / 1, 2026_y / feb / 1), sys_days{2026_y / jan / 1}) == metered(0));

} // namespace

TEST_CASE("minimum = share × (contracted − excused); usage above it makes up the oldest shortfall first; what is paid for and not used is shortfall")
{
    // Jan: 800 − 500 = 300 short. Feb: 0.8 × (1000 − 100) = 720; 900 is 180 above: made up, 120 left.
    // Mar: 1000 is 200 above, 120 are left: all made up, 880 paid. Apr: nothing used, 800 short. May: 800 used, just the minimum.
    const auto s = settled(eighty(), {500, 900, 1000, 0, 800}, {0, 100});
    CHECK(hours_of(s.periods[0]) == whole_period{800, 500, 0, 300});
    CHECK(hours_of(s.periods[1]) == whole_period{720, 720, 180, 0});
    CHECK(hours_of(s.periods[2]) == whole_period{800, 880, 120, 0});
    CHECK(hours_of(s.periods[3]) == whole_period{800, 0, 0, 800});
    CHECK(hours_of(s.periods[4]) == whole_period{800, 800, 0, 0});
    CHECK(s.periods[1].bank == bank_month{2026_y / feb, metered(300), metered(0), metered(180), metered(0), metered(0), metered(120)});
    REQUIRE(s.withdrawals.size() == 2);
    CHECK(s.withdrawals[1] == withdrawal<USD>{2026_y / mar, withdrawn_as::made_up, {2026_y / jan, metered(120), usd(2)}});
}

TEST_CASE("without make-up nothing above the minimum is made up, and the bank stays empty")
{
    const auto s = settled({.share = stated<ratio>(0.8_d)}, {500, 1000});
    CHECK(hours_of(s.periods[0]) == whole_period{800, 500, 0, 300});
    CHECK(hours_of(s.periods[1]) == whole_period{800, 1000, 0, 0});
    CHECK(s.periods[0].bank == bank_month{});
    CHECK(s.withdrawals.empty());
}

TEST_CASE("the share ramps by contract month")
{
    take_or_pay clause{.share = stated<ratio>(0.5_d), .ramp = {{2, 0.6_d}, {4, 0.75_d}}};
    const auto  s = settled(clause, {});
    for (const auto& [k, minimum] : {std::pair{0, 500}, {1, 600}, {2, 600}, {3, 750}, {11, 750}}) CHECK(s.periods[static_cast<std::size_t>(k)].shortfall == metered(minimum));
    clause.ramp = {{1, 0.25_d}};
    CHECK(minimum_share(clause, 1) == 0.25_d); // a ramp may state the first month too
}

TEST_CASE("usage above the contracted hours is overage: it makes up nothing and counts for no true-up")
{
    take_or_pay clause = eighty();
    clause.true_up     = annual_true_up{.share = stated<ratio>(0.9_d), .can_be_made_up = false};
    // Jan: 500 short. Feb: 1300 used: 300 overage, 200 made up, 800 paid. Then nothing: ten months of 800 short.
    // Year: 0.9 × 12,000 = 10,800; paid 300 + 500 + 800 + 10 × 800 = 9,600: true-up 1,200 (the overage's 300 do not lower it).
    const auto s = settled(clause, {300, 1300});
    CHECK(hours_of(s.periods[0]) == whole_period{800, 300, 0, 500});
    CHECK(hours_of(s.periods[1]) == whole_period{800, 800, 200, 0, 300});
    CHECK(hours_of(s.periods[11]) == whole_period{800, 0, 0, 800, 0, 1200});
}

TEST_CASE("the annual true-up is what the year's paid hours lack of its share, in the year's last period")
{
    take_or_pay clause = eighty();
    clause.true_up     = annual_true_up{.share = stated<ratio>(0.9_d), .can_be_made_up = true};
    const term t       = months_from(2026_y / jan / 1, 24);
    // Year 1: 850 a month: 0.9 × 12,000 − 10,200 = 600, banked in December. January: 1000: 200 of it made up, 800 paid.
    // Year 2: Jan 800 paid, then 11 × 950 = 10,450: 400 made up (Feb, Mar, Apr: 150, 150, 100), 10,050 paid.
    // 10,800 − (800 + 10,050) < 0: no true-up.
    counts used(12, 850);
    used.push_back(1000);
    used.resize(24, 950);
    const auto s = settled(clause, used, {}, t, billed(t));
    CHECK(hours_of(s.periods[11]) == whole_period{800, 850, 0, 0, 0, 600});
    CHECK(s.periods[11].bank == bank_month{2026_y / dec, metered(0), metered(0), metered(0), metered(600), metered(0), metered(600)});
    CHECK(hours_of(s.periods[12]) == whole_period{800, 800, 200, 0});
    CHECK(s.withdrawals[0] == withdrawal<USD>{2027_y / jan, withdrawn_as::made_up, {2026_y / dec, metered(200), usd(2)}});
    CHECK(hours_of(s.periods[15]) == whole_period{800, 850, 100, 0});
    CHECK(hours_of(s.periods[23]) == whole_period{800, 950, 0, 0});
    // Less in year 2: made-up hours are not paid hours. 12 × 900: 600 made up in the first six months; paid 10,200: 600 are due again.
    used.assign(12, 850);
    used.resize(24, 900);
    CHECK(hours_of(settled(clause, used, {}, t, billed(t)).periods[23]) == whole_period{800, 900, 0, 0, 0, 600});
    clause.true_up = annual_true_up{.share = stated<ratio>(0.9_d), .can_be_made_up = false};
    CHECK(hours_of(settled(clause, used, {}, t, billed(t)).periods[12]) == whole_period{800, 900, 0, 0}); // nothing was banked
}

TEST_CASE("the true-up leaves excused hours out of what was contracted")
{
    take_or_pay clause{.share = stated<ratio>(0.8_d), .true_up = annual_true_up{.share = stated<ratio>(0.9_d), .can_be_made_up = false}};
    // 0.9 × (12,000 − 1,000) = 9,900; used 11 × 850 = 9,350, and none in the month that is excused as a whole.
    counts used(11, 850);
    used.push_back(0);
    counts excused(11, 0);
    excused.push_back(1000);
    CHECK(hours_of(settled(clause, used, excused).periods[11]) == whole_period{0, 0, 0, 0, 0, 550});
}

TEST_CASE("what is left at the term's end lapses, unless a tail is stated, in which nothing need be contracted for what makes up")
{
    take_or_pay clause = eighty();
    const auto  plain  = settled(clause, {500, 800, 800, 800, 800, 800, 800, 800, 800, 800, 800, 800});
    REQUIRE(plain.left.size() == 1);
    CHECK(plain.left[0] == vintage<USD>{2026_y / jan, metered(300), usd(2)});

    clause.make_up->tail_months = 2;
    clause.make_up->usable_months = 24;
    const auto periods = billed(year_2026, monthly, contract_periods, 4); // four months longer than the term
    REQUIRE(periods.size() == 16);
    counts used{500, 800, 800, 800, 800, 800, 800, 800, 800, 800, 800, 800, 120, 30, 0, 10};
    const auto tail = settled(clause, used, {}, year_2026, periods);
    CHECK(hours_of(tail.periods[12]) == whole_period{0, 0, 120, 0});
    CHECK(hours_of(tail.periods[13]) == whole_period{0, 0, 30, 0});
    CHECK(tail.periods[14].bank == bank_month{2027_y / mar, metered(150), metered(150), {}, {}, {}, {}}); // the tail is over
    CHECK(hours_of(tail.periods[15]) == whole_period{0, 0, 0, 0, 10});                                            // nothing contracted, nothing banked
    used[12] = 320;                                                                                     // 20 more than the bank holds
    CHECK(hours_of(settled(clause, used, {}, year_2026, periods).periods[12]) == whole_period{0, 0, 300, 0, 20});
}

TEST_CASE("the last year's true-up falls due with the term, and its hours can be made up in the tail")
{
    take_or_pay clause          = eighty();
    clause.true_up              = annual_true_up{.share = stated<ratio>(0.9_d), .can_be_made_up = true};
    clause.make_up->tail_months = 2;
    const term t                = months_from(2026_y / jan / 1, 6);
    // 0.9 × 6,000 − 6 × 850 = 300, in June; 120 and 180 of it are made up in July and August.
    const auto s = settled(clause, {850, 850, 850, 850, 850, 850, 120, 180}, {}, t, billed(t, monthly, contract_periods, 2));
    CHECK(hours_of(s.periods[5]) == whole_period{800, 850, 0, 0, 0, 300});
    CHECK(hours_of(s.periods[6]) == whole_period{0, 0, 120, 0});
    CHECK(hours_of(s.periods[7]) == whole_period{0, 0, 180, 0});
}

TEST_CASE("a vintage's months are counted between the calendar months in which billing periods begin")
{
    // Quarterly: six months are two quarters.
    const term t        = months_from(2026_y / jan / 15, 24);
    const auto quarters = settled(eighty(6), {500, 800, 900, 1000}, {}, t, billed(t, quarterly));
    CHECK(hours_of(quarters.periods[2]) == whole_period{800, 800, 100, 0}); // July: the sixth month after January
    CHECK(quarters.periods[3].bank.expired == metered(200));      // October: the ninth
    // A stub of November is a month of its own, and December the next.
    const term stub     = months_from(2025_y / nov / 28, 12);
    const auto calendar = settled(eighty(1), {500, 900, 1000}, {}, stub, billed(stub, monthly, calendar_periods));
    CHECK(hours_of(calendar.periods[1]) == whole_period{800, 800, 100, 0});
    CHECK(calendar.periods[2].bank.expired == metered(200));
}

TEST_CASE("the cap of the bank is read from the clause, and one that is unknown is not none")
{
    take_or_pay clause  = eighty();
    clause.make_up->cap = metered(250);
    CHECK(settled(clause, {500}).periods[0].bank == bank_month{2026_y / jan, {}, {}, {}, metered(300), metered(50), metered(250)});
    clause.make_up->cap = unknown("redacted");
    CHECK_REFUSED(invalid_terms, "term: must be known for this; got unknown: redacted; state it", settled(clause, {500}));
}

TEST_CASE("a share of hours is exact or refused")
{
    CHECK(share_of(0.8_d, metered(744)) == metered(595.2_d));
    CHECK_REFUSED(inexact, "minimum: must be exact at eight digits; got 0.333333 of 0.00000001; state hours in two digits, or a share in fewer", share_of(0.333333_d, metered(0.00000001_d)));
    CHECK_THROWN(overflow, share_of(ratio(1000), metered::from_units(highest_of<std::int64_t>)));
}

TEST_CASE("what cannot be settled is refused")
{
    const auto with = [](take_or_pay clause, const counts& used = {}, const counts& excused = {}) { return settled(clause, used, excused); };
    CHECK_REFUSED(invalid_terms, "minimum.share: must be a share from 0 to 1; got 80.000000; write 80 % as 0.8_d", with({.share = stated<ratio>(ratio(80))}));
    CHECK_REFUSED(invalid_terms, "minimum.ramp: must be a share from 0 to 1; got -0.100000; write 80 % as 0.8_d", with({.share = stated<ratio>(0.5_d), .ramp = {{2, -0.1_d}}}));
    CHECK_REFUSED(invalid_terms, "minimum.ramp: must have steps from later and later contract months, counted from 1; got month 3; put them in order",
                  with({.share = stated<ratio>(0.5_d), .ramp = {{3, 0.6_d}, {3, 0.7_d}}}));
    CHECK_REFUSED(invalid_terms, "minimum.true_up: must be a share from 0 to 1; got 1.100000; write 80 % as 0.8_d",
                  with({.share = stated<ratio>(0.5_d), .true_up = annual_true_up{.share = stated<ratio>(1.1_d), .can_be_made_up = false}}));
    CHECK_REFUSED(invalid_terms, "excused hours of 2026-01-01 .. 2026-02-01: must not be more than the contracted hours; got 1001.00000000 of 1000.00000000; excuse what was contracted, at most",
                  with({.share = stated<ratio>(0.5_d)}, {}, {1001}));
    CHECK_REFUSED(invalid_terms, "hours of 2026-01-01 .. 2026-02-01: must not be negative; got -1.00000000; correct the reading", with({.share = stated<ratio>(0.5_d)}, {-1}));
    take_or_pay tailed = eighty();
    tailed.make_up->tail_months = -1;
    CHECK_THROWN(invalid_terms, with(tailed));
    const auto periods = billed(year_2026);
    CHECK_THROWN(invalid_terms, settle<USD>(eighty(), year_2026, periods, whole({}, 12), whole({}, 12), whole({}, 11), std::vector<money<USD, 6>>{usd(2)}));
    CHECK_REFUSED(invalid_terms, "minimum: must have a price for every contract year; got none for year 1; give one price a year",
                  settle<USD>(eighty(), year_2026, periods, whole({}, 12), whole({}, 12), whole({}, 12), std::vector<money<USD, 6>>{}));
}

TEST_CASE("on random contracts every used hour is usage, made up or overage, the minimum is always paid for, and the bank adds up")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    const term    t = months_from(2026_y / feb / 10, 30);
    for (int n = 0; n < 600; ++n) {
        const auto  periods = billed(t, draw.coin() ? monthly : quarterly, draw.coin() ? contract_periods : calendar_periods, static_cast<int>(draw.between(0, 3)));
        const auto  share   = [&] { return ratio::from_units(draw.between(0, 10) * 100'000); };
        take_or_pay clause{.share = stated<ratio>(share())};
        if (draw.coin()) clause.ramp = {{static_cast<int>(draw.between(2, 9)), share()}, {static_cast<int>(draw.between(10, 20)), share()}};
        if (draw.coin()) clause.true_up = annual_true_up{.share = stated<ratio>(share()), .can_be_made_up = draw.coin()};
        const bool banks = draw.between(0, 3) > 0;
        if (banks) clause.make_up = make_up{.usable_months = static_cast<int>(draw.between(1, 9)), .price = make_up_price::free, .tail_months = static_cast<int>(draw.between(0, 3))};
        const bool capped = banks && draw.coin();
        if (capped) clause.make_up->cap = metered(draw.between(0, 1500));
        std::vector<metered> contracted, excused, used;
        for (const billing_period& p : periods) {
            contracted.emplace_back(p.days.start() < days_of(t).end() ? draw.between(0, 1000) : 0);
            excused.push_back(draw.coin() ? metered(0) : metered(draw.between(0, contracted.back().units / 100'000'000)));
            used.emplace_back(draw.between(0, 3) == 0 ? 0 : draw.between(0, 1100));
        }
        const std::vector<money<USD, 6>> prices(3, usd(2));
        const auto                       s = settle<USD>(clause, t, periods, contracted, excused, used, prices);
        metered added{}, closing{}, paid{}, due{};
        for (std::size_t k = 0; k < periods.size(); ++k) {
            const settled_period& now = s.periods[k];
            for (const metered& q : {now.minimum, now.usage, now.made_up, now.shortfall, now.overage, now.true_up, now.bank.closing}) CHECK(sign(q) >= 0);
            CHECK(now.usage + now.made_up + now.overage == used[k]);
            CHECK(now.usage + now.shortfall >= now.minimum);
            CHECK((sign(now.shortfall) == 0 || now.usage + now.shortfall == now.minimum));
            CHECK(to_fraction(now.minimum) == to_fraction(minimum_share(clause, periods[k].contract_month)) * to_fraction(contracted[k] - excused[k]));
            if (sign(used[k]) == 0) CHECK(now.shortfall == now.minimum); // an idle month costs the minimum
            if (capped) CHECK(now.bank.closing <= clause.make_up->cap.value());
            CHECK(now.bank.opening == closing);
            closing = now.bank.closing;
            added += now.bank.added;
            paid += used[k] - now.overage - now.made_up + now.shortfall;
            due += contracted[k] - excused[k];
            const bool closes_term = periods[k].days.start() < days_of(t).end() && days_of(t).end() <= periods[k].days.end();
            if (!periods[k].closes_year && !closes_term) continue;
            if (clause.true_up) {
                const fraction lacks = to_fraction(clause.true_up->share.value()) * to_fraction(due) - to_fraction(paid);
                CHECK(to_fraction(now.true_up) == (sign(lacks) > 0 ? lacks : fraction(0)));
            }
            paid = due = {};
        }
        metered gone{}, left{};
        for (const auto& w : s.withdrawals) gone += w.of.quantity;
        for (const auto& v : s.left) left += v.quantity;
        CHECK(added == gone + left);
        CHECK(left == closing);
    }
}
