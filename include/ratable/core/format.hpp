// SPDX-License-Identifier: BSL-1.0
/// fmt for the numbers of core. Include <fmt/format.h> where you format.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/core/fraction.hpp>

#include <fmt/core.h>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace ratable {

/// Formats a type through its own `to_string`, with the width, fill and alignment of text: `{:>24}`.
template <class T>
struct text_formatter : fmt::formatter<fmt::string_view>
{
    template <class Context>
    auto format(const T& x, Context& context) const { return fmt::formatter<fmt::string_view>::format(to_string(x), context); }
};

/// How a number is shown: `[[fill]align][sign][width][,][style]`, right-aligned unless it says otherwise.
///
/// Shape:   sign `+` and space as fmt's, `(` for negatives in parentheses; width digits, or `{}` for an argument; `,` groups thousands;
///          style is a letter of the type's, for money c t n p (units/format.hpp).
/// Errors:  fmt::format_error, at compile time where fmt checks: a precision, because it would round without a name.
struct number_spec
{
    char        fill[4]      = {' '};
    std::size_t fill_size    = 1;
    char        align        = '>';
    char        sign         = '-';
    int         width        = 0;
    int         width_arg    = -1; ///< the argument that holds the width, if any
    bool        grouped      = false;
    char        style        = 0;
};

/// Formats `T` by a number_spec. What it shows is `append_number(std::string&, const T&, const number_spec&)`; `Styles` are its letters.
template <class T, char... Styles>
struct number_formatter
{
    template <class ParseContext>
    constexpr auto parse(ParseContext& context);
    template <class Context>
    auto format(const T& x, Context& context) const;

private:
    number_spec spec_;
};

/// `-1,234.50`: the digits and the sign that `spec` asks for.
template <int Scale, class Rep>
void append_number(std::string& out, const decimal<Scale, Rep>& x, const number_spec& spec);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Throws fmt::format_error, by the name that this fmt has for it. Not constexpr: fmt's check at compile time stops here, at the message.
[[noreturn]] inline void refuse_format(const char* message)
{
#if FMT_VERSION >= 110000
    fmt::report_error(message);
#elif FMT_VERSION >= 100000
    fmt::detail::throw_format_error(message);
#else
    fmt::detail::error_handler().on_error(message);
#endif
}

constexpr bool is_align(char c) { return c == '<' || c == '>' || c == '^'; }

/// Bytes of the UTF-8 character that begins with c.
constexpr std::size_t utf8_size(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

struct width_argument
{
    template <class N>
    constexpr int operator()(N n) const
    {
        if constexpr (std::integral<N> && !std::same_as<N, bool> && !std::same_as<N, char>) return n >= 0 && n < 10'000 ? static_cast<int>(n) : -1;
        else return -1;
    }
};

} // namespace detail

template <class T, char... Styles>
template <class ParseContext>
constexpr auto number_formatter<T, Styles...>::parse(ParseContext& context)
{
    auto        at  = context.begin();
    const auto  end = context.end();
    const auto  more = [&] { return at != end && *at != '}'; };
    if (more()) {
        const std::size_t size = detail::utf8_size(*at);
        if (static_cast<std::size_t>(end - at) > size && detail::is_align(at[size])) {
            if (*at == '{') detail::refuse_format("a brace cannot fill");
            for (std::size_t i = 0; i < size; ++i) spec_.fill[i] = *at++;
            spec_.fill_size = size;
        }
    }
    if (more() && detail::is_align(*at)) spec_.align = *at++;
    if (more() && (*at == '+' || *at == '-' || *at == ' ' || *at == '(')) spec_.sign = *at++;
    if (more() && *at == '0') detail::refuse_format("zeros would be taken for digits of the amount: fill with another character");
    if (more() && *at == '{') {
        if (++at == end || *at != '}') detail::refuse_format("a width is digits or {}");
        ++at;
        spec_.width_arg = context.next_arg_id();
    }
    while (more() && *at >= '0' && *at <= '9') {
        spec_.width = spec_.width * 10 + (*at++ - '0');
        if (spec_.width >= 10'000) detail::refuse_format("a width is below 10000");
    }
    if (more() && *at == ',') spec_.grouped = true, ++at;
    if (more() && *at == '.') detail::refuse_format("a precision would round without a name: write round<2>(x, rounding::half_up)");
    if (more() && ((*at == Styles) || ...)) spec_.style = *at++;
    if (more()) detail::refuse_format("a number's format is [[fill]align][sign][width][,][style]");
    return at;
}

template <class T, char... Styles>
template <class Context>
auto number_formatter<T, Styles...>::format(const T& x, Context& context) const
{
    int width = spec_.width;
    if (spec_.width_arg >= 0) {
        width = fmt::visit_format_arg(detail::width_argument{}, context.arg(spec_.width_arg));
        if (width < 0) detail::refuse_format("a width is a whole number from 0 to 9999");
    }
    std::string text;
    append_number(text, x, spec_);
    std::size_t shown = 0;
    for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
    const std::size_t missing = static_cast<std::size_t>(width) > shown ? static_cast<std::size_t>(width) - shown : 0;
    const std::size_t before  = spec_.align == '<' ? 0 : spec_.align == '>' ? missing : missing / 2;
    std::string       padded;
    const auto        fill    = [&](std::size_t n) { while (n-- > 0) padded.append(spec_.fill, spec_.fill_size); };
    fill(before);
    padded += text;
    fill(missing - before);
    auto out = context.out();
    for (const char c : padded) *out++ = c;
    return out;
}

template <int Scale, class Rep>
void append_number(std::string& out, const decimal<Scale, Rep>& x, const number_spec& spec)
{
    std::string digits;
    detail::append_digits(digits, x.units, Scale, spec.grouped);
    const bool negative = digits[0] == '-';
    if (negative && spec.sign == '(') {
        out += '(';
        out.append(digits, 1);
        out += ')';
        return;
    }
    if (!negative && (spec.sign == '+' || spec.sign == ' ')) out += spec.sign;
    out += digits;
}

} // namespace ratable

template <int Scale, class Rep>
struct fmt::formatter<ratable::decimal<Scale, Rep>> : ratable::number_formatter<ratable::decimal<Scale, Rep>> {};
template <class Rep>
struct fmt::formatter<ratable::basic_fraction<Rep>> : ratable::text_formatter<ratable::basic_fraction<Rep>> {};
