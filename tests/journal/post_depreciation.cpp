// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/post_depreciation.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/journal/journal.hpp>

#include "../support/books.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

/// 100 over three years down to 10.
amortization_schedule<USD> rows()
{
    amortization_schedule<USD> schedule = amortize(usd(90), make_schedule(period(2026_y / jan / 1, 2029_y / jan / 1), annual), std::vector<std::int64_t>{1, 1, 1});
    for (auto& row : schedule) {
        row.opening += usd(10);
        row.closing += usd(10);
    }
    return schedule;
}

} // namespace

TEST_CASE("an asset is bought, and depreciated on the last day of each period")
{
    CHECK(tests::lines(depreciation_entries("hall 1", rows(), 2025_y / dec / 20)) ==
          "hall 1-B2025-12-20 | Assets:Equipment:hall 1 100.00 Assets:Cash -100.00\n"
          "hall 1-A2026-12-31 | Expenses:Depreciation:hall 1 30.00 Assets:Accumulated depreciation:hall 1 -30.00\n"
          "hall 1-A2027-12-31 | Expenses:Depreciation:hall 1 30.00 Assets:Accumulated depreciation:hall 1 -30.00\n"
          "hall 1-A2028-12-31 | Expenses:Depreciation:hall 1 30.00 Assets:Accumulated depreciation:hall 1 -30.00\n");
}

TEST_CASE("what is left on the books at each date is the schedule's closing")
{
    journal<USD> books;
    books.post(depreciation_entries("hall 1", rows(), 2025_y / dec / 20));
    for (const auto& row : rows()) {
        const sys_days on = row.period.end() - date::days{1};
        CHECK(balance_of(books, account(account_type::asset, "Equipment"), on) + balance_of(books, account(account_type::asset, "Accumulated depreciation"), on) == row.closing);
        CHECK(imbalance_of(trial_balance_of(books, on)) == 0);
    }
}

TEST_CASE("an asset that was bought elsewhere has its charges alone")
{
    CHECK(depreciation_entries("hall 1", rows()).size() == 3);
    CHECK_REFUSED(invalid_terms, "asset 'hall 1': must have a schedule; got no rows; make it with depreciate", depreciation_entries<USD>("hall 1", {}));
}
