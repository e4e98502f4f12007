// SPDX-License-Identifier: BSL-1.0
// Every key of docs/deal-file.md, and the term that it fills.
#include <ratable/io/deal_file_contract.hpp>

#include "../support/deal_text.hpp"

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
    const toml::table                  root = toml::parse(text);
    detail::deal_reader                in(text, "x");
    detail::contract_reader<2>         reader(in, root, currency_of<2>("USD"));
    detail::accept_root_keys(in, root);
    read_deal r{.deal = reader.read("stem"), .complaints = ""};
    in.finish(root);
    for (const auto& p : in.problems()) r.complaints += std::string(p.what()) + "\n";
    return r;
}

read_deal read_but(std::initializer_list<std::pair<std::string_view, std::string_view>> edits) { return read(tests::good_deal_but(edits)); }

} // namespace

TEST_CASE("The keys of the deal itself")
{
    const auto r = read_but({{"known_on", "id = \"a-1\"\nversion = 2\ncustomer = \"C\"\nprovider = \"P\"\nsigned = 2026-01-14\nknown_on"}});
    CHECK(r.complaints == "");
    CHECK(r.deal.id == "a-1");
    CHECK(r.deal.version == 2);
    CHECK(r.deal.name == "Example");
    CHECK(r.deal.customer == "C");
    CHECK(r.deal.provider == "P");
    CHECK(r.deal.signed_on == 2026_y / jan / 14);
    CHECK(r.deal.known_on == 2026_y / jan / 15);
    CHECK(r.deal.currency == currency_of<2>("USD"));
}

TEST_CASE("What may be left out has its default")
{
    const auto r = read_but({});
    CHECK(r.deal.id == "stem");
    CHECK(r.deal.version == 1);
    CHECK(r.deal.customer.empty());
    CHECK_FALSE(r.deal.signed_on.has_value());
    CHECK(r.deal.term.value().month_rule == month_rule::clamp);
    CHECK(r.deal.term.shape() == shape::exact);
    CHECK_FALSE(r.deal.committed.is_known());
    CHECK_FALSE(r.deal.up_to.is_known());
    CHECK_FALSE(r.deal.tranches.value()[0].end.is_known());
    CHECK(r.deal.views.empty());
}

TEST_CASE("The term by its length or by its end, with its rule, shape and statement")
{
    CHECK(to_string(read_but({}).deal.term.value()) == "2026-02-01 to before 2028-02-01");
    CHECK(to_string(read_but({{"2 years", "84 months"}}).deal.term.value()) == "2026-02-01 to before 2033-02-01");
    CHECK(to_string(read_but({{"2 years", "1 month"}}).deal.term.value()) == "2026-02-01 to before 2026-03-01");
    CHECK(to_string(read_but({{"2 years", "1 year"}}).deal.term.value()) == "2026-02-01 to before 2027-02-01");
    CHECK(to_string(read_but({{"2 years", "100 years"}}).deal.term.value()) == "2026-02-01 to before 2126-02-01");
    CHECK(to_string(read_but({{"2 years", "1200 months"}}).deal.term.value()) == "2026-02-01 to before 2126-02-01");
    CHECK(to_string(read_but({{"length = \"2 years\"", "end = 2028-01-15"}}).deal.term.value()) == "2026-02-01 to before 2028-01-15");
    CHECK(read_but({}).deal.term.own_statement() == statement{known::disclosed, "order form"});
    for (const auto& [word, rule] : {std::pair{"clamp", month_rule::clamp}, {"end_of_month", month_rule::end_of_month}, {"reject", month_rule::reject}}) {
        CHECK(read_but({{"length =", "month_rule = \"" + std::string(word) + "\"\nlength ="}}).deal.term.value().month_rule == rule);
    }
    for (const auto& [word, s] : {std::pair{"exact", shape::exact}, {"at_least", shape::at_least}, {"up_to", shape::up_to}}) {
        CHECK(read_but({{"length =", "shape = \"" + std::string(word) + "\"\nlength ="}}).deal.term.shape() == s);
    }
}

