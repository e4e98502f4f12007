// SPDX-License-Identifier: BSL-1.0
/// Quantities: an exact count of one unit, the unit in the type. The table of products is the whole dimension scheme.
#pragma once

#include <ratable/core/decimal.hpp>
#include <ratable/core/part.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace ratable {

/// A unit: what it measures (`dimension`, one type per kind of thing), its name, and whatever tells apart what must not mix.
/// Two units of one dimension that are different types (IT and gross watts, two accelerators) do not mix either.
template <class U>
concept unit = std::equality_comparable<U> && requires(const U& u) {
    typename U::dimension;
    { u.name() } -> std::convertible_to<std::string>;
};

/// A count of `U`.
///
/// Shape:   `+ −` within one unit; `×` by whole numbers, and by units in the table `product`; by fractions in exact_quantity.hpp.
/// Rounds:  never.
/// Errors:  overflow; unlike_units where the unit is known at run time only.
template <unit U, representation Rep = std::int64_t>
struct quantity
{
    Rep                     count = 0;
    [[no_unique_address]] U in{};

    constexpr quantity() = default;
    /// Errors: overflow when a wider integer does not fit.
    template <whole_number I>
    constexpr explicit quantity(I n, U u = {}) : count(checked_cast<Rep>(static_cast<int128>(n))), in(u) {}
    constexpr explicit quantity(const Rep& n, U u = {}) requires (!whole_number<Rep>) : count(n), in(u) {}
    template <std::floating_point F> quantity(F, U = {}) = delete; // binary floats are not exact: write 2.5_d * MW
    template <std::integral I> requires (!whole_number<I>)
    quantity(I, U = {}) = delete; // a flag or a character is not a count: write a number, such as 1 * MW
    /// From a unit that states at compile time what this one carries at run time: power<critical_it> to power<any_basis>.
    template <unit V> requires (!std::same_as<U, V> && std::same_as<typename U::dimension, typename V::dimension> && std::constructible_from<U, V>)
    constexpr quantity(const quantity<V, Rep>& x) : count(x.count), in(x.in) {} // NOLINT: nothing is lost
    template <unit V> requires (!std::same_as<U, V> && !(std::same_as<typename U::dimension, typename V::dimension> && std::constructible_from<U, V>))
    quantity(const quantity<V, Rep>&) = delete; // another unit, accelerator or MW basis, or one that is not stated: write 250 * MW_it, or convert with a stated PUE or density

    friend constexpr quantity operator-(const quantity& a) { return quantity(rep_traits<Rep>::sub(Rep{0}, a.count), a.in); }
    constexpr quantity&       operator+=(const quantity& b) { return *this = *this + b; }
    constexpr quantity&       operator-=(const quantity& b) { return *this = *this - b; }
};

/// Quantities are split like the counts that they hold, and may be weights. See core/allocate.hpp.
template <class U>
struct part_traits<quantity<U>>
{
    static constexpr std::int64_t units(const quantity<U>& x) { return x.count; }
    static constexpr quantity<U>  like(const quantity<U>& total, std::int64_t n) { return quantity<U>(n, total.in); }
};

/// Specialise for two units whose product is a third: `template <> struct product<watt<B>, hour> { using type = watt_hour<B>; };`
/// with `static constexpr type of(watt<B>, hour)`.
template <unit A, unit B>
struct product;

template <class U, class R> [[nodiscard]] constexpr quantity<U, R> operator+(const quantity<U, R>& a, const quantity<U, R>& b);
template <class U, class R> [[nodiscard]] constexpr quantity<U, R> operator-(const quantity<U, R>& a, const quantity<U, R>& b);
/// Two units known at run time have no order: unlike_units. But they are not equal, so that a search may ask: 1 MW gross is not 1 MW campus.
template <class U, class R> [[nodiscard]] constexpr std::strong_ordering operator<=>(const quantity<U, R>& a, const quantity<U, R>& b);
template <class U, class R> [[nodiscard]] constexpr bool operator==(const quantity<U, R>& a, const quantity<U, R>& b) { return a.in == b.in && a.count == b.count; }
template <class U, class R, whole_number I> [[nodiscard]] constexpr quantity<U, R> operator*(const quantity<U, R>& a, I n);
template <class U, class R, whole_number I> [[nodiscard]] constexpr quantity<U, R> operator*(I n, const quantity<U, R>& a) { return a * n; }
template <class U, class V, class R> requires requires { typename product<U, V>::type; }
[[nodiscard]] constexpr quantity<typename product<U, V>::type, R> operator*(const quantity<U, R>& a, const quantity<V, R>& b);
/// A ratio within one unit is a plain number.
template <class U, class R> [[nodiscard]] constexpr fraction operator/(const quantity<U, R>& a, const quantity<U, R>& b);

