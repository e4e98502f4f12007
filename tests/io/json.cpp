// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/json.hpp>

#include "../support/json.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using tests::json_value, tests::read_json;
using words = std::vector<std::string>;

namespace {

std::string json_text(std::string_view text)
{
    std::string out;
    append_json(out, text);
    return out;
}

json_value written(std::initializer_list<contract<USD>> deals, const row_options& rows = {}) { return read_json(to_json(compare(deals, rows))); }

} // namespace

TEST_CASE("The reader that the output is held against refuses what is no JSON")
{
    for (const char* good : {"{}", "[ ]", "[1, -0.5e+3, 0, \"a\\u0007\\\"\", true, false, null]", "{\"a\": {\"b\": []}}\n"}) CHECK_NOTHROW(static_cast<void>(read_json(good)));
    CHECK(read_json("\"\\u00e9\\u2013\\ud83d\\ude00\"").text() == "é–😀");
    for (const char* half : {"\"\\ud83d\"", "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "\"\\ude00\""}) CHECK_THROWS(static_cast<void>(read_json(half)));
    for (const char* bad : {"", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a: 1}", "01", "1.", ".5", "+1", "1e", "'a'", "\"a", "\"\\x\"", "\"\\u00g0\"", "\"\n\"", "\"\xff\"", "\"\xc0\xaf\"",
                            "\"\xed\xa0\x80\"", "{\"a\":1,\"a\":2}", "[] []", "nul", "NaN", "//"}) {
        INFO(bad);
        CHECK_THROWS(static_cast<void>(read_json(bad)));
    }
}

TEST_CASE("A text is quoted; quotes, backslashes and control characters are escaped; UTF-8 passes")
{
    CHECK(json_text("") == "\"\"");
    CHECK(json_text("OpenAI–AWS €") == "\"OpenAI–AWS €\"");
    CHECK(json_text("a \"b\" \\ c/d") == R"("a \"b\" \\ c/d")");
    CHECK(json_text("\n\t\r\x1f\x7f") == R"("\u000a\u0009\u000d\u001f\u007f")");
    CHECK(json_text(std::string_view("\0", 1)) == R"("\u0000")");
    std::string every;
    for (int c = 0; c < 0x80; ++c) every += static_cast<char>(c);
    every += "é–😀";
    CHECK(read_json(json_text(every)).text() == every);
}

TEST_CASE("The document has deals and what cannot be compared, each with its keys in order")
{
    const json_value document = written({sample::full()});
    CHECK(document.keys() == words{"deals", "cannot_compare"});
    REQUIRE(document["deals"].items.size() == 1);
    const json_value& deal = document["deals"][std::size_t{0}];
    CHECK(deal.keys() == words{"id", "name", "currency", "version", "customer", "provider", "metrics", "schedule", "schedule_spreads", "schedule_known", "ties_out", "statements", "unknown", "views"});
    CHECK(deal["id"].text() == "full");
    CHECK(deal["name"].text() == "Full");
    CHECK(deal["currency"].text() == "USD");
    CHECK(deal["version"].is == json_value::kind::number);
    CHECK(deal["version"].written == "1");
    words names;
    for (const auto& m : metrics_of<USD>()) names.emplace_back(m.name);
    CHECK(deal["metrics"].keys() == names);
    CHECK(deal["statements"][std::size_t{0}].keys() == words{"terms", "known", "source"});
    CHECK(deal["unknown"].members.empty());
    CHECK(deal["views"][std::size_t{0}].text().starts_with("USD 9,700,000,000.00 at 1.155 USD/EUR for 2025-11-03 (reported*) is EUR "));
    CHECK(deal["customer"].text() == "A");
    CHECK(deal["provider"].text() == "B");
    CHECK(deal["schedule_spreads"].text() == "USD 9,700,000,000.00");
    CHECK(deal["schedule_known"].text() == "disclosed");
    CHECK(document["cannot_compare"].items.empty());
}

TEST_CASE("What cannot be compared names its metrics as the deals do, in a list")
{
    const json_value document = written({sample::aws()});
    const json_value& latest  = document["cannot_compare"].items.back();
    CHECK(latest["deal"].text() == "OpenAI–AWS");
    CHECK(latest["why"].text() == "needs tranches (MW never announced)");
    for (const json_value& name : latest["metrics"].items) CHECK(document["deals"][std::size_t{0}]["metrics"].has(name.text()));
    CHECK(latest["metrics"].items.size() == 4);
    CHECK(document["deals"][std::size_t{0}]["unknown"].keys() == words{"tranches"});
}

