// SPDX-License-Identifier: BSL-1.0
// Any text is a number that prints and parses back equal, or one of our errors.
#include "must.hpp"

#include <ratable/core/decimal.hpp>
#include <ratable/core/wide.hpp>
#include <ratable/units/fx.hpp>
#include <ratable/units/money.hpp>

#include <string>

namespace {

template <class T>
void back_and_forth(std::string_view text)
{
    try {
        const T           x     = T::parse(text);
        const std::string shown = to_string(x);
        must(T::parse(shown) == x, "a decimal parses back equal");
        must(to_string(T::parse(shown)) == shown, "its text does not change");
        const auto exact = to_fraction(x);
        must(fits_scale(exact, T::scale), "a decimal fits its own scale");
        must(ratable::round<T::scale, decltype(x.units)>(exact, ratable::rounding::half_even) == x, "rounding to its own scale changes nothing");
        must(ratable::to_decimal_text(exact, T::scale, ratable::rounding::down) == shown, "its fraction has the same text");
    } catch (const ratable::error& e) {
        must(*e.what() != '\0', "an error has words");
    }
}

void money_back_and_forth(std::string_view text)
{
    using usd = ratable::money<ratable::iso4217::USD>;
    try {
        const usd x = usd::parse(text);
        must(usd::parse(to_string(x.amount) + " USD") == x, "money parses back equal");
    } catch (const ratable::error&) {
    }
    using rate = ratable::fx_rate<ratable::iso4217::USD, ratable::iso4217::EUR>;
    try {
        const rate x = rate::parse(text, {});
        must(x.quote_per_base.units > 0, "a rate is positive");
        must(rate::parse(to_string(x), {}).quote_per_base == x.quote_per_base, "a rate parses back equal");
    } catch (const ratable::error&) {
    }
}

/// What parse accepts is what from_chars reads to the end; and reading stops where the number does.
template <class T>
void without_exceptions(std::string_view text)
{
    T          x;
    const auto read = from_chars(text.data(), text.data() + text.size(), x);
    must(read.ptr >= text.data() && read.ptr <= text.data() + text.size(), "from_chars stays in its text");
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    try {
        must(T::parse(text) == x && whole, "parse reads what from_chars reads");
    } catch (const ratable::error&) {
        must(!whole, "parse refuses what from_chars does not read");
    }
    if (read.ec != std::errc{}) return;
    char       buffer[96];
    const auto written = to_chars(buffer, buffer + sizeof buffer, x);
    T          back;
    must(written.ec == std::errc{} && from_chars(buffer, written.ptr, back).ptr == written.ptr && back == x, "to_chars is read back");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = text_of(data, size);
    back_and_forth<ratable::decimal<0>>(text);
    back_and_forth<ratable::decimal<2>>(text);
    back_and_forth<ratable::decimal<18>>(text);
    back_and_forth<ratable::decimal<9, ratable::int128>>(text);
    back_and_forth<ratable::decimal<38, ratable::int128>>(text);
    back_and_forth<ratable::decimal<60, ratable::unbounded>>(text);
    back_and_forth<ratable::decimal<5, boost::multiprecision::int256_t>>(text);
    without_exceptions<ratable::decimal<0>>(text);
    without_exceptions<ratable::decimal<7>>(text);
    without_exceptions<ratable::decimal<38, ratable::int128>>(text);
    money_back_and_forth(text);
    money_back_and_forth(std::string(text) + " USD");
    money_back_and_forth(std::string(text) + " USD/EUR");
    return 0;
}
