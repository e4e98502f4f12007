// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/versions.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using iso4217::USD;

namespace {

contract<USD> signed_in_2025()
{
    return {
        .id            = "deal",
        .name          = "Deal",
        .known_on      = 2025_y / dec / 1,
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{1}}, "order form"),
        .tranches      = disclosed({{.in_service = 2026_y / jan / 1, .capacity = 10 * MW}}, "order form"),
        .consideration = unknown("by the megawatt"),
        .pricing       = disclosed(pricing<USD>{capacity_fee<USD>{.price = usd(100) / MW_month}}, "order form"),
        .billing       = disclosed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "order form"),
    };
}

contract<USD> amended(int version, const year_month_day& effective, const year_month_day& known, std::int64_t price)
{
    auto c         = signed_in_2025();
    c.version      = version;
    c.effective_on = effective;
    c.known_on     = known;
    c.pricing      = disclosed(pricing<USD>{capacity_fee<USD>{.price = usd(price) / MW_month}}, "amendment");
    return c;
}

} // namespace

TEST_CASE("an invoice stands under the version in effect on its date")
{
    const auto through = charges_through(std::vector{signed_in_2025(), amended(2, 2026_y / apr / 1, 2026_y / mar / 1, 200)});
    REQUIRE(through.size() == 2);
    CHECK(through[0].rows.size() == 3);
    CHECK(total(through[0].rows) == usd(3'000));
    CHECK(through[1].rows.size() == 9);
    CHECK(total(through[1].rows) == usd(18'000));
    CHECK(through[0].version == 0);
    CHECK(through[1].version == 1);
    CHECK(through[1].rows.front().invoiced == sys_days{2026_y / apr / 30});
}

TEST_CASE("as of a day, an amendment that was not known changes nothing, whatever it amends")
{
    const std::vector versions{signed_in_2025(), amended(2, 2026_y / apr / 1, 2026_y / mar / 1, 200), amended(3, 2026_y / jul / 1, 2026_y / jun / 15, 300)};
    CHECK(charges_through(versions, {}, 2025_y / nov / 30).empty());
    const auto first = charges_through(versions, {}, 2026_y / feb / 28);
    REQUIRE(first.size() == 1);
    CHECK(total(first[0].rows) == usd(12'000));
    const auto second = charges_through(versions, {}, 2026_y / mar / 1);
    REQUIRE(second.size() == 2);
    CHECK(total(second[1].rows) == usd(18'000));
    const auto third = charges_through(versions, {}, 2026_y / jun / 15);
    REQUIRE(third.size() == 3);
    CHECK(total(third[1].rows) == usd(6'000));
    CHECK(total(third[2].rows) == usd(18'000));
}

TEST_CASE("an amendment that is learnt of late holds from its effective date all the same")
{
    const auto through = charges_through(std::vector{signed_in_2025(), amended(2, 2026_y / feb / 1, 2026_y / nov / 1, 200)}, {}, 2026_y / nov / 1);
    REQUIRE(through.size() == 2);
    CHECK(through[0].rows.size() == 1);
    CHECK(total(through[1].rows) == usd(22'000));
}

TEST_CASE("versions that do not follow each other are refused")
{
    const auto refuse = [](const contract<USD>& a, const contract<USD>& b) { return charges_through(std::vector{a, b}); };
    auto       other  = amended(2, 2026_y / apr / 1, 2026_y / mar / 1, 200);
    CHECK_REFUSED(invalid_terms, "version 1 of 'Deal': must follow the one before; got after 2; put versions in order", refuse(other, signed_in_2025()));
    auto open = other;
    open.effective_on.reset();
    CHECK_REFUSED(invalid_terms, "version 2 of 'Deal': must say from when it holds; got no effective date; write .effective_on", refuse(signed_in_2025(), open));
    CHECK_REFUSED(invalid_terms, "version 3 of 'Deal': must not take effect before the one that it amends; got 2026-03-31; correct the dates",
                  refuse(other, amended(3, 2026_y / mar / 31, 2026_y / mar / 1, 200)));
    other.id = "another";
    CHECK_REFUSED(invalid_terms, "version 2 of 'Deal': must be of the same deal as the one before; got 'another' after 'deal'; give the versions of one deal", refuse(signed_in_2025(), other));
}
