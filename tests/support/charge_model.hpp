// SPDX-License-Identifier: BSL-1.0
/// A second reading of the conventions: the rows of a contract, counted day by day in rationals without bounds. It knows dates, clauses and the
/// form of a row, and none of the code that makes rows.
#pragma once

#include "oracle.hpp"

#include <ratable/charges/charge.hpp>
#include <ratable/charges/readings.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests {

/// Computes what a contract of fees, credits and energy charges; usage is not its own.
class charge_model
{
public:
    using dollars = ratable::iso4217::USD;
    using day     = ratable::sys_days;
    using days    = ratable::period;

    struct bill_period
    {
        days         whole;
        day          invoiced;
        day          due;
        int          year = 1; ///< of the contract, in which it begins
        std::int64_t months_before = 0;
    };

    charge_model(const ratable::contract<dollars>& c, const ratable::readings<dollars>& read) : c_(c), read_(read), b_(c.billing.value()), t_(c.term.value())
    {
        const day start{ratable::year_month_day(t_.start)};
        term_ = days(start, t_.length.end() ? day{*t_.length.end()} : after_months(start, static_cast<int>(t_.length.months().count())));
        find_deliveries();
        day last = term_.end();
        for (const delivered& d : deliveries_) last = d.actual ? std::max(last, d.uncut.end()) : last;
        service_ = days(start, last);
        cut_periods();
    }

    /// Each row in one line, sorted.
    std::vector<std::string> lines()
    {
        int i = 0;
        for (const auto& clause : c_.pricing.value()) std::visit([&](const auto& kind) { add(kind, i); }, clause), ++i;
        if (c_.power.is_known()) add_energy(c_.power.value());
        for (bill& of : bills_) add_credits(of);
        add_termination();
        for (bill& of : bills_) {
            if (of.how.too_late || (c_.prepayment.is_known() && ratable::residue(c_.prepayment.value().left_over) == ratable::residue::refunded)) refund(of, "prepayment", of.unearned);
        }
        if (b_.holdback) add_holdback();
        std::sort(lines_.begin(), lines_.end());
        return lines_;
    }

    [[nodiscard]] const std::vector<bill_period>& periods() const { return periods_; }
    /// The days that a tranche is in service, cut by an early end.
    [[nodiscard]] const std::optional<days>& service_of(std::size_t tranche) const { return deliveries_[tranche].actual; }

    /// A row as the model writes it.
    static std::string line(ratable::charge_kind kind, const std::string& clause, int tranche, const days& service, day invoiced, day due, const cpp_rational& quantity, std::int64_t price, const cpp_int& amount)
    {
        std::string text = ratable::to_string(invoiced);
        for (const std::string& part : {ratable::to_string(due), std::string(name_of(kind)), clause, std::to_string(tranche), ratable::to_string(service), quantity.str(), std::to_string(price), amount.str()}) (text += ' ') += part;
        return text;
    }

private:
    struct delivered
    {
        days                planned;
        days                uncut;
        std::optional<days> actual   = {};
        std::int64_t        late     = 0;
        std::optional<day>  ended_on = {};
        bool                too_late = false;
    };

    struct bill
    {
        int                  tranche;
        delivered            how;
        cpp_rational         monthly{};      ///< cents
        cpp_int              value{};        ///< of the planned rows
        std::vector<cpp_int> fees;           ///< posted, by period
        std::vector<cpp_int> uncut;          ///< as if nothing had ended it
        cpp_int              unearned{};
    };

    // -- days --------------------------------------------------------------------------------------------------------

    static int days_in_month(day d)
    {
        const date::year_month_day ymd{d};
        return static_cast<int>(static_cast<unsigned>((ymd.year() / ymd.month() / date::last).day()));
    }

    /// So many months after a day, counted from it.
    [[nodiscard]] day after_months(day from, int months) const
    {
        const date::year_month_day ymd{from};
        const date::year_month     month = ymd.year() / ymd.month() + date::months{months};
        const date::day            last  = (month.year() / month.month() / date::last).day();
        const bool                 ended = static_cast<int>(static_cast<unsigned>(ymd.day())) == days_in_month(from);
        const bool                 stays = t_.month_rule == ratable::month_rule::end_of_month && ended;
        return day{month / (stays || last < ymd.day() ? last : ymd.day())};
    }
    [[nodiscard]] day anniversary(int years) const { return after_months(term_.start(), 12 * years); }
    [[nodiscard]] int year_of(day d) const
    {
        int year = 1;
        while (anniversary(year) <= d) ++year;
        return year;
    }
    [[nodiscard]] std::optional<days> within(const days& a, const days& b) const
    {
        const day from = std::max(a.start(), b.start()), to = std::min(a.end(), b.end());
        return from < to ? std::optional(days(from, to)) : std::nullopt;
    }

