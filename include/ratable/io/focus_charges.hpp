// SPDX-License-Identifier: BSL-1.0
/// A contract's charges as rows of FOCUS: what is bought to cover later charges, what it covers, and what of it is not used.
#pragma once

#include <ratable/charges/charges.hpp>
#include <ratable/core/allocate.hpp>
#include <ratable/io/focus_row.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// The rows of FOCUS's Cost and Usage dataset for all charges of a contract.
///
/// Rules:   Usage: what meters and capacity in force are charged for. Purchase: fixed fees; and what covers other rows, with an EffectiveCost of zero: a
///          minimum in each billing period, a prepayment, hours of a true-up, spend that was not drawn. Credit: delay and service credits, rebates, and
///          what of them is refunded. Adjustment: termination fees, and holdbacks, whose EffectiveCost is zero, for they change no price.
///          Used: the usage within a minimum, and the part of a fee that a prepayment pays; both with a BilledCost of zero.
///          Unused: a period's shortfall, a true-up, undrawn spend, and what of a prepayment lapses or pays for leaving.
///          What a tier changes of earlier months, and a refund of a prepayment, corrects earlier invoices. Made-up hours are rows of their own at
///          what they cost: the shortfall that paid for them was Unused in its period.
/// Rounds:  the cost of usage within a minimum, by the clause; a prepayment's credit over several fees, on the running total; the quantity of a part of a fee to
///          twelve digits, the rest of it being the other part's.
/// Errors:  as charges_of.
/// Source:  after the FOCUS specification 1.2, Cost and Usage.
/// Departs: made-up hours at no price have an EffectiveCost of zero, and not what was paid for them before.
template <currency C>
[[nodiscard]] std::vector<focus_row<C>> focus_rows(const contract<C>& c, const readings<C>& read = {});

/// The deal's own word for itself in these files: its id, or else its name.
template <currency C>
[[nodiscard]] std::string focus_account(const contract<C>& c) { return c.id.empty() ? static_cast<const std::string&>(c.name) : c.id; }

/// The names of tranches, by index; one without a name has its index.
template <currency C>
[[nodiscard]] std::vector<std::string> focus_tranches(const contract<C>& c);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// What would be charged if no meter moved: each period's shortfall is then its minimum.
template <currency C>
std::vector<charge<C>> charges_without_usage(const contract<C>& c, readings<C> read)
{
    read.usage.clear();
    return charges_of(c, read);
}

/// The rows of one contract while they are made.
template <currency C>
class focus_maker
{
public:
    focus_maker(const contract<C>& c, const readings<C>& read) : c_(c), charges_(charges_of(c, read)), account_(focus_account(c)), tranches_(focus_tranches(c)), covered_(charges_.size(), 0)
    {
        for (const charge<C>& row : charges_without_usage(c, read)) {
            if (row.kind == charge_kind::shortfall) minimums_[{row.clause.index, row.service.start()}] = row.quantity.exact();
        }
        cover_fees();
    }

    std::vector<focus_row<C>> make()
    {
        for (std::size_t i = 0; i < charges_.size(); ++i) append(charges_[i], i);
        for (const auto& [tranche, left] : left_) {
            if (left.units != 0) append_lapsed(tranche, left);
        }
        return std::move(rows_);
    }

private:
    struct prepaid
    {
        std::int64_t units = 0;
        std::size_t  last  = 0; ///< the charge that it lapses with: the tranche's last fee
    };
    struct minimum_period
    {
        fraction     count;
        std::int64_t paid = 0;
    };

