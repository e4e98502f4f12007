// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/validate_pricing.hpp>

#include "../support/all_clauses.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using K = contract<USD>&;
using sample::pricing_of;

namespace {

sample::reservation& reservation(K c) { return pricing_of<sample::reservation>(c, 0); }
sample::fixed&       support(K c) { return pricing_of<sample::fixed>(c, 1); }
sample::capacity&    colocation(K c) { return pricing_of<sample::capacity>(c, 2); }
sample::usage&       compute(K c) { return pricing_of<sample::usage>(c, 3); }
sample::usage&       burst(K c) { return pricing_of<sample::usage>(c, 4); }
index_link&          index_of(K c) { return *colocation(c).escalator->index; }

template <class Rate>
unit_price<USD> price(const Rate& rate) { return unit_price<USD>(rate); }

} // namespace

TEST_CASE("pricing has clauses, and needs billing, or a word on why that is unknown")
{
    sample::check_faults({
        {[](K c) { c.pricing = disclosed(pricing<USD>{}, "annex"); }, "pricing", "must not be an empty list", "no clause"},
        {[](K c) { c.billing = {}; }, "billing", "must be stated where there is pricing", "not stated"},
        {[](K c) { c.pricing = pricing<USD>{reservation(c)}; }, "pricing", "must say how it is known", "no statement"},
    });
    sample::check_accepted({[](K c) { c.billing = unknown("not public"); }, [](K c) { c.billing = {}, c.pricing = {}; }, [](K c) { c.billing = {}, c.pricing = unknown("not public"); }});
}

TEST_CASE("the consideration is billed once, and only when it is known")
{
    sample::check_faults({
        {[](K c) { c.pricing.value().push_back(sample::reservation{.name = "again", .by = billed_by::days}); }, "pricing[5]", "must not bill the consideration a second time", "again"},
        {[](K c) { c.consideration = unknown("private"); }, "pricing[0]", "bills the consideration, which must be known", "unknown"},
        {[](K c) { c.tranches = unknown("MW never announced"), c.pricing.value().resize(1, reservation(c)), c.availability = {}; }, "pricing[0].by", "by capacity needs tranches", "unknown"},
    });
    sample::check_accepted({[](K c) { c.tranches = unknown("MW never announced"), reservation(c).by = billed_by::months, c.pricing.value().resize(1, reservation(c)); }});
}

TEST_CASE("a fixed fee is positive; once it has a day, and otherwise it may escalate")
{
    sample::check_faults({
        {[](K c) { support(c).amount = usd(0); }, "pricing[1].amount", "must be positive", "USD 0.00"},
        {[](K c) { support(c).amount = assumed(range(usd(-1), usd(1), usd(2)), "us"); }, "pricing[1].amount", "must be positive", "USD -1.00"},
        {[](K c) { support(c).every = fee_every::once; }, "pricing[1].escalator", "must not stand with a fee that is due once", "an escalator"},
        {[](K c) { support(c).due_on = 2027_y / mar / 1; }, "pricing[1].due_on", "must stand with a fee that is due once", "2027-03-01"},
        {[](K c) { support(c).every = fee_every::once, support(c).escalator = {}, support(c).due_on = 2027_y / feb / 30; }, "pricing[1].due_on", "must be a day of the calendar",
         "2027-02-30"},
    });
    sample::check_accepted({[](K c) { support(c).every = fee_every::once, support(c).escalator = {}, support(c).due_on = 2026_y / dec / 1; }});
}

TEST_CASE("an escalator has a growth or an index, and digits from 0 to 6")
{
    sample::check_faults({
        {[](K c) { support(c).escalator->growth = {}; }, "pricing[1].escalator", "must have either a growth or an index", "neither"},
        {[](K c) { colocation(c).escalator->growth = ratio(0.02_d); }, "pricing[2].escalator", "must have either a growth or an index", "both"},
        {[](K c) { support(c).escalator->growth = ratio(-1); }, "pricing[1].escalator.growth", "must be more than -1", "-1.000000"},
        {[](K c) { support(c).escalator->rounds.digits = 7; }, "pricing[1].escalator.rounds.digits", "must be from 0 to 6", "7"},
        {[](K c) { support(c).escalator->rounds.digits = -1; }, "pricing[1].escalator.rounds.digits", "must be from 0 to 6", "-1"},
        {[](K c) { index_of(c).lag_months = -1; }, "pricing[2].escalator.index.lag_months", "must not be negative", "-1"},
        {[](K c) { index_of(c).floor = ratio(0); }, "pricing[2].escalator.index.floor", "must be positive, for it is a factor", "0.000000"},
        {[](K c) { index_of(c).cap = ratio(-1), index_of(c).floor = {}; }, "pricing[2].escalator.index.cap", "must be positive, for it is a factor", "-1.000000"},
        {[](K c) { index_of(c).cap = ratio(0.99_d); }, "pricing[2].escalator.index.cap", "must not be below the floor 1.000000", "0.990000"},
        {[](K c) { index_of(c).name = ""; }, "pricing[2].escalator.index.name", "must not be empty", ""},
    });
    sample::check_accepted({[](K c) { support(c).escalator->growth = ratio(-0.05_d); }, [](K c) { support(c).escalator->growth = unknown("in an annex that is not public"); },
                            [](K c) { index_of(c).cap = ratio(1); }, [](K c) { support(c).escalator->rounds.digits = 6; }});
}

