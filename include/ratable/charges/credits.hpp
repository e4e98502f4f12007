// SPDX-License-Identifier: BSL-1.0
/// Credits: what delay, downtime and prepayments take off each tranche's invoices, in this order, and what becomes of the rest.
#pragma once

#include <ratable/charges/charge.hpp>
#include <ratable/charges/delay.hpp>
#include <ratable/charges/prepayment_credit.hpp>
#include <ratable/charges/service_credit.hpp>
#include <ratable/charges/termination.hpp>
#include <ratable/charges/tranche_bill.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratable {

/// The rows of prepayments, delay credits, service credits and prepayment credits, of refunds, and of an early termination.
///
/// Shape:   a prepayment a tranche, dated its due day; then for each billing period with a fee at most three credits, in the order delay, service,
///          prepayment, each limited to what is left of the fee; the excess is carried to the tranche's next invoice.
/// Rules:   delay credits apply from the first invoice; a period's service credit to its own invoice, in advance to the next; prepayment
///          credits as scheduled over the window as delivered, and none before the prepayment is due. What no fee is left for is refunded on the last
///          invoice: delay and service credits always, a prepayment as `left_over` says, and always when a long-stop ended the tranche; when the
///          customer leaves early, after what the termination fee takes. A prepayment that would fall due when the tranche or the order has ended
///          is not paid. Billing periods cover all service, also what an early end cut off.
/// Rounds:  as each clause says; what a fee limited is posted as it is.
/// Errors:  as delivery_of, and as each of the mechanics; invalid_terms for negative fees, for bills of other billing periods, for readings
///          of a tranche that is not billed, and where a credit is a share of fees that there are none of.
template <currency C>
void append_credits(std::vector<charge<C>>& rows, const contract<C>& c, std::span<const billing_period> periods, std::span<const tranche_bill<C>> bills,
                    const readings<C>& read);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A credit that waits for fees, in minor units.
class credit_account
{
public:
    credit_account(charge_kind kind, std::string_view clause, rounded_on how, rounding mode) : kind_(kind), clause_(clause), how_(how), mode_(mode) {}

    void add(std::int64_t units)
    {
        mixed_ = mixed_ || left_ != 0;
        left_  = checked_add(left_, units);
    }
    [[nodiscard]] std::int64_t left() const { return left_; }
    /// Takes what a fee still allows.
    std::int64_t take(std::int64_t most)
    {
        const std::int64_t units = std::min(left_, most);
        left_ -= units;
        mixed_ = mixed_ || left_ != 0;
        return units;
    }
    /// How the amount just taken came about; what is taken next starts anew once nothing is left.
    rounded_on rounds()
    {
        const rounded_on how = mixed_ ? rounded_on::nothing : how_;
        mixed_               = left_ != 0;
        return how;
    }
    [[nodiscard]] charge_kind kind() const { return kind_; }
    [[nodiscard]] std::string_view clause() const { return clause_; }
    [[nodiscard]] rounding    mode() const { return mode_; }

private:
    charge_kind  kind_;
    std::string_view clause_;
    rounded_on   how_;
    rounding     mode_;
    std::int64_t left_  = 0;
    bool         mixed_ = false; ///< of several amounts, or a part of one
};

/// The bills against one contract: what all of them share.
template <currency C>
struct crediting
{
    std::vector<charge<C>>&         rows;
    const contract<C>&              c;
    std::span<const billing_period> periods;
    const readings<C>&              read;
    std::vector<delivery>           deliveries = delivery_of(c);
    std::optional<early_end>        order      = early_end_of(c);
    const ratable::prepayment*      prepaid    = clause_of(c.prepayment, "prepayment");
    const service_level*            level      = read.downtime.empty() ? nullptr : clause_of(c.service_level, "service_level");
    bool                            in_advance = c.billing.is_known() && c.billing.value().invoiced == invoiced::in_advance;
    charge<C>                       like       = {.clause = {}, .service = period(sys_days{}, sys_days{date::days{1}}), .invoiced = {}, .due = {}}; ///< rows are copied from it: to build one and move it in costs several times as much

