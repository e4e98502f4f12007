// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/any_contract.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;

TEST_CASE("what is wrong with a deal file is told in the order of the file, a line a problem")
{
    const auto             at = [](int line, int column, const char* rule) { return parse_error({"deal.toml", line, column}, {"term", rule, "", ""}); };
    const invalid_deal_file e(std::vector{at(7, 3, "third"), at(2, 5, "first"), at(2, 9, "second"), at(7, 3, "fourth")});
    CHECK(std::string(e.what()) == "deal.toml:2:5: term: first\ndeal.toml:2:9: term: second\ndeal.toml:7:3: term: third\ndeal.toml:7:3: term: fourth");
    REQUIRE(e.problems().size() == 4);
    CHECK(e.problems().front().where().column == 5);
}

TEST_CASE("a contract whose currency only its file knows has no toml++ in it")
{
#ifdef TOML_LANG_MAJOR
    FAIL("<ratable/io/any_contract.hpp> includes toml++");
#endif
    const any_contract c = contract<any_currency<0>>{
        .name = "yen", .currency = currency_of<0>("JPY"), .term = unknown(""), .tranches = unknown(""), .consideration = assumed(money<any_currency<0>>(decimal<0>(5), currency_of<0>("JPY")), "")};
    CHECK(std::visit([](const auto& deal) { return to_string(deal.consideration.value()); }, c) == "JPY 5");
}
