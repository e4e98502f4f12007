// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/exercise.hpp>

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
    CHECK_REFUSED(invalid_terms, "options[2].kind: must be an extension or an expansion: no pricing clause says a price from a day on; got renewal; write the renewed contract as one of its own",
                  exercise(c, 2, 2027_y / jul / 31));
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
