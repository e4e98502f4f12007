// SPDX-License-Identifier: BSL-1.0
#include "quantlib_value.hpp"

#include <ql/cashflows/cashflows.hpp>
#include <ql/cashflows/simplecashflow.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

namespace bench {

struct quantlib_value::terms
{
    QuantLib::Date                                on;
    QuantLib::Leg                                 leg;
    QuantLib::InterestRate                        rate;
    QuantLib::ext::shared_ptr<QuantLib::YieldTermStructure> curve;
};

quantlib_value::quantlib_value(const std::vector<int>& days, const std::vector<double>& amounts, double rate) : terms_(new terms)
{
    const QuantLib::Actual365Fixed count;
    terms_->on = QuantLib::Date(3, QuantLib::November, 2025);
    QuantLib::Settings::instance().evaluationDate() = terms_->on;
    terms_->rate  = QuantLib::InterestRate(rate, count, QuantLib::Compounded, QuantLib::Annual);
    terms_->curve = QuantLib::ext::make_shared<QuantLib::FlatForward>(terms_->on, rate, count, QuantLib::Compounded, QuantLib::Annual);
    for (std::size_t i = 0; i < days.size(); ++i) {
        terms_->leg.push_back(QuantLib::ext::make_shared<QuantLib::SimpleCashFlow>(amounts[i], QuantLib::Date(1, QuantLib::January, 1970) + days[i]));
    }
}

quantlib_value::~quantlib_value() { delete terms_; }

double quantlib_value::at_rate() const { return QuantLib::CashFlows::npv(terms_->leg, terms_->rate, true, terms_->on, terms_->on); }
double quantlib_value::on_curve() const { return QuantLib::CashFlows::npv(terms_->leg, *terms_->curve, true, terms_->on, terms_->on); }

} // namespace bench