    [[nodiscard]] money<C> amount(std::int64_t units) const { return money<C>(decimal<C::minor_digits>::from_units(units), c_.currency); }
    [[nodiscard]] const pricing_clause<C>* pricing_of(const charge<C>& r) const
    {
        return r.clause.list == "pricing" ? &c_.pricing.value()[static_cast<std::size_t>(r.clause.index)] : nullptr;
    }
    [[nodiscard]] std::string clause_name(const charge<C>& r) const
    {
        const auto* clause = pricing_of(r);
        return clause == nullptr ? std::string(r.clause.list) : std::visit([](const auto& kind) { return kind.name; }, *clause);
    }
    [[nodiscard]] bool is_fixed(const charge<C>& r) const
    {
        const auto* clause = pricing_of(r);
        return clause != nullptr && std::holds_alternative<fixed_fee<C>>(*clause);
    }
    [[nodiscard]] const usage_fee<C>* usage_of(const charge<C>& r) const
    {
        const auto* clause = pricing_of(r);
        return clause == nullptr ? nullptr : std::get_if<usage_fee<C>>(clause);
    }

    [[nodiscard]] focus_commitment prepayment_of(int tranche) const
    {
        const std::string of = tranche < 0 ? "" : "/" + tranches_[static_cast<std::size_t>(tranche)];
        return {account_ + "/prepayment" + of, "prepayment" + (of.empty() ? of : " of " + of.substr(1)), "Prepayment", true, std::string(c_.currency.code())};
    }
    [[nodiscard]] focus_commitment minimum_of(const charge<C>& r) const
    {
        return {account_ + "/" + to_string(r.clause) + ".minimum", clause_name(r) + ", minimum", "Take-or-pay minimum", false, std::string(focus_unit(*r.quantity.unit))};
    }
    [[nodiscard]] focus_commitment spend() const { return {account_ + "/spend", "committed spend", "Committed spend", true, std::string(c_.currency.code())}; }

    /// A row of a charge: its days, its amount as billed and as effective.
    [[nodiscard]] focus_row<C> row_of(const charge<C>& r, focus_category category, focus_frequency frequency, const std::string& what) const
    {
        return {.category = category, .frequency = frequency, .description = clause_name(r) + ": " + what, .kind = r.kind, .clause = r.clause, .tranche = r.tranche, .service = r.service,
                .invoiced = r.invoiced, .due = r.due, .billed = r.amount, .effective = r.amount};
    }
    /// Prices a row: a quantity at its price, or one piece at the amount.
    static void price(focus_row<C>& row, const charge<C>& r, const fraction& count)
    {
        row.priced = focus_quantity_of(count, focus_unit(*r.quantity.unit));
        row.price  = to_fraction(r.price.amount);
    }
    static void price_as_one(focus_row<C>& row, const money<C>& cost)
    {
        row.priced = {fraction(sign(cost) < 0 ? -1 : 1), "Units"};
        row.price  = abs(to_fraction(cost.amount));
    }
    void commit(focus_row<C>& row, focus_commitment to, focus_status status, const fraction& quantity) const
    {
        row.commitment = std::move(to);
        row.status     = status;
        row.committed  = quantity;
        if (row.category == focus_category::purchase) row.effective = amount(0);
        else row.billed = amount(0);
    }

    void cover_fees();
    void append(const charge<C>& r, std::size_t i);
    void append_fee(const charge<C>& r, std::size_t i);
    void append_usage(const charge<C>& r);
    [[nodiscard]] minimum_period within_minimum(const charge<C>& r) const;
    void buy_minimum(const charge<C>& r);
    void append_unused(const charge<C>& r, const focus_commitment& of, const std::string& what);
    void append_lapsed(int tranche, const prepaid& left);

    const contract<C>&                                      c_;
    std::vector<charge<C>>                                  charges_;
    std::string                                             account_;
    std::vector<std::string>                                tranches_;
    std::map<std::pair<int, sys_days>, fraction>            minimums_; ///< by clause and period
    std::set<std::pair<int, sys_days>>                      bought_;
    std::vector<std::int64_t>                               covered_;  ///< of each charge, by a prepayment
    std::map<int, prepaid>                                  left_;     ///< by tranche
    std::vector<focus_row<C>>                               rows_;
};

