// SPDX-License-Identifier: BSL-1.0
// What else an amount could be held in: the same schedule in each representation, as its textbook writes it.
//
// A day-weighted schedule of 84 months in cents: running totals, rounded half up, a row the difference of two. 2,000 contracts, so
// that the slow ones end; rows lie in cache, ns per row is what to compare. Weights are prepared in each representation beforehand.
// Rows stay in the representation where it has values of its own (decimals), else they are 64-bit cents.
// Boost.Decimal is not packaged by Debian and not measured here.
#include "support.hpp"

#include <ratable/calendar/schedule.hpp>
#include <ratable/core/allocate.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#if defined(RATABLE_BENCH_GMP)
#include <gmpxx.h>
#endif
#if defined(RATABLE_BENCH_BID)
// As libbidgcc000 was built: arguments by value, rounding and flags given to each call.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>
#endif

#include <cmath>
#include <memory>

namespace {

namespace mp = boost::multiprecision;
using ratable::int128;
using checked128 = mp::number<mp::checked_int128_t::backend_type, mp::et_off>;
using plain256   = mp::number<mp::int256_t::backend_type, mp::et_off>;
using unbounded  = mp::number<mp::cpp_int_backend<>, mp::et_off>;

constexpr std::size_t contracts = 2'000;
constexpr std::size_t months    = 84;

struct terms
{
    std::vector<std::int64_t> totals;  ///< cents
    std::vector<std::int64_t> weights; ///< days of each month
    std::vector<std::int64_t> running; ///< their running sums
    std::int64_t              days = 0;
};

terms make_terms()
{
    using namespace date::literals;
    terms t;
    for (const auto& p : ratable::make_schedule(ratable::period(2025_y / nov / 3, 2032_y / nov / 3), ratable::monthly)) {
        t.weights.push_back(p.days());
        t.running.push_back(t.days += p.days());
    }
    bench::numbers draw;
    for (std::size_t i = 0; i < contracts; ++i) t.totals.push_back(draw.below(5'000'000'000'000));
    return t;
}

const terms work = make_terms();

/// The weights in another type.
template <class T>
std::vector<T> as(const std::vector<std::int64_t>& numbers)
{
    std::vector<T> same;
    for (const std::int64_t n : numbers) same.emplace_back(static_cast<T>(n));
    return same;
}

/// What a representation is checked by, after the race.
struct finished
{
    std::string               name;
    std::vector<std::int64_t> cents;
};

class comparison
{
public:
    /// `kernel(total, rows)` writes the rows of one contract; `to_cents` reads one back, unmeasured.
    template <class Row, class Kernel, class ToCents>
    void add(const std::string& name, Kernel kernel, ToCents to_cents, bool peer = false)
    {
        const auto rows = std::make_shared<std::vector<Row>>(contracts * months);
        const auto run  = [rows, kernel] {
            for (std::size_t c = 0; c < contracts; ++c) kernel(work.totals[c], rows->data() + c * months);
            bench::keep(rows->data());
        };
        race_.add(name, run, peer);
        names_.push_back(name);
        results_.push_back([rows, to_cents] {
            std::vector<std::int64_t> cents;
            for (const Row& row : *rows) cents.push_back(to_cents(row));
            return cents;
        });
    }

