// SPDX-License-Identifier: BSL-1.0
/// The charges of a deal as one writes them by hand in double: no unit, no check, nothing but the deals of bench/charges.cpp (calendar months, in arrears,
/// net days on the following business day). Amounts are std::round of cents wherever the contract rounds.
#pragma once

#include <date/date.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bench::by_hand {

/// Days since 1970-01-01.
using day = int;

enum class kind { fee, usage, make_up, shortfall, true_up, undrawn_spend, energy, demand, delay_credit, service_credit, prepayment, prepayment_credit, refund, holdback, holdback_release };
enum class spread { level, pro_rata, first_dollar };

struct row
{
    by_hand::kind kind;
    int           clause;
    int           tranche;
    day           from, to;
    day           invoiced, due;
    double        quantity, price, amount;
};

struct span { day from, to; };
struct tranche { day planned, end; bool stated_end; bool end_follows; int slip; double mw; double gpus; };
struct metered { span days; double hours; };
struct downtime { int tranche; span days; double down, excused, excluded; };
struct power_read { span days; double pue, tariff, peak_kw; };
struct step { double below, share; };

struct deal
{
    day                  start, end;
    std::vector<tranche> tranches;
    double               capacity_price, growth;
    bool                 on_anniversary;
    double               yearly_fee;
    double               usage_price, minimum, true_up;
    int                  usable_months;
    double               spend_a_year;
    double               prepaid_share;
    int                  prepaid_lead, credit_from, credit_through;
    spread               credited;
    int                  grace;
    double               delay_share, delay_cap;
    std::vector<step>    steps;
    double               load_factor, pue_floor, pue_cap, tariff_cap, demand_price;
    double               holdback;
    int                  holdback_months;
    int                  net_days;

    std::vector<metered>    usage, excused;
    std::vector<downtime>   downtimes;
    std::vector<power_read> power;
};

inline double cents(double x) { return std::round(x * 100) / 100; }

/// Which days are business days, from 1970-01-01 on.
struct open_days
{
    std::vector<char> open;

    [[nodiscard]] day following(day d) const
    {
        while (open[static_cast<std::size_t>(d)] == 0) ++d;
        return d;
    }
};

/// Makes the rows of a deal; its vectors are used again for the next.
class model
{
public:
    explicit model(const open_days& calendar) : calendar_(calendar) {}

    /// The rows by invoice date, those of one invoice as they were made.
    void run(const deal& d, std::vector<row>& out, bool by_counting)
    {
        deal_ = &d;
        rows_.clear();
        make_bills();
        capacity_fees();
        fixed_fees();
        usage();
        undrawn_spend();
        power();
        credits();
        hold_back();
        if (by_counting) {
            place_by_counting(out);
        } else {
            std::stable_sort(rows_.begin(), rows_.end(), [](const row& a, const row& b) { return a.invoiced < b.invoiced; });
            out.swap(rows_);
        }
    }

private:
    struct bill { span days; day invoiced, due; int year; bool closes; double days_in_month; int month; };
    struct vintage { int month; double hours; };
    struct lost { double missing = 0, excluded = 0; };
    struct billed { span planned, actual; double value, first_price; std::vector<double> fees; };

    static day  count(date::sys_days d) { return d.time_since_epoch().count(); }
    static date::year_month_day ymd(day d) { return date::year_month_day{date::sys_days{date::days{d}}}; }
    static day  months_after(day d, int months) { return count(date::sys_days{ymd(d) + date::months{months}}); } // days to the 28th only
    static span common(span a, span b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }
    static double length(span s) { return s.to > s.from ? s.to - s.from : 0; }

