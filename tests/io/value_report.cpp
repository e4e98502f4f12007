// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/value_report.hpp>

#include "../support/json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months;

namespace {

contract<USD> quarter()
{
    return contract<USD>{
        .name          = "A, \"quoted\"",
        .id            = "a",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = months{3}}, "order form"),
        .tranches      = disclosed({{.in_service = 2026_y / jan / 1, .capacity = 10 * MW_it}}, "order form"),
        .consideration = unknown("priced by the MW-month"),
        .pricing       = assumed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(usd(100) / MW_month)}}, "a guess"),
        .billing       = disclosed(ratable::billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = days{0}, .convention = business_day_convention::unadjusted}}, "order form"),
        .termination   = disclosed(early_termination<USD>{.fee_by_year = std::vector{usd(1'500)}, .less_unearned_prepayment = true}, "order form"),
    };
}

const valued_at new_year{{.per_year = rate_of_interest::parse("0.0725"), .compounds = compounding::monthly, .day_count = any_day_count(act_365_fixed{})}, sys_days{2026_y / jan / 1}};

} // namespace

TEST_CASE("the table says the rate and the day, a figure a line, and what is assumed")
{
    const std::string text = value_to_table(value_report_of(quarter(), new_year));
    CHECK(text.starts_with("A, \"quoted\", version 1\nValued on 2026-01-01 at 7.25 %, monthly, act/365f; what the customer pays is positive\n\n  still due               USD 3,000.00†\n"));
    CHECK(text.find("\n† Assumed\n") != std::string::npos);
    CHECK(text.find("source: a guess") != std::string::npos);
    CHECK(text.find("Cost to exit") == std::string::npos);
}

TEST_CASE("exits stand in a table of their own, each at the start of a billing period")
{
    const auto r = value_report_of(quarter(), new_year, true);
    REQUIRE(r.exits.size() == 2);
    CHECK(value_to_table(r).find("\nCost to exit, USD\n"
                                 "  leaving on  fee of the year  minimums  their value  mitigation  unearned      cost\n"
                                 "  2026-02-01         1,500.00  2,000.00         0.00        0.00      0.00  1,500.00\n"
                                 "  2026-03-01         1,500.00  1,000.00         0.00        0.00      0.00  1,500.00\n") != std::string::npos);
    CHECK(value_to_csv(r) == "deal,version,on,fee_of_year,minimums,minimums_value,mitigation,unearned,cost,currency,sha256\r\n"
                             "a,1,2026-02-01,1500.00,2000.00,0.00,0.00,0.00,1500.00,USD,\r\n"
                             "a,1,2026-03-01,1500.00,1000.00,0.00,0.00,0.00,1500.00,USD,\r\n");
}

TEST_CASE("the CSV of figures has the columns of every metric")
{
    const std::string csv = value_to_csv(value_report_of(quarter(), new_year));
    CHECK(csv.starts_with("deal,version,metric,value,low,base,high,bounds,needs,unit,of,known,sha256\r\na,1,still_due,3000.00,,,,,,USD,,assumed,\r\n"));
}

TEST_CASE("JSON has the rate, the figures and the exits; numbers are strings")
{
    const auto json = tests::read_json(value_to_json(value_report_of(quarter(), new_year, true)));
    CHECK(json["name"].text() == "A, \"quoted\"");
    CHECK(json["valued_on"].text() == "2026-01-01");
    CHECK(json["rate"].text() == "0.072500000000");
    CHECK(json["compounds"].text() == "monthly");
    CHECK(json["day_count"].text() == "act/365f");
    CHECK(json["metrics"]["still_due"]["value"].text() == "3000.00");
    CHECK(json["exits"][1]["cost"].text() == "1500.00");
}