namespace detail {
template <class T>          inline constexpr bool is_quantity                 = false;
template <class U, class R> inline constexpr bool is_quantity<quantity<U, R>> = true;
template <class Rows>
concept contiguous_quantities = requires(const Rows& rows) { requires is_quantity<typename decltype(std::span(rows))::value_type>; };
} // namespace detail

/// The sum of rows of one unit, in the wider Rep of a product: 64-bit rows run in 128 bits and cannot overflow.
/// Errors: unlike_units when run-time units differ. No rows are zero in a static unit, and invalid_terms in a run-time one.
///
///     hours(sum(shifts).count)   // back in 64 bits, checked
template <class Rows> requires detail::contiguous_quantities<Rows>
[[nodiscard]] constexpr auto sum(const Rows& rows);

template <class U, class V>
concept another_basis = !std::same_as<U, V> && std::same_as<typename U::dimension, typename V::dimension>;
template <class U, class V>
concept another_dimension = !std::same_as<typename U::dimension, typename V::dimension>;

template <class U, class V, class R> requires another_dimension<U, V>
void operator+(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not add: MW is capacity, MWh and MW-months are capacity over time
template <class U, class V, class R> requires another_dimension<U, V>
void operator-(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not subtract: MW is capacity, MWh and MW-months are capacity over time
template <class U, class V, class R> requires another_basis<U, V>
void operator+(const quantity<U, R>&, const quantity<V, R>&) = delete; // critical IT, gross and campus MW, or two accelerators, do not add: convert with a stated PUE or normaliser first
template <class U, class V, class R> requires another_basis<U, V>
void operator-(const quantity<U, R>&, const quantity<V, R>&) = delete; // critical IT, gross and campus MW, or two accelerators, do not subtract: convert with a stated PUE or normaliser first
template <class U, class V, class R> requires (!std::same_as<U, V>)
void operator<=>(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not compare: convert one first
template <class U, class V, class R> requires (!std::same_as<U, V>)
void operator==(const quantity<U, R>&, const quantity<V, R>&) = delete; // different units do not compare: convert one first
template <class U, class V, class R> requires (!requires { typename product<U, V>::type; })
void operator*(const quantity<U, R>&, const quantity<V, R>&) = delete; // these units have no product: power times hours is energy, GPUs times hours are GPU-hours
template <class U, class R, std::floating_point F>
void operator*(const quantity<U, R>&, F) = delete; // binary floats are not exact: write 100 * MW * 1.25_d (units/exact_quantity.hpp), or 125 * MW
template <class U, class R, std::floating_point F>
void operator*(F, const quantity<U, R>&) = delete; // binary floats are not exact: write 1.25_d * (100 * MW) (units/exact_quantity.hpp), or 125 * MW
template <class U, class R, std::floating_point F>
void operator/(const quantity<U, R>&, F) = delete; // binary floats are not exact: divide by a whole number, a decimal or a fraction (units/exact_quantity.hpp)
template <class U, class R, std::integral I> requires (!whole_number<I>)
void operator*(const quantity<U, R>&, I) = delete; // a flag or a character is not a number: write x ? y : z for a choice
template <class U, class R, std::integral I> requires (!whole_number<I>)
void operator*(I, const quantity<U, R>&) = delete; // a flag or a character is not a number: write x ? y : z for a choice

/// A unit's symbol, to be multiplied: `250 * MW`, `2.5_d * kW`.
template <unit U>
struct unit_symbol
{
    std::int64_t            factor = 1; ///< base units in one of the symbol's
    [[no_unique_address]] U in{};
};

template <class U, whole_number I> [[nodiscard]] constexpr quantity<U> operator*(I n, const unit_symbol<U>& symbol);
/// Errors: inexact when the product is no whole number of base units.
template <class U, int S, class R> [[nodiscard]] constexpr quantity<U> operator*(const decimal<S, R>& n, const unit_symbol<U>& symbol);
template <class U, std::floating_point F>
void operator*(F, const unit_symbol<U>&) = delete; // binary floats are not exact: write 2.5_d * MW
template <class U, std::integral I> requires (!whole_number<I>)
void operator*(I, const unit_symbol<U>&) = delete; // a flag or a character is not a count: write a number, such as 1 * MW

/// One line of a unit's table of symbols: `{"MW", 1'000'000}`. Words take an s: 1 MW-month, 5 MW-months.
struct symbol_line
{
    std::string_view text;
    std::int64_t     factor = 1; ///< base units in one of the symbol's
    bool             takes_s = false;
};

/// A unit that states how it is written: `<number> <before><symbol> <after>`, such as `24 gb300-hours` or `200 MW critical_it`.
/// `symbols` is its table, the first line the one that zero is printed in; `from_text` is nothing for words that are not this unit's;
/// `subject`, `expected` (after "a number, ") and `example` are what an error says.
template <class U>
concept written_unit = unit<U> && requires(const U& u, std::string_view word) {
    { U::symbols[0] } -> std::convertible_to<symbol_line>;
    { u.before_symbol() } -> std::convertible_to<std::string_view>;
    { u.after_symbol() } -> std::convertible_to<std::string_view>;
    { U::from_text(word, word) } -> std::same_as<std::optional<U>>;
    { U::subject() } -> std::convertible_to<std::string>;
    { U::expected() } -> std::convertible_to<std::string>;
    { U::example() } -> std::convertible_to<std::string>;
};

/// Reads `250 MW`, `12.5 MWh gross`, `24 gb300-hours`: what `to_string` prints without grouping.
///
/// Errors:  parse_error with the column; inexact when it is no whole number of base units; overflow.
template <written_unit U>
[[nodiscard]] quantity<U> parse_quantity(std::string_view text);

/// Whether thousands stand apart: `1,250 MW` for readers, `1250 MW` for parse_quantity.
enum class grouping { thousands, none };

/// `250 MW`, `1,667 W critical_it`, `5 MW-months`: the largest unit of the table that needs no digits after the point.
template <written_unit U, class R> void        append(std::string& out, const quantity<U, R>& x, grouping g = grouping::thousands);
template <written_unit U, class R> std::string to_string(const quantity<U, R>& x, grouping g = grouping::thousands);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <unit U>
[[noreturn]] void refuse_units(const U& a, const U& b)
{
    throw unlike_units({"quantity", "two units do not mix", std::string(a.name()) + " and " + std::string(b.name()), "convert one with a stated factor first"});
}

/// `number` is decimal text, `factor` the base units in one of its symbol's.
template <unit U>
[[noreturn]] void refuse_fraction_of_unit(std::string number, std::int64_t factor, const U& in)
{
    if (number.find('.') != std::string::npos) number.erase(number.find_last_not_of('0') + 1);
    if (factor != 1) (number += " times ") += std::to_string(factor);
    throw inexact({"quantity", "must be a whole number of its base unit", (number += ' ') += in.name(), "write fewer digits"});
}

template <unit U>
constexpr U same_unit(const U& a, const U& b)
{
    if (!(a == b)) refuse_units(a, b);
    return a;
}

} // namespace detail

template <class U, class R>
constexpr quantity<U, R> operator+(const quantity<U, R>& a, const quantity<U, R>& b)
{
    return quantity<U, R>(rep_traits<R>::add(a.count, b.count), detail::same_unit(a.in, b.in));
}

template <class U, class R>
constexpr quantity<U, R> operator-(const quantity<U, R>& a, const quantity<U, R>& b)
{
    return quantity<U, R>(rep_traits<R>::sub(a.count, b.count), detail::same_unit(a.in, b.in));
}

template <class U, class R>
constexpr std::strong_ordering operator<=>(const quantity<U, R>& a, const quantity<U, R>& b)
{
    static_cast<void>(detail::same_unit(a.in, b.in));
    return detail::order_of(a.count, b.count);
}

template <class U, class R, whole_number I>
constexpr quantity<U, R> operator*(const quantity<U, R>& a, I n)
{
    return quantity<U, R>(rep_traits<R>::mul(a.count, checked_cast<R>(static_cast<int128>(n))), a.in);
}

template <class U, class V, class R> requires requires { typename product<U, V>::type; }
constexpr quantity<typename product<U, V>::type, R> operator*(const quantity<U, R>& a, const quantity<V, R>& b)
{
    return quantity<typename product<U, V>::type, R>(rep_traits<R>::mul(a.count, b.count), product<U, V>::of(a.in, b.in));
}

template <class U, class R>
constexpr fraction operator/(const quantity<U, R>& a, const quantity<U, R>& b)
{
    static_cast<void>(detail::same_unit(a.in, b.in));
    return fraction(a.count, b.count);
}

template <class U, whole_number I>
constexpr quantity<U> operator*(I n, const unit_symbol<U>& symbol)
{
    return quantity<U>(checked_mul(checked_cast<std::int64_t>(static_cast<int128>(n)), symbol.factor), symbol.in);
}

template <class U, int S, class R>
constexpr quantity<U> operator*(const decimal<S, R>& n, const unit_symbol<U>& symbol)
{
    const int128 scaled = checked_mul<int128>(n.units, symbol.factor);
    const int128 step   = power_of_ten<int128>(S);
    if (scaled % step != 0) detail::refuse_fraction_of_unit(to_string(n), symbol.factor, symbol.in);
    return quantity<U>(checked_cast<std::int64_t>(scaled / step), symbol.in);
}

template <class Rows> requires detail::contiguous_quantities<Rows>
constexpr auto sum(const Rows& rows)
{
    using row  = typename decltype(std::span(rows))::value_type;
    using rep  = decltype(row::count);
    using unit = decltype(row::in);
    using wide = typename rep_traits<rep>::wide;
    const std::span all(rows);
    if constexpr (!std::is_empty_v<unit>) {
        if (all.empty()) throw invalid_terms({"sum", "no rows have no unit", "", "name the unit of zero where there may be no rows"});
    }
    const unit in    = all.empty() ? unit{} : all.front().in;
    wide       total = 0;
    for (const row& x : all) {
        if constexpr (!std::is_empty_v<unit>) static_cast<void>(detail::same_unit(in, x.in));
        if constexpr (std::same_as<rep, std::int64_t>) total += x.count; // it would take 2^64 rows to overflow
        else total = rep_traits<wide>::add(total, checked_cast<wide>(x.count));
    }
    return quantity<unit, wide>(total, in);
}

namespace detail {

/// A symbol of `U`'s table, found in text with what stands around it.
template <class U>
struct found_symbol
{
    std::int64_t factor = 1;
    U            in{};
};

/// Reads `<before><symbol> <after>`; nothing if the text is not of this unit.
template <written_unit U>
constexpr std::optional<found_symbol<U>> symbol_named(std::string_view text)
{
    const std::size_t      space = text.find(' ');
    const std::string_view word  = text.substr(0, space);
    const std::string_view after = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    if (space != std::string_view::npos && after.empty()) return std::nullopt;
    for (const symbol_line& line : U::symbols) {
        for (std::string_view rest : {word, word.substr(0, word.size() - (line.takes_s && word.ends_with('s') ? 1 : 0))}) {
            if (!rest.ends_with(line.text)) continue;
            rest.remove_suffix(line.text.size());
            if (const auto in = U::from_text(rest, after)) return found_symbol<U>{line.factor, *in};
        }
    }
    return std::nullopt;
}

/// The largest symbol that `count` is a whole number of; zero is of the first.
template <written_unit U>
constexpr symbol_line largest_symbol(int128 count)
{
    symbol_line shown = U::symbols[0];
    bool        whole = count % shown.factor == 0;
    for (const symbol_line& line : U::symbols) { // 750 MW, not 0.75 GW; 1,250 MW, not 1.25 GW; but 2 GW
        if (count == 0 || count % line.factor != 0 || (whole && line.factor < shown.factor)) continue;
        shown = line;
        whole = true;
    }
    return shown;
}

template <written_unit U>
void append_symbol(std::string& out, const U& in, const symbol_line& line, bool plural)
{
    out += in.before_symbol();
    out += line.text;
    if (line.takes_s && plural) out += 's';
    const std::string_view after = in.after_symbol();
    if (!after.empty()) (out += ' ') += after;
}

/// `W, kW, MW, GW`: the table, as an error lists it.
template <class Lines>
std::string joined_symbols(const Lines& lines)
{
    std::string text;
    for (const symbol_line& line : lines) {
        if (!text.empty()) text += ", ";
        text += line.text;
    }
    return text;
}

} // namespace detail

template <written_unit U>
quantity<U> parse_quantity(std::string_view text)
{
    const std::size_t space = text.find(' ');
    const auto        found = space == std::string_view::npos ? std::nullopt : detail::symbol_named<U>(text.substr(space + 1));
    if (!found) {
        throw parse_error({"", 1, 1}, {U::subject(), std::string("must be a number, ") + U::expected(),
                                       std::string("\"") + std::string(text.substr(0, detail::longest_number)) + "\"", std::string("write ") + U::example()});
    }
    return decimal<12, int128>::parse(text.substr(0, space)) * unit_symbol<U>{found->factor, found->in};
}

template <written_unit U, class R>
void append(std::string& out, const quantity<U, R>& x, grouping g)
{
    const symbol_line shown = detail::largest_symbol<U>(x.count);
    const int128      n     = x.count / shown.factor;
    detail::append_digits(out, n, 0, g == grouping::thousands);
    out += ' ';
    detail::append_symbol(out, x.in, shown, n != 1);
}

template <written_unit U, class R>
std::string to_string(const quantity<U, R>& x, grouping g)
{
    std::string out;
    append(out, x, g);
    return out;
}

} // namespace ratable
