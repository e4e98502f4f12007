// SPDX-License-Identifier: BSL-1.0
/// Charts of accounts: our accounts as the user's books call them.
#pragma once

#include <ratable/journal/journal.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// What a chart does with an account that it does not list.
enum class unlisted_accounts { kept, refused };
/// What it does with accounts below one that it lists: `Prepaid:C1`, where it lists `Prepaid` as `1400 Prepayments`.
enum class accounts_below {
    kept,  ///< `1400 Prepayments:C1`
    merged ///< `1400 Prepayments`
};

/// A mapping of accounts.
///
/// Rules:   an account that is listed becomes what stands beside it; else the nearest above it that is listed decides. An account of the balance
///          sheet stays one, and so does one of the income statement.
/// Errors:  invalid_terms for an account that is listed twice, or that would leave its statement.
///
///     const chart_of_accounts chart({{account(account_type::asset, "Prepaid"), account(account_type::asset, "1400 Prepayments")}},
///                                   unlisted_accounts::refused, accounts_below::kept);
///     to_beancount(chart(books).entries())
class chart_of_accounts
{
public:
    chart_of_accounts(const std::vector<std::pair<account, account>>& list, unlisted_accounts unlisted, accounts_below below);

    /// Errors:  invalid_terms for an account that is not listed, where those are refused.
    [[nodiscard]] account operator()(const account& ours) const;
    /// The same journal in the user's accounts, closed as it is.
    template <currency C>
    [[nodiscard]] journal<C> operator()(const journal<C>& books) const;

private:
    std::map<account, account> list_;
    unlisted_accounts          unlisted_;
    accounts_below             below_;
};

// -- bodies -----------------------------------------------------------------------------------------------------------

inline chart_of_accounts::chart_of_accounts(const std::vector<std::pair<account, account>>& list, unlisted_accounts unlisted, accounts_below below) : unlisted_(unlisted), below_(below)
{
    const auto earned = [](const account& a) { return a.type() == account_type::income || a.type() == account_type::expense; };
    for (const auto& [ours, yours] : list) {
        if (earned(ours) != earned(yours)) {
            throw invalid_terms({"chart of accounts", "must keep an account in its statement", to_string(ours) + " as " + to_string(yours), "map what is earned or spent to income or expenses, and the rest to the balance sheet"});
        }
        if (!list_.emplace(ours, yours).second) throw invalid_terms({"chart of accounts", "must list an account once", to_string(ours), "decide which of its lines holds"});
    }
}

inline account chart_of_accounts::operator()(const account& ours) const
{
    std::string path = ours.path();
    while (true) {
        const auto found = list_.find(account(ours.type(), path));
        if (found != list_.end()) return below_ == accounts_below::merged ? found->second : account(found->second.type(), found->second.path() + ours.path().substr(path.size()));
        const std::size_t colon = path.rfind(':');
        if (colon == std::string::npos) break;
        path.resize(colon);
    }
    if (unlisted_ == unlisted_accounts::refused) throw invalid_terms({"chart of accounts", "must list every account that is posted to", to_string(ours), "list it, or keep accounts that are not listed"});
    return ours;
}

template <currency C>
journal<C> chart_of_accounts::operator()(const journal<C>& books) const
{
    std::vector<account> mapped;
    for (const account& ours : books.accounts()) mapped.push_back((*this)(ours));
    journal<C>  result(books.unit());
    std::size_t line = 0;
    for (entry<C> e : books.entries()) {
        for (posting<C>& p : e.postings) p.account = mapped[books.lines()[line++].account];
        result.post(std::move(e));
    }
    if (books.closed_through()) result.close_through(*books.closed_through());
    return result;
}

} // namespace ratable
