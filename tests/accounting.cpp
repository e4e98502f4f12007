// SPDX-License-Identifier: BSL-1.0
// The door of books: nothing else is included before the test framework, so all that is used here comes through it.
#include <ratable/accounting.hpp>

#ifdef FMT_VERSION
#error "<ratable/accounting.hpp> brings in fmt"
#endif
#ifdef TOML_LIB_MAJOR
#error "<ratable/accounting.hpp> brings in toml++"
#endif

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("The door of books has schedules, journals and the files that other tools read")
{
    using namespace date::literals;
    using namespace ratable::symbols;
    using ratable::account, ratable::account_type, ratable::period, ratable::usd;
    const std::vector<period> years{{2026_y / jan / 1, 2027_y / jan / 1}, {2027_y / jan / 1, 2028_y / jan / 1}};
    const auto                rows = ratable::amortize(usd(100), years, ratable::straight_line);
    CHECK(ties_out(rows, usd(100)));

    ratable::journal<USD> books;
    books.post({.date = ratable::sys_days{2026_y / dec / 31}, .id = "1", .postings = {{account(account_type::expense, "Compute"), rows[0].charge}, {account(account_type::asset, "Prepaid"), -rows[0].charge}}});
    CHECK(books.entries().size() == 1);
    CHECK(to_plain_text_accounting(books.entries()).find("Expenses:Compute") != std::string::npos);
}
