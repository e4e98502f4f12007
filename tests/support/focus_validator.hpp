// SPDX-License-Identifier: BSL-1.0
/// The rules of FOCUS 1.2 that a Cost and Usage file must hold, read from its text: a second reading of the specification, with numbers without bounds.
#pragma once

#include <ratable/io/csv_line.hpp>

#include "oracle.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// A file's lines, by column.
class focus_file
{
public:
    explicit focus_file(const std::string& text)
    {
        std::vector<std::string> names;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find("\r\n", at);
            const auto        fields = ratable::csv_fields(std::string_view(text).substr(at, end - at));
            at                       = end + 2;
            if (columns_.empty()) {
                for (const auto& f : fields) columns_.push_back(f.text);
                continue;
            }
            std::map<std::string, std::string> row;
            if (fields.size() != columns_.size()) broken_.push_back("a line has " + std::to_string(fields.size()) + " fields");
            for (std::size_t i = 0; i < std::min(fields.size(), columns_.size()); ++i) row[columns_[i]] = fields[i].text;
            rows_.push_back(std::move(row));
        }
    }

    [[nodiscard]] const std::vector<std::map<std::string, std::string>>& rows() const { return rows_; }

    /// Rules that are broken, each with its line; none in a good file.
    std::vector<std::string> broken()
    {
        check_columns();
        for (line_ = 0; line_ < rows_.size(); ++line_) check_row(rows_[line_]);
        std::map<std::string, cpp_rational> left;
        for (const auto& row : rows_) {
            if (row.at("CommitmentDiscountId").empty()) continue;
            const bool bought = row.at("ChargeCategory") == "Purchase";
            left[row.at("CommitmentDiscountId")] += bought ? number(row.at("BilledCost")) : cpp_rational(-number(row.at("EffectiveCost")));
        }
        for (const auto& [id, sum] : left) rule(sum == 0, id + ": used and unused are not what was bought");
        return broken_;
    }

    /// Zero for what is no number: that breaks a rule of its own.
    static cpp_rational number(const std::string& text)
    {
        if (!is_number(text)) return 0;
        const std::size_t point  = text.find('.');
        std::string       digits = text;
        if (point != std::string::npos) digits.erase(point, 1);
        const bool    negative = !digits.empty() && digits[0] == '-';
        std::size_t   first    = digits.find_first_not_of("-0");
        const cpp_int whole(first == std::string::npos ? "0" : digits.substr(first));
        const cpp_rational size(whole, ten_to(point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1)));
        return negative ? cpp_rational(-size) : size;
    }