    [[nodiscard]] day paid_on(day invoiced) const
    {
        using enum ratable::business_day_convention;
        const ratable::business_day_convention how = b_.payment.convention;
        day                                    d   = invoiced + date::days(b_.payment.net);
        const auto                             go  = [this](day from, int step) {
            while (!b_.payment.calendar.is_business_day(from)) from += date::days{step};
            return from;
        };
        if (how == unadjusted) return d;
        if (how == preceding) return go(d, -1);
        const day next = go(d, 1);
        if (how == following || date::year_month_day{next}.month() == date::year_month_day{d}.month()) return next;
        return go(d, -1);
    }

    void cut_periods()
    {
        const int every = b_.every.months();
        day       from  = service_.start();
        for (int k = 1; from < service_.end(); ++k) {
            day to = after_months(service_.start(), k * every);
            if (ratable::period_basis(b_.periods) == ratable::period_basis::calendar) {
                const date::year_month_day ymd{from};
                auto                       month = ymd.year() / ymd.month() + date::months{1};
                while ((static_cast<unsigned>(month.month()) - 1) % static_cast<unsigned>(every) != 0) month += date::months{1};
                to = day{month / 1};
            }
            to = std::min(to, service_.end());
            periods_.push_back({days(from, to), day{}, day{}, year_of(from), (k - 1) * std::int64_t{every}});
            from = to;
        }
        for (bill_period& p : periods_) {
            const day last = (end_ && p.whole.contains(*end_) ? *end_ : p.whole.end()) - date::days{1};
            p.invoiced     = b_.invoiced == ratable::invoiced::in_advance ? p.whole.start() : last;
            p.due          = paid_on(p.invoiced);
        }
    }

    // -- delivery ----------------------------------------------------------------------------------------------------

    void find_deliveries()
    {
        const auto& list = c_.tranches.value();
        if (c_.termination.is_known() && c_.termination.value().terminated_on) end_ = day{*c_.termination.value().terminated_on};
        const ratable::delay_damages* delay = c_.delay.is_known() ? &c_.delay.value() : nullptr;
        const auto                    stop  = [&](const ratable::tranche& t) -> std::optional<day> {
            const day planned{t.in_service.value()};
            if (delay == nullptr || !delay->long_stop.is_known() || starts(t) <= planned + delay->long_stop.value()) return std::nullopt;
            return planned + delay->long_stop.value();
        };
        for (const auto& t : list) {
            const auto on = stop(t);
            if (!on || *delay->ends != ratable::termination_scope::order || (end_ && *end_ < *on)) continue;
            end_          = on;
            end_too_late_ = true;
        }
        for (const auto& t : list) {
            const day  planned{t.in_service.value()}, start = starts(t);
            const day  planned_end = t.end.is_known() ? day{t.end.value()} : term_.end();
            const bool follows     = t.end.is_known() && t.end_on_slip == ratable::slipped_end::follows;
            delivered  d{.planned = days(planned, planned_end), .uncut = days(start, follows ? planned_end + (start - planned) : planned_end)};
            auto       end      = end_;
            bool       too_late = end_too_late_;
            if (const auto on = stop(t); on && (!end || *on <= *end)) end = on, too_late = true;
            d.late = std::max<std::int64_t>(0, ((end ? std::min(*end, start) : start) - planned).count());
            if (end && *end < d.uncut.end()) {
                d.ended_on = end;
                d.too_late = too_late;
                if (start < *end) d.actual = days(start, *end);
            } else {
                d.actual = d.uncut;
            }
            deliveries_.push_back(d);
        }
    }

    static day starts(const ratable::tranche& t)
    {
        if (t.acceptance.is_known()) return day{t.acceptance.value()};
        return day{t.in_service.value()} + (t.slip.is_known() ? t.slip.value() : date::days{0});
    }

    // -- quantities --------------------------------------------------------------------------------------------------

