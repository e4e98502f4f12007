// SPDX-License-Identifier: BSL-1.0
/// Numbers and rounding modes as vectors write them.
#pragma once

#include <ratable/core/rounding.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace conformance {

/// Unbounded integers on the side of the vectors: what was read, and what is expected.
using whole = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;

/// coefficient × 10^exponent; `digits` of the coefficient as it is written, without leading zeros (0 has one).
struct number
{
    whole        coefficient   = 0; ///< signed
    std::int64_t exponent      = 0;
    std::int64_t digits        = 1;
    bool         negative_zero = false;
};

inline constexpr std::int64_t farthest_exponent = 1'000'000'000'000'000; ///< exponents beyond are read as this

/// Sign, digits with at most one point, exponent; nothing else.
std::optional<number> read_number(std::string_view text);

/// `-123E-2`: coefficient and exponent, so that digits at the end are seen.
std::string written(const whole& coefficient, std::int64_t exponent);

whole ten_to(std::int64_t n);

/// `half_up`, `05up`, …: the specification's names.
std::optional<ratable::rounding> read_mode(std::string_view name);
const char*                      vector_name_of(ratable::rounding mode);

inline constexpr ratable::rounding every_mode[] = {
    ratable::rounding::half_even, ratable::rounding::half_up, ratable::rounding::half_down, ratable::rounding::up,
    ratable::rounding::down,      ratable::rounding::ceiling, ratable::rounding::floor,     ratable::rounding::zero_five_up,
};

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::optional<number> read_number(std::string_view text)
{
    const auto  is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    const auto  is_sign  = [&](std::size_t i) { return i < text.size() && (text[i] == '-' || text[i] == '+'); };
    number      found;
    std::string digits;
    std::size_t i        = 0;
    const bool  negative = is_sign(i) && text[i] == '-';
    if (is_sign(i)) ++i;
    for (; is_digit(i); ++i) digits += text[i];
    if (i < text.size() && text[i] == '.') {
        for (++i; is_digit(i); ++i, --found.exponent) digits += text[i];
    }
    if (digits.empty()) return std::nullopt;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        const bool below = is_sign(i) && text[i] == '-';
        if (is_sign(i)) ++i;
        if (!is_digit(i)) return std::nullopt;
        std::int64_t exponent = 0;
        for (; is_digit(i); ++i) exponent = std::min(exponent * 10 + (text[i] - '0'), farthest_exponent);
        found.exponent += below ? -exponent : exponent;
    }
    if (i != text.size()) return std::nullopt;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1)); // a leading zero would mean octal
    found.digits        = static_cast<std::int64_t>(digits.size());
    found.coefficient   = whole(digits);
    found.negative_zero = negative && found.coefficient == 0;
    if (negative) found.coefficient = -found.coefficient;
    return found;
}

inline std::string written(const whole& coefficient, std::int64_t exponent) { return coefficient.str() + "E" + std::to_string(exponent); }

inline whole ten_to(std::int64_t n) { return boost::multiprecision::pow(whole(10), static_cast<unsigned>(n)); }

inline const char* vector_name_of(ratable::rounding mode)
{
    using ratable::rounding;
    switch (mode) {
    case rounding::half_even: return "half_even";
    case rounding::half_up: return "half_up";
    case rounding::half_down: return "half_down";
    case rounding::up: return "up";
    case rounding::down: return "down";
    case rounding::ceiling: return "ceiling";
    case rounding::floor: return "floor";
    case rounding::zero_five_up: return "05up";
    }
    return "?";
}

inline std::optional<ratable::rounding> read_mode(std::string_view name)
{
    for (const ratable::rounding mode : every_mode) {
        if (name == vector_name_of(mode)) return mode;
    }
    return std::nullopt;
}

} // namespace conformance
