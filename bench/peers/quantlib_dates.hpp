// SPDX-License-Identifier: BSL-1.0
/// QuantLib's schedule of dates. A translation unit of its own, because its headers are C++17 with Boost 1.74.
#pragma once

#include <vector>

namespace bench {

/// 84 months from 2025-11-03. By business days: modified following, US settlement days (the federal holidays) and weekends.
class quantlib_dates
{
public:
    explicit quantlib_dates(bool by_business_days);
    ~quantlib_dates();
    quantlib_dates(const quantlib_dates&)            = delete;
    quantlib_dates& operator=(const quantlib_dates&) = delete;

    /// Makes the schedule once, counted forward or backward, and returns how many dates it has.
    unsigned long make(bool backward) const;
    /// The dates as days since 1970-01-01.
    [[nodiscard]] std::vector<int> days() const;

private:
    struct terms;
    terms* terms_;
};

} // namespace bench
