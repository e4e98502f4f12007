// SPDX-License-Identifier: BSL-1.0
#include "quantlib_dates.hpp"

#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/calendars/unitedstates.hpp>
#include <ql/time/schedule.hpp>

namespace bench {

struct quantlib_dates::terms
{
    QuantLib::Calendar              calendar;
    QuantLib::BusinessDayConvention convention;

    QuantLib::Schedule schedule(bool backward) const
    {
        return {QuantLib::Date(3, QuantLib::November, 2025), QuantLib::Date(3, QuantLib::November, 2032), QuantLib::Period(QuantLib::Monthly), calendar,
                convention, convention, backward ? QuantLib::DateGeneration::Backward : QuantLib::DateGeneration::Forward, false};
    }
};

quantlib_dates::quantlib_dates(bool by_business_days)
    : terms_(by_business_days ? new terms{QuantLib::UnitedStates(QuantLib::UnitedStates::Settlement), QuantLib::ModifiedFollowing}
                              : new terms{QuantLib::NullCalendar(), QuantLib::Unadjusted})
{
}

quantlib_dates::~quantlib_dates() { delete terms_; }

unsigned long quantlib_dates::make(bool backward) const
{
    const QuantLib::Schedule schedule = terms_->schedule(backward);
    asm volatile("" : : "r"(&schedule) : "memory");
    return schedule.size();
}

std::vector<int> quantlib_dates::days() const
{
    const QuantLib::Schedule schedule = terms_->schedule(false);
    std::vector<int>         found;
    for (const QuantLib::Date& day : schedule.dates()) found.push_back(static_cast<int>(day - QuantLib::Date(1, QuantLib::January, 1970)));
    return found;
}

} // namespace bench