TEST_CASE("A comparison as of a day says which, and what was not known then")
{
    comparison c = compare({sample::aws()});
    CHECK_FALSE(read_json(to_json(c)).has("as_of"));
    c.as_of   = 2025_y / nov / 30;
    c.not_yet = {"Later"};
    CHECK(read_json(to_json(c))["as_of"].text() == "2025-11-30");
    CHECK(read_json(to_json(c))["not_yet_known"][std::size_t{0}].text() == "Later");
}

TEST_CASE("A deal from a file names the file and the hash of its bytes")
{
    deal_summary deal = summarize(sample::aws());
    deal.origin       = deal_origin{"deals/a.toml", "abc"};
    const json_value document = read_json(to_json(compare({deal})));
    const json_value& first   = document["deals"][std::size_t{0}];
    CHECK(first["file"].text() == "deals/a.toml");
    CHECK(first["sha256"].text() == "abc");
}

TEST_CASE("A metric is a value, or bounds around a base, or what it needs, with its unit and how it is known")
{
    const json_value exact = written({sample::aws()});
    const json_value& m    = exact["deals"][std::size_t{0}]["metrics"];
    CHECK(m["headline"].keys() == words{"value", "unit", "known"});
    CHECK(m["headline"]["value"].text() == "38000000000.00");
    CHECK(m["headline"]["unit"].text() == "USD");
    CHECK(m["headline"]["known"].text() == "disclosed");
    CHECK(m["term"]["value"].text() == "84.00");
    CHECK(m["term"]["unit"].text() == "months");
    CHECK(m["mw_months"].keys() == words{"needs", "unit", "known", "of"});
    CHECK(m["mw_months"]["needs"].text() == "tranches");
    CHECK(m["mw_months"]["known"].text() == "unknown");
    CHECK(m["committed"]["needs"].text() == "committed");

    contract<USD> c = sample::iren();
    c.consideration = disclosed(rounded_to(usd(100'000'000), usd(9'700'000'000)), "announcement");
    c.committed     = reported(at_least(usd(1)), "press");
    c.up_to         = reported(up_to(usd(12'000'000'000)), "press");
    const json_value ranged = written({c});
    const json_value& r     = ranged["deals"][std::size_t{0}]["metrics"];
    CHECK(r["headline"].keys() == words{"low", "base", "high", "unit", "known"});
    CHECK(r["headline"]["low"].text() == "9650000000.00");
    CHECK(r["headline"]["base"].text() == "9700000000.00");
    CHECK(r["headline"]["high"].text() == "9750000000.00");
    CHECK(r["committed"]["low"].text() == "1.00");
    CHECK(r["committed"]["high"].is == json_value::kind::null);
    CHECK(r["committed"]["known"].text() == "reported");
    CHECK(r["up_to"]["low"].is == json_value::kind::null);
    CHECK(r["up_to"]["high"].text() == "12000000000.00");
    CHECK(r["mw_months"]["value"].text() == "12000.00");
    CHECK(r["mw_months"]["of"].text() == "critical_it");
    CHECK(r["mw_months"]["known"].text() == "assumed");
}

TEST_CASE("A figure that its digits cannot hold has four digits more, rounded half up")
{
    const json_value document = written({sample::iren()});
    CHECK(document["deals"][std::size_t{0}]["metrics"]["per_mw_month"]["value"].text() == "808333.333333"); // 9.7bn / 12,000
    contract<USD> ranged = sample::iren();
    ranged.consideration = assumed(range(usd(4'000), usd(5'000), usd(8'000)), "a third, five twelfths, two thirds");
    const json_value bounds = written({ranged});
    const json_value& each  = bounds["deals"][std::size_t{0}]["metrics"]["per_mw_month"];
    CHECK(each["low"].text() == "0.333333"); // bounds outward, so that they still enclose
    CHECK(each["base"].text() == "0.416667");
    CHECK(each["high"].text() == "0.666667");
    ranged.consideration    = assumed(range(usd(8'000), usd(10'000), usd(16'000)), "two thirds, five sixths, four thirds");
    const json_value others = written({ranged});
    CHECK(others["deals"][std::size_t{0}]["metrics"]["per_mw_month"]["low"].text() == "0.666666");
    CHECK(others["deals"][std::size_t{0}]["metrics"]["per_mw_month"]["high"].text() == "1.333334");

    contract<USD> half = sample::iren();
    half.consideration = disclosed(usd("90.00"), "an exact seven and a half thousandths");
    const json_value exact = written({half});
    CHECK(exact["deals"][std::size_t{0}]["metrics"]["per_mw_month"]["value"].text() == "0.007500");
}

TEST_CASE("A schedule has every row, its amounts as decimal texts that sum to the consideration")
{
    const json_value document = written({sample::aws()});
    const json_value& deal    = document["deals"][std::size_t{0}];
    const json_value& rows    = deal["schedule"];
    REQUIRE(rows.items.size() == 84);
    CHECK(rows[std::size_t{0}].keys() == words{"from", "to", "amount", "balance"});
    CHECK(rows[std::size_t{0}]["from"].text() == "2025-11-03");
    CHECK(rows[std::size_t{83}]["to"].text() == "2032-11-03");
    CHECK(rows[std::size_t{83}]["balance"].text() == "0.00");
    decimal<2> left = decimal<2>::parse("38000000000.00");
    for (std::size_t i = 0; i < rows.items.size(); ++i) {
        left -= decimal<2>::parse(rows[i]["amount"].text());
        CHECK(decimal<2>::parse(rows[i]["balance"].text()) == left);
        if (i > 0) CHECK(rows[i]["from"].text() == rows[i - 1]["to"].text());
    }
    CHECK(left == decimal<2>{});
    CHECK(deal["ties_out"].written == "true");
    CHECK(written({sample::aws()}, {annual, calendar_periods})["deals"][std::size_t{0}]["schedule"].items.size() == 8);
}

TEST_CASE("A break in a schedule is false, no schedule is null and no rows")
{
    deal_summary broken = summarize(sample::aws());
    broken.ties_out     = false;
    deal_summary none   = broken;
    none.ties_out.reset();
    none.schedule.clear();
    const json_value document = read_json(to_json(compare({broken, none})));
    CHECK(document["deals"][std::size_t{0}]["ties_out"].written == "false");
    CHECK(document["deals"][std::size_t{1}]["ties_out"].is == json_value::kind::null);
    CHECK(document["deals"][std::size_t{1}]["schedule"].items.empty());
}

TEST_CASE("Amounts have the digits of their currency")
{
    const auto in_yen = contract<JPY>{.name = "Yen", .term = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::months{3}}, "s"), .tranches = unknown("not public"), .consideration = disclosed(jpy(100), "s")};
    const json_value document = read_json(to_json(compare({in_yen})));
    const json_value& deal    = document["deals"][std::size_t{0}];
    CHECK(deal["metrics"]["headline"]["value"].text() == "100");
    CHECK(deal["schedule"][std::size_t{0}]["amount"].text() == "33");
    CHECK(deal["schedule"][std::size_t{1}]["amount"].text() == "34");
    CHECK(deal["schedule"][std::size_t{2}]["balance"].text() == "0");
}

TEST_CASE("Every text of a deal survives: quotes, backslashes, control characters, UTF-8")
{
    const std::string hostile = "\"}],\\ \x01\n<script>é–😀";
    contract<USD>     c       = sample::aws();
    c.id                      = hostile;
    c.name                    = hostile + "!";
    c.consideration           = disclosed(usd(1), hostile);
    c.tranches                = unknown(hostile);
    deal_summary deal         = summarize(c);
    deal.origin               = deal_origin{hostile, hostile};
    const json_value document = read_json(to_json(compare({deal})));
    const json_value& first   = document["deals"][std::size_t{0}];
    CHECK(first["id"].text() == hostile);
    CHECK(first["name"].text() == hostile + "!");
    CHECK(first["file"].text() == hostile);
    CHECK(first["statements"][std::size_t{1}]["source"].text() == hostile);
    CHECK(first["unknown"]["tranches"].text() == hostile);
    CHECK(first["unknown"].members.size() == 1);
    CHECK(document["cannot_compare"][std::size_t{0}].keys() == words{"deal", "metrics", "why"});
    CHECK(document["cannot_compare"][std::size_t{0}]["deal"].text() == hostile + "!");
}

TEST_CASE("No deal is a document, too, and the last line is ended")
{
    CHECK(to_json(compare(std::vector<deal_summary>{})) == "{\n  \"deals\": [],\n  \"cannot_compare\": []\n}\n");
}
