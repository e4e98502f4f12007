// SPDX-License-Identifier: BSL-1.0
/// Decimal digits, read and written: the one grammar of numbers behind every parse and every to_string.
#pragma once

#include <ratable/core/error.hpp>
#include <ratable/core/representation.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ratable::detail {

inline constexpr std::size_t longest_number = 64; ///< characters of what was read that an error repeats

inline std::string quoted(std::string_view text) { return std::string("\"") + std::string(text.substr(0, longest_number)) + "\""; }

/// What stopped a number from being read.
enum class digits_fault { none, empty, too_long, not_a_number, too_many_digits, out_of_range };

/// A number read from the beginning of a text.
template <class Magnitude>
struct scanned_digits
{
    Magnitude    size{};           ///< all digits as one integer
    bool         negative = false;
    int          scale    = 0;     ///< how many of them stand after the point
    std::size_t  end      = 0;     ///< the first character that is not part of it
    digits_fault fault    = digits_fault::none;
    std::size_t  at       = 0;     ///< where the fault is
};

inline constexpr int as_written = -1; ///< a scale: as many digits as there are

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Sign, digits, at most one point between digits, `_` between digits; no exponent. Reads up to the first character that cannot
/// go on, and scales what it has read to `scale` digits after the point. Nothing is thrown and nothing allocated.
template <representation Rep>
constexpr auto scan_digits(std::string_view text, int scale)
{
    using traits = rep_traits<Rep>;
    scanned_digits<typename traits::magnitude_type> found;
    const auto stop = [&found](digits_fault fault, std::size_t at) {
        if (found.fault != digits_fault::none) return;
        found.fault = fault;
        found.at    = at;
    };
    if (text.empty()) return stop(digits_fault::empty, 0), found;
    std::size_t i  = text[0] == '-' || text[0] == '+' ? 1 : 0;
    found.negative = text[0] == '-';
    bool point = false;
    for (const std::size_t first = i; i < text.size(); ++i) {
        const char c              = text[i];
        const bool between_digits = i > first && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (!is_digit(c) && !((c == '_' || (c == '.' && !point)) && between_digits)) break;
        if (i >= traits::longest_text) { // only its end is looked for
            found.fault = digits_fault::too_long;
            found.at    = traits::longest_text;
            continue;
        }
        if (c == '.') point = true;
        if (!is_digit(c)) continue;
        if (point && found.scale == scale) {
            if (c != '0') stop(digits_fault::too_many_digits, i);
            continue;
        }
        if (point) ++found.scale;
        if (!traits::append_digit(found.size, c - '0')) stop(digits_fault::out_of_range, i);
    }
    found.end = i;
    if (i == 0 || !is_digit(text[i - 1])) return found.fault = digits_fault::not_a_number, found.at = i, found.end = 0, found;
    if (found.fault == digits_fault::too_long) return found;
    for (; found.scale < scale; ++found.scale) {
        if (!traits::append_digit(found.size, 0)) return stop(digits_fault::out_of_range, i - 1), found;
    }
    if (!traits::fits(found.size, found.negative)) stop(digits_fault::out_of_range, i - 1);
    return found;
}

[[noreturn]] inline void refuse_number(std::string_view text, std::size_t at, const char* rule, const char* remedy)
{
    throw parse_error({"", 1, static_cast<int>(at) + 1}, {"number", rule, quoted(text), remedy});
}

[[noreturn]] inline void refuse_length(std::string_view text, std::size_t longest)
{
    throw parse_error({"", 1, static_cast<int>(longest) + 1}, {"number", std::string("is longer than ") + std::to_string(longest) + " characters", quoted(text),
                                                               "write digits, at most one point, no exponent: 38000000000.00"});
}

[[noreturn]] inline void refuse_digits(std::string_view text, std::size_t at, int scale)
{
    throw inexact({"number", std::string("has digits beyond its ") + std::to_string(scale) + " after the point, at column " + std::to_string(at + 1),
                   quoted(text), "leave them out, or round where a term names it"});
}

[[noreturn]] inline void refuse_size(std::string_view text, int bits)
{
    throw overflow({"number", std::string("must fit ") + std::to_string(bits + 1) + " bits", quoted(text), "use a wider Rep"});
}

/// The whole text as one number. Errors: parse_error, inexact, overflow, each with what was read.
template <representation Rep>
constexpr auto read_digits(std::string_view text, int scale)
{
    constexpr const char* remedy = "write digits, at most one point, no exponent: 38000000000.00";
    const auto found = scan_digits<Rep>(text, scale);
    if (found.fault == digits_fault::empty) refuse_number(text, 0, "is empty", remedy);
    if (found.fault == digits_fault::too_long) refuse_length(text, found.at);
    const std::size_t stop = found.fault == digits_fault::not_a_number ? found.at : found.end;
    if (stop < text.size() || found.fault == digits_fault::not_a_number) {
        refuse_number(text, stop < text.size() ? stop : text.size() - 1, "is not a plain decimal number", remedy);
    }
    if (found.fault == digits_fault::too_many_digits) refuse_digits(text, found.at, scale);
    if (found.fault == digits_fault::out_of_range) refuse_size(text, rep_traits<Rep>::bits);
    return found;
}

/// `-1,234.50`: units of 10^-scale, every digit of the scale.
template <representation Rep>
void append_digits(std::string& out, const Rep& units, int scale, bool grouped)
{
    using traits = rep_traits<Rep>;
    std::string digits;
    traits::append_text(digits, traits::magnitude(units));
    if (units < 0) out += '-';
    const auto fraction_digits = static_cast<std::size_t>(scale);
    if (digits.size() <= fraction_digits) digits.insert(0, fraction_digits + 1 - digits.size(), '0');
    const std::size_t whole = digits.size() - fraction_digits;
    for (std::size_t i = 0; i < whole; ++i) {
        if (grouped && i > 0 && (whole - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    if (scale > 0) {
        out += '.';
        out.append(digits, whole);
    }
}

} // namespace ratable::detail
