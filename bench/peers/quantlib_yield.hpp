// SPDX-License-Identifier: BSL-1.0
/// QuantLib's yield of dated cash flows. A translation unit of its own, because its headers are C++17 with Boost 1.74.
#pragma once

#include <vector>

namespace bench {

/// Days are counted from 1970-01-01; the first amount is paid on the first day, and what follows is worth it at the yield (act/365f, annual).
class quantlib_yield
{
public:
    quantlib_yield(const std::vector<int>& days, const std::vector<double>& amounts);
    ~quantlib_yield();
    quantlib_yield(const quantlib_yield&)            = delete;
    quantlib_yield& operator=(const quantlib_yield&) = delete;

    [[nodiscard]] double yield(double guess, double accuracy) const;

private:
    struct leg;
    leg* leg_;
};

} // namespace bench
