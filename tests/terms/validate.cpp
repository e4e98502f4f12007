// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/validate.hpp>

#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::months, date::years;

namespace {

using any_usd = any_currency<2>;

/// That one fault gives exactly one problem: where, which rule, and what was found.
template <class C>
void check_one(const contract<C>& c, const std::string& path, const std::string& rule, const std::string& value)
{
    const auto problems = validate(c);
    std::string all;
    for (const term_problem& p : problems) (all += to_string(p.why)) += '\n';
    INFO(all);
    REQUIRE(problems.size() == 1);
    CHECK(to_string(problems[0].path) == path);
    CHECK(problems[0].why.subject == path);
    CHECK(problems[0].why.rule == rule);
    CHECK(problems[0].why.value == value);
    CHECK(!problems[0].why.remedy.empty());
}

contract<USD> with_tranches(std::initializer_list<tranche> list, years length = years{5})
{
    auto c     = sample::iren();
    c.term     = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = length}, "8-K");
    c.tranches = disclosed(list, "8-K");
    return c;
}

/// Without views, which speak up too when a test moves the consideration.
contract<USD> without_views()
{
    auto c = sample::full();
    c.views.clear();
    return c;
}

money<any_usd> in(std::string_view code, std::int64_t whole) { return money<any_usd>(decimal<2>(whole), currency_of<2>(code)); }

using eur_view = fx_view<USD, any_usd>;
contract<USD> with_view(const stated<money<any_usd>>& amount, std::string_view rate = "1.1550 USD/EUR")
{
    auto c  = sample::aws();
    c.views = {eur_view{.amount = amount, .rate = reported(fx_rate<USD, any_usd>::parse(rate, 2025_y / nov / 3, {}, currency_of<2>("EUR")), "ECB")}};
    return c;
}

} // namespace

TEST_CASE("contracts of the deals have nothing wrong")
{
    CHECK(validate(sample::full()).empty());
    CHECK(validate(sample::iren()).empty());
    CHECK(validate(sample::aws()).empty());
    CHECK_NOTHROW(require_valid(sample::full()));
}

TEST_CASE("a contract has a name")
{
    auto c = sample::full();
    c.name = std::string();
    check_one(c, "name", "must not be empty", "");
}

