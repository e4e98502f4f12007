// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/deal_file_fields.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::detail;
using namespace date::literals;

namespace {

enum class colour { red, green, blue };
constexpr std::string_view name_of(colour c) { return c == colour::red ? "red" : c == colour::green ? "green" : "blue"; }
constexpr auto             two_colours   = named(colour::red, colour::green);
constexpr auto             three_colours = named(colour::red, colour::green, colour::blue);

const text_form<int> as_length{[](const std::string& text) { return static_cast<int>(text.size()); }, "write it"};

/// What `read` makes of a table, and what is complained of.
template <class Read>
auto read(const std::string& text, std::string& complaints, Read&& how)
{
    const toml::table                            root = toml::parse(text);
    deal_reader                                  in(text, "x");
    stated_reader                                stated(in);
    std::map<std::string, toml::source_position> places;
    field_reader                                 fields(in, stated, places);
    auto                                         result = how(fields, deal_table{&root, "t"});
    in.finish(root);
    complaints.clear();
    for (const auto& p : in.problems()) complaints += std::string(p.what()) + "\n";
    return result;
}

} // namespace

static_assert(two_colours[1].word == "green" && two_colours[1].means == colour::green);
static_assert(rounding_words[1].word == "half_up" && rounding_words[1].means == rounding::half_up);

TEST_CASE("A choice is one of its words, and the message lists them")
{
    std::string said;
    CHECK(read("k = \"blue\"", said, [](auto& f, const auto& t) { return f.choice(t, "k", three_colours); }) == colour::blue);
    CHECK(said == "");
    static_cast<void>(read("k = \"blu\"", said, [](auto& f, const auto& t) { return f.choice(t, "k", three_colours); }));
    CHECK(said == "x:1:5: t.k: must be red, green or blue; got \"blu\"; write one of them\n");
    static_cast<void>(read("k = \"blu\"", said, [](auto& f, const auto& t) { return f.choice(t, "k", two_colours); }));
    CHECK(said == "x:1:5: t.k: must be red or green; got \"blu\"; write one of them\n");
    static_cast<void>(read("k = 1", said, [](auto& f, const auto& t) { return f.choice(t, "k", two_colours); }));
    CHECK(said == "x:1:5: t.k: must be text; got 1; write it in quotes\n");
}

TEST_CASE("A choice that is left out is required, or has its default")
{
    std::string said;
    static_cast<void>(read("", said, [](auto& f, const auto& t) { return f.choice(t, "k", two_colours); }));
    CHECK(said == "x:1:1: t.k: is required; write red or green\n");
    CHECK(read("", said, [](auto& f, const auto& t) { return f.choice(t, "k", two_colours, colour::blue); }) == colour::blue);
    CHECK_FALSE(read("", said, [](auto& f, const auto& t) { return f.choice(t, "k", two_colours, std::optional<colour>()); }).has_value());
    CHECK(read("k = \"red\"", said, [](auto& f, const auto& t) { return f.choice(t, "k", two_colours, std::optional<colour>()); }) == colour::red);
    CHECK(said == "");
}

TEST_CASE("Every rounding has its word")
{
    std::string said;
    for (const auto& [word, mode] : {std::pair{"half_even", rounding::half_even}, {"half_up", rounding::half_up}, {"half_down", rounding::half_down}, {"up", rounding::up},
                                     {"down", rounding::down}, {"ceiling", rounding::ceiling}, {"floor", rounding::floor}, {"zero_five_up", rounding::zero_five_up}}) {
        CHECK(read("rounds = \"" + std::string(word) + "\"", said, [](auto& f, const auto& t) { return f.rounds(t); }) == mode);
    }
    CHECK(read("", said, [](auto& f, const auto& t) { return f.rounds(t); }) == rounding::half_up);
    static_cast<void>(read("rounds = \"nearest\"", said, [](auto& f, const auto& t) { return f.rounds(t); }));
    CHECK(said == "x:1:10: t.rounds: must be half_even, half_up, half_down, up, down, ceiling, floor or zero_five_up; got \"nearest\"; write one of them\n");
}

TEST_CASE("A count is a whole number within its bounds")
{
    std::string said;
    const auto  count = [](auto& f, const auto& t) { return f.count(t, "k", 0, 6); };
    for (const int n : {0, 6}) CHECK(read("k = " + std::to_string(n), said, count) == n);
    CHECK(said == "");
    for (const char* written : {"-1", "7", "4294967296", "\"3\"", "3.0", "true"}) {
        static_cast<void>(read("k = " + std::string(written), said, count));
        CHECK(said == "x:1:5: t.k: must be a whole number from 0 to 6; got " + std::string(written) + "; write it without quotes\n");
    }
    CHECK(read("", said, [](auto& f, const auto& t) { return f.count(t, "k", 0, 6, 4); }) == 4);
    CHECK(said == "");
    static_cast<void>(read("", said, count));
    CHECK(said == "x:1:1: t.k: is required; write it, a whole number\n");
}

TEST_CASE("A flag is true or false")
{
    std::string said;
    const auto  flag = [](auto& f, const auto& t) { return f.flag(t, "k"); };
    CHECK(read("k = true", said, flag) == true);
    CHECK(read("k = false", said, flag) == false);
    CHECK(said == "");
    static_cast<void>(read("k = 1", said, flag));
    CHECK(said == "x:1:5: t.k: must be true or false; got 1; write one of the two, without quotes\n");
    static_cast<void>(read("", said, flag));
    CHECK(said == "x:1:1: t.k: is required; write true or false\n");
    said.clear();
    CHECK(read("", said, [](auto& f, const auto& t) { return f.flag(t, "k", true); }) == true);
    CHECK(read("k = false", said, [](auto& f, const auto& t) { return f.flag(t, "k", true); }) == false);
    CHECK(said == "");
}

TEST_CASE("Values, lists of them, tables and lists of tables")
{
    std::string said;
    CHECK(read("k = \"abc\"", said, [](auto& f, const auto& t) { return f.value(t, "k", as_length); }) == 3);
    CHECK_FALSE(read("", said, [](auto& f, const auto& t) { return f.value_if(t, "k", as_length); }).has_value());
    CHECK(said == "");
    CHECK(read("k = [\"a\", \"abc\"]", said, [](auto& f, const auto& t) { return f.values(t, "k", 2, as_length); }) == std::vector<int>{1, 3});
    CHECK(said == "");
    CHECK(read("k = [\"a\", 5]", said, [](auto& f, const auto& t) { return f.values(t, "k", 2, as_length); }) == std::vector<int>{1});
    CHECK(said == "x:1:11: t.k[1]: must be text with its unit; got 5; write it\n");
    static_cast<void>(read("k = [\"a\", \"b\", \"c\"]", said, [](auto& f, const auto& t) { return f.values(t, "k", 2, as_length); }));
    CHECK(said == "x:1:5: t.k: must not have more than 2 entries; got 3; merge some\n");
    static_cast<void>(read("k = \"a\"", said, [](auto& f, const auto& t) { return f.values(t, "k", 2, as_length); }));
    CHECK(said == "x:1:5: t.k: must be a list; got \"a\"; write it in [ ]\n");
    CHECK_FALSE(read("k = 5", said, [](auto& f, const auto& t) { return f.inner(t, "k"); }).has_value());
    CHECK(said == "x:1:5: t.k: must be a table; got 5; write { … }\n");
    CHECK(read("k = [{}, 5]", said, [](auto& f, const auto& t) { return f.rows(t, "k", 2, true); }).size() == 1);
    CHECK(said == "x:1:10: t.k[1]: must be a table; got 5; write { … }\n");
}
