// SPDX-License-Identifier: BSL-1.0
/// What stands in the balance sheet of a contract at the end of each period: prepaid and accrued, or contract asset, liability and receivable.
#pragma once

#include <ratable/accounting/recognition.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// The day from which a charge is owed whatever happens next: when its service is over and it is invoiced, or when it is due, whichever is first.
/// A prepayment is owed on its due day, a refund from its invoice on.
/// Source: after ASC 606-10-45-2, 45-4 (received or due, whichever is first; a right is unconditional when only time must pass).
template <currency C>
[[nodiscard]] constexpr sys_days claimed_on(const charge<C>& row);

/// A period of the customer: prepaid − accrued − payable + refund_due = Σ paid − Σ expense, and none is below zero.
template <currency C>
struct customer_balance
{
    ratable::period period;
    money<C>        expense;    ///< of the period
    money<C>        paid;       ///< in the period
    money<C>        payable;    ///< claimed and not paid, at the end
    money<C>        refund_due; ///< the same, where it is the provider who owes
    money<C>        prepaid;    ///< claimed and not yet received
    money<C>        accrued;    ///< received and not yet claimed

    friend constexpr bool operator==(const customer_balance&, const customer_balance&) = default;
};

/// The customer's balances.
///
/// Shape:   one row a period; `periods` hold all service and all cash, as `life_of` makes them.
/// Rules:   what is prepaid is Σ claimed − Σ expense, where that is above zero; tranche by tranche, then summed: what is prepaid of one is not
///          set off against what is accrued of another. Payables are of the whole contract, for invoices are. With `tranche` (−1: what is of no tranche) of that one alone.
/// Errors:  invalid_terms for periods that leave days out; overflow.
///
///     customer_balances(charges, progress::as_delivered, life_of(charges, monthly))
template <currency C>
[[nodiscard]] std::vector<customer_balance<C>> customer_balances(const std::vector<charge<C>>& rows, progress by, const std::vector<period>& periods,
                                                                 std::optional<int> tranche = {});

/// A period of the provider: receivable − refund_liability + contract_asset − contract_liability = Σ revenue − Σ interest − Σ received, and none is
/// below zero.
template <currency C>
struct provider_balance
{
    ratable::period period;
    money<C>        revenue;            ///< of the period
    money<C>        interest;           ///< expense, where a prepayment finances the provider
    money<C>        received;           ///< in the period
    money<C>        receivable;         ///< claimed and not received, at the end
    money<C>        refund_liability;   ///< the same, where it is the provider who owes
    money<C>        contract_asset;     ///< delivered and not yet claimed
    money<C>        contract_liability; ///< claimed and not yet delivered

    friend constexpr bool operator==(const provider_balance&, const provider_balance&) = default;
};

/// The provider's balances without financing; `financing_component.hpp` has them with it. Of an agent, power is in no column.
///
/// Shape:   as `customer_balances`. Rules: asset and liability are net, of the whole contract.
/// Source:  after ASC 606-10-45-1 to 45-5 (contract asset, contract liability, receivable).
///
///     provider_balances(charges, progress::as_delivered, acting_as::agent, life_of(charges, monthly))
template <currency C>
[[nodiscard]] std::vector<provider_balance<C>> provider_balances(const std::vector<charge<C>>& rows, progress by, acting_as for_power, const std::vector<period>& periods);
template <currency C>
void provider_balances(const std::vector<charge<C>>&, progress, const std::vector<period>&) = delete; // who controls the power is your judgement: write acting_as::principal or acting_as::agent after the progress

// -- bodies -----------------------------------------------------------------------------------------------------------

template <currency C>
constexpr sys_days claimed_on(const charge<C>& row)
{
    if (row.kind == charge_kind::refund) return std::min(row.due, row.invoiced);
    return std::min(row.due, std::max(row.invoiced, row.service.end() - date::days{1}));
}

