// SPDX-License-Identifier: BSL-1.0
/// Contracts drawn at random, each valid, with any subset of the clauses; what meters said of them is drawn by the tests.
#pragma once

#include "random.hpp"

#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/charges/readings.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

namespace tests {

using dollars         = ratable::iso4217::USD;
using dollar_contract = ratable::contract<dollars>;

inline ratable::money<dollars>         cents(std::int64_t n) { return ratable::money<dollars>(ratable::decimal<2>::from_units(n)); }
inline ratable::unit_price<dollars>    micros_per(std::int64_t n, ratable::priced_unit per) { return {ratable::money<dollars, 6>(ratable::decimal<6>::from_units(n)), per}; }
inline ratable::ratio                  millionths(std::int64_t n) { return ratable::ratio::from_units(n); }
template <class T> ratable::stated<T>  drawn(T value) { return ratable::assumed(std::move(value), "drawn"); }

/// Draws contracts of one to four years that are billed in full.
class contract_source
{
public:
    random& draw() { return draw_; }

    dollar_contract next()
    {
        dollar_contract c{.name = "Drawn", .term = drawn(any_term()), .tranches = drawn(ratable::tranches{}), .consideration = drawn(cents(draw_.between(1, 90'000'000'000'00)))};
        days_ = ratable::days_of(c.term.value());
        ratable::tranches list;
        shortest_ = days_.days();
        for (std::int64_t n = draw_.between(1, 3); n > 0; --n) list.push_back(any_tranche(std::string(1, static_cast<char>('a' + list.size()))));
        c.tranches = drawn(std::move(list));
        c.pricing  = drawn(any_pricing(c.tranches.value()));
        c.billing  = drawn(any_billing());
        const bool tranches_billed = bills(c.pricing.value(), [](const auto& spread) { return ratable::billed_by(spread.by) == ratable::billed_by::capacity; });
        const bool shared          = bills(c.pricing.value(), [](const auto&) { return true; });
        if (draw_.coin() && shared) c.prepayment = drawn(any_prepayment());
        if (draw_.coin() && tranches_billed) c.delay = drawn(any_delay());
        if (draw_.coin() && shared) c.service_level = drawn(any_service_level());
        if (one_in(4)) c.termination = drawn(any_termination());
        if (one_in(3)) c.power = drawn(ratable::power_pass_through<dollars>{.load_factor = millionths(draw_.between(1, 1'000'000)), .pue = millionths(draw_.between(1'000'000, 1'900'000)),
                                                                             .tariff = micros_per(draw_.between(1, 300'000), ratable::priced_unit::kwh)});
        return c;
    }

    /// Values of the one index that prices follow, for every month that they may read.
    std::vector<ratable::index_value> any_indices()
    {
        std::vector<ratable::index_value> values;
        for (int m = 0; m < 12 * 9; ++m) values.push_back({"CPI", date::year{2022} / date::January + date::months{m}, millionths(draw_.between(90'000'000, 120'000'000))});
        return values;
    }

    bool one_in(std::int64_t n) { return draw_.between(1, n) == 1; }
    template <class T, std::size_t N>
    T one_of(const T (&list)[N]) { return list[static_cast<std::size_t>(draw_.between(0, static_cast<std::int64_t>(N) - 1))]; }

private:
    /// Whether capacity is priced, or a consideration of this kind is billed: what prepayments and credits are shares of.
    template <class Wanted>
    static bool bills(const ratable::pricing<dollars>& clauses, Wanted&& wanted)
    {
        return std::any_of(clauses.begin(), clauses.end(), [&](const auto& clause) {
            const auto* spread = std::get_if<ratable::consideration_fee>(&clause);
            return std::holds_alternative<ratable::capacity_fee<dollars>>(clause) || (spread != nullptr && wanted(*spread));
        });
    }

    ratable::rounding any_mode() { return one_in(3) ? one_of({ratable::rounding::half_even, ratable::rounding::up, ratable::rounding::floor}) : ratable::rounding::half_up; }

    ratable::term any_term()
    {
        using namespace date::literals;
        const ratable::year_month_day start{ratable::sys_days{2025_y / jan / 1} + date::days{draw_.between(0, 900)}};
        const auto                    rule = one_in(4) ? ratable::month_rule::end_of_month : ratable::month_rule::clamp;
        if (one_in(4)) return {.start = start, .length = ratable::until(ratable::year_month_day{ratable::sys_days{start} + date::days{draw_.between(400, 1'300)}}), .month_rule = rule};
        return {.start = start, .length = date::months{draw_.between(13, 40)}, .month_rule = rule};
    }

    ratable::tranche any_tranche(const std::string& name)
    {
        using namespace ratable::symbols;
        const ratable::sys_days in_service = days_.start() + date::days{one_in(4) ? 0 : draw_.between(0, one_in(3) ? days_.days() - 200 : 180)};
        ratable::tranche        t{.name = name, .in_service = ratable::year_month_day{in_service}, .capacity = draw_.between(1, 300'000'000) * W_it, .accelerator = ratable::gb300{}, .power_per_accelerator = draw_.between(900, 2'400) * W_it};
        std::int64_t            length = (days_.end() - in_service).count();
        if (draw_.coin()) {
            length        = draw_.between(160, length);
            t.end         = ratable::year_month_day{in_service + date::days{length}};
            t.end_on_slip = draw_.coin() ? ratable::slipped_end::follows : ratable::slipped_end::fixed;
        }
        if (one_in(6)) t.acceptance = ratable::year_month_day{in_service + date::days{draw_.between(0, 50)}};
        else if (draw_.coin()) t.slip = date::days{draw_.between(0, one_in(3) ? 120 : 40)};
        shortest_ = std::min(shortest_, length);
        if (one_in(6)) t.ramp_up = ratable::linear_ramp{.days = date::days{draw_.between(1, 80)}, .to_watts = any_mode()};
        return t;
    }

    ratable::escalator any_escalator()
    {
        ratable::escalator e{.starts = draw_.coin() ? ratable::price_start::on_anniversary : ratable::price_start::on_next_billing_month,
                             .rounds = ratable::price_digits{.digits = static_cast<int>(draw_.between(0, 6)), .mode = any_mode()}};
        if (draw_.coin()) {
            e.growth = millionths(draw_.between(-50'000, 90'000));
            return e;
        }
        e.index = ratable::index_link{.name = "CPI", .compared_with = draw_.coin() ? ratable::index_base::last_year : ratable::index_base::signing, .lag_months = static_cast<int>(draw_.between(0, 6))};
        if (draw_.coin()) e.index->floor = millionths(draw_.between(990'000, 1'010'000));
        if (draw_.coin()) e.index->cap = millionths(draw_.between(1'010'000, 1'060'000));
        return e;
    }

    ratable::pricing_clause<dollars> any_clause(const ratable::tranches& list)
    {
        using namespace ratable;
        switch (draw_.between(0, 5)) {
        case 0: return consideration_fee{.by = one_of({billed_by::capacity, billed_by::months, billed_by::days}), .rounds = any_mode()};
        case 1:
        case 2: {
            fixed_fee<dollars> fee{.amount = cents(draw_.between(1, 5'000'000'00)), .every = one_of({fee_every::once, fee_every::month, fee_every::year}), .rounds = any_mode()};
            if (fee_every(fee.every) == fee_every::once) {
                if (draw_.coin()) fee.due_on = year_month_day{days_.start() + date::days{draw_.between(0, days_.days() - 1)}};
            } else if (draw_.coin()) {
                fee.escalator = any_escalator();
            }
            if (fee_every(fee.every) != fee_every::once) date_clause(fee);
            return fee;
        }
        default: break;
        }
        const priced_unit per = one_of({priced_unit::mw_month, priced_unit::kw_month, priced_unit::gpu_hour});
        capacity_fee<dollars> fee{.price = micros_per(draw_.between(1, per == priced_unit::mw_month ? 200'000'000'000 : per == priced_unit::kw_month ? 200'000'000 : 5'000'000), per), .rounds = any_mode()};
        if (one_in(3)) fee.tranche = list[static_cast<std::size_t>(draw_.between(0, static_cast<std::int64_t>(list.size()) - 1))].name;
        if (draw_.coin()) fee.escalator = any_escalator();
        date_clause(fee);
        fee.renews = fee.from && draw_.coin();
        return fee;
    }

    /// Some clauses hold on a part of the term.
    template <class Fee>
    void date_clause(Fee& fee)
    {
        if (one_in(4)) fee.from = ratable::year_month_day{days_.start() + date::days{draw_.between(0, days_.days() - 1)}};
        const ratable::sys_days first = fee.from ? ratable::sys_days{*fee.from} : days_.start();
        if (one_in(4)) fee.until = ratable::year_month_day{first + date::days{draw_.between(1, (days_.end() - first).count())}};
    }

    ratable::pricing<dollars> any_pricing(const ratable::tranches& list)
    {
        ratable::pricing<dollars> clauses;
        bool                      spreads = false; // at most once
        for (std::int64_t n = draw_.between(1, 3); n > 0; --n) {
            auto       clause = any_clause(list);
            const bool again  = std::holds_alternative<ratable::consideration_fee>(clause);
            if (!again || !spreads) clauses.push_back(std::move(clause));
            spreads = spreads || again;
        }
        return clauses;
    }

    ratable::billing any_billing()
    {
        using enum ratable::business_day_convention;
        ratable::billing b{.every = one_in(3) ? one_of({ratable::quarterly, ratable::frequency::annual}) : ratable::monthly, .periods = draw_.coin() ? ratable::calendar_periods : ratable::contract_periods,
                           .payment = ratable::payment_terms{.net = date::days{draw_.between(0, 60)}, .convention = one_of({unadjusted, following, modified_following, preceding}), .calendar = ratable::us_federal()},
                           .invoiced = one_in(4) ? ratable::invoiced::in_advance : ratable::invoiced::in_arrears};
        if (one_in(3)) b.holdback = ratable::holdback{.share = millionths(draw_.between(1, 200'000)), .released_after = date::months{draw_.between(1, 18)}};
        return b;
    }

    ratable::prepayment any_prepayment()
    {
        using namespace ratable;
        const std::int64_t from = draw_.between(1, std::min<std::int64_t>(14, shortest_ / 31 - 4)); // a slip may take four months
        return {.share = millionths(draw_.between(0, 400'000)), .lead = date::days{draw_.between(0, 120)}, .credited = one_of({credit_method::level, credit_method::pro_rata, credit_method::first_dollar}),
                .counted_in = draw_.coin() ? credit_months::billing : credit_months::service, .from_month = date::months{from}, .through_month = date::months{draw_.between(from, std::min<std::int64_t>(from + 20, days_.days() / 31))},
                .left_over = draw_.coin() ? residue::refunded : residue::lapses, .rounds = any_mode()};
    }

    ratable::delay_damages any_delay()
    {
        ratable::delay_damages d{.grace = date::days{draw_.between(0, 30)}, .share = millionths(draw_.between(0, 2'000'000)), .rounds = any_mode()};
        if (draw_.coin()) d.steps = {{static_cast<int>(draw_.between(2, 10)), millionths(draw_.between(0, 2'000'000))}, {static_cast<int>(draw_.between(11, 30)), millionths(draw_.between(0, 2'000'000))}};
        if (draw_.coin()) d.cap = millionths(draw_.between(0, 200'000));
        if (one_in(3)) {
            d.long_stop = date::days{draw_.between(10, 90)};
            d.ends      = one_in(3) ? ratable::termination_scope::order : ratable::termination_scope::tranche;
        }
        return d;
    }

    ratable::service_level any_service_level()
    {
        ratable::service_level s{.steps = std::vector<ratable::service_credit_step>{{millionths(999'000), millionths(draw_.between(1, 100'000))}, {millionths(980'000), millionths(draw_.between(100'001, 1'000'000))}}};
        if (draw_.coin()) s.cap = millionths(draw_.between(0, 1'000'000));
        return s;
    }

    ratable::early_termination<dollars> any_termination()
    {
        ratable::early_termination<dollars> t{.fee_by_year = std::vector<ratable::money<dollars>>{cents(draw_.between(0, 900'000'000'00)), cents(draw_.between(0, 300'000'000'00))}, .less_unearned_prepayment = draw_.coin()};
        if (one_in(3)) t.mitigation = cents(draw_.between(0, 50'000'000'00));
        if (!one_in(4)) t.terminated_on = ratable::year_month_day{days_.start() + date::days{draw_.between(1, days_.days() - 1)}};
        return t;
    }

    random          draw_;
    std::int64_t    shortest_ = 0; ///< days of a tranche
    ratable::period days_{ratable::sys_days{}, ratable::sys_days{date::days{1}}};
};

} // namespace tests
