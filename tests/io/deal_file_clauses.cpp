// SPDX-License-Identifier: BSL-1.0
// Every key of every clause, and the field that it fills; examples/deal_file/clauses.toml is quoted by docs/deal-file.md.
#include <ratable/io/deal_file_clauses.hpp>

#include <ratable/io/deal_file_contract.hpp>

#include "../support/deal_text.hpp"
#include "../support/scratch.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

struct read_deal
{
    contract<any_currency<2>> deal;
    std::string               complaints;
};

read_deal read(const std::string& text)
{
    const toml::table          root = toml::parse(text);
    detail::deal_reader        in(text, "x");
    detail::contract_reader<2> reader(in, root, currency_of<2>("USD"));
    detail::accept_root_keys(in, root);
    read_deal r{.deal = reader.read("stem"), .complaints = ""};
    in.finish(root);
    for (const auto& p : in.problems()) r.complaints += std::string(p.what()) + "\n";
    return r;
}

const std::string& clauses()
{
    static const std::string text = tests::bytes_of("examples/deal_file/clauses.toml");
    return text;
}

read_deal read_but(std::initializer_list<std::pair<std::string_view, std::string_view>> edits) { return read(tests::edited(clauses(), edits)); }

/// The complaints about the file of all clauses after an edit, without the place.
std::string said_of(std::string_view from, std::string_view to)
{
    const std::string all   = read_but({{from, to}}).complaints;
    const std::size_t place = all.find(": ");
    return place == std::string::npos ? all : all.substr(place + 2);
}

const read_deal& all()
{
    static const read_deal r = read(clauses());
    return r;
}

template <class T>
const T& clause(std::size_t i) { return std::get<T>(all().deal.pricing.value().at(i)); }

using C = any_currency<2>;

} // namespace

TEST_CASE("The file of all clauses has nothing to complain of")
{
    CHECK(all().complaints == "");
}

TEST_CASE("A tranche that is late, accepted, or ramps up")
{
    const auto& hall_a = all().deal.tranches.value()[0];
    CHECK(hall_a.slip.value() == date::days{45});
    CHECK(hall_a.slip.own_statement() == statement{known::disclosed, "order form; notice of delay of 2026-12-01"});
    CHECK(hall_a.end_on_slip == slipped_end::follows);
    REQUIRE(hall_a.ramp_up.has_value());
    CHECK(hall_a.ramp_up->days == date::days{30});
    CHECK(hall_a.ramp_up->to_watts == rounding::half_up);
    CHECK_FALSE(hall_a.acceptance.is_known());
    const auto& hall_b = all().deal.tranches.value()[1];
    CHECK(hall_b.ready_for_service.value() == 2027_y / jul / 20);
    CHECK(hall_b.acceptance.value() == 2027_y / aug / 1);
    CHECK_FALSE(hall_b.end_on_slip.has_value());
    CHECK_FALSE(hall_b.ramp_up.has_value());
    CHECK(read_but({{"\"follows\"", "\"fixed\""}}).deal.tranches.value()[0].end_on_slip == slipped_end::fixed);
}

TEST_CASE("Billing: how often, along which periods, when invoiced and when paid")
{
    const auto& b = all().deal.billing;
    CHECK(b.own_statement() == statement{known::disclosed, "master agreement, section 7"});
    CHECK(b.value().every == monthly);
    CHECK(b.value().periods == calendar_periods);
    CHECK(b.value().invoiced == invoiced::in_advance);
    CHECK(b.value().payment.net == date::days{30});
    CHECK(b.value().payment.convention == business_day_convention::modified_following);
    const auto& calendar = b.value().payment.calendar;
    CHECK_FALSE(calendar.is_business_day(2027_y / jul / 5));  // United States, for Sunday the 4th
    CHECK_FALSE(calendar.is_business_day(2027_y / dec / 28)); // England, for Sunday the 26th
    CHECK_FALSE(calendar.is_business_day(2027_y / dec / 24)); // of the contract's own
    CHECK(calendar.is_business_day(2027_y / dec / 23));
    REQUIRE(b.value().holdback.has_value());
    CHECK(b.value().holdback->share.value() == ratio::parse("0.05"));
    CHECK(b.value().holdback->released_after == date::months{12});
    for (const auto& [word, every] : {std::pair{"quarterly", quarterly}, {"annual", annual}}) CHECK(read_but({{"\"monthly\"", "\"" + std::string(word) + "\""}}).deal.billing.value().every == every);
    CHECK(read_but({{"\"calendar\"\ninvoiced", "\"contract\"\ninvoiced"}}).deal.billing.value().periods == contract_periods);
    CHECK(read_but({{"invoiced = \"in_advance\"\n", ""}}).deal.billing.value().invoiced == invoiced::in_arrears);
}

