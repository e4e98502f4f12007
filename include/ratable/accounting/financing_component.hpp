// SPDX-License-Identifier: BSL-1.0
/// Significant financing: a prepayment that lends the provider money bears interest until it is credited, and is then revenue with its interest.
#pragma once

#include <ratable/accounting/contract_balance.hpp>
#include <ratable/valuation/present_value.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace ratable {

// Whether financing is significant is the provider's judgement: where it is not, or where a year at most passes and that is not looked at, use recognition.hpp and
// contract_balance.hpp as they are. The rate is that of a loan between the two at inception, and stays.
// Source: after ASC 606-10-32-15 to 32-20; IFRS 15.60 to 65. Revenue is as delivered: what a month's credit had grown to is that month's.

/// The prepayments of all tranches as what they are, a debt that is repaid in service.
///
/// Shape:   one row a period; `periods` hold all service and cash, as `life_of` makes them. `payment` is below zero where a prepayment is received, above
///          zero where one is refunded; `charge` is the revenue that credits release, with their interest. Opens and closes with zero.
/// Rules:   interest runs from the day on which a prepayment is due to the end of the service that it is credited for. What a refunded part has borne is
///          revenue when it is refunded, and a part that lapses is revenue with all that it has borne. What is credited before it is due bears none.
/// Rounds:  each part's value when it is credited, and each closing of a tranche: once, half_up, correctly. Interest is their difference.
/// Errors:  invalid_terms for two prepayments of one tranche, for periods that leave days out, and what present_value refuses; overflow.
///
///     financing_of(charges, {.per_year = rate_of_interest::parse("0.06"), .compounds = compounding::annual, .day_count = act_365_fixed{}}, life_of(charges, monthly))
template <currency C>
[[nodiscard]] amortization_schedule<C> financing_of(const std::vector<charge<C>>& rows, const interest_rate& rate, const std::vector<period>& periods);

/// Revenue with what the prepayments have borne: Σ revenue − Σ interest = Σ charges.
template <currency C>
[[nodiscard]] amortization_schedule<C> revenue_of(const std::vector<charge<C>>& rows, acting_as for_power, const interest_rate& financing, const std::vector<period>& periods);

/// The provider's balances with it: the contract liability bears the interest.
template <currency C>
[[nodiscard]] std::vector<provider_balance<C>> provider_balances(const std::vector<charge<C>>& rows, acting_as for_power, const interest_rate& financing,
                                                                 const std::vector<period>& periods);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A part of a prepayment: until when it is owed, and how that ends.
struct prepaid_part
{
    sys_days     until; ///< the end of the service that it is credited for
    std::int64_t units;
    bool         refunded;
};

/// One tranche's prepayment.
struct prepaid_tranche
{
    int                       tranche;
    sys_days                  received{};
    std::int64_t              units = 0;
    std::vector<prepaid_part> parts = {};
};

template <currency C>
std::vector<prepaid_tranche> prepaid_tranches(const std::vector<charge<C>>& rows)
{
    std::vector<prepaid_tranche> result;
    const auto                   of = [&result](int tranche) { return std::find_if(result.begin(), result.end(), [tranche](const prepaid_tranche& t) { return t.tranche == tranche; }); };
    for (const charge<C>& row : rows) {
        if (row.kind != charge_kind::prepayment) continue;
        if (of(row.tranche) != result.end()) {
            throw invalid_terms({"financing", "must be of one prepayment a tranche", to_string(row.amount) + " is another", "value the parts of a prepayment each by itself"});
        }
        result.push_back({.tranche = row.tranche, .received = row.due, .units = row.amount.amount.units});
    }
    for (const charge<C>& row : rows) {
        if (!is_of_prepayment(row) || row.kind == charge_kind::prepayment) continue;
        const auto t = of(row.tranche);
        if (t == result.end()) throw invalid_terms({"financing", "must have the prepayment of each credit", to_string(row.amount), "give all charges of the contract"});
        const bool refunded = row.kind == charge_kind::refund;
        t->parts.push_back({refunded ? claimed_on(row) + date::days{1} : row.service.end(), checked_sub<std::int64_t>(0, row.amount.amount.units), refunded});
    }
    for (const recognized_part& part : recognizing<C>(rows, progress::as_delivered).parts()) {
        if (part.lapsed) of(part.tranche)->parts.push_back({part.days.end(), part.units, false});
    }
    return result;
}

/// The financing by period, in minor units; `extra` is what revenue is above the charges.
struct financing_columns
{
    std::vector<int128> charge, payment, closing, extra;
};

