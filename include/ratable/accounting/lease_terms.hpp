// SPDX-License-Identifier: BSL-1.0
/// The terms of a lease as a lessee measures it, and the judgements that nobody makes for him.
#pragma once

#include <ratable/accounting/amortization.hpp>
#include <ratable/calendar/schedule.hpp>
#include <ratable/core/required.hpp>
#include <ratable/units/money.hpp>
#include <ratable/valuation/flow.hpp>
#include <ratable/valuation/interest_rate.hpp>
#include <ratable/valuation/tvm.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// Whether it is a lease at all: all three, or it is a service. Dedicated racks may qualify; GPU-hours from a pool normally do not.
/// Source: after ASC 842-10-15-3 and -4, IFRS 16.9 and B9: the customer controls the use of an identified asset.
struct lease_judgement
{
    required<bool> identified_asset;           ///< named or dedicated, and no substantive right to substitute it
    required<bool> substantially_all_benefits; ///< of its use go to the customer
    required<bool> directs_use;                ///< the customer decides how and for what it is used
};
[[nodiscard]] constexpr bool is_lease(const lease_judgement& j) { return j.identified_asset && j.substantially_all_benefits && j.directs_use; }

/// Under what standard, and as what. IFRS 16 has one model for lessees.
enum class lease_classification {
    asc_842_operating, ///< one level cost a period
    asc_842_finance,   ///< straight-line amortisation, and interest beside it
    ifrs_16,           ///< as a finance lease
};
[[nodiscard]] constexpr std::string_view name_of(lease_classification c);

/// Lease and service (operation, power, support) stay one lease: ASC 842-10-15-37, IFRS 16.15.
struct combined_components {};
/// They are parted in proportion to what each costs by itself: ASC 842-10-15-33, IFRS 16.13. The lease has its share of every payment.
template <currency C>
struct separate_components
{
    required<money<C>> lease_price;
    required<money<C>> service_price;
};
template <currency C>
using lease_components = std::variant<combined_components, separate_components<C>>;

/// One payment a period, and the rate of one period. A payment at the beginning of the first is paid on commencement.
template <currency C>
struct periodic_payments
{
    required<std::vector<money<C>>> amounts;
    required<payment_timing>        timing;
    required<rate_of_interest>      rate_a_period;
};
/// Payments on days, positive, refunds negative, and a rate a year. What is paid on or before commencement is prepaid.
template <currency C>
struct dated_payments
{
    required<std::vector<flow<C>>> flows;
    interest_rate                  rate;
};
/// The fixed and in-substance fixed ones, an index at its value on commencement. The rate is the one implicit in the lease, or the lessee's
/// incremental borrowing rate.
template <currency C>
using lease_payments = std::variant<periodic_payments<C>, dated_payments<C>>;

/// A purchase that is reasonably certain: its price is paid when the lease ends, and the right of use is amortised over the asset's life.
template <currency C>
struct lease_purchase
{
    required<money<C>>            price;
    required<std::vector<period>> useful_life; ///< the lease's periods, and those that follow
};

// What a lease lacks when a judgement was forgotten says what to write.
template <>
struct required<lease_judgement> : lease_judgement
{
    required() = delete; // lease or service is your judgement: write .judgement = lease_judgement{.identified_asset = …, .substantially_all_benefits = …, .directs_use = …}
    constexpr required(lease_judgement j) : lease_judgement(j) {} // NOLINT: stands in for it
};
template <>
struct required<lease_classification>
{
    required() = delete; // a classification is your judgement: write .classification = lease_classification::asc_842_operating, asc_842_finance or ifrs_16
    constexpr required(lease_classification c) : value(c) {}          // NOLINT: stands in for it
    constexpr operator lease_classification() const { return value; } // NOLINT: is read as one

    lease_classification value;
};
template <currency C>
struct required<std::variant<combined_components, separate_components<C>>> : std::variant<combined_components, separate_components<C>>
{
    using base = std::variant<combined_components, separate_components<C>>;
    using base::base;
    required() = delete; // whether services are parted from the lease is your judgement: write .components = combined_components{} or separate_components<C>{…}
    constexpr required(base b) : base(std::move(b)) {} // NOLINT: stands in for it
};