TEST_CASE("capacity is priced by power or accelerator hours, of a tranche that there is, of its kind")
{
    sample::check_faults({
        {[](K c) { colocation(c).price = price(usd(1) / MWh); }, "pricing[2].price", "must be per MW-month, kW-month or GPU-hour, for capacity", "1.000000 USD/MWh"},
        {[](K c) { colocation(c).price = per_peak_kw(usd(1)); }, "pricing[2].price", "must be per MW-month, kW-month or GPU-hour, for capacity", "1.000000 USD/kW"},
        {[](K c) { colocation(c).price = price(usd(-150) / kW_month); }, "pricing[2].price", "must not be negative", "-150.000000 USD/kW-month"},
        {[](K c) { colocation(c).tranche = "Hall X"; }, "pricing[2].tranche", "must be the name of a tranche", "\"Hall X\""},
        {[](K c) { colocation(c).price = price(usd(2) / gpu_h<gb300>), c.tranches.value()[1].power_per_accelerator = unknown("?"); }, "pricing[2].price",
         "per GPU-hour needs the power_per_accelerator of tranches[1]", "unknown"},
        {[](K c) { colocation(c).price = price(usd(2) / gpu_h<h100>); }, "pricing[2].price", "must be for the accelerator of tranches[1], gb300", "h100"},
        {[](K c) { colocation(c).price = price(usd(150) / MW_month_gross); }, "pricing[2].price", "must be on the MW basis of tranches[1], W critical_it", "gross"},
    });
    sample::check_accepted({
        [](K c) { colocation(c).tranche = ""; },
        [](K c) { colocation(c).price = price(usd(2) / gpu_h<gb300>); },
        [](K c) { colocation(c).price = price(usd(2) / gpu_h<gb300>), c.tranches.value()[0].power_per_accelerator = unknown("?"); }, // Hall B alone is priced
        [](K c) { colocation(c).price = price(usd(150) / MW_month_it); },
        [](K c) { colocation(c).price = price(usd(0) / MW_month); },
        [](K c) { colocation(c).price = unknown("not public"); },
    });
}

TEST_CASE("usage is priced by what meters count, overage by the same unit")
{
    sample::check_faults({
        {[](K c) { burst(c).price = price(usd(150) / MW_month); }, "pricing[4].price", "must be per GPU-hour, MWh or kWh, for usage", "150.000000 USD/MW-month"},
        {[](K c) { compute(c).overage = price(usd(1) / kWh); }, "pricing[3].overage", "must be per the unit of the price, 2.850000 USD/gb300-hour", "1.000000 USD/kWh"},
        {[](K c) { compute(c).overage = price(usd(3) / gpu_h<h100>); }, "pricing[3].overage", "must be per the unit of the price, 2.850000 USD/gb300-hour", "3.000000 USD/h100-hour"},
        {[](K c) { compute(c).overage = price(usd(-3) / gpu_h<gb300>); }, "pricing[3].overage", "must not be negative", "-3.000000 USD/gb300-hour"},
        {[](K c) { compute(c).price = price(usd(1) / kWh), compute(c).overage = {}; }, "pricing[3].minimum", "counts accelerators' hours, so the price must be per GPU-hour", "1.000000 USD/kWh"},
    });
    sample::check_accepted({[](K c) { burst(c).price = price(usd(0.08_d) / kWh); }, [](K c) { compute(c).overage = {}; }});
}