    void run(int turns)
    {
        race_.run(turns);
        std::printf("\n%-46s %14s %16s %16s\n", "variant", "x ratable", "rows not exact", "do not tie out");
        const std::vector<std::int64_t> exact = expected();
        for (std::size_t i = 0; i < names_.size(); ++i) {
            const std::vector<std::int64_t> cents = results_[i]();
            std::size_t                     wrong = 0, untied = 0;
            for (std::size_t c = 0; c < contracts; ++c) {
                std::int64_t sum = 0;
                for (std::size_t k = c * months; k < (c + 1) * months; ++k) {
                    sum += cents[k];
                    wrong += cents[k] != exact[k];
                }
                untied += sum != work.totals[c];
            }
            std::printf("%-46s %14.1f %16zu %16zu\n", names_[i].c_str(), race_.ratio(names_[i], names_.front()), wrong, untied);
        }
        std::printf("of %zu rows and %zu contracts\n", contracts * months, contracts);
    }

private:
    /// In unbounded integers, so that ratable's own rows are checked too.
    static std::vector<std::int64_t> expected()
    {
        std::vector<std::int64_t> cents;
        for (const std::int64_t total : work.totals) {
            std::int64_t before = 0;
            for (const std::int64_t weight : work.running) {
                const unbounded twice   = unbounded(total) * weight * 2 + work.days;
                const auto      running = static_cast<std::int64_t>(unbounded(twice / (2 * work.days)));
                cents.push_back(running - before);
                before = running;
            }
        }
        return cents;
    }

