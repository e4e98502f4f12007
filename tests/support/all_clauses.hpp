// SPDX-License-Identifier: BSL-1.0
/// A contract with every clause, nothing wrong with it, and what a broken copy of it is refused for.
#pragma once

#include <ratable/terms/validate.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sample {

using ratable::iso4217::USD;
using usage        = ratable::usage_fee<USD>;
using capacity     = ratable::capacity_fee<USD>;
using fixed        = ratable::fixed_fee<USD>;
using reservation  = ratable::consideration_fee;
using option       = ratable::option<USD>;
using usd_tier     = ratable::tier<USD>;

/// Four years from 2027, Hall A late by 45 days, Hall B accepted on a day of its own; pricing: consideration, fixed, capacity, usage, tiers.
inline ratable::contract<USD> all_clauses()
{
    using namespace date::literals;
    using namespace ratable;
    using namespace ratable::literals;
    using namespace ratable::symbols;
    const escalator grows{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = 0.03_d};
    const escalator follows{.starts = price_start::on_next_billing_month,
                            .rounds = price_digits{.digits = 4, .mode = rounding::half_even},
                            .index  = index_link{.name = "CPI-U", .compared_with = index_base::last_year, .lag_months = 3, .floor = ratio(1), .cap = ratio(1.05_d)}};
    const take_or_pay minimum{.share      = ratio(0.7_d),
                              .ramp       = {{13, ratio(0.8_d)}, {25, ratio(0.9_d)}},
                              .contracted = gpus<any_accelerator>(10'000 * gpu<gb300>),
                              .make_up    = ratable::make_up{.usable_months = 6, .price = make_up_price::free, .cap = metered(2'000'000)},
                              .true_up    = annual_true_up{.share = ratio(0.85_d), .can_be_made_up = false}};
    const tiers<USD>  prices{.steps        = std::vector<usd_tier>{{metered(100'000), usd(3.40_d)}, {metered(250'000), usd(3.10_d)}, {{}, usd(2.95_d)}},
                             .method       = tier_method::marginal,
                             .counted_over = tier_period::contract_year,
                             .rebate       = rebate{.from = metered(500'000), .share = ratio(0.025_d)}};
    return contract<USD>{
        .name          = "All clauses",
        .term          = disclosed(ratable::term{.start = 2027_y / jan / 1, .length = date::years{4}}, "order form"),
        .tranches      = disclosed({{.name                  = "Hall A",
                                     .in_service            = 2027_y / jan / 1,
                                     .capacity              = 20 * MW_it,
                                     .end                   = 2030_y / jan / 1,
                                     .accelerator           = gb300{},
                                     .power_per_accelerator = 1820 * W_it,
                                     .slip                  = date::days{45},
                                     .end_on_slip           = slipped_end::follows,
                                     .ramp_up               = linear_ramp{.days = date::days{30}, .to_watts = rounding::half_up}},
                                    {.name                  = "Hall B",
                                     .in_service            = 2027_y / jul / 1,
                                     .capacity              = 10 * MW_it,
                                     .accelerator           = gb300{},
                                     .power_per_accelerator = 1820 * W_it,
                                     .ready_for_service     = 2027_y / jul / 20,
                                     .acceptance            = 2027_y / aug / 1}},
                                   "order form"),
        .consideration = disclosed(usd(480'000'000), "order form"),
        .pricing       = disclosed(ratable::pricing<USD>{reservation{.by = billed_by::capacity},
                                                         fixed{.amount = usd(1'200'000), .every = fee_every::year, .escalator = grows},
                                                         capacity{.price = unit_price<USD>(usd(150) / kW_month), .tranche = "Hall B", .escalator = follows},
                                                         usage{.price = unit_price<USD>(usd(2.85_d) / gpu_h<gb300>), .minimum = minimum, .overage = unit_price<USD>(usd(3.20_d) / gpu_h<gb300>)},
                                                         usage{.name = "burst", .meter = "burst", .price = unit_price<USD>(usd(3.40_d) / gpu_h<gb300>), .tiers = prices}},
                                   "annex"),
        .billing       = disclosed(ratable::billing{.every    = monthly,
                                                    .periods  = calendar_periods,
                                                    .payment  = payment_terms{.net = date::days{30}, .convention = business_day_convention::following, .calendar = weekends()},
                                                    .holdback = ratable::holdback{.share = ratio(0.05_d), .released_after = date::months{12}}},
                                   "section 7"),
        .spend         = disclosed(committed_spend<USD>{.a_year = usd(60'000'000), .at_anniversary = undrawn::rolls_over, .at_end = undrawn::billed}, "annex"),
        .prepayment    = disclosed(ratable::prepayment{.share = ratio(0.2_d), .lead = date::days{90}, .credited = credit_method::level, .counted_in = credit_months::service,
                                                       .from_month = date::months{25}, .through_month = date::months{36}, .left_over = residue::refunded},
                                   "section 4"),
        .delay         = disclosed(delay_damages{.grace = date::days{30}, .share = ratio(0.5_d), .steps = {{31, ratio(0.75_d)}, {61, ratio(1)}}, .cap = ratio(0.1_d),
                                                 .long_stop = date::days{180}, .ends = termination_scope::tranche},
                                   "section 9"),
        .service_level = disclosed(ratable::service_level{.steps = std::vector<service_credit_step>{{ratio(0.999_d), ratio(0.05_d)}, {ratio(0.99_d), ratio(0.1_d)}}, .cap = ratio(0.25_d)}, "SLA"),
        .power         = disclosed(power_pass_through<USD>{.load_factor = ratio(0.85_d), .pue = ratio(1.25_d), .pue_floor = ratio(1.1_d), .pue_cap = ratio(1.35_d),
                                                           .tariff = unit_price<USD>(usd(0.0625_d) / kWh), .tariff_cap = unit_price<USD>(usd(0.09_d) / kWh),
                                                           .demand = per_peak_kw(usd(12.50_d)), .kwh_digits = price_digits{.digits = 0, .mode = rounding::half_up}},
                                   "power schedule"),
        .availability  = assumed(ratable::availability{.expected = ratio(0.995_d), .maintenance = {{period(2028_y / mar / 1, 2028_y / mar / 3), 5 * MW_it}}}, "other sites"),
        .options       = disclosed(ratable::options<USD>{{.name = "Hall C", .kind = option_kind::expansion, .notice_by = 2028_y / jun / 30, .capacity = 15 * MW_it, .in_service = 2029_y / jan / 1},
                                                         {.name = "again", .kind = option_kind::renewal, .notice_by = 2030_y / jun / 30, .length = date::months{24},
                                                          .price = unit_price<USD>(usd(2.40_d) / gpu_h<gb300>)},
                                                         {.name = "longer", .kind = option_kind::extension, .notice_by = 2030_y / jun / 30, .length = date::months{12}}},
                                   "section 6"),
        .termination   = disclosed(early_termination<USD>{.fee_by_year = std::vector{usd(120'000'000), usd(40'000'000)}, .less_unearned_prepayment = true, .mitigation = usd(1'000'000)}, "section 12"),
    };
}

/// A clause of the pricing, to be changed.
template <class Clause>
Clause& pricing_of(ratable::contract<USD>& c, std::size_t i) { return std::get<Clause>(c.pricing.value().at(i)); }

/// A change that breaks one rule, and the one problem that it makes: where, which rule, and what was found.
struct fault
{
    std::function<void(ratable::contract<USD>&)> change;
    std::string                                  path;
    std::string                                  rule;
    std::string                                  value;
};

inline void check_faults(const std::vector<fault>& faults)
{
    for (const fault& f : faults) {
        auto c = all_clauses();
        f.change(c);
        const auto  problems = ratable::validate(c);
        std::string all;
        for (const ratable::term_problem& p : problems) (all += to_string(p.why)) += '\n';
        INFO("expected ", f.path, ": ", f.rule, "; got ", f.value, "\nfound: ", all);
        CHECK(problems.size() == 1);
        if (problems.size() != 1) continue;
        CHECK(to_string(problems[0].path) == f.path);
        CHECK(problems[0].why.rule == f.rule);
        CHECK(problems[0].why.value == f.value);
        CHECK(!problems[0].why.remedy.empty());
    }
}

/// Changes that break nothing.
inline void check_accepted(const std::vector<std::function<void(ratable::contract<USD>&)>>& changes)
{
    for (const auto& change : changes) {
        auto c = all_clauses();
        change(c);
        std::string all;
        for (const ratable::term_problem& p : ratable::validate(c)) (all += to_string(p.why)) += '\n';
        CHECK(all == "");
    }
}

} // namespace sample