/// What of each fee, and of a termination fee, prepayments pay.
template <currency C>
void focus_maker<C>::cover_fees()
{
    std::size_t leaving = charges_.size(); // the termination fee: what is credited after it is credited against it
    for (std::size_t i = 0; i < charges_.size(); ++i) {
        const charge<C>& r = charges_[i];
        if (r.kind == charge_kind::termination_fee) leaving = i;
        const bool of_prepayment = r.clause.list == "prepayment" && (r.kind == charge_kind::prepayment || r.kind == charge_kind::prepayment_credit || r.kind == charge_kind::refund);
        if (of_prepayment) {
            left_[r.tranche].units = checked_add(left_[r.tranche].units, r.amount.amount.units);
            if (r.kind == charge_kind::prepayment) left_[r.tranche].last = i;
        }
        if (r.kind == charge_kind::fee && !is_fixed(r) && left_.count(r.tranche) != 0) left_[r.tranche].last = i;
        if (r.kind != charge_kind::prepayment_credit) continue;
        if (leaving < i && charges_[leaving].invoiced == r.invoiced) {
            covered_[leaving] = checked_sub(covered_[leaving], r.amount.amount.units);
            continue;
        }
        std::vector<std::size_t>  fees;
        std::vector<std::int64_t> weights;
        for (std::size_t j = 0; j < charges_.size(); ++j) {
            const charge<C>& fee = charges_[j];
            if (fee.kind != charge_kind::fee || is_fixed(fee) || fee.tranche != r.tranche || fee.invoiced != r.invoiced) continue;
            fees.push_back(j);
            weights.push_back(fee.amount.amount.units);
        }
        std::vector<std::int64_t> parts(fees.size(), 0);
        allocate_into({parts.data(), parts.size()}, checked_sub<std::int64_t>(0, r.amount.amount.units), std::span<const std::int64_t>(weights), rounding::half_up);
        for (std::size_t k = 0; k < fees.size(); ++k) covered_[fees[k]] = checked_add(covered_[fees[k]], parts[k]);
    }
}

template <currency C>
void focus_maker<C>::append(const charge<C>& r, std::size_t i)
{
    using enum focus_category;
    const auto plain = [&](focus_category category, const std::string& what) -> focus_row<C>& { return rows_.emplace_back(row_of(r, category, focus_frequency::one_time, what)); };
    switch (r.kind) {
    case charge_kind::fee: return append_fee(r, i);
    case charge_kind::usage: return append_usage(r);
    case charge_kind::shortfall:
        buy_minimum(r);
        return append_unused(r, minimum_of(r), "unused minimum");
    case charge_kind::true_up:
        if (const auto* usage = usage_of(r); usage != nullptr && usage->minimum) {
            auto& bought = plain(purchase, "true-up of the year");
            price(bought, r, r.quantity.exact());
            commit(bought, minimum_of(r), focus_status::none, r.quantity.exact());
            return append_unused(r, minimum_of(r), "unused hours of the year");
        }
        plain(usage, "earlier months at the tier of the year").frequency = focus_frequency::usage_based;
        rows_.back().corrects = true;
        return;
    case charge_kind::undrawn_spend:
        price_as_one(plain(purchase, "commitment of the year, not drawn"), r.amount);
        commit(rows_.back(), spend(), focus_status::none, to_fraction(r.amount.amount));
        return append_unused(r, spend(), "undrawn commitment of the year");
    case charge_kind::prepayment:
        price_as_one(plain(purchase, "prepayment"), r.amount);
        commit(rows_.back(), prepayment_of(r.tranche), focus_status::none, to_fraction(r.amount.amount));
        return;
    case charge_kind::prepayment_credit: return; // it is in the rows that it pays
    case charge_kind::refund:
        if (r.clause.list != "prepayment") return static_cast<void>(plain(credit, "refund of credits"));
        price_as_one(plain(purchase, "refund of the prepayment"), r.amount);
        commit(rows_.back(), prepayment_of(r.tranche), focus_status::none, to_fraction(r.amount.amount));
        rows_.back().corrects = true;
        return;
    case charge_kind::termination_fee:
        rows_.push_back(row_of(r, adjustment, focus_frequency::one_time, "fee"));
        rows_.back().billed -= amount(covered_[i]);
        rows_.back().effective -= amount(covered_[i]);
        for (std::size_t j = i + 1; j < charges_.size(); ++j) {
            if (charges_[j].kind != charge_kind::prepayment_credit || charges_[j].invoiced != r.invoiced) continue;
            charge<C> paid = charges_[j];
            paid.amount    = -paid.amount;
            append_unused(paid, prepayment_of(paid.tranche), "prepayment that pays for leaving");
        }
        return;
    case charge_kind::holdback:
    case charge_kind::holdback_release:
        plain(adjustment, r.kind == charge_kind::holdback ? "kept back" : "released").effective = amount(0);
        return;
    case charge_kind::delay_credit:
    case charge_kind::service_credit:
    case charge_kind::rebate: return static_cast<void>(plain(credit, std::string(name_of(r.kind))));
    case charge_kind::make_up:
    case charge_kind::overage:
    case charge_kind::energy:
    case charge_kind::demand: break;
    }
    rows_.push_back(row_of(r, usage, focus_frequency::usage_based, std::string(name_of(r.kind))));
    price(rows_.back(), r, r.quantity.exact());
    rows_.back().consumed = rows_.back().priced;
}

