// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/problem_list.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::detail;

TEST_CASE("a problem is led by its path, and known by it")
{
    problem_list problems;
    problems.add({"tranches", 1, "slip"}, "rule", "value", "remedy");
    CHECK(problems.has({"tranches", 1, "slip"}));
    CHECK_FALSE(problems.has({"tranches", 0, "slip"}));
    const auto found = problems.take();
    REQUIRE(found.size() == 1);
    CHECK(to_string(found[0].why) == "tranches[1].slip: rule; got value; remedy");
}

TEST_CASE("bounds are visited from the base outwards, each that there is")
{
    const auto visited = [](const stated<ratio>& s) {
        std::string seen;
        each_bound(s, [&](const ratio& r) { (seen += to_string(r)) += ' '; });
        return seen;
    };
    CHECK(visited(ratio(0.5_d)) == "0.500000 ");
    CHECK(visited(assumed(range(ratio(0.1_d), ratio(0.2_d), ratio(0.3_d)), "us")) == "0.200000 0.100000 0.300000 ");
    CHECK(visited(assumed(at_least(ratio(0.1_d)), "us")) == "0.100000 0.100000 ");
    CHECK(visited(unknown("?")) == "");
}

TEST_CASE("a bound that is refused is one problem, however many are")
{
    problem_list problems;
    check_positive_share(problems, {"p"}, assumed(range(ratio(-1), ratio(2), ratio(3)), "us"));
    const auto found = problems.take();
    REQUIRE(found.size() == 1);
    CHECK(found[0].why.value == "2.000000");
}

TEST_CASE("shares: above 0, or not negative")
{
    CHECK((!is_positive_share(ratio(0)) && is_positive_share(ratio(0.000001_d)) && is_positive_share(ratio(1)) && !is_positive_share(ratio(1.000001_d))));
    CHECK((is_not_negative(ratio(0)) && is_not_negative(ratio(5)) && !is_not_negative(ratio(-0.000001_d))));
}

TEST_CASE("a statement has somebody and a source")
{
    problem_list    problems;
    const statement good{known::disclosed, "8-K"}, silent{known::disclosed, ""};
    CHECK(check_source(problems, {"a"}, &good));
    CHECK_FALSE(check_source(problems, {"b"}, &silent));
    CHECK_FALSE(check_source(problems, {"c"}, nullptr));
    CHECK_FALSE(problems.has({"a"}));
    CHECK(problems.has({"b"}));
    CHECK(problems.has({"c"}));
}
