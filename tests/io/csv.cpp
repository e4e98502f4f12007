// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/csv.hpp>

#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using fields = std::vector<std::string>;

namespace {

std::string field(std::string_view text)
{
    std::string out;
    append_csv(out, text);
    return out;
}

/// The records of an RFC 4180 text; every one must end in CR LF, and quotes must stand where they may.
std::vector<fields> read_csv(std::string_view text)
{
    std::vector<fields> records;
    while (!text.empty()) {
        records.emplace_back();
        for (bool more = true; more;) {
            std::string value;
            if (text.starts_with('"')) {
                text.remove_prefix(1);
                while (!text.starts_with('"') || text.starts_with("\"\"")) {
                    REQUIRE(!text.empty());
                    value += text.front();
                    text.remove_prefix(text.front() == '"' ? 2 : 1);
                }
                text.remove_prefix(1);
            } else {
                while (!text.empty() && !text.starts_with(',') && !text.starts_with("\r\n")) {
                    const bool special = text.front() == '"' || text.front() == '\r' || text.front() == '\n';
                    REQUIRE(!special);
                    value += text.front();
                    text.remove_prefix(1);
                }
            }
            records.back().push_back(value);
            more = text.starts_with(',');
            const bool ends = more || text.starts_with("\r\n");
            REQUIRE(ends);
            text.remove_prefix(more ? 1 : 2);
        }
    }
    return records;
}

} // namespace

TEST_CASE("A field is quoted when it holds a comma, a quote or a line end, and only then")
{
    CHECK(field("") == "");
    CHECK(field("plain text; 1.5 – é") == "plain text; 1.5 – é");
    CHECK(field("a,b") == "\"a,b\"");
    CHECK(field("say \"no\"") == "\"say \"\"no\"\"\"");
    CHECK(field("a\nb") == "\"a\nb\"");
    CHECK(field("a\r\nb") == "\"a\r\nb\"");
    CHECK(field("\"") == "\"\"\"\"");
}

TEST_CASE("A text that a spreadsheet would run is led by an apostrophe; a number is left alone")
{
    CHECK(field("=1+1") == "'=1+1");
    CHECK(field("+SUM(A1)") == "'+SUM(A1)");
    CHECK(field("-cmd") == "'-cmd");
    CHECK(field("@import") == "'@import");
    CHECK(field("\t=1") == "'\t=1");
    CHECK(field("\r=1") == "\"'\r=1\"");
    CHECK(field("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    CHECK(field("-12.50") == "-12.50");
    CHECK(field("+1") == "+1");
    CHECK(field("1=1") == "1=1");
}

TEST_CASE("Metrics are one line a deal and metric, numbers as in the JSON")
{
    contract<USD> c = sample::iren();
    c.id            = "iren";
    c.consideration = disclosed(rounded_to(usd(100'000'000), usd(9'700'000'000)), "announcement");
    c.up_to         = reported(at_least(usd(10'000'000'000)), "press");
    const auto records = read_csv(metrics_to_csv(compare({c, sample::aws()})));
    REQUIRE(records.size() == 1 + 2 * metrics_of<USD>().size());
    CHECK(records[0] == fields{"deal", "version", "metric", "value", "low", "base", "high", "bounds", "needs", "unit", "of", "known", "sha256"});
    CHECK(records[1] == fields{"iren", "1", "headline", "", "9650000000.00", "9700000000.00", "9750000000.00", "enclosed", "", "USD", "", "disclosed", ""});
    CHECK(records[2] == fields{"iren", "1", "committed", "", "", "", "", "", "committed", "USD", "", "unknown", ""});
    CHECK(records[3] == fields{"iren", "1", "up_to", "", "10000000000.00", "10000000000.00", "", "enclosed", "", "USD", "", "reported", ""});
    CHECK(records[6] == fields{"iren", "1", "mw_months", "12000.00", "", "", "", "", "", "MW-months", "critical_it", "assumed", ""});
    CHECK(records[7] == fields{"iren", "1", "per_mw_month", "", "804166.666666", "808333.333333", "812500.00", "enclosed", "", "USD/MW-month", "critical_it", "assumed", ""});
    CHECK(records[12] == fields{"OpenAI–AWS", "1", "headline", "38000000000.00", "", "", "", "", "", "USD", "", "disclosed", ""});
}

TEST_CASE("A schedule is one line a row, in the digits of the currency, nothing where there is none")
{
    contract<USD> unknown_term = sample::aws();
    unknown_term.term          = unknown("not public");
    const auto records         = read_csv(schedules_to_csv(compare({unknown_term, sample::aws()}, {annual, contract_periods})));
    REQUIRE(records.size() == 1 + 7);
    CHECK(records[0] == fields{"deal", "version", "currency", "from", "to", "amount", "balance", "known", "sha256"});
    CHECK(records[1] == fields{"OpenAI–AWS", "1", "USD", "2025-11-03", "2026-11-03", "5428571428.57", "32571428571.43", "disclosed", ""});
    CHECK(records[7] == fields{"OpenAI–AWS", "1", "USD", "2031-11-03", "2032-11-03", "5428571428.57", "0.00", "disclosed", ""});
}

TEST_CASE("Every line names the version and the bytes that it came from")
{
    deal_summary deal = summarize(sample::iren(), {annual, contract_periods});
    deal.version      = 2;
    deal.origin       = deal_origin{"a.toml", "abc"};
    const auto metrics = read_csv(metrics_to_csv(compare({deal}))), rows = read_csv(schedules_to_csv(compare({deal})));
    CHECK(metrics[1][1] == "2");
    CHECK(metrics[1].back() == "abc");
    CHECK(rows[1] == fields{"Microsoft–IREN", "2", "USD", "2026-01-01", "2027-01-01", "1940000000.00", "7760000000.00", "assumed", "abc"});
}

TEST_CASE("A hostile id stays one field")
{
    contract<USD> c    = sample::aws();
    c.id               = "=cmd|' /C calc'!A0,\"\r\n";
    const auto records = read_csv(metrics_to_csv(compare({c})));
    CHECK(records[1].size() == 13);
    CHECK(records[1][0] == "'" + c.id);
    CHECK(read_csv(schedules_to_csv(compare({c})))[1][0] == "'" + c.id);
}

TEST_CASE("No deal is a header alone")
{
    CHECK(metrics_to_csv(compare(std::vector<deal_summary>{})) == "deal,version,metric,value,low,base,high,bounds,needs,unit,of,known,sha256\r\n");
    CHECK(schedules_to_csv(compare(std::vector<deal_summary>{})) == "deal,version,currency,from,to,amount,balance,known,sha256\r\n");
}
