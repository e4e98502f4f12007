// SPDX-License-Identifier: BSL-1.0
/// Reading a readings file with a place for every complaint. Internal to readings_file.hpp.
#pragma once

#include <ratable/capacity/ramp.hpp>
#include <ratable/charges/billing_calendar.hpp>
#include <ratable/charges/readings.hpp>
#include <ratable/io/csv_line.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// What a readings file may hold.
struct readings_file_limits
{
    static constexpr std::size_t bytes    = 16'777'216;
    static constexpr std::size_t line     = 1'000; ///< bytes
    static constexpr std::size_t rows     = 200'000;
    static constexpr std::size_t problems = 100; ///< that are shown
};

} // namespace ratable

namespace ratable::detail {

inline constexpr std::string_view readings_header = "reading,name,from,until,quantity,unit";

/// A row whose words have been read, before anybody has looked at what it is a reading of.
struct reading_row
{
    const std::vector<csv_field>* fields;
    ratable::period               days;

    [[nodiscard]] const std::string& name() const { return (*fields)[1].text; }
    [[nodiscard]] const std::string& quantity() const { return (*fields)[4].text; }
    [[nodiscard]] const std::string& unit() const { return (*fields)[5].text; }
};

/// Days in which a contract can have readings, and how they are billed.
template <currency C>
class readings_scope
{
public:
    explicit readings_scope(const contract<C>& c) : contract_(&c), days_(prolonged(c))
    {
        if (c.billing.is_known()) periods_ = billing_calendar(c.billing.value(), c.term.value(), days_);
    }

    [[nodiscard]] const contract<C>& of() const { return *contract_; }
    [[nodiscard]] const period&      days() const { return days_; }
    /// The billing period in which days begin; null where none is stated.
    [[nodiscard]] const billing_period* billed(const period& days) const
    {
        const auto found = std::partition_point(periods_.begin(), periods_.end(), [&](const billing_period& p) { return p.days.end() <= days.start(); });
        return found == periods_.end() ? nullptr : &*found;
    }
    /// The unit of a meter: empty where no clause reads it, nothing where the pricing is not known.
    [[nodiscard]] std::optional<std::string_view> unit_of_meter(std::string_view meter) const
    {
        if (!contract_->pricing.is_known()) return std::nullopt;
        for (const auto& clause : contract_->pricing.value()) {
            const auto* usage = std::get_if<usage_fee<C>>(&clause);
            if (usage != nullptr && usage->meter == meter) return usage->price.is_known() ? std::optional(name_of(usage->price.value().per)) : std::nullopt;
        }
        return std::string_view();
    }
    [[nodiscard]] bool has_tranche(std::string_view name) const
    {
        if (!contract_->tranches.is_known()) return true;
        const auto& list = contract_->tranches.value();
        return std::any_of(list.begin(), list.end(), [name](const tranche& t) { return t.name == name; });
    }

private:
    /// The term, as long as a tranche that slipped is in service, and the longest tail.
    static period prolonged(const contract<C>& c)
    {
        const period term = days_of(c.term.value());
        sys_days     end  = c.tranches.is_known() ? service_days(c.tranches.value(), term).end() : term.end();
        int          tail = 0;
        if (c.pricing.is_known()) {
            for (const auto& clause : c.pricing.value()) {
                const auto* usage = std::get_if<usage_fee<C>>(&clause);
                if (usage != nullptr && usage->minimum && usage->minimum->make_up) tail = std::max(tail, usage->minimum->make_up->tail_months);
            }
        }
        return {term.start(), sys_days{add_months(year_month_day{end}, date::months{tail}, month_rule::clamp)}};
    }

    const contract<C>*          contract_;
    period                      days_;
    std::vector<billing_period> periods_;
};

/// One file being read. Complaints are collected; reading goes on, so that one run shows them all.
template <currency C>
class readings_reader
{
public:
    readings_reader(const std::string& file, const contract<C>& c) : file_(displayed(file)), scope_(c) {}

