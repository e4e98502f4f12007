// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/contract.hpp>

#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

static_assert(!std::is_default_constructible_v<contract<USD>>, "what is required must be written");

namespace {

template <class Contract>
std::vector<std::string> paths_of(Contract& c)
{
    std::vector<std::string> paths;
    each_term(c, [&](const term_path& path, auto&, const statement*) { paths.push_back(to_string(path)); });
    return paths;
}

/// What the statement of each term comes to, itself or the list around it: `path how source`.
std::vector<std::string> statements_of(const contract<USD>& c)
{
    std::vector<std::string> lines;
    each_term(c, [&]<class T>(const term_path& path, const stated<T>& s, const statement* around) {
        const statement* by = statement_of(s, around);
        lines.push_back(to_string(path) + " " + (by ? std::string(name_of(by->how)) + " " + by->source : "nobody"));
    });
    return lines;
}

} // namespace

TEST_CASE("a contract reads like its term sheet, and what is left out stays unknown")
{
    const auto c = sample::aws();
    CHECK(c.name == "OpenAI–AWS");
    CHECK(c.id.empty());
    CHECK(c.version == 1);
    CHECK(!c.signed_on);
    CHECK(!c.known_on);
    CHECK(c.consideration.value() == usd(38'000'000'000));
    CHECK(!c.committed.is_known());
    CHECK(!c.up_to.is_known());
    CHECK(c.tranches.unknown_because() == "MW never announced");
    CHECK(c.views.empty());
}

TEST_CASE("committed and up to are never inferred from the headline")
{
    auto c          = sample::aws();
    c.consideration = disclosed(usd(1), "x");
    CHECK(!c.committed.is_known());
    CHECK(!c.up_to.is_known());
}

TEST_CASE("a path is written as in the deal: list, index from 0, field")
{
    CHECK(to_string(term_path{"consideration"}) == "consideration");
    CHECK(to_string(term_path{"tranches", 1, "in_service"}) == "tranches[1].in_service");
    CHECK(to_string(term_path{"tranches", 0}) == "tranches[0]");
    CHECK(to_string(term_path{}).empty());
    CHECK(term_path{"tranches", 1, "end"} == term_path{"tranches", 1, "end"});
    CHECK(term_path{"tranches", 1, "end"} != term_path{"tranches", 0, "end"});
}

TEST_CASE("each_term visits every term once, in the order of the term sheet")
{
    const std::vector<std::string> expected{
        "term", "consideration", "committed", "up_to", "tranches",
        "tranches[0].in_service", "tranches[0].capacity", "tranches[0].end", "tranches[0].accelerator", "tranches[0].power_per_accelerator", "tranches[0].slip", "tranches[0].ready_for_service", "tranches[0].acceptance",
        "tranches[1].in_service", "tranches[1].capacity", "tranches[1].end", "tranches[1].accelerator", "tranches[1].power_per_accelerator", "tranches[1].slip", "tranches[1].ready_for_service", "tranches[1].acceptance",
        "pricing", "billing", "spend", "prepayment", "delay", "service_level", "power", "availability", "termination", "options", "views[0].amount", "views[0].rate"};
    auto       c      = sample::full();
    const auto frozen = sample::full();
    CHECK(paths_of(c) == expected);
    CHECK(paths_of(frozen) == expected);
}

TEST_CASE("each_term visits what remaining minimums rest on, where a termination counts them")
{
    auto c        = sample::full();
    c.termination = disclosed(early_termination<USD>{.fee_by_year = std::vector{usd(1)}, .less_unearned_prepayment = true}, "section 12");
    const auto inside = [&c] {
        std::string found;
        for (const std::string& path : paths_of(c)) found += path.starts_with("termination.") ? path + " " : "";
        return found;
    };
    CHECK(inside() == "termination.mitigation termination.settled ");
    c.termination.value().minimums = remaining_minimums{.share = ratio(decimal<1>::parse("0.8")), .rate = ratio(decimal<2>::parse("0.06")), .compounds = compounding::annual, .day_count = any_day_count(act_365_fixed{})};
    CHECK(inside() == "termination.minimums.share termination.minimums.rate termination.mitigation termination.settled ");
}

TEST_CASE("each_term visits a list that is unknown, and no members of it")
{
    const auto c = sample::aws();
    CHECK(paths_of(c) == std::vector<std::string>{"term", "consideration", "committed", "up_to", "tranches", "pricing", "billing", "spend", "prepayment", "delay", "service_level", "power", "availability", "termination", "options"});
}

TEST_CASE("loaders write through each_term, and members follow a list that was just written")
{
    auto c = sample::aws();
    int  members = 0;
    each_term(c, [&]<class T>(const term_path& path, stated<T>& s, const statement* around) {
        if constexpr (std::is_same_v<T, tranches>) {
            s = assumed({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW}, {.in_service = 2027_y / jan / 1, .capacity = 1 * MW}}, "us");
        } else if constexpr (std::is_same_v<T, power<any_basis>>) {
            REQUIRE(around != nullptr);
            CHECK(around->source == "us");
            if (path.field == "capacity") s = disclosed(power<any_basis>(7 * MW_it), "8-K");
            ++members;
        } else if constexpr (std::is_same_v<T, money<USD>>) {
            if (path.list == "committed") s = reported(usd(3), "press");
        }
    });
    CHECK(members == 4);
    CHECK(c.committed.value() == usd(3));
    CHECK(c.tranches.value()[1].capacity.value() == power<any_basis>(7 * MW_it));
}

TEST_CASE("a bare value inherits the statement of the list around it, and no other")
{
    CHECK(statements_of(sample::full()) ==
          std::vector<std::string>{"term disclosed 8-K", "consideration disclosed announcement", "committed disclosed 8-K", "up_to reported press", "tranches disclosed 8-K",
                                   "tranches[0].in_service disclosed 8-K", "tranches[0].capacity disclosed 8-K", "tranches[0].end disclosed 8-K",
                                   "tranches[0].accelerator disclosed 8-K", "tranches[0].power_per_accelerator assumed 131 kW per rack of 72", "tranches[0].slip disclosed 8-K", "tranches[0].ready_for_service disclosed 8-K", "tranches[0].acceptance disclosed 8-K",
                                   "tranches[1].in_service reported press", "tranches[1].capacity disclosed 8-K", "tranches[1].end disclosed 8-K",
                                   "tranches[1].accelerator disclosed 8-K", "tranches[1].power_per_accelerator assumed 131 kW per rack of 72", "tranches[1].slip disclosed 8-K", "tranches[1].ready_for_service disclosed 8-K", "tranches[1].acceptance disclosed 8-K",
        "pricing nobody", "billing nobody", "spend nobody", "prepayment nobody", "delay nobody", "service_level nobody", "power nobody", "availability nobody", "termination nobody", "options nobody",
                                   "views[0].amount reported press", "views[0].rate reported ECB"});
    auto c          = sample::full();
    c.consideration = usd(1);
    CHECK(statements_of(c)[1] == "consideration nobody");
    c.tranches = tranches{{.in_service = 2026_y / apr / 1, .capacity = 1 * MW}};
    CHECK(statements_of(c)[4] == "tranches nobody");
    CHECK(statements_of(c)[5] == "tranches[0].in_service nobody");
}

TEST_CASE("the currency may be known at run time only, with any number of minor digits")
{
    const auto make = []<int Digits>(any_currency<Digits> currency) {
        return contract<any_currency<Digits>>{
            .name          = "run time",
            .currency      = currency,
            .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{1}}, "8-K"),
            .tranches      = unknown("MW never announced"),
            .consideration = disclosed(money<any_currency<Digits>>(decimal<Digits>(100), currency), "8-K"),
        };
    };
    CHECK(to_string(make(currency_of<0>("JPY")).consideration) == "JPY 100");
    CHECK(to_string(make(currency_of<2>("EUR")).consideration) == "EUR 100.00");
    CHECK(to_string(make(currency_of<3>("KWD")).consideration) == "KWD 100.000");
    CHECK(to_string(make(currency_of<4>("CLF")).consideration) == "CLF 100.0000");
    CHECK(make(currency_of<0>("JPY")).currency.code() == "JPY");
}
