// SPDX-License-Identifier: BSL-1.0
/// conformance_allocate: splits of a total by weights, through every shape of `allocate` that holds them.
///
/// A file is JSON: `{"cases": [{"id", "method", "mode", "scale", "total", "weights", "rows"}, …]}`. `cumulative` rounds running totals by
/// `mode`; `largest_remainder` is ratable's method of that name. Weights are decimals: they count in the last place of the finest one.
/// A split that breaks the rule of its own method, in exact integers, is no vector: it is skipped by name.
#include <ratable/core/allocate.hpp>
#include <ratable/core/decimal.hpp>
#include <ratable/core/largest_remainder.hpp>
#include <ratable/core/wide.hpp>
#include <ratable/units/money.hpp>

#include "../support/json.hpp"
#include "fixed_point.hpp"
#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <vector>

using namespace conformance;
using tests::json_value;

namespace {

constexpr std::int64_t most_digits = 1'000; ///< of a scale, or between two exponents
constexpr const char*  by_shape    = "splits, by shape";
constexpr const char*  by_method   = "splits, by method";

using wholes = std::vector<whole>;

struct split
{
    place       where   = {};
    std::string id      = {};
    std::string how     = {}; ///< `largest_remainder`, or the mode of a cumulative split
    int         scale   = 0;
    whole       total   = 0;
    wholes      weights = {};
    wholes      rows    = {};
};

/// Something else came out.
struct difference
{
    std::string shape;
    std::string computed;
};

std::string listed(const wholes& parts)
{
    std::string out;
    for (const whole& part : parts) out += (out.empty() ? "" : " ") + part.str();
    return out;
}

/// Compares, and counts the shape.
void check(report& found, const split& s, const std::string& shape, const wholes& parts)
{
    found.count(by_shape, shape, "cases");
    if (parts == s.rows) return;
    std::size_t first = 0;
    while (first < std::min(parts.size(), s.rows.size()) && parts[first] == s.rows[first]) ++first;
    throw difference{shape, std::string("(in the last place, from row ") + std::to_string(first + 1) + ") " +
                                listed({parts.begin() + static_cast<std::ptrdiff_t>(first), parts.end()})};
}

template <class Rep>
std::vector<Rep> in_reps(const wholes& values)
{
    std::vector<Rep> out;
    for (const whole& x : values) out.push_back(in_rep<Rep>(x));
    return out;
}

template <class Parts>
wholes out_of(const Parts& parts)
{
    wholes out;
    for (const auto& x : parts) out.push_back(out_of_rep(x));
    return out;
}

whole size_of_all(const wholes& weights)
{
    whole sum = 0;
    for (const whole& weight : weights) sum += abs(weight);
    return sum;
}

/// Whether the library has this shape: what it has not is counted as 0 splits, or skipped where there is no other.
template <class Total, class Weight, class How>
concept can_split = requires(const Total& total, std::span<const Weight> weights, How how) { ratable::allocate(total, weights, how); };

/// Amounts at their scale: decimals and money, split as they are.
template <int Scale, class How>
void run_amounts(report& found, const split& s, std::int64_t total, std::span<const std::int64_t> weights, How how)
{
    using decimal = ratable::decimal<Scale>;
    using money   = ratable::money<ratable::iso4217::USD, Scale>;
    wholes out;
    for (const decimal& part : ratable::allocate(decimal::from_units(total), weights, how)) out.push_back(out_of_rep(part.units));
    check(found, s, "decimal", out);
    const money amount(decimal::from_units(total));
    if constexpr (can_split<money, std::int64_t, How>) {
        out.clear();
        for (const money& part : ratable::allocate(amount, weights, how)) out.push_back(out_of_rep(part.amount.units));
        check(found, s, "money", out);
    }
}

template <std::size_t N, class How>
void run_array(report& found, const split& s, std::int64_t total, std::span<const std::int64_t> weights, How how)
{
    std::array<std::int64_t, N> fixed{};
    std::copy(weights.begin(), weights.end(), fixed.begin());
    check(found, s, "array", out_of(ratable::allocate(total, fixed, how)));
}

/// Whether the total, the sum of all weights' sizes and, where weights of both signs make them larger, all rows and their running totals fit.
template <class Rep>
bool all_fit(const split& s)
{
    whole running = 0;
    for (const whole& row : s.rows) {
        running += row;
        if (!fits<Rep>(row) || !fits<Rep>(running)) return false;
    }
    return fits<Rep>(s.total) && fits<Rep>(size_of_all(s.weights));
}

template <class How>
bool run_64_bits(report& found, const split& s, How how)
{
    if (!all_fit<std::int64_t>(s)) return false;
    const auto                          total  = in_rep<std::int64_t>(s.total);
    const auto                          counts = in_reps<std::int64_t>(s.weights);
    const std::span<const std::int64_t> weights(counts);
    check(found, s, "vector", out_of(ratable::allocate(total, weights, how)));

    std::vector<std::int64_t> parts(weights.size());
    ratable::allocate_into(std::span(parts), total, weights, how);
    check(found, s, "span", out_of(parts));

    const ratable::allocation_key key(weights);
    check(found, s, "vector, by key", out_of(ratable::allocate(total, key, how)));
    parts.assign(parts.size(), 0);
    ratable::allocate_into(std::span(parts), total, key, how);
    check(found, s, "span, by key", out_of(parts));

    switch (weights.size()) {
    case 1: run_array<1>(found, s, total, weights, how); break;
    case 2: run_array<2>(found, s, total, weights, how); break;
    case 3: run_array<3>(found, s, total, weights, how); break;
    case 4: run_array<4>(found, s, total, weights, how); break;
    case 7: run_array<7>(found, s, total, weights, how); break;
    case 12: run_array<12>(found, s, total, weights, how); break;
    case 24: run_array<24>(found, s, total, weights, how); break;
    default: break; // a size is a type: some of them
    }
    switch (s.scale) { // and so is a scale: those that contracts use
    case 0: run_amounts<0>(found, s, total, weights, how); break;
    case 2: run_amounts<2>(found, s, total, weights, how); break;
    case 3: run_amounts<3>(found, s, total, weights, how); break;
    case 4: run_amounts<4>(found, s, total, weights, how); break;
    case 6: run_amounts<6>(found, s, total, weights, how); break;
    default: break;
    }
    return true;
}

/// A Rep beyond 64 bits: must work where the products of the total and the weights fit, may say `overflow` where not.
template <class Rep, class How>
bool run_in(report& found, const split& s, How how)
{
    if constexpr (can_split<Rep, Rep, How>) {
        if (!all_fit<Rep>(s)) return false;
        const auto weights = in_reps<Rep>(s.weights);
        try {
            check(found, s, std::string("vector of ") + name_of_rep<Rep>(), out_of(ratable::allocate(in_rep<Rep>(s.total), std::span<const Rep>(weights), how)));
        } catch (const ratable::overflow&) {
            if (fits<Rep>(abs(s.total) * size_of_all(s.weights))) throw;
            return false;
        }
        return true;
    }
    return false;
}

/// Whether expected rows of largest_remainder give a unit to a share with a smaller fraction than one that goes without.
bool refutes_itself(const split& s)
{
    whole sum = 0, left = s.total;
    for (const whole& weight : s.weights) sum += weight;
    if (s.how != "largest_remainder" || sum <= 0) return false;
    whole least_given = sum, most_denied = -1; // fractions, in 1/sum
    for (std::size_t k = 0; k < s.rows.size(); ++k) {
        whole fraction = s.total * s.weights[k] % sum;
        if (fraction < 0) fraction += sum;
        const whole given = s.rows[k] - (s.total * s.weights[k] - fraction) / sum;
        if (given != 0 && given != 1) return false;
        if (given == 1) least_given = std::min(least_given, fraction);
        else most_denied = std::max(most_denied, fraction);
        left -= s.rows[k];
    }
    return left == 0 && least_given < most_denied;
}

template <class How>
void run_case(report& found, const split& s, How how)
{
    try {
        const bool ran[] = {run_64_bits(found, s, how), run_in<ratable::int128>(found, s, how), run_in<ratable::unbounded>(found, s, how)};
        if (std::find(std::begin(ran), std::end(ran), true) == std::end(ran)) {
            if constexpr (can_split<ratable::unbounded, ratable::unbounded, How>) throw difference{"any shape", "nothing: it ran in no Rep"};
            return found.skipped("beyond 64 bits, where the library does not have " + s.how);
        }
        found.count(by_method, s.how, "cases");
        found.passed();
    } catch (const difference& d) {
        if (refutes_itself(s)) return found.skipped(std::string("the vector breaks its own rule: ") + s.id + " gives a unit to a smaller fraction than one it denies");
        found.failed(s.where, s.id + " " + s.how + ", " + d.shape, d.computed, listed(s.rows));
    } catch (const std::exception& e) { // nothing else may be thrown
        found.failed(s.where, s.id + " " + s.how, e.what(), listed(s.rows));
    }
}

const json_value& member(const json_value& object, const char* name, const place& where)
{
    if (object.is != json_value::kind::object || !object.has(name)) throw malformed(where, std::string("a case without ") + name);
    return object[name];
}

number number_of(const json_value& value, const char* name, const place& where)
{
    if (value.is == json_value::kind::text || value.is == json_value::kind::number) {
        const auto found = read_number(value.written);
        if (found && found->exponent <= most_digits && found->exponent >= -most_digits) return *found;
    }
    throw malformed(where, std::string(name) + " is no number: " + value.written);
}

std::vector<number> numbers_of(const json_value& list, const char* name, const place& where)
{
    if (list.is != json_value::kind::list) throw malformed(where, std::string(name) + " is no list");
    std::vector<number> found;
    for (const json_value& item : list.items) found.push_back(number_of(item, name, where));
    return found;
}

/// In units of 10^-scale.
whole units_of(const number& x, std::int64_t scale, const char* name, const place& where)
{
    if (x.exponent + scale < 0) throw malformed(where, std::string(name) + " has more digits than the scale: " + written(x.coefficient, x.exponent));
    return x.coefficient * ten_to(x.exponent + scale);
}

split split_of(const json_value& one, const place& where)
{
    const number scale = number_of(member(one, "scale", where), "scale", where);
    if (scale.exponent != 0 || scale.coefficient < 0 || scale.coefficient > most_digits) throw malformed(where, "scale is no number of digits");
    split s{where};
    s.scale = static_cast<int>(scale.coefficient);
    if (one.has("id")) s.id = one["id"].written;
    s.total = units_of(number_of(member(one, "total", where), "total", where), s.scale, "total", where);
    for (const number& row : numbers_of(member(one, "rows", where), "rows", where)) s.rows.push_back(units_of(row, s.scale, "rows", where));
    const auto   weights = numbers_of(member(one, "weights", where), "weights", where);
    std::int64_t finest  = 0;
    for (const number& weight : weights) finest = std::max(finest, -weight.exponent);
    for (const number& weight : weights) s.weights.push_back(units_of(weight, finest, "weights", where));
    if (s.rows.size() != s.weights.size()) throw malformed(where, "not as many rows as weights");
    return s;
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    json_value document;
    try {
        document = tests::read_json(text);
    } catch (const std::exception& e) {
        throw malformed({file}, e.what());
    }
    if (document.is != json_value::kind::object || !document.has("cases") || document["cases"].is != json_value::kind::list) {
        throw malformed({file}, "no list of cases");
    }
    for (const json_value& one : document["cases"].items) {
        const place where{file, 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(one.at), '\n'))};
        split       s      = split_of(one, where);
        const auto& method = member(one, "method", where);
        if (method.is != json_value::kind::text) throw malformed(where, "method is no text");
        if (method.written == "largest_remainder") {
            s.how = method.written;
            run_case(found, s, ratable::largest_remainder);
        } else if (method.written == "cumulative") {
            const auto& mode = member(one, "mode", where);
            if (mode.is != json_value::kind::text) throw malformed(where, "mode is no text");
            s.how = mode.written;
            if (const auto known = read_mode(s.how)) run_case(found, s, *known);
            else found.skipped("another rounding: " + s.how);
        } else {
            found.skipped("another method: " + method.written);
        }
    }
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_allocate", ".json", "splits of a total by weights", run_file}, argc, argv); }
