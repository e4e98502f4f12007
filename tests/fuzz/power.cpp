// SPDX-License-Identifier: BSL-1.0
// Any text is a power that prints and parses back equal, or one of our errors.
#include "must.hpp"

#include <ratable/units/power.hpp>

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        const auto  x     = ratable::parse_power(text_of(data, size));
        std::string shown = to_string(x);
        std::erase(shown, ','); // grouped for readers, which the parser refuses
        const auto back = ratable::parse_power(shown);
        must(back.count == x.count, "the watts come back");
        must(back.in.on.basis == x.in.on.basis, "the basis comes back");
    } catch (const ratable::error& e) {
        must(*e.what() != '\0', "an error has words");
    }
    return 0;
}