private:
    void rule(bool holds, const std::string& what)
    {
        if (!holds) broken_.push_back("row " + std::to_string(line_) + ": " + what);
    }

    void check_columns()
    {
        const auto ours = std::find_if(columns_.begin(), columns_.end(), [](const std::string& c) { return c.starts_with("x_"); });
        rule(std::is_sorted(columns_.begin(), ours) && std::is_sorted(ours, columns_.end()), "columns are not in order");
        rule(std::all_of(ours, columns_.end(), [](const std::string& c) { return c.starts_with("x_"); }), "a column of FOCUS stands behind ours");
        for (const char* name : {"BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription",
                                 "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ProviderName",
                                 "PublisherName", "ServiceCategory", "ServiceName"}) {
            rule(std::find(columns_.begin(), columns_.end(), name) != columns_.end(), std::string("has no column ") + name);
        }
    }

    static bool is_number(const std::string& text)
    {
        const std::size_t from = text.starts_with("-") ? 1 : 0, point = text.find('.');
        const auto        digits = [&](std::size_t a, std::size_t b) { return a < b && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(a), text.begin() + static_cast<std::ptrdiff_t>(b), [](char c) { return c >= '0' && c <= '9'; }); };
        return point == std::string::npos ? digits(from, text.size()) : digits(from, point) && digits(point + 1, text.size());
    }

    void check_row(const std::map<std::string, std::string>& row)
    {
        const auto at     = [&row](const char* name) -> const std::string& { return row.at(name); };
        const auto is     = [&](const char* name, std::initializer_list<std::string_view> words) { rule(std::find(words.begin(), words.end(), at(name)) != words.end(), std::string(name) + " is " + at(name)); };
        const auto null   = [&](const char* name) { return at(name).empty(); };
        const auto needed = [&](std::initializer_list<const char*> names, const char* when) { for (const char* name : names) rule(!null(name), std::string(name) + " is null " + when); };
        needed({"BilledCost", "BillingAccountId", "BillingAccountName", "BillingAccountType", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeDescription", "ChargeFrequency",
                "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ProviderName", "PublisherName", "ServiceCategory", "ServiceName", "InvoiceId"}, "");
        for (const char* name : {"BilledCost", "CommitmentDiscountQuantity", "ConsumedQuantity", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "ListCost", "PricingQuantity"}) {
            rule(null(name) || is_number(at(name)), std::string(name) + " is no number: " + at(name));
        }
        for (const char* name : {"BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart"}) rule(at(name).size() == 20 && at(name).ends_with("T00:00:00Z"), std::string(name) + " is " + at(name));
        rule(at("BillingPeriodStart") < at("BillingPeriodEnd") && at("ChargePeriodStart") < at("ChargePeriodEnd"), "a period ends before it starts");
        is("ChargeCategory", {"Usage", "Purchase", "Tax", "Credit", "Adjustment"});
        is("ChargeClass", {"", "Correction"});
        is("ChargeFrequency", {"One-Time", "Recurring", "Usage-Based"});
        is("CommitmentDiscountCategory", {"", "Spend", "Usage"});
        is("CommitmentDiscountStatus", {"", "Used", "Unused"});
        is("PricingCategory", {"", "Standard", "Dynamic", "Committed", "Other"});
        const bool usage = at("ChargeCategory") == "Usage", purchase = at("ChargeCategory") == "Purchase", corrects = at("ChargeClass") == "Correction", unused = at("CommitmentDiscountStatus") == "Unused";
        rule(!purchase || at("ChargeFrequency") != "Usage-Based", "a purchase is usage-based");
        if ((usage || purchase) && !corrects) needed({"PricingCategory", "PricingQuantity", "PricingUnit", "ContractedUnitPrice", "SkuId", "SkuPriceId"}, "of usage or a purchase");
        rule(null("PricingQuantity") == null("PricingUnit"), "a pricing quantity has no unit, or a unit no quantity");
        rule(null("ConsumedQuantity") == null("ConsumedUnit"), "a consumed quantity has no unit, or a unit no quantity");
        if (usage && !unused && !corrects) rule(!null("ConsumedQuantity") && number(at("ConsumedQuantity")) > 0, "usage has no consumed quantity above zero");
        else rule(null("ConsumedQuantity"), "a consumed quantity where nothing is used");
        if (!null("ContractedUnitPrice")) {
            rule(number(at("ContractedUnitPrice")) >= 0, "a price below zero");
            rule(number(at("ContractedUnitPrice")) * number(at("PricingQuantity")) == number(at("ContractedCost")), "ContractedCost is not price times quantity");
        } else {
            rule(number(at("ContractedCost")) == number(at("BilledCost")), "ContractedCost of what has no price is not BilledCost");
        }
        rule(at("ChargeCategory") != "Credit" || number(at("EffectiveCost")) == number(at("BilledCost")), "a credit's EffectiveCost is not its BilledCost");
        rule((at("PricingCategory") == "Committed") == !null("CommitmentDiscountStatus"), "PricingCategory does not say that a commitment covers the row");
        if (null("CommitmentDiscountId")) {
            for (const char* name : {"CommitmentDiscountCategory", "CommitmentDiscountName", "CommitmentDiscountQuantity", "CommitmentDiscountStatus", "CommitmentDiscountType", "CommitmentDiscountUnit"}) rule(null(name), std::string(name) + " of no commitment");
            return;
        }
        needed({"CommitmentDiscountCategory", "CommitmentDiscountType", "CommitmentDiscountQuantity", "CommitmentDiscountUnit"}, "of a commitment");
        rule(usage == !null("CommitmentDiscountStatus"), "a status of a purchase, or none of usage");
        rule(corrects || number(at("CommitmentDiscountQuantity")) > 0, "a commitment's quantity is not above zero");
        rule(number(at(purchase ? "EffectiveCost" : "BilledCost")) == 0, purchase ? "what covers other rows has an EffectiveCost" : "what is covered has a BilledCost");
    }

    std::vector<std::string>                        columns_;
    std::vector<std::map<std::string, std::string>> rows_;
    std::vector<std::string>                        broken_;
    std::size_t                                     line_ = 0;
};

} // namespace tests
