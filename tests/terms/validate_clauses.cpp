// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/validate_clauses.hpp>

#include "../support/all_clauses.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using K = contract<USD>&;

namespace {

payment_terms&       payment(K c) { return c.billing.value().payment; }
holdback&            kept(K c) { return *c.billing.value().holdback; }
prepayment&          prepaid(K c) { return c.prepayment.value(); }
delay_damages&       delay(K c) { return c.delay.value(); }
service_level&       level(K c) { return c.service_level.value(); }
power_pass_through<USD>& pass(K c) { return c.power.value(); }
planned_maintenance& out(K c) { return c.availability.value().maintenance[0]; }
option<USD>&         hall_c(K c) { return c.options.value()[0]; }
option<USD>&         again(K c) { return c.options.value()[1]; }
option<USD>&         longer(K c) { return c.options.value()[2]; }
early_termination<USD>& termination(K c) { return c.termination.value(); }

} // namespace

TEST_CASE("a clause says how it is known, for its choices rest on that")
{
    sample::check_faults({
        {[](K c) { c.billing = c.billing.value(), kept(c).share = disclosed(ratio(0.05_d), "section 7"); }, "billing", "must say how it is known", "no statement"},
        {[](K c) { c.delay = disclosed(delay(c), ""), delay(c) = {.grace = unknown("?"), .share = unknown("?")}; }, "delay", "must have a source", "no source"},
    });
}

TEST_CASE("an invoice is paid after it was written, on a day that the calendar knows")
{
    sample::check_faults({
        {[](K c) { payment(c).net = date::days{-1}; }, "billing.payment.net", "must not be negative", "-1 days"},
        {[](K c) { payment(c).calendar = no_holidays(); }, "billing.payment.calendar", "must know business days for the convention following", "no_holidays"},
        {[](K c) { kept(c).share = ratio(0); }, "billing.holdback.share", "must be above 0 and at most 1", "0.000000"},
        {[](K c) { kept(c).share = ratio(1.01_d); }, "billing.holdback.share", "must be above 0 and at most 1", "1.010000"},
        {[](K c) { kept(c).released_after = date::months{-1}; }, "billing.holdback.released_after", "must not be negative", "-1 months"},
    });
    sample::check_accepted({[](K c) { payment(c).calendar = no_holidays(), payment(c).convention = business_day_convention::unadjusted; }, [](K c) { payment(c).net = date::days{0}; }});
}

TEST_CASE("committed spend is positive, and there is no year to roll into after the last")
{
    sample::check_faults({
        {[](K c) { c.spend.value().a_year = usd(0); }, "spend.a_year", "must be positive", "USD 0.00"},
        {[](K c) { c.spend.value().at_end = undrawn::rolls_over; }, "spend.at_end", "must not roll over, for there is no year to roll into", "rolls_over"},
    });
    sample::check_accepted({[](K c) { c.spend.value().at_end = undrawn::lapses; }});
}

