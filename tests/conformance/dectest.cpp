// SPDX-License-Identifier: BSL-1.0
/// conformance_dectest: the General Decimal Arithmetic test cases that fixed point can express, through ratable's decimals.
///
/// What fixed point has no word for is skipped, with the reason; see reason_to_skip. Everything else runs, in each Rep that holds its
/// operands; where a result does not fit a Rep, the library must say `overflow`.
/// A result that the case's context has rounded is expressed too: the exact result, rounded once to the exponent of the expected one.
#include <ratable/core/rounding.hpp>
#include <ratable/core/wide.hpp>

#include "dectest_reader.hpp"
#include "fixed_point.hpp"
#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

using namespace conformance;
using dectest::kind, dectest::test;

namespace {

/// Exponents farther apart are not run: whatever two decimal128 operands can be apart still is.
constexpr std::int64_t farthest_apart = 25'000;

constexpr const char* by_operation = "cases run, by operation";
constexpr const char* by_mode      = "roundings that gave up digits, by mode";
constexpr const char* refused      = "results that a Rep cannot hold, and refused";
constexpr const char* remarks      = "remarks";

struct case_of
{
    const test&         written;
    std::vector<number> operands;
    number              expected;
    ratable::rounding   mode;
};

/// A case has failed: what was computed instead.
struct difference
{
    std::string computed;
};

/// Its operands or its result are too far apart.
struct too_far {};

/// Conditions under which the expected exponent is not the one that the exact result has.
bool may_move(const test& t) { return t.has("rounded") || t.has("clamped") || t.has("subnormal") || t.has("underflow"); }

std::int64_t apart(std::int64_t a, std::int64_t b)
{
    const std::int64_t distance = a > b ? a - b : b - a;
    if (distance > farthest_apart) throw too_far{};
    return distance;
}

std::string named(const char* rep, const whole& coefficient, std::int64_t exponent) { return written(coefficient, exponent) + " (" + rep + ")"; }

/// `units` of the Rep `From`, at `scale`, without their last `drop` digits (with -drop more, if negative), as a decimal of `To` rounds them.
/// False where no decimal of these Reps has scales that far apart. `expected` tells whether the result must fit.
template <class From, class To>
bool check_rounding(report& found, const whole& units, std::int64_t scale, std::int64_t drop, const case_of& c, const whole& expected, std::int64_t exponent)
{
    std::optional<whole> result;
    if (!is_offered(scale, scale - drop)) scale = drop > 0 ? drop : 0; // moved: only the difference counts
    if (is_offered(scale, scale - drop)) {
        result = rounded<From, To>(units, static_cast<int>(scale), static_cast<int>(scale - drop), c.mode);
    } else if constexpr (ratable::native_integer<From>) {
        return false;
    } else if (drop > 0) { // what round<Scale> stands on, for any power of ten
        result = out_of_rep(ratable::round_quotient<From>(in_rep<From>(units), in_rep<From>(ten_to(drop)), c.mode));
    } else {
        result = rounded<From, To>(units * ten_to(-drop - largest_scale), 0, largest_scale, c.mode);
    }
    const char* rep = name_of_rep<To>();
    if (!result && !fits<To>(expected)) {
        found.count(refused, c.written.operation, rep);
        return true;
    }
    if (!result) throw difference{std::string("overflow (") + rep + ")"};
    if (*result != expected) throw difference{named(rep, *result, exponent)};
    if (drop > 0) found.count(by_mode, vector_name_of(c.mode), rep);
    return true;
}

/// Two operands as decimals: coefficients, scales, and the exponent of a unit at scale 0 (0 unless they were moved).
struct placed
{
    whole        a, b;
    std::int64_t a_scale = 0, b_scale = 0;
    std::int64_t origin  = 0;
};

/// For + − and <=>, where the scales must keep their distance.
placed side_by_side(const number& a, const number& b)
{
    if (is_offered(-a.exponent, -b.exponent)) return {a.coefficient, b.coefficient, -a.exponent, -b.exponent, 0};
    const std::int64_t distance = apart(a.exponent, b.exponent);
    const std::int64_t fine     = std::min<std::int64_t>(distance, largest_scale);
    const whole        rest     = ten_to(distance - fine); // of a distance that no pair of scales has
    const std::int64_t origin   = std::min(a.exponent, b.exponent) + fine;
    if (a.exponent < b.exponent) return {a.coefficient, b.coefficient * rest, fine, 0, origin};
    return {a.coefficient * rest, b.coefficient, 0, fine, origin};
}

/// For ×, where the exponents just add.
placed one_by_one(const number& a, const number& b)
{
    if (is_offered(-a.exponent, -b.exponent)) return {a.coefficient, b.coefficient, -a.exponent, -b.exponent, 0};
    return {a.coefficient, b.coefficient, 0, 0, a.exponent + b.exponent};
}

/// A zero that is far away is zero nearby too.
void bring_zeros_near(number& a, number& b, bool also_down)
{
    if (a.coefficient == 0 && (also_down || a.exponent > b.exponent)) a.exponent = b.exponent;
    if (b.coefficient == 0 && (also_down || b.exponent > a.exponent)) b.exponent = a.exponent;
}

template <class Rep>
bool check_calculation(report& found, const case_of& c, operation op, const placed& at)
{
    if (!fits<Rep>(at.a) || !fits<Rep>(at.b)) return false;
    using result_rep      = std::conditional_t<std::same_as<Rep, std::int64_t>, typename ratable::rep_traits<Rep>::wide, Rep>;
    const char* const rep = name_of_rep<Rep>();
    const int  a_scale    = static_cast<int>(at.a_scale);
    const int  b_scale    = static_cast<int>(at.b_scale);
    const auto result     = calculate<Rep>(op, at.a, a_scale, at.b, b_scale);
    if (!result) {
        if (must_fit<Rep>(op, at.a, a_scale, at.b, b_scale)) throw difference{std::string("overflow (") + rep + ")"};
        found.count(refused, c.written.operation, rep);
        return true;
    }
    const std::int64_t natural = at.origin - result->scale;
    if (op == operation::compare) {
        if (c.expected.exponent != 0 || result->units != c.expected.coefficient) throw difference{named(rep, result->units, 0)};
        return true;
    }
    const std::int64_t drop = c.expected.exponent - natural;
    if (drop == 0 || !may_move(c.written)) {
        if (drop != 0 || result->units != c.expected.coefficient) throw difference{named(rep, result->units, natural)};
        return true;
    }
    if (apart(c.expected.exponent, natural) > largest_scale && ratable::native_integer<Rep>) return false;
    if (op == operation::multiply) {
        check_rounding<result_rep, result_rep>(found, result->units, result->scale, drop, c, c.expected.coefficient, c.expected.exponent);
        if constexpr (std::same_as<result_rep, Rep>) return true;
        else return check_rounding<result_rep, Rep>(found, result->units, result->scale, drop, c, c.expected.coefficient, c.expected.exponent);
    }
    return check_rounding<Rep, Rep>(found, result->units, result->scale, drop, c, c.expected.coefficient, c.expected.exponent);
}

template <class Rep>
bool check_quantize(report& found, const case_of& c)
{
    const std::int64_t exponent = c.operands[1].exponent;
    number             x        = c.operands[0];
    if (!fits<Rep>(x.coefficient)) return false;
    if (x.coefficient == 0 && !is_offered(-x.exponent, -exponent)) x.exponent = exponent; // far away or near, it is zero
    apart(x.exponent, exponent);
    whole expected = c.expected.coefficient;
    if (c.expected.exponent != exponent) {
        const std::int64_t moved = apart(c.expected.exponent, exponent);
        const bool         more  = c.written.has("clamped") && c.expected.exponent < exponent && expected % ten_to(moved) == 0; // the same value, with zeros
        if (!more) throw difference{std::string("the exponent ") + std::to_string(exponent)};
        expected /= ten_to(moved);
    }
    return check_rounding<Rep, Rep>(found, x.coefficient, -x.exponent, exponent - x.exponent, c, expected, exponent);
}

/// Whole numbers stay what they are, at whatever exponent: their value counts.
template <class Rep>
bool check_to_integral(report& found, const case_of& c)
{
    const number& x        = c.operands[0];
    const whole   expected = c.expected.coefficient * ten_to(apart(c.expected.exponent, 0));
    if (c.expected.exponent < 0) throw difference{"no digits after the point"};
    if (x.exponent < 0 && c.expected.exponent != 0) throw difference{"the exponent 0"};
    const whole units = x.exponent > 0 ? whole(x.coefficient * ten_to(apart(x.exponent, 0))) : x.coefficient;
    if (!fits<Rep>(units)) return false;
    const std::int64_t drop = x.exponent < 0 ? apart(x.exponent, 0) : 0;
    return check_rounding<Rep, Rep>(found, units, drop, drop, c, expected, 0);
}

template <class Rep>
bool check(report& found, const case_of& c)
{
    const std::string& name = c.written.operation;
    if (name == "quantize") return check_quantize<Rep>(found, c);
    if (name == "tointegral" || name == "tointegralx") return check_to_integral<Rep>(found, c);
    number a = c.operands[0], b = c.operands[1];
    if (name == "multiply") return check_calculation<Rep>(found, c, operation::multiply, one_by_one(a, b));
    const operation op = name == "add" ? operation::add : name == "subtract" ? operation::subtract : operation::compare;
    bring_zeros_near(a, b, op == operation::compare);
    return check_calculation<Rep>(found, c, op, side_by_side(a, b));
}

/// The operands that an operation takes; 0 for one that is not run here.
std::size_t operands_of(const std::string& operation)
{
    if (operation == "tointegral" || operation == "tointegralx") return 1;
    return operation == "add" || operation == "subtract" || operation == "multiply" || operation == "compare" || operation == "quantize" ? 2 : 0;
}

void refuse_unknown_conditions(const test& t)
{
    static const std::set<std::string> known{"clamped",           "conversion_syntax", "division_by_zero",  "division_impossible", "division_undefined",
                                             "inexact",           "invalid_context",   "invalid_operation", "insufficient_storage", "lost_digits",
                                             "overflow",          "rounded",           "subnormal",         "underflow"};
    for (const std::string& condition : t.conditions) {
        if (!known.contains(condition)) throw malformed(t.where, "no such condition: " + condition);
    }
}

/// What fixed point has no word for. Empty when the case can run.
std::string reason_to_skip(const test& t)
{
    if (operands_of(t.operation) == 0) return "another operation: " + t.operation;
    if (!t.context.extended) return "subset arithmetic (extended: 0)";
    const dectest::operand result = dectest::read_operand(t.result);
    bool nan = result.is == kind::nan, infinite = false;
    for (const std::string& text : t.operands) {
        switch (dectest::read_operand(text).is) {
        case kind::finite: break;
        case kind::infinite: infinite = true; break;
        case kind::nan: return "an operand is NaN";
        case kind::null: return "an operand is null (#)";
        case kind::encoded: return "an operand in another format's encoding (#)";
        case kind::undefined:
        case kind::no_number:
            if (!t.has("conversion_syntax")) throw malformed(t.where, "no number: " + text);
            return "an operand that is no number (Conversion_syntax)";
        }
    }
    if (infinite) return "an operand is infinite";
    if (result.is == kind::undefined) return "the result is undefined (?)";
    if (result.is == kind::encoded || result.is == kind::null) return "the result in another format's encoding (#)";
    if (nan && t.has("invalid_operation")) return "invalid operation: the result does not fit the context's precision or exponents";
    if (nan) return "the result is NaN";
    if (t.has("overflow") || result.is == kind::infinite) return "overflow of the context's exponents";
    if (result.is != kind::finite) throw malformed(t.where, "no number: " + t.result);
    if (!read_mode(t.context.rounding)) return "another rounding: " + t.context.rounding;
    return "";
}

void run_case(const test& t, report& found)
{
    const std::size_t takes = operands_of(t.operation);
    if (takes != 0) {
        if (t.operands.size() != takes) throw malformed(t.where, t.operation + " takes " + std::to_string(takes) + (takes == 1 ? " operand" : " operands"));
        refuse_unknown_conditions(t);
    }
    if (const std::string reason = reason_to_skip(t); !reason.empty()) return found.skipped(reason);

    case_of c{t, {}, dectest::read_operand(t.result).value, *read_mode(t.context.rounding)};
    for (const std::string& text : t.operands) c.operands.push_back(dectest::read_operand(text).value);
    const std::string expected = t.result + " " + t.context.rounding;
    try {
        const bool by_precision = t.has("rounded") && !t.has("clamped") && !t.has("subnormal") && !t.has("underflow") && takes == 2 && t.operation != "quantize";
        if (by_precision && c.expected.digits != t.context.precision) throw difference{std::to_string(t.context.precision) + " digits of precision"};
        bool       ran   = false;
        const auto count = [&](bool in_this_rep, const char* rep) {
            if (in_this_rep) found.count(by_operation, t.operation, rep);
            ran = ran || in_this_rep;
        };
        count(check<std::int64_t>(found, c), name_of_rep<std::int64_t>());
        count(check<ratable::int128>(found, c), name_of_rep<ratable::int128>());
        count(check<ratable::unbounded>(found, c), name_of_rep<ratable::unbounded>());
        if (!ran) throw difference{"nothing: it ran in no Rep"};
        if (c.expected.negative_zero) found.count(remarks, "expected -0, which fixed point does not have: compared as 0", "cases");
        found.passed();
    } catch (const too_far&) {
        found.skipped("exponents more than " + std::to_string(farthest_apart) + " apart");
    } catch (const difference& d) {
        found.failed(t.where, t.id + " " + t.operation, d.computed, expected);
    } catch (const std::exception& e) { // nothing else may be thrown: the text that it carries tells what was
        found.failed(t.where, t.id + " " + t.operation, e.what(), expected);
    }
}

void run_file(const std::string& file, const std::string& text, report& found)
{
    for (const char* rep : {name_of_rep<std::int64_t>(), name_of_rep<ratable::int128>(), name_of_rep<ratable::unbounded>()}) {
        for (const ratable::rounding mode : every_mode) found.count(by_mode, vector_name_of(mode), rep, 0);
    }
    static std::set<std::string> seen; // a folder may hold files and one that includes them
    dectest::for_each_test(file, text, seen, {[&found](const test& t) { run_case(t, found); },
                                              [&found](const std::string& name) { found.skipped("an included file is not there: " + name); }});
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_dectest", ".decTest", ".decTest files (General Decimal Arithmetic test cases)", run_file}, argc, argv); }
