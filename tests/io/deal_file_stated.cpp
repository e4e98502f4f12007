// SPDX-License-Identifier: BSL-1.0
// The shapes of a value, as docs/deal-file.md lists them.
#include <ratable/io/deal_file_stated.hpp>

#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const detail::text_form<power<any_basis>> as_power{[](const std::string& text) { return parse_power(text); }, "write \"250 MW\""};
const detail::text_form<money<USD>>       as_money{[](const std::string& text) { return money<USD>::parse(text); }, "write \"1.00 USD\""};
const detail::text_form<year_month_day>   as_date{};

template <class T>
struct result
{
    stated<T>   value;
    std::string complaints;
};

/// What `v = …` is read as, inside a table that is disclosed in "outer".
template <class T>
result<T> read(const std::string& written, const detail::text_form<T>& form, const detail::inherited_statement& around = {known::disclosed, "outer"})
{
    const std::string    text = "v = " + written + "\n";
    const toml::table    root = toml::parse(text);
    detail::deal_reader  in(text, "x");
    detail::stated_reader reader(in);
    result<T>            r;
    reader.read(*in.find(root, "v"), "v", around, form, r.value);
    in.finish(root);
    for (const auto& p : in.problems()) r.complaints += std::string(p.what()) + "\n";
    return r;
}

} // namespace

TEST_CASE("A bare value is exact and inherits the statement around it")
{
    const auto r = read("\"5 MW gross\"", as_power);
    CHECK(r.complaints == "");
    CHECK(r.value.shape() == shape::exact);
    CHECK(to_string(r.value.value()) == "5 MW gross");
    CHECK(r.value.own_statement() == statement{known::disclosed, "outer"});
}

TEST_CASE("A value in a table has a statement of its own; what it leaves out is inherited")
{
    CHECK(read("{ value = \"5 MW\", known = \"reported\", source = \"inner\" }", as_power).value.own_statement() == statement{known::reported, "inner"});
    CHECK(read("{ value = \"5 MW\", known = \"reported\" }", as_power).value.own_statement() == statement{known::reported, "outer"});
    CHECK(read("{ value = \"5 MW\", source = \"inner\" }", as_power).value.own_statement() == statement{known::disclosed, "inner"});
    CHECK(read("{ value = \"5 MW\" }", as_power).value.own_statement() == statement{known::disclosed, "outer"});
    CHECK(read("{ value = \"5 MW\", known = \"assumed\", source = \"s\" }", as_power, {}).value.own_statement() == statement{known::assumed, "s"});
}

