// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/charges.hpp>
#include <ratable/terms/validate.hpp>

#include "../support/any_contract.hpp"
#include "../support/charge_model.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::charge_model, tests::contract_source, tests::cpp_int, tests::cpp_rational, tests::dollar_contract, tests::dollars;

namespace {

/// Contracts that a test draws: fewer where each step is checked by a sanitizer.
constexpr int many = 400;

struct drawn_case
{
    dollar_contract   c;
    readings<dollars> read;
};

/// Downtime of each tranche in its own days of service.
void draw_downtime(contract_source& source, drawn_case& drawn)
{
    const charge_model model(drawn.c, drawn.read);
    const auto&        list = drawn.c.tranches.value();
    for (std::size_t j = 0; j < list.size(); ++j) {
        for (const auto& p : model.periods()) {
            const auto days = model.service_of(j) ? intersection(p.whole, *model.service_of(j)) : std::nullopt;
            if (!days || source.one_in(3)) continue;
            const std::int64_t down = source.draw().between(0, source.one_in(5) ? days->days() * 24 : days->days());
            drawn.read.downtime.push_back({.tranche = list[j].name, .days = *days, .down = metered(down), .excused = metered(source.draw().between(0, down)), .excluded = metered(source.draw().between(0, days->days()) / 3)});
            auto& row = drawn.read.downtime.back();
            if (row.down - row.excused > metered(days->days() * 24) - row.excluded) row.excluded = metered{};
        }
    }
}

/// A clause may bill no tranche of its own; readings must be of billed ones.
bool bills_every_tranche(const dollar_contract& c)
{
    return std::any_of(c.pricing.value().begin(), c.pricing.value().end(), [](const auto& clause) {
        if (const auto* fee = std::get_if<capacity_fee<dollars>>(&clause)) return fee->tranche.empty();
        const auto* spread = std::get_if<consideration_fee>(&clause);
        return spread != nullptr && billed_by(spread->by) == billed_by::capacity;
    });
}

drawn_case next_case(contract_source& source)
{
    drawn_case drawn{source.next(), {}};
    drawn.read.indices = source.any_indices();
    if (bills_every_tranche(drawn.c)) draw_downtime(source, drawn);
    return drawn;
}

std::vector<std::string> lines_of(const std::vector<charge<dollars>>& rows)
{
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        const cpp_rational quantity = row.quantity.unit ? tests::ratio(row.quantity.count, row.quantity.per) : cpp_rational(0);
        lines.push_back(charge_model::line(row.kind, to_string(row.clause), row.tranche, row.service, row.invoiced, row.due, quantity, row.price.amount.units, row.amount.amount.units));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// The lines of one list that the other does not have.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    std::vector<std::string> only;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
    std::string text;
    for (std::size_t i = 0; i < only.size() && i < 6; ++i) (text += "\n  ") += only[i];
    return text;
}

bool is_credit(charge_kind k) { return k == charge_kind::delay_credit || k == charge_kind::service_credit || k == charge_kind::prepayment_credit; }

/// The days of service on which a clause holds.
std::optional<period> days_of_clause(const pricing_clause<dollars>& clause, const period& service)
{
    const auto* fee = std::get_if<capacity_fee<dollars>>(&clause);
    if (fee == nullptr) return service;
    const sys_days from = fee->from ? std::max(service.start(), sys_days{*fee->from}) : service.start(), until = fee->until ? std::min(service.end(), sys_days{*fee->until}) : service.end();
    return from < until ? std::optional(period(from, until)) : std::nullopt;
}

/// Where a row stands on its invoice.
int place_of(const charge<dollars>& row)
{
    if (row.clause.list == "pricing") return row.clause.index;
    if (row.clause.list == "spend") return 1'000;
    return row.clause.list == "power" ? 1'001 : 1'002;
}

/// Three years of one tranche from 2026-01-01, monthly by the calendar: 3 MW at USD 1,000 a MW-month.
dollar_contract three_megawatts()
{
    return {.name          = "Small",
            .term          = assumed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{3}}, "test"),
            .tranches      = assumed({{.name = "a", .in_service = 2026_y / jan / 1, .capacity = 3 * MW_it}}, "test"),
            .consideration = assumed(usd(108'000), "test"),
            .pricing       = assumed(pricing<dollars>{capacity_fee<dollars>{.price = usd(1'000) / MW_month}}, "test"),
            .billing       = assumed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "test")};
}

early_termination<dollars> leaving(const year_month_day& day) { return {.fee_by_year = std::vector<money<dollars>>{usd(100)}, .less_unearned_prepayment = true, .terminated_on = day}; }

tranche never_started()
{
    return {.name = "b", .in_service = 2027_y / jan / 1, .capacity = 5 * MW_it, .end = 2028_y / dec / 1, .slip = date::days{90}, .end_on_slip = slipped_end::follows};
}

delay_damages long_stop(int after) { return {.grace = date::days{0}, .share = ratio(0), .long_stop = date::days{after}, .ends = termination_scope::tranche}; }

/// Σ of what was posted of a tranche for service before a day.
cpp_int posted_before(const std::vector<charge<dollars>>& rows, int tranche, sys_days day)
{
    cpp_int sum = 0;
    for (const auto& row : rows) {
        if (row.tranche == tranche && row.service.end() <= day) sum += row.amount.amount.units;
    }
    return sum;
}

} // namespace

TEST_CASE("a second reading of the conventions finds the same rows in contracts drawn at random")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < many; ++i) {
        CAPTURE(i);
        const drawn_case drawn    = next_case(source);
        const auto       problems = validate(drawn.c);
        CHECK_MESSAGE(problems.empty(), (problems.empty() ? "" : problems.front().why.subject + ": " + problems.front().why.rule));
        const auto       expected = charge_model(drawn.c, drawn.read).lines();
        std::vector<charge<dollars>> rows;
        CHECK_NOTHROW(rows = charges_of(drawn.c, drawn.read));
        const auto       found    = lines_of(rows);
        CAPTURE(difference(expected, found));
        CAPTURE(difference(found, expected));
        CHECK(expected == found);
    }
}

TEST_CASE("rows stand by invoice, recompute from their own fields, fall due on business days, and cover service once")
{
    RATABLE_INFO_SEED;
    contract_source              source;
    std::vector<charge<dollars>> rows;
    for (int i = 0; i < many; ++i) {
        CAPTURE(i);
        const drawn_case   drawn = next_case(source);
        const charge_model model(drawn.c, drawn.read);
        charges_into(rows, drawn.c, drawn.read); // into the room of the run before
        CHECK(lines_of(rows) == lines_of(charges_of(drawn.c, drawn.read)));
        const auto& payment = drawn.c.billing.value().payment;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto& row = rows[r];
            if (r > 0) CHECK(rows[r - 1].invoiced <= row.invoiced);
            if (r > 0 && rows[r - 1].invoiced == row.invoiced) CHECK(place_of(rows[r - 1]) <= place_of(row));
            if (row.rounds == rounded_on::row && row.quantity.unit) {
                const cpp_rational exact = tests::ratio(row.quantity.count, row.quantity.per) * cpp_rational(row.price.amount.units, 10'000);
                CHECK(cpp_int(row.amount.amount.units) == tests::rounded(exact, row.mode));
            }
            if (row.kind == charge_kind::prepayment) CHECK(row.due == row.invoiced);
            else if (business_day_convention(payment.convention) != business_day_convention::unadjusted) CHECK(payment.calendar.is_business_day(row.due));
        }
        for (std::size_t clause = 0; clause < drawn.c.pricing.value().size(); ++clause) {
            for (std::size_t j = 0; j < drawn.c.tranches.value().size(); ++j) {
                std::optional<sys_days> until;
                bool                    any = false;
                const auto              held = model.service_of(j) ? days_of_clause(drawn.c.pricing.value()[clause], *model.service_of(j)) : std::nullopt;
                for (const auto& row : rows) {
                    if (row.clause != term_path{"pricing", static_cast<int>(clause)} || row.tranche != static_cast<int>(j)) continue;
                    REQUIRE(held);
                    CHECK(row.service.start() == (until ? *until : held->start()));
                    until = row.service.end();
                    any   = true;
                }
                if (any) CHECK(*until == held->end());
            }
        }
    }
}

TEST_CASE("credits take no more than their fee, in order, and no more of a prepayment than was paid by then")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < many; ++i) {
        CAPTURE(i);
        const drawn_case drawn = next_case(source);
        const auto       rows  = charges_of(drawn.c, drawn.read);
        for (int j = -1; j < static_cast<int>(drawn.c.tranches.value().size()); ++j) {
            cpp_int     prepaid = 0, left = 0;
            sys_days    invoice{};
            charge_kind before = charge_kind::fee;
            for (const auto& row : rows) {
                if (row.tranche != j || (j == -1 && row.clause.list == "pricing" && !std::holds_alternative<consideration_fee>(drawn.c.pricing.value()[static_cast<std::size_t>(row.clause.index)]))) continue;
                if (row.invoiced != invoice) left = 0, invoice = row.invoiced, before = charge_kind::fee;
                if (row.kind == charge_kind::fee) left += row.amount.amount.units;
                if (is_credit(row.kind) && row.service.days() > 0 && row.rounds != rounded_on::nothing) {
                    CHECK(row.amount.amount.units < 0);
                    left += row.amount.amount.units;
                    CHECK(left >= 0);
                    CHECK(before <= row.kind);
                    before = row.kind;
                }
                if (row.kind == charge_kind::prepayment || row.kind == charge_kind::prepayment_credit || (row.kind == charge_kind::refund && row.clause.list == "prepayment")) prepaid += row.amount.amount.units;
                CHECK(prepaid >= 0);
            }
        }
    }
}

