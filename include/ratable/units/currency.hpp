// SPDX-License-Identifier: BSL-1.0
/// Currencies: one type each, or one type for all that are known only at run time.
#pragma once

#include <ratable/core/error.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ratable {

/// What money needs to know of its currency: its code, and how many digits its minor unit has.
/// Define your own in this shape; an empty struct keeps money at 8 bytes.
template <class C>
concept currency = std::equality_comparable<C> && requires(const C& c) {
    { C::minor_digits } -> std::convertible_to<int>;
    { c.code() } -> std::convertible_to<std::string_view>;
};

/// A currency known at run time, of `Digits` minor digits: mixing two is an error then, not a compile error.
template <int Digits>
struct any_currency
{
    static constexpr int minor_digits = Digits;
    char                 letters[3]   = {'X', 'X', 'X'}; ///< XXX is ISO 4217's "no currency"

    [[nodiscard]] constexpr std::string_view code() const { return {letters, 3}; }
    // Not defaulted: g++ 14.2 evaluates a defaulted == of an array wrongly the second time in one constant expression.
    friend constexpr bool operator==(const any_currency& a, const any_currency& b) { return a.code() == b.code(); }
};

/// Minor digits of a current ISO 4217 code; nothing for a code that is not one.
/// Source: ISO 4217 list one up to amendment 180 (XAD came with 179, on 2025-05-12; BGN left with 180, on 2026-01-01). Funds codes
///         included; metals and testing codes, which have no minor unit, left out.
[[nodiscard]] constexpr std::optional<int> iso4217_minor_digits(std::string_view code);

/// The run-time currency of a code. Errors: invalid_terms if it is no current ISO 4217 code of `Digits` minor digits.
template <int Digits>
[[nodiscard]] constexpr any_currency<Digits> currency_of(std::string_view code);

/// ISO 4217 currencies that compute deals are signed in. The others are in iso4217.hpp; one of your own is a struct like these, or an any_currency.
namespace iso4217 {
#define RATABLE_CURRENCY(CODE, DIGITS)                                                                                  \
    struct CODE                                                                                                         \
    {                                                                                                                   \
        static constexpr int minor_digits = DIGITS;                                                                     \
        [[nodiscard]] static constexpr std::string_view code() { return #CODE; }                                        \
        friend constexpr bool operator==(const CODE&, const CODE&) = default;                                           \
    }
RATABLE_CURRENCY(USD, 2);
RATABLE_CURRENCY(EUR, 2);
RATABLE_CURRENCY(GBP, 2);
RATABLE_CURRENCY(JPY, 0);
RATABLE_CURRENCY(CHF, 2);
RATABLE_CURRENCY(CAD, 2);
RATABLE_CURRENCY(AUD, 2);
RATABLE_CURRENCY(CNY, 2);
RATABLE_CURRENCY(KRW, 0);
RATABLE_CURRENCY(SGD, 2);
RATABLE_CURRENCY(AED, 2);
RATABLE_CURRENCY(SAR, 2);
RATABLE_CURRENCY(KWD, 3);
#undef RATABLE_CURRENCY
} // namespace iso4217

namespace symbols {
using namespace iso4217;
} // namespace symbols

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Codes side by side, three letters and a space each.
inline constexpr std::string_view iso4217_codes[5] = {
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ",
    "",
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP "
    "COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR "
    "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN "
    "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ",
    "BHD IQD JOD KWD LYD OMR TND ",
    "CLF UYW ",
};

[[noreturn]] inline void refuse_currency(std::string_view code, int digits)
{
    throw invalid_terms({"currency", std::string("must be a current ISO 4217 code with ") + std::to_string(digits) + " minor digits",
                         std::string(code.substr(0, 16)), "write a code such as USD"});
}

} // namespace detail

constexpr std::optional<int> iso4217_minor_digits(std::string_view code)
{
    if (code.size() != 3) return std::nullopt;
    for (int digits = 0; digits < 5; ++digits) {
        const std::string_view codes = detail::iso4217_codes[digits];
        for (std::size_t i = 0; i + 3 < codes.size(); i += 4) {
            if (codes.substr(i, 3) == code) return digits;
        }
    }
    return std::nullopt;
}

template <int Digits>
constexpr any_currency<Digits> currency_of(std::string_view code)
{
    if (iso4217_minor_digits(code) != Digits) detail::refuse_currency(code, Digits);
    return any_currency<Digits>{{code[0], code[1], code[2]}};
}

} // namespace ratable