/// One lease, from its own commencement: of a contract with tranches, one for each.
///
///     const lease<USD> hall{
///         .judgement      = lease_judgement{.identified_asset = true, .substantially_all_benefits = true, .directs_use = true},
///         .classification = lease_classification::asc_842_operating,
///         .components     = combined_components{},
///         .periods        = make_schedule(period(2026_y/jan/1, 2029_y/jan/1), annual),
///         .payments       = periodic_payments<USD>{.amounts = …, .timing = payment_timing::end, .rate_a_period = 0.04235_d},
///     };
template <currency C>
struct lease
{
    std::string                      name = "lease";
    required<lease_judgement>        judgement;
    required<lease_classification>   classification;
    required<lease_components<C>>    components;
    required<std::vector<period>>    periods;                   ///< the rows of its schedules, from commencement to the end
    required<lease_payments<C>>      payments;
    period_basis                     basis                = contract_periods; ///< whose months straight-line counts: from the first day on, or the calendar's
    std::optional<money<C>>          prepaid              = {}; ///< before commencement, besides `payments`
    std::optional<money<C>>          initial_direct_costs = {};
    std::optional<money<C>>          incentives           = {}; ///< received by commencement
    std::optional<money<C>>          residual_guarantee   = {}; ///< what is expected to be owed of it at the end, when the liability stands at it
    std::optional<money<C>>          termination_penalty  = {}; ///< paid when the lease ends, where the end is reasonably certain
    std::optional<lease_purchase<C>> purchase             = {}; ///< where it is reasonably certain
};

/// Refuses a lease that cannot be measured.
/// Errors: invalid_terms for a service; periods that are none or not contiguous; another number of payments than periods, or one after the end; a
///         payment of a period, a cost or a price below zero; a purchase in an operating lease (after ASC 842-10-25-2(b)), or a useful life that does not begin
///         with the lease's periods.
template <currency C>
void require_valid(const lease<C>& l);

/// What is left of a lease after `rows` periods: the lease component alone, prepayments and costs of commencement behind it.
/// Errors: as require_valid; invalid_terms when nothing is left.
template <currency C>
[[nodiscard]] lease<C> rest_of(const lease<C>& l, std::size_t rows);

/// The payments of the lease component, and of the service that was parted from it: they sum to the payments.
/// Rounds: the lease's share on the running total, half_up. Errors: invalid_terms for stand-alone prices that are negative, or both zero.
template <currency C>
[[nodiscard]] lease_payments<C> lease_part(const lease<C>& l);
template <currency C>
[[nodiscard]] lease_payments<C> service_part(const lease<C>& l);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(lease_classification c)
{
    switch (c) {
    case lease_classification::asc_842_operating: return "asc_842_operating";
    case lease_classification::asc_842_finance: return "asc_842_finance";
    case lease_classification::ifrs_16: break;
    }
    return "ifrs_16";
}

namespace detail {

[[noreturn]] inline void refuse_lease(const std::string& name, const char* member, const char* rule, const std::string& value, const char* remedy)
{
    throw invalid_terms({name + member, rule, value, remedy});
}

/// Every amount that stands in payments, in order; `use` may change it.
template <class Payments, class Use>
void each_amount(Payments& payments, Use&& use)
{
    std::visit(
        [&](auto& kind) {
            if constexpr (requires { kind.amounts; }) {
                for (auto& amount : kind.amounts) use(amount);
            } else {
                for (auto& paid : kind.flows) use(paid.amount);
            }
        },
        payments);
}

template <currency C>
void require_not_negative(const lease<C>& l, const char* member, const money<C>& amount)
{
    if (sign(amount) < 0) refuse_lease(l.name, member, "must not be below zero", to_string(amount), "write what is paid, or received, as a positive amount");
}

template <currency C>
void require_payments(const lease<C>& l, const periodic_payments<C>& p)
{
    for (const money<C>& amount : p.amounts) require_not_negative(l, ".payments.amounts", amount);
    if (p.amounts.size() == l.periods.size()) return;
    refuse_lease(l.name, ".payments.amounts", "must be one a period", std::to_string(p.amounts.size()) + " for " + std::to_string(l.periods.size()) + " periods", "write zero where none is due");
}

template <currency C>
void require_payments(const lease<C>& l, const dated_payments<C>& p)
{
    for (const flow<C>& paid : p.flows) {
        if (paid.on < l.periods.back().end()) continue;
        refuse_lease(l.name, ".payments.flows", "must not be after the lease's last day", to_string(paid.on), "date it on the last day: from then on it is a payable");
    }
}

/// Multiplies each payment by a share, on the running total.
template <currency C>
lease_payments<C> shared_payments(const lease<C>& l, bool of_lease)
{
    lease_payments<C> payments = l.payments;
    const auto*       apart    = std::get_if<separate_components<C>>(&l.components);
    if (apart == nullptr) {
        if (!of_lease) each_amount(payments, [](money<C>& amount) { amount = amount - amount; });
        return payments;
    }
    const std::int64_t lease_price = apart->lease_price.amount.units, service_price = apart->service_price.amount.units;
    if (lease_price < 0 || service_price < 0 || (lease_price == 0 && service_price == 0) || !(apart->lease_price.unit == apart->service_price.unit)) {
        refuse_lease(l.name, ".components", "must have stand-alone prices of one currency, not below zero, of which one is above it", to_string(apart->lease_price) + " and " + to_string(apart->service_price),
                     "write what each would cost by itself");
    }
    const int128 prices = int128{lease_price} + service_price;
    int128       paid = 0, given = 0; // so far, and the lease's of it
    each_amount(payments, [&](money<C>& amount) {
        paid += amount.amount.units;
        const int128       due  = static_cast<int128>(round_to_integer(fraction(paid, 1) * fraction(int128{lease_price}, prices), rounding::half_up));
        const std::int64_t part = checked_cast<std::int64_t>(due - given);
        given                   = due;
        amount                  = money<C>(decimal<C::minor_digits>::from_units(of_lease ? part : amount.amount.units - part), amount.unit);
    });
    return payments;
}

} // namespace detail

