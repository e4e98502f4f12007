// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/service_credit.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <span>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

/// 10 % below 99.5 %, 25 % below 99 %, 100 % below 95 %.
service_level steps() { return {.steps = std::vector<service_credit_step>{{0.995_d, 0.1_d}, {0.99_d, 0.25_d}, {0.95_d, 1.0_d}}}; }

downtime down(const metered& total, const metered& excused = {}, const metered& excluded = {}) { return {total, excused, excluded}; }

const std::vector<billing_period> quarter{{period(2027_y / jan / 1, 2027_y / feb / 1), {}, {}},
                                          {period(2027_y / feb / 1, 2027_y / mar / 1), {}, {}},
                                          {period(2027_y / mar / 1, 2027_y / apr / 1), {}, {}}};
const period                      in_service(2027_y / jan / 1, 2027_y / apr / 1);

std::vector<downtime> summed(const std::vector<downtime_reading>& rows, const period& service = in_service) { return sum_downtime(rows, "a", service, quarter); }

constexpr bool test_availability()
{
    return measured_availability(downtime{metered(72)}, 720) == fraction(9, 10) && measured_availability(downtime{metered(72), metered(36)}, 720) == fraction(19, 20) &&
           measured_availability(downtime{metered(72), metered(36), metered(360)}, 720) == fraction(9, 10) && measured_availability(downtime{}, 0) == fraction(1) &&
           measured_availability(downtime{metered(720)}, 720) == fraction(0) && measured_availability(downtime{metered(5), metered(5), metered(720)}, 720) == fraction(1);
}

} // namespace

TEST_CASE("availability is 1 − (down − excused) / (total − excluded)")
{
    static_assert(test_availability());
    CHECK(test_availability());
    CHECK_REFUSED(invalid_terms, "availability: must not miss more hours than count, 10.00000000; got 11.00000000; correct the downtime, or what it excludes",
                  measured_availability(down(metered(11), {}, metered(710)), 720));
    CHECK_THROWN(invalid_terms, measured_availability(down(metered(1), metered(2)), 720));
}

