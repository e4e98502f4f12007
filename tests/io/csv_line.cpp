// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/csv_line.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;

namespace {

std::vector<std::string> texts(std::string_view line)
{
    std::vector<std::string> result;
    for (const csv_field& f : csv_fields(line)) result.push_back(f.text);
    return result;
}
std::vector<int> columns(std::string_view line)
{
    std::vector<int> result;
    for (const csv_field& f : csv_fields(line)) result.push_back(f.column);
    return result;
}

} // namespace

TEST_CASE("a line has one more field than commas outside quotes")
{
    using strings = std::vector<std::string>;
    CHECK(texts("") == strings{""});
    CHECK(texts("a,b") == strings{"a", "b"});
    CHECK(texts(",,") == strings{"", "", ""});
    CHECK(texts("a, b ,c") == strings{"a", " b ", "c"}); // blanks are part of a field
    CHECK(texts("\"a,b\",c") == strings{"a,b", "c"});
    CHECK(texts("usage,\"hall \"\"A\"\", row 1\",3") == strings{"usage", "hall \"A\", row 1", "3"});
    CHECK(texts("\"\",\"\"\"\"") == strings{"", "\""});
    CHECK(texts("a,\"b\"") == strings{"a", "b"});
    CHECK(texts("\"a\",") == strings{"a", ""});
}

TEST_CASE("columns count characters, with quotes and commas")
{
    CHECK(columns("ab,c,,d") == std::vector<int>{1, 4, 6, 7});
    CHECK(columns("\"a,\"\"b\",c") == std::vector<int>{1, 9});
    CHECK(columns("Müll,x") == std::vector<int>{1, 6});
}

TEST_CASE("quotes that are not a field's own are refused, with the field's column")
{
    const auto refused_at = [](std::string_view line, const std::string& rule) {
        try {
            static_cast<void>(csv_fields(line));
        } catch (const parse_error& e) {
            CHECK(e.why().rule == rule);
            return e.where().column;
        }
        return 0;
    };
    CHECK(refused_at("\"a", "must close its quotes") == 1);
    CHECK(refused_at("x,\"a\"\"", "must close its quotes") == 3);
    CHECK(refused_at("x,\"a\"b,c", "must have a comma after a quoted field") == 3);
    CHECK(refused_at("x,y,a\"b", "must have quotes around a whole field") == 5);
}