TEST_CASE("a slip of zero, an option that nobody exercised and planned availability change nothing")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < many / 4; ++i) {
        CAPTURE(i);
        drawn_case drawn = next_case(source);
        for (tranche& t : drawn.c.tranches.value()) t.slip = {}, t.acceptance = {};
        drawn.read.downtime.clear();
        const auto before = lines_of(charges_of(drawn.c, drawn.read));
        for (tranche& t : drawn.c.tranches.value()) t.slip = date::days{0};
        drawn.c.options      = assumed(options<dollars>{{.name = "more", .kind = option_kind::expansion, .capacity = 9 * MW_it, .in_service = 2027_y / jan / 1}}, "test");
        drawn.c.availability = assumed(availability{.expected = 0.5_d}, "test");
        CHECK(lines_of(charges_of(drawn.c, drawn.read)) == before);
    }
}

TEST_CASE("an early end changes no row invoiced before it, and leaves no service after it")
{
    RATABLE_INFO_SEED;
    contract_source source;
    int             ended = 0;
    for (int i = 0; i < many; ++i) {
        CAPTURE(i);
        drawn_case drawn = next_case(source);
        if (drawn.c.billing.value().invoiced == invoiced::in_advance || !drawn.c.termination.is_known() || !drawn.c.termination.value().terminated_on) continue;
        const sys_days end{*drawn.c.termination.value().terminated_on};
        const auto     invoiced_before = [&](std::vector<charge<dollars>> rows) {
            rows.erase(std::remove_if(rows.begin(), rows.end(), [&](const auto& row) { return row.invoiced >= end - date::days{1}; }), rows.end());
            return lines_of(rows);
        };
        const auto rows = charges_of(drawn.c, drawn.read);
        for (const auto& row : rows) {
            const bool of_service = row.kind == charge_kind::fee || row.kind == charge_kind::energy || is_credit(row.kind) || row.kind == charge_kind::holdback;
            if (of_service) CHECK(row.service.end() <= end);
        }
        drawn.c.termination = {};
        CHECK(invoiced_before(rows) == invoiced_before(charges_of(drawn.c, drawn.read)));
        ++ended;
    }
    CHECK(ended > 10);
}

