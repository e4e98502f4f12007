// SPDX-License-Identifier: BSL-1.0
/// The effective interest method: what is owed bears interest at one rate and is paid down to nothing.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/valuation/present_value.hpp>
#include <ratable/valuation/tvm.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace ratable {

/// Which balance bears interest.
enum class interest_carried {
    rounded, ///< the posted one: each period's interest is rounded, and bears interest as it was posted; the row of the last payment takes what is left
    exact,   ///< the unrounded one: each closing is the rounded present value of what is still to be paid; the first row takes what the opening differs by
};

/// The balance of a loan, a lease or a bond, with one payment in each period, at its end or at its beginning.
///
/// Shape:   n periods, n payments (zero where none is made) → n rows; after the last payment nothing is left.
/// Units:   money<C> → money<C>; what reduces the balance is positive. The rate is one of a period, 0.01 for 1 % a month, whatever its days.
/// Rounds:  interest once a row, half_up; `exact` the closing, half_up, correctly.
/// Errors:  invalid_terms when the periods are not contiguous, the payments are not as many, the rate is -100 % or less, or the payments do not repay
///          the opening: it must be what they are worth, if each payment and each period's interest is up to one minor unit more or less, and the
///          rate one unit in its last digit; unlike_units; overflow.
/// Source:  after ASC 835-30-35-2; IFRS 9 5.4.1 and its appendix A (effective interest method).
///
///     effective_interest(usd("1035.46"), four_years, {usd(60), usd(60), usd(60), usd(1060)}, rate_of_interest::parse("0.05"), payment_timing::end,
///                        interest_carried::exact)   // interest 51.77, 51.36, 50.93, 50.48
template <currency C>
[[nodiscard]] amortization_schedule<C> effective_interest(const money<C>& opening, const std::vector<period>& periods,
                                                          std::type_identity_t<std::span<const money<C>>> payments, rate_of_interest a_period, payment_timing timing, interest_carried carry);

/// The same with payments on days: one on day d belongs to the period that contains d, and bears no interest from d on.
///
/// Shape:   any number of payments, in any order, none outside of the periods. The opening is that of the first day, a closing that of the period's end.
/// Rounds:  each closing once, half_up, correctly. Simple interest is simple within a period, and is added to the balance at its end.
/// Errors:  as above; invalid_terms also for a payment outside of the periods, and for simple interest carried exactly, which is no value of what is
///          still to be paid.
template <currency C>
[[nodiscard]] amortization_schedule<C> effective_interest(const money<C>& opening, const std::vector<period>& periods, const std::vector<flow<C>>& payments,
                                                          const interest_rate& rate, interest_carried carry);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Interest of one period on a balance, half_up: for a rate from 0 to 1 by a multiplication, else by a division.
class interest_of_period
{
public:
    constexpr explicit interest_of_period(rate_of_interest rate)
        : units_(rate.units), is_share_(rate.units >= 0 && rate.units < one)
    {
        if (is_share_) share_ = static_cast<std::uint64_t>((static_cast<uint128>(rate.units) << 64) / one);
    }

    /// Errors: overflow.
    constexpr std::int64_t operator()(std::int64_t balance) const
    {
        if (!is_share_) return checked_cast<std::int64_t>(round_quotient<int128>(int128{balance} * units_, one, rounding::half_up));
        const auto size = static_cast<std::uint64_t>(magnitude(balance));
        // Short of size·rate by less than 1: share_ by less than 2^-64, size is at most 2^63, and the floor. So the rest is less than 2·one.
        const auto          whole = static_cast<std::uint64_t>((uint128{size} * share_) >> 64);
        const std::uint64_t rest  = size * static_cast<std::uint64_t>(units_) - whole * one; // modulo 2^64, and it fits
        const auto          away  = static_cast<std::int64_t>(whole + (rest >= one / 2) + (rest >= one + one / 2));
        return balance < 0 ? -away : away;
    }

private:
    static constexpr std::int64_t one = power_of_ten<std::int64_t>(rate_of_interest::scale);

    std::int64_t  units_;
    bool          is_share_;
    std::uint64_t share_ = 0; ///< ⌊rate·2^64⌋
};

