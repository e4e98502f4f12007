// SPDX-License-Identifier: BSL-1.0
// Present values in every mode against 230-digit arithmetic: random flows and rates, near-ties made from the best rational approximations of a discount
// factor, and exact ties, also those where irrational amounts cancel.
//
//     oracle_present_value [cases, default 1000000]      RATABLE_SEED=n in the environment draws other cases
//
// The oracle shares no arithmetic with what it checks: a factor is a power in cpp_bin_float, its powers are products of 768 binary places, and
// exact ties are rationals. Ends with 1 at the first that is wrong, and says which.
#include "../support/oracle.hpp"
#include "../support/random.hpp"

#include <ratable/valuation/present_value.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace ratable;
using iso4217::USD;
using tests::cpp_int, tests::cpp_rational;

namespace {

using real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<240>, boost::multiprecision::et_off>;

constexpr unsigned places = 768;
std::uint64_t      cases_seen = 0, near_seen = 0, tie_seen = 0, fixed_seen = 0, closest = 0;

/// A rate, and what a quantum of its day count discounts by.
struct known_rate
{
    interest_rate rate;
    std::int64_t  quanta; ///< a year
    cpp_int       share, growth;
};

cpp_int in_places(const real& x) { return cpp_int(boost::multiprecision::ldexp(x, static_cast<int>(places))); }

rate_of_interest any_rate(tests::random& draw)
{
    switch (draw.bits() % 8) {
    case 0: return rate_of_interest::from_units(draw.between(1, 3'000) * 100'000'000);              // basis points
    case 1: return rate_of_interest::from_units(draw.between(-999'900'000'000, 0));                 // down to -99.99 %
    case 2: return rate_of_interest::from_units(draw.between(0, 1'000'000'000'000'000));            // up to 100,000 %
    case 3: return rate_of_interest::from_units(draw.between(0, 1'000));                            // next to nothing
    case 4: return rate_of_interest::from_units(draw.between(1, 40) * 10'000'000'000);              // per cent
    default: return rate_of_interest::from_units(draw.between(0, 300'000'000'000));
    }
}

known_rate any_known_rate(tests::random& draw)
{
    static constexpr compounding ways[] = {compounding::annual, compounding::annual, compounding::semiannual, compounding::quarterly, compounding::monthly, compounding::daily, compounding::continuous};
    const any_day_count counts[] = {act_365_fixed{}, act_365_fixed{}, act_360{}, thirty_360_isda{}, act_act_isda{}};
    static constexpr std::int64_t quanta[] = {365, 365, 360, 360, 133'590};
    const auto          way   = ways[draw.bits() % 7];
    const auto          count = draw.bits() % 5;
    const auto          r     = any_rate(draw);
    const real          share_a_year = real(r.units) / real(1'000'000'000'000);
    const int           m     = times_a_year(way);
    real                log   = m == 0 ? share_a_year : real(boost::multiprecision::log(real(1 + share_a_year / m)) * m);
    if (way == compounding::continuous && log > 100) return any_known_rate(draw);
    log /= quanta[count];
    return {{.per_year = r, .compounds = way, .day_count = counts[count]}, quanta[count], in_places(boost::multiprecision::exp(real(-log))), in_places(boost::multiprecision::exp(log))};
}

cpp_int product(const cpp_int& a, const cpp_int& b) { return cpp_int(a * b) >> places; }

cpp_int share_of(const known_rate& r, std::int64_t quanta)
{
    cpp_int power = cpp_int(1) << places, square = quanta < 0 ? r.growth : r.share;
    for (std::int64_t n = quanta < 0 ? -quanta : quanta; n != 0; n /= 2) {
        if (n % 2 == 1) power = product(power, square);
        square = product(square, square);
    }
    return power;
}

std::int64_t quanta_between(const known_rate& r, sys_days from, sys_days to)
{
    const fraction years = year_fraction(year_month_day(from), year_month_day(to), any_day_count(r.rate.day_count));
    return static_cast<std::int64_t>(years.numerator() * (r.quanta / years.denominator()));
}

sys_days day(std::int64_t n) { return sys_days{date::year{2025} / 1 / 1} + date::days{n}; }

[[noreturn]] void wrong(const std::string& what)
{
    std::printf("WRONG: %s, RATABLE_SEED=%llu\n", what.c_str(), static_cast<unsigned long long>(tests::seed()));
    std::exit(1);
}

template <int From>
std::string text_of(const std::vector<flow<USD, From>>& flows, const interest_rate& r, rounding mode)
{
    std::string text = std::string(name_of(mode)) + ", " + to_string(static_cast<const rate_of_interest&>(r.per_year)) + " " + std::string(name_of(r.compounds)) + " " + std::string(r.day_count.name());
    for (const auto& f : flows) text += "\n  " + to_string(f.on) + " " + to_string(f.amount);
    return text;
}

/// What present_value and the certified way alone make of the flows.
template <int From, int To>
void check(const std::vector<flow<USD, From>>& flows, const interest_rate& r, sys_days on, rounding mode, const cpp_int& expected)
{
    ++cases_seen;
    const bool fits = tests::fits<std::int64_t>(expected);
    try {
        const auto found = present_value<To>(flows, r, on, mode);
        if (!fits || expected != found.amount.units) wrong(to_string(found) + ", not " + expected.str() + " units: " + text_of(flows, r, mode));
    } catch (const overflow&) {
        if (fits) wrong("refused: " + text_of(flows, r, mode));
        return;
    }
    auto       timed = detail::timed(flows, r.day_count, on);
    const auto g     = detail::growth_at(r, timed.a_quantum);
    std::stable_sort(timed.rows.begin(), timed.rows.end(), [](const auto& a, const auto& b) { return a.when < b.when; });
    if (const auto factor = detail::fixed_factor(g)) fixed_seen += detail::fixed_sum(timed.rows, *factor, To - From, mode).has_value();
    if (cases_seen % 64 == 0 && detail::certified_sum_of(timed.rows, g, To - From, mode) != expected) wrong("certified: " + text_of(flows, r, mode));
}

/// 2^-700 of a unit is far more than the oracle errs by, and far less than what lies between any of these sums and a boundary.
template <int From, int To>
void check_by_places(const std::vector<flow<USD, From>>& flows, const known_rate& r, sys_days on, rounding mode)
{
    cpp_int sum = 0;
    bool    tiny = false; // a share that the oracle's places do not hold
    for (const auto& f : flows) {
        const cpp_int share = share_of(r, quanta_between(r, on, f.on));
        tiny |= (share >> (places - 500)) == 0;
        sum += share * f.amount.amount.units;
    }
    const cpp_int error = (boost::multiprecision::abs(sum) >> 640) + (cpp_int(1) << (places - 560));
    const cpp_int tens = tests::ten_to(To > From ? To - From : 0), over = tests::ten_to(From > To ? From - To : 0) << places;
    const auto    rounded = [&](const cpp_int& x) { return tests::rounded(cpp_rational(cpp_int(x * tens), over), mode); };
    const cpp_int expected = rounded(sum);
    if (rounded(sum - error) != expected || rounded(sum + error) != expected) { // within 2^-560 of a boundary: it is one, for these amounts and powers come no closer to one that they miss
        if (tiny) return;
        const cpp_int half = cpp_int(1) << (places - 1);
        check<From, To>(flows, r.rate, on, mode, rounded(cpp_int((sum + half) >> places) << places));
        return;
    }
    check<From, To>(flows, r.rate, on, mode, expected);
}

template <int From, int To>
void random_case(tests::random& draw, const known_rate& r, rounding mode)
{
    std::vector<flow<USD, From>> flows;
    const auto                   span = std::int64_t{1} << draw.between(3, 14);
    const auto                   size = std::int64_t{1} << draw.between(1, From == 2 ? 46 : 60);
    for (auto n = draw.between(1, 5); n > 0; --n) flows.push_back({day(draw.between(0, span)), money<USD, From>(decimal<From>::from_units(draw.between(-size, size)))});
    const sys_days on = draw.bits() % 8 == 0 ? day(draw.between(0, span)) : first_day(std::span<const flow<USD, From>>(flows));
    check_by_places<From, To>(flows, r, on, mode);
}

/// q/p next to a discount factor v: q·v - p is about 1/q from nothing, and so far from a tie is the sum.
void near_tie(tests::random& draw, const known_rate& r, rounding mode)
{
    const sys_days on = day(0), then = day(draw.between(1, 4'000));
    const auto     quanta = quanta_between(r, on, then);
    const cpp_int  v      = share_of(r, quanta);
    const auto     limit  = std::int64_t{1} << draw.between(8, 62);
    cpp_int        a = v, b = cpp_int(1) << places, p0 = 0, p1 = 1, q0 = 1, q1 = 0; // convergents p1/q1 of a/b
    while (b != 0) {
        const cpp_int whole = a / b, p2 = whole * p1 + p0, q2 = whole * q1 + q0, rest = a % b;
        if (p2 > limit || q2 > limit) break;
        a = b, b = rest, p0 = p1, p1 = p2, q0 = q1, q1 = q2;
    }
    if ((v >> (places - 64)) == 0 || q1 == 0 || p1 == 0) return random_case<3, 2>(draw, r, mode);
    const auto sign  = draw.coin() ? 1 : -1;
    const auto tie   = draw.between(-1'000'000, 1'000'000) * 10 + (draw.coin() ? 5 : 0);
    const auto money_of = [](std::int64_t units) { return money<USD, 3>(decimal<3>::from_units(units)); };
    std::vector<flow<USD, 3>> flows{{on, money_of(tie)}, {then, money_of(sign * static_cast<std::int64_t>(q1))}, {on, money_of(-sign * static_cast<std::int64_t>(p1))}};
    ++near_seen;
    const cpp_int off = boost::multiprecision::abs(cpp_int(v * q1 - (p1 << places)));
    if ((off >> 208) != 0) closest = std::max<std::uint64_t>(closest, places - boost::multiprecision::msb(off));
    check_by_places<3, 2>(flows, r, on, mode);
}

/// Growth by the square of n/d: shares of half years are rational, those of quarters cancel in pairs.
void exact_tie(tests::random& draw, rounding mode)
{
    static constexpr struct { std::int64_t n, d; const char* rate; } bases[] = {{11, 10, "0.21"}, {2, 1, "3"}, {3, 2, "1.25"}, {6, 5, "0.44"}, {1, 1, "0"}, {21, 20, "0.1025"}, {9, 10, "-0.19"}};
    const auto&         b = bases[draw.bits() % 7];
    const interest_rate r{.per_year = rate_of_interest::parse(b.rate), .compounds = compounding::annual, .day_count = thirty_360_isda{}};
    const auto          money_of = [](std::int64_t units) { return money<USD, 3>(decimal<3>::from_units(units)); };
    const auto          month    = [](std::int64_t n) { return sys_days{date::year_month{date::year{2026}, date::month{1}} / 1 + date::months{n}}; };
    std::vector<flow<USD, 3>> flows;
    cpp_rational              sum = 0;
    const auto                power = [](std::int64_t x, std::int64_t k) { std::int64_t p = 1; while (k-- > 0) p *= x; return p; };
    for (auto rows = draw.between(1, 3); rows > 0; --rows) {
        const auto halves = draw.between(0, 6);
        const auto units  = draw.between(-9'999, 9'999) * (draw.bits() % 8 == 0 ? 1 : power(b.n, halves)); // one in eight need not be whole
        flows.push_back({month(6 * halves), money_of(units)});
        sum += cpp_rational(cpp_int(units) * power(b.d, halves), cpp_int(power(b.n, halves)));
    }
    if (draw.coin()) { // n at three quarters of a year, less d at one quarter: nothing
        const auto units = draw.between(1, 99'999);
        flows.push_back({month(9), money_of(units * b.n)});
        flows.push_back({month(3), money_of(-units * b.d)});
    }
    const auto tie = draw.between(-1'000, 1'000) * 5;
    flows.push_back({month(0), money_of(tie)});
    sum += cpp_rational(cpp_int(tie));
    if (draw.coin()) std::swap(flows.front(), flows.back());
    const cpp_rational doubled = sum / 5;
    tie_seen += denominator(doubled) == 1;
    check<3, 2>(flows, r, month(0), mode, tests::rounded(cpp_rational(sum / 10), mode));
}

void simple_case(tests::random& draw, rounding mode)
{
    const interest_rate r{.per_year = rate_of_interest::from_units(draw.between(0, 1'000) * (draw.coin() ? 1'000'000'000 : 123'456'789)), .compounds = compounding::simple, .day_count = act_360{}};
    std::vector<flow<USD>> flows;
    cpp_rational           sum = 0;
    for (auto rows = draw.between(1, 4); rows > 0; --rows) {
        const auto days = draw.between(-800, 800), units = draw.between(-10'000'000'000, 10'000'000'000);
        flows.push_back({day(days), money<USD>(decimal<2>::from_units(units))});
        const cpp_rational grown = 1 + cpp_rational(cpp_int(r.per_year.units) * (days < 0 ? -days : days), cpp_int(1'000'000'000'000) * 360);
        sum += days < 0 ? cpp_rational(units * grown) : cpp_rational(units / grown);
    }
    check<2, 2>(flows, r, day(0), mode, tests::rounded(sum, mode));
}

} // namespace

int main(int argc, char** argv)
{
    const std::uint64_t wanted = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    std::printf("RATABLE_SEED=%llu\n", static_cast<unsigned long long>(tests::seed()));
    tests::random           draw;
    std::vector<known_rate> rates;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(wanted / 50 + 8, 3'000); ++i) rates.push_back(any_known_rate(draw));
    while (cases_seen < wanted) {
        const known_rate& r    = rates[draw.bits() % rates.size()];
        const rounding    mode = tests::every_mode[draw.bits() % 8];
        switch (draw.bits() % 16) {
        case 0: case 1: near_tie(draw, r, mode); break;
        case 2: case 3: exact_tie(draw, mode); break;
        case 4: simple_case(draw, mode); break;
        case 5: random_case<2, 6>(draw, r, mode); break;
        case 6: random_case<17, 2>(draw, r, mode); break;
        default: random_case<2, 2>(draw, r, mode);
        }
    }
    std::printf("%llu values, %llu decided in fixed point, %llu near-ties, the closest that is none 2^-%llu of a tenth of a cent away, %llu exact ties: none differs\n", static_cast<unsigned long long>(cases_seen),
                static_cast<unsigned long long>(fixed_seen), static_cast<unsigned long long>(near_seen), static_cast<unsigned long long>(closest), static_cast<unsigned long long>(tie_seen));
}
