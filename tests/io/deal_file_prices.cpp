// SPDX-License-Identifier: BSL-1.0
// Clauses with money in them, from examples/deal_file/clauses.toml. What they share with others is in deal_file_clauses.cpp.
#include <ratable/io/deal_file_prices.hpp>

#include <ratable/io/deal_file_contract.hpp>

#include "../support/deal_text.hpp"
#include "../support/scratch.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

using C = any_currency<2>;

struct read_deal
{
    contract<C> deal;
    std::string complaints;
};

read_deal read_but(std::initializer_list<std::pair<std::string_view, std::string_view>> edits)
{
    const std::string          text = tests::edited(tests::bytes_of("examples/deal_file/clauses.toml"), edits);
    const toml::table          root = toml::parse(text);
    detail::deal_reader        in(text, "x");
    detail::contract_reader<2> reader(in, root, currency_of<2>("USD"));
    detail::accept_root_keys(in, root);
    read_deal r{.deal = reader.read("stem"), .complaints = ""};
    in.finish(root);
    for (const auto& p : in.problems()) r.complaints += std::string(p.what()).substr(std::string(p.what()).find(": ") + 2) + "\n";
    return r;
}

template <class T>
T clause(std::size_t i, std::initializer_list<std::pair<std::string_view, std::string_view>> edits = {}) { return std::get<T>(read_but(edits).deal.pricing.value().at(i)); }

std::string said_of(std::string_view from, std::string_view to) { return read_but({{from, to}}).complaints; }

} // namespace

TEST_CASE("Pricing has four kinds of clauses, in the order of the file")
{
    const auto deal = read_but({}).deal;
    REQUIRE(deal.pricing.value().size() == 5);
    CHECK(deal.pricing.own_statement() == statement{known::assumed, "billed as capacity enters service; order form, annex 1; order form, annex 2"});
    const auto fee = clause<consideration_fee>(0);
    CHECK(fee.name == "capacity reserved");
    CHECK(fee.by == billed_by::capacity);
    CHECK(fee.rounds == rounding::half_up);
    CHECK(clause<consideration_fee>(0, {{"by     = \"capacity\"", "by = \"days\"\nrounds = \"half_even\""}}).by == billed_by::days);
    CHECK(clause<consideration_fee>(0, {{"by     = \"capacity\"", "by = \"months\"\nrounds = \"half_even\""}}).rounds == rounding::half_even);
    CHECK(clause<consideration_fee>(0, {{"name   = \"capacity reserved\"\n", ""}}).name == "fee");
}

TEST_CASE("A kind that is missing or unknown is one complaint, and the keys beside it are none")
{
    CHECK(said_of("kind   = \"consideration\"\n", "") == "pricing[0].kind: is required; write consideration, fixed, capacity or usage\n");
    CHECK(said_of("kind   = \"consideration\"", "kind = \"flat\"") == "pricing[0].kind: must be consideration, fixed, capacity or usage; got \"flat\"; write one of them\n");
    CHECK(said_of("by     = \"capacity\"", "amount = \"1 USD\"").find("pricing[0].amount: is no key of the format") != std::string::npos);
}

TEST_CASE("A fixed fee: once, monthly or yearly")
{
    const auto fee = clause<fixed_fee<C>>(1);
    CHECK(fee.name == "support");
    CHECK(to_string(fee.amount.value()) == "USD 1,200,000.00");
    CHECK(fee.every == fee_every::year);
    CHECK(fee.rounds == rounding::half_even);
    CHECK_FALSE(fee.due_on.has_value());
    const auto once = clause<fixed_fee<C>>(1, {{"every  = \"year\"", "every = \"once\"\ndue_on = 2027-03-01"}});
    CHECK(once.every == fee_every::once);
    CHECK(once.due_on == 2027_y / mar / 1);
    CHECK(clause<fixed_fee<C>>(1, {{"every  = \"year\"", "every = \"month\""}}).every == fee_every::month);
    CHECK(said_of("amount = \"1200000 USD\"\n", "") == "pricing[1].amount: is required; write it, or { unknown = \"why\" }\n");
}

