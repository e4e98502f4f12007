// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/currency.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

using namespace ratable;

namespace user_currencies { // named, so that clang does not call their operator== unneeded

struct own_currency
{
    static constexpr int minor_digits = 6;
    [[nodiscard]] static constexpr std::string_view code() { return "OWN"; }
    friend constexpr bool operator==(const own_currency&, const own_currency&) = default;
};
struct without_digits
{
    [[nodiscard]] static constexpr std::string_view code() { return "NOT"; }
    friend constexpr bool operator==(const without_digits&, const without_digits&) = default;
};

} // namespace user_currencies

namespace {

using user_currencies::own_currency, user_currencies::without_digits;

static_assert(currency<iso4217::USD> && currency<any_currency<2>> && currency<own_currency>);
static_assert(!currency<int> && !currency<without_digits>);
static_assert(std::is_empty_v<iso4217::USD> && sizeof(any_currency<2>) == 3 && std::is_trivially_copyable_v<any_currency<2>>);
static_assert(std::is_same_v<symbols::USD, iso4217::USD>);

template <class... Currencies>
constexpr bool digits_agree_with_the_table()
{
    return ((iso4217_minor_digits(Currencies::code()) == Currencies::minor_digits) && ...);
}

constexpr bool test_own_types()
{
    using namespace iso4217;
    return digits_agree_with_the_table<USD, EUR, GBP, JPY, CHF, CAD, AUD, CNY, KRW, SGD, AED, SAR, KWD>() && USD::minor_digits == 2 &&
           JPY::minor_digits == 0 && KRW::minor_digits == 0 && KWD::minor_digits == 3 && USD::code() == "USD" && KWD::code() == "KWD";
}

constexpr bool test_digit_classes()
{
    return iso4217_minor_digits("JPY") == 0 && iso4217_minor_digits("BIF") == 0 && iso4217_minor_digits("XPF") == 0 && iso4217_minor_digits("USD") == 2 &&
           iso4217_minor_digits("AED") == 2 && iso4217_minor_digits("ZWG") == 2 && iso4217_minor_digits("BHD") == 3 && iso4217_minor_digits("TND") == 3 &&
           iso4217_minor_digits("CLF") == 4 && iso4217_minor_digits("UYW") == 4;
}

constexpr bool test_run_time_currency()
{
    return any_currency<2>{}.code() == "XXX" && currency_of<2>("EUR").code() == "EUR" && currency_of<2>("EUR") == currency_of<2>("EUR") &&
           currency_of<2>("EUR") != currency_of<2>("USD") && currency_of<0>("JPY").code() == "JPY" && currency_of<4>("CLF").minor_digits == 4;
}

static_assert(test_own_types() && test_digit_classes() && test_run_time_currency());

} // namespace

TEST_CASE("currencies are the same at compile time and at run time")
{
    CHECK(test_own_types());
    CHECK(test_digit_classes());
    CHECK(test_run_time_currency());
}

TEST_CASE("every code of three letters has the digits of its ISO 4217 class, or is none")
{
    const std::string none = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
    const std::string three = " BHD IQD JOD KWD LYD OMR TND ", four = " CLF UYW ";
    int found[5] = {};
    for (char a = 'A'; a <= 'Z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) {
            for (char c = 'A'; c <= 'Z'; ++c) {
                const std::string code   = {a, b, c};
                const auto        in     = [&code](const std::string& codes) { return codes.find(" " + code + " ") != std::string::npos; };
                const auto        digits = iso4217_minor_digits(code);
                const auto        is     = [&](int n) { return digits == n; };
                if (is(0) != in(none) || is(3) != in(three) || is(4) != in(four) || is(1)) FAIL(code);
                if (digits) ++found[*digits];
            }
        }
    }
    CHECK(found[0] == 17);
    CHECK(found[1] == 0);
    CHECK(found[2] == 139);
    CHECK(found[3] == 7);
    CHECK(found[4] == 2);
    for (const char* code : {"EUR", "GBP", "CHF", "CAD", "AUD", "CNY", "SGD", "SAR", "INR", "BRL", "MXN", "NOK", "SEK", "DKK", "PLN", "TRY", "ALL", "AMD", "TWD",
                             "HKD", "NZD", "ZAR", "ILS", "QAR", "MYR", "THB", "IDR", "PHP", "KZT", "VES", "XCD", "XCG", "BOV", "CHE", "CHW", "COU", "MXV", "USN", "XAD"}) {
        INFO("code ", code);
        CHECK(iso4217_minor_digits(code) == 2);
    }
}

TEST_CASE("metals, testing codes, withdrawn codes and other text are no currency")
{
    for (const char* code : {"XAU", "XAG", "XTS", "XXX", "XDR", "DEM", "HRK", "SLL", "BGN", "ANG", "CUC", "usd", "Usd", "US", "USDX", "", "   ", "D A", "SD ", "$", "F C"}) {
        INFO("code ", code);
        CHECK(iso4217_minor_digits(code) == std::nullopt);
    }
}

TEST_CASE("a code of other digits, or no code, is refused as a run-time currency")
{
    CHECK_REFUSED(invalid_terms, "currency: must be a current ISO 4217 code with 2 minor digits; got JPY; write a code such as USD", currency_of<2>("JPY"));
    CHECK_REFUSED(invalid_terms, "currency: must be a current ISO 4217 code with 0 minor digits; got dollars, by the ; write a code such as USD",
                  currency_of<0>("dollars, by the way"));
    CHECK_THROWN(invalid_terms, currency_of<0>("USD"));
    CHECK_THROWN(invalid_terms, currency_of<3>("USD"));
    CHECK_THROWN(invalid_terms, currency_of<2>("usd"));
    CHECK_THROWN(invalid_terms, currency_of<2>(""));
    CHECK_THROWN(invalid_terms, currency_of<2>("XXX"));
}
