// SPDX-License-Identifier: BSL-1.0
// Any text is a quantity of a unit that prints and parses back equal, or one of our errors.
#include "must.hpp"

#include <ratable/units/compute.hpp>
#include <ratable/units/power.hpp>

#include <string>

namespace {

template <class U>
void back_and_forth(std::string_view text)
{
    try {
        const auto        x     = ratable::parse_quantity<U>(text);
        const std::string shown = to_string(x, ratable::grouping::none);
        must(ratable::parse_quantity<U>(shown) == x, "a quantity parses back equal");
        must(to_string(ratable::parse_quantity<U>(shown), ratable::grouping::none) == shown, "its text does not change");
        std::string grouped = to_string(x);
        std::erase(grouped, ',');
        must(grouped == shown, "grouping adds commas and nothing else");
    } catch (const ratable::error& e) {
        must(*e.what() != '\0', "an error has words");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = text_of(data, size);
    back_and_forth<ratable::watt<ratable::any_basis>>(text);
    back_and_forth<ratable::watt<ratable::critical_it>>(text);
    back_and_forth<ratable::watt_hour<ratable::any_basis>>(text);
    back_and_forth<ratable::watt_month_quantum<ratable::any_basis>>(text);
    back_and_forth<ratable::hour>(text);
    back_and_forth<ratable::gpu_unit<ratable::any_accelerator>>(text);
    back_and_forth<ratable::gpu_hour_unit<ratable::any_accelerator>>(text);
    back_and_forth<ratable::gpu_hour_unit<ratable::gb300>>(text);
    return 0;
}