TEST_CASE("a known term says how it is known")
{
    auto c          = sample::full();
    c.consideration = usd(9'700'000'000);
    check_one(c, "consideration", "must say how it is known", "no statement");
    c      = sample::full();
    c.term = ratable::term{.start = 2026_y / jan / 1, .length = years{5}};
    check_one(c, "term", "must say how it is known", "no statement");
    c         = sample::full();
    c.up_to   = unknown("not public"); // an unknown needs no statement
    CHECK(validate(c).empty());
}

TEST_CASE("a statement has a source")
{
    auto c      = sample::full();
    c.committed = disclosed(usd(8'000'000'000), "");
    check_one(c, "committed", "must have a source", "no source");
    c                                                = sample::full();
    c.tranches.value()[1].power_per_accelerator      = assumed(1820 * W_it, "");
    check_one(c, "tranches[1].power_per_accelerator", "must have a source", "no source");
}

TEST_CASE("a tranche inherits the statement of its list, and without it every bare member is a problem")
{
    auto c     = sample::iren();
    c.tranches = tranches{{.in_service = 2026_y / jan / 1, .capacity = disclosed(200 * MW_it, "8-K")}};
    check_one(c, "tranches[0].in_service", "must say how it is known", "no statement");
}

TEST_CASE("a range is an assumption")
{
    auto c          = without_views();
    c.consideration = disclosed(range(usd(9'000'000'000), usd(9'700'000'000), usd(9'800'000'000)), "8-K");
    check_one(c, "consideration", "is a range, and a range is an assumption", "known = \"disclosed\"");
    c.consideration = reported(range(usd(9'000'000'000), usd(9'700'000'000), usd(9'800'000'000)), "press");
    check_one(c, "consideration", "is a range, and a range is an assumption", "known = \"reported\"");
    c.consideration = assumed(range(usd(9'000'000'000), usd(9'700'000'000), usd(9'800'000'000)), "us");
    CHECK(validate(c).empty());
    c                                = sample::iren();
    c.tranches.value()[0].capacity   = range(150 * MW_it, 200 * MW_it, 250 * MW_it); // the list is disclosed
    check_one(c, "tranches[0].capacity", "is a range, and a range is an assumption", "known = \"disclosed\"");
}

TEST_CASE("a range is in order, with both ends")
{
    auto c          = without_views();
    c.consideration = assumed(range(usd(9'800'000'000), usd(9'700'000'000), usd(9'900'000'000)), "us");
    check_one(c, "consideration", "must have low ≤ base ≤ high", "another order");
    c.consideration = assumed(range(usd(9'000'000'000), usd(9'900'000'000), usd(9'800'000'000)), "us");
    check_one(c, "consideration", "must have low ≤ base ≤ high", "another order");
    c.consideration = assumed(shaped<money<USD>>{shape::range, {}, usd(9'700'000'000), usd(9'800'000'000)}, "us");
    check_one(c, "consideration", "must have low ≤ base ≤ high", "another order");
    c.consideration = assumed(range(usd(9'700'000'000), usd(9'700'000'000), usd(9'700'000'000)), "us");
    CHECK(validate(c).empty());
    auto d                          = sample::iren();
    d.tranches.value()[0].in_service = assumed(range(2026_y / mar / 1, 2026_y / feb / 1, 2026_y / apr / 1), "us");
    check_one(d, "tranches[0].in_service", "must have low ≤ base ≤ high", "another order");
}

TEST_CASE("a range of two MW bases is a problem, not an exception")
{
    auto c                         = sample::iren();
    c.tranches.value()[0].capacity = assumed(range<power<any_basis>>(100 * MW, 200 * MW_it, 300 * MW), "us");
    check_one(c, "tranches[0].capacity", "must be a range of one unit", "W and W critical_it");
}

TEST_CASE("amounts are positive, at every bound")
{
    auto c          = without_views();
    c.consideration = disclosed(usd(-5), "8-K"); // and no second problem from committed or up to
    check_one(c, "consideration", "must be positive", "USD -5.00");
    c               = without_views();
    c.committed     = disclosed(usd(0), "8-K");
    check_one(c, "committed", "must be positive", "USD 0.00");
    c               = without_views();
    c.up_to         = disclosed(usd(-1), "8-K");
    check_one(c, "up_to", "must be positive", "USD -1.00");
    c               = without_views();
    c.consideration = assumed(range(usd(0), usd(9'700'000'000), usd(9'800'000'000)), "us");
    check_one(c, "consideration", "must be positive", "USD 0.00");
}

TEST_CASE("amounts are in one currency, also one known at run time")
{
    contract<any_usd> c{.name          = "run time",
                        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = years{5}}, "8-K"),
                        .tranches      = unknown("MW never announced"),
                        .consideration = disclosed(in("USD", 10), "8-K"),
                        .committed     = disclosed(in("EUR", 5), "8-K")};
    check_one(c, "committed", "must be in the contract's currency USD", "EUR 5.00");
    c.committed = disclosed(in("USD", 5), "8-K");
    CHECK(validate(c).empty());
}

TEST_CASE("committed does not exceed the consideration, and up to is not less than it")
{
    auto c      = without_views();
    c.committed = disclosed(usd(9'700'000'001), "8-K");
    check_one(c, "committed", "must not exceed the consideration", "USD 9,700,000,001.00");
    c.committed = disclosed(usd(9'700'000'000), "8-K");
    CHECK(validate(c).empty());
    c.up_to = disclosed(usd(9'699'999'999), "8-K");
    check_one(c, "up_to", "must not be less than the consideration", "USD 9,700,000,000.00");
    c.up_to = disclosed(usd(9'700'000'000), "8-K");
    CHECK(validate(c).empty());
}

TEST_CASE("amounts are out of order only when no reading of their shapes puts them in order")
{
    auto c          = without_views();
    c.up_to         = unknown("not public");
    c.consideration = disclosed(at_least(usd(1'000'000'000)), "8-K"); // it may be more than what is committed
    CHECK(validate(c).empty());
    c.consideration = disclosed(rounded_to(usd(100'000'000), usd(7'960'000'000)), "8-K"); // up to 8.01
    CHECK(validate(c).empty());
    c.consideration = disclosed(up_to(usd(7'000'000'000)), "8-K");
    check_one(c, "committed", "must not exceed the consideration", "USD 8,000,000,000.00");
}

TEST_CASE("dates exist")
{
    auto c = with_tranches({{.in_service = 2027_y / feb / 30, .capacity = 1 * MW}});
    check_one(c, "tranches[0].in_service", "must be a day of the calendar", "2027-02-30");
    c = with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .end = 2027_y / feb / 30}});
    check_one(c, "tranches[0].end", "must be a day of the calendar", "2027-02-30");
    c      = sample::iren();
    c.term = disclosed(ratable::term{.start = 2025_y / feb / 30, .length = years{5}}, "8-K");
    check_one(c, "term", "must be a day of the calendar between 1900-01-01 and 2999-12-31", "2025-02-30");
    c           = sample::iren();
    c.signed_on = 2025_y / feb / 30;
    check_one(c, "signed_on", "must be a day of the calendar", "2025-02-30");
    c          = sample::iren();
    c.known_on = 2025_y / feb / 30;
    check_one(c, "known_on", "must be a day of the calendar", "2025-02-30");
}

TEST_CASE("a term ends after it starts")
{
    auto c = sample::aws();
    c.term = disclosed(ratable::term{.start = 2025_y / nov / 3, .length = until(2025_y / nov / 2)}, "8-K");
    check_one(c, "term", "must end after its start 2025-11-03", "2025-11-02");
    c.term = disclosed(ratable::term{.start = 2025_y / nov / 3, .length = months{0}}, "8-K");
    check_one(c, "term", "must end after its start 2025-11-03", "2025-11-03");
}

TEST_CASE("every bound of a term is a term")
{
    auto       c    = sample::aws();
    const auto from = [](const year_month_day& start, int n) { return ratable::term{.start = start, .length = years{n}}; };
    c.term = assumed(range(from(2025_y / feb / 30, 1), from(2025_y / nov / 3, 2), from(2025_y / nov / 3, 3)), "us");
    check_one(c, "term", "must be a day of the calendar between 1900-01-01 and 2999-12-31", "2025-02-30");
}

TEST_CASE("capacities are positive, at every bound")
{
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = -1 * MW}}), "tranches[0].capacity", "must be positive", "-1 MW");
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 0 * MW}}), "tranches[0].capacity", "must be positive", "0 W");
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = assumed(range(-1 * MW, 1 * MW, 2 * MW), "us")}}), "tranches[0].capacity", "must be positive", "-1 MW");
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .power_per_accelerator = -1820 * kW}}), "tranches[0].power_per_accelerator",
              "must be positive", "-1,820 kW");
}

TEST_CASE("capacities that 64 bits of exact MW-months do not hold are refused where the sum passes them")
{
    const std::string rule = "and the tranches before it must stay below 24 million MW-months over the term";
    CHECK(validate(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 30 * GW}}, years{20})).empty());
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 120 * GW}}, years{20}), "tranches[0].capacity", rule, "120 GW");
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 90 * GW}, {.in_service = 2026_y / jan / 1, .capacity = 20 * GW}, {.in_service = 2026_y / jan / 1, .capacity = 1 * GW}},
                            years{20}),
              "tranches[1].capacity", rule, "20 GW");
}

TEST_CASE("a tranche is in service within the term")
{
    check_one(with_tranches({{.in_service = 2031_y / jan / 1, .capacity = 1 * MW}}), "tranches[0].in_service", "must not be after 2030-12-31", "2031-01-01");
    check_one(with_tranches({{.in_service = 2025_y / dec / 31, .capacity = 1 * MW}}), "tranches[0].in_service", "must not precede 2026-01-01", "2025-12-31");
    CHECK(validate(with_tranches({{.in_service = 2030_y / dec / 31, .capacity = 1 * MW}})).empty());
    CHECK(validate(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 1 * MW, .end = 2031_y / jan / 1}})).empty());
}

TEST_CASE("a tranche ends after it is in service, and with the term at the latest")
{
    check_one(with_tranches({{.in_service = 2026_y / apr / 1, .capacity = 1 * MW, .end = 2026_y / mar / 31}}), "tranches[0].end", "must not precede 2026-04-02", "2026-03-31");
    check_one(with_tranches({{.in_service = 2026_y / apr / 1, .capacity = 1 * MW, .end = 2026_y / apr / 1}}), "tranches[0].end", "must not precede 2026-04-02", "2026-04-01");
    check_one(with_tranches({{.in_service = 2026_y / apr / 1, .capacity = 1 * MW, .end = 2025_y / dec / 31}}), "tranches[0].end", "must not precede 2026-04-02", "2025-12-31");
    check_one(with_tranches({{.in_service = 2026_y / apr / 1, .capacity = 1 * MW, .end = 2031_y / jan / 2}}), "tranches[0].end", "must not be after 2031-01-01", "2031-01-02");
}

TEST_CASE("a tranche is within the term at every date that its range allows, and that the term's allows")
{
    check_one(with_tranches({{.in_service = assumed(range(2025_y / dec / 1, 2026_y / jan / 1, 2026_y / feb / 1), "us"), .capacity = 1 * MW}}), "tranches[0].in_service",
              "must not precede 2026-01-01", "2025-12-01");
    check_one(with_tranches({{.in_service = assumed(range(2026_y / dec / 1, 2027_y / jan / 1, 2031_y / feb / 1), "us"), .capacity = 1 * MW}}), "tranches[0].in_service",
              "must not be after 2030-12-31", "2031-02-01");
    check_one(with_tranches({{.in_service = assumed(range(2026_y / feb / 1, 2026_y / apr / 1, 2026_y / jul / 1), "us"), .capacity = 1 * MW, .end = 2026_y / jun / 1}}),
              "tranches[0].end", "must not precede 2026-07-02", "2026-06-01");
    auto       c   = with_tranches({{.in_service = 2029_y / jun / 1, .capacity = 1 * MW}});
    const auto for_years = [](int n) { return ratable::term{.start = 2026_y / jan / 1, .length = years{n}}; };
    c.term         = assumed(range(for_years(3), for_years(5), for_years(6)), "us");
    check_one(c, "tranches[0].in_service", "must not be after 2028-12-31", "2029-06-01");
}

TEST_CASE("a listed tranche knows its day in service and its capacity, and a list has tranches")
{
    check_one(with_tranches({{.in_service = unknown("?"), .capacity = 1 * MW}}), "tranches[0].in_service", "must be known", "unknown");
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = unknown("?")}}), "tranches[0].capacity", "must be known", "unknown");
    check_one(with_tranches({}), "tranches", "must not be an empty list", "no tranche");
}

