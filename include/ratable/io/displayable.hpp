// SPDX-License-Identifier: BSL-1.0
/// Text from strangers: whether it can be shown on a terminal and written to JSON as it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ratable {

/// Whether text is well-formed UTF-8 without control characters and without marks that turn the direction of writing.
[[nodiscard]] constexpr bool displayable(std::string_view text);

/// The text itself if it is displayable; otherwise each byte that is not printable ASCII becomes `?`.
[[nodiscard]] std::string displayed(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The code point that starts at `i`, which moves past it; nothing that is a code point where the bytes are not UTF-8.
constexpr char32_t next_code_point(std::string_view text, std::size_t& i)
{
    constexpr char32_t malformed = 0xFFFFFFFF;
    const auto         lead      = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) return lead;
    const int      more     = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    const char32_t smallest = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (lead < 0xC2 || lead > 0xF4) return malformed;
    char32_t point = lead & (0x3FU >> more);
    for (int n = 0; n < more; ++n, ++i) {
        if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return malformed;
        point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    const bool surrogate = point >= 0xD800 && point < 0xE000;
    return point < smallest || surrogate || point > 0x10FFFF ? malformed : point;
}

} // namespace detail

constexpr bool displayable(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const char32_t point   = detail::next_code_point(text, i);
        const bool     control = point < 0x20 || (point >= 0x7F && point < 0xA0) || point > 0x10FFFF;
        const bool     turns   = point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        if (control || turns) return false;
    }
    return true;
}

inline std::string displayed(std::string_view text)
{
    std::string out(text);
    if (displayable(text)) return out;
    for (char& c : out) {
        if (c < 0x20 || c > 0x7E) c = '?';
    }
    return out;
}

} // namespace ratable