    /// What the text says; of use only if there are no problems then.
    readings<C> read(std::string_view text)
    {
        if (text.size() > readings_file_limits::bytes) {
            complain(1, {"file", "must not be too large", std::string("more than ") + std::to_string(readings_file_limits::bytes) + " bytes", "split it"});
        } else {
            read_lines(text);
        }
        finish();
        return std::move(found_);
    }
    [[nodiscard]] const std::vector<parse_error>& problems() const { return problems_; }

private:
    using key = std::tuple<std::string, sys_days, sys_days>; // name and days

    void complain(int column, problem p)
    {
        if (problems_.size() == readings_file_limits::problems) return;
        problems_.emplace_back(parse_error::location{file_, line_, column}, std::move(p));
    }
    void complain(const csv_field& field, const char* subject, const std::string& rule, const std::string& remedy)
    {
        complain(field.column, {subject, rule, std::string("\"") + shown(field.text) + "\"", remedy});
    }
    static std::string shown(const std::string& text)
    {
        if (text.size() <= 60) return text;
        std::size_t cut = 57;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
        return text.substr(0, cut) + "…";
    }

    void read_lines(std::string_view text)
    {
        if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3); // as spreadsheets begin a file
        std::size_t rows = 0;
        for (line_ = 1; !text.empty() && problems_.size() < readings_file_limits::problems; ++line_) {
            const std::size_t end  = std::min(text.find('\n'), text.size());
            std::string_view  line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            if (line_ == 1) {
                if (line == readings_header) continue;
                return complain(1, {"header", std::string("must be the columns ") + std::string(readings_header), "another line", "write them on the first line"});
            }
            if (line.empty()) continue;
            if (++rows > readings_file_limits::rows) return complain(1, {"file", "must not have more than 200,000 readings", "", "split it"});
            read_line(line);
        }
        if (line_ == 1) complain(1, {"header", std::string("must be the columns ") + std::string(readings_header), "an empty file", "write them on the first line"});
    }

    void read_line(std::string_view line)
    {
        if (line.size() > readings_file_limits::line) return complain(1, {"line", "must not be longer than 1,000 bytes", std::to_string(line.size()) + " bytes", "shorten its name"});
        if (!displayable(line)) return complain(1, {"line", "must be UTF-8 without control characters", "a line that is not", "separate fields by commas, and leave the rest out"});
        try {
            const std::vector<csv_field> fields = csv_fields(line);
            if (fields.size() != 6) return complain(1, {"line", "must have six fields", std::to_string(fields.size()), "write reading,name,from,until,quantity,unit; an empty field keeps its comma"});
            const auto from = day(fields[2], "from"), until = day(fields[3], "until");
            if (!from || !until) return;
            if (*until <= *from) return complain(fields[3], "until", std::string("must be after ") + to_string(*from), "write the first day that is no longer in it");
            dispatch({&fields, period(*from, *until)});
        } catch (const parse_error& e) { // of csv_fields
            complain(e.where().column, e.why());
        }
    }

    void dispatch(const reading_row& row)
    {
        const std::string& kind = (*row.fields)[0].text;
        if (kind == "usage") add_metered(found_.usage, row);
        else if (kind == "excused") add_metered(found_.excused, row);
        else if (kind == "downtime") add_downtime(row, &downtime_reading::down);
        else if (kind == "downtime_excused") add_downtime(row, &downtime_reading::excused);
        else if (kind == "downtime_excluded") add_downtime(row, &downtime_reading::excluded);
        else if (kind == "pue") add_power(row, &power_reading<C>::pue, "");
        else if (kind == "tariff") add_power(row, &power_reading<C>::tariff, std::string(scope_.of().currency.code()) + "/kWh");
        else if (kind == "peak") add_power(row, &power_reading<C>::peak_kw, "kW");
        else if (kind == "energy") add_power(row, &power_reading<C>::kwh, "kWh");
        else if (kind == "index") add_index(row);
        else complain((*row.fields)[0], "reading", "must be a kind of reading", "write usage, excused, downtime, downtime_excused, downtime_excluded, pue, tariff, peak, energy or index");
    }