/// A fee in one row, or in two: what a prepayment pays of it, and the rest.
template <currency C>
void focus_maker<C>::append_fee(const charge<C>& r, std::size_t i)
{
    const bool fixed = is_fixed(r);
    const bool once  = fixed && std::get<fixed_fee<C>>(*pricing_of(r)).every == fee_every::once;
    auto       whole = row_of(r, fixed ? focus_category::purchase : focus_category::usage, once ? focus_frequency::one_time : focus_frequency::recurring, "fee");
    const bool rated = r.quantity.unit.has_value();
    if (rated) price(whole, r, r.quantity.exact());
    else price_as_one(whole, r.amount);
    if (fixed) return static_cast<void>(rows_.push_back(whole));
    whole.consumed = rated ? whole.priced : focus_quantity_of(fraction(r.service.days()), "Days");
    if (covered_[i] == 0) return static_cast<void>(rows_.push_back(whole));
    focus_row<C> paid = whole;
    paid.description += ", paid by the prepayment";
    paid.effective = amount(covered_[i]);
    commit(paid, prepayment_of(r.tranche), focus_status::used, to_fraction(paid.effective.amount));
    whole.billed -= paid.effective;
    whole.effective -= paid.effective;
    const auto part = [&](focus_quantity& of, focus_quantity& rest) {
        const fraction share(covered_[i], r.amount.amount.units);
        constexpr std::int64_t digits = power_of_ten<std::int64_t>(12);
        of.count = fraction(round_to_integer(of.count * fraction(digits) * share, rounding::half_even), digits);
        of.exact.reset();
        rest.count -= of.count;
        rest.exact.reset();
    };
    part(*paid.consumed, *whole.consumed);
    if (rated) {
        part(*paid.priced, *whole.priced);
    } else {
        price_as_one(paid, paid.effective);
        price_as_one(whole, whole.effective);
    }
    rows_.push_back(std::move(paid));
    if (sign(whole.effective) != 0) rows_.push_back(std::move(whole));
}

/// What of a usage row lies within its period's minimum, and what is billed for that.
template <currency C>
auto focus_maker<C>::within_minimum(const charge<C>& r) const -> minimum_period
{
    const auto found = minimums_.find({r.clause.index, r.service.start()});
    if (found == minimums_.end()) return {fraction(0), 0};
    const fraction count = r.quantity.exact(), within = std::min(count, found->second);
    if (within == count) return {within, r.amount.amount.units};
    return {within, checked_cast<std::int64_t>(round_to_integer(within * to_fraction(r.price.amount) * fraction(power_of_ten<std::int64_t>(C::minor_digits)), r.mode))};
}

