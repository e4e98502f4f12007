// SPDX-License-Identifier: BSL-1.0
/// FOCUS files of a contract: Cost and Usage, and Contract Commitment, whose sums are checked before anything is written.
#pragma once

#include <ratable/io/focus_charges.hpp>
#include <ratable/io/focus_commitments.hpp>
#include <ratable/io/whole_files.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// Checks that rows add up.
///
/// Rules:   what covers other rows has an EffectiveCost of zero, and what it covers a BilledCost of zero. Σ BilledCost of each invoice is what the charges
///          say; Σ EffectiveCost of what is used and unused of a commitment is Σ BilledCost of its purchase; Σ EffectiveCost of all is Σ charges
///          without holdbacks.
/// Errors:  invalid_terms, with the invoice or the commitment and what it is out by.
template <currency C>
void require_focus_ties(const std::vector<focus_row<C>>& rows, const std::vector<charge<C>>& charges);

/// The files `cost_and_usage.csv` and `contract_commitment.csv`: names and texts, in this order.
///
/// Errors:  as charges_of and require_focus_ties; invalid_terms when nobody says who the provider is: FOCUS takes no invoice without its issuer.
template <currency C>
[[nodiscard]] std::vector<named_text> focus_files(const contract<C>& c, const readings<C>& read = {}, const std::string& sha256 = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

[[noreturn]] inline void refuse_focus_sum(const std::string& subject, const char* rule, const std::string& value)
{
    throw invalid_terms({subject, rule, value, "correct what made the rows: nothing is written that does not add up"});
}

/// 128-bit sums by a key, of which none may be left.
template <class Key>
class focus_sums
{
public:
    void add(const Key& key, std::int64_t units) { sums_[key] += units; }
    void take(const Key& key, std::int64_t units) { sums_[key] -= units; }
    template <class Name>
    void require_none(const char* rule, int digits, Name&& name) const
    {
        for (const auto& [key, units] : sums_) {
            if (units == 0) continue;
            std::string text = "a difference of ";
            append_digits(text, units, digits, true);
            refuse_focus_sum(name(key), rule, text);
        }
    }

private:
    std::map<Key, int128> sums_;
};

} // namespace detail

template <currency C>
void require_focus_ties(const std::vector<focus_row<C>>& rows, const std::vector<charge<C>>& charges)
{
    detail::focus_sums<sys_days>    billed;
    detail::focus_sums<std::string> bought;
    detail::focus_sums<int>         effective;
    for (const focus_row<C>& row : rows) {
        billed.add(row.invoiced, row.billed.amount.units);
        effective.add(0, row.effective.amount.units);
        if (!row.commitment) continue;
        const bool covers = row.category == focus_category::purchase;
        if (covers && sign(row.effective) != 0) detail::refuse_focus_sum(row.commitment->id, "must have an EffectiveCost of zero where it covers other rows", to_string(row.effective));
        if (!covers && sign(row.billed) != 0) detail::refuse_focus_sum(row.commitment->id, "must have a BilledCost of zero where it is used", to_string(row.billed));
        if (covers) bought.add(row.commitment->id, row.billed.amount.units);
        else bought.take(row.commitment->id, row.effective.amount.units);
    }
    for (const charge<C>& row : charges) {
        billed.take(row.invoiced, row.amount.amount.units);
        if (row.kind != charge_kind::holdback && row.kind != charge_kind::holdback_release) effective.take(0, row.amount.amount.units);
    }
    const int digits = C::minor_digits;
    billed.require_none("must bill in FOCUS what it charges", digits, [](sys_days day) { return "invoice of " + to_string(day); });
    bought.require_none("must be used and unused by what was bought", digits, [](const std::string& id) { return id; });
    effective.require_none("must add up to the charges without holdbacks", digits, [](int) { return std::string("EffectiveCost"); });
}

template <currency C>
std::vector<named_text> focus_files(const contract<C>& c, const readings<C>& read, const std::string& sha256)
{
    if (c.provider.empty()) throw invalid_terms({"contract '" + c.name + "': provider", "must be named in FOCUS files, as the issuer of invoices", "none", "write provider = \"…\""});
    const auto rows = focus_rows(c, read);
    require_focus_ties(rows, charges_of(c, read));
    const focus_origin origin{.account = focus_account(c), .name = c.name, .provider = c.provider, .version = c.version, .sha256 = sha256, .tranches = focus_tranches(c)};
    return {{"cost_and_usage.csv", focus_to_csv(rows, origin)}, {"contract_commitment.csv", focus_commitments_to_csv(focus_commitments(c, read), origin)}};
}

} // namespace ratable
