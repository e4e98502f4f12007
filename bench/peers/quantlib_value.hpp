// SPDX-License-Identifier: BSL-1.0
/// QuantLib's present value. A translation unit of its own, because its headers are C++17 with Boost 1.74.
#pragma once

#include <vector>

namespace bench {

/// A leg of simple cash flows, valued on 2025-11-03 at a rate a year, compounded annually, Actual/365 (Fixed).
class quantlib_value
{
public:
    /// Days since 1970-01-01, and amounts.
    quantlib_value(const std::vector<int>& days, const std::vector<double>& amounts, double rate);
    ~quantlib_value();
    quantlib_value(const quantlib_value&)            = delete;
    quantlib_value& operator=(const quantlib_value&) = delete;

    /// CashFlows::npv at an InterestRate; and on a FlatForward curve.
    [[nodiscard]] double at_rate() const;
    [[nodiscard]] double on_curve() const;

private:
    struct terms;
    terms* terms_;
};

} // namespace bench