TEST_CASE("tiers ascend, and only the last has no bound")
{
    const auto steps = [](K c) -> auto& { return static_cast<std::vector<sample::usd_tier>&>(burst(c).tiers->steps); };
    sample::check_faults({
        {[=](K c) { steps(c).clear(); }, "pricing[4].tiers.steps", "must not be an empty list", "no tier"},
        {[=](K c) { steps(c)[2].up_to = metered(400'000); }, "pricing[4].tiers.steps", "must end with a tier without a bound", "up to 400000.00000000"},
        {[=](K c) { steps(c)[0].up_to = {}; }, "pricing[4].tiers.steps", "must have a bound in every tier but the last", "tier 1 without one"},
        {[=](K c) { steps(c)[1].up_to = metered(100'000); }, "pricing[4].tiers.steps", "must have ascending, positive bounds", "100000.00000000 after 100000.00000000"},
        {[=](K c) { steps(c)[0].up_to = metered(0); }, "pricing[4].tiers.steps", "must have ascending, positive bounds", "0.00000000 after 0.00000000"},
        {[=](K c) { steps(c)[1].price = usd(-1); }, "pricing[4].tiers.steps", "must not have a negative price", "USD -1.000000"},
        {[](K c) { burst(c).tiers->rebate->from = metered(0); }, "pricing[4].tiers.rebate.from", "must be positive", "0.00000000"},
        {[](K c) { burst(c).tiers->rebate->share = ratio(1.1_d); }, "pricing[4].tiers.rebate.share", "must be above 0 and at most 1", "1.100000"},
        {[](K c) { burst(c).tiers->rebate->share = ratio(0); }, "pricing[4].tiers.rebate.share", "must be above 0 and at most 1", "0.000000"},
    });
    sample::check_accepted({[=](K c) { steps(c).erase(steps(c).begin(), steps(c).begin() + 2); }, [=](K c) { steps(c)[0].price = usd(0); }});
}

TEST_CASE("a minimum is a share, of what is contracted, and ramps in order")
{
    sample::check_faults({
        {[](K c) { compute(c).minimum->share = ratio(0); }, "pricing[3].minimum.share", "must be above 0 and at most 1", "0.000000"},
        {[](K c) { compute(c).minimum->share = assumed(range(ratio(0.5_d), ratio(0.7_d), ratio(1.2_d)), "us"); }, "pricing[3].minimum.share", "must be above 0 and at most 1", "1.200000"},
        {[](K c) { compute(c).minimum->contracted = gpus<any_accelerator>(0 * gpu<gb300>); }, "pricing[3].minimum.contracted", "must be positive", "0 gb300"},
        {[](K c) { compute(c).minimum->contracted = gpus<any_accelerator>(100 * gpu<h100>); }, "pricing[3].minimum.contracted", "must be of the accelerator that is priced, gb300", "100 h100"},
        {[](K c) { compute(c).minimum->ramp[1].from_month = 13; }, "pricing[3].minimum.ramp", "must be in ascending order, each from a later one than the first", "13 after 13"},
        {[](K c) { compute(c).minimum->ramp[0].from_month = 1; }, "pricing[3].minimum.ramp", "must be in ascending order, each from a later one than the first", "1 after 1"},
        {[](K c) { compute(c).minimum->ramp[0].share = ratio(-0.1_d); }, "pricing[3].minimum.ramp", "must not have a negative share", "-0.100000"},
        {[](K c) { compute(c).minimum->ramp[0].share = ratio(1.1_d); }, "pricing[3].minimum.ramp", "must have shares of at most 1", "1.100000"},
        {[](K c) { compute(c).minimum->true_up->share = ratio(1.1_d); }, "pricing[3].minimum.true_up.share", "must be above 0 and at most 1", "1.100000"},
        {[](K c) { compute(c).minimum->contracted = {}, c.tranches = unknown("?"), c.availability = {}, reservation(c).by = billed_by::days, colocation(c).tranche = ""; },
         "pricing[3].minimum.contracted", "must be known where tranches are unknown", "unknown"},
    });
    sample::check_accepted({[](K c) { compute(c).minimum->share = ratio(1); }, [](K c) { compute(c).minimum->contracted = {}; }, [](K c) { compute(c).minimum->ramp[0].share = ratio(0); }});
}

TEST_CASE("what can be made up has a month to be made up in")
{
    const auto bank = [](K c) -> auto& { return *compute(c).minimum->make_up; };
    const auto of_one_month = [](K c) {
        c.term = disclosed(ratable::term{.start = 2027_y / jan / 1, .length = date::months{1}}, "order form");
        c.tranches = disclosed({{.in_service = 2027_y / jan / 1, .capacity = 20 * MW_it}}, "order form");
        c.prepayment = {}, c.availability = {}, colocation(c).tranche = "";
    };
    sample::check_faults({
        {[=](K c) { bank(c).usable_months = 0; }, "pricing[3].minimum.make_up.usable_months", "must be a month at least, or nothing is ever made up", "0"},
        {[=](K c) { bank(c).tail_months = -1; }, "pricing[3].minimum.make_up.tail_months", "must not be negative", "-1"},
        {[=](K c) { bank(c).cap = metered(0); }, "pricing[3].minimum.make_up.cap", "must be positive", "0.00000000"},
        {[=](K c) { of_one_month(c); }, "pricing[3].minimum.make_up.usable_months", "must have a later month to be used in, and the term has one month", "6"},
    });
    sample::check_accepted({[=](K c) { of_one_month(c), bank(c).tail_months = 1; }, [=](K c) { bank(c).usable_months = 1; }, [=](K c) { bank(c).cap = {}; }});
}

TEST_CASE("prices are in the contract's currency, also one known at run time")
{
    using any_usd = any_currency<2>;
    const auto EUR_ = currency_of<2>("EUR"), USD_ = currency_of<2>("USD");
    contract<any_usd> c{.name          = "run time",
                        .currency      = USD_,
                        .term          = disclosed(ratable::term{.start = 2027_y / jan / 1, .length = date::years{4}}, "order form"),
                        .tranches      = disclosed({{.in_service = 2027_y / jan / 1, .capacity = 20 * MW_it}}, "order form"),
                        .consideration = disclosed(money<any_usd>(decimal<2>(480'000'000), USD_), "order form"),
                        .pricing       = disclosed(pricing<any_usd>{capacity_fee<any_usd>{.price = unit_price<any_usd>::parse("150 EUR/kW-month", EUR_)},
                                                                    fixed_fee<any_usd>{.amount = money<any_usd>(decimal<2>(5), EUR_), .every = fee_every::month}},
                                                   "annex"),
                        .billing       = unknown("not public")};
    const auto problems = validate(c);
    REQUIRE(problems.size() == 2);
    CHECK(to_string(problems[0].why) == "pricing[0].price: must be in the contract's currency USD; got 150.000000 EUR/kW-month; convert it");
    CHECK(to_string(problems[1].why) == "pricing[1].amount: must be in the contract's currency USD; got EUR 5.00; convert it");
}

TEST_CASE("a clause that holds on a part of the term does so on days that exist, in order, within it")
{
    sample::check_faults({
        {[](K c) { colocation(c).from = 2028_y / feb / 30; }, "pricing[2].from", "must be a day of the calendar", "2028-02-30"},
        {[](K c) { colocation(c).until = 2028_y / feb / 30; }, "pricing[2].until", "must be a day of the calendar", "2028-02-30"},
        {[](K c) { colocation(c).from = colocation(c).until = 2028_y / feb / 1; }, "pricing[2].until", "must be after from, 2028-02-01", "2028-02-01"},
        {[](K c) { support(c).from = 2026_y / dec / 31; }, "pricing[1].from", "must be a day of the term 2027-01-01 .. 2031-01-01", "2026-12-31"},
        {[](K c) { burst(c).from = 2031_y / jan / 1; }, "pricing[4].from", "must be a day of the term 2027-01-01 .. 2031-01-01", "2031-01-01"},
        {[](K c) { burst(c).until = 2031_y / jan / 2; }, "pricing[4].until", "must be a day of the term 2027-01-01 .. 2031-01-01, after its first", "2031-01-02"},
        {[](K c) { support(c).until = 2027_y / jan / 1; }, "pricing[1].until", "must be a day of the term 2027-01-01 .. 2031-01-01, after its first", "2027-01-01"},
        {[](K c) { support(c).every = fee_every::once, support(c).escalator = {}, support(c).from = 2028_y / jan / 1; }, "pricing[1].from", "must not stand with a fee that is due once", "2028-01-01"},
        {[](K c) { support(c).every = fee_every::once, support(c).escalator = {}, support(c).until = 2028_y / jan / 1; }, "pricing[1].until", "must not stand with a fee that is due once", "2028-01-01"},
        {[](K c) { compute(c).until = 2030_y / jan / 1, compute(c).minimum->make_up->tail_months = 1; }, "pricing[3].until", "must not stand with a tail, for hours after it are another clause's", "2030-01-01"},
        {[](K c) { colocation(c).renews = true; }, "pricing[2].renews", "must stand with the day from which the fee holds", "no from"},
    });
    sample::check_accepted({[](K c) { colocation(c).from = 2027_y / jan / 1, colocation(c).until = 2031_y / jan / 1; }, [](K c) { colocation(c).from = 2030_y / dec / 31, colocation(c).renews = true; },
                            [](K c) { compute(c).until = 2030_y / jan / 1; }, [](K c) { support(c).from = 2027_y / jan / 1, support(c).until = 2027_y / jan / 2; },
                            [](K c) { compute(c).from = 2028_y / jan / 1, compute(c).minimum->make_up->tail_months = 1; }});
}