    /// Watts on a day of service.
    [[nodiscard]] static std::int64_t watts(const ratable::tranche& t, const days& service, day d)
    {
        const std::int64_t full = t.capacity.value().count;
        const std::int64_t nth  = (d - service.start()).count() + 1;
        if (!t.ramp_up || nth >= t.ramp_up->days.count()) return full;
        return rounded(cpp_rational(full) * nth / static_cast<std::int64_t>(t.ramp_up->days.count()), t.ramp_up->to_watts).convert_to<std::int64_t>();
    }

    /// Σ of `of(day)` over the days, per calendar month divided by its days.
    template <class F>
    static cpp_rational by_month(const days& over, F&& of)
    {
        cpp_rational total = 0;
        cpp_int      month = 0;
        for (day d = over.start(); d < over.end(); d += date::days{1}) {
            month += of(d);
            if (static_cast<unsigned>(date::year_month_day{d + date::days{1}}.day()) == 1 || d + date::days{1} == over.end()) {
                total += cpp_rational(month, cpp_int(days_in_month(d)));
                month = 0;
            }
        }
        return total;
    }
    static cpp_rational calendar_months(const days& over) { return by_month(over, [](day) { return 1; }); }
    [[nodiscard]] cpp_rational contract_months(const days& over) const
    {
        cpp_rational months = 0;
        for (int m = 0; after_months(term_.start(), m) < over.end(); ++m) {
            const days whole(after_months(term_.start(), m), after_months(term_.start(), m + 1));
            if (const auto part = within(whole, over)) months += cpp_rational(part->days(), whole.days());
        }
        return months;
    }
    [[nodiscard]] cpp_rational months(const days& over) const
    {
        return ratable::period_basis(b_.periods) == ratable::period_basis::calendar ? calendar_months(over) : contract_months(over);
    }

    // -- prices ------------------------------------------------------------------------------------------------------

    [[nodiscard]] cpp_rational index(const ratable::index_link& link, int year, day first) const
    {
        const date::year_month_day start = first;
        const auto                 month = start.year() / start.month() + date::months{12 * (year - 1) - link.lag_months};
        for (const auto& v : read_.indices) {
            if (v.month == month && v.index == link.name) return cpp_rational(v.value.units, 1'000'000);
        }
        throw ratable::invalid_terms({"model", "needs an index value", "", ""});
    }

    /// Millionths of a dollar.
    [[nodiscard]] std::int64_t price(std::int64_t base, const std::optional<ratable::escalator>& e, int year, day first) const
    {
        if (!e || year == 1) return base;
        const cpp_rational step(ten_to(6 - e->rounds.digits));
        const auto         posted = [&](const cpp_rational& x) { return cpp_rational(rounded(x / step, e->rounds.mode)) * step; };
        cpp_rational       now(base);
        if (e->growth.is_known()) {
            for (int n = 1; n < year; ++n) now *= cpp_rational(1'000'000 + e->growth.value().units, 1'000'000);
            now = posted(now);
        } else {
            const bool chained = ratable::index_base(e->index->compared_with) == ratable::index_base::last_year;
            for (int n = chained ? 2 : year; n <= year; ++n) {
                cpp_rational ratio = index(*e->index, n, first) / index(*e->index, chained ? n - 1 : 1, first);
                if (e->index->floor) ratio = std::max(ratio, cpp_rational(e->index->floor->units, 1'000'000));
                if (e->index->cap) ratio = std::min(ratio, cpp_rational(e->index->cap->units, 1'000'000));
                now = posted(now * ratio);
            }
        }
        return numerator(now).convert_to<std::int64_t>();
    }

    /// The day from which a clause counts its years.
    template <class Fee>
    [[nodiscard]] day first_of(const Fee& fee) const { return fee.from ? day{*fee.from} : term_.start(); }
    [[nodiscard]] int year_since(day first, day d) const
    {
        int year = 1;
        while (after_months(first, 12 * year) <= d) ++year;
        return year;
    }