    /// How the bill's tranche is delivered; one that is billed as a whole ends with the order.
    [[nodiscard]] delivery delivered(const tranche_bill<C>& bill) const
    {
        if (bill.tranche < 0) {
            return {.planned = bill.planned, .actual = bill.actual, .uncut = bill.planned, .terminated_on = order ? std::optional(order->on) : std::nullopt, .past_long_stop = order && order->too_late};
        }
        if (static_cast<std::size_t>(bill.tranche) < deliveries.size()) return deliveries[static_cast<std::size_t>(bill.tranche)];
        throw invalid_terms({"tranche bill", "must be of a tranche of the contract", std::to_string(bill.tranche), "bill what the contract has"});
    }
    [[nodiscard]] static money<C> amount(const tranche_bill<C>& bill, std::int64_t units) { return money<C>(decimal<C::minor_digits>::from_units(units), bill.monthly_fee.unit); }

    charge<C>& append(const tranche_bill<C>& bill, charge_kind kind, std::string_view clause, const period& service, const invoice_days& on, std::int64_t units)
    {
        rows.push_back(like);
        charge<C>& row  = rows.back();
        row.kind        = kind;
        row.clause.list = clause;
        row.tranche     = bill.tranche;
        row.service     = service;
        row.invoiced    = on.invoiced;
        row.due         = on.due;
        row.amount      = amount(bill, units);
        return row;
    }

    void require_bills(std::span<const tranche_bill<C>> bills) const;
    std::int64_t append_prepayment(const tranche_bill<C>& bill, const delivery& d);
    std::int64_t delay_earned(const tranche_bill<C>& bill, const delivery& d) const;
    std::optional<std::size_t> cut_in_two() const;
    std::vector<money<C>> schedule(const tranche_bill<C>& bill, const delivery& d, std::int64_t paid) const;
    std::vector<money<C>> service_credits(const tranche_bill<C>& bill, const delivery& d) const;
    tranche_rest<C> append_bill(const tranche_bill<C>& bill, const delivery& d);
    void settle(const tranche_bill<C>& bill, const delivery& d, tranche_rest<C>& rest);
    void append_refund(const tranche_bill<C>& bill, const char* clause, const delivery& d, std::int64_t units);
};

template <currency C>
void check_bill(const tranche_bill<C>& bill, std::size_t periods)
{
    if (bill.fees.size() != periods || bill.planned_fees.size() != periods) {
        throw invalid_terms({"tranche bill", "must have a fee for each billing period", std::to_string(bill.fees.size()), "write zero where there is none"});
    }
    for (const money<C>& fee : bill.fees) {
        static_cast<void>(same_currency(fee.unit, bill.monthly_fee.unit));
        if (sign(fee) < 0) throw invalid_terms({"tranche bill", "must not have a negative fee", to_string(fee), "credit it by a clause"});
    }
}

/// What is measured by fees must have some: a credit that nobody can compute is not zero.
template <currency C>
void crediting<C>::require_bills(std::span<const tranche_bill<C>> bills) const
{
    const auto refuse = [](const char* clause, const char* rule) { throw invalid_terms({clause, rule, "none", "price its capacity, or bill the consideration by capacity"}); };
    if (bills.empty() && prepaid != nullptr) refuse("prepayment", "is a share of fees for capacity or of the consideration, which must be billed");
    if (bills.empty() && level != nullptr) refuse("service_level", "is a share of fees for capacity or of the consideration, which must be billed");
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
        const auto&          d     = deliveries[i];
        const delay_damages* terms = d.late <= date::days{0} ? nullptr : clause_of(c.delay, "delay");
        if (terms == nullptr || !chargeable_days(d.planned.start(), d.planned.start() + d.late, terms->grace.value())) continue;
        if (std::none_of(bills.begin(), bills.end(), [i](const tranche_bill<C>& bill) { return bill.tranche == static_cast<int>(i); })) {
            refuse("delay", "is a share of the late tranche's monthly fee, which it must have");
        }
    }
}

template <currency C>
std::int64_t crediting<C>::append_prepayment(const tranche_bill<C>& bill, const delivery& d)
{
    if (prepaid == nullptr || periods.empty()) return 0;
    const sys_days     due  = prepayment_due(*prepaid, bill.planned.start());
    const std::int64_t paid = prepayment_of(*prepaid, value_of(bill)).amount.units;
    if (paid == 0 || (d.terminated_on && *d.terminated_on <= due)) return 0;
    append(bill, charge_kind::prepayment, "prepayment", bill.planned, {due, due}, paid).mode = prepaid->rounds;
    return paid;
}

