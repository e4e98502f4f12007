// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/iso4217.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <type_traits>

using namespace ratable;
using namespace ratable::iso4217;

namespace {

template <class C>
constexpr bool agrees(std::string_view code)
{
    return currency<C> && std::is_empty_v<C> && C::code() == code && iso4217_minor_digits(code) == C::minor_digits && sizeof(money<C>) == 8;
}

/// Each code by its own name: a misspelt struct or another number of digits does not compile.
constexpr int test_every_code()
{
    int n = 0;
#define CODE_IS(CODE) static_assert(agrees<CODE>(#CODE)); ++n
    CODE_IS(BIF); CODE_IS(CLP); CODE_IS(DJF); CODE_IS(GNF); CODE_IS(ISK); CODE_IS(JPY); CODE_IS(KMF);
    CODE_IS(KRW); CODE_IS(PYG); CODE_IS(RWF); CODE_IS(UGX); CODE_IS(UYI); CODE_IS(VND); CODE_IS(VUV);
    CODE_IS(XAF); CODE_IS(XOF); CODE_IS(XPF); CODE_IS(AED); CODE_IS(AFN); CODE_IS(ALL); CODE_IS(AMD);
    CODE_IS(AOA); CODE_IS(ARS); CODE_IS(AUD); CODE_IS(AWG); CODE_IS(AZN); CODE_IS(BAM); CODE_IS(BBD);
    CODE_IS(BDT); CODE_IS(BMD); CODE_IS(BND); CODE_IS(BOB); CODE_IS(BOV); CODE_IS(BRL); CODE_IS(BSD);
    CODE_IS(BTN); CODE_IS(BWP); CODE_IS(BYN); CODE_IS(BZD); CODE_IS(CAD); CODE_IS(CDF); CODE_IS(CHE);
    CODE_IS(CHF); CODE_IS(CHW); CODE_IS(CNY); CODE_IS(COP); CODE_IS(COU); CODE_IS(CRC); CODE_IS(CUP);
    CODE_IS(CVE); CODE_IS(CZK); CODE_IS(DKK); CODE_IS(DOP); CODE_IS(DZD); CODE_IS(EGP); CODE_IS(ERN);
    CODE_IS(ETB); CODE_IS(EUR); CODE_IS(FJD); CODE_IS(FKP); CODE_IS(GBP); CODE_IS(GEL); CODE_IS(GHS);
    CODE_IS(GIP); CODE_IS(GMD); CODE_IS(GTQ); CODE_IS(GYD); CODE_IS(HKD); CODE_IS(HNL); CODE_IS(HTG);
    CODE_IS(HUF); CODE_IS(IDR); CODE_IS(ILS); CODE_IS(INR); CODE_IS(IRR); CODE_IS(JMD); CODE_IS(KES);
    CODE_IS(KGS); CODE_IS(KHR); CODE_IS(KPW); CODE_IS(KYD); CODE_IS(KZT); CODE_IS(LAK); CODE_IS(LBP);
    CODE_IS(LKR); CODE_IS(LRD); CODE_IS(LSL); CODE_IS(MAD); CODE_IS(MDL); CODE_IS(MGA); CODE_IS(MKD);
    CODE_IS(MMK); CODE_IS(MNT); CODE_IS(MOP); CODE_IS(MRU); CODE_IS(MUR); CODE_IS(MVR); CODE_IS(MWK);
    CODE_IS(MXN); CODE_IS(MXV); CODE_IS(MYR); CODE_IS(MZN); CODE_IS(NAD); CODE_IS(NGN); CODE_IS(NIO);
    CODE_IS(NOK); CODE_IS(NPR); CODE_IS(NZD); CODE_IS(PAB); CODE_IS(PEN); CODE_IS(PGK); CODE_IS(PHP);
    CODE_IS(PKR); CODE_IS(PLN); CODE_IS(QAR); CODE_IS(RON); CODE_IS(RSD); CODE_IS(RUB); CODE_IS(SAR);
    CODE_IS(SBD); CODE_IS(SCR); CODE_IS(SDG); CODE_IS(SEK); CODE_IS(SGD); CODE_IS(SHP); CODE_IS(SLE);
    CODE_IS(SOS); CODE_IS(SRD); CODE_IS(SSP); CODE_IS(STN); CODE_IS(SVC); CODE_IS(SYP); CODE_IS(SZL);
    CODE_IS(THB); CODE_IS(TJS); CODE_IS(TMT); CODE_IS(TOP); CODE_IS(TRY); CODE_IS(TTD); CODE_IS(TWD);
    CODE_IS(TZS); CODE_IS(UAH); CODE_IS(USD); CODE_IS(USN); CODE_IS(UYU); CODE_IS(UZS); CODE_IS(VED);
    CODE_IS(VES); CODE_IS(WST); CODE_IS(XAD); CODE_IS(XCD); CODE_IS(XCG); CODE_IS(YER); CODE_IS(ZAR);
    CODE_IS(ZMW); CODE_IS(ZWG); CODE_IS(BHD); CODE_IS(IQD); CODE_IS(JOD); CODE_IS(KWD); CODE_IS(LYD);
    CODE_IS(OMR); CODE_IS(TND); CODE_IS(CLF); CODE_IS(UYW);
#undef CODE_IS
    return n;
}

constexpr int codes_of_the_table()
{
    int n = 0;
    for (char a = 'A'; a <= 'Z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) {
            for (char c = 'A'; c <= 'Z'; ++c) {
                const char code[3] = {a, b, c};
                n += iso4217_minor_digits({code, 3}).has_value();
            }
        }
    }
    return n;
}

} // namespace

TEST_CASE("every code of the run-time table is a type with the same digits, and no other is")
{
    CHECK(test_every_code() == codes_of_the_table());
    CHECK(test_every_code() == 165);
}

TEST_CASE("money in any of them is made by the rules of usd")
{
    CHECK(to_string(of<TRY>(5)) == "TRY 5.00");
    CHECK(to_string(of<ISK>("1250")) == "ISK 1,250");
    CHECK(to_string(of<BHD>("0.125")) == "BHD 0.125");
    CHECK(to_string(of<UYW>("0.1250")) == "UYW 0.1250");
}
