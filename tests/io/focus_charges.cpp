// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/focus_charges.hpp>
#include <ratable/io/focus.hpp>

#include "../support/any_contract.hpp"
#include "../support/focus_validator.hpp"
#include "../support/metered_contract.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace ratable::literals;
using namespace date::literals;

namespace {

/// Category, status, billed and effective cost of each row, and what it says of itself.
template <class C>
std::vector<std::string> lines_of(const contract<C>& c, const readings<C>& read = {})
{
    std::vector<std::string> lines;
    for (const auto& row : focus_rows(c, read)) {
        std::string line(name_of(row.category));
        if (row.status != focus_status::none) (line += ' ') += name_of(row.status);
        if (row.corrects) line += " corrects";
        line += " " + to_string(row.billed.amount) + " " + to_string(row.effective.amount) + " " + (row.priced ? detail::exact_text(row.priced->count) : "-") + " | " + row.description;
        lines.push_back(line);
    }
    return lines;
}

template <class C>
std::vector<std::string> broken_rules(const contract<C>& c, const readings<C>& read = {})
{
    const auto rows = focus_rows(c, read);
    require_focus_ties(rows, charges_of(c, read));
    const focus_origin origin{.account = focus_account(c), .name = c.name, .provider = "P", .tranches = focus_tranches(c)};
    return tests::focus_file(focus_to_csv(rows, origin)).broken();
}

period month(int m) { return {sys_days{2026_y / date::month(static_cast<unsigned>(m)) / 1}, sys_days{(2026_y / date::month(static_cast<unsigned>(m)) + date::months{1}) / 1}}; }

/// Two months of 2026, one hall of 1 MW at 100,000.01 a MW-month.
contract<USD> two_months()
{
    return {
        .id            = "two",
        .name          = "Two months",
        .provider      = "P",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::months{2}}, "order form"),
        .tranches      = disclosed({{.name = "hall", .in_service = 2026_y / jan / 1, .capacity = 1 * MW_it}}, "order form"),
        .consideration = disclosed(usd(200'000), "order form"),
        .pricing       = disclosed(pricing<USD>{capacity_fee<USD>{.price = unit_price<USD>(usd(100'000.01_d), priced_unit::mw_month)}}, "order form"),
        .billing       = disclosed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "order form"),
    };
}

ratable::prepayment prepaid(const char* share, residue left_over, int from = 1, int through = 2)
{
    return {.share = ratio::parse(share), .lead = date::days{10}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = date::months{from},
            .through_month = date::months{through}, .left_over = left_over};
}

} // namespace

TEST_CASE("a minimum is bought each period, and what is used of it, and what is not, is what was paid for it")
{
    auto c = tests::metered_contract();
    std::get<usage_fee<USD>>(c.pricing.value()[0]).minimum->contracted = disclosed(gpus<any_accelerator>(10 * gpu<gb300>), "order form");
    readings<USD> read;
    read.usage = {{.days = month(1), .quantity = metered(5'000)}, {.days = month(2), .quantity = metered(5'376)}, {.days = month(3), .quantity = metered(7'400)}};
    const auto lines = lines_of(c, read); // minimum: 80 % of 7,440, 6,720 and 7,440 hours
    CHECK(lines[0] == "Purchase 14880.00 0.00 5952 | usage: minimum");
    CHECK(lines[1] == "Usage Used 0.00 12500.00 5000 | usage: usage within the minimum");
    CHECK(lines[2] == "Usage Unused 0.00 2380.00 952 | usage: unused minimum");
    CHECK(lines[3] == "Purchase 13440.00 0.00 5376 | usage: minimum");
    CHECK(lines[4] == "Usage Used 0.00 13440.00 5376 | usage: usage within the minimum");
    CHECK(lines[5] == "Purchase 14880.00 0.00 5952 | usage: minimum");
    CHECK(lines[6] == "Usage Used 0.00 14880.00 5952 | usage: usage within the minimum");
    CHECK(lines[7] == "Usage 1240.00 1240.00 496 | usage: usage above the minimum");
    CHECK(lines[8] == "Usage 0.00 0.00 952 | usage: make_up");
    CHECK(lines[9] == "Purchase 14400.00 0.00 5760 | usage: minimum");
    CHECK(lines[10] == "Usage Unused 0.00 14400.00 5760 | usage: unused minimum");
    CHECK(broken_rules(c, read).empty());
}

TEST_CASE("a prepayment is bought, and pays a part of each fee")
{
    auto c       = two_months();
    c.prepayment = disclosed(prepaid("0.25", residue::refunded), "order form");
    const auto lines = lines_of(c);
    REQUIRE(lines.size() == 5);
    CHECK(lines[0] == "Purchase 50000.01 0.00 1 | prepayment: prepayment");
    CHECK(lines[1] == "Usage Used 0.00 25000.01 0.250000075 | capacity: fee, paid by the prepayment");
    CHECK(lines[2] == "Usage 75000.00 75000.00 0.749999925 | capacity: fee");
    CHECK(lines[3] == "Usage Used 0.00 25000.00 0.249999975 | capacity: fee, paid by the prepayment");
    CHECK(lines[4] == "Usage 75000.01 75000.01 0.750000025 | capacity: fee");
    CHECK(broken_rules(c).empty());
}

TEST_CASE("what of a prepayment is refunded corrects its purchase, and what lapses is unused")
{
    auto c       = two_months();
    c.prepayment = disclosed(prepaid("0.25", residue::refunded, 2, 4), "order form");
    auto lines   = lines_of(c);
    CHECK(lines.back() == "Purchase corrects -33333.34 0.00 -1 | prepayment: refund of the prepayment");
    CHECK(broken_rules(c).empty());
    c.prepayment = disclosed(prepaid("0.25", residue::lapses, 2, 4), "order form");
    lines        = lines_of(c);
    CHECK(lines.back() == "Usage Unused 0.00 33333.34 1 | prepayment: prepayment that lapsed");
    CHECK(broken_rules(c).empty());
}

TEST_CASE("a prepayment that pays for leaving was used by nothing else")
{
    auto c        = two_months();
    c.prepayment  = disclosed(prepaid("0.25", residue::refunded), "order form");
    c.termination = disclosed(early_termination<USD>{.fee_by_year = std::vector<money<USD>>{usd(30'000)}, .less_unearned_prepayment = true, .terminated_on = 2026_y / feb / 1}, "order form");
    const auto lines = lines_of(c);
    CHECK(lines[lines.size() - 2] == "Adjustment 5000.00 5000.00 - | termination: fee");
    CHECK(lines.back() == "Usage Unused 0.00 25000.00 1 | prepayment: prepayment that pays for leaving");
    CHECK(broken_rules(c).empty());
}

TEST_CASE("a credit over two fees of one invoice covers each in proportion, and none by more than it is")
{
    auto c       = two_months();
    c.pricing    = disclosed(pricing<USD>{capacity_fee<USD>{.name = "hall", .price = unit_price<USD>(usd(100'000.01_d), priced_unit::mw_month)},
                                          capacity_fee<USD>{.name = "network", .price = unit_price<USD>(usd(0.02_d), priced_unit::mw_month)},
                                          fixed_fee<USD>{.name = "set-up", .amount = disclosed(usd(7), "order form"), .every = fee_every::once}}, "order form");
    c.prepayment = disclosed(prepaid("1", residue::refunded), "order form");
    const auto lines = lines_of(c);
    CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("Usage Used 0.00 100000.01 "); }) == 2);
    CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("Usage Used 0.00 0.02 "); }) == 2);
    CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line == "Purchase 7.00 7.00 1 | set-up: fee"; }) == 1);
    CHECK(lines.size() == 6);
    CHECK(broken_rules(c).empty());
}

TEST_CASE("holdbacks are no cost, and services that were down are a credit")
{
    auto c            = two_months();
    auto terms        = c.billing.value();
    terms.holdback    = holdback{.share = disclosed(ratio(0.1_d), "order form"), .released_after = date::months{12}};
    c.billing         = disclosed(terms, "order form");
    c.service_level   = disclosed(service_level{.steps = std::vector<service_credit_step>{{ratio(0.99_d), ratio(0.1_d)}}}, "order form");
    readings<USD> read;
    read.downtime = {{.days = month(1), .down = metered(100)}};
    const auto lines = lines_of(c, read);
    CHECK(std::find(lines.begin(), lines.end(), "Credit -10000.00 -10000.00 - | service_level: service_credit") != lines.end());
    CHECK(std::find(lines.begin(), lines.end(), "Adjustment -10000.00 0.00 - | billing: kept back") != lines.end());
    CHECK(lines.back() == "Adjustment 20000.00 0.00 - | billing: released");
    CHECK(broken_rules(c, read).empty());
}

TEST_CASE("spend that was not drawn is bought and unused, in its year")
{
    auto c    = tests::metered_contract();
    c.spend   = disclosed(committed_spend<USD>{.a_year = disclosed(usd(1'000'000), "order form"), .at_anniversary = undrawn::billed, .at_end = undrawn::billed}, "order form");
    c.pricing = disclosed(pricing<USD>{usage_fee<USD>{.price = unit_price<USD>(usd("2.50"), priced_unit::gpu_hour)}}, "order form");
    readings<USD> read;
    read.usage = {{.days = month(1), .quantity = metered(1'000)}};
    const auto lines = lines_of(c, read);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "Usage 2500.00 2500.00 1000 | usage: usage");
    CHECK(lines[1] == "Purchase 997500.00 0.00 1 | spend: commitment of the year, not drawn");
    CHECK(lines[2] == "Usage Unused 0.00 997500.00 1 | spend: undrawn commitment of the year");
    CHECK(broken_rules(c, read).empty());
}

TEST_CASE("a tier of the whole year corrects the months before, and a rebate is a credit")
{
    auto       c = tests::metered_contract();
    const auto p = unit_price<USD>(usd(0), priced_unit::gpu_hour);
    c.pricing    = disclosed(pricing<USD>{usage_fee<USD>{.price = p, .tiers = tiers<USD>{.steps = std::vector<tier<USD>>{{metered(1'000), usd(3.00_d)}, {{}, usd(2.00_d)}}, .method = tier_method::all_units,
                                                                                    .counted_over = tier_period::contract_year, .rebate = rebate{.from = metered(1'500), .share = ratio(0.1_d)}}}}, "order form");
    readings<USD> read;
    read.usage = {{.days = month(1), .quantity = metered(1'000)}, {.days = month(2), .quantity = metered(1'000)}};
    const auto lines = lines_of(c, read);
    CHECK(std::find(lines.begin(), lines.end(), "Usage corrects -1000.00 -1000.00 - | usage: earlier months at the tier of the year") != lines.end());
    CHECK(lines.back() == "Credit -400.00 -400.00 - | usage: rebate");
    CHECK(broken_rules(c, read).empty());
}

TEST_CASE("property: what contracts of any clauses charge, FOCUS bills, and nothing is bought that is not used or unused")
{
    RATABLE_INFO_SEED;
    tests::contract_source source;
    tests::random&         draw = source.draw();
    int                    bought = 0, used = 0, unused = 0;
    for (int n = 0; n < 100; ++n) {
        auto                     c = source.next();
        readings<tests::dollars> read;
        read.indices   = source.any_indices();
        auto clauses   = c.pricing.value();
        auto terms     = c.billing.value();
        if (draw.coin()) {
            usage_fee<tests::dollars> usage{.name = "meter", .price = tests::micros_per(draw.between(1, 5'000'000), priced_unit::gpu_hour), .overage = tests::micros_per(draw.between(1, 5'000'000), priced_unit::gpu_hour)};
            usage.minimum = take_or_pay{.share = tests::millionths(draw.between(0, 1'000'000)), .contracted = disclosed(gpus<any_accelerator>(draw.between(1, 5'000) * gpu<gb300>), "drawn")};
            if (draw.coin()) usage.minimum->make_up = make_up{.usable_months = 6, .price = draw.coin() ? make_up_price::free : make_up_price::difference};
            if (draw.coin()) usage.minimum->true_up = annual_true_up{.share = tests::drawn(tests::millionths(draw.between(0, 1'000'000))), .can_be_made_up = false};
            clauses.push_back(usage);
            c.pricing = tests::drawn(clauses);
            for (const billing_period& p : billing_calendar(terms, c.term.value(), days_of(c.term.value()))) {
                if (draw.coin() && !early_end_of(c)) read.usage.push_back({.days = p.days, .quantity = metered::from_units(draw.between(1, 500'000'000'000'000))}); // up to 5,000,000 hours
            }
        }
        if (draw.coin()) terms.holdback = holdback{.share = tests::drawn(tests::millionths(draw.between(0, 200'000))), .released_after = date::months{draw.between(1, 50)}};
        if (draw.coin()) c.spend = tests::drawn(committed_spend<tests::dollars>{.a_year = tests::drawn(tests::cents(draw.between(0, 1'000'000'000'00))), .at_anniversary = undrawn::billed, .at_end = undrawn::billed});
        c.billing = tests::drawn(terms);
        CAPTURE(n);
        for (const std::string& rule : broken_rules(c, read)) FAIL_CHECK(rule);
        for (const auto& row : focus_rows(c, read)) {
            bought += row.commitment && row.category == focus_category::purchase ? 1 : 0;
            used += row.status == focus_status::used ? 1 : 0;
            unused += row.status == focus_status::unused ? 1 : 0;
        }
    }
    CHECK(bought > 100);
    CHECK(used > 100);
    CHECK(unused > 100);
}