namespace detail {

/// Σ of the rows' amounts by the period that `day_of` falls in, in minor units.
template <currency C, class DayOf>
std::vector<int128> sums_by_period(const std::vector<charge<C>>& rows, const std::vector<period>& periods, DayOf&& day_of)
{
    std::vector<int128> sums(periods.size(), 0);
    for (const charge<C>& row : rows) {
        const sys_days day = day_of(row);
        const auto     p   = std::upper_bound(periods.begin(), periods.end(), day, [](sys_days d, const period& x) { return d < x.end(); });
        if (p == periods.end() || day < p->start()) {
            throw invalid_terms({"balances", "must be over periods that hold all days of service and of cash", to_string(day), "make them with life_of"});
        }
        sums[static_cast<std::size_t>(p - periods.begin())] += row.amount.amount.units;
    }
    return sums;
}

/// What is claimed, and what is paid, in each period.
template <currency C>
struct claims
{
    claims(const std::vector<charge<C>>& rows, const std::vector<period>& periods)
        : unit(currency_of_rows(rows)), claimed(sums_by_period(rows, periods, [](const charge<C>& row) { return claimed_on(row); })),
          paid(sums_by_period(rows, periods, [](const charge<C>& row) { return row.due; }))
    {
    }

    [[nodiscard]] money<C> amount(int128 units) const { return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(units)), unit); }
    [[nodiscard]] money<C> positive(int128 units) const { return amount(units > 0 ? units : int128{0}); }

    C                   unit;
    std::vector<int128> claimed;
    std::vector<int128> paid;
};

template <currency C>
std::vector<charge<C>> rows_of_tranche(const std::vector<charge<C>>& rows, int tranche)
{
    std::vector<charge<C>> own;
    for (const charge<C>& row : rows) {
        if (row.tranche == tranche) own.push_back(row);
    }
    return own;
}

/// Balances of what is recognised as `revenue` says and bears interest as `interest` says, both by period.
template <currency C>
std::vector<provider_balance<C>> balances_of(const std::vector<charge<C>>& rows, const amortization_schedule<C>& revenue, const std::vector<money<C>>& interest,
                                             const std::vector<period>& periods)
{
    const claims<C>                  of(rows, periods);
    std::vector<provider_balance<C>> result;
    int128                           unpaid = 0, ahead = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        unpaid += of.claimed[i] - of.paid[i];
        ahead += of.claimed[i] + interest[i].amount.units - revenue[i].charge.amount.units;
        result.push_back({periods[i], revenue[i].charge, interest[i], of.amount(of.paid[i]), of.positive(unpaid), of.positive(-unpaid), of.positive(-ahead), of.positive(ahead)});
    }
    return result;
}

} // namespace detail

template <currency C>
std::vector<customer_balance<C>> customer_balances(const std::vector<charge<C>>& rows, progress by, const std::vector<period>& periods, std::optional<int> tranche)
{
    const auto                       own = tranche ? detail::rows_of_tranche(rows, *tranche) : rows;
    const detail::claims<C>          of(own, periods);
    std::vector<int128>              expense(periods.size(), 0), prepaid(periods.size(), 0), accrued(periods.size(), 0);
    for (const tranche_schedule<C>& t : expense_by_tranche(rows, by, periods)) {
        if (tranche && t.tranche != *tranche) continue;
        const detail::claims<C> claims(detail::rows_of_tranche(rows, t.tranche), periods);
        int128                  ahead = 0;
        for (std::size_t i = 0; i < periods.size(); ++i) {
            ahead += claims.claimed[i] - t.rows[i].charge.amount.units;
            expense[i] += t.rows[i].charge.amount.units;
            (ahead > 0 ? prepaid : accrued)[i] += ahead > 0 ? ahead : -ahead;
        }
    }
    std::vector<customer_balance<C>> result;
    int128                           unpaid = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        unpaid += of.claimed[i] - of.paid[i];
        result.push_back({periods[i], of.amount(expense[i]), of.amount(of.paid[i]), of.positive(unpaid), of.positive(-unpaid), of.amount(prepaid[i]), of.amount(accrued[i])});
    }
    return result;
}

template <currency C>
std::vector<provider_balance<C>> provider_balances(const std::vector<charge<C>>& rows, progress by, acting_as for_power, const std::vector<period>& periods)
{
    const auto own     = for_power == acting_as::principal ? rows : without_power(rows);
    const auto revenue = expense_of(own, by, periods);
    return detail::balances_of(own, revenue, std::vector<money<C>>(periods.size(), money<C>(decimal<C::minor_digits>{}, detail::currency_of_rows(rows))), periods);
}

} // namespace ratable
