// SPDX-License-Identifier: BSL-1.0
// 20 % of each tranche is prepaid and credited after month 24: who holds whose money, when?
#include <ratable/ratable.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using date::days, date::months, date::years;
using ratable::assumed, ratable::contract, ratable::to_string, ratable::usd;

int main()
{
    // [begin prepaid]
    contract<USD> halls{
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
        .delay         = assumed(ratable::delay_damages{.grace = days{15}, .share = 1.0_d, .cap = 0.05_d}, "for illustration"),
    };
    const auto on_time = charges_of(halls);
    halls.tranches.value()[2].slip = days{45}; // hall 3, in service on 15 August
    const auto late    = charges_of(halls);
    // [end prepaid]

    fmt::print("prepaid, not credited, at the start {:>22}{:>24}\n", "all on time", "hall 3 is 45 days late");
    for (auto day = 2026_y/jan/1; day <= 2031_y/jan/1; day += months{6}) {
        fmt::print("{:<35}{:>22}{:>24}\n", to_string(day), unearned_prepayment(on_time, day), unearned_prepayment(late, day));
    }
    fmt::print("\n");
    const auto row = [](const char* what, const auto& a, const auto& b) { fmt::print("{:<35}{:>22}{:>24}\n", what, a, b); };
    row("prepaid in all", total(on_time, ratable::charge_kind::prepayment), total(late, ratable::charge_kind::prepayment));
    row("credited", total(on_time, ratable::charge_kind::prepayment_credit), total(late, ratable::charge_kind::prepayment_credit));
    row("for the delay", total(on_time, ratable::charge_kind::delay_credit), total(late, ratable::charge_kind::delay_credit));
    row("fees", total(on_time, ratable::charge_kind::fee), total(late, ratable::charge_kind::fee));
    row("all in all", total(on_time), total(late));
}
