// SPDX-License-Identifier: BSL-1.0
/// conformance_irr: internal rates of return as others state them. JSON files with lists of cases:
///
/// - periodic: `{"cf": ["-100", "39", …], "all_real_roots_25digits": ["0.28…", …]}`;
/// - dated: `{"day_count": "ACT/365F", "flows": [["1937-07-02", "-10"], …], "all_real_roots_25digits": […]}`.
///
/// All roots that are listed must be found, and none besides in the domain that the file's source states (e^-40 - 1 < rate < e^40 - 1): each listed
/// digit string lies in the root's bracket, or off by one in its last digit, and rounds to its rate. Where no list is given, `pyxirr_expected` or `expected` must be within `tolerance` (1e-9) of a root.
#include <ratable/units/iso4217.hpp>
#include <ratable/valuation/irr.hpp>

#include "../support/json.hpp"
#include "number.hpp"
#include "report.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <exception>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace conformance;
using ratable::basic_fraction, ratable::unbounded;
using tests::json_value;
using exact = basic_fraction<unbounded>;

namespace {

struct not_offered
{
    std::string reason;
};

exact exact_of(const place& where, const json_value& value)
{
    if (value.is != json_value::kind::text && value.is != json_value::kind::number) throw malformed(where, "no number");
    const auto found = read_number(value.written);
    if (!found || found->exponent > 400 || found->exponent < -400) throw malformed(where, "no number: " + value.written);
    return found->exponent >= 0 ? exact(unbounded(found->coefficient * ten_to(found->exponent))) : exact(found->coefficient, ten_to(-found->exponent));
}

ratable::any_day_count day_count_named(const std::string& written)
{
    std::string name = lower(written);
    name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
    std::replace(name.begin(), name.end(), '_', '/');
    if (name == "act/365f" || name == "act/365" || name == "act/365fixed") return ratable::act_365_fixed{};
    if (name == "act/360") return ratable::act_360{};
    if (name == "act/364") return ratable::act_364{};
    if (name == "act/365.25") return ratable::act_365_25{};
    if (name == "act/366") return ratable::act_366{};
    if (name == "nl/365") return ratable::nl_365{};
    if (name == "nl/360") return ratable::nl_360{};
    if (name == "act/actisda" || name == "act/act") return ratable::act_act_isda{};
    if (name == "30/360isda" || name == "30/360") return ratable::thirty_360_isda{};
    if (name == "30/360sia" || name == "30u/360") return ratable::thirty_u_360_eom{};
    if (name == "30e/360") return ratable::thirty_e_360{};
    throw not_offered{"a day count that is not known here: " + written};
}

/// The members that a case may call by several names; nothing when it has none of them, or null.
const json_value* member(const json_value& of, std::initializer_list<std::string_view> names)
{
    for (const auto name : names) {
        if (of.has(name) && of[name].is != json_value::kind::null) return &of[name];
    }
    return nullptr;
}

const json_value& list_in(const place& where, const json_value& value)
{
    if (value.is != json_value::kind::list) throw malformed(where, "no list");
    return value;
}

struct dated
{
    date::sys_days on;
    exact          amount;
};

std::vector<dated> dated_in(const place& where, const json_value& list)
{
    std::vector<dated> found;
    for (const json_value& row : list_in(where, list).items) {
        const bool pair = row.is == json_value::kind::list && row.items.size() == 2;
        const json_value* day    = pair ? &row[0] : row.is == json_value::kind::object ? member(row, {"date", "on"}) : nullptr;
        const json_value* amount = pair ? &row[1] : row.is == json_value::kind::object ? member(row, {"amount", "cf"}) : nullptr;
        if (day == nullptr || amount == nullptr || day->is != json_value::kind::text) throw malformed(where, "a flow must be a date and an amount");
        try {
            found.push_back({date::sys_days{ratable::parse_date(day->written)}, exact_of(where, *amount)});
        } catch (const ratable::error& e) {
            throw malformed(where, e.what());
        }
    }
    return found;
}

/// All amounts in units of one scale: a common factor changes no rate.
std::vector<ratable::int128> in_units(const place& where, const std::vector<exact>& amounts)
{
    unbounded scale = 1;
    for (const exact& a : amounts) scale *= a.denominator() / boost::multiprecision::gcd(scale, a.denominator());
    std::vector<ratable::int128> found;
    for (const exact& a : amounts) {
        const unbounded units = a.numerator() * (scale / a.denominator());
        if (boost::multiprecision::abs(units) >= unbounded(1) << 72) throw malformed(where, "amounts must fit 72 bits");
        found.push_back(static_cast<ratable::int128>(units));
    }
    return found;
}

/// Rates, and whether what they are of has different signs at -100 % and at e^-40 - 1: an odd number of roots between, where brackets no longer tell them.
struct found_rates
{
    ratable::rates_of_return rates;
    bool                     below_domain = false;
};

/// Amounts and years, the last one at the end.
bool has_root_below_domain(const std::vector<std::pair<long double, ratable::int128>>& amounts)
{
    long double value = 0, size = 0, last = 0, last_amount = 0;
    for (const auto& [years, amount] : amounts) {
        const auto a = static_cast<long double>(amount);
        value += a * std::exp(40 * years);
        size += std::abs(a) * std::exp(40 * years);
        if (years > last) last_amount = 0;
        if (years >= last) last_amount += a;
        last = std::max(last, years);
    }
    return std::isfinite(size) && std::abs(value) > 1e-12L * size && value * last_amount < 0;
}

found_rates rates_in(const place& where, const json_value& one)
{
    using unit_flow = ratable::flow<ratable::iso4217::USD, 0>;
    using unit      = ratable::money<ratable::iso4217::USD, 0>;
    using wide_unit = ratable::money<ratable::iso4217::USD, 0, ratable::int128>;
    if (const json_value* list = member(one, {"cf", "cash_flows", "cashflows", "amounts"}); list != nullptr && member(one, {"flows", "dates"}) == nullptr) {
        std::vector<exact> amounts;
        for (const json_value& a : list_in(where, *list).items) amounts.push_back(exact_of(where, a));
        std::vector<wide_unit>                               row;
        std::vector<std::pair<long double, ratable::int128>> in_years;
        for (const auto units : in_units(where, amounts)) {
            if (units != 0) in_years.emplace_back(static_cast<long double>(row.size()), units);
            row.push_back(wide_unit(ratable::decimal<0, ratable::int128>::from_units(units)));
        }
        return {irr(row, ratable::rounding::half_even), has_root_below_domain(in_years)};
    }
    const json_value* list  = member(one, {"flows"});
    const json_value* basis = member(one, {"day_count", "dayCount", "convention"});
    if (list == nullptr) {
        if (const json_value* file = member(one, {"file"})) throw not_offered{"flows in another file: " + file->written};
        throw malformed(where, "no flows");
    }
    const auto         rows = dated_in(where, *list);
    std::vector<exact> amounts;
    for (const dated& d : rows) amounts.push_back(d.amount);
    const auto             units = in_units(where, amounts);
    std::vector<unit_flow> flows;
    for (std::size_t i = 0; i < rows.size(); ++i) { // what 64 bits do not hold is paid in parts, on the same day
        constexpr ratable::int128 most = ratable::int128{1} << 62;
        for (ratable::int128 rest = units[i], part = 0; rest != 0; rest -= part) {
            part = rest > most ? most : rest < -most ? -most : rest;
            flows.emplace_back(rows[i].on, unit(ratable::decimal<0>::from_units(part)));
        }
    }
    const ratable::rate_search search{.day_count = basis == nullptr ? ratable::any_day_count(ratable::act_365_fixed{}) : day_count_named(basis->written)};
    std::vector<std::pair<long double, ratable::int128>> in_years; // from the first row: a factor changes no sign
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto first = std::min_element(rows.begin(), rows.end(), [](const dated& a, const dated& b) { return a.on < b.on; })->on;
        const auto years = search.day_count.year_fraction(date::year_month_day{first}, date::year_month_day{rows[i].on});
        if (units[i] != 0) in_years.emplace_back(static_cast<long double>(years.numerator()) / static_cast<long double>(years.denominator()), units[i]);
    }
    return {xirr(std::span<const unit_flow>(flows), ratable::rounding::half_even, search), has_root_below_domain(in_years)};
}

