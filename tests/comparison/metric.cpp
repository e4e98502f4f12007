// SPDX-License-Identifier: BSL-1.0
#include <ratable/comparison/metric.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"
#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using date::days, date::months, date::years;

namespace {

using texts = std::vector<std::string>;

template <currency C = USD>
const metric<C>& named(std::string_view name)
{
    for (const metric<C>& m : metrics_of<C>()) {
        if (m.name == name) return m;
    }
    FAIL("no metric ", std::string(name));
    std::abort();
}

figure value_of(std::string_view name, const contract<USD>& c, const row_options& rows = {}) { return evaluate(named(name), c, rows); }

std::string shown(const std::optional<fraction>& x) { return x ? to_string(*x) : "none"; }

/// A figure in words, so that two can be compared, and read when they differ.
std::string shown(const figure& f)
{
    std::string text = "base " + shown(f.base) + ", low " + shown(f.low) + ", high " + shown(f.high) + ", " + f.unit + ", of " + f.of + ", " + std::to_string(f.digits) + " digits, " +
                       (f.how ? std::string(name_of(*f.how)) : "nobody");
    for (const std::string& need : f.needs) text += ", needs " + need;
    return text;
}

std::string bounds(const figure& f) { return shown(f.low) + " .. " + shown(f.high); }

} // namespace

