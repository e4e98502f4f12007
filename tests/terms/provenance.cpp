// SPDX-License-Identifier: BSL-1.0
#include <ratable/terms/provenance.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <type_traits>
#include <utility>
#include <vector>

#include <ratable/core/required.hpp>
#include <ratable/units/money.hpp>
#include <ratable/units/power.hpp>

#include <string>
#include <type_traits>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

using amount = stated<money<USD>>;

static_assert(name_of(known::disclosed) == "disclosed" && name_of(known::reported) == "reported" && name_of(known::assumed) == "assumed");
static_assert(known::disclosed < known::reported && known::reported < known::assumed, "from best known to least");

// What is a value of the term, and what is not.
static_assert(std::is_convertible_v<money<USD>, amount> && !std::is_convertible_v<money<EUR>, amount>);
static_assert(!std::is_convertible_v<int, amount> && !std::is_convertible_v<double, amount>);
static_assert(std::is_convertible_v<shaped<money<USD>>, amount> && !std::is_convertible_v<shaped<money<EUR>>, amount>);
static_assert(std::is_convertible_v<unknown, amount> && !std::is_convertible_v<stated<money<EUR>>, amount>);
static_assert(std::is_convertible_v<stated<power<critical_it>>, stated<power<any_basis>>>);
static_assert(std::is_convertible_v<required<stated<power<critical_it>>>, stated<power<any_basis>>>, "the value of a required term widens as any other");
static_assert(!std::is_convertible_v<stated<power<any_basis>>, stated<power<critical_it>>>, "a basis does not appear from nowhere");
static_assert(!std::is_convertible_v<energy<any_basis>, stated<power<any_basis>>>);

TEST_CASE("a term that nobody stated is unknown, and no reason is given")
{
    const amount s;
    CHECK(!s.is_known());
    CHECK(s.shape() == shape::unknown);
    CHECK(s.unknown_because().empty());
    CHECK(!s.own_statement());
    CHECK(!s.low());
    CHECK(!s.high());
    CHECK(to_string(s) == "not stated");
}

TEST_CASE("a bare value is exact, is its own bounds, and has no statement of its own")
{
    const amount s = usd(5);
    CHECK(s.is_known());
    CHECK(s.shape() == shape::exact);
    CHECK(s.value() == usd(5));
    CHECK(s.low() == usd(5));
    CHECK(s.high() == usd(5));
    CHECK(!s.own_statement());
    CHECK(to_string(s) == "USD 5.00");
}

TEST_CASE("disclosed, reported and assumed say who, and keep the source")
{
    CHECK(disclosed(usd(5), "8-K").own_statement() == statement{known::disclosed, "8-K"});
    CHECK(reported(usd(5), "press").own_statement() == statement{known::reported, "press"});
    CHECK(assumed(usd(5), "halves").own_statement() == statement{known::assumed, "halves"});
    CHECK(disclosed(at_least(usd(5)), "8-K").own_statement() == statement{known::disclosed, "8-K"});
    CHECK(reported(up_to(usd(5)), "press").own_statement() == statement{known::reported, "press"});
    CHECK(assumed(range(usd(4), usd(5), usd(6)), "halves").own_statement() == statement{known::assumed, "halves"});
    CHECK(disclosed(usd(5), "8-K").value() == usd(5));
    CHECK(disclosed(usd(5), "8-K").shape() == shape::exact);
}

