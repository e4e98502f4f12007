// SPDX-License-Identifier: BSL-1.0
/// Books of a foreign contract in the functional currency: what is not money stays at its historical rate, what is money follows the rate.
#pragma once

#include <ratable/journal/journal.hpp>
#include <ratable/units/fx.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// How a journal in `C` is kept in the functional currency `F`. Accounts stand for those below them, too.
template <currency F, currency C>
struct remeasurement
{
    std::vector<fx_rate<F, C>> rates;        ///< F per C, in any order: one holds from its day until the next one's
    std::vector<account>       nonmonetary;  ///< prepaid, contract liability, right of use. Other assets and liabilities are money, in C
    std::vector<sys_days>      closings;     ///< on which what is money in C is remeasured
    std::vector<account>       in_functional = {account(account_type::asset, "Cash")}; ///< money in F: its postings are exchanged on their day
    account                    gain_or_loss  = account(account_type::expense, "Exchange differences");
    rounding                   mode          = rounding::half_even;
};

/// The journal in the functional currency.
///
/// Shape:   every entry on its day and under its id, by date; and on each closing, and each day on which an account of money in C falls, an entry (id
///          FX2026-03-31) that takes such accounts to the day's rate, where that moves them.
/// Rules:   money is posted at the day's rate. What is not money is posted at the day's rate as it grows; as it falls, at what it is carried at, in
///          proportion. Income, expense and equity are what an entry's other postings leave: those on the side that outweighs in proportion to their
///          own amounts, and those against them at the day's rate. An entry without them leaves its difference to `gain_or_loss`.
/// Rounds:  each posting once, by the mode; what an entry leaves takes the rest.
/// Errors:  invalid_terms for an entry before the first rate, two rates of one day, a rate that is not positive, and for what is not money and falls below zero;
///          unlike_units for rates of other currencies; overflow.
/// Source:  after ASC 830-20-35-1 and 35-2, 830-10-45-18; IAS 21.21 to 23 and 28; IFRIC 22.8 (an advance keeps the rate of its day).
///
///     in_functional_currency(books, remeasurement<USD, EUR>{.rates = rates, .nonmonetary = {account(account_type::asset, "Prepaid")}, .closings = month_ends})
template <currency F, currency C>
[[nodiscard]] journal<F> in_functional_currency(const journal<C>& foreign, const remeasurement<F, C>& by, F functional = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency F, currency C>
class remeasuring
{
public:
    remeasuring(const journal<C>& foreign, const remeasurement<F, C>& by, F functional) : foreign_(foreign), by_(by), books_(functional)
    {
        for (const fx_rate<F, C>& rate : by.rates) {
            const auto [same_day, is_new] = rates_.try_emplace(checked_day(rate.on), &rate);
            if (!is_new && to_string(*same_day->second) != to_string(rate)) throw invalid_terms({"exchange rates", "must be one a day", to_string(*same_day->second) + " and " + to_string(rate) + " on " + to_string(same_day->first), "decide which of them holds"});
        }
    }

    journal<F> books()
    {
        const auto         entries = by_date(foreign_);
        std::set<sys_days> closings(by_.closings.begin(), by_.closings.end());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            for (; !closings.empty() && *closings.begin() < entries[i]->date; closings.erase(closings.begin())) remeasure(*closings.begin(), true);
            post(*entries[i]);
            const sys_days day = entries[i]->date;
            if (i + 1 == entries.size() || day < entries[i + 1]->date) remeasure(day, closings.erase(day) > 0);
        }
        for (const sys_days day : closings) remeasure(day, true);
        return std::move(books_);
    }

private:
    enum class measured { as_money, in_functional, historically, as_the_rest };
    struct held ///< by an account, in both currencies
    {
        money<C> foreign;
        money<F> functional;
        measured how;
        bool     fell = false; ///< since it was last remeasured
    };

    [[nodiscard]] measured how(const account& a) const
    {
        const auto listed = [&a](const std::vector<account>& list) { return std::any_of(list.begin(), list.end(), [&a](const account& above) { return is_within(a, above); }); };
        if (a.type() != account_type::asset && a.type() != account_type::liability) return measured::as_the_rest;
        return listed(by_.nonmonetary) ? measured::historically : listed(by_.in_functional) ? measured::in_functional : measured::as_money;
    }

    held& of(const account& a)
    {
        const auto found = held_.find(a);
        return found != held_.end() ? found->second : held_.emplace(a, held{money<C>({}, foreign_.unit()), money<F>({}, books_.unit()), how(a)}).first->second;
    }

    [[nodiscard]] money<F> exchanged(const money<C>& x, sys_days day) const
    {
        const auto next = rates_.upper_bound(day);
        if (next == rates_.begin()) throw invalid_terms({"exchange rates", "must have one on " + to_string(day) + " or before it", "none", "state the rate of each day on which something is posted"});
        return convert(x, *std::prev(next)->second, by_.mode);
    }

    /// n / d of an amount of F.
    [[nodiscard]] money<F> share(const money<F>& x, const money<C>& n, const money<C>& d) const
    {
        return money<F>(round<F::minor_digits>(to_fraction(x.amount) * (n / d), by_.mode), x.unit);
    }

    [[nodiscard]] money<F> amount_of(const posting<C>& p, const held& account, const entry<C>& e) const
    {
        if (account.how != measured::historically || sign(p.amount) * sign(account.foreign) >= 0) return exchanged(p.amount, e.date);
        if (abs(account.foreign) < abs(p.amount)) {
            throw invalid_terms({"entry '" + e.id + "'", "must not take " + to_string(p.account) + " below zero", to_string(p.amount) + " of " + to_string(account.foreign), "leave it out of what is not money, or correct the entry"});
        }
        return -share(account.functional, -p.amount, account.foreign);
    }

    void post(const entry<C>& e)
    {
        entry<F> result{.date = e.date, .id = e.id, .payee = e.payee, .narration = e.narration, .tags = e.tags};
        money<F> left({}, books_.unit());
        money<C> rest({}, foreign_.unit());
        std::vector<const posting<C>*> earned;
        for (const posting<C>& p : e.postings) {
            held& account = of(p.account);
            if (account.how == measured::as_the_rest) {
                rest += p.amount;
                if (sign(p.amount) != 0) earned.push_back(&p);
                continue;
            }
            const money<F> amount = amount_of(p, account, e);
            account.fell          = account.fell || sign(p.amount) * sign(account.foreign) < 0;
            account.foreign += p.amount;
            account.functional += amount;
            left -= amount;
            add_posting(result.postings, p.account, amount);
        }
        const int side_of_rest = earned.empty() ? 0 : sign(sign(rest) == 0 ? earned.back()->amount : rest);
        std::vector<money<F>> amounts(earned.size(), money<F>({}, books_.unit()));
        for (std::size_t i = 0; i < earned.size(); ++i) {
            if (sign(earned[i]->amount) == side_of_rest) continue;
            amounts[i] = exchanged(earned[i]->amount, e.date);
            left -= amounts[i];
            rest -= earned[i]->amount;
        }
        const money<F> to_share = left;
        money<C>       to_come  = rest; // of those that share
        for (std::size_t i = 0; i < earned.size(); ++i) {
            if (sign(earned[i]->amount) == side_of_rest) {
                to_come -= earned[i]->amount;
                amounts[i] = sign(to_come) == 0 ? left : share(to_share, earned[i]->amount, rest);
                left -= amounts[i];
            }
            add_posting(result.postings, earned[i]->account, amounts[i]);
        }
        add_posting(result.postings, by_.gain_or_loss, left);
        if (!result.postings.empty()) books_.post(std::move(result));
    }

    void remeasure(sys_days day, bool all)
    {
        entry<F> result{.date = day, .id = "FX" + to_string(day), .narration = "Exchange differences"};
        money<F> loss({}, books_.unit());
        for (auto& [a, account] : held_) {
            if (account.how != measured::as_money || !(all || std::exchange(account.fell, false))) continue;
            account.fell         = false;
            const money<F> moved = exchanged(account.foreign, day) - account.functional;
            add_posting(result.postings, a, moved);
            account.functional += moved;
            loss -= moved;
        }
        add_posting(result.postings, by_.gain_or_loss, loss);
        if (!result.postings.empty()) books_.post(std::move(result));
    }

    const journal<C>&                        foreign_;
    const remeasurement<F, C>&               by_;
    journal<F>                               books_;
    std::map<sys_days, const fx_rate<F, C>*> rates_;
    std::map<account, held>                  held_;
};

} // namespace detail

template <currency F, currency C>
journal<F> in_functional_currency(const journal<C>& foreign, const remeasurement<F, C>& by, F functional)
{
    return detail::remeasuring<F, C>(foreign, by, functional).books();
}

} // namespace ratable
