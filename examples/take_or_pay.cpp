// SPDX-License-Identifier: BSL-1.0
// We promised to take 80 %: what do we pay in a slow year, and what can we make up?
#include <ratable/charges/usage.hpp>
#include <ratable/ratable.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using ratable::charge_kind, ratable::metered, ratable::money, ratable::usd;

int main()
{
    // [begin clause]
    const ratable::term           two_years{.start = 2026_y/jul/1, .length = date::years{2}};
    const ratable::usage_fee<USD> clause{
        .price     = assumed(ratable::unit_price<USD>(usd(2.85_d) / gpu_h<ratable::gb300>), "for illustration"),
        .escalator = ratable::escalator{.starts = ratable::price_start::on_anniversary,
                                        .rounds = ratable::price_digits{.digits = 2, .mode = ratable::rounding::half_up},
                                        .growth = assumed(ratable::ratio(0.03_d), "for illustration")},
        .minimum   = ratable::take_or_pay{.share      = assumed(ratable::ratio(0.8_d), "for illustration"),
                                          .contracted = assumed(1'000 * gpu<ratable::gb300>, "for illustration"),
                                          .make_up    = ratable::make_up{.usable_months = 12, .price = ratable::make_up_price::difference}},
    };
    const auto quarters = billing_calendar({.every   = ratable::quarterly,
                                            .periods = ratable::contract_periods,
                                            .payment = ratable::payment_terms{.net = date::days{30}, .convention = ratable::business_day_convention::unadjusted}},
                                           two_years, days_of(two_years));

    ratable::readings<USD> read; // used, in percent of what was contracted: slow at first
    for (std::size_t k = 0; const int percent : {55, 62, 70, 76, 84, 92, 96, 98}) {
        read.usage.push_back({.days = quarters[k].days, .quantity = metered(quarters[k].days.days() * 24 * 10 * percent)});
        ++k;
    }

    std::vector<ratable::charge<USD>> rows;
    const auto hours = append_usage<USD>(rows, clause, 0, two_years, quarters, {}, read);
    // [end clause]

    const auto whole = [](const metered& q) { return to_fraction(q).numerator() == 0 ? std::string("-") : ratable::to_decimal_text(to_fraction(q), 0, ratable::rounding::half_up, true); };
    fmt::print("{:<24}{:>12}{:>12}{:>12}{:>12}{:>12}{:>22}\n", "quarter, in GPU-hours", "used", "at price", "shortfall", "made up", "in bank", "invoice");
    for (std::size_t k = 0; k < quarters.size(); ++k) {
        const auto& q       = hours.periods[k];
        money<USD>  invoice = usd(0);
        for (const auto& row : rows) invoice += row.invoiced == quarters[k].invoiced ? row.amount : usd(0);
        fmt::print("{:<24}{:>12}{:>12}{:>12}{:>12}{:>12}{:>22}\n", to_string(quarters[k].days), whole(read.usage[k].quantity), whole(q.usage), whole(q.shortfall), whole(q.made_up), whole(q.bank.closing), invoice);
    }
    metered lapsed;
    for (const auto& w : hours.withdrawals) lapsed += w.as == ratable::withdrawn_as::expired ? w.of.quantity : metered();
    for (const auto& v : hours.left) lapsed += v.quantity;
    fmt::print("\nThe slow year's shortfall costs {}; making it up later costs {} more.\n", total(rows, charge_kind::shortfall), total(rows, charge_kind::make_up));
    fmt::print("{} of the hours are never made up.\n", whole(lapsed));
}
