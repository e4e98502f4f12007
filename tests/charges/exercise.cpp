// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/exercise.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/terms/validate.hpp>

#include "../support/any_contract.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::months;

namespace {

/// Two named tranches, one of which ends before the term; three options.
contract<USD> optioned()
{
    return contract<USD>{
        .name          = "optioned",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 31, .length = date::years{2}}, "8-K"),
        .tranches      = disclosed({{.name = "a", .in_service = 2026_y / feb / 1, .capacity = 250 * MW_it, .end = 2028_y / jan / 31},
                                    {.name = "b", .in_service = 2026_y / mar / 1, .capacity = 100 * MW_it, .end = 2027_y / mar / 1},
                                    {.name = "c", .in_service = 2027_y / mar / 1, .capacity = 100 * MW_it}}, "8-K"),
        .consideration = disclosed(usd(1'000'000'000), "announcement"),
        .committed     = disclosed(usd(800'000'000), "8-K"),
        .pricing       = disclosed(pricing<USD>{capacity_fee<USD>{.price = usd(150'000) / MW_month}, fixed_fee<USD>{.amount = usd(5), .every = fee_every::month}}, "8-K"),
        .options       = reported(options<USD>{{.name = "longer", .kind = option_kind::extension, .notice_by = 2027_y / jul / 31, .length = months{13}},
                                               {.name = "more", .kind = option_kind::expansion, .capacity = 1250 * MW_it, .in_service = 2027_y / jan / 1, .price = usd(140'000) / MW_month},
                                               {.name = "again", .kind = option_kind::renewal, .length = months{12}, .price = usd(1) / MW_month}}, "press"),
    };
}

/// One year of 2 MW at USD 1,000 a MW-month from 2026-03-16, monthly by the calendar, and a renewal of a year at USD 0.75 a kW-month.
contract<USD> renewable()
{
    return contract<USD>{
        .name          = "renewable",
        .term          = disclosed(ratable::term{.start = 2026_y / mar / 16, .length = date::years{1}}, "8-K"),
        .tranches      = disclosed({{.name = "a", .in_service = 2026_y / mar / 16, .capacity = 2 * MW_it, .slip = date::days{0}}}, "8-K"),
        .consideration = unknown("by the meter"),
        .pricing       = disclosed(pricing<USD>{capacity_fee<USD>{.price     = usd(1'000) / MW_month,
                                                                  .escalator = escalator{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = ratio(0.1_d)}},
                                                fixed_fee<USD>{.amount = usd(31), .every = fee_every::month}}, "8-K"),
        .billing       = disclosed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{0}, .convention = business_day_convention::unadjusted}}, "8-K"),
        .options       = reported(options<USD>{{.name = "again", .kind = option_kind::renewal, .length = months{24}, .price = usd(0.75_d) / kW_month}}, "press"),
    };
}

const capacity_fee<USD>& fee_at(const contract<USD>& c, std::size_t i) { return std::get<capacity_fee<USD>>(c.pricing.value()[i]); }

} // namespace

TEST_CASE("an extension prolongs the term and the tranches that end with it, each as it was stated")
{
    const auto c      = optioned();
    const auto longer = exercise(c, 0, 2027_y / jul / 31);
    CHECK(days_of(longer.term.value()) == period(2026_y / jan / 31, 2029_y / feb / 28));
    CHECK(longer.term.own_statement() == statement{known::disclosed, "8-K"});
    const auto& list = longer.tranches.value();
    CHECK(list[0].end.value() == 2029_y / feb / 28);
    CHECK(list[1].end.value() == 2027_y / mar / 1);
    CHECK_FALSE(list[2].end.is_known());
    CHECK(in_force(list[2], days_of(longer.term.value())).end() == sys_days{2029_y / feb / 28});
    CHECK(longer.options.value()[0].exercised_on == 2027_y / jul / 31);
    CHECK(longer.pricing.value().size() == 2);
    // The contract that is given stays as it is.
    CHECK(days_of(c.term.value()) == period(2026_y / jan / 31, 2028_y / jan / 31));
    CHECK_FALSE(c.options.value()[0].exercised_on);
}

TEST_CASE("an extension moves every bound of a term, and a term that was agreed by its end")
{
    auto c     = optioned();
    c.tranches = unknown("not announced");
    c.term     = reported(at_least(ratable::term{.start = 2026_y / jan / 31, .length = until(2028_y / jan / 31)}), "press");
    const auto longer = exercise(c, 0, 2027_y / jul / 31);
    CHECK(days_of(longer.term.value()).end() == sys_days{2029_y / feb / 28});
    CHECK(longer.term.shape() == shape::at_least);
    CHECK(days_of(*longer.term.low()).end() == sys_days{2029_y / feb / 28});
    CHECK_FALSE(longer.term.high());
}

TEST_CASE("an expansion adds a tranche, stated as the option is, and prices it apart from the others")
{
    const auto c    = optioned();
    const auto more = exercise(c, 1, 2026_y / dec / 1);
    const auto& list = more.tranches.value();
    REQUIRE(list.size() == 4);
    CHECK(list[3].name == "more");
    CHECK(list[3].capacity.value() == power<any_basis>(1250 * MW_it));
    CHECK(list[3].in_service.value() == 2027_y / jan / 1);
    CHECK(list[3].capacity.own_statement() == statement{known::reported, "press"});
    CHECK(list[3].in_service.own_statement() == statement{known::reported, "press"});
    REQUIRE(more.pricing.value().size() == 5);
    CHECK(fee_at(more, 0).tranche == "a");
    CHECK(fee_at(more, 1).tranche == "b");
    CHECK(fee_at(more, 2).tranche == "c");
    CHECK(fee_at(more, 0).price.value() == unit_price<USD>(usd(150'000) / MW_month));
    CHECK(std::holds_alternative<fixed_fee<USD>>(more.pricing.value()[3]));
    CHECK(fee_at(more, 4).tranche == "more");
    CHECK(fee_at(more, 4).price.value() == unit_price<USD>(usd(140'000) / MW_month));
    CHECK(fee_at(more, 4).price.own_statement() == statement{known::reported, "press"});
    CHECK(peak(make_ramp(list, days_of(more.term.value()))) == power<any_basis>(1600 * MW_it));
    CHECK(peak(make_ramp(c.tranches.value(), days_of(c.term.value()))) == power<any_basis>(350 * MW_it)); // in no figure until it is exercised
}

TEST_CASE("an expansion at the prices that hold leaves them alone; two tranches of one name share a fee")
{
    auto c = optioned();
    c.options.value()[1].price = {};
    CHECK(exercise(c, 1, 2026_y / dec / 1).pricing.value().size() == 2);
    c = optioned();
    c.tranches.value()[2].name = "b";
    CHECK(exercise(c, 1, 2026_y / dec / 1).pricing.value().size() == 4);
    c.pricing = {};
    CHECK_FALSE(exercise(c, 1, 2026_y / dec / 1).pricing.is_known());
}

TEST_CASE("what was announced is of the contract before: the consideration is unknown then, the commitment a floor")
{
    auto       c     = optioned();
    const auto after = exercise(c, 0, 2027_y / jan / 1);
    CHECK_FALSE(after.consideration.is_known());
    CHECK(after.consideration.unknown_because() == "what was announced is of the contract before option 'longer' was exercised");
    CHECK(after.committed.shape() == shape::at_least);
    CHECK(after.committed.value() == usd(800'000'000));
    CHECK(after.committed.own_statement() == statement{known::disclosed, "8-K"});
    c.committed = disclosed(up_to(usd(800'000'000)), "8-K");
    CHECK_FALSE(exercise(c, 0, 2027_y / jan / 1).committed.is_known());
    const auto EUR_ = currency_of<2>("EUR");
    const contract<any_currency<2>> run_time{.name          = "run-time",
                                             .term          = c.term,
                                             .tranches      = c.tranches,
                                             .consideration = disclosed(money<any_currency<2>>(decimal<2>(1), EUR_), "8-K"),
                                             .options       = reported(options<any_currency<2>>{{.name = "longer", .kind = option_kind::extension, .length = months{1}}}, "press")};
    CHECK(exercise(run_time, 0, 2027_y / jan / 1).currency == EUR_);
}

TEST_CASE("two options are exercised one after the other")
{
    const auto both = exercise(exercise(optioned(), 1, 2026_y / dec / 1), 0, 2027_y / jan / 1);
    CHECK(both.tranches.value().size() == 4);
    CHECK(in_force(both.tranches.value()[3], days_of(both.term.value())) == period(2027_y / jan / 1, 2029_y / feb / 28));
    CHECK(both.options.value()[0].exercised_on == 2027_y / jan / 1);
    CHECK(both.options.value()[1].exercised_on == 2026_y / dec / 1);
}

TEST_CASE("too late, twice, unknown or nameless is refused")
{
    auto c = optioned();
    CHECK_REFUSED(invalid_terms, "options[0].notice_by: is the last day to exercise it; got 2027-08-01; it can no longer be exercised", exercise(c, 0, 2027_y / aug / 1));
    CHECK_REFUSED(invalid_terms, "options[0]: must not have been exercised; got 2027-07-31; it can be exercised once", exercise(exercise(c, 0, 2027_y / jul / 31), 0, 2027_y / jul / 31));
    CHECK_REFUSED(invalid_terms, "options: must have the option that is exercised; got option 3; count from 0", exercise(c, 3, 2027_y / jul / 31));
    CHECK_THROWN(invalid_terms, exercise(c, 0, 2027_y / feb / 30));
    c.options.value()[0].notice_by = unknown("not public");
    CHECK_REFUSED(invalid_terms, "options[0].notice_by: must be known to exercise it; got unknown: not public; state it, or assume it and say so", exercise(c, 0, 2027_y / jan / 1));
    c.options.value()[0].notice_by = {};
    CHECK(exercise(c, 0, 2029_y / jan / 1).options.value()[0].exercised_on); // no last day was agreed
    c.options.value()[0].length = months{0};
    CHECK_REFUSED(invalid_terms, "options[0].length: must be at least a month; got 0 months; write such as date::months{12}", exercise(c, 0, 2027_y / jan / 1));
    c.options.value()[0].length = {};
    CHECK_REFUSED(invalid_terms, "options[0].length: must be known to exercise it; got not stated; state it, or assume it and say so", exercise(c, 0, 2027_y / jan / 1));
    auto without = c;
    without.options.value()[1].capacity = unknown("not public");
    CHECK_THROWN(invalid_terms, exercise(without, 1, 2026_y / dec / 1));
    without = c;
    without.options.value()[1].in_service = {};
    CHECK_THROWN(invalid_terms, exercise(without, 1, 2026_y / dec / 1));
    without          = c;
    without.tranches = unknown("MW never announced");
    CHECK_REFUSED(invalid_terms, "options[1]: adds to the tranches, which must be known; got MW never announced; assume them and say so", exercise(without, 1, 2026_y / dec / 1));
    without                          = c;
    without.tranches.value()[1].name = "";
    CHECK_REFUSED(invalid_terms, "options[1].price: holds for the added tranche alone, so every other must have a name; got a tranche without; name the tranches", exercise(without, 1, 2026_y / dec / 1));
    without                         = c;
    without.options.value()[1].name = "a";
    CHECK_REFUSED(invalid_terms, "options[1].name: must be a name of its own, to price the tranche by; got \"a\"; name the option as no tranche is named", exercise(without, 1, 2026_y / dec / 1));
    without.options = unknown("not public");
    CHECK_THROWN(invalid_terms, exercise(without, 0, 2026_y / dec / 1));
}

TEST_CASE("a renewal ends each fee on the term's old end, and goes on with a copy at its own price")
{
    const auto c       = renewable();
    const auto renewed = exercise(c, 0, 2026_y / dec / 1);
    CHECK(validate(renewed).empty());
    CHECK(days_of(renewed.term.value()) == period(2026_y / mar / 16, 2029_y / mar / 16));
    REQUIRE(renewed.pricing.value().size() == 3);
    CHECK(fee_at(renewed, 0).until == 2027_y / mar / 16);
    CHECK(fee_at(renewed, 0).price.value() == fee_at(c, 0).price.value());
    CHECK_FALSE(fee_at(renewed, 0).renews);
    CHECK(fee_at(renewed, 2).from == 2027_y / mar / 16);
    CHECK_FALSE(fee_at(renewed, 2).until);
    CHECK(fee_at(renewed, 2).renews);
    CHECK(fee_at(renewed, 2).price.value() == unit_price<USD>(usd(0.75_d) / kW_month));
    CHECK(fee_at(renewed, 2).price.own_statement() == statement{known::reported, "press"});
    CHECK(fee_at(renewed, 2).escalator->growth.value() == ratio(0.1_d));
    CHECK(renewed.options.value()[0].exercised_on == 2026_y / dec / 1);
    CHECK_FALSE(fee_at(c, 0).until); // the contract that is given stays as it is
}

TEST_CASE("the rows of a renewed contract, by hand")
{
    const auto rows = charges_of(exercise(renewable(), 0, 2026_y / dec / 1));
    std::vector<std::string> found;
    for (const auto& row : rows) {
        if (row.service.end() <= sys_days{2027_y / feb / 1} || sys_days{2027_y / may / 1} <= row.service.start()) continue;
        found.push_back(to_string(row.clause) + " " + to_string(row.service) + " " + to_string(row.invoiced) + " " + to_string(row.amount));
    }
    CHECK(found == std::vector<std::string>{"pricing[0] 2027-02-01 .. 2027-03-01 2027-02-28 USD 2,000.00",
                                            "pricing[1] 2027-02-01 .. 2027-03-01 2027-02-28 USD 31.00",
                                            "pricing[0] 2027-03-01 .. 2027-03-16 2027-03-31 USD 967.74", // 2 MW × 15/31 × 1,000
                                            "pricing[1] 2027-03-01 .. 2027-04-01 2027-03-31 USD 31.00",
                                            "pricing[2] 2027-03-16 .. 2027-04-01 2027-03-31 USD 774.19", // 2,000 kW × 16/31 × 0.75
                                            "pricing[1] 2027-04-01 .. 2027-05-01 2027-04-30 USD 31.00",
                                            "pricing[2] 2027-04-01 .. 2027-05-01 2027-04-30 USD 1,500.00"});
    const auto price_on = [&rows](const year_month_day& day) {
        for (const auto& row : rows) {
            if (row.clause.index == 2 && row.service.contains(sys_days{day})) return to_string(row.price.amount);
        }
        return std::string("none");
    };
    CHECK(price_on(2028_y / mar / 15) == "0.750000"); // its escalator counts years from the day of renewal
    CHECK(price_on(2028_y / mar / 16) == "0.830000");
    CHECK(total(rows) > total(charges_of(renewable())));
}

TEST_CASE("a tranche that slips past the old end is billed at the renewal's price, and earns delay credits at the old one")
{
    auto c                           = renewable();
    c.tranches.value()[0].in_service = 2027_y / mar / 1;
    c.tranches.value()[0].slip       = date::days{31};
    c.delay                          = disclosed(delay_damages{.grace = date::days{0}, .share = ratio(1), .cap = ratio(1)}, "8-K");
    const auto rows                  = charges_of(exercise(c, 0, 2026_y / dec / 1));
    for (const auto& row : rows) {
        if (row.tranche == 0 && row.kind == charge_kind::fee) CHECK(row.clause.index == 2);
    }
    CHECK(total(rows, charge_kind::delay_credit) == usd(-967.74_d)); // 31 days of 2,000 × 12/365 are 2,038.36: the cap is the value before the renewal, 15 days of March
}

TEST_CASE("a renewal changes nothing of what is billed for days before the old end")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    int                    renewed = 0, prepaid = 0, late = 0;
    for (int i = 0; i < 300; ++i) {
        CAPTURE(i);
        auto c = source.next();
        c.termination = {};
        auto& clauses = c.pricing.value();
        clauses = {capacity_fee<USD>{.price = tests::micros_per(source.draw().between(1, 200'000'000'000), priced_unit::mw_month)}, fixed_fee<USD>{.amount = usd(100), .every = fee_every::month}};
        c.options = tests::drawn(options<USD>{{.name = "again", .kind = option_kind::renewal, .length = months{source.draw().between(1, 30)},
                                               .price = tests::micros_per(source.draw().between(1, 200'000'000), priced_unit::kw_month)}});
        const sys_days old_end = days_of(c.term.value()).end();
        if (std::any_of(c.tranches.value().begin(), c.tranches.value().end(), [&](const tranche& t) { return in_force(t, days_of(c.term.value())).end() != old_end; })) continue;
        if (c.prepayment.is_known()) c.prepayment.value().credited = credit_method::level;
        const auto more = exercise(c, 0, 2025_y / jan / 1);
        CHECK(validate(more).empty());
        ++renewed;
        prepaid += c.prepayment.is_known();
        late += c.delay.is_known();
        // A period that the old end cuts is invoiced when it ends, and what is credited on its invoice may wait as long.
        const sys_days settled = old_end - date::days{370};
        const auto     lines   = [&](const std::vector<charge<USD>>& rows) {
            std::vector<std::string> text;
            for (const auto& row : rows) {
                std::string line = std::string(name_of(row.kind)) + " " + to_string(row.clause) + " " + to_string(row.price.amount) + " " + to_string(row.amount);
                if (row.kind == charge_kind::prepayment || (row.kind == charge_kind::refund && row.invoiced < settled)) text.push_back(line + " " + to_string(row.due));
                else if (row.clause.list == "pricing" && row.tranche >= 0 && row.service.end() <= old_end) text.push_back(line + " " + to_string(row.service));
                else if (row.invoiced < settled) text.push_back(line + " " + to_string(row.service) + " " + to_string(row.due));
            }
            std::sort(text.begin(), text.end());
            return text;
        };
        const auto before = lines(charges_of(c)), after = lines(charges_of(more));
        for (std::size_t k = 0; k < std::min(before.size(), after.size()); ++k) REQUIRE(before[k] == after[k]);
        CHECK(before.size() == after.size());
        CHECK(!before.empty());
    }
    CHECK(renewed > 50);
    CHECK(prepaid > 10);
    CHECK(late > 10);
}

TEST_CASE("a renewal of metered hours keeps their minimum, at the share that it has come to")
{
    auto            c = renewable();
    usage_fee<USD>  hours{.price = usd(2.50_d) / gpu_h<gb300>, .minimum = take_or_pay{.share = ratio(0.5_d), .ramp = {{12, ratio(0.75_d)}, {13, ratio(0.9_d)}}, .contracted = 10 * gpu<gb300>, .true_up = annual_true_up{.share = ratio(0.8_d), .can_be_made_up = false}},
                         .overage = usd(3) / gpu_h<gb300>};
    c.pricing                        = disclosed(pricing<USD>{hours, usage_fee<USD>{.name = "energy", .meter = "energy", .price = usd(50) / MWh}}, "8-K");
    c.options.value()[0].price       = usd(2.25_d) / gpu_h<gb300>;
    const auto renewed               = exercise(c, 0, 2026_y / dec / 1);
    CHECK(validate(renewed).empty());
    REQUIRE(renewed.pricing.value().size() == 3);
    const auto& old  = std::get<usage_fee<USD>>(renewed.pricing.value()[0]);
    const auto& next = std::get<usage_fee<USD>>(renewed.pricing.value()[2]);
    CHECK(old.until == 2027_y / mar / 16);
    CHECK(old.minimum->ramp.size() == 2);
    CHECK(next.from == 2027_y / mar / 16);
    CHECK(next.price.value() == unit_price<USD>(usd(2.25_d) / gpu_h<gb300>));
    CHECK(next.minimum->share.value() == ratio(0.75_d)); // month 13 would have been after the end
    CHECK(next.minimum->ramp.empty());
    CHECK(next.minimum->true_up.has_value());
    CHECK(next.overage.value() == unit_price<USD>(usd(3) / gpu_h<gb300>));
    CHECK_FALSE(std::get<usage_fee<USD>>(renewed.pricing.value()[1]).until); // runs on

    c.options.value()[0].price = usd(2.25_d) / gpu_h<any_accelerator>;
    CHECK(std::get<usage_fee<USD>>(exercise(c, 0, 2026_y / dec / 1).pricing.value()[2]).price.value().accelerator == any_accelerator(gb300{}));

    // 10 accelerators of which 75 % must be paid: the bill of March 2027 in two parts, each at its own price.
    const readings<USD> read{.usage = {{.days = period(2027_y / mar / 1, 2027_y / mar / 16), .quantity = metered(3'000)}, {.days = period(2027_y / mar / 16, 2027_y / apr / 1), .quantity = metered(1'000)}}};
    std::vector<std::string> found;
    for (const auto& row : charges_of(renewed, read)) {
        if (sys_days{2027_y / mar / 1} <= row.service.start() && row.service.end() <= sys_days{2027_y / apr / 1}) found.push_back(std::string(name_of(row.kind)) + " " + to_string(row.service) + " " + to_string(row.amount));
    }
    CHECK(found == std::vector<std::string>{"usage 2027-03-01 .. 2027-03-16 USD 7,500.00", "usage 2027-03-16 .. 2027-04-01 USD 2,250.00", "shortfall 2027-03-16 .. 2027-04-01 USD 4,230.00"}); // 0.75 × 3,840 − 1,000
    const readings<USD> across{.usage = {{.days = period(2027_y / mar / 1, 2027_y / apr / 1), .quantity = metered(1)}}};
    CHECK_REFUSED(invalid_terms, "reading of usage for 2027-03-01 .. 2027-04-01: must lie on one side of the day on which its clause begins or ceases to hold; got 2027-03-16; split it on that day", charges_of(renewed, across));
}

TEST_CASE("a renewal twice; what one price cannot renew is refused")
{
    auto c = renewable();
    c.options.value().push_back({.name = "once more", .kind = option_kind::renewal, .length = months{12}, .price = usd(800) / MW_month_it});
    const auto twice = exercise(exercise(c, 0, 2026_y / dec / 1), 1, 2026_y / dec / 2);
    REQUIRE(twice.pricing.value().size() == 4);
    CHECK(fee_at(twice, 0).until == 2027_y / mar / 16);
    CHECK(fee_at(twice, 2).until == 2029_y / mar / 16);
    CHECK(fee_at(twice, 3).from == 2029_y / mar / 16);
    CHECK(validate(twice).empty());
    std::get<capacity_fee<USD>>(c.pricing.value()[0]).until = 2027_y / mar / 16; // the old end, written out
    CHECK(fee_at(exercise(c, 0, 2026_y / dec / 1), 0).until == 2027_y / mar / 16);
    CHECK_FALSE(fee_at(exercise(c, 0, 2026_y / dec / 1), 2).until);
    std::get<capacity_fee<USD>>(c.pricing.value()[0]).until = 2027_y / mar / 15; // nothing holds on the last day
    CHECK_THROWN(invalid_terms, exercise(c, 0, 2026_y / dec / 1));

    const auto refused = [&](const char* message, auto&& change) {
        auto broken = renewable();
        change(broken);
        CHECK_REFUSED(invalid_terms, message, exercise(broken, 0, 2026_y / dec / 1));
    };
    using K = contract<USD>&;
    refused("options[0].price: must be per the unit of a capacity or usage fee that holds at the end of the term; got 0.750000 USD/kW-month; state it as these fees are, or write the renewed contract as one of its own",
            [](K k) { k.pricing.value().erase(k.pricing.value().begin()); });
    refused("options[0].price: leaves a capacity fee without a price; got 'capacity', 1000.000000 USD/MW-month; state the renewal's price per the unit of the capacity fees",
            [](K k) { k.options.value()[0].price = usd(2) / gpu_h<gb300>; });
    refused("options[0].price: leaves a capacity fee without a price; got 'capacity', 1000.000000 USD/MW-month critical_it; state the renewal's price per the unit of the capacity fees",
            [](K k) { std::get<capacity_fee<USD>>(k.pricing.value()[0]).price = usd(1'000) / MW_month_it, k.options.value()[0].price = usd(1) / MW_month_gross; });
    refused("options[0].price: must not stand twice for one tranche or meter; got one tranche in 'capacity' and 'more'; write the renewed contract as one of its own",
            [](K k) { k.pricing.value().push_back(capacity_fee<USD>{.name = "more", .price = usd(1) / MW_month, .tranche = "a"}); });
    refused("options[0].price: bills the consideration, which is of the term before; got consideration; write the renewed contract as one of its own",
            [](K k) { k.pricing.value().push_back(consideration_fee{.by = billed_by::days}); });
    refused("options[0].price: renews what is priced, which must be known; got redacted; state the pricing, or assume it and say so", [](K k) { k.pricing = unknown("redacted"); });
    refused("options[0].price: must be known to exercise it; got unknown: not public; state it, or assume it and say so", [](K k) { k.options.value()[0].price = unknown("not public"); });
    const auto metered_only = [](K k, usage_fee<USD> fee) {
        k.pricing                  = disclosed(pricing<USD>{std::move(fee)}, "8-K");
        k.options.value()[0].price = usd(2) / gpu_h<gb300>;
    };
    const usage_fee<USD> plain{.price = usd(2.50_d) / gpu_h<gb300>};
    refused("options[0].price: must not stand twice for one tranche or meter; got one meter in 'usage' and 'usage'; write the renewed contract as one of its own", [&](K k) { metered_only(k, plain), k.pricing.value().push_back(plain); });
    refused("options[0].price: is one price, and cannot renew a price in tiers; got 'usage'; write the renewed contract as one of its own", [&](K k) {
        auto fee  = plain;
        fee.tiers = tiers<USD>{.steps = std::vector<tier<USD>>{{{}, usd(2)}}, .method = tier_method::marginal, .counted_over = tier_period::billing_period};
        metered_only(k, fee);
    });
    refused("options[0].price: cannot renew a minimum whose tail reaches into the renewed term; got 'usage'; write the renewed contract as one of its own", [&](K k) {
        auto fee    = plain;
        fee.minimum = take_or_pay{.share = ratio(0.5_d), .contracted = 1 * gpu<gb300>, .make_up = make_up{.usable_months = 3, .price = make_up_price::free, .tail_months = 3}};
        metered_only(k, fee);
    });
    auto other = renewable();
    metered_only(other, plain);
    other.options.value()[0].price = usd(2) / gpu_h<h100>;
    CHECK_THROWN(invalid_terms, exercise(other, 0, 2026_y / dec / 1)); // another accelerator
}

TEST_CASE("an extension adds nothing to what was prepaid, nor to the cap on delay credits, of a tranche in service before it")
{
    auto c          = renewable();
    c.options       = assumed(options<USD>{{.name = "longer", .kind = option_kind::extension, .length = months{7}}}, "test");
    c.prepayment    = assumed(prepayment{.share = ratio(0.2_d), .lead = date::days{30}, .credited = credit_method::pro_rata, .counted_in = credit_months::billing, .from_month = months{2},
                                         .through_month = months{12}, .left_over = residue::refunded}, "test");
    const auto before = charges_of(c), after = charges_of(exercise(c, 0, 2026_y / apr / 1));
    CHECK(sign(total(before, charge_kind::prepayment)) > 0);
    CHECK(total(after, charge_kind::prepayment) == total(before, charge_kind::prepayment));
    CHECK(total(after, charge_kind::prepayment_credit) == -total(before, charge_kind::prepayment));
    CHECK(total(after, charge_kind::fee) > total(before, charge_kind::fee));
}

TEST_CASE("a tranche that an extension brings into the term is valued whole")
{
    auto c    = renewable();
    c.options = assumed(options<USD>{{.name = "longer", .kind = option_kind::extension, .length = months{12}}}, "test");
    c.tranches.value().push_back({.name = "late", .in_service = 2027_y / mar / 20, .capacity = 2 * MW_it});
    c.prepayment = assumed(prepayment{.share = ratio(0.2_d), .lead = date::days{30}, .credited = credit_method::level, .counted_in = credit_months::service, .from_month = months{1},
                                      .through_month = months{6}, .left_over = residue::refunded}, "test");
    const auto           after = charges_of(exercise(c, 0, 2026_y / apr / 1));
    money<USD>           paid = usd(0), fees = usd(0);
    for (const auto& row : after) {
        if (row.tranche != 1) continue;
        if (row.kind == charge_kind::prepayment) paid += row.amount;
        if (row.kind == charge_kind::fee) fees += row.amount;
    }
    CHECK(paid == round<2>(fees * ratio(0.2_d), rounding::half_up));
}
