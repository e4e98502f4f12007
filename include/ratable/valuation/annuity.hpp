// SPDX-License-Identifier: BSL-1.0
/// Level annuities as they are paid: every amount in whole cents, and a last payment that clears the balance.
#pragma once

#include <ratable/units/money.hpp>
#include <ratable/valuation/tvm.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ratable {

/// One payment. payment = interest + principal, closing = opening − principal, and the next row opens with it.
template <currency C, int S = C::minor_digits>
struct annuity_row
{
    std::int64_t period = 0; ///< from 1
    money<C, S>  opening{};
    money<C, S>  interest{};
    money<C, S>  principal{};
    money<C, S>  payment{};
    money<C, S>  closing{};

    friend constexpr bool operator==(const annuity_row&, const annuity_row&) = default;
};

/// A loan repaid by level payments, one in each of `periods`.
///
/// Shape:   n periods → n rows; the last payment is what is owed, and closing ends at 0. Rows after an early clearing, which a payment rounded up
///          can bring, are of nothing. At the beginning of periods the first payment holds no interest, and every other that of the period before.
/// Units:   money<C, S> → money<C, S>; amounts are positive, unlike those of tvm.hpp. `rate` is per period, as a share.
/// Rounds:  the level payment once and each row's interest once, by `mode`.
/// Errors:  invalid_terms for a principal that is not above zero, no periods, and a payment that never repays: one that, rounded, is no more than
///          the interest; what tvm.hpp refuses; overflow.
///
///     annuity(usd(15'000), fraction(8, 1200), 60, payment_timing::end, rounding::half_up)   // 59 × 304.15, and 303.84 at last
template <currency C, int S>
[[nodiscard]] std::vector<annuity_row<C, S>> annuity(const money<C, S>& principal, const basic_fraction<unbounded>& rate, std::int64_t periods, payment_timing timing,
                                                     rounding mode);

/// The same by a payment that is stated: as many rows as it takes. Errors: as above; invalid_terms past 1'000'000 rows.
template <currency C, int S>
[[nodiscard]] std::vector<annuity_row<C, S>> repaid_by(const money<C, S>& payment, const money<C, S>& principal, const basic_fraction<unbounded>& rate,
                                                       payment_timing timing, rounding mode);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <class C, int S>
void check_principal(const money<C, S>& principal)
{
    if (sign(principal) > 0) return;
    throw invalid_terms({"principal", "must be above zero", to_string(principal), "a loan is written as the amount that was lent"});
}

template <class C, int S>
annuity_row<C, S> next_row(const money<C, S>& opening, std::int64_t period, const money<C, S>& level, bool last, const basic_fraction<unbounded>& rate,
                           payment_timing timing, rounding mode)
{
    const bool        free     = timing == payment_timing::begin && period == 1;
    const unbounded   interest = free ? unbounded(0) : round_quotient<unbounded>(rate.numerator() * opening.amount.units, rate.denominator(), mode);
    annuity_row<C, S> row{period, opening};
    row.interest  = money<C, S>(decimal<S>::from_units(checked_cast<std::int64_t>(interest)), opening.unit);
    row.payment   = last ? opening + row.interest : min(level, opening + row.interest);
    row.principal = row.payment - row.interest;
    row.closing   = opening - row.principal;
    if (!last && sign(opening) > 0 && sign(row.principal) <= 0) {
        throw invalid_terms({"payment", "must be more than the interest, or it never repays", to_string(level) + " on interest of " + to_string(row.interest),
                             "write fewer periods, a lower rate or a larger payment"});
    }
    return row;
}

} // namespace detail

template <currency C, int S>
std::vector<annuity_row<C, S>> annuity(const money<C, S>& principal, const basic_fraction<unbounded>& rate, std::int64_t periods, payment_timing timing, rounding mode)
{
    detail::check_principal(principal);
    const money<C, S> level = tvm::pmt(rate, periods, -principal, money<C, S>({}, principal.unit), timing, mode);
    std::vector<annuity_row<C, S>> rows;
    money<C, S>                    owed = principal;
    for (std::int64_t period = 1; period <= periods; ++period) {
        rows.push_back(detail::next_row(owed, period, level, period == periods, rate, timing, mode));
        owed = rows.back().closing;
    }
    return rows;
}

template <currency C, int S>
std::vector<annuity_row<C, S>> repaid_by(const money<C, S>& payment, const money<C, S>& principal, const basic_fraction<unbounded>& rate, payment_timing timing,
                                         rounding mode)
{
    detail::check_principal(principal);
    tvm::detail::check_rate(rate);
    static_cast<void>(detail::same_currency(payment.unit, principal.unit));
    std::vector<annuity_row<C, S>> rows;
    for (money<C, S> owed = principal; sign(owed) > 0; owed = rows.back().closing) {
        if (static_cast<std::int64_t>(rows.size()) == tvm::most_periods) {
            throw invalid_terms({"payment", std::string("must repay within ") + std::to_string(tvm::most_periods) + " periods", to_string(payment), "write a larger payment"});
        }
        rows.push_back(detail::next_row(owed, static_cast<std::int64_t>(rows.size()) + 1, payment, false, rate, timing, mode));
    }
    return rows;
}

} // namespace ratable
