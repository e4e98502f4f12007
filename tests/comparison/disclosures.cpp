// SPDX-License-Identifier: BSL-1.0
#include <ratable/comparison/disclosures.hpp>

#include <ratable/comparison/table.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using date::months, date::years;

namespace {

/// Two tranches of 10 MW at 100 a MW-month: 1,000 a month each, from 2026 and from 2027 on, to the end of 2029.
contract<USD> phased()
{
    return contract<USD>{
        .id            = "a",
        .name          = "A",
        .customer      = "Buyer",
        .provider      = "Seller",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = years{4}}, "order form"),
        .tranches      = disclosed({{.name = "one", .in_service = 2026_y / jan / 1, .capacity = 10 * MW_it}, {.in_service = 2027_y / jan / 1, .capacity = 10 * MW_it}}, "order form"),
        .consideration = disclosed(usd(84'000), "order form"),
        .committed     = disclosed(usd(84'000), "order form"),
        .pricing       = disclosed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(usd(100) / MW_month)}}, "order form"),
        .billing       = disclosed(ratable::billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{0}, .convention = business_day_convention::unadjusted}}, "order form"),
    };
}

disclosure_request on(const year_month_day& day, bool is_lease = false)
{
    return {.as_of = day, .fiscal = {.last_month = date::December, .named_by = fiscal_year_named_by::end}, .is_lease = is_lease};
}

/// Tables as `name: line figure; …`, and their notes.
std::string text_of(const disclosure_report& r)
{
    std::string text;
    for (const auto& table : r.tables) {
        text += table.name + ": ";
        for (const auto& line : table.lines) text += line.label + " " + to_string(line.value) + "; ";
        for (const auto& note : table.notes) text += note + " ";
        text += "\n";
    }
    return text;
}

} // namespace

TEST_CASE("what cannot be cancelled stands by fiscal year, and what is to be earned by months")
{
    CHECK(text_of(disclosures_of(phased(), on(2026_y / jun / 30))) ==
          "purchase_obligations: rest of 2026 USD 6,000.00; 2027 USD 24,000.00; 2028 USD 24,000.00; 2029 USD 24,000.00; 2030 USD 0.00; 2031 USD 0.00; thereafter USD 0.00; "
          "without a date USD 0.00; total USD 78,000.00; What cannot be cancelled is met by the earliest charges. \n"
          "remaining_performance: months 1 to 12 USD 18,000.00; months 13 to 24 USD 24,000.00; thereafter USD 36,000.00; total USD 78,000.00; \n");
}

