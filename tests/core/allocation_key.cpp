// SPDX-License-Identifier: BSL-1.0
#include <ratable/core/allocation_key.hpp>

#include <ratable/core/allocate.hpp>
#include <ratable/core/decimal.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

using namespace ratable;
using namespace ratable::literals;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

constexpr bool test_key()
{
    const allocation_key quarter{31, 28, 31};
    return quarter.size() == 3 && quarter.sum() == 90 && quarter.weight(0) == 31 && quarter.weight(1) == 28 && quarter.weight(2) == 31;
}

/// Which tables are there says which kernel reads them.
constexpr bool test_tables()
{
    const allocation_key days{(1 << 15) - 2, 1}, wide{(1 << 15) - 1, 1}, mixed{3, -1};
    return days.tables().day_shares.size() == 3 && days.tables().shares.empty() && wide.tables().day_shares.empty() && wide.tables().shares.size() == 3 &&
           wide.tables().estimates.size() == 3 && mixed.tables().day_shares.empty() && mixed.tables().shares.empty() && mixed.tables().running.size() == 3;
}

static_assert(test_key() && test_tables());

} // namespace

TEST_CASE("a key is the same at compile time and at run time")
{
    CHECK(test_key());
    CHECK(test_tables());
}

TEST_CASE("a key is made of decimals by their units in the last place")
{
    const std::vector<decimal<3>> shares{decimal<3>::parse("12.5"), decimal<3>::parse("0.125")};
    const allocation_key          key(shares);
    CHECK(key.sum() == 12'625);
    CHECK(key.weight(1) == 125);
}

TEST_CASE("the tables hold shares as the kernels' proofs want them")
{
    const allocation_key days{1, 2};
    CHECK(days.tables().day_shares == std::vector<std::uint32_t>{0, 715'827'883, std::uint32_t{1} << 31}); // ⌈2^31/3⌉, 2^31
    const allocation_key wide{most / 3, most - most / 3};
    CHECK(wide.tables().shares[0] == 0);
    CHECK(wide.tables().shares[2] == ~std::uint64_t{0});
    for (std::size_t k = 0; k < 3; ++k) {
        const uint128 exact = (static_cast<uint128>(static_cast<std::uint64_t>(wide.tables().running[k])) << 64);
        const uint128 short_of = exact - static_cast<uint128>(wide.tables().shares[k]) * static_cast<std::uint64_t>(most);
        CHECK(static_cast<bool>(short_of <= static_cast<uint128>(static_cast<std::uint64_t>(most))));
        CHECK(wide.tables().estimates[k] < 1.0);
        CHECK(static_cast<std::uint64_t>(wide.tables().estimates[k] * 0x1p53) == wide.tables().shares[k] >> 11);
    }
}

TEST_CASE("weights that cannot split anything make no key")
{
    const std::vector<std::int64_t> none, zero{0, 0}, cancel{5, -5}, too_many{most, 1}, too_few{-most, -2}, down_and_up{most, -most, most, -1};
    CHECK_REFUSED(invalid_terms, "allocation: needs at least one weight; there is nothing to allocate to", allocation_key(none));
    CHECK_REFUSED(invalid_terms, "allocation: at least one weight must be positive; there is nothing to allocate by", allocation_key(zero));
    CHECK_REFUSED(invalid_terms, "allocation: weights must not sum to zero; allocate by weights of one sign, or in two steps", allocation_key(cancel));
    CHECK_THROWN(overflow, allocation_key(too_many));
    CHECK_THROWN(overflow, allocation_key(too_few));
    CHECK(allocation_key(down_and_up).sum() == most - 1);
}

TEST_CASE("weights may be any integers, checked")
{
    CHECK(allocate(100, allocation_key(std::vector<int>{1, 2, 1})) == std::vector<std::int64_t>{25, 50, 25});
    CHECK(allocate(100, std::vector<unsigned>{1, 3}) == std::vector<std::int64_t>{25, 75});
    CHECK(allocate(10.00_d, std::array{1, 1}) == std::vector{5.00_d, 5.00_d});
    CHECK_THROWN(overflow, allocation_key(std::vector<std::uint64_t>{~std::uint64_t{0}}));
    CHECK_THROWN(overflow, allocation_key(std::vector<int128>{int128{1} << 64}));
}
