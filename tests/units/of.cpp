// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/of.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <string>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;

namespace {

static_assert(std::same_as<decltype(of<USD>(1)), money<USD>> && std::same_as<decltype(of<USD>(2.8475_d)), money<USD, 4>> &&
              std::same_as<decltype(of<USD>(2.8_d)), money<USD>> && std::same_as<decltype(of<JPY>("1")), money<JPY, 0>>);
static_assert(std::same_as<decltype(of(currency_of<2>("EUR"), 1)), money<any_currency<2>>> &&
              std::same_as<decltype(of(currency_of<2>("EUR"), 0.125_d)), money<any_currency<2>, 3>> && std::same_as<decltype(of(EUR{}, 1)), money<EUR>>);

template <class T> concept makes         = requires(T x) { of<USD>(x); };
template <class T> concept makes_in_euro = requires(T x) { of(EUR{}, x); };
static_assert(makes<int> && makes<std::uint64_t> && makes<const char*> && makes<std::string> && makes<decimal<4>>);
static_assert(!makes<double> && !makes<float> && !makes<bool> && !makes<char> && !makes<money<EUR>> && !makes<std::nullptr_t>);
static_assert(makes_in_euro<int> && makes_in_euro<const char*> && makes_in_euro<decimal<4>> && !makes_in_euro<double> && !makes_in_euro<bool> && !makes_in_euro<char> &&
              !makes_in_euro<std::nullptr_t>);

constexpr bool test_makers()
{
    return of<USD>(38'000'000'000) == usd(38'000'000'000) && of<USD>("0.10") == usd("0.10") && of<USD>(2.8475_d) == usd(2.8475_d) && of<KWD>("0.125") == kwd("0.125") &&
           of<EUR>(-5) == eur(-5) && of(EUR{}, "9.50") == eur("9.50");
}

constexpr bool test_run_time()
{
    const auto euro = currency_of<2>("EUR");
    return of(euro, 5) == of(euro, "5.00") && of(euro, 5) == of(euro, 5.0_d) && of(euro, 5).unit.code() == "EUR" && of(euro, 0.125_d).amount.units == 125 &&
           of(euro, 5) != of(currency_of<2>("SEK"), 5);
}

static_assert(test_makers() && test_run_time());

} // namespace

TEST_CASE("money of any currency is the same at compile time and at run time")
{
    CHECK(test_makers());
    CHECK(test_run_time());
}

TEST_CASE("what usd refuses, of refuses")
{
    const auto euro = currency_of<2>("EUR");
    CHECK_THROWN(inexact, of<USD>("0.125"));
    CHECK_THROWN(inexact, of(euro, "0.125"));
    CHECK_THROWN(parse_error, of<USD>("1,000"));
    CHECK_THROWN(parse_error, of(euro, ""));
    CHECK_THROWN(overflow, of<USD>(std::int64_t{92'233'720'368'547'759}));
    CHECK_THROWN(unlike_units, of(euro, 1) + of(currency_of<2>("SEK"), 1));
}