template <currency C>
void require_valid(const lease<C>& l)
{
    if (!is_lease(l.judgement)) {
        detail::refuse_lease(l.name, ".judgement", "must be that it is a lease", "a service", "recognise what is delivered as it is delivered: see recognition.hpp");
    }
    if (l.periods.empty()) detail::refuse_lease(l.name, ".periods", "must be one at least", "none", "make them with make_schedule");
    detail::require_contiguous(l.periods);
    std::visit([&](const auto& kind) { detail::require_payments(l, kind); }, l.payments);
    const auto check = [&](const char* member, const std::optional<money<C>>& amount) {
        if (amount) detail::require_not_negative(l, member, *amount);
    };
    check(".prepaid", l.prepaid);
    check(".initial_direct_costs", l.initial_direct_costs);
    check(".incentives", l.incentives);
    check(".residual_guarantee", l.residual_guarantee);
    check(".termination_penalty", l.termination_penalty);
    if (!l.purchase) return;
    detail::require_not_negative(l, ".purchase.price", l.purchase->price);
    if (l.classification == lease_classification::asc_842_operating) {
        detail::refuse_lease(l.name, ".classification", "must not be operating where a purchase is reasonably certain", "asc_842_operating", "write lease_classification::asc_842_finance");
    }
    const std::vector<period>& life = l.purchase->useful_life;
    detail::require_contiguous(life);
    if (life.size() < l.periods.size() || !std::equal(l.periods.begin(), l.periods.end(), life.begin())) {
        detail::refuse_lease(l.name, ".purchase.useful_life", "must begin with the lease's periods", std::to_string(life.size()) + " periods", "make both with make_schedule, from one day and with one frequency");
    }
}

template <currency C>
lease_payments<C> lease_part(const lease<C>& l) { return detail::shared_payments(l, true); }
template <currency C>
lease_payments<C> service_part(const lease<C>& l) { return detail::shared_payments(l, false); }

template <currency C>
lease<C> rest_of(const lease<C>& l, std::size_t rows)
{
    require_valid(l);
    if (rows >= l.periods.size()) detail::refuse_lease(l.name, ".periods", "must have one left", std::to_string(rows) + " of " + std::to_string(l.periods.size()) + " are over", "ask for fewer");
    const auto first = [rows](auto& list) { return list.begin() + static_cast<std::ptrdiff_t>(rows); };
    lease<C>   rest  = l;
    rest.components  = lease_components<C>(combined_components{});
    rest.payments    = lease_part(l);
    rest.periods.erase(rest.periods.begin(), first(rest.periods));
    if (rest.purchase) rest.purchase->useful_life.erase(rest.purchase->useful_life.begin(), first(rest.purchase->useful_life));
    rest.prepaid = rest.initial_direct_costs = rest.incentives = std::nullopt;
    if (auto* a_period = std::get_if<periodic_payments<C>>(&rest.payments)) {
        a_period->amounts.erase(a_period->amounts.begin(), first(a_period->amounts));
    } else {
        std::vector<flow<C>>& flows = std::get<dated_payments<C>>(rest.payments).flows;
        std::erase_if(flows, [&](const flow<C>& paid) { return paid.on < rest.periods.front().start(); });
    }
    return rest;
}

} // namespace ratable
