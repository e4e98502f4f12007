// SPDX-License-Identifier: BSL-1.0
// All charges of 10,000 seven-year deals billed monthly, with every mechanic on, against a model in double that is written by hand for just these deals
// (peers/double_charges.hpp). Contracts, readings and calendars are made beforehand on both sides; vectors are used again from deal to deal.
// What is counted beside the clock: allocations, and how far the rows of the two are apart.
#include "peers/double_charges.hpp"
#include "support.hpp"

#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/charges/charges.hpp>

#include <cmath>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace {
std::size_t allocations = 0;
} // namespace

// Not inlined: g++ 12 would see malloc beside delete, and warn.
[[gnu::noinline]] void* operator new(std::size_t size)
{
    ++allocations;
    if (void* p = std::malloc(size != 0 ? size : 1)) return p;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using usd_t = iso4217::USD;
using date::days;
using date::months;
namespace by_hand = bench::by_hand;

constexpr std::size_t deal_count = 10'000;

struct deal
{
    contract<usd_t> terms;
    readings<usd_t> read;
};

int                 count(sys_days day) { return day.time_since_epoch().count(); }
by_hand::span       span_of(const period& p) { return {count(p.start()), count(p.end())}; }
template <int S> double number(const decimal<S>& x) { return static_cast<double>(x.units) / static_cast<double>(power_of_ten<std::int64_t>(S)); }

/// Three tranches, the last one late; every second deal has one that ends early, by what its contract says.
tranches make_tranches(bench::numbers& random, sys_days start, sys_days end)
{
    tranches   list;
    const char* names[] = {"first", "second", "third"};
    for (int j = 0; j < 3; ++j) {
        const sys_days on = j == 0 ? start : start + days{180 * j + random.below(150)};
        tranche        t{.name = names[j], .in_service = year_month_day{on}, .capacity = power<any_basis>((50 + random.below(250)) * MW_it), .accelerator = gb300{}, .power_per_accelerator = 2'000 * W_it};
        if (j == 2) {
            t.slip = days{20 + random.below(60)};
            if (random.below(2) == 0) {
                t.end         = year_month_day{end - days{400}};
                t.end_on_slip = random.below(2) == 0 ? slipped_end::fixed : slipped_end::follows;
            }
        }
        list.push_back(std::move(t));
    }
    return list;
}

contract<usd_t> make_contract(bench::numbers& random)
{
    using C = usd_t;
    const auto hundredths = [&](std::int64_t from, std::int64_t below) { return ratio::from_units((from + random.below(below)) * 10'000); };
    const year_month_day start{sys_days{2026_y / jan / 1} + days{random.below(700)}};
    const year_month_day first = start.day() > 28_d ? start.year() / start.month() / 28 : start;
    const year_month_day end   = first + date::years{7};
    const price_start    starts = random.below(2) == 0 ? price_start::on_anniversary : price_start::on_next_billing_month;
    const auto           credited = static_cast<credit_method>(random.below(3));
    return {
        .name          = "A deal of seven years",
        .term          = assumed(ratable::term{.start = first, .length = date::years{7}}, "bench"),
        .tranches      = assumed(make_tranches(random, sys_days{first}, sys_days{end}), "bench"),
        .consideration = unknown("follows from use"),
        .pricing       = assumed(ratable::pricing<C>{
            capacity_fee<C>{.price = usd(100'000 + random.below(100'000)) / MW_month,
                            .escalator = escalator{.starts = starts, .rounds = price_digits{.digits = 2, .mode = rounding::half_up}, .growth = hundredths(2, 3)}},
            fixed_fee<C>{.name = "support", .amount = usd(1'000'000 + random.below(5'000'000)), .every = fee_every::year},
            usage_fee<C>{.price   = unit_price<C>(money<C, 6>(decimal<6>::from_units((200 + random.below(150)) * 10'000)), priced_unit::gpu_hour, gb300{}),
                         .minimum = take_or_pay{.share = 0.8_d, .make_up = make_up{.usable_months = 12, .price = make_up_price::free},
                                                .true_up = annual_true_up{.share = 0.88_d, .can_be_made_up = false}}}}, "bench"),
        .billing       = assumed(billing{.every = monthly, .periods = calendar_periods,
                                         .payment  = payment_terms{.net = days{30}, .convention = business_day_convention::following, .calendar = us_federal()},
                                         .holdback = holdback{.share = 0.05_d, .released_after = months{6}}}, "bench"),
        .spend         = assumed(committed_spend<C>{.a_year = usd(1'000'000'000 + random.below(6'000'000'000)), .at_anniversary = undrawn::billed, .at_end = undrawn::billed}, "bench"),
        .prepayment    = assumed(prepayment{.share = hundredths(10, 20), .lead = days{30}, .credited = credited, .counted_in = credit_months::billing,
                                            .from_month = months{13}, .through_month = months{36}, .left_over = residue::refunded}, "bench"),
        .delay         = assumed(delay_damages{.grace = days{30}, .share = 0.5_d, .cap = 0.005_d}, "bench"),
        .service_level = assumed(service_level{.steps = std::vector<service_credit_step>{{0.995_d, 0.05_d}, {0.99_d, 0.1_d}, {0.95_d, 0.25_d}}}, "bench"),
        .power         = assumed(power_pass_through<C>{.load_factor = 0.85_d, .pue_floor = 1.15_d, .pue_cap = 1.3_d, .tariff_cap = unit_price<C>(usd(0.09_d) / kWh),
                                                       .demand = per_peak_kw(usd(12.5_d))}, "bench"),
    };
}

/// A reading of usage, power and, for every tranche in force all month, downtime in two months of three.
readings<usd_t> make_readings(bench::numbers& random, const contract<usd_t>& c)
{
    readings<usd_t> read;
    const period    term = days_of(c.term.value());
    for (const billing_period& bill : billing_calendar(c.billing.value(), c.term.value(), term)) {
        std::int64_t hours = 0, kw = 0;
        for (const tranche& t : c.tranches.value()) {
            const period service = in_force(t, term);
            const auto   part    = intersection(service, bill.days);
            if (!part) continue;
            hours += t.capacity.value().count / t.power_per_accelerator.value().count * 24 * part->days();
            kw += t.capacity.value().count / 1'000;
            if (*part != bill.days || part->days() < 3 || random.below(3) == 0) continue;
            read.downtime.push_back({.tranche = t.name, .days = bill.days, .down = metered::from_units(random.below(30L * 100'000'000)), .excused = {}, .excluded = metered(random.below(12))});
            if (random.below(2) == 0) read.downtime.back().excused = metered::from_units(random.below(read.downtime.back().down.units + 1));
        }
        read.usage.push_back({.days = bill.days, .quantity = metered(hours / 1'000 * (650 + random.below(350)))});
        if (random.below(6) == 0) read.excused.push_back({.days = bill.days, .quantity = metered(hours / 1'000 * random.below(40))});
        read.power.push_back({.days = bill.days, .pue = ratio::from_units(1'100'000 + random.below(250'000)), .tariff = money<usd_t, 6>(decimal<6>::from_units(50'000 + random.below(50'000))),
                              .peak_kw = metered(kw)});
    }
    return read;
}

by_hand::deal in_double(const deal& from)
{
    const contract<usd_t>& c         = from.terms;
    const period           term      = days_of(c.term.value());
    const auto&            pricing   = c.pricing.value();
    const auto&            capacity  = std::get<capacity_fee<usd_t>>(pricing[0]);
    const auto&            fixed     = std::get<fixed_fee<usd_t>>(pricing[1]);
    const auto&            usage     = std::get<usage_fee<usd_t>>(pricing[2]);
    const prepayment&      prepaid   = c.prepayment.value();
    const auto&            power     = c.power.value();
    by_hand::deal d{};
    d.start = count(term.start());
    d.end   = count(term.end());
    for (const tranche& t : c.tranches.value()) {
        const double watts = static_cast<double>(t.capacity.value().count);
        d.tranches.push_back({count(sys_days{t.in_service.value()}), t.end.is_known() ? count(sys_days{t.end.value()}) : d.end, t.end.is_known(), t.end_on_slip == slipped_end::follows,
                              t.slip.is_known() ? static_cast<int>(t.slip.value().count()) : 0, watts / 1e6, watts / static_cast<double>(t.power_per_accelerator.value().count)});
    }
    d.capacity_price  = number(capacity.price.value().amount.amount);
    d.growth          = number(capacity.escalator->growth.value());
    d.on_anniversary  = capacity.escalator->starts == price_start::on_anniversary;
    d.yearly_fee      = number(fixed.amount.value().amount);
    d.usage_price     = number(usage.price.value().amount.amount);
    d.minimum         = number(usage.minimum->share.value());
    d.true_up         = number(usage.minimum->true_up->share.value());
    d.usable_months   = usage.minimum->make_up->usable_months;
    d.spend_a_year    = number(c.spend.value().a_year.value().amount);
    d.prepaid_share   = number(prepaid.share.value());
    d.prepaid_lead    = static_cast<int>(prepaid.lead.value().count());
    d.credit_from     = static_cast<int>(prepaid.from_month.value().count());
    d.credit_through  = static_cast<int>(prepaid.through_month.value().count());
    d.credited        = static_cast<by_hand::spread>(static_cast<credit_method>(prepaid.credited));
    d.grace           = static_cast<int>(c.delay.value().grace.value().count());
    d.delay_share     = number(c.delay.value().share.value());
    d.delay_cap       = number(c.delay.value().cap.value());
    for (const service_credit_step& s : c.service_level.value().steps) d.steps.push_back({number(s.below), number(s.share)});
    d.load_factor     = number(power.load_factor.value());
    d.pue_floor       = number(*power.pue_floor);
    d.pue_cap         = number(*power.pue_cap);
    d.tariff_cap      = number(power.tariff_cap->amount.amount);
    d.demand_price    = number(power.demand.value().amount.amount);
    d.holdback        = number(c.billing.value().holdback->share.value());
    d.holdback_months = static_cast<int>(c.billing.value().holdback->released_after.count());
    d.net_days        = static_cast<int>(c.billing.value().payment.net.count());
    for (const usage_reading& r : from.read.usage) d.usage.push_back({span_of(r.days), number(r.quantity)});
    for (const excused_reading& r : from.read.excused) d.excused.push_back({span_of(r.days), number(r.quantity)});
    for (const downtime_reading& r : from.read.downtime) {
        d.downtimes.push_back({r.tranche == "first" ? 0 : r.tranche == "second" ? 1 : 2, span_of(r.days), number(r.down), number(r.excused), number(r.excluded)});
    }
    for (const power_reading<usd_t>& r : from.read.power) d.power.push_back({span_of(r.days), number(*r.pue), number(r.tariff->amount), number(*r.peak_kw)});
    return d;
}

by_hand::open_days business_days()
{
    by_hand::open_days    made;
    const auto            calendar = us_federal();
    const sys_days        from{1971_y / jan / 1}, until{2041_y / jan / 1};
    made.open.assign(static_cast<std::size_t>(count(until)), 0);
    for (sys_days day = from; day < until; day += days{1}) made.open[static_cast<std::size_t>(count(day))] = calendar.is_business_day(day) ? 1 : 0;
    return made;
}

/// How two lists of rows of one deal differ.
struct difference
{
    std::size_t rows = 0, unlike = 0, not_exact = 0, lists = 0;
    double      cents = 0; ///< the largest of a row
    charge_kind widest = charge_kind::fee;

    void add(const std::vector<charge<usd_t>>& ours, const std::vector<by_hand::row>& theirs)
    {
        constexpr charge_kind kinds[] = {charge_kind::fee, charge_kind::usage, charge_kind::make_up, charge_kind::shortfall, charge_kind::true_up, charge_kind::undrawn_spend, charge_kind::energy,
                                         charge_kind::demand, charge_kind::delay_credit, charge_kind::service_credit, charge_kind::prepayment, charge_kind::prepayment_credit, charge_kind::refund,
                                         charge_kind::holdback, charge_kind::holdback_release};
        if (ours.size() != theirs.size()) {
            ++lists;
            return;
        }
        rows += ours.size();
        for (std::size_t i = 0; i < ours.size(); ++i) {
            const charge<usd_t>& a = ours[i];
            const by_hand::row&  b = theirs[i];
            const bool same = a.kind == kinds[static_cast<int>(b.kind)] && a.tranche == b.tranche && count(a.service.start()) == b.from && count(a.service.end()) == b.to && count(a.invoiced) == b.invoiced && count(a.due) == b.due;
            const double by = std::abs(static_cast<double>(a.amount.amount.units) - b.amount * 100);
            unlike += same ? 0 : 1;
            not_exact += std::llround(b.amount * 100) != a.amount.amount.units;
            if (same && by > cents) cents = by, widest = a.kind;
        }
    }
};

} // namespace

int main(int argc, char** argv)
{
    bench::print_build();
    const std::size_t  n = argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : deal_count;
    bench::numbers     random;
    std::vector<deal>  deals;
    deals.reserve(n);
    std::vector<by_hand::deal> plain;
    plain.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        auto terms = make_contract(random);
        auto read  = make_readings(random, terms);
        deals.push_back({std::move(terms), std::move(read)});
        plain.push_back(in_double(deals.back()));
    }
    const by_hand::open_days   open = business_days();
    by_hand::model             model(open);
    std::vector<charge<usd_t>> rows;
    std::vector<by_hand::row>  plain_rows;

    difference  apart;
    std::size_t made = 0, allocated = 0, kinds[18] = {};
    charges_into(rows, deals.front().terms, deals.front().read);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t before = allocations;
        charges_into(rows, deals[i].terms, deals[i].read);
        allocated += allocations - before;
        made += rows.size();
        for (const auto& row : rows) ++kinds[static_cast<int>(row.kind)];
        model.run(plain[i], plain_rows, i % 2 == 0);
        apart.add(rows, plain_rows);
    }
    const auto each = [n](std::size_t x) { return static_cast<double>(x) / static_cast<double>(n); };
    std::printf("%zu deals, %.1f rows each, of %zu bytes; in double of %zu\n", n, each(made), sizeof(charge<usd_t>), sizeof(by_hand::row));
    for (int k = 0; k < 18; ++k) std::printf("%s%s %.1f", k == 0 ? "" : ", ", std::string(name_of(static_cast<charge_kind>(k))).c_str(), each(kinds[k]));
    std::printf("\n%.1f allocations a deal, %.4f a row\n", each(allocated), static_cast<double>(allocated) / static_cast<double>(made));
    std::printf("of %zu rows: %zu with other dates or kinds, %zu of other cents, at most %.2f cents apart (%s); %zu deals with another number of rows\n", apart.rows, apart.unlike, apart.not_exact, apart.cents, std::string(name_of(apart.widest)).c_str(), apart.lists);

    bench::race race("charges of a deal of seven years, all mechanics", made, "x best double");
    race.add("ratable, charges_into", [&] {
        for (const deal& d : deals) {
            charges_into(rows, d.terms, d.read);
            bench::keep(rows.data());
        }
    });
    const auto in_double = [&](bool by_counting) {
        return [&, by_counting] {
            for (const by_hand::deal& d : plain) {
                model.run(d, plain_rows, by_counting);
                bench::keep(plain_rows.data());
            }
        };
    };
    race.add("double by hand, std::stable_sort", in_double(false), true);
    race.add("double by hand, placed by counting", in_double(true), true);
    race.run(argc > 2 ? std::atoi(argv[2]) : 11);
}