    /// `use(part, year, period)` for each part of `over` at one price, on the days of the clause.
    template <class Fee, class F>
    void each_part(const days& over, const Fee& fee, F&& use)
    {
        const auto& e     = fee.escalator;
        const day   first = first_of(fee);
        for (std::size_t k = 0; k < periods_.size(); ++k) {
            const auto all = within(periods_[k].whole, over);
            if (!all) continue;
            const day begins = std::max(all->start(), fee.from ? first : all->start()), ends = fee.until ? std::min(all->end(), day{*fee.until}) : all->end();
            if (!e || ratable::price_start(e->starts) == ratable::price_start::on_next_billing_month) {
                if (begins < ends) use(days(begins, ends), year_since(first, periods_[k].whole.start()), k);
                continue;
            }
            for (day from = begins; from < ends;) {
                const int year = year_since(first, from);
                const day to   = std::min(ends, after_months(first, 12 * year));
                use(days(from, to), year, k);
                from = to;
            }
        }
    }

    // -- rows --------------------------------------------------------------------------------------------------------

    void post(ratable::charge_kind kind, const std::string& clause, int tranche, const days& service, day invoiced, day due, const cpp_int& amount, const cpp_rational& quantity = 0, std::int64_t at = 0)
    {
        lines_.push_back(line(kind, clause, tranche, service, invoiced, due, quantity, at, amount));
    }

    /// A delivery row of a period, what an early end leaves of it.
    void post_fee(ratable::charge_kind kind, const std::string& clause, int tranche, const days& service, std::size_t k, const cpp_int& amount, const cpp_rational& quantity = 0, std::int64_t at = 0)
    {
        post(kind, clause, tranche, service, periods_[k].invoiced, periods_[k].due, amount, quantity, at);
        if (kind == ratable::charge_kind::fee) charged_[periods_[k].invoiced] += amount;
    }

    static std::string pricing(int i) { return "pricing[" + std::to_string(i) + "]"; }

    [[nodiscard]] std::optional<days> before_end(const days& over) const
    {
        if (!end_ || over.end() <= *end_) return over;
        return over.start() < *end_ ? std::optional(days(over.start(), *end_)) : std::nullopt;
    }

    bill& bill_of(int tranche)
    {
        for (bill& b : bills_) {
            if (b.tranche == tranche) return b;
        }
        bill b{.tranche = tranche, .how = {.planned = term_, .uncut = term_, .actual = before_end(term_)}, .fees = std::vector<cpp_int>(periods_.size()), .uncut = std::vector<cpp_int>(periods_.size())};
        if (end_) b.how.ended_on = end_, b.how.too_late = end_too_late_;
        if (tranche >= 0) b.how = deliveries_[static_cast<std::size_t>(tranche)];
        bills_.push_back(b);
        return bills_.back();
    }