std::string written(const std::vector<ratable::rate_root>& roots)
{
    std::string out;
    for (const auto& r : roots) (out += out.empty() ? "" : " ") += to_string(r.low);
    return out.empty() ? "none" : out;
}

/// Whether a root is the one that is written with so many digits, its last one off by one at most.
bool is_root(const ratable::rate_root& root, const json_value& listed)
{
    const auto n = read_number(listed.written);
    if (!n) return false;
    const auto  at    = [&](int off) { return n->exponent >= 0 ? exact(unbounded((n->coefficient + off) * ten_to(n->exponent))) : exact(unbounded(n->coefficient + off), ten_to(-n->exponent)); };
    const exact low   = to_fraction(root.low), high = to_fraction(root.high);
    const exact half(1, 2'000'000'000'000);
    return at(-1) <= high && at(1) >= low && abs(at(0) - to_fraction(root.rate)) <= half + (at(1) - at(0)) && root.kind != ratable::root_kind::undecided;
}

void run_case(report& found, const place& where, const std::string& name, const json_value& one, bool without_list)
{
    try {
        const auto [rates, below_domain] = rates_in(where, one);
        const char* table  = "cases, by what they state";
        const auto  domain = [below = below_domain](const ratable::rate_root& r) { // e^±40
            return !(below && r.low == ratable::decimal<0>(-1)) && r.low < ratable::decimal<0, unbounded>(235385266837019984);
        };
        if (const json_value* list = member(one, {"all_real_roots_25digits", "all_real_roots", "roots"})) {
            auto roots = rates.roots;
            roots.erase(std::remove_if(roots.begin(), roots.end(), [&](const auto& r) { return !domain(r); }), roots.end());
            std::string expected;
            bool        right = list_in(where, *list).items.size() == roots.size();
            for (std::size_t i = 0; i < list->items.size(); ++i) {
                (expected += expected.empty() ? "" : " ") += list->items[i].written;
                exact_of(where, list->items[i]);
                right = right && is_root(roots[i], list->items[i]);
            }
            if (!right) return found.failed(where, name, written(roots) + " (" + std::string(name_of(rates.why_none)) + ")", expected.empty() ? "none" : expected);
            found.count(table, std::to_string(roots.size()) + (roots.size() == 1 ? " root" : " roots"), "passed");
            return found.passed();
        }
        const json_value* expected = member(one, {"pyxirr_expected", "expected", "rate"});
        if (expected == nullptr) {
            if (!without_list) throw malformed(where, "neither roots nor a rate");
            throw not_offered{"no roots and no rate are stated"};
        }
        const json_value* stated    = member(one, {"tolerance"});
        const exact       tolerance = stated != nullptr && !stated->written.empty() ? exact_of(where, *stated) : exact(1, 1'000'000'000);
        const exact       rate      = exact_of(where, *expected);
        const bool        right     = std::any_of(rates.roots.begin(), rates.roots.end(), [&](const auto& r) { return abs(exact(to_fraction(r.rate)) - rate) <= tolerance; });
        if (!right) return found.failed(where, name, written(rates.roots) + " (" + std::string(name_of(rates.why_none)) + ")", expected->written);
        found.count(table, "one of the roots", "passed");
        found.passed();
    } catch (const not_offered& n) {
        found.skipped(n.reason);
    } catch (const malformed&) {
        throw;
    } catch (const std::exception& e) {
        found.failed(where, name, e.what(), "rates");
    }
}

void run(const std::string& file, const std::string& text, report& found)
{
    json_value document;
    try {
        document = tests::read_json(text);
    } catch (const std::exception& e) {
        throw malformed({file}, e.what());
    }
    const auto line_of = [&](std::size_t at) { return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')); };
    const auto run_all = [&](const std::string& list, const json_value& cases) {
        for (std::size_t i = 0; i < cases.items.size(); ++i) {
            const json_value& one = cases[i];
            const place       where{file, line_of(one.at)};
            if (one.is != json_value::kind::object) throw malformed(where, "a case must be an object");
            const json_value* id = member(one, {"id", "name"});
            run_case(found, where, id != nullptr ? id->written : list + " " + std::to_string(i), one, one.has("all_real_roots_25digits"));
        }
    };
    if (document.is == json_value::kind::list) return run_all("case", document);
    if (document.is != json_value::kind::object) throw malformed({file}, "must be an object with lists of cases");
    bool any = false;
    for (const auto& [name, value] : document.members) {
        if (value.is != json_value::kind::list) continue;
        any = true;
        run_all(name, value);
    }
    if (!any) throw malformed({file}, "no list of cases");
}

} // namespace

int main(int argc, char** argv) { return run_program({"conformance_irr", ".json", "JSON files of flows and their rates", run}, argc, argv); }
