// SPDX-License-Identifier: BSL-1.0
// tests/oracle/two_sets.cpp links two translation units of different instruction sets into one program.
#include <ratable/core/instruction_set.hpp>
#include <ratable/core/allocate.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <span>
#include <string>

#define RATABLE_TEST_TEXT(x) RATABLE_TEST_QUOTED(x)
#define RATABLE_TEST_QUOTED(x) #x

TEST_CASE("the instruction set has a name that says what it is, and kernels stand in a namespace of that name")
{
    const std::string name = RATABLE_TEST_TEXT(RATABLE_INSTRUCTION_SET);
    CHECK(name.rfind("for_", 0) == 0);
    CHECK(name.find("__") == std::string::npos); // a reserved identifier
#if defined(__FAST_MATH__)
    CHECK(name.find("_fast_math") != std::string::npos);
#else
    CHECK(name.find("_strict") != std::string::npos);
#endif
    // The same functions, by their full names: both lines stop compiling when the namespace goes.
    void (*const whole)(std::span<std::int64_t>, std::int64_t, const ratable::allocation_key&, ratable::rounding) = &ratable::RATABLE_INSTRUCTION_SET::allocate_into;
    void (*const shorter)(std::span<std::int64_t>, std::int64_t, const ratable::allocation_key&, ratable::rounding) = &ratable::allocate_into;
    CHECK(static_cast<bool>(whole == shorter));
    CHECK(ratable::detail::RATABLE_INSTRUCTION_SET::settled_quotient(7, 2, 2) == 3);
}