TEST_CASE("Every shape is read with its bounds")
{
    const auto exact = read("{ value = \"5 MW\" }", as_power);
    CHECK(exact.value.shape() == shape::exact);
    const auto floor = read("{ at_least = \"5 MW\" }", as_power);
    CHECK(floor.value.shape() == shape::at_least);
    CHECK(floor.value.low() == 5 * MW);
    CHECK_FALSE(floor.value.high().has_value());
    const auto most = read("{ up_to = \"5 MW\" }", as_power);
    CHECK(most.value.shape() == shape::up_to);
    CHECK(most.value.high() == 5 * MW);
    CHECK_FALSE(most.value.low().has_value());
    const auto range = read("{ low = \"4 MW\", base = \"5 MW\", high = \"7 MW\", known = \"assumed\" }", as_power);
    CHECK(range.value.shape() == shape::range);
    CHECK(range.value.low() == 4 * MW);
    CHECK(range.value.value() == 5 * MW);
    CHECK(range.value.high() == 7 * MW);
    const auto rounded = read("{ value = \"9700000000 USD\", rounded_to = \"100000000 USD\" }", as_money);
    CHECK(rounded.value.shape() == shape::rounded_to);
    CHECK(rounded.value.low() == usd(9'650'000'000));
    CHECK(rounded.value.value() == usd(9'700'000'000));
    CHECK(rounded.value.high() == usd(9'750'000'000));
    const auto nothing = read("{ unknown = \"never announced\" }", as_power);
    CHECK_FALSE(nothing.value.is_known());
    CHECK(nothing.value.unknown_because() == "never announced");
    for (const auto& r : {exact, floor, most, range, nothing}) CHECK(r.complaints == "");
    CHECK(rounded.complaints == "");
}

TEST_CASE("A value that is not unknown must end up with a statement and a source")
{
    CHECK(read("\"5 MW\"", as_power, {}).complaints == "x:1:5: v: must say how it is known; write known = \"disclosed\", \"reported\" or \"assumed\", here or in its table\n");
    CHECK(read("\"5 MW\"", as_power, {known::disclosed, ""}).complaints == "x:1:5: v: must have a source; write source = \"…\", here or in its table\n");
    CHECK(read("{ value = \"5 MW\", source = \"s\" }", as_power, {}).complaints.starts_with("x:1:5: v: must say how it is known"));
    CHECK(read("{ value = \"5 MW\", known = \"assumed\" }", as_power, {}).complaints.starts_with("x:1:5: v: must have a source"));
    CHECK(read("{ unknown = \"why\" }", as_power, {}).complaints == "");
    for (const char* written : {"\"5 MW\"", "{ value = \"5 MW\", source = \"s\" }"}) CHECK_FALSE(read(written, as_power, {}).value.is_known());
}

TEST_CASE("One shape, whole and alone")
{
    const std::string none = "x:1:5: v: must have one shape; got none; ", several = "x:1:5: v: must have one shape; got several; ", part = "x:1:5: v: must have one shape; got a part of one; ";
    CHECK(read("{ known = \"assumed\" }", as_power).complaints.starts_with(none));
    CHECK(read("{}", as_power).complaints.starts_with(none));
    CHECK(read("{ value = \"1 W\", at_least = \"1 W\" }", as_power).complaints.starts_with(several));
    CHECK(read("{ at_least = \"1 W\", up_to = \"2 W\" }", as_power).complaints.starts_with(several));
    CHECK(read("{ value = \"1 W\", unknown = \"w\" }", as_power).complaints.starts_with(several));
    CHECK(read("{ value = \"1 W\", base = \"1 W\" }", as_power).complaints.starts_with(several));
    CHECK(read("{ rounded_to = \"1 W\" }", as_power).complaints.starts_with(none));
    CHECK(read("{ at_least = \"4 W\", rounded_to = \"2 W\" }", as_power).complaints.starts_with(part));
    for (const char* written : {"{ low = \"1 W\" }", "{ base = \"1 W\" }", "{ high = \"1 W\" }", "{ low = \"1 W\", base = \"1 W\" }", "{ low = \"1 W\", high = \"1 W\" }", "{ base = \"1 W\", high = \"1 W\" }"}) {
        CHECK(read(written, as_power).complaints.starts_with(part));
    }
}

TEST_CASE("A date is native, without a time, and exists")
{
    CHECK(read("2025-11-03", as_date).value.value() == 2025_y / nov / 3);
    CHECK(read("{ low = 2025-11-03, base = 2025-11-04, high = 2025-11-05, known = \"assumed\" }", as_date).value.high() == 2025_y / nov / 5);
    const std::string said = "must be a date; got ";
    CHECK(read("\"2025-11-03\"", as_date).complaints.find(said + "\"2025-11-03\"; write it without quotes") != std::string::npos);
    CHECK(read("2025-11-03T00:00:00", as_date).complaints.find(said + "2025-11-03T00:00:00; ") != std::string::npos);
    CHECK(read("2025-11-03T00:00:00+01:00", as_date).complaints.find(said) != std::string::npos);
    CHECK(read("12:00:00", as_date).complaints.find(said) != std::string::npos);
    CHECK(read("20251103", as_date).complaints.find(said) != std::string::npos);
    CHECK(read("1899-12-31", as_date).complaints.find("between 1900-01-01 and 2999-12-31; got 1899-12-31; ") != std::string::npos);
    CHECK(read("3000-01-01", as_date).complaints.find("between 1900-01-01 and 2999-12-31; got 3000-01-01; ") != std::string::npos);
    CHECK(read("1900-01-01", as_date).complaints == "");
    CHECK(read("2999-12-31", as_date).complaints == "");
}

TEST_CASE("Numbers that TOML would read are refused: floats because they are not exact, integers because they have no unit")
{
    CHECK(read("5.0", as_power).complaints == "x:1:5: v: must not be a binary float, which is not exact; got 5.0; write \"250 MW\"\n");
    CHECK(read("1e3", as_power).complaints == "x:1:5: v: must not be a binary float, which is not exact; got 1e3; write \"250 MW\"\n");
    CHECK(read("nan", as_power).complaints == "x:1:5: v: must not be a binary float, which is not exact; got nan; write \"250 MW\"\n");
    CHECK(read("5", as_power).complaints == "x:1:5: v: must be text with its unit; got 5; write \"250 MW\"\n");
    CHECK(read("true", as_power).complaints == "x:1:5: v: must be text with its unit; got true; write \"250 MW\"\n");
    CHECK(read("[\"5 MW\"]", as_power).complaints == "x:1:5: v: must be text with its unit; got an array; write \"250 MW\"\n");
}

TEST_CASE("A value outside its type is refused by what it must fit")
{
    CHECK(read("\"92233720368547758.08 USD\"", as_money).complaints == "x:1:5: v: must fit 64 bits of its smallest unit; got \"92233720368547758.08 USD\"; write a smaller amount\n");
    CHECK(read("\"92233720368547758.07 USD\"", as_money).complaints == "");
    CHECK(read("\"0.001 USD\"", as_money).complaints == "x:1:5: v: has digits beyond its 2 after the point, at column 5; got \"0.001 USD\"; leave them out, or round where a term names it\n");
}

TEST_CASE("An odd step has no half, and a date none at all")
{
    CHECK(read("{ value = \"5 W\", rounded_to = \"1 W\" }", as_power).complaints == "x:1:35: v.rounded_to: half a step must be a whole number of units; got \"1 W\"; write an even step\n");
    CHECK(read("{ value = 2025-11-03, rounded_to = 2025-11-03 }", as_date).complaints == "x:1:40: v.rounded_to: is for money and power; got 2025-11-03; write low, base and high\n");
}

TEST_CASE("A table that says why it is unknown says nothing else, and every other key is named")
{
    const std::string   text = "unknown = \"why\"\nknown = \"assumed\"\n\"\\u001b\" = 1\n";
    const toml::table   root = toml::parse(text);
    detail::deal_reader in(text, "x");
    CHECK(detail::stated_reader(in).read_unknown(root, "term").reason == "why");
    in.finish(root);
    std::string said;
    for (const auto& p : in.problems()) said += std::string(p.what()) + "\n";
    CHECK(said == "x:3:1: term: is unknown, so it has no other key; got text that cannot be shown; leave one of the two out\n"
                  "x:2:1: term: is unknown, so it has no other key; got known; leave one of the two out\n");
}