/// The purchase of a period's minimum, once: what of its usage is within it, and its shortfall.
template <currency C>
void focus_maker<C>::buy_minimum(const charge<C>& r)
{
    if (!bought_.insert({r.clause.index, r.service.start()}).second) return;
    minimum_period whole{fraction(0), 0};
    for (const charge<C>& row : charges_) {
        if (!(row.clause == r.clause) || !(row.service == r.service)) continue;
        if (row.kind == charge_kind::usage) {
            const minimum_period used = within_minimum(row);
            whole                     = {whole.count + used.count, checked_add(whole.paid, used.paid)};
        } else if (row.kind == charge_kind::shortfall) {
            whole = {whole.count + row.quantity.exact(), checked_add(whole.paid, row.amount.amount.units)};
        }
    }
    auto bought   = row_of(r, focus_category::purchase, focus_frequency::recurring, "minimum");
    bought.billed = amount(whole.paid);
    price(bought, r, whole.count);
    commit(bought, minimum_of(r), focus_status::none, whole.count);
    rows_.push_back(std::move(bought));
}

/// What is paid for and not used.
template <currency C>
void focus_maker<C>::append_unused(const charge<C>& r, const focus_commitment& of, const std::string& what)
{
    auto       row   = row_of(r, focus_category::usage, of.in_money ? focus_frequency::one_time : focus_frequency::recurring, what);
    const bool rated = r.quantity.unit.has_value();
    if (rated) price(row, r, r.quantity.exact());
    else price_as_one(row, r.amount);
    commit(row, of, focus_status::unused, rated ? r.quantity.exact() : to_fraction(r.amount.amount));
    rows_.push_back(std::move(row));
}

/// What of a prepayment was neither credited nor refunded.
template <currency C>
void focus_maker<C>::append_lapsed(int tranche, const prepaid& left)
{
    charge<C> row = charges_[left.last];
    row.kind      = charge_kind::prepayment;
    row.clause    = {"prepayment"};
    row.quantity  = {};
    row.amount    = amount(left.units);
    append_unused(row, prepayment_of(tranche), "prepayment that lapsed");
}

/// Usage: all of it at its price, or what lies within the period's minimum in a row of its own.
template <currency C>
void focus_maker<C>::append_usage(const charge<C>& r)
{
    auto                 above  = row_of(r, focus_category::usage, focus_frequency::usage_based, "usage");
    const minimum_period within = within_minimum(r);
    if (sign(within.count) > 0) {
        buy_minimum(r);
        auto used      = row_of(r, focus_category::usage, focus_frequency::usage_based, "usage within the minimum");
        used.effective = amount(within.paid);
        price(used, r, within.count);
        used.consumed = used.priced;
        commit(used, minimum_of(r), focus_status::used, within.count);
        rows_.push_back(std::move(used));
        if (within.count == r.quantity.exact()) return;
        above.description += " above the minimum";
        above.billed -= amount(within.paid);
        above.effective -= amount(within.paid);
    }
    price(above, r, r.quantity.exact() - within.count);
    above.consumed = above.priced;
    rows_.push_back(std::move(above));
}

} // namespace detail

template <currency C>
std::vector<std::string> focus_tranches(const contract<C>& c)
{
    std::vector<std::string> names;
    if (!c.tranches.is_known()) return names;
    for (const tranche& t : c.tranches.value()) names.push_back(t.name.empty() ? std::to_string(names.size()) : t.name);
    return names;
}

template <currency C>
std::vector<focus_row<C>> focus_rows(const contract<C>& c, const readings<C>& read)
{
    return detail::focus_maker<C>(c, read).make();
}

} // namespace ratable