/// Refuses an opening that payments do not repay. Shape: rows of payments, and of zero where interest is posted; `growth_at` of a rate is its growth.
template <currency C, class GrowthAt>
void require_repaid(const money<C>& opening, const std::vector<timed_units>& rows, rate_of_interest rate, const GrowthAt& growth_at)
{
    const rate_of_interest digit = rate_of_interest::from_units(1), above = rate + digit;
    const rate_of_interest below = rate.units - 1 > -power_of_ten<std::int64_t>(rate_of_interest::scale) ? rate - digit : rate;
    static_cast<void>(growth_at(rate)); // refuses the rate itself, before the one above it
    const auto             worth = [&](bool received, std::int64_t each, rate_of_interest at, rounding mode) -> std::int64_t {
        std::vector<timed_units> part;
        for (const timed_units& row : rows) {
            if ((row.units >= 0) == received) part.push_back({row.when, checked_add(row.units, each)});
        }
        return part.empty() ? 0 : discounted_sum(part, growth_at(at), 0, mode);
    };
    const int128 least = int128{worth(true, -1, above, rounding::floor)} + worth(false, -1, below, rounding::floor) - 1;
    const int128 most  = int128{worth(true, 1, below, rounding::ceiling)} + worth(false, 1, above, rounding::ceiling) + 1;
    if (least <= opening.amount.units && opening.amount.units <= most) return;
    const auto amount = [&](int128 units) { return to_string(money<C, C::minor_digits, int128>(decimal<C::minor_digits, int128>::from_units(units), opening.unit)); };
    throw invalid_terms({"payments", std::string("must repay the opening: at ") + to_string(rate) + " they are worth between " + amount(least) + " and " + amount(most),
                         to_string(opening), "write the rate that the payments yield on the opening, or the opening that they are worth"});
}

/// Refuses payments of which none repays anything.
template <currency C>
void require_any(const money<C>& opening, bool any)
{
    if (any || opening.amount.units == 0) return;
    throw invalid_terms({"payments", "must repay the opening", std::string("none for ") + to_string(opening), "write what is paid"});
}

template <currency C>
money<C> like(const money<C>& opening, std::int64_t units) { return money<C>(decimal<C::minor_digits>::from_units(units), opening.unit); }

/// The row whose interest is closing − opening + payment.
template <currency C>
amortization_row<C> interest_row(const period& days, const money<C>& opening, std::int64_t payment, std::int64_t closing)
{
    const auto interest = checked_cast<std::int64_t>(int128{closing} - opening.amount.units + payment);
    return {days, opening, like(opening, 0), like(opening, interest), like(opening, payment), like(opening, closing)};
}

/// Appends rows of posted interest; false if a balance leaves 64 bits. `off` is what the interest beside the last payment differs from the rate's.
template <currency C>
bool carry_rounded(amortization_schedule<C>& rows, const money<C>& opening, const std::vector<period>& periods, std::span<const money<C>> payments, std::size_t paying,
                   rate_of_interest rate, payment_timing timing, int128& off)
{
    const interest_of_period interest(rate);
    const bool               in_advance = timing == payment_timing::begin;
    std::int64_t             balance    = opening.amount.units;
    for (std::size_t i = 0; i < paying; ++i) {
        const std::int64_t paid = payments[i].amount.units;
        std::int64_t       left = 0, closing = 0;
        if (__builtin_sub_overflow(balance, paid, &left)) return false;
        std::int64_t borne = interest(in_advance ? left : balance);
        if (i + 1 == paying) {
            off   = -int128{left} - borne;
            borne = checked_sub(std::int64_t{0}, left);
        }
        if (__builtin_add_overflow(left, borne, &closing)) return false;
        rows.push_back({periods[i], like(opening, balance), like(opening, 0), like(opening, borne), like(opening, paid), like(opening, closing)});
        balance = closing;
    }
    return true;
}

/// What simple interest may leave of a balance after the last payment, as require_repaid allows it: in 10^-6 minor units.
class left_by_rounding
{
public:
    explicit left_by_rounding(const interest_rate& rate) : rate_(rate) {}

    /// A period in which `payments` were made; `size` is that of its balance and of them together.
    void add(const period& days, std::size_t payments, const unbounded& size)
    {
        const exact_fraction digit(unbounded(1), power_of_ten<unbounded>(rate_of_interest::scale));
        const exact_fraction years(static_cast<const any_day_count&>(rate_.day_count).year_fraction(year_month_day(days.start()), year_month_day(days.end())));
        const exact_fraction grows = exact_fraction(1) + (exact_fraction(to_fraction(rate_.per_year)) + digit) * years;
        const exact_fraction left  = exact_fraction(micros_ + one * static_cast<std::int64_t>(payments)) * grows + exact_fraction(one)
                                   + exact_fraction(size * one) * years * digit;
        micros_ = ceiling_quotient(left.numerator(), left.denominator());
    }

    template <currency C>
    void require(const money<C>& opening, const money<C>& left) const
    {
        if (unbounded(magnitude_of(left)) * one <= micros_) return;
        throw invalid_terms({"payments", std::string("must repay the opening: at ") + to_string(rate_.per_year) + ", simple, the last leaves " + to_string(left),
                             to_string(opening), "write the rate that the payments yield on the opening, or the opening that they are worth"});
    }

private:
    template <currency C>
    static unbounded magnitude_of(const money<C>& x) { return boost::multiprecision::abs(unbounded(x.amount.units)); }

