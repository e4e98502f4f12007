// SPDX-License-Identifier: BSL-1.0
/// Breakage: revenue of rights that were paid for and will not be used, such as hours of a take-or-pay minimum that may be made up.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/charges/make_up_bank.hpp>
#include <ratable/core/required.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace ratable {

/// Nothing is recognised of a right before it is used or has lapsed: where the provider does not expect to be entitled to breakage.
struct breakage_when_lapsed {};

/// What will not be used is recognised in proportion to what is used: where the provider expects to be entitled to it. Used rights then release more than
/// their own part; what was overestimated is recognised when the last right has gone.
struct breakage_proportional
{
    required<ratio> expected_use; ///< the share of the rights that customers are expected to use, above 0 and at most 1: the provider's estimate
};

/// There is no default: it is the provider's judgement.
using breakage = std::variant<breakage_when_lapsed, breakage_proportional>;

/// Rights that were paid for on a day.
template <currency C>
struct paid_rights
{
    sys_days paid_on;
    money<C> paid;
    metered  quantity{};
};

/// Rights that went on a day: used, or lapsed.
struct gone_rights
{
    sys_days on;
    metered  quantity{};
    bool     lapsed = false;
};

/// What paid rights release, as a liability: `payment` is below zero when they are paid for, `charge` is the revenue of what was used and of breakage.
///
/// Shape:   one row a period; opens with zero, and closes with it once all rights have gone.
/// Rounds:  half_up, on the running total of the rights.
/// Errors:  invalid_terms for rights of no quantity, an amount below zero, more gone than there were, days outside of the periods, gone before paid, and an expected
///          use outside of 0 to 1; overflow.
/// Source:  after ASC 606-10-55-46 to 55-49 (unexercised rights); IFRS 15.B44 to B47.
///
///     release_of({.paid_on = jan_31, .paid = usd(1000), .quantity = metered(100)}, used, months, breakage_proportional{.expected_use = 0.8_d})
template <currency C>
[[nodiscard]] amortization_schedule<C> release_of(const paid_rights<C>& rights, std::span<const gone_rights> gone, const std::vector<period>& periods, const breakage& how);

/// The same of a make-up bank: each vintage was paid on the last day of its month, quantity × price, half_up. Made-up hours go on the last day of their month,
/// expired ones on the first, hours over the cap with their vintage. `left` are the vintages that are still in the bank.
template <currency C>
[[nodiscard]] amortization_schedule<C> release_of(std::span<const withdrawal<C>> withdrawn, std::span<const vintage<C>> left, const std::vector<period>& periods,
                                                  const breakage& how, const C& unit = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_breakage(const char* rule, const std::string& value, const char* remedy) { throw invalid_terms({"breakage", rule, value, remedy}); }

inline std::size_t period_holding(const std::vector<period>& periods, sys_days day)
{
    const auto p = std::upper_bound(periods.begin(), periods.end(), day, [](sys_days d, const period& x) { return d < x.end(); });
    if (p == periods.end() || day < p->start()) refuse_breakage("must be over periods that hold every day on which rights are paid for or go", to_string(day), "make the schedule longer");
    return static_cast<std::size_t>(p - periods.begin());
}

/// What is recognised when so many rights were used and so many lapsed, in minor units.
inline std::int64_t released_through(std::int64_t paid, const metered& quantity, const metered& used, const metered& lapsed, const breakage& how)
{
    const auto part = [paid](const fraction& share) { return checked_cast<std::int64_t>(round_to_integer(fraction(int128{paid}) * share, rounding::half_up)); };
    const auto gone = part(fraction(int128{used.units} + lapsed.units, int128{quantity.units}));
    const auto* proportional = std::get_if<breakage_proportional>(&how);
    if (proportional == nullptr) return gone;
    const fraction expected = fraction(int128{used.units}, int128{quantity.units}) / to_fraction(proportional->expected_use);
    return std::max(gone, fraction(1) < expected ? paid : part(expected));
}

inline void check_breakage(const breakage& how)
{
    const auto* proportional = std::get_if<breakage_proportional>(&how);
    if (proportional == nullptr || (ratio(0) < proportional->expected_use && proportional->expected_use <= ratio(1))) return;
    refuse_breakage("must expect a use above 0 and of at most 1", to_string(proportional->expected_use), "write 80 % as 0.8_d; where none is expected, write breakage_when_lapsed");
}

/// Adds what one purchase was paid for and releases.
template <currency C>
void release_into(std::vector<int128>& paid, std::vector<int128>& released, const paid_rights<C>& rights, std::span<const gone_rights> gone, const std::vector<period>& periods, const breakage& how)
{
    if (sign(rights.quantity) <= 0) refuse_breakage("must be of a quantity above zero", to_string(rights.quantity), "leave out rights that nobody has");
    if (sign(rights.paid) < 0) refuse_breakage("must not be paid for with less than nothing", to_string(rights.paid), "write what was paid for the rights");
    std::vector<gone_rights> in_order(gone.begin(), gone.end());
    std::stable_sort(in_order.begin(), in_order.end(), [](const gone_rights& a, const gone_rights& b) { return a.on < b.on; });
    paid[period_holding(periods, rights.paid_on)] += rights.paid.amount.units;
    metered      used{}, lapsed{};
    std::int64_t before = 0;
    for (const gone_rights& g : in_order) {
        if (g.on < rights.paid_on) refuse_breakage("must not go before they are paid for", to_string(g.on), "sort rights by what they were paid with");
        if (sign(g.quantity) < 0) refuse_breakage("must not go below zero", to_string(g.quantity), "write what went");
        (g.lapsed ? lapsed : used) += g.quantity;
        if (used + lapsed > rights.quantity) refuse_breakage("must not go more than there were", to_string(used + lapsed), "price what was used above them");
        const std::int64_t until = released_through(rights.paid.amount.units, rights.quantity, used, lapsed, how);
        released[period_holding(periods, g.on)] += until - before;
        before = until;
    }
}

template <currency C>
amortization_schedule<C> released_rows(const std::vector<int128>& paid, const std::vector<int128>& released, const std::vector<period>& periods, const C& unit)
{
    const auto               amount = [&unit](int128 n) { return money<C>(decimal<C::minor_digits>::from_units(checked_cast<std::int64_t>(n)), unit); };
    amortization_schedule<C> rows;
    int128                   balance = 0;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const int128 closing = balance + paid[i] - released[i];
        rows.push_back({periods[i], amount(balance), amount(released[i]), amount(0), amount(-paid[i]), amount(closing)});
        balance = closing;
    }
    return rows;
}

} // namespace detail

