// SPDX-License-Identifier: BSL-1.0
/// Rows of FOCUS, the open specification of billing data: what one row says, and how it is written.
#pragma once

#include <ratable/charges/charge.hpp>
#include <ratable/io/charge_rows.hpp>
#include <ratable/io/csv.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// FOCUS's ChargeCategory. Taxes stand outside what a contract charges: no row is one.
enum class focus_category { usage, purchase, credit, adjustment };
/// FOCUS's ChargeFrequency.
enum class focus_frequency { one_time, recurring, usage_based };
/// FOCUS's CommitmentDiscountStatus: none of a purchase, and of what no commitment covers.
enum class focus_status { none, used, unused };

[[nodiscard]] constexpr std::string_view name_of(focus_category c);
[[nodiscard]] constexpr std::string_view name_of(focus_frequency f);
[[nodiscard]] constexpr std::string_view name_of(focus_status s);
/// The unit in the specification's form: `GPU-Hours`, `MW-Months`.
[[nodiscard]] constexpr std::string_view focus_unit(priced_unit u);

/// A commitment that rows buy, use, or leave unused.
struct focus_commitment
{
    std::string id;
    std::string name;
    std::string type;            ///< for readers: `Prepayment`
    bool        in_money = true; ///< FOCUS's category: Spend, or else Usage
    std::string unit;            ///< a currency, or GPU-Hours
};

/// A quantity of some unit. What no decimal of twelve digits holds is rounded to them, half_even, and `exact` says what it was.
struct focus_quantity
{
    fraction              count;
    std::string           unit;
    std::optional<fraction> exact = {};
};

/// One row of the Cost and Usage dataset.
template <currency C>
struct focus_row
{
    focus_category                  category  = focus_category::usage;
    focus_frequency                 frequency = focus_frequency::usage_based;
    bool                            corrects  = false; ///< what an earlier invoice said
    std::string                     description = {};
    charge_kind                     kind = charge_kind::fee; ///< of the charge that it is of
    term_path                       clause = {};
    int                             tranche = -1;
    ratable::period                 service;
    sys_days                        invoiced;
    sys_days                        due;
    money<C>                        billed    = {}; ///< BilledCost: as invoiced
    money<C>                        effective = {}; ///< EffectiveCost: with what was paid before for it, and without what it pays for later
    std::optional<focus_quantity>   priced   = {};
    std::optional<fraction>         price    = {}; ///< per one of `priced`; ContractedCost is their product, written in full
    std::optional<focus_quantity>   consumed = {};
    std::optional<focus_commitment> commitment = {};
    focus_status                    status     = focus_status::none;
    std::optional<fraction>         committed  = {}; ///< CommitmentDiscountQuantity
};

/// What all rows of a file have in common.
struct focus_origin
{
    std::string              account;  ///< BillingAccountId: the deal's id
    std::string              name;     ///< of the deal
    std::string              provider; ///< invoice issuer, provider and publisher
    int                      version = 1;
    std::string              sha256  = {}; ///< of the deal's file, where it has one
    std::vector<std::string> tranches = {}; ///< their names, by index
};

/// The columns of the Cost and Usage dataset that are written, FOCUS's by their alphabet and then ours.
inline constexpr std::string_view focus_columns[] = {
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingAccountType", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass",
    "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory", "CommitmentDiscountId", "CommitmentDiscountName",
    "CommitmentDiscountQuantity", "CommitmentDiscountStatus", "CommitmentDiscountType", "CommitmentDiscountUnit", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
    "ContractedUnitPrice", "EffectiveCost", "InvoiceId", "InvoiceIssuerName", "ListCost", "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName",
    "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId", "SkuPriceId", "x_ChargeKind", "x_Clause", "x_DealSha256",
    "x_DealVersion", "x_DueDate", "x_ExactPricingQuantity"};

/// The quantity as FOCUS takes it: a decimal.
[[nodiscard]] focus_quantity focus_quantity_of(const fraction& count, std::string_view unit);

/// One row by the columns above; a null is an empty field.
template <currency C>
[[nodiscard]] std::vector<std::string> focus_fields(const focus_row<C>& row, const focus_origin& origin);

/// The header, and one line a row (RFC 4180).
template <currency C>
[[nodiscard]] std::string focus_to_csv(const std::vector<focus_row<C>>& rows, const focus_origin& origin);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(focus_category c)
{
    return c == focus_category::usage ? "Usage" : c == focus_category::purchase ? "Purchase" : c == focus_category::credit ? "Credit" : "Adjustment";
}
constexpr std::string_view name_of(focus_frequency f) { return f == focus_frequency::one_time ? "One-Time" : f == focus_frequency::recurring ? "Recurring" : "Usage-Based"; }
constexpr std::string_view name_of(focus_status s) { return s == focus_status::used ? "Used" : s == focus_status::unused ? "Unused" : ""; }

