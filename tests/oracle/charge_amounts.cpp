// SPDX-License-Identifier: BSL-1.0
// Price × quantity in every mode against what the mode says, on random, tied and extreme rows, under every floating-point rounding.
//
//     oracle_charge_amounts [rows, default 10000000]      RATABLE_SEED=n in the environment draws other cases
//
// The first ten million amounts, and every 128th after them, are checked against rationals without bounds; all whose product is far from the
// ends of 128 bits also by an inequality that only one number satisfies. Ends with 1 at the first that is wrong, and says which.
#include "../support/oracle.hpp"
#include "../support/random.hpp"

#include <ratable/units/charge_amounts.hpp>

#include <cfenv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <span>
#include <string>
#include <vector>

using namespace ratable;
using iso4217::USD;

namespace {

std::uint64_t rows_seen = 0, narrow_seen = 0, ties_seen = 0, rational_seen = 0;

constexpr const char* mode_names[] = {"half_even", "half_up", "half_down", "up", "down", "ceiling", "floor", "05up"};

/// A signed number of at most `bits` bits, often the largest.
std::int64_t of_bits(tests::random& draw, int bits)
{
    if (bits == 0) return 0;
    const auto most = static_cast<std::int64_t>(~std::uint64_t{0} >> (64 - bits));
    const auto size = draw.bits() % 16 == 0 ? most : draw.between(0, most);
    return draw.coin() ? size : -size;
}

template <int Scale>
void block(tests::random& draw)
{
    static constexpr std::int64_t factors[] = {1, 2, 3, 7, 1'000, 1'000'000, 377'580, 377'580'000'000, 1'000'000'007, std::int64_t{1} << 40};
    const unit_symbol<hour>       per{factors[draw.bits() % std::size(factors)]};
    const std::size_t             rows = draw.bits() % 8 == 0 ? 600 : static_cast<std::size_t>(draw.between(1, 40));
    const auto                    mode = tests::every_mode[draw.bits() % 8];
    std::int64_t                  d    = per.factor; // cents = price · count / d
    for (int i = 2; i < Scale; ++i) d *= 10;
    const int price_bits = static_cast<int>(draw.between(0, 63)), count_bits = static_cast<int>(draw.between(0, 63));

    std::vector<money<USD, Scale>> prices(rows);
    std::vector<quantity<hour>>    counts(rows);
    std::vector<money<USD>>        amounts(rows);
    const bool tied = draw.coin() && d % 2 == 0;
    for (std::size_t i = 0; i < rows; ++i) {
        std::int64_t price = of_bits(draw, price_bits), count = of_bits(draw, count_bits);
        if (tied && draw.bits() % 4 != 0) { // odd halves of d
            const std::int64_t halves = of_bits(draw, static_cast<int>(draw.between(0, d < std::int64_t{1} << 50 ? 12 : 8))) | 1;
            price |= 1;
            count = d / 2 * halves;
        }
        prices[i] = money<USD, Scale>(decimal<Scale>::from_units(price));
        counts[i] = quantity<hour>(count);
    }
    static constexpr int environments[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    std::fesetround(environments[draw.bits() % 4]);
    bool refused = false;
    try {
        multiply_into(std::span(amounts), std::span<const money<USD, Scale>>(prices), per, std::span<const quantity<hour>>(counts), mode);
    } catch (const overflow&) {
        refused = true;
    }
    std::fesetround(FE_TONEAREST);

    bool overflows = false;
    for (std::size_t i = 0; i < rows; ++i) {
        const int128 product = int128{prices[i].amount.units} * counts[i].count;
        const bool   narrow  = product < int128{1} << 124 && product > -(int128{1} << 124);
        bool         right   = true;
        if (refused || !narrow || rows_seen < 10'000'000 || rows_seen % 128 == 0) {
            const tests::cpp_int exact = tests::rounded(tests::cpp_rational(tests::big(product), tests::cpp_int(d)), mode);
            overflows |= !tests::fits<std::int64_t>(exact);
            right = refused || exact == amounts[i].amount.units;
            ++rational_seen;
        }
        bool tie = false;
        if (!refused && narrow) right = right && tests::is_rounded(amounts[i].amount.units, product, d, mode, tie);
        ties_seen += tie;
        if (!right) {
            std::printf("WRONG: %s, price %lld at scale %d, count %lld, per %lld: got %lld, RATABLE_SEED=%llu\n", mode_names[static_cast<int>(mode)],
                        static_cast<long long>(prices[i].amount.units), Scale, static_cast<long long>(counts[i].count), static_cast<long long>(per.factor),
                        static_cast<long long>(amounts[i].amount.units), static_cast<unsigned long long>(tests::seed()));
            std::exit(1);
        }
        ++rows_seen;
        narrow_seen += product < int128{1} << 62 && product > -(int128{1} << 62);
    }
    if (refused && !overflows) {
        std::printf("WRONG: refused, though every amount fits, RATABLE_SEED=%llu\n", static_cast<unsigned long long>(tests::seed()));
        std::exit(1);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::uint64_t wanted = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
    std::printf("RATABLE_SEED=%llu\n", static_cast<unsigned long long>(tests::seed()));
    tests::random draw;
    while (rows_seen < wanted) {
        switch (draw.bits() % 4) {
        case 0: block<2>(draw); break;
        case 1: block<3>(draw); break;
        case 2: block<4>(draw); break;
        default: block<6>(draw);
        }
    }
    std::printf("%llu rows, %llu with products below 2^62, %llu ties, %llu against rationals: none differs\n", static_cast<unsigned long long>(rows_seen),
                static_cast<unsigned long long>(narrow_seen), static_cast<unsigned long long>(ties_seen), static_cast<unsigned long long>(rational_seen));
}