template <currency C>
amortization_schedule<C> release_of(const paid_rights<C>& rights, std::span<const gone_rights> gone, const std::vector<period>& periods, const breakage& how)
{
    detail::require_contiguous(periods);
    detail::check_breakage(how);
    std::vector<int128> paid(periods.size(), 0), released(periods.size(), 0);
    detail::release_into(paid, released, rights, gone, periods, how);
    return detail::released_rows<C>(paid, released, periods, rights.paid.unit);
}

template <currency C>
amortization_schedule<C> release_of(std::span<const withdrawal<C>> withdrawn, std::span<const vintage<C>> left, const std::vector<period>& periods, const breakage& how, const C& unit)
{
    detail::require_contiguous(periods);
    detail::check_breakage(how);
    std::vector<vintage<C>> vintages; // no two of one month and price
    const auto              add = [&vintages](const vintage<C>& v) {
        const auto same = std::find_if(vintages.begin(), vintages.end(), [&v](const vintage<C>& x) { return x.month == v.month && x.paid_at == v.paid_at; });
        if (same == vintages.end()) vintages.push_back(v);
        else same->quantity += v.quantity;
    };
    for (const vintage<C>& v : left) add(v);
    for (const withdrawal<C>& w : withdrawn) add(w.of);
    const auto last_day = [](date::year_month month) { return sys_days{month / date::last}; };
    std::vector<int128> paid(periods.size(), 0), released(periods.size(), 0);
    for (const vintage<C>& v : vintages) {
        std::vector<gone_rights> gone;
        for (const withdrawal<C>& w : withdrawn) {
            if (w.of.month != v.month || !(w.of.paid_at == v.paid_at)) continue;
            const sys_days on = w.as == withdrawn_as::expired ? sys_days{w.month / 1} : last_day(w.month);
            gone.push_back({on, w.of.quantity, w.as != withdrawn_as::made_up});
        }
        const money<C> price(round<C::minor_digits>(to_fraction(v.paid_at.amount) * to_fraction(v.quantity), rounding::half_up), v.paid_at.unit);
        detail::release_into(paid, released, paid_rights<C>{last_day(v.month), price, v.quantity}, std::span<const gone_rights>(gone), periods, how);
    }
    return detail::released_rows<C>(paid, released, periods, vintages.empty() ? unit : vintages.front().paid_at.unit);
}

} // namespace ratable
