// SPDX-License-Identifier: BSL-1.0
/// Tiers: which part of a quantity is billed at which step of a price list, a period or a contract year at a time; rebates.
#pragma once

#include <ratable/charges/metered_rows.hpp>
#include <ratable/terms/pricing.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace ratable {

/// A list of steps, in a vector or an array.
template <class Steps>
concept price_list = requires(const Steps& steps) {
    steps.size();
    { *steps[0].up_to } -> std::convertible_to<metered>;
    steps[0].price;
};

/// Refuses a price list whose bounds do not rise from above zero to a last step without one. Errors: invalid_terms.
template <price_list Steps>
constexpr void require_rising(const Steps& steps);

/// The step, counted from 0, that a whole quantity falls in. A bound belongs to the lower step.
template <price_list Steps>
[[nodiscard]] constexpr int step_of(const Steps& steps, const metered& quantity);

/// Calls `use(step, part)` for each step that has a part of the quantity which comes after `before`: parts that sum to it.
///
///     each_part(up to 100 and above, 80, 50, use)   // use(0, 20), use(1, 30)
template <price_list Steps, class Use>
constexpr void each_part(const Steps& steps, const metered& before, const metered& quantity, Use&& use);

/// Appends the rows of a tiered price: one a step and billing period, nothing for a quantity of zero.
///
/// Shape:   marginal: a row for each step's part, counted from zero in each billing period or through the contract year.
///          all_units: one row at the step's price; over a contract year that is the step of the year so far, and when it is another than before, a
///          true_up row reprices what the year's earlier periods billed, in the same invoice.
///          rebate: one row on the year's last invoice, when the year's quantity reaches `from`; none for a year of fewer than twelve months.
/// Units:   `used` is one quantity a billing period; `lists` one price list a contract year, of the same bounds.
/// Rounds:  each row, once. A rebate is a share of the posted rows.
/// Errors:  invalid_terms as require_rising, for too few lists, and for a rebate's share outside 0 to 1; overflow.
template <currency C>
void append_tiers(std::vector<charge<C>>& rows, const metered_clause& clause, const tiers<C>& t, std::span<const std::vector<tier<C>>> lists,
                  std::span<const billing_period> periods, std::span<const metered> used, const term& agreed);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_tiers(const char* rule, const std::string& value, const char* remedy) { throw invalid_terms({"tiers", rule, value, remedy}); }

/// What is billed of one contract year, while it runs.
template <currency C>
class tiered_year
{
public:
    tiered_year(const tiers<C>& t, const std::vector<tier<C>>& steps, const billing_period& first, std::size_t first_row)
        : tiers_(&t), steps_(&steps), first_(&first), first_row_(first_row) {}

    void append(metered_rows<C>& rows, const billing_period& p, const metered& quantity)
    {
        const metered before = tiers_->counted_over == tier_period::contract_year ? so_far_ : metered{};
        if (tiers_->method == tier_method::marginal) {
            each_part(*steps_, before, quantity, [&](int step, const metered& part) { rows.add(charge_kind::usage, p, part, price(step)); });
        } else {
            append_all_units(rows, p, before, quantity);
        }
        so_far_ += quantity;
    }

    void append_rebate(std::vector<charge<C>>& rows, const metered_clause& clause, const billing_period& last) const
    {
        const rebate& terms = *tiers_->rebate;
        if (so_far_ < terms.from) return;
        int128 posted = 0;
        for (std::size_t i = first_row_; i < rows.size(); ++i) posted += rows[i].amount.amount.units;
        const int128 credit = -round_quotient(checked_mul(posted, int128{terms.share.units}), int128{power_of_ten<std::int64_t>(ratio::scale)}, clause.mode);
        if (credit == 0) return;
        const money<C> amount(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(credit)), rows[first_row_].amount.unit);
        rows.push_back({charge_kind::rebate, clause.path, -1, days_through(*first_, last), last.invoiced, last.due, {}, money<C, 6>(decimal<6>{}, amount.unit), amount, clause.mode, rounded_on::row});
    }

