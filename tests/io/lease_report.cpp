// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/lease_report.hpp>

#include "../support/json.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

/// 1,000 a year for two years in arrears, due at once, and what is used beside. 1,000/1.1^(364/365) + 1,000/1.1^(729/365) = 909.33 + 826.66 = 1,735.99.
contract<USD> two_years()
{
    contract<USD> c{
        .name          = "A, \"quoted\"",
        .term          = disclosed(ratable::term{.start = 2021_y / jan / 1, .length = date::years{2}}, "order form"),
        .tranches      = disclosed({{.name = "one", .in_service = 2021_y / jan / 1, .capacity = 1 * MW_it}}, "order form"),
        .consideration = unknown("by the year and the hour"),
        .pricing       = disclosed(pricing<USD>{fixed_fee<USD>{.amount = usd(1'000), .every = fee_every::year}, usage_fee<USD>{.price = unit_price<USD>(usd("0.50"), priced_unit::gpu_hour)}}, "order form"),
        .billing       = disclosed(ratable::billing{.every = frequency::annual, .periods = calendar_periods, .payment = payment_terms{.net = date::days{0}, .convention = business_day_convention::unadjusted}}, "order form"),
    };
    c.id = "a,b";
    return c;
}

const interest_rate ten_percent{.per_year = 0.1_d, .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};

} // namespace

TEST_CASE("the table has a line a period, the totals, and a column for what is variable where something is")
{
    CHECK(lease_report_to_table(lease_report_of(two_years(), ten_percent, frequency::annual)) ==
          "A, \"quoted\", version 1\n"
          "Fixed payments at 10 %, annual, act/365f; amounts in USD\n"
          "Whether it is a lease, and which, is a judgement: this is what each would be\n"
          "\n"
          "  from        to before    service  operating lease  finance lease  of it interest  liability  right of use, operating  right of use, finance\n"
          "  2021-01-01  2022-01-01  1,000.00         1,000.00       1,041.34          173.34     909.33                   909.33                 867.99\n"
          "  2022-01-01  2023-01-01  1,000.00         1,000.00         958.66           90.67       0.00                     0.00                   0.00\n"
          "  total                   2,000.00         2,000.00       2,000.00          264.01\n");
    const readings<USD> read{.usage = {{.days = period(2022_y / jan / 1, 2023_y / jan / 1), .quantity = metered(5)}}};
    const std::string   text = lease_report_to_table(lease_report_of(two_years(), ten_percent, frequency::annual, read));
    CHECK(text.find("  of each variable  ") != std::string::npos);
    CHECK(text.find("\n  2022-01-01  2023-01-01  1,002.50         1,002.50         961.16           90.67              2.50 ") != std::string::npos);
}

TEST_CASE("CSV has what is variable beside the leases, and quotes what must be")
{
    auto r   = lease_report_of(two_years(), ten_percent, frequency::annual);
    r.sha256 = "abc";
    CHECK(lease_report_to_csv(r) == "deal,version,from,to,service,operating,amortization,interest,variable,liability,operating_right_of_use,finance_right_of_use,currency,sha256\r\n"
                                    "\"a,b\",1,2021-01-01,2022-01-01,1000.00,1000.00,868.00,173.34,0.00,909.33,909.33,867.99,USD,abc\r\n"
                                    "\"a,b\",1,2022-01-01,2023-01-01,1000.00,1000.00,867.99,90.67,0.00,0.00,0.00,0.00,USD,abc\r\n");
    CHECK(lease_report_to_table(r).starts_with("A, \"quoted\", version 1, sha256 abc\n"));
}

TEST_CASE("JSON has the rows and the totals; amounts are strings")
{
    const auto json = tests::read_json(lease_report_to_json(lease_report_of(two_years(), ten_percent, frequency::annual)));
    CHECK(json["deal"].text() == "a,b");
    CHECK(json["rate"].text() == "0.100000000000");
    CHECK(json["rows"][1]["interest"].text() == "90.67");
    CHECK(json["rows"][0]["liability"].text() == "909.33");
    CHECK(json["totals"]["amortization"].text() == "1735.99");
    CHECK(json["totals"]["service"].text() == "2000.00");
}

TEST_CASE("a contract that is not valid is refused")
{
    auto deal = two_years();
    deal.tranches.value()[0].in_service = disclosed(2025_y / jan / 1, "order form");
    CHECK_THROWN(invalid_terms, lease_report_of(deal, ten_percent, frequency::annual));
}

TEST_CASE("a report without rows is refused")
{
    auto r = lease_report_of(two_years(), ten_percent, frequency::annual);
    r.rows.clear();
    CHECK_REFUSED(invalid_terms, "lease report: must have rows; got none; make it with lease_report_of", lease_report_to_table(r));
    CHECK_THROWN(invalid_terms, lease_report_to_json(r));
}