TEST_CASE("A capacity fee: its price with its unit, stated as any other term, and its tranche")
{
    const auto fee = clause<capacity_fee<C>>(2);
    CHECK(fee.name == "colocation");
    CHECK(to_string(fee.price.value()) == "150.000000 USD/kW-month critical_it");
    CHECK(fee.price.own_statement() == statement{known::reported, "trade press"});
    CHECK(fee.tranche == "Hall B");
    CHECK(said_of("150 USD/kW-month critical_it", "150 EUR/kW-month critical_it").starts_with("pricing[2].price: "));
    CHECK(said_of("150 USD/kW-month critical_it", "150 USD").starts_with("pricing[2].price: "));
    CHECK(said_of("\"150 USD/kW-month critical_it\"", "150.0").starts_with("pricing[2].price: must not be a binary float, which is not exact; got 150.0; write such as \"2.85 USD/gb300-hour\""));
}

TEST_CASE("A usage fee: its meter, its price, and one for more than was contracted")
{
    const auto fee = clause<usage_fee<C>>(3);
    CHECK(fee.name == "compute");
    CHECK(fee.meter == "hours");
    CHECK(to_string(fee.price.value()) == "2.850000 USD/gb300-hour");
    CHECK(fee.overage.shape() == shape::range);
    CHECK(to_string(*fee.overage.high()) == "3.500000 USD/gb300-hour");
    CHECK_FALSE(fee.tiers.has_value());
    CHECK(clause<usage_fee<C>>(3, {{"meter   = \"hours\"\n", ""}}).meter == "usage");
}

TEST_CASE("A clause may hold from a day on, or until one; a capacity fee may be a renewal's")
{
    const auto fee = clause<capacity_fee<C>>(2, {{"tranche = \"Hall B\"", "tranche = \"Hall B\"\nfrom = 2028-01-01\nuntil = 2029-01-01\nrenews = true"}});
    CHECK(fee.from == 2028_y / jan / 1);
    CHECK(fee.until == 2029_y / jan / 1);
    CHECK(fee.renews);
    CHECK_FALSE(clause<capacity_fee<C>>(2).from);
    CHECK_FALSE(clause<capacity_fee<C>>(2).until);
    CHECK_FALSE(clause<capacity_fee<C>>(2).renews);
    const auto fixed = clause<fixed_fee<C>>(1, {{"every  = \"year\"", "every = \"year\"\nfrom = 2028-01-01\nuntil = 2029-01-01"}});
    CHECK(fixed.from == 2028_y / jan / 1);
    CHECK(fixed.until == 2029_y / jan / 1);
    const auto usage = clause<usage_fee<C>>(3, {{"meter   = \"hours\"", "meter = \"hours\"\nfrom = 2028-01-01\nuntil = 2029-01-01"}});
    CHECK(usage.from == 2028_y / jan / 1);
    CHECK(usage.until == 2029_y / jan / 1);
    CHECK(said_of("tranche = \"Hall B\"", "tranche = \"Hall B\"\nfrom = \"2028-01-01\"").starts_with("pricing[2].from: "));
    CHECK(said_of("by     = \"capacity\"", "by = \"capacity\"\nfrom = 2028-01-01").starts_with("pricing[0].from: is no key of the format"));
    CHECK(said_of("tranche = \"Hall B\"", "tranche = \"Hall B\"\nrenew = true") == "pricing[2].renew: is no key of the format; did you mean renews?\n");
}