template <currency C>
financing_columns finance(const std::vector<charge<C>>& rows, const interest_rate& rate, const std::vector<period>& periods)
{
    const std::vector<int128> none(periods.size(), 0);
    financing_columns         sums{none, none, none, none};
    const C                   unit     = currency_of_rows(rows);
    const auto                worth_on = [&](const prepaid_tranche& t, std::int64_t units, sys_days day) -> int128 {
        if (units == 0 || day <= t.received) return units;
        return present_value(std::vector{flow<C>(t.received, money<C>(decimal<C::minor_digits>::from_units(units), unit))}, rate, day, rounding::half_up).amount.units;
    };
    const auto period_of = [&](sys_days last) { // that holds the day before `last`, and so ends on it or later
        const auto p = std::lower_bound(periods.begin(), periods.end(), last, [](const period& x, sys_days day) { return x.end() < day; });
        if (p == periods.end() || last <= p->start()) throw invalid_terms({"financing", "must be over periods that hold all days of service and of cash", to_string(last), "make them with life_of"});
        return static_cast<std::size_t>(p - periods.begin());
    };
    for (const prepaid_tranche& t : prepaid_tranches(rows)) {
        sums.payment[period_of(t.received + date::days{1})] -= t.units;
        for (const prepaid_part& part : t.parts) {
            const std::size_t i     = period_of(part.until);
            const int128      worth = worth_on(t, part.units, part.until);
            sums.charge[i] += part.refunded ? worth - part.units : worth;
            sums.payment[i] += part.refunded ? part.units : 0;
            sums.extra[i] += worth - part.units;
        }
        for (std::size_t i = 0; i < periods.size(); ++i) {
            const sys_days end  = periods[i].end();
            std::int64_t   left = t.received < end ? t.units : 0;
            for (const prepaid_part& part : t.parts) left -= part.until <= end ? part.units : 0;
            sums.closing[i] += worth_on(t, left, end);
        }
    }
    return sums;
}

template <currency C>
amortization_schedule<C> financing_rows(const financing_columns& sums, const std::vector<period>& periods, const C& unit)
{
    const auto               amount = [&unit](int128 n) { return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(n)), unit); };
    amortization_schedule<C> schedule;
    int128                   opening = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const int128 interest = sums.closing[i] - opening + sums.charge[i] + sums.payment[i];
        schedule.push_back({periods[i], amount(opening), amount(sums.charge[i]), amount(interest), amount(sums.payment[i]), amount(sums.closing[i])});
        opening = sums.closing[i];
    }
    return schedule;
}

/// Adds to revenue what credits have grown by.
template <currency C>
amortization_schedule<C> with_financing(amortization_schedule<C> revenue, const financing_columns& sums)
{
    int128 left = 0;
    for (const int128 extra : sums.extra) left += extra;
    for (std::size_t i = 0; i < revenue.size(); ++i) {
        const auto add = [](money<C>& to, int128 units) { to += money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(units)), to.unit); };
        add(revenue[i].opening, left);
        add(revenue[i].charge, sums.extra[i]);
        left -= sums.extra[i];
        add(revenue[i].closing, left);
    }
    return revenue;
}

} // namespace detail

template <currency C>
amortization_schedule<C> financing_of(const std::vector<charge<C>>& rows, const interest_rate& rate, const std::vector<period>& periods)
{
    detail::require_contiguous(periods);
    return detail::financing_rows<C>(detail::finance(rows, rate, periods), periods, detail::currency_of_rows(rows));
}

template <currency C>
amortization_schedule<C> revenue_of(const std::vector<charge<C>>& rows, acting_as for_power, const interest_rate& financing, const std::vector<period>& periods)
{
    return detail::with_financing(revenue_of(rows, progress::as_delivered, for_power, periods), detail::finance(rows, financing, periods));
}

template <currency C>
std::vector<provider_balance<C>> provider_balances(const std::vector<charge<C>>& rows, acting_as for_power, const interest_rate& financing, const std::vector<period>& periods)
{
    const auto            own   = for_power == acting_as::principal ? rows : without_power(rows);
    const auto            plain = expense_of(own, progress::as_delivered, periods);
    const auto            sums  = detail::finance(rows, financing, periods);
    std::vector<money<C>> interest;
    for (const amortization_row<C>& row : detail::financing_rows<C>(sums, periods, detail::currency_of_rows(rows))) interest.push_back(row.interest);
    return detail::balances_of(own, detail::with_financing(plain, sums), interest, periods);
}

} // namespace ratable