TEST_CASE("two tranches of one name do not overlap")
{
    const auto pair = [](std::string_view a, std::string_view b, const year_month_day& end_of_a) {
        return with_tranches({{.name = std::string(a), .in_service = 2026_y / jan / 1, .capacity = 1 * MW, .end = end_of_a},
                              {.name = std::string(b), .in_service = 2027_y / jan / 1, .capacity = 1 * MW}});
    };
    check_one(pair("hall", "hall", 2027_y / jan / 2), "tranches[1].capacity", "overlaps tranches[0] of the same name, so it would count twice", "\"hall\"");
    CHECK(validate(pair("hall", "hall", 2027_y / jan / 1)).empty()); // the end date is no day in service
    CHECK(validate(pair("hall", "room", 2028_y / jan / 1)).empty());
    CHECK(validate(pair("", "", 2028_y / jan / 1)).empty());
}

TEST_CASE("three tranches of one name that overlap name each later one once")
{
    const auto problems = validate(with_tranches({{.name = "hall", .in_service = 2026_y / jan / 1, .capacity = 1 * MW},
                                                  {.name = "hall", .in_service = 2027_y / jan / 1, .capacity = 1 * MW},
                                                  {.name = "hall", .in_service = 2028_y / jan / 1, .capacity = 1 * MW}}));
    REQUIRE(problems.size() == 2);
    CHECK(to_string(problems[0].path) == "tranches[1].capacity");
    CHECK(to_string(problems[1].path) == "tranches[2].capacity");
}