TEST_CASE("A calendar is no_holidays, weekends, one by rule, or several, with holidays of the contract's own")
{
    const auto calendar = [](std::string_view written) {
        return read_but({{", calendar = \"us_federal + england_and_wales\", holidays = [2027-12-24]", written}}).deal.billing.value().payment.calendar;
    };
    CHECK(calendar("") == no_holidays());
    CHECK(calendar(", calendar = \"no_holidays\"") == no_holidays());
    CHECK(calendar(", calendar = \"weekends\"") == weekends());
    CHECK(calendar(", calendar = \"target\"") == target());
    CHECK(calendar(", calendar = \"us_federal\"") == us_federal());
    CHECK_FALSE(calendar(", holidays = [2027-12-24]").is_business_day(2027_y / dec / 24));
    CHECK(calendar(", holidays = [2027-12-24]").is_business_day(2027_y / dec / 25));
    CHECK(said_of("us_federal + england_and_wales", "abilene").starts_with("billing.payment.calendar: must be"));
}

TEST_CASE("A prepayment, its window and what is left over")
{
    const auto& p = all().deal.prepayment.value();
    CHECK(p.share.value() == ratio::parse("0.2"));
    CHECK(p.lead.value() == date::days{90});
    CHECK(p.credited == credit_method::level);
    CHECK(p.counted_in == credit_months::service);
    CHECK(p.from_month.value() == date::months{25});
    CHECK(p.from_month.own_statement() == statement{known::disclosed, "order form, section 4"});
    CHECK(p.through_month.shape() == shape::range);
    CHECK(p.through_month.low() == date::months{30});
    CHECK(p.through_month.own_statement() == statement{known::assumed, "the window's end is not public"});
    CHECK(p.left_over == residue::refunded);
    CHECK(p.rounds == rounding::half_up);
    CHECK(read_but({{"\"level\"", "\"pro_rata\""}}).deal.prepayment.value().credited == credit_method::pro_rata);
    CHECK(read_but({{"\"level\"", "\"first_dollar\""}}).deal.prepayment.value().credited == credit_method::first_dollar);
    CHECK(read_but({{"\"service\"", "\"billing\""}}).deal.prepayment.value().counted_in == credit_months::billing);
    CHECK(read_but({{"\"refunded\"", "\"lapses\"\nrounds = \"down\""}}).deal.prepayment.value().left_over == residue::lapses);
    CHECK(read_but({{"\"refunded\"", "\"lapses\"\nrounds = \"down\""}}).deal.prepayment.value().rounds == rounding::down);
    CHECK(said_of("from_month    = \"month 25\"", "from_month = \"25 months\"").starts_with("prepayment.from_month: must be the word month and a whole number from 1; got \"25 months\"; write \"month 25\""));
    CHECK(said_of("credited      = \"level\"\n", "") == "prepayment.credited: is required; write level, pro_rata or first_dollar\n");
    CHECK(said_of("lead          = \"90 days\"\n", "") == "prepayment.lead: is required; write it, or { unknown = \"why\" }\n");
}

