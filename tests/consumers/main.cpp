// SPDX-License-Identifier: BSL-1.0
// What a user's first program does: it must build and run however ratable was brought in.
#include <ratable/ratable.hpp>

int main()
{
    const auto parts = ratable::usd(100) + ratable::usd("0.05");
    return parts == ratable::usd("100.05") ? 0 : 1;
}