TEST_CASE("a consideration is billed to the cent, and its rows come to the same at every boundary, however often it is billed")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < many / 2; ++i) {
        CAPTURE(i);
        drawn_case drawn    = next_case(source);
        drawn.c.termination = {}, drawn.c.delay = {}, drawn.c.prepayment = {}, drawn.c.power = {};
        drawn.c.billing.value().holdback = {};
        drawn.c.pricing                  = assumed(pricing<dollars>{consideration_fee{.by = source.one_of({billed_by::capacity, billed_by::months, billed_by::days})}}, "test");
        std::vector<std::vector<charge<dollars>>> runs;
        for (const frequency every : {monthly, quarterly, frequency::annual}) {
            drawn.c.billing.value().every = every;
            runs.push_back(charges_of(drawn.c));
            CHECK(money<dollars>(total(runs.back())) == drawn.c.consideration.value());
        }
        for (const auto& run : {runs[1], runs[2]}) {
            for (const auto& row : run) CHECK(posted_before(run, row.tranche, row.service.end()) == posted_before(runs[0], row.tranche, row.service.end()));
        }
    }
}

TEST_CASE("no hour is made up before it was paid for, and hours that are used are billed, made up or refused")
{
    RATABLE_INFO_SEED;
    contract_source source;
    auto&           draw = source.draw();
    for (int i = 0; i < many / 4; ++i) {
        CAPTURE(i);
        auto c    = three_megawatts();
        auto t    = take_or_pay{.share = tests::millionths(draw.between(0, 100) * 10'000), .contracted = gpus<any_accelerator>(50), .make_up = make_up{.usable_months = static_cast<int>(draw.between(1, 14)), .price = draw.coin() ? make_up_price::free : make_up_price::difference}};
        if (draw.coin()) t.make_up->cap = metered(draw.between(0, 40'000));
        if (draw.coin()) t.true_up = annual_true_up{.share = tests::millionths(draw.between(0, 100) * 10'000), .can_be_made_up = draw.coin()};
        c.pricing = assumed(pricing<dollars>{usage_fee<dollars>{.price = unit_price<dollars>(usd(2.5_d), priced_unit::gpu_hour), .minimum = t}}, "test");
        readings<dollars> read;
        const charge_model model(c, read);
        for (const auto& p : model.periods()) read.usage.push_back({.days = p.whole, .quantity = metered(draw.between(0, 50 * 24 * p.whole.days()))});
        metered        banked{}, used{};
        const auto     rows = charges_of(c, read);
        const sys_days none{};
        sys_days       month = none;
        metered        added{};
        for (const auto& row : rows) {
            const metered hours = row.quantity.unit ? metered::from_units(static_cast<std::int64_t>(row.quantity.count)) : metered{};
            if (row.invoiced != month) banked += added, added = metered{}, month = row.invoiced;
            if (row.kind == charge_kind::usage || row.kind == charge_kind::make_up) used += hours;
            if (row.kind == charge_kind::make_up) banked -= hours;
            if (row.kind == charge_kind::shortfall || (row.kind == charge_kind::true_up && t.true_up->can_be_made_up)) added += hours;
            CHECK(sign(banked) >= 0);
        }
        metered read_in_all{};
        for (const auto& row : read.usage) read_in_all += row.quantity;
        CHECK(used == read_in_all);
    }
}

TEST_CASE("what an early end leaves no time for is not charged, and is no error")
{
    auto c    = three_megawatts();
    c.pricing = assumed(pricing<dollars>{fixed_fee<dollars>{.amount = usd(7), .every = fee_every::once, .due_on = 2026_y / jan / 5}, fixed_fee<dollars>{.amount = usd(9), .every = fee_every::once, .due_on = 2028_y / dec / 31}}, "test");
    CHECK(money<dollars>(total(charges_of(c), charge_kind::fee)) == usd(16));
    c.termination = assumed(leaving(2028_y / dec / 31), "test");
    CHECK(money<dollars>(total(charges_of(c), charge_kind::fee)) == usd(7));
    c.pricing = assumed(pricing<dollars>{fixed_fee<dollars>{.amount = usd(9), .every = fee_every::once, .due_on = 2029_y / jan / 1}}, "test");
    CHECK_REFUSED(invalid_terms, "fixed fee: must fall due within the term; got 2029-01-01; move it into the term", charges_of(c));
}

TEST_CASE("a tranche that a long-stop ended before it started bills no fee and no energy, and prolongs nothing")
{
    auto c  = three_megawatts();
    c.power = assumed(power_pass_through<dollars>{.load_factor = ratio(1), .pue = ratio(1), .tariff = usd(1) / kWh}, "test");
    c.pricing.value().push_back(fixed_fee<dollars>{.amount = usd(1), .every = fee_every::month});
    const auto before = lines_of(charges_of(c));
    c.tranches.value().push_back(never_started());
    c.delay = assumed(long_stop(60), "test");
    CHECK(lines_of(charges_of(c)) == before);
    c.delay = assumed(long_stop(90), "test"); // in time, to the day
    const auto rows = charges_of(c);
    CHECK(rows.back().service.end() == sys_days{2029_y / mar / 1});
}

TEST_CASE("a consideration over months stays within its term when a tranche outlasts it")
{
    auto c = three_megawatts();
    c.tranches.value().push_back(never_started()); // it does start, as nothing stops it
    c.pricing = assumed(pricing<dollars>{consideration_fee{.by = billed_by::months}}, "test");
    const auto rows = charges_of(c);
    REQUIRE(rows.size() == 36);
    for (const auto& row : rows) CHECK(row.amount == usd(3'000));
}

TEST_CASE("an index is asked for no year after the last, and a single bill over the term has a row for each year's price")
{
    auto       c    = three_megawatts();
    const auto link = index_link{.name = "CPI", .compared_with = index_base::last_year, .lag_months = 0};
    std::get<capacity_fee<dollars>>(c.pricing.value()[0]).escalator = escalator{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .index = link};
    const readings<dollars> read{.indices = {{"CPI", 2026_y / jan, ratio(100)}, {"CPI", 2027_y / jan, ratio(110)}, {"CPI", 2028_y / jan, ratio(121)}}};
    CHECK(charges_of(c, read).back().price == usd(1'210));
    c.billing.value().every   = frequency::once;
    c.billing.value().periods = contract_periods;
    const auto rows           = charges_of(c, read);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].amount == usd(36'000));
    CHECK(rows[1].amount == usd(39'600));
    CHECK(rows[2].amount == usd(43'560));
}

TEST_CASE("a day of delay earns by the price of the day on which service was planned to start")
{
    auto  c         = three_megawatts();
    auto& t         = c.tranches.value()[0];
    t.in_service    = year_month_day{2027_y / jan / 1};
    t.slip          = date::days{73}; // a fifth of a year
    auto& fee       = std::get<capacity_fee<dollars>>(c.pricing.value()[0]);
    fee.escalator   = escalator{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = 0.1_d};
    c.delay         = assumed(delay_damages{.grace = date::days{0}, .share = ratio(1)}, "test");
    CHECK(money<dollars>(total(charges_of(c), charge_kind::delay_credit)) == -usd(7'920)); // 3,300 × 12 / 5
}

TEST_CASE("hours of a last month that the term's end cuts are invoiced with the term, and draw its commitment, also where a tail follows")
{
    contract<dollars> c{.name          = "tail",
                        .term          = assumed(ratable::term{.start = 2026_y / jan / 10, .length = date::months{2}}, "test"),
                        .tranches      = unknown("not needed"),
                        .consideration = unknown("by the meter"),
                        .pricing       = assumed(pricing<dollars>{usage_fee<dollars>{.price   = usd(1) / gpu_h<gb300>,
                                                                                     .minimum = take_or_pay{.share      = 0.1_d,
                                                                                                            .contracted = 1 * gpu<gb300>,
                                                                                                            .make_up    = make_up{.usable_months = 3, .price = make_up_price::free, .tail_months = 2}}}},
                                                 "test"),
                        .billing       = assumed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{0}, .convention = business_day_convention::unadjusted}}, "test"),
                        .spend         = assumed(committed_spend<dollars>{.a_year = usd(6'000), .at_anniversary = undrawn::billed, .at_end = undrawn::billed}, "test")};
    const readings<dollars> read{.usage = {{.days = period(2026_y / jan / 10, 2026_y / feb / 1), .quantity = metered(528)},
                                           {.days = period(2026_y / feb / 1, 2026_y / mar / 1), .quantity = metered(172)},
                                           {.days = period(2026_y / mar / 1, 2026_y / mar / 10), .quantity = metered(200)}}};
    const auto rows = charges_of(c, read);
    const auto stub = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.service.start() == sys_days{2026_y / mar / 1} && row.kind == charge_kind::usage; });
    REQUIRE(stub != rows.end());
    CHECK(stub->service.end() == sys_days{2026_y / mar / 10});
    CHECK(stub->invoiced == sys_days{2026_y / mar / 9});
    CHECK(total(rows, charge_kind::undrawn_spend) == usd(100)); // two twelfths of 6,000, less 528 + 172 + 200
}

TEST_CASE("a price from a day on: a period that it cuts has a row at each price, and the fee of a month is that of the clause in force")
{
    auto c    = three_megawatts();
    c.pricing = assumed(pricing<dollars>{capacity_fee<dollars>{.price = usd(1'000) / MW_month, .until = 2026_y / mar / 11}, capacity_fee<dollars>{.price = usd(2'000) / MW_month, .from = 2026_y / mar / 11, .until = 2026_y / may / 1}},
                        "test");
    CHECK(validate(c).empty());
    std::vector<std::string> found;
    for (const auto& row : charges_of(c)) found.push_back(to_string(row.clause) + " " + to_string(row.service) + " " + to_string(row.amount));
    CHECK(found == std::vector<std::string>{"pricing[0] 2026-01-01 .. 2026-02-01 USD 3,000.00", "pricing[0] 2026-02-01 .. 2026-03-01 USD 3,000.00", "pricing[0] 2026-03-01 .. 2026-03-11 USD 967.74",
                                            "pricing[1] 2026-03-11 .. 2026-04-01 USD 4,064.52", "pricing[1] 2026-04-01 .. 2026-05-01 USD 6,000.00"});
    // Ten days of delay, at 3,000 × 12 / 365 a day; a tenth of the value of both clauses is prepaid.
    c.tranches.value()[0].slip = date::days{10};
    c.delay                    = assumed(delay_damages{.grace = date::days{0}, .share = ratio(1)}, "test");
    c.prepayment               = assumed(prepayment{.share = ratio(0.1_d), .lead = date::days{0}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = date::months{1}, .through_month = date::months{1}, .left_over = residue::lapses}, "test");
    const auto late = charges_of(c);
    CHECK(total(late, charge_kind::delay_credit) == usd(-986.30_d));
    CHECK(total(late, charge_kind::prepayment) == usd(1'703.23_d));
    // Where no clause holds when service is planned to start, a day of delay is worth nothing.
    std::get<capacity_fee<dollars>>(c.pricing.value()[0]).from = 2026_y / jan / 2;
    CHECK(total(charges_of(c), charge_kind::delay_credit) == usd(0));
    // What renews is no part of a value that was there before.
    std::get<capacity_fee<dollars>>(c.pricing.value()[0]).from.reset();
    std::get<capacity_fee<dollars>>(c.pricing.value()[1]).renews = true;
    CHECK(total(charges_of(c), charge_kind::prepayment) == usd(696.77_d));
    c.tranches.value()[0].in_service = 2026_y / mar / 11; // in service with the renewal: its value is of it
    CHECK(total(charges_of(c), charge_kind::prepayment) == usd(1'006.45_d));
}

TEST_CASE("a fixed fee for a part of the term: its months, its years, and its twelfths count from its first day")
{
    auto c    = three_megawatts();
    c.pricing = assumed(pricing<dollars>{fixed_fee<dollars>{.amount    = usd(1'200),
                                                            .every     = fee_every::year,
                                                            .escalator = escalator{.starts = price_start::on_anniversary, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = ratio(0.1_d)},
                                                            .from      = 2026_y / nov / 16,
                                                            .until     = 2028_y / jan / 1}},
                        "test");
    CHECK(validate(c).empty());
    std::vector<std::string> found;
    for (const auto& row : charges_of(c)) found.push_back(to_string(row.service) + " " + to_string(row.price.amount) + " " + to_string(row.amount));
    REQUIRE(found.size() == 15);
    CHECK(found[0] == "2026-11-16 .. 2026-12-01 1200.000000 USD 50.00");
    CHECK(found[1] == "2026-12-01 .. 2027-01-01 1200.000000 USD 100.00");
    CHECK(found[12] == "2027-11-01 .. 2027-11-16 1200.000000 USD 50.00");
    CHECK(found[13] == "2027-11-16 .. 2027-12-01 1320.000000 USD 55.00");
    CHECK(found[14] == "2027-12-01 .. 2028-01-01 1320.000000 USD 110.00");
}

TEST_CASE("metered hours have the price of their days; a reading of no clause, and one across two, are refused")
{
    auto       c      = three_megawatts();
    const auto priced = [](int dollars_an_hour) { return usage_fee<dollars>{.price = unit_price<dollars>(usd(dollars_an_hour), priced_unit::gpu_hour)}; };
    auto       first = priced(2), second = priced(3);
    first.until  = 2026_y / mar / 11;
    second.from  = 2026_y / mar / 11;
    second.until = 2026_y / jun / 1;
    c.pricing    = assumed(pricing<dollars>{first, second}, "test");
    CHECK(validate(c).empty());
    const auto of = [](const year_month_day& from, const year_month_day& to, int hours) { return usage_reading{.days = period(from, to), .quantity = metered(hours)}; };
    const auto rows = charges_of(c, {.usage = {of(2026_y / mar / 1, 2026_y / mar / 11, 10), of(2026_y / mar / 11, 2026_y / apr / 1, 10), of(2026_y / may / 1, 2026_y / jun / 1, 1)}});
    REQUIRE(rows.size() == 3);
    CHECK((rows[0].service == period(2026_y / mar / 1, 2026_y / mar / 11) && rows[0].amount == usd(20)));
    CHECK((rows[1].service == period(2026_y / mar / 11, 2026_y / apr / 1) && rows[1].amount == usd(30)));
    CHECK((rows[2].service == period(2026_y / may / 1, 2026_y / jun / 1) && rows[2].amount == usd(3)));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-03-10 .. 2026-03-12: must lie on one side of the day on which its clause begins or ceases to hold; got 2026-03-11; split it on that day",
                  charges_of(c, {.usage = {of(2026_y / mar / 10, 2026_y / mar / 12, 1)}}));
    CHECK_REFUSED(invalid_terms, "reading of usage for 2026-06-01 .. 2026-06-02: must be of a meter that a usage clause prices on these days; got none; name the clause's meter, or correct the days",
                  charges_of(c, {.usage = {of(2026_y / jun / 1, 2026_y / jun / 2, 1)}}));
    CHECK_THROWN(invalid_terms, charges_of(c, {.excused = {{.meter = "other", .days = period(2026_y / may / 1, 2026_y / may / 2), .quantity = metered(1)}}}));
}

TEST_CASE("a minimum for a part of the term is met, trued up and lapses within it")
{
    auto              c = three_megawatts();
    usage_fee<dollars> fee{.price   = unit_price<dollars>(usd(1), priced_unit::gpu_hour),
                           .minimum = take_or_pay{.share      = ratio(0.5_d),
                                                  .ramp       = {{2, ratio(1)}},
                                                  .contracted = 1 * gpu<gb300>,
                                                  .make_up    = make_up{.usable_months = 12, .price = make_up_price::free},
                                                  .true_up    = annual_true_up{.share = ratio(1), .can_be_made_up = false}},
                           .from    = 2026_y / jun / 16,
                           .until   = 2026_y / sep / 1};
    c.pricing = assumed(pricing<dollars>{fee}, "test");
    CHECK(validate(c).empty());
    std::vector<std::string> found;
    for (const auto& row : charges_of(c, {.usage = {{.days = period(2026_y / aug / 1, 2026_y / sep / 1), .quantity = metered(744)}}})) found.push_back(std::string(name_of(row.kind)) + " " + to_string(row.service) + " " + to_string(row.quantity.exact()));
    // June: half of 15 days; July begins in the clause's month 1, August in its month 2.
    CHECK(found == std::vector<std::string>{"shortfall 2026-06-16 .. 2026-07-01 180", "shortfall 2026-07-01 .. 2026-08-01 372", "usage 2026-08-01 .. 2026-09-01 744", "true_up 2026-06-16 .. 2026-09-01 552"});
}

TEST_CASE("the years of a price from a day on: a billing month that begins on its anniversary is of the next, and an early end moves none")
{
    auto c    = three_megawatts();
    c.pricing = assumed(pricing<dollars>{capacity_fee<dollars>{.price     = usd(1'000) / MW_month,
                                                               .escalator = escalator{.starts = price_start::on_next_billing_month, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = ratio(0.1_d)},
                                                               .from      = 2026_y / mar / 1}},
                        "test");
    const auto price_on = [](const auto& rows, const year_month_day& day) {
        for (const auto& row : rows) {
            if (row.kind == charge_kind::fee && row.service.contains(sys_days{day})) return to_string(row.price.amount);
        }
        return std::string("none");
    };
    auto& from = std::get<capacity_fee<dollars>>(c.pricing.value()[0]).from;
    CHECK(price_on(charges_of(c), 2027_y / feb / 28) == "1000.000000");
    CHECK(price_on(charges_of(c), 2027_y / mar / 1) == "1100.000000");
    from = 2026_y / jan / 10;
    CHECK(price_on(charges_of(c), 2027_y / jan / 31) == "1000.000000");
    CHECK(price_on(charges_of(c), 2027_y / feb / 1) == "1100.000000");
    c.prepayment  = assumed(prepayment{.share = ratio(0.1_d), .lead = date::days{0}, .credited = credit_method::level, .counted_in = credit_months::billing, .from_month = date::months{1}, .through_month = date::months{12}, .left_over = residue::refunded}, "test");
    const auto of = total(charges_of(c), charge_kind::prepayment);
    c.termination = assumed(leaving(2027_y / jan / 20), "test"); // within the month that begins in the price's first year, after its anniversary
    CHECK(total(charges_of(c), charge_kind::prepayment) == of);
}