    void add(const ratable::fixed_fee<dollars>& fee, int i)
    {
        const std::int64_t amount = fee.amount.value().amount.units;
        if (ratable::fee_every(fee.every) == ratable::fee_every::once) {
            const day on = fee.due_on ? day{*fee.due_on} : term_.start();
            for (std::size_t k = 0; k < periods_.size(); ++k) {
                if (periods_[k].whole.contains(on) && (!end_ || on < *end_)) post_fee(ratable::charge_kind::fee, pricing(i), -1, days(on, on + date::days{1}), k, amount);
            }
            return;
        }
        const auto over = before_end(service_);
        int        of   = 0;
        cpp_int    posted;
        cpp_rational counted;
        each_part(*over, fee, [&](const days& part, int year, std::size_t k) {
            if (year != of) posted = 0, counted = 0;
            of = year;
            counted += months(part);
            const std::int64_t p     = price(amount * 10'000, fee.escalator, year, first_of(fee));
            const cpp_int      until = rounded(cpp_rational(p, 10'000) * counted / (ratable::fee_every(fee.every) == ratable::fee_every::year ? 12 : 1), fee.rounds);
            post_fee(ratable::charge_kind::fee, pricing(i), -1, part, k, until - posted, 0, p);
            posted = until;
        });
    }

    void add(const ratable::capacity_fee<dollars>& fee, int i)
    {
        const auto& price_of = fee.price.value();
        const auto& list     = c_.tranches.value();
        for (std::size_t j = 0; j < list.size(); ++j) {
            const ratable::tranche& t = list[j];
            if (!fee.tranche.empty() && fee.tranche != t.name) continue;
            bill&      to       = bill_of(static_cast<int>(j));
            const auto quantity = [&](const days& part, const days& service) {
                if (price_of.per == ratable::priced_unit::gpu_hour) {
                    cpp_int watt_days = 0;
                    for (day d = part.start(); d < part.end(); d += date::days{1}) watt_days += watts(t, service, d);
                    return cpp_rational(watt_days * 24, cpp_int(t.power_per_accelerator.value().count));
                }
                const cpp_rational sum = by_month(part, [&](day d) { return watts(t, service, d); });
                return cpp_rational(sum / (price_of.per == ratable::priced_unit::mw_month ? 1'000'000 : 1'000));
            };
            const auto amount = [&](const cpp_rational& q, std::int64_t p) { return rounded(q * cpp_rational(p, 10'000), fee.rounds); };
            std::int64_t first = 0; // the price when service is planned to start
            each_part(to.how.planned, fee, [&](const days& part, int year, std::size_t) {
                const std::int64_t p = price(price_of.amount.amount.units, fee.escalator, year, first_of(fee));
                if (part.start() == to.how.planned.start()) first = p;
                if (!fee.renews || first_of(fee) <= to.how.planned.start()) to.value += amount(quantity(part, to.how.planned), p);
            });
            const cpp_rational full(t.capacity.value().count);
            to.monthly += cpp_rational(first, 10'000) * (price_of.per == ratable::priced_unit::mw_month   ? cpp_rational(full / 1'000'000)
                                                         : price_of.per == ratable::priced_unit::kw_month ? cpp_rational(full / 1'000)
                                                                                                         : cpp_rational(full / t.power_per_accelerator.value().count * 24 * 365 / 12));
            each_part(to.how.uncut, fee, [&](const days& part, int year, std::size_t k) { to.uncut[k] += amount(quantity(part, to.how.uncut), price(price_of.amount.amount.units, fee.escalator, year, first_of(fee))); });
            if (!to.how.actual) continue;
            each_part(*to.how.actual, fee, [&](const days& part, int year, std::size_t k) {
                const std::int64_t p = price(price_of.amount.amount.units, fee.escalator, year, first_of(fee));
                const cpp_rational q = quantity(part, to.how.uncut);
                post_fee(ratable::charge_kind::fee, pricing(i), to.tranche, part, k, amount(q, p), q, p);
                to.fees[k] += amount(q, p);
            });
        }
    }

    /// Spreads an amount over what `weight(part)` says of each period, on the running total.
    template <class F>
    void spread(bill& to, int i, const cpp_int& amount, const days& over, ratable::rounding mode, bool rated, F&& weight)
    {
        cpp_rational all = 0, counted = 0;
        for (const bill_period& p : periods_) {
            if (const auto part = within(p.whole, over)) all += weight(*part);
        }
        cpp_int posted = 0, posted_until_end = 0;
        for (std::size_t k = 0; k < periods_.size(); ++k) {
            const auto part = within(periods_[k].whole, over);
            if (!part) continue;
            const auto kept = to.how.actual ? within(*part, *to.how.actual) : std::nullopt;
            if (kept) {
                const cpp_rational w     = weight(*kept);
                const cpp_int      until = rounded(cpp_rational(amount) * (counted + w) / all, mode);
                post_fee(ratable::charge_kind::fee, pricing(i), to.tranche, *kept, k, until - posted, rated ? cpp_rational(w / 1'000'000) : cpp_rational(0));
                to.fees[k] += until - posted;
            }
            counted += weight(*part);
            const cpp_int until = rounded(cpp_rational(amount) * counted / all, mode);
            to.uncut[k] += until - posted;
            posted = until;
        }
    }

    void add(const ratable::consideration_fee& fee, int i)
    {
        const cpp_int amount = c_.consideration.value().amount.units;
        if (ratable::billed_by(fee.by) != ratable::billed_by::capacity) {
            bill& to = bill_of(-1);
            to.value += amount;
            to.monthly += cpp_rational(amount) / contract_months(term_);
            spread(to, i, amount, term_, fee.rounds, false, [&](const days& d) { return ratable::billed_by(fee.by) == ratable::billed_by::days ? cpp_rational(d.days()) : months(d); });
            return;
        }
        const auto& list    = c_.tranches.value();
        const auto  planned = [&](std::size_t j) { return by_month(deliveries_[j].planned, [&](day d) { return watts(list[j], deliveries_[j].planned, d); }); };
        cpp_rational all = 0, counted = 0;
        for (std::size_t j = 0; j < list.size(); ++j) all += planned(j);
        cpp_int posted = 0;
        for (std::size_t j = 0; j < list.size(); ++j) {
            counted += planned(j);
            const cpp_int until = rounded(cpp_rational(amount) * counted / all, fee.rounds);
            const cpp_int value = until - posted;
            posted              = until;
            bill& to            = bill_of(static_cast<int>(j));
            to.value += value;
            to.monthly += cpp_rational(value) / calendar_months(to.how.planned);
            const auto weight = [&](const days& d) { return by_month(d, [&](day on) { return watts(list[j], to.how.uncut, on); }); };
            spread(to, i, value, to.how.uncut, fee.rounds, true, weight);
        }
    }

    void add(const ratable::usage_fee<dollars>&, int) {}

    void add_energy(const ratable::power_pass_through<dollars>& clause)
    {
        const auto& list = c_.tranches.value();
        for (std::size_t k = 0; k < periods_.size(); ++k) {
            const auto over = before_end(periods_[k].whole);
            if (!over) continue;
            cpp_int watt_days = 0;
            for (std::size_t j = 0; j < list.size(); ++j) {
                const auto part = deliveries_[j].actual ? within(*deliveries_[j].actual, *over) : std::nullopt;
                for (day d = part ? part->start() : day{}; part && d < part->end(); d += date::days{1}) watt_days += watts(list[j], deliveries_[j].uncut, d);
            }
            if (watt_days == 0) continue;
            const cpp_rational kwh = cpp_rational(watt_days) * 24 / 1'000 * cpp_rational(clause.load_factor.value().units, 1'000'000) * cpp_rational(clause.pue.value().units, 1'000'000);
            const std::int64_t p   = clause.tariff.value().amount.amount.units;
            const bool         read = b_.invoiced == ratable::invoiced::in_arrears; // in advance the meter is read when the period is over
            const day          on   = read ? periods_[k].invoiced : over->end();
            post(ratable::charge_kind::energy, "power", -1, *over, on, read ? periods_[k].due : paid_on(on), rounded(kwh * cpp_rational(p, 10'000), clause.rounds), kwh, p);
        }
    }

    // -- credits -----------------------------------------------------------------------------------------------------

    [[nodiscard]] std::string tranche_name(const bill& b) const { return b.tranche < 0 ? "" : c_.tranches.value()[static_cast<std::size_t>(b.tranche)].name; }

    /// The invoice that closes what ended before a day.
    struct dates { day invoiced, due; };
    [[nodiscard]] dates closing(day end) const
    {
        std::size_t k = 0;
        while (k + 1 < periods_.size() && periods_[k + 1].whole.start() < end) ++k;
        if (b_.invoiced == ratable::invoiced::in_arrears) return {periods_[k].invoiced, periods_[k].due};
        const auto part = before_end(periods_[k].whole);
        const day  next = part ? part->end() : periods_[k].whole.end();
        return {next, paid_on(next)};
    }

    void refund(const bill& b, const char* clause, const cpp_int& amount)
    {
        if (amount == 0) return;
        const dates on = closing(b.how.actual ? b.how.actual->end() : b.how.ended_on ? *b.how.ended_on : b.how.planned.end());
        post(ratable::charge_kind::refund, clause, b.tranche, b.how.actual ? *b.how.actual : b.how.planned, on.invoiced, on.due, -amount);
    }

    [[nodiscard]] cpp_int delay_earned(const bill& b) const
    {
        if (!c_.delay.is_known()) return 0;
        const auto&        d     = c_.delay.value();
        cpp_rational       days_ = 0;
        for (std::int64_t n = 1; n <= b.how.late - d.grace.value().count(); ++n) { // the n-th chargeable day
            std::int64_t share = d.share.value().units;
            for (const auto& step : d.steps) share = step.from_day <= n ? step.share.units : share;
            days_ += cpp_rational(share, 1'000'000);
        }
        const cpp_int earned = rounded(b.monthly * 12 / 365 * days_, d.rounds);
        if (!d.cap.is_known()) return earned;
        return std::min(earned, rounded(cpp_rational(b.value) * cpp_rational(d.cap.value().units, 1'000'000), ratable::rounding::floor));
    }

    /// What comes back with each period, before a fee limits it.
    [[nodiscard]] std::vector<cpp_int> scheduled(const bill& b, const cpp_int& paid) const
    {
        std::vector<cpp_int> back(periods_.size());
        if (!b.how.actual || paid == 0) return back;
        const auto&               p    = c_.prepayment.value();
        const std::int64_t        from = p.from_month.value().count(), through = p.through_month.value().count();
        std::vector<std::int64_t> count(periods_.size(), 0);
        std::int64_t              month = 0; // of the tranche
        for (std::size_t k = 0; k < periods_.size(); ++k) {
            if (!within(periods_[k].whole, b.how.uncut)) continue;
            const auto next = [&] { ++month; count[k] += from <= month && month <= through; };
            if (ratable::credit_months(p.counted_in) == ratable::credit_months::billing) {
                for (int n = 0; n < b_.every.months(); ++n) next();
            } else {
                while (after_months(b.how.uncut.start(), static_cast<int>(month)) < std::min(periods_[k].whole.end(), b.how.uncut.end())) next();
            }
        }
        const auto on_running_total = [&](const std::vector<cpp_rational>& weights, const cpp_rational& all) {
            cpp_rational counted = 0;
            cpp_int      posted  = 0;
            for (std::size_t k = 0; all != 0 && k < weights.size(); ++k) {
                counted += weights[k];
                const cpp_int until = rounded(cpp_rational(paid) * counted / all, p.rounds);
                back[k]             = until - posted;
                posted              = until;
            }
        };
        std::vector<cpp_rational> weights(periods_.size());
        cpp_rational              all = 0;
        switch (ratable::credit_method(p.credited)) {
        case ratable::credit_method::level:
            for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = count[k];
            on_running_total(weights, through - from + 1);
            break;
        case ratable::credit_method::pro_rata:
            for (std::size_t k = 0; k < weights.size(); ++k) all += weights[k] = cpp_rational(cpp_int(b.uncut[k] * count[k]));
            on_running_total(weights, all);
            break;
        case ratable::credit_method::first_dollar:
            for (std::size_t k = 0; k < count.size(); ++k) {
                if (count[k] == 0) continue;
                back[k] = paid;
                break;
            }
            break;
        }
        for (std::size_t k = 0; k < back.size(); ++k) { // what an early end leaves
            if (!within(periods_[k].whole, *b.how.actual)) back[k] = 0;
        }
        return back;
    }

    [[nodiscard]] std::vector<cpp_int> service_credits(const bill& b) const
    {
        std::vector<cpp_int> credits(periods_.size() + 1);
        if (!c_.service_level.is_known() || !b.how.actual) return credits;
        const auto& s = c_.service_level.value();
        for (std::size_t k = 0; k < periods_.size(); ++k) {
            const auto in_force = within(periods_[k].whole, *b.how.actual);
            if (!in_force) continue;
            cpp_rational missing = 0, counted = in_force->days() * 24;
            for (const auto& row : read_.downtime) {
                if (row.tranche != tranche_name(b) || !within(row.days, *in_force)) continue;
                missing += cpp_rational(row.down.units - row.excused.units, 100'000'000);
                counted -= cpp_rational(row.excluded.units, 100'000'000);
            }
            if (missing == 0) continue;
            const cpp_rational available = 1 - missing / counted;
            std::int64_t       below     = 0, share = 0;
            for (const auto& step : s.steps) {
                if (available < cpp_rational(step.below.units, 1'000'000) && (below == 0 || step.below.units < below)) below = step.below.units, share = step.share.units;
            }
            const std::int64_t cap = s.cap.is_known() ? s.cap.value().units : 1'000'000;
            const cpp_int      credit = std::min(rounded(cpp_rational(b.fees[k]) * cpp_rational(share, 1'000'000), s.rounds), rounded(cpp_rational(b.fees[k]) * cpp_rational(cap, 1'000'000), ratable::rounding::floor));
            credits[k + (b_.invoiced == ratable::invoiced::in_advance ? 1 : 0)] += credit;
        }
        return credits;
    }

    void add_credits(bill& b)
    {
        cpp_int paid = 0;
        day     due{};
        if (c_.prepayment.is_known()) {
            const auto& p = c_.prepayment.value();
            due           = b.how.planned.start() - p.lead.value();
            if (!b.how.ended_on || due < *b.how.ended_on) paid = rounded(cpp_rational(b.value) * cpp_rational(p.share.value().units, 1'000'000), p.rounds);
            if (paid != 0) post(ratable::charge_kind::prepayment, "prepayment", b.tranche, b.how.planned, due, due, paid);
        }
        const auto back = scheduled(b, paid), down = service_credits(b);
        struct account { ratable::charge_kind kind; const char* clause; cpp_int left; };
        account accounts[] = {{ratable::charge_kind::delay_credit, "delay", delay_earned(b)}, {ratable::charge_kind::service_credit, "service_level", 0}, {ratable::charge_kind::prepayment_credit, "prepayment", 0}};
        b.unearned = paid;
        for (std::size_t k = 0; k < periods_.size(); ++k) {
            accounts[1].left += down[k];
            accounts[2].left += back[k];
            cpp_int fee = b.fees[k];
            for (account& a : accounts) {
                if (a.kind == ratable::charge_kind::prepayment_credit && periods_[k].invoiced < due) continue;
                const cpp_int now = std::min(fee, a.left);
                if (now == 0) continue;
                fee -= now;
                a.left -= now;
                if (a.kind == ratable::charge_kind::prepayment_credit) b.unearned -= now;
                post(a.kind, a.clause, b.tranche, *within(periods_[k].whole, *b.how.actual), periods_[k].invoiced, periods_[k].due, -now);
            }
        }
        accounts[1].left += down.back();
        refund(b, "delay", accounts[0].left);
        refund(b, "service_level", accounts[1].left);
    }

    void add_termination()
    {
        if (!end_ || end_too_late_) return;
        const auto&                                      clause = c_.termination.value();
        const std::vector<ratable::money<dollars>>&      by_year = clause.fee_by_year;
        const auto                                       year    = std::min(static_cast<std::size_t>(year_of(*end_)), by_year.size());
        cpp_int                                          fee     = by_year[year - 1].amount.units;
        if (clause.mitigation.is_known()) fee -= clause.mitigation.value().amount.units;
        if (fee <= 0) return;
        const dates on = closing(*end_);
        const days  last(*end_ - date::days{1}, *end_);
        post(ratable::charge_kind::termination_fee, "termination", -1, last, on.invoiced, on.due, fee);
        for (bill& b : bills_) {
            const cpp_int credit = clause.less_unearned_prepayment && b.how.ended_on && !b.how.too_late ? std::min(fee, b.unearned) : cpp_int(0); // what had run out is settled, and what a long-stop gives back
            if (credit == 0) continue;
            post(ratable::charge_kind::prepayment_credit, "prepayment", b.tranche, last, on.invoiced, on.due, -credit);
            fee -= credit;
            b.unearned -= credit;
        }
    }

    void add_holdback()
    {
        const ratable::holdback& h     = *b_.holdback;
        day                      first = service_.end();
        for (const delivered& d : deliveries_) first = d.actual ? std::min(first, d.actual->start()) : first;
        const date::year_month_day ymd{first};
        const auto                 month   = ymd.year() / ymd.month() + date::months(h.released_after);
        const date::day            last    = (month.year() / month.month() / date::last).day();
        const day                  release = day{month / std::min(last, ymd.day())};
        cpp_int                    charged = 0, held = 0;
        for (const bill_period& p : periods_) {
            const auto part = before_end(p.whole);
            if (!part || p.invoiced >= release) continue;
            charged += charged_[p.invoiced];
            const cpp_int until = rounded(cpp_rational(charged) * cpp_rational(h.share.value().units, 1'000'000), ratable::rounding::half_up);
            if (until != held) post(ratable::charge_kind::holdback, "billing.holdback", -1, *part, p.invoiced, p.due, held - until);
            held = until;
        }
        if (held != 0) post(ratable::charge_kind::holdback_release, "billing.holdback", -1, days(first, release), release, paid_on(release), held);
    }

    const ratable::contract<dollars>& c_;
    const ratable::readings<dollars>& read_;
    const ratable::billing&           b_;
    const ratable::term&              t_;
    days                              term_{day{}, day{date::days{1}}};
    days                              service_{day{}, day{date::days{1}}};
    std::optional<day>                end_; ///< of the order, early
    bool                              end_too_late_ = false;
    std::vector<delivered>            deliveries_;
    std::vector<bill_period>          periods_;
    std::vector<bill>                 bills_;
    std::map<day, cpp_int>            charged_; ///< fees by invoice
    std::vector<std::string>          lines_;
};

} // namespace tests