template <currency C>
std::int64_t crediting<C>::delay_earned(const tranche_bill<C>& bill, const delivery& d) const
{
    if (d.late <= date::days{0}) return 0;
    const delay_damages* terms = clause_of(c.delay, "delay");
    if (terms == nullptr) return 0;
    const auto days = chargeable_days(d.planned.start(), d.planned.start() + d.late, terms->grace.value());
    return days ? delay_credit(*terms, bill.monthly_fee, value_of(bill), days->days()).amount.units : 0;
}

/// The billing period that an early end of the order cut in two, so that the rest of it follows; none where it ended with a period.
template <currency C>
std::optional<std::size_t> crediting<C>::cut_in_two() const
{
    if (!order) return std::nullopt;
    const auto rest = std::find_if(periods.begin(), periods.end(), [this](const billing_period& p) { return order->on <= p.days.start(); });
    if (rest == periods.begin() || rest == periods.end() || rest->days.start() != order->on) return std::nullopt;
    const term&      t = c.term.value();
    const boundaries ends(checked_day(t.start), c.billing.value().every, c.billing.value().periods, t.month_rule);
    for (int k = 1; ends[k] <= order->on; ++k) {
        if (ends[k] == order->on) return std::nullopt;
    }
    return static_cast<std::size_t>(rest - periods.begin()) - 1;
}

/// Prepayment credits by billing period: of service as it would have run, so that an early end changes no invoice before it.
template <currency C>
std::vector<money<C>> crediting<C>::schedule(const tranche_bill<C>& bill, const delivery& d, std::int64_t paid) const
{
    if (paid == 0 || !d.actual) return {};
    const std::vector<money<C>>& fees    = bill.uncut_fees.empty() ? bill.fees : bill.uncut_fees;
    const auto                   credits = [&](std::span<const billing_period> calendar, const std::vector<money<C>>& by) {
        const auto in_window = window_months(*prepaid, *d.uncut, calendar, c.billing.value().every, c.term.value().month_rule);
        return scheduled_credits(*prepaid, amount(bill, paid), std::span(in_window), std::span(by));
    };
    const auto cut = cut_in_two();
    if (!cut) return credits(periods, fees);
    const auto                  rest = static_cast<std::ptrdiff_t>(*cut + 1);
    std::vector<billing_period> whole(periods.begin(), periods.end());
    std::vector<money<C>>       joined = fees;
    whole[*cut].days = period(whole[*cut].days.start(), whole[*cut + 1].days.end());
    whole.erase(whole.begin() + rest);
    if (bill.uncut_fees.empty()) joined.erase(joined.begin() + rest); // of what had run out before
    auto result = credits(whole, joined);
    result.insert(result.begin() + rest, amount(bill, 0));
    return result;
}

/// Service credits by the invoice that they belong on; those of the last period in advance have none, and stand behind the last.
template <currency C>
std::vector<money<C>> crediting<C>::service_credits(const tranche_bill<C>& bill, const delivery& d) const
{
    if (level == nullptr || !d.actual) return {};
    std::vector<money<C>> credits(periods.size() + 1, amount(bill, 0));
    const auto            sums = sum_downtime(read.downtime, bill.name, *d.actual, periods);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto days = intersection(periods[i].days, *d.actual);
        if (days) credits[i + (in_advance ? 1 : 0)] = service_credit(*level, bill.fees[i], sums[i], 24 * days->days());
    }
    return credits;
}

/// What no fee is left for, on the last invoice of the tranche: or, if it never started, of its end.
template <currency C>
void crediting<C>::append_refund(const tranche_bill<C>& bill, const char* clause, const delivery& d, std::int64_t units)
{
    if (units == 0) return;
    const sys_days end     = d.actual ? d.actual->end() : d.terminated_on ? *d.terminated_on : bill.planned.end();
    const period   service = d.actual ? *d.actual : bill.planned;
    append(bill, charge_kind::refund, clause, service, last_invoice(periods, end, c.billing), checked_sub<std::int64_t>(0, units)).rounds = rounded_on::nothing;
}

