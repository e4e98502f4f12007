// SPDX-License-Identifier: BSL-1.0
/// The accounts of a contract's books, on both sides: one list, so that the provider's mirror the customer's.
#pragma once

#include <ratable/charges/cash_flows.hpp>
#include <ratable/journal/account.hpp>

#include <string>

namespace ratable {

/// What a contract's entries are posted to.
///
/// | member           | customer                        | provider                          |
/// | `cash`           | Assets:Cash                     | Assets:Cash                       |
/// | `settlement`     | Liabilities:Payables            | Assets:Receivables                |
/// | `refund`         | Assets:Refunds due              | Liabilities:Refunds               |
/// | `deferred`       | Assets:Prepaid:NAME             | Liabilities:Contract liability:NAME |
/// | `accrued`        | Liabilities:Accrued:NAME        | Assets:Contract asset:NAME        |
/// | `recognized`     | Expenses:Compute:NAME           | Income:Compute:NAME               |
/// | `interest`       | Income:Interest:NAME            | Expenses:Interest:NAME            |
/// | `passed_through` | Liabilities:Passed through:NAME | Liabilities:Passed through:NAME   |
struct contract_accounts
{
    account cash;
    account settlement;     ///< invoiced and not yet paid
    account refund;         ///< what the provider owes on invoices
    account deferred;       ///< invoiced and not yet received or delivered
    account accrued;        ///< the other way round
    account recognized;
    account interest;       ///< on what is deferred, where its financing is significant
    account passed_through; ///< power that the provider charges as the utility's agent
};

/// The accounts of one side; `name` stands in those that are the contract's own, and may be a path.
/// Errors:  invalid_terms as `account`.
[[nodiscard]] contract_accounts accounts_of(side of, const std::string& name);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline contract_accounts accounts_of(side of, const std::string& name)
{
    using enum account_type;
    const auto own = [&name](account_type type, const char* head) { return account(type, std::string(head) + ":" + name); };
    if (of == side::customer) {
        return {.cash = account(asset, "Cash"), .settlement = account(liability, "Payables"), .refund = account(asset, "Refunds due"), .deferred = own(asset, "Prepaid"),
                .accrued = own(liability, "Accrued"), .recognized = own(expense, "Compute"), .interest = own(income, "Interest"), .passed_through = own(liability, "Passed through")};
    }
    return {.cash = account(asset, "Cash"), .settlement = account(asset, "Receivables"), .refund = account(liability, "Refunds"), .deferred = own(liability, "Contract liability"),
            .accrued = own(asset, "Contract asset"), .recognized = own(income, "Compute"), .interest = own(expense, "Interest"), .passed_through = own(liability, "Passed through")};
}

} // namespace ratable