    bench::race                                             race_{"84-month schedules by days, 2,000 contracts, rows in cache", contracts * months};
    std::vector<std::string>                                names_;
    std::vector<std::function<std::vector<std::int64_t>()>> results_;
};

constexpr auto same_cents = [](std::int64_t cents) { return cents; };

/// (2·T·C + D) / 2·D in an integer type.
template <class Integer>
void add_integer(comparison& all, const std::string& name)
{
    const auto kernel = [running = as<Integer>(work.running), days = Integer(work.days)](std::int64_t total, std::int64_t* rows) {
        const Integer twice = 2 * Integer(total), divisor = 2 * days;
        std::int64_t  before = 0;
        for (std::size_t k = 0; k < months; ++k) {
            const auto cents = static_cast<std::int64_t>(Integer((twice * running[k] + days) / divisor));
            rows[k]          = cents - before;
            before           = cents;
        }
    };
    all.add<std::int64_t>(name, kernel, same_cents);
}

void add_ratable(comparison& all)
{
    const auto kernel = [key = ratable::allocation_key(work.weights)](std::int64_t total, std::int64_t* rows) { ratable::allocate_into({rows, months}, total, key); };
    all.add<std::int64_t>("ratable, allocate_into", kernel, same_cents);
}

void add_double(comparison& all)
{
    const auto naive = [weights = as<double>(work.weights), days = static_cast<double>(work.days)](std::int64_t total, double* rows) {
        const double dollars = static_cast<double>(total) / 100;
        for (std::size_t k = 0; k < months; ++k) rows[k] = std::round(dollars * weights[k] / days * 100) / 100;
    };
    all.add<double>("double, each row rounded", naive, [](double dollars) { return std::llround(dollars * 100); }, true);

    std::vector<double> shares = as<double>(work.running);
    for (double& share : shares) share /= static_cast<double>(work.days);
    const auto best = [shares](std::int64_t total, double* rows) {
        const double cents  = static_cast<double>(total);
        double       before = 0;
        for (std::size_t k = 0; k < months; ++k) {
            const double running = std::rint(cents * shares[k]);
            rows[k]              = running - before;
            before               = running;
        }
    };
    all.add<double>("double, running totals (best double)", best, [](double cents) { return std::llround(cents); }, true);
}

void add_cpp_dec_float(comparison& all)
{
    using number      = mp::number<mp::cpp_dec_float<50>, mp::et_off>;
    const auto kernel = [running = as<number>(work.running), days = number(work.days)](std::int64_t total, number* rows) {
        const number cents(total);
        number       before(0);
        for (std::size_t k = 0; k < months; ++k) {
            const number rounded = mp::round(number(cents * running[k] / days));
            rows[k]              = rounded - before;
            before               = rounded;
        }
    };
    all.add<number>("Boost cpp_dec_float_50", kernel, [](const number& cents) { return static_cast<std::int64_t>(cents); });
}

#if defined(RATABLE_BENCH_GMP)
void add_gmp(comparison& all)
{
    const auto kernel = [running = as<mpz_class>(work.running), days = mpz_class(work.days)](std::int64_t total, std::int64_t* rows) {
        std::int64_t before = 0;
        for (std::size_t k = 0; k < months; ++k) {
            mpq_class share(total * running[k], days);
            share.canonicalize();
            const mpz_class cents = (2 * share.get_num() + share.get_den()) / (2 * share.get_den());
            rows[k]               = cents.get_si() - before;
            before                = cents.get_si();
        }
    };
    all.add<std::int64_t>("GMP rational (mpq_class)", kernel, same_cents);
}
#endif

#if defined(RATABLE_BENCH_BID)
void add_bid(comparison& all)
{
    constexpr _IDEC_round half_up = BID_ROUNDING_TIES_AWAY;
    const auto dollars64 = [](std::int64_t cents) {
        _IDEC_flags flags = 0;
        return bid64_div(bid64_from_int64(cents, half_up, &flags), bid64_from_int64(100, half_up, &flags), half_up, &flags);
    };
    std::vector<BID_UINT64> running64;
    _IDEC_flags             unread = 0;
    for (const std::int64_t weight : work.running) running64.push_back(bid64_from_int64(weight, half_up, &unread));
    const auto kernel64 = [=, days = running64.back(), cent = dollars64(1)](std::int64_t total, BID_UINT64* rows) {
        _IDEC_flags      flags  = 0;
        const BID_UINT64 amount = dollars64(total);
        BID_UINT64       before = dollars64(0);
        for (std::size_t k = 0; k < months; ++k) {
            const BID_UINT64 share   = bid64_div(bid64_mul(amount, running64[k], half_up, &flags), days, half_up, &flags);
            const BID_UINT64 rounded = bid64_quantize(share, cent, half_up, &flags);
            rows[k]                  = bid64_sub(rounded, before, half_up, &flags);
            before                   = rounded;
        }
    };
    all.add<BID_UINT64>("Intel BID64", kernel64, [](BID_UINT64 dollars) {
        _IDEC_flags flags = 0;
        return std::int64_t{bid64_to_int64_rnint(bid64_mul(dollars, bid64_from_int64(100, half_up, &flags), half_up, &flags), &flags)};
    });

    const auto dollars128 = [](std::int64_t cents) {
        _IDEC_flags flags = 0;
        return bid128_div(bid128_from_int64(cents), bid128_from_int64(100), half_up, &flags);
    };
    std::vector<BID_UINT128> running128;
    for (const std::int64_t weight : work.running) running128.push_back(bid128_from_int64(weight));
    const auto kernel128 = [=, days = running128.back(), cent = dollars128(1)](std::int64_t total, BID_UINT128* rows) {
        _IDEC_flags       flags  = 0;
        const BID_UINT128 amount = dollars128(total);
        BID_UINT128       before = dollars128(0);
        for (std::size_t k = 0; k < months; ++k) {
            const BID_UINT128 share   = bid128_div(bid128_mul(amount, running128[k], half_up, &flags), days, half_up, &flags);
            const BID_UINT128 rounded = bid128_quantize(share, cent, half_up, &flags);
            rows[k]                   = bid128_sub(rounded, before, half_up, &flags);
            before                    = rounded;
        }
    };
    all.add<BID_UINT128>("Intel BID128", kernel128, [](const BID_UINT128& dollars) {
        _IDEC_flags flags = 0;
        return std::int64_t{bid128_to_int64_rnint(bid128_mul(dollars, bid128_from_int64(100), half_up, &flags), &flags)};
    });
}
#endif

} // namespace

int main()
{
    bench::print_build();
    comparison all;
    add_ratable(all);
    add_double(all);
    add_integer<int128>(all, "64-bit cents, 128-bit division");
    add_integer<checked128>(all, "Boost checked_int128_t");
    add_integer<plain256>(all, "Boost int256_t");
    add_integer<unbounded>(all, "Boost cpp_int");
    add_cpp_dec_float(all);
#if defined(RATABLE_BENCH_GMP)
    add_gmp(all);
#endif
#if defined(RATABLE_BENCH_BID)
    add_bid(all);
#endif
    all.run(11);
}