TEST_CASE("power per accelerator is on the capacity's MW basis")
{
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 200 * MW_it, .power_per_accelerator = 1820 * W_gross}}), "tranches[0].power_per_accelerator",
              "must be on the capacity's MW basis, W critical_it", "W gross");
    check_one(with_tranches({{.in_service = 2026_y / jan / 1, .capacity = 200 * MW, .power_per_accelerator = assumed(at_least(1820 * W_it), "us")}}),
              "tranches[0].power_per_accelerator", "must be on the capacity's MW basis, W", "W critical_it");
}

TEST_CASE("a view agrees with the consideration as far as it was rounded: 38bn USD are 32.9bn EUR at 1.1550, and 30bn are not")
{
    CHECK(validate(with_view(reported(rounded_to(in("EUR", 100'000'000), in("EUR", 32'900'000'000)), "press"))).empty());
    check_one(with_view(reported(in("EUR", 32'900'000'000), "press")), "views[0].amount", "must agree with the consideration USD 38,000,000,000.00 at its rate",
              "EUR 32,900,000,000.00");
    check_one(with_view(reported(rounded_to(in("EUR", 100'000'000), in("EUR", 30'000'000'000)), "press")), "views[0].amount",
              "must agree with the consideration USD 38,000,000,000.00 at its rate", "EUR 30,000,000,000.00");
    check_one(with_view(reported(rounded_to(in("EUR", 100'000'000), in("EUR", 36'000'000'000)), "press")), "views[0].amount",
              "must agree with the consideration USD 38,000,000,000.00 at its rate", "EUR 36,000,000,000.00");
    CHECK(validate(with_view(reported(in("EUR", 19'000'000'000), "press"), "2 USD/EUR")).empty());
    CHECK(validate(with_view(reported(at_least(in("EUR", 30'000'000'000)), "press"))).empty());
    CHECK(validate(with_view(unknown("not reported"))).empty());
    check_one(with_view(rounded_to(in("EUR", 100'000'000), in("EUR", 32'900'000'000))), "views[0].amount", "must say how it is known", "no statement");
}

TEST_CASE("all problems are listed at once, each with its path")
{
    auto c                           = sample::full();
    c.name                           = std::string();
    c.committed                      = disclosed(usd(-1), "8-K");
    c.tranches.value()[0].in_service = 2020_y / jan / 1;
    c.tranches.value()[1].capacity   = -1 * MW_it;
    std::vector<std::string> paths;
    for (const term_problem& p : validate(c)) paths.push_back(to_string(p.path));
    CHECK(paths == std::vector<std::string>{"name", "committed", "tranches[0].in_service", "tranches[1].capacity"});
}

TEST_CASE("require_valid throws the first problem, led by the contract's name")
{
    auto c      = sample::full();
    c.committed = disclosed(usd(-1), "8-K");
    CHECK_REFUSED(invalid_terms, "contract 'Full': committed: must be positive; got USD -1.00; write the amount that is due", require_valid(c));
}

TEST_CASE("a term that is a range is in order, and every length in it keeps its tranches")
{
    const auto lasting = [](int shortest, int base, int longest) {
        const auto term = [](int n) { return ratable::term{.start = 2026_y / jan / 1, .length = years{n}}; };
        auto       c    = sample::iren();
        c.term          = assumed(range(term(shortest), term(base), term(longest)), "between");
        return c;
    };
    CHECK(validate(lasting(4, 5, 6)).empty());
    check_one(lasting(6, 5, 7), "term", "must have low ≤ base ≤ high", "another order");
    check_one(lasting(4, 5, 3), "term", "must have low ≤ base ≤ high", "another order");
    auto c     = lasting(1, 5, 6);
    c.tranches = disclosed({{.in_service = 2028_y / jan / 1, .capacity = 200 * MW_it}}, "8-K");
    check_one(c, "tranches[0].in_service", "must not be after 2026-12-31", "2028-01-01");
}

TEST_CASE("a view's rate is between the consideration's currency and the view's")
{
    auto c  = sample::aws();
    c.views = {eur_view{.amount = reported(in("EUR", 32'900'432'900), "press"),
                        .rate   = reported(fx_rate<USD, any_usd>::parse("1.3000 USD/GBP", 2025_y / nov / 3, {}, currency_of<2>("GBP")), "ECB")}};
    check_one(c, "views[0].rate", "must be in the consideration's currency for one of the view's", "1.3 USD/GBP");
}

TEST_CASE("what is committed does not exceed what is possible, also when the headline is unknown")
{
    auto c          = without_views();
    c.consideration = unknown("never announced");
    CHECK(validate(c).empty());
    c.committed = disclosed(usd(13'000'000'000), "8-K");
    check_one(c, "committed", "must not exceed up_to", "USD 13,000,000,000.00");
}
