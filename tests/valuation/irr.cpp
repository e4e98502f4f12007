// SPDX-License-Identifier: BSL-1.0
#include <ratable/valuation/irr.hpp>

#include <ratable/units/iso4217.hpp>
#include <ratable/units/of.hpp>

#include "../support/random.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace date::literals;
using ratable::iso4217::USD;

namespace {

using flows  = std::vector<flow<USD>>;
using unit   = money<USD, 0, int128>;
using exact  = basic_fraction<unbounded>;
using coeffs = std::vector<unbounded>; // of growth, the constant first: the last flow's

rates_of_return rates_of(const flows& f, const rate_search& search = {}) { return xirr(std::span<const flow<USD>>(f), rounding::half_even, search); }

std::vector<unit> amounts_of(const coeffs& p)
{
    std::vector<unit> found;
    for (std::size_t i = p.size(); i-- > 0;) found.push_back(unit(decimal<0, int128>::from_units(rep_traits<unbounded>::to_native(p[i]))));
    return found;
}

coeffs times(const coeffs& p, const coeffs& q)
{
    coeffs found(p.size() + q.size() - 1);
    for (std::size_t i = 0; i < p.size(); ++i) {
        for (std::size_t j = 0; j < q.size(); ++j) found[i + j] += p[i] * q[j];
    }
    return found;
}

/// The sign at a growth factor, in whole numbers.
int sign_of(const coeffs& p, const exact& growth)
{
    unbounded found = 0, scale = 1;
    for (std::size_t i = p.size(); i-- > 0; scale *= growth.denominator()) found = found * growth.numerator() + p[i] * scale;
    return found.sign();
}

// -- the oracle: Sturm's sequence --------------------------------------------------------------------------------------

void primitive(coeffs& p)
{
    while (!p.empty() && p.back() == 0) p.pop_back();
    unbounded common = 0;
    for (const auto& c : p) common = boost::multiprecision::gcd(common, c);
    for (auto& c : p) c /= common == 0 ? unbounded(1) : common;
}

std::vector<coeffs> sturm_sequence(coeffs p)
{
    primitive(p);
    coeffs slope;
    for (std::size_t i = 1; i < p.size(); ++i) slope.push_back(p[i] * static_cast<int>(i));
    primitive(slope);
    std::vector<coeffs> sequence{p, slope};
    while (!sequence.back().empty()) {
        coeffs a = sequence[sequence.size() - 2];
        const coeffs& b = sequence.back();
        while (a.size() >= b.size()) {
            const unbounded lead = a.back(), size = boost::multiprecision::abs(b.back());
            const auto      shift = a.size() - b.size();
            for (std::size_t i = 0; i < a.size(); ++i) {
                a[i] *= size;
                if (i >= shift) a[i] -= (b.back() < 0 ? unbounded(-lead) : lead) * b[i - shift];
            }
            primitive(a);
        }
        for (auto& c : a) c = -c;
        sequence.push_back(std::move(a));
    }
    sequence.pop_back();
    return sequence;
}

int changes_at(const std::vector<coeffs>& sequence, const exact& growth)
{
    int changes = 0, last = 0;
    for (const coeffs& p : sequence) {
        const int s = sign_of(p, growth);
        if (s != 0 && s == -last) ++changes;
        if (s != 0) last = s;
    }
    return changes;
}

/// Different roots with low < growth <= high.
int roots_between(const std::vector<coeffs>& sequence, const exact& low, const exact& high) { return changes_at(sequence, low) - changes_at(sequence, high); }

/// Every root has a bracket of its own, each bracket has one, and there are as many as Sturm counts.
void check_against_sturm(coeffs p)
{
    while (!p.empty() && p.front() == 0) p.erase(p.begin());
    const auto found = irr(amounts_of(p), rounding::half_even);
    if (p.size() < 2) return;
    const auto sequence = sturm_sequence(p);
    exact      far(1);
    for (const auto& c : p) far += exact(boost::multiprecision::abs(c));
    CHECK(static_cast<int>(found.roots.size()) == roots_between(sequence, exact(0), far));
    for (const auto& root : found.roots) {
        CHECK(root.kind != root_kind::undecided);
        const exact low = exact(1) + to_fraction(root.low), high = exact(1) + to_fraction(root.high);
        if (root.low == root.high) {
            CHECK(sign_of(p, low) == 0);
        } else {
            CHECK(high - low == exact(1, 1'000'000'000'000'000));
            CHECK(roots_between(sequence, low, high) >= 1);
            CHECK(sign_of(p, high) != 0);
            if (root.kind == root_kind::simple && roots_between(sequence, low, high) == 1 && low != exact(0)) CHECK(sign_of(p, low) * sign_of(p, high) == -1);
        }
        CHECK(abs(exact(to_fraction(root.rate)) + exact(1) - low) <= exact(1, 2'000'000'000'000) + (high - low));
    }
}

} // namespace

TEST_CASE("100, -230, 132 earns 10 % and 20 %, exactly")
{
    const auto found = irr(std::vector{usd(100), usd(-230), usd(132)}, rounding::half_even);
    REQUIRE(found.roots.size() == 2);
    CHECK(found.roots[0].rate == 0.1_d);
    CHECK(found.roots[0].low == 0.1_d);
    CHECK(found.roots[0].high == 0.1_d);
    CHECK(found.roots[1].rate == 0.2_d);
    CHECK(found.roots[1].residual == decimal<18>{});
    CHECK(found.roots[1].kind == root_kind::simple);
    CHECK(found.sign_changes == 2);
    CHECK(found.why_none == no_rate::found);
}

TEST_CASE("Excel's XIRR example, to more digits than Excel shows")
{
    const flows f{{2008_y / jan / 1, usd(-10'000)}, {2008_y / mar / 1, usd(2'750)}, {2008_y / oct / 30, usd(4'250)}, {2009_y / feb / 15, usd(3'250)}, {2009_y / apr / 1, usd(2'750)}};
    const auto  found = rates_of(f);
    CHECK(to_string(only_rate(found)) == "0.373362533519");
    CHECK(to_string(found.roots[0].low) == "0.373362533518831"); // 0.37336253351883151031
    CHECK(to_string(found.roots[0].high) == "0.373362533518832");
    CHECK(abs(*found.roots[0].residual) < 0.000000000001_d);
    CHECK(*found.roots[0].residual != decimal<18>{});
}

TEST_CASE("flows may come in any order, and several on a day")
{
    const flows sorted{{2025_y / jan / 1, usd(-100)}, {2025_y / jun / 1, usd(30)}, {2026_y / mar / 7, usd(90)}};
    const flows other{{2026_y / mar / 7, usd(100)}, {2025_y / jun / 1, usd(30)}, {2026_y / mar / 7, usd(-10)}, {2025_y / jan / 1, usd(-60)}, {2025_y / jan / 1, usd(-40)}};
    CHECK(rates_of(sorted).roots[0].low == rates_of(other).roots[0].low);
}

TEST_CASE("where there is no rate the answer is why")
{
    const flows later{{2025_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(110)}};
    CHECK(rates_of({}).why_none == no_rate::no_flows);
    CHECK(rates_of({{2025_y / jan / 1, usd(0)}, {2026_y / jan / 1, usd(0)}}).why_none == no_rate::nothing_left);
    CHECK(rates_of({{2025_y / jan / 1, usd(5)}, {2025_y / jan / 1, usd(-5)}}).why_none == no_rate::nothing_left);
    CHECK(rates_of({{2025_y / jan / 1, usd(5)}, {2025_y / jan / 1, usd(-6)}}).why_none == no_rate::one_moment);
    CHECK(rates_of({{2025_y / jan / 1, usd(5)}, {2026_y / jan / 1, usd(6)}}).why_none == no_rate::no_sign_change);
    CHECK(rates_of(later, {.from = 0.11_d}).why_none == no_rate::outside);
    CHECK(irr(std::vector{usd(100), usd(-200), usd(101)}, rounding::half_even).why_none == no_rate::no_root);
    CHECK(name_of(no_rate::one_moment) == "one moment");
    CHECK_REFUSED(invalid_terms, "rate of return: must exist; got no root; look at `why_none`", only_rate(irr(std::vector{usd(100), usd(-200), usd(101)}, rounding::half_even)));
    CHECK_REFUSED(invalid_terms, "rate of return: must be the only one; got 2; choose one of `roots`", only_rate(irr(std::vector{usd(100), usd(-230), usd(132)}, rounding::half_even)));
}

TEST_CASE("an interval has its ends, and a wrong one is refused")
{
    const std::vector two{usd(100), usd(-230), usd(132)};
    CHECK(irr(two, rounding::half_even, {.from = 0.1_d, .to = 0.2_d}).roots.size() == 2);
    CHECK(irr(two, rounding::half_even, {.from = 0.100000000001_d, .to = 0.2_d}).roots.size() == 1);
    CHECK(irr(two, rounding::half_even, {.to = 0.199999999999_d}).roots.size() == 1);
    CHECK(irr(std::vector{usd(-100), usd(0), usd(200)}, rounding::half_even, {.from = 0.414213562373_d}).roots.size() == 1);
    CHECK(irr(std::vector{usd(-100), usd(0), usd(200)}, rounding::half_even, {.from = 0.414213562374_d}).why_none == no_rate::outside);
    CHECK_REFUSED(invalid_terms, "rate search: must not begin below -100 %; got -2.000000000000; leave `from` out to begin there", irr(two, rounding::half_even, {.from = decimal<12>(-2)}));
    CHECK_REFUSED(invalid_terms, "rate search: must not end before it begins; got 0.100000000000; write the lower rate as `from`", irr(two, rounding::half_even, {.from = 0.2_d, .to = 0.1_d}));
}

TEST_CASE("a double root is one root, and known to be one")
{
    const auto found = irr(amounts_of(times({-11, 10}, {-11, 10})), rounding::half_even); // (10 z - 11)²
    REQUIRE(found.roots.size() == 1);
    CHECK(found.roots[0].rate == 0.1_d);
    CHECK(found.roots[0].kind == root_kind::multiple);
    const auto third = irr(amounts_of(times({-4, 3}, times({-4, 3}, {-3, 2}))), rounding::half_even); // no decimal
    REQUIRE(third.roots.size() == 2);
    CHECK(third.roots[0].kind == root_kind::multiple);
    CHECK(to_string(third.roots[0].low) == "0.333333333333333");
    CHECK(to_string(third.roots[0].high) == "0.333333333333334");
    CHECK(third.roots[1].kind == root_kind::simple);
    const auto by_day = rates_of({{2025_y / jan / 1, usd(100)}, {2026_y / jan / 1, usd(-220)}, {2027_y / jan / 1, usd(121)}});
    REQUIRE(by_day.roots.size() == 1);
    CHECK(by_day.roots[0].kind == root_kind::multiple);
    CHECK(by_day.roots[0].rate == 0.1_d);
}

TEST_CASE("roots 1e-12, 1e-15 and 2e-18 apart are two")
{
    const auto twelve = irr(amounts_of(times({-1'100'000'000'000, 1'000'000'000'000}, {-1'100'000'000'001, 1'000'000'000'000})), rounding::half_even);
    REQUIRE(twelve.roots.size() == 2);
    CHECK(twelve.roots[0].low == 0.1_d);
    CHECK(twelve.roots[1].low == 0.100000000001_d);
    const auto fifteen = irr(amounts_of(times({-1'100'000'000'000'000, 1'000'000'000'000'000}, {-1'100'000'000'000'001, 1'000'000'000'000'000})), rounding::half_even);
    REQUIRE(fifteen.roots.size() == 2);
    CHECK(fifteen.roots[0].high == 0.1_d);
    CHECK(fifteen.roots[1].low == 0.100000000000001_d);
    const unbounded million_million = 1'000'000'000'000; // (z - 1)² = 10^-36
    const coeffs    near{million_million * million_million * million_million - 1, -2 * million_million * million_million * million_million, million_million * million_million * million_million};
    const auto      found = irr(amounts_of(near), rounding::half_even); // 1 ± 10^-18
    REQUIRE(found.roots.size() == 2);
    CHECK(to_string(found.roots[0].low) == "-0.000000000000001");
    CHECK(to_string(found.roots[1].high) == "0.000000000000001");
    coeffs none = near;
    none[0] += 2;
    CHECK(irr(amounts_of(none), rounding::half_even).why_none == no_rate::no_root);
    coeffs twice = near;
    twice[0] += 1;
    CHECK(irr(amounts_of(twice), rounding::half_even).roots.at(0).kind == root_kind::multiple);
}

TEST_CASE("rates near -100 % and above 10,000 % are as good as others")
{
    CHECK(only_rate(irr(std::vector{usd(-10'000), usd(1)}, rounding::half_even)) == -0.9999_d);
    CHECK(only_rate(irr(std::vector{usd(-1'000'000), usd(1)}, rounding::half_even)) == -0.999999_d);
    CHECK(only_rate(irr(std::vector{usd(-1), usd(1'000'000)}, rounding::half_even)) == decimal<12>(999'999));
    const auto both = irr(amounts_of(times({-1, 10'000}, {-2000, 1})), rounding::half_even);
    REQUIRE(both.roots.size() == 2);
    CHECK(both.roots[0].rate == -0.9999_d);
    CHECK(both.roots[1].rate == decimal<12>(1999));
    const auto overnight = rates_of({{2025_y / jan / 1, usd(-1)}, {2025_y / jan / 2, usd(2)}}); // 2^365 - 1
    REQUIRE(overnight.roots.size() == 1);
    CHECK(overnight.roots[0].low == overnight.roots[0].high);
    CHECK(overnight.roots[0].rate.units == (boost::multiprecision::pow(unbounded(2), 365) - 1) * 1'000'000'000'000);
    CHECK_THROWN(overflow, only_rate(overnight));
    const auto lost = rates_of({{2025_y / jan / 1, usd(-2)}, {2025_y / jan / 2, usd(1)}}); // 2^-365 - 1
    REQUIRE(lost.roots.size() == 1);
    CHECK(lost.roots[0].low == decimal<0>(-1));
    CHECK(lost.roots[0].rate == decimal<0>(-1));
    CHECK(!lost.roots[0].residual);
}

TEST_CASE("a fifth root that is a decimal is found to be one")
{
    // 73 days at 1.61051 a year are 1.1
    const auto found = rates_of({{2025_y / jan / 1, usd(-10)}, {2025_y / mar / 15, usd(11)}});
    REQUIRE(found.roots.size() == 1);
    CHECK(found.roots[0].low == 0.61051_d);
    CHECK(found.roots[0].high == 0.61051_d);
}

TEST_CASE("years are those of the day count")
{
    const flows f{{2007_y / jan / 12, usd(-10'000)}, {2008_y / feb / 14, usd(2'500)}, {2008_y / mar / 3, usd(2'000)}, {2008_y / jun / 14, usd(3'000)}, {2008_y / dec / 1, usd(4'000)}};
    CHECK(round<9>(only_rate(rates_of(f, {.day_count = act_365_fixed{}})), rounding::half_even) == 0.100643783_d);
    CHECK(round<9>(only_rate(rates_of(f, {.day_count = act_360{}})), rounding::half_even) == 0.099198890_d);
    CHECK(round<9>(only_rate(rates_of(f, {.day_count = thirty_360_isda{}})), rounding::half_even) == 0.100675477_d);
    CHECK(round<9>(only_rate(rates_of(f, {.day_count = act_act_isda{}})), rounding::half_even) == 0.100739649_d);
    CHECK(rates_of(f, {.day_count = one_one{}}).why_none == no_rate::one_moment);
}

TEST_CASE("planted decimal roots are all found, and none besides")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int turn = 0; turn < 300; ++turn) {
        std::set<std::int64_t> planted; // growth in thousandths
        coeffs                 p{1};
        for (auto n = draw.between(1, 8); n > 0; --n) {
            const std::int64_t growth = draw.coin() ? draw.between(1, 3000) : 1000 + draw.between(-40, 40);
            if (!planted.insert(growth).second) continue;
            p = times(p, {-growth, 1000});
        }
        const auto found = irr(amounts_of(p), rounding::half_even);
        REQUIRE(found.roots.size() == planted.size());
        std::size_t i = 0;
        for (const std::int64_t growth : planted) {
            CHECK(found.roots[i].low == decimal<3>::from_units(growth - 1000));
            CHECK(found.roots[i].high == found.roots[i].low);
            CHECK(found.roots[i].kind == root_kind::simple);
            ++i;
        }
    }
}

TEST_CASE("random amounts have the roots that Sturm counts")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int turn = 0; turn < 400; ++turn) {
        coeffs     p;
        const auto size = draw.between(1, 5) == 1 ? 1'000'000'000'000 : draw.between(1, 3) == 1 ? 3 : 1000;
        for (auto n = draw.between(2, 24); n > 0; --n) p.push_back(draw.between(-size, size));
        if (std::all_of(p.begin(), p.end(), [](const auto& c) { return c == 0; })) continue;
        while (p.back() == 0) p.pop_back();
        check_against_sturm(p);
    }
}

TEST_CASE("planted double and near-double roots are what Sturm counts")
{
    RATABLE_INFO_SEED;
    tests::random draw;
    for (int turn = 0; turn < 60; ++turn) {
        const auto draw_root = [&] { return coeffs{-draw.between(1, 30), draw.between(1, 30)}; };
        const auto one = draw_root();
        coeffs     p   = times(times(one, one), draw_root());
        if (draw.coin()) p = times(p, draw_root());
        if (draw.coin()) { // and moved by very little
            for (auto& c : p) c *= 1'000'000'000'000'000;
            p[static_cast<std::size_t>(draw.between(0, static_cast<std::int64_t>(p.size()) - 1))] += draw.between(-3, 3);
        }
        check_against_sturm(p);
    }
}

TEST_CASE("forty changes of sign")
{
    coeffs p{1};
    for (int i = 0; i < 8; ++i) p = times(p, {-(7 + i), 9});
    coeffs wild; // alternating, with few roots
    for (int i = 0; i <= 40; ++i) wild.push_back((i % 2 == 0 ? 1 : -1) * (1000 + 37 * (i * i % 11)));
    CHECK(irr(amounts_of(wild), rounding::half_even).sign_changes == 40);
    check_against_sturm(wild);
    check_against_sturm(p);
}

TEST_CASE("forty flows, and all of the roots that forty changes of sign allow at most")
{
    // Σ c_k z^k with c_k = ± 2^(k (12 - k) / 2 …): far-apart roots, one at each change
    coeffs p;
    for (int k = 0; k <= 10; ++k) p.push_back((k % 2 == 0 ? unbounded(1) : unbounded(-1)) << static_cast<unsigned>(k * (20 - k) + 4));
    check_against_sturm(p);
    CHECK(irr(amounts_of(p), rounding::half_even).roots.size() == 10);
}

TEST_CASE("a thousand years")
{
    const flows f{{1950_y / jan / 1, usd(-100)}, {2949_y / dec / 31, usd(100'000)}};
    const auto  found = rates_of(f);
    REQUIRE(found.roots.size() == 1);
    CHECK(to_string(found.roots[0].rate) == "0.006927060235"); // 1000^(365/365242) - 1
}

TEST_CASE("a million flows are added up by day")
{
    flows f;
    f.reserve(1'000'000);
    f.emplace_back(2025_y / jan / 1, usd(-10'000'000));
    for (int i = 1; i < 1'000'000; ++i) f.emplace_back(sys_days{2025_y / jan / 2} + date::days{static_cast<int>(std::int64_t{i} * 7919 % 10'950)}, usd(11));
    const auto found = rates_of(f);
    REQUIRE(found.roots.size() == 1);
    CHECK(found.roots[0].high - found.roots[0].low == decimal<15>::from_units(1));
    CHECK(found.sign_changes == 1);
}

TEST_CASE("amounts that change their sign every day for thirty years are too many, and it is said")
{
    flows f;
    for (int i = 0; i < 11'000; ++i) f.emplace_back(sys_days{2025_y / jan / 1} + date::days{i}, i % 2 == 0 ? usd(1) : usd(-1));
    CHECK(rates_of(f).why_none == no_rate::too_many_changes);
}

TEST_CASE("from a guess, the bracket holds the one root, as neighbouring multiples of the tolerance")
{
    const flows f{{2025_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(50)}, {2027_y / jan / 1, usd(70)}};
    const auto  all = rates_of(f);
    REQUIRE(all.roots.size() == 1);
    for (const rate_of_interest guess : {rate_of_interest(0.1_d), rate_of_interest(-0.9_d), decimal<12>(1000)}) {
        const auto near = xirr_near(std::span<const flow<USD>>(f), guess, 0.000000001_d);
        CHECK(near.why_none == no_rate::found);
        CHECK(near.high - near.low == 0.000000001_d);
        CHECK(near.low <= all.roots[0].low);
        CHECK(all.roots[0].high <= near.high);
    }
    const flows exactly{{2025_y / jan / 1, usd(-100)}, {2026_y / jan / 1, usd(110)}};
    const auto  ten = xirr_near(std::span<const flow<USD>>(exactly), 0.3_d, 0.000001_d);
    CHECK(ten.low == 0.1_d);
    CHECK(ten.high == 0.1_d);
}

TEST_CASE("from a guess between two roots one of them is found; where there is none it is said")
{
    const flows two{{2025_y / jan / 1, usd(100)}, {2026_y / jan / 1, usd(-230)}, {2027_y / jan / 1, usd(132)}};
    const auto  below = xirr_near(std::span<const flow<USD>>(two), 0.12_d, 0.0001_d), above = xirr_near(std::span<const flow<USD>>(two), 0.5_d, 0.0001_d);
    CHECK((below.low == 0.1_d || below.low == 0.2_d));
    CHECK(above.low == 0.2_d);
    CHECK(above.high == 0.2_d);
    const flows none{{2025_y / jan / 1, usd(100)}, {2026_y / jan / 1, usd(-200)}, {2027_y / jan / 1, usd(101)}};
    CHECK(xirr_near(std::span<const flow<USD>>(none), 0.1_d, 0.0001_d).why_none == no_rate::no_root);
    CHECK(xirr_near(std::span<const flow<USD>>(), 0.1_d, 0.0001_d).why_none == no_rate::no_flows);
    CHECK_THROWN(invalid_terms, xirr_near(std::span<const flow<USD>>(two), decimal<12>(-1), 0.0001_d));
    CHECK_THROWN(invalid_terms, xirr_near(std::span<const flow<USD>>(two), 0.1_d, decimal<12>(0)));
}
