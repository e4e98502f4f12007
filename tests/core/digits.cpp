// SPDX-License-Identifier: BSL-1.0
// What a number in text is: decimal.cpp tests it as users meet it; here are the places that only the scanner sees.
#include <ratable/core/digits.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace ratable;
using detail::digits_fault, detail::scan_digits;

namespace {

constexpr bool scans(std::string_view text, int scale, std::uint64_t size, std::size_t end, digits_fault fault = digits_fault::none, std::size_t at = 0)
{
    const auto found = scan_digits<std::int64_t>(text, scale);
    return found.size == size && found.end == end && found.fault == fault && found.at == at;
}

constexpr bool test_where_a_number_ends()
{
    return scans("12.5", 2, 1250, 4) && scans("12.5 USD", 2, 1250, 4) && scans("12.", 2, 1200, 2) && scans("12..5", 2, 1200, 2) && scans("1.5.2", 1, 15, 3) &&
           scans("1e3", 0, 1, 1) && scans("1,000", 0, 1, 1) && scans("1_000", 0, 1000, 5) && scans("1_", 0, 1, 1) && scans("+7", 0, 7, 2);
}

constexpr bool test_the_scale_as_written()
{
    const auto found = scan_digits<std::int64_t>("-0.1250", detail::as_written);
    return found.size == 1250 && found.scale == 4 && found.negative && scan_digits<std::int64_t>("5", detail::as_written).scale == 0;
}

constexpr bool test_faults()
{
    return scans("", 2, 0, 0, digits_fault::empty) && scans("x", 2, 0, 0, digits_fault::not_a_number) && scans("-", 2, 0, 0, digits_fault::not_a_number, 1) &&
           scans("-x", 2, 0, 0, digits_fault::not_a_number, 1) && scans("0.125", 2, 12, 5, digits_fault::too_many_digits, 4) &&
           scans("0.1250", 3, 125, 6) && scans("9223372036854775808", 0, std::uint64_t{1} << 63, 19, digits_fault::out_of_range, 18) &&
           scans("-9223372036854775808", 0, std::uint64_t{1} << 63, 20);
}

static_assert(test_where_a_number_ends() && test_the_scale_as_written() && test_faults());

} // namespace

TEST_CASE("the scanner is the same at compile time and at run time")
{
    CHECK(test_where_a_number_ends());
    CHECK(test_the_scale_as_written());
    CHECK(test_faults());
}

TEST_CASE("zeros beyond the scale are read, however many, up to the longest number")
{
    const std::string zeros(60, '0');
    CHECK(scan_digits<std::int64_t>("1." + zeros, 2).size == 100);
    CHECK(scan_digits<std::int64_t>("1." + zeros, 2).fault == digits_fault::none);
    const std::string over = "1." + zeros + "000"; // 65 characters
    CHECK(scan_digits<std::int64_t>(over, 2).fault == digits_fault::too_long);
    CHECK(scan_digits<std::int64_t>(over, 2).at == 64);
}

TEST_CASE("a number that stops before the limit may have any text behind it")
{
    const std::string tail(1'000, 'x');
    CHECK(scan_digits<std::int64_t>("12.5" + tail, 2).fault == digits_fault::none);
    CHECK(scan_digits<std::int64_t>("12.5" + tail, 2).end == 4);
}

TEST_CASE("a number too long to be read is called that, also where it is too large")
{
    const auto found = scan_digits<std::int64_t>(std::string(100, '9'), 2);
    CHECK(found.fault == digits_fault::too_long);
    CHECK(found.at == 64);
    CHECK(found.end == 100); // so that whoever reads on does not take its tail for another number
}
