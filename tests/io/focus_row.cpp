// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/focus_row.hpp>

#include "../support/focus_validator.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <map>
#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

focus_row<USD> used_hours()
{
    return {.description = "compute: \"usage\", within the minimum", .kind = charge_kind::usage, .clause = {"pricing", 0}, .tranche = 0,
            .service = {sys_days{2026_y / jan / 15}, sys_days{2026_y / feb / 1}}, .invoiced = sys_days{2026_y / jan / 31}, .due = sys_days{2026_y / mar / 2}, .billed = usd(0),
            .effective = usd("883500.01"), .priced = focus_quantity_of(fraction(620'001, 2), "GPU-Hours"), .price = fraction(285, 100), .consumed = focus_quantity_of(fraction(620'001, 2), "GPU-Hours"),
            .commitment = focus_commitment{"d/pricing[0].minimum", "compute, minimum", "Take-or-pay minimum", false, "GPU-Hours"}, .status = focus_status::used, .committed = fraction(620'001, 2)};
}

std::map<std::string, std::string> written(const focus_row<USD>& row)
{
    const focus_origin origin{.account = "d", .name = "Deal", .provider = "Example Cloud", .version = 2, .sha256 = "ab12", .tranches = {"hall 1"}};
    return tests::focus_file(focus_to_csv(std::vector{row}, origin)).rows().at(0);
}

constexpr bool test_units()
{
    return focus_unit(priced_unit::gpu_hour) == "GPU-Hours" && focus_unit(priced_unit::mw_month) == "MW-Months" && focus_unit(priced_unit::kw_month) == "kW-Months" &&
           focus_unit(priced_unit::mwh) == "MW-Hours" && focus_unit(priced_unit::kwh) == "kW-Hours" && focus_unit(priced_unit::kw) == "kW";
}
static_assert(test_units());

} // namespace

TEST_CASE("units are in the specification's form") { CHECK(test_units()); }

TEST_CASE("a row says what was used, at which price, under which commitment, and when in UTC")
{
    auto row = written(used_hours());
    CHECK(row["BilledCost"] == "0.00");
    CHECK(row["EffectiveCost"] == "883500.01");
    CHECK(row["ContractedCost"] == "883501.425");
    CHECK(row["ListCost"] == "883501.425");
    CHECK(row["ContractedUnitPrice"] == "2.85");
    CHECK(row["PricingQuantity"] == "310000.5");
    CHECK(row["ConsumedUnit"] == "GPU-Hours");
    CHECK(row["ChargePeriodStart"] == "2026-01-15T00:00:00Z");
    CHECK(row["ChargePeriodEnd"] == "2026-02-01T00:00:00Z");
    CHECK(row["BillingPeriodStart"] == "2026-01-01T00:00:00Z");
    CHECK(row["BillingPeriodEnd"] == "2026-02-01T00:00:00Z");
    CHECK(row["ChargeCategory"] == "Usage");
    CHECK(row["ChargeClass"].empty());
    CHECK(row["ChargeDescription"] == "compute: \"usage\", within the minimum");
    CHECK(row["CommitmentDiscountStatus"] == "Used");
    CHECK(row["CommitmentDiscountCategory"] == "Usage");
    CHECK(row["PricingCategory"] == "Committed");
    CHECK(row["InvoiceId"] == "d/2026-01-31");
    CHECK(row["ResourceId"] == "d/hall 1");
    CHECK(row["ResourceType"] == "Tranche");
    CHECK(row["SkuPriceId"] == "pricing[0]/usage");
    CHECK(row["x_DealVersion"] == "2");
    CHECK(row["x_DealSha256"] == "ab12");
    CHECK(row["x_DueDate"] == "2026-03-02");
}

TEST_CASE("what is null is an empty field")
{
    focus_row<USD> credit{.category = focus_category::credit, .frequency = focus_frequency::one_time, .description = "delay: delay_credit", .kind = charge_kind::delay_credit, .clause = {"delay"},
                          .service = {sys_days{2026_y / dec / 1}, sys_days{2027_y / jan / 1}}, .invoiced = sys_days{2026_y / dec / 31}, .due = sys_days{2027_y / jan / 30}, .billed = usd("-5.10"), .effective = usd("-5.10")};
    auto row = written(credit);
    CHECK(row["ContractedCost"] == "-5.10");
    CHECK(row["BillingPeriodEnd"] == "2027-01-01T00:00:00Z");
    for (const char* name : {"PricingCategory", "PricingQuantity", "PricingUnit", "ContractedUnitPrice", "ConsumedQuantity", "ConsumedUnit", "SkuId", "SkuPriceId", "CommitmentDiscountId", "CommitmentDiscountStatus",
                             "CommitmentDiscountCategory", "CommitmentDiscountQuantity", "ResourceId", "ResourceType", "x_ExactPricingQuantity"}) {
        CAPTURE(name);
        CHECK(row[name].empty());
    }
    credit.corrects = true;
    CHECK(written(credit)["ChargeClass"] == "Correction");
}

TEST_CASE("a quantity that no decimal holds is written in twelve digits, and beside them as it is")
{
    const auto q = focus_quantity_of(fraction(30'940, 31), "kW-Months");
    CHECK(q.count == fraction(998'064'516'129'032, 1'000'000'000'000));
    CHECK(q.exact == fraction(30'940, 31));
    CHECK_FALSE(focus_quantity_of(fraction(1, 3'125), "kW").exact.has_value());
    auto row  = used_hours();
    row.price = fraction(130);
    row.priced = q;
    CHECK(written(row)["PricingQuantity"] == "998.064516129032");
    CHECK(written(row)["ContractedCost"] == "129748.38709677416");
    CHECK(written(row)["x_ExactPricingQuantity"] == "30940/31");
}

TEST_CASE("money without cents has none, and a file without rows is its header")
{
    focus_row<JPY> row{.description = "x", .service = {sys_days{2026_y / jan / 1}, sys_days{2026_y / feb / 1}}, .invoiced = sys_days{2026_y / jan / 31}, .due = sys_days{2026_y / jan / 31},
                       .billed = money<JPY>(decimal<0>(1'234'567)), .effective = money<JPY>(decimal<0>(1'234'567))};
    const focus_origin origin{.account = "d", .name = "Deal", .provider = "P", .tranches = {}};
    CHECK(focus_fields(row, origin)[0] == "1234567");
    const std::string header = focus_to_csv(std::vector<focus_row<JPY>>{}, origin);
    CHECK(header.starts_with("BilledCost,BillingAccountId,"));
    CHECK(header.ends_with(",x_ExactPricingQuantity\r\n"));
    CHECK(std::size(focus_columns) == focus_fields(row, origin).size());
}