TEST_CASE("Lengths that are none of these are refused")
{
    for (const char* length : {"2", "years", "2 Years", "two years", "2.5 years", "-2 years", "+2 years", "0 years", "101 years", "1201 months", "2  years", "2 years ", " 2 years", "2 years 3 months", "12 quarters", "2147483648 years", "4294967297 months"}) {
        INFO(std::string(length));
        const auto r = read_but({{"2 years", length}});
        CHECK(r.complaints == "x:8:10: term.length: must be whole months or years, at most 100 years; got \"" + std::string(length) + "\"; write \"7 years\" or \"84 months\"\n");
        CHECK_FALSE(r.deal.term.is_known());
    }
}

TEST_CASE("An unknown term, consideration or list of tranches keeps its reason")
{
    const auto term = read("format = 1\nname = \"x\"\ncurrency = \"USD\"\nknown_on = 2026-01-15\nterm = { unknown = \"multi-year\" }\nconsideration = { headline = { unknown = \"private\" } }\ntranches = { unknown = \"no MW\" }\n");
    CHECK(term.complaints == "");
    CHECK(term.deal.term.unknown_because() == "multi-year");
    CHECK(term.deal.consideration.unknown_because() == "private");
    CHECK(term.deal.tranches.unknown_because() == "no MW");
}

TEST_CASE("The amounts of the consideration stay apart")
{
    const auto r = read_but({{"headline = \"24000000 USD\"", "headline = \"24_000_000.00 USD\"\ncommitted = { at_least = \"1 USD\" }\nup_to = \"25000000 USD\""}});
    CHECK(r.complaints == "");
    CHECK(to_string(r.deal.consideration.value()) == "USD 24,000,000.00");
    CHECK(r.deal.committed.shape() == shape::at_least);
    CHECK(to_string(r.deal.up_to.value()) == "USD 25,000,000.00");
    CHECK(r.deal.up_to.own_statement() == statement{known::disclosed, "order form"});
}

TEST_CASE("The keys of a tranche")
{
    const auto r = read_but({{"known      = \"disclosed\"\nsource     = \"order form\"\n",
                              "end = 2027-02-01\naccelerator = \"gb300\"\npower_per_accelerator = { value = \"1820 W critical_it\", known = \"assumed\", source = \"rack\" }\nknown = \"reported\"\nsource = \"press\"\n"}});
    CHECK(r.complaints == "");
    REQUIRE(r.deal.tranches.value().size() == 1);
    const tranche& t = r.deal.tranches.value()[0];
    CHECK(t.name == "Hall A");
    CHECK(t.in_service.value() == 2026_y / feb / 1);
    CHECK(to_string(t.capacity.value()) == "5 MW critical_it");
    CHECK(t.end.value() == 2027_y / feb / 1);
    CHECK(to_string(t.accelerator.value()) == "gb300");
    CHECK(to_string(t.power_per_accelerator.value()) == "1,820 W critical_it");
    CHECK(t.in_service.own_statement() == statement{known::reported, "press"});
    CHECK(t.power_per_accelerator.own_statement() == statement{known::assumed, "rack"});
}

TEST_CASE("Tranches keep their order and their own statements")
{
    const auto r = read_but({{"", "\n[[tranches]]\nsource = \"second\"\nknown = \"assumed\"\ncapacity = \"7 MW\"\nin_service = 2026-03-01\n"}});
    CHECK(r.complaints == "");
    REQUIRE(r.deal.tranches.value().size() == 2);
    CHECK(r.deal.tranches.value()[0].capacity.own_statement() == statement{known::disclosed, "order form"});
    CHECK(r.deal.tranches.value()[1].capacity.own_statement() == statement{known::assumed, "second"});
    CHECK(to_string(r.deal.tranches.value()[1].capacity.value()) == "7 MW");
    CHECK(r.deal.tranches.value()[1].name.empty());
}