    void make_bills()
    {
        bills_.clear();
        for (int y = 0; y < 8; ++y) anniversaries_[static_cast<std::size_t>(y)] = months_after(deal_->start, 12 * y);
        const auto       first = ymd(deal_->start);
        date::year_month month = first.year() / first.month();
        day              from  = deal_->start;
        int              year  = 1;
        for (day begins = count(date::sys_days{month / 1}); from < deal_->end; ) {
            const date::year_month next = month + date::months{1};
            const day              ends = count(date::sys_days{next / 1});
            const day              to   = std::min(ends, deal_->end);
            while (anniversaries_[static_cast<std::size_t>(year)] <= from) ++year;
            if (!bills_.empty()) bills_.back().closes = bills_.back().year != year;
            bills_.push_back({{from, to}, to - 1, calendar_.following(to - 1 + deal_->net_days), year, false, static_cast<double>(ends - begins),
                              static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month()))});
            from   = to;
            begins = ends;
            month  = next;
        }
        bills_.back().closes = true;
    }

    /// For each part of some days within a bill at one price.
    template <class F>
    void each_part(span days, bool on_anniversary, F&& f)
    {
        for (std::size_t i = 0; i < bills_.size(); ++i) {
            const bill& b    = bills_[i];
            const span  part = common(b.days, days);
            if (part.to <= part.from) continue;
            const day turns = anniversaries_[static_cast<std::size_t>(b.year)];
            if (on_anniversary && part.from < turns && turns < part.to) {
                f(i, span{part.from, turns}, b.year);
                f(i, span{turns, part.to}, b.year + 1);
            } else {
                f(i, part, b.year + (on_anniversary && turns <= part.from ? 1 : 0));
            }
        }
    }

    void add(by_hand::kind k, int clause, int tranche, span days, const bill& b, double quantity, double price, double amount)
    {
        rows_.push_back({k, clause, tranche, days.from, days.to, b.invoiced, b.due, quantity, price, amount});
    }

    void capacity_fees()
    {
        double prices[9], grown = deal_->capacity_price;
        for (double& p : prices) {
            p = cents(grown);
            grown *= 1 + deal_->growth;
        }
        billed_.resize(deal_->tranches.size());
        for (std::size_t j = 0; j < deal_->tranches.size(); ++j) {
            const tranche& t = deal_->tranches[j];
            billed&        b = billed_[j];
            b.planned = {t.planned, t.stated_end ? t.end : deal_->end};
            b.actual  = {t.planned + t.slip, t.stated_end && t.end_follows ? t.end + t.slip : b.planned.to};
            b.value = b.first_price = 0;
            b.fees.assign(bills_.size(), 0);
            each_part(b.actual, deal_->on_anniversary, [&](std::size_t i, span part, int year) {
                const double quantity = t.mw * length(part) / bills_[i].days_in_month, price = prices[year - 1], amount = cents(quantity * price);
                add(kind::fee, 0, static_cast<int>(j), part, bills_[i], quantity, price, amount);
                b.fees[i] += amount;
                if (b.first_price == 0) b.first_price = price;
            });
            if (t.slip == 0) {
                for (const double fee : b.fees) b.value += fee;
            } else {
                b.first_price = 0;
                each_part(b.planned, deal_->on_anniversary, [&](std::size_t i, span part, int year) {
                    b.value += cents(t.mw * length(part) / bills_[i].days_in_month * prices[year - 1]);
                    if (b.first_price == 0) b.first_price = prices[year - 1];
                });
            }
        }
    }

    void fixed_fees()
    {
        double months = 0, posted = 0;
        int    of = 0;
        each_part({deal_->start, deal_->end}, false, [&](std::size_t i, span part, int year) {
            if (year != of) months = posted = 0;
            of = year;
            months += length(part) / bills_[i].days_in_month;
            const double until = cents(deal_->yearly_fee * months / 12);
            add(kind::fee, 1, -1, part, bills_[i], 0, deal_->yearly_fee, until - posted);
            posted = until;
        });
    }

    /// Sums readings by bill.
    void sum(const std::vector<metered>& reads, std::vector<double>& sums)
    {
        sums.assign(bills_.size(), 0);
        std::size_t k = 0;
        for (const metered& r : reads) {
            while (bills_[k].days.to <= r.days.from) ++k;
            sums[k] += r.hours;
        }
    }

    void usage()
    {
        sum(deal_->usage, used_);
        sum(deal_->excused, excused_);
        std::vector<vintage>& bank = bank_;
        std::size_t           oldest = 0, first = 0;
        double                due = 0, paid = 0;
        bank.clear();
        drawn_.fill(0);
        for (std::size_t i = 0; i < bills_.size(); ++i) {
            const bill& b          = bills_[i];
            double      contracted = 0;
            for (std::size_t j = 0; j < billed_.size(); ++j) contracted += 24 * length(common(billed_[j].actual, b.days)) * deal_->tranches[j].gpus;
            const double counted = contracted - excused_[i], minimum = deal_->minimum * counted, within = std::min(used_[i], contracted), price = deal_->usage_price;
            while (oldest < bank.size() && b.month - bank[oldest].month > deal_->usable_months) ++oldest;
            double      above = within - minimum, made_up = 0;
            const auto  at    = rows_.size();
            rows_.emplace_back();
            for (; above > 1e-6 && oldest < bank.size();) {
                const double part = std::min(above, bank[oldest].hours);
                add(kind::make_up, 2, -1, b.days, b, part, 0, 0);
                above -= part;
                made_up += part;
                if ((bank[oldest].hours -= part) <= 1e-6) ++oldest;
            }
            const double usage = within - made_up, shortfall = std::max(0.0, minimum - within);
            double       drawn = 0;
            if (usage > 0) {
                drawn    = cents(usage * price);
                rows_[at] = {kind::usage, 2, -1, b.days.from, b.days.to, b.invoiced, b.due, usage, price, drawn};
            } else {
                rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(at));
            }
            if (shortfall > 1e-6) {
                const double amount = cents(shortfall * price);
                add(kind::shortfall, 2, -1, b.days, b, shortfall, price, amount);
                bank.push_back({b.month, shortfall});
                drawn += amount;
            }
            due += counted;
            paid += usage + shortfall;
            if (b.closes) {
                const double hours = deal_->true_up * due - paid;
                if (hours > 1e-6) {
                    const double amount = cents(hours * price);
                    add(kind::true_up, 2, -1, {bills_[first].days.from, b.days.to}, b, hours, price, amount);
                    drawn += amount;
                }
                due = paid = 0;
                first      = i + 1;
            }
            drawn_[static_cast<std::size_t>(b.year) - 1] += drawn;
        }
    }

    void undrawn_spend()
    {
        std::size_t first = 0;
        for (std::size_t i = 0; i < bills_.size(); ++i) {
            if (!bills_[i].closes) continue;
            const double left = deal_->spend_a_year - drawn_[static_cast<std::size_t>(bills_[i].year) - 1];
            if (left > 0.001) add(kind::undrawn_spend, 3, -1, {bills_[first].days.from, bills_[i].days.to}, bills_[i], 0, 0, left);
            first = i + 1;
        }
    }

    void power()
    {
        std::size_t k = 0;
        for (const power_read& r : deal_->power) {
            while (bills_[k].days.to <= r.days.from) ++k;
            const bill& b    = bills_[k];
            double      mwdays = 0;
            for (std::size_t j = 0; j < billed_.size(); ++j) mwdays += deal_->tranches[j].mw * length(common(billed_[j].actual, r.days));
            const double kwh    = mwdays * 24'000 * deal_->load_factor * std::clamp(r.pue, deal_->pue_floor, deal_->pue_cap);
            const double tariff = std::min(r.tariff, deal_->tariff_cap);
            if (kwh > 0) add(kind::energy, 4, -1, r.days, b, kwh, tariff, cents(kwh * tariff));
            const double peak = r.peak_kw * length(r.days) / b.days_in_month;
            add(kind::demand, 4, -1, r.days, b, peak, deal_->demand_price, cents(peak * deal_->demand_price));
        }
    }

    void credits()
    {
        left_over_.assign(billed_.size(), 0);
        for (std::size_t j = 0; j < billed_.size(); ++j) credit(j);
        for (std::size_t j = 0; j < billed_.size(); ++j) refund(j, 5, left_over_[j]);
    }

    void refund(std::size_t j, int clause, double left)
    {
        if (left < 0.001) return;
        std::size_t last = 0;
        while (last + 1 < bills_.size() && bills_[last + 1].days.from < billed_[j].actual.to) ++last;
        add(kind::refund, clause, static_cast<int>(j), billed_[j].actual, bills_[last], 0, 0, -left);
    }

    void credit(std::size_t j)
    {
        const tranche& t    = deal_->tranches[j];
        const billed&  b    = billed_[j];
        const double   paid = cents(deal_->prepaid_share * b.value);
        const day      due  = t.planned - deal_->prepaid_lead;
        rows_.push_back({kind::prepayment, 5, static_cast<int>(j), b.planned.from, b.planned.to, due, due, 0, 0, paid});

        // Hours of downtime by bill.
        down_.assign(bills_.size(), {});
        std::size_t k = 0;
        for (const downtime& r : deal_->downtimes) {
            if (r.tranche != static_cast<int>(j)) continue;
            while (bills_[k].days.to <= r.days.from) ++k;
            down_[k].missing += r.down - r.excused;
            down_[k].excluded += r.excluded;
        }

        // The credit window, by billing month of the tranche.
        const int    months = deal_->credit_through - deal_->credit_from + 1;
        double       window = 0, fees_so_far = 0, before = 0;
        int          month  = 0, so_far = 0;
        if (deal_->credited == spread::pro_rata) {
            int m = 0;
            for (std::size_t i = 0; i < bills_.size(); ++i) {
                if (length(common(bills_[i].days, b.actual)) == 0) continue;
                if (++m >= deal_->credit_from && m <= deal_->credit_through) window += b.fees[i];
            }
        }

        double delay = 0, service = 0, prepaid = 0, credited = 0;
        if (const int late = t.slip - deal_->grace; late > 0) {
            delay = std::min(cents(t.mw * b.first_price * 12 / 365 * late * deal_->delay_share), std::floor(b.value * deal_->delay_cap * 100 + 1e-6) / 100);
        }
        for (std::size_t i = 0; i < bills_.size(); ++i) {
            const bill&  on   = bills_[i];
            const span   days = common(on.days, b.actual);
            const double fee  = b.fees[i];
            if (days.to <= days.from) continue;
            ++month;
            if (const lost& d = down_[i]; d.missing > 0) {
                const double available = 1 - d.missing / (24 * length(days) - d.excluded);
                double       share     = 0, below = 2;
                for (const step& s : deal_->steps) {
                    if (available < s.below && s.below < below) below = s.below, share = s.share;
                }
                service += std::min(cents(fee * share), fee);
            }
            if (month >= deal_->credit_from && month <= deal_->credit_through) {
                ++so_far;
                fees_so_far += fee;
                double after = before;
                switch (deal_->credited) {
                case spread::level: after = cents(paid * so_far / months); break;
                case spread::pro_rata: after = cents(paid * fees_so_far / window); break;
                case spread::first_dollar: after = paid; break;
                }
                prepaid += after - before;
                before = after;
            }
            double     left = fee;
            const auto take = [&](by_hand::kind k2, int clause, double& credit_left) {
                const double part = std::min(left, credit_left);
                if (part < 0.001) return 0.0;
                left -= part;
                credit_left -= part;
                add(k2, clause, static_cast<int>(j), days, on, 0, 0, -part);
                return part;
            };
            take(kind::delay_credit, 6, delay);
            take(kind::service_credit, 7, service);
            if (on.invoiced >= due) credited += take(kind::prepayment_credit, 5, prepaid);
        }
        refund(j, 6, delay);
        refund(j, 7, service);
        left_over_[j] = paid - credited;
    }

    void hold_back()
    {
        day first = deal_->end;
        for (const billed& b : billed_) first = std::min(first, b.actual.from);
        const day release = months_after(first, deal_->holdback_months);
        charged_.assign(bills_.size(), 0);
        std::size_t k = 0;
        for (const row& r : rows_) {
            if (r.kind > kind::true_up) continue;
            if (k >= bills_.size() || r.invoiced < bills_[k].invoiced) k = 0;
            while (bills_[k].invoiced < r.invoiced) ++k;
            charged_[k] += r.amount;
        }
        double sum = 0, held = 0;
        for (std::size_t i = 0; i < bills_.size() && bills_[i].invoiced < release; ++i) {
            sum += charged_[i];
            const double until = cents(sum * deal_->holdback);
            if (std::abs(until - held) > 0.001) add(kind::holdback, 8, -1, bills_[i].days, bills_[i], 0, 0, held - until);
            held = until;
        }
        if (held > 0) rows_.push_back({kind::holdback_release, 8, -1, first, release, release, calendar_.following(release + deal_->net_days), 0, 0, held});
    }

    /// Rows are by invoice already, clause by clause: each is moved once, to where its invoice begins. Odd days stand between two invoices.
    void place_by_counting(std::vector<row>& out)
    {
        const std::size_t n = 2 * bills_.size() + 1;
        slots_.resize(rows_.size());
        counts_.assign(n + 1, 0);
        std::size_t k = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const day on = rows_[i].invoiced;
            if (k == bills_.size() || on < bills_[k].invoiced) k = 0;
            while (k < bills_.size() && bills_[k].invoiced < on) ++k;
            slots_[i] = static_cast<int>(2 * k + (k < bills_.size() && bills_[k].invoiced == on ? 1 : 0));
            ++counts_[static_cast<std::size_t>(slots_[i]) + 1];
        }
        for (std::size_t s = 0; s < n; ++s) counts_[s + 1] += counts_[s];
        out.resize(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) out[static_cast<std::size_t>(counts_[static_cast<std::size_t>(slots_[i])]++)] = rows_[i];
        for (std::size_t i = 1; i < out.size(); ++i) { // the few that share a gap
            for (std::size_t m = i; m > 0 && out[m].invoiced < out[m - 1].invoiced; --m) std::swap(out[m], out[m - 1]);
        }
    }

    const open_days&       calendar_;
    const deal*            deal_ = nullptr;
    std::vector<row>       rows_;
    std::vector<bill>      bills_;
    std::array<day, 8>     anniversaries_{};
    std::array<double, 8>  drawn_{};
    std::vector<billed>    billed_;
    std::vector<double>    used_, excused_, left_over_, charged_;
    std::vector<lost>      down_;
    std::vector<vintage>   bank_;
    std::vector<int>       slots_, counts_;
};

} // namespace bench::by_hand
