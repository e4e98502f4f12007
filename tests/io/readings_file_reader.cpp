// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/readings_file_reader.hpp>

#include "../support/metered_contract.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

TEST_CASE("readings may lie in the term, in the tail after it, and in what a slip prolongs")
{
    auto deal = tests::metered_contract();
    CHECK(detail::readings_scope<USD>(deal).days() == period(2026_y / jan / 1, 2027_y / mar / 1));
    deal.tranches = disclosed({{.name = "hall 1", .in_service = 2026_y / jan / 1, .capacity = 1 * MW_it, .end = 2027_y / jan / 1, .slip = date::days{31}, .end_on_slip = slipped_end::follows}}, "order form");
    CHECK(detail::readings_scope<USD>(deal).days() == period(2026_y / jan / 1, 2027_y / apr / 1)); // to 2027-02-01, and two months
    deal.tranches = unknown("not announced");
    deal.pricing  = unknown("not announced");
    CHECK(detail::readings_scope<USD>(deal).days() == period(2026_y / jan / 1, 2027_y / jan / 1));
}

TEST_CASE("a scope knows billing periods, meters and tranches, as far as the contract states them")
{
    auto                               deal = tests::metered_contract();
    const detail::readings_scope<USD> scope(deal);
    REQUIRE(scope.billed(period(2026_y / feb / 3, 2026_y / feb / 4)) != nullptr);
    CHECK(scope.billed(period(2026_y / feb / 3, 2026_y / feb / 4))->days == period(2026_y / feb / 1, 2026_y / mar / 1));
    CHECK(scope.billed(period(2026_y / feb / 1, 2026_y / feb / 4))->days == period(2026_y / feb / 1, 2026_y / mar / 1));
    CHECK(scope.unit_of_meter("usage") == "GPU-hour");
    CHECK(scope.unit_of_meter("other") == "");
    CHECK(scope.has_tranche("hall 1"));
    CHECK(!scope.has_tranche("hall 2"));
    deal.billing  = unknown("not announced");
    deal.pricing  = unknown("not announced");
    deal.tranches = unknown("not announced");
    const detail::readings_scope<USD> little(deal);
    CHECK(little.billed(period(2026_y / feb / 3, 2026_y / feb / 4)) == nullptr);
    CHECK(!little.unit_of_meter("usage"));
    CHECK(little.has_tranche("hall 2"));
}

TEST_CASE("complaints go on to the end of the file, up to a hundred")
{
    std::string text = "reading,name,from,until,quantity,unit\n";
    for (int i = 0; i < 150; ++i) text += "usage\n";
    const auto                   deal = tests::metered_contract();
    detail::readings_reader<USD> in("x.csv", deal);
    static_cast<void>(in.read(text));
    REQUIRE(in.problems().size() == 100);
    CHECK(in.problems().front().where().line == 2);
    CHECK(in.problems().back().where().line == 101);
}