TEST_CASE("Units and bases of power")
{
    for (const auto& [written, shown] : {std::pair{"1667 W", "1,667 W"}, {"1.5 kW", "1,500 W"}, {"250 MW", "250 MW"}, {"1.25 GW", "1,250 MW"}, {"5 MW gross", "5 MW gross"}, {"5 MW campus", "5 MW campus"}}) {
        CHECK(to_string(read_but({{"5 MW critical_it", written}}).deal.tranches.value()[0].capacity.value()) == shown);
    }
}

TEST_CASE("Views in currencies of 0, 2, 3 and 4 digits, whatever the shape of their amount")
{
    const std::string end  = "\nrate = \"1.1550 USD/EUR\"\ndate = 2026-01-15\nknown = \"reported\"\nsource = \"press\"\n";
    const auto        view = [&](const std::string& amount, const std::string& rate) {
        auto r = read(std::string(tests::good_deal) + "\n[[views]]\namount = " + amount + tests::edited(end, {{"1.1550 USD/EUR", rate}}));
        CHECK(r.complaints == "");
        REQUIRE(r.deal.views.size() == 1);
        return std::visit([](const auto& v) { return to_string(v.amount) + " at " + to_string(v.rate.value()) + " of " + to_string(v.rate.value().on); }, r.deal.views[0]);
    };
    CHECK(view("\"20779221 EUR\"", "1.1550 USD/EUR") == "EUR 20,779,221.00 at 1.155 USD/EUR of 2026-01-15");
    CHECK(view("\"3600000000 JPY\"", "0.0066 USD/JPY") == "JPY 3,600,000,000 at 0.0066 USD/JPY of 2026-01-15");
    CHECK(view("\"7300000.125 KWD\"", "3.2500 USD/KWD") == "KWD 7,300,000.125 at 3.25 USD/KWD of 2026-01-15");
    CHECK(view("\"600000.1234 CLF\"", "40 USD/CLF") == "CLF 600,000.1234 at 40 USD/CLF of 2026-01-15");
    CHECK(view("{ at_least = \"20000000 EUR\" }", "1.1550 USD/EUR") == "at least EUR 20,000,000.00 at 1.155 USD/EUR of 2026-01-15");
    CHECK(view("{ up_to = \"22000000 EUR\" }", "1.1550 USD/EUR") == "up to EUR 22,000,000.00 at 1.155 USD/EUR of 2026-01-15");
}

TEST_CASE("A term is named as the file has it")
{
    CHECK(detail::deal_file_key({"consideration"}) == "consideration.headline");
    CHECK(detail::deal_file_key({"committed"}) == "consideration.committed");
    CHECK(detail::deal_file_key({"up_to"}) == "consideration.up_to");
    CHECK(detail::deal_file_key({"term"}) == "term");
    CHECK(detail::deal_file_key({"tranches", 1, "capacity"}) == "tranches[1].capacity");
}

TEST_CASE("A problem found after reading is placed at the value, or at the table when there is none")
{
    const std::string                  text = tests::good_deal_but({});
    const toml::table                  root = toml::parse(text);
    detail::deal_reader                in(text, "x");
    detail::contract_reader<2>         reader(in, root, currency_of<2>("USD"));
    static_cast<void>(reader.read("stem"));
    const auto line = [&](const term_path& path) { return reader.position_of(path).line; };
    CHECK(line({"term"}) == 6);
    CHECK(line({"consideration"}) == 13);
    CHECK(line({"committed"}) == 12);
    CHECK(line({"tranches"}) == 17);
    CHECK(line({"tranches", 0, "capacity"}) == 20);
    CHECK(line({"tranches", 0, "end"}) == 17);
    CHECK(line({"nothing"}) == 1);
}