TEST_CASE("Delay credits in steps, their cap, and the end after a long-stop")
{
    const auto& d = all().deal.delay.value();
    CHECK(d.grace.value() == date::days{30});
    CHECK(d.share.value() == ratio::parse("0.5"));
    REQUIRE(d.steps.size() == 2);
    CHECK(d.steps[0].from_day == 31);
    CHECK(d.steps[0].share == ratio::parse("0.75"));
    CHECK(d.steps[1].from_day == 61);
    CHECK(d.steps[1].share == ratio(1));
    CHECK(d.cap.value() == ratio::parse("0.1"));
    CHECK(d.long_stop.value() == date::days{180});
    CHECK(d.ends == termination_scope::tranche);
    CHECK(read_but({{"ends      = \"tranche\"", "ends = \"order\""}}).deal.delay.value().ends == termination_scope::order);
    CHECK_FALSE(read_but({{"ends      = \"tranche\"\n", ""}}).deal.delay.value().ends.has_value());
}

TEST_CASE("Service credits, and availability with what is out by plan")
{
    const auto& s = all().deal.service_level.value();
    REQUIRE(s.steps.size() == 3);
    CHECK(s.steps[0].below == ratio::parse("0.999"));
    CHECK(s.steps[0].share == ratio::parse("0.05"));
    CHECK(s.steps[2].below == ratio::parse("0.95"));
    CHECK(s.cap.value() == ratio::parse("0.25"));
    const auto& a = all().deal.availability.value();
    CHECK(a.expected.value() == ratio::parse("0.995"));
    REQUIRE(a.maintenance.size() == 1);
    CHECK(a.maintenance[0].days == period(2028_y / mar / 1, 2028_y / mar / 3));
    CHECK(a.maintenance[0].out == power<any_basis>(5 * MW_it));
    CHECK(said_of("end = 2028-03-03", "end = 2028-03-01") == "availability.maintenance[0]: must end after its start 2028-03-01; got 2028-03-01; give the first day that is no longer in it\n");
    CHECK(said_of("out = \"5 MW critical_it\"", "out = 5").starts_with("availability.maintenance[0].out: must be text with its unit; got 5;"));
}

TEST_CASE("An escalator grows by a share, or follows an index")
{
    const auto& grows = clause<fixed_fee<C>>(1).escalator;
    REQUIRE(grows.has_value());
    CHECK(grows->growth.value() == ratio::parse("0.03"));
    CHECK(grows->growth.own_statement() == statement{known::disclosed, "order form, annex 1"});
    CHECK(grows->starts == price_start::on_anniversary);
    CHECK(grows->rounds.digits == 2);
    CHECK(grows->rounds.mode == rounding::half_up);
    CHECK_FALSE(grows->index.has_value());
    const auto& follows = clause<capacity_fee<C>>(2).escalator;
    REQUIRE(follows.has_value());
    CHECK_FALSE(follows->growth.is_known());
    CHECK(follows->starts == price_start::on_next_billing_month);
    CHECK(follows->rounds.digits == 4);
    CHECK(follows->rounds.mode == rounding::half_even);
    REQUIRE(follows->index.has_value());
    CHECK(follows->index->name == "CPI-U");
    CHECK(follows->index->compared_with == index_base::last_year);
    CHECK(follows->index->lag_months == 3);
    CHECK(follows->index->floor == ratio(1));
    CHECK(follows->index->cap == ratio::parse("1.05"));
    CHECK(said_of("starts = \"on_anniversary\"\n", "") == "pricing[1].escalator.starts: is required; write on_anniversary or on_next_billing_month\n");
    CHECK(said_of("digits = 2, ", "") == "pricing[1].escalator.rounds.digits: is required; write it, a whole number\n");
}

