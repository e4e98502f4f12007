// SPDX-License-Identifier: BSL-1.0
/// Random cases that come again: the seed is fixed, printed, and set by RATABLE_SEED in the environment.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>

namespace tests {

inline std::uint64_t seed()
{
    const char* text = std::getenv("RATABLE_SEED");
    return text == nullptr ? 20251103 : std::strtoull(text, nullptr, 10);
}

/// Draws that look for trouble. No standard distribution: those differ between libraries, and so would the cases.
class random
{
public:
    std::uint64_t bits() { return engine_(); }

    /// low … high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        const std::uint64_t step  = width == 0 ? bits() : bits() % width;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + step);
    }

    bool coin() { return bits() % 2 == 0; }

    /// Every length from 0 to 63 bits as likely as the next, either sign; one in eight stands at an end of the range.
    std::int64_t any_int64()
    {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        constexpr auto most  = std::numeric_limits<std::int64_t>::max();
        switch (bits() % 16) {
        case 0: return least + between(0, 3);
        case 1: return most - between(0, 3);
        default: break;
        }
        const auto size = static_cast<std::int64_t>(bits() >> 1 >> (bits() % 64));
        return coin() ? size : -size;
    }

    std::int64_t any_nonzero()
    {
        const std::int64_t x = any_int64();
        return x == 0 ? 1 : x;
    }

private:
    std::mt19937_64 engine_{seed()};
};

} // namespace tests

/// Says, when a check fails, which seed shows it again.
#define RATABLE_INFO_SEED INFO("RATABLE_SEED=", ::tests::seed())