    template <class Reading>
    void add_metered(std::vector<Reading>& list, const reading_row& row)
    {
        const auto unit = scope_.unit_of_meter(row.name());
        if (unit && unit->empty()) return complain((*row.fields)[1], "name", "must be the meter of a usage clause", "write the clause's meter");
        if (!unit && row.unit() != "GPU-hour" && row.unit() != "kWh" && row.unit() != "MWh") return complain((*row.fields)[5], "unit", "must be one that is metered", "write GPU-hour, kWh or MWh");
        if (unit && row.unit() != *unit) return complain((*row.fields)[5], "unit", std::string("must be its clause's, ") + std::string(*unit), "convert the quantity, and write that unit");
        const auto quantity = number<metered>(row);
        if (!quantity || !in_scope(row) || !in_order(row)) return;
        list.push_back({row.name(), row.days, *quantity});
    }

    void add_downtime(const reading_row& row, metered downtime_reading::*field)
    {
        if (!row.name().empty() && !scope_.has_tranche(row.name())) return complain((*row.fields)[1], "name", "must be a tranche of the contract, or empty for all", "write the tranche's name");
        if (!has_unit(row, "hour")) return;
        const auto hours_read = number<metered>(row);
        if (!hours_read || !in_scope(row) || !in_order(row)) return;
        const auto [at, is_new] = downtime_at_.try_emplace(key{row.name(), row.days.start(), row.days.end()}, found_.downtime.size());
        if (is_new) {
            found_.downtime.push_back({.tranche = row.name(), .days = row.days});
            downtime_lines_.push_back({line_, row.days});
        }
        found_.downtime[at->second].*field = *hours_read;
    }

    template <class T>
    void add_power(const reading_row& row, std::optional<T> power_reading<C>::*field, const std::string& unit)
    {
        if (!row.name().empty()) return complain((*row.fields)[1], "name", "must be empty for this reading", "leave it out, and keep its comma");
        if (!has_unit(row, unit)) return;
        const auto value = number<T>(row);
        if (!value || !in_scope(row) || !in_order(row)) return;
        const auto [at, is_new] = power_at_.try_emplace(key{"", row.days.start(), row.days.end()}, found_.power.size());
        if (is_new) {
            found_.power.push_back({.days = row.days});
            power_lines_.push_back({line_, row.days});
        }
        found_.power[at->second].*field = *value;
    }

    void add_index(const reading_row& row)
    {
        if (row.name().empty()) return complain((*row.fields)[1], "name", "must name an index", "write such as CPI-U");
        if (!has_unit(row, "")) return;
        const year_month_day first{row.days.start()};
        if (first.day() != date::day{1} || row.days.end() != sys_days{first + date::months{1}}) {
            return complain((*row.fields)[3], "until", "must be the first of the next month, as an index is a calendar month's", "write from and until on the first of a month and of the next");
        }
        const auto value = number<ratio>(row);
        if (!value || !in_order(row)) return;
        if (sign(*value) == 0) return complain((*row.fields)[4], "quantity", "must be positive for an index", "write the index as published");
        found_.indices.push_back({row.name(), first.year() / first.month(), *value});
    }

    [[nodiscard]] std::optional<sys_days> day(const csv_field& field, const char* column)
    {
        try {
            return sys_days{parse_date(field.text)};
        } catch (const error& e) {
            complain(field.column, {column, e.why().rule, std::string("\"") + shown(field.text) + "\"", e.why().remedy});
            return std::nullopt;
        }
    }

    template <class T>
    [[nodiscard]] std::optional<T> number(const reading_row& row)
    {
        const csv_field& field = (*row.fields)[4];
        try {
            const auto value = [&] {
                if constexpr (std::same_as<T, money<C, 6>>) return T(decimal<6>::parse(field.text), scope_.of().currency);
                else return T::parse(field.text);
            }();
            if (sign(value) >= 0) return value;
            complain(field, "quantity", "must not be negative", "correct it, or net it with the reading that it corrects");
        } catch (const error& e) {
            complain(field.column, {"quantity", e.why().rule, std::string("\"") + shown(field.text) + "\"", e.why().remedy});
        }
        return std::nullopt;
    }