TEST_CASE("A minimum with its ramp, its bank and its true-up")
{
    const auto& m = clause<usage_fee<C>>(3).minimum;
    REQUIRE(m.has_value());
    CHECK(m->share.value() == ratio::parse("0.7"));
    CHECK(to_string(m->contracted.value()) == "10,000 gb300");
    REQUIRE(m->ramp.size() == 2);
    CHECK(m->ramp[0].from_month == 13);
    CHECK(m->ramp[0].share == ratio::parse("0.8"));
    CHECK(m->ramp[1].share == ratio::parse("0.9"));
    REQUIRE(m->make_up.has_value());
    CHECK(m->make_up->usable_months == 6);
    CHECK(m->make_up->price == make_up_price::difference);
    CHECK(m->make_up->cap.value() == metered(2'000'000));
    CHECK(m->make_up->tail_months == 3);
    REQUIRE(m->true_up.has_value());
    CHECK(m->true_up->share.value() == ratio::parse("0.85"));
    CHECK(m->true_up->can_be_made_up == false);
    CHECK_FALSE(clause<usage_fee<C>>(4).minimum.has_value());
    CHECK(said_of("usable_months = 6", "usable_months = \"6 months\"") ==
          "pricing[3].minimum.make_up.usable_months: must be a whole number from 0 to 1200; got \"6 months\"; write it without quotes\n");
    CHECK(said_of("can_be_made_up = false", "can_be_made_up = \"no\"") ==
          "pricing[3].minimum.true_up.can_be_made_up: must be true or false; got \"no\"; write one of the two, without quotes\n");
}

TEST_CASE("A clause rests on one statement; without it the clause is complained of, once")
{
    const auto without = read_but({{"known     = \"disclosed\"\nsource    = \"master agreement, section 9\"\n", ""}});
    CHECK(without.complaints.find(": delay: must say how it is known; write known = ") != std::string::npos);
    CHECK(without.complaints.find('\n') == without.complaints.size() - 1);
}

TEST_CASE("A clause may be unknown as a whole, with the reason alone")
{
    const std::string head(tests::good_deal);
    for (const char* key : {"pricing", "billing", "spend", "prepayment", "delay", "service_level", "power", "availability", "options", "termination"}) {
        INFO(std::string(key));
        const auto r = read(head + "\n[" + key + "]\nunknown = \"not public\"\n");
        CHECK(r.complaints == "");
        int found = 0;
        each_term(r.deal, [&]<class T>(const term_path& path, const stated<T>& s, const statement*) {
            if (to_string(path) == key && s.unknown_because() == "not public") ++found;
        });
        CHECK(found == 1);
        CHECK(read(head + "\n[" + key + "]\nunknown = \"not public\"\nknown = \"assumed\"\n").complaints ==
              "x:26:1: " + std::string(key) + ": is unknown, so it has no other key; got known; leave one of the two out\n");
        CHECK(read("format = 1\n" + std::string(key) + " = 5\n" + head.substr(head.find('\n') + 1)).complaints.starts_with("x:2:"));
    }
}

TEST_CASE("Keys of clauses that are misspelt are named with the one that was meant")
{
    CHECK(said_of("through_month = {", "trough_month = {") == "prepayment.trough_month: is no key of the format; did you mean through_month?\n");
    CHECK(said_of("usable_months", "useable_months") == "pricing[3].minimum.make_up.useable_months: is no key of the format; did you mean usable_months?\n");
    CHECK(said_of("lag_months", "lag").starts_with("pricing[2].escalator.index.lag"));
    CHECK(said_of("long_stop = ", "longstop = ") == "delay.longstop: is no key of the format; did you mean long_stop?\n");
    CHECK(said_of("below = \"99 %\"", "bellow = \"99 %\"") == "service_level.steps[1].bellow: is no key of the format; did you mean below?\n");
}

TEST_CASE("Lists are bounded")
{
    std::string steps, days;
    for (int i = 0; i < 65; ++i) steps += "{ from_day = \"day " + std::to_string(i + 2) + "\", share = \"1 %\" },";
    for (int i = 0; i < 1'001; ++i) days += "2027-12-24,";
    CHECK(said_of("steps     = [", "steps = [" + steps).starts_with("delay.steps: must not have more than 64 entries; got 67; merge some"));
    CHECK(said_of("holidays = [", "holidays = [" + days).starts_with("billing.payment.holidays: must not have more than 1000 entries; got 1002; merge some"));
    std::string many(tests::good_deal);
    for (int i = 0; i < 65; ++i) many += "[[pricing]]\nkind = \"consideration\"\nby = \"days\"\nknown = \"assumed\"\nsource = \"s\"\n";
    CHECK(read(many).complaints == "x:23:1: pricing: must not have more than 64 entries; got 65; merge some\n");
}
