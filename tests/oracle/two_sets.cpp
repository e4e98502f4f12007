// SPDX-License-Identifier: BSL-1.0
// One program of two translation units, compiled from this file for two instruction sets: the same rows from different bodies.
// The second is compiled with RATABLE_SECOND_UNIT defined. 77 says that this machine cannot run it.
#include <ratable/core/allocate.hpp>

#include <cstdint>
#include <cstdio>
#include <span>
#include <vector>

#if defined(RATABLE_SECOND_UNIT)
#define RATABLE_UNIT second_unit
#else
#define RATABLE_UNIT first_unit
#endif

using split = void (*)(std::span<std::int64_t>, std::int64_t, const ratable::allocation_key&, ratable::rounding);

struct unit
{
    split                     address;
    std::vector<std::int64_t> rows;
};

unit first_unit(const ratable::allocation_key& key, std::int64_t total);
unit second_unit(const ratable::allocation_key& key, std::int64_t total);

unit RATABLE_UNIT(const ratable::allocation_key& key, std::int64_t total)
{
    const split address = &ratable::allocate_into;
    std::vector<std::int64_t> rows(key.size());
    address(rows, total, key, ratable::rounding::half_even);
    return {address, rows};
}

#if !defined(RATABLE_SECOND_UNIT)
int main()
{
    for (const ratable::allocation_key& key : {ratable::allocation_key{31, 28, 31, 30}, ratable::allocation_key{310'000, 280'001, 310'000, 300'000}}) {
        for (const std::int64_t total : {std::int64_t{10'001}, std::int64_t{-10'001}, std::int64_t{1} << 61}) {
            const unit first = first_unit(key, total);
#if defined(__x86_64__)
            if (!__builtin_cpu_supports("avx2")) return 77;
#endif
            const unit second = second_unit(key, total);
            if (first.rows != second.rows) return std::printf("the rows differ\n"), 1;
            if (first.address == second.address) return std::printf("one body serves both instruction sets\n"), 1;
        }
    }
    std::printf("same rows, different bodies\n");
}
#endif
