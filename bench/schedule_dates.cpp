// SPDX-License-Identifier: BSL-1.0
// The 85 dates of 84 months from 2025-11-03, against QuantLib's Schedule where it is installed: without a calendar, and moved onto business
// days (modified following, US federal holidays and weekends). Terms and calendars are made beforehand on both sides.
#include "support.hpp"

#include <ratable/calendar/date_schedule.hpp>
#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/calendar/schedule.hpp>

#if defined(RATABLE_BENCH_QUANTLIB)
#include "peers/quantlib_dates.hpp"
#endif

#include <array>
#include <string>
#include <vector>

namespace {

using namespace ratable;
using namespace date::literals;

constexpr std::size_t dates  = 85;
constexpr int         passes = 5; // short turns, so that a busy machine interrupts none of them

/// Runs `make` often enough for the clock.
template <class Make>
auto repeated(Make make)
{
    return [make] {
        for (int pass = 0; pass < passes; ++pass) {
            const auto made = make();
            bench::keep(&made);
        }
    };
}

#if defined(RATABLE_BENCH_QUANTLIB)
/// How many of our dates are not QuantLib's.
std::size_t differing(const std::vector<sys_days>& ours, const std::vector<int>& theirs)
{
    std::size_t found = ours.size() == theirs.size() ? 0 : ours.size() + theirs.size();
    for (std::size_t i = 0; i < ours.size() && i < theirs.size(); ++i) found += ours[i].time_since_epoch().count() != theirs[i];
    return found;
}
#endif

void compare(const std::string& title, const schedule_terms& terms)
{
    std::array<sys_days, dates + 4> room{};
    bench::race race(title, dates * passes, "x QuantLib");
    race.add("dates, into the caller's storage", repeated([&] { return adjusted_dates_into(room, terms); }));
    race.add("dates, in a vector", repeated([&] { return adjusted_dates(terms); }));
    race.add("rows, unadjusted and adjusted", repeated([&] { return make_schedule(terms); }));
    if (terms.convention == business_day_convention::unadjusted) {
        const period whole(terms.start, terms.end);
        race.add("rows, the plain schedule", repeated([whole] { return make_schedule(whole, monthly); }));
    }
#if defined(RATABLE_BENCH_QUANTLIB)
    const bench::quantlib_dates quantlib(terms.convention != business_day_convention::unadjusted);
    race.add("QuantLib, forward", repeated([&] { return quantlib.make(false); }), true);
    race.add("QuantLib, backward", repeated([&] { return quantlib.make(true); }), true);
    race.run(101);
    const auto compared = [&](const char* ours) {
        std::printf("QuantLib, forward, takes %.0f x the time of \"%s\" (least turns: %.0f x)\n", race.ratio("QuantLib, forward", ours), ours,
                    race.least("QuantLib, forward") / race.least(ours));
    };
    compared("dates, into the caller's storage");
    compared("dates, in a vector");
    std::printf("%zu of %zu dates differ from QuantLib's\n", differing(adjusted_dates(terms), quantlib.days()), dates);
#else
    race.run(101);
    std::printf("QuantLib was not found: no peer\n");
#endif
}

} // namespace

int main()
{
    bench::print_build();
    schedule_terms terms{.start = 2025_y / nov / 3, .end = 2032_y / nov / 3, .every = monthly, .stub = stub_convention::none};
    compare("84 months, no calendar", terms);
    terms.convention = business_day_convention::modified_following;
    terms.calendar   = us_federal();
    compare("84 months, modified following, US federal holidays", terms);
}
