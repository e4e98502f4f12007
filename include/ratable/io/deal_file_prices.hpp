// SPDX-License-Identifier: BSL-1.0
/// Clauses with money in them, out of a deal file's tables; stated values are filled by the walk over the terms. Internal to deal_file.hpp.
#pragma once

#include <ratable/io/deal_file_clauses.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratable::detail {

template <class C>
text_form<money<C>> as_money(C currency)
{
    return {[currency](const std::string& text) { return money<C>::parse(text, currency); }, std::string("write \"38000000000.00 ").append(currency.code()) + "\""};
}

template <class C>
text_form<unit_price<C>> as_unit_price(C currency, const char* unit = "gb300-hour")
{
    return {[currency](const std::string& text) { return unit_price<C>::parse(text, currency); },
            std::string("write such as \"2.85 ").append(currency.code()).append("/").append(unit) + "\""};
}

/// Clauses in one currency.
template <class C>
class price_reader
{
public:
    price_reader(deal_reader& complaints, field_reader& in, C currency) : complaints_(complaints), in_(in), currency_(currency) {}

    /// A clause of `[[pricing]]`, by its kind; nothing after a complaint about that.
    std::optional<pricing_clause<C>> clause(const deal_table& t)
    {
        enum class kind { consideration, fixed, capacity, usage, none };
        constexpr std::array<meaning<kind>, 4> kinds = {{{"consideration", kind::consideration}, {"fixed", kind::fixed}, {"capacity", kind::capacity}, {"usage", kind::usage}}};
        if (t.node->contains("kind")) {
            switch (in_.choice(t, "kind", kinds, kind::none)) {
            case kind::consideration: return read_consideration_fee(in_, t);
            case kind::fixed: return fixed(t);
            case kind::capacity: return capacity(t);
            case kind::usage: return usage(t);
            case kind::none: break;
            }
        } else {
            static_cast<void>(in_.choice(t, "kind", kinds)); // says that it is required
        }
        complaints_.accept_all(*t.node);
        return std::nullopt;
    }

    committed_spend<C> spend(const deal_table& t)
    {
        constexpr auto any = named(undrawn::billed, undrawn::rolls_over, undrawn::lapses);
        return {.a_year = unknown(""), .at_anniversary = in_.choice(t, "at_anniversary", any), .at_end = in_.choice(t, "at_end", any)};
    }

    power_pass_through<C> power(const deal_table& t)
    {
        power_pass_through<C> p{.load_factor = unknown("")};
        p.pue_floor  = in_.value_if(t, "pue_floor", as_ratio);
        p.pue_cap    = in_.value_if(t, "pue_cap", as_ratio);
        p.tariff_cap = in_.value_if(t, "tariff_cap", as_unit_price(currency_, "kWh"));
        if (const auto digits = in_.inner(t, "kwh_digits")) p.kwh_digits = read_digits(in_, digits);
        p.rounds = in_.rounds(t);
        return p;
    }

    ratable::option<C> option(const deal_table& t)
    {
        return {.name         = in_.text(t, "name", ""),
                .kind         = in_.choice(t, "kind", named(option_kind::renewal, option_kind::extension, option_kind::expansion)),
                .exercised_on = in_.day(t, "exercised_on")};
    }

    early_termination<C> termination(const deal_table& t)
    {
        auto minimums = read_remaining_minimums(in_, t);
        return {.fee_by_year              = in_.values(t, "fee_by_year", deal_file_limits::fees, as_money(currency_), !minimums),
                .less_unearned_prepayment = in_.flag(t, "less_unearned_prepayment"),
                .minimums                 = std::move(minimums),
                .notice                   = in_.value_if(t, "notice", as_days).value_or(date::days{0}),
                .terminated_on            = in_.day(t, "terminated_on")};
    }

private:
    pricing_clause<C> fixed(const deal_table& t)
    {
        return fixed_fee<C>{.name      = in_.text(t, "name", "fixed fee"),
                            .amount    = unknown(""),
                            .every     = in_.choice(t, "every", named(fee_every::once, fee_every::month, fee_every::year)),
                            .due_on    = in_.day(t, "due_on"),
                            .escalator = read_escalator(in_, t),
                            .rounds    = in_.rounds(t),
                            .from      = in_.day(t, "from"),
                            .until     = in_.day(t, "until")};
    }

    pricing_clause<C> capacity(const deal_table& t)
    {
        return capacity_fee<C>{.name      = in_.text(t, "name", "capacity"),
                               .price     = unknown(""),
                               .tranche   = in_.text(t, "tranche", ""),
                               .escalator = read_escalator(in_, t),
                               .rounds    = in_.rounds(t),
                               .from      = in_.day(t, "from"),
                               .until     = in_.day(t, "until"),
                               .renews    = in_.flag(t, "renews", false)};
    }

    pricing_clause<C> usage(const deal_table& t)
    {
        return usage_fee<C>{.name      = in_.text(t, "name", "usage"),
                            .meter     = in_.text(t, "meter", "usage"),
                            .price     = unknown(""),
                            .tiers     = tiers_of(t),
                            .escalator = read_escalator(in_, t),
                            .minimum   = read_minimum(in_, t),
                            .rounds    = in_.rounds(t),
                            .from      = in_.day(t, "from"),
                            .until     = in_.day(t, "until")};
    }

    std::optional<tiers<C>> tiers_of(const deal_table& t)
    {
        const auto table = in_.inner(t, "tiers");
        if (!table) return std::nullopt;
        const text_form<money<C, 6>> as_price{[c = currency_](const std::string& text) { return money<C, 6>::parse(text, c); },
                                              std::string("write \"2.85 ").append(currency_.code()) + "\""};
        std::vector<tier<C>> steps;
        for (const deal_table& step : in_.rows(*table, "steps", deal_file_limits::steps, true)) {
            steps.push_back({in_.value_if(step, "up_to", as_metered), in_.value(step, "price", as_price)});
        }
        std::optional<rebate> back;
        if (const auto r = in_.inner(*table, "rebate")) back = rebate{.from = in_.value(*r, "from", as_metered), .share = in_.value(*r, "share", as_ratio)};
        return tiers<C>{.steps        = std::move(steps),
                        .method       = in_.choice(*table, "method", named(tier_method::marginal, tier_method::all_units)),
                        .counted_over = in_.choice(*table, "counted_over", named(tier_period::billing_period, tier_period::contract_year)),
                        .rebate       = back};
    }

    deal_reader&  complaints_;
    field_reader& in_;
    C             currency_;
};

} // namespace ratable::detail