TEST_CASE("$9.7bn over 12,000 MW-months is 808,333.33 per MW-month")
{
    const auto c = sample::iren();
    CHECK(value_of("headline", c).base == fraction(9'700'000'000));
    CHECK(value_of("term", c).base == fraction(60));
    CHECK(value_of("peak_mw", c).base == fraction(200));
    CHECK(value_of("mw_months", c).base == fraction(12'000));
    const figure f = value_of("per_mw_month", c);
    CHECK(f.base == fraction(9'700'000'000, 12'000));
    CHECK(to_decimal_text(*f.base, f.digits, rounding::half_up, true) == "808,333.33");
    CHECK(f.exact());
    CHECK(f.unit == "USD/MW-month");
    CHECK(f.of == "critical_it");
    CHECK(value_of("first_amortization", c).base == fraction(16'166'666'667, 100));
    CHECK(value_of("last_amortization", c).base == fraction(16'166'666'667, 100));
}

TEST_CASE("$38bn over 84 months has a first row of 452,380,952.38, and a last that differs by a cent or two")
{
    CHECK(value_of("first_amortization", sample::aws()).base == fraction(45'238'095'238, 100));
    CHECK(value_of("first_amortization", sample::aws(), {.every = annual}).base == fraction(542'857'142'857, 100));
    CHECK(value_of("first_amortization", sample::aws(), {.basis = calendar_periods}).base == fraction(42'222'222'222, 100));
    CHECK(value_of("last_amortization", sample::aws(), {.basis = calendar_periods}).base == fraction(3'015'873'016, 100));
    CHECK(value_of("last_amortization", sample::aws(), {.every = quarterly}).base == fraction(135'714'285'714, 100));
}

TEST_CASE("a price per GPU-hour divides by all hours that the accelerators are in force")
{
    auto c                                       = sample::iren();
    c.tranches.value()[0].accelerator            = gb300{};
    c.tranches.value()[0].power_per_accelerator  = 2 * kW_it;
    const figure f                               = value_of("per_gpu_hour", c);
    CHECK(f.base == fraction(9'700'000'000, int128{100'000} * 24 * 1826)); // five years with one 29 February
    CHECK(f.of == "gb300");
    CHECK(f.unit == "USD/GPU-hour");
    CHECK(f.digits == 4);
}

TEST_CASE("committed and up to are as stated, and need no other term")
{
    CHECK(value_of("committed", sample::full()).base == fraction(8'000'000'000));
    CHECK(value_of("up_to", sample::full()).base == fraction(12'000'000'000));
    CHECK(value_of("up_to", sample::full()).how == known::reported);
}

TEST_CASE("a metric that needs an unknown term names it and has no figure")
{
    const auto c = sample::aws();
    CHECK(value_of("mw_months", c).needs == texts{"tranches"});
    CHECK(value_of("per_gpu_hour", c).needs == texts{"tranches"});
    CHECK(value_of("committed", c).needs == texts{"committed"});
    CHECK(value_of("headline", c).needs.empty());
    CHECK(shown(value_of("per_mw_month", c)) == "base none, low none, high none, USD/MW-month, of unstated, 2 digits, disclosed, needs tranches");
    CHECK(!value_of("per_mw_month", c).exact());
    auto nothing          = c;
    nothing.term          = unknown("multi-year");
    nothing.consideration = unknown("multibillion");
    CHECK(value_of("per_mw_month", nothing).needs == texts{"term", "consideration", "tranches"});
    CHECK(value_of("headline", nothing).needs == texts{"consideration"});
    CHECK(value_of("first_amortization", nothing).needs == texts{"term", "consideration"});
}

TEST_CASE("a field that several tranches do not say is needed once, and a field with a default is not")
{
    auto c = sample::full();
    for (tranche& t : c.tranches.value()) t.accelerator = t.power_per_accelerator.is_known() ? stated<any_accelerator>() : t.accelerator;
    c.tranches.value()[1].power_per_accelerator = {};
    CHECK(value_of("per_gpu_hour", c).needs == texts{"accelerator", "power_per_accelerator"});
    c                           = sample::full();
    c.tranches.value()[1].end   = {};
    CHECK(value_of("mw_months", c).needs.empty());
    CHECK(value_of("mw_months", c).base == fraction(24 * 100 + 45 * 200)); // to the term's end
}

TEST_CASE("tranches that do not mix have no sum: the figure says what they must share")
{
    auto c                              = sample::full();
    c.tranches.value()[1].capacity      = 200 * MW_gross;
    const figure f                      = value_of("mw_months", c);
    CHECK(f.needs == texts{"one MW basis"});
    CHECK(!f.base);
    CHECK(f.of == "unstated");
    CHECK(f.unit == "MW-months");
    CHECK(f.how == known::reported); // the in-service date of one tranche
    c                                   = sample::full();
    c.tranches.value()[1].accelerator   = cs3{};
    CHECK(value_of("per_gpu_hour", c).needs == texts{"one accelerator"});
    CHECK(value_of("per_mw_month", c).needs.empty());
}

TEST_CASE("what must agree before two deals are compared is what every tranche says")
{
    auto c = sample::iren();
    CHECK(value_of("peak_mw", c).of == "critical_it");
    CHECK(value_of("per_gpu_hour", c).of == "unstated");
    CHECK(value_of("headline", c).of.empty());
    c.tranches.value()[0].capacity = 200 * MW;
    CHECK(value_of("peak_mw", c).of == "unstated");
    CHECK(value_of("peak_mw", c).base == fraction(200));
}

TEST_CASE("a figure is as well known as the least known term that it reads")
{
    auto c = sample::full();
    CHECK(value_of("headline", c).how == known::disclosed);
    CHECK(value_of("mw_months", c).how == known::reported);    // one in-service date
    CHECK(value_of("per_gpu_hour", c).how == known::assumed);  // power per accelerator
    c.consideration = usd(9'700'000'000);
    CHECK(!value_of("headline", c).how);                       // nobody says so
    c.tranches      = assumed(c.tranches.value(), "us");       // bare values inherit
    CHECK(value_of("peak_mw", c).how == known::assumed);
    CHECK(value_of("term", c).how == known::disclosed);
}

TEST_CASE("an amount has the digits of its currency, and its code in the unit")
{
    CHECK(value_of("headline", sample::iren()).digits == 2);
    using any_yen  = any_currency<0>;
    const auto yen = currency_of<0>("JPY");
    contract<any_yen> c{.name          = "yen",
                        .currency      = yen,
                        .term          = sample::iren().term,
                        .tranches      = sample::iren().tranches,
                        .consideration = disclosed(money<any_yen>(decimal<0>(1'200'000), yen), "8-K")};
    CHECK(evaluate(named<any_yen>("headline"), c).unit == "JPY");
    CHECK(evaluate(named<any_yen>("headline"), c).digits == 0);
    CHECK(evaluate(named<any_yen>("per_mw_month"), c).unit == "JPY/MW-month");
    CHECK(evaluate(named<any_yen>("per_mw_month"), c).digits == 2);
    CHECK(evaluate(named<any_yen>("per_mw_month"), c).base == fraction(100));
    c.consideration = unknown("?"); // then the contract says in which currency nothing is known
    CHECK(evaluate(named<any_yen>("headline"), c).unit == "JPY");
}

TEST_CASE("an exact term gives one number, and each shape its bounds")
{
    auto c = sample::iren();
    CHECK(bounds(value_of("headline", c)) == "9700000000 .. 9700000000");
    c.consideration = disclosed(rounded_to(usd(100'000'000), usd(9'700'000'000)), "announcement");
    CHECK(bounds(value_of("headline", c)) == "9650000000 .. 9750000000");
    CHECK(bounds(value_of("per_mw_month", c)) == shown(fraction(9'650'000'000, 12'000)) + " .. " + shown(fraction(9'750'000'000, 12'000)));
    CHECK(bounds(value_of("first_amortization", c)) == shown(fraction(16'083'333'333, 100)) + " .. " + shown(fraction(162'500'000)));
    CHECK(!value_of("headline", c).exact());
    c.consideration = reported(at_least(usd(9'700'000'000)), "press");
    CHECK(bounds(value_of("headline", c)) == "9700000000 .. none");
    c.consideration = reported(up_to(usd(9'700'000'000)), "press");
    CHECK(bounds(value_of("headline", c)) == "none .. 9700000000");
    c.consideration = assumed(range(usd(6'000'000'000), usd(9'600'000'000), usd(12'000'000'000)), "us");
    CHECK(shown(value_of("per_mw_month", c)) == "base 800000, low 500000, high 1000000, USD/MW-month, of critical_it, 2 digits, assumed");
}

TEST_CASE("a bound of capacity bounds MW-months on its own side, and a price on the other")
{
    auto c                         = sample::iren();
    c.tranches.value()[0].capacity = reported(at_least(power<any_basis>(200 * MW_it)), "press");
    CHECK(bounds(value_of("mw_months", c)) == "12000 .. none");
    CHECK(bounds(value_of("per_mw_month", c)) == "none .. 2425000/3");
    c.tranches.value()[0].capacity = reported(up_to(power<any_basis>(200 * MW_it)), "press");
    CHECK(bounds(value_of("peak_mw", c)) == "none .. 200");
    CHECK(bounds(value_of("per_mw_month", c)) == "2425000/3 .. none");
    c.consideration = reported(up_to(usd(9'700'000'000)), "press"); // now neither side has a bound
    CHECK(bounds(value_of("per_mw_month", c)) == "none .. none");
    CHECK(value_of("per_mw_month", c).base == fraction(2'425'000, 3));
}

TEST_CASE("a later day in service lowers MW-months and raises the price; a later end does the opposite")
{
    auto c                           = sample::iren();
    c.tranches.value()[0].in_service = assumed(range(2026_y / jan / 1, 2026_y / jan / 1, 2026_y / jul / 1), "us");
    CHECK(bounds(value_of("mw_months", c)) == "10800 .. 12000");
    CHECK(value_of("per_mw_month", c).low == fraction(9'700'000'000, 12'000));
    CHECK(value_of("per_mw_month", c).high == fraction(9'700'000'000, 10'800));
    c                         = sample::iren();
    c.tranches.value()[0].end = assumed(range(2030_y / jan / 1, 2030_y / jul / 1, 2031_y / jan / 1), "us");
    CHECK(shown(value_of("mw_months", c)) == "base 10800, low 9600, high 12000, MW-months, of critical_it, 2 digits, assumed");
}

TEST_CASE("a term that may be longer has no upper bound of MW-months, but adds no megawatt to the peak")
{
    auto c = sample::iren();
    c.term = reported(at_least(c.term.value()), "press");
    CHECK(bounds(value_of("term", c)) == "60 .. none");
    CHECK(bounds(value_of("mw_months", c)) == "12000 .. none");
    CHECK(bounds(value_of("per_mw_month", c)) == "none .. 2425000/3");
    CHECK(bounds(value_of("peak_mw", c)) == "200 .. 200");
}

TEST_CASE("a term that moves a metric both ways leaves it without bounds, unless it is exact")
{
    auto c = sample::iren();
    c.term = reported(at_least(c.term.value()), "press");
    CHECK(bounds(value_of("first_amortization", c)) == "none .. none");
    CHECK(value_of("first_amortization", c).base);
    c          = sample::iren();
    c.tranches = reported(up_to(c.tranches.value()), "press");
    CHECK(bounds(value_of("mw_months", c)) == "none .. none");
    CHECK(value_of("mw_months", c).base == fraction(12'000));
    CHECK(bounds(value_of("headline", c)) == "9700000000 .. 9700000000");
}

TEST_CASE("every metric has a name and a label of its own, and reads something")
{
    std::map<std::string_view, int> names, labels;
    for (const metric<USD>& m : metrics_of<USD>()) {
        CHECK(++names[m.name] == 1);
        CHECK(++labels[m.label] == 1);
        CHECK(!m.reads.empty());
        CHECK((m.of == nullptr) == m.alike.empty());
    }
}

namespace {

/// All but what is invoiced, which needs prices, and has tests of its own at the end.
std::vector<metric<USD>> unpriced()
{
    std::vector<metric<USD>> all = metrics_of<USD>();
    std::erase_if(all, [](const metric<USD>& m) { return m.name == "invoiced"; });
    return all;
}

} // namespace

// -- the perturbation test: what a metric reads is what it lists -------------------------------------------------------

namespace {

/// Two tranches that end, and a third that runs to the end of the term.
contract<USD> with_open_tranche()
{
    auto c = sample::full();
    for (tranche& t : c.tranches.value()) t.end_on_slip = slipped_end::fixed;
    c.tranches.value().push_back({.in_service = 2028_y / jan / 1, .capacity = 50 * MW_it, .accelerator = gb300{}, .power_per_accelerator = 1820 * W_it});
    return c;
}

/// Other values for a term, one smaller and one larger, which leave the contract valid and, where they can, move the peak.
std::vector<ratable::term> others(const ratable::term&, const term_path&)
{
    return {{.start = 2026_y / jan / 1, .length = months{54}}, {.start = 2026_y / jan / 1, .length = years{6}}};
}
std::vector<money<USD>> others(const money<USD>& x, const term_path&) { return {x - usd("0.01"), x + usd(1'000'000'000)}; }
template <int Digits>
std::vector<money<any_currency<Digits>>> others(const money<any_currency<Digits>>& x, const term_path&) { return {x, x * 2}; }
template <class Q, class B>
std::vector<fx_rate<Q, B>> others(fx_rate<Q, B> x, const term_path&)
{
    const auto before = x;
    x.quote_per_base  = decimal<10>::parse("3");
    return {before, x};
}
std::vector<any_accelerator> others(const any_accelerator&, const term_path&) { return {any_accelerator(cs3{}), any_accelerator(h100{})}; }
std::vector<power<any_basis>> others(const power<any_basis>& x, const term_path&) { return {power<any_basis>(x.count - 1, x.in), power<any_basis>(x.count * 2, x.in)}; }
std::vector<year_month_day> others(const year_month_day&, const term_path& path)
{
    if (path.field == "in_service" || path.field == "ready_for_service" || path.field == "acceptance") {
        return path.index == 0 ? std::vector<year_month_day>{2026_y / mar / 1, 2026_y / jun / 1}
             : path.index == 1 ? std::vector<year_month_day>{2027_y / mar / 1, 2028_y / jun / 1} // after the first has ended
                               : std::vector<year_month_day>{2027_y / dec / 1, 2028_y / may / 1};
    }
    return path.index == 0 ? std::vector<year_month_day>{2026_y / dec / 1, 2028_y / may / 1} // before the second is in service
         : path.index == 1 ? std::vector<year_month_day>{2029_y / dec / 1, 2030_y / may / 1}
                           : std::vector<year_month_day>{2030_y / apr / 1, 2030_y / may / 1};
}
std::vector<days> others(const days&, const term_path& path) { return {days{40}, days{path.index == 1 ? 517 : 150}}; } // the second, after the first has ended
std::vector<tranches> others(const tranches& list, const term_path&)
{
    return {tranches(list.begin(), list.end() - 1), tranches(list.begin() + 1, list.end())};
}

/// Terms that are open, such as a tranche's end or its slip, may be given.
template <class T>
T value_or_some_day(const stated<T>& s, const term_path& path)
{
    if constexpr (std::is_same_v<T, year_month_day>) {
        if (!s.is_known()) return path.field == "end" ? 2030_y / jun / 1 : others(T{}, path)[0];
    }
    if constexpr (std::is_same_v<T, days>) {
        if (!s.is_known()) return days{20};
    }
    return s.value();
}

/// Clauses, and what only they hold, are moved by the tests of what reads them.
template <class T>
constexpr bool is_moved = requires(const T& x, const term_path& path) { others(x, path); };

struct variant_of_a_term
{
    term_path     path;
    bool          of_value; ///< otherwise of its shape
    contract<USD> moved;
};

/// The contract with one term moved: each term, each other value, each bound.
std::vector<variant_of_a_term> variants(const contract<USD>& base)
{
    std::vector<variant_of_a_term> all;
    int                            terms = 0;
    auto                           count = base;
    each_term(count, [&]<class S>(const term_path&, S&, const statement*) { terms += is_moved<typename S::value_type> ? 1 : 0; });
    for (int chosen = 0; chosen < terms; ++chosen) {
        for (int kind = 0; kind < 6; ++kind) {
            auto      c        = base;
            int       i        = 0;
            bool      of_value = false;
            term_path path;
            each_term(c, [&]<class S>(const term_path& at, S& s, const statement*) {
                using T = typename S::value_type;
                if constexpr (is_moved<T>) {
                    if (i++ != chosen || path != term_path{}) return;
                    path             = at;
                    const T    value = value_or_some_day<T>(s, at);
                    const auto other = others(value, at);
                    auto&      term  = static_cast<stated<T>&>(s);
                    switch (kind) {
                    case 0: of_value = true, term = s.at(other[0]); break;
                    case 1: of_value = true, term = s.at(other[1]); break;
                    case 2: term = assumed(at_least(value), "us"); break;
                    case 3: term = assumed(up_to(value), "us"); break;
                    case 4: term = assumed(range(other[0], value, other[1]), "us"); break;
                    default: term = unknown("moved away"); break;
                    }
                }
            });
            all.push_back({path, of_value, std::move(c)});
        }
    }
    return all;
}

} // namespace

TEST_CASE("a metric that does not list a term does not change with it, and every term listed can change it")
{
    const auto base   = with_open_tranche();
    const auto moved  = variants(base);
    int        checks = 0;
    CHECK(moved.size() == 6 * (5 + 3 * 8 + 2)); // every term of the contract, and six ways to move it
    for (const metric<USD>& m : unpriced()) {
        INFO(std::string(m.name));
        const std::string            before = shown(evaluate(m, base));
        std::map<std::string, bool> by_value, by_shape;
        for (const reading& r : m.reads) by_value[std::string(r.list) + "." + std::string(r.field)] = by_shape[std::string(r.list) + "." + std::string(r.field)] = false;
        for (const auto& v : moved) {
            INFO(to_string(v.path));
            const std::string after = shown(evaluate(m, v.moved));
            const std::string key   = std::string(v.path.list) + "." + std::string(v.path.field);
            ++checks;
            if (by_value.count(key) == 0) {
                REQUIRE(after == before);
            } else if (after != before) {
                (v.of_value ? by_value : by_shape)[key] = true;
            }
        }
        for (const reading& r : m.reads) {
            const std::string key = std::string(r.list) + "." + std::string(r.field);
            INFO(key);
            CHECK(by_value[key] == (r.moves != moves::saturates)); // what saturates is moved by its shape only
            CHECK(by_shape[key]);
        }
    }
    CHECK(checks == 6 * 31 * static_cast<int>(unpriced().size()));
}

TEST_CASE("what is no term moves no metric")
{
    auto c      = sample::full();
    c.id        = "other";
    c.name      = std::string("other");
    c.customer  = "other";
    c.provider  = "other";
    c.signed_on = std::nullopt;
    c.known_on  = 2030_y / jan / 1;
    c.version   = 7;
    c.views.clear();
    for (tranche& t : c.tranches.value()) t.name += " renamed";
    for (const metric<USD>& m : unpriced()) CHECK(shown(evaluate(m, c)) == shown(evaluate(m, sample::full())));
}

// -- enclosure and directions over random contracts --------------------------------------------------------------------

namespace {

/// Where the values of a random contract lie, so that any choice within is valid together with any other.
struct window
{
    std::int64_t low, high;
};
constexpr window amount_cents{1, 2'000'000'000'000}, watts{1, 2'000'000'000}, watts_each{500, 3'000};
constexpr window term_days{1'100, 3'000}; // after the first day of the term, as these; the first tranche may end before the second is in service
constexpr window in_service_days[] = {{0, 200}, {300, 700}, {0, 500}};
constexpr window end_days[]        = {{250, 450}, {750, 1'000}, {600, 1'000}};

/// One term as a number within its window, and back.
template <class T>
struct as_number;
template <>
struct as_number<money<USD>>
{
    static window       of(const term_path&) { return amount_cents; }
    static std::int64_t to(const money<USD>& x, sys_days) { return x.amount.units; }
    static money<USD>   from(std::int64_t n, sys_days) { return money<USD>(decimal<2>::from_units(n)); }
};
template <>
struct as_number<power<any_basis>>
{
    static window           of(const term_path& path) { return path.field == "capacity" ? watts : watts_each; }
    static std::int64_t     to(const power<any_basis>& x, sys_days) { return x.count; }
    static power<any_basis> from(std::int64_t n, sys_days) { return power<any_basis>(n * W_it); }
};
template <>
struct as_number<year_month_day>
{
    static window         of(const term_path& path) { return (path.field == "in_service" ? in_service_days : end_days)[path.index]; }
    static std::int64_t   to(const year_month_day& x, sys_days first) { return (sys_days{x} - first).count(); }
    static year_month_day from(std::int64_t n, sys_days first) { return year_month_day(first + days{static_cast<int>(n)}); }
};
template <>
struct as_number<ratable::term>
{
    static window        of(const term_path&) { return term_days; }
    static std::int64_t  to(const ratable::term& x, sys_days) { return days_of(x).days(); }
    static ratable::term from(std::int64_t n, sys_days first) { return {.start = year_month_day(first), .length = until(year_month_day(first + days{static_cast<int>(n)}))}; }
};
template <class T>
concept numeric = requires { &as_number<T>::from; };

sys_days first_day(const contract<USD>& c) { return days_of(c.term.value()).start(); }

/// Visits every known term that is a number: `f(path, stated, window, first day)`.
template <class F>
void each_number(contract<USD>& c, F&& f)
{
    const sys_days first = first_day(c);
    each_term(c, [&]<class S>(const term_path& path, S& s, const statement*) {
        using T = typename S::value_type;
        if constexpr (numeric<T>) {
            if (s.is_known()) f(path, static_cast<stated<T>&>(s), as_number<T>::of(path), first);
        }
    });
}

/// Every term exact.
contract<USD> any_contract(tests::random& draw)
{
    auto           c     = sample::iren();
    const sys_days first = sys_days{2026_y / jan / 1} + days{static_cast<int>(draw.between(0, 400))};
    tranches       list;
    for (std::int64_t n = draw.between(1, 3); n > 0; --n) {
        tranche t{.in_service = year_month_day(first), .capacity = power<any_basis>(1 * MW_it), .accelerator = gb300{}, .power_per_accelerator = power<any_basis>(1 * kW_it)};
        if (draw.coin()) t.end = year_month_day(first + days{600});
        list.push_back(t);
    }
    c.term          = disclosed(as_number<ratable::term>::from(term_days.low, first), "8-K");
    c.tranches      = disclosed(list, "8-K");
    c.committed     = disclosed(usd(1), "8-K");
    c.up_to         = disclosed(usd(1), "8-K");
    each_number(c, [&]<class T>(const term_path&, stated<T>& s, window w, sys_days start) { s = s.at(as_number<T>::from(draw.between(w.low, w.high), start)); });
    return c;
}

/// The same, with about half of the terms of some other shape.
void blur(contract<USD>& c, tests::random& draw)
{
    each_number(c, [&]<class T>(const term_path& path, stated<T>& s, window w, sys_days first) {
        if (path.list == "term" && draw.between(0, 2) != 0) return; // seldom, for rows have no bounds then
        const std::int64_t base = as_number<T>::to(s.value(), first);
        switch (draw.between(0, 6)) {
        case 0: s = assumed(at_least(s.value()), "us"); break;
        case 1: s = assumed(up_to(s.value()), "us"); break;
        case 2:
        case 3:
            s = assumed(range(as_number<T>::from(draw.between(w.low, base), first), s.value(), as_number<T>::from(draw.between(base, w.high), first)), "us");
            break;
        default: break;
        }
    });
}

/// Some point that the shapes allow: ends of the ranges as likely as all between.
contract<USD> point_of(contract<USD> c, tests::random& draw)
{
    each_number(c, [&]<class T>(const term_path&, stated<T>& s, window w, sys_days first) {
        if (s.shape() == shape::exact) return;
        const std::int64_t low  = s.low() ? as_number<T>::to(*s.low(), first) : w.low;
        const std::int64_t high = s.high() ? as_number<T>::to(*s.high(), first) : w.high;
        const auto         pick = draw.between(0, 3);
        s                       = s.at(as_number<T>::from(pick == 0 ? low : pick == 1 ? high : draw.between(low, high), first));
    });
    return c;
}

} // namespace

TEST_CASE("at every point of the terms' ranges a metric lies between its bounds")
{
    RATABLE_INFO_SEED;
    tests::random              draw;
    std::map<std::string, int> bounded;
    for (int round = 0; round < 250; ++round) {
        auto c = any_contract(draw);
        blur(c, draw);
        const row_options rows{.every = draw.coin() ? monthly : quarterly, .basis = draw.coin() ? contract_periods : calendar_periods};
        for (const metric<USD>& m : unpriced()) {
            INFO(std::string(m.name));
            const figure f = evaluate(m, c, rows);
            REQUIRE(f.base);
            REQUIRE(f.base == m.value(c, rows));
            INFO(shown(f));
            for (int point = 0; point < 6; ++point) {
                const fraction at = point == 0 ? *f.base : m.value(point_of(c, draw), rows);
                INFO(to_string(at));
                if (f.sampled && point != 0) continue; // not proved to enclose
                if (f.low) REQUIRE(*f.low <= at);
                if (f.high) REQUIRE(at <= *f.high);
            }
            if (f.low && f.high && *f.low < *f.high) ++bounded[std::string(m.name)];
        }
    }
    for (const metric<USD>& m : unpriced()) { // so that the test is not empty
        INFO(std::string(m.name));
        CHECK(bounded[std::string(m.name)] > 0);
    }
}

TEST_CASE("a bound is attained: where the ends of the terms' ranges are, no narrower bound holds")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int round = 0; round < 100; ++round) {
        auto c = any_contract(draw);
        blur(c, draw);
        for (const metric<USD>& m : unpriced()) {
            const figure f = evaluate(m, c);
            if (f.sampled) continue;
            const auto end = [&](bool lowest) { // every term at the end that its direction names
                auto at = c;
                each_number(at, [&]<class T>(const term_path& path, stated<T>& s, window, sys_days) {
                    reading r;
                    if (s.shape() == shape::exact || !detail::reads(m.reads, path, r)) return;
                    const auto& bound = (r.moves == moves::up || r.moves == moves::saturates) == lowest ? s.low() : s.high();
                    if (bound) s = s.at(*bound);
                });
                return m.value(at, {});
            };
            if (f.low) REQUIRE(*f.low == end(true));
            if (f.high) REQUIRE(*f.high == end(false));
        }
    }
}

TEST_CASE("metrics move in the direction that their readings name")
{
    RATABLE_INFO_SEED;
    tests::random              draw;
    std::map<std::string, int> moved;
    for (int round = 0; round < 150; ++round) {
        const auto before = any_contract(draw);
        int        terms  = 0;
        auto       count  = before;
        each_number(count, [&](const auto&...) { ++terms; });
        for (int chosen = 0; chosen < terms; ++chosen) {
            auto      after = before;
            term_path path;
            int       i = 0;
            each_number(after, [&]<class T>(const term_path& at, stated<T>& s, window w, sys_days first) {
                if (i++ != chosen) return;
                path = at;
                s    = s.at(as_number<T>::from(draw.between(as_number<T>::to(s.value(), first), w.high), first));
            });
            for (const metric<USD>& m : unpriced()) {
                reading r;
                if (!detail::reads(m.reads, path, r) || r.moves == moves::either) continue;
                const std::string key = std::string(m.name) + " by " + to_string(term_path{path.list, -1, path.field});
                INFO(key);
                const fraction low = m.value(before, {}), high = m.value(after, {});
                switch (r.moves) {
                case moves::up: REQUIRE(low <= high); break;
                case moves::down: REQUIRE(high <= low); break;
                case moves::saturates: REQUIRE(low == high); break;
                case moves::either: break;
                }
                moved[key] += low != high;
            }
        }
    }
    for (const auto& entry : moved) {
        INFO(entry.first);
        CHECK((entry.second > 0) == (entry.first != "peak_mw by term"));
    }
}

TEST_CASE("a metric is found by its name, and only by its name")
{
    CHECK(metric_named<USD>("mw_months").label == "MW-months");
    CHECK_THROWS_AS(static_cast<void>(metric_named<USD>("MW-months")), invalid_terms);
}

// -- what is invoiced ----------------------------------------------------------------------------------------------------

namespace {

using namespace ratable::literals;

const billing monthly_in_arrears{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = days{30}, .convention = business_day_convention::unadjusted},
                                 .holdback = holdback{.share = 0.05_d, .released_after = months{3}}};

/// Prices per megawatt and per hour, a minimum, a commitment, power, and a first tranche that is late.
contract<USD> priced()
{
    auto c  = with_open_tranche();
    c.views = {};
    c.tranches.value()[0].slip              = days{60};
    c.tranches.value()[1].ready_for_service = 2027_y / may / 1;
    c.tranches.value()[2].acceptance        = 2028_y / feb / 1;
    for (tranche& t : c.tranches.value()) t.power_per_accelerator = assumed(power<any_basis>(2'000 * W_it), "2 kW");
    c.pricing = disclosed(ratable::pricing<USD>{
                              capacity_fee<USD>{.price = usd(1'000) / MW_month, .escalator = escalator{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = 0.03_d}},
                              fixed_fee<USD>{.amount = usd(1'200), .every = fee_every::year},
                              capacity_fee<USD>{.price = usd(0.01_d) / gpu_h<gb300>},
                              usage_fee<USD>{.price = usd(2) / gpu_h<gb300>, .minimum = take_or_pay{.share = 0.5_d, .contracted = 10 * gpu<gb300>,
                                                                                                   .make_up = make_up{.usable_months = 3, .price = make_up_price::free, .cap = metered(100)},
                                                                                                   .true_up = annual_true_up{.share = 0.6_d, .can_be_made_up = false}},
                                             .overage = usd(3) / gpu_h<gb300>}},
                          "order form");
    c.billing    = disclosed(monthly_in_arrears, "order form");
    c.spend      = disclosed(committed_spend<USD>{.a_year = usd(1'000'000'000), .at_anniversary = undrawn::billed, .at_end = undrawn::billed}, "order form");
    c.prepayment = disclosed(prepayment{.share = 0.9_d, .lead = days{30}, .credited = credit_method::level, .counted_in = credit_months::billing,
                                        .from_month = months{2}, .through_month = months{3}, .left_over = residue::lapses}, "order form");
    c.delay         = disclosed(delay_damages{.grace = days{10}, .share = 0.5_d, .cap = 0.9_d}, "order form");
    c.service_level = disclosed(service_level{.steps = std::vector<service_credit_step>{{0.99_d, 0.1_d}}, .cap = 0.5_d}, "order form");
    c.power         = disclosed(power_pass_through<USD>{.load_factor = 0.8_d, .pue = 1.2_d, .tariff = usd(0.05_d) / kWh, .demand = per_peak_kw(usd(10))}, "order form");
    c.availability  = disclosed(availability{.expected = 0.99_d}, "order form");
    c.options       = disclosed(options<USD>{{.name = "more", .kind = option_kind::expansion, .notice_by = 2027_y / jan / 1, .capacity = 10 * MW_it, .in_service = 2028_y / jan / 1}}, "order form");
    return c;
}

/// The consideration billed by capacity; the second tranche is past its long-stop.
contract<USD> too_late()
{
    auto c    = priced();
    c.pricing = disclosed(ratable::pricing<USD>{consideration_fee{.by = billed_by::capacity}}, "order form");
    c.spend   = {};
    c.power   = {};
    c.tranches.value()[1].ready_for_service = {};
    c.tranches.value()[1].slip              = days{200};
    c.delay = disclosed(delay_damages{.grace = days{10}, .share = 0.5_d, .cap = 0.01_d, .long_stop = days{190}, .ends = termination_scope::order}, "order form");
    return c;
}

/// Ended by the customer, before the last tranche's prepayment falls due.
contract<USD> ended()
{
    auto c        = priced();
    for (tranche& t : c.tranches.value()) {
        t.slip              = {};
        t.ready_for_service = {};
        t.acceptance        = {};
    }
    c.delay       = {};
    c.termination = disclosed(early_termination<USD>{.fee_by_year = std::vector{usd(5'000'000'000)}, .less_unearned_prepayment = false, .mitigation = usd(1'000), .terminated_on = 2027_y / nov / 20}, "order form");
    return c;
}

/// The same, for a fee that was settled.
contract<USD> settled()
{
    auto c                        = ended();
    c.termination.value().settled = usd(4'000'000'000);
    return c;
}

/// Two other values of a clause's term, one at least of which the contract can be computed with.
template <class T>
std::vector<T> moved_values(const T& x, const term_path& path)
{
    if constexpr (std::is_same_v<T, days>) return path.field == "lead" ? std::vector{x + days{40}, days{0}} : std::vector{x + days{20}, x - days{5}};
    else if constexpr (std::is_same_v<T, months>) return {x + months{1}, x - months{1}};
    else if constexpr (std::is_same_v<T, ratio>) return {x + ratio::from_units(10'000), x - ratio::from_units(1)};
    else if constexpr (std::is_same_v<T, metered>) return {x + metered(1), x + metered(1'000'000)};
    else if constexpr (std::is_same_v<T, gpus<any_accelerator>>) return {x * 2, x * 3};
    else if constexpr (std::is_same_v<T, unit_price<USD>>) return {unit_price<USD>(x.amount + x.amount, x.per, x.accelerator, x.basis), unit_price<USD>(x.amount + usd("0.01"), x.per, x.accelerator, x.basis)};
    else return others(x, path);
}

/// What a contract invoices after each way of moving each of its terms that is known: `moved(path, by its value, figure)`.
template <class F>
void each_move(const contract<USD>& base, F&& moved)
{
    const metric<USD>& m = metric_named<USD>("invoiced");
    int                terms = 0;
    auto               count = base;
    each_term(count, [&](const term_path&, auto&, const statement*) { ++terms; });
    for (int chosen = 0; chosen < terms; ++chosen) {
        for (int kind = 0; kind < 3; ++kind) {
            auto      c = base;
            int       i = 0;
            bool      is_known = false;
            term_path path;
            each_term(c, [&]<class S>(const term_path& at, S& s, const statement*) {
                using T = typename S::value_type;
                if (i++ != chosen || path != term_path{}) return;
                path     = at;
                is_known = s.is_known();
                auto& term = static_cast<stated<T>&>(s);
                if (kind == 2) term = unknown("moved away");
                else if constexpr (detail::has_terms_inside<T> && !std::is_same_v<T, tranches>) term = {};
                else if (is_known) term = s.at(moved_values(s.value(), at)[static_cast<std::size_t>(kind)]);
            });
            if (is_known) moved(path, evaluate(m, c));
        }
    }
}

} // namespace

TEST_CASE("what is invoiced moves with the terms that it lists, each in one contract at least, and with no other")
{
    const metric<USD>&          m = metric_named<USD>("invoiced");
    std::map<std::string, bool> listed;
    for (const reading& r : m.reads) listed[std::string(r.list) + "." + std::string(r.field)] = false;
    for (const contract<USD>& base : {priced(), too_late(), ended(), settled()}) {
        const figure before = evaluate(m, base);
        INFO(shown(before));
        REQUIRE(before.base);
        each_move(base, [&](const term_path& path, const figure& after) {
            const std::string key = std::string(path.list) + "." + std::string(path.field);
            INFO(key);
            if (after.base == before.base) return;
            CHECK(listed.count(key) == 1);
            if (listed.count(key) == 0) return;
            listed[key] = true;
        });
    }
    for (const auto& term : listed) {
        INFO(term.first);
        CHECK(term.second);
    }
}

TEST_CASE("over ranges that may move it both ways a figure is sampled, over its corners, and says so")
{
    auto c                     = priced();
    c.tranches.value()[0].slip = assumed(range(days{0}, days{60}, days{90}), "not public");
    const metric<USD>& m       = metric_named<USD>("invoiced");
    const figure       f       = evaluate(m, c);
    CHECK(f.sampled);
    auto at = c;
    for (const int n : {0, 60, 90}) {
        at.tranches.value()[0].slip = disclosed(days{n}, "now known");
        const figure exact          = evaluate(m, at);
        CHECK(!exact.sampled);
        CHECK(*f.low <= *exact.base);
        CHECK(*exact.base <= *f.high);
    }
    c.tranches.value()[0].slip = assumed(at_least(days{60}), "not public");
    CHECK(!evaluate(m, c).sampled);
    CHECK(bounds(evaluate(m, c)) == "none .. none");
}

TEST_CASE("what is invoiced names the unknown that a clause needs")
{
    auto c      = priced();
    c.power.value().tariff = unknown("not public");
    CHECK(shown(evaluate(metric_named<USD>("invoiced"), c)).find("tariff") != std::string::npos);
    c           = priced();
    c.billing   = {};
    CHECK(evaluate(metric_named<USD>("invoiced"), c).needs == std::vector<std::string>{"billing"});
}