    static constexpr std::int64_t one = 1'000'000;

    interest_rate rate_;
    unbounded     micros_ = one; // the opening's own rounding
};

/// The unrounded balance in fixed point, from the last payment back: what is still to be paid is worth |value| ± error, in 2^-32 minor units. It decides
/// a rounding unless that lies within the error of a boundary. Shape: a rate above zero.
class balance_before
{
public:
    explicit balance_before(rate_of_interest rate)
        : discount_(static_cast<std::uint64_t>((uint128{static_cast<std::uint64_t>(one)} << 64) / static_cast<std::uint64_t>(checked_add(one, rate.units))))
    {
    }

    void pay(std::int64_t amount) { value_ += int128{amount} << places; } // 64-bit amounts: 2^31 of them before this overflows

    /// A period earlier. discount_ is short by less than 2^-64 and the product is cut: the error grows by less than |value|·2^-64 + 1, and shrinks with the value.
    void discount()
    {
        const uint128 size = magnitude(value_);
        const uint128 low  = uint128{static_cast<std::uint64_t>(size)} * discount_;
        const uint128 high = uint128{static_cast<std::uint64_t>(size >> 64)} * discount_;
        const auto    cut  = static_cast<int128>(high + (low >> 64));
        value_             = value_ < 0 ? -cut : cut;
        error_ += static_cast<std::uint64_t>(size >> 64) + 2;
    }

    /// Half up; nothing where the error does not decide it.
    [[nodiscard]] std::optional<std::int64_t> rounded() const
    {
        constexpr uint128 half = uint128{1} << (places - 1);
        const uint128     size = magnitude(value_), above = size + error_ + half;
        if (size < error_ || (size - error_ + half) >> places != above >> places || above >> places >= uint128{1} << 63) return std::nullopt;
        const auto units = static_cast<std::int64_t>(above >> places);
        return value_ < 0 ? -units : units;
    }

    /// Whether the value is surely within one minor unit of `units`.
    [[nodiscard]] bool is_near(std::int64_t units) const { return magnitude((int128{units} << places) - value_) + error_ <= uint128{1} << places; }

private:
    static constexpr std::int64_t one    = power_of_ten<std::int64_t>(rate_of_interest::scale);
    static constexpr int          places = 32;

    std::uint64_t discount_; ///< ⌊2^64 / (1 + rate)⌋
    int128        value_ = 0;
    std::uint64_t error_ = 0;
};

/// Flows by day, each within the periods, and of one currency.
template <currency C>
std::vector<flow<C>> payments_within(const money<C>& opening, const std::vector<period>& periods, std::vector<flow<C>> payments)
{
    const auto earlier = [](const flow<C>& a, const flow<C>& b) { return a.on < b.on; };
    if (periods.empty()) throw invalid_terms({"periods", "must be one at least", "none", "make them with make_schedule"});
    require_contiguous(periods);
    std::stable_sort(payments.begin(), payments.end(), earlier);
    for (const flow<C>& payment : payments) {
        static_cast<void>(same_currency(opening.unit, payment.amount.unit));
        if (periods.front().start() <= payment.on && payment.on < periods.back().end()) continue;
        throw invalid_terms({"payments", std::string("must lie within the periods, ") + to_string(period(periods.front().start(), periods.back().end())),
                             to_string(payment.on), "add the period that contains the payment"});
    }
    while (!payments.empty() && payments.back().amount.amount.units == 0) payments.pop_back();
    return payments;
}

} // namespace detail

