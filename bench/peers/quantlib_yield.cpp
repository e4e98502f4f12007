// SPDX-License-Identifier: BSL-1.0
#include "quantlib_yield.hpp"

#include <ql/cashflows/cashflows.hpp>
#include <ql/cashflows/simplecashflow.hpp>
#include <ql/settings.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

namespace bench {

struct quantlib_yield::leg
{
    QuantLib::Leg  flows;
    QuantLib::Date first;
    double         price;
};

quantlib_yield::quantlib_yield(const std::vector<int>& days, const std::vector<double>& amounts) : leg_(new leg)
{
    const QuantLib::Date epoch(1, QuantLib::January, 1970);
    leg_->first = epoch + days[0];
    leg_->price = -amounts[0];
    for (std::size_t i = 1; i < days.size(); ++i) leg_->flows.push_back(QuantLib::ext::make_shared<QuantLib::SimpleCashFlow>(amounts[i], epoch + days[i]));
    QuantLib::Settings::instance().evaluationDate() = leg_->first;
}

quantlib_yield::~quantlib_yield() { delete leg_; }

double quantlib_yield::yield(double guess, double accuracy) const
{
    return QuantLib::CashFlows::yield(leg_->flows, leg_->price, QuantLib::Actual365Fixed(), QuantLib::Compounded, QuantLib::Annual, false, leg_->first, leg_->first,
                                      accuracy, 100, guess);
}

} // namespace bench
