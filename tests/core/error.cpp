// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/error.hpp>

#include <doctest/doctest.h>

#include <exception>
#include <string>
#include <type_traits>

using ratable::parse_error, ratable::problem, ratable::to_string;

TEST_CASE("a message says subject, rule, value and remedy on one line")
{
    CHECK(to_string(problem{"tranches[1].in_service", "must precede the term's end 2032-11-03", "2032-12-03", "move it"}) ==
          "tranches[1].in_service: must precede the term's end 2032-11-03; got 2032-12-03; move it");
}

TEST_CASE("a part that does not apply leaves no trace in the text")
{
    CHECK(to_string(problem{"", "must fit", "", ""}) == "must fit");
    CHECK(to_string(problem{"term", "must fit", "", ""}) == "term: must fit");
    CHECK(to_string(problem{"term", "", "7", ""}) == "term; got 7");
    CHECK(to_string(problem{"", "must fit", "", "write less"}) == "must fit; write less");
    CHECK(to_string(problem{}) == "");
}

TEST_CASE("a place is file:line:column, without the parts that are not known")
{
    CHECK(to_string(parse_error::location{"a.toml", 3, 14}) == "a.toml:3:14");
    CHECK(to_string(parse_error::location{"", 3, 14}) == "3:14");
    CHECK(to_string(parse_error::location{"a.toml", 0, 0}) == "a.toml");
    CHECK(to_string(parse_error::location{}) == "");
}

TEST_CASE("a parse error says where, then what")
{
    const problem p{"number", "is empty", "\"\"", ""};
    CHECK(std::string(parse_error({"a.toml", 3, 14}, p).what()) == "a.toml:3:14: number: is empty; got \"\"");
    CHECK(std::string(parse_error({}, p).what()) == "number: is empty; got \"\"");

    const parse_error e({"a.toml", 3, 14}, p);
    CHECK(e.where().file == "a.toml");
    CHECK(e.where().line == 3);
    CHECK(e.where().column == 14);
    CHECK(e.why() == p);
}

TEST_CASE_TEMPLATE("every error is a ratable::error, which is a std::exception, and keeps its parts", E, ratable::invalid_terms,
                   ratable::inexact, ratable::overflow, ratable::unlike_units, ratable::unbalanced_entry)
{
    static_assert(std::is_base_of_v<ratable::error, E> && std::is_base_of_v<std::exception, ratable::error>);
    static_assert(!std::is_convertible_v<problem, E>, "an error is written out");
    const problem p{"subject", "rule", "value", "remedy"};
    bool          caught = false;
    try {
        throw E(p);
    } catch (const ratable::error& e) {
        caught = e.why() == p && std::string(e.what()) == "subject: rule; got value; remedy";
    }
    CHECK(caught);
}
