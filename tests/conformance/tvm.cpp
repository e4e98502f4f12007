// SPDX-License-Identifier: BSL-1.0
/// conformance_tvm: the time value of money as spreadsheets and other libraries state it.
///
/// A file is JSON: `{"cases": [{"fn", "args": {…}, "expected", "tolerance", "recomputed_30digits"}, …]}`. An argument is a decimal or `a/b`, an
/// exact quotient of two. Where there is a recomputed value, it is met to one unit of its 30th digit (mirr, which has twelve after the point, to
/// half a unit of them more), and in cents where the amounts are in cents; else `expected` is met within its tolerance. An expected null is an
/// answer too: no rate, or a refusal. Of several rates one must meet.
#include <ratable/calendar/date.hpp>
#include <ratable/calendar/day_count.hpp>
#include <ratable/core/wide.hpp>
#include <ratable/units/money.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/mirr.hpp>
#include <ratable/valuation/tvm.hpp>
#include <ratable/valuation/tvm_nper.hpp>
#include <ratable/valuation/tvm_rate.hpp>

#include "../support/json.hpp"
#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace conformance;
using ratable::payment_timing, ratable::rounding, ratable::unbounded;
using tests::json_value;
using ratable::tvm::exact;

namespace {

namespace tvm = ratable::tvm;

constexpr int           digits      = 40; ///< asked of what is irrational
constexpr std::int64_t  most_places = 1'000;
constexpr const char*   by_shape    = "figures, by function";

using long_decimal = ratable::decimal<digits, unbounded>;

/// A case that the library has no function for.
struct not_offered
{
    std::string why;
};

exact decimal_of(const std::string& text, const std::string& name, const place& where)
{
    const auto found = read_number(text);
    if (!found || found->exponent > most_places || found->exponent < -most_places) throw malformed(where, name + " is no number: " + text);
    return found->exponent < 0 ? exact(found->coefficient, ten_to(-found->exponent)) : exact(unbounded(found->coefficient * ten_to(found->exponent)));
}

/// 10^-place, for a place that may be negative.
exact unit_of(std::int64_t place) { return place >= 0 ? exact(unbounded(1), ten_to(place)) : exact(ten_to(-place)); }

/// A decimal, or `a/b`.
exact number_of(const json_value& value, const std::string& name, const place& where)
{
    if (value.is != json_value::kind::text && value.is != json_value::kind::number) throw malformed(where, name + " is no number");
    const std::size_t slash = value.written.find('/');
    if (slash == std::string::npos) return decimal_of(value.written, name, where);
    const exact by = decimal_of(value.written.substr(slash + 1), name, where);
    if (by == exact(0)) throw malformed(where, name + " is divided by zero");
    return decimal_of(value.written.substr(0, slash), name, where) / by;
}

/// The arguments of a case, each read by the name that it must have.
class arguments
{
public:
    arguments(const json_value& object, place where) : object_(object), where_(std::move(where))
    {
        if (object.is != json_value::kind::object) throw malformed(where_, "args is no object");
    }
    void only(std::initializer_list<const char*> names) const
    {
        for (const std::string& key : object_.keys()) {
            if (std::find(names.begin(), names.end(), key) == names.end()) throw not_offered{std::string("an argument that is not known: ") + key};
        }
    }
    [[nodiscard]] exact number(const std::string& name) const { return number_of(member(name), name, where_); }
    [[nodiscard]] exact number_or_zero(const std::string& name) const { return object_.has(name) ? number(name) : exact(0); }
    [[nodiscard]] std::int64_t period(const std::string& name) const
    {
        const exact found = number(name);
        if (found.denominator() != 1) throw not_offered{name + " is no whole number"};
        if (boost::multiprecision::abs(found.numerator()) > 1'000'000'000) throw malformed(where_, name + " is too large");
        return static_cast<std::int64_t>(found.numerator());
    }
    [[nodiscard]] payment_timing timing() const
    {
        if (!object_.has("when")) return payment_timing::end;
        const json_value& when = object_["when"];
        if (when.is != json_value::kind::text || (when.written != "end" && when.written != "begin")) throw malformed(where_, "when must be end or begin");
        return when.written == "end" ? payment_timing::end : payment_timing::begin;
    }
    [[nodiscard]] std::vector<exact> numbers(const std::string& name) const
    {
        const json_value& list = member(name);
        if (list.is != json_value::kind::list) throw malformed(where_, name + " is no list");
        std::vector<exact> found;
        for (const json_value& item : list.items) found.push_back(number_of(item, name, where_));
        return found;
    }
    [[nodiscard]] ratable::year_month_day day(const std::string& name) const
    {
        try {
            return ratable::parse_date(member(name).written);
        } catch (const ratable::error& e) {
            throw malformed(where_, e.what());
        }
    }

private:
    [[nodiscard]] const json_value& member(const std::string& name) const
    {
        if (!object_.has(name)) throw malformed(where_, std::string("no argument ") + name);
        return object_[name];
    }

    const json_value& object_;
    place             where_;
};

/// What the library makes of a case: the same figure by every way to it, as fractions, and what it is in cents.
struct answer
{
    std::vector<std::vector<exact>> by_way = {}; ///< each way gives the values that may be meant; none for no answer
    std::optional<std::int64_t>     cents  = std::nullopt;
    exact                           off    = 0; ///< what the digits of the answer leave out
};

using dollars = ratable::money<ratable::iso4217::USD>;

/// In cents, if it is a whole number of them.
std::optional<dollars> in_cents(const exact& x)
{
    const exact cents = x * exact(100);
    if (cents.denominator() != 1 || boost::multiprecision::abs(cents.numerator()) > unbounded(1'000'000'000'000'000)) return std::nullopt;
    return dollars(ratable::decimal<2>::from_units(static_cast<std::int64_t>(cents.numerator())));
}

exact exactly(const long_decimal& x) { return ratable::to_fraction(x); }

/// `whole` on fractions, `part` for an nper that has parts, `money` on two amounts in cents.
template <class Whole, class Part, class Money>
answer level(const arguments& given, const exact& a, const exact& b, Whole whole, Part part, Money money)
{
    const exact nper = given.number("nper");
    answer      found;
    found.by_way.push_back({exactly(part(nper))});
    if (nper.denominator() != 1) return found;
    const std::int64_t periods = given.period("nper");
    found.by_way.push_back({whole(periods)});
    const auto a_cents = in_cents(a), b_cents = in_cents(b);
    if (a_cents && b_cents) found.cents = money(periods, *a_cents, *b_cents).amount.units;
    return found;
}

/// The same for what is asked of one period, or of some of them.
template <class Whole, class Money>
answer of_periods(const exact& pv, const exact& fv, Whole whole, Money money)
{
    answer     found{{{whole()}}};
    const auto pv_cents = in_cents(pv), fv_cents = in_cents(fv);
    if (pv_cents && fv_cents) found.cents = money(*pv_cents, *fv_cents).amount.units;
    return found;
}

answer ask(const std::string& fn, const arguments& given)
{
    constexpr rounding mode = rounding::half_even;
    const auto         when = given.timing();
    if (fn == "fv") {
        given.only({"rate", "nper", "pmt", "pv", "when"});
        const exact rate = given.number("rate"), pmt = given.number_or_zero("pmt"), pv = given.number_or_zero("pv");
        return level(given, pmt, pv, [&](auto n) { return tvm::fv(rate, n, pmt, pv, when); },
                     [&](const exact& n) { return tvm::fv<digits, unbounded>(rate, n, pmt, pv, when, mode); },
                     [&](auto n, const dollars& a, const dollars& b) { return tvm::fv(rate, n, a, b, when, mode); });
    }
    if (fn == "pv") {
        given.only({"rate", "nper", "pmt", "fv", "when"});
        const exact rate = given.number("rate"), pmt = given.number_or_zero("pmt"), fv = given.number_or_zero("fv");
        return level(given, pmt, fv, [&](auto n) { return tvm::pv(rate, n, pmt, fv, when); },
                     [&](const exact& n) { return tvm::pv<digits, unbounded>(rate, n, pmt, fv, when, mode); },
                     [&](auto n, const dollars& a, const dollars& b) { return tvm::pv(rate, n, a, b, when, mode); });
    }
    if (fn == "pmt") {
        given.only({"rate", "nper", "pv", "fv", "when"});
        const exact rate = given.number("rate"), pv = given.number_or_zero("pv"), fv = given.number_or_zero("fv");
        return level(given, pv, fv, [&](auto n) { return tvm::pmt(rate, n, pv, fv, when); },
                     [&](const exact& n) { return tvm::pmt<digits, unbounded>(rate, n, pv, fv, when, mode); },
                     [&](auto n, const dollars& a, const dollars& b) { return tvm::pmt(rate, n, a, b, when, mode); });
    }
    if (fn == "ipmt" || fn == "ppmt") {
        given.only({"rate", "per", "nper", "pv", "fv", "when"});
        const exact rate = given.number("rate"), pv = given.number_or_zero("pv"), fv = given.number_or_zero("fv");
        const auto  per = given.period("per"), nper = given.period("nper");
        if (fn == "ipmt") {
            return of_periods(pv, fv, [&] { return tvm::ipmt(rate, per, nper, pv, fv, when); },
                              [&](const dollars& a, const dollars& b) { return tvm::ipmt(rate, per, nper, a, b, when, mode); });
        }
        return of_periods(pv, fv, [&] { return tvm::ppmt(rate, per, nper, pv, fv, when); },
                          [&](const dollars& a, const dollars& b) { return tvm::ppmt(rate, per, nper, a, b, when, mode); });
    }
    if (fn == "cumipmt" || fn == "cumprinc") {
        given.only({"rate", "nper", "pv", "start", "end", "when"});
        const exact rate = given.number("rate"), pv = given.number("pv");
        const auto  nper = given.period("nper"), first = given.period("start"), last = given.period("end");
        if (fn == "cumipmt") {
            return of_periods(pv, 0, [&] { return tvm::cumipmt(rate, nper, pv, first, last, when); },
                              [&](const dollars& a, const dollars&) { return tvm::cumipmt(rate, nper, a, first, last, when, mode); });
        }
        return of_periods(pv, 0, [&] { return tvm::cumprinc(rate, nper, pv, first, last, when); },
                          [&](const dollars& a, const dollars&) { return tvm::cumprinc(rate, nper, a, first, last, when, mode); });
    }
    if (fn == "nper") {
        given.only({"rate", "pmt", "pv", "fv", "when"});
        return {{{exactly(tvm::nper<digits, unbounded>(given.number("rate"), given.number("pmt"), given.number("pv"), given.number_or_zero("fv"), when, mode))}}};
    }
    if (fn == "rate") {
        given.only({"nper", "pmt", "pv", "fv", "when"});
        answer found{{{}}};
        for (const auto& x : tvm::rate<digits, unbounded>(given.period("nper"), given.number("pmt"), given.number("pv"), given.number_or_zero("fv"), when, mode)) {
            found.by_way.front().push_back(exactly(x));
        }
        return found;
    }
    if (fn == "npv") {
        given.only({"rate", "cf", "start"});
        const auto flows = given.numbers("cf");
        const auto start = given.number_or_zero("start");
        if (start != exact(0) && start != exact(1)) throw not_offered{"npv starts neither at 0 nor at 1"};
        const auto           first = start == exact(0) ? payment_timing::begin : payment_timing::end;
        answer               found{{{tvm::npv(given.number("rate"), flows, first)}}};
        std::vector<dollars> cents;
        for (const exact& flow : flows) {
            if (const auto amount = in_cents(flow)) cents.push_back(*amount);
        }
        if (cents.size() == flows.size()) found.cents = tvm::npv(given.number("rate"), std::span<const dollars>(cents), first, mode).amount.units;
        return found;
    }
    if (fn == "mirr") {
        given.only({"cf", "finance", "reinvest"});
        std::vector<dollars> amounts;
        for (const exact& flow : given.numbers("cf")) {
            const auto cents = in_cents(flow);
            if (!cents) throw not_offered{"mirr of amounts beyond cents"};
            amounts.push_back(*cents);
        }
        const auto in_rate = [&](const char* name) {
            const exact units = given.number(name) * unit_of(-ratable::rate_of_interest::scale);
            if (units.denominator() != 1 || boost::multiprecision::abs(units.numerator()) > unbounded(1) << 62U) throw not_offered{"mirr at a rate beyond twelve digits"};
            return ratable::rate_of_interest::from_units(static_cast<std::int64_t>(units.numerator()));
        };
        answer     found{{{}}, std::nullopt, unit_of(ratable::rate_of_interest::scale) / exact(2)};
        const auto rate = ratable::mirr(amounts, {.finance = in_rate("finance"), .reinvestment = in_rate("reinvest")}, mode).rate;
        if (rate) found.by_way.front().emplace_back(ratable::to_fraction(*rate));
        return found;
    }
    if (fn == "xfv") { // back from the flow to the start at one rate, on to the end at another; years of 365 days
        given.only({"start", "cashflow", "end", "cashflow_rate", "end_rate", "amount"});
        const auto  start = given.day("start");
        const exact to_flow = year_fraction(start, given.day("cashflow"), ratable::act_365_fixed{}), to_end = year_fraction(start, given.day("end"), ratable::act_365_fixed{});
        const exact at_start = exactly(tvm::pv<digits, unbounded>(given.number("cashflow_rate"), to_flow, 0, -given.number("amount"), payment_timing::end, mode));
        return {{{exactly(tvm::fv<digits, unbounded>(given.number("end_rate"), to_end, 0, -at_start, payment_timing::end, mode))}}};
    }
    throw not_offered{std::string("another function: ") + fn};
}

/// One unit of the 30th digit of x.
exact unit_of_30th(const exact& x)
{
    if (x == exact(0)) return 0;
    std::int64_t place = 0;
    while (abs(x) >= unit_of(place - 1)) --place;
    while (abs(x) < unit_of(place)) ++place;
    return unit_of(place + 29);
}

/// How far from `expected` a value may be, as `tolerance` says it: `exact`, `prec 28`, `rtol 1e-7`, `1e-9`, `1 ulp of printed digits`; where it
/// says nothing, one unit of the last digit that is printed.
exact allowed(const std::string& tolerance, const json_value& expected, const exact& value)
{
    if (tolerance == "exact") return 0;
    if (tolerance.find("prec 28") != std::string::npos) return abs(value) * unit_of(27);
    if (tolerance.empty() || tolerance == "1 ulp of printed digits") {
        const auto written = read_number(expected.written);
        return unit_of(written ? -written->exponent : 0);
    }
    const bool        relative = tolerance.rfind("rtol ", 0) == 0;
    const std::string first    = tolerance.substr(relative ? 5 : 0);
    const auto        bound    = read_number(first.substr(0, first.find(' ')));
    if (!bound || bound->exponent > most_places || bound->exponent < -most_places) throw not_offered{std::string("a tolerance that cannot be read: ") + tolerance};
    return exact(bound->coefficient) * unit_of(-bound->exponent) * (relative ? abs(value) : exact(1));
}

std::string shown(const std::vector<exact>& values)
{
    std::string out;
    for (const exact& x : values) out += (out.empty() ? "" : " or ") + to_decimal_text(x, digits, rounding::half_even);
    return out.empty() ? "none" : out;
}

const json_value& member(const json_value& object, const char* name, const place& where)
{
    if (object.is != json_value::kind::object || !object.has(name)) throw malformed(where, std::string("a case without ") + name);
    return object[name];
}

void run_case(const json_value& one, const place& where, report& found)
{
    const json_value& name = member(one, "fn", where);
    if (name.is != json_value::kind::text) throw malformed(where, "fn is no text");
    const std::string& fn       = name.written;
    const json_value&  expected = member(one, "expected", where);
    const arguments    given(member(one, "args", where), where);
    if (expected.is == json_value::kind::null) {
        try {
            for (const auto& values : ask(fn, given).by_way) {
                if (!values.empty()) return found.failed(where, fn, shown(values), "none");
            }
        } catch (const not_offered& e) {
            return found.skipped(e.why);
        } catch (const ratable::invalid_terms&) { // a refusal with a reason
        } catch (const ratable::error& e) {
            return found.failed(where, fn, e.what(), "none");
        }
        found.count(by_shape, fn, "none");
        return found.passed();
    }
    const bool  recomputed = one.has("recomputed_30digits") && one["recomputed_30digits"].is != json_value::kind::null;
    const exact value      = number_of(recomputed ? one["recomputed_30digits"] : expected, "expected", where);
    try {
        const exact  most_off = recomputed ? unit_of_30th(value) : allowed(member(one, "tolerance", where).written, expected, value);
        const answer got      = ask(fn, given);
        for (const auto& values : got.by_way) {
            if (std::none_of(values.begin(), values.end(), [&](const exact& x) { return abs(x - value) <= most_off + got.off; })) {
                return found.failed(where, fn, shown(values), shown({value}));
            }
            found.count(by_shape, fn, "digits");
        }
        if (got.cents && recomputed) {
            const unbounded cents = round_to_scale(value, 2, rounding::half_even);
            if (cents != *got.cents) return found.failed(where, fn + ", in cents", std::to_string(*got.cents), cents.str());
            found.count(by_shape, fn, "cents");
        }
        found.passed();
    } catch (const not_offered& e) {
        found.skipped(e.why);
    } catch (const malformed&) {
        throw;
    } catch (const std::exception& e) {
        found.failed(where, fn, e.what(), shown({value}));
    }
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
        run_case(one, {file, 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(one.at), '\n'))}, found);
    }
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_tvm", ".json", "the time value of money", run_file}, argc, argv); }
