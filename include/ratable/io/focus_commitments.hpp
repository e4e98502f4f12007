// SPDX-License-Identifier: BSL-1.0
/// FOCUS's Contract Commitment dataset: what a contract commits its customer to, one row a commitment.
#pragma once

#include <ratable/charges/committed_spend.hpp>
#include <ratable/io/focus_charges.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// One row of the Contract Commitment dataset. It has a cost, a quantity, or both.
template <currency C>
struct focus_commitment_row
{
    focus_commitment        is;
    std::string             description;
    ratable::period         days;
    std::optional<money<C>> cost     = {};
    std::optional<fraction> quantity = {};
    ratable::period         term; ///< of the contract
    C                       currency = {};
};

/// The columns that FOCUS 1.3 asks for, by their alphabet.
inline constexpr std::string_view focus_commitment_columns[] = {
    "BillingCurrency", "ContractCommitmentCategory", "ContractCommitmentCost", "ContractCommitmentDescription", "ContractCommitmentId", "ContractCommitmentPeriodEnd",
    "ContractCommitmentPeriodStart", "ContractCommitmentQuantity", "ContractCommitmentType", "ContractCommitmentUnit", "ContractId", "ContractPeriodEnd", "ContractPeriodStart"};

/// The commitments of a contract.
///
/// Shape:   what it states as committed; the minimum of each usage clause over its days, in hours and at its prices; each contract year of committed
///          spend; each tranche's prepayment. They overlap: a minimum is a part of what is committed, and a prepayment pays for both.
/// Errors:  as charges_of.
/// Source:  after the FOCUS specification 1.3, Contract Commitment.
template <currency C>
[[nodiscard]] std::vector<focus_commitment_row<C>> focus_commitments(const contract<C>& c, const readings<C>& read = {});

/// The header, and one line a row (RFC 4180).
template <currency C>
[[nodiscard]] std::string focus_commitments_to_csv(const std::vector<focus_commitment_row<C>>& rows, const focus_origin& origin);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// The contract years of a term.
inline std::vector<period> contract_years(const term& t)
{
    const period        whole = days_of(t);
    std::vector<period> years;
    for (int n = 1; years.empty() || years.back().end() < whole.end(); ++n) {
        const sys_days next{add_months(t.start, date::months{12 * n}, t.month_rule)};
        years.emplace_back(years.empty() ? whole.start() : years.back().end(), std::min(next, whole.end()));
    }
    return years;
}

} // namespace detail

template <currency C>
std::vector<focus_commitment_row<C>> focus_commitments(const contract<C>& c, const readings<C>& read)
{
    const period                         term    = days_of(c.term.value());
    const std::string                    account = focus_account(c), currency(c.currency.code());
    std::vector<focus_commitment_row<C>> rows;
    const auto add = [&](focus_commitment is, std::string description, const period& days, std::optional<money<C>> cost, std::optional<fraction> quantity = {}) {
        rows.push_back({std::move(is), std::move(description), days, cost, quantity, term, c.currency});
    };
    if (c.committed.is_known()) add({account + "/committed", "committed", "Committed consideration", true, currency}, "what the customer cannot cancel", term, c.committed.value());

    std::map<int, std::vector<charge<C>>> minimums; // by clause
    for (const charge<C>& row : detail::charges_without_usage(c, read)) {
        if (row.kind == charge_kind::shortfall) minimums[row.clause.index].push_back(row);
    }
    for (const auto& [index, periods] : minimums) {
        fraction sum(0);
        for (const charge<C>& row : periods) sum += row.quantity.exact();
        const auto& clause = std::get<usage_fee<C>>(c.pricing.value()[static_cast<std::size_t>(index)]);
        add({account + "/" + to_string(periods.front().clause) + ".minimum", clause.name + ", minimum", "Take-or-pay minimum", false, std::string(focus_unit(*periods.front().quantity.unit))},
            clause.name + ": paid for, used or not", {periods.front().service.start(), periods.back().service.end()}, total(periods), sum);
    }
    if (c.spend.is_known()) {
        for (int year = 1; const period& days : detail::contract_years(c.term.value())) {
            add({account + "/spend", "committed spend", "Committed spend", true, currency}, "contract year " + std::to_string(year), days,
                commitment_of(c.spend.value().a_year.value(), c.term.value(), year));
            rows.back().is.id += "/year-" + std::to_string(year++);
        }
    }
    for (const focus_row<C>& row : focus_rows(c, read)) {
        if (row.kind != charge_kind::prepayment || row.category != focus_category::purchase) continue;
        add(*row.commitment, row.commitment->name, row.service, row.billed);
    }
    return rows;
}

template <currency C>
std::string focus_commitments_to_csv(const std::vector<focus_commitment_row<C>>& rows, const focus_origin& origin)
{
    std::string out;
    detail::append_csv_record(out, {std::begin(focus_commitment_columns), std::end(focus_commitment_columns)});
    for (const focus_commitment_row<C>& row : rows) {
        detail::append_csv_record(out, {std::string(row.currency.code()), row.is.in_money ? "Spend" : "Usage", row.cost ? to_string(row.cost->amount) : "", row.description, row.is.id,
                                        detail::focus_time(row.days.end()), detail::focus_time(row.days.start()), row.quantity ? detail::exact_text(*row.quantity) : "", row.is.type,
                                        row.quantity ? row.is.unit : "", origin.account, detail::focus_time(row.term.end()), detail::focus_time(row.term.start())});
    }
    return out;
}

} // namespace ratable