    bool has_unit(const reading_row& row, const std::string& unit)
    {
        if (row.unit() == unit) return true;
        complain((*row.fields)[5], "unit", unit.empty() ? "must be empty for this reading" : std::string("must be ") + unit, unit.empty() ? "leave it out, and keep its comma" : "convert the quantity, and write " + unit);
        return false;
    }

    /// Within the term, and within one billing period.
    bool in_scope(const reading_row& row)
    {
        if (row.days.start() < scope_.days().start() || scope_.days().end() < row.days.end()) {
            complain((*row.fields)[2], "from", std::string("must lie, like until, within the contract's days ") + to_string(scope_.days()), "leave the reading out, or correct its days");
            return false;
        }
        const billing_period* billed = scope_.billed(row.days);
        if (billed == nullptr || row.days.end() <= billed->days.end()) return true;
        complain((*row.fields)[3], "until", std::string("must lie within one billing period, which ends on ") + to_string(billed->days.end()), "split the reading there");
        return false;
    }

    /// After the reading before of the same kind and name.
    bool in_order(const reading_row& row)
    {
        const auto [last, is_first] = last_.try_emplace(std::pair((*row.fields)[0].text, row.name()), row.days);
        if (is_first) return true;
        if (row.days.start() < last->second.end()) {
            complain((*row.fields)[2], "from", std::string("must not be before ") + to_string(last->second.end()) + ", where the reading before ends", "put readings in order, each day once");
            return false;
        }
        last->second = row.days;
        return true;
    }

    /// Rows of several kinds were merged by their days: these must not overlap in part.
    struct merged_row
    {
        int    line;
        period days;
    };
    template <class Reading, class Name>
    void sort_merged(std::vector<Reading>& list, const std::vector<merged_row>& lines, Name&& name_of_row)
    {
        std::vector<std::size_t> order(list.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lines[a].days.start() < lines[b].days.start(); });
        std::map<std::string, period> last;
        std::vector<Reading>          sorted;
        sorted.reserve(list.size());
        for (const std::size_t i : order) {
            const auto [before, is_first] = last.try_emplace(name_of_row(list[i]), lines[i].days);
            if (!is_first && lines[i].days.start() < before->second.end()) {
                line_ = lines[i].line;
                complain(1, {"from", std::string("must be the same days as ") + to_string(before->second) + ", or none of them, for readings that belong together", to_string(lines[i].days), "read them over the same days"});
            }
            before->second = lines[i].days;
            sorted.push_back(std::move(list[i]));
        }
        list = std::move(sorted);
    }

    void finish()
    {
        const auto by_start = [](const auto& a, const auto& b) { return a.days.start() < b.days.start(); };
        std::stable_sort(found_.usage.begin(), found_.usage.end(), by_start);
        std::stable_sort(found_.excused.begin(), found_.excused.end(), by_start);
        std::stable_sort(found_.indices.begin(), found_.indices.end(), [](const index_value& a, const index_value& b) { return a.month < b.month; });
        sort_merged(found_.downtime, downtime_lines_, [](const downtime_reading& r) { return r.tranche; });
        sort_merged(found_.power, power_lines_, [](const power_reading<C>&) { return std::string(); });
        std::stable_sort(problems_.begin(), problems_.end(), [](const parse_error& a, const parse_error& b) { return a.where().line < b.where().line; });
    }

    std::string                                           file_;
    int                                                   line_ = 1;
    readings_scope<C>                                     scope_;
    readings<C>                                           found_;
    std::vector<parse_error>                              problems_;
    std::map<std::pair<std::string, std::string>, period> last_; // by kind and name
    std::map<key, std::size_t>                            downtime_at_, power_at_;
    std::vector<merged_row>                               downtime_lines_, power_lines_;
};

} // namespace ratable::detail
