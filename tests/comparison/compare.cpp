// SPDX-License-Identifier: BSL-1.0
#include <ratable/comparison/compare.hpp>

#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using words = std::vector<std::string>;

namespace {

const figure& figure_of(const deal_summary& deal, std::string_view name)
{
    for (const named_figure& f : deal.figures) {
        if (f.name == name) return f.value;
    }
    throw invalid_terms({std::string(name), "is no metric", "", ""});
}

/// The reason why a metric cannot be compared, for a deal or across deals; empty when it can.
std::string why_not(const comparison& c, std::string_view deal, std::string_view name)
{
    std::string why;
    for (const incomparable& entry : c.cannot) {
        if (entry.deal == deal && std::find(entry.metrics.begin(), entry.metrics.end(), name) != entry.metrics.end()) why += entry.why;
    }
    return why;
}

contract<USD> with_gpus(std::string name, any_accelerator accelerator, power<any_basis> capacity = 100 * MW_it)
{
    return {.name          = std::move(name),
            .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{2}}, "s"),
            .tranches      = disclosed({{.in_service = 2026_y / jan / 1, .capacity = capacity, .accelerator = accelerator, .power_per_accelerator = power<any_basis>(2'000, capacity.in)}}, "s"),
            .consideration = disclosed(usd(1'000'000'000), "s")};
}

} // namespace

TEST_CASE("A summary says who, in which currency and digits, and which version")
{
    contract<USD> c = sample::full();
    c.version       = 3;
    const auto deal = summarize(c);
    CHECK(deal.id == "full");
    CHECK(deal.name == "Full");
    CHECK(deal.currency == "USD");
    CHECK(deal.minor_digits == 2);
    CHECK(deal.version == 3);
    CHECK(deal.customer == "A");
    CHECK(deal.provider == "B");
    CHECK_FALSE(deal.origin.has_value());
    CHECK(summarize(sample::aws()).id == "OpenAI–AWS"); // without an id of its own
}

TEST_CASE("A summary has every metric, in their order, evaluated with the same rows")
{
    const auto deal = summarize(sample::iren(), {annual, contract_periods});
    REQUIRE(deal.figures.size() == metrics_of<USD>().size());
    for (std::size_t i = 0; i < deal.figures.size(); ++i) {
        CHECK(deal.figures[i].name == metrics_of<USD>()[i].name);
        CHECK(deal.figures[i].label == metrics_of<USD>()[i].label);
        CHECK(deal.figures[i].value.base == evaluate(metrics_of<USD>()[i], sample::iren(), {annual, contract_periods}).base);
    }
    CHECK(figure_of(deal, "first_amortization").base == fraction(1'940'000'000)); // a year's, not a month's
}

TEST_CASE("A summary's schedule is the straight line, row by row, in minor units, and ties out")
{
    for (const auto every : {monthly, quarterly, annual}) {
        for (const auto basis : {contract_periods, calendar_periods}) {
            const auto deal = summarize(sample::aws(), {every, basis});
            const auto rows = amortize(sample::aws(), straight_line, every, basis);
            REQUIRE(deal.schedule.size() == rows.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                CHECK(deal.schedule[i].period == rows[i].period);
                CHECK(deal.schedule[i].amount == rows[i].charge.amount.units);
                CHECK(deal.schedule[i].balance == rows[i].closing.amount.units);
            }
            CHECK(deal.ties_out == true);
        }
    }
    CHECK(summarize(sample::aws()).schedule.size() == 84);
    CHECK(summarize(sample::aws(), {monthly, calendar_periods}).schedule.size() == 85);
}

TEST_CASE("A schedule says what it spreads, whether that is only the base of a range, and how that is known")
{
    const auto exact = summarize(sample::aws());
    CHECK(exact.spreads == "USD 38,000,000,000.00");
    CHECK_FALSE(exact.spreads_base);
    CHECK(exact.schedule_how == known::disclosed);
    contract<USD> c = sample::iren(); // its term is assumed
    CHECK(summarize(c).schedule_how == known::assumed);
    c.consideration = reported(at_least(usd(10'000'000'000)), "press");
    CHECK(summarize(c).spreads == "at least USD 10,000,000,000.00");
    CHECK(summarize(c).spreads_base);
    c       = sample::aws();
    c.term  = reported(at_least(ratable::term{.start = 2026_y / jan / 1, .length = date::years{3}}), "press");
    CHECK(summarize(c).spreads_base);
    CHECK(summarize(c).schedule_how == known::reported);
}

TEST_CASE("A figure is found by its name, or not at all")
{
    const auto deal = summarize(sample::aws());
    REQUIRE(find_figure(deal, "term") != nullptr);
    CHECK(find_figure(deal, "term")->value.base == fraction(84));
    CHECK(find_figure(deal, "term, months") == nullptr);
    CHECK(find_figure(deal_summary{}, "term") == nullptr);
}

TEST_CASE("Deals with other metrics are put side by side as well")
{
    deal_summary fewer = summarize(sample::aws());
    fewer.figures.erase(fewer.figures.begin() + 1, fewer.figures.end());
    CHECK(compare({summarize(sample::iren()), fewer}).deals.size() == 2);
    CHECK(compare({fewer, summarize(sample::iren())}).deals.size() == 2);
    CHECK(compare({deal_summary{}, fewer}).deals.size() == 2);
}

TEST_CASE("Without a term or a consideration there is no schedule, and nothing to tie out")
{
    contract<USD> no_term = sample::aws();
    no_term.term          = unknown("announced as multi-year");
    CHECK(summarize(no_term).schedule.empty());
    CHECK_FALSE(summarize(no_term).ties_out.has_value());
    contract<USD> no_price = sample::aws();
    no_price.consideration = unknown("not public");
    CHECK(summarize(no_price).schedule.empty());
    CHECK_FALSE(summarize(no_price).ties_out.has_value());
    CHECK(summarize(no_price).currency == "USD");
}

TEST_CASE("Invalid terms are not summed up: the first problem is thrown, led by the contract's name")
{
    contract<USD> c = sample::aws();
    c.consideration = disclosed(usd(-1), "s");
    CHECK_REFUSED(invalid_terms, "contract 'OpenAI–AWS': consideration: must be positive; got USD -1.00; write the amount that is due", summarize(c));
    CHECK_THROWN(invalid_terms, compare({sample::iren(), c}));
}

TEST_CASE("Terms that share a statement stand together, each statement once, inherited ones included")
{
    const auto deal = summarize(sample::full());
    REQUIRE(deal.statements.size() == 5);
    CHECK(deal.statements[0].by == statement{known::disclosed, "8-K"});
    CHECK(deal.statements[0].terms == "term = 2026-01-01 to before 2031-01-01; committed = USD 8,000,000,000.00; tranches[0].in_service = 2026-04-01; tranches[0].capacity = 100 MW critical_it; "
                                      "tranches[0].end = 2028-04-01; tranches[0–1].accelerator = gb300; tranches[1].capacity = 200 MW critical_it; tranches[1].end = 2030-04-01");
    CHECK(deal.statements[1].terms == "consideration = USD 9,700,000,000.00");
    CHECK(deal.statements[2].by == statement{known::reported, "press"});
    CHECK(deal.statements[3].by == statement{known::assumed, "131 kW per rack of 72"});
    CHECK(deal.unknowns.empty());
}

TEST_CASE("One value of one field in tranches that follow each other is said once, with their indices")
{
    const auto hall = [](std::string name, power<any_basis> capacity) { return tranche{.name = std::move(name), .in_service = 2026_y / jan / 1, .capacity = capacity}; };
    contract<USD> c = sample::iren();
    c.tranches      = disclosed({hall("a", 1 * MW), hall("b", 1 * MW), hall("c", 2 * MW), hall("d", 1 * MW)}, "halls");
    bool found = false;
    for (const stated_terms& s : summarize(c).statements) {
        if (s.by.source != "halls") continue;
        found = true;
        CHECK(s.terms == "tranches[0–3].in_service = 2026-01-01; tranches[0–1].capacity = 1 MW; tranches[2].capacity = 2 MW; tranches[3].capacity = 1 MW");
    }
    CHECK(found);
}

TEST_CASE("All tie out when every schedule that there is sums to its consideration")
{
    deal_summary good = summarize(sample::aws()), none = good, bad = good;
    none.ties_out.reset();
    bad.ties_out = false;
    CHECK(all_tie_out(compare({good, none})));
    CHECK_FALSE(all_tie_out(compare({good, bad, none})));
    CHECK(all_tie_out(compare(std::vector<deal_summary>{})));
}

TEST_CASE("What is said to be unknown is listed with its place and its reason")
{
    const auto aws = summarize(sample::aws());
    REQUIRE(aws.unknowns.size() == 1); // what nobody mentioned is not listed
    CHECK(to_string(aws.unknowns[0].path) == "tranches");
    CHECK(aws.unknowns[0].reason == "MW never announced");
    CHECK(summarize(sample::full()).unknowns.empty());
}

TEST_CASE("Tranches may lack a term for reasons of their own; each reason is given once")
{
    const auto hall = [](const char* why) { return tranche{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .accelerator = gb300{}, .power_per_accelerator = unknown(why)}; };
    contract<USD> c = sample::iren();
    c.tranches      = disclosed({hall("not yet chosen"), hall("not public"), hall("not public")}, "s");
    CHECK(summarize(c).unknowns.size() == 3);
    CHECK(why_not(compare({c}), c.name, "per_gpu_hour") == "needs power_per_accelerator (not yet chosen; not public)");
}

TEST_CASE("A view in another currency is worked out, and said to agree with what was reported")
{
    const auto deal = summarize(sample::full());
    CHECK(deal.views == words{"USD 9,700,000,000.00 at 1.155 USD/EUR for 2025-11-03 (reported*) is EUR 8,398,268,398.27; agrees with EUR 8,400,000,000.00, rounded: from "
                              "EUR 8,350,000,000.00 to below EUR 8,450,000,000.00 (reported*)"});
    CHECK(summarize(sample::aws()).views.empty());
}

TEST_CASE("Deals stand in the order given")
{
    const comparison c = compare({sample::iren(), sample::aws(), sample::full()});
    REQUIRE(c.deals.size() == 3);
    CHECK(c.deals[0].name == "Microsoft–IREN");
    CHECK(c.deals[1].name == "OpenAI–AWS");
    CHECK(c.deals[2].name == "Full");
    CHECK(compare(std::vector<deal_summary>{}).deals.empty());
    CHECK(compare(std::vector<deal_summary>{}).cannot.empty());
}

TEST_CASE("A metric without a figure is listed with the terms that it needs and why they are unknown")
{
    const comparison c = compare({sample::aws()});
    CHECK(why_not(c, "OpenAI–AWS", "mw_months") == "needs tranches (MW never announced)");
    CHECK(why_not(c, "OpenAI–AWS", "committed") == "not stated");
    CHECK(why_not(c, "OpenAI–AWS", "headline").empty());
    contract<USD> both = sample::aws();
    both.term          = unknown("multi-year");
    CHECK(why_not(compare({both}), "OpenAI–AWS", "mw_months") == "needs term (multi-year), and tranches (MW never announced)");
    CHECK(why_not(compare({both}), "OpenAI–AWS", "term") == "multi-year");
}

TEST_CASE("Metrics that lack the same term share one entry")
{
    const comparison c = compare({sample::aws()});
    for (const incomparable& entry : c.cannot) {
        if (entry.why == "needs tranches (MW never announced)") CHECK(entry.metrics == words{"peak_mw", "mw_months", "per_mw_month", "per_gpu_hour"});
    }
}

TEST_CASE("Unlike MW bases are named, deal by deal; an unstated basis is like no other, not even itself")
{
    const contract<USD> it = with_gpus("it", gb300{}), gross = with_gpus("gross", gb300{}, 100 * MW_gross), bare = with_gpus("bare", gb300{}, 100 * MW);
    CHECK(why_not(compare({it, gross}), "", "peak_mw") == "MW basis differs, or is not stated: it critical_it, gross gross");
    CHECK(why_not(compare({it, gross}), "", "mw_months") == "MW basis differs, or is not stated: it critical_it, gross gross");
    CHECK(why_not(compare({it, gross}), "", "per_mw_month") == "MW basis differs, or is not stated: it critical_it, gross gross");
    CHECK(why_not(compare({it, it}), "", "peak_mw").empty());
    CHECK(why_not(compare({bare, bare}), "", "peak_mw") == "MW basis differs, or is not stated: bare unstated, bare unstated");
    CHECK(why_not(compare({it, gross}), "", "headline").empty());
    CHECK(why_not(compare({it, sample::aws()}), "", "peak_mw").empty()); // one figure alone is unlike nothing
}

TEST_CASE("Unlike accelerators are named")
{
    const contract<USD> a = with_gpus("a", gb300{}), b = with_gpus("b", any_accelerator("cs3"));
    CHECK(why_not(compare({a, b}), "", "per_gpu_hour") == "accelerator differs, or is not stated: a gb300, b cs3");
    CHECK(why_not(compare({a, b}), "", "peak_mw").empty());
    CHECK(why_not(compare({a, a}), "", "per_gpu_hour").empty());
}

TEST_CASE("Unlike currencies are named for every figure of money, and for no other")
{
    const auto euros = contract<EUR>{.name = "euro", .term = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{2}}, "s"), .tranches = unknown("s"), .consideration = disclosed(eur(1), "s")};
    const comparison c = compare({summarize(sample::iren()), summarize(euros)});
    CHECK(why_not(c, "", "headline") == "currencies differ: USD, EUR");
    CHECK(why_not(c, "", "first_amortization") == "currencies differ: USD, EUR");
    CHECK(why_not(c, "", "term").empty());
    CHECK(why_not(c, "", "committed").empty()); // neither has one
}

TEST_CASE("What is unlike across deals comes before what single deals lack")
{
    const comparison c = compare({with_gpus("it", gb300{}), sample::aws(), with_gpus("gross", gb300{}, 100 * MW_gross)});
    REQUIRE(!c.cannot.empty());
    CHECK(c.cannot.front().deal.empty());
    bool single = false;
    for (const incomparable& entry : c.cannot) {
        CHECK_FALSE((single && entry.deal.empty()));
        single = single || !entry.deal.empty();
    }
}