TEST_CASE("what can be cancelled is in no obligation, though it is to be earned")
{
    auto c      = phased();
    c.committed = disclosed(usd(40'000), "order form");
    const auto r = disclosures_of(c, on(2026_y / dec / 31));
    CHECK(to_string(r.tables[0].lines.back().value) == "USD 28,000.00");
    CHECK(to_string(r.tables[0].lines[1].value) == "USD 4,000.00");
    CHECK(to_string(r.tables[1].lines.back().value) == "USD 72,000.00");
}

TEST_CASE("where nobody knows what can be cancelled, no obligation is made up; what is fixed stands apart")
{
    auto c      = phased();
    c.committed = unknown("not public");
    CHECK(text_of(disclosures_of(c, on(2028_y / dec / 31))) ==
          "purchase_obligations: total needs committed; committed is not known: not public \n"
          "fixed_payments: 2029 USD 24,000.00; 2030 USD 0.00; 2031 USD 0.00; 2032 USD 0.00; 2033 USD 0.00; thereafter USD 0.00; total USD 24,000.00; "
          "No more than a year is left to run, at least in some case: ASC 440-10-50-2 asks for longer ones. \n"
          "remaining_performance: months 1 to 12 USD 24,000.00; months 13 to 24 USD 0.00; thereafter USD 0.00; total USD 24,000.00; \n");
}

TEST_CASE("a term that is needed and not known is named with its reason, and what was announced in all is said")
{
    auto c      = phased();
    c.committed = unknown("not public");
    c.term      = unknown("multi-year");
    c.consideration = reported(at_least(usd(84'000)), "press");
    const auto text = text_of(disclosures_of(c, on(2026_y / jun / 30)));
    CHECK(text.find("fixed_payments: total needs term; term is not known: multi-year The consideration in all: at least USD 84,000.00. ") != std::string::npos);
    CHECK(text.find("remaining_performance: total needs term; term is not known: multi-year The consideration in all: at least USD 84,000.00. ") != std::string::npos);
}

TEST_CASE("terms that are ranges make ranges, which hold every corner")
{
    auto c = phased();
    c.tranches.value()[1].in_service = assumed(range(2026_y / dec / 1, 2027_y / jan / 1, 2027_y / feb / 1), "a guess");
    const auto r = disclosures_of(c, on(2026_y / dec / 31));
    CHECK(to_string(r.tables[0].lines[0].value) == "~ USD 23,000.00 … 24,000.00†");
    CHECK(to_string(r.tables[1].lines.back().value) == "~ USD 71,000.00 … 72,000.00†");
    CHECK(r.tables[1].lines.back().value.sampled);
    CHECK(r.tables[1].lines.back().value.base == fraction(72'000));
    // A floor without a ceiling gives a base case and no bound.
    c = phased();
    c.pricing = assumed(pricing<USD>{capacity_fee<USD>{.price = assumed(at_least(unit_price<USD>(usd(100) / MW_month)), "press")}}, "a guess");
    CHECK(to_string(disclosures_of(c, on(2026_y / dec / 31)).tables[1].lines.back().value) == "USD 72,000.00† base case, no bound");
}

TEST_CASE("as a lease, what must be paid whatever is used counts too, though it is of no tranche")
{
    auto c    = phased();
    c.pricing = disclosed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(usd(100) / MW_month)}, fixed_fee<USD>{.name = "support", .amount = usd(1'200), .every = fee_every::year}}, "order form");
    // 1,200 a year for four years: all of it to the first tranche in 2026, half of it to each from 2027 on
    CHECK(text_of(disclosures_of(c, on(2025_y / dec / 31, true))).starts_with(
        "leases_not_commenced: one, 10 MW critical_it, from 2026-01-01 USD 51,000.00; tranche 1, 10 MW critical_it, from 2027-01-01 USD 37,800.00; total USD 88,800.00; "));
    CHECK(text_of(disclosures_of(c, on(2026_y / jun / 30, true))).starts_with("leases_not_commenced: tranche 1, 10 MW critical_it, from 2027-01-01 USD 37,800.00; total USD 37,800.00; "));
}

TEST_CASE("as a lease, tranches that have not commenced stand instead, each with its fees")
{
    CHECK(text_of(disclosures_of(phased(), on(2026_y / jun / 30, true))).starts_with(
        "leases_not_commenced: tranche 1, 10 MW critical_it, from 2027-01-01 USD 36,000.00; total USD 36,000.00; That it is a lease is the caller's judgement. \n"));
    CHECK(text_of(disclosures_of(phased(), on(2025_y / dec / 31, true))).starts_with(
        "leases_not_commenced: one, 10 MW critical_it, from 2026-01-01 USD 48,000.00; tranche 1, 10 MW critical_it, from 2027-01-01 USD 36,000.00; total USD 84,000.00; "));
    CHECK(text_of(disclosures_of(phased(), on(2027_y / jan / 1, true))).starts_with("leases_not_commenced: total USD 0.00; Every tranche has commenced. "));
    auto c     = phased();
    c.tranches = unknown("never announced");
    c.pricing  = disclosed(pricing<USD>{consideration_fee{.by = billed_by::months}}, "order form");
    CHECK(text_of(disclosures_of(c, on(2025_y / dec / 31, true))).starts_with("leases_not_commenced: total needs tranches; tranches is not known: never announced "));
}

TEST_CASE("what is exempt is left out and says by what, and options that are not exercised are named")
{
    auto asked                = on(2026_y / jun / 30);
    asked.elected.as_invoiced = true;
    auto c                    = phased();
    c.options                 = disclosed(options<USD>{{.name = "more", .kind = option_kind::expansion, .notice_by = unknown("?"), .capacity = unknown("?"), .in_service = unknown("?"), .price = unknown("?")}}, "order form");
    const auto r = disclosures_of(c, asked);
    CHECK(to_string(r.tables[1].lines.back().value) == "USD 0.00");
    CHECK(r.tables[1].notes == std::vector<std::string>{"Left out, by the exemption that was elected: revenue is what may be invoiced (606-10-50-14(b)).", "In no figure, for they are options: more."});
}

TEST_CASE("a contract in a currency known at run time, and one that validate refuses")
{
    const auto yen = currency_of<0>("JPY");
    using yen_type = any_currency<0>;
    const contract<yen_type> c{.name = "y", .currency = yen, .term = phased().term, .tranches = phased().tranches, .consideration = disclosed(money<yen_type>(decimal<0>(48), yen), "order form"),
                               .committed = disclosed(money<yen_type>(decimal<0>(48), yen), "order form"), .pricing = disclosed(pricing<yen_type>{consideration_fee{.by = billed_by::months}}, "order form"),
                               .billing = phased().billing};
    CHECK(to_string(disclosures_of(c, on(2026_y / dec / 31)).tables[0].lines.back().value) == "JPY 36");
    auto bad      = phased();
    bad.committed = disclosed(usd(100'000), "order form");
    CHECK_THROWN(invalid_terms, disclosures_of(bad, on(2026_y / dec / 31)));
}
