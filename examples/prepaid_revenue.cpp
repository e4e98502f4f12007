// SPDX-License-Identifier: BSL-1.0
// 20 % of each hall is prepaid and credited after month 24: what is the provider's revenue, with and without the interest that the money bears?
#include <ratable/accounting/financing_component.hpp>
#include <ratable/calendar/format.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/ratable.hpp>

#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using date::days, date::months, date::years;
using ratable::acting_as, ratable::assumed, ratable::progress, ratable::to_string, ratable::usd;

int main()
{
    // [begin deal]
    const ratable::contract<USD> halls{
        .name          = "four halls of 50 MW",
        .term          = assumed(ratable::term{.start = 2026_y/jan/1, .length = years{5}}, "for illustration"),
        .tranches      = assumed({{.name = "hall 1", .in_service = 2026_y/jan/1, .capacity = 50 * MW_it},
                                  {.name = "hall 2", .in_service = 2026_y/apr/1, .capacity = 50 * MW_it},
                                  {.name = "hall 3", .in_service = 2026_y/jul/1, .capacity = 50 * MW_it},
                                  {.name = "hall 4", .in_service = 2026_y/oct/1, .capacity = 50 * MW_it}}, "for illustration"),
        .consideration = assumed(usd(9'700'000'000), "for illustration"),
        .pricing       = assumed(ratable::pricing<USD>{ratable::consideration_fee{.by = ratable::billed_by::capacity}}, "for illustration"),
        .billing       = assumed(ratable::billing{.every   = ratable::monthly,
                                                  .periods = ratable::calendar_periods,
                                                  .payment = ratable::payment_terms{.net = days{30}, .convention = ratable::business_day_convention::unadjusted}},
                                 "for illustration"),
        .prepayment    = assumed(ratable::prepayment{.share         = 0.2_d,
                                                     .lead          = days{60},
                                                     .credited      = ratable::credit_method::level,
                                                     .counted_in    = ratable::credit_months::billing,
                                                     .from_month    = months{25},
                                                     .through_month = months{48},
                                                     .left_over     = ratable::residue::refunded}, "for illustration"),
    };
    // [end deal]

    // [begin balances]
    const auto charges = charges_of(halls);
    const auto periods = life_of(charges, ratable::annual);
    const auto without = provider_balances(charges, progress::as_delivered, acting_as::agent, periods);
    // [end balances]
    // [begin financed]
    const ratable::interest_rate borrowing{.per_year = ratable::rate_of_interest::parse("0.08"), .compounds = ratable::compounding::annual, .day_count = ratable::act_365_fixed{}};
    const auto                   with = provider_balances(charges, acting_as::agent, borrowing, periods);
    // [end financed]

    const auto line = [](const std::string& through, const auto&... amounts) {
        fmt::print("  {:<10}", through);
        (fmt::print("{:>19}", to_string(amounts).substr(4)), ...); // without its USD
        fmt::print("\n");
    };
    const auto heading = [](const char* title, const auto&... columns) {
        fmt::print("{}\n  {:<10}", title, "through");
        (fmt::print("{:>19}", columns), ...);
        fmt::print("\n");
    };
    heading("Without financing, USD", "revenue", "received", "receivable", "contract liability");
    for (const auto& b : without) line(to_string(b.period.end() - days{1}), b.revenue, b.received, b.receivable, b.contract_liability);

    fmt::print("\n");
    heading("The prepayments as a loan at 8 %, USD", "revenue", "interest", "received", "contract liability");
    ratable::money<USD> revenue, interest, received;
    for (const auto& b : with) {
        line(to_string(b.period.end() - days{1}), b.revenue, b.interest, b.received, b.contract_liability);
        revenue += b.revenue;
        interest += b.interest;
        received += b.received;
    }
    line("in all", revenue, interest, received);
    fmt::print("\nRevenue less interest is {}, and so is what is received.\n", to_string(revenue - interest));
    return revenue - interest == received ? 0 : 1;
}