TEST_CASE("at_least is a floor, and nothing forces an upper bound on it")
{
    const amount s = reported(at_least(usd(10'000'000'000)), "press: more than $10bn");
    CHECK(s.shape() == shape::at_least);
    CHECK(s.value() == usd(10'000'000'000));
    CHECK(s.low() == usd(10'000'000'000));
    CHECK(!s.high());
    CHECK(to_string(s) == "at least USD 10,000,000,000.00");
}

TEST_CASE("up_to is a ceiling, and nothing forces a lower bound on it")
{
    const amount s = disclosed(up_to(usd(7)), "8-K");
    CHECK(s.shape() == shape::up_to);
    CHECK(s.value() == usd(7));
    CHECK(!s.low());
    CHECK(s.high() == usd(7));
    CHECK(to_string(s) == "up to USD 7.00");
}

TEST_CASE("a range has three values, of which derivations read the base")
{
    const stated<power<any_basis>> s = assumed(range(1667 * W_it, 1820 * W_it, 1972 * W_it), "120 to 142 kW per rack of 72");
    CHECK(s.shape() == shape::range);
    CHECK(s.low() == power<any_basis>(1667 * W_it));
    CHECK(s.value() == power<any_basis>(1820 * W_it));
    CHECK(s.high() == power<any_basis>(1972 * W_it));
    CHECK(to_string(s) == "1,667 W critical_it … 1,972 W critical_it, taken as 1,820 W critical_it");
}

TEST_CASE("an announced $9.7bn is anywhere from 9.65 to below 9.75")
{
    const amount s = disclosed(rounded_to(usd(100'000'000), usd(9'700'000'000)), "announcement");
    CHECK(s.shape() == shape::rounded_to);
    CHECK(s.low() == usd(9'650'000'000));
    CHECK(s.value() == usd(9'700'000'000));
    CHECK(s.high() == usd(9'750'000'000));
    CHECK(to_string(s) == "USD 9,700,000,000.00, rounded: from USD 9,650,000,000.00 to below USD 9,750,000,000.00");
}

TEST_CASE("rounded_to halves money, power and plain decimals, and refuses a step that has no exact half")
{
    CHECK(rounded_to(10 * MW, 200 * MW).low == 195 * MW);
    CHECK(rounded_to(decimal<4>::parse("0.0002"), decimal<4>::parse("1.1550")).high == decimal<4>::parse("1.1551"));
    CHECK_THROWN(inexact, rounded_to(usd("0.01"), usd(1)));
}

TEST_CASE("an unknown keeps its reason, and asking for its value throws it")
{
    const amount s = unknown("MW never announced");
    CHECK(!s.is_known());
    CHECK(s.shape() == shape::unknown);
    CHECK(s.unknown_because() == "MW never announced");
    CHECK(to_string(s) == "unknown: MW never announced");
    CHECK_REFUSED(invalid_terms, "term: must be known for this; got unknown: MW never announced; state it", s.value());
    CHECK_REFUSED(invalid_terms, "term: must be known for this; got not stated; state it", amount{}.value());
    amount changeable = unknown("why");
    CHECK_THROWN(invalid_terms, changeable.value());
}

TEST_CASE("members of a list are changed in place; any other term is stated anew, so that its bounds never go stale")
{
    stated<std::vector<int>> list = disclosed(std::vector<int>{1, 2}, "8-K");
    list.value()[1]               = 3;
    CHECK(list.value() == std::vector<int>{1, 3});
    static_assert(!std::is_assignable_v<decltype(std::declval<amount&>().value()), money<USD>>);
    static_assert(std::is_assignable_v<decltype(std::declval<stated<std::vector<int>>&>().value()), std::vector<int>>);
}

TEST_CASE("what a source rounded to is positive, and half of it is whole")
{
    CHECK_REFUSED(invalid_terms, "rounded_to: must be positive; got USD 0.00; write what the source rounded to", rounded_to(usd(0), usd(5)));
    CHECK_REFUSED(invalid_terms, "rounded_to: must be positive; got USD -2.00; write what the source rounded to", rounded_to(usd(-2), usd(5)));
    CHECK_REFUSED(invalid_terms, "rounded_to: must not be larger than the value USD 2.00; got USD 4.00; write rounded_to(step, value)", rounded_to(usd(4), usd(2)));
    CHECK_REFUSED(inexact, "rounded_to: half a step must be a whole number of units; got USD 0.01; write an even step", rounded_to(usd("0.01"), usd(5)));
}

TEST_CASE("widening power<critical_it> to power<any_basis> keeps value, shape, statement and reason")
{
    const stated<power<any_basis>> exact = disclosed(200 * MW_it, "8-K");
    CHECK(exact.value() == power<any_basis>(200 * MW_it));
    CHECK(exact.value().in.on.basis == power_basis::critical_it);
    CHECK(exact.own_statement() == statement{known::disclosed, "8-K"});

    const stated<power<any_basis>> bare = 200 * MW_it;
    CHECK(bare.value() == exact.value());
    CHECK(!bare.own_statement());

    const stated<power<any_basis>> floor = reported(at_least(200 * MW_it), "press");
    CHECK(floor.shape() == shape::at_least);
    CHECK(floor.low() == power<any_basis>(200 * MW_it));
    CHECK(!floor.high());

    const stated<power<any_basis>> without_statement = range(1 * MW_it, 2 * MW_it, 3 * MW_it);
    CHECK(without_statement.high() == power<any_basis>(3 * MW_it));

    const stated<power<any_basis>> unknowable = stated<power<critical_it>>(unknown("never announced"));
    CHECK(!unknowable.is_known());
    CHECK(unknowable.unknown_because() == "never announced");
}

TEST_CASE("at() is the same statement of another value, which is then exact")
{
    const amount s = reported(at_least(usd(5)), "press").at(usd(8));
    CHECK(s.shape() == shape::exact);
    CHECK(s.value() == usd(8));
    CHECK(s.low() == usd(8));
    CHECK(s.high() == usd(8));
    CHECK(s.own_statement() == statement{known::reported, "press"});
}
