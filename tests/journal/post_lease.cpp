// SPDX-License-Identifier: BSL-1.0
#include <ratable/journal/post_lease.hpp>
#include <ratable/journal/journal.hpp>

#include "../support/books.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

/// Three years at 10, 12 and 14 thousand in arrears, at 4.235 %: worth 33,000.37.
lease<USD> hall(lease_classification as, std::optional<money<USD>> direct_costs = {})
{
    return {.name           = "hall",
            .judgement      = lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true},
            .classification = as,
            .components     = combined_components{},
            .periods        = make_schedule(period(2026_y / jan / 1, 2029_y / jan / 1), annual),
            .payments       = periodic_payments<USD>{.amounts = std::vector{usd(10'000), usd(12'000), usd(14'000)}, .timing = payment_timing::end, .rate_a_period = rate_of_interest(0.04235_d)},
            .initial_direct_costs = direct_costs};
}

money<USD> held(const journal<USD>& books, account_type type, const char* path) { return balance_of(books, account(type, path)); }

} // namespace

TEST_CASE("an operating lease posts one cost a period")
{
    const auto s       = lease_schedule_of(hall(lease_classification::asc_842_operating));
    const auto entries = lease_entries("hall", s, payment_timing::end);
    REQUIRE(entries.size() == 7);
    const auto& owed = s.liability;
    CHECK(owed[0].opening == usd("33000.37"));
    CHECK(entries[0].id == "hall-L2026-01-01");
    CHECK(entries[0].postings == std::vector<posting<USD>>{{account(account_type::asset, "Right of use:hall"), owed[0].opening}, {account(account_type::liability, "Lease:hall"), -owed[0].opening}});
    CHECK(entries[1].id == "hall-A2026-12-31");
    CHECK(entries[1].postings == std::vector<posting<USD>>{{account(account_type::expense, "Lease:hall"), usd(12'000)},
                                                           {account(account_type::asset, "Right of use:hall"), owed[0].interest - usd(12'000)},
                                                           {account(account_type::liability, "Lease:hall"), -owed[0].interest}});
    CHECK(entries[2].id == "hall-P2026-12-31");
    CHECK(entries[2].postings == std::vector<posting<USD>>{{account(account_type::liability, "Lease:hall"), usd(10'000)}, {account(account_type::asset, "Cash"), usd(-10'000)}});
    journal<USD> books;
    books.post(entries);
    CHECK(tests::untidy(books) == "");
    CHECK(held(books, account_type::expense, "Lease") == usd(36'000));
    CHECK(held(books, account_type::asset, "Cash") == usd(-36'000));
    CHECK(held(books, account_type::asset, "Right of use") == usd(0));
    CHECK(held(books, account_type::liability, "Lease") == usd(0));
}

TEST_CASE("a finance lease posts amortisation and interest apart, and direct costs are paid at commencement")
{
    for (const auto as : {lease_classification::asc_842_finance, lease_classification::ifrs_16}) {
        const auto   s = lease_schedule_of(hall(as, usd(300)));
        journal<USD> books;
        books.post(lease_entries("hall", s, payment_timing::end));
        CHECK(tests::untidy(books) == "");
        CHECK(balance_of(books, account(account_type::asset, "Cash"), sys_days{2026_y / jan / 1}) == usd(-300));
        CHECK(held(books, account_type::expense, "Amortization:hall") == s.right_of_use.front().opening);
        CHECK(held(books, account_type::expense, "Interest:hall") == total_interest(s.liability));
        CHECK(held(books, account_type::expense, "Amortization") + held(books, account_type::expense, "Interest") == usd(36'300));
        CHECK(held(books, account_type::asset, "Cash") == usd(-36'300));
        CHECK(held(books, account_type::expense, "Lease") == usd(0));
    }
}

TEST_CASE("payments in advance: the first is made on commencement")
{
    lease<USD> l = hall(lease_classification::ifrs_16);
    l.payments   = periodic_payments<USD>{.amounts = std::vector{usd(10'000), usd(12'000), usd(14'000)}, .timing = payment_timing::begin, .rate_a_period = rate_of_interest(0.04235_d)};
    journal<USD> books;
    books.post(lease_entries("hall", lease_schedule_of(l), payment_timing::begin));
    CHECK(tests::untidy(books) == "");
    CHECK(balance_of(books, account(account_type::asset, "Cash"), sys_days{2026_y / jan / 1}) == usd(-10'000));
    CHECK(held(books, account_type::liability, "Lease") == usd(0));
}

TEST_CASE("a lease without rows is refused")
{
    CHECK_REFUSED(invalid_terms, "lease 'hall': must have a schedule; got no rows; make it with lease_schedule_of",
                  lease_entries("hall", lease_schedule<USD>{lease_classification::ifrs_16, {}, {}}, payment_timing::end));
}
