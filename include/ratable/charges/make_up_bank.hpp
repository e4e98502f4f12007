// SPDX-License-Identifier: BSL-1.0
/// The bank of hours that were paid for and not used, by vintage: what comes in, what is made up, what expires, what a cap cuts.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/terms/commitment.hpp>
#include <ratable/units/money.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratable {

/// Hours of one month's shortfall, at the price that they were paid at.
template <currency C>
struct vintage
{
    date::year_month month;
    metered          quantity{};
    money<C, 6>      paid_at{};

    friend constexpr bool operator==(const vintage&, const vintage&) = default;
};

/// How hours leave the bank.
enum class withdrawn_as {
    made_up,
    expired, ///< by age, or because the bank lapsed
    lost,    ///< over the cap
};
[[nodiscard]] constexpr std::string_view name_of(withdrawn_as w) { return w == withdrawn_as::made_up ? "made_up" : w == withdrawn_as::expired ? "expired" : "lost"; }

/// Hours of one vintage that left the bank in a month.
template <currency C>
struct withdrawal
{
    date::year_month month;
    withdrawn_as     as = withdrawn_as::made_up;
    vintage<C>       of; ///< with the hours that left

    friend constexpr bool operator==(const withdrawal&, const withdrawal&) = default;
};

/// A month of the bank: opening − expired − made_up + added − lost = closing, and none is negative.
struct bank_month
{
    date::year_month month;
    metered          opening{};
    metered          expired{};
    metered          made_up{};
    metered          added{};
    metered          lost{}; ///< over the cap
    metered          closing{};

    friend constexpr bool operator==(const bank_month&, const bank_month&) = default;
};

/// The bank. For each month: `begin`, `make_up` what may be, `add` what fell short.
///
/// Rules:   a vintage is usable from the month after its own through the n-th; the oldest goes first; expiry acts when a month begins; over the cap
///          the newest vintage loses the excess at once.
/// Errors:  invalid_terms for n < 1, a negative cap, hours below zero, or a month that does not follow; overflow.
template <currency C>
class make_up_bank
{
public:
    explicit make_up_bank(int usable_months, const std::optional<metered>& cap = {});

    /// Begins a later month: what was usable through an earlier one expires.
    void begin(date::year_month month);
    /// Hours of earlier months' vintages.
    [[nodiscard]] metered available() const { return now_.opening - now_.expired - now_.made_up; }
    /// Takes up to `wanted` hours, oldest first; says how many.
    metered make_up(const metered& wanted);
    /// A vintage of this month.
    void add(const metered& quantity, const money<C, 6>& paid_at);
    /// Begins a later month in which nothing is usable any more: all that is left expires.
    void lapse(date::year_month month);

    /// This month, so far.
    [[nodiscard]] const bank_month& month() const { return now_; }
    /// What is left, oldest first.
    [[nodiscard]] std::span<const vintage<C>> vintages() const { return std::span<const vintage<C>>(vintages_).subspan(oldest_); }
    /// All that left, in order.
    [[nodiscard]] const std::vector<withdrawal<C>>& withdrawals() const { return withdrawals_; }

private:
    void turn_to(date::year_month month);
    void expire_oldest() { withdraw(withdrawn_as::expired, vintages_[oldest_], metered(vintages_[oldest_].quantity)), ++oldest_; }
    void withdraw(withdrawn_as as, vintage<C>& from, const metered& quantity);
    void balance() { now_.closing = now_.opening - now_.expired - now_.made_up + now_.added - now_.lost; }

    int                        usable_months_;
    std::optional<metered>     cap_;
    bank_month                 now_{};
    bool                       begun_  = false;
    std::size_t                oldest_ = 0; ///< the first that is not empty
    std::vector<vintage<C>>    vintages_;
    std::vector<withdrawal<C>> withdrawals_;
};

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
[[noreturn]] inline void refuse_bank(const char* rule, const std::string& value, const char* remedy) { throw invalid_terms({"make-up", rule, value, remedy}); }
} // namespace detail

template <currency C>
make_up_bank<C>::make_up_bank(int usable_months, const std::optional<metered>& cap) : usable_months_(usable_months), cap_(cap)
{
    if (usable_months < 1) detail::refuse_bank("must be usable for a month or more", std::to_string(usable_months), "write usable_months, or leave make_up out");
    if (cap && sign(*cap) < 0) detail::refuse_bank("must have a cap that is not negative", to_string(*cap), "leave the cap out where there is none");
}

template <currency C>
void make_up_bank<C>::turn_to(date::year_month month)
{
    if (begun_ && month <= now_.month) detail::refuse_bank("must begin months in order", to_string(sys_days{month / 1}).substr(0, 7), "begin each month once");
    begun_ = true;
    now_   = {month, now_.closing, {}, {}, {}, {}, {}};
}

template <currency C>
void make_up_bank<C>::begin(date::year_month month)
{
    turn_to(month);
    while (oldest_ < vintages_.size() && (month - vintages_[oldest_].month).count() > usable_months_) expire_oldest();
    balance();
}

template <currency C>
void make_up_bank<C>::lapse(date::year_month month)
{
    turn_to(month);
    while (oldest_ < vintages_.size()) expire_oldest();
    balance();
}

template <currency C>
metered make_up_bank<C>::make_up(const metered& wanted)
{
    if (sign(wanted) < 0) detail::refuse_bank("must not take less than nothing", to_string(wanted), "");
    const metered quantity = min(wanted, available());
    for (metered left = quantity; sign(left) > 0;) {
        vintage<C>&   from = vintages_[oldest_];
        const metered part = min(left, from.quantity);
        withdraw(withdrawn_as::made_up, from, part);
        left -= part;
        if (sign(from.quantity) == 0) ++oldest_;
    }
    balance();
    return quantity;
}

template <currency C>
void make_up_bank<C>::add(const metered& quantity, const money<C, 6>& paid_at)
{
    if (sign(quantity) < 0) detail::refuse_bank("must not add less than nothing", to_string(quantity), "");
    if (sign(quantity) == 0) return;
    vintages_.push_back({now_.month, quantity, paid_at});
    now_.added += quantity;
    balance();
    if (!cap_ || now_.closing <= *cap_) return;
    withdraw(withdrawn_as::lost, vintages_.back(), now_.closing - *cap_);
    if (sign(vintages_.back().quantity) == 0) vintages_.pop_back();
    balance();
}

template <currency C>
void make_up_bank<C>::withdraw(withdrawn_as as, vintage<C>& from, const metered& quantity)
{
    metered& sum = as == withdrawn_as::made_up ? now_.made_up : as == withdrawn_as::expired ? now_.expired : now_.lost;
    sum += quantity;
    withdrawals_.push_back({now_.month, as, {from.month, quantity, from.paid_at}});
    from.quantity -= quantity;
}

} // namespace ratable