template <currency C>
amortization_schedule<C> effective_interest(const money<C>& opening, const std::vector<period>& periods, std::type_identity_t<std::span<const money<C>>> payments,
                                            rate_of_interest a_period, payment_timing timing, interest_carried carry)
{
    detail::require_contiguous(periods);
    if (payments.size() != periods.size()) {
        throw invalid_terms({"payments", std::string("must be as many as the periods, ") + std::to_string(periods.size()), std::to_string(payments.size()),
                             "write zero where none is made"});
    }
    for (const auto& payment : payments) static_cast<void>(detail::same_currency(opening.unit, payment.unit));
    const detail::growth growth = detail::growth_a_period(a_period);
    const std::int64_t   first  = timing == payment_timing::end ? 1 : 0;
    std::size_t          paying = payments.size();
    while (paying > 0 && payments[paying - 1].amount.units == 0) --paying;
    detail::require_any(opening, paying > 0);
    const auto due = [&](std::size_t from, std::int64_t when) { // from one payment on, as seen from a moment
        std::vector<detail::timed_units> rows;
        for (std::size_t i = from; i < paying; ++i) rows.push_back({static_cast<std::int64_t>(i) + first - when, payments[i].amount.units});
        return rows;
    };
    const auto check = [&] { detail::require_repaid(opening, due(0, 0), a_period, detail::growth_a_period); };

    amortization_schedule<C> rows;
    rows.reserve(periods.size());
    if (carry == interest_carried::rounded) {
        int128 off  = 0;
        bool   fits = false;
        try {
            fits = detail::carry_rounded(rows, opening, periods, payments, paying, a_period, timing, off);
        } catch (const overflow&) { // interest alone that leaves 64 bits: most likely nothing repays it
        }
        // At a rate of zero or more, half a unit for each row is explained: the roundings of as many rows take no more than half of what the check allows.
        if (!fits || a_period.units < 0 || magnitude(off) * 2 > paying) check();
        if (!fits) detail::overflow_in_addition();
    } else {
        std::vector<std::optional<std::int64_t>> closings(paying + 1); // the opening first
        bool                                     repaid = false;
        if (a_period.units > 0) {
            detail::balance_before value(a_period);
            for (std::size_t i = paying; i-- > 0;) {
                if (timing == payment_timing::begin) value.discount();
                value.pay(payments[i].amount.units);
                if (timing == payment_timing::end) value.discount();
                closings[i] = value.rounded();
            }
            repaid = value.is_near(opening.amount.units);
        }
        if (!repaid) check();
        money<C> balance = opening;
        for (std::size_t i = 0; i < paying; ++i) {
            std::int64_t closing = 0;
            if (i + 1 < paying) {
                auto rest = closings[i + 1] ? std::vector<detail::timed_units>() : due(i + 1, static_cast<std::int64_t>(i) + 1);
                closing   = closings[i + 1] ? *closings[i + 1] : detail::discounted_sum(rest, growth, 0, rounding::half_up);
            }
            rows.push_back(detail::interest_row(periods[i], balance, payments[i].amount.units, closing));
            balance = rows.back().closing;
        }
    }
    for (std::size_t i = paying; i < periods.size(); ++i) rows.push_back(detail::interest_row(periods[i], detail::like(opening, 0), 0, 0));
    return rows;
}

template <currency C>
amortization_schedule<C> effective_interest(const money<C>& opening, const std::vector<period>& periods, const std::vector<flow<C>>& payments, const interest_rate& rate,
                                            interest_carried carry)
{
    const std::vector<flow<C>> due = detail::payments_within(opening, periods, payments);
    detail::require_any(opening, !due.empty());
    const bool simple = static_cast<const compounding&>(rate.compounds) == compounding::simple;
    if (simple && carry == interest_carried::exact) {
        throw invalid_terms({"interest rate", "must compound to be carried exactly", "simple", "carry it rounded, or name how often interest is added to what bears it"});
    }
    std::size_t          paying = 0; // periods up to the last payment
    std::vector<flow<C>> posted = due;
    for (; paying < periods.size() && !due.empty() && periods[paying].start() <= due.back().on; ++paying) {
        posted.emplace_back(periods[paying].start(), detail::like(opening, 0));
    }
    if (!due.empty() && !simple) {
        const auto timed = detail::timed(posted, rate.day_count, periods.front().start());
        detail::require_repaid(opening, timed.rows, rate.per_year, [&](rate_of_interest per_year) {
            return detail::growth_at({.per_year = per_year, .compounds = rate.compounds, .day_count = rate.day_count}, timed.a_quantum);
        });
    }

    amortization_schedule<C> rows;
    rows.reserve(periods.size());
    money<C>                 balance = opening;
    auto                     next    = due.begin();
    detail::left_by_rounding explained(rate);
    for (std::size_t i = 0; i < paying; ++i) {
        int128               paid = 0;
        unbounded            size = boost::multiprecision::abs(unbounded(balance.amount.units));
        std::vector<flow<C>> within{{periods[i].start(), balance}};
        for (; next != due.end() && next->on < periods[i].end(); ++next) {
            paid += next->amount.amount.units;
            size += boost::multiprecision::abs(unbounded(next->amount.amount.units));
            within.emplace_back(next->on, -next->amount);
        }
        money<C> closing = detail::like(opening, 0);
        if (simple) explained.add(periods[i], within.size() - 1, size);
        if (simple && i + 1 == paying) explained.require(opening, present_value(within, rate, periods[i].end(), rounding::half_up));
        if (i + 1 < paying) {
            const std::vector<flow<C>> rest(next, due.end());
            closing = present_value(carry == interest_carried::rounded ? within : rest, rate, periods[i].end(), rounding::half_up);
        }
        rows.push_back(detail::interest_row(periods[i], balance, checked_cast<std::int64_t>(paid), closing.amount.units));
        balance = closing;
    }
    for (std::size_t i = paying; i < periods.size(); ++i) rows.push_back(detail::interest_row(periods[i], detail::like(opening, 0), 0, 0));
    return rows;
}

} // namespace ratable