constexpr std::string_view focus_unit(priced_unit u)
{
    switch (u) {
    case priced_unit::gpu_hour: return "GPU-Hours";
    case priced_unit::mw_month: return "MW-Months";
    case priced_unit::kw_month: return "kW-Months";
    case priced_unit::mwh: return "MW-Hours";
    case priced_unit::kwh: return "kW-Hours";
    case priced_unit::kw: break;
    }
    return "kW";
}

inline focus_quantity focus_quantity_of(const fraction& count, std::string_view unit)
{
    constexpr int digits = 12;
    if (fits_scale(count, digits)) return {count, std::string(unit)};
    return {fraction(round_to_integer(count * fraction(power_of_ten<std::int64_t>(digits)), rounding::half_even), power_of_ten<std::int64_t>(digits)), std::string(unit), count};
}

namespace detail {

/// Midnight, UTC.
inline std::string focus_time(sys_days day) { return to_string(day) + "T00:00:00Z"; }

/// The calendar month of an invoice.
inline period focus_billing_period(sys_days invoiced)
{
    const year_month_day day{invoiced};
    const auto           first = day.year() / day.month();
    return {sys_days{first / 1}, sys_days{(first + date::months{1}) / 1}};
}

inline void append_csv_record(std::string& out, const std::vector<std::string>& fields)
{
    for (bool first = true; const std::string& field : fields) {
        if (!first) out += ',';
        append_csv(out, field);
        first = false;
    }
    out += "\r\n";
}

} // namespace detail

template <currency C>
std::vector<std::string> focus_fields(const focus_row<C>& row, const focus_origin& origin)
{
    const auto number    = [](const std::optional<fraction>& x) { return x ? detail::exact_text(*x) : std::string(); };
    const auto count     = [&](const std::optional<focus_quantity>& q) { return q ? number(q->count) : std::string(); };
    const auto unit      = [](const std::optional<focus_quantity>& q) { return q ? q->unit : std::string(); };
    const auto of        = [&](std::string focus_commitment::*part) { return row.commitment ? (*row.commitment).*part : std::string(); };
    const bool rated     = row.category == focus_category::usage || row.category == focus_category::purchase;
    const auto billing   = detail::focus_billing_period(row.invoiced);
    const std::string billed     = to_string(row.billed.amount);
    const std::string contracted = row.price && row.priced ? number(*row.price * row.priced->count) : billed;
    const std::string clause     = to_string(row.clause);
    const std::string kind(name_of(row.kind));
    const std::string category   = !rated || row.corrects ? "" : row.status != focus_status::none ? "Committed" : "Standard";
    const std::string tranche    = row.tranche < 0 ? "" : origin.tranches.at(static_cast<std::size_t>(row.tranche));
    const std::string resource   = tranche.empty() ? "" : origin.account + "/" + tranche;
    return {billed, origin.account, origin.name, "Contract", std::string(row.billed.unit.code()), detail::focus_time(billing.end()), detail::focus_time(billing.start()),
            std::string(name_of(row.category)), row.corrects ? "Correction" : "", row.description, std::string(name_of(row.frequency)), detail::focus_time(row.service.end()),
            detail::focus_time(row.service.start()), row.commitment ? (row.commitment->in_money ? "Spend" : "Usage") : "", of(&focus_commitment::id), of(&focus_commitment::name),
            number(row.committed), std::string(name_of(row.status)), of(&focus_commitment::type), of(&focus_commitment::unit), count(row.consumed), unit(row.consumed), contracted,
            number(row.price), to_string(row.effective.amount), origin.account + "/" + to_string(row.invoiced), origin.provider, contracted, category, count(row.priced),
            unit(row.priced), origin.provider, origin.provider, resource, tranche, tranche.empty() ? "" : "Tranche", "Compute", origin.name, "Other (Compute)",
            rated ? clause : "", rated ? clause + "/" + kind : "", kind, clause, origin.sha256, std::to_string(origin.version), to_string(row.due),
            row.priced && row.priced->exact ? to_string(*row.priced->exact) : ""};
}

template <currency C>
std::string focus_to_csv(const std::vector<focus_row<C>>& rows, const focus_origin& origin)
{
    std::string out;
    detail::append_csv_record(out, {std::begin(focus_columns), std::end(focus_columns)});
    for (const focus_row<C>& row : rows) detail::append_csv_record(out, focus_fields(row, origin));
    return out;
}

} // namespace ratable