TEST_CASE("Tiers: steps, the last without a bound, how they are read, and a rebate")
{
    const auto t = clause<usage_fee<C>>(4).tiers;
    REQUIRE(t.has_value());
    REQUIRE(t->steps.size() == 3);
    CHECK(t->steps[0].up_to == metered(100'000));
    CHECK(t->steps[1].up_to == metered::parse("250000.5"));
    CHECK(t->steps[1].price.amount == decimal<6>::parse("3.10"));
    CHECK(t->steps[1].price.unit == currency_of<2>("USD"));
    CHECK_FALSE(t->steps[2].up_to.has_value());
    CHECK(t->method == tier_method::marginal);
    CHECK(t->counted_over == tier_period::contract_year);
    REQUIRE(t->rebate.has_value());
    CHECK(t->rebate->from == metered(500'000));
    CHECK(t->rebate->share == ratio::parse("0.025"));
    CHECK(clause<usage_fee<C>>(4, {{"\"marginal\"", "\"all_units\""}}).tiers->method == tier_method::all_units);
    CHECK(clause<usage_fee<C>>(4, {{"\"contract_year\"", "\"billing_period\""}}).tiers->counted_over == tier_period::billing_period);
    CHECK(said_of("price = \"3.10 USD\"", "price = \"3.10 EUR\"").starts_with("pricing[4].tiers.steps[1].price: must be an amount, a space and the currency USD; got \"3.10 EUR\"; "));
    CHECK(said_of("price = \"3.10 USD\"", "price = \"3.1000001 USD\"").starts_with("pricing[4].tiers.steps[1].price: has digits beyond its 6 after the point"));
}

TEST_CASE("Committed spend, and what becomes of what was not drawn")
{
    const auto s = read_but({}).deal.spend.value();
    CHECK(to_string(s.a_year.value()) == "USD 60,000,000.00");
    CHECK(s.at_anniversary == undrawn::rolls_over);
    CHECK(s.at_end == undrawn::billed);
    CHECK(read_but({{"\"billed\"", "\"lapses\""}}).deal.spend.value().at_end == undrawn::lapses);
}

TEST_CASE("Power at cost: load, PUE and tariff with what caps them, demand, and the digits of a kWh")
{
    const auto p = read_but({}).deal.power.value();
    CHECK(p.load_factor.value() == ratio::parse("0.85"));
    CHECK(p.pue.low() == ratio::parse("1.15"));
    CHECK(p.pue_floor == ratio::parse("1.1"));
    CHECK(p.pue_cap == ratio::parse("1.35"));
    CHECK(to_string(p.tariff.value()) == "0.062500 USD/kWh");
    CHECK(to_string(p.tariff_cap.value()) == "0.090000 USD/kWh");
    CHECK(to_string(p.demand.value()) == "12.500000 USD/kW");
    REQUIRE(p.kwh_digits.has_value());
    CHECK(p.kwh_digits->digits == 0);
    CHECK(p.rounds == rounding::half_up);
    CHECK(said_of("\"0.0625 USD/kWh\"", "0.0625") == "power.tariff: must not be a binary float, which is not exact; got 0.0625; write such as \"2.85 USD/kWh\"\n");
}

TEST_CASE("Options of three kinds")
{
    const auto o = read_but({}).deal.options.value();
    REQUIRE(o.size() == 3);
    CHECK(o[0].name == "Hall C");
    CHECK(o[0].kind == option_kind::expansion);
    CHECK(o[0].notice_by.value() == 2028_y / jun / 30);
    CHECK(o[0].capacity.value() == power<any_basis>(15 * MW_it));
    CHECK(o[0].in_service.value() == 2029_y / jan / 1);
    CHECK_FALSE(o[0].exercised_on.has_value());
    CHECK(o[1].kind == option_kind::renewal);
    CHECK(o[1].length.value() == date::months{24});
    CHECK(to_string(o[1].price.value()) == "2.400000 USD/gb300-hour");
    CHECK(o[2].kind == option_kind::extension);
    CHECK(o[2].exercised_on == 2026_y / dec / 15);
    CHECK(o[2].length.own_statement() == statement{known::disclosed, "order form, section 6"});
}

TEST_CASE("Early termination, by the fee of its year")
{
    const auto t = read_but({}).deal.termination.value();
    REQUIRE(t.fee_by_year.size() == 3);
    CHECK(to_string(t.fee_by_year[2]) == "USD 40,000,000.00");
    CHECK(t.less_unearned_prepayment == true);
    CHECK(t.mitigation.shape() == shape::up_to);
    CHECK(t.notice == date::days{180});
    CHECK_FALSE(t.terminated_on.has_value());
    CHECK(read_but({{"notice                   = \"180 days\"", "terminated_on = 2029-01-01"}}).deal.termination.value().terminated_on == 2029_y / jan / 1);
    CHECK(to_string(t.minimums->share.value()) == "0.800000");
    CHECK(to_string(t.minimums->rate.value()) == "0.065000");
    CHECK(t.minimums->compounds == compounding::annual);
    CHECK(t.minimums->day_count == act_365_fixed{});
    CHECK(t.minimums->rounds == rounding::half_even);
    CHECK_FALSE(t.settled.is_known());
    CHECK(said_of("compounds = \"annual\"", "compounds = \"yearly\"").starts_with("termination.minimums.compounds: must be one that is known; got \"yearly\";"));
    CHECK(said_of(", day_count = \"act/365f\"", "").starts_with("termination.minimums.day_count: is required; write such as \"act/365f\""));
    const auto left = read_but({{"notice                   = \"180 days\"", "terminated_on = 2029-01-01\nsettled = \"70000000 USD\""}}).deal.termination.value();
    CHECK(to_string(left.settled.value()) == "USD 70,000,000.00");
    CHECK(said_of("\"80000000 USD\"", "80000000").starts_with("termination.fee_by_year[1]: must be text with its unit; got 80000000;"));
}
