// SPDX-License-Identifier: BSL-1.0
// Any text is a rate that prints and parses back equal, or one of our errors.
#include "must.hpp"

#include <ratable/units/rate.hpp>

#include <string>

namespace {

template <class Rate>
void back_and_forth(std::string_view text)
{
    try {
        const Rate        x     = Rate::parse(text);
        const std::string shown = to_string(x);
        must(Rate::parse(shown) == x, "a rate parses back equal");
        must(to_string(Rate::parse(shown)) == shown, "its text does not change");
        must(x.per.factor > 0, "a symbol has base units");
        must(x.expressed_per(x.per).price == x.price, "expressed per its own symbol it is the same");
    } catch (const ratable::error& e) {
        must(*e.what() != '\0', "an error has words");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace ratable;
    using usd                   = iso4217::USD;
    const std::string_view text = text_of(data, size);
    back_and_forth<rate<money<usd, 4>, gpu_hour_unit<any_accelerator>>>(text);
    back_and_forth<rate<money<usd, 4>, gpu_hour_unit<gb300>>>(text);
    back_and_forth<rate<money<usd, 2>, watt_month_quantum<any_basis>>>(text);
    back_and_forth<rate<money<usd, 6>, watt_hour<any_basis>>>(text);
    back_and_forth<rate<money<usd, 2>, watt_month_quantum<critical_it>>>(text);
    back_and_forth<rate<money<usd, 2>, gpu_unit<any_accelerator>>>(text);
    return 0;
}
