// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/amortization_rows.hpp>

#include "../support/json.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const period january(2026_y / jan / 1, 2026_y / feb / 1), february(2026_y / feb / 1, 2026_y / mar / 1);

amortization_schedule<USD> spread() { return amortize(usd(3000), {january, february}, std::vector<std::int64_t>{1, 2}); }
amortization_schedule<USD> loan()
{
    return {{january, usd(1000), usd(0), usd(10), usd(510), usd(500)}, {february, usd(500), usd(0), usd(5), usd(505), usd(0)}};
}

const schedule_origin origin{.deal = "deal-1", .name = "A deal", .version = 2, .sha256 = "0123456789abcdef", .schedule = "straight_line", .known = known::assumed};

} // namespace

TEST_CASE("a table shows the columns that hold anything, and their totals")
{
    CHECK(amortization_to_table(spread(), origin) == "A deal, straight_line, version 2, sha256 0123456789ab, assumed, amounts in USD\n"
                                                    "\n"
                                                    "from        to           opening    charge   closing\n"
                                                    "2026-01-01  2026-02-01  3,000.00  1,000.00  2,000.00\n"
                                                    "2026-02-01  2026-03-01  2,000.00  2,000.00      0.00\n"
                                                    "\n"
                                                    "total                             3,000.00\n");
    CHECK(amortization_to_table(loan(), {.name = "A loan"}) == "A loan, version 1, amounts in USD\n"
                                                              "\n"
                                                              "from        to           opening  interest   payment  closing\n"
                                                              "2026-01-01  2026-02-01  1,000.00     10.00    510.00   500.00\n"
                                                              "2026-02-01  2026-03-01    500.00      5.00    505.00     0.00\n"
                                                              "\n"
                                                              "total                                15.00  1,015.00\n");
    CHECK(amortization_to_table(amortization_schedule<USD>{}, {.name = "Nothing"}) == "Nothing, version 1\n\nfrom   to  opening  closing\n\ntotal\n");
}

TEST_CASE("CSV has one line a row, amounts without grouping, and names that a spreadsheet takes for no formula")
{
    CHECK(amortization_to_csv(spread(), origin) == "deal,version,schedule,from,to,opening,charge,interest,payment,closing,currency,known,sha256\r\n"
                                                  "deal-1,2,straight_line,2026-01-01,2026-02-01,3000.00,1000.00,0.00,0.00,2000.00,USD,assumed,0123456789abcdef\r\n"
                                                  "deal-1,2,straight_line,2026-02-01,2026-03-01,2000.00,2000.00,0.00,0.00,0.00,USD,assumed,0123456789abcdef\r\n");
    CHECK(amortization_to_csv(loan(), {.deal = "=1+1", .schedule = "a,b"}, false) == "'=1+1,1,\"a,b\",2026-01-01,2026-02-01,1000.00,0.00,10.00,510.00,500.00,USD,,\r\n"
                                                                                "'=1+1,1,\"a,b\",2026-02-01,2026-03-01,500.00,0.00,5.00,505.00,0.00,USD,,\r\n");
}

TEST_CASE("JSON is valid, and says the totals and whether the rows tie out")
{
    const std::string text = amortization_to_json(loan(), {.deal = "d\"1", .name = "A loan", .schedule = "loan"});
    const auto document = tests::read_json(text);
    CHECK(document.has("rows"));
    CHECK(text.find("{\"from\": \"2026-01-01\", \"to\": \"2026-02-01\", \"opening\": \"1000.00\", \"charge\": \"0.00\", \"interest\": \"10.00\", \"payment\": \"510.00\", \"closing\": \"500.00\"}") != std::string::npos);
    CHECK(text.find("\"charge\": \"0.00\",\n  \"interest\": \"15.00\",\n  \"payment\": \"1015.00\",\n  \"ties_out\": true") != std::string::npos);
    auto off = loan();
    off[1].opening += usd("0.01");
    CHECK(amortization_to_json(off, origin).find("\"ties_out\": false") != std::string::npos);
    CHECK(tests::read_json(amortization_to_json(amortization_schedule<USD>{}, origin)).has("ties_out"));
}

TEST_CASE("yen and dinars known at run time are written in their own digits")
{
    using any_jpy = any_currency<0>;
    const auto rows = amortize(money<any_jpy>(decimal<0>(3000), currency_of<0>("JPY")), {january, february}, std::vector<std::int64_t>{1, 2});
    CHECK(amortization_to_csv(rows, {}, false) == ",1,,2026-01-01,2026-02-01,3000,1000,0,0,2000,JPY,,\r\n,1,,2026-02-01,2026-03-01,2000,2000,0,0,0,JPY,,\r\n");
    const auto dinars = amortize(money<any_currency<3>>(decimal<3>(1), currency_of<3>("KWD")), {january}, std::vector<std::int64_t>{1});
    CHECK(amortization_to_table(dinars, {.name = "x"}).find("1.000   1.000    0.000\n") != std::string::npos);
}
