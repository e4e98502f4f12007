// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/focus.hpp>
#include <ratable/io/deal_file.hpp>
#include <ratable/io/readings_file.hpp>

#include "../support/focus_validator.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

using namespace ratable;

namespace {

template <int Digits> using any_deal = contract<any_currency<Digits>>;

any_deal<2> deal(const char* path)
{
    auto c = std::get<any_deal<2>>(load_deal(path).contract);
    if (c.provider.empty()) c.provider = "Example Cloud";
    return c;
}

} // namespace

TEST_CASE("the files of every deal hold the rules of FOCUS")
{
    for (const char* path : {"examples/deals/microsoft-iren.toml", "examples/deals/openai-aws.toml", "examples/deals/openai-cerebras.toml", "examples/deal_file/leaving.toml", "examples/readings/metered.toml"}) {
        CAPTURE(path);
        const auto c     = deal(path);
        const auto read  = std::string(path).find("metered") == std::string::npos ? readings<any_currency<2>>{} : load_readings<any_currency<2>>("examples/readings/metered.csv", c);
        const auto files = focus_files(c, read, "ab12");
        REQUIRE(files.size() == 2);
        CHECK(files[0].name == "cost_and_usage.csv");
        CHECK(files[1].name == "contract_commitment.csv");
        tests::focus_file file(files[0].text);
        for (const std::string& rule : file.broken()) FAIL_CHECK(rule);
        CHECK(file.rows().size() > 10);
    }
}

TEST_CASE("the rules that files are checked by refuse a cent too much, in every column of money")
{
    const auto c    = deal("examples/readings/metered.toml");
    const auto read = load_readings<any_currency<2>>("examples/readings/metered.csv", c);
    const auto good = focus_rows(c, read);
    const auto sums = charges_of(c, read);
    const auto cent = money<any_currency<2>>(decimal<2>::from_units(1), c.currency);
    CHECK_NOTHROW(require_focus_ties(good, sums));
    for (std::size_t i = 0; i < good.size(); ++i) {
        CAPTURE(i);
        auto rows = good;
        rows[i].billed += cent;
        CHECK_THROWN(invalid_terms, require_focus_ties(rows, sums));
        rows = good;
        rows[i].effective += cent;
        CHECK_THROWN(invalid_terms, require_focus_ties(rows, sums));
        rows = good;
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
        if (sign(good[i].billed) != 0 || sign(good[i].effective) != 0) CHECK_THROWN(invalid_terms, require_focus_ties(rows, sums));
    }
    auto rows = good; // a cent from one commitment's use to another row: all else ties
    rows[1].effective -= cent;
    rows[3].effective += cent;
    CHECK_REFUSED(invalid_terms, "metered/pricing[0].minimum: must be used and unused by what was bought; got a difference of 0.01; correct what made the rows: nothing is written that does not add up",
                  require_focus_ties(rows, sums));
    rows = good;
    rows[3].billed += cent;
    CHECK_REFUSED(invalid_terms, "invoice of 2026-01-31: must bill in FOCUS what it charges; got a difference of 0.01; correct what made the rows: nothing is written that does not add up", require_focus_ties(rows, sums));
}

TEST_CASE("the validator refuses what it should")
{
    const auto c    = deal("examples/readings/metered.toml");
    const auto text = focus_files(c, load_readings<any_currency<2>>("examples/readings/metered.csv", c))[0].text;
    const auto with = [&text](const char* was, const char* is) {
        std::string changed = text;
        changed.replace(changed.find(was), std::string(was).size(), is);
        return tests::focus_file(changed).broken().size();
    };
    CHECK(tests::focus_file(text).broken().empty());
    CHECK(with("883500.00", "883500.01") > 0);
    CHECK(with("930240.00", "930240.01") > 0);
    CHECK(with(",883500,", ",883500.5,") > 0);
    CHECK(with(",Usage,", ",usage,") > 0);
    CHECK(with("T00:00:00Z", "") > 0);
    CHECK(with(",Used,", ",,") > 0);
    CHECK(with(",310000,GPU-Hours,883500", ",,,883500") > 0);
    CHECK(with("Example Cloud", "") > 0);
    CHECK(with("BilledCost,BillingAccountId", "BillingAccountId,BilledCost") > 0);
}

TEST_CASE("a deal that does not name its provider is refused, for invoices have an issuer")
{
    auto c = deal("examples/readings/metered.toml");
    c.provider.clear();
    CHECK_REFUSED(invalid_terms, "contract 'Metered example': provider: must be named in FOCUS files, as the issuer of invoices; got none; write provider = \"…\"", focus_files(c));
}
