// SPDX-License-Identifier: BSL-1.0
/// Clauses out of a deal file's tables, but for their stated values, which the walk over the terms fills. Internal to deal_file.hpp.
#pragma once

#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/io/deal_file_fields.hpp>
#include <ratable/io/deal_file_text.hpp>
#include <ratable/terms/contract.hpp>
#include <ratable/units/compute.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// Bounds on what a stranger's file may ask for.
struct deal_file_limits
{
    static constexpr std::size_t bytes       = 1 << 20;
    static constexpr std::size_t tranches    = 1'000;
    static constexpr std::size_t views       = 16;
    static constexpr std::size_t pricing     = 64;
    static constexpr std::size_t options     = 64;
    static constexpr std::size_t steps       = 64;  ///< of tiers, minimums, delay and service credits
    static constexpr std::size_t maintenance = 1'000;
    static constexpr std::size_t holidays    = 1'000;
    static constexpr std::size_t fees        = 100; ///< of an early termination, one a year
    static constexpr int         months      = detail::longest_span_in_months; ///< of a term
};

namespace detail {

inline const text_form<ratio>             as_ratio{[](const std::string& text) { return parse_ratio(text); }, "write \"20 %\" or \"0.2\""};
inline const text_form<date::days>        as_days{[](const std::string& text) { return parse_days(text); }, "write \"30 days\""};
inline const text_form<date::months>      as_months{[](const std::string& text) { return parse_months(text); }, "write \"24 months\" or \"2 years\""};
inline const text_form<date::months>      as_month_number{[](const std::string& text) { return date::months{parse_ordinal("month", text)}; }, "write \"month 25\""};
inline const text_form<int>               as_month{[](const std::string& text) { return parse_ordinal("month", text); }, "write \"month 13\""};
inline const text_form<int>               as_day{[](const std::string& text) { return parse_ordinal("day", text); }, "write \"day 31\""};
inline const text_form<metered>           as_metered{[](const std::string& text) { return metered::parse(text); }, "write a quantity in the unit of the price: \"1000000\""};
inline const text_form<power<any_basis>>  as_power{[](const std::string& text) { return parse_power(text); }, "write \"250 MW\" or \"200 MW critical_it\""};
inline const text_form<any_accelerator>   as_accelerator{[](const std::string& text) { return any_accelerator(text); }, "write \"gb300\""};
inline const text_form<gpus<any_accelerator>> as_accelerators{[](const std::string& text) { return parse_quantity<gpu_unit<any_accelerator>>(text); },
                                                              "write \"72 gb300\""};

inline const text_form<business_calendar> as_calendar{[](const std::string& text) { return parse_business_calendar(text); }, "write such as \"us_federal\", or list holidays"};
inline const text_form<any_day_count>     as_day_count{[](const std::string& text) { return parse_day_count(text); }, "write such as \"act/365f\""};
inline const text_form<compounding>       as_compounding{[](const std::string& text) { return parse_compounding(text); }, "write such as \"annual\""};

inline std::optional<linear_ramp> read_ramp_up(field_reader& in, const deal_table& t)
{
    const auto table = in.inner(t, "ramp_up");
    if (!table) return std::nullopt;
    return linear_ramp{.days = in.value(*table, "days", as_days), .to_watts = in.choice(*table, "to_watts", rounding_words)};
}

/// The digits of a derived price or quantity: `{ digits = 4, mode = "half_up" }`.
inline price_digits read_digits(field_reader& in, const std::optional<deal_table>& t)
{
    if (!t) return {.digits = 0, .mode = rounding::half_up};
    return {.digits = in.count(*t, "digits", 0, 18), .mode = in.choice(*t, "mode", rounding_words)};
}

inline std::optional<escalator> read_escalator(field_reader& in, const deal_table& t)
{
    const auto table = in.inner(t, "escalator");
    if (!table) return std::nullopt;
    escalator e{.starts = in.choice(*table, "starts", named(price_start::on_anniversary, price_start::on_next_billing_month)),
                .rounds = read_digits(in, in.inner(*table, "rounds", true))};
    if (const auto index = in.inner(*table, "index")) {
        e.index = index_link{.name          = in.text(*index, "name", ""),
                             .compared_with = in.choice(*index, "compared_with", named(index_base::last_year, index_base::signing)),
                             .lag_months    = in.count(*index, "lag_months", 0, 120),
                             .floor         = in.value_if(*index, "floor", as_ratio),
                             .cap           = in.value_if(*index, "cap", as_ratio)};
    }
    return e;
}

/// The share of a termination's remaining minimums.
inline std::optional<remaining_minimums> read_remaining_minimums(field_reader& in, const deal_table& t)
{
    const auto table = in.inner(t, "minimums");
    if (!table) return std::nullopt;
    return remaining_minimums{.share     = unknown(""),
                              .rate      = unknown(""),
                              .compounds = in.value(*table, "compounds", as_compounding, compounding::annual),
                              .day_count = in.value(*table, "day_count", as_day_count, any_day_count(act_365_fixed{})),
                              .rounds    = in.rounds(*table)};
}

inline std::optional<take_or_pay> read_minimum(field_reader& in, const deal_table& t)
{
    const auto table = in.inner(t, "minimum");
    if (!table) return std::nullopt;
    take_or_pay m{.share = unknown("")};
    for (const deal_table& step : in.rows(*table, "ramp", deal_file_limits::steps, false)) {
        m.ramp.push_back({in.value(step, "from_month", as_month), in.value(step, "share", as_ratio)});
    }
    if (const auto bank = in.inner(*table, "make_up")) {
        m.make_up = make_up{.usable_months = in.count(*bank, "usable_months", 0, deal_file_limits::months),
                            .price         = in.choice(*bank, "price", named(make_up_price::free, make_up_price::difference)),
                            .tail_months   = in.count(*bank, "tail_months", 0, deal_file_limits::months, 0)};
    }
    if (const auto annual = in.inner(*table, "true_up")) m.true_up = annual_true_up{.share = unknown(""), .can_be_made_up = in.flag(*annual, "can_be_made_up")};
    return m;
}

inline consideration_fee read_consideration_fee(field_reader& in, const deal_table& t)
{
    return {.name   = in.text(t, "name", "fee"),
            .by     = in.choice(t, "by", named(billed_by::capacity, billed_by::months, billed_by::days)),
            .rounds = in.rounds(t)};
}

/// A calendar by its name, and holidays of the contract's own.
inline business_calendar read_calendar(field_reader& in, const deal_table& t)
{
    business_calendar     calendar = in.value_if(t, "calendar", as_calendar).value_or(no_holidays());
    std::vector<sys_days> own;
    for (const year_month_day& day : in.values(t, "holidays", deal_file_limits::holidays, text_form<year_month_day>{}, false)) own.push_back(sys_days{day});
    return own.empty() ? calendar : joined(calendar, business_calendar("own holidays", {}, own));
}

inline payment_terms read_payment(field_reader& in, const deal_table& t)
{
    using convention = business_day_convention;
    return {.net        = in.value(t, "net", as_days),
            .convention = in.choice(t, "convention", named(convention::unadjusted, convention::following, convention::modified_following, convention::preceding,
                                                           convention::modified_preceding, convention::half_month_modified_following, convention::nearest)),
            .calendar   = read_calendar(in, t)};
}

inline billing read_billing(field_reader& in, const deal_table& t)
{
    const auto payment = in.inner(t, "payment", true);
    billing    b{.every    = in.choice(t, "every", frequency_words),
                 .periods  = in.choice(t, "periods", basis_words),
                 .payment  = payment ? read_payment(in, *payment) : payment_terms{.net = date::days{0}, .convention = business_day_convention::unadjusted},
                 .invoiced = in.choice(t, "invoiced", named(invoiced::in_arrears, invoiced::in_advance), invoiced::in_arrears)};
    if (const auto kept = in.inner(t, "holdback")) b.holdback = holdback{.share = unknown(""), .released_after = in.value(*kept, "released_after", as_months)};
    return b;
}

inline prepayment read_prepayment(field_reader& in, const deal_table& t)
{
    return {.share         = unknown(""),
            .lead          = unknown(""),
            .credited      = in.choice(t, "credited", named(credit_method::level, credit_method::pro_rata, credit_method::first_dollar)),
            .counted_in    = in.choice(t, "counted_in", named(credit_months::billing, credit_months::service)),
            .from_month    = unknown(""),
            .through_month = unknown(""),
            .left_over     = in.choice(t, "left_over", named(residue::refunded, residue::lapses)),
            .rounds        = in.rounds(t)};
}

inline delay_damages read_delay(field_reader& in, const deal_table& t)
{
    delay_damages d{.grace = unknown(""), .share = unknown("")};
    for (const deal_table& step : in.rows(t, "steps", deal_file_limits::steps, false)) {
        d.steps.push_back({in.value(step, "from_day", as_day), in.value(step, "share", as_ratio)});
    }
    d.ends   = in.choice(t, "ends", named(termination_scope::tranche, termination_scope::order), std::optional<termination_scope>());
    d.rounds = in.rounds(t);
    return d;
}

inline service_level read_service_level(field_reader& in, const deal_table& t)
{
    std::vector<service_credit_step> steps;
    for (const deal_table& step : in.rows(t, "steps", deal_file_limits::steps, true)) {
        steps.push_back({in.value(step, "below", as_ratio), in.value(step, "share", as_ratio)});
    }
    return {.steps = std::move(steps), .rounds = in.rounds(t)};
}

inline availability read_availability(deal_reader& complaints, field_reader& in, const deal_table& t)
{
    availability a;
    for (const deal_table& row : in.rows(t, "maintenance", deal_file_limits::maintenance, false)) {
        const auto start = in.day(row, "start", true), end = in.day(row, "end", true);
        const auto out   = in.value(row, "out", as_power);
        if (!start || !end) continue;
        try {
            a.maintenance.push_back({period(*start, *end), out});
        } catch (const invalid_terms& e) {
            complaints.complain(row.node->source().begin, {row.path, e.why().rule, e.why().value, e.why().remedy});
        }
    }
    return a;
}

} // namespace detail

} // namespace ratable