private:
    [[nodiscard]] const money<C, 6>& price(int step) const { return (*steps_)[static_cast<std::size_t>(step)].price; }

    void append_all_units(metered_rows<C>& rows, const billing_period& p, const metered& before, const metered& quantity)
    {
        if (sign(quantity) == 0) return; // falls in the step that the year is in
        const int step = ratable::step_of(*steps_, before + quantity);
        rows.add(charge_kind::usage, p, quantity, price(step));
        if (sign(before) > 0 && step != step_) {
            rows.add(charge_kind::true_up, p, before, price(step) - price(step_)).service = period(first_->days.start(), p.days.start());
        }
        step_ = step;
    }

    const tiers<C>*             tiers_;
    const std::vector<tier<C>>* steps_;
    const billing_period*       first_;
    std::size_t                 first_row_;
    metered                     so_far_{};
    int                         step_ = 0;
};

/// Whether twelve months of a contract year lie within the term, and within the days that are billed.
inline bool is_whole_year(const term& t, int year, sys_days billed_to)
{
    return sys_days{moved_by_months(t.start, date::months{12 * year}, t.month_rule)} <= std::min(days_of(t).end(), billed_to);
}

} // namespace detail

template <price_list Steps>
constexpr void require_rising(const Steps& steps)
{
    if (steps.size() == 0) detail::refuse_tiers("must have a step", "none", "write one without an upper bound");
    metered below{};
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        if (!steps[i].up_to) detail::refuse_tiers("must have an upper bound on every step but the last", "a step without", "write up_to");
        if (*steps[i].up_to <= below) detail::refuse_tiers("must rise", to_string(*steps[i].up_to), "put the steps in order of their bounds");
        below = *steps[i].up_to;
    }
    if (steps[steps.size() - 1].up_to) detail::refuse_tiers("must have no upper bound on the last step", to_string(*steps[steps.size() - 1].up_to), "leave up_to out");
}

template <price_list Steps>
constexpr int step_of(const Steps& steps, const metered& quantity)
{
    std::size_t i = 0;
    while (steps[i].up_to && *steps[i].up_to < quantity) ++i;
    return static_cast<int>(i);
}

template <price_list Steps, class Use>
constexpr void each_part(const Steps& steps, const metered& before, const metered& quantity, Use&& use)
{
    metered done = before, left = quantity;
    for (auto i = static_cast<std::size_t>(step_of(steps, before)); sign(left) > 0; ++i) {
        const metered part = steps[i].up_to ? min(left, *steps[i].up_to - done) : left;
        if (sign(part) > 0) use(static_cast<int>(i), part);
        done += part;
        left -= part;
    }
}

template <currency C>
void append_tiers(std::vector<charge<C>>& rows, const metered_clause& clause, const tiers<C>& t, std::span<const std::vector<tier<C>>> lists,
                  std::span<const billing_period> periods, std::span<const metered> used, const term& agreed)
{
    if (used.size() != periods.size()) detail::refuse_tiers("must have one quantity a billing period", std::to_string(used.size()), "sum the readings by period");
    for (const std::vector<tier<C>>& steps : lists) require_rising(steps);
    if (t.rebate && (sign(t.rebate->share) < 0 || t.rebate->share > ratio(1))) {
        throw invalid_terms({"rebate", "must be a share from 0 to 1", to_string(t.rebate->share), "write 5 % as 0.05_d"});
    }
    metered_rows<C> priced(rows, clause);
    for (std::size_t k = 0; k < periods.size();) {
        const billing_period& first = periods[k];
        if (first.contract_year < 1 || static_cast<std::size_t>(first.contract_year) > lists.size()) {
            detail::refuse_tiers("must have prices for every contract year", std::string("none for year ") + std::to_string(first.contract_year), "give one price list a year");
        }
        detail::tiered_year<C> year(t, lists[static_cast<std::size_t>(first.contract_year) - 1], first, rows.size());
        for (bool closed = false; !closed && k < periods.size(); ++k) {
            year.append(priced, periods[k], used[k]);
            closed = periods[k].closes_year;
        }
        if (t.rebate && detail::is_whole_year(agreed, first.contract_year, periods.back().days.end())) year.append_rebate(rows, clause, periods[k - 1]);
    }
}

} // namespace ratable
