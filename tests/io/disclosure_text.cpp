// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/disclosure_text.hpp>

#include "../support/json.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

disclosure_report report()
{
    const figure known_one{.base = fraction(1'234'567, 100), .low = fraction(1'234'567, 100), .high = fraction(1'234'567, 100), .unit = "USD", .digits = 2, .how = known::disclosed};
    const figure ranged{.base = fraction(2), .low = fraction(1), .high = fraction(3), .unit = "USD", .digits = 2, .how = known::assumed, .sampled = true};
    const figure missing{.unit = "USD", .digits = 2, .needs = {"committed"}};
    return {.deal            = {.id = "a", .name = "A, \"quoted\"", .currency = "USD", .version = 2, .origin = deal_origin{"a.toml", "0123456789abcdef"}},
            .as_of           = 2026_y / jun / 30,
            .fiscal_year_end = date::June,
            .tables          = {{.name = "one", .title = "One", .notes = {"a note"}, .lines = {{"2027", period(2026_y / jul / 1, 2027_y / jul / 1), known_one},
                                                                                          {"thereafter", period(sys_days{2027_y / jul / 1}, ratable::detail::last_boundary), ranged}}},
                                {.name = "two", .title = "Two", .lines = {{"total", {}, missing}}}}};
}

} // namespace

TEST_CASE("the table has the day, each table's lines side by side, its notes, and what a range is")
{
    CHECK(disclosures_to_table(report()) == "A, \"quoted\", version 2, sha256 0123456789ab\n"
                                            "As of 2026-06-30; fiscal years end in June\n"
                                            "\n"
                                            "One\n"
                                            "  2027             USD 12,345.67\n"
                                            "  thereafter  ~ USD 1.00 … 3.00†\n"
                                            "  a note\n"
                                            "\n"
                                            "Two\n"
                                            "  total  needs committed\n"
                                            "\n"
                                            "~ Terms are ranges: the extremes of the cases that were tried, each line by itself; so lines need not sum to the total.\n");
}

TEST_CASE("the CSV has a line a line, with bounds or what is needed")
{
    CHECK(disclosures_to_csv(report()) == "deal,version,as_of,table,line,from,to,value,low,base,high,bounds,needs,unit,known,sha256\r\n"
                                          "a,2,2026-06-30,one,2027,2026-07-01,2027-07-01,12345.67,,,,,,USD,disclosed,0123456789abcdef\r\n"
                                          "a,2,2026-06-30,one,thereafter,2027-07-01,,,1.00,2.00,3.00,sampled,,USD,assumed,0123456789abcdef\r\n"
                                          "a,2,2026-06-30,two,total,,,,,,,,committed,USD,unknown,0123456789abcdef\r\n");
}

TEST_CASE("JSON has tables, notes, lines and figures; numbers are strings")
{
    const auto json = tests::read_json(disclosures_to_json(report()));
    CHECK(json["name"].text() == "A, \"quoted\"");
    CHECK(json["as_of"].text() == "2026-06-30");
    CHECK(json["fiscal_year_ends"].written == "6");
    CHECK(json["tables"][0]["table"].text() == "one");
    CHECK(json["tables"][0]["notes"][0].text() == "a note");
    CHECK(json["tables"][0]["lines"][0]["figure"]["value"].text() == "12345.67");
    CHECK(json["tables"][0]["lines"][0]["to"].text() == "2027-07-01");
    CHECK(!json["tables"][0]["lines"][1].has("to"));
    CHECK(json["tables"][0]["lines"][1]["figure"]["low"].text() == "1.00");
    CHECK(json["tables"][1]["lines"][0]["figure"]["needs"].text() == "committed");
    CHECK(json["tables"][1]["notes"].items.empty());
}