TEST_CASE("the lowest step that the availability is below applies; at a bound it is not below")
{
    const auto fee = usd(1'000);
    CHECK(service_credit(steps(), fee, {}, 720) == usd(0));
    CHECK(service_credit(steps(), fee, down(3.6_d), 720) == usd(0));          // exactly 99.5 %
    CHECK(service_credit(steps(), fee, down(3.60000001_d), 720) == usd(100)); // just below
    CHECK(service_credit(steps(), fee, down(7.2_d), 720) == usd(100));        // exactly 99 %
    CHECK(service_credit(steps(), fee, down(metered(8)), 720) == usd(250));
    CHECK(service_credit(steps(), fee, down(metered(720)), 720) == usd(1'000));
    CHECK(service_credit(steps(), fee, down(metered(8), metered(5)), 720) == usd(0)); // 3 of 720
    CHECK(service_credit(steps(), fee, down(metered(3), {}, metered(360)), 720) == usd(100)); // 3 of 360
    const service_level unordered{.steps = std::vector<service_credit_step>{{0.95_d, 1.0_d}, {0.995_d, 0.1_d}, {0.99_d, 0.25_d}}};
    CHECK(service_credit(unordered, fee, down(metered(8)), 720) == usd(250));
}

TEST_CASE("a service credit is rounded once, and capped at a share of the fee")
{
    auto terms = steps();
    CHECK(service_credit(terms, usd("0.25"), down(metered(5)), 720) == usd("0.03")); // 0.025, half up
    terms.rounds = rounding::half_even;
    CHECK(service_credit(terms, usd("0.25"), down(metered(5)), 720) == usd("0.02"));
    terms     = steps();
    terms.cap = ratio(0.3_d);
    CHECK(service_credit(terms, usd(1'000), down(metered(720)), 720) == usd(300));
    CHECK(service_credit(terms, usd(1'000), down(metered(8)), 720) == usd(250));
    CHECK(service_credit(terms, usd("0.05"), down(metered(720)), 720) == usd("0.01")); // 0.015
    const service_level twice{.steps = std::vector<service_credit_step>{{0.99_d, 2.0_d}}};
    CHECK(service_credit(twice, usd(1'000), down(metered(8)), 720) == usd(1'000)); // without a cap all of the fee
    terms.cap = unknown("not public");
    CHECK_THROWN(invalid_terms, service_credit(terms, usd(1'000), down(metered(8)), 720));
    const service_level negative{.steps = std::vector<service_credit_step>{{0.99_d, ratio(-1)}}};
    CHECK_REFUSED(invalid_terms, "service_level.steps: must not have a negative share; got -1.000000; write 10 % as 0.1_d", service_credit(negative, usd(1), down(metered(8)), 720));
}

TEST_CASE("downtime sums by billing period, of the tranche and of all tranches")
{
    const auto sums = summed({{.tranche = "a", .days = period(2027_y / jan / 3, 2027_y / jan / 5), .down = metered(10), .excused = metered(4)},
                              {.tranche = "b", .days = period(2027_y / jan / 4, 2027_y / jan / 6), .down = metered(40)},
                              {.days = period(2027_y / jan / 5, 2027_y / feb / 1), .down = metered(1), .excluded = metered(20)},
                              {.tranche = "a", .days = period(2027_y / mar / 1, 2027_y / mar / 2), .down = metered(24)}});
    CHECK(sums == std::vector{downtime{metered(11), metered(4), metered(20)}, downtime{}, downtime{metered(24)}});
    // Of all tranches, before this one was in service.
    CHECK(summed({{.days = period(2027_y / jan / 3, 2027_y / jan / 5), .down = metered(10)}}, period(2027_y / feb / 1, 2027_y / apr / 1)) == std::vector<downtime>(3));
}

TEST_CASE("impossible downtime is refused")
{
    const period two(2027_y / jan / 3, 2027_y / jan / 5);
    CHECK_REFUSED(invalid_terms, "reading of downtime for 2027-01-03 .. 2027-01-05: must not be negative; got -1.00000000; correct it", summed({{.days = two, .down = metered(-1)}}));
    CHECK_THROWN(invalid_terms, summed({{.days = two, .down = metered(1), .excused = metered(-1)}}));
    CHECK_THROWN(invalid_terms, summed({{.days = two, .excluded = metered(-1)}}));
    CHECK_REFUSED(invalid_terms, "reading of downtime for 2027-01-03 .. 2027-01-05: must not excuse more hours than were down; got 2.00000000; correct it",
                  summed({{.days = two, .down = metered(1), .excused = metered(2)}}));
    CHECK_REFUSED(invalid_terms, "reading of downtime for 2027-01-03 .. 2027-01-05: must not be more hours than its days have; got 48.00000001; correct it",
                  summed({{.days = two, .down = 48.00000001_d}}));
    CHECK(summed({{.days = two, .down = metered(48)}}).front().down == metered(48));
    CHECK_THROWN(invalid_terms, summed({{.days = two, .excluded = metered(49)}}));
    CHECK_REFUSED(invalid_terms, "reading of downtime for 2027-01-04 .. 2027-01-06: must follow the one before, without overlap; got 2027-01-03 .. 2027-01-05; put readings in order, each day once",
                  summed({{.days = two}, {.tranche = "a", .days = period(2027_y / jan / 4, 2027_y / jan / 6)}}));
    CHECK_THROWN(invalid_terms, summed({{.days = two}, {.days = period(2027_y / jan / 1, 2027_y / jan / 2)}}));
    CHECK_REFUSED(invalid_terms, "reading of downtime for 2027-01-30 .. 2027-02-02: must lie within one billing period; got 2027-01-01 .. 2027-02-01; split it where the period ends",
                  summed({{.days = period(2027_y / jan / 30, 2027_y / feb / 2)}}));
    CHECK_REFUSED(invalid_terms, "reading of downtime for 2027-01-03 .. 2027-01-05: must lie within the tranche's service; got 2027-01-04 .. 2027-04-01; split it where service starts or ends",
                  summed({{.days = two}}, period(2027_y / jan / 4, 2027_y / apr / 1)));
    CHECK_THROWN(invalid_terms, summed({{.tranche = "a", .days = two}}, period(2027_y / feb / 1, 2027_y / apr / 1)));
    CHECK_THROWN(invalid_terms, summed({{.days = period(2027_y / apr / 1, 2027_y / apr / 2)}}, period(2027_y / jan / 1, 2027_y / may / 1)));
}

TEST_CASE("more downtime never credits less, and no credit exceeds the fee")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 500; ++round) {
        service_level terms{.steps = std::vector<service_credit_step>{}};
        std::int64_t  share = 0;
        for (std::int64_t below = 1'000'000, n = draw.between(0, 4); n > 0; --n) { // lower bounds, larger shares
            below -= draw.between(1, 200'000);
            share += draw.between(0, 500'000);
            terms.steps.push_back({ratio::from_units(below), ratio::from_units(share)});
        }
        const money<USD> fee(decimal<2>::from_units(draw.between(0, 5'000'000'000)));
        const auto       hours_in = draw.between(24, 744);
        money<USD>       before;
        for (metered d; d <= metered(hours_in); d += metered::from_units(draw.between(1, 4'000'000'000))) {
            const auto credit = service_credit(terms, fee, down(d), hours_in);
            REQUIRE(before <= credit);
            REQUIRE(credit <= fee);
            const fraction up = measured_availability(down(d), hours_in);
            bool           any = false;
            for (const auto& step : terms.steps) any = any || up < to_fraction(step.below);
            REQUIRE((any || sign(credit) == 0));
            before = credit;
        }
    }
}