TEST_CASE("a prepayment is a share, and its credit window lies within every tranche's service and the term")
{
    sample::check_faults({
        {[](K c) { prepaid(c).share = ratio(0); }, "prepayment.share", "must be above 0 and at most 1", "0.000000"},
        {[](K c) { prepaid(c).share = ratio(1.2_d); }, "prepayment.share", "must be above 0 and at most 1", "1.200000"},
        {[](K c) { prepaid(c).lead = date::days{-1}; }, "prepayment.lead", "must be from 0 to 36,600 days", "-1 days"},
        {[](K c) { prepaid(c).from_month = date::months{0}; }, "prepayment.from_month", "must be counted from 1", "0 months"},
        {[](K c) { prepaid(c).through_month = date::months{24}; }, "prepayment.through_month", "must not be before from_month, 25 months", "24 months"},
        {[](K c) { prepaid(c).through_month = date::months{50}; }, "prepayment.through_month", "must lie within the term, of 48 months", "50 months"},
        {[](K c) { prepaid(c).from_month = date::months{37}, prepaid(c).through_month = date::months{40}; }, "prepayment.from_month",
         "must lie within the service of tranches[0], which ends 2030-01-01", "37 months"},
        {[](K c) { prepaid(c).from_month = date::months{43}, prepaid(c).through_month = date::months{43}, c.tranches.value()[0].end = {}; }, "prepayment.from_month",
         "must lie within the service of tranches[1], which ends 2031-01-01", "43 months"},
        {[](K c) { prepaid(c).from_month = prepaid(c).through_month = date::months{2'147'483'647}; prepaid(c).through_month = unknown("?"); }, "prepayment.from_month",
         "must lie within the term, of 48 months", "2147483647 months"},
    });
    sample::check_accepted({[](K c) { prepaid(c).from_month = prepaid(c).through_month = date::months{36}; }, [](K c) { prepaid(c).through_month = date::months{49}; },
                            [](K c) { prepaid(c).share = ratio(1); }, [](K c) { prepaid(c).from_month = unknown("?"); }});
}

TEST_CASE("delay credits are no penalty for the customer, their steps are in order, and a long-stop says what it ends")
{
    sample::check_faults({
        {[](K c) { delay(c).grace = date::days{-1}; }, "delay.grace", "must be from 0 to 36,600 days", "-1 days"},
        {[](K c) { delay(c).share = ratio(-0.5_d); }, "delay.share", "must not be negative", "-0.500000"},
        {[](K c) { delay(c).cap = ratio(1.5_d); }, "delay.cap", "must be above 0 and at most 1", "1.500000"},
        {[](K c) { delay(c).steps[1].from_day = 31; }, "delay.steps", "must be in ascending order, each from a later one than the first", "31 after 31"},
        {[](K c) { delay(c).steps[0].from_day = 1; }, "delay.steps", "must be in ascending order, each from a later one than the first", "1 after 1"},
        {[](K c) { delay(c).steps[0].share = ratio(-1); }, "delay.steps", "must not have a negative share", "-1.000000"},
        {[](K c) { delay(c).long_stop = date::days{0}; }, "delay.long_stop", "must be positive", "0 days"},
        {[](K c) { delay(c).long_stop = {}; }, "delay.long_stop", "must be stated where something ends", "not stated"},
        {[](K c) { delay(c).ends = {}; }, "delay.ends", "must say what a delay past the long-stop ends", "not stated"},
        {[](K c) { delay(c).ends = {}, delay(c).long_stop = unknown("not public"); }, "delay.ends", "must say what a delay past the long-stop ends", "not stated"},
    });
    sample::check_accepted({[](K c) { delay(c).ends = {}, delay(c).long_stop = {}; }, [](K c) { delay(c).long_stop = unknown("not public"); }, [](K c) { delay(c).share = ratio(2); },
                            [](K c) { c.tranches.value()[0].slip = date::days{200}; }});
}

TEST_CASE("a slip past a long-stop that ends nothing is a problem of the slip too")
{
    auto c = sample::all_clauses();
    delay(c).ends = {}, c.tranches.value()[0].slip = date::days{181};
    const auto problems = validate(c);
    REQUIRE(problems.size() == 2);
    CHECK(to_string(problems[1].why) == "tranches[0].slip: is past the long-stop of 180 days, and nothing says what that ends; got 181 days; write delay.ends");
    c.tranches.value()[0].slip = date::days{180};
    CHECK(validate(c).size() == 1);
}

TEST_CASE("service credits grow as availability falls")
{
    const auto steps = [](K c) -> auto& { return static_cast<std::vector<service_credit_step>&>(level(c).steps); };
    const char* order = "must go from the highest availability to the lowest, with growing shares";
    sample::check_faults({
        {[=](K c) { steps(c).clear(); }, "service_level.steps", "must not be an empty list", "no step"},
        {[=](K c) { steps(c)[1].below = ratio(0.999_d); }, "service_level.steps", order, "0.999000 after 0.999000"},
        {[=](K c) { steps(c)[1].share = ratio(0.04_d); }, "service_level.steps", order, "0.990000 after 0.999000"},
        {[=](K c) { steps(c)[1].share = ratio(1.1_d); }, "service_level.steps", "must have availabilities and shares above 0 and at most 1", "0.990000: 1.100000"},
        {[=](K c) { steps(c)[0].below = ratio(1.5_d); }, "service_level.steps", "must have availabilities and shares above 0 and at most 1", "1.500000: 0.050000"},
        {[=](K c) { steps(c)[0].share = ratio(0); }, "service_level.steps", "must have availabilities and shares above 0 and at most 1", "0.999000: 0.000000"},
        {[](K c) { level(c).cap = ratio(0); }, "service_level.cap", "must be above 0 and at most 1", "0.000000"},
    });
    sample::check_accepted({[=](K c) { steps(c)[1].share = ratio(0.05_d); }, [=](K c) { steps(c)[0].below = ratio(1); }});
}

TEST_CASE("power is passed on from critical IT load, with a PUE of 1 or more, by kWh and peak kW")
{
    const auto on = [](K c, const power<any_basis>& a, const power<any_basis>& per) {
        auto& t = c.tranches.value()[0];
        t.capacity = a, t.power_per_accelerator = per, c.availability = {};
    };
    sample::check_faults({
        {[](K c) { pass(c).load_factor = ratio(1.1_d); }, "power.load_factor", "must be above 0 and at most 1", "1.100000"},
        {[](K c) { pass(c).pue = assumed(range(ratio(0.9_d), ratio(1.2_d), ratio(1.3_d)), "us"); }, "power.pue", "must be at least 1, for gross includes critical IT", "0.900000"},
        {[](K c) { pass(c).pue_floor = ratio(0.9_d); }, "power.pue_floor", "must be at least 1, for gross includes critical IT", "0.900000"},
        {[](K c) { pass(c).pue_cap = ratio(0.9_d); }, "power.pue_cap", "must be at least 1, for gross includes critical IT", "0.900000"},
        {[](K c) { pass(c).pue_cap = ratio(1.05_d); }, "power.pue_cap", "must not be below the floor 1.100000", "1.050000"},
        {[](K c) { pass(c).tariff = unit_price<USD>(usd(2) / gpu_h<gb300>); }, "power.tariff", "must be per kWh or MWh", "2.000000 USD/gb300-hour"},
        {[](K c) { pass(c).tariff_cap = unit_price<USD>(usd(90) / MWh); }, "power.tariff_cap", "must be per the unit of the tariff, kWh", "90.000000 USD/MWh"},
        {[](K c) { pass(c).tariff_cap = unit_price<USD>(usd(-1) / kWh); }, "power.tariff_cap", "must not be negative", "-1.000000 USD/kWh"},
        {[](K c) { pass(c).demand = unit_price<USD>(usd(12) / kW_month); }, "power.demand", "must be per kW of metered peak", "12.000000 USD/kW-month"},
        {[](K c) { pass(c).kwh_digits->digits = 9; }, "power.kwh_digits.digits", "must be from 0 to 8", "9"},
        {[=](K c) { on(c, 20 * MW_gross, 2 * kW_gross); }, "power", "multiplies critical IT by PUE, but tranches[0] is on another basis", "gross"},
        {[=](K c) { on(c, 20 * MW_campus, 1 * MW_campus); }, "power", "multiplies critical IT by PUE, but tranches[0] is on another basis", "campus"},
    });
    sample::check_accepted({[](K c) { pass(c).pue_cap = ratio(1.1_d); }, [=](K c) { on(c, 20 * MW, 2 * kW); }, [](K c) { pass(c).load_factor = ratio(1); }});
}

TEST_CASE("maintenance takes out no more than is in service, on days of the term")
{
    sample::check_faults({
        {[](K c) { c.availability.value().expected = ratio(1.01_d); }, "availability.expected", "must be above 0 and at most 1", "1.010000"},
        {[](K c) { out(c).out = 31 * MW_it; }, "availability.maintenance", "must not exceed the capacity in service on 2028-03-01 .. 2028-03-03", "31 MW critical_it"},
        {[](K c) { out(c) = {period(2030_y / mar / 1, 2030_y / mar / 3), 11 * MW_it}; }, "availability.maintenance", "must not exceed the capacity in service on 2030-03-01 .. 2030-03-03",
         "11 MW critical_it"},
        {[](K c) { out(c).out = 5 * MW_gross; }, "availability.maintenance", "must be on the tranches' MW basis, W critical_it", "5 MW gross"},
        {[](K c) { out(c).out = 0 * MW_it; }, "availability.maintenance", "must take out some power", "0 W critical_it"},
        {[](K c) { out(c).days = period(2031_y / jan / 1, 2031_y / jan / 2); }, "availability.maintenance", "must lie within the term 2027-01-01 .. 2031-01-01", "2031-01-01 .. 2031-01-02"},
    });
    sample::check_accepted({[](K c) { out(c).out = 30 * MW_it; }, [](K c) { out(c) = {period(2030_y / mar / 1, 2030_y / mar / 3), 10 * MW_it}; }, [](K c) { c.tranches = unknown("?"), c.pricing = {}; }});
}

TEST_CASE("an option has what its kind needs, stated or said to be unknown, and nothing else")
{
    sample::check_faults({
        {[](K c) { hall_c(c).capacity = {}; }, "options[0].capacity", "must be stated for this kind, expansion", "not stated"},
        {[](K c) { hall_c(c).in_service = {}; }, "options[0].in_service", "must be stated for this kind, expansion", "not stated"},
        {[](K c) { hall_c(c).length = date::months{12}; }, "options[0].length", "must not stand in this kind, expansion", "12 months"},
        {[](K c) { again(c).length = {}; }, "options[1].length", "must be stated for this kind, renewal", "not stated"},
        {[](K c) { again(c).price = {}; }, "options[1].price", "must be stated for this kind, renewal", "not stated"},
        {[](K c) { again(c).capacity = 5 * MW_it; }, "options[1].capacity", "must not stand in this kind, renewal", "5 MW critical_it"},
        {[](K c) { longer(c).length = {}; }, "options[2].length", "must be stated for this kind, extension", "not stated"},
        {[](K c) { longer(c).price = unit_price<USD>(usd(2) / gpu_h<gb300>); }, "options[2].price", "must not stand in this kind, extension", "2.000000 USD/gb300-hour"},
        {[](K c) { longer(c).length = date::months{0}; }, "options[2].length", "must be a month at least", "0 months"},
        {[](K c) { hall_c(c).capacity = -5 * MW_it; }, "options[0].capacity", "must be positive", "-5 MW critical_it"},
        {[](K c) { again(c).price = unit_price<USD>(usd(-2) / gpu_h<gb300>); }, "options[1].price", "must not be negative", "-2.000000 USD/gb300-hour"},
        {[](K c) { hall_c(c).notice_by = 2028_y / feb / 30; }, "options[0].notice_by", "must be a day of the calendar", "2028-02-30"},
        {[](K c) { hall_c(c).in_service = 2028_y / feb / 30; }, "options[0].in_service", "must be a day of the calendar", "2028-02-30"},
    });
    sample::check_accepted({[](K c) { hall_c(c).capacity = unknown("never announced"), hall_c(c).in_service = unknown("from 2027 on"); }, [](K c) { again(c).price = unknown("?"); },
                            [](K c) { hall_c(c).price = unit_price<USD>(usd(2) / gpu_h<gb300>); }, [](K c) { hall_c(c).notice_by = {}; }});
}

TEST_CASE("an option is exercised by its notice day, and then nothing of it is unknown")
{
    sample::check_faults({
        {[](K c) { hall_c(c).exercised_on = 2028_y / jul / 1; }, "options[0].exercised_on", "must not be after the notice day 2028-06-30", "2028-07-01"},
        {[](K c) { hall_c(c).exercised_on = 2028_y / feb / 30; }, "options[0].exercised_on", "must be a day of the calendar", "2028-02-30"},
        {[](K c) { hall_c(c).exercised_on = 2028_y / jun / 30, hall_c(c).capacity = unknown("?"); }, "options[0].capacity", "must be known, for the option is exercised", "unknown"},
    });
    sample::check_accepted({[](K c) { hall_c(c).exercised_on = 2028_y / jun / 30; }, [](K c) { hall_c(c).exercised_on = 2029_y / jun / 30, hall_c(c).notice_by = {}; }});
}

TEST_CASE("a termination has a fee for each year, and a day within the term")
{
    const auto fees = [](K c) -> auto& { return static_cast<std::vector<money<USD>>&>(termination(c).fee_by_year); };
    const auto with_minimums = [](K c) -> auto& {
        termination(c).minimums = remaining_minimums{.share = ratio(1), .rate = ratio(0), .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
        return termination(c);
    };
    sample::check_faults({
        {[=](K c) { fees(c).clear(); }, "termination.fee_by_year", "must not be an empty list", "no fee"},
        {[=](K c) { fees(c)[1] = usd(-1); }, "termination.fee_by_year", "must not be negative", "USD -1.00"},
        {[=](K c) { with_minimums(c).minimums->share = ratio(2); }, "termination.minimums.share", "must be above 0 and at most 1", "2.000000"},
        {[=](K c) { with_minimums(c).minimums->rate = ratio(decimal<2>::parse("-0.01")); }, "termination.minimums.rate", "must not be negative", "-0.010000"},
        {[](K c) { termination(c).settled = usd(5); }, "termination.settled", "says what leaving came to, on a day that must be stated", "USD 5.00"},
        {[](K c) { termination(c).settled = usd(-5), termination(c).terminated_on = 2028_y / jan / 1; }, "termination.settled", "must be positive", "USD -5.00"},
        {[](K c) { termination(c).mitigation = usd(-1); }, "termination.mitigation", "must be positive", "USD -1.00"},
        {[](K c) { termination(c).notice = date::days{-1}; }, "termination.notice", "must not be negative", "-1 days"},
        {[](K c) { termination(c).terminated_on = 2026_y / dec / 31; }, "termination.terminated_on", "must be a day of the term 2027-01-01 .. 2031-01-01", "2026-12-31"},
        {[](K c) { termination(c).terminated_on = 2031_y / jan / 1; }, "termination.terminated_on", "must be a day of the term 2027-01-01 .. 2031-01-01", "2031-01-01"},
        {[](K c) { termination(c).terminated_on = 2028_y / feb / 30; }, "termination.terminated_on", "must be a day of the calendar", "2028-02-30"},
    });
    sample::check_accepted({[=](K c) { fees(c)[1] = usd(0); }, [](K c) { termination(c).terminated_on = 2027_y / jan / 1; },
                            [=](K c) { with_minimums(c), fees(c).clear(); }, [](K c) { termination(c).settled = usd(5), termination(c).terminated_on = 2028_y / jan / 1; }});
}

TEST_CASE("problems of several clauses are listed at once")
{
    auto c = sample::all_clauses();
    prepaid(c).share = ratio(2), delay(c).ends = {}, level(c).cap = ratio(0), termination(c).notice = date::days{-1};
    std::string paths;
    for (const term_problem& p : validate(c)) (paths += to_string(p.path)) += ' ';
    CHECK(paths == "prepayment.share delay.ends service_level.cap termination.notice ");
}

TEST_CASE("a prepayment, a delay and a service level are shares of fees that some clause bills")
{
    using sample::pricing_of;
    const auto only = [](K c, std::size_t clause, const char* kept) { // one clause of the pricing, and one that is a share of it
        c.pricing.value() = {c.pricing.value()[clause]};
        for (const char* name : {"prepayment", "delay", "service_level"}) {
            if (std::string(name) == kept) continue;
            if (name == std::string("prepayment")) c.prepayment = {};
            else if (name == std::string("delay")) c.delay = {};
            else c.service_level = {};
        }
    };
    const auto by_months = [](K c) { pricing_of<sample::reservation>(c, 0).by = billed_by::months; };
    const char* prepaid  = "is a share of capacity fees or of a consideration, and nothing bills one";
    const char* level    = "credits a share of capacity fees or of a consideration, and nothing bills one";
    const char* late     = "credits a share of the late tranche's fees, and nothing bills tranches";
    sample::check_faults({
        {[=](K c) { only(c, 3, "prepayment"); }, "prepayment", prepaid, "fixed or usage fees alone"},
        {[=](K c) { only(c, 1, "prepayment"); }, "prepayment", prepaid, "fixed or usage fees alone"},
        {[=](K c) { only(c, 3, "service_level"); }, "service_level", level, "fixed or usage fees alone"},
        {[=](K c) { only(c, 3, "delay"); }, "delay", late, "fixed or usage fees alone"},
        {[=](K c) { by_months(c), only(c, 0, "delay"); }, "delay", late, "a consideration by months or days"},
        {[=](K c) { only(c, 3, "delay"), c.delay.value().share = ratio(0), c.delay.value().long_stop = {}, c.delay.value().ends = {}; }, "delay", late, "fixed or usage fees alone"},
    });
    sample::check_accepted({[=](K c) { only(c, 2, "prepayment"); }, [=](K c) { only(c, 2, "delay"); }, [=](K c) { only(c, 2, "service_level"); }, [=](K c) { only(c, 0, "delay"); },
                            [=](K c) { by_months(c), only(c, 0, "prepayment"); }, [=](K c) { by_months(c), only(c, 0, "service_level"); },
                            [=](K c) { only(c, 3, "delay"), c.delay.value().share = ratio(0); }, // a long-stop alone
                            [=](K c) { only(c, 3, "none"); }, [](K c) { c.pricing = unknown("not public"), c.billing = {}; },
                            [=](K c) { only(c, 3, "none"), c.prepayment = unknown("not public"), c.delay = unknown("not public"), c.service_level = unknown("not public"); }});
}