/// The prepayment that is left: refunded, or it lapses.
template <currency C>
void crediting<C>::settle(const tranche_bill<C>& bill, const delivery& d, tranche_rest<C>& rest)
{
    if (d.past_long_stop || (prepaid != nullptr && prepaid->left_over == residue::refunded)) append_refund(bill, "prepayment", d, rest.left.amount.units);
    rest.left -= rest.left;
}

template <currency C>
tranche_rest<C> crediting<C>::append_bill(const tranche_bill<C>& bill, const delivery& d)
{
    check_bill(bill, periods.size());
    const std::int64_t paid = append_prepayment(bill, d);
    const sys_days     due  = prepaid == nullptr ? sys_days{} : prepayment_due(*prepaid, bill.planned.start());
    const auto         back = schedule(bill, d, paid);
    const auto         down = service_credits(bill, d);

    credit_account delay(charge_kind::delay_credit, "delay", rounded_on::running_total, c.delay.is_known() ? c.delay.value().rounds : rounding::half_up);
    credit_account service(charge_kind::service_credit, "service_level", rounded_on::row, level == nullptr ? rounding::half_up : level->rounds);
    credit_account prepayment(charge_kind::prepayment_credit, "prepayment",
                              prepaid != nullptr && prepaid->credited == credit_method::first_dollar ? rounded_on::nothing : rounded_on::running_total,
                              prepaid == nullptr ? rounding::half_up : prepaid->rounds);
    delay.add(delay_earned(bill, d));
    std::int64_t credited = 0; // of the prepayment
    for (std::size_t i = 0; i < periods.size(); ++i) {
        if (!down.empty()) service.add(down[i].amount.units);
        if (!back.empty()) prepayment.add(back[i].amount.units);
        std::int64_t left = bill.fees[i].amount.units;
        if (left == 0 || (delay.left() == 0 && service.left() == 0 && prepayment.left() == 0)) continue;
        for (credit_account* account : {&delay, &service, &prepayment}) {
            if (account == &prepayment && periods[i].invoiced < due) continue;
            const std::int64_t units = account->take(left);
            if (units == 0) continue;
            left -= units;
            if (account == &prepayment) credited += units;
            const auto in_force = d.actual ? intersection(periods[i].days, *d.actual) : std::nullopt;
            auto&      row      = append(bill, account->kind(), account->clause(), in_force.value_or(periods[i].days), {periods[i].invoiced, periods[i].due}, -units);
            row.mode            = account->mode();
            row.rounds          = account->rounds();
        }
    }
    if (!down.empty()) service.add(down.back().amount.units);
    append_refund(bill, "delay", d, delay.left());
    append_refund(bill, "service_level", d, service.left());
    return {bill.tranche, amount(bill, paid - credited)};
}

} // namespace detail

template <currency C>
void append_credits(std::vector<charge<C>>& rows, const contract<C>& c, std::span<const billing_period> periods, std::span<const tranche_bill<C>> bills,
                    const readings<C>& read)
{
    detail::crediting<C> in{.rows = rows, .c = c, .periods = periods, .read = read};
    if (in.level != nullptr) {
        for (const downtime_reading& row : read.downtime) {
            const auto named = [&row](const tranche_bill<C>& bill) { return row.tranche == bill.name; };
            if (row.tranche.empty() || std::any_of(bills.begin(), bills.end(), named)) continue;
            throw invalid_terms({"downtime reading", "must name a tranche that is billed", "\"" + row.tranche + "\"", "write its name as the contract does, or none for all tranches"});
        }
    }
    in.require_bills(bills);
    std::vector<tranche_rest<C>> unearned;
    unearned.reserve(bills.size());
    for (const tranche_bill<C>& bill : bills) {
        const delivery d = in.delivered(bill);
        unearned.push_back(in.append_bill(bill, d));
        if (!d.terminated_on || d.past_long_stop) in.settle(bill, d, unearned.back());
    }
    append_termination(rows, c, periods, std::span(unearned));
    for (std::size_t i = 0; i < bills.size(); ++i) in.settle(bills[i], in.delivered(bills[i]), unearned[i]);
}

} // namespace ratable
